//! The first register: everybody in it is new. Rows are written in the order of their identities, and
//! the indexes made behind them: one sorting instead of a place to be found for each row.

use rusqlite::CachedStatement;

use super::adopt::Pass;
use super::plan::{DeviceRow, PersonRow};
use super::review::{Outcome, Review};
use super::rows::{put_device, put_person};
use crate::store::Result;
use crate::store::indexes::set_aside;
use crate::store::journal::borrower_name;
use crate::store::write::Write;

impl Pass<'_, '_> {
    pub(super) fn first_people(&self, rows: &[PersonRow], review: &mut Review) -> Result<()> {
        review.people.new = rows.len() as u64;
        review.people_rows = vec![Outcome::New; rows.len()];
        let Some((write, images)) = self.write else { return self.walk(rows.len()) };
        let aside = set_aside(self.conn, "borrower")?;
        let mut subjects = Subjects::of(write, "b:", "b;")?;
        for row in in_order(rows, |row| row.id.as_str()) {
            self.watch.step()?;
            let subject = subjects.subject(&borrower_name(&row.id))?;
            put_person(write, images, row, Outcome::New, Some(subject))?;
        }
        aside.put_back(self.conn)
    }

    pub(super) fn first_devices(&self, rows: &[DeviceRow], review: &mut Review) -> Result<()> {
        review.devices.new = rows.len() as u64;
        review.device_rows = vec![Outcome::New; rows.len()];
        let Some((write, images)) = self.write else { return self.walk(rows.len()) };
        let aside = set_aside(self.conn, "device")?;
        let mut subjects = Subjects::of(write, "s:", "t;")?;
        for row in in_order(rows, |row| row.id.as_str()) {
            self.watch.step()?;
            let subject = subjects.subject(row.id.as_str())?;
            put_device(write, images, &row.id, row, Outcome::New, Some(subject))?;
        }
        aside.put_back(self.conn)
    }

    fn walk(&self, rows: usize) -> Result<()> {
        (0..rows).try_for_each(|_| self.watch.step())
    }
}

/// Rows by their keys, as far as sixteen bytes tell: close enough to write each behind the last.
fn in_order<T>(rows: &[T], key: impl Fn(&T) -> &str) -> impl Iterator<Item = &T> {
    let beginning = |row: &T| {
        let mut bytes = [0; 16];
        let text = key(row).as_bytes();
        // What kind it is stands in front.
        let text = text.get(2..).unwrap_or(text);
        let length = text.len().min(16);
        bytes[..length].copy_from_slice(&text[..length]);
        u128::from_be_bytes(bytes)
    };
    let mut order: Vec<(u128, &T)> = rows.iter().map(|row| (beginning(row), row)).collect();
    order.sort_by_key(|(beginning, _)| *beginning);
    order.into_iter().map(|(_, row)| row)
}

/// Makes subjects, and looks for none where there can be none.
struct Subjects<'w> {
    write: &'w Write<'w>,
    make: Option<CachedStatement<'w>>,
}

impl<'w> Subjects<'w> {
    /// For names from `from` on and before `to`.
    fn of(write: &'w Write<'_>, from: &str, to: &str) -> Result<Subjects<'w>> {
        let conn = write.conn();
        let some = conn
            .prepare("SELECT 1 FROM subject WHERE name >= ?1 AND name < ?2 LIMIT 1")?
            .exists([from, to])?;
        let make = "INSERT INTO subject (name) VALUES (?1)";
        let make = if some { None } else { Some(conn.prepare_cached(make)?) };
        Ok(Subjects { write, make })
    }

    fn subject(&mut self, name: &str) -> Result<i64> {
        match &mut self.make {
            None => self.write.subject(name),
            Some(make) => Ok(make.insert([name])?),
        }
    }
}
