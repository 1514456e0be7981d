//! What is noted about a device, in words.

use crate::desk::reply::Named;
use crate::domain::noted::Note;
use crate::text;

/// One thing noted: `charger missing`.
pub fn note(note: Note) -> String {
    match note {
        Note::Condition(word) => text::with("note-condition", &[("word", &condition(word))]),
        Note::Missing(word) => text::with("note-missing", &[("word", &accessory(word))]),
        Note::Damage(word) => text::with("note-damage", &[("word", &damage(word))]),
    }
}

/// The same as a heading: `Charger missing`.
pub fn title(said: Note) -> String {
    let words = note(said);
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
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

fn accessory(word: &str) -> String {
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
