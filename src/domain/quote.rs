//! What a damage costs: prices and free breaks of the policy on its day, counted per student and school
//! year in the order in which things happened. And where that differs from what was charged.
//!
//! Nothing here changes a charge. What differs is a proposal, until a person books it.

use std::collections::HashMap;

use super::borrower::BorrowerId;
use super::card::Named;
use super::charge::{Charge, Does, Ledger};
use super::damage::{Class, Damage};
use super::device::DeviceId;
use super::hash::Hash;
use super::world::World;

/// What the policy says of one damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quote {
    /// The price list has nothing for it.
    NoPrice,
    /// Not charged this school year: which one it is, and of how many.
    Free {
        /// From 1.
        nth: u32,
        /// What the policy gives.
        of: u32,
    },
    /// It costs this much.
    Costs {
        /// Cents, above zero.
        cents: i64,
    },
    /// Who had the device is not known: nothing is charged until that is decided.
    Waits,
}

impl Quote {
    /// What is to be paid, cents.
    pub fn cents(self) -> i64 {
        match self {
            Self::Costs { cents } => cents,
            Self::NoPrice | Self::Free { .. } | Self::Waits => 0,
        }
    }
}

/// What the policy says of all damages of one student, in the order in which they happened.
pub fn quotes(mut damages: Vec<Damage>, world: &World) -> Vec<(Damage, Quote)> {
    damages.sort_by(|a, b| (a.at.at_ms, &a.place, a.event).cmp(&(b.at.at_ms, &b.place, b.event)));
    let mut used: HashMap<(Class, Option<i32>), u32> = HashMap::new();
    let quote = |damage: &Damage| {
        let date = damage.at.date();
        let policy = world.policy(&date);
        let price = policy.prices.price(&damage.sort, &damage.model);
        let Some(cents) = price.map(|price| price.cents).filter(|cents| *cents > 0) else {
            return Quote::NoPrice;
        };
        if damage.waits {
            return Quote::Waits;
        }
        let of = match damage.class {
            Class::Break => policy.free_breaks,
            Class::Loss => policy.free_losses,
        };
        let used = used.entry((damage.class, policy.school_year(&date))).or_default();
        *used += 1;
        if *used <= of { Quote::Free { nth: *used, of } } else { Quote::Costs { cents } }
    };
    let quoted: Vec<Quote> = damages.iter().map(quote).collect();
    damages.into_iter().zip(quoted).collect()
}

/// Why a charge is not what the policy says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Nobody charged it yet.
    NotCharged,
    /// Somebody else had the device, or the damage was taken back, or what was missing came back.
    NotTheirs,
    /// It is charged more than once, by two desks.
    Twice,
    /// In the true order it is free.
    Free,
    /// In the true order it is not free, or the policy of its day has another price.
    Costs,
}

impl Why {
    /// The word in files and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotCharged => "not-charged",
            Self::NotTheirs => "not-theirs",
            Self::Twice => "twice",
            Self::Free => "free",
            Self::Costs => "costs",
        }
    }
}

/// A difference between what was charged and what the policy says. A person books it, or leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Who is concerned.
    pub borrower: BorrowerId,
    /// The charge, where there is one.
    pub charge: Option<Hash>,
    /// The damage it rests on.
    pub basis: Hash,
    /// Which device.
    pub device: Option<DeviceId>,
    /// What for, as the price list has it.
    pub sort: String,
    /// What is charged, cents.
    pub old_cents: i64,
    /// What the policy says, cents.
    pub new_cents: i64,
    /// Why they differ.
    pub why: Why,
}

impl Proposal {
    /// Its name: the same wherever the same events are.
    pub fn id(&self) -> Hash {
        let cents = self.new_cents.to_be_bytes();
        let charge = self.charge.unwrap_or(Hash::ZERO);
        let who = self.borrower.as_str().as_bytes();
        Hash::of(&[self.basis.bytes(), charge.bytes(), &cents, who])
    }
}

/// A proposal as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalCard {
    /// What it is.
    pub proposal: Proposal,
    /// Whose.
    pub person: Named,
    /// Tag of the device, empty where it is for none.
    pub tag: String,
}

/// Where a student's charges differ from what the policy says of their damages. `judged` says whether
/// an event can be judged: it has arrived, and who had the device then hangs on no open question. What
/// cannot is judged when it can.
pub fn proposals(
    borrower: &BorrowerId,
    ledger: &Ledger,
    quotes: &[(Damage, Quote)],
    judged: impl Fn(&Hash) -> bool,
) -> Vec<Proposal> {
    let mut found = Vec::new();
    for charge in &ledger.charges {
        let Some(basis) = charge.basis.filter(|basis| !charge.is_void() && judged(basis)) else {
            continue;
        };
        let twice = stands_for(ledger, &basis).is_some_and(|first| first != charge.id);
        let said = quotes.iter().find(|(damage, _)| damage.event == basis);
        let quote = match said {
            Some((_, Quote::Waits)) => continue,
            Some((_, quote)) => Some(*quote),
            None => None,
        };
        let new_cents = if twice { 0 } else { quote.map_or(0, Quote::cents) };
        if is_settled(charge, new_cents) {
            continue;
        }
        found.push(Proposal {
            borrower: borrower.clone(),
            charge: Some(charge.id),
            basis,
            device: charge.device.clone(),
            sort: charge.sort.clone(),
            old_cents: charge.amount_cents(),
            new_cents,
            why: match quote {
                Some(_) if twice => Why::Twice,
                None => Why::NotTheirs,
                Some(Quote::Costs { .. }) => Why::Costs,
                Some(_) => Why::Free,
            },
        });
    }
    let open = quotes.iter().filter(|(damage, quote)| {
        quote.cents() > 0 && ledger.charges.iter().all(|c| c.basis != Some(damage.event))
    });
    found.extend(open.map(|(damage, quote)| Proposal {
        borrower: borrower.clone(),
        charge: None,
        basis: damage.event,
        device: Some(damage.device.clone()),
        sort: damage.sort.clone(),
        old_cents: 0,
        new_cents: quote.cents(),
        why: Why::NotCharged,
    }));
    found
}

/// The charge that stands for a damage where several rest on it: the one with the most paid, else the
/// oldest.
fn stands_for(ledger: &Ledger, basis: &Hash) -> Option<Hash> {
    let of_it = |charge: &&Charge| charge.basis == Some(*basis) && !charge.is_void();
    let charges = ledger.charges.iter().filter(of_it).rev();
    charges.max_by_key(|charge| charge.paid_cents()).map(|charge| charge.id)
}

/// Whether a charge is what the policy says, or a person changed it since it was quoted so.
fn is_settled(charge: &Charge, cents: i64) -> bool {
    let live = || charge.posted.iter().filter(|posted| !posted.void);
    let quoted = live().filter(|p| p.does == Does::Raise).map(|p| p.cents).sum();
    let said = live().filter_map(|posted| posted.policy_cents).next_back().unwrap_or(quoted);
    charge.amount_cents() == cents || said == cents
}
