//! The cells of a table, packed: all texts one behind the other, four bytes a cell to say where
//! each ends, eight a row. A million rows of ten columns are their text and 48 MB.

use crate::exchange::{Reason, Refused};

/// What a cell was before it was text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellKind {
    /// Text; every cell of a CSV file.
    #[default]
    Text,
    /// A workbook's number: it cannot have had leading zeros, nor more than 15 digits.
    Number,
    /// A workbook's date, told as `2026-05-12`: perhaps a code like `5-12` once.
    Date,
    /// A workbook's error or truth value.
    Other,
}

/// All cells.
#[derive(Debug, Default)]
pub(super) struct Cells {
    text: String,
    ends: Vec<u32>,
    /// One a cell, or none at all where every cell is text.
    kinds: Vec<CellKind>,
    rows: Vec<At>,
}

#[derive(Debug, Clone, Copy)]
struct At {
    /// Its first cell in `ends`.
    first: u32,
    line: u32,
}

impl Cells {
    pub(super) fn with_room(text: usize) -> Cells {
        Cells { text: String::with_capacity(text), ..Cells::default() }
    }

    /// Bytes of text so far.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Cells so far.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// Rows so far.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Begins a row. The caller keeps cells, text and lines below 2^32.
    pub(super) fn begin(&mut self, line: u64) {
        let first = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.rows.push(At { first, line: u32::try_from(line).unwrap_or(u32::MAX) });
    }

    pub(super) fn push(&mut self, field: &str, kind: CellKind) {
        if kind != CellKind::Text && self.kinds.len() < self.ends.len() {
            self.kinds.resize(self.ends.len(), CellKind::Text);
        }
        if kind != CellKind::Text || !self.kinds.is_empty() {
            self.kinds.push(kind);
        }
        self.text.push_str(field);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Takes the latest row away, if all of it is blank.
    pub(super) fn drop_blank(&mut self) -> bool {
        let Some(last) = self.rows.last().copied() else { return false };
        let first = last.first as usize;
        let start = self.start(first);
        if self.text.len() > start {
            return false;
        }
        self.ends.truncate(first);
        self.kinds.truncate(first);
        self.rows.pop();
        true
    }

    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.kinds.shrink_to_fit();
        self.rows.shrink_to_fit();
    }

    pub(super) fn row(&self, index: usize) -> Row<'_> {
        let at = self.rows[index];
        let end = self.rows.get(index + 1).map_or(self.ends.len(), |next| next.first as usize);
        Row {
            cells: self,
            line: at.line,
            first: at.first,
            end: u32::try_from(end).unwrap_or(at.first),
        }
    }

    fn start(&self, cell: usize) -> usize {
        cell.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }
}

/// A row: its line and its texts. Small enough to be copied.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    cells: &'a Cells,
    line: u32,
    first: u32,
    end: u32,
}

impl<'a> Row<'a> {
    /// The line in the file it begins on, from 1; in a workbook the row of the sheet.
    pub fn line(self) -> u64 {
        u64::from(self.line)
    }

    /// How many fields stand there.
    pub fn len(self) -> usize {
        (self.end - self.first) as usize
    }

    /// Whether it has no field. No row of a table has none.
    pub fn is_empty(self) -> bool {
        self.end == self.first
    }

    /// The text of a column, from 0, blanks around it taken off; empty where the row is shorter.
    pub fn get(self, column: usize) -> &'a str {
        if column >= self.len() {
            return "";
        }
        let cell = self.first as usize + column;
        &self.cells.text[self.cells.start(cell)..self.cells.ends[cell] as usize]
    }

    /// What the cell of a column was before it was text.
    pub fn kind(self, column: usize) -> CellKind {
        if column >= self.len() {
            return CellKind::Text;
        }
        self.cells.kinds.get(self.first as usize + column).copied().unwrap_or_default()
    }

    /// Its texts.
    pub fn fields(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |column| self.get(column))
    }

    /// The row as one that cannot be taken.
    pub fn refuse(self, reason: Reason) -> Refused {
        Refused { line: self.line(), reason, fields: self.fields().map(str::to_owned).collect() }
    }
}

/// Rows of a table in their order. Cheap to clone and to walk twice.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    cells: &'a Cells,
    next: usize,
    end: usize,
    /// Rows to leave out, by index, sorted.
    without: &'a [(u32, Reason)],
}

impl<'a> Rows<'a> {
    pub(super) fn new(cells: &'a Cells, first: usize, without: &'a [(u32, Reason)]) -> Rows<'a> {
        Rows { cells, next: first.min(cells.rows()), end: cells.rows(), without }
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        while self.next < self.end {
            let index = self.next;
            self.next += 1;
            match self.without.split_first() {
                Some(((bad, _), rest)) if *bad as usize == index => self.without = rest,
                _ => return Some(self.cells.row(index)),
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.end - self.next).saturating_sub(self.without.len());
        (left, Some(left))
    }
}

impl ExactSizeIterator for Rows<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_out_as_they_went_in() {
        let mut cells = Cells::with_room(10);
        for (line, fields) in [(2, &["a", "", "José"][..]), (4, &["", ""]), (5, &["b"])] {
            cells.begin(line);
            for field in fields {
                cells.push(field, CellKind::Text);
            }
            assert_eq!(cells.drop_blank(), line == 4);
        }
        cells.begin(6);
        cells.push("7", CellKind::Number);
        let without = [(1, Reason::NoKey)];
        let rows = Rows::new(&cells, 0, &without);
        assert_eq!(rows.len(), 2);
        let rows: Vec<Row> = rows.collect();
        assert_eq!((rows[0].line(), rows[0].get(2), rows[0].get(3)), (2, "José", ""));
        assert_eq!((rows[1].line(), rows[1].get(0), rows[1].kind(0)), (6, "7", CellKind::Number));
        assert_eq!(rows[0].kind(0), CellKind::Text);
        assert_eq!(cells.row(1).refuse(Reason::NoKey).fields, ["b"]);
    }
}
