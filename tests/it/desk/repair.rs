//! Repair: broken in, loaner out; mended out, loaner in. Each a scan or two.

use tagdesk::desk::repair::{Ended, NewTicket};
use tagdesk::desk::reply::{Notice, Refusal};
use tagdesk::desk::request::Request;
use tagdesk::desk::request::RunSetup;
use tagdesk::domain::device::Status;
use tagdesk::domain::event::{Event, Kind};
use tagdesk::domain::noted::{ACCESSORIES_ARE, Taken};
use tagdesk::domain::ticket::{LOANER, TicketCard};
use tagdesk::store::Draft;

use crate::support::{Counter, desk};

impl Counter {
    fn waiting(&self) -> Vec<TicketCard> {
        self.desk.store().waiting_for_repair().unwrap()
    }

    fn status(&self, tag: &str) -> Status {
        self.card(tag).status
    }

    fn refusal(&self) -> Refusal {
        match &self.last.as_ref().unwrap().notice {
            Notice::Refused { refusal, .. } => refusal.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// Gives a device to somebody for years.
    pub fn assign(&mut self, tag: &str, id: &str) {
        use tagdesk::domain::borrower::BorrowerId;
        use tagdesk::domain::event::Source;
        use tagdesk::store::{self, Stamp};
        let assigned = Draft {
            device: Some(self.card(tag).id),
            borrower: Some(BorrowerId::from_text(id)),
            ..Draft::new(Kind::Assigned)
        };
        let now = self.clock.now().clone();
        let stamp = Stamp { now: &now, operator: None, run: None, source: Source::Typed };
        let store = self.desk.store_mut();
        store
            .transact(|write| -> store::Result<_> { write.append(stamp, vec![assigned]) })
            .unwrap();
    }

    fn is_theirs(&self, tag: &str) -> Option<String> {
        self.card(tag).owner.map(|owner| owner.named.id.to_string())
    }
}

/// José's device is broken, and he has a loaner.
const LENT: &str = "0048213 CB-004417 -> issued; XTDREPAIR -> mode
    CB-004417 -> returned 0048213 from 0048213; CB-004376 -> issued 0048213";

#[test]
fn a_broken_device_comes_in_and_a_loaner_goes_out() {
    let mut counter = desk("0048213 CB-004417 -> issued; XTDNEXT -> next");
    counter.assign("CB-004417", "0048213");
    counter.go("XTDREPAIR -> mode; (mode repair)
         CB-004417 -> returned 0048213 from 0048213 device CB-004417 written says \"José Nguyễn\"
         (CB-004417 in); (screen 0048213)");
    assert_eq!(counter.status("CB-004417"), Status::Repair);
    let kinds = counter.kinds(0);
    assert_eq!(kinds[kinds.len() - 2..], ["Returned", "TicketOpened"]);
    counter.go("XTDDSCREEN -> noted 0048213 device CB-004417
         CB-004376 -> issued 0048213 device CB-004376 says \"for CB-004417\"
         (CB-004376 0048213); (screen 0048213)");
    let waiting = counter.waiting();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].loaner.as_deref(), Some("CB-004376"));
    assert_eq!(waiting[0].ticket.problems, ["screen"]);
    assert_eq!(counter.is_theirs("CB-004417").as_deref(), Some("0048213"), "the assignment stays");
    let events = counter.desk.store().events().unwrap();
    let lent = events.iter().rfind(|event| event.body.kind == Kind::Issued).unwrap();
    assert_eq!(lent.body.payload.hashes(LOANER), [waiting[0].ticket.id]);
    assert!(!counter.kinds(0).contains(&"Unassigned".to_owned()));
}

#[test]
fn mended_it_goes_back_and_the_loaner_comes_in() {
    for both in ["CB-004417 -> shown; CB-004376", "CB-004376 -> shown; CB-004417"] {
        let mut counter = desk(LENT);
        counter.go(&format!(
            "XTDNEXT -> next; {both} -> issued 0048213 device CB-004417 says CB-004376
             (CB-004417 0048213); (CB-004376 in)"
        ));
        assert_eq!(counter.status("CB-004417"), Status::Available);
        assert!(counter.waiting().is_empty());
        let kinds = counter.kinds(0);
        assert_eq!(kinds[kinds.len() - 3..], ["Returned", "TicketClosed", "Issued"]);
        // One command: one undo, and everything stands as it did.
        counter.go("XTDUNDO -> undone; (CB-004417 in); (CB-004376 0048213)");
        assert_eq!(counter.status("CB-004417"), Status::Repair);
        assert_eq!(counter.waiting()[0].loaner.as_deref(), Some("CB-004376"));
        counter.go(&format!("{both} -> issued; (CB-004417 0048213); (CB-004376 in)"));
    }
}

#[test]
fn it_is_due_again_when_it_was_due() {
    let mut counter = desk("");
    let setup = RunSetup { name: "August".into(), due: "2027-06-01".into(), ..RunSetup::default() };
    counter.ask(Request::StartRun(setup));
    counter.go("0048213 CB-004417 -> issued; repair: CB-004417 -> returned; CB-004376 -> issued");
    let due = |counter: &Counter, tag: &str| counter.card(tag).holder.unwrap().due;
    assert_eq!(due(&counter, "CB-004376").as_deref(), Some("2027-06-01"));
    counter.ask(Request::EndRun);
    counter.go("repair: CB-004417 -> shown; CB-004376 -> issued");
    assert_eq!(due(&counter, "CB-004417").as_deref(), Some("2027-06-01"));
}

#[test]
fn scanned_alone_a_device_in_repair_changes_nothing() {
    let mut counter = desk(LENT);
    let before = counter.events();
    counter.go("XTDNEXT -> next; CB-004417 -> shown says \"in repair since\"; CB-004417 -> shown");
    assert_eq!(counter.kinds(before), ["Sighted", "Sighted"]);
    assert_eq!(counter.status("CB-004417"), Status::Repair);
    // Somebody else comes: the next device is theirs.
    counter.go("0048291 -> student; XTDYES -> refused; CB-004398 -> noted; (CB-004376 0048213)");
    assert_eq!(counter.waiting().len(), 2);
}

#[test]
fn a_loaner_scanned_alone_changes_nothing() {
    let mut counter = desk(LENT);
    counter
        .go("XTDNEXT -> next; CB-004376 -> shown 0048213 says \"CB-004417\"; (CB-004376 0048213)
         XTDYES -> refused; (CB-004376 0048213)");
    assert_eq!(counter.status("CB-004376"), Status::Available);
}

#[test]
fn yes_ends_a_repair_without_a_loaner() {
    let mut counter = desk("repair: CB-004417 -> noted device CB-004417 written");
    assert_eq!(counter.status("CB-004417"), Status::Repair);
    // Right after it was taken in, yes is no answer to anything.
    counter.go("XTDYES -> refused; CB-004417 -> shown; XTDYES -> noted written; XTDYES -> refused");
    assert_eq!(counter.status("CB-004417"), Status::Available);
    counter.go("XTDUNDO -> undone");
    assert_eq!(counter.status("CB-004417"), Status::Repair);
    counter.go("XTDUNDO -> undone");
    assert_eq!(counter.status("CB-004417"), Status::Available);
    assert!(counter.waiting().is_empty());
}

#[test]
fn mended_while_the_loaner_is_out_it_waits_for_that() {
    let mut counter = desk(LENT);
    counter.go(
        "XTDNEXT -> next; CB-004417 -> shown; XTDYES -> noted 0048213 says \"still has CB-004376\"
         (CB-004376 0048213); (CB-004417 in)",
    );
    assert!(counter.waiting().is_empty());
    counter
        .go("CB-004417 -> shown says \"is mended\"; CB-004376 -> issued 0048213 device CB-004417
         (CB-004417 0048213); (CB-004376 in)");
}

#[test]
fn the_ticket_and_the_return_are_taken_back_together() {
    let mut counter = desk("0048213 CB-004417 -> issued; repair: CB-004417 -> returned");
    counter.go("XTDUNDO -> undone; (CB-004417 0048213)");
    assert_eq!(counter.status("CB-004417"), Status::Available);
    assert!(counter.waiting().is_empty());
    // A loaner is taken back alone: the ticket stands.
    counter.go("CB-004417 -> returned; CB-004376 -> issued; XTDUNDO -> undone; (CB-004376 in)");
    assert_eq!(counter.waiting()[0].loaner, None);
}

#[test]
fn a_loaner_that_cannot_be_one_is_refused_with_the_reason() {
    let mut counter = desk("repair: CB-004398 -> noted; XTDNEXT -> next");
    counter.assign("000123", "0048291");
    counter.go("issue: 0048213 CB-004417 -> issued; repair: CB-004417 -> returned");
    counter.go("CB-004398 -> refused 0048213 silent says \"in repair itself\"; (CB-004398 in)");
    assert_eq!(counter.refusal(), Refusal::LoanerInRepair);
    counter.go("CB-REPAIR -> refused silent");
    assert_eq!(counter.refusal(), Refusal::LoanerInRepair);
    counter.go("000123 -> refused silent says \"for years\"");
    assert_eq!(counter.refusal(), Refusal::LoanerAssigned);
    counter.go("CB-RETIRED -> refused silent; CB-LOST -> refused written");
    counter.import(&["tag,status\nCB-WET,cleaning\n"], true);
    counter.go("CB-WET -> refused silent");
    assert_eq!(counter.refusal(), Refusal::Status { status: Status::Cleaning });
    // It still waits for one that can.
    counter.go("CB-004376 -> issued 0048213 device CB-004376");
}

#[test]
fn the_next_in_the_line_brings_a_broken_one_too() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; XTDNEXT -> next; 0048291 CB-004376 -> issued
         repair: CB-004417 -> returned from 0048213
         CB-004376 -> returned from 0048291; (screen 0048291)
         CB-004398 -> issued 0048291",
    );
    let waiting = counter.waiting();
    let waits: Vec<_> =
        waiting.iter().map(|card| (card.tag.as_str(), card.loaner.as_deref())).collect();
    assert_eq!(waits, [("CB-004417", None), ("CB-004376", Some("CB-004398"))], "oldest first");
    // A loaner for the first one comes later.
    counter.go("CB-004417 -> shown; 000123 -> issued 0048213");
    assert_eq!(counter.waiting()[0].loaner.as_deref(), Some("000123"));
}

#[test]
fn who_it_belongs_to_waits_for_what_lies_here() {
    let mut counter = desk("");
    counter.assign("CB-004417", "0048213");
    counter.go("repair: CB-004417 -> noted says \"José Nguyễn\"; CB-004376 -> issued 0048213");
}

#[test]
fn a_ticket_is_about_the_damage_that_was_noted_at_the_return() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; return: CB-004417 -> returned; XTDDHINGE -> noted
         XTDREPAIR -> mode; CB-004417 -> noted",
    );
    let waiting = counter.waiting();
    assert_eq!(waiting[0].ticket.problems, ["hinge"]);
    counter.go("CB-004417 -> shown; XTDYES -> noted; XTDNEXT -> next; CB-004417 -> noted");
    assert_eq!(counter.waiting()[0].ticket.problems, Vec::<String>::new(), "that was mended");
}

#[test]
fn another_mode_or_person_clears_the_bench() {
    for between in ["XTDNEXT -> next", "0048291 -> student", "XTDISSUE -> mode; XTDREPAIR -> mode"]
    {
        let mut counter = desk("0048213 CB-004417 -> issued; repair: CB-004417 -> returned");
        counter.go(&format!("{between}; CB-004376 -> noted; (CB-004376 in)"));
        assert_eq!(counter.waiting().len(), 2);
    }
}

#[test]
fn a_card_of_another_countrys_keyboard_changes_the_mode_too() {
    desk("XTDREPQIR -> mode; (mode repair)");
}

#[test]
fn the_damage_is_gone_with_the_last_of_its_tickets() {
    let mut counter = desk("0048213 CB-004417 -> issued; return: CB-004417 -> returned");
    counter.go("XTDDSCREEN -> noted; XTDDHINGE -> noted");
    let now = counter.clock.now().clone();
    let of = NewTicket::of(counter.card("CB-004417").id);
    let tickets: Vec<String> =
        (0..2).map(|_| counter.desk.open_ticket(&of, &now).unwrap().ticket).collect();
    for (ticket, damages) in tickets.iter().zip([2, 0]) {
        counter.desk.close_ticket(ticket, &Ended::default(), &now).unwrap();
        assert_eq!(counter.card("CB-004417").noted.damage.len(), damages);
    }
    counter.go("");
}

/// What the last return of a device says of accessories that nobody spoke of.
fn taken(counter: &Counter, tag: &str) -> Taken {
    let id = counter.card(tag).id;
    let events = counter.desk.store().events().unwrap();
    let back = |event: &&Event| {
        event.body.kind == Kind::Returned && event.body.device.as_ref() == Some(&id)
    };
    let returned = events.iter().rfind(back).unwrap();
    let said = returned.body.payload.text(ACCESSORIES_ARE);
    said.and_then(Taken::parse).unwrap_or_default()
}

#[test]
fn what_nobody_looked_at_did_not_come_back_good() {
    let counter = desk(
        "0048213 CB-004417 -> issued; repair: CB-004417 -> returned
         CB-004376 -> issued",
    );
    assert_eq!(taken(&counter, "CB-004417"), Taken::NotCollected, "it was not asked for");
    let counter = counter.play("CB-004417 -> shown; CB-004376 -> issued");
    assert_eq!(taken(&counter, "CB-004376"), Taken::Assumed);
    let counter = desk(
        "0048213 CB-004417 -> issued; XTDNEXT -> next
         0048307 CB-004417 -> question; XTDYES -> handed-over",
    );
    assert_eq!(taken(&counter, "CB-004417"), Taken::Assumed);
    let counter = desk(
        "0048213 CB-004417 -> issued; 0048307 CB-004376 -> issued
         swap: CB-004417 CB-004376 -> question; XTDYES -> swapped",
    );
    assert_eq!(taken(&counter, "CB-004417"), Taken::Assumed);
    assert_eq!(taken(&counter, "CB-004376"), Taken::Assumed);
}

#[test]
fn who_owes_too_much_gets_a_loaner_from_a_lead() {
    use tagdesk::desk::charges::NewCharge;
    use tagdesk::domain::policy::Policy;

    let mut counter = desk("0048213 CB-004417 -> issued; XTDNEXT -> next");
    let leads = ["AR".to_owned()].into();
    let policy = Policy { block_cents: Some(1_000), leads, ..Policy::default() };
    counter.ask(Request::SetPolicy(Box::new(policy)));
    let new = NewCharge {
        borrower: tagdesk::domain::borrower::BorrowerId::from_text("0048213"),
        device: None,
        sort: String::new(),
        cents: 1_001,
        note: String::new(),
    };
    let now = counter.clock.now().clone();
    counter.desk.charge(&new, &now).unwrap();
    counter.go("repair: CB-004417 -> returned; CB-004376 -> refused 0048213; (CB-004376 in)");
    counter.desk.set_operator(Some("AR".into()));
    counter.go("CB-004376 -> issued 0048213");
    let events = counter.desk.store().events().unwrap();
    assert_eq!(events.last().unwrap().body.payload.text("over"), Some("owes"));
}
