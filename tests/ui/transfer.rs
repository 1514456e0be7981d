//! Stacks for another site, in the window.

use iced::keyboard::Modifiers;

use tagdesk::desk::Error;
use tagdesk::desk::reply::{DeviceCard, Mode, Notice, Outcome, Tone, View};
use tagdesk::desk::request::{Answer, Request, UnderWay, Way};
use tagdesk::desk::transfer::{Moved, TransferNotice};
use tagdesk::desk::transfer_open::WhichStack;
use tagdesk::domain::card::BoundFor;
use tagdesk::domain::site::Site;
use tagdesk::domain::transfer::Sent;
use tagdesk::text as words;
use tagdesk::ui::key;
use tagdesk::ui::screen::transfer::{Message, Transfer};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::support::*;

fn answer(page: &mut Transfer, answer: Answer) -> Action {
    page.update(Message::Answered(Ticket(1), Ok(answer)))
}

fn site(code: &str, name: &str) -> Site {
    Site { code: code.into(), name: name.into() }
}

fn opened() -> Transfer {
    let mut page = Transfer::default();
    let asks = vec![Action::Ask(Request::Sites), Action::Ask(Request::UnderWay)];
    assert_eq!(page.open(), Action::Many(asks));
    let sites = vec![site("BON", "Bonner Elementary"), site("TAL", "Talbot High")];
    let _ = answer(&mut page, Answer::Sites(sites));
    page
}

fn send(transfer: &str) -> Way {
    Way::Send { to: "BON".into(), transfer: transfer.into() }
}

fn asks(way: Way, line: &str) -> Action {
    Action::Ask(Request::Transfer { way, line: line.into() })
}

fn moved(page: &mut Transfer, way: Way, tag: &str, what: Moved) -> Action {
    // As the desk has it: what is on its way already is written nowhere.
    let (outcome, tone, event) = match what {
        Moved::Sent => (Outcome::Sent, Tone::Done, Some("LIB-1/9f2c61ab/7".into())),
        Moved::SentAlready => (Outcome::Already, Tone::Already, None),
        Moved::Received { .. } => (Outcome::Received, Tone::Done, Some("LIB-1/9f2c61ab/7".into())),
    };
    let notice = TransferNotice { tag: tag.into(), site: "Bonner Elementary".into(), what };
    let mut reply = reply(1, outcome, Notice::Transfer(notice), View::default());
    reply.device = Some(tag.into());
    (reply.event, reply.tone) = (event, tone);
    answer(page, Answer::Transferred(Box::new((way, reply))))
}

fn scan(page: &mut Transfer, line: &str) -> Action {
    page.update(Message::Heard(Heard::Code(line.into())))
}

/// A line waits for the one before: all of a stack are one transfer.
#[test]
fn a_stack_is_one_transfer_however_fast_it_is_scanned() {
    let mut page = opened();
    assert_eq!(scan(&mut page, "CB-1"), asks(send(""), "CB-1"));
    assert_eq!(scan(&mut page, "CB-2"), Action::None);
    let next = asks(send("T"), "CB-2");
    let told = moved(&mut page, send("T"), "CB-1", Moved::Sent);
    assert_eq!(told, Action::Many(vec![Action::Tone(Tone::Done), next, Action::Refresh]));
    let _ = moved(&mut page, send("T"), "CB-2", Moved::Sent);
    assert_eq!(page.update(Message::Press(key::Action::Undo)), asks(send("T"), "XTDUNDO"));
    // Another site is another stack.
    let _ = moved(&mut page, send("T"), "CB-2", Moved::Sent);
    let _ = page.update(Message::Press(key::Action::Down));
    let to = Way::Send { to: "TAL".into(), transfer: String::new() };
    assert_eq!(scan(&mut page, "CB-3"), asks(to, "CB-3"));
    assert_eq!(page.update(Message::Press(key::Action::No)), Action::Go(Page::Desk));
}

/// A late answer, and lines that wait for it, belong to the stack they were scanned for.
#[test]
fn an_answer_of_a_former_stack_changes_nothing_here() {
    let receive = || Way::Receive { site: String::new() };
    let to_talbot = || Way::Send { to: "TAL".into(), transfer: String::new() };
    let moves = [(key::Action::Mode(Mode::Return), receive()), (key::Action::Down, to_talbot())];
    for (elsewhere, way) in moves {
        let mut page = opened();
        assert_eq!(scan(&mut page, "CB-1"), asks(send(""), "CB-1"));
        assert_eq!(scan(&mut page, "CB-2"), Action::None);
        let left = page.update(Message::Press(elsewhere));
        assert!(format!("{left:?}").contains("Refused"), "CB-2 was not sent: {left:?}");
        let room = Room::new(1282.0, 672.0);
        let why = words::with("transfer-left", &[("codes", &"CB-2")]);
        assert!(sees(page.view(room.around()), room.size, &why));
        assert_eq!(scan(&mut page, "CB-3"), Action::None);
        let told = moved(&mut page, send("T"), "CB-1", Moved::Sent);
        let next = asks(way, "CB-3");
        assert_eq!(told, Action::Many(vec![Action::Tone(Tone::Done), next, Action::Refresh]));
        assert!(!sees(page.view(room.around()), room.size, "CB-1"), "it is no row of this stack");
    }
    // The former stack's trouble is said, and this one goes on.
    let mut page = opened();
    let _ = scan(&mut page, "CB-1");
    let _ = page.update(Message::Press(key::Action::Mode(Mode::Return)));
    let _ = scan(&mut page, "CB-3");
    let told = page.update(Message::Answered(Ticket(1), Err(Error::Stopped)));
    let next = asks(receive(), "CB-3");
    assert_eq!(told, Action::Many(vec![Action::Tone(Tone::Refused), next]));
}

/// Ctrl P, as a keyboard sends it.
fn ctrl_p(page: &mut Transfer) -> Action {
    let room = Room::new(964.0, 496.0);
    let press = vec![letter('p', Modifiers::COMMAND)];
    let told = hear(page.view(room.around()), Message::Heard, room.size, press);
    let [message] = &told[..] else { panic!("{told:?}") };
    page.update(message.clone())
}

#[test]
fn ctrl_p_makes_the_sheet_of_the_transfer_on_the_page() {
    let mut page = opened();
    let to = WhichStack::To(site("BON", "Bonner Elementary"));
    assert_eq!(ctrl_p(&mut page), Action::Sheet(to));
    let mut page = sending();
    let begun = Action::Sheet(WhichStack::Named("LIB-1/9f2c61ab/412".into()));
    assert_eq!(ctrl_p(&mut page), begun);
    let room = Room::new(964.0, 496.0);
    let told = click(page.view(room.around()), room.size, "sheet for the driver");
    assert!(matches!(told[..], [Message::Press(key::Action::Receipt)]), "{told:?}");
    assert_eq!(ctrl_p(&mut under_way()), Action::Sheet(WhichStack::Newest));
    let _ = page.update(Message::Press(key::Action::Mode(Mode::Return)));
    assert_eq!(ctrl_p(&mut page), Action::None, "what arrives needs no sheet");
    assert!(!sees(page.view(room.around()), room.size, "sheet for the driver"));
    // Without any site there is nothing to send.
    assert_eq!(ctrl_p(&mut Transfer::default()), Action::Tone(Tone::Refused));
}

#[test]
fn what_arrives_is_received_where_the_station_stands() {
    let mut page = opened();
    let mode = key::Action::Mode(Mode::Return);
    assert_eq!(page.update(Message::Press(mode)), Action::Ask(Request::UnderWay));
    assert_eq!(scan(&mut page, "CB-1"), asks(Way::Receive { site: String::new() }, "CB-1"));
    let mode = key::Action::Mode(Mode::Swap);
    let _ = page.update(Message::Press(mode));
    assert_eq!(scan(&mut page, "CB-1"), Action::Tone(Tone::Refused));
}

/// A stack that is being sent.
pub(crate) fn sending() -> Transfer {
    let mut page = opened();
    let name = "LIB-1/9f2c61ab/412";
    for tag in ["CB-004417", "CB-004376", "CB-004398"] {
        let _ = scan(&mut page, tag);
        let _ = moved(&mut page, send(name), tag, Moved::Sent);
    }
    let _ = scan(&mut page, "CB-004376");
    let _ = moved(&mut page, send(name), "CB-004376", Moved::SentAlready);
    page
}

/// What is under way, one of it late.
pub(crate) fn under_way() -> Transfer {
    let mut page = opened();
    let row = |tag: &str, late| UnderWay {
        card: DeviceCard {
            bound: Some(BoundFor {
                to: "BON".into(),
                to_name: "Bonner Elementary".into(),
                since: at(11, 14, 3),
            }),
            ..card(tag, None)
        },
        sent: Sent {
            device: card(tag, None).id,
            transfer: "LIB-1/9f2c61ab/412".into(),
            from: "NMS".into(),
            to: "BON".into(),
            at: at(11, 14, 3),
            under_way: true,
            arrived: false,
        },
        late,
    };
    let mode = key::Action::Mode(Mode::Swap);
    let _ = page.update(Message::Press(mode));
    let _ =
        answer(&mut page, Answer::UnderWay(vec![row("CB-004417", true), row("CB-004376", false)]));
    page
}

#[test]
fn what_was_on_its_way_already_is_called_so_and_not_counted() {
    let (page, room) = (sending(), Room::new(1282.0, 672.0));
    let sees = |words: &str| sees(page.view(room.around()), room.size, words);
    assert!(sees("ON ITS WAY") && sees("SENT") && sees("THIS STACK · 3"));
    assert!(!sees("ALREADY"));
}

#[test]
fn transfers_look_right_in_every_room() {
    let scenes =
        [("transfer-new", opened()), ("transfer", sending()), ("transfer-open", under_way())];
    for (name, page) in &scenes {
        for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
            let room = Room::new(width, height);
            look(&format!("{name}-{of}"), &room, || page.view(room.around()));
        }
    }
}
