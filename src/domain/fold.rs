//! The events of one device -> its state, its loans, its conflict and its to-dos.
//!
//! Never reads the register. The same set of events gives the same answer in whatever order they
//! arrive.

use super::borrower::BorrowerId;
use super::choice::Choice;
use super::custody::{self, Custody, Held, Todo};
use super::event::{Event, Kind};
use super::hash::Hash;
use super::noted::Noted;
use super::order::{self, Entry};
use super::world::World;

/// The span from an issue to its return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// Who had it.
    pub borrower: BorrowerId,
    /// The event that began it.
    pub issued: Hash,
    /// Corrected UTC milliseconds.
    pub issued_ms: i64,
    /// Local offset where it began, minutes.
    pub issued_offset_min: i32,
    /// Due date, local.
    pub due: Option<String>,
    /// The event that ended it, and when; `None` while it lasts.
    pub returned: Option<(Hash, i64)>,
}

/// Two honest desks disagree, and who has the device depends on an order nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Hash of the sorted event hashes: the same wherever it is found.
    pub id: Hash,
    /// The events, in the order of the fold; the last one holds until decided.
    pub events: Vec<Hash>,
    /// Somebody was asked to ask the school.
    pub asked: bool,
}

/// What the events of one device come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// State now.
    pub custody: Custody,
    /// All loans, oldest first.
    pub loans: Vec<Loan>,
    /// What a person must decide.
    pub conflict: Option<Conflict>,
    /// What a person should look at, by event.
    pub todos: Vec<(Hash, Todo)>,
    /// Live events that changed something, in order.
    pub changes: Vec<Hash>,
    /// What was noted about it and stands.
    pub noted: Noted,
    /// The last event in order, whatever its kind: the `base` of the next.
    pub last: Option<Hash>,
}

/// Makes entries of events: corrected times, still unsorted.
pub fn entries(events: impl IntoIterator<Item = Event>, world: &World) -> Vec<Entry> {
    let entry =
        |event: Event| Entry { time: world.time(&event.body), hash: event.hash, body: event.body };
    events.into_iter().map(entry).collect()
}

/// Folds the events of one device under all its joined identities. Sorts `entries`.
pub fn device(entries: &mut [Entry], world: &World) -> Folded {
    order::sort(entries, world);
    let mut folded = Folded { last: entries.last().map(|e| e.hash), ..Folded::default() };
    let rulings = rulings(entries, world);
    let counts = |entry: &Entry| {
        world.is_live(&entry.hash) && !rulings.iter().any(|r| r.drops.contains(&entry.hash))
    };
    // Where a decision that nobody has it acts: behind the last of the events it was made about, not
    // where its own clock puts it.
    let frees: Vec<(usize, &Ruling)> = rulings
        .iter()
        .filter(|ruling| ruling.frees)
        .filter_map(|ruling| {
            let about = |entry: &Entry| ruling.events.contains(&entry.hash) && counts(entry);
            Some((entries.iter().rposition(about)?, ruling))
        })
        .collect();
    // (index, holder afterwards) of every event that decides custody and stands.
    let mut decided: Vec<(usize, Option<BorrowerId>)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if !counts(entry) {
            continue;
        }
        let before = folded.custody.holder.as_ref().map(|held| held.by);
        let (borrower, saw) = (entry.body.borrower.as_ref(), entry.body.saw.as_ref());
        let step =
            custody::step(&mut folded.custody, entry, |id| world.borrower(id), borrower, saw);
        folded.noted.pass(entry, &folded.custody);
        let by = (entry.hash, entry.time.at_ms);
        follow(&mut folded.loans, before, folded.custody.holder.as_ref(), by);
        folded.todos.extend(step.todo.map(|todo| (entry.hash, todo)));
        if step.changed {
            folded.changes.push(entry.hash);
        }
        if custody::decides(&entry.body.kind) {
            let holder = folded.custody.holder.as_ref().map(|held| held.borrower.clone());
            decided.push((index, holder));
        }
        for (_, ruling) in frees.iter().filter(|(behind, _)| *behind == index) {
            if let Some(held) = folded.custody.holder.take() {
                let at_ms = ruling.at_ms.max(entry.time.at_ms);
                follow(&mut folded.loans, Some(held.by), None, (ruling.by, at_ms));
                folded.changes.push(ruling.by);
            }
        }
    }
    folded.conflict = conflict(entries, &decided, &rulings, world);
    folded
}

/// Keeps the loans in step with the holder: what an event did, and when.
fn follow(loans: &mut Vec<Loan>, before: Option<Hash>, after: Option<&Held>, by: (Hash, i64)) {
    if before == after.map(|held| held.by) {
        return;
    }
    if before.is_some()
        && let Some(loan) = loans.last_mut()
    {
        loan.returned = Some(by);
    }
    if let Some(held) = after {
        loans.push(Loan {
            borrower: held.borrower.clone(),
            issued: held.by,
            issued_ms: held.since_ms,
            issued_offset_min: held.utc_offset_min,
            due: held.due.clone(),
            returned: None,
        });
    }
}

/// A decision by a person, as far as it acts on the fold.
struct Ruling {
    by: Hash,
    at_ms: i64,
    /// Sorted.
    events: Vec<Hash>,
    choice: Choice,
    /// The one that came last when it was decided, and the one before it: what "later" and
    /// "earlier" were said of, whatever the clocks turn out to have been.
    meant: [Option<Hash>; 2],
    /// Events that no longer count.
    drops: Vec<Hash>,
    /// Nobody has it from there.
    frees: bool,
}

impl Ruling {
    /// Whether two verdicts say the same.
    fn agrees(&self, other: &Ruling) -> bool {
        let same = self.choice == other.choice;
        same && (self.choice == Choice::Neither || self.meant[0] == other.meant[0])
    }
}

fn rulings(entries: &[Entry], world: &World) -> Vec<Ruling> {
    let live = |e: &&Entry| e.body.kind == Kind::Resolved && world.is_live(&e.hash);
    let ruling = |entry: &Entry| {
        let mut events = entry.body.payload.hashes("events");
        let mut newest = events.iter().rev().copied();
        let meant = [newest.next(), newest.next()];
        events.sort_unstable();
        let choice = Choice::parse(entry.body.payload.text("choice")?)?;
        let (by, at_ms) = (entry.hash, entry.time.at_ms);
        Some(Ruling { by, at_ms, events, choice, meant, drops: Vec::new(), frees: false })
    };
    let mut rulings: Vec<Ruling> = entries.iter().filter(live).filter_map(ruling).collect();
    for i in 0..rulings.len() {
        let ruling = &rulings[i];
        let contrary = |other: &Ruling| {
            other.choice.is_verdict() && other.events == ruling.events && !ruling.agrees(other)
        };
        // Two people who decide differently have decided nothing.
        if !ruling.choice.is_verdict() || rulings.iter().any(contrary) {
            continue;
        }
        let drops = losers(entries, ruling, world);
        rulings[i].frees = rulings[i].choice == Choice::Neither;
        rulings[i].drops = drops;
    }
    rulings
}

/// The events that a verdict takes out: those of its events that would count after the one it keeps,
/// and what their desk did with the device before them without knowing of that one.
fn losers(entries: &[Entry], ruling: &Ruling, world: &World) -> Vec<Hash> {
    let [last, before] = ruling.meant;
    let place = |hash: Hash| entries.iter().position(|entry| entry.hash == hash);
    let (keeps, mut losers) = match ruling.choice {
        Choice::Later => {
            let keeps = last.and_then(place);
            let after = |i: &usize| keeps.is_some_and(|keeps| *i > keeps);
            (keeps, ruling.events.iter().filter_map(|e| place(*e)).filter(after).collect())
        }
        Choice::Earlier => (before.and_then(place), last.and_then(place).into_iter().collect()),
        Choice::Neither | Choice::AskSchool => (None, Vec::new()),
    };
    if let Some(keeps) = keeps.filter(|_| !losers.is_empty()) {
        let causes = order::causes(entries, world);
        let behind_a_loser = |i: &usize| {
            custody::decides(&entries[*i].body.kind)
                && losers.iter().any(|&loser| order::knew(&causes, loser, *i))
                && !order::knew(&causes, *i, keeps)
        };
        losers = (keeps + 1..entries.len())
            .filter(|i| losers.contains(i) || behind_a_loser(i))
            .chain(losers.iter().copied().filter(|loser| *loser < keeps))
            .collect();
    }
    losers.iter().map(|&i| entries[i].hash).collect()
}

/// The last event that decides custody, and earlier ones that it was not written behind, did not
/// know of and that its clock cannot tell apart, where they leave different holders. Written behind
/// means one chain: another life of the station, or another branch of this one, is as strange to it
/// as another station. Of the event just before it no clock speaks where the last is an issue that
/// its desk took for a repetition.
fn conflict(
    entries: &[Entry],
    decided: &[(usize, Option<BorrowerId>)],
    rulings: &[Ruling],
    world: &World,
) -> Option<Conflict> {
    let ((last, holder), earlier) = decided.split_last()?;
    let rivals: Vec<usize> = if entries[*last].body.kind == Kind::Opened {
        earlier.iter().filter(|(_, other)| other != holder).map(|(i, _)| *i).collect()
    } else {
        let l = &entries[*last];
        let former = earlier.last().map(|(i, _)| *i).filter(|_| is_repetition(l, world));
        let near = |(i, other): &&(usize, Option<BorrowerId>)| {
            let e = &entries[*i];
            let apart = l.time.at_ms.saturating_sub(e.time.at_ms);
            other != holder
                && e.body.kind != Kind::Opened
                && (apart < l.time.within_ms.saturating_add(e.time.within_ms) || former == Some(*i))
                && !l.follows(e, world)
                && !e.follows(l, world)
        };
        let mut near: Vec<usize> = earlier.iter().filter(near).map(|(i, _)| *i).collect();
        if !near.is_empty() {
            let causes = order::causes(entries, world);
            near.retain(|&i| !order::knew(&causes, *last, i) && !order::knew(&causes, i, *last));
        }
        near
    };
    if rivals.is_empty() {
        return None;
    }
    let events: Vec<Hash> =
        rivals.iter().chain(std::iter::once(last)).map(|&i| entries[i].hash).collect();
    let covers = |r: &&Ruling| events.iter().all(|hash| r.events.contains(hash));
    let asked = rulings.iter().filter(covers).any(|r| r.choice == Choice::AskSchool);
    let mut verdicts = rulings.iter().filter(covers).filter(|r| r.choice.is_verdict());
    if verdicts.next().is_some_and(|first| verdicts.all(|other| other.agrees(first))) {
        return None;
    }
    Some(Conflict { id: conflict_id(&events), events, asked })
}

/// Whether its desk took an issue for a repetition: as it saw the device, the borrower had it
/// already, and nobody meant to hand it out.
fn is_repetition(entry: &Entry, world: &World) -> bool {
    let body = &entry.body;
    let lasting = |id| world.borrower(id);
    body.kind == Kind::Issued
        && body.as_of_ms.is_none()
        && body.saw.is_some()
        && body.saw.as_ref().map(lasting) == body.borrower.as_ref().map(lasting)
}

/// The name of a conflict between these events, in whatever order.
pub fn conflict_id(events: &[Hash]) -> Hash {
    let mut sorted = events.to_vec();
    sorted.sort_unstable();
    let bytes: Vec<&[u8]> = sorted.iter().map(|hash| hash.bytes().as_slice()).collect();
    Hash::of(&bytes)
}
