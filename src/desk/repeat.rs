//! The same code within 800 ms from the same scanner is one scan: a card left under a presentation
//! scanner is read again every half second.

use crate::domain::code;

/// How long, in milliseconds.
const WINDOW_MS: i64 = 800;

/// What one scanner sent last.
///
/// Only a code that follows itself is a repetition, and each one extends the window. Anything in
/// between makes it a new scan: a scanner that buffered while out of reach delivers "person,
/// device, person" within milliseconds, and the second person must count. Command codes are never
/// repetitions, since two undos undo two things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repeat {
    last: Option<(String, i64)>,
}

impl Repeat {
    /// Takes note of a code; true if it only repeats the one before it. `at_ms` is time since the
    /// computer was started, which nobody sets back.
    pub fn hears(&mut self, code: &str, at_ms: i64) -> bool {
        let before = self.last.replace((code.to_owned(), at_ms));
        before.is_some_and(|(last, last_ms)| {
            last == code && (0..WINDOW_MS).contains(&(at_ms - last_ms)) && !code::is_reserved(code)
        })
    }

    /// The next scan counts, whatever it is: after a key, the same device is meant anew.
    pub fn forget(&mut self) {
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_code_within_the_window_is_one_scan() {
        let mut repeat = Repeat::default();
        assert!(!repeat.hears("CB-1", 0));
        assert!(repeat.hears("CB-1", 799));
        assert!(!repeat.hears("CB-1", 799 + 800));
    }

    #[test]
    fn a_card_left_lying_stays_one_scan() {
        let mut repeat = Repeat::default();
        assert!(!repeat.hears("CB-1", 0));
        for read in 1..20 {
            assert!(repeat.hears("CB-1", read * 600));
        }
    }

    #[test]
    fn a_buffered_burst_keeps_every_turn() {
        let mut repeat = Repeat::default();
        for code in ["0048213", "CB-1", "0048213", "CB-1"] {
            assert!(!repeat.hears(code, 0));
        }
    }

    #[test]
    fn commands_and_what_follows_a_key_always_count() {
        let mut repeat = Repeat::default();
        assert!(!repeat.hears("XTDUNDO", 0));
        assert!(!repeat.hears("XTDUNDO", 10));
        assert!(!repeat.hears("CB-1", 20));
        repeat.forget();
        assert!(!repeat.hears("CB-1", 30));
    }
}
