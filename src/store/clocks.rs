//! The clocks of all incarnations: the segments that their events make, kept beside the journal.

use std::borrow::Cow;

use rusqlite::params;
use serde::Deserialize;

use super::write::Write;
use super::{Error, Result, Store};
use crate::domain::clock::{Clock, Segment};
use crate::domain::event::{Body, Event, Moment};

/// What an event says of its clock. The rest of its text is passed over.
#[derive(Debug, Deserialize)]
pub(super) struct Tick<'a> {
    #[serde(borrow)]
    boot: Cow<'a, str>,
    boot_ms: i64,
    pub(super) seq: u64,
    wall_ms: i64,
}

impl Tick<'_> {
    /// Reads a stored body.
    pub(super) fn read(text: &str) -> Result<Tick<'_>> {
        serde_json::from_str(text)
            .map_err(|e| Error::Torn { path: "journal".into(), detail: e.to_string() })
    }
}

impl<'a> From<&'a Body> for Tick<'a> {
    fn from(body: &'a Body) -> Self {
        let boot = Cow::Borrowed(body.boot.as_str());
        Tick { boot, boot_ms: body.boot_ms, seq: body.seq, wall_ms: body.wall_ms }
    }
}

impl Write<'_> {
    /// Begins a segment where an own new event does not go on in the one before it.
    pub(super) fn run_clock(&mut self, incarnation: i64, body: &Body) -> Result<()> {
        let clock = self.world().clock(&body.station, &body.incarnation);
        let last = clock.and_then(|clock| clock.last(&body.boot));
        let next = Segment::next(last, body.seq, &body.boot, body.skew_ms());
        let Some(segment) = next else { return Ok(()) };
        // A jump makes the clock before it less sure, too.
        let unsure = last.map(|last| last.first_seq);
        self.keep_segment(incarnation, &segment)?;
        if let Some(from) = unsure {
            self.touch_range(incarnation, from, Some(body.seq))?;
        }
        self.push_segment(body, segment);
        Ok(())
    }

    /// Takes new events of one incarnation into its clock, in whatever order they came. They are
    /// sorted by number and hash; `before` is the highest number that was here already.
    pub(super) fn judge_clock(
        &mut self,
        incarnation: i64,
        new: &[&Event],
        before: Option<u64>,
    ) -> Result<()> {
        let Some(first) = new.first() else { return Ok(()) };
        let (station, code) = (first.body.station.clone(), first.body.incarnation.clone());
        let former = self.world().clock(&station, &code).map(Clock::segments).unwrap_or_default();
        let former = former.to_vec();
        let goes_on = before.is_none_or(|before| first.body.seq > before);
        let mut clock = Clock::from(if goes_on { former.clone() } else { Vec::new() });
        if goes_on {
            for event in new {
                advance(&mut clock, &Tick::from(&event.body));
            }
        } else {
            let conn = self.conn();
            let mut statement = conn.prepare_cached(
                "SELECT body FROM journal WHERE incarnation = ?1 ORDER BY seq, hash",
            )?;
            let mut rows = statement.query([incarnation])?;
            while let Some(row) = rows.next()? {
                advance(&mut clock, &Tick::read(row.get_ref(0)?.as_str().unwrap_or_default())?);
            }
        }
        if clock.segments() == former {
            return Ok(());
        }
        self.conn()
            .prepare_cached("DELETE FROM clock_segment WHERE incarnation = ?1")?
            .execute([incarnation])?;
        for segment in clock.segments() {
            self.keep_segment(incarnation, segment)?;
        }
        for from in unsettled(&former, clock.segments()) {
            self.touch_range(incarnation, from, None)?;
        }
        self.set_segments(&station, &code, clock.segments().to_vec());
        Ok(())
    }

    pub(super) fn keep_segment(&self, incarnation: i64, segment: &Segment) -> Result<()> {
        self.conn()
            .prepare_cached("INSERT INTO clock_segment VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                incarnation,
                segment.first_seq,
                segment.boot,
                segment.skew_ms,
                segment.jump_ms
            ])?;
        Ok(())
    }
}

/// Takes the next event, by number and hash, into a clock.
pub(super) fn advance(clock: &mut Clock, tick: &Tick<'_>) {
    let skew_ms = tick.wall_ms.saturating_sub(tick.boot_ms);
    let next = Segment::next(clock.last(&tick.boot), tick.seq, &tick.boot, skew_ms);
    if let Some(segment) = next {
        clock.put(segment);
    }
}

/// From which number on the times of events known before may be others now: one for each start of
/// the computer whose segments changed. A segment is as sure as its end, so the one before the
/// first difference counts.
fn unsettled(former: &[Segment], now: &[Segment]) -> Vec<u64> {
    let starts = former.chunk_by(|a, b| a.boot == b.boot);
    let from = starts.filter_map(|former| {
        let now: Vec<&Segment> = now.iter().filter(|s| s.boot == former[0].boot).collect();
        let same = former.iter().zip(&now).take_while(|(a, b)| a == *b).count();
        if same == former.len() && same == now.len() {
            return None;
        }
        let first = former[same.saturating_sub(1)].first_seq;
        Some(now.get(same.saturating_sub(1)).map_or(first, |s| s.first_seq.min(first)))
    });
    from.collect()
}

impl Store {
    /// The segments of an incarnation, as they are kept.
    pub(super) fn segments(&self, incarnation: i64) -> Result<Vec<Segment>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT first_seq, boot, skew_ms, jump_ms FROM clock_segment WHERE incarnation = ?1",
        )?;
        let rows = statement.query_map([incarnation], |row| {
            Ok(Segment {
                first_seq: row.get(0)?,
                boot: row.get(1)?,
                skew_ms: row.get(2)?,
                jump_ms: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The first event of the clock segment that an event written now would belong to; `None`
    /// where it would begin one.
    pub fn segment_start(&self, now: &Moment) -> Option<u64> {
        let head = self.head.as_ref()?;
        let last = self.world.clock(&head.station, &head.code)?.last(&now.boot)?;
        let skew = now.wall_ms.saturating_sub(now.boot_ms);
        let next = Segment::next(Some(last), head.seq + 1, &now.boot, skew);
        next.is_none().then_some(last.first_seq)
    }
}
