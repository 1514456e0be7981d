//! Charges and what becomes of them, through the real program.

use serde_json::Value;

use crate::support::Folder;

fn json(folder: &Folder, args: &[&str]) -> Value {
    let all: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(folder.run(&all).ok().out.trim()).unwrap()
}

fn event(posting: &Value) -> String {
    posting["events"][0].as_str().unwrap().to_owned()
}

#[test]
fn a_charge_is_paid_in_part_waived_and_opened_again() {
    let folder = Folder::ready("GYM-2");
    let args = ["charge", "0048213", "49.50", "--type", "screen", "--device", "CB-004417"];
    let charged = json(&folder, &args);
    assert_eq!((&charged["student"], &charged["due"]), (&"0048213".into(), &"49.50".into()));
    let charge = event(&charged);
    assert_eq!(json(&folder, &["pay", "0048213", "20"])["due"], "29.50");
    let paid = json(&folder, &["pay", &charge, "9.50"]);
    assert_eq!(paid["due"], "20.00");
    assert_eq!(json(&folder, &["waive", &charge, "5", "--reason", "first time"])["due"], "15.00");
    assert_eq!(json(&folder, &["adjust", &charge, "39.50", "--reason", "price"])["due"], "5.00");
    assert_eq!(folder.show("0048213")["due"], "5.00");
    let (head, rows) = folder.list("charges");
    assert_eq!(head[..5], ["charge", "student", "device", "amount", "at"]);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        [&rows[0][0], &rows[0][1], &rows[0][2], &rows[0][3], &rows[0][5], &rows[0][8]],
        [&charge, "0048213", "CB-004417", "39.50", "screen", "5.00"]
    );
    // A payment that should not have been opens the charge again.
    let payment = event(&paid);
    assert_eq!(json(&folder, &["void", &payment, "--reason", "typed twice"])["due"], "14.50");
    folder.run(&["void", &payment, "--reason", "again"]).refused(&["before"]);
    // Undo takes the last command back, and undone once more it stands again.
    assert_eq!(folder.outcomes(&["XTDUNDO"]), ["undone"]);
    assert_eq!(folder.show("0048213")["due"], "5.00");
    // A voided charge leaves what was paid to be given back.
    assert_eq!(json(&folder, &["void", &charge, "--reason", "not theirs"])["due"], "-29.50");
    assert_eq!(json(&folder, &["refund", &charge, "29.50", "--reason", "cash"])["due"], "0.00");
    assert_eq!(folder.run(&["check"]).ok().code, 0);
}

#[test]
fn money_that_cannot_be_is_refused_with_the_reason() {
    let folder = Folder::ready("GYM-2");
    let charge = event(&json(&folder, &["charge", "0048213", "10"]));
    let events = folder.list("events").1.len();
    folder.run(&["charge", "0048213", "10000.01"]).refused(&["10000.00"]);
    folder.run(&["charge", "0048213", "0"]).refused(&["0.01"]);
    folder.run(&["charge", "nobody", "5"]).refused(&["nobody"]);
    folder.run(&["charge", "0048213", "5", "--device", "CB-9"]).refused(&["CB-9"]);
    folder.run(&["pay", "0048213", "10.01"]).refused(&["10.00"]);
    folder.run(&["pay", "0048291", "1"]).refused(&["Nothing is due"]);
    folder.run(&["pay", "GYM-2/00000000/9", "1"]).refused(&["GYM-2/00000000/9"]);
    folder.run(&["pay", "a/b", "1"]).refused(&["a/b"]);
    folder.run(&["waive", &charge, "11", "--reason", "x"]).refused(&["10.00"]);
    folder.run(&["waive", &charge, "--reason", " "]).refused(&["reason"]);
    folder.run(&["refund", &charge, "1", "--reason", "x"]).refused(&["0.00"]);
    folder.run(&["adjust", &charge, "10", "--reason", "x"]).refused(&["already"]);
    for amount in ["-5", "five", "", "1e9", "1.234"] {
        assert_eq!(folder.run(&["charge", "0048213", amount]).code, 2, "{amount}");
    }
    assert_eq!(folder.list("events").1.len(), events, "nothing was written");
}

#[test]
fn whoever_owes_is_marked_at_the_scan_and_in_the_list() {
    let folder = Folder::ready("GYM-2");
    json(&folder, &["charge", "0048213", "49.50"]);
    json(&folder, &["pay", "0048213", "29.50"]);
    let charge = event(&json(&folder, &["charge", "0048222", "5"]));
    json(&folder, &["pay", &charge, "5"]);
    json(&folder, &["void", &charge, "--reason", "not theirs"]);
    let replies = folder.scan(&["0048213", "CB-004417", "0048291"]);
    assert_eq!(replies[0]["owes"], "20.00");
    let said = replies[0]["message"].as_str().unwrap();
    assert!(said.ends_with("Owes 20.00."), "{said}");
    for reply in &replies[1..] {
        assert!(
            reply.get("owes").is_none() && !reply["message"].as_str().unwrap().contains("Owes")
        );
    }
    let (head, rows) = folder.list("students");
    assert_eq!(head.last().unwrap(), "owes");
    let owes = |id: &str| rows.iter().find(|row| row[0] == id).unwrap().last().unwrap().clone();
    assert_eq!([owes("0048213"), owes("0048222"), owes("0048291")], ["20.00", "-5.00", ""]);
}

/// What somebody wrote when money was moved is read back, line for line.
#[test]
fn every_entry_is_listed_with_its_reason() {
    let folder = Folder::ready("GYM-2");
    let raise = ["charge", "0048213", "49.50", "--type", "screen", "--note", "cracked on the bus"];
    let charge = event(&json(&folder, &raise));
    let paid = event(&json(&folder, &["pay", &charge, "20"]));
    json(&folder, &["adjust", &charge, "39.50", "--reason", "used part"]);
    let let_go = ["waive", &charge, "5", "--reason", "first time", "--operator", "AR"];
    let waived = event(&json(&folder, &let_go));
    json(&folder, &["refund", &charge, "1", "--reason", "paid twice"]);
    json(&folder, &["void", &paid, "--reason", "bounced"]);
    folder.run(&["undo", &waived]).ok();
    let (head, rows) = folder.list("entries");
    let columns = ["entry", "charge", "student", "at", "kind", "amount", "why", "reason", "role"];
    assert_eq!(head[..9], columns);
    assert_eq!(head[9..], ["operator", "void"]);
    assert!(rows.iter().all(|row| row[1] == charge && row[2] == "0048213"), "{rows:?}");
    assert_eq!((&rows[0][0], &rows[1][0]), (&charge, &paid));
    let said: Vec<String> = rows.iter().map(|row| row[4..].join("|")).collect();
    let wanted = [
        "ChargeRaised|49.50||cracked on the bus|||no",
        "ChargePaid|-20.00|||||yes",
        "ChargeAdjusted|-10.00||used part|desk||no",
        "ChargeWaived|-5.00||first time|desk|AR|yes",
        "Refunded|1.00||paid twice|||no",
        "ChargeVoided|||bounced|||no",
    ];
    assert_eq!(said, wanted);
    let exported = folder.run(&["export", "entries"]).ok().out;
    assert!(exported.contains(",ChargeAdjusted,'-10.00,,used part,"), "{exported}");
}

/// Charged at the gym, paid at the office: whatever comes first.
#[test]
fn charges_and_payments_merge() {
    let (gym, office) = (Folder::ready("GYM-1"), Folder::ready("OFFICE"));
    let charge = event(&json(&gym, &["charge", "0048213", "30"]));
    let stick = tempfile::tempdir().unwrap();
    let path = stick.path().to_str().unwrap();
    gym.run(&["batch", "write", path]).ok();
    office.run(&["batch", "merge", path]).ok();
    assert_eq!(json(&office, &["pay", "0048213", "30"])["due"], "0.00");
    assert_eq!(json(&gym, &["pay", &charge, "10"])["due"], "20.00");
    let back = tempfile::tempdir().unwrap();
    let path = back.path().to_str().unwrap();
    office.run(&["batch", "write", path, "--all"]).ok();
    gym.run(&["batch", "merge", path]).ok();
    // Both took money. Nothing is overwritten: the family is owed what is too much.
    assert_eq!(gym.show("0048213")["due"], "-10.00");
}
