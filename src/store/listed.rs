//! People and devices for printed lists.

use std::collections::HashMap;

use super::{Error, Result, Store};
use crate::domain::listed::{ListedDevice, ListedStudent, Theirs};
use crate::domain::policy::Grades;

/// What people can be asked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupedBy {
    /// Grade.
    Grade,
    /// Homeroom.
    Homeroom,
    /// Drive-through slot.
    Slot,
}

impl Store {
    /// People of the register, in no order. `filter` is a JSON object of the arrays `sites`,
    /// `grades`, `homerooms` and `list` (IDs); an empty array fits everybody.
    pub fn listed_students(&self, filter: &str) -> Result<Vec<ListedStudent>> {
        let assigned = self.assigned()?;
        let models = self.graded_models()?;
        let mut by_grade: HashMap<(String, String), Vec<String>> = HashMap::new();
        let mut statement = self.conn.prepare(include_str!("sql/listed_students.sql"))?;
        let rows = statement.query_map([filter], |row| {
            let holds: String = row.get(6)?;
            let mut listed = ListedStudent {
                id: row.get(0)?,
                name: row.get(1)?,
                site: row.get(2)?,
                grade: row.get(3)?,
                homeroom: row.get(4)?,
                household: row.get(5)?,
                language: row.get(8)?,
                slot: row.get(9)?,
                case: row.get(10)?,
                holds: serde_json::from_str(&holds).unwrap_or_default(),
                ..ListedStudent::default()
            };
            listed.assigned = assigned.get(&row.get(7)?).cloned().unwrap_or_default();
            if !listed.grade.is_empty() {
                let place = (listed.grade.clone(), listed.site.clone());
                let for_grade = by_grade.entry(place).or_insert_with_key(|(grade, site)| {
                    let suits = models.iter().filter(|(_, grades)| grades.suit(grade, site));
                    suits.map(|(name, _)| name.clone()).collect()
                });
                listed.models.clone_from(for_grade);
            }
            Ok(listed)
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What is whose for years, by the borrower's key.
    fn assigned(&self) -> Result<HashMap<i64, Vec<Theirs>>> {
        let mut assigned: HashMap<i64, Vec<Theirs>> = HashMap::new();
        self.each(
            "SELECT c.assigned, coalesce(c.label, nullif(d.tag, ''), substr(s.name, 3)), coalesce(d.model, ''),
                    coalesce(c.assigned_case, '')
             FROM custody c JOIN subject s ON s.id = c.device
             LEFT JOIN device d ON d.subject = c.device
             WHERE c.assigned IS NOT NULL ORDER BY 2",
            |row| {
                let entry = assigned.entry(row.get(0)?).or_default();
                entry.push(Theirs { tag: row.get(1)?, model: row.get(2)?, case: row.get(3)? });
                Ok::<_, Error>(())
            },
        )?;
        Ok(assigned)
    }

    fn graded_models(&self) -> Result<Vec<(String, Grades)>> {
        let mut models = Vec::new();
        self.each("SELECT name, grades FROM model WHERE grades <> '' ORDER BY name", |row| {
            models.push((row.get(0)?, Grades::parse(&row.get::<_, String>(1)?)));
            Ok::<_, Error>(())
        })?;
        Ok(models)
    }

    /// What people who are there have in a column (grade, homeroom, slot), each once and in no order;
    /// blanks are left out.
    pub fn groups(&self, of: GroupedBy) -> Result<Vec<String>> {
        let column = match of {
            GroupedBy::Grade => "grade",
            GroupedBy::Homeroom => "homeroom",
            GroupedBy::Slot => "slot",
        };
        let mut groups = Vec::new();
        let query =
            format!("SELECT DISTINCT {column} FROM borrower WHERE active = 1 AND {column} <> ''");
        self.each(&query, |row| {
            groups.push(row.get(0)?);
            Ok::<_, Error>(())
        })?;
        Ok(groups)
    }

    /// Devices of the register by tag, those without one behind. Of `filter` only `sites` counts.
    pub fn listed_devices(&self, filter: &str) -> Result<Vec<ListedDevice>> {
        let mut statement = self.conn.prepare(include_str!("sql/listed_devices.sql"))?;
        let rows = statement.query_map([filter], |row| {
            Ok(ListedDevice {
                tag: row.get(0)?,
                serial: row.get(1)?,
                model: row.get(2)?,
                site: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
