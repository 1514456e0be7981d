//! What stands on a list of people only where it is asked for, and what it costs in space.

use tagdesk::desk::{Desk, Front};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::event::{Kind, Source};
use tagdesk::store::{Draft, Result, Stamp, Store};

use super::tools::{Paper, assert_read};
use crate::support::Folder;

/// As the desk notes it: who signed which version.
fn sign(folder: &Folder, versions: &[(&str, &str)]) {
    let now = tagdesk::clock::now();
    let (mut store, _) = Store::open(folder.data(), "test", &now).unwrap();
    for (student, version) in versions {
        let stamp = Stamp { now: &now, operator: None, run: None, source: Source::Typed };
        let draft = Draft::new(Kind::AgreementSigned).with("version", version);
        let draft = Draft { borrower: Some(BorrowerId::from_text(*student)), ..draft };
        store.transact(|write| -> Result<_> { write.append(stamp, vec![draft]) }).unwrap();
    }
    Desk::new(store, Front::Terminal).unwrap().close().unwrap();
}

fn list(folder: &Folder, args: &[&str]) -> (String, Paper) {
    let out = folder.text("list.pdf");
    folder.run(&[&["print", "students", "--homeroom", "7B", "--out", &out], args].concat()).ok();
    let paper = Paper::of(&std::fs::read(folder.file("list.pdf")).unwrap());
    (paper.text().unwrap_or_default(), paper)
}

#[test]
fn money_agreement_and_case_stand_on_the_list_that_asks_for_them() {
    let folder = Folder::ready("GYM-2");
    folder.run(&["assign", "0048213", "CB-004417", "--case", "17"]).ok();
    folder.run(&["charge", "0048213", "49.50"]).ok();
    sign(&folder, &[("0048213", "2025-08"), ("0048213", "2026-08"), ("0048284", "2025-08")]);
    let (plain, _) = list(&folder, &[]);
    for word in ["49.50", "2026-08", "Case 17"] {
        assert!(!plain.contains(word), "{word}: {plain}");
    }
    for spacing in [&[][..], &["--roomy"]] {
        let with = [spacing, &["--with", "case,agreement,owes"]].concat();
        let (text, paper) = list(&folder, &with);
        if text.is_empty() {
            return;
        }
        for words in [
            "Case 17 CB-004417",
            "Agreement 2026-08 signed",
            "Owes 49.50",
            "No device assigned",
            "Agreement 2025-08 signed",
            "Agreement not signed",
            "Owes nothing",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        if let Some(pages) = paper.pictures(200) {
            let codes = ["0048213", "0048284", "0048307"].map(str::to_owned);
            assert_read(&pages[0], codes, "beside what they owe");
        }
    }
    let (case, _) = list(&folder, &["--with", "case"]);
    assert!(case.contains("Case 17") && !case.contains("49.50"), "{case}");
    // What was signed and taken back is not signed.
    folder.run(&["undo", &folder.column("events", "event").pop().unwrap(), "--yes"]).ok();
    let (text, _) = list(&folder, &["--with", "agreement"]);
    assert!(!text.contains("2025-08"), "{text}");
}
