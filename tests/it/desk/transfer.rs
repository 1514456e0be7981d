//! A stack that goes to another site, and what becomes of it.

use tagdesk::desk::Error;
use tagdesk::desk::reply::{Outcome, Reply, Tone};
use tagdesk::desk::transfer::{self, Way};
use tagdesk::desk::transfer_open::{self, WhichStack};
use tagdesk::domain::custody::Todo;
use tagdesk::domain::event::{Kind, Source};
use tagdesk::domain::site::Site;
use tagdesk::text;

use crate::support::{Counter, desk};

fn scan(counter: &mut Counter, way: &mut Way, line: &str) -> Reply {
    counter.clock.pass_ms(1_000);
    let now = counter.clock.now().clone();
    counter.desk.transfer(way, line, Source::Scan, &now).unwrap()
}

fn to_bonner() -> Way {
    Way::Send { to: "BON".into(), transfer: String::new() }
}

fn at(site: &str) -> Way {
    Way::Receive { site: site.into() }
}

fn outcome(counter: &mut Counter, way: &mut Way, line: &str) -> Outcome {
    scan(counter, way, line).outcome
}

/// Tags under way, with whether they are late.
fn under_way(counter: &Counter, days: i64) -> Vec<(String, bool)> {
    let at_ms = counter.clock.now().wall_ms + days * 86_400_000;
    let rows = transfer::list(counter.desk.store(), at_ms).unwrap();
    rows.into_iter().map(|row| (row.card.tag, row.late)).collect()
}

#[test]
fn what_was_sent_arrives_or_is_listed() {
    let mut counter = desk("");
    let mut way = to_bonner();
    for tag in ["CB-004417", "CB-004376", "PF3KD8A9"] {
        assert_eq!(outcome(&mut counter, &mut way, tag), Outcome::Sent, "{tag}");
    }
    assert_eq!(outcome(&mut counter, &mut way, "CB-004417"), Outcome::Already);
    let bound = counter.card("CB-004417").bound.unwrap();
    assert_eq!((bound.to.as_str(), bound.to_name.as_str()), ("BON", "Bonner Elementary"));
    assert_eq!(counter.card("CB-004417").site, "LRK", "until it arrives");
    assert_eq!(under_way(&counter, 0).iter().filter(|(_, late)| *late).count(), 0);
    assert_eq!(under_way(&counter, 7).iter().filter(|(_, late)| *late).count(), 3);
    let arrived = scan(&mut counter, &mut at("BON"), "CB-004417");
    assert_eq!(arrived.outcome, Outcome::Received);
    assert_eq!(text::message(&arrived), "CB-004417 is in at Bonner Elementary.");
    let card = counter.card("CB-004417");
    assert_eq!((card.bound, card.site.as_str()), (None, "BON"));
    let left = [("CB-004376".to_owned(), true), ("CB-004398".to_owned(), true)];
    assert_eq!(under_way(&counter, 0), left, "others of the same transfer have arrived");
    let Way::Send { transfer, .. } = &way else { panic!("{way:?}") };
    let load = transfer::load(counter.desk.store(), transfer).unwrap();
    assert_eq!((load.devices.len(), load.to.as_str()), (3, "Bonner Elementary"));
    counter.go("");
}

#[test]
fn the_sheet_is_of_the_newest_that_is_meant() {
    let mut counter = desk("");
    let nothing = transfer_open::named(counter.desk.store(), &WhichStack::Newest);
    assert!(matches!(nothing, Err(Error::NothingSent(None))));
    let mut sent = |to: &str, tags: &[&str]| {
        let mut way = Way::Send { to: to.into(), transfer: String::new() };
        for tag in tags {
            assert_eq!(outcome(&mut counter, &mut way, tag), Outcome::Sent, "{tag}");
        }
        let Way::Send { transfer, .. } = way else { panic!("{way:?}") };
        transfer
    };
    let bonner = sent("BON", &["CB-004417", "CB-004376"]);
    let talbot = sent("TAL", &["CB-004398"]);
    let newest = |counter: &Counter, which: WhichStack| {
        transfer_open::named(counter.desk.store(), &which).unwrap()
    };
    let site = |code: &str, name: &str| Site { code: code.into(), name: name.into() };
    let to_bonner = WhichStack::To(site("BON", "Bonner Elementary"));
    assert_eq!(newest(&counter, WhichStack::Newest), talbot);
    assert_eq!(newest(&counter, to_bonner.clone()), bonner);
    assert_eq!(newest(&counter, WhichStack::Named("T".into())), "T");
    let open = transfer_open::open(counter.desk.store()).unwrap();
    let shown: Vec<_> = open.iter().map(|stack| (stack.to.as_str(), stack.devices)).collect();
    assert_eq!(shown, [("Talbot High", 1), ("Bonner Elementary", 2)]);
    // What has arrived is chosen from no more, but its sheet is still there for its site.
    for tag in ["CB-004417", "CB-004376"] {
        let _ = scan(&mut counter, &mut at("BON"), tag);
    }
    assert_eq!(transfer_open::open(counter.desk.store()).unwrap(), open[..1]);
    assert_eq!(newest(&counter, to_bonner), bonner);
    let none = transfer_open::named(counter.desk.store(), &WhichStack::To(site("X", "Nowhere")));
    assert!(matches!(none, Err(Error::NothingSent(Some(name))) if name == "Nowhere"));
}

#[test]
fn whoever_scans_it_has_it() {
    for (script, tag) in [
        ("0048213 CB-004417 -> issued; XTDNEXT -> next", "CB-004417"),
        ("return: CB-004417 -> already", "CB-004417"),
    ] {
        let mut counter = desk("");
        assert_eq!(outcome(&mut counter, &mut to_bonner(), tag), Outcome::Sent);
        counter.go(script);
        assert_eq!(counter.card(tag).bound, None, "{script}");
    }
}

#[test]
fn what_may_not_go_is_refused_with_the_reason() {
    let mut counter = desk("0048213 CB-004417 -> issued; XTDNEXT -> next");
    let mut way = to_bonner();
    let out = scan(&mut counter, &mut way, "CB-004417");
    assert_eq!(out.outcome, Outcome::Refused);
    assert!(text::message(&out).contains("out to José Nguyễn"), "{}", text::message(&out));
    for (line, wanted) in [
        ("CB-STOLEN", Outcome::Refused),
        ("CB-LOST", Outcome::Refused),
        ("CB-REPAIR", Outcome::Sent),
        ("SHARED-1", Outcome::Refused),
        ("0048213", Outcome::Refused),
        ("GHOST", Outcome::Unknown),
        ("XTDRETURN", Outcome::Refused),
    ] {
        assert_eq!(outcome(&mut counter, &mut way, line), wanted, "{line}");
    }
    counter.go("");
}

#[test]
fn what_nobody_sent_here_is_received_all_the_same() {
    let mut counter = desk("0048213 CB-004376 -> issued; XTDNEXT -> next");
    let unsent = scan(&mut counter, &mut at("BON"), "CB-004417");
    assert_eq!(unsent.outcome, Outcome::Received);
    assert!(text::message(&unsent).contains("Nothing here says"), "{}", text::message(&unsent));
    assert_eq!(counter.card("CB-004417").site, "BON");
    // It was meant for another site, and somebody has it as far as is known.
    let _ = scan(&mut counter, &mut to_bonner(), "CB-004398");
    let elsewhere = scan(&mut counter, &mut at("TAL"), "CB-004398");
    assert!(text::message(&elsewhere).contains("on its way to Bonner"));
    let out = scan(&mut counter, &mut at("BON"), "CB-004376");
    assert!(text::message(&out).contains("return it"), "{}", text::message(&out));
    counter.go("(CB-004376 0048213)");
}

#[test]
fn sending_and_receiving_are_taken_back() {
    let mut counter = desk("");
    let mut way = to_bonner();
    let _ = scan(&mut counter, &mut way, "CB-004417");
    let sent = counter.card("CB-004417");
    let _ = scan(&mut counter, &mut at("BON"), "CB-004417");
    assert_eq!(outcome(&mut counter, &mut at("BON"), "XTDUNDO"), Outcome::Undone);
    let again = counter.card("CB-004417");
    assert_eq!((again.bound, again.site), (sent.bound, sent.site));
    assert_eq!(outcome(&mut counter, &mut way, "XTDUNDO"), Outcome::Undone);
    assert_eq!(counter.card("CB-004417").bound, None);
    assert_eq!(under_way(&counter, 0), []);
    counter.go("");
}

#[test]
fn a_stack_leaves_the_counter_as_it_was() {
    let mut counter = desk("0048213 CB-004417 -> issued; return: 0048307 -> student");
    let _ = scan(&mut counter, &mut to_bonner(), "CB-004376");
    counter.go("(mode return); (screen 0048307)");
    let issued = counter.event_name(&Kind::Issued, 0);
    assert_eq!(counter.undo(&issued, true).outcome, Outcome::Undone);
    counter.go("(mode return); (screen 0048307); CB-004398 -> already");
    // A question at the counter is answered there.
    counter.go("issue: 0048213 CB-004417 -> issued; 0048307 CB-004417 -> question ask still-out");
    let _ = scan(&mut counter, &mut at("BON"), "CB-004376");
    counter.go("XTDYES -> handed-over 0048307; (CB-004417 0048307)");
}

#[test]
fn a_missing_device_in_a_stack_is_said_aloud_and_told_the_office() {
    for (mut way, wanted, tone) in [
        (to_bonner(), Outcome::Refused, Tone::Refused),
        (at("LRK"), Outcome::Already, Tone::Attention),
        (at("BON"), Outcome::Received, Tone::Attention),
    ] {
        for tag in ["CB-STOLEN", "CB-LOST"] {
            let mut counter = desk("");
            let told = scan(&mut counter, &mut way, tag);
            assert_eq!((told.outcome, told.tone), (wanted, tone), "{way:?} {tag}");
            assert!(told.event.is_some(), "{way:?} {tag}");
            assert!(text::message(&told).contains("aside"), "{}", text::message(&told));
            let todos = counter.desk.store().todo_scans(9).unwrap();
            let seen: Vec<_> =
                todos.iter().map(|card| (card.device.tag.as_str(), card.todo)).collect();
            assert_eq!(seen, [(tag, Todo::SeenWhileMissing)], "{way:?}");
            counter.go("");
        }
    }
}

#[test]
fn a_device_sent_on_has_not_arrived() {
    let mut counter = desk("");
    let mut first = to_bonner();
    for tag in ["CB-004417", "CB-004376"] {
        let _ = scan(&mut counter, &mut first, tag);
    }
    let mut second = Way::Send { to: "TAL".into(), transfer: String::new() };
    assert_eq!(outcome(&mut counter, &mut second, "CB-004376"), Outcome::Sent);
    assert!(under_way(&counter, 0).iter().all(|(_, late)| !late), "nothing arrived anywhere");
    let _ = scan(&mut counter, &mut at("TAL"), "CB-004376");
    assert_eq!(under_way(&counter, 0), [("CB-004417".to_owned(), false)], "it came from elsewhere");
    // Received first and sent on then, it has.
    let mut counter = desk("");
    let mut first = to_bonner();
    for tag in ["CB-004417", "CB-004376"] {
        let _ = scan(&mut counter, &mut first, tag);
    }
    let _ = scan(&mut counter, &mut at("BON"), "CB-004376");
    let mut second = Way::Send { to: "TAL".into(), transfer: String::new() };
    let _ = scan(&mut counter, &mut second, "CB-004376");
    let wanted = [("CB-004417".to_owned(), true), ("CB-004376".to_owned(), false)];
    assert_eq!(under_way(&counter, 0), wanted);
}

#[test]
fn what_undo_asks_in_a_stack_is_answered_there() {
    let mut counter = desk("");
    let mut way = to_bonner();
    assert_eq!(outcome(&mut counter, &mut way, "CB-004417"), Outcome::Sent);
    counter.import(&["tag,serial,status\nCB-004417,PF3KD8Q2,cleaning\n"], true);
    for (line, wanted) in [
        ("XTDUNDO", Outcome::Question),
        ("CB-004376", Outcome::NotTaken),
        ("XTDNO", Outcome::No),
        ("XTDYES", Outcome::Refused),
        ("XTDUNDO", Outcome::Question),
    ] {
        assert_eq!(outcome(&mut counter, &mut way, line), wanted, "{line}");
        assert!(counter.card("CB-004417").bound.is_some());
    }
    assert_eq!(outcome(&mut counter, &mut way, "XTDYES"), Outcome::Undone);
    assert_eq!(counter.card("CB-004417").bound, None);
    counter.go("");
}
