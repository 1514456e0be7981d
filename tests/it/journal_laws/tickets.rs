//! Repairs: tickets, status and the way a device went are the same on every replica and in every order
//! of coming, and whatever is taken back leaves exactly what was there before.

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::domain::charge::MOST_CENTS;
use tagdesk::domain::custody::Todo;
use tagdesk::domain::device::Status;
use tagdesk::domain::event::{Body, Event, Kind};
use tagdesk::domain::hash::Hash;
use tagdesk::domain::lifecycle::Stop;
use tagdesk::domain::ticket::{Closing, Part, Ticket};
use tagdesk::store::Store;

use super::author::{Author, MINUTE, START, device, person};
use super::{assert_whole, cases, merge, replica};

const DEVICES: [&str; 2] = ["t:CB-1", "t:CB-2"];

/// What a desk does to a device. Numbers pick one of what is there.
#[derive(Debug, Clone)]
enum Act {
    Open,
    Close(usize, bool),
    Issue,
    Return,
    Status(usize),
    Damage,
    Undo(usize),
}

#[derive(Debug, Clone)]
struct Step {
    desk: usize,
    device: usize,
    act: Act,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let pick = || any::<usize>();
    let act = prop_oneof![
        5 => Just(Act::Open),
        5 => (pick(), any::<bool>()).prop_map(|(pick, scrapped)| Act::Close(pick, scrapped)),
        2 => Just(Act::Issue),
        2 => Just(Act::Return),
        2 => (0..Status::ALL.len()).prop_map(Act::Status),
        1 => Just(Act::Damage),
        3 => pick().prop_map(Act::Undo),
    ];
    let step = (0..3_usize, 0..DEVICES.len(), act);
    vec(step.prop_map(|(desk, device, act)| Step { desk, device, act }), 1..25)
}

fn play(steps: &[Step]) -> Vec<Event> {
    let codes = ["aaaaaaaa", "bbbbbbbb", "cccccccc"];
    let mut desks: Vec<Author> =
        codes.iter().enumerate().map(|(n, code)| Author::new(&format!("GYM-{n}"), code)).collect();
    desks[1].skew_ms = -3 * 60 * MINUTE;
    let mut events: Vec<Event> = Vec::new();
    for (at, step) in (0..).zip(steps) {
        let desk = &mut desks[step.desk];
        if let Some(body) = body(desk, START + at * MINUTE, step, &events) {
            let event = desk.seal(events.len(), body);
            events.push(event);
        }
    }
    events
}

fn body(desk: &Author, now_ms: i64, step: &Step, events: &[Event]) -> Option<Body> {
    let find = |pick: usize, wanted: &dyn Fn(&Event) -> bool| {
        let fitting: Vec<&Event> = events.iter().filter(|event| wanted(event)).collect();
        (!fitting.is_empty()).then(|| fitting[pick % fitting.len()].clone())
    };
    let id = device(DEVICES[step.device]);
    let about = |kind: Kind| desk.about(now_ms, kind, &id);
    Some(match step.act {
        Act::Open => {
            let mut body = about(Kind::TicketOpened);
            body.borrower = Some(person("100"));
            body.payload.put("problem", "screen");
            body
        }
        Act::Close(pick, scrapped) => {
            let opened = find(pick, &|event| event.body.kind == Kind::TicketOpened)?;
            let on = opened.body.device.clone()?;
            let mut body = desk.about(now_ms, Kind::TicketClosed, &on);
            body.payload = Closing::payload(opened.hash, 1_200, &[], scrapped);
            body
        }
        Act::Issue => {
            let mut body = about(Kind::Issued);
            body.borrower = Some(person("100"));
            body
        }
        Act::Return => about(Kind::Returned),
        Act::Status(which) => {
            let mut body = about(Kind::StatusChanged);
            body.payload.put("status", Status::ALL[which].as_str());
            body
        }
        Act::Damage => {
            let mut body = about(Kind::ConditionNoted);
            body.payload.put("damage", "hinge");
            body
        }
        Act::Undo(pick) => {
            let target = find(pick, &|_| true)?;
            let mut body = desk.body(now_ms, Kind::Undone);
            body.payload.put_hashes("targets", &[target.hash]);
            body
        }
    })
}

/// Everything about the devices' lives.
fn lives(store: &Store) -> Vec<(Status, Vec<Ticket>, Vec<Stop>)> {
    let life = |name: &&str| {
        let id = device(name);
        let status = store.device(&id).unwrap().status;
        (status, store.tickets(&id).unwrap(), store.way(&id).unwrap())
    };
    DEVICES.iter().map(life).collect()
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn tickets_do_not_depend_on_the_order_of_coming(steps in steps(), seed in any::<u64>()) {
        let events = play(&steps);
        let wanted = lives(&replica(&events));
        let mut order: Vec<&Event> = events.iter().collect();
        order.sort_by_key(|event| Hash::of(&[&seed.to_be_bytes(), event.hash.bytes()]));
        let mut store = Store::in_memory().unwrap();
        for few in order.chunks(3) {
            merge(&mut store, &few.iter().map(|event| (*event).clone()).collect::<Vec<_>>());
            merge(&mut store, &[few[0].clone()]);
        }
        prop_assert_eq!(lives(&store), wanted);
        assert_whole(&mut store);
    }

    /// Where the last word on a device's status is a ticket's, it is in repair as long as one is open.
    #[test]
    fn the_status_follows_the_tickets(steps in steps()) {
        let tickets_only: Vec<Step> = steps
            .into_iter()
            .filter(|step| !matches!(step.act, Act::Status(_) | Act::Close(_, true)))
            .collect();
        for (status, tickets, _) in lives(&replica(&play(&tickets_only))) {
            let open = tickets.iter().any(Ticket::is_open);
            prop_assert_eq!(status, if open { Status::Repair } else { Status::Available });
        }
    }

    #[test]
    fn what_is_taken_back_leaves_exactly_what_was_before(steps in steps(), scrapped in any::<bool>()) {
        let events = play(&steps);
        let before = replica(&events);
        let stays = |status: &Status| status.is_missing() || *status == Status::Retired;
        let wanted = Some(lives(&before)[0].0).filter(stays).unwrap_or(Status::Repair);
        let mut desk = Author::new("LIB", "dddddddd");
        let now_ms = START + 1_000 * MINUTE;
        let mut with = events.clone();
        let opened = desk.seal(with.len(), desk.about(now_ms, Kind::TicketOpened, &device(DEVICES[0])));
        with.push(opened.clone());
        prop_assert_eq!(lives(&replica(&with))[0].0, wanted);
        let mut closed = desk.about(now_ms, Kind::TicketClosed, &device(DEVICES[0]));
        closed.payload = Closing::payload(opened.hash, 0, &[], scrapped);
        let closed = desk.seal(with.len(), closed);
        with.push(closed.clone());
        for target in [closed.hash, opened.hash] {
            let mut undone = desk.body(now_ms, Kind::Undone);
            undone.payload.put_hashes("targets", &[target]);
            with.push(desk.seal(with.len(), undone));
        }
        prop_assert_eq!(lives(&replica(&with)), lives(&before));
    }
}

/// A closing that comes before its ticket waits for it.
#[test]
fn a_closing_before_its_ticket_ends_it_all_the_same() {
    let steps = [Act::Open, Act::Close(0, false)].map(|act| Step { desk: 0, device: 0, act });
    let events = play(&steps);
    let mut store = replica(&events[1..]);
    assert!(lives(&store)[0].1.is_empty());
    merge(&mut store, &events[..1]);
    let (status, tickets, way) = lives(&store).remove(0);
    assert_eq!((status, tickets.len(), way.len()), (Status::Available, 1, 2));
    assert_eq!(tickets[0].cost_cents(), 1_200);
}

/// What is looked for, or given up, is not in repair because somebody who had not heard of it opened a
/// ticket: it stays so, and where it is looked for the office hears of it.
#[test]
fn a_ticket_finds_no_device_and_brings_none_back() {
    for gone in [Status::Lost, Status::Stolen, Status::Retired] {
        let which = Status::ALL.iter().position(|status| *status == gone).unwrap();
        let steps = [(0, Act::Status(which)), (2, Act::Open), (2, Act::Close(0, false))]
            .map(|(desk, act)| Step { desk, device: 0, act });
        let events = play(&steps);
        let mut store = Store::in_memory().unwrap();
        for event in &events {
            merge(&mut store, std::slice::from_ref(event));
            assert_eq!(lives(&store)[0].0, gone);
        }
        let todos: Vec<Todo> =
            store.todo_scans(9).unwrap().into_iter().map(|card| card.todo).collect();
        let wanted = if gone.is_missing() { vec![Todo::SeenWhileMissing] } else { Vec::new() };
        assert_eq!(todos, wanted, "{gone:?}");
        assert_whole(&mut store);
    }
}

/// No desk writes more than ten thousand; a batch from elsewhere may say anything.
#[test]
fn what_a_repair_cost_has_an_end() {
    let mut desk = Author::new("GYM-0", "aaaaaaaa");
    let opened = desk.seal(0, desk.about(START, Kind::TicketOpened, &device(DEVICES[0])));
    let mut events = vec![opened.clone()];
    for at in 1..3 {
        let mut closed = desk.about(START + at * MINUTE, Kind::TicketClosed, &device(DEVICES[0]));
        let parts = [Part { name: "screen".into(), cents: i64::MAX }];
        closed.payload = Closing::payload(opened.hash, i64::MAX, &parts, false);
        events.push(desk.seal(events.len(), closed));
    }
    let ticket = lives(&replica(&events))[0].1.remove(0);
    assert_eq!(ticket.cost_cents(), 2 * MOST_CENTS);
    assert_eq!(ticket.closings[0].parts[0].cents, MOST_CENTS);
}
