//! The tables of a device's life: money, repairs, what goes along. Held against `list --csv`.

use tagdesk::exchange::guard::unguard;
use tagdesk::store::Sheet;

use super::second;
use crate::support::Folder;

/// The tables that `list` and `export` share line for line.
pub const SHEETS: [Sheet; 8] = [
    Sheet::Charges,
    Sheet::Tickets,
    Sheet::Proposals,
    Sheet::Assignments,
    Sheet::Accessories,
    Sheet::Overrides,
    Sheet::Prices,
    Sheet::Entries,
];

/// A morning after which none of them is empty: a second device in spite of the limit, a damage that
/// nobody charged since its price came later, a repair, a charge that begins like a formula.
fn lived() -> Folder {
    let folder = Folder::ready("GYM-2");
    let scans = ["0048213", "CB-004417", "CB-004376", "XTDYES", "XTDNEXT"];
    assert_eq!(folder.outcomes(&scans)[3], "issued");
    folder.scan_as(&["--mode", "return"], &["CB-004417", "XTDDSCREEN", "XTDMCASE"]);
    let prices = folder.put("prices.csv", "type,model,price,device\nscreen,,90,yes\n");
    folder.run(&["policy", "--prices", &prices]).ok();
    folder.run(&["charge", "0048222", "49.50", "--type", "=insurance"]).ok();
    folder.run(&["assign", "0048291", "CB-004398", "--case", "017"]).ok();
    folder.run(&["repair", "open", "CB-004417", "--problem", "screen", "--note", "@bus"]).ok();
    folder
}

#[test]
fn tables_of_a_devices_life_are_exported_as_they_are_listed() {
    let folder = lived();
    for sheet in SHEETS {
        let what = sheet.as_str();
        let path = folder.text("out.csv");
        folder.run(&["export", what, "--out", &path]).ok();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"), "{what}: {text:?}");
        let Some(read) = second::read(&folder.file("out.csv")) else { continue };
        let (heading, rows) = folder.list(what);
        assert_eq!(read[0], heading, "{what}");
        assert!(!rows.is_empty(), "{what}");
        let plain = |row: &Vec<String>| -> Vec<String> {
            row.iter().map(|cell| unguard(cell).to_owned()).collect()
        };
        assert_eq!(read[1..].iter().map(plain).collect::<Vec<_>>(), rows, "{what}");
        for cell in read.iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{what}: {cell:?}");
        }
    }
}

#[test]
fn a_change_that_a_merge_proposes_has_old_and_new_amount_and_why() {
    let folder = lived();
    let path = folder.text("proposals.csv");
    folder.run(&["export", "proposals", "--out", &path]).ok();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(",0048213,CB-004417,,screen,0.00,90.00,not-charged\r\n"), "{text}");
}

#[test]
fn prices_and_assignments_are_taken_in_as_they_are_exported() {
    let (folder, other) = (lived(), Folder::ready("LIB-1"));
    let out = |what: &str| {
        let path = folder.text(&format!("{what}.csv"));
        folder.run(&["export", what, "--out", &path]).ok();
        path
    };
    other.run(&["policy", "--prices", &out("prices")]).ok();
    other.run(&["assign", "--list", &out("assignments")]).ok();
    for what in ["prices", "assignments"] {
        assert_eq!(other.list(what).1, folder.list(what).1, "{what}");
    }
}

#[test]
fn money_and_repairs_have_no_other_form_and_no_day() {
    let folder = lived();
    folder.run(&["export", "charges", "--as", "gam"]).refused(&["loans"]);
    folder.run(&["export", "tickets", "--since", "2026-01-01"]).refused(&["loans"]);
}
