//! The first register: everybody in it is new. Rows are written in the order of their identities, and
//! the indexes made behind them: one sorting instead of a place to be found for each row.

use std::sync::atomic::AtomicBool;
use std::thread;

use rusqlite::{CachedStatement, params};

use super::adopt::Pass;
use super::plan::{DeviceRow, PersonRow};
use super::review::{Outcome, Review};
use super::rows::{put_device, put_person};
use crate::store::Result;
use crate::store::beside::{Beside, Words};
use crate::store::indexes::set_aside;
use crate::store::journal::borrower_name;
use crate::store::write::Write;

impl Pass<'_, '_> {
    pub(super) fn first_people(&self, rows: &[PersonRow], review: &mut Review) -> Result<()> {
        review.people.new = rows.len() as u64;
        review.people_rows = vec![Outcome::New; rows.len()];
        let Some((write, images)) = self.write else { return self.walk(rows.len()) };
        let rows = in_order(rows, |row| row.id.as_str());
        let mut subjects = Subjects::of(write, "b:", "b;")?;
        self.all_new("borrower", "borrower_search", subjects.next, &rows, person_words, |row| {
            let subject = subjects.subject(&borrower_name(&row.id))?;
            put_person(write, images, row, Outcome::New, Some(subject)).map(drop)
        })
    }

    pub(super) fn first_devices(&self, rows: &[DeviceRow], review: &mut Review) -> Result<()> {
        review.devices.new = rows.len() as u64;
        review.device_rows = vec![Outcome::New; rows.len()];
        let Some((write, images)) = self.write else { return self.walk(rows.len()) };
        let rows = in_order(rows, |row| row.id.as_str());
        let mut subjects = Subjects::of(write, "s:", "t;")?;
        self.all_new("device", "device_search", subjects.next, &rows, device_words, |row| {
            let subject = subjects.subject(row.id.as_str())?;
            put_device(write, images, &row.id, row, Outcome::New, Some(subject)).map(drop)
        })
    }

    /// Puts rows into an empty table whose indexes are made behind, and its search index beside.
    fn all_new<T: Sync>(
        &self,
        table: &str,
        search: &'static str,
        first: Option<i64>,
        rows: &[&T],
        words: impl Fn(&T) -> Words<'_> + Send + Sync,
        mut put: impl FnMut(&T) -> Result<()>,
    ) -> Result<()> {
        let aside = set_aside(self.conn, table)?;
        let unwanted = AtomicBool::new(false);
        thread::scope(|scope| {
            let index = Beside::begin(scope, self.conn, search, first, rows, &words, &unwanted)?;
            for row in rows {
                self.watch.step()?;
                put(row)?;
            }
            aside.put_back(self.conn)?;
            if rows.is_empty() { Ok(()) } else { index.put_in(self.conn) }
        })
    }

    fn walk(&self, rows: usize) -> Result<()> {
        (0..rows).try_for_each(|_| self.watch.step())
    }
}

/// What a person is found by, as it stands in the columns.
fn person_words(row: &PersonRow) -> Words<'_> {
    [&row.name, row.id.as_str(), row.homeroom.as_deref().unwrap_or_default()]
}

/// What a device is found by, as it stands in the columns.
fn device_words(row: &DeviceRow) -> Words<'_> {
    [&row.tag, &row.serial, row.model.as_deref().unwrap_or_default()]
}

/// Rows by their keys, as far as sixteen bytes tell: close enough to write each behind the last.
fn in_order<T>(rows: &[T], key: impl Fn(&T) -> &str) -> Vec<&T> {
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
    order.into_iter().map(|(_, row)| row).collect()
}

/// Makes subjects, and looks for none where there can be none.
struct Subjects<'w> {
    write: &'w Write<'w>,
    make: CachedStatement<'w>,
    /// The number of the next one, where all of them are new.
    next: Option<i64>,
}

impl<'w> Subjects<'w> {
    /// For names from `from` on and before `to`.
    fn of(write: &'w Write<'_>, from: &str, to: &str) -> Result<Subjects<'w>> {
        let conn = write.conn();
        let some = conn
            .prepare("SELECT 1 FROM subject WHERE name >= ?1 AND name < ?2 LIMIT 1")?
            .exists([from, to])?;
        let next: i64 = conn
            .prepare("SELECT coalesce(max(id), 0) + 1 FROM subject")?
            .query_row([], |row| row.get(0))?;
        let make = conn.prepare_cached("INSERT INTO subject (id, name) VALUES (?1, ?2)")?;
        Ok(Subjects { write, make, next: (!some).then_some(next) })
    }

    fn subject(&mut self, name: &str) -> Result<i64> {
        let Some(next) = &mut self.next else { return self.write.subject(name) };
        self.make.execute(params![*next, name])?;
        *next += 1;
        Ok(*next - 1)
    }
}
