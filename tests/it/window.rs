//! What holds at the window only, driven through `Desk::handle`: the repeat window, the held line,
//! Look up's fall-back, the clearing of the screen, names while typing.

use tagdesk::desk::reply::Channel;
use tagdesk::desk::reply::{Notice, Tone};
use tagdesk::desk::request::{Answer, DeskKey, Request};

use crate::support::{Stage, desk, window};

#[test]
fn the_same_code_at_once_is_one_scan() {
    let mut counter = window("0048213 CB-004417 -> issued written; CB-004417 -> already silent");
    let reply = counter.last.clone().unwrap();
    assert_eq!((&reply.notice, reply.tone), (&Notice::Repeated, Tone::None));
    counter.go("(+2s); CB-004417 -> already written");
    counter.go("(+2s); return: CB-004417 -> returned; CB-004417 -> already silent");
}

#[test]
fn the_repeat_window_is_800_ms_of_the_clock_handed_in() {
    let mut counter = window("0048213 CB-004417 -> issued");
    counter.clock.pass_ms(799);
    counter.go("CB-004417 -> already silent");
    counter.clock.pass_ms(801);
    counter.go("CB-004417 -> already written");
}

#[test]
fn command_codes_are_never_repeats() {
    window(
        "0048213 CB-004417 -> issued; 0048307 CB-004376 -> issued
         XTDUNDO -> undone; XTDUNDO -> undone; (CB-004417 in); (CB-004376 in)",
    );
}

#[test]
fn anything_between_makes_it_a_new_scan() {
    window("0048213 CB-004417 -> issued; 0048307 -> student; CB-004417 -> question ask still-out");
    window("0048213 CB-004417 -> issued; <return> -> mode; CB-004417 -> returned written");
}

#[test]
fn the_terminal_knows_no_repeats() {
    desk("0048213 CB-004417 -> issued; CB-004417 -> already written; CB-004417 -> already written");
}

#[test]
fn an_unknown_code_in_return_holds_the_line() {
    let mut counter = window(
        "return: NEW-0001 -> unknown; (+2s); CB-004417 -> not-taken silent; XTDISSUE -> not-taken
         <no> -> no; CB-004376 -> already; NEW-0001 -> unknown; <next> -> next; (+2s)
         NEW-0001 -> unknown; <yes> -> returned device NEW-0001; CB-004398 -> already",
    );
    assert!(!counter.board().view.held);
    counter.go("NEW-0002 -> unknown");
    assert!(counter.board().view.held);
    counter.go("\"\u{fffd}\" -> not-taken; XTDNEXT -> next");
    // In Issue, and in the terminal, the next scan clears it.
    window("0048213 -> student; GHOST -> unknown; CB-004417 -> issued");
    desk("return: NEW-0001 -> unknown; CB-004417 -> already");
}

#[test]
fn a_refusal_in_issue_holds_nothing() {
    window("0048213 CB-STOLEN -> refused; CB-004417 -> issued 0048213");
}

#[test]
fn look_up_falls_back_after_one_scan() {
    window(
        "<look-up> -> mode; (mode look-up); CB-004417 -> shown; (mode issue)
         <return> -> mode; <look-up> -> mode; CB-004376 -> shown; (mode return)
         <look-up> -> mode; <look-up> -> mode; CB-004417 -> shown; (mode look-up)
         <issue> -> mode; XTDLOOKUP -> mode; 0048213 -> student; (mode issue)",
    );
    desk(
        "XTDLOOKUP -> mode; CB-004417 -> shown; (mode look-up); CB-004376 -> shown; (mode look-up)",
    );
}

#[test]
fn the_screen_clears_only_where_nothing_came_since() {
    let mut counter = window("0048213 -> student; <clear> -> next; (screen nobody)");
    counter.go("0048213 CB-004417 -> issued; <clear-late> -> next; (screen 0048213)");
    let number = counter.last.as_ref().unwrap().number;
    counter.go("0048307 CB-004376 -> issued");
    let key = DeskKey::Clear(number);
    counter.ask(Request::Key { channel: Channel::Main, key });
    counter.go("(screen 0048307)");
    // A question and a held line are not cleared by time.
    counter.go(
        "0048213 CB-004376 -> question; <clear> -> next; (screen 0048213); <yes> -> handed-over",
    );
}

#[test]
fn escape_clears_the_screen_where_nothing_is_asked() {
    window(
        "0048213 -> student; <no> -> no; (screen nobody)
         0048213 CB-004417 -> issued; <no> -> no; CB-004417 -> shown 0048213 says \"Nothing recorded\"",
    );
}

#[test]
fn keys_wait_for_the_answer_like_scans() {
    window(
        "0048291 CB-004417 -> issued; 0048213 CB-004417 -> question
         <return> -> not-taken; <undo> -> not-taken; <undo-row-1> -> not-taken; <sibling> -> no
         <yes> -> handed-over",
    );
}

#[test]
fn names_are_offered_for_letters_and_for_four_digits() {
    let mut counter = window("");
    let mut names = |text: &str| -> Vec<String> {
        match counter.ask(Request::Suggest(text.into())) {
            Answer::People(people) => people.into_iter().map(|p| p.named.id.to_string()).collect(),
            other => panic!("{other:?}"),
        }
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(names("okaf"), ["0048307"]);
    assert_eq!(names("nguyen").len(), 2, "without accents, too");
    assert_eq!(names("8213"), ["0048213"]);
    assert_eq!(names("821"), none);
    assert_eq!(names("CB-0044"), none, "a code is no name");
    assert_eq!(names("gone"), none, "off the list and holding nothing");
}

#[test]
fn a_scan_that_comes_while_names_are_listed_is_still_that_scan() {
    // The scanner shares the line buffer with whoever types: what arrives is one line.
    let mut counter = window("0048213 -> student");
    counter.ask(Request::Suggest("okaf".into()));
    counter.go("okafCB-004417 -> issued 0048213 device CB-004417");
    counter.ask(Request::Suggest("okaf".into()));
    counter.go(
        "(+2s); okafNOTHING -> unknown; okafCB-004376 -> unknown      # nothing is listed any more",
    );
    counter.go("(CB-004376 in)");
}

#[test]
fn every_reply_has_a_number_of_its_own() {
    let mut counter = window("");
    let mut last = 0;
    for line in ["0048213", "CB-004417", "CB-004417", "GHOST", "XTDUNDO", "\u{0}"] {
        counter.scan(line);
        let number = counter.last.as_ref().unwrap().number;
        assert!(number > last, "{line:?}");
        last = number;
    }
}
