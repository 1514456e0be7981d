//! An event: one fact a station wrote down, with its stamp and its place in the hash chain.
//!
//! The canonical bytes are one JSON text, keys sorted, integers and strings only. They are stored
//! and sent verbatim; nobody rebuilds them from columns (design, section 4).

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::borrower::BorrowerId;
use super::device::DeviceId;
use super::hash::Hash;
use super::returning::SAW_STATUS;
use super::site::SAW_SITE;

/// The version of the body's layout that this program writes.
pub const SCHEMA: u32 = 1;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What happened. Kinds of a newer station keep their own name and fold as nothing.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
            /// Written by a newer program.
            Unknown(String),
        }

        impl Kind {
            /// The name in the journal.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$name => stringify!($name),)*
                    Self::Unknown(name) => name,
                }
            }
        }

        impl From<&str> for Kind {
            fn from(name: &str) -> Self {
                match name {
                    $(stringify!($name) => Self::$name,)*
                    _ => Self::Unknown(name.to_owned()),
                }
            }
        }
    };
}

kinds! {
    /// A device went out to a borrower. Payload: `site`, `saw_site`, `due` (local date), `loaner`.
    Issued,
    /// A device came back. Payload: `site`, `saw_site`.
    Returned,
    /// Who held it before the journal began. Payload: `file` (SHA-256), `row`.
    Opened,
    /// Belongs elsewhere now. Payload: `site`.
    SiteChanged,
    /// Whose device it is for years. Payload: `case`, the number on the case tag.
    Assigned,
    /// Nobody's device any more. `borrower` is whose it was.
    Unassigned,
    /// State of a device.
    ConditionNoted,
    /// Charger, case, stylus.
    AccessoryNoted,
    /// Lifecycle status. Payload: `status`, `on` (local date), `report`, `attachment`.
    StatusChanged,
    /// Money owed.
    ChargeRaised,
    /// Amount changed by a person.
    ChargeAdjusted,
    /// Money paid.
    ChargePaid,
    /// Money let go.
    ChargeWaived,
    /// A charge that should not have been.
    ChargeVoided,
    /// Money given back.
    Refunded,
    /// A repair begins. Payload: `problem`, `vendor`, `warranty`, `due`, `damage`.
    TicketOpened,
    /// A repair ends. Payload: `ticket`, `cents`, `parts`, `result`.
    TicketClosed,
    /// Somebody served who is on no list. Payload: `grade`, `code`; the name is an addition.
    BorrowerAdded,
    /// Two identities are one person. `borrower` is the former, payload `into` the lasting one.
    BorrowerMerged,
    /// Taken in at the desk. Payload: `site`, `model`; `new`, the tag of one with a serial.
    DeviceAdded,
    /// Two identities are one device. Payload: `other`.
    DeviceJoined,
    /// A new label. Payload: `old`, the one the desk saw, and `new`.
    TagReplaced,
    /// A signature. Payload: `version`, `by`; the name of who signed is an addition.
    AgreementSigned,
    /// On its way to another site. Payload: `to`, `from`, `transfer`.
    TransferSent,
    /// Arrived there. Payload: `site`, `saw_site`.
    TransferReceived,
    /// Seen, nothing more.
    Sighted,
    /// A remark; its text is an addition.
    NoteAdded,
    /// A stretch of work begins. Payload: `mode`, `site`, `due`, `expected`.
    RunStarted,
    /// A stretch of work ends.
    RunEnded,
    /// Takes events out of the fold. Payload: `targets`, hashes with a space between.
    Undone,
    /// A person decided a conflict. Payload: `events`, `choice`.
    Resolved,
    /// How far a clock was off. Payload: `station`, `incarnation`, `from`, `to`, `offset`, `within`.
    ClockOffset,
    /// What the district allows. Payload: `limit`, `grade_rule`, `from`.
    PolicySet,
    /// A register snapshot in use from here on. Payload: `number`, `issuer`.
    RegisterAdopted,
    /// No more events from this station.
    StationClosed,
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = Kind;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a kind of event")
            }

            fn visit_str<E>(self, name: &str) -> Result<Kind, E> {
                Ok(Kind::from(name))
            }
        }

        deserializer.deserialize_str(Name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a code came to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A scanner, or the keyboard that one pretends to be.
    Scan,
    /// Chosen or typed by a person.
    Typed,
    /// Written on paper first, entered later.
    Paper,
    /// From a file.
    Imported,
    /// In a way that only a newer program knows.
    #[serde(other)]
    Other,
}

/// A payload value. Integers and strings only, so that the text is the same everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Scalar {
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// Something a newer program wrote: kept in the event's text, read as nothing.
    Newer,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyScalar)
    }
}

struct AnyScalar;

impl<'de> Visitor<'de> for AnyScalar {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Int(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
        Ok(i64::try_from(number).map_or(Scalar::Newer, Scalar::Int))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Scalar, E> {
        Ok(Scalar::Newer)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Scalar, E> {
        Ok(Scalar::Newer)
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Newer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Scalar, A::Error> {
        while values.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Newer)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<Scalar, A::Error> {
        while values.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Newer)
    }
}

/// What belongs to one kind only. Ids and numbers; names and remarks are additions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Payload(BTreeMap<String, Scalar>);

impl Payload {
    /// The text under a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.0.get(key) {
            Some(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number under a key.
    pub fn int(&self, key: &str) -> Option<i64> {
        match self.0.get(key) {
            Some(Scalar::Int(number)) => Some(*number),
            _ => None,
        }
    }

    /// The hashes under a key, which stand with spaces between them.
    pub fn hashes(&self, key: &str) -> Vec<Hash> {
        self.text(key).unwrap_or_default().split(' ').filter_map(Hash::parse).collect()
    }

    /// Puts a text under a key; an empty text puts nothing.
    pub fn put(&mut self, key: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.insert(key.to_owned(), Scalar::Text(text));
        }
    }

    /// Puts a number under a key.
    pub fn put_int(&mut self, key: &str, number: i64) {
        self.0.insert(key.to_owned(), Scalar::Int(number));
    }

    /// Puts hashes under a key.
    pub fn put_hashes(&mut self, key: &str, hashes: &[Hash]) {
        let text: Vec<_> = hashes.iter().map(Hash::to_string).collect();
        self.put(key, text.join(" "));
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// When something happened, by the clocks of the computer it happened on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Wall clock, UTC, milliseconds since 1970.
    pub wall_ms: i64,
    /// Local offset from UTC in minutes, east positive.
    pub utc_offset_min: i32,
    /// Which start of the computer.
    pub boot: String,
    /// Milliseconds since that start, sleep included.
    pub boot_ms: i64,
}

/// The content of an event. Fields stand in the order of their names: the text is canonical.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// When it really happened, where it was entered later: UTC milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of_ms: Option<i64>,
    /// How far off `as_of_ms` may be, milliseconds either way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of_within_ms: Option<i64>,
    /// The last event of the device known at the station.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Hash>,
    /// Which start of the computer.
    pub boot: String,
    /// Milliseconds since that start.
    pub boot_ms: i64,
    /// Whom it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrower: Option<BorrowerId>,
    /// What it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// Ties the events of one command together; unique within the incarnation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Which life of the station's database.
    pub incarnation: String,
    /// What happened.
    pub kind: Kind,
    /// Who was scanning: initials or badge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// What belongs to the kind.
    #[serde(default, skip_serializing_if = "Payload::is_empty")]
    pub payload: Payload,
    /// First eight hex digits of the register snapshot in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// The run it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// Who held the device as the desk saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saw: Option<BorrowerId>,
    /// Layout version.
    pub schema: u32,
    /// Number within the incarnation, from 1, without gaps.
    pub seq: u64,
    /// Serial as the register had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// How it came in.
    pub source: Source,
    /// Which station.
    pub station: String,
    /// Tag as scanned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Local offset from UTC, minutes.
    pub utc_offset_min: i32,
    /// Wall clock, UTC milliseconds.
    pub wall_ms: i64,
}

impl Body {
    /// The canonical text.
    pub fn canonical(&self) -> String {
        // Plain data with string keys: serialising it cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Wall clock minus time since the computer's start, milliseconds: the same until somebody sets
    /// the clock.
    pub fn skew_ms(&self) -> i64 {
        self.wall_ms.saturating_sub(self.boot_ms)
    }

    /// Whether a desk command wrote it: what undo may take back unasked.
    pub fn is_desk_command(&self) -> bool {
        matches!(
            self.kind,
            Kind::Issued
                | Kind::Returned
                | Kind::SiteChanged
                | Kind::StatusChanged
                | Kind::Assigned
                | Kind::Unassigned
                | Kind::BorrowerAdded
                | Kind::DeviceAdded
                | Kind::BorrowerMerged
                | Kind::DeviceJoined
                | Kind::TagReplaced
                | Kind::TransferSent
                | Kind::TransferReceived
        )
    }

    /// Whether it changed anything, judged on what the desk saw. Undo passes over what did not.
    pub fn changed_when_written(&self) -> bool {
        let moved = [SAW_SITE, SAW_STATUS].iter().any(|saw| self.payload.text(saw).is_some());
        match self.kind {
            Kind::Issued => self.saw != self.borrower || moved,
            Kind::Returned => self.saw.is_some() || moved,
            Kind::Sighted | Kind::NoteAdded => false,
            _ => true,
        }
    }
}

/// The stamp by which an event is one and the same everywhere. Merge is set union on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// Station code.
    pub station: String,
    /// Incarnation, 8 hex digits.
    pub incarnation: String,
    /// Number within the incarnation.
    pub seq: u64,
}

impl EventId {
    /// Reads `STATION/INCARNATION/SEQ`, with the `~hash8` of a fork left aside.
    pub fn parse(text: &str) -> Option<(EventId, Option<String>)> {
        let (id, fork) = match text.split_once('~') {
            Some((id, fork)) => (id, Some(fork.to_owned())),
            None => (text, None),
        };
        let mut parts = id.split('/');
        let id = EventId {
            station: parts.next()?.to_owned(),
            incarnation: parts.next()?.to_owned(),
            seq: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some((id, fork))
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.station, self.incarnation, self.seq)
    }
}

/// An event as it is stored and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The content, read from `text`.
    pub body: Body,
    /// The canonical bytes, verbatim.
    pub text: String,
    /// Hash of the event before it in the incarnation.
    pub prev: Hash,
    /// SHA-256 over the previous hash (as 64 hex digits) and the text.
    pub hash: Hash,
}

/// Why a text is no event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not the JSON of an event.
    #[error("not an event: {0}")]
    Unreadable(String),
    /// The content does not give the hash.
    #[error("the hash does not fit the content")]
    Hash,
}

impl Event {
    /// Closes a body behind the event before it.
    pub fn seal(body: Body, prev: Hash) -> Event {
        let text = body.canonical();
        let hash = chain(&prev, &text);
        Event { body, text, prev, hash }
    }

    /// An event from its stored or received parts, checked against its hash.
    pub fn open(text: String, prev: Hash, hash: Hash) -> Result<Event, Fault> {
        if chain(&prev, &text) != hash {
            return Err(Fault::Hash);
        }
        let body: Body =
            serde_json::from_str(&text).map_err(|e| Fault::Unreadable(e.to_string()))?;
        if i64::try_from(body.seq).is_err() {
            return Err(Fault::Unreadable(format!("no number of an event: {}", body.seq)));
        }
        Ok(Event { body, text, prev, hash })
    }

    /// Its stamp.
    pub fn id(&self) -> EventId {
        EventId {
            station: self.body.station.clone(),
            incarnation: self.body.incarnation.clone(),
            seq: self.body.seq,
        }
    }
}

/// The hash of a text behind a previous hash.
pub fn chain(prev: &Hash, text: &str) -> Hash {
    Hash::of(&[prev.to_string().as_bytes(), text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> Body {
        let mut payload = Payload::default();
        payload.put("site", "MID");
        payload.put_int("limit", 1);
        Body {
            as_of_ms: Some(1),
            as_of_within_ms: Some(1),
            base: Some(Hash::ZERO),
            boot: "b".into(),
            boot_ms: 1,
            borrower: Some(BorrowerId::from_text("0048213")),
            device: Some(DeviceId::from_text("s:PF3")),
            group: Some("7".into()),
            incarnation: "9f2c61ab".into(),
            kind: Kind::Issued,
            operator: Some("AR".into()),
            payload,
            register: Some("00000000".into()),
            run: Some("r".into()),
            saw: Some(BorrowerId::from_text("1")),
            schema: SCHEMA,
            seq: 412,
            serial: Some("PF3".into()),
            source: Source::Scan,
            station: "GYM-2".into(),
            tag: Some("CB-004417".into()),
            utc_offset_min: -300,
            wall_ms: 2,
        }
    }

    #[test]
    fn canonical_text_has_sorted_keys() {
        let text = body().canonical();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        let mut sorted = keys.clone();
        sorted.sort();
        assert_eq!(keys.len(), 23, "the fixture fills every field");
        let positions: Vec<_> =
            sorted.iter().map(|k| text.find(&format!("\"{k}\":")).unwrap()).collect();
        assert!(positions.is_sorted(), "{text}");
    }

    #[test]
    fn an_event_opens_only_with_its_own_hash() {
        let event = Event::seal(body(), Hash::ZERO);
        assert_eq!(Event::open(event.text.clone(), event.prev, event.hash), Ok(event.clone()));
        let forged = event.text.replace("0048213", "0048214");
        assert_eq!(Event::open(forged, event.prev, event.hash), Err(Fault::Hash));
    }

    #[test]
    fn a_newer_kind_and_field_survive_verbatim() {
        let text = body().canonical().replace("\"Issued\"", "\"Levitated\"");
        let text = text.replace("\"scan\"", "\"thought\"");
        let text =
            text.replace("\"limit\":1", "\"limit\":[1.5,{\"a\":null}],\"x\":true,\"y\":-0.5");
        let text = text.replacen('{', "{\"aaa\":\"new\",", 1);
        let hash = chain(&Hash::ZERO, &text);
        let event = Event::open(text.clone(), Hash::ZERO, hash).unwrap();
        assert_eq!(event.body.kind, Kind::Unknown("Levitated".into()));
        assert_eq!(event.body.source, Source::Other);
        assert_eq!(
            (event.body.payload.int("limit"), event.body.payload.text("site")),
            (None, Some("MID"))
        );
        assert_eq!(event.text, text);
    }

    #[test]
    fn a_number_beyond_any_database_is_no_event() {
        let text = body().canonical().replace("\"seq\":412", &format!("\"seq\":{}", u64::MAX));
        let hash = chain(&Hash::ZERO, &text);
        assert!(matches!(Event::open(text, Hash::ZERO, hash), Err(Fault::Unreadable(_))));
    }

    #[test]
    fn event_names_are_read_back() {
        let id = Event::seal(body(), Hash::ZERO).id();
        assert_eq!(id.to_string(), "GYM-2/9f2c61ab/412");
        assert_eq!(EventId::parse("GYM-2/9f2c61ab/412"), Some((id.clone(), None)));
        assert_eq!(
            EventId::parse("GYM-2/9f2c61ab/412~0a1b2c3d"),
            Some((id, Some("0a1b2c3d".into())))
        );
        assert_eq!(EventId::parse("GYM-2/412"), None);
    }
}
