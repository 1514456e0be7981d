//! Hears keys before the fields of a page do.
//!
//! A focused field takes Esc for itself, inserts the signs of Ctrl with a sign, and lets Tab pass.
//! Here the keys of [`crate::ui::key`] go past the fields to the window, Tab goes from field to
//! field, and a page may name keys of its own. Enter that ends a half-typed line is never a key:
//! it belongs to the line.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::{Outcome, focusable};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay, renderer};
use iced::keyboard::key::Named;
use iced::keyboard::{self, Key};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse, window};

use crate::ui::key;

/// Wraps the content of a page; `on_key` says what a key of the page's own does.
pub(in crate::ui::screen) fn keys<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    on_key: impl Fn(&keyboard::Event) -> Option<Message> + 'a,
) -> Keys<'a, Message> {
    Keys { content: content.into(), on_key: Some(Box::new(on_key)), closed: false }
}

/// Wraps a page that something may lie over: while it is closed, no key reaches it. Does nothing
/// else.
pub(in crate::ui) fn closed<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    closed: bool,
) -> Keys<'a, Message> {
    Keys { content: content.into(), on_key: None, closed }
}

/// See [`keys`].
pub(in crate::ui) struct Keys<'a, Message> {
    content: Element<'a, Message>,
    on_key: Option<OnKey<'a, Message>>,
    closed: bool,
}

type OnKey<'a, Message> = Box<dyn Fn(&keyboard::Event) -> Option<Message> + 'a>;

/// Whether a line is half typed outside of any field: it is the window's, and so is its end.
#[derive(Default)]
struct State {
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

impl<Message> Keys<'_, Message> {
    fn operation(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: impl Operation + 'static,
    ) {
        let mut operation: Box<dyn Operation> = Box::new(operation);
        loop {
            let content = self.content.as_widget_mut();
            content.operate(&mut tree.children[0], layout, renderer, operation.as_mut());
            match operation.finish() {
                Outcome::Chain(next) => operation = next,
                Outcome::None | Outcome::Some(()) => break,
            }
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Keys<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        if self.closed && matches!(event, Event::Keyboard(_)) {
            return;
        }
        let mut typed = false;
        match event {
            Event::Keyboard(pressed @ keyboard::Event::KeyPressed { .. })
                if self.on_key.is_some() =>
            {
                let state = tree.state.downcast_mut::<State>();
                if !state.ends_line(pressed) {
                    if let Some(message) = self.on_key.as_ref().and_then(|on_key| on_key(pressed)) {
                        shell.publish(message);
                        shell.capture_event();
                        return;
                    }
                    if let Some(back) = tab(pressed) {
                        if back {
                            self.operation(tree, layout, renderer, focusable::focus_previous());
                        } else {
                            self.operation(tree, layout, renderer, focusable::focus_next());
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
            Event::Window(window::Event::Unfocused) => {
                tree.state.downcast_mut::<State>().typing = false;
            }
            _ => {}
        }
        self.content.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
        // What a field took is no line of the window's.
        if typed && shell.is_event_captured() {
            tree.state.downcast_mut::<State>().typing = false;
        }
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let content = self.content.as_widget();
        content.mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let content = self.content.as_widget();
        content.draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(
            &mut tree.children[0],
            layout,
            renderer,
            viewport,
            translation,
        )
    }
}

impl<'a, Message: 'a> From<Keys<'a, Message>> for Element<'a, Message> {
    fn from(keys: Keys<'a, Message>) -> Self {
        Element::new(keys)
    }
}
