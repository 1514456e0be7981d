//! Taking an import back as a whole, and who had a device before the journal began.

use serde_json::json;

use crate::support::{Counter, Folder, desk, register};

/// Everything that the lists show.
fn picture(folder: &Folder) -> Vec<Vec<Vec<String>>> {
    ["students", "devices", "loans"].map(|what| folder.list(what).1).to_vec()
}

#[test]
fn the_last_import_is_taken_back_as_a_whole() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let before = picture(&folder);
    let students = register::STUDENTS.replace("Maya Okafor", "Maya Lind").replace(
        "0048399,Olga Gone,8,8A,LRK,,student,no\n",
        "0099999,New One,6,6A,LRK,,student,yes\n",
    );
    let devices = format!(
        "{}NEW-1,SN-NEW-1,Chrome Thing,LRK,lost\n",
        register::DEVICES
            .replace("000123,,", "000123,SN-LATE,")
            .replace("LT-0001,R90LT001,ThinkPad L13,LRK,available\n", "")
    );
    let students = folder.put("s2.csv", students);
    let devices = folder.put("d2.csv", devices);
    folder.run(&["import", &students, &devices]).ok();
    let after = picture(&folder);
    assert_ne!(after, before);
    assert!(folder.column("events", "kind").contains(&"DeviceJoined".into()));
    let ran = folder.run(&["import", "--undo", "--dry-run"]).ok();
    assert!(ran.out.contains("s2.csv"), "{}", ran.out);
    assert_eq!(picture(&folder), after);
    let ran = folder.run(&["import", "--undo"]).ok();
    assert!(ran.out.contains("s2.csv") && ran.out.contains("taken back"), "{}", ran.out);
    assert_eq!(picture(&folder), before);
    folder.run(&["check"]).ok();
    // The same files are news again, and come to the same.
    folder.run(&["import", &students, &devices]).ok();
    assert_eq!(picture(&folder), after);
    folder.run(&["check"]).ok();
}

#[test]
fn imports_are_taken_back_one_after_the_other_until_there_is_none() {
    let folder = Folder::station("GYM-2");
    let nothing = picture(&folder);
    folder.run(&["import", "--undo"]).refused(&["no import"]);
    folder.import_register();
    let one = picture(&folder);
    folder
        .run(&["import", &folder.put("s.csv", "student,name\n0011111,Some One\n"), "--local"])
        .ok();
    folder.run(&["import", "--undo", "--json"]).ok();
    assert_eq!(picture(&folder), one);
    folder.run(&["import", "--undo"]).ok();
    assert_eq!(picture(&folder), nothing);
    folder.run(&["import", "--undo"]).refused(&["no import"]);
    folder.run(&["check"]).ok();
}

const HELD: &str = "tag,serial,model,site,holder,holder_since\n\
    CB-004417,PF3KD8Q2,Lenovo 300e Gen 4,LRK,0048213,2025-08-14\n\
    CB-004376,PF3KD7M4,Lenovo 300e Gen 4,LRK,,\n\
    CB-004398,PF3KD8A9,Lenovo 300e Gen 4,LRK,0048284,\n";

#[test]
fn who_has_what_is_told_once_and_the_desk_knows_better_afterwards() {
    let folder = Folder::ready("GYM-2");
    let held = folder.put("held.csv", HELD);
    let ran = folder.run(&["import", &held, "--local"]).ok();
    assert!(ran.out.contains("2 devices are out"), "{}", ran.out);
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    assert!(folder.column("loans", "issued_at").iter().any(|at| at.starts_with("2025-08-14")));
    // Handed over since: the file's word is shown and not taken.
    folder.scan(&["0048222", "CB-004417", "XTDYES"]);
    folder.scan_as(&["--mode", "return"], &["CB-004398"]);
    let changed = folder.put("held2.csv", HELD.replace("Gen 4,LRK,0048284", "Gen 4,BON,0048284"));
    let before = folder.column("loans", "loan");
    let ran = folder.run(&["import", &changed, "--local", "--dry-run"]).ok();
    assert!(
        ran.err.contains("line 2: CB-004417 is out to 0048213")
            && ran.err.contains("0048222 as the desk knows"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("line 4: CB-004398") && ran.err.contains("in as the desk knows"));
    folder.run(&["import", &changed, "--local"]).ok();
    assert_eq!(folder.column("loans", "loan"), before);
    assert_eq!(folder.show("CB-004417")["student"], "0048222");
    folder.run(&["check"]).ok();
}

#[test]
fn taking_back_an_import_whose_devices_were_scanned_since_is_asked() {
    let folder = Folder::ready("GYM-2");
    folder.run(&["import", &folder.put("held.csv", HELD), "--local"]).ok();
    folder.scan_as(&["--mode", "return"], &["CB-004417"]);
    folder.run(&["import", "--undo"]).refused(&["--accept later", "one device"]);
    assert_eq!(folder.show("CB-004398")["student"], "0048284", "nothing was taken back");
    folder.run(&["import", "--undo", "--accept", "later"]).ok();
    assert_eq!(folder.show("CB-004398")["student"], json!(null));
    folder.run(&["check"]).ok();
}

/// The same device list at two stations, and both journals at a third.
#[test]
fn the_same_row_at_several_stations_is_one_fact() {
    let events = |counter: &mut Counter, table: &str| {
        let imported = counter.import(&[table], true);
        assert_eq!(imported.opened, 2);
        counter.desk.store().events().unwrap()
    };
    let mut one = desk("");
    let mut other = desk("");
    let here = events(&mut one, HELD);
    other.clock.pass_ms(40 * 60_000);
    let there = events(&mut other, HELD);
    let mut office = desk("");
    for events in [&here, &there, &here] {
        office
            .desk
            .store_mut()
            .transact(|write| write.merge(events).map(|_| ()))
            .map_err(|error: tagdesk::store::Error| error)
            .unwrap();
    }
    let store = office.desk.store();
    assert_eq!(store.unanswered().unwrap(), 0, "nobody is asked");
    assert_eq!(store.differences(9).unwrap(), []);
    assert_eq!(office.card("CB-004417").holder.unwrap().named.id.as_str(), "0048213");
    // Another word about it is asked, until somebody scans it.
    let mut third = desk("");
    third.clock.pass_ms(80 * 60_000);
    let else_where = events(&mut third, &HELD.replace("0048213", "0048222"));
    office
        .desk
        .store_mut()
        .transact(|write| write.merge(&else_where).map(|_| ()))
        .map_err(|error: tagdesk::store::Error| error)
        .unwrap();
    assert_eq!(office.desk.store().unanswered().unwrap(), 1);
}

#[test]
fn a_serial_learned_for_a_tag_carries_who_has_it() {
    let mut counter = desk("0048213 000123 -> issued");
    let row = "tag,serial,model,site,holder\n000123,SN-LATE,Lenovo 300e Gen 4,LRK,0048213\n";
    let imported = counter.import(&[row], true);
    assert_eq!((imported.joined, imported.opened), (1, 0), "the journal knew it by its tag");
    assert_eq!(counter.card("SN-LATE").holder.unwrap().named.id.as_str(), "0048213");
    assert_eq!(counter.desk.store().differences(9).unwrap(), []);
}
