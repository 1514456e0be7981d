//! Money in the journal: the ledger of a person, and of everybody who has one. Nothing is kept beside
//! the journal; what is due is summed when it is asked for.

use std::collections::BTreeSet;

use super::journal::borrower_of;
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::charge::{Charge, Ledger};
use crate::domain::money::written;

/// The condition of the index `journal_money`, word for word as the migration has it.
macro_rules! of_money {
    ($before:literal, $behind:literal) => {
        concat!(
            $before,
            " j.kind IN ('ChargeRaised', 'ChargeAdjusted', 'ChargePaid', 'ChargeWaived',
                         'ChargeVoided', 'Refunded') ",
            $behind
        )
    };
}

const OF_PERSON: &str = of_money!(
    "SELECT j.hash, j.body FROM subject s JOIN journal j ON j.borrower = s.id WHERE s.name = ?1 AND",
    ""
);

const PEOPLE: &str = of_money!(
    "SELECT DISTINCT s.name FROM journal j JOIN subject s ON s.id = j.borrower WHERE",
    "ORDER BY s.name"
);

impl Store {
    /// Everything that was charged to somebody, under all their joined identities.
    pub fn ledger(&self, id: &BorrowerId) -> Result<Ledger> {
        Ok(Ledger::of(&self.borrower_entries(OF_PERSON, id)?, self.world()))
    }

    /// Visits the ledger of everybody who has one, by ID.
    pub fn ledgers<E: From<super::Error>>(
        &self,
        mut visit: impl FnMut(&BorrowerId, &Ledger) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut lasting = BTreeSet::new();
        self.each(PEOPLE, |row| -> Result<()> {
            let name: String = row.get(0)?;
            lasting.insert(self.world().borrower(&borrower_of(&name)).clone());
            Ok(())
        })?;
        lasting.iter().try_for_each(|id| visit(id, &self.ledger(id)?))
    }

    /// A charge as `list charges` has it: texts in the order of its columns.
    pub(super) fn charge_line(&self, charge: &Charge) -> Result<Vec<String>> {
        let event = self.event(&charge.id)?;
        let name = event.map(|event| self.name_of(&event.body, &event.hash)).transpose()?;
        let tag = charge.device.as_ref().map(|id| self.device(id)).transpose()?;
        Ok(vec![
            name.unwrap_or_default(),
            charge.borrower.to_string(),
            tag.map(|card| card.tag).unwrap_or_default(),
            written(charge.amount_cents()),
            charge.raised().map(When::iso).unwrap_or_default(),
            charge.sort.clone(),
            written(charge.paid_cents()),
            written(charge.waived_cents()),
            written(charge.due_cents()),
            if charge.is_void() { "yes" } else { "no" }.to_owned(),
        ])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A scan asks what a person owes: it must not read the journal for it.
    #[test]
    fn money_has_its_own_index() {
        let store = Store::in_memory().unwrap();
        for query in [OF_PERSON, PEOPLE] {
            let plan: Vec<String> = store
                .conn
                .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
                .unwrap()
                .query_map(
                    rusqlite::params_from_iter(query.contains('?').then_some("b:1")),
                    |row| row.get(3),
                )
                .unwrap()
                .map(std::result::Result::unwrap)
                .collect();
            assert!(plan.iter().any(|step| step.contains("journal_money")), "{plan:?}");
        }
    }
}
