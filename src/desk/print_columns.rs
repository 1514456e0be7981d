//! What stands beside people on a list only where it is asked for: money and signatures.

use std::collections::HashMap;

use super::Error;
use crate::domain::borrower::BorrowerId;
use crate::domain::listed::{Columns, ListedStudent};
use crate::store::Store;

/// Fills in what is asked for.
///
/// # Errors
/// The database's.
pub(super) fn fill(
    store: &Store,
    columns: Columns,
    rows: &mut [ListedStudent],
) -> Result<(), Error> {
    let lasting = |row: &ListedStudent| {
        store.world().borrower(&BorrowerId::from_text(row.id.as_str())).clone()
    };
    if columns.owes {
        let mut owed: HashMap<BorrowerId, i64> = HashMap::new();
        store.ledgers(|id, ledger| -> Result<(), Error> {
            owed.insert(id.clone(), ledger.due_cents());
            Ok(())
        })?;
        for row in rows.iter_mut() {
            row.owes_cents = owed.get(&lasting(row)).copied().unwrap_or_default();
        }
    }
    if columns.agreement {
        let signed = store.agreements()?;
        for row in rows {
            row.signed = signed.get(&lasting(row)).cloned();
        }
    }
    Ok(())
}
