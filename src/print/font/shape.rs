//! From a text to glyphs in the order of the eye.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use harfrust::{BufferClusterLevel, Direction, FontRef, ShapePlan, UnicodeBuffer};
use unicode_bidi::BidiInfo;
use unicode_normalization::char::is_combining_mark;

use super::face::{Face, first_with};

/// One glyph. Measures are in thousandths of the size.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How far the pen goes on.
    pub advance: f32,
    /// How far right of the pen it stands.
    pub dx: f32,
    /// How far above the baseline it stands.
    pub dy: f32,
    /// The bytes of the line's text that it shows, all of them together with the glyphs of the same
    /// range.
    pub text: Range<usize>,
}

/// Glyphs of one face, left to right.
#[derive(Debug, Clone)]
pub struct Run {
    /// The face.
    pub face: Arc<Face>,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// Its text is read from right to left.
    pub backward: bool,
}

/// A text with its glyphs, of any size.
#[derive(Debug)]
pub(super) struct Shaped {
    text: String,
    runs: Vec<Run>,
    /// In thousandths of the size.
    width: f32,
}

/// A text set on one line in a size.
#[derive(Debug, Clone)]
pub struct Line {
    shaped: Arc<Shaped>,
    size: f32,
}

impl Line {
    pub(super) fn new(shaped: Arc<Shaped>, size: f32) -> Line {
        Line { shaped, size }
    }

    /// The text, in the order it is read.
    pub fn text(&self) -> &str {
        &self.shaped.text
    }

    /// In points.
    pub fn size(&self) -> f32 {
        self.size
    }

    /// In points.
    pub fn width(&self) -> f32 {
        self.shaped.width * self.size / 1000.0
    }

    /// Its glyphs, left to right.
    pub fn runs(&self) -> &[Run] {
        &self.shaped.runs
    }

    /// The same in another size.
    #[must_use]
    pub fn at(&self, size: f32) -> Line {
        Line { shaped: self.shaped.clone(), size }
    }
}

/// A character that has no picture of its own: joiners, marks of direction, variation selectors.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Shapes, and remembers how for each face, script and direction.
#[derive(Default)]
pub(super) struct Shaper {
    plans: HashMap<(usize, harfrust::Script, bool), ShapePlan>,
    buffer: Option<UnicodeBuffer>,
}

impl std::fmt::Debug for Shaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shaper").field("plans", &self.plans.len()).finish_non_exhaustive()
    }
}

/// A stretch of text in one face and direction.
struct Stretch {
    range: Range<usize>,
    face: usize,
    backward: bool,
}

impl Shaper {
    /// Shapes a text whose characters the faces have, as far as any has. Faces are only ever added,
    /// so that one is known by its place.
    pub(super) fn shape(&mut self, text: String, faces: &[Arc<Face>]) -> Shaped {
        let mut runs = Vec::new();
        for stretch in stretches(&text, faces) {
            let glyphs = self.glyphs(&text, &stretch, &faces[stretch.face]);
            let face = faces[stretch.face].clone();
            runs.push(Run { face, glyphs, backward: stretch.backward });
        }
        let advances = runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.advance);
        let width = advances.sum();
        Shaped { text, runs, width }
    }

    fn glyphs(&mut self, text: &str, stretch: &Stretch, face: &Arc<Face>) -> Vec<Glyph> {
        let (data, index) = face.data();
        let Ok(font) = FontRef::from_index(data, index) else { return Vec::new() };
        let mut buffer = self.buffer.take().unwrap_or_default();
        let start = stretch.range.start;
        for (at, c) in text[stretch.range.clone()].char_indices() {
            buffer.add(c, u32::try_from(start + at).unwrap_or(u32::MAX));
        }
        // A mark keeps its own place in the text.
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.guess_segment_properties();
        let direction =
            if stretch.backward { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        let shaper = face.shaping.shaper(&font).build();
        let key = (Arc::as_ptr(face) as usize, buffer.script(), stretch.backward);
        let plan = self.plans.entry(key).or_insert_with(|| {
            let language = buffer.language();
            ShapePlan::new(&shaper, direction, Some(buffer.script()), language.as_ref(), &[])
        });
        let set = shaper.shape_with_plan(plan, buffer, &[]);
        let mut starts: Vec<usize> =
            set.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let glyphs = set.glyph_infos().iter().zip(set.glyph_positions());
        let glyphs = glyphs
            .map(|(info, place)| {
                let from = info.cluster as usize;
                let behind = starts.partition_point(|start| *start <= from);
                let to = starts.get(behind).copied().unwrap_or(stretch.range.end);
                Glyph {
                    id: u16::try_from(info.glyph_id).unwrap_or_default(),
                    advance: face.thousandths(place.x_advance),
                    dx: face.thousandths(place.x_offset),
                    dy: face.thousandths(place.y_offset),
                    text: from..to,
                }
            })
            .collect();
        self.buffer = Some(set.clear());
        glyphs
    }
}

/// The stretches of a text, left to right.
fn stretches(text: &str, faces: &[Arc<Face>]) -> Vec<Stretch> {
    if text.is_empty() || faces.is_empty() {
        return Vec::new();
    }
    if text.is_ascii() {
        return vec![Stretch { range: 0..text.len(), face: 0, backward: false }];
    }
    let bidi = BidiInfo::new(text, None);
    let mut all = Vec::new();
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let backward = levels[run.start].is_rtl();
            let mut of_run = by_face(text, run, faces, backward);
            if backward {
                of_run.reverse();
            }
            all.append(&mut of_run);
        }
    }
    all
}

/// A run cut where its face changes. Marks and unseen characters stay with what they stand behind, and
/// so do spaces where its face has them.
fn by_face(text: &str, run: Range<usize>, faces: &[Arc<Face>], backward: bool) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (at, c) in text[run.clone()].char_indices() {
        let (from, to) = (run.start + at, run.start + at + c.len_utf8());
        if let Some(last) = found.last_mut() {
            let clings = is_unseen(c) || is_combining_mark(c) || c == ' ';
            if clings && (is_unseen(c) || faces[last.face].has(c)) {
                last.range.end = to;
                continue;
            }
        }
        let face = first_with(faces, c).unwrap_or_default();
        match found.last_mut() {
            Some(last) if last.face == face => last.range.end = to,
            _ => found.push(Stretch { range: from..to, face, backward }),
        }
    }
    found
}
