//! The words of the band: what happened, to whom, and what to do next.
//!
//! The title is the person's name wherever there is one: it catches a neighbouring row's
//! barcode. The reason of a refusal is never named, because the queue can see the screen.

use crate::desk::reply::{DeviceCard, Goes, Holder, Mode, Named, Notice, Outcome, Refusal, When};
use crate::domain::set::SetOut;
use crate::text;

use super::question;

/// What the band says, from the top down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Band {
    /// Small capitals above the title: the outcome or the mode.
    pub eyebrow: String,
    /// Read from two metres.
    pub title: String,
    /// Below it.
    pub line: String,
    /// What to do next, below the cards; may be empty.
    pub hint: String,
}

impl Band {
    fn new(eyebrow: String, title: impl Into<String>, line: String) -> Self {
        Self { eyebrow, title: title.into(), line, hint: String::new() }
    }

    fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }
}

/// Nothing happened yet: whose turn it is.
pub fn waiting(mode: Mode, person: Option<&Named>) -> Band {
    let eyebrow = text::mode(mode).to_uppercase();
    match (mode, person) {
        (Mode::Issue, Some(person)) => {
            Band::new(eyebrow, &person.name, text::get("wait-issue-device"))
        }
        (Mode::LookUp | Mode::Repair, Some(person)) => {
            Band::new(eyebrow, &person.name, text::dots([person.id.as_str(), &person.homeroom]))
        }
        (Mode::Issue, None) => {
            Band::new(eyebrow, text::get("wait-issue"), text::get("wait-issue-line"))
        }
        (Mode::Return, _) => {
            Band::new(eyebrow, text::get("wait-return"), text::get("wait-return-line"))
        }
        (Mode::Swap, _) => Band::new(eyebrow, text::get("wait-swap"), text::get("wait-swap-line")),
        (Mode::LookUp, None) => {
            Band::new(eyebrow, text::get("wait-look-up"), text::get("wait-look-up-line"))
        }
        (Mode::Repair, None) => {
            Band::new(eyebrow, text::get("wait-repair"), text::get("wait-repair-line"))
        }
    }
}

/// The window does not have the keyboard.
pub fn not_listening() -> Band {
    let title = text::get("not-listening-title");
    Band::new(text::get("not-listening"), title, text::get("not-listening-line"))
}

/// Half a line stands in the buffer.
pub fn typing(line: &str) -> Band {
    Band::new(text::get("typing"), text::shown(line), text::get("typing-line"))
}

/// Scans wait for something that goes on; `work` says what that is.
pub fn waits(work: &str, scans: usize) -> Band {
    let count = scans as u64;
    let title = text::with("waits-title", &[("number", &count), ("count", &text::count(count))]);
    Band::new(text::get("waits"), title, work.to_owned())
}

/// A line was begun, not ended, and dropped.
pub fn forgotten(line: &str) -> Band {
    let code = text::shown(line);
    Band::new(
        text::get("refused"),
        text::get("forgotten"),
        text::with("forgotten-line", &[("code", &code)]),
    )
}

/// The desk could not do it; `words` say why.
pub fn failed(words: &str) -> Band {
    Band::new(text::get("failed"), text::get("failed-title"), words.to_owned())
}

/// A line too long to be a code.
pub fn unreadable(mode: Mode) -> Band {
    refused("", &Refusal::Unreadable, mode)
}

/// The words of a notice. `now` tells "9:38" from "14 Aug 2025".
pub fn notice(notice: &Notice, mode: Mode, now: Option<When>) -> Band {
    match notice {
        Notice::Person(named) => waiting(mode, Some(named)),
        Notice::Mode(mode) => waiting(*mode, None),
        Notice::Next | Notice::Repeated => waiting(mode, None),
        Notice::No { tag } => waiting(mode, None).hint(tag.as_ref().map_or_else(
            || text::get("wait-left-plain"),
            |tag| text::with("wait-left", &[("tag", tag)]),
        )),
        Notice::Issued { to, tag, due, set, .. } => with_set(issued(to, tag, due.as_deref()), set),
        Notice::HandedOver { from, to, tag, due, set, .. } => {
            let line = match due {
                Some(due) => text::with(
                    "handed-over-due",
                    &[("tag", tag), ("from", &from.name), ("due", &text::date(due))],
                ),
                None => text::with("handed-over-line", &[("tag", tag), ("from", &from.name)]),
            };
            let hint = text::with("issued-hint", &[("name", &to.given_name())]);
            with_set(Band::new(text::get("handed-over"), &to.name, line).hint(hint), set)
        }
        Notice::Returned { from, tag, moved, not_from, aside, goes, owner, .. } => {
            let moved = moved.as_ref();
            let back = Back { from: from.as_ref(), tag, moved, not_from: not_from.as_ref(), goes };
            let band = returned(&back, *aside, now);
            let stays = owner.as_ref().map(text::assign::stays).unwrap_or_default();
            Band { line: text::dots([band.line, stays]), ..band }
        }
        Notice::AlreadyHeld { by, tag, since } => {
            let since = text::since(*since, now);
            let line = text::with("already-held", &[("tag", tag), ("since", &since)]);
            let hint = text::with("already-held-hint", &[("name", &by.given_name())]);
            Band::new(text::get("already"), &by.name, line).hint(hint)
        }
        Notice::AlreadyIn { .. } => already_in(notice, now),
        Notice::Question { tag, person, asks } => {
            question::band(tag.as_deref(), person.as_ref(), asks, now)
        }
        Notice::Refused { code, refusal, .. } => refused(code, refusal, mode),
        Notice::Unknown { code, can_take_in, can_walk_up } => {
            unknown(code, *can_take_in, *can_walk_up, mode)
        }
        Notice::NobodyOnScreen(card) => nobody(card),
        Notice::Device(card) => device(card, now),
        Notice::SwapFirst { tag, holder } => Band::new(
            text::mode(Mode::Swap).to_uppercase(),
            &holder.name,
            text::with("swap-first-line", &[("tag", tag)]),
        )
        .hint(text::get("swap-first-hint")),
        Notice::Swapped { first, second } => swapped(first, second),
        Notice::Undone { tag, holder, outcome } => {
            undone(*outcome, tag.as_deref(), holder.as_ref())
        }
        Notice::SayWhy => {
            Band::new(text::get("question"), text::get("say-why"), text::get("say-why-line"))
        }
        Notice::Part { tag, person, percent, .. } => {
            let percent = u64::from(*percent);
            let line = text::with("part-line", &[("tag", tag), ("percent", &percent)]);
            Band::new(text::get("noted"), &person.name, line).hint(text::get("noted-hint"))
        }
        Notice::Noted { tag, person, note, already, .. } => {
            let title = person.as_ref().map_or(tag, |person| &person.name);
            let eyebrow = if *already { text::get("already") } else { text::get("noted") };
            Band::new(eyebrow, title, text::note::noted(tag, None, *note, *already))
                .hint(text::get("noted-hint"))
        }
        // How much is nobody's business in the queue.
        Notice::MoneyUndone { person, .. } => {
            Band::new(text::get("undone"), &person.name, text::get("undone-plain"))
                .hint(text::get("undone-hint"))
        }
        Notice::Said { tag, person, has } => said(tag, person, *has),
        Notice::Paper(notice) => {
            let title = notice.person.as_ref().map_or(&notice.tag, |person| &person.name);
            Band::new(text::get("page-paper").to_uppercase(), title, text::paper::row(notice))
        }
        Notice::Bench(bench) => text::bench::band(bench, now),
        Notice::Transfer(notice) => {
            Band::new(text::transfer::eyebrow(notice), &notice.tag, text::transfer::says(notice))
        }
        Notice::NotTaken { code } => {
            let line = text::with("not-taken-line", &[("code", &text::shown(code))]);
            Band::new(text::get("refused"), text::get("not-taken"), line)
        }
    }
}

fn issued(to: &Named, tag: &String, due: Option<&str>) -> Band {
    let line = match due {
        Some(due) => text::with("issued-due", &[("tag", tag), ("due", &text::date(due))]),
        None => text::with("issued-line", &[("tag", tag)]),
    };
    let hint = text::with("issued-hint", &[("name", &to.given_name())]);
    Band::new(text::get("issued"), &to.name, line).hint(hint)
}

/// Names what went along; what did not comes before the hint.
fn with_set(band: Band, set: &SetOut) -> Band {
    let line = text::dots([band.line, text::set::gone(set)]);
    match text::set::left(set) {
        Some(left) => Band { eyebrow: text::get("issued-note"), line, hint: left, ..band },
        None => Band { line, ..band },
    }
}

fn said(tag: &String, person: &Named, has: bool) -> Band {
    let line = if has {
        text::with("said-has", &[("tag", tag)])
    } else {
        text::with("said-has-not", &[("tag", tag)])
    };
    Band::new(text::get("said"), &person.name, line)
}

fn already_in(notice: &Notice, now: Option<When>) -> Band {
    let Notice::AlreadyIn { tag, since, moved, aside, goes, from } = notice else {
        return Band::default();
    };
    let goes = text::note::goes(goes);
    let line = match (moved, goes, since) {
        _ if *aside => text::get("already-in-aside"),
        (Some((from, to)), goes, _) => text::dots([
            text::with("already-in-moved", &[("from", from), ("to", to)]),
            goes.unwrap_or_default(),
        ]),
        (None, Some(goes), _) => text::with("already-in-goes", &[("goes", &goes)]),
        (None, None, Some(since)) => {
            text::with("already-in-since", &[("since", &text::since(*since, now))])
        }
        (None, None, None) => text::get("already-in"),
    };
    let hint = match from {
        Some(from) => text::with("already-in-hint-of", &[("name", &from.name), ("tag", tag)]),
        None => text::get("already-in-hint"),
    };
    Band::new(text::get("already"), tag, line).hint(hint)
}

/// A device that came back.
struct Back<'a> {
    from: Option<&'a Holder>,
    tag: &'a String,
    moved: Option<&'a (String, String)>,
    not_from: Option<&'a Named>,
    goes: &'a Goes,
}

fn returned(back: &Back<'_>, aside: bool, now: Option<When>) -> Band {
    let Back { from, tag, moved, not_from, goes } = *back;
    let since = from.map(|from| text::since(from.since, now));
    let line = match (&since, from, not_from, moved) {
        (_, Some(from), Some(other), _) => text::with(
            "returned-not-from",
            &[("tag", tag), ("holder", &from.named.name), ("name", &other.name)],
        ),
        (_, None, Some(other), _) => {
            text::with("returned-not-from-nobody", &[("tag", tag), ("name", &other.name)])
        }
        (Some(since), ..) if aside => {
            text::with("returned-aside", &[("tag", tag), ("since", since)])
        }
        (None, ..) if aside => text::with("returned-aside-plain", &[("tag", tag)]),
        (Some(since), _, _, Some((from, to))) => text::with(
            "returned-moved",
            &[("tag", tag), ("since", since), ("from", from), ("to", to)],
        ),
        (Some(since), ..) if !goes.shelf.is_empty() => {
            text::with("returned-shelf", &[("tag", tag), ("since", since), ("shelf", &goes.shelf)])
        }
        (Some(since), ..) => text::with("returned-line", &[("tag", tag), ("since", since)]),
        (None, ..) => text::get("returned-taken-in"),
    };
    let hint = match not_from {
        _ if aside => text::with("returned-aside-hint", &[("tag", tag)]),
        Some(other) => text::with("returned-not-from-hint", &[("name", &other.given_name())]),
        None => text::with("returned-hint", &[("tag", tag)]),
    };
    let eyebrow = if aside || not_from.is_some() {
        text::get("returned-note")
    } else {
        text::get("returned")
    };
    let title = from.map_or(tag, |from| &from.named.name);
    Band::new(eyebrow, title, line).hint(hint)
}

fn refused(code: &str, refusal: &Refusal, mode: Mode) -> Band {
    let code = text::shown(code);
    let (title, line) = match refusal {
        Refusal::Status { .. } => {
            (text::with("refused-status", &[("code", &code)]), text::get("refused-status-line"))
        }
        Refusal::SharedTag => (
            text::get("refused-shared-tag"),
            text::with("refused-shared-tag-line", &[("code", &code)]),
        ),
        Refusal::SwapNotOut => (
            text::with("refused-swap-not-out", &[("code", &code)]),
            text::get("refused-swap-not-out-line"),
        ),
        Refusal::SwapSameHolder => {
            (text::get("refused-swap-same-holder"), text::get("refused-swap-same-holder-line"))
        }
        Refusal::SwapPerson => {
            (text::get("refused-swap-person"), text::get("refused-swap-person-line"))
        }
        Refusal::NothingToUndo => {
            (text::get("refused-nothing-to-undo"), text::get("refused-nothing-to-undo-line"))
        }
        Refusal::UndoneAlready => {
            (text::get("refused-undone-already"), text::get("refused-undone-already-line"))
        }
        Refusal::NoSuchEvent => {
            (text::get("refused-no-such-event"), text::get("refused-no-such-event-line"))
        }
        Refusal::NothingAsked => {
            (text::get("refused-nothing-asked"), text::get("refused-nothing-asked-line"))
        }
        Refusal::NotWithModel { word, model } => (
            text::with(
                "refused-not-with",
                &[("word", &text::note::accessory(word)), ("model", model)],
            ),
            text::get("refused-not-with-line"),
        ),
        Refusal::NothingToNote => {
            (text::get("refused-nothing-to-note"), text::get("refused-nothing-to-note-line"))
        }
        Refusal::NothingMissing { word, count: 0 } => (
            text::with("refused-nothing-missing", &[("word", &text::note::accessory(word))]),
            text::get("refused-nothing-missing-line"),
        ),
        Refusal::NothingMissing { word, .. } => (
            text::with("refused-several-missing", &[("word", &text::note::accessory(word))]),
            text::get("refused-several-missing-line"),
        ),
        Refusal::NothingToPart => {
            (text::get("refused-nothing-to-part"), text::get("refused-nothing-to-part-line"))
        }
        Refusal::DatedBefore { dated, moved } => (
            text::with("refused-dated", &[("date", &text::date(dated))]),
            text::with("refused-dated-line", &[("code", &code), ("date", &text::date(moved))]),
        ),
        Refusal::Owes => (text::get("refused-owes"), text::get("refused-owes-line")),
        Refusal::UnknownCommand => {
            (text::get("refused-unknown-command"), text::get("refused-unknown-command-line"))
        }
        Refusal::Paper(fault) => text::paper::fault(&code, fault),
        Refusal::LoanerInRepair => (
            text::with("refused-loaner-in-repair", &[("code", &code)]),
            text::get("refused-loaner-line"),
        ),
        Refusal::LoanerAssigned => (
            text::with("refused-loaner-assigned", &[("code", &code)]),
            text::get("refused-loaner-line"),
        ),
        Refusal::OutTo { holder } => (
            text::with("refused-out-to", &[("code", &code), ("name", &holder.name)]),
            text::get("refused-out-to-line"),
        ),
        Refusal::NoDevice => (text::get("refused-no-device"), text::get("refused-no-device-line")),
        Refusal::Unreadable => {
            (text::get("refused-unreadable"), text::get("refused-unreadable-line"))
        }
    };
    let status = matches!(refusal, Refusal::Status { .. });
    let eyebrow = if status && mode == Mode::Issue {
        text::get("refused-issue")
    } else {
        text::get("refused")
    };
    let hint = if status { text::get("refused-status-hint") } else { text::get("refused-hint") };
    Band::new(eyebrow, title, line).hint(hint)
}

fn unknown(code: &str, can_take_in: bool, can_walk_up: bool, mode: Mode) -> Band {
    let line = if can_take_in {
        text::get("unknown-take-in")
    } else if can_walk_up {
        text::get("unknown-walk-up")
    } else {
        text::get("unknown-line")
    };
    let hint = if mode == Mode::Return {
        text::get("unknown-held-hint")
    } else {
        text::get("unknown-hint")
    };
    Band::new(text::get("unknown"), text::shown(code), line).hint(hint)
}

fn nobody(card: &DeviceCard) -> Band {
    let (title, line) = match &card.holder {
        Some(holder) => (
            text::with("nobody-out", &[("name", &holder.named.name)]),
            text::with("nobody-out-line", &[("tag", &card.tag)]),
        ),
        None => (card.tag.clone(), text::get("nobody-in-line")),
    };
    Band::new(text::get("nothing-recorded"), title, line)
}

fn device(card: &DeviceCard, now: Option<When>) -> Band {
    if card.status.is_missing() {
        let title = text::with("refused-status", &[("code", &card.tag)]);
        return Band::new(text::get("look-up"), title, text::get("refused-status-line"))
            .hint(text::get("refused-status-hint"));
    }
    let (title, line) = match &card.holder {
        Some(holder) => (
            holder.named.name.clone(),
            text::with(
                "look-up-out",
                &[
                    ("tag", &card.tag),
                    ("model", &card.model),
                    ("since", &text::since(holder.since, now)),
                ],
            ),
        ),
        None if card.model.is_empty() || card.site_name.is_empty() => {
            (card.tag.clone(), text::get("look-up-in-plain"))
        }
        None => (
            card.tag.clone(),
            text::with("look-up-in", &[("model", &card.model), ("site", &card.site_name)]),
        ),
    };
    Band::new(text::get("look-up"), title, line).hint(text::get("look-up-hint"))
}

fn swapped(first: &(String, Named), second: &(String, Named)) -> Band {
    let title = text::with(
        "swapped-title",
        &[("first", &first.1.given_name()), ("second", &second.1.given_name())],
    );
    let line = text::with(
        "swapped-line",
        &[
            ("tag", &first.0),
            ("first", &first.1.name),
            ("other", &second.0),
            ("second", &second.1.name),
        ],
    );
    Band::new(text::get("swapped"), title, line).hint(text::get("swapped-hint"))
}

fn undone(outcome: Outcome, tag: Option<&str>, holder: Option<&Named>) -> Band {
    let (title, line) = match (tag, holder) {
        (Some(tag), _) if outcome.keeps_holder() => (tag.to_owned(), text::get("undone-plain")),
        (Some(tag), Some(holder)) => (
            holder.name.clone(),
            text::with("undone-out", &[("tag", &tag), ("name", &holder.given_name())]),
        ),
        (Some(tag), None) => (tag.to_owned(), text::get("undone-in")),
        (None, Some(holder)) => (holder.name.clone(), text::get("undone-plain")),
        (None, None) => (text::outcome(outcome), text::get("undone-plain")),
    };
    Band::new(text::get("undone"), title, line).hint(text::get("undone-hint"))
}
