//! Decisions: a conflict is the same list on every replica, a decision ends it everywhere and means
//! what was told beforehand, and nothing that is learned later turns it round.

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::domain::conflict::{Choice, ConflictCard, Fate, suppose, verdicts};
use tagdesk::domain::event::{Event, Kind};
use tagdesk::domain::fold;
use tagdesk::domain::hash::Hash;
use tagdesk::store::Store;

use super::author::{Author, MINUTE, START, person};
use super::history::{Ways, play, steps};
use super::scene::Scene;
use super::{assert_whole, cases, merge, oracle, replica};

fn conflicts(store: &Store) -> Vec<ConflictCard> {
    store.conflicts(0, usize::MAX).unwrap()
}

/// A store that got the events in an order of its own, a few at a time.
fn delivered(events: &[Event], seed: u64) -> Store {
    let mut order: Vec<&Event> = events.iter().collect();
    order.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
    let mut store = Store::in_memory().unwrap();
    for few in order.chunks(7) {
        merge(&mut store, &few.iter().map(|event| (*event).clone()).collect::<Vec<_>>());
    }
    store
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// P6: the list of conflicts, with everything that is shown of them, follows from the set.
    #[test]
    fn every_replica_lists_the_same_conflicts(steps in steps(), seeds in vec(any::<u64>(), 2)) {
        let events = play(&steps, &Ways::default());
        let wanted = conflicts(&replica(&events));
        let folded = oracle::fold(&events);
        let mut named: Vec<Hash> =
            folded.values().filter_map(|folded| Some(folded.conflict.as_ref()?.id)).collect();
        named.sort_unstable();
        let mut listed: Vec<Hash> = wanted.iter().map(|card| card.id).collect();
        listed.sort_unstable();
        prop_assert_eq!(listed, named);
        for seed in seeds {
            prop_assert_eq!(&conflicts(&delivered(&events, seed)), &wanted);
        }
    }

    /// P12: a decision ends the conflict on every replica, leaves the holder and the loans that were
    /// told before, and taken back it is open again as it was.
    #[test]
    fn a_decision_ends_it_everywhere_as_was_told(
        steps in steps(), picks in vec((any::<usize>(), 0..3_usize), 1..4), seed in any::<u64>()
    ) {
        let mut events = play(&steps, &Ways::default());
        let mut office = Author::new("OFFICE", "0ff1ce00");
        let mut now_ms = START + 10_000 * MINUTE;
        for (pick, choice) in picks {
            let before = replica(&events);
            let cards = conflicts(&before);
            if cards.is_empty() {
                break;
            }
            let card = &cards[pick % cards.len()];
            let choice = Choice::ALL[choice];
            let world = oracle::world(&events);
            let of: Vec<Event> = before.device_events(&card.device.id).unwrap();
            let mut entries = fold::entries(of, &world);
            let now = fold::device(&mut entries, &world);
            let conflict = now.conflict.clone().unwrap();
            let told = suppose(&entries, &world, &conflict.events, choice);
            let effects: Vec<_> = card.choice(choice).unwrap().effects.clone();

            // As the desk writes it: verdicts that stand on it are taken back in the same command.
            let against = card.standing.clone();
            let mut written = Vec::new();
            now_ms += MINUTE;
            let mut last = now.last;
            if !against.is_empty() {
                let mut body = office.about(now_ms, Kind::Undone, &card.device.id);
                body.base = last;
                body.payload.put_hashes("targets", &against);
                written.push(office.seal(events.len(), body));
                last = Some(written[0].hash);
            }
            let mut body = office.about(now_ms, Kind::Resolved, &card.device.id);
            body.base = last;
            body.payload.put_hashes("events", &conflict.events);
            body.payload.put("choice", choice.as_str());
            written.push(office.seal(events.len() + 1, body));
            let decided: Vec<Hash> = written.iter().map(|event| event.hash).collect();
            events.extend(written);

            let mut after = replica(&events);
            assert_whole(&mut after);
            let open = conflicts(&after);
            prop_assert!(open.iter().all(|other| other.id != card.id), "{:?}", choice);
            let device = after.device(&card.device.id).unwrap();
            prop_assert_eq!(
                device.holder.map(|holder| holder.named.id),
                told.custody.holder.as_ref().map(|held| held.borrower.clone())
            );
            prop_assert_eq!(device.disputed, told.conflict.is_some());
            prop_assert_eq!(
                card.choice(choice).unwrap().asks_again,
                told.conflict.is_some()
            );
            let real = &oracle::fold(&events)[&card.device.id];
            prop_assert_eq!(real.loans.len(), told.loans.len());
            for (_, effect) in &effects {
                let there = real.loans.iter().find(|loan| loan.issued == effect.issued);
                let lasts = there.map(|loan| loan.returned.is_none());
                prop_assert_eq!(lasts, match effect.fate {
                    Fate::Open => Some(true),
                    Fate::Ended(_) | Fate::EndsNow => Some(false),
                    Fate::Void => None,
                });
            }
            prop_assert_eq!(&conflicts(&delivered(&events, seed)), &open);

            // Taken back: open again, as it was.
            let mut undone = office.clone();
            let mut body = undone.about(now_ms + MINUTE, Kind::Undone, &card.device.id);
            body.payload.put_hashes("targets", &decided);
            let mut again = events.clone();
            again.push(undone.seal(events.len(), body));
            let back = conflicts(&delivered(&again, seed));
            prop_assert!(back.iter().any(|other| other.id == card.id));
        }
    }
}

/// A at 0 to 100, B at 1 to 200, nobody knows in which order; C decides an hour later.
fn decided(choice: &str) -> (Scene, Hash, Hash) {
    let mut scene = Scene::new();
    let first = scene.issue("A", 0, "100");
    let second = scene.issue("B", 1, "200");
    scene.learn("C", "B");
    scene.resolve("C", 60, choice, &[first, second]);
    (scene, first, second)
}

/// A clock that is measured later says that the second was first: who was said to have it has it.
#[test]
fn a_clock_learned_later_does_not_turn_a_decision() {
    for (choice, holder) in [("later", Some("200")), ("earlier", Some("100")), ("neither", None)] {
        let (mut scene, ..) = decided(choice);
        scene.offset("A", 0, 2);
        scene.offset("B", -2, 2);
        assert!(!scene.asks(), "{choice}");
        assert_eq!(scene.holder().as_deref(), holder, "{choice}, order turned and not sure");

        let (mut scene, ..) = decided(choice);
        scene.offset("A", 0, 0);
        scene.offset("B", -10, 0);
        assert!(!scene.asks(), "{choice}");
        assert_eq!(scene.holder().as_deref(), holder, "{choice}, order turned and sure");
    }
}

/// "Later" is said of a scan. Two offices whose clocks showed them another order meant another one.
#[test]
fn the_same_word_of_another_scan_is_another_decision() {
    for choice in ["later", "earlier"] {
        let (mut scene, first, second) = decided(choice);
        scene.resolve("D", 61, choice, &[second, first]);
        assert!(scene.asks(), "{choice}");
        assert_eq!(scene.holder().as_deref(), Some("200"), "{choice}: nothing is decided");
    }
    let (mut scene, first, second) = decided("neither");
    scene.resolve("D", 61, "neither", &[second, first]);
    assert!(!scene.asks(), "of nobody the order says nothing");
}

/// A return that was missing arrives and settles it by itself: the decision does nothing any more.
#[test]
fn a_decision_about_what_has_vanished_is_kept_and_does_nothing() {
    for choice in ["later", "earlier", "neither"] {
        let (mut scene, ..) = decided(choice);
        let before = scene.events.len();
        // B took it back and gave it to 300 before the office decided without knowing.
        scene.give_back("B", 40);
        scene.issue("B", 41, "300");
        let mut early: Vec<Event> = scene.events.clone();
        early.rotate_left(before);
        assert!(!scene.asks(), "{choice}");
        assert_eq!(scene.holder().as_deref(), Some("300"), "{choice}");
        assert_eq!(
            replica(&early).projection_hash().unwrap(),
            replica(&scene.events).projection_hash().unwrap()
        );
    }
}

/// What a desk did with the device before the scan that is said never to have been goes with it.
#[test]
fn the_earlier_one_has_it_whatever_the_other_desk_did_before() {
    let mut scene = Scene::new();
    let ava = scene.issue("A", 0, "100");
    scene.issue("B", 1, "200");
    scene.give_back("B", 2);
    let last = scene.issue("B", 3, "200");
    let conflict = scene.fold().conflict.unwrap();
    assert_eq!(conflict.events, [ava, last]);
    scene.learn("C", "B");
    scene.resolve("C", 60, "earlier", &conflict.events);
    assert!(!scene.asks());
    assert_eq!(scene.holder().as_deref(), Some("100"));
}

/// Found by the properties: an issue that was entered later stands where its time puts it, and a
/// decision by a clock that is behind stood before it and freed nothing.
#[test]
fn nobody_has_it_whatever_the_clock_of_who_decides() {
    let mut scene = Scene::new();
    let first = scene.issue("A", 0, "100");
    let second = scene.write("B", 1, Kind::Issued, |body| {
        body.borrower = Some(person("200"));
        body.as_of_ms = Some(START + 2 * MINUTE);
        body.as_of_within_ms = Some(MINUTE);
    });
    assert_eq!(scene.fold().conflict.unwrap().events, [first, second]);
    scene.learn("C", "B");
    scene.desk("C").skew_ms = -24 * 60 * MINUTE;
    scene.resolve("C", 60, "neither", &[first, second]);
    assert!(!scene.asks());
    assert_eq!(scene.holder(), None);
    assert!(scene.fold().loans.iter().all(|loan| loan.returned.is_some()));
}

/// Found by the properties, once in fifty thousand: a desk that knew of a scan only through a decision
/// still knows of it when that decision is taken back with the next one.
#[test]
fn a_decision_taken_back_is_still_a_way_to_know() {
    let mut scene = Scene::new();
    scene.issue("B", 0, "200");
    let ava = scene.issue("A", 1, "100");
    scene.learn("C", "B");
    scene.resolve("C", 2, "later", &[ava]);
    let standing = scene.events.last().unwrap().hash;
    scene.learn("D", "C");
    let last = scene.issue("D", 3, "300");
    let world = oracle::world(&scene.events);
    let mut entries = fold::entries(scene.events.clone(), &world);
    let events = fold::device(&mut entries, &world).conflict.unwrap().events;
    assert_eq!(events, [ava, last]);
    assert_eq!(verdicts(&entries, &world, &events), [standing]);
    assert!(suppose(&entries, &world, &events, Choice::Neither).conflict.is_none());
    scene.learn("C", "D");
    scene.undo("C", 60, &[standing]);
    scene.resolve("C", 60, "neither", &events);
    assert!(!scene.asks());
}

#[test]
fn what_was_said_of_fewer_scans_does_not_decide_about_more() {
    let (mut scene, first, second) = decided("neither");
    let neither = scene.events.last().unwrap().hash;
    assert_eq!(scene.holder(), None);
    let third = scene.issue("D", 3, "300");
    assert!(scene.asks());
    assert_eq!(scene.holder().as_deref(), Some("300"), "the last one holds until decided");
    // Whoever decides now has seen what was said of the two, and takes it back.
    let entries = fold::entries(scene.events.clone(), &oracle::world(&scene.events));
    let standing = verdicts(&entries, &oracle::world(&scene.events), &[first, second, third]);
    assert_eq!(standing, [neither]);
    scene.learn("C", "D");
    scene.undo("C", 90, &standing);
    scene.resolve("C", 90, "earlier", &[first, second, third]);
    assert!(!scene.asks());
    assert_eq!(scene.holder().as_deref(), Some("200"));
}

#[test]
fn an_answer_at_the_desk_decides_nothing() {
    let mut scene = Scene::new();
    let first = scene.issue("A", 0, "100");
    let second = scene.issue("B", 1, "200");
    let before = scene.fold();
    scene.learn("A", "B");
    scene.write("A", 60, Kind::NoteAdded, |body| {
        body.payload.put_hashes("events", &[first, second]);
        body.payload.put("says", "earlier");
    });
    let after = scene.fold();
    assert_eq!((after.conflict, after.custody.holder), (before.conflict, before.custody.holder));
}
