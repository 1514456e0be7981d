//! How the register was before each of the last imports, so that the newest can be taken back as a
//! whole: its rows here, its events by an `Undone` that `desk` writes.

use std::cell::RefCell;

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::register::Plan;
use super::write::Write;
use super::{Result, Store};
use crate::domain::card::When;
use crate::domain::event::{Event, EventId};
use crate::domain::hash::Hash;

/// So many imports can be taken back, one after the other; what is kept of older ones goes.
const KEPT: u64 = 5;

/// An import that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Number, from 1.
    pub number: u64,
    /// When.
    pub at: When,
    /// Names of the files.
    pub files: Vec<String>,
    /// Its events: the first and the last number, in this incarnation. Empty where the last is
    /// below the first.
    pub events: (u64, u64),
    /// Station and incarnation that wrote them.
    pub station: String,
    /// Incarnation.
    pub incarnation: String,
    /// The register it made, as SHA-256 in hex digits.
    made: String,
}

/// What stands in the column `files`.
#[derive(Debug, Serialize, Deserialize)]
struct About {
    files: Vec<String>,
    station: String,
    incarnation: String,
    made: String,
    /// The register before, as SHA-256 in hex digits.
    before: String,
}

/// Subjects that were made one after the other, as spans.
#[derive(Debug, Default)]
struct Spans(Vec<(i64, i64)>);

impl Spans {
    fn add(&mut self, subject: i64) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == subject => *last = subject,
            _ => self.0.push((subject, subject)),
        }
    }
}

/// Notes how rows were before an import changes them.
#[derive(Debug)]
pub(super) struct Images {
    number: u64,
    people: RefCell<Spans>,
    devices: RefCell<Spans>,
}

impl Images {
    pub(super) fn new_person(&self, subject: i64) {
        self.people.borrow_mut().add(subject);
    }

    pub(super) fn new_device(&self, subject: i64) {
        self.devices.borrow_mut().add(subject);
    }

    pub(super) fn people(&self, conn: &Connection, subjects: &[i64]) -> Result<()> {
        self.each(conn, include_str!("sql/image_borrower.sql"), subjects)
    }

    pub(super) fn devices(&self, conn: &Connection, subjects: &[i64]) -> Result<()> {
        self.each(conn, include_str!("sql/image_device.sql"), subjects)
    }

    fn each(&self, conn: &Connection, sql: &str, subjects: &[i64]) -> Result<()> {
        let mut note = conn.prepare_cached(sql)?;
        for subject in subjects {
            note.execute(params![self.number, subject])?;
        }
        Ok(())
    }

    pub(super) fn site(&self, conn: &Connection, code: &str) -> Result<()> {
        conn.prepare_cached(
            "INSERT OR IGNORE INTO intake_row
             SELECT ?1, 'site', ?2, (SELECT name FROM site WHERE code = ?2)",
        )?
        .execute(params![self.number, code])?;
        Ok(())
    }

    pub(super) fn model(&self, conn: &Connection, name: &str) -> Result<()> {
        conn.prepare_cached(include_str!("sql/image_model.sql"))?
            .execute(params![self.number, name])?;
        Ok(())
    }

    /// A code that a known person did not have.
    pub(super) fn code(&self, conn: &Connection, code: &str, subject: i64) -> Result<()> {
        conn.prepare_cached("INSERT OR IGNORE INTO intake_row VALUES (?1, 'code', ?2, ?3)")?
            .execute(params![self.number, format!("{subject} {code}"), code])?;
        Ok(())
    }

    pub(super) fn alias(&self, conn: &Connection, spelling: &str) -> Result<()> {
        conn.prepare_cached("INSERT OR IGNORE INTO intake_row VALUES (?1, 'alias', ?2, NULL)")?
            .execute(params![self.number, spelling])?;
        Ok(())
    }

    pub(super) fn finish(self, conn: &Connection) -> Result<()> {
        let mut note = conn.prepare("INSERT INTO intake_row VALUES (?1, ?2, ?3, ?4)")?;
        for (what, spans) in [("new-borrower", self.people), ("new-device", self.devices)] {
            for (first, last) in spans.into_inner().0 {
                note.execute(params![self.number, what, first.to_string(), last.to_string()])?;
            }
        }
        Ok(())
    }
}

impl Write<'_> {
    pub(super) fn begin_intake(&mut self, plan: &Plan, at: When) -> Result<Images> {
        let head = self.head()?;
        let about = About {
            files: plan.names.clone(),
            station: head.station.clone(),
            incarnation: head.code.clone(),
            made: String::new(),
            before: self.register_hash()?,
        };
        let first = head.seq + 1;
        let conn = self.conn();
        let number: u64 =
            conn.query_row("SELECT coalesce(max(number), 0) + 1 FROM intake", [], |r| r.get(0))?;
        conn.execute(
            "INSERT INTO intake VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
            params![number, at.at_ms, at.utc_offset_min, json(&about), first, first - 1],
        )?;
        conn.execute("DELETE FROM intake_row WHERE number + ?2 <= ?1", params![number, KEPT])?;
        conn.execute(include_str!("sql/image_imported.sql"), [number])?;
        Ok(Images { number, people: RefCell::default(), devices: RefCell::default() })
    }

    /// Notes that all events of the newest import are written.
    pub fn end_intake(&mut self) -> Result<()> {
        let (made, last) = (self.register_hash()?, self.head()?.seq);
        self.conn().execute(
            "UPDATE intake SET last_seq = ?1, files = json_set(files, '$.made', ?2)
             WHERE number = (SELECT max(number) FROM intake)",
            params![last, made],
        )?;
        Ok(())
    }

    fn register_hash(&self) -> Result<String> {
        let hash: Option<[u8; 32]> = self
            .conn()
            .query_row("SELECT sha256 FROM register ORDER BY number DESC LIMIT 1", [], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(Hash::from_bytes(&hash.unwrap_or_default()).unwrap_or(Hash::ZERO).to_string())
    }

    /// Puts the register back to what it was before an import: the next snapshot, equal to the one
    /// before. Which imports may be taken back says [`Store::last_intake`].
    pub fn take_back_intake(&mut self, intake: &Intake, issuer: &str, at: When) -> Result<()> {
        let conn = self.conn();
        conn.execute_batch(
            &include_str!("sql/take_back_intake.sql")
                .replace(":number", &intake.number.to_string()),
        )?;
        let before: String = conn.query_row(
            "SELECT files ->> '$.before' FROM intake WHERE number = ?1",
            [intake.number],
            |row| row.get(0),
        )?;
        let sha256 = Hash::parse(&before).unwrap_or(Hash::ZERO);
        conn.execute(
            "INSERT INTO register (number, issuer, sha256, at_ms, utc_offset_min, people, devices)
             SELECT max(number) + 1, ?1, ?2, ?3, ?4,
                    (SELECT count(*) FROM borrower WHERE active = 1),
                    (SELECT count(*) FROM device WHERE active = 1) FROM register",
            params![issuer, sha256.bytes(), at.at_ms, at.utc_offset_min],
        )?;
        self.use_register(sha256.short());
        Ok(())
    }
}

impl Store {
    /// The import that can be taken back: the newest that was not, if the register is still the one
    /// it made.
    pub fn last_intake(&self) -> Result<Option<Intake>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT number, at_ms, utc_offset_min, files, first_seq, last_seq FROM intake
                 WHERE undone = 0 ORDER BY number DESC LIMIT 1",
            )?
            .query_row([], |row| {
                let at = When { at_ms: row.get(1)?, utc_offset_min: row.get(2)? };
                let events = (row.get(4)?, row.get(5)?);
                Ok((row.get::<_, u64>(0)?, at, row.get::<_, String>(3)?, events))
            })
            .optional()?;
        let Some((number, at, files, events)) = found else { return Ok(None) };
        let Ok(about) = serde_json::from_str::<About>(&files) else { return Ok(None) };
        let kept: bool = self.conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM intake_row WHERE number = ?1)",
            [number],
            |row| row.get(0),
        )?;
        let in_use = self.register_info()?.map(|info| info.sha256.to_string());
        let intake = Intake {
            number,
            at,
            files: about.files,
            events,
            station: about.station,
            incarnation: about.incarnation,
            made: about.made,
        };
        Ok((kept && in_use.as_ref() == Some(&intake.made)).then_some(intake))
    }

    /// Whether an import added to the catalogue of models or changed it, by an alias too.
    pub fn intake_changed_catalogue(&self, intake: &Intake) -> Result<bool> {
        let mut rows = self.conn.prepare_cached(
            "SELECT 1 FROM intake_row WHERE number = ?1 AND what IN ('model', 'alias')",
        )?;
        Ok(rows.exists([intake.number])?)
    }

    /// The events an import wrote.
    pub fn intake_events(&self, intake: &Intake) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        for seq in intake.events.0..=intake.events.1 {
            let (station, incarnation) = (intake.station.clone(), intake.incarnation.clone());
            events.extend(self.events_named(&EventId { station, incarnation, seq }, None)?);
        }
        Ok(events)
    }
}

fn json(about: &About) -> String {
    // Plain data: serialising it cannot fail.
    serde_json::to_string(about).unwrap_or_default()
}
