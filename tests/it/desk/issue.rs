//! Two scans issue, also what is out already or stays in; a mode is never silent.

use tagdesk::desk::reply::{Notice, Tone};
use tagdesk::desk::request::{Request, RunSetup};

use crate::support::desk;

#[test]
fn two_scans_issue_and_one_returns() {
    let counter = desk(
        "issue: 0048213 -> student 0048213 silent
         CB-004417 -> issued 0048213 device CB-004417 written says \"José Nguyễn\"
         (CB-004417 0048213)
         XTDRETURN -> mode silent
         CB-004417 -> returned 0048213 from 0048213 device CB-004417 written
         (CB-004417 in)",
    );
    let kinds = counter.kinds(0);
    assert_eq!(&kinds[kinds.len() - 3..], ["RunStarted", "Issued", "Returned"]);
}

#[test]
fn a_serial_number_resolves_like_a_tag() {
    desk("0048213 PF3KD8Q2 -> issued 0048213 device CB-004417; return: pf3kd8q2 -> returned");
}

#[test]
fn the_person_stays_for_another_device_until_the_next_one() {
    desk(
        "0048213 CB-004417 -> issued 0048213
         LT-0001 -> issued 0048213         # another category
         0048307 -> student 0048307
         CB-004376 -> issued 0048307
         (screen 0048307)
         XTDNEXT -> next silent
         (screen nobody)",
    );
}

#[test]
fn an_issue_says_site_due_date_and_who_it_was_for() {
    let mut counter = desk("");
    counter.ask(Request::StartRun(RunSetup {
        name: "Fall handout 2026, gym".into(),
        due: "2027-06-04".into(),
        ..RunSetup::default()
    }));
    counter.go("0048213 CB-004417 -> issued 0048213 says \"4 June 2027\"");
    let card = counter.card("CB-004417");
    assert_eq!(card.holder.unwrap().due.as_deref(), Some("2027-06-04"));
    let events = counter.desk.store().events().unwrap();
    let issued = &events.last().unwrap().body;
    assert_eq!(issued.payload.text("site"), Some("LRK"));
    assert_eq!(issued.payload.text("due"), Some("2027-06-04"));
    assert_eq!(issued.run, counter.board().run.map(|run| run.id));
    assert_eq!(
        (issued.tag.as_deref(), issued.serial.as_deref()),
        (Some("CB-004417"), Some("PF3KD8Q2"))
    );
}

#[test]
fn a_device_with_nobody_on_screen_is_said_aloud_and_changes_nothing() {
    let mut counter = desk(
        "0048315 CB-004417 -> issued; XTDNEXT -> next
         CB-004417 -> shown 0048315 from 0048315 written says \"Noah Fields\"",
    );
    let reply = counter.last.clone().unwrap();
    assert_eq!(reply.tone, Tone::Attention);
    assert!(matches!(reply.notice, Notice::NobodyOnScreen(_)));
    assert_eq!(counter.kinds(0).last().unwrap(), "Sighted");
    counter.go("CB-004376 -> shown says \"Nothing recorded\"; (CB-004417 0048315)");
}

#[test]
fn look_up_shows_and_changes_nothing() {
    let counter = desk(
        "0048213 CB-004417 -> issued; look-up: CB-004417 -> shown 0048213 from 0048213 written
         CB-004376 -> shown written; (CB-004417 0048213); (CB-004376 in)",
    );
    assert_eq!(counter.kinds(0).last().unwrap(), "Sighted");
}

#[test]
fn already_is_a_word_for_the_screen_and_not_for_the_journal() {
    let counter = desk(
        "0048213 CB-004417 -> issued
         CB-004417 -> already 0048213 from 0048213 written
         (+5m); CB-004417 -> already written        # judged on the state, not on a time window
         return: CB-004417 -> returned
         CB-004417 -> already written; CB-004417 -> already written",
    );
    let kinds = counter.kinds(0);
    let tail = &kinds[kinds.len() - 6..];
    assert_eq!(tail, ["Issued", "Issued", "Issued", "Returned", "Returned", "Returned"]);
    let loans = counter.loans();
    assert_eq!(loans.len(), 1, "one span from an issue to its return: {loans:?}");
}
