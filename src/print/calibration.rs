//! The calibration page: rulers to measure what a printer makes of a millimetre, crosses to see how
//! far it is off, and, where a stock is given, the edges of its labels.

use super::canvas::{Canvas, Ink};
use super::document::{Document, Problem};
use super::font::{Fonts, Style};
use super::geometry::{MM, Paper, Point, Rect, Size};
use super::stock::Stock;
use super::times;

/// The words on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The heading.
    pub heading: String,
    /// What to do, a paragraph each.
    pub how: Vec<String>,
    /// At the foot: print at 100 %.
    pub scale: String,
}

/// One page of rulers.
#[derive(Debug, Clone)]
pub struct Calibration {
    size: Size,
    stock: Option<Stock>,
    offset: Point,
    words: Words,
}

/// The ruler across is so long, and the one down.
pub const ACROSS_MM: usize = 150;
/// The ruler down is so long.
pub const DOWN_MM: usize = 100;

/// Crosses stand so far from both edges.
pub const CROSS: f32 = 10.0 * MM;

impl Calibration {
    /// A sheet of paper.
    pub fn of_paper(paper: Paper, offset: Point, words: Words) -> Calibration {
        Calibration { size: paper.size(), stock: None, offset, words }
    }

    /// A page of a stock, with the edges of its labels moved as its labels will be.
    pub fn of_stock(stock: Stock, offset: Point, words: Words) -> Calibration {
        Calibration { size: stock.page, stock: Some(stock), offset, words }
    }

    fn is_sheet(&self) -> bool {
        self.size.width > 180.0 * MM && self.size.height > 180.0 * MM
    }

    fn crosses(&self, canvas: &mut dyn Canvas) {
        let arm = 5.0 * MM;
        for x in [CROSS, self.size.width - CROSS] {
            for y in [CROSS, self.size.height - CROSS] {
                let (x, y) = (x + self.offset.x, y + self.offset.y);
                canvas.rule(Point::new(x - arm, y), Point::new(x + arm, y), 0.3, Ink::Black);
                canvas.rule(Point::new(x, y - arm), Point::new(x, y + arm), 0.3, Ink::Black);
            }
        }
    }

    fn sheet(&self, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let left = 30.0 * MM + self.offset.x;
        let top = 30.0 * MM + self.offset.y;
        let width = self.size.width - 60.0 * MM;
        let heading = fonts.fit(&self.words.heading, Style::bold(18.0), width, 10.0);
        canvas.text(Point::new(left, top), &heading, Ink::Black);
        let ruler = Point::new(left, top + 20.0 * MM);
        across(ruler, ACROSS_MM, fonts, canvas);
        let down_from = Point::new(left, ruler.y + 15.0 * MM);
        down(down_from, DOWN_MM, fonts, canvas);
        let mut y = down_from.y + 4.0;
        for paragraph in &self.words.how {
            let style = Style::regular(10.0);
            for line in fonts.wrap(paragraph, style, width - 25.0 * MM, 8) {
                canvas.text(Point::new(left + 25.0 * MM, y), &line, Ink::Black);
                y += 14.0;
            }
            y += 8.0;
        }
        let scale = fonts.line(&self.words.scale, Style::regular(7.5));
        let x = (self.size.width - scale.width()) / 2.0;
        canvas.text(Point::new(x, self.size.height - 24.0), &scale, Ink::Grey);
    }
}

/// A ruler to the right.
fn across(from: Point, length: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
    let end = Point::new(from.x + times(length, MM), from.y);
    canvas.rule(from, end, 0.5, Ink::Black);
    for mm in 0..=length {
        let x = from.x + times(mm, MM);
        canvas.rule(Point::new(x, from.y), Point::new(x, from.y + tick(mm)), 0.25, Ink::Black);
        if mm.is_multiple_of(10) {
            let number = fonts.line(&mm.to_string(), Style::regular(7.0));
            let at = Point::new(x - number.width() / 2.0, from.y + 16.0);
            canvas.text(at, &number, Ink::Black);
        }
    }
}

/// A ruler down.
fn down(from: Point, length: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
    let end = Point::new(from.x, from.y + times(length, MM));
    canvas.rule(from, end, 0.5, Ink::Black);
    for mm in 0..=length {
        let y = from.y + times(mm, MM);
        canvas.rule(Point::new(from.x, y), Point::new(from.x + tick(mm), y), 0.25, Ink::Black);
        if mm.is_multiple_of(10) {
            let number = fonts.line(&mm.to_string(), Style::regular(7.0));
            canvas.text(Point::new(from.x + 10.5, y + 2.5), &number, Ink::Black);
        }
    }
}

/// How long the mark of a millimetre is.
fn tick(mm: usize) -> f32 {
    match mm {
        mm if mm.is_multiple_of(10) => 8.0,
        mm if mm.is_multiple_of(5) => 6.0,
        _ => 4.0,
    }
}

impl Document for Calibration {
    fn size(&self) -> Size {
        self.size
    }

    fn pages(&self) -> usize {
        1
    }

    fn draw(&self, _page: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        if let Some(stock) = &self.stock {
            for place in 0..stock.on_a_page() {
                let Rect { x, y, width, height } = stock.place(place);
                let area = Rect::new(x + self.offset.x, y + self.offset.y, width, height);
                canvas.frame(area, 0.25, Ink::Pale);
            }
        }
        if self.is_sheet() {
            self.crosses(canvas);
            self.sheet(fonts, canvas);
            return;
        }
        // A roll: as many whole centimetres as its label has.
        let mut centimetres = 1;
        while times(centimetres + 1, 10.0 * MM) < self.size.width - 4.0 * MM {
            centimetres += 1;
        }
        let left = (self.size.width - times(centimetres, 10.0 * MM)) / 2.0 + self.offset.x;
        let top = self.size.height / 2.0 - 8.0 + self.offset.y;
        across(Point::new(left, top), centimetres * 10, fonts, canvas);
    }

    fn problems(&self, _fonts: &mut Fonts) -> Vec<Problem> {
        Vec::new()
    }
}
