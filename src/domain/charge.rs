//! Money: what was charged to whom, and what became of it.
//!
//! A charge, a payment, a waiver and all the rest are entries with events of their own, and what is
//! due is their sum: there is no balance that anybody overwrites, so the order in which entries come
//! changes nothing. Amounts are whole cents.

use std::collections::BTreeMap;

use super::borrower::BorrowerId;
use super::card::When;
use super::device::DeviceId;
use super::event::Kind;
use super::hash::Hash;
use super::order::Entry;
use super::world::World;

/// The largest amount of one entry, cents: ten thousand. What is more was mistyped.
pub const MOST_CENTS: i64 = 1_000_000;

/// What an entry does to a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Does {
    /// It is owed from here on.
    Raise,
    /// More is owed, or less.
    Adjust,
    /// Money came in.
    Pay,
    /// Money is let go.
    Waive,
    /// Money was given back.
    Refund,
}

impl Does {
    /// The entry that a kind of event is.
    pub fn of(kind: &Kind) -> Option<Does> {
        match kind {
            Kind::ChargeRaised => Some(Self::Raise),
            Kind::ChargeAdjusted => Some(Self::Adjust),
            Kind::ChargePaid => Some(Self::Pay),
            Kind::ChargeWaived => Some(Self::Waive),
            Kind::Refunded => Some(Self::Refund),
            _ => None,
        }
    }
}

/// Payload of an adjustment: the amount that the charge is made, cents. Beside the difference that was
/// seen where it was written, so that two desks that make a charge the same make it that, and of two
/// that make it different the later counts; without it the difference counts.
pub const TO: &str = "to";

/// Whether a kind of event says something about money.
pub fn is_money(kind: &Kind) -> bool {
    Does::of(kind).is_some() || *kind == Kind::ChargeVoided
}

/// One entry of a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// The event.
    pub hash: Hash,
    /// What it does.
    pub does: Does,
    /// How much, cents; below zero only where an adjustment takes off. Of an adjustment to an amount,
    /// what that is more or less than before it in the true order.
    pub cents: i64,
    /// Corrected UTC milliseconds.
    pub at_ms: i64,
    /// Local offset where it was written, minutes.
    pub utc_offset_min: i32,
    /// What the policy said when it was booked: an adjustment that follows a proposal.
    pub policy_cents: Option<i64>,
    /// It was voided, or undone: it stands here and counts no more.
    pub void: bool,
}

/// One charge with everything that became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The event that raised it.
    pub id: Hash,
    /// Who owes it, under the lasting identity.
    pub borrower: BorrowerId,
    /// Who that was when it was raised: what every entry of it names, so that all of it stays together
    /// where two people are joined, or are told apart again.
    pub raised_for: BorrowerId,
    /// What for, where it is for a device.
    pub device: Option<DeviceId>,
    /// Which kind of charge, as the price list names it; may be empty.
    pub sort: String,
    /// The event it rests on: the damage that was noted.
    pub basis: Option<Hash>,
    /// All entries, the charge itself first, then by time.
    pub posted: Vec<Posted>,
}

impl Charge {
    fn sum(&self, does: Does) -> i64 {
        let of_it = |posted: &&Posted| posted.does == does && !posted.void;
        self.posted.iter().filter(of_it).map(|posted| posted.cents).sum()
    }

    /// Whether it was voided: nothing is owed, and what was paid is the family's.
    pub fn is_void(&self) -> bool {
        self.posted.iter().all(|posted| posted.does != Does::Raise || posted.void)
    }

    /// When it was raised.
    pub fn raised(&self) -> Option<When> {
        let raised = self.posted.iter().find(|posted| posted.does == Does::Raise)?;
        Some(When { at_ms: raised.at_ms, utc_offset_min: raised.utc_offset_min })
    }

    /// What is charged, adjustments included; never below zero.
    pub fn amount_cents(&self) -> i64 {
        if self.is_void() { 0 } else { self.sum_cents().max(0) }
    }

    /// What raising and adjusting come to: below zero where two desks took the same off.
    pub fn sum_cents(&self) -> i64 {
        self.sum(Does::Raise) + self.sum(Does::Adjust)
    }

    /// What was paid and not given back.
    pub fn paid_cents(&self) -> i64 {
        self.sum(Does::Pay) - self.sum(Does::Refund)
    }

    /// What was let go, as far as there was something to let go.
    pub fn waived_cents(&self) -> i64 {
        self.sum(Does::Waive).min(self.amount_cents())
    }

    /// What is still owed; below zero the family is owed.
    pub fn due_cents(&self) -> i64 {
        self.amount_cents() - self.waived_cents() - self.paid_cents()
    }
}

/// All charges of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Oldest first.
    pub charges: Vec<Charge>,
    /// Entries whose charge is not here yet, or that no desk could have written. They count for
    /// nothing, and are listed.
    pub stray: Vec<Hash>,
}

impl Ledger {
    /// What is owed in all; below zero the family is owed.
    pub fn due_cents(&self) -> i64 {
        self.charges.iter().map(Charge::due_cents).sum()
    }

    /// Charges with something left to pay, oldest first.
    pub fn open(&self) -> impl Iterator<Item = &Charge> {
        self.charges.iter().filter(|charge| charge.due_cents() > 0)
    }

    /// A charge by its event.
    pub fn charge(&self, id: &Hash) -> Option<&Charge> {
        self.charges.iter().find(|charge| charge.id == *id)
    }

    /// What the events of one person come to, under all their joined identities and in any order.
    pub fn of(entries: &[Entry], world: &World) -> Ledger {
        let mut money: Vec<&Entry> =
            entries.iter().filter(|entry| is_money(&entry.body.kind)).collect();
        money.sort_by(|a, b| place(a).cmp(&place(b)));
        money.dedup_by_key(|entry| entry.hash);
        let voided = voided(&money, world);
        let void = |entry: &Entry| !world.is_live(&entry.hash) || voided.contains(&entry.hash);
        let mut ledger = Ledger::default();
        let mut places: BTreeMap<Hash, usize> = BTreeMap::new();
        for entry in money.iter().filter(|entry| entry.body.kind == Kind::ChargeRaised) {
            let (Some(posted), Some(borrower)) = (posted(entry, &void), &entry.body.borrower)
            else {
                ledger.stray.push(entry.hash);
                continue;
            };
            places.insert(entry.hash, ledger.charges.len());
            ledger.charges.push(Charge {
                id: entry.hash,
                borrower: world.borrower(borrower).clone(),
                raised_for: borrower.clone(),
                device: entry.body.device.as_ref().map(|id| world.device(id).clone()),
                sort: entry.body.payload.text("type").unwrap_or_default().to_owned(),
                basis: entry.body.payload.hashes("basis").first().copied(),
                posted: vec![posted],
            });
        }
        for entry in money {
            if matches!(entry.body.kind, Kind::ChargeRaised | Kind::ChargeVoided) {
                continue;
            }
            let charge = entry.body.payload.hashes("charge").first().copied();
            let place = charge.and_then(|charge| places.get(&charge));
            match (place, posted(entry, &void)) {
                (Some(&place), Some(mut posted)) => {
                    let charge = &mut ledger.charges[place];
                    if let Some(to) = entry.body.payload.int(TO).filter(|to| *to >= 0) {
                        posted.cents = to.min(MOST_CENTS) - charge.sum_cents();
                    }
                    charge.posted.push(posted);
                }
                _ => ledger.stray.push(entry.hash),
            }
        }
        ledger
    }
}

/// By time; at equal times by the number that its station gave it.
fn place(entry: &Entry) -> (i64, &str, &str, u64, Hash) {
    let body = &entry.body;
    (entry.time.at_ms, &body.station, &body.incarnation, body.seq, entry.hash)
}

/// Entries that somebody said should not have been.
fn voided(money: &[&Entry], world: &World) -> Vec<Hash> {
    let live =
        |entry: &&&Entry| entry.body.kind == Kind::ChargeVoided && world.is_live(&entry.hash);
    money.iter().filter(live).flat_map(|entry| entry.body.payload.hashes("entry")).collect()
}

/// What an event posts; nothing where its amount is none.
fn posted(entry: &Entry, void: &impl Fn(&Entry) -> bool) -> Option<Posted> {
    let does = Does::of(&entry.body.kind)?;
    let cents = entry.body.payload.int("cents")?;
    let least = if does == Does::Adjust { -MOST_CENTS } else { 1 };
    (least..=MOST_CENTS).contains(&cents).then(|| Posted {
        hash: entry.hash,
        does,
        cents,
        at_ms: entry.time.at_ms,
        utc_offset_min: entry.body.utc_offset_min,
        policy_cents: entry.body.payload.int("policy"),
        void: void(entry),
    })
}
