//! An import is all or nothing: the program killed at any moment of it, the disk full, called off.

use std::process::Command;
use std::time::{Duration, Instant};

use tagdesk::desk::{Error, How};
use tagdesk::exchange::{self, Options};
use tagdesk::store::{self, Watch};

use crate::support::folder::Ran;
use crate::support::{Folder, desk};

const ROWS: usize = 30_000;

/// A roster, each of its people in a homeroom of this name.
fn roster(homeroom: &str) -> String {
    let rows =
        (0..ROWS).map(|n| format!("{:07},Person Number {n},7,{homeroom},LRK", 1_000_000 + n));
    let head = "student,name,grade,homeroom,site".to_owned();
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

/// The homerooms that people are in, and how many people there are.
fn homerooms(folder: &Folder) -> (Vec<String>, usize) {
    let mut rooms = folder.column("students", "homeroom");
    let all = rooms.len();
    rooms.sort();
    rooms.dedup();
    (rooms, all)
}

#[test]
fn killed_at_any_moment_it_is_all_or_nothing() {
    let folder = Folder::station("GYM-2");
    let files = ["7A", "7B"].map(|room| folder.put(&format!("{room}.csv"), roster(room)));
    let began = Instant::now();
    folder.run(&["import", &files[0]]).ok();
    let whole = began.elapsed();
    let mut now = 0;
    let mut seen = [0, 0];
    for round in 0..12_u32 {
        let next = 1 - now;
        let mut child = folder.start(&["import", &files[next]]);
        std::thread::sleep(whole * (round + 1) / 10);
        child.process.kill().unwrap();
        child.process.wait().unwrap();
        folder.run(&["check"]).ok();
        let (rooms, all) = homerooms(&folder);
        assert_eq!((rooms.len(), all), (1, ROWS), "half of an import: {rooms:?}");
        let is_new = rooms[0] == ["7A", "7B"][next];
        now = if is_new { next } else { now };
        seen[usize::from(is_new)] += 1;
        folder.run(&["show", "1000000"]).ok();
    }
    assert!(seen[0] > 0, "it was never killed in time: {seen:?}");
    folder.run(&["import", &files[1 - now]]).ok();
    assert_eq!(homerooms(&folder).0, [["7A", "7B"][1 - now]]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_in_the_middle_leaves_everything_as_it_was() {
    let folder = Folder::station("GYM-2");
    let [first, second] = ["7A", "7B"].map(|room| folder.put(&format!("{room}.csv"), roster(room)));
    folder.run(&["import", &first]).ok();
    let size = std::fs::metadata(folder.data().join("desk.db")).unwrap().len() / 1024;
    // A limit on file sizes stands for the full disk: for the backup before, then for the rows.
    for (limit, words) in [(64, "backup"), (size + 64, "is lost"), (size + 512, "is lost")] {
        let mut command = Command::new("bash");
        folder.clean(&mut command);
        let script = format!(
            "trap '' XFSZ; ulimit -f {}; exec '{}' --data '{}' import '{second}'",
            limit,
            env!("CARGO_BIN_EXE_tagdesk"),
            folder.data().display()
        );
        let ran = Ran::of(&command.args(["-c", &script]).output().unwrap());
        ran.refused(&[words]);
        assert_eq!(homerooms(&folder), (vec!["7A".to_owned()], ROWS));
        folder.run(&["check"]).ok();
    }
    folder.run(&["import", &second]).ok();
    assert_eq!(homerooms(&folder).0, ["7B"]);
}

#[test]
fn called_off_it_leaves_nothing_behind() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    let (events, people) = (counter.events(), counter.desk.store().register_size().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.csv");
    std::fs::write(&file, roster("7A")).unwrap();
    let known = counter.desk.store().known().unwrap();
    let files = [file];
    let options = Options { local: true, ..Options::default() };
    let read = exchange::check(&files, &options, &known, &Watch::new()).unwrap();
    let how = How { watch: Watch::new(), ..How::whatever() };
    let watch = how.watch.clone();
    let other = std::thread::spawn(move || {
        // In the middle of the rows.
        let limit = Instant::now() + Duration::from_mins(1);
        while watch.progress().0 < 1_000 && Instant::now() < limit {
            std::thread::yield_now();
        }
        watch.cancel();
    });
    let ended = counter.desk.import(&read.plan, &how, counter.clock.now());
    other.join().unwrap();
    assert!(matches!(ended, Err(Error::Store(store::Error::Cancelled))), "{ended:?}");
    assert_eq!(counter.events(), events);
    assert_eq!(counter.desk.store().register_size().unwrap(), people);
    assert!(counter.desk.store().differences(1).unwrap().is_empty());
    // And goes through when asked again.
    let done = counter.desk.import(&read.plan, &How::whatever(), counter.clock.now()).unwrap();
    assert_eq!(done.review.people.new, ROWS as u64);
}
