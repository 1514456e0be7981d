//! The terminal contract (design, section 6), word by word, with the real program.

use serde_json::Value;

use crate::support::folder::string;
use crate::support::scene::{self, Told};
use crate::support::{Child, Folder, Ran, Stage, register, replies};

const KEYS: [&str; 7] = ["scan", "outcome", "device", "student", "from", "message", "event"];

// Folders and exit codes --------------------------------------------------------------------

#[test]
fn data_stands_before_or_after_the_command() {
    let folder = Folder::bare();
    let data = folder.data().display().to_string();
    Ran::of(&folder.program().args(["init", "--station", "A", "--data", &data]).output().unwrap())
        .ok();
    assert!(folder.data().join("desk.db").exists());
    let before = folder.run(&["list", "runs", "--csv"]).ok();
    let after = folder.program().args(["list", "runs", "--csv", "--data", &data]).output().unwrap();
    assert_eq!(before.out, Ran::of(&after).ok().out);
}

#[test]
fn without_data_the_platforms_folder_is_used_and_made() {
    let folder = Folder::bare();
    Ran::of(&folder.program().args(["init", "--station", "A"]).output().unwrap()).ok();
    assert!(folder.file("xdg/tagdesk/desk.db").exists());
    let ran = Ran::of(&folder.program().args(["list", "events", "--csv"]).output().unwrap()).ok();
    assert!(ran.out.contains("PolicySet"));
}

#[test]
fn usage_ends_with_two() {
    let folder = Folder::ready("A");
    for args in [
        &["no-such-command"][..],
        &["init"],
        &["scan", "--mode", "levitate"],
        &["scan", "--nonsense"],
        &["list", "unicorns"],
        &["list"],
        &["import"],
        &["import", "x.csv", "--as", "unicorns"],
        &["import", "x.csv", "--map", "no-equals-sign"],
        &["import", "x.csv", "--accept", "everything"],
        &["undo"],
        &["show"],
        &["restore"],
        &["backup"],
        &["demo", "--students", "many"],
    ] {
        let ran = folder.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {ran:?}");
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{args:?}: {ran:?}");
    }
    assert_eq!(folder.run(&["--help"]).ok().err, "");
    assert!(folder.run(&["--version"]).ok().out.starts_with("tagdesk "));
}

#[test]
fn any_command_before_init_names_the_one_to_run() {
    for args in [
        &["scan"][..],
        &["scan", "--json"],
        &["import", "x.csv"],
        &["show", "1"],
        &["list", "students"],
        &["list", "events", "--csv"],
        &["undo", "A/1/1"],
        &["check"],
        &["check", "--rebuild"],
        &["backup", "b"],
    ] {
        let folder = Folder::bare();
        folder.run(args).refused(&["tagdesk init"]);
        // A second time, too: what the first one left is no station either.
        assert_eq!(folder.run(args).refused(&["tagdesk init"]).out, "", "{args:?}");
    }
    let folder = Folder::bare();
    folder.run(&["scan"]).refused(&["tagdesk init"]);
    folder.run(&["init", "--station", "A"]).ok();
}

#[test]
fn init_takes_a_station_code_and_only_once() {
    for code in ["A", "GYM-2", "0", "ABCDEFGHIJKL", "-"] {
        let folder = Folder::bare();
        let ran = folder.run(&["init", &format!("--station={code}")]);
        assert!(ran.ok().out.contains(code), "{code}");
    }
    for code in ["", "gym-2", "ABCDEFGHIJKLM", "GYM 2", "GYM_2", "GYM/2", "É"] {
        let folder = Folder::bare();
        folder.run(&["init", "--station", code]).refused(&[]);
        folder.run(&["list", "events"]).refused(&["tagdesk init"]);
    }
    let folder = Folder::station("GYM-2");
    folder.run(&["init", "--station", "GYM-3"]).refused(&["GYM-2"]);
    assert_eq!(folder.scan(&["X"]).len(), 1, "it is what it was");
    Folder::bare().run(&["init", "--station", "HQ", "--site", "LRK", "--office"]).ok();
}

#[test]
fn init_sets_the_default_policy() {
    let folder = Folder::station("GYM-2");
    assert_eq!(folder.column("events", "kind"), ["PolicySet"]);
    folder.import_register();
    let replies = folder.scan(&["0048213", "CB-004417", "CB-004376", "XTDNO", "IPAD-0001"]);
    assert_eq!(replies[2]["ask"], serde_json::json!(["limit"]), "one device per category");
    assert_eq!(replies[4]["outcome"], "issued", "no grade rule");
}

// scan --------------------------------------------------------------------------------------

#[test]
fn a_reply_has_the_keys_of_the_contract() {
    let folder = Folder::ready("GYM-2");
    let lines = ["0048213", "CB-004417", "GHOST", "XTDRETURN", "CB-004417", "XTDUNDO", "XTDNEXT"];
    let replies = folder.scan(&lines);
    for (line, reply) in lines.iter().zip(&replies) {
        let object = reply.as_object().unwrap();
        for key in KEYS {
            assert!(object.contains_key(key), "{key} is missing: {reply}");
            assert!(reply[key].is_null() || reply[key].is_string(), "{reply}");
        }
        assert_eq!(object.len(), KEYS.len(), "{reply}");
        assert_eq!(reply["scan"], *line);
        assert!(!string(reply, "message").is_empty());
    }
    let issued = &replies[1];
    assert_eq!(
        (&issued["outcome"], &issued["device"], &issued["student"], &issued["from"]),
        (&"issued".into(), &"CB-004417".into(), &"0048213".into(), &Value::Null)
    );
    let event = string(issued, "event");
    let parts: Vec<&str> = event.split('/').collect();
    assert_eq!((parts.len(), parts[0], parts[1].len()), (3, "GYM-2", 8), "{event}");
    assert!(parts[2].parse::<u64>().is_ok() && parts[1].chars().all(|c| c.is_ascii_hexdigit()));
    assert_eq!(replies[4]["from"], "0048213");
    assert!(replies[0]["event"].is_null() && replies[2]["event"].is_null());
    // Every event that is named is in the journal.
    let events = folder.column("events", "event");
    for reply in &replies {
        assert!(reply["event"].is_null() || events.contains(&string(reply, "event")), "{reply}");
    }
    assert!(folder.column("events", "kind").contains(&"Undone".into()));
}

#[test]
fn a_question_says_all_its_reasons() {
    let folder = Folder::ready("GYM-2");
    let replies = folder.scan(&[
        "0048291",
        "CB-004376",
        "0048213",
        "CB-004417",
        "CB-004376",
        "GHOST",
        "XTDYES",
    ]);
    let question = &replies[4];
    assert_eq!(question["outcome"], "question");
    assert_eq!(question["ask"], serde_json::json!(["still-out", "limit"]));
    assert_eq!(question["from"], "0048291");
    assert!(question["event"].is_null());
    assert_eq!(replies[5]["outcome"], "not-taken");
    assert_eq!(replies[6]["outcome"], "handed-over");
    assert_eq!(replies[6]["from"], "0048291");
}

/// Scenes on the real program, a line at a time.
struct Terminal {
    folder: Folder,
    child: Option<Child>,
}

impl Stage for Terminal {
    fn scan(&mut self, line: &str) -> Told {
        let reply = self.child.as_mut().unwrap().scan(line).expect("a reply");
        let text = |key: &str| reply[key].as_str().map(str::to_owned);
        let ask = reply["ask"].as_array().cloned().unwrap_or_default();
        Told {
            outcome: string(&reply, "outcome"),
            student: text("student"),
            device: text("device"),
            from: text("from"),
            ask: ask.iter().map(|word| word.as_str().unwrap().to_owned()).collect(),
            event: text("event"),
            message: string(&reply, "message"),
        }
    }

    fn key(&mut self, name: &str) -> Told {
        self.scan(&format!("XTD{}", name.to_uppercase()))
    }

    fn set_mode(&mut self, mode: &str) {
        let code = mode.to_uppercase().replace('-', "");
        assert_eq!(self.scan(&format!("XTD{code}")).outcome, "mode");
    }

    /// Read by another process, while the scan goes on: what is acknowledged is on disk.
    fn holder(&mut self, tag: &str) -> Option<String> {
        self.folder.show(tag)["student"].as_str().map(str::to_owned)
    }

    fn on_screen(&mut self) -> Option<String> {
        unimplemented!("the terminal has no screen")
    }

    fn mode(&mut self) -> String {
        unimplemented!("the terminal has no screen")
    }

    fn pass_ms(&mut self, _ms: i64) {}
}

#[test]
fn the_scenes_of_the_desk_play_in_the_terminal() {
    let folder = Folder::ready("GYM-2");
    let child = Some(folder.start(&["scan", "--json"]));
    let mut terminal = Terminal { folder, child };
    scene::play(
        &mut terminal,
        "0048213 -> student 0048213; CB-004417 -> issued 0048213; CB-004417 -> already written
         (CB-004417 0048213); XTDNEXT -> next
         CB-004417 -> shown 0048213; 0048291 CB-004417 -> question ask still-out; CB-004376 -> not-taken
         XTDNO -> no; CB-004417 -> question; y -> handed-over 0048291 from 0048213; (CB-004417 0048291)
         0048213 CB-004376 -> issued; swap: CB-004417 -> shown; CB-004376 -> question ask swap
         <yes> -> swapped; (CB-004417 0048213); (CB-004376 0048291); <undo> -> undone
         (CB-004417 0048291); return: NEW-1 -> unknown; <yes> -> returned device NEW-1
         CB-004376 -> returned from 0048213; CB-STOLEN -> already; look-up: CB-004376 -> shown
         issue: 0048399 CB-LOST -> refused; 48307 -> question ask short-id; <next> -> next
         GHOST -> unknown; <yes> -> refused",
    );
    assert_eq!(terminal.child.take().unwrap().end().code, 0, "whatever the outcomes");
    terminal.folder.run(&["check"]).ok();
}

#[test]
fn one_reply_a_line_in_order_and_blank_lines_none() {
    let folder = Folder::ready("GYM-2");
    let input = "\n0048213\r\n\n   \t \nCB-004417\r\n\n\nXTDNEXT";
    let ran = folder.feed(&["scan", "--json"], input.as_bytes()).ok();
    let scans: Vec<String> = replies(&ran.out).iter().map(|reply| string(reply, "scan")).collect();
    assert_eq!(scans, ["0048213", "CB-004417", "XTDNEXT"]);
    let plain = folder.feed(&["scan"], b"0048213\nGHOST\nXTDSWAP\nCB-004376\n").ok();
    let lines: Vec<&str> = plain.out.lines().collect();
    assert_eq!(lines.len(), 4, "{}", plain.out);
    for (line, outcome) in lines.iter().zip(["student", "unknown", "mode", "refused"]) {
        assert!(line.starts_with(outcome), "{line}");
    }
    assert_eq!(folder.feed(&["scan", "--json"], b"").ok().out, "");
}

#[test]
fn replies_are_out_before_the_next_line_is_read() {
    let folder = Folder::ready("GYM-2");
    let mut child = folder.start(&["scan", "--json"]);
    assert_eq!(string(&child.scan("0048213").unwrap(), "outcome"), "student");
    let issued = child.scan("CB-004417").unwrap();
    // Durable: another process finds it while this one is still waiting.
    assert!(folder.column("events", "event").contains(&string(&issued, "event")));
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    assert_eq!(child.end().code, 0);
}

#[test]
fn lines_that_are_no_codes_get_their_reply_too() {
    let folder = Folder::ready("GYM-2");
    let mut input = b"0048213\n".to_vec();
    input.extend(b"\xff\xfe\x00bad\n");
    input.extend(b"CB-00\x004417\n");
    input.extend(b"\x1b[31mCB\n");
    input.extend(vec![b'9'; 4 << 20]);
    input.extend(b"\n\xe2\x80\x8b\n]C1\nCB-004417\n");
    let ran = folder.feed(&["scan", "--json"], &input).ok();
    assert!(ran.out.len() < 10_000, "nothing is echoed by the megabyte");
    let replies = replies(&ran.out);
    let outcomes: Vec<String> = replies.iter().map(|reply| string(reply, "outcome")).collect();
    let refused = vec!["refused".to_owned(); 6];
    assert_eq!(outcomes[1..7], refused, "{outcomes:?}");
    assert_eq!((replies.len(), outcomes[7].as_str()), (8, "issued"));
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains("\\u001b"));
}

#[test]
fn the_mode_holds_until_a_mode_code_changes_it() {
    let folder = Folder::ready("GYM-2");
    let outcomes = |mode: &str, lines: &[&str]| -> Vec<String> {
        let replies = folder.scan_as(&["--mode", mode], lines);
        replies.iter().map(|reply| string(reply, "outcome")).collect()
    };
    assert_eq!(outcomes("issue", &["0048213", "CB-004417"]), ["student", "issued"]);
    assert_eq!(outcomes("look-up", &["CB-004417", "CB-004417"]), ["shown", "shown"]);
    assert_eq!(
        outcomes("swap", &["CB-004417", "XTDISSUE", "CB-004417"]),
        ["shown", "mode", "shown"]
    );
    assert_eq!(outcomes("return", &["CB-004417", "CB-004417"]), ["returned", "already"]);
    // Nobody is on screen in a new process.
    assert_eq!(folder.outcomes(&["CB-004417"]), ["shown"]);
}

#[test]
fn a_run_is_taken_up_by_its_name_and_survives_the_process() {
    let folder = Folder::ready("GYM-2");
    folder.scan_as(&["--run", "Fall handout, gym"], &["0048213", "CB-004417"]);
    folder.scan_as(&["--run", "Fall handout, gym", "--mode", "return"], &["CB-004417"]);
    let (head, runs) = folder.list("runs");
    assert_eq!(head[..2], ["run", "name"]);
    assert_eq!(runs.len(), 1, "{runs:?}");
    assert_eq!(runs[0][1], "Fall handout, gym");
    let scans = folder.column("events", "kind");
    assert_eq!(scans.iter().filter(|kind| *kind == "RunStarted").count(), 1);
    let (head, rows) = folder.list("events");
    let at = head.iter().position(|column| column == "run").unwrap();
    assert!(rows[rows.len() - 1][at] == runs[0][0] && rows[rows.len() - 2][at] == runs[0][0]);
}

#[test]
fn the_default_run_is_station_and_local_date() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    folder.scan_as(&["--mode", "return"], &["CB-004417"]);
    let (_, runs) = folder.list("runs");
    assert_eq!(runs.len(), 1);
    let started = &runs[0][6];
    assert_eq!(runs[0][1], format!("GYM-2 {}", &started[..10]), "the date where the desk stands");
}

#[test]
fn the_operator_stands_beside_what_was_recorded() {
    let folder = Folder::ready("GYM-2");
    folder.scan_as(&["--operator", "ar"], &["0048213", "CB-004417"]);
    assert_eq!(folder.column("events", "operator").last().unwrap(), "AR");
}

#[test]
fn undo_reaches_over_processes() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    folder.scan_as(&["--run", "Other"], &["0048307", "CB-004376"]);
    assert_eq!(folder.outcomes(&["XTDUNDO"]), ["undone"]);
    let reply = &folder.scan(&["XTDUNDO"])[0];
    assert_eq!(
        (reply["outcome"].as_str(), reply["device"].as_str()),
        (Some("undone"), Some("CB-004417"))
    );
    assert_eq!(folder.outcomes(&["XTDUNDO"]), ["refused"]);
    assert!(folder.show("CB-004417")["student"].is_null());
    assert!(folder.show("CB-004376")["student"].is_null());
}

// list, show --------------------------------------------------------------------------------

#[test]
fn lists_have_the_columns_of_the_contract() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&[
        "0048213",
        "CB-004417",
        "0048307",
        "CB-004376",
        "XTDRETURN",
        "CB-004376",
        "NEW-1",
        "XTDYES",
    ]);
    for (what, columns) in [
        ("students", &["student", "name"][..]),
        ("devices", &["device", "serial", "model"]),
        ("loans", &["loan", "student", "device", "issued_at", "returned_at"]),
        ("events", &["event", "at", "kind", "student", "device"]),
        ("charges", &["charge"]),
        ("runs", &["run"]),
    ] {
        let (head, rows) = folder.list(what);
        assert_eq!(head[..columns.len()], *columns, "{what}");
        assert!(rows.iter().all(|row| row.len() == head.len()), "{what}");
        let mut keys: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
        assert!(keys.iter().all(|key| !key.is_empty()), "{what}: the first column is the key");
        if what != "devices" {
            // One tag is on two serials in this register; every other key is there once.
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), rows.len(), "{what}");
        }
    }
    assert_eq!(folder.column("students", "student").len(), 12, "all rows, the inactive too");
    assert!(folder.column("students", "student").contains(&"0000042".into()), "zeros are kept");
    assert_eq!(folder.column("devices", "device").len(), 16, "the parked one, too");
    let (_, loans) = folder.list("loans");
    assert_eq!(loans.len(), 2);
    let of = |tag: &str| loans.iter().find(|row| row[2] == tag).unwrap().clone();
    assert_eq!((of("CB-004417")[1].as_str(), of("CB-004417")[4].as_str()), ("0048213", ""));
    assert!(!of("CB-004376")[4].is_empty());
    assert!(folder.column("events", "event").contains(&of("CB-004417")[0]), "a loan is its issue");
    for at in folder.column("events", "at") {
        assert!(chrono::DateTime::parse_from_rfc3339(&at).is_ok(), "{at}");
    }
    let kinds = folder.column("events", "kind");
    for kind in [
        "PolicySet",
        "RegisterAdopted",
        "StatusChanged",
        "RunStarted",
        "Issued",
        "Returned",
        "DeviceAdded",
    ] {
        assert!(kinds.iter().any(|k| k == kind), "{kind}: {kinds:?}");
    }
}

#[test]
fn csv_is_quoted_only_where_needed_and_guards_nothing() {
    let folder = Folder::station("GYM-2");
    let students = "student,name,grade\n0048213,\"Nguyễn, José\",7\n0048214,\"Eli \"\"El\"\" Lind\",7\n0048215,=Ava,6\n0048216,'Maya,6\n";
    let path = folder.put("s.csv", students);
    folder.run(&["import", &path]).ok();
    let ran = folder.run(&["list", "students", "--csv"]).ok();
    assert!(!ran.out.starts_with('\u{feff}') && !ran.out.contains('\r'));
    let starts: Vec<String> = ran
        .out
        .lines()
        .skip(1)
        .map(|line| line.split(",7,").next().unwrap().split(",6,").next().unwrap().to_owned())
        .collect();
    assert_eq!(
        starts,
        [
            "0048213,\"Nguyễn, José\"",
            "0048214,\"Eli \"\"El\"\" Lind\"",
            "0048215,=Ava",
            "0048216,'Maya"
        ]
    );
}

#[test]
fn lists_work_as_json_and_into_a_closed_pipe() {
    let folder = Folder::ready("GYM-2");
    let ran = folder.run(&["list", "students", "--json"]).ok();
    assert_eq!(replies(&ran.out).len(), 12);
    assert_eq!(replies(&ran.out)[0]["student"], "0000042");
    let mut command = std::process::Command::new("sh");
    folder.clean(&mut command);
    let program = env!("CARGO_BIN_EXE_tagdesk");
    let data = folder.data().display();
    let script = format!("'{program}' --data '{data}' list devices --csv | head -1");
    let ran = Ran::of(&command.args(["-c", &script]).output().unwrap()).ok();
    assert!(ran.out.starts_with("device,serial,model"));
    assert_eq!(ran.err, "");
}

#[test]
fn show_finds_by_any_code() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    for code in ["CB-004417", "cb-004417", "PF3KD8Q2"] {
        let ran = folder.run(&["show", code]).ok();
        assert!(ran.out.contains("CB-004417") && ran.out.contains("José Nguyễn"), "{}", ran.out);
    }
    let person = folder.run(&["show", "0048213"]).ok();
    assert!(person.out.contains("José Nguyễn") && person.out.contains("CB-004417"));
    let both = replies(&folder.run(&["show", "9001", "--json"]).ok().out);
    assert_eq!(both.len(), 2, "a code of two kinds shows both");
    folder.run(&["show", "GHOST"]).refused(&["GHOST"]);
    folder.run(&["show", ""]).refused(&[]);
}

// undo EVENT --------------------------------------------------------------------------------

#[test]
fn undo_takes_a_named_event_back_and_asks_under_later_ones() {
    let folder = Folder::ready("GYM-2");
    let replies = folder.scan(&["0048213", "CB-004417", "XTDRETURN", "CB-004417"]);
    let (issued, returned) = (string(&replies[1], "event"), string(&replies[3], "event"));
    folder.run(&["undo", &issued]).refused(&["--yes"]);
    assert_eq!(folder.column("events", "undone").iter().filter(|word| *word == "yes").count(), 0);
    folder.run(&["undo", &returned]).ok();
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    folder.run(&["undo", &returned]).refused(&[]);
    let (_, rows) = folder.list("events");
    let undone = rows.iter().find(|row| row[2] == "Undone").unwrap()[0].clone();
    // Only `undo EVENT` on an Undone redoes.
    folder.run(&["undo", &undone]).ok();
    assert!(folder.show("CB-004417")["student"].is_null());
    folder.run(&["undo", &issued, "--yes"]).ok();
    assert_eq!(folder.list("loans").1.len(), 0);
    for name in ["GYM-2/00000000/1", "nonsense", "", "GYM-2/x/y", "~~"] {
        folder.run(&["undo", name, "--yes"]).refused(&[]);
    }
}

#[test]
fn undo_of_one_event_takes_its_whole_command_back() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048291", "CB-004417", "0048213", "CB-004417", "XTDYES"]);
    let (_, rows) = folder.list("events");
    let returned = rows.iter().find(|row| row[2] == "Returned").unwrap()[0].clone();
    folder.run(&["undo", &returned]).ok();
    assert_eq!(folder.show("CB-004417")["student"], "0048291");
}

// demo --------------------------------------------------------------------------------------

#[test]
fn demo_write_makes_files_that_import_takes() {
    let folder = Folder::bare();
    let to = folder.text("district");
    let args = ["demo", "--write", &to, "--students", "60", "--devices", "70"];
    let ran = Ran::of(&folder.program().args(args).output().unwrap()).ok();
    assert_eq!(ran.out.lines().count(), 4);
    assert!(!folder.file("xdg").exists() && !folder.data().exists(), "no database is started");
    folder.run(&["init", "--station", "A"]).ok();
    folder.run(&["import", &to]).ok();
    let (head, students) = folder.list("students");
    let active = head.iter().position(|column| column == "active").unwrap();
    assert_eq!(students.len(), 60);
    assert!(students.iter().all(|row| row[active] == "yes"));
    let (head, devices) = folder.list("devices");
    let column = |name: &str| head.iter().position(|column| column == name).unwrap();
    assert_eq!(devices.len(), 70);
    assert!(devices.iter().all(|row| row[column("status")] == "available"));
    assert!(devices.iter().all(|row| row[column("student")].is_empty()), "no holder");
    assert_eq!(folder.list("loans").1.len(), 0);
    Ran::of(&folder.program().args(args).output().unwrap()).refused(&["there already"]);
}

#[test]
fn the_same_seed_writes_the_same_district() {
    let folder = Folder::bare();
    let write = |to: &str, seed: &str| {
        let to = folder.text(to);
        let args = ["demo", "--write", &to, "--students", "40", "--devices", "40", "--seed", seed];
        Ran::of(&folder.program().args(args).output().unwrap()).ok();
        std::fs::read(std::path::Path::new(&to).join("students.csv")).unwrap()
    };
    assert_eq!(write("a", "7"), write("b", "7"));
    assert_ne!(write("c", "8"), write("d", "7"));
}

#[test]
fn a_demo_plays_a_morning_where_there_is_no_display() {
    let folder = Folder::bare();
    let small = ["demo", "--no-window", "--students", "120", "--devices", "150"];
    let ran = folder.run(&small).ok();
    for outcome in ["issued", "returned", "handed-over", "refused", "undone"] {
        assert!(ran.out.contains(outcome), "{outcome}: {}", ran.out);
    }
    assert!(ran.out.contains(&folder.data().display().to_string()), "where the files are");
    folder.run(&["check"]).ok();
    // A demo may be opened again; what is no demo is refused and left alone.
    folder.run(&small).ok();
    let other = Folder::station("REAL");
    other.run(&small).refused(&["no demo"]);
    let odd = Folder::bare();
    std::fs::create_dir_all(odd.data()).unwrap();
    std::fs::write(odd.data().join("letter.txt"), "mine").unwrap();
    odd.run(&small).refused(&["no demo"]);
    assert_eq!(std::fs::read_dir(odd.data()).unwrap().count(), 1);
    // An empty folder will do.
    let empty = Folder::bare();
    std::fs::create_dir_all(empty.data()).unwrap();
    empty.run(&small).ok();
}

#[test]
fn a_demo_without_data_uses_a_folder_of_its_own() {
    let folder = Folder::bare();
    let args = ["demo", "--no-window", "--students", "120", "--devices", "150"];
    let ran = Ran::of(&folder.program().args(args).output().unwrap()).ok();
    assert!(!folder.file("xdg").exists(), "never where the real data lie");
    let made: Vec<String> = std::fs::read_dir(folder.file("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("tagdesk-demo-"))
        .collect();
    assert_eq!(made.len(), 1);
    assert!(ran.out.contains(&made[0]), "{}", ran.out);
}

// Three stations ----------------------------------------------------------------------------

#[test]
fn three_stations_mean_the_same_people_and_devices() {
    let mut seen: Vec<Vec<(String, String)>> = Vec::new();
    for code in ["GYM-1", "GYM-2", "LIB"] {
        let folder = Folder::station(code);
        let students = folder.put("students.csv", register::STUDENTS);
        let devices = folder.put("devices.csv", register::DEVICES);
        // In whatever order, together or one by one.
        if code == "LIB" {
            folder.run(&["import", &devices, &students]).ok();
        } else {
            folder.run(&["import", &students]).ok();
            folder.run(&["import", &devices]).ok();
        }
        folder.scan(&[
            "0048213",
            "CB-004417",
            "XTDNEXT",
            "0000042",
            "000123",
            "XTDRETURN",
            "PF3KD7M4",
        ]);
        let store = tagdesk::store::Store::open_to_read(folder.data()).unwrap();
        let events = store.events().unwrap();
        let text = |id: Option<String>| id.unwrap_or_default();
        seen.push(
            events
                .iter()
                .filter(|event| matches!(event.body.kind.as_str(), "Issued" | "Returned"))
                .map(|event| {
                    let device = event.body.device.as_ref().map(ToString::to_string);
                    (text(device), text(event.body.borrower.as_ref().map(ToString::to_string)))
                })
                .collect(),
        );
    }
    let wanted = [("s:PF3KD8Q2", "0048213"), ("t:000123", "0000042"), ("s:PF3KD7M4", "")];
    let wanted = wanted.map(|(device, student)| (device.to_owned(), student.to_owned()));
    assert!(seen.iter().all(|identities| *identities == wanted), "{seen:?}");
}

// Writers and readers -----------------------------------------------------------------------

#[test]
fn a_second_writer_is_told_who_was_first_and_readers_are_not() {
    let folder = Folder::ready("GYM-2");
    let csv = folder.text("csv");
    let mut child = folder.start(&["scan", "--json"]);
    child.scan("0048213").unwrap();
    let issued = string(&child.scan("CB-004417").unwrap(), "event");
    for args in [
        &["scan"][..],
        &["import", &csv],
        &["init", "--station", "X"],
        &["undo", &issued],
        &["check", "--rebuild"],
        &["restore", "x.db"],
        &["demo", "--no-window"],
    ] {
        let ran = folder.run(args).refused(&[]);
        let in_use = ran.err.contains("in use by tagdesk scan, since 20");
        assert!(in_use || args[0] == "demo", "{args:?}: {ran:?}");
    }
    for args in [
        &["list", "events", "--csv"][..],
        &["list", "students"],
        &["show", "CB-004417"],
        &["check"],
        &["backup", "backup-beside"],
    ] {
        let ran = folder.run(args).ok();
        assert!(!ran.out.is_empty(), "{args:?}");
    }
    child.scan("XTDRETURN").unwrap();
    assert_eq!(string(&child.scan("CB-004417").unwrap(), "outcome"), "returned");
    assert_eq!(child.end().code, 0);
    folder.scan(&["0048213"]);
}

// backup, restore, check --------------------------------------------------------------------

#[test]
fn a_backup_restored_is_a_new_life_of_the_station() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417"]);
    let to = folder.text("backups");
    let ran = folder.run(&["backup", &to]).ok();
    let file = std::fs::read_dir(&to).unwrap().next().unwrap().unwrap().path();
    assert!(ran.out.contains(&file.display().to_string()), "{}", ran.out);
    let lives = |folder: &Folder| -> Vec<String> {
        let mut lives: Vec<String> = folder
            .column("events", "event")
            .iter()
            .map(|event| event.split('/').nth(1).unwrap().to_owned())
            .collect();
        lives.dedup();
        lives
    };
    let before = lives(&folder);
    folder.scan(&["0048307", "CB-004376"]);
    let file = file.display().to_string();
    let ran = folder.run(&["restore", &file]).ok();
    assert!(ran.out.contains("incarnation"), "{}", ran.out);
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    assert!(folder.show("CB-004376")["student"].is_null(), "as it was at the backup");
    let reply = &folder.scan(&["0048307", "CB-004376"])[1];
    assert_eq!(reply["outcome"], "issued");
    let after = lives(&folder);
    assert_eq!((before.len(), after.len()), (1, 2), "{after:?}");
    assert!(string(reply, "event").contains(&after[1]));
    folder.run(&["check"]).ok();
    // What was in its place is kept.
    let kept = std::fs::read_dir(folder.data())
        .unwrap()
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with("desk-before-restore-")
        })
        .count();
    assert_eq!(kept, 1);
    // Into a folder where nothing is yet: restore needs no init.
    let fresh = Folder::bare();
    fresh.run(&["restore", &file]).ok();
    assert_eq!(fresh.show("CB-004417")["student"], "0048213");
    assert_eq!(fresh.outcomes(&["CB-004417"]), ["shown"]);
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let folder = Folder::ready("GYM-2");
    let before = std::fs::read(folder.data().join("desk.db")).unwrap();
    let text = folder.put("letter.db", "Dear school");
    let empty = folder.put("empty.db", "");
    let torn = folder.put("torn.db", &before[..before.len() / 2]);
    let missing = folder.text("missing.db");
    for file in [&text, &empty, &torn, &missing] {
        folder.run(&["restore", file]).refused(&[file]);
        assert_eq!(std::fs::read(folder.data().join("desk.db")).unwrap(), before, "{file}");
    }
    folder.scan(&["0048213", "CB-004417"]);
}

#[test]
fn a_copy_of_the_folder_does_not_go_on_counting_as_the_original() {
    let folder = Folder::ready("GYM-2");
    let first = string(&folder.scan(&["0048213", "CB-004417"])[1], "event");
    let copy = Folder::bare();
    std::fs::create_dir_all(copy.data()).unwrap();
    std::fs::copy(folder.data().join("desk.db"), copy.data().join("desk.db")).unwrap();
    let second = string(&copy.scan(&["0048307", "CB-004376"])[1], "event");
    let life = |event: &str| event.split('/').nth(1).unwrap().to_owned();
    assert_ne!(life(&first), life(&second));
    assert_eq!(life(&first), life(&string(&folder.scan(&["0048307", "CB-004376"])[1], "event")));
}

#[test]
fn check_finds_what_was_tampered_with_and_rebuild_mends_what_can_be() {
    let folder = Folder::ready("GYM-2");
    folder.scan(&["0048213", "CB-004417", "0048307", "CB-004376"]);
    folder.run(&["check"]).ok();
    let sql = |statement: &str| {
        let conn = rusqlite::Connection::open(folder.data().join("desk.db")).unwrap();
        assert!(conn.execute(statement, []).unwrap() > 0);
    };
    // The state shown: found, and made anew from the journal.
    sql("UPDATE custody SET holder = NULL WHERE holder IS NOT NULL");
    assert!(folder.show("CB-004417")["student"].is_null());
    let ran = folder.run(&["check"]).refused(&[]);
    assert!(ran.out.contains("check --rebuild"), "{ran:?}");
    folder.run(&["check", "--rebuild"]).ok();
    assert_eq!(folder.show("CB-004417")["student"], "0048213");
    sql("DELETE FROM loan");
    folder.run(&["check"]).refused(&[]);
    folder.run(&["check", "--rebuild"]).ok();
    folder.run(&["check"]).ok();
    // An event: found, and not mended, for nobody knows what was there.
    let (_, rows) = folder.list("events");
    let issued = rows.iter().rfind(|row| row[2] == "Issued").unwrap()[0].clone();
    let seq = issued.rsplit('/').next().unwrap();
    sql(&format!(
        "UPDATE journal SET body = replace(body, '0048307', '0048291') WHERE seq = {seq}"
    ));
    let ran = folder.run(&["check"]).refused(&[]);
    assert!(ran.out.contains(&issued), "the event is named: {ran:?}");
    assert_eq!(folder.run(&["check", "--rebuild"]).code, 1);
}

#[test]
fn check_finds_a_missing_event_and_a_foreign_name() {
    let folder = Folder::ready("GYM-2");
    folder.scan_as(&["--run", "Fall"], &["0048213", "CB-004417", "0048307", "CB-004376"]);
    let database = folder.data().join("desk.db");
    let conn = rusqlite::Connection::open(&database).unwrap();
    conn.execute("UPDATE addition SET text = 'Spring'", []).unwrap();
    drop(conn);
    folder.run(&["check"]).refused(&[]);
    let conn = rusqlite::Connection::open(&database).unwrap();
    conn.execute("UPDATE addition SET text = 'Fall'", []).unwrap();
    conn.execute("DELETE FROM journal WHERE kind = 'Issued' AND seq = (SELECT min(seq) FROM journal WHERE kind = 'Issued')", []).unwrap();
    drop(conn);
    let ran = folder.run(&["check"]).refused(&[]);
    assert!(ran.out.contains("missing"), "{ran:?}");
}
