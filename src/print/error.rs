//! Why nothing was printed: data only.

use std::io;
use std::sync::Arc;

use super::stock;

/// Why a document was not written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The output failed: a full disk, a stick that was pulled.
    #[error("{0}")]
    Output(Arc<io::Error>),
    /// Somebody stopped it.
    #[error("stopped")]
    Cancelled,
    /// Not one row can be printed.
    #[error("there is nothing to print")]
    Nothing,
    /// A font of the system cannot be embedded.
    #[error("the font {family} cannot be embedded")]
    Font {
        /// Its name.
        family: String,
    },
    /// The stock makes no sense.
    #[error(transparent)]
    Stock(#[from] stock::Error),
    /// The sheet has no such label.
    #[error("label {wanted} is not on a sheet of {on_a_sheet}")]
    Start {
        /// The first label wanted, from 1.
        wanted: usize,
        /// How many there are.
        on_a_sheet: usize,
    },
}

impl From<io::Error> for Error {
    fn from(source: io::Error) -> Self {
        Error::Output(Arc::new(source))
    }
}
