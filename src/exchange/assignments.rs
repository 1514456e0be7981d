//! A list of what is whose for years: `student,device,case`, each key held against what a spreadsheet
//! does to keys before anybody believes it.

use std::collections::HashMap;
use std::path::Path;

use super::damage::{self, Verdict};
use super::read::{Limits, Reading, Row, Table, members};
use super::{Error, Look, Refused};
use crate::domain::code::Code;
use crate::store::{Known, KnownKeys};

/// Headings that mean something.
const STUDENT: [&str; 3] = ["student", "student_id", "id"];
const DEVICE: [&str; 4] = ["device", "tag", "asset_tag", "serial"];
const CASE: [&str; 3] = ["case", "case_number", "case_tag"];

/// A row that can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Line in the file, from 1.
    pub line: u64,
    /// Whose, as it stands there; empty where the file has no such column.
    pub student: String,
    /// Tag or serial number, as it stands there.
    pub device: String,
    /// The number on the case tag, may be empty.
    pub case: String,
}

/// A file of assignments as read.
#[derive(Debug)]
pub struct AssignmentFile {
    /// Its name.
    pub name: String,
    /// Rows that can be taken.
    pub rows: Vec<Assignment>,
    /// Rows that cannot be.
    pub refused: Vec<Refused>,
    /// Rows with a damaged key.
    pub looks: Vec<Look>,
    /// Whether it says whose the devices are; a list of what is freed need not.
    pub has_students: bool,
}

/// Why there are no rows.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NoList {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] Error),
    /// More than one table, or none.
    #[error("not one table")]
    NotOne,
    /// A column is missing.
    #[error("no column {0}")]
    NoColumn(&'static str),
}

/// Reads a file. `known` is what the register has.
///
/// # Errors
/// [`NoList`].
pub fn read(path: &Path, known: &Known) -> Result<AssignmentFile, NoList> {
    let mut found = members(&[path.to_owned()], &Limits::STANDARD)?;
    let (Some(member), true) = (found.pop(), found.is_empty()) else {
        return Err(NoList::NotOne);
    };
    let headings: Vec<&str> = [&STUDENT[..], &DEVICE, &CASE].concat();
    let table = Table::read(&member, &Reading { known: &headings, ..Reading::default() })?;
    let device = table.column(&DEVICE).ok_or(NoList::NoColumn(DEVICE[0]))?;
    let (student, case) = (table.column(&STUDENT), table.column(&CASE));
    let mut damaged = judged(&table, device, &either(&known.tags, &known.serials));
    let mut of_students =
        student.map_or_else(HashMap::new, |column| judged(&table, column, &known.people));
    let mut file = AssignmentFile {
        name: table.name().to_owned(),
        rows: Vec::new(),
        refused: table.refused().collect(),
        looks: Vec::new(),
        has_students: student.is_some(),
    };
    for (index, row) in table.rows().enumerate() {
        let look = damaged
            .remove(&index)
            .map(|verdict| (device, verdict))
            .or_else(|| Some((student?, of_students.remove(&index)?)));
        if let Some((column, verdict)) = look {
            file.looks.extend(look_at(&table, row, column, &verdict));
            continue;
        }
        let cell = |column: Option<usize>| column.map_or("", |c| row.get(c)).to_owned();
        if row.get(device).is_empty() {
            file.refused.push(row.refuse(super::Reason::NoKey));
            continue;
        }
        file.rows.push(Assignment {
            line: row.line(),
            student: cell(student),
            device: row.get(device).to_owned(),
            case: cell(case),
        });
    }
    Ok(file)
}

/// Damaged cells of a column, by the row's index.
fn judged(table: &Table, column: usize, known: &KnownKeys) -> HashMap<usize, Verdict> {
    let has = |text: &str| Code::new(text).is_ok_and(|code| known.keys.contains(code.as_str()));
    let known = damage::Known { has: &has, lengths: &known.lengths, zeros: known.zeros };
    let cells = table.rows().map(|row| (row.get(column), row.kind(column)));
    damage::judge(cells, &known).into_iter().collect()
}

fn look_at(table: &Table, row: Row<'_>, column: usize, verdict: &Verdict) -> Option<Look> {
    let (repair, why) = match verdict {
        Verdict::Sound => return None,
        Verdict::Repair { to, why } => (Some(to.clone()), *why),
        Verdict::Lost { why } => (None, *why),
    };
    Some(Look {
        line: row.line(),
        column: table.headings().get(column).cloned().unwrap_or_default(),
        value: super::printed(row.get(column)),
        why,
        repair,
        fields: row.fields().map(str::to_owned).collect(),
    })
}

/// The keys of two columns: a device is named by its tag or by its serial number.
fn either(tags: &KnownKeys, serials: &KnownKeys) -> KnownKeys {
    let mut lengths = [tags.lengths.as_slice(), &serials.lengths].concat();
    lengths.sort_unstable();
    lengths.dedup();
    KnownKeys {
        keys: tags.keys.union(&serials.keys).cloned().collect(),
        lengths,
        zeros: tags.zeros || serials.zeros,
    }
}
