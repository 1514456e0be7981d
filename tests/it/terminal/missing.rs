//! Lost, stolen and found through the real program.

use serde_json::Value;

use crate::support::{Folder, replies};

fn json(folder: &Folder, args: &[&str]) -> Value {
    let all: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(folder.run(&all).ok().out.trim()).unwrap()
}

#[test]
fn a_loss_is_told_with_its_report_and_taken_back_when_it_is_found() {
    let folder = Folder::ready("GYM-2");
    folder.outcomes(&["0048213", "CB-004417"]);
    let report = folder.put("report.pdf", b"%PDF the police");
    let day = ["--date", "2026-01-15", "--report", "26-00417"];
    let more = ["--stolen", "--attach", &report, "--charge", "339"];
    let told = json(&folder, &[&["lost", "CB-004417"][..], &day, &more].concat());
    assert_eq!((&told["status"], &told["amount"]), (&"stolen".into(), &"339.00".into()));
    assert_eq!(told["out"], true, "they still owe the device");
    let shown = folder.show("CB-004417");
    assert_eq!((&shown["stage"], &shown["lost_on"]), (&"lost-stolen".into(), &"2026-01-15".into()));
    assert_eq!((&shown["report"], &shown["student"]), (&"26-00417".into(), &"0048213".into()));
    assert_eq!(folder.show("0048213")["due"], "339.00");
    let kept = folder.data().join("attachments").join(told["attachment"].as_str().unwrap());
    assert_eq!(std::fs::read(kept).unwrap(), b"%PDF the police");

    // Somebody scans it: the office finds that among what is to be looked at.
    assert_eq!(folder.outcomes(&["XTDRETURN", "CB-004417"]), ["mode", "returned"]);
    let todos = folder.run(&["conflicts", "todos", "--json"]).ok().out;
    assert!(todos.contains("seen-while-missing"), "{todos}");
    assert!(folder.run(&["conflicts", "todos"]).ok().out.contains("CB-004417 was in front of"));

    let told = json(&folder, &["found", "CB-004417"]);
    assert_eq!((&told["status"], &told["amount"]), (&"available".into(), &"339.00".into()));
    assert_eq!(folder.show("0048213")["due"], "0.00");
    assert!(!folder.run(&["conflicts", "todos", "--json"]).ok().out.contains("seen-while"));
    assert_eq!(folder.outcomes(&["XTDUNDO"]), ["undone"]);
    assert_eq!(folder.show("CB-004417")["status"], "stolen");
    assert_eq!(folder.show("0048213")["due"], "339.00");
    assert_eq!(folder.run(&["check"]).ok().code, 0);
}

/// What the policy made of it is said where it is told, not only seen in the ledger.
#[test]
fn a_free_loss_and_a_charge_that_stays_are_said() {
    let folder = Folder::ready("GYM-2");
    let prices = folder.put("prices.csv", "type,price\nlost,300\n");
    let rules = ["policy", "--prices", &prices, "--free-losses", "1", "--found", "keep"];
    folder.run(&rules).ok();
    folder.outcomes(&["0048213", "CB-004417", "CB-004376", "XTDYES"]);
    let lost = |tag: &str| folder.run(&["lost", tag, "--date", "2026-01-15"]).ok().out;
    let told = lost("CB-004417");
    assert!(told.contains("1 of 1") && !told.contains("charged"), "{told}");
    let again = lost("CB-004417");
    assert!(!again.contains("1 of 1"), "told once more it is no second loss: {again}");
    let told = lost("CB-004376");
    assert!(told.contains("is charged 300.00") && !told.contains("1 of 1"), "{told}");
    let found = folder.run(&["found", "CB-004376"]).ok().out;
    assert!(found.contains("stays: the policy keeps"), "{found}");
    assert!(!found.contains("refund") && !found.contains("0.00"), "{found}");
    assert_eq!(folder.show("0048213")["due"], "300.00");
}

#[test]
fn what_cannot_be_lost_or_found_is_refused_with_the_reason() {
    let folder = Folder::ready("GYM-2");
    let events = folder.list("events").1.len();
    let lost = |tag: &str, more: &[&str]| {
        folder.run(&[&["lost", tag, "--date", "2026-01-15"][..], more].concat())
    };
    lost("CB-RETIRED", &[]).refused(&["retired"]);
    lost("NOBODY-1", &[]).refused(&["NOBODY-1"]);
    lost("CB-004417", &["--charge", "20"]).refused(&["nobody to charge"]);
    lost("CB-004417", &["--attach", "nowhere.pdf"]).refused(&["nowhere.pdf"]);
    folder.run(&["lost", "CB-004417", "--date", "2099-01-01"]).refused(&["still to come"]);
    folder.run(&["lost", "CB-004417", "--date", "yesterday"]).refused(&["yesterday"]);
    assert_eq!(folder.run(&["lost", "CB-004417"]).code, 2, "the day is needed");
    folder.run(&["found", "CB-004417"]).refused(&["neither lost nor stolen"]);
    assert_eq!(folder.list("events").1.len(), events, "nothing was written");
}

/// Lost at the office, seen at the gym, merged in either order.
#[test]
fn a_loss_and_a_scan_of_two_stations_merge() {
    let (gym, office) = (Folder::ready("GYM-1"), Folder::ready("OFFICE"));
    json(&office, &["lost", "CB-004417", "--date", "2026-01-15"]);
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(gym.outcomes(&["XTDLOOKUP", "CB-004417"]), ["mode", "shown"]);
    let carry = |from: &Folder, to: &Folder| {
        let stick = tempfile::tempdir().unwrap();
        let path = stick.path().to_str().unwrap();
        from.run(&["batch", "write", path, "--all"]).ok();
        to.run(&["batch", "merge", path]).ok();
    };
    carry(&gym, &office);
    carry(&office, &gym);
    for folder in [&gym, &office] {
        assert_eq!(folder.show("CB-004417")["status"], "lost");
        let todos = replies(&folder.run(&["conflicts", "todos", "--json"]).ok().out);
        let seen = todos.iter().any(|todo| todo.to_string().contains("seen-while-missing"));
        assert!(seen, "{todos:?}");
    }
}
