//! One transaction: events, projection and run line together, or nothing of it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::open::{USUAL_ROOM, new_code};
use super::{Error, Head, Result, Store};
use crate::domain::branch::Branches;
use crate::domain::clock::Segment;
use crate::domain::device::DeviceId;
use crate::domain::event::{Body, Event};
use crate::domain::hash::Hash;
use crate::domain::world::World;

/// A transaction in progress. What is kept in memory is put back where it fails.
#[derive(Debug)]
pub struct Write<'a> {
    tx: Transaction<'a>,
    world: &'a mut World,
    head: &'a mut Option<Head>,
    former_world: Option<World>,
    touched: BTreeMap<i64, DeviceId>,
    /// Keys of subjects met in this transaction.
    keys: RefCell<HashMap<String, i64>>,
    roomy: bool,
}

/// Keys of subjects kept in memory at most.
const KEYS: usize = 1 << 17;

/// Pages kept in memory while many events are taken in or folded, KiB: the working set of the
/// indexes, which a scan's cache does not hold.
const ROOM: &str = "PRAGMA cache_size = -131072";

impl Store {
    /// Everything read from here on is read at one state of the file, and without a lock for each
    /// statement, until [`Store::release`]. A transaction ends it and begins it anew. False where
    /// it was so already.
    pub fn hold(&self) -> Result<bool> {
        let free = self.conn.is_autocommit();
        if free {
            self.conn.prepare_cached("BEGIN")?.execute([])?;
        }
        Ok(free)
    }

    /// Ends [`Store::hold`]; false where nothing was held.
    pub fn release(&self) -> Result<bool> {
        let held = !self.conn.is_autocommit();
        if held {
            self.conn.prepare_cached("COMMIT")?.execute([])?;
        }
        Ok(held)
    }

    /// Runs a closure in one transaction. An error rolls everything back, in memory too.
    pub fn transact<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let held = self.release()?;
        let (result, roomy) = self.attempt(work);
        if roomy {
            // It is committed, or not; how much memory is held changes nothing about that.
            let _ = self.conn.execute_batch(&format!("{USUAL_ROOM}; PRAGMA shrink_memory"));
        }
        if held && result.is_ok() {
            let _ = self.hold();
        }
        result
    }

    /// The result, and whether room was made.
    fn attempt<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Write<'_>) -> std::result::Result<T, E>,
    ) -> (std::result::Result<T, E>, bool) {
        let former_head = self.head.clone();
        let tx = match self.conn.transaction_with_behavior(TransactionBehavior::Immediate) {
            Ok(tx) => tx,
            Err(error) => return (Err(Error::from(error).into()), false),
        };
        let mut write = Write {
            tx,
            world: &mut self.world,
            head: &mut self.head,
            former_world: None,
            touched: BTreeMap::new(),
            keys: RefCell::default(),
            roomy: false,
        };
        let result = work(&mut write);
        let Write { tx, world, head, former_world, roomy, .. } = write;
        let result = match result {
            Ok(done) => tx.commit().map(|()| done).map_err(|error| Error::from(error).into()),
            Err(error) => {
                drop(tx);
                Err(error)
            }
        };
        if result.is_err() {
            *head = former_head;
            if let Some(former) = former_world {
                *world = former;
            }
        }
        (result, roomy)
    }
}

impl Write<'_> {
    pub(super) fn conn(&self) -> &Connection {
        &self.tx
    }

    pub(super) fn world(&self) -> &World {
        self.world
    }

    pub(super) fn head(&self) -> Result<&Head> {
        self.head.as_ref().ok_or(Error::NoStation)
    }

    /// The chain ends in this event now.
    pub(super) fn advance(&mut self, event: &Event) -> Result<()> {
        let head = self.head.as_mut().ok_or(Error::NoStation)?;
        head.seq = event.body.seq;
        head.hash = event.hash;
        Ok(())
    }

    /// The register in use from here on.
    pub(super) fn use_register(&mut self, short: String) {
        if let Some(head) = self.head.as_mut() {
            head.register = Some(short);
        }
    }

    pub(super) fn push_segment(&mut self, body: &Body, segment: Segment) {
        self.remember_world();
        self.world.push_segment(&body.station, &body.incarnation, segment);
    }

    /// This station goes on in a new incarnation, at the same place.
    pub(super) fn begin_anew(&mut self) -> Result<()> {
        let code = new_code();
        let head = self.head.as_mut().ok_or(Error::NoStation)?;
        self.tx.execute(
            "INSERT INTO incarnation (station, code, own, place)
             SELECT station, ?2, 1, place FROM incarnation WHERE id = ?1",
            (head.incarnation, &code),
        )?;
        head.incarnation = self.tx.last_insert_rowid();
        (head.code, head.seq, head.hash) = (code, 0, Hash::ZERO);
        Ok(())
    }

    pub(super) fn set_segments(&mut self, station: &str, code: &str, segments: Vec<Segment>) {
        self.remember_world();
        self.world.set_segments(station, code, segments);
    }

    pub(super) fn set_branches(&mut self, station: &str, code: &str, branches: Option<Branches>) {
        self.remember_world();
        self.world.set_branches(station, code, branches);
    }

    /// Notes events in the shared state, if any belong there; says whether any did.
    pub(super) fn note(&mut self, events: &[&Event]) -> bool {
        let shared: Vec<&&Event> =
            events.iter().filter(|event| World::holds(&event.body.kind)).collect();
        if shared.is_empty() {
            return false;
        }
        self.remember_world();
        for event in shared {
            self.world.note(&event.body, event.hash);
        }
        true
    }

    pub(super) fn settle(&mut self) {
        self.world.settle();
    }

    /// A device to fold again before the transaction ends.
    pub(super) fn touch(&mut self, key: i64, device: DeviceId) {
        self.touched.insert(key, device);
    }

    pub(super) fn take_touched(&mut self) -> BTreeMap<i64, DeviceId> {
        std::mem::take(&mut self.touched)
    }

    /// The key of a subject, where this transaction met it before.
    pub(super) fn met(&self, name: &str) -> Option<i64> {
        self.keys.borrow().get(name).copied()
    }

    pub(super) fn meet(&self, name: &str, key: i64) {
        let mut keys = self.keys.borrow_mut();
        if keys.len() >= KEYS {
            keys.clear();
        }
        keys.insert(name.to_owned(), key);
    }

    /// Much is to be done: until the transaction ends, more of the file is held in memory.
    pub(super) fn make_room(&mut self) -> Result<()> {
        self.tx.execute_batch(ROOM)?;
        self.roomy = true;
        Ok(())
    }

    fn remember_world(&mut self) {
        if self.former_world.is_none() {
            self.former_world = Some(self.world.clone());
        }
    }
}
