//! A clock that stands still until it is moved by hand.

use tagdesk::domain::event::Moment;

const MINUTE: i64 = 60_000;

/// Wall clock, local offset and time since start, each set apart.
#[derive(Debug, Clone)]
pub struct Clock {
    now: Moment,
}

impl Clock {
    /// Wed 12 August 2026, 9:00 at five hours behind UTC, half an hour after the computer started.
    pub fn new() -> Clock {
        Clock {
            now: Moment {
                wall_ms: 1_786_543_200_000,
                utc_offset_min: -300,
                boot: "boot-1".into(),
                boot_ms: 30 * MINUTE,
            },
        }
    }

    /// The same, at another time, UTC milliseconds.
    pub fn at(wall_ms: i64) -> Clock {
        let mut clock = Clock::new();
        clock.now.wall_ms = wall_ms;
        clock
    }

    pub fn now(&self) -> &Moment {
        &self.now
    }

    /// Time passes: both clocks go on.
    pub fn pass_ms(&mut self, ms: i64) {
        self.now.wall_ms += ms;
        self.now.boot_ms += ms;
    }

    /// Somebody sets the wall clock, forward or back; the time since start knows nothing of it.
    pub fn set_by_minutes(&mut self, minutes: i64) {
        self.now.wall_ms += minutes * MINUTE;
    }

    /// Daylight saving begins or ends, or a traveller arrives: UTC goes on as it was.
    pub fn set_offset(&mut self, minutes: i32) {
        self.now.utc_offset_min = minutes;
    }

    /// The computer is started again.
    pub fn reboot(&mut self) {
        self.now.boot = format!("{}+", self.now.boot);
        self.now.boot_ms = MINUTE;
    }
}
