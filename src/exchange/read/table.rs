//! A table: headings, rows with their lines, and what was odd about them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::cells::{CellKind, Cells, Row, Rows};
use super::encoding::{self, Decoded, Encoding};
use super::oddity::{Oddities, Oddity, What, clean};
use super::split::{Record, Splitter, Step};
use super::{Limits, Member, delimiter, looks, workbook};
use crate::domain::hash::Hash;
use crate::exchange::{Bound, Error, Reason, Refused};

/// How to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading<'a> {
    /// Headings that mean something to the caller, in any letter case. They tell the delimiter,
    /// and the headings from a title above them.
    pub known: &'a [&'a str],
    /// The most that is read.
    pub limits: Limits,
}

/// A file with its headings and rows, every field a text without blanks around it.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    name: String,
    hash: Hash,
    form: Form,
    headings: Vec<String>,
    keys: Vec<String>,
    /// Line of the headings; 0 where there are none.
    heading_line: u64,
    cells: Cells,
    /// Index of the first row below the headings.
    first: usize,
    refused: Vec<(u32, Reason)>,
    oddities: Oddities,
    blank: u64,
}

/// How the file was written.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) encoding: Encoding,
    pub(super) guessed: bool,
    pub(super) delimiter: Option<char>,
    pub(super) sheet: Option<String>,
}

impl Table {
    /// Reads a file with a heading row.
    ///
    /// Rows that have more or fewer fields than headings, that are the headings again, that
    /// swallowed others, or that hold a field too long are in [`Table::refused`] with their lines. A row with more fields
    /// of which all beyond the headings are blank is an ordinary one: spreadsheets write such
    /// commas.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::HeadingsOnly`], [`Error::OpenQuote`], [`Error::Foreign`],
    /// [`Error::TooLarge`], [`Error::Damaged`], and those of [`Member::bytes`].
    pub fn read(member: &Member, reading: &Reading<'_>) -> Result<Table, Error> {
        Self::load(member, reading, true)
    }

    /// Reads a file that begins with its first row. Its columns are called `column 1` and so on,
    /// as many as most rows have.
    ///
    /// # Errors
    /// Those of [`Table::read`] but [`Error::HeadingsOnly`].
    pub fn without_headings(member: &Member, reading: &Reading<'_>) -> Result<Table, Error> {
        Self::load(member, reading, false)
    }

    fn load(member: &Member, reading: &Reading<'_>, headed: bool) -> Result<Table, Error> {
        let limits = &reading.limits;
        let known: Vec<String> = reading.known.iter().map(|name| heading_key(name)).collect();
        let bytes = member.bytes(limits)?;
        let hash = Hash::of(&[&bytes]);
        let mut builder = Builder::new(member.path(), limits, bytes.len());
        let form = if looks::is_zip(&bytes) {
            workbook::read(bytes, &mut builder)?
        } else {
            read_text(&bytes, &known, &mut builder)?
        };
        let Builder { mut cells, mut oddities, suspects, blank, path, .. } = builder;
        if cells.rows() == 0 {
            return Err(Error::Empty { path: path.to_owned() });
        }
        cells.shrink();
        let first = if headed { 1 + heading_index(&cells, &known) } else { 0 };
        let (headings, heading_line) = if headed {
            let row = cells.row(first - 1);
            let mut headings: Vec<String> = row.fields().map(str::to_owned).collect();
            if form.delimiter.is_none() {
                let named = headings.iter().rposition(|heading| !heading.is_empty());
                headings.truncate(named.map_or(0, |last| last + 1));
            }
            oddities.forget_up_to(row.line());
            (headings, row.line())
        } else {
            let width = usual_width(&cells, form.delimiter.is_none());
            ((1..=width).map(|number| format!("column {number}")).collect(), 0)
        };
        if cells.rows() == first {
            return Err(Error::HeadingsOnly { path: path.to_owned() });
        }
        let mut table = Table {
            path: path.to_owned(),
            name: member.name().to_owned(),
            hash,
            form,
            keys: headings.iter().map(|heading| heading_key(heading)).collect(),
            headings,
            heading_line,
            cells,
            first,
            refused: Vec::new(),
            oddities,
            blank,
        };
        table.refused = table.unfit(&suspects, limits);
        Ok(table)
    }

    /// Rows that cannot be taken, by their index.
    fn unfit(&self, suspects: &[(u32, Suspect)], limits: &Limits) -> Vec<(u32, Reason)> {
        let width = self.headings.len();
        let mut unfit = Vec::new();
        let mut suspects = suspects.iter().peekable();
        for index in self.first..self.cells.rows() {
            let at = u32::try_from(index).unwrap_or(u32::MAX);
            let row = self.cells.row(index);
            while suspects.peek().is_some_and(|(row, _)| *row < at) {
                suspects.next();
            }
            match suspects.peek().filter(|(row, _)| *row == at) {
                Some((_, Suspect::Long(column))) => {
                    let column = *column as usize + 1;
                    unfit.push((at, Reason::LongField { column, limit: limits.field_bytes }));
                    continue;
                }
                Some((_, Suspect::Torn)) => {
                    unfit.push((at, Reason::Swallowed));
                    continue;
                }
                Some((_, Suspect::Breaks)) if self.swallows(row) => {
                    unfit.push((at, Reason::Swallowed));
                    continue;
                }
                _ => {}
            }
            let fields = row.len();
            // A workbook has no cells where nothing stands; a CSV row that is short is torn.
            let short = fields < width && self.form.delimiter.is_some();
            let beyond = (width..fields).any(|column| !row.get(column).is_empty());
            if short || beyond {
                unfit.push((at, Reason::Ragged { fields, headings: width }));
            } else if self.heading_line > 0 && self.are_headings(row) {
                unfit.push((at, Reason::HeadingAgain));
            } else if is_sum(row) {
                unfit.push((at, Reason::Sum));
            }
        }
        unfit
    }

    /// Whether a field is the end of its row, the rows below, and the beginning of one more, all
    /// between two stray quotation marks: each part has just the delimiters it would have then. A
    /// note of several lines has them all only by chance.
    fn swallows(&self, row: Row<'_>) -> bool {
        let (Some(sign), last) = (self.form.delimiter, self.headings.len() - 1) else {
            return false;
        };
        let swallows = |(column, field): (usize, &str)| {
            let mut lines = field.lines().map(|line| line.matches(sign).count());
            let Some(first) = lines.next() else { return false };
            let mut rest: Vec<usize> = lines.collect();
            let Some(end) = rest.pop() else { return false };
            first + column == last && end == column && rest.iter().all(|count| *count == last)
        };
        last > 0 && row.fields().enumerate().take(last + 1).any(swallows)
    }

    fn are_headings(&self, row: Row<'_>) -> bool {
        let same = |column: usize| row.get(column).eq_ignore_ascii_case(&self.headings[column]);
        (0..self.headings.len()).all(same)
    }

    /// Where the file lies, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the file is called: `roster.zip/users.csv`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 of the file's bytes, unpacked.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The encoding it was read in.
    pub fn encoding(&self) -> Encoding {
        self.form.encoding
    }

    /// Whether the encoding is a guess: accented letters may be wrong, and somebody should look.
    pub fn guessed(&self) -> bool {
        self.form.guessed
    }

    /// What parts its fields; none in a workbook.
    pub fn delimiter(&self) -> Option<char> {
        self.form.delimiter
    }

    /// The sheet that was read, in a workbook: the first with rows.
    pub fn sheet(&self) -> Option<&str> {
        self.form.sheet.as_deref()
    }

    /// The headings as they stand there, without blanks around them.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The line of the headings, from 1; 0 where there are none. Above 1 there is a `sep=` line or
    /// a title above.
    pub fn heading_line(&self) -> u64 {
        self.heading_line
    }

    /// The column of the first of `names` that is a heading, compared by [`heading_key`]; the
    /// first of several columns of one name.
    pub fn column<T: AsRef<str>>(&self, names: &[T]) -> Option<usize> {
        let at = |name: &str| self.keys.iter().position(|key| key == name);
        names.iter().find_map(|name| at(&heading_key(name.as_ref())))
    }

    /// Headings that stand there more than once; nobody can say which column is meant.
    pub fn repeated(&self) -> Vec<&str> {
        let twice = |at: usize| {
            let key = &self.keys[at];
            let before = self.keys[..at].iter().filter(|other| *other == key).count();
            before == 1 && !key.is_empty()
        };
        (0..self.keys.len()).filter(|at| twice(*at)).map(|at| self.headings[at].as_str()).collect()
    }

    /// The rows that have as many fields as there are headings, in their order.
    pub fn rows(&self) -> Rows<'_> {
        Rows::new(&self.cells, self.first, &self.refused)
    }

    /// How many rows there are, refused ones too; blank ones are none.
    pub fn len(&self) -> usize {
        self.cells.rows() - self.first
    }

    /// Whether there is no row. A table that was read has one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Rows that cannot be taken, with line and reason: ragged, the headings again,
    /// swallowed others, a field too long (then cut).
    pub fn refused(&self) -> impl ExactSizeIterator<Item = Refused> {
        let row = |(index, reason): &(u32, Reason)| {
            self.cells.row(*index as usize).refuse(reason.clone())
        };
        self.refused.iter().map(row)
    }

    /// Odd cells by line and column; of each kind in each column no more than a thousand.
    pub fn oddities(&self) -> &[Oddity] {
        self.oddities.list()
    }

    /// How many cells of a column are odd in this way.
    pub fn odd(&self, column: usize, what: What) -> u64 {
        self.oddities.count(column, what)
    }

    /// How many rows were blank and left out.
    pub fn blank_rows(&self) -> u64 {
        self.blank
    }
}

/// A heading as it is compared: lower case, words joined by one underscore. `Asset Tag`,
/// `asset-tag` and `ASSET_TAG:` are one; `assetTag` is another.
pub fn heading_key(text: &str) -> String {
    let words: Vec<String> = clean(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}

/// Which of the first rows is the headings.
fn heading_index(cells: &Cells, known: &[String]) -> usize {
    if known.is_empty() {
        return 0;
    }
    let first = 0..cells.rows().min(delimiter::TITLES);
    let counts: Vec<usize> =
        first.map(|index| delimiter::known_among(cells.row(index).fields(), known)).collect();
    delimiter::heading_row(&counts)
}

/// How many columns most rows have; in a workbook, where blank cells at the end of a row are not
/// stored, how many the longest has.
fn usual_width(cells: &Cells, sparse: bool) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for index in 0..cells.rows() {
        *counts.entry(cells.row(index).len()).or_default() += 1;
    }
    let widest = counts.keys().last().copied().unwrap_or_default();
    let usual = counts.into_iter().max_by_key(|(width, rows)| (*rows, *width));
    if sparse { widest } else { usual.map_or(0, |(width, _)| width) }
}

fn read_text(bytes: &[u8], known: &[String], builder: &mut Builder<'_>) -> Result<Form, Error> {
    let foreign = |looks| Error::Foreign { path: builder.path.to_owned(), looks };
    if let Some(looks) = looks::foreign(bytes) {
        return Err(foreign(looks));
    }
    let decoded = encoding::decode(bytes);
    if let Some(looks) = looks::foreign_text(&decoded.text) {
        return Err(foreign(looks));
    }
    let told = delimiter::told(&decoded.text);
    let (sign, skip) = match told {
        Some(told) => told,
        None => (delimiter::choose(decoded.text.as_bytes(), known, builder.limits), 0),
    };
    let line = if told.is_some() { 2 } else { 1 };
    let text = &decoded.text.as_bytes()[skip..];
    let mut splitter = Splitter::new(text, line, sign, builder.limits);
    let mut record = Record::default();
    loop {
        match splitter.next(&mut record) {
            Step::Record => builder.record(&record)?,
            Step::End => break,
            Step::OpenQuote(line) => {
                return Err(Error::OpenQuote { path: builder.path.to_owned(), line });
            }
        }
    }
    let Decoded { encoding, guessed, .. } = decoded;
    Ok(Form { encoding, guessed, delimiter: Some(sign.into()), sheet: None })
}

/// Why a row is looked at again once the headings are known.
#[derive(Debug, Clone, Copy)]
enum Suspect {
    /// The field of this column was too long and was cut.
    Long(u32),
    /// What is no quotation was read as one.
    Torn,
    /// A field has line breaks.
    Breaks,
}

/// Takes rows in.
pub(super) struct Builder<'a> {
    pub(super) path: &'a Path,
    pub(super) limits: &'a Limits,
    cells: Cells,
    oddities: Oddities,
    suspects: Vec<(u32, Suspect)>,
    blank: u64,
}

impl<'a> Builder<'a> {
    fn new(path: &'a Path, limits: &'a Limits, bytes: usize) -> Builder<'a> {
        Builder {
            path,
            limits,
            cells: Cells::with_room(bytes),
            oddities: Oddities::default(),
            suspects: Vec::new(),
            blank: 0,
        }
    }

    /// An error about too much of something.
    pub(super) fn too_large(&self, what: Bound, limit: u64) -> Error {
        Error::TooLarge { path: self.path.to_owned(), what, limit }
    }

    /// Whether any row was taken.
    pub(super) fn has_rows(&self) -> bool {
        self.cells.rows() > 0
    }

    fn record(&mut self, record: &Record) -> Result<(), Error> {
        // The text is UTF-8 cut at ASCII characters and where characters begin.
        let text = String::from_utf8_lossy(&record.text);
        let mut start = 0;
        let fields = record.ends.iter().map(|end| {
            let field = text.get(start..*end).unwrap_or_default();
            start = *end;
            (field, CellKind::Text)
        });
        if self.cells.rows() == 0 && record.count as u64 > self.limits.columns {
            return Err(self.too_large(Bound::Columns, self.limits.columns));
        }
        let before = self.cells.rows();
        self.row(record.line, fields, record.long)?;
        if record.breaks && record.long.is_none() && self.cells.rows() > before {
            let suspect = if record.torn { Suspect::Torn } else { Suspect::Breaks };
            self.suspect(suspect);
        }
        Ok(())
    }

    /// Has the latest row looked at again.
    fn suspect(&mut self, suspect: Suspect) {
        let row = u32::try_from(self.cells.rows().saturating_sub(1)).unwrap_or(u32::MAX);
        self.suspects.push((row, suspect));
    }

    /// Takes a row. `long` is the column of a field that was too long and was cut.
    pub(super) fn row<'f>(
        &mut self,
        line: u64,
        fields: impl Iterator<Item = (&'f str, CellKind)>,
        long: Option<usize>,
    ) -> Result<(), Error> {
        self.cells.begin(line);
        for (column, (field, kind)) in fields.enumerate() {
            self.cells.push(self.oddities.trim(line, column, field), kind);
        }
        if self.cells.drop_blank() {
            self.blank += 1;
            return Ok(());
        }
        // Titles and headings are a few rows more.
        let limits = self.limits;
        if self.cells.rows() as u64 > limits.rows + 1 {
            return Err(self.too_large(Bound::Rows, limits.rows));
        }
        if self.cells.count() as u64 > limits.cells.min(u32::MAX.into()) {
            return Err(self.too_large(Bound::Cells, limits.cells));
        }
        if self.cells.bytes() as u64 > limits.unpacked_bytes.min(u32::MAX.into()) {
            return Err(self.too_large(Bound::Unpacked, limits.unpacked_bytes));
        }
        if let Some(column) = long {
            self.suspect(Suspect::Long(u32::try_from(column).unwrap_or(u32::MAX)));
        }
        Ok(())
    }
}

/// `Total`, and little behind it: what a report puts below its rows.
fn is_sum(row: Row<'_>) -> bool {
    let first = row.get(0).trim_end_matches(':').trim();
    let named = ["total", "totals", "grand total", "subtotal", "sum", "count"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word));
    let filled = row.fields().filter(|field| !field.is_empty()).count();
    named && filled <= 2 && row.len() > 2
}
