//! The rules and the scan path (issue 2), a scene each.

use tagdesk::desk::reply::Channel;
use tagdesk::desk::reply::{Ask, Notice, Refusal, Tone};
use tagdesk::desk::request::{Answer, DeskKey, Request, RunSetup};
use tagdesk::domain::device::{DeviceId, Status};
use tagdesk::domain::event::Kind;
use tagdesk::domain::policy::Policy;

use crate::support::register::FORTY;
use crate::support::{Counter, Stage, desk};

// Two scans issue, one returns --------------------------------------------------------------

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

// No silent mode ----------------------------------------------------------------------------

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

// Hand-over, swap, wrong person -------------------------------------------------------------

#[test]
fn an_issue_never_silently_reassigns() {
    let counter = desk(
        "0048291 CB-004417 -> issued 0048291
         0048213 CB-004417 -> question 0048213 from 0048291 ask still-out says \"Ava Lind\" silent
         (CB-004417 0048291)
         XTDNO -> no silent
         (CB-004417 0048291)
         CB-004417 -> question ask still-out
         XTDYES -> handed-over 0048213 from 0048291 written
         (CB-004417 0048213)",
    );
    let events = counter.desk.store().events().unwrap();
    let [returned, issued] = &events[events.len() - 2..] else { panic!() };
    assert_eq!((&returned.body.kind, &issued.body.kind), (&Kind::Returned, &Kind::Issued));
    assert!(returned.body.group.is_some(), "two events, one command");
    assert_eq!(returned.body.group, issued.body.group);
    assert_eq!(returned.body.saw.as_ref().unwrap().as_str(), "0048291");
    assert_eq!(issued.body.base, Some(returned.hash), "the second knew of the first");
}

#[test]
fn still_out_and_over_the_limit_are_one_question() {
    let counter = desk(
        "0048291 CB-004376 -> issued; 0048213 CB-004417 -> issued
         CB-004376 -> question 0048213 from 0048291 ask still-out limit
         XTDYES -> handed-over; (CB-004376 0048213); (CB-004417 0048213)",
    );
    assert_eq!(counter.board_counters(), (3, 0));
}

#[test]
fn a_swap_of_two_devices() {
    let counter = desk(
        "0048291 CB-004417 -> issued; 0048213 CB-004376 -> issued
         XTDSWAP -> mode
         CB-004417 -> shown 0048291 device CB-004417
         CB-004376 -> question ask swap
         XTDNO -> no
         CB-004376 -> question ask swap
         XTDYES -> swapped written
         (CB-004417 0048213); (CB-004376 0048291)
         XTDUNDO -> undone             # the four events are one command
         (CB-004417 0048291); (CB-004376 0048213)",
    );
    let kinds = counter.kinds(0);
    let swap = &kinds[kinds.len() - 5..];
    assert_eq!(swap, ["Returned", "Returned", "Issued", "Issued", "Undone"]);
}

#[test]
fn what_cannot_be_swapped_is_refused_with_the_reason() {
    desk(
        "0048291 CB-004417 -> issued; 0048213 CB-004376 -> issued
         swap: CB-004398 -> refused says \"not out\"
         0048213 -> refused
         CB-004417 -> shown
         CB-004398 -> refused says \"not out\"
         CB-004417 -> refused            # with itself
         CB-004376 -> question ask swap; XTDNEXT -> next
         CB-004376 -> shown              # begins again
         XTDRETURN -> mode; CB-004376 -> returned",
    );
}

#[test]
fn a_return_from_another_person_is_done_and_said_aloud() {
    let counter = desk(
        "0048213 CB-004417 -> issued; 0048307 -> student; XTDRETURN -> mode
         CB-004417 -> returned 0048213 from 0048213 says \"not out to Maya Okafor\"",
    );
    let reply = counter.last.unwrap();
    assert_eq!(reply.tone, Tone::Attention);
    let Notice::Returned { from: Some(from), not_from: Some(other), .. } = reply.notice else {
        panic!("{:?}", reply.notice)
    };
    assert_eq!((from.named.id.as_str(), other.id.as_str()), ("0048213", "0048307"));
}

// Sites -------------------------------------------------------------------------------------

#[test]
fn a_device_of_another_site_moves_with_who_has_it() {
    let mut counter = desk("0048213 CB-003991 -> issued says \"Larkstone Middle\"");
    let Notice::Issued { moved, .. } = counter.last.clone().unwrap().notice else { panic!() };
    assert_eq!(moved, Some(("Bonner Elementary".into(), "Larkstone Middle".into())));
    assert_eq!(counter.card("CB-003991").site, "LRK");
    counter.go("XTDUNDO -> undone");
    assert_eq!(counter.card("CB-003991").site, "BON", "undo restores the site, too");
    counter.go("0000042 CB-003991 -> issued; (CB-003991 0000042)");
    assert_eq!(counter.card("CB-003991").site, "BON");
    counter.go("return: CB-003991 -> returned says \"Larkstone Middle\"");
    assert_eq!(counter.card("CB-003991").site, "LRK", "it comes back to the run's site");
}

#[test]
fn a_return_goes_to_the_site_of_the_run() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    let setup = RunSetup { name: "Collection".into(), site: "TAL".into(), ..RunSetup::default() };
    counter.ask(Request::StartRun(setup));
    counter.go("return: CB-004417 -> returned says \"Talbot High\"");
    assert_eq!(counter.card("CB-004417").site, "TAL");
}

// Status ------------------------------------------------------------------------------------

#[test]
fn what_may_not_go_out_is_refused_without_naming_the_reason() {
    for (tag, word) in [
        ("CB-STOLEN", "stolen"),
        ("CB-LOST", "lost"),
        ("CB-REPAIR", "repair"),
        ("CB-RETIRED", "retired"),
    ] {
        let mut counter = desk("0048213 -> student");
        counter.go(&format!("{tag} -> refused 0048213 device {tag} silent"));
        let reply = counter.last.clone().unwrap();
        let Notice::Refused { refusal: Refusal::Status { status }, .. } = reply.notice else {
            panic!("{:?}", reply.notice)
        };
        assert_eq!(status, Status::parse(word).unwrap());
        let said = counter.scan(tag).message.replace(tag, "");
        assert!(!said.to_lowercase().contains(word), "the queue can hear it: {said}");
        counter.go(&format!("({tag} in); CB-004417 -> issued"));
    }
}

#[test]
fn a_return_is_never_refused() {
    for tag in ["CB-STOLEN", "CB-LOST", "CB-REPAIR", "CB-RETIRED"] {
        let counter = desk(&format!("return: {tag} -> already written"));
        assert_eq!(counter.last.unwrap().tone, Tone::Attention, "put it aside");
    }
    // Stolen while it was out: it comes back all the same.
    let mut counter = desk("0048213 CB-004417 -> issued");
    let stolen = crate::support::register::DEVICES.replace(
        "PF3KD8Q2,Lenovo 300e Gen 4,LRK,available",
        "PF3KD8Q2,Lenovo 300e Gen 4,LRK,stolen",
    );
    let imported = counter.import(&[&stolen], false);
    assert_eq!(imported.statuses, 1);
    counter.go("0048307 CB-004417 -> refused; (CB-004417 0048213)
         return: CB-004417 -> returned from 0048213; (CB-004417 in)");
    assert_eq!(counter.card("CB-004417").status, Status::Stolen, "a return mends no status");
}

// People ------------------------------------------------------------------------------------

#[test]
fn who_is_off_the_list_is_a_question() {
    desk(
        "0048399 -> student; CB-004417 -> question 0048399 ask inactive; XTDYES -> issued
         (CB-004417 0048399); return: CB-004417 -> returned from 0048399",
    );
}

#[test]
fn an_unknown_code_changes_nothing_in_issue() {
    let mut counter = desk("");
    let before = counter.events();
    counter.go("NOBODY-1 -> unknown silent; XTDYES -> refused silent; 0048213 -> student; NOBODY-1 -> unknown");
    counter.go("(screen 0048213); CB-004417 -> issued");
    let kinds = counter.kinds(before);
    assert_eq!(kinds, ["RunStarted", "Issued"], "an unknown code writes nothing by itself");
}

#[test]
fn the_limit_is_a_question_that_names_what_they_have() {
    let counter = desk(
        "0048213 CB-004417 -> issued; CB-004376 -> question 0048213 ask limit says CB-004417
         XTDYES -> issued; (CB-004376 0048213); LT-0001 -> issued   # another category",
    );
    drop(counter);
    let mut counter = desk("");
    counter.ask(Request::SetPolicy(Policy { limit: 2, grade_rule: false }));
    counter.go("0048213 CB-004417 -> issued; CB-004376 -> issued; CB-004398 -> question ask limit
         XTDNO -> no; (CB-004398 in)");
    let Notice::No { .. } = counter.last.unwrap().notice else { panic!() };
}

#[test]
fn a_limit_holds_without_a_catalogue_too() {
    // A roster CSV and a device CSV are all that `import` needs: no model is known by category.
    let mut counter = Counter::new(tagdesk::desk::Front::Terminal);
    counter.import(
        &["tag,serial,model\nN-1,NS1,Nameless\nN-2,NS2,Nameless\nN-3,NS3,\nN-4,NS4,\nN-5,NS5,Other\n"],
        false,
    );
    counter.go("0048213 N-1 -> issued; N-2 -> question ask limit; XTDNO -> no; N-5 -> issued
         N-3 -> issued; N-4 -> question ask limit; XTDNO -> no");
}

#[test]
fn a_model_not_meant_for_the_grade_is_a_question_where_the_policy_says_so() {
    let mut counter = desk("0048213 IPAD-0001 -> issued; return: IPAD-0001 -> returned");
    counter.ask(Request::SetPolicy(Policy { limit: 1, grade_rule: true }));
    counter.go(
        "issue: XTDNEXT -> next; 0048213 IPAD-0001 -> question ask grade says \"iPad 9th Gen\"
         XTDNO -> no; CB-004417 -> issued; LT-0001 -> issued      # meant for every grade
         S100 IPAD-0001 -> issued; return: IPAD-0001 -> returned  # staff are not judged
         issue: 0000042 IPAD-0001 -> issued; CB-003991 -> question ask grade; XTDYES -> issued",
    );
    let ask = Ask::Grade { model: String::new(), grade: String::new() };
    assert_eq!(ask.as_str(), "grade");
}

#[test]
fn all_reasons_of_a_scan_stand_in_one_question() {
    let mut counter = desk("");
    counter.ask(Request::SetPolicy(Policy { limit: 1, grade_rule: true }));
    counter.go(
        "0000042 CB-003991 -> question ask grade; XTDYES -> issued; 0048399 CB-004417 -> question ask inactive
         XTDYES -> issued; CB-003991 -> question ask still-out limit inactive; XTDYES -> handed-over",
    );
}

// Already so --------------------------------------------------------------------------------

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

// Codes -------------------------------------------------------------------------------------

#[test]
fn leading_zeros_are_kept() {
    desk("0000042 -> student 0000042; 000123 -> issued 0000042 device 000123; (000123 0000042)");
}

#[test]
fn an_id_short_of_its_zeros_asks() {
    desk(
        "48213 -> question 0048213 ask short-id; XTDYES -> student 0048213; CB-004417 -> issued 0048213
         XTDNEXT -> next; 48307 -> question ask short-id; Y -> student 0048307
         XTDNEXT -> next; 48307 -> question; n -> no; (screen nobody)
         77 -> unknown                   # two people it could mean
         00077 -> student 00077; 0000077 -> student 0000077",
    );
}

#[test]
fn letter_case_and_identifier_do_not_matter() {
    desk(
        "]C00048213 -> student 0048213; cb-004417 -> issued device CB-004417
         return: ]C1CB-004417 -> returned; issue: xtdnext -> next; ]A0S100 -> student S100
         ]C0xtdnext -> next; \" S100 \" -> student S100",
    );
}

#[test]
fn a_code_of_forty_characters_is_whole() {
    assert_eq!(FORTY.chars().count(), 40);
    let short = &FORTY[..39];
    desk(&format!("0048213 {FORTY} -> issued device {FORTY}; {short} -> unknown"));
}

#[test]
fn a_code_of_two_kinds_asks() {
    desk(
        "9001 -> question 9001 ask two-kinds; XTDYES -> student 9001
         9001 -> question ask two-kinds; XTDYES -> issued 9001 device 9001
         return: 9001 -> question ask two-kinds; XTDYES -> returned from 9001",
    );
}

#[test]
fn one_tag_on_two_serials_is_never_guessed() {
    let counter = desk(
        "0048213 SHARED-1 -> refused silent; PF3SH001 -> issued device SHARED-1
         return: SHARED-1 -> refused; PF3SH001 -> returned",
    );
    assert!(counter.card("PF3SH002").holder.is_none());
}

#[test]
fn layouts_of_other_countries_send_commands_too() {
    desk("0048213 CB-004417 -> issued; XTDSZQP -> mode; CB-004417 -> shown; (mode swap)");
    desk("0048291 CB-004417 -> issued; 0048213 CB-004417 -> question; XTDZES -> handed-over");
    desk("XTDNONSENSE -> refused; XTDCGOOD -> refused");
}

// Questions ---------------------------------------------------------------------------------

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

// Undo --------------------------------------------------------------------------------------

#[test]
fn issue_undo_issue_within_a_minute() {
    let counter = desk(
        "0048213 CB-004417 -> issued; (+5s); XTDUNDO -> undone device CB-004417; (CB-004417 in)
         (screen 0048213); (+5s); CB-004417 -> issued 0048213; (CB-004417 0048213)
         (+5s); XTDUNDO -> undone; (CB-004417 in); CB-004417 -> issued",
    );
    assert_eq!(counter.loans().len(), 1);
}

#[test]
fn two_undos_in_a_row_undo_two() {
    desk(
        "0048213 CB-004417 -> issued; 0048307 CB-004376 -> issued
         XTDUNDO -> undone device CB-004376; XTDUNDO -> undone device CB-004417
         (CB-004376 in); (CB-004417 in); XTDUNDO -> refused silent",
    );
}

#[test]
fn undo_passes_over_what_changed_nothing() {
    let counter = desk(
        "0048213 CB-004417 -> issued; CB-004417 -> already; look-up: CB-004376 -> shown
         XTDUNDO -> undone device CB-004417; (CB-004417 in)",
    );
    assert_eq!(counter.undone_targets(), 2, "the issue, and its repetition behind it");
}

#[test]
fn a_repeated_return_does_not_take_the_place_of_the_undone_one() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; return: CB-004417 -> returned; CB-004417 -> already
         CB-004417 -> already; XTDUNDO -> undone 0048213; (CB-004417 0048213)",
    );
    assert_eq!(counter.undone_targets(), 3);
    counter.go("XTDUNDO -> undone; (CB-004417 in)");
}

#[test]
fn the_repeats_that_go_along_end_at_the_next_change() {
    let counter = desk(
        "0048213 CB-004417 -> issued; return: CB-004417 -> returned; CB-004417 -> already
         issue: 0048307 CB-004417 -> issued; CB-004417 -> already",
    );
    let returned = counter.event_name(&Kind::Returned, 0);
    let mut counter = counter;
    let reply = counter.undo(&returned, true);
    assert_eq!(reply.outcome.as_str(), "undone");
    assert_eq!(counter.undone_targets(), 2, "not the later repetition of another issue");
    counter.go("(CB-004417 0048307)");
}

#[test]
fn a_hand_over_is_undone_whole() {
    desk(
        "0048291 CB-004417 -> issued; 0048213 CB-004417 -> question; XTDYES -> handed-over
         XTDUNDO -> undone 0048291 from 0048213; (CB-004417 0048291)",
    );
}

#[test]
fn undo_under_later_events_asks() {
    let mut counter = desk("0048213 CB-004417 -> issued; return: CB-004417 -> returned");
    let issued = counter.event_name(&Kind::Issued, 0);
    let reply = counter.undo(&issued, false);
    assert_eq!((reply.outcome.as_str(), reply.ask.as_slice()), ("question", &["undo-later"][..]));
    counter.go("(CB-004417 in)");
    let reply = counter.undo(&issued, true);
    assert_eq!(reply.outcome.as_str(), "undone");
    counter.go("(CB-004417 in)");
    assert_eq!(counter.loans(), [], "an issue that is taken back is no loan");
}

#[test]
fn undo_restores_holder_due_date_and_site() {
    let mut counter = desk("");
    let setup = RunSetup { name: "Fall".into(), due: "2027-06-04".into(), ..RunSetup::default() };
    counter.ask(Request::StartRun(setup));
    counter.go("0048291 CB-003991 -> issued");
    let before = counter.card("CB-003991");
    let summer = RunSetup {
        name: "Summer".into(),
        due: "2027-08-01".into(),
        site: "TAL".into(),
        ..RunSetup::default()
    };
    counter.ask(Request::StartRun(summer));
    counter.go("(+1h); return: CB-003991 -> returned; XTDUNDO -> undone 0048291");
    let after = counter.card("CB-003991");
    assert_eq!((&after.holder, &after.site), (&before.holder, &before.site));
    counter.go("issue: 0048213 CB-003991 -> question; XTDYES -> handed-over; XTDUNDO -> undone");
    let after = counter.card("CB-003991");
    assert_eq!((&after.holder, &after.site), (&before.holder, &before.site));
    assert_eq!(after.holder.unwrap().due.as_deref(), Some("2027-06-04"));
}

#[test]
fn an_undo_of_an_undo_redoes() {
    let mut counter = desk("0048213 CB-004417 -> issued; XTDUNDO -> undone; (CB-004417 in)");
    let undone = counter.event_name(&Kind::Undone, 0);
    assert_eq!(counter.undo(&undone, false).outcome.as_str(), "undone");
    counter.go("(CB-004417 0048213)");
    // XTDUNDO never redoes: it takes back the issue that counts again.
    counter.go("XTDUNDO -> undone; (CB-004417 in); XTDUNDO -> refused");
}

#[test]
fn redoing_under_later_events_asks_too() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; XTDUNDO -> undone; XTDNEXT -> next
         0048307 CB-004417 -> issued",
    );
    let undone = counter.event_name(&Kind::Undone, 0);
    let reply = counter.undo(&undone, false);
    assert_eq!((reply.outcome.as_str(), reply.ask.as_slice()), ("question", &["undo-later"][..]));
    counter.go("(CB-004417 0048307)");
}

#[test]
fn what_is_undone_or_nowhere_cannot_be_undone() {
    let mut counter = desk("0048213 CB-004417 -> issued; XTDUNDO -> undone");
    let issued = counter.event_name(&Kind::Issued, 0);
    assert_eq!(counter.undo(&issued, true).outcome.as_str(), "refused");
    for name in ["GYM-2/00000000/1", "GYM-2/x", "", "~", "GYM-2/00000000/99999999999999999999"] {
        assert_eq!(counter.undo(name, true).outcome.as_str(), "refused", "{name}");
    }
}

#[test]
fn undo_reaches_back_over_runs() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    counter.ask(Request::StartRun(RunSetup { name: "Next".into(), ..RunSetup::default() }));
    counter.go("XTDUNDO -> undone; (CB-004417 in)");
}

#[test]
fn imported_statuses_are_not_undone_by_a_scan() {
    desk("XTDUNDO -> refused; 0048213 CB-STOLEN -> refused");
}

// Not on the list ---------------------------------------------------------------------------

#[test]
fn an_unknown_device_is_taken_in_by_yes_right_after() {
    let mut counter = desk("");
    let before = counter.events();
    counter.go("return: NEW-0001 -> unknown silent; XTDYES -> returned device NEW-0001 written; (NEW-0001 in)");
    assert_eq!(counter.kinds(before), ["RunStarted", "DeviceAdded", "Returned"]);
    let card = counter.card("NEW-0001");
    assert!(card.parked);
    assert_eq!(card.site, "LRK");
    assert_eq!(counter.desk.store().parked().unwrap(), 1);
    counter.go(
        "issue: 0048213 NEW-0001 -> issued; (NEW-0001 0048213); return: NEW-0001 -> returned from 0048213
         NEW-0002 -> unknown; CB-004417 -> already; XTDYES -> refused     # right after, or not at all
         NEW-0002 -> unknown; XTDNO -> no; XTDYES -> refused
         NEW-0003 -> unknown; y -> returned; XTDUNDO -> undone",
    );
}

#[test]
fn a_device_taken_in_and_taken_back_is_unknown_again() {
    desk(
        "return: NEW-0001 -> unknown; XTDYES -> returned; XTDUNDO -> undone
         NEW-0001 -> unknown silent; XTDYES -> returned; (NEW-0001 in)",
    );
    let mut counter = desk("0077777 -> unknown");
    counter.walk_up("Rosa Marín", Some("0077777"));
    counter.go("CB-004417 -> issued; XTDUNDO -> undone; XTDUNDO -> undone; XTDNEXT -> next; 0077777 -> unknown");
}

#[test]
fn a_device_taken_in_is_joined_when_an_import_brings_its_serial() {
    let mut counter =
        desk("return: NEW-0001 -> unknown; XTDYES -> returned; issue: 0048213 NEW-0001 -> issued");
    let devices = format!(
        "{}NEW-0001,PF9NEW01,Lenovo 300e Gen 4,LRK,available\n",
        crate::support::register::DEVICES
    );
    let imported = counter.import(&[&devices], false);
    assert_eq!(imported.joined, 1);
    let card = counter.card("NEW-0001");
    assert_eq!(card.id, DeviceId::from_text("s:PF9NEW01"), "a serial stands before a tag");
    assert_eq!((card.parked, card.model.as_str()), (false, "Lenovo 300e Gen 4"));
    assert_eq!(counter.desk.store().parked().unwrap(), 0);
    counter.go("(NEW-0001 0048213); return: PF9NEW01 -> returned from 0048213; (NEW-0001 in)");
    assert_eq!(
        counter.import(&[&format!("{devices}X,Y9Y9,,,\n")], false).joined,
        0,
        "once is enough"
    );
}

#[test]
fn a_device_known_by_its_tag_alone_is_joined_when_its_serial_is_learned() {
    // Nothing was ever scanned of it: the registers alone say it is one device.
    let mut counter = desk("");
    let devices = crate::support::register::DEVICES.replace("000123,,", "000123,PF9LATE1,");
    counter.import(&[&devices], false);
    counter.go("0048213 000123 -> issued device 000123; return: PF9LATE1 -> returned from 0048213");
    let mut counter = desk("0048213 000123 -> issued");
    counter.import(&[&devices], false);
    counter.go("(000123 0048213); return: PF9LATE1 -> returned from 0048213; (000123 in)");
}

#[test]
fn a_walk_up_is_served_at_once_and_merged_when_the_list_brings_the_code() {
    let mut counter = desk("0077777 -> unknown");
    let told = counter.walk_up("Rosa Marín", Some("0077777"));
    assert_eq!(told.outcome, "student");
    let walk_up = told.student.unwrap();
    assert!(walk_up.starts_with("W-GYM-2-"), "{walk_up}");
    counter.go("CB-004417 -> issued says \"Rosa Marín\"; XTDNEXT -> next; 0077777 -> student");
    assert_eq!(counter.on_screen().as_deref(), Some(walk_up.as_str()));
    assert_eq!(counter.desk.store().parked().unwrap(), 1);
    let students =
        format!("{}0077777,Rosa Marín,7,7A,LRK,,student,yes\n", crate::support::register::STUDENTS);
    assert_eq!(counter.import(&[&students], false).merged, 1);
    counter.go("(CB-004417 0077777); XTDNEXT -> next; 0077777 -> student 0077777; return: CB-004417 -> returned from 0077777");
    assert_eq!(counter.desk.store().parked().unwrap(), 0);
}

#[test]
fn two_walk_ups_are_two_people_and_a_person_can_join_one_by_hand() {
    let mut counter = desk("");
    let first = counter.walk_up("Rosa", None).student.unwrap();
    counter.go("CB-004417 -> issued");
    let second = counter.walk_up("Rosa", None).student.unwrap();
    assert_ne!(first, second);
    let id = |text: &str| tagdesk::domain::borrower::BorrowerId::from_text(text);
    counter.ask(Request::Merge { from: id(&first), into: id("0048307") });
    counter.go("(CB-004417 0048307); XTDUNDO -> undone");
    counter.go(&format!("(CB-004417 {first})"));
}

#[test]
fn a_household_is_gone_round_with_one_key() {
    desk(
        "0048213 -> student; <sibling> -> student 0048222; CB-004417 -> issued 0048222
         <sibling> -> student 0048213; CB-004376 -> issued 0048213
         XTDNEXT -> next; <sibling> -> no; 0048307 -> student; <sibling> -> student 0048307",
    );
}

// The run -----------------------------------------------------------------------------------

#[test]
fn a_run_of_the_day_begins_by_itself_and_ends_with_the_day() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    assert_eq!(counter.board().run.unwrap().name, "GYM-2 2026-08-12");
    counter.go("(+24h); return: CB-004417 -> returned");
    assert_eq!(counter.board().run.unwrap().name, "GYM-2 2026-08-13");
    let runs = counter.desk.store().runs(true).unwrap();
    assert_eq!(runs.len(), 2);
    assert!(runs[0].ended.is_some() && runs[1].ended.is_none());
}

#[test]
fn the_run_list_says_what_became_of_each_scan() {
    let counter = desk(
        "0048213 CB-004417 -> issued; CB-STOLEN -> refused; GHOST -> unknown; XTDUNDO -> undone
         return: CB-004376 -> already",
    );
    let lines = counter.lines();
    let words: Vec<&str> = lines.iter().map(|(outcome, _)| outcome.as_str()).collect();
    assert_eq!(words, ["already", "undone", "unknown", "refused", "issued"], "newest first");
}

#[test]
fn a_row_of_the_run_is_undone_after_it_was_shown() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; 0048307 CB-004376 -> issued
         <undo-row-2> -> question ask undo-row device CB-004417; (CB-004417 0048213)
         <yes> -> undone; (CB-004417 in); (CB-004376 0048307); <undo-row-9> -> refused",
    );
    let undone: Vec<bool> = counter.board().lines.iter().map(|line| line.undone).collect();
    assert!(undone.contains(&true));
    counter.go("return: CB-004376 -> returned; <undo-row-3> -> question ask undo-row undo-later; <no> -> no");
}

#[test]
fn every_key_has_a_command_code() {
    for (key, code) in
        [("yes", "XTDYES"), ("no", "XTDNO"), ("next", "XTDNEXT"), ("undo", "XTDUNDO")]
    {
        let script = "0048291 CB-004376 -> issued; 0048213 CB-004376 -> question";
        let (mut by_key, mut by_code) = (desk(script), desk(script));
        let (a, b) = (by_key.key(key), by_code.scan(code));
        assert_eq!((a.outcome, a.student, a.from), (b.outcome, b.student, b.from), "{key}");
    }
    let answer = desk("").ask(Request::Key { channel: Channel::Main, key: DeskKey::Next });
    assert!(matches!(answer, Answer::Reply(_)));
}

impl Counter {
    /// Outcome and code of the run list, newest first.
    fn lines(&self) -> Vec<(String, String)> {
        let runs = self.desk.store().runs(true).unwrap();
        let lines = self.desk.store().lines(&runs.last().unwrap().id, 50).unwrap();
        lines.into_iter().map(|line| (line.outcome, line.code)).collect()
    }

    fn board_counters(&self) -> (u64, u64) {
        let runs = self.desk.store().runs(true).unwrap();
        let outcomes = self.desk.store().outcomes(&runs.last().unwrap().id).unwrap();
        let count = |word: &str| outcomes.get(word).copied().unwrap_or(0);
        (count("issued") + count("handed-over") + count("swapped"), count("returned"))
    }

    /// Every loan as (student, device).
    fn loans(&self) -> Vec<(String, String)> {
        let mut loans = Vec::new();
        self.desk
            .store()
            .list::<tagdesk::store::Error>(tagdesk::store::Listing::Loans, |row| {
                loans.push((row[1].clone(), row[2].clone()));
                Ok(())
            })
            .unwrap();
        loans
    }

    /// How many events the last `Undone` names.
    fn undone_targets(&self) -> usize {
        let events = self.desk.store().events().unwrap();
        let undone = events.iter().rfind(|event| event.body.kind == Kind::Undone).unwrap();
        undone.body.payload.hashes("targets").len()
    }

    fn event_name(&self, kind: &Kind, number: usize) -> String {
        let events = self.desk.store().events().unwrap();
        let mut of_kind = events.iter().filter(|event| event.body.kind == *kind);
        of_kind.nth(number).unwrap().id().to_string()
    }

    fn undo(&mut self, event: &str, yes: bool) -> tagdesk::desk::reply::Reply {
        let now = self.clock.now().clone();
        self.desk.undo_event(event, yes, &now).unwrap()
    }
}
