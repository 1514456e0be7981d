//! `tagdesk conflicts`, by the real program.

use serde_json::Value;
use tagdesk::domain::event::Moment;
use tagdesk::store::{self, Store};

use crate::print::tools::Paper;
use crate::support::folder::string;
use crate::support::{Folder, replies};

fn now() -> Moment {
    Moment { wall_ms: 1_786_543_200_000, utc_offset_min: -300, boot: "b".into(), boot_ms: 1 }
}

/// What one folder has, taken in by another.
fn bring(from: &Folder, to: &Folder) {
    let events = Store::open_to_read(from.data()).unwrap().events().unwrap();
    let (mut store, _) = Store::open(to.data(), "a test", &now()).unwrap();
    store.transact(|write| -> store::Result<_> { write.merge(&events) }).unwrap();
    store.close().unwrap();
}

/// Two tables that gave the same devices to different people, and the office that knows of both.
fn office() -> (Folder, Folder) {
    let (first, second) = (Folder::ready("GYM-1"), Folder::ready("GYM-2"));
    let office = Folder::bare();
    office.run(&["init", "--station", "OFFICE", "--site", "LRK", "--office"]).ok();
    office.import_register();
    first.scan(&["0048291", "CB-004376", "XTDNEXT", "0000042", "CB-003991"]);
    second.scan(&["0048213", "CB-004376", "XTDNEXT", "0048315", "CB-003991"]);
    bring(&first, &office);
    bring(&second, &office);
    (office, first)
}

fn table(folder: &Folder) -> (Vec<String>, Vec<Vec<String>>) {
    let ran = folder.run(&["conflicts", "--csv"]).ok();
    let mut reader = csv::ReaderBuilder::new().from_reader(ran.out.as_bytes());
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (head, rows.collect())
}

fn objects(folder: &Folder) -> Vec<Value> {
    replies(&folder.run(&["conflicts", "--json"]).ok().out)
}

#[test]
fn the_table_begins_as_the_contract_says() {
    let (office, first) = office();
    let (head, rows) = table(&office);
    assert_eq!(head[..4], ["conflict", "device", "earlier", "later"]);
    assert_eq!(rows.len(), 2);
    let row = rows.iter().find(|row| row[1] == "CB-004376").unwrap();
    assert_eq!(row[2..4], ["0048291", "0048213"]);
    assert!(row[0].len() >= 8 && row[0].bytes().all(|b| b.is_ascii_hexdigit()));
    let (head, rows) = table(&first);
    assert_eq!((head.len() > 4, rows.len()), (true, 0), "a heading all the same");
    assert!(first.run(&["conflicts"]).ok().out.contains("No conflicts"));
    Folder::bare().run(&["conflicts", "--csv"]).refused(&["tagdesk init"]);
}

#[test]
fn each_choice_is_told_with_its_effects_and_then_done() {
    let (office, _) = office();
    let plain = office.run(&["conflicts"]).ok().out;
    for text in [
        "2 conflicts wait for a decision",
        "CB-004376 was issued twice on",
        "Issued to Ava Lind, grade 6",
        "José Nguyễn’s loan of",
        "never was",
        "Ava has it, José never got it",
    ] {
        assert!(plain.contains(text), "{text:?} is not in {plain}");
    }
    let found = objects(&office);
    let object = found.iter().find(|object| object["device"] == "CB-004376").unwrap();
    assert_eq!(object["stories"].as_array().unwrap().len(), 2);
    let choices = object["choices"].as_array().unwrap();
    let words: Vec<_> = choices.iter().map(|choice| string(choice, "choice")).collect();
    assert_eq!(words, ["later", "earlier", "neither", "ask-school"]);
    assert_eq!(string(&choices[1], "student"), "0048291");
    let id = string(object, "conflict");

    office.run(&["conflicts", "resolve", &id, "earlier", "--reason", " "]).refused(&["--reason"]);
    office
        .run(&["conflicts", "resolve", "ffffffff", "earlier", "--reason", "x"])
        .refused(&["no open"]);
    for usage in [
        &["conflicts", "resolve", &id, "both", "--reason", "x"][..],
        &["conflicts", "resolve", &id, "later"],
        &["conflicts", "--csv", "--json"],
    ] {
        assert_eq!(office.run(usage).code, 2, "{usage:?}");
    }
    let ran = office.run(&["conflicts", "resolve", &id, "earlier", "--reason", "rang"]).ok();
    assert!(ran.out.contains("Ava has it, José never got it"), "{ran:?}");
    let event = ran.out.trim().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(string(&office.show("CB-004376"), "student"), "0048291");
    assert_eq!(table(&office).1.len(), 1);
    office
        .run(&["conflicts", "resolve", &id, "later", "--reason", "x"])
        .refused(&["decided already"]);
    assert!(office.column("events", "kind").contains(&"Resolved".to_owned()));

    office.run(&["undo", &event]).ok();
    assert_eq!(table(&office).1.len(), 2);
    let ran = office.run(&["conflicts", "resolve", &id, "neither", "--reason", "x", "--json"]).ok();
    let told = &replies(&ran.out)[0];
    assert_eq!((string(told, "choice"), told["student"].is_null()), ("neither".to_owned(), true));
    office.run(&["check"]).ok();
}

#[test]
fn the_school_is_asked_at_its_own_desk() {
    let (office, first) = office();
    let dir = office.text("stick");
    std::fs::create_dir(&dir).unwrap();
    office.run(&["conflicts", "export", &dir]).refused(&["ask-school"]);
    for row in table(&office).1 {
        office
            .run(&["conflicts", "resolve", &row[0], "ask-school", "--reason", "nobody rang"])
            .ok();
    }
    let (head, rows) = table(&office);
    let asked = head.iter().position(|column| column == "asked").unwrap();
    assert!(rows.len() == 2 && rows.iter().all(|row| row[asked] == "yes"), "{rows:?}");

    // A file for each site: Zoë is at Bonner, the others at Larkstone.
    let missing = office.text("unplugged");
    office.run(&["conflicts", "export", &missing]).refused(&["unplugged"]);
    assert!(!office.file("unplugged").exists());
    let ran = office.run(&["conflicts", "export", &dir]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let files: Vec<&str> = ran.out.lines().collect();
    assert_eq!(files.len(), 2, "{ran:?}");
    let read = |site: &str| {
        let path = office.file(&format!("stick/TAGDESK_QUESTIONS_{site}.csv"));
        assert!(files.contains(&path.display().to_string().as_str()));
        std::fs::read_to_string(path).unwrap()
    };
    let (larkstone, bonner) = (read("LRK"), read("BON"));
    assert!(larkstone.starts_with("\u{feff}conflict,device,"));
    assert_eq!(larkstone.matches("\r\n").count(), 3);
    assert!(larkstone.contains("0048213") && larkstone.contains("0000042"));
    assert_eq!(bonner.matches("\r\n").count(), 2);
    assert!(bonner.contains("CB-003991") && !bonner.contains("CB-004376"));

    // The same on paper: a page set for each school.
    let paper = office.text("questions.pdf");
    for on in ["letter", "a4"] {
        let ran = office.run(&["print", "questions", "--out", &paper, "--paper", on]).ok();
        assert!(ran.out.contains("3 rows · 2 pages"), "{ran:?}");
    }
    let bonner = ["print", "questions", "--out", &paper, "--site", "BON"];
    let ran = office.run(&bonner).ok();
    assert!(ran.out.contains("1 row · 1 page"), "{ran:?}");
    let paper = Paper::of(&std::fs::read(office.file("questions.pdf")).unwrap());
    paper.is_sound();
    if let Some(text) = paper.text() {
        assert!(text.contains("CB-003991") && !text.contains("CB-004376"), "{text}");
        assert!(text.contains("Who has it") && text.contains("Bonner Elementary"), "{text}");
    }

    bring(&office, &first);
    let told = first.scan(&["0048291", "XTDYES", "CB-004417", "XTDNEXT", "0048291"]);
    let outcomes: Vec<_> = told.iter().map(|reply| string(reply, "outcome")).collect();
    assert_eq!(outcomes, ["question", "student", "issued", "next", "student"]);
    assert_eq!(told[0]["ask"], serde_json::json!(["conflict"]));
    assert_eq!(string(&told[0], "student"), "0048291");
    assert!(string(&told[0], "message").contains("Does Ava Lind have CB-004376?"));
    bring(&first, &office);
    let found = objects(&office);
    let object = found.iter().find(|object| object["device"] == "CB-004376").unwrap();
    assert_eq!(string(object, "proposed"), "earlier");
    assert_eq!(object["said"][0]["student"], "0048291");
}

#[test]
fn lists_are_read_beside_a_desk_that_is_busy_and_decisions_wait() {
    let (office, _) = office();
    let id = table(&office).1[0][0].clone();
    let mut child = office.start(&["scan", "--json"]);
    child.scan("0048222").unwrap();
    for args in [
        &["conflicts"][..],
        &["conflicts", "--csv"],
        &["conflicts", "--json"],
        &["conflicts", "todos"],
    ] {
        office.run(args).ok();
    }
    office.run(&["conflicts", "resolve", &id, "later", "--reason", "x"]).refused(&["in use by"]);
    child.end();
}

#[test]
fn to_dos_have_a_list_of_their_own() {
    let (office, first) = office();
    first.scan(&["0048399", "LT-0001", "XTDYES"]);
    bring(&first, &office);
    let ran = office.run(&["conflicts", "todos"]).ok();
    assert!(ran.out.contains("Olga Gone (0048399) is off the list and has LT-0001"), "{ran:?}");
    let found = replies(&office.run(&["conflicts", "todos", "--json"]).ok().out);
    assert_eq!(string(&found[0], "todo"), "inactive");
    assert!(office.run(&["conflicts"]).ok().out.contains("1 more thing to look at"));
}
