//! The run: starting, ending, date and time.

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::widget::text_editor;

use tagdesk::desk::Error;
use tagdesk::desk::reply::Mode;
use tagdesk::desk::request::{Answer, Board, Ending, Expected, Request, RunSetup};
use tagdesk::domain::site::Site;
use tagdesk::ui::key;
use tagdesk::ui::screen::run::{Field, Message, Run, TIME};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::support::*;

fn answer(run: &mut Run, answer: Answer) -> Action {
    run.update(Message::Answered(Ticket(1), Ok(answer)))
}

pub(crate) fn opened(change: impl Fn(&mut Board)) -> (Run, Action) {
    let mut board = board();
    change(&mut board);
    let mut run = Run::default();
    let action = run.open(Some(&board), NOW);
    let sites = vec![Site { code: "NMS".into(), name: "Neosho Middle".into() }];
    let _ = answer(&mut run, Answer::Sites(sites));
    (run, action)
}

fn form() -> Run {
    opened(|board| board.run = None).0
}

fn sites_and(action: Action) -> Action {
    Action::Many(vec![Action::Ask(Request::Sites), action])
}

fn fill(run: &mut Run, field: Field, text: &str) {
    assert_eq!(run.update(Message::Typed(field, text.into())), Action::None);
}

pub(crate) fn filled() -> Run {
    let mut run = form();
    fill(&mut run, Field::Name, "Fall handout 2026");
    fill(&mut run, Field::Place, "Gym · Table 2");
    fill(&mut run, Field::Site, "nms");
    fill(&mut run, Field::Due, "2027-06-04");
    fill(&mut run, Field::Sites, "nms, bon");
    fill(&mut run, Field::Grades, "6, 7");
    fill(&mut run, Field::Homerooms, "7A; 7B");
    let _ = run.update(Message::Mode(Mode::Return));
    let paste = text_editor::Edit::Paste("0048213\n0048214\n".to_owned().into());
    let _ = run.update(Message::List(text_editor::Action::Edit(paste)));
    run
}

/// A return run, with what is said once of everything.
pub(crate) fn returning() -> Run {
    let mut run = filled();
    fill(&mut run, Field::Shelf, "Gym cart 3");
    fill(&mut run, Field::Condition, "good");
    fill(&mut run, Field::Next, "cleaning");
    fill(&mut run, Field::Taken, "assumed");
    run
}

#[test]
fn it_opens_on_what_is_most_pressing() {
    assert_eq!(opened(|_| ()).1, sites_and(Action::None));
    let first = Action::Focus(Field::Name.id().into());
    assert_eq!(opened(|board| board.run = None).1, sites_and(first));
    let clock = Action::Focus(TIME.into());
    assert_eq!(opened(|board| board.ask_clock = true).1, sites_and(clock));
    let ending = Action::Ask(Request::Ending);
    let open = Some(("Summer collection".to_owned(), "2026-08-11".to_owned()));
    assert_eq!(opened(|board| board.open_run = open.clone()).1, sites_and(ending));
}

#[test]
fn ctrl_enter_starts_with_all_that_is_typed() {
    let mut run = filled();
    let setup = RunSetup {
        name: "Fall handout 2026".into(),
        mode: Mode::Return,
        place: "Gym · Table 2".into(),
        site: "NMS".into(),
        due: "2027-06-04".into(),
        expected: Expected {
            sites: vec!["NMS".into(), "BON".into()],
            grades: vec!["6".into(), "7".into()],
            homerooms: vec!["7A".into(), "7B".into()],
            list: vec!["0048213".into(), "0048214".into()],
        },
        returning: Box::default(),
    };
    let started = run.update(Message::Press(key::Action::Yes));
    assert_eq!(started, Action::Ask(Request::StartRun(setup)));
    assert_eq!(run.update(Message::Press(key::Action::Yes)), Action::None, "once");
    let done = answer(&mut run, Answer::Done);
    assert_eq!(done, Action::Many(vec![Action::Refresh, Action::Go(Page::Desk)]));
}

#[test]
fn another_operator_is_named_first() {
    let mut run = form();
    fill(&mut run, Field::Operator, "LC");
    let Action::Many(asked) = run.update(Message::Press(key::Action::Yes)) else {
        panic!("two requests");
    };
    assert_eq!(asked[0], Action::Ask(Request::Operator(Some("LC".into()))));
    assert!(matches!(asked[1], Action::Ask(Request::StartRun(_))));
    assert_eq!(answer(&mut run, Answer::Done), Action::None);
    assert!(matches!(answer(&mut run, Answer::Done), Action::Many(_)));
}

#[test]
fn a_wrong_due_date_is_not_sent_and_a_refusal_can_be_mended() {
    let mut run = form();
    fill(&mut run, Field::Due, "4.6.2027");
    let refused = run.update(Message::Press(key::Action::Yes));
    assert_eq!(refused, Action::Focus(Field::Due.id().into()));
    fill(&mut run, Field::Due, "2027-06-04");
    assert!(matches!(run.update(Message::Press(key::Action::Yes)), Action::Ask(_)));
    let failed = Message::Answered(Ticket(1), Err(Error::NoDate("x".into())));
    assert_eq!(run.update(failed), Action::None);
    assert!(matches!(run.update(Message::Press(key::Action::Yes)), Action::Ask(_)));
}

#[test]
fn ending_shows_what_is_left_before_it_ends() {
    let (mut run, _) = opened(|_| ());
    assert_eq!(run.update(Message::End), Action::Ask(Request::Ending));
    assert_eq!(run.update(Message::Press(key::Action::Yes)), Action::None, "not counted yet");
    let left = Ending { unsent: 86, unanswered: 1, parked: 2, done: (142, 3) };
    let _ = answer(&mut run, Answer::Ending(left));
    assert_eq!(run.update(Message::Press(key::Action::Yes)), Action::Ask(Request::EndRun));
    let done = answer(&mut run, Answer::Done);
    let focus = Action::Focus(Field::Name.id().into());
    assert_eq!(done, Action::Many(vec![Action::Refresh, focus]));
    let (mut run, _) = opened(|_| ());
    let _ = run.update(Message::End);
    let _ = answer(&mut run, Answer::Ending(left));
    assert_eq!(run.update(Message::Press(key::Action::No)), Action::None, "kept");
    assert_eq!(run.update(Message::Press(key::Action::No)), Action::Go(Page::Desk));
}

#[test]
fn the_right_time_is_typed_and_sent() {
    let (mut run, _) = opened(|board| board.ask_clock = true);
    let refused = run.update(Message::Press(key::Action::Yes));
    assert_eq!(refused, Action::Focus(TIME.into()), "no time yet");
    let _ = run.update(Message::Time("9:44".into()));
    let set = run.update(Message::Press(key::Action::Yes));
    let right = Some(("2026-08-12".to_owned(), "9:44".to_owned()));
    assert_eq!(set, Action::Ask(Request::Clock(right)));
    assert_eq!(answer(&mut run, Answer::Done), Action::Many(vec![Action::Refresh, Action::None]));
}

#[test]
fn keys_of_every_part() {
    let room = Room::new(964.0, 496.0);
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    let (run, _) = opened(|_| ());
    for (of, words, expected) in
        [('n', "Start a run", "New"), ('e', "End this run", "End"), ('t', "Date and time", "Clock")]
    {
        let told =
            hear(run.view(room.around()), Message::Heard, room.size, vec![letter(of, shifted)]);
        assert_eq!(format!("{told:?}"), format!("[{expected}]"));
        let told = click(run.view(room.around()), room.size, words);
        assert_eq!(format!("{told:?}"), format!("[{expected}]"));
    }
    let mut room = Room::new(964.0, 496.0);
    room.board.run = None;
    let run = form();
    let told = hear_in(
        run.view(room.around()),
        Message::Heard,
        room.size,
        Some(Field::Name.id()),
        vec![
            top_row(2, Modifiers::ALT),
            table(key::Action::Yes),
            table(key::Action::No),
            letter('e', shifted),
        ],
    );
    assert!(
        matches!(
            told[..],
            [
                Message::Heard(Heard::Key(key::Action::Mode(Mode::Return))),
                Message::Heard(Heard::Key(key::Action::Yes)),
                Message::Heard(Heard::Key(key::Action::No)),
            ]
        ),
        "{told:?}"
    );
    let told = click(run.view(room.around()), room.size, "Start it");
    assert!(matches!(told[..], [Message::Press(key::Action::Yes)]), "{told:?}");
}

#[test]
fn tab_goes_from_field_to_field_and_back() {
    let room = Room::new(964.0, 496.0);
    let run = form();
    let mut events = Vec::new();
    for letter in ["n", "p", "s", "d", "o", "x", "g", "h"] {
        events.extend(typed(letter, Named::Tab));
    }
    let told =
        hear_in(run.view(room.around()), Message::Heard, room.size, Some(Field::Name.id()), events);
    let fields: Vec<Field> = told
        .iter()
        .filter_map(|told| match told {
            Message::Typed(field, _) => Some(*field),
            _ => None,
        })
        .collect();
    assert_eq!(
        fields,
        [
            Field::Name,
            Field::Place,
            Field::Site,
            Field::Due,
            Field::Operator,
            Field::Sites,
            Field::Grades,
            Field::Homerooms,
        ]
    );
    let back = vec![named_key(Named::Tab, Modifiers::SHIFT), character('q')];
    let told =
        hear_in(run.view(room.around()), Message::Heard, room.size, Some(Field::Site.id()), back);
    assert!(matches!(&told[..], [Message::Typed(Field::Place, text)] if text == "q"), "{told:?}");
}

#[test]
fn the_run_looks_right_in_every_room() {
    let mut ending = opened(|_| ()).0;
    let _ = ending.update(Message::End);
    let left = Ending { unsent: 1_086, unanswered: 1, parked: 2, done: (142, 3) };
    let _ = answer(&mut ending, Answer::Ending(left));
    let mut wrong = filled();
    fill(&mut wrong, Field::Due, "4.6.2027");
    fill(&mut wrong, Field::Site, "XYZ");
    let _ = wrong.update(Message::Press(key::Action::Yes));
    let mut clock = opened(|board| board.ask_clock = true).0;
    let _ = clock.update(Message::Time("9:44".into()));
    let scenes = [
        ("run-overview", opened(|_| ()).0, true),
        ("run-form", form(), false),
        ("run-filled", filled(), false),
        ("run-wrong", wrong, false),
        ("run-ending", ending, true),
        ("run-clock", clock, true),
    ];
    for (name, run, running) in &scenes {
        for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
            let mut room = Room::new(width, height);
            if !running {
                room.board.run = None;
            }
            look(&format!("{name}-{of}"), &room, || run.view(room.around()));
        }
    }
}
