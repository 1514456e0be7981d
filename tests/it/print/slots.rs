//! Handing out from cars: lists by slot and by case number.

use std::ops::ControlFlow;

use tagdesk::print::students::{List, Options, Row, Spacing};
use tagdesk::print::{Document, Fonts, Recording, Shape, print};

use super::tools::{Paper, assert_read};
use super::{pdf, words};
use crate::support::Folder;

/// Rows of these groups, so many each.
fn grouped(groups: &[(&str, usize)], options: Options) -> List {
    let mut rows = Vec::new();
    for (group, count) in groups {
        for _ in 0..*count {
            let number = rows.len();
            rows.push(Row {
                id: format!("{:07}", 4_000 + number * 13),
                name: format!("Person {number}"),
                case: format!("Case {number}"),
                group: (*group).to_owned(),
                ..Row::default()
            });
        }
    }
    List::new(rows, options, words())
}

/// The texts of each page, in the order they are drawn.
fn texts(document: &dyn Document) -> Vec<Vec<String>> {
    let mut recording = Recording::default();
    let mut on = |_| ControlFlow::Continue(());
    print(document, &mut Fonts::own(), &mut recording, &mut on).unwrap();
    let text = |shape: &Shape| match shape {
        Shape::Text { line, .. } => Some(line.text().to_owned()),
        _ => None,
    };
    recording.pages.iter().map(|page| page.shapes.iter().filter_map(text).collect()).collect()
}

#[test]
fn a_heading_stands_over_its_rows_on_every_page_and_never_last() {
    let options = Options::default();
    let full = List::on_a_page(options);
    // One heading and all rows but two: the next heading and one row just fit; one more row, and
    // they do not.
    for (first, pages) in [(full - 3, 1), (full - 2, 2)] {
        let list = grouped(&[("Slot 2", first), ("Slot 10", 1)], options);
        assert_eq!(list.pages(), pages, "{first}");
    }
    let list = grouped(&[("Slot 2", full + 3), ("", 2)], options);
    let pages = texts(&list);
    assert_eq!(pages.len(), 2);
    for page in &pages {
        assert_eq!(page.iter().filter(|text| *text == "Slot 2").count(), 1, "{page:?}");
    }
    let rows = |page: &[String]| page.iter().filter(|text| text.starts_with("Case ")).count();
    assert_eq!((rows(&pages[0]), rows(&pages[1])), (full - 1, 6), "a heading takes a row");
    assert_eq!(grouped(&[], options).pages(), 0);
}

#[test]
fn codes_under_headings_are_read() {
    for spacing in [Spacing::Alternating, Spacing::Roomy] {
        let list =
            grouped(&[("Slot 2", 3), ("Slot 10", 4)], Options { spacing, ..Options::default() });
        let file = Paper::of(&pdf(&list));
        file.is_sound();
        let Some(pages) = file.pictures(200) else { return };
        assert_read(&pages[0], (0..7).map(|n| format!("{:07}", 4_000 + n * 13)), "grouped");
    }
}

const SLOTS: &str = "Student ID,Name,Pickup Slot,Case #
0048213,José Nguyễn,10,7
0048284,Eli Lind,2,11
0048307,Maya Okafor,2,
0048315,Noah Fields,10,8
0000042,Zoë Zero,Tue 9:00 AM,1
";

fn print_text(folder: &Folder, args: &[&str]) -> Option<String> {
    let out = folder.text("paper.pdf");
    folder.run(&[&["print"], args, &["--out", &out, "--paper", "a4"]].concat()).ok();
    Paper::of(&std::fs::read(folder.file("paper.pdf")).unwrap()).text()
}

/// Where some words are in a text, in their order there.
#[track_caller]
fn in_order(text: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let found = text[from..].find(word);
        from += found.unwrap_or_else(|| panic!("no {word:?} behind {from} in\n{text}"));
    }
}

#[test]
fn lists_go_by_slot_and_case_number() {
    let folder = Folder::ready("GYM-2");
    folder.run(&["import", &folder.put("slots.csv", SLOTS), "--local"]).ok();
    folder.scan(&["0048213", "CB-004417", "XTDNEXT", "0048284", "CB-004376", "XTDNEXT"]);
    folder.scan(&["0048315", "CB-004398", "XTDNEXT"]);
    let Some(text) = print_text(&folder, &["students", "--by", "slot", "--site", "LRK"]) else {
        return;
    };
    in_order(
        &text,
        &["Slot 2", "Eli Lind", "Maya Okafor", "Slot 10", "José Nguyễn", "Noah Fields", "No slot"],
    );
    assert!(text.contains("Case 11") && !text.contains("Slot 2 · Larkstone"), "{text}");
    let all = print_text(&folder, &["students", "--by", "slot"]).unwrap();
    in_order(
        &all,
        &["Slot Tue 9:00 AM · Bonner Elementary", "Zoë Zero", "Slot 2 · Larkstone Middle"],
    );
    let ten = print_text(&folder, &["students", "--slot", "10"]).unwrap();
    in_order(&ten, &["José Nguyễn", "Slot 10", "Noah Fields"]);
    assert!(!ten.contains("Eli Lind"), "{ten}");
    let morning =
        print_text(&folder, &["students", "--slot", "tuesday 9am", "--slot", "2"]).unwrap();
    assert!(morning.contains("Zoë Zero") && morning.contains("Maya Okafor"), "{morning}");
    let cases = print_text(&folder, &["pull", "--by", "case"]).unwrap();
    in_order(&cases, &["Case", "José Nguyễn", "Noah Fields", "Eli Lind"]);
    in_order(&cases, &["Bonner Elementary", "1 person · 0 devices", "1", "2A", "Zoë Zero", "–"]);
    let slots = print_text(&folder, &["pull", "--by", "slot"]).unwrap();
    in_order(
        &slots,
        &["Pull list · Slot 2 · Larkstone", "Pull list · Slot 10 · Larkstone", "Page 3 of 3"],
    );
    let place = print_text(&folder, &["pull", "--by", "place"]).unwrap();
    in_order(&place, &["Eli Lind", "José Nguyễn", "Noah Fields", "Page 2 of 2"]);
    let sheet =
        print_text(&folder, &["cards", "--sheet", "--by", "slot", "--site", "LRK"]).unwrap();
    in_order(&sheet, &["Slot 2", "Page 1 of 3", "Slot 10", "Page 2 of 3", "No slot"]);
    let fallback = print_text(&folder, &["fallback", "--by", "case", "--site", "LRK"]).unwrap();
    in_order(&fallback, &["Case 7", "Case 8", "Case 11", "Page 1 of 1"]);
    // A list keeps its own order until another is asked for.
    let list = folder.put("ids.txt", "0048315\n0048284\n0048213\n");
    let own = print_text(&folder, &["students", "--list", &list]).unwrap();
    in_order(&own, &["Noah Fields", "Eli Lind", "José Nguyễn"]);
    let by = print_text(&folder, &["students", "--list", &list, "--by", "case"]).unwrap();
    in_order(&by, &["José Nguyễn", "Noah Fields", "Eli Lind"]);
}

#[test]
fn slots_are_taken_in_left_alone_emptied_and_taken_back() {
    let folder = Folder::ready("GYM-2");
    let import = |text: &str| {
        folder.run(&["import", &folder.put("s.csv", text), "--local"]).ok();
        let jose = folder.show("0048213");
        [&jose["slot"], &jose["case"]].map(|text| text.as_str().unwrap().to_owned())
    };
    assert_eq!(
        import("student,name,Time Slot,Case Number\n0048213,José Nguyễn,Tue 9:00,12\n"),
        ["Tue 9:00", "12"]
    );
    assert_eq!(import("student,name,slot,case\n0048213,José Nguyễn,,14\n"), ["Tue 9:00", "14"]);
    assert_eq!(import("student,name,slot,case\n0048213,José Nguyễn,(clear),\n"), ["", "14"]);
    let shown = folder.run(&["show", "0048213"]).ok().out;
    assert!(shown.contains("Case 14") && !shown.contains("Slot"), "{shown}");
    folder.run(&["import", "--undo"]).ok();
    let jose = folder.show("0048213");
    assert_eq!((&jose["slot"], &jose["case"]), (&"Tue 9:00".into(), &"14".into()));
    folder.run(&["check"]).ok();
}
