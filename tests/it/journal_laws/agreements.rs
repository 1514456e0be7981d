//! Signatures are facts: they come to the same in any order, and what is taken back leaves what was.

use proptest::prelude::*;

use tagdesk::domain::agreement::Signed;
use tagdesk::domain::event::{Event, Kind};
use tagdesk::domain::hash::Hash;
use tagdesk::store::Store;

use super::author::*;
use super::*;

/// Who signs which version at which desk, or which event is undone.
type Step = (usize, usize, Option<u8>, usize);

const PEOPLE: [&str; 2] = ["100", "300"];

fn play(steps: &[Step]) -> Vec<Event> {
    let mut desks = [Author::new("GYM", "aaaaaaaa"), Author::new("LIB", "bbbbbbbb")];
    let mut events: Vec<Event> = Vec::new();
    for (number, (at, who, version, pick)) in (0_i64..).zip(steps) {
        let desk = &mut desks[*at];
        let now_ms = START + number * MINUTE;
        let body = match version {
            Some(version) => {
                let mut body = desk.body(now_ms, Kind::AgreementSigned);
                body.borrower = Some(person(PEOPLE[*who]));
                body.payload.put("version", format!("v{version}"));
                body.payload.put("by", "student");
                body
            }
            None if events.is_empty() => continue,
            None => {
                let mut body = desk.body(now_ms, Kind::Undone);
                body.payload.put_hashes("targets", &[events[pick % events.len()].hash]);
                body
            }
        };
        let event = desk.seal(events.len(), body);
        events.push(event);
    }
    events
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let version = prop_oneof![3 => (0..3_u8).prop_map(Some), 1 => Just(None)];
    prop::collection::vec((0..2_usize, 0..2_usize, version, any::<usize>()), 1..14)
}

fn all(store: &Store) -> Vec<Vec<Signed>> {
    PEOPLE.iter().map(|id| store.signed(&person(id)).unwrap()).collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn signatures_come_to_the_same_in_any_order(steps in steps(), seed in any::<u64>()) {
        let events = play(&steps);
        let wanted = all(&replica(&events));
        let mut order: Vec<&Event> = events.iter().collect();
        order.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
        let mut store = Store::in_memory().unwrap();
        for few in order.chunks(2) {
            merge(&mut store, &few.iter().map(|event| (*event).clone()).collect::<Vec<_>>());
        }
        prop_assert_eq!(all(&store), wanted);
    }

    #[test]
    fn a_signature_taken_back_leaves_what_was_signed_before(steps in steps(), who in 0..2_usize) {
        let mut events = play(&steps);
        let before = all(&replica(&events));
        let mut desk = Author::new("HQ", "dddddddd");
        let now_ms = START + 1_000 * MINUTE;
        let mut body = desk.body(now_ms, Kind::AgreementSigned);
        body.borrower = Some(person(PEOPLE[who]));
        body.payload.put("version", "v1");
        let signature = desk.seal(events.len(), body);
        let mut undone = desk.body(now_ms, Kind::Undone);
        undone.payload.put_hashes("targets", &[signature.hash]);
        events.push(signature.clone());
        let with = all(&replica(&events));
        prop_assert_eq!(with[who][0].event, signature.hash, "the newest comes first");
        let undone = desk.seal(events.len(), undone);
        events.push(undone);
        prop_assert_eq!(all(&replica(&events)), before);
    }
}
