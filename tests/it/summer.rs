//! A summer collection: a thousand returns over two stations that know nothing of each other, played
//! through the desk, merged, and held against a count that knows nothing of journal, fold or policy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use tagdesk::desk::reply::{Channel, Mode};
use tagdesk::desk::request::{Answer, Request, Returning, Role, RunSetup, Setup};
use tagdesk::desk::{Desk, Front, How};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::code::Code;
use tagdesk::domain::device::Status;
use tagdesk::domain::event::{Event, Moment, Source};
use tagdesk::domain::policy::Policy;
use tagdesk::domain::price::{Price, PriceList};
use tagdesk::exchange::{self, Options};
use tagdesk::store::{self, Store, Watch};

const STUDENTS: usize = 900;
/// Every ninth student has a second device.
const DEVICES: usize = 1_000;
const SECOND: i64 = 1_000;
/// 4 June 2026, 08:00 UTC.
const START: i64 = 1_780_560_000_000;

/// What can be wrong with a device that comes back: its card, its price, whether a break may be free.
const WRONG: [(&str, i64, bool); 3] =
    [("XTDDSCREEN", 9_000, true), ("XTDDHINGE", 4_000, true), ("XTDMCASE", 1_800, false)];

fn student(of: usize) -> String {
    format!("{:07}", 48_000 + of)
}

fn tag(device: usize) -> String {
    format!("CB-{device:06}")
}

/// Who has a device: its own number, or for the second ones every ninth student.
fn holder(device: usize) -> usize {
    if device < STUDENTS { device } else { (device - STUDENTS) * 9 }
}

/// Numbers that look thrown, the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

struct Table {
    desk: Desk,
    boot: String,
}

impl Table {
    fn new(code: &str, tables: &[String]) -> Table {
        let desk = Desk::new(Store::in_memory().unwrap(), Front::Terminal).unwrap();
        let mut table = Table { desk, boot: code.to_owned() };
        let setup = Setup {
            station: code.to_owned(),
            site: "LRK".into(),
            role: Role::Station,
            practice: false,
        };
        let now = table.now(START - 60_000);
        table.desk.init(&setup, &now).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut files = Vec::new();
        for (number, table) in tables.iter().enumerate() {
            files.push(folder.path().join(format!("{number}.csv")));
            std::fs::write(&files[number], table).unwrap();
        }
        let known = table.desk.store().known().unwrap();
        let read = exchange::check(&files, &Options::default(), &known, &Watch::new()).unwrap();
        table.desk.import(&read.plan, &How::whatever(), &now).unwrap();
        table.desk.set_policy(&policy(), None, &now).unwrap();
        table
    }

    fn now(&self, at_ms: i64) -> Moment {
        Moment {
            wall_ms: at_ms,
            utc_offset_min: 0,
            boot: self.boot.clone(),
            boot_ms: at_ms - START + 3_600_000,
        }
    }

    fn collect(&mut self) {
        let returning = Returning {
            shelf: format!("Cart {}", self.boot),
            condition: "good".into(),
            next: "cleaning".into(),
            ..Returning::default()
        };
        let setup = RunSetup {
            name: "Summer collection 2026".into(),
            mode: Mode::Return,
            returning: Box::new(returning),
            ..RunSetup::default()
        };
        let now = self.now(START - 1);
        assert_eq!(self.desk.handle(Request::StartRun(setup), &now).unwrap(), Answer::Done);
    }

    fn scan(&mut self, line: &str, at_ms: i64) -> String {
        let now = self.now(at_ms);
        let reply = self.desk.scan(&Channel::Main, line, Source::Scan, &now).unwrap();
        reply.outcome.as_str().to_owned()
    }

    fn events(&self) -> Vec<Event> {
        self.desk.store().events().unwrap()
    }
}

fn policy() -> Policy {
    let price = |(sort, cents): (&str, i64)| Price {
        sort: sort.into(),
        model: String::new(),
        cents,
        steps: false,
        device: true,
    };
    let prices = [("screen", 9_000), ("hinge", 4_000), ("case", 1_800)].map(price);
    Policy { prices: PriceList::of(prices), free_breaks: 1, ..Policy::default() }
}

fn register() -> Vec<String> {
    let sites = "code,name\nLRK,Larkstone Middle\n".to_owned();
    let mut students = "student,name,grade,homeroom,site\n".to_owned();
    for of in 0..STUDENTS {
        writeln!(students, "{},Student {of},7,7B,LRK", student(of)).unwrap();
    }
    let mut devices = "tag,serial,model,site,status,holder\n".to_owned();
    for device in 0..DEVICES {
        let (tag, whose) = (tag(device), student(holder(device)));
        writeln!(devices, "{tag},SN{device:06},Lenovo 300e,LRK,available,{whose}").unwrap();
    }
    vec![sites, students, devices]
}

/// The count beside it: what was scanned, and when.
#[derive(Default)]
struct Count {
    returned: BTreeSet<usize>,
    condition_poor: BTreeSet<usize>,
    /// Time, station, device, which of [`WRONG`]; what was taken back is not in it.
    wrong: Vec<(i64, usize, usize, usize)>,
}

impl Count {
    /// What each thing that is wrong costs, where breaks are counted over these stations together.
    fn costs(&self, stations: &[usize]) -> BTreeMap<(usize, usize), i64> {
        let mut used: BTreeMap<usize, u32> = BTreeMap::new();
        let mut sorted = self.wrong.clone();
        sorted.sort_unstable();
        let mut costs = BTreeMap::new();
        for (_, station, device, which) in sorted {
            if !stations.contains(&station) {
                continue;
            }
            let (_, cents, may_be_free) = WRONG[which];
            let breaks = used.entry(holder(device)).or_default();
            let free = may_be_free && *breaks == 0;
            *breaks += u32::from(may_be_free);
            costs.insert((device, which), if free { 0 } else { cents });
        }
        costs
    }
}

/// Plays the collection on both tables.
fn play(tables: &mut [Table; 2]) -> Count {
    let mut dice = Dice(20_260_604);
    let mut order: Vec<usize> = (0..DEVICES).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, dice.roll(at + 1));
    }
    let mut count = Count::default();
    let mut at_ms = START;
    for device in order {
        let station = dice.roll(2);
        let table = &mut tables[station];
        at_ms += 7 * SECOND;
        assert_eq!(table.scan(&tag(device), at_ms), "returned");
        count.returned.insert(device);
        if dice.roll(12) == 0 {
            // Scanned again: it is in, and nothing is counted twice.
            at_ms += SECOND;
            assert_eq!(table.scan(&tag(device), at_ms), "already");
        }
        if dice.roll(10) == 0 {
            at_ms += SECOND;
            assert_eq!(table.scan("XTDCPOOR", at_ms), "noted");
            count.condition_poor.insert(device);
        }
        for (which, (card, ..)) in WRONG.iter().enumerate() {
            if dice.roll(5) > 0 {
                continue;
            }
            at_ms += SECOND;
            assert_eq!(table.scan(card, at_ms), "noted");
            if dice.roll(9) == 0 {
                // The wrong card: taken back, and the tag scanned again for the next one.
                at_ms += SECOND;
                assert_eq!(table.scan("XTDUNDO", at_ms), "undone");
                at_ms += SECOND;
                assert_eq!(table.scan(&tag(device), at_ms), "already");
            } else {
                count.wrong.push((at_ms, station, device, which));
            }
        }
    }
    count
}

fn due(store: &Store) -> i64 {
    let mut sum = 0;
    let visit = |_: &BorrowerId, ledger: &tagdesk::domain::charge::Ledger| -> store::Result<()> {
        sum += ledger.due_cents();
        Ok(())
    };
    store.ledgers(visit).unwrap();
    sum
}

#[test]
fn a_thousand_returns_over_two_stations_add_up() {
    let register = register();
    let mut tables = [Table::new("GYM-1", &register), Table::new("GYM-2", &register)];
    for table in &mut tables {
        table.collect();
    }
    let count = play(&mut tables);
    // Each station charged what it knew: a free break each.
    for station in [0, 1] {
        let alone: i64 = count.costs(&[station]).values().sum();
        assert_eq!(due(tables[station].desk.store()), alone, "station {station}");
        assert_eq!(tables[station].desk.store().proposals().unwrap(), []);
    }
    // The office has everything, in whatever order it comes.
    let mut office = Table::new("OFFICE", &register);
    let (first, second) = (tables[0].events(), tables[1].events());
    for events in [&second, &first, &second] {
        let merge = |write: &mut store::Write<'_>| -> store::Result<_> { write.merge(events) };
        office.desk.store_mut().transact(merge).unwrap();
    }
    let store = office.desk.store();
    assert_eq!(store.differences(9).unwrap(), []);
    assert_eq!(store.unanswered().unwrap(), 0, "no two desks disagree");
    let mut counted = (0, 0, 0, 0);
    for device in 0..DEVICES {
        let code = Code::new(&tag(device)).unwrap();
        let found = store.resolve([&code]).unwrap().devices;
        let card = store.device(&found[0]).unwrap();
        assert!(card.holder.is_none() && card.shelf.starts_with("Cart GYM-"), "{card:?}");
        assert_eq!(card.status, Status::Cleaning);
        let poor = card.noted.condition == Some("POOR");
        assert_eq!(poor, count.condition_poor.contains(&device), "{}", card.tag);
        counted.0 += 1;
        counted.1 += card.noted.damage.iter().filter(|word| **word == "SCREEN").count();
        counted.2 += card.noted.damage.iter().filter(|word| **word == "HINGE").count();
        counted.3 += card.noted.accessories.len();
    }
    let of = |which: usize| count.wrong.iter().filter(|wrong| wrong.3 == which).count();
    assert_eq!(counted, (count.returned.len(), of(0), of(1), of(2)));

    // Nothing was changed by the merge; what the true order makes dearer is proposed.
    let (together, alone): (BTreeMap<_, _>, i64) = (
        count.costs(&[0, 1]),
        [0, 1].iter().map(|station| count.costs(&[*station]).values().sum::<i64>()).sum(),
    );
    assert_eq!(due(store), alone);
    let proposals = store.proposals().unwrap();
    let more: i64 = proposals.iter().map(|p| p.new_cents - p.old_cents).sum();
    let wanted: i64 = together.values().sum();
    assert!(wanted > alone, "some student broke one at each station: the dice see to it");
    assert_eq!(more, wanted - alone);

    // A person books them, and it adds up.
    let now = office.now(START + 100_000 * SECOND);
    for proposal in proposals {
        office.desk.book(&proposal.id().to_string(), "counted over both tables", &now).unwrap();
    }
    assert_eq!(due(office.desk.store()), wanted);
    assert_eq!(office.desk.store().proposals().unwrap(), []);
    assert!(office.desk.store().check().unwrap().is_sound());
}
