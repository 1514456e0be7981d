//! The journal: sealing own events behind the chain, taking in others' as a set, reading back.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{OptionalExtension, Row, params};

use super::indexes::set_aside;
use super::watch::Watch;
use super::write::Write;
use super::{Error, Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;
use crate::domain::event::{Body, Event, EventId, Kind, Moment, Payload, SCHEMA, Source};
use crate::domain::fold;
use crate::domain::hash::Hash;
use crate::domain::order::Entry;
use crate::domain::world::World;

/// What a command wants written; the store puts the stamp on.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What happened.
    pub kind: Kind,
    /// To which device.
    pub device: Option<DeviceId>,
    /// Concerning whom.
    pub borrower: Option<BorrowerId>,
    /// Who held the device as the desk saw it.
    pub saw: Option<BorrowerId>,
    /// Tag as scanned.
    pub tag: Option<String>,
    /// Serial as the register had it.
    pub serial: Option<String>,
    /// When it really happened, and how far off that may be: UTC milliseconds, milliseconds.
    pub as_of_ms: Option<(i64, i64)>,
    /// It rests on the event before it of the same command, which it names under this key.
    pub rests_on_last: Option<&'static str>,
    /// What belongs to the kind.
    pub payload: Payload,
    /// Names and remarks, kept beside the chain under a field name.
    pub additions: Vec<(&'static str, String)>,
}

impl Draft {
    /// A draft with nothing but its kind.
    pub fn new(kind: Kind) -> Draft {
        Draft {
            kind,
            device: None,
            borrower: None,
            saw: None,
            tag: None,
            serial: None,
            as_of_ms: None,
            rests_on_last: None,
            payload: Payload::default(),
            additions: Vec::new(),
        }
    }

    /// Puts a text into the payload.
    #[must_use]
    pub fn with(mut self, key: &str, text: &str) -> Draft {
        self.payload.put(key, text);
        self
    }
}

/// What all events of one command share.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// When.
    pub now: &'a Moment,
    /// Who is scanning.
    pub operator: Option<&'a str>,
    /// In which run.
    pub run: Option<&'a str>,
    /// How it came in.
    pub source: Source,
}

/// What a merge brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Events that were not here.
    pub new: u64,
    /// Events that were here already.
    pub known: u64,
    /// Stamps that now have two different events: a restored or copied database. Both are kept.
    pub forks: Vec<EventId>,
}

pub(super) const NEWEST_FIRST: &str = "SELECT j.prev, j.hash, j.body
    FROM incarnation i JOIN journal j ON j.incarnation = i.id
    WHERE i.own = 1 AND j.kind <> 'Undone' ORDER BY i.id DESC, j.seq DESC";

pub(super) const UNSENT: &str = "SELECT coalesce(sum(max(0,
    (SELECT max(seq) FROM journal WHERE incarnation = i.id)
    - coalesce((SELECT seq FROM confirmed WHERE incarnation = i.id), 0))), 0)
    FROM incarnation i WHERE i.own = 1
    AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'role' AND value = 'office')";

/// So many events at once are many.
const MANY: usize = 1_000;

/// From so many new events on, indexes are made behind them where they are most of what will be here.
const MOST: usize = 10_000;

/// What a merge brings of one incarnation.
struct Life<'a> {
    /// The highest number that was here before.
    before: Option<u64>,
    new: Vec<&'a Event>,
}

impl Write<'_> {
    /// Seals drafts behind this station's chain as one command and brings the projection up.
    ///
    /// # Errors
    /// [`Error::NoStation`] before `init`.
    pub fn append(&mut self, stamp: Stamp<'_>, drafts: Vec<Draft>) -> Result<Vec<Event>> {
        let group = (drafts.len() > 1).then(|| self.head().map(|head| (head.seq + 1).to_string()));
        let group = group.transpose()?;
        self.append_all(stamp, drafts, group.as_ref())
    }

    /// The same as a further part of a command, whose name is given once it has begun.
    ///
    /// # Errors
    /// [`Error::NoStation`] before `init`.
    pub fn append_to(
        &mut self,
        command: &mut Option<String>,
        stamp: Stamp<'_>,
        drafts: Vec<Draft>,
    ) -> Result<Vec<Event>> {
        if command.is_none() && !drafts.is_empty() {
            *command = Some((self.head()?.seq + 1).to_string());
        }
        self.append_all(stamp, drafts, command.as_ref())
    }

    /// Seals drafts as a command each, and brings the projection up once for all of them.
    ///
    /// # Errors
    /// [`Error::NoStation`] before `init`.
    pub fn append_each(&mut self, stamp: Stamp<'_>, drafts: Vec<Draft>) -> Result<Vec<Event>> {
        self.append_all(stamp, drafts, None)
    }

    fn append_all(
        &mut self,
        stamp: Stamp<'_>,
        drafts: Vec<Draft>,
        group: Option<&String>,
    ) -> Result<Vec<Event>> {
        let mut events = Vec::with_capacity(drafts.len());
        let mut last: HashMap<DeviceId, Hash> = HashMap::new();
        for mut draft in drafts {
            if let (Some(key), Some(Event { hash, .. })) = (draft.rests_on_last, events.last()) {
                draft.payload.put_hashes(key, &[*hash]);
            }
            let device = draft.device.as_ref().map(|id| self.world().device(id).clone());
            let base = match &device {
                Some(id) => {
                    last.get(id).copied().map_or_else(|| self.last_event(id), |h| Ok(Some(h)))?
                }
                None => None,
            };
            let event = self.seal(stamp, draft, base, group.cloned())?;
            last.extend(device.map(|id| (id, event.hash)));
            events.push(event);
        }
        self.bring_up(&events.iter().collect::<Vec<_>>(), |_, _| Ok(()))?;
        Ok(events)
    }

    fn seal(
        &mut self,
        stamp: Stamp<'_>,
        mut draft: Draft,
        base: Option<Hash>,
        group: Option<String>,
    ) -> Result<Event> {
        let mut additions = Vec::new();
        for (field, text) in draft.additions {
            let salt = *uuid::Uuid::new_v4().as_bytes();
            let digest = Hash::of(&[&salt, text.as_bytes()]);
            draft.payload.put(&format!("{field}_sha256"), digest.to_string());
            additions.push((field, salt, text));
        }
        let head = self.head()?;
        let body = Body {
            as_of_ms: draft.as_of_ms.map(|(at, _)| at),
            as_of_within_ms: draft.as_of_ms.map(|(_, within)| within),
            base,
            boot: stamp.now.boot.clone(),
            boot_ms: stamp.now.boot_ms,
            borrower: draft.borrower,
            device: draft.device,
            group,
            incarnation: head.code.clone(),
            kind: draft.kind,
            operator: stamp.operator.map(str::to_owned),
            payload: draft.payload,
            register: head.register.clone(),
            run: stamp.run.map(str::to_owned),
            saw: draft.saw,
            schema: SCHEMA,
            seq: head.seq + 1,
            serial: draft.serial.filter(|serial| !serial.is_empty()),
            source: stamp.source,
            station: head.station.clone(),
            tag: draft.tag.filter(|tag| !tag.is_empty()),
            utc_offset_min: stamp.now.utc_offset_min,
            wall_ms: stamp.now.wall_ms,
        };
        let event = Event::seal(body, head.hash);
        let incarnation = head.incarnation;
        self.insert(incarnation, &event)?;
        for (field, salt, text) in additions {
            self.add(event.hash, field, &salt, &text)?;
        }
        self.run_clock(incarnation, &event.body)?;
        self.advance(&event)?;
        Ok(event)
    }

    /// Takes in events of any station: set union on (station, incarnation, seq, hash). Each must
    /// have been opened against its hash.
    pub fn merge(&mut self, events: &[Event]) -> Result<Merged> {
        self.merge_watched(events, &Watch::new())
    }

    /// The same; `watch` counts each event twice: taken in, and folded.
    ///
    /// # Errors
    /// The disk's; [`Error::Cancelled`] where the watch says so.
    pub fn merge_watched(&mut self, events: &[Event], watch: &Watch) -> Result<Merged> {
        let count = events.len() as u64;
        watch.begin(2 * count);
        if events.len() >= MANY {
            self.make_room()?;
        }
        let mut keys: HashMap<(&str, &str), i64> = HashMap::new();
        let mut lives: BTreeMap<i64, Life<'_>> = BTreeMap::new();
        let mut new: Vec<(i64, &Event)> = Vec::new();
        let mut seen: HashSet<Hash> = HashSet::new();
        for event in events {
            let name = (event.body.station.as_str(), event.body.incarnation.as_str());
            let key = if let Some(key) = keys.get(&name) {
                *key
            } else {
                let key = self.incarnation(name.0, name.1)?;
                lives.insert(key, Life { before: self.highest(key)?, new: Vec::new() });
                keys.insert(name, key);
                key
            };
            if !self.is_here(&event.hash)? && seen.insert(event.hash) {
                new.push((key, event));
                if let Some(life) = lives.get_mut(&key) {
                    life.new.push(event);
                }
            }
        }
        self.insert_all(&new, watch)?;
        watch.reach(count)?;
        let new: Vec<&Event> = new.into_iter().map(|(_, event)| event).collect();
        let mut merged = Merged { new: new.len() as u64, ..Merged::default() };
        merged.known = events.len() as u64 - merged.new;
        let own = self.head().ok().map(|head| head.incarnation);
        for (key, life) in &mut lives {
            life.new.sort_by_key(|event| (event.body.seq, event.hash));
            self.judge_clock(*key, &life.new, life.before)?;
            let found = merged.forks.len();
            self.find_forks(*key, life, &mut merged.forks)?;
            let forked = merged.forks.get(found).map(|first| first.seq);
            self.judge_branches(*key, &life.new, forked)?;
        }
        self.bring_up(&new, |folded, all| watch.reach(count + folded * count / all))?;
        if own.and_then(|own| lives.get(&own)).is_some_and(|life| !life.new.is_empty()) {
            // This very life went on elsewhere: its file was put back without being noticed.
            self.begin_anew()?;
        }
        Ok(merged)
    }

    /// The stamps of new events that stand on another event, too.
    fn find_forks(
        &self,
        incarnation: i64,
        life: &Life<'_>,
        forks: &mut Vec<EventId>,
    ) -> Result<()> {
        for same in life.new.chunk_by(|a, b| a.body.seq == b.body.seq) {
            let [first, ..] = same else { continue };
            let was_here = life.before.is_some_and(|before| first.body.seq <= before);
            if same.len() > 1 || was_here && self.is_forked(incarnation, first.body.seq)? {
                forks.push(first.id());
            }
        }
        Ok(())
    }

    pub(super) fn is_here(&self, hash: &Hash) -> Result<bool> {
        Ok(self
            .conn()
            .prepare_cached("SELECT 1 FROM journal WHERE hash = ?1")?
            .exists([hash.bytes()])?)
    }

    fn highest(&self, incarnation: i64) -> Result<Option<u64>> {
        Ok(self
            .conn()
            .prepare_cached("SELECT max(seq) FROM journal WHERE incarnation = ?1")?
            .query_row([incarnation], |row| row.get(0))?)
    }

    fn is_forked(&self, incarnation: i64, seq: u64) -> Result<bool> {
        let rivals: u64 = self
            .conn()
            .prepare_cached("SELECT count(*) FROM journal WHERE incarnation = ?1 AND seq = ?2")?
            .query_row(params![incarnation, seq], |row| row.get(0))?;
        Ok(rivals > 1)
    }

    pub(super) fn incarnation(&mut self, station: &str, code: &str) -> Result<i64> {
        let conn = self.conn();
        conn.prepare_cached("INSERT OR IGNORE INTO incarnation (station, code) VALUES (?1, ?2)")?
            .execute([station, code])?;
        let id = conn
            .prepare_cached("SELECT id FROM incarnation WHERE station = ?1 AND code = ?2")?
            .query_row([station, code], |row| row.get(0))?;
        Ok(id)
    }

    /// Inserts events that are not here, each with the key of its incarnation. Where they are most of
    /// what will be here, the indexes are made behind them.
    fn insert_all(&mut self, new: &[(i64, &Event)], watch: &Watch) -> Result<()> {
        let here: i64 =
            self.conn().query_row("SELECT coalesce(max(id), 0) FROM journal", [], |r| r.get(0))?;
        let most = new.len() >= MOST && i64::try_from(new.len() / 2).is_ok_and(|n| n >= here);
        let aside = most.then(|| set_aside(self.conn(), "journal")).transpose()?;
        for (incarnation, event) in new {
            self.insert(*incarnation, event)?;
            watch.step()?;
        }
        aside.map_or(Ok(()), |aside| aside.put_back(self.conn()))
    }

    /// Inserts one event.
    fn insert(&mut self, incarnation: i64, event: &Event) -> Result<()> {
        let body = &event.body;
        let device = body.device.as_ref().map(|id| self.subject(id.as_str())).transpose()?;
        let borrower =
            body.borrower.as_ref().map(|id| self.subject(&borrower_name(id))).transpose()?;
        self.conn()
            .prepare_cached(
                "INSERT INTO journal
                 (incarnation, seq, hash, prev, body, kind, device, borrower)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                incarnation,
                body.seq,
                event.hash.bytes(),
                event.prev.bytes(),
                event.text,
                body.kind.as_str(),
                device,
                borrower,
            ])?;
        self.keep_alias(body, borrower)
    }

    pub(super) fn add(&self, hash: Hash, field: &str, salt: &[u8], text: &str) -> Result<()> {
        self.conn()
            .prepare_cached("INSERT OR IGNORE INTO addition VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![hash.bytes(), field, salt, text])?;
        Ok(())
    }
}

impl Store {
    /// Reads what many subjects share into memory.
    pub(super) fn load_world(&mut self) -> Result<()> {
        let mut world = World::default();
        {
            let mut statement = self.conn.prepare(include_str!("sql/shared_events.sql"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
                world.note(&body, hash(row, 0)?);
            }
            let mut statement = self.conn.prepare("SELECT id, station, code FROM incarnation")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (station, code): (String, String) = (row.get(1)?, row.get(2)?);
                world.set_segments(&station, &code, self.segments(row.get(0)?)?);
            }
            self.load_branches(&mut world)?;
        }
        world.settle();
        self.world = world;
        Ok(())
    }

    /// An event by its hash.
    pub fn event(&self, wanted: &Hash) -> Result<Option<Event>> {
        let row = self
            .conn
            .prepare_cached("SELECT prev, hash, body FROM journal WHERE hash = ?1")?
            .query_row([wanted.bytes()], |row| {
                Ok((hash(row, 0)?, hash(row, 1)?, row.get::<_, String>(2)?))
            })
            .optional()?;
        row.map(|(prev, hash, text)| Ok(Event { body: body(&text)?, text, prev, hash })).transpose()
    }

    /// All events of every station in journal order: what merges elsewhere.
    pub fn events(&self) -> Result<Vec<Event>> {
        let mut statement = self
            .conn
            .prepare("SELECT prev, hash, body FROM journal ORDER BY incarnation, seq, hash")?;
        let mut rows = statement.query([])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(2)?;
            let (prev, hash) = (hash(row, 0)?, hash(row, 1)?);
            events.push(Event { body: body(&text)?, text, prev, hash });
        }
        Ok(events)
    }

    /// The events with this stamp: none, one, or the branches of a fork. `fork` picks a branch by
    /// the beginning of its hash.
    pub fn events_named(&self, id: &EventId, fork: Option<&str>) -> Result<Vec<Event>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT j.hash FROM journal j JOIN incarnation i ON i.id = j.incarnation
             WHERE i.station = ?1 AND i.code = ?2 AND j.seq = ?3 ORDER BY j.hash",
        )?;
        let hashes: Vec<Hash> = statement
            .query_map(params![id.station, id.incarnation, id.seq], |row| hash(row, 0))?
            .collect::<rusqlite::Result<_>>()?;
        let wanted = |h: &&Hash| fork.is_none_or(|fork| h.to_string().starts_with(fork));
        let events = hashes.iter().filter(wanted).map(|hash| self.event(hash));
        Ok(events.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// The name of an event as people read it: with `~hash8` where it belongs to a fork.
    pub fn name_of(&self, event: &Body, own: &Hash) -> Result<String> {
        let rivals: u64 = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM journal j JOIN incarnation i ON i.id = j.incarnation
                 WHERE i.station = ?1 AND i.code = ?2 AND j.seq = ?3",
            )?
            .query_row(params![event.station, event.incarnation, event.seq], |row| row.get(0))?;
        let id = format!("{}/{}/{}", event.station, event.incarnation, event.seq);
        Ok(if rivals > 1 { format!("{id}~{}", own.short()) } else { id })
    }

    /// Own events that stand and are no undo, newest first, from all own incarnations: what undo
    /// walks.
    pub fn own_newest_first(&self, mut visit: impl FnMut(Event) -> Result<bool>) -> Result<()> {
        let mut statement = self.conn.prepare_cached(NEWEST_FIRST)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (prev, hash) = (hash(row, 0)?, hash(row, 1)?);
            if !self.world.is_live(&hash) {
                continue;
            }
            let text: String = row.get(2)?;
            if !visit(Event { body: body(&text)?, text, prev, hash })? {
                break;
            }
        }
        Ok(())
    }

    /// The events of one command: those with the same group in the same incarnation.
    pub fn group_of(&self, event: &Event) -> Result<Vec<Event>> {
        let Some(group) = event.body.group.as_deref() else { return Ok(vec![event.clone()]) };
        let first: u64 = group.parse().unwrap_or(event.body.seq);
        let mut events = Vec::new();
        for seq in first.. {
            let id = EventId { seq, ..event.id() };
            let same = |e: &Event| e.body.group.as_deref() == Some(group);
            let found: Vec<Event> =
                self.events_named(&id, None)?.into_iter().filter(same).collect();
            if found.is_empty() {
                break;
            }
            events.extend(found);
        }
        Ok(events)
    }

    /// The events of a device under all its joined identities, unsorted.
    pub fn device_events(&self, device: &DeviceId) -> Result<Vec<Event>> {
        let representative = self.world.device(device);
        let mut events = Vec::new();
        for member in self.world.device_members(representative) {
            let Some(key) = self.key_of(member.as_str())? else { continue };
            let mut statement = self
                .conn
                .prepare_cached("SELECT prev, hash, body FROM journal WHERE device = ?1")?;
            let mut rows = statement.query([key])?;
            while let Some(row) = rows.next()? {
                let text: String = row.get(2)?;
                let (prev, hash) = (hash(row, 0)?, hash(row, 1)?);
                events.push(Event { body: body(&text)?, text, prev, hash });
            }
        }
        Ok(events)
    }

    /// The same as the fold takes them, still unsorted.
    pub fn device_entries(&self, device: &DeviceId) -> Result<Vec<Entry>> {
        Ok(fold::entries(self.device_events(device)?, &self.world))
    }

    /// Events of somebody under all their joined identities, as the fold takes them. `query` gives hash
    /// and body for the name of a borrower.
    pub(super) fn borrower_entries(&self, query: &str, id: &BorrowerId) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let mut statement = self.conn.prepare_cached(query)?;
        for member in self.world.borrower_members(self.world.borrower(id)) {
            let mut rows = statement.query([borrower_name(member)])?;
            while let Some(row) = rows.next()? {
                entries.push(self.entry_of(row)?);
            }
        }
        Ok(entries)
    }

    /// A row of hash and body as the fold takes it.
    pub(super) fn entry_of(&self, row: &Row<'_>) -> Result<Entry> {
        let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
        Ok(Entry { hash: hash(row, 0)?, time: self.world.time(&body), body })
    }

    /// How many own events no office has confirmed: written here beyond what its receipts name. An
    /// office has nobody to send to.
    pub fn unsent(&self) -> Result<u64> {
        Ok(self.conn.prepare_cached(UNSENT)?.query_row([], |row| row.get(0))?)
    }

    /// A text kept beside an event.
    pub fn addition(&self, hash: &Hash, field: &str) -> Result<Option<String>> {
        Ok(self
            .conn
            .prepare_cached("SELECT text FROM addition WHERE hash = ?1 AND field = ?2")?
            .query_row(params![hash.bytes(), field], |row| row.get(0))
            .optional()?)
    }
}

/// A borrower's name in the table of subjects. Devices carry their own prefix.
pub(super) fn borrower_name(id: &BorrowerId) -> String {
    format!("b:{id}")
}

/// The borrower of a name in the table of subjects.
pub(super) fn borrower_of(name: &str) -> BorrowerId {
    BorrowerId::from_text(name.strip_prefix("b:").unwrap_or(name))
}

/// Reads a stored body.
pub(super) fn body(text: &str) -> Result<Body> {
    serde_json::from_str(text)
        .map_err(|e| Error::Torn { path: "journal".into(), detail: e.to_string() })
}

/// A hash column.
pub(super) fn hash(row: &Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    row.get::<_, [u8; 32]>(column).map(|bytes| Hash::from_bytes(&bytes).unwrap_or(Hash::ZERO))
}

/// A hash column that may be empty.
pub(super) fn hash_or_none(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Hash>> {
    let bytes: Option<[u8; 32]> = row.get(column)?;
    Ok(bytes.and_then(|bytes| Hash::from_bytes(&bytes)))
}
