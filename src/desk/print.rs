//! Printing: who and what is on a list, read from one state of the database, and the file that is
//! whole or not there. What it looks like is `print`'s, what it says is `text`'s.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::ops::ControlFlow;
use std::path::Path;

use super::request::Expected;
use super::{Error, print_columns};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::{AssignedDevice, When};
use crate::domain::code::{self, Code};
use crate::domain::device::DeviceId;
use crate::domain::hash;
use crate::domain::listed::{By, Columns, ListedDevice, ListedStudent, Theirs, grade_order};
use crate::domain::price::PriceList;
use crate::domain::slot;
use crate::exchange::export;
use crate::print::{self, Document, Fonts, Stamp};
use crate::store::{GroupedBy, Resolution, Store};

/// Who or what is printed. What is not asked for fits everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Sites by code or name.
    pub sites: Vec<String>,
    /// Grades.
    pub grades: Vec<String>,
    /// Homerooms.
    pub homerooms: Vec<String>,
    /// Drive-through slots.
    pub slots: Vec<String>,
    /// A run by name: who is expected in it.
    pub run: Option<String>,
    /// Codes, entered or scanned. Printed in this order where no other is asked for.
    pub list: Option<Vec<String>>,
    /// In which order people stand.
    pub by: Option<By>,
    /// People only who hold nothing.
    pub without_device: bool,
    /// What stands beside people that is not on every list.
    pub columns: Columns,
}

/// What is said beside every list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// This station's code.
    pub station: String,
    /// When the register came in.
    pub register: Option<When>,
    /// The run's name, where one was asked for.
    pub run: Option<String>,
    /// Site names by code.
    pub sites: BTreeMap<String, String>,
    /// In which order people stand, where one was asked for.
    pub by: Option<By>,
    /// What stands beside people that is not on every list.
    pub columns: Columns,
}

impl About {
    /// A site's name; its code where it has none.
    pub fn site<'a>(&'a self, code: &'a str) -> &'a str {
        self.sites.get(code).filter(|name| !name.is_empty()).map_or(code, String::as_str)
    }
}

/// Rows for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The rows in the order they are printed.
    pub rows: Vec<T>,
    /// Codes of the list that are nobody's and nothing's here, or more than one's.
    pub unknown: Vec<String>,
    /// What is said beside them.
    pub about: About,
}

/// The price list in force on a local day.
pub fn prices(store: &Store, day: &str) -> PriceList {
    store.world().policy(day).prices.clone()
}

/// What is said beside a document about nobody and nothing in particular.
///
/// # Errors
/// The database's.
pub fn about(store: &Store) -> Result<About, Error> {
    Ok(filter(store, &Wanted::default())?.1)
}

/// The same, and the codes of the sites asked for; none where none is asked for.
///
/// # Errors
/// The database's; a site that is not there.
pub fn sites(store: &Store, wanted: &Wanted) -> Result<(About, Vec<String>), Error> {
    let (asked, about) = filter(store, wanted)?;
    Ok((about, asked.unwrap_or_default().sites))
}

/// People for a list: in the order asked for; else in that of the list given, or by site, grade,
/// homeroom and name.
///
/// # Errors
/// The database's; a site or run that is not there.
pub fn students(store: &Store, wanted: &Wanted) -> Result<Listed<ListedStudent>, Error> {
    at_one_state(store, || read_students(store, wanted))
}

pub(super) fn read_students(
    store: &Store,
    wanted: &Wanted,
) -> Result<Listed<ListedStudent>, Error> {
    let (filter, about) = filter(store, wanted)?;
    let mut unknown = Vec::new();
    let mut rows = match (filter, &wanted.list) {
        (None, _) => Vec::new(),
        (Some(filter), None) => {
            let mut rows = store.listed_students(&filter.json())?;
            rows.sort_by_cached_key(|row| row.order(wanted.by.unwrap_or_default()));
            rows
        }
        (Some(filter), Some(list)) => {
            let ids = known(store, list, &mut unknown, |found| found.people.as_slice())?;
            let mut rows = named_students(store, ids)?;
            rows.retain(|row| filter.fits(row));
            if let Some(by) = wanted.by {
                rows.sort_by_cached_key(|row| row.order(by));
            }
            rows
        }
    };
    if wanted.without_device {
        rows.retain(|row| row.holds.is_empty());
    }
    if !wanted.slots.is_empty() {
        let slots: Vec<_> = wanted.slots.iter().map(|slot| slot::order(slot)).collect();
        rows.retain(|row| slots.contains(&slot::order(&row.slot)));
    }
    print_columns::fill(store, wanted.columns, &mut rows)?;
    Ok(Listed { rows, unknown, about })
}

/// People in this order, those too whom no register knows.
fn named_students(store: &Store, ids: Vec<BorrowerId>) -> Result<Vec<ListedStudent>, Error> {
    let list = ids.iter().map(ToString::to_string).collect();
    let mut registered: HashMap<String, ListedStudent> = HashMap::new();
    if !ids.is_empty() {
        let rows = store.listed_students(&Expected { list, ..Expected::default() }.json())?;
        registered.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
    }
    ids.into_iter()
        .map(|id| match registered.remove(id.as_str()) {
            Some(row) => Ok(row),
            None => {
                let person = store.person(&id, false)?;
                Ok(ListedStudent {
                    id: id.to_string(),
                    name: person.named.name,
                    grade: person.grade,
                    holds: person.holds.into_iter().map(|held| held.tag).collect(),
                    assigned: person.assigned.into_iter().map(theirs).collect(),
                    ..ListedStudent::default()
                })
            }
        })
        .collect()
}

fn theirs(device: AssignedDevice) -> Theirs {
    Theirs { tag: device.tag, model: device.model, case: device.case }
}

/// Devices for labels: by tag, or in the order of the list given.
///
/// # Errors
/// The database's; a site that is not there.
pub fn devices(store: &Store, wanted: &Wanted) -> Result<Listed<ListedDevice>, Error> {
    at_one_state(store, || read_devices(store, wanted))
}

pub(super) fn read_devices(store: &Store, wanted: &Wanted) -> Result<Listed<ListedDevice>, Error> {
    let (filter, about) = filter(store, wanted)?;
    let filter = filter.unwrap_or_default();
    let mut unknown = Vec::new();
    let rows = match &wanted.list {
        None => store.listed_devices(&filter.json())?,
        Some(list) => {
            let ids = known(store, list, &mut unknown, |found| found.devices.as_slice())?;
            let mut rows =
                ids.iter().map(|id| named_device(store, id)).collect::<Result<Vec<_>, _>>()?;
            rows.retain(|row| filter.sites.is_empty() || filter.sites.contains(&row.site));
            rows
        }
    };
    Ok(Listed { rows, unknown, about })
}

fn named_device(store: &Store, id: &DeviceId) -> Result<ListedDevice, Error> {
    let card = store.device(id)?;
    // A card shows the serial number where there is no tag; a label does not.
    let is_serial = card.id.as_str().starts_with("s:") && card.tag == card.id.label();
    let tag = if is_serial { String::new() } else { card.tag };
    Ok(ListedDevice { tag, serial: card.serial, model: card.model, site: card.site })
}

/// What lists can be asked for by, as the register and the journal have it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offered {
    /// Sites: the name, or the code where there is no name of its own.
    pub sites: Vec<String>,
    /// Grades, from kindergarten on.
    pub grades: Vec<String>,
    /// Homerooms.
    pub homerooms: Vec<String>,
    /// Drive-through slots, as they are served.
    pub slots: Vec<String>,
    /// Names of runs, the newest first.
    pub runs: Vec<String>,
}

/// What there is to choose from.
///
/// # Errors
/// The database's.
pub fn offered(store: &Store) -> Result<Offered, Error> {
    let groups = |of| store.groups(of);
    let (mut grades, mut homerooms) = (groups(GroupedBy::Grade)?, groups(GroupedBy::Homeroom)?);
    let mut slots = groups(GroupedBy::Slot)?;
    grades.sort_by_cached_key(|grade| grade_order(grade));
    homerooms.sort_by_cached_key(|homeroom| slot::order(homeroom));
    slots.sort_by_cached_key(|text| slot::order(text));
    let sites = store.sites()?;
    let named = |site: &&crate::domain::site::Site| {
        let is_plain = !site.name.trim().is_empty() && !site.name.contains([',', ';']);
        is_plain && sites.iter().filter(|other| other.name == site.name).count() == 1
    };
    let sites = sites.iter().map(|site| Some(site).filter(named).map_or(&site.code, |s| &s.name));
    let sites = sites.cloned().collect();
    let mut runs: Vec<String> = Vec::new();
    for run in store.runs(false)?.into_iter().rev() {
        if !runs.contains(&run.name) {
            runs.push(run.name);
        }
    }
    Ok(Offered { sites, grades, homerooms, slots, runs })
}

/// Reads while others write, as if nobody did.
pub(super) fn at_one_state<T>(
    store: &Store,
    read: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let held = store.hold()?;
    let rows = read();
    if held {
        store.release()?;
    }
    rows
}

/// What a file says of itself: made now, and no other made at the same time of the same rows.
pub fn stamp(title: &str, made: When, station: &str) -> Stamp {
    let at = made.at_ms.to_be_bytes();
    let hash = hash::Hash::of(&[title.as_bytes(), &at, station.as_bytes()]);
    let mut id = [0; 16];
    id.copy_from_slice(&hash.bytes()[..16]);
    Stamp { title: title.to_owned(), made, id }
}

/// Writes a PDF that is whole or not there. `progress` hears the fraction done and may stop the work.
///
/// # Errors
/// The folder is not there or cannot be written, the disk is full; [`print::Error`].
pub fn save(
    document: &dyn Document,
    fonts: &mut Fonts,
    stamp: &Stamp,
    path: &Path,
    progress: &mut dyn FnMut(f32) -> ControlFlow<()>,
) -> Result<(), Error> {
    if document.pages() == 0 {
        return Err(print::Error::Nothing.into());
    }
    export::to_file(path, |out| {
        print::write(document, fonts, stamp, out, progress).map_err(|error| match error {
            print::Error::Output(source) => Error::Export(export::Error::Output(source).at(path)),
            other => other.into(),
        })
    })
}

/// What was asked for as codes, joined with what the run expects; `None` where nobody fits both.
pub(super) fn filter(store: &Store, wanted: &Wanted) -> Result<(Option<Expected>, About), Error> {
    let sites = store.sites()?;
    let mut asked = Expected {
        grades: wanted.grades.clone(),
        homerooms: wanted.homerooms.clone(),
        ..Expected::default()
    };
    for wish in &wanted.sites {
        let same = |text: &str| text.to_lowercase() == wish.trim().to_lowercase();
        let site = sites.iter().find(|site| same(&site.code) || same(&site.name));
        match site {
            Some(site) => asked.sites.push(site.code.clone()),
            None => {
                let known = sites.iter().map(|site| site.code.clone()).collect();
                return Err(Error::NoSite { asked: wish.clone(), known });
            }
        }
    }
    let mut about = About {
        station: store.station().map(|station| station.code).unwrap_or_default(),
        register: store.register_info()?.map(|register| register.at),
        run: None,
        sites: sites.into_iter().map(|site| (site.code, site.name)).collect(),
        by: wanted.by,
        columns: wanted.columns,
    };
    let Some(name) = &wanted.run else { return Ok((Some(asked), about)) };
    let same = |run: &&crate::store::Run| run.name.to_lowercase() == name.trim().to_lowercase();
    let runs = store.runs(false)?;
    let run = runs.iter().rev().find(same).ok_or_else(|| Error::NoRun(name.clone()))?;
    about.run = Some(run.name.clone());
    let expected: Expected = serde_json::from_str(&run.expected).unwrap_or_default();
    Ok((asked.and(&expected), about))
}

/// What the codes of a list are, each once, as far as each is one thing here.
pub(super) fn known<T: Clone + Eq + Hash>(
    store: &Store,
    list: &[String],
    unknown: &mut Vec<String>,
    found: impl Fn(&Resolution) -> &[T],
) -> Result<Vec<T>, Error> {
    let (mut known, mut seen) = (Vec::new(), HashSet::new());
    for line in list.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        let codes: Vec<Code> = match code::read(line, &code::Rules::default()) {
            Ok(reading) => reading.candidates().cloned().chain(Code::new(line)).collect(),
            Err(_) => Vec::new(),
        };
        match found(&store.resolve(&codes)?) {
            [one] if seen.insert(one.clone()) => known.push(one.clone()),
            [_] => {}
            _ => unknown.push(line.to_owned()),
        }
    }
    Ok(known)
}

impl Expected {
    pub(super) fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn fits(&self, row: &ListedStudent) -> bool {
        let within = |list: &[String], is: &str| {
            list.is_empty() || list.iter().any(|one| one.to_lowercase() == is.to_lowercase())
        };
        within(&self.sites, &row.site)
            && within(&self.grades, &row.grade)
            && within(&self.homerooms, &row.homeroom)
            && within(&self.list, &row.id)
    }

    /// Who fits both; `None` where nobody can.
    fn and(&self, other: &Expected) -> Option<Expected> {
        let both = |a: &[String], b: &[String]| match (a, b) {
            (all, []) | ([], all) => Some(all.to_vec()),
            (a, b) => {
                let both: Vec<String> = a.iter().filter(|one| b.contains(one)).cloned().collect();
                (!both.is_empty()).then_some(both)
            }
        };
        Some(Expected {
            sites: both(&self.sites, &other.sites)?,
            grades: both(&self.grades, &other.grades)?,
            homerooms: both(&self.homerooms, &other.homerooms)?,
            list: both(&self.list, &other.list)?,
        })
    }
}
