//! A device's life: five stages, and which status belongs to which.
//!
//! What the desk enforces hangs on the [`Status`]; the stage is for people and plans. Questions,
//! tasks and roles that a district gives to a stage belong beside [`Stage`] when they come.

use std::collections::BTreeMap;

use super::card::When;
use super::custody::{self, Custody};
use super::device::Status;
use super::hash::Hash;
use super::order::{Entry, sort};
use super::world::World;

/// The words a district has for statuses and stages: ours as files have it -> theirs.
pub type Words = BTreeMap<String, String>;

/// A stage of a device's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Bought and not yet here.
    Procurement,
    /// In use, or ready to be.
    Allocation,
    /// Being mended or cleaned.
    Maintenance,
    /// Nobody knows where it is, or a thief does.
    LostStolen,
    /// Used no more.
    EndOfLife,
}

impl Stage {
    /// In the order of a life.
    pub const ALL: [Stage; 5] =
        [Self::Procurement, Self::Allocation, Self::Maintenance, Self::LostStolen, Self::EndOfLife];

    /// The stage a status belongs to.
    pub fn of(status: Status) -> Stage {
        match status {
            Status::Ordered => Self::Procurement,
            Status::Available => Self::Allocation,
            Status::Repair | Status::Cleaning => Self::Maintenance,
            Status::Lost | Status::Stolen => Self::LostStolen,
            Status::Retired => Self::EndOfLife,
        }
    }

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Procurement => "procurement",
            Self::Allocation => "allocation",
            Self::Maintenance => "maintenance",
            Self::LostStolen => "lost-stolen",
            Self::EndOfLife => "end-of-life",
        }
    }
}

/// One change of status, as it stands in the order of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// When.
    pub at: When,
    /// What it became.
    pub status: Status,
    /// The event that made it so.
    pub by: Hash,
}

/// The way a device went: every change of its status, oldest first. Sorts `entries`, which are the
/// events of one device under all its joined identities.
pub fn way(entries: &mut [Entry], world: &World) -> Vec<Stop> {
    sort(entries, world);
    let mut custody = Custody::default();
    let mut way = Vec::new();
    for entry in entries.iter().filter(|entry| world.is_live(&entry.hash)) {
        let before = custody.status;
        let (borrower, saw) = (entry.body.borrower.as_ref(), entry.body.saw.as_ref());
        custody::step(&mut custody, entry, |id| world.borrower(id), borrower, saw);
        if custody.status != before {
            let at = When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min };
            way.push(Stop { at, status: custody.status, by: entry.hash });
        }
    }
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_has_a_status_and_one_alone_goes_out() {
        for stage in Stage::ALL {
            assert!(Status::ALL.iter().any(|status| Stage::of(*status) == stage), "{stage:?}");
        }
        let out: Vec<Status> = Status::ALL.into_iter().filter(|s| s.may_go_out()).collect();
        assert_eq!(out, [Status::Available]);
    }
}
