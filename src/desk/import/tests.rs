//! Laws of an import at the desk.

use super::*;
use crate::desk::Front;
use crate::desk::request::Setup;
use crate::domain::device::{DeviceId, Status};
use crate::domain::hash::Hash;
use crate::store::{DeviceRow, Store};

fn now() -> Moment {
    let wall_ms = 1_786_527_000_000;
    Moment { wall_ms, utc_offset_min: 0, boot: "b".into(), boot_ms: 0 }
}

fn a_desk() -> Desk {
    let mut desk = Desk::new(Store::in_memory().unwrap(), Front::Terminal).unwrap();
    let (station, site) = ("GYM".to_owned(), "MID".to_owned());
    desk.init(&Setup { station, site, role: Role::Alone, practice: false }, &now()).unwrap();
    desk
}

/// So many devices, by tag alone, or with serials.
fn plan(devices: usize, serials: bool, status: Option<Status>) -> Plan {
    let row = |i: usize| DeviceRow {
        site: Some("MID".to_owned()),
        status,
        ..DeviceRow::new(
            DeviceId::from_text(format!("{}:{i}", if serials { "s" } else { "t" })),
            &i.to_string(),
            &if serials { i.to_string() } else { String::new() },
        )
    };
    let file = (Hash::of(&[&[u8::from(serials)]]), "devices", devices as u64);
    let devices = Some((0..devices).map(row).collect());
    Plan { files: vec![file], devices, ..Plan::default() }
}

/// How often the shared world was settled while serials were learned.
fn settled(devices: usize) -> u64 {
    let mut desk = a_desk();
    desk.import(&plan(devices, false, None), &How::whatever(), &now()).unwrap();
    let before = desk.store.world().settled();
    let learned = desk.import(&plan(devices, true, None), &How::whatever(), &now()).unwrap();
    assert_eq!(learned.joined, devices as u64);
    assert_eq!(desk.store.differences(1).unwrap(), []);
    desk.store.world().settled() - before
}

#[test]
fn many_joins_of_one_import_are_settled_once() {
    assert_eq!((settled(2), settled(300)), (1, 1));
}

#[test]
fn one_join_of_an_import_is_taken_back_alone() {
    let mut desk = a_desk();
    desk.import(&plan(3, false, None), &How::whatever(), &now()).unwrap();
    desk.import(&plan(3, true, None), &How::whatever(), &now()).unwrap();
    let events = desk.store.events().unwrap();
    let join = events.iter().find(|event| event.body.kind == Kind::DeviceJoined).unwrap();
    let undone = desk.undo_event(&join.id().to_string(), true, &now()).unwrap();
    assert_eq!(undone.outcome.as_str(), "undone");
    let world = desk.store.world();
    let joined = |i: &usize| {
        let tag = DeviceId::from_text(format!("t:{i}"));
        world.device(&tag).as_str().starts_with("s:")
    };
    assert_eq!((0..3).filter(joined).count(), 2);
}

#[test]
fn a_status_known_of_a_tag_is_known_of_the_device_it_turns_out_to_be() {
    let mut desk = a_desk();
    let lost = Some(Status::Lost);
    let first = desk.import(&plan(3, false, lost), &How::whatever(), &now()).unwrap();
    let again = desk.import(&plan(3, true, lost), &How::whatever(), &now()).unwrap();
    assert_eq!((first.statuses, again.joined, again.statuses), (3, 3, 0));
}
