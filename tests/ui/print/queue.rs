//! New labels that wait to be printed: on the page, and in a real folder.

use super::choose::{laid, lent};
use super::*;

#[test]
fn the_queue_says_how_many_wait_and_stands_beside_no_list() {
    let mut page = of_kind(1);
    assert!(says(&page, "no · 2 wait"), "one of three was printed");
    on(&mut page, Row::Queued);
    let making = page.update(Message::Turn(true));
    assert!(made(&mut page, making).queued && says(&page, "yes · 2 wait"));
    // A scan on the list asks for that device, not for the queue; and the other way round.
    on(&mut page, Row::List);
    let making = page.update(Message::Heard(Heard::Code("CB-1".into())));
    assert!(!made(&mut page, making).queued);
    on(&mut page, Row::Queued);
    let making = page.update(Message::Turn(true));
    let choice = made(&mut page, making);
    assert_eq!((choice.queued, choice.wanted().list), (true, None));
    // What came out well waits no more, and nobody need open the page again to see it.
    let mut memory = Memory::default();
    let mut two = shelf();
    two.rows.truncate(2);
    two.rows[0].tag = "CB-009000".into();
    memory.begin(labels(&two, &choice, &Known::new()).unwrap().job.unwrap());
    assert!(memory.well(""));
    let making = page.update(Message::Done(Done::Well(Ok(Box::new(memory)))));
    let _ = made(&mut page, making);
    assert!(says(&page, "yes · 2 wait"), "CB-009001, and CB-004424 that this job had not");
}

#[test]
fn new_labels_leave_the_queue_once_they_came_out_well() {
    let folder = lent();
    let queued = || laid(&folder, Choice { kind: 1, queued: true, ..Choice::default() });
    let waiting = || match carry_out(Order::Know, folder.path()) {
        Done::Known(known, ..) => known.waiting(),
        other => panic!("{other:?}"),
    };
    assert_eq!(waiting(), 0);
    assert!(queued().unwrap_err().starts_with("No label waits"));
    let now = tagdesk::clock::now();
    let (store, _) = Store::open(folder.path(), "a test", &now).unwrap();
    let mut desk = Desk::new(store, Front::Window).unwrap();
    desk.retag("CB-1", "CB-009000", false, &now).unwrap();
    drop(desk);
    assert_eq!(waiting(), 1);
    let made = queued().unwrap();
    assert_eq!((made.count(), made.is_job()), ("1 label", true));
    let path = folder.path().join(made.name());
    let watch = tagdesk::desk::request::Watch::new();
    let save = Save { made, path, then: Then::Keep, printer: String::new(), watch };
    let saved = carry_out(Order::Save(Box::new(save)), folder.path());
    assert!(matches!(saved, Done::Saved(Ok(_), None)), "{saved:?}");
    assert_eq!(waiting(), 1, "nobody has looked at it yet");
    let well = carry_out(Order::Well(String::new()), folder.path());
    assert!(matches!(well, Done::Well(Ok(_))), "{well:?}");
    assert_eq!(waiting(), 0);
    assert!(queued().unwrap_err().starts_with("No label waits"));
}
