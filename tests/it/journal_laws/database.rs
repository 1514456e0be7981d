//! Databases of every released layout open, mean what they meant, and go on; newer ones do not.
//! And a file put back in its place without being noticed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _};
use tagdesk::domain::event::{Event, Kind, Moment, Source};
use tagdesk::store::{self, DATABASE, Draft, Error, Stamp, Store};

use super::author::{START, device, person};
use super::{assert_whole, merge, replica};

/// What the projection of `fixtures/db/v1.sql` comes to, by [`Store::projection_hash`].
const MEANING_OF_V1: &str = "0388ba1ce441ef1a6c31151f1bb6dc41bbe9ac380ce7de166143c253fa938548";

fn fixture(layout: i64) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/db/v{layout}.sql"))
}

/// A folder with a database of an older layout.
fn folder_of(layout: i64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let conn = Connection::open(folder.path().join(DATABASE)).unwrap();
    conn.execute_batch(&std::fs::read_to_string(fixture(layout)).unwrap()).unwrap();
    folder
}

fn now() -> Moment {
    Moment { wall_ms: START, utc_offset_min: 0, boot: "today".into(), boot_ms: 0 }
}

fn open(folder: &Path) -> store::Result<Store> {
    Store::open(folder, "a test", &now()).map(|(store, _)| store)
}

fn issue(store: &mut Store, tag: &str, to: &str) -> Event {
    let now = now();
    let stamp = Stamp { now: &now, operator: None, run: None, source: Source::Scan };
    let draft =
        Draft { device: Some(device(tag)), borrower: Some(person(to)), ..Draft::new(Kind::Issued) };
    let events =
        store.transact(|write| -> store::Result<_> { write.append(stamp, vec![draft]) }).unwrap();
    events.into_iter().next().unwrap()
}

/// The layout this program writes.
fn layout() -> i64 {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).unwrap().close().unwrap();
    version(folder.path())
}

fn version(folder: &Path) -> i64 {
    let conn = Connection::open(folder.join(DATABASE)).unwrap();
    conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn there_is_a_database_of_every_layout() {
    for layout in 1..=layout() {
        assert!(fixture(layout).exists(), "{} is missing", fixture(layout).display());
    }
}

#[test]
fn the_first_layout_still_means_what_it_meant() {
    let folder = folder_of(1);
    let mut store = open(folder.path()).unwrap();
    assert_eq!(version(folder.path()), layout());
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.events, 27);
    assert_eq!(store.projection_hash().unwrap().to_string(), MEANING_OF_V1);
    assert_whole(&mut store);
    let holder = |id: &str| {
        let card = store.device(&device(id)).unwrap();
        card.holder.map(|holder| holder.named.id.to_string())
    };
    assert_eq!(holder("s:PF3KD8Q2").as_deref(), Some("0048213"), "issued");
    assert_eq!(holder("s:PF2Z7C5H"), None, "returned");
    assert_eq!(holder("s:PF3KD7M4").as_deref(), Some("0048307"), "handed over");
    assert_eq!(holder("s:PF3KD8A9"), None, "issued and taken back");

    // It is a copy: the station goes on in a life of its own.
    let station = store.station().unwrap();
    assert_eq!((station.code.as_str(), station.seq), ("DEMO-1", 0));
    let event = issue(&mut store, "s:PF3KD8BE", "0048330");
    assert_eq!(event.body.seq, 1);
    let holder = store.device(&device("s:PF3KD8BE")).unwrap().holder.unwrap();
    assert_eq!(holder.named.name, "Alma Ruiz");
    assert!(!store.find_people("nguy", 0).unwrap().is_empty());
    assert!(!store.find_devices("004417", 0).unwrap().is_empty());
    assert_whole(&mut store);
}

/// What an import of an older layout changed has no word about what that layout did not have.
#[test]
fn an_import_of_an_older_layout_is_taken_back() {
    let folder = folder_of(2);
    let conn = Connection::open(folder.path().join(DATABASE)).unwrap();
    let image = "INSERT INTO intake_row VALUES (2, 'borrower', '6', json_array('0048322', \
                 'Ana Before', '6', '6A', 'LRK', 'H00001', 'student', 1, ''))";
    conn.execute_batch(image).unwrap();
    drop(conn);
    let mut store = open(folder.path()).unwrap();
    let intake = store.last_intake().unwrap().unwrap();
    let ana = person("0048322");
    let at = tagdesk::domain::card::When::from(&now());
    let issuer = store.station().unwrap().code;
    store
        .transact(|write| -> store::Result<_> { write.take_back_intake(&intake, &issuer, at) })
        .unwrap();
    let before = store.borrower(&ana).unwrap().unwrap();
    assert_eq!(
        (before.name.as_str(), before.slot.as_str(), before.case.as_str()),
        ("Ana Before", "", "")
    );
}

#[test]
fn the_layout_before_slots_still_opens() {
    let folder = folder_of(2);
    let mut store = open(folder.path()).unwrap();
    assert_eq!(version(folder.path()), layout());
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_whole(&mut store);
    let jose = store.person(&person("0048213"), false).unwrap();
    assert_eq!((jose.slot.as_str(), jose.case.as_str()), ("", ""));
}

#[test]
fn slots_and_case_numbers_are_where_they_were() {
    let folder = folder_of(3);
    let mut store = open(folder.path()).unwrap();
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_whole(&mut store);
    let jose = store.person(&person("0048213"), false).unwrap();
    assert_eq!((jose.slot.as_str(), jose.case.as_str()), ("Tue 9:00", "12"));
}

#[test]
fn what_was_owed_is_owed() {
    let folder = folder_of(4);
    let mut store = open(folder.path()).unwrap();
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_whole(&mut store);
    let ledger = store.ledger(&person("0048213")).unwrap();
    let [charge] = ledger.charges.as_slice() else { panic!("{ledger:?}") };
    assert_eq!((charge.sort.as_str(), charge.amount_cents()), ("screen", 4_950));
    assert_eq!((charge.waived_cents(), charge.paid_cents(), charge.due_cents()), (500, 0, 4_450));
}

#[test]
fn what_came_back_is_where_it_was_put() {
    let folder = folder_of(5);
    let mut store = open(folder.path()).unwrap();
    assert!(store.check().unwrap().is_sound());
    assert_whole(&mut store);
    let card = store.device(&device("s:PF3KD8Q2")).unwrap();
    assert_eq!((card.shelf.as_str(), card.status.as_str()), ("Gym cart 3", "repair"));
    let owner = card.owner.as_ref().unwrap();
    assert_eq!((owner.named.id.as_str(), owner.case.as_str()), ("0048213", "17"));
    let sent = store.device(&device("s:PF3KD8A9")).unwrap();
    assert_eq!((sent.tag.as_str(), &*sent.bound.unwrap().to), ("CB-009000", "BON"));
    assert_eq!(store.device(&device("s:PF3KD7M4")).unwrap().status.as_str(), "lost");
    assert!(card.noted.damage.contains("SCREEN") && card.noted.condition == Some("GOOD"));
    assert_eq!(card.noted.accessories["CASE"].as_str(), "missing");
    let owed = store.ledger(&person("0048213")).unwrap().due_cents();
    assert_eq!(owed, 1_000, "the case, and 8 paid; the first break is free");
}

#[test]
fn what_goes_along_is_still_a_set() {
    let folder = folder_of(6);
    let mut store = open(folder.path()).unwrap();
    assert!(store.check().unwrap().is_sound());
    assert_whole(&mut store);
    let set = store.set_of(&device("s:PF3KD500")).unwrap();
    let holder = |card: &tagdesk::domain::card::DeviceCard| {
        card.holder.as_ref().map(|holder| holder.named.id.to_string())
    };
    let set: Vec<_> = set.iter().map(|card| (card.tag.as_str(), holder(card))).collect();
    let [jose, ana] = ["0048213", "0048222"].map(|id| Some(id.to_owned()));
    assert_eq!(set, [("CH-004500", jose), ("ST-004500", ana)]);
}

#[test]
fn a_newer_layout_is_refused_and_left_alone() {
    let folder = folder_of(1);
    let file = folder.path().join(DATABASE);
    let newer = layout() + 1;
    let conn = Connection::open(&file).unwrap();
    conn.pragma_update(None, "user_version", newer).unwrap();
    drop(conn);
    let before = std::fs::read(&file).unwrap();
    for error in [open(folder.path()).unwrap_err(), Store::open_to_read(folder.path()).unwrap_err()]
    {
        assert!(matches!(&error, Error::Newer { version, .. } if *version == newer), "{error}");
    }
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

/// A file copied back over itself keeps machine, path and inode, so nothing shows at opening. Its
/// own lost events come back from elsewhere later: both branches are kept, and the station goes on
/// in a new incarnation.
#[test]
fn a_file_put_back_unnoticed_forks_and_goes_on_anew() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(DATABASE);
    let mut store = open(folder.path()).unwrap();
    store.found("GYM").unwrap();
    issue(&mut store, "t:A", "1");
    store.close().unwrap();
    let saved = std::fs::read(&file).unwrap();

    let mut store = open(folder.path()).unwrap();
    issue(&mut store, "t:A", "2");
    issue(&mut store, "t:B", "2");
    let lost = store.events().unwrap();
    store.close().unwrap();

    std::fs::write(&file, saved).unwrap();
    let mut store = open(folder.path()).unwrap();
    let life = store.station().unwrap().incarnation;
    assert_eq!(lost[0].body.incarnation, life, "nothing shows");
    let other = issue(&mut store, "t:D", "3");
    issue(&mut store, "t:A", "3");
    assert_eq!(other.id(), lost[1].id());
    assert!(!store.device(&device("t:A")).unwrap().disputed, "nothing shows");
    let merged = merge(&mut store, &lost);
    assert_eq!((merged.new, merged.known), (2, 1));
    assert_eq!(merged.forks, [lost[1].id(), lost[2].id()]);
    assert_eq!(store.events_named(&other.id(), None).unwrap().len(), 2);
    assert!(store.device(&device("t:A")).unwrap().disputed, "2 or 3 came last");

    let next = issue(&mut store, "t:C", "4");
    assert_ne!(next.body.incarnation, life);
    assert_eq!(next.body.seq, 1);
    assert!(store.check().unwrap().is_sound());
    assert_whole(&mut store);
    let meaning = store.projection_hash().unwrap();
    assert_eq!(replica(&store.events().unwrap()).projection_hash().unwrap(), meaning);
    store.close().unwrap();
    let mut store = open(folder.path()).unwrap();
    assert_eq!(store.differences(1).unwrap(), [], "the fork is known again");
    assert_eq!(issue(&mut store, "t:C", "4").body.seq, 2);
    assert_whole(&mut store);
}

/// Writes the fixture of the present layout from a database: the one in the folder that
/// `TAGDESK_DUMP` names. For whoever releases a new layout.
#[test]
#[ignore = "writes a fixture; run by hand when a layout is released"]
fn write_the_fixture_of_this_layout() {
    let folder = PathBuf::from(std::env::var_os("TAGDESK_DUMP").unwrap());
    let conn = Connection::open(folder.join(DATABASE)).unwrap();
    std::fs::write(fixture(version(&folder)), dump(&conn)).unwrap();
}

/// A database as SQL text. What full-text search keeps is made anew from the register.
fn dump(conn: &Connection) -> String {
    let pragma = |name: &str| -> i64 { conn.pragma_query_value(None, name, |r| r.get(0)).unwrap() };
    let (application, layout) = (pragma("application_id"), pragma("user_version"));
    let mut text = format!(
        "-- A database of layout {layout}, written by `write_the_fixture_of_this_layout` \
         (tests/it/journal_laws/database.rs).\n\
         PRAGMA application_id = {application};\nPRAGMA user_version = {layout};\nBEGIN;\n"
    );
    let mut objects = conn
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
        .unwrap();
    let objects: Vec<(String, String, String)> = objects
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let searches: Vec<&str> = objects
        .iter()
        .filter(|(_, _, sql)| sql.starts_with("CREATE VIRTUAL TABLE"))
        .map(|(_, name, _)| name.as_str())
        .collect();
    let kept = |name: &str| {
        !name.starts_with("sqlite_") && !searches.iter().any(|s| name.starts_with(s) && name != *s)
    };
    for (_, _, sql) in objects.iter().filter(|(_, name, _)| kept(name)) {
        writeln!(text, "{sql};").unwrap();
    }
    for (kind, name, _) in objects.iter().filter(|(_, name, _)| kept(name)) {
        if searches.contains(&name.as_str()) {
            writeln!(text, "INSERT INTO {name} ({name}) VALUES ('rebuild');").unwrap();
        } else if kind == "table" {
            let mut rows = conn.prepare(&format!("SELECT * FROM {name}")).unwrap();
            let columns = rows.column_count();
            let mut rows = rows.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values: Vec<String> =
                    (0..columns).map(|i| quoted(&row.get(i).unwrap())).collect();
                writeln!(text, "INSERT INTO {name} VALUES ({});", values.join(", ")).unwrap();
            }
        }
    }
    text + "COMMIT;\n"
}

fn quoted(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Blob(bytes) => {
            let mut hex = String::new();
            for byte in bytes {
                write!(hex, "{byte:02x}").unwrap();
            }
            format!("x'{hex}'")
        }
    }
}

/// The dump of a database is a database again.
#[test]
fn a_dump_reads_back() {
    let folder = folder_of(1);
    let conn = Connection::open(folder.path().join(DATABASE)).unwrap();
    let again = Connection::open_in_memory().unwrap();
    again.execute_batch(&dump(&conn)).unwrap();
    assert_eq!(dump(&again), dump(&conn));
    let events = "SELECT hash FROM journal LIMIT 1";
    let event: Option<Vec<u8>> = again.query_row(events, [], |row| row.get(0)).optional().unwrap();
    assert!(event.is_some());
}

/// A merge that is most of what will be here makes its indexes behind the rows: nothing else is other
/// than page by page, twice in one merge and half of it here already.
#[test]
fn a_large_merge_means_what_many_small_ones_mean() {
    let mut desk = Store::in_memory().unwrap();
    desk.found("GYM-2").unwrap();
    let now = now();
    let stamp = Stamp { now: &now, operator: None, run: None, source: Source::Scan };
    let drafts: Vec<Draft> = (0..12_000)
        .map(|n| Draft {
            device: Some(device(&format!("CB-{:04}", n % 4_000))),
            borrower: Some(person(&format!("{:07}", n % 900))),
            ..Draft::new(if n / 4_000 == 1 { Kind::Returned } else { Kind::Issued })
        })
        .collect();
    let events =
        desk.transact(|write| -> store::Result<_> { write.append_each(stamp, drafts) }).unwrap();
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let [mut whole, mut pages, mut begun] = folders.each_ref().map(|at| open(at.path()).unwrap());
    let twice: Vec<Event> = events.iter().chain(&events[..50]).cloned().collect();
    let merged = merge(&mut whole, &twice);
    assert_eq!((merged.new, merged.known), (12_000, 50));
    for page in events.chunks(500) {
        merge(&mut pages, page);
    }
    merge(&mut begun, &events[..1_500]);
    assert_eq!(merge(&mut begun, &events).new, 10_500);
    let indexes = |at: &tempfile::TempDir| -> Vec<String> {
        let conn = Connection::open(at.path().join(DATABASE)).unwrap();
        let mut rows = conn
            .prepare(
                "SELECT name || ': ' || sql FROM sqlite_schema WHERE tbl_name = 'journal'
                      AND type = 'index' ORDER BY 1",
            )
            .unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for (store, at) in [(&mut whole, &folders[0]), (&mut begun, &folders[2])] {
        assert_eq!(store.projection_hash().unwrap(), pages.projection_hash().unwrap());
        assert_eq!(indexes(at), indexes(&folders[1]), "every index is back");
        assert_whole(store);
    }
}
