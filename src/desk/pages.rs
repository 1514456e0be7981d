//! What the window shows at a time: a person, a device, the board, a run and how it ends.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::money::ChargeRow;
use super::reply::{Counters, DeviceCard, Mode, Person, Progress, RunLine, View, When};
use crate::domain::card::HistoryLine;
use crate::domain::lifecycle::Stop;
use crate::domain::missing::Missing;
use crate::domain::policy::Policy;
use crate::domain::price::PriceList;
use crate::domain::returning::Returning;
use crate::domain::ticket::TicketCard;

/// A person with everything known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonPage {
    /// The card.
    pub person: Person,
    /// Newest first, 200 at most.
    pub history: Vec<HistoryLine>,
    /// What was charged, the newest first.
    pub account: Vec<ChargeRow>,
    /// What can be charged.
    pub prices: PriceList,
    /// The version of the agreement to be signed; empty where none is.
    pub agreement: String,
}

/// A device with everything known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DevicePage {
    /// The card: holder, site, last seen.
    pub card: DeviceCard,
    /// Newest first, 200 at most.
    pub history: Vec<HistoryLine>,
    /// Every change of its status, oldest first.
    pub way: Vec<Stop>,
    /// Its open tickets, oldest first.
    pub tickets: Vec<TicketCard>,
    /// What is known of its loss, where it is missing.
    pub missing: Option<Missing>,
    /// The devices that go along with it, by tag.
    pub set: Vec<DeviceCard>,
}

/// Everything the desk shows besides the band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Station code; `None` before first start.
    pub station: Option<String>,
    /// Name of the place of the run, or of the station's site.
    pub place: String,
    /// Run in progress.
    pub run: Option<RunInfo>,
    /// Operator.
    pub operator: Option<String>,
    /// When the register came in; `None` where there is none.
    pub register_at: Option<When>,
    /// How many people and devices the register has.
    pub register_size: (u64, u64),
    /// Own events no office has confirmed.
    pub unsent: u64,
    /// The three numbers.
    pub counters: Counters,
    /// Homeroom of the last person served.
    pub progress: Option<Progress>,
    /// Newest first, nine at most.
    pub lines: Vec<RunLine>,
    /// The demo: a stripe on every screen.
    pub practice: bool,
    /// A run from another day is still open: its name and day.
    pub open_run: Option<(String, String)>,
    /// Ask whether this date and time are right.
    pub ask_clock: bool,
    /// What the district allows today.
    pub policy: Arc<Policy>,
    /// State of the second copy of the journal.
    pub tail: TailState,
    /// What the session shows.
    pub view: View,
    /// The folder of the database, for the foot of the settings screen.
    pub folder: String,
}

/// The second copy of the journal on a stick or another disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TailState {
    /// None chosen.
    #[default]
    Off,
    /// In step, `n` events behind.
    Written(u64),
    /// The place is not there, or cannot be written.
    Missing,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunInfo {
    /// Identity.
    pub id: String,
    /// Name.
    pub name: String,
    /// Mode it began in.
    pub mode: Mode,
    /// Due date for what goes out, local.
    pub due: Option<String>,
    /// Site code devices come back to.
    pub site: String,
    /// When it began.
    pub started: When,
    /// What it says of every device that comes back.
    pub returning: Returning,
}

/// What starting a run sets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RunSetup {
    /// Name; empty for station and date.
    pub name: String,
    /// Mode.
    pub mode: Mode,
    /// Place as people say it ("Gym, table 2"); empty for the station's site.
    pub place: String,
    /// Site code; empty for the station's site.
    pub site: String,
    /// Due date, `YYYY-MM-DD`; empty for none.
    pub due: String,
    /// Who is expected.
    pub expected: Expected,
    /// What it says of every device that comes back.
    #[serde(default)]
    pub returning: Box<Returning>,
}

/// Who a run expects. All given parts must fit; everything empty expects nobody in particular.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Expected {
    /// Site codes.
    pub sites: Vec<String>,
    /// Grades.
    pub grades: Vec<String>,
    /// Homerooms.
    pub homerooms: Vec<String>,
    /// Borrower IDs.
    pub list: Vec<String>,
}

/// What ending a run leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ending {
    /// Own events no office has confirmed.
    pub unsent: u64,
    /// Conflicts and open questions.
    pub unanswered: u64,
    /// Devices and people of the journal that no register knows.
    pub parked: u64,
    /// Devices issued and returned in the run.
    pub done: (u64, u64),
}
