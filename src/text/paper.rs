//! Words of the paper list that is entered later: what a row means, what a rule would have asked,
//! why a row is not taken.

use crate::desk::paper_notice::{Meaning, PaperNotice};
use crate::desk::reply::{Ask, When};
use crate::domain::paper::{Fault, NoTime, Way};
use crate::text;

/// Everything that is to be said of a row, the main thing first.
pub fn row(notice: &PaperNotice) -> String {
    let mut sentences = vec![fact(notice), meaning(notice)];
    sentences.extend(notes(notice));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// What the paper says.
pub fn fact(notice: &PaperNotice) -> String {
    let (tag, time) = (&notice.tag, text::hour(notice.at));
    let day = text::since(notice.at, None);
    let from = notice.from.as_ref().map(|holder| &holder.named.name);
    match (notice.way, &notice.person, from) {
        (Way::Out, Some(person), _) => text::with(
            "paper-out",
            &[("tag", tag), ("name", &person.name), ("time", &time), ("day", &day)],
        ),
        (Way::Back, _, Some(from)) => text::with(
            "paper-back",
            &[("tag", tag), ("name", from), ("time", &time), ("day", &day)],
        ),
        _ => text::with("paper-back-plain", &[("tag", tag), ("time", &time), ("day", &day)]),
    }
}

/// What it means today.
pub fn meaning(notice: &PaperNotice) -> String {
    let tag = &notice.tag;
    let at = |when: When| text::since(when, Some(notice.at));
    match &notice.meaning {
        Meaning::Today => match (notice.way, &notice.person) {
            (Way::Out, Some(person)) => text::with("paper-has", &[("name", &person.name)]),
            _ => text::get("paper-in"),
        },
        Meaning::Behind { out: true, person: Some(person), at: since } => text::with(
            "paper-behind-out",
            &[("tag", tag), ("name", &person.name), ("at", &at(*since))],
        ),
        Meaning::Behind { at: since, .. } => {
            text::with("paper-behind-back", &[("tag", tag), ("at", &at(*since))])
        }
        Meaning::Same(Some(holder)) => text::with(
            "paper-same-out",
            &[("name", &holder.named.name), ("since", &at(holder.since))],
        ),
        Meaning::Same(None) => text::get("paper-same-in"),
        Meaning::Becomes(Some(person)) => text::with("paper-has", &[("name", &person.name)]),
        Meaning::Becomes(None) => text::get("paper-in"),
        Meaning::Twice => text::get("paper-twice"),
    }
}

/// What should be looked at: too near to another scan, and what the rules would have asked then.
pub fn notes(notice: &PaperNotice) -> Vec<String> {
    let at = |when: When| text::since(when, Some(notice.at));
    let mut notes = Vec::new();
    if notice.disputed {
        notes.push(text::get("paper-disputed"));
    }
    if let Some(near) = notice.near {
        notes.push(text::with("paper-near", &[("at", &at(near))]));
    }
    if let (Some(person), Some(from)) = (&notice.not_from, &notice.from) {
        let holder = &from.named.name;
        notes.push(text::with("paper-not-from", &[("holder", holder), ("name", &person.name)]));
    }
    let name = notice.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    notes.extend(notice.asks.iter().filter_map(|ask| match ask {
        Ask::StillOut { holder } => Some(text::with(
            "paper-still-out",
            &[("name", &holder.named.name), ("since", &at(holder.since))],
        )),
        Ask::Limit { held, .. } => {
            Some(text::with("paper-limit", &[("name", &name), ("held", &held.join(", "))]))
        }
        Ask::Grade { model, grade } => {
            Some(text::with("paper-grade", &[("model", model), ("grade", grade)]))
        }
        Ask::Inactive => Some(text::with("paper-inactive", &[("name", &name)])),
        Ask::Agreement { version } => Some(text::with("paper-unsigned", &[("version", version)])),
        Ask::Assigned { owner, .. } => Some(text::assign::assigned_to(owner)),
        _ => None,
    }));
    if notice.aside {
        notes.push(text::with("paper-aside", &[("tag", &notice.tag)]));
    }
    notes
}

/// Why a row is not taken: a title, and what to do.
pub(super) fn fault(code: &str, fault: &Fault) -> (String, String) {
    match fault {
        Fault::Time(NoTime::Unreadable) => {
            (text::with("paper-no-time", &[("code", &code)]), text::get("paper-no-time-line"))
        }
        Fault::Time(NoTime::WhichHalf) => {
            (text::get("paper-which-half"), text::get("paper-which-half-line"))
        }
        Fault::TimeIsCode => (
            text::with("paper-time-is-code", &[("code", &code)]),
            text::get("paper-time-is-code-line"),
        ),
        Fault::TimeFirst => (text::get("paper-time-first"), text::get("paper-time-first-line")),
        Fault::Future(now) => (
            text::get("paper-future"),
            text::with("paper-future-line", &[("clock", &text::clock(*now))]),
        ),
        Fault::OldDay(days) => {
            (text::with("paper-old", &[("days", days)]), text::get("paper-old-line"))
        }
        Fault::BeforeOpening(since, holder) => (
            text::get("paper-before-opening"),
            text::with(
                "paper-before-opening-line",
                &[("code", &code), ("name", &holder.name), ("since", &text::since(*since, None))],
            ),
        ),
        Fault::NoStudent => (text::get("paper-no-student"), text::get("paper-no-student-line")),
        Fault::NotADevice(person) => (
            text::with("paper-not-a-device", &[("code", &code)]),
            text::with("paper-not-a-device-line", &[("name", &person.name)]),
        ),
        Fault::NotAPerson => {
            (text::with("paper-not-a-person", &[("code", &code)]), text::get("wait-issue"))
        }
        Fault::Short(person) => (
            text::with("paper-short", &[("name", &person.name)]),
            text::with("paper-short-line", &[("code", &code), ("id", &person.id.to_string())]),
        ),
        Fault::Way => {
            (text::with("paper-no-way", &[("code", &code)]), text::get("paper-no-way-line"))
        }
        Fault::Date => {
            (text::with("paper-no-date", &[("code", &code)]), text::get("paper-no-date-line"))
        }
    }
}

/// The time on the paper, with the day it was entered, for a history.
pub fn entered(entered: When) -> String {
    text::with("paper-entered", &[("day", &text::since(entered, None))])
}

/// The time on the paper, for a line whose own time is when it was entered.
pub fn on_paper(at: When, entered: When) -> String {
    text::with("paper-at", &[("time", &text::since(at, Some(entered)))])
}
