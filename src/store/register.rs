//! The register: who and what exists. A snapshot replaces whole; what vanished becomes inactive,
//! never deleted. Also finds what a new register lets the journal know: joins and merges.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{OptionalExtension, params};

use super::journal::borrower_name;
use super::write::Write;
use super::{Result, Store};
use crate::domain::borrower::{Borrower, BorrowerId};
use crate::domain::card::When;
use crate::domain::code::Code;
use crate::domain::device::{DeviceId, Model, Status};
use crate::domain::hash::Hash;
use crate::domain::site::Site;

/// A device as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Identity, derived from serial and tag.
    pub id: DeviceId,
    /// Tag as printed, may be empty.
    pub tag: String,
    /// Serial as printed, may be empty.
    pub serial: String,
    /// Model name.
    pub model: String,
    /// Site code.
    pub site: String,
    /// Status the file gives, if any.
    pub status: Option<Status>,
}

/// What an import wants written: the rows that passed, and the file's hash.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// SHA-256 over the files, in the order they were taken.
    pub files: Vec<(Hash, &'static str, u64)>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Models with their aliases as text.
    pub models: Vec<(Model, String)>,
    /// People; `None` where no people's file was read, so nobody leaves.
    pub borrowers: Option<Vec<Borrower>>,
    /// Devices; `None` where no devices' file was read.
    pub devices: Option<Vec<DeviceRow>>,
    /// Adds to the register and takes nobody off it.
    pub adds_only: bool,
}

/// What an import did, in rows. Leavers are counted apart from the rows read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Not known before.
    pub new: u64,
    /// Known, different now.
    pub updated: u64,
    /// Known, the same.
    pub unchanged: u64,
    /// In the register before and not in the file.
    pub leaving: u64,
}

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
        Ok(self.conn.query_row(include_str!("sql/parked.sql"), [], |row| row.get(0))?)
    }

    /// Conflicts that wait for a decision, and to-dos.
    pub fn unanswered(&self) -> Result<u64> {
        Ok(self.conn.query_row(
            "SELECT (SELECT count(*) FROM custody WHERE conflict IS NOT NULL)
                  + (SELECT count(*) FROM todo)",
            [],
            |row| row.get(0),
        )?)
    }
}

impl Write<'_> {
    /// Applies a plan to the register as its next snapshot. Returns people's and devices' counts.
    pub fn adopt(&mut self, plan: &Plan, issuer: &str, at: When) -> Result<(Taken, Taken)> {
        for site in &plan.sites {
            self.conn()
                .prepare_cached("INSERT OR REPLACE INTO site VALUES (?1, ?2)")?
                .execute([&site.code, &site.name])?;
        }
        for (model, aliases) in &plan.models {
            self.conn()
                .prepare_cached("INSERT OR REPLACE INTO model VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .execute(params![
                    model.name,
                    model.category,
                    model.price_cents,
                    model.end_of_life,
                    model.grades,
                    aliases
                ])?;
        }
        let whole = !plan.adds_only;
        let people = plan.borrowers.as_deref().map(|rows| self.adopt_people(rows, whole));
        let people = people.transpose()?;
        let devices = plan.devices.as_deref().map(|rows| self.adopt_devices(rows, whole));
        let devices = devices.transpose()?;
        self.next_snapshot(plan, issuer, at)?;
        Ok((people.unwrap_or_default(), devices.unwrap_or_default()))
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
        self.use_register(sha256.short());
        Ok(())
    }

    fn adopt_people(&mut self, rows: &[Borrower], whole: bool) -> Result<Taken> {
        let mut taken = Taken::default();
        let conn = self.conn();
        conn.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS present (subject INTEGER PRIMARY KEY) STRICT;
             DELETE FROM present;",
        )?;
        for row in rows {
            let subject = self.subject(&borrower_name(&row.id))?;
            let conn = self.conn();
            conn.prepare_cached("INSERT OR IGNORE INTO present VALUES (?1)")?.execute([subject])?;
            let known: bool = conn
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM borrower WHERE subject = ?1)")?
                .query_row([subject], |row| row.get(0))?;
            let changed =
                conn.prepare_cached(include_str!("sql/keep_borrower.sql"))?.execute(params![
                    subject,
                    row.id.as_str(),
                    row.name,
                    row.grade,
                    row.homeroom,
                    row.site,
                    row.household,
                    row.kind.as_str(),
                    row.active
                ])?;
            taken.count(known, changed > 0);
        }
        let conn = self.conn();
        if whole {
            let leaving = conn.execute(
                "UPDATE borrower SET active = 0
                 WHERE active = 1 AND subject NOT IN (SELECT subject FROM present)",
                [],
            )?;
            taken.leaving = leaving as u64;
        }
        if taken.new + taken.updated > 0 {
            conn.execute_batch("INSERT INTO borrower_search (borrower_search) VALUES ('rebuild')")?;
        }
        Ok(taken)
    }

    fn adopt_devices(&mut self, rows: &[DeviceRow], whole: bool) -> Result<Taken> {
        let mut taken = Taken::default();
        let conn = self.conn();
        conn.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS present (subject INTEGER PRIMARY KEY) STRICT;
             DELETE FROM present;",
        )?;
        for row in rows {
            let subject = self.subject(row.id.as_str())?;
            let conn = self.conn();
            conn.prepare_cached("INSERT OR IGNORE INTO present VALUES (?1)")?.execute([subject])?;
            let known: bool = conn
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM device WHERE subject = ?1)")?
                .query_row([subject], |row| row.get(0))?;
            let key = |text: &str| Code::new(text).map_or_else(|_| String::new(), String::from);
            let changed =
                conn.prepare_cached(include_str!("sql/keep_device.sql"))?.execute(params![
                    subject,
                    row.tag,
                    key(&row.tag),
                    row.serial,
                    key(&row.serial),
                    row.model,
                    row.site
                ])?;
            taken.count(known, changed > 0);
        }
        let conn = self.conn();
        if whole {
            let leaving = conn.execute(
                "UPDATE device SET active = 0
                 WHERE active = 1 AND subject NOT IN (SELECT subject FROM present)",
                [],
            )?;
            taken.leaving = leaving as u64;
        }
        if taken.new + taken.updated > 0 {
            conn.execute_batch("INSERT INTO device_search (device_search) VALUES ('rebuild')")?;
        }
        Ok(taken)
    }

    /// Devices that journal or an earlier register know by tag alone whose serial the register has
    /// learned: (serial's identity, tag's identity). Only where the tag is on one serial, and no row
    /// of the register in use has the tag alone.
    pub fn joins_found(&self) -> Result<Vec<(DeviceId, DeviceId)>> {
        let mut statement = self.conn().prepare(include_str!("sql/joins_found.sql"))?;
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
            let walk_up = walk_up.trim_start_matches("b:");
            (BorrowerId::from_text(walk_up), BorrowerId::from_text(id))
        });
        Ok(ids.filter(|(a, b)| self.world().borrower(a) != self.world().borrower(b)).collect())
    }

    /// The status events give a device now.
    pub fn status(&self, device: &DeviceId) -> Result<Status> {
        let id = self.world().device(device);
        let status: Option<String> = self
            .conn()
            .prepare_cached(
                "SELECT c.status FROM subject s JOIN custody c ON c.device = s.id WHERE s.name = ?1",
            )?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        Ok(status.and_then(|text| Status::parse(&text)).unwrap_or_default())
    }

    /// What a plan would take off each site's list: (site, leaving, active now), people and devices
    /// apart. A plan that reads no people takes off none.
    pub fn would_leave(&self, plan: &Plan) -> Result<Vec<(String, u64, u64)>> {
        let mut sites = Vec::new();
        if let Some(people) = &plan.borrowers {
            let staying: HashSet<&str> = people.iter().map(|row| row.id.as_str()).collect();
            let query = "SELECT site, id FROM borrower WHERE active = 1";
            sites.extend(self.leaving(query, &staying)?);
        }
        if let Some(devices) = &plan.devices {
            let mut staying: HashSet<&str> = devices.iter().map(|row| row.id.as_str()).collect();
            // A device whose serial was learned stays, under its other name.
            let tags: Vec<String> = devices.iter().map(|row| format!("t:{}", row.tag)).collect();
            staying.extend(tags.iter().map(String::as_str));
            let query = "SELECT d.site, s.name FROM device d JOIN subject s ON s.id = d.subject
                         WHERE d.active = 1";
            sites.extend(self.leaving(query, &staying)?);
        }
        Ok(sites)
    }

    fn leaving(&self, query: &str, staying: &HashSet<&str>) -> Result<Vec<(String, u64, u64)>> {
        let mut sites: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        let mut statement = self.conn().prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let site = sites.entry(row.get(0)?).or_default();
            site.1 += 1;
            site.0 += u64::from(!staying.contains(row.get_ref(1)?.as_str().unwrap_or_default()));
        }
        Ok(sites.into_iter().map(|(site, (leave, all))| (site, leave, all)).collect())
    }
}

impl Taken {
    fn count(&mut self, known: bool, changed: bool) {
        match (known, changed) {
            (false, _) => self.new += 1,
            (true, true) => self.updated += 1,
            (true, false) => self.unchanged += 1,
        }
    }
}
