//! A search index made beside the transaction that writes its rows: on a thread and in a database of its
//! own, and put in place page by page behind.
//!
//! It is exactly what SQLite's `rebuild` makes of the same rows, in the shadow tables that FTS5 documents.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Scope, ScopedJoinHandle};

use rusqlite::types::Value;
use rusqlite::{Connection, ToSql, params_from_iter};

use super::Result;

/// For fewer rows a thread is not worth its trouble.
const WORTH: usize = 5_000;

/// Rows between two looks at whether somebody still wants it.
const OFTEN: i64 = 1_000;

/// What a search finds a row by.
pub(super) type Words<'r> = [&'r str; 3];

/// An index on its way, for the rows of a table that nothing was found in before.
#[derive(Debug)]
pub(super) struct Beside<'s> {
    table: &'static str,
    made: Option<ScopedJoinHandle<'s, Result<Connection>>>,
    unwanted: &'s AtomicBool,
}

impl<'s> Beside<'s> {
    /// Begins to make it: the words of each row, whose numbers count on from `first`. Where that is not
    /// worth it, or no number is known, nothing is done until [`Beside::put_in`]. It ends early once
    /// `unwanted` says so.
    pub(super) fn begin<'e, T: Sync>(
        scope: &'s Scope<'s, 'e>,
        conn: &Connection,
        table: &'static str,
        first: Option<i64>,
        rows: &'s [&'s T],
        words: impl Fn(&T) -> Words<'_> + Send + 's,
        unwanted: &'s AtomicBool,
    ) -> Result<Beside<'s>> {
        let Some(first) = first.filter(|_| rows.len() >= WORTH) else {
            return Ok(Beside { table, made: None, unwanted });
        };
        let made_by: String = conn
            .prepare("SELECT sql FROM sqlite_schema WHERE name = ?1")?
            .query_row([table], |row| row.get(0))?;
        let columns: Vec<String> = conn
            .prepare("SELECT name FROM pragma_table_info(?1)")?
            .query_map([table], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let put =
            format!("INSERT INTO {table} (rowid, {}) VALUES (?1, ?2, ?3, ?4)", columns.join(", "));
        let made = scope.spawn(move || {
            // A file of no name, which SQLite takes away when it is closed.
            let own = Connection::open("")?;
            own.execute_batch(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;",
            )?;
            own.execute_batch(&made_by)?;
            own.execute_batch("BEGIN")?;
            let mut insert = own.prepare(&put)?;
            for (number, row) in (first..).zip(rows) {
                if number % OFTEN == 0 && unwanted.load(Ordering::Relaxed) {
                    break;
                }
                let [a, b, c] = words(row);
                let values: [&dyn ToSql; 4] = [&number, &a, &b, &c];
                insert.execute(values.as_slice())?;
            }
            drop(insert);
            own.execute_batch("COMMIT")?;
            Ok(own)
        });
        Ok(Beside { table, made: Some(made), unwanted })
    }

    /// Puts it in place. Where it could not be made, SQLite makes it here and now.
    pub(super) fn put_in(mut self, conn: &Connection) -> Result<()> {
        let table = self.table;
        let made = self.made.take().and_then(|made| made.join().ok()).and_then(Result::ok);
        let Some(own) = made else {
            conn.execute_batch(&format!("INSERT INTO {table} ({table}) VALUES ('rebuild')"))?;
            return Ok(());
        };
        conn.execute_batch(&format!("INSERT INTO {table} ({table}) VALUES ('delete-all')"))?;
        for part in ["data", "idx", "docsize"] {
            copy(&own, conn, &format!("{table}_{part}"))?;
        }
        // FTS5 keeps in memory what it read of these tables. Going back to a savepoint, though nothing
        // was written since, has it read them again.
        Ok(conn.execute_batch("SAVEPOINT there; ROLLBACK TO there; RELEASE there")?)
    }
}

impl Drop for Beside<'_> {
    fn drop(&mut self) {
        self.unwanted.store(true, Ordering::Relaxed);
    }
}

/// Has a table hold what another database's has, where there is one.
fn copy(from: &Connection, to: &Connection, table: &str) -> Result<()> {
    let there = from.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?1")?.exists([table])?;
    if !there {
        return Ok(());
    }
    to.execute_batch(&format!("DELETE FROM {table}"))?;
    let mut all = from.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = all.column_count();
    let places: Vec<String> = (1..=columns).map(|column| format!("?{column}")).collect();
    let mut put = to.prepare(&format!("INSERT INTO {table} VALUES ({})", places.join(", ")))?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let values: Vec<Value> =
            (0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?;
        put.execute(params_from_iter(values))?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::thread;

    use super::*;
    use crate::store::Store;

    fn words(row: &(String, String)) -> Words<'_> {
        [&row.0, &row.1, "Lenovo 300e"]
    }

    fn one_word((): &()) -> Words<'_> {
        ["a", "b", "c"]
    }

    /// Devices put into the register, and an index for the first `indexed` of them, begun beside.
    fn made(count: usize, indexed: usize) -> Store {
        let rows: Vec<(String, String)> =
            (0..count).map(|n| (format!("CB-{n:06}"), format!("PF-{:05}-Q", n * 7))).collect();
        let store = Store::in_memory().unwrap();
        let conn = &store.conn;
        let unwanted = AtomicBool::new(false);
        let all: Vec<&(String, String)> = rows.iter().take(indexed).collect();
        conn.execute_batch("BEGIN").unwrap();
        thread::scope(|scope| {
            let beside =
                Beside::begin(scope, conn, "device_search", Some(1), &all, words, &unwanted)
                    .unwrap();
            assert_eq!(beside.made.is_some(), indexed >= WORTH);
            let put = "INSERT INTO device (subject, tag, tag_key, serial, serial_key, model, site, active)
                       VALUES (?1, ?2, ?2, ?3, ?3, 'Lenovo 300e', 'A', 1)";
            for (number, (tag, serial)) in (1_i64..).zip(&rows) {
                conn.prepare_cached(put).unwrap().execute((number, tag, serial)).unwrap();
            }
            beside.put_in(conn).unwrap();
        });
        conn.execute_batch("COMMIT").unwrap();
        store
    }

    /// What SQLite says of an index held against its rows.
    fn sound(store: &Store) -> bool {
        let check = "INSERT INTO device_search (device_search, rank) VALUES ('integrity-check', 1)";
        store.conn.execute_batch(check).is_ok()
    }

    #[test]
    fn it_is_the_index_that_sqlite_would_make() {
        for count in [1, WORTH, 2 * WORTH + 1] {
            let store = made(count, count);
            assert!(sound(&store), "{count}");
            let found = "SELECT count(*) FROM device_search WHERE device_search MATCH '\"00000\"*'";
            let found: usize = store.conn.query_row(found, [], |row| row.get(0)).unwrap();
            assert_eq!(found, count.min(10));
            // It goes on like any other.
            let more = "INSERT INTO device_search (rowid, tag, serial, model) VALUES (999999, 'ZZ', '', '')";
            store.conn.execute_batch(more).unwrap();
            assert!(!sound(&store), "a row that is not there");
        }
    }

    #[test]
    fn an_index_of_too_few_rows_would_be_noticed() {
        assert!(!sound(&made(WORTH + 1, WORTH)));
    }

    #[test]
    fn it_ends_where_nobody_waits_for_it() {
        let store = Store::in_memory().unwrap();
        let rows = [(); 40 * WORTH];
        let all: Vec<&()> = rows.iter().collect();
        let unwanted = AtomicBool::new(false);
        let put = thread::scope(|scope| {
            let beside = Beside::begin(
                scope,
                &store.conn,
                "device_search",
                Some(1),
                &all,
                one_word,
                &unwanted,
            );
            drop(beside);
            unwanted.load(Ordering::Relaxed)
        });
        assert!(put, "and the scope is left");
    }
}
