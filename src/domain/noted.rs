//! What was noted about a device: its condition, what is missing, what is damaged.
//!
//! The words are those of the command codes `XTDC…`, `XTDM…` and `XTDD…`.

use std::collections::BTreeSet;

use super::code::{CommandCode, layout_forms};
use super::event::{Body, Kind, Payload};
use super::order::{Entry, sort};
use super::world::World;

/// Conditions a device can be in.
pub const CONDITIONS: [&str; 4] = ["GOOD", "FAIR", "POOR", "BROKEN"];

/// What goes along with a device.
pub const ACCESSORIES: [&str; 3] = ["CHARGER", "CASE", "STYLUS"];

/// What can be damaged.
pub const DAMAGES: [&str; 5] = ["SCREEN", "KEYBOARD", "HINGE", "PORT", "LIQUID"];

/// One thing noted about a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Note {
    /// The condition it is in.
    Condition(&'static str),
    /// An accessory that did not come along.
    Missing(&'static str),
    /// A damage.
    Damage(&'static str),
}

impl Note {
    /// All of them, in the order of the cards.
    pub fn all() -> impl Iterator<Item = Note> {
        let conditions = CONDITIONS.into_iter().map(Note::Condition);
        let missing = ACCESSORIES.into_iter().map(Note::Missing);
        conditions.chain(missing).chain(DAMAGES.into_iter().map(Note::Damage))
    }

    /// What a command code notes, also as another keyboard's layout sends it. Nothing where this
    /// program does not know the word.
    pub fn of(command: &CommandCode) -> Option<Note> {
        let known = |words: &[&'static str], said: &str| {
            let is = |word: &&&'static str| {
                **word == said || layout_forms(word).iter().any(|form| form == said)
            };
            words.iter().find(is).copied()
        };
        match command {
            CommandCode::Condition(said) => known(&CONDITIONS, said).map(Note::Condition),
            CommandCode::Missing(said) => known(&ACCESSORIES, said).map(Note::Missing),
            CommandCode::Damage(said) => known(&DAMAGES, said).map(Note::Damage),
            _ => None,
        }
    }

    /// The code of its card.
    pub fn command(self) -> CommandCode {
        match self {
            Note::Condition(word) => CommandCode::Condition(word.to_owned()),
            Note::Missing(word) => CommandCode::Missing(word.to_owned()),
            Note::Damage(word) => CommandCode::Damage(word.to_owned()),
        }
    }

    /// The event that says it: its kind, and what belongs to it.
    pub fn written(self) -> (Kind, Payload) {
        let mut payload = Payload::default();
        let kind = match self {
            Note::Condition(word) => {
                payload.put("condition", word.to_lowercase());
                Kind::ConditionNoted
            }
            Note::Damage(word) => {
                payload.put("damage", word.to_lowercase());
                Kind::ConditionNoted
            }
            Note::Missing(word) => {
                payload.put("accessory", word.to_lowercase());
                payload.put("state", "missing");
                Kind::AccessoryNoted
            }
        };
        (kind, payload)
    }

    /// Reads the event. Words of a newer program, or of another district, are nothing here.
    pub fn read(body: &Body) -> Option<Note> {
        let known = |words: &[&'static str], key| {
            let said = body.payload.text(key)?;
            words.iter().find(|word| word.eq_ignore_ascii_case(said)).copied()
        };
        match body.kind {
            Kind::ConditionNoted => known(&CONDITIONS, "condition")
                .map(Note::Condition)
                .or_else(|| known(&DAMAGES, "damage").map(Note::Damage)),
            Kind::AccessoryNoted if body.payload.text("state") == Some("missing") => {
                known(&ACCESSORIES, "accessory").map(Note::Missing)
            }
            _ => None,
        }
    }
}

/// What stands of what was noted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Noted {
    /// The last condition.
    pub condition: Option<&'static str>,
    /// What is missing since it went out last: whoever gets it next gets it whole.
    pub missing: BTreeSet<&'static str>,
    /// Damages.
    pub damage: BTreeSet<&'static str>,
}

impl Noted {
    /// What the events of a device come to. Sorts `entries`.
    pub fn of(entries: &mut [Entry], world: &World) -> Noted {
        sort(entries, world);
        let mut noted = Noted::default();
        for entry in entries.iter().filter(|entry| world.is_live(&entry.hash)) {
            match Note::read(&entry.body) {
                Some(Note::Condition(said)) => noted.condition = Some(said),
                Some(Note::Missing(said)) => drop(noted.missing.insert(said)),
                Some(Note::Damage(said)) => drop(noted.damage.insert(said)),
                None if entry.body.kind == Kind::Issued => noted.missing.clear(),
                None => {}
            }
        }
        noted
    }

    /// Whether something stands already.
    pub fn has(&self, note: Note) -> bool {
        match note {
            Note::Condition(word) => self.condition == Some(word),
            Note::Missing(word) => self.missing.contains(word),
            Note::Damage(word) => self.damage.contains(word),
        }
    }

    /// Everything that stands, in the order of the cards.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        Note::all().filter(|note| self.has(*note))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::code::Code;

    #[test]
    fn every_card_reads_back_under_every_layout() {
        for note in Note::all() {
            let text = note.command().text();
            let word = &text["XTDC".len()..];
            let forms = std::iter::once(word.to_owned()).chain(layout_forms(word));
            for form in forms {
                let code = Code::new(&format!("{}{form}", &text[..4])).unwrap();
                let command = CommandCode::parse(&code).unwrap();
                assert_eq!(Note::of(&command), Some(note), "{code}");
            }
        }
    }

    #[test]
    fn no_card_looks_like_another_under_any_layout() {
        let all: Vec<Note> = Note::all().collect();
        for note in &all {
            let text = note.command().text();
            let same = all.iter().filter(|other| other.command().text() == text);
            assert_eq!(same.count(), 1);
        }
        let unknown = CommandCode::Damage("TENTACLE".into());
        assert_eq!(Note::of(&unknown), None);
    }
}
