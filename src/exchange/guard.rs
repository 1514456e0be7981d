//! The formula guard: a text that a spreadsheet would run as a formula gets an apostrophe in front,
//! and reading takes exactly that one off again.
//!
//! OWASP ASVS 5, 1.2.10: fields that begin with `=`, `+`, `-`, `@`, TAB, CR, LF or NUL, or with the
//! full-width twins of the first four. The apostrophe itself is guarded as well, or a text that has
//! one of its own would lose it.

use std::borrow::Cow;

/// The mark put in front.
const MARK: char = '\'';

/// Whether a text would be run, or begins with the mark.
fn needs_guard(text: &str) -> bool {
    text.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
        MARK,
    ])
}

/// A field as it is written.
pub fn guard(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("{MARK}{text}")) } else { Cow::Borrowed(text) }
}

/// A field as it was before [`guard`]: without its first apostrophe, if it begins with one.
pub fn unguard(text: &str) -> &str {
    text.strip_prefix(MARK).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded_and_comes_back() {
        for (text, written) in [
            ("Ava", "Ava"),
            ("", ""),
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-5", "'-5"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("'quoted'", "''quoted'"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(guard(text), written);
            assert_eq!(unguard(written), text);
        }
    }

    proptest! {
        #[test]
        fn reading_takes_off_what_writing_put_on(text in any::<String>(), sign in "[=+@'\t\r\n\0＝＋－＠-]{0,3}") {
            let text = format!("{sign}{text}");
            let written = guard(&text);
            prop_assert_eq!(unguard(&written), text.as_str());
            prop_assert!(!needs_guard(&written) || written.starts_with(MARK));
        }
    }
}
