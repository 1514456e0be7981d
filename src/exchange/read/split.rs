//! CSV text to records: one pass over the bytes, the line of each record with it.
//!
//! The rules are RFC 4180 with the leniency of the `csv` crate (a test holds the two side by side):
//! CR, LF and CRLF all end a record, blank lines are none, a quotation mark inside an unquoted
//! field is an ordinary character, and what follows a closing one up to the delimiter belongs to
//! the field. Unlike the crate it counts lines that end in CR alone, says where a quotation opens
//! that is never closed, and keeps no more of a field than is allowed.

/// One record, its fields one behind the other. Kept from record to record.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The fields, quotation marks taken off, nothing between them.
    pub(super) text: Vec<u8>,
    /// Where each field ends in `text`; at most the allowed number of them.
    pub(super) ends: Vec<usize>,
    /// How many fields there were.
    pub(super) count: usize,
    /// How many fields began with a quotation mark.
    pub(super) quoted: usize,
    /// A field has a line break inside its quotation.
    pub(super) breaks: bool,
    /// Such a field has characters behind the mark that closes it: it is no field at all but
    /// several rows between two stray marks.
    pub(super) torn: bool,
    /// The first field that was longer than allowed, and was cut.
    pub(super) long: Option<usize>,
    /// The line it begins on, from 1.
    pub(super) line: u64,
}

impl Record {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.count = 0;
        self.quoted = 0;
        self.breaks = false;
        self.torn = false;
        self.long = None;
    }

    /// The bytes of a field.
    pub(super) fn field(&self, index: usize) -> &[u8] {
        let end = self.ends.get(index).copied().unwrap_or(self.text.len());
        let start = match index {
            0 => 0,
            _ => self.ends.get(index - 1).copied().unwrap_or(end),
        };
        &self.text[start..end]
    }
}

/// What a step of the splitter found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A record.
    Record,
    /// The end of the text.
    End,
    /// The text ended inside a quotation that opened on this line.
    OpenQuote(u64),
}

/// Walks over a text.
#[derive(Debug, Clone)]
pub(super) struct Splitter<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
    delimiter: u8,
    columns: usize,
    field_bytes: usize,
}

impl<'a> Splitter<'a> {
    /// A splitter of `text`, whose first line is line `line` of the file. The delimiter is ASCII.
    pub(super) fn new(text: &'a [u8], line: u64, delimiter: u8, limits: &super::Limits) -> Self {
        let columns = usize::try_from(limits.columns).unwrap_or(usize::MAX);
        Splitter { text, at: 0, line, delimiter, columns, field_bytes: limits.field_bytes }
    }

    /// The next record into `record`.
    pub(super) fn next(&mut self, record: &mut Record) -> Step {
        record.clear();
        while let Some(b'\r' | b'\n') = self.text.get(self.at) {
            self.line_end();
        }
        if self.at == self.text.len() {
            return Step::End;
        }
        record.line = self.line;
        loop {
            let start = record.text.len();
            if self.text.get(self.at) == Some(&b'"') {
                let opened = self.line;
                record.quoted += 1;
                if !self.quoted(record, start) {
                    return Step::OpenQuote(opened);
                }
                let next = self.text.get(self.at).copied().unwrap_or(self.delimiter);
                let ends = next == self.delimiter || matches!(next, b'\r' | b'\n');
                record.breaks |= self.line > opened;
                record.torn |= self.line > opened && !ends;
            }
            self.plain(record, start);
            if record.count < self.columns {
                record.ends.push(record.text.len());
            } else {
                record.text.truncate(start);
            }
            record.count += 1;
            match self.text.get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                Some(_) => {
                    self.line_end();
                    return Step::Record;
                }
                None => return Step::Record,
            }
        }
    }

    /// Goes over a line end, CRLF being one.
    fn line_end(&mut self) {
        let both = self.text[self.at..].starts_with(b"\r\n");
        self.at += if both { 2 } else { 1 };
        self.line += 1;
    }

    /// Takes what stands up to the next delimiter or line end as it is.
    fn plain(&mut self, record: &mut Record, start: usize) {
        let rest = &self.text[self.at..];
        let ends = |byte: &u8| *byte == self.delimiter || *byte == b'\n' || *byte == b'\r';
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.keep(record, start, &rest[..length]);
        self.at += length;
    }

    /// Takes a quotation, the mark that opens it being next. False if it is never closed.
    fn quoted(&mut self, record: &mut Record, start: usize) -> bool {
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\n' | b'\r'))
            else {
                return false;
            };
            self.keep(record, start, &rest[..length]);
            self.at += length;
            if rest[length] == b'"' {
                self.at += 1;
                if self.text.get(self.at) != Some(&b'"') {
                    return true;
                }
                self.at += 1;
                self.keep(record, start, b"\"");
            } else {
                let from = self.at;
                self.line_end();
                let text = self.text;
                self.keep(record, start, &text[from..self.at]);
            }
        }
    }

    fn keep(&self, record: &mut Record, start: usize, part: &[u8]) {
        let room = self.field_bytes.saturating_sub(record.text.len() - start);
        let mut kept = part.len();
        if kept > room {
            record.long.get_or_insert(record.count);
            kept = room;
            // Back to where a character begins: the text stays UTF-8.
            while kept > 0 && part[kept] & 0xc0 == 0x80 {
                kept -= 1;
            }
        }
        record.text.extend_from_slice(&part[..kept]);
    }
}
