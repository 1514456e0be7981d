//! Names added at the desk travel beside the chain, and what was forgotten stays forgotten.

use super::*;

fn walk_up(station: &Folder, name: &str) {
    // The window asks for the name; here the desk is asked directly.
    use tagdesk::desk::reply::Channel;
    use tagdesk::desk::request::Request;
    use tagdesk::desk::{Desk, Front};
    let now = tagdesk::clock::now();
    let (store, _) = tagdesk::store::Store::open(station.data(), "a test", &now).unwrap();
    let mut desk = Desk::new(store, Front::Window).unwrap();
    let request = Request::WalkUp {
        channel: Channel::Main,
        name: name.into(),
        grade: "7".into(),
        code: Some("0050001".into()),
    };
    desk.handle(request, &now).unwrap();
    desk.close().unwrap();
}

/// Names of people, not of runs.
const NAMES: &str = "hash IN (SELECT hash FROM journal WHERE kind = 'BorrowerAdded')";

fn additions(folder: &Folder) -> Vec<String> {
    let store = rusqlite::Connection::open(folder.data().join("desk.db")).unwrap();
    let query = format!("SELECT text FROM addition WHERE {NAMES}");
    let mut statement = store.prepare(&query).unwrap();
    let texts = statement.query_map([], |row| row.get(0)).unwrap();
    texts.map(Result::unwrap).collect()
}

fn forget(folder: &Folder) {
    let store = rusqlite::Connection::open(folder.data().join("desk.db")).unwrap();
    let change = format!("UPDATE addition SET salt = x'', text = '' WHERE {NAMES}");
    assert_eq!(store.execute(&change, []).unwrap(), 1);
}

#[test]
fn slots_and_case_numbers_come_with_the_offices_register() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    let given = office.put("s.csv", "student,name,slot,case\n0048213,José Nguyễn,Tue 9:00,12\n");
    office.run(&["import", &given, "--local"]).ok();
    merge(&office, &[&stick.text()]);
    receive(&gym, &stick);
    let jose = gym.show("0048213");
    assert_eq!((&jose["slot"], &jose["case"]), (&"Tue 9:00".into(), &"12".into()), "{jose}");
}

#[test]
fn what_goes_along_comes_with_the_offices_register() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    let given = office.put("d.csv", "tag,model,set_of\nCH-004417,65 W charger,CB-004417\n");
    office.run(&["import", &given, "--local"]).ok();
    merge(&office, &[&stick.text()]);
    receive(&gym, &stick);
    assert_eq!(gym.show("CB-004417")["set"], serde_json::json!(["CH-004417"]));
    let told = gym.scan(&["0048213", "CB-004417"]);
    assert!(told[1]["message"].as_str().unwrap().contains("CH-004417"), "{told:?}");
}

#[test]
fn a_name_told_at_a_desk_reaches_the_office_and_the_list_takes_it_up() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    walk_up(&gym, "=Wanda, \"the new one\"");
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    add_up(&merge(&office, &[&stick.text()]));
    assert_eq!(additions(&office), ["=Wanda, \"the new one\""]);
    office.run(&["check"]).ok();
    // The office's list has the card by now: the two are one, here and there.
    let students =
        format!("{}0050001,Wanda New,7,7B,LRK,,student,yes\n", crate::support::register::STUDENTS);
    std::fs::write(office.file("csv").join("students.csv"), students).unwrap();
    office.run(&["import", &office.text("csv")]).ok();
    merge(&office, &[&stick.text()]);
    let report = receive(&gym, &stick);
    assert_eq!(
        gym.column("students", "name").iter().filter(|name| *name == "Wanda New").count(),
        1
    );
    assert_eq!(report["parked"], 0, "{report}");
}

#[test]
fn what_was_forgotten_stays_forgotten() {
    let (gym, lib, office) = (Folder::ready("GYM-1"), Folder::ready("LIB"), office());
    walk_up(&gym, "Wanda New");
    let (early, late) = (Stick::new(), Stick::new());
    write(&gym, &early, &[]);
    merge(&office, &[&early.text()]);
    assert_eq!(additions(&office), ["Wanda New"]);
    // Forgotten at the office: an old stick does not bring the name back.
    forget(&office);
    merge(&office, &[&early.text()]);
    assert_eq!(additions(&office), [""]);
    office.run(&["check"]).ok();
    // Nor does anybody get it from there; and where it is still known, it is forgotten, too.
    write(&lib, &late, &[]);
    merge(&office, &[&late.text()]);
    receive(&lib, &late);
    assert_eq!(additions(&lib), [""]);
    forget(&gym);
    let last = Stick::new();
    write(&gym, &last, &[]);
    let other = super::office();
    merge(&other, &[&early.text()]);
    assert_eq!(additions(&other), ["Wanda New"]);
    merge(&other, &[&last.text()]);
    assert_eq!(additions(&other), [""]);
    other.run(&["check"]).ok();
}
