//! Hand-overs and swaps: two events or four, one command.

use tagdesk::domain::event::Kind;

use crate::support::desk;

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
