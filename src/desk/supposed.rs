//! An event as it would be written next, for the fold to say what it would mean. Nothing is written.

use super::Desk;
use crate::domain::event::{Body, Moment, SCHEMA, Source};
use crate::store::Draft;

impl Desk {
    /// The body that a draft would have. What was known of its device is left to whoever asks.
    pub(super) fn supposed(&self, draft: &Draft, source: Source, now: &Moment) -> Body {
        let station = self.store.station();
        let (code, incarnation, seq) = station.map_or_else(Default::default, |station| {
            (station.code, station.incarnation, station.seq + 1)
        });
        Body {
            as_of_ms: draft.as_of_ms.map(|(at, _)| at),
            as_of_within_ms: draft.as_of_ms.map(|(_, within)| within),
            base: None,
            boot: now.boot.clone(),
            boot_ms: now.boot_ms,
            borrower: draft.borrower.clone(),
            device: draft.device.clone(),
            group: None,
            incarnation,
            kind: draft.kind.clone(),
            operator: self.operator.clone(),
            payload: draft.payload.clone(),
            register: None,
            run: None,
            saw: draft.saw.clone(),
            schema: SCHEMA,
            seq,
            serial: draft.serial.clone(),
            source,
            station: code,
            tag: draft.tag.clone(),
            utc_offset_min: now.utc_offset_min,
            wall_ms: now.wall_ms,
        }
    }
}
