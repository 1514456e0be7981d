//! A text that never overflows its cell: smaller first, then cut with an ellipsis.
//!
//! Overflowing text is wrong to read, and slow: the software renderer clips through a mask.

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self as core, Paragraph as _, Renderer as _};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Widget, renderer};
use iced::{Color, Element, Font, Length, Pixels, Rectangle, Renderer, Size, Theme, mouse};

type Paragraph = <Renderer as core::Renderer>::Paragraph;

/// A text on one line that fits.
pub fn fit(content: impl Into<String>) -> Fit {
    Fit {
        content: content.into(),
        font: crate::ui::theme::REGULAR,
        size: crate::ui::theme::BODY,
        least: None,
        lines: 1,
        color: None,
        faint: false,
        spaced: false,
        width: Length::Shrink,
    }
}

/// See [`fit`].
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    content: String,
    font: Font,
    size: f32,
    least: Option<f32>,
    lines: u8,
    color: Option<Color>,
    faint: bool,
    spaced: bool,
    width: Length,
}

impl Fit {
    /// Size where there is room.
    #[must_use]
    pub fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    /// The smallest size before it is cut; without it the size never changes.
    #[must_use]
    pub fn least(mut self, least: f32) -> Self {
        self.least = Some(least);
        self
    }

    /// How many lines it may take, where it does not fit one at its smallest size.
    #[must_use]
    pub fn lines(mut self, lines: u8) -> Self {
        self.lines = lines;
        self
    }

    /// Font.
    #[must_use]
    pub fn font(mut self, font: Font) -> Self {
        self.font = font;
        self
    }

    /// Colour; else that of the surroundings.
    #[must_use]
    pub fn color(mut self, color: Color) -> Self {
        self.color = Some(color);
        self
    }

    /// The colour of second lines.
    #[must_use]
    pub fn faint(mut self) -> Self {
        self.faint = true;
        self
    }

    /// Letters apart, for the small capitals above titles.
    #[must_use]
    pub fn spaced(mut self) -> Self {
        self.spaced = true;
        self
    }

    /// Takes all the width there is.
    #[must_use]
    pub fn fill(mut self) -> Self {
        self.width = Length::Fill;
        self
    }

    fn shape(&self, content: &str, size: f32, lines: u8, width: f32) -> Paragraph {
        let one = lines <= 1;
        Paragraph::with_text(core::Text {
            content,
            bounds: Size::new(if one { WIDE } else { width }, f32::INFINITY),
            size: Pixels(size),
            line_height: core::LineHeight::Relative(LINE_HEIGHT),
            font: self.font,
            align_x: core::Alignment::Left,
            align_y: iced::alignment::Vertical::Top,
            shaping: core::Shaping::Auto,
            wrapping: if one { core::Wrapping::None } else { core::Wrapping::WordOrGlyph },
        })
    }

    /// The largest that fits; else the longest cut that does.
    fn fitted(&self, width: f32) -> Paragraph {
        let content = if self.spaced { spaced(&self.content) } else { self.content.clone() };
        let least = self.least.unwrap_or(self.size);
        let mut size = self.size;
        let mut paragraph = self.shape(&content, size, 1, width);
        while !fits(&paragraph, size, 1, width) && size > least {
            let ratio = width / paragraph.min_bounds().width.max(1.0);
            size = (size * ratio).floor().min(size - 1.0).max(least);
            paragraph = self.shape(&content, size, 1, width);
        }
        if fits(&paragraph, size, 1, width) {
            return paragraph;
        }
        let lines = self.lines;
        if lines > 1 {
            loop {
                paragraph = self.shape(&content, size, lines, width);
                if fits(&paragraph, size, lines, width) {
                    return paragraph;
                }
                if size <= LEAST_WRAPPED {
                    break;
                }
                size -= 1.0;
            }
        }
        let ends: Vec<usize> = content.char_indices().map(|(index, _)| index).collect();
        let cut = |count: usize| {
            let end = ends.get(count).copied().unwrap_or(0);
            format!("{}…", content[..end].trim_end())
        };
        let kept = partition(ends.len(), |count| {
            fits(&self.shape(&cut(count), size, lines, width), size, lines, width)
        });
        self.shape(&cut(kept), size, lines, width)
    }
}

const LINE_HEIGHT: f32 = 1.2;
/// No line is wider. Not endless: a line read from right to left begins at its far end.
const WIDE: f32 = 100_000.0;
/// Text on several lines goes down to this before it is cut.
const LEAST_WRAPPED: f32 = 15.0;

fn fits(paragraph: &Paragraph, size: f32, lines: u8, width: f32) -> bool {
    let bounds = paragraph.min_bounds();
    let height = size * LINE_HEIGHT * f32::from(lines) + 1.0;
    bounds.width <= width + 0.5 && bounds.height <= height
}

/// The largest count below `end` for which `holds` is true, taking it to be true up to some count
/// and false from there; 0 at least.
fn partition(end: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, end);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

fn spaced(content: &str) -> String {
    const HAIR_SPACES: &str = "\u{200a}\u{200a}";
    let mut out = String::with_capacity(content.len() * 3);
    for c in content.chars() {
        if !out.is_empty() {
            out.push_str(HAIR_SPACES);
        }
        out.push(c);
    }
    out
}

#[derive(Default)]
struct State {
    paragraph: Paragraph,
    shaped: Option<(Fit, f32)>,
}

impl<Message> Widget<Message, Theme, Renderer> for Fit {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(
        &mut self,
        tree: &mut Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        layout::sized(limits, self.width, Length::Shrink, |limits| {
            let state = tree.state.downcast_mut::<State>();
            let width = limits.max().width;
            let same = state
                .shaped
                .as_ref()
                .is_some_and(|(fit, at)| fit == self && (*at - width).abs() < 0.5);
            if !same {
                state.paragraph = self.fitted(width);
                state.shaped = Some((self.clone(), width));
            }
            state.paragraph.min_bounds()
        })
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let faint = self.faint.then(|| crate::ui::theme::colors(theme).faint);
        let color = self.color.or(faint).unwrap_or(style.text_color);
        renderer.fill_paragraph(&state.paragraph, layout.position(), color, *viewport);
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.text(None, layout.bounds(), &self.content);
    }
}

impl<Message> From<Fit> for Element<'_, Message> {
    fn from(fit: Fit) -> Self {
        Element::new(fit)
    }
}

#[cfg(test)]
mod tests {
    use super::partition;

    #[test]
    fn the_longest_cut_that_holds_is_found() {
        for limit in 0..9 {
            assert_eq!(partition(9, |count| count <= limit), limit.min(8));
        }
        assert_eq!(partition(0, |_| true), 0);
    }
}
