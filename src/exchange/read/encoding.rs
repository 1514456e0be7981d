//! Bytes to text: which encoding a file is in, and whether that is known or guessed.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file's text was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, ASCII included.
    Utf8,
    /// UTF-8 with a byte order mark, as spreadsheets write "CSV UTF-8".
    Utf8Marked,
    /// UTF-16, low byte first: a spreadsheet's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, which Latin-1 is a part of: a spreadsheet's plain "CSV".
    Windows1252,
    /// UTF-8, but for some lines that are not and were read as Windows-1252.
    Mixed,
    /// A workbook says so itself.
    Workbook,
}

impl Encoding {
    /// Its name, as people look it up.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8Marked => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Mixed => "UTF-8 + Windows-1252",
            Encoding::Workbook => "xlsx",
        }
    }
}

/// A text with what it was decoded from.
#[derive(Debug)]
pub(in crate::exchange) struct Decoded<'a> {
    pub(in crate::exchange) text: Cow<'a, str>,
    pub(in crate::exchange) encoding: Encoding,
    /// Nothing in the file says it: accented letters may be wrong.
    pub(super) guessed: bool,
}

/// How many bytes the NUL pattern of UTF-16 is looked for in.
const SAMPLE: usize = 4096;

/// Decodes a file. Never fails: what no encoding explains becomes U+FFFD, which the table reports.
///
/// A byte order mark decides; without one the NUL pattern of UTF-16 does, then strict UTF-8. What
/// is left is Windows-1252 line by line: a line that is sound UTF-8 stays that, so that one bad
/// row in a good file does not spoil the accents of all others.
pub(in crate::exchange) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, UTF_16LE, Encoding::Utf16Le, false);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, UTF_16BE, Encoding::Utf16Be, false);
    }
    match nul_pattern(bytes) {
        Some(Encoding::Utf16Be) => return utf16(bytes, UTF_16BE, Encoding::Utf16Be, true),
        Some(encoding) => return utf16(bytes, UTF_16LE, encoding, true),
        None => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // One mark or several: files that went through two programs have two.
        let rest = text.trim_start_matches('\u{feff}');
        let marked = rest.len() < text.len();
        let encoding = if marked { Encoding::Utf8Marked } else { Encoding::Utf8 };
        return Decoded { text: Cow::Borrowed(rest), encoding, guessed: false };
    }
    by_line(bytes)
}

fn utf16<'a>(
    bytes: &'a [u8],
    from: &'static encoding_rs::Encoding,
    encoding: Encoding,
    guessed: bool,
) -> Decoded<'a> {
    let (text, _) = from.decode_without_bom_handling(bytes);
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => Cow::Owned(rest.trim_start_matches('\u{feff}').to_owned()),
        None => text,
    };
    Decoded { text, encoding, guessed }
}

/// UTF-16 without a mark: in a table most characters are ASCII, and so every other byte is NUL,
/// and hardly any of those between.
fn nul_pattern(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let nul_at = |side: usize| sample.chunks_exact(2).filter(|pair| pair[side] == 0).count();
    let (first, second) = (nul_at(0), nul_at(1));
    let most = |count: usize| count * 2 > pairs;
    let hardly = |count: usize| count * 20 <= pairs;
    if most(second) && hardly(first) {
        Some(Encoding::Utf16Le)
    } else if most(first) && hardly(second) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn by_line(bytes: &[u8]) -> Decoded<'_> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    let mut encoding = Encoding::Windows1252;
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        match std::str::from_utf8(line) {
            Ok(line) => {
                if !line.is_ascii() {
                    encoding = Encoding::Mixed;
                }
                text.push_str(line);
            }
            Err(_) => text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0),
        }
    }
    Decoded { text: Cow::Owned(text), encoding, guessed: true }
}

/// Whether a text reads like UTF-8 that was taken for Windows-1252 and encoded again: `JosÃ©`.
pub(super) fn is_twice_encoded(text: &str) -> bool {
    // What was a byte that begins a letter of two bytes or more.
    if !text.contains(|c| ('\u{c2}'..='\u{f4}').contains(&c)) {
        return false;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut buffer = [0; 4];
    for c in text.chars() {
        // Latin-1 as it is: programs that mean it take its control characters, too.
        if let Ok(byte) = u8::try_from(u32::from(c)) {
            bytes.push(byte);
        } else {
            match WINDOWS_1252.encode(c.encode_utf8(&mut buffer)) {
                (byte, _, false) => bytes.extend_from_slice(&byte),
                _ => return false,
            }
        }
    }
    std::str::from_utf8(&bytes).is_ok_and(|inner| inner.chars().count() < text.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let both = |text: &str, little: bool| -> Vec<u8> {
            let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            text.encode_utf16().flat_map(bytes).collect()
        };
        let little = [b"\xff\xfe".to_vec(), both("a,é\n", true)].concat();
        let big = [b"\xfe\xff".to_vec(), both("a,é\n", false)].concat();
        for (bytes, encoding, guessed, text) in [
            (b"a,b\n".to_vec(), Encoding::Utf8, false, "a,b\n"),
            ("a,é\n".into(), Encoding::Utf8, false, "a,é\n"),
            ("\u{feff}\u{feff}a,é\n".into(), Encoding::Utf8Marked, false, "a,é\n"),
            (little, Encoding::Utf16Le, false, "a,é\n"),
            (big, Encoding::Utf16Be, false, "a,é\n"),
            (both("a,é\n", true), Encoding::Utf16Le, true, "a,é\n"),
            (both("a,é\n", false), Encoding::Utf16Be, true, "a,é\n"),
            (b"a,\xe9\x92\n".to_vec(), Encoding::Windows1252, true, "a,é’\n"),
            (b"\xc3\xa9\n\xe9\n".to_vec(), Encoding::Mixed, true, "é\né\n"),
        ] {
            let decoded = decode(&bytes);
            assert_eq!((decoded.encoding, decoded.guessed), (encoding, guessed), "{bytes:?}");
            assert_eq!(decoded.text, text);
        }
    }

    #[test]
    fn half_a_character_is_shown_as_such() {
        assert_eq!(decode(b"\xff\xfea\0,\0b").text, "a,\u{fffd}");
        assert_eq!(decode(b"a\0b\n").text, "a\0b\n", "a NUL is no pattern");
    }

    #[test]
    fn twice_encoded_texts_are_known() {
        for text in ["JosÃ©", "NguyÃªÌƒn", "Oâ€™Brien", "7Â\u{a0}B", "Nguyá»\u{85}n"]
        {
            assert!(is_twice_encoded(text), "{text}");
        }
        for text in ["José", "Ãlvaro", "Jürgen", "SÃO", "Zoë", "Ångström", "Ñuñez", "Łódź"]
        {
            assert!(!is_twice_encoded(text), "{text}");
        }
    }
}
