//! Who signed the agreement. Nothing is kept beside the journal; it is read when a list asks for it.

use std::collections::HashMap;

use super::journal::{body, hash};
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;

const SIGNED: &str = "SELECT hash, body FROM journal WHERE kind = 'AgreementSigned' ORDER BY id";

impl Store {
    /// Which version everybody signed last, by their lasting ID. Who signed none is not there.
    pub fn agreements(&self) -> Result<HashMap<BorrowerId, String>> {
        let mut signed: HashMap<BorrowerId, (i64, String)> = HashMap::new();
        self.each(SIGNED, |row| -> Result<()> {
            let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
            let Some(who) = body.borrower.as_ref().filter(|_| self.is_live(row)) else {
                return Ok(());
            };
            let at_ms = self.world().time(&body).at_ms;
            let version = body.payload.text("version").unwrap_or_default();
            let last = signed.entry(self.world().borrower(who).clone()).or_default();
            if *last <= (at_ms, version.to_owned()) {
                *last = (at_ms, version.to_owned());
            }
            Ok(())
        })?;
        Ok(signed.into_iter().map(|(who, (_, version))| (who, version)).collect())
    }

    /// Whether the event whose hash a row begins with stands.
    fn is_live(&self, row: &rusqlite::Row<'_>) -> bool {
        hash(row, 0).is_ok_and(|own| self.world().is_live(&own))
    }
}
