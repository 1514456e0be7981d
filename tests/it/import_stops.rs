//! What an import asks before it writes: who leaves, a new school year, damaged keys, spellings; and
//! what it leaves alone.

use serde_json::{Value, json};

use crate::import_sources::assert_adds_up;
use crate::support::folder::replies;
use crate::support::{Folder, Ran, register};

fn sum(ran: &Ran) -> Value {
    let last = replies(&ran.out).pop().unwrap_or_else(|| panic!("nothing was said: {ran:?}"));
    assert_adds_up(&last);
    last
}

fn active(folder: &Folder) -> usize {
    folder.column("students", "active").iter().filter(|active| *active == "yes").count()
}

/// The roster without those that hold this text.
fn without(text: &str) -> String {
    let kept = register::STUDENTS.lines().filter(|line| !line.contains(text));
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_roster_says_who_left_of_the_sites_in_it_or_of_those_it_is_said_to_cover() {
    let folder = Folder::ready("GYM-2");
    let larkstone = folder.put("larkstone.csv", without("BON"));
    let ran = folder.run(&["import", &larkstone, "--json"]);
    assert_eq!((ran.code, sum(&ran)["leaving"].as_u64()), (0, Some(0)), "Bonner is not its matter");
    assert_eq!(active(&folder), 11);
    let ran = folder.run(&["import", &larkstone, "--covers", "district", "--json"]);
    assert_eq!(ran.code, 1, "a site that is absent is a stop: {ran:?}");
    let told = sum(&ran);
    assert_eq!((&told["leaving"], &told["written"]), (&json!(1), &json!(false)));
    assert_eq!(told["stops"][0]["site"], "BON");
    assert_eq!(replies(&ran.out).len(), 1, "one object, on the last line: {}", ran.out);
    assert!(ran.err.contains("--accept leaving"), "{}", ran.err);
    let gone = folder.text("gone.csv");
    let args = ["--covers", "district", "--accept", "leaving", "--leaving", &gone];
    folder.run(&[&["import", &larkstone], &args[..]].concat()).ok();
    assert_eq!(active(&folder), 10);
    let saved = std::fs::read_to_string(gone).unwrap();
    assert_eq!(saved, "kind,key,name,grade,site,holds\nstudents,0000042,Zoë Zero,2,BON,0\n");
    let some = folder.put("some.csv", without("Zoë"));
    let ran = folder.run(&["import", &some, "--covers", "BON,TAL", "--json"]);
    assert_eq!((ran.code, sum(&ran)["leaving"].as_u64()), (0, Some(0)), "she left before");
}

#[test]
fn who_left_is_seen_while_they_hold_a_device() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let gone = folder.text("gone.csv");
    let file = folder.put("r.csv", without("0048213"));
    folder.run(&["import", &file, "--leaving", &gone]).ok();
    let saved = std::fs::read_to_string(gone).unwrap();
    assert!(saved.contains("students,0048213,José Nguyễn,7,LRK,1"), "{saved}");
    let (head, rows) = folder.list("students");
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let row = rows.iter().find(|row| row[0] == "0048213").unwrap();
    assert_eq!((row[at("active")].as_str(), row[at("holds")].as_str()), ("no", "CB-004417"));
}

#[test]
fn rows_that_are_not_taken_take_nobody_off_the_list() {
    let folder = Folder::ready("GYM-2");
    let twice = register::STUDENTS.replace(
        "0048284,Eli Lind,7,7B,LRK,H2,student,yes\n",
        "0048284,Eli Lind,7,7B,LRK,H2,student,yes\n0048284,Elias Lind,7,7B,LRK,H2,student,yes\n",
    );
    let short = twice.replace("0048291", "48291").replace("0048307,Maya Okafor", "0048307,");
    let ran = folder.run(&["import", &folder.put("r.csv", short), "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = sum(&ran);
    assert_eq!(
        (&told["refused"], &told["needs_look"], &told["leaving"]),
        (&json!(3), &json!(1), &json!(0)),
        "{told}"
    );
    assert_eq!(active(&folder), 11);
}

#[test]
fn a_new_school_year_is_confirmed_once() {
    let folder = Folder::ready("GYM-2");
    let up = register::STUDENTS
        .replace(",8,8A", ",9,9A")
        .replace(",7,7B", ",8,8B")
        .replace(",6,6A", ",7,7A")
        .replace(",2,2A", ",3,3A");
    let file = folder.put("up.csv", up);
    let ran = folder.run(&["import", &file]).refused(&["grade higher", "--accept school-year"]);
    assert!(ran.out.is_empty(), "{ran:?}");
    assert!(folder.column("students", "grade").contains(&"2".into()), "nothing was written");
    folder.run(&["import", &file, "--accept", "school-year"]).ok();
    assert!(!folder.column("students", "grade").contains(&"2".into()));
    let more =
        std::fs::read_to_string(folder.file("up.csv")).unwrap().replace("Zoë Zero", "Zoe Zero");
    folder.run(&["import", &folder.put("more.csv", more)]).ok();
}

#[test]
fn blank_leaves_alone_and_clear_empties() {
    let folder = Folder::ready("GYM-2");
    let file = folder.put(
        "some.csv",
        "student,name,grade,homeroom,household\n0048213,José Nguyễn,,(clear),\n0048222,Ana Nguyễn,6,6A,(CLEAR)\n",
    );
    let ran = folder.run(&["import", &file, "--local", "--json"]);
    assert_eq!((ran.code, &sum(&ran)["updated"]), (0, &json!(2)));
    let (_, rows) = folder.list("students");
    let row = |id: &str| rows.iter().find(|row| row[0] == id).unwrap()[2..7].join("|");
    assert_eq!(row("0048213"), "7||LRK|H1|student");
    assert_eq!(row("0048222"), "6|6A|LRK||student");
}

#[test]
fn damaged_keys_are_shown_and_repaired_only_where_that_is_accepted() {
    let folder = Folder::ready("GYM-2");
    let file = folder.put(
        "damaged.csv",
        "student,name,grade,homeroom,site\n48213,José Nguyen,7,7B,LRK\n4.8222E+04,Ana Nguyễn,6,6A,LRK\n\
         1.2E+15,Isla Martin,7,7B,LRK\n0048284,Eli Lind,7,7B,LRK\n",
    );
    let ran = folder.run(&["import", &file, "--local", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = sum(&ran);
    assert_eq!((&told["needs_look"], &told["unchanged"]), (&json!(3), &json!(1)));
    assert!(!folder.column("students", "name").contains(&"José Nguyen".into()));
    let not_taken = folder.text("not.csv");
    let ran = folder.run(&["import", &file, "--local", "--refused", &not_taken]);
    for words in ["48213", "0048213", "--accept repairs", "line 4"] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    assert_eq!(std::fs::read_to_string(&not_taken).unwrap().lines().count(), 4);
    let ran = folder.run(&["import", &file, "--local", "--accept", "repairs", "--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = sum(&ran);
    assert_eq!(
        (&told["needs_look"], &told["updated"], &told["repaired"]),
        (&json!(1), &json!(1), &json!(2)),
        "{told}"
    );
    assert!(folder.column("students", "name").contains(&"José Nguyen".into()));
    assert_eq!(folder.list("students").1.len(), 12, "nobody new");
}

#[test]
fn nearly_the_same_models_are_shown_and_remembered() {
    let folder = Folder::ready("GYM-2");
    let file = |name: &str, model: &str| {
        folder.put(name, format!("tag,serial,model,site\nNEW-{name},SN-{name},{model},LRK\n"))
    };
    let first = file("1", "lenovo 300E gen-4");
    let ran = folder.run(&["import", &first, "--local"]).ok();
    assert!(ran.err.contains("nearly \"Lenovo 300e Gen 4\""), "{}", ran.err);
    let model = |tag: &str| {
        let (_, rows) = folder.list("devices");
        rows.iter().find(|row| row[0] == tag).unwrap()[2].clone()
    };
    assert_eq!(model("NEW-1"), "lenovo 300E gen-4", "taken as it stands until somebody says so");
    folder.run(&["import", &first, "--local", "--accept", "aliases"]).ok();
    assert_eq!(model("NEW-1"), "Lenovo 300e Gen 4");
    let ran = folder.run(&["import", &file("2", "lenovo 300E gen-4"), "--local"]).ok();
    assert_eq!((model("NEW-2").as_str(), ran.err.as_str()), ("Lenovo 300e Gen 4", ""));
    folder.run(&["import", &file("3", "300e"), "--local"]).ok();
    assert_eq!(model("NEW-3"), "Lenovo 300e Gen 4", "an alias of the catalogue");
    let ran = folder.run(&["import", &file("4", "Lenovo 300e Gen 3"), "--local"]).ok();
    assert_eq!((model("NEW-4").as_str(), ran.err.as_str()), ("Lenovo 300e Gen 3", ""));
}

#[test]
fn a_word_nobody_knows_is_not_accepted() {
    let folder = Folder::ready("GYM-2");
    let ran = folder.run(&["import", &folder.text("csv"), "--accept", "everything"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("school-year"), "{}", ran.err);
}
