//! What letters, receipts and agreements are about: people by household, with their loans.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::Error;
use super::print::{Listed, Wanted, at_one_state, read_students};
use super::print_charges::{self, Owed};
use crate::domain::borrower::BorrowerId;
use crate::domain::listed::{By, ListedStudent};
use crate::domain::loan::Lent;
use crate::exchange::export;
use crate::store::{Loans, Store};

/// Folder of a district's own texts in the data folder.
pub const TEXTS: &str = "letters";

/// Which loans, or charges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// What is out now.
    Held,
    /// What went out or came back on this local day.
    Day(String),
    /// What is out and was due before this local day.
    Overdue(String),
    /// None: what is to be paid.
    Charges,
}

/// Somebody, and the loans or charges that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borrowed {
    /// Who.
    pub student: ListedStudent,
    /// Their loans, oldest first.
    pub loans: Vec<Lent>,
    /// What they are asked to pay, oldest first.
    pub charges: Vec<Owed>,
}

/// Who gets one letter: one person, or a household. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household(pub Vec<Borrowed>);

/// Who stands on one letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Members {
    /// The people of a household together, else each alone.
    pub together: bool,
    /// Those too who have nothing to speak of.
    pub without_loans: bool,
}

/// Leaves who has something to speak of: others of a household are on no receipt and in no letter.
fn only_concerned(households: &mut Vec<Household>) {
    for Household(members) in households.iter_mut() {
        members.retain(|one| !one.loans.is_empty() || !one.charges.is_empty());
    }
    households.retain(|household| !household.0.is_empty());
}

/// People with their loans, each alone or together with their household, in the order of the list.
/// Only who is asked for is there: of a household, too.
///
/// # Errors
/// The database's; a site or run that is not there.
pub fn households(
    store: &Store,
    wanted: &Wanted,
    which: &Which,
    members: Members,
) -> Result<Listed<Household>, Error> {
    at_one_state(store, || {
        let people = match which {
            Which::Charges => charged_people(store, wanted)?,
            _ => read_students(store, wanted)?,
        };
        let mut loans = loans(store, &people.rows, which)?;
        let mut charges = match which {
            Which::Charges => print_charges::owed(store, &people.rows)?,
            _ => HashMap::new(),
        };
        let mut rows: Vec<Household> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for student in people.rows {
            let loans = loans.remove(&student.id).unwrap_or_default();
            let household = student.household.clone();
            let charges = charges.remove(&student.id).unwrap_or_default();
            let borrowed = Borrowed { student, loans, charges };
            match places.get(&household).filter(|_| members.together && !household.is_empty()) {
                Some(place) => rows[*place].0.push(borrowed),
                None => {
                    places.insert(household, rows.len());
                    rows.push(Household(vec![borrowed]));
                }
            }
        }
        if !members.without_loans {
            only_concerned(&mut rows);
        }
        Ok(Listed { rows, unknown: people.unknown, about: people.about })
    })
}

/// Who is asked for of those who were ever charged: a family owes when the student has left, too.
fn charged_people(store: &Store, wanted: &Wanted) -> Result<Listed<ListedStudent>, Error> {
    let list = match &wanted.list {
        Some(list) => list.clone(),
        None => print_charges::charged(store)?,
    };
    let by = wanted.by.or(wanted.list.is_none().then_some(By::Place));
    read_students(store, &Wanted { list: Some(list), by, ..wanted.clone() })
}

fn loans(
    store: &Store,
    people: &[ListedStudent],
    which: &Which,
) -> Result<HashMap<String, Vec<Lent>>, Error> {
    let mut loans: HashMap<String, Vec<Lent>> = HashMap::new();
    let mut add = |lent: Lent| loans.entry(lent.borrower.to_string()).or_default().push(lent);
    match which {
        Which::Charges => {}
        Which::Day(day) => {
            let ids: HashSet<&str> = people.iter().map(|row| row.id.as_str()).collect();
            let on = |when: crate::domain::card::When| when.date() == *day;
            store.lent(Loans::All, |lent| -> Result<(), Error> {
                let touched = on(lent.issued) || lent.returned.is_some_and(on);
                if touched && ids.contains(lent.borrower.as_str()) {
                    add(lent.clone());
                }
                Ok(())
            })?;
        }
        Which::Held | Which::Overdue(_) => {
            let ids: Vec<BorrowerId> =
                people.iter().map(|row| BorrowerId::from_text(row.id.as_str())).collect();
            store.lent_to(&ids)?.into_iter().for_each(add);
        }
    }
    for of_one in loans.values_mut() {
        of_one.sort_by(|a, b| (a.issued, &a.code).cmp(&(b.issued, &b.code)));
        if let Which::Overdue(day) = which {
            of_one.retain(|lent| lent.due.as_ref().is_some_and(|due| due < day));
        }
    }
    Ok(loans)
}

/// A district's own text of that name in the data folder, where there is one.
///
/// # Errors
/// A file that cannot be read.
pub fn own_text(folder: &Path, name: &str) -> Result<Option<String>, Error> {
    let file = folder.join(TEXTS).join(name);
    match std::fs::read_to_string(&file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(export::Error::from(error).at(&file).into()),
    }
}

/// Puts texts into the folder for them in the data folder, by name; those that are there stay as they
/// are. The folder.
///
/// # Errors
/// The folder cannot be made or written, the disk is full.
pub fn lay_out(folder: &Path, texts: &[(String, &str)]) -> Result<PathBuf, Error> {
    let into = folder.join(TEXTS);
    let failed = |error: std::io::Error| Error::from(export::Error::from(error).at(&into));
    std::fs::create_dir_all(&into).map_err(failed)?;
    for (name, text) in texts {
        let file = into.join(name);
        if !file.exists() {
            export::to_file(&file, |out| out.write_all(text.as_bytes()).map_err(failed))?;
        }
    }
    Ok(into)
}
