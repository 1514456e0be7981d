//! Round after round: stations work apart, one stick goes to the office and back.

use super::*;

#[test]
fn three_stations_one_stick_one_office() {
    let office = office();
    let stations = ["GYM-1", "GYM-2", "LIB"].map(Folder::ready);
    stations[0].scan(&["0048213", "CB-004417"]);
    stations[1].scan(&["0048291", "CB-004376"]);
    stations[2].scan(&["0048307", "CB-004398", "XTDRETURN", "CB-003991"]);
    let stick = Stick::new();
    for station in &stations {
        let path = write(station, &stick, &[]);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.starts_with("TAGDESK_") && name.ends_with("_000001.zip"), "{name}");
        assert!(unsent(station) > 0, "written is not confirmed");
    }
    let report = merge(&office, &[&stick.text()]);
    add_up(&report);
    let [applied, had, _, person, parked, damaged] = classes(&report);
    assert!(applied >= 4 && had + person + parked + damaged == 0, "{report}");
    assert_eq!(report["gaps"], serde_json::json!([]));
    let holder = |folder: &Folder, tag: &str| folder.show(tag)["student"].clone();
    assert_eq!(holder(&office, "CB-004417"), "0048213");
    assert_eq!(stick.names().iter().filter(|name| name.starts_with("TAGDESK-RECEIPT_")).count(), 3);
    for station in &stations {
        let report = receive(station, &stick);
        assert_eq!((&report["unsent"], unsent(station)), (&serde_json::json!(0), 0), "{report}");
        assert_eq!(report["receipts"].as_array().unwrap().len(), 1);
        assert_eq!(holder(station, "CB-004417"), "0048213", "a neighbour's event came along");
        assert_eq!(holder(station, "CB-004398"), "0048307");
        station.run(&["check"]).ok();
    }
    office.run(&["check"]).ok();
    // Once more, with nothing to say: an empty batch is one as well.
    for station in &stations {
        write(station, &stick, &[]);
    }
    add_up(&merge(&office, &[&stick.text()]));
    let receipts = stick.names().into_iter().filter(|name| name.starts_with("TAGDESK-RECEIPT_"));
    assert_eq!(receipts.count(), 3, "a new one takes the place of the former");
    assert_eq!(status(&office, "OFFICE")["unsent"], 0, "an office has nobody to send to");
    for station in &stations {
        assert_eq!(receive(station, &stick)["unsent"], 0);
    }
    // A roster is the office's to take in from here on.
    stations[0].run(&["import", &stations[0].text("csv")]).refused(&["office"]);
}

#[test]
fn any_order_twice_and_overlapping_is_the_same() {
    let gym = Folder::ready("GYM-1");
    let lib = Folder::ready("LIB");
    let (early, late) = (Stick::new(), Stick::new());
    gym.scan(&["0048213", "CB-004417"]);
    lib.scan(&["0048291", "CB-004376"]);
    let first = write(&gym, &early, &[]);
    write(&lib, &early, &[]);
    gym.scan(&["0048307", "CB-004398"]);
    let second = write(&gym, &late, &["--folder"]);
    assert!(second.is_dir() && second.join("manifest.csv").exists());
    let orders = [
        vec![early.text(), late.text()],
        vec![late.text(), early.text()],
        vec![second.display().to_string(), first.display().to_string(), early.text(), late.text()],
    ];
    let mut seen = Vec::new();
    for order in orders {
        let office = office();
        for path in &order {
            add_up(&merge(&office, &[path]));
        }
        let again = merge(&office, &order.iter().map(String::as_str).collect::<Vec<_>>());
        add_up(&again);
        let [applied, had, superseded, person, parked, damaged] = classes(&again);
        assert!(had > 0 && applied + superseded + person + parked + damaged == 0, "{again}");
        assert!(again["bundles"].as_array().unwrap().iter().all(|b| !b["before"].is_null()));
        let mut others = events(&office);
        others.retain(|name| !name.starts_with("OFFICE/"));
        let loans = office.column("loans", "device");
        seen.push((others, loans));
        office.run(&["check"]).ok();
        for stick in [&early, &late] {
            for name in stick.names().iter().filter(|name| name.contains("RECEIPT")) {
                std::fs::remove_file(stick.path().join(name)).unwrap();
            }
        }
    }
    assert!(seen.iter().all(|one| *one == seen[0]));
    assert_eq!(seen[0].1.len(), 3);
}

#[test]
fn any_stick_brings_all_tables_home_on_wish() {
    let (gym, lib, office) = (Folder::ready("GYM-1"), Folder::ready("LIB"), office());
    gym.scan(&["0048213", "CB-004417"]);
    lib.scan(&["0048291", "CB-004376"]);
    let (between, home) = (Stick::new(), Stick::new());
    write(&gym, &between, &[]);
    merge(&lib, &[&between.text()]);
    assert!(
        !between.names().iter().any(|name| name.contains("RECEIPT")),
        "a station confirms nothing"
    );
    write(&lib, &home, &["--all"]);
    merge(&office, &[&home.text()]);
    assert_eq!(office.show("CB-004417")["student"], "0048213");
    assert_eq!(status(&office, "GYM-1")["unsent"], 0);
}

#[test]
fn a_gap_is_named_until_it_is_filled() {
    let (gym, office) = (Folder::ready("GYM-2"), office());
    let (first, second, back) = (Stick::new(), Stick::new(), Stick::new());
    gym.scan(&["0048213", "CB-004417"]);
    write(&gym, &first, &[]);
    merge(&office, &[&first.text()]);
    let receipt = first.names().into_iter().find(|name| name.contains("RECEIPT")).unwrap();
    std::fs::copy(first.path().join(&receipt), back.path().join(&receipt)).unwrap();
    receive(&gym, &back);
    gym.scan(&["0048291", "CB-004376"]);
    write(&gym, &second, &[]);
    // Another office has never seen the first stick.
    let other = super::office();
    let report = merge(&other, &[&second.text()]);
    let of_gym = |report: &Value| -> Vec<Value> {
        let gaps = report["gaps"].as_array().unwrap().iter();
        gaps.filter(|gap| gap["station"] == "GYM-2").cloned().collect()
    };
    let gap = &of_gym(&report)[0];
    assert_eq!(gap["from"], 1, "{report}");
    let to = gap["to"].as_u64().unwrap();
    let said = other.run(&["batch", "merge", &second.text()]).ok().out;
    assert!(said.contains(&format!("GYM-2: 1 to {to} missing")), "{said}");
    assert_eq!(status(&other, "GYM-2")["unsent"], to);
    let report = merge(&other, &[&first.text()]);
    assert!(of_gym(&report).is_empty(), "{report}");
}

#[test]
fn a_bundle_that_was_lost_is_sent_again() {
    let (gym, office) = (Folder::ready("GYM-2"), office());
    let (lost, found) = (Stick::new(), Stick::new());
    gym.scan(&["0048213", "CB-004417"]);
    write(&gym, &lost, &[]);
    gym.scan(&["0048291", "CB-004376"]);
    write(&gym, &found, &[]);
    let report = merge(&office, &[&found.text()]);
    assert_eq!(report["gaps"], serde_json::json!([]), "a batch holds all since the last receipt");
    assert_eq!(office.show("CB-004417")["student"], "0048213");
    receive(&gym, &found);
    let report = merge(&office, &[&lost.text()]);
    assert_eq!(classes(&report)[0], 0, "{report}");
}

#[test]
fn two_desks_that_disagree_need_a_person() {
    let (gym, lib, office) = (Folder::ready("GYM-1"), Folder::ready("LIB"), office());
    gym.scan(&["0048213", "CB-004417"]);
    lib.scan(&["0048291", "CB-004417"]);
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    write(&lib, &stick, &[]);
    let report = merge(&office, &[&stick.text()]);
    add_up(&report);
    assert!(classes(&report)[3] >= 1, "{report}");
}

#[test]
fn what_a_later_event_settles_is_superseded_and_the_unknown_is_parked() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    gym.scan(&["0048213", "CB-004417", "XTDRETURN", "CB-004417", "NEW-77", "XTDYES"]);
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    let report = merge(&office, &[&stick.text()]);
    add_up(&report);
    let [_, _, superseded, person, parked, damaged] = classes(&report);
    assert_eq!((superseded, person, damaged), (1, 0, 0), "{report}");
    assert!(parked >= 1, "{report}");
    // The register brings the tag: it is parked no more, here and at the station.
    let more = format!(
        "{}NEW-77,PF3NEW77,ThinkPad L13,LRK,available\n",
        crate::support::register::DEVICES
    );
    std::fs::write(office.file("csv").join("devices.csv"), more).unwrap();
    office.run(&["import", &office.text("csv")]).ok();
    merge(&office, &[&stick.text()]);
    let back = receive(&gym, &stick);
    assert!(back["parked_before"].as_u64() > back["parked"].as_u64(), "{back}");
    assert_eq!(gym.show("NEW-77")["parked"], false);
}
