//! A station: a real desk over a store in memory, on a computer whose clock may be wrong.

use std::collections::HashMap;

use tagdesk::desk::reply::{Channel, Mode, Outcome};
use tagdesk::desk::request::{Request, Role, RunSetup, Setup};
use tagdesk::desk::{Desk, Front, How};
use tagdesk::domain::event::{Event, EventId, Kind, Moment, Source};
use tagdesk::store::{self, Draft, Plan, Stamp, Store};

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// Midnight of 12 August 2026 where the school is, five hours behind UTC.
pub(super) const START: i64 = 1_786_510_800_000;

const CHANNEL: Channel = Channel::Main;

/// What a run's first question about the time comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    /// Nobody answers.
    Never,
    /// By a watch that is up to ten minutes off, and is taken for no better.
    Watch,
    /// As the desk asks: the time is typed off a phone.
    Phone,
    /// As the desk asks, by people who nod at whatever is less than ten minutes off, and type the
    /// phone's time otherwise.
    Nod,
}

/// A computer's clock.
#[derive(Debug, Clone)]
struct Clock {
    /// Wall clock minus true time.
    skew_ms: i64,
    boots: u32,
    booted_ms: i64,
}

pub(super) struct Station {
    pub(super) code: String,
    pub(super) desk: Desk,
    clock: Clock,
    /// Own events that left on a stick.
    sent: u64,
    /// When own events really happened, by number.
    truly: HashMap<u64, i64>,
    /// How many of the office's events it was given.
    pub(super) given: usize,
}

impl Station {
    pub(super) fn new(code: &str, site: &str, plan: &Plan, skew_ms: i64) -> Station {
        let desk = Desk::new(Store::in_memory().unwrap(), Front::Terminal).unwrap();
        let clock = Clock { skew_ms, boots: 0, booted_ms: START };
        let mut station = Station {
            code: code.to_owned(),
            desk,
            clock,
            sent: 0,
            truly: HashMap::new(),
            given: 0,
        };
        let setup = Setup {
            station: code.to_owned(),
            site: site.to_owned(),
            role: Role::Station,
            practice: false,
        };
        let now = station.moment(START);
        station.desk.init(&setup, &now).unwrap();
        station.desk.import(plan, &How::whatever(), &now).unwrap();
        station.note(START);
        station
    }

    fn moment(&self, true_ms: i64) -> Moment {
        Moment {
            wall_ms: true_ms + self.clock.skew_ms,
            utc_offset_min: -300,
            boot: format!("{}-{}", self.code, self.clock.boots),
            boot_ms: true_ms - self.clock.booted_ms,
        }
    }

    fn seq(&self) -> u64 {
        self.desk.store().station().unwrap().seq
    }

    fn note(&mut self, true_ms: i64) {
        let (from, to) = (self.truly.len() as u64 + 1, self.seq());
        self.truly.extend((from..=to).map(|seq| (seq, true_ms)));
    }

    /// When one of its events really happened.
    pub(super) fn truly(&self, seq: u64) -> i64 {
        self.truly[&seq]
    }

    pub(super) fn skew_ms(&self) -> i64 {
        self.clock.skew_ms
    }

    /// Somebody sets the wall clock while the computer runs.
    pub(super) fn set_clock(&mut self, skew_ms: i64) {
        self.clock.skew_ms = skew_ms;
    }

    pub(super) fn reboot(&mut self, true_ms: i64) {
        self.clock.boots += 1;
        self.clock.booted_ms = true_ms;
    }

    /// The day's run begins; its question about the time is answered, or not. `watch_ms` is how far
    /// a watch is off.
    pub(super) fn start_run(&mut self, true_ms: i64, answered: Answered, watch_ms: i64) {
        let now = self.moment(true_ms);
        let setup = RunSetup { name: format!("{} {true_ms}", self.code), ..RunSetup::default() };
        self.desk.handle(Request::StartRun(setup), &now).unwrap();
        let shown_ms = true_ms - 300 * MINUTE;
        let phone = |ms: i64| {
            let time = ms.div_euclid(MINUTE);
            let (days, minutes) = (time.div_euclid(1_440), time.rem_euclid(1_440));
            let date = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()
                + chrono::Days::new(u64::try_from(days).unwrap());
            Some((date.to_string(), format!("{:02}:{:02}", minutes / 60, minutes % 60)))
        };
        match answered {
            Answered::Never => {}
            Answered::Watch => self.by_watch(&now, true_ms + watch_ms - now.wall_ms),
            Answered::Phone => {
                self.desk.handle(Request::Clock(phone(shown_ms)), &now).unwrap();
            }
            Answered::Nod => {
                let near = self.clock.skew_ms.abs() < 10 * MINUTE;
                let typed = if near { None } else { phone(shown_ms) };
                self.desk.handle(Request::Clock(typed), &now).unwrap();
            }
        }
        self.note(true_ms);
    }

    fn by_watch(&mut self, now: &Moment, offset_ms: i64) {
        let store = self.desk.store_mut();
        let station = store.station().unwrap();
        let from = store.segment_start(now).unwrap_or(station.seq + 1);
        let mut offset = Draft::new(Kind::ClockOffset)
            .with("station", &station.code)
            .with("incarnation", &station.incarnation);
        offset.payload.put_int("from", i64::try_from(from).unwrap());
        offset.payload.put_int("offset", offset_ms);
        offset.payload.put_int("within", 10 * MINUTE);
        let stamp = Stamp { now, operator: None, run: None, source: Source::Typed };
        store.transact(|write| -> store::Result<_> { write.append(stamp, vec![offset]) }).unwrap();
    }

    fn scan(&mut self, true_ms: i64, line: &str) -> Outcome {
        let now = self.moment(true_ms);
        self.desk.scan(&CHANNEL, line, Source::Scan, &now).unwrap().outcome
    }

    /// A device goes out to somebody who stands here, whatever the desk asks.
    pub(super) fn issue(&mut self, true_ms: i64, person: &str, tag: &str) {
        self.desk.set_mode(&CHANNEL, Mode::Issue);
        assert_eq!(self.scan(true_ms, person), Outcome::Student);
        let mut outcome = self.scan(true_ms, tag);
        if outcome == Outcome::Question {
            outcome = self.scan(true_ms, "XTDYES");
        }
        let done = [Outcome::Issued, Outcome::HandedOver, Outcome::Already];
        assert!(done.contains(&outcome), "{outcome:?}");
        self.note(true_ms);
    }

    /// The wrong device is scanned, and that is seen and taken back.
    pub(super) fn slip(&mut self, true_ms: i64, person: &str, tag: &str) {
        self.desk.set_mode(&CHANNEL, Mode::Issue);
        self.scan(true_ms, person);
        match self.scan(true_ms, tag) {
            Outcome::Question => assert_eq!(self.scan(true_ms, "XTDNO"), Outcome::No),
            Outcome::Issued => assert_eq!(self.scan(true_ms, "XTDUNDO"), Outcome::Undone),
            outcome => assert_eq!(outcome, Outcome::Already),
        }
        self.note(true_ms);
    }

    /// A device is in the hand.
    pub(super) fn give_back(&mut self, true_ms: i64, tag: &str) {
        self.desk.set_mode(&CHANNEL, Mode::Return);
        let outcome = self.scan(true_ms, tag);
        assert!([Outcome::Returned, Outcome::Already].contains(&outcome), "{outcome:?}");
        self.note(true_ms);
    }

    pub(super) fn look_up(&mut self, true_ms: i64, tag: &str) {
        self.desk.set_mode(&CHANNEL, Mode::LookUp);
        assert_eq!(self.scan(true_ms, tag), Outcome::Shown);
        self.note(true_ms);
    }

    /// Its own events since the last stick.
    pub(super) fn bundle(&mut self) -> Vec<Event> {
        let store = self.desk.store();
        let station = store.station().unwrap();
        let (first, last) = (self.sent + 1, station.seq);
        self.sent = last;
        let named = |seq| {
            let id = EventId {
                station: station.code.clone(),
                incarnation: station.incarnation.clone(),
                seq,
            };
            store.events_named(&id, None).unwrap()
        };
        (first..=last).flat_map(named).collect()
    }

    pub(super) fn take(&mut self, events: &[Event]) {
        let store = self.desk.store_mut();
        store.transact(|write| -> store::Result<_> { write.merge(events) }).unwrap();
    }
}
