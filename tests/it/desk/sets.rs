//! Accessories with tags of their own: handed out with their device, each back by its own scan.

use tagdesk::desk::reply::{Mode, Notice, Tone};
use tagdesk::domain::device::{DeviceId, Status};
use tagdesk::domain::event::Kind;
use tagdesk::domain::set::{Left, WhyLeft};

use crate::support::{Counter, desk};

/// A charger and a pen go along with one laptop, a charger with the other.
const SETS: &str = "\
tag,serial,model,site,status,set_of
CH-004417,,65 W charger,LRK,available,CB-004417
ST-004417,SN-ST-1,Pen,LRK,available,cb-004417
CH-004376,,65 W charger,LRK,available,PF3KD7M4
";

fn sets(script: &str) -> Counter {
    let mut counter = desk("");
    counter.import(&[SETS], true);
    counter.play(script)
}

fn left(counter: &Counter) -> Vec<Left> {
    match counter.last.clone().unwrap().notice {
        Notice::Issued { set, .. } | Notice::HandedOver { set, .. } => set.left,
        other => panic!("{other:?}"),
    }
}

fn whose(counter: &Counter) -> Vec<Option<String>> {
    let holder = |tag| counter.card(tag).holder.map(|holder| holder.named.id.to_string());
    ["CB-004417", "CH-004417", "ST-004417"].map(holder).to_vec()
}

#[test]
fn a_device_is_issued_with_its_set_in_one_command() {
    let mut counter = sets("");
    let before = ["CB-004417", "CH-004417", "ST-004417"].map(|tag| counter.card(tag));
    let events = counter.events();
    counter.go(
        "issue: 0048213 CB-004417 -> issued 0048213 device CB-004417 says \"CH-004417, ST-004417\"",
    );
    assert_eq!(whose(&counter), vec![Some("0048213".into()); 3]);
    assert_eq!(counter.last.clone().unwrap().tone, Tone::Done);
    let written = counter.desk.store().events().unwrap().split_off(events);
    let issued: Vec<_> = written.iter().filter(|e| e.body.kind == Kind::Issued).collect();
    assert_eq!(issued.len(), 3);
    assert!(issued.iter().all(|event| event.body.group == issued[0].body.group));
    assert_eq!(issued[2].body.tag.as_deref(), Some("CB-004417"), "the device itself comes last");
    // Undone, it is as if nothing of it had been.
    counter.go("XTDUNDO -> undone device CB-004417");
    assert_eq!(["CB-004417", "CH-004417", "ST-004417"].map(|tag| counter.card(tag)), before);
}

#[test]
fn an_accessory_takes_nothing_along() {
    let counter = sets("issue: 0048213 CH-004417 -> issued 0048213");
    assert_eq!(whose(&counter), [None, Some("0048213".into()), None]);
}

#[test]
fn each_comes_back_by_its_own_scan_and_what_is_still_out_is_said() {
    let counter = sets(
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next
         return: CB-004417 -> returned 0048213 says \"Still out: CH-004417, ST-004417\"
         (CH-004417 0048213)
         CH-004417 -> returned 0048213; ST-004417 -> returned 0048213
         (CH-004417 in)
         issue: 0048222 CB-004417 -> issued 0048222; XTDNEXT -> next
         return: ST-004417 CH-004417 -> returned 0048222; CB-004417 -> returned 0048222",
    );
    let Notice::Returned { still_out, .. } = counter.last.clone().unwrap().notice else { panic!() };
    assert_eq!(still_out, Vec::<String>::new());
    assert_eq!(whose(&counter), [None, None, None]);
}

#[test]
fn what_cannot_go_along_is_named_and_never_guessed() {
    let mut counter = sets("issue: 0048284 CH-004417 -> issued 0048284; XTDNEXT -> next");
    counter.import(&["tag,serial,status\nST-004417,SN-ST-1,repair\n"], true);
    assert_eq!(counter.card("ST-004417").status, Status::Repair);
    counter.go("issue: 0048213 CB-004417 -> issued 0048213 says \"Eli Lind has it\"");
    assert_eq!(whose(&counter), [Some("0048213".into()), Some("0048284".into()), None]);
    let stays: Vec<_> = left(&counter).into_iter().map(|left| (left.tag, left.why)).collect();
    assert!(
        matches!(&stays[0], (tag, WhyLeft::Out(named)) if tag == "CH-004417" && named.name == "Eli Lind")
    );
    assert_eq!(stays[1], ("ST-004417".into(), WhyLeft::Status(Status::Repair)));
    assert_eq!(counter.last.clone().unwrap().tone, Tone::Attention);
    // A charger of another set is handed over instead, and has a question of its own.
    counter.go("CH-004376 -> issued 0048213; CH-004417 -> question ask still-out limit");
}

#[test]
fn what_was_asked_about_the_person_holds_for_the_whole_set() {
    let counter =
        sets("issue: 0048399 CB-004417 -> question ask inactive; XTDYES -> issued 0048399");
    assert_eq!(whose(&counter), vec![Some("0048399".into()); 3]);
    assert_eq!(left(&counter), []);
}

#[test]
fn a_second_of_a_kind_stays_until_it_is_scanned() {
    let mut counter = sets(
        "issue: 0048213 CH-004376 -> issued 0048213; CB-004417 -> issued 0048213 says \"Scan it by itself\"",
    );
    let (charger, pen) = (counter.card("CH-004417"), counter.card("ST-004417"));
    assert!(charger.holder.is_none() && pen.holder.is_some());
    assert_eq!(left(&counter), [Left { tag: "CH-004417".into(), why: WhyLeft::Asks }]);
    counter.go("CH-004417 -> question ask limit; XTDNO -> no; (CH-004417 in)");
}

#[test]
fn a_hand_over_leaves_the_set_where_it_is() {
    let mut counter = sets("issue: 0048213 CB-004417 -> issued; XTDNEXT -> next");
    counter.go("0048222 CB-004417 -> question ask still-out; XTDYES -> handed-over 0048222");
    let [to, from] = [Some("0048222".to_owned()), Some("0048213".to_owned())];
    assert_eq!(whose(&counter), [to, from.clone(), from.clone()]);
    assert_eq!(left(&counter).len(), 2);
    counter.go("XTDUNDO -> undone device CB-004417; (CB-004417 0048213)");
    assert_eq!(whose(&counter), vec![from; 3]);
}

#[test]
fn a_new_label_keeps_the_set_together() {
    let mut counter = sets("");
    let laptop = counter.card("CB-004417").id;
    counter.ask(tagdesk::desk::request::Request::Retag {
        device: "PF3KD8Q2".into(),
        label: "CB-009999".into(),
        anyway: false,
    });
    counter
        .go("issue: 0048213 CB-009999 -> issued 0048213 says \"CH-004417\"; (CH-004417 0048213)");
    let set = counter.desk.store().set_of(&laptop).unwrap();
    assert_eq!(set.len(), 2);
}

#[test]
fn a_label_that_two_devices_had_takes_nothing_along() {
    let mut counter = sets("");
    let request = |device: &str, label: &str| tagdesk::desk::request::Request::Retag {
        device: device.into(),
        label: label.into(),
        anyway: true,
    };
    counter.ask(request("PF3KD8A9", "CB-004417"));
    counter.go("issue: 0048213 PF3KD8A9 -> issued says \"CH-004417 stays\"; (CH-004417 in)");
    // Not even where the other one has a label of its own again.
    counter.ask(request("PF3KD8Q2", "CB-009999"));
    counter.go(
        "XTDNEXT -> next; 0048222 CB-009999 -> issued says \"CH-004417 stays\"; (CH-004417 in)",
    );
}

#[test]
fn a_set_is_on_the_cards_of_its_devices() {
    let mut counter = sets("look-up: CB-004417 -> shown");
    let view = counter.last.clone().unwrap().view;
    assert_eq!(
        view.set.iter().map(|card| card.tag.as_str()).collect::<Vec<_>>(),
        ["CH-004417", "ST-004417"]
    );
    assert_eq!(counter.card("CH-004417").set_of, "CB-004417");
    counter.go("look-up: CH-004417 -> shown");
    let view = counter.last.clone().unwrap().view;
    assert_eq!((view.mode, view.set.len()), (Mode::LookUp, 0));
    let of = |tag: &str| counter.desk.store().set_of(&DeviceId::from_text(tag)).unwrap().len();
    assert_eq!((of("s:PF3KD7M4"), of("s:PF3KD8A9")), (1, 0), "a serial number names it, too");
}

/// Without a catalogue all are of one kind.
const PLAIN: &str = "\
tag,set_of
LAP-1,
CH-1,LAP-1
PEN-1,LAP-1
LAP-2,
CH-2,LAP-2
";

fn over_limit(counter: &Counter) -> Vec<u64> {
    counter.desk.store().over_limit(1, 9).unwrap().iter().map(|over| over.held).collect()
}

#[test]
fn what_goes_along_counts_with_its_device() {
    let mut counter = desk("");
    counter.import(&[PLAIN], true);
    counter.go("issue: 0048213 LAP-1 -> issued says \"CH-1, PEN-1\"");
    assert_eq!(over_limit(&counter), [0_u64; 0], "one device and what goes along with it");
    // A second one is asked about, and yes is said of all of it.
    counter.go("LAP-2 -> question ask limit; XTDYES -> issued says \"CH-2\"");
    assert_eq!(left(&counter), []);
    assert_eq!(over_limit(&counter), [2]);
    // What was left is scanned by itself, and is no second device.
    counter.go("return: PEN-1 CH-2 LAP-2 -> returned; issue: 0048213 PEN-1 -> issued");
    assert_eq!(over_limit(&counter), [0_u64; 0]);
    // An accessory without its device counts as ever.
    counter.go("CH-2 -> question ask limit; XTDNO -> no; return: LAP-1 -> returned");
    assert_eq!(over_limit(&counter), [2]);
    counter.go("issue: 0048213 LAP-1 -> question ask limit; XTDNO -> no");
}
