//! One transaction: events, projection and run line together, or nothing of it.

use std::collections::BTreeSet;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Error, Head, Result, Store};
use crate::domain::clock::Segment;
use crate::domain::event::{Body, Event};
use crate::domain::world::World;

/// A transaction in progress. What is kept in memory is put back where it fails.
#[derive(Debug)]
pub struct Write<'a> {
    tx: Transaction<'a>,
    world: &'a mut World,
    head: &'a mut Option<Head>,
    former_world: Option<World>,
    touched: BTreeSet<i64>,
}

impl Store {
    /// Runs a closure in one transaction. An error rolls everything back, in memory too.
    pub fn transact<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let former_head = self.head.clone();
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::from)?;
        let mut write = Write {
            tx,
            world: &mut self.world,
            head: &mut self.head,
            former_world: None,
            touched: BTreeSet::new(),
        };
        let result = work(&mut write);
        let Write { tx, world, head, former_world, .. } = write;
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
        result
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

    pub(super) fn push_segment(&mut self, body: &Body, segment: Segment) -> Result<()> {
        self.remember_world();
        self.world.push_segment(&body.station, &body.incarnation, segment.clone());
        self.head.as_mut().ok_or(Error::NoStation)?.segment = Some(segment);
        Ok(())
    }

    pub(super) fn set_segments(&mut self, station: &str, code: &str, segments: Vec<Segment>) {
        self.remember_world();
        self.world.set_segments(station, code, segments);
    }

    /// Notes events in the shared state, if any belong there; says whether any did.
    pub(super) fn note(&mut self, events: &[Event]) -> bool {
        let shared: Vec<&Event> =
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

    /// Devices to fold again before the transaction ends, by their key.
    pub(super) fn touch(&mut self, devices: impl IntoIterator<Item = i64>) {
        self.touched.extend(devices);
    }

    pub(super) fn take_touched(&mut self) -> BTreeSet<i64> {
        std::mem::take(&mut self.touched)
    }

    fn remember_world(&mut self) {
        if self.former_world.is_none() {
            self.former_world = Some(self.world.clone());
        }
    }
}
