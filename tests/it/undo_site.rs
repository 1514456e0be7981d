//! A scan that changes nothing but the site: the screen says that the device moves, so undo reaches
//! it and puts the site back.

use tagdesk::desk::request::{Request, RunSetup};
use tagdesk::domain::borrower::BorrowerId;

use super::support::counter::{Counter, desk};

fn run_at(counter: &mut Counter, site: &str) {
    counter.ask(Request::StartRun(RunSetup { site: site.into(), ..RunSetup::default() }));
}

#[test]
fn a_return_of_a_device_that_is_in_at_another_site_is_taken_back() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued
         return: CB-003991 -> already written says \"Larkstone Middle\"
         CB-003991 -> already",
    );
    assert_eq!(counter.card("CB-003991").site, "LRK");
    counter.go("XTDUNDO -> undone device CB-003991; (CB-003991 in); (CB-004417 0048213)");
    assert_eq!(counter.card("CB-003991").site, "BON", "and the repetition has not moved it again");
    counter.go("XTDUNDO -> undone device CB-004417; (CB-004417 in); XTDUNDO -> refused silent");
}

#[test]
fn the_site_before_is_the_last_scans_not_the_lists() {
    let mut counter = desk("0048213 CB-003991 -> issued; return: CB-003991 -> returned");
    run_at(&mut counter, "TAL");
    counter.go("return: CB-003991 -> already says \"Talbot High\"");
    assert_eq!(counter.card("CB-003991").site, "TAL");
    counter.go("XTDUNDO -> undone device CB-003991; (CB-003991 in)");
    assert_eq!(counter.card("CB-003991").site, "LRK");
    counter.go("XTDUNDO -> undone 0048213; (CB-003991 0048213); XTDUNDO -> undone; (CB-003991 in)");
    assert_eq!(counter.card("CB-003991").site, "BON");
}

#[test]
fn a_move_behind_a_command_is_a_later_change() {
    let mut counter = desk("0048213 CB-004417 -> issued; return: CB-004417 -> returned");
    run_at(&mut counter, "TAL");
    counter.go("return: CB-004417 -> already says \"Talbot High\"");
    counter.go("<undo-row-1> -> question ask undo-row; <yes> -> undone");
    assert_eq!(counter.card("CB-004417").site, "LRK");
}

#[test]
fn a_second_issue_to_the_same_person_at_a_new_site_moves_the_device() {
    let mut counter = desk("0048222 CB-004417 -> issued");
    counter.import(&["student,name,grade,homeroom,site\n0048222,Ana Nguyễn,6,6A,TAL\n"], true);
    counter.go("issue: 0048222 CB-004417 -> already");
    assert_eq!(counter.card("CB-004417").site, "TAL");
    counter.go("XTDUNDO -> undone 0048222; (CB-004417 0048222)");
    assert_eq!(counter.card("CB-004417").site, "LRK");
}

#[test]
fn what_stays_where_it_is_changes_nothing() {
    let counter = desk(
        "return: CB-004417 -> already; XTDUNDO -> refused silent
         issue: 0048213 CB-003991 -> issued; (+1s); CB-003991 -> already; (+1s)
         return: CB-003991 -> returned; (+1s); CB-003991 -> already; (+1s)
         XTDUNDO -> undone 0048213; (CB-003991 0048213)",
    );
    let holder = counter.card("CB-003991").holder;
    assert_eq!(holder.map(|holder| holder.named.id), Some(BorrowerId::from_text("0048213")));
    let history = counter.desk.store().device_history(&counter.card("CB-003991").id, 9).unwrap();
    let unchanged: Vec<bool> = history.iter().map(|line| line.unchanged).collect();
    assert_eq!(unchanged, [false, true, false, true, false], "undone, in, back, held, out");
}
