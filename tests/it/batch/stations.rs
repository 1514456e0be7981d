//! How the stations stand: closed, restored, with clocks that are wrong.

use super::*;
use crate::support::Clock;
use tagdesk::desk::batch::BatchForm;
use tagdesk::desk::reply::Channel;
use tagdesk::desk::request::{Role, Setup};
use tagdesk::desk::{Desk, Front};
use tagdesk::domain::event::{Kind, Source};
use tagdesk::store::Store;

#[test]
fn a_dead_station_is_closed_and_its_late_stick_is_taken_in() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    gym.scan(&["0048213", "CB-004417"]);
    let (first, late) = (Stick::new(), Stick::new());
    write(&gym, &first, &[]);
    merge(&office, &[&first.text()]);
    gym.scan(&["0048291", "CB-004376"]);
    write(&gym, &late, &[]);
    office.run(&["batch", "close", "GYM-9", "--reason", "x"]).refused(&["GYM-9"]);
    office.run(&["batch", "close", "GYM-1", "--reason", " "]).refused(&["reason"]);
    gym.run(&["batch", "close", "OFFICE", "--reason", "x"]).refused(&["OFFICE"]);
    office.run(&["batch", "close", "GYM-1", "--reason", "fell into the pool"]).ok();
    let row = status(&office, "GYM-1");
    assert_eq!(
        (&row["closed_reason"], &row["events_after_closing"]),
        (&"fell into the pool".into(), &0.into())
    );
    let report = merge(&office, &[&late.text()]);
    assert_eq!(report["bundles"][0]["closed"], true);
    assert_eq!(office.show("CB-004376")["student"], "0048291", "taken in all the same");
    assert!(status(&office, "GYM-1")["events_after_closing"].as_u64().unwrap() > 0);
    let said = office.run(&["batch", "status"]).ok().out;
    assert!(said.contains("fell into the pool") && said.contains("batch 2 merged"), "{said}");
    office.run(&["check"]).ok();
}

#[test]
fn a_restored_station_is_seen_and_gets_back_what_it_lost() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    gym.scan(&["0048213", "CB-004417"]);
    let copy = gym.text("copy");
    std::fs::create_dir(&copy).unwrap();
    gym.run(&["backup", &copy]).ok();
    let backup = std::fs::read_dir(&copy).unwrap().next().unwrap().unwrap().path();
    gym.scan(&["0048291", "CB-004376"]);
    let before = events(&gym);
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    merge(&office, &[&stick.text()]);
    gym.run(&["restore", &backup.display().to_string()]).ok();
    assert!(events(&gym).len() < before.len());
    gym.scan(&["0048307", "CB-004398"]);
    // The receipt speaks of events this database has lost.
    let report = receive(&gym, &stick);
    assert!(!report["receipts"][0]["strange"].as_array().unwrap().is_empty(), "{report}");
    assert!(unsent(&gym) > 0 && report["receipts"][0]["confirmed"] == serde_json::json!([]));
    let again = Stick::new();
    write(&gym, &again, &[]);
    add_up(&merge(&office, &[&again.text()]));
    let report = receive(&gym, &again);
    assert!(before.is_subset(&events(&gym)), "what the office has comes back: {report}");
    assert_eq!(unsent(&gym), 0, "{report}");
    assert_eq!(office.show("CB-004398")["student"], "0048307");
    assert_eq!(office.show("CB-004376")["student"], "0048291");
    for folder in [&gym, &office] {
        folder.run(&["check"]).ok();
    }
}

#[test]
fn a_receipt_for_events_nobody_here_wrote_confirms_nothing() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    gym.scan(&["0048213", "CB-004417"]);
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    merge(&office, &[&stick.text()]);
    // Another computer was given the same code.
    let other = Folder::ready("GYM-1");
    other.scan(&["0048291", "CB-004376"]);
    let unsent_before = unsent(&other);
    let report = receive(&other, &stick);
    assert!(unsent(&other) >= unsent_before, "{report}");
    let second = Stick::new();
    write(&other, &second, &[]);
    let report = merge(&office, &[&second.text()]);
    add_up(&report);
    assert_eq!(office.show("CB-004376")["student"], "0048291");
    assert_eq!(office.show("CB-004417")["student"], "0048213");
}

/// A desk whose clock is moved by hand.
struct Station {
    desk: Desk,
    clock: Clock,
    /// Held until the test is over.
    _folder: Folder,
}

impl Station {
    fn new(code: &str, role: Role) -> Station {
        Station::off_by(code, role, 0)
    }

    /// With a clock that was wrong from the beginning, by minutes.
    fn off_by(code: &str, role: Role, minutes: i64) -> Station {
        let mut clock = Clock::new();
        clock.set_by_minutes(minutes);
        Station::with(code, role, clock)
    }

    fn with(code: &str, role: Role, clock: Clock) -> Station {
        let folder = Folder::bare();
        let (store, _) = Store::open(folder.data(), "a test", clock.now()).unwrap();
        let mut desk = Desk::new(store, Front::Terminal).unwrap();
        let setup = Setup { station: code.into(), site: "LRK".into(), role, practice: false };
        desk.init(&setup, clock.now()).unwrap();
        Station { desk, clock, _folder: folder }
    }

    fn scan(&mut self, lines: &[&str]) {
        for line in lines {
            self.clock.pass_ms(1_000);
            self.desk.scan(&Channel::Main, line, Source::Scan, self.clock.now()).unwrap();
        }
    }

    fn write(&mut self, stick: &Stick) {
        self.desk.write_batch(stick.path(), BatchForm::default(), self.clock.now()).unwrap();
    }

    fn merge(&mut self, stick: &Stick) -> tagdesk::desk::batch::MergeReport {
        self.desk.merge_bundles(&[stick.path().to_owned()], false, self.clock.now()).unwrap()
    }
}

#[test]
fn a_clock_ten_years_off_loses_nothing_and_is_corrected() {
    let ten_years = 10 * 365 * 24 * 60;
    let mut office = Station::new("OFFICE", Role::Office);
    let mut gym = Station::off_by("GYM-1", Role::Alone, ten_years);
    gym.scan(&["T-1", "XTDYES", "XTDRETURN", "T-1"]);
    let stick = Stick::new();
    gym.write(&stick);
    office.clock.pass_ms(60_000);
    let report = office.merge(&stick);
    let bundle = &report.bundles[0];
    assert!(report.refused.is_empty() && bundle.counts.damaged == 0, "{report:?}");
    assert_eq!(bundle.clocks.len(), 1, "{report:?}");
    let (station, offset, within) = &bundle.clocks[0];
    let off = ten_years * 60_000;
    assert!(station == "GYM-1" && (offset + off).abs() < 10 * 60_000 && *within >= 0, "{report:?}");
    // It is said once, comes back with the receipt, and holds at the station too.
    assert!(office.merge(&stick).bundles[0].clocks.is_empty());
    let received = gym.desk.receive(&[stick.path().to_owned()], gym.clock.now()).unwrap();
    assert_eq!(received.receipts.last().unwrap().confirmed.len(), 1, "{received:?}");
    let offsets = gym.desk.store().events().unwrap();
    assert!(offsets.iter().any(|event| event.body.kind == Kind::ClockOffset));
    // Ten years behind proves nothing by itself, and loses nothing either.
    let mut lib = Station::off_by("LIB", Role::Alone, -ten_years);
    lib.scan(&["T-2", "XTDYES"]);
    let other = Stick::new();
    lib.write(&other);
    let report = office.merge(&other);
    assert!(report.bundles[0].counts.rows() > 0 && report.bundles[0].clocks.is_empty());
    assert_eq!(office.desk.store().differences(1).unwrap(), []);
}

#[test]
fn the_window_sees_what_lies_on_a_stick() {
    let mut office = Station::new("OFFICE", Role::Office);
    let mut gym = Station::new("GYM-1", Role::Alone);
    gym.scan(&["T-1", "XTDYES"]);
    let stick = Stick::new();
    std::fs::write(stick.path().join("holiday.zip"), b"PK\x05\x06nothing").unwrap();
    std::fs::write(stick.path().join("letter.txt"), b"hello").unwrap();
    gym.write(&stick);
    let seen = office.desk.look_on_stick(stick.path()).unwrap();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(!seen[0].for_us && !seen[0].known);
    office.merge(&stick);
    let seen = office.desk.look_on_stick(stick.path()).unwrap();
    assert!(seen.len() == 2 && seen.iter().filter(|one| one.known).count() == 1);
    let seen = gym.desk.look_on_stick(stick.path()).unwrap();
    assert_eq!(seen.iter().filter(|one| one.for_us).count(), 1);
    let rows = office.desk.stations().unwrap();
    assert_eq!(
        rows.iter().map(|row| row.station.as_str()).collect::<Vec<_>>(),
        ["GYM-1", "OFFICE"]
    );
}

/// The files get the real time; this desk's clock stands in August 2026, as a station's on a shared
/// drive may.
#[test]
fn a_drive_with_another_time_is_said() {
    let mut gym = Station::new("GYM-1", Role::Alone);
    gym.scan(&["T-1", "XTDYES"]);
    let stick = Stick::new();
    let written =
        gym.desk.write_batch(stick.path(), BatchForm::default(), gym.clock.now()).unwrap();
    let real = std::fs::metadata(&written.path).unwrap().modified().unwrap();
    let real = real.duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
    let off = i64::try_from(real).unwrap() - gym.clock.now().wall_ms;
    assert!((written.drive_off_ms.unwrap() - off).abs() < 10_000);
    assert!(tagdesk::text::batch::drive_clock(off).contains("ahead"));
    let right = Clock::at(i64::try_from(real).unwrap());
    let other = Stick::new();
    let form = BatchForm { folder: true, ..BatchForm::default() };
    assert_eq!(gym.desk.write_batch(other.path(), form, right.now()).unwrap().drive_off_ms, None);
}

/// No bound tells that a clock is behind. The clock of a shared drive does: here that of the disk, which
/// is right, and one of the office, which is not and knows it.
#[test]
fn a_clock_that_is_behind_is_found_by_the_drive_that_both_see() {
    const HOUR: i64 = 3_600_000;
    let real = std::time::UNIX_EPOCH.elapsed().unwrap().as_millis();
    let real = i64::try_from(real).unwrap();
    let mut gym = Station::with("GYM-1", Role::Alone, Clock::at(real - 3 * HOUR));
    let mut office = Station::with("OFFICE", Role::Office, Clock::at(real - HOUR));
    let now = office.clock.now().clone();
    let right = real + i64::from(now.utc_offset_min) * 60_000;
    let right = chrono::DateTime::from_timestamp_millis(right).unwrap();
    let typed = (right.format("%Y-%m-%d").to_string(), right.format("%H:%M").to_string());
    office.desk.set_clock(Some(typed), &now).unwrap();
    gym.scan(&["T-1", "XTDYES"]);
    let share = Stick::new();
    gym.write(&share);
    let report = office.merge(&share);
    let [(station, offset, within)] = report.bundles[0].clocks.as_slice() else {
        panic!("{report:?}")
    };
    assert_eq!(station, "GYM-1");
    assert!((offset - 3 * HOUR).abs() < *within && *within < 5 * 60_000, "{report:?}");
    let row = office.desk.stations().unwrap().into_iter().find(|row| row.station == "GYM-1");
    assert_eq!(row.unwrap().clock.unwrap().within_ms, *within);
    // A bundle that was carried elsewhere says nothing: what drive it was written to, nobody sees.
    let mut lib = Station::with("LIB", Role::Alone, Clock::at(real - 3 * HOUR));
    lib.scan(&["T-2", "XTDYES"]);
    lib.clock.pass_ms(HOUR);
    let stick = Stick::new();
    lib.write(&stick);
    let late = Stick::new();
    for bundle in std::fs::read_dir(stick.path()).unwrap() {
        let bundle = bundle.unwrap();
        std::thread::sleep(std::time::Duration::from_secs(11));
        std::fs::copy(bundle.path(), late.path().join(bundle.file_name())).unwrap();
    }
    assert_eq!(office.merge(&late).bundles[0].clocks, []);
}

#[test]
fn spellings_that_the_office_accepted_are_read_at_its_stations() {
    let (gym, office) = (Folder::ready("GYM-1"), office());
    let odd = office.put("odd.csv", odd_row("NEW-1"));
    office.run(&["import", &odd, "--local", "--accept", "aliases"]).ok();
    gym.scan(&["0048213", "CB-004417"]);
    let stick = Stick::new();
    write(&gym, &stick, &[]);
    merge(&office, &[&stick.text()]);
    receive(&gym, &stick);
    let more = gym.put("more.csv", odd_row("NEW-2"));
    gym.run(&["import", &more, "--local"]).ok();
    let (_, rows) = gym.list("devices");
    let row = rows.iter().find(|row| row[0] == "NEW-2").unwrap();
    assert_eq!(row[2], "Lenovo 300e Gen 4");
}

fn odd_row(tag: &str) -> String {
    format!("tag,serial,model,site\n{tag},SN-{tag},lenovo 300E gen-4,LRK\n")
}
