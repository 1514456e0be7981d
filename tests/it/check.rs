//! `check` says in words what is not as the events say, and `--rebuild` puts it right.

use rusqlite::Connection;

use crate::support::{Folder, replies};

#[test]
fn whatever_is_kept_beside_the_journal_is_checked_and_made_anew() {
    let folder = Folder::ready("GYM-2");
    let told = folder.scan(&["0048213", "CB-004417"]);
    let event = told.last().unwrap()["event"].as_str().unwrap().to_owned();
    let life = event.rsplit_once('/').unwrap().0;
    folder.run(&["check"]).ok();
    let tampers = [
        ("DELETE FROM clock_segment", format!("{life}: the clock")),
        (
            "INSERT INTO fork SELECT id, 1 FROM incarnation WHERE own = 1",
            format!("{life}: the place where its numbers stand twice"),
        ),
        (
            "INSERT INTO alias SELECT 'BADGE-9', id FROM subject WHERE name = 'b:0048213'",
            "BADGE-9: the person".to_owned(),
        ),
        ("UPDATE custody SET holder = NULL", "PF3KD8Q2: the state".to_owned()),
    ];
    for (sql, wanted) in tampers {
        let conn = Connection::open(folder.data().join("desk.db")).unwrap();
        assert!(conn.execute(sql, []).unwrap() > 0, "{sql}");
        drop(conn);
        let ran = folder.run(&["check"]).refused(&["not sound"]);
        assert!(ran.out.contains(&wanted) && ran.out.contains("--rebuild"), "{ran:?}");
        folder.run(&["check", "--rebuild"]).ok();
        folder.run(&["check"]).ok();
    }
    let shown = folder.run(&["show", "CB-004417", "--json"]).ok();
    assert_eq!(replies(&shown.out).len(), 1);
    assert!(shown.out.contains("0048213"), "{shown:?}");
}
