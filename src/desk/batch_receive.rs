//! Receiving: an office's receipts confirm what was sent, bring what other stations wrote, and the
//! register that is in use everywhere.

use std::collections::VecDeque;
use std::path::PathBuf;

use super::batch::{ReceiveReport, ReceivedReceipt, Refusal, Refused, RegisterTaken, received_key};
use super::batch_merge::meant;
use super::long::Steps;
use super::reply::When;
use super::request::Role;
use super::{Desk, Error};
use crate::domain::event::{Kind, Moment, Source};
use crate::domain::mark::Mark;
use crate::exchange::bundle::{self, Answer, Bundle};
use crate::store::{self, ChainState, Draft, RegisterInfo, SnapshotSheet, Stamp, Watch};

/// The setting that says whose register is in use.
const OFFICE: &str = "office_register";

/// Receiving in steps: a receipt is read, or taken in. What others ask of the desk may come between
/// two steps.
pub(super) struct Receiving {
    own: String,
    watch: Watch,
    /// Those named one by one: what is meant for others is refused, not passed over.
    named: Vec<PathBuf>,
    /// To be read.
    todo: VecDeque<PathBuf>,
    /// To be taken in, the newest last: its register is the one in use.
    read: Vec<Bundle>,
    /// How many were taken in, or tried.
    begun: u64,
    report: ReceiveReport,
}

impl Steps for Receiving {
    type Report = ReceiveReport;

    fn step(&mut self, desk: &mut Desk, now: &Moment) -> Result<Option<ReceiveReport>, Error> {
        if self.watch.is_cancelled() {
            self.stop();
        }
        if let Some(path) = self.todo.pop_front() {
            self.read(desk, path)?;
        } else if self.read.is_empty() {
            let mut report = std::mem::take(&mut self.report);
            report.unsent = desk.store.unsent()?;
            report.parked.1 = desk.store.parked()?;
            return Ok(Some(report));
        } else {
            let parts = self.begun + self.read.len() as u64;
            self.begun += 1;
            self.watch.part(self.begun, parts);
            let receipt = self.read.remove(0);
            match desk.receive_one(&receipt, &self.watch, now) {
                Err(Error::Store(store::Error::Cancelled)) => self.read.insert(0, receipt),
                received => self.report.receipts.push(received?),
            }
        }
        Ok(None)
    }
}

impl Receiving {
    /// Looks for receipts: files, and those in folders.
    ///
    /// # Errors
    /// This is no station, or the database's.
    pub(super) fn new(desk: &Desk, paths: &[PathBuf], watch: Watch) -> Result<Receiving, Error> {
        let own = desk.store.station().ok_or(store::Error::NoStation)?.code;
        let mut report = ReceiveReport::default();
        report.parked.0 = desk.store.parked()?;
        let todo = VecDeque::from(meant(paths, bundle::Kind::Receipt, &mut report.refused));
        let (named, read) = (paths.to_vec(), Vec::new());
        Ok(Receiving { own, watch, named, todo, read, begun: 0, report })
    }

    fn read(&mut self, desk: &Desk, path: PathBuf) -> Result<(), Error> {
        let named = self.named.contains(&path);
        if !named && bundle::peek(&path).is_ok_and(|about| about.receiver != self.own) {
            return Ok(());
        }
        match desk.readable(&path, bundle::Kind::Receipt)? {
            Ok(bundle) if bundle.manifest.receiver != self.own => {
                let why = Refusal::OtherStation(bundle.manifest.receiver);
                self.report.refused.push(Refused { path, why });
            }
            Ok(bundle) => {
                let number = bundle.manifest.number;
                let at = self.read.partition_point(|other| other.manifest.number <= number);
                self.read.insert(at, bundle);
            }
            Err(why) => self.report.refused.push(Refused { path, why }),
        }
        Ok(())
    }

    /// Nothing more is taken in.
    fn stop(&mut self) {
        let read = self.read.drain(..).map(|receipt| receipt.path);
        let stopped = read.chain(self.todo.drain(..));
        let stopped = stopped.map(|path| Refused { path, why: Refusal::Stopped });
        self.report.refused.extend(stopped);
    }
}

impl Desk {
    /// Takes the receipts for this station: files, and those that lie in folders. Of a folder, what
    /// is meant for others stays where it is, unsaid.
    ///
    /// # Errors
    /// The disk's. What was taken before stays taken.
    pub fn receive(&mut self, paths: &[PathBuf], now: &Moment) -> Result<ReceiveReport, Error> {
        Receiving::new(self, paths, Watch::new())?.through(self, now)
    }

    fn receive_one(
        &mut self,
        receipt: &Bundle,
        watch: &Watch,
        now: &Moment,
    ) -> Result<ReceivedReceipt, Error> {
        let about = &receipt.manifest;
        let office = about.station.as_str();
        let at = When::from(now);
        let new = self.store.transact(|write| -> store::Result<_> {
            let merged = write.merge_watched(&receipt.events, watch)?;
            write.take_additions(&receipt.additions, receipt.whole)?;
            for chain in &about.chains {
                write.claim(&chain.station, &chain.incarnation, chain.last)?;
            }
            for mark in &about.have {
                write.claim(&mark.station, &mark.incarnation, mark.seq)?;
            }
            Ok(merged.new)
        })?;
        let (confirmed, strange) = self.confirmed_by(receipt)?;
        let mut known = confirmed.clone();
        for mark in &about.have {
            // What the office has of others need not be carried to it again.
            if self.store.has(mark)? {
                known.push(mark.clone());
            }
        }
        self.store.transact(|write| -> store::Result<_> {
            for mark in &known {
                write.confirm(mark, office, at)?;
            }
            let newest = format!("{}/{}", about.incarnation, about.number);
            write.set(&received_key(office), &newest)
        })?;
        let mut received = ReceivedReceipt {
            path: receipt.path.clone(),
            office: office.to_owned(),
            number: about.number,
            confirmed,
            strange,
            new,
            damaged: receipt.damaged.clone(),
            register: RegisterTaken::None,
            merged: 0,
            joined: 0,
        };
        self.take_register(receipt, &mut received, now)?;
        Ok(received)
    }

    /// How far the office has the chains it names, as far as that is true of what is here; and what
    /// it names that nobody here has.
    fn confirmed_by(&self, receipt: &Bundle) -> Result<(Vec<Mark>, Vec<Mark>), Error> {
        let (mut confirmed, mut strange) = (Vec::new(), Vec::new());
        let marks: Vec<&Mark> = receipt
            .answers
            .iter()
            .filter_map(|answer| match answer {
                Answer::Chain(mark) => Some(mark),
                Answer::Batch { .. } => None,
            })
            .collect();
        for chain in self.store.chains()? {
            let here = |mark: &&&Mark| {
                mark.station == chain.station && mark.incarnation == chain.incarnation
            };
            let named: Vec<&Mark> = marks.iter().filter(here).copied().collect();
            let mut known = Vec::new();
            for mark in &named {
                if self.store.has(mark)? {
                    known.push(*mark);
                }
            }
            confirmed.extend(reached(&chain, &known));
            // Where one of several branches is known, the others are strangers' and no news.
            if known.is_empty() {
                strange.extend(named.first().map(|mark| (*mark).clone()));
            }
        }
        let chains = self.store.chains()?;
        let unheard = marks.into_iter().filter(|mark| {
            !chains.iter().any(|c| c.station == mark.station && c.incarnation == mark.incarnation)
        });
        strange.extend(unheard.cloned());
        Ok((confirmed, strange))
    }

    /// Puts the office's register in the place of the one here, where it is newer.
    fn take_register(
        &mut self,
        receipt: &Bundle,
        received: &mut ReceivedReceipt,
        now: &Moment,
    ) -> Result<(), Error> {
        let Some(facts) = &receipt.manifest.snapshot else { return Ok(()) };
        let role = self.role()?;
        let used = self.store.register_info()?;
        let of_office = self.store.setting(OFFICE)?;
        let older = used.as_ref().filter(|info| {
            of_office.as_ref() == Some(&facts.issuer)
                && info.issuer == facts.issuer
                && info.number > facts.number
        });
        let brought = receipt.manifest.files.keys().any(|name| name.starts_with("register-"));
        let same = used.as_ref().is_some_and(|info| info.sha256 == facts.sha256);
        received.register = if role == Role::Office {
            RegisterTaken::Office
        } else if let Some(info) = older {
            RegisterTaken::Older(info.number)
        } else if same || !brought {
            RegisterTaken::None
        } else if receipt.register.is_empty() {
            RegisterTaken::Damaged
        } else {
            RegisterTaken::Taken(facts.number)
        };
        if same && role != Role::Office && of_office.is_none() {
            // The very files were taken in here: from now on they are the office's.
            self.store.transact(|write| follow(write, &facts.issuer, role))?;
        }
        if !matches!(received.register, RegisterTaken::Taken(_)) {
            return Ok(());
        }
        let info = RegisterInfo {
            number: facts.number,
            issuer: facts.issuer.clone(),
            sha256: facts.sha256,
            at: When::from(now),
        };
        let sheet = |sheet: &bundle::Sheet| -> SnapshotSheet {
            (sheet.name.clone(), sheet.head.clone(), sheet.rows.clone())
        };
        let sheets: Vec<SnapshotSheet> = receipt.register.iter().map(sheet).collect();
        let operator = self.operator.clone();
        let stamp =
            Stamp { now, operator: operator.as_deref(), run: None, source: Source::Imported };
        (received.joined, received.merged) = self.store.transact(|write| -> store::Result<_> {
            write.replace_register(&sheets, &info)?;
            let mut adopted = Draft::new(Kind::RegisterAdopted).with("issuer", &info.issuer);
            adopted.payload.put_int("number", i64::try_from(info.number).unwrap_or(i64::MAX));
            let mut drafts = vec![adopted];
            let joins = write.joins_found()?;
            let merges = write.merges_found()?;
            let counts = (joins.len() as u64, merges.len() as u64);
            drafts.extend(joins.into_iter().map(|(serial, tag)| Draft {
                device: Some(serial),
                ..Draft::new(Kind::DeviceJoined).with("other", tag.as_str())
            }));
            drafts.extend(merges.into_iter().map(|(walk_up, person)| Draft {
                borrower: Some(walk_up),
                ..Draft::new(Kind::BorrowerMerged).with("into", person.as_str())
            }));
            let _ = write.append_each(stamp, drafts)?;
            follow(write, &info.issuer, role)?;
            Ok(counts)
        })?;
        Ok(())
    }
}

/// The register is an office's from here on.
fn follow(write: &mut store::Write<'_>, issuer: &str, role: Role) -> store::Result<()> {
    write.set(OFFICE, issuer)?;
    if role == Role::Alone {
        write.set("role", "station")?;
    }
    Ok(())
}

/// How far everything of a chain that is here is with the office, which has it up to `known`. Of a
/// chain that forked, a branch that the office does not have in full holds it back to where they
/// part: nothing of it may count as sent.
fn reached(chain: &ChainState, known: &[&Mark]) -> Option<Mark> {
    let furthest = known.iter().max_by_key(|mark| mark.seq)?;
    let covered = chain.tips.iter().all(|tip| known.contains(&tip));
    if chain.tips.len() <= 1 || covered {
        return Some((*furthest).clone());
    }
    let sure = chain.sure.as_ref()?;
    Some(if sure.seq <= furthest.seq { sure.clone() } else { (*furthest).clone() })
}
