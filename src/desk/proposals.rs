//! Where charges differ from what the policy says in the order that is known now. Nothing is changed by
//! itself: a person books a proposal, or keeps what was charged.

use super::charges::{Posting, because, by, entry};
use super::turn::draft;
use super::{Desk, Error};
use crate::domain::charge::{Charge, TO};
use crate::domain::event::{Kind, Moment};
use crate::domain::quote::Proposal;
use crate::store::Draft;

impl Desk {
    /// Books proposals: what is charged is what the policy says.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NoReason`]; the database's.
    pub fn book(&mut self, name: &str, reason: &str, now: &Moment) -> Result<Posting, Error> {
        let proposal = self.proposal(name)?;
        let booked = match proposal.charge {
            Some(id) => {
                let ledger = self.store.ledger(&proposal.borrower)?;
                let charge = ledger.charge(&id).ok_or_else(|| Error::NoProposal(name.into()))?;
                let by = by(proposal.new_cents - charge.sum_cents())?;
                let mut booked = by_policy(charge, &proposal, by);
                booked.payload.put_int(TO, proposal.new_cents);
                booked
            }
            None => self.raised(&proposal)?,
        };
        self.post(vec![because(booked, reason)?], &proposal.borrower, now)
    }

    /// Keeps what is charged, or charges nothing, against what the policy says. To charge nothing is to
    /// let money go, as [`Desk::waive`] does.
    ///
    /// # Errors
    /// [`Error::NoProposal`], [`Error::NoReason`]; [`Error::NotALead`] where nothing is charged; the
    /// database's.
    pub fn keep(&mut self, name: &str, reason: &str, now: &Moment) -> Result<Posting, Error> {
        let proposal = self.proposal(name)?;
        let drafts = match proposal.charge {
            Some(id) => {
                let ledger = self.store.ledger(&proposal.borrower)?;
                let charge = ledger.charge(&id).ok_or_else(|| Error::NoProposal(name.into()))?;
                vec![because(by_policy(charge, &proposal, 0), reason)?]
            }
            None => {
                // What is not charged is charged and let go: both stand in the ledger.
                let role = self.lets_go(now)?;
                let mut waived = Draft::new(Kind::ChargeWaived).with("role", role);
                waived.borrower = Some(proposal.borrower.clone());
                waived.device.clone_from(&proposal.device);
                waived.payload.put_int("cents", proposal.new_cents);
                waived.rests_on_last = Some("charge");
                vec![self.raised(&proposal)?, because(waived, reason)?]
            }
        };
        self.post(drafts, &proposal.borrower, now)
    }

    fn proposal(&self, name: &str) -> Result<Proposal, Error> {
        let name = name.trim().to_lowercase();
        let all = self.store.proposals()?;
        let mut found =
            all.into_iter().filter(|p| name.len() >= 4 && p.id().to_string().starts_with(&name));
        match (found.next(), found.next()) {
            (Some(proposal), None) => Ok(proposal),
            _ => Err(Error::NoProposal(name)),
        }
    }

    fn raised(&self, proposal: &Proposal) -> Result<Draft, Error> {
        let raised = match &proposal.device {
            Some(id) => draft(Kind::ChargeRaised, &self.store.device(id)?),
            None => Draft::new(Kind::ChargeRaised),
        };
        let mut raised = raised.with("type", &proposal.sort);
        raised.borrower = Some(proposal.borrower.clone());
        raised.payload.put_int("cents", proposal.new_cents);
        raised.payload.put_hashes("basis", &[proposal.basis]);
        Ok(raised)
    }
}

/// What was decided about a proposal: so much more or less, and what the policy says.
fn by_policy(charge: &Charge, proposal: &Proposal, by: i64) -> Draft {
    let mut adjusted = entry(Kind::ChargeAdjusted, charge, by);
    adjusted.payload.put_int("policy", proposal.new_cents);
    adjusted.payload.put("why", proposal.why.as_str());
    adjusted
}
