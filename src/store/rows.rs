//! Rows of the projection: what the fold says, as the tables hold it.

use rusqlite::Row;

use super::Result;
use crate::domain::borrower::BorrowerId;
use crate::domain::fold::{Folded, Loan};
use crate::domain::label;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CustodyRow {
    pub(super) holder: Option<i64>,
    pub(super) since_ms: Option<i64>,
    pub(super) since_offset_min: Option<i32>,
    pub(super) due: Option<String>,
    pub(super) held_by: Option<Vec<u8>>,
    pub(super) site: Option<String>,
    pub(super) status: String,
    pub(super) assigned: Option<i64>,
    pub(super) assigned_case: Option<String>,
    pub(super) label: Option<String>,
    pub(super) bound_for: Option<String>,
    pub(super) bound_from: Option<String>,
    pub(super) bound_ms: Option<i64>,
    pub(super) bound_offset_min: Option<i32>,
    pub(super) bound_by: Option<Vec<u8>>,
    pub(super) seen_ms: Option<i64>,
    pub(super) seen_at: Option<String>,
    pub(super) last: Option<Vec<u8>>,
    pub(super) conflict: Option<Vec<u8>>,
    pub(super) conflict_events: Option<Vec<u8>>,
    pub(super) asked: bool,
    pub(super) shelf: Option<String>,
    pub(super) noted: Option<String>,
}

impl CustodyRow {
    /// The row of a folded device. `key_of` gives the key of a borrower.
    pub(super) fn of(
        folded: &Folded,
        key_of: impl Fn(&BorrowerId) -> Result<i64>,
    ) -> Result<CustodyRow> {
        let custody = &folded.custody;
        let held = custody.holder.as_ref();
        let assigned = custody.assigned.as_ref();
        let bound = custody.bound.as_ref();
        let conflict = folded.conflict.as_ref();
        Ok(CustodyRow {
            holder: held.map(|held| key_of(&held.borrower)).transpose()?,
            since_ms: held.map(|held| held.since_ms),
            since_offset_min: held.map(|held| held.utc_offset_min),
            due: held.and_then(|held| held.due.clone()),
            held_by: held.map(|held| held.by.bytes().to_vec()),
            site: custody.site.clone(),
            status: custody.status.as_str().to_owned(),
            assigned: assigned.map(|assigned| key_of(&assigned.borrower)).transpose()?,
            assigned_case: assigned.map(|assigned| assigned.case.clone()),
            bound_for: bound.map(|bound| bound.to.clone()),
            bound_from: bound.map(|bound| bound.from.clone()),
            bound_ms: bound.map(|bound| bound.since_ms),
            bound_offset_min: bound.map(|bound| bound.utc_offset_min),
            bound_by: bound.map(|bound| bound.by.bytes().to_vec()),
            label: label::present(&custody.labels).map(|label| label.code.clone()),
            seen_ms: custody.seen.as_ref().map(|seen| seen.at_ms),
            seen_at: custody.seen.as_ref().map(|seen| seen.station.clone()),
            last: folded.last.map(|hash| hash.bytes().to_vec()),
            conflict: conflict.map(|conflict| conflict.id.bytes().to_vec()),
            conflict_events: conflict.map(|conflict| {
                conflict.events.iter().flat_map(|hash| hash.bytes().iter().copied()).collect()
            }),
            asked: conflict.is_some_and(|conflict| conflict.asked),
            shelf: custody.shelf.clone(),
            noted: folded.noted.text(),
        })
    }

    /// Reads `sql/custody_of_device.sql`.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<CustodyRow> {
        Ok(CustodyRow {
            holder: row.get(0)?,
            since_ms: row.get(1)?,
            since_offset_min: row.get(2)?,
            due: row.get(3)?,
            held_by: row.get(4)?,
            site: row.get(5)?,
            status: row.get(6)?,
            assigned: row.get(7)?,
            seen_ms: row.get(8)?,
            seen_at: row.get(9)?,
            last: row.get(10)?,
            conflict: row.get(11)?,
            conflict_events: row.get(12)?,
            asked: row.get(13)?,
            assigned_case: row.get(14)?,
            label: row.get(15)?,
            bound_for: row.get(16)?,
            bound_from: row.get(17)?,
            bound_ms: row.get(18)?,
            bound_offset_min: row.get(19)?,
            bound_by: row.get(20)?,
            shelf: row.get(21)?,
            noted: row.get(22)?,
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LoanRow {
    pub(super) issued: Vec<u8>,
    pub(super) borrower: i64,
    pub(super) issued_ms: i64,
    pub(super) issued_offset_min: i32,
    pub(super) due: Option<String>,
    pub(super) returned: Option<Vec<u8>>,
    pub(super) returned_ms: Option<i64>,
}

impl LoanRow {
    /// The row of a loan. `key_of` gives the key of a borrower.
    pub(super) fn of(loan: &Loan, key_of: impl Fn(&BorrowerId) -> Result<i64>) -> Result<LoanRow> {
        Ok(LoanRow {
            issued: loan.issued.bytes().to_vec(),
            borrower: key_of(&loan.borrower)?,
            issued_ms: loan.issued_ms,
            issued_offset_min: loan.issued_offset_min,
            due: loan.due.clone(),
            returned: loan.returned.map(|(hash, _)| hash.bytes().to_vec()),
            returned_ms: loan.returned.map(|(_, at_ms)| at_ms),
        })
    }

    /// Reads `sql/loans_of_device.sql`.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<LoanRow> {
        Ok(LoanRow {
            issued: row.get(0)?,
            borrower: row.get(1)?,
            issued_ms: row.get(2)?,
            issued_offset_min: row.get(3)?,
            due: row.get(4)?,
            returned: row.get(5)?,
            returned_ms: row.get(6)?,
        })
    }
}
