//! What two honest desks disagree about (issue 3): listed with both stories, decided with every
//! effect known beforehand, asked at the school, ended everywhere.

mod asked;
mod decide;
mod terminal;
mod todos;

use tagdesk::desk::request::{Answer, Request, Role, Setup};
use tagdesk::desk::{Desk, Front};
use tagdesk::domain::conflict::{Choice, ConflictCard};
use tagdesk::store::{self, Store};

use crate::support::{Clock, Counter, register};

/// Ava Lind and José Nguyễn, to whom two desks give the same device.
const AVA: &str = "0048291";
const JOSE: &str = "0048213";

/// A table with the small register, in memory.
fn table(station: &str, role: Role) -> Counter {
    table_at(station, role, Front::Terminal)
}

fn table_at(station: &str, role: Role, front: Front) -> Counter {
    let desk = Desk::new(Store::in_memory().unwrap(), front).unwrap();
    let mut counter = Counter { desk, clock: Clock::new(), last: None };
    let setup = Setup { station: station.into(), site: "LRK".into(), role, practice: false };
    counter.desk.init(&setup, counter.clock.now()).unwrap();
    let tables = [register::SITES, register::MODELS, register::STUDENTS, register::DEVICES];
    counter.import(&tables, false);
    counter
}

/// What one table wrote, taken in at another.
fn bring(from: &Counter, to: &mut Counter) {
    let events = from.desk.store().events().unwrap();
    to.desk.store_mut().transact(|write| -> store::Result<_> { write.merge(&events) }).unwrap();
    assert_eq!(to.desk.store().differences(9).unwrap(), []);
}

/// The same both ways.
fn meet(a: &mut Counter, b: &mut Counter) {
    bring(a, b);
    bring(b, a);
}

/// Two tables that gave CB-004376 to Ava and, three minutes later, to José, and the office that took
/// both in.
struct School {
    first: Counter,
    second: Counter,
    office: Counter,
}

fn school() -> School {
    let mut first = table("GYM-1", Role::Station);
    let mut second = table("GYM-2", Role::Station);
    let mut office = table("OFFICE", Role::Office);
    first.desk.set_operator(Some("ar".into()));
    second.desk.set_operator(Some("do".into()));
    office.desk.set_operator(Some("lc".into()));
    first.go("0048291 CB-004376 -> issued; XTDNEXT");
    second.go("(+3m); 0048213 CB-004376 -> issued; XTDNEXT");
    office.clock.pass_ms(3_600_000);
    bring(&first, &mut office);
    bring(&second, &mut office);
    School { first, second, office }
}

impl Counter {
    fn conflicts(&self) -> Vec<ConflictCard> {
        self.desk.store().conflicts(0, usize::MAX).unwrap()
    }

    /// The only open conflict.
    fn conflict(&self) -> ConflictCard {
        let mut cards = self.conflicts();
        assert_eq!(cards.len(), 1, "{cards:?}");
        cards.remove(0)
    }

    /// Decides the only open conflict; the event's name.
    fn decide(&mut self, choice: Choice, reason: &str) -> String {
        let conflict = self.conflict().id;
        let request = Request::Resolve { conflict, choice, reason: reason.to_owned() };
        match self.ask(request) {
            Answer::Decided(decided) => {
                assert_eq!(decided.choice, choice);
                decided.event
            }
            other => panic!("{other:?}"),
        }
    }

    fn holder_of(&self, tag: &str) -> Option<String> {
        self.card(tag).holder.map(|holder| holder.named.id.to_string())
    }
}
