//! What the first line of a form offers: prices to charge, charges to pay, entries to
//! void, who signs.

use super::form::Act;
use crate::desk::request::{ChargeRow, PersonPage};
use crate::domain::agreement::Signer;
use crate::domain::charge::Charge;
use crate::domain::money::written;
use crate::domain::price::{Price, part};
use crate::text as words;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pick {
    /// In words.
    pub(super) says: String,
    /// What the desk calls it; nothing means all charges, oldest first.
    pub(super) word: Option<String>,
    /// The amount it brings.
    pub(super) cents: Option<i64>,
    /// Whether a part of it may be charged.
    pub(super) steps: bool,
}

/// A part of what it brings, in percent.
pub(super) fn part_of(pick: &Pick, percent: u8) -> Option<String> {
    pick.cents.map(|cents| written(part(cents, percent)))
}

/// What is offered.
pub(super) fn picks(act: Act, page: &PersonPage, marked: Option<&ChargeRow>) -> Vec<Pick> {
    match act {
        Act::Charge => page.prices.lines().iter().map(price).collect(),
        Act::Pay => {
            let due = |row: &&ChargeRow| row.charge.due_cents() > 0;
            let open = || page.account.iter().filter(due);
            let all = open().map(|row| row.charge.due_cents()).sum();
            let all =
                Pick { says: words::get("money-all"), word: None, cents: Some(all), steps: false };
            let mut picks: Vec<Pick> = open().map(charge).chain([all]).collect();
            // The marked one comes first; without one, all of them.
            let first = marked.map(|row| Some(row.name().to_owned()));
            let first = first.filter(|name| picks.iter().any(|pick| pick.word == *name));
            picks.sort_by_key(|pick| pick.word != first.clone().flatten());
            picks
        }
        Act::Void => marked.map(entries).unwrap_or_default(),
        Act::Sign => [Signer::Student, Signer::Guardian].map(signer).to_vec(),
        Act::Waive | Act::Adjust | Act::Refund => Vec::new(),
    }
}

fn signer(by: Signer) -> Pick {
    let says = match by {
        Signer::Student => words::get("agreement-by-student"),
        Signer::Guardian => words::get("agreement-by-guardian"),
    };
    Pick { says, word: Some(by.as_str().to_owned()), cents: None, steps: false }
}

fn price(price: &Price) -> Pick {
    Pick {
        says: words::dots([words::charge::sort(&price.sort), price.model.clone()]),
        word: Some(price.sort.clone()),
        cents: Some(price.cents),
        steps: price.steps,
    }
}

fn charge(row: &ChargeRow) -> Pick {
    let Charge { sort, .. } = &row.charge;
    Pick {
        says: words::dots([words::charge::sort(sort), row.tag.clone()]),
        word: Some(row.name().to_owned()),
        cents: Some(row.charge.due_cents()),
        steps: false,
    }
}

fn entries(row: &ChargeRow) -> Vec<Pick> {
    let entries = row.charge.posted.iter().zip(&row.names);
    let live = entries.filter(|(posted, _)| !posted.void);
    live.map(|(posted, name)| Pick {
        says: words::charge::posted(posted),
        word: Some(name.clone()),
        cents: None,
        steps: false,
    })
    .collect()
}
