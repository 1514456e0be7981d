//! Fonts in the file: only the glyphs that were used, and what they mean.

use std::collections::HashMap;
use std::sync::Arc;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::super::Error;
use super::super::font::Face;
use super::{Pdf, TIGHT, compressed};

/// A face as far as it was used.
pub(super) struct Used {
    pub(super) face: Arc<Face>,
    glyphs: GlyphRemapper,
    /// By the glyph's number in the file.
    advances: Vec<f32>,
    means: HashMap<u16, String>,
}

impl Used {
    pub(super) fn new(face: Arc<Face>) -> Used {
        let advances = rounded(&face, 0).collect();
        Used { face, glyphs: GlyphRemapper::new(), advances, means: HashMap::new() }
    }

    /// The number that a glyph has in the file.
    pub(super) fn glyph(&mut self, id: u16) -> u16 {
        if let Some(known) = self.glyphs.get(id) {
            return known;
        }
        let number = self.glyphs.remap(id);
        self.advances.extend(rounded(&self.face, id));
        number
    }

    /// How far the pen goes on behind a glyph of the file.
    pub(super) fn advance(&self, number: u16) -> f32 {
        self.advances.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// Notes what a glyph means. False where it means something else already.
    pub(super) fn means(&mut self, number: u16, text: &str) -> bool {
        match self.means.get(&number) {
            Some(known) => known == text,
            None => {
                self.means.insert(number, text.to_owned());
                true
            }
        }
    }
}

/// The advance as the file says it: whole thousandths, so that whoever draws it and who set it agree.
fn rounded(face: &Face, glyph: u16) -> impl Iterator<Item = f32> + use<> {
    face.advances(std::iter::once(glyph)).into_iter().map(f32::round)
}

const SYSTEM: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl Pdf<'_> {
    /// Writes a face with everything that hangs on it.
    pub(super) fn embed(&mut self, number: usize, used: &Used) -> Result<Ref, Error> {
        let failed = || Error::Font { family: used.face.name().to_owned() };
        let (data, index) = used.face.data();
        let cut = subsetter::subset(data, index, &used.glyphs).map_err(|_| failed())?;
        // A PDF takes the bare outlines of a CFF face, and a TrueType face whole.
        let bare = ttf_parser::RawFace::parse(&cut, 0)
            .ok()
            .and_then(|raw| raw.table(ttf_parser::Tag::from_bytes(b"CFF ")));
        let name = base_name(number, used.face.name());
        let [font, cid, descriptor, file, meaning] = std::array::from_fn(|_| self.reserve());

        let mut chunk = Chunk::with_settings(TIGHT);
        chunk
            .type0_font(font)
            .base_font(Name(name.as_bytes()))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(meaning);
        self.object(font, &chunk)?;

        let mut chunk = Chunk::with_settings(TIGHT);
        let mut cid_font = chunk.cid_font(cid);
        cid_font
            .subtype(if bare.is_some() { CidFontType::Type0 } else { CidFontType::Type2 })
            .base_font(Name(name.as_bytes()))
            .system_info(SYSTEM)
            .font_descriptor(descriptor)
            .default_width(0.0);
        if bare.is_none() {
            cid_font.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        cid_font.widths().consecutive(0, used.advances.iter().copied());
        cid_font.finish();
        self.object(cid, &chunk)?;

        let measures = used.face.measures().ok_or_else(failed)?;
        let mut chunk = Chunk::with_settings(TIGHT);
        let mut about = chunk.font_descriptor(descriptor);
        let [left, bottom, right, top] = measures.bbox;
        about
            .name(Name(name.as_bytes()))
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(left, bottom, right, top))
            .italic_angle(measures.angle)
            .ascent(measures.ascent)
            .descent(measures.descent)
            .cap_height(measures.cap_height)
            .stem_v(10.0 + measures.weight * 0.2);
        if bare.is_some() {
            about.font_file3(file);
        } else {
            about.font_file2(file);
        }
        about.finish();
        self.object(descriptor, &chunk)?;

        let body = compressed(bare.unwrap_or(&cut))?;
        let mut chunk = Chunk::with_settings(TIGHT);
        let mut stream = chunk.stream(file, &body);
        stream.filter(Filter::FlateDecode);
        if bare.is_some() {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            stream.pair(Name(b"Length1"), i32::try_from(cut.len()).unwrap_or(i32::MAX));
        }
        stream.finish();
        self.object(file, &chunk)?;
        self.meaning(meaning, used)?;
        Ok(font)
    }

    /// Which characters each glyph shows.
    fn meaning(&mut self, id: Ref, used: &Used) -> Result<(), Error> {
        let mut map: UnicodeCmap<u16> = UnicodeCmap::new(Name(b"Tagdesk"), SYSTEM);
        let mut means: Vec<_> = used.means.iter().filter(|(_, text)| !text.is_empty()).collect();
        means.sort();
        for (number, text) in means {
            map.pair_with_multiple(*number, text.chars());
        }
        let body = compressed(&map.finish())?;
        let mut chunk = Chunk::with_settings(TIGHT);
        chunk.stream(id, &body).filter(Filter::FlateDecode);
        self.object(id, &chunk)
    }
}

/// `AAAAAB+TagdeskInter`: six letters say that it is a part of the face.
fn base_name(number: usize, family: &str) -> String {
    let mut tag = [b'A'; 6];
    let mut rest = number;
    for letter in tag.iter_mut().rev() {
        *letter = b'A' + u8::try_from(rest % 26).unwrap_or_default();
        rest /= 26;
    }
    let family: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}+{family}", String::from_utf8_lossy(&tag))
}
