//! Runs, and the lines of what happened in them: what the list beside the desk shows.

use std::collections::BTreeMap;

use rusqlite::params;

use super::journal::{body, borrower_name, borrower_of, hash, hash_or_none};
use super::write::Write;
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::device::DeviceId;
use crate::domain::event::{EventId, Kind};
use crate::domain::hash::Hash;
use crate::domain::returning::Returning;

/// A run of any station, from its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// `STATION/INCARNATION/SEQ` of its beginning.
    pub id: String,
    /// Station code.
    pub station: String,
    /// Name, from beside the chain; the ID where it was forgotten.
    pub name: String,
    /// Mode word.
    pub mode: String,
    /// Place as people say it.
    pub place: String,
    /// Site code.
    pub site: String,
    /// Due date, local.
    pub due: Option<String>,
    /// Who is expected, as the desk wrote it.
    pub expected: String,
    /// What it says of every device that comes back.
    pub returning: Returning,
    /// When it began.
    pub started: When,
    /// When it ended.
    pub ended: Option<When>,
}

impl Run {
    /// Texts in the order of [`Listing::Runs`](super::Listing)'s columns.
    pub(super) fn line(self) -> [String; 8] {
        [
            self.id,
            self.name,
            self.station,
            self.mode,
            self.site,
            self.due.unwrap_or_default(),
            self.started.iso(),
            self.ended.map(When::iso).unwrap_or_default(),
        ]
    }
}

/// A line to be kept.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Which run.
    pub run: &'a str,
    /// When.
    pub at: When,
    /// Outcome word.
    pub outcome: &'a str,
    /// Tag or code.
    pub code: &'a str,
    /// Device concerned.
    pub device: Option<&'a DeviceId>,
    /// Person concerned.
    pub borrower: Option<&'a BorrowerId>,
    /// Who had it before.
    pub from: Option<&'a BorrowerId>,
    /// The event written, the last of a command of several.
    pub event: Option<Hash>,
}

/// A line read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// Number within the run, from 1.
    pub number: u64,
    /// When.
    pub at: When,
    /// Outcome word.
    pub outcome: String,
    /// Tag or code.
    pub code: String,
    /// Person concerned.
    pub borrower: Option<BorrowerId>,
    /// Who had it before.
    pub from: Option<BorrowerId>,
    /// The event written, the last of a command of several.
    pub event: Option<Hash>,
    /// That event's stamp.
    pub name: Option<EventId>,
    /// Where it was written on paper first: the time there.
    pub paper: Option<When>,
}

impl Write<'_> {
    /// Keeps a line as the next of its run.
    pub fn line(&mut self, line: &Line<'_>) -> Result<()> {
        let device = line.device.map(|id| self.subject(id.as_str())).transpose()?;
        let person =
            |id: Option<&BorrowerId>| id.map(|id| self.subject(&borrower_name(id))).transpose();
        self.conn().prepare_cached(include_str!("sql/keep_line.sql"))?.execute(params![
            line.run,
            line.at.at_ms,
            line.at.utc_offset_min,
            line.outcome,
            line.code,
            device,
            person(line.borrower)?,
            person(line.from)?,
            line.event.map(|hash| hash.bytes().to_vec()),
        ])?;
        Ok(())
    }
}

impl Store {
    /// The newest lines of a run.
    pub fn lines(&self, run: &str, most: u32) -> Result<Vec<LineRow>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/lines.sql"))?;
        let rows = statement.query_map(params![run, most], |row| {
            let person = |name: Option<String>| name.map(|name| borrower_of(&name));
            let station: Option<String> = row.get(8)?;
            let name = match station {
                Some(station) => {
                    Some(EventId { station, incarnation: row.get(9)?, seq: row.get(10)? })
                }
                None => None,
            };
            let paper = match row.get::<_, Option<i64>>(11)? {
                Some(at_ms) => Some(When { at_ms, utc_offset_min: row.get(12)? }),
                None => None,
            };
            Ok(LineRow {
                number: row.get(0)?,
                at: When { at_ms: row.get(1)?, utc_offset_min: row.get(2)? },
                outcome: row.get(3)?,
                code: row.get(4)?,
                borrower: person(row.get(5)?),
                from: person(row.get(6)?),
                event: hash_or_none(row, 7)?,
                name,
                paper,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How often each outcome stands in a run.
    pub fn outcomes(&self, run: &str) -> Result<BTreeMap<String, u64>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT outcome, count(*) FROM run_line WHERE run = ?1 GROUP BY 1")?;
        let rows = statement.query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When the newest lines that moved a device were written, newest first.
    pub fn pace(&self, run: &str, most: u32) -> Result<Vec<i64>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT wall_ms FROM run_line WHERE run = ?1
             AND outcome IN ('issued', 'returned', 'handed-over', 'swapped')
             ORDER BY number DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![run, most], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All runs, oldest first; only this station's where `own`.
    pub fn runs(&self, own: bool) -> Result<Vec<Run>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/runs.sql"))?;
        let mut rows = statement.query([own])?;
        let mut runs: Vec<Run> = Vec::new();
        while let Some(row) = rows.next()? {
            let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
            let hash = hash(row, 0)?;
            if !self.world.is_live(&hash) {
                continue;
            }
            let at =
                When { at_ms: self.world.time(&body).at_ms, utc_offset_min: body.utc_offset_min };
            let id = body.run.clone().unwrap_or_default();
            if body.kind == Kind::RunEnded {
                if let Some(run) = runs.iter_mut().find(|run| run.id == id) {
                    run.ended = Some(at);
                }
                continue;
            }
            let text = |key| body.payload.text(key).unwrap_or_default().to_owned();
            runs.push(Run {
                name: self.addition(&hash, "name")?.unwrap_or_else(|| id.clone()),
                place: self.addition(&hash, "place")?.unwrap_or_default(),
                id,
                mode: text("mode"),
                site: text("site"),
                due: body.payload.text("due").map(str::to_owned),
                expected: text("expected"),
                returning: Returning::read(
                    &body.payload,
                    self.addition(&hash, "note")?.unwrap_or_default(),
                ),
                started: at,
                ended: None,
                station: body.station,
            });
        }
        Ok(runs)
    }

    /// How many people are expected by sites, grades, homerooms or a list, and how many of those
    /// hold a device now. `holding` false counts those who hold none. `filter` is a JSON object of
    /// arrays with these names; an empty array fits everybody.
    pub fn expected(&self, filter: &str, holding: bool) -> Result<(u64, u64)> {
        let lists: BTreeMap<String, Vec<String>> = serde_json::from_str(filter).unwrap_or_default();
        let asked = |list: &str| lists.get(list).is_some_and(|list| !list.is_empty());
        Ok(self
            .conn
            .prepare_cached(&expected_query(asked))?
            .query_row(params![filter, holding], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}

/// How people are expected: the list's name, its column, and the index that finds them by it. The one
/// that leaves fewest comes first.
const EXPECTED_BY: [(&str, &str, &str); 4] = [
    ("list", "id", ""),
    ("homerooms", "homeroom", " INDEXED BY borrower_homeroom"),
    ("grades", "grade", " INDEXED BY borrower_grade"),
    ("sites", "site", " INDEXED BY borrower_site"),
];

/// The question who is expected. Only what is asked for stands in it. Its index is named: SQLite takes
/// every list for a long one, and would rather read everybody.
pub(super) fn expected_query(asked: impl Fn(&str) -> bool) -> String {
    let mut query = include_str!("sql/expected.sql").trim_end().to_owned();
    let mut by = EXPECTED_BY.into_iter().filter(|(list, ..)| asked(list)).peekable();
    query.push_str(by.peek().map_or("", |(.., index)| index));
    query.push_str(" WHERE b.active = 1");
    for (list, column, _) in by {
        let part = format!(" AND b.{column} IN (SELECT value FROM json_each(?1, '$.{list}'))");
        query.push_str(&part);
    }
    query
}
