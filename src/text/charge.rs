//! Money in words.

use crate::desk::charges::Wrong;
use crate::domain::card::Named;
use crate::domain::money::written;
use crate::domain::quote::Quote;
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
