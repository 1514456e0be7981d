//! What a desk shows between scans: who is on screen, what is known of the device in the band, the rows
//! and numbers of a run. Data only.

use super::noting::Noting;
use super::reply::{DeviceCard, Mode, Named, Outcome, Person, When};
use crate::domain::noted::{Note, Whereabouts};
use crate::domain::quote::Quote;

/// Something known of the device in the band, with what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chip {
    /// What.
    pub says: Says,
    /// What the policy says of it, where somebody may have to pay.
    pub quote: Option<Quote>,
}

/// What a chip says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Condition or damage.
    Noted(Note),
    /// Where an accessory is.
    Along(&'static str, Whereabouts),
}

/// What a session shows between scans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Mode.
    pub mode: Mode,
    /// Person on screen.
    pub person: Option<Box<Person>>,
    /// Device looked up or first of a swap.
    pub device: Option<Box<DeviceCard>>,
    /// The devices that go along with it, by tag.
    pub set: Vec<DeviceCard>,
    /// Tag of the device that cards speak of.
    pub band: Option<String>,
    /// What is known of that device.
    pub chips: Vec<Chip>,
    /// Yes or no is waited for.
    pub asking: bool,
    /// Yes to it wants a reason.
    pub wants_reason: bool,
    /// An unknown code in Return waits for Esc or `XTDNEXT`.
    pub held: bool,
}

/// A row of the run list, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunLine {
    /// Number within the run, from 1.
    pub number: u64,
    /// When.
    pub at: When,
    /// How it ended.
    pub outcome: Outcome,
    /// Tag or code.
    pub code: String,
    /// Who has it, or who was on screen.
    pub person: Option<Named>,
    /// Who had it before.
    pub from: Option<Named>,
    /// The event written, the last of a command of several.
    pub event: Option<String>,
    /// What was noted, where something was.
    pub noted: Option<Noting>,
    /// It has been taken back.
    pub undone: bool,
    /// Written on paper first: the time there. `at` is when it was entered.
    pub paper: Option<When>,
}

/// Counters of a run, for the three numbers on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// Devices issued, handed over or swapped.
    pub issued: u64,
    /// Devices returned.
    pub returned: u64,
    /// Refused, unknown or not taken.
    pub refused: u64,
    /// Tenths of a device a minute over the last ten minutes of work.
    pub per_minute_tenths: u64,
    /// How many people are expected, 0 where not set.
    pub expected: u64,
    /// Of those, how many are served: they hold a device, or in a return run hold none any more.
    pub served: u64,
    /// Estimated finish, where expected and speed are known.
    pub finish: Option<When>,
}

/// How far a homeroom is: shown on the waiting desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Homeroom of the last person served.
    pub homeroom: String,
    /// People who have theirs.
    pub served: u64,
    /// People in it.
    pub expected: u64,
}
