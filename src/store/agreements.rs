//! Signatures in the journal: a person's, and everybody's as a table. Nothing is kept beside the journal.

use std::collections::HashMap;

use rusqlite::Row;

use super::{Error, Result, Store};
use crate::domain::agreement::{self, Signed};
use crate::domain::borrower::BorrowerId;

/// Columns of `list agreements`.
pub(super) const COLUMNS: &[&str] =
    &["student", "name", "version", "at", "by", "signed_by", "event"];

const OF_PERSON: &str = "SELECT j.hash, j.body FROM subject s JOIN journal j ON j.borrower = s.id
    WHERE s.name = ?1 AND j.kind = 'AgreementSigned'";

const ALL: &str = "SELECT hash, body FROM journal WHERE kind = 'AgreementSigned' ORDER BY id";

impl Store {
    /// What somebody signed, under all their joined identities: of each version the newest, the newest
    /// first.
    pub fn signed(&self, id: &BorrowerId) -> Result<Vec<Signed>> {
        Ok(agreement::signed(&self.borrower_entries(OF_PERSON, id)?, self.world()))
    }

    /// Visits every live signature as texts under [`COLUMNS`].
    pub(super) fn list_agreements<E: From<Error>>(
        &self,
        mut visit: impl FnMut(&[String]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.each(ALL, |row| match self.agreement_line(row)? {
            Some(line) => visit(&line),
            None => Ok(()),
        })
    }

    /// Which version everybody signed last, by their lasting ID. Who signed none is not there.
    pub fn agreements(&self) -> Result<HashMap<BorrowerId, String>> {
        let mut signed: HashMap<BorrowerId, (i64, String)> = HashMap::new();
        self.each(ALL, |row| -> Result<()> {
            let entry = self.entry_of(row)?;
            let live = self.world().is_live(&entry.hash);
            let (Some(said), Some(who)) =
                (Signed::of(&entry).filter(|_| live), &entry.body.borrower)
            else {
                return Ok(());
            };
            let last = signed.entry(self.world().borrower(who).clone()).or_default();
            *last = (*last).clone().max((entry.time.at_ms, said.version));
            Ok(())
        })?;
        Ok(signed.into_iter().map(|(who, (_, version))| (who, version)).collect())
    }

    fn agreement_line(&self, row: &Row<'_>) -> Result<Option<Vec<String>>> {
        let entry = self.entry_of(row)?;
        let live = self.world().is_live(&entry.hash);
        let (Some(signed), Some(id)) = (Signed::of(&entry).filter(|_| live), &entry.body.borrower)
        else {
            return Ok(None);
        };
        let named = self.named(id)?;
        Ok(Some(vec![
            named.id.to_string(),
            named.name,
            signed.version,
            signed.at.iso(),
            signed.by.as_str().to_owned(),
            self.addition(&entry.hash, "name")?.unwrap_or_default(),
            self.name_of(&entry.body, &entry.hash)?,
        ]))
    }
}
