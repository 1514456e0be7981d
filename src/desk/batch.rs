//! Batches as the desk sees them: writing one, what lies on a stick, the stations, closing one.
//!
//! A batch confirms nothing: until an office's receipt comes back, its events count as unsent and go
//! into the next batch again.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::reply::When;
use super::request::Role;
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::event::{Event, Kind, Moment, SCHEMA};
use crate::domain::mark::{Gap, Mark};
use crate::exchange::bundle::{self, Chain, Form, Outgoing, Row};
pub use crate::exchange::bundle::{
    Counts, Damaged, Error as BundleError, Kind as BundleKind, Manifest,
};
use crate::store::{self, BatchRow, Draft, StationRow};

/// So many names are tried where one is taken.
const NAMES_TRIED: u64 = 1_000;

/// A drive's clock that is nearer than this says nothing: writing takes time, and sticks keep whole
/// seconds.
const DRIVE_OFF_MS: i64 = 2 * 60_000;

/// How a batch is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BatchForm {
    /// A folder, not a zip.
    pub folder: bool,
    /// With what was merged from other stations.
    pub all: bool,
}

/// A batch that is whole on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchWritten {
    /// The bundle.
    pub path: PathBuf,
    /// Its number.
    pub number: u64,
    /// Events in it.
    pub events: u64,
    /// What the drive's own clock says beyond this computer's, milliseconds, where it is minutes: a
    /// shared drive has one. Who of the two is right, a person says.
    pub drive_off_ms: Option<i64>,
}

/// Why a bundle that can be read is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be read, or not as a whole.
    Bundle(bundle::Error),
    /// From a practice database, and this is none.
    Practice,
    /// A receipt where a batch is wanted.
    IsReceipt,
    /// A batch where a receipt is wanted.
    IsBatch,
    /// A receipt for another station.
    OtherStation(String),
    /// Somebody stopped the work before it was its turn.
    Stopped,
}

impl From<bundle::Error> for Refusal {
    fn from(error: bundle::Error) -> Self {
        Refusal::Bundle(error)
    }
}

/// A bundle that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub why: Refusal,
}

/// A bundle that was merged.
#[allow(clippy::struct_excessive_bools)] // Each is a finding of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedBundle {
    /// The file or folder.
    pub path: PathBuf,
    /// The bundle's ID.
    pub id: String,
    /// Who wrote it.
    pub station: String,
    /// In which incarnation.
    pub incarnation: String,
    /// Number at its writer.
    pub number: u64,
    /// When it was written, by its writer's clock.
    pub exported: When,
    /// Its rows, each in one class.
    pub counts: Counts,
    /// When it was merged here first, if this is not the first time.
    pub before: Option<When>,
    /// What is not as it was written.
    pub damaged: Vec<Damaged>,
    /// The end of a file is missing.
    pub truncated: bool,
    /// Opened and saved in a spreadsheet.
    pub resaved: bool,
    /// Files were put one behind the other.
    pub concatenated: bool,
    /// Stamps that two different events have now: a restored or copied database.
    pub forks: Vec<String>,
    /// Events of kinds that only a newer program knows. They are kept and passed on.
    pub unknown: u64,
    /// Its station was closed before.
    pub closed: bool,
    /// Stretches of clocks that the bundle corrected: station, offset and uncertainty in
    /// milliseconds.
    pub clocks: Vec<(String, i64, i64)>,
}

/// A receipt that was written, or was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptWritten {
    /// For whom.
    pub station: String,
    /// Where to.
    pub folder: PathBuf,
    /// The receipt.
    pub path: Result<PathBuf, bundle::Error>,
}

/// What a merge of any number of bundles did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MergeReport {
    /// In the order they were taken.
    pub bundles: Vec<MergedBundle>,
    /// Those that were not taken.
    pub refused: Vec<Refused>,
    /// Of an office only: one for each station and folder.
    pub receipts: Vec<ReceiptWritten>,
    /// What is missing now, of all stations.
    pub gaps: Vec<Gap>,
}

impl MergeReport {
    /// The rows of all bundles.
    pub fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for bundle in &self.bundles {
            sum.add(&bundle.counts);
        }
        sum
    }
}

/// What became of the register in a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterTaken {
    /// There was none in it: this station has the office's.
    None,
    /// It is in use now; its number.
    Taken(u64),
    /// A newer one of the same office is in use.
    Older(u64),
    /// A file of it is not as it was written.
    Damaged,
    /// This is an office itself.
    Office,
}

/// A receipt that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedReceipt {
    /// The file or folder.
    pub path: PathBuf,
    /// Which office.
    pub office: String,
    /// Its number there.
    pub number: u64,
    /// How far the office has the chains of this station.
    pub confirmed: Vec<Mark>,
    /// What the office confirms and nobody here has written: this database was restored or copied.
    pub strange: Vec<Mark>,
    /// Events that were not here.
    pub new: u64,
    /// Rows that are damaged.
    pub damaged: Vec<Damaged>,
    /// The register.
    pub register: RegisterTaken,
    /// People served without a card who are on the list now.
    pub merged: u64,
    /// Devices known by tag whose serial was learned.
    pub joined: u64,
}

/// What receiving did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReceiveReport {
    /// In the order they were taken, oldest first.
    pub receipts: Vec<ReceivedReceipt>,
    /// Those named one by one that were not taken.
    pub refused: Vec<Refused>,
    /// Own events that no office confirmed, now.
    pub unsent: u64,
    /// Devices and people that no register knows: before, and now.
    pub parked: (u64, u64),
}

/// A bundle that lies on a stick, and what it is to this station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnStick {
    /// The file or folder.
    pub path: PathBuf,
    /// What it says of itself, or why it cannot be taken.
    pub manifest: Result<Manifest, bundle::Error>,
    /// A receipt for this station.
    pub for_us: bool,
    /// Merged or received here before, or written here.
    pub known: bool,
    /// Somebody who plugs the stick in here wants it taken: a receipt for this station, at an office
    /// a batch of another.
    pub offered: bool,
}

impl Desk {
    /// Writes everything that no office has confirmed into a folder as a bundle.
    ///
    /// # Errors
    /// [`Error::Bundle`] where the folder is not there or cannot be written.
    pub fn write_batch(
        &mut self,
        folder: &Path,
        form: BatchForm,
        now: &Moment,
    ) -> Result<BatchWritten, Error> {
        let events = self.store.unconfirmed(form.all)?;
        let station = self.store.station().ok_or(store::Error::NoStation)?;
        let own = |event: &&Event| event.body.incarnation == station.incarnation;
        let range = |pick: fn(u64, u64) -> u64| {
            events.iter().filter(own).map(|event| event.body.seq).reduce(pick).unwrap_or(0)
        };
        let range = (range(u64::min), range(u64::max));
        let mut out = self.outgoing(bundle::Kind::Batch, events, now)?;
        out.manifest.number = self.store.next_batch()?;
        out.manifest.drive_ms = bundle::drive_ms(folder, &station.code);
        let shape = if form.folder { Form::Folder } else { Form::Zip };
        let path = put(folder, shape, &mut out)?;
        let written = BatchWritten {
            number: out.manifest.number,
            events: out.rows.len() as u64,
            drive_off_ms: out
                .manifest
                .drive_ms
                .map(|at| at.saturating_sub(now.wall_ms))
                .filter(|off| off.abs() >= DRIVE_OFF_MS),
            path: path.clone(),
        };
        let row = BatchRow {
            id: out.manifest.id,
            number: written.number,
            range,
            events: written.events,
            at: When::from(now),
            path: path.display().to_string(),
        };
        self.store.transact(|write| write.keep_batch(&row))?;
        Ok(written)
    }

    /// What every bundle of this computer says: events with what belongs to them.
    pub(super) fn outgoing(
        &self,
        kind: bundle::Kind,
        events: Vec<Event>,
        now: &Moment,
    ) -> Result<Outgoing, Error> {
        let station = self.store.station().ok_or(store::Error::NoStation)?;
        let register = self.store.register_info()?.map(|info| info.sha256.short());
        let have = self.store.chains()?.into_iter().filter_map(|chain| chain.sure).collect();
        let manifest = Manifest {
            kind,
            id: format!("b-{}", uuid::Uuid::new_v4()),
            station: station.code,
            site: self.store.setting("site")?.unwrap_or_default(),
            incarnation: station.incarnation,
            wall_ms: now.wall_ms,
            utc_offset_min: now.utc_offset_min,
            boot: now.boot.clone(),
            boot_ms: now.boot_ms,
            by: self.operator.clone().unwrap_or_default(),
            app: env!("CARGO_PKG_VERSION").to_owned(),
            schema: SCHEMA,
            register: register.unwrap_or_default(),
            practice: self.is_practice()?,
            chains: chains(&events),
            have,
            ..Manifest::default()
        };
        let additions = self.store.additions_of(&events)?;
        let mut names: HashMap<BorrowerId, String> = HashMap::new();
        let mut rows = Vec::with_capacity(events.len());
        for event in events {
            let student_name = match &event.body.borrower {
                None => String::new(),
                Some(id) => match names.get(id) {
                    Some(name) => name.clone(),
                    None => {
                        // Whom nobody knows by name is called by the ID, which stands beside.
                        let known = self.store.named(id)?;
                        let unknown = known.name == known.id.as_str();
                        let name = if unknown { String::new() } else { known.name };
                        names.insert(id.clone(), name.clone());
                        name
                    }
                },
            };
            rows.push(Row { event, student_name });
        }
        Ok(Outgoing { manifest, rows, additions, ..Outgoing::default() })
    }

    /// What lies in a folder, on a stick: batches of all stations, receipts for all of them.
    ///
    /// # Errors
    /// [`Error::Bundle`] where the folder is not there.
    pub fn look_on_stick(&self, folder: &Path) -> Result<Vec<OnStick>, Error> {
        let own = self.store.station().map(|station| station.code).unwrap_or_default();
        let office = self.role()? == Role::Office;
        let mut found = Vec::new();
        for bundle::Found { path, manifest } in bundle::look(folder)? {
            let for_us = manifest.as_ref().is_ok_and(|manifest| {
                manifest.kind == bundle::Kind::Receipt && manifest.receiver == own
            });
            let known = match &manifest {
                Ok(manifest) => {
                    manifest.kind == bundle::Kind::Batch && manifest.station == own
                        || self.store.merged_before(&manifest.id)?.is_some()
                        || for_us && self.is_received(manifest)?
                }
                Err(_) => false,
            };
            let is_batch =
                manifest.as_ref().is_ok_and(|manifest| manifest.kind == bundle::Kind::Batch);
            let offered = !known && (for_us || office && is_batch);
            found.push(OnStick { path, manifest, for_us, known, offered });
        }
        Ok(found)
    }

    /// Whether a receipt, or a newer one of the same office, was received here.
    fn is_received(&self, receipt: &Manifest) -> Result<bool, Error> {
        let newest = self.store.setting(&received_key(&receipt.station))?;
        let (incarnation, number) = match newest.as_deref().and_then(|text| text.split_once('/')) {
            Some((incarnation, number)) => (incarnation, number.parse().unwrap_or(0)),
            None => return Ok(false),
        };
        Ok(incarnation == receipt.incarnation && number >= receipt.number)
    }

    /// The stations this database has heard of.
    pub fn stations(&self) -> Result<Vec<StationRow>, Error> {
        Ok(self.store.stations()?)
    }

    /// No more events are expected of a station. Those that come all the same are taken in.
    ///
    /// # Errors
    /// [`Error::NoSuchStation`], [`Error::NoReason`]; [`Error::NotTheOffice`] at a station.
    pub fn close_station(
        &mut self,
        station: &str,
        reason: &str,
        now: &Moment,
    ) -> Result<(), Error> {
        if self.role()? == Role::Station {
            return Err(Error::NotTheOffice);
        }
        let rows = self.store.stations()?;
        let Some(row) = rows.iter().find(|row| row.station == station && !row.own) else {
            return Err(Error::NoSuchStation(station.to_owned()));
        };
        if reason.trim().is_empty() {
            return Err(Error::NoReason);
        }
        let mut closed = Draft::new(Kind::StationClosed).with("station", station);
        closed.payload.put_int("events", i64::try_from(row.events).unwrap_or(i64::MAX));
        closed.additions.push(("reason", reason.trim().to_owned()));
        self.append_alone(closed, now)
    }

    pub(super) fn is_practice(&self) -> Result<bool, Error> {
        Ok(self.store.setting("practice")?.is_some_and(|text| text == "yes"))
    }
}

/// The setting that holds the newest receipt of an office: its incarnation and number.
pub(super) fn received_key(office: &str) -> String {
    format!("received_{office}")
}

/// Writes a bundle under the first free name, counting on from its number.
pub(super) fn put(folder: &Path, form: Form, out: &mut Outgoing) -> Result<PathBuf, bundle::Error> {
    let last = out.manifest.number.saturating_add(NAMES_TRIED);
    loop {
        let about = &out.manifest;
        let whose = match about.kind {
            bundle::Kind::Batch => &about.station,
            bundle::Kind::Receipt => &about.receiver,
        };
        let name =
            bundle::name(about.kind, whose, about.number, about.wall_ms, about.utc_offset_min);
        match bundle::write(folder, &name, form, out) {
            Err(bundle::Error::Exists { .. }) if out.manifest.number < last => {
                out.manifest.number += 1;
            }
            other => return other,
        }
    }
}

/// The parts of chains that events are.
fn chains(events: &[Event]) -> Vec<Chain> {
    let mut chains: BTreeMap<(&str, &str), Chain> = BTreeMap::new();
    for event in events {
        let body = &event.body;
        let chain = chains.entry((&body.station, &body.incarnation)).or_insert_with(|| Chain {
            station: body.station.clone(),
            incarnation: body.incarnation.clone(),
            first: body.seq,
            last: body.seq,
            hash: event.hash,
        });
        chain.first = chain.first.min(body.seq);
        if (body.seq, std::cmp::Reverse(event.hash)) > (chain.last, std::cmp::Reverse(chain.hash)) {
            (chain.last, chain.hash) = (body.seq, event.hash);
        }
    }
    chains.into_values().collect()
}
