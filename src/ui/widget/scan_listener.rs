//! Listens to the keyboard for the whole window: codes and keys, in the order they came.
//!
//! Wraps the window's content. What a focused field takes is the field's; everything else goes to
//! the decoder in [`crate::scanner::wedge`] or to the table in [`crate::ui::key`]. Several codes
//! in one batch of events come out one by one, which a `text_input` does not do. Never asks for
//! an input method, never tells a scanner from a person.

use std::time::{Duration, Instant};

use iced::advanced::Shell;
use iced::keyboard::key::Named;
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Element, Event, window};

use super::wrap::{Content, Wrap, Wrapped, wrap};
use crate::scanner::wedge::{Key as WedgeKey, Out, SILENCE, Wedge};
use crate::ui::key;

/// How long typing rests before names are asked for. A scan is over before.
const PAUSE: Duration = Duration::from_millis(150);

/// What was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A complete line; the buffer is empty after it.
    Code(String),
    /// A line too long to be a code, of so many characters.
    TooLong(usize),
    /// A line that was begun and not ended; dropped.
    Forgotten(String),
    /// What stands in the buffer now, maybe nothing.
    Typing(String),
    /// Typing rests at this.
    Paused(String),
    /// A key of the table.
    Key(key::Action),
    /// The window got the keyboard, or lost it.
    Focus(bool),
}

/// Wraps the window's content and turns what is heard into messages.
pub fn scan_listener<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    on_heard: impl Fn(Heard) -> Message + 'a,
) -> Wrapped<'a, Message, ScanListener<'a, Message>> {
    let on_heard = Box::new(on_heard);
    wrap(content, ScanListener { on_heard, suffix: String::new(), epoch: 0 })
}

/// See [`scan_listener`].
pub struct ScanListener<'a, Message> {
    on_heard: Box<dyn Fn(Heard) -> Message + 'a>,
    suffix: String,
    epoch: u64,
}

impl<Message> Wrapped<'_, Message, ScanListener<'_, Message>> {
    /// Also ends a line at this text; empty is none.
    #[must_use]
    pub fn suffix(mut self, suffix: &str) -> Self {
        suffix.clone_into(&mut self.with.suffix);
        self
    }

    /// A new number forgets what stands in the buffer: after a row was taken by mouse.
    #[must_use]
    pub fn epoch(mut self, epoch: u64) -> Self {
        self.with.epoch = epoch;
        self
    }
}

/// What is half typed.
pub struct State {
    wedge: Wedge,
    suffix: String,
    epoch: u64,
    /// What the window was told to show.
    told: String,
    /// When the buffer changed last, until the pause was told.
    changed: Option<Instant>,
}

impl State {
    fn new(suffix: &str, epoch: u64) -> Self {
        Self {
            wedge: Wedge::new().with_suffix(suffix),
            suffix: suffix.to_owned(),
            epoch,
            told: String::new(),
            changed: None,
        }
    }

    /// Hands one key to the decoder; everything heard by it, in order.
    fn press(&mut self, key: WedgeKey<'_>, now: Instant) -> Vec<Heard> {
        let mut heard: Vec<Heard> = self.wedge.press(key, now).map(heard).into_iter().collect();
        heard.extend(std::iter::from_fn(|| self.wedge.next_out()).map(self::heard));
        if !heard.is_empty() {
            self.told.clear();
            self.changed = None;
        }
        heard.extend(self.tell(now));
        heard
    }

    /// The buffer, if it is not what the window shows.
    fn tell(&mut self, now: Instant) -> Option<Heard> {
        if self.told == self.wedge.buffer() {
            return None;
        }
        self.wedge.buffer().clone_into(&mut self.told);
        self.changed = (!self.told.is_empty()).then_some(now);
        Some(Heard::Typing(self.told.clone()))
    }

    fn clear(&mut self, now: Instant) -> Option<Heard> {
        self.wedge.clear();
        self.tell(now)
    }

    fn act(&mut self, action: key::Action, now: Instant) -> Vec<Heard> {
        match action {
            // Esc takes back what is half typed before it answers anything.
            key::Action::No if !self.wedge.buffer().is_empty() => {
                self.clear(now).into_iter().collect()
            }
            key::Action::Yes => {
                [Some(Heard::Key(action)), self.clear(now)].into_iter().flatten().collect()
            }
            _ => vec![Heard::Key(action)],
        }
    }

    /// Looks at the clock: forgets a line nobody ended, tells a pause.
    fn idle(&mut self, now: Instant) -> Vec<Heard> {
        let mut out: Vec<Heard> = self.wedge.idle(now).map(heard).into_iter().collect();
        if !out.is_empty() {
            self.told.clear();
            self.changed = None;
        }
        if self.changed.is_some_and(|at| now.saturating_duration_since(at) >= PAUSE) {
            self.changed = None;
            out.push(Heard::Paused(self.told.clone()));
        }
        out
    }

    /// When to look at the clock again.
    fn wake(&self, now: Instant) -> Option<Instant> {
        match self.changed {
            Some(at) => Some(at + PAUSE),
            None if self.told.is_empty() => None,
            None => Some(now + SILENCE),
        }
    }
}

fn heard(out: Out) -> Heard {
    match out {
        Out::Code(line) => Heard::Code(line),
        Out::TooLong { length } => Heard::TooLong(length),
        Out::Forgotten(line) => Heard::Forgotten(line),
    }
}

/// The decoder's key for a key of the keyboard.
fn wedge_key(event: &keyboard::Event) -> Option<WedgeKey<'_>> {
    match event {
        keyboard::Event::KeyReleased { key: Key::Named(Named::Alt), .. } => Some(WedgeKey::AltUp),
        keyboard::Event::KeyPressed {
            key,
            physical_key,
            location,
            modifiers,
            text,
            repeat,
            ..
        } => {
            let control = *key == Key::Named(Named::Backspace);
            if *repeat && !control {
                return None;
            }
            match key {
                Key::Named(Named::Alt) if *location != Location::Right => Some(WedgeKey::AltDown),
                Key::Named(Named::Enter) if !modifiers.alt() => Some(WedgeKey::Enter),
                Key::Named(Named::Tab) if !modifiers.alt() && !modifiers.control() => {
                    Some(WedgeKey::Tab)
                }
                Key::Named(Named::Backspace) => Some(WedgeKey::Backspace),
                _ => {
                    let digit = key::keypad(*physical_key, *location);
                    if let Some(digit) = digit.filter(|_| modifiers.alt()) {
                        return Some(WedgeKey::KeypadDigit(digit));
                    }
                    // Some scanners send line ends as Ctrl+M and Ctrl+J.
                    if modifiers.control() && matches!(key.to_latin(*physical_key), Some('m' | 'j'))
                    {
                        return Some(WedgeKey::Enter);
                    }
                    typed(key, *modifiers, text.as_deref()).map(WedgeKey::Text)
                }
            }
        }
        _ => None,
    }
}

/// The text a key typed. Ctrl and Alt together are how Windows reports the
/// right Alt key of many layouts; alone they type nothing.
fn typed<'a>(key: &Key, modifiers: Modifiers, text: Option<&'a str>) -> Option<&'a str> {
    let names_a_key = matches!(key, Key::Named(named) if *named != Named::Space);
    let shortcut = modifiers.control() != modifiers.alt() || modifiers.logo();
    text.filter(|text| !names_a_key && !shortcut && !text.is_empty())
}

impl<Message> Wrap<Message> for ScanListener<'_, Message> {
    type State = State;

    fn state(&self) -> State {
        State::new(&self.suffix, self.epoch)
    }

    fn diff(&self, state: &mut State) {
        if state.suffix != self.suffix || state.epoch != self.epoch {
            *state = State::new(&self.suffix, self.epoch);
        }
    }

    fn hear(
        &mut self,
        state: &mut State,
        event: &Event,
        content: &mut Content<'_, '_, Message>,
        shell: &mut Shell<'_, Message>,
    ) {
        content.hear(event, shell);
        if shell.is_event_captured() {
            return;
        }
        let heard = match event {
            Event::Keyboard(event) => {
                let now = Instant::now();
                let heard = if let Some(action) = key::action(event) {
                    state.act(action, now)
                } else if let Some(key) = wedge_key(event) {
                    state.press(key, now)
                } else {
                    return;
                };
                shell.capture_event();
                heard
            }
            Event::Window(window::Event::RedrawRequested(now)) => {
                let heard = state.idle(*now);
                if let Some(at) = state.wake(*now) {
                    shell.request_redraw_at(at);
                }
                heard
            }
            Event::Window(window::Event::Unfocused) => {
                let cleared = state.clear(Instant::now());
                cleared.into_iter().chain([Heard::Focus(false)]).collect()
            }
            Event::Window(window::Event::Focused) => vec![Heard::Focus(true)],
            _ => return,
        };
        for heard in heard {
            shell.publish((self.on_heard)(heard));
        }
    }
}
