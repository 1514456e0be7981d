//! What a scan does, and how it ended: the words of the terminal.

use serde::{Deserialize, Serialize};

/// What a scan does. The desk is always in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Person, then device: it goes out.
    #[default]
    Issue,
    /// Device: it comes back.
    Return,
    /// Two devices: their holders exchange them.
    Swap,
    /// Shows, changes nothing.
    LookUp,
    /// A broken device: taken in, a loaner in its place; mended, it goes back.
    Repair,
}

impl Mode {
    /// In the order of their keys, Alt+1 on.
    pub const ALL: [Mode; 5] = [Mode::Issue, Mode::Return, Mode::Swap, Mode::LookUp, Mode::Repair];

    /// The word in the terminal and in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Return => "return",
            Self::Swap => "swap",
            Self::LookUp => "look-up",
            Self::Repair => "repair",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Mode> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }
}

/// How a scan ended: the word in the terminal contract (design, section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A person is on screen.
    Student,
    /// A device went out.
    Issued,
    /// A device came back.
    Returned,
    /// A device went from one person to another.
    HandedOver,
    /// Two persons' devices were exchanged.
    Swapped,
    /// It was so already; nothing changed.
    Already,
    /// Yes or no is waited for.
    Question,
    /// Not done, with the reason.
    Refused,
    /// Nothing here has that code.
    Unknown,
    /// Shown, nothing changed.
    Shown,
    /// An earlier command was taken back.
    Undone,
    /// The mode changed.
    Mode,
    /// A question was answered no, or there was none.
    No,
    /// Ready for the next person.
    Next,
    /// A question stands; answer it first.
    NotTaken,
    /// Something was noted about a device.
    Noted,
    /// A device is somebody's for years.
    Assigned,
    /// A device is nobody's any more.
    Freed,
    /// A device has a new label.
    Labelled,
    /// A device that nobody knew is taken in.
    Added,
    /// A device left for another site.
    Sent,
    /// A device arrived.
    Received,
}

impl Outcome {
    /// The word in the terminal and in the run list's table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Issued => "issued",
            Self::Returned => "returned",
            Self::HandedOver => "handed-over",
            Self::Swapped => "swapped",
            Self::Already => "already",
            Self::Question => "question",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Shown => "shown",
            Self::Undone => "undone",
            Self::Mode => "mode",
            Self::No => "no",
            Self::Next => "next",
            Self::NotTaken => "not-taken",
            Self::Noted => "noted",
            Self::Assigned => "assigned",
            Self::Freed => "freed",
            Self::Labelled => "labelled",
            Self::Added => "added",
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }

    /// All outcomes.
    pub const ALL: [Outcome; 22] = [
        Self::Student,
        Self::Issued,
        Self::Returned,
        Self::HandedOver,
        Self::Swapped,
        Self::Already,
        Self::Question,
        Self::Refused,
        Self::Unknown,
        Self::Shown,
        Self::Undone,
        Self::Mode,
        Self::No,
        Self::Next,
        Self::NotTaken,
        Self::Noted,
        Self::Assigned,
        Self::Freed,
        Self::Labelled,
        Self::Added,
        Self::Sent,
        Self::Received,
    ];

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Outcome> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }

    /// Whether it left whoever has the device as they were.
    pub fn keeps_holder(self) -> bool {
        matches!(self, Self::Noted | Self::Assigned | Self::Freed | Self::Labelled | Self::Added)
    }

    /// Whether it is listed among what a run did.
    pub fn is_listed(self) -> bool {
        !matches!(self, Self::Student | Self::Mode | Self::Next | Self::No | Self::Question)
    }
}
