//! What cannot be seen in a cell: found, trimmed where that is safe, and counted.

use super::encoding::is_twice_encoded;

/// What is odd about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Blanks around it, taken off.
    EdgeBlanks,
    /// Invisible characters around it, taken off: a no-break space, one of no width, a byte order
    /// mark, a soft hyphen.
    InvisibleAround,
    /// Invisible characters or marks of direction inside, left where they are.
    InvisibleInside,
    /// A line break or a tab inside.
    LineBreak,
    /// NUL or another control character.
    Control,
    /// U+FFFD: a character that was lost, here or earlier.
    Replaced,
    /// UTF-8 that was encoded twice, `JosÃ©`.
    TwiceEncoded,
}

impl What {
    const ALL: [What; 7] = [
        What::EdgeBlanks,
        What::InvisibleAround,
        What::InvisibleInside,
        What::LineBreak,
        What::Control,
        What::Replaced,
        What::TwiceEncoded,
    ];
}

/// An odd cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Oddity {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column, from 0.
    pub column: usize,
    /// What is odd.
    pub what: What,
}

/// How many cells are listed of each kind in each column; the rest are only counted. A file padded
/// to fixed widths would make a list as long as itself.
const LISTED: u64 = 1000;

/// All odd cells of a table.
#[derive(Debug, Default)]
pub(super) struct Oddities {
    list: Vec<Oddity>,
    counts: Vec<[u64; What::ALL.len()]>,
}

impl Oddities {
    pub(super) fn list(&self) -> &[Oddity] {
        &self.list
    }

    pub(super) fn count(&self, column: usize, what: What) -> u64 {
        self.counts.get(column).map_or(0, |counts| counts[what as usize])
    }

    fn add(&mut self, line: u64, column: usize, what: What) {
        if self.counts.len() <= column {
            self.counts.resize(column + 1, Default::default());
        }
        let count = &mut self.counts[column][what as usize];
        *count += 1;
        if *count <= LISTED {
            self.list.push(Oddity { line, column, what });
        }
    }

    /// Takes back what was said of the lines up to `line`: they turned out to be no rows.
    pub(super) fn forget_up_to(&mut self, line: u64) {
        let counts = &mut self.counts;
        self.list.retain(|odd| {
            if odd.line <= line {
                counts[odd.column][odd.what as usize] -= 1;
            }
            odd.line > line
        });
    }

    /// The field as the table keeps it, and what was odd about it.
    pub(super) fn trim<'a>(&mut self, line: u64, column: usize, field: &'a str) -> &'a str {
        let bytes = field.as_bytes();
        if bytes.iter().all(|byte| (b' '..=b'~').contains(byte)) {
            let trimmed = field.trim_ascii();
            if trimmed.len() < field.len() && !trimmed.is_empty() {
                self.add(line, column, What::EdgeBlanks);
            }
            return trimmed;
        }
        let trimmed = clean(field);
        if trimmed.len() < field.len() && !trimmed.is_empty() {
            let start = trimmed.as_ptr() as usize - field.as_ptr() as usize;
            let edges = [&field[..start], &field[start + trimmed.len()..]].concat();
            let blank = edges.bytes().all(|byte| byte.is_ascii_whitespace());
            let what = if blank { What::EdgeBlanks } else { What::InvisibleAround };
            self.add(line, column, what);
        }
        let has = |test: fn(char) -> bool| trimmed.chars().any(test);
        if has(|c| is_invisible(c) || is_direction(c)) {
            self.add(line, column, What::InvisibleInside);
        }
        if has(|c| matches!(c, '\n' | '\r' | '\t')) {
            self.add(line, column, What::LineBreak);
        }
        if has(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.add(line, column, What::Control);
        }
        if has(|c| c == char::REPLACEMENT_CHARACTER) {
            self.add(line, column, What::Replaced);
        }
        if is_twice_encoded(trimmed) {
            self.add(line, column, What::TwiceEncoded);
        }
        trimmed
    }
}

/// No-break spaces, characters of no width and the soft hyphen: nobody types them into a key.
pub(in crate::exchange) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{202f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Marks of direction: needed in Hebrew and Arabic names, and put in front of serial numbers by
/// dialogs one copies from.
pub(in crate::exchange) fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A field without the blanks and invisible characters around it.
pub(super) fn clean(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_trimmed_and_what_was_odd_is_told() {
        for (field, kept, odd) in [
            ("0048213", "0048213", &[][..]),
            ("", "", &[]),
            ("   ", "", &[]),
            (" 0048213", "0048213", &[What::EdgeBlanks]),
            ("José \t", "José", &[What::EdgeBlanks]),
            ("\u{a0}0048213", "0048213", &[What::InvisibleAround]),
            ("0048213\u{200b}\u{feff}", "0048213", &[What::InvisibleAround]),
            ("\u{ad}x\u{2060}y ", "x\u{2060}y", &[What::InvisibleAround, What::InvisibleInside]),
            ("\u{202a}PF3K", "\u{202a}PF3K", &[What::InvisibleInside]),
            ("a\nb", "a\nb", &[What::LineBreak]),
            ("a\0b", "a\0b", &[What::Control]),
            ("Jos\u{fffd}", "Jos\u{fffd}", &[What::Replaced]),
            ("JosÃ©", "JosÃ©", &[What::TwiceEncoded]),
        ] {
            let mut oddities = Oddities::default();
            assert_eq!(oddities.trim(2, 1, field), kept, "{field:?}");
            let found: Vec<What> = oddities.list().iter().map(|odd| odd.what).collect();
            assert_eq!(found, odd, "{field:?}");
        }
    }

    #[test]
    fn many_are_counted_and_the_first_are_listed() {
        let mut oddities = Oddities::default();
        for line in 1..=5000 {
            oddities.trim(line, 0, " x");
        }
        oddities.forget_up_to(2);
        assert_eq!(oddities.list().len() as u64, LISTED - 2);
        assert_eq!(oddities.count(0, What::EdgeBlanks), 4998);
        assert_eq!(oddities.count(7, What::Control), 0);
    }
}
