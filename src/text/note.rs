//! What is noted about a device, in words.

use crate::desk::reply::{Goes, Named};
use crate::domain::device::Status;
use crate::domain::noted::{CONDITIONS, Note, Taken, Whereabouts, find};
use crate::domain::returning::{Fault, Returning};
use crate::text;

/// One thing noted: `charger missing`.
pub fn note(note: Note) -> String {
    match note {
        Note::Condition(word) => text::with("note-condition", &[("word", &condition(word))]),
        Note::Missing(word) => text::with("note-missing", &[("word", &accessory(word))]),
        Note::Broken(word) => text::with("note-broken", &[("word", &accessory(word))]),
        Note::Back(word) => text::with("note-back", &[("word", &accessory(word))]),
        Note::Damage(word) => text::with("note-damage", &[("word", &damage(word))]),
    }
}

/// The same as a heading: `Charger missing`.
pub fn title(said: Note) -> String {
    capital(&note(said))
}

pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Where an accessory is: `Charger back`.
pub fn along(word: &str, place: Whereabouts) -> String {
    let word = accessory(word);
    let said = match place {
        Whereabouts::Out => text::with("along-out", &[("word", &word)]),
        Whereabouts::NotGiven => text::with("along-not-given", &[("word", &word)]),
        Whereabouts::Good => text::with("note-back", &[("word", &word)]),
        Whereabouts::Assumed => text::with("along-assumed", &[("word", &word)]),
        Whereabouts::NotCollected => text::with("along-not-collected", &[("word", &word)]),
        Whereabouts::Damaged => text::with("note-broken", &[("word", &word)]),
        Whereabouts::Missing => text::with("note-missing", &[("word", &word)]),
    };
    capital(&said)
}

/// What a run says of every device that comes back, in one line: `Gym cart 3 · condition good`.
pub fn returning(said: &Returning) -> String {
    let condition = find(&CONDITIONS, &said.condition);
    let condition = condition.map(|word| note(Note::Condition(word))).unwrap_or_default();
    let next = Status::parse(&said.next).map(|next| {
        text::with("returning-next", &[("status", &text::status(next).to_lowercase())])
    });
    let taken = match said.taken {
        Taken::Checked => String::new(),
        Taken::Assumed => text::get("returning-assumed"),
        Taken::NotCollected => text::get("returning-not-collected"),
    };
    text::dots([said.shelf.clone(), condition, next.unwrap_or_default(), taken, said.note.clone()])
}

/// Where a device that came back goes, and what is done with it.
pub(super) fn goes(goes: &Goes) -> Option<String> {
    let next = goes.next.map(text::status).unwrap_or_default().to_lowercase();
    match (goes.shelf.as_str(), next.as_str()) {
        ("", "") => None,
        ("", next) => Some(text::with("goes-next", &[("status", &next)])),
        (shelf, "") => Some(text::with("goes-shelf", &[("shelf", &shelf)])),
        (shelf, next) => Some(text::with("goes-both", &[("shelf", &shelf), ("status", &next)])),
    }
}

/// What of a return run cannot be so, and what to write instead.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Condition(word) => text::with("returning-no-condition", &[("word", word)]),
        Fault::Status(word) => text::with("returning-no-status", &[("word", word)]),
    }
}

/// The reason of a card: one of [`REASONS`](crate::desk::session::REASONS).
pub fn because(word: &str) -> String {
    match word {
        "OFFICE" => text::get("because-office"),
        "PLAN" => text::get("because-plan"),
        "CLASS" => text::get("because-class"),
        _ => text::get("because-other"),
    }
}

fn condition(word: &str) -> String {
    match word {
        "GOOD" => text::get("condition-good"),
        "FAIR" => text::get("condition-fair"),
        "POOR" => text::get("condition-poor"),
        "BROKEN" => text::get("condition-broken"),
        other => other.to_lowercase(),
    }
}

pub(super) fn accessory(word: &str) -> String {
    match word {
        "CHARGER" => text::get("accessory-charger"),
        "CASE" => text::get("accessory-case"),
        "STYLUS" => text::get("accessory-stylus"),
        other => other.to_lowercase(),
    }
}

fn damage(word: &str) -> String {
    match word {
        "SCREEN" => text::get("damage-screen"),
        "KEYBOARD" => text::get("damage-keyboard"),
        "HINGE" => text::get("damage-hinge"),
        "PORT" => text::get("damage-port"),
        "LIQUID" => text::get("damage-liquid"),
        other => other.to_lowercase(),
    }
}

/// What was noted, of which device and whom: one line.
pub(super) fn noted(tag: &str, person: Option<&Named>, said: Note, already: bool) -> String {
    let said = note(said);
    let line = match person {
        Some(person) => {
            text::with("noted-of", &[("note", &said), ("tag", &tag), ("name", &person.name)])
        }
        None => text::with("noted-plain", &[("note", &said), ("tag", &tag)]),
    };
    if already { format!("{line} {}", text::get("noted-before")) } else { line }
}
