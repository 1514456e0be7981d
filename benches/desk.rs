//! The promises of speed that concern the desk (design, section 5), each beside its baseline in
//! the same run.
//!
//! `cargo bench --bench desk -- [small|large] [scan|memory|find|fold]...`: `small` is 20,000 devices,
//! `large` a million devices and half a million people, which takes minutes to build. Without
//! further words everything is measured. Figures: `docs/performance.md`.
#![allow(missing_docs)]
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss)]

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use tagdesk::demo::{self, District};
use tagdesk::desk::reply::{Channel, Outcome};
use tagdesk::desk::request::{Request, Role, Setup};
use tagdesk::desk::{Desk, Front, How};
use tagdesk::domain::borrower::{Borrower, BorrowerId, BorrowerKind};
use tagdesk::domain::code::Code;
use tagdesk::domain::device::{DeviceId, Model};
use tagdesk::domain::event::{Body, Event, Kind, Moment, Payload, SCHEMA, Source};
use tagdesk::domain::hash::Hash;
use tagdesk::domain::policy::Policy;
use tagdesk::domain::site::Site;
use tagdesk::store::{self, DeviceRow, ModelRow, PersonRow, Plan, Store};

/// 12 August 2026, 09:30:00 UTC.
const START: i64 = 1_786_527_000_000;
/// The worker moves the log into the file after so many requests; a scan is two.
const CHECKPOINT: usize = 250;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| !w.starts_with('-')).collect();
    let large = words.iter().any(|word| word == "large");
    let wanted = |what: &str| {
        let named = |word: &String| word == what;
        words.iter().any(named)
            || !words.iter().any(|w| matches!(w.as_str(), "scan" | "memory" | "fold" | "find"))
    };
    let (people, devices) = if large { (500_000, 1_000_000) } else { (15_000, 20_000) };
    println!("{people} people, {devices} devices");
    if wanted("scan") || wanted("find") {
        let district = demo::district(demo::SEED, people, devices);
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let started = Instant::now();
        let (store, _) = Store::open(folder.path(), "bench", &now()).unwrap();
        let mut desk = desk(store, &district);
        println!("register and earlier loans built in {:.1} s", started.elapsed().as_secs_f64());
        if wanted("scan") {
            scan_to_durable(&mut desk, &district, folder.path());
        }
        if wanted("find") {
            find(&mut desk, &district);
        }
        desk.close().unwrap();
    }
    if wanted("memory") && !large {
        scan_without_disk(&demo::district(demo::SEED, people, devices));
    }
    if wanted("fold") {
        for events in [100_000, 1_000_000] {
            fold(events);
        }
    }
}

fn now() -> Moment {
    Moment { wall_ms: START, utc_offset_min: -300, boot: "bench".into(), boot_ms: 3_600_000 }
}

// What stands at the desk ---------------------------------------------------------------------

fn plan(district: &District) -> Plan {
    let code = |text: &str| Code::new(text).unwrap();
    let borrower = |person: &demo::Student| Borrower {
        id: BorrowerId::new(&code(&person.id)),
        name: person.name.clone(),
        grade: person.grade.clone().unwrap_or_default(),
        homeroom: person.homeroom.clone().unwrap_or_default(),
        site: person.site.clone(),
        household: person.household.clone().unwrap_or_default(),
        slot: String::new(),
        case: String::new(),
        kind: BorrowerKind::parse(&person.kind).unwrap_or_default(),
        active: true,
    };
    let device = |device: &demo::Device| DeviceRow {
        model: Some(device.model.clone()),
        site: Some(device.site.clone()),
        ..DeviceRow::new(id(device), &device.tag, &device.serial)
    };
    let model = |model: &demo::Model| {
        let known = Model {
            name: model.name.clone(),
            category: model.category.clone(),
            price_cents: i64::try_from(model.price_cents).unwrap(),
            end_of_life: model.end_of_life.clone(),
            grades: model.grades.clone(),
        };
        (known, model.aliases.clone())
    };
    let site = |site: &demo::Site| Site { code: site.code.clone(), name: site.name.clone() };
    Plan {
        sites: district.sites.iter().map(site).collect(),
        models: district.models.iter().map(model).map(ModelRow::from).collect(),
        borrowers: Some(district.students.iter().map(borrower).map(PersonRow::from).collect()),
        devices: Some(district.devices.iter().map(device).collect()),
        ..Plan::default()
    }
}

fn id(device: &demo::Device) -> DeviceId {
    DeviceId::from_serial(&Code::new(&device.serial).unwrap())
}

/// A desk with the register taken in, and every second device out since last year.
fn desk(store: Store, district: &District) -> Desk {
    let mut desk = Desk::new(store, Front::Terminal).unwrap();
    let setup = Setup {
        station: "GYM-1".to_owned(),
        site: district.sites[0].code.clone(),
        role: Role::Alone,
        practice: false,
    };
    desk.init(&setup, &now()).unwrap();
    // Nobody is asked: what is measured is a scan that does something.
    desk.set_policy(&Policy { limit: 1_000, ..Policy::default() }, None, &now()).unwrap();
    desk.import(&plan(district), &How::whatever(), &now()).unwrap();
    let mut chain = Chain::new("OLD", "0000001d");
    let out = district.devices.iter().rev().step_by(2).zip(district.students.iter().cycle());
    let events: Vec<Event> = out
        .map(|(device, person)| {
            let to = BorrowerId::from_text(person.id.clone());
            chain.write(Kind::Issued, &id(device), Some(to), None, None)
        })
        .collect();
    merge(desk.store_mut(), &events);
    desk.store().checkpoint().unwrap();
    desk
}

fn merge(store: &mut Store, events: &[Event]) {
    let _ = store.transact(|write| -> store::Result<_> { write.merge(events) }).unwrap();
}

/// A station's chain, written without a desk.
struct Chain {
    station: String,
    incarnation: String,
    seq: u64,
    prev: Hash,
    wall_ms: i64,
}

impl Chain {
    fn new(station: &str, incarnation: &str) -> Chain {
        let wall_ms = START - 300 * 24 * 3_600_000;
        Chain {
            station: station.into(),
            incarnation: incarnation.into(),
            seq: 0,
            prev: Hash::ZERO,
            wall_ms,
        }
    }

    /// The next event, with everything in it that a desk writes.
    fn write(
        &mut self,
        kind: Kind,
        device: &DeviceId,
        borrower: Option<BorrowerId>,
        saw: Option<BorrowerId>,
        base: Option<Hash>,
    ) -> Event {
        self.seq += 1;
        self.wall_ms += 3_000;
        let mut payload = Payload::default();
        payload.put("site", "LRK");
        if kind == Kind::Issued {
            payload.put("due", "2027-06-04");
        }
        let body = Body {
            as_of_ms: None,
            as_of_within_ms: None,
            base,
            boot: "6f1d1c5e-7a0e-4d5e-9a44-0c8e2f6f3b11".into(),
            boot_ms: self.wall_ms - START + 400 * 24 * 3_600_000,
            borrower,
            device: Some(device.clone()),
            group: None,
            incarnation: self.incarnation.clone(),
            kind,
            operator: Some("AR".into()),
            payload,
            register: Some("0a1b2c3d".into()),
            run: Some(format!("{}/{}/1", self.station, self.incarnation)),
            saw,
            schema: SCHEMA,
            seq: self.seq,
            serial: Some(device.label().to_owned()),
            source: Source::Scan,
            station: self.station.clone(),
            tag: Some("CB-004417".into()),
            utc_offset_min: -300,
            wall_ms: self.wall_ms,
        };
        let event = Event::seal(body, self.prev);
        self.prev = event.hash;
        event
    }
}

// A scan --------------------------------------------------------------------------------------

/// What the thread has had of the processor: what others do on the machine is not in it.
fn processor() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

/// The same scan by the processor's time.
fn work(desk: &mut Desk, line: &str) -> (Outcome, Duration) {
    let started = processor();
    let outcome = scan(desk, line).0;
    (outcome, processor().saturating_sub(started))
}

fn scan(desk: &mut Desk, line: &str) -> (Outcome, Duration) {
    let started = Instant::now();
    let reply = desk.scan(&Channel::Main, line, Source::Scan, &now()).unwrap();
    (reply.outcome, started.elapsed())
}

/// Pairs of a person and a device that is in.
fn pairs(district: &District) -> impl Iterator<Item = (&str, &str)> {
    let devices = district.devices.iter().rev().skip(1).step_by(2);
    // Neighbours in the lists are neighbours in the file: real people come in no such order.
    let people = (0..).map(|i: usize| &district.students[i * 7_919 % district.students.len()]);
    let step = (district.devices.len() / 2 / 4_001).max(1);
    people.zip(devices.step_by(step)).map(|(p, d)| (p.id.as_str(), d.tag.as_str()))
}

fn scan_to_durable(desk: &mut Desk, district: &District, folder: &Path) {
    const PAIRS: usize = 2_000;
    let mut raw = File::create(folder.join("raw")).unwrap();
    let page = [0x5A_u8; 4096];
    let mut append = || {
        let started = Instant::now();
        raw.write_all(&page).unwrap();
        raw.sync_all().unwrap();
        started.elapsed()
    };
    let (mut baseline, mut issues, mut returns) = (Vec::new(), Vec::new(), Vec::new());
    let (mut shown, mut boards) = (Vec::new(), Vec::new());
    let mut done = Vec::new();
    for (i, (person, tag)) in pairs(district).take(PAIRS).enumerate() {
        let (outcome, took) = scan(desk, person);
        assert_eq!(outcome, Outcome::Student);
        shown.push(took);
        // Turn about, so that neither always follows the other's quiet disk.
        if i % 2 == 0 {
            baseline.push(append());
        }
        let (outcome, took) = scan(desk, tag);
        assert_eq!(outcome, Outcome::Issued, "{tag}");
        issues.push(took);
        if i % 2 == 1 {
            baseline.push(append());
        }
        boards.push(board(desk));
        done.push(tag);
        if i % CHECKPOINT == 0 {
            desk.store().checkpoint().unwrap();
        }
    }
    let _ = scan(desk, "XTDRETURN");
    let mut baseline_of_returns = Vec::new();
    for (i, tag) in done.iter().enumerate() {
        if i % 2 == 0 {
            baseline_of_returns.push(append());
        }
        let (outcome, took) = scan(desk, tag);
        assert_eq!(outcome, Outcome::Returned);
        returns.push(took);
        if i % 2 == 1 {
            baseline_of_returns.push(append());
        }
        if i % CHECKPOINT == 0 {
            desk.store().checkpoint().unwrap();
        }
    }
    let _ = scan(desk, "XTDISSUE");
    println!("\nscan to durable, against 4 KiB append and fsync on the same file system");
    let baseline = Percentiles::of(baseline);
    let baseline_of_returns = Percentiles::of(baseline_of_returns);
    baseline.print("append and fsync, beside issues");
    Percentiles::of(issues).print_against("issue", &baseline);
    baseline_of_returns.print("append and fsync, beside returns");
    Percentiles::of(returns).print_against("return", &baseline_of_returns);
    Percentiles::of(shown).print("person shown (nothing written)");
    Percentiles::of(boards).print("board read");
}

fn board(desk: &mut Desk) -> Duration {
    let started = Instant::now();
    let _ = desk.handle(Request::Board(Channel::Main), &now()).unwrap();
    started.elapsed()
}

fn scan_without_disk(district: &District) {
    let mut desk = desk(Store::in_memory().unwrap(), district);
    let (mut issues, mut returns, mut undone) = (Vec::new(), Vec::new(), Vec::new());
    let mut done = Vec::new();
    for (person, tag) in pairs(district).take(4_000) {
        let _ = scan(&mut desk, person);
        let (outcome, took) = work(&mut desk, tag);
        assert_eq!(outcome, Outcome::Issued);
        issues.push(took);
        done.push(tag);
    }
    let _ = scan(&mut desk, "XTDRETURN");
    for tag in &done {
        let (outcome, took) = work(&mut desk, tag);
        assert_eq!(outcome, Outcome::Returned);
        returns.push(took);
    }
    for _ in 0..500 {
        let (outcome, took) = work(&mut desk, "XTDUNDO");
        assert_eq!(outcome, Outcome::Undone);
        undone.push(took);
    }
    println!("\nthe same without the disk (in memory), time on the processor; goal: under 100 us");
    Percentiles::of(issues).print("issue");
    Percentiles::of(returns).print("return");
    Percentiles::of(undone).print("undo");
}

// Finding people ------------------------------------------------------------------------------

fn find(desk: &mut Desk, district: &District) {
    let mut typed = Vec::new();
    for i in 0..60_usize {
        let name = &district.students[i * 7_919 % district.students.len()].name.to_lowercase();
        let letters: Vec<char> = name.chars().collect();
        for end in 1..=letters.len().min(12) {
            typed.push(letters[..end].iter().collect::<String>());
        }
    }
    let mut keys = Vec::new();
    for text in &typed {
        let started = Instant::now();
        let _ = desk.handle(Request::Suggest(text.clone()), &now()).unwrap();
        keys.push(started.elapsed());
    }
    let mut lookups = Vec::new();
    for i in 0..2_000_usize {
        let person = &district.students[i * 7_919 % district.students.len()].id;
        let started = Instant::now();
        let found = desk.store().borrower(&BorrowerId::from_text(person.clone())).unwrap();
        assert!(found.is_some());
        lookups.push(started.elapsed());
    }
    println!("\nnames while typing, per keystroke");
    let lookups = Percentiles::of(lookups);
    lookups.print("one person by exact ID");
    Percentiles::of(keys).print_against("keystroke, 50 rows with what they hold", &lookups);
}

// Fold and merge ------------------------------------------------------------------------------

/// A year of many desks: four events for each device, taken in turn by twelve stations.
fn year(events: usize) -> Vec<Event> {
    let mut chains: Vec<Chain> =
        (0..12).map(|i| Chain::new(&format!("DESK-{i}"), &format!("{i:08x}"))).collect();
    let devices: Vec<DeviceId> =
        (0..events / 4).map(|i| DeviceId::from_text(format!("s:PF{i:08}"))).collect();
    let person = |i: usize| BorrowerId::from_text(format!("{:07}", i % (events / 6)));
    let mut last: Vec<Option<Hash>> = vec![None; devices.len()];
    let mut year = Vec::with_capacity(events);
    for round in 0..4 {
        for nth in 0..devices.len() {
            let d = nth * 7_919 % devices.len();
            let chain = &mut chains[(nth / 40 + round) % 12];
            let holder = Some(person(d * 3 + round / 2));
            let event = match round {
                0 | 2 => chain.write(Kind::Issued, &devices[d], holder, None, last[d]),
                _ => chain.write(Kind::Returned, &devices[d], holder.clone(), holder, last[d]),
            };
            last[d] = Some(event.hash);
            year.push(event);
        }
    }
    year
}

fn fold(events: usize) {
    let year = year(events);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let bytes = year.iter().map(|event| event.text.len()).sum::<usize>() / events;
    println!("\n{events} events of {bytes} bytes: events/s by the clock, and on the processor");

    let bare = rate("bare insert, same table and indexes", events, None, || {
        bare_insert(&folder.path().join("bare.db"), &year);
    });
    let (mut store, _) = Store::open(folder.path(), "bench", &now()).unwrap();
    store.found("OFFICE").unwrap();
    rate("merge", events, Some(bare), || merge(&mut store, &year));
    store.checkpoint().unwrap();
    let read = rate("bare read of every event", events, None, || {
        assert_eq!(store.events().unwrap().len(), events);
    });
    let before = store.projection_hash().unwrap();
    rate("full rebuild", events, Some(read), || {
        store.rebuild().unwrap();
    });
    assert_eq!(store.projection_hash().unwrap(), before);
    rate("the same merged again", events, Some(bare), || merge(&mut store, &year));
    rate("compared with a full fold", events, Some(read), || {
        assert_eq!(store.differences(1).unwrap(), []);
    });
    rate("file and chain checked", events, Some(read), || {
        assert!(store.check().unwrap().is_sound());
    });
}

/// Prints events per second, beside a baseline; gives back the seconds on the processor.
fn rate(what: &str, events: usize, baseline: Option<f64>, work: impl FnOnce()) -> f64 {
    let (started, clock) = (processor(), Instant::now());
    work();
    let (busy, took) =
        (processor().saturating_sub(started).as_secs_f64(), clock.elapsed().as_secs_f64());
    let against = baseline.map_or_else(String::new, |base| format!("  {:.2}x", base / busy));
    let (events, what) = (events as f64, format!("{what:<44}"));
    println!("  {what} {:>9.0} {:>9.0}{against}", events / took, events / busy);
    busy
}

/// What inserting alone costs: the journal's table and indexes, one prepared statement.
fn bare_insert(path: &Path, events: &[Event]) {
    let mut conn = rusqlite::Connection::open(path).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
         PRAGMA cache_size = -16000;",
    )
    .unwrap();
    let schema = include_str!("../src/store/migrations/0001_initial.sql");
    conn.execute_batch(schema).unwrap();
    let tx = conn.transaction().unwrap();
    {
        let mut insert = tx
            .prepare(
                "INSERT INTO journal
                 (incarnation, seq, hash, prev, body, kind, device, borrower)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )
            .unwrap();
        let number = |text: &str| text.bytes().fold(0_i64, |n, b| n * 10 + i64::from(b % 10));
        for event in events {
            let body = &event.body;
            insert
                .execute(rusqlite::params![
                    number(&body.incarnation),
                    body.seq,
                    event.hash.bytes(),
                    event.prev.bytes(),
                    event.text,
                    body.kind.as_str(),
                    body.device.as_ref().map(|id| number(id.label())),
                    body.borrower.as_ref().map(|id| number(id.as_str())),
                ])
                .unwrap();
        }
    }
    tx.commit().unwrap();
}

// Figures -------------------------------------------------------------------------------------

struct Percentiles {
    p50: Duration,
    p90: Duration,
    p99: Duration,
    max: Duration,
}

impl Percentiles {
    fn of(mut times: Vec<Duration>) -> Percentiles {
        times.sort_unstable();
        let at = |permille: usize| times[(times.len() * permille / 1_000).min(times.len() - 1)];
        Percentiles { p50: at(500), p90: at(900), p99: at(990), max: at(1_000) }
    }

    fn print(&self, what: &str) {
        let us = |time: Duration| time.as_secs_f64() * 1e6;
        println!(
            "  {what:<44} p50 {:>8.1}  p90 {:>8.1}  p99 {:>8.1}  max {:>9.1} us",
            us(self.p50),
            us(self.p90),
            us(self.p99),
            us(self.max)
        );
    }

    fn print_against(&self, what: &str, baseline: &Percentiles) {
        self.print(what);
        let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
        println!(
            "  {:<44} p50 {:>7.2}x  p90 {:>7.2}x  p99 {:>7.2}x",
            "  against the baseline",
            ratio(self.p50, baseline.p50),
            ratio(self.p90, baseline.p90),
            ratio(self.p99, baseline.p99)
        );
    }
}
