//! Loans for other systems, to the column.

use tagdesk::desk::Front;
use tagdesk::desk::export::Wanted;
use tagdesk::desk::reply::Mode;
use tagdesk::desk::request::{Request, RunSetup};
use tagdesk::exchange::export::{Format, Written};
use tagdesk::store::Sheet;

use super::{loans, second, wanted};
use crate::support::Counter;

/// José has a device until June and one without a serial; Maya's came back; a hand-over; somebody
/// without a card has one, too.
fn scene() -> Counter {
    let mut counter = Counter::new(Front::Terminal);
    let setup = RunSetup {
        name: "Fall".into(),
        mode: Mode::Issue,
        due: "2027-06-01".into(),
        ..RunSetup::default()
    };
    counter.ask(Request::StartRun(setup));
    counter.go("
        issue: 0048213 CB-004417 -> issued
        (+1m)
        0048307 CB-004376 -> issued
        (+1m)
        return: CB-004376 -> returned
        (+1m)
        issue: 0048307 000123 -> issued
        (+1m)
        0000042 IPAD-0001 -> issued
        (+1m)
        S100 IPAD-0001 -> question; <yes> -> handed-over
        (+1m)");
    let _ = counter.walk_up("Nova Guest", None);
    counter.go("CB-004398 -> issued");
    counter
}

#[test]
fn koha_reads_issues_and_returns_in_order() {
    let (text, written) = loans(scene().desk.store(), Format::Koc);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        text,
        format!(
            "Version=1.0\tGenerator=Tagdesk\tGeneratorVersion={version}\n\
             2026-08-12 09-00-00 000\tissue\t0048213\tCB-004417\n\
             2026-08-12 09-01-00 000\tissue\t0048307\tCB-004376\n\
             2026-08-12 09-02-00 000\treturn\tCB-004376\n\
             2026-08-12 09-03-00 000\tissue\t0048307\t000123\n\
             2026-08-12 09-04-00 000\tissue\t0000042\tIPAD-0001\n\
             2026-08-12 09-05-00 000\treturn\tIPAD-0001\n\
             2026-08-12 09-05-00 000\tissue\tS100\tIPAD-0001\n"
        )
    );
    assert_eq!(written, Written { rows: 7, walk_ups: 1, ..Written::default() });
}

#[test]
fn evergreen_reads_seconds() {
    let counter = scene();
    let (text, written) = loans(counter.desk.store(), Format::Evergreen);
    assert_eq!(written.rows, 7);
    assert_eq!(
        text.lines().next().unwrap(),
        "{\"timestamp\":1786543200,\"type\":\"checkout\",\"delta\":0,\"barcode\":\"CB-004417\",\
         \"patron_barcode\":\"0048213\",\"checkout_time\":\"2026-08-12T14:00:00Z\",\
         \"due_date\":\"2027-06-02T04:59:59Z\"}"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pending.xacts");
    std::fs::write(&path, &text).unwrap();
    let Some(read) = second::python_json(&path) else { return };
    assert_eq!(read.len(), 7);
    let returned = &read[2];
    assert_eq!(
        *returned,
        serde_json::json!({"timestamp": 1_786_543_320, "type": "checkin", "delta": 0,
                           "barcode": "CB-004376", "backdate": "2026-08-12T14:02:00Z"})
    );
    let at = |i: usize| read[i]["timestamp"].as_i64().unwrap();
    assert!((1..7).all(|i| at(i - 1) <= at(i)));
}

#[test]
fn destiny_reads_a_patron_once_and_then_what_goes_out_to_them() {
    let mut counter = scene();
    counter.go("0048213 LT-0001 -> issued");
    let (text, written) = loans(counter.desk.store(), Format::Destiny);
    assert_eq!(
        text,
        "%C121Q\r\n0048213\r\nCB-004417\r\nLT-0001\r\n\
         %C121Q\r\n0048307\r\n000123\r\n\
         %C121Q\r\nS100\r\nIPAD-0001\r\n"
    );
    assert_eq!(written, Written { rows: 4, walk_ups: 1, ..Written::default() });
}

#[test]
fn snipe_it_reads_its_own_headings() {
    let (text, written) = loans(scene().desk.store(), Format::SnipeIt);
    assert_eq!(written, Written { rows: 3, walk_ups: 1, ..Written::default() });
    let sample = "Company,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,\
                  Model Notes,Model Number,Asset Notes,Purchase Date,Purchase Cost,Checkout Type,\
                  Checked Out To: Username,Checked Out To: First Name,Checked Out To: Last Name,\
                  Checked Out To: Email,Checked Out To: Location,Asset EOL Date";
    assert!(text.starts_with(&format!("\u{feff}{sample},")), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("snipe-it.csv");
    std::fs::write(&path, &text).unwrap();
    let Some(_) = second::read(&path) else { return };
    let Some(rows) = second::sqlite(&path) else { return };
    let of = |tag: &str| rows.iter().find(|row| row["Asset Tag"] == tag).unwrap().clone();
    let jose = of("CB-004417");
    for (heading, cell) in [
        ("Checked Out To: Username", "0048213"),
        ("Checked Out To: First Name", "José"),
        ("Checked Out To: Last Name", "Nguyễn"),
        ("Checkout Type", "User"),
        ("Category", "Chromebook"),
        ("Model", "Lenovo 300e Gen 4"),
        ("Location", "Larkstone Middle"),
        ("Purchase Cost", "339.00"),
        ("Asset EOL Date", "2033-06-30"),
        ("Serial Number", "PF3KD8Q2"),
        ("Checkout Date", "2026-08-12"),
        ("Expected Checkin Date", "2027-06-01"),
        ("Company", ""),
    ] {
        assert_eq!(jose[heading], cell, "{heading}");
    }
    assert_eq!(of("000123")["Checked Out To: Username"], "0048307", "zeros stay");
    assert_eq!(of("IPAD-0001")["Checked Out To: Username"], "S100", "whoever has it now");
}

#[test]
fn gam_reads_serials_and_a_blank_user_for_what_came_back() {
    let (text, written) = loans(scene().desk.store(), Format::Gam);
    assert_eq!(
        text,
        "serialNumber,annotatedUser,annotatedAssetId,annotatedLocation,notes\r\n\
         DMPX0001,S100,IPAD-0001,Larkstone Middle,\"out 2026-08-12, due 2027-06-01\"\r\n\
         PF3KD7M4,,CB-004376,Larkstone Middle,in 2026-08-12\r\n\
         PF3KD8Q2,0048213,CB-004417,Larkstone Middle,\"out 2026-08-12, due 2027-06-01\"\r\n"
    );
    assert_eq!(written, Written { rows: 3, walk_ups: 1, no_serial: 1, unfit: 0 });
}

#[test]
fn from_a_day_on() {
    let mut counter = scene();
    counter.clock.pass_ms(24 * 60 * 60 * 1000);
    counter
        .go("return: CB-004417 -> returned; issue: 0048399 CB-004376 -> question; <yes> -> issued");
    let store = counter.desk.store();
    let since = |format, day: &str| {
        let since = Some(day.to_owned());
        wanted(store, &Wanted { since, format, ..Wanted::table(Sheet::Loans) })
    };
    let (text, written) = since(Format::Koc, "2026-08-13");
    assert_eq!(written.rows, 2, "{text}");
    assert!(text.contains("\treturn\tCB-004417\n") && text.contains("\t0048399\tCB-004376\n"));
    assert_eq!(since(Format::Destiny, "2026-08-13").0, "%C121Q\r\n0048399\r\nCB-004376\r\n");
    let (text, written) = since(Format::Csv, "2026-08-13");
    assert_eq!(written.rows, 2, "one ended, one begun: {text}");
    assert_eq!(since(Format::Csv, "2026-08-12").1.rows, 7);
    assert_eq!(since(Format::Evergreen, "2026-08-14").0, "");
}

/// By the clock the return came first; then the device would be out at Koha for good.
#[test]
fn a_clock_set_back_does_not_turn_return_and_issue_round() {
    let mut counter = Counter::new(Front::Terminal);
    counter.go("issue: 0048213 CB-004417 -> issued; (+1m)");
    counter.clock.set_by_minutes(-90);
    counter.go("return: CB-004417 -> returned; (+1m)
        issue: 0048291 CB-004417 -> issued; (+1m); return: CB-004417 -> returned");
    let (text, _) = loans(counter.desk.store(), Format::Koc);
    let lines: Vec<&str> =
        text.lines().skip(1).map(|line| line.split_once('\t').unwrap().1).collect();
    assert_eq!(
        lines,
        [
            "issue\t0048213\tCB-004417",
            "return\tCB-004417",
            "issue\t0048291\tCB-004417",
            "return\tCB-004417"
        ]
    );
}

#[test]
fn what_was_taken_back_is_in_no_file() {
    let mut counter = Counter::new(Front::Terminal);
    counter.go("issue: 0048213 CB-004417 -> issued; <undo> -> undone");
    let store = counter.desk.store();
    for format in Format::ALL {
        assert_eq!(loans(store, format).1, Written::default(), "{format:?}");
    }
}
