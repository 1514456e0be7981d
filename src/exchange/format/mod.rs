//! The files of other systems, a file each: by which headings one is recognised, which column is
//! which field, and how its words are read. Whose export has
//! which headings stands in docs/exchange.md; a column that is not named here is left out.

mod clever;
mod gam;
pub(super) mod oneroster;
mod powerschool;
mod sds;
mod snipe;
mod tagdesk;
pub(super) mod words;

use super::FileKind;
use super::field::Field;
use words::Words;

/// Which columns of a file are which fields, and how to tell such a file.
#[derive(Debug)]
pub struct Format {
    /// The word for it: in reports, and after `--as`.
    pub name: &'static str,
    /// What such a file holds.
    pub kind: FileKind,
    /// Headings, in the form they are compared in, that such a file has.
    pub(super) signs: &'static [&'static str],
    /// One of these as well, if there are any.
    pub(super) one_of: &'static [&'static str],
    /// Headings that such a file does not have.
    pub(super) never: &'static [&'static str],
    /// Fields and the headings they stand under; the first that is there counts.
    pub(super) columns: &'static [(Field, &'static [&'static str])],
    /// Fields of which all columns named count: the first that is not blank in a row, or for
    /// [`Field::Codes`] each of them.
    pub(super) any: &'static [Field],
    /// How its words are read.
    pub(super) words: Words,
}

/// A file that belongs to a set and has nothing the desk needs.
#[derive(Debug)]
struct Beside {
    signs: &'static [&'static str],
}

/// All formats, the telling ones before those with fewer signs.
static FORMATS: &[&[Format]] = &[
    &oneroster::FORMATS,
    &clever::FORMATS,
    &sds::FORMATS,
    &powerschool::FORMATS,
    &snipe::FORMATS,
    &gam::FORMATS,
    &tagdesk::FORMATS,
];

/// Every format, in the order in which they are tried.
fn all() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().flatten()
}

static BESIDE: &[&[Beside]] = &[&oneroster::BESIDE, &clever::BESIDE, &sds::BESIDE];

/// What a file is, as its headings say.
#[derive(Debug, Clone, Copy)]
pub(super) enum Recognised {
    /// A file with rows for the register.
    Format(&'static Format),
    /// A file of a OneRoster set that others lean on.
    Part(oneroster::Part),
    /// Nothing in it that the desk needs.
    Beside,
}

/// What a file is by its headings, given in the form they are compared in. `name` is the file's: two
/// files of one set have the same headings.
pub(super) fn recognise(headings: &[String], name: &str) -> Option<Recognised> {
    let has = |sign: &&str| headings.iter().any(|heading| heading == *sign);
    if let Some(part) = oneroster::part(headings) {
        return Some(Recognised::Part(part));
    }
    let fits = |format: &&Format| {
        format.signs.iter().all(&has)
            && (format.one_of.is_empty() || format.one_of.iter().any(&has))
            && !format.never.iter().any(&has)
    };
    let mut beside = BESIDE.iter().copied().flatten();
    let beside = beside.any(|beside| beside.signs.iter().all(&has));
    if beside {
        return Some(Recognised::Beside);
    }
    let found = all().find(fits)?;
    let staff = found.name == sds::STUDENTS && name.to_lowercase().contains("teacher");
    Some(Recognised::Format(if staff { named(sds::TEACHERS)? } else { found }))
}

/// The format of this name.
pub fn named(name: &str) -> Option<&'static Format> {
    all().find(|format| format.name == name)
}

/// Tagdesk's own files of a kind, and any others with clear headings.
pub(super) fn own(kind: FileKind) -> &'static Format {
    let of = &tagdesk::FORMATS;
    of.iter().find(|format| format.kind == kind).unwrap_or(&of[0])
}

/// Names of all formats, for `--as`.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|format| format.name)
}

/// All headings that mean anything to any format: they tell headings from a title above them.
pub(super) fn known_headings() -> Vec<&'static str> {
    let columns = all().flat_map(|format| format.columns);
    let mut known: Vec<&str> = columns.flat_map(|(_, names)| names.iter().copied()).collect();
    let signs = BESIDE.iter().copied().flatten().flat_map(|beside| beside.signs);
    known.extend(signs);
    known.extend(all().flat_map(|format| format.signs));
    known.extend(oneroster::HEADINGS);
    for kind in FileKind::ALL {
        let own = super::field::names(kind).iter().flat_map(|(_, names)| names.iter().copied());
        known.extend(own);
    }
    known.sort_unstable();
    known.dedup();
    known
}

pub(super) use powerschool::without_headings;

#[cfg(test)]
mod tests;
