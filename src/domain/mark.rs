//! How far a chain is known, and what is missing of it.

use super::hash::Hash;

/// An event that ends what is known of a chain. Its hash covers everything before it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Station code.
    pub station: String,
    /// Incarnation, 8 hex digits.
    pub incarnation: String,
    /// Number within the incarnation.
    pub seq: u64,
    /// The event with that number.
    pub hash: Hash,
}

/// Numbers of a chain that are missing, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Station code.
    pub station: String,
    /// Incarnation.
    pub incarnation: String,
    /// First missing number.
    pub from: u64,
    /// Last missing number.
    pub to: u64,
}
