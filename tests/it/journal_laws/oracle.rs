//! The plain meaning of a set of events, without a store: what the projection must come to.

use std::collections::BTreeMap;

use tagdesk::domain::branch::{Branches, Link};
use tagdesk::domain::clock::{Clock, Segment};
use tagdesk::domain::device::DeviceId;
use tagdesk::domain::event::Event;
use tagdesk::domain::fold::{self, Folded};
use tagdesk::domain::order::Entry;
use tagdesk::domain::world::World;

/// What all devices share, from nothing.
pub(crate) fn world(events: &[Event]) -> World {
    let mut world = World::default();
    let mut lives: BTreeMap<(&str, &str), Vec<&Event>> = BTreeMap::new();
    for event in events {
        world.note(&event.body, event.hash);
        let body = &event.body;
        lives.entry((&body.station, &body.incarnation)).or_default().push(event);
    }
    for ((station, incarnation), mut events) in lives {
        events.sort_by_key(|event| (event.body.seq, event.hash));
        events.dedup_by_key(|event| event.hash);
        world.set_branches(station, incarnation, branches(&events));
        let mut clock = Clock::default();
        for event in events {
            let body = &event.body;
            let last = clock.last(&body.boot);
            let next = Segment::next(last, body.seq, &body.boot, body.skew_ms());
            if let Some(segment) = next {
                clock.put(segment);
            }
        }
        world.set_segments(station, incarnation, clock.segments().to_vec());
    }
    world.settle();
    world
}

/// The branches of one incarnation's events, sorted, where two of them share a number.
fn branches(events: &[&Event]) -> Option<Branches> {
    let fork = events.windows(2).find(|pair| pair[0].body.seq == pair[1].body.seq)?[0].body.seq;
    let behind = events.iter().filter(|event| event.body.seq >= fork);
    let link = |event: &&Event| Link { seq: event.body.seq, hash: event.hash, prev: event.prev };
    Branches::of(behind.map(link).collect())
}

/// Every device under its lasting identity, folded.
pub(super) fn fold_in(world: &World, events: &[Event]) -> BTreeMap<DeviceId, Folded> {
    fold_as(world, events, |_| {})
}

/// The same of events that are made to look otherwise first.
pub(super) fn fold_as(
    world: &World,
    events: &[Event],
    change: impl Fn(&mut Entry),
) -> BTreeMap<DeviceId, Folded> {
    let mut devices: BTreeMap<DeviceId, Vec<Event>> = BTreeMap::new();
    for event in events {
        if let Some(device) = &event.body.device {
            devices.entry(world.device(device).clone()).or_default().push(event.clone());
        }
    }
    let folded = devices.into_iter().map(|(device, events)| {
        let mut entries = fold::entries(events, world);
        entries.iter_mut().for_each(&change);
        (device, fold::device(&mut entries, world))
    });
    folded.collect()
}

/// The same with its own world.
pub(crate) fn fold(events: &[Event]) -> BTreeMap<DeviceId, Folded> {
    fold_in(&world(events), events)
}

/// Who holds each device, without those that are in.
pub(super) fn holders(folded: &BTreeMap<DeviceId, Folded>) -> BTreeMap<String, String> {
    let held = folded.iter().filter_map(|(device, folded)| {
        let holder = folded.custody.holder.as_ref()?;
        Some((device.to_string(), holder.borrower.to_string()))
    });
    held.collect()
}
