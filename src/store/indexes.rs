//! The indexes of a table set aside while many rows are put into it: sorting them once behind takes less
//! than finding each row its place.

use rusqlite::Connection;

use super::Result;

/// Indexes that are not there for now. A transaction that fails has them back.
#[derive(Debug)]
#[must_use = "the table has no indexes until they are put back"]
pub(super) struct Aside(Vec<String>);

/// Takes a table its indexes, but for those of its keys.
pub(super) fn set_aside(conn: &Connection, table: &str) -> Result<Aside> {
    let made: Vec<(String, String)> = conn
        .prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL",
        )?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, _) in &made {
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(Aside(made.into_iter().map(|(_, sql)| sql).collect()))
}

impl Aside {
    /// Makes the indexes anew.
    pub(super) fn put_back(self, conn: &Connection) -> Result<()> {
        self.0.iter().try_for_each(|sql| Ok(conn.execute_batch(sql)?))
    }
}
