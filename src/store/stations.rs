//! The stations this database has heard of: what came of them last, what is missing, whether their
//! clocks are right.

use rusqlite::{OptionalExtension, params};

use super::batch::ChainState;
use super::journal::{body, hash};
use super::{Result, Store};
use crate::domain::card::When;
use crate::domain::clock::Timed;
use crate::domain::event::Body;
use crate::domain::hash::Hash;
use crate::domain::mark::Gap;

/// The newest bundle of a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastBatch {
    /// Number at the station.
    pub number: u64,
    /// When it was written (here) or merged.
    pub at: When,
}

/// That a station writes no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Since when.
    pub at: When,
    /// Why; empty where it was forgotten.
    pub reason: String,
    /// Events of the station that came in after that: the laptop revived, or its stick turned up.
    pub later: u64,
}

/// A station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationRow {
    /// Its code.
    pub station: String,
    /// Whether it is this one.
    pub own: bool,
    /// Events here.
    pub events: u64,
    /// Its newest bundle: merged here, or of this station written.
    pub last: Option<LastBatch>,
    /// Number of the register it had then, where that is known here.
    pub register: Option<u64>,
    /// First eight digits of that register; may be empty.
    pub register_hash: String,
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// What to add to its clock as of its last event, and how far off that may be, milliseconds.
    pub clock: Option<Timed>,
    /// Of this station, events that no office confirmed; of others, numbers that are missing here.
    pub unsent: u64,
    /// Whether one of its lives was continued twice.
    pub forked: bool,
    /// Whether it was closed.
    pub closed: Option<Closed>,
}

impl Store {
    /// All stations that wrote an event or sent a bundle, by code.
    pub fn stations(&self) -> Result<Vec<StationRow>> {
        let chains = self.chains()?;
        let mut rows: Vec<StationRow> = Vec::new();
        for of_station in chains.chunk_by(|a, b| a.station == b.station) {
            rows.push(self.station_row(of_station)?);
        }
        Ok(rows)
    }

    fn station_row(&self, chains: &[ChainState]) -> Result<StationRow> {
        let station = chains[0].station.as_str();
        let own = self.station().is_some_and(|own| own.code == station);
        let gaps: Vec<Gap> = chains.iter().flat_map(|chain| chain.gaps.iter().cloned()).collect();
        let missing = gaps.iter().map(|gap| gap.to.saturating_sub(gap.from).saturating_add(1));
        let forked =
            chains.iter().any(|chain| self.world().branches(station, &chain.incarnation).is_some());
        let (last, register_hash) = self.last_batch(station, own)?;
        Ok(StationRow {
            own,
            events: chains.iter().map(|chain| chain.events).sum(),
            last,
            register: self.register_number(&register_hash)?,
            register_hash,
            clock: self.clock_of(station)?,
            unsent: if own { self.unsent()? } else { missing.fold(0, u64::saturating_add) },
            gaps,
            forked,
            closed: self.closed(station)?,
            station: station.to_owned(),
        })
    }

    fn last_batch(&self, station: &str, own: bool) -> Result<(Option<LastBatch>, String)> {
        let read = |row: &rusqlite::Row<'_>| {
            let at = When { at_ms: row.get(1)?, utc_offset_min: row.get(2)? };
            Ok((LastBatch { number: row.get(0)?, at }, row.get::<_, String>(3)?))
        };
        let found = if own {
            let last = self
                .conn
                .prepare_cached(
                    "SELECT number, at_ms, utc_offset_min, '' FROM batch
                     ORDER BY number DESC LIMIT 1",
                )?
                .query_row([], read)
                .optional()?;
            let register = self.register_info()?.map(|info| info.sha256.short());
            return Ok((last.map(|(last, _)| last), register.unwrap_or_default()));
        } else {
            self.conn
                .prepare_cached(
                    "SELECT number, at_ms, utc_offset_min, register FROM merged
                     WHERE station = ?1 ORDER BY exported_ms DESC, number DESC LIMIT 1",
                )?
                .query_row([station], read)
                .optional()?
        };
        Ok(found.map_or((None, String::new()), |(last, register)| (Some(last), register)))
    }

    /// The number of a snapshot that was in use here, by the first digits of its hash.
    fn register_number(&self, short: &str) -> Result<Option<u64>> {
        if short.is_empty() {
            return Ok(None);
        }
        Ok(self
            .conn
            .prepare_cached(
                "SELECT number FROM register WHERE lower(hex(substr(sha256, 1, 4))) = ?1
                 ORDER BY number DESC LIMIT 1",
            )?
            .query_row([short], |row| row.get(0))
            .optional()?)
    }

    /// How a station's clock ran when it wrote its last event.
    fn clock_of(&self, station: &str) -> Result<Option<Timed>> {
        let text: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT j.body FROM incarnation i JOIN journal j ON j.incarnation = i.id
                 WHERE i.station = ?1 ORDER BY i.id DESC, j.seq DESC LIMIT 1",
            )?
            .query_row([station], |row| row.get(0))
            .optional()?;
        let Some(last) = text.map(|text| body(&text)).transpose()? else { return Ok(None) };
        let timed = self.world.clock(&last.station, &last.incarnation).map(|clock| {
            let timed = clock.correct(&last.boot, last.seq, last.wall_ms);
            Timed { at_ms: timed.at_ms.saturating_sub(last.wall_ms), ..timed }
        });
        Ok(timed)
    }

    /// Whether a station was closed, by the newest closing that stands.
    pub fn closed(&self, station: &str) -> Result<Option<Closed>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT hash, body FROM journal WHERE kind = 'StationClosed'")?;
        let mut rows = statement.query([])?;
        let mut found: Option<(Hash, Body)> = None;
        while let Some(row) = rows.next()? {
            let hash = hash(row, 0)?;
            let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
            let of_it = body.payload.text("station") == Some(station);
            let newer = found
                .as_ref()
                .is_none_or(|(other, old)| (old.wall_ms, *other) < (body.wall_ms, hash));
            if of_it && newer && self.world.is_live(&hash) {
                found = Some((hash, body));
            }
        }
        let Some((hash, body)) = found else { return Ok(None) };
        // What was known of the station when it was closed is in the event; the rest came later.
        let known = body.payload.int("events").unwrap_or(0);
        let now: i64 = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM incarnation i JOIN journal j ON j.incarnation = i.id
                 WHERE i.station = ?1",
            )?
            .query_row(params![station], |row| row.get(0))?;
        Ok(Some(Closed {
            at: When { at_ms: body.wall_ms, utc_offset_min: body.utc_offset_min },
            reason: self.addition(&hash, "reason")?.unwrap_or_default(),
            later: u64::try_from(now.saturating_sub(known)).unwrap_or(0),
        }))
    }
}
