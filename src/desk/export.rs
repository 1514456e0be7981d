//! Writing out: which rows go into which form. Reads the database at one state of it, changes nothing.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDate;

use super::Error;
use crate::exchange::export::{
    self, Destiny, Evergreen, Format, Gam, Koc, SnipeIt, Table, TakesLoans, TakesMoves, Written,
};
use crate::store::{Loans, Sheet, Store};

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Which table.
    pub what: Sheet,
    /// In which form. Others than Tagdesk's own are for loans.
    pub format: Format,
    /// Of loans only what went out or came back on this local day, `YYYY-MM-DD`, or later.
    pub since: Option<String>,
}

impl Wanted {
    /// A whole table in Tagdesk's own form.
    pub fn table(what: Sheet) -> Wanted {
        Wanted { what, format: Format::Csv, since: None }
    }

    /// # Errors
    /// What cannot be wanted: another form or a day for anything but loans, a day that is none.
    fn check(&self) -> Result<(), export::Error> {
        if self.what != Sheet::Loans {
            if self.format != Format::Csv {
                return Err(export::Error::LoansOnly { format: self.format.as_str() });
            }
            if self.since.is_some() {
                return Err(export::Error::SinceLoansOnly);
            }
        }
        match &self.since {
            // Compared as text: nothing but this form will do.
            Some(day) if day.len() != 10 || NaiveDate::parse_from_str(day, "%Y-%m-%d").is_err() => {
                Err(export::Error::NoDate(day.clone()))
            }
            _ => Ok(()),
        }
    }
}

/// Writes to an output.
///
/// # Errors
/// A wish that makes no sense, the database's, and [`export::Error::Output`] where the output fails.
pub fn export(store: &Store, wanted: &Wanted, out: &mut dyn Write) -> Result<Written, Error> {
    wanted.check()?;
    let held = store.hold()?;
    let written = write(store, wanted, out);
    if held {
        store.release()?;
    }
    written
}

/// Writes a file that is whole or not there.
///
/// # Errors
/// As [`export()`]; the folder is not there or cannot be written, the disk is full.
pub fn export_to(store: &Store, wanted: &Wanted, path: &Path) -> Result<Written, Error> {
    wanted.check()?;
    export::to_file(path, |out| export(store, wanted, out)).map_err(|error| match error {
        Error::Export(error) => Error::Export(error.at(path)),
        other => other,
    })
}

fn write(store: &Store, wanted: &Wanted, out: &mut dyn Write) -> Result<Written, Error> {
    match wanted.format {
        Format::Csv => table(store, wanted, out),
        Format::SnipeIt => {
            loans(store, Loans::OutByDevice, wanted, SnipeIt::new(out).map_err(failed)?)
        }
        Format::Gam => loans(store, Loans::LastOfDevice, wanted, Gam::new(out).map_err(failed)?),
        Format::Destiny => loans(store, Loans::OutByBorrower, wanted, Destiny::new(out)),
        Format::Koc => moves(store, wanted, Koc::new(out).map_err(failed)?),
        Format::Evergreen => moves(store, wanted, Evergreen::new(out)),
    }
}

fn failed(error: std::io::Error) -> Error {
    Error::Export(error.into())
}

fn table(store: &Store, wanted: &Wanted, out: &mut dyn Write) -> Result<Written, Error> {
    let mut table = Table::new(out, wanted.what.columns()).map_err(failed)?;
    let mut written = Written::default();
    let day = wanted.since.as_deref();
    store.sheet(wanted.what, day, |row| {
        written.rows += 1;
        table.row(row).map_err(failed)
    })?;
    table.end().map_err(failed)?;
    Ok(written)
}

fn loans(
    store: &Store,
    which: Loans,
    wanted: &Wanted,
    mut form: impl TakesLoans,
) -> Result<Written, Error> {
    let mut written = Written::default();
    store.lent(which, |lent| -> Result<(), Error> {
        if wanted.since.as_deref().is_none_or(|day| lent.touched_since(day)) {
            written.count(form.lent(lent).map_err(failed)?);
        }
        Ok(())
    })?;
    form.end().map_err(failed)?;
    Ok(written)
}

fn moves(store: &Store, wanted: &Wanted, mut form: impl TakesMoves) -> Result<Written, Error> {
    let mut written = Written::default();
    store.moved(|moved| -> Result<(), Error> {
        if wanted.since.as_deref().is_none_or(|day| moved.at.date().as_str() >= day) {
            written.count(form.moved(moved).map_err(failed)?);
        }
        Ok(())
    })?;
    form.end().map_err(failed)?;
    Ok(written)
}
