//! The custody statement: everything that happened to a device, and what is still open, for an
//! auditor. On paper or as a table.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use chrono::NaiveDate;

use super::Error;
use super::noting::Noting;
use super::print::{Listed, Wanted, at_one_state, filter, known, read_devices};
use crate::domain::card::{DeviceCard, Holder, Named, When};
use crate::domain::code::Code;
use crate::domain::device::{DeviceId, Status};
use crate::domain::event::{Body, Kind};
use crate::domain::fold;
use crate::domain::order::Entry;
use crate::exchange::export::{self, Table, to_file};
use crate::store::{Batches, Store};

/// One event of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// When, by the corrected clock.
    pub at: When,
    /// `STATION/INCARNATION/SEQ`, with `~hash8` where it belongs to a fork.
    pub event: String,
    /// What.
    pub kind: Kind,
    /// What it noted, where it noted something.
    pub noted: Option<Noting>,
    /// Whom it concerns.
    pub person: Option<Named>,
    /// At which station.
    pub station: String,
    /// The run's place, else its name; may be empty.
    pub place: String,
    /// Who was scanning.
    pub operator: Option<String>,
    /// Number of the station's batch that brought it; `None` where no batch has it yet.
    pub batch: Option<u64>,
    /// It has been taken back, or a decision says that it does not count.
    pub undone: bool,
    /// Written on paper first: when it was entered. `at` is the time on the paper.
    pub entered: Option<When>,
}

/// Where a device stands at the end of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Still {
    /// Who has it.
    pub holder: Option<Holder>,
    /// Name of the site where it belongs, may be empty.
    pub site: String,
    /// Lifecycle status.
    pub status: Status,
    /// Two desks disagree, and nobody has decided.
    pub disputed: bool,
    /// Events that no batch has.
    pub in_no_batch: usize,
}

/// Everything about one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The device as it is now.
    pub device: DeviceCard,
    /// Its events, in the order they count.
    pub events: Vec<Happened>,
    /// What is open at the end.
    pub still: Still,
}

/// Columns of the table. The last five say what is open at the end, the same on every row of a device.
const COLUMNS: [&str; 21] = [
    "device",
    "serial",
    "model",
    "event",
    "at",
    "kind",
    "student",
    "name",
    "station",
    "place",
    "operator",
    "batch",
    "taken_back",
    "paper",
    "entered_at",
    "as_of",
    "holder",
    "held_since",
    "due",
    "status",
    "disputed",
];

/// Statements of the devices of a list, else of every device of the sites asked for to which something
/// has happened. Up to and with the local day `as_of`, as it is known today: corrections made later
/// count.
///
/// # Errors
/// The database's; a site that is not there; [`Error::NoDate`].
pub fn statements(
    store: &Store,
    wanted: &Wanted,
    as_of: Option<&str>,
) -> Result<Listed<Statement>, Error> {
    if let Some(day) = as_of
        && (day.len() != 10 || NaiveDate::parse_from_str(day, "%Y-%m-%d").is_err())
    {
        return Err(Error::NoDate(day.to_owned()));
    }
    at_one_state(store, || {
        let (_, about) = filter(store, wanted)?;
        let mut unknown = Vec::new();
        let ids = match &wanted.list {
            Some(list) => known(store, list, &mut unknown, |found| found.devices.as_slice())?,
            None => registered(store, wanted)?,
        };
        let reader = Reader { store, batches: store.batches()?, places: places(store)?, as_of };
        let mut rows = Vec::new();
        for id in ids {
            let statement = reader.statement(&id)?;
            if wanted.list.is_some() || !statement.events.is_empty() {
                rows.push(statement);
            }
        }
        Ok(Listed { rows, unknown, about })
    })
}

/// The register's devices, by tag. Those that events alone know are asked for by their codes.
fn registered(store: &Store, wanted: &Wanted) -> Result<Vec<DeviceId>, Error> {
    let (mut ids, mut seen) = (Vec::new(), HashSet::new());
    for row in read_devices(store, wanted)?.rows {
        let serial = Code::new(&row.serial).ok();
        let code = serial.or_else(|| Code::new(&row.tag).ok());
        let found = store.resolve(code.iter())?;
        ids.extend(found.devices.into_iter().filter(|id| seen.insert(id.clone())));
    }
    Ok(ids)
}

/// Places of runs by their ID.
fn places(store: &Store) -> Result<HashMap<String, String>, Error> {
    let runs = store.runs(false)?.into_iter();
    Ok(runs.map(|run| (run.id, if run.place.is_empty() { run.name } else { run.place })).collect())
}

struct Reader<'a> {
    store: &'a Store,
    batches: Batches,
    places: HashMap<String, String>,
    as_of: Option<&'a str>,
}

fn when(entry: &Entry) -> When {
    When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min }
}

impl Reader<'_> {
    fn statement(&self, id: &DeviceId) -> Result<Statement, Error> {
        let world = self.store.world();
        let device = self.store.device(id)?;
        let mut entries = self.store.device_entries(id)?;
        if let Some(day) = self.as_of {
            entries.retain(|entry| when(entry).date().as_str() <= day);
        }
        let folded = fold::device(&mut entries, world);
        let events: Vec<Happened> =
            entries.iter().map(|entry| self.happened(entry)).collect::<Result<_, _>>()?;
        let custody = folded.custody;
        let holder = match custody.holder {
            Some(held) => Some(Holder {
                named: self.store.named(&held.borrower)?,
                since: When { at_ms: held.since_ms, utc_offset_min: held.utc_offset_min },
                due: held.due,
            }),
            None => None,
        };
        let site = match &custody.site {
            Some(code) => self.store.site_name(code)?,
            None => device.site_name.clone(),
        };
        let still = Still {
            holder,
            site,
            status: custody.status,
            disputed: folded.conflict.is_some(),
            in_no_batch: events.iter().filter(|event| event.batch.is_none()).count(),
        };
        Ok(Statement { device, events, still })
    }

    fn happened(&self, entry: &Entry) -> Result<Happened, Error> {
        let body: &Body = &entry.body;
        let person = match body.kind {
            Kind::Returned => body.borrower.as_ref().or(body.saw.as_ref()),
            _ => body.borrower.as_ref(),
        };
        let place = body.run.as_ref().and_then(|run| self.places.get(run));
        Ok(Happened {
            at: when(entry),
            event: self.store.name_of(body, &entry.hash)?,
            kind: body.kind.clone(),
            noted: Noting::of(body),
            person: person.map(|id| self.store.named(id)).transpose()?,
            station: body.station.clone(),
            place: place.cloned().unwrap_or_default(),
            operator: body.operator.clone(),
            batch: self.batches.of(body),
            undone: !self.store.world().is_live(&entry.hash),
            entered: self.store.entered(body),
        })
    }
}

/// Writes statements as a table that is whole or not there: a row for each event, and one for a device
/// without any.
///
/// # Errors
/// The folder is not there or cannot be written, the disk is full; [`crate::print::Error::Nothing`].
pub fn to_csv(rows: &[Statement], as_of: &str, path: &Path) -> Result<(), Error> {
    if rows.is_empty() {
        return Err(crate::print::Error::Nothing.into());
    }
    let output = |error: std::io::Error| Error::from(export::Error::from(error).at(path));
    to_file(path, |out| {
        let mut table = Table::new(out, &COLUMNS).map_err(output)?;
        for statement in rows {
            for event in &statement.events {
                table.row(&line(statement, Some(event), as_of)).map_err(output)?;
            }
            if statement.events.is_empty() {
                table.row(&line(statement, None, as_of)).map_err(output)?;
            }
        }
        table.end().map_err(output)
    })
}

fn line(statement: &Statement, event: Option<&Happened>, as_of: &str) -> Vec<String> {
    let (device, still) = (&statement.device, &statement.still);
    let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
    let mut line = vec![device.tag.clone(), device.serial.clone(), device.model.clone()];
    if let Some(event) = event {
        let person = event.person.as_ref();
        line.extend([
            event.event.clone(),
            event.at.iso(),
            event.kind.to_string(),
            person.map(|named| named.id.to_string()).unwrap_or_default(),
            person.map(|named| named.name.clone()).unwrap_or_default(),
            event.station.clone(),
            event.place.clone(),
            event.operator.clone().unwrap_or_default(),
            event.batch.map(|number| number.to_string()).unwrap_or_default(),
            yes(event.undone),
            yes(event.entered.is_some()),
            event.entered.map(When::iso).unwrap_or_default(),
        ]);
    }
    line.resize(15, String::new());
    let holder = still.holder.as_ref();
    line.extend([
        as_of.to_owned(),
        holder.map(|holder| holder.named.id.to_string()).unwrap_or_default(),
        holder.map(|holder| holder.since.iso()).unwrap_or_default(),
        holder.and_then(|holder| holder.due.clone()).unwrap_or_default(),
        still.status.as_str().to_owned(),
        yes(still.disputed),
    ]);
    line
}
