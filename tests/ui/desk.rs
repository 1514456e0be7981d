//! What the desk screen makes of scans, keys and answers.

use iced::Event;
use iced::keyboard::key::Named;
use tagdesk::desk::reply::*;
use tagdesk::desk::request::{Answer, DeskKey, PersonRow, Request};
use tagdesk::domain::device::Status;
use tagdesk::domain::event::Source;
use tagdesk::domain::noted::Note;
use tagdesk::domain::set::SetOut;
use tagdesk::ui::chrome::Question;
use tagdesk::ui::key;
use tagdesk::ui::screen::desk::{Desk, Message};
use tagdesk::ui::screen::{Action, Ticket};
use tagdesk::ui::widget::Heard;

use crate::support::*;

/// A list of so many names, as the desk answers `Suggest`.
pub(crate) fn people(count: usize) -> Message {
    let row = |n: usize| PersonRow {
        named: named(&format!("00482{n:02}"), &format!("Nguyễn {n}"), "7B"),
        grade: "7".into(),
        site_name: "Neosho Middle".into(),
        active: true,
        holds: vec![],
    };
    Message::Answered(Ticket(50), Ok(Answer::People((0..count).map(row).collect())))
}

fn hear(desk: &mut Desk, heard: Heard) -> Action {
    desk.update(Message::Heard(heard))
}

fn scan(line: &str, source: Source) -> Action {
    Action::Ask(Request::Scan { channel: Channel::Main, line: line.into(), source })
}

fn key(key: DeskKey) -> Action {
    Action::Ask(Request::Key { channel: Channel::Main, key })
}

/// The codes among what a window heard when all events came in one batch.
fn codes(events: Vec<Event>) -> Vec<String> {
    let window = Window::new(Desk::default(), (1024.0, 540.0));
    let mut simulator = window.simulator();
    let _ = simulator.simulate(events);
    simulator
        .into_messages()
        .filter_map(|told| match told {
            Told::Heard(Heard::Code(code)) => Some(code),
            _ => None,
        })
        .collect()
}

#[test]
fn scans_of_one_batch_are_separate_codes_in_order() {
    let two = [typed("S100", Named::Enter), typed("A200", Named::Enter)].concat();
    assert_eq!(codes(two), ["S100", "A200"]);
    let three = [
        typed("0048213", Named::Enter),
        typed("CB-004417", Named::Tab),
        typed("XTDUNDO", Named::Enter),
    ];
    assert_eq!(codes(three.concat()), ["0048213", "CB-004417", "XTDUNDO"]);
}

#[test]
fn forty_characters_lower_case_and_an_identifier_arrive_as_they_are() {
    let long = "A".repeat(40);
    let batch = [
        typed(&long, Named::Enter),
        typed("cb-004417", Named::Enter),
        typed("]C0CB-1", Named::Enter),
    ];
    assert_eq!(codes(batch.concat()), [long.as_str(), "cb-004417", "]C0CB-1"]);
}

#[test]
fn a_scan_goes_to_the_desk_at_once() {
    let mut desk = Desk::default();
    let action = hear(&mut desk, Heard::Code("CB-004417".into()));
    assert_eq!(action, scan("CB-004417", Source::Scan));
}

#[test]
fn a_scan_while_a_list_is_open_is_a_scan() {
    let mut desk = Desk::default();
    let _ = hear(&mut desk, Heard::Typing("ngu".into()));
    assert_eq!(
        hear(&mut desk, Heard::Paused("ngu".into())),
        Action::Ask(Request::Suggest("ngu".into()))
    );
    let _ = desk.update(people(3));
    let action = hear(&mut desk, Heard::Code("0048213".into()));
    assert_eq!(action, scan("0048213", Source::Scan));
    assert_eq!(hear(&mut desk, Heard::Key(key::Action::Yes)), key(DeskKey::Yes), "it is closed");
}

#[test]
fn arrows_mark_a_name_and_ctrl_enter_takes_it() {
    let mut desk = Desk::default();
    let _ = hear(&mut desk, Heard::Typing("ngu".into()));
    let _ = hear(&mut desk, Heard::Paused("ngu".into()));
    let _ = desk.update(people(3));
    let epoch = desk.epoch();
    for _ in 0..5 {
        let _ = hear(&mut desk, Heard::Key(key::Action::Down));
    }
    let _ = hear(&mut desk, Heard::Key(key::Action::Up));
    let action = hear(&mut desk, Heard::Key(key::Action::Yes));
    assert_eq!(action, scan("0048201", Source::Typed));
    assert_ne!(desk.epoch(), epoch, "the half typed name is forgotten");
}

#[test]
fn a_stale_list_is_not_shown() {
    let mut desk = Desk::default();
    for now in ["", "CB"] {
        let _ = hear(&mut desk, Heard::Typing("ngu".into()));
        let _ = hear(&mut desk, Heard::Paused("ngu".into()));
        let _ = hear(&mut desk, Heard::Typing(now.into()));
        let _ = desk.update(people(3));
        let window = Window::new(desk.clone(), (1024.0, 540.0));
        assert!(window.simulator().find("3 people").is_err(), "typed {now:?} meanwhile");
    }
}

#[test]
fn while_a_question_stands_no_list_opens() {
    let notice = Notice::Question { tag: None, person: None, asks: vec![Ask::Inactive] };
    let view = View { asking: true, ..with_person(Mode::Issue, vec![]) };
    let mut desk = desk_after(Outcome::Question, notice, view);
    let _ = hear(&mut desk, Heard::Typing("ngu".into()));
    assert_eq!(hear(&mut desk, Heard::Paused("ngu".into())), Action::None);
    assert_eq!(hear(&mut desk, Heard::Key(key::Action::Yes)), key(DeskKey::Yes));
}

#[test]
fn an_older_answer_is_not_shown() {
    let view = with_person(Mode::Issue, vec![held("CB-1")]);
    let issued = Notice::AlreadyIn {
        tag: "CB-2".into(),
        since: None,
        moved: None,
        aside: false,
        goes: Goes::default(),
        from: None,
    };
    let mut desk = Desk::default();
    let _ = desk.update(answered(reply(5, Outcome::Already, issued.clone(), view)));
    let older = answered(reply(4, Outcome::Next, Notice::Next, View::default()));
    assert_eq!(desk.update(older), Action::None);
    assert_eq!(desk.rests(), Some(5), "the person stays");
}

#[test]
fn a_person_rests_only_when_nothing_stands() {
    let mut desk =
        desk_after(Outcome::Student, Notice::Person(jose()), with_person(Mode::Issue, vec![]));
    assert_eq!(desk.rests(), Some(1));
    assert_eq!(desk.update(Message::Rested(1)), key(DeskKey::Clear(1)));
    let _ = hear(&mut desk, Heard::Typing("CB".into()));
    assert_eq!(desk.rests(), None);
    assert_eq!(desk.update(Message::Rested(1)), Action::None);
}

#[test]
fn the_reason_of_a_refusal_is_a_dot_until_ctrl_i() {
    let notice = Notice::Refused {
        code: "CB-004402".into(),
        refusal: Refusal::Status { status: Status::Stolen },
        person: Some(jose()),
    };
    let desk = desk_after(Outcome::Refused, notice, with_person(Mode::Issue, vec![]));
    let mut window = Window::new(desk, (1366.0, 768.0));
    assert!(window.simulator().find("Status: stolen").is_err());
    assert!(window.simulator().find("● private").is_ok());
    let _ = window.desk.update(Message::Press(key::Action::Private));
    assert!(window.simulator().find("Status: stolen").is_ok());
}

#[test]
fn what_somebody_owes_is_a_dot_until_ctrl_i() {
    let mut view = with_person(Mode::Issue, vec![]);
    if let Some(person) = &mut view.person {
        person.owes_cents = 2_950;
    }
    let desk = desk_after(Outcome::Student, Notice::Person(jose()), view);
    let mut window = Window::new(desk, (1366.0, 768.0));
    assert!(window.simulator().find("Owes 29.50").is_err());
    assert!(window.simulator().find("● private").is_ok());
    let _ = window.desk.update(Message::Press(key::Action::Private));
    assert!(window.simulator().find("Owes 29.50").is_ok());
}

#[test]
fn what_was_noted_stands_on_the_devices_card() {
    let mut device = card("CB-003991", None);
    device.noted.accessories.insert("CASE", tagdesk::domain::noted::Whereabouts::Missing);
    device.noted.damage.insert("HINGE");
    let notice = Notice::Noted {
        tag: "CB-003991".into(),
        person: Some(ava().named),
        note: Note::Damage("HINGE"),
        quote: tagdesk::domain::quote::Quote::NoPrice,
        credited: 0,
        already: false,
    };
    let view = View { mode: Mode::Return, device: Some(Box::new(device)), ..View::default() };
    let desk = desk_after(Outcome::Noted, notice, view);
    for size in [(1366.0, 768.0), (1024.0, 540.0)] {
        let window = Window::new(desk.clone(), size);
        for says in ["Ava Lind", "CB-003991: hinge damage.", "case missing", "hinge damage"] {
            assert!(window.simulator().find(says).is_ok(), "{says} at {size:?}");
        }
    }
}

#[test]
fn a_scan_not_taken_leaves_the_question() {
    let asks = vec![Ask::StillOut { holder: ava() }];
    let notice = Notice::Question { tag: Some("CB-004376".into()), person: Some(jose()), asks };
    let view = View { asking: true, ..with_person(Mode::Issue, vec![]) };
    let mut desk = desk_after(Outcome::Question, notice, view.clone());
    let other = Notice::NotTaken { code: "CB-1".into() };
    let _ = desk.update(answered(reply(2, Outcome::NotTaken, other, view)));
    let window = Window::new(desk, (1024.0, 540.0));
    for says in ["CB-1 NOT TAKEN · ANSWER FIRST", "Out to Ava Lind", "Hand over from Ava to José"]
    {
        assert!(window.simulator().find(says).is_ok(), "{says}");
    }
}

#[test]
fn without_the_keyboard_the_band_says_so() {
    let mut desk = Desk::default();
    let _ = hear(&mut desk, Heard::Focus(false));
    let window = Window::new(desk, (1366.0, 768.0));
    assert!(window.simulator().find("NOT LISTENING").is_ok());
    let mut back = Window::new(window.desk.clone(), (1366.0, 768.0));
    let _ = hear(&mut back.desk, Heard::Focus(true));
    assert!(back.simulator().find("NOT LISTENING").is_err());
}

#[test]
fn without_the_keyboard_a_serial_scan_is_still_seen() {
    let mut desk = Desk::default();
    let _ = hear(&mut desk, Heard::Focus(false));
    let channel = Channel::Scanner("/dev/ttyACM0".into());
    let view = with_person(Mode::Issue, vec![]);
    let reply = reply(1, Outcome::Student, Notice::Person(jose()), view);
    let _ = desk.update(answered(Reply { channel: channel.clone(), ..reply }));
    assert_eq!(desk.channel(), &channel);
    let window = Window::new(desk.clone(), (1366.0, 768.0));
    assert!(window.simulator().find("Now scan the device").is_ok());
    let _ = hear(&mut desk, Heard::Focus(false));
    let window = Window::new(desk, (1366.0, 768.0));
    assert!(window.simulator().find("NOT LISTENING").is_ok());
}

#[test]
fn buttons_do_what_their_keys_do() {
    let asks = vec![Ask::StillOut { holder: ava() }];
    let notice = Notice::Question { tag: Some("CB-004376".into()), person: Some(jose()), asks };
    let view = View { asking: true, ..with_person(Mode::Issue, vec![]) };
    let window = Window::new(desk_after(Outcome::Question, notice, view), (1024.0, 540.0));
    for (button, action) in [
        ("Hand over from Ava to José", key::Action::Yes),
        ("Leave it with Ava", key::Action::No),
        ("Return", key::Action::Mode(Mode::Return)),
        ("CB-004399", key::Action::UndoRow(2)),
    ] {
        let mut simulator = window.simulator();
        let _ = simulator.click(button).unwrap();
        let told: Vec<_> = simulator.into_messages().collect();
        assert_eq!(told, [Told::Desk(format!("{:?}", Message::Press(action)))], "{button}");
    }
}

#[test]
fn everything_of_a_question_fits_the_smallest_window() {
    let asks = vec![Ask::StillOut { holder: ava() }];
    let notice = Notice::Question { tag: Some("CB-004376".into()), person: Some(jose()), asks };
    let view = View { asking: true, ..with_person(Mode::Issue, vec![]) };
    let mut window = Window::new(desk_after(Outcome::Question, notice, view), (1024.0, 540.0));
    window.board.practice = true;
    window.board.ask_clock = true;
    window.questions = Question::of(&window.board);
    let mut simulator = window.simulator();
    for says in [
        "It is right",
        "Out to Ava Lind",
        "CB-004376, since 14 Aug 2025. Hand over to José?",
        "Leave it with Ava",
        "José Nguyễn",
        "0048213 · Grade 7 · Homeroom 7B · Neosho Middle",
        "Same household: Ana, 6A",
        "CB-004402",
        "CB-004399",
        "CB-004398",
        "9:52",
    ] {
        let found = simulator.find(says).unwrap_or_else(|_| panic!("{says} is not there"));
        let bounds = iced_test::selector::Bounded::bounds(&found);
        assert!(bounds.x >= 0.0 && bounds.x + bounds.width <= 1024.0, "{says}: {bounds:?}");
        assert!(bounds.y >= 0.0 && bounds.y + bounds.height <= 540.0, "{says}: {bounds:?}");
    }
}

#[test]
fn long_names_are_cut_and_never_overflow() {
    let mut long = jose();
    long.name = "Wolfeschlegelsteinhausenbergerdorff ".repeat(4);
    let mut view = with_person(Mode::Issue, vec![held(&"9".repeat(64))]);
    if let Some(person) = &mut view.person {
        person.named = long.clone();
        person.gets = vec!["Lenovo 300e Gen 4 with a very long name".into(); 3];
    }
    let notice = Notice::Issued {
        to: long,
        tag: "9".repeat(64),
        due: None,
        moved: None,
        set: SetOut::default(),
    };
    let mut window = Window::new(desk_after(Outcome::Issued, notice, view), (1024.0, 540.0));
    window.board.place = "Gymnasium of the Northern Middle School, table 2".repeat(2);
    assert_eq!(window.outside(), None);
    assert!(window.simulator().snapshot(&window.theme).is_ok());
}
