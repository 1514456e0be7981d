//! Who may hold a device.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::Code;

/// Who a borrower is: the district's ID as normalised text with its leading zeros, or
/// `W-STATION-INCARNATION-n` for somebody served without a card.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BorrowerId(String);

impl BorrowerId {
    /// The borrower with this district ID.
    pub fn new(id: &Code) -> Self {
        Self(id.as_str().to_owned())
    }

    /// The `n`-th person served without a card by this incarnation of this station.
    pub fn walk_up(station: &str, incarnation: &str, n: u64) -> Self {
        Self(format!("W-{station}-{}-{n}", incarnation.to_uppercase()))
    }

    /// From text that already is an identity (journal, projection).
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identity as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is a walk-up's made-up identity and not a district's ID.
    pub fn is_walk_up(&self) -> bool {
        self.0.starts_with("W-")
    }
}

impl fmt::Display for BorrowerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Student or staff. An attribute, never part of the identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BorrowerKind {
    /// Goes to school here.
    #[default]
    Student,
    /// Works here.
    Staff,
}

impl BorrowerKind {
    /// The word in files and columns.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Staff => "staff",
        }
    }

    /// Reads the word; blank means student.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "" | "student" => Some(Self::Student),
            "staff" | "teacher" => Some(Self::Staff),
            _ => None,
        }
    }
}

/// What the register says of a borrower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borrower {
    /// Identity.
    pub id: BorrowerId,
    /// Name as the roster writes it.
    pub name: String,
    /// Grade as the roster writes it (`K`, `7`), empty for staff.
    pub grade: String,
    /// Homeroom, may be empty.
    pub homeroom: String,
    /// Site code, may be empty.
    pub site: String,
    /// Household code, may be empty.
    pub household: String,
    /// Drive-through slot (`Tue 9:00`, `12`), may be empty.
    pub slot: String,
    /// Number of the case that waits for them, may be empty.
    pub case: String,
    /// Student or staff.
    pub kind: BorrowerKind,
    /// False once a later snapshot no longer has them.
    pub active: bool,
}

impl Borrower {
    /// The first word of the name, by which the desk speaks of somebody known.
    pub fn given_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}
