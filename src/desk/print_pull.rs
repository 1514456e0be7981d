//! The pull list: whom a runner calls, and which device to fetch where.

use super::Error;
use super::print::{Listed, Wanted, at_one_state, read_students};
use crate::domain::listed::{ListedStudent, Pulled};
use crate::store::Store;

/// People with what they have or what is theirs, in the order of the student list. Who has nothing,
/// owns nothing and has no case waiting is not there.
///
/// # Errors
/// The database's; a site or run that is not there.
pub fn pull(store: &Store, wanted: &Wanted) -> Result<Listed<(ListedStudent, Vec<Pulled>)>, Error> {
    at_one_state(store, || {
        let people = read_students(store, wanted)?;
        let mut pulled = store.pulled()?;
        let with = |row: ListedStudent| {
            let devices = pulled.remove(&row.id).unwrap_or_default();
            (!devices.is_empty() || !row.case.is_empty()).then_some((row, devices))
        };
        let rows = people.rows.into_iter().filter_map(with).collect();
        Ok(Listed { rows, unknown: people.unknown, about: people.about })
    })
}
