//! Agreements: which version somebody signed, and when. A signature is a fact of its own: it holds
//! whatever order facts come in, and until it is taken back.

use std::collections::BTreeMap;

use super::card::When;
use super::event::Kind;
use super::hash::Hash;
use super::order::Entry;
use super::world::World;

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Signer {
    /// The person who gets the device.
    #[default]
    Student,
    /// Somebody who may sign for them.
    Guardian,
}

impl Signer {
    /// The word in events, files and on the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Guardian => "guardian",
        }
    }

    /// Reads the word; what it does not know is the person.
    pub fn parse(text: &str) -> Signer {
        if text == Self::Guardian.as_str() { Self::Guardian } else { Self::Student }
    }
}

/// A version that somebody signed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signed {
    /// Which.
    pub version: String,
    /// When, corrected.
    pub at: When,
    /// Who signed.
    pub by: Signer,
    /// The event.
    pub event: Hash,
}

impl Signed {
    /// Reads an event; `None` where it is no signature, or one without a version.
    pub fn of(entry: &Entry) -> Option<Signed> {
        if entry.body.kind != Kind::AgreementSigned {
            return None;
        }
        let said = &entry.body.payload;
        Some(Signed {
            version: said.text("version").filter(|version| !version.is_empty())?.to_owned(),
            at: When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min },
            by: Signer::parse(said.text("by").unwrap_or_default()),
            event: entry.hash,
        })
    }
}

/// What the events of one person come to, in any order: of each version the newest live signature, the
/// newest first.
pub fn signed(entries: &[Entry], world: &World) -> Vec<Signed> {
    let mut newest: BTreeMap<String, Signed> = BTreeMap::new();
    let live = entries.iter().filter(|entry| world.is_live(&entry.hash));
    for signed in live.filter_map(Signed::of) {
        let known = newest.entry(signed.version.clone()).or_insert_with(|| signed.clone());
        if (known.at.at_ms, known.event) < (signed.at.at_ms, signed.event) {
            *known = signed;
        }
    }
    let mut all: Vec<Signed> = newest.into_values().collect();
    all.sort_by_key(|signed| std::cmp::Reverse((signed.at.at_ms, signed.event)));
    all
}
