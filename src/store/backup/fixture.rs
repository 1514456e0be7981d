//! For tests: a database with a journal, as a desk leaves it, without the desk.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use rusqlite::{Connection, params};

use crate::domain::event::{Body, Event, Kind, Moment, Payload, SCHEMA, Source};
use crate::domain::hash::Hash;
use crate::store::APPLICATION_ID;

/// 12 August 2026, 09:30:00 UTC.
pub(in crate::store) const NOW: i64 = 1_786_527_000_000;

/// A moment, so many seconds after [`NOW`].
pub(in crate::store) fn moment(seconds: i64) -> Moment {
    let wall_ms = NOW + seconds * 1000;
    Moment { wall_ms, utc_offset_min: 0, boot: "boot".into(), boot_ms: seconds * 1000 }
}

/// Writes events of one incarnation into a database.
pub(in crate::store) struct Desk {
    pub(in crate::store) conn: Connection,
    code: String,
    key: i64,
    seq: u64,
    last: Hash,
}

impl Desk {
    /// Makes a database of the first layout with a station in it.
    pub(in crate::store) fn new(path: &Path) -> Desk {
        let conn = Connection::open(path).unwrap();
        // Longer than the layout list is of no use here: the first layout is enough for copies.
        conn.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
             PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;
             BEGIN; {} COMMIT;",
            include_str!("../migrations/0001_initial.sql")
        ))
        .unwrap();
        Desk::begin(conn, "9f2c61ab")
    }

    /// Goes on in a new incarnation of the same database.
    pub(in crate::store) fn begin(conn: Connection, code: &str) -> Desk {
        conn.execute(
            "INSERT INTO incarnation (station, code, own, place) VALUES ('GYM-2', ?1, 1, 'here')",
            [code],
        )
        .unwrap();
        let key = conn.last_insert_rowid();
        Desk { conn, code: code.into(), key, seq: 0, last: Hash::ZERO }
    }

    /// Writes one event, as a scan does.
    pub(in crate::store) fn scan(&mut self) -> Event {
        let mut payload = Payload::default();
        payload.put("site", "MID");
        let body = Body {
            as_of_ms: None,
            as_of_within_ms: None,
            base: None,
            boot: "boot".into(),
            boot_ms: 1,
            borrower: None,
            device: None,
            group: None,
            incarnation: self.code.clone(),
            kind: Kind::Sighted,
            operator: Some("Åsa \"A\"".into()),
            payload,
            register: None,
            run: None,
            saw: None,
            schema: SCHEMA,
            seq: self.seq + 1,
            serial: None,
            source: Source::Scan,
            station: "GYM-2".into(),
            tag: Some("CB-004417".into()),
            utc_offset_min: 0,
            wall_ms: NOW,
        };
        let event = Event::seal(body, self.last);
        self.keep(&event);
        self.seq += 1;
        self.last = event.hash;
        event
    }

    /// Writes an event that came from anywhere.
    pub(in crate::store) fn keep(&self, event: &Event) {
        let sql = "INSERT INTO journal (incarnation, seq, hash, prev, body, kind)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut statement = self.conn.prepare_cached(sql).unwrap();
        let seq = i64::try_from(event.body.seq).unwrap();
        let (hash, prev) = (event.hash.bytes(), event.prev.bytes());
        let kind = event.body.kind.as_str();
        statement.execute(params![self.key, seq, hash, prev, event.text, kind]).unwrap();
    }

    /// Writes many events in one transaction.
    pub(in crate::store) fn scans(&mut self, count: u32) {
        self.conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        for _ in 0..count {
            self.scan();
        }
        self.conn.execute_batch("COMMIT").unwrap();
    }
}
