//! What the whole journal comes to, and whether that is what is kept: the clock of every incarnation
//! and where it forks, the codes of walk-ups, the state of every device.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use super::aliases::aliases;
use super::clocks::{Tick, advance};
use super::forks::branches;
use super::journal::{borrower_name, hash};
use super::refold::fold_all;
use super::rows::{CustodyRow, LoanRow};
use super::write::Write;
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::clock::{Clock, Segment};
use crate::domain::device::DeviceId;
use crate::domain::fold::Folded;
use crate::domain::hash::Hash;
use crate::domain::world::World;

/// Something kept that is not what the events say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The clock of an incarnation, `STATION/INCARNATION`.
    Clock(String),
    /// Where an incarnation, `STATION/INCARNATION`, forks.
    Fork(String),
    /// Whom a code given to a walk-up names.
    Alias(String),
    /// The state of a device.
    Device(DeviceId),
}

/// What is kept of an incarnation besides its events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Life {
    /// By start of the computer, then by number.
    segments: Vec<Segment>,
    /// The first number that stands on two events.
    forked: Option<u64>,
}

/// What the events of every incarnation come to.
fn lives(conn: &Connection) -> Result<BTreeMap<i64, Life>> {
    let mut statement =
        conn.prepare("SELECT incarnation, body FROM journal ORDER BY incarnation, seq, hash")?;
    let mut rows = statement.query([])?;
    let mut lives: BTreeMap<i64, Life> = BTreeMap::new();
    let mut at: Option<(i64, u64)> = None;
    let mut clock = Clock::default();
    while let Some(row) = rows.next()? {
        let incarnation = row.get(0)?;
        let tick = Tick::read(row.get_ref(1)?.as_str().unwrap_or_default())?;
        let former = at.replace((incarnation, tick.seq));
        if let Some((former, _)) = former.filter(|(former, _)| *former != incarnation) {
            lives.entry(former).or_default().segments = std::mem::take(&mut clock).into();
        }
        if former == at {
            let _ = lives.entry(incarnation).or_default().forked.get_or_insert(tick.seq);
        }
        advance(&mut clock, &tick);
    }
    if let Some((last, _)) = at {
        lives.entry(last).or_default().segments = clock.into();
    }
    Ok(lives)
}

/// The same as it is kept.
fn kept_lives(conn: &Connection) -> Result<BTreeMap<i64, Life>> {
    let mut lives: BTreeMap<i64, Life> = BTreeMap::new();
    let mut statement = conn.prepare(
        "SELECT incarnation, first_seq, boot, skew_ms, jump_ms FROM clock_segment
         ORDER BY incarnation, boot, first_seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        lives.entry(row.get(0)?).or_default().segments.push(Segment {
            first_seq: row.get(1)?,
            boot: row.get(2)?,
            skew_ms: row.get(3)?,
            jump_ms: row.get(4)?,
        });
    }
    let mut statement = conn.prepare("SELECT incarnation, first_seq FROM fork")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        lives.entry(row.get(0)?).or_default().forked = Some(row.get(1)?);
    }
    Ok(lives)
}

/// Station and code of every incarnation.
fn incarnations(conn: &Connection) -> Result<BTreeMap<i64, (String, String)>> {
    let mut statement = conn.prepare("SELECT id, station, code FROM incarnation")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Write<'_> {
    /// Throws the projection away and works the whole journal out again. Clocks come before the
    /// devices, whose times hang on them.
    pub fn rebuild(&mut self) -> Result<u64> {
        self.make_room()?;
        self.rebuild_lives()?;
        self.rebuild_aliases()?;
        self.conn().execute_batch(
            "DELETE FROM custody; DELETE FROM loan; DELETE FROM todo; DELETE FROM label;",
        )?;
        let mut devices = 0;
        fold_all(self.conn(), self.world(), |(key, device, folded)| {
            let key = key.map_or_else(|| self.subject(device.as_str()), Ok)?;
            devices += 1;
            self.keep(key, &folded, true)
        })?;
        Ok(devices)
    }

    fn rebuild_lives(&mut self) -> Result<()> {
        let mut lives = lives(self.conn())?;
        self.conn().execute_batch("DELETE FROM clock_segment; DELETE FROM fork;")?;
        for (key, (station, code)) in incarnations(self.conn())? {
            let life = lives.remove(&key).unwrap_or_default();
            for segment in &life.segments {
                self.keep_segment(key, segment)?;
            }
            let branches = match life.forked {
                Some(from) => {
                    self.keep_fork(key, from)?;
                    branches(self.conn(), key, from)?
                }
                None => None,
            };
            self.set_segments(&station, &code, life.segments);
            self.set_branches(&station, &code, branches);
        }
        Ok(())
    }
}

impl Store {
    /// Makes the projection anew from the journal. Gives back how many devices it has.
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the lifetimes want a closure")]
    pub fn rebuild(&mut self) -> Result<u64> {
        self.transact(|write| write.rebuild())
    }

    /// Works the whole journal out and compares it with what is kept, writing nothing. What differs,
    /// at most `most` of it.
    pub fn differences(&self, most: usize) -> Result<Vec<Difference>> {
        let mut world = Cow::Borrowed(&self.world);
        let mut found = self.differing_lives(&mut world)?;
        let (wanted, kept) = (aliases(&self.conn)?, self.kept_aliases()?);
        let differing = wanted.symmetric_difference(&kept).map(|(code, _)| code.clone());
        found.extend(differing.collect::<BTreeSet<_>>().into_iter().map(Difference::Alias));
        let mut seen = 0_u64;
        fold_all(&self.conn, &world, |(_, device, folded)| {
            seen += 1;
            if found.len() < most && !self.is_kept(&device, &folded)? {
                found.push(Difference::Device(device));
            }
            Ok(())
        })?;
        let rows: u64 = self.conn.query_row("SELECT count(*) FROM custody", [], |r| r.get(0))?;
        if rows != seen && found.len() < most {
            found.extend(self.strays()?.into_iter().map(Difference::Device));
        }
        found.truncate(most);
        Ok(found)
    }

    /// Incarnations of which something else is kept than their events say. What they say is put into
    /// `world`, so that devices are judged by it.
    fn differing_lives(&self, world: &mut Cow<'_, World>) -> Result<Vec<Difference>> {
        let (mut lives, mut kept) = (lives(&self.conn)?, kept_lives(&self.conn)?);
        let names = incarnations(&self.conn)?;
        let mut found = Vec::new();
        let keys: BTreeSet<i64> = lives.keys().chain(kept.keys()).copied().collect();
        for key in keys {
            let life = lives.remove(&key).unwrap_or_default();
            let kept = kept.remove(&key).unwrap_or_default();
            if life == kept {
                continue;
            }
            let name = names.get(&key);
            let called = || name.map_or_else(|| key.to_string(), |(s, code)| format!("{s}/{code}"));
            if life.segments != kept.segments {
                found.push(Difference::Clock(called()));
            }
            if life.forked != kept.forked {
                found.push(Difference::Fork(called()));
            }
            let Some((station, code)) = name else { continue };
            let from = life.forked.map(|from| branches(&self.conn, key, from)).transpose()?;
            let world = world.to_mut();
            world.set_segments(station, code, life.segments);
            world.set_branches(station, code, from.flatten());
        }
        Ok(found)
    }

    /// Whether the projection has exactly what was folded.
    fn is_kept(&self, device: &DeviceId, folded: &Folded) -> Result<bool> {
        let Some(key) = self.key_of(device.as_str())? else { return Ok(false) };
        // A borrower without a key is in no row.
        let key_of = |id: &BorrowerId| Ok(self.key_of(&borrower_name(id))?.unwrap_or(-1));
        let custody = self
            .conn
            .prepare_cached(include_str!("sql/custody_of_device.sql"))?
            .query_row([key], CustodyRow::read)
            .optional()?;
        if custody != Some(CustodyRow::of(folded, key_of)?) {
            return Ok(false);
        }
        let mut statement = self.conn.prepare_cached(include_str!("sql/loans_of_device.sql"))?;
        let kept = statement.query_map([key], LoanRow::read)?;
        let mut kept: Vec<LoanRow> = kept.collect::<rusqlite::Result<_>>()?;
        let mut loans: Vec<LoanRow> =
            folded.loans.iter().map(|loan| LoanRow::of(loan, key_of)).collect::<Result<_>>()?;
        kept.sort();
        loans.sort();
        let mut statement =
            self.conn.prepare_cached("SELECT event, kind FROM todo WHERE device = ?1")?;
        let rows = statement.query_map([key], |row| Ok((hash(row, 0)?, row.get(1)?)))?;
        let mut todos: Vec<(Hash, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let mut wanted: Vec<(Hash, String)> =
            folded.todos.iter().map(|(hash, todo)| (*hash, todo.as_str().to_owned())).collect();
        todos.sort();
        wanted.sort();
        Ok(kept == loans && todos == wanted && self.are_labels_kept(key, &folded.custody.labels)?)
    }

    /// Devices with a state and without an event.
    fn strays(&self) -> Result<Vec<DeviceId>> {
        let mut statement = self.conn.prepare(
            "SELECT s.name FROM custody c JOIN subject s ON s.id = c.device
             WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.device = c.device)",
        )?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut strays = Vec::new();
        for name in rows {
            let device = DeviceId::from_text(name?);
            // The state of a joined device stands under its lasting identity, with events or not.
            if self.world.device_members(self.world.device(&device)).len() == 1 {
                strays.push(device);
            }
        }
        Ok(strays)
    }

    /// A hash over the whole projection: equal on every station that has the same events. Rows
    /// count by the names in them, not by this database's keys, and in no order.
    pub fn projection_hash(&self) -> Result<Hash> {
        let mut statement = self.conn.prepare(include_str!("sql/projection_by_name.sql"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut lines: Vec<Hash> = Vec::new();
        let mut line = Vec::new();
        while let Some(row) = rows.next()? {
            line.clear();
            for column in 0..columns {
                // Kind and length before each value, so that no two rows look alike.
                let (kind, value) = match row.get_ref(column)? {
                    ValueRef::Null => (b'n', Vec::new()),
                    ValueRef::Integer(number) => (b'i', number.to_be_bytes().to_vec()),
                    ValueRef::Real(number) => (b'r', number.to_be_bytes().to_vec()),
                    ValueRef::Text(text) => (b't', text.to_vec()),
                    ValueRef::Blob(bytes) => (b'b', bytes.to_vec()),
                };
                line.push(kind);
                line.extend((value.len() as u64).to_be_bytes());
                line.extend(value);
            }
            lines.push(Hash::of(&[&line]));
        }
        lines.sort_unstable();
        let parts: Vec<&[u8]> = lines.iter().map(|line| line.bytes().as_slice()).collect();
        Ok(Hash::of(&parts))
    }
}
