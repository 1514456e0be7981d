//! Made-up histories: everything that stations, clocks and people do to a journal.

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::device::{DeviceId, Status};
use tagdesk::domain::event::{Body, Event, Kind};
use tagdesk::domain::hash::Hash;

use super::author::{Author, MINUTE, START, device, person};

/// Serials and tags, so that joins have representatives to choose.
pub(super) const DEVICES: [&str; 4] = ["s:PF1", "t:CB-1", "s:PF2", "t:CB-2"];
/// People, one of them a walk-up.
pub(super) const PEOPLE: [&str; 4] = ["0100", "0101", "0102", "W-A-0000000A-1"];
const STATIONS: [&str; 4] = ["A", "B", "C", "D"];
/// Clocks by the hour and by the decade.
const SKEWS_MS: [i64; 8] =
    [0, 90_000, -240_000, 3_600_000, -3_600_000, -7 * 3_600_000, 315_576_000_000, -315_576_000_000];

/// What somebody does at a desk.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Issue {
        as_of: Option<i64>,
    },
    Return {
        as_of: Option<i64>,
        saw: bool,
    },
    HandOver,
    Status(usize),
    Site,
    Sight,
    Assign,
    /// A new label, one of three.
    Label(u8),
    /// To another site.
    Send,
    /// It arrived.
    Arrive,
    Join,
    Merge,
    /// Takes back earlier events, known here or not.
    Undo(usize, bool),
    /// Takes back an `Undone`, where there is one.
    Redo(usize),
    Open {
        file: u8,
    },
    Offset {
        offset_ms: i64,
        within_ms: i64,
        from: u64,
        to: Option<u64>,
    },
    /// Decides between the newest events of a device.
    Resolve {
        events: usize,
        choice: usize,
    },
    /// Somebody is served without a card, who may be known under this code later.
    WalkUp(u8),
    /// A kind and fields of a newer program.
    Newer(u8),
    Policy,
    Reboot,
    /// Somebody sets the clock while the computer runs.
    SetClock(usize),
    /// The database is copied, and both go on.
    Fork,
    /// The same, the copy on another computer.
    Move,
    /// It is restored, and that is noticed.
    Restore,
    /// Takes in what another desk knows.
    Learn,
}

/// One step of a history.
#[derive(Debug, Clone)]
pub(super) struct Step {
    desk: usize,
    device: usize,
    person: usize,
    other: usize,
    minutes: i64,
    act: Act,
}

fn act() -> impl Strategy<Value = Act> {
    let as_of = || prop::option::weighted(0.15, -200_i64..20);
    prop_oneof![
        8 => as_of().prop_map(|as_of| Act::Issue { as_of }),
        8 => (as_of(), any::<bool>()).prop_map(|(as_of, saw)| Act::Return { as_of, saw }),
        3 => Just(Act::HandOver),
        1 => (0..Status::ALL.len()).prop_map(Act::Status),
        1 => Just(Act::Site),
        1 => Just(Act::Sight),
        1 => Just(Act::Assign),
        1 => (0..3_u8).prop_map(Act::Label),
        1 => Just(Act::Send),
        1 => Just(Act::Arrive),
        2 => Just(Act::Join),
        2 => Just(Act::Merge),
        4 => (any::<usize>(), any::<bool>()).prop_map(|(pick, two)| Act::Undo(pick, two)),
        2 => any::<usize>().prop_map(Act::Redo),
        2 => (0..3_u8).prop_map(|file| Act::Open { file }),
        2 => (-20_000_000..20_000_000_i64, 0..600_000_i64, 1..20_u64, prop::option::of(1..30_u64))
            .prop_map(|(offset_ms, within_ms, from, to)| {
                Act::Offset { offset_ms, within_ms, from, to }
            }),
        2 => (1..5_usize, 0..5_usize).prop_map(|(events, choice)| Act::Resolve { events, choice }),
        1 => (0..3_u8).prop_map(Act::WalkUp),
        1 => any::<u8>().prop_map(Act::Newer),
        1 => Just(Act::Policy),
        1 => Just(Act::Reboot),
        1 => (0..SKEWS_MS.len()).prop_map(Act::SetClock),
        1 => Just(Act::Fork),
        1 => Just(Act::Move),
        1 => Just(Act::Restore),
        4 => Just(Act::Learn),
    ]
}

fn step(act: impl Strategy<Value = Act>) -> impl Strategy<Value = Step> {
    let places = (0..6_usize, 0..DEVICES.len(), 0..PEOPLE.len(), 0..6_usize, 0..9_i64);
    (places, act).prop_map(|((desk, device, person, other, minutes), act)| Step {
        desk,
        device,
        person,
        other,
        minutes,
        act,
    })
}

/// Mostly a morning, now and then a long day: what breaks shows in few steps or needs many.
fn mostly_short(act: impl Strategy<Value = Act> + Clone) -> impl Strategy<Value = Vec<Step>> {
    prop_oneof![9 => vec(step(act.clone()), 1..20), 1 => vec(step(act), 20..60)]
}

/// Histories of everything.
pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    mostly_short(act().boxed())
}

/// Histories of desks whose clocks agree with the truth: nothing but scans and what belongs to
/// them.
pub(super) fn quiet_steps() -> impl Strategy<Value = Vec<Step>> {
    let act = prop_oneof![
        6 => Just(Act::Issue { as_of: None }),
        6 => Just(Act::Return { as_of: None, saw: true }),
        3 => Just(Act::HandOver),
        1 => (0..Status::ALL.len()).prop_map(Act::Status),
        1 => Just(Act::Site),
        1 => Just(Act::Sight),
        1 => Just(Act::Assign),
        1 => (0..3_u8).prop_map(Act::Label),
        1 => Just(Act::Send),
        1 => Just(Act::Arrive),
        1 => (0..3_u8).prop_map(|file| Act::Open { file }),
        3 => Just(Act::Learn),
    ];
    mostly_short(act.boxed())
}

/// Desks whose databases are put back or moved now and then, on computers that stay on and whose
/// clocks somebody sets.
pub(super) fn restarting_steps() -> impl Strategy<Value = Vec<Step>> {
    let act = prop_oneof![
        6 => Just(Act::Issue { as_of: None }),
        6 => Just(Act::Return { as_of: None, saw: true }),
        3 => Just(Act::HandOver),
        1 => Just(Act::Sight),
        1 => (0..SKEWS_MS.len()).prop_map(Act::SetClock),
        3 => Just(Act::Restore),
        4 => Just(Act::Learn),
    ];
    mostly_short(act.boxed())
}

/// Only what a desk does with devices; whoever scans knows all that went before.
pub(super) fn scans() -> impl Strategy<Value = Vec<Step>> {
    let act = prop_oneof![
        Just(Act::Issue { as_of: None }),
        Just(Act::Return { as_of: None, saw: true }),
        Just(Act::HandOver),
    ];
    mostly_short(act.boxed())
}

/// How the stations of a history behave.
#[derive(Debug, Clone, Default)]
pub(super) struct Ways {
    /// Wall clock minus truth at the beginning, by station; no entry is an exact clock.
    pub(super) skews_ms: Vec<i64>,
    /// Everybody knows everything at once.
    pub(super) all_known: bool,
    /// No database ever begins anew.
    pub(super) one_life: bool,
}

/// Plays the steps and gives back all events, in the order they really happened.
pub(super) fn play(steps: &[Step], ways: &Ways) -> Vec<Event> {
    let mut stage = Stage {
        desks: STATIONS
            .iter()
            .enumerate()
            .map(|(i, station)| {
                let mut desk = Author::new(station, &format!("0000000{i}"));
                desk.skew_ms = ways.skews_ms.get(i).copied().unwrap_or(0);
                desk
            })
            .collect(),
        events: Vec::new(),
        now_ms: START,
        one_life: ways.one_life,
    };
    for step in steps {
        stage.now_ms += step.minutes * MINUTE + 1_000;
        let desk = step.desk % stage.desks.len();
        if ways.all_known {
            for other in stage.desks.clone() {
                stage.desks[desk].learn(&other);
            }
        }
        stage.act(desk, step);
    }
    stage.events
}

struct Stage {
    desks: Vec<Author>,
    events: Vec<Event>,
    now_ms: i64,
    one_life: bool,
}

impl Stage {
    fn write(&mut self, desk: usize, body: Body) {
        let event = self.desks[desk].seal(self.events.len(), body);
        self.events.push(event);
    }

    fn about(&self, desk: usize, kind: Kind, device: &DeviceId) -> Body {
        self.desks[desk].about(self.now_ms, kind, device)
    }

    #[allow(clippy::too_many_lines)]
    fn act(&mut self, desk: usize, step: &Step) {
        let (device, borrower) = (device(DEVICES[step.device]), person(PEOPLE[step.person]));
        let other = step.other % self.desks.len();
        match step.act.clone() {
            Act::Issue { as_of } => self.issue(desk, &device, borrower, as_of),
            Act::Return { as_of, saw } => self.give_back(desk, &device, as_of, saw),
            Act::HandOver => {
                let group = Some((self.desks[desk].seq + 1).to_string());
                let mut body = self.about(desk, Kind::Returned, &device);
                body.borrower.clone_from(&body.saw);
                body.group.clone_from(&group);
                self.write(desk, body);
                let mut body = self.about(desk, Kind::Issued, &device);
                body.borrower = Some(borrower);
                body.group = group;
                self.write(desk, body);
            }
            Act::Status(status) => {
                let mut body = self.about(desk, Kind::StatusChanged, &device);
                body.payload.put("status", Status::ALL[status].as_str());
                self.write(desk, body);
            }
            Act::Site => {
                let mut body = self.about(desk, Kind::SiteChanged, &device);
                body.payload.put("site", STATIONS[step.person]);
                self.write(desk, body);
            }
            Act::Sight => {
                let body = self.about(desk, Kind::Sighted, &device);
                self.write(desk, body);
            }
            Act::Assign => {
                let kind = if step.other < 4 { Kind::Assigned } else { Kind::Unassigned };
                let mut body = self.about(desk, kind, &device);
                body.borrower = Some(borrower);
                if step.other == 0 {
                    body.payload.put("case", step.minutes.to_string());
                }
                self.write(desk, body);
            }
            Act::Label(label) => {
                let mut body = self.about(desk, Kind::TagReplaced, &device);
                body.payload.put("old", format!("L{}", step.other % 3));
                body.payload.put("new", format!("L{label}"));
                self.write(desk, body);
            }
            Act::Send => {
                let mut body = self.about(desk, Kind::TransferSent, &device);
                body.payload.put("to", STATIONS[step.person]);
                body.payload.put("from", STATIONS[desk % STATIONS.len()]);
                body.payload.put("transfer", format!("T{}", step.other));
                self.write(desk, body);
            }
            Act::Arrive => {
                let mut body = self.about(desk, Kind::TransferReceived, &device);
                body.payload.put("site", STATIONS[desk % STATIONS.len()]);
                self.write(desk, body);
            }
            Act::Join => {
                let mut body = self.about(desk, Kind::DeviceJoined, &device);
                body.payload.put("other", DEVICES[step.other % DEVICES.len()]);
                self.write(desk, body);
            }
            Act::Merge => {
                let mut body = self.desks[desk].body(self.now_ms, Kind::BorrowerMerged);
                body.borrower = Some(borrower);
                body.payload.put("into", PEOPLE[step.other % PEOPLE.len()]);
                self.write(desk, body);
            }
            Act::Undo(pick, two) => self.undo(desk, pick, two, |_| true),
            Act::Redo(pick) => {
                self.undo(desk, pick, false, |event| event.body.kind == Kind::Undone);
            }
            Act::Open { file } => {
                let mut body = self.about(desk, Kind::Opened, &device);
                body.borrower = Some(borrower);
                body.payload.put("file", Hash::of(&[&[file]]).to_string());
                body.payload.put("row", step.device.to_string());
                self.write(desk, body);
            }
            Act::Offset { offset_ms, within_ms, from, to } => {
                let whose = self.desks[other].clone();
                let mut body = self.desks[desk].body(self.now_ms, Kind::ClockOffset);
                body.payload.put("station", whose.station);
                body.payload.put("incarnation", whose.incarnation);
                body.payload.put_int("from", i64::try_from(from).unwrap());
                if let Some(to) = to {
                    body.payload.put_int("to", i64::try_from(to).unwrap());
                }
                body.payload.put_int("offset", offset_ms);
                body.payload.put_int("within", within_ms);
                self.write(desk, body);
            }
            Act::Resolve { events, choice } => {
                let newest = self.events.iter().rev().filter(|event| {
                    event.body.device.as_ref() == Some(&device) && event.body.kind != Kind::Resolved
                });
                let hashes: Vec<Hash> = newest.take(events).map(|event| event.hash).collect();
                let choices = ["later", "earlier", "neither", "ask-school", "toss-a-coin"];
                let mut body = self.about(desk, Kind::Resolved, &device);
                body.payload.put_hashes("events", &hashes);
                body.payload.put("choice", choices[choice]);
                self.write(desk, body);
            }
            Act::WalkUp(code) => {
                let mut body = self.desks[desk].body(self.now_ms, Kind::BorrowerAdded);
                body.borrower = Some(borrower);
                body.payload.put("code", format!("C{code}"));
                self.write(desk, body);
            }
            Act::Newer(extra) => {
                let body = self.about(desk, Kind::NoteAdded, &device);
                let age = self.events.len();
                let event = self.desks[desk].seal_text(age, &body, |text| newer(&text, extra));
                self.events.push(event);
            }
            Act::Policy => {
                let mut body = self.desks[desk].body(self.now_ms, Kind::PolicySet);
                body.payload.put("from", "2026-08-01");
                body.payload.put_int("limit", i64::try_from(step.person).unwrap());
                self.write(desk, body);
            }
            Act::Reboot => {
                let now_ms = self.now_ms;
                self.desks[desk].reboot(now_ms);
            }
            Act::SetClock(skew) => self.desks[desk].skew_ms = SKEWS_MS[skew],
            Act::Fork | Act::Move => {
                if self.desks.len() < 6 {
                    let mut copy = self.desks[desk].clone();
                    if matches!(step.act, Act::Move) {
                        copy.computer = format!("{}+{}", copy.computer, self.desks.len());
                    }
                    self.desks.push(copy);
                }
            }
            Act::Restore if self.one_life => {}
            Act::Restore => {
                let code = format!("{:08x}", 0x1000 + self.events.len());
                self.desks[desk].begin(code);
            }
            Act::Learn => {
                let known = self.desks[other].clone();
                self.desks[desk].learn(&known);
            }
        }
    }

    fn issue(&mut self, desk: usize, device: &DeviceId, to: BorrowerId, as_of: Option<i64>) {
        let mut body = self.about(desk, Kind::Issued, device);
        body.borrower = Some(to);
        body.payload.put("site", STATIONS[desk % STATIONS.len()]);
        body.payload.put("due", "2027-06-04");
        self.entered_later(&mut body, as_of);
        self.write(desk, body);
    }

    fn give_back(&mut self, desk: usize, device: &DeviceId, as_of: Option<i64>, saw: bool) {
        let mut body = self.about(desk, Kind::Returned, device);
        if saw {
            body.borrower.clone_from(&body.saw);
        } else {
            body.saw = None;
        }
        body.payload.put("site", STATIONS[desk % STATIONS.len()]);
        self.entered_later(&mut body, as_of);
        self.write(desk, body);
    }

    fn entered_later(&self, body: &mut Body, as_of: Option<i64>) {
        body.as_of_ms = as_of.map(|minutes| self.now_ms + minutes * MINUTE);
        body.as_of_within_ms = as_of.map(|minutes| minutes.abs() * 1_000);
    }

    fn undo(&mut self, desk: usize, pick: usize, two: bool, fits: impl Fn(&Event) -> bool) {
        let fitting: Vec<&Event> = self.events.iter().filter(|event| fits(event)).collect();
        if fitting.is_empty() {
            return;
        }
        let first = fitting[pick % fitting.len()];
        let mut targets = vec![first.hash];
        if two {
            targets.push(fitting[(pick / 7) % fitting.len()].hash);
        }
        // An undo names the device it moved, as the desk writes it; one of another kind does not.
        let mut body = match &first.body.device {
            Some(device) if pick.is_multiple_of(2) => self.about(desk, Kind::Undone, device),
            _ => self.desks[desk].body(self.now_ms, Kind::Undone),
        };
        body.payload.put_hashes("targets", &targets);
        self.write(desk, body);
    }
}

/// A newer program's text: another kind, another way in, fields nobody here knows, not even in
/// the order this program would write them.
fn newer(text: &str, extra: u8) -> String {
    let text = text.replace("\"NoteAdded\"", &format!("\"Levitated{extra}\""));
    let text = if extra.is_multiple_of(2) { text.replace("\"scan\"", "\"thought\"") } else { text };
    text.replacen(
        '{',
        &format!("{{\"zeta\":[{extra},{{\"b\":1,\"a\":null}}], \"aaa\":\"\\u00e9\","),
        1,
    )
}
