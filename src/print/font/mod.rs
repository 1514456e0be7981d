//! Text: which face has a character, and how a line is set.
//!
//! Inter, with Arabic and Hebrew faces beside it, is part of the program; for other scripts the fonts
//! of the system are asked, which are found by their folders and no library. A line is normalised
//! (NFC), put in visual order (UAX 9), cut at changes of face, and shaped.

mod face;
mod fit;
mod shape;
mod system;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

pub use face::{Face, Stroke};
pub use shape::{Glyph, Line, Run};

/// How heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 600; where a face has none, 700.
    SemiBold,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// How heavy.
    pub weight: Weight,
    /// In points.
    pub size: f32,
}

impl Style {
    /// Regular.
    pub const fn regular(size: f32) -> Style {
        Style { weight: Weight::Regular, size }
    }

    /// Semi-bold.
    pub const fn bold(size: f32) -> Style {
        Style { weight: Weight::SemiBold, size }
    }

    /// The same weight in another size.
    #[must_use]
    pub fn at(self, size: f32) -> Style {
        Style { size, ..self }
    }
}

const REGULAR: [(&str, &[u8]); 3] = [
    ("Tagdesk Inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
    ("Noto Sans Arabic", include_bytes!("../../../assets/fonts/NotoSansArabic-Regular.ttf")),
    ("Noto Sans Hebrew", include_bytes!("../../../assets/fonts/NotoSansHebrew-Regular.ttf")),
];
const SEMI_BOLD: [(&str, &[u8]); 3] = [
    ("Tagdesk Inter SemiBold", include_bytes!("../../../assets/fonts/Inter-SemiBold.otf")),
    ("Noto Sans Arabic Bold", include_bytes!("../../../assets/fonts/NotoSansArabic-Bold.ttf")),
    ("Noto Sans Hebrew Bold", include_bytes!("../../../assets/fonts/NotoSansHebrew-Bold.ttf")),
];

/// Lines that are set once and met again: a model, a dash, a column's heading.
const REMEMBERED: usize = 2048;

/// The faces at hand, and the lines set with them.
#[derive(Debug)]
pub struct Fonts {
    regular: Vec<Arc<Face>>,
    semi_bold: Vec<Arc<Face>>,
    system: Option<system::System>,
    shaper: shape::Shaper,
    set: HashMap<(Weight, String), Arc<shape::Shaped>>,
}

impl Fonts {
    /// The program's own faces and no others: the same on every computer.
    pub fn own() -> Fonts {
        let faces = |own: [(&str, &'static [u8]); 3]| {
            own.into_iter().filter_map(|(name, data)| Face::own(name, data)).map(Arc::new).collect()
        };
        Fonts {
            regular: faces(REGULAR),
            semi_bold: faces(SEMI_BOLD),
            system: None,
            shaper: shape::Shaper::default(),
            set: HashMap::new(),
        }
    }

    /// The program's own faces first, then those of this computer. Those are looked for once the
    /// first character is met that needs them.
    pub fn with_system() -> Fonts {
        Fonts { system: Some(system::System::default()), ..Fonts::own() }
    }

    /// The characters of a text that no font here has, each once.
    pub fn missing(&mut self, text: &str) -> Vec<char> {
        let mut missing = BTreeSet::new();
        for c in text.nfc().filter(|c| !(shape::is_unseen(*c) || c.is_ascii() || c.is_control())) {
            if !self.find(c) {
                missing.insert(c);
            }
        }
        missing.into_iter().collect()
    }

    /// Whether a character can be shown, after the system was asked for it.
    fn find(&mut self, c: char) -> bool {
        if self.regular.iter().any(|face| face.has(c)) {
            return true;
        }
        let Some(face) = self.system.as_mut().and_then(|system| system.find(c)) else {
            return false;
        };
        // One weight of it does for both.
        self.regular.push(face.clone());
        self.semi_bold.push(face);
        true
    }

    /// Sets a text on one line.
    pub fn line(&mut self, text: &str, style: Style) -> Line {
        let key = (style.weight, text.to_owned());
        if let Some(shaped) = self.set.get(&key) {
            return Line::new(shaped.clone(), style.size);
        }
        let clean = self.clean(text);
        let faces = match style.weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
        };
        let shaped = Arc::new(self.shaper.shape(clean, faces));
        if self.set.len() >= REMEMBERED {
            self.set.clear();
        }
        self.set.insert(key, shaped.clone());
        Line::new(shaped, style.size)
    }

    /// The text as it can be set: composed, without control characters, a question mark for what no
    /// font has.
    fn clean(&mut self, text: &str) -> String {
        if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
            return text.to_owned();
        }
        let composed: Vec<char> = text.nfc().collect();
        composed
            .into_iter()
            .map(|c| match c {
                c if c.is_control() => ' ',
                c if c.is_ascii() || shape::is_unseen(c) || self.find(c) => c,
                _ => '?',
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_face_is_read() {
        let fonts = Fonts::own();
        assert_eq!((fonts.regular.len(), fonts.semi_bold.len()), (3, 3));
        assert!(fonts.regular[0].has('ễ'));
    }

    #[test]
    fn what_no_font_has_is_named_and_never_a_box() {
        let mut fonts = Fonts::own();
        assert_eq!(fonts.missing("李小龙 Lee 李"), ['小', '李', '龙']);
        assert_eq!(fonts.missing("José Nguyễn Łódź Ωμέγα محمد שלום"), []);
        assert_eq!(fonts.line("李 Lee", Style::regular(10.0)).text(), "? Lee");
        // Decomposed comes out as composed.
        assert_eq!(fonts.line("Nguye\u{302}\u{303}n", Style::regular(10.0)).text(), "Nguyễn");
        assert_eq!(fonts.line("a\tb", Style::regular(10.0)).text(), "a b");
        let line = fonts.line("Zoë محمد كوהן", Style::bold(10.0));
        assert!(line.runs().iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.id != 0));
    }

    #[test]
    fn right_to_left_is_set_in_the_order_of_the_eye() {
        let mut fonts = Fonts::own();
        let line = fonts.line("שלום", Style::regular(10.0));
        let first = &line.runs()[0].glyphs[0];
        assert_eq!(&line.text()[first.text.clone()], "ם", "the last letter stands leftmost");
        let mixed = fonts.line("Ali محمد", Style::regular(10.0));
        assert!(mixed.text()[mixed.runs()[0].glyphs[0].text.clone()].starts_with('A'));
        // A letter has another form where it joins its neighbours.
        let mut meem = |text: &str| {
            let line = fonts.line(text, Style::regular(10.0));
            line.runs()[0].glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>()
        };
        let (joined, alone) = (meem("محمد"), meem("م"));
        assert!(joined.iter().all(|id| !alone.contains(id)));
    }

    #[test]
    fn a_preview_finds_the_outlines_of_what_is_set() {
        let mut fonts = Fonts::own();
        let line = fonts.line("A م", Style::regular(10.0));
        for run in line.runs() {
            for glyph in &run.glyphs {
                let strokes = run.face.outline(glyph.id);
                assert_eq!(strokes.is_empty(), &line.text()[glyph.text.clone()] == " ");
                assert!(strokes.is_empty() || matches!(strokes[0], Stroke::Move(_)));
            }
        }
    }
}
