//! What a bundle proves of its writer's clock.
//!
//! Nothing is written after it is read: a clock that says otherwise is ahead by at least so much.
//! Nothing is known before it is written: an event that names another desk's as its base is no
//! earlier than that. The two are an upper and a lower bound of what must be added to the clock.
//!
//! A shared drive has a clock of its own. Where writer and reader both held theirs against it, the two
//! are known beside each other, whether the drive is right or not.

use std::collections::BTreeMap;

use super::clock::{Clock, Segment, Timed, UNMEASURED_MS};
use super::event::{Body, Event};
use super::hash::Hash;
use super::world::World;

/// The clock of a drive, as the writer of a bundle saw it and as its reader does, UTC milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DriveClock {
    /// When the bundle was written.
    pub written_ms: i64,
    /// When it was read.
    pub read_ms: i64,
}

/// A drive this near its writer's clock may have none of its own: a stick shows its computer's.
const OWN_CLOCK_MS: i64 = 3_000;

/// How long may pass between looking at a drive's clock and at one's own, milliseconds.
const LOOKED_MS: i64 = 10_000;

/// A clock that nobody ever set is off by more than this, and is no witness.
const UNSET_MS: i64 = 24 * 3_600_000;

/// Clocks part by no more than one in so many: eight seconds a day.
const PARTS: i64 = 10_000;

impl DriveClock {
    /// What must be added to a clock that showed `wall_ms` when the bundle was written, and how far off
    /// that may be, by the reader's corrected time.
    fn measure(self, wall_ms: i64, read: Timed) -> Option<(i64, i64)> {
        let ran = self.read_ms.saturating_sub(self.written_ms);
        let ahead = self.written_ms.saturating_sub(wall_ms);
        let right = read.at_ms.saturating_sub(self.read_ms);
        let tells =
            ran >= 0 && ahead.saturating_abs() > OWN_CLOCK_MS && right.saturating_abs() <= UNSET_MS;
        let within = read.within_ms.saturating_add(LOOKED_MS).saturating_add(ran / PARTS);
        tells.then(|| (ahead.saturating_add(right), within))
    }
}

/// What a clock showed when a bundle was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Station code.
    pub station: String,
    /// Incarnation.
    pub incarnation: String,
    /// Which start of the computer.
    pub boot: String,
    /// Milliseconds since that start.
    pub boot_ms: i64,
    /// Wall clock, UTC milliseconds.
    pub wall_ms: i64,
    /// What the clock of the drive showed, where writer and reader saw the same one.
    pub drive: Option<DriveClock>,
}

/// What is known now of a stretch of a clock, and was not before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Station code.
    pub station: String,
    /// Incarnation.
    pub incarnation: String,
    /// First event of the stretch.
    pub from_seq: u64,
    /// What to add to the wall clock, milliseconds.
    pub offset_ms: i64,
    /// How far off that may be, milliseconds either way.
    pub within_ms: i64,
}

/// Two readings of one stretch differ by no more than this, milliseconds.
const EVEN_MS: i64 = 2_000;

/// What the events of one stretch of a clock say of it.
struct Seen {
    from_seq: u64,
    seq: u64,
    boot: String,
    latest_wall: i64,
    /// The most that a base says must be added.
    lowest: Option<i64>,
    /// What a drive's clock says must be added, and how far off that may be.
    measured: Option<(i64, i64)>,
}

/// What events, the moment their bundle was written and the moment it was read prove beyond what is
/// known. `base` gives the event of a hash, where it is here. `read` is the reader's corrected time.
pub fn proven<'a>(
    world: &World,
    events: &[Event],
    written: &Reading,
    read: Timed,
    base: impl Fn(&Hash) -> Option<&'a Body>,
) -> Vec<Proven> {
    let mut seen: BTreeMap<(&str, &str, usize), Seen> = BTreeMap::new();
    for event in events {
        let body = &event.body;
        let Some(clock) = world.clock(&body.station, &body.incarnation) else { continue };
        let Some((index, segment)) = segment(clock, &body.boot, body.seq) else { continue };
        let of_it = seen
            .entry((&body.station, &body.incarnation, index))
            .or_insert_with(|| Seen::begin(segment, body));
        of_it.latest_wall = of_it.latest_wall.max(body.wall_ms);
        let known = body.base.as_ref().and_then(&base).filter(|base| base.station != body.station);
        if let Some(known) = known {
            let time = world.time(known);
            let least = time.at_ms.saturating_sub(time.within_ms).saturating_sub(body.wall_ms);
            of_it.lowest = Some(of_it.lowest.map_or(least, |other| other.max(least)));
        }
    }
    // The moment of writing belongs to the stretch of the last event, if the clock ran on evenly.
    let last = world.clock(&written.station, &written.incarnation).and_then(|clock| {
        let (index, segment) = segment(clock, &written.boot, u64::MAX)?;
        let skew = written.wall_ms.saturating_sub(written.boot_ms);
        (skew.saturating_sub(segment.skew_ms).saturating_abs() <= EVEN_MS).then_some(index)
    });
    if let Some(index) = last
        && let Some(of_it) = seen.get_mut(&(&*written.station, &*written.incarnation, index))
    {
        of_it.latest_wall = of_it.latest_wall.max(written.wall_ms);
        of_it.measured = written.drive.and_then(|drive| drive.measure(written.wall_ms, read));
    }
    let judged = seen.into_iter().filter_map(|((station, incarnation, _), of_it)| {
        let clock = world.clock(station, incarnation)?;
        let (offset_ms, within_ms) = of_it.judge(clock, read)?;
        Some(Proven {
            station: station.to_owned(),
            incarnation: incarnation.to_owned(),
            from_seq: of_it.from_seq,
            offset_ms,
            within_ms,
        })
    });
    judged.collect()
}

/// The stretch that a number lies in.
fn segment<'a>(clock: &'a Clock, boot: &str, seq: u64) -> Option<(usize, &'a Segment)> {
    let segments = clock.segments().iter().enumerate();
    segments.filter(|(_, s)| s.boot == boot && s.first_seq <= seq).max_by_key(|(_, s)| s.first_seq)
}

impl Seen {
    fn begin(segment: &Segment, body: &Body) -> Seen {
        Seen {
            from_seq: segment.first_seq,
            seq: body.seq,
            boot: body.boot.clone(),
            latest_wall: body.wall_ms,
            lowest: None,
            measured: None,
        }
    }

    /// Offset and uncertainty, where more is said than is known, by a drive's clock or by the bounds.
    fn judge(&self, clock: &Clock, read: Timed) -> Option<(i64, i64)> {
        let known = clock.correct(&self.boot, self.seq, 0);
        let most = read.at_ms.saturating_add(read.within_ms).saturating_sub(self.latest_wall);
        let bounds = self.between(most, known);
        let possible = |(offset, within): &(i64, i64)| {
            let least = self.lowest.unwrap_or(i64::MIN);
            offset.saturating_add(*within) >= least && offset.saturating_sub(*within) <= most
        };
        let says_more = |(offset, within): &(i64, i64)| {
            let other = offset.saturating_sub(known.at_ms).saturating_abs() > known.within_ms;
            *within < known.within_ms || other && known.within_ms >= UNMEASURED_MS
        };
        let measured = self.measured.filter(possible).filter(says_more);
        measured.into_iter().chain(bounds).min_by_key(|(_, within)| *within)
    }

    /// Offset and uncertainty, where the bounds say more than is known: both are near enough, or one
    /// of them contradicts. A clock proven wrong by so much, and by how much more nobody knows, is as
    /// unsure as it is wrong.
    fn between(&self, most: i64, known: Timed) -> Option<(i64, i64)> {
        let width = match self.lowest {
            // A base from a desk whose clock is wrong itself: this proves nothing.
            Some(least) if least > most => return None,
            Some(least) => most.saturating_sub(least),
            None => i64::MAX,
        };
        let from = known.at_ms.saturating_sub(known.within_ms);
        let to = known.at_ms.saturating_add(known.within_ms);
        // Where a clock jumped, it is known to be no further off than that.
        let jumped = known.within_ms > UNMEASURED_MS;
        let narrow = (self.lowest.unwrap_or(from).max(from), to.min(most));
        let half = narrow.1.saturating_sub(narrow.0) / 2;
        let surer = half.max(UNMEASURED_MS);
        let found = match self.lowest {
            _ if jumped && narrow.0 <= narrow.1 && surer <= known.within_ms / 2 => {
                (narrow.0.saturating_add(half), surer)
            }
            _ if most < from => (most, known.at_ms.saturating_sub(most).min(width)),
            Some(least) if least > to => (least, least.saturating_sub(known.at_ms).min(width)),
            Some(least) if width / 2 < known.within_ms => (least + width / 2, width / 2 + 1),
            _ => return None,
        };
        let unmeasured = known.within_ms >= UNMEASURED_MS;
        (unmeasured || found.1 < known.within_ms).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn seen(latest_wall: i64, lowest: Option<i64>) -> Seen {
        Seen { from_seq: 1, seq: 1, boot: "a".into(), latest_wall, lowest, measured: None }
    }

    fn judge(latest_wall: i64, lowest: Option<i64>) -> Option<(i64, i64)> {
        let segment = Segment { first_seq: 1, boot: "a".into(), skew_ms: 0, jump_ms: 0 };
        let clock = Clock::from(vec![segment]);
        seen(latest_wall, lowest).judge(&clock, Timed { at_ms: 0, within_ms: 1_000 })
    }

    #[test]
    fn a_clock_that_is_right_as_far_as_anybody_knows_stays_so() {
        assert_eq!(judge(-HOUR, None), None, "written an hour before it was read");
        assert_eq!(judge(60_000, None), None, "a minute ahead is within five");
        assert_eq!(judge(-HOUR, Some(-HOUR)), None, "bounds two hours apart say nothing");
    }

    #[test]
    fn a_clock_that_is_ahead_of_its_reader_is_corrected() {
        assert_eq!(judge(3 * HOUR, None), Some((1_000 - 3 * HOUR, 3 * HOUR - 1_000)));
        let lowest = Some(-3 * HOUR - 60_000);
        assert_eq!(judge(3 * HOUR, lowest), Some((1_000 - 3 * HOUR, 61_000)));
        assert!(judge(i64::MAX, None).is_some() && judge(i64::MIN, None).is_none());
    }

    /// A clock beside its reader's, by way of a drive that is five hours ahead of both.
    fn measured(wall_ms: i64, read: Timed, ran_ms: i64) -> Option<(i64, i64)> {
        let read_ms = read.at_ms + 5 * HOUR;
        let drive = DriveClock { written_ms: read_ms - ran_ms, read_ms };
        drive.measure(wall_ms, read)
    }

    #[test]
    fn a_drive_carries_the_time_from_one_clock_to_another() {
        let read = Timed { at_ms: 0, within_ms: 1_000 };
        assert_eq!(measured(-2 * HOUR, read, HOUR), Some((HOUR, 1_000 + LOOKED_MS + 360)));
        assert_eq!(measured(-HOUR, read, HOUR), Some((0, 1_000 + LOOKED_MS + 360)), "it is right");
        assert_eq!(measured(4 * HOUR, read, HOUR), None, "a stick has its computer's clock");
        assert_eq!(measured(-HOUR, read, -1), None, "the drive's clock was set back meanwhile");
        let unset = DriveClock { written_ms: 0, read_ms: 0 };
        assert_eq!(unset.measure(HOUR, Timed { at_ms: 50 * UNSET_MS, within_ms: 1_000 }), None);
    }

    #[test]
    fn what_a_drive_says_is_taken_where_it_says_more_and_can_be() {
        let by_drive = |measured, lowest| {
            let segment = Segment { first_seq: 1, boot: "a".into(), skew_ms: 0, jump_ms: 0 };
            let seen = Seen { measured: Some(measured), ..seen(-3 * HOUR, lowest) };
            seen.judge(&Clock::from(vec![segment]), Timed { at_ms: 0, within_ms: 1_000 })
        };
        assert_eq!(by_drive((2 * HOUR, 11_000), None), Some((2 * HOUR, 11_000)), "it is behind");
        assert_eq!(by_drive((60_000, 11_000), None), Some((60_000, 11_000)), "it is surer");
        assert_eq!(by_drive((60_000, 400_000), None), None, "it is not");
        assert_eq!(by_drive((HOUR, 400_000), None), Some((HOUR, 400_000)), "but it is other");
        assert_eq!(by_drive((4 * HOUR, 11_000), None), None, "read before it was written");
        assert_eq!(by_drive((HOUR, 11_000), Some(2 * HOUR)), Some((2 * HOUR, HOUR + 1_000)));
    }

    #[test]
    fn a_clock_that_jumped_is_as_sure_as_its_reader_makes_it() {
        let segment =
            |first_seq, jump_ms| Segment { first_seq, boot: "a".into(), skew_ms: jump_ms, jump_ms };
        let clock = Clock::from(vec![segment(1, 0), segment(2, 24 * HOUR)]);
        let read = Timed { at_ms: 0, within_ms: 1_000 };
        let late = Seen { seq: 2, ..seen(24 * HOUR, None) };
        assert_eq!(late.judge(&clock, read), Some((500 - 24 * HOUR, UNMEASURED_MS)));
        let early = Seen { seq: 2, ..seen(-HOUR, None) };
        assert_eq!(
            early.judge(&clock, read),
            None,
            "written before the jump, for all that is known"
        );
    }

    #[test]
    fn a_clock_that_is_behind_what_it_knows_is_corrected() {
        assert_eq!(judge(-3 * HOUR, Some(2 * HOUR)), Some((2 * HOUR, HOUR + 1_000)));
        assert_eq!(judge(-60_000, Some(-60_000)), Some((500, 60_501)), "both bounds are near");
        assert_eq!(judge(-HOUR, Some(5 * HOUR)), None, "the other desk's clock is wrong");
    }
}
