//! Columns that somebody names by hand: `--map FIELD=HEADING`, or by number where a file has no
//! headings; remembered by the heading line. And what a screen needs to ask for them.

use std::path::Path;

use super::Error;
use super::FileKind;
use super::field::{Field, is_sensitive};
use super::read::{Limits, Reading, Table, heading_key, members};
use crate::domain::hash::Hash;
use crate::store::Known;

/// So many of the first rows are shown.
const ROWS: usize = 3;

/// A column on the mapping screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading as it stands there; `column 3` where the file has none.
    pub heading: String,
    /// What it becomes, or is guessed to be; `None` is left out.
    pub field: Option<Field>,
    /// What stands in the first rows; empty where that is nobody's business.
    pub first: Vec<String>,
    /// It is nobody's business.
    pub hidden: bool,
}

/// A file as the mapping screen shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// What the headings are for.
    pub kind: FileKind,
    /// Column by column.
    pub columns: Vec<Column>,
    /// SHA-256 of the heading line, under which the mapping is remembered.
    pub line: Hash,
}

impl Columns {
    /// Whether the first row looks like headings: each a word of its own, none with a digit.
    pub fn look_headed(&self) -> bool {
        let is_word = |heading: &str| {
            !heading.is_empty() && !heading.contains(|c: char| c.is_ascii_digit() || c == '@')
        };
        let mut seen = std::collections::BTreeSet::new();
        self.columns.iter().all(|column| is_word(&column.heading) && seen.insert(&column.heading))
    }
}

/// Reads a file for the mapping screen: headings, what each is guessed to be, the first rows.
///
/// # Errors
/// Those of [`members`] and [`Table::read`].
pub fn columns(path: &Path, kind: FileKind, headed: bool, known: &Known) -> Result<Columns, Error> {
    let found = members(&[path.to_owned()], &Limits::STANDARD)?;
    let Some(member) = found.first() else {
        return Err(Error::EmptyFolder { path: path.to_owned() });
    };
    let headings = super::format::known_headings();
    let reading = Reading { known: &headings, limits: Limits::STANDARD };
    let table = if headed {
        Table::read(member, &reading)?
    } else {
        Table::without_headings(member, &reading)?
    };
    let keys: Vec<String> = table.headings().iter().map(|heading| heading_key(heading)).collect();
    let line = line(&keys);
    let remembered = known.mappings.get(&line);
    let field = |heading: &String| match remembered {
        Some(mapping) => {
            let named = mapping.fields.iter().find(|(_, named)| named == heading);
            named.and_then(|(word, _)| Field::parse(word, Some(kind)))
        }
        None => Field::guess(heading, kind),
    };
    let mut seen = Vec::new();
    let mut columns: Vec<Column> = table
        .headings()
        .iter()
        .map(|heading| {
            let field = field(heading).filter(|field| !seen.contains(field));
            seen.extend(field);
            let hidden = field.is_none() && is_sensitive(heading);
            Column { heading: heading.clone(), field, first: Vec::new(), hidden }
        })
        .collect();
    for row in table.rows().take(ROWS) {
        for (at, column) in columns.iter_mut().enumerate().filter(|(_, column)| !column.hidden) {
            column.first.push(super::printed(row.get(at)));
        }
    }
    Ok(Columns { kind, columns, line })
}

/// The hash of a heading line, given in the form headings are compared in.
pub(super) fn line(keys: &[String]) -> Hash {
    Hash::of(&[keys.join("\u{1f}").as_bytes()])
}

/// Whether columns are given by number: the file has no headings.
pub(super) fn is_by_number(pairs: &[(String, String)]) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    !pairs.is_empty() && pairs.iter().all(|(_, column)| number(column))
}

/// What a file holds whose columns are named by hand.
pub(super) fn kind_of(pairs: &[(String, String)]) -> Option<FileKind> {
    let is = |kind, key| pairs.iter().any(|(word, _)| Field::parse(word, Some(kind)) == Some(key));
    if is(FileKind::Devices, Field::Tag) || is(FileKind::Devices, Field::Serial) {
        Some(FileKind::Devices)
    } else if is(FileKind::Students, Field::Id) {
        Some(FileKind::Students)
    } else if is(FileKind::Models, Field::Model) {
        Some(FileKind::Models)
    } else if is(FileKind::Sites, Field::Code) {
        Some(FileKind::Sites)
    } else {
        None
    }
}

/// Field and heading of every column that is used: what is remembered.
pub(super) fn whole(columns: &[(Field, Vec<usize>)], headings: &[String]) -> Vec<(String, String)> {
    let pair =
        |field: Field, at: &usize| Some((field.as_str().to_owned(), headings.get(*at)?.clone()));
    columns.iter().flat_map(|(field, at)| at.iter().filter_map(|at| pair(*field, at))).collect()
}
