//! `tagdesk assign` and the autumn list, through the real program.

use crate::support::{Folder, replies};

#[test]
fn the_autumn_list_says_whose_each_device_is() {
    let folder = Folder::ready("LIB-1");
    let list = "student,device,case\n0048291,CB-004417,17\n0048307,PF3KD7M4,18\n";
    let path = folder.put("list.csv", list);
    let dry = folder.run(&["assign", "--list", &path, "--dry-run"]).ok();
    assert!(dry.out.contains("Nothing was written"), "{}", dry.out);
    assert_eq!(folder.list("assignments").1.len(), 0);
    folder.run(&["assign", "--list", &path]).ok();
    // Summer: one comes back, one stays out.
    folder.outcomes(&["0048291", "CB-004417", "XTDRETURN", "CB-004417"]);
    let (head, rows) = folder.list("assignments");
    assert_eq!(head[..5], ["student", "name", "device", "case", "held_by"]);
    assert_eq!(rows[0][..5], ["0048291", "Ava Lind", "CB-004417", "17", ""]);
    assert_eq!(rows[1][..5], ["0048307", "Maya Okafor", "CB-004376", "18", ""]);
    let (head, rows) = folder.list("students");
    assert_eq!(head[9..], ["assigned", "case", "owes"]);
    let ava = rows.iter().find(|row| row[0] == "0048291").unwrap();
    assert_eq!(ava[9..], ["CB-004417", "17", ""]);
    let (head, rows) = folder.list("devices");
    assert_eq!(head[8..], ["assigned", "case"]);
    let device = rows.iter().find(|row| row[0] == "CB-004417").unwrap();
    assert_eq!((device[5].as_str(), &device[8..]), ("", &["0048291".into(), "17".into()][..]));
    assert_eq!(folder.show("CB-004417")["assigned"], "0048291");
    assert_eq!(folder.show("0048291")["assigned"][0]["case"], "17");
    assert!(folder.run(&["show", "CB-004417"]).ok().out.contains("Assigned to Ava Lind, case 17"));
    // Freed by list.
    let path = folder.put("free.csv", "device\nCB-004417\nCB-004376\n");
    folder.run(&["assign", "--free", "--list", &path]).ok();
    assert_eq!(folder.list("assignments").1.len(), 0);
    assert_eq!(folder.run(&["check"]).ok().code, 0);
}

#[test]
fn one_device_is_assigned_freed_and_taken_back() {
    let folder = Folder::ready("LIB-1");
    let run = |args: &[&str]| replies(&folder.run(args).ok().out);
    let told = run(&["assign", "0048291", "CB-004417", "--case", "17", "--json"]);
    assert_eq!((&told[0]["outcome"], &told[0]["case"]), (&"assigned".into(), &"17".into()));
    let told = run(&["assign", "0048307", "CB-004417", "--json"]);
    assert_eq!((&told[0]["student"], &told[0]["from"]), (&"0048307".into(), &"0048291".into()));
    let event = told[1]["event"].as_str().unwrap().to_owned();
    folder.run(&["undo", &event]).ok();
    assert_eq!(folder.show("CB-004417")["case"], "17");
    assert_eq!(run(&["assign", "--free", "CB-004417", "--json"])[0]["outcome"], "freed");
    assert_eq!(run(&["assign", "--free", "CB-004417", "--json"])[0]["outcome"], "already");
    folder.run(&["assign", "0048291", "NO-TAG"]).refused(&["NO-TAG"]);
    folder.run(&["assign", "GHOST", "CB-004417"]).refused(&["GHOST"]);
    folder.run(&["assign", "CB-004417"]).refused(&["--free"]);
}

/// Every row is told; a row that a spreadsheet damaged is refused with its line, the rest is done.
#[test]
fn rows_that_cannot_be_are_refused_with_line_and_reason() {
    let folder = Folder::ready("LIB-1");
    let list = "Student ID;Tag;Case\n0048291;CB-004417;7\n48307;CB-004376;18\n0048213;;3\n\
                0048284;NO-TAG;4\n0048284;CB-004398;5\n0048284;CB-004398;6\n";
    let path = folder.put("list.csv", list);
    let ran = folder.run(&["assign", "--list", &path]).ok();
    for (line, reason) in [(3, "0048307"), (4, ""), (5, "NO-TAG"), (7, "CB-004398")] {
        let told = ran.err.lines().find(|told| told.contains(&format!("line {line}")));
        assert!(told.is_some_and(|told| told.contains(reason)), "{line}: {}", ran.err);
    }
    let rows = folder.list("assignments").1;
    let cases: Vec<&str> = rows.iter().map(|row| row[3].as_str()).collect();
    assert_eq!(cases, ["5", "7"]);
    let missing = folder.put("bad.csv", "student,case\n0048291,7\n");
    folder.run(&["assign", "--list", &missing]).refused(&["device"]);
    let missing = folder.put("bad.csv", "device,case\nCB-004417,7\n");
    folder.run(&["assign", "--list", &missing]).refused(&["student"]);
}

/// Assigned at the library, handed out at the gym: each knows both after the exchange.
#[test]
fn assignments_merge() {
    let (library, gym) = (Folder::ready("LIB-1"), Folder::ready("GYM-1"));
    library.run(&["assign", "0048291", "CB-004417", "--case", "17"]).ok();
    gym.outcomes(&["0048291", "CB-004417"]);
    for (from, to) in [(&library, &gym), (&gym, &library)] {
        let stick = tempfile::tempdir().unwrap();
        let path = stick.path().to_str().unwrap();
        from.run(&["batch", "write", path, "--all"]).ok();
        to.run(&["batch", "merge", path]).ok();
    }
    for folder in [&library, &gym] {
        let shown = folder.show("CB-004417");
        assert_eq!((&shown["assigned"], &shown["case"]), (&"0048291".into(), &"17".into()));
        assert_eq!(shown["student"], "0048291");
        assert_eq!(folder.run(&["check"]).ok().code, 0);
    }
}
