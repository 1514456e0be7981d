//! Repairs in words.

use crate::desk::repair::{Mended, Wrong};
use crate::domain::device::Status;
use crate::domain::money::written;
use crate::domain::ticket::TicketCard;
use crate::text;

/// What a command about a ticket came to.
pub fn mended(mended: &Mended) -> String {
    let status = text::status(mended.status);
    let mut said = text::with("repair-now", &[("tag", &mended.tag), ("status", &status)]);
    if let (Some(loaner), Some(person)) = (&mended.loaner, &mended.person) {
        let more = text::with("repair-loaner-out", &[("loaner", loaner), ("name", &person.name)]);
        said = format!("{said} {more}");
    } else if let (Status::Repair, Some(person)) = (mended.status, &mended.person) {
        said = format!("{said} {}", text::with("repair-waits", &[("name", &person.name)]));
    }
    said
}

/// A line of the waiting list.
pub fn waiting(card: &TicketCard, now_ms: i64) -> String {
    let days = days(card.ticket.days(now_ms));
    let person = card.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    text::dots([
        days,
        card.tag.clone(),
        person,
        loaner(card),
        problems(card),
        card.ticket.vendor.clone(),
        card.name.clone(),
    ])
}

/// How long it waits.
pub fn days(days: u64) -> String {
    text::with("repair-days", &[("days", &days)])
}

/// Which loaner is out for it; blank where none is.
pub fn loaner(card: &TicketCard) -> String {
    card.loaner
        .as_ref()
        .map(|loaner| text::with("repair-loaner", &[("loaner", loaner)]))
        .unwrap_or_default()
}

/// What is wrong with it.
pub fn problems(card: &TicketCard) -> String {
    card.ticket.problems.join(", ")
}

/// Nothing waits for repair.
pub fn nothing_waits() -> String {
    text::get("repair-none")
}

/// Why a repair was not begun or ended, and what to do.
pub(super) fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::NoTicket(name) => text::with("repair-no-ticket", &[("name", name)]),
        Wrong::Several { code, tickets } => {
            text::with("repair-several", &[("code", code), ("tickets", &tickets.join(", "))])
        }
        Wrong::Closed(name) => text::with("repair-closed", &[("name", name)]),
        Wrong::Word(said) => text::with("repair-word", &[("word", &text::shown(said))]),
        Wrong::Cost { cents } => text::with("charge-amount", &[("amount", &written(*cents))]),
        Wrong::Parts { parts_cents, cents } => text::with(
            "repair-parts",
            &[("parts", &written(*parts_cents)), ("cost", &written(*cents))],
        ),
        Wrong::NoPrice { part, known } if known.is_empty() => {
            text::with("repair-no-prices", &[("part", part)])
        }
        Wrong::NoPrice { part, known } => {
            text::with("repair-no-price", &[("part", part), ("known", &known.join(", "))])
        }
        Wrong::Status { tag, status } => {
            let word = text::status(*status);
            if status.is_missing() {
                text::with("repair-missing", &[("tag", tag), ("status", &word)])
            } else {
                text::with("repair-retired", &[("tag", tag), ("status", &word)])
            }
        }
    }
}
