//! Cards on any stock: somebody's name and code to carry, a room's name for its door or its cart.

use super::Error;
use super::canvas::{Canvas, Ink};
use super::code::{Symbol, Symbology, Unfit};
use super::document::{Document, Problem, Reason};
use super::font::{Fonts, Style};
use super::geometry::{MM, Point, Rect, Size};
use super::labels::{HIGHEST, Options, quarters};

/// Nothing is printed nearer to a card's edge: cards are cut by hand.
const MARGIN: f32 = 3.0 * MM;

/// One card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// Small, at the top: a site.
    pub above: String,
    /// Large: a name.
    pub title: String,
    /// Below it: grade and homeroom.
    pub about: String,
    /// What a scanner reads, also as text; empty for a card without a code.
    pub code: String,
}

/// Cards, a sheet to a page.
#[derive(Debug, Clone)]
pub struct Cards {
    all: Vec<Card>,
    options: Options,
}

/// Sizes of text on a card.
struct Sizes {
    above: f32,
    title: f32,
    about: f32,
    id: f32,
}

impl Cards {
    /// Lays cards out. One whose code cannot be printed has it as text, and is named in
    /// [`problems`](Document::problems).
    ///
    /// # Errors
    /// [`Error::Start`] where the sheet has no such card.
    pub fn new(all: Vec<Card>, options: Options) -> Result<Cards, Error> {
        Ok(Cards { all, options: options.checked()? })
    }

    /// How many cards are printed.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    fn symbology(&self, card: &Card) -> Option<Symbology> {
        self.options.code.filter(|_| !card.code.is_empty())
    }

    fn sizes(&self, with_code: bool) -> Sizes {
        let height = self.options.stock.label.height;
        Sizes {
            above: quarters(height / 17.0).clamp(5.5, 11.0),
            title: if with_code {
                quarters(height / 10.0).clamp(7.5, 18.0)
            } else {
                quarters(height / 3.0).clamp(9.0, 60.0)
            },
            about: quarters(height / 15.0).clamp(6.0, 14.0),
            id: quarters(height / 15.0).clamp(6.0, 11.0),
        }
    }

    /// What the texts leave of a card for its bars.
    fn room(&self) -> Size {
        let Size { width, height } = self.options.stock.label;
        let sizes = self.sizes(true);
        let texts = 1.3 * (sizes.above + sizes.title + sizes.about + sizes.id);
        Size { width, height: height - 2.0 * MARGIN - texts }
    }

    fn symbol(&self, card: &Card, symbology: Symbology) -> Result<(Symbol, f32), Unfit> {
        let symbol = Symbol::new(&card.code, symbology)?;
        let module = symbol.module(self.room(), MARGIN)?;
        Ok((symbol, module))
    }

    fn card(&self, card: &Card, area: Rect, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let symbology = self.symbology(card);
        let sizes = self.sizes(symbology.is_some());
        let width = area.width - 2.0 * MARGIN;
        let mut y = area.y + MARGIN;
        for (text, style, ink) in [
            (&card.above, Style::regular(sizes.above), Ink::Grey),
            (&card.title, Style::bold(sizes.title), Ink::Black),
            (&card.about, Style::regular(sizes.about), Ink::Black),
        ] {
            let line = fonts.fit(text, style, width, 5.5);
            canvas.text(Point::new(area.x + MARGIN, y + style.size * 0.9), &line, ink);
            y += style.size * 1.3;
        }
        let Some(symbology) = symbology else { return };
        let bottom = area.bottom() - MARGIN;
        let id = fonts.fit(&card.code, Style::regular(sizes.id), width, 5.5);
        let mut x = area.x + (area.width - id.width()) / 2.0;
        if let Ok((symbol, module)) = self.symbol(card, symbology) {
            let room = self.room().height;
            let height = room.min(HIGHEST.max(symbol.lowest(module)));
            let left = area.x + (area.width - symbol.length(module)) / 2.0;
            let top = bottom - sizes.id * 1.3 - height;
            canvas.bars(&symbol.bars(left, top, height, module));
            x = x.max(area.x + MARGIN);
        }
        canvas.text(Point::new(x, bottom - sizes.id * 0.15), &id, Ink::Black);
    }
}

impl Document for Cards {
    fn size(&self) -> Size {
        self.options.stock.page
    }

    fn pages(&self) -> usize {
        self.options.pages(self.all.len())
    }

    fn draw(&self, page: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        for place in 0..self.options.stock.on_a_page() {
            let index = self.options.index(page, place);
            let Some(card) = index.and_then(|index| self.all.get(index)) else { continue };
            let area = self.options.area(place);
            if self.options.outlines {
                canvas.frame(area, 0.25, Ink::Pale);
            }
            self.card(card, area, fonts, canvas);
        }
    }

    fn problems(&self, fonts: &mut Fonts) -> Vec<Problem> {
        let mut problems = Vec::new();
        for card in &self.all {
            if let Some(Err(unfit)) = self.symbology(card).map(|kind| self.symbol(card, kind)) {
                let row = card.title.clone();
                problems.push(Problem { row, reason: Reason::Code(unfit) });
            }
            let missing = fonts.missing(&format!("{} {} {}", card.above, card.title, card.about));
            if !missing.is_empty() {
                problems.push(Problem::not_shown(&card.title, &card.code, missing));
            }
        }
        problems
    }
}
