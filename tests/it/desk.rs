//! The rules and the scan path (issue 2), a scene each.

mod account;
mod agreement;
mod allowed;
mod assigned;
mod charged;
mod codes;
mod issue;
mod lifecycle;
mod noted;
mod questions;
mod repair;
mod retag;
mod return_run;
mod returned;
mod run;
mod sets;
mod settled;
mod swap;
mod transfer;
mod two_scanners;
mod undo;
mod unlisted;

use tagdesk::domain::event::Kind;

use crate::support::Counter;

impl Counter {
    /// Outcome and code of the run list, newest first.
    fn lines(&self) -> Vec<(String, String)> {
        let runs = self.desk.store().runs(true).unwrap();
        let lines = self.desk.store().lines(&runs.last().unwrap().id, 50).unwrap();
        lines.into_iter().map(|line| (line.outcome, line.code)).collect()
    }

    fn board_counters(&self) -> (u64, u64) {
        let runs = self.desk.store().runs(true).unwrap();
        let outcomes = self.desk.store().outcomes(&runs.last().unwrap().id).unwrap();
        let count = |word: &str| outcomes.get(word).copied().unwrap_or(0);
        (count("issued") + count("handed-over") + count("swapped"), count("returned"))
    }

    /// Every loan as (student, device).
    pub fn loans(&self) -> Vec<(String, String)> {
        let mut loans = Vec::new();
        self.desk
            .store()
            .list::<tagdesk::store::Error>(tagdesk::store::Listing::Loans, |row| {
                loans.push((row[1].clone(), row[2].clone()));
                Ok(())
            })
            .unwrap();
        loans
    }

    /// How many events the last `Undone` names.
    pub fn undone_targets(&self) -> usize {
        let events = self.desk.store().events().unwrap();
        let undone = events.iter().rfind(|event| event.body.kind == Kind::Undone).unwrap();
        undone.body.payload.hashes("targets").len()
    }

    pub fn event_name(&self, kind: &Kind, number: usize) -> String {
        let events = self.desk.store().events().unwrap();
        let mut of_kind = events.iter().filter(|event| event.body.kind == *kind);
        of_kind.nth(number).unwrap().id().to_string()
    }

    pub fn undo(&mut self, event: &str, yes: bool) -> tagdesk::desk::reply::Reply {
        let now = self.clock.now().clone();
        self.desk.undo_event(event, yes, &now).unwrap()
    }
}
