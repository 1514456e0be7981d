//! A widget around another that looks like it, and hears events before or after it.
//!
//! What hears is a [`Wrap`]; everything else goes through to the content.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Outcome;
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, mouse};

/// What hears around a content.
pub trait Wrap<Message> {
    /// Kept from one view to the next.
    type State: 'static;

    /// The state to begin with.
    fn state(&self) -> Self::State;

    /// The view was made anew.
    fn diff(&self, _state: &mut Self::State) {}

    /// Hears an event, and lets the content hear it or not.
    fn hear(
        &mut self,
        state: &mut Self::State,
        event: &Event,
        content: &mut Content<'_, '_, Message>,
        shell: &mut Shell<'_, Message>,
    );
}

/// The content, while an event is heard.
pub struct Content<'a, 'b, Message> {
    element: &'a mut Element<'b, Message>,
    tree: &'a mut Tree,
    layout: Layout<'a>,
    cursor: mouse::Cursor,
    renderer: &'a Renderer,
    clipboard: &'a mut dyn Clipboard,
    viewport: &'a Rectangle,
}

impl<Message> Content<'_, '_, Message> {
    /// Lets it hear an event.
    pub fn hear(&mut self, event: &Event, shell: &mut Shell<'_, Message>) {
        self.element.as_widget_mut().update(
            self.tree,
            event,
            self.layout,
            self.cursor,
            self.renderer,
            self.clipboard,
            shell,
            self.viewport,
        );
    }

    /// Does something to what is in it, to the end.
    pub fn operate(&mut self, operation: impl Operation + 'static) {
        let mut operation: Box<dyn Operation> = Box::new(operation);
        loop {
            let content = self.element.as_widget_mut();
            content.operate(self.tree, self.layout, self.renderer, operation.as_mut());
            match operation.finish() {
                Outcome::Chain(next) => operation = next,
                Outcome::None | Outcome::Some(()) => break,
            }
        }
    }
}

/// A content and what hears around it.
pub struct Wrapped<'a, Message, W> {
    content: Element<'a, Message>,
    pub(super) with: W,
}

/// Puts something that hears around a content.
pub fn wrap<'a, Message, W: Wrap<Message>>(
    content: impl Into<Element<'a, Message>>,
    with: W,
) -> Wrapped<'a, Message, W> {
    Wrapped { content: content.into(), with }
}

impl<Message, W: Wrap<Message>> Widget<Message, Theme, Renderer> for Wrapped<'_, Message, W> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<W::State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(self.with.state())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        self.with.diff(tree.state.downcast_mut());
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
        let mut content = Content {
            element: &mut self.content,
            tree: &mut tree.children[0],
            layout,
            cursor,
            renderer,
            clipboard,
            viewport,
        };
        self.with.hear(tree.state.downcast_mut(), event, &mut content, shell);
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
        let content = self.content.as_widget_mut();
        content.overlay(&mut tree.children[0], layout, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a, W: Wrap<Message> + 'a> From<Wrapped<'a, Message, W>>
    for Element<'a, Message>
{
    fn from(wrapped: Wrapped<'a, Message, W>) -> Self {
        Element::new(wrapped)
    }
}
