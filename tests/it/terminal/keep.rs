//! `backup`, `restore`, `check`.

use crate::support::Folder;
use crate::support::folder::string;

#[test]
fn a_backup_restored_is_a_new_life_of_the_station() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let to = folder.text("backups");
    let ran = folder.run(&["backup", &to]).ok();
    let file = std::fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
    assert!(ran.out.contains(&file.display().to_string()), "{}", ran.out);
    let lives = |folder: &Folder| -> Vec<String> {
        let mut lives: Vec<String> = folder
            .column("events", "event")
            .iter()
            .map(|event| event.split('/').nth(1).unwrap().to_owned())
            .collect();
        lives.dedup();
        lives
    };
    let before = lives(&folder);
    folder.scan(&["0048307", "CB-004376"]);
    let file = file.display().to_string();
    let ran = folder.run(&["restore", &file]).ok();
    assert!(ran.out.contains("incarnation"), "{}", ran.out);
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    assert!(folder.show("CB-004376")["student"].is_null(), "as it was at the backup");
    let reply = &folder.scan(&["0048307", "CB-004376"])[1];
    assert_eq!(reply["outcome"], "issued");
    let after = lives(&folder);
    assert_eq!((before.len(), after.len()), (1, 2), "{after:?}");
    assert!(string(reply, "event").contains(&after[1]));
    folder.run(&["check"]).ok();
    // What was in its place is kept.
    let kept = std::fs::read_dir(folder.data())
        .unwrap()
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with("desk-before-restore-")
        })
        .count();
    assert_eq!(kept, 1);
    // Into a folder where nothing is yet: restore needs no init.
    let fresh = Folder::bare();
    fresh.run(&["restore", &file]).ok();
    assert_eq!(fresh.show("CB-004417")["student"], "0048213");
    assert_eq!(fresh.outcomes(&["CB-004417"]), ["shown"]);
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let folder = Folder::ready("GYM-2");
    let before = std::fs::read(folder.data().join("desk.db")).unwrap();
    let text = folder.put("letter.db", "Dear school");
    let empty = folder.put("empty.db", "");
    let torn = folder.put("torn.db", &before[..before.len() / 2]);
    let missing = folder.text("missing.db");
    for file in [&text, &empty, &torn, &missing] {
        folder.run(&["restore", file]).refused(&[file]);
        assert_eq!(std::fs::read(folder.data().join("desk.db")).unwrap(), before, "{file}");
    }
    folder.scan(&["0048213", "CB-004417"]);
}

#[test]
fn a_copy_of_the_folder_does_not_go_on_counting_as_the_original() {
    let folder = Folder::ready("GYM-2");
    let first = string(&folder.scan(&["0048213", "CB-004417"])[1], "event");
    let copy = Folder::bare();
    std::fs::create_dir_all(copy.data()).unwrap();
    std::fs::copy(folder.data().join("desk.db"), copy.data().join("desk.db")).unwrap();
    let second = string(&copy.scan(&["0048307", "CB-004376"])[1], "event");
    let life = |event: &str| event.split('/').nth(1).unwrap().to_owned();
    assert_ne!(life(&first), life(&second));
    assert_eq!(life(&first), life(&string(&folder.scan(&["0048307", "CB-004376"])[1], "event")));
}

#[test]
fn check_finds_what_was_tampered_with_and_rebuild_mends_what_can_be() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417", "0048307", "CB-004376"]);
    folder.run(&["check"]).ok();
    let sql = |statement: &str| {
        let conn = rusqlite::Connection::open(folder.data().join("desk.db")).unwrap();
        assert!(conn.execute(statement, []).unwrap() > 0);
    };
    // The state shown: found, and made anew from the journal.
    sql("UPDATE custody SET holder = NULL WHERE holder IS NOT NULL");
    assert!(folder.show("CB-004417")["student"].is_null());
    let ran = folder.run(&["check"]).refused(&[]);
    assert!(ran.out.contains("check --rebuild"), "{ran:?}");
    folder.run(&["check", "--rebuild"]).ok();
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    sql("DELETE FROM loan");
    folder.run(&["check"]).refused(&[]);
    folder.run(&["check", "--rebuild"]).ok();
    folder.run(&["check"]).ok();
    // An event: found, and not mended, for nobody knows what was there.
    let (_, rows) = folder.list("events");
    let issued = rows.iter().rfind(|row| row[2] == "Issued").unwrap()[0].clone();
    let seq = issued.rsplit('/').next().unwrap();
    sql(&format!(
        "UPDATE journal SET body = replace(body, '0048307', '0048291') WHERE seq = {seq}"
    ));
    let ran = folder.run(&["check"]).refused(&[]);
    assert!(ran.out.contains(&issued), "the event is named: {ran:?}");
    assert_eq!(folder.run(&["check", "--rebuild"]).code, 1);
}

#[test]
fn check_finds_a_missing_event_and_a_foreign_name() {
    let folder = Folder::ready("GYM-2");
    folder.scan_as(&["--run", "Fall"], &["0048213", "CB-004417", "0048307", "CB-004376"]);
    let database = folder.data().join("desk.db");
    let conn = rusqlite::Connection::open(&database).unwrap();
    conn.execute("UPDATE addition SET text = 'Spring'", []).unwrap();
    drop(conn);
    folder.run(&["check"]).refused(&[]);
    let conn = rusqlite::Connection::open(&database).unwrap();
    conn.execute("UPDATE addition SET text = 'Fall'", []).unwrap();
    conn.execute("DELETE FROM journal WHERE kind = 'Issued' AND seq = (SELECT min(seq) FROM journal WHERE kind = 'Issued')", []).unwrap();
    drop(conn);
    let ran = folder.run(&["check"]).refused(&[]);
    assert!(ran.out.contains("missing"), "{ran:?}");
}
