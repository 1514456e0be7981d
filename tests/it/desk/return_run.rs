//! The return run: said once, locked, and by exception a card says otherwise.

use tagdesk::desk::reply::{Goes, Notice, Refusal};
use tagdesk::desk::request::{Request, Returning, RunSetup};
use tagdesk::domain::device::Status;
use tagdesk::domain::noted::{Note, Taken, Whereabouts};

use crate::support::{Counter, desk};

/// The catalogue with what goes along.
pub(super) const ALONG: &str = "\
model,category,price,accessories
Lenovo 300e Gen 4,Chromebook,339.00,charger;case
";

pub(super) fn returns(counter: &mut Counter, returning: Returning) {
    let name = format!("Collection {}", returning.dated);
    let returning = Box::new(returning);
    counter.ask(Request::StartRun(RunSetup { name, returning, ..RunSetup::default() }));
}

fn gym() -> Returning {
    Returning {
        shelf: "Gym cart 3".into(),
        condition: "good".into(),
        next: "cleaning".into(),
        taken: Taken::Assumed,
        note: "wiped down".into(),
        dated: String::new(),
    }
}

#[test]
fn what_a_run_says_once_is_in_every_return() {
    let mut counter = desk("");
    counter.import(&[ALONG], true);
    counter.go("issue: 0048213 CB-004417 -> issued; XTDNEXT -> next");
    let out = counter.card("CB-004417");
    assert_eq!(out.noted.accessories["CHARGER"], Whereabouts::Out, "ticked by itself");
    returns(&mut counter, gym());
    counter.go("return: CB-004417 -> returned 0048213 written says \"Gym cart 3\"");
    let Notice::Returned { goes, .. } = counter.last.clone().unwrap().notice else { panic!() };
    assert_eq!(goes, Goes { shelf: "Gym cart 3".into(), next: Some(Status::Cleaning) });
    let card = counter.card("CB-004417");
    assert_eq!((card.shelf.as_str(), card.status), ("Gym cart 3", Status::Cleaning));
    assert_eq!(card.noted.condition, Some("GOOD"));
    assert_eq!(card.noted.accessories["CASE"], Whereabouts::Assumed, "nobody looked");
    let events = counter.desk.store().events().unwrap();
    let note = counter.desk.store().addition(&events.last().unwrap().hash, "note").unwrap();
    assert_eq!(note.as_deref(), Some("wiped down"));
    // One event is the whole return, and undone it is as if it had not been.
    counter.go("XTDUNDO -> undone");
    assert_eq!(counter.card("CB-004417"), out);
}

#[test]
fn by_exception_a_card_speaks_of_the_device_in_the_band() {
    let mut counter = desk("");
    counter.import(&[ALONG], true);
    counter.go("issue: 0048213 CB-004417 -> issued; XTDNEXT -> next
         0048307 CB-004376 -> issued; XTDNEXT -> next");
    returns(&mut counter, Returning { taken: Taken::Checked, ..gym() });
    counter
        .go("return: CB-004417 -> returned 0048213; XTDMCASE -> noted 0048213; XTDCPOOR -> noted
         CB-004376 -> returned 0048307; CB-004417 -> already; XTDDCHARGER -> noted 0048213");
    let card = counter.card("CB-004417");
    assert_eq!(card.noted.accessories["CASE"], Whereabouts::Missing);
    assert_eq!(card.noted.accessories["CHARGER"], Whereabouts::Damaged);
    assert_eq!(card.noted.condition, Some("POOR"));
    let other = counter.card("CB-004376").noted;
    assert_eq!(other.accessories["CASE"], Whereabouts::Good, "looked at, and nothing was said");
    // Scanned again it is back in the band, and the band says of whom a card would speak.
    counter.go("CB-004417 -> already");
    let Notice::AlreadyIn { from: Some(from), .. } = counter.last.clone().unwrap().notice else {
        panic!("{:?}", counter.last)
    };
    assert_eq!(from.id.as_str(), "0048213");
    let view = counter.last.clone().unwrap().view;
    assert_eq!(view.band.as_deref(), Some("CB-004417"));
    assert_eq!(view.chips.len(), 3, "{:?}", view.chips);
}

#[test]
fn a_run_speaks_of_no_device_that_is_looked_for_or_in_repair() {
    let mut counter = desk("");
    returns(&mut counter, gym());
    counter.go("return: CB-REPAIR -> already; CB-STOLEN -> already; CB-004398 -> already");
    assert_eq!(counter.card("CB-REPAIR").status, Status::Repair);
    assert_eq!(counter.card("CB-STOLEN").status, Status::Stolen);
    // What was in already is put where the run says, and goes on as it says.
    let card = counter.card("CB-004398");
    assert_eq!((card.status, card.shelf.as_str()), (Status::Cleaning, "Gym cart 3"));
    counter.go("issue: 0048213 CB-004398 -> refused");
    returns(&mut counter, Returning { next: "available".into(), ..Returning::default() });
    counter.go("return: CB-004398 -> already; issue: 0048213 CB-004398 -> issued");
    assert_eq!(counter.card("CB-004398").shelf, "");
}

#[test]
fn what_is_not_collected_is_kept_apart_from_what_is_assumed() {
    let mut counter = desk("");
    counter.import(&[ALONG], true);
    counter.go("issue: 0048213 CB-004417 -> issued; XTDMCASE -> noted; XTDNEXT -> next");
    assert_eq!(counter.card("CB-004417").noted.accessories["CASE"], Whereabouts::NotGiven);
    returns(&mut counter, Returning { taken: Taken::NotCollected, ..Returning::default() });
    counter.go("return: CB-004417 -> returned");
    let noted = counter.card("CB-004417").noted;
    assert_eq!(noted.accessories["CHARGER"], Whereabouts::NotCollected);
    assert_eq!(noted.accessories["CASE"], Whereabouts::NotGiven, "it never went along");
    assert!(noted.has(Note::Missing("CASE")));
}

#[test]
fn a_dated_run_happened_on_its_day() {
    let mut counter = desk("issue: 0048213 CB-004417 -> issued; XTDNEXT -> next; (+72h)");
    let yesterday = {
        let now = tagdesk::domain::card::When::from(counter.clock.now());
        tagdesk::domain::card::When { at_ms: now.at_ms - 86_400_000, ..now }.date()
    };
    returns(&mut counter, Returning { dated: yesterday.clone(), ..Returning::default() });
    counter.go("return: CB-004417 -> returned 0048213; (CB-004417 in)");
    let event = counter.desk.store().events().unwrap().pop().unwrap();
    let at = tagdesk::domain::card::When {
        at_ms: event.body.as_of_ms.unwrap(),
        utc_offset_min: event.body.utc_offset_min,
    };
    assert_eq!(at.date(), yesterday);
    assert_eq!(event.body.as_of_within_ms, Some(12 * 3_600_000));
    // In the same run it goes out and comes back again, behind that.
    counter.go("issue: 0048307 CB-004417 -> issued; (CB-004417 0048307); XTDNEXT -> next
         return: CB-004417 -> returned 0048307; (CB-004417 in)");
}

#[test]
fn nothing_comes_back_before_it_went_out() {
    let mut counter = desk("issue: 0048213 CB-004417 -> issued; XTDNEXT -> next");
    let events = counter.events();
    returns(&mut counter, Returning { dated: "2020-06-04".into(), ..Returning::default() });
    counter.go("return: CB-004417 -> refused says \"4 June 2020\"; (CB-004417 0048213)");
    let Notice::Refused { refusal, .. } = counter.last.clone().unwrap().notice else { panic!() };
    assert!(matches!(refusal, Refusal::DatedBefore { .. }), "{refusal:?}");
    assert_eq!(counter.kinds(events), ["RunEnded", "RunStarted"]);
}

#[test]
fn a_run_that_says_what_cannot_be_does_not_begin() {
    let mut counter = desk("");
    for returning in [
        Returning { condition: "shiny".into(), ..Returning::default() },
        Returning { next: "lost".into(), ..Returning::default() },
        Returning { dated: "2999-01-01".into(), ..Returning::default() },
        Returning { dated: "tomorrow".into(), ..Returning::default() },
    ] {
        let setup = RunSetup { returning: Box::new(returning.clone()), ..RunSetup::default() };
        let begun = counter.desk.handle(Request::StartRun(setup), counter.clock.now());
        assert!(begun.is_err(), "{returning:?}");
    }
    assert!(counter.board().run.is_none());
}

#[test]
fn what_a_run_does_to_a_device_that_is_in_is_said_and_taken_back_by_itself() {
    for returning in [
        Returning { next: "repair".into(), ..Returning::default() },
        Returning { shelf: "Gym cart 3".into(), ..Returning::default() },
    ] {
        let mut counter = desk("issue: 0048213 CB-004417 -> issued; XTDNEXT -> next");
        let before = counter.card("CB-004376");
        returns(&mut counter, returning.clone());
        counter.go("return: CB-004417 -> returned 0048213; CB-004376 -> already says \"It goes\"
             CB-004376 -> already says \"Nothing changed\"");
        counter.go("XTDUNDO -> undone device CB-004376; (CB-004417 in)");
        let after = counter.card("CB-004376");
        assert_eq!((after.status, after.shelf), (before.status, before.shelf));
        counter.go("XTDUNDO -> undone device CB-004417; (CB-004417 0048213)");
    }
}

#[test]
fn what_goes_on_to_repair_has_a_ticket_there_and_nobody_waits_who_gave_it_back() {
    let mut counter = desk("issue: 0048213 CB-004417 -> issued; XTDNEXT -> next");
    returns(&mut counter, Returning { next: "repair".into(), ..Returning::default() });
    counter.go("return: CB-004417 -> returned 0048213; XTDDSCREEN -> noted");
    let waiting = counter.desk.store().waiting_for_repair().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].tag.as_str(), waiting[0].person.is_none()), ("CB-004417", true));
    assert_eq!(waiting[0].ticket.problems, ["screen"], "what is noted of it is its problem");
    counter.go("XTDUNDO -> undone; XTDUNDO -> undone; (CB-004417 0048213)");
    assert_eq!(counter.desk.store().waiting_for_repair().unwrap(), []);
    assert_eq!(counter.card("CB-004417").status, Status::Available);
}

#[test]
fn what_did_not_go_along_stays_so_when_the_device_is_scanned_again() {
    let mut counter = desk("");
    counter.import(&[ALONG], true);
    counter.go("issue: 0048213 CB-004417 -> issued; XTDMCASE -> noted; CB-004417 -> already");
    assert_eq!(counter.card("CB-004417").noted.accessories["CASE"], Whereabouts::NotGiven);
    returns(&mut counter, Returning { taken: Taken::Checked, ..Returning::default() });
    counter.go("return: CB-004417 -> returned");
    let noted = counter.card("CB-004417").noted;
    assert_eq!(noted.accessories["CASE"], Whereabouts::NotGiven, "it never went along");
    assert_eq!(noted.accessories["CHARGER"], Whereabouts::Good);
}
