//! One plain line for the terminal's `message`: whole sentences, no keys of the window.

use crate::desk::reply::{Named, Notice, Refusal, Reply};
use crate::domain::set::SetOut;
use crate::text;

/// What a reply says, in one line.
pub fn message(reply: &Reply) -> String {
    let says = said_of(reply);
    match text::relabel::old_label(reply) {
        Some(old) => format!("{says} {old}"),
        None => says,
    }
}

fn said_of(reply: &Reply) -> String {
    let mode = reply.view.mode;
    match &reply.notice {
        Notice::Person(named) => person(reply, named),
        Notice::Issued { to, tag, due, moved, set } => sentences([
            Some(issued(to, tag, due.as_deref())),
            self::moved(moved.as_ref()),
            gone(set),
            text::set::left(set),
        ]),
        Notice::HandedOver { from, to, tag, moved, set, .. } => sentences([
            Some(text::with(
                "msg-handed-over",
                &[("tag", tag), ("from", &from.name), ("name", &to.name)],
            )),
            self::moved(moved.as_ref()),
            gone(set),
            text::set::left(set),
        ]),
        Notice::Returned { .. } => returned(&reply.notice),
        Notice::AlreadyHeld { by, tag, .. } => {
            text::with("msg-already-held", &[("name", &by.name), ("tag", tag)])
        }
        Notice::AlreadyIn { tag, moved, aside, goes, .. } => sentences([
            Some(match (moved, text::note::goes(goes)) {
                (None, None) => text::with("msg-already-in", &[("tag", tag)]),
                _ => text::with("msg-already-in-moved", &[("tag", tag)]),
            }),
            self::moved(moved.as_ref()),
            text::note::goes(goes),
            aside.then(|| text::get("msg-aside")),
        ]),
        Notice::Question { .. } => {
            let band = text::notice(&reply.notice, mode, None);
            text::with("msg-question", &[("title", &band.title), ("line", &band.line)])
        }
        Notice::Refused { code, refusal, .. } => refused(reply, code, refusal),
        Notice::Unknown { code, can_take_in, .. } => {
            let code = text::shown(code);
            if *can_take_in {
                text::with("msg-unknown-take-in", &[("code", &code)])
            } else {
                text::with("msg-unknown", &[("code", &code)])
            }
        }
        Notice::NobodyOnScreen(card) => match &card.holder {
            Some(holder) => {
                text::with("msg-nobody-out", &[("tag", &card.tag), ("name", &holder.named.name)])
            }
            None => text::with("msg-nobody-in", &[("tag", &card.tag)]),
        },
        Notice::Device(card) if card.status.is_missing() => {
            text::with("msg-status", &[("tag", &card.tag)])
        }
        Notice::Device(card) => match &card.holder {
            Some(holder) => text::with(
                "msg-device-out",
                &[
                    ("tag", &card.tag),
                    ("name", &holder.named.name),
                    ("since", &text::since(holder.since, None)),
                ],
            ),
            None => text::with("msg-device-in", &[("tag", &card.tag)]),
        },
        Notice::SwapFirst { tag, holder } => {
            text::with("msg-swap-first", &[("tag", tag), ("name", &holder.name)])
        }
        Notice::Swapped { first, second } => swapped(first, second),
        Notice::Undone { outcome, .. } if outcome.keeps_holder() => text::get("msg-undone"),
        Notice::Undone { tag, holder, .. } => undone(tag.as_ref(), holder.as_ref()),
        Notice::Noted { tag, person, note, already, quote, credited } => sentences([
            Some(text::note::noted(tag, person.as_ref(), *note, *already)),
            text::charge::quote(*quote),
            text::charge::credited(*credited),
        ]),
        Notice::Part { tag, person, sort, percent, cents } => {
            text::charge::part(&person.name, tag, sort, *percent, *cents)
        }
        Notice::SayWhy => text::get("msg-say-why"),
        Notice::MoneyUndone { person, due_cents } => text::charge::undone(person, *due_cents),
        Notice::Said { tag, person, has } => said(tag, &person.name, *has),
        Notice::Mode(mode) => text::with("msg-mode", &[("mode", &text::mode(*mode))]),
        Notice::Next => text::get("msg-next"),
        Notice::No { .. } => text::get("msg-no"),
        Notice::NotTaken { code } => text::with("msg-not-taken", &[("code", &text::shown(code))]),
        Notice::Paper(notice) => text::paper::row(notice),
        Notice::Repeated => text::get("msg-repeated"),
        Notice::Bench(bench) => text::bench::message(bench),
        Notice::Transfer(notice) => text::transfer::says(notice),
    }
}

fn swapped(first: &(String, Named), second: &(String, Named)) -> String {
    text::with(
        "msg-swapped",
        &[
            ("tag", &first.0),
            ("first", &first.1.name),
            ("other", &second.0),
            ("second", &second.1.name),
        ],
    )
}

/// Who is on screen, where their device is, and what they owe.
fn person(reply: &Reply, named: &Named) -> String {
    let mut says = text::with("msg-person", &[("name", &named.name)]);
    for device in reply.view.person.iter().flat_map(|person| &person.assigned) {
        if let Some(theirs) = text::assign::theirs(device, &named.id) {
            says = format!("{says} {theirs}.");
        }
    }
    if let Some(owes) = reply.owes_cents().and_then(text::charge::owes) {
        says = format!("{says} {owes}.");
    }
    says
}

fn undone(tag: Option<&String>, holder: Option<&Named>) -> String {
    match (tag, holder) {
        (Some(tag), Some(holder)) => {
            text::with("msg-undone-out", &[("tag", tag), ("name", &holder.name)])
        }
        (Some(tag), None) => text::with("msg-undone-in", &[("tag", tag)]),
        (None, _) => text::get("msg-undone"),
    }
}

fn said(tag: &str, name: &str, has: bool) -> String {
    if has {
        text::with("msg-said-has", &[("name", &name), ("tag", &tag)])
    } else {
        text::with("msg-said-has-not", &[("name", &name), ("tag", &tag)])
    }
}

fn issued(to: &Named, tag: &str, due: Option<&str>) -> String {
    match due {
        Some(due) => text::with(
            "msg-issued-due",
            &[("tag", &tag), ("name", &to.name), ("due", &text::date(due))],
        ),
        None => text::with("msg-issued", &[("tag", &tag), ("name", &to.name)]),
    }
}

fn returned(notice: &Notice) -> String {
    let Notice::Returned { from, tag, moved, not_from, aside, goes, owner, still_out } = notice
    else {
        return String::new();
    };
    let back = match from {
        Some(from) => text::with("msg-returned", &[("tag", tag), ("name", &from.named.name)]),
        None => text::with("msg-returned-plain", &[("tag", tag)]),
    };
    let other = not_from.as_ref();
    sentences([
        Some(back),
        other.map(|other| text::with("msg-not-from", &[("name", &other.name)])),
        self::moved(moved.as_ref()),
        text::note::goes(goes),
        owner.as_ref().map(|owner| text::assign::stays(owner) + "."),
        (!still_out.is_empty())
            .then(|| text::with("msg-still-out", &[("tags", &still_out.join(", "))])),
        aside.then(|| text::get("msg-aside")),
    ])
}

fn gone(set: &SetOut) -> Option<String> {
    let tags = set.gone.join(", ");
    (!tags.is_empty()).then(|| text::with("msg-set-gone", &[("tags", &tags)]))
}

fn moved(sites: Option<&(String, String)>) -> Option<String> {
    sites.map(|(from, to)| text::with("msg-moved", &[("from", from), ("to", to)]))
}

fn refused(reply: &Reply, code: &str, refusal: &Refusal) -> String {
    let code = text::shown(code);
    match refusal {
        Refusal::Status { .. } => text::with("msg-status", &[("tag", &code)]),
        Refusal::SwapNotOut => text::with("msg-swap-not-out", &[("tag", &code)]),
        Refusal::NoSuchEvent => text::get("msg-no-such-event"),
        _ => {
            let band = text::notice(&reply.notice, reply.view.mode, None);
            text::with("msg-refused", &[("title", &band.title), ("line", &band.line)])
        }
    }
}

fn sentences<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
