//! Lost and stolen: what is known of a loss.

use super::card::When;
use super::device::Status;
use super::event::{Body, Kind};
use super::hash::Hash;
use super::order::{Entry, sort};
use super::world::World;

/// Payload of a loss: the day, local.
pub const ON: &str = "on";

/// Payload of a loss: number of the police report.
pub const REPORT: &str = "report";

/// Payload of a loss: SHA-256 of a file kept beside the database.
pub const ATTACHMENT: &str = "attachment";

/// A device that is lost or stolen now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The events that say so, oldest first; more than one where it was told again, or by two desks.
    pub losses: Vec<Hash>,
    /// When it was told last.
    pub told: When,
    /// The day of the loss, local; may be empty.
    pub on: String,
    /// Number of the police report, may be empty.
    pub report: String,
    /// SHA-256 of the file kept, and the event that names it.
    pub attachment: Option<(Hash, Hash)>,
}

/// Whether an event says that a device is lost or stolen.
pub fn is_loss(body: &Body) -> bool {
    body.kind == Kind::StatusChanged
        && body.payload.text("status").and_then(Status::parse).is_some_and(Status::is_missing)
}

impl Missing {
    /// What the events of a device tell of its loss, where it is missing by the last word on its
    /// status. Sorts `entries`.
    pub fn of(entries: &mut [Entry], world: &World) -> Option<Missing> {
        sort(entries, world);
        let mut missing: Option<Missing> = None;
        for entry in entries.iter().filter(|entry| world.is_live(&entry.hash)) {
            let payload = &entry.body.payload;
            if is_loss(&entry.body) {
                let told =
                    When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min };
                let known = missing.get_or_insert(Missing {
                    losses: Vec::new(),
                    told,
                    on: String::new(),
                    report: String::new(),
                    attachment: None,
                });
                known.losses.push(entry.hash);
                known.told = told;
                for (text, key) in [(&mut known.on, ON), (&mut known.report, REPORT)] {
                    if let Some(said) = payload.text(key) {
                        said.clone_into(text);
                    }
                }
                let file = payload.hashes(ATTACHMENT).first().copied();
                known.attachment = file.map(|file| (file, entry.hash)).or(known.attachment);
            } else if entry.body.kind == Kind::StatusChanged {
                missing = None;
            }
        }
        missing
    }
}
