//! Devices that go along with another: the charger with a tag of its own, the pen, the hotspot. The
//! register says of each which device it goes along with; that one is handed out with its set, and
//! each comes back by its own scan.

use super::card::{HeldDevice, Named};
use super::device::{DeviceId, Status};

/// What became of a device's set when the device was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetOut {
    /// Tags of what went along, in the same command.
    pub gone: Vec<String>,
    /// What did not.
    pub left: Vec<Left>,
}

/// A device of the set that did not go along. Nothing is written of it: who hands it out scans it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Its tag.
    pub tag: String,
    /// Why not.
    pub why: WhyLeft,
}

/// Why a device of a set did not go along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyLeft {
    /// Somebody else has it.
    Out(Named),
    /// Its status does not let it go out.
    Status(Status),
    /// A question stands before it, which its own scan asks.
    Asks,
}

/// Marks what goes along with another device of the same holder. `heads` has, in the same order, which
/// device each goes along with.
pub fn go_along(held: &mut [HeldDevice], heads: &[Option<DeviceId>]) {
    let ids: Vec<DeviceId> = held.iter().map(|held| held.id.clone()).collect();
    for (held, head) in held.iter_mut().zip(heads) {
        held.goes_along = head.as_ref().is_some_and(|head| *head != held.id && ids.contains(head));
    }
}
