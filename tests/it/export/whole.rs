//! An export file is whole or not there, and what cannot be is said.

use std::process::Command;

use tagdesk::clock;
use tagdesk::desk::export::Wanted;
use tagdesk::desk::request::{Answer, Request};
use tagdesk::desk::{Desk, Front, Worker};
use tagdesk::exchange::export::gam;
use tagdesk::store::{Sheet, Store};

use crate::support::{Folder, Ran};

fn names(folder: &Folder, of: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder.file(of))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_written_whole_and_replaces_another() {
    let folder = Folder::ready("GYM-2");
    std::fs::create_dir(folder.file("stick")).unwrap();
    let path = folder.put("stick/students.csv", "old");
    let ran = folder.run(&["export", "students", "--out", &path]).ok();
    assert!(ran.out.contains("12 rows") && ran.out.contains(&path), "{ran:?}");
    assert_eq!(ran.err, "");
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 13);
    assert_eq!(names(&folder, "stick"), ["students.csv"], "nothing else is left");
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let folder = Folder::ready("GYM-2");
    let path = folder.text("stick/students.csv");
    folder.run(&["export", "students", "--out", &path]).refused(&["no folder", "stick"]);
    assert!(!folder.file("stick").exists());
    std::fs::create_dir(folder.file("stick")).unwrap();
    folder.run(&["export", "students", "--out", &folder.text("stick")]).refused(&["not a file"]);
    assert_eq!(names(&folder, "stick"), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_device_is_never_replaced_and_a_link_is_followed() {
    let folder = Folder::ready("GYM-2");
    std::fs::create_dir(folder.file("stick")).unwrap();
    std::fs::create_dir(folder.file("elsewhere")).unwrap();
    let fifo = folder.text("stick/fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    folder.run(&["export", "sites", "--out", &fifo]).refused(&["not a file"]);
    let real = folder.put("elsewhere/sites.csv", "old");
    std::os::unix::fs::symlink(&real, folder.file("stick/sites.csv")).unwrap();
    folder.run(&["export", "sites", "--out", &folder.text("stick/sites.csv")]).ok();
    assert!(std::fs::symlink_metadata(folder.file("stick/sites.csv")).unwrap().is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().contains("Larkstone Middle"));
    assert_eq!(names(&folder, "elsewhere"), ["sites.csv"]);
}

/// Four thousand people.
fn many() -> String {
    let rows = (0..4_000).map(|n| format!("X{n:06},Somebody Else {n},7"));
    std::iter::once("student,name,grade".to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

/// A limit on file sizes stands for the full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_nothing_half_and_what_was_there_before() {
    let folder = Folder::ready("GYM-2");
    let many = folder.put("many.csv", many());
    folder.run(&["import", &many, "--local"]).ok();
    std::fs::create_dir(folder.file("stick")).unwrap();
    let path = folder.put("stick/students.csv", "old");
    let mut command = Command::new("bash");
    folder.clean(&mut command);
    let script = format!(
        "trap '' XFSZ; ulimit -f 64; exec '{}' --data '{}' export students --out '{path}'",
        env!("CARGO_BIN_EXE_tagdesk"),
        folder.data().display()
    );
    let ran = Ran::of(&command.args(["-c", &script]).output().unwrap());
    ran.refused(&["full", "students.csv"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names(&folder, "stick"), ["students.csv"]);
    folder.run(&["export", "students", "--out", &path]).ok();
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 4_013);
}

#[cfg(unix)]
#[test]
fn standard_output_that_fails_is_said_and_a_closed_pipe_is_not() {
    let folder = Folder::ready("GYM-2");
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        folder.clean(&mut command);
        let program = env!("CARGO_BIN_EXE_tagdesk");
        let script = script.replace("TAGDESK", program);
        let script = script.replace("DATA", &folder.data().display().to_string());
        Ran::of(&command.args(["-c", &script]).output().unwrap())
    };
    // More than a pipe holds.
    let many = folder.put("many.csv", many());
    folder.run(&["import", &many, "--local"]).ok();
    let ran = shell("'TAGDESK' --data 'DATA' export students | head -1").ok();
    assert!(ran.out.contains("student,name") && ran.err.is_empty(), "{ran:?}");
    if std::path::Path::new("/dev/full").exists() {
        shell("'TAGDESK' --data 'DATA' export events > /dev/full").refused(&["output"]);
    }
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_written() {
    let folder = Folder::ready("GYM-2");
    let out = folder.text("x");
    let refused = |args: &[&str], words: &[&str]| {
        folder.run(&[&["export"], args, &["--out", &out]].concat()).refused(words);
        assert!(!folder.file("x").exists());
    };
    refused(&["students", "--as", "koc"], &["loans", "koc"]);
    refused(&["students", "--since", "2026-08-12"], &["loans"]);
    refused(&["loans", "--since", "12.8.2026"], &["12.8.2026"]);
    refused(&["loans", "--since", "2026-8-1"], &["2026-8-1"]);
    assert_eq!(folder.run(&["export", "letters"]).code, 2);
    Folder::bare().run(&["export", "students"]).refused(&["init"]);
}

#[test]
fn help_says_what_to_type_and_destiny_that_it_has_no_times() {
    let folder = Folder::ready("GYM-2");
    let ran = folder.run(&["export", "--help"]).ok();
    assert!(ran.out.contains(gam::COMMAND), "{}", ran.out);
    for format in ["snipe-it", "gam", "destiny", "koc", "evergreen"] {
        assert!(ran.out.contains(&format!("- {format}:")), "{format}");
    }
    folder.scan(&["0048213", "CB-004417"]);
    let out = folder.text("loans.txt");
    let ran = folder.run(&["export", "loans", "--as", "destiny", "--out", &out]).ok();
    assert!(ran.err.contains("no times"), "{ran:?}");
}

#[test]
fn the_window_goes_on_while_it_writes() {
    let folder = Folder::ready("GYM-2");
    let now = clock::now();
    let (store, _) = Store::open(folder.data(), "test", &now).unwrap();
    let (worker, client) = Worker::start(Desk::new(store, Front::Window).unwrap(), clock::now);
    let ask = |what, name: &str| {
        client.call(Request::Export { wanted: Wanted::table(what), path: folder.file(name) })
    };
    let students = ask(Sheet::Students, "students.csv");
    let nowhere = ask(Sheet::Students, "nowhere/students.csv");
    let sites = futures_of(client.call(Request::Sites));
    assert!(matches!(sites, Ok(Answer::Sites(_))));
    drop(worker);
    let Ok(Answer::Exported(written)) = futures_of(students) else { panic!() };
    assert_eq!(written.rows, 12);
    assert!(futures_of(nowhere).is_err());
    let text = std::fs::read_to_string(folder.file("students.csv")).unwrap();
    assert_eq!(text.lines().count(), 13);
}

/// Waits for an answer without a runtime.
fn futures_of<T>(mut receiver: futures_channel::oneshot::Receiver<T>) -> T {
    loop {
        if let Some(answer) = receiver.try_recv().unwrap() {
            return answer;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}
