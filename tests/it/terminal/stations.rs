//! Several stations, and several programs on one.

use crate::support::folder::string;
use crate::support::{Folder, register};

#[test]
fn three_stations_mean_the_same_people_and_devices() {
    let mut seen: Vec<Vec<(String, String)>> = Vec::new();
    for code in ["GYM-1", "GYM-2", "LIB"] {
        let folder = Folder::station(code);
        let students = folder.put("students.csv", register::STUDENTS);
        let devices = folder.put("devices.csv", register::DEVICES);
        // In whatever order, together or one by one.
        if code == "LIB" {
            folder.run(&["import", &devices, &students]).ok();
        } else {
            folder.run(&["import", &students]).ok();
            folder.run(&["import", &devices]).ok();
        }
        folder.scan(&[
            "0048213",
            "CB-004417",
            "XTDNEXT",
            "0000042",
            "000123",
            "XTDRETURN",
            "PF3KD7M4",
        ]);
        let store = tagdesk::store::Store::open_to_read(folder.data()).unwrap();
        let events = store.events().unwrap();
        let text = |id: Option<String>| id.unwrap_or_default();
        seen.push(
            events
                .iter()
                .filter(|event| matches!(event.body.kind.as_str(), "Issued" | "Returned"))
                .map(|event| {
                    let device = event.body.device.as_ref().map(ToString::to_string);
                    (text(device), text(event.body.borrower.as_ref().map(ToString::to_string)))
                })
                .collect(),
        );
    }
    let wanted = [("s:PF3KD8Q2", "0048213"), ("t:000123", "0000042"), ("s:PF3KD7M4", "")];
    let wanted = wanted.map(|(device, student)| (device.to_owned(), student.to_owned()));
    assert!(seen.iter().all(|identities| *identities == wanted), "{seen:?}");
}

#[test]
fn a_second_writer_is_told_who_was_first_and_readers_are_not() {
    let folder = Folder::ready("GYM-2");
    let csv = folder.text("csv");
    let mut child = folder.start(&["scan", "--json"]);
    child.scan("0048213").unwrap();
    let issued = string(&child.scan("CB-004417").unwrap(), "event");
    for args in [
        &["scan"][..],
        &["import", &csv],
        &["init", "--station", "X"],
        &["undo", &issued],
        &["check", "--rebuild"],
        &["restore", "x.db"],
        &["demo", "--no-window"],
    ] {
        let ran = folder.run(args).refused(&[]);
        let in_use = ran.err.contains("in use by tagdesk scan, since 20");
        assert!(in_use || args[0] == "demo", "{args:?}: {ran:?}");
    }
    for args in [
        &["list", "events", "--csv"][..],
        &["list", "students"],
        &["show", "CB-004417"],
        &["check"],
        &["backup", "backup-beside"],
    ] {
        let ran = folder.run(args).ok();
        assert!(!ran.out.is_empty(), "{args:?}");
    }
    child.scan("XTDRETURN").unwrap();
    assert_eq!(string(&child.scan("CB-004417").unwrap(), "outcome"), "returned");
    assert_eq!(child.end().code, 0);
    folder.scan(&["0048213"]);
}

#[test]
fn the_right_time_can_be_told() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let ran = folder.run(&["clock"]).ok();
    assert!(ran.out.contains("±5 min"), "nobody has said: {}", ran.out);
    let ran = folder.run(&["clock", "--right"]).ok();
    assert!(ran.out.contains("clock right"), "{}", ran.out);
    let ran = folder.run(&["clock", "--set", "2031-01-15", "14:05"]).ok();
    assert!(ran.out.contains("behind") && ran.out.contains("±1 min"), "{}", ran.out);
    let at = |folder: &Folder| folder.column("events", "at").last().unwrap()[..10].to_owned();
    assert!(["2031-01-15", "2031-01-16"].contains(&at(&folder).as_str()), "{}", at(&folder));
    folder.run(&["clock", "--set", "today", "noon"]).refused(&["today noon"]);
    assert_eq!(folder.run(&["clock", "--set", "2031-01-15", "14:05", "--right"]).code, 2);
    folder.run(&["check"]).ok();
}
