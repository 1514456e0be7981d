//! Why a bundle cannot be written or taken: data only.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::exchange;

/// A bundle that cannot be written or taken as a whole. Rows that cannot are
/// [`Damaged`](super::Damaged).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The folder is not there: an unplugged stick. It is never made.
    #[error("there is no folder {path}")]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// No space left; nothing of the bundle is kept.
    #[error("{path}: no space left")]
    Full {
        /// The folder.
        path: PathBuf,
    },
    /// A file cannot be written or read.
    #[error("{path}: {detail}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// What was written reads back otherwise: a bad stick.
    #[error("{path} reads back otherwise than it was written")]
    ReadBack {
        /// The folder.
        path: PathBuf,
    },
    /// A bundle of that name is there already.
    #[error("{path} is there already")]
    Exists {
        /// The bundle.
        path: PathBuf,
    },
    /// Nothing in it says that it is a bundle.
    #[error("{path} is no bundle")]
    NoBundle {
        /// The file or folder.
        path: PathBuf,
    },
    /// Its `manifest.csv` lacks what every bundle has.
    #[error("the manifest of {path} lacks {property}")]
    Manifest {
        /// The file or folder.
        path: PathBuf,
        /// What is missing or cannot be read.
        property: String,
    },
    /// Files of two bundles lie in one folder.
    #[error("{path} holds files of more than one bundle")]
    Mixed {
        /// The folder.
        path: PathBuf,
    },
    /// Written by a newer program in a layout that this one does not know.
    #[error("{path} is written as {format}")]
    Newer {
        /// The file or folder.
        path: PathBuf,
        /// The layout.
        format: String,
    },
    /// The files cannot be read at all: a damaged archive, a name that leads outside, too much.
    #[error(transparent)]
    Unreadable(Cause),
}

impl Error {
    pub(super) fn io(path: &Path, source: &std::io::Error) -> Error {
        match source.kind() {
            std::io::ErrorKind::StorageFull => Error::Full { path: path.to_owned() },
            _ => Error::Io { path: path.to_owned(), detail: source.to_string() },
        }
    }
}

impl From<exchange::Error> for Error {
    fn from(error: exchange::Error) -> Self {
        Error::Unreadable(Cause(Arc::new(error)))
    }
}

/// What reading the files said. Two of the same words are equal.
#[derive(Debug, Clone)]
pub struct Cause(Arc<exchange::Error>);

impl Cause {
    /// The error itself.
    pub fn error(&self) -> &exchange::Error {
        &self.0
    }
}

impl PartialEq for Cause {
    fn eq(&self, other: &Cause) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

impl Eq for Cause {}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Cause {}
