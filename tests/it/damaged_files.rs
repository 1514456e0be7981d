//! Every file of `fixtures/csv/damaged` against what `EXPECTED.csv` there says of it: what is read,
//! which rows and keys are not taken, and what the trouble is called. A file that nobody lists
//! there, or that is listed and gone, fails.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tagdesk::exchange::damage::{Known, Verdict, judge};
use tagdesk::exchange::read::{Limits, Oddity, Reading, Row, Table, members};
use tagdesk::exchange::{Error, Reason};
use tagdesk::text;

/// The headings that mean something here.
const HEADINGS: [&str; 8] = ["student", "name", "grade", "tag", "serial", "model", "site", "price"];

/// The columns whose keys are judged, with the lengths the register's keys of digits have.
const KEYS: [(&str, &[usize]); 3] = [("student", &[7]), ("tag", &[]), ("serial", &[])];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/csv/damaged")
}

fn reading() -> Reading<'static> {
    Reading { known: &HEADINGS, limits: Limits::STANDARD }
}

/// The rows of a plain CSV, read by the crate: the test must not lean on what it tests.
fn plain(name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder().join(name)).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// How bad it is in one word, the worst of all that is found, and what it is.
fn told(path: &Path, register: &HashSet<String>) -> (String, String) {
    let members = match members(&[path.to_owned()], &Limits::STANDARD) {
        Ok(members) => members,
        Err(error) => return ("error".into(), trouble(&error)),
    };
    let mut worst = "sound";
    let mut words = Vec::new();
    for member in members {
        let (verdict, what) = match Table::read(&member, &reading()) {
            Ok(table) => judged(&table, register),
            Err(error) => ("error", trouble(&error)),
        };
        let order = ["sound", "odd", "repair", "lost", "refused", "error"];
        worst = order.into_iter().rev().find(|word| *word == worst || *word == verdict).unwrap();
        words.push(what);
    }
    (worst.into(), words.join(" | "))
}

fn judged(table: &Table, register: &HashSet<String>) -> (&'static str, String) {
    let mut verdict = if table.guessed() { "odd" } else { "sound" };
    let mut what = format!("{} rows", table.rows().len());
    let guess = if table.guessed() { "?" } else { "" };
    write!(what, "; {}{guess}", table.encoding().as_str()).unwrap();
    match (table.delimiter(), table.sheet()) {
        (Some(sign), _) => write!(what, " {sign:?}").unwrap(),
        (None, sheet) => write!(what, " {}", sheet.unwrap()).unwrap(),
    }
    let mut odd: BTreeMap<_, Vec<u64>> = BTreeMap::new();
    for Oddity { line, column, what } in table.oddities() {
        odd.entry((*column, *what)).or_default().push(*line);
    }
    for ((column, kind), lines) in odd {
        verdict = "odd";
        assert_eq!(table.odd(column, kind), lines.len() as u64);
        let lines: Vec<String> = lines.iter().map(u64::to_string).collect();
        write!(what, "; {kind:?} in column {} of {}", column + 1, lines.join(" ")).unwrap();
    }
    if !table.repeated().is_empty() {
        verdict = "odd";
        write!(what, "; twice: {}", table.repeated().join(" ")).unwrap();
    }
    let lines: Vec<u64> = table.rows().map(Row::line).collect();
    for (heading, lengths) in KEYS {
        let Some(column) = table.column(&[heading]) else { continue };
        let has = |key: &str| register.contains(key);
        let known = Known { has: &has, lengths, zeros: true };
        let cells = table.rows().map(|row| (row.get(column), row.kind(column)));
        for (index, judged) in judge(cells, &known) {
            match judged {
                Verdict::Sound => panic!("{heading} {index} is sound"),
                Verdict::Repair { to, why } => {
                    verdict = if verdict == "lost" { verdict } else { "repair" };
                    write!(what, "; {heading} {}: {to} {why:?}", lines[index]).unwrap();
                }
                Verdict::Lost { why } => {
                    verdict = "lost";
                    write!(what, "; {heading} {}: lost {why:?}", lines[index]).unwrap();
                }
            }
        }
    }
    for row in table.refused() {
        verdict = "refused";
        let words = text::reason(&row.reason);
        assert!(!words.is_empty() && words.len() < 200, "{words}");
        let why = match row.reason {
            Reason::Ragged { fields, headings } => format!("{fields} of {headings} fields"),
            reason => format!("{reason:?}").split(' ').next().unwrap().to_owned(),
        };
        write!(what, "; refused {}: {why}", row.line).unwrap();
    }
    (verdict, what)
}

/// The name of the trouble, and that there is a sentence for it.
fn trouble(error: &Error) -> String {
    let words = text::exchange_error(error);
    assert!(words.ends_with('.') && words.len() < 500, "{words}");
    assert!(!words.chars().any(char::is_control), "{words:?}");
    match error {
        Error::Entry { entry, why, .. } => format!("{why:?}: {entry}"),
        Error::Foreign { looks, .. } => format!("looks like {looks:?}"),
        Error::OpenQuote { line, .. } => format!("OpenQuote in line {line}"),
        Error::TooLarge { what, .. } => format!("TooLarge: {what:?}"),
        Error::NoTable { holds, .. } => format!("NoTable: {holds}"),
        error => format!("{error:?}").split(' ').next().unwrap().to_owned(),
    }
}

#[test]
fn every_damaged_file_is_told_as_expected() {
    let register: HashSet<String> = plain("register.csv").into_iter().flatten().collect();
    let mut expected: BTreeMap<String, (String, String)> = BTreeMap::new();
    for row in plain("EXPECTED.csv") {
        let [file, verdict, what] = <[String; 3]>::try_from(row).unwrap();
        assert!(expected.insert(file.clone(), (verdict, what)).is_none(), "{file} is listed twice");
    }
    let mut report = csv::Writer::from_writer(Vec::new());
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| !path.ends_with("EXPECTED.csv")).collect();
    files.sort();
    assert!(files.len() >= 40);
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let (verdict, what) = told(&path, &register);
        if expected.remove(&name).as_ref() != Some(&(verdict.clone(), what.clone())) {
            report.write_record([&name, &verdict, &what]).unwrap();
        }
    }
    let report = String::from_utf8(report.into_inner().unwrap()).unwrap();
    assert!(report.is_empty(), "not as EXPECTED.csv says:\n{report}");
    let gone: Vec<String> = expected.into_keys().collect();
    assert!(gone.is_empty(), "listed and gone: {gone:?}");
}

#[test]
fn the_folder_itself_is_read_file_by_file() {
    let names: Vec<String> = members(&[folder()], &Limits::STANDARD)
        .unwrap()
        .iter()
        .map(|member| member.name().to_owned())
        .collect();
    assert!(names.contains(&"tab.tsv".to_owned()) && names.contains(&"resaved.xlsx".to_owned()));
    for other in ["two-tables.zip", "old-workbook.xls", "print.pdf"] {
        assert!(!names.contains(&other.to_owned()), "{other} was not asked for");
    }
    assert!(names.is_sorted());
}
