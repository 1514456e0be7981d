//! Hears keys before the fields of a page do.
//!
//! A focused field takes Esc for itself, inserts the signs of Ctrl with a sign, and lets Tab pass.
//! Here the keys of [`crate::ui::key`] go past the fields to the window, Tab goes from field to
//! field, and a page may name keys of its own. Enter that ends a half-typed line is never a key:
//! it belongs to the line.

use iced::advanced::Shell;
use iced::advanced::widget::operation::focusable;
use iced::keyboard::key::Named;
use iced::keyboard::{self, Key, Modifiers};
use iced::{Element, Event, window};

use crate::text as words;
use crate::ui::key;
use crate::ui::widget::wrap::{Content, Wrap, Wrapped, wrap};

/// Wraps the content of a page; `on_key` says what a key of the page's own does.
pub(in crate::ui::screen) fn keys<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    on_key: impl Fn(&keyboard::Event) -> Option<Message> + 'a,
) -> Wrapped<'a, Message, Keys<impl Fn(&keyboard::Event) -> Option<Message> + 'a>> {
    wrap(content, Keys { on_key })
}

/// Wraps a page that something may lie over: while it is closed, no key reaches it. Does nothing
/// else.
pub(in crate::ui) fn closed<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    closed: bool,
) -> Wrapped<'a, Message, Door> {
    wrap(content, Door { closed })
}

/// See [`closed`].
pub(in crate::ui) struct Door {
    closed: bool,
}

impl<Message> Wrap<Message> for Door {
    type State = ();

    fn state(&self) {}

    fn hear(
        &mut self,
        (): &mut (),
        event: &Event,
        content: &mut Content<'_, '_, Message>,
        shell: &mut Shell<'_, Message>,
    ) {
        if !self.closed || !matches!(event, Event::Keyboard(_)) {
            content.hear(event, shell);
        }
    }
}

/// See [`keys`].
pub(in crate::ui::screen) struct Keys<F> {
    on_key: F,
}

/// Whether a line is half typed outside of any field: it is the window's, and so is its end.
#[derive(Default)]
pub(in crate::ui::screen) struct State {
    typing: bool,
}

impl State {
    /// Takes note of a key; true where it ends a line.
    fn ends_line(&mut self, event: &keyboard::Event) -> bool {
        let keyboard::Event::KeyPressed { key, physical_key, location, modifiers, text, .. } =
            event
        else {
            return false;
        };
        if let Key::Named(Named::Enter | Named::Tab | Named::Escape) = key {
            return std::mem::take(&mut self.typing) && *key != Key::Named(Named::Escape);
        }
        let types = text.as_deref().is_some_and(|text| !text.contains(char::is_control));
        // Alt and the keypad compose a character.
        let composes = key::keypad(*physical_key, *location).is_some();
        self.typing |= composes || types && modifiers.control() == modifiers.alt();
        false
    }
}

/// Whether Tab was pressed, and whether backwards.
fn tab(event: &keyboard::Event) -> Option<bool> {
    match event {
        keyboard::Event::KeyPressed { key: Key::Named(Named::Tab), modifiers, .. }
            if !modifiers.control() && !modifiers.alt() && !modifiers.logo() =>
        {
            Some(modifiers.shift())
        }
        _ => None,
    }
}

impl<Message, F: Fn(&keyboard::Event) -> Option<Message>> Wrap<Message> for Keys<F> {
    type State = State;

    fn state(&self) -> State {
        State::default()
    }

    fn hear(
        &mut self,
        state: &mut State,
        event: &Event,
        content: &mut Content<'_, '_, Message>,
        shell: &mut Shell<'_, Message>,
    ) {
        let mut typed = false;
        match event {
            Event::Keyboard(pressed @ keyboard::Event::KeyPressed { .. }) => {
                if !state.ends_line(pressed) {
                    if let Some(message) = (self.on_key)(pressed) {
                        shell.publish(message);
                        shell.capture_event();
                        return;
                    }
                    if let Some(back) = tab(pressed) {
                        if back {
                            content.operate(focusable::focus_previous());
                        } else {
                            content.operate(focusable::focus_next());
                        }
                        shell.capture_event();
                        shell.request_redraw();
                        return;
                    }
                }
                if key::action(pressed).is_some() {
                    return;
                }
                typed = true;
            }
            Event::Window(window::Event::Unfocused) => state.typing = false,
            _ => {}
        }
        content.hear(event, shell);
        // What a field took is no line of the window's.
        if typed && shell.is_event_captured() {
            state.typing = false;
        }
    }
}

/// A key of the page's own: Ctrl, Shift and a letter or a digit of the top row.
pub(in crate::ui::screen) fn own_key(event: &keyboard::Event) -> Option<char> {
    let keyboard::Event::KeyPressed { key, physical_key, modifiers, repeat: false, .. } = event
    else {
        return None;
    };
    if *modifiers != Modifiers::COMMAND | Modifiers::SHIFT {
        return None;
    }
    if let Some(digit) = key::top_row(*physical_key) {
        return char::from_digit(u32::from(digit), 10);
    }
    key.to_latin(*physical_key).map(|c| c.to_ascii_lowercase())
}

/// The cap of [`own_key`].
pub(in crate::ui::screen) fn own_cap(letter: &str) -> String {
    format!("{} {} {letter}", words::get("key-ctrl"), words::get("key-shift"))
}
