//! Fonts of the system, for scripts that the program's own faces have not.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::face::{Face, is_printable};

/// The fonts of this computer, in an order that does not depend on how folders are read.
#[derive(Debug, Default)]
pub(super) struct System {
    found: Option<(fontdb::Database, Vec<fontdb::ID>)>,
    /// Characters that no font has, so that each is looked for once.
    absent: HashSet<char>,
}

impl System {
    /// The first upright face that has a character and may be embedded. Sans before serif before
    /// the rest, regular before other weights, then by name.
    pub(super) fn find(&mut self, c: char) -> Option<Arc<Face>> {
        if self.absent.contains(&c) {
            return None;
        }
        let found = self.face_with(c);
        if found.is_none() {
            self.absent.insert(c);
        }
        found
    }

    fn face_with(&mut self, c: char) -> Option<Arc<Face>> {
        let (fonts, order) = self.found.get_or_insert_with(load);
        let id = *order.iter().find(|id| has(fonts, **id, c))?;
        let name = fonts.face(id)?.post_script_name.clone();
        let face = fonts.with_face_data(id, |data, index| {
            Face::new(name, Cow::Owned(data.to_vec()), index)
        })??;
        Some(Arc::new(face))
    }
}

fn load() -> (fontdb::Database, Vec<fontdb::ID>) {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let mut order: Vec<_> = fonts
        .faces()
        .filter(|face| face.style == fontdb::Style::Normal)
        .map(|face| {
            let family = face.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
            let rank = match &family {
                name if name.contains("Mono") || face.monospaced => 3,
                name if name.contains("Sans") => 0,
                name if name.contains("Serif") => 1,
                _ => 2,
            };
            let weight = face.weight.0.abs_diff(400);
            ((rank, weight, family, face.post_script_name.clone(), face.index), face.id)
        })
        .collect();
    order.sort();
    let order = order.into_iter().map(|(_, id)| id).collect();
    (fonts, order)
}

fn has(fonts: &fontdb::Database, id: fontdb::ID, c: char) -> bool {
    let has = |data: &[u8], index: u32| {
        let face = ttf_parser::Face::parse(data, index).ok()?;
        // A glyph 0 is the box for what is not there.
        let glyph = face.glyph_index(c).filter(|glyph| glyph.0 != 0)?;
        (is_printable(&face) && face.glyph_hor_advance(glyph).is_some()).then_some(())
    };
    fonts.with_face_data(id, has).flatten().is_some()
}
