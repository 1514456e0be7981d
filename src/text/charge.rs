//! Money in words.

use crate::desk::charges::Wrong;
use crate::domain::card::{Named, When};
use crate::domain::charge::{Charge, Does, Posted};
use crate::domain::money::written;
use crate::domain::quote::{Proposal, ProposalCard, Quote, Why};
use crate::text;

/// What somebody owes, as a sentence.
pub fn due(name: &str, cents: i64) -> String {
    match cents {
        0 => text::with("charge-due-nothing", &[("name", &name)]),
        ..0 => text::with("charge-due-back", &[("name", &name), ("amount", &written(-cents))]),
        _ => text::with("charge-due", &[("name", &name), ("amount", &written(cents))]),
    }
}

/// What somebody owes, in a word or two; nothing where that is nothing.
pub fn owes(cents: i64) -> Option<String> {
    match cents {
        0 => None,
        ..0 => Some(text::with("card-owed", &[("amount", &written(-cents))])),
        _ => Some(text::with("card-owes", &[("amount", &written(cents))])),
    }
}

/// What the policy says of a damage, as a sentence; nothing where the price list has nothing for it.
pub(super) fn quote(quote: Quote) -> Option<String> {
    match quote {
        Quote::NoPrice => None,
        Quote::Free { nth, of } => {
            Some(text::with("quote-free", &[("nth", &u64::from(nth)), ("of", &u64::from(of))]))
        }
        Quote::Costs { cents } => Some(text::with("quote-costs", &[("amount", &written(cents))])),
        Quote::Waits => Some(text::get("quote-waits")),
    }
}

/// The same in a few words, behind what it is for.
pub fn quote_short(quote: Quote) -> Option<String> {
    match quote {
        Quote::NoPrice => None,
        Quote::Free { nth, of } => Some(text::with(
            "quote-free-short",
            &[("nth", &u64::from(nth)), ("of", &u64::from(of))],
        )),
        Quote::Costs { cents } => {
            Some(text::with("quote-costs-short", &[("amount", &written(cents))]))
        }
        Quote::Waits => Some(text::get("quote-waits-short")),
    }
}

/// That a part of a price is charged.
pub(super) fn part(name: &str, tag: &str, sort: &str, percent: u8, cents: i64) -> String {
    text::with(
        "msg-part",
        &[
            ("tag", &tag),
            ("name", &name),
            ("sort", &sort),
            ("percent", &u64::from(percent)),
            ("amount", &written(cents)),
        ],
    )
}

/// That what was brought later is not charged any more.
pub(super) fn credited(cents: i64) -> Option<String> {
    (cents > 0).then(|| text::with("quote-credited", &[("amount", &written(cents))]))
}

/// That an entry was taken back, and what is owed without it.
pub(super) fn undone(person: &Named, due_cents: i64) -> String {
    format!("{} {}", text::get("msg-undone"), due(&person.name, due_cents))
}

/// Why money was not moved, and what to do.
pub(super) fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Amount { cents } => text::with("charge-amount", &[("amount", &written(*cents))]),
        Wrong::NoCharge(name) => text::with("charge-none", &[("name", name)]),
        Wrong::NoEntry(name) => text::with("charge-no-entry", &[("name", name)]),
        Wrong::NoDevice(code) => text::with("charge-no-device", &[("code", code)]),
        Wrong::NeedsDevice(sort) => text::with("charge-needs-device", &[("sort", sort)]),
        Wrong::NotListed(sort) => text::with("charge-not-listed", &[("sort", sort)]),
        Wrong::NoParts(sort) => text::with("charge-no-parts", &[("sort", sort)]),
        Wrong::NothingDue => text::get("charge-nothing-due"),
        Wrong::MoreThanDue { due_cents } => {
            text::with("charge-more-than-due", &[("due", &written(*due_cents))])
        }
        Wrong::MoreThanPaid { paid_cents } => {
            text::with("charge-more-than-paid", &[("paid", &written(*paid_cents))])
        }
        Wrong::Void(name) => text::with("charge-void", &[("name", name)]),
        Wrong::Same => text::get("charge-same"),
    }
}

/// What something is charged for; that nothing is said, where nothing is.
pub fn sort(sort: &str) -> String {
    if sort.trim().is_empty() { text::get("money-no-sort") } else { sort.to_owned() }
}

/// An entry of a charge: what was done, how much, when.
pub fn posted(posted: &Posted) -> String {
    let amount = written(posted.cents);
    let does = match posted.does {
        Does::Raise => text::with("money-raised", &[("amount", &amount)]),
        Does::Adjust if posted.cents > 0 => text::with("money-adjusted-up", &[("amount", &amount)]),
        Does::Adjust => text::with("money-adjusted", &[("amount", &amount)]),
        Does::Pay => text::with("money-paid", &[("amount", &amount)]),
        Does::Waive => text::with("money-waived", &[("amount", &amount)]),
        Does::Refund => text::with("money-refunded", &[("amount", &amount)]),
    };
    let at = When { at_ms: posted.at_ms, utc_offset_min: posted.utc_offset_min };
    let void = if posted.void { text::get("money-voided") } else { String::new() };
    text::dots([does, text::date(&at.date()), void])
}

/// The day on which something was charged.
pub fn raised_at(charge: &Charge) -> String {
    let first = charge.posted.first();
    let at =
        first.map(|raised| When { at_ms: raised.at_ms, utc_offset_min: raised.utc_offset_min });
    at.map(|at| text::since(at, None)).unwrap_or_default()
}

/// Where a charge differs from what the policy says, and why, as a line of a list.
pub fn proposal(card: &ProposalCard) -> String {
    let Proposal { old_cents, new_cents, why, .. } = &card.proposal;
    let why = match why {
        Why::NotCharged => text::get("proposal-not-charged"),
        Why::NotTheirs => text::get("proposal-not-theirs"),
        Why::Twice => text::get("proposal-twice"),
        Why::Free => text::get("proposal-free"),
        Why::Costs => text::get("proposal-costs"),
    };
    let what = text::dots([card.person.name.clone(), sort(&card.proposal.sort), card.tag.clone()]);
    text::with(
        "proposal",
        &[
            ("what", &what),
            ("old", &written(*old_cents)),
            ("new", &written(*new_cents)),
            ("why", &why),
        ],
    )
}
