//! Merge is set union; the projection is a function of the set; clocks change no facts. That these
//! laws can fail is shown in `broken`.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::domain::custody::Todo;
use tagdesk::domain::device::Status;
use tagdesk::domain::event::{Event, EventId, Kind, Payload};
use tagdesk::domain::hash::Hash;
use tagdesk::store::{self, Draft, Stamp, Store};

use super::author::{Author, MINUTE, START, device, person};
use super::history::{DEVICES, PEOPLE, Ways, play, scans, steps};
use super::{assert_whole, cases, hashes, merge, oracle, replica};

/// An order and a division into bundles that follow from a number. A few events come twice.
fn deliver(store: &mut Store, events: &[Event], seed: u64) -> Vec<EventId> {
    let mut order: Vec<&Event> = events.iter().collect();
    order.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
    let mut forks = Vec::new();
    let (mut from, mut round) = (0, seed);
    while from < order.len() {
        round = round.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let most = if seed.is_multiple_of(5) { 1 } else { 9 };
        let to = (from + 1 + usize::try_from(round >> 33).unwrap() % most).min(order.len());
        let again = from.saturating_sub(usize::try_from(round >> 40).unwrap() % 3);
        let bundle: Vec<Event> = order[again..to].iter().map(|event| (*event).clone()).collect();
        let merged = merge(store, &bundle);
        assert_eq!(merged.new + merged.known, bundle.len() as u64);
        assert_eq!(merged.known, (from - again) as u64);
        forks.extend(merged.forks);
        from = to;
    }
    forks
}

fn distinct(events: &[Event]) -> Vec<Hash> {
    events.iter().map(|event| event.hash).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The stamps that stand on more than one event.
fn forked(events: &[Event]) -> BTreeSet<EventId> {
    let mut stamps: BTreeMap<EventId, BTreeSet<Hash>> = BTreeMap::new();
    for event in events {
        stamps.entry(event.id()).or_default().insert(event.hash);
    }
    stamps.into_iter().filter(|(_, hashes)| hashes.len() > 1).map(|(stamp, _)| stamp).collect()
}

fn skews() -> impl Strategy<Value = Vec<i64>> {
    let decade = 315_576_000_000_i64;
    vec(prop_oneof![3 => Just(0), 2 => -3_600_000..3_600_000_i64, 1 => -decade..decade], 4)
}

/// The store's projection says what the plain fold says.
fn assert_means(store: &Store, events: &[Event]) {
    let folded = oracle::fold(events);
    let mut unanswered = 0;
    for (id, folded) in &folded {
        let card = store.device(id).unwrap();
        assert_eq!(&card.id, id);
        let holder = card.holder.map(|holder| (holder.named.id, holder.since.at_ms, holder.due));
        let custody = &folded.custody;
        let wanted = custody.holder.as_ref();
        let wanted = wanted.map(|held| (held.borrower.clone(), held.since_ms, held.due.clone()));
        assert_eq!(holder, wanted, "{id}");
        assert_eq!(card.status, custody.status);
        assert_eq!(card.site, custody.site.clone().unwrap_or_default());
        assert_eq!(card.disputed, folded.conflict.is_some());
        // Where a missing device was seen is news, and asks nothing.
        let asks = folded.todos.iter().filter(|(_, todo)| *todo != Todo::SeenWhileMissing);
        unanswered += u64::from(folded.conflict.is_some()) + asks.count() as u64;
    }
    assert_eq!(store.unanswered().unwrap(), unanswered);
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// P1: A+B = B+A, (A+B)+C = A+(B+C), A+A = A, and forks are named wherever they meet.
    #[test]
    fn merge_is_union(
        steps in steps(), skews_ms in skews(), parts in vec(0..8_u8, 60), seed in any::<u64>()
    ) {
        let events = play(&steps, &Ways { skews_ms, ..Ways::default() });
        // Overlapping parts: bit n of an event's number says whether part n has it.
        let part = |bit: u8| -> Vec<Event> {
            let has = |(i, _): &(usize, &Event)| parts[i % parts.len()] >> bit & 1 == 1;
            events.iter().enumerate().filter(has).map(|(_, event)| event.clone()).collect()
        };
        let (a, b, c) = (part(0), part(1), part(2));
        let mut ab = replica(&a);
        merge(&mut ab, &b);
        let mut ba = replica(&b);
        merge(&mut ba, &a);
        prop_assert_eq!(hashes(&ab), hashes(&ba));
        prop_assert_eq!(ab.projection_hash().unwrap(), ba.projection_hash().unwrap());

        let mut ab_c = ab;
        merge(&mut ab_c, &c);
        let mut bc = replica(&b);
        merge(&mut bc, &c);
        let mut a_bc = replica(&a);
        merge(&mut a_bc, &bc.events().unwrap());
        prop_assert_eq!(hashes(&ab_c), hashes(&a_bc));
        prop_assert_eq!(ab_c.projection_hash().unwrap(), a_bc.projection_hash().unwrap());

        let before = ab_c.projection_hash().unwrap();
        let again = merge(&mut ab_c, &a_bc.events().unwrap());
        prop_assert_eq!((again.new, again.forks.len()), (0, 0));
        prop_assert_eq!(ab_c.projection_hash().unwrap(), before);

        let mut store = Store::in_memory().unwrap();
        let told: BTreeSet<EventId> = deliver(&mut store, &events, seed).into_iter().collect();
        prop_assert_eq!(told, forked(&events));
        prop_assert_eq!(hashes(&store), distinct(&events));
    }

    /// P2, P3, P6: any order, any bundles, doubles; incremental equals full, on every replica, and
    /// equals the plain fold. The conflicts' names are part of the projection's hash.
    #[test]
    fn any_delivery_means_the_same(
        steps in steps(), skews_ms in skews(), seeds in vec(any::<u64>(), 2)
    ) {
        let events = play(&steps, &Ways { skews_ms, ..Ways::default() });
        let mut whole = replica(&events);
        assert_whole(&mut whole);
        assert_means(&whole, &events);
        let wanted = whole.projection_hash().unwrap();
        for seed in seeds {
            let mut store = Store::in_memory().unwrap();
            deliver(&mut store, &events, seed);
            prop_assert_eq!(store.projection_hash().unwrap(), wanted, "seed {}", seed);
            assert_whole(&mut store);
        }
    }

    /// Between the bundles, too, the projection is what a full fold says.
    #[test]
    fn the_projection_is_whole_after_every_event(steps in steps(), seed in any::<u64>()) {
        let mut events = play(&steps, &Ways::default());
        events.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
        let mut store = Store::in_memory().unwrap();
        for (i, event) in events.iter().enumerate() {
            merge(&mut store, std::slice::from_ref(event));
            prop_assert_eq!(store.differences(5).unwrap(), vec![]);
            if i % 8 == 0 {
                assert_means(&store, &events[..=i]);
            }
        }
    }

    /// The conflict's name is the same in whatever order the events are folded.
    #[test]
    fn a_conflict_has_one_name(steps in steps(), seed in any::<u64>()) {
        let mut events = play(&steps, &Ways::default());
        let named = oracle::fold(&events);
        events.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
        prop_assert_eq!(oracle::fold(&events), named);
    }

    /// P4, P11: what a newer program wrote is kept to the byte, folded as nothing, and passed on.
    #[test]
    fn nothing_is_lost_on_the_way(steps in steps(), seed in any::<u64>()) {
        let events = play(&steps, &Ways::default());
        let mut first = Store::in_memory().unwrap();
        deliver(&mut first, &events, seed);
        let mut second = replica(&first.events().unwrap());
        let sent: BTreeMap<Hash, &Event> = events.iter().map(|event| (event.hash, event)).collect();
        let passed_on = second.events().unwrap();
        prop_assert_eq!(passed_on.len(), sent.len());
        for event in &passed_on {
            prop_assert_eq!(Some(event), sent.get(&event.hash).copied());
        }
        // A note at the same place of the chain, known to be nothing, in place of what is unknown.
        // (To leave the event out would be another journal: one with a hole that hides what was
        // known to whom.)
        let mut noted = events.clone();
        for event in &mut noted {
            if matches!(event.body.kind, Kind::Unknown(_)) {
                event.body.kind = Kind::NoteAdded;
                event.body.payload = Payload::default();
            }
        }
        prop_assert_eq!(oracle::fold(&events), oracle::fold(&noted));
        assert_whole(&mut second);
    }

    /// P9: clocks off by ten years either way change neither which events exist nor, where
    /// everybody knew what went before, one loan.
    #[test]
    fn clocks_change_no_fact(steps in scans(), skews_ms in skews()) {
        let exact = play(&steps, &Ways { all_known: true, ..Ways::default() });
        let wrong = play(&steps, &Ways { all_known: true, skews_ms, ..Ways::default() });
        prop_assert_eq!(exact.len(), wrong.len());
        prop_assert_eq!(loans(&exact), loans(&wrong));
        prop_assert_eq!(hashes(&replica(&wrong)), distinct(&wrong));
    }

    /// P9 where nobody knew: whatever the clocks, everybody who was issued a device has a loan of
    /// it.
    #[test]
    fn no_loan_is_lost(steps in scans(), skews_ms in skews(), seed in any::<u64>()) {
        let events = play(&steps, &Ways { skews_ms, ..Ways::default() });
        let mut store = Store::in_memory().unwrap();
        deliver(&mut store, &events, seed);
        assert_whole(&mut store);
        let folded = oracle::fold(&events);
        for event in events.iter().filter(|event| event.body.kind == Kind::Issued) {
            let borrower = event.body.borrower.as_ref();
            let loans = &folded[event.body.device.as_ref().unwrap()].loans;
            prop_assert!(loans.iter().any(|loan| Some(&loan.borrower) == borrower));
        }
    }

    /// Desks that write for themselves and take in the others' events now and then.
    #[test]
    fn desks_that_write_and_merge_agree(steps in vec(live_step(), 1..24)) {
        let mut desks: Vec<Store> = ["GYM-1", "GYM-2", "LIB"]
            .iter()
            .map(|code| {
                let mut store = Store::in_memory().unwrap();
                store.found(code).unwrap();
                store
            })
            .collect();
        let mut now_ms = START;
        let mut skew_ms = [0_i64; 3];
        for step in steps {
            now_ms += step.minutes * MINUTE;
            match step.what {
                Live::Write(drafts) => {
                    let now = tagdesk::domain::event::Moment {
                        wall_ms: now_ms + skew_ms[step.desk],
                        utc_offset_min: 60,
                        boot: step.boot.to_string(),
                        boot_ms: now_ms - START,
                    };
                    append(&mut desks[step.desk], &now, drafts);
                }
                Live::Undo(pick) => {
                    let events = desks[step.desk].events().unwrap();
                    if !events.is_empty() {
                        let mut draft = Draft::new(Kind::Undone);
                        draft.payload.put_hashes("targets", &[events[pick % events.len()].hash]);
                        let now = moment(now_ms + skew_ms[step.desk], now_ms - START, step.boot);
                        append(&mut desks[step.desk], &now, vec![draft]);
                    }
                }
                Live::Take(other) => {
                    let events = desks[other].events().unwrap();
                    merge(&mut desks[step.desk], &events);
                }
                Live::SetClock(skew) => skew_ms[step.desk] = skew,
            }
            prop_assert_eq!(desks[step.desk].differences(5).unwrap(), vec![]);
        }
        let all: Vec<Event> = desks.iter().flat_map(|desk| desk.events().unwrap()).collect();
        let wanted = replica(&all).projection_hash().unwrap();
        for desk in &mut desks {
            merge(desk, &all);
            prop_assert_eq!(desk.projection_hash().unwrap(), wanted);
            assert_whole(desk);
            prop_assert!(desk.check().unwrap().is_sound());
        }
        assert_means(&desks[0], &desks[0].events().unwrap());
    }

    /// Numbers at the edge of what a file can hold panic nowhere.
    #[test]
    fn edges_do_not_panic(
        numbers in vec(prop::sample::select(vec![i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX]), 8),
        kinds in vec(0..4_u8, 8),
    ) {
        let mut desks = [
            Author::new("A", "00000001"),
            Author::new("B", "00000002"),
        ];
        let mut events = Vec::new();
        for (i, (number, kind)) in numbers.iter().zip(kinds).enumerate() {
            let desk = &mut desks[i % 2];
            let mut body = match kind {
                0 => desk.about(START, Kind::Issued, &device("s:PF1")),
                1 => desk.about(START, Kind::Returned, &device("s:PF1")),
                2 => desk.body(START, Kind::ClockOffset),
                _ => desk.about(START, Kind::Opened, &device("s:PF1")),
            };
            body.borrower = Some(person(PEOPLE[i % 4]));
            body.wall_ms = *number;
            body.boot_ms = numbers[(i + 1) % 8];
            body.utc_offset_min = i32::MIN;
            if i % 3 == 0 {
                body.as_of_ms = Some(numbers[(i + 2) % 8]);
                body.as_of_within_ms = Some(numbers[(i + 3) % 8]);
            }
            body.payload.put("station", "A");
            body.payload.put("incarnation", "00000001");
            body.payload.put_int("from", numbers[(i + 4) % 8]);
            body.payload.put_int("to", numbers[(i + 5) % 8]);
            body.payload.put_int("offset", numbers[(i + 6) % 8]);
            body.payload.put_int("within", numbers[(i + 7) % 8]);
            events.push(desk.seal(i, body));
        }
        let mut store = Store::in_memory().unwrap();
        deliver(&mut store, &events, 1);
        assert_whole(&mut store);
        assert_means(&store, &events);
        store.device_history(&device("s:PF1"), 9).unwrap();
    }
}

/// What is unknown here holds its place: two branches of a copied database are told apart by it,
/// and who wrote behind it knew what was before it.
#[test]
fn what_is_unknown_holds_its_place_in_the_chain() {
    let laptop = device("s:PF1");
    let status = |desk: &mut Author, minute: i64, status: &str| {
        let now_ms = START + minute * MINUTE;
        let mut body = desk.about(now_ms, Kind::StatusChanged, &laptop);
        body.payload.put("status", status);
        desk.seal(usize::try_from(minute).unwrap(), body)
    };
    let newer = |desk: &mut Author, minute: i64| {
        let body = desk.about(START + minute * MINUTE, Kind::NoteAdded, &laptop);
        let age = usize::try_from(minute).unwrap();
        desk.seal_text(age, &body, |text| text.replace("\"NoteAdded\"", "\"Levitated\""))
    };
    let status_of = |events: &[Event]| oracle::fold(events)[&laptop].custody.status;

    let mut gym = Author::new("A", "00000000");
    let mut copy = gym.clone();
    copy.computer = "A+1".into();
    let unknown = newer(&mut gym, 1);
    let forked = [unknown, status(&mut gym, 2, "repair"), status(&mut copy, 3, "available")];
    assert_eq!(status_of(&forked), Status::Available);
    assert_eq!(status_of(&forked[1..]), Status::Repair, "it is the place that tells");

    let mut library = Author::new("B", "00000001");
    let mut office = Author::new("C", "00000002");
    office.skew_ms = -60 * MINUTE;
    let first = status(&mut library, 1, "repair");
    let unknown = newer(&mut library, 2);
    office.learn(&library);
    let told = [first, unknown, status(&mut office, 3, "available")];
    assert_eq!(status_of(&told), Status::Available);
    let [first, _, last] = told;
    assert_eq!(status_of(&[first, last]), Status::Repair, "it is the place that tells");
}

/// Loans by the numbers of the events in the history: who, from which event, to which.
fn loans(events: &[Event]) -> Vec<(String, usize, Option<usize>)> {
    let number: BTreeMap<Hash, usize> =
        events.iter().enumerate().map(|(i, event)| (event.hash, i)).collect();
    let folded = oracle::fold(events);
    let loans = folded.values().flat_map(|folded| &folded.loans).map(|loan| {
        let ended = loan.returned.map(|(by, _)| number[&by]);
        (loan.borrower.to_string(), number[&loan.issued], ended)
    });
    let mut loans: Vec<_> = loans.collect();
    loans.sort();
    loans
}

fn moment(wall_ms: i64, boot_ms: i64, boot: u8) -> tagdesk::domain::event::Moment {
    tagdesk::domain::event::Moment { wall_ms, utc_offset_min: 60, boot: boot.to_string(), boot_ms }
}

fn append(store: &mut Store, now: &tagdesk::domain::event::Moment, drafts: Vec<Draft>) {
    let stamp = Stamp {
        now,
        operator: Some("AR"),
        run: None,
        source: tagdesk::domain::event::Source::Scan,
    };
    store.transact(|write| -> store::Result<_> { write.append(stamp, drafts) }).unwrap();
}

#[derive(Debug, Clone)]
enum Live {
    Write(Vec<Draft>),
    Undo(usize),
    Take(usize),
    SetClock(i64),
}

#[derive(Debug, Clone)]
struct LiveStep {
    desk: usize,
    boot: u8,
    minutes: i64,
    what: Live,
}

fn live_step() -> impl Strategy<Value = LiveStep> {
    let ids = (0..DEVICES.len(), 0..PEOPLE.len(), 0..DEVICES.len(), 0..10_u8);
    let write = ids.prop_map(|(d, p, o, what)| {
        let draft = |kind| Draft { device: Some(device(DEVICES[d])), ..Draft::new(kind) };
        let to = |draft: Draft| Draft { borrower: Some(person(PEOPLE[p])), ..draft };
        Live::Write(match what {
            0..3 => vec![to(draft(Kind::Issued))],
            3..6 => vec![draft(Kind::Returned).with("site", "GYM")],
            6 | 7 => vec![draft(Kind::Returned), to(draft(Kind::Issued))],
            8 => vec![draft(Kind::DeviceJoined).with("other", DEVICES[o])],
            _ => vec![to(Draft::new(Kind::BorrowerMerged)).with("into", PEOPLE[o])],
        })
    });
    let what = prop_oneof![
        8 => write,
        2 => any::<usize>().prop_map(Live::Undo),
        3 => (0..3_usize).prop_map(Live::Take),
        1 => prop::sample::select(vec![0, 1_500, 3_600_000, -86_400_000]).prop_map(Live::SetClock),
    ];
    (0..3_usize, 0..2_u8, 0..9_i64, what).prop_map(|(desk, boot, minutes, what)| LiveStep {
        desk,
        boot,
        minutes,
        what,
    })
}
