//! A bundle is the journal, to the byte: what was written, read, taken in elsewhere and written
//! again is the same bundle.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use tagdesk::domain::event::{Event, SCHEMA};
use tagdesk::exchange::bundle::{self, Form, Manifest, Outgoing, Row};
use tagdesk::store::Store;

use super::author::START;
use super::history::{Ways, play, steps};
use super::{cases, hashes, merge, replica, volatile};

/// Everything a store has, as one bundle in a folder; its files by name.
fn bundled(store: &Store, place: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut events: Vec<Event> = store.events().unwrap();
    events.sort_by_key(|event| (event.id(), event.hash));
    let row = |event| Row { event, student_name: "Peña, \"José\"".into() };
    let mut out = Outgoing {
        manifest: Manifest {
            id: "b-1".into(),
            number: 1,
            station: "A".into(),
            incarnation: "00000000".into(),
            wall_ms: START,
            schema: SCHEMA,
            ..Manifest::default()
        },
        rows: events.into_iter().map(row).collect(),
        ..Outgoing::default()
    };
    let written = bundle::write(place, "TAGDESK_A", Form::Folder, &mut out).unwrap();
    let files = std::fs::read_dir(written).unwrap().map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    });
    files.collect()
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// P10, P11: whatever is in the journal, kinds of a newer program and forks too.
    #[test]
    fn a_bundle_written_again_is_the_same_to_the_byte(steps in steps()) {
        let first = replica(&play(&steps, &Ways::default()));
        let (one, other) = (volatile(), volatile());
        let sent = bundled(&first, one.path());
        let read = bundle::read(&one.path().join("TAGDESK_A")).unwrap();
        prop_assert!(read.whole, "{:?}", read.damaged);
        let mut second = Store::in_memory().unwrap();
        merge(&mut second, &read.events);
        prop_assert_eq!(hashes(&second), hashes(&first));
        prop_assert_eq!(bundled(&second, other.path()), sent);
    }
}
