//! The projection: what the fold says of each device, kept in tables and brought up with every event.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{OptionalExtension, params};

use super::Result;
use super::journal::{body, borrower_name, hash, hash_or_none};
use super::rows::{CustodyRow, LoanRow};
use super::write::Write;
use crate::domain::borrower::BorrowerId;
use crate::domain::clock::{Clock, Offset};
use crate::domain::device::DeviceId;
use crate::domain::event::{Body, Event, Kind};
use crate::domain::fold::{self, Folded};
use crate::domain::hash::Hash;
use crate::domain::order::Entry;

pub(super) const EVENTS_OF_DEVICE: &str = "SELECT hash, body FROM journal WHERE device = ?1";

impl Write<'_> {
    /// The key of a subject, made where there is none.
    pub(super) fn subject(&self, name: &str) -> Result<i64> {
        if let Some(id) = self.known_subject(name)? {
            return Ok(id);
        }
        self.conn().prepare_cached("INSERT INTO subject (name) VALUES (?1)")?.execute([name])?;
        let key = self.conn().last_insert_rowid();
        self.meet(name, key);
        Ok(key)
    }

    fn known_subject(&self, name: &str) -> Result<Option<i64>> {
        if let Some(key) = self.met(name) {
            return Ok(Some(key));
        }
        let key = self
            .conn()
            .prepare_cached("SELECT id FROM subject WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        if let Some(key) = key {
            self.meet(name, key);
        }
        Ok(key)
    }

    /// The last event known here of a device, by its lasting identity.
    pub(super) fn last_event(&self, device: &DeviceId) -> Result<Option<Hash>> {
        let last = self
            .conn()
            .prepare_cached(
                "SELECT c.last FROM subject s JOIN custody c ON c.device = s.id WHERE s.name = ?1",
            )?
            .query_row([device.as_str()], |row| hash_or_none(row, 0))
            .optional()?;
        Ok(last.flatten())
    }

    /// Brings the projection up to new events: everything they touch is folded again. `folded` hears
    /// after each device how many are done, and of how many.
    pub(super) fn bring_up(
        &mut self,
        events: &[&Event],
        folded: impl Fn(u64, u64) -> Result<()>,
    ) -> Result<()> {
        // Joins connect before and after: what an undo takes apart must be folded on both sides.
        self.touch_subjects(events)?;
        if self.note(events) {
            self.settle();
            self.touch_subjects(events)?;
        }
        // By key, so that what is written is written in the order of the tables.
        let mut devices = BTreeMap::new();
        for (key, device) in self.take_touched() {
            let lasting = self.world().device(&device);
            if *lasting == device {
                devices.insert(key, device);
            } else {
                let lasting = lasting.clone();
                devices.insert(self.subject(lasting.as_str())?, lasting);
            }
        }
        let fresh: HashMap<Hash, &Body> =
            events.iter().map(|event| (event.hash, &event.body)).collect();
        let all = devices.len() as u64;
        for (done, (key, device)) in (1..).zip(&devices) {
            self.refold(*key, device, &fresh)?;
            folded(done, all)?;
        }
        Ok(())
    }

    fn touch_key(&mut self, key: i64) -> Result<()> {
        let name: String = self
            .conn()
            .prepare_cached("SELECT name FROM subject WHERE id = ?1")?
            .query_row([key], |row| row.get(0))?;
        self.touch(key, DeviceId::from_text(name));
        Ok(())
    }

    fn touch_subjects(&mut self, events: &[&Event]) -> Result<()> {
        for event in events {
            let body = &event.body;
            if let Some(device) = &body.device {
                self.touch_device(device)?;
            }
            match body.kind {
                Kind::Undone => {
                    for target in body.payload.hashes("targets") {
                        self.touch_target(&target)?;
                    }
                }
                Kind::DeviceJoined => {
                    if let Some(other) = body.payload.text("other") {
                        self.touch_device(&DeviceId::from_text(other))?;
                    }
                }
                Kind::BorrowerMerged => {
                    let into = body.payload.text("into").map(BorrowerId::from_text);
                    for borrower in body.borrower.iter().cloned().chain(into) {
                        self.touch_borrower(&borrower)?;
                    }
                }
                Kind::ClockOffset => {
                    let seq = |key| body.payload.int(key).and_then(|n| u64::try_from(n).ok());
                    let station = body.payload.text("station").unwrap_or_default();
                    let code = body.payload.text("incarnation").unwrap_or_default();
                    let id: Option<i64> = self
                        .conn()
                        .query_row(
                            "SELECT id FROM incarnation WHERE station = ?1 AND code = ?2",
                            [station, code],
                            |row| row.get(0),
                        )
                        .optional()?;
                    if let Some(id) = id {
                        let offset = Offset::of(body, event.hash).map(|(_, _, offset)| offset);
                        let clock = self.world().clock(station, code);
                        // Then it says something of the stretches beside, too.
                        let beyond = offset.is_some_and(|offset| offset.is_wrong())
                            || clock.is_some_and(Clock::was_wrong);
                        let (from, to) =
                            if beyond { (None, None) } else { (seq("from"), seq("to")) };
                        self.touch_range(id, from.unwrap_or(0), to)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What an undone event touched. One that has not arrived touches nothing yet.
    fn touch_target(&mut self, target: &Hash) -> Result<()> {
        let found: Option<(Hash, Hash, String)> = self
            .conn()
            .prepare_cached("SELECT prev, hash, body FROM journal WHERE hash = ?1")?
            .query_row([target.bytes()], |row| Ok((hash(row, 0)?, hash(row, 1)?, row.get(2)?)))
            .optional()?;
        match found {
            Some((prev, hash, text)) => {
                let event = Event { body: body(&text)?, text, prev, hash };
                self.touch_subjects(&[&event])
            }
            None => Ok(()),
        }
    }

    /// All members of a device's present component.
    fn touch_device(&mut self, device: &DeviceId) -> Result<()> {
        let representative = self.world().device(device).clone();
        let members: Vec<DeviceId> =
            self.world().device_members(&representative).into_iter().cloned().collect();
        for member in members {
            if let Some(key) = self.known_subject(member.as_str())? {
                self.touch(key, member);
            }
        }
        Ok(())
    }

    /// All devices that anybody of a borrower's present component appears on.
    fn touch_borrower(&mut self, borrower: &BorrowerId) -> Result<()> {
        let representative = self.world().borrower(borrower).clone();
        let members: Vec<BorrowerId> =
            self.world().borrower_members(&representative).into_iter().cloned().collect();
        for member in members {
            let Some(key) = self.known_subject(&borrower_name(&member))? else { continue };
            let devices: Vec<i64> = self
                .conn()
                .prepare_cached(
                    "SELECT DISTINCT device FROM journal
                     WHERE borrower = ?1 AND device IS NOT NULL",
                )?
                .query_map([key], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for key in devices {
                self.touch_key(key)?;
            }
        }
        Ok(())
    }

    /// All devices in a range of an incarnation.
    pub(super) fn touch_range(
        &mut self,
        incarnation: i64,
        from: u64,
        to: Option<u64>,
    ) -> Result<()> {
        let to = to.and_then(|to| i64::try_from(to).ok()).unwrap_or(i64::MAX);
        let devices: Vec<i64> = self
            .conn()
            .prepare_cached(
                "SELECT DISTINCT device FROM journal
                 WHERE incarnation = ?1 AND seq BETWEEN ?2 AND ?3 AND device IS NOT NULL",
            )?
            .query_map(params![incarnation, from, to], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for key in devices {
            self.touch_key(key)?;
        }
        Ok(())
    }

    /// Folds one device and writes what came out. `fresh` has what just came in, read already.
    fn refold(&self, key: i64, device: &DeviceId, fresh: &HashMap<Hash, &Body>) -> Result<()> {
        let world = self.world();
        let members = world.device_members(device);
        let mut keys = vec![key];
        for member in members.iter().filter(|member| **member != device) {
            if let Some(key) = self.known_subject(member.as_str())? {
                self.clear(key)?;
                keys.push(key);
            }
        }
        let mut entries = Vec::new();
        let mut all_fresh = keys.len() == 1;
        let mut statement = self.conn().prepare_cached(EVENTS_OF_DEVICE)?;
        for key in keys {
            let mut rows = statement.query([key])?;
            while let Some(row) = rows.next()? {
                let hash = hash(row, 0)?;
                let body = if let Some(body) = fresh.get(&hash) {
                    (*body).clone()
                } else {
                    all_fresh = false;
                    body(row.get_ref(1)?.as_str().unwrap_or_default())?
                };
                entries.push(Entry { hash, time: world.time(&body), body });
            }
        }
        if entries.is_empty() {
            return self.clear(key);
        }
        let folded = fold::device(&mut entries, world);
        // What just came in whole has no rows to compare with, unless they are left from a join that
        // was taken back.
        let bare = all_fresh
            && !self
                .conn()
                .prepare_cached("SELECT 1 FROM custody WHERE device = ?1")?
                .exists([key])?;
        self.keep(key, &folded, bare)
    }

    fn clear(&self, key: i64) -> Result<()> {
        for table in ["custody", "loan", "todo", "label"] {
            self.conn()
                .prepare_cached(&format!("DELETE FROM {table} WHERE device = ?1"))?
                .execute([key])?;
        }
        Ok(())
    }

    /// Writes what was folded. `bare` says that nothing is kept of the device yet.
    pub(super) fn keep(&self, key: i64, folded: &Folded, bare: bool) -> Result<()> {
        let key_of = |id: &BorrowerId| self.subject(&borrower_name(id));
        let row = CustodyRow::of(folded, key_of)?;
        let conn = self.conn();
        conn.prepare_cached(include_str!("sql/keep_custody.sql"))?.execute(params![
            key,
            row.holder,
            row.since_ms,
            row.since_offset_min,
            row.due,
            row.held_by,
            row.site,
            row.status,
            row.assigned,
            row.seen_ms,
            row.seen_at,
            row.last,
            row.conflict,
            row.conflict_events,
            row.asked,
            row.assigned_case,
            row.label,
            row.bound_for,
            row.bound_from,
            row.bound_ms,
            row.bound_offset_min,
            row.bound_by,
            row.shelf,
            row.noted,
        ])?;
        let mut former: HashMap<Vec<u8>, LoanRow> = HashMap::new();
        if !bare {
            let mut statement = conn.prepare_cached(include_str!("sql/loans_of_device.sql"))?;
            let mut rows = statement.query([key])?;
            while let Some(row) = rows.next()? {
                let loan = LoanRow::read(row)?;
                former.insert(loan.issued.clone(), loan);
            }
        }
        for loan in &folded.loans {
            let loan = LoanRow::of(loan, key_of)?;
            if former.remove(&loan.issued).as_ref() == Some(&loan) {
                continue;
            }
            conn.prepare_cached(include_str!("sql/keep_loan.sql"))?.execute(params![
                key,
                loan.issued,
                loan.borrower,
                loan.issued_ms,
                loan.issued_offset_min,
                loan.due,
                loan.returned,
                loan.returned_ms,
            ])?;
        }
        for gone in former.keys() {
            conn.prepare_cached("DELETE FROM loan WHERE device = ?1 AND issued = ?2")?
                .execute(params![key, gone])?;
        }
        if !bare {
            conn.prepare_cached("DELETE FROM todo WHERE device = ?1")?.execute([key])?;
        }
        self.keep_labels(key, &folded.custody.labels, bare)?;
        for (event, todo) in &folded.todos {
            conn.prepare_cached("INSERT INTO todo VALUES (?1, ?2, ?3)")?.execute(params![
                key,
                event.bytes(),
                todo.as_str()
            ])?;
        }
        Ok(())
    }
}
