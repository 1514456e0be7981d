//! `tagdesk print` with the real program.

use super::tools::{Paper, assert_read, shown, tool};
use crate::support::{Folder, Ran};

fn print(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["print"], args].concat())
}

/// The file that was written.
fn paper(folder: &Folder, name: &str) -> Paper {
    let paper = Paper::of(&std::fs::read(folder.file(name)).unwrap());
    paper.is_sound();
    paper
}

/// Which IDs of some are in a file's text, in their order.
fn found<'a>(text: &str, ids: &[&'a str]) -> Vec<&'a str> {
    let mut found: Vec<(usize, &str)> =
        ids.iter().filter_map(|id| text.find(id).map(|at| (at, *id))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

const IDS: [&str; 12] = [
    "0048213", "0048222", "0048284", "0048291", "0048307", "0048315", "0048399", "0000042",
    "0000077", "00077", "9001", "S100",
];

#[test]
fn a_list_holds_whom_it_was_asked_for() {
    if tool("pdftotext", "-v").is_none() {
        return;
    }
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let out = folder.text("list.pdf");
    let list = |args: &[&str]| {
        print(&folder, &[&["students", "--out", &out], args].concat()).ok();
        paper(&folder, "list.pdf").text().unwrap()
    };
    let all = list(&[]);
    // 00077 is found in 0000077 too; who has left is not there.
    assert_eq!(found(&all, &IDS).len(), 11, "{all}");
    assert!(!all.contains("0048399"), "{all}");
    assert!(all.contains("José Nguyễn") && all.contains("CB-004417"), "{all}");
    assert!(all.contains("11 students, 1 has a device") && all.contains("Page 1 of 1"), "{all}");
    let room = list(&["--homeroom", "7B"]);
    assert_eq!(found(&room, &IDS), ["0048284", "0048213", "0048307"], "by name");
    assert!(room.contains("Homeroom 7B · Larkstone Middle"), "{room}");
    assert_eq!(found(&list(&["--site", "bonner elementary"]), &IDS), ["0000042"]);
    assert_eq!(
        found(&list(&["--grade", "8", "--grade", "2"]), &IDS),
        ["0000042", "9001", "0048315"]
    );
    assert!(!list(&["--without-device"]).contains("0048213"));
    assert!(!list(&[]).contains("H1") && list(&["--private"]).contains("Grade 7 · H1"));
    // An entered list keeps its order; a serial, a word and a blank line are no people.
    let codes = folder.put("codes.txt", "0048307\nPF3KD8Q2\n\n0048399\nnobody\n0048213\n");
    let ran = print(&folder, &["students", "--out", &out, "--list", &codes]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("PF3KD8Q2") && ran.err.contains("nobody"), "{ran:?}");
    let listed = paper(&folder, "list.pdf").text().unwrap();
    assert_eq!(found(&listed, &IDS), ["0048307", "0048399", "0048213"]);
}

#[test]
fn printing_needs_no_lock_and_changes_nothing() {
    let folder = Folder::ready("GYM-2");
    let mut desk = folder.start(&["scan", "--json"]);
    desk.scan("0048213").unwrap();
    let before = folder.list("events").1.len();
    print(&folder, &["students", "--out", &folder.text("list.pdf")]).ok();
    print(&folder, &["calibration", "--out", &folder.text("page.pdf")]).ok();
    paper(&folder, "page.pdf");
    assert_eq!(folder.list("events").1.len(), before);
    desk.end();
}

#[test]
fn labels_are_printed_for_what_was_asked_for() {
    let folder = Folder::ready("GYM-2");
    let out = folder.text("labels.pdf");
    let codes = folder.put("tags.txt", "CB-004417\nLT-0001\nPF3KD7M4\nSHARED-1\n");
    let args =
        ["labels", "--out", &out, "--list", &codes, "--start", "5", "--with", "model,site,serial"];
    let ran = print(&folder, &args);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("SHARED-1"), "a tag on two devices is nobody's: {ran:?}");
    assert!(ran.out.contains("3 labels") && ran.out.contains("number 7"), "{ran:?}");
    let file = paper(&folder, "labels.pdf");
    if let Some(pages) = file.pictures(200) {
        let tags = ["CB-004417", "LT-0001", "CB-004376"].map(str::to_owned);
        assert_read(&pages[0], tags, "labels");
    }
    // Everything: the tag of forty characters fits no 5160 label, and is named.
    let ran = print(&folder, &["labels", "--out", &out]);
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.plain();
    assert!(ran.err.contains("ASSET-2026-0123456789") && ran.err.contains("mm"), "{ran:?}");
    assert!(ran.out.contains("14 labels"), "{ran:?}");
}

#[test]
fn a_stock_of_ones_own_is_used_and_a_wrong_one_refused() {
    let folder = Folder::ready("GYM-2");
    let out = folder.text("labels.pdf");
    let own = |label: &str| {
        format!(
            "[[stock]]\nname = \"Gym roll\"\nunit = \"mm\"\npage = [70.0, 30.0]\ncolumns = 1\n\
             rows = 1\nfirst = [2.0, 2.0]\nlabel = {label}\n"
        )
    };
    std::fs::write(folder.data().join("stocks.toml"), own("[66.0, 26.0]")).unwrap();
    let ran =
        print(&folder, &["labels", "--out", &out, "--stock", "gym roll", "--site", "BON"]).ok();
    assert!(ran.out.contains("2 labels") && ran.out.contains("2 pages"), "{ran:?}");
    let wrong = folder.put("wrong.toml", own("[80.0, 26.0]"));
    let args = ["labels", "--out", &out, "--stock", "gym roll", "--stocks", &wrong];
    print(&folder, &args).refused(&["Gym roll", "page"]);
    print(&folder, &["labels", "--out", &out, "--stock", "5161"]).refused(&["5161", "Avery 5160"]);
    print(&folder, &["labels", "--out", &out, "--start", "31"]).refused(&["31", "30"]);
    let missing = folder.text("no.toml");
    print(&folder, &["labels", "--out", &out, "--stocks", &missing]).refused(&["no.toml"]);
}

#[test]
fn what_cannot_be_printed_is_said_plainly() {
    let folder = Folder::ready("GYM-2");
    let out = folder.text("list.pdf");
    let students = |args: &[&str]| print(&folder, &[&["students", "--out", &out], args].concat());
    students(&["--homeroom", "99Z"]).refused(&["nothing to print"]);
    students(&["--site", "Nowhere"]).refused(&["Nowhere", "LRK"]);
    students(&["--run", "No such run"]).refused(&["No such run"]);
    students(&["--list", "/no/such/file"]).refused(&["/no/such/file"]);
    assert!(!folder.file("list.pdf").exists());
    let nowhere = folder.text("no/list.pdf");
    print(&folder, &["students", "--out", &nowhere]).refused(&["no"]);
    let is_folder = shown(folder.data());
    print(&folder, &["students", "--out", &is_folder]).refused(&["not a file"]);
    Folder::bare().run(&["print", "students", "--out", "x.pdf"]).refused(&["tagdesk init"]);
}

const ROLL: &str = "[[stock]]\nname = \"Gym roll\"\nalso = [\"Roll 7\"]\nunit = \"mm\"\n\
                    page = [70.0, 30.0]\ncolumns = 1\nrows = 1\nfirst = [2.0, 2.0]\nlabel = [66.0, 26.0]\n";

#[test]
fn stocks_are_listed_shown_added_and_removed() {
    let folder = Folder::ready("GYM-2");
    let stock = |args: &[&str]| print(&folder, &[&["stock"], args].concat());
    let listed = stock(&["list"]).ok().out;
    assert!(listed.contains("Avery 5160 · Avery 5520, Avery 8160 · 3 × 10 on a page"), "{listed}");
    assert!(!listed.contains("your own"), "{listed}");
    let roll = folder.put("roll.toml", ROLL);
    assert!(stock(&["add", &roll]).ok().out.contains("Added: Gym roll"));
    assert!(stock(&["list"]).ok().out.contains("66.0 × 26.0 mm · your own"));
    let out = folder.text("labels.pdf");
    let ran = print(&folder, &["labels", "--stock", "roll 7", "--site", "BON", "--out", &out]).ok();
    assert!(ran.out.contains("2 labels"), "{ran:?}");
    // What is shown is what is taken in: one of the program's, moved by half a millimetre.
    let file = folder.text("5160.toml");
    stock(&["show", "5160", "--out", &file]).ok();
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(stock(&["show", "avery 5160"]).ok().out, text);
    std::fs::write(&file, text.replace("4.763", "5.263")).unwrap();
    stock(&["add", &file]).ok();
    assert!(stock(&["show", "5160"]).ok().out.contains("5.263"));
    let listed = stock(&["list"]).ok().out;
    assert_eq!(listed.matches("Avery 5160").count(), 1, "{listed}");
    assert!(stock(&["remove", "5160"]).ok().out.contains("Removed: Avery 5160"));
    assert!(stock(&["show", "5160"]).ok().out.contains("4.763"), "the program's is there again");
    stock(&["remove", "5160"]).refused(&["5160", "Gym roll"]);
    // Nothing of a wrong file is taken, and what was there stays.
    let wrong = folder.put("wrong.toml", ROLL.replace("66.0", "80.0"));
    stock(&["add", &wrong]).refused(&["Gym roll", "page"]);
    stock(&["add", &folder.put("empty.toml", "")]).refused(&["[[stock]]"]);
    stock(&["add", &folder.text("no.toml")]).refused(&["no.toml"]);
    assert!(stock(&["show", "gym-roll"]).ok().out.contains("66.0"));
}

/// A program that keeps what it was called with.
#[cfg(unix)]
#[test]
fn a_file_is_sent_with_a_command_of_ones_own() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::ready("GYM-2");
    let said = folder.text("said.txt");
    let program =
        folder.put("print er.sh", format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{said}'\n"));
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let out = folder.text("list.pdf");
    let send = |to: &str| print(&folder, &["students", "--out", &out, to]);
    let command = format!("'{program}' -to {{printer}} {{file}}");
    let ran = print(&folder, &["printer", "--command", &command]).ok();
    assert!(ran.out.contains("print er.sh"), "{ran:?}");
    let ran = send("--send=HP 400").ok();
    assert!(ran.out.contains("Sent to the printer"), "{ran:?}");
    let told = std::fs::read_to_string(&said).unwrap();
    assert_eq!(told.lines().collect::<Vec<_>>(), ["-to", "HP 400", out.as_str()]);
    // What goes wrong is said; the file is there all the same.
    send("--send").refused(&["list.pdf", "no", "printer"]);
    print(&folder, &["printer", "--command", "no-such-program {file}"]).ok();
    send("--send").refused(&["no-such-program", "list.pdf"]);
    print(&folder, &["printer", "--command", "sh -c 'echo out of paper >&2; exit 1'"]).ok();
    send("--send").refused(&["sh says: out of paper"]);
    paper(&folder, "list.pdf");
    print(&folder, &["printer", "--command", ""]).ok();
    let kept = std::fs::read_to_string(folder.data().join("print.toml")).unwrap();
    assert!(!kept.contains("command"), "{kept}");
}
