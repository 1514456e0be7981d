//! Money on a person's page: every act as the window asks for it.

use tagdesk::desk::Error;
use tagdesk::desk::charges::Wrong;
use tagdesk::desk::request::{Answer, ChargeRow, Money, PersonPage, Request};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::policy::Policy;
use tagdesk::domain::price::{Price, PriceList};

use crate::support::{Counter, desk};

const JOSE: &str = "0048213";

impl Counter {
    fn money(&mut self, wish: Money) -> Result<i64, Error> {
        match self.desk.handle(Request::Money(wish), self.clock.now())? {
            Answer::Posted(posting) => Ok(posting.due_cents),
            other => panic!("{other:?}"),
        }
    }

    fn page(&mut self) -> PersonPage {
        match self.ask(Request::Person(jose())) {
            Answer::Person(Some(page)) => *page,
            other => panic!("{other:?}"),
        }
    }

    /// The newest charge, and what it is called.
    fn newest(&mut self) -> (ChargeRow, String) {
        let row = self.page().account.remove(0);
        let name = row.name().to_owned();
        (row, name)
    }
}

fn jose() -> BorrowerId {
    BorrowerId::from_text(JOSE)
}

fn charge(device: &str, sort: &str, cents: i64) -> Money {
    let (device, sort) = (device.to_owned(), sort.to_owned());
    Money::Charge { who: jose(), device, sort, cents, note: String::new() }
}

fn wrong<T>(result: Result<T, Error>) -> Wrong {
    match result {
        Err(Error::Money(wrong)) => wrong,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was done"),
    }
}

#[test]
fn a_device_returned_long_ago_is_charged_and_paid_in_parts() {
    let script = "issue: 0048213 CB-004417 -> issued; XTDNEXT; return: CB-004417 -> returned
                  (+8760h); issue: 0048307 CB-004417 -> issued; XTDNEXT";
    let mut counter = desk(script);
    assert_eq!(counter.money(charge("cb-004417", "screen", 9_000)).unwrap(), 9_000);
    counter.go("(+1h)");
    assert_eq!(counter.money(charge("", "yearbook", 1_000)).unwrap(), 10_000);
    let account = counter.page().account;
    let shown: Vec<_> = account.iter().map(|r| (r.charge.sort.as_str(), r.tag.as_str())).collect();
    assert_eq!(shown, [("yearbook", ""), ("screen", "CB-004417")], "the newest first");
    assert_eq!(
        wrong(counter.money(charge("CB-NONE", "x", 100))),
        Wrong::NoDevice("CB-NONE".into())
    );
    // All together, the oldest first; then what is left of one.
    let pay = |charge, cents| Money::Pay { who: jose(), charge, cents };
    assert_eq!(counter.money(pay(None, 9_500)).unwrap(), 500);
    let (row, name) = counter.newest();
    assert_eq!((row.charge.paid_cents(), row.charge.due_cents()), (500, 500));
    assert_eq!(
        wrong(counter.money(pay(Some(name.clone()), 600))),
        Wrong::MoreThanDue { due_cents: 500 }
    );
    assert_eq!(counter.money(pay(Some(name), 500)).unwrap(), 0);
}

#[test]
fn only_a_lead_waives_and_what_was_paid_is_given_back() {
    let mut counter = desk("");
    let policy = Policy { leads: ["LT".to_owned()].into(), ..Policy::default() };
    counter.ask(Request::SetPolicy(Box::new(policy)));
    counter.money(charge("", "screen", 9_000)).unwrap();
    let (_, name) = counter.newest();
    let reason = "Family fund".to_owned();
    let waive = Money::Waive { charge: name.clone(), cents: 4_000, reason: reason.clone() };
    assert!(matches!(counter.money(waive.clone()), Err(Error::NotALead)));
    counter.ask(Request::Operator(Some("lt".into())));
    assert_eq!(counter.money(waive).unwrap(), 5_000);
    let adjust = |to_cents, reason: &str| Money::Adjust {
        charge: name.clone(),
        to_cents,
        reason: reason.to_owned(),
    };
    assert!(matches!(counter.money(adjust(6_000, " ")), Err(Error::NoReason)));
    assert_eq!(counter.money(adjust(6_000, "mended by us")).unwrap(), 2_000);
    counter.money(Money::Pay { who: jose(), charge: Some(name.clone()), cents: 2_000 }).unwrap();
    let refund = |cents| Money::Refund { charge: name.clone(), cents, reason: reason.clone() };
    assert_eq!(wrong(counter.money(refund(2_500))), Wrong::MoreThanPaid { paid_cents: 2_000 });
    assert_eq!(counter.money(refund(500)).unwrap(), 500);
}

#[test]
fn a_voided_payment_opens_the_charge_again() {
    let mut counter = desk("");
    counter.money(charge("", "screen", 9_000)).unwrap();
    counter.money(Money::Pay { who: jose(), charge: None, cents: 9_000 }).unwrap();
    let (row, _) = counter.newest();
    let payment = row.names[1].clone();
    let void = |entry: &str| Money::Void { entry: entry.into(), reason: "wrong family".into() };
    assert_eq!(counter.money(void(&payment)).unwrap(), 9_000);
    assert_eq!(wrong(counter.money(void(&payment))), Wrong::Void(payment));
    let (row, name) = counter.newest();
    assert!(row.charge.posted[1].void);
    assert_eq!(counter.money(void(&name)).unwrap(), 0);
    assert!(counter.newest().0.charge.is_void());
    assert!(counter.desk.store().check().unwrap().is_sound());
}

#[test]
fn a_proposal_is_a_to_do_until_it_is_booked_or_kept() {
    let todos = |counter: &mut Counter| match counter.ask(Request::Todos) {
        Answer::Todos(todos) => todos.proposals,
        other => panic!("{other:?}"),
    };
    let script = "issue: 0048213 CB-004417 -> issued; XTDNEXT; return: CB-004417 -> returned
                  XTDDSCREEN -> noted; XTDDHINGE -> noted";
    let mut counter = desk(script);
    assert_eq!(todos(&mut counter), [], "nothing has a price");
    let price = |sort: &str, cents| Price {
        sort: sort.into(),
        model: String::new(),
        cents,
        steps: false,
        device: true,
    };
    let prices = PriceList::of([price("screen", 9_000), price("hinge", 4_000)]);
    let led = |lead: &str| Policy {
        prices: prices.clone(),
        leads: [lead.to_owned()].into(),
        ..Policy::default()
    };
    let nobody = Policy { prices: prices.clone(), ..Policy::default() };
    counter.ask(Request::SetPolicy(Box::new(nobody)));
    let open = todos(&mut counter);
    assert_eq!(open.len(), 2);
    assert_eq!((open[0].person.name.as_str(), open[0].tag.as_str()), ("José Nguyễn", "CB-004417"));
    let (book, keep) = (open[0].proposal.id(), open[1].proposal.id());
    let cents = open[0].proposal.new_cents;
    let reason = "as agreed".to_owned();
    let none = Money::Book { proposal: book, reason: String::new() };
    assert!(matches!(counter.money(none), Err(Error::NoReason)));
    let due = counter.money(Money::Book { proposal: book, reason: reason.clone() }).unwrap();
    assert_eq!(due, cents);
    let kept = Money::Keep { proposal: keep, reason: reason.clone() };
    counter.ask(Request::SetPolicy(Box::new(led("LT"))));
    assert!(matches!(counter.money(kept.clone()), Err(Error::NotALead)));
    assert_eq!(todos(&mut counter).len(), 1, "nothing was charged either");
    counter.ask(Request::Operator(Some("lt".into())));
    let due = counter.money(kept).unwrap();
    assert_eq!(due, cents, "charged and let go");
    assert_eq!(todos(&mut counter), []);
    let gone = counter.money(Money::Book { proposal: book, reason });
    assert!(matches!(gone, Err(Error::NoProposal(_))));
}
