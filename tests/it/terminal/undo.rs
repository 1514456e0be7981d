//! `XTDUNDO` over processes, and `undo EVENT`.

use crate::support::Folder;
use crate::support::folder::string;

#[test]
fn undo_reaches_over_processes() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    folder.scan_as(&["--run", "Other"], &["0048307", "CB-004376"]);
    assert_eq!(folder.outcomes(&["XTDUNDO"]), ["undone"]);
    let reply = &folder.scan(&["XTDUNDO"])[0];
    assert_eq!(
        (reply["outcome"].as_str(), reply["device"].as_str()),
        (Some("undone"), Some("CB-004417"))
    );
    assert_eq!(folder.outcomes(&["XTDUNDO"]), ["refused"]);
    assert!(folder.show("CB-004417")["student"].is_null());
    assert!(folder.show("CB-004376")["student"].is_null());
}

#[test]
fn undo_takes_a_named_event_back_and_asks_under_later_ones() {
    let folder = Folder::ready("GYM-2");
    let replies = folder.scan(&["0048213", "CB-004417", "XTDRETURN", "CB-004417"]);
    let (issued, returned) = (string(&replies[1], "event"), string(&replies[3], "event"));
    folder.run(&["undo", &issued]).refused(&["--yes"]);
    assert_eq!(folder.column("events", "undone").iter().filter(|word| *word == "yes").count(), 0);
    folder.run(&["undo", &returned]).ok();
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    folder.run(&["undo", &returned]).refused(&[]);
    let (_, rows) = folder.list("events");
    let undone = rows.iter().find(|row| row[2] == "Undone").unwrap()[0].clone();
    // Only `undo EVENT` on an Undone redoes.
    folder.run(&["undo", &undone]).ok();
    assert!(folder.show("CB-004417")["student"].is_null());
    folder.run(&["undo", &issued, "--yes"]).ok();
    assert_eq!(folder.list("loans").1.len(), 0);
    for name in ["GYM-2/00000000/1", "nonsense", "", "GYM-2/x/y", "~~"] {
        folder.run(&["undo", name, "--yes"]).refused(&[]);
    }
}

#[test]
fn undo_of_one_event_takes_its_whole_command_back() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048291", "CB-004417", "0048213", "CB-004417", "XTDYES"]);
    let (_, rows) = folder.list("events");
    let returned = rows.iter().find(|row| row[2] == "Returned").unwrap()[0].clone();
    folder.run(&["undo", &returned]).ok();
    assert_eq!(folder.show("CB-004417")["student"], "0048291");
}
