//! What a check found, line by line: what changes, who leaves, holders, what is odd about the files.

use std::collections::BTreeMap;

use super::wire::name;
use crate::desk::checking::{Field, FileRead, What};
use crate::desk::{Checked, Imported};
use crate::store::At;
use crate::text as words;

/// Of lines no more are shown of a kind.
const SHOWN: usize = 1_000;

/// So many lines of a file are named where a column has something odd in it.
const NAMED: usize = 5;

/// Where a row stands: its line, with the file where there are several.
fn place(checked: &Checked, at: At) -> String {
    let line = words::count(u64::from(at.line));
    match checked.read.files.get(usize::from(at.file)) {
        Some(file) if checked.read.files.len() > 1 => format!("{} {line}", file.name),
        _ => line,
    }
}

/// What becomes other than it is: line, key, field, old, new.
pub(super) fn changes(checked: &Checked) -> Vec<Vec<String>> {
    let line = |change: &crate::store::Change| {
        let kind = checked.read.files.get(usize::from(change.at.file)).map(|file| file.kind);
        let (place, key) = (place(checked, change.at), change.key.clone());
        let line = move |(field, old, new): &(&'static str, String, String)| {
            let field =
                Field::parse(field, kind).map_or_else(|| (*field).to_owned(), words::check::field);
            vec![place.clone(), words::shown(&key), field, words::shown(old), words::shown(new)]
        };
        change.fields.iter().map(line).collect::<Vec<_>>()
    };
    checked.review.changes.iter().flat_map(line).take(SHOWN).collect()
}

/// Who and what leaves: key, name or model, grade, site, devices held.
pub(super) fn leaving(checked: &Checked) -> Vec<Vec<String>> {
    let line = |leaver: &crate::store::Leaver| {
        let holds = match (leaver.person, leaver.holds) {
            (_, 0) => String::new(),
            (false, _) => words::get("exchange-leaver-out"),
            (true, holds) => words::with("exchange-leaver-holds", &[("count", &holds)]),
        };
        vec![
            leaver.key.clone(),
            leaver.name.clone(),
            leaver.grade.clone(),
            leaver.site.clone(),
            holds,
        ]
    };
    checked.review.leavers.iter().take(SHOWN).map(line).collect()
}

/// Holders that are not taken: line, tag, as the file says, what is known.
pub(super) fn holders(checked: &Checked) -> Vec<Vec<String>> {
    let several = checked.read.files.len() > 1;
    let unknown = checked.read.files.iter().flat_map(|file| {
        file.unknown_holders.iter().map(move |(line, holder)| {
            let line = words::count(*line);
            let place = if several { format!("{} {line}", file.name) } else { line };
            let here = words::get("exchange-holder-unknown");
            vec![place, String::new(), words::shown(holder), here]
        })
    });
    let differs = checked.review.differences.iter().map(|one| {
        let here = match &one.journal {
            Some(knows) => words::with("exchange-holder-differs", &[("id", &knows.to_string())]),
            None => words::get("exchange-holder-in"),
        };
        vec![place(checked, one.at), one.tag.clone(), one.file.to_string(), here]
    });
    differs.take(SHOWN).chain(unknown.take(SHOWN)).collect()
}

/// What else is to be said of the files: file, what.
pub(super) fn notes(checked: &Checked) -> Vec<Vec<String>> {
    let mut notes = Vec::new();
    for file in &checked.read.files {
        let told = |says: String| vec![file.name.clone(), says];
        notes.push(told(read_as(file)));
        notes.extend(oddities(file).into_iter().map(told));
    }
    let mut note = |place: String, says: String| notes.push(vec![place, says]);
    for path in &checked.read.beside {
        note(name(path), words::get("exchange-note-beside"));
    }
    for (site, rows) in &checked.read.unknown_sites {
        note(String::new(), words::check::unknown_site(site, *rows));
    }
    for (tag, rows) in checked.read.unknown_sets.iter().take(SHOWN) {
        note(String::new(), words::check::unknown_set(tag, *rows));
    }
    for model in &checked.read.models {
        let count = words::count(model.rows);
        let says = words::with(
            "exchange-note-model",
            &[
                ("number", &model.rows),
                ("count", &count),
                ("spelling", &model.spelling),
                ("model", &model.model),
            ],
        );
        note(String::new(), says);
    }
    if let Some(left) = &checked.left {
        note(String::new(), words::policy::left(left));
    }
    let opened = checked.review.opening.len() as u64;
    if opened > 0 {
        note(String::new(), words::with("exchange-note-opened", &[("count", &opened)]));
    }
    notes
}

/// As what a file was read.
fn read_as(file: &FileRead) -> String {
    let rows = words::with(
        "exchange-rows",
        &[("number", &file.rows), ("count", &words::count(file.rows))],
    );
    words::dots([
        words::with("exchange-note-source", &[("source", &file.source)]),
        words::check::kind(file.kind),
        rows,
        file.delimiter.map(words::check::delimiter).unwrap_or_default(),
        words::check::encoding(file.encoding, file.guessed),
    ])
}

/// What is odd about a file, a line each.
fn oddities(file: &FileRead) -> Vec<String> {
    let mut says = Vec::new();
    if file.guessed {
        says.push(words::get("exchange-note-guessed"));
    }
    if file.heading_line > 1 {
        says.push(words::with("exchange-note-title", &[("line", &file.heading_line)]));
    }
    if file.headless {
        says.push(words::get("exchange-note-headless"));
    }
    if !file.repeated.is_empty() {
        let headings = file.repeated.join(", ");
        says.push(words::with("exchange-note-repeated", &[("headings", &headings)]));
    }
    if file.blank_rows > 0 {
        says.push(words::with("exchange-note-blank", &[("count", &file.blank_rows)]));
    }
    let mut odd: BTreeMap<(usize, What), Vec<u64>> = BTreeMap::new();
    for one in &file.oddities {
        odd.entry((one.column, one.what)).or_default().push(one.line);
    }
    for ((column, what), lines) in odd {
        let heading = file.columns.get(column).map(|one| one.heading.clone()).unwrap_or_default();
        let mut named: Vec<String> = lines.iter().take(NAMED).map(u64::to_string).collect();
        if lines.len() > NAMED {
            named.push("…".to_owned());
        }
        says.push(words::with(
            "exchange-note-odd",
            &[
                ("column", &heading),
                ("count", &(lines.len() as u64)),
                ("what", &words::check::oddity(what)),
                ("lines", &named.join(", ")),
            ],
        ));
    }
    says
}

/// What follows in the journal, a sentence each.
pub(super) fn learned(imported: &Imported) -> Vec<String> {
    let counted = [
        (imported.merged, words::with("exchange-note-merged", &[("count", &imported.merged)])),
        (imported.joined, words::with("exchange-note-joined", &[("count", &imported.joined)])),
        (
            imported.statuses,
            words::with("exchange-note-statuses", &[("count", &imported.statuses)]),
        ),
    ];
    counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, says)| says).collect()
}

/// What trying an import out came to.
pub(super) fn tried(imported: &Imported) -> Vec<Vec<String>> {
    let mut says = learned(imported);
    if says.is_empty() {
        says.push(words::get("exchange-tried-nothing"));
    }
    says.into_iter().map(|says| vec![words::get("exchange-tried"), says]).collect()
}
