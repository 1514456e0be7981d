//! Reading a person and a device back as a desk shows them: register and projection side by side.

use rusqlite::{OptionalExtension, Row, params};

use super::journal::{body, borrower_name, borrower_of, hash};
use super::{Result, Store};
use crate::domain::borrower::{Borrower, BorrowerId, BorrowerKind};
use crate::domain::card::{
    BoundFor, DeviceCard, HeldDevice, HistoryLine, Holder, Named, Owner, Person, When,
};
use crate::domain::device::{DeviceId, Status};
use crate::domain::event::{Body, Kind, Source};
use crate::domain::noted::Noted;
use crate::domain::policy::Grades;
use crate::domain::set::go_along;

impl Store {
    /// What the register says of somebody.
    pub fn borrower(&self, id: &BorrowerId) -> Result<Option<Borrower>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT id, name, grade, homeroom, site, household, kind, active, slot,
                        case_number
                 FROM borrower WHERE id = ?1",
            )?
            .query_row([id.as_str()], read_borrower)
            .optional()?)
    }

    /// Somebody by name: the register's, else the one told at the desk, else the ID.
    pub fn named(&self, id: &BorrowerId) -> Result<Named> {
        let id = self.world.borrower(id).clone();
        if let Some(known) = self.borrower(&id)? {
            return Ok(Named { id, name: known.name, homeroom: known.homeroom });
        }
        let told = self.told_name(&id)?;
        Ok(Named { name: told.unwrap_or_else(|| id.to_string()), id, homeroom: String::new() })
    }

    fn told_name(&self, id: &BorrowerId) -> Result<Option<String>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT a.text FROM subject s
                 JOIN journal j ON j.borrower = s.id AND j.kind = 'BorrowerAdded'
                 JOIN addition a ON a.hash = j.hash AND a.field = 'name'
                 WHERE s.name = ?1",
            )?
            .query_row([borrower_name(id)], |row| row.get(0))
            .optional()?)
    }

    fn told_grade(&self, id: &BorrowerId) -> Result<String> {
        let text: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT j.body FROM subject s
                 JOIN journal j ON j.borrower = s.id AND j.kind = 'BorrowerAdded'
                 WHERE s.name = ?1",
            )?
            .query_row([borrower_name(id)], |row| row.get(0))
            .optional()?;
        let Some(text) = text else { return Ok(String::new()) };
        Ok(body(&text)?.payload.text("grade").unwrap_or_default().to_owned())
    }

    /// Whether register or journal know somebody.
    pub fn knows_borrower(&self, id: &BorrowerId) -> Result<bool> {
        Ok(self.key_of(&borrower_name(id))?.is_some())
    }

    /// The card of a person. `grade_rule` adds what the catalogue means for their grade.
    pub fn person(&self, id: &BorrowerId, grade_rule: bool) -> Result<Person> {
        let id = self.world.borrower(id);
        let known = self.borrower(id)?;
        let named = match &known {
            Some(known) => {
                Named { id: id.clone(), name: known.name.clone(), homeroom: known.homeroom.clone() }
            }
            None => self.named(id)?,
        };
        let holds = self.holds(id)?;
        let mut person = Person {
            grade: String::new(),
            site: String::new(),
            site_name: String::new(),
            slot: String::new(),
            case: String::new(),
            staff: false,
            active: true,
            parked: known.is_none(),
            holds,
            household: Vec::new(),
            gets: Vec::new(),
            owes_cents: self.ledger(id)?.due_cents(),
            signed: self.signed(id)?,
            assigned: self.assigned_to(id)?,
            named,
        };
        match known {
            Some(known) => {
                person.site_name = self.site_name(&known.site)?;
                person.household = self.household(&known)?;
                person.staff = known.kind == BorrowerKind::Staff;
                person.active = known.active;
                person.grade = known.grade;
                person.slot = known.slot;
                person.case = known.case;
                person.site = known.site;
            }
            None => person.grade = self.told_grade(&person.named.id)?,
        }
        if grade_rule && !person.grade.is_empty() {
            person.gets = self.models_for(&person.grade, &person.site)?;
        }
        Ok(person)
    }

    fn household(&self, borrower: &Borrower) -> Result<Vec<Named>> {
        if borrower.household.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.conn.prepare_cached(
            "SELECT id, name, homeroom FROM borrower
             WHERE household = ?1 AND household <> '' AND id <> ?2 AND active = 1
             ORDER BY name LIMIT 9",
        )?;
        let rows = statement.query_map([&borrower.household, borrower.id.as_str()], |row| {
            let id = BorrowerId::from_text(row.get::<_, String>(0)?);
            Ok(Named { id, name: row.get(1)?, homeroom: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn models_for(&self, grade: &str, site: &str) -> Result<Vec<String>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT name, grades FROM model WHERE grades <> '' ORDER BY name")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let models: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let suits = |(_, grades): &(String, String)| Grades::parse(grades).suit(grade, site);
        Ok(models.into_iter().filter(suits).map(|(name, _)| name).collect())
    }

    /// What somebody holds, oldest loan first.
    pub fn holds(&self, id: &BorrowerId) -> Result<Vec<HeldDevice>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/holds.sql"))?;
        let rows = statement.query_map([borrower_name(id)], |row| {
            let id = DeviceId::from_text(row.get::<_, String>(0)?);
            let tag: Option<String> = row.get(1)?;
            let set_of: Option<String> = row.get(7)?;
            let held = HeldDevice {
                tag: tag.unwrap_or_else(|| id.label().to_owned()),
                id,
                model: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                category: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                since: When { at_ms: row.get(4)?, utc_offset_min: row.get(5)? },
                due: row.get(6)?,
                goes_along: false,
            };
            Ok((held, set_of.unwrap_or_default()))
        })?;
        let rows: Vec<(HeldDevice, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let heads = rows.iter().map(|(_, set_of)| self.head(set_of));
        let heads: Vec<Option<DeviceId>> = heads.collect::<Result<_>>()?;
        let mut held: Vec<HeldDevice> = rows.into_iter().map(|(held, _)| held).collect();
        go_along(&mut held, &heads);
        Ok(held)
    }

    /// A site's name; its code where the register does not name it.
    pub fn site_name(&self, code: &str) -> Result<String> {
        let name = self
            .conn
            .prepare_cached("SELECT name FROM site WHERE code = ?1")?
            .query_row([code], |row| row.get(0))
            .optional()?;
        Ok(name.unwrap_or_else(|| code.to_owned()))
    }

    /// The card of a device, by any of its identities.
    pub fn device(&self, id: &DeviceId) -> Result<DeviceCard> {
        let id = self.world.device(id).clone();
        let mut card = DeviceCard {
            tag: id.label().to_owned(),
            serial: String::new(),
            model: String::new(),
            category: String::new(),
            grades: String::new(),
            site: String::new(),
            site_name: String::new(),
            shelf: String::new(),
            accessories: String::new(),
            set_of: String::new(),
            head: None,
            status: Status::Available,
            holder: None,
            seen: None,
            parked: true,
            disputed: false,
            noted: Noted::default(),
            owner: None,
            bound: None,
            shares: Vec::new(),
            id,
        };
        let mut serial = None;
        for member in self.world.device_members(&card.id) {
            if member.as_str().starts_with("s:") {
                serial.get_or_insert_with(|| member.label().to_owned());
            }
            let known = self
                .conn
                .prepare_cached(include_str!("sql/device_by_name.sql"))?
                .query_row([member.as_str()], |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, String>(1)?,
                        row.get::<_, String>(2)?,
                        row.get::<_, String>(3)?,
                        row.get::<_, Option<String>>(4)?,
                        row.get::<_, Option<String>>(5)?,
                        row.get::<_, Option<String>>(6)?,
                        row.get::<_, String>(7)?,
                    ))
                })
                .optional()?;
            let Some((tag, number, model, site, category, grades, accessories, set_of)) = known
            else {
                continue;
            };
            card.parked = false;
            if !tag.is_empty() {
                card.tag = tag;
            }
            card.serial = number;
            card.model = model;
            card.site = site;
            card.category = category.unwrap_or_default();
            card.grades = grades.unwrap_or_default();
            card.accessories = accessories.unwrap_or_default();
            card.head = self.head(&set_of)?;
            card.set_of = set_of;
            break;
        }
        if card.serial.is_empty() {
            card.serial = serial.unwrap_or_default();
        }
        if card.parked {
            card.model = self.told_model(&card.id)?;
        }
        self.add_custody(&mut card)?;
        card.shares = self.sharing(&card.id)?;
        card.site_name = self.site_name(&card.site)?;
        Ok(card)
    }

    fn add_custody(&self, card: &mut DeviceCard) -> Result<()> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/custody_by_name.sql"))?;
        let mut rows = statement.query([card.id.as_str()])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        if let Some(holder) = row.get::<_, Option<String>>(0)? {
            let id = borrower_of(&holder);
            card.holder = Some(Holder {
                named: self.named(&id)?,
                since: When { at_ms: row.get(1)?, utc_offset_min: row.get(2)? },
                due: row.get(3)?,
            });
        }
        if let Some(site) = row.get::<_, Option<String>>(4)? {
            card.site = site;
        }
        card.status = Status::parse(&row.get::<_, String>(5)?).unwrap_or_default();
        if let (Some(at_ms), Some(station)) = (row.get(6)?, row.get(7)?) {
            card.seen = Some((When { at_ms, utc_offset_min: row.get(8)? }, station));
        }
        card.disputed = row.get(9)?;
        if let Some(owner) = row.get::<_, Option<String>>(10)? {
            let case = row.get::<_, Option<String>>(11)?.unwrap_or_default();
            card.owner = Some(Owner { named: self.named(&borrower_of(&owner))?, case });
        }
        if let Some(label) = row.get::<_, Option<String>>(12)? {
            card.tag = label;
        }
        if let Some(to) = row.get::<_, Option<String>>(13)? {
            let since = When { at_ms: row.get(14)?, utc_offset_min: row.get(15)? };
            card.bound = Some(BoundFor { to_name: self.site_name(&to)?, to, since });
        }
        card.shelf = row.get::<_, Option<String>>(16)?.unwrap_or_default();
        let noted: Option<String> = row.get(17)?;
        card.noted = noted.as_deref().map(Noted::parse).unwrap_or_default();
        Ok(())
    }

    /// The events of a device, newest first.
    pub fn device_history(&self, id: &DeviceId, most: usize) -> Result<Vec<HistoryLine>> {
        let id = self.world.device(id);
        let mut lines = Vec::new();
        for member in self.world.device_members(id) {
            let Some(key) = self.key_of(member.as_str())? else { continue };
            self.history("SELECT hash, body FROM journal WHERE device = ?1", key, &mut lines)?;
        }
        Ok(newest(lines, most))
    }

    /// The events of a person, newest first.
    pub fn person_history(&self, id: &BorrowerId, most: usize) -> Result<Vec<HistoryLine>> {
        let id = self.world.borrower(id);
        let mut lines = Vec::new();
        for member in self.world.borrower_members(id) {
            let Some(key) = self.key_of(&borrower_name(member))? else { continue };
            self.history("SELECT hash, body FROM journal WHERE borrower = ?1", key, &mut lines)?;
        }
        Ok(newest(lines, most))
    }

    /// When an event was entered that stood on paper first; `None` for others.
    pub fn entered(&self, body: &Body) -> Option<When> {
        (body.source == Source::Paper).then(|| {
            let at_ms = self.world.written(body).at_ms;
            When { at_ms, utc_offset_min: body.utc_offset_min }
        })
    }

    /// The devices of which events say that somebody had to do with them, under lasting identities.
    pub fn devices_of(&self, id: &BorrowerId) -> Result<Vec<DeviceId>> {
        let mut devices = Vec::new();
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT s.name FROM journal j JOIN subject s ON s.id = j.device
             WHERE j.borrower = ?1",
        )?;
        for member in self.world.borrower_members(self.world.borrower(id)) {
            let Some(key) = self.key_of(&borrower_name(member))? else { continue };
            let names = statement.query_map([key], |row| row.get::<_, String>(0))?;
            for name in names {
                devices.push(self.world.device(&DeviceId::from_text(name?)).clone());
            }
        }
        Ok(devices)
    }

    fn history(&self, query: &str, key: i64, lines: &mut Vec<HistoryLine>) -> Result<()> {
        let mut statement = self.conn.prepare_cached(query)?;
        let mut rows = statement.query(params![key])?;
        while let Some(row) = rows.next()? {
            let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
            let hash = hash(row, 0)?;
            let person = match body.kind {
                Kind::Returned => body.borrower.as_ref().or(body.saw.as_ref()),
                _ => body.borrower.as_ref(),
            };
            lines.push(HistoryLine {
                event: self.name_of(&body, &hash)?,
                at: When {
                    at_ms: self.world.time(&body).at_ms,
                    utc_offset_min: body.utc_offset_min,
                },
                kind: body.kind.to_string(),
                tag: body.tag.clone(),
                person: person.map(|id| self.named(id)).transpose()?,
                status: match body.kind {
                    Kind::StatusChanged => body.payload.text("status").and_then(Status::parse),
                    _ => None,
                },
                operator: body.operator.clone(),
                undone: !self.world.is_live(&hash),
                unchanged: !body.changed_when_written(),
                entered: self.entered(&body),
            });
        }
        Ok(())
    }
}

fn newest(mut lines: Vec<HistoryLine>, most: usize) -> Vec<HistoryLine> {
    lines.sort_by(|a, b| (b.at.at_ms, &b.event).cmp(&(a.at.at_ms, &a.event)));
    lines.truncate(most);
    lines
}

fn read_borrower(row: &Row<'_>) -> rusqlite::Result<Borrower> {
    Ok(Borrower {
        id: BorrowerId::from_text(row.get::<_, String>(0)?),
        name: row.get(1)?,
        grade: row.get(2)?,
        homeroom: row.get(3)?,
        site: row.get(4)?,
        household: row.get(5)?,
        kind: BorrowerKind::parse(&row.get::<_, String>(6)?).unwrap_or_default(),
        active: row.get(7)?,
        slot: row.get(8)?,
        case: row.get(9)?,
    })
}
