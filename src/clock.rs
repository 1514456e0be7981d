//! The only place that reads a clock. Everything below is handed a `Moment`.

use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveTime, TimeZone};

use crate::domain::event::Moment;
use crate::domain::paper::Day;

/// Wall clock, local offset, and the clock that runs since the computer was started.
pub fn now() -> Moment {
    let local = chrono::Local::now();
    Moment {
        wall_ms: local.timestamp_millis(),
        utc_offset_min: local.offset().local_minus_utc() / 60,
        boot: BOOT.clone(),
        boot_ms: since_boot_ms(),
    }
}

/// A local day with its offset from UTC at noon: where clocks are changed, they are changed at night.
pub fn day(date: NaiveDate) -> Day {
    let noon = date.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    let offset = chrono::Local.offset_from_local_datetime(&noon).earliest();
    let seconds = offset.map_or(0, |offset| offset.local_minus_utc());
    Day { date, utc_offset_min: seconds / 60 }
}

/// Names this start of the computer; this process where the system does not say.
static BOOT: LazyLock<String> = LazyLock::new(|| {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    match id.trim() {
        "" => uuid::Uuid::new_v4().to_string(),
        id => id.to_owned(),
    }
});

#[cfg(target_os = "linux")]
fn since_boot_ms() -> i64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    time.tv_sec.saturating_mul(1000).saturating_add(time.tv_nsec / 1_000_000)
}

#[cfg(not(target_os = "linux"))]
fn since_boot_ms() -> i64 {
    static START: LazyLock<std::time::Instant> = LazyLock::new(std::time::Instant::now);
    i64::try_from(START.elapsed().as_millis()).unwrap_or(i64::MAX)
}
