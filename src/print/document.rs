//! What can be printed, and the loop that prints it: a page at a time, with progress.

use std::io::Write;
use std::ops::ControlFlow;

use super::Error;
use super::canvas::Canvas;
use super::code::Unfit;
use super::font::Fonts;
use super::geometry::Size;
use super::pdf::{Pdf, Stamp};

/// Something on paper. Pages are drawn one by one and in any order, so that a preview draws one and a
/// file all of them.
pub trait Document {
    /// Size of every page.
    fn size(&self) -> Size;

    /// How many pages there are.
    fn pages(&self) -> usize;

    /// Draws a page, from 0. The page is begun and ended by whoever calls.
    fn draw(&self, page: usize, fonts: &mut Fonts, canvas: &mut dyn Canvas);

    /// What does not come out as it should, to be said before anything is printed.
    fn problems(&self, fonts: &mut Fonts) -> Vec<Problem>;
}

/// One row that does not come out as it should.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Whose row: a name, a tag, a serial number.
    pub row: String,
    /// What is wrong with it.
    pub reason: Reason,
}

impl Problem {
    /// Characters that no font here has. A name that cannot be printed may not be shown on screen
    /// either, so the code says who it is.
    pub(super) fn not_shown(name: &str, code: &str, missing: Vec<char>) -> Problem {
        let row = match (name, code) {
            (name, "") => name.to_owned(),
            ("", code) => code.to_owned(),
            (name, code) => format!("{name}, {code}"),
        };
        Problem { row, reason: Reason::NotShown(missing) }
    }
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Its code cannot be printed, and stands there as text only or not at all.
    Code(Unfit),
    /// No font here has these characters; a question mark stands in their place.
    NotShown(Vec<char>),
}

/// Draws every page. `progress` is told the fraction done before each page and at the end, and stops
/// the work by breaking.
///
/// # Errors
/// The canvas's; [`Error::Nothing`] where there is no page; [`Error::Cancelled`].
pub fn print(
    document: &dyn Document,
    fonts: &mut Fonts,
    canvas: &mut dyn Canvas,
    progress: &mut dyn FnMut(f32) -> ControlFlow<()>,
) -> Result<(), Error> {
    let pages = document.pages();
    if pages == 0 {
        return Err(Error::Nothing);
    }
    for page in 0..pages {
        if progress(fraction(page, pages)).is_break() {
            return Err(Error::Cancelled);
        }
        canvas.begin(document.size())?;
        document.draw(page, fonts, canvas);
        canvas.end()?;
    }
    match progress(1.0) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}

/// Writes a whole PDF. The same document, fonts and stamp give the same bytes.
///
/// # Errors
/// As [`print()`].
pub fn write(
    document: &dyn Document,
    fonts: &mut Fonts,
    stamp: &Stamp,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(f32) -> ControlFlow<()>,
) -> Result<(), Error> {
    let mut pdf = Pdf::new(out, stamp)?;
    print(document, fonts, &mut pdf, progress)?;
    pdf.finish()
}

#[allow(clippy::cast_precision_loss)]
fn fraction(page: usize, pages: usize) -> f32 {
    page as f32 / pages as f32
}
