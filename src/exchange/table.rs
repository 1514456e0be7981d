//! A CSV file as rows of texts with their lines, and keys that must be there once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::{Error, Reason, Refused};

/// A row as read, blanks around each field taken off.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) fields: Vec<String>,
    /// How many fields there were.
    count: usize,
}

impl Row {
    pub(super) fn refuse(&self, reason: Reason) -> Refused {
        Refused { line: self.line, reason, fields: self.fields.clone() }
    }
}

/// A file with a heading row.
#[derive(Debug)]
pub(super) struct Table {
    path: PathBuf,
    bytes: Vec<u8>,
    headings: Vec<String>,
    /// Field to heading, given by the user.
    mapped: Vec<(String, String)>,
    rows: Vec<Row>,
}

impl Table {
    pub(super) fn read(path: &Path, mapped: &[(String, String)]) -> Result<Table, Error> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Err(error) => {
                let before = &bytes[..error.valid_up_to()];
                let line = 1 + before.split(|byte| *byte == b'\n').count() as u64 - 1;
                return Err(Error::Encoding { path: path.to_owned(), line });
            }
        };
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t', b'|']
            .into_iter()
            .max_by_key(|byte| (first.bytes().filter(|b| b == byte).count(), *byte == b','))
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let failed = |e: csv::Error| Error::Csv { path: path.to_owned(), detail: e.to_string() };
        let headings: Vec<String> = reader.headers().map_err(failed)?.iter().map(heading).collect();
        if headings.iter().all(String::is_empty) {
            return Err(Error::Empty { path: path.to_owned() });
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(failed)?;
            let line = record.position().map_or(0, csv::Position::line);
            let fields: Vec<String> = record.iter().map(clean).collect();
            if fields.iter().all(String::is_empty) {
                continue;
            }
            rows.push(Row { line, count: record.len(), fields });
        }
        let mapped = mapped.iter().map(|(field, name)| (heading(field), heading(name))).collect();
        Ok(Table { path: path.to_owned(), headings, mapped, rows, bytes })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn headings(&self) -> String {
        self.headings.join(", ")
    }

    /// The column of a field: the heading the user gave for it, else one of the known names.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        let given = self.mapped.iter().find(|(field, _)| names.contains(&field.as_str()));
        match given {
            Some((_, name)) => self.headings.iter().position(|heading| heading == name),
            None => names.iter().find_map(|n| self.headings.iter().position(|h| h == n)),
        }
    }

    /// Rows by the key in a column. Rows without one, or with one that stands twice, are refused.
    pub(super) fn keyed(
        &self,
        column: usize,
        refused: &mut Vec<Refused>,
        key: impl Fn(&str) -> Result<String, Reason>,
    ) -> Vec<(String, &Row)> {
        let key = |row: &Row| key(row.fields.get(column).map_or("", String::as_str));
        self.keyed_by(refused, key)
    }

    /// The same, with the key taken from the whole row.
    pub(super) fn keyed_by(
        &self,
        refused: &mut Vec<Refused>,
        key: impl Fn(&Row) -> Result<String, Reason>,
    ) -> Vec<(String, &Row)> {
        let mut keyed: Vec<(String, &Row)> = Vec::with_capacity(self.rows.len());
        let mut lines: HashMap<String, (u64, u64)> = HashMap::with_capacity(self.rows.len());
        for row in &self.rows {
            if row.count != self.headings.len() {
                let headings = self.headings.len();
                refused.push(row.refuse(Reason::Ragged { fields: row.count, headings }));
                continue;
            }
            match key(row) {
                Ok(key) => {
                    // First and latest line of each key, so that both of a pair can be named.
                    lines
                        .entry(key.clone())
                        .and_modify(|(_, latest)| *latest = row.line)
                        .or_insert((row.line, row.line));
                    keyed.push((key, row));
                }
                Err(reason) => refused.push(row.refuse(reason)),
            }
        }
        keyed.retain(|(key, row)| {
            let (first, latest) = lines[key];
            let other = if row.line == first { latest } else { first };
            if first != latest {
                refused.push(row.refuse(Reason::Twice { key: key.clone(), other }));
            }
            first == latest
        });
        keyed
    }
}

/// A heading as it is compared: lower case, words joined by one underscore.
fn heading(text: &str) -> String {
    let words: Vec<String> = clean(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}

/// Without the blanks that cannot be seen.
fn clean(text: &str) -> String {
    let invisible = |c: char| {
        c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}')
    };
    text.trim_matches(invisible).to_owned()
}
