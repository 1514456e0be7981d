//! Taking back leaves events out of the fold; taking that back lets them in again.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::desk::reply::{Channel, Outcome};
use tagdesk::desk::request::{Role, Setup};
use tagdesk::desk::{Desk, Front, How};
use tagdesk::domain::custody::{Custody, Todo};
use tagdesk::domain::device::DeviceId;
use tagdesk::domain::event::{Event, Kind, Moment, Source};
use tagdesk::domain::fold::{Folded, Loan};
use tagdesk::domain::hash::Hash;
use tagdesk::store::{DeviceRow, Plan, Store};

use super::author::{Author, MINUTE, START, device};
use super::history::{Ways, play, quiet_steps, steps};
use super::{assert_whole, cases, oracle, replica};

/// A station that undoes; it knows nothing and its clock is late.
fn undo(author: &mut Author, targets: &[Hash]) -> Event {
    let mut body = author.body(START + 100_000 * MINUTE, Kind::Undone);
    body.payload.put_hashes("targets", targets);
    author.seal(0, body)
}

type Meaning = BTreeMap<DeviceId, (Custody, Vec<Loan>, Vec<(Hash, Todo)>)>;

/// State, loans and to-dos of every device that has any; which event is the last is left out.
fn meaning(events: &[Event]) -> Meaning {
    let folded = oracle::fold(events).into_iter();
    let meaning = folded.map(|(id, folded)| (id, (folded.custody, folded.loans, folded.todos)));
    meaning.filter(|(_, meaning)| *meaning != Default::default()).collect()
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Where clocks tell the truth, taking events back means the same as their never having been.
    #[test]
    fn after_undo_it_is_as_if_they_had_never_been(
        steps in quiet_steps(), picks in vec(any::<prop::sample::Index>(), 1..4)
    ) {
        let events = play(&steps, &Ways::default());
        prop_assume!(!events.is_empty());
        let targets: Vec<Hash> = picks.iter().map(|pick| pick.get(&events).hash).collect();
        let without: Vec<Event> =
            events.iter().filter(|event| !targets.contains(&event.hash)).cloned().collect();
        let mut with = events;
        with.push(undo(&mut Author::new("U", "000000ff"), &targets));
        prop_assert_eq!(meaning(&with), meaning(&without));
        assert_whole(&mut replica(&with));
    }

    /// Undo of undo restores everything, conflicts too; undo of that takes back again.
    #[test]
    fn undo_of_undo_restores(
        steps in steps(), picks in vec(any::<prop::sample::Index>(), 1..4)
    ) {
        let events = play(&steps, &Ways::default());
        prop_assume!(!events.is_empty());
        let targets: Vec<Hash> = picks.iter().map(|pick| pick.get(&events).hash).collect();
        let mut author = Author::new("U", "000000ff");
        let mut all = events.clone();
        all.push(undo(&mut author, &targets));
        let once = oracle::fold(&all);
        let hash_once = all[all.len() - 1].hash;
        all.push(undo(&mut author, &[hash_once]));
        prop_assert_eq!(oracle::fold(&all), oracle::fold(&events));
        let hash_twice = all[all.len() - 1].hash;
        all.push(undo(&mut author, &[hash_twice]));
        prop_assert_eq!(oracle::fold(&all), once);
        assert_whole(&mut replica(&all));
    }

    /// At a desk: each `XTDUNDO` puts back who held what before the last command that changed it,
    /// however often that was repeated.
    #[test]
    fn at_a_desk_undo_walks_back(lines in vec(0..8_usize, 1..30)) {
        let mut desk = a_desk();
        let mut before = Vec::new();
        for line in lines {
            let was = holders(&desk);
            let line = ["0100", "0101", "CB-1", "CB-2", "XTDISSUE", "XTDRETURN", "XTDYES", "XTDUNDO"][line];
            let reply = scan(&mut desk, line);
            match reply {
                Outcome::Issued | Outcome::Returned | Outcome::HandedOver => before.push(was),
                Outcome::Undone => {
                    prop_assert_eq!(Some(holders(&desk)), before.pop());
                }
                _ => prop_assert_eq!(holders(&desk), was, "{}", line),
            }
        }
        while scan(&mut desk, "XTDNO") == Outcome::No && scan(&mut desk, "XTDUNDO") == Outcome::Undone {
            prop_assert_eq!(Some(holders(&desk)), before.pop());
        }
        prop_assert!(before.is_empty(), "{} left", before.len());
        assert_whole(desk.store_mut());
    }
}

fn now() -> Moment {
    Moment { wall_ms: START, utc_offset_min: -300, boot: "b".into(), boot_ms: 0 }
}

pub(super) fn a_desk() -> Desk {
    let mut desk = Desk::new(Store::in_memory().unwrap(), Front::Terminal).unwrap();
    let setup = Setup {
        station: "GYM".to_owned(),
        site: "MID".to_owned(),
        role: Role::Alone,
        practice: false,
    };
    desk.init(&setup, &now()).unwrap();
    let borrower = |id: &str| tagdesk::domain::borrower::Borrower {
        id: super::author::person(id),
        name: format!("Somebody {id}"),
        grade: "7".to_owned(),
        homeroom: String::new(),
        site: "MID".to_owned(),
        household: String::new(),
        slot: String::new(),
        case: String::new(),
        kind: tagdesk::domain::borrower::BorrowerKind::Student,
        active: true,
    };
    let device = |tag: &str| DeviceRow {
        site: Some("MID".to_owned()),
        ..DeviceRow::new(device(&format!("t:{tag}")), tag, "")
    };
    let plan = Plan {
        borrowers: Some(vec![borrower("0100").into(), borrower("0101").into()]),
        devices: Some(vec![device("CB-1"), device("CB-2")]),
        ..Plan::default()
    };
    desk.import(&plan, &How::whatever(), &now()).unwrap();
    desk
}

fn scan(desk: &mut Desk, line: &str) -> Outcome {
    desk.scan(&Channel::Main, line, Source::Scan, &now()).unwrap().outcome
}

fn scans(desk: &mut Desk, lines: &str) -> Vec<&'static str> {
    lines.split_whitespace().map(|line| scan(desk, line).as_str()).collect()
}

fn holders(desk: &Desk) -> Vec<Option<String>> {
    let holder = |tag: &str| {
        let card = desk.store().device(&device(tag)).unwrap();
        card.holder.map(|holder| holder.named.id.to_string())
    };
    vec![holder("t:CB-1"), holder("t:CB-2")]
}

#[test]
fn a_repeated_return_does_not_take_effect_in_the_undone_ones_place() {
    let mut desk = a_desk();
    let outcomes = scans(&mut desk, "0100 CB-1 XTDRETURN CB-1 CB-1 CB-1");
    assert_eq!(outcomes, ["student", "issued", "mode", "returned", "already", "already"]);
    assert_eq!(scans(&mut desk, "XTDUNDO"), ["undone"]);
    assert_eq!(holders(&desk), [Some("0100".to_owned()), None]);
    // Naming the return alone would have let its repetition return the device.
    let store = desk.store();
    let returned = store.events().unwrap().into_iter().filter(|e| e.body.kind == Kind::Returned);
    let undone = returned.filter(|event| !store.world().is_live(&event.hash)).count();
    assert_eq!(undone, 3);
}

#[test]
fn a_repeated_issue_does_not_take_effect_in_the_undone_ones_place() {
    let mut desk = a_desk();
    assert_eq!(
        scans(&mut desk, "0100 CB-1 CB-1 XTDUNDO"),
        ["student", "issued", "already", "undone"]
    );
    assert_eq!(holders(&desk), [None, None]);
}

#[test]
fn a_hand_over_is_taken_back_whole() {
    let mut desk = a_desk();
    let outcomes = scans(&mut desk, "0100 CB-1 0101 CB-1 XTDYES");
    assert_eq!(outcomes, ["student", "issued", "student", "question", "handed-over"]);
    assert_eq!(holders(&desk), [Some("0101".to_owned()), None]);
    assert_eq!(scans(&mut desk, "XTDUNDO"), ["undone"]);
    assert_eq!(holders(&desk), [Some("0100".to_owned()), None]);
    assert_eq!(scans(&mut desk, "XTDUNDO XTDUNDO"), ["undone", "refused"]);
    assert_eq!(holders(&desk), [None, None]);
}

#[test]
fn an_undo_waits_for_its_target() {
    let mut author = Author::new("A", "00000001");
    let mut body = author.about(START, Kind::Issued, &device("t:CB-1"));
    body.borrower = Some(super::author::person("100"));
    let issued = author.seal(0, body);
    let undone = undo(&mut Author::new("U", "000000ff"), &[issued.hash]);
    let mut store = replica(std::slice::from_ref(&undone));
    assert_eq!(store.differences(1).unwrap(), []);
    super::merge(&mut store, std::slice::from_ref(&issued));
    assert!(store.device(&device("t:CB-1")).unwrap().holder.is_none());
    assert_whole(&mut store);
    let redone = undo(&mut Author::new("V", "000000fe"), &[undone.hash]);
    super::merge(&mut store, &[redone]);
    assert!(store.device(&device("t:CB-1")).unwrap().holder.is_some());
    assert_whole(&mut store);
}

#[test]
fn nothing_is_written_back() {
    let mut desk = a_desk();
    scans(&mut desk, "0100 CB-1");
    let before = desk.store().events().unwrap();
    scans(&mut desk, "XTDUNDO");
    let after = desk.store().events().unwrap();
    assert_eq!(after[..before.len()], before, "the journal only grows");
    let new: Vec<_> = after[before.len()..].iter().map(|event| event.body.kind.clone()).collect();
    assert_eq!(new, [Kind::Undone]);
    let folded: Vec<Folded> = oracle::fold(&after).into_values().collect();
    assert_eq!(folded[0].changes, []);
}
