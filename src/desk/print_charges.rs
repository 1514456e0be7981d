//! What families are asked to pay: the charges of people that stand on a notice.

use std::collections::HashMap;

use super::Error;
use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::charge::{Charge, Ledger};
use crate::domain::hash::Hash;
use crate::domain::listed::ListedStudent;
use crate::store::Store;

/// A charge on a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What for, as the price list names it; may be empty.
    pub sort: String,
    /// Tag of the device, or its serial; empty where it is for none.
    pub device: String,
    /// When it was raised.
    pub at: When,
    /// What is charged, less what was let go. Cents.
    pub amount_cents: i64,
    /// What was paid and not given back. Cents.
    pub paid_cents: i64,
    /// What is left; below zero the family is owed. Cents.
    pub due_cents: i64,
}

/// IDs of everybody who was ever charged, those who left too.
///
/// # Errors
/// The database's.
pub(super) fn charged(store: &Store) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    store.ledgers(|id, _| -> Result<(), Error> {
        ids.push(id.to_string());
        Ok(())
    })?;
    Ok(ids)
}

/// What each of some people is to be told of, by ID. Who owes nothing in all is not there, and no
/// charge of which nobody knows yet who had the device.
///
/// # Errors
/// The database's.
pub(super) fn owed(
    store: &Store,
    people: &[ListedStudent],
) -> Result<HashMap<String, Vec<Owed>>, Error> {
    let mut owed = HashMap::new();
    for row in people {
        let id = BorrowerId::from_text(row.id.as_str());
        let told = told(store, &id, &store.ledger(&id)?)?;
        if told.iter().map(|charge| charge.due_cents).sum::<i64>() > 0 {
            owed.insert(row.id.clone(), told);
        }
    }
    Ok(owed)
}

/// What a family is told. What is not sure is not: who had the device hangs on a conflict, or what is
/// charged is not what the policy says, and nobody has decided yet.
fn told(store: &Store, id: &BorrowerId, ledger: &Ledger) -> Result<Vec<Owed>, Error> {
    let mut told = Vec::new();
    let rests = ledger.charges.iter().any(|charge| charge.basis.is_some());
    let proposed = if rests { store.proposals_of(id)? } else { Vec::new() };
    let proposed: Vec<Hash> = proposed.into_iter().filter_map(|one| one.charge).collect();
    for charge in ledger.charges.iter().filter(|charge| charge.due_cents() != 0) {
        let Some(at) = charge.raised() else { continue };
        if !proposed.contains(&charge.id) && !waits(store, charge)? {
            let device = charge.device.as_ref().map(|id| store.device(id)).transpose()?;
            told.push(Owed {
                sort: charge.sort.clone(),
                device: device.map(|card| card.tag).unwrap_or_default(),
                at,
                amount_cents: charge.amount_cents() - charge.waived_cents(),
                paid_cents: charge.paid_cents(),
                due_cents: charge.due_cents(),
            });
        }
    }
    Ok(told)
}

/// Whether who had the device when its damage was noted hangs on a conflict.
fn waits(store: &Store, charge: &Charge) -> Result<bool, Error> {
    let (Some(basis), Some(device)) = (charge.basis, &charge.device) else { return Ok(false) };
    Ok(store.waits(device, &basis)?)
}
