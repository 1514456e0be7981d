//! What is remembered of printed labels, with the real program.

use super::tools::Paper;
use crate::support::{Folder, Ran};

fn print(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["print"], args].concat())
}

/// Where each label of a file stands: its tag and the line's place on the page.
fn text(folder: &Folder, name: &str) -> Option<String> {
    let paper = Paper::of(&std::fs::read(folder.file(name)).unwrap());
    paper.is_sound();
    paper.text()
}

#[test]
fn a_job_that_came_out_well_is_remembered_and_the_next_begins_behind_it() {
    let folder = Folder::ready("GYM-2");
    let out = folder.text("labels.pdf");
    let codes = folder.put("tags.txt", "CB-004417\nLT-0001\nPF3KD7M4\n");
    print(&folder, &["well"]).refused(&["No labels"]);
    let job = ["labels", "--out", &out, "--list", &codes, "--right", "0.5"];
    let first = print(&folder, &[&job[..], &["--start", "28"]].concat()).ok();
    assert!(first.out.contains("number 30"), "{first:?}");
    // Nobody has said yet that it came out well.
    let ran = print(&folder, &[&job[..], &["--start", "last"]].concat()).ok();
    assert!(ran.out.contains("number 3 ") && !ran.err.contains("before"), "{ran:?}");
    print(&folder, &["well"]).ok();
    let next = print(&folder, &[&job[..], &["--start", "last"]].concat()).ok();
    assert!(next.out.contains("number 6 "), "{next:?}");
    assert_eq!(next.err.matches("printed before").count(), 3, "{next:?}");
    // Another stock has begun no sheet.
    let other = ["--start", "last", "--stock", "L7160"];
    let other = print(&folder, &[&job[..], &other[..]].concat()).ok();
    assert!(other.out.contains("number 3 "), "{other:?}");
    // Nothing of it is in the database.
    assert!(folder.data().join("print.toml").is_file());
}

#[test]
fn some_labels_of_the_last_job_are_printed_again_as_they_were() {
    let folder = Folder::ready("GYM-2");
    let out = folder.text("labels.pdf");
    print(&folder, &["labels", "--out", &out, "--reprint", "1-2"]).refused(&["No labels"]);
    let codes = folder.put("tags.txt", "CB-004417\nLT-0001\nPF3KD7M4\n");
    print(&folder, &["labels", "--out", &out, "--list", &codes, "--with", "serial"]).ok();
    let whole = text(&folder, "labels.pdf");
    let again = folder.text("again.pdf");
    let ran = print(&folder, &["labels", "--out", &again, "--reprint", "2-3", "--start", "9"]).ok();
    assert!(ran.out.contains("2 labels") && ran.out.contains("number 10"), "{ran:?}");
    if let (Some(whole), Some(again)) = (whole, text(&folder, "again.pdf")) {
        assert!(whole.contains("CB-004417") && !again.contains("CB-004417"), "{again}");
        assert!(again.contains("LT-0001") && again.contains("CB-004376"), "{again}");
        for word in again.split_whitespace() {
            assert!(whole.contains(word), "{word}: {whole}");
        }
    }
    print(&folder, &["labels", "--out", &again, "--reprint", "2-4"]).refused(&["1 to 3"]);
    let both = ["labels", "--out", &again, "--reprint", "2", "--site", "BON"];
    assert_ne!(print(&folder, &both).code, 0);
}

#[test]
fn a_damaged_record_is_said_and_kept_and_labels_are_printed() {
    let folder = Folder::ready("GYM-2");
    let out = folder.text("labels.pdf");
    std::fs::write(folder.data().join("print.toml"), "printed = [").unwrap();
    let ran = print(&folder, &["labels", "--out", &out, "--start", "last"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("print.damaged-1.toml"), "{ran:?}");
    assert!(folder.data().join("print.damaged-1.toml").is_file());
    assert!(folder.data().join("print.toml").is_file(), "a new one is begun");
}
