//! What is left of the issue's "Bad input": each a plain sentence with what to do, nothing
//! acknowledged lost, nothing panics. Files at the import desk are in `import`, lines that are no
//! codes in `terminal`, full disks and torn databases in `crash`, clocks in `wrong_clock`.

use tagdesk::desk::reply::{Channel, Notice, Outcome, Refusal};
use tagdesk::desk::request::{Answer, Request, RunSetup};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::device::DeviceId;
use tagdesk::domain::event::Source;

use crate::support::{Folder, Stage, desk, window};

#[test]
fn a_scan_of_four_megabytes_is_refused_and_not_kept() {
    for mut counter in [desk("0048213 -> student"), window("0048213 -> student")] {
        for giant in [
            "9".repeat(4 << 20),
            "é".repeat(2 << 20),
            " A".repeat(2 << 20),
            "\u{301}".repeat(1 << 20),
        ] {
            let told = counter.scan(&giant);
            assert_eq!(told.outcome, "refused");
            assert!(told.message.len() < 500, "{} bytes", told.message.len());
            let reply = counter.last.clone().unwrap();
            assert!(reply.scan.len() < 1_000);
            let Notice::Refused { code, refusal: Refusal::Unreadable, .. } = reply.notice else {
                panic!("{:?}", reply.notice)
            };
            assert!(code.len() < 1_000);
        }
        counter.go("CB-004417 -> issued 0048213");
        let lines = counter.board().lines;
        assert!(lines.iter().all(|line| line.code.len() < 1_000), "the run list, too");
    }
}

#[test]
fn no_text_at_all_makes_a_desk_panic() {
    let odd = [
        "\0",
        "\u{1b}[2J",
        "\r",
        "\t",
        "\u{feff}",
        "\u{202e}",
        "\u{fffd}",
        "]",
        "]C",
        "]C1",
        "''",
        "%",
        "_",
        "\\",
        "' OR 1=1 --",
        "\"; DROP TABLE journal; --",
        "t:000123",
        "s:PF3KD8Q2",
        "b:0048213",
        "W-GYM-2-1",
        "~",
        "/",
        "GYM-2/1/1",
        "XTD",
        "xtd",
        "XTDM",
        "00000000",
        "-0",
        "1e9",
        "９００１",
        "0048213\0",
        "🦆",
        "\u{0301}",
        "none",
        "null",
        "*",
        "\"*\"",
        "NEAR(",
        "AND",
    ];
    for mode in ["issue", "return", "swap", "look-up"] {
        let mut counter = desk("0048213 CB-004417 -> issued");
        counter.set_mode(mode);
        for text in odd {
            let told = counter.scan(text);
            assert!(!told.message.is_empty(), "{mode} {text:?}");
            assert!(
                !["issued", "returned", "handed-over", "undone"].contains(&told.outcome.as_str()),
                "{mode} {text:?}: {told:?}"
            );
            for query in [text, "lind", ""] {
                counter.ask(Request::Suggest(query.into()));
                counter.ask(Request::People { query: query.into(), page: 0 });
                counter.ask(Request::Devices { query: query.into(), page: u32::from(u16::MAX) });
            }
            counter.ask(Request::Person(BorrowerId::from_text(text)));
            counter.ask(Request::Device(DeviceId::from_text(text)));
        }
        counter.go("XTDNEXT; (CB-004417 0048213)");
    }
}

#[test]
fn requests_that_make_no_sense_are_errors_with_a_reason() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    let now = counter.clock.now().clone();
    let requests = [
        Request::StartRun(RunSetup {
            name: "X".into(),
            due: "tomorrow".into(),
            ..RunSetup::default()
        }),
        Request::WalkUp {
            channel: Channel::Main,
            name: "  ".into(),
            grade: String::new(),
            code: None,
        },
        Request::Merge {
            from: BorrowerId::from_text("W-X-1-1"),
            into: BorrowerId::from_text("0048213"),
        },
        Request::Merge {
            from: BorrowerId::from_text("0048213"),
            into: BorrowerId::from_text("nobody"),
        },
        Request::Clock(Some(("yesterday".into(), "noon".into()))),
    ];
    for request in requests {
        let error = counter.desk.handle(request.clone(), &now).unwrap_err();
        let words = tagdesk::text::error(&error);
        assert!(words.ends_with('.') && words.contains(' '), "{request:?}: {words}");
    }
    counter.go("(CB-004417 0048213)");
    assert_eq!(counter.ask(Request::Person(BorrowerId::from_text("nobody"))), Answer::Person(None));
    assert_eq!(counter.ask(Request::Device(DeviceId::from_text("t:none"))), Answer::Device(None));
}

#[test]
fn a_desk_without_a_station_answers_without_writing() {
    let store = tagdesk::store::Store::in_memory().unwrap();
    let mut desk = tagdesk::desk::Desk::new(store, tagdesk::desk::Front::Window).unwrap();
    let now = crate::support::Clock::new().now().clone();
    for line in ["0048213", "XTDNEXT", "XTDUNDO", "\0"] {
        let reply = desk.scan(&Channel::Main, line, Source::Scan, &now).unwrap();
        let nothing = [Outcome::Unknown, Outcome::Next, Outcome::Refused];
        assert!(nothing.contains(&reply.outcome), "{line:?}: {:?}", reply.outcome);
    }
    assert!(desk.handle(Request::Board(Channel::Main), &now).is_ok());
}

#[test]
fn a_serial_port_that_is_not_there_is_said_and_waited_for() {
    let folder = Folder::ready("GYM-2");
    let mut command = folder.command(&["scan", "--serial", "/dev/no-such-port", "--json"]);
    command.stderr(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut words = String::new();
    let mut err = std::io::BufReader::new(child.stderr.take().unwrap());
    std::io::BufRead::read_line(&mut err, &mut words).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(words.starts_with("tagdesk: ") && words.contains(' '), "{words}");
    folder.run(&["check"]).ok();
}

#[test]
fn a_folder_where_no_database_may_lie_is_refused() {
    let folder = Folder::bare();
    let data = folder.text("Dropbox/data");
    let ran = folder.program().args(["init", "--station", "A", "--data", &data]).output().unwrap();
    crate::support::Ran::of(&ran).refused(&["Dropbox"]);
    assert!(!folder.file("Dropbox").exists(), "nothing was made there");
    let file = folder.put("a-file", "mine");
    let ran = folder.program().args(["init", "--station", "A", "--data", &file]).output().unwrap();
    crate::support::Ran::of(&ran).refused(&["a-file"]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn an_empty_option_is_no_crash() {
    let folder = Folder::ready("GYM-2");
    for args in
        [&["scan", "--run", ""][..], &["scan", "--operator", ""], &["scan", "--run", "\u{1b}\n"]]
    {
        let ran = folder.feed(args, b"0048213\n").ok();
        assert_eq!(ran.out.lines().count(), 1, "{args:?}: {ran:?}");
    }
}
