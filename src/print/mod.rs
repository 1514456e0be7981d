//! Paper: what is printed, where it stands in points, and how it becomes a PDF.
//!
//! A [`Document`] draws one page at a time on a [`Canvas`]; [`Pdf`] writes what is drawn,
//! [`Recording`] keeps it for a preview and for tests. Knows plain data handed in: no database, no
//! clock, no words of its own, and no file but the output it is given.

pub mod calibration;
mod canvas;
pub mod cards;
pub mod code;
mod document;
mod error;
mod font;
mod geometry;
pub mod grid;
pub mod labels;
pub mod letters;
mod page;
mod pdf;
mod record;
mod starts;
pub mod stock;
pub mod students;
pub mod table;
pub mod template;

pub use canvas::{Bars, Canvas, Ink};
pub use document::{Document, Problem, Reason, print, write};
pub use error::Error;
pub use font::{Face, Fonts, Glyph, Line, Run, Stroke, Style, Weight};
pub use geometry::{MM, Paper, Point, Rect, Size, times};
pub use page::{Foot, Head};
pub use pdf::{Pdf, Stamp};
pub use record::{Page, Recording, Shape};
