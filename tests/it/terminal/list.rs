//! `list` and `show`.

use crate::support::{Folder, Ran, replies};

#[test]
fn lists_have_the_columns_of_the_contract() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&[
        "0048213",
        "CB-004417",
        "0048307",
        "CB-004376",
        "XTDRETURN",
        "CB-004376",
        "NEW-1",
        "XTDYES",
    ]);
    for (what, columns) in [
        ("students", &["student", "name"][..]),
        ("devices", &["device", "serial", "model"]),
        ("loans", &["loan", "student", "device", "issued_at", "returned_at"]),
        ("events", &["event", "at", "kind", "student", "device"]),
        ("charges", &["charge"]),
        ("runs", &["run"]),
    ] {
        let (head, rows) = folder.list(what);
        assert_eq!(head[..columns.len()], *columns, "{what}");
        assert!(rows.iter().all(|row| row.len() == head.len()), "{what}");
        let mut keys: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
        assert!(keys.iter().all(|key| !key.is_empty()), "{what}: the first column is the key");
        if what != "devices" {
            // One tag is on two serials in this register; every other key is there once.
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), rows.len(), "{what}");
        }
    }
    assert_eq!(folder.column("students", "student").len(), 12, "all rows, the inactive too");
    assert!(folder.column("students", "student").contains(&"0000042".into()), "zeros are kept");
    assert_eq!(folder.column("devices", "device").len(), 16, "the parked one, too");
    let (_, loans) = folder.list("loans");
    assert_eq!(loans.len(), 2);
    let of = |tag: &str| loans.iter().find(|row| row[2] == tag).unwrap().clone();
    assert_eq!((of("CB-004417")[1].as_str(), of("CB-004417")[4].as_str()), ("0048213", ""));
    assert!(!of("CB-004376")[4].is_empty());
    assert!(folder.column("events", "event").contains(&of("CB-004417")[0]), "a loan is its issue");
    for at in folder.column("events", "at") {
        assert!(chrono::DateTime::parse_from_rfc3339(&at).is_ok(), "{at}");
    }
    let kinds = folder.column("events", "kind");
    for kind in [
        "PolicySet",
        "RegisterAdopted",
        "StatusChanged",
        "RunStarted",
        "Issued",
        "Returned",
        "DeviceAdded",
    ] {
        assert!(kinds.iter().any(|k| k == kind), "{kind}: {kinds:?}");
    }
}

#[test]
fn csv_is_quoted_only_where_needed_and_guards_nothing() {
    let folder = Folder::station("GYM-2");
    let students = "student,name,grade\n0048213,\"Nguyễn, José\",7\n0048214,\"Eli \"\"El\"\" Lind\",7\n0048215,=Ava,6\n0048216,'Maya,6\n";
    let path = folder.put("s.csv", students);
    folder.run(&["import", &path]).ok();
    let ran = folder.run(&["list", "students", "--csv"]).ok();
    assert!(!ran.out.starts_with('\u{feff}') && !ran.out.contains('\r'));
    let starts: Vec<String> = ran
        .out
        .lines()
        .skip(1)
        .map(|line| line.split(",7,").next().unwrap().split(",6,").next().unwrap().to_owned())
        .collect();
    assert_eq!(
        starts,
        [
            "0048213,\"Nguyễn, José\"",
            "0048214,\"Eli \"\"El\"\" Lind\"",
            "0048215,=Ava",
            "0048216,'Maya"
        ]
    );
}

#[test]
fn lists_work_as_json_and_into_a_closed_pipe() {
    let folder = Folder::ready("GYM-2");
    let ran = folder.run(&["list", "students", "--json"]).ok();
    assert_eq!(replies(&ran.out).len(), 12);
    assert_eq!(replies(&ran.out)[0]["student"], "0000042");
    let mut command = std::process::Command::new("sh");
    folder.clean(&mut command);
    let program = env!("CARGO_BIN_EXE_tagdesk");
    let data = folder.data().display();
    let script = format!("'{program}' --data '{data}' list devices --csv | head -1");
    let ran = Ran::of(&command.args(["-c", &script]).output().unwrap()).ok();
    assert!(ran.out.starts_with("device,serial,model"));
    assert_eq!(ran.err, "");
}

#[test]
fn show_finds_by_any_code() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    for code in ["CB-004417", "cb-004417", "PF3KD8Q2"] {
        let ran = folder.run(&["show", code]).ok();
        assert!(ran.out.contains("CB-004417") && ran.out.contains("José Nguyễn"), "{}", ran.out);
    }
    let person = folder.run(&["show", "0048213"]).ok();
    assert!(person.out.contains("José Nguyễn") && person.out.contains("CB-004417"));
    let both = replies(&folder.run(&["show", "9001", "--json"]).ok().out);
    assert_eq!(both.len(), 2, "a code of two kinds shows both");
    folder.run(&["show", "GHOST"]).refused(&["GHOST"]);
    folder.run(&["show", ""]).refused(&[]);
}
