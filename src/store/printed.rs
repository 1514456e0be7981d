//! What paper says beyond lists: loans of some people, where devices are fetched, which batch brought
//! an event.

use std::collections::HashMap;

use super::journal::borrower_name;
use super::{Error, Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::device::Status;
use crate::domain::event::Body;
use crate::domain::listed::Pulled;
use crate::domain::loan::Lent;

/// A batch as far as it says how an event came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Carried {
    station: String,
    incarnation: String,
    number: u64,
    /// First and last number of the chain in it.
    range: (u64, u64),
    /// Written here, and when.
    written_ms: Option<i64>,
}

/// Batches written and merged here, by how far they go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batches(Vec<Carried>);

impl Batches {
    /// Number of the first batch of its station that has an event; `None` while there is none.
    pub fn of(&self, body: &Body) -> Option<u64> {
        let has = |batch: &&Carried| {
            batch.station == body.station
                && batch.incarnation == body.incarnation
                && (batch.range.0..=batch.range.1).contains(&body.seq)
                // A number may stand for another life of this station, too.
                && batch.written_ms.is_none_or(|at| at >= body.wall_ms)
        };
        self.0.iter().find(has).map(|batch| batch.number)
    }
}

impl Store {
    /// What some people have now, by person.
    pub fn lent_to(&self, people: &[BorrowerId]) -> Result<Vec<Lent>> {
        let names: Vec<String> = people.iter().map(borrower_name).collect();
        let names = serde_json::to_string(&names).unwrap_or_default();
        let mut keys = self.conn.prepare_cached(include_str!("sql/lent_to.sql"))?;
        let mut rows = keys.query([names])?;
        let mut lent = Vec::new();
        while let Some(row) = rows.next()? {
            lent.push(self.lent_by(row)?);
        }
        Ok(lent)
    }

    /// What everybody of the register has, and what is theirs for years, by ID.
    pub fn pulled(&self) -> Result<HashMap<String, Vec<Pulled>>> {
        let mut pulled: HashMap<String, Vec<Pulled>> = HashMap::new();
        self.each(include_str!("sql/pulled.sql"), |row| {
            let seen = match (row.get(7)?, row.get(8)?) {
                (Some(at_ms), Some(station)) => {
                    Some((When { at_ms, utc_offset_min: row.get(9)? }, station))
                }
                _ => None,
            };
            pulled.entry(row.get(0)?).or_default().push(Pulled {
                tag: row.get(1)?,
                model: row.get(2)?,
                site: row.get(3)?,
                status: Status::parse(&row.get::<_, String>(4)?).unwrap_or_default(),
                held: row.get(5)?,
                elsewhere: row.get(6)?,
                seen,
            });
            Ok::<_, Error>(())
        })?;
        Ok(pulled)
    }

    /// The batches of this and of other stations that are known here.
    pub fn batches(&self) -> Result<Batches> {
        let mut batches = Vec::new();
        self.each(include_str!("sql/carried.sql"), |row| {
            batches.push(Carried {
                station: row.get(0)?,
                incarnation: row.get(1)?,
                number: row.get(2)?,
                range: (row.get(3)?, row.get(4)?),
                written_ms: row.get(5)?,
            });
            Ok::<_, Error>(())
        })?;
        Ok(Batches(batches))
    }
}
