//! What is kept beside the journal and can be lost without loss: `check` names what is not as the
//! events say, and a rebuild makes all of it anew.

use rusqlite::Connection;
use tagdesk::domain::event::{Event, Kind, Moment};
use tagdesk::domain::hash::Hash;
use tagdesk::store::{DATABASE, Difference, Store};

use super::author::{MINUTE, START, device, person};
use super::scene::{Scene, TAG};
use super::{assert_whole, merge};

fn open(folder: &tempfile::TempDir) -> Store {
    let now = Moment { wall_ms: START, utc_offset_min: 0, boot: "today".into(), boot_ms: 0 };
    Store::open(folder.path(), "a test", &now).unwrap().0
}

/// Two questions that are asked only because a clock jumped and because a database was copied, and
/// somebody served without a card.
fn events() -> Vec<Event> {
    let mut scene = Scene::new();
    scene.issue("A", 0, "100");
    scene.desk("B").skew_ms = 60 * MINUTE;
    scene.write("B", 29, Kind::Sighted, |_| {});
    scene.desk("B").skew_ms = 0;
    scene.issue("B", 30, "200");
    scene.copy("C", "copy of C", 0);
    for (desk, to) in [("C", "100"), ("copy of C", "200")] {
        scene.write(desk, 40, Kind::Issued, |body| {
            body.device = Some(device("t:FORK"));
            body.borrower = Some(person(to));
        });
    }
    scene.write("D", 50, Kind::BorrowerAdded, |body| {
        (body.device, body.borrower) = (None, Some(person("W-D-1")));
        body.payload.put("code", "NEW-1");
    });
    scene.events
}

/// A database with these events, closed, and what its projection comes to.
fn database() -> (tempfile::TempDir, Hash) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder);
    merge(&mut store, &events());
    for tag in [TAG, "t:FORK"] {
        assert!(store.device(&device(tag)).unwrap().disputed, "{tag}");
    }
    assert_whole(&mut store);
    let meaning = store.projection_hash().unwrap();
    store.close().unwrap();
    (folder, meaning)
}

fn tamper(folder: &tempfile::TempDir, sql: &str) {
    Connection::open(folder.path().join(DATABASE)).unwrap().execute_batch(sql).unwrap();
}

fn clock(life: &str) -> Difference {
    Difference::Clock(life.to_owned())
}

fn fork(life: &str) -> Difference {
    Difference::Fork(life.to_owned())
}

fn alias(code: &str) -> Difference {
    Difference::Alias(code.to_owned())
}

fn state(id: &str) -> Difference {
    Difference::Device(device(id))
}

#[test]
fn what_is_not_as_the_events_say_is_named_and_made_anew() {
    let (b, c) = ("B/00000001", "C/00000002");
    let of_b = "(SELECT id FROM incarnation WHERE station = 'B')";
    let cases: [(String, &[Difference]); 9] = [
        (format!("DELETE FROM clock_segment WHERE incarnation = {of_b}"), &[clock(b)]),
        (format!("UPDATE clock_segment SET jump_ms = 0 WHERE incarnation = {of_b}"), &[clock(b)]),
        ("INSERT INTO clock_segment VALUES (77, 1, 'never', 0, 0)".into(), &[clock("77")]),
        ("DELETE FROM fork".into(), &[fork(c)]),
        ("UPDATE fork SET first_seq = 9".into(), &[fork(c)]),
        (format!("INSERT INTO fork VALUES ({of_b}, 1)"), &[fork(b)]),
        ("DELETE FROM alias".into(), &[alias("NEW-1")]),
        (
            "INSERT INTO alias SELECT 'OTHER', id FROM subject WHERE name = 'b:100'".into(),
            &[alias("OTHER")],
        ),
        // All at once, states too: the questions hang on clock and fork.
        (
            "DELETE FROM clock_segment WHERE first_seq > 1; DELETE FROM fork; DELETE FROM alias;
             UPDATE custody SET conflict = NULL, conflict_events = NULL"
                .into(),
            &[clock(b), fork(c), alias("NEW-1"), state(TAG), state("t:FORK")],
        ),
    ];
    for (sql, wanted) in cases {
        let (folder, meaning) = database();
        tamper(&folder, &sql);
        let found = Store::open_to_read(folder.path()).unwrap().differences(9).unwrap();
        assert_eq!(found, wanted, "{sql}");
        let few = Store::open_to_read(folder.path()).unwrap().differences(1).unwrap();
        assert_eq!(few, wanted[..1], "{sql}");

        let mut store = open(&folder);
        assert_ne!(store.projection_hash().unwrap(), meaning, "{sql}");
        store.rebuild().unwrap();
        assert_eq!(store.projection_hash().unwrap(), meaning, "{sql}");
        assert_whole(&mut store);
        store.close().unwrap();
        // And what was in memory is what is on disk.
        let mut store = open(&folder);
        assert_whole(&mut store);
        assert!(store.device(&device(TAG)).unwrap().disputed, "{sql}");
    }
}

#[test]
fn a_rebuild_taken_back_leaves_nothing_behind() {
    let (folder, _) = database();
    tamper(&folder, "DELETE FROM clock_segment; DELETE FROM fork");
    let mut store = open(&folder);
    let before = store.projection_hash().unwrap();
    let segments = store.world().clock("B", "00000001").map(|clock| clock.segments().len());
    let failed: Result<(), tagdesk::store::Error> = store.transact(|write| {
        write.rebuild()?;
        Err(tagdesk::store::Error::NoStation)
    });
    assert!(failed.is_err());
    assert_eq!(store.projection_hash().unwrap(), before);
    let after = store.world().clock("B", "00000001").map(|clock| clock.segments().len());
    assert_eq!(after, segments, "in memory, too");
    assert!(store.world().branches("C", "00000002").is_none());
}
