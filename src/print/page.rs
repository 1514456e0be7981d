//! What stands around the rows of a page: the heading above them, the foot below.

use super::canvas::{Canvas, Ink};
use super::font::{Fonts, Style};
use super::geometry::{Point, Size};

/// The words at the foot of every page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Foot {
    /// Left: register date, print date, station.
    pub about: String,
    /// Print at 100 %.
    pub scale: String,
    /// Right: `{page}` and `{pages}` are put in.
    pub page: String,
}

/// What the rows of one heading are about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Large.
    pub title: String,
    /// Below it.
    pub about: String,
}

/// Left and right of everything.
pub(super) const MARGIN: f32 = 36.0;
/// Where rows begin.
pub(super) const TOP: f32 = 84.0;
/// What the foot takes.
pub(super) const BOTTOM: f32 = 45.0;
/// Where the titles of columns stand.
pub(super) const TITLES: f32 = 77.0;

impl Head {
    pub(super) fn draw(&self, size: Size, fonts: &mut Fonts, canvas: &mut dyn Canvas) {
        let width = size.width - 2.0 * MARGIN;
        let title = fonts.fit(&self.title, Style::bold(18.0), width, 11.0);
        canvas.text(Point::new(MARGIN, 42.0), &title, Ink::Black);
        let about = fonts.cut(&self.about, Style::regular(9.5), width);
        canvas.text(Point::new(MARGIN, 58.0), &about, Ink::Grey);
    }
}

impl Foot {
    /// `number` is from 0.
    pub(super) fn draw(
        &self,
        (number, pages): (usize, usize),
        size: Size,
        fonts: &mut Fonts,
        canvas: &mut dyn Canvas,
    ) {
        let style = Style::regular(7.5);
        let (right, y) = (size.width - MARGIN, size.height - 24.0);
        let text = self.page.replace("{page}", &(number + 1).to_string());
        let text = text.replace("{pages}", &pages.to_string());
        let number = fonts.line(&text, style);
        canvas.text(Point::new(right - number.width(), y), &number, Ink::Grey);
        let scale = fonts.line(&self.scale, style);
        let x = right - 130.0 - scale.width() / 2.0;
        canvas.text(Point::new(x, y), &scale, Ink::Grey);
        let about = fonts.fit(&self.about, style, x - 12.0 - MARGIN, 5.5);
        canvas.text(Point::new(MARGIN, y), &about, Ink::Grey);
    }
}
