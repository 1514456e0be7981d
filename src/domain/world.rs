//! What many subjects share: which identities are joined, what is undone, how clocks ran, where
//! incarnations fork, which policy held. A pure function of the events noted, in any order.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::borrower::BorrowerId;
use super::branch::Branches;
use super::clock::{Clock, Offset, Segment, Timed};
use super::device::DeviceId;
use super::event::{Body, Kind};
use super::hash::Hash;
use super::policy::Policy;

/// The shared state. Feed it with [`World::note`], [`World::set_segments`] and
/// [`World::set_branches`], then [`World::settle`].
#[derive(Debug, Clone, Default)]
pub struct World {
    undone_by: HashMap<Hash, BTreeSet<Hash>>,
    device_joins: BTreeMap<Hash, (DeviceId, DeviceId)>,
    merges: BTreeMap<Hash, (BorrowerId, BorrowerId)>,
    offsets: BTreeMap<Hash, (String, String, Offset)>,
    policies: BTreeMap<Hash, Set>,
    clocks: HashMap<String, HashMap<String, Clock>>,
    /// Of forked incarnations only.
    branches: HashMap<String, HashMap<String, Branches>>,
    devices: Components<DeviceId>,
    borrowers: Components<BorrowerId>,
    /// How often everything was worked out again: it costs as much as all joins there are.
    #[cfg(test)]
    settled: u64,
}

impl World {
    /// Whether a kind belongs in the world, and so must be noted.
    pub fn holds(kind: &Kind) -> bool {
        matches!(
            kind,
            Kind::Undone
                | Kind::DeviceJoined
                | Kind::BorrowerMerged
                | Kind::ClockOffset
                | Kind::PolicySet
        )
    }

    /// Takes an event in. Others than those that [`World::holds`] names are passed over.
    pub fn note(&mut self, body: &Body, hash: Hash) {
        match body.kind {
            Kind::Undone => {
                for target in body.payload.hashes("targets") {
                    self.undone_by.entry(target).or_default().insert(hash);
                }
            }
            Kind::DeviceJoined => {
                if let (Some(a), Some(b)) = (&body.device, body.payload.text("other")) {
                    let join = (a.clone(), DeviceId::from_text(b));
                    self.device_joins.insert(hash, join);
                }
            }
            Kind::BorrowerMerged => {
                if let (Some(from), Some(into)) = (&body.borrower, body.payload.text("into")) {
                    let merge = (from.clone(), BorrowerId::from_text(into));
                    self.merges.insert(hash, merge);
                }
            }
            Kind::ClockOffset => {
                if let Some(offset) = Offset::of(body, hash) {
                    self.offsets.insert(hash, offset);
                }
            }
            Kind::PolicySet => {
                if let Some(policy) = Policy::of(body) {
                    let from = body.payload.text("from").unwrap_or_default().to_owned();
                    let writer = (body.station.clone(), body.incarnation.clone());
                    let set = Set {
                        from,
                        writer,
                        seq: body.seq,
                        wall_ms: body.wall_ms,
                        policy: Arc::new(policy),
                    };
                    self.policies.insert(hash, set);
                }
            }
            _ => {}
        }
    }

    /// Puts the clock segments of one incarnation.
    pub fn set_segments(&mut self, station: &str, incarnation: &str, segments: Vec<Segment>) {
        let clock = self.clock_mut(station, incarnation);
        let offsets = std::mem::take(&mut clock.offsets);
        *clock = Clock::from(segments);
        clock.offsets = offsets;
    }

    /// Adds the segment that an own new event begins.
    pub fn push_segment(&mut self, station: &str, incarnation: &str, segment: Segment) {
        self.clock_mut(station, incarnation).put(segment);
    }

    /// The clock of an incarnation.
    pub fn clock(&self, station: &str, incarnation: &str) -> Option<&Clock> {
        self.clocks.get(station)?.get(incarnation)
    }

    /// Puts the branches of an incarnation; `None` where it has no fork.
    pub fn set_branches(&mut self, station: &str, incarnation: &str, branches: Option<Branches>) {
        if let Some(branches) = branches {
            let of_station = self.branches.entry(station.to_owned()).or_default();
            of_station.insert(incarnation.to_owned(), branches);
        } else if let Some(of_station) = self.branches.get_mut(station) {
            of_station.remove(incarnation);
        }
    }

    /// The branches of an incarnation, where it has a fork.
    pub fn branches(&self, station: &str, incarnation: &str) -> Option<&Branches> {
        self.branches.get(station)?.get(incarnation)
    }

    /// Whether the later event was written behind the earlier one, in one incarnation and one
    /// branch of it.
    pub fn follows(&self, later: (&Body, &Hash), earlier: (&Body, &Hash)) -> bool {
        let (a, b) = (earlier.0, later.0);
        if a.seq >= b.seq || a.station != b.station || a.incarnation != b.incarnation {
            return false;
        }
        let branches = self.branches(&b.station, &b.incarnation);
        branches.is_none_or(|fork| fork.follows((b.seq, later.1), (a.seq, earlier.1)))
    }

    fn clock_mut(&mut self, station: &str, incarnation: &str) -> &mut Clock {
        let clocks = self.clocks.entry(station.to_owned()).or_default();
        clocks.entry(incarnation.to_owned()).or_default()
    }

    /// Works out what follows from the events noted: live joins and offsets. Call it after noting
    /// and before asking.
    pub fn settle(&mut self) {
        #[cfg(test)]
        {
            self.settled += 1;
        }
        let live = |hash: &&Hash| self.is_live(hash);
        let joins: Vec<_> =
            self.device_joins.keys().filter(live).map(|h| &self.device_joins[h]).collect();
        let devices = Components::of(joins.into_iter(), |members| members.first().cloned());
        let live = |hash: &&Hash| self.is_live(hash);
        let merges: Vec<_> = self.merges.keys().filter(live).map(|h| &self.merges[h]).collect();
        let from: BTreeSet<_> = merges.iter().map(|(from, _)| from).collect();
        let borrowers = Components::of(merges.iter().copied(), |members| {
            let last = members.iter().find(|member| !from.contains(member));
            last.or(members.first()).cloned()
        });
        let offsets: Vec<_> = self
            .offsets
            .iter()
            .filter(|(hash, _)| self.is_live(hash))
            .map(|(_, offset)| offset.clone())
            .collect();
        self.devices = devices;
        self.borrowers = borrowers;
        for clock in self.clocks.values_mut().flat_map(HashMap::values_mut) {
            clock.offsets.clear();
        }
        for (station, incarnation, offset) in offsets {
            self.clock_mut(&station, &incarnation).offsets.push(offset);
        }
    }

    #[cfg(test)]
    pub(crate) fn settled(&self) -> u64 {
        self.settled
    }

    /// Whether an event counts: no `Undone` that counts itself names it.
    pub fn is_live(&self, hash: &Hash) -> bool {
        // A hash covers the hashes it names, so this cannot go round in a circle.
        !self.undone_by.get(hash).is_some_and(|by| by.iter().any(|undone| self.is_live(undone)))
    }

    /// The undo events that name this one, live or not.
    pub fn undone_by(&self, hash: &Hash) -> impl Iterator<Item = &Hash> {
        self.undone_by.get(hash).into_iter().flatten()
    }

    /// The lasting identity of a device.
    pub fn device<'a>(&'a self, id: &'a DeviceId) -> &'a DeviceId {
        self.devices.representative(id)
    }

    /// All identities that mean the same device as this representative, itself first.
    pub fn device_members<'a>(&'a self, id: &'a DeviceId) -> Vec<&'a DeviceId> {
        self.devices.members(id)
    }

    /// The lasting identity of a borrower: one that was merged into no other, then the smallest.
    pub fn borrower<'a>(&'a self, id: &'a BorrowerId) -> &'a BorrowerId {
        self.borrowers.representative(id)
    }

    /// All identities that mean the same borrower as this representative, itself first.
    pub fn borrower_members<'a>(&'a self, id: &'a BorrowerId) -> Vec<&'a BorrowerId> {
        self.borrowers.members(id)
    }

    /// Corrects the time of an event. `as_of`, where given, is when it really happened.
    pub fn time(&self, body: &Body) -> Timed {
        if let Some(at_ms) = body.as_of_ms {
            return Timed { at_ms, within_ms: body.as_of_within_ms.unwrap_or(0).max(0) };
        }
        self.written(body)
    }

    /// Corrects the time at which an event was written down here, whenever it happened.
    pub fn written(&self, body: &Body) -> Timed {
        let clock = self.clock(&body.station, &body.incarnation);
        clock.map_or_else(
            || Clock::default().correct(&body.boot, body.seq, body.wall_ms),
            |clock| clock.correct(&body.boot, body.seq, body.wall_ms),
        )
    }

    /// The policy in force on a local date (`YYYY-MM-DD`): the newest that is valid from then or
    /// before; the default where none is. Of one writer's for the same day the last counts, whatever
    /// its clock said. What a station is founded with is nobody's decision, and gives way to any.
    pub fn policy(&self, date: &str) -> Arc<Policy> {
        let decided = |set: &Set| set.seq > 1 || *set.policy != Policy::default();
        let valid = || {
            let live = self.policies.iter().filter(|(hash, _)| self.is_live(hash));
            live.filter(|(_, set)| decided(set))
        };
        let Some(from) =
            valid().map(|(_, set)| &set.from).filter(|from| from.as_str() <= date).max()
        else {
            return Arc::default();
        };
        let mut last: BTreeMap<&(String, String), (u64, &Hash, &Set)> = BTreeMap::new();
        for (hash, set) in valid().filter(|(_, set)| set.from == *from) {
            let place = (set.seq, hash, set);
            let kept = last.entry(&set.writer).or_insert(place);
            if (kept.0, kept.1) < (place.0, place.1) {
                *kept = place;
            }
        }
        let newest = last.values().max_by_key(|(_, hash, set)| (set.wall_ms, *hash));
        newest.map_or_else(Arc::default, |(.., set)| Arc::clone(&set.policy))
    }
}

/// A policy as an event set it.
#[derive(Debug, Clone)]
struct Set {
    /// Local date it is valid from.
    from: String,
    /// Station and incarnation.
    writer: (String, String),
    seq: u64,
    wall_ms: i64,
    policy: Arc<Policy>,
}

/// Joined identities: connected components with a representative each.
#[derive(Debug, Clone)]
struct Components<T> {
    representative: HashMap<T, T>,
    members: HashMap<T, Vec<T>>,
}

impl<T> Default for Components<T> {
    fn default() -> Self {
        Self { representative: HashMap::new(), members: HashMap::new() }
    }
}

impl<T: Ord + std::hash::Hash + Clone> Components<T> {
    /// Builds them from edges. `choose` names the representative of sorted members.
    fn of<'a>(edges: impl Iterator<Item = &'a (T, T)>, choose: impl Fn(&[T]) -> Option<T>) -> Self
    where
        T: 'a,
    {
        let mut neighbours: BTreeMap<&T, Vec<&T>> = BTreeMap::new();
        for (a, b) in edges {
            neighbours.entry(a).or_default().push(b);
            neighbours.entry(b).or_default().push(a);
        }
        let mut components = Self::default();
        for start in neighbours.keys() {
            if components.representative.contains_key(*start) {
                continue;
            }
            let mut members = BTreeSet::from([(*start).clone()]);
            let mut open = vec![*start];
            while let Some(at) = open.pop() {
                for next in &neighbours[at] {
                    if members.insert((*next).clone()) {
                        open.push(next);
                    }
                }
            }
            let members: Vec<T> = members.into_iter().collect();
            let Some(chosen) = choose(&members) else { continue };
            for member in &members {
                components.representative.insert(member.clone(), chosen.clone());
            }
            components.members.insert(chosen, members);
        }
        components
    }

    fn representative<'a>(&'a self, id: &'a T) -> &'a T {
        self.representative.get(id).unwrap_or(id)
    }

    fn members<'a>(&'a self, id: &'a T) -> Vec<&'a T> {
        let Some(members) = self.members.get(id) else { return vec![id] };
        let others = members.iter().filter(|member| *member != id);
        std::iter::once(id).chain(others).collect()
    }
}
