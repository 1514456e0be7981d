//! Bundles: what a station carries to the office, and the receipts that come back.
//!
//! A folder, or a zip with the same inside, of CSV that people can open: `manifest.csv`,
//! `events.csv`, `additions.csv`; in a receipt `receipt.csv` and the register as well. What counts
//! of an event is `body` with its hash: whatever a spreadsheet did to the file, a row whose body
//! does not give its hash is shown and never taken. Everything else in a row is for people.
//!
//! [`write()`] makes a bundle whole or not at all, [`read`](read()) takes it apart, [`look`] says what
//! lies in a folder. Nothing here knows a database or decides what a bundle is good for.

mod csv;
mod drive;
mod error;
mod find;
mod manifest;
mod read;
mod rows;
mod sink;
mod write;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use drive::{clock as drive_clock, now_ms as drive_ms};
pub use error::{Cause, Error};
pub use find::{Found, look, peek};
pub use manifest::{Chain, Facts, Kind, Manifest, RegisterFacts, name};
pub use read::read;
pub use write::{Form, write};

use crate::domain::addition::Addition;
use crate::domain::event::Event;
use crate::domain::mark::Mark;

/// The layout written here; one with a higher number is refused whole.
pub const FORMAT: u32 = 1;

/// How many times an office counted each class of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// New, and their word stands.
    pub applied: u64,
    /// Known before.
    pub already_had: u64,
    /// New, and a later event says who holds the device.
    pub superseded: u64,
    /// New, and part of what a person must decide.
    pub needs_person: u64,
    /// New, about a device or person that no register knows.
    pub parked: u64,
    /// Not what was written: never taken.
    pub damaged: u64,
}

impl Counts {
    /// The classes by the names they have in files and on the terminal.
    pub fn named(&self) -> [(&'static str, u64); 6] {
        [
            ("applied", self.applied),
            ("already_had", self.already_had),
            ("superseded", self.superseded),
            ("needs_person", self.needs_person),
            ("parked", self.parked),
            ("damaged", self.damaged),
        ]
    }

    /// Rows in all.
    pub fn rows(&self) -> u64 {
        self.named().iter().map(|(_, count)| count).sum()
    }

    /// Adds those of another bundle.
    pub fn add(&mut self, other: &Counts) {
        self.applied += other.applied;
        self.already_had += other.already_had;
        self.superseded += other.superseded;
        self.needs_person += other.needs_person;
        self.parked += other.parked;
        self.damaged += other.damaged;
    }
}

/// A line of `receipt.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The office has everything of this chain up to here.
    Chain(Mark),
    /// What came of a batch.
    Batch {
        /// The batch's `bundle.id`.
        id: String,
        /// Its number at the station.
        number: u64,
        /// Its rows.
        counts: Counts,
    },
}

/// A table of the register, under the name of its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// `sites`, `models`, `students` or `devices`.
    pub name: String,
    /// Headings.
    pub head: Vec<String>,
    /// Rows, as wide as the headings.
    pub rows: Vec<Vec<String>>,
}

/// An event to be written, with what a person reads beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The event.
    pub event: Event,
    /// Whom it concerns, by name; may be empty. Never read back.
    pub student_name: String,
}

/// What is to be written.
#[derive(Debug, Clone, Default)]
pub struct Outgoing {
    /// About the bundle. The facts of the files are filled in by [`write()`].
    pub manifest: Manifest,
    /// Events.
    pub rows: Vec<Row>,
    /// Texts kept beside the events.
    pub additions: Vec<Addition>,
    /// The receipt's lines.
    pub answers: Vec<Answer>,
    /// The register.
    pub register: Vec<Sheet>,
}

/// A bundle that was read.
#[allow(clippy::struct_excessive_bools)] // Each is a finding of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The file or folder.
    pub path: PathBuf,
    /// About the bundle.
    pub manifest: Manifest,
    /// Rows of events in the files, damaged ones too.
    pub rows: u64,
    /// Events whose hash fits, in the order of the files; one that stands there twice is here twice.
    pub events: Vec<Event>,
    /// Texts that belong to these events, and fit.
    pub additions: Vec<Addition>,
    /// The receipt's lines.
    pub answers: Vec<Answer>,
    /// The register; empty where any of its files is not as it was written.
    pub register: Vec<Sheet>,
    /// What is not as it was written, by file and line.
    pub damaged: Vec<Damaged>,
    /// Rows of events that are damaged and not taken.
    pub lost: u64,
    /// Every file is there as it was written.
    pub whole: bool,
    /// The end of a file is missing.
    pub truncated: bool,
    /// Complete, but not the bytes that were written: opened and saved in a spreadsheet.
    pub resaved: bool,
    /// Files were put one behind the other.
    pub concatenated: bool,
}

/// A row that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Name of the file.
    pub file: String,
    /// Line in it, from 1.
    pub line: u64,
    /// What stands in its first column: `R12`.
    pub row: String,
    /// What is wrong.
    pub why: Why,
    /// What was written, as far as the row still shows.
    pub old: Option<String>,
    /// What stands there now.
    pub new: Option<String>,
    /// The event was taken all the same: only what people read was changed.
    pub taken: bool,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The content does not give the hash: somebody changed it.
    Changed,
    /// No hash, or a row cut in the middle.
    Unreadable,
    /// A column for people was changed; the event is the one that was written.
    Column(String),
    /// A text that does not fit its event.
    Addition,
    /// A line of the receipt that cannot be read.
    Answer,
}
