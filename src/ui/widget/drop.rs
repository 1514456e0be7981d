//! Hears files that are dropped onto the window.

use std::path::PathBuf;

use iced::advanced::Shell;
use iced::{Element, Event, window};

use super::wrap::{Content, Wrap, Wrapped, wrap};

/// Wraps the content of a window; `on_drop` says what a file does that is dropped onto the window.
pub fn drops<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    on_drop: impl Fn(PathBuf) -> Message + 'a,
) -> Wrapped<'a, Message, Drops<impl Fn(PathBuf) -> Message + 'a>> {
    wrap(content, Drops { on_drop })
}

/// See [`drops`].
pub struct Drops<F> {
    on_drop: F,
}

/// Nothing is kept. A type of its own: at the top of a window iced takes `()` for an empty tree.
pub struct Nothing;

impl<Message, F: Fn(PathBuf) -> Message> Wrap<Message> for Drops<F> {
    type State = Nothing;

    fn state(&self) -> Nothing {
        Nothing
    }

    fn hear(
        &mut self,
        _: &mut Nothing,
        event: &Event,
        content: &mut Content<'_, '_, Message>,
        shell: &mut Shell<'_, Message>,
    ) {
        if let Event::Window(window::Event::FileDropped(path)) = event {
            shell.publish((self.on_drop)(path.clone()));
            shell.capture_event();
            return;
        }
        content.hear(event, shell);
    }
}
