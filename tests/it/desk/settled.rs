//! What settles a charge and what does not: brought later, noted twice, another day, another price.

use tagdesk::desk::missing::Loss;
use tagdesk::desk::reply::Channel;
use tagdesk::desk::request::{Request, Returning};
use tagdesk::domain::event::{Moment, Source};
use tagdesk::domain::policy::Policy;
use tagdesk::domain::price::PriceList;
use tagdesk::domain::quote::Quote;

use super::charged::{counter, due, policy, price, quoted};
use super::return_run::returns;
use crate::support::Counter;

/// So many days from now.
fn days(counter: &Counter, days: i64) -> Moment {
    let mut now = counter.clock.now().clone();
    now.wall_ms += days * 86_400_000;
    now
}

fn scan_at(counter: &mut Counter, now: &Moment, lines: &[&str]) {
    for line in lines {
        let (channel, source) = (Channel::Main, Source::Scan);
        let scan = Request::Scan { channel, line: (*line).into(), source };
        counter.desk.handle(scan, now).unwrap();
    }
}

/// What a loss is charged; `None` where it is not taken.
fn lose(counter: &mut Counter, tag: &str, on: &str, now: &Moment) -> Option<i64> {
    let device = counter.card(tag).id;
    let (on, report) = (on.to_owned(), String::new());
    let loss = Loss { device, stolen: false, on, report, file: None, charge_cents: None };
    let told = counter.desk.lose(&loss, now).ok()?;
    Some(told.charge.map_or(0, |(_, cents)| cents))
}

#[test]
fn what_is_brought_later_settles_the_loan_it_was_missing_of() {
    let mut counter = counter(
        policy(),
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned
         XTDMCASE -> noted 0048213; XTDNEXT -> next; (+1m)
         issue: 0048222 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned
         XTDMCASE -> noted 0048222; XTDNEXT -> next",
    );
    assert_eq!((due(&counter, "0048213"), due(&counter, "0048222")), (1_800, 1_800));
    let card = counter.card("CB-004417");
    counter.go("issue: 0048213 -> student; XTDGCASE -> noted 0048213 says \"18.00 are taken off\"");
    assert_eq!((due(&counter, "0048213"), due(&counter, "0048222")), (0, 1_800));
    assert_eq!(counter.desk.store().proposals().unwrap(), []);
    // Of the present loan it says: the second case is still missing, or with whoever has it now.
    counter.go("(+1m); XTDNEXT -> next; 0048222 CB-004417 -> issued");
    let out = counter.card("CB-004417");
    counter.go("XTDGCASE -> already; XTDUNDO -> undone; XTDNEXT -> next");
    counter.go("0048222 -> student; XTDGCASE -> noted 0048222");
    assert_eq!(due(&counter, "0048222"), 0);
    counter.go("XTDUNDO -> undone");
    assert_eq!(due(&counter, "0048222"), 1_800);
    assert_eq!((card.holder, out.noted.out), (None, true));
}

#[test]
fn one_thing_of_one_loan_is_charged_once() {
    let mut counter = counter(
        policy(),
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned
         XTDDCHARGER -> noted says \"12.00\"; XTDGCHARGER -> noted says \"12.00 are taken off\"
         XTDDCHARGER -> noted says \"12.00\"",
    );
    assert_eq!(due(&counter, "0048213"), 1_200);
    // It is not missing but broken.
    counter.go("XTDUNDO -> undone; CB-004417 -> already; XTDMCHARGER -> noted says \"25.00\"; XTDDCHARGER -> noted");
    assert_eq!(quoted(&counter), Quote::Costs { cents: 1_200 });
    assert_eq!(due(&counter, "0048213"), 1_200);
    assert_eq!(counter.desk.store().proposals().unwrap(), []);
    // Mended, and broken again on the shelf: nobody had it since.
    counter.go("XTDDSCREEN -> noted says \"90.00\"");
    counter.go("repair: CB-004417 -> noted; CB-004417 -> shown; XTDYES -> noted; XTDNEXT -> next");
    counter.go("return: CB-004417 -> already; XTDDSCREEN -> noted");
    assert_eq!(quoted(&counter), Quote::NoPrice);
    assert_eq!(due(&counter, "0048213"), 10_200);
    assert_eq!(counter.desk.store().proposals().unwrap(), []);
}

#[test]
fn a_damage_of_another_day_is_judged_as_of_that_day() {
    // Free breaks are given from today on; yesterday there were none.
    let mut counter = counter(Policy { free_breaks: 1, ..policy() }, "(+0s)");
    let (early, issued) = (days(&counter, -3), days(&counter, -2));
    counter.desk.set_policy(&policy(), None, &early).unwrap();
    scan_at(&mut counter, &issued, &["0048213", "CB-004417", "XTDNEXT"]);
    returns(&mut counter, Returning { dated: "2026-08-11".into(), ..Returning::default() });
    counter.go("return: CB-004417 -> returned; XTDDSCREEN -> noted");
    assert_eq!(quoted(&counter), Quote::Costs { cents: 9_000 }, "nothing was free then");
    assert_eq!(counter.desk.store().proposals().unwrap(), [], "desk and fold say the same");
    assert_eq!(due(&counter, "0048213"), 9_000);
}

#[test]
fn a_loss_is_judged_as_of_the_day_it_happened_on() {
    let mut prices = policy().prices.lines().to_vec();
    prices.push(price("lost", 28_000, false));
    // A school year ends on the 12th.
    let year_starts = "08-13".into();
    let prices = PriceList::of(prices);
    let policy = Policy { prices, free_losses: 1, year_starts, limit: 2, ..policy() };
    let script = "issue: 0048213 CB-004417 -> issued; CB-004376 -> issued; XTDNEXT -> next";
    let mut counter = counter(policy, script);
    let (today, later) = (days(&counter, 0), days(&counter, 3));
    assert_eq!(lose(&mut counter, "CB-004417", "2026-08-16", &today), None, "not yet");
    assert_eq!(lose(&mut counter, "CB-004417", "2026-08-12", &later), Some(0), "free");
    assert_eq!(lose(&mut counter, "CB-004376", "2026-08-14", &later), Some(0), "in the new year");
    scan_at(&mut counter, &later, &["0048213", "CB-004398", "XTDYES", "XTDNEXT"]);
    assert_eq!(lose(&mut counter, "CB-004398", "2026-08-15", &later), Some(28_000), "the second");
}

#[test]
fn a_part_is_a_part_of_the_price_of_its_day() {
    let mut counter = counter(
        policy(),
        "issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; return: CB-004417 -> returned
         XTDDSCREEN -> noted says \"90.00\"",
    );
    let later = days(&counter, 2);
    let dearer = PriceList::of([price("screen", 12_000, true)]);
    counter.desk.set_policy(&Policy { prices: dearer, ..policy() }, None, &later).unwrap();
    scan_at(&mut counter, &later, &["XTDP50"]);
    assert_eq!(due(&counter, "0048213"), 4_500);
}

#[test]
fn what_was_in_later_is_not_issued_in_a_dated_run() {
    let mut counter = counter(policy(), "return: CB-004417 -> already");
    let dated = "2026-08-11".to_owned();
    returns(&mut counter, Returning { dated, ..Returning::default() });
    counter.go("issue: 0048213 CB-004417 -> refused; (CB-004417 in); CB-004376 -> issued");
}

#[test]
fn what_the_list_has_for_a_device_is_charged_for_one() {
    use tagdesk::desk::charges::NewCharge;

    let mut prices = policy().prices.lines().to_vec();
    prices[0].device = false;
    let mut counter = counter(Policy { prices: PriceList::of(prices), ..policy() }, "(+0s)");
    let mut charge = |sort: &str, tag: Option<&str>| {
        let new = NewCharge {
            borrower: tagdesk::domain::borrower::BorrowerId::from_text("0048213"),
            device: tag.map(|tag| counter.card(tag).id),
            sort: sort.into(),
            cents: 500,
            note: String::new(),
        };
        let now = counter.clock.now().clone();
        counter.desk.charge(&new, &now).is_ok()
    };
    assert!(!charge("Screen", None) && charge("screen", Some("CB-004417")));
    assert!(charge("insurance", None), "no list has it");
}
