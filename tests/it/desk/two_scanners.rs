//! Two scanners at one counter: a question at one, and what the other does meanwhile.

use tagdesk::desk::reply::{Channel, Mode, Outcome, Reply};
use tagdesk::domain::event::Source;

use crate::support::{Counter, desk};

impl Counter {
    /// Scans on a serial scanner of its own; gives the answer to the last line.
    fn on(&mut self, scanner: &str, lines: &str) -> Reply {
        let channel = Channel::Scanner(scanner.into());
        let now = self.clock.now().clone();
        let scan = |line| self.desk.scan(&channel, line, Source::Scan, &now).unwrap();
        lines.split(' ').map(scan).last().unwrap()
    }

    fn out_to(&self, tag: &str) -> Option<String> {
        self.card(tag).holder.map(|holder| holder.named.id.to_string())
    }
}

/// A asks whether José gets a second device.
fn asked() -> Counter {
    let mut counter = desk("");
    let reply = counter.on("A", "0048213 CB-004376 CB-004417");
    assert_eq!((reply.outcome, reply.ask), (Outcome::Question, vec!["limit"]));
    counter
}

#[test]
fn what_was_issued_meanwhile_is_asked_about_anew() {
    let mut counter = asked();
    assert_eq!(counter.on("B", "0048307 CB-004417").outcome, Outcome::Issued);
    let events = counter.events();
    let anew = counter.on("A", "XTDYES");
    assert_eq!((anew.outcome, anew.ask), (Outcome::Question, vec!["still-out", "limit"]));
    assert_eq!(counter.events(), events);
    assert_eq!(counter.out_to("CB-004417").as_deref(), Some("0048307"));
    assert_eq!(counter.on("A", "XTDYES").outcome, Outcome::HandedOver);
    counter.go("(CB-004417 0048213)");
}

#[test]
fn what_was_lost_meanwhile_does_not_go_out() {
    let mut counter = asked();
    counter.import(&["tag,serial,status\nCB-004417,PF3KD8Q2,lost\n"], true);
    assert_eq!(counter.on("A", "XTDYES").outcome, Outcome::Refused);
    counter.go("(CB-004417 in)");
    assert_eq!(counter.desk.store().todo_scans(9).unwrap().len(), 1, "the office hears of it");
}

#[test]
fn what_went_out_to_them_meanwhile_is_already_so() {
    let mut counter = asked();
    assert_eq!(counter.on("B", "0048213 CB-004417 XTDYES").outcome, Outcome::Issued);
    assert_eq!(counter.on("A", "XTDYES").outcome, Outcome::Already);
    // Fewer reasons than were granted ask nothing.
    let mut counter = asked();
    counter.desk.set_mode(&Channel::Scanner("B".into()), Mode::Return);
    assert_eq!(counter.on("B", "CB-004376").outcome, Outcome::Returned);
    assert_eq!(counter.on("A", "XTDYES").outcome, Outcome::Issued);
}

#[test]
fn a_swap_of_what_changed_hands_meanwhile_is_asked_about_anew() {
    let mut counter = desk("0048213 CB-004417 -> issued; 0048307 CB-004376 -> issued");
    let swap = Channel::Scanner("A".into());
    counter.desk.set_mode(&swap, Mode::Swap);
    assert_eq!(counter.on("A", "CB-004417 CB-004376").outcome, Outcome::Question);
    let over = counter.on("B", "0048222 CB-004376 XTDYES");
    assert_eq!(over.outcome, Outcome::HandedOver);
    let anew = counter.on("A", "XTDYES");
    assert_eq!((anew.outcome, anew.ask), (Outcome::Question, vec!["swap"]));
    counter.go("(CB-004417 0048213); (CB-004376 0048222)");
    assert_eq!(counter.on("A", "XTDYES").outcome, Outcome::Swapped);
    counter.go("(CB-004417 0048222); (CB-004376 0048213)");
}

#[test]
fn what_was_issued_meanwhile_is_not_handed_to_whoever_waited() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; XTDREPAIR -> mode; CB-004417 -> returned
         CB-004376 -> issued; CB-004417 -> shown; XTDYES -> noted; CB-004417 -> shown",
    );
    assert_eq!(counter.on("B", "0048307 CB-004417").outcome, Outcome::Issued);
    counter.go("CB-004376 -> refused; (CB-004417 0048307); (CB-004376 0048213)");
}
