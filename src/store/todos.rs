//! What is listed beside the conflicts and never asked: scans that do not fit, borrowers over their
//! limit, loans to people off the list, what no register knows.

use std::collections::BTreeSet;

use rusqlite::params;

use super::journal::{borrower_of, hash};
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::conflict::{OverLimit, Parked, TodoCard, Todos};
use crate::domain::custody::Todo;
use crate::domain::device::DeviceId;
use crate::domain::event::Kind;
use crate::domain::hash::Hash;
use crate::domain::order::Entry;

impl Store {
    /// Everything to look at, at most so many of each kind. `limit` is how many of a category the
    /// policy gives.
    pub fn todos(&self, limit: u32, most: usize) -> Result<Todos> {
        Ok(Todos {
            scans: self.todo_scans(most)?,
            over_limit: self.over_limit(limit, most)?,
            inactive: self.inactive_holders(most)?,
            same: self.same_people(most)?,
            parked: self.parked_subjects(most)?,
            proposals: self.proposal_cards(most)?,
        })
    }

    /// Scans that do not fit what the order shows, newest first: those that no open conflict is
    /// about and nobody decided about.
    pub fn todo_scans(&self, most: usize) -> Result<Vec<TodoCard>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/todo_scans.sql"))?;
        let mut rows = statement.query([])?;
        let mut cards = Vec::new();
        let mut missing = BTreeSet::new();
        while let Some(row) = rows.next()? {
            if cards.len() >= most {
                break;
            }
            let device = DeviceId::from_text(row.get::<_, String>(0)?);
            let Some(todo) = Todo::parse(&row.get::<_, String>(2)?) else { continue };
            // Where it was seen last is what counts, and that it is still missing.
            if todo == Todo::SeenWhileMissing
                && !(missing.insert(device.clone()) && self.device(&device)?.status.is_missing())
            {
                continue;
            }
            cards.extend(self.todo_card(&device, &hash(row, 1)?, todo)?);
        }
        Ok(cards)
    }

    fn todo_card(&self, id: &DeviceId, event: &Hash, todo: Todo) -> Result<Option<TodoCard>> {
        let (entries, folded) = self.folded(id)?;
        let find = |hash: &Hash| entries.iter().find(|entry| entry.hash == *hash);
        let decided = |entry: &Entry| {
            entry.body.kind == Kind::Resolved
                && self.world().is_live(&entry.hash)
                && entry.body.payload.hashes("events").contains(event)
        };
        let asked = folded.conflict.is_some_and(|conflict| conflict.events.contains(event));
        let Some(entry) = find(event).filter(|_| !asked && !entries.iter().any(decided)) else {
            return Ok(None);
        };
        let device = self.device(id)?;
        let other = match todo {
            Todo::IssuedUnavailable | Todo::SeenWhileMissing => {
                Self::status_before(&entries, event).map(|at| &entries[at])
            }
            Todo::IssuedWhileOut | Todo::ReturnSawOther => {
                let ended = |by: Option<(Hash, i64)>| by.is_some_and(|(by, _)| by == *event);
                let loan = folded.loans.iter().find(|loan| ended(loan.returned));
                loan.and_then(|loan| find(&loan.issued))
            }
        };
        let story = |entry: &Entry| self.story(entry, device.parked);
        Ok(Some(TodoCard {
            story: story(entry)?,
            other: other.map(story).transpose()?,
            device,
            todo,
        }))
    }

    /// Who holds more of a category than the policy gives.
    pub fn over_limit(&self, limit: u32, most: usize) -> Result<Vec<OverLimit>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/over_limit.sql"))?;
        let mut rows = statement.query(params![limit, rows_of(most)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let person = self.person(&borrower_of(&row.get::<_, String>(0)?), false)?;
            found.push(OverLimit { person, category: row.get(1)?, held: row.get(2)? });
        }
        Ok(found)
    }

    /// Who holds something and is on the list no more.
    pub fn inactive_holders(&self, most: usize) -> Result<Vec<crate::domain::card::Person>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/inactive_holders.sql"))?;
        let mut rows = statement.query([rows_of(most)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.person(&BorrowerId::from_text(row.get::<_, String>(0)?), false)?);
        }
        Ok(found)
    }

    /// Who is on the list no more while somebody there has the same name and household, and the two
    /// were not joined yet.
    pub fn same_people(
        &self,
        most: usize,
    ) -> Result<Vec<(crate::domain::card::Person, crate::domain::card::Named)>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/same_people.sql"))?;
        let mut rows = statement.query([rows_of(most)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let [gone, here] = [0, 1].map(|at| row.get::<_, String>(at).map(BorrowerId::from_text));
            let (gone, here) = (gone?, here?);
            if self.world().borrower(&gone) != self.world().borrower(&here) {
                found.push((self.person(&gone, false)?, self.named(&here)?));
            }
        }
        Ok(found)
    }

    /// Devices that events speak of, and people who hold something, that no register knows.
    pub fn parked_subjects(&self, most: usize) -> Result<Vec<Parked>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/parked_subjects.sql"))?;
        let mut rows = statement.query([rows_of(most)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            found.push(if name.starts_with("b:") {
                Parked::Person(Box::new(self.person(&borrower_of(&name), false)?))
            } else {
                Parked::Device(Box::new(self.device(&DeviceId::from_text(name))?))
            });
        }
        Ok(found)
    }
}

fn rows_of(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
