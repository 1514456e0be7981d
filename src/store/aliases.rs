//! Codes that the journal gave to people served without a card.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::journal::body;
use super::write::Write;
use super::{Result, Store};
use crate::domain::event::{Body, Kind};

/// A code, and the key of the person it was given to.
type Alias = (String, i64);

/// The code that an event gave.
fn code_given(body: &Body) -> Option<&str> {
    if body.kind == Kind::BorrowerAdded { body.payload.text("code") } else { None }
}

impl Write<'_> {
    /// Keeps the code that an event gave, if it gave one. `borrower` is the key of whom it speaks of.
    pub(super) fn keep_alias(&self, body: &Body, borrower: Option<i64>) -> Result<()> {
        if let (Some(code), Some(borrower)) = (code_given(body), borrower) {
            self.conn()
                .prepare_cached("INSERT OR IGNORE INTO alias VALUES (?1, ?2)")?
                .execute(params![code, borrower])?;
        }
        Ok(())
    }

    /// Makes the codes anew from the journal.
    pub(super) fn rebuild_aliases(&self) -> Result<()> {
        self.conn().execute("DELETE FROM alias", [])?;
        let mut statement = self.conn().prepare("INSERT INTO alias VALUES (?1, ?2)")?;
        for (code, borrower) in aliases(self.conn())? {
            statement.execute(params![code, borrower])?;
        }
        Ok(())
    }
}

impl Store {
    /// The codes as they are kept.
    pub(super) fn kept_aliases(&self) -> Result<BTreeSet<Alias>> {
        let mut statement = self.conn.prepare("SELECT code, subject FROM alias")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The codes as the events give them.
pub(super) fn aliases(conn: &Connection) -> Result<BTreeSet<Alias>> {
    let mut statement = conn.prepare(include_str!("sql/people_added.sql"))?;
    let mut rows = statement.query([])?;
    let mut aliases = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let body = body(row.get_ref(0)?.as_str().unwrap_or_default())?;
        if let (Some(code), Some(borrower)) = (code_given(&body), row.get(1)?) {
            aliases.insert((code.to_owned(), borrower));
        }
    }
    Ok(aliases)
}
