//! In which order events of one device happened.
//!
//! Time orders, but never against what is known: an event follows the one its station knew last
//! (`base`), the earlier ones of its own chain, and what another life or branch of its station wrote
//! earlier in the same start of the computer. A clock set back in mid-morning therefore cannot put a
//! return before its issue. Events entered later with their true time (`as_of`) and opening balances
//! stand where their time puts them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::clock::Timed;
use super::event::{Body, Kind};
use super::hash::Hash;
use super::world::World;

/// An event as the fold sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its hash.
    pub hash: Hash,
    /// Its content.
    pub body: Body,
    /// When it happened, corrected.
    pub time: Timed,
}

impl Entry {
    /// Opening balances come before everything, whatever their time.
    fn key(&self) -> (bool, i64, &str, &str, u64, Hash) {
        let body = &self.body;
        let later = body.kind != Kind::Opened;
        (later, self.time.at_ms, &body.station, &body.incarnation, body.seq, self.hash)
    }

    /// Whether its place follows from what was known, and not from its time alone.
    fn is_bound(&self) -> bool {
        self.body.as_of_ms.is_none() && self.body.kind != Kind::Opened
    }

    /// Which life of which station wrote it.
    fn life(&self) -> (&str, &str) {
        (&self.body.station, &self.body.incarnation)
    }

    /// On which station and in which start of its computer it was written.
    fn start(&self) -> (&str, &str) {
        (&self.body.station, &self.body.boot)
    }

    /// Whether it was written behind another one: same incarnation, same branch.
    pub fn follows(&self, earlier: &Entry, world: &World) -> bool {
        world.follows((&self.body, &self.hash), (&earlier.body, &earlier.hash))
    }
}

/// Sorts the events of one device. A function of the set: the order given does not matter.
pub fn sort(entries: &mut [Entry], world: &World) {
    entries.sort_by(|a, b| a.key().cmp(&b.key()));
    if entries.len() < 2 {
        return;
    }
    let causes = causes(entries, world);
    let in_order =
        causes.iter().enumerate().all(|(i, causes)| causes.iter().flatten().all(|&c| c < i));
    if !in_order {
        let places = linearise(&causes);
        let mut sorted: Vec<Entry> = places.into_iter().map(|i| entries[i].clone()).collect();
        entries.swap_with_slice(&mut sorted);
    }
}

/// The entries known to come before one: its base, the one before it in its chain, and the one
/// before it by the clock that its computer was started with.
pub type Causes = [Option<usize>; 3];

/// Few enough to look through one by one.
const FEW: usize = 16;

/// For each entry, the entries known to come before it.
pub fn causes(entries: &[Entry], world: &World) -> Vec<Causes> {
    let many: HashMap<Hash, usize> = if entries.len() > FEW {
        entries.iter().enumerate().map(|(i, entry)| (entry.hash, i)).collect()
    } else {
        HashMap::new()
    };
    let find = |hash: &Hash| {
        if entries.len() > FEW {
            many.get(hash).copied()
        } else {
            entries.iter().position(|entry| entry.hash == *hash)
        }
    };
    let bound = |i: &usize| entries[*i].is_bound();
    let mut by_seq: Vec<usize> = (0..entries.len()).filter(bound).collect();
    by_seq.sort_by_key(|&i| (entries[i].life(), entries[i].body.seq, entries[i].hash));
    let mut causes: Vec<Causes> = vec![[None; 3]; entries.len()];
    let mut apart = false;
    for (at, &i) in by_seq.iter().enumerate() {
        let entry = &entries[i];
        causes[i][0] = entry.body.base.as_ref().and_then(find).filter(bound);
        let mut of_life =
            by_seq[..at].iter().rev().take_while(|&&j| entries[j].life() == entry.life());
        // The branches of a fork share numbers; neither is the other's past.
        causes[i][1] = of_life.find(|&&j| entry.follows(&entries[j], world)).copied();
        let former = at.checked_sub(1).map(|at| by_seq[at]);
        let of_station = |j: usize| entries[j].body.station == entry.body.station;
        apart |= causes[i][1] != former && former.is_some_and(of_station);
    }
    if apart {
        by_start(entries, by_seq, world, &mut causes);
    }
    causes
}

/// Several lives or branches of one station wrote these events. In one start of the computer the
/// time since then, which nobody sets, says which came first.
fn by_start(entries: &[Entry], mut bound: Vec<usize>, world: &World, causes: &mut [Causes]) {
    bound.sort_by_key(|&i| (entries[i].start(), entries[i].body.boot_ms, entries[i].key()));
    for (at, &i) in bound.iter().enumerate() {
        let entry = &entries[i];
        let mut of_start =
            bound[..at].iter().rev().take_while(|&&j| entries[j].start() == entry.start());
        let earlier = |j: usize| {
            let other = &entries[j];
            other.body.boot_ms < entry.body.boot_ms
                && !entry.follows(other, world)
                && !other.follows(entry, world)
        };
        causes[i][2] = of_start.find(|&&j| earlier(j)).copied();
    }
}

/// The earliest entry whose causes are all placed, again and again. Entries come sorted by time,
/// so the smallest index is the earliest. Forks can make a circle; it is cut at its earliest.
fn linearise(causes: &[Causes]) -> Vec<usize> {
    let mut waiting: Vec<usize> = causes.iter().map(|c| c.iter().flatten().count()).collect();
    let mut effects = vec![Vec::new(); causes.len()];
    for (i, causes) in causes.iter().enumerate() {
        for &cause in causes.iter().flatten() {
            effects[cause].push(i);
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> =
        (0..causes.len()).filter(|&i| waiting[i] == 0).map(Reverse).collect();
    let mut placed = vec![false; causes.len()];
    let mut order = Vec::with_capacity(causes.len());
    while order.len() < causes.len() {
        let next = match ready.pop() {
            Some(Reverse(next)) => next,
            None => placed.iter().position(|placed| !placed).unwrap_or_default(),
        };
        if std::mem::replace(&mut placed[next], true) {
            continue;
        }
        order.push(next);
        for &effect in &effects[next] {
            waiting[effect] = waiting[effect].saturating_sub(1);
            if waiting[effect] == 0 && !placed[effect] {
                ready.push(Reverse(effect));
            }
        }
    }
    order
}

/// Whether `earlier` is in the known past of `later`, following `causes`.
pub fn knew(causes: &[Causes], later: usize, earlier: usize) -> bool {
    let mut seen = vec![false; causes.len()];
    let mut open = vec![later];
    while let Some(at) = open.pop() {
        if at == earlier {
            return true;
        }
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(causes[at].iter().flatten());
        }
    }
    false
}
