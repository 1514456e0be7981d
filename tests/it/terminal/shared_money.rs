//! Money that two desks touch without knowing of each other, and whose the policy is.

use serde_json::Value;

use crate::support::Folder;

/// What one has, the other gets.
fn carry(from: &Folder, to: &Folder) {
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().to_str().unwrap();
    from.run(&["batch", "write", path, "--all"]).ok();
    to.run(&["batch", "merge", path]).ok();
}

fn both(a: &Folder, b: &Folder) {
    carry(a, b);
    carry(b, a);
}

fn due(folder: &Folder, student: &str) -> Value {
    folder.show(student)["due"].clone()
}

fn last(folder: &Folder) -> String {
    folder.column("charges", "charge").pop().unwrap()
}

fn priced(folder: &Folder, more: &[&str]) {
    let list = "type,price,steps\nscreen,90,yes\nhinge,40,\n";
    let file = folder.put("prices.csv", list);
    folder.run(&[&["policy", "--prices", &file], more].concat()).ok();
}

/// One device, its screen broken, charged at the gym and known at both.
fn charged() -> (Folder, Folder) {
    let (gym, library) = (Folder::ready("GYM-1"), Folder::ready("LIB"));
    priced(&gym, &[]);
    gym.scan(&["0048213", "CB-004417", "XTDRETURN", "CB-004417", "XTDDSCREEN"]);
    both(&gym, &library);
    (gym, library)
}

#[test]
fn two_desks_that_charge_the_same_part_charge_that_part() {
    let (gym, library) = charged();
    for folder in [&gym, &library] {
        folder.scan_as(&["--mode", "return"], &["CB-004417", "XTDP50"]);
        assert_eq!(due(folder, "0048213"), "45.00");
    }
    both(&gym, &library);
    for folder in [&gym, &library] {
        assert_eq!(due(folder, "0048213"), "45.00");
        folder.run(&["check"]).ok();
    }
    let charge = last(&gym);
    gym.run(&["adjust", &charge, "50", "--reason", "agreed"]).ok();
    library.run(&["adjust", &charge, "60", "--reason", "agreed"]).ok();
    both(&gym, &library);
    assert_eq!(due(&gym, "0048213"), "60.00", "the later one");
    assert_eq!(due(&library, "0048213"), "60.00");
    // What is taken off twice is off, and what is charged then is charged.
    for folder in [&gym, &library] {
        folder.run(&["adjust", &charge, "0", "--reason", "mistake"]).ok();
    }
    both(&gym, &library);
    gym.run(&["adjust", &charge, "10", "--reason", "after all"]).ok();
    assert_eq!(due(&gym, "0048213"), "10.00");
}

#[test]
fn a_damage_booked_by_two_desks_is_proposed_once_less() {
    let (gym, library) = (Folder::ready("GYM-1"), Folder::ready("LIB"));
    gym.scan(&["0048213", "CB-004417", "XTDRETURN", "CB-004417", "XTDDSCREEN"]);
    priced(&gym, &[]);
    both(&gym, &library);
    for folder in [&gym, &library] {
        let proposal = folder.column("proposals", "proposal").remove(0);
        folder.run(&["propose", "book", &proposal, "--reason", "as listed"]).ok();
    }
    both(&gym, &library);
    for folder in [&gym, &library] {
        assert_eq!(due(folder, "0048213"), "180.00", "a merge changes no charge");
        let (_, rows) = folder.list("proposals");
        assert_eq!(rows.len(), 1, "{rows:?}");
        assert_eq!(rows[0][5..], ["90.00", "0.00", "twice"]);
    }
    let notices = |folder: &Folder| {
        let out = folder.text("n.pdf");
        folder.run(&["print", "charges", "--out", &out]).ok();
        folder.column("charges", "due")
    };
    assert_eq!(notices(&gym), ["90.00", "90.00"]);
    let proposal = gym.column("proposals", "proposal").remove(0);
    gym.run(&["propose", "book", &proposal, "--reason", "charged twice"]).ok();
    both(&gym, &library);
    assert_eq!((due(&gym, "0048213"), due(&library, "0048213")), ("90.00".into(), "90.00".into()));
    assert!(library.list("proposals").1.is_empty());
}

#[test]
fn what_was_paid_stays_with_its_charge_where_two_people_are_told_apart_again() {
    let folder = Folder::ready("GYM-1");
    folder.run(&["charge", "0000077", "50"]).ok();
    folder.run(&["join", "0000077", "00077"]).ok();
    let joined = folder.column("events", "event").pop().unwrap();
    folder.run(&["pay", "00077", "30"]).ok();
    assert_eq!(due(&folder, "00077"), "20.00");
    folder.run(&["undo", &joined, "--yes"]).ok();
    assert_eq!((due(&folder, "0000077"), due(&folder, "00077")), ("20.00".into(), "0.00".into()));
    folder.run(&["check"]).ok();
}

#[test]
fn nothing_is_proposed_while_two_desks_disagree_about_who_had_it() {
    let (gym, library) = charged();
    library.scan(&["0048222", "CB-004376", "XTDNEXT"]);
    gym.scan(&["0048284", "CB-004376", "XTDRETURN", "CB-004376", "XTDDSCREEN"]);
    assert_eq!(due(&gym, "0048284"), "90.00");
    both(&gym, &library);
    for folder in [&gym, &library] {
        assert_eq!(folder.show("CB-004376")["disputed"], true);
        assert!(folder.list("proposals").1.is_empty(), "{:?}", folder.list("proposals").1);
    }
}

#[test]
fn a_charge_without_an_amount_is_by_the_list() {
    let folder = Folder::ready("GYM-1");
    priced(&folder, &[]);
    let charge = |more: &[&str]| folder.run(&[&["charge", "0048213"], more].concat());
    charge(&["--type", "screen", "--device", "CB-004417", "--percent", "50"]).ok();
    charge(&["--type", "hinge"]).ok();
    assert_eq!(due(&folder, "0048213"), "85.00");
    charge(&["--type", "hinge", "--percent", "50"]).refused(&["whole"]);
    charge(&["--type", "screen", "--percent", "33"]).refused(&["25"]);
    charge(&["--type", "antenna"]).refused(&["antenna", "list prices"]);
    assert_eq!(charge(&[]).code, 2);
    assert_eq!(due(&folder, "0048213"), "85.00");
}

#[test]
fn only_a_lead_makes_a_charge_less() {
    let folder = Folder::ready("GYM-1");
    folder.run(&["charge", "0048213", "40"]).ok();
    folder.run(&["policy", "--leads", "AR"]).ok();
    let charge = last(&folder);
    folder.run(&["adjust", &charge, "0", "--reason", "x"]).refused(&["lead"]);
    folder.run(&["void", &charge, "--reason", "x"]).refused(&["lead"]);
    folder.run(&["adjust", &charge, "45", "--reason", "price"]).ok();
    assert_eq!(due(&folder, "0048213"), "45.00");
}

/// A station that is founded later brings no policy of its own, and sets none.
#[test]
fn a_new_station_leaves_the_districts_policy_alone() {
    let office = Folder::bare();
    office.run(&["init", "--station", "OFF", "--office"]).ok();
    office.import_register();
    priced(&office, &["--free-breaks", "2", "--leads", "AR"]);
    let policy = |folder: &Folder| folder.run(&["policy"]).ok().out;
    let set = policy(&office);
    let station = Folder::station("NEW-1");
    station.import_register();
    let stick = tempfile::tempdir().unwrap();
    let out = stick.path().to_str().unwrap();
    station.run(&["batch", "write", out]).ok();
    office.run(&["batch", "merge", out]).ok();
    assert_eq!(policy(&office), set, "founding a station decides nothing");
    station.run(&["batch", "receive", out]).ok();
    assert_eq!(policy(&station), set);
    station.run(&["policy", "--free-breaks", "9"]).refused(&["office"]);
    // From a day to come on, and never for one that is over.
    office.run(&["policy", "--limit", "3", "--from", "2020-01-01"]).refused(&["2020-01-01"]);
    office.run(&["policy", "--limit", "3", "--from", "2999-01-01"]).ok();
    assert_eq!(policy(&office), set, "not yet");
}
