//! Lives and branches of one station: a database put back, moved or copied. What its events know of
//! one another, and when a person is asked between them.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use tagdesk::domain::event::{Event, Kind};
use tagdesk::domain::hash::Hash;

use super::author::{Author, MINUTE, START, device, person};
use super::history::{Ways, play, restarting_steps, steps};
use super::scene::{Scene, TAG};
use super::{assert_whole, cases, merge, oracle, replica};

/// The database of `A` is copied to another computer, and neither notices.
fn copied() -> Scene {
    let mut scene = Scene::new();
    scene.write("A", 0, Kind::Sighted, |_| {});
    scene.copy("A", "copy of A", 0);
    scene
}

// Branches ----------------------------------------------------------------------------------

#[test]
fn two_branches_of_a_fork_are_asked_about_like_two_stations() {
    let mut scene = copied();
    let first = scene.issue("A", 10, "100");
    let second = scene.issue("copy of A", 11, "200");
    assert_eq!(scene.events[1].id(), scene.events[2].id());
    let conflict = scene.fold().conflict.unwrap();
    assert_eq!(conflict.events, [first, second]);
    assert_eq!(scene.holder().as_deref(), Some("200"), "until decided, the later one holds it");
    scene.resolve("D", 60, "earlier", &[first, second]);
    assert!(!scene.asks());
    assert_eq!(scene.holder().as_deref(), Some("100"));
}

#[test]
fn branches_are_told_apart_where_their_numbers_differ() {
    let mut scene = copied();
    let elsewhere = |body: &mut tagdesk::domain::event::Body| body.device = Some(device("t:X"));
    scene.write("copy of A", 10, Kind::Sighted, |_| {});
    scene.write("copy of A", 11, Kind::Sighted, elsewhere);
    scene.issue("copy of A", 13, "200");
    scene.write("A", 11, Kind::Sighted, elsewhere);
    scene.issue("A", 12, "100");
    assert!(scene.asks(), "number 4 of the one was not written behind number 3 of the other");

    // What shows the fork comes last: until then it is one chain, as far as anybody knows.
    let (shared, others): (Vec<Event>, Vec<Event>) =
        scene.events.iter().cloned().partition(|event| event.body.device == Some(device("t:X")));
    let mut store = replica(&others);
    assert!(!store.device(&device(TAG)).unwrap().disputed);
    merge(&mut store, &shared);
    assert!(store.device(&device(TAG)).unwrap().disputed);
    assert_whole(&mut store);
    // And the other way round: its own past finds its place.
    let mut store = replica(&scene.events[1..2]);
    for event in scene.events[2..].iter().rev().chain(&scene.events[..1]) {
        merge(&mut store, std::slice::from_ref(event));
        assert_whole(&mut store);
    }
    assert!(store.device(&device(TAG)).unwrap().disputed);
}

#[test]
fn what_was_before_the_fork_is_known_to_both_branches() {
    let mut scene = Scene::new();
    scene.issue("A", 0, "100");
    scene.copy("A", "copy of A", 0);
    scene.write("A", 1, Kind::Sighted, |body| body.device = Some(device("t:X")));
    // Neither the base nor the clock says so.
    scene.desk("copy of A").skew_ms = -4 * MINUTE;
    scene.write("copy of A", 2, Kind::Returned, |body| body.base = None);
    assert!(!scene.asks());
    assert_eq!(scene.holder(), None);
}

#[test]
fn a_branch_keeps_its_own_order_whatever_its_clock_says() {
    let mut scene = copied();
    scene.write("A", 1, Kind::Sighted, |body| body.device = Some(device("t:X")));
    scene.issue("copy of A", 10, "100");
    scene.desk("copy of A").skew_ms = -60 * MINUTE;
    scene.write("copy of A", 11, Kind::Returned, |body| body.base = None);
    assert!(!scene.asks());
    assert_eq!(scene.holder(), None);
}

#[test]
fn branches_that_the_clocks_can_tell_apart_are_not_asked_about() {
    for (minutes, asked) in [(9, true), (10, false)] {
        let mut scene = copied();
        scene.issue("A", 10, "100");
        scene.issue("copy of A", 10 + minutes, "200");
        assert_eq!(scene.asks(), asked, "{minutes} minutes apart");
    }
}

/// A file put back over itself while the computer stays on: nobody knew of the lost events, but the
/// computer's own clock, which nobody sets, ran on.
#[test]
fn one_start_of_the_computer_orders_branches_and_lives() {
    for anew in [false, true] {
        for skew in [0, -60 * MINUTE, 60 * MINUTE] {
            let mut scene = Scene::new();
            scene.write("A", 0, Kind::Sighted, |_| {});
            let saved = scene.desk("A").clone();
            scene.issue("A", 1, "100");
            *scene.desk("A") = saved;
            if anew {
                scene.begin("A");
            }
            scene.desk("A").skew_ms = skew;
            scene.issue("A", 2, "200");
            assert!(!scene.asks(), "anew {anew}, clock set by {skew}");
            assert_eq!(scene.holder().as_deref(), Some("200"), "anew {anew}, clock set by {skew}");
        }
    }
}

// Lives -------------------------------------------------------------------------------------

#[test]
fn a_copy_that_begins_anew_and_goes_on_beside_the_first_is_asked_about() {
    let mut scene = copied();
    scene.begin("copy of A");
    scene.issue("A", 10, "100");
    scene.issue("copy of A", 11, "200");
    assert!(scene.asks());
    // Who takes in what the other wrote knows it.
    scene.learn("A", "copy of A");
    scene.give_back("A", 60);
    scene.issue("A", 61, "300");
    assert!(!scene.asks());
}

#[test]
fn a_backup_put_back_on_another_computer_is_asked_about_what_it_lost() {
    let mut scene = copied();
    scene.issue("A", 10, "100");
    // The computer is gone; its backup of minute 0 goes on elsewhere.
    scene.begin("copy of A");
    scene.issue("copy of A", 14, "200");
    assert!(scene.asks());
}

#[test]
fn one_life_behind_another_is_not_asked_about() {
    for (set_clock, reboot) in [(0, false), (0, true), (-3, true), (-600, false), (600, true)] {
        let mut scene = Scene::new();
        scene.issue("A", 0, "100");
        for minute in 1..6 {
            scene.begin("A");
            if reboot {
                scene.desk("A").reboot(START + minute * MINUTE);
            }
            scene.desk("A").skew_ms += set_clock * MINUTE;
            let person = ["100", "200", "300"][usize::try_from(minute).unwrap() % 3];
            scene.issue("A", minute, person);
            assert!(!scene.asks(), "{set_clock} {reboot}: each knew the one before");
            assert_eq!(scene.holder().as_deref(), Some(person), "{set_clock} {reboot}");
        }
    }
}

/// The base names one event. Where another desk's stands between, it leads past the former life's
/// own; the computer's start still tells. After another start, the clocks must.
#[test]
fn a_strangers_event_between_two_lives_hides_nothing_while_the_computer_is_on() {
    for (reboot, asked) in [(false, false), (true, true)] {
        let mut scene = Scene::new();
        scene.issue("A", 0, "100");
        scene.desk("B").skew_ms = MINUTE;
        scene.issue("B", 0, "300");
        scene.learn("A", "B");
        scene.begin("A");
        if reboot {
            scene.desk("A").reboot(START + MINUTE);
        }
        scene.give_back("A", 2);
        assert_eq!(scene.asks(), asked);
        scene.give_back("A", 3);
        scene.issue("A", 20, "200");
        assert!(!scene.asks(), "for no longer than the clocks are unsure");
    }
}

#[test]
fn starts_of_two_stations_are_two_whatever_they_are_called() {
    let mut scene = Scene::new();
    for desk in ["A", "B"] {
        scene.desk(desk).computer = "the same".to_owned();
    }
    scene.begin("A");
    scene.issue("A", 0, "100");
    scene.issue("B", 1, "200");
    assert!(scene.asks());
}

// Laws --------------------------------------------------------------------------------------

/// What each event of a fork was written behind, by walking back link by link.
fn pasts(life: &[&Event]) -> BTreeMap<Hash, BTreeSet<Hash>> {
    let prev: BTreeMap<Hash, Hash> = life.iter().map(|e| (e.hash, e.prev)).collect();
    let past = |event: &&Event| {
        let links = std::iter::successors(Some(event.prev), |hash| prev.get(hash).copied());
        (event.hash, links.filter(|hash| prev.contains_key(hash)).collect())
    };
    life.iter().map(past).collect()
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Within an incarnation an event follows exactly those that its chain leads back to.
    #[test]
    fn branches_are_what_the_chains_say(steps in steps()) {
        let events = play(&steps, &Ways::default());
        let world = oracle::world(&events);
        let mut lives: BTreeMap<(&str, &str), Vec<&Event>> = BTreeMap::new();
        for event in &events {
            let body = &event.body;
            lives.entry((&body.station, &body.incarnation)).or_default().push(event);
        }
        for life in lives.values() {
            let pasts = pasts(life);
            for (a, b) in life.iter().flat_map(|a| life.iter().map(move |b| (a, b))) {
                let follows = world.follows((&a.body, &a.hash), (&b.body, &b.hash));
                prop_assert_eq!(follows, pasts[&a.hash].contains(&b.hash));
            }
        }
    }

    /// Databases that begin anew while their computers stay on leave no other holder, and ask
    /// nothing that one life of the same desk would not have asked.
    #[test]
    fn beginning_anew_asks_nothing_more(steps in restarting_steps()) {
        let lives = oracle::fold(&play(&steps, &Ways::default()));
        let one = oracle::fold(&play(&steps, &Ways { one_life: true, ..Ways::default() }));
        prop_assert_eq!(oracle::holders(&lives), oracle::holders(&one));
        for (device, folded) in &lives {
            prop_assert!(folded.conflict.is_none() || one[device].conflict.is_some());
        }
    }
}

/// The second law has something to hold: many of its histories do ask.
#[test]
fn there_are_questions_to_compare() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let asked = |_| {
        let steps = restarting_steps().new_tree(&mut runner).unwrap().current();
        let folded = oracle::fold(&play(&steps, &Ways::default()));
        u32::from(folded.values().any(|folded| folded.conflict.is_some()))
    };
    let asked: u32 = (0..50).map(asked).sum();
    assert!(asked > 5, "{asked} of 50");
}

#[test]
fn people_are_not_needed_for_a_fork() {
    // Only shared events of two branches: nothing to fold, and nothing to trip over.
    let mut desk = Author::new("A", "00000001");
    let mut copy = desk.clone();
    let one = desk.seal(0, desk.body(START, Kind::PolicySet));
    let mut body = copy.body(START, Kind::BorrowerAdded);
    body.borrower = Some(person("W-A-1"));
    let other = copy.seal(1, body);
    let mut store = replica(&[one, other]);
    assert_whole(&mut store);
}
