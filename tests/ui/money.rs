//! Money on a person's page: the ledger, and every act by keys alone.

use tagdesk::desk::Error;
use tagdesk::desk::charges::Posting;
use tagdesk::desk::reply::{Mode, Person, Tone};
use tagdesk::desk::request::{Answer, ChargeRow, Money, PersonPage, Request, Signature, Signing};
use tagdesk::domain::agreement::{Signed, Signer};
use tagdesk::domain::charge::{Charge, Does, Posted};
use tagdesk::domain::device::DeviceId;
use tagdesk::domain::hash::Hash;
use tagdesk::domain::price::{Price, PriceList};
use tagdesk::ui::key;
use tagdesk::ui::screen::people::{Message, People};
use tagdesk::ui::screen::{Action, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::people::{history, shown_page};
use crate::support::*;

/// A charge of a day with what was posted to it.
fn row(day: i64, sort: &str, tag: &str, posted: &[(Does, i64, bool)]) -> ChargeRow {
    let name = |number: i64| format!("GYM-2/9f2c61ab/{}", day * 10 + number);
    let hash = |number: i64| Hash::of(&[name(number).as_bytes()]);
    let entry = |(number, (does, cents, void)): (i64, &(Does, i64, bool))| Posted {
        hash: hash(number),
        does: *does,
        cents: *cents,
        at_ms: at(day, 9 + number, 0).at_ms,
        utc_offset_min: NOW.utc_offset_min,
        policy_cents: None,
        void: *void,
    };
    let charge = Charge {
        id: hash(0),
        borrower: jose().id,
        raised_for: jose().id,
        device: (!tag.is_empty()).then(|| DeviceId::from_text(format!("t:{tag}"))),
        sort: sort.into(),
        basis: None,
        posted: (0_i64..).zip(posted).map(entry).collect(),
    };
    ChargeRow {
        charge,
        tag: tag.into(),
        names: (0_i64..).zip(posted).map(|(number, _)| name(number)).collect(),
    }
}

fn prices() -> PriceList {
    let price = |sort: &str, model: &str, cents, steps| Price {
        sort: sort.into(),
        model: model.into(),
        cents,
        steps,
        device: true,
    };
    PriceList::of([
        price("charger", "", 2_500, false),
        price("hinge", "", 4_000, false),
        price("screen", "", 9_000, true),
        price("screen", "ThinkPad L13", 12_000, true),
    ])
}

fn page() -> PersonPage {
    let account = vec![
        row(11, "screen", "CB-004376", &[(Does::Raise, 9_000, false), (Does::Pay, 2_000, false)]),
        row(9, "charger", "CB-004376", &[(Does::Raise, 2_500, false), (Does::Waive, 2_500, false)]),
        row(5, "", "", &[(Does::Raise, 500, true), (Does::Pay, 500, false)]),
    ];
    let person = Person { owes_cents: 6_500, ..person(vec![held("CB-004417")]) };
    PersonPage { person, history: history(30), account, prices: prices(), agreement: String::new() }
}

/// The newest charge marked.
pub(crate) fn owes() -> People {
    let mut people = shown_page(page());
    let _ = press(&mut people, key::Action::Down);
    people
}

/// A charge half told.
pub(crate) fn charging() -> People {
    let mut people = owes();
    own(&mut people, 'c');
    for _ in 0..3 {
        let _ = press(&mut people, key::Action::Down);
    }
    people
}

fn press(people: &mut People, action: key::Action) -> Action {
    people.update(Message::Heard(Heard::Key(action)))
}

fn own(people: &mut People, letter: char) {
    assert_eq!(people.update(Message::Own(letter)), Action::None);
}

fn write(people: &mut People, line: &str) {
    assert_eq!(people.update(Message::Heard(Heard::Typing(line.into()))), Action::None);
    assert_eq!(people.update(Message::Heard(Heard::Code(line.into()))), Action::None);
}

fn wish(money: Money) -> Action {
    Action::Ask(Request::Money(money))
}

fn yes(people: &mut People) -> Action {
    press(people, key::Action::Yes)
}

#[test]
fn the_ledger_shows_what_is_due_and_the_entries_of_the_marked_charge() {
    let room = Room::new(1_306.0, 724.0);
    let people = owes();
    for says in ["screen", "90.00", "20.00", "70.00", "Charged 90.00 · 11 August 2026", "No type"]
    {
        assert!(sees(people.view(room.around()), room.size, says), "{says}");
    }
    let mut people = owes();
    // Enter on a charge opens its device.
    let opened = people.update(Message::Press(key::Action::Yes));
    assert_eq!(opened, Action::Device(DeviceId::from_text("t:CB-004376")));
    let _ = press(&mut people, key::Action::Down);
    assert!(sees(people.view(room.around()), room.size, "Waived 25.00 · 9 August 2026"));
}

#[test]
fn a_price_is_chosen_with_the_arrows_and_charged_in_part() {
    let mut people = charging();
    let alt = |number: usize| key::Action::Mode(Mode::ALL[number - 1]);
    let charge = |cents, device: &str| Money::Charge {
        who: jose().id,
        device: device.into(),
        sort: "screen".into(),
        cents,
        note: String::new(),
    };
    let _ = press(&mut people, alt(3));
    // On to the amount, and past it to a device that was scanned.
    let _ = people.update(Message::Enter);
    let _ = people.update(Message::Enter);
    write(&mut people, "CB-004398");
    assert_eq!(yes(&mut people), wish(charge(4_500, "CB-004398")));
    assert_eq!(yes(&mut people), Action::None, "once");
    let mut people = charging();
    let _ = press(&mut people, key::Action::Down);
    let _ = people.update(Message::Enter);
    let _ = people.update(Message::Heard(Heard::Typing("99".into())));
    assert_eq!(yes(&mut people), wish(charge(9_900, "")), "an amount of one's own");
}

#[test]
fn what_is_not_on_the_list_is_typed() {
    let mut people = owes();
    own(&mut people, 'c');
    for line in ["yearbook", "12.50"] {
        write(&mut people, line);
    }
    let _ = people.update(Message::Enter);
    write(&mut people, "from last year");
    let charge = Money::Charge {
        who: jose().id,
        device: String::new(),
        sort: "yearbook".into(),
        cents: 1_250,
        note: "from last year".into(),
    };
    assert_eq!(yes(&mut people), wish(charge));
}

#[test]
fn a_payment_is_for_the_marked_charge_or_for_all() {
    let mut people = owes();
    own(&mut people, 'p');
    let _ = people.update(Message::Enter);
    write(&mut people, "10");
    let who = jose().id;
    let first = Some("GYM-2/9f2c61ab/110".to_owned());
    let pays = |charge, cents| wish(Money::Pay { who: who.clone(), charge, cents });
    assert_eq!(yes(&mut people), pays(first.clone(), 1_000));
    let mut people = owes();
    own(&mut people, 'p');
    assert_eq!(yes(&mut people), pays(first, 7_000), "all that is due of it");
    let mut people = owes();
    own(&mut people, 'p');
    let _ = press(&mut people, key::Action::Down);
    write(&mut people, "what is typed here chooses nothing");
    assert_eq!(yes(&mut people), pays(None, 7_000));
}

#[test]
fn a_reason_goes_with_what_changes_a_charge() {
    let charge = "GYM-2/9f2c61ab/110".to_owned();
    let reason = "Family fund".to_owned();
    let waive = Money::Waive { charge: charge.clone(), cents: 7_000, reason: reason.clone() };
    let refund = Money::Refund { charge: charge.clone(), cents: 2_000, reason: reason.clone() };
    for (letter, wanted) in [('w', waive), ('r', refund)] {
        let mut people = owes();
        own(&mut people, letter);
        let _ = people.update(Message::Enter);
        write(&mut people, &reason);
        assert_eq!(yes(&mut people), wish(wanted));
    }
    let mut people = owes();
    own(&mut people, 'a');
    write(&mut people, "45");
    write(&mut people, &reason);
    let adjusted = Money::Adjust { charge, to_cents: 4_500, reason: reason.clone() };
    assert_eq!(yes(&mut people), wish(adjusted));
    let mut people = owes();
    own(&mut people, 'v');
    let _ = press(&mut people, key::Action::Down);
    let _ = people.update(Message::Enter);
    write(&mut people, &reason);
    let entry = "GYM-2/9f2c61ab/111".to_owned();
    assert_eq!(
        yes(&mut people),
        wish(Money::Void { entry, reason }),
        "the payment, not the charge"
    );
}

#[test]
fn what_the_desk_refuses_stays_in_the_form_and_what_it_did_is_said() {
    let mut people = owes();
    own(&mut people, 'w');
    let _ = people.update(Message::Enter);
    write(&mut people, "Family fund");
    let asked = yes(&mut people);
    let no = people.update(Message::Answered(Ticket(1), Err(Error::NotALead)));
    assert_eq!(no, Action::Tone(Tone::Refused));
    let room = Room::new(964.0, 496.0);
    let says = tagdesk::text::error(&Error::NotALead);
    assert!(sees(people.view(room.around()), room.size, &says));
    assert_eq!(yes(&mut people), asked, "set right, it is sent again");
    let posting = Posting { events: vec![], borrower: jose().id, due_cents: 0 };
    let done = people.update(Message::Answered(Ticket(2), Ok(Answer::Posted(Box::new(posting)))));
    let Action::Many(done) = done else { panic!("{done:?}") };
    assert_eq!(done[..2], [Action::Tone(Tone::Done), Action::Ask(Request::Person(jose().id))]);
    assert!(sees(people.view(room.around()), room.size, "José Nguyễn owes nothing."));
}

#[test]
fn the_agreement_is_signed_where_one_is_to_be_signed() {
    let room = Room::new(964.0, 496.0);
    let mut people = shown_page(PersonPage { agreement: "2026".into(), ..page() });
    assert!(sees(people.view(room.around()), room.size, "Agreement not signed"));
    own(&mut people, 's');
    let _ = press(&mut people, key::Action::Down);
    let _ = people.update(Message::Enter);
    write(&mut people, "Linh Nguyễn");
    let signing = Signing {
        who: jose().id,
        version: String::new(),
        by: Signer::Guardian,
        name: "Linh Nguyễn".into(),
    };
    assert_eq!(yes(&mut people), Action::Ask(Request::Sign(signing)));
    let (event, version) = ("GYM-2/9f2c61ab/500".to_owned(), "2026".to_owned());
    let signed = Answer::Signed(Box::new(Signature { event, who: jose().id, version }));
    let _ = people.update(Message::Answered(Ticket(1), Ok(signed)));
    let says = "José Nguyễn signed the agreement 2026.";
    assert!(sees(people.view(room.around()), room.size, says));

    let mut signed = PersonPage { agreement: "2026".into(), ..page() };
    let (version, by, event) = ("2026".to_owned(), Signer::Student, Hash::ZERO);
    signed.person.signed = vec![Signed { version, at: at(11, 9, 0), by, event }];
    let mut people = shown_page(signed);
    assert!(sees(people.view(room.around()), room.size, "Agreement signed 11 Aug 2026"));
    own(&mut people, 's');
    assert_ne!(press(&mut people, key::Action::No), Action::None, "there is nothing to sign");
}

#[test]
fn only_what_there_is_money_for_is_offered() {
    for (downs, letters) in [(0, "cp"), (1, "cpwarv"), (2, "cpav"), (3, "cprv")] {
        for letter in "cpwarv".chars() {
            let mut people = shown_page(page());
            for _ in 0..downs {
                let _ = press(&mut people, key::Action::Down);
            }
            own(&mut people, letter);
            // In a form Esc leads back to the page; from the page, to the list.
            let left = press(&mut people, key::Action::No);
            assert_eq!(left == Action::None, letters.contains(letter), "{downs} {letter}");
        }
    }
}
