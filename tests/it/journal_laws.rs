//! The laws of the journal: what merge, fold, clocks, undo and conflicts must keep, whatever
//! happens in whatever order.
//!
//! Histories are written by made-up stations (`author`, `history`), folded by replicas in memory,
//! and compared. A thousand cases each; `PROPTEST_CASES` says another number. Which property is held
//! where: `docs/reliability.md`.

mod agreements;
mod author;
mod breaks;
mod broken;
mod bundles;
mod conflicts;
mod database;
mod decisions;
mod handshake;
mod history;
mod laws;
mod lives;
mod money;
pub(crate) mod oracle;
mod places;
mod rebuild;
mod restored;
mod scene;
mod tickets;
mod undo;

use proptest::test_runner::Config;
use tagdesk::domain::event::Event;
use tagdesk::domain::hash::Hash;
use tagdesk::store::{self, Merged, Store};

/// So many cases, unless `PROPTEST_CASES` says otherwise.
fn cases(usual: u32) -> Config {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => Config::default(),
        None => Config::with_cases(usual),
    }
}

/// Takes events into a store, as one bundle.
fn merge(store: &mut Store, events: &[Event]) -> Merged {
    store.transact(|write| -> store::Result<_> { write.merge(events) }).unwrap()
}

/// A store that has these events and nothing else.
fn replica(events: &[Event]) -> Store {
    let mut store = Store::in_memory().unwrap();
    merge(&mut store, events);
    store
}

/// A folder in memory where there is such a place: what is waited for there is no disk.
fn volatile() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// The hashes of a store's events, sorted: which events exist.
fn hashes(store: &Store) -> Vec<Hash> {
    let mut hashes: Vec<Hash> = store.events().unwrap().iter().map(|event| event.hash).collect();
    hashes.sort_unstable();
    hashes
}

/// The projection equals the fold of the whole journal, and a rebuild changes nothing.
fn assert_whole(store: &mut Store) {
    let before = store.projection_hash().unwrap();
    assert_eq!(store.differences(10).unwrap(), [], "incremental and full fold differ");
    store.rebuild().unwrap();
    assert_eq!(store.projection_hash().unwrap(), before, "a rebuild changed the projection");
}
