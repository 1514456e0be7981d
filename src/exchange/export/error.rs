//! Why an export was not written: data only.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why nothing was written. What stood under the name stands there still.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The folder is not there; an unplugged stick must not become a folder of this computer.
    #[error("there is no folder {folder}")]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// Something that is no file has that name: a folder, a device.
    #[error("{path} is not a file")]
    NotAFile {
        /// What is in the way.
        path: PathBuf,
    },
    /// No space left.
    #[error("the disk is full at {path}")]
    Full {
        /// The file wanted.
        path: PathBuf,
    },
    /// A file operation failed.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: Arc<io::Error>,
    },
    /// The output that was handed in failed.
    #[error("{0}")]
    Output(Arc<io::Error>),
    /// Only loans are written in that form.
    #[error("{format} is for loans only")]
    LoansOnly {
        /// The word of the form.
        format: &'static str,
    },
    /// Not a day as `YYYY-MM-DD`.
    #[error("{0} is no date")]
    NoDate(String),
    /// Only loans can be taken from a day on.
    #[error("only loans are written from a day on")]
    SinceLoansOnly,
}

impl Error {
    /// What an output that fails means where it is this file.
    #[must_use]
    pub fn at(self, path: &Path) -> Error {
        match self {
            Error::Output(source) => Error::io(path, source),
            other => other,
        }
    }

    pub(super) fn io(path: &Path, source: impl Into<Arc<io::Error>>) -> Error {
        let (path, source) = (path.to_owned(), source.into());
        match source.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Error::Full { path },
            _ => Error::Io { path, source },
        }
    }
}

impl From<io::Error> for Error {
    fn from(source: io::Error) -> Self {
        Error::Output(Arc::new(source))
    }
}
