//! The CSV of bundles: written in one way, read in any that a spreadsheet makes of it.

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use crate::exchange::guard::{guard, unguard};
use crate::exchange::read::{decode, heading_key};

/// The mark by which spreadsheets know UTF-8.
const BOM: &str = "\u{feff}";

/// What may stand between fields.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A writer of lines; what it writes to is told the bytes.
pub(super) struct Lines<W: std::io::Write> {
    inner: csv::Writer<W>,
}

impl<W: std::io::Write> Lines<W> {
    /// Begins with the mark and the headings.
    pub(super) fn begin(mut out: W, head: &[&str]) -> std::io::Result<Lines<W>> {
        out.write_all(BOM.as_bytes())?;
        let inner = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        let mut lines = Lines { inner };
        lines.line(head)?;
        Ok(lines)
    }

    /// Writes a line, every field guarded.
    pub(super) fn line<T: AsRef<str>>(&mut self, fields: &[T]) -> std::io::Result<()> {
        for field in fields {
            self.inner.write_field(guard(field.as_ref()).as_ref())?;
        }
        self.inner.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Ends it.
    pub(super) fn end(mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// A file's text, however it was saved.
pub(super) struct Text {
    content: String,
    delimiter: u8,
    /// Lines above the headings: `sep=;`.
    skipped: u64,
}

impl Text {
    /// Decodes a file. Headings tell the delimiter: the one that makes most fields of the first line.
    pub(super) fn of(bytes: &[u8]) -> Text {
        let text = decode(bytes).text.into_owned();
        let first = text.lines().next().unwrap_or_default();
        if let Some(sign) = first.strip_prefix("sep=")
            && let [delimiter] = sign.trim().as_bytes()
        {
            let delimiter = *delimiter;
            let text = text[first.len()..].trim_start_matches(['\r', '\n']).to_owned();
            return Text { content: text, delimiter, skipped: 1 };
        }
        let fields = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
        // The comma stands first and wins where all are equal.
        let mut delimiter = b',';
        for sign in DELIMITERS {
            if fields(&sign) > fields(&delimiter) {
                delimiter = sign;
            }
        }
        Text { content: text, delimiter, skipped: 0 }
    }

    /// The lines with their numbers, from 1. Blank ones are left out.
    pub(super) fn records(&self) -> impl Iterator<Item = (u64, StringRecord)> + '_ {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.content.as_bytes());
        let skipped = self.skipped;
        let content = self.content.as_bytes();
        let record = move |record: csv::Result<StringRecord>| {
            let record = record.ok()?;
            let (start, line) = record.position().map_or((0, 0), |at| (at.byte(), at.line()));
            // The reader stands before the LF of the line above, and before blank lines.
            let start = usize::try_from(start).unwrap_or(usize::MAX).min(content.len());
            let ends = content[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let line = line + skipped + ends.filter(|byte| **byte == b'\n').count() as u64;
            let blank = record.iter().all(|field| field.trim().is_empty());
            (!blank).then_some((line, record))
        };
        reader.into_records().filter_map(record)
    }

    /// The headings, as they are compared.
    pub(super) fn head(&self) -> Vec<String> {
        self.records().next().map(|(_, record)| keys(&record)).unwrap_or_default()
    }
}

/// The fields of a heading line, as they are compared.
pub(super) fn keys(record: &StringRecord) -> Vec<String> {
    record.iter().map(heading_key).collect()
}

/// A field of a record, without its guard; empty where there is none.
pub(super) fn field(record: &StringRecord, column: Option<usize>) -> &str {
    let field = column.and_then(|column| record.get(column)).unwrap_or_default();
    unguard(field.trim_start_matches('\u{feff}'))
}

/// A field that carries a letter prefix, without it.
pub(super) fn prefixed<'a>(field: &'a str, prefix: &str) -> &'a str {
    field.strip_prefix(prefix).unwrap_or(field)
}
