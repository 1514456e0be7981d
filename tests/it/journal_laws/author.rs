//! A station that writes events by hand: any clock, any knowledge, forks too.

use std::collections::BTreeMap;

use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::device::DeviceId;
use tagdesk::domain::event::{Body, Event, Kind, Payload, SCHEMA, Source, chain};
use tagdesk::domain::hash::Hash;

/// 12 August 2026, 09:30:00 UTC.
pub(super) const START: i64 = 1_786_527_000_000;

/// A minute, in milliseconds.
pub(super) const MINUTE: i64 = 60_000;

pub(super) fn device(name: &str) -> DeviceId {
    DeviceId::from_text(name)
}

pub(super) fn person(id: &str) -> BorrowerId {
    BorrowerId::from_text(id)
}

/// What a station knows of a device.
#[derive(Debug, Clone)]
struct Known {
    /// How many events there were in all when the last of these was written.
    age: usize,
    last: Hash,
    holder: Option<BorrowerId>,
}

/// One life of a station's database. A clone of it is a fork.
#[derive(Debug, Clone)]
pub(super) struct Author {
    pub(super) station: String,
    pub(super) incarnation: String,
    /// Names the computer: the station's own, unless its database is copied to another.
    pub(super) computer: String,
    /// Wall clock minus the true time.
    pub(super) skew_ms: i64,
    pub(super) seq: u64,
    prev: Hash,
    boot: u32,
    booted_ms: i64,
    known: BTreeMap<DeviceId, Known>,
}

impl Author {
    pub(super) fn new(station: &str, incarnation: &str) -> Author {
        Author {
            station: station.to_owned(),
            incarnation: incarnation.to_owned(),
            computer: station.to_owned(),
            skew_ms: 0,
            seq: 0,
            prev: Hash::ZERO,
            boot: 0,
            booted_ms: START - 60 * MINUTE,
            known: BTreeMap::new(),
        }
    }

    /// The computer is started again.
    pub(super) fn reboot(&mut self, now_ms: i64) {
        self.boot += 1;
        self.booted_ms = now_ms;
    }

    /// A new life of the same station: restored, or copied and noticed.
    pub(super) fn begin(&mut self, incarnation: String) {
        self.incarnation = incarnation;
        self.seq = 0;
        self.prev = Hash::ZERO;
    }

    /// Learns what another station knows.
    pub(super) fn learn(&mut self, other: &Author) {
        for (device, theirs) in &other.known {
            if self.known.get(device).is_none_or(|mine| mine.age < theirs.age) {
                self.known.insert(device.clone(), theirs.clone());
            }
        }
    }

    /// Who holds a device, as this desk would show it.
    pub(super) fn holder(&self, device: &DeviceId) -> Option<BorrowerId> {
        self.known.get(device).and_then(|known| known.holder.clone())
    }

    /// An event's content with the station's stamp; the rest is filled in by whoever calls.
    pub(super) fn body(&self, now_ms: i64, kind: Kind) -> Body {
        Body {
            as_of_ms: None,
            as_of_within_ms: None,
            base: None,
            boot: format!("{}-{}", self.computer, self.boot),
            boot_ms: now_ms.saturating_sub(self.booted_ms),
            borrower: None,
            device: None,
            group: None,
            incarnation: self.incarnation.clone(),
            kind,
            operator: None,
            payload: Payload::default(),
            register: None,
            run: None,
            saw: None,
            schema: SCHEMA,
            seq: self.seq + 1,
            serial: None,
            source: Source::Scan,
            station: self.station.clone(),
            tag: None,
            utc_offset_min: -300,
            wall_ms: now_ms.saturating_add(self.skew_ms),
        }
    }

    /// The same about a device: with what the desk knows of it.
    pub(super) fn about(&self, now_ms: i64, kind: Kind, device: &DeviceId) -> Body {
        Body {
            device: Some(device.clone()),
            base: self.known.get(device).map(|known| known.last),
            saw: self.holder(device),
            ..self.body(now_ms, kind)
        }
    }

    /// Closes a body behind the station's chain. `age` counts the events of the whole history.
    pub(super) fn seal(&mut self, age: usize, body: Body) -> Event {
        let event = Event::seal(body, self.prev);
        self.follow(age, &event);
        event
    }

    /// Closes a text that a newer program wrote: `change` works on the canonical text.
    pub(super) fn seal_text(
        &mut self,
        age: usize,
        body: &Body,
        change: impl FnOnce(String) -> String,
    ) -> Event {
        let text = change(body.canonical());
        let hash = chain(&self.prev, &text);
        let event = Event::open(text, self.prev, hash).unwrap();
        self.follow(age, &event);
        event
    }

    fn follow(&mut self, age: usize, event: &Event) {
        let body = &event.body;
        self.seq = body.seq;
        self.prev = event.hash;
        if let Some(device) = &body.device {
            let holder = match body.kind {
                Kind::Issued | Kind::Opened => body.borrower.clone(),
                Kind::Returned => None,
                _ => self.holder(device),
            };
            self.known.insert(device.clone(), Known { age, last: event.hash, holder });
        }
    }
}
