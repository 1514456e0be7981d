//! Open conflicts read back for a person: both stories, what was said since, what each answer does.
//! What is listed beside them is `todos`'.

use rusqlite::{OptionalExtension, params};

use super::journal::{borrower_name, hash};
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::{Named, When};
use crate::domain::conflict::{
    self, Choice, ChoiceCard, ConflictCard, Decision, Said, Story, StoryRegister,
};
use crate::domain::device::DeviceId;
use crate::domain::event::{EventId, Kind};
use crate::domain::fold::{self, Conflict};
use crate::domain::hash::Hash;
use crate::domain::order::Entry;
use crate::domain::site::SAW_SITE;
use crate::domain::ticket::is_repair;

/// Hex digits of the shortest name of a conflict.
const SHORT: usize = 8;

/// Open conflicts by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Open {
    /// All of them.
    pub conflicts: u64,
    /// Of those, the ones the schools are asked about.
    pub asked: u64,
}

/// What a name of a conflict leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConflictName {
    /// One open conflict.
    Open(Hash),
    /// One that is decided or has vanished: the last decision about it.
    Decided(Box<Decision>),
    /// More than one begins so.
    Several,
    /// None.
    Nothing,
}

impl Store {
    /// How many conflicts are open.
    pub fn open_conflicts(&self) -> Result<Open> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT count(*), coalesce(sum(asked), 0) FROM custody WHERE conflict IS NOT NULL",
            )?
            .query_row([], |row| Ok(Open { conflicts: row.get(0)?, asked: row.get(1)? }))?)
    }

    /// A page of open conflicts, in an order that is the same wherever the same events are.
    pub fn conflicts(&self, from: usize, most: usize) -> Result<Vec<ConflictCard>> {
        let open = self.open_ids()?;
        let page = open.iter().skip(from).take(most);
        page.map(|(id, device, _)| self.conflict_card(device, id, &open))
            .filter_map(Result::transpose)
            .collect()
    }

    /// One open conflict; `None` where it is decided, has vanished or never was.
    pub fn conflict(&self, id: &Hash) -> Result<Option<ConflictCard>> {
        let open = self.open_ids()?;
        let Some((_, device, _)) = open.iter().find(|(other, ..)| other == id) else {
            return Ok(None);
        };
        self.conflict_card(device, id, &open)
    }

    /// The conflict whose name begins so.
    pub fn conflict_named(&self, name: &str) -> Result<ConflictName> {
        let name = name.trim().to_ascii_lowercase();
        let begins = |id: &Hash| id.to_string().starts_with(&name);
        if name.len() < 4 {
            return Ok(ConflictName::Nothing);
        }
        let open = self.open_ids()?;
        let mut found = open.iter().filter(|(id, ..)| begins(id));
        match (found.next(), found.next()) {
            (Some((id, ..)), None) => return Ok(ConflictName::Open(*id)),
            (Some(_), Some(_)) => return Ok(ConflictName::Several),
            (None, _) => {}
        }
        let mut decided = None;
        let mut statement = self.conn.prepare_cached(include_str!("sql/resolved_events.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let entry = self.entry(&hash(row, 0)?)?;
            let Some(entry) = entry.filter(|entry| self.world.is_live(&entry.hash)) else {
                continue;
            };
            let mut events = entry.body.payload.hashes("events");
            events.sort_unstable();
            if begins(&fold::conflict_id(&events)) {
                decided = self.decision(&entry, &events)?.or(decided);
            }
        }
        Ok(decided
            .map_or(ConflictName::Nothing, |decision| ConflictName::Decided(Box::new(decision))))
    }

    /// The conflicts a school is asked about and somebody or a device is part of: what the next scan
    /// of either asks. Costs nothing where there is none.
    pub fn asked_conflicts(
        &self,
        device: Option<&DeviceId>,
        person: Option<&BorrowerId>,
    ) -> Result<Vec<ConflictCard>> {
        let device = device.map(|id| self.world.device(id).as_str());
        let name = person.map(|id| borrower_name(self.world.borrower(id)));
        let mut asked: Vec<(Hash, DeviceId)> = Vec::new();
        {
            let sql = include_str!("sql/asked_conflicts.sql");
            let mut statement = self.conn.prepare_cached(sql)?;
            let mut rows = statement.query(params![device, name])?;
            while let Some(row) = rows.next()? {
                asked.push((hash(row, 0)?, DeviceId::from_text(row.get::<_, String>(1)?)));
            }
        }
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let open = self.open_ids()?;
        let cards = asked.iter().map(|(id, device)| self.conflict_card(device, id, &open));
        cards.filter_map(Result::transpose).collect()
    }

    /// Every open conflict with its device and whether the school is asked, oldest first.
    fn open_ids(&self) -> Result<Vec<(Hash, DeviceId, bool)>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/open_conflicts.sql"))?;
        let rows = statement.query_map([], |row| {
            let device = DeviceId::from_text(row.get::<_, String>(1)?);
            Ok((hash(row, 0)?, device, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn conflict_card(
        &self,
        device: &DeviceId,
        id: &Hash,
        open: &[(Hash, DeviceId, bool)],
    ) -> Result<Option<ConflictCard>> {
        let (entries, now) = self.folded(device)?;
        let Some(Conflict { id: found, events, asked }) = now.conflict.clone() else {
            return Ok(None);
        };
        if found != *id {
            return Ok(None);
        }
        let mut card = ConflictCard {
            short: short(id, open),
            id: found,
            device: self.device(device)?,
            stories: Vec::new(),
            asked,
            choices: Vec::new(),
            decisions: Vec::new(),
            said: Vec::new(),
            standing: conflict::verdicts(&entries, &self.world, &events),
        };
        for event in &events {
            if let Some(entry) = entries.iter().find(|entry| entry.hash == *event) {
                card.stories.push(self.story(entry, card.device.parked)?);
            }
        }
        for choice in Choice::ALL {
            let then = if choice.is_verdict() {
                conflict::suppose(&entries, &self.world, &events, choice)
            } else {
                now.clone()
            };
            let holder = then.custody.holder.as_ref().map(|held| self.named(&held.borrower));
            let effects = conflict::effects(&entries, &events, &now, &then).into_iter();
            card.choices.push(ChoiceCard {
                choice,
                holder: holder.transpose()?,
                effects: effects
                    .map(|effect| Ok((self.named(&effect.borrower)?, effect)))
                    .collect::<Result<_>>()?,
                asks_again: choice.is_verdict() && then.conflict.is_some(),
            });
        }
        let live = |entry: &&Entry| self.world.is_live(&entry.hash);
        for entry in entries.iter().filter(live) {
            match entry.body.kind {
                Kind::Resolved => card.decisions.extend(self.decision(entry, &events)?),
                Kind::NoteAdded => card.said.extend(self.said(entry, &events)?),
                _ => {}
            }
        }
        Ok(Some(card))
    }

    /// The events of a device in the order they count, and what they come to.
    pub(super) fn folded(&self, device: &DeviceId) -> Result<(Vec<Entry>, fold::Folded)> {
        let mut entries = self.device_entries(device)?;
        let folded = fold::device(&mut entries, &self.world);
        Ok((entries, folded))
    }

    fn entry(&self, hash: &Hash) -> Result<Option<Entry>> {
        let event = self.event(hash)?;
        Ok(event.and_then(|event| fold::entries([event], &self.world).pop()))
    }

    /// What a `Resolved` says of these events; `None` where it is about others, or says what only a
    /// newer program knows.
    fn decision(&self, entry: &Entry, events: &[Hash]) -> Result<Option<Decision>> {
        let payload = &entry.body.payload;
        let named = payload.hashes("events");
        let about = events.iter().any(|event| named.contains(event));
        let Some(choice) = payload.text("choice").and_then(Choice::parse).filter(|_| about) else {
            return Ok(None);
        };
        Ok(Some(Decision {
            hash: entry.hash,
            event: self.name_of(&entry.body, &entry.hash)?,
            at: When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min },
            station: entry.body.station.clone(),
            operator: entry.body.operator.clone(),
            choice,
            reason: self.addition(&entry.hash, "reason")?.unwrap_or_default(),
            grown: !events.iter().all(|event| named.contains(event)),
        }))
    }

    /// What a `NoteAdded` answers about these events; `None` where it is another remark.
    fn said(&self, entry: &Entry, events: &[Hash]) -> Result<Option<Said>> {
        let payload = &entry.body.payload;
        let named = payload.hashes("events");
        let about = events.iter().any(|event| named.contains(event));
        let says = payload.text("says").and_then(Choice::parse).filter(|says| says.is_verdict());
        let (Some(says), Some(person)) = (says.filter(|_| about), &entry.body.borrower) else {
            return Ok(None);
        };
        Ok(Some(Said {
            hash: entry.hash,
            at: When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min },
            station: entry.body.station.clone(),
            operator: entry.body.operator.clone(),
            person: self.named(person)?,
            has: match payload.text("has") {
                Some("yes") => Some(true),
                Some("no") => Some(false),
                _ => None,
            },
            says,
            grown: !events.iter().all(|event| named.contains(event)),
        }))
    }

    /// A scan as its desk wrote it. `parked` says that no register knows the device.
    pub(super) fn story(&self, entry: &Entry, parked: bool) -> Result<Story> {
        let body = &entry.body;
        let offset = body.utc_offset_min;
        let named = |id: Option<&BorrowerId>| -> Result<Option<Named>> {
            id.map(|id| self.named(id)).transpose()
        };
        let gave = matches!(body.kind, Kind::Issued | Kind::Opened);
        let person = named(body.borrower.as_ref().or(body.saw.as_ref()))?;
        let grade = match &person {
            Some(person) => self.person(&person.id, false)?.grade,
            None => String::new(),
        };
        // What the desk shows of a device it knows: from where it moves, or where it stays.
        let saw_site = body.payload.text(SAW_SITE).or_else(|| {
            let stays = matches!(body.kind, Kind::Issued | Kind::Returned) && !parked;
            body.payload.text("site").filter(|_| stays)
        });
        Ok(Story {
            hash: entry.hash,
            event: self.name_of(body, &entry.hash)?,
            kind: body.kind.clone(),
            station: body.station.clone(),
            place: self.place_of(body.run.as_deref())?,
            operator: body.operator.clone(),
            at: When { at_ms: entry.time.at_ms, utc_offset_min: offset },
            within_ms: entry.time.within_ms,
            written: When { at_ms: body.wall_ms, utc_offset_min: offset },
            entered_later: body.as_of_ms.is_some(),
            leaves: person.clone().filter(|_| gave),
            person,
            grade,
            saw: named(body.saw.as_ref())?,
            saw_site: saw_site.map(|site| self.site_name(site)).transpose()?.unwrap_or_default(),
            register: match &body.register {
                Some(short) => Some(self.story_register(short)?),
                None => None,
            },
        })
    }

    /// The place of a run, as its desk called it; empty where it did not.
    fn place_of(&self, run: Option<&str>) -> Result<String> {
        let Some((id, _)) = run.and_then(EventId::parse) else { return Ok(String::new()) };
        for begun in self.events_named(&id, None)? {
            if let Some(place) = self.addition(&begun.hash, "place")? {
                return Ok(place);
            }
        }
        Ok(String::new())
    }

    fn story_register(&self, short: &str) -> Result<StoryRegister> {
        let known = self
            .conn
            .prepare_cached(
                "SELECT number, at_ms, utc_offset_min FROM register
                 WHERE lower(substr(hex(sha256), 1, 8)) = ?1 ORDER BY number DESC LIMIT 1",
            )?
            .query_row([short], |row| {
                Ok((row.get(0)?, When { at_ms: row.get(1)?, utc_offset_min: row.get(2)? }))
            })
            .optional()?;
        Ok(StoryRegister { short: short.to_owned(), known })
    }

    /// The last event that put the status there before another event, in the order they count.
    pub(super) fn status_before(entries: &[Entry], event: &Hash) -> Option<usize> {
        let at = entries.iter().position(|entry| entry.hash == *event)?;
        let sets = |kind: &Kind| *kind == Kind::StatusChanged || is_repair(kind);
        entries[..at].iter().rposition(|entry| sets(&entry.body.kind))
    }
}

/// The beginning of a name that no other open conflict has.
fn short(id: &Hash, open: &[(Hash, DeviceId, bool)]) -> String {
    let name = id.to_string();
    let shared = |other: &Hash| {
        let other = other.to_string();
        name.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
    };
    let others = open.iter().map(|(other, ..)| other).filter(|other| *other != id);
    let digits = others.map(shared).max().unwrap_or(0) + 1;
    name[..digits.clamp(SHORT, name.len())].to_owned()
}
