//! Undo: of what changed something, whole, and asked about under later events.

use tagdesk::desk::request::{Request, RunSetup};
use tagdesk::domain::event::Kind;

use crate::support::desk;

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
