//! Tagdesk's own CSV: UTF-8 with its mark, CRLF, every field guarded so that no spreadsheet runs it
//! and reading gives it back as it was.

use std::io::{self, Write};

use super::super::guard::guard;

/// Writes one table.
#[derive(Debug)]
pub struct Table<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    /// Begins with the headings.
    ///
    /// # Errors
    /// What writing them ended with.
    pub fn new(mut out: W, columns: &[&str]) -> io::Result<Table<W>> {
        super::begin(&mut out)?;
        let mut csv = super::csv(out);
        csv.write_record(columns).map_err(super::cause)?;
        Ok(Table { csv })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// What writing it ended with.
    pub fn row<S: AsRef<str>>(&mut self, fields: &[S]) -> io::Result<()> {
        for field in fields {
            self.csv.write_field(guard(field.as_ref()).as_bytes()).map_err(super::cause)?;
        }
        self.csv.write_record(None::<&[u8]>).map_err(super::cause)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What writing it ended with.
    pub fn end(&mut self) -> io::Result<()> {
        self.csv.flush()
    }
}
