//! What a page can carry. Thin on purpose: layouts say where, and nothing but a backend says how.

use super::font::Line;
use super::geometry::{Point, Rect, Size};
use super::{Error, code};

/// How dark. Paper is printed in black and grey alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    /// Text and bars.
    #[default]
    Black,
    /// What is read second.
    Grey,
    /// Rules between rows, outlines of labels.
    Pale,
}

impl Ink {
    /// Lightness: 0 is black, 1 is paper.
    pub fn lightness(self) -> f32 {
        match self {
            Ink::Black => 0.0,
            Ink::Grey => 0.35,
            Ink::Pale => 0.72,
        }
    }
}

/// The dark parts of one code.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What a scanner reads from it.
    pub code: String,
    /// Its kind.
    pub symbology: code::Symbology,
    /// The module, in points.
    pub module: f32,
    /// Everything dark.
    pub dark: Vec<Rect>,
}

impl Bars {
    /// The area from the first to the last bar, without quiet zones.
    pub fn area(&self) -> Rect {
        let edge = |of: fn(&Rect) -> f32, pick: fn(f32, f32) -> f32, from: f32| {
            self.dark.iter().map(of).fold(from, pick)
        };
        let (x, y) = (edge(|r| r.x, f32::min, f32::MAX), edge(|r| r.y, f32::min, f32::MAX));
        let right = edge(|r| r.right(), f32::max, 0.0);
        let bottom = edge(|r| r.bottom(), f32::max, 0.0);
        Rect::new(x, y, right - x, bottom - y)
    }
}

/// A place to draw on, page after page.
pub trait Canvas {
    /// Begins a page.
    ///
    /// # Errors
    /// The output's.
    fn begin(&mut self, size: Size) -> Result<(), Error>;

    /// A line of text, its first glyph's origin at `at`.
    fn text(&mut self, at: Point, line: &Line, ink: Ink);

    /// A code, in black.
    fn bars(&mut self, bars: &Bars);

    /// A straight line.
    fn rule(&mut self, from: Point, to: Point, width: f32, ink: Ink);

    /// An outline, its line centred on the edge.
    fn frame(&mut self, area: Rect, width: f32, ink: Ink);

    /// A box to tick by hand.
    fn tick_box(&mut self, area: Rect) {
        self.frame(area, 0.75, Ink::Black);
    }

    /// Ends the page.
    ///
    /// # Errors
    /// The output's.
    fn end(&mut self) -> Result<(), Error>;
}
