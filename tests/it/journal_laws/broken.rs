//! The laws can fail. The same laws are held against the store and against merges and folds that are
//! broken on purpose: a key without the hash, the fold in the order of the wall clocks, the last one
//! to come wins, the last one by the wall clock wins. The store keeps them all; for each of the
//! others there is a history that breaks one, and which laws it breaks is held here by name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRng, TestRunner};
use tagdesk::domain::clock::Timed;
use tagdesk::domain::event::{Event, EventId, Kind};
use tagdesk::domain::hash::Hash;
use tagdesk::store::Store;

use super::history::{Step, Ways, play, scans, steps};
use super::{cases, hashes, merge, oracle};

type Holders = BTreeMap<String, String>;

/// Whatever takes events in and says who holds what.
trait Journal {
    fn new() -> Self;
    fn take(&mut self, events: &[Event]);
    /// Which events it kept, sorted.
    fn kept(&self) -> Vec<Hash>;
    fn holders(&self) -> Holders;
}

impl Journal for Store {
    fn new() -> Self {
        Store::in_memory().unwrap()
    }

    fn take(&mut self, events: &[Event]) {
        merge(self, events);
    }

    fn kept(&self) -> Vec<Hash> {
        hashes(self)
    }

    fn holders(&self) -> Holders {
        let devices: BTreeSet<_> =
            self.events().unwrap().into_iter().filter_map(|event| event.body.device).collect();
        let cards = devices.iter().map(|device| self.device(device).unwrap());
        cards
            .filter_map(|card| Some((card.id.to_string(), card.holder?.named.id.to_string())))
            .collect()
    }
}

/// Set union on (station, incarnation, number): whoever came first stays, or whoever came last.
struct WithoutHash<const LAST: bool>(BTreeMap<EventId, Event>);

impl<const LAST: bool> Journal for WithoutHash<LAST> {
    fn new() -> Self {
        WithoutHash(BTreeMap::new())
    }

    fn take(&mut self, events: &[Event]) {
        for event in events {
            if LAST || !self.0.contains_key(&event.id()) {
                self.0.insert(event.id(), event.clone());
            }
        }
    }

    fn kept(&self) -> Vec<Hash> {
        let mut kept: Vec<Hash> = self.0.values().map(|event| event.hash).collect();
        kept.sort_unstable();
        kept
    }

    fn holders(&self) -> Holders {
        let events: Vec<Event> = self.0.values().cloned().collect();
        oracle::holders(&oracle::fold(&events))
    }
}

/// The store's own key and the program's own fold, but in the order of the wall clocks: nothing is
/// known of causes, and no clock is ever wrong.
struct FoldedByClock(BTreeMap<Hash, Event>);

impl Journal for FoldedByClock {
    fn new() -> Self {
        FoldedByClock(BTreeMap::new())
    }

    fn take(&mut self, events: &[Event]) {
        self.0.extend(events.iter().map(|event| (event.hash, event.clone())));
    }

    fn kept(&self) -> Vec<Hash> {
        self.0.keys().copied().collect()
    }

    fn holders(&self) -> Holders {
        let events: Vec<Event> = self.0.values().cloned().collect();
        let world = oracle::world(&events);
        oracle::holders(&oracle::fold_as(&world, &events, |entry| {
            // What is entered later stands where its time puts it, whatever is known.
            entry.body.as_of_ms = Some(entry.body.wall_ms);
            entry.time = Timed { at_ms: entry.body.wall_ms, within_ms: 0 };
        }))
    }
}

/// The events in the order of coming; which of a device's is the last, a measure says.
struct LastWins<const BY_CLOCK: bool>(Vec<Event>);

impl<const BY_CLOCK: bool> Journal for LastWins<BY_CLOCK> {
    fn new() -> Self {
        LastWins(Vec::new())
    }

    fn take(&mut self, events: &[Event]) {
        for event in events {
            if self.0.iter().all(|known| known.hash != event.hash) {
                self.0.push(event.clone());
            }
        }
    }

    fn kept(&self) -> Vec<Hash> {
        let mut kept: Vec<Hash> = self.0.iter().map(|event| event.hash).collect();
        kept.sort_unstable();
        kept
    }

    fn holders(&self) -> Holders {
        let mut order: Vec<&Event> = self.0.iter().collect();
        if BY_CLOCK {
            order.sort_by_key(|event| (event.body.wall_ms, event.body.seq, event.hash));
        }
        let mut holders = Holders::new();
        for body in order.into_iter().map(|event| &event.body) {
            let Some(device) = body.device.as_ref().map(ToString::to_string) else { continue };
            match (&body.kind, &body.borrower) {
                (Kind::Issued | Kind::Opened, Some(borrower)) => {
                    holders.insert(device, borrower.to_string());
                }
                (Kind::Returned, _) => {
                    holders.remove(&device);
                }
                _ => {}
            }
        }
        holders
    }
}

// The laws ------------------------------------------------------------------------------------

type Held = Result<(), TestCaseError>;

fn says<J: Journal>(events: &[&[Event]]) -> (Vec<Hash>, Holders) {
    let mut journal = J::new();
    for events in events {
        journal.take(events);
    }
    (journal.kept(), journal.holders())
}

/// P1: A+B = B+A and A+B+A = A+B.
fn union<J: Journal>(events: &[Event], seed: u64) -> Held {
    let side = |event: &Event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]).bytes()[0];
    let (a, b): (Vec<Event>, Vec<Event>) = events.iter().cloned().partition(|e| side(e) < 128);
    let ab = says::<J>(&[&a, &b]);
    prop_assert_eq!(&says::<J>(&[&b, &a]), &ab);
    prop_assert_eq!(&says::<J>(&[&a, &b, &a]), &ab);
    Ok(())
}

/// P2, P3: the order of coming means nothing.
fn any_order<J: Journal>(events: &[Event], seed: u64) -> Held {
    let mut turned = events.to_vec();
    turned.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
    let few: Vec<&[Event]> = turned.chunks(3).collect();
    prop_assert_eq!(says::<J>(&few), says::<J>(&[events]));
    Ok(())
}

/// P4: what came in is there.
fn nothing_lost<J: Journal>(events: &[Event], _: u64) -> Held {
    let sent: BTreeSet<Hash> = events.iter().map(|event| event.hash).collect();
    prop_assert_eq!(says::<J>(&[events]).0, sent.into_iter().collect::<Vec<_>>());
    Ok(())
}

/// P9: where everybody knew what went before, no clock changes who holds what.
fn any_clock<J: Journal>(steps: &[Step], skews_ms: &[i64]) -> Held {
    let skews_ms = skews_ms.to_vec();
    let exact = play(steps, &Ways { all_known: true, ..Ways::default() });
    let wrong = play(steps, &Ways { all_known: true, skews_ms, ..Ways::default() });
    prop_assert_eq!(says::<J>(&[&exact]).1, says::<J>(&[&wrong]).1);
    Ok(())
}

type Law = fn(&[Event], u64) -> Held;

/// Runs a law on so many histories, the same ones each time; a law that fails says on which.
fn run<T: Debug>(
    cases: u32,
    histories: &impl Strategy<Value = T>,
    law: impl Fn(T) -> Held,
) -> Result<(), String> {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let found = TestRunner::new_with_rng(config, rng).run(histories, law);
    found.map_err(|error| match error {
        TestError::Fail(why, history) => format!("{why}\n{history:#?}"),
        TestError::Abort(why) => panic!("the law was not tried: {why}"),
    })
}

fn of_histories(cases: u32, law: Law) -> Result<(), String> {
    run(cases, &(steps(), any::<u64>()), |(steps, seed)| law(&play(&steps, &Ways::default()), seed))
}

fn of_clocks<J: Journal>(cases: u32) -> Result<(), String> {
    let skews = vec(-36_000_000..36_000_000_i64, 4);
    run(cases, &(scans(), skews), |(steps, skews)| any_clock::<J>(&steps, &skews))
}

/// Which laws are broken, by name.
fn broken<J: Journal>(cases: u32) -> Vec<&'static str> {
    let laws: [(&str, Law); 3] =
        [("union", union::<J>), ("any order", any_order::<J>), ("nothing lost", nothing_lost::<J>)];
    let mut broken = Vec::new();
    for (name, law) in laws {
        if let Err(example) = of_histories(cases, law) {
            println!("{name} is broken:\n{example}");
            broken.push(name);
        }
    }
    if let Err(example) = of_clocks::<J>(cases) {
        println!("any clock is broken:\n{example}");
        broken.push("any clock");
    }
    broken
}

#[test]
fn the_store_keeps_the_laws_that_broken_ones_break() {
    assert_eq!(broken::<Store>(cases(256).cases), [""; 0]);
}

#[test]
fn a_key_without_the_hash_is_found_out() {
    let found = ["union", "any order", "nothing lost"];
    assert_eq!(broken::<WithoutHash<false>>(256), found, "whoever came first stays");
    assert_eq!(broken::<WithoutHash<true>>(256), found, "whoever came last stays");
}

#[test]
fn a_fold_in_the_order_of_the_wall_clocks_is_found_out() {
    assert_eq!(broken::<FoldedByClock>(256), ["any clock"]);
}

#[test]
fn the_last_to_come_wins_is_found_out() {
    assert_eq!(broken::<LastWins<false>>(256), ["union", "any order"]);
}

#[test]
fn the_last_by_the_wall_clock_wins_is_found_out() {
    assert_eq!(broken::<LastWins<true>>(256), ["any clock"]);
}
