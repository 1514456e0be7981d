//! Every key of the table does what the table says, and nothing a scan is made of does anything
//! but be typed.

use iced::Event;
use iced::keyboard::key::{Code, Named, NativeCode, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};

use tagdesk::ui::key::{self, Held, Press, TABLE};
use tagdesk::ui::screen::desk::Desk;
use tagdesk::ui::widget::Heard;

use crate::support::*;

const NOWHERE: Physical = Physical::Unidentified(NativeCode::Unidentified);

fn told(events: Vec<Event>) -> Vec<Heard> {
    let window = Window::new(Desk::default(), (1024.0, 540.0));
    let mut simulator = window.simulator();
    let _ = simulator.simulate(events);
    simulator
        .into_messages()
        .filter_map(|told| match told {
            Told::Heard(heard) => Some(heard),
            _ => None,
        })
        .collect()
}

fn modifiers(held: Held) -> Modifiers {
    match held {
        Held::Nothing => Modifiers::empty(),
        Held::Ctrl | Held::CtrlAnyShift => Modifiers::COMMAND,
        Held::CtrlShift => Modifiers::COMMAND | Modifiers::SHIFT,
        Held::Alt => Modifiers::ALT,
        Held::Shift => Modifiers::SHIFT,
    }
}

/// The chord as a keyboard sends it. The top row of a French keyboard has no digits unshifted.
pub(crate) fn chord(chord: key::Chord) -> Event {
    let held = modifiers(chord.held);
    match chord.press {
        Press::Named(named) => named_key(named, held),
        Press::Char(c) => {
            press(Key::Character(c.to_string().into()), NOWHERE, held, Some(&c.to_string()))
        }
        Press::TopRow(digit) => {
            let code = TOP_ROW[usize::from(digit)];
            press(Key::Character("&".into()), Physical::Code(code), held, Some("&"))
        }
    }
}

#[test]
fn every_key_of_the_table_gives_its_action() {
    for binding in TABLE {
        let heard = told(vec![chord(binding.chord)]);
        assert_eq!(heard, [Heard::Key(binding.action)], "{binding:?}");
    }
}

#[test]
fn keys_and_codes_keep_their_order_in_a_batch() {
    let mut events = typed("0048213", Named::Enter);
    events.push(chord(TABLE[13].chord));
    events.extend(typed("CB-1", Named::Enter));
    let heard: Vec<_> =
        told(events).into_iter().filter(|heard| !matches!(heard, Heard::Typing(_))).collect();
    assert_eq!(
        heard,
        [Heard::Code("0048213".into()), Heard::Key(TABLE[13].action), Heard::Code("CB-1".into())]
    );
}

fn pad(digit: char, code: Code, modifiers: Modifiers) -> Event {
    Event::Keyboard(keyboard::Event::KeyPressed {
        key: Key::Character(digit.to_string().into()),
        modified_key: Key::Character(digit.to_string().into()),
        physical_key: Physical::Code(code),
        location: Location::Numpad,
        modifiers,
        text: Some(digit.to_string().into()),
        repeat: false,
    })
}

fn alt(down: bool) -> Event {
    let (key, physical_key) = (Key::Named(Named::Alt), Physical::Code(Code::AltLeft));
    Event::Keyboard(if down {
        keyboard::Event::KeyPressed {
            key: key.clone(),
            modified_key: key,
            physical_key,
            location: Location::Left,
            modifiers: Modifiers::ALT,
            text: None,
            repeat: false,
        }
    } else {
        keyboard::Event::KeyReleased {
            key: key.clone(),
            modified_key: key,
            physical_key,
            location: Location::Left,
            modifiers: Modifiers::empty(),
        }
    })
}

#[test]
fn alt_and_the_keypad_compose_a_character_and_no_mode() {
    let events = vec![
        alt(true),
        pad('0', Code::Numpad0, Modifiers::ALT),
        pad('6', Code::Numpad6, Modifiers::ALT),
        pad('5', Code::Numpad5, Modifiers::ALT),
        alt(false),
        pad('1', Code::Numpad1, Modifiers::empty()),
        named_key(Named::Enter, Modifiers::empty()),
    ];
    let codes: Vec<_> =
        told(events).into_iter().filter(|heard| !matches!(heard, Heard::Typing(_))).collect();
    assert_eq!(codes, [Heard::Code("A1".into())]);
}

#[test]
fn a_held_key_is_one_key() {
    let Event::Keyboard(keyboard::Event::KeyPressed {
        key,
        modified_key,
        physical_key,
        location,
        modifiers,
        text,
        ..
    }) = character('A')
    else {
        unreachable!()
    };
    let again = Event::Keyboard(keyboard::Event::KeyPressed {
        key,
        modified_key,
        physical_key,
        location,
        modifiers,
        text,
        repeat: true,
    });
    let events =
        vec![character('A'), again.clone(), again, named_key(Named::Enter, Modifiers::empty())];
    assert_eq!(told(events).pop(), Some(Heard::Code("A".into())));
}

#[test]
fn esc_clears_what_is_typed_before_it_answers() {
    let escape = || named_key(Named::Escape, Modifiers::empty());
    let heard = told(vec![character('A'), escape(), escape()]);
    assert_eq!(
        heard,
        [Heard::Typing("A".into()), Heard::Typing(String::new()), Heard::Key(key::Action::No)]
    );
}

#[test]
fn losing_the_keyboard_drops_half_a_scan_and_says_so() {
    use iced::window;

    let heard = told(vec![character('A'), Event::Window(window::Event::Unfocused)]);
    let lost = [Heard::Typing("A".into()), Heard::Typing(String::new()), Heard::Focus(false)];
    assert_eq!(heard, lost);
}

#[test]
fn names_are_asked_for_when_typing_rests() {
    use iced::time::{Duration, Instant};
    use iced::window;

    let window = Window::new(Desk::default(), (1024.0, 540.0));
    let mut simulator = window.simulator();
    let redraw = |at| [Event::Window(window::Event::RedrawRequested(at))];
    let _ = simulator.simulate([character('n'), character('g')]);
    let _ = simulator.simulate(redraw(Instant::now()));
    let _ = simulator.simulate(redraw(Instant::now() + Duration::from_secs(1)));
    let _ = simulator.simulate(redraw(Instant::now() + Duration::from_secs(2)));
    let pauses: Vec<_> = simulator
        .into_messages()
        .filter(|told| matches!(told, Told::Heard(Heard::Paused(_))))
        .collect();
    assert_eq!(pauses, [Told::Heard(Heard::Paused("ng".into()))]);
}
