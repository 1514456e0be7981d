//! Why a file cannot be read at all: data only.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that cannot be taken. Rows that cannot are [`super::Refused`].
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// It cannot be opened or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: Arc<std::io::Error>,
    },
    /// No CSV file in the folder.
    #[error("no CSV file in {path}")]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// Not UTF-8.
    #[error("{path} is not UTF-8 at line {line}")]
    Encoding {
        /// The file.
        path: PathBuf,
        /// The first line that is not.
        line: u64,
    },
    /// No heading row.
    #[error("{path} is empty")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Headings that say nothing.
    #[error("{path} has headings that say neither people nor devices: {found}")]
    Unrecognised {
        /// The file.
        path: PathBuf,
        /// The headings.
        found: String,
    },
    /// A needed column is missing.
    #[error("{path} has no column {column}; it has {found}")]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// What is needed.
        column: &'static str,
        /// The headings.
        found: String,
    },
    /// A quotation mark that is never closed, or the like.
    #[error("{path}: {detail}")]
    Csv {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        detail: String,
    },
}

impl Error {
    pub(super) fn io(path: &Path, source: std::io::Error) -> Error {
        Error::Io { path: path.to_owned(), source: Arc::new(source) }
    }
}
