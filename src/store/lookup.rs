//! Resolving a code: the whole string, exactly. Never a first match.

use rusqlite::OptionalExtension;

use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::Code;
use crate::domain::device::DeviceId;
use crate::domain::label;

/// Everything a code means here, under lasting identities. More than one is for a person to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolution {
    /// Borrowers.
    pub people: Vec<BorrowerId>,
    /// Devices, by tag or serial.
    pub devices: Vec<DeviceId>,
}

impl Resolution {
    /// Whether nothing here has the code.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.devices.is_empty()
    }
}

impl Store {
    /// Resolves the forms of one code.
    pub fn resolve<'a>(&self, codes: impl IntoIterator<Item = &'a Code>) -> Result<Resolution> {
        let mut found = Resolution::default();
        for code in codes {
            self.resolve_one(code.as_str(), &mut found)?;
        }
        found.people.sort();
        found.people.dedup();
        found.devices.sort();
        found.devices.dedup();
        Ok(found)
    }

    /// Every device that has a code, or had it once, as tag, serial number or label.
    pub fn ever_named(&self, code: &Code) -> Result<Vec<DeviceId>> {
        let mut found = Resolution::default();
        self.find_named(code.as_str(), &mut found)?;
        found.devices.sort();
        found.devices.dedup();
        Ok(found.devices)
    }

    fn resolve_one(&self, code: &str, found: &mut Resolution) -> Result<()> {
        let mut named = Resolution::default();
        self.find_named(code, &mut named)?;
        named.devices.sort();
        named.devices.dedup();
        if named.devices.len() > 1 {
            // A label that is on one device now is not the others' that had it once.
            let mut present = Vec::new();
            for device in &named.devices {
                if !self.had_once(device, code)? {
                    present.push(device.clone());
                }
            }
            if !present.is_empty() {
                named.devices = present;
            }
        }
        found.people.append(&mut named.people);
        found.devices.append(&mut named.devices);
        Ok(())
    }

    fn find_named(&self, code: &str, found: &mut Resolution) -> Result<()> {
        let mut names = self.conn.prepare_cached(include_str!("sql/resolve.sql"))?;
        let mut rows = names.query([code])?;
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let registered: bool = row.get(1)?;
            if !registered && self.is_taken_back(&name)? {
                continue;
            }
            if let Some(id) = name.strip_prefix("b:") {
                let id = BorrowerId::from_text(id);
                found.people.push(self.world.borrower(&id).clone());
            } else {
                let id = DeviceId::from_text(name);
                found.devices.push(self.world.device(&id).clone());
            }
        }
        Ok(())
    }

    /// Whether a device has another label now than this one, which is not its serial number.
    fn had_once(&self, device: &DeviceId, code: &str) -> Result<bool> {
        let labels = self.labels(device)?;
        let other = label::present(&labels).is_some_and(|label| label.code != code);
        let serial =
            self.world.device_members(device).iter().any(|member| {
                member.as_str().strip_prefix("s:").is_some_and(|serial| serial == code)
            });
        Ok(other && !serial)
    }

    /// Whether somebody or something that no register knows is known here by nothing but events that
    /// were taken back.
    fn is_taken_back(&self, name: &str) -> Result<bool> {
        let mut events = self.conn.prepare_cached(include_str!("sql/known_by_events.sql"))?;
        let mut rows = events.query([name])?;
        let mut any = false;
        while let Some(row) = rows.next()? {
            if self.world.is_live(&super::journal::hash(row, 0)?) {
                return Ok(false);
            }
            any = true;
        }
        Ok(any)
    }

    /// The only active person whose ID is this text with zeros in front; `None` where there is
    /// none or more than one.
    pub fn short_of_zeros(&self, code: &Code) -> Result<Option<BorrowerId>> {
        let text = code.as_str();
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(None);
        }
        let short = text.trim_start_matches('0');
        let mut statement = self.conn.prepare_cached(
            "SELECT id FROM borrower WHERE ltrim(id, '0') = ?1 AND active = 1 LIMIT 2",
        )?;
        let found: Vec<String> =
            statement.query_map([short], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(match found.as_slice() {
            [one] => Some(BorrowerId::from_text(one.clone())),
            _ => None,
        })
    }

    /// The internal key of a subject.
    pub(super) fn key_of(&self, name: &str) -> Result<Option<i64>> {
        Ok(self
            .conn
            .prepare_cached("SELECT id FROM subject WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?)
    }

    /// The last number given to a walk-up by an incarnation of this station.
    pub fn next_walk_up(&self) -> Result<BorrowerId> {
        let head = self.head.as_ref().ok_or(super::Error::NoStation)?;
        for n in 1.. {
            let id = BorrowerId::walk_up(&head.station, &head.code, n);
            if self.key_of(&super::journal::borrower_name(&id))?.is_none() {
                return Ok(id);
            }
        }
        Err(super::Error::NoStation)
    }
}
