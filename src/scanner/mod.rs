//! Codes from scanners and from people's fingers: each source yields a [`Scan`],
//! and what happens then is the same for all.
//!
//! Says what arrived, from where and when. Does not look anything up, does not
//! know the window's widgets, and never guesses from speed whether a scanner or a
//! person was typing.

pub mod serial;
pub mod wedge;

use std::time::Instant;

/// One code, whole, as it came off the wire: read it with
/// [`code::read`](crate::domain::code::read).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// The text between two terminators, not yet normalised.
    pub code: String,
    /// Who sent it.
    pub source: Source,
    /// When its last character arrived.
    pub at: Instant,
}

/// Who sent a scan. Scans of one source keep their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// The keyboard: typed, or a scanner that types. Several such scanners at one
    /// computer cannot be told apart.
    Wedge,
    /// A serial scanner, by [`serial::Config::key`]: the same after a replug.
    Serial(String),
    /// A scanner of the USB point-of-sale class, by vendor, product and serial
    /// number. No module yields it yet.
    Hid(String),
}
