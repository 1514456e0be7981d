//! Codes from scanners and from people's fingers: each source yields a [`Scan`],
//! and what happens then is the same for all.
//!
//! Says what arrived, from where and when. Does not look anything up, does not
//! know the window's widgets, and never guesses from speed whether a scanner or a
//! person was typing.

pub mod serial;
pub mod wedge;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::domain::code::is_reserved;

/// One code, whole, as it came off the wire: read it with
/// [`code::read`](crate::domain::code::read).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// The text between two terminators, not yet normalised.
    pub code: String,
    /// Who sent it.
    pub source: Source,
    /// When its last character arrived.
    pub at: Instant,
}

/// Who sent a scan. Scans of one source keep their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// The keyboard: typed, or a scanner that types. Several such scanners at one
    /// computer cannot be told apart.
    Wedge,
    /// A serial scanner, by [`serial::Config::key`]: the same after a replug.
    Serial(String),
    /// A scanner of the USB point-of-sale class, by vendor, product and serial
    /// number. No module yields it yet.
    Hid(String),
}

/// How long the same code from the same source is one scan.
pub const REPEAT_WINDOW: Duration = Duration::from_millis(800);

/// Tells a repetition from a scan: a card left under a presentation scanner is read
/// again every half second.
///
/// Only a code that follows itself is a repetition, and each one extends the
/// window. Anything in between makes it a new scan: a scanner that buffered while
/// out of reach delivers "person, device, person" within milliseconds, and the
/// second person must count. Command codes are never repetitions, since two undos
/// undo two things.
#[derive(Debug, Default)]
pub struct Repeats {
    last: HashMap<Source, (String, Instant)>,
}

impl Repeats {
    /// Nothing heard yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes note of `scan`; true if it only repeats the one before it.
    pub fn is_repeat(&mut self, scan: &Scan) -> bool {
        let before = self
            .last
            .insert(scan.source.clone(), (scan.code.clone(), scan.at));
        before.is_some_and(|(code, at)| {
            code == scan.code
                && scan.at.saturating_duration_since(at) < REPEAT_WINDOW
                && !is_reserved(&code)
        })
    }

    /// Forgets everything, so that the next scan of any source counts. For a change
    /// of mode or an undo by key: the same device is then meant anew.
    pub fn clear(&mut self) {
        self.last.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bench {
        start: Instant,
        repeats: Repeats,
    }

    impl Bench {
        fn new() -> Self {
            Self {
                start: Instant::now(),
                repeats: Repeats::new(),
            }
        }

        fn repeats(&mut self, code: &str, source: &Source, at_ms: u64) -> bool {
            self.repeats.is_repeat(&Scan {
                code: code.to_owned(),
                source: source.clone(),
                at: self.start + Duration::from_millis(at_ms),
            })
        }
    }

    #[test]
    fn the_same_code_within_the_window_is_one_scan() {
        let mut bench = Bench::new();
        let wedge = Source::Wedge;
        assert!(!bench.repeats("CB-1", &wedge, 0));
        assert!(bench.repeats("CB-1", &wedge, 799));
        assert!(!bench.repeats("CB-1", &wedge, 799 + 800));
    }

    #[test]
    fn a_card_left_lying_stays_one_scan() {
        let mut bench = Bench::new();
        let wedge = Source::Wedge;
        assert!(!bench.repeats("CB-1", &wedge, 0));
        for read in 1..20 {
            assert!(bench.repeats("CB-1", &wedge, read * 600));
        }
    }

    #[test]
    fn sources_do_not_hear_each_other() {
        let mut bench = Bench::new();
        let (left, right) = (Source::Serial("a".into()), Source::Serial("b".into()));
        assert!(!bench.repeats("CB-1", &left, 0));
        assert!(!bench.repeats("CB-1", &right, 10));
        assert!(!bench.repeats("CB-1", &Source::Hid("a".into()), 20));
        assert!(bench.repeats("CB-1", &left, 30));
    }

    #[test]
    fn a_buffered_burst_keeps_every_turn() {
        let mut bench = Bench::new();
        let wedge = Source::Wedge;
        for (at, code) in ["0048213", "CB-1", "0051177", "CB-2", "0048213", "CB-3"]
            .into_iter()
            .enumerate()
        {
            assert!(!bench.repeats(code, &wedge, at as u64));
        }
    }

    #[test]
    fn commands_always_count_and_part_what_surrounds_them() {
        let mut bench = Bench::new();
        let wedge = Source::Wedge;
        assert!(!bench.repeats("XTDUNDO", &wedge, 0));
        assert!(!bench.repeats("XTDUNDO", &wedge, 10));
        assert!(!bench.repeats("]C0xtdundo", &wedge, 20));
        assert!(!bench.repeats("]C0xtdundo", &wedge, 30));
        assert!(!bench.repeats("CB-1", &wedge, 40));
        assert!(!bench.repeats("XTDUNDO", &wedge, 50));
        assert!(!bench.repeats("CB-1", &wedge, 60));
    }

    #[test]
    fn cleared_means_heard_anew() {
        let mut bench = Bench::new();
        assert!(!bench.repeats("CB-1", &Source::Wedge, 0));
        bench.repeats.clear();
        assert!(!bench.repeats("CB-1", &Source::Wedge, 10));
    }

    #[test]
    fn a_clock_that_seems_to_go_back_does_no_harm() {
        let mut bench = Bench::new();
        assert!(!bench.repeats("CB-1", &Source::Wedge, 500));
        assert!(bench.repeats("CB-1", &Source::Wedge, 400));
    }
}
