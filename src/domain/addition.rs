//! A text kept beside an event: a name, a note, a reason. The event holds a salted digest of it, so
//! that the text can be forgotten and the chain still verifies.

use super::event::Body;
use super::hash::Hash;

/// A text beside an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addition {
    /// The event.
    pub event: Hash,
    /// Which text of it: `name`, `reason`.
    pub field: String,
    /// Random bytes before the text; none where it was forgotten.
    pub salt: Vec<u8>,
    /// The text; empty where it was forgotten.
    pub text: String,
}

impl Addition {
    /// Whether the text was taken away for good.
    pub fn is_forgotten(&self) -> bool {
        self.salt.is_empty() && self.text.is_empty()
    }

    /// Whether the event speaks of this text: its digest fits, or there is one and the text was
    /// forgotten.
    pub fn fits(&self, body: &Body) -> bool {
        let Some(wanted) = body.payload.text(&format!("{}_sha256", self.field)) else {
            return false;
        };
        self.is_forgotten() || wanted == Hash::of(&[&self.salt, self.text.as_bytes()]).to_string()
    }
}
