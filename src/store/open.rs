//! Opening the file: whose it is, whether it may be opened here, the settings that must hold, the
//! steps from older layouts, and which life of the station writes from here on.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use rusqlite_migration::{M, Migrations};

use super::{APPLICATION_ID, BACKUPS, DATABASE, Error, Head, Result, Store, backup, lock, place};
use crate::domain::event::Moment;
use crate::domain::hash::Hash;
use crate::domain::world::World;

/// By number. A released one is never changed; `fixtures/db` holds a database of each.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("migrations/0001_initial.sql")),
    M::up(include_str!("migrations/0002_exchange.sql")),
    M::up(include_str!("migrations/0003_slots.sql")),
    M::up(include_str!("migrations/0004_money.sql")),
    M::up(include_str!("migrations/0005_life.sql")),
    M::up(include_str!("migrations/0006_sets.sql")),
];

/// Set by a step of the layout after which the projection has more in it.
const REBUILD: &str = "rebuild";

/// Statements kept ready: more than there are.
const STATEMENTS: usize = 128;

/// Pages kept in memory, KiB.
pub(super) const USUAL_ROOM: &str = "PRAGMA cache_size = -16000";

/// The layout this program writes.
pub(super) fn layout() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

impl Store {
    /// Opens the database of a folder to write, making folder and file if missing. `what` names
    /// the program to whoever comes second. A warning about the place comes with it.
    ///
    /// # Errors
    /// In use, an unfit place, a foreign, newer or damaged file, a full disk.
    pub fn open(
        folder: &Path,
        what: &str,
        now: &Moment,
    ) -> Result<(Store, Option<place::Warning>)> {
        let warning = place::check(folder)?;
        let lock = lock::Lock::take(folder, what)?;
        let path = folder.join(DATABASE);
        let version = inspect(&path)?;
        if (1..layout()).contains(&version) {
            backup::write(&path, &folder.join(BACKUPS), now)?;
        }
        let mut conn = Connection::open(&path).map_err(|e| Error::at(&path, e))?;
        keep_private(&path);
        configure(&conn).map_err(|e| located(e, &path))?;
        migrate(&mut conn).map_err(|e| located(e, &path))?;
        let mut store =
            Store { conn, path, world: World::default(), head: None, _lock: Some(lock) };
        store.take_up().map_err(|e| located(e, &store.path))?;
        Ok((store, warning))
    }

    /// Opens the database of a folder to read, beside a window that may have it.
    ///
    /// # Errors
    /// Missing, foreign, newer or damaged.
    pub fn open_to_read(folder: &Path) -> Result<Store> {
        let path = folder.join(DATABASE);
        if !path.exists() {
            return Err(Error::Missing { folder: folder.to_owned() });
        }
        let version = inspect(&path)?;
        if version < layout() {
            // An older layout is brought up by whoever opens it to write first.
            return Err(Error::Missing { folder: folder.to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&path, flags).map_err(|e| Error::at(&path, e))?;
        conn.busy_timeout(Duration::from_secs(5))?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        let mut store = Store { conn, path, world: World::default(), head: None, _lock: None };
        store.load_world()?;
        store.load_head()?;
        Ok(store)
    }

    /// A database in memory: for tests. It is a copy of one that was made once, which takes a tenth
    /// of the time that all steps take.
    pub fn in_memory() -> Result<Store> {
        static MADE: OnceLock<Vec<u8>> = OnceLock::new();
        let mut conn = Connection::open_in_memory()?;
        if let Some(made) = MADE.get() {
            conn.deserialize_read_exact("main", made.as_slice(), made.len(), false)?;
        } else {
            conn.pragma_update(None, "application_id", APPLICATION_ID)?;
            migrate(&mut conn)?;
            let made = conn.serialize("main")?.to_vec();
            MADE.get_or_init(|| made);
        }
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        conn.pragma_update(None, "foreign_keys", true)?;
        let path = ":memory:".into();
        let mut store = Store { conn, path, world: World::default(), head: None, _lock: None };
        store.take_up()?;
        Ok(store)
    }

    /// Reads what is kept in memory, and begins a new incarnation where machine, path or inode
    /// differ from where the last one wrote: a copy must not go on counting as the original.
    fn take_up(&mut self) -> Result<()> {
        self.load_world()?;
        self.load_head()?;
        if self.setting(REBUILD)?.is_some_and(|asked| !asked.is_empty()) {
            self.transact(|write| -> Result<_> {
                write.rebuild()?;
                write.set(REBUILD, "")
            })?;
        }
        let Some(head) = &self.head else { return Ok(()) };
        let place = self.place();
        let known: String = self.conn.query_row(
            "SELECT place FROM incarnation WHERE id = ?1",
            [head.incarnation],
            |row| row.get(0),
        )?;
        if known != place {
            let station = head.station.clone();
            self.begin_incarnation(&station)?;
        }
        Ok(())
    }

    /// Begins a new incarnation of a station; it writes from here on.
    pub(super) fn begin_incarnation(&mut self, station: &str) -> Result<()> {
        let code = new_code();
        self.conn.execute(
            "INSERT INTO incarnation (station, code, own, place) VALUES (?1, ?2, 1, ?3)",
            (station, code, self.place()),
        )?;
        self.load_head()
    }

    fn place(&self) -> String {
        let machine = ["/etc/machine-id", "/var/lib/dbus/machine-id"]
            .iter()
            .find_map(|path| std::fs::read_to_string(path).ok())
            .or_else(|| std::env::var("COMPUTERNAME").or_else(|_| std::env::var("HOSTNAME")).ok())
            .unwrap_or_default();
        let path = std::fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let text = format!("{}|{}|{}", machine.trim(), path.display(), inode(&path));
        Hash::of(&[text.as_bytes()]).to_string()
    }

    pub(super) fn load_head(&mut self) -> Result<()> {
        let own = self
            .conn
            .query_row(
                "SELECT id, station, code FROM incarnation WHERE own = 1 ORDER BY id DESC LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        let Some((incarnation, station, code)) = own else {
            self.head = None;
            return Ok(());
        };
        let last: Option<(u64, [u8; 32])> = self
            .conn
            .query_row(
                "SELECT seq, hash FROM journal WHERE incarnation = ?1 ORDER BY seq DESC LIMIT 1",
                [incarnation],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let (seq, hash) = last.map_or((0, Hash::ZERO), |(seq, hash)| {
            (seq, Hash::from_bytes(&hash).unwrap_or(Hash::ZERO))
        });
        let register = self.register_info()?.map(|info| info.sha256.short());
        self.head = Some(Head { incarnation, station, code, seq, hash, register });
        Ok(())
    }
}

/// A name for a new life of a database.
pub(super) fn new_code() -> String {
    uuid::Uuid::new_v4().simple().to_string()[..8].to_owned()
}

fn located(error: Error, path: &Path) -> Error {
    match error {
        Error::Sql(cause) if is_damage(&cause) => {
            Error::Torn { path: path.to_owned(), detail: cause.to_string() }
        }
        other => other,
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

/// Names and loans are nobody else's on this computer. SQLite gives its log the same rights.
#[cfg(unix)]
fn keep_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
}

#[cfg(not(unix))]
fn keep_private(_path: &Path) {}

#[cfg(unix)]
fn inode(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).map_or(0, |data| data.ino())
}

#[cfg(not(unix))]
fn inode(_path: &Path) -> u64 {
    0
}

/// Whose file it is, before anything is written: its layout, 0 for a new or empty one.
fn inspect(path: &Path) -> Result<i64> {
    let empty = std::fs::metadata(path).map_or(true, |data| data.len() == 0);
    if empty {
        return Ok(0);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| Error::at(path, e))?;
    let pragma = |name| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let torn = |e| Error::at(path, e);
    let application = pragma("application_id").map_err(torn)?;
    let version = pragma("user_version").map_err(torn)?;
    if application != i64::from(APPLICATION_ID) {
        return Err(Error::Foreign { path: path.to_owned() });
    }
    if version > layout() {
        return Err(Error::Newer { path: path.to_owned(), version });
    }
    Ok(version)
}

/// Sets what must hold and asserts that it does: `journal_mode` silently gives another mode where
/// a write-ahead log is impossible.
fn configure(conn: &Connection) -> Result<()> {
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    let wanted: [(&'static str, &str, &str); 10] = [
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", "2"),
        ("fullfsync", "ON", "1"),
        ("checkpoint_fullfsync", "ON", "1"),
        ("wal_autocheckpoint", "0", "0"),
        ("foreign_keys", "ON", "1"),
        ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"),
        ("temp_store", "MEMORY", "2"),
        ("cache_size", "-16000", "-16000"), // USUAL_ROOM
    ];
    for (setting, value, expected) in wanted {
        conn.execute_batch(&format!("PRAGMA {setting} = {value}"))?;
        let got = conn.pragma_query_value(None, setting, |row| {
            Ok(match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(n) => n.to_string(),
                other => other.as_str().unwrap_or_default().to_owned(),
            })
        })?;
        if got != expected {
            return Err(Error::Pragma { setting, value: got });
        }
    }
    Ok(())
}

fn migrate(conn: &mut Connection) -> Result<()> {
    Migrations::from_slice(STEPS).to_latest(conn).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => Error::Pragma { setting: "user_version", value: other.to_string() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_is_new_enough() {
        // 3.51.3 mends the write-ahead log's reset bug.
        assert!(rusqlite::version_number() >= 3_051_003, "{}", rusqlite::version());
    }

    #[test]
    fn the_steps_are_sound() {
        assert_eq!(Migrations::from_slice(STEPS).validate(), Ok(()));
    }
}
