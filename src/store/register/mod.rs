//! The register: who and what exists. A snapshot replaces whole; what vanished becomes inactive,
//! never deleted. Also finds what a new register lets the journal know: joins and merges.

mod adopt;
mod bulk;
mod given;
mod known;
mod plan;
mod review;
mod rows;

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use crate::store::watch::Watch;
use crate::store::write::Write;
use crate::store::{Result, Store};
pub use given::{SNAPSHOT, SnapshotSheet};
pub use known::{Known, KnownKeys};
pub use plan::{At, Covers, DeviceRow, Given, Holder, Mapping, ModelRow, PersonRow, Plan};
pub use review::{Change, HolderDiffers, Leaver, Loss, Outcome, Review, Taken};

use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::device::{DeviceId, Status};
use crate::domain::hash::Hash;
use crate::domain::site::Site;

/// Rows from which on an import holds more of the file in memory.
const MANY: usize = 10_000;

/// The snapshot in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterInfo {
    /// Number, from 1.
    pub number: u64,
    /// Who issued it: a station code.
    pub issuer: String,
    /// Over the snapshot before and the files taken.
    pub sha256: Hash,
    /// When it came in.
    pub at: When,
}

impl Store {
    /// The snapshot in use.
    pub fn register_info(&self) -> Result<Option<RegisterInfo>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT number, issuer, sha256, at_ms, utc_offset_min FROM register
                 ORDER BY number DESC LIMIT 1",
            )?
            .query_row([], |row| {
                Ok(RegisterInfo {
                    number: row.get(0)?,
                    issuer: row.get(1)?,
                    sha256: super::journal::hash(row, 2)?,
                    at: When { at_ms: row.get(3)?, utc_offset_min: row.get(4)? },
                })
            })
            .optional()?)
    }

    /// How many people and devices are active.
    pub fn register_size(&self) -> Result<(u64, u64)> {
        Ok(self
            .conn
            .prepare_cached("SELECT people, devices FROM register ORDER BY number DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .unwrap_or_default())
    }

    /// When the register in use took this file in; `None` where another of its kind came since.
    pub fn taken_before(&self, file: &Hash) -> Result<Option<When>> {
        Ok(self
            .conn
            .prepare_cached("SELECT at_ms, utc_offset_min FROM imported WHERE sha256 = ?1")?
            .query_row([file.bytes()], |row| {
                Ok(When { at_ms: row.get(0)?, utc_offset_min: row.get(1)? })
            })
            .optional()?)
    }

    /// The sites of the register.
    pub fn sites(&self) -> Result<Vec<Site>> {
        let mut statement =
            self.conn.prepare_cached("SELECT code, name FROM site ORDER BY name")?;
        let rows =
            statement.query_map([], |row| Ok(Site { code: row.get(0)?, name: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many devices and people events speak of that no register knows.
    pub fn parked(&self) -> Result<u64> {
        Ok(self.conn.query_row(include_str!("../sql/parked.sql"), [], |row| row.get(0))?)
    }

    /// Conflicts that wait for a decision, and to-dos: but for where a missing device was seen, which
    /// is news and asks nothing.
    pub fn unanswered(&self) -> Result<u64> {
        Ok(self.conn.query_row(
            "SELECT (SELECT count(*) FROM custody WHERE conflict IS NOT NULL)
                  + (SELECT count(*) FROM todo WHERE kind <> 'seen-while-missing')",
            [],
            |row| row.get(0),
        )?)
    }
}

impl Write<'_> {
    /// Applies a plan to the register as its next snapshot, and keeps how it was before. Only where it
    /// `derives` do devices make entries of the catalogue.
    ///
    /// # Errors
    /// [`Error::Cancelled`](super::Error::Cancelled) where `watch` says so.
    pub fn adopt(
        &mut self,
        plan: &Plan,
        issuer: &str,
        at: When,
        derives: bool,
        watch: &Watch,
    ) -> Result<Review> {
        if plan.rows() > MANY {
            self.make_room()?;
        }
        let images = self.begin_intake(plan, at)?;
        let review = self.put_in(plan, &images, derives, watch)?;
        for (spelling, model) in &plan.aliases {
            let put = self
                .conn()
                .prepare_cached("INSERT OR IGNORE INTO model_alias VALUES (?1, ?2)")?
                .execute([spelling, model])?;
            if put > 0 {
                images.alias(self.conn(), spelling)?;
            }
        }
        for mapping in &plan.mappings {
            self.remember_mapping(mapping)?;
        }
        images.finish(self.conn())?;
        self.next_snapshot(plan, issuer, at)?;
        Ok(review)
    }

    fn next_snapshot(&mut self, plan: &Plan, issuer: &str, at: When) -> Result<()> {
        let before: Option<(u64, [u8; 32])> = self
            .conn()
            .query_row(
                "SELECT number, sha256 FROM register ORDER BY number DESC LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let (number, before) = before.unwrap_or((0, [0; 32]));
        let mut parts: Vec<&[u8]> = vec![&before];
        parts.extend(plan.files.iter().map(|(hash, ..)| hash.bytes().as_slice()));
        let sha256 = Hash::of(&parts);
        self.conn().execute(
            "INSERT INTO register (number, issuer, sha256, at_ms, utc_offset_min, people, devices)
             VALUES (?1, ?2, ?3, ?4, ?5,
                     (SELECT count(*) FROM borrower WHERE active = 1),
                     (SELECT count(*) FROM device WHERE active = 1))",
            params![number + 1, issuer, sha256.bytes(), at.at_ms, at.utc_offset_min],
        )?;
        self.note_files(plan, at)?;
        self.use_register(sha256.short());
        Ok(())
    }

    /// Notes that files were taken in, so that the same ones again are nothing new.
    pub fn note_files(&mut self, plan: &Plan, at: When) -> Result<()> {
        for (_, kind, _) in plan.files.iter().filter(|_| !plan.adds_only) {
            // What was in use before is news again: a roster put back in place of a wrong one.
            self.conn().execute("DELETE FROM imported WHERE kind = ?1", [kind])?;
        }
        for (hash, kind, rows) in &plan.files {
            self.conn().execute(
                "INSERT OR IGNORE INTO imported VALUES (?1, ?2, ?3, ?4, ?5)",
                params![hash.bytes(), kind, rows, at.at_ms, at.utc_offset_min],
            )?;
        }
        Ok(())
    }

    /// Devices that journal or an earlier register know by tag alone whose serial the register has
    /// learned: (serial's identity, tag's identity). Only where the tag is on one serial, and no row
    /// of the register in use has the tag alone.
    pub fn joins_found(&self) -> Result<Vec<(DeviceId, DeviceId)>> {
        let mut statement = self.conn().prepare(include_str!("../sql/joins_found.sql"))?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let pairs: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let ids = pairs.into_iter().map(|(a, b)| (DeviceId::from_text(a), DeviceId::from_text(b)));
        Ok(ids.filter(|(a, b)| self.world().device(a) != self.world().device(b)).collect())
    }

    /// Walk-ups whose scanned code turned out to be an ID of the register: (walk-up, person).
    pub fn merges_found(&self) -> Result<Vec<(BorrowerId, BorrowerId)>> {
        let mut statement = self.conn().prepare(
            "SELECT s.name, b.id FROM alias a
             JOIN subject s ON s.id = a.subject JOIN borrower b ON b.id = a.code",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let pairs: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let ids = pairs.into_iter().map(|(walk_up, id)| {
            (super::journal::borrower_of(&walk_up), BorrowerId::from_text(id))
        });
        Ok(ids.filter(|(a, b)| self.world().borrower(a) != self.world().borrower(b)).collect())
    }

    /// The statuses that events give, of devices that have another than the usual one.
    pub fn statuses(&self) -> Result<HashMap<DeviceId, Status>> {
        let mut statement = self.conn().prepare(
            "SELECT s.name, c.status FROM custody c JOIN subject s ON s.id = c.device
             WHERE c.status <> ?1",
        )?;
        let usual = Status::default().as_str();
        let rows = statement.query_map([usual], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut statuses = HashMap::new();
        for row in rows {
            let (name, status): (String, String) = row?;
            statuses
                .extend(Status::parse(&status).map(|status| (DeviceId::from_text(name), status)));
        }
        Ok(statuses)
    }

    /// The device that an identity lasts as.
    pub fn lasting<'d>(&'d self, device: &'d DeviceId) -> &'d DeviceId {
        self.world().device(device)
    }
}
