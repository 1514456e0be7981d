//! What may go out, and to whom: status, lists, limits, grades.

use tagdesk::desk::reply::{Ask, Notice, Refusal};
use tagdesk::desk::request::Request;
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::device::Status;
use tagdesk::domain::policy::Policy;

use crate::support::{Counter, Stage, desk};

#[test]
fn what_may_not_go_out_is_refused_without_naming_the_reason() {
    for (tag, word) in [
        ("CB-STOLEN", "stolen"),
        ("CB-LOST", "lost"),
        ("CB-REPAIR", "repair"),
        ("CB-RETIRED", "retired"),
    ] {
        let mut counter = desk("0048213 -> student");
        // The office hears of one that is missing.
        let heard = if ["stolen", "lost"].contains(&word) { "written" } else { "silent" };
        counter.go(&format!("{tag} -> refused 0048213 device {tag} {heard}"));
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
    counter.ask(Request::SetPolicy(Box::new(Policy { limit: 2, ..Policy::default() })));
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
fn a_model_may_be_meant_for_a_grade_at_one_site() {
    let mut counter = desk("");
    let models =
        "model,category,grades\niPad 9th Gen,Tablet,K-8@BON\nThinkPad L13,Laptop,6-8@LRK\n";
    counter.import(&[models], true);
    counter.ask(Request::SetPolicy(Box::new(Policy { grade_rule: true, ..Policy::default() })));
    counter.go("issue: 0048213 IPAD-0001 -> question ask grade; XTDNO -> no
         LT-0001 -> issued; return: LT-0001 -> returned");
    let gets = counter.desk.store().person(&BorrowerId::from_text("0048213"), true).unwrap().gets;
    assert!(gets.contains(&"ThinkPad L13".to_owned()), "{gets:?}");
    assert!(!gets.contains(&"iPad 9th Gen".to_owned()), "{gets:?}");
}

#[test]
fn a_model_not_meant_for_the_grade_is_a_question_where_the_policy_says_so() {
    let mut counter = desk("0048213 IPAD-0001 -> issued; return: IPAD-0001 -> returned");
    counter.ask(Request::SetPolicy(Box::new(Policy { grade_rule: true, ..Policy::default() })));
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
    counter.ask(Request::SetPolicy(Box::new(Policy { grade_rule: true, ..Policy::default() })));
    counter.go(
        "0000042 CB-003991 -> question ask grade; XTDYES -> issued; 0048399 CB-004417 -> question ask inactive
         XTDYES -> issued; CB-003991 -> question ask still-out limit inactive; XTDYES -> handed-over",
    );
}
