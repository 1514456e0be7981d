//! A page alone in a window: what it hears, how it looks, and whether all of it is inside.

use std::path::PathBuf;

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{Key, Modifiers};
use iced::{Element, Event, Size, Theme};
use iced_test::selector::Candidate;

use tagdesk::desk::request::Board;
use tagdesk::ui::screen::desk::Around;
use tagdesk::ui::widget::{Heard, scan_listener};
use tagdesk::ui::{key, theme};

use crate::support::*;

/// The rooms that a page has in windows of 1024×540 and 1366×768, of 1366×768 at scale 1.5, and
/// of 3840×2160 at scale 2.
pub(crate) const ROOMS: [(&str, f32, f32); 4] = [
    ("1024", 964.0, 496.0),
    ("1366", 1282.0, 672.0),
    ("scaled", 850.0, 467.0),
    ("4k", 1836.0, 984.0),
];

/// The smallest room: practice stripe and a strip stand above it.
pub(crate) const LEAST: (&str, f32, f32) = ("least", 964.0, 436.0);

/// What is around a page.
pub(crate) struct Room {
    pub(crate) board: Board,
    pub(crate) theme: Theme,
    pub(crate) size: Size,
}

impl Room {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        Self { board: board(), theme: theme::theme(false), size: Size::new(width, height) }
    }

    pub(crate) fn around(&self) -> Around<'_> {
        Around { board: Some(&self.board), now: NOW, size: self.size, theme: &self.theme }
    }
}

/// What a page and the window around it hear, in order.
pub(crate) fn hear<'a, M: 'static>(
    page: Element<'a, M>,
    heard: impl Fn(Heard) -> M + 'a,
    size: Size,
    events: Vec<Event>,
) -> Vec<M> {
    hear_in(page, heard, size, None, events)
}

/// The same, with the cursor in a field.
pub(crate) fn hear_in<'a, M: 'static>(
    page: Element<'a, M>,
    heard: impl Fn(Heard) -> M + 'a,
    size: Size,
    field: Option<&'static str>,
    events: Vec<Event>,
) -> Vec<M> {
    let mut simulator = simulator(scan_listener(page, heard).into(), size);
    if let Some(field) = field {
        let _ = simulator.click(iced_test::selector::id(field)).unwrap();
    }
    let _ = simulator.simulate(events);
    simulator.into_messages().collect()
}

/// What pressing the button with these words tells.
pub(crate) fn click<M: 'static>(page: Element<'_, M>, size: Size, words: &str) -> Vec<M> {
    let mut simulator = simulator(page, size);
    let _ = simulator.click(words).unwrap_or_else(|_| panic!("no {words:?}"));
    simulator.into_messages().collect()
}

/// Whether a text is on the page.
pub(crate) fn sees<M: 'static>(page: Element<'_, M>, size: Size, words: &str) -> bool {
    simulator(page, size).find(words).is_ok()
}

/// A text that leaves the room, if there is one.
pub(crate) fn outside<M: 'static>(page: Element<'_, M>, size: Size) -> Option<String> {
    let outside = move |candidate: Candidate<'_>| match candidate {
        Candidate::Text { bounds, content, .. } => {
            let inside = bounds.x >= 0.0
                && bounds.y >= 0.0
                && bounds.x + bounds.width <= size.width
                && bounds.y + bounds.height <= size.height;
            (!inside).then(|| format!("{content}: {bounds:?}"))
        }
        _ => None,
    };
    simulator(page, size).find(outside).ok()
}

/// Takes a picture for the eye, replacing an older one, and finds that nothing leaves the room.
pub(crate) fn look<'a, M: 'static>(name: &str, room: &'a Room, page: impl Fn() -> Element<'a, M>) {
    assert_eq!(outside(page(), room.size), None, "{name}");
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    let path = target.join("ui-pictures").join(name).with_extension("png");
    let _ = std::fs::remove_file(path.with_file_name(format!("{name}-tiny-skia.png")));
    let mut simulator = simulator(page(), room.size);
    assert!(simulator.snapshot(&room.theme).unwrap().matches_image(path).unwrap());
}

/// A key of the table, as a keyboard sends it.
pub(crate) fn table(action: key::Action) -> Event {
    let binding = key::TABLE.iter().find(|binding| binding.action == action).unwrap();
    let held = match binding.chord.held {
        key::Held::Nothing => Modifiers::empty(),
        key::Held::Ctrl | key::Held::CtrlAnyShift => Modifiers::COMMAND,
        key::Held::CtrlShift => Modifiers::COMMAND | Modifiers::SHIFT,
        key::Held::Alt => Modifiers::ALT,
        key::Held::Shift => Modifiers::SHIFT,
    };
    match binding.chord.press {
        key::Press::Named(named) => named_key(named, held),
        key::Press::Char(c) => letter(c, held),
        key::Press::TopRow(digit) => top_row(digit, held),
    }
}

/// A letter with modifiers: what is held makes it type nothing that can be printed.
pub(crate) fn letter(c: char, held: Modifiers) -> Event {
    let physical = match c {
        'e' => Code::KeyE,
        'n' => Code::KeyN,
        'q' => Code::KeyQ,
        'r' => Code::KeyR,
        't' => Code::KeyT,
        _ => Code::KeyZ,
    };
    press(Key::Character(c.to_string().into()), Physical::Code(physical), held, Some("\u{1}"))
}

/// A digit of the top row with modifiers.
pub(crate) fn top_row(digit: u8, held: Modifiers) -> Event {
    let physical = Physical::Code(TOP_ROW[usize::from(digit)]);
    press(Key::Character(digit.to_string().into()), physical, held, Some(&digit.to_string()))
}

/// A key without modifiers.
pub(crate) fn plain(named: Named) -> Event {
    named_key(named, Modifiers::empty())
}
