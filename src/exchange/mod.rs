//! CSV in and out. In: reading a file, knowing what it is by its headings, and planning what it
//! changes. Out: exports and bundles.
//!
//! Reads, plans, and writes files; never a database: what the register knows is handed in, and `desk`
//! applies the plans.

pub mod assignments;
pub mod bundle;
pub mod damage;
mod error;
pub mod export;
pub mod field;
pub mod format;
pub mod guard;
pub mod mapping;
mod plan;
pub mod prices;
pub mod read;
mod refused;
mod source;

pub use error::{Bound, EntryFault, Error, Looks};
pub use mapping::{Column, Columns};
pub use plan::{FileRead, Read, Suggestion, check, plan};
pub use refused::{Look, Reason, Refused, write_refused};

use crate::domain::code::{self, Code};
use crate::store::{Covers, Given};
use format::Format;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// Sites.
    Sites,
    /// The catalogue.
    Models,
    /// People, staff too.
    Students,
    /// Devices.
    Devices,
}

impl FileKind {
    /// All of them, in the order they are taken in.
    pub const ALL: [FileKind; 4] = [Self::Sites, Self::Models, Self::Students, Self::Devices];

    /// The word after `--as`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Models => "models",
            Self::Students => "students",
            Self::Devices => "devices",
        }
    }

    /// Reads the word after `--as`.
    pub fn parse(word: &str) -> Option<FileKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the files hold, instead of what their headings say.
    pub kind: Option<FileKind>,
    /// Whose files they are, instead of what their headings say.
    pub format: Option<&'static Format>,
    /// Field to heading, or to the number of the column from 1 in a file without headings.
    pub headings: Vec<(String, String)>,
    /// Adds to the register, takes nobody off it.
    pub local: bool,
    /// What the files cover.
    pub covers: Covers,
    /// Damaged keys of which only one can have been meant are that.
    pub repairs: bool,
    /// Spellings that are nearly a model's are that model, from now on.
    pub aliases: bool,
}

/// What empties a field.
pub const CLEAR: &str = "(clear)";

/// A text as a file gives it: blank leaves alone, [`CLEAR`] empties.
fn given(text: &str) -> Given {
    match printed(text) {
        text if text.is_empty() => None,
        text if text.eq_ignore_ascii_case(CLEAR) => Some(String::new()),
        text => Some(text),
    }
}

/// A name; one that is to be emptied is blank.
fn words(text: &str) -> String {
    given(text).unwrap_or_default()
}

/// A name as one line of print: a line break or an escape in it would break a list, or a terminal.
fn printed(text: &str) -> String {
    if !text.chars().any(char::is_control) {
        return text.to_owned();
    }
    let parts = text.split(|c: char| c.is_control() || c == ' ').filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

fn plain_key(text: &str) -> Result<String, Reason> {
    match printed(text.trim()) {
        key if key.is_empty() => Err(Reason::NoKey),
        key => Ok(key),
    }
}

fn code_key(text: &str) -> Result<String, Reason> {
    if code::is_reserved(text) {
        return Err(Reason::Reserved(text.to_owned()));
    }
    match Code::new(text) {
        Ok(code) => Ok(code.into()),
        Err(code::Fault::Empty) => Err(Reason::NoKey),
        Err(_) => Err(Reason::Unreadable(text.chars().take(code::MAX_LENGTH).collect())),
    }
}
