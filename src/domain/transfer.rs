//! Devices between two sites: sent from one, not yet received at the other.

use std::collections::BTreeSet;

use super::card::When;
use super::device::DeviceId;
use super::hash::Hash;
use super::order::Entry;

/// From so many days on what was sent should have arrived.
pub const LATE_DAYS: i64 = 7;

/// Where a device is on its way to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Site code.
    pub to: String,
    /// Site code it was sent from, may be empty.
    pub from: String,
    /// Since when, corrected UTC milliseconds.
    pub since_ms: i64,
    /// Local offset where it was sent, minutes.
    pub utc_offset_min: i32,
    /// The event that sent it.
    pub by: Hash,
}

impl Bound {
    /// What an event that sends a device says; nothing without a site.
    pub(super) fn of(entry: &Entry) -> Option<Bound> {
        let text = |key| entry.body.payload.text(key).unwrap_or_default().to_owned();
        let to = text("to");
        (!to.is_empty()).then(|| Bound {
            to,
            from: text("from"),
            since_ms: entry.time.at_ms,
            utc_offset_min: entry.body.utc_offset_min,
            by: entry.hash,
        })
    }
}

/// A device that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Which.
    pub device: DeviceId,
    /// Name of the transfer: that of the first event of it.
    pub transfer: String,
    /// Site code it was sent from, may be empty.
    pub from: String,
    /// Site code it was sent to.
    pub to: String,
    /// When.
    pub at: When,
    /// It was not seen anywhere since.
    pub under_way: bool,
}

/// What is under way, and whether it is late: others of its transfer have arrived, or it was sent
/// [`LATE_DAYS`] ago. `now_ms` is UTC.
pub fn under_way(sent: Vec<Sent>, now_ms: i64) -> Vec<(Sent, bool)> {
    let arrived: BTreeSet<String> =
        sent.iter().filter(|sent| !sent.under_way).map(|sent| sent.transfer.clone()).collect();
    let late = |sent: &Sent| {
        arrived.contains(&sent.transfer) || now_ms - sent.at.at_ms >= LATE_DAYS * 86_400_000
    };
    let open = sent.into_iter().filter(|sent| sent.under_way);
    open.map(|sent| {
        let late = late(&sent);
        (sent, late)
    })
    .collect()
}
