//! Why the store could not do something: data only, put into words at the edge.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::ErrorCode;

use super::{backup, lock, place};

/// What can go wrong between a wish and the disk.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// No space left. Nothing of the transaction is kept, all before it is.
    #[error("the disk is full")]
    Full,
    /// The folder or file cannot be written.
    #[error("the database cannot be written")]
    ReadOnly,
    /// Another program has the desk.
    #[error("in use by {by}")]
    InUse {
        /// Who.
        by: String,
    },
    /// The folder cannot hold a live database.
    #[error(transparent)]
    Place(#[from] place::Unfit),
    /// The file is no Tagdesk database.
    #[error("{path} is not a Tagdesk database")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Written by a newer Tagdesk.
    #[error("{path} was written by a newer Tagdesk (layout {version})")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        version: i64,
    },
    /// The file is damaged.
    #[error("{path} is damaged: {detail}")]
    Torn {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// There is no database in the folder.
    #[error("there is no database in {folder}")]
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// Somebody stopped it. Nothing of it is kept.
    #[error("stopped")]
    Cancelled,
    /// This database is no station yet.
    #[error("this computer is no station yet")]
    NoStation,
    /// A setting that must hold did not.
    #[error("the database refuses {setting}: {value}")]
    Pragma {
        /// Which.
        setting: &'static str,
        /// What it is instead.
        value: String,
    },
    /// A file operation failed.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: Arc<std::io::Error>,
    },
    /// A backup failed.
    #[error(transparent)]
    Backup(Arc<backup::Error>),
    /// Anything else SQLite says.
    #[error("the database failed: {0}")]
    Sql(Arc<rusqlite::Error>),
}

impl Error {
    /// An i/o error at a path.
    pub fn io(path: &Path, source: std::io::Error) -> Error {
        match source.kind() {
            std::io::ErrorKind::StorageFull => Error::Full,
            _ => Error::Io { path: path.to_owned(), source: Arc::new(source) },
        }
    }

    /// What an error at opening a file means, with the file named.
    pub(super) fn at(path: &Path, error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Error::Torn { path: path.to_owned(), detail: error.to_string() }
            }
            _ => error.into(),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Error::ReadOnly
            }
            _ => Error::Sql(Arc::new(error)),
        }
    }
}

impl From<backup::Error> for Error {
    fn from(error: backup::Error) -> Self {
        match error {
            backup::Error::Full { .. } => Error::Full,
            backup::Error::Foreign { path } => Error::Foreign { path },
            backup::Error::Newer { path, version } => Error::Newer { path, version },
            backup::Error::Torn { path, detail } => Error::Torn { path, detail },
            other => Error::Backup(Arc::new(other)),
        }
    }
}

impl From<lock::LockError> for Error {
    fn from(error: lock::LockError) -> Self {
        match error {
            lock::LockError::InUse { by } => Error::InUse { by },
            lock::LockError::Io { path, source } => Error::io(&path, source),
        }
    }
}
