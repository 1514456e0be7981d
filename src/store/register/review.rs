//! What holding a plan against the register finds, as data: for a person to read before anything is
//! written.

use std::collections::HashMap;

use super::plan::{At, DeviceRow};
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Not known before.
    New,
    /// Known, different now.
    Updated,
    /// Known, the same.
    Unchanged,
}

/// What an import does, in rows. Leavers are counted apart from the rows read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    /// Not known before.
    pub new: u64,
    /// Known, different now.
    pub updated: u64,
    /// Known, the same.
    pub unchanged: u64,
    /// In the register before and not in the file.
    pub leaving: u64,
}

impl Taken {
    pub(super) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
        }
    }

    /// All rows of these.
    pub fn rows(&self) -> u64 {
        self.new + self.updated + self.unchanged
    }
}

/// What a known row will be instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where the row stands.
    pub at: At,
    /// ID or tag.
    pub key: String,
    /// Field, what was known, what the file gives.
    pub fields: Vec<(&'static str, String, String)>,
}

/// Somebody, or something, that the files no longer have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaver {
    /// A person; else a device.
    pub person: bool,
    /// ID, or tag.
    pub key: String,
    /// Name, or model.
    pub name: String,
    /// Grade; empty for a device.
    pub grade: String,
    /// Site code.
    pub site: String,
    /// How many devices the person holds; of a device, whether it is out.
    pub holds: u64,
}

/// What a site would lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Of people; else of devices.
    pub people: bool,
    /// Site code.
    pub site: String,
    /// How many leave.
    pub leaving: u64,
    /// How many are active there now.
    pub all: u64,
}

/// A device whose holder the journal knows otherwise than the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderDiffers {
    /// Where the row stands.
    pub at: At,
    /// The device's tag, or serial.
    pub tag: String,
    /// Who has it as the file says.
    pub file: BorrowerId,
    /// Who has it as the journal says; nobody where it is in.
    pub journal: Option<BorrowerId>,
}

/// What a plan comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// Of sites.
    pub sites: Taken,
    /// Of catalogue entries.
    pub models: Taken,
    /// Catalogue entries that a list of devices makes, where it may.
    pub derived: u64,
    /// Of people.
    pub people: Taken,
    /// Of devices.
    pub devices: Taken,
    /// One for each person's row of the plan.
    pub people_rows: Vec<Outcome>,
    /// One for each device's row of the plan.
    pub device_rows: Vec<Outcome>,
    /// Known rows that will be different; the first 500.
    pub changes: Vec<Change>,
    /// Who and what leaves.
    pub leavers: Vec<Leaver>,
    /// By site, where anything leaves.
    pub losses: Vec<Loss>,
    /// People whose grade is one higher than it was.
    pub moved_up: u64,
    /// People whose grade was known and is given, both as numbers.
    pub graded: u64,
    /// Rows whose holder becomes an opening balance: index into the plan's devices.
    pub opening: Vec<usize>,
    /// Where journal and file differ about the holder; nothing is written there.
    pub differences: Vec<HolderDiffers>,
    /// Rows that name by tag a device known by serial: index, and the device.
    pub same_as: HashMap<usize, DeviceId>,
}

impl Review {
    /// Whether the register would be as it is.
    pub fn is_nothing(&self) -> bool {
        let all = [&self.sites, &self.models, &self.people, &self.devices];
        all.iter().all(|taken| taken.new + taken.updated + taken.leaving == 0)
            && self.opening.is_empty()
    }

    /// The identity of a device's row of the plan, as the register has it.
    pub fn device<'a>(&'a self, plan: &'a [DeviceRow], index: usize) -> &'a DeviceId {
        self.same_as.get(&index).unwrap_or(&plan[index].id)
    }
}
