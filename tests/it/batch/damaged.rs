//! Files that were cut, joined, saved in a spreadsheet or changed by hand, merged at an office.

use super::*;

/// A station with a few events, and its bundle as a folder.
fn bundle() -> (Folder, Stick, PathBuf) {
    let gym = Folder::ready("GYM-1");
    gym.scan(&[
        "0048213",
        "CB-004417",
        "XTDNEXT",
        "0048291",
        "CB-004376",
        "XTDRETURN",
        "CB-004417",
    ]);
    let stick = Stick::new();
    let path = write(&gym, &stick, &["--folder"]);
    (gym, stick, path)
}

fn spoil(path: &Path, file: &str, change: impl FnOnce(String) -> Vec<u8>) {
    let text = std::fs::read_to_string(path.join(file)).unwrap();
    std::fs::write(path.join(file), change(text)).unwrap();
}

#[test]
fn a_file_cut_off_gives_its_beginning_and_the_next_bundle_the_rest() {
    let (gym, stick, path) = bundle();
    spoil(&path, "events.csv", |text| text.into_bytes()[..2_000].to_vec());
    let office = office();
    let report = merge(&office, &[&path.display().to_string()]);
    add_up(&report);
    assert_eq!(report["bundles"][0]["truncated"], true, "{report}");
    let gap = &report["gaps"][0];
    assert_eq!(gap["station"], "GYM-1", "{report}");
    receive(&gym, &stick);
    assert!(unsent(&gym) > 1, "what did not arrive is not confirmed");
    let second = Stick::new();
    write(&gym, &second, &[]);
    let report = merge(&office, &[&second.text()]);
    assert_eq!(report["gaps"], serde_json::json!([]), "{report}");
    assert_eq!(office.show("CB-004376")["student"], "0048291");
    office.run(&["check"]).ok();
}

#[test]
fn a_spreadsheet_changes_form_and_the_events_are_what_they_were() {
    let (gym, _stick, path) = bundle();
    for file in ["manifest.csv", "events.csv", "additions.csv"] {
        spoil(&path, file, |text| {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let mut writer =
                csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
            for record in reader.records() {
                writer.write_record(&record.unwrap()).unwrap();
            }
            writer.into_inner().unwrap()
        });
    }
    let office = office();
    let report = merge(&office, &[&path.display().to_string()]);
    add_up(&report);
    assert_eq!((&report["bundles"][0]["resaved"], &report["damaged"]), (&true.into(), &0.into()));
    let mut own = events(&gym);
    own.retain(|name| name.starts_with("GYM-1/"));
    assert!(own.is_subset(&events(&office)));
    office.run(&["check"]).ok();
}

#[test]
fn a_changed_row_is_shown_old_beside_new_and_never_taken() {
    let (gym, _stick, path) = bundle();
    spoil(&path, "events.csv", |text| {
        text.replacen("\"\"borrower\"\":\"\"0048213\"\"", "\"\"borrower\"\":\"\"0048307\"\"", 1)
            .into()
    });
    let office = office();
    let report = merge(&office, &[&path.display().to_string()]);
    add_up(&report);
    assert_eq!(report["damaged"], 1, "{report}");
    let row = &report["bundles"][0]["damaged_rows"][0];
    assert_eq!(
        (&row["old"], &row["new"]),
        (&"student ID-0048213".into(), &"student ID-0048307".into())
    );
    assert!(!office.column("events", "student").contains(&"0048307".to_owned()));
    let missing = report["gaps"][0]["from"].as_u64().unwrap();
    assert_eq!(report["gaps"][0]["to"].as_u64(), Some(missing), "it is missing, and that is said");
    let again = Stick::new();
    write(&gym, &again, &[]);
    let report = merge(&office, &[&again.text()]);
    assert_eq!((&report["gaps"], &report["damaged"]), (&serde_json::json!([]), &0.into()));
}

#[test]
fn a_column_for_people_may_be_changed_and_nothing_but_a_remark_comes_of_it() {
    let (_gym, _stick, path) = bundle();
    spoil(&path, "events.csv", |text| text.replacen("T-CB-004417", "T-CB-999999", 1).into());
    let office = office();
    let report = merge(&office, &[&path.display().to_string()]);
    add_up(&report);
    assert_eq!(report["damaged"], 0, "{report}");
    let row = &report["bundles"][0]["damaged_rows"][0];
    assert_eq!((&row["taken"], &row["new"]), (&true.into(), &"T-CB-999999".into()));
    assert!(!office.column("events", "device").contains(&"CB-999999".to_owned()));
}

#[test]
fn joined_and_renamed_files_are_taken_row_by_row() {
    let (gym, stick, path) = bundle();
    spoil(&path, "events.csv", |text| format!("{text}{text}").into_bytes());
    std::fs::rename(path.join("events.csv"), path.join("Kopie von events (2).csv")).unwrap();
    let renamed = stick.path().join("Neuer Ordner");
    std::fs::rename(&path, &renamed).unwrap();
    let office = office();
    let report = merge(&office, &[&stick.text()]);
    add_up(&report);
    let bundle = &report["bundles"][0];
    assert_eq!((&bundle["concatenated"], &report["damaged"]), (&true.into(), &0.into()));
    assert_eq!(bundle["already_had"].as_u64().unwrap() * 2, bundle["rows"].as_u64().unwrap());
    let mut own = events(&gym);
    own.retain(|name| name.starts_with("GYM-1/"));
    assert!(own.is_subset(&events(&office)));
}

#[test]
fn a_register_that_was_edited_on_the_way_is_not_taken() {
    let (gym, stick, _) = bundle();
    let office = office();
    let more =
        format!("{}0050001,Wanda New,7,7B,LRK,,student,yes\n", crate::support::register::STUDENTS);
    std::fs::write(office.file("csv").join("students.csv"), more).unwrap();
    office.run(&["import", &office.text("csv")]).ok();
    merge(&office, &[&stick.text()]);
    let receipt = stick.names().into_iter().find(|name| name.contains("RECEIPT")).unwrap();
    // Unpacked, opened and saved.
    let folder = stick.path().join("unpacked");
    let mut zip =
        zip::ZipArchive::new(std::fs::File::open(stick.path().join(&receipt)).unwrap()).unwrap();
    zip.extract(&folder).unwrap();
    std::fs::remove_file(stick.path().join(&receipt)).unwrap();
    let students = folder.join("register-students.csv");
    let text = std::fs::read_to_string(&students).unwrap();
    std::fs::write(&students, text.replace("0000042", "42")).unwrap();
    let report = receive(&gym, &stick);
    assert_eq!(unsent(&gym), 0, "what it confirms is right all the same: {report}");
    assert_eq!(gym.show("0000042")["student"], "0000042");
    gym.run(&["import", &gym.text("csv")]).ok();
}

#[test]
fn kinds_from_a_newer_station_make_the_round() {
    use tagdesk::domain::event::{Event, chain};
    use tagdesk::domain::hash::Hash;
    let (gym, _stick, path) = bundle();
    // A station of next year writes a kind this program has never heard of.
    let store = tagdesk::store::Store::open_to_read(gym.data()).unwrap();
    let last: Event = store.events().unwrap().pop().unwrap();
    let newer = last.text.replace(&format!("\"{}\"", last.body.kind), "\"Levitated\"");
    let newer = newer.replace(
        &format!("\"seq\":{}", last.body.seq),
        &format!("\"height\":[1.5],\"seq\":{}", last.body.seq + 1),
    );
    let hash: Hash = chain(&last.hash, &newer);
    spoil(&path, "events.csv", |text| {
        let quoted = newer.replace('"', "\"\"");
        let row = format!("R99,,,,,,,,,,,\"{quoted}\",h-{},h-{hash}\r\nEND,", last.hash);
        text.replacen("END,", &row, 1).into()
    });
    let office = office();
    let report = merge(&office, &[&path.display().to_string()]);
    assert_eq!(report["bundles"][0]["unknown_kinds"], 1, "{report}");
    let lib = Folder::ready("LIB");
    let stick = Stick::new();
    write(&lib, &stick, &[]);
    merge(&office, &[&stick.text()]);
    receive(&lib, &stick);
    let there = tagdesk::store::Store::open_to_read(lib.data()).unwrap();
    assert_eq!(there.event(&hash).unwrap().unwrap().text, newer, "word for word");
    lib.run(&["check"]).ok();
}
