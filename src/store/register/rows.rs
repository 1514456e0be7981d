//! Rows of the register beside rows of a file: what is known, what differs, and what is written.

use std::collections::BTreeMap;

use rusqlite::{CachedStatement, Row, params};

use super::plan::{DeviceRow, Given, PersonRow};
use super::review::{Change, Loss, Outcome, Review};
use crate::domain::code::Code;
use crate::domain::device::DeviceId;
use crate::domain::money::written;
use crate::store::Result;
use crate::store::intake::Images;
use crate::store::journal::borrower_name;
use crate::store::write::Write;

/// How many changed rows are told field by field.
const SHOWN: usize = 500;

pub(super) const FIND_PERSON: &str =
    "SELECT subject, name, grade, homeroom, site, household, language, slot,
    case_number, kind, active FROM borrower WHERE id = ?1";

pub(super) const PERSON_FIELDS: [&str; 7] =
    ["grade", "homeroom", "site", "household", "language", "slot", "case"];

pub(super) const FIND_DEVICE: &str =
    "SELECT d.subject, d.tag, d.serial, d.model, d.site, d.order_number,
    d.funding, d.warranty_end, d.set_of, d.price_cents, d.active
    FROM subject s JOIN device d ON d.subject = s.id WHERE s.name = ?1";

pub(super) const DEVICE_FIELDS: [&str; 6] =
    ["model", "site", "order_number", "funding", "warranty_end", "set_of"];

/// What is known of a row's subject.
pub(super) struct Known {
    pub(super) subject: i64,
    pub(super) site: String,
    pub(super) same: bool,
}

/// A text column; empty where it is none.
pub(super) fn text<'r>(row: &'r Row<'_>, column: usize) -> &'r str {
    row.get_ref(column).ok().and_then(|value| value.as_str().ok()).unwrap_or_default()
}

/// Whether what is given is what stands in the columns from `first` on.
pub(super) fn same_texts(row: &Row<'_>, first: usize, given: &[&Given]) -> rusqlite::Result<bool> {
    for (column, given) in given.iter().enumerate() {
        if let Some(given) = given
            && row.get_ref(first + column)?.as_str()? != given
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What differs, by field.
pub(super) fn differing(
    row: &Row<'_>,
    first: usize,
    names: &[&'static str],
    given: &[&Given],
) -> Vec<(&'static str, String, String)> {
    let pairs = names.iter().zip(given).enumerate();
    pairs
        .filter_map(|(column, (name, given))| {
            let (known, given) = (text(row, first + column), given.as_deref()?);
            (known != given).then(|| (*name, known.to_owned(), given.to_owned()))
        })
        .collect()
}

pub(super) fn known_person(
    find: &mut CachedStatement<'_>,
    row: &PersonRow,
    review: &mut Review,
) -> Result<Option<Known>> {
    let mut rows = find.query([row.id.as_str()])?;
    let Some(known) = rows.next()? else { return Ok(None) };
    let given =
        [&row.grade, &row.homeroom, &row.site, &row.household, &row.language, &row.slot, &row.case];
    let kind = row.kind.is_none_or(|kind| kind.as_str() == text(known, 9));
    let active: bool = known.get(10)?;
    let same =
        text(known, 1) == row.name && same_texts(known, 2, &given)? && kind && active == row.active;
    if let (Ok(was), Some(Ok(is))) =
        (text(known, 2).parse::<i64>(), row.grade.as_deref().map(str::parse::<i64>))
    {
        review.graded += 1;
        review.moved_up += u64::from(is == was + 1);
    }
    if !same && review.changes.len() < SHOWN {
        let mut fields = differing(known, 2, &PERSON_FIELDS, &given);
        if text(known, 1) != row.name {
            fields.insert(0, ("name", text(known, 1).to_owned(), row.name.clone()));
        }
        if let Some(kind) = row.kind.filter(|_| !kind) {
            fields.push(("kind", text(known, 9).to_owned(), kind.as_str().to_owned()));
        }
        if active != row.active {
            fields.push(("active", yes(active), yes(row.active)));
        }
        review.changes.push(Change { at: row.at, key: row.id.to_string(), fields });
    }
    Ok(Some(Known { subject: known.get(0)?, site: text(known, 4).to_owned(), same }))
}

pub(super) fn known_device(
    find: &mut CachedStatement<'_>,
    id: &DeviceId,
    row: &DeviceRow,
    review: &mut Review,
) -> Result<Option<Known>> {
    let mut rows = find.query([id.as_str()])?;
    let Some(known) = rows.next()? else { return Ok(None) };
    let given =
        [&row.model, &row.site, &row.order_number, &row.funding, &row.warranty_end, &row.set_of];
    let printed = |column, given: &str| given.is_empty() || text(known, column) == given;
    let price: Option<i64> = known.get(9)?;
    let active: bool = known.get(10)?;
    let same = printed(1, &row.tag)
        && printed(2, &row.serial)
        && same_texts(known, 3, &given)?
        && row.price_cents.is_none_or(|given| given == price)
        && active == row.active;
    if !same && review.changes.len() < SHOWN {
        let mut fields = Vec::new();
        for (column, name, given) in [(1, "tag", &row.tag), (2, "serial", &row.serial)] {
            if !printed(column, given) {
                fields.push((name, text(known, column).to_owned(), given.clone()));
            }
        }
        fields.extend(differing(known, 3, &DEVICE_FIELDS, &given));
        if let Some(given) = row.price_cents.filter(|given| *given != price) {
            fields.push(("price", money(price), money(given)));
        }
        if active != row.active {
            fields.push(("active", yes(active), yes(row.active)));
        }
        let key = if row.tag.is_empty() { id.label().to_owned() } else { row.tag.clone() };
        review.changes.push(Change { at: row.at, key, fields });
    }
    Ok(Some(Known { subject: known.get(0)?, site: text(known, 4).to_owned(), same }))
}

pub(super) fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

pub(super) fn money(cents: Option<i64>) -> String {
    cents.map(written).unwrap_or_default()
}

/// A tag or serial as it is compared; blank where it is no code.
pub(super) fn key(text: &str) -> String {
    Code::new(text).map_or_else(|_| String::new(), String::from)
}

pub(super) fn put_person(
    write: &Write<'_>,
    images: &Images,
    row: &PersonRow,
    outcome: Outcome,
    known: Option<i64>,
) -> Result<i64> {
    let conn = write.conn();
    let subject = match known {
        Some(subject) => subject,
        None => write.subject(&borrower_name(&row.id))?,
    };
    let sql = match outcome {
        Outcome::New => {
            images.new_person(subject);
            include_str!("../sql/new_borrower.sql")
        }
        Outcome::Updated => {
            images.people(conn, &[subject])?;
            include_str!("../sql/keep_borrower.sql")
        }
        Outcome::Unchanged => return Ok(subject),
    };
    conn.prepare_cached(sql)?.execute(params![
        subject,
        row.id.as_str(),
        row.name,
        row.grade,
        row.homeroom,
        row.site,
        row.household,
        row.kind.map(crate::domain::borrower::BorrowerKind::as_str),
        row.active,
        row.language,
        row.slot,
        row.case
    ])?;
    for code in row.codes.iter().filter(|code| *code != row.id.as_str()) {
        let put = conn
            .prepare_cached("INSERT OR IGNORE INTO borrower_code VALUES (?1, ?2)")?
            .execute(params![code, subject])?;
        if put > 0 && outcome == Outcome::Updated {
            images.code(conn, code, subject)?;
        }
    }
    Ok(subject)
}

pub(super) fn put_device(
    write: &Write<'_>,
    images: &Images,
    id: &DeviceId,
    row: &DeviceRow,
    outcome: Outcome,
    known: Option<i64>,
) -> Result<i64> {
    let conn = write.conn();
    let subject = match known {
        Some(subject) => subject,
        None => write.subject(id.as_str())?,
    };
    let sql = match outcome {
        Outcome::New => {
            images.new_device(subject);
            include_str!("../sql/new_device.sql")
        }
        Outcome::Updated => {
            images.devices(conn, &[subject])?;
            include_str!("../sql/keep_device.sql")
        }
        Outcome::Unchanged => return Ok(subject),
    };
    conn.prepare_cached(sql)?.execute(params![
        subject,
        row.tag,
        key(&row.tag),
        row.serial,
        key(&row.serial),
        row.model,
        row.site,
        row.order_number,
        row.price_cents.is_some(),
        row.price_cents.flatten(),
        row.funding,
        row.warranty_end,
        row.active,
        row.set_of,
        row.set_of.as_deref().map(key)
    ])?;
    Ok(subject)
}

pub(super) fn count(sites: &mut BTreeMap<String, (u64, u64)>, site: &str, leaves: bool) {
    let counts = match sites.get_mut(site) {
        Some(counts) => counts,
        None => sites.entry(site.to_owned()).or_default(),
    };
    counts.0 += u64::from(leaves);
    counts.1 += 1;
}

pub(super) fn losses(
    people: bool,
    sites: BTreeMap<String, (u64, u64)>,
) -> impl Iterator<Item = Loss> {
    let some = sites.into_iter().filter(|(_, (leaving, _))| *leaving > 0);
    some.map(move |(site, (leaving, all))| Loss { people, site, leaving, all })
}
