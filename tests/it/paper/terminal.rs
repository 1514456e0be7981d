//! `tagdesk paper` with the real program.

use chrono::{Local, TimeDelta};
use serde_json::Value;

use crate::support::folder::string;
use crate::support::{Folder, replies};

/// Yesterday, which is past whatever time it is.
fn yesterday() -> String {
    (Local::now() - TimeDelta::days(1)).format("%Y-%m-%d").to_string()
}

fn enter(folder: &Folder, args: &[&str], table: &str) -> Vec<Value> {
    let date = yesterday();
    let args = [&["paper", "-", "--json", "--date", &date], args].concat();
    replies(&folder.feed(&args, table.as_bytes()).ok().out)
}

const SHEET: &str = "student,device,time,kind
0048213,CB-004417,9:05,
0048291,CB-004376,09:20,issue
,CB-004417,10:15,return
";

#[test]
fn a_row_a_reply_in_the_shape_of_a_scan() {
    let folder = Folder::ready("GYM-2");
    let told = enter(&folder, &["--run", "Gym", "--operator", "ar"], SHEET);
    let outcomes: Vec<String> = told.iter().map(|reply| string(reply, "outcome")).collect();
    assert_eq!(outcomes, ["issued", "issued", "returned"]);
    let keys: Vec<&String> = told[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["device", "event", "from", "message", "outcome", "scan", "student"]);
    assert_eq!(told[0]["scan"], "0048213,CB-004417,9:05,");
    assert_eq!(told[2]["student"], "0048213");
    assert_eq!(folder.show("CB-004376")["student"], "0048291");
    assert!(folder.show("CB-004417")["student"].is_null());
    assert!(folder.column("runs", "name").contains(&"Gym".to_owned()));
    let at = folder.column("events", "at");
    assert!(at.iter().any(|at| at.starts_with(&format!("{}T09:05:00", yesterday()))), "{at:?}");
    let entered = folder.column("events", "paper_entered_at");
    assert_eq!(entered.iter().filter(|at| !at.is_empty()).count(), 3);
    let history = &folder.show("CB-004417")["history"];
    assert!(history[0]["entered"].is_string(), "{history}");
    let plain = folder.run(&["show", "CB-004417"]).ok().out;
    assert!(plain.contains("on paper, entered"), "{plain}");
    // Typed in twice it is entered once.
    let events = folder.list("events").1.len();
    let again = enter(&folder, &["--run", "Gym"], SHEET);
    assert!(again.iter().all(|reply| reply["outcome"] == "already"), "{again:?}");
    assert_eq!(folder.list("events").1.len(), events);
    folder.run(&["check"]).ok();
    // And taken back like anything else.
    let undone = folder.scan(&["XTDUNDO"]);
    assert_eq!(undone[0]["outcome"], "undone");
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
}

#[test]
fn what_is_not_taken_is_told_with_its_line() {
    let folder = Folder::ready("GYM-2");
    let table = "student,device,time\n0048213,GHOST,9:05\n0048213,CB-004417,soon\n\
                 0048307,,\n0048213,CB-004417,1:15\n0048291,CB-004376,9:20,too,many\n\
                 0048213,CB-004417,9:25\n";
    let file = folder.put("sheet.csv", table);
    let ran = folder.run(&["paper", &file, "--date", &yesterday(), "--json"]).ok();
    let told = replies(&ran.out);
    let outcomes: Vec<String> = told.iter().map(|reply| string(reply, "outcome")).collect();
    assert_eq!(outcomes, ["unknown", "refused", "refused", "issued"], "{ran:?}");
    for line in ["line 2", "line 3", "line 5", "line 6"] {
        assert!(ran.err.contains(line), "no {line} in {}", ran.err);
    }
    assert!(ran.err.contains("Morning or afternoon") && !ran.err.contains("line 4"), "{}", ran.err);
}

#[test]
fn a_look_writes_nothing() {
    let folder = Folder::ready("GYM-2");
    let events = folder.list("events").1.len();
    let told = enter(&folder, &["--dry-run", "--run", "Gym"], SHEET);
    assert_eq!(told[2]["outcome"], "returned", "{told:?}");
    assert!(told.iter().all(|reply| reply["event"].is_null()));
    assert_eq!(folder.list("events").1.len(), events);
}

#[test]
fn a_table_that_is_no_sheet_ends_with_the_reason() {
    let folder = Folder::ready("GYM-2");
    let file = folder.put("sheet.csv", "student,time\n0048213,9:05\n");
    folder.run(&["paper", &file]).refused(&["device"]);
    let file = folder.put("sheet.csv", SHEET);
    folder.run(&["paper", &file, "--date", "tomorrow"]).refused(&["tomorrow"]);
    folder.run(&["paper", &folder.text("none.csv")]).refused(&["none.csv"]);
    assert_eq!(folder.run(&["paper"]).code, 2);
    Folder::bare().run(&["paper", &file]).refused(&["tagdesk init"]);
}

#[test]
fn days_long_past_are_taken_where_they_are_meant() {
    let folder = Folder::ready("GYM-2");
    let table = "student,device,time\n0048213,CB-004417,2025-03-03 9:05\n";
    let told = enter(&folder, &[], table);
    assert_eq!(told[0]["outcome"], "refused");
    assert!(string(&told[0], "message").contains("--old"), "{told:?}");
    let told = enter(&folder, &["--old"], table);
    assert_eq!(told[0]["outcome"], "issued");
    let told = enter(&folder, &[], "student,device,time,date\n0048213,CB-004417,9:05,2099-01-01\n");
    assert_eq!(told[0]["outcome"], "refused");
}

#[test]
fn the_printed_list_comes_back_as_rows() {
    let folder = Folder::ready("GYM-2");
    let out = folder.text("list.pdf");
    folder.run(&["print", "fallback", "--homeroom", "7B", "--out", &out]).ok();
    let bytes = std::fs::read(folder.file("list.pdf")).unwrap();
    let paper = crate::print::tools::Paper::of(&bytes);
    let mut students: Vec<String> = match paper.pictures(200) {
        Some(pages) => pages
            .iter()
            .flat_map(|page| crate::print::tools::scan(page).into_iter())
            .flat_map(std::collections::BTreeMap::into_keys)
            .collect(),
        // Without poppler nothing is read off the page; `tools` says so.
        None => ["0048213", "0048284", "0048307"].map(str::to_owned).to_vec(),
    };
    if students.is_empty() {
        students = ["0048213", "0048284", "0048307"].map(str::to_owned).to_vec();
    }
    students.sort();
    let tags = ["CB-004417", "CB-004376", "CB-004398"];
    let rows = students
        .iter()
        .zip(tags)
        .enumerate()
        .map(|(minute, (student, tag))| format!("{student},{tag},9:{:02}\n", 10 + minute));
    let table = format!("student,device,time\n{}", rows.collect::<String>());
    let told = enter(&folder, &[], &table);
    assert_eq!(told.len(), 3);
    for (reply, (student, tag)) in told.iter().zip(students.iter().zip(tags)) {
        assert_eq!((&reply["outcome"], &reply["device"]), (&"issued".into(), &tag.into()));
        assert_eq!(folder.show(tag)["student"], student.as_str());
    }
    // The statement for the auditor says what was on paper, and when it was entered.
    let csv = folder.text("statement.csv");
    folder.run(&["print", "statement", "--csv", "--out", &csv, "CB-004417"]).ok();
    let text = std::fs::read_to_string(folder.file("statement.csv")).unwrap();
    assert!(text.contains("paper,entered_at"), "{text}");
    let today = Local::now().format("%Y").to_string();
    assert!(text.lines().any(|line| line.contains(",yes,") && line.contains(&today)), "{text}");
}
