//! A question stands until it is answered.

use tagdesk::desk::reply::Channel;

use crate::support::{Counter, desk};

#[test]
fn while_a_question_stands_nothing_else_is_taken() {
    let counter = desk(
        "0048291 CB-004417 -> issued; 0048213 CB-004417 -> question
         CB-004376 -> not-taken silent; 0048307 -> not-taken; XTDRETURN -> not-taken; XTDUNDO -> not-taken
         NOBODY -> not-taken; 9001 -> not-taken; (CB-004376 in); (screen 0048213); (mode issue)
         XTDYES -> handed-over",
    );
    let lines = counter.lines();
    assert!(lines.contains(&("not-taken".into(), "CB-004376".into())), "listed: {lines:?}");
}

#[test]
fn an_unreadable_line_is_not_taken_either_while_a_question_stands() {
    desk(
        "0048291 CB-004417 -> issued; 0048213 CB-004417 -> question
         \"A\u{0}B\" -> not-taken; \"\u{fffd}\u{fffd}\" -> not-taken; XTDYES -> handed-over",
    );
}

#[test]
fn xtdnext_answers_no_and_makes_ready() {
    desk(
        "0048291 CB-004417 -> issued; 0048213 CB-004417 -> question; XTDNEXT -> next
         (screen nobody); (CB-004417 0048291); CB-004376 -> shown",
    );
}

#[test]
fn y_and_n_count_only_as_a_whole_line_while_a_question_stands() {
    desk(
        "Y -> unknown; N -> unknown
         0048291 CB-004417 -> issued; 0048213 CB-004417 -> question; Yes -> not-taken; y -> handed-over
         0048307 CB-004417 -> question; N -> no; (CB-004417 0048213)",
    );
}

#[test]
fn yes_and_no_without_a_question() {
    desk(
        "XTDYES -> refused silent; XTDNO -> no silent; 0048213 -> student; XTDNO -> no; (screen 0048213)",
    );
}

#[test]
fn a_question_is_answered_by_what_is_so_now() {
    // Two sessions at one desk: while one asks, the other takes the device back.
    let mut counter = desk("0048291 CB-004417 -> issued; 0048213 CB-004417 -> question");
    let other = Channel::Scanner("usb-1".into());
    counter.desk.set_mode(&other, tagdesk::desk::reply::Mode::Return);
    let now = counter.clock.now().clone();
    let reply = counter.desk.scan(&other, "CB-004417", tagdesk::domain::event::Source::Scan, &now);
    assert_eq!(reply.unwrap().outcome.as_str(), "returned");
    counter.go("XTDYES -> issued 0048213; (CB-004417 0048213)");
}

#[test]
fn each_serial_scanner_has_its_own_session() {
    let mut counter = desk("0048213 -> student");
    let left = Channel::Scanner("left".into());
    let now = counter.clock.now().clone();
    let scan = |counter: &mut Counter, line: &str| {
        let source = tagdesk::domain::event::Source::Scan;
        counter.desk.scan(&left, line, source, &now).unwrap().outcome.as_str()
    };
    assert_eq!(scan(&mut counter, "CB-004417"), "shown", "nobody is on that screen");
    assert_eq!(scan(&mut counter, "0048307"), "student");
    counter.go("CB-004376 -> issued 0048213");
    assert_eq!(scan(&mut counter, "CB-004417"), "issued");
    counter.go("(CB-004417 0048307); (CB-004376 0048213)");
}
