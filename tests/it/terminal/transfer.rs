//! `tagdesk transfer` and the driver's sheet, through the real program.

use crate::support::{Folder, replies};

fn carry(from: &Folder, to: &Folder) {
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().to_str().unwrap();
    from.run(&["batch", "write", path, "--all"]).ok();
    to.run(&["batch", "merge", path]).ok();
}

fn outcomes(folder: &Folder, args: &[&str], lines: &str) -> Vec<String> {
    let args = [args, &["--json"]].concat();
    let told = replies(&folder.feed(&args, lines.as_bytes()).ok().out);
    told.iter().map(|reply| reply["outcome"].as_str().unwrap().to_owned()).collect()
}

/// Tag and whether it is late, of what is under way.
fn under_way(folder: &Folder) -> Vec<(String, String)> {
    let out = folder.run(&["transfer", "list", "--csv"]).ok().out;
    let mut reader = csv::ReaderBuilder::new().from_reader(out.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().next(), Some("device"));
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_owned(), row[7].to_owned())).collect()
}

#[test]
fn a_stack_goes_by_scanning_and_arrives_by_scanning() {
    let (library, bonner) = (Folder::ready("LIB-1"), Folder::ready("BON-1"));
    let send = ["transfer", "send", "--to", "bon"];
    let told = outcomes(&library, &send, "CB-004417\nCB-004376\n\nGHOST\nCB-LOST\n");
    assert_eq!(told, ["sent", "sent", "unknown", "refused"]);
    library.run(&["transfer", "send", "--to", "NOWHERE"]).refused(&["NOWHERE", "BON"]);
    library.run(&["transfer", "send", "--to", "LRK"]).refused(&["Larkstone"]);
    let rows = under_way(&library);
    assert_eq!(rows, [("CB-004417".into(), String::new()), ("CB-004376".into(), String::new())]);
    assert_eq!(library.show("CB-004417")["bound_for"], "BON");
    // The one that arrived is scanned there before the sender's events have come.
    let receive = ["transfer", "receive", "--site", "BON"];
    assert_eq!(outcomes(&bonner, &receive, "CB-004417\n"), ["received"]);
    carry(&library, &bonner);
    carry(&bonner, &library);
    for folder in [&library, &bonner] {
        assert_eq!(under_way(folder), [("CB-004376".to_owned(), "yes".to_owned())]);
        let shown = folder.show("CB-004417");
        assert_eq!((&shown["site"], shown["bound_for"].is_null()), (&"BON".into(), true));
        folder.run(&["check"]).ok();
    }
}

#[test]
fn the_driver_gets_a_sheet() {
    let folder = Folder::ready("LIB-1");
    let told = folder.feed(&["transfer", "send", "--to", "BON"], b"CB-004417\nCB-004376\n").ok();
    let name = told.out.split("--transfer ").nth(1).unwrap().split(' ').next().unwrap();
    let out = folder.text("sheet.pdf");
    let done = folder.run(&["print", "transfer", "--transfer", name, "--out", &out]).ok();
    assert!(done.out.contains("sheet.pdf"), "{}", done.out);
    assert!(std::fs::read(&out).unwrap().starts_with(b"%PDF"));
    // The newest under way, where none is named.
    let newest = folder.text("newest.pdf");
    let told = folder.run(&["print", "transfer", "--out", &newest]).ok();
    assert!(told.out.contains("2 rows"), "{}", told.out);
    Folder::ready("BON-1")
        .run(&["print", "transfer", "--out", &newest])
        .refused(&["Nothing is under way"]);
    folder
        .run(&["print", "transfer", "--transfer", "x", "--out", &out])
        .refused(&["transfer list"]);
}
