//! What this computer is and how it is set: small texts under a key.

use rusqlite::OptionalExtension;

use super::write::Write;
use super::{Result, Store};

/// Which station this database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Station code.
    pub code: String,
    /// Incarnation that writes now.
    pub incarnation: String,
    /// Number of its last event.
    pub seq: u64,
}

impl Store {
    /// Which station this is; `None` before `init`.
    pub fn station(&self) -> Option<Station> {
        self.head.as_ref().map(|head| Station {
            code: head.station.clone(),
            incarnation: head.code.clone(),
            seq: head.seq,
        })
    }

    /// A kept text.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        Ok(self
            .conn
            .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// Makes this database a station: its first incarnation begins.
    pub fn found(&mut self, station: &str) -> Result<()> {
        self.begin_incarnation(station)
    }
}

impl Write<'_> {
    /// Which station writes, and where its chain ends now.
    pub fn station(&self) -> Result<Station> {
        let head = self.head()?;
        Ok(Station { code: head.station.clone(), incarnation: head.code.clone(), seq: head.seq })
    }

    /// Keeps a text; an empty one is taken out.
    pub fn set(&mut self, key: &str, value: &str) -> Result<()> {
        if value.is_empty() {
            self.conn().prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?;
        } else {
            self.conn()
                .prepare_cached("INSERT OR REPLACE INTO setting VALUES (?1, ?2)")?
                .execute([key, value])?;
        }
        Ok(())
    }
}
