//! `scan`: a reply a line, in the words of the contract.

use serde_json::Value;

use crate::support::folder::string;
use crate::support::scene::{self, Told};
use crate::support::{Child, Folder, Stage, replies};

const KEYS: [&str; 7] = ["scan", "outcome", "device", "student", "from", "message", "event"];

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
fn a_run_is_started_with_a_due_date_and_who_is_expected_and_ended() {
    let folder = Folder::ready("GYM-2");
    folder.run(&["run", "start", "Fall", "--due", "soon"]).refused(&["soon"]);
    let start = ["run", "start", "Fall", "--due", "2027-06-04", "--grade", "7", "--place", "Gym"];
    folder.run(&start).ok();
    assert_eq!(folder.outcomes(&["0048213", "CB-004417"]), ["student", "issued"]);
    assert_eq!(folder.show("CB-004417")["due"], "2027-06-04");
    let (head, rows) = folder.list("runs");
    let column = |name: &str| head.iter().position(|word| word == name).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!([&rows[0][column("name")], &rows[0][column("due")]], ["Fall", "2027-06-04"]);
    folder.run(&["run", "start", "Fall"]).ok();
    assert_eq!(folder.list("runs").1.len(), 1, "it goes on");
    folder.run(&["run", "end"]).ok();
    assert!(!folder.list("runs").1[0][column("ended_at")].is_empty());
    assert_eq!(folder.run(&["run"]).code, 2);
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
