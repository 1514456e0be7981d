//! Codes side by side on a page: a homeroom at a glance, the commands of the desk.

use super::canvas::{Canvas, Ink};
use super::code::{Symbol, Symbology, Unfit};
use super::document::{Document, Problem, Reason};
use super::font::{Fonts, Style};
use super::geometry::{Paper, Point, Rect, Size};
use super::page::{BOTTOM, Foot, Head, MARGIN, TOP};
use super::starts::Starts;
use super::times;

/// One code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Above the code, in bold.
    pub title: String,
    /// Below that, where there is room for it.
    pub about: String,
    /// What a scanner reads; printed below the bars, too.
    pub code: String,
}

/// Codes under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// The heading of its pages.
    pub head: Head,
    /// The codes, left to right and then down.
    pub cells: Vec<Cell>,
}

/// How many stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
    /// Three, and a whole homeroom on a page.
    Close,
    /// Two, far apart and with a line about each.
    Wide,
}

/// A grid.
#[derive(Debug, Clone)]
pub struct Grid {
    groups: Vec<Group>,
    /// The first page of each group, and behind the last one how many there are.
    starts: Starts,
    density: Density,
    paper: Paper,
    foot: Foot,
}

/// The measures of one density.
struct Measures {
    columns: usize,
    pitch: f32,
    title: f32,
    about: f32,
    bars: f32,
    id: f32,
}

impl Density {
    fn measures(self) -> Measures {
        match self {
            Density::Close => {
                Measures { columns: 3, pitch: 60.0, title: 9.5, about: 0.0, bars: 25.0, id: 8.0 }
            }
            Density::Wide => {
                Measures { columns: 2, pitch: 108.0, title: 15.0, about: 9.5, bars: 36.0, id: 8.5 }
            }
        }
    }
}

impl Grid {
    /// Lays codes out.
    pub fn new(groups: Vec<Group>, density: Density, paper: Paper, foot: Foot) -> Grid {
        let mut grid = Grid { groups, starts: Starts::of([]), density, paper, foot };
        let (columns, rows) = grid.on_a_page();
        let pages = grid.groups.iter().map(|group| group.cells.len().div_ceil(columns * rows));
        grid.starts = Starts::of(pages);
        grid
    }

    /// How many codes there are.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.cells.len()).sum()
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn on_a_page(&self) -> (usize, usize) {
        let measures = self.density.measures();
        let room = self.paper.size().height - TOP + 12.0 - BOTTOM;
        (measures.columns, (room / measures.pitch).floor().max(1.0) as usize)
    }

    fn width(&self) -> f32 {
        (self.paper.size().width - 2.0 * MARGIN) / times(self.density.measures().columns, 1.0)
    }

    fn symbol(&self, cell: &Cell) -> Result<(Symbol, f32), Unfit> {
        let symbol = Symbol::new(&cell.code, Symbology::Code128)?;
        let area = Size { width: self.width(), height: self.density.measures().bars };
        let module = symbol.module(area, 0.0)?;
        Ok((symbol, module))
    }

    fn cell(&self, cell: &Cell, area: Rect, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let measures = self.density.measures();
        let middle = |width: f32| area.x + (area.width - width) / 2.0;
        let width = area.width - 12.0;
        let mut y = area.y + measures.title;
        let title = fonts.fit(&cell.title, Style::bold(measures.title), width, 6.5);
        canvas.text(Point::new(middle(title.width()), y), &title, Ink::Black);
        y += 4.0;
        if measures.about > 0.0 {
            y += measures.about + 1.0;
            let about = fonts.fit(&cell.about, Style::regular(measures.about), width, 6.5);
            canvas.text(Point::new(middle(about.width()), y), &about, Ink::Grey);
            y += 6.0;
        }
        let id = fonts.fit(&cell.code, Style::regular(measures.id), width, 5.5);
        if let Ok((symbol, module)) = self.symbol(cell) {
            let x = middle(symbol.length(module));
            canvas.bars(&symbol.bars(x, y, measures.bars, module));
        }
        y += measures.bars + measures.id + 0.5;
        canvas.text(Point::new(middle(id.width()), y), &id, Ink::Black);
    }
}

impl Document for Grid {
    fn size(&self) -> Size {
        self.paper.size()
    }

    fn pages(&self) -> usize {
        self.starts.pages()
    }

    fn draw(&self, page: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let (part, number) = self.starts.place(page);
        let Some(group) = self.groups.get(part) else { return };
        group.head.draw(self.size(), fonts, canvas);
        let (columns, rows) = self.on_a_page();
        let (on_a_page, pitch) = (columns * rows, self.density.measures().pitch);
        let cells = group.cells.iter().skip(number * on_a_page);
        for (place, cell) in cells.take(on_a_page).enumerate() {
            let x = MARGIN + times(place % columns, self.width());
            let y = TOP - 12.0 + times(place / columns, pitch);
            self.cell(cell, Rect::new(x, y, self.width(), pitch), fonts, canvas);
        }
        self.foot.draw((page, self.pages()), self.size(), fonts, canvas);
    }

    fn problems(&self, fonts: &mut Fonts) -> Vec<Problem> {
        let mut problems = Vec::new();
        for cell in self.groups.iter().flat_map(|group| &group.cells) {
            if let Err(unfit) = self.symbol(cell) {
                let row = cell.title.clone();
                problems.push(Problem { row, reason: Reason::Code(unfit) });
            }
            let missing = fonts.missing(&format!("{} {}", cell.title, cell.about));
            if !missing.is_empty() {
                problems.push(Problem::not_shown(&cell.title, &cell.code, missing));
            }
        }
        problems
    }
}
