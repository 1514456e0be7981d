//! Not on the list: name and grade by the line buffer.

use iced::keyboard::key::Named;

use tagdesk::desk::Error;
use tagdesk::desk::reply::{Channel, Mode, Notice, Outcome, Tone};
use tagdesk::desk::request::{Answer, Request};
use tagdesk::ui::key;
use tagdesk::ui::screen::walk_up::{Message, WalkUp};
use tagdesk::ui::screen::{Action, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::people::rows;
use crate::support::*;

fn code(walk_up: &mut WalkUp, line: &str) -> Action {
    walk_up.update(Message::Heard(Heard::Code(line.into())))
}

fn typing(walk_up: &mut WalkUp, line: &str) {
    assert_eq!(walk_up.update(Message::Heard(Heard::Typing(line.into()))), Action::None);
}

fn begun() -> WalkUp {
    WalkUp::new(Channel::Main, Some("9900417".into()))
}

fn serves(name: &str, grade: &str) -> Action {
    Action::Ask(Request::WalkUp {
        channel: Channel::Main,
        name: name.into(),
        grade: grade.into(),
        code: Some("9900417".into()),
    })
}

#[test]
fn two_lines_and_ctrl_enter_serve() {
    let mut walk_up = begun();
    let asked = code(&mut walk_up, " Amara  Diallo ");
    assert_eq!(asked, Action::Ask(Request::Suggest("Amara Diallo".into())));
    assert_eq!(code(&mut walk_up, "7"), Action::None);
    let served = walk_up.update(Message::Press(key::Action::Yes));
    assert_eq!(served, serves("Amara Diallo", "7"));
    assert_eq!(walk_up.update(Message::Press(key::Action::Yes)), Action::None, "once");
    let shown =
        reply(9, Outcome::Student, Notice::Person(jose()), with_person(Mode::Issue, vec![]));
    let answer = Message::Answered(Ticket(9), Ok(Answer::Reply(Box::new(shown))));
    assert_eq!(walk_up.update(answer), Action::Many(vec![Action::Refresh, Action::Close]));
}

#[test]
fn ctrl_enter_takes_what_is_half_typed() {
    let mut walk_up = begun();
    typing(&mut walk_up, "Amara Diallo");
    assert_eq!(walk_up.update(Message::Press(key::Action::Yes)), serves("Amara Diallo", ""));
    let mut walk_up = begun();
    let _ = code(&mut walk_up, "Amara Diallo");
    typing(&mut walk_up, "K");
    assert_eq!(walk_up.update(Message::Press(key::Action::Yes)), serves("Amara Diallo", "K"));
}

#[test]
fn a_scan_is_taken_for_neither_name_nor_grade() {
    let room = Room::new(964.0, 496.0);
    let refused = Action::Tone(Tone::Refused);
    let mut walk_up = begun();
    for line in ["0048213", "CB-004417", "XTDRETURN"] {
        assert_eq!(code(&mut walk_up, line), refused, "{line}");
    }
    let says = "Not taken: XTDRETURN looks like a scan. Serve this person first, or Esc goes back.";
    assert!(sees(walk_up.view(room.around()), room.size, says));
    let _ = code(&mut walk_up, "Amara Diallo");
    assert_eq!(code(&mut walk_up, "CB-004417"), refused);
    assert_eq!(walk_up.update(Message::Press(key::Action::Yes)), serves("Amara Diallo", ""));
}

#[test]
fn a_line_that_is_somebodys_id_was_a_scan() {
    let mut walk_up = begun();
    let _ = code(&mut walk_up, "aruiz");
    let mut found = rows(1);
    found[0].named = named("ARUIZ", "Ana Ruiz", "");
    let answer = Message::Answered(Ticket(1), Ok(Answer::People(found)));
    assert_eq!(walk_up.update(answer), Action::Tone(Tone::Refused));
    let served = walk_up.update(Message::Press(key::Action::Yes));
    assert_eq!(served, Action::Tone(Tone::Attention), "there is no name any more");
}

#[test]
fn the_name_can_be_set_right_and_esc_leaves() {
    let mut walk_up = begun();
    let _ = code(&mut walk_up, "Amara Diall");
    let _ = walk_up.update(Message::Press(key::Action::Up));
    let _ = code(&mut walk_up, "Amara Diallo");
    assert_eq!(walk_up.update(Message::Press(key::Action::Yes)), serves("Amara Diallo", ""));
    let failed = Message::Answered(Ticket(1), Err(Error::Stopped));
    assert_eq!(walk_up.update(failed), Action::Tone(Tone::Refused));
    assert_eq!(walk_up.update(Message::Press(key::Action::Yes)), serves("Amara Diallo", ""));
    assert_eq!(begun().update(Message::Press(key::Action::No)), Action::Close);
}

#[test]
fn lines_keys_and_buttons_reach_the_form_in_order() {
    let room = Room::new(964.0, 496.0);
    let mut walk_up = begun();
    let mut events = typed("Amara Diallo", Named::Enter);
    events.extend(typed("7", Named::Enter));
    events.push(table(key::Action::Yes));
    let told = hear(walk_up.view(room.around()), Message::Heard, room.size, events);
    let actions: Vec<Action> = told.into_iter().map(|told| walk_up.update(told)).collect();
    assert_eq!(actions.last(), Some(&serves("Amara Diallo", "7")));
    let mut named = begun();
    let _ = code(&mut named, "Amara Diallo");
    let told = click(named.view(room.around()), room.size, "Serve them");
    assert!(matches!(told[..], [Message::Press(key::Action::Yes)]), "{told:?}");
    let told = click(begun().view(room.around()), room.size, "Back to the desk");
    assert!(matches!(told[..], [Message::Press(key::Action::No)]), "{told:?}");
}

/// A name that others have, and a scan that was not taken.
pub(crate) fn alike() -> WalkUp {
    let mut alike = begun();
    let _ = code(&mut alike, "Amara Diallo");
    let answer = Message::Answered(Ticket(1), Ok(Answer::People(rows(5))));
    let _ = alike.update(answer);
    let _ = code(&mut alike, "CB-004417");
    alike
}

#[test]
fn the_form_looks_right_in_every_room() {
    let mut typed = begun();
    typing(&mut typed, "Amara Dial");
    let scenes = [
        ("walk-up-empty", WalkUp::new(Channel::Main, None)),
        ("walk-up-typed", typed),
        ("walk-up-alike", alike()),
    ];
    for (name, walk_up) in &scenes {
        for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
            let room = Room::new(width, height);
            look(&format!("{name}-{of}"), &room, || walk_up.view(room.around()));
        }
    }
}
