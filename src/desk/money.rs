//! Money as the window asks for it: a wish at a time, and what was charged to somebody as their page
//! shows it. What may be is `charges` and `proposals`.

use super::charges::{NewCharge, Posting};
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::charge::Charge;
use crate::domain::event::Moment;
use crate::domain::hash::Hash;

/// What is done with money. Amounts are whole cents; charges and entries go by the name of their event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Money {
    /// Something is charged.
    Charge {
        /// To whom.
        who: BorrowerId,
        /// For which device: tag or serial number; empty for none.
        device: String,
        /// What for, as the price list has it or in any words.
        sort: String,
        /// How much.
        cents: i64,
        /// A remark, may be empty.
        note: String,
    },
    /// Money comes in.
    Pay {
        /// From whom.
        who: BorrowerId,
        /// For which charge; for all that is open, the oldest first, where none is named.
        charge: Option<String>,
        /// How much.
        cents: i64,
    },
    /// Money is let go.
    Waive {
        /// Of which charge.
        charge: String,
        /// How much.
        cents: i64,
        /// Why.
        reason: String,
    },
    /// A charge becomes another amount.
    Adjust {
        /// Which.
        charge: String,
        /// What it comes to.
        to_cents: i64,
        /// Why.
        reason: String,
    },
    /// Money is given back.
    Refund {
        /// Of which charge.
        charge: String,
        /// How much.
        cents: i64,
        /// Why.
        reason: String,
    },
    /// An entry should not have been.
    Void {
        /// Which: the charge itself, a payment or any other.
        entry: String,
        /// Why.
        reason: String,
    },
    /// What is charged becomes what the policy says.
    Book {
        /// Which proposal.
        proposal: Hash,
        /// Why.
        reason: String,
    },
    /// What is charged stays, against what the policy says.
    Keep {
        /// Which proposal.
        proposal: Hash,
        /// Why.
        reason: String,
    },
}

/// A charge as a person's page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeRow {
    /// The charge.
    pub charge: Charge,
    /// Tag of the device, empty where it is for none.
    pub tag: String,
    /// Names of its entries' events, in the order of [`Charge::posted`]; the first is the charge's.
    pub names: Vec<String>,
}

impl ChargeRow {
    /// The name of the event that raised it.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

impl Desk {
    /// Does what is wished.
    pub(super) fn money(&mut self, wish: Money, now: &Moment) -> Result<Posting, Error> {
        match wish {
            Money::Charge { who, device, sort, cents, note } => {
                let device = match device.trim() {
                    "" => None,
                    code => Some(self.which_device(code)?),
                };
                self.charge(&NewCharge { borrower: who, device, sort, cents, note }, now)
            }
            Money::Pay { charge: Some(charge), cents, .. } => self.pay_charge(&charge, cents, now),
            Money::Pay { who, charge: None, cents } => self.pay(&who, cents, now),
            Money::Waive { charge, cents, reason } => {
                self.waive(&charge, Some(cents), &reason, now)
            }
            Money::Adjust { charge, to_cents, reason } => {
                self.adjust(&charge, to_cents, &reason, now)
            }
            Money::Refund { charge, cents, reason } => self.refund(&charge, cents, &reason, now),
            Money::Void { entry, reason } => self.void(&entry, &reason, now),
            Money::Book { proposal, reason } => self.book(&proposal.to_string(), &reason, now),
            Money::Keep { proposal, reason } => self.keep(&proposal.to_string(), &reason, now),
        }
    }

    /// Everything that was charged to somebody, the newest first.
    pub(super) fn account(&self, who: &BorrowerId) -> Result<Vec<ChargeRow>, Error> {
        let charges = self.store.ledger(who)?.charges.into_iter().rev();
        charges.map(|charge| self.charge_row(charge)).collect()
    }

    fn charge_row(&self, charge: Charge) -> Result<ChargeRow, Error> {
        let tag = charge.device.as_ref().map(|id| self.store.device(id)).transpose()?;
        let mut names = Vec::new();
        for posted in &charge.posted {
            let event = self.store.event(&posted.hash)?;
            let name = event.map(|event| self.store.name_of(&event.body, &event.hash));
            names.push(name.transpose()?.unwrap_or_default());
        }
        Ok(ChargeRow { charge, tag: tag.map(|card| card.tag).unwrap_or_default(), names })
    }
}
