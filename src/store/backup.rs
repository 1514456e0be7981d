//! Backups: whole copies of the database, checked before they get a name that counts as one.
//!
//! A backup opens its own connection to read, so the window goes on scanning meanwhile. This never
//! opens a live database as a plain file: closing such a handle would drop the locks that SQLite
//! holds for this process. No backup is changed once it has its name.

#[cfg(test)]
pub(super) mod fixture;
mod restore;
#[cfg(test)]
mod tests;
mod thin;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDateTime, Utc};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use tempfile::TempPath;

use super::APPLICATION_ID;
use super::open::layout;
use crate::domain::event::Moment;
use crate::domain::hash::Hash;

pub use restore::restore;
pub use thin::{keep, thin};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// How the names of unfinished files begin and end.
const UNFINISHED: (&str, &str) = (".tagdesk-", ".part");

/// Why a backup was not written, or cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not a Tagdesk database.
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
    /// Cut off or damaged.
    #[error("{path} is damaged: {detail}")]
    Torn {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        detail: String,
    },
    /// The copy lacks what the database had.
    #[error("{path} does not hold all events of the database")]
    Incomplete {
        /// The copy.
        path: PathBuf,
    },
    /// Another program is reading or writing the database.
    #[error("{path} is being used by another program")]
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// No space left.
    #[error("the disk is full at {path}")]
    Full {
        /// The file or folder.
        path: PathBuf,
    },
    /// A file operation failed.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Anything else SQLite says.
    #[error("{path}: {source}")]
    Sql {
        /// The database.
        path: PathBuf,
        /// The cause.
        source: rusqlite::Error,
    },
}

impl Error {
    fn io(path: &Path) -> impl Fn(io::Error) -> Error {
        move |source| {
            let path = path.to_owned();
            match source.kind() {
                io::ErrorKind::StorageFull => Error::Full { path },
                _ => Error::Io { path, source },
            }
        }
    }

    fn sql(path: &Path) -> impl Fn(rusqlite::Error) -> Error {
        move |source| {
            let path = path.to_owned();
            match source.sqlite_error_code() {
                Some(ErrorCode::NotADatabase) => Error::Foreign { path },
                Some(ErrorCode::DatabaseCorrupt) => {
                    Error::Torn { path, detail: source.to_string() }
                }
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy { path },
                Some(ErrorCode::DiskFull) => Error::Full { path },
                _ => Error::Sql { path, source },
            }
        }
    }
}

/// A finished backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, by its name: UTC milliseconds, whole seconds.
    pub at_ms: i64,
    /// Size.
    pub bytes: u64,
}

/// What a database holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Layout number.
    pub layout: i64,
    /// Events in the journal, all stations.
    pub events: u64,
    /// Code of the station it belongs to; `None` before first start.
    pub station: Option<String>,
    /// The last events of every incarnation; more than one of it where it forked at the end.
    pub tips: Vec<Tip>,
}

/// The last event of an incarnation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    /// Internal key of the incarnation, the same in a database and its copies.
    pub incarnation: i64,
    /// Its number.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// Writes a backup of a database that may be in use, into a folder that is made if missing. The
/// copy is on disk and checked before it gets its name.
///
/// # Errors
/// A damaged or foreign database, a full disk, a folder that cannot be written.
pub fn write(database: &Path, folder: &Path, moment: &Moment) -> Result<Backup, Error> {
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    sweep(folder, moment.wall_ms);
    let source = open(database)?;
    let before = contents(&source, database)?;
    let copy = unfinished(folder)?;
    vacuum(&source, database, &copy)?;
    drop(source);
    sync_file(&copy)?;
    let found = verify(&copy)?;
    // Scans may have gone on while it was copied: more is right, less is not.
    let whole = found.layout == before.layout
        && found.events >= before.events
        && holds(&copy, &before.tips)?;
    if !whole {
        return Err(Error::Incomplete { path: copy.to_path_buf() });
    }
    let bytes = fs::metadata(&copy).map_err(Error::io(&copy))?.len();
    let (path, at_ms) = free(folder, moment.wall_ms, |stamp| format!("tagdesk-{stamp}.db"));
    copy.persist(&path).map_err(|e| Error::io(&path)(e.error))?;
    sync_folder(folder)?;
    Ok(Backup { path, at_ms, bytes })
}

/// The backups of a folder, newest first by name. Other files are passed over; a missing folder
/// has none.
pub fn list(folder: &Path) -> Vec<Backup> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> = files
        .filter_map(|file| {
            let at_ms = stamped(file.file_name().to_str()?)?;
            let data = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(Backup { path: file.path(), at_ms, bytes: data.len() })
        })
        .collect();
    backups.sort_by_key(|backup| std::cmp::Reverse(backup.at_ms));
    backups
}

/// The newest backup of a folder.
pub fn newest(folder: &Path) -> Option<Backup> {
    list(folder).into_iter().next()
}

/// Whether there is no backup within an hour of now. One that a wrong clock dated far ahead does
/// not count.
pub fn is_due(folder: &Path, now_ms: i64) -> bool {
    !list(folder).iter().any(|backup| now_ms.abs_diff(backup.at_ms) < HOUR_MS.unsigned_abs())
}

/// Checks a file without changing it: whose it is, its layout, its pages, its journal.
///
/// # Errors
/// Foreign, newer, damaged, not readable.
pub fn verify(path: &Path) -> Result<Contents, Error> {
    let bytes = fs::metadata(path).map_err(Error::io(path))?.len();
    if bytes == 0 {
        return Err(Error::Torn { path: path.to_owned(), detail: "it is empty".to_owned() });
    }
    let conn = open(path)?;
    identify(&conn, path)?;
    let failed = Error::sql(path);
    let pragma =
        |name| conn.pragma_query_value(None, name, |row| row.get::<_, u64>(0)).map_err(&failed);
    // SQLite reads what is missing of a last page as zeros. Pages of a log are not in the file.
    let whole = pragma("page_size")? * pragma("page_count")?;
    if bytes < whole && fs::metadata(beside(path, "-wal")).map_or(0, |log| log.len()) == 0 {
        let detail = format!("{bytes} of {whole} bytes");
        return Err(Error::Torn { path: path.to_owned(), detail });
    }
    conn.execute_batch("PRAGMA cell_size_check = ON").map_err(&failed)?;
    let found: String =
        conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(&failed)?;
    if found != "ok" {
        return Err(Error::Torn { path: path.to_owned(), detail: found });
    }
    contents(&conn, path)
}

/// A connection of its own that only reads.
fn open(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(Error::sql(path))?;
    conn.busy_timeout(Duration::from_secs(5)).map_err(Error::sql(path))?;
    conn.execute_batch("PRAGMA trusted_schema = OFF").map_err(Error::sql(path))?;
    Ok(conn)
}

/// The layout of a database that is ours.
fn identify(conn: &Connection, path: &Path) -> Result<i64, Error> {
    let pragma = |name| {
        conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(Error::sql(path))
    };
    if pragma("application_id")? != i64::from(APPLICATION_ID) {
        return Err(Error::Foreign { path: path.to_owned() });
    }
    match pragma("user_version")? {
        version if version > layout() => Err(Error::Newer { path: path.to_owned(), version }),
        version if version < 1 => Err(Error::Foreign { path: path.to_owned() }),
        version => Ok(version),
    }
}

/// What a database holds at one moment.
fn contents(conn: &Connection, path: &Path) -> Result<Contents, Error> {
    let read = || -> rusqlite::Result<_> {
        let reading = conn.unchecked_transaction()?;
        let events = reading.query_row("SELECT count(*) FROM journal", [], |row| row.get(0))?;
        let station = reading
            .query_row(
                "SELECT station FROM incarnation WHERE own = 1 ORDER BY id DESC LIMIT 1",
                [],
                |row| row.get(0),
            )
            .optional()?;
        let mut statement = reading.prepare(
            "SELECT j.incarnation, j.seq, j.hash
             FROM (SELECT i.id AS id,
                          (SELECT max(seq) FROM journal WHERE incarnation = i.id) AS seq
                   FROM incarnation i) last
             JOIN journal j ON j.incarnation = last.id AND j.seq = last.seq",
        )?;
        let tips = statement.query_map([], |row| {
            let hash: [u8; 32] = row.get(2)?;
            let hash = Hash::from_bytes(&hash).unwrap_or(Hash::ZERO);
            Ok(Tip { incarnation: row.get(0)?, seq: row.get(1)?, hash })
        })?;
        let tips = tips.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok((events, station, tips))
    };
    let layout = identify(conn, path)?;
    let (events, station, tips) = read().map_err(|source| {
        // A table or column is not there, or a hash is not 32 bytes: ours, but not whole.
        let lacking = source
            .sqlite_error()
            .is_none_or(|code| code.extended_code == rusqlite::ffi::SQLITE_ERROR);
        if lacking {
            Error::Torn { path: path.to_owned(), detail: source.to_string() }
        } else {
            Error::sql(path)(source)
        }
    })?;
    Ok(Contents { layout, events, station, tips })
}

/// Whether a database has all of these events.
fn holds(path: &Path, tips: &[Tip]) -> Result<bool, Error> {
    let conn = open(path)?;
    let all = || -> rusqlite::Result<bool> {
        let mut statement = conn
            .prepare("SELECT 1 FROM journal WHERE incarnation = ?1 AND seq = ?2 AND hash = ?3")?;
        for tip in tips {
            if !statement.exists((tip.incarnation, tip.seq, tip.hash.bytes()))? {
                return Ok(false);
            }
        }
        Ok(true)
    };
    all().map_err(Error::sql(path))
}

/// Copies a database as it is at one moment, its log included, into an empty file.
fn vacuum(source: &Connection, database: &Path, copy: &Path) -> Result<(), Error> {
    let name = copy.to_str().ok_or_else(|| {
        Error::io(copy)(io::Error::new(io::ErrorKind::InvalidFilename, "not Unicode"))
    })?;
    let done = source.execute("VACUUM INTO ?1", [name]);
    done.map(drop).map_err(|error| {
        // SQLite leaves this behind where the disk was full.
        let _ = fs::remove_file(beside(copy, "-journal"));
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull | ErrorCode::CannotOpen) => Error::sql(copy)(error),
            _ => Error::sql(database)(error),
        }
    })
}

/// An empty file without a name that counts; it goes when this is dropped.
fn unfinished(folder: &Path) -> Result<TempPath, Error> {
    let (prefix, suffix) = UNFINISHED;
    let file = tempfile::Builder::new().prefix(prefix).suffix(suffix).tempfile_in(folder);
    Ok(file.map_err(Error::io(folder))?.into_temp_path())
}

/// Removes what earlier crashes left unfinished, if it is an hour away from now.
fn sweep(folder: &Path, now_ms: i64) {
    let (prefix, suffix) = UNFINISHED;
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = file.file_name();
        let ours = name.to_str().is_some_and(|name| {
            name.starts_with(prefix) && name.trim_end_matches("-journal").ends_with(suffix)
        });
        let Some(changed) = file.metadata().and_then(|data| data.modified()).ok() else { continue };
        let age_ms = now_ms.abs_diff(millis(changed));
        if ours && age_ms > HOUR_MS.unsigned_abs() {
            // What cannot be removed now is removed the next time.
            let _ = fs::remove_file(file.path());
        }
    }
}

fn millis(time: SystemTime) -> i64 {
    DateTime::<Utc>::from(time).timestamp_millis()
}

/// A name in a folder that is not taken, with a stamp of the time: in the same second, the next.
fn free(folder: &Path, now_ms: i64, name: impl Fn(&str) -> String) -> (PathBuf, i64) {
    // Four digits of the year at most: the end of 9999.
    const LAST_S: i64 = 253_402_300_799;
    let mut second = now_ms.div_euclid(1000).clamp(0, LAST_S);
    loop {
        let time = DateTime::<Utc>::from_timestamp(second, 0).unwrap_or_default();
        let path = folder.join(name(&time.format("%Y%m%d-%H%M%S").to_string()));
        if !path.exists() || second == LAST_S {
            return (path, second * 1000);
        }
        second += 1;
    }
}

/// The time in the name of a backup; `None` for any other file.
fn stamped(name: &str) -> Option<i64> {
    let stamp = name.strip_prefix("tagdesk-")?.strip_suffix(".db")?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (day, time) = stamp.split_once('-')?;
    if day.len() != 8 || time.len() != 6 || !digits(day) || !digits(time) {
        return None;
    }
    let time = NaiveDateTime::parse_from_str(stamp, "%Y%m%d-%H%M%S").ok()?;
    Some(time.and_utc().timestamp_millis())
}

/// What SQLite keeps beside a database: `-wal`, `-shm`, `-journal`.
fn beside(database: &Path, companion: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(companion);
    PathBuf::from(name)
}

/// Waits until a file is on disk.
fn sync_file(path: &Path) -> Result<(), Error> {
    // Windows asks for the right to write; elsewhere a file without it can be waited for too.
    let file = File::options().read(true).write(cfg!(windows)).open(path);
    let file = file.map_err(Error::io(path))?;
    file.sync_all().map_err(Error::io(path))
}

/// Waits until the names in a folder are on disk, where a system and a file system can.
fn sync_folder(folder: &Path) -> Result<(), Error> {
    if !cfg!(unix) {
        return Ok(());
    }
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    match synced {
        Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        other => other.map_err(Error::io(folder)),
    }
}
