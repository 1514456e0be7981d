//! Text on a page: glyphs by number, and what they mean, for copying and searching.

use pdf_writer::{Name, Str, TextStr};

use super::super::canvas::Ink;
use super::super::font::{Glyph, Line, Run};
use super::super::geometry::Point;
use super::{Pdf, exact, name};

/// Moves of less than this many thousandths of the size are not written.
const UNSEEN: f32 = 0.5;

impl Pdf<'_> {
    pub(super) fn show(&mut self, at: Point, line: &Line, ink: Ink) {
        if line.runs().is_empty() {
            return;
        }
        self.content.set_fill_gray(ink.lightness());
        self.content.begin_text();
        // Runs follow each other without a move of their own: the pen is where the last one left it.
        self.content.next_line(exact(at.x), exact(self.height - at.y));
        for run in line.runs() {
            self.run(run, line);
        }
        self.content.end_text();
    }

    /// Glyphs of one meaning each are shown together; the rest says what it means beside it.
    fn run(&mut self, run: &Run, line: &Line) {
        let face = self.face(&run.face);
        self.content.set_font(Name(name(face).as_bytes()), line.size());
        let mut plain: Vec<&Glyph> = Vec::with_capacity(run.glyphs.len());
        for cluster in run.glyphs.chunk_by(|a, b| a.text == b.text) {
            let text = line.text().get(cluster[0].text.clone()).unwrap_or_default();
            let (text, unshown) = if run.backward { parted(text) } else { (text, "") };
            if let [glyph] = cluster {
                let used = &mut self.used[face];
                let id = used.glyph(glyph.id);
                if is_level(glyph) && used.means(id, text) {
                    plain.push(glyph);
                    if unshown.is_empty() {
                        continue;
                    }
                }
            }
            self.glyphs(face, &plain, line.size());
            let shown = plain.last().is_some_and(|last| last.text == cluster[0].text);
            plain.clear();
            if !shown {
                self.meaning_of(text, |pdf| {
                    for glyph in cluster {
                        pdf.glyphs(face, &[glyph], line.size());
                    }
                });
            }
            self.unshown(face, run, unshown, line.size());
        }
        self.glyphs(face, &plain, line.size());
    }

    /// Draws something whose meaning stands beside it.
    fn meaning_of(&mut self, text: &str, draw: impl FnOnce(&mut Self)) {
        self.content
            .begin_marked_content_with_properties(Name(b"Span"))
            .properties()
            .actual_text(TextStr(text));
        draw(self);
        self.content.end_marked_content();
    }

    /// Letters that a ligature shows beside its last: each is a glyph without width or ink, so that
    /// whoever reads the page letter by letter, from left to right or the other way, finds all of them
    /// in their order.
    fn unshown(&mut self, face: usize, run: &Run, letters: &str, size: f32) {
        let Some(id) = run.face.blank().filter(|_| !letters.is_empty()) else { return };
        for letter in letters.chars().rev() {
            let blank = Glyph { id, advance: 0.0, dx: 0.0, dy: 0.0, text: 0..0 };
            let mut letter_text = [0; 4];
            self.meaning_of(letter.encode_utf8(&mut letter_text), |pdf| {
                pdf.glyphs(face, &[&blank], size);
            });
        }
    }

    fn glyphs(&mut self, face: usize, glyphs: &[&Glyph], size: f32) {
        let Some(first) = glyphs.first() else { return };
        let raised = !is_level(first);
        if raised {
            self.content.set_rise(exact(first.dy * size / 1000.0));
        }
        let used = &mut self.used[face];
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        let mut bytes = Vec::with_capacity(glyphs.len() * 2);
        // How far the pen stands left of where the next glyph belongs.
        let mut behind = 0.0;
        for glyph in glyphs {
            let id = used.glyph(glyph.id);
            behind += glyph.dx;
            if behind.abs() >= UNSEEN {
                if !bytes.is_empty() {
                    items.show(Str(&bytes));
                    bytes.clear();
                }
                items.adjust(-behind.round());
                behind -= behind.round();
            }
            bytes.extend(id.to_be_bytes());
            behind += glyph.advance - used.advance(id) - glyph.dx;
        }
        items.show(Str(&bytes));
        if behind.abs() >= UNSEEN {
            items.adjust(-behind.round());
        }
        drop(items);
        drop(shown);
        if raised {
            self.content.set_rise(0.0);
        }
    }
}

fn is_level(glyph: &Glyph) -> bool {
    glyph.dy.abs() < UNSEEN
}

/// The last letter of a text, and those before it.
fn parted(text: &str) -> (&str, &str) {
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    (&text[last..], &text[..last])
}
