//! Devices between two sites: sent from one, not yet received at the other.

use std::collections::BTreeSet;

use super::card::When;
use super::device::DeviceId;
use super::event::Kind;
use super::hash::Hash;
use super::order::{Entry, sort};
use super::world::World;

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
    /// It was received, returned or issued before it was sent on.
    pub arrived: bool,
}

/// Whether a device was received, returned or issued behind the event that sent it, and before another
/// sent it on. Sorts `entries`, which are the events of the device.
pub fn arrived(entries: &mut [Entry], sent: &Hash, world: &World) -> bool {
    sort(entries, world);
    let behind = entries.iter().skip_while(|entry| entry.hash != *sent).skip(1);
    let mut ends = behind.filter(|entry| world.is_live(&entry.hash)).map(|entry| &entry.body.kind);
    let end = ends.find(|kind| {
        let scanned = [Kind::TransferReceived, Kind::Returned, Kind::Issued];
        **kind == Kind::TransferSent || scanned.contains(kind)
    });
    end.is_some_and(|kind| *kind != Kind::TransferSent)
}

/// What is under way, and whether it is late: others of its transfer have arrived, or it was sent
/// [`LATE_DAYS`] ago. `now_ms` is UTC.
pub fn under_way(sent: Vec<Sent>, now_ms: i64) -> Vec<(Sent, bool)> {
    let arrived: BTreeSet<String> =
        sent.iter().filter(|sent| sent.arrived).map(|sent| sent.transfer.clone()).collect();
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
