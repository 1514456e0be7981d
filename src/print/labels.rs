//! Device labels on any stock: the tag as text always, a code and more by choice.

use super::Error;
use super::canvas::{Canvas, Ink};
use super::code::{Symbol, Symbology, Unfit};
use super::document::{Document, Problem, Reason};
use super::font::{Fonts, Style};
use super::geometry::{MM, Point, Rect, Size};
use super::stock::Stock;

/// Printers and sheets are off by about this; nothing is printed nearer to a label's edge.
const MARGIN: f32 = 1.5 * MM;

/// Bars higher than this read no better.
pub(super) const HIGHEST: f32 = 15.0 * MM;

/// Under this the tag and the rest share a line.
const LOW: f32 = 45.0;

/// One label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    /// The tag: text and code.
    pub tag: String,
    /// What else is on it, in this order: model, site, serial, as chosen.
    pub more: Vec<String>,
    /// Whose label it is where the tag is blank.
    pub named: String,
}

/// How labels are printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// On what.
    pub stock: Stock,
    /// Which code; none prints the tag as text alone.
    pub code: Option<Symbology>,
    /// The first label that is free, from 1.
    pub start: usize,
    /// How far everything is moved right and down for this printer, in points.
    pub offset: Point,
    /// With the labels' edges, to be held against a sheet.
    pub outlines: bool,
}

impl Options {
    /// As they are, where the sheet has such a first label.
    pub(super) fn checked(self) -> Result<Options, Error> {
        let on_a_sheet = self.stock.on_a_page();
        if self.start == 0 || self.start > on_a_sheet {
            return Err(Error::Start { wanted: self.start, on_a_sheet });
        }
        Ok(self)
    }

    /// How many sheets so many labels take.
    pub(super) fn pages(&self, labels: usize) -> usize {
        if labels == 0 {
            return 0;
        }
        (self.start - 1 + labels).div_ceil(self.stock.on_a_page())
    }

    /// Which label of the job, from 0, a place on a page carries; `None` before the first.
    pub(super) fn index(&self, page: usize, place: usize) -> Option<usize> {
        (page * self.stock.on_a_page() + place).checked_sub(self.start - 1)
    }

    /// Where a place of the sheet lies for this printer.
    pub(super) fn area(&self, place: usize) -> Rect {
        let mut area = self.stock.place(place);
        area.x += self.offset.x;
        area.y += self.offset.y;
        area
    }
}

/// Labels, a sheet to a page.
#[derive(Debug, Clone)]
pub struct Labels {
    all: Vec<Label>,
    options: Options,
    /// What was left out, and why.
    left_out: Vec<Problem>,
}

/// Where the parts of a label stand.
struct Parts {
    symbol: Option<(Symbol, f32)>,
    tag: f32,
    more: f32,
}

impl Labels {
    /// Lays labels out. What has no printable code is left out and named in
    /// [`problems`](Document::problems); the labels behind it move up.
    ///
    /// # Errors
    /// [`Error::Start`] where the sheet has no such label.
    pub fn new(labels: Vec<Label>, options: Options) -> Result<Labels, Error> {
        let options = options.checked()?;
        let mut sheets = Labels { all: Vec::new(), options, left_out: Vec::new() };
        for label in labels {
            match sheets.parts(&label.tag) {
                Ok(_) => sheets.all.push(label),
                Err(unfit) => {
                    let row = if label.tag.trim().is_empty() { label.named } else { label.tag };
                    sheets.left_out.push(Problem { row, reason: Reason::Code(unfit) });
                }
            }
        }
        Ok(sheets)
    }

    /// The labels that are printed, in their order.
    pub fn all(&self) -> &[Label] {
        &self.all
    }

    /// How they are printed.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// How many labels are printed.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The place on the last sheet that the last label takes, from 1; `None` where there is no label.
    pub fn last(&self) -> Option<usize> {
        let end = self.options.start - 1 + self.all.len();
        (!self.all.is_empty()).then(|| (end - 1) % self.options.stock.on_a_page() + 1)
    }

    /// Which label of the job a place on a page carries. For a preview, too.
    pub fn at(&self, page: usize, place: usize) -> Option<&Label> {
        self.all.get(self.options.index(page, place)?)
    }

    /// What a tag's label is made of.
    fn parts(&self, tag: &str) -> Result<Parts, Unfit> {
        if tag.trim().is_empty() {
            return Err(Unfit::Blank);
        }
        let Size { width, height } = self.options.stock.label;
        let parts = |symbol| Parts {
            symbol,
            tag: quarters(height / 6.5).clamp(7.5, 16.0),
            more: quarters(height / 12.0).clamp(5.5, 9.0),
        };
        let Some(symbology) = self.options.code else {
            if let Some(odd) = tag.chars().find(|c| c.is_control()) {
                return Err(Unfit::Character(odd));
            }
            return Ok(parts(None));
        };
        let symbol = Symbol::new(tag, symbology)?;
        let height = match symbology {
            Symbology::Qr => height - 2.0 * MARGIN,
            _ => self.between_lines(&parts(None)),
        };
        let module = symbol.module(Size { width, height }, MARGIN)?;
        Ok(parts(Some((symbol, module))))
    }

    /// What the lines of text leave of a label's height.
    fn between_lines(&self, parts: &Parts) -> f32 {
        let height = self.options.stock.label.height;
        let below = if height < LOW { 0.0 } else { parts.more * 1.5 };
        height - 2.0 * MARGIN - parts.tag * 1.15 - below
    }

    /// How high the bars are: as high as there is room, and no higher than a scanner needs.
    fn bars_height(&self, parts: &Parts, symbol: &Symbol, module: f32) -> f32 {
        self.between_lines(parts).min(HIGHEST.max(symbol.lowest(module)))
    }

    fn label(&self, label: &Label, area: Rect, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let Ok(parts) = self.parts(&label.tag) else { return };
        match &parts.symbol {
            Some((symbol, module)) if self.options.code == Some(Symbology::Qr) => {
                let edge = symbol.length(*module);
                let left = area.x + symbol.quiet(*module).max(MARGIN);
                let top = area.y + (area.height - edge) / 2.0;
                canvas.bars(&symbol.bars(left, top, edge, *module));
                let x = left + edge + symbol.quiet(*module);
                let room = Rect::new(x, area.y, (area.right() - MARGIN - x).max(0.0), area.height);
                lines_of(label, &parts, room, fonts, canvas);
            }
            Some((symbol, module)) => {
                let left = area.x + symbol.quiet(*module).max(MARGIN);
                let height = self.bars_height(&parts, symbol, *module);
                let top = area.y + MARGIN + parts.tag * 1.15;
                let width = area.right() - MARGIN - left;
                let space = Rect::new(left, area.y, width, top + height - area.y);
                lines_around(label, &parts, space, area.height < LOW, fonts, canvas);
                canvas.bars(&symbol.bars(left, top, height, *module));
            }
            None => {
                let width = area.width - 2.0 * MARGIN;
                let room = Rect::new(area.x + MARGIN, area.y, width, area.height);
                lines_of(label, &parts, room, fonts, canvas);
            }
        }
    }
}

/// The tag above the bars, the rest below them; beside the tag where the label is low. `space` reaches
/// from the label's top to the bars' foot.
fn lines_around(
    label: &Label,
    parts: &Parts,
    space: Rect,
    low: bool,
    fonts: &mut Fonts,
    canvas: &mut dyn Canvas,
) {
    let baseline = space.y + MARGIN + parts.tag * 0.82;
    let tag = fonts.fit(&label.tag, Style::bold(parts.tag), space.width, 5.5);
    canvas.text(Point::new(space.x, baseline), &tag, Ink::Black);
    let (more, style) = (joined(label), Style::regular(parts.more));
    if low {
        let x = space.x + tag.width() + parts.more;
        let width = space.right() - x;
        if width > parts.more * 2.0 {
            let line = fonts.cut(&more, style, width);
            canvas.text(Point::new(x, baseline), &line, Ink::Black);
        }
        return;
    }
    let line = fonts.fit(&more, style, space.width, 5.0);
    let below = Point::new(space.x, space.bottom() + parts.more * 1.15);
    canvas.text(below, &line, Ink::Black);
}

/// A size in whole quarters of a point.
pub(super) fn quarters(size: f32) -> f32 {
    (size * 4.0).round() / 4.0
}

fn joined(label: &Label) -> String {
    let parts: Vec<&str> =
        label.more.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Tag and the rest one below the other, centred from top to bottom.
fn lines_of(label: &Label, parts: &Parts, room: Rect, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
    let mut lines = vec![fonts.fit(&label.tag, Style::bold(parts.tag), room.width, 5.5)];
    for more in label.more.iter().filter(|more| !more.trim().is_empty()) {
        lines.push(fonts.fit(more, Style::regular(parts.more), room.width, 5.0));
    }
    let most = room.height - 2.0 * MARGIN;
    let high = |lines: &[super::Line]| lines.iter().map(|line| line.size() * 1.2).sum::<f32>();
    while lines.len() > 1 && high(&lines) > most {
        lines.pop();
    }
    let mut y = room.y + (room.height - high(&lines)) / 2.0;
    for line in lines {
        canvas.text(Point::new(room.x, y + line.size() * 0.9), &line, Ink::Black);
        y += line.size() * 1.2;
    }
}

impl Document for Labels {
    fn size(&self) -> Size {
        self.options.stock.page
    }

    fn pages(&self) -> usize {
        self.options.pages(self.all.len())
    }

    fn draw(&self, page: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        for place in 0..self.options.stock.on_a_page() {
            let area = self.options.area(place);
            if self.options.outlines {
                canvas.frame(area, 0.25, Ink::Pale);
            }
            if let Some(label) = self.at(page, place) {
                self.label(label, area, fonts, canvas);
            }
        }
    }

    fn problems(&self, fonts: &mut Fonts) -> Vec<Problem> {
        let mut problems = self.left_out.clone();
        for label in &self.all {
            let missing = fonts.missing(&format!("{} {}", label.tag, joined(label)));
            if !missing.is_empty() {
                problems
                    .push(Problem { row: label.tag.clone(), reason: Reason::NotShown(missing) });
            }
        }
        problems
    }
}
