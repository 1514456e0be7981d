//! Folders, exit codes, and what a station is.

use crate::support::{Folder, Ran};

#[test]
fn data_stands_before_or_after_the_command() {
    let folder = Folder::bare();
    let data = folder.data().display().to_string();
    Ran::of(&folder.program().args(["init", "--station", "A", "--data", &data]).output().unwrap())
        .ok();
    assert!(folder.data().join("desk.db").exists());
    let before = folder.run(&["list", "runs", "--csv"]).ok();
    let after = folder.program().args(["list", "runs", "--csv", "--data", &data]).output().unwrap();
    assert_eq!(before.out, Ran::of(&after).ok().out);
}

#[test]
fn without_data_the_platforms_folder_is_used_and_made() {
    let folder = Folder::bare();
    Ran::of(&folder.program().args(["init", "--station", "A"]).output().unwrap()).ok();
    assert!(folder.file("xdg/tagdesk/desk.db").exists());
    let ran = Ran::of(&folder.program().args(["list", "events", "--csv"]).output().unwrap()).ok();
    assert!(ran.out.contains("PolicySet"));
}

#[test]
fn usage_ends_with_two() {
    let folder = Folder::ready("A");
    for args in [
        &["no-such-command"][..],
        &["init"],
        &["scan", "--mode", "levitate"],
        &["scan", "--nonsense"],
        &["list", "unicorns"],
        &["list"],
        &["import"],
        &["import", "x.csv", "--as", "unicorns"],
        &["import", "x.csv", "--map", "no-equals-sign"],
        &["import", "x.csv", "--accept", "everything"],
        &["undo"],
        &["show"],
        &["restore"],
        &["backup"],
        &["demo", "--students", "many"],
    ] {
        let ran = folder.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {ran:?}");
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{args:?}: {ran:?}");
    }
    assert_eq!(folder.run(&["--help"]).ok().err, "");
    assert!(folder.run(&["--version"]).ok().out.starts_with("tagdesk "));
}

#[test]
fn any_command_before_init_names_the_one_to_run() {
    for args in [
        &["scan"][..],
        &["scan", "--json"],
        &["import", "x.csv"],
        &["show", "1"],
        &["list", "students"],
        &["list", "events", "--csv"],
        &["undo", "A/1/1"],
        &["check"],
        &["check", "--rebuild"],
        &["backup", "b"],
    ] {
        let folder = Folder::bare();
        folder.run(args).refused(&["tagdesk init"]);
        // A second time, too: what the first one left is no station either.
        assert_eq!(folder.run(args).refused(&["tagdesk init"]).out, "", "{args:?}");
    }
    let folder = Folder::bare();
    folder.run(&["scan"]).refused(&["tagdesk init"]);
    folder.run(&["init", "--station", "A"]).ok();
}

#[test]
fn init_takes_a_station_code_and_only_once() {
    for code in ["A", "GYM-2", "0", "ABCDEFGHIJKL", "-"] {
        let folder = Folder::bare();
        let ran = folder.run(&["init", &format!("--station={code}")]);
        assert!(ran.ok().out.contains(code), "{code}");
    }
    for code in ["", "gym-2", "ABCDEFGHIJKLM", "GYM 2", "GYM_2", "GYM/2", "É"] {
        let folder = Folder::bare();
        folder.run(&["init", "--station", code]).refused(&[]);
        folder.run(&["list", "events"]).refused(&["tagdesk init"]);
    }
    let folder = Folder::station("GYM-2");
    folder.run(&["init", "--station", "GYM-3"]).refused(&["GYM-2"]);
    assert_eq!(folder.scan(&["X"]).len(), 1, "it is what it was");
    Folder::bare().run(&["init", "--station", "HQ", "--site", "LRK", "--office"]).ok();
}

#[test]
fn init_sets_the_default_policy() {
    let folder = Folder::station("GYM-2");
    assert_eq!(folder.column("events", "kind"), ["PolicySet"]);
    folder.import_register();
    let replies = folder.scan(&["0048213", "CB-004417", "CB-004376", "XTDNO", "IPAD-0001"]);
    assert_eq!(replies[2]["ask"], serde_json::json!(["limit"]), "one device per category");
    assert_eq!(replies[4]["outcome"], "issued", "no grade rule");
}
