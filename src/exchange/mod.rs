//! CSV in: reading a file, knowing what it is by its headings, and planning what it changes.
//!
//! Reads, plans, and writes files; never a database: `desk` applies the plans. This room takes the
//! CSVs that `demo --write` writes and any like them with clear headings.

pub mod damage;
mod error;
pub mod read;
mod refused;
mod table;

use std::collections::HashSet;
use std::path::PathBuf;

pub use error::{Bound, EntryFault, Error, Looks};
pub use refused::{Reason, Refused, write_refused};

use crate::domain::borrower::{Borrower, BorrowerId, BorrowerKind};
use crate::domain::code::{self, Code};
use crate::domain::device::{DeviceId, Model, Status};
use crate::domain::hash::Hash;
use crate::domain::site::Site;
use crate::store::{DeviceRow, Plan};
use table::{Row, Table};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// Sites: `code`, `name`.
    Sites,
    /// Catalogue: `model`, `category`, `price`, `end_of_life`, `grades`, `aliases`.
    Models,
    /// People: `student`, `name` and what else is known.
    Students,
    /// Devices: `tag`, `serial`, `model`, `site`, `status`.
    Devices,
}

impl FileKind {
    /// The word after `--as`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Models => "models",
            Self::Students => "students",
            Self::Devices => "devices",
        }
    }

    /// Reads the word after `--as`.
    pub fn parse(word: &str) -> Option<FileKind> {
        [Self::Sites, Self::Models, Self::Students, Self::Devices]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// What was read of one file.
#[derive(Debug, Clone)]
pub struct FileRead {
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub kind: FileKind,
    /// Data rows read, refused ones too.
    pub rows: u64,
    /// Rows that cannot be taken, with the reason.
    pub refused: Vec<Refused>,
}

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the files hold, instead of what their headings say.
    pub kind: Option<FileKind>,
    /// Field to heading, for files with other headings.
    pub headings: Vec<(String, String)>,
    /// Adds to the register, takes nobody off it.
    pub local: bool,
}

/// Reads files and folders into one plan. Sites and models come before people and devices,
/// whatever the order given.
///
/// # Errors
/// A file that cannot be read, is no UTF-8, or lacks a needed column. Rows are refused one by one
/// and are no error.
pub fn plan(paths: &[PathBuf], options: &Options) -> Result<(Plan, Vec<FileRead>), Error> {
    let mut tables = Vec::new();
    for path in files(paths)? {
        let table = Table::read(&path, &options.headings)?;
        let kind = match options.kind {
            Some(kind) => kind,
            None => recognise(&table)?,
        };
        tables.push((kind, path, table));
    }
    tables.sort_by_key(|(kind, ..)| *kind);
    let mut plan = Plan { adds_only: options.local, ..Plan::default() };
    let mut read = Vec::new();
    for (kind, path, table) in tables {
        let rows = table.rows().len() as u64;
        plan.files.push((Hash::of(&[table.bytes()]), kind.as_str(), rows));
        let mut refused = Vec::new();
        match kind {
            FileKind::Sites => plan.sites.extend(sites(&table, &mut refused)?),
            FileKind::Models => plan.models.extend(models(&table, &mut refused)?),
            FileKind::Students => {
                let rows = students(&table, &mut refused)?;
                let taken = plan.borrowers.get_or_insert_default();
                add(taken, rows, |row| row.id.as_str(), &mut refused);
            }
            FileKind::Devices => {
                let rows = devices(&table, &mut refused)?;
                let taken = plan.devices.get_or_insert_default();
                add(taken, rows, |row| row.id.as_str(), &mut refused);
            }
        }
        refused.sort_by_key(|row| row.line);
        read.push(FileRead { path, kind, rows, refused });
    }
    Ok((plan, read))
}

/// Adds a file's rows to those of earlier files of its kind. One that stands there already is
/// refused: two files do not agree by chance.
fn add<T>(
    taken: &mut Vec<T>,
    rows: Vec<(T, &Row)>,
    key: impl Fn(&T) -> &str,
    refused: &mut Vec<Refused>,
) {
    let known: HashSet<String> = taken.iter().map(|row| key(row).to_owned()).collect();
    for (row, read) in rows {
        if known.contains(key(&row)) {
            let label = DeviceId::from_text(key(&row)).label().to_owned();
            refused.push(read.refuse(Reason::OtherFile(label)));
        } else {
            taken.push(row);
        }
    }
}

/// The CSV files meant: a folder stands for those in it.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let io = |source| Error::io(path, source);
        let mut found = Vec::new();
        for entry in std::fs::read_dir(path).map_err(io)? {
            let file = entry.map_err(io)?.path();
            if file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
                found.push(file);
            }
        }
        if found.is_empty() {
            return Err(Error::EmptyFolder { path: path.clone() });
        }
        found.sort();
        files.extend(found);
    }
    Ok(files)
}

/// Tells a file by its headings.
fn recognise(table: &Table) -> Result<FileKind, Error> {
    let has = |names: &[&str]| table.column(names).is_some();
    // A roster whose ID column is missing is still a roster: it must not pass for a list of sites.
    let of_people = || [STUDENT, GRADE, HOMEROOM, HOUSEHOLD].into_iter().any(has);
    if has(TAG) || has(SERIAL) {
        Ok(FileKind::Devices)
    } else if (has(NAME) || has(LAST_NAME)) && of_people() {
        Ok(FileKind::Students)
    } else if has(MODEL) && has(&["category", "price"]) {
        Ok(FileKind::Models)
    } else if has(&["code", "site", "site_code"]) && has(NAME) {
        Ok(FileKind::Sites)
    } else {
        Err(Error::Unrecognised { path: table.path().to_owned(), found: table.headings() })
    }
}

const STUDENT: &[&str] =
    &["student", "student_id", "student_number", "id", "borrower", "sis_id", "district_id"];
const NAME: &[&str] = &["name", "full_name", "student_name"];
const FIRST_NAME: &[&str] = &["first_name", "given_name"];
const LAST_NAME: &[&str] = &["last_name", "family_name"];
const GRADE: &[&str] = &["grade", "grade_level"];
const HOMEROOM: &[&str] = &["homeroom", "home_room"];
const SITE: &[&str] = &["site", "site_code", "school", "school_id", "location"];
const HOUSEHOLD: &[&str] = &["household", "household_code", "family"];
const KIND: &[&str] = &["kind", "type", "role"];
const ACTIVE: &[&str] = &["active", "enrolled"];
const TAG: &[&str] = &["tag", "asset_tag", "device", "barcode"];
const SERIAL: &[&str] = &["serial", "serial_number", "serialnumber"];
const MODEL: &[&str] = &["model", "model_name"];

fn needed(table: &Table, names: &'static [&'static str]) -> Result<usize, Error> {
    table.column(names).ok_or_else(|| Error::NoColumn {
        path: table.path().to_owned(),
        column: names[0],
        found: table.headings(),
    })
}

fn text(row: &Row, column: Option<usize>) -> String {
    column.and_then(|column| row.fields.get(column)).cloned().unwrap_or_default()
}

fn words(row: &Row, column: Option<usize>) -> String {
    printed(&text(row, column))
}

/// A name as one line of print: a line break or an escape in it would break a list, or a terminal.
fn printed(text: &str) -> String {
    if !text.chars().any(char::is_control) {
        return text.to_owned();
    }
    let parts = text.split(|c: char| c.is_control() || c == ' ').filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

fn sites(table: &Table, refused: &mut Vec<Refused>) -> Result<Vec<Site>, Error> {
    let code = needed(table, &["code", "site", "site_code"])?;
    let name = needed(table, NAME)?;
    let keyed = table.keyed(code, refused, plain_key);
    Ok(keyed
        .into_iter()
        .map(|(key, row)| Site { code: key, name: words(row, Some(name)) })
        .collect())
}

fn models(table: &Table, refused: &mut Vec<Refused>) -> Result<Vec<(Model, String)>, Error> {
    let name = needed(table, MODEL)?;
    let column = |names: &[&str]| table.column(names);
    let (category, price) = (column(&["category"]), column(&["price"]));
    let (end_of_life, grades) = (column(&["end_of_life"]), column(&["grades"]));
    let aliases = column(&["aliases"]);
    let mut models = Vec::new();
    for (key, row) in table.keyed(name, refused, plain_key) {
        let price = text(row, price);
        let Some(price_cents) = cents(&price) else {
            refused.push(row.refuse(Reason::NoPrice(price)));
            continue;
        };
        let model = Model {
            name: key,
            category: words(row, category),
            price_cents,
            end_of_life: text(row, end_of_life),
            grades: text(row, grades),
        };
        models.push((model, text(row, aliases)));
    }
    Ok(models)
}

fn students<'a>(
    table: &'a Table,
    refused: &mut Vec<Refused>,
) -> Result<Vec<(Borrower, &'a Row)>, Error> {
    let id = needed(table, STUDENT)?;
    let name = table.column(NAME);
    let (first, last) = (table.column(FIRST_NAME), table.column(LAST_NAME));
    if name.is_none() && (first.is_none() || last.is_none()) {
        let _ = needed(table, NAME)?;
    }
    let column = |names: &[&str]| table.column(names);
    let (grade, homeroom, site) = (column(GRADE), column(HOMEROOM), column(SITE));
    let (household, kind, active) = (column(HOUSEHOLD), column(KIND), column(ACTIVE));
    let mut people = Vec::new();
    for (key, row) in table.keyed(id, refused, code_key) {
        let name = match name {
            Some(_) => words(row, name),
            None => format!("{} {}", words(row, first), words(row, last)).trim().to_owned(),
        };
        if name.is_empty() {
            refused.push(row.refuse(Reason::NoName));
            continue;
        }
        let word = text(row, kind);
        let Some(kind) = BorrowerKind::parse(&word) else {
            refused.push(row.refuse(Reason::NoKind(word)));
            continue;
        };
        let active = text(row, active).to_lowercase();
        let borrower = Borrower {
            id: BorrowerId::from_text(key),
            name,
            grade: words(row, grade),
            homeroom: words(row, homeroom),
            site: words(row, site),
            household: words(row, household),
            kind,
            active: !matches!(active.as_str(), "no" | "false" | "0" | "n" | "inactive"),
        };
        people.push((borrower, row));
    }
    Ok(people)
}

fn devices<'a>(
    table: &'a Table,
    refused: &mut Vec<Refused>,
) -> Result<Vec<(DeviceRow, &'a Row)>, Error> {
    let tag = needed(table, TAG)?;
    let serial = table.column(SERIAL);
    let column = |names: &[&str]| table.column(names);
    let (model, site, status) = (column(MODEL), column(SITE), column(&["status"]));
    // The identity is the key: a serial where there is one, else the tag. One tag on two serials
    // is two devices, for a person to look at.
    let identity = move |row: &Row| -> Result<String, Reason> {
        let code = |text: String| match code_key(&text) {
            Ok(key) => Ok(Some(key)),
            Err(Reason::NoKey) => Ok(None),
            Err(reason) => Err(reason),
        };
        let serial = code(text(row, serial))?;
        let tag = code(text(row, Some(tag)))?;
        let read = |text: String| Code::new(&text).map_err(|_| Reason::Unreadable(text));
        match (serial, tag) {
            (Some(serial), _) => Ok(DeviceId::from_serial(&read(serial)?).as_str().to_owned()),
            (None, Some(tag)) => Ok(DeviceId::from_tag(&read(tag)?).as_str().to_owned()),
            (None, None) => Err(Reason::NoKey),
        }
    };
    let mut devices = Vec::new();
    let keyed = table.keyed_by(refused, identity);
    for row in refused.iter_mut() {
        if let Reason::Twice { key, .. } = &mut row.reason {
            // What is printed on it, not how identities are told apart.
            DeviceId::from_text(key.as_str()).label().clone_into(key);
        }
    }
    for (key, row) in keyed {
        let word = text(row, status);
        let status = match Status::parse(&word) {
            None if !word.trim().is_empty() => {
                refused.push(row.refuse(Reason::NoStatus(word)));
                continue;
            }
            status => status,
        };
        let device = DeviceRow {
            id: DeviceId::from_text(key),
            tag: text(row, Some(tag)),
            serial: text(row, serial),
            model: words(row, model),
            site: words(row, site),
            status,
        };
        devices.push((device, row));
    }
    Ok(devices)
}

fn plain_key(text: &str) -> Result<String, Reason> {
    match printed(text.trim()) {
        key if key.is_empty() => Err(Reason::NoKey),
        key => Ok(key),
    }
}

fn code_key(text: &str) -> Result<String, Reason> {
    if code::is_reserved(text) {
        return Err(Reason::Reserved(text.to_owned()));
    }
    match Code::new(text) {
        Ok(code) => Ok(code.into()),
        Err(code::Fault::Empty) => Err(Reason::NoKey),
        Err(_) => Err(Reason::Unreadable(text.chars().take(code::MAX_LENGTH).collect())),
    }
}

/// `249.00`, `$249`, blank: cents.
fn cents(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('$').replace(',', "");
    if text.is_empty() {
        return Some(0);
    }
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = match part.len() {
        0 => 0,
        1 => part.parse::<i64>().ok()? * 10,
        2 => part.parse::<i64>().ok()?,
        _ => return None,
    };
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part).filter(|cents| *cents >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_cents() {
        assert_eq!(cents("249.5"), Some(24_950));
        assert_eq!(cents("$1,249"), Some(124_900));
        assert_eq!(cents(""), Some(0));
        assert_eq!(cents("12.345"), None);
        assert_eq!(cents("-3"), None);
        assert_eq!(cents("cheap"), None);
    }
}
