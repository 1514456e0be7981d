//! Any morning at all: scans in an order nobody thought of, held line by line against an oracle that
//! knows nothing of the journal, just who has what, what has come from another site, and what the
//! last commands were.

use std::collections::{BTreeMap, BTreeSet};

use tagdesk::desk::Front;
use tagdesk::desk::reply::{Mode, Notice, Outcome, Refusal, Reply};

use crate::support::{Counter, Stage};

const LINES: [&str; 22] = [
    "0048213",
    "0048291",
    "0048307",
    "S100",
    "48315",
    "0048399",
    "CB-004417",
    "CB-004376",
    "CB-004398",
    "CB-003991",
    "LT-0001",
    "CB-STOLEN",
    "GHOST",
    "XTDISSUE",
    "XTDRETURN",
    "XTDSWAP",
    "XTDLOOKUP",
    "XTDYES",
    "XTDYES",
    "XTDNO",
    "XTDNEXT",
    "XTDUNDO",
];

/// The one device of another site. Everybody who scans, and everybody served, is at this one.
const ELSEWHERE: (&str, &str) = ("CB-003991", "BON");
const HERE: &str = "LRK";

/// Who has what, and which devices have been scanned here.
#[derive(Debug, Clone, Default)]
struct Known {
    out: BTreeMap<String, String>,
    here: BTreeSet<String>,
}

/// What is so, and for each command not undone what was before.
#[derive(Debug, Default)]
struct Oracle {
    known: Known,
    commands: Vec<Known>,
}

impl Oracle {
    fn has(&self, device: &str) -> Option<&String> {
        self.known.out.get(device)
    }

    fn site(&self, device: &str) -> &str {
        let (of, site) = ELSEWHERE;
        if device == of && !self.known.here.contains(of) { site } else { HERE }
    }

    fn change(&mut self, changes: &[(&str, Option<&str>)]) {
        self.commands.push(self.known.clone());
        for (device, holder) in changes {
            match holder {
                Some(holder) => self.known.out.insert((*device).to_owned(), (*holder).to_owned()),
                None => self.known.out.remove(*device),
            };
            self.known.here.insert((*device).to_owned());
        }
    }

    fn hears(&mut self, reply: &Reply, before: Mode) {
        let device = reply.device.clone().unwrap_or_default();
        let student = reply.student.as_ref().map(ToString::to_string);
        let from = reply.from.as_ref().map(ToString::to_string);
        match reply.outcome {
            Outcome::Issued => {
                assert_eq!((self.has(&device), &from), (None, &None));
                self.change(&[(&device, student.as_deref())]);
            }
            Outcome::HandedOver => {
                assert_eq!(self.has(&device), from.as_ref());
                assert_ne!(from, student);
                self.change(&[(&device, student.as_deref())]);
            }
            Outcome::Returned => {
                assert_eq!(self.has(&device), from.as_ref());
                assert!(from.is_some() || device == "GHOST");
                self.change(&[(&device, None)]);
            }
            Outcome::Already if before == Mode::Return => {
                assert_eq!(self.has(&device), None);
                if self.site(&device) != HERE {
                    self.change(&[(&device, None)]);
                }
            }
            Outcome::Already | Outcome::Shown => assert_eq!(self.has(&device), student.as_ref()),
            Outcome::Swapped => {
                let Notice::Swapped { first, second } = &reply.notice else { panic!() };
                let (a, b) = (self.has(&first.0).cloned(), self.has(&second.0).cloned());
                assert_eq!(
                    (Some(first.1.id.to_string()), Some(second.1.id.to_string())),
                    (b.clone(), a.clone())
                );
                self.change(&[(&first.0, b.as_deref()), (&second.0, a.as_deref())]);
            }
            Outcome::Undone => self.known = self.commands.pop().expect("something to undo"),
            Outcome::Refused => {
                let Notice::Refused { refusal, .. } = &reply.notice else { panic!() };
                let nothing = *refusal == Refusal::NothingToUndo;
                assert!(!nothing || self.commands.is_empty(), "{:?}", self.commands);
            }
            _ => {}
        }
    }
}

fn walk(front: Front, seed: u64, steps: usize) {
    let mut counter = Counter::new(front);
    let mut oracle = Oracle::default();
    let mut random = seed | 1;
    let mut told = Vec::new();
    for step in 0..steps {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let line = LINES[usize::try_from(random >> 33).unwrap() % LINES.len()];
        let view = counter.board().view;
        let events = counter.events();
        counter.scan(line);
        let reply = counter.last.clone().unwrap();
        told.push(format!("{line} -> {}", reply.outcome.as_str()));
        let at = format!(
            "seed {seed}, step {step}: {}",
            told[told.len().saturating_sub(12)..].join("; ")
        );
        let held = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            oracle.hears(&reply, view.mode);
        }));
        assert!(held.is_ok(), "{at}\n{reply:?}");
        // What waits is waited for, and nothing else is done meanwhile.
        assert_eq!(
            reply.view.asking,
            reply.outcome == Outcome::Question
                || (view.asking && reply.outcome == Outcome::NotTaken),
            "{at}"
        );
        let waits = view.asking || view.held;
        let answer = ["XTDYES", "XTDNO", "XTDNEXT"].contains(&line);
        assert_eq!(reply.outcome == Outcome::NotTaken, waits && !answer, "{at}");
        // A name of an event, and an event, or neither.
        assert_eq!(
            reply.event.is_some(),
            counter.kinds(events).iter().any(|kind| !kind.starts_with("Run")),
            "{at}"
        );
        for tag in LINES.iter().filter(|code| code.starts_with("CB-") || code.starts_with("LT-")) {
            assert_eq!(counter.holder(tag).as_ref(), oracle.has(tag), "{tag}: {at}");
            assert_eq!(counter.card(tag).site, oracle.site(tag), "{tag}: {at}");
        }
        counter.clock.pass_ms(1_000);
    }
    counter.go("");
    assert_eq!(
        counter.desk.store().unanswered().unwrap(),
        0,
        "one desk disagrees with nobody: {seed}"
    );
}

#[test]
fn a_terminal_desk_knows_who_has_what() {
    for seed in 1..=24 {
        walk(Front::Terminal, seed, 150);
    }
}

#[test]
fn a_window_desk_knows_who_has_what() {
    for seed in 101..=116 {
        walk(Front::Window, seed, 150);
    }
}
