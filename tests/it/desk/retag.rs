//! New labels, one label on two devices, and devices that nobody knows.

use tagdesk::desk::Error;
use tagdesk::desk::relabel::{NewDevice, Relabel};
use tagdesk::desk::reply::Channel;
use tagdesk::desk::request::{Answer, Request};

use crate::support::{Counter, desk};

fn retag(counter: &mut Counter, device: &str, label: &str, anyway: bool) -> Relabel {
    counter.desk.retag(device, label, anyway, counter.clock.now()).unwrap()
}

fn wrong(counter: &mut Counter, device: &str, label: &str) -> bool {
    let done = counter.desk.retag(device, label, true, counter.clock.now());
    matches!(done, Err(Error::Label(_) | Error::Money(_)))
}

fn tag(counter: &Counter, code: &str) -> String {
    counter.card(code).tag
}

#[test]
fn the_old_label_still_finds_the_device_and_says_the_new_one() {
    let mut counter = desk("0048213 CB-004417 -> issued; XTDNEXT -> next");
    let done = retag(&mut counter, "PF3KD8Q2", "cb-009000", false);
    let Relabel::Done { old, label, on, .. } = done else { panic!("{done:?}") };
    assert_eq!((old.as_str(), label.as_str(), on.len()), ("CB-004417", "CB-009000", 0));
    counter.go("return: CB-009000 -> returned from 0048213 device CB-009000
         CB-004417 -> already device CB-009000 says \"Old label: it is CB-009000 now\"
         PF3KD8Q2 -> already device CB-009000 says \"Nothing changed.\"");
    let labels = counter.desk.store().labels(&counter.card("CB-004417").id).unwrap();
    let dated: Vec<(&str, bool, bool)> = labels
        .iter()
        .map(|l| (l.code.as_str(), l.since_ms.is_some(), l.until_ms.is_some()))
        .collect();
    assert_eq!(dated, [("CB-004417", false, true), ("CB-009000", true, false)]);
    // An import that still has the old tag, and one that has the new one, change nothing.
    counter.import(&["tag,serial,model,site\nCB-004417,PF3KD8Q2,Lenovo 300e Gen 4,LRK\n"], true);
    assert_eq!(tag(&counter, "CB-004417"), "CB-009000");
    counter.import(&["tag,serial,model,site\nCB-009000,PF3KD8Q2,Lenovo 300e Gen 4,LRK\n"], true);
    assert_eq!(tag(&counter, "CB-004417"), "CB-009000");
    counter.go("CB-004417 -> already device CB-009000");
}

#[test]
fn a_double_label_is_single_again_where_one_of_two_has_another() {
    let mut counter = desk("");
    retag(&mut counter, "CB-004417", "CB-004376", true);
    counter.go("0048213 CB-004376 -> refused; XTDNEXT -> next");
    retag(&mut counter, "PF3KD7M4", "CB-009000", false);
    assert_eq!(counter.card("PF3KD8Q2").shares, Vec::<String>::new());
    assert_eq!(counter.card("PF3KD7M4").shares, Vec::<String>::new());
    counter.go("0048213 CB-004376 -> issued 0048213; (PF3KD8Q2 0048213); (PF3KD7M4 in)");
    // Taken back, it is double again.
    counter
        .go("XTDUNDO -> undone; XTDUNDO -> undone; XTDNEXT -> next; 0048213 CB-004376 -> refused");
    assert_eq!(counter.card("PF3KD8Q2").shares, ["PF3KD7M4"]);
}

#[test]
fn a_second_new_label_and_the_first_one_again() {
    let mut counter = desk("");
    retag(&mut counter, "PF3KD8Q2", "CB-009000", false);
    retag(&mut counter, "CB-004417", "CB-009001", false);
    for code in ["CB-004417", "CB-009000", "CB-009001"] {
        assert_eq!(tag(&counter, code), "CB-009001", "{code}");
    }
    retag(&mut counter, "CB-009001", "CB-004417", false);
    assert_eq!(tag(&counter, "CB-009000"), "CB-004417");
    let again = retag(&mut counter, "CB-009000", "CB-004417", false);
    assert_eq!(again, Relabel::Already { label: "CB-004417".into() });
    counter.go("XTDUNDO -> undone");
    assert_eq!(tag(&counter, "CB-009000"), "CB-009001");
    counter.go("XTDUNDO -> undone; XTDUNDO -> undone; CB-009000 -> unknown");
    assert_eq!(tag(&counter, "PF3KD8Q2"), "CB-004417");
    assert_eq!(counter.desk.store().labels(&counter.card("PF3KD8Q2").id).unwrap(), []);
}

#[test]
fn one_label_on_two_devices_asks_and_marks_both() {
    let mut counter = desk("");
    let asked = retag(&mut counter, "PF3KD8Q2", "CB-004376", false);
    let on = vec!["PF3KD7M4".to_owned()];
    assert_eq!(asked, Relabel::Asked { label: "CB-004376".into(), on: on.clone() });
    assert_eq!(tag(&counter, "PF3KD8Q2"), "CB-004417", "nothing is done before the answer");
    let done = retag(&mut counter, "PF3KD8Q2", "CB-004376", true);
    assert!(matches!(done, Relabel::Done { on: others, .. } if others == on));
    counter.go("CB-004376 -> refused; PF3KD8Q2 -> shown; PF3KD7M4 -> shown");
    assert_eq!(counter.card("PF3KD8Q2").shares, ["PF3KD7M4"]);
    assert_eq!(counter.card("PF3KD7M4").shares, ["PF3KD8Q2"]);
    counter.go("XTDUNDO -> undone");
    assert_eq!(counter.card("PF3KD7M4").shares, [] as [&str; 0]);
    assert_eq!(tag(&counter, "CB-004376"), "CB-004376");
}

#[test]
fn labels_that_cannot_be_are_refused() {
    let mut counter = desk("");
    assert!(wrong(&mut counter, "PF3KD8Q2", "XTDYES"));
    assert!(wrong(&mut counter, "PF3KD8Q2", "0048213"), "a person's");
    assert!(wrong(&mut counter, "PF3KD8Q2", ""));
    assert!(wrong(&mut counter, "NO-TAG", "CB-1"));
    assert!(wrong(&mut counter, "SHARED-1", "CB-1"), "which of the two nobody knows");
}

fn new(tag: &str, serial: &str) -> NewDevice {
    NewDevice {
        tag: tag.into(),
        serial: serial.into(),
        model: "Lenovo 300e Gen 4".into(),
        site: String::new(),
    }
}

#[test]
fn an_unknown_device_is_added_and_goes_out_to_who_is_on_screen() {
    let mut counter = desk("0048213 -> student; CB-NEW -> unknown");
    let answer =
        counter.ask(Request::AddDevice { channel: Channel::Main, device: new("CB-NEW", "PFNEW1") });
    let Answer::Reply(reply) = answer else { panic!("{answer:?}") };
    assert_eq!((reply.outcome.as_str(), reply.device.as_deref()), ("issued", Some("CB-NEW")));
    let card = counter.card("CB-NEW");
    assert_eq!((card.serial.as_str(), card.model.as_str()), ("PFNEW1", "Lenovo 300e Gen 4"));
    assert!(card.parked && counter.card("PFNEW1").id == card.id);
    // The register brings it: one device, and who has it stays.
    counter.import(&["tag,serial,model,site\nCB-NEW,PFNEW1,ThinkPad L13,LRK\n"], true);
    let card = counter.card("CB-NEW");
    assert_eq!((card.parked, card.model.as_str()), (false, "ThinkPad L13"));
    counter.go("(CB-NEW 0048213); return: PFNEW1 -> returned from 0048213");
}

#[test]
fn one_undo_takes_the_issue_and_the_device_back() {
    for first in ["0048213 -> student", "0048213 -> student; CB-NEW -> unknown"] {
        let mut counter = desk(first);
        counter.ask(Request::AddDevice { channel: Channel::Main, device: new("CB-NEW", "PFNEW1") });
        counter.go("(CB-NEW 0048213); XTDUNDO -> undone device CB-NEW; CB-NEW -> unknown
             PFNEW1 -> unknown; XTDUNDO -> refused");
    }
}

/// Added by its tag alone, it joins the record that the register has under its serial number.
#[test]
fn a_device_added_by_its_tag_joins_the_record_with_the_serial() {
    let mut counter = desk("");
    counter.desk.add_device(&new("CB-NEW", ""), counter.clock.now()).unwrap();
    counter.go("0048213 CB-NEW -> issued");
    counter.import(&["tag,serial,model,site\nCB-NEW,PFNEW2,ThinkPad L13,LRK\n"], true);
    counter.go("(CB-NEW 0048213)");
    assert_eq!(counter.card("PFNEW2").id, counter.card("CB-NEW").id);
    assert!(!counter.card("CB-NEW").parked);
}

#[test]
fn what_is_known_is_not_added_again_and_what_was_added_can_be_taken_back() {
    let mut counter = desk("");
    for known in [new("CB-004417", ""), new("CB-NEW", "PF3KD8Q2"), new("0048213", "")] {
        let added = counter.desk.add_device(&known, counter.clock.now());
        assert!(matches!(added, Err(Error::Label(_))), "{known:?}");
    }
    counter.desk.add_device(&new("CB-NEW", "PFNEW1"), counter.clock.now()).unwrap();
    counter.go("look-up: CB-NEW -> shown; XTDUNDO -> undone; issue: CB-NEW -> unknown");
}
