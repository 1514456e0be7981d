//! Ten days at twelve tables: what really happens to each device, and what the desks learn of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tagdesk::domain::device::DeviceId;
use tagdesk::domain::event::{Event, Kind};
use tagdesk::exchange::{self, Options};
use tagdesk::store::{self, Plan, Store};

use super::chance::Chance;
use super::station::{Answered, DAY, HOUR, MINUTE, START, Station};

const SITES: usize = 4;
const TABLES: usize = 3;
const DAYS: i64 = 10;

/// A district and how its days go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ways {
    pub(super) seed: u64,
    pub(super) devices: usize,
    /// Things done with devices, a day.
    pub(super) daily: usize,
    /// Of a thousand nights, how many a station's stick travels.
    pub(super) travels: u64,
    pub(super) answered: Answered,
    /// Computers start again in the middle of a day, of a thousand days.
    pub(super) restarts: u64,
    /// Clocks are set in the middle of a day, of a thousand days; a clock that is off by hours ten
    /// times as often.
    pub(super) set: u64,
    /// How many stations' clocks are off by three to nine minutes.
    pub(super) nearly: usize,
}

/// What became of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Outcome {
    pub(super) touched: usize,
    pub(super) asked: usize,
    /// Asked, and the one who held it until decided was the wrong one.
    pub(super) asked_wrong: usize,
    /// Wrong, not asked, but listed as something to look at.
    pub(super) listed: usize,
    /// Wrong, neither asked nor listed.
    pub(super) silent: usize,
    /// Wrong, had the last event by the wall clocks been taken for the last.
    pub(super) wrong_by_wall: usize,
    /// The same for the last event that reached the office.
    pub(super) wrong_by_coming: usize,
    pub(super) events: usize,
    /// What is wrong and was not asked, told for a person.
    pub(super) told: String,
}

/// What is really so of a device.
#[derive(Debug, Clone)]
struct Truth {
    holder: Option<usize>,
    site: usize,
    /// When it was last in front of a scanner.
    last_ms: i64,
    touched: bool,
}

#[derive(Debug, Clone, Copy)]
enum Happening {
    Morning(usize),
    SetClock(usize),
    Restart(usize),
    Something,
}

/// What is done with a device in the building, and with one that is out.
#[derive(Debug, Clone, Copy)]
enum Done {
    Issue,
    Return,
    HandOver,
    Again,
    Look,
    Slip,
}

const IN: [(u64, Done); 4] =
    [(84, Done::Issue), (8, Done::Return), (4, Done::Look), (4, Done::Slip)];
const OUT: [(u64, Done); 4] =
    [(68, Done::Return), (20, Done::HandOver), (6, Done::Again), (6, Done::Look)];

/// Register files that every station takes in.
pub(super) fn plan(devices: usize) -> Plan {
    let mut people = "student,name,grade,homeroom,site\n".to_owned();
    let mut things = "tag,serial,model,site,status\n".to_owned();
    for n in 0..devices {
        let site = n % SITES;
        writeln!(people, "{:07},Person {n},7,7A,SITE{site}", n + 1).unwrap();
        writeln!(things, "{},SN{n:05},Lenovo 300e,SITE{site},available", tag(n)).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let files = [folder.path().join("students.csv"), folder.path().join("devices.csv")];
    std::fs::write(&files[0], people).unwrap();
    std::fs::write(&files[1], things).unwrap();
    exchange::plan(&files, &Options::default()).unwrap().0
}

fn tag(device: usize) -> String {
    format!("CB-{device:05}")
}

fn person(person: usize) -> String {
    format!("{:07}", person + 1)
}

struct District {
    ways: Ways,
    chance: Chance,
    stations: Vec<Station>,
    truth: Vec<Truth>,
    office: Store,
    /// The office's journal in the order of coming.
    journal: Vec<Event>,
    /// Bundles that came in once already.
    former: Vec<Vec<Event>>,
}

/// Lives through the days and compares.
pub(super) fn live(ways: Ways, plan: &Plan) -> Outcome {
    let mut chance = Chance::new(ways.seed);
    let off = [chance.below(SITES * TABLES), chance.below(SITES * TABLES)];
    let stations = (0..SITES * TABLES)
        .map(|n| {
            let nearly = (n + off[0]) % (SITES * TABLES) < ways.nearly;
            let skew = match (off.contains(&n), nearly) {
                (true, _) => by_hours(&mut chance),
                (false, true) => by_minutes(&mut chance),
                (false, false) => healthy(&mut chance),
            };
            let site = n / TABLES;
            Station::new(&format!("S{site}-{}", n % TABLES), &format!("SITE{site}"), plan, skew)
        })
        .collect();
    let truth = (0..ways.devices)
        .map(|n| Truth { holder: None, site: n % SITES, last_ms: 0, touched: false })
        .collect();
    let office = Store::in_memory().unwrap();
    let mut district =
        District { ways, chance, stations, truth, office, journal: Vec::new(), former: Vec::new() };
    for day in 0..DAYS {
        district.day(START + day * DAY);
        district.night();
    }
    district.end()
}

/// Up to twelve hours either way, an hour at least.
fn by_hours(chance: &mut Chance) -> i64 {
    let skew = chance.between(HOUR, 12 * HOUR);
    if chance.permille(500) { skew } else { -skew }
}

/// Three to nine minutes either way.
fn by_minutes(chance: &mut Chance) -> i64 {
    let skew = chance.between(3 * MINUTE, 9 * MINUTE);
    if chance.permille(500) { skew } else { -skew }
}

/// Up to two minutes either way.
fn healthy(chance: &mut Chance) -> i64 {
    chance.between(-2 * MINUTE, 2 * MINUTE)
}

impl District {
    fn day(&mut self, midnight: i64) {
        let chance = &mut self.chance;
        let mut day: Vec<(i64, Happening)> = Vec::new();
        let at = |chance: &mut Chance, from: i64, to: i64| {
            midnight + chance.between(from * HOUR / 4, to * HOUR / 4)
        };
        for (n, station) in self.stations.iter().enumerate() {
            day.push((at(chance, 30, 32), Happening::Morning(n)));
            let off = station.skew_ms().abs() > 30 * MINUTE;
            if chance.permille(self.ways.set * if off { 10 } else { 1 }) {
                day.push((at(chance, 32, 62), Happening::SetClock(n)));
            }
            if chance.permille(self.ways.restarts) {
                day.push((at(chance, 32, 62), Happening::Restart(n)));
            }
        }
        for _ in 0..self.ways.daily {
            day.push((at(chance, 32, 62), Happening::Something));
        }
        day.sort_by_key(|(at, _)| *at);
        for (now, happening) in day {
            match happening {
                Happening::Morning(n) => {
                    let watch = self.chance.between(-10 * MINUTE, 10 * MINUTE + 1);
                    if self.chance.permille(800) {
                        self.stations[n].reboot(now - 5 * MINUTE);
                    }
                    self.stations[n].start_run(now, self.ways.answered, watch);
                }
                Happening::SetClock(n) => {
                    let off = self.stations[n].skew_ms().abs() > 30 * MINUTE;
                    // A wrong clock is mostly set right; of the others half are only corrected.
                    let skew = if self.chance.permille(if off { 800 } else { 500 }) {
                        healthy(&mut self.chance)
                    } else {
                        by_hours(&mut self.chance)
                    };
                    self.stations[n].set_clock(skew);
                }
                Happening::Restart(n) => self.stations[n].reboot(now),
                Happening::Something => self.something(now),
            }
        }
    }

    /// One device, at one of the tables where it can be.
    fn something(&mut self, now: i64) {
        let device = self.chance.below(self.truth.len());
        let truth = self.truth[device].clone();
        // It takes a minute to the next table and half an hour to another school.
        let since = now - truth.last_ms;
        if since < MINUTE {
            return;
        }
        let elsewhere = since >= 30 * MINUTE && self.chance.permille(80);
        let site = if elsewhere { self.chance.below(SITES) } else { truth.site };
        let n = site * TABLES + self.chance.below(TABLES);
        let someone = self.person_of(site);
        let station = &mut self.stations[n];
        let tag = tag(device);
        let mut holder = truth.holder;
        let done = self.chance.weighed(if truth.holder.is_some() { &OUT } else { &IN });
        match done {
            Done::Issue | Done::HandOver => {
                station.issue(now, &person(someone), &tag);
                holder = Some(someone);
            }
            Done::Return => {
                station.give_back(now, &tag);
                holder = None;
            }
            Done::Again => station.issue(now, &person(truth.holder.unwrap()), &tag),
            Done::Look => station.look_up(now, &tag),
            Done::Slip => station.slip(now, &person(someone), &tag),
        }
        self.truth[device] = Truth { holder, site, last_ms: now, touched: true };
    }

    /// Somebody who goes to a school; mostly without a device.
    fn person_of(&mut self, site: usize) -> usize {
        let mut someone = 0;
        for _ in 0..4 {
            someone = self.chance.below(self.truth.len() / SITES) * SITES + site;
            if !self.truth.iter().any(|truth| truth.holder == Some(someone)) {
                break;
            }
        }
        someone
    }

    /// Most sticks travel; the office takes them in any order, some twice; most receipts come back.
    fn night(&mut self) {
        let travels = self.ways.travels;
        let mut out: Vec<usize> = (0..self.stations.len()).collect();
        out.retain(|_| self.chance.permille(travels));
        self.bring(out.clone());
        for n in out {
            if self.chance.permille(600) {
                self.receipt(n);
            }
        }
    }

    fn bring(&mut self, mut stations: Vec<usize>) {
        while !stations.is_empty() {
            let n = stations.swap_remove(self.chance.below(stations.len()));
            let bundle = self.stations[n].bundle();
            self.journal.extend(bundle.iter().cloned());
            merge(&mut self.office, &bundle);
            self.former.push(bundle);
            if self.chance.permille(100) {
                let again = self.chance.below(self.former.len());
                merge(&mut self.office, &self.former[again]);
            }
        }
    }

    /// What a station was not given yet goes back to it.
    fn receipt(&mut self, n: usize) {
        let station = &mut self.stations[n];
        station.take(&self.journal[station.given..]);
        station.given = self.journal.len();
    }

    /// Everything that is still on the way arrives; then what the office says is held against what
    /// is so.
    fn end(mut self) -> Outcome {
        self.bring((0..self.stations.len()).collect());
        for n in 0..self.stations.len() {
            self.receipt(n);
        }
        let said = self.office.projection_hash().unwrap();
        for station in &self.stations {
            let same = station.desk.store().projection_hash().unwrap() == said;
            assert!(same, "{} says otherwise than the office", station.code);
        }
        let listed = listed(&self.journal);
        let by_wall = last_wins(&self.journal, |i, event| (event.body.wall_ms, i));
        let by_coming = last_wins(&self.journal, |i, _| (0, i));
        let mut outcome = Outcome { events: self.journal.len(), ..Outcome::default() };
        for (n, truth) in self.truth.iter().enumerate().filter(|(_, truth)| truth.touched) {
            let id = DeviceId::from_text(format!("s:SN{n:05}"));
            let card = self.office.device(&id).unwrap();
            let holder = card.holder.map(|holder| holder.named.id.to_string());
            let is = truth.holder.map(person);
            let right = holder == is;
            outcome.touched += 1;
            outcome.wrong_by_wall += usize::from(by_wall.get(id.as_str()) != is.as_ref());
            outcome.wrong_by_coming += usize::from(by_coming.get(id.as_str()) != is.as_ref());
            outcome.asked += usize::from(card.disputed);
            if card.disputed {
                outcome.asked_wrong += usize::from(!right);
            } else if !right {
                if listed.contains_key(id.as_str()) {
                    outcome.listed += 1;
                } else {
                    outcome.silent += 1;
                }
                self.tell(&mut outcome.told, &id, holder.as_deref(), is.as_deref());
            }
        }
        outcome
    }

    /// The events of a device in the order in which they really happened.
    fn tell(&self, told: &mut String, id: &DeviceId, says: Option<&str>, is: Option<&str>) {
        let mut events: Vec<(i64, &Event)> = Vec::new();
        for event in self.journal.iter().filter(|event| event.body.device.as_ref() == Some(id)) {
            let of = self.stations.iter().find(|station| station.code == event.body.station);
            events.push((of.unwrap().truly(event.body.seq), event));
        }
        events.sort_by_key(|(truly, event)| (*truly, event.body.seq));
        writeln!(told, "seed {} {id}: says {says:?}, is {is:?}", self.ways.seed).unwrap();
        let from = events.len().saturating_sub(5);
        for (truly, event) in &events[from..] {
            let time = self.office.world().time(&event.body);
            writeln!(
                told,
                "  {} {:>9} to {:?} saw {:?} at minute {}, said {:+} within {} min, boot {}",
                event.body.station,
                event.body.kind.as_str(),
                event.body.borrower.as_ref().map(ToString::to_string),
                event.body.saw.as_ref().map(ToString::to_string),
                (truly - START) / MINUTE,
                (time.at_ms - truly) / MINUTE,
                time.within_ms / MINUTE,
                event.body.boot,
            )
            .unwrap();
        }
    }
}

/// Devices with something to look at.
fn listed(journal: &[Event]) -> BTreeMap<String, usize> {
    let folded = crate::journal_laws::oracle::fold(journal);
    let listed = folded.into_iter().filter(|(_, folded)| !folded.todos.is_empty());
    listed.map(|(id, folded)| (id.to_string(), folded.todos.len())).collect()
}

/// Who holds what where the last of the events that stand wins, by a measure of one's own: what
/// tables with a column "last changed" do.
fn last_wins<K: Ord>(
    journal: &[Event],
    measure: impl Fn(usize, &Event) -> K,
) -> BTreeMap<String, String> {
    let world = crate::journal_laws::oracle::world(journal);
    let mut last: BTreeMap<String, (K, Option<String>)> = BTreeMap::new();
    for (i, event) in journal.iter().enumerate() {
        let holder = match event.body.kind {
            Kind::Issued => event.body.borrower.as_ref().map(ToString::to_string),
            Kind::Returned => None,
            _ => continue,
        };
        let Some(device) = event.body.device.as_ref().filter(|_| world.is_live(&event.hash)) else {
            continue;
        };
        let measured = measure(i, event);
        if last.get(device.as_str()).is_none_or(|(former, _)| *former <= measured) {
            last.insert(device.to_string(), (measured, holder));
        }
    }
    last.into_iter().filter_map(|(device, (_, holder))| Some((device, holder?))).collect()
}

fn merge(store: &mut Store, events: &[Event]) {
    store.transact(|write| -> store::Result<_> { write.merge(events) }).unwrap();
}
