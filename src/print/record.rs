//! A canvas that keeps what is drawn: for a preview through the same layout, and for tests.

use super::Error;
use super::canvas::{Bars, Canvas, Ink};
use super::font::Line;
use super::geometry::{Point, Rect, Size};

/// One thing drawn.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A line of text.
    Text {
        /// Where its first glyph's origin is.
        at: Point,
        /// The text with its glyphs; [`Run::face`](super::Run::face) has their outlines.
        line: Line,
        /// How dark.
        ink: Ink,
    },
    /// A code.
    Bars(Bars),
    /// A straight line.
    Rule {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
        /// How thick.
        width: f32,
        /// How dark.
        ink: Ink,
    },
    /// An outline.
    Frame {
        /// Its edge.
        area: Rect,
        /// How thick.
        width: f32,
        /// How dark.
        ink: Ink,
    },
    /// A box to tick by hand.
    TickBox(Rect),
}

/// A page as it was drawn.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its size.
    pub size: Size,
    /// Everything on it, in the order it was drawn.
    pub shapes: Vec<Shape>,
}

/// Keeps every page.
#[derive(Debug, Clone, Default)]
pub struct Recording {
    /// The pages drawn so far.
    pub pages: Vec<Page>,
}

impl Recording {
    fn draw(&mut self, shape: Shape) {
        if let Some(page) = self.pages.last_mut() {
            page.shapes.push(shape);
        }
    }
}

impl Canvas for Recording {
    fn begin(&mut self, size: Size) -> Result<(), Error> {
        self.pages.push(Page { size, shapes: Vec::new() });
        Ok(())
    }

    fn text(&mut self, at: Point, line: &Line, ink: Ink) {
        self.draw(Shape::Text { at, line: line.clone(), ink });
    }

    fn bars(&mut self, bars: &Bars) {
        self.draw(Shape::Bars(bars.clone()));
    }

    fn rule(&mut self, from: Point, to: Point, width: f32, ink: Ink) {
        self.draw(Shape::Rule { from, to, width, ink });
    }

    fn frame(&mut self, area: Rect, width: f32, ink: Ink) {
        self.draw(Shape::Frame { area, width, ink });
    }

    fn tick_box(&mut self, area: Rect) {
        self.draw(Shape::TickBox(area));
    }

    fn end(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

impl Page {
    /// The texts on it, in the order they were drawn.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text { line, .. } => Some(line.text()),
            _ => None,
        })
    }

    /// The codes on it.
    pub fn codes(&self) -> impl Iterator<Item = &Bars> {
        self.shapes.iter().filter_map(|shape| match shape {
            Shape::Bars(bars) => Some(bars),
            _ => None,
        })
    }
}
