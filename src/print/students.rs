//! The barcode student list: one code to a row, so that a hand scanner reads the one it is pointed at.
//! Rows alternate left and right, or stand far apart. Rows of one group stand under its heading.

use super::canvas::{Canvas, Ink};
use super::code::{Symbol, Symbology, Unfit};
use super::document::{Document, Problem, Reason};
use super::font::{Fonts, Style};
use super::geometry::{Paper, Point, Rect, Size};
use super::page::{BOTTOM, Foot, Head, MARGIN, TITLES, TOP};
use super::times;

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The ID: text and code.
    pub id: String,
    /// As it is sorted: family name first where the register has it so.
    pub name: String,
    /// Below the name: what is due.
    pub about: String,
    /// The tags held now, empty where there are none.
    pub holds: String,
    /// Set large beside the name: the number of what waits for them. Empty where nothing does.
    pub case: String,
    /// The heading they stand under; empty where the list has none.
    pub group: String,
    /// What others at the table need not read. Printed only where asked for.
    pub private: String,
    /// Lines that not every list has; opposite the code, below the name where codes are roomy.
    pub beside: Vec<String>,
}

/// How the codes are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spacing {
    /// Left and right in turn.
    #[default]
    Alternating,
    /// All left, with as much white between as the bars are high.
    Roomy,
}

/// How the list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// On what.
    pub paper: Paper,
    /// How the codes are kept apart.
    pub spacing: Spacing,
    /// With the private parts of the rows.
    pub private: bool,
}

/// The words around the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// What the people have in common; run, how many.
    pub head: Head,
    /// Over the codes.
    pub scan: String,
    /// Over the names.
    pub student: String,
    /// Over the tags held.
    pub holds: String,
    /// In the place of a tag where none is held.
    pub nothing: String,
    /// At the foot.
    pub foot: Foot,
}

/// A list of people with their codes.
#[derive(Debug, Clone)]
pub struct List {
    rows: Vec<Row>,
    /// The first row of each page, and behind the last page how many rows there are.
    starts: Vec<usize>,
    options: Options,
    words: Words,
}

/// Width of a code with its quiet zones.
const CODE: f32 = 160.0;
const ROOMY_CODE: f32 = 250.0;
const TICK: f32 = 11.0;
const TICK_COLUMN: f32 = 22.0;
const HOLDS: f32 = 66.0;

/// The measures of one spacing on one paper.
#[derive(Debug, Clone, Copy)]
struct Measures {
    size: Size,
    /// From row to row.
    pitch: f32,
    /// How high the bars are, and how far below the row's top they begin.
    bars: (f32, f32),
    code: f32,
    rows: usize,
}

impl Measures {
    fn of(options: Options) -> Measures {
        let size = options.paper.size();
        let (pitch, bars, code) = match options.spacing {
            Spacing::Alternating => (39.0, (25.0, 2.5), CODE),
            Spacing::Roomy => (54.0, (26.0, 8.0), ROOMY_CODE),
        };
        let room = size.height - TOP - BOTTOM;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rows = (room / pitch).floor().max(1.0) as usize;
        Measures { size, pitch, bars, code, rows }
    }

    fn right(&self) -> f32 {
        self.size.width - MARGIN
    }

    /// Left edge of the left codes, and of the right ones.
    fn codes(&self) -> (f32, f32) {
        (MARGIN + TICK_COLUMN, self.right() - self.code)
    }

    /// Left edge and width of the names.
    fn names(&self, spacing: Spacing) -> (f32, f32) {
        let left = self.codes().0 + self.code + 6.0;
        let end = match spacing {
            Spacing::Alternating => self.codes().1,
            Spacing::Roomy => self.right(),
        };
        (left, end - HOLDS - 6.0 - left)
    }
}

impl List {
    /// A list in the order given.
    pub fn new(rows: Vec<Row>, options: Options, words: Words) -> List {
        let starts = starts(&rows, Measures::of(options).rows);
        List { rows, starts, options, words }
    }

    /// How many rows are on a page without headings.
    pub fn on_a_page(options: Options) -> usize {
        Measures::of(options).rows
    }

    /// The code of a row as wide as it is printed.
    fn symbol(&self, row: &Row) -> Result<(Symbol, f32), Unfit> {
        let symbol = Symbol::new(&row.id, Symbology::Code128)?;
        let measures = Measures::of(self.options);
        let area = Size { width: measures.code, height: measures.bars.0 };
        let module = symbol.module(area, 0.0)?;
        Ok((symbol, module))
    }

    fn head(&self, measures: &Measures, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let words = &self.words;
        words.head.draw(measures.size, fonts, canvas);
        let style = Style::bold(7.5);
        let (left, right) = measures.codes();
        let (names, names_width) = measures.names(self.options.spacing);
        let scan = fonts.line(&words.scan, style);
        let middle = |column: f32, line: f32| column + (measures.code - line) / 2.0;
        canvas.text(Point::new(middle(left, scan.width()), TITLES), &scan, Ink::Grey);
        if self.options.spacing == Spacing::Alternating {
            canvas.text(Point::new(middle(right, scan.width()), TITLES), &scan, Ink::Grey);
        }
        let student = fonts.cut(&words.student, style, names_width);
        canvas.text(Point::new(names, TITLES), &student, Ink::Grey);
        let holds = fonts.cut(&words.holds, style, HOLDS);
        let x = names + names_width + 6.0 + (HOLDS - holds.width()) / 2.0;
        canvas.text(Point::new(x, TITLES), &holds, Ink::Grey);
        let edge = Point::new(measures.right(), TOP);
        canvas.rule(Point::new(MARGIN, TOP), edge, 0.9, Ink::Black);
    }

    /// The heading of a group, in the place of a row.
    fn heading(&self, text: &str, top: f32, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let measures = Measures::of(self.options);
        let (bottom, right) = (top + measures.pitch, measures.right());
        let line = fonts.fit(text, Style::bold(13.0), right - MARGIN, 8.0);
        canvas.text(Point::new(MARGIN, bottom - 8.0), &line, Ink::Black);
        canvas.rule(Point::new(MARGIN, bottom), Point::new(right, bottom), 0.9, Ink::Black);
    }

    /// A row of the list, `place` rows below the first of its page.
    fn row(
        &self,
        (index, place): (usize, usize),
        top: f32,
        fonts: &mut Fonts,
        canvas: &mut dyn Canvas,
    ) {
        let (row, measures) = (&self.rows[index], Measures::of(self.options));
        let middle = top + measures.pitch / 2.0;
        canvas.tick_box(Rect::new(MARGIN + 4.0, middle - TICK / 2.0, TICK, TICK));
        let (left, right) = measures.codes();
        // By the place on the page, so that a page begins left.
        let is_left = self.options.spacing == Spacing::Roomy || place.is_multiple_of(2);
        self.code(row, if is_left { left } else { right }, top, fonts, canvas);
        if self.options.spacing == Spacing::Alternating {
            self.beside(row, if is_left { right } else { left }, middle, fonts, canvas);
        }
        self.name(row, middle, fonts, canvas);
        let (names, width) = measures.names(self.options.spacing);
        let holds = if row.holds.is_empty() { &self.words.nothing } else { &row.holds };
        let holds = fonts.fit(holds, Style::regular(9.0), HOLDS, 6.0);
        let beside = |line: f32| names + width + 6.0 + (HOLDS - line) / 2.0;
        let below = if row.case.is_empty() { 3.0 } else { 12.0 };
        canvas.text(Point::new(beside(holds.width()), middle + below), &holds, Ink::Black);
        if !row.case.is_empty() {
            let case = fonts.fit(&row.case, Style::bold(12.0), HOLDS, 7.0);
            canvas.text(Point::new(beside(case.width()), middle - 1.0), &case, Ink::Black);
        }
        let bottom = top + measures.pitch;
        let edge = Point::new(measures.right(), bottom);
        canvas.rule(Point::new(MARGIN, bottom), edge, 0.4, Ink::Pale);
    }

    fn code(&self, row: &Row, left: f32, top: f32, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let measures = Measures::of(self.options);
        let (height, below) = measures.bars;
        let baseline = top + below + height + 8.5;
        let style = Style::regular(8.5);
        let id = fonts.fit(&row.id, style, measures.code, 5.5);
        let Ok((symbol, module)) = self.symbol(row) else {
            let x = left + (measures.code - id.width()) / 2.0;
            canvas.text(Point::new(x, top + measures.pitch / 2.0 + 3.0), &id, Ink::Black);
            return;
        };
        let length = symbol.length(module);
        let x = left + (measures.code - length) / 2.0;
        canvas.bars(&symbol.bars(x, top + below, height, module));
        canvas.text(Point::new(x + (length - id.width()) / 2.0, baseline), &id, Ink::Black);
    }

    /// What not every list has, in the place that the code leaves free.
    fn beside(
        &self,
        row: &Row,
        left: f32,
        middle: f32,
        fonts: &mut Fonts,
        canvas: &mut dyn Canvas,
    ) {
        let style = Style::regular(9.0);
        let leading = style.size * 1.25;
        let mut baseline = middle - times(row.beside.len(), leading) / 2.0 + style.size;
        for text in &row.beside {
            let line = fonts.fit(text, style, Measures::of(self.options).code - 20.0, 6.5);
            canvas.text(Point::new(left + 10.0, baseline), &line, Ink::Black);
            baseline += leading;
        }
    }

    /// The name, smaller or on two lines where it is long, and what stands below it.
    fn name(&self, row: &Row, middle: f32, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let (x, width) = Measures::of(self.options).names(self.options.spacing);
        let style = Style::bold(12.0);
        let whole = fonts.line(&row.name, style);
        let mut lines = if whole.width() * 9.0 <= width * style.size {
            vec![fonts.fit(&row.name, style, width, 9.0)]
        } else {
            fonts.wrap(&row.name, style.at(9.0), width, 2)
        };
        let names = lines.len();
        let style = Style::regular(8.0);
        let mut below = vec![row.about.clone()];
        let private = if self.options.private { row.private.as_str() } else { "" };
        if self.options.spacing == Spacing::Roomy && !row.beside.is_empty() {
            let more = std::iter::once(private).chain(row.beside.iter().map(String::as_str));
            below.extend(packed(more.filter(|text| !text.is_empty()), style, width, fonts));
        } else {
            below.push(private.to_owned());
        }
        for text in below.into_iter().filter(|text| !text.is_empty()) {
            lines.push(fonts.fit(&text, style, width, 6.5));
        }
        let high: f32 = lines.iter().map(|line| line.size() * 1.22).sum();
        let mut y = middle - high / 2.0;
        for (number, line) in lines.iter().enumerate() {
            let ink = if number < names { Ink::Black } else { Ink::Grey };
            canvas.text(Point::new(x, y + line.size() * 0.95), line, ink);
            y += line.size() * 1.22;
        }
    }
}

/// Parts on two lines, none of them broken: the second has what the first has no room for.
fn packed<'a>(
    parts: impl Iterator<Item = &'a str>,
    style: Style,
    width: f32,
    fonts: &mut Fonts,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let is_last = lines.len() == 2;
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} · {part}");
            if is_last || fonts.line(&longer, style).width() <= width {
                *line = longer;
                continue;
            }
        }
        lines.push(part.to_owned());
    }
    lines
}

/// How many pages rows take.
pub fn pages(rows: &[Row], options: Options) -> usize {
    starts(rows, Measures::of(options).rows).len() - 1
}

/// The first row of each page, and behind the last page how many rows there are. A heading takes the
/// place of a row, stands on every page that its rows are on, and never last on one.
fn starts(rows: &[Row], on_a_page: usize) -> Vec<usize> {
    let (mut starts, mut places) = (vec![0], 0);
    for (index, row) in rows.iter().enumerate() {
        let heading = usize::from(!row.group.is_empty());
        let is_new = index == 0 || row.group != rows[index - 1].group;
        let takes = 1 + if is_new { heading } else { 0 };
        if places > 0 && places + takes > on_a_page {
            starts.push(index);
            places = 1 + heading;
        } else {
            places += takes;
        }
    }
    if !rows.is_empty() {
        starts.push(rows.len());
    }
    starts
}

impl Document for List {
    fn size(&self) -> Size {
        self.options.paper.size()
    }

    fn pages(&self) -> usize {
        self.starts.len() - 1
    }

    fn draw(&self, page: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let measures = Measures::of(self.options);
        self.head(&measures, fonts, canvas);
        let (first, last) = (self.starts[page], self.starts[page + 1]);
        let mut top = TOP;
        for index in first..last {
            let group = &self.rows[index].group;
            let is_new = index == first || *group != self.rows[index - 1].group;
            if is_new && !group.is_empty() {
                self.heading(group, top, fonts, canvas);
                top += measures.pitch;
            }
            self.row((index, index - first), top, fonts, canvas);
            top += measures.pitch;
        }
        self.words.foot.draw((page, self.pages()), measures.size, fonts, canvas);
    }

    fn problems(&self, fonts: &mut Fonts) -> Vec<Problem> {
        let mut problems = Vec::new();
        for row in &self.rows {
            let named = if row.name.is_empty() { &row.id } else { &row.name };
            if let Err(unfit) = self.symbol(row) {
                problems.push(Problem { row: named.clone(), reason: Reason::Code(unfit) });
            }
            let mut shown = [&row.id, &row.name, &row.about, &row.holds, &row.case, &row.group]
                .map(String::as_str)
                .join(" ");
            if self.options.private {
                shown.push_str(&row.private);
            }
            shown.extend(row.beside.iter().map(String::as_str));
            let missing = fonts.missing(&shown);
            if !missing.is_empty() {
                problems.push(Problem::not_shown(&row.name, &row.id, missing));
            }
        }
        problems
    }
}
