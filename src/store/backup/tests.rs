//! Backups and restores, by what they leave in a folder.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};

use super::fixture::{Desk, NOW, moment};
use super::*;

struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Home {
        Home { folder: tempfile::tempdir().unwrap() }
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }

    fn backups(&self) -> PathBuf {
        self.folder.path().join("backups")
    }

    fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_backup_holds_what_the_log_holds() {
    let home = Home::new();
    let mut desk = Desk::new(&home.database());
    desk.scans(40);
    let backup = write(&home.database(), &home.backups(), &moment(0)).unwrap();
    assert_eq!(backup.path, home.backups().join("tagdesk-20260812-093000.db"));
    assert_eq!(backup.at_ms, NOW);
    let last = desk.scan();
    let contents = verify(&backup.path).unwrap();
    assert_eq!(contents.events, 40);
    assert_eq!(contents.station.as_deref(), Some("GYM-2"));
    assert_eq!(contents.tips, [Tip { incarnation: 1, seq: 40, hash: last.prev }]);
    assert_eq!(names(&home.backups()), ["tagdesk-20260812-093000.db"], "and nothing beside it");

    let second = write(&home.database(), &home.backups(), &moment(0)).unwrap();
    assert_eq!(second.at_ms, NOW + 1000, "the same second again is the next");
    assert_eq!(list(&home.backups()), [second.clone(), backup]);
    assert_eq!(newest(&home.backups()), Some(second));
}

#[test]
fn scans_go_on_while_a_backup_is_written() {
    let home = Home::new();
    let mut desk = Desk::new(&home.database());
    desk.scans(20_000);
    desk.conn.busy_timeout(Duration::ZERO).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let done = Arc::new(AtomicU64::new(0));
    let scanner = std::thread::spawn({
        let (stop, done) = (Arc::clone(&stop), Arc::clone(&done));
        move || {
            // A scan that finds the database busy panics, and the join below tells.
            while !stop.load(SeqCst) {
                desk.scan();
                done.fetch_add(1, SeqCst);
            }
        }
    });
    let mut meanwhile = 0;
    for n in 0..3 {
        let before = done.load(SeqCst);
        let backup = write(&home.database(), &home.backups(), &moment(n)).unwrap();
        let after = done.load(SeqCst);
        meanwhile += after - before;
        let held = verify(&backup.path).unwrap().events;
        assert!((20_000 + before..=20_000 + after + 1).contains(&held), "{before} {held} {after}");
    }
    stop.store(true, SeqCst);
    scanner.join().unwrap();
    assert!(meanwhile > 0, "no scan was written meanwhile");
}

#[test]
fn foreign_newer_torn_and_missing_files_are_told_apart() {
    let home = Home::new();
    let mut desk = Desk::new(&home.database());
    desk.scans(500);
    let good = write(&home.database(), &home.backups(), &moment(0)).unwrap().path;
    let bytes = fs::read(&good).unwrap();
    let file = home.folder.path().join("tried.db");

    let other = home.folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(verify(&other), Err(Error::Foreign { .. })));
    fs::write(&file, "student,name\n".repeat(100)).unwrap();
    assert!(matches!(verify(&file), Err(Error::Foreign { .. })));

    fs::write(&file, &bytes).unwrap();
    let newer = layout() + 1;
    Connection::open(&file).unwrap().pragma_update(None, "user_version", newer).unwrap();
    assert!(matches!(verify(&file), Err(Error::Newer { version, .. }) if version == newer));

    for length in [0, bytes.len() / 2, bytes.len() - 1, bytes.len() - 4096] {
        fs::write(&file, &bytes[..length]).unwrap();
        assert!(matches!(verify(&file), Err(Error::Torn { .. })), "{length}");
    }
    let mut holed = bytes.clone();
    for page in holed.chunks_mut(4096).skip(1).step_by(7) {
        page.fill(0);
    }
    fs::write(&file, &holed).unwrap();
    let error = verify(&file).unwrap_err();
    assert!(matches!(error, Error::Torn { .. }), "{error:?}");

    fs::write(&file, &bytes).unwrap();
    Connection::open(&file).unwrap().execute_batch("DROP TABLE journal").unwrap();
    assert!(matches!(verify(&file), Err(Error::Torn { .. })), "without a journal");

    fs::remove_file(&file).unwrap();
    assert!(matches!(verify(&file), Err(Error::Io { path, .. }) if path == file));
}

#[test]
fn a_damaged_database_gives_no_backup() {
    let home = Home::new();
    let mut desk = Desk::new(&home.database());
    desk.scans(500);
    drop(desk);
    let mut bytes = fs::read(home.database()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(7);
    fs::write(home.database(), bytes).unwrap();
    assert!(write(&home.database(), &home.backups(), &moment(0)).is_err());
    assert_eq!(names(&home.backups()), [""; 0], "nothing is left of the attempt");
}

#[test]
fn only_names_of_backups_count() {
    let home = Home::new();
    for name in [
        "tagdesk-20260812-093000.db",
        "tagdesk-20260811-093000.db",
        "tagdesk-20261312-093000.db",
        "tagdesk-2026812-0930000.db",
        "tagdesk-20260812-093000.db-journal",
        "tagdesk-20260812-093000 (1).db",
        "desk.db",
    ] {
        fs::write(home.folder.path().join(name), "").unwrap();
    }
    fs::create_dir(home.folder.path().join("tagdesk-20260813-093000.db")).unwrap();
    let found = list(home.folder.path());
    let times: Vec<i64> = found.iter().map(|backup| backup.at_ms).collect();
    assert_eq!(times, [NOW, NOW - 24 * HOUR_MS]);
    assert_eq!(list(&home.backups()), [], "a folder that is not there");

    assert!(!is_due(home.folder.path(), NOW + HOUR_MS - 1));
    assert!(is_due(home.folder.path(), NOW + HOUR_MS));
    assert!(is_due(home.folder.path(), NOW - 400 * 24 * HOUR_MS), "dated far ahead");
    assert!(is_due(&home.backups(), NOW));
}

#[test]
fn thinning_removes_backups_and_nothing_else() {
    let home = Home::new();
    let folder = home.folder.path();
    for minute in 0..60 {
        fs::write(folder.join(format!("tagdesk-20260812-09{minute:02}00.db")), "").unwrap();
    }
    fs::write(folder.join("notes.txt"), "").unwrap();
    assert_eq!(thin(folder, NOW + HOUR_MS).unwrap(), 59);
    assert_eq!(names(folder), ["notes.txt", "tagdesk-20260812-095900.db"]);
    assert_eq!(thin(folder, NOW + HOUR_MS).unwrap(), 0);
}

#[test]
fn what_a_crash_left_unfinished_goes_after_an_hour() {
    let home = Home::new();
    let mut desk = Desk::new(&home.database());
    desk.scan();
    fs::create_dir(home.backups()).unwrap();
    let old = home.backups().join(".tagdesk-abc.part");
    let journal = home.backups().join(".tagdesk-abc.part-journal");
    let other = home.backups().join(".tagdesk-notes");
    for path in [&old, &journal, &other] {
        fs::write(path, "x").unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(NOW.unsigned_abs());
        File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }
    write(&home.database(), &home.backups(), &moment(3600)).unwrap();
    assert!(old.exists() && journal.exists());
    write(&home.database(), &home.backups(), &moment(3601)).unwrap();
    assert!(!old.exists() && !journal.exists() && other.exists());
}

/// Events, and places of the incarnations.
fn look(database: &Path) -> (u64, Vec<String>) {
    let conn = Connection::open(database).unwrap();
    let events = conn.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap();
    let mut statement = conn.prepare("SELECT place FROM incarnation").unwrap();
    let places = statement.query_map([], |row| row.get(0)).unwrap();
    (events, places.map(Result::unwrap).collect())
}

#[test]
fn a_restored_database_is_the_backup_with_no_place() {
    let home = Home::new();
    let mut desk = Desk::new(&home.database());
    desk.scans(10);
    let backup = write(&home.database(), &home.backups(), &moment(0)).unwrap().path;
    desk.scans(5);
    drop(desk);
    let before = fs::read(&backup).unwrap();
    let kept = restore(&backup, &home.database(), &moment(7)).unwrap().unwrap();
    assert_eq!(kept, home.folder.path().join("desk-before-restore-20260812-093007.db"));
    assert_eq!(
        home.names(),
        ["backups", "desk-before-restore-20260812-093007.db", "desk.db"],
        "no log and nothing unfinished"
    );
    assert_eq!(look(&home.database()), (10, vec![String::new()]));
    assert_eq!(look(&kept), (15, vec!["here".to_owned()]));
    assert_eq!(fs::read(&backup).unwrap(), before, "the backup is as it was");

    let back = restore(&kept, &home.database(), &moment(7)).unwrap().unwrap();
    assert_eq!(back, home.folder.path().join("desk-before-restore-20260812-093008.db"));
    assert_eq!(look(&home.database()).0, 15, "and back again");
}

/// The files as a power cut leaves them: a database and a log that was not folded in.
fn crashed(home: &Home) -> PathBuf {
    let other = Home::new();
    let mut desk = Desk::new(&other.database());
    desk.scans(10);
    desk.conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let backup = write(&other.database(), &home.backups(), &moment(0)).unwrap().path;
    desk.scans(30);
    for companion in ["", "-wal", "-shm"] {
        let name = format!("desk.db{companion}");
        let to = home.folder.path().join(&name);
        fs::copy(other.folder.path().join(&name), to).unwrap();
    }
    assert!(fs::metadata(home.folder.path().join("desk.db-wal")).unwrap().len() > 4096);
    backup
}

#[test]
fn the_log_of_the_old_database_is_kept_and_never_meets_the_new_one() {
    let home = Home::new();
    let backup = crashed(&home);
    let kept = restore(&backup, &home.database(), &moment(0)).unwrap().unwrap();
    assert_eq!(look(&kept).0, 40, "what the log held is folded in");
    assert_eq!(look(&home.database()).0, 10);
    assert_eq!(verify(&home.database()).unwrap().events, 10);
}

#[test]
fn a_crash_before_the_renaming_leaves_the_old_database() {
    let home = Home::new();
    let backup = crashed(&home);
    let (fresh, kept) = restore::prepare(&backup, &home.database(), &moment(0)).unwrap();
    let left = fresh.keep().unwrap();
    assert_eq!(look(&home.database()), (40, vec!["here".to_owned()]));
    assert_eq!(look(&kept.unwrap()).0, 40);
    assert_eq!(look(&left), (10, vec![String::new()]));
    restore(&backup, &home.database(), &moment(60)).unwrap();
    assert_eq!(look(&home.database()).0, 10);
}

#[test]
fn a_database_that_does_not_open_is_kept_with_its_log() {
    let home = Home::new();
    let backup = crashed(&home);
    let log = fs::read(home.folder.path().join("desk.db-wal")).unwrap();
    // Neither the file nor the log can be read any more.
    let mut damaged = log;
    damaged[..32].fill(9);
    fs::write(home.folder.path().join("desk.db-wal"), &damaged).unwrap();
    fs::remove_file(home.folder.path().join("desk.db-shm")).unwrap();
    fs::write(home.database(), vec![b'x'; 20_000]).unwrap();

    let kept = restore(&backup, &home.database(), &moment(0)).unwrap().unwrap();
    assert_eq!(fs::read(&kept).unwrap(), vec![b'x'; 20_000]);
    assert!(!home.names().contains(&"desk.db-wal".to_owned()));
    let kept_log = home.folder.path().join("desk-before-restore-20260812-093000.db-wal");
    assert_eq!(fs::read(kept_log).unwrap(), damaged);
    assert_eq!(look(&home.database()).0, 10);
}

#[test]
fn a_backup_that_does_not_verify_changes_nothing() {
    let home = Home::new();
    let backup = crashed(&home);
    let bytes = fs::read(&backup).unwrap();
    fs::write(&backup, &bytes[..bytes.len() / 2]).unwrap();
    let before = home.names();
    assert!(matches!(
        restore(&backup, &home.database(), &moment(0)),
        Err(Error::Torn { path, .. }) if path == backup
    ));
    assert_eq!(home.names(), before);
    assert_eq!(look(&home.database()).0, 40);
}

#[test]
fn a_restore_waits_for_nobody_who_reads_and_yields_to_nobody_who_writes() {
    let home = Home::new();
    let mut desk = Desk::new(&home.database());
    desk.scans(10);
    let backup = write(&home.database(), &home.backups(), &moment(0)).unwrap().path;
    desk.scans(5);
    // An idle list beside it: its log stays, empty, and must not be left to the new file.
    let reader = open(&home.database()).unwrap();
    reader.query_row("SELECT count(*) FROM journal", [], |_| Ok(())).unwrap();
    drop(desk);
    let kept = restore(&backup, &home.database(), &moment(0)).unwrap().unwrap();
    assert_eq!(look(&kept).0, 15);
    assert_eq!(look(&home.database()).0, 10);
    drop(reader);

    for mode in ["DELETE", "WAL"] {
        let writer = Connection::open(home.database()).unwrap();
        writer.execute_batch(&format!("PRAGMA journal_mode = {mode}; BEGIN IMMEDIATE")).unwrap();
        writer.execute("UPDATE incarnation SET place = ?1", [mode]).unwrap();
        let refused = restore(&backup, &home.database(), &moment(0));
        assert!(matches!(refused, Err(Error::Busy { .. })), "{refused:?}");
        writer.execute_batch("COMMIT").unwrap();
        assert_eq!(look(&home.database()), (10, vec![mode.to_owned()]));
    }
}

#[test]
fn a_restore_where_nothing_was_keeps_nothing() {
    let home = Home::new();
    let mut desk = Desk::new(&home.database());
    desk.scans(3);
    let elsewhere = home.folder.path().join("new").join("desk.db");
    let backup = write(&home.database(), &home.backups(), &moment(0)).unwrap().path;
    assert_eq!(restore(&backup, &elsewhere, &moment(0)).unwrap(), None);
    assert_eq!(look(&elsewhere), (3, vec![String::new()]));
}
