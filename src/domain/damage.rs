//! What somebody may have to pay for: damages and losses of a device, each laid at the door of whoever
//! the fold says had it. What it costs is `quote`'s.

use std::collections::BTreeSet;

use super::borrower::BorrowerId;
use super::card::When;
use super::device::{DeviceId, Status};
use super::event::Kind;
use super::fold::{self, Loan};
use super::hash::Hash;
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
    let unsure: BTreeSet<Hash> =
        folded.conflict.iter().flat_map(|conflict| conflict.events.iter().copied()).collect();
    let mut walk = Walk { loan: None, out: false, unsure: false, found: Vec::new() };
    for entry in entries.iter() {
        walk.unsure |= unsure.contains(&entry.hash);
        if world.is_live(&entry.hash) {
            walk.pass(entry, &folded.loans, world, &found_settles);
        }
    }
    walk.found.into_iter().map(|(_, damage)| damage).collect()
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
                Some(Note::Back(accessory)) => self.settle(&accessory.to_lowercase()),
                Some(note) => {
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
            at: at(entry),
            place: (entry.body.station.clone(), entry.body.incarnation.clone(), entry.body.seq),
            sort,
            class,
            model: entry.body.payload.text("model").unwrap_or_default().to_owned(),
            waits: self.unsure,
        };
        self.found.push((loan.issued, damage));
    }

    /// What is back is not lost.
    fn settle(&mut self, sort: &str) {
        let loan = self.loan;
        self.found.retain(|(of, damage)| {
            Some(*of) != loan || damage.class != Class::Loss || damage.sort != sort
        });
    }
}

fn at(entry: &Entry) -> When {
    When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min }
}
