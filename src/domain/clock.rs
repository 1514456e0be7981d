//! What a station's clock was worth: segments, measured offsets, uncertainty.
//!
//! A clock is judged per segment: one start of the computer, until the difference between wall
//! clock and time since start moves by more than two seconds. The branches of a fork share numbers
//! and run on clocks of their own, so segments are told apart by the start they belong to. Nothing
//! here refuses a time.

use std::cmp::Reverse;

use super::event::{Body, Kind};
use super::hash::Hash;

/// How far an unmeasured clock may be off, milliseconds either way (design, section 4).
pub const UNMEASURED_MS: i64 = 5 * 60 * 1000;

/// A move of the wall clock against the time since start that begins a new segment.
const JUMP_MS: i64 = 2_000;

/// A stretch of one incarnation in which the clock ran evenly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// First event of the segment.
    pub first_seq: u64,
    /// Which start of the computer.
    pub boot: String,
    /// Wall clock minus time since start at the first event, milliseconds.
    pub skew_ms: i64,
    /// How far the clock jumped where this segment begins; 0 at a new start.
    pub jump_ms: i64,
}

impl Segment {
    fn place(&self) -> (&str, u64) {
        (&self.boot, self.first_seq)
    }

    /// The segment that an event begins, or `None` where it goes on in `last`, the one before it
    /// of the same start.
    pub fn next(last: Option<&Segment>, seq: u64, boot: &str, skew_ms: i64) -> Option<Segment> {
        let jump_ms = match last {
            Some(last) if last.boot == boot => skew_ms.saturating_sub(last.skew_ms),
            _ => 0,
        };
        let same =
            last.is_some_and(|last| last.boot == boot) && jump_ms.saturating_abs() <= JUMP_MS;
        (!same).then(|| Segment { first_seq: seq, boot: boot.to_owned(), skew_ms, jump_ms })
    }
}

/// A measured offset: what a `ClockOffset` event says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offset {
    /// The event that says so.
    pub hash: Hash,
    /// First event it covers.
    pub from_seq: u64,
    /// Last event it covers; `None` is the end of the segment that `from_seq` lies in.
    pub to_seq: Option<u64>,
    /// What to add to the wall clock, milliseconds.
    pub offset_ms: i64,
    /// How far off the corrected time may still be, milliseconds either way.
    pub within_ms: i64,
}

impl Offset {
    /// Reads the event: whose clock, and how far off.
    pub fn of(body: &Body, hash: Hash) -> Option<(String, String, Offset)> {
        if body.kind != Kind::ClockOffset {
            return None;
        }
        let payload = &body.payload;
        let seq = |key| payload.int(key).and_then(|n| u64::try_from(n).ok());
        let offset = Offset {
            hash,
            from_seq: seq("from")?,
            to_seq: seq("to"),
            offset_ms: payload.int("offset")?,
            within_ms: payload.int("within")?.max(0),
        };
        let station = payload.text("station")?.to_owned();
        Some((station, payload.text("incarnation")?.to_owned(), offset))
    }

    /// Whether the clock was further off than an unmeasured one may be.
    pub fn is_wrong(&self) -> bool {
        self.offset_ms.saturating_abs() > UNMEASURED_MS
    }
}

/// A time with its uncertainty, UTC milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed {
    /// When, as far as is known.
    pub at_ms: i64,
    /// How far off, either way.
    pub within_ms: i64,
}

/// The clock of one incarnation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clock {
    /// Sorted by start, then by `first_seq`.
    segments: Vec<Segment>,
    /// In any order; only those that stand.
    pub offsets: Vec<Offset>,
}

impl Clock {
    /// All segments, by start, then by `first_seq`.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Puts a segment in its place. Branches of a fork that were written in one start may begin
    /// one with the same number; that makes one segment, as unsure as the surest sign of a jump.
    pub fn put(&mut self, segment: Segment) {
        let at = self.segments.partition_point(|s| s.place() < segment.place());
        match self.segments.get_mut(at).filter(|there| there.place() == segment.place()) {
            Some(there) if there.jump_ms.saturating_abs() > segment.jump_ms.saturating_abs() => {
                there.skew_ms = segment.skew_ms;
            }
            Some(there) => *there = segment,
            None => self.segments.insert(at, segment),
        }
    }

    /// The last segment of a start of the computer.
    pub fn last(&self, boot: &str) -> Option<&Segment> {
        self.segment(boot, u64::MAX).map(|i| &self.segments[i])
    }

    /// Corrects a wall time. The narrowest offset that covers it wins, then the smallest hash;
    /// without one it is ±5 min, or ± the jump where the clock jumped at either end of the segment,
    /// or ± what it was off where it was measured last before or first after: a clock that was hours
    /// slow in the morning is not good to five minutes because the computer was started again.
    pub fn correct(&self, boot: &str, seq: u64, wall_ms: i64) -> Timed {
        let own = self.segment(boot, seq);
        let covering = self.offsets.iter().filter(|o| self.covers(o, boot, seq, own));
        if let Some(offset) = covering.min_by_key(|o| (o.within_ms, o.hash)) {
            let at_ms = wall_ms.saturating_add(offset.offset_ms);
            return Timed { at_ms, within_ms: offset.within_ms };
        }
        let jump = |i: usize| {
            let segment = self.segments.get(i).filter(|segment| segment.boot == boot);
            segment.map_or(0, |segment| segment.jump_ms.saturating_abs())
        };
        let jumped = own.map_or(0, |i| jump(i).max(jump(i + 1)));
        let within_ms = jumped.max(self.off_nearby(seq)).max(UNMEASURED_MS);
        Timed { at_ms: wall_ms, within_ms }
    }

    /// Whether an offset says that it was further off than an unmeasured clock may be: then what it
    /// says reaches beyond the segment that it was measured in.
    pub fn was_wrong(&self) -> bool {
        self.offsets.iter().any(Offset::is_wrong)
    }

    /// How far off it was where it was measured last up to a number, and first after it.
    fn off_nearby(&self, seq: u64) -> i64 {
        let key = |offset: &&Offset| (offset.within_ms, offset.hash);
        let before = self.offsets.iter().filter(|o| o.from_seq <= seq);
        let after = self.offsets.iter().filter(|o| o.from_seq > seq);
        let before = before.max_by_key(|o| (o.from_seq, Reverse(key(o))));
        let after = after.min_by_key(|o| (o.from_seq, key(o)));
        let off = |offset: &Offset| offset.offset_ms.saturating_abs();
        before.into_iter().chain(after).map(off).max().unwrap_or(0)
    }

    /// Which segment of a start of the computer a number lies in.
    fn segment(&self, boot: &str, seq: u64) -> Option<usize> {
        let at = self.segments.partition_point(|s| s.place() <= (boot, seq)).checked_sub(1)?;
        (self.segments[at].boot == boot).then_some(at)
    }

    fn covers(&self, offset: &Offset, boot: &str, seq: u64, own: Option<usize>) -> bool {
        seq >= offset.from_seq
            && match offset.to_seq {
                Some(to) => seq <= to,
                None => own.is_some() && own == self.segment(boot, offset.from_seq),
            }
    }
}

impl From<Clock> for Vec<Segment> {
    fn from(clock: Clock) -> Vec<Segment> {
        clock.segments
    }
}

impl From<Vec<Segment>> for Clock {
    fn from(mut segments: Vec<Segment>) -> Clock {
        segments.sort_by(|a, b| a.place().cmp(&b.place()));
        Clock { segments, offsets: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(steps: &[(u64, &str, i64)]) -> Clock {
        let mut clock = Clock::default();
        for &(seq, boot, skew) in steps {
            if let Some(segment) = Segment::next(clock.last(boot), seq, boot, skew) {
                clock.put(segment);
            }
        }
        clock
    }

    fn offset(from: u64, to: Option<u64>, offset_ms: i64, within_ms: i64) -> Offset {
        let hash = Hash::of(&[&within_ms.to_be_bytes()]);
        Offset { hash, from_seq: from, to_seq: to, offset_ms, within_ms }
    }

    #[test]
    fn a_jump_begins_a_segment_and_widens_both_sides() {
        let hour = 3_600_000;
        let clock = clock(&[(1, "a", 0), (2, "a", 1_500), (3, "a", hour), (4, "b", 0)]);
        let starts: Vec<_> = clock.segments().iter().map(|s| s.first_seq).collect();
        assert_eq!(starts, [1, 3, 4]);
        assert_eq!(clock.correct("a", 2, 0).within_ms, hour);
        assert_eq!(clock.correct("a", 3, 0).within_ms, hour);
        assert_eq!(clock.correct("b", 4, 0), Timed { at_ms: 0, within_ms: UNMEASURED_MS });
    }

    #[test]
    fn the_narrowest_offset_of_the_segment_wins() {
        let mut clock = clock(&[(1, "b", 0), (10, "a", 0)]);
        clock.offsets = vec![offset(3, None, 60_000, 30_000), offset(1, Some(20), 5_000, 90_000)];
        assert_eq!(clock.correct("b", 4, 0).at_ms, 60_000);
        assert_eq!(clock.correct("b", 2, 0).at_ms, 5_000, "before the narrow one begins");
        assert_eq!(clock.correct("a", 11, 0).at_ms, 5_000, "it ends with its segment");
        assert_eq!(clock.correct("a", 21, 0), Timed { at_ms: 0, within_ms: UNMEASURED_MS });
    }

    #[test]
    fn a_clock_that_was_wrong_is_not_trusted_in_the_stretches_beside() {
        let hour = 3_600_000;
        let mut clock = clock(&[(1, "a", 0), (10, "b", 0), (20, "c", 0), (30, "d", 0)]);
        clock.offsets = vec![offset(12, None, -9 * hour, 600_000)];
        let within = |clock: &Clock, boot, seq| clock.correct(boot, seq, 0).within_ms;
        assert_eq!(clock.correct("b", 15, 0), Timed { at_ms: -9 * hour, within_ms: 600_000 });
        assert_eq!(within(&clock, "a", 1), 9 * hour, "before it was measured");
        assert_eq!(within(&clock, "c", 25), 9 * hour, "and after");
        clock.offsets.push(offset(30, None, 60_000, 60_000));
        assert_eq!(within(&clock, "c", 25), 9 * hour, "set right somewhere in between");
        assert_eq!(within(&clock, "d", 31), 60_000);
        clock.offsets.push(offset(20, None, 2_000, 60_000));
        assert_eq!(within(&clock, "c", 25), 60_000);
        assert_eq!(within(&clock, "e", 40), UNMEASURED_MS, "it is right by now");
    }

    #[test]
    fn branches_of_a_fork_run_on_clocks_of_their_own() {
        let hour = 3_600_000;
        let mut clock =
            clock(&[(1, "a", 0), (2, "a", 0), (2, "b", 9), (3, "b", hour), (3, "a", 1)]);
        assert_eq!(clock.segments().len(), 3);
        assert_eq!(clock.correct("a", 3, 0).within_ms, UNMEASURED_MS);
        assert_eq!(clock.correct("b", 2, 0).within_ms, hour - 9);
        clock.offsets = vec![offset(1, None, 5, 1)];
        assert_eq!(clock.correct("a", 3, 0).at_ms, 5);
        assert_eq!(
            clock.correct("b", 3, 0).at_ms,
            0,
            "the other computer's clock was not measured"
        );
    }
}
