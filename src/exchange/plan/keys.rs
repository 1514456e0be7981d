//! Keys of a file's rows: damage found before anything else is made of them, each standing once.

use std::collections::{HashMap, HashSet};

use super::{Doubles, Work};
use crate::domain::code::Code;
use crate::exchange::damage::{self, Verdict};
use crate::exchange::error::Error;
use crate::exchange::field::Field;
use crate::exchange::read::Row;
use crate::exchange::refused::Look;
use crate::exchange::{Reason, code_key};
use crate::store::KnownKeys;

/// Damaged cells of a column of keys: by the row's index.
pub(super) type Damaged = HashMap<usize, Verdict>;

/// What is damaged in the column of a field, held against what the register has.
pub(super) fn damaged(work: &Work<'_>, field: Field, known: &KnownKeys) -> Damaged {
    let has = |text: &str| {
        !known.keys.is_empty()
            && Code::new(text).is_ok_and(|code| known.keys.contains(code.as_str()))
    };
    let known = damage::Known { has: &has, lengths: &known.lengths, zeros: known.zeros };
    let source = work.source;
    let cells = source.table.rows().map(|row| source.cell(row, field));
    damage::judge(cells, &known).into_iter().collect()
}

/// A key as it is to be read.
pub(super) enum Key<'t> {
    /// As it stands there, or repaired because that was accepted.
    Whole(std::borrow::Cow<'t, str>),
    /// Damaged: the row is not taken. If one key can have been meant, it is that.
    Look(Option<String>),
}

/// The key of a field in a row. Where it is damaged it is repaired if that is accepted, else noted
/// as one to look at.
pub(super) fn key<'t>(
    work: &mut Work<'_>,
    row: Row<'t>,
    index: usize,
    field: Field,
    damaged: &Damaged,
) -> Key<'t> {
    let text = work.source.text(row, field);
    let Some(verdict) = damaged.get(&index) else { return Key::Whole(text.into()) };
    let (repair, why) = match verdict {
        Verdict::Sound => return Key::Whole(text.into()),
        Verdict::Repair { to, why } => (Some(to.clone()), *why),
        Verdict::Lost { why } => (None, *why),
    };
    if let Some(to) = repair.clone().filter(|_| work.options.repairs) {
        work.repaired += 1;
        return Key::Whole(to.into());
    }
    work.looks.push(Look {
        line: row.line(),
        column: work.source.heading(work.source.column(row, field)),
        value: crate::exchange::printed(text),
        why,
        repair: repair.clone(),
        fields: row.fields().map(str::to_owned).collect(),
    });
    Key::Look(repair)
}

/// Rows of a file by their keys. What cannot be taken is refused, and its key is put into `named`
/// where it can be told: who stands in the file does not leave.
pub(super) fn keyed<'t>(
    work: &mut Work<'t>,
    field: Field,
    known: Option<&KnownKeys>,
    read: impl Fn(&str) -> Result<String, Reason>,
    named: &mut Vec<String>,
) -> Result<Vec<(String, Row<'t>)>, Error> {
    let table = &work.source.table;
    let damaged = known.map_or_else(Damaged::new, |known| damaged(work, field, known));
    let mut keyed = Vec::with_capacity(table.len());
    for (index, row) in table.rows().enumerate() {
        work.step()?;
        match key(work, row, index, field, &damaged) {
            Key::Look(repair) => {
                let meant = repair.as_deref().unwrap_or(work.source.text(row, field));
                named.extend(code_key(meant));
            }
            Key::Whole(text) => match read(&text) {
                Ok(key) => {
                    keyed.push((key, row));
                }
                Err(reason) => work.refused.push(row.refuse(reason)),
            },
        }
    }
    let doubles = Doubles::of(keyed.iter().map(|(key, row)| (key.as_str(), row.line())));
    keyed.retain(|(key, row)| match doubles.twice(key, row.line()) {
        Some(reason) => {
            work.refused.push(row.refuse(reason));
            named.push(key.clone());
            false
        }
        None => true,
    });
    Ok(keyed)
}

/// Leaves out rows whose key stands in an earlier file of the same import: two files do not agree by
/// chance.
pub(super) fn apart<'t>(
    work: &mut Work<'_>,
    rows: Vec<(String, Row<'t>)>,
    taken: &HashSet<String>,
    shown: impl Fn(&str) -> String,
) -> Vec<(String, Row<'t>)> {
    if taken.is_empty() {
        return rows;
    }
    let mut kept = Vec::with_capacity(rows.len());
    for (key, row) in rows {
        if taken.contains(&key) {
            work.refused.push(row.refuse(Reason::OtherFile(shown(&key))));
        } else {
            kept.push((key, row));
        }
    }
    kept
}
