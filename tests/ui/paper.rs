//! The paper list: day and run, a row by scanner and keys, what each row means.

use chrono::{NaiveDate, NaiveTime};
use iced::keyboard::key::Named;

use tagdesk::desk::paper_notice::{Meaning, PaperNotice};
use tagdesk::desk::reply::{Ask, Mode, Notice, Outcome, Refusal, Reply, Tone, View};
use tagdesk::desk::request::{Answer, Entered, PaperBoard, PaperStep, Request, Wants};
use tagdesk::domain::paper::{Day, Fault, NoTime, Way};
use tagdesk::ui::key;
use tagdesk::ui::screen::paper::{Message, Paper};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::support::*;

const TODAY: Day =
    Day { date: NaiveDate::from_ymd_opt(2026, 8, 12).unwrap(), utc_offset_min: -300 };

fn empty() -> PaperBoard {
    PaperBoard {
        day: TODAY,
        way: Way::Out,
        wants: Wants::Student,
        person: None,
        device: None,
        offered: None,
        said: None,
        rows: Vec::new(),
        entered: 0,
        leaves: false,
    }
}

fn notice(minute: i64, tag: &str, meaning: Meaning) -> PaperNotice {
    PaperNotice {
        way: Way::Out,
        at: at(12, 9, minute),
        tag: tag.into(),
        person: Some(jose()),
        from: None,
        not_from: None,
        aside: false,
        meaning,
        asks: Vec::new(),
        disputed: false,
        near: None,
    }
}

fn told(number: u64, outcome: Outcome, notice: Notice) -> Reply {
    reply(number, outcome, notice, View::default())
}

fn row(number: u64, notice: PaperNotice, undone: bool) -> Entered {
    let reply = told(number, Outcome::Issued, Notice::Paper(Box::new(notice)));
    Entered { reply, undone }
}

fn shown(board: PaperBoard) -> Paper {
    let mut paper = Paper::default();
    let _ = paper.update(Message::Answered(Ticket(1), Ok(Answer::Paper(Box::new(board)))));
    paper
}

/// Three rows entered, one of them to be looked at and one taken back; a tag that nothing has.
pub(crate) fn begun() -> Paper {
    let since = Meaning::Behind { out: true, person: Some(ava().named), at: at(12, 9, 30) };
    let strange = PaperNotice {
        person: Some(named("0048307", "Maximiliana Featherstonehaugh-Okafor", "7B")),
        asks: vec![
            Ask::StillOut { holder: ava() },
            Ask::Limit { held: vec!["CB-004398".into()], category: "Chromebook".into() },
        ],
        ..notice(20, "CB-004376", Meaning::Today)
    };
    let refusal = Refusal::Paper(Box::new(Fault::Time(NoTime::WhichHalf)));
    let refused = Notice::Refused { code: "115".into(), refusal, person: None };
    shown(PaperBoard {
        wants: Wants::Time,
        person: Some(Box::new(person(vec![]))),
        device: Some(Box::new(card("CB-004402", None))),
        offered: NaiveTime::from_hms_opt(9, 20, 0),
        said: Some(Box::new(told(9, Outcome::Refused, refused))),
        rows: vec![
            row(3, strange, false),
            row(2, notice(15, "CB-004417", since), false),
            row(1, notice(5, "CB-004398", Meaning::Today), true),
        ],
        entered: 3,
        ..empty()
    })
}

/// A day long past, asked about.
pub(crate) fn old() -> Paper {
    let date = NaiveDate::from_ymd_opt(2026, 7, 4).unwrap();
    shown(PaperBoard { day: Day { date, ..TODAY }, wants: Wants::OldDay(39), ..empty() })
}

fn asks(step: PaperStep) -> Action {
    Action::Ask(Request::Paper(step))
}

#[test]
fn it_opens_on_today() {
    assert_eq!(Paper::default().open(NOW), asks(PaperStep::Open(TODAY)));
}

#[test]
fn scans_and_keys_reach_the_sheet_in_order() {
    let room = Room::new(964.0, 496.0);
    let mut paper = shown(empty());
    let mut events = typed("0048213", Named::Enter);
    events.extend(typed("CB-004417", Named::Enter));
    events.extend(typed("905", Named::Enter));
    events.extend([table(key::Action::Undo), table(key::Action::Mode(Mode::Return))]);
    let heard = hear(paper.view(room.around()), Message::Heard, room.size, events);
    let steps: Vec<Action> = heard
        .into_iter()
        .map(|heard| paper.update(heard))
        .filter(|action| *action != Action::None)
        .collect();
    let line = |line: &str| asks(PaperStep::Line(line.into()));
    let way = asks(PaperStep::Way(Way::Back));
    let all = vec![line("0048213"), line("CB-004417"), line("905"), asks(PaperStep::Undo), way];
    assert_eq!(steps, all);
}

#[test]
fn what_is_half_typed_is_meant_and_else_the_time_offered() {
    let mut paper = begun();
    assert_eq!(paper.update(Message::Press(key::Action::Yes)), asks(PaperStep::Yes));
    let _ = paper.update(Message::Heard(Heard::Typing("9:41".into())));
    let taken = paper.update(Message::Press(key::Action::Yes));
    assert_eq!(taken, asks(PaperStep::Line("9:41".into())));
}

#[test]
fn arrows_turn_the_day() {
    let mut paper = shown(empty());
    for (action, day) in [
        (key::Action::Up, 11),
        (key::Action::Down, 13),
        (key::Action::PageUp, 5),
        (key::Action::PageDown, 19),
    ] {
        let Action::Ask(Request::Paper(PaperStep::Day(to))) = paper.update(Message::Press(action))
        else {
            panic!("{action:?}")
        };
        assert_eq!(to.date, NaiveDate::from_ymd_opt(2026, 8, day).unwrap());
    }
}

#[test]
fn a_row_sounds_and_the_frame_is_asked_for_again() {
    let mut paper = shown(empty());
    let said = told(4, Outcome::Issued, Notice::Paper(Box::new(notice(5, "A1", Meaning::Today))));
    let said = Some(Box::new(Reply { tone: Tone::Done, ..said }));
    let answer =
        |ticket, board| Message::Answered(Ticket(ticket), Ok(Answer::Paper(Box::new(board))));
    let written = paper.update(answer(2, PaperBoard { said, ..empty() }));
    assert_eq!(written, Action::Many(vec![Action::Tone(Tone::Done), Action::Refresh]));
    assert_eq!(paper.update(answer(2, empty())), Action::None, "older news");
    let left = paper.update(answer(3, PaperBoard { leaves: true, ..empty() }));
    assert_eq!(left, Action::Go(Page::Desk));
}

#[test]
fn what_a_row_means_can_be_read() {
    let room = Room::new(964.0, 496.0);
    let paper = begun();
    for words in [
        "Paper of Wed 12 August",
        "José Nguyễn",
        "CB-004402",
        "Take 9:20",
        "CB-004417 went out to Ava Lind at 9:30 since; this is entered behind it and changes \
         nothing today.",
        "Morning or afternoon. In the afternoon it is 13:15 or 1:15 pm, at night 1:15 am.",
    ] {
        assert!(sees(paper.view(room.around()), room.size, words), "{words}");
    }
    let told = click(paper.view(room.around()), room.size, "Take 9:20");
    assert!(matches!(told[..], [Message::Press(key::Action::Yes)]), "{told:?}");
    assert!(sees(old().view(room.around()), room.size, "That was 39 days ago"));
}

#[test]
fn the_sheet_looks_right_in_every_room() {
    let scenes = [("paper-empty", shown(empty())), ("paper", begun()), ("paper-old", old())];
    for (name, paper) in &scenes {
        for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
            let room = Room::new(width, height);
            look(&format!("{name}-{of}"), &room, || paper.view(room.around()));
        }
    }
}
