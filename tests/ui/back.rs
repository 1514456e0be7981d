//! What came back: its cards, the list of notes and the list of reasons, by keys alone.

use tagdesk::desk::reply::*;
use tagdesk::desk::request::{DeskKey, Request, Returning};
use tagdesk::domain::event::Source;
use tagdesk::domain::noted::{Note, Taken, Whereabouts};
use tagdesk::domain::quote::Quote;
use tagdesk::ui::key;
use tagdesk::ui::screen::Action;
use tagdesk::ui::screen::desk::{Desk, Message};
use tagdesk::ui::widget::Heard;

use crate::support::*;

fn chip(says: Says, quote: Option<Quote>) -> Chip {
    Chip { says, quote }
}

fn view() -> View {
    View {
        mode: Mode::Return,
        band: Some("CB-003991".into()),
        chips: vec![
            chip(Says::Along("CHARGER", Whereabouts::Good), None),
            chip(Says::Along("CASE", Whereabouts::Missing), Some(Quote::Costs { cents: 1_800 })),
            chip(Says::Noted(Note::Damage("SCREEN")), Some(Quote::Free { nth: 1, of: 1 })),
        ],
        set: vec![card("CH-003991", Some(ava()))],
        ..View::default()
    }
}

fn back() -> Desk {
    let notice = Notice::Returned {
        from: Some(ava()),
        tag: "CB-003991".into(),
        moved: None,
        not_from: None,
        aside: false,
        goes: Goes { shelf: "Gym cart 3".into(), next: None },
        owner: None,
        still_out: vec!["CH-003991".into()],
    };
    desk_after(Outcome::Returned, notice, view())
}

/// A question whose yes wants a reason.
fn owes() -> Desk {
    let notice = Notice::Question {
        tag: Some("CB-004417".into()),
        person: Some(jose()),
        asks: vec![Ask::Owes { cents: 5_000 }],
    };
    let view = View { asking: true, wants_reason: true, ..with_person(Mode::Issue, vec![]) };
    desk_after(Outcome::Question, notice, view)
}

fn press(desk: &mut Desk, action: key::Action) -> Action {
    desk.update(Message::Press(action))
}

fn run(window: &mut Window, dated: &str) {
    let run = window.board.run.as_mut().unwrap();
    run.name = "Summer collection 2026".into();
    run.returning = Returning {
        shelf: "Gym cart 3".into(),
        condition: "good".into(),
        next: "cleaning".into(),
        taken: Taken::Checked,
        note: String::new(),
        dated: dated.into(),
    };
}

/// The states of the desk that have a picture, with their windows.
pub(crate) fn windows(size: (f32, f32)) -> Vec<(&'static str, Window)> {
    let mut open = back();
    let _ = press(&mut open, key::Action::Private);
    let mut notes = back();
    let _ = press(&mut notes, key::Action::Note);
    for _ in 0..5 {
        let _ = press(&mut notes, key::Action::Down);
    }
    let mut reasons = owes();
    let _ = press(&mut reasons, key::Action::Down);
    let scenes = [
        ("back", back(), ""),
        ("back-private", open, ""),
        ("back-dated", Desk::default(), "2026-08-10"),
        ("back-notes", notes, ""),
        ("back-reasons", reasons, ""),
    ];
    let scenes = scenes.into_iter();
    scenes
        .map(|(name, desk, dated)| {
            let mut window = Window::new(desk, size);
            run(&mut window, dated);
            (name, window)
        })
        .collect()
}

#[test]
fn what_is_known_is_shown_and_what_it_costs_stays_a_dot() {
    for (name, window) in windows((1366.0, 768.0)) {
        let mut simulator = window.simulator();
        let (shown, hidden): (&[&str], &[&str]) = match name {
            "back" => {
                (&["Charger back", "Case missing ●", "Screen damage ●"], &["Case missing: 18.00"])
            }
            "back-private" => {
                (&["Case missing: 18.00", "Screen damage: free, 1 of 1"], &["Case missing ●"])
            }
            "back-dated" => (&["Dating as 10 August 2026"], &[]),
            _ => (&[], &[]),
        };
        for says in shown {
            assert!(simulator.find(*says).is_ok(), "{name}: {says}");
        }
        for says in hidden {
            assert!(simulator.find(*says).is_err(), "{name}: {says}");
        }
        let locked = simulator.find("locked while scanning").is_ok();
        assert_eq!(locked, name == "back" || name == "back-private", "{name}");
    }
}

#[test]
fn everything_stays_inside_the_window() {
    for size in [(1024.0, 540.0), (1366.0, 768.0)] {
        for (name, window) in windows(size) {
            assert_eq!(window.outside(), None, "{name} at {size:?}");
        }
    }
}

#[test]
fn a_note_is_made_by_keys_alone() {
    let mut desk = back();
    assert_eq!(press(&mut desk, key::Action::Note), Action::None);
    let mut code = None;
    for _ in 0..60 {
        let mut taken = desk.clone();
        let Action::Ask(Request::Scan { line, source, .. }) = press(&mut taken, key::Action::Yes)
        else {
            panic!("a marked row is taken")
        };
        assert_eq!(source, Source::Typed);
        if line == "XTDMCASE" {
            code = Some(line);
            break;
        }
        let _ = press(&mut desk, key::Action::Down);
    }
    assert_eq!(code.as_deref(), Some("XTDMCASE"), "every note is reached by the arrows");
    // Esc closes the list and nothing else.
    assert_eq!(press(&mut desk, key::Action::No), Action::None);
    let no = press(&mut desk, key::Action::No);
    assert!(matches!(no, Action::Ask(Request::Key { key: DeskKey::No, .. })), "{no:?}");
    // A scan while the list is open is a scan.
    let _ = press(&mut desk, key::Action::Note);
    let scanned = desk.update(Message::Heard(Heard::Code("CB-004417".into())));
    assert!(matches!(scanned, Action::Ask(Request::Scan { ref line, .. }) if line == "CB-004417"));
    let yes = press(&mut desk, key::Action::Yes);
    assert!(matches!(yes, Action::Ask(Request::Key { key: DeskKey::Yes, .. })), "{yes:?}");
}

#[test]
fn without_a_device_in_the_band_there_is_nothing_to_note() {
    let mut desk = Desk::default();
    let _ = press(&mut desk, key::Action::Note);
    let yes = press(&mut desk, key::Action::Yes);
    assert!(matches!(yes, Action::Ask(Request::Key { key: DeskKey::Yes, .. })), "{yes:?}");
}

#[test]
fn a_reason_is_chosen_and_none_is_chosen_by_itself() {
    let mut desk = owes();
    let yes = press(&mut desk, key::Action::Yes);
    assert!(matches!(yes, Action::Ask(Request::Key { key: DeskKey::Yes, .. })), "{yes:?}");
    // The desk says that a reason belongs to it; the question stands.
    let view = View { asking: true, wants_reason: true, ..with_person(Mode::Issue, vec![]) };
    let _ = desk.update(answered(reply(2, Outcome::NotTaken, Notice::SayWhy, view)));
    let _ = press(&mut desk, key::Action::Down);
    let _ = press(&mut desk, key::Action::Down);
    let yes = press(&mut desk, key::Action::Yes);
    let Action::Ask(Request::Scan { line, .. }) = yes else { panic!("{yes:?}") };
    assert_eq!(line, "XTDWPLAN");
}
