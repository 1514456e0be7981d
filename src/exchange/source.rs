//! A file that was read and recognised: which column is which field, and the text of a field in a
//! row, as its system writes it.

use std::path::{Path, PathBuf};

use super::error::Error;
use super::field::{self, Field};
use super::format::oneroster::{self, Part};
use super::format::words::Guard;
use super::format::{self, Format, Recognised};
use super::guard;
use super::mapping;
use super::read::{CellKind, Limits, Member, Reading, Row, Table, heading_key};
use super::{FileKind, Options};
use crate::domain::hash::Hash;
use crate::store::{Known, Mapping};

/// A file with rows for the register.
pub(super) struct Source {
    pub(super) table: Table,
    pub(super) format: &'static Format,
    pub(super) kind: FileKind,
    /// Headings as they stand there, or as they were found for a file without any.
    pub(super) headings: Vec<String>,
    pub(super) headless: bool,
    columns: Vec<(Field, Vec<usize>)>,
    /// A mapping that was given by hand, to be remembered.
    pub(super) mapping: Option<Mapping>,
}

/// What a member of the files given turned out to be.
pub(super) enum Found {
    Rows(Box<Source>),
    Part(Part, Box<Table>),
    /// Not read, or nothing in it.
    Beside(PathBuf),
}

/// Reads a member and says what it is. `alone` where it was the only file given.
pub(super) fn open(
    member: &Member,
    options: &Options,
    known: &Known,
    alone: bool,
) -> Result<Found, Error> {
    let file = member.path().file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    if file == oneroster::NEVER_READ {
        return Ok(Found::Beside(member.path().to_owned()));
    }
    let headings = format::known_headings();
    let mapped: Vec<&str> = options.headings.iter().map(|(_, heading)| heading.as_str()).collect();
    let all: Vec<&str> = headings.iter().copied().chain(mapped).collect();
    let reading = Reading { known: &all, limits: Limits::STANDARD };
    if mapping::is_by_number(&options.headings) {
        let table = Table::without_headings(member, &reading)?;
        return mapped_by_number(table, options);
    }
    let table = match Table::read(member, &reading) {
        Ok(table) => table,
        Err(Error::HeadingsOnly { path }) if !alone => return Ok(Found::Beside(path)),
        Err(error) => return Err(error),
    };
    let keys: Vec<String> = table.headings().iter().map(|heading| heading_key(heading)).collect();
    let line = mapping::line(&keys);
    let given = !options.headings.is_empty();
    let remembered = known.mappings.get(&line).filter(|_| !given && options.kind.is_none());
    let recognised = format::recognise(&keys, &file);
    let (format, kind, pairs) = if let Some(mapping) = remembered
        && let Some(kind) = FileKind::parse(&mapping.kind)
    {
        (format::own(kind), kind, mapping.fields.clone())
    } else if let Some(format) = options.format {
        let told = format.signs.iter().any(|sign| keys.iter().any(|key| key == sign));
        if !told && format.name == "powerschool" {
            return headless(member, &reading, &table);
        }
        (format, format.kind, options.headings.clone())
    } else {
        match (options.kind, recognised) {
            (None, Some(Recognised::Part(part))) => return Ok(Found::Part(part, Box::new(table))),
            (None, Some(Recognised::Beside)) => {
                return Ok(Found::Beside(member.path().to_owned()));
            }
            (Some(kind), Some(Recognised::Format(format))) if format.kind == kind => {
                (format, kind, options.headings.clone())
            }
            (None, Some(Recognised::Format(format))) => {
                (format, format.kind, options.headings.clone())
            }
            (Some(kind), _) => (format::own(kind), kind, options.headings.clone()),
            (None, None) => match plain(&keys, &options.headings) {
                Some(kind) => (format::own(kind), kind, options.headings.clone()),
                None => return headless(member, &reading, &table),
            },
        }
    };
    let headings = table.headings().to_vec();
    let columns = columns(&table, &keys, format, kind, &pairs)?;
    let mapping = given.then(|| Mapping {
        headings: line,
        kind: kind.as_str().to_owned(),
        fields: mapping::whole(&columns, &headings),
    });
    let source = Source { table, format, kind, headings, headless: false, columns, mapping };
    Ok(Found::Rows(Box::new(source.whole()?)))
}

/// A file without headings whose columns are given by their number.
fn mapped_by_number(table: Table, options: &Options) -> Result<Found, Error> {
    let width = table.headings().len();
    let mut columns: Vec<(Field, Vec<usize>)> = Vec::new();
    let kind = options.kind.or_else(|| mapping::kind_of(&options.headings));
    let Some(kind) = kind else {
        let found = table.headings().join(", ");
        return Err(Error::Unrecognised { path: table.path().to_owned(), found });
    };
    for (word, number) in &options.headings {
        let field = Field::parse(word, Some(kind));
        let at = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        match (field, at.filter(|at| *at < width)) {
            (Some(field), Some(at)) => columns.push((field, vec![at])),
            (field, _) => {
                return Err(no_column(&table, field.map_or("", Field::as_str)));
            }
        }
    }
    let headings = table.headings().to_vec();
    let format = format::own(kind);
    let source = Source { table, format, kind, headings, headless: true, columns, mapping: None };
    Ok(Found::Rows(Box::new(source.whole()?)))
}

/// A file whose first row says nothing: perhaps an export without a heading row.
fn headless(member: &Member, reading: &Reading<'_>, read: &Table) -> Result<Found, Error> {
    let unknown =
        || Error::Unrecognised { path: read.path().to_owned(), found: read.headings().join(", ") };
    let Ok(table) = Table::without_headings(member, reading) else { return Err(unknown()) };
    let width = table.headings().len();
    let found = format::without_headings(table.rows(), |row, at| row.get(at), width);
    let (Some(headings), Some(format)) = (found, format::named("powerschool")) else {
        return Err(unknown());
    };
    let keys: Vec<String> = headings.iter().map(|heading| heading_key(heading)).collect();
    let columns = columns(&table, &keys, format, format.kind, &[])?;
    let kind = format.kind;
    Ok(Found::Rows(Box::new(Source {
        table,
        format,
        kind,
        headings,
        headless: true,
        columns,
        mapping: None,
    })))
}

/// What a file with clear headings holds.
fn plain(keys: &[String], pairs: &[(String, String)]) -> Option<FileKind> {
    let has = |kind, field| {
        let mapped = pairs.iter().any(|(word, _)| Field::parse(word, Some(kind)) == Some(field));
        let names = field::names(kind).iter().find(|(known, _)| *known == field);
        let stands =
            names.is_some_and(|(_, names)| names.iter().any(|n| keys.iter().any(|key| key == n)));
        mapped || stands
    };
    let person = |field| has(FileKind::Students, field);
    // A roster whose ID column is missing is still a roster: it must not pass for a list of sites.
    let of_people = [Field::Id, Field::Grade, Field::Homeroom, Field::Household];
    if has(FileKind::Devices, Field::Tag) || has(FileKind::Devices, Field::Serial) {
        Some(FileKind::Devices)
    } else if (person(Field::Name) || person(Field::LastName)) && of_people.into_iter().any(person)
    {
        Some(FileKind::Students)
    } else if has(FileKind::Models, Field::Model)
        && (has(FileKind::Models, Field::Category) || has(FileKind::Models, Field::Price))
    {
        Some(FileKind::Models)
    } else if has(FileKind::Sites, Field::Code) && has(FileKind::Sites, Field::Name) {
        Some(FileKind::Sites)
    } else {
        None
    }
}

/// Which columns are which fields: those given, else those of the format.
fn columns(
    table: &Table,
    keys: &[String],
    format: &Format,
    kind: FileKind,
    pairs: &[(String, String)],
) -> Result<Vec<(Field, Vec<usize>)>, Error> {
    let mut columns: Vec<(Field, Vec<usize>)> = Vec::new();
    for (word, heading) in pairs {
        let Some(field) = Field::parse(word, Some(kind)) else {
            let found = table.headings().join(", ");
            return Err(Error::NoField {
                path: table.path().to_owned(),
                word: word.clone(),
                found,
            });
        };
        let key = heading_key(heading);
        let Some(at) = keys.iter().position(|known| *known == key) else {
            return Err(no_column(table, field.as_str()));
        };
        match columns.iter_mut().find(|(known, _)| *known == field) {
            Some((_, at_all)) => at_all.push(at),
            None => columns.push((field, vec![at])),
        }
    }
    let taken: Vec<usize> = columns.iter().flat_map(|(_, at)| at.iter().copied()).collect();
    let names = match format.columns {
        [] => field::names(kind),
        columns => columns,
    };
    for (field, names) in names {
        if columns.iter().any(|(known, _)| known == field) {
            continue;
        }
        let all = *field == Field::Codes || format.any.contains(field);
        let stand = names.iter().filter_map(|name| keys.iter().position(|key| key == name));
        let found: Vec<usize> =
            stand.filter(|at| !taken.contains(at)).take(if all { usize::MAX } else { 1 }).collect();
        if !found.is_empty() {
            columns.push((*field, found));
        }
    }
    Ok(columns)
}

fn no_column(table: &Table, column: &'static str) -> Error {
    let found = table.headings().iter().map(|heading| heading_key(heading)).collect::<Vec<_>>();
    Error::NoColumn { path: table.path().to_owned(), column, found: found.join(", ") }
}

impl Source {
    /// The source, if it has the columns without which no row can be taken.
    fn whole(self) -> Result<Source, Error> {
        let missing = match self.kind {
            FileKind::Sites => [Field::Code, Field::Name].into_iter().find(|f| !self.has(*f)),
            FileKind::Models => Some(Field::Model).filter(|f| !self.has(*f)),
            FileKind::Devices => {
                // A list of serials without tags is one of a store, not of a desk.
                Some(Field::Tag).filter(|f| !self.has(*f))
            }
            FileKind::Students => {
                let parts = self.has(Field::FirstName) && self.has(Field::LastName);
                let name = self.has(Field::Name) || parts;
                if self.has(Field::Id) {
                    Some(Field::Name).filter(|_| !name)
                } else {
                    Some(Field::Id)
                }
            }
        };
        match missing.filter(|_| self.format.name != "gam") {
            Some(field) => Err(no_column(&self.table, field.as_str())),
            None => Ok(self),
        }
    }

    /// Whether there is a column of a field.
    pub(super) fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|(known, _)| *known == field)
    }

    /// The field of a column.
    pub(super) fn field_of(&self, column: usize) -> Option<Field> {
        self.columns.iter().find(|(_, at)| at.contains(&column)).map(|(field, _)| *field)
    }

    fn at(&self, field: Field) -> &[usize] {
        self.columns.iter().find(|(known, _)| *known == field).map_or(&[], |(_, at)| at)
    }

    /// The column of a row in which a field stands: the first that is not blank.
    pub(super) fn column(&self, row: Row<'_>, field: Field) -> Option<usize> {
        let at = self.at(field);
        at.iter().copied().find(|at| !row.get(*at).is_empty()).or(at.first().copied())
    }

    /// The text of a field in a row; blank where there is no such column.
    pub(super) fn text<'t>(&self, row: Row<'t>, field: Field) -> &'t str {
        self.column(row, field).map_or("", |column| self.plain(row.get(column)))
    }

    /// The text of a field with what it was before it was text.
    pub(super) fn cell<'t>(&self, row: Row<'t>, field: Field) -> (&'t str, CellKind) {
        match self.column(row, field) {
            Some(column) => (self.plain(row.get(column)), row.kind(column)),
            None => ("", CellKind::Text),
        }
    }

    /// The texts of all columns of a field.
    pub(super) fn texts<'t>(&self, row: Row<'t>, field: Field) -> impl Iterator<Item = &'t str> {
        self.at(field).iter().map(move |at| self.plain(row.get(*at)))
    }

    /// Without what its system puts in front against spreadsheets.
    fn plain<'t>(&self, text: &'t str) -> &'t str {
        match self.format.words.guard {
            Guard::Own if text.starts_with('\'') => {
                let inner = guard::unguard(text);
                if guard::guard(inner).len() == text.len() { inner } else { text }
            }
            Guard::Tick => match text.strip_prefix('`') {
                Some(inner) if inner.starts_with(['=', '+', '-', '@']) => inner,
                _ => text,
            },
            Guard::None | Guard::Own => text,
        }
    }

    /// What a heading is called in the file.
    pub(super) fn heading(&self, column: Option<usize>) -> String {
        column.and_then(|column| self.headings.get(column)).cloned().unwrap_or_default()
    }

    /// Where the file lies.
    pub(super) fn path(&self) -> &Path {
        self.table.path()
    }

    /// SHA-256 of its bytes.
    pub(super) fn hash(&self) -> Hash {
        self.table.hash()
    }
}
