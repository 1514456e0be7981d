//! Damage, prices and free breaks, inside the return.

use tagdesk::desk::reply::Notice;
use tagdesk::desk::request::Request;
use tagdesk::domain::policy::Policy;
use tagdesk::domain::price::{Price, PriceList};
use tagdesk::domain::quote::Quote;
use tagdesk::store::Listing;

use super::return_run::ALONG;
use crate::support::{Counter, desk};

pub(super) fn price(sort: &str, cents: i64, steps: bool) -> Price {
    Price { sort: sort.into(), model: String::new(), cents, steps, device: true }
}

pub(super) fn policy() -> Policy {
    let prices = [
        price("screen", 9_000, true),
        price("hinge", 4_000, false),
        price("charger", 2_500, false),
        price("charger damaged", 1_200, false),
        price("case", 1_800, false),
        Price { model: "ThinkPad L13".into(), ..price("screen", 20_000, true) },
    ];
    Policy { prices: PriceList::of(prices), ..Policy::default() }
}

pub(super) fn counter(policy: Policy, script: &str) -> Counter {
    let mut counter = desk("");
    counter.import(&[ALONG], true);
    counter.ask(Request::SetPolicy(Box::new(policy)));
    counter.play(script)
}

pub(super) fn due(counter: &Counter, id: &str) -> i64 {
    let id = tagdesk::domain::borrower::BorrowerId::from_text(id);
    counter.desk.store().ledger(&id).unwrap().due_cents()
}

pub(super) fn quoted(counter: &Counter) -> Quote {
    let Notice::Noted { quote, .. } = counter.last.clone().unwrap().notice else {
        panic!("{:?}", counter.last)
    };
    quote
}

#[test]
fn a_damage_with_a_price_is_charged_in_the_same_command() {
    let mut counter = counter(
        policy(),
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned",
    );
    let before = counter.card("CB-004417");
    counter.go("XTDDSCREEN -> noted 0048213 says \"90.00\"");
    assert_eq!(quoted(&counter), Quote::Costs { cents: 9_000 });
    assert_eq!(due(&counter, "0048213"), 9_000);
    let events = counter.desk.store().events().unwrap();
    let [.., noted, charge] = events.as_slice() else { panic!() };
    assert_eq!(charge.body.payload.hashes("basis"), [noted.hash], "it rests on the damage");
    assert_eq!(charge.body.group, noted.body.group);
    // Twice noted is once charged.
    counter.go("XTDDSCREEN -> already");
    assert_eq!(due(&counter, "0048213"), 9_000);
    // Damage without a price is noted and nothing more.
    counter.go("XTDDLIQUID -> noted");
    assert_eq!(quoted(&counter), Quote::NoPrice);
    counter.go("XTDUNDO -> undone; XTDUNDO -> undone");
    assert_eq!(due(&counter, "0048213"), 0);
    assert_eq!(counter.card("CB-004417"), before, "charge and damage are taken back together");
    assert_eq!(counter.desk.store().proposals().unwrap(), []);
}

#[test]
fn a_free_break_follows_the_student_and_never_the_device() {
    let policy = Policy { free_breaks: 1, ..policy() };
    let mut counter = counter(
        policy,
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned
         XTDDSCREEN -> noted says \"1 of 1\"
         issue: 0048213 CB-004376 -> issued; XTDNEXT -> next; return: CB-004376 -> returned
         XTDDHINGE -> noted says \"40.00\"
         # The same device broken by somebody else is their first.
         issue: 0048307 CB-004398 -> issued; XTDNEXT -> next; return: CB-004398 -> returned
         XTDDSCREEN -> noted says \"1 of 1\"",
    );
    assert_eq!((due(&counter, "0048213"), due(&counter, "0048307")), (4_000, 0));
    // A new school year counts anew; the past one keeps what it was judged by.
    counter.go("(+8760h); issue: 0048213 CB-004417 -> issued; XTDNEXT -> next
         return: CB-004417 -> returned; XTDDKEYBOARD -> noted");
    assert_eq!(quoted(&counter), Quote::NoPrice);
    counter.go("XTDDHINGE -> noted says \"1 of 1\"");
    counter.ask(Request::SetPolicy(Box::new(Policy { free_breaks: 0, ..self::policy() })));
    assert_eq!(counter.desk.store().proposals().unwrap().len(), 1, "this day's policy, this day");
    assert_eq!(due(&counter, "0048213"), 4_000, "nothing is charged by itself");
}

#[test]
fn a_part_of_a_price_is_charged_where_the_list_has_parts() {
    let mut counter = counter(
        policy(),
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned
         XTDDSCREEN -> noted; XTDP50 -> noted says \"45.00\"; XTDP50 -> already
         XTDP30 -> refused; return: CB-004417 -> already; XTDP75 -> noted says \"67.50\"",
    );
    assert_eq!(due(&counter, "0048213"), 6_750);
    assert_eq!(counter.desk.store().proposals().unwrap(), [], "a person chose it");
    counter.go("XTDUNDO -> undone");
    assert_eq!(due(&counter, "0048213"), 4_500);
    counter.go("CB-004417 -> already; XTDDHINGE -> noted; XTDP50 -> refused says \"part\"");
}

#[test]
fn what_is_brought_later_is_charged_no_more() {
    let mut counter = counter(
        policy(),
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned
         XTDMCASE -> noted says \"18.00\"; XTDMCHARGER -> noted says \"25.00\"",
    );
    assert_eq!(due(&counter, "0048213"), 4_300);
    // With the device, or without it by the student.
    counter.go("XTDGCASE -> noted says \"18.00 are taken off\"");
    assert_eq!(due(&counter, "0048213"), 2_500);
    counter.go(
        "XTDNEXT -> next; look-up: 0048213 -> student; XTDGCHARGER -> noted 0048213 device CB-004417
         XTDGCHARGER -> already; 0048307 -> student; XTDGCHARGER -> refused",
    );
    assert_eq!(due(&counter, "0048213"), 0);
    assert_eq!(counter.desk.store().proposals().unwrap(), []);
    counter.go("XTDUNDO -> undone");
    assert_eq!(due(&counter, "0048213"), 2_500);
}

#[test]
fn of_two_that_are_missing_nobody_guesses_which() {
    counter(
        Policy { limit: 2, ..policy() },
        "issue: 0048213 CB-004417 -> issued; CB-004376 -> issued; XTDNEXT -> next
         return: CB-004417 -> returned; XTDMCASE -> noted
         CB-004376 -> returned; XTDMCASE -> noted
         look-up: 0048213 -> student; XTDGCASE -> refused says \"Scan the device\"
         CB-004376 -> shown; XTDGCASE -> noted device CB-004376",
    );
}

#[test]
fn what_did_not_go_along_costs_nothing() {
    let counter = counter(
        policy(),
        "issue: 0048213 CB-004417 -> issued; XTDMCASE -> noted; XTDNEXT -> next
         return: CB-004417 -> returned; XTDDCHARGER -> noted says \"12.00\"",
    );
    assert_eq!(due(&counter, "0048213"), 1_200);
}

#[test]
fn what_goes_along_with_no_such_model_is_not_noted() {
    let mut counter = counter(
        policy(),
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned",
    );
    let events = counter.events();
    for card in ["XTDMSTYLUS", "XTDDSTYLUS", "XTDGSTYLUS"] {
        counter.go(&format!("{card} -> refused says \"No stylus goes along\""));
    }
    assert_eq!(counter.events(), events);
    // Of a model of which the catalogue says nothing, anything may be said.
    counter.go("issue: 0048213 LT-0001 -> issued; XTDNEXT -> next; return: LT-0001 -> returned");
    counter.go("XTDMSTYLUS -> noted");
}

#[test]
fn a_model_has_its_own_price() {
    counter(
        policy(),
        "issue: 0048213 LT-0001 -> issued; XTDNEXT -> next; return: LT-0001 -> returned
         XTDDSCREEN -> noted says \"200.00\"",
    );
}

#[test]
fn who_owes_too_much_gets_a_device_from_a_lead_with_a_reason() {
    let leads = ["AR".to_owned()].into();
    let mut counter = counter(
        Policy { block_cents: Some(5_000), leads, ..policy() },
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned
         XTDDHINGE -> noted; issue: 0048213 CB-004376 -> issued; XTDNEXT -> next
         return: CB-004376 -> returned; XTDDSCREEN -> noted; XTDNEXT -> next
         issue: 0048213 CB-004398 -> refused 0048213 says \"lead\"; (CB-004398 in)",
    );
    counter.desk.set_operator(Some("ar".into()));
    counter.go("XTDNEXT -> next; 0048213 CB-004398 -> question ask owes; CB-003991 -> not-taken
         XTDYES -> not-taken says \"Say why\"; XTDWNONSENSE -> not-taken
         XTDWPLAN -> issued 0048213; (CB-004398 0048213); XTDNEXT -> next
         return: CB-004398 -> returned; XTDNEXT -> next
         issue: 0048213 CB-004398 -> question ask owes
         \"xtdyes mother pays on Friday\" -> issued 0048213");
    let mut lines = Vec::new();
    counter
        .desk
        .store()
        .list(Listing::Overrides, |row| -> tagdesk::store::Result<()> {
            lines.push(row[4..].join("|"));
            Ok(())
        })
        .unwrap();
    assert_eq!(lines, ["owes|plan|", "owes||mother pays on Friday"]);
    // Said with the card of another country's keyboard.
    counter.go("XTDNEXT -> next; return: CB-004398 -> returned; XTDNEXT -> next
         issue: 0048213 CB-004398 -> question; XTDZOFFICE -> issued");
}

#[test]
fn a_model_for_other_grades_keeps_why_it_went_out() {
    let mut counter = counter(
        Policy { grade_rule: true, ..Policy::default() },
        "issue: 0048213 IPAD-0001 -> question ask grade; XTDWCLASS -> issued 0048213
         XTDNEXT -> next; 0048307 -> student",
    );
    counter.go("CB-004417 -> issued");
    let mut lines = Vec::new();
    let visit = |row: &[String]| -> tagdesk::store::Result<()> {
        lines.push(row[1..].to_vec());
        Ok(())
    };
    counter.desk.store().list(Listing::Overrides, visit).unwrap();
    assert_eq!(lines.len(), 1, "what was not overridden is not listed");
    assert_eq!((&*lines[0][0], &*lines[0][3], &*lines[0][4]), ("0048213", "grade", "class"));
}

#[test]
fn a_lost_device_is_charged_by_the_list_unless_somebody_says_otherwise() {
    use tagdesk::desk::missing::Loss;

    let mut lists = policy().prices.lines().to_vec();
    lists.push(price("lost", 28_000, false));
    let policy = Policy { prices: PriceList::of(lists), ..policy() };
    let script = "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next
                  0048307 CB-004376 -> issued; XTDNEXT -> next";
    let mut counter = counter(policy, script);
    let mut lose = |tag: &str, charge_cents| {
        let loss = Loss {
            device: counter.card(tag).id,
            stolen: false,
            on: "2026-08-01".into(),
            report: String::new(),
            file: None,
            charge_cents,
        };
        let now = counter.clock.now().clone();
        counter.desk.lose(&loss, &now).unwrap().charge.map(|(_, cents)| cents)
    };
    assert_eq!(lose("CB-004417", None), Some(28_000));
    assert_eq!(lose("CB-004376", Some(0)), None);
    assert_eq!((due(&counter, "0048213"), due(&counter, "0048307")), (28_000, 0));
    // What somebody left out is proposed, and nothing is charged by itself.
    let proposals = counter.desk.store().proposals().unwrap();
    assert_eq!(proposals.len(), 1);
    assert_eq!((proposals[0].borrower.as_str(), proposals[0].new_cents), ("0048307", 28_000));
    // Found: nothing is owed, and nothing is proposed any more.
    for tag in ["CB-004417", "CB-004376"] {
        let (id, now) = (counter.card(tag).id, counter.clock.now().clone());
        counter.desk.find(&id, &now).unwrap();
    }
    assert_eq!(due(&counter, "0048213"), 0);
    assert_eq!(counter.desk.store().proposals().unwrap(), []);
}
