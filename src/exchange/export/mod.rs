//! Files for others: Tagdesk's own tables as CSV, and loans in the forms that other systems take in.
//!
//! A form is a writer that is handed one row after the other and holds none of them; `desk` brings the
//! rows. [`to_file`] makes a file that is whole or not there at all.

mod destiny;
mod error;
mod evergreen;
mod file;
pub mod gam;
mod koc;
mod snipe_it;
mod table;

use std::io::{self, Write};

pub use destiny::Destiny;
pub use error::Error;
pub use evergreen::Evergreen;
pub use file::to_file;
pub use gam::Gam;
pub use koc::Koc;
pub use snipe_it::SnipeIt;
pub use table::Table;

use crate::domain::borrower::BorrowerId;
use crate::domain::loan::{Lent, Moved};

/// In which form something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Format {
    /// Tagdesk's own CSV.
    #[default]
    Csv,
    /// Snipe-IT's asset import: who has what now.
    SnipeIt,
    /// A CSV for GAM: annotations of ChromeOS devices.
    Gam,
    /// Destiny's text file of scans: who has what now.
    Destiny,
    /// Koha's offline circulation: every issue and return.
    Koc,
    /// Evergreen's pending transactions: every checkout and checkin.
    Evergreen,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] =
        [Self::Csv, Self::SnipeIt, Self::Gam, Self::Destiny, Self::Koc, Self::Evergreen];

    /// The word after `--as`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::SnipeIt => "snipe-it",
            Self::Gam => "gam",
            Self::Destiny => "destiny",
            Self::Koc => "koc",
            Self::Evergreen => "evergreen",
        }
    }

    /// How names of such files end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::SnipeIt | Self::Gam => "csv",
            Self::Destiny => "txt",
            Self::Koc => "koc",
            Self::Evergreen => "xacts",
        }
    }
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands in the file.
    Written,
    /// Served without a card and not in the register: nobody else knows the ID.
    WalkUp,
    /// The form goes by serial numbers, and there is none.
    NoSerial,
    /// The form cannot hold the code.
    Unfit,
}

/// What an export came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows, moves or scans in the file, headings apart.
    pub rows: u64,
    /// Left out: people served without a card whom the register does not know.
    pub walk_ups: u64,
    /// Left out: devices without a serial number.
    pub no_serial: u64,
    /// Left out: codes that the form cannot hold.
    pub unfit: u64,
}

impl Written {
    /// Counts a row.
    pub fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Written => self.rows += 1,
            Fate::WalkUp => self.walk_ups += 1,
            Fate::NoSerial => self.no_serial += 1,
            Fate::Unfit => self.unfit += 1,
        }
    }
}

/// A form that takes loans.
pub trait TakesLoans {
    /// Writes a loan, or says why not.
    ///
    /// # Errors
    /// What writing it ended with.
    fn lent(&mut self, lent: &Lent) -> io::Result<Fate>;

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What writing it ended with.
    fn end(&mut self) -> io::Result<()>;
}

/// A form that takes moves.
pub trait TakesMoves {
    /// Writes a move, or says why not.
    ///
    /// # Errors
    /// What writing it ended with.
    fn moved(&mut self, moved: &Moved) -> io::Result<Fate>;

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What writing it ended with.
    fn end(&mut self) -> io::Result<()>;
}

/// Whether no other system can know this borrower.
fn is_nobody_elsewhere(id: &BorrowerId, registered: bool) -> bool {
    id.is_walk_up() && !registered
}

/// Writes a CSV heading with the mark that makes a spreadsheet read UTF-8.
fn begin(mut out: impl Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())
}

/// A CSV writer as all forms use it: CRLF, quoted where needed.
fn csv<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

/// What an output ended with, out of the CSV writer's wrapping: a full disk and a closed pipe are told
/// by their kind.
pub fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
