//! People's files into rows of the register.

use std::collections::HashSet;

use super::Work;
use super::keys;
use crate::domain::borrower::BorrowerId;
use crate::domain::code;
use crate::domain::site::Site;
use crate::exchange::error::Error;
use crate::exchange::field::Field as F;
use crate::exchange::format::oneroster::Set;
use crate::exchange::read::Row;
use crate::exchange::source::Source;
use crate::exchange::{Reason, code_key, given, printed, words};
use crate::store::{At, Given, PersonRow, Plan};

pub(super) fn people(work: &mut Work<'_>, plan: &mut Plan) -> Result<(), Error> {
    let known = &work.known.people;
    let keyed = keys::keyed(work, F::Id, Some(known), code_key, &mut plan.named_people)?;
    let taken: HashSet<String> =
        plan.borrowers.iter().flatten().map(|row| row.id.to_string()).collect();
    let keyed = keys::apart(work, keyed, &taken, str::to_owned);
    let mut rows = plan.borrowers.take().unwrap_or_default();
    rows.reserve(keyed.len());
    let sites = Sites::of(&work.known.sites, &plan.sites);
    for (key, row) in keyed {
        match person(work, &sites, key, row) {
            Ok(person) => rows.push(person),
            Err((key, reason)) => {
                work.refused.push(row.refuse(reason));
                plan.named_people.push(key);
            }
        }
    }
    plan.borrowers = Some(rows);
    Ok(())
}

/// A row; or why it cannot be taken, with its key.
fn person(
    work: &Work<'_>,
    sites: &Sites<'_>,
    key: String,
    row: Row<'_>,
) -> Result<PersonRow, (String, Reason)> {
    let source = work.source;
    let how = &source.format.words;
    let name = name(source, row);
    if name.is_empty() {
        return Err((key, Reason::NoName));
    }
    let set = work.set.map(|set| set.user(own_id(source, row)));
    let (homeroom, role, org) = set.unwrap_or_default();
    let said = match source.text(row, F::Kind) {
        "" => role,
        said => said,
    };
    let kind = match (how.kind)(said).taken(|| Reason::NoKind(printed(said))) {
        Ok(kind) => kind,
        Err(reason) => return Err((key, reason)),
    };
    let site = match source.text(row, F::Site) {
        "" => org,
        site => site,
    };
    let site = work.set.map_or(site, |set: &Set| set.site(site));
    let active = !source.has(F::Active) || {
        let said = source.text(row, F::Active);
        said.is_empty() || (how.active)(said)
    };
    let homeroom = match source.text(row, F::Homeroom) {
        "" => homeroom,
        text => text,
    };
    Ok(PersonRow {
        at: At { file: work.file, line: u32::try_from(row.line()).unwrap_or(u32::MAX) },
        name,
        grade: given(source.text(row, F::Grade)).map(|text| (how.grade)(&text)),
        homeroom: given(homeroom),
        site: sites.given(site, how.new_sites),
        household: given(source.text(row, F::Household)),
        language: given(source.text(row, F::Language)),
        slot: given(source.text(row, F::Slot)),
        case: given(source.text(row, F::Case)),
        kind,
        active,
        codes: codes(source, row, &key),
        id: BorrowerId::from_text(key),
    })
}

/// The name by which a set's parts speak of a user.
fn own_id<'t>(source: &Source, row: Row<'t>) -> &'t str {
    source.table.column(&["sourcedid"]).map_or("", |column| row.get(column))
}

fn name(source: &Source, row: Row<'_>) -> String {
    let whole = words(source.text(row, F::Name));
    if !whole.is_empty() {
        return whole;
    }
    let first = match source.text(row, F::PreferredName) {
        "" => source.text(row, F::FirstName),
        preferred => preferred,
    };
    format!("{} {}", words(first), words(source.text(row, F::LastName))).trim().to_owned()
}

/// Other codes of a person: each cell may hold several with semicolons between.
fn codes(source: &Source, row: Row<'_>, key: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for text in source.texts(row, F::Codes).flat_map(|text| text.split(';')) {
        let Ok(code) = code_key(text) else { continue };
        if code != key && !codes.contains(&code) && !code::is_reserved(&code) {
            codes.push(code);
        }
    }
    codes
}

/// Sites by code and by name.
pub(super) struct Sites<'a> {
    known: Vec<&'a Site>,
}

impl<'a> Sites<'a> {
    /// Those of the files count before those of the register.
    pub(super) fn of(register: &'a [Site], files: &'a [Site]) -> Sites<'a> {
        Sites { known: files.iter().chain(register).collect() }
    }

    fn find(&self, text: &str) -> Option<&'a str> {
        let same =
            |a: &str| a.eq_ignore_ascii_case(text) || a.to_lowercase() == text.to_lowercase();
        let by_code = self.known.iter().find(|site| same(&site.code));
        by_code.or(self.known.iter().find(|site| same(&site.name))).map(|site| site.code.as_str())
    }

    /// The code of a site given by code or name. What nobody knows stays as it stands there, or is
    /// left alone where `new` says so; of a path the last part that is known counts.
    pub(super) fn given(&self, text: &str, new: bool) -> Given {
        let text = given(text)?;
        if text.is_empty() {
            return Some(text);
        }
        if let Some(code) = self.find(&text) {
            return Some(code.to_owned());
        }
        if new {
            return Some(text);
        }
        text.rsplit('/').find_map(|part| self.find(part.trim())).map(str::to_owned)
    }
}
