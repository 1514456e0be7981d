//! Money: what is due is the sum of entries, the same on every replica and in every order of coming,
//! and whatever is taken back leaves what was there before.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::domain::charge::{Ledger, MOST_CENTS};
use tagdesk::domain::event::{Event, Kind};
use tagdesk::domain::hash::Hash;
use tagdesk::store::Store;

use super::author::{Author, MINUTE, START, device, person};
use super::{cases, merge, replica};

const PEOPLE: [&str; 3] = ["100", "200", "300"];

/// What a desk does with money. Numbers pick one of what is there.
#[derive(Debug, Clone)]
enum Act {
    Raise(i64),
    Pay(usize, i64),
    Waive(usize, i64),
    Refund(usize, i64),
    Adjust(usize, i64),
    Void(usize),
    Undo(usize),
    Merge,
}

#[derive(Debug, Clone)]
struct Step {
    desk: usize,
    person: usize,
    act: Act,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let cents = || prop_oneof![9 => 1..10_000_i64, 1 => -5..MOST_CENTS * 2];
    let pick = || any::<usize>();
    let act = prop_oneof![
        5 => cents().prop_map(Act::Raise),
        4 => (pick(), cents()).prop_map(|(pick, cents)| Act::Pay(pick, cents)),
        2 => (pick(), cents()).prop_map(|(pick, cents)| Act::Waive(pick, cents)),
        1 => (pick(), cents()).prop_map(|(pick, cents)| Act::Refund(pick, cents)),
        2 => (pick(), -9_000..9_000_i64).prop_map(|(pick, cents)| Act::Adjust(pick, cents)),
        2 => pick().prop_map(Act::Void),
        3 => pick().prop_map(Act::Undo),
        1 => Just(Act::Merge),
    ];
    let step = (0..3_usize, 0..PEOPLE.len(), act);
    vec(step.prop_map(|(desk, person, act)| Step { desk, person, act }), 1..25)
}

fn play(steps: &[Step]) -> Vec<Event> {
    let codes = ["aaaaaaaa", "bbbbbbbb", "cccccccc"];
    let mut desks: Vec<Author> =
        codes.iter().enumerate().map(|(n, code)| Author::new(&format!("GYM-{n}"), code)).collect();
    desks[1].skew_ms = -3 * 60 * MINUTE;
    let mut events: Vec<Event> = Vec::new();
    for (at, step) in (0..).zip(steps) {
        let now_ms = START + at * MINUTE;
        let desk = &mut desks[step.desk];
        let find = |pick: usize, wanted: &dyn Fn(&Event) -> bool| {
            let fitting: Vec<&Event> = events.iter().filter(|event| wanted(event)).collect();
            (!fitting.is_empty()).then(|| fitting[pick % fitting.len()].clone())
        };
        let raised = |event: &Event| event.body.kind == Kind::ChargeRaised;
        let on = |kind: Kind, pick: usize, cents: i64| {
            let charge = find(pick, &raised)?;
            let mut body = desk.body(now_ms, kind);
            body.borrower.clone_from(&charge.body.borrower);
            body.payload.put_hashes("charge", &[charge.hash]);
            body.payload.put_int("cents", cents);
            Some(body)
        };
        let body = match step.act {
            Act::Raise(cents) => {
                let mut body = desk.about(now_ms, Kind::ChargeRaised, &device("T-1"));
                body.borrower = Some(person(PEOPLE[step.person]));
                body.payload.put_int("cents", cents);
                Some(body)
            }
            Act::Pay(pick, cents) => on(Kind::ChargePaid, pick, cents),
            Act::Waive(pick, cents) => on(Kind::ChargeWaived, pick, cents),
            Act::Refund(pick, cents) => on(Kind::Refunded, pick, cents),
            Act::Adjust(pick, cents) => on(Kind::ChargeAdjusted, pick, cents),
            Act::Void(pick) => find(pick, &|event| event.body.borrower.is_some()).map(|entry| {
                let mut body = desk.body(now_ms, Kind::ChargeVoided);
                body.borrower.clone_from(&entry.body.borrower);
                body.payload.put_hashes("entry", &[entry.hash]);
                body
            }),
            Act::Undo(pick) => find(pick, &|_| true).map(|target| {
                let mut body = desk.body(now_ms, Kind::Undone);
                body.payload.put_hashes("targets", &[target.hash]);
                body
            }),
            Act::Merge => {
                let mut body = desk.body(now_ms, Kind::BorrowerMerged);
                body.borrower = Some(person("300"));
                body.payload.put("into", "100");
                Some(body)
            }
        };
        if let Some(body) = body {
            let event = desk.seal(events.len(), body);
            events.push(event);
        }
    }
    events
}

fn ledgers(store: &Store) -> Vec<Ledger> {
    PEOPLE.iter().map(|id| store.ledger(&person(id)).unwrap()).collect()
}

/// What each charge comes to, counted from the events by hand.
fn counted(events: &[Event]) -> BTreeMap<Hash, i64> {
    // An undo of an undo brings back: from the last one to the first, since none names a later one.
    let mut dead: Vec<Hash> = Vec::new();
    for event in events.iter().rev() {
        if event.body.kind == Kind::Undone && !dead.contains(&event.hash) {
            dead.extend(event.body.payload.hashes("targets"));
        }
    }
    let voids: Vec<Hash> = events
        .iter()
        .filter(|e| e.body.kind == Kind::ChargeVoided && !dead.contains(&e.hash))
        .flat_map(|e| e.body.payload.hashes("entry"))
        .collect();
    let counts = |e: &Event| !dead.contains(&e.hash) && !voids.contains(&e.hash);
    let cents = |e: &Event, least: i64| {
        e.body.payload.int("cents").filter(|cents| (least..=MOST_CENTS).contains(cents))
    };
    let mut due = BTreeMap::new();
    for charge in events.iter().filter(|e| e.body.kind == Kind::ChargeRaised) {
        let Some(quoted) = cents(charge, 1) else { continue };
        let of = |kind: Kind, least: i64| -> i64 {
            let named = |e: &&Event| {
                e.body.kind == kind && e.body.payload.hashes("charge") == [charge.hash] && counts(e)
            };
            events.iter().filter(named).filter_map(|e| cents(e, least)).sum()
        };
        let amount = (quoted + of(Kind::ChargeAdjusted, -MOST_CENTS)).max(0);
        let amount = if counts(charge) { amount } else { 0 };
        let waived = of(Kind::ChargeWaived, 1).min(amount);
        let paid = of(Kind::ChargePaid, 1) - of(Kind::Refunded, 1);
        due.insert(charge.hash, amount - waived - paid);
    }
    due
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn sums_do_not_depend_on_the_order_of_coming(steps in steps(), seed in any::<u64>()) {
        let events = play(&steps);
        let wanted = ledgers(&replica(&events));
        let mut order: Vec<&Event> = events.iter().collect();
        order.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
        let mut store = Store::in_memory().unwrap();
        for few in order.chunks(3) {
            merge(&mut store, &few.iter().map(|event| (*event).clone()).collect::<Vec<_>>());
            // A stick that comes twice.
            merge(&mut store, &[few[0].clone()]);
        }
        prop_assert_eq!(ledgers(&store), wanted);
    }

    #[test]
    fn what_is_due_is_what_a_hand_count_gives(steps in steps()) {
        let events = play(&steps);
        let store = replica(&events);
        let mut found = BTreeMap::new();
        let visit = |_: &_, ledger: &Ledger| -> tagdesk::store::Result<()> {
            found.extend(ledger.charges.iter().map(|charge| (charge.id, charge.due_cents())));
            Ok(())
        };
        store.ledgers(visit).unwrap();
        prop_assert_eq!(found, counted(&events));
    }

    #[test]
    fn what_is_taken_back_leaves_what_was_before(steps in steps()) {
        let events = play(&steps);
        let before = ledgers(&replica(&events));
        let mut desk = Author::new("LIB", "dddddddd");
        let now_ms = START + 1_000 * MINUTE;
        let mut raised = desk.body(now_ms, Kind::ChargeRaised);
        raised.borrower = Some(person("100"));
        raised.payload.put_int("cents", 500);
        let raised = desk.seal(events.len(), raised);
        let mut undone = desk.body(now_ms, Kind::Undone);
        undone.payload.put_hashes("targets", &[raised.hash]);
        let undone = desk.seal(events.len() + 1, undone);
        let with: Vec<Event> = events.iter().cloned().chain([raised.clone()]).collect();
        prop_assert_eq!(
            replica(&with).ledger(&person("100")).unwrap().due_cents(),
            before[0].due_cents() + 500
        );
        let back: Vec<Event> = with.into_iter().chain([undone]).collect();
        let after = ledgers(&replica(&back));
        let dues = |ledgers: &[Ledger]| ledgers.iter().map(Ledger::due_cents).collect::<Vec<_>>();
        prop_assert_eq!(dues(&after), dues(&before));
    }
}

/// A payment of a charge that was voided is the family's, and one whose charge has not come counts
/// for nothing yet.
#[test]
fn a_payment_is_never_lost() {
    let steps = [Act::Raise(2_000), Act::Pay(0, 1_500), Act::Void(0)];
    let steps = steps.map(|act| Step { desk: 0, person: 0, act });
    let events = play(&steps);
    let ledger = replica(&events).ledger(&person("100")).unwrap();
    assert_eq!((ledger.due_cents(), ledger.charges[0].is_void()), (-1_500, true));
    let early = replica(&events[1..]).ledger(&person("100")).unwrap();
    assert_eq!((early.due_cents(), early.stray.len()), (0, 1));
}
