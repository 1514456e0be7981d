//! Batches and receipts as this database remembers them: how far each chain is here, what an office
//! has confirmed, what was written and merged.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use super::journal::{body, hash};
use super::write::Write;
use super::{Result, Store};
use crate::domain::addition::Addition;
use crate::domain::card::When;
use crate::domain::clock::Timed;
use crate::domain::event::Event;
use crate::domain::evidence::{self, Proven, Reading};
use crate::domain::hash::Hash;
use crate::domain::mark::{Gap, Mark};

/// How a chain stands here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainState {
    /// Station code.
    pub station: String,
    /// Incarnation.
    pub incarnation: String,
    /// Whether this station wrote it.
    pub own: bool,
    /// Up to where everything is here, and in one branch.
    pub sure: Option<Mark>,
    /// The ends of all branches that begin at its first event and have no gap.
    pub tips: Vec<Mark>,
    /// What is missing below the highest number that is here or that anybody claimed.
    pub gaps: Vec<Gap>,
    /// Events here.
    pub events: u64,
}

/// A batch this station wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// The bundle's ID.
    pub id: String,
    /// Number, from 1.
    pub number: u64,
    /// First and last number of the present incarnation in it; 0 where there is none.
    pub range: (u64, u64),
    /// Events in it.
    pub events: u64,
    /// When.
    pub at: When,
    /// Where.
    pub path: String,
}

/// A bundle that was merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedRow {
    /// The bundle's ID.
    pub id: String,
    /// Who wrote it.
    pub station: String,
    /// In which incarnation.
    pub incarnation: String,
    /// Number at its writer.
    pub number: u64,
    /// Over the hashes of its events.
    pub sha256: Hash,
    /// When it was merged here.
    pub at: When,
    /// When it was written, by its writer's clock.
    pub exported_ms: i64,
    /// The highest number of its writer's chain that it names.
    pub claimed_seq: u64,
    /// First eight digits of the register its writer had.
    pub register: String,
    /// Rows by class, as the columns stand: applied, already had, superseded, needs a person,
    /// parked, damaged.
    pub counts: [u64; 6],
}

const UNCONFIRMED: &str = "SELECT j.prev, j.hash, j.body
    FROM incarnation i JOIN journal j ON j.incarnation = i.id
    WHERE i.own = ?1
      AND j.seq > coalesce((SELECT c.seq FROM confirmed c WHERE c.incarnation = i.id), 0)
    ORDER BY i.id, j.seq, j.hash";

impl Store {
    /// How every chain stands that anybody here has heard of.
    pub fn chains(&self) -> Result<Vec<ChainState>> {
        let mut chains = Vec::new();
        let mut lives = self.conn.prepare_cached(
            "SELECT i.id, i.station, i.code, i.own, coalesce(c.seq, 0)
             FROM incarnation i LEFT JOIN claimed c ON c.incarnation = i.id
             ORDER BY i.station, i.id",
        )?;
        let mut lives = lives.query([])?;
        while let Some(row) = lives.next()? {
            let state = ChainState {
                station: row.get(1)?,
                incarnation: row.get(2)?,
                own: row.get(3)?,
                sure: None,
                tips: Vec::new(),
                gaps: Vec::new(),
                events: 0,
            };
            chains.push(self.walk(row.get(0)?, row.get(4)?, state)?);
        }
        Ok(chains)
    }

    /// Follows a chain from its first event, by hash and not by number alone: of two branches one
    /// may have a gap.
    fn walk(&self, incarnation: i64, claimed: u64, mut state: ChainState) -> Result<ChainState> {
        let mut events = self.conn.prepare_cached(
            "SELECT seq, hash, prev FROM journal WHERE incarnation = ?1 ORDER BY seq, hash",
        )?;
        let mut rows = events.query([incarnation])?;
        let mark = |state: &ChainState, seq, hash| Mark {
            station: state.station.clone(),
            incarnation: state.incarnation.clone(),
            seq,
            hash,
        };
        let gap = |state: &ChainState, from, to| Gap {
            station: state.station.clone(),
            incarnation: state.incarnation.clone(),
            from,
            to,
        };
        // Ends of the branches so far, and those that the present number goes on with.
        let (mut before, mut here) = (vec![Hash::ZERO], Vec::<(Hash, Hash)>::new());
        let (mut at, mut alone) = (0_u64, true);
        let step = |state: &mut ChainState,
                    before: &mut Vec<Hash>,
                    here: &mut Vec<(Hash, Hash)>,
                    at: u64,
                    alone: &mut bool| {
            let went_on = |end: &Hash| here.iter().any(|(_, prev)| prev == end);
            for end in before.iter().filter(|end| !went_on(end) && at > 1) {
                state.tips.push(mark(state, at - 1, *end));
            }
            *alone &= here.len() == 1;
            *before = here
                .drain(..)
                .filter(|(_, prev)| before.contains(prev))
                .map(|(own, _)| own)
                .collect();
            if *alone && let [only] = before[..] {
                state.sure = Some(mark(state, at, only));
            }
        };
        while let Some(row) = rows.next()? {
            let seq: u64 = row.get(0)?;
            state.events += 1;
            if seq != at {
                if at > 0 {
                    step(&mut state, &mut before, &mut here, at, &mut alone);
                }
                if seq > at + 1 {
                    state.gaps.push(gap(&state, at + 1, seq - 1));
                    // Nothing behind a gap is known to hang together with what is before it.
                    for end in before.drain(..).filter(|_| at > 0) {
                        let tip = mark(&state, at, end);
                        state.tips.push(tip);
                    }
                }
                at = seq;
            }
            here.push((hash(row, 1)?, hash(row, 2)?));
        }
        if at > 0 {
            step(&mut state, &mut before, &mut here, at, &mut alone);
            for end in before {
                let tip = mark(&state, at, end);
                state.tips.push(tip);
            }
        }
        if claimed > at {
            state.gaps.push(gap(&state, at + 1, claimed));
        }
        Ok(state)
    }

    /// Own events that no office confirmed, oldest first; with `all` those of other stations as well.
    pub fn unconfirmed(&self, all: bool) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        for own in [1, 0] {
            if own == 1 || all {
                let mut statement = self.conn.prepare_cached(UNCONFIRMED)?;
                let mut rows = statement.query([own])?;
                while let Some(row) = rows.next()? {
                    let text: String = row.get(2)?;
                    let (prev, hash) = (hash(row, 0)?, hash(row, 1)?);
                    events.push(Event { body: body(&text)?, text, prev, hash });
                }
            }
        }
        Ok(events)
    }

    /// What somebody lacks who has these marks: every event behind them, and everything of chains
    /// that they do not name or that went on otherwise there.
    pub fn lacking(&self, have: &[Mark]) -> Result<Vec<Event>> {
        let mut lives = self.conn.prepare_cached(
            "SELECT i.id, i.station, i.code, f.first_seq
             FROM incarnation i LEFT JOIN fork f ON f.incarnation = i.id ORDER BY i.id",
        )?;
        let mut events = Vec::new();
        let mut lives = lives.query([])?;
        while let Some(row) = lives.next()? {
            let id: i64 = row.get(0)?;
            let (station, code): (String, String) = (row.get(1)?, row.get(2)?);
            let forked: Option<u64> = row.get(3)?;
            let mark = have.iter().find(|mark| mark.station == station && mark.incarnation == code);
            let mut from = match mark {
                Some(mark) if self.has(mark)? => mark.seq,
                _ => 0,
            };
            if let Some(first) = forked {
                from = from.min(first.saturating_sub(1));
            }
            let mut statement = self.conn.prepare_cached(
                "SELECT prev, hash, body FROM journal WHERE incarnation = ?1 AND seq > ?2
                 ORDER BY seq, hash",
            )?;
            let mut rows = statement.query(params![id, from])?;
            while let Some(row) = rows.next()? {
                let text: String = row.get(2)?;
                let (prev, hash) = (hash(row, 0)?, hash(row, 1)?);
                events.push(Event { body: body(&text)?, text, prev, hash });
            }
        }
        Ok(events)
    }

    /// Whether this very event of a chain is here.
    pub fn has(&self, mark: &Mark) -> Result<bool> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT 1 FROM journal j JOIN incarnation i ON i.id = j.incarnation
                 WHERE j.hash = ?1 AND j.seq = ?2 AND i.station = ?3 AND i.code = ?4",
            )?
            .exists(params![mark.hash.bytes(), mark.seq, mark.station, mark.incarnation])?)
    }

    /// The texts kept beside events, forgotten ones too: that they were forgotten travels as well.
    pub fn additions_of(&self, events: &[Event]) -> Result<Vec<Addition>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT field, salt, text FROM addition WHERE hash = ?1 ORDER BY field",
        )?;
        let mut additions = Vec::new();
        for event in events {
            let mut rows = statement.query([event.hash.bytes()])?;
            while let Some(row) = rows.next()? {
                let (field, salt, text) = (row.get(0)?, row.get(1)?, row.get(2)?);
                additions.push(Addition { event: event.hash, field, salt, text });
            }
        }
        Ok(additions)
    }

    /// The number of the next batch.
    pub fn next_batch(&self) -> Result<u64> {
        Ok(self
            .conn
            .query_row("SELECT coalesce(max(number), 0) + 1 FROM batch", [], |row| row.get(0))?)
    }

    /// When a bundle was merged here first.
    pub fn merged_before(&self, id: &str) -> Result<Option<When>> {
        Ok(self
            .conn
            .prepare_cached("SELECT at_ms, utc_offset_min FROM merged WHERE id = ?1")?
            .query_row([id], |row| Ok(When { at_ms: row.get(0)?, utc_offset_min: row.get(1)? }))
            .optional()?)
    }
}

impl Write<'_> {
    /// Which of these events are not here yet.
    pub fn missing(&self, events: &[Event]) -> Result<Vec<bool>> {
        events.iter().map(|event| Ok(!self.is_here(&event.hash)?)).collect()
    }

    /// Keeps a batch that was written.
    pub fn keep_batch(&mut self, row: &BatchRow) -> Result<()> {
        self.conn().execute(
            "INSERT INTO batch VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                row.id,
                row.number,
                row.range.0,
                row.range.1,
                row.events,
                row.at.at_ms,
                row.at.utc_offset_min,
                row.path
            ],
        )?;
        Ok(())
    }

    /// Keeps a bundle that was merged; what is known of it from before stays.
    pub fn keep_merged(&mut self, row: &MergedRow) -> Result<()> {
        let [applied, already_had, superseded, needs_person, parked, damaged] = row.counts;
        self.conn().execute(
            "INSERT OR IGNORE INTO merged VALUES
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                row.id,
                row.station,
                row.incarnation,
                row.number,
                row.sha256.bytes(),
                row.at.at_ms,
                row.at.utc_offset_min,
                row.exported_ms,
                row.claimed_seq,
                row.register,
                applied,
                already_had,
                superseded,
                needs_person,
                parked,
                damaged
            ],
        )?;
        Ok(())
    }

    /// What a bundle proves of the clocks of those whose events are in it.
    pub fn clocks_proven(
        &self,
        events: &[Event],
        written: &Reading,
        read: Timed,
    ) -> Result<Vec<Proven>> {
        let mut bases = HashMap::new();
        for base in events.iter().filter_map(|event| event.body.base) {
            let found: Option<String> = self
                .conn()
                .prepare_cached("SELECT body FROM journal WHERE hash = ?1")?
                .query_row([base.bytes()], |row| row.get(0))
                .optional()?;
            if let Some(text) = found {
                bases.insert(base, body(&text)?);
            }
        }
        Ok(evidence::proven(self.world(), events, written, read, |hash| bases.get(hash)))
    }

    /// Somebody has events of a chain up to this number.
    pub fn claim(&mut self, station: &str, incarnation: &str, seq: u64) -> Result<()> {
        let key = self.incarnation(station, incarnation)?;
        self.conn()
            .prepare_cached(
                "INSERT INTO claimed VALUES (?1, ?2)
                 ON CONFLICT (incarnation) DO UPDATE SET seq = max(seq, excluded.seq)",
            )?
            .execute(params![key, seq])?;
        Ok(())
    }

    /// An office has everything of a chain up to here. It never goes back.
    pub fn confirm(&mut self, mark: &Mark, issuer: &str, at: When) -> Result<()> {
        let key = self.incarnation(&mark.station, &mark.incarnation)?;
        self.conn()
            .prepare_cached(
                "INSERT INTO confirmed VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (incarnation) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,
                     issuer = excluded.issuer, at_ms = excluded.at_ms,
                     utc_offset_min = excluded.utc_offset_min
                 WHERE excluded.seq > seq",
            )?
            .execute(params![
                key,
                mark.seq,
                mark.hash.bytes(),
                issuer,
                at.at_ms,
                at.utc_offset_min
            ])?;
        Ok(())
    }

    /// Takes texts in that fit their events. What was forgotten here stays forgotten; what was
    /// forgotten there is forgotten here as well, where `forget` says that the file is whole.
    pub fn take_additions(&mut self, additions: &[Addition], forget: bool) -> Result<()> {
        for addition in additions {
            if !self.is_here(&addition.event)? {
                continue;
            }
            if !addition.is_forgotten() {
                self.add(addition.event, &addition.field, &addition.salt, &addition.text)?;
            } else if forget {
                self.conn()
                    .prepare_cached("INSERT OR REPLACE INTO addition VALUES (?1, ?2, x'', '')")?
                    .execute(params![addition.event.bytes(), addition.field])?;
            }
        }
        Ok(())
    }
}
