//! What somebody may have to pay for: damages and losses of a device, each laid at the door of whoever
//! the fold says had it. What it costs is `quote`'s.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::borrower::BorrowerId;
use super::card::When;
use super::device::{DeviceId, Status};
use super::event::Kind;
use super::fold::{self, Folded, Loan};
use super::hash::Hash;
use super::missing::ON;
use super::noted::Note;
use super::order::Entry;
use super::world::World;

/// Which of the two free allowances of a school year it uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Something is damaged.
    Break,
    /// Something is gone.
    Loss,
}

/// What the price list calls a lost device.
pub const LOST: &str = "lost";

/// Payload of a note that something is back: the loss it settles, where that is of an earlier loan.
pub const SETTLES: &str = "of";

/// One thing somebody may have to pay for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The event that noted it.
    pub event: Hash,
    /// Of which device, under its lasting identity.
    pub device: DeviceId,
    /// Whose it is: whoever had the device then, or had it last.
    pub borrower: BorrowerId,
    /// When it was noted, corrected.
    pub at: When,
    /// Station, incarnation and number of that event: what orders equal times.
    pub place: (String, String, u64),
    /// What the price list calls it.
    pub sort: String,
    /// Damage or loss.
    pub class: Class,
    /// Model of the device as the desk knew it, may be empty.
    pub model: String,
    /// Who had the device hangs on an order that nobody knows.
    pub waits: bool,
}

/// Damages and losses of one device, in order. Sorts `entries`.
///
/// An accessory that was brought later, a device that was found, and what was noted twice of one loan
/// are left out, and so is what concerns nobody. `found_settles` says by local date whether a device
/// that is found settles its loss.
pub fn of_device(
    entries: &mut [Entry],
    world: &World,
    found_settles: impl Fn(&str) -> bool,
) -> Vec<Damage> {
    let folded = fold::device(entries, world);
    let mut walk = Walk { loan: None, out: false, unsure: false, found: Vec::new() };
    for (entry, unsure) in entries.iter().zip(unsure(entries, &folded)) {
        walk.unsure = unsure;
        if world.is_live(&entry.hash) {
            walk.pass(entry, &folded.loans, world, &found_settles);
        }
    }
    walk.found.into_iter().map(|(_, damage)| damage).collect()
}

/// Whether who had the device when this event happened hangs on an order that nobody knows: nothing
/// is asked of anybody for it until that is decided. Sorts `entries`.
pub fn waits(entries: &mut [Entry], world: &World, event: &Hash) -> bool {
    let folded = fold::device(entries, world);
    let mut all = entries.iter().zip(unsure(entries, &folded));
    all.any(|(entry, unsure)| entry.hash == *event && unsure)
}

/// For each entry whether something before it, or it, is in a conflict.
fn unsure(entries: &[Entry], folded: &Folded) -> Vec<bool> {
    let conflict: BTreeSet<Hash> =
        folded.conflict.iter().flat_map(|conflict| conflict.events.iter().copied()).collect();
    let mut unsure = false;
    let entry = |entry: &Entry| {
        unsure |= conflict.contains(&entry.hash);
        unsure
    };
    entries.iter().map(entry).collect()
}

/// A walk through the events of a device.
struct Walk {
    /// The loan it is in, or was in last.
    loan: Option<Hash>,
    out: bool,
    unsure: bool,
    /// With the loan of each.
    found: Vec<(Hash, Damage)>,
}

impl Walk {
    fn pass(
        &mut self,
        entry: &Entry,
        loans: &[Loan],
        world: &World,
        found_settles: &impl Fn(&str) -> bool,
    ) {
        let body = &entry.body;
        if loans.iter().any(|loan| loan.issued == entry.hash) {
            (self.loan, self.out) = (Some(entry.hash), true);
        }
        match body.kind {
            Kind::Returned => self.out = false,
            Kind::StatusChanged => match body.payload.text("status").and_then(Status::parse) {
                Some(Status::Lost) => self.find(entry, LOST.to_owned(), Class::Loss, loans, world),
                Some(Status::Stolen) => {}
                _ if found_settles(&at(entry).date()) => self.settle(LOST),
                _ => {}
            },
            _ => match Note::read(body) {
                // It did not go along: nobody lost it.
                Some(Note::Missing(_)) if self.out => {}
                Some(Note::Back(accessory)) => {
                    let of = body.payload.hashes(SETTLES);
                    if of.is_empty() {
                        self.settle(&accessory.to_lowercase());
                        self.settle(&Note::Broken(accessory).price_word().unwrap_or_default());
                    } else {
                        self.found.retain(|(_, damage)| !of.contains(&damage.event));
                    }
                }
                Some(note) => {
                    if let Note::Broken(accessory) = note {
                        // It is here, and broken: it is not missing.
                        self.settle(&accessory.to_lowercase());
                    }
                    let missing = matches!(note, Note::Missing(_));
                    let class = if missing { Class::Loss } else { Class::Break };
                    if let Some(sort) = note.price_word() {
                        self.find(entry, sort, class, loans, world);
                    }
                }
                None => {}
            },
        }
    }

    fn find(&mut self, entry: &Entry, sort: String, class: Class, loans: &[Loan], world: &World) {
        let Some(loan) = loans.iter().find(|loan| Some(loan.issued) == self.loan) else { return };
        let Some(device) = &entry.body.device else { return };
        let same = |(of, damage): &(Hash, Damage)| *of == loan.issued && damage.sort == sort;
        if self.found.iter().any(same) {
            return;
        }
        let damage = Damage {
            event: entry.hash,
            device: world.device(device).clone(),
            borrower: world.borrower(&loan.borrower).clone(),
            at: told_day(entry, loan).unwrap_or_else(|| at(entry)),
            place: (entry.body.station.clone(), entry.body.incarnation.clone(), entry.body.seq),
            sort,
            class,
            model: entry.body.payload.text("model").unwrap_or_default().to_owned(),
            waits: self.unsure,
        };
        self.found.push((loan.issued, damage));
    }

    /// What is back is not lost, and what is good is not broken.
    fn settle(&mut self, sort: &str) {
        let loan = self.loan;
        self.found.retain(|(of, damage)| Some(*of) != loan || damage.sort != sort);
    }
}

/// Noon of the day on which a loss is said to have happened, where that is before it was told, and not
/// before the loan began: the school year and the policy it is judged by.
fn told_day(entry: &Entry, loan: &Loan) -> Option<When> {
    let day = NaiveDate::parse_from_str(entry.body.payload.text(ON)?, "%Y-%m-%d").ok()?;
    let told = at(entry);
    let offset_ms = i64::from(told.utc_offset_min) * 60_000;
    let noon_ms = day.and_hms_opt(12, 0, 0)?.and_utc().timestamp_millis() - offset_ms;
    (noon_ms < told.at_ms && *day.format("%Y-%m-%d").to_string() < *told.date())
        .then_some(When { at_ms: noon_ms.max(loan.issued_ms), ..told })
}

fn at(entry: &Entry) -> When {
    When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min }
}
