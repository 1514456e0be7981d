//! Rows that cannot be taken: which line, why, and the file they are saved to.

use std::path::Path;

use super::damage::Damage;
use super::{Error, FileRead};

/// Why a row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The key column is blank.
    NoKey,
    /// The same key stands in another row, too; both are shown, neither is taken.
    Twice {
        /// The key.
        key: String,
        /// The other line.
        other: u64,
    },
    /// The same key stands in another file of the same import.
    OtherFile(String),
    /// Starts like a command code.
    Reserved(String),
    /// Too long, or with characters no code has.
    Unreadable(String),
    /// More or fewer fields than headings.
    Ragged {
        /// Fields in the row.
        fields: usize,
        /// Headings.
        headings: usize,
    },
    /// The headings once more: two files were put one behind the other.
    HeadingAgain,
    /// The sum that a report puts below its rows.
    Sum,
    /// A quotation holds what reads like the rows below: a mark is missing, or one too many.
    Swallowed,
    /// A field longer than is read.
    LongField {
        /// The column, from 1.
        column: usize,
        /// The most bytes that are read.
        limit: usize,
    },
    /// No name.
    NoName,
    /// No kind this program knows.
    NoKind(String),
    /// No status this program knows.
    NoStatus(String),
    /// No price.
    NoPrice(String),
    /// Neither yes nor no.
    NoYesOrNo(String),
    /// Another table of the same file says something else of the same key.
    OtherTable(String),
}

/// A row that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Line in the file, from 1; the heading is line 1.
    pub line: u64,
    /// Why.
    pub reason: Reason,
    /// The fields as read.
    pub fields: Vec<String>,
}

/// A row whose key a spreadsheet damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Line in the file, from 1.
    pub line: u64,
    /// Heading of the damaged cell.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What happened to it.
    pub why: Damage,
    /// The one key it can have been; `None` where nobody can say.
    pub repair: Option<String>,
    /// The fields as read.
    pub fields: Vec<String>,
}

/// Saves rows that are not taken as CSV: file, line, reason in words, then the fields. Both those
/// refused and those that need a look, by line.
///
/// # Errors
/// [`Error::Csv`] and [`Error::Io`] where the file cannot be written.
pub fn write_refused(
    path: &Path,
    read: &[FileRead],
    words: impl Fn(&Reason) -> String,
    look: impl Fn(&Look) -> String,
) -> Result<(), Error> {
    let failed = |e: csv::Error| Error::Csv { path: path.to_owned(), detail: e.to_string() };
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(path).map_err(failed)?;
    writer.write_record(["file", "line", "reason", "fields"]).map_err(failed)?;
    for file in read {
        let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let refused = file.refused.iter().map(|row| (row.line, words(&row.reason), &row.fields));
        let looks = file.looks.iter().map(|row| (row.line, look(row), &row.fields));
        let mut rows: Vec<_> = refused.chain(looks).collect();
        rows.sort_by_key(|(line, ..)| *line);
        for (line, why, fields) in rows {
            let mut record = vec![name.clone(), line.to_string(), why];
            record.extend(fields.iter().cloned());
            writer.write_record(&record).map_err(failed)?;
        }
    }
    writer.flush().map_err(|e| Error::io(path, e))
}
