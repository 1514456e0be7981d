//! The run, its list, and the keys.

use tagdesk::desk::reply::Channel;
use tagdesk::desk::request::{Answer, DeskKey, Request};

use crate::support::{Stage, desk};

#[test]
fn a_run_of_the_day_begins_by_itself_and_ends_with_the_day() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    assert_eq!(counter.board().run.unwrap().name, "GYM-2 2026-08-12");
    counter.go("(+24h); return: CB-004417 -> returned");
    assert_eq!(counter.board().run.unwrap().name, "GYM-2 2026-08-13");
    let runs = counter.desk.store().runs(true).unwrap();
    assert_eq!(runs.len(), 2);
    assert!(runs[0].ended.is_some() && runs[1].ended.is_none());
}

#[test]
fn the_run_list_says_what_became_of_each_scan() {
    let counter = desk(
        "0048213 CB-004417 -> issued; CB-STOLEN -> refused; GHOST -> unknown; XTDUNDO -> undone
         return: CB-004376 -> already",
    );
    let lines = counter.lines();
    let words: Vec<&str> = lines.iter().map(|(outcome, _)| outcome.as_str()).collect();
    assert_eq!(words, ["already", "undone", "unknown", "refused", "issued"], "newest first");
}

#[test]
fn a_row_of_the_run_is_undone_after_it_was_shown() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; 0048307 CB-004376 -> issued
         <undo-row-2> -> question ask undo-row device CB-004417; (CB-004417 0048213)
         <yes> -> undone; (CB-004417 in); (CB-004376 0048307); <undo-row-9> -> refused",
    );
    let undone: Vec<bool> = counter.board().lines.iter().map(|line| line.undone).collect();
    assert!(undone.contains(&true));
    counter.go("return: CB-004376 -> returned; <undo-row-3> -> question ask undo-row undo-later; <no> -> no");
}

#[test]
fn every_key_has_a_command_code() {
    for (key, code) in
        [("yes", "XTDYES"), ("no", "XTDNO"), ("next", "XTDNEXT"), ("undo", "XTDUNDO")]
    {
        let script = "0048291 CB-004376 -> issued; 0048213 CB-004376 -> question";
        let (mut by_key, mut by_code) = (desk(script), desk(script));
        let (a, b) = (by_key.key(key), by_code.scan(code));
        assert_eq!((a.outcome, a.student, a.from), (b.outcome, b.student, b.from), "{key}");
    }
    let answer = desk("").ask(Request::Key { channel: Channel::Main, key: DeskKey::Next });
    assert!(matches!(answer, Answer::Reply(_)));
}
