//! Every form of the band at the smallest and the usual size: it renders, nothing is missing, and
//! the pictures lie in the target folder for the eye.

use std::path::PathBuf;

use tagdesk::desk::reply::*;
use tagdesk::domain::device::Status;
use tagdesk::domain::set::{Left, SetOut, WhyLeft};
use tagdesk::ui::chrome::Question;
use tagdesk::ui::screen::desk::{Desk, Message};
use tagdesk::ui::theme;
use tagdesk::ui::widget::Heard;

use crate::support::*;

pub(crate) fn scenes() -> Vec<(&'static str, Desk)> {
    let issue = |holds| with_person(Mode::Issue, holds);
    let refused = Notice::Refused {
        code: "CB-004402".into(),
        refusal: Refusal::Status { status: Status::Stolen },
        person: Some(jose()),
    };
    let question = Notice::Question {
        tag: Some("CB-004376".into()),
        person: Some(jose()),
        asks: vec![Ask::StillOut { holder: ava() }],
    };
    let two = Notice::Question {
        tag: Some("CB-004376".into()),
        person: Some(jose()),
        asks: vec![
            Ask::Limit { held: vec!["CB-004417".into()], category: "Chromebook".into() },
            Ask::StillOut { holder: ava() },
        ],
    };
    let asking = View { asking: true, ..issue(vec![]) };
    let mut theirs = person(vec![]);
    theirs.assigned = vec![AssignedDevice {
        id: card("CB-004417", None).id,
        tag: "CB-004417".into(),
        model: "Lenovo 300e Gen 4".into(),
        case: "17".into(),
        site_name: "Neosho Middle".into(),
        holder: None,
    }];
    let theirs = View { person: Some(Box::new(theirs)), ..View::default() };
    let others = Notice::Question {
        tag: Some("CB-004376".into()),
        person: Some(jose()),
        asks: vec![Ask::Assigned {
            tag: "CB-004376".into(),
            owner: Owner { named: ava().named, case: "17".into() },
        }],
    };
    let mut scenes = vec![
        ("waiting", Desk::default()),
        ("person", desk_after(Outcome::Student, Notice::Person(jose()), issue(vec![]))),
        (
            "issued",
            desk_after(
                Outcome::Issued,
                Notice::Issued {
                    to: jose(),
                    tag: "CB-004417".into(),
                    due: Some("2027-06-04".into()),
                    moved: Some(("Bonner".into(), "Neosho Middle".into())),
                    set: SetOut::default(),
                },
                issue(vec![held("CB-004417")]),
            ),
        ),
        ("issued-set", issued_set(issue(vec![held("CB-004417"), held("ST-004417")]))),
        ("person-theirs", desk_after(Outcome::Student, Notice::Person(jose()), theirs)),
        ("question-assigned", desk_after(Outcome::Question, others, asking.clone())),
        ("question", desk_after(Outcome::Question, question, asking.clone())),
        ("question-two", desk_after(Outcome::Question, two, asking)),
        ("refused", desk_after(Outcome::Refused, refused, issue(vec![]))),
        ("returned", returned(false, Some(Owner { named: ava().named, case: "17".into() }))),
        ("returned-note", returned(true, None)),
        (
            "already",
            desk_after(
                Outcome::Already,
                Notice::AlreadyHeld { by: jose(), tag: "CB-004398".into(), since: at(12, 9, 38) },
                issue(vec![held("CB-004398")]),
            ),
        ),
    ];
    scenes.extend(without_a_person());
    scenes
}

/// A charger is still out to somebody else; the pen went along.
fn issued_set(view: View) -> Desk {
    let left = Left { tag: "CH-004417".into(), why: WhyLeft::Out(ava().named) };
    let notice = Notice::Issued {
        to: jose(),
        tag: "CB-004417".into(),
        due: Some("2027-06-04".into()),
        moved: None,
        set: SetOut { gone: vec!["ST-004417".into()], left: vec![left] },
    };
    desk_after(Outcome::Issued, notice, view)
}

fn returned(aside: bool, owner: Option<Owner>) -> Desk {
    let notice = Notice::Returned {
        from: Some(ava()),
        tag: "CB-003991".into(),
        moved: None,
        not_from: None,
        aside,
        goes: Goes::default(),
        owner,
        still_out: Vec::new(),
    };
    desk_after(Outcome::Returned, notice, View { mode: Mode::Return, ..View::default() })
}

/// Scenes in which nobody is on screen, or nothing can be heard.
fn without_a_person() -> Vec<(&'static str, Desk)> {
    let mut deaf =
        desk_after(Outcome::Student, Notice::Person(jose()), with_person(Mode::Issue, vec![]));
    let _ = deaf.update(Message::Heard(Heard::Focus(false)));
    let mut typing = Desk::default();
    let _ = typing.update(Message::Heard(Heard::Typing("ngu".into())));
    let mut names = typing.clone();
    let _ = names.update(Message::Heard(Heard::Paused("ngu".into())));
    let _ = names.update(crate::desk::people(6));
    let _ = names.update(Message::Press(tagdesk::ui::key::Action::Down));
    let look_up = View {
        mode: Mode::LookUp,
        device: Some(Box::new(card("CB-004417", None))),
        ..View::default()
    };
    vec![
        ("not-listening", deaf),
        ("typing", typing),
        ("names", names),
        (
            "nobody",
            desk_after(
                Outcome::Shown,
                Notice::NobodyOnScreen(Box::new(card("CB-004376", Some(ava())))),
                View::default(),
            ),
        ),
        (
            "look-up",
            desk_after(Outcome::Shown, Notice::Device(Box::new(card("CB-004417", None))), look_up),
        ),
        (
            "unknown",
            desk_after(
                Outcome::Unknown,
                Notice::Unknown { code: "9900417".into(), can_take_in: false, can_walk_up: true },
                View::default(),
            ),
        ),
        (
            "undone",
            desk_after(
                Outcome::Undone,
                Notice::Undone {
                    outcome: Outcome::Issued,
                    tag: Some("CB-004417".into()),
                    holder: None,
                },
                View::default(),
            ),
        ),
        (
            "swap-first",
            desk_after(
                Outcome::Shown,
                Notice::SwapFirst { tag: "CB-004376".into(), holder: ava().named },
                View {
                    mode: Mode::Swap,
                    device: Some(Box::new(card("CB-004376", Some(ava())))),
                    ..View::default()
                },
            ),
        ),
    ]
}

pub(crate) fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    target.join("ui-pictures")
}

/// Takes a picture, replacing an older one.
fn picture(window: &Window, name: &str) -> Result<bool, iced_test::Error> {
    let mut simulator = window.simulator();
    let snapshot = simulator.snapshot(&window.theme)?;
    let path = folder().join(name).with_extension("png");
    let written = path.with_file_name(format!("{name}-tiny-skia.png"));
    let _ = std::fs::remove_file(written);
    snapshot.matches_image(path)
}

#[test]
fn every_form_of_the_band_renders() {
    let sizes = [(1024.0, 540.0), (1366.0, 768.0), (1920.0, 1080.0)];
    for (name, desk) in scenes() {
        for size in sizes {
            let window = Window::new(desk.clone(), size);
            assert_eq!(window.outside(), None, "{name} at {size:?}");
            assert!(picture(&window, &format!("{name}-{}", size.0)).unwrap());
        }
    }
}

#[test]
fn sunlight_practice_and_strips_render() {
    let (_, desk) = scenes().into_iter().nth(3).unwrap();
    let mut window = Window::new(desk, (1024.0, 540.0));
    window.board.practice = true;
    window.board.ask_clock = true;
    window.board.open_run = Some(("Summer collection".into(), "2026-08-11".into()));
    window.questions = Question::of(&window.board);
    assert!(picture(&window, "practice-1024").unwrap());
    for (name, desk) in scenes() {
        let mut window = Window::new(desk, (1366.0, 768.0));
        window.theme = theme::theme(true);
        assert!(picture(&window, &format!("sun-{name}")).unwrap());
    }
    let mut window = Window::new(Desk::default(), (1024.0, 540.0));
    window.board.practice = true;
    assert!(picture(&window, "try-1024").unwrap());
    window.size = iced::Size::new(1366.0, 768.0);
    assert!(picture(&window, "try-1366").unwrap());
}
