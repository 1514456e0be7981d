//! What became of events that were merged: one class for each, judged after the merge.

use std::collections::{HashMap, HashSet};

use rusqlite::OptionalExtension;

use super::Result;
use super::journal::{body, hash_or_none};
use super::write::Write;
use crate::domain::borrower::BorrowerId;
use crate::domain::custody;
use crate::domain::device::DeviceId;
use crate::domain::event::{Body, Event, Kind};
use crate::domain::hash::Hash;

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Part of what a person must decide.
    NeedsPerson,
    /// About a device or a person that no register knows.
    Parked,
    /// A later event says who holds the device.
    Superseded,
    /// Its word stands.
    Applied,
}

/// The event by which a device got its present holder, or was left without one.
type Last = Option<(Hash, Body)>;

impl Write<'_> {
    /// The classes of events that a merge brought, in their order.
    pub fn classify(&self, events: &[&Event]) -> Result<Vec<Class>> {
        let disputed = self.disputed()?;
        let mut devices: HashMap<&DeviceId, bool> = HashMap::new();
        let mut people: HashMap<&BorrowerId, bool> = HashMap::new();
        let mut lasts: HashMap<&DeviceId, Last> = HashMap::new();
        let mut classes = Vec::with_capacity(events.len());
        for event in events {
            let body = &event.body;
            if disputed.contains(&event.hash) {
                classes.push(Class::NeedsPerson);
                continue;
            }
            let mut known = true;
            if let Some(id) = &body.device {
                known &= match devices.get(id) {
                    Some(known) => *known,
                    None => *devices.entry(id).or_insert(self.registered(id)?),
                };
            }
            if let Some(id) = &body.borrower {
                known &= match people.get(id) {
                    Some(known) => *known,
                    None => *people.entry(id).or_insert(self.enrolled(id)?),
                };
            }
            if !known {
                classes.push(Class::Parked);
                continue;
            }
            let superseded = match &body.device {
                Some(id) if custody::decides(&body.kind) => {
                    if !lasts.contains_key(id) {
                        lasts.insert(id, self.last_change(id)?);
                    }
                    lasts.get(id).is_some_and(|last| self.is_before(event, last))
                }
                _ => false,
            };
            classes.push(if superseded { Class::Superseded } else { Class::Applied });
        }
        Ok(classes)
    }

    /// The events of all conflicts that nobody has decided.
    fn disputed(&self) -> Result<HashSet<Hash>> {
        let mut statement = self
            .conn()
            .prepare_cached("SELECT conflict_events FROM custody WHERE conflict IS NOT NULL")?;
        let mut rows = statement.query([])?;
        let mut events = HashSet::new();
        while let Some(row) = rows.next()? {
            let bytes: Option<Vec<u8>> = row.get(0)?;
            events.extend(bytes.unwrap_or_default().chunks(32).filter_map(Hash::from_bytes));
        }
        Ok(events)
    }

    fn registered(&self, id: &DeviceId) -> Result<bool> {
        let mut statement = self.conn().prepare_cached(
            "SELECT 1 FROM subject s JOIN device d ON d.subject = s.id WHERE s.name = ?1",
        )?;
        let lasting = self.world().device(id);
        for member in self.world().device_members(lasting) {
            if statement.exists([member.as_str()])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn enrolled(&self, id: &BorrowerId) -> Result<bool> {
        let lasting = self.world().borrower(id);
        Ok(self
            .conn()
            .prepare_cached("SELECT 1 FROM borrower WHERE id = ?1")?
            .exists([lasting.as_str()])?)
    }

    fn last_change(&self, id: &DeviceId) -> Result<Last> {
        let lasting = self.world().device(id);
        let last: Option<(Option<Hash>, Option<String>)> = self
            .conn()
            .prepare_cached(include_str!("sql/last_change.sql"))?
            .query_row([lasting.as_str()], |row| Ok((hash_or_none(row, 0)?, row.get(1)?)))
            .optional()?;
        match last {
            Some((Some(hash), Some(text))) => Ok(Some((hash, body(&text)?))),
            _ => Ok(None),
        }
    }

    /// Whether an event stands before the one that decided, in the order of the fold as far as two
    /// events tell it: their chain, else their corrected times.
    fn is_before(&self, event: &Event, last: &Last) -> bool {
        let Some((hash, last)) = last else { return false };
        if *hash == event.hash {
            return false;
        }
        let own = &event.body;
        if own.kind == Kind::Opened {
            return true;
        }
        let world = self.world();
        if world.follows((last, hash), (own, &event.hash)) {
            return true;
        }
        if world.follows((own, &event.hash), (last, hash)) {
            return false;
        }
        world.time(own).at_ms < world.time(last).at_ms
    }
}
