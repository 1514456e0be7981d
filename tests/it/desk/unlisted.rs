//! Devices and people that no list knows yet.

use tagdesk::desk::request::Request;
use tagdesk::domain::device::DeviceId;

use crate::support::{Stage, desk};

#[test]
fn an_unknown_device_is_taken_in_by_yes_right_after() {
    let mut counter = desk("");
    let before = counter.events();
    counter.go("return: NEW-0001 -> unknown silent; XTDYES -> returned device NEW-0001 written; (NEW-0001 in)");
    assert_eq!(counter.kinds(before), ["RunStarted", "DeviceAdded", "Returned"]);
    let card = counter.card("NEW-0001");
    assert!(card.parked);
    assert_eq!(card.site, "LRK");
    assert_eq!(counter.desk.store().parked().unwrap(), 1);
    counter.go(
        "issue: 0048213 NEW-0001 -> issued; (NEW-0001 0048213); return: NEW-0001 -> returned from 0048213
         NEW-0002 -> unknown; CB-004417 -> already; XTDYES -> refused     # right after, or not at all
         NEW-0002 -> unknown; XTDNO -> no; XTDYES -> refused
         NEW-0003 -> unknown; y -> returned; XTDUNDO -> undone",
    );
}

#[test]
fn a_device_taken_in_and_taken_back_is_unknown_again() {
    desk(
        "return: NEW-0001 -> unknown; XTDYES -> returned; XTDUNDO -> undone
         NEW-0001 -> unknown silent; XTDYES -> returned; (NEW-0001 in)",
    );
    let mut counter = desk("0077777 -> unknown");
    counter.walk_up("Rosa Marín", Some("0077777"));
    counter.go("CB-004417 -> issued; XTDUNDO -> undone; XTDUNDO -> undone; XTDNEXT -> next; 0077777 -> unknown");
}

#[test]
fn a_device_taken_in_is_joined_when_an_import_brings_its_serial() {
    let mut counter =
        desk("return: NEW-0001 -> unknown; XTDYES -> returned; issue: 0048213 NEW-0001 -> issued");
    let devices = format!(
        "{}NEW-0001,PF9NEW01,Lenovo 300e Gen 4,LRK,available\n",
        crate::support::register::DEVICES
    );
    let imported = counter.import(&[&devices], false);
    assert_eq!(imported.joined, 1);
    let card = counter.card("NEW-0001");
    assert_eq!(card.id, DeviceId::from_text("s:PF9NEW01"), "a serial stands before a tag");
    assert_eq!((card.parked, card.model.as_str()), (false, "Lenovo 300e Gen 4"));
    assert_eq!(counter.desk.store().parked().unwrap(), 0);
    counter.go("(NEW-0001 0048213); return: PF9NEW01 -> returned from 0048213; (NEW-0001 in)");
    assert_eq!(
        counter.import(&[&format!("{devices}X,Y9Y9,,,\n")], false).joined,
        0,
        "once is enough"
    );
}

#[test]
fn a_device_known_by_its_tag_alone_is_joined_when_its_serial_is_learned() {
    // Nothing was ever scanned of it: the registers alone say it is one device.
    let mut counter = desk("");
    let devices = crate::support::register::DEVICES.replace("000123,,", "000123,PF9LATE1,");
    counter.import(&[&devices], false);
    counter.go("0048213 000123 -> issued device 000123; return: PF9LATE1 -> returned from 0048213");
    let mut counter = desk("0048213 000123 -> issued");
    counter.import(&[&devices], false);
    counter.go("(000123 0048213); return: PF9LATE1 -> returned from 0048213; (000123 in)");
}

#[test]
fn a_walk_up_is_served_at_once_and_merged_when_the_list_brings_the_code() {
    let mut counter = desk("0077777 -> unknown");
    let told = counter.walk_up("Rosa Marín", Some("0077777"));
    assert_eq!(told.outcome, "student");
    let walk_up = told.student.unwrap();
    assert!(walk_up.starts_with("W-GYM-2-"), "{walk_up}");
    counter.go("CB-004417 -> issued says \"Rosa Marín\"; XTDNEXT -> next; 0077777 -> student");
    assert_eq!(counter.on_screen().as_deref(), Some(walk_up.as_str()));
    assert_eq!(counter.desk.store().parked().unwrap(), 1);
    let students =
        format!("{}0077777,Rosa Marín,7,7A,LRK,,student,yes\n", crate::support::register::STUDENTS);
    assert_eq!(counter.import(&[&students], false).merged, 1);
    counter.go("(CB-004417 0077777); XTDNEXT -> next; 0077777 -> student 0077777; return: CB-004417 -> returned from 0077777");
    assert_eq!(counter.desk.store().parked().unwrap(), 0);
}

#[test]
fn two_walk_ups_are_two_people_and_a_person_can_join_one_by_hand() {
    let mut counter = desk("");
    let first = counter.walk_up("Rosa", None).student.unwrap();
    counter.go("CB-004417 -> issued");
    let second = counter.walk_up("Rosa", None).student.unwrap();
    assert_ne!(first, second);
    let id = |text: &str| tagdesk::domain::borrower::BorrowerId::from_text(text);
    counter.ask(Request::Merge { from: id(&first), into: id("0048307") });
    counter.go("(CB-004417 0048307); XTDUNDO -> undone");
    counter.go(&format!("(CB-004417 {first})"));
}

#[test]
fn a_household_is_gone_round_with_one_key() {
    desk(
        "0048213 -> student; <sibling> -> student 0048222; CB-004417 -> issued 0048222
         <sibling> -> student 0048213; CB-004376 -> issued 0048213
         XTDNEXT -> next; <sibling> -> no; 0048307 -> student; <sibling> -> student 0048307",
    );
}
