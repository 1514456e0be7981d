//! Keystrokes to codes. A keyboard scanner types its code and ends it with Enter,
//! Tab or a configured text; a person does the same.
//!
//! Pure: the window's widget hands in keys and the clock. Never tells a scanner
//! from a person by speed; the only use of time is to drop, and report, a line that
//! was begun and forgotten. Never yields part of a line as if it were a code.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Longest line in characters that is kept. A code may have 64; identifier, prefix
/// and suffix come on top, and what is longer than a code is refused by name later.
pub const MAX_LINE: usize = 256;

/// How long a line may stand unfinished, unless told otherwise.
pub const SILENCE: Duration = Duration::from_secs(30);

/// One key, as the widget sees it. Shortcuts are not keys for this purpose: the
/// widget keeps what is typed with Ctrl, and mode keys, to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// The text the key produced, of any length; line ends and tabs in it end a line
    /// like the keys do, a backspace character deletes.
    Text(&'a str),
    /// Enter, main or keypad.
    Enter,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Left Alt went down. Some scanners compose characters by Alt and keypad.
    AltDown,
    /// Left Alt went up.
    AltUp,
    /// A digit of the keypad, 0 to 9, in place of its text.
    KeypadDigit(u8),
}

/// What came of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    /// A whole line, never blank.
    Code(String),
    /// A line above [`MAX_LINE`], swallowed to its end.
    TooLong {
        /// Characters in it.
        length: usize,
    },
    /// A line that was begun and not finished in time. Dropped.
    Forgotten(String),
}

/// The decoder. One per window.
#[derive(Debug)]
pub struct Wedge {
    suffix: Vec<char>,
    silence: Duration,
    /// The line so far, at most `MAX_LINE` characters.
    line: String,
    /// Characters in the line, also those above the limit.
    length: usize,
    /// The last characters, as many as the suffix has, to find it in a line that is
    /// no longer kept.
    tail: VecDeque<char>,
    alt: Option<Composed>,
    last: Option<Instant>,
    ready: VecDeque<Out>,
}

impl Default for Wedge {
    fn default() -> Self {
        Self::new()
    }
}

impl Wedge {
    /// Enter and Tab end a line.
    pub fn new() -> Self {
        Self {
            suffix: Vec::new(),
            silence: SILENCE,
            line: String::new(),
            length: 0,
            tail: VecDeque::new(),
            alt: None,
            last: None,
            ready: VecDeque::new(),
        }
    }

    /// Also ends a line at `suffix` (exactly, upper and lower case differ), which is
    /// not part of the code. An empty one is none.
    #[must_use]
    pub fn with_suffix(mut self, suffix: &str) -> Self {
        self.suffix = suffix.chars().collect();
        self
    }

    /// How long a line may stand unfinished.
    #[must_use]
    pub fn with_silence(mut self, silence: Duration) -> Self {
        self.silence = silence;
        self
    }

    /// Takes one key. A key whose text ends several lines leaves the further ones to
    /// [`next_out`](Self::next_out); none is lost if that is called late.
    pub fn press(&mut self, key: Key<'_>, now: Instant) -> Option<Out> {
        self.drop_forgotten(now);
        self.last = Some(now);
        match key {
            Key::Text(text) => {
                self.settle_alt();
                for c in text.chars() {
                    self.put(c);
                }
            }
            Key::Enter => self.put_after_alt('\r'),
            Key::Tab => self.put_after_alt('\t'),
            Key::Backspace => self.put_after_alt('\u{8}'),
            Key::AltDown => {
                self.settle_alt();
                self.alt = Some(Composed::default());
            }
            Key::AltUp => self.settle_alt(),
            Key::KeypadDigit(digit) => self.keypad(digit),
        }
        self.ready.pop_front()
    }

    /// The next finished line, if a key finished several.
    pub fn next_out(&mut self) -> Option<Out> {
        self.ready.pop_front()
    }

    /// Looks at the clock without a key: drops a forgotten line.
    pub fn idle(&mut self, now: Instant) -> Option<Out> {
        self.drop_forgotten(now);
        self.ready.pop_front()
    }

    /// What is there so far: the first [`MAX_LINE`] characters of it.
    pub fn buffer(&self) -> &str {
        &self.line
    }

    /// Drops what is there so far.
    pub fn clear(&mut self) {
        self.line.clear();
        self.length = 0;
        self.tail.clear();
        self.alt = None;
    }

    /// Ends the line here, as Enter would: for a row picked from the list below what
    /// was typed.
    pub fn take(&mut self) -> Option<Out> {
        self.settle_alt();
        self.finish();
        self.ready.pop_front()
    }

    fn put_after_alt(&mut self, c: char) {
        self.settle_alt();
        self.put(c);
    }

    fn keypad(&mut self, digit: u8) {
        let Some(c) = char::from_digit(u32::from(digit), 10) else {
            return;
        };
        match &mut self.alt {
            Some(composed) => composed.digit(digit),
            None => self.put(c),
        }
    }

    /// Ends an Alt sequence. Any other key does that too, so that an Alt whose
    /// release went to another window holds nothing back.
    fn settle_alt(&mut self) {
        if let Some(c) = self.alt.take().and_then(|composed| composed.character()) {
            self.put(c);
        }
    }

    fn put(&mut self, c: char) {
        match c {
            '\r' | '\n' | '\t' => self.finish(),
            '\u{8}' => self.delete(),
            _ => self.append(c),
        }
    }

    fn append(&mut self, c: char) {
        if self.length < MAX_LINE {
            self.line.push(c);
        }
        self.length += 1;
        if self.suffix.is_empty() {
            return;
        }
        self.tail.push_back(c);
        if self.tail.len() > self.suffix.len() {
            self.tail.pop_front();
        }
        if self.tail.iter().eq(&self.suffix) {
            self.length -= self.suffix.len();
            for _ in self.length..MAX_LINE.min(self.length + self.suffix.len()) {
                self.line.pop();
            }
            self.finish();
        }
    }

    /// Deletes the last character. A line above the limit stays one: its end is not
    /// there to be edited.
    fn delete(&mut self) {
        if self.length > MAX_LINE {
            return;
        }
        if self.line.pop().is_some() {
            self.length -= 1;
        }
        let from = self.length.saturating_sub(self.suffix.len());
        self.tail = self.line.chars().skip(from).collect();
    }

    fn finish(&mut self) {
        let length = self.length;
        let line = std::mem::take(&mut self.line);
        self.clear();
        if length > MAX_LINE {
            self.ready.push_back(Out::TooLong { length });
        } else if !line.trim().is_empty() {
            self.ready.push_back(Out::Code(line));
        }
    }

    fn drop_forgotten(&mut self, now: Instant) {
        let forgotten =
            self.last.is_some_and(|last| now.saturating_duration_since(last) >= self.silence);
        if !forgotten {
            return;
        }
        self.settle_alt();
        if self.length > MAX_LINE {
            self.finish();
        } else if !self.line.trim().is_empty() {
            let line = std::mem::take(&mut self.line);
            self.ready.push_back(Out::Forgotten(line));
        }
        self.clear();
    }
}

/// The digits typed on the keypad while Alt is down.
#[derive(Debug, Default)]
struct Composed {
    digits: u32,
    value: u32,
    leading_zero: bool,
}

impl Composed {
    fn digit(&mut self, digit: u8) {
        self.leading_zero |= self.digits == 0 && digit == 0;
        self.digits = self.digits.saturating_add(1);
        self.value = self.value.saturating_mul(10).saturating_add(u32::from(digit));
    }

    /// The character, by the rule of Windows, which scanners follow: up to 127 it is
    /// ASCII; above, a leading zero means the Windows code page, of which the part
    /// shared with Latin-1 is decoded, and none means a code page nobody knows here.
    /// What cannot be told becomes U+FFFD, which no code may contain.
    fn character(&self) -> Option<char> {
        match self.value {
            _ if self.digits == 0 => None,
            0 => None,
            value @ (1..=127) => char::from_u32(value),
            value @ (160..=255) if self.leading_zero => char::from_u32(value),
            _ => Some(char::REPLACEMENT_CHARACTER),
        }
    }
}
