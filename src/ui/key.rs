//! What every key of the window does: one table, which also feeds button caps, the foot and help.
//!
//! No letter, digit, Enter or Tab alone is an action: scans are made of them. Modes are the
//! physical top row, never the keypad, because some scanners send Alt and keypad digits. F8 stays
//! free. Names keys; does not carry out what they do.

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{Event, Key, Location, Modifiers};

use super::screen::Page;
use crate::desk::reply::Mode;
use crate::text;

/// What a key does. Screens give it their own meaning or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Answers yes; takes the marked row of a list.
    Yes,
    /// Answers no; clears, closes, goes back.
    No,
    /// Takes the last command back.
    Undo,
    /// Takes row 1 to 9 of the run back.
    UndoRow(u8),
    /// A mode of the desk.
    Mode(Mode),
    /// Shows or hides what the queue must not see.
    Private,
    /// The next child of the household.
    Sibling,
    /// What is noted about the device in the band.
    Note,
    /// Serves somebody who is on no list.
    WalkUp,
    /// Lays out a receipt for the person on screen.
    Receipt,
    /// Who is scanning.
    Operator,
    /// First answer of a strip.
    StripYes,
    /// Second answer of a strip.
    StripNo,
    /// Another screen.
    Go(Page),
    /// Shows or hides this table.
    Help,
    /// Everything larger.
    Larger,
    /// Everything smaller.
    Smaller,
    /// Scale as set.
    ActualSize,
    /// The row above.
    Up,
    /// The row below.
    Down,
    /// Earlier rows.
    PageUp,
    /// Later rows.
    PageDown,
}

/// Where a key means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// On every screen.
    Everywhere,
    /// On the desk.
    Desk,
    /// Where there is a list.
    List,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Which keys together.
    pub chord: Chord,
    /// What they do.
    pub action: Action,
    /// Where.
    pub scope: Scope,
}

/// Keys pressed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// Held down meanwhile.
    pub held: Held,
    /// Pressed last.
    pub press: Press,
}

/// Modifiers of a chord; no other may be down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Held {
    /// None.
    Nothing,
    /// Ctrl, on macOS the command key.
    Ctrl,
    /// Ctrl, with or without Shift: for signs that need Shift on some keyboards.
    CtrlAnyShift,
    /// Ctrl and Shift.
    CtrlShift,
    /// Alt.
    Alt,
    /// Shift.
    Shift,
}

/// The last key of a chord.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Press {
    /// A key with a name.
    Named(Named),
    /// A letter or sign of the layout in use.
    Char(char),
    /// A digit of the top row, wherever the layout has its digits.
    TopRow(u8),
}

const fn bind(held: Held, press: Press, action: Action, scope: Scope) -> Binding {
    Binding { chord: Chord { held, press }, action, scope }
}

/// The table.
pub const TABLE: [Binding; 48] = {
    use Action as A;
    use Held::{Alt, Ctrl, CtrlAnyShift, CtrlShift, Nothing, Shift};
    use Press::{Char, Named as N, TopRow};
    use Scope::{Desk, Everywhere, List};
    [
        bind(Ctrl, N(Named::Enter), A::Yes, Desk),
        bind(Nothing, N(Named::Escape), A::No, Desk),
        bind(Ctrl, Char('z'), A::Undo, Desk),
        bind(CtrlShift, TopRow(1), A::UndoRow(1), Desk),
        bind(CtrlShift, TopRow(2), A::UndoRow(2), Desk),
        bind(CtrlShift, TopRow(3), A::UndoRow(3), Desk),
        bind(CtrlShift, TopRow(4), A::UndoRow(4), Desk),
        bind(CtrlShift, TopRow(5), A::UndoRow(5), Desk),
        bind(CtrlShift, TopRow(6), A::UndoRow(6), Desk),
        bind(CtrlShift, TopRow(7), A::UndoRow(7), Desk),
        bind(CtrlShift, TopRow(8), A::UndoRow(8), Desk),
        bind(CtrlShift, TopRow(9), A::UndoRow(9), Desk),
        bind(Alt, TopRow(1), A::Mode(Mode::Issue), Desk),
        bind(Alt, TopRow(2), A::Mode(Mode::Return), Desk),
        bind(Alt, TopRow(3), A::Mode(Mode::Swap), Desk),
        bind(Alt, TopRow(4), A::Mode(Mode::LookUp), Desk),
        bind(Alt, TopRow(5), A::Mode(Mode::Repair), Desk),
        bind(Ctrl, Char('i'), A::Private, Desk),
        bind(Ctrl, N(Named::ArrowRight), A::Sibling, Desk),
        bind(Ctrl, Char('d'), A::Note, Desk),
        bind(Ctrl, Char('n'), A::WalkUp, Desk),
        bind(Ctrl, Char('p'), A::Receipt, Desk),
        bind(Nothing, N(Named::F1), A::Help, Everywhere),
        bind(Nothing, N(Named::F2), A::Go(Page::Desk), Everywhere),
        bind(Nothing, N(Named::F3), A::Go(Page::People), Everywhere),
        bind(Nothing, N(Named::F4), A::Go(Page::Devices), Everywhere),
        bind(Shift, N(Named::F4), A::Go(Page::Transfer), Everywhere),
        bind(Nothing, N(Named::F5), A::Go(Page::Exchange), Everywhere),
        bind(Nothing, N(Named::F6), A::Operator, Everywhere),
        bind(Nothing, N(Named::F7), A::StripYes, Everywhere),
        bind(Shift, N(Named::F7), A::StripNo, Everywhere),
        bind(Nothing, N(Named::F9), A::Go(Page::Run), Everywhere),
        bind(Nothing, N(Named::F10), A::Go(Page::Settings), Everywhere),
        bind(Nothing, N(Named::F11), A::Go(Page::Paper), Everywhere),
        bind(Nothing, N(Named::F12), A::Go(Page::Print), Everywhere),
        bind(CtrlAnyShift, Char('+'), A::Larger, Everywhere),
        bind(CtrlAnyShift, Char('='), A::Larger, Everywhere),
        bind(CtrlAnyShift, Char('-'), A::Smaller, Everywhere),
        bind(CtrlAnyShift, Char('_'), A::Smaller, Everywhere),
        bind(Ctrl, TopRow(0), A::ActualSize, Everywhere),
        bind(Nothing, N(Named::ArrowUp), A::Up, List),
        bind(Nothing, N(Named::ArrowDown), A::Down, List),
        bind(Nothing, N(Named::PageUp), A::PageUp, List),
        bind(Nothing, N(Named::PageDown), A::PageDown, List),
        // Ctrl with the arrows too, for a keyboard whose arrows sit on the keypad.
        bind(Ctrl, N(Named::ArrowUp), A::Up, List),
        bind(Ctrl, N(Named::ArrowDown), A::Down, List),
        bind(Ctrl, N(Named::PageUp), A::PageUp, List),
        bind(Ctrl, N(Named::PageDown), A::PageDown, List),
    ]
};

/// What the foot of the desk shows.
pub const FOOT: [Action; 6] =
    [Action::No, Action::Yes, Action::Undo, Action::Private, Action::WalkUp, Action::Help];

/// What the foot of other pages shows.
pub const FOOT_ELSEWHERE: [Action; 3] = [Action::No, Action::Go(Page::Desk), Action::Help];

/// What a key press does, if anything. A key that is held down does it once, but for moving in
/// lists.
pub fn action(event: &Event) -> Option<Action> {
    let Event::KeyPressed { key, physical_key, modifiers, repeat, .. } = event else {
        return None;
    };
    let binding = TABLE.iter().find(|binding| {
        is_held(binding.chord.held, *modifiers)
            && is_pressed(binding.chord.press, key, *physical_key)
    })?;
    (!*repeat || binding.scope == Scope::List).then_some(binding.action)
}

fn is_held(held: Held, modifiers: Modifiers) -> bool {
    let down = (modifiers.command(), modifiers.alt(), modifiers.shift());
    let other = if cfg!(target_os = "macos") { modifiers.control() } else { modifiers.logo() };
    !other
        && match held {
            Held::Nothing => down == (false, false, false),
            Held::Ctrl => down == (true, false, false),
            Held::CtrlAnyShift => down.0 && !down.1,
            Held::CtrlShift => down == (true, false, true),
            Held::Alt => down == (false, true, false),
            Held::Shift => down == (false, false, true),
        }
}

fn is_pressed(press: Press, key: &Key, physical: Physical) -> bool {
    match press {
        Press::Named(named) => *key == Key::Named(named),
        Press::Char(c) => {
            key.to_latin(physical).is_some_and(|latin| latin.to_ascii_lowercase() == c)
        }
        Press::TopRow(digit) => top_row(physical) == Some(digit),
    }
}

/// Which digit of the top row a key is, by where it lies.
pub fn top_row(physical: Physical) -> Option<u8> {
    const ROW: [Code; 10] = [
        Code::Digit0,
        Code::Digit1,
        Code::Digit2,
        Code::Digit3,
        Code::Digit4,
        Code::Digit5,
        Code::Digit6,
        Code::Digit7,
        Code::Digit8,
        Code::Digit9,
    ];
    digit_of(&ROW, physical)
}

/// Which digit of the keypad a key is, by where it lies.
pub fn keypad(physical: Physical, location: Location) -> Option<u8> {
    const PAD: [Code; 10] = [
        Code::Numpad0,
        Code::Numpad1,
        Code::Numpad2,
        Code::Numpad3,
        Code::Numpad4,
        Code::Numpad5,
        Code::Numpad6,
        Code::Numpad7,
        Code::Numpad8,
        Code::Numpad9,
    ];
    (location == Location::Numpad).then(|| digit_of(&PAD, physical)).flatten()
}

fn digit_of(keys: &[Code; 10], physical: Physical) -> Option<u8> {
    let Physical::Code(code) = physical else { return None };
    keys.iter().position(|key| *key == code).and_then(|digit| u8::try_from(digit).ok())
}

/// The keys of an action as a cap shows them: `Ctrl ↵`. Rows share one cap, as scales do.
pub fn cap(action: Action) -> String {
    let Some(binding) = TABLE.iter().find(|binding| binding.action == action) else {
        return String::new();
    };
    let held = match binding.chord.held {
        Held::Nothing => vec![],
        Held::Ctrl | Held::CtrlAnyShift => vec![text::get("key-ctrl")],
        Held::CtrlShift => vec![text::get("key-ctrl"), text::get("key-shift")],
        Held::Alt => vec![text::get("key-alt")],
        Held::Shift => vec![text::get("key-shift")],
    };
    let press = match binding.chord.press {
        Press::Named(named) => name(named),
        Press::Char(c) => c.to_uppercase().to_string(),
        Press::TopRow(digit) => digit.to_string(),
    };
    held.into_iter().chain([press]).collect::<Vec<_>>().join(" ")
}

/// The cap that stands for all nine undo keys.
pub fn cap_of_rows() -> String {
    cap(Action::UndoRow(1)).replace('1', "1–9")
}

fn name(named: Named) -> String {
    match named {
        Named::Enter => text::get("key-enter"),
        Named::Escape => text::get("key-no"),
        Named::ArrowUp => text::get("key-up"),
        Named::ArrowDown => text::get("key-down"),
        Named::ArrowRight => text::get("key-right"),
        Named::PageUp => text::get("key-page-up"),
        Named::PageDown => text::get("key-page-down"),
        // F1 to F12 are called so everywhere.
        other => format!("{other:?}"),
    }
}

/// What an action is called beside its cap.
pub fn words(action: Action) -> String {
    match action {
        Action::Yes => text::get("act-yes"),
        Action::No => text::get("act-no"),
        Action::Undo => text::get("act-undo"),
        Action::UndoRow(_) => text::get("act-undo-row"),
        Action::Private => text::get("act-private"),
        Action::Note => text::get("act-note"),
        Action::Sibling => text::get("act-sibling"),
        Action::WalkUp => text::get("act-walk-up"),
        Action::Receipt => text::get("act-receipt"),
        Action::Mode(mode) => text::mode(mode),
        Action::Operator => text::get("act-operator"),
        Action::StripYes => text::get("act-strip-yes"),
        Action::StripNo => text::get("act-strip-no"),
        Action::Go(page) => page.title(),
        Action::Help => text::get("act-help"),
        Action::Larger => text::get("act-larger"),
        Action::Smaller => text::get("act-smaller"),
        Action::ActualSize => text::get("act-actual-size"),
        Action::Up => text::get("act-up"),
        Action::Down => text::get("act-down"),
        Action::PageUp => text::get("act-page-up"),
        Action::PageDown => text::get("act-page-down"),
    }
}

/// The lines of the help of one scope: cap and words, each action once.
pub fn help(scope: Scope) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for binding in TABLE.iter().filter(|binding| binding.scope == scope) {
        let cap = match binding.action {
            Action::UndoRow(_) => cap_of_rows(),
            action => cap(action),
        };
        let line = (cap, words(binding.action));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_that_a_scan_is_made_of_acts_alone() {
        for binding in TABLE {
            let alone = matches!(binding.chord.held, Held::Nothing | Held::Shift);
            let in_scans = matches!(
                binding.chord.press,
                Press::Char(_) | Press::TopRow(_) | Press::Named(Named::Enter | Named::Tab)
            );
            assert!(!(alone && in_scans), "{binding:?}");
            assert!(binding.chord.press != Press::Named(Named::F8), "F8 stays free");
        }
    }

    #[test]
    fn each_chord_stands_once() {
        for (index, binding) in TABLE.iter().enumerate() {
            assert!(!TABLE[..index].iter().any(|b| b.chord == binding.chord), "{binding:?}");
        }
    }

    #[test]
    fn sentences_name_the_keys_of_the_table() {
        for (message, action) in [
            ("key-yes", Action::Yes),
            ("key-no", Action::No),
            ("key-private", Action::Private),
            ("key-note", Action::Note),
            ("key-undo", Action::Undo),
            ("key-walk-up", Action::WalkUp),
            ("key-issue", Action::Mode(Mode::Issue)),
            ("key-return", Action::Mode(Mode::Return)),
            ("key-look-up", Action::Mode(Mode::LookUp)),
        ] {
            assert_eq!(text::get(message), cap(action), "{message}");
        }
        assert_eq!(cap_of_rows(), "Ctrl ⇧ 1–9");
    }
}
