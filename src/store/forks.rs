//! Incarnations that were continued twice: from which number on, and which event is in which branch.

use rusqlite::params;

use super::journal::hash;
use super::write::Write;
use super::{Result, Store};
use crate::domain::branch::{Branches, Link};
use crate::domain::event::Event;
use crate::domain::world::World;

impl Write<'_> {
    /// Takes new events of one incarnation into its branches. `forked` is the first of their numbers
    /// that stands on another event, too.
    pub(super) fn judge_branches(
        &mut self,
        incarnation: i64,
        new: &[&Event],
        forked: Option<u64>,
    ) -> Result<()> {
        let Some(body) = new.first().map(|event| &event.body) else { return Ok(()) };
        let (station, code) = (body.station.as_str(), body.incarnation.as_str());
        let former = self.world().branches(station, code).map(Branches::first_shared);
        let Some(from) = former.into_iter().chain(forked).min() else { return Ok(()) };
        if former == Some(from) && new.iter().all(|event| event.body.seq < from) {
            return Ok(());
        }
        if former != Some(from) {
            self.keep_fork(incarnation, from)?;
        }
        let branches = branches(self.conn(), incarnation, from)?;
        self.set_branches(station, code, branches);
        // What was one chain is two now, or a loose end has found its place.
        self.touch_range(incarnation, from, None)
    }

    pub(super) fn keep_fork(&self, incarnation: i64, from: u64) -> Result<()> {
        self.conn()
            .prepare_cached("INSERT OR REPLACE INTO fork VALUES (?1, ?2)")?
            .execute(params![incarnation, from])?;
        Ok(())
    }
}

impl Store {
    /// Reads the branches of all forked incarnations: few, and mostly none.
    pub(super) fn load_branches(&self, world: &mut World) -> Result<()> {
        let mut statement = self.conn.prepare(
            "SELECT i.id, i.station, i.code, f.first_seq
             FROM fork f JOIN incarnation i ON i.id = f.incarnation",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (station, code): (String, String) = (row.get(1)?, row.get(2)?);
            let branches = branches(&self.conn, row.get(0)?, row.get(3)?)?;
            world.set_branches(&station, &code, branches);
        }
        Ok(())
    }
}

/// The branches of an incarnation from its first shared number on.
pub(super) fn branches(
    conn: &rusqlite::Connection,
    incarnation: i64,
    from: u64,
) -> Result<Option<Branches>> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, hash, prev FROM journal WHERE incarnation = ?1 AND seq >= ?2",
    )?;
    let rows = statement.query_map(params![incarnation, from], |row| {
        Ok(Link { seq: row.get(0)?, hash: hash(row, 1)?, prev: hash(row, 2)? })
    })?;
    Ok(Branches::of(rows.collect::<rusqlite::Result<_>>()?))
}
