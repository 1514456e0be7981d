//! Killed in mid-scan, out of space, without rights, with a torn or foreign file: what was
//! acknowledged is there, and what went wrong is said.
//!
//! `TAGDESK_KILL_LOOPS` sets how often the program is killed: 25 by itself, 100 in CI, 1,000 by the
//! command in the README.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::support::folder::{feed, string};
use crate::support::{Child, Folder, Ran};

// kill −9 -----------------------------------------------------------------------------------

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    let loops: u32 =
        std::env::var("TAGDESK_KILL_LOOPS").ok().and_then(|n| n.parse().ok()).unwrap_or(25);
    let folder = Folder::ready("GYM-2");
    folder.run(&["import", "--local", &folder.put("fleet.csv", fleet())]).ok();
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    let mut random = Random::new();
    let mut hand_overs = 0;
    for round in 0..loops {
        let after = Duration::from_micros(random.below(40_000));
        let events = killed_while_scanning(&folder, round, after);
        acknowledged.extend(events);
        let (head, rows) = folder.list("events");
        let names: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
        let lost: Vec<&String> = acknowledged.iter().filter(|name| !names.contains(name)).collect();
        assert!(lost.is_empty(), "round {round}, killed after {after:?}: lost {lost:?}");
        hand_overs = whole_hand_overs(&head, &rows);
        folder.run(&["check"]).ok();
    }
    println!(
        "{loops} kills, {} acknowledged, {hand_overs} hand-overs, none lost",
        acknowledged.len()
    );
    assert!(acknowledged.len() > loops as usize, "the loop did something");
    // The desk goes on where it was.
    folder.scan(&["XTDNEXT", "XTDUNDO", "XTDNO"]);
    folder.run(&["check"]).ok();
}

/// How many devices there are to scan.
const FLEET: usize = 4_000;

fn tag(n: usize) -> String {
    format!("KX-{:06}", n % FLEET)
}

fn fleet() -> String {
    (0..FLEET).map(tag).fold("tag\n".to_owned(), |csv, tag| csv + &tag + "\n")
}

/// Feeds a scan without waiting, kills it, and gives back the events of every whole reply.
fn killed_while_scanning(folder: &Folder, round: u32, after: Duration) -> Vec<String> {
    let mut command = folder.command(&["scan", "--json"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    let mut stdin = process.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || {
        use std::io::Write;
        // Issue and hand over, again and again: events one by one, and commands of two.
        let people = ["0048213", "0048291", "0048307", "0048315"];
        // Each round has devices of its own for as long as they last: a device is folded whole at
        // each scan, and no real one has had a thousand holders.
        for n in 0..100_000_usize {
            let person = people[(n + round as usize) % people.len()];
            let device = tag(n / people.len() + round as usize * 8);
            if write!(stdin, "{person}\n{device}\nXTDYES\n").is_err() {
                return;
            }
        }
    });
    let (sender, replies) = mpsc::channel();
    let mut child = Child::new(process);
    // The first reply says that it is at work; then the time runs.
    let first = child.reply();
    let id = child.process.id();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(after);
        let killed = Command::new("kill").args(["-9", &id.to_string()]).status().unwrap();
        assert!(killed.success());
    });
    let reader = std::thread::spawn(move || {
        let mut next = first;
        while let Some(reply) = next {
            sender.send(reply).unwrap();
            next = child.reply();
        }
        child.process.wait().unwrap()
    });
    killer.join().unwrap();
    let status = reader.join().unwrap();
    assert!(status.code().is_none(), "it was killed, and did not end by itself: {status:?}");
    feeder.join().unwrap();
    let event = |reply: Value| reply["event"].as_str().map(str::to_owned);
    replies.iter().filter_map(event).collect()
}

/// Each return of this feed is half of a hand-over: its issue is the next event, or it is half
/// applied. How many there are.
fn whole_hand_overs(head: &[String], rows: &[Vec<String>]) -> usize {
    let column = |name: &str| head.iter().position(|column| column == name).unwrap();
    let (kind, device) = (column("kind"), column("device"));
    let by_name: BTreeMap<&str, &Vec<String>> =
        rows.iter().map(|row| (row[0].as_str(), row)).collect();
    let mut found = 0;
    for row in rows.iter().filter(|row| row[kind] == "Returned") {
        let (life, seq) = row[0].rsplit_once('/').unwrap();
        let next = format!("{life}/{}", seq.parse::<u64>().unwrap() + 1);
        let issue = by_name.get(next.as_str()).unwrap_or_else(|| panic!("{} is alone", row[0]));
        assert_eq!((issue[kind].as_str(), &issue[device]), ("Issued", &row[device]), "{}", row[0]);
        found += 1;
    }
    found
}

/// Numbers that are different in every run, and printed where a test fails.
struct Random(u64);

impl Random {
    fn new() -> Random {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        Random(u64::try_from(now.as_nanos() & u128::from(u64::MAX)).unwrap() | 1)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

// Full disk ---------------------------------------------------------------------------------

/// A small file system of its own, in this process's namespace or in one of the command's.
struct Small {
    at: PathBuf,
}

impl Small {
    /// `None` where nothing may be mounted here.
    fn mount(at: &Path) -> Option<Small> {
        std::fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(at)
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then(|| Small { at: at.to_owned() })
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_and_goes_on_after_room_is_made() {
    let folder = Folder::bare();
    let Some(small) = Small::mount(folder.data()) else {
        println!("no mounting here: the limit on file sizes stands for the full disk");
        return;
    };
    folder.run(&["init", "--station", "GYM-2", "--site", "LRK"]).ok();
    folder.import_register();
    // Somebody else's file takes most of the room.
    let ballast = small.at.join("ballast");
    fill(&ballast, 300);
    let (acknowledged, ran) = scan_until_it_stops(&folder);
    ran.refused(&["full"]);
    std::fs::remove_file(&ballast).unwrap();
    all_there_and_going_on(&folder, &acknowledged);
    // So full that nothing can even begin.
    fill(&ballast, 0);
    let ran = folder.feed(&["scan", "--json"], b"0048213\nCB-004417\n");
    if ran.code != 0 {
        ran.refused(&[]);
    }
    folder.run(&["backup", &folder.data().join("b").display().to_string()]).refused(&[]);
    std::fs::remove_file(&ballast).unwrap();
    all_there_and_going_on(&folder, &acknowledged);
}

/// Writes until only so many KiB are left.
fn fill(ballast: &Path, leave_kib: u64) {
    use std::io::Write;
    let mut file = std::fs::File::create(ballast).unwrap();
    let page = [0_u8; 4096];
    while file.write_all(&page).is_ok() {}
    let length = file.metadata().unwrap().len();
    file.set_len(length.saturating_sub(leave_kib * 1024)).unwrap();
}

#[test]
fn a_limit_on_file_sizes_loses_nothing_either() {
    let folder = Folder::ready("GYM-2");
    let size = std::fs::metadata(folder.data().join("desk.db")).unwrap().len() / 1024 + 40;
    let mut command = Command::new("bash");
    folder.clean(&mut command);
    // Ignored in the shell, the signal is ignored in the program: the write fails instead.
    let script = format!(
        "trap '' XFSZ; ulimit -f {size}; exec '{}' --data '{}' scan --json",
        env!("CARGO_BIN_EXE_tagdesk"),
        folder.data().display()
    );
    command.args(["-c", &script]);
    let ran = feed(command, many_scans().as_bytes());
    let acknowledged = events_of(&ran);
    assert!(!acknowledged.is_empty(), "some got through: {}", ran.err);
    ran.refused(&[]);
    all_there_and_going_on(&folder, &acknowledged);
}

fn many_scans() -> String {
    let people = ["0048213", "0048291", "0048307"];
    let scans = (0..9_000).map(|n| match n % 3 {
        0 => people[n / 3 % 3],
        1 => "CB-004417",
        _ => "XTDYES",
    });
    scans.collect::<Vec<_>>().join("\n") + "\n"
}

fn scan_until_it_stops(folder: &Folder) -> (Vec<String>, Ran) {
    let ran = folder.feed(&["scan", "--json"], many_scans().as_bytes());
    let acknowledged = events_of(&ran);
    assert!(!acknowledged.is_empty(), "some got through: {}", ran.err);
    (acknowledged, ran)
}

/// The events of every whole reply.
fn events_of(ran: &Ran) -> Vec<String> {
    let whole = ran.out.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    whole.filter_map(|reply| reply["event"].as_str().map(str::to_owned)).collect()
}

#[track_caller]
fn all_there_and_going_on(folder: &Folder, acknowledged: &[String]) {
    let names: BTreeSet<String> = folder.column("events", "event").into_iter().collect();
    let lost: Vec<&String> = acknowledged.iter().filter(|name| !names.contains(*name)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    folder.run(&["check"]).ok();
    let replies = folder.scan(&["XTDRETURN", "CB-004417"]);
    assert!(
        ["returned", "already"].contains(&string(&replies[1], "outcome").as_str()),
        "{replies:?}"
    );
    folder.run(&["check"]).ok();
}

// Rights ------------------------------------------------------------------------------------

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let rights = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let inside = || std::fs::read_dir(folder.data()).unwrap().map(|entry| entry.unwrap().path());
    for path in inside().filter(|path| path.is_file()) {
        rights(&path, 0o444);
    }
    rights(folder.data(), 0o555);
    let Some(powerless) = Powerless::find(&folder) else {
        println!("skipped: this user can write everywhere, and no way to be another was found");
        rights(folder.data(), 0o755);
        return;
    };
    for args in [
        &["scan", "--json"][..],
        &["import", "x.csv"],
        &["init", "--station", "B"],
        &["undo", "A/1/1"],
    ] {
        let ran = powerless.run(&folder, args).refused(&[&folder.data().display().to_string()]);
        assert!(ran.out.is_empty(), "nothing is acknowledged: {ran:?}");
    }
    // Reading may fail where the log's index cannot be made: then it says so.
    let ran = powerless.run(&folder, &["list", "loans", "--csv"]);
    if ran.code != 0 {
        ran.refused(&[]);
    }
    rights(folder.data(), 0o755);
    for path in inside().filter(|path| path.is_file()) {
        rights(&path, 0o644);
    }
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    folder.scan(&["XTDRETURN", "CB-004417"]);
}

/// The program as somebody without rights over this folder.
struct Powerless {
    prefix: Vec<&'static str>,
    program: PathBuf,
}

impl Powerless {
    fn find(folder: &Folder) -> Option<Powerless> {
        let probe = folder.data().join("probe");
        if std::fs::write(&probe, "").is_err() {
            return Some(Powerless {
                prefix: Vec::new(),
                program: env!("CARGO_BIN_EXE_tagdesk").into(),
            });
        }
        std::fs::remove_file(&probe).unwrap();
        // The program may lie in a home that the other user cannot enter.
        let program = folder.file("tagdesk");
        std::fs::copy(env!("CARGO_BIN_EXE_tagdesk"), &program).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let rights = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(folder.file("."), rights).unwrap();
        }
        let ways = [
            vec!["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
            vec!["runuser", "-u", "nobody", "--"],
        ];
        ways.into_iter().map(|prefix| Powerless { prefix, program: program.clone() }).find(|way| {
            let mut command = way.command(folder);
            let works = command.arg("--version").stderr(Stdio::null()).output();
            works.is_ok_and(|output| output.status.success())
        })
    }

    fn command(&self, folder: &Folder) -> Command {
        let mut words =
            self.prefix.iter().map(|word| (*word).into()).collect::<Vec<std::ffi::OsString>>();
        words.push(self.program.clone().into());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        folder.clean(&mut command);
        command
    }

    fn run(&self, folder: &Folder, args: &[&str]) -> Ran {
        let mut command = self.command(folder);
        Ran::of(&command.arg("--data").arg(folder.data()).args(args).output().unwrap())
    }
}

// Files that are not what they should be ----------------------------------------------------

/// Every command that touches the database, with its files as they are.
fn all_commands(folder: &Folder) -> Vec<(String, Ran)> {
    let csv = folder.text("csv");
    let to = folder.text("backup");
    [
        &["scan", "--json"][..],
        &["import", &csv],
        &["init", "--station", "B"],
        &["list", "events", "--csv"],
        &["list", "loans"],
        &["show", "CB-004417"],
        &["check"],
        &["check", "--rebuild"],
        &["backup", &to],
        &["undo", "GYM-2/x/1"],
    ]
    .iter()
    .map(|args| (args.join(" "), folder.feed(args, b"0048213\nCB-004417\n")))
    .collect()
}

#[test]
fn a_foreign_database_is_left_alone() {
    for (name, make) in [
        ("another program's", "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');"),
        (
            "another program's with a mark",
            "PRAGMA application_id = 42; CREATE TABLE notes (text TEXT);",
        ),
    ] {
        let folder = Folder::bare();
        std::fs::create_dir_all(folder.data()).unwrap();
        let path = folder.data().join("desk.db");
        rusqlite::Connection::open(&path).unwrap().execute_batch(make).unwrap();
        let before = std::fs::read(&path).unwrap();
        for (command, ran) in all_commands(&folder) {
            assert!(
                ran.code == 1 && ran.err.contains("no Tagdesk database"),
                "{name}, {command}: {ran:?}"
            );
        }
        assert_eq!(std::fs::read(&path).unwrap(), before, "{name}");
    }
    let folder = Folder::bare();
    std::fs::create_dir_all(folder.data()).unwrap();
    let path = folder.data().join("desk.db");
    std::fs::write(&path, "Dear school, this is a letter. ".repeat(200)).unwrap();
    let before = std::fs::read(&path).unwrap();
    for (command, ran) in all_commands(&folder) {
        assert_eq!(ran.code, 1, "{command}: {ran:?}");
        ran.plain();
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_database_is_left_alone() {
    let folder = Folder::ready("GYM-2");
    let path = folder.data().join("desk.db");
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let before = std::fs::read(&path).unwrap();
    for (command, ran) in all_commands(&folder) {
        assert!(ran.code == 1 && ran.err.contains("newer Tagdesk"), "{command}: {ran:?}");
        ran.plain();
    }
    assert_eq!(std::fs::read(&path).unwrap(), before, "nothing was changed");
}

#[test]
fn a_torn_database_is_said_wherever_it_is_torn() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let path = folder.data().join("desk.db");
    let whole = std::fs::read(&path).unwrap();
    let cuts = [
        10,
        99,
        100,
        512,
        4095,
        4096,
        5000,
        whole.len() / 3,
        whole.len() / 2,
        whole.len() - 4096,
        whole.len() - 1,
    ];
    for cut in cuts {
        for companion in ["desk.db-wal", "desk.db-shm"] {
            let _ = std::fs::remove_file(folder.data().join(companion));
        }
        std::fs::write(&path, &whole[..cut]).unwrap();
        let ran = folder.run(&["check"]);
        assert_eq!(ran.code, 1, "cut at {cut}: {ran:?}");
        ran.plain();
        for (command, ran) in all_commands(&folder) {
            if ran.code == 0 {
                continue;
            }
            assert_eq!(ran.code, 1, "cut at {cut}, {command}: {ran:?}");
            ran.plain();
            assert!(ran.err.len() < 2_000, "{ran:?}");
        }
    }
}

#[test]
fn flipped_bytes_are_found_and_never_a_panic() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417", "0048291", "CB-004376"]);
    let path = folder.data().join("desk.db");
    let whole = std::fs::read(&path).unwrap();
    let mut random = Random::new();
    for _ in 0..12 {
        let at = usize::try_from(random.below((whole.len() - 100) as u64)).unwrap() + 100;
        let mut bytes = whole.clone();
        for byte in &mut bytes[at..(at + 24).min(whole.len())] {
            *byte ^= 0x5a;
        }
        std::fs::write(&path, &bytes).unwrap();
        for args in [
            &["check"][..],
            &["list", "events", "--csv"],
            &["list", "devices"],
            &["show", "CB-004417"],
        ] {
            let ran = folder.run(args);
            if ran.code != 0 {
                assert_eq!(ran.code, 1, "at {at}: {ran:?}");
                ran.plain();
            }
        }
    }
}

#[test]
fn an_empty_file_is_as_good_as_none() {
    let folder = Folder::bare();
    std::fs::create_dir_all(folder.data()).unwrap();
    std::fs::write(folder.data().join("desk.db"), "").unwrap();
    folder.run(&["list", "events"]).refused(&["tagdesk init"]);
    folder.run(&["init", "--station", "A"]).ok();
    folder.run(&["check"]).ok();
}
