//! First start: three answers make a station.

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use tagdesk::desk::Error;
use tagdesk::desk::request::{Answer, Request, Role, Setup};
use tagdesk::ui::key;
use tagdesk::ui::screen::first_start::{FirstStart, Message, SITE, STATION};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::support::*;

pub(crate) fn begun() -> FirstStart {
    FirstStart::new("/home/desk/.local/share/tagdesk")
}

fn init(station: &str, site: &str, role: Role) -> Action {
    let (station, site) = (station.to_owned(), site.to_owned());
    Action::Ask(Request::Init(Setup { station, site, role, practice: false }))
}

fn made() -> FirstStart {
    let mut first = begun();
    let _ = first.update(Message::Station("gym-2".into()));
    let _ = first.update(Message::Press(key::Action::Yes));
    let done = first.update(Message::Answered(Ticket(1), Ok(Answer::Done)));
    assert_eq!(done, Action::Refresh);
    first
}

#[test]
fn the_code_is_capitals_and_checked_before_it_is_sent() {
    let mut first = begun();
    assert_eq!(first.open(), Action::Focus(STATION.into()));
    let refused = Action::Focus(STATION.into());
    assert_eq!(first.update(Message::Press(key::Action::Yes)), refused, "empty");
    for wrong in ["gym 2", "gym_2", "gymnasium-north-2", "GÜM"] {
        let _ = first.update(Message::Station(wrong.into()));
        assert_eq!(first.update(Message::Press(key::Action::Yes)), refused, "{wrong}");
    }
    let _ = first.update(Message::Station("gym-2".into()));
    let _ = first.update(Message::Site("nms ".into()));
    let asked = first.update(Message::Press(key::Action::Yes));
    assert_eq!(asked, init("GYM-2", "NMS", Role::Alone));
    assert_eq!(first.update(Message::Press(key::Action::Yes)), Action::None, "once");
}

#[test]
fn arrows_alt_digits_and_the_mouse_choose_what_it_is() {
    let room = Room::new(964.0, 496.0);
    let mut first = begun();
    let _ = first.update(Message::Station("A".into()));
    let _ = first.update(Message::Press(key::Action::Down));
    let _ = first.update(Message::Press(key::Action::Down));
    let _ = first.update(Message::Press(key::Action::Down));
    let _ = first.update(Message::Press(key::Action::Up));
    assert_eq!(first.update(Message::Press(key::Action::Yes)), init("A", "", Role::Station));
    let events = vec![top_row(3, Modifiers::ALT), top_row(4, Modifiers::ALT)];
    let told = hear_in(first.view(room.around()), Message::Heard, room.size, Some(STATION), events);
    assert!(matches!(told[..], [Message::Role(2), Message::Heard(Heard::Key(_))]), "{told:?}");
    let told = click(first.view(room.around()), room.size, "The office");
    assert!(matches!(told[..], [Message::Role(2)]), "{told:?}");
}

#[test]
fn enter_and_tab_go_on_and_ctrl_enter_goes_past_the_field() {
    let room = Room::new(964.0, 496.0);
    let mut first = begun();
    let mut events = typed("g2", Named::Tab);
    events.extend(typed("n", Named::Tab));
    events.push(table(key::Action::Yes));
    let told = hear_in(first.view(room.around()), Message::Heard, room.size, Some(STATION), events);
    let actions: Vec<Action> = told.into_iter().map(|told| first.update(told)).collect();
    assert_eq!(actions.last(), Some(&init("G2", "N", Role::Alone)));
    assert_eq!(begun().update(Message::Next), Action::Focus(SITE.into()));
}

#[test]
fn a_refusal_is_shown_and_can_be_mended() {
    let mut first = begun();
    let _ = first.update(Message::Station("GYM-2".into()));
    let _ = first.update(Message::Press(key::Action::Yes));
    let failed = Message::Answered(Ticket(1), Err(Error::StationAlready("GYM-1".into())));
    assert_eq!(first.update(failed), Action::None);
    assert!(!first.is_made());
    assert!(matches!(first.update(Message::Press(key::Action::Yes)), Action::Ask(_)));
}

#[test]
fn then_it_says_how_people_and_devices_get_in() {
    let room = Room::new(964.0, 496.0);
    let mut first = made();
    assert!(first.is_made());
    let says = "tagdesk import LISTS --data /home/desk/.local/share/tagdesk";
    assert!(sees(first.view(room.around()), room.size, says));
    let told = click(first.view(room.around()), room.size, "Go to the desk");
    assert!(matches!(told[..], [Message::Press(key::Action::Yes)]), "{told:?}");
    let gone = first.update(Message::Press(key::Action::Yes));
    assert_eq!(gone, Action::Many(vec![Action::Go(Page::Desk), Action::Refresh]));
}

#[test]
fn first_start_looks_right_in_every_room() {
    let mut wrong = begun();
    let _ = wrong.update(Message::Station("gym 2".into()));
    let _ = wrong.update(Message::Press(key::Action::Yes));
    let _ = wrong.update(Message::Role(1));
    let scenes = [("first-empty", begun()), ("first-wrong", wrong), ("first-made", made())];
    for (name, first) in &scenes {
        for (of, width, height) in ROOMS.into_iter().chain([("window", 1024.0, 540.0)]) {
            let room = Room::new(width, height);
            look(&format!("{name}-{of}"), &room, || first.view(room.around()));
        }
    }
}
