//! What one row means, against what is in the journal already.

use tagdesk::desk::paper::Supposed;
use tagdesk::desk::paper_notice::Meaning;
use tagdesk::desk::reply::{Ask, Outcome, Refusal};
use tagdesk::domain::event::{Kind, Source};
use tagdesk::domain::paper::{Day, Fault, WITHIN_MS};
use tagdesk::text;

use super::{TODAY, date, notice};
use crate::support::{Counter, desk};

fn later(script: &str) -> Counter {
    desk(script).play("(+2h)")
}

#[track_caller]
fn fault(reply: &tagdesk::desk::reply::Reply) -> &Fault {
    match &reply.notice {
        tagdesk::desk::reply::Notice::Refused { refusal: Refusal::Paper(fault), .. } => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_is_written_with_its_own_time() {
    let mut counter = later("");
    let reply = counter.paper("out 0048213 CB-004417 9:05");
    assert_eq!(reply.outcome, Outcome::Issued);
    assert_eq!(counter.with("CB-004417").as_deref(), Some("0048213"));
    let holder = counter.card("CB-004417").holder.unwrap();
    assert_eq!(holder.since.iso(), "2026-08-12T09:05:00-05:00");
    let events = counter.desk.store().events().unwrap();
    let body = &events.last().unwrap().body;
    assert_eq!((body.source, body.as_of_within_ms), (Source::Paper, Some(WITHIN_MS)));
    assert_eq!(body.as_of_ms, Some(TODAY.at(super::paper::read_time("9:05").unwrap()).at_ms));
    let lines = counter.board().lines;
    assert_eq!(lines[0].paper.unwrap().iso(), "2026-08-12T09:05:00-05:00");
    assert_eq!(lines[0].at.iso(), "2026-08-12T11:00:00-05:00");
    assert!(text::row(&lines[0]).starts_with("11:00 · 9:05 on paper · "), "{:?}", lines[0]);
    let history = counter.desk.store().device_history(&counter.card("CB-004417").id, 9).unwrap();
    assert_eq!(history[0].at.iso(), "2026-08-12T09:05:00-05:00");
    assert_eq!(history[0].entered.unwrap().iso(), "2026-08-12T11:00:00-05:00");
}

#[test]
fn a_row_behind_a_later_scan_changes_nothing_today() {
    let mut counter = later("(+2h); 0048291 CB-004417 -> issued");
    let (outcome, said) = counter.said("out 0048213 CB-004417 9:05");
    assert_eq!(outcome, "issued");
    assert!(said.contains("CB-004417 went out to"), "{said}");
    assert!(said.contains("at 11:00 since; this is entered behind it"), "{said}");
    assert_eq!(counter.with("CB-004417").as_deref(), Some("0048291"));
    assert_eq!(counter.loans().len(), 2, "and it is a loan that ended");
    let mut counter = later("0048213 CB-004417 -> issued; (+2h); return: CB-004417 -> returned");
    let reply = counter.paper("back - CB-004417 10:00");
    assert!(matches!(notice(&reply).meaning, Meaning::Behind { .. } | Meaning::Today));
    assert_eq!(counter.with("CB-004417"), None);
}

#[test]
fn a_row_that_says_what_was_so_is_already() {
    let mut counter = later("0048213 CB-004417 -> issued");
    let (outcome, said) = counter.said("out 0048213 CB-004417 9:30");
    assert_eq!(outcome, "already");
    assert!(said.contains("had it then already, since 9:00"), "{said}");
    assert_eq!(counter.said("back - CB-004398 9:30").0, "already");
}

#[test]
fn the_same_row_twice_is_one_event() {
    let mut counter = later("");
    let first = counter.paper("out 0048213 CB-004417 9:05");
    let events = counter.events();
    let again = counter.paper("out 0048213 CB-004417 9:05");
    assert_eq!((again.outcome, &again.event), (Outcome::Already, &first.event));
    assert_eq!(notice(&again).meaning, Meaning::Twice);
    assert_eq!(counter.events(), events);
    // Another minute is another row.
    counter.paper("out 0048213 CB-004417 9:06");
    assert_eq!(counter.events(), events + 1);
    // What was taken back may be entered again.
    counter.undo(&first.event.unwrap(), true);
    assert_eq!(counter.paper("out 0048213 CB-004417 9:05").outcome, Outcome::Issued);
}

#[test]
fn no_rule_refuses_what_has_happened() {
    let mut counter = later("0048291 CB-004376 -> issued; 0048213 CB-004417 -> issued");
    let reply = counter.paper("out 0048213 CB-004376 9:30");
    assert_eq!(reply.outcome, Outcome::Issued);
    let words: Vec<&str> = notice(&reply).asks.iter().map(Ask::as_str).collect();
    assert_eq!(words, ["still-out", "limit"]);
    let said = text::message(&reply);
    assert!(said.contains("that loan ends with this") && said.contains("had CB-004417"), "{said}");
    assert_eq!(reply.from.unwrap().as_str(), "0048291");
    assert_eq!(counter.with("CB-004376").as_deref(), Some("0048213"));
}

#[test]
fn the_limit_is_judged_as_it_was_then() {
    let mut counter = later("0048213 CB-004417 -> issued; (+1h); return: CB-004417 -> returned");
    let then = counter.paper("out 0048213 CB-004376 9:30");
    assert_eq!(notice(&then).asks.len(), 1, "CB-004417 was out then: {then:?}");
    counter.undo(&then.event.unwrap(), true);
    let after = counter.paper("out 0048213 CB-004376 10:30");
    assert_eq!(notice(&after).asks, [], "and back by then");
}

#[test]
fn a_return_says_whose_it_was() {
    let mut counter = later("0048291 CB-004417 -> issued");
    let (outcome, said) = counter.said("back 0048213 CB-004417 10:00");
    assert_eq!(outcome, "returned");
    assert!(said.contains("It was out to") && said.contains("not to"), "{said}");
    assert_eq!(counter.with("CB-004417"), None);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let mut counter = later("");
    let events = counter.events();
    let later = counter.paper("out 0048213 CB-004417 11:30");
    assert!(matches!(fault(&later), Fault::Future(_)));
    let july = Day { date: date(12) - chrono::Days::new(30), ..TODAY };
    assert_eq!(fault(&counter.paper_of(july, "out 0048213 CB-004417 9:05")), &Fault::OldDay(30));
    let yesterday = Day { date: date(11), ..TODAY };
    assert!(counter.paper("back - GHOST 9:05").outcome == Outcome::Unknown);
    assert!(counter.paper("out GHOST CB-004417 9:05").outcome == Outcome::Unknown);
    assert_eq!(fault(&counter.paper("out - CB-004417 9:05")), &Fault::NoStudent);
    let swapped = counter.paper("out CB-004417 0048213 9:05");
    assert_eq!(fault(&swapped), &Fault::NotAPerson);
    let short = counter.paper("out 48213 CB-004417 9:05");
    assert!(matches!(fault(&short), Fault::Short(named) if named.id.as_str() == "0048213"));
    assert_eq!(counter.events(), events, "nothing of it is written");
    assert_eq!(counter.paper_of(yesterday, "out 0048213 CB-004417 9:05").outcome, Outcome::Issued);
}

#[test]
fn a_clock_that_was_set_right_tells_what_is_to_come() {
    let mut counter = later("");
    // The computer's clock is two hours slow, and somebody said so.
    counter
        .desk
        .set_clock(Some(("2026-08-12".into(), "13:00".into())), counter.clock.now())
        .unwrap();
    assert_eq!(counter.paper("out 0048213 CB-004417 12:30").outcome, Outcome::Issued);
    assert!(matches!(fault(&counter.paper("out 0048213 CB-004417 13:30")), Fault::Future(_)));
}

#[test]
fn undo_takes_a_row_back_and_leaves_what_stood_there() {
    let mut counter = later("(+1h); 0048213 CB-004417 -> issued");
    let reply = counter.paper("out 0048213 CB-004417 9:05");
    assert_eq!(notice(&reply).meaning, Meaning::Today, "they have had it since 9:05");
    let since = |counter: &Counter| counter.card("CB-004417").holder.unwrap().since.iso();
    assert_eq!(since(&counter), "2026-08-12T09:05:00-05:00");
    counter.undo(&reply.event.unwrap(), true);
    assert_eq!(since(&counter), "2026-08-12T10:00:00-05:00", "the scan at the desk stands again");
    assert_eq!(counter.undone_targets(), 1);
    let mut counter = later("");
    counter.paper("out 0048213 CB-004417 9:05");
    counter.go("XTDUNDO -> undone device CB-004417; (CB-004417 in)");
}

#[test]
fn what_was_written_in_one_minute_is_said_to_have_no_order() {
    let mut counter = later("");
    counter.paper("out 0048213 CB-004417 9:05");
    let reply = counter.paper("out 0048291 CB-004417 9:05");
    assert!(notice(&reply).near.is_some(), "{reply:?}");
    let reply = counter.paper("out 0048291 CB-004376 9:30");
    assert_eq!(notice(&reply).near, None);
    let reply = counter.paper("out 0048213 CB-004376 9:32");
    assert_eq!(notice(&reply).near, None, "one clock was read for both");
}

#[test]
fn a_look_writes_nothing_and_sees_the_rows_before_it() {
    let mut counter = later("");
    let events = counter.events();
    let mut supposed = Supposed::default();
    let first = counter.row(TODAY, "out 0048213 CB-004417 9:05", Some(&mut supposed));
    assert_eq!((first.outcome, first.event), (Outcome::Issued, None));
    let second = counter.row(TODAY, "out 0048213 CB-004376 9:10", Some(&mut supposed));
    assert_eq!(notice(&second).asks[0].as_str(), "limit");
    let back = counter.row(TODAY, "back 0048213 CB-004417 9:20", Some(&mut supposed));
    assert_eq!((back.outcome, notice(&back).not_from.as_ref()), (Outcome::Returned, None));
    let twice = counter.row(TODAY, "out 0048213 CB-004417 9:05", Some(&mut supposed));
    assert_eq!(twice.outcome, Outcome::Already);
    assert_eq!((counter.events(), counter.with("CB-004417")), (events, None));
}

#[test]
fn the_row_belongs_to_the_run_of_its_day() {
    let mut counter = desk("0048291 CB-004376 -> issued; (+24h); 0048307 CB-004398 -> issued");
    let runs = counter.desk.store().runs(true).unwrap();
    assert_eq!(runs.len(), 2);
    counter.paper("out 0048213 CB-004417 9:05");
    let events = counter.desk.store().events().unwrap();
    let issued = events.iter().rfind(|event| event.body.kind == Kind::Issued).unwrap();
    assert_eq!(issued.body.run.as_deref(), Some(runs[0].id.as_str()));
    counter.go("0048284 CB-003991 -> issued");
    let present = counter.board().run.unwrap();
    assert_eq!(present.id, runs[1].id, "the run of today goes on");
}

#[test]
fn another_desks_scan_that_is_too_near_is_for_the_office() {
    let mut other = Counter::new(tagdesk::desk::Front::Terminal);
    other.go("0048291 CB-004417 -> issued");
    let theirs = other.desk.store().events().unwrap();
    for (time, disputed) in [("9:05", true), ("9:30", false)] {
        let mut counter = later("");
        let merged = counter.desk.store_mut().transact(|write| write.merge(&theirs));
        assert!(merged.unwrap().new > 0);
        let reply = counter.paper(&format!("out 0048213 CB-004417 {time}"));
        assert_eq!(notice(&reply).disputed, disputed, "{time}: {reply:?}");
        assert_eq!(counter.card("CB-004417").disputed, disputed, "{time}: as it was said");
        assert_eq!(text::message(&reply).contains("the office is asked"), disputed);
    }
}

#[test]
fn what_was_before_the_opening_balance_is_in_there() {
    let mut counter = later("");
    counter.import(
        &["tag,serial,model,site,status,student,issued_at\n\
           CB-NEW,PF3KD950,Lenovo 300e Gen 4,LRK,available,0048291,2026-08-11\n"],
        true,
    );
    assert_eq!(counter.with("CB-NEW").as_deref(), Some("0048291"), "the balance is taken over");
    let of = |day| Day { date: date(day), ..TODAY };
    let before = counter.paper_of(of(9), "out 0048213 CB-NEW 9:05");
    assert!(
        matches!(fault(&before), Fault::BeforeOpening(_, named) if named.id.as_str() == "0048291")
    );
    let after = counter.paper_of(of(12), "out 0048213 CB-NEW 9:05");
    assert_eq!(after.outcome, Outcome::Issued);
    assert_eq!(counter.with("CB-NEW").as_deref(), Some("0048213"));
}
