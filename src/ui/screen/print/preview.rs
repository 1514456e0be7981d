//! A page as it comes out of the printer: what the document drew, scaled by one factor. Where labels
//! are on it, their places, and which of them are used; a click on one begins there.

use std::cell::RefCell;

use iced::widget::canvas::path::Builder;
use iced::widget::canvas::{self, Action, Cache, Frame, Geometry, LineDash, Path};
use iced::{Color, Event, Point, Rectangle, Renderer, Size, Theme, mouse};

use super::Message;
use super::kind::Sheet;
use super::work::{Drawn, Made};
use crate::print::{Ink, Line, Page, Rect, Shape, Stroke};
use crate::ui::theme;

/// A page to be looked at.
pub(super) struct Preview<'a> {
    pub(super) drawn: &'a Drawn,
    /// Where labels stand.
    pub(super) sheet: Option<&'a Sheet>,
}

/// What was drawn last: a page is drawn once, however often the window is.
#[derive(Default)]
pub(super) struct Kept {
    cache: Cache,
    of: RefCell<Option<(Made, usize)>>,
}

/// The size of a page that fits into some room, and the factor that makes it so.
pub fn fitted(page: crate::print::Size, room: Size) -> (Size, f32) {
    let factor = (room.width / page.width).min(room.height / page.height).max(0.01);
    (Size::new(page.width * factor, page.height * factor), factor)
}

/// Something of a page, as it stands on the screen.
#[derive(Debug, Clone)]
pub enum Piece {
    /// An area, filled.
    Area(Rectangle, Ink),
    /// An outline of this width.
    Frame(Rectangle, f32, Ink),
    /// A line of this width.
    Rule(Point, Point, f32, Ink),
    /// The outlines of a line of text, filled.
    Text(Path, Ink),
}

/// What is on a page, everything scaled by one factor, in the order it was drawn.
pub fn pieces(page: &Page, factor: f32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let at = |point: crate::print::Point| Point::new(point.x * factor, point.y * factor);
    for shape in &page.shapes {
        match shape {
            Shape::Text { at, line, ink } => {
                pieces.push(Piece::Text(outlines(line, *at, factor), *ink));
            }
            Shape::Bars(bars) => pieces
                .extend(bars.dark.iter().map(|dark| Piece::Area(area(*dark, factor), Ink::Black))),
            Shape::Rule { from, to, width, ink } => {
                pieces.push(Piece::Rule(at(*from), at(*to), width * factor, *ink));
            }
            Shape::Frame { area: edge, width, ink } => {
                pieces.push(Piece::Frame(area(*edge, factor), width * factor, *ink));
            }
            Shape::TickBox(edge) => {
                pieces.push(Piece::Frame(area(*edge, factor), 0.75 * factor, Ink::Black));
            }
        }
    }
    pieces
}

fn area(rect: Rect, factor: f32) -> Rectangle {
    Rectangle {
        x: rect.x * factor,
        y: rect.y * factor,
        width: rect.width * factor,
        height: rect.height * factor,
    }
}

/// The glyphs of a line, where the pen puts them.
fn outlines(line: &Line, at: crate::print::Point, factor: f32) -> Path {
    let size = line.size();
    Path::new(|path| {
        let mut pen = at.x;
        for run in line.runs() {
            for glyph in &run.glyphs {
                let x = pen + glyph.dx * size / 1000.0;
                let y = at.y - glyph.dy * size / 1000.0;
                let place = |[right, up]: [f32; 2]| {
                    Point::new((x + right * size) * factor, (y - up * size) * factor)
                };
                for stroke in run.face.outline(glyph.id) {
                    follow(path, stroke, place);
                }
                pen += glyph.advance * size / 1000.0;
            }
        }
    })
}

fn follow(path: &mut Builder, stroke: Stroke, place: impl Fn([f32; 2]) -> Point) {
    match stroke {
        Stroke::Move(to) => path.move_to(place(to)),
        Stroke::Line(to) => path.line_to(place(to)),
        Stroke::Quad(control, to) => path.quadratic_curve_to(place(control), place(to)),
        Stroke::Cubic(a, b, to) => path.bezier_curve_to(place(a), place(b), place(to)),
        Stroke::Close => path.close(),
    }
}

fn color(ink: Ink) -> Color {
    let lightness = ink.lightness();
    Color::from_rgb(lightness, lightness, lightness)
}

/// The place of a label on its sheet, as it stands on the screen.
fn place(sheet: &Sheet, index: usize, factor: f32) -> Rectangle {
    let mut place = sheet.stock.place(index);
    place.x += sheet.offset.x;
    place.y += sheet.offset.y;
    area(place, factor)
}

impl Preview<'_> {
    fn paint(&self, frame: &mut Frame, theme: &Theme) {
        let size = frame.size();
        let (_, factor) = fitted(self.drawn.page.size, size);
        frame.fill_rectangle(Point::ORIGIN, size, Color::WHITE);
        if let Some(sheet) = self.sheet {
            self.places(sheet, factor, frame, theme);
        }
        for piece in pieces(&self.drawn.page, factor) {
            match piece {
                Piece::Area(area, ink) => {
                    frame.fill_rectangle(area.position(), area.size(), color(ink));
                }
                Piece::Frame(area, width, ink) => {
                    frame.stroke_rectangle(area.position(), area.size(), line(width, ink));
                }
                Piece::Rule(from, to, width, ink) => {
                    frame.stroke(&Path::line(from, to), line(width, ink));
                }
                Piece::Text(path, ink) => frame.fill(&path, color(ink)),
            }
        }
        let edge = canvas::Stroke::default().with_color(theme::colors(theme).line).with_width(1.0);
        frame.stroke_rectangle(Point::ORIGIN, size, edge);
    }

    /// Used labels grey, free ones in a dashed frame.
    fn places(&self, sheet: &Sheet, factor: f32, frame: &mut Frame, theme: &Theme) {
        let colors = theme::colors(theme);
        for index in 0..sheet.stock.on_a_page() {
            let place = place(sheet, index, factor);
            let path = Path::rounded_rectangle(place.position(), place.size(), 3.0.into());
            let used = self.drawn.number == 0 && index + 1 < sheet.start;
            if used {
                frame.fill(&path, colors.paper);
            }
            let edge = canvas::Stroke {
                line_dash: LineDash { segments: &[3.0, 2.0], offset: 0 },
                ..canvas::Stroke::default()
                    .with_color(if used { colors.line } else { colors.dot_good })
                    .with_width(1.0)
            };
            frame.stroke(&path, edge);
        }
    }

    /// The label under the mouse.
    fn under(&self, bounds: Rectangle, cursor: mouse::Cursor) -> Option<usize> {
        let sheet = self.sheet.filter(|_| self.drawn.number == 0)?;
        let at = cursor.position_in(bounds)?;
        let (_, factor) = fitted(self.drawn.page.size, bounds.size());
        (0..sheet.stock.on_a_page()).find(|index| place(sheet, *index, factor).contains(at))
    }
}

fn line<'a>(width: f32, ink: Ink) -> canvas::Stroke<'a> {
    // What is thinner than a pixel is nowhere.
    canvas::Stroke::default().with_color(color(ink)).with_width(width.max(0.5))
}

impl canvas::Program<Message> for Preview<'_> {
    type State = Kept;

    fn update(
        &self,
        _kept: &mut Kept,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> Option<Action<Message>> {
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => self
                .under(bounds, cursor)
                .map(|index| Action::publish(Message::Begin(index + 1)).and_capture()),
            _ => None,
        }
    }

    fn draw(
        &self,
        kept: &Kept,
        renderer: &Renderer,
        theme: &Theme,
        bounds: Rectangle,
        _cursor: mouse::Cursor,
    ) -> Vec<Geometry> {
        let shown = Some((self.drawn.made.clone(), self.drawn.number));
        if *kept.of.borrow() != shown {
            kept.cache.clear();
            *kept.of.borrow_mut() = shown;
        }
        vec![kept.cache.draw(renderer, bounds.size(), |frame| self.paint(frame, theme))]
    }

    fn mouse_interaction(
        &self,
        _kept: &Kept,
        bounds: Rectangle,
        cursor: mouse::Cursor,
    ) -> mouse::Interaction {
        match self.under(bounds, cursor) {
            Some(_) => mouse::Interaction::Pointer,
            None => mouse::Interaction::default(),
        }
    }
}
