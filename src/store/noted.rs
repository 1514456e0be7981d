//! Who had a device last, and what somebody may have to pay for: read when it is asked for.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension;

use super::journal::borrower_of;
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::damage::{self, Damage};
use crate::domain::device::DeviceId;
use crate::domain::hash::Hash;
use crate::domain::quote::{self, Proposal, ProposalCard, Quote};

/// With the condition of the index `journal_damage`. Of statuses only a loss is charged: what else an
/// import says of thousands of devices is passed over.
const ANY_DAMAGE: &str = "SELECT 1 FROM subject s JOIN journal j ON j.device = s.id
    WHERE s.name = ?1 AND j.kind IN ('ConditionNoted', 'AccessoryNoted', 'StatusChanged')
    AND (j.kind <> 'StatusChanged' OR instr(j.body, '\"lost\"') > 0) LIMIT 1";

const WITH_DAMAGE: &str = "SELECT DISTINCT s.name FROM journal j JOIN subject s ON s.id = j.device
    WHERE j.device IS NOT NULL
    AND j.kind IN ('ConditionNoted', 'AccessoryNoted', 'StatusChanged')
    AND (j.kind <> 'StatusChanged' OR instr(j.body, '\"lost\"') > 0) ORDER BY 1";

const LAST: &str = "SELECT b.name FROM subject d JOIN loan l ON l.device = d.id
    JOIN subject b ON b.id = l.borrower WHERE d.name = ?1
    ORDER BY l.returned IS NOT NULL, l.issued_ms DESC LIMIT 1";

impl Store {
    /// When a device went out or came back last.
    pub fn last_moved(&self, id: &DeviceId) -> Result<Option<When>> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT max(max(l.issued_ms, coalesce(l.returned_ms, l.issued_ms))),
                        l.issued_offset_min
                 FROM subject d JOIN loan l ON l.device = d.id WHERE d.name = ?1",
            )?
            .query_row([self.world().device(id).as_str()], |row| {
                Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i32>>(1)?))
            })?;
        Ok(found.0.map(|at_ms| When { at_ms, utc_offset_min: found.1.unwrap_or_default() }))
    }

    /// Damages and losses that somebody may have to pay for, laid at their door by the fold.
    pub fn damages(&self, id: &BorrowerId) -> Result<Vec<Damage>> {
        let mut found = Vec::new();
        let lasting = self.world().borrower(id).clone();
        let devices: BTreeSet<DeviceId> = self.devices_of(&lasting)?.into_iter().collect();
        for device in devices {
            let of_device = self.damages_of(&device)?;
            found.extend(of_device.into_iter().filter(|damage| damage.borrower == lasting));
        }
        Ok(found)
    }

    /// Damages and losses of one device.
    pub fn damages_of(&self, id: &DeviceId) -> Result<Vec<Damage>> {
        let mut any = self.conn.prepare_cached(ANY_DAMAGE)?;
        for member in self.world().device_members(self.world().device(id)) {
            if any.exists([member.as_str()])? {
                let mut entries = self.device_entries(id)?;
                let found_settles = |date: &str| self.world().policy(date).found_voids;
                return Ok(damage::of_device(&mut entries, self.world(), found_settles));
            }
        }
        Ok(Vec::new())
    }

    /// What the policy says of all damages of somebody, in the order in which they happened.
    pub fn quotes(&self, id: &BorrowerId) -> Result<Vec<(Damage, Quote)>> {
        Ok(quote::quotes(self.damages(id)?, self.world()))
    }

    /// Where charges of anybody differ from what the policy says of their damages, by student.
    pub fn proposals(&self) -> Result<Vec<Proposal>> {
        let mut damages: BTreeMap<BorrowerId, Vec<Damage>> = BTreeMap::new();
        let mut devices = BTreeSet::new();
        self.each(WITH_DAMAGE, |row| -> Result<()> {
            let id = DeviceId::from_text(row.get::<_, String>(0)?);
            devices.insert(self.world().device(&id).clone());
            Ok(())
        })?;
        for device in devices {
            for damage in self.damages_of(&device)? {
                damages.entry(damage.borrower.clone()).or_default().push(damage);
            }
        }
        self.ledgers(|id, _| -> Result<()> {
            damages.entry(id.clone()).or_default();
            Ok(())
        })?;
        let waits: BTreeSet<Hash> =
            damages.values().flatten().filter(|d| d.waits).map(|d| d.event).collect();
        let mut found = Vec::new();
        for (id, damages) in damages {
            let quotes = quote::quotes(damages, self.world());
            let ledger = self.ledger(&id)?;
            let mut judged = BTreeSet::new();
            for basis in ledger.charges.iter().filter_map(|charge| charge.basis) {
                if !waits.contains(&basis) && self.event(&basis)?.is_some() {
                    judged.insert(basis);
                }
            }
            found.extend(quote::proposals(&id, &ledger, &quotes, |basis| judged.contains(basis)));
        }
        Ok(found)
    }

    /// The same of one student.
    pub fn proposals_of(&self, id: &BorrowerId) -> Result<Vec<Proposal>> {
        let id = self.world().borrower(id).clone();
        let ledger = self.ledger(&id)?;
        let mut judged = BTreeSet::new();
        for charge in &ledger.charges {
            let (Some(basis), Some(device)) = (charge.basis, &charge.device) else { continue };
            if self.event(&basis)?.is_some() && !self.waits(device, &basis)? {
                judged.insert(basis);
            }
        }
        let quotes = self.quotes(&id)?;
        Ok(quote::proposals(&id, &ledger, &quotes, |basis| judged.contains(basis)))
    }

    /// Whether who had the device when a damage was noted hangs on an open question.
    pub fn waits(&self, device: &DeviceId, event: &Hash) -> Result<bool> {
        Ok(damage::waits(&mut self.device_entries(device)?, self.world(), event))
    }

    /// The same with names, at most so many.
    pub fn proposal_cards(&self, most: usize) -> Result<Vec<ProposalCard>> {
        let card = |proposal: Proposal| {
            let device = proposal.device.as_ref().map(|id| self.device(id)).transpose()?;
            let tag = device.map(|card| card.tag).unwrap_or_default();
            Ok(ProposalCard { person: self.named(&proposal.borrower)?, tag, proposal })
        };
        self.proposals()?.into_iter().take(most).map(card).collect()
    }

    /// Who has a device, or had it last.
    pub fn last_holder(&self, id: &DeviceId) -> Result<Option<BorrowerId>> {
        let found: Option<String> = self
            .conn
            .prepare_cached(LAST)?
            .query_row([self.world().device(id).as_str()], |row| row.get(0))
            .optional()?;
        Ok(found.map(|name| self.world().borrower(&borrower_of(&name)).clone()))
    }
}
