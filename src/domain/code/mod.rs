//! What a scanner delivered: one normalised [`Code`], the forms of it that are
//! worth looking up, and the command codes on the cards beside the desk.
//!
//! Does not know who or what a code belongs to, and never picks a form: it lists
//! the candidates, the caller looks each one up exactly and asks where they
//! lead to different things. No clock, no input or output.

mod aim;
mod check;
mod command;
#[cfg(test)]
mod tests;

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

pub use aim::{Aim, Symbology};
pub use check::{CheckDigit, luhn_digit, luhn_holds, mod43_digit, mod43_holds};
pub use command::{CommandCode, RESERVED, is_reserved, layout_forms, typed_answer};

/// Longest code in characters, counted after normalising. Tags and IDs in the
/// field stay under 40; a page of text read by mistake does not.
pub const MAX_LENGTH: usize = 64;

/// Longest text in characters that is looked at before normalising: composing can
/// make four characters one, never more in any script a label is printed in.
const MAX_RAW: usize = MAX_LENGTH * 4;

/// Why a text is not a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing is left once white space and identifier are taken off.
    #[error("nothing in it")]
    Empty,
    /// More than [`MAX_LENGTH`] characters.
    #[error("{length} characters long, at most {MAX_LENGTH} allowed")]
    TooLong {
        /// Characters found, white space around it not counted.
        length: usize,
    },
    /// A control character, an invisible one or a replacement character inside.
    #[error("has a character that cannot be printed")]
    Unprintable,
}

/// A code as it is compared, stored and shown.
///
/// Composed (NFC), upper case, without white space or invisible characters around
/// it, with plain spaces inside, 1 to [`MAX_LENGTH`] characters, every one
/// printable. Two labels that read the same to a person are one code, whatever
/// Caps Lock said. Leading zeros stay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

impl Code {
    /// Normalises `raw`. An oversized text is refused without being copied.
    pub fn new(raw: &str) -> Result<Self, Fault> {
        let text = strip(raw);
        if text.is_empty() {
            return Err(Fault::Empty);
        }
        // A byte is at most a character: long texts are counted only here.
        if text.len() > MAX_RAW && text.chars().nth(MAX_RAW).is_some() {
            return Err(Fault::TooLong { length: text.chars().count() });
        }
        if text.chars().any(is_unprintable) {
            return Err(Fault::Unprintable);
        }
        let folded = fold(text);
        // Folding can leave a combining mark's space or none at all at the edge.
        let code = strip(&folded);
        let length = code.chars().count();
        match length {
            0 => Err(Fault::Empty),
            1..=MAX_LENGTH => Ok(Self(code.to_owned())),
            _ => Err(Fault::TooLong { length }),
        }
    }

    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Code {
    type Err = Fault;

    fn from_str(raw: &str) -> Result<Self, Fault> {
        Self::new(raw)
    }
}

impl TryFrom<String> for Code {
    type Error = Fault;

    fn try_from(raw: String) -> Result<Self, Fault> {
        Self::new(&raw)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl AsRef<str> for Code {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// What this station's labels and scanners add to a code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Text before every code, from the scanner or on the label.
    pub prefix: Option<String>,
    /// Text after every code.
    pub suffix: Option<String>,
    /// The check digit at the end of a code.
    pub check: CheckDigit,
}

/// One scan, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The AIM identifier the scanner put in front, if it sends one.
    pub aim: Option<Aim>,
    /// The whole string behind the identifier.
    pub code: Code,
    /// Further exact forms to look up, without `code` and without repetition:
    /// configured prefix and suffix taken off, a check digit that verifies taken
    /// off. Which of them is meant is not decided here.
    pub others: Vec<Code>,
}

impl Reading {
    /// Every form to look up, the whole string first.
    pub fn candidates(&self) -> impl Iterator<Item = &Code> {
        std::iter::once(&self.code).chain(&self.others)
    }

    /// The command this scan gives, if any form of it is a command code.
    pub fn command(&self) -> Option<CommandCode> {
        self.candidates().find_map(CommandCode::parse)
    }
}

/// Reads one scan.
///
/// The AIM identifier is looked for at the very front and behind the configured
/// prefix (Zebra sends prefix, identifier, data, suffix). A prefix or suffix of
/// control characters belongs to the wire, not to the code, and is simply dropped.
pub fn read(raw: &str, rules: &Rules) -> Result<Reading, Fault> {
    let prefix = rules.prefix.as_deref().filter(|text| !text.is_empty());
    let suffix = rules.suffix.as_deref().filter(|text| !text.is_empty());

    let raw = match prefix.filter(|text| is_wire(text)) {
        Some(prefix) => raw.strip_prefix(prefix).unwrap_or(raw),
        None => raw,
    };
    let raw = match suffix.filter(|text| is_wire(text)) {
        Some(suffix) => raw.strip_suffix(suffix).unwrap_or(raw),
        None => raw,
    };

    let (mut aim, rest) = Aim::split(strip(raw));
    let code = Code::new(rest)?;

    // `rest` is short enough by now, and the identifier's letter has a case: it is
    // read from the text as it came, not from the folded code.
    let mut bare = None;
    if let Some(inner) = prefix.and_then(|prefix| strip_folded(rest, prefix)) {
        let (behind, inner) = Aim::split(strip(inner));
        aim = aim.or(behind);
        bare = Code::new(inner).ok();
    }
    let mut forms: Vec<Code> = bare.into_iter().collect();
    if let Some(suffix) = suffix.map(fold) {
        for form in std::iter::once(code.clone()).chain(forms.clone()) {
            let cut = form.as_str().strip_suffix(suffix.as_str());
            forms.extend(cut.and_then(|cut| Code::new(cut).ok()));
        }
    }
    for form in std::iter::once(code.clone()).chain(forms.clone()) {
        let cut = rules.check.strip(form.as_str());
        forms.extend(cut.and_then(|cut| Code::new(cut).ok()));
    }

    let mut others: Vec<Code> = Vec::new();
    for form in forms {
        if form != code && !others.contains(&form) {
            others.push(form);
        }
    }
    Ok(Reading { aim, code, others })
}

/// `text` without `prefix`, compared as codes are compared.
fn strip_folded<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let wanted = fold(prefix);
    text.char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(MAX_RAW)
        .find(|end| fold(&text[..*end]) == wanted)
        .map(|end| &text[end..])
}

/// Whether a configured prefix or suffix is something no code can contain.
fn is_wire(text: &str) -> bool {
    text.chars().any(is_unprintable)
}

/// Composed, upper case, plain spaces.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    let mut text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    // Upper case can come out decomposed and composed text can gain an upper case;
    // both settle in the second round.
    for _ in 0..4 {
        let next: String = text.nfc().collect::<String>().to_uppercase();
        let next = if is_nfc(&next) { next } else { next.nfc().collect() };
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// `text` without the white space and the invisible characters around it.
fn strip(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// Characters that take no room: zero width spaces and joiners, direction marks,
/// soft hyphen, variation selectors, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Characters that make two codes differ that look the same, or that stand for
/// something nobody could read.
fn is_unprintable(c: char) -> bool {
    c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffd}')
}
