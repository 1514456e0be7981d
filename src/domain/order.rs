//! In which order events of one device happened.
//!
//! Time orders, but never against what is known: an event follows the one its station knew last
//! (`base`) and the earlier ones of its own incarnation. A clock set back in mid-morning therefore
//! cannot put a return before its issue. Events entered later with their true time (`as_of`) and
//! opening balances stand where their time puts them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::clock::Timed;
use super::event::{Body, Kind};
use super::hash::Hash;

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
}

/// Sorts the events of one device. A function of the set: the order given does not matter.
pub fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| a.key().cmp(&b.key()));
    if entries.len() < 2 {
        return;
    }
    let causes = causes(entries);
    let in_order =
        causes.iter().enumerate().all(|(i, causes)| causes.iter().flatten().all(|&c| c < i));
    if !in_order {
        let places = linearise(&causes);
        let mut sorted: Vec<Entry> = places.into_iter().map(|i| entries[i].clone()).collect();
        entries.swap_with_slice(&mut sorted);
    }
}

/// The entries known to come before one: its base, and the one before it in its incarnation.
pub type Causes = [Option<usize>; 2];

/// Few enough to look through one by one.
const FEW: usize = 16;

/// For each entry, the entries known to come before it.
pub fn causes(entries: &[Entry]) -> Vec<Causes> {
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
    by_seq.sort_by_key(|&i| {
        let body = &entries[i].body;
        (&body.station, &body.incarnation, body.seq)
    });
    let mut causes: Vec<Causes> = vec![[None; 2]; entries.len()];
    for &i in &by_seq {
        causes[i][0] = entries[i].body.base.as_ref().and_then(find).filter(bound);
    }
    for pair in by_seq.windows(2) {
        let (a, b) = (&entries[pair[0]].body, &entries[pair[1]].body);
        let same = a.station == b.station && a.incarnation == b.incarnation;
        // The branches of a fork share numbers; neither is the other's past.
        if same && a.seq < b.seq {
            causes[pair[1]][1] = Some(pair[0]);
        }
    }
    causes
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
