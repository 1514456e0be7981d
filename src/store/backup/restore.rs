//! Putting a backup in the database's place, and keeping what was there.
//!
//! The caller holds the desk's lock. At every moment either the old or the new database stands
//! under the name, and never beside the new one a log of the old: SQLite would play it back into
//! the wrong file. Nothing that was in the place is deleted.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::TempPath;

use super::{Error, beside, free, open, sweep, sync_file, sync_folder, unfinished, vacuum, verify};
use crate::domain::event::Moment;

/// What SQLite keeps beside a database.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// How long a reader or writer beside may take.
const PATIENCE: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 5 });

/// Puts a backup in the place of a database. What was there is kept beside it under
/// `desk-before-restore-YYYYMMDD-HHMMSS.db`; its path is given back, `None` where there was
/// nothing. The restored database begins a new incarnation when it is next opened to write.
///
/// # Errors
/// A backup that does not verify, a database in use, a full disk. The database is then as it was.
pub fn restore(backup: &Path, database: &Path, moment: &Moment) -> Result<Option<PathBuf>, Error> {
    let folder = folder_of(database);
    let (fresh, kept) = prepare(backup, database, moment)?;
    fresh.persist(database).map_err(|e| Error::io(database)(e.error))?;
    sync_folder(folder)?;
    Ok(kept)
}

/// Everything but the renaming, which alone decides: the new database ready beside the old one,
/// the old one whole in its place and kept a second time, no log beside it.
pub(super) fn prepare(
    backup: &Path,
    database: &Path,
    moment: &Moment,
) -> Result<(TempPath, Option<PathBuf>), Error> {
    verify(backup)?;
    let folder = folder_of(database);
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    sweep(folder, moment.wall_ms);

    let fresh = unfinished(folder)?;
    vacuum(&open(backup)?, backup, &fresh)?;
    unplace(&fresh)?;
    // Whoever could open the old one can open this one.
    if let Some(rights) = fs::metadata(database).ok().map(|data| data.permissions())
        && !rights.readonly()
    {
        fs::set_permissions(&fresh, rights).map_err(Error::io(&fresh))?;
    }
    sync_file(&fresh)?;
    verify(&fresh)?;

    let kept = keep_present(database, folder, moment)?;
    // The old database is whole without these, or is kept together with them.
    for companion in COMPANIONS {
        let path = beside(database, companion);
        if path.exists() {
            fs::remove_file(&path).map_err(Error::io(&path))?;
        }
    }
    sync_folder(folder)?;
    Ok((fresh, kept))
}

fn folder_of(database: &Path) -> &Path {
    match database.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Takes away where the database was written last. The place is compared at opening, and nothing
/// is like a blank one.
fn unplace(path: &Path) -> Result<(), Error> {
    let mark = || -> rusqlite::Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags)?;
        conn.execute_batch(
            "PRAGMA trusted_schema = OFF;
             PRAGMA journal_mode = DELETE;
             UPDATE incarnation SET place = '';",
        )
    };
    mark().map_err(Error::sql(path))
}

/// Keeps a second copy of the present database beside it, with everything of its log.
fn keep_present(database: &Path, folder: &Path, moment: &Moment) -> Result<Option<PathBuf>, Error> {
    let there = database.exists();
    if !there && !COMPANIONS.iter().any(|companion| beside(database, companion).exists()) {
        return Ok(None);
    }
    let (kept, _) = free(folder, moment.wall_ms, |stamp| format!("desk-before-restore-{stamp}.db"));
    if !there || !fold(database)? {
        // Nobody can say what belongs to what: all together. The database last, so that it stands
        // for the rest being there.
        for companion in COMPANIONS {
            let path = beside(database, companion);
            if path.exists() {
                duplicate(&path, &beside(&kept, companion), folder)?;
            }
        }
    }
    if there {
        duplicate(database, &kept, folder)?;
    }
    sync_folder(folder)?;
    Ok(Some(kept))
}

/// Brings the log into the file. False where the file does not open as a database.
fn fold(database: &Path) -> Result<bool, Error> {
    // SQLite deletes the log of an empty file, and at the end one that it cannot read.
    if fs::metadata(database).is_ok_and(|data| data.len() == 0) {
        return Ok(false);
    }
    let checkpoint = || -> rusqlite::Result<i64> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(database, flags)?;
        conn.set_db_config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        conn.busy_timeout(PATIENCE)?;
        // Rolls back what a crash left half done, opens the log, finds anybody who is writing.
        conn.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
    };
    let busy = || Error::Busy { path: database.to_owned() };
    match checkpoint() {
        Ok(0) => {}
        Ok(_) => return Err(busy()),
        Err(error) => {
            return match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Err(busy()),
                Some(ErrorCode::DiskFull) => Err(Error::sql(database)(error)),
                _ => Ok(false),
            };
        }
    }
    // A log that has grown again belongs to somebody who is writing.
    let log = fs::metadata(beside(database, "-wal")).map_or(0, |data| data.len());
    if log > 0 { Err(busy()) } else { Ok(true) }
}

/// Copies a file; the copy is on disk before it has its name.
fn duplicate(from: &Path, to: &Path, folder: &Path) -> Result<(), Error> {
    let copy = unfinished(folder)?;
    fs::copy(from, &copy).map_err(Error::io(from))?;
    sync_file(&copy)?;
    copy.persist(to).map_err(|e| Error::io(to)(e.error))
}
