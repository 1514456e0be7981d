//! One face: its bytes, which characters it has, and its measures.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use harfrust::{FontRef, ShaperData};
use ttf_parser::GlyphId;

/// A face that text can be set in.
pub struct Face {
    name: String,
    data: Cow<'static, [u8]>,
    index: u32,
    /// Ranges of characters, in order.
    covers: Vec<(u32, u32)>,
    pub(super) shaping: ShaperData,
    units: f32,
    blank: Option<u16>,
}

/// A piece of a glyph's outline, in parts of the size: 1 is the size. y grows upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stroke {
    /// Begins a contour.
    Move([f32; 2]),
    /// A line.
    Line([f32; 2]),
    /// A quadratic curve: control point, end.
    Quad([f32; 2], [f32; 2]),
    /// A cubic curve: two control points, end.
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    /// Closes the contour.
    Close,
}

/// What a PDF says of a face, in thousandths of the size.
#[derive(Debug, Clone, Copy)]
pub(in crate::print) struct Measures {
    pub(in crate::print) ascent: f32,
    pub(in crate::print) descent: f32,
    pub(in crate::print) cap_height: f32,
    pub(in crate::print) bbox: [f32; 4],
    pub(in crate::print) angle: f32,
    pub(in crate::print) weight: f32,
}

impl Face {
    /// A face of the program. `None` where its bytes are no font.
    pub(super) fn own(name: &str, data: &'static [u8]) -> Option<Face> {
        Face::new(name.to_owned(), Cow::Borrowed(data), 0)
    }

    /// A face of a file, or of a collection.
    pub(super) fn new(name: String, data: Cow<'static, [u8]>, index: u32) -> Option<Face> {
        let parsed = ttf_parser::Face::parse(&data, index).ok()?;
        let covers = covered(&parsed);
        let units = f32::from(parsed.units_per_em());
        let shaping = ShaperData::new(&FontRef::from_index(&data, index).ok()?);
        let blank = parsed
            .glyph_index('\u{200d}')
            .filter(|glyph| parsed.glyph_hor_advance(*glyph) == Some(0))
            .map(|glyph| glyph.0);
        Some(Face { name, data, index, covers, shaping, units, blank })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it has a glyph for a character.
    pub fn has(&self, c: char) -> bool {
        let c = u32::from(c);
        let behind = self.covers.partition_point(|(first, _)| *first <= c);
        behind.checked_sub(1).is_some_and(|at| self.covers[at].1 >= c)
    }

    pub(in crate::print) fn data(&self) -> (&[u8], u32) {
        (&self.data, self.index)
    }

    /// A glyph without width or ink, where the face has one: that of the joiner.
    pub(in crate::print) fn blank(&self) -> Option<u16> {
        self.blank
    }

    /// Units of the font as thousandths of the size.
    pub(super) fn thousandths(&self, units: i32) -> f32 {
        #[allow(clippy::cast_precision_loss)]
        let units = units as f32;
        units * 1000.0 / self.units
    }

    fn parsed(&self) -> Option<ttf_parser::Face<'_>> {
        ttf_parser::Face::parse(&self.data, self.index).ok()
    }

    /// Advances of glyphs, in thousandths of the size.
    pub(in crate::print) fn advances(&self, glyphs: impl Iterator<Item = u16>) -> Vec<f32> {
        let Some(parsed) = self.parsed() else { return Vec::new() };
        let advance = |id| parsed.glyph_hor_advance(GlyphId(id)).unwrap_or_default();
        glyphs.map(|id| self.thousandths(i32::from(advance(id)))).collect()
    }

    pub(in crate::print) fn measures(&self) -> Option<Measures> {
        let parsed = self.parsed()?;
        let scaled = |units: i16| self.thousandths(i32::from(units));
        let bbox = parsed.global_bounding_box();
        Some(Measures {
            ascent: scaled(parsed.ascender()),
            descent: scaled(parsed.descender()),
            cap_height: scaled(parsed.capital_height().unwrap_or(parsed.ascender())),
            bbox: [bbox.x_min, bbox.y_min, bbox.x_max, bbox.y_max].map(scaled),
            angle: parsed.italic_angle(),
            weight: f32::from(parsed.weight().to_number()),
        })
    }

    /// The outline of a glyph, for drawing it elsewhere than in a PDF. Empty for a space.
    pub fn outline(&self, glyph: u16) -> Vec<Stroke> {
        let mut pen = Pen { scale: 1.0 / self.units, strokes: Vec::new() };
        if let Some(parsed) = self.parsed() {
            parsed.outline_glyph(GlyphId(glyph), &mut pen);
        }
        pen.strokes
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A face with something to embed that may be embedded.
pub(super) fn is_printable(face: &ttf_parser::Face<'_>) -> bool {
    let outlines = face.tables().glyf.is_some() || face.tables().cff.is_some();
    let allowed = face.permissions() != Some(ttf_parser::Permissions::Restricted);
    outlines && allowed && face.is_subsetting_allowed() && !face.is_italic()
}

/// The characters of a face as ranges.
fn covered(face: &ttf_parser::Face<'_>) -> Vec<(u32, u32)> {
    let mut all = Vec::new();
    for table in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
        if table.is_unicode() {
            table.codepoints(|c| all.push(c));
        }
    }
    all.sort_unstable();
    all.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for c in all {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == c => *last = c,
            _ => ranges.push((c, c)),
        }
    }
    ranges
}

struct Pen {
    scale: f32,
    strokes: Vec<Stroke>,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        [x * self.scale, y * self.scale]
    }
}

impl ttf_parser::OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.strokes.push(Stroke::Move(self.at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.strokes.push(Stroke::Line(self.at(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.strokes.push(Stroke::Quad(self.at(x1, y1), self.at(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.strokes.push(Stroke::Cubic(self.at(x1, y1), self.at(x2, y2), self.at(x, y)));
    }

    fn close(&mut self) {
        self.strokes.push(Stroke::Close);
    }
}

/// The first of some faces that has a character.
pub(super) fn first_with(faces: &[Arc<Face>], c: char) -> Option<usize> {
    faces.iter().position(|face| face.has(c))
}
