//! What a file is by its first bytes: told before anybody tries to read columns in a picture.

use crate::exchange::Looks;

/// How many bytes are looked at for control characters.
const SAMPLE: usize = 8192;

const MAGIC: &[(&[u8], Looks)] = &[
    (b"\x89PNG", Looks::Picture),
    (b"\xff\xd8\xff", Looks::Picture),
    (b"GIF8", Looks::Picture),
    (b"II*\0", Looks::Picture),
    (b"MM\0*", Looks::Picture),
    (b"%PDF", Looks::Pdf),
    (b"SQLite format 3\0", Looks::Database),
    (b"\x09\x08\x10\x00", Looks::OldWorkbook),
    (b"{\\rtf", Looks::Document),
    (b"\x1f\x8b\x08", Looks::Archive),
    (b"7z\xbc\xaf\x27\x1c", Looks::Archive),
    (b"Rar!\x1a\x07", Looks::Archive),
    (b"\x28\xb5\x2f\xfd", Looks::Archive),
    (b"\xff\xfe\0\0", Looks::Binary),
    (b"\x7fELF", Looks::Binary),
];

/// An OLE file: a workbook or document of before 2007, or a newer one with a password in it.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How many zeros at the end of a text mean that it was never written there: the file system knew
/// its length before the power went.
const TORN: usize = 16;

/// How web pages begin, letter case apart.
const PAGE: &[&str] = &["<!doctype", "<html", "<head", "<meta", "<style", "<table", "<body"];

/// What the bytes are, if they are no text. `None`: read it.
pub(super) fn foreign(bytes: &[u8]) -> Option<Looks> {
    if let Some((_, looks)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*looks);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Looks::Picture);
    }
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(b"\0\0\0\0") {
        return Some(Looks::Picture);
    }
    if bytes.ends_with(&[0; TORN]) && bytes.first().is_some_and(|byte| *byte != 0) {
        let written = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        if !bytes[..written].contains(&0) {
            return Some(Looks::Torn);
        }
    }
    if bytes.starts_with(OLE) {
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        let found = bytes.windows(locked.len()).any(|part| part == locked);
        return Some(if found { Looks::LockedWorkbook } else { Looks::OldWorkbook });
    }
    None
}

/// The same for a text once it is decoded: markup, and what is no text after all.
pub(super) fn foreign_text(text: &str) -> Option<Looks> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let start = sample.trim_start();
    let begins =
        |word: &&str| start.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    if PAGE.iter().any(begins) {
        return Some(Looks::WebPage);
    }
    if begins(&"<?xml") {
        return Some(Looks::Xml);
    }
    let json: String = start.chars().filter(|c| !c.is_whitespace()).take(2).collect();
    if json == "{\"" || json == "[{" {
        return Some(Looks::Json);
    }
    let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let odd = sample.chars().filter(control).count();
    // One letter in twenty: texts have a stray one, programs and pictures have them everywhere.
    (odd * 20 > sample.chars().count()).then_some(Looks::Binary)
}

/// Whether it is a zip file, a workbook included.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_named() {
        for (bytes, looks) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Looks::Picture),
            (b"%PDF-1.7", Looks::Pdf),
            (b"SQLite format 3\0\x10", Looks::Database),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0k\0", Looks::OldWorkbook),
            (b"{\\rtf1", Looks::Document),
            (b"id,name\n1,x\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", Looks::Torn),
        ] {
            assert_eq!(foreign(bytes), Some(looks));
        }
        assert_eq!(foreign(b"student,name\n"), None);
        for (text, looks) in [
            ("\n <!DOCTYPE html><table>", Some(Looks::WebPage)),
            ("<TABLE border=1>", Some(Looks::WebPage)),
            ("<?xml version", Some(Looks::Xml)),
            ("[ {\"a\":1}]", Some(Looks::Json)),
            ("ab\u{1}\u{2}c", Some(Looks::Binary)),
            ("[id],name", None),
            ("student,name\n0048213,\u{0}Ava Lind and all the others\n", None),
            ("", None),
        ] {
            assert_eq!(foreign_text(text), looks, "{text:?}");
        }
    }
}
