//! Bytes of a serial line to whole codes.
//!
//! Pure: bytes and clock are handed in. Never yields a fragment, garbage or two
//! scans run together as a scan where it can know; what it cannot vouch for it
//! reports, so that somebody scans again.

use std::time::{Duration, Instant};

/// Longest frame in bytes that is kept.
pub const MAX_FRAME: usize = 512;

/// Silence that ends a frame on a line that has never sent a terminator. Within one
/// scan the gaps are a few milliseconds, even at 9600 baud.
pub const PAUSE: Duration = Duration::from_millis(60);

/// Silence after which an unfinished frame is given up on a line that sends
/// terminators. A radio scanner may stall within a scan, but not that long.
pub const STALE: Duration = Duration::from_secs(2);

const STX: u8 = 0x02;
const ETX: u8 = 0x03;

/// What arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A whole code, never blank.
    Scan(String),
    /// Not text: most often the wrong speed.
    Garbled,
    /// A piece of a scan. Dropped.
    Partial,
    /// More than [`MAX_FRAME`] bytes, swallowed to the end.
    TooLong {
        /// Bytes in it.
        length: usize,
    },
}

/// Cuts one line's bytes into frames.
///
/// CR, LF, CR LF, and ETX after STX end a frame; blank frames are nothing. Until the
/// line has sent such an end, [`PAUSE`] ends a frame too. From then on it never
/// does: a scan that arrives in pieces must not become two. That is remembered as
/// long as the framer lives.
#[derive(Debug)]
pub struct Framer {
    begun: Begun,
    /// When the last bytes were read.
    last: Option<Instant>,
    /// The line ends its frames with a terminator.
    terminated: bool,
    /// The line begins its frames with STX.
    uses_stx: bool,
}

/// The frame so far.
#[derive(Debug, Default)]
struct Begun {
    /// Its first bytes, at most `MAX_FRAME`.
    bytes: Vec<u8>,
    /// Bytes in it, also those above the limit.
    length: usize,
    /// It began with STX.
    opened: bool,
    /// There was a silence in it that nobody watched.
    doubtful: bool,
}

impl Framer {
    /// `terminated`: the scanner is known to send a terminator, so a pause shall not
    /// end even the first frame.
    pub fn new(terminated: bool) -> Self {
        Self { begun: Begun::default(), last: None, terminated, uses_stx: false }
    }

    /// Takes what one read returned; `now` is the time after it.
    ///
    /// A gap between two calls does not end a frame, since a computer that was busy
    /// reads late what arrived in time: silence counts only where
    /// [`quiet`](Self::quiet) saw it. A frame with a long gap that nobody watched
    /// may be one scan or parts of two, and comes out as [`Frame::Partial`].
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Frame> {
        let mut frames = Vec::new();
        if bytes.is_empty() {
            return frames;
        }
        let bearable = if self.terminated { STALE } else { PAUSE * 2 };
        self.begun.doubtful |= self.begun.length > 0 && self.silence(now) >= bearable;
        self.last = Some(now);
        for byte in bytes {
            match *byte {
                b'\r' | b'\n' => frames.extend(self.terminate()),
                ETX if self.begun.opened => frames.extend(self.terminate()),
                STX if self.begun.length == 0 => self.open(),
                STX if self.uses_stx => {
                    frames.extend(self.give_up());
                    self.open();
                }
                // A line that is plugged in sends a break, read as zeros.
                0 if self.begun.length == 0 => {}
                byte => self.begun.append(byte),
            }
        }
        frames
    }

    /// The line was watched until `now` and nothing came.
    pub fn quiet(&mut self, now: Instant) -> Option<Frame> {
        if self.begun.length == 0 {
            return None;
        }
        match self.silence(now) {
            silence if self.terminated && silence >= STALE => self.give_up(),
            silence if !self.terminated && silence >= PAUSE => self.finish(),
            _ => None,
        }
    }

    /// The line is gone: an unfinished frame is given up, so that nothing completes
    /// it. What is known about terminators stays.
    pub fn give_up(&mut self) -> Option<Frame> {
        self.begun.doubtful = true;
        self.finish()
    }

    fn silence(&self, now: Instant) -> Duration {
        self.last.map_or(Duration::ZERO, |last| now.saturating_duration_since(last))
    }

    fn open(&mut self) {
        self.begun.opened = true;
        self.uses_stx = true;
    }

    fn terminate(&mut self) -> Option<Frame> {
        let frame = self.finish();
        // A line end among garbage is garbage.
        self.terminated |= frame != Some(Frame::Garbled);
        frame
    }

    fn finish(&mut self) -> Option<Frame> {
        let frame = match self.begun.judge() {
            Some(Frame::Scan(_)) if self.begun.doubtful => Some(Frame::Partial),
            frame => frame,
        };
        self.begun = Begun::default();
        frame
    }
}

impl Begun {
    fn append(&mut self, byte: u8) {
        if self.bytes.len() < MAX_FRAME {
            self.bytes.push(byte);
        }
        self.length += 1;
    }

    fn judge(&self) -> Option<Frame> {
        let overlong = self.length > MAX_FRAME;
        let bytes = self.bytes.strip_suffix(&[ETX]).unwrap_or(&self.bytes);
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            // Cut by the limit in the middle of a character.
            Err(fault) if overlong && fault.error_len().is_none() => "",
            Err(_) => return Some(Frame::Garbled),
        };
        if text.chars().any(|c| c.is_control() && !is_separator(c)) {
            Some(Frame::Garbled)
        } else if overlong {
            Some(Frame::TooLong { length: self.length })
        } else if text.trim().is_empty() {
            None
        } else {
            Some(Frame::Scan(text.to_owned()))
        }
    }
}

/// Control characters that symbols do carry: tab, the separators FS to US, and the
/// EOT that closes an ISO/IEC 15434 message.
fn is_separator(c: char) -> bool {
    matches!(c, '\t' | '\u{4}' | '\u{1c}'..='\u{1f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MS: Duration = Duration::from_millis(1);

    fn scan(text: &str) -> Frame {
        Frame::Scan(text.to_owned())
    }

    #[test]
    fn cr_lf_and_both_end_a_frame() {
        let mut framer = Framer::new(false);
        let now = Instant::now();
        let got = framer.feed(b"S100\rA200\nA201\r\n\r\n  \rA202\r", now);
        assert_eq!(got, ["S100", "A200", "A201", "A202"].map(scan));
        // CR LF in two reads is one end.
        assert_eq!(framer.feed(b"A203\r", now), [scan("A203")]);
        assert_eq!(framer.feed(b"\n", now), []);
        assert_eq!(framer.quiet(now + STALE), None);
    }

    #[test]
    fn a_pause_ends_a_frame_where_nothing_else_does() {
        let mut framer = Framer::new(false);
        let now = Instant::now();
        assert_eq!(framer.feed(b"CB-", now), []);
        assert_eq!(framer.quiet(now + PAUSE.checked_sub(MS).unwrap_or_default()), None);
        assert_eq!(framer.feed(b"1", now + PAUSE), []);
        assert_eq!(framer.quiet(now + PAUSE + MS), None);
        assert_eq!(framer.quiet(now + PAUSE * 2), Some(scan("CB-1")));
        assert_eq!(framer.quiet(now + PAUSE * 3), None);
    }

    #[test]
    fn a_pause_cuts_nothing_on_a_line_with_terminators() {
        let now = Instant::now();
        let mut learned = Framer::new(false);
        learned.feed(b"A200\r", now);
        for mut framer in [learned, Framer::new(true)] {
            assert_eq!(framer.feed(b"CB-00", now), []);
            assert_eq!(framer.quiet(now + PAUSE * 4), None);
            assert_eq!(framer.feed(b"4417\r", now + PAUSE * 5), [scan("CB-004417")]);
        }
    }

    #[test]
    fn a_stale_piece_is_dropped_before_the_next_scan() {
        let mut framer = Framer::new(true);
        let now = Instant::now();
        framer.feed(b"CB-00", now);
        assert_eq!(framer.quiet(now + STALE), Some(Frame::Partial));
        let got = framer.feed(b"A200\r", now + STALE * 2);
        assert_eq!(got, [scan("A200")]);
    }

    #[test]
    fn a_lost_line_takes_its_piece_with_it() {
        let mut framer = Framer::new(false);
        let now = Instant::now();
        framer.feed(b"A1\rCB-00", now);
        assert_eq!(framer.give_up(), Some(Frame::Partial));
        assert_eq!(framer.give_up(), None);
        // What was learned stays: no pause ends this one.
        framer.feed(b"A200", now);
        assert_eq!(framer.quiet(now + PAUSE * 2), None);
        assert_eq!(framer.feed(b"\r", now + PAUSE * 2), [scan("A200")]);
    }

    #[test]
    fn silence_that_nobody_watched_vouches_for_nothing() {
        let now = Instant::now();
        let mut framer = Framer::new(false);
        framer.feed(b"CB-00", now);
        assert_eq!(framer.feed(b"4417", now + PAUSE * 9), []);
        assert_eq!(framer.quiet(now + PAUSE * 10), Some(Frame::Partial));
        let mut framer = Framer::new(true);
        framer.feed(b"CB-00", now);
        let got = framer.feed(b"4417\rA200\r", now + STALE);
        assert_eq!(got, [Frame::Partial, scan("A200")]);
    }

    #[test]
    fn stx_and_etx_are_taken_off() {
        let mut framer = Framer::new(false);
        let now = Instant::now();
        assert_eq!(framer.feed(b"\x02A1\x03", now), [scan("A1")]);
        assert_eq!(framer.feed(b"\x02A2\x03\r\n\x02A3\r", now), ["A2", "A3"].map(scan));
        assert_eq!(framer.feed(b"A4\x03\r", now), [scan("A4")]);
        // A new beginning before the end of the old.
        let got = framer.feed(b"\x02CB-00\x02A5\x03", now);
        assert_eq!(got, [Frame::Partial, scan("A5")]);
        // In the middle, on a line that does not use it, it is noise.
        assert_eq!(Framer::new(false).feed(b"A\x02B\r", now), [Frame::Garbled]);
    }

    #[test]
    fn what_is_not_text_is_never_a_scan() {
        let now = Instant::now();
        for bytes in [
            &b"\xff\xfe\x80\r"[..],
            b"CB-\xc3\r",
            b"A\x00B\r",
            b"\x1b[A\r",
            b"\xe0\x80\xf8\x06\xe6\x9e\r",
            b"\xc2\x85X\r",
        ] {
            let mut framer = Framer::new(false);
            assert_eq!(framer.feed(bytes, now), [Frame::Garbled], "{bytes:?}");
            // The line end in it taught nothing.
            framer.feed(b"A1", now);
            assert_eq!(framer.quiet(now + PAUSE), Some(scan("A1")));
        }
        let mut framer = Framer::new(false);
        framer.feed(b"\xff\xfe", now);
        assert_eq!(framer.quiet(now + PAUSE), Some(Frame::Garbled));
        assert_eq!(framer.feed(b"\0\0A1\r", now), [scan("A1")]);
        assert_eq!(framer.feed(b"01A\x1d21B\r", now), [scan("01A\u{1d}21B")]);
        assert_eq!(framer.feed("Ä1\r".as_bytes(), now), [scan("Ä1")]);
    }

    #[test]
    fn an_endless_frame_is_one_report_and_little_memory() {
        let mut framer = Framer::new(false);
        let now = Instant::now();
        for _ in 0..1024 {
            assert_eq!(framer.feed(&[b'9'; 4096], now), []);
        }
        assert!(framer.begun.bytes.capacity() <= MAX_FRAME * 2);
        let got = framer.feed(b"\rA1\r", now);
        assert_eq!(got, [Frame::TooLong { length: 4 << 20 }, scan("A1")]);

        framer.feed("é".repeat(MAX_FRAME).as_bytes(), now);
        framer.feed(b"x", now);
        let whole = Some(Frame::TooLong { length: MAX_FRAME * 2 + 1 });
        assert_eq!(framer.quiet(now + STALE), whole);
        let edge = "9".repeat(MAX_FRAME);
        assert_eq!(framer.feed(format!("{edge}\r").as_bytes(), now), [scan(&edge)]);
    }

    proptest! {
        #[test]
        fn every_frame_arrives_whole_however_it_is_cut(
            lines in prop::collection::vec(
                ("[A-Z0-9é.-]{1,40}", prop_oneof![Just("\r"), Just("\n"), Just("\r\n")],
                 any::<bool>()), 0..20),
            cuts in prop::collection::vec((1..9usize, 0..1900u64), 1..40),
        ) {
            let wire: String = lines
                .iter()
                .map(|(line, end, stx)| match stx {
                    true => format!("\u{2}{line}\u{3}{end}"),
                    false => format!("{line}{end}"),
                })
                .collect();
            let mut framer = Framer::new(true);
            let mut now = Instant::now();
            let mut frames = Vec::new();
            let mut rest = wire.as_bytes();
            for (size, pause) in cuts.iter().cycle() {
                let (chunk, behind) = rest.split_at((*size).min(rest.len()));
                frames.extend(framer.feed(chunk, now));
                now += Duration::from_millis(*pause);
                frames.extend(framer.quiet(now));
                rest = behind;
                if rest.is_empty() {
                    break;
                }
            }
            let expected: Vec<Frame> = lines.iter().map(|(line, ..)| scan(line)).collect();
            prop_assert_eq!(frames, expected);
        }

        #[test]
        fn any_bytes_are_survived_and_scans_are_clean(
            chunks in prop::collection::vec((any::<Vec<u8>>(), 0..3000u64), 0..30),
        ) {
            let mut framer = Framer::new(false);
            let mut now = Instant::now();
            for (chunk, pause) in chunks {
                let mut frames = framer.feed(&chunk, now);
                now += Duration::from_millis(pause);
                frames.extend(framer.quiet(now));
                for frame in frames {
                    if let Frame::Scan(text) = frame {
                        prop_assert!(!text.trim().is_empty() && text.len() <= MAX_FRAME);
                        let stray = text.contains(['\r', '\n', '\u{2}', '\0']);
                        prop_assert!(!stray, "{:?}", text);
                    }
                }
            }
        }
    }
}
