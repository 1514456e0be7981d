//! Written and read again, and read after everything that happens to files on the way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;
use crate::domain::event::{Body, Payload, SCHEMA, Source};
use crate::domain::hash::Hash;

fn body(seq: u64, kind: &str, tag: &str, borrower: &str) -> Body {
    Body {
        as_of_ms: None,
        as_of_within_ms: None,
        base: None,
        boot: "boot".into(),
        boot_ms: 1_000,
        borrower: (!borrower.is_empty()).then(|| BorrowerId::from_text(borrower)),
        device: (!tag.is_empty()).then(|| DeviceId::from_text(format!("t:{tag}"))),
        group: None,
        incarnation: "9f2c61ab".into(),
        kind: kind.into(),
        operator: Some("AR".into()),
        payload: Payload::default(),
        register: None,
        run: None,
        saw: None,
        schema: SCHEMA,
        seq,
        serial: None,
        source: Source::Scan,
        station: "GYM-2".into(),
        tag: (!tag.is_empty()).then(|| tag.to_owned()),
        utc_offset_min: -300,
        wall_ms: 1_786_543_200_000 + i64::try_from(seq).unwrap() * 1_000,
    }
}

fn chained(bodies: impl IntoIterator<Item = Body>) -> Vec<Event> {
    let mut prev = Hash::ZERO;
    let seal = |body| {
        let event = Event::seal(body, prev);
        prev = event.hash;
        event
    };
    bodies.into_iter().map(seal).collect()
}

fn some(count: u64) -> Vec<Event> {
    chained((1..=count).map(|seq| body(seq, "Issued", &format!("CB-{seq:04}"), "0048213")))
}

fn outgoing(events: &[Event]) -> Outgoing {
    let name =
        |event: &Event| Row { event: event.clone(), student_name: "Peña, \"José\"".into() };
    Outgoing {
        manifest: Manifest {
            id: "b-1".into(),
            number: 42,
            station: "GYM-2".into(),
            incarnation: "9f2c61ab".into(),
            wall_ms: 1_786_543_200_000,
            utc_offset_min: -300,
            boot: "boot".into(),
            boot_ms: 1_000,
            schema: SCHEMA,
            chains: events
                .last()
                .map(|last| Chain {
                    station: "GYM-2".into(),
                    incarnation: "9f2c61ab".into(),
                    first: 1,
                    last: last.body.seq,
                    hash: last.hash,
                })
                .into_iter()
                .collect(),
            ..Manifest::default()
        },
        rows: events.iter().map(name).collect(),
        ..Outgoing::default()
    }
}

/// A bundle as a folder, to be spoiled.
fn folder(events: &[Event]) -> (tempfile::TempDir, PathBuf) {
    let stick = tempfile::tempdir().unwrap();
    let path = write(stick.path(), "B", Form::Folder, &mut outgoing(events)).unwrap();
    (stick, path)
}

fn spoil(path: &Path, file: &str, change: impl FnOnce(String) -> Vec<u8>) {
    let text = String::from_utf8(std::fs::read(path.join(file)).unwrap()).unwrap();
    std::fs::write(path.join(file), change(text)).unwrap();
}

#[test]
fn zip_and_folder_hold_the_same() {
    let stick = tempfile::tempdir().unwrap();
    let events = some(3);
    let mut out = outgoing(&events);
    let zip = write(stick.path(), "B", Form::Zip, &mut out).unwrap();
    let folder = write(stick.path(), "B", Form::Folder, &mut out).unwrap();
    let (a, b) = (read(&zip).unwrap(), read(&folder).unwrap());
    assert!(a.whole && b.whole && !a.resaved);
    assert_eq!((&a.events, &a.manifest), (&events, &out.manifest));
    assert_eq!((a.events, a.manifest, a.rows), (b.events, b.manifest, b.rows));
    assert!(matches!(write(stick.path(), "B", Form::Zip, &mut out), Err(Error::Exists { .. })));
    let names: Vec<_> = look(stick.path()).unwrap().into_iter().map(|found| found.path).collect();
    assert_eq!(names, [folder.clone(), zip]);
    let by_file = read(&folder.join("events.csv")).unwrap();
    assert_eq!(by_file.events.len(), 3, "one file of it stands for all");
    let text = std::fs::read_to_string(folder.join("events.csv")).unwrap();
    assert!(text.starts_with('\u{feff}') && text.lines().count() == 5);
    assert!(text.contains("\r\nR1,GYM-2,i-9f2c61ab,S1,2026-08-12 09:00:01 -05:00,Issued,T-CB-0001,,ID-0048213,\"Peña, \"\"José\"\"\",AR,"), "{text}");
}

#[test]
fn a_folder_that_is_not_there_is_never_made() {
    let stick = tempfile::tempdir().unwrap();
    let gone = stick.path().join("stick");
    let done = write(&gone, "B", Form::Zip, &mut outgoing(&some(1)));
    assert_eq!(done, Err(Error::NoFolder { path: gone.clone() }));
    assert!(!gone.exists());
}

#[test]
fn names_fit_any_file_system() {
    assert_eq!(
        name(Kind::Batch, "GYM-2", 42, 1_786_543_200_000, -300),
        "TAGDESK_GYM-2_2026-08-12_0900_000042"
    );
    for wall in [i64::MIN, -1, i64::MAX, 253_402_300_800_000] {
        let name = name(Kind::Receipt, "ABCDEFGHIJKL", u64::MAX, wall, 99_999);
        assert!(name.len() <= 80 && name.is_ascii() && !name.contains([':', '/', '\\']), "{name}");
    }
}

#[test]
fn a_saved_spreadsheet_still_gives_every_event() {
    // Semicolons, no mark, bare line ends, as few quotation marks as may be, more commas at the end.
    let (_stick, path) = folder(&some(3));
    for file in ["events.csv", "manifest.csv", "additions.csv"] {
        spoil(&path, file, |text| {
            let mut reader = csv_crate(text.trim_start_matches('\u{feff}'));
            let mut writer =
                ::csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
            for record in reader.records() {
                let mut fields: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
                fields.extend([String::new(), String::new()]);
                writer.write_record(fields).unwrap();
            }
            writer.into_inner().unwrap()
        });
    }
    let bundle = read(&path).unwrap();
    assert_eq!((bundle.events, bundle.damaged.len()), (some(3), 0));
    assert!(bundle.resaved && !bundle.whole && !bundle.truncated);
}

fn csv_crate(text: &str) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes())
}

#[test]
fn other_encodings_still_give_every_event() {
    let encodings: [fn(&str) -> Vec<u8>; 2] = [
        |text| {
            [&[0xff, 0xfe][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()]
                .concat()
        },
        |text| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect(),
    ];
    for encode in encodings {
        let (_stick, path) = folder(&some(2));
        spoil(&path, "events.csv", |text| encode(text.trim_start_matches('\u{feff}')));
        let bundle = read(&path).unwrap();
        assert_eq!((bundle.events.len(), bundle.resaved), (2, true));
    }
}

#[test]
fn a_changed_body_is_shown_and_never_taken() {
    let (_stick, path) = folder(&some(3));
    spoil(&path, "events.csv", |text| {
        text.replacen("\"\"tag\"\":\"\"CB-0002\"\"", "\"\"tag\"\":\"\"CB-0009\"\"", 1).into()
    });
    let bundle = read(&path).unwrap();
    assert_eq!((bundle.events.len(), bundle.rows, bundle.lost), (2, 3, 1));
    let damaged = &bundle.damaged[0];
    assert_eq!((damaged.line, damaged.row.as_str(), &damaged.why), (3, "R2", &Why::Changed));
    assert_eq!(damaged.old.as_deref(), Some("device T-CB-0002"));
    assert_eq!(damaged.new.as_deref(), Some("device T-CB-0009"));
}

#[test]
fn a_changed_column_for_people_is_shown_and_the_event_taken() {
    let (_stick, path) = folder(&some(2));
    spoil(&path, "events.csv", |text| text.replacen("ID-0048213", "ID-48213", 1).into());
    let bundle = read(&path).unwrap();
    assert_eq!((bundle.events.len(), bundle.lost), (2, 0));
    let damaged = &bundle.damaged[0];
    assert!(damaged.taken && damaged.why == Why::Column("student".into()));
    assert_eq!(
        (damaged.old.as_deref(), damaged.new.as_deref()),
        (Some("ID-0048213"), Some("ID-48213"))
    );
}

#[test]
fn a_file_that_was_cut_gives_what_is_left() {
    let whole = some(5);
    let (_stick, path) = folder(&whole);
    let bytes = std::fs::read(path.join("events.csv")).unwrap();
    for cut in (0..bytes.len() - 2).step_by(97) {
        std::fs::write(path.join("events.csv"), &bytes[..cut]).unwrap();
        let bundle = read(&path).unwrap();
        assert!(bundle.truncated && !bundle.whole, "at {cut}");
        assert!(whole.starts_with(&bundle.events), "at {cut}");
        assert_eq!(bundle.rows, bundle.events.len() as u64 + bundle.lost);
    }
    std::fs::remove_file(path.join("events.csv")).unwrap();
    assert!(read(&path).unwrap().truncated, "no file at all");
}

#[test]
fn two_files_one_behind_the_other_are_both_read() {
    let (_stick, path) = folder(&some(2));
    spoil(&path, "events.csv", |text| format!("{text}{text}").into_bytes());
    let bundle = read(&path).unwrap();
    assert_eq!((bundle.events.len(), bundle.rows, bundle.lost), (4, 4, 0));
    assert!(bundle.concatenated && !bundle.whole && !bundle.truncated);
}

#[test]
fn renamed_files_are_known_by_what_is_in_them() {
    let (_stick, path) = folder(&some(2));
    for (from, to) in [("events.csv", "Events (1).CSV"), ("manifest.csv", "manifest - copy.csv")] {
        std::fs::rename(path.join(from), path.join(to)).unwrap();
    }
    let bundle = read(&path).unwrap();
    assert!(bundle.whole && bundle.events == some(2));
}

#[test]
fn another_layout_is_refused_before_anything_is_read() {
    let (_stick, path) = folder(&some(1));
    spoil(&path, "manifest.csv", |text| {
        text.replace("tagdesk-1", "tagdesk-2").replace("bundle.id", "x").into()
    });
    assert!(matches!(read(&path), Err(Error::Newer { format, .. }) if format == "tagdesk-2"));
    spoil(&path, "manifest.csv", |text| text.replace("tagdesk-2", "oneroster-1").into());
    assert!(matches!(read(&path), Err(Error::NoBundle { .. })));
}

#[test]
fn files_of_two_bundles_in_one_folder_are_refused() {
    let (_stick, path) = folder(&some(1));
    let (_other, second) = folder(&some(2));
    spoil(&second, "manifest.csv", |text| text.replace("b-1", "b-2").into());
    std::fs::copy(second.join("manifest.csv"), path.join("manifest (1).csv")).unwrap();
    assert!(matches!(read(&path), Err(Error::Mixed { .. })));
}

#[test]
fn a_zip_that_leads_outside_or_swells_is_refused() {
    use std::io::Write as _;
    let stick = tempfile::tempdir().unwrap();
    let zipped = |name: &str, files: &[(&str, &[u8])]| {
        let path = stick.path().join(name);
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        for (name, bytes) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        path
    };
    let manifest = b"propertyName,value\r\nbundle.format,tagdesk-1\r\n";
    let out = zipped(
        "TAGDESK_out.zip",
        &[("manifest.csv", manifest), ("../events.csv", b"body,prev,hash")],
    );
    assert!(matches!(read(&out), Err(Error::Unreadable(_))));
    let zeros = vec![b'0'; 200 << 20];
    let bomb = zipped("TAGDESK_bomb.zip", &[("manifest.csv", manifest), ("events.csv", &zeros)]);
    assert!(matches!(read(&bomb), Err(Error::Unreadable(_))));
    let found = look(stick.path()).unwrap();
    assert!(found.len() == 2 && found.iter().all(|found| found.manifest.is_err()));
}

#[test]
fn additions_that_do_not_fit_are_left_out() {
    let salt = vec![7; 16];
    let digest = Hash::of(&[&salt, "Ava Lind".as_bytes()]);
    let mut told = body(1, "BorrowerAdded", "", "W-GYM-2-9F2C61AB-1");
    told.payload.put("name_sha256", digest.to_string());
    let events = chained([told]);
    let mut out = outgoing(&events);
    let addition =
        Addition { event: events[0].hash, field: "name".into(), salt, text: "Ava Lind".into() };
    out.additions = vec![addition.clone()];
    let stick = tempfile::tempdir().unwrap();
    let path = write(stick.path(), "B", Form::Folder, &mut out).unwrap();
    assert_eq!(read(&path).unwrap().additions, [addition]);
    spoil(&path, "additions.csv", |text| text.replace("Ava", "Eva").into());
    let bundle = read(&path).unwrap();
    assert_eq!((bundle.additions.len(), bundle.events.len(), bundle.lost), (0, 1, 0));
    assert_eq!(bundle.damaged[0].why, Why::Addition);
}

#[test]
fn a_receipt_comes_back_as_it_was() {
    let mut out = outgoing(&some(1));
    out.manifest.kind = Kind::Receipt;
    out.manifest.receiver = "GYM-2".into();
    out.manifest.snapshot = Some(RegisterFacts {
        number: 7,
        issuer: "OFFICE".into(),
        sha256: Hash::of(&[b"r"]),
        site: String::new(),
    });
    let mark =
        Mark { station: "GYM-2".into(), incarnation: "9f2c61ab".into(), seq: 1, hash: Hash::ZERO };
    let counts = Counts { applied: 3, damaged: 1, ..Counts::default() };
    out.manifest.have = vec![mark.clone()];
    out.answers = vec![Answer::Chain(mark), Answer::Batch { id: "b-1".into(), number: 4, counts }];
    out.register = vec![Sheet {
        name: "students".into(),
        head: vec!["student".into(), "name".into()],
        rows: vec![vec!["0042".into(), "=cmd \"x\"\r\n'".into()]],
    }];
    let stick = tempfile::tempdir().unwrap();
    let path = write(stick.path(), "R", Form::Folder, &mut out).unwrap();
    let bundle = read(&path).unwrap();
    assert_eq!(
        (&bundle.answers, &bundle.register, &bundle.manifest),
        (&out.answers, &out.register, &out.manifest)
    );
    spoil(&path, "register-students.csv", |text| text.replace("0042", "42").into());
    let bundle = read(&path).unwrap();
    assert!(bundle.register.is_empty() && bundle.resaved && bundle.answers.len() == 2);
}

/// Any text that a body may hold.
fn event() -> impl Strategy<Value = (String, String, String)> {
    ("[A-Z][A-Za-z]{2,8}", any::<String>(), any::<String>())
}

proptest! {
    #[test]
    fn what_is_written_is_read(contents in proptest::collection::vec(event(), 0..20)) {
        let bodies = contents.iter().enumerate().map(|(index, (kind, tag, borrower))| {
            body(index as u64 + 1, kind, tag, borrower)
        });
        let events = chained(bodies);
        let stick = tempfile::tempdir().unwrap();
        let mut out = outgoing(&events);
        let path = write(stick.path(), "B", Form::Zip, &mut out).unwrap();
        let bundle = read(&path).unwrap();
        prop_assert!(bundle.whole, "{:?}", bundle.damaged);
        prop_assert_eq!(bundle.events, events);
    }

    #[test]
    fn no_flipped_byte_makes_another_event(at in any::<prop::sample::Index>(), mask in 1_u8..=255) {
        let events = some(4);
        let known: BTreeSet<Hash> = events.iter().map(|event| event.hash).collect();
        let (_stick, path) = folder(&events);
        let file = path.join("events.csv");
        let mut bytes = std::fs::read(&file).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        std::fs::write(&file, &bytes).unwrap();
        let bundle = read(&path).unwrap();
        prop_assert!(!bundle.whole, "one byte is another, and the sum says so");
        for event in &bundle.events {
            prop_assert!(known.contains(&event.hash) && events.contains(event));
        }
    }
}
