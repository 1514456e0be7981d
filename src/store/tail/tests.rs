//! The second copy of the journal, by what is found in it.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs::File;
use std::io::Write;

use super::*;
use crate::domain::event::{Event, chain};
use crate::domain::hash::Hash;
use crate::store::backup::fixture::Desk;

/// Times out of the way of the tests, unless a test sets them.
const FAR: Pace = Pace {
    scans: 25,
    idle: Duration::from_hours(1),
    retry: Duration::from_millis(20),
    grace: Duration::from_millis(800),
};

struct Home {
    folder: tempfile::TempDir,
    desk: Desk,
}

impl Home {
    fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("stick")).unwrap();
        let desk = Desk::new(&folder.path().join("desk.db"));
        Home { folder, desk }
    }

    fn stick(&self) -> PathBuf {
        self.folder.path().join("stick")
    }

    fn file(&self) -> PathBuf {
        self.stick().join("tagdesk-GYM-2-9f2c61ab.jsonl")
    }

    fn start(&self, pace: Pace) -> Tail {
        Tail::at_pace(self.folder.path().join("desk.db"), self.stick(), "GYM-2".into(), pace)
    }

    fn scan(&mut self, tail: &Tail, count: u64) {
        for _ in 0..count {
            self.desk.scan();
            tail.nudge(1);
        }
    }

    /// Numbers of the events in the file, each checked.
    fn written(&self) -> Vec<u64> {
        read(&self.file()).map_or(Vec::new(), |lines| lines.iter().map(number).collect())
    }

    fn await_written(&self, count: u64) {
        let all: Vec<u64> = (1..=count).collect();
        until("the file", || self.written() == all);
    }
}

fn number((prev, hash, body): &(Hash, Hash, String)) -> u64 {
    Event::open(body.clone(), *prev, *hash).unwrap().body.seq
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < end, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn what_was_there_is_written_at_start_and_then_every_25_scans() {
    let mut home = Home::new();
    home.desk.scans(3);
    let tail = home.start(FAR);
    home.await_written(3);
    home.scan(&tail, 24);
    thread::sleep(Duration::from_millis(120));
    assert_eq!(home.written().len(), 3, "24 scans are not enough");
    assert_eq!(tail.state(), State::Written(24));
    home.scan(&tail, 1);
    home.await_written(28);
    until("the state", || tail.state() == State::Written(0));
    let last = read(&home.file()).unwrap().pop().unwrap();
    assert_eq!(chain(&last.0, &last.2), last.1);
    assert!(last.2.contains(r#""operator":"Åsa \"A\"""#), "verbatim: {}", last.2);
}

#[test]
fn few_scans_are_written_after_a_while_and_many_events_at_once() {
    let mut home = Home::new();
    let tail = home.start(Pace { idle: Duration::from_millis(150), ..FAR });
    home.scan(&tail, 2);
    home.await_written(2);
    drop(tail);

    let tail = home.start(FAR);
    home.desk.scans(2000);
    tail.nudge(2000);
    home.await_written(2002);
    drop(tail);
}

#[test]
fn the_end_writes_what_is_left_and_is_quick() {
    let mut home = Home::new();
    let tail = home.start(Pace { retry: Duration::from_hours(1), ..FAR });
    home.scan(&tail, 7);
    let begin = Instant::now();
    drop(tail);
    assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
    assert_eq!(home.written(), [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn a_stick_that_was_out_gets_everything_when_it_is_back() {
    let mut home = Home::new();
    home.desk.scan();
    let tail = home.start(FAR);
    home.await_written(1);
    home.scan(&tail, 25);
    home.await_written(26);
    let pocket = home.folder.path().join("pocket");
    std::fs::rename(home.stick(), &pocket).unwrap();
    until("its absence without a scan", || tail.state() == State::Missing);
    home.scan(&tail, 60);
    thread::sleep(Duration::from_millis(60));
    assert_eq!(tail.state(), State::Missing);
    assert!(!home.stick().exists(), "no folder is made in its place");
    std::fs::rename(&pocket, home.stick()).unwrap();
    home.await_written(86);
    until("the state", || tail.state() == State::Written(0));
}

#[test]
fn a_stick_that_is_never_there_holds_nobody_up() {
    let mut home = Home::new();
    std::fs::remove_dir(home.stick()).unwrap();
    let tail = home.start(FAR);
    home.scan(&tail, 100);
    until("the state", || tail.state() == State::Missing);
    let begin = Instant::now();
    drop(tail);
    assert!(begin.elapsed() < Duration::from_secs(1));
    std::fs::write(home.stick(), "a file where the folder should be").unwrap();
    let tail = home.start(FAR);
    until("the state", || tail.state() == State::Missing);
}

#[cfg(target_os = "linux")]
#[test]
fn the_empty_folder_of_a_stick_is_not_the_stick() {
    let mut home = Home::new();
    // Memory stands for the stick; where it is no disk of its own there is nothing to try.
    let Ok(memory) = tempfile::tempdir_in("/dev/shm") else { return };
    if disk(memory.path()) == disk(home.folder.path()) {
        return;
    }
    std::fs::remove_dir(home.stick()).unwrap();
    std::os::unix::fs::symlink(memory.path(), home.stick()).unwrap();
    home.desk.scan();
    let tail = home.start(FAR);
    home.await_written(1);
    std::fs::remove_file(home.stick()).unwrap();
    std::fs::create_dir(home.stick()).unwrap();
    until("the state", || tail.state() == State::Missing);
    home.scan(&tail, 25);
    drop(tail);
    assert_eq!(std::fs::read_dir(home.stick()).unwrap().count(), 0);
}

#[test]
fn a_torn_end_is_cut_off_and_written_again() {
    let mut home = Home::new();
    home.desk.scans(5);
    drop(home.start(FAR));
    let whole = std::fs::read(home.file()).unwrap();
    let line = whole.len() / 5;
    let mut hurt = whole.clone();
    hurt[whole.len() - line / 2] ^= 1;
    let zeros = [&whole[..whole.len() - line / 2], &[0; 9000]].concat();
    let rubbish = [&whole[..], b"{}\n\n"].concat();
    for torn in [&whole[..whole.len() - 1], &whole[..3], &[], &hurt, &zeros, &rubbish] {
        std::fs::write(home.file(), torn).unwrap();
        drop(home.start(FAR));
        assert_eq!(std::fs::read(home.file()).unwrap(), whole);
    }
    assert_eq!(home.written(), [1, 2, 3, 4, 5]);
}

#[test]
fn what_the_database_lost_stays_on_the_stick() {
    let mut home = Home::new();
    home.desk.scans(10);
    drop(home.start(FAR));
    let whole = std::fs::read(home.file()).unwrap();
    // Restored from an earlier backup: the old life ends at 6, a new one begins.
    home.desk.conn.execute("DELETE FROM journal WHERE seq > 6", []).unwrap();
    let conn = std::mem::replace(&mut home.desk.conn, Connection::open_in_memory().unwrap());
    home.desk = Desk::begin(conn, "00c0ffee");
    home.desk.scans(2);
    drop(home.start(FAR));
    assert_eq!(std::fs::read(home.file()).unwrap(), whole);
    let second = read(&home.stick().join("tagdesk-GYM-2-00c0ffee.jsonl")).unwrap();
    assert_eq!(second.iter().map(number).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn the_other_branch_of_a_fork_is_written_behind_the_first() {
    let mut home = Home::new();
    home.desk.scans(3);
    drop(home.start(FAR));
    home.desk.conn.execute("DELETE FROM journal WHERE seq = 3", []).unwrap();
    let lines = read(&home.file()).unwrap();
    let (prev, hash, body) = lines[1].clone();
    let second = Event::open(body, prev, hash).unwrap();
    let mut third = second.body.clone();
    third.seq = 3;
    third.operator = None;
    home.desk.keep(&Event::seal(third, second.hash));
    drop(home.start(FAR));
    assert_eq!(home.written(), [1, 2, 3, 1, 2, 3]);
    drop(home.start(FAR));
    assert_eq!(home.written().len(), 6, "and then it is known");
}

#[test]
fn a_damaged_line_is_named_and_a_torn_last_one_passed_over() {
    let mut home = Home::new();
    home.desk.scans(4);
    drop(home.start(FAR));
    let mut file = File::options().append(true).open(home.file()).unwrap();
    file.write_all(b"{\"prev\":\"00").unwrap();
    assert_eq!(home.written(), [1, 2, 3, 4]);
    let text = std::fs::read_to_string(home.file()).unwrap();
    let forged: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(n, line)| if n == 1 { line.replace("Sighted", "Sightea") } else { line.to_owned() })
        .collect();
    std::fs::write(home.file(), forged.join("\n")).unwrap();
    assert!(matches!(read(&home.file()), Err(Error::Line { line: 2, .. })));
    assert!(matches!(read(&home.stick().join("none")), Err(Error::Io { .. })));
}

#[test]
fn names_of_files_are_plain() {
    assert_eq!(file::name("GYM-2", "9f2c61ab"), "tagdesk-GYM-2-9f2c61ab.jsonl");
    assert_eq!(file::name("../x", "a/b"), "tagdesk-___x-a_b.jsonl");
}
