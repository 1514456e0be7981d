//! A table under headings: rows of one height, texts on one or two lines, codes, boxes to write in.
//! Each heading begins a page.

use super::canvas::{Canvas, Ink};
use super::code::{Symbol, Symbology, Unfit};
use super::document::{Document, Problem, Reason};
use super::font::{Fonts, Style};
use super::geometry::{Paper, Point, Rect, Size};
use super::page::{BOTTOM, Foot, Head, MARGIN, TITLES, TOP};
use super::starts::Starts;
use super::times;

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text; what stands behind a line break is set smaller below it.
    Text,
    /// The same, its first line in bold.
    Name,
    /// A Code 128 with its text below it.
    Code,
    /// A box to write in.
    Write,
    /// A box to tick.
    Tick,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Over it.
    pub title: String,
    /// Its part of the width, beside those of the others.
    pub share: f32,
    /// What its cells are.
    pub kind: Kind,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Whose it is, where something is wrong with it.
    pub named: String,
    /// A text for each column; of boxes nothing is read.
    pub cells: Vec<String>,
}

/// Rows under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// The heading of its pages.
    pub head: Head,
    /// The rows.
    pub rows: Vec<Row>,
    /// Said behind the rows, a line each.
    pub closing: Vec<String>,
}

impl Group {
    /// The place of the first line behind the rows, counted in rows: what is said or signed there stays
    /// together where it fits on one page.
    fn closes_at(&self, on_a_page: usize) -> usize {
        let (rows, lines) = (self.rows.len(), self.closing.len());
        let parted = rows % on_a_page + lines > on_a_page;
        if parted && lines <= on_a_page { rows.next_multiple_of(on_a_page) } else { rows }
    }
}

/// Rows with a code are this high: there is more white between two codes than a code is high, so that a
/// scanner reads one of them.
const WITH_CODE: f32 = 54.0;
/// How high the bars are, and how far below the row's top they begin.
const BARS: (f32, f32) = (25.0, 9.0);
/// Others.
const PLAIN: f32 = 28.0;
/// The smallest that a first line is set in.
const SMALL: f32 = 8.0;
/// Between the text of one column and the next.
const GUTTER: f32 = 6.0;
const TICK: f32 = 11.0;

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    groups: Vec<Group>,
    /// The first page of each group, and behind the last one how many there are.
    starts: Starts,
    paper: Paper,
    foot: Foot,
}

impl Table {
    /// Lays a table out. A group without rows has a page all the same.
    pub fn new(columns: Vec<Column>, groups: Vec<Group>, paper: Paper, foot: Foot) -> Table {
        let mut table = Table { columns, groups, starts: Starts::of([]), paper, foot };
        let on_a_page = table.on_a_page();
        let rows = |group: &Group| group.closes_at(on_a_page) + group.closing.len();
        let pages = table.groups.iter().map(|group| rows(group).div_ceil(on_a_page).max(1));
        table.starts = Starts::of(pages);
        table
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    fn pitch(&self) -> f32 {
        let codes = self.columns.iter().any(|column| column.kind == Kind::Code);
        if codes { WITH_CODE } else { PLAIN }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn on_a_page(&self) -> usize {
        let room = self.paper.size().height - TOP - BOTTOM;
        (room / self.pitch()).floor().max(1.0) as usize
    }

    /// Left edge and width of every column.
    fn places(&self) -> Vec<(f32, f32)> {
        let width = self.paper.size().width - 2.0 * MARGIN;
        let shares: f32 = self.columns.iter().map(|column| column.share).sum();
        let mut x = MARGIN;
        let mut places = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let wide = width * column.share / shares;
            places.push((x, wide));
            x += wide;
        }
        places
    }

    fn symbol(text: &str, width: f32) -> Result<(Symbol, f32), Unfit> {
        let symbol = Symbol::new(text, Symbology::Code128)?;
        let module = symbol.module(Size { width, height: BARS.0 }, 0.0)?;
        Ok((symbol, module))
    }

    fn titles(&self, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        for (column, (x, width)) in self.columns.iter().zip(self.places()) {
            let title = fonts.fit(&column.title, Style::bold(7.5), width - GUTTER, 5.5);
            let left = match column.kind {
                Kind::Code => x + (width - title.width()) / 2.0,
                _ => x,
            };
            canvas.text(Point::new(left, TITLES), &title, Ink::Grey);
        }
        let right = self.paper.size().width - MARGIN;
        canvas.rule(Point::new(MARGIN, TOP), Point::new(right, TOP), 0.9, Ink::Black);
    }

    fn row(&self, row: &Row, top: f32, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let pitch = self.pitch();
        for (index, (column, (x, width))) in self.columns.iter().zip(self.places()).enumerate() {
            let text = row.cells.get(index).map_or("", String::as_str);
            let area = Rect::new(x, top, width, pitch);
            match column.kind {
                Kind::Text => texts(text, Style::regular(9.5), area, fonts, canvas),
                Kind::Name => texts(text, Style::bold(10.5), area, fonts, canvas),
                Kind::Code => code(text, area, fonts, canvas),
                Kind::Write => {
                    let inner = Rect::new(x, top + 4.0, width - GUTTER, pitch - 8.0);
                    canvas.frame(inner, 0.5, Ink::Grey);
                }
                Kind::Tick => {
                    let middle = top + (pitch - TICK) / 2.0;
                    canvas.tick_box(Rect::new(x + 2.0, middle, TICK, TICK));
                }
            }
        }
        let (right, bottom) = (self.paper.size().width - MARGIN, top + pitch);
        canvas.rule(Point::new(MARGIN, bottom), Point::new(right, bottom), 0.4, Ink::Pale);
    }

    /// Group and number within it of a page.
    fn group(&self, page: usize) -> Option<(&Group, usize)> {
        let (part, number) = self.starts.place(page);
        Some((self.groups.get(part)?, number))
    }
}

/// A text, in the middle of its row from top to bottom.
fn texts(text: &str, style: Style, area: Rect, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
    let width = area.width - GUTTER;
    let (first, below) = text.split_once('\n').unwrap_or((text, ""));
    let whole = fonts.line(first, style);
    // Small letters on one line say less than two lines.
    let mut lines = if whole.width() * SMALL <= width * style.size {
        vec![fonts.fit(first, style, width, SMALL)]
    } else {
        fonts.wrap(first, style.at(SMALL), width, 2)
    };
    let firsts = lines.len();
    if !below.is_empty() {
        let small = Style::regular(if firsts > 1 { 6.5 } else { 8.0 });
        lines.push(fonts.fit(below, small, width, 6.0));
    }
    let high: f32 = lines.iter().map(|line| line.size() * 1.22).sum();
    let mut y = area.y + (area.height - high) / 2.0;
    for (number, line) in lines.iter().enumerate() {
        let ink = if number < firsts { Ink::Black } else { Ink::Grey };
        canvas.text(Point::new(area.x, y + line.size() * 0.95), line, ink);
        y += line.size() * 1.22;
    }
}

fn code(text: &str, area: Rect, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
    let shown = fonts.fit(text, Style::regular(8.5), area.width, 5.5);
    let Ok((symbol, module)) = Table::symbol(text, area.width) else {
        let x = area.x + (area.width - shown.width()) / 2.0;
        canvas.text(Point::new(x, area.y + area.height / 2.0 + 3.0), &shown, Ink::Black);
        return;
    };
    let length = symbol.length(module);
    let x = area.x + (area.width - length) / 2.0;
    canvas.bars(&symbol.bars(x, area.y + BARS.1, BARS.0, module));
    let baseline = area.y + BARS.0 + BARS.1 + 8.5;
    let below = Point::new(x + (length - shown.width()) / 2.0, baseline);
    canvas.text(below, &shown, Ink::Black);
}

impl Document for Table {
    fn size(&self) -> Size {
        self.paper.size()
    }

    fn pages(&self) -> usize {
        self.starts.pages()
    }

    fn draw(&self, page: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let Some((group, number)) = self.group(page) else { return };
        group.head.draw(self.size(), fonts, canvas);
        self.titles(fonts, canvas);
        let on_a_page = self.on_a_page();
        for place in 0..on_a_page {
            let top = TOP + times(place, self.pitch());
            let index = number * on_a_page + place;
            if let Some(row) = group.rows.get(index) {
                self.row(row, top, fonts, canvas);
                continue;
            }
            let closes_at = group.closes_at(on_a_page);
            let Some(behind) = index.checked_sub(closes_at) else { break };
            let Some(line) = group.closing.get(behind) else { break };
            let width = self.size().width - 2.0 * MARGIN;
            let line = fonts.fit(line, Style::regular(10.5), width, 7.0);
            canvas.text(Point::new(MARGIN, top + self.pitch() / 2.0 + 4.0), &line, Ink::Black);
        }
        self.foot.draw((page, self.pages()), self.size(), fonts, canvas);
    }

    fn problems(&self, fonts: &mut Fonts) -> Vec<Problem> {
        let places = self.places();
        let codes: Vec<(usize, f32)> = (self.columns.iter().enumerate())
            .filter(|(_, column)| column.kind == Kind::Code)
            .map(|(index, _)| (index, places[index].1))
            .collect();
        let mut problems = Vec::new();
        for row in self.groups.iter().flat_map(|group| &group.rows) {
            let mut found = |reason| problems.push(Problem { row: row.named.clone(), reason });
            for (index, width) in &codes {
                let text = row.cells.get(*index).map_or("", String::as_str);
                if let Err(unfit) = Table::symbol(text, *width) {
                    found(Reason::Code(unfit));
                }
            }
            let missing = fonts.missing(&row.cells.join(" "));
            if !missing.is_empty() {
                found(Reason::NotShown(missing));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_behind_the_rows_stays_together() {
        let group = |rows, lines| Group {
            rows: vec![Row::default(); rows],
            closing: vec![String::new(); lines],
            ..Group::default()
        };
        for (rows, lines, at) in [(9, 3, 11), (8, 3, 8), (11, 3, 11), (22, 0, 22), (3, 15, 3)] {
            assert_eq!(group(rows, lines).closes_at(11), at, "{rows} rows, {lines} lines");
        }
    }
}
