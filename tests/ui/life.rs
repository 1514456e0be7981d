//! A device's life on its page: tickets, losses and finds by keys alone, and who waits for repair.

use tagdesk::desk::bench::Bench;
use tagdesk::desk::missing::{Loss, Wrong};
use tagdesk::desk::repair::{Ended, Mended, NewTicket};
use tagdesk::desk::reply::{DeviceCard, Mode, Notice, Outcome, Tone, View};
use tagdesk::desk::request::{Answer, DevicePage, Life, Request};
use tagdesk::domain::device::{DeviceId, Status};
use tagdesk::domain::hash::Hash;
use tagdesk::domain::lifecycle::Stop;
use tagdesk::domain::ticket::{PartTold, Ticket as Repair, TicketCard};
use tagdesk::ui::key;
use tagdesk::ui::screen::desk::Desk;
use tagdesk::ui::screen::devices::{Devices, Message};
use tagdesk::ui::screen::{Action, Ticket};
use tagdesk::ui::widget::Heard;

use crate::devices::listed;
use crate::people::history;
use crate::support::*;

fn ticket(tag: &str, day: i64, loaner: Option<&str>) -> TicketCard {
    let ticket = Repair {
        id: Hash::ZERO,
        opened: at(day, 9, 0),
        person: Some(jose().id),
        due: None,
        problems: vec!["screen".into(), "hinge".into()],
        vendor: "fixit".into(),
        warranty: false,
        closings: Vec::new(),
    };
    TicketCard {
        ticket,
        name: format!("GYM-2/9f2c61ab/{day}"),
        tag: tag.into(),
        person: Some(jose()),
        loaner: loaner.map(str::to_owned),
        note: String::new(),
        vendor_name: String::new(),
    }
}

fn page(status: Status, tickets: Vec<TicketCard>) -> DevicePage {
    let card = DeviceCard { status, ..card("CB-004417", None) };
    let way = vec![
        Stop { at: at(2, 9, 0), status: Status::Lost, by: Hash::ZERO },
        Stop { at: at(5, 9, 0), status: Status::Available, by: Hash::ZERO },
        Stop { at: at(10, 9, 0), status, by: Hash::ZERO },
    ];
    DevicePage { card, history: history(30), way, tickets, missing: None, set: Vec::new() }
}

fn shown(page: DevicePage) -> Devices {
    let mut devices = Devices::default();
    let _ = devices.show(page.card.id.clone());
    let _ = answer(&mut devices, Answer::Device(Some(Box::new(page))));
    devices
}

fn answer(devices: &mut Devices, answer: Answer) -> Action {
    devices.update(Message::Answered(Ticket(1), Ok(answer)))
}

fn press(devices: &mut Devices, action: key::Action) -> Action {
    devices.update(Message::Heard(Heard::Key(action)))
}

fn write(devices: &mut Devices, line: &str) {
    assert_eq!(devices.update(Message::Heard(Heard::Typing(line.into()))), Action::None);
    assert_eq!(devices.update(Message::Heard(Heard::Code(line.into()))), Action::None);
}

fn id() -> DeviceId {
    DeviceId::from_text("t:CB-004417")
}

fn mode(number: usize) -> key::Action {
    key::Action::Mode(Mode::ALL[number - 1])
}

/// A device in repair, on show.
pub(crate) fn in_repair() -> Devices {
    shown(page(Status::Repair, vec![ticket("CB-004417", 10, Some("CB-004376"))]))
}

/// One of two tickets about to be closed.
pub(crate) fn closing() -> Devices {
    let tickets = vec![ticket("CB-004417", 2, None), ticket("CB-004417", 10, None)];
    let mut devices = shown(page(Status::Repair, tickets));
    let _ = press(&mut devices, mode(2));
    devices
}

/// A loss half told.
pub(crate) fn losing() -> Devices {
    let mut devices = shown(page(Status::Available, vec![]));
    let _ = press(&mut devices, mode(4));
    write(&mut devices, "2026-08-11");
    let _ = devices.update(Message::Heard(Heard::Typing("26-00417".into())));
    devices
}

/// Who waits for repair.
pub(crate) fn waiting() -> Devices {
    let mut devices = listed(3);
    let asked = press(&mut devices, mode(5));
    assert_eq!(asked, Action::Ask(Request::Life(Life::Waiting)));
    let cards = vec![
        ticket("CB-004417", 2, Some("CB-004376")),
        ticket("CB-004398", 9, None),
        ticket("CB-003991", 12, None),
    ];
    assert_eq!(answer(&mut devices, Answer::Waiting(cards)), Action::None);
    devices
}

/// Scenes of the desk in Repair.
pub(crate) fn desks() -> Vec<(&'static str, Desk)> {
    let view =
        View { mode: Mode::Repair, person: Some(Box::new(person(vec![]))), ..View::default() };
    let (tag, loaner) = ("CB-004417".to_owned(), "CB-004376".to_owned());
    let bench = |bench| Notice::Bench(Box::new(bench));
    let opened = Bench::Opened { tag: tag.clone(), from: Some(jose_has()), waits: Some(jose()) };
    let mends = Bench::InRepair {
        tag: tag.clone(),
        since: Some(at(10, 9, 0)),
        waits: Some(jose()),
        loaner: Some(loaner.clone()),
    };
    let settled = Bench::Settled { tag, to: jose(), loaner, due: Some("2027-06-04".into()) };
    let missing = DeviceCard { status: Status::Stolen, ..card("CB-004402", None) };
    vec![
        (
            "repair",
            desk_after(
                Outcome::Mode,
                Notice::Mode(Mode::Repair),
                View { mode: Mode::Repair, ..View::default() },
            ),
        ),
        ("repair-opened", desk_after(Outcome::Returned, bench(opened), view.clone())),
        ("repair-mends", desk_after(Outcome::Shown, bench(mends), view.clone())),
        ("repair-settled", desk_after(Outcome::Issued, bench(settled), view)),
        (
            "missing",
            desk_after(
                Outcome::Shown,
                Notice::Device(Box::new(missing)),
                View { mode: Mode::LookUp, ..View::default() },
            ),
        ),
    ]
}

fn jose_has() -> tagdesk::desk::reply::Holder {
    tagdesk::desk::reply::Holder { named: jose(), ..ava() }
}

#[test]
fn a_ticket_is_opened_by_keys_alone() {
    let mut devices = shown(page(Status::Available, vec![]));
    assert_eq!(press(&mut devices, mode(1)), Action::None);
    for line in ["screen", "fixit", "yes", "dropped on the bus"] {
        write(&mut devices, line);
    }
    let asked = NewTicket {
        problem: "screen".into(),
        vendor: "fixit".into(),
        warranty: true,
        note: "dropped on the bus".into(),
        ..NewTicket::of(id())
    };
    let done = press(&mut devices, key::Action::Yes);
    assert_eq!(done, Action::Ask(Request::Life(Life::Open(asked))));
    assert_eq!(press(&mut devices, key::Action::Yes), Action::None, "once");
    let mended = Mended {
        ticket: "GYM-2/9f2c61ab/9".into(),
        tag: "CB-004417".into(),
        status: Status::Repair,
        person: None,
        loaner: None,
    };
    let Action::Many(then) = answer(&mut devices, Answer::Mended(Box::new(mended))) else {
        panic!("the page is asked for again")
    };
    assert!(then.contains(&Action::Ask(Request::Device(id()))));
}

#[test]
fn a_ticket_is_closed_with_what_it_cost_and_a_line_half_typed_counts() {
    let mut devices = in_repair();
    let _ = press(&mut devices, mode(2));
    let _ = devices.update(Message::Heard(Heard::Typing("12.50".into())));
    let ended = Ended { cents: Some(1_250), parts: Vec::new(), scrapped: false };
    let close = Life::Close { ticket: "GYM-2/9f2c61ab/10".into(), ended };
    assert_eq!(press(&mut devices, key::Action::Yes), Action::Ask(Request::Life(close)));
}

#[test]
fn a_ticket_among_several_is_closed_with_its_parts() {
    let mut devices = closing();
    let part = |name: &str, cents| PartTold { name: name.into(), cents };
    let _ = press(&mut devices, key::Action::Down);
    for line in ["60", "screen, hinge=20.00"] {
        write(&mut devices, line);
    }
    let ended = Ended {
        cents: Some(6_000),
        parts: vec![part("screen", None), part("hinge", Some(2_000))],
        scrapped: false,
    };
    let close = |ticket: &str| {
        let ended = ended.clone();
        Action::Ask(Request::Life(Life::Close { ticket: ticket.into(), ended }))
    };
    let sent = press(&mut devices.clone(), key::Action::Yes);
    assert_eq!(sent, close("GYM-2/9f2c61ab/2"), "the oldest, where nothing is said");
    for _ in 0..4 {
        let _ = press(&mut devices, key::Action::Up);
    }
    for (told, then) in [("3", None), ("0", None), ("2", Some(close("GYM-2/9f2c61ab/10")))] {
        write(&mut devices, told);
        let _ = press(&mut devices, key::Action::Up);
        let done = press(&mut devices, key::Action::Yes);
        assert_eq!(done, then.unwrap_or(Action::Tone(Tone::Refused)), "{told}");
    }
}

#[test]
fn the_report_of_a_loss_is_a_file_that_is_dropped_or_named() {
    let mut devices = in_repair();
    let path = std::path::Path::new("/reports/26-00417.pdf");
    assert!(!devices.drop_file(path), "nothing asks for it");
    let _ = press(&mut devices, mode(2));
    assert!(!devices.drop_file(path), "nor does a ticket");
    let mut devices = losing();
    assert!(devices.drop_file(path));
    let Action::Ask(Request::Life(Life::Lose(loss))) = press(&mut devices, key::Action::Yes) else {
        panic!("it is sent")
    };
    assert_eq!(loss.file.as_deref(), Some(path));
    assert_eq!(loss.report, "26-00417", "what was half typed stays");
    let mut devices = losing();
    for line in ["26-00417", "0", "\"/reports/a report.pdf\""] {
        write(&mut devices, line);
    }
    let Action::Ask(Request::Life(Life::Lose(loss))) = press(&mut devices, key::Action::Yes) else {
        panic!("it is sent")
    };
    assert_eq!(loss.file.as_deref(), Some(std::path::Path::new("/reports/a report.pdf")));
}

#[test]
fn what_is_no_amount_is_not_sent_and_the_desk_may_say_no() {
    let mut devices = in_repair();
    let _ = press(&mut devices, mode(2));
    write(&mut devices, "twelve");
    assert_eq!(press(&mut devices, key::Action::Yes), Action::Tone(Tone::Refused));
    let mut devices = losing();
    let loss = Loss {
        device: id(),
        stolen: true,
        on: "2026-08-11".into(),
        report: "26-00417".into(),
        file: None,
        charge_cents: None,
    };
    let asked = press(&mut devices, key::Action::Yes);
    assert_eq!(asked, Action::Ask(Request::Life(Life::Lose(loss.clone()))));
    let no = tagdesk::desk::Error::Missing(Wrong::Future { date: loss.on.clone() });
    let said = devices.update(Message::Answered(Ticket(2), Err(no)));
    assert_eq!(said, Action::Tone(Tone::Refused));
    // Set right, it is sent again.
    let again = press(&mut devices, key::Action::Yes);
    assert_eq!(again, Action::Ask(Request::Life(Life::Lose(loss))));
}

#[test]
fn only_what_fits_the_device_can_be_told() {
    for (status, keys) in [
        (Status::Available, [true, false, true, true, false]),
        (Status::Stolen, [false, false, false, false, true]),
        (Status::Retired, [false; 5]),
    ] {
        for (number, fits) in (1..).zip(keys) {
            let mut devices = shown(page(status, vec![]));
            let _ = press(&mut devices, mode(number));
            // In a form Esc leads back to the page; from the page, to the list.
            let left = press(&mut devices, key::Action::No);
            assert_eq!(left == Action::None, fits, "{status:?} Alt {number}");
        }
    }
    let mut devices = shown(page(Status::Lost, vec![]));
    let _ = press(&mut devices, mode(5));
    let found = press(&mut devices, key::Action::Yes);
    assert_eq!(found, Action::Ask(Request::Life(Life::Find(id()))));
}

#[test]
fn who_waits_longest_stands_first_and_a_row_leads_to_the_device() {
    let mut devices = waiting();
    assert_eq!(press(&mut devices, key::Action::Yes), Action::Find("CB-004417".into()));
    let _ = press(&mut devices, key::Action::Down);
    assert_eq!(press(&mut devices, key::Action::Yes), Action::Find("CB-004398".into()));
    assert_ne!(press(&mut devices, key::Action::No), Action::None, "back to the list");
}
