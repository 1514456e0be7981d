//! Losses in the journal: what is known of a device that is missing, and who was charged for it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;
use crate::domain::event::Kind;
use crate::domain::missing::Missing;

/// Name of the folder in the data folder for files that belong to a loss.
const ATTACHMENTS: &str = "attachments";

impl Store {
    /// What is known of the loss of a device; nothing where it is not missing.
    pub fn missing(&self, id: &DeviceId) -> Result<Option<Missing>> {
        if !self.device(id)?.status.is_missing() {
            return Ok(None);
        }
        let mut entries = self.device_entries(id)?;
        Ok(Missing::of(&mut entries, self.world()))
    }

    /// Who was ever charged for a device, under lasting identities.
    pub fn charged_for(&self, id: &DeviceId) -> Result<BTreeSet<BorrowerId>> {
        let events = self.device_events(id)?;
        let charged = events.iter().filter(|event| event.body.kind == Kind::ChargeRaised);
        let of = |id: &BorrowerId| self.world().borrower(id).clone();
        Ok(charged.filter_map(|event| event.body.borrower.as_ref()).map(of).collect())
    }

    /// Where files that belong to a loss are kept, each under its SHA-256.
    pub fn attachments(&self) -> PathBuf {
        self.path().with_file_name(ATTACHMENTS)
    }
}
