//! Free breaks: the same damages cost the same in whatever order they are delivered, an independent
//! count agrees, and whatever is taken back leaves what was there before.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::domain::event::{Event, Kind};
use tagdesk::domain::hash::Hash;
use tagdesk::domain::noted::Note;
use tagdesk::domain::policy::Policy;
use tagdesk::domain::price::{Price, PriceList};
use tagdesk::domain::quote::Quote;
use tagdesk::store::Store;

use super::author::{Author, MINUTE, START, device, person};
use super::{cases, merge, replica};

const PEOPLE: [&str; 2] = ["100", "200"];
const DEVICES: [&str; 3] = ["T-1", "T-2", "T-3"];
const NOTES: [Note; 4] =
    [Note::Damage("SCREEN"), Note::Damage("HINGE"), Note::Missing("CASE"), Note::Back("CASE")];

#[derive(Debug, Clone)]
enum Act {
    Issue(usize, usize),
    Return(usize),
    Note(usize, usize),
    Undo(usize),
}

#[derive(Debug, Clone)]
struct Step {
    desk: usize,
    act: Act,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (of, who) = (0..DEVICES.len(), 0..PEOPLE.len());
    let act = prop_oneof![
        3 => (of.clone(), who).prop_map(|(device, person)| Act::Issue(device, person)),
        3 => of.clone().prop_map(Act::Return),
        6 => (of, 0..NOTES.len()).prop_map(|(device, note)| Act::Note(device, note)),
        2 => any::<usize>().prop_map(Act::Undo),
    ];
    vec((0..2_usize, act).prop_map(|(desk, act)| Step { desk, act }), 1..30)
}

fn policy() -> Policy {
    let price = |sort: &str, cents| Price {
        sort: sort.into(),
        model: String::new(),
        cents,
        steps: false,
        device: false,
    };
    let prices = [price("screen", 9_000), price("hinge", 4_000), price("case", 1_800)];
    Policy { prices: PriceList::of(prices), free_breaks: 1, free_losses: 1, ..Policy::default() }
}

/// Two desks that know of each other's scans: ten minutes apart, so that no order is in doubt.
fn play(steps: &[Step]) -> Vec<Event> {
    let mut desks = [Author::new("GYM-0", "aaaaaaaa"), Author::new("GYM-1", "bbbbbbbb")];
    let mut first = desks[0].body(START - MINUTE, Kind::PolicySet);
    first.payload = policy().written("2026-01-01");
    let mut events = vec![desks[0].seal(0, first)];
    for (at, step) in (0..).zip(steps) {
        let now_ms = START + at * 20 * MINUTE;
        let other = desks[1 - step.desk].clone();
        let desk = &mut desks[step.desk];
        desk.learn(&other);
        let body = match step.act {
            Act::Issue(of, who) => {
                let mut body = desk.about(now_ms, Kind::Issued, &device(DEVICES[of]));
                body.borrower = Some(person(PEOPLE[who]));
                Some(body)
            }
            Act::Return(of) => Some(desk.about(now_ms, Kind::Returned, &device(DEVICES[of]))),
            Act::Note(of, note) => {
                let (kind, payload) = NOTES[note].written();
                let mut body = desk.about(now_ms, kind, &device(DEVICES[of]));
                body.payload = payload;
                Some(body)
            }
            Act::Undo(pick) => {
                let target = &events[pick % events.len()];
                // The policy stays: this is about what happened.
                (target.body.kind != Kind::PolicySet && target.body.kind != Kind::Undone).then(
                    || {
                        let mut body = desk.body(now_ms, Kind::Undone);
                        body.payload.put_hashes("targets", &[target.hash]);
                        body
                    },
                )
            }
        };
        if let Some(body) = body {
            events.push(desk.seal(events.len(), body));
        }
    }
    events
}

type Told = Vec<(Hash, Quote)>;

fn told(store: &Store) -> Vec<Told> {
    let of = |id: &&str| {
        let quotes = store.quotes(&person(id)).unwrap();
        quotes.into_iter().map(|(damage, quote)| (damage.event, quote)).collect()
    };
    PEOPLE.iter().map(of).collect()
}

/// Counted by hand, from the events in their true order: who had the device, what was noted of which
/// loan, and which of it is free.
fn counted(events: &[Event]) -> Vec<Told> {
    let dead: Vec<Hash> = events
        .iter()
        .filter(|event| event.body.kind == Kind::Undone)
        .flat_map(|event| event.body.payload.hashes("targets"))
        .collect();
    // By device: who has it or had it last, the number of the loan, whether it is out.
    let mut loans: BTreeMap<String, (Option<String>, u32, bool)> = BTreeMap::new();
    let mut found: Vec<(Hash, String, String, u32, &'static str)> = Vec::new();
    for event in events.iter().filter(|event| !dead.contains(&event.hash)) {
        let body = &event.body;
        let Some(of) = body.device.as_ref().map(ToString::to_string) else { continue };
        let loan = loans.entry(of.clone()).or_default();
        let who = body.borrower.as_ref().map(ToString::to_string);
        match body.kind {
            Kind::Issued if !(loan.2 && loan.0 == who) => *loan = (who, loan.1 + 1, true),
            Kind::Returned => loan.2 = false,
            Kind::ConditionNoted | Kind::AccessoryNoted => {
                let Some(holder) = loan.0.clone() else { continue };
                let sort = match Note::read(body).unwrap() {
                    Note::Damage("SCREEN") => "screen",
                    Note::Damage(_) => "hinge",
                    Note::Missing(_) if loan.2 => continue,
                    Note::Missing(_) => "case",
                    _ => {
                        found.retain(|f| !(f.1 == of && f.3 == loan.1 && f.4 == "case"));
                        continue;
                    }
                };
                if !found.iter().any(|f| f.1 == of && f.3 == loan.1 && f.4 == sort) {
                    found.push((event.hash, of, holder, loan.1, sort));
                }
            }
            _ => {}
        }
    }
    let of = |id: &&str| {
        let (mut breaks, mut losses) = (0, 0);
        let mine = found.iter().filter(|f| f.2 == **id);
        mine.map(|(hash, _, _, _, sort)| {
            let used = if *sort == "case" { &mut losses } else { &mut breaks };
            *used += 1;
            let cents = match *sort {
                "screen" => 9_000,
                "hinge" => 4_000,
                _ => 1_800,
            };
            let free = Quote::Free { nth: 1, of: 1 };
            (*hash, if *used == 1 { free } else { Quote::Costs { cents } })
        })
        .collect()
    };
    PEOPLE.iter().map(of).collect()
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn free_breaks_count_the_same_in_every_order_of_delivery(
        steps in steps(),
        seed in any::<u64>(),
    ) {
        let events = play(&steps);
        let wanted = told(&replica(&events));
        prop_assert_eq!(&wanted, &counted(&events), "against the count by hand");
        let mut order: Vec<&Event> = events.iter().collect();
        order.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
        let mut store = Store::in_memory().unwrap();
        for few in order.chunks(3) {
            merge(&mut store, &few.iter().map(|event| (*event).clone()).collect::<Vec<_>>());
        }
        prop_assert_eq!(told(&store), wanted);
    }

    #[test]
    fn a_note_taken_back_costs_what_it_cost_before(steps in steps(), pick in any::<usize>()) {
        let events = play(&steps);
        let before = told(&replica(&events));
        let mut desk = Author::new("LIB", "dddddddd");
        let now_ms = START + 10_000 * MINUTE;
        let (kind, payload) = NOTES[pick % NOTES.len()].written();
        let mut noted = desk.about(now_ms, kind, &device(DEVICES[pick % DEVICES.len()]));
        noted.payload = payload;
        let noted = desk.seal(events.len(), noted);
        let mut undone = desk.body(now_ms, Kind::Undone);
        undone.payload.put_hashes("targets", &[noted.hash]);
        let undone = desk.seal(events.len() + 1, undone);
        let all: Vec<Event> = events.iter().cloned().chain([noted, undone]).collect();
        prop_assert_eq!(told(&replica(&all)), before);
    }
}
