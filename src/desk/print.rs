//! Printing: who and what is on a list, read from one state of the database, and the file that is
//! whole or not there. What it looks like is `print`'s, what it says is `text`'s.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::Path;

use super::Error;
use super::request::Expected;
use crate::domain::card::When;
use crate::domain::code::{self, Code};
use crate::domain::hash::Hash;
use crate::domain::listed::{ListedDevice, ListedStudent};
use crate::exchange::export;
use crate::print::stock::{self, Stock};
use crate::print::{self, Document, Fonts, Stamp};
use crate::store::{Resolution, Store};

/// Name of the user's own stocks in the data folder.
pub const STOCKS: &str = "stocks.toml";

/// Who or what is printed. What is not asked for fits everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Sites by code or name.
    pub sites: Vec<String>,
    /// Grades.
    pub grades: Vec<String>,
    /// Homerooms.
    pub homerooms: Vec<String>,
    /// A run by name: who is expected in it.
    pub run: Option<String>,
    /// Codes, entered or scanned. Printed in this order.
    pub list: Option<Vec<String>>,
    /// People only who hold nothing.
    pub without_device: bool,
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

/// People for a list: by site, grade, homeroom and name, or in the order of the list given.
///
/// # Errors
/// The database's; a site or run that is not there.
pub fn students(store: &Store, wanted: &Wanted) -> Result<Listed<ListedStudent>, Error> {
    let (mut filter, about) = filter(store, wanted)?;
    let (mut unknown, mut places) = (Vec::new(), HashMap::new());
    if let Some(list) = &wanted.list {
        let id = |found: &Resolution| match found.people.as_slice() {
            [one] => Some(one.as_str().to_owned()),
            _ => None,
        };
        let found = known(store, list, &mut unknown, id)?;
        let named = Expected { list: found.clone(), ..Expected::default() };
        filter = filter.and_then(|filter| filter.and(&named));
        for (place, id) in found.into_iter().enumerate() {
            places.entry(id).or_insert(place);
        }
    }
    let mut rows = match filter {
        Some(filter) if wanted.list.is_none() || !places.is_empty() => {
            store.listed_students(&filter.json())?
        }
        _ => Vec::new(),
    };
    if wanted.list.is_some() {
        rows.sort_by_key(|row| places.get(&row.id).copied());
    } else {
        rows.sort_by_cached_key(ListedStudent::order);
    }
    if wanted.without_device {
        rows.retain(|row| row.holds.is_empty());
    }
    Ok(Listed { rows, unknown, about })
}

/// Devices for labels: by tag, or in the order of the list given.
///
/// # Errors
/// The database's; a site that is not there.
pub fn devices(store: &Store, wanted: &Wanted) -> Result<Listed<ListedDevice>, Error> {
    let (filter, about) = filter(store, wanted)?;
    let mut filter = filter.unwrap_or_default();
    let (mut unknown, mut places) = (Vec::new(), HashMap::new());
    if let Some(list) = &wanted.list {
        let id = |found: &Resolution| match found.devices.as_slice() {
            [one] => Some(one.as_str().to_owned()),
            _ => None,
        };
        for (place, id) in known(store, list, &mut unknown, id)?.into_iter().enumerate() {
            places.entry(id).or_insert(place);
        }
        filter.list = places.keys().cloned().collect();
    }
    let mut rows = if wanted.list.is_some() && places.is_empty() {
        Vec::new()
    } else {
        store.listed_devices(&filter.json())?
    };
    if wanted.list.is_some() {
        rows.sort_by_key(|(id, _)| places.get(id.as_str()).copied());
    }
    Ok(Listed { rows: rows.into_iter().map(|(_, row)| row).collect(), unknown, about })
}

/// The stocks at hand: the program's own, then those of a file, which come before them where names
/// are the same. A file that is not there is no error.
///
/// # Errors
/// A file that cannot be read or holds no stocks.
pub fn stocks(file: &Path) -> Result<Vec<Stock>, Error> {
    let mut stocks = stock::own();
    match std::fs::read_to_string(file) {
        Ok(text) => stocks.extend(stock::read(&text).map_err(print::Error::from)?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(export::Error::from(error).at(file).into()),
    }
    Ok(stocks)
}

/// What a file says of itself: made now, and no other made at the same time of the same rows.
pub fn stamp(title: &str, made: When, station: &str) -> Stamp {
    let at = made.at_ms.to_be_bytes();
    let hash = Hash::of(&[title.as_bytes(), &at, station.as_bytes()]);
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
fn filter(store: &Store, wanted: &Wanted) -> Result<(Option<Expected>, About), Error> {
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
    };
    let Some(name) = &wanted.run else { return Ok((Some(asked), about)) };
    let same = |run: &&crate::store::Run| run.name.to_lowercase() == name.trim().to_lowercase();
    let runs = store.runs(false)?;
    let run = runs.iter().rev().find(same).ok_or_else(|| Error::NoRun(name.clone()))?;
    about.run = Some(run.name.clone());
    let expected: Expected = serde_json::from_str(&run.expected).unwrap_or_default();
    Ok((asked.and(&expected), about))
}

/// What the codes of a list are, as far as each is one thing here.
fn known(
    store: &Store,
    list: &[String],
    unknown: &mut Vec<String>,
    id: impl Fn(&Resolution) -> Option<String>,
) -> Result<Vec<String>, Error> {
    let mut known = Vec::new();
    for line in list.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        let codes: Vec<Code> = match code::read(line, &code::Rules::default()) {
            Ok(reading) => reading.candidates().cloned().chain(Code::new(line)).collect(),
            Err(_) => Vec::new(),
        };
        match id(&store.resolve(&codes)?) {
            Some(id) => known.push(id),
            None => unknown.push(line.to_owned()),
        }
    }
    Ok(known)
}

impl Expected {
    fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
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
