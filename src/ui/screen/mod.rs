//! The screens. Each has its state, a `Message`, `update(&mut self, Message) -> Action` and
//! `view(&self, …) -> Element<Message>`; the root owns what they share and makes their actions
//! happen. No screen touches the store, plays a tone or asks a clock.
//!
//! | page | file |
//! |---|---|
//! | Desk | `desk/`: two scans issue, one returns |
//! | People | `people/`: find somebody, see what they have and what happened |
//! | Devices | `devices/`: find one, see who has it, where it is, what happened |
//! | Print | `print/`: lists, labels and more on paper, looked at first |
//! | Exchange | `exchange/`: files in and out, batches of other stations, what a person must decide |
//! | From paper | `paper/`: a paper list, typed in later |
//! | Run | `run/`: start and end one, set date and time right |
//! | Settings | `settings/`: this computer, the policy, the second copy |
//! | Transfer | `transfer/`: stacks of devices for another site |
//! | Operator | `operator.rs`: who is scanning, over any page |
//! | Not on the list | `walk_up.rs`: serves somebody by name, in place of the desk |
//! | First start | `first_start.rs`: makes this database a station |
//! | Trouble | `trouble.rs`: the database does not open, in place of the window |
//!
//! `part/` is what several of them are made of.

pub mod desk;
pub mod devices;
pub mod exchange;
pub mod first_start;
pub mod operator;
pub mod paper;
pub(super) mod part;
pub mod people;
pub mod print;
pub mod run;
pub mod settings;
pub mod transfer;
pub mod trouble;
pub mod walk_up;

use std::path::PathBuf;

use crate::desk::reply::Tone;
use crate::desk::request::{Answer, Outlook, Request, Settings};
use crate::desk::transfer_open::WhichStack;
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;
use crate::text;

/// A page of the window, in the order of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Page {
    /// The counter.
    #[default]
    Desk,
    /// Find a person, see their history.
    People,
    /// Find a device, see its history.
    Devices,
    /// Lists, labels and more on paper.
    Print,
    /// Take files and batches in, write them out, decide conflicts.
    Exchange,
    /// Start and end a run, set date and time right.
    Run,
    /// This computer's settings.
    Settings,
    /// A paper list, typed in later. Not on the rail: the run leads there, and its key.
    Paper,
    /// Devices for another site. Not on the rail: its key leads there.
    Transfer,
}

impl Page {
    /// In the order of the rail.
    pub const ALL: [Page; 7] = [
        Self::Desk,
        Self::People,
        Self::Devices,
        Self::Print,
        Self::Exchange,
        Self::Run,
        Self::Settings,
    ];

    /// Its name on the rail.
    pub fn title(self) -> String {
        match self {
            Self::Desk => text::get("page-desk"),
            Self::People => text::get("page-people"),
            Self::Devices => text::get("page-devices"),
            Self::Print => text::get("page-print"),
            Self::Exchange => text::get("page-exchange"),
            Self::Run => text::get("page-run"),
            Self::Settings => text::get("page-settings"),
            Self::Paper => text::get("page-paper"),
            Self::Transfer => text::get("page-transfer"),
        }
    }
}

/// Counts what the window asks of the desk: an answer with a smaller ticket is older news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Ticket(pub u64);

/// An answer, or why there is none.
pub type Answered = Result<Answer, crate::desk::Error>;

/// What a screen wishes to happen. The root does it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// Ask the desk now; the answer comes back as the screen's `Answered`, with its ticket.
    Ask(Request),
    /// Show a page.
    Go(Page),
    /// Show a person's page.
    Person(BorrowerId),
    /// Show a device's page.
    Device(DeviceId),
    /// Show whoever or whatever a code names.
    Find(String),
    /// Serve somebody who is on no list; the unknown code that was scanned.
    WalkUp(Option<String>),
    /// Take in a device that nobody knows: its tag, for whoever is on screen at the desk.
    NewDevice(String),
    /// Keep these settings and use them at once.
    Keep(Box<Settings>),
    /// A tone, or a flash where none can be heard.
    Tone(Tone),
    /// Ask for the board again: what the frame shows has changed.
    Refresh,
    /// Close what lies over the page.
    Close,
    /// Save the rows of a check that are not taken as CSV, on a thread of its own.
    SaveRefused(PathBuf, Outlook),
    /// Save who leaves by a check as CSV, on a thread of its own.
    SaveLeaving(PathBuf, Outlook),
    /// Lay out, draw or write something to be printed, on a thread of its own.
    Print(Box<print::Order>),
    /// Lay the driver's sheet of a transfer out, to be looked at.
    Sheet(WhichStack),
    /// Put the cursor in a field.
    Focus(iced::widget::Id),
    /// One after the other.
    Many(Vec<Action>),
}
