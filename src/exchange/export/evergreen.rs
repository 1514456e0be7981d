//! Evergreen's pending transactions: a JSON object a line, in the order they happened, whole seconds.

use std::io::{self, Write};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc};
use serde::Serialize;

use super::{Fate, TakesMoves, is_nobody_elsewhere};
use crate::domain::loan::Moved;

/// Writes moves for Evergreen.
#[derive(Debug)]
pub struct Evergreen<W: Write> {
    out: W,
}

impl<W: Write> Evergreen<W> {
    /// Begins an empty file.
    pub fn new(out: W) -> Evergreen<W> {
        Evergreen { out }
    }
}

/// A line, as its web client writes it.
#[derive(Debug, Serialize)]
struct Transaction<'a> {
    timestamp: i64,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Always 0: the times are corrected.
    delta: i64,
    barcode: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    patron_barcode: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checkout_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    backdate: Option<String>,
}

impl<W: Write> TakesMoves for Evergreen<W> {
    fn moved(&mut self, moved: &Moved) -> io::Result<Fate> {
        if is_nobody_elsewhere(&moved.borrower, moved.registered) {
            return Ok(Fate::WalkUp);
        }
        // A time that no calendar holds.
        let Some(local) = moved.at.local() else { return Ok(Fate::Unfit) };
        let at = Some(iso(&local.with_timezone(&Utc)));
        let timestamp = moved.at.at_ms.div_euclid(1000);
        let (delta, barcode) = (0, moved.code.as_str());
        let line = if moved.out {
            Transaction {
                timestamp,
                kind: "checkout",
                delta,
                barcode,
                patron_barcode: Some(moved.borrower.as_str()),
                checkout_time: at,
                due_date: moved.due.as_deref().and_then(|day| end_of(day, *local.offset())),
                backdate: None,
            }
        } else {
            Transaction {
                timestamp,
                kind: "checkin",
                delta,
                barcode,
                patron_barcode: None,
                checkout_time: None,
                due_date: None,
                backdate: at,
            }
        };
        serde_json::to_writer(&mut self.out, &line)?;
        self.out.write_all(b"\n")?;
        Ok(Fate::Written)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The last second of a local day. `None` where it is no day: then Evergreen's own rule dates it.
fn end_of(day: &str, offset: FixedOffset) -> Option<String> {
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let end = day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?);
    Some(iso(&offset.from_local_datetime(&end).single()?.with_timezone(&Utc)))
}

fn iso(at: &DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
