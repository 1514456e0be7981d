//! What is whose for years: a person's devices, and all of them as a table.

use super::journal::{borrower_name, borrower_of};
use super::listing::texts;
use super::{Error, Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::AssignedDevice;
use crate::domain::device::DeviceId;

/// Columns of `list assignments`.
pub(super) const COLUMNS: &[&str] = &[
    "student",
    "name",
    "device",
    "case",
    "held_by",
    "held_by_name",
    "serial",
    "model",
    "device_site",
    "site",
    "grade",
    "homeroom",
    "active",
];

impl Store {
    /// What is somebody's for years, held or not, by tag.
    pub fn assigned_to(&self, id: &BorrowerId) -> Result<Vec<AssignedDevice>> {
        let id = self.world().borrower(id);
        let mut statement = self.conn.prepare_cached(include_str!("sql/assigned_to.sql"))?;
        let rows = statement.query_map([borrower_name(id)], |row| {
            let id = DeviceId::from_text(row.get::<_, String>(0)?);
            let tag: Option<String> = row.get(1)?;
            Ok(AssignedDevice {
                tag: tag.unwrap_or_else(|| id.label().to_owned()),
                id,
                model: row.get(2)?,
                case: row.get(3)?,
                site_name: row.get(4)?,
                holder: row.get::<_, Option<String>>(5)?.map(|name| borrower_of(&name)),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Visits every assignment as texts under [`COLUMNS`], by person and tag.
    pub(super) fn list_assignments<E: From<Error>>(
        &self,
        mut visit: impl FnMut(&[String]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.each(include_str!("sql/list_assignments.sql"), |row| {
            let mut line = texts(row, COLUMNS.len())?;
            for (name, id) in [(1, 0), (5, 4)] {
                // In no register: the name that was told.
                if line[name].is_empty() && !line[id].is_empty() {
                    line[name] = self.named(&BorrowerId::from_text(line[id].clone()))?.name;
                }
            }
            visit(&line)
        })
    }
}
