//! Bytes of a serial line to whole codes.
//!
//! Pure: bytes and clock are handed in. Never yields a fragment, garbage or two
//! scans run together as a scan where it can know; what it cannot vouch for it
//! reports, so that somebody scans again.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// Longest frame in bytes that is kept.
pub const MAX_FRAME: usize = 512;

/// Silence that ends a frame on a line that is known to send no terminator. Within one
/// scan the gaps are a few milliseconds, even at 9600 baud.
pub const PAUSE: Duration = Duration::from_millis(60);

/// Silence that ends a frame while it is not known how the line ends its frames: a slow
/// scanner may send one code in bursts and its terminator last.
pub const DOUBT: Duration = Duration::from_millis(250);

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

/// What ends the codes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// CR.
    Cr,
    /// LF.
    Lf,
    /// CR LF.
    CrLf,
    /// ETX, after STX.
    Etx,
    /// Nothing is sent: a pause.
    Pause,
}

/// Cuts one line's bytes into frames.
///
/// CR, LF, CR LF, and ETX after STX end a frame; blank frames are nothing. The first
/// such end is remembered, and from then on no pause ends a frame: a scan that arrives
/// in pieces must not become two. A line that sends none ends its frames by [`PAUSE`].
/// Which of the two it is shows with its first frame, so that one waits for [`DOUBT`]:
/// where it was whole then and nothing came for [`STALE`], the line sends no terminator.
///
/// What a pause ended and what follows too soon may be one code. It never comes out as
/// two: the second is a [`Frame::Partial`].
#[derive(Debug)]
pub struct Framer {
    begun: Begun,
    /// When the last bytes were read.
    last: Option<Instant>,
    ending: Option<Ending>,
    /// The frame before, where a pause ended it.
    paused: Option<Paused>,
    /// The last byte was a CR: an LF belongs to it.
    after_cr: bool,
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
    /// When its first byte was read.
    since: Option<Instant>,
    /// It began with STX.
    opened: bool,
    /// The longest silence in it.
    gap: Duration,
}

/// A frame that a pause ended.
#[derive(Debug, Clone, Copy)]
struct Paused {
    /// When its last bytes were read.
    at: Instant,
    /// It was a scan, without a pause in it.
    whole: bool,
}

impl Framer {
    /// `ending`: what is known to end the line's codes; `None` finds out.
    pub fn new(ending: Option<Ending>) -> Self {
        Self {
            begun: Begun::default(),
            last: None,
            ending,
            paused: None,
            after_cr: false,
            uses_stx: false,
        }
    }

    /// What ends the line's codes, as far as it is known.
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// When bytes were last read.
    pub fn last(&self) -> Option<Instant> {
        self.last
    }

    /// Takes what one read returned; `now` is the time after it.
    ///
    /// A gap between two calls does not end a frame, since a computer that was busy
    /// reads late what arrived in time: silence counts only where
    /// [`quiet`](Self::quiet) saw it. A frame with a long gap in it may be one scan or
    /// parts of two where no terminator vouches for it, and comes out as
    /// [`Frame::Partial`].
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Frame> {
        let mut frames = Vec::new();
        if bytes.is_empty() {
            return frames;
        }
        if self.begun.length > 0 {
            self.begun.gap = self.begun.gap.max(self.silence(now));
        }
        self.last = Some(now);
        for byte in bytes {
            match *byte {
                b'\r' => frames.extend(self.terminate(Ending::Cr)),
                b'\n' if self.after_cr => {
                    if self.ending == Some(Ending::Cr) {
                        self.ending = Some(Ending::CrLf);
                    }
                }
                b'\n' => frames.extend(self.terminate(Ending::Lf)),
                ETX if self.begun.opened => frames.extend(self.terminate(Ending::Etx)),
                STX if self.begun.length == 0 => self.open(),
                STX if self.uses_stx => {
                    frames.extend(self.finish(Duration::ZERO));
                    self.open();
                }
                // A line that is plugged in sends a break, read as zeros.
                0 if self.begun.length == 0 => {}
                byte => self.begun.append(byte, now),
            }
            self.after_cr = *byte == b'\r';
        }
        frames
    }

    /// The line was watched until `now` and nothing came.
    pub fn quiet(&mut self, now: Instant) -> Option<Frame> {
        let silence = self.silence(now);
        if self.begun.length == 0 {
            let whole = self.paused.is_some_and(|paused| paused.whole);
            if self.ending.is_none() && whole && silence >= STALE {
                self.ending = Some(Ending::Pause);
            }
            return None;
        }
        match self.ending {
            None if silence >= DOUBT => self.end_by_pause(PAUSE),
            // Late reads are forgiven where pauses are known to end frames.
            Some(Ending::Pause) if silence >= PAUSE => self.end_by_pause(PAUSE * 2),
            Some(_) if self.is_terminated() && silence >= STALE => self.finish(Duration::ZERO),
            _ => None,
        }
    }

    /// The line is gone: an unfinished frame is given up, so that nothing completes
    /// it. What is known about terminators stays.
    pub fn give_up(&mut self) -> Option<Frame> {
        self.paused = None;
        self.finish(Duration::ZERO)
    }

    /// A terminator ends the line's codes, and no pause does.
    fn is_terminated(&self) -> bool {
        !matches!(self.ending, None | Some(Ending::Pause))
    }

    fn silence(&self, now: Instant) -> Duration {
        self.last.map_or(Duration::ZERO, |last| now.saturating_duration_since(last))
    }

    fn open(&mut self) {
        self.begun.opened = true;
        self.uses_stx = true;
    }

    fn terminate(&mut self, by: Ending) -> Option<Frame> {
        let first = !self.is_terminated();
        // A line with terminators ends no code by a pause: what one ended was a piece of
        // this code.
        let rest = first && self.follows_pause(STALE);
        let frame = self.finish(if rest { Duration::ZERO } else { STALE });
        self.paused = None;
        // A line end among garbage is garbage.
        if first && frame != Some(Frame::Garbled) {
            self.ending = Some(by);
        }
        frame
    }

    fn end_by_pause(&mut self, bearable: Duration) -> Option<Frame> {
        let whole = self.begun.gap < bearable && !self.follows_pause(DOUBT);
        let frame = self.finish(if whole { Duration::MAX } else { Duration::ZERO });
        if let Some(frame) = &frame {
            let whole = matches!(frame, Frame::Scan(_));
            self.paused = self.last.map(|at| Paused { at, whole });
        }
        frame
    }

    /// Whether the frame began so soon after one that a pause ended.
    fn follows_pause(&self, within: Duration) -> bool {
        self.paused
            .zip(self.begun.since)
            .is_some_and(|(paused, since)| since.saturating_duration_since(paused.at) < within)
    }

    /// Ends the frame; a silence of `unbearable` in it makes it a piece.
    fn finish(&mut self, unbearable: Duration) -> Option<Frame> {
        let frame = match self.begun.judge() {
            Some(Frame::Scan(_)) if self.begun.gap >= unbearable => Some(Frame::Partial),
            frame => frame,
        };
        self.begun = Begun::default();
        frame
    }
}

impl Begun {
    fn append(&mut self, byte: u8, now: Instant) {
        self.since.get_or_insert(now);
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
        let mut framer = Framer::new(None);
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
        let mut framer = Framer::new(Some(Ending::Pause));
        let now = Instant::now();
        assert_eq!(framer.feed(b"CB-", now), []);
        assert_eq!(framer.quiet(now + PAUSE.checked_sub(MS).unwrap_or_default()), None);
        assert_eq!(framer.feed(b"1", now + PAUSE), []);
        assert_eq!(framer.quiet(now + PAUSE + MS), None);
        assert_eq!(framer.quiet(now + PAUSE * 2), Some(scan("CB-1")));
        assert_eq!(framer.quiet(now + PAUSE * 3), None);
        assert_eq!(framer.feed(b"A200", now + DOUBT * 2), []);
        assert_eq!(framer.quiet(now + DOUBT * 2 + PAUSE), Some(scan("A200")));
    }

    #[test]
    fn the_first_scan_waits_for_its_terminator() {
        let now = Instant::now();
        let mut framer = Framer::new(None);
        assert_eq!(framer.feed(b"CB-00", now), []);
        assert_eq!(framer.quiet(now + PAUSE * 2), None);
        assert_eq!(framer.feed(b"44", now + PAUSE * 3), []);
        assert_eq!(framer.quiet(now + PAUSE * 6), None);
        assert_eq!(framer.ending(), None);
        assert_eq!(framer.feed(b"17\r", now + PAUSE * 6), [scan("CB-004417")]);
        assert_eq!(framer.ending(), Some(Ending::Cr));
        // For good: this one may stall for longer than the first wait.
        framer.feed(b"CB-00", now + STALE);
        assert_eq!(framer.quiet(now + STALE + DOUBT * 2), None);
        assert_eq!(framer.feed(b"4418\r", now + STALE + DOUBT * 2), [scan("CB-004418")]);
    }

    #[test]
    fn a_line_without_terminators_is_known_by_the_silence_behind_a_scan() {
        let mut framer = Framer::new(None);
        let now = Instant::now();
        framer.feed(b"A200", now);
        assert_eq!(framer.quiet(now + DOUBT), Some(scan("A200")));
        assert_eq!(framer.ending(), None);
        // Not yet known, and no reason to doubt the next one either.
        framer.feed(b"A201", now + DOUBT * 2);
        assert_eq!(framer.quiet(now + DOUBT * 3), Some(scan("A201")));
        assert_eq!(framer.quiet(now + DOUBT * 2 + STALE), None);
        assert_eq!(framer.ending(), Some(Ending::Pause));
        // What came in pieces, or was no text, says nothing of the line.
        for pieces in [[&b"CB-00"[..], b"4417"], [b"\xff", b"\xfe"]] {
            let mut framer = Framer::new(None);
            framer.feed(pieces[0], now);
            framer.feed(pieces[1], now + PAUSE);
            assert_ne!(framer.quiet(now + PAUSE + DOUBT), None);
            framer.quiet(now + STALE * 2);
            assert_eq!(framer.ending(), None);
        }
    }

    #[test]
    fn what_follows_a_pause_too_soon_is_never_a_second_code() {
        let now = Instant::now();
        // It may be one scan or two; nothing that comes says which.
        let mut framer = Framer::new(None);
        framer.feed(b"CB-00", now);
        framer.feed(b"4417", now + PAUSE * 2);
        assert_eq!(framer.quiet(now + PAUSE * 2 + DOUBT), Some(Frame::Partial));
        let mut framer = Framer::new(Some(Ending::Pause));
        framer.feed(b"CB-00", now);
        assert_eq!(framer.quiet(now + PAUSE), Some(scan("CB-00")));
        framer.feed(b"4417", now + PAUSE * 2);
        assert_eq!(framer.quiet(now + PAUSE * 3), Some(Frame::Partial));
        // The terminator behind it says that what the pause ended was a piece.
        for known in [None, Some(Ending::Pause)] {
            let mut framer = Framer::new(known);
            framer.feed(b"CB-00", now);
            assert_eq!(framer.quiet(now + DOUBT), Some(scan("CB-00")));
            let got = framer.feed(b"4417\rA200\r", now + DOUBT * 2);
            assert_eq!(got, [Frame::Partial, scan("A200")]);
            assert_eq!(framer.ending(), Some(Ending::Cr));
            // Alone it takes nothing from anybody.
            let mut framer = Framer::new(known);
            framer.feed(b"CB-00", now);
            framer.quiet(now + DOUBT);
            assert_eq!(framer.feed(b"\r", now + DOUBT * 2), []);
            assert_eq!(framer.feed(b"A200\r", now + DOUBT * 2), [scan("A200")]);
            // And much later it is another scan: the scanner was set up anew.
            let mut framer = Framer::new(known);
            framer.feed(b"CB-00", now);
            framer.quiet(now + DOUBT);
            assert_eq!(framer.feed(b"A200\r", now + STALE), [scan("A200")]);
        }
    }

    #[test]
    fn every_ending_has_its_name() {
        let now = Instant::now();
        let ends = |wire: &[&[u8]]| {
            let mut framer = Framer::new(None);
            for bytes in wire {
                framer.feed(bytes, now);
            }
            framer.ending()
        };
        assert_eq!(ends(&[b"A1\r", b"A2\r"]), Some(Ending::Cr));
        assert_eq!(ends(&[b"A1\n", b"A2\r\n"]), Some(Ending::Lf));
        assert_eq!(ends(&[b"A1\r", b"\n"]), Some(Ending::CrLf));
        assert_eq!(ends(&[b"\x02A1\x03", b"\r\n"]), Some(Ending::Etx));
        assert_eq!(ends(&[b"\xff\r\n"]), None);
        let word = serde_json::to_string(&Ending::CrLf).unwrap_or_default();
        assert_eq!(word, "\"cr-lf\"");
    }

    #[test]
    fn a_pause_cuts_nothing_on_a_line_with_terminators() {
        let now = Instant::now();
        let mut learned = Framer::new(None);
        learned.feed(b"A200\r", now);
        for mut framer in [learned, Framer::new(Some(Ending::Cr))] {
            assert_eq!(framer.feed(b"CB-00", now), []);
            assert_eq!(framer.quiet(now + PAUSE * 4), None);
            assert_eq!(framer.feed(b"4417\r", now + PAUSE * 5), [scan("CB-004417")]);
        }
    }

    #[test]
    fn a_stale_piece_is_dropped_before_the_next_scan() {
        let mut framer = Framer::new(Some(Ending::Cr));
        let now = Instant::now();
        framer.feed(b"CB-00", now);
        assert_eq!(framer.quiet(now + STALE), Some(Frame::Partial));
        let got = framer.feed(b"A200\r", now + STALE * 2);
        assert_eq!(got, [scan("A200")]);
    }

    #[test]
    fn a_lost_line_takes_its_piece_with_it() {
        let mut framer = Framer::new(None);
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
        let mut framer = Framer::new(None);
        framer.feed(b"CB-00", now);
        assert_eq!(framer.feed(b"4417", now + PAUSE * 9), []);
        assert_eq!(framer.quiet(now + PAUSE * 9 + DOUBT), Some(Frame::Partial));
        let mut framer = Framer::new(Some(Ending::Cr));
        framer.feed(b"CB-00", now);
        let got = framer.feed(b"4417\rA200\r", now + STALE);
        assert_eq!(got, [Frame::Partial, scan("A200")]);
    }

    #[test]
    fn stx_and_etx_are_taken_off() {
        let mut framer = Framer::new(None);
        let now = Instant::now();
        assert_eq!(framer.feed(b"\x02A1\x03", now), [scan("A1")]);
        assert_eq!(framer.feed(b"\x02A2\x03\r\n\x02A3\r", now), ["A2", "A3"].map(scan));
        assert_eq!(framer.feed(b"A4\x03\r", now), [scan("A4")]);
        // A new beginning before the end of the old.
        let got = framer.feed(b"\x02CB-00\x02A5\x03", now);
        assert_eq!(got, [Frame::Partial, scan("A5")]);
        // In the middle, on a line that does not use it, it is noise.
        assert_eq!(Framer::new(None).feed(b"A\x02B\r", now), [Frame::Garbled]);
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
            let mut framer = Framer::new(None);
            assert_eq!(framer.feed(bytes, now), [Frame::Garbled], "{bytes:?}");
            // The line end in it taught nothing.
            framer.feed(b"A1", now);
            assert_eq!(framer.quiet(now + DOUBT), Some(scan("A1")));
        }
        let mut framer = Framer::new(None);
        framer.feed(b"\xff\xfe", now);
        assert_eq!(framer.quiet(now + DOUBT), Some(Frame::Garbled));
        let now = now + STALE;
        assert_eq!(framer.feed(b"\0\0A1\r", now), [scan("A1")]);
        assert_eq!(framer.feed(b"01A\x1d21B\r", now), [scan("01A\u{1d}21B")]);
        assert_eq!(framer.feed("Ä1\r".as_bytes(), now), [scan("Ä1")]);
    }

    #[test]
    fn an_endless_frame_is_one_report_and_little_memory() {
        let mut framer = Framer::new(None);
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
            known in any::<bool>(),
        ) {
            let wire: String = lines
                .iter()
                .map(|(line, end, stx)| match stx {
                    true => format!("\u{2}{line}\u{3}{end}"),
                    false => format!("{line}{end}"),
                })
                .collect();
            let mut framer = Framer::new(known.then_some(Ending::Cr));
            let mut now = Instant::now();
            let mut frames = Vec::new();
            let mut rest = wire.as_bytes();
            for (size, pause) in cuts.iter().cycle() {
                let (chunk, behind) = rest.split_at((*size).min(rest.len()));
                frames.extend(framer.feed(chunk, now));
                // The first frame of an unknown line may stall, but not for as long.
                let bearable = if framer.ending().is_some() { 1900 } else { 250 };
                now += Duration::from_millis(*pause % bearable);
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
            let mut framer = Framer::new(None);
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
