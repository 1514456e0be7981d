//! The events of one device -> its state, its loans, its conflict and its to-dos.
//!
//! Never reads the register. The same set of events gives the same answer in whatever order they
//! arrive.

use super::borrower::BorrowerId;
use super::custody::{self, Custody, Held, Todo};
use super::event::{Event, Kind};
use super::hash::Hash;
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
    // (index, holder afterwards) of every event that decides custody and stands.
    let mut decided: Vec<(usize, Option<BorrowerId>)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if !world.is_live(&entry.hash) || rulings.iter().any(|r| r.drops == Some(entry.hash)) {
            continue;
        }
        let before = folded.custody.holder.as_ref().map(|held| held.by);
        let (borrower, saw) = (entry.body.borrower.as_ref(), entry.body.saw.as_ref());
        let step =
            custody::step(&mut folded.custody, entry, |id| world.borrower(id), borrower, saw);
        let frees = rulings.iter().any(|r| r.by == entry.hash && r.frees);
        if frees {
            folded.custody.holder = None;
        }
        follow(&mut folded.loans, before, folded.custody.holder.as_ref(), entry);
        folded.todos.extend(step.todo.map(|todo| (entry.hash, todo)));
        if step.changed || frees {
            folded.changes.push(entry.hash);
        }
        if custody::decides(&entry.body.kind) {
            let holder = folded.custody.holder.as_ref().map(|held| held.borrower.clone());
            decided.push((index, holder));
        }
    }
    folded.conflict = conflict(entries, &decided, &rulings, world);
    folded
}

/// Keeps the loans in step with the holder.
fn follow(loans: &mut Vec<Loan>, before: Option<Hash>, after: Option<&Held>, entry: &Entry) {
    if before == after.map(|held| held.by) {
        return;
    }
    if before.is_some()
        && let Some(loan) = loans.last_mut()
    {
        loan.returned = Some((entry.hash, entry.time.at_ms));
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

/// What a person may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// The later one holds it: what the fold says anyway.
    Later,
    /// The last event no longer counts.
    Earlier,
    /// Nobody has it from here.
    Neither,
    /// Still open, somebody asks the school.
    AskSchool,
}

impl Choice {
    /// A choice of a newer program decides nothing here.
    fn parse(text: &str) -> Option<Choice> {
        match text {
            "later" => Some(Self::Later),
            "earlier" => Some(Self::Earlier),
            "neither" => Some(Self::Neither),
            "ask-school" => Some(Self::AskSchool),
            _ => None,
        }
    }
}

/// A decision by a person, as far as it acts on the fold.
struct Ruling {
    by: Hash,
    /// Sorted.
    events: Vec<Hash>,
    choice: Choice,
    /// The event that no longer counts.
    drops: Option<Hash>,
    /// Nobody has it from here.
    frees: bool,
}

fn rulings(entries: &[Entry], world: &World) -> Vec<Ruling> {
    let live = |e: &&Entry| e.body.kind == Kind::Resolved && world.is_live(&e.hash);
    let ruling = |entry: &Entry| {
        let mut events = entry.body.payload.hashes("events");
        events.sort_unstable();
        let choice = Choice::parse(entry.body.payload.text("choice")?)?;
        Some(Ruling { by: entry.hash, events, choice, drops: None, frees: false })
    };
    let mut rulings: Vec<Ruling> = entries.iter().filter(live).filter_map(ruling).collect();
    for i in 0..rulings.len() {
        let (events, choice) = (&rulings[i].events, rulings[i].choice);
        let contrary = |other: &Ruling| {
            other.events == *events && other.choice != choice && other.choice != Choice::AskSchool
        };
        // Two people who decide differently have decided nothing.
        if rulings.iter().any(contrary) {
            continue;
        }
        let last = entries.iter().rfind(|e| events.contains(&e.hash)).map(|e| e.hash);
        rulings[i].drops = last.filter(|_| choice == Choice::Earlier);
        rulings[i].frees = choice == Choice::Neither;
    }
    rulings
}

/// The last event that decides custody, and earlier ones that it was not written behind, did not
/// know of and that its clock cannot tell apart, where they leave different holders. Written behind
/// means one chain: another life of the station, or another branch of this one, is as strange to it
/// as another station.
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
        let near = |(i, other): &&(usize, Option<BorrowerId>)| {
            let e = &entries[*i];
            let apart = l.time.at_ms.saturating_sub(e.time.at_ms);
            other != holder
                && e.body.kind != Kind::Opened
                && apart < l.time.within_ms.saturating_add(e.time.within_ms)
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
    let choices: Vec<Choice> = rulings.iter().filter(covers).map(|r| r.choice).collect();
    let asked = choices.contains(&Choice::AskSchool);
    let mut verdicts = choices.iter().filter(|choice| **choice != Choice::AskSchool);
    if verdicts.next().is_some_and(|first| verdicts.all(|other| other == first)) {
        return None;
    }
    let mut sorted = events.clone();
    sorted.sort_unstable();
    let bytes: Vec<&[u8]> = sorted.iter().map(|hash| hash.bytes().as_slice()).collect();
    Some(Conflict { id: Hash::of(&bytes), events, asked })
}
