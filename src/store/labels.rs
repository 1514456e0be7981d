//! The labels that devices had and have: what the events say, kept beside the state of the device.

use rusqlite::params;

use super::journal::{body, hash};
use super::write::Write;
use super::{Result, Store};
use crate::domain::device::DeviceId;
use crate::domain::label::Label;

impl Write<'_> {
    /// Keeps the labels of a device. `bare` says that nothing is kept of it yet.
    pub(super) fn keep_labels(&self, key: i64, labels: &[Label], bare: bool) -> Result<()> {
        if !bare {
            self.conn().prepare_cached("DELETE FROM label WHERE device = ?1")?.execute([key])?;
        }
        for label in labels {
            self.conn()
                .prepare_cached("INSERT INTO label VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![key, label.code, label.since_ms, label.until_ms])?;
        }
        Ok(())
    }
}

impl Store {
    /// The labels of a device that the journal speaks of, the one on it last.
    pub fn labels(&self, id: &DeviceId) -> Result<Vec<Label>> {
        match self.key_of(self.world().device(id).as_str())? {
            Some(key) => self.labels_of(key),
            None => Ok(Vec::new()),
        }
    }

    /// Whether exactly these labels are kept.
    pub(super) fn are_labels_kept(&self, key: i64, labels: &[Label]) -> Result<bool> {
        let (mut kept, mut wanted) = (self.labels_of(key)?, labels.to_vec());
        kept.sort();
        wanted.sort();
        Ok(kept == wanted)
    }

    fn labels_of(&self, key: i64) -> Result<Vec<Label>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT code, since_ms, until_ms FROM label WHERE device = ?1
             ORDER BY until_ms IS NULL, until_ms, code",
        )?;
        let rows = statement.query_map([key], |row| {
            Ok(Label { code: row.get(0)?, since_ms: row.get(1)?, until_ms: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Devices that got a label in the journal, oldest label first, under lasting identities: whose
    /// labels may still have to be printed.
    pub fn relabelled(&self) -> Result<Vec<DeviceId>> {
        let mut devices = Vec::new();
        self.each(
            "SELECT s.name FROM label l JOIN subject s ON s.id = l.device
             WHERE l.until_ms IS NULL ORDER BY l.since_ms, l.code",
            |row| {
                devices.push(DeviceId::from_text(row.get::<_, String>(0)?));
                Ok::<_, super::Error>(())
            },
        )?;
        Ok(devices)
    }

    /// What the one who took a device in said that it is; empty where nobody did.
    pub(super) fn told_model(&self, id: &DeviceId) -> Result<String> {
        let mut model = String::new();
        let mut statement = self.conn.prepare_cached(
            "SELECT j.hash, j.body FROM subject s JOIN journal j ON j.device = s.id
             WHERE s.name = ?1 AND j.kind = 'DeviceAdded' ORDER BY j.id",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        while let Some(row) = rows.next()? {
            let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
            if let Some(told) = body.payload.text("model")
                && self.world().is_live(&hash(row, 0)?)
            {
                told.clone_into(&mut model);
            }
        }
        Ok(model)
    }

    /// The others with its label, by what tells them apart.
    pub(super) fn sharing(&self, id: &DeviceId) -> Result<Vec<String>> {
        Ok(self.shares_label(id)?.iter().map(|other| other.label().to_owned()).collect())
    }

    /// What else has a label that the journal gave, by serial number or tag; most labels are on one
    /// device.
    fn shares_label(&self, id: &DeviceId) -> Result<Vec<DeviceId>> {
        let id = self.world().device(id);
        let mut others = Vec::new();
        let mut statement = self.conn.prepare_cached(include_str!("sql/shared_labels.sql"))?;
        let names = statement.query_map([id.as_str()], |row| row.get::<_, String>(0))?;
        for name in names {
            let other = self.world().device(&DeviceId::from_text(name?)).clone();
            if other != *id && !others.contains(&other) {
                others.push(other);
            }
        }
        Ok(others)
    }
}
