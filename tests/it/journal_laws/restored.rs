//! A database that is put back over itself: what was written since is lost there, and comes home
//! from elsewhere.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::domain::event::{Event, EventId, Kind, Moment, Source};
use tagdesk::domain::hash::Hash;
use tagdesk::store::{self, DATABASE, Draft, Stamp, Store};

use super::author::{START, device, person};
use super::history::{DEVICES, PEOPLE};
use super::{assert_whole, cases, hashes, merge, replica, volatile};

/// What a desk writes about a device: a hand-out to somebody, or a return.
type Scan = (usize, Option<usize>);

fn scan() -> impl Strategy<Value = Scan> {
    (0..DEVICES.len(), prop::option::of(0..PEOPLE.len()))
}

fn moment(seconds: i64) -> Moment {
    let boot_ms = seconds * 1_000;
    Moment { wall_ms: START + boot_ms, utc_offset_min: 0, boot: "today".into(), boot_ms }
}

fn open(folder: &Path) -> Store {
    Store::open(folder, "a test", &moment(0)).unwrap().0
}

/// A folder with a station's database that nothing was written to.
fn station() -> tempfile::TempDir {
    static FOUNDED: OnceLock<Vec<u8>> = OnceLock::new();
    let folder = volatile();
    let file = folder.path().join(DATABASE);
    let founded = FOUNDED.get_or_init(|| {
        let mut store = open(folder.path());
        store.found("GYM").unwrap();
        store.close().unwrap();
        std::fs::read(&file).unwrap()
    });
    std::fs::write(file, founded).unwrap();
    folder
}

/// Writes scans from that second on, one a second.
fn write(store: &mut Store, from: i64, scans: &[Scan]) -> Vec<Event> {
    let mut written = Vec::new();
    for (now, (what, to)) in (from..).map(moment).zip(scans) {
        let kind = if to.is_some() { Kind::Issued } else { Kind::Returned };
        let draft = Draft {
            device: Some(device(DEVICES[*what])),
            borrower: to.map(|to| person(PEOPLE[to])),
            ..Draft::new(kind)
        };
        let stamp = Stamp { now: &now, operator: None, run: None, source: Source::Scan };
        let events = store
            .transact(|write| -> store::Result<_> { write.append(stamp, vec![draft]) })
            .unwrap();
        written.extend(events);
    }
    written
}

fn ids(events: &[Event]) -> BTreeSet<EventId> {
    events.iter().map(Event::id).collect()
}

/// Puts a saved database back: in its place to the inode, or as a file of its own, which is noticed.
fn put_back(folder: &Path, saved: &[u8], noticed: bool) {
    let file = folder.join(DATABASE);
    if noticed {
        let beside = folder.join("beside");
        std::fs::write(&beside, saved).unwrap();
        std::fs::rename(beside, file).unwrap();
    } else {
        std::fs::write(file, saved).unwrap();
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// P8: numbers that were given twice are each named as a fork, once; no event of either branch is
    /// lost, in whatever pieces they come home; and the station goes on in a life of its own.
    #[test]
    fn a_database_put_back_names_its_forks_and_loses_nothing(
        before in vec(scan(), 0..4),
        lost in vec(scan(), 1..6),
        after in vec(scan(), 1..6),
        noticed in any::<bool>(),
        backwards in any::<bool>(),
        at_once in 1..4_usize,
    ) {
        let folder = station();
        let mut store = open(folder.path());
        let first_life = store.station().unwrap().incarnation;
        write(&mut store, 0, &before);
        store.close().unwrap();
        let saved = std::fs::read(folder.path().join(DATABASE)).unwrap();

        let mut store = open(folder.path());
        let lost = write(&mut store, 100, &lost);
        let mut away = store.events().unwrap();
        store.close().unwrap();

        put_back(folder.path(), &saved, noticed);
        let mut store = open(folder.path());
        let after = write(&mut store, 200, &after);
        let mut all: Vec<Hash> = away.iter().chain(&after).map(|event| event.hash).collect();
        all.sort_unstable();

        if backwards {
            away.reverse();
        }
        let mut told = Vec::new();
        for few in away.chunks(at_once) {
            told.extend(merge(&mut store, few).forks);
        }
        let twice: BTreeSet<EventId> = ids(&lost).intersection(&ids(&after)).cloned().collect();
        prop_assert_eq!(twice.is_empty(), noticed, "what is noticed begins anew at once");
        prop_assert_eq!(told.len(), twice.len(), "each is named once");
        prop_assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), twice);
        prop_assert_eq!(&hashes(&store), &all);

        let next = write(&mut store, 300, &[(0, Some(0))]).remove(0);
        prop_assert_ne!(&next.body.incarnation, &first_life);
        let number = if noticed { after.len() + 1 } else { 1 };
        prop_assert_eq!(next.body.seq, number as u64);
        prop_assert!(store.check().unwrap().is_sound());
        assert_whole(&mut store);
        let other = replica(&store.events().unwrap());
        prop_assert_eq!(other.projection_hash().unwrap(), store.projection_hash().unwrap());
        store.close().unwrap();
    }
}
