//! Why the desk could not answer. Refusals that a scan can cause are replies, not errors.

use crate::store;

/// What can go wrong at the counter itself.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The disk said no; nothing was recorded.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The worker has ended.
    #[error("the desk has stopped")]
    Stopped,
    /// No station code, or one with other characters than `A-Z 0-9 -`, or over 12.
    #[error("{0} is no station code")]
    StationCode(String),
    /// This database is a station already.
    #[error("this is station {0} already")]
    StationAlready(String),
    /// No such date or time.
    #[error("{0} is no date and time")]
    NoTime(String),
    /// No such date.
    #[error("{0} is no date")]
    NoDate(String),
    /// Nobody here has that ID.
    #[error("nobody here has the ID {0}")]
    NoBorrower(String),
    /// A name is needed.
    #[error("a name is needed")]
    NoName,
    /// A file would take too many people or devices off a site's list.
    #[error("{leaving} of {all} listed for {site} are not in the file")]
    Leaving {
        /// Site code.
        site: String,
        /// How many would become inactive.
        leaving: u64,
        /// How many are active there now.
        all: u64,
    },
    /// An office's register is in use here.
    #[error("the office imports the register")]
    OfficeImports,
}
