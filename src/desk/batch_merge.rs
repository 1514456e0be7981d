//! Merging bundles: set union, then the fold says what it means. An office answers with receipts.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::path::{Path, PathBuf};

use super::batch::{MergeReport, MergedBundle, ReceiptWritten, Refusal, Refused, put};
use super::long::Steps;
use super::reply::When;
use super::request::Role;
use super::setup::corrects;
use super::{Desk, Error};
use crate::domain::event::{Kind, Moment, Source};
use crate::domain::evidence::{DriveClock, Reading};
use crate::domain::hash::Hash;
use crate::exchange::bundle::{self, Answer, Bundle, Counts, Form, RegisterFacts, Sheet};
use crate::store::{self, Class, MergedRow, Stamp, Watch};

/// What a bundle is answered by: where it lies, and which life of which station wrote it.
type Answered = (PathBuf, String, String);

/// What an office must remember of a bundle until its receipt is written.
struct Asked {
    number: u64,
    manifest: bundle::Manifest,
    batches: Vec<(String, u64, Counts)>,
}

/// A merge in steps: one bundle is read, or taken in, or one station is answered. What others ask
/// of the desk may come between two steps.
pub(super) struct Merging {
    own_site: bool,
    watch: Watch,
    /// Bundles to come.
    todo: VecDeque<PathBuf>,
    /// How many there are in all.
    all: u64,
    /// The one that was read and comes next.
    read: Option<Bundle>,
    asked: BTreeMap<Answered, Asked>,
    report: MergeReport,
}

impl Steps for Merging {
    type Report = MergeReport;

    fn step(&mut self, desk: &mut Desk, now: &Moment) -> Result<Option<MergeReport>, Error> {
        if self.watch.is_cancelled() {
            self.stop();
        }
        if let Some(bundle) = self.read.take() {
            self.take(desk, bundle, now)?;
        } else if let Some(path) = self.todo.pop_front() {
            self.watch.part(self.all - self.todo.len() as u64, self.all);
            match desk.readable(&path, bundle::Kind::Batch)? {
                Ok(bundle) => self.read = Some(bundle),
                Err(why) => self.report.refused.push(Refused { path, why }),
            }
        } else if desk.role()? != Role::Office {
            return self.end(desk).map(Some);
        } else if let Some(((folder, station, _), asked)) = self.asked.pop_first() {
            // After all of them are in: what one station lacks, another may just have brought.
            if station != desk.store.station().ok_or(store::Error::NoStation)?.code {
                let path = desk.write_receipt(&folder, &asked, self.own_site, now)?;
                self.report.receipts.push(ReceiptWritten { station, folder, path });
            }
        } else {
            return self.end(desk).map(Some);
        }
        Ok(None)
    }
}

impl Merging {
    /// Looks for bundles: files, and those in folders.
    pub(super) fn new(paths: &[PathBuf], own_site: bool, watch: Watch) -> Merging {
        let mut report = MergeReport::default();
        let todo = VecDeque::from(meant(paths, bundle::Kind::Batch, &mut report.refused));
        let all = todo.len() as u64;
        Merging { own_site, watch, todo, all, read: None, asked: BTreeMap::new(), report }
    }

    fn take(&mut self, desk: &mut Desk, bundle: Bundle, now: &Moment) -> Result<(), Error> {
        let merged = match desk.merge_bundle(&bundle, &self.watch, now) {
            Err(Error::Store(store::Error::Cancelled)) => {
                self.read = Some(bundle);
                return Ok(());
            }
            other => other?,
        };
        let about = bundle.manifest;
        let key = (beside(&bundle.path), about.station.clone(), about.incarnation.clone());
        let batch = (about.id.clone(), about.number, merged.counts);
        let one = self.asked.entry(key).or_insert_with(|| Asked {
            number: about.number,
            manifest: about.clone(),
            batches: Vec::new(),
        });
        // What the station has it says best in its newest.
        if about.number > one.number {
            (one.number, one.manifest) = (about.number, about);
        }
        one.batches.push(batch);
        self.report.bundles.push(merged);
        Ok(())
    }

    /// Nothing more is taken in; what was is answered.
    fn stop(&mut self) {
        let read = self.read.take().map(|bundle| bundle.path);
        let left = read.into_iter().chain(self.todo.drain(..));
        let stopped = left.map(|path| Refused { path, why: Refusal::Stopped });
        self.report.refused.extend(stopped);
    }

    fn end(&mut self, desk: &Desk) -> Result<MergeReport, Error> {
        let mut report = std::mem::take(&mut self.report);
        report.gaps = desk.store.chains()?.into_iter().flat_map(|chain| chain.gaps).collect();
        Ok(report)
    }
}

impl Desk {
    /// Merges bundles: files, and folders with bundles in them. One transaction for each; those that
    /// cannot be taken keep back no other. `own_site` limits the register in receipts to the site of
    /// the station.
    ///
    /// # Errors
    /// The disk's. What was merged before stays merged.
    pub fn merge_bundles(
        &mut self,
        paths: &[PathBuf],
        own_site: bool,
        now: &Moment,
    ) -> Result<MergeReport, Error> {
        Merging::new(paths, own_site, Watch::new()).through(self, now)
    }

    /// Reads a bundle that may be taken here.
    pub(super) fn readable(
        &self,
        path: &Path,
        kind: bundle::Kind,
    ) -> Result<Result<Bundle, Refusal>, Error> {
        let bundle = match bundle::read(path) {
            Ok(bundle) => bundle,
            Err(error) => return Ok(Err(error.into())),
        };
        if bundle.manifest.kind != kind {
            return Ok(Err(match kind {
                bundle::Kind::Batch => Refusal::IsReceipt,
                bundle::Kind::Receipt => Refusal::IsBatch,
            }));
        }
        if bundle.manifest.practice && !self.is_practice()? {
            return Ok(Err(Refusal::Practice));
        }
        Ok(Ok(bundle))
    }

    fn merge_bundle(
        &mut self,
        bundle: &Bundle,
        watch: &Watch,
        now: &Moment,
    ) -> Result<MergedBundle, Error> {
        let about = &bundle.manifest;
        let before = self.store.merged_before(&about.id)?;
        let closed = self.store.closed(&about.station)?.is_some();
        let office = self.role()? == Role::Office;
        let read = self.corrected(now);
        let reader = self.store.station().ok_or(store::Error::NoStation)?.code;
        let drive = || bundle::drive_clock(&bundle.path, about, &reader);
        let drive = (office && before.is_none()).then(drive).flatten();
        let operator = self.operator.clone();
        let stamp =
            Stamp { now, operator: operator.as_deref(), run: None, source: Source::Imported };
        let mut counts = Counts { damaged: bundle.lost, ..Counts::default() };
        let (forks, clocks) = self.store.transact(|write| -> store::Result<_> {
            let missing = write.missing(&bundle.events)?;
            let merged = write.merge_watched(&bundle.events, watch)?;
            write.take_additions(&bundle.additions, bundle.whole)?;
            for chain in &about.chains {
                write.claim(&chain.station, &chain.incarnation, chain.last)?;
            }
            for mark in &about.have {
                write.claim(&mark.station, &mark.incarnation, mark.seq)?;
            }
            let mut clocks = Vec::new();
            if office && before.is_none() {
                let mut drafts = Vec::new();
                for proven in write.clocks_proven(&bundle.events, &written(about, drive), read)? {
                    if proven.station != reader {
                        drafts.push(corrects(&proven));
                        clocks.push((proven.station, proven.offset_ms, proven.within_ms));
                    }
                }
                let _ = write.append_each(stamp, drafts)?;
            }
            let mut seen: HashSet<Hash> = HashSet::new();
            let fresh: Vec<_> = bundle
                .events
                .iter()
                .zip(missing)
                .filter(|(event, missing)| *missing && seen.insert(event.hash))
                .map(|(event, _)| event)
                .collect();
            counts.already_had = (bundle.events.len() - fresh.len()) as u64;
            for class in write.classify(&fresh)? {
                match class {
                    Class::NeedsPerson => counts.needs_person += 1,
                    Class::Parked => counts.parked += 1,
                    Class::Superseded => counts.superseded += 1,
                    Class::Applied => counts.applied += 1,
                }
            }
            let hashes: Vec<&[u8]> =
                bundle.events.iter().map(|event| event.hash.bytes().as_slice()).collect();
            let own = about.chains.iter().filter(|chain| chain.incarnation == about.incarnation);
            write.keep_merged(&MergedRow {
                id: about.id.clone(),
                station: about.station.clone(),
                incarnation: about.incarnation.clone(),
                number: about.number,
                sha256: Hash::of(&hashes),
                at: When::from(now),
                exported_ms: about.wall_ms,
                claimed_seq: own.map(|chain| chain.last).max().unwrap_or(0),
                register: about.register.clone(),
                counts: counts.named().map(|(_, count)| count),
            })?;
            Ok((merged.forks, clocks))
        })?;
        let unknown =
            |event: &&crate::domain::event::Event| matches!(event.body.kind, Kind::Unknown(_));
        Ok(MergedBundle {
            path: bundle.path.clone(),
            id: about.id.clone(),
            station: about.station.clone(),
            incarnation: about.incarnation.clone(),
            number: about.number,
            exported: When { at_ms: about.wall_ms, utc_offset_min: about.utc_offset_min },
            counts,
            before,
            damaged: bundle.damaged.clone(),
            truncated: bundle.truncated,
            resaved: bundle.resaved,
            concatenated: bundle.concatenated,
            forks: forks.iter().map(ToString::to_string).collect(),
            unknown: bundle.events.iter().filter(unknown).count() as u64,
            closed,
            clocks,
        })
    }

    /// Writes what a station gets back: how far its chains are here, what it lacks, the register.
    fn write_receipt(
        &mut self,
        folder: &Path,
        asked: &Asked,
        own_site: bool,
        now: &Moment,
    ) -> Result<Result<PathBuf, bundle::Error>, Error> {
        let about = &asked.manifest;
        let events = self.store.lacking(&about.have)?;
        let mut out = self.outgoing(bundle::Kind::Receipt, events, now)?;
        out.manifest.receiver.clone_from(&about.station);
        out.manifest.number = self.receipts_written()? + 1;
        let chains = self.store.chains()?.into_iter();
        let of_it = chains.filter(|chain| chain.station == about.station);
        out.answers.extend(of_it.flat_map(|chain| chain.tips).map(Answer::Chain));
        for (id, number, counts) in &asked.batches {
            out.answers.push(Answer::Batch { id: id.clone(), number: *number, counts: *counts });
        }
        if let Some(info) = self.store.register_info()? {
            let site = Some(about.site.as_str()).filter(|site| own_site && !site.is_empty());
            // Who has it already is told that it is the office's, and gets no copy.
            if info.sha256.short() != about.register {
                let sheets = self.store.snapshot(site)?.into_iter();
                let sheet = |(name, head, rows)| Sheet { name, head, rows };
                out.register = sheets.map(sheet).collect();
            }
            out.manifest.snapshot = Some(RegisterFacts {
                number: info.number,
                issuer: info.issuer,
                sha256: info.sha256,
                site: site.unwrap_or_default().to_owned(),
            });
        }
        let path = put(folder, Form::Zip, &mut out);
        if path.is_ok() {
            let number = out.manifest.number.to_string();
            self.store.transact(|write| write.set("receipts", &number))?;
            sweep_receipts(folder, &out.manifest);
        }
        Ok(path)
    }

    fn receipts_written(&self) -> Result<u64, Error> {
        Ok(self.store.setting("receipts")?.and_then(|text| text.parse().ok()).unwrap_or(0))
    }
}

/// What the clocks showed when a bundle was written.
fn written(about: &bundle::Manifest, drive: Option<DriveClock>) -> Reading {
    Reading {
        station: about.station.clone(),
        incarnation: about.incarnation.clone(),
        boot: about.boot.clone(),
        boot_ms: about.boot_ms,
        wall_ms: about.wall_ms,
        drive,
    }
}

/// Takes away this office's earlier receipts for the same station: all that is in them is in the new one,
/// which is whole on disk. What cannot be is in nobody's way.
fn sweep_receipts(folder: &Path, new: &bundle::Manifest) {
    for found in bundle::look(folder).unwrap_or_default() {
        let former = found.manifest.is_ok_and(|old| {
            old.kind == bundle::Kind::Receipt
                && (&old.station, &old.incarnation, &old.receiver)
                    == (&new.station, &new.incarnation, &new.receiver)
                && old.number < new.number
        });
        if former && found.path.is_file() {
            let _ = std::fs::remove_file(&found.path);
        }
    }
}

/// The bundles that paths mean, each once. Of a folder those of the kind wanted; one in which lies
/// nothing of the sort is refused, but for a stick without a receipt.
pub(super) fn meant(
    paths: &[PathBuf],
    kind: bundle::Kind,
    refused: &mut Vec<Refused>,
) -> Vec<PathBuf> {
    let mut seen = BTreeSet::new();
    let mut meant = Vec::new();
    for path in paths {
        let found = if path.is_dir() { in_folder(path, kind) } else { Ok(vec![path.clone()]) };
        match found {
            Ok(found) => meant.extend(found.into_iter().filter(|path| {
                seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone()))
            })),
            Err(error) => refused.push(Refused { path: path.clone(), why: error.into() }),
        }
    }
    meant
}

fn in_folder(folder: &Path, kind: bundle::Kind) -> Result<Vec<PathBuf>, bundle::Error> {
    let found = bundle::look(folder)?;
    let none = || Err(bundle::Error::NoBundle { path: folder.to_owned() });
    if found.is_empty() {
        return none();
    }
    let wanted = |found: &bundle::Found| found.manifest.as_ref().map_or(true, |m| m.kind == kind);
    let wanted: Vec<PathBuf> = found.into_iter().filter(wanted).map(|found| found.path).collect();
    if wanted.is_empty() && kind == bundle::Kind::Batch { none() } else { Ok(wanted) }
}

/// The folder that a bundle lies in: beside a zip or a folder of its own, among files that lie loose.
fn beside(path: &Path) -> PathBuf {
    let named = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("TAGDESK"));
    let loose = path.is_dir() && !named;
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        _ if loose => path.to_owned(),
        Some(folder) => folder.to_owned(),
        None => PathBuf::from("."),
    }
}
