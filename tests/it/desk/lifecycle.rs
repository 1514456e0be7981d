//! Statuses and stages: what each means at the desk, and the way a device went.

use tagdesk::desk::Error;
use tagdesk::desk::missing::{Loss, Told, Wrong};
use tagdesk::desk::reply::Tone;
use tagdesk::desk::request::{Answer, Request};
use tagdesk::domain::custody::Todo;
use tagdesk::domain::device::Status;
use tagdesk::domain::lifecycle::Stage;

use crate::support::{Counter, desk};

impl Counter {
    /// Statuses a device went through, oldest first.
    pub fn way(&mut self, tag: &str) -> Vec<Status> {
        let id = self.card(tag).id;
        let Answer::Device(Some(page)) = self.ask(Request::Device(id)) else { panic!() };
        page.way.iter().map(|stop| stop.status).collect()
    }

    fn loss(&self, tag: &str, charge_cents: Option<i64>) -> Loss {
        Loss {
            device: self.card(tag).id,
            stolen: true,
            on: "2026-08-01".into(),
            report: "26-00417".into(),
            file: None,
            charge_cents,
        }
    }

    fn lose(&mut self, loss: &Loss) -> Result<Told, Error> {
        let now = self.clock.now().clone();
        self.desk.lose(loss, &now)
    }

    fn find(&mut self, tag: &str) -> Result<Told, Error> {
        let (id, now) = (self.card(tag).id, self.clock.now().clone());
        self.desk.find(&id, &now)
    }

    fn owes(&self, id: &str) -> i64 {
        let id = tagdesk::domain::borrower::BorrowerId::from_text(id);
        self.desk.store().ledger(&id).unwrap().due_cents()
    }

    /// Tags that the office is told were seen while missing.
    fn seen_while_missing(&self) -> Vec<String> {
        let cards = self.desk.store().todo_scans(99).unwrap();
        let seen = cards.into_iter().filter(|card| card.todo == Todo::SeenWhileMissing);
        seen.map(|card| card.device.tag).collect()
    }
}

#[test]
fn what_is_ordered_or_being_cleaned_does_not_go_out() {
    let mut counter = desk("");
    counter.import(&["tag,status\nCB-NEW,ordered\nCB-WET,cleaning\n"], true);
    counter.go("0048213 CB-NEW -> refused silent; CB-WET -> refused silent; XTDNEXT -> next
         # What is being cleaned is where it belongs.
         return: CB-WET -> already; CB-NEW -> already says \"Set it aside\"");
    assert_eq!(Stage::of(counter.card("CB-NEW").status), Stage::Procurement);
    assert_eq!(Stage::of(counter.card("CB-WET").status), Stage::Maintenance);
}

#[test]
fn a_device_shows_the_way_it_went() {
    let mut counter = desk("");
    counter.import(&["tag,serial,status\nCB-004417,PF3KD8Q2,repair\n"], true);
    counter.import(&["tag,serial,status\nCB-004417,PF3KD8Q2,available\n"], true);
    assert_eq!(counter.way("CB-004417"), [Status::Repair, Status::Available]);
    assert_eq!(counter.way("CB-STOLEN"), [Status::Stolen]);
    assert_eq!(counter.way("CB-004376"), []);
    let id = counter.card("CB-STOLEN").id;
    let Answer::Device(Some(page)) = counter.ask(Request::Device(id)) else { panic!() };
    assert_eq!(page.history[0].status, Some(Status::Stolen));
}

#[test]
fn a_stolen_device_is_still_owed_and_charged_and_one_undo_takes_both_back() {
    let mut counter = desk("0048213 CB-004417 -> issued; XTDNEXT -> next");
    let told = counter.lose(&counter.loss("CB-004417", Some(33_900))).unwrap();
    assert_eq!((told.status, told.still_out), (Status::Stolen, true));
    assert_eq!((counter.owes("0048213"), told.events.len()), (33_900, 2));
    counter.go("(CB-004417 0048213)");
    let missing = counter.desk.store().missing(&counter.card("CB-004417").id).unwrap().unwrap();
    assert_eq!((missing.on.as_str(), missing.report.as_str()), ("2026-08-01", "26-00417"));
    let events = counter.desk.store().events().unwrap();
    let [lost, raised] = &events[events.len() - 2..] else { panic!() };
    assert_eq!(raised.body.payload.hashes("basis"), [lost.hash], "the charge rests on the loss");
    assert_eq!(lost.body.group, raised.body.group);
    assert!(matches!(
        counter.lose(&counter.loss("CB-004417", Some(100))),
        Err(Error::Missing(Wrong::Charged { .. }))
    ));
    counter.go("XTDUNDO -> undone; (CB-004417 0048213)");
    assert_eq!(counter.card("CB-004417").status, Status::Available);
    assert_eq!(counter.owes("0048213"), 0);
}

#[test]
fn found_the_charge_is_voided_and_what_was_paid_for_stays() {
    let mut counter =
        desk("0048213 CB-004417 -> issued; XTDNEXT -> next; 0048291 CB-004376 -> issued");
    counter.lose(&counter.loss("CB-004417", Some(33_900))).unwrap();
    let paid = counter.lose(&counter.loss("CB-004376", Some(20_000))).unwrap();
    let now = counter.clock.now().clone();
    counter.desk.pay_charge(&paid.charge.unwrap().0, 5_000, &now).unwrap();

    let told = counter.find("CB-004417").unwrap();
    assert_eq!(
        (told.status, told.charge.map(|(_, cents)| cents)),
        (Status::Available, Some(33_900))
    );
    assert_eq!(counter.owes("0048213"), 0);
    let told = counter.find("CB-004376").unwrap();
    assert_eq!(told.charge, None);
    assert_eq!(told.kept.len(), 1);
    assert_eq!((told.kept[0].1, counter.owes("0048291")), (5_000, 15_000));
    // Both belong to one command each; taken back, the loss and its charge stand again.
    counter.go("XTDUNDO -> undone; XTDUNDO -> undone; (CB-004417 0048213)");
    assert_eq!(
        (counter.owes("0048213"), counter.card("CB-004417").status),
        (33_900, Status::Stolen)
    );
    counter.find("CB-004417").unwrap();
    assert_eq!(counter.owes("0048213"), 0);
    assert!(matches!(counter.find("CB-004417"), Err(Error::Missing(Wrong::NotMissing { .. }))));
    assert_eq!(counter.way("CB-004417"), [Status::Stolen, Status::Available]);
}

#[test]
fn found_while_a_ticket_is_open_it_is_in_repair() {
    let mut counter = desk("repair: CB-004417 -> noted");
    counter.lose(&counter.loss("CB-004417", None)).unwrap();
    assert_eq!(counter.find("CB-004417").unwrap().status, Status::Repair);
}

#[test]
fn wherever_a_missing_device_turns_up_it_is_set_aside_and_the_office_hears() {
    for scene in [
        "issue: CB-LOST -> refused written",
        "issue: 0048213 CB-LOST -> refused 0048213 written",
        "return: CB-LOST -> already written",
        "look-up: CB-LOST -> shown written",
        "swap: CB-LOST -> refused written",
        "repair: CB-LOST -> refused written",
    ] {
        let mut counter = desk("");
        counter.go(&format!("{scene} says \"et\""));
        let reply = counter.last.clone().unwrap();
        let said = tagdesk::text::message(&reply).replace("CB-LOST", "");
        assert!(said.to_lowercase().contains("aside"), "{scene}: {said}");
        assert!(!said.to_lowercase().contains("lost ") && !said.contains(" lost"), "{said}");
        assert!(matches!(reply.tone, Tone::Attention | Tone::Refused), "{scene}");
        assert_eq!(counter.seen_while_missing(), ["CB-LOST"], "{scene}");
        assert_eq!(counter.card("CB-LOST").status, Status::Lost, "a scan finds nothing by itself");
        // However often it is scanned the office hears of it once, until it is found.
        counter.go("return: CB-LOST -> already; CB-LOST -> already");
        assert_eq!(counter.seen_while_missing(), ["CB-LOST"]);
        counter.find("CB-LOST").unwrap();
        assert_eq!(counter.seen_while_missing(), Vec::<String>::new());
    }
}

#[test]
fn a_missing_device_of_ones_own_is_set_aside_too() {
    let mut counter = desk("0048213 CB-004417 -> issued");
    counter.lose(&counter.loss("CB-004417", None)).unwrap();
    counter.go("CB-004417 -> refused 0048213 written; (CB-004417 0048213)
         return: CB-004417 -> returned from 0048213 says \"Set it aside\"; (CB-004417 in)");
    assert_eq!(counter.seen_while_missing(), ["CB-004417"]);
}

#[test]
fn losses_that_cannot_be_are_refused_with_the_reason() {
    let mut counter = desk("");
    let before = counter.events();
    let loss = |counter: &Counter, tag: &str| counter.loss(tag, None);
    let gone = loss(&counter, "CB-RETIRED");
    assert!(matches!(counter.lose(&gone), Err(Error::Missing(Wrong::Retired { .. }))));
    for (day, future) in [("2031-01-01", true), ("2026-02-30", false), ("1 August", false)] {
        let told = Loss { on: day.into(), ..loss(&counter, "CB-004417") };
        let error = counter.lose(&told).unwrap_err();
        assert_eq!(matches!(error, Error::Missing(Wrong::Future { .. })), future, "{error:?}");
    }
    let told = Loss { report: "9".repeat(41), ..loss(&counter, "CB-004417") };
    assert!(matches!(counter.lose(&told), Err(Error::Missing(Wrong::Report))));
    let told = Loss { charge_cents: Some(100), ..loss(&counter, "CB-004417") };
    assert!(matches!(counter.lose(&told), Err(Error::Missing(Wrong::NobodyHadIt { .. }))));
    assert_eq!(counter.events(), before);
}
