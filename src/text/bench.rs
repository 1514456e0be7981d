//! The words of Repair: what was taken in, what goes out for it, what to scan next.

use super::Band;
use crate::desk::bench::Bench;
use crate::desk::reply::{Named, When};
use crate::text;

/// What the band says.
pub(super) fn band(bench: &Bench, now: Option<When>) -> Band {
    match bench {
        Bench::Opened { tag, from, waits } => Band {
            eyebrow: text::get("bench-opened"),
            title: title(from.as_ref().map(|from| &from.named).or(waits.as_ref()), tag),
            line: match from {
                Some(_) => text::with("bench-opened-from", &[("tag", tag)]),
                None => text::with("bench-opened-in", &[("tag", tag)]),
            },
            hint: match waits {
                Some(waits) => text::with("bench-opened-hint", &[("name", &waits.given_name())]),
                None => text::get("bench-opened-hint-plain"),
            },
        },
        Bench::InRepair { tag, since, waits, loaner } => Band {
            eyebrow: text::get("bench-in-repair"),
            title: title(waits.as_ref(), tag),
            line: match since {
                Some(since) => text::with(
                    "bench-in-repair-line",
                    &[("tag", tag), ("since", &text::since(*since, now))],
                ),
                None => text::with("bench-mended-line", &[("tag", tag)]),
            },
            hint: match (loaner, waits) {
                (Some(loaner), _) if since.is_none() => {
                    text::with("bench-settle-only-hint", &[("loaner", loaner)])
                }
                (Some(loaner), _) => text::with("bench-settle-hint", &[("loaner", loaner)]),
                (None, Some(waits)) => {
                    text::with("bench-lend-hint", &[("name", &waits.given_name())])
                }
                (None, None) => text::get("bench-mend-hint"),
            },
        },
        Bench::Loaner { tag, holder, of } => Band {
            eyebrow: text::get("bench-loaner"),
            title: holder.name.clone(),
            line: text::with("bench-loaner-line", &[("tag", tag), ("of", of)]),
            hint: text::with("bench-loaner-hint", &[("of", of)]),
        },
        Bench::Lent { tag, to, of } => Band {
            eyebrow: text::get("bench-lent"),
            title: to.name.clone(),
            line: text::with("bench-lent-line", &[("tag", tag), ("of", of)]),
            hint: text::get("bench-lent-hint"),
        },
        Bench::Settled { tag, to, loaner, due } => Band {
            eyebrow: text::get("bench-settled"),
            title: to.name.clone(),
            line: match due {
                Some(due) => text::with(
                    "bench-settled-due",
                    &[("tag", tag), ("loaner", loaner), ("due", &text::date(due))],
                ),
                None => text::with("bench-settled-line", &[("tag", tag), ("loaner", loaner)]),
            },
            hint: text::get("bench-lent-hint"),
        },
        Bench::Mended { tag, waits, loaner } => Band {
            eyebrow: text::get("bench-mended"),
            title: title(waits.as_ref(), tag),
            line: text::with("bench-mended-in", &[("tag", tag)]),
            hint: match (waits, loaner) {
                (Some(waits), Some(loaner)) => text::with(
                    "bench-mended-loaner",
                    &[("name", &waits.given_name()), ("loaner", loaner)],
                ),
                (Some(waits), None) => {
                    text::with("bench-mended-waits", &[("name", &waits.given_name())])
                }
                (None, _) => text::get("bench-mended-hint"),
            },
        },
    }
}

fn title(person: Option<&Named>, tag: &str) -> String {
    person.map_or_else(|| tag.to_owned(), |person| person.name.clone())
}

/// What the terminal says, in whole sentences.
pub(super) fn message(bench: &Bench) -> String {
    let (first, second) = match bench {
        Bench::Opened { tag, from, waits } => {
            let first = match from {
                Some(from) => {
                    text::with("msg-bench-opened-from", &[("tag", tag), ("name", &from.named.name)])
                }
                None => text::with("msg-bench-opened", &[("tag", tag)]),
            };
            let next =
                |waits: &Named| text::with("msg-bench-next-loaner", &[("name", &waits.name)]);
            (first, waits.as_ref().map(next))
        }
        Bench::InRepair { tag, since, waits, loaner } => {
            in_repair(tag, *since, waits.as_ref(), loaner.as_ref())
        }
        Bench::Loaner { tag, holder, of } => (
            text::with("msg-bench-loaner", &[("tag", tag), ("name", &holder.name), ("of", of)]),
            None,
        ),
        Bench::Lent { tag, to, of } => {
            (text::with("msg-bench-lent", &[("tag", tag), ("name", &to.name), ("of", of)]), None)
        }
        Bench::Settled { tag, to, loaner, .. } => (
            text::with(
                "msg-bench-settled",
                &[("tag", tag), ("name", &to.name), ("loaner", loaner)],
            ),
            None,
        ),
        Bench::Mended { tag, waits, loaner } => {
            let more = match (waits, loaner) {
                (Some(waits), Some(loaner)) => Some(text::with(
                    "msg-bench-still-out",
                    &[("name", &waits.name), ("loaner", loaner)],
                )),
                (Some(waits), None) => {
                    Some(text::with("msg-bench-waits", &[("name", &waits.name)]))
                }
                (None, _) => None,
            };
            (text::with("msg-bench-mended", &[("tag", tag)]), more)
        }
    };
    second.map_or(first.clone(), |second| format!("{first} {second}"))
}

fn in_repair(
    tag: &String,
    since: Option<When>,
    waits: Option<&Named>,
    loaner: Option<&String>,
) -> (String, Option<String>) {
    let first = match (since, waits, loaner) {
        (None, Some(waits), Some(loaner)) => text::with(
            "msg-bench-mended-out",
            &[("tag", tag), ("name", &waits.name), ("loaner", loaner)],
        ),
        (since, ..) => text::with(
            "msg-bench-in-repair",
            &[("tag", tag), ("since", &text::since(since.unwrap_or_default(), None))],
        ),
    };
    let second = match (loaner, waits) {
        (Some(loaner), _) if since.is_none() => {
            text::with("msg-bench-settle-only", &[("loaner", loaner)])
        }
        (Some(loaner), Some(waits)) => {
            text::with("msg-bench-settle", &[("loaner", loaner), ("name", &waits.name)])
        }
        (_, Some(waits)) => text::with("msg-bench-lend", &[("name", &waits.name)]),
        (_, None) => text::get("msg-bench-mend"),
    };
    (first, Some(second))
}
