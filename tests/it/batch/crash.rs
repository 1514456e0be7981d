//! Killed while writing, out of space: the bundle is whole or absent.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;
use tagdesk::exchange::bundle;

#[test]
fn a_bundle_is_whole_or_absent_when_the_program_is_killed() {
    let gym = Folder::ready("GYM-1");
    let lines: Vec<String> = (0..300)
        .flat_map(|n| {
            let tag = ["CB-004417", "CB-004376", "CB-004398"][n % 3];
            [
                "0048213".to_owned(),
                tag.to_owned(),
                "XTDYES".to_owned(),
                "XTDRETURN".to_owned(),
                tag.to_owned(),
                "XTDISSUE".to_owned(),
            ]
        })
        .collect();
    gym.feed(&["scan", "--json"], (lines.join("\n") + "\n").as_bytes()).ok();
    let all = unsent(&gym);
    let stick = Stick::new();
    let mut whole = 0;
    for round in 0..20 {
        let more: &[&str] = if round % 2 == 0 { &[] } else { &["--folder"] };
        let stick_text = stick.text();
        let args = [&["batch", "write", &stick_text], more].concat();
        let mut command = gym.command(&args);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        std::thread::sleep(Duration::from_micros(1_500 * (round + 1)));
        let killed = Command::new("kill").args(["-9", &process.id().to_string()]).status();
        drop(killed);
        process.wait().unwrap();
        for found in bundle::look(stick.path()).unwrap() {
            let read = bundle::read(&found.path).unwrap();
            assert!(read.whole && read.rows == all, "round {round}: {:?}", found.path);
        }
        whole = bundle::look(stick.path()).unwrap().len();
        gym.run(&["check"]).ok();
        assert_eq!(unsent(&gym), all, "written is not confirmed");
    }
    let path = write(&gym, &stick, &[]);
    assert!(bundle::read(&path).unwrap().whole);
    assert_eq!(bundle::look(stick.path()).unwrap().len(), whole + 1);
    let left: Vec<String> =
        stick.names().into_iter().filter(|name| name.starts_with('.')).collect();
    assert!(left.is_empty(), "what was never finished is swept: {left:?}");
    add_up(&merge(&office(), &[&stick.text()]));
}

#[test]
fn a_full_stick_keeps_nothing_and_says_so() {
    let gym = Folder::ready("GYM-1");
    let home = tempfile::tempdir().unwrap();
    let at = home.path().display().to_string();
    let mounted =
        Command::new("mount").args(["-t", "tmpfs", "-o", "size=4k", "tmpfs", &at]).output();
    if !mounted.is_ok_and(|ran| ran.status.success()) {
        return;
    }
    let ran = gym.run(&["batch", "write", &at, "--folder"]);
    let left = std::fs::read_dir(&at).unwrap().count();
    assert!(Command::new("umount").arg(&at).status().unwrap().success());
    ran.refused(&["full"]);
    assert_eq!(left, 0);
    assert_eq!(status(&gym, "GYM-1")["last_batch"], Value::Null);
}
