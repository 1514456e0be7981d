//! Devices: finding, opening, and the holder one key away.

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use tagdesk::desk::reply::{Channel, DeviceCard, Owner, Tone};
use tagdesk::desk::request::{
    Answer, Change, DevicePage, NewDevice, Order, PersonRow, Relabel, Request,
};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::device::{DeviceId, Status};
use tagdesk::ui::key;
use tagdesk::ui::screen::devices::{Devices, FIELDS, FIND, Message};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::people::{history, rows};
use crate::support::*;

fn cards(count: usize) -> Vec<DeviceCard> {
    (0..count)
        .map(|index| DeviceCard {
            status: Status::ALL[index % Status::ALL.len()],
            disputed: index % 6 == 5,
            parked: index % 9 == 7,
            ..card(&format!("CB-{:06}", 4_417 + index), (index % 2 == 0).then(ava))
        })
        .collect()
}

fn answer(devices: &mut Devices, answer: Answer) -> Action {
    devices.update(Message::Answered(Ticket(1), Ok(answer)))
}

pub(crate) fn listed(count: usize) -> Devices {
    let mut devices = Devices::default();
    let ask = Action::Ask(Request::Devices { query: String::new(), page: 0 });
    assert_eq!(devices.open(), Action::Many(vec![ask, Action::Focus(FIND.into())]));
    assert_eq!(answer(&mut devices, Answer::Devices(cards(count))), Action::None);
    devices
}

pub(crate) fn shown(card: DeviceCard) -> Devices {
    let mut devices = Devices::default();
    let id = card.id.clone();
    assert_eq!(devices.show(id.clone()), Action::Ask(Request::Device(id)));
    let page = DevicePage {
        card,
        history: history(30),
        way: Vec::new(),
        tickets: Vec::new(),
        missing: None,
        set: Vec::new(),
    };
    assert_eq!(answer(&mut devices, Answer::Device(Some(Box::new(page)))), Action::None);
    devices
}

fn tagged(tag: &str) -> DeviceId {
    DeviceId::from_text(format!("t:{tag}"))
}

#[test]
fn an_exact_tag_or_serial_opens_also_before_its_list_is_in() {
    let mut devices = listed(50);
    for line in ["CB-004418", "pf3x9k2a"] {
        let _ = devices.update(Message::Heard(Heard::Code(line.into())));
        let opened = answer(&mut devices, Answer::Devices(vec![card("CB-004418", None)]));
        assert_eq!(opened, Action::Device(tagged("CB-004418")), "{line}");
    }
}

#[test]
fn one_tag_on_two_devices_opens_none_of_them() {
    let mut devices = listed(2);
    let _ = devices.update(Message::Typed("CB-004417".into()));
    let twins = vec![card("CB-004417", None), card("CB-004417", Some(ava()))];
    let _ = answer(&mut devices, Answer::Devices(twins));
    assert_eq!(devices.update(Message::Enter), Action::None);
    let opened = devices.update(Message::Press(key::Action::Yes));
    assert_eq!(opened, Action::Device(tagged("CB-004417")), "the marked one by Ctrl+Enter");
}

#[test]
fn a_persons_code_opens_the_person() {
    let mut devices = listed(2);
    let _ = devices.update(Message::Typed("0048214".into()));
    let _ = answer(&mut devices, Answer::Devices(vec![]));
    let asked = devices.update(Message::Enter);
    assert_eq!(asked, Action::Ask(Request::People { query: "0048214".into(), page: 0 }));
    let found: Vec<PersonRow> = rows(2);
    let opened = answer(&mut devices, Answer::People(found));
    assert_eq!(opened, Action::Person(BorrowerId::from_text("0048214")));
}

#[test]
fn the_holder_and_the_people_of_the_history_open() {
    let mut devices = shown(card("CB-004417", Some(ava())));
    let holder = Action::Person(ava().named.id);
    assert_eq!(devices.update(Message::Press(key::Action::Yes)), holder);
    assert_eq!(devices.update(Message::Take(0)), holder);
    let _ = devices.update(Message::Press(key::Action::Down));
    let opened = devices.update(Message::Enter);
    assert_eq!(opened, Action::Person(BorrowerId::from_text("0048301")));
    assert_eq!(devices.update(Message::Take(3)), Action::None, "the third names nobody");
    let mut devices = shown(card("CB-004417", None));
    assert_eq!(devices.update(Message::Press(key::Action::Yes)), Action::None);
}

#[test]
fn esc_leads_back_and_a_device_that_is_gone_says_so() {
    let room = Room::new(964.0, 496.0);
    let mut devices = shown(card("CB-004417", None));
    assert!(matches!(devices.update(Message::Press(key::Action::No)), Action::Many(_)));
    let _ = answer(&mut devices, Answer::Devices(cards(3)));
    assert_eq!(devices.update(Message::Press(key::Action::No)), Action::Go(Page::Desk));
    let _ = devices.show(tagged("CB-1"));
    let _ = answer(&mut devices, Answer::Device(None));
    let says = "Nothing here is called CB-1.";
    assert!(sees(devices.view(room.around()), room.size, says));
}

#[test]
fn keys_go_past_the_field_and_enter_opens_the_holder() {
    let room = Room::new(964.0, 496.0);
    let devices = listed(50);
    for action in [
        key::Action::No,
        key::Action::Yes,
        key::Action::Up,
        key::Action::Down,
        key::Action::PageUp,
        key::Action::PageDown,
    ] {
        let view = devices.view(room.around());
        let told = hear_in(view, Message::Heard, room.size, Some(FIND), vec![table(action)]);
        assert!(
            matches!(told[..], [Message::Heard(Heard::Key(heard))] if heard == action),
            "{action:?}: {told:?}"
        );
    }
    let devices = shown(card("CB-004417", Some(ava())));
    let told =
        hear(devices.view(room.around()), Message::Heard, room.size, vec![plain(Named::Enter)]);
    assert!(matches!(told[..], [Message::Enter]), "{told:?}");
    let told = click(devices.view(room.around()), room.size, "Ava Lind");
    assert!(matches!(told[..], [Message::Take(0)]), "{told:?}");
    let told = click(devices.view(room.around()), room.size, "All");
    assert!(matches!(told[..], [Message::Press(key::Action::No)]), "{told:?}");
}

/// A device that is somebody's for years and out to somebody else.
pub(crate) fn assigned() -> DeviceCard {
    DeviceCard {
        owner: Some(Owner { named: jose(), case: "17".into() }),
        ..card("CB-004417", Some(ava()))
    }
}

fn order(student: Option<&str>, case: &str) -> Action {
    Action::Ask(Request::Assign(Order {
        device: "PF3X9K2A".into(),
        student: student.map(Into::into),
        case: case.into(),
    }))
}

/// The key opens the form, a scan fills it, Enter goes on and ends it; what came of it is said.
#[test]
fn a_key_assigns_and_another_frees() {
    let room = Room::new(964.0, 496.0);
    let mut devices = shown(assigned());
    let pressed = letter('a', Modifiers::COMMAND | Modifiers::SHIFT);
    let told = hear(devices.view(room.around()), Message::Heard, room.size, vec![pressed]);
    assert!(matches!(told[..], [Message::Own('a')]), "{told:?}");
    assert_eq!(devices.update(Message::Own('a')), Action::Focus(FIELDS[0].into()));
    let _ = devices.update(Message::Filled(0, " ".into()));
    assert_eq!(devices.update(Message::Entered(0)), Action::Focus(FIELDS[0].into()));
    let scanned = devices.update(Message::Heard(Heard::Code("0048222".into())));
    assert_eq!(scanned, Action::Focus(FIELDS[1].into()));
    let _ = devices.update(Message::Filled(1, "9".into()));
    assert_eq!(devices.update(Message::Entered(1)), order(Some("0048222"), "9"));
    let change = Change {
        tag: "CB-004417".into(),
        before: None,
        after: Some(Owner { named: jose(), case: "9".into() }),
    };
    let read = answer(&mut devices, Answer::Assigned(Box::new(change)));
    let id = tagged("CB-004417");
    assert_eq!(read, Action::Many(vec![Action::Ask(Request::Device(id)), Action::Refresh]));
    let page = DevicePage {
        card: assigned(),
        history: history(3),
        way: Vec::new(),
        tickets: Vec::new(),
        missing: None,
        set: Vec::new(),
    };
    let _ = answer(&mut devices, Answer::Device(Some(Box::new(page))));
    let says = "CB-004417 is assigned to José Nguyễn, case 9.";
    assert!(sees(devices.view(room.around()), room.size, says));
    assert_eq!(devices.update(Message::Own('f')), order(None, ""));
    // Esc closes the form before it leaves the page.
    let _ = devices.update(Message::Own('a'));
    assert_eq!(devices.update(Message::Press(key::Action::No)), Action::None);
    assert!(matches!(devices.update(Message::Press(key::Action::No)), Action::Many(_)));
    let mut nobodys = shown(card("CB-004417", None));
    assert_eq!(nobodys.update(Message::Own('f')), Action::None);
}

/// A device's page with the form open.
pub(crate) fn assigning() -> Devices {
    let mut devices = shown(assigned());
    let _ = devices.update(Message::Own('a'));
    let _ = devices.update(Message::Filled(0, "0048222".into()));
    devices
}

/// One label on two devices: the form asks, and another key than Enter says yes.
#[test]
fn a_new_label_is_scanned_and_one_that_others_have_is_asked_about() {
    let mut devices = relabelling();
    assert_eq!(devices.update(Message::Entered(0)), Action::Tone(Tone::Attention));
    let retag =
        |anyway| Request::Retag { device: "PF3X9K2A".into(), label: "CB-009000".into(), anyway };
    assert_eq!(devices.update(Message::Press(key::Action::Yes)), Action::Ask(retag(true)));
    let _ = devices.update(Message::Filled(0, "CB-009000".into()));
    assert_eq!(devices.update(Message::Entered(0)), Action::Ask(retag(false)));
    let done = Relabel::Done {
        old: "CB-004417".into(),
        label: "CB-009000".into(),
        on: vec![],
        event: String::new(),
    };
    let read = answer(&mut devices, Answer::Relabelled(Box::new(done)));
    assert!(matches!(read, Action::Many(_)), "{read:?}");
}

/// A device's page that asks about a label of another.
pub(crate) fn relabelling() -> Devices {
    let mut devices = shown(card("CB-004417", None));
    assert_eq!(devices.update(Message::Own('l')), Action::Focus(FIELDS[0].into()));
    let scanned = devices.update(Message::Heard(Heard::Code("CB-009000".into())));
    assert!(matches!(scanned, Action::Ask(Request::Retag { anyway: false, .. })), "{scanned:?}");
    let asked = Relabel::Asked { label: "CB-009000".into(), on: vec!["PF3KD7M4".into()] };
    let tone = answer(&mut devices, Answer::Relabelled(Box::new(asked)));
    assert_eq!(tone, Action::Tone(Tone::Question));
    devices
}

/// A device that nobody knows, for who is on screen at the desk.
pub(crate) fn adding() -> Devices {
    let mut devices = Devices::default();
    let cursor = devices.add(Channel::Main, "CB-NEW".into());
    assert_eq!(cursor, Action::Focus(FIELDS[1].into()));
    devices
}

#[test]
fn a_device_in_no_list_is_taken_in_in_one_line() {
    let mut devices = adding();
    let scanned = devices.update(Message::Heard(Heard::Code("PFNEW1".into())));
    assert_eq!(scanned, Action::Focus(FIELDS[2].into()));
    let _ = devices.update(Message::Filled(2, "L13".into()));
    let device = NewDevice {
        tag: "CB-NEW".into(),
        serial: "PFNEW1".into(),
        model: "L13".into(),
        site: String::new(),
    };
    let add = Request::AddDevice { channel: Channel::Main, device };
    assert_eq!(devices.update(Message::Entered(2)), Action::Ask(add));
    let mut left = adding();
    assert_eq!(left.update(Message::Heard(Heard::Key(key::Action::No))), Action::Go(Page::Desk));
}

#[test]
fn devices_look_right_in_every_room() {
    let mut odd = card("CB-004417", None);
    odd.status = Status::Stolen;
    odd.parked = true;
    odd.disputed = true;
    odd.seen = None;
    odd.site_name = String::new();
    let mut long = card("DISTRICT-PROPERTY-0000000000004417-A", Some(ava()));
    long.site_name = "Thomas Jefferson Elementary School and Annex".into();
    if let Some(holder) = &mut long.holder {
        holder.named.name = "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine".into();
    }
    let scenes = [
        ("devices-list", listed(50)),
        ("devices-out", shown(card("CB-004417", Some(ava())))),
        ("devices-odd", shown(odd)),
        ("devices-long", shown(long)),
        ("devices-assigned", shown(assigned())),
        ("devices-assigning", assigning()),
        ("devices-relabelling", relabelling()),
        ("devices-adding", adding()),
    ];
    for (name, devices) in &scenes {
        for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
            let room = Room::new(width, height);
            look(&format!("{name}-{of}"), &room, || devices.view(room.around()));
        }
    }
}
