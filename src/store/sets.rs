//! Which devices go along with which.

use rusqlite::params;

use super::{Result, Store};
use crate::domain::card::DeviceCard;
use crate::domain::code::Code;
use crate::domain::device::DeviceId;

impl Store {
    /// The device that a name in `set_of` means: by tag, serial number or earlier label, where it is
    /// exactly one.
    ///
    /// # Errors
    /// The database's.
    pub fn head(&self, set_of: &str) -> Result<Option<DeviceId>> {
        let Ok(code) = Code::new(set_of) else { return Ok(None) };
        let mut found = self.resolve([&code])?.devices;
        Ok(found.pop().filter(|_| found.is_empty()))
    }

    /// The devices that go along with this one, by tag: those of the register that name one of its
    /// tags, serial numbers or earlier labels. Most devices have none.
    ///
    /// # Errors
    /// The database's.
    pub fn set_of(&self, id: &DeviceId) -> Result<Vec<DeviceCard>> {
        let id = self.world().device(id);
        let mut found: Vec<DeviceId> = Vec::new();
        let mut statement = self.conn.prepare_cached(include_str!("sql/goes_along.sql"))?;
        for member in self.world().device_members(id) {
            let names = statement.query_map(params![member.as_str(), member.label()], |row| {
                row.get::<_, String>(0)
            })?;
            for name in names {
                let other = self.world().device(&DeviceId::from_text(name?)).clone();
                if other != *id && !found.contains(&other) {
                    found.push(other);
                }
            }
        }
        found.iter().map(|other| self.device(other)).collect()
    }
}
