//! Letters: paragraphs, a list of devices, lines to sign on. A whole page each, or the same twice on a
//! page, one half for the family and one for the school.

use super::canvas::{Canvas, Ink};
use super::document::{Document, Problem, Reason};
use super::font::{Fonts, Line, Style};
use super::geometry::{Paper, Point, Size};
use super::starts::Starts;
use super::times;

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Title(String),
    /// A paragraph.
    Text(String),
    /// A list: titles of its columns, and its rows.
    List(Vec<String>, Vec<Vec<String>>),
    /// Lines to sign on, side by side, with what stands below each.
    Sign(Vec<String>),
}

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// Whose it is, where something is wrong with it.
    pub named: String,
    /// Its parts.
    pub blocks: Vec<Block>,
    /// At the foot.
    pub foot: String,
    /// For whom the upper and the lower half are, where it stands twice on a page.
    pub copies: [String; 2],
}

/// How letters stand on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page each, and more where it is long.
    Whole,
    /// Twice on a page.
    Twice,
}

/// Letters.
#[derive(Debug, Clone)]
pub struct Letters {
    all: Vec<Letter>,
    /// The first page of each letter, and behind the last one how many there are.
    starts: Starts,
    form: Form,
    paper: Paper,
}

/// A thing in its place, from the top left corner of the text.
enum Placed {
    Text(Point, Line, Ink),
    Rule(Point, f32),
}

/// Measures of a form.
struct Measures {
    /// Left and right, above and below the text.
    margin: Size,
    text: f32,
    title: f32,
    row: f32,
    /// White above a line to sign on.
    sign: f32,
    leading: f32,
}

/// More lines have no paragraph.
const MOST: usize = 500;
/// Between columns.
const GUTTER: f32 = 8.0;

impl Form {
    fn measures(self) -> Measures {
        match self {
            Form::Whole => Measures {
                margin: Size { width: 64.0, height: 64.0 },
                text: 11.0,
                title: 16.0,
                row: 10.0,
                sign: 40.0,
                leading: 1.42,
            },
            Form::Twice => Measures {
                margin: Size { width: 44.0, height: 36.0 },
                text: 9.0,
                title: 13.0,
                row: 8.5,
                sign: 27.0,
                leading: 1.36,
            },
        }
    }
}

/// Lays parts out one below the other, on as many pages as that takes.
struct Flow<'a> {
    fonts: &'a mut Fonts,
    measures: Measures,
    room: Size,
    y: f32,
    pages: Vec<Vec<Placed>>,
}

impl Flow<'_> {
    /// Goes down by so much, on the next page where this one is full. Gives where the thing ends.
    fn down(&mut self, high: f32) -> f32 {
        if self.y + high > self.room.height && self.y > 0.0 {
            self.pages.push(Vec::new());
            self.y = 0.0;
        }
        self.y += high;
        self.y
    }

    fn put(&mut self, thing: Placed) {
        if let Some(page) = self.pages.last_mut() {
            page.push(thing);
        }
    }

    fn text(&mut self, text: &str, style: Style) {
        let high = style.size * self.measures.leading;
        for line in self.fonts.wrap(text, style, self.room.width, MOST) {
            let bottom = self.down(high);
            self.put(Placed::Text(Point::new(0.0, bottom - high * 0.28), line, Ink::Black));
        }
        self.y += style.size * 0.7;
    }

    fn row(&mut self, cells: &[String], places: &[(f32, f32)], style: Style, ink: Ink) {
        let high = style.size * 1.75;
        let bottom = self.down(high);
        for (cell, (x, width)) in cells.iter().zip(places) {
            let line = self.fonts.fit(cell, style, *width, 6.0);
            self.put(Placed::Text(Point::new(*x, bottom - high * 0.34), line, ink));
        }
        self.put(Placed::Rule(Point::new(0.0, bottom), self.room.width));
    }

    /// Columns as wide as what stands in them, in the proportion that fits.
    fn columns(&mut self, titles: &[String], rows: &[Vec<String>]) -> Vec<(f32, f32)> {
        let style = Style::regular(self.measures.row);
        let mut wide: Vec<f32> = Vec::new();
        for (index, title) in titles.iter().enumerate() {
            let mut widest = self.fonts.line(title, style).width();
            for cell in rows.iter().filter_map(|row| row.get(index)) {
                widest = widest.max(self.fonts.line(cell, style).width());
            }
            wide.push(widest.max(20.0));
        }
        let gutters = times(titles.len().saturating_sub(1), GUTTER);
        let scale = (self.room.width - gutters) / wide.iter().sum::<f32>();
        let mut x = 0.0;
        let mut places = Vec::new();
        for width in wide {
            places.push((x, width * scale));
            x += width * scale + GUTTER;
        }
        places
    }

    fn list(&mut self, titles: &[String], rows: &[Vec<String>]) {
        let places = self.columns(titles, rows);
        let (bold, plain) =
            (Style::bold(self.measures.row - 1.0), Style::regular(self.measures.row));
        self.row(titles, &places, bold, Ink::Grey);
        for row in rows {
            if self.y + plain.size * 1.75 > self.room.height {
                self.y = self.room.height;
                self.row(titles, &places, bold, Ink::Grey);
            }
            self.row(row, &places, plain, Ink::Black);
        }
        self.y += self.measures.text;
    }

    fn sign(&mut self, below: &[String]) {
        let style = Style::regular(self.measures.row - 1.0);
        let bottom = self.down(self.measures.sign + style.size * 1.5);
        let gap = 18.0;
        let count = below.len().max(1);
        let width = (self.room.width - times(count - 1, gap)) / times(count, 1.0);
        for (index, label) in below.iter().enumerate() {
            let x = times(index, width + gap);
            let rule = bottom - style.size * 1.5;
            self.put(Placed::Rule(Point::new(x, rule), width));
            let line = self.fonts.fit(label, style, width, 6.0);
            self.put(Placed::Text(Point::new(x, bottom - style.size * 0.3), line, Ink::Grey));
        }
        self.y += 4.0;
    }
}

impl Letters {
    /// Lays letters out.
    pub fn new(all: Vec<Letter>, form: Form, paper: Paper, fonts: &mut Fonts) -> Letters {
        let mut letters = Letters { all, starts: Starts::of([]), form, paper };
        let pages = letters.all.iter().map(|letter| letters.lay(letter, fonts).len());
        letters.starts = Starts::of(pages);
        letters
    }

    /// How many letters there are.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Height of what a letter has of a page.
    fn high(&self) -> f32 {
        match self.form {
            Form::Whole => self.paper.size().height,
            Form::Twice => self.paper.size().height / 2.0,
        }
    }

    fn lay(&self, letter: &Letter, fonts: &mut Fonts) -> Vec<Vec<Placed>> {
        let measures = self.form.measures();
        let room = Size {
            width: self.paper.size().width - 2.0 * measures.margin.width,
            height: self.high() - 2.0 * measures.margin.height,
        };
        let (title, text) = (Style::bold(measures.title), Style::regular(measures.text));
        let mut flow = Flow { fonts, measures, room, y: 0.0, pages: vec![Vec::new()] };
        for block in &letter.blocks {
            match block {
                Block::Title(words) => flow.text(words, title),
                Block::Text(words) => flow.text(words, text),
                Block::List(titles, rows) => flow.list(titles, rows),
                Block::Sign(below) => flow.sign(below),
            }
        }
        flow.pages
    }

    fn part(
        &self,
        placed: &[Placed],
        (top, foot): (f32, &str),
        fonts: &mut Fonts,
        canvas: &mut dyn Canvas,
    ) {
        let margin = self.form.measures().margin;
        let at = |point: &Point| Point::new(point.x + margin.width, point.y + top + margin.height);
        for thing in placed {
            match thing {
                Placed::Text(point, line, ink) => canvas.text(at(point), line, *ink),
                Placed::Rule(point, width) => {
                    let from = at(point);
                    canvas.rule(from, Point::new(from.x + width, from.y), 0.5, Ink::Grey);
                }
            }
        }
        let width = self.paper.size().width - 2.0 * margin.width;
        let foot = fonts.fit(foot, Style::regular(7.5), width, 5.5);
        canvas.text(Point::new(margin.width, top + self.high() - 20.0), &foot, Ink::Grey);
    }
}

impl Document for Letters {
    fn size(&self) -> Size {
        self.paper.size()
    }

    fn pages(&self) -> usize {
        self.starts.pages()
    }

    fn draw(&self, page: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let (which, number) = self.starts.place(page);
        let Some(letter) = self.all.get(which) else { return };
        let parts = self.lay(letter, fonts);
        let Some(placed) = parts.get(number) else { return };
        match self.form {
            Form::Whole => self.part(placed, (0.0, &letter.foot), fonts, canvas),
            Form::Twice => {
                for (half, copy) in letter.copies.iter().enumerate() {
                    let foot = format!("{copy} · {}", letter.foot);
                    self.part(placed, (times(half, self.high()), &foot), fonts, canvas);
                }
                let middle = self.high();
                let right = Point::new(self.size().width - 18.0, middle);
                canvas.rule(Point::new(18.0, middle), right, 0.4, Ink::Pale);
            }
        }
    }

    fn problems(&self, fonts: &mut Fonts) -> Vec<Problem> {
        let mut problems = Vec::new();
        for letter in &self.all {
            let mut text = String::new();
            for block in &letter.blocks {
                match block {
                    Block::Title(words) | Block::Text(words) => text.push_str(words),
                    Block::List(titles, rows) => {
                        text.extend(titles.iter().chain(rows.iter().flatten()).map(String::as_str));
                    }
                    Block::Sign(below) => text.extend(below.iter().map(String::as_str)),
                }
            }
            let missing = fonts.missing(&text);
            if !missing.is_empty() {
                let reason = Reason::NotShown(missing);
                problems.push(Problem { row: letter.named.clone(), reason });
            }
        }
        problems
    }
}
