//! The canvas that becomes a PDF. Each page goes to the output as it ends; what stays in memory is a
//! number for each object and the glyphs each face was used for. Fonts are cut and written last.

mod embed;
mod text;

use std::io::Write;
use std::sync::Arc;

use chrono::{Datelike, Timelike};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::writers::{Catalog, DocumentInfo};
use pdf_writer::{Chunk, Content, Date, Filter, Finish, Name, Ref, Settings, TextStr};

use self::embed::Used;
use super::Error;
use super::canvas::{Bars, Canvas, Ink};
use super::font::{Face, Line};
use super::geometry::{Point, Rect, Size};
use crate::domain::card::When;

/// What a file says of itself. Handed in, so that the same document gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Its title.
    pub title: String,
    /// When it was made.
    pub made: When,
    /// What no other file has.
    pub id: [u8; 16],
}

const CATALOG: i32 = 1;
const PAGES: i32 = 2;
const RESOURCES: i32 = 3;
const INFO: i32 = 4;

/// Small objects are not padded for a reader.
const TIGHT: Settings = Settings { pretty: false };

/// Writes a PDF to an output.
pub struct Pdf<'a> {
    out: &'a mut dyn Write,
    stamp: Stamp,
    written: u64,
    /// Where each object begins, by its number less one; 0 where it is still to come.
    objects: Vec<u64>,
    pages: Vec<Ref>,
    used: Vec<Used>,
    height: f32,
    size: Size,
    content: Content,
}

impl std::fmt::Debug for Pdf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pdf").field("pages", &self.pages.len()).finish_non_exhaustive()
    }
}

impl<'a> Pdf<'a> {
    /// Begins a file.
    ///
    /// # Errors
    /// The output's.
    pub fn new(out: &'a mut dyn Write, stamp: &Stamp) -> Result<Pdf<'a>, Error> {
        let mut pdf = Pdf {
            out,
            stamp: stamp.clone(),
            written: 0,
            objects: vec![0; 4],
            pages: Vec::new(),
            used: Vec::new(),
            height: 0.0,
            size: Size { width: 0.0, height: 0.0 },
            content: Content::with_settings(TIGHT),
        };
        // The second line tells programs that copy files that this is not text.
        pdf.put(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(pdf)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// A number for an object that comes later.
    fn reserve(&mut self) -> Ref {
        self.objects.push(0);
        reference(self.objects.len())
    }

    /// Writes one object.
    fn object(&mut self, id: Ref, chunk: &Chunk) -> Result<(), Error> {
        if let Some(place) =
            usize::try_from(id.get() - 1).ok().and_then(|at| self.objects.get_mut(at))
        {
            *place = self.written;
        }
        self.put(chunk.as_bytes())
    }

    /// Writes the fonts, the list of pages and the table of objects.
    ///
    /// # Errors
    /// The output's; [`Error::Font`].
    pub fn finish(mut self) -> Result<(), Error> {
        let used = std::mem::take(&mut self.used);
        let mut fonts = Vec::with_capacity(used.len());
        for (number, used) in used.iter().enumerate() {
            fonts.push((name(number), self.embed(number, used)?));
        }
        let mut chunk = Chunk::with_settings(TIGHT);
        let mut resources =
            chunk.indirect(Ref::new(RESOURCES)).start::<pdf_writer::writers::Resources<'_>>();
        let mut dict = resources.fonts();
        for (name, id) in fonts {
            dict.pair(Name(name.as_bytes()), id);
        }
        dict.finish();
        resources.finish();
        self.object(Ref::new(RESOURCES), &chunk)?;
        self.tail()
    }

    fn tail(&mut self) -> Result<(), Error> {
        let mut chunk = Chunk::with_settings(TIGHT);
        let count = i32::try_from(self.pages.len()).unwrap_or(i32::MAX);
        chunk.pages(Ref::new(PAGES)).count(count).kids(self.pages.iter().copied());
        self.object(Ref::new(PAGES), &chunk)?;

        let mut chunk = Chunk::with_settings(TIGHT);
        let mut info = chunk.indirect(Ref::new(INFO)).start::<DocumentInfo<'_>>();
        info.title(TextStr(&self.stamp.title)).producer(TextStr("Tagdesk"));
        if let Some(date) = date(self.stamp.made) {
            info.creation_date(date);
        }
        info.finish();
        self.object(Ref::new(INFO), &chunk)?;

        let mut chunk = Chunk::with_settings(TIGHT);
        let mut catalog = chunk.indirect(Ref::new(CATALOG)).start::<Catalog<'_>>();
        catalog.pages(Ref::new(PAGES));
        let mut viewer = catalog.viewer_preferences();
        // A label that is scaled to the page misses its place.
        viewer.insert(Name(b"PrintScaling")).primitive(Name(b"None"));
        viewer.display_doc_title(true);
        viewer.finish();
        catalog.finish();
        self.object(Ref::new(CATALOG), &chunk)?;
        self.table()
    }

    /// The table of objects, and where it begins.
    fn table(&mut self) -> Result<(), Error> {
        let start = self.written;
        let size = self.objects.len() + 1;
        self.put(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes())?;
        for at in 0..self.objects.len() {
            let line = format!("{:010} 00000 n \n", self.objects[at]);
            self.put(line.as_bytes())?;
        }
        let id = format!("{:032X}", u128::from_be_bytes(self.stamp.id));
        let trailer = format!(
            "trailer\n<</Size {size}/Root {CATALOG} 0 R/Info {INFO} 0 R/ID[<{id}><{id}>]>>\n\
             startxref\n{start}\n%%EOF\n"
        );
        self.put(trailer.as_bytes())?;
        Ok(self.out.flush()?)
    }

    /// The number of a face in this file.
    fn face(&mut self, face: &Arc<Face>) -> usize {
        let known = self.used.iter().position(|used| Arc::ptr_eq(&used.face, face));
        known.unwrap_or_else(|| {
            self.used.push(Used::new(face.clone()));
            self.used.len() - 1
        })
    }

    fn stroke(&mut self, width: f32, ink: Ink) {
        self.content.set_stroke_gray(ink.lightness()).set_line_width(exact(width));
    }
}

impl Canvas for Pdf<'_> {
    fn begin(&mut self, size: Size) -> Result<(), Error> {
        self.size = size;
        self.height = size.height;
        Ok(())
    }

    fn text(&mut self, at: Point, line: &Line, ink: Ink) {
        self.show(at, line, ink);
    }

    fn bars(&mut self, bars: &Bars) {
        self.content.set_fill_gray(0.0);
        for bar in &bars.dark {
            let y = exact(self.height - bar.bottom());
            self.content.rect(exact(bar.x), y, exact(bar.width), exact(bar.height));
        }
        // One fill for all of it: the bars of a code are one thing.
        self.content.fill_nonzero();
    }

    fn rule(&mut self, from: Point, to: Point, width: f32, ink: Ink) {
        self.stroke(width, ink);
        let up = |y| exact(self.height - y);
        self.content.move_to(exact(from.x), up(from.y)).line_to(exact(to.x), up(to.y)).stroke();
    }

    fn frame(&mut self, area: Rect, width: f32, ink: Ink) {
        self.stroke(width, ink);
        let y = exact(self.height - area.bottom());
        self.content.rect(exact(area.x), y, exact(area.width), exact(area.height)).stroke();
    }

    fn end(&mut self) -> Result<(), Error> {
        let content = std::mem::replace(&mut self.content, Content::with_settings(TIGHT)).finish();
        let body = compressed(&content)?;
        let (stream, page) = (self.reserve(), self.reserve());
        let mut chunk = Chunk::with_settings(TIGHT);
        chunk.stream(stream, &body).filter(Filter::FlateDecode);
        self.object(stream, &chunk)?;
        let mut chunk = Chunk::with_settings(TIGHT);
        let area = pdf_writer::Rect::new(0.0, 0.0, exact(self.size.width), exact(self.size.height));
        chunk
            .page(page)
            .parent(Ref::new(PAGES))
            .media_box(area)
            .contents(stream)
            .pair(Name(b"Resources"), Ref::new(RESOURCES));
        self.object(page, &chunk)?;
        self.pages.push(page);
        Ok(())
    }
}

/// A thousandth of a point is less than any printer shows, and short to write.
fn exact(points: f32) -> f32 {
    (points * 1000.0).round() / 1000.0
}

fn reference(number: usize) -> Ref {
    Ref::new(i32::try_from(number).unwrap_or(i32::MAX).max(1))
}

/// How a face is called on the pages.
fn name(number: usize) -> String {
    format!("F{number}")
}

fn compressed(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(5));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn date(when: When) -> Option<Date> {
    let local = when.local()?;
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let offset = when.utc_offset_min;
    Some(
        Date::new(u16::try_from(local.year()).ok()?)
            .month(part(local.month()))
            .day(part(local.day()))
            .hour(part(local.hour()))
            .minute(part(local.minute()))
            .second(part(local.second()))
            .utc_offset_hour(i8::try_from(offset / 60).unwrap_or_default())
            .utc_offset_minute(u8::try_from((offset % 60).abs()).unwrap_or_default()),
    )
}
