//! What was noted about a device: its condition, what came along and what did not, what is damaged.
//!
//! The words are those of the command codes `XTDC…`, `XTDM…`, `XTDD…` and `XTDG…`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::code::{CommandCode, layout_forms};
use super::custody::Custody;
use super::damage::SETTLES;
use super::event::{Body, Kind, Payload};
use super::hash::Hash;
use super::order::Entry;
use super::ticket::{TICKET, is_scrapped};

/// Conditions a device can be in.
pub const CONDITIONS: [&str; 4] = ["GOOD", "FAIR", "POOR", "BROKEN"];

/// What goes along with a device.
pub const ACCESSORIES: [&str; 3] = ["CHARGER", "CASE", "STYLUS"];

/// What can be damaged.
pub const DAMAGES: [&str; 5] = ["SCREEN", "KEYBOARD", "HINGE", "PORT", "LIQUID"];

/// Payload of an issue: what goes along, lower case, with spaces between.
pub const ALONG: &str = "along";

/// Payload of a return: what its run says of accessories that nobody spoke of.
pub const ACCESSORIES_ARE: &str = "accessories";

/// One thing noted about a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Note {
    /// The condition it is in.
    Condition(&'static str),
    /// An accessory that did not come along.
    Missing(&'static str),
    /// An accessory that came back damaged.
    Broken(&'static str),
    /// An accessory that is there, and good: also one that was brought later.
    Back(&'static str),
    /// A damage.
    Damage(&'static str),
}

impl Note {
    /// All of them, in the order of the cards.
    pub fn all() -> impl Iterator<Item = Note> {
        let conditions = CONDITIONS.into_iter().map(Note::Condition);
        let accessories = [Note::Missing, Note::Broken, Note::Back]
            .into_iter()
            .flat_map(|note| ACCESSORIES.into_iter().map(note));
        conditions.chain(accessories).chain(DAMAGES.into_iter().map(Note::Damage))
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
            CommandCode::Good(said) => known(&ACCESSORIES, said).map(Note::Back),
            CommandCode::Damage(said) => known(&DAMAGES, said)
                .map(Note::Damage)
                .or_else(|| known(&ACCESSORIES, said).map(Note::Broken)),
            _ => None,
        }
    }

    /// The code of its card.
    pub fn command(self) -> CommandCode {
        match self {
            Note::Condition(word) => CommandCode::Condition(word.to_owned()),
            Note::Missing(word) => CommandCode::Missing(word.to_owned()),
            Note::Back(word) => CommandCode::Good(word.to_owned()),
            Note::Broken(word) | Note::Damage(word) => CommandCode::Damage(word.to_owned()),
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
            Note::Missing(word) | Note::Broken(word) | Note::Back(word) => {
                payload.put("accessory", word.to_lowercase());
                payload.put(
                    "state",
                    match self {
                        Note::Missing(_) => "missing",
                        Note::Broken(_) => "damaged",
                        _ => "good",
                    },
                );
                Kind::AccessoryNoted
            }
        };
        (kind, payload)
    }

    /// Reads the event. Words of a newer program, or of another district, are nothing here.
    pub fn read(body: &Body) -> Option<Note> {
        let known = |words: &[&'static str], key| find(words, body.payload.text(key)?);
        match body.kind {
            Kind::ConditionNoted => known(&CONDITIONS, "condition")
                .map(Note::Condition)
                .or_else(|| known(&DAMAGES, "damage").map(Note::Damage)),
            Kind::AccessoryNoted => {
                let word = known(&ACCESSORIES, "accessory")?;
                match body.payload.text("state")? {
                    "missing" => Some(Note::Missing(word)),
                    "damaged" => Some(Note::Broken(word)),
                    "good" => Some(Note::Back(word)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The accessory it speaks of, if of one.
    pub fn accessory(self) -> Option<&'static str> {
        match self {
            Note::Missing(word) | Note::Broken(word) | Note::Back(word) => Some(word),
            Note::Condition(_) | Note::Damage(_) => None,
        }
    }

    /// What the price list calls it; `None` where nothing is charged for it.
    pub fn price_word(self) -> Option<String> {
        match self {
            Note::Damage(word) | Note::Missing(word) => Some(word.to_lowercase()),
            Note::Broken(word) => Some(format!("{} damaged", word.to_lowercase())),
            Note::Condition(_) | Note::Back(_) => None,
        }
    }
}

/// One of our words, however it is spelled.
pub fn find(words: &[&'static str], said: &str) -> Option<&'static str> {
    words.iter().find(|word| word.eq_ignore_ascii_case(said)).copied()
}

/// What goes along, as an issue says it. Words of another district are left out.
pub fn along(text: &str) -> impl Iterator<Item = &'static str> {
    text.split([' ', ',', ';', '|']).filter_map(|word| find(&ACCESSORIES, word.trim()))
}

/// What a run says of accessories that nobody spoke of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Taken {
    /// Each was looked at: what was not said to be missing or damaged came back good.
    #[default]
    Checked,
    /// Nobody looked; they are taken to have come along.
    Assumed,
    /// They stay with the student, or are collected elsewhere.
    NotCollected,
}

impl Taken {
    /// In the order in which they are offered.
    pub const ALL: [Taken; 3] = [Self::Checked, Self::Assumed, Self::NotCollected];

    /// The word in events, files and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Assumed => "assumed",
            Self::NotCollected => "not-collected",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Taken> {
        Self::ALL.into_iter().find(|taken| taken.as_str() == text)
    }
}

/// Where an accessory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whereabouts {
    /// Out with the device.
    Out,
    /// Did not go along.
    NotGiven,
    /// Came back good.
    Good,
    /// Taken to have come back; nobody looked.
    Assumed,
    /// Was not asked for.
    NotCollected,
    /// Came back damaged.
    Damaged,
    /// Did not come back.
    Missing,
}

impl Whereabouts {
    const ALL: [Whereabouts; 7] = [
        Self::Out,
        Self::NotGiven,
        Self::Good,
        Self::Assumed,
        Self::NotCollected,
        Self::Damaged,
        Self::Missing,
    ];

    /// The word in the projection and in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::NotGiven => "not-given",
            Self::Good => "good",
            Self::Assumed => "assumed",
            Self::NotCollected => "not-collected",
            Self::Damaged => "damaged",
            Self::Missing => "missing",
        }
    }

    fn parse(text: &str) -> Option<Whereabouts> {
        Self::ALL.into_iter().find(|place| place.as_str() == text)
    }
}

/// What stands of what was noted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Noted {
    /// The last condition.
    pub condition: Option<&'static str>,
    /// What went along when it went out last, and what was said of it since: whoever gets the device
    /// next gets it whole.
    pub accessories: BTreeMap<&'static str, Whereabouts>,
    /// Damages since it was repaired last.
    pub damage: BTreeSet<&'static str>,
    /// It is out: what is said to be missing did not go along.
    pub out: bool,
    /// The run in which a card said the condition: scanned again in it, the card's word stands.
    carded: Option<String>,
    /// Tickets after which it was whole again.
    mended: BTreeSet<Hash>,
}

impl Noted {
    /// Takes in the next event of the device, in the order in which they happened. `custody` is what
    /// stands behind it.
    pub fn pass(&mut self, entry: &Entry, custody: &Custody) {
        let body = &entry.body;
        match body.kind {
            // Whoever has it already gets nothing along by another scan.
            Kind::Issued if custody.holder.as_ref().is_some_and(|held| held.by == entry.hash) => {
                self.out = true;
                let given = along(body.payload.text(ALONG).unwrap_or_default());
                self.accessories = given.map(|word| (word, Whereabouts::Out)).collect();
            }
            Kind::Opened => self.out = true,
            Kind::Returned => {
                let was_out = std::mem::take(&mut self.out);
                self.come_back(body, was_out);
            }
            // A ticket may be closed once more, to say what it cost.
            Kind::TicketClosed if !is_scrapped(body) => {
                let mut ended = false;
                for ticket in body.payload.hashes(TICKET) {
                    ended |= self.mended.insert(ticket);
                }
                if ended && !custody.tickets.values().any(|open| *open) {
                    self.damage.clear();
                }
            }
            _ => {
                // What was missing of an earlier loan says nothing of what is with the device now.
                let earlier = !body.payload.hashes(SETTLES).is_empty();
                let missing = |note: &Note| {
                    note.accessory().is_some_and(|word| self.has(Note::Missing(word))) && !self.out
                };
                if let Some(note) = Note::read(body).filter(|note| !earlier || missing(note)) {
                    if matches!(note, Note::Condition(_)) {
                        self.carded.clone_from(&body.run);
                    }
                    self.take(note);
                }
            }
        }
    }

    /// One text for the projection; `None` where nothing was noted.
    pub fn text(&self) -> Option<String> {
        let along: Vec<String> = self
            .accessories
            .iter()
            .map(|(word, place)| format!("{word}:{}", place.as_str()))
            .collect();
        let damage: Vec<&str> = self.damage.iter().copied().collect();
        let text =
            [self.condition.unwrap_or_default(), &along.join(","), &damage.join(",")].join("|");
        (text != "||").then(|| format!("{text}|{}", if self.out { "out" } else { "" }))
    }

    /// Reads [`Noted::text`].
    pub fn parse(text: &str) -> Noted {
        let mut parts = text.split('|');
        let mut part = || parts.next().unwrap_or_default();
        let condition = find(&CONDITIONS, part());
        let along = part().split(',').filter_map(|pair| {
            let (word, place) = pair.split_once(':')?;
            Some((find(&ACCESSORIES, word)?, Whereabouts::parse(place)?))
        });
        let accessories = along.collect();
        let damage = part().split(',').filter_map(|word| find(&DAMAGES, word)).collect();
        Noted {
            condition,
            accessories,
            damage,
            out: part() == "out",
            carded: None,
            mended: BTreeSet::new(),
        }
    }

    fn come_back(&mut self, body: &Body, was_out: bool) {
        let said = body.payload.text("condition").and_then(|said| find(&CONDITIONS, said));
        let carded = self.carded.is_some() && self.carded == body.run;
        self.condition = said.filter(|_| !carded).or(self.condition);
        if !was_out {
            return;
        }
        let taken = body.payload.text(ACCESSORIES_ARE).and_then(Taken::parse).unwrap_or_default();
        for place in self.accessories.values_mut().filter(|place| **place == Whereabouts::Out) {
            *place = match taken {
                Taken::Checked => Whereabouts::Good,
                Taken::Assumed => Whereabouts::Assumed,
                Taken::NotCollected => Whereabouts::NotCollected,
            };
        }
    }

    fn take(&mut self, note: Note) {
        let out = self.out;
        let place = match note {
            Note::Condition(said) => {
                self.condition = Some(said);
                return;
            }
            Note::Damage(said) => {
                self.damage.insert(said);
                return;
            }
            Note::Missing(_) if out => Whereabouts::NotGiven,
            Note::Missing(_) => Whereabouts::Missing,
            Note::Broken(_) => Whereabouts::Damaged,
            Note::Back(_) if out => Whereabouts::Out,
            Note::Back(_) => Whereabouts::Good,
        };
        if let Some(word) = note.accessory() {
            self.accessories.insert(word, place);
        }
    }

    /// Whether something stands already.
    pub fn has(&self, note: Note) -> bool {
        let is = |word, places: &[Whereabouts]| {
            self.accessories.get(word).is_some_and(|place| places.contains(place))
        };
        match note {
            Note::Condition(word) => self.condition == Some(word),
            Note::Damage(word) => self.damage.contains(word),
            Note::Missing(word) => is(word, &[Whereabouts::Missing, Whereabouts::NotGiven]),
            Note::Broken(word) => is(word, &[Whereabouts::Damaged]),
            Note::Back(word) => is(word, &[Whereabouts::Good, Whereabouts::Out]),
        }
    }

    /// Everything that stands, in the order of the cards. What is out with the device is not back.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        let back = |note: &Note| !matches!(note, Note::Back(_)) || !self.out;
        Note::all().filter(move |note| self.has(*note) && back(note))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_reads_back() {
        assert_eq!(Noted::default().text(), None);
        let noted = Noted {
            condition: Some("GOOD"),
            accessories: [("CASE", Whereabouts::Missing), ("CHARGER", Whereabouts::Assumed)].into(),
            damage: ["SCREEN", "HINGE"].into(),
            out: true,
            carded: None,
            mended: BTreeSet::new(),
        };
        assert_eq!(Noted::parse(&noted.text().unwrap()), noted);
    }
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
