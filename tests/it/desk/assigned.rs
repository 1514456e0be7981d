//! Whose a device is for years, beside who has it today.

use tagdesk::desk::assign::Order;

use crate::support::{Counter, desk};

/// Assigns a device, or frees it.
pub fn assign(counter: &mut Counter, student: Option<&str>, device: &str, case: &str) -> bool {
    let order =
        Order { device: device.into(), student: student.map(Into::into), case: case.into() };
    let done = counter.desk.assign(&[order], false, counter.clock.now()).unwrap();
    let change = done.told.into_iter().next().unwrap().unwrap();
    assert_eq!(change.is_change(), !done.events.is_empty());
    change.is_change()
}

/// Whose it is, with the number of the case.
fn whose(counter: &Counter, tag: &str) -> Option<(String, String)> {
    counter.card(tag).owner.map(|owner| (owner.named.id.to_string(), owner.case))
}

fn ava(case: &str) -> (String, String) {
    ("0048291".to_owned(), case.to_owned())
}

#[test]
fn a_summer_return_keeps_the_assignment() {
    let mut counter = desk("");
    assert!(assign(&mut counter, Some("0048291"), "CB-004417", "17"));
    counter.go("0048291 -> student says \"Theirs: CB-004417, case 17, in Larkstone Middle\"
         CB-004417 -> issued 0048291; XTDNEXT -> next
         return: CB-004417 -> returned from 0048291 says \"stays assigned to Ava Lind, case 17\"
         (CB-004417 in)");
    assert_eq!(whose(&counter, "CB-004417"), Some(ava("17")));
    let (person, case) = whose(&counter, "PF3KD8Q2").unwrap();
    assert_eq!((person.as_str(), case.as_str()), ("0048291", "17"), "by serial, too");
    // The number goes with the assignment.
    assert!(assign(&mut counter, None, "CB-004417", ""));
    assert_eq!(whose(&counter, "CB-004417"), None);
    assert!(assign(&mut counter, Some("0048307"), "CB-004417", ""));
    assert_eq!(whose(&counter, "CB-004417"), Some(("0048307".into(), String::new())));
    counter.go("");
}

#[test]
fn the_same_again_changes_nothing_and_keeps_the_case() {
    let mut counter = desk("");
    assert!(assign(&mut counter, Some("0048291"), "CB-004417", "17"));
    assert!(!assign(&mut counter, Some("0048291"), "CB-004417", ""));
    assert_eq!(whose(&counter, "CB-004417"), Some(ava("17")));
    assert!(assign(&mut counter, Some("0048291"), "CB-004417", "18"));
    assert_eq!(whose(&counter, "CB-004417"), Some(ava("18")));
    assert!(!assign(&mut counter, None, "CB-004376", ""));
}

#[test]
fn somebody_elses_device_is_asked_about_with_all_other_reasons() {
    let mut counter = desk("");
    assign(&mut counter, Some("0048291"), "CB-004417", "17");
    counter.go("0048213 CB-004417 -> question ask assigned says \"Ava Lind, case 17\"
         XTDNO -> no; (CB-004417 in)
         CB-004417 -> question ask assigned; XTDYES -> issued 0048213; XTDNEXT -> next
         0048307 CB-004417 -> question ask still-out assigned; XTDYES -> handed-over from 0048213
         XTDNEXT -> next; 0048291 CB-004417 -> question ask still-out; XTDYES -> handed-over");
    assert_eq!(whose(&counter, "CB-004417"), Some(ava("17")), "an issue assigns nothing");
}

#[test]
fn the_desk_says_where_somebodys_device_is() {
    let mut counter = desk("");
    assign(&mut counter, Some("0048291"), "CB-003991", "");
    counter.go(
        "0048291 -> student says \"Theirs: CB-003991, in Bonner Elementary\"; XTDNEXT -> next
         0048213 CB-003991 -> question ask assigned; XTDYES -> issued; XTDNEXT -> next
         0048291 -> student says \"Theirs: CB-003991, which is out\"",
    );
}

#[test]
fn an_assignment_is_taken_back_by_itself() {
    let mut counter = desk("0048213 CB-004417 -> issued; XTDNEXT -> next");
    assign(&mut counter, Some("0048291"), "CB-004417", "17");
    assign(&mut counter, Some("0048307"), "CB-004417", "4");
    counter.go("XTDUNDO -> undone; (CB-004417 0048213)");
    assert_eq!(whose(&counter, "CB-004417"), Some(ava("17")));
    assign(&mut counter, None, "CB-004417", "");
    counter.go("XTDUNDO -> undone");
    assert_eq!(whose(&counter, "CB-004417"), Some(ava("17")));
    counter.go("XTDUNDO -> undone; (CB-004417 0048213)");
    assert_eq!(whose(&counter, "CB-004417"), None);
}

#[test]
fn a_list_is_one_command_and_what_is_wrong_with_it_is_told_by_row() {
    let mut counter = desk("");
    let order = |student: &str, device: &str, case: &str| Order {
        device: device.into(),
        student: Some(student.into()),
        case: case.into(),
    };
    let orders = [
        order("0048291", "CB-004417", "17"),
        order("0048307", "CB-004376", "18"),
        order("0048213", "CB-004417", "19"),
        order("GHOST", "CB-004398", ""),
        order("0048213", "NO-TAG", ""),
        order("0048213", "SHARED-1", ""),
        order("0048213", "CB-004398", "a number much longer than any case tag"),
    ];
    let before = counter.events();
    let dry = counter.desk.assign(&orders, true, counter.clock.now()).unwrap();
    assert_eq!((counter.events(), dry.events.len()), (before, 0), "a dry run writes nothing");
    let done = counter.desk.assign(&orders, false, counter.clock.now()).unwrap();
    let taken: Vec<bool> = done.told.iter().map(Result::is_ok).collect();
    assert_eq!(taken, [true, true, false, false, false, false, false]);
    assert_eq!(done.events.len(), 2);
    assert_eq!(whose(&counter, "CB-004417"), Some(ava("17")));
    counter.go("XTDUNDO -> undone");
    assert_eq!((whose(&counter, "CB-004417"), whose(&counter, "CB-004376")), (None, None));
}

/// Served without a card and assigned a device: joined, it is the real person's.
#[test]
fn an_assignment_follows_a_person_who_is_joined() {
    let mut counter = desk("");
    let told = counter.walk_up("Ava L", None);
    let id = told.student.unwrap();
    assign(&mut counter, Some(&id), "CB-004417", "17");
    let (from, into) = (
        tagdesk::domain::borrower::BorrowerId::from_text(id),
        tagdesk::domain::borrower::BorrowerId::from_text("0048291"),
    );
    counter.desk.merge_people(&from, &into, counter.clock.now()).unwrap();
    assert_eq!(whose(&counter, "CB-004417"), Some(ava("17")));
    let person = counter.desk.store().person(&into, false).unwrap();
    assert_eq!(person.assigned.len(), 1);
    counter.go("");
}
