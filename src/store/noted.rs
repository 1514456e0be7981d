//! What was noted about a device, and who had it last: read from the journal when it is asked for.

use rusqlite::OptionalExtension;

use super::journal::borrower_of;
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;
use crate::domain::fold;
use crate::domain::noted::Noted;

/// With the condition of the index `journal_noted`.
const ANY: &str = "SELECT 1 FROM subject s JOIN journal j ON j.device = s.id WHERE s.name = ?1
    AND j.kind IN ('ConditionNoted', 'AccessoryNoted') LIMIT 1";

const LAST: &str = "SELECT b.name FROM subject d JOIN loan l ON l.device = d.id
    JOIN subject b ON b.id = l.borrower WHERE d.name = ?1
    ORDER BY l.returned IS NOT NULL, l.issued_ms DESC LIMIT 1";

impl Store {
    /// What was noted about a device and stands. Most have nothing noted, which is known at once.
    pub fn noted(&self, id: &DeviceId) -> Result<Noted> {
        let mut any = self.conn.prepare_cached(ANY)?;
        for member in self.world().device_members(self.world().device(id)) {
            if any.exists([member.as_str()])? {
                let mut entries = fold::entries(self.device_events(id)?, self.world());
                return Ok(Noted::of(&mut entries, self.world()));
            }
        }
        Ok(Noted::default())
    }

    /// Who has a device, or had it last.
    pub fn last_holder(&self, id: &DeviceId) -> Result<Option<BorrowerId>> {
        let found: Option<String> = self
            .conn
            .prepare_cached(LAST)?
            .query_row([self.world().device(id).as_str()], |row| row.get(0))
            .optional()?;
        Ok(found.map(|name| self.world().borrower(&borrower_of(&name)).clone()))
    }
}
