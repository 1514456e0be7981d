//! Holding a plan against the register: what is new, different, the same, and who would leave. One
//! pass does it, for looking (nothing is written) and for taking in (the same rows are).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::plan::{Covers, DeviceRow, ModelRow, PersonRow, Plan};
use super::review::{HolderDiffers, Leaver, Outcome, Review};
use super::rows::{
    FIND_DEVICE, FIND_PERSON, count, key, known_device, known_person, losses, put_device,
    put_person, same_texts, text,
};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::Code;
use crate::domain::device::DeviceId;
use crate::domain::site::Site;
use crate::domain::world::World;
use crate::store::intake::Images;
use crate::store::journal::{borrower_of, hash};
use crate::store::watch::Watch;
use crate::store::write::Write;
use crate::store::{Result, Store};

impl Store {
    /// What a plan would do. Nothing is written; a store opened to read will do.
    pub fn review(&self, plan: &Plan, watch: &Watch) -> Result<Review> {
        Pass { conn: &self.conn, world: &self.world, write: None, derives: true, watch }.run(plan)
    }
}

impl Write<'_> {
    /// Puts the rows of a plan into the register, and notes how they were before.
    pub(super) fn put_in(
        &self,
        plan: &Plan,
        images: &Images,
        derives: bool,
        watch: &Watch,
    ) -> Result<Review> {
        let write = Some((self, images));
        Pass { conn: self.conn(), world: self.world(), write, derives, watch }.run(plan)
    }
}

/// What the journal knows of who has a device.
enum Custody {
    /// Nothing was ever scanned of it.
    Unsaid,
    /// It is in.
    In,
    /// This person has it.
    With(BorrowerId),
}

/// One walk over a plan.
pub(super) struct Pass<'p, 'w> {
    pub(super) conn: &'p Connection,
    world: &'p World,
    pub(super) write: Option<(&'p Write<'w>, &'p Images)>,
    /// What a list of devices says of models makes entries of the catalogue.
    derives: bool,
    pub(super) watch: &'p Watch,
}

/// Who stays of a kind, and what the file covers.
struct Present {
    subjects: HashSet<i64>,
    sites: BTreeSet<String>,
}

impl Present {
    fn with_room(rows: usize) -> Present {
        Present { subjects: HashSet::with_capacity(rows), sites: BTreeSet::new() }
    }

    fn site(&mut self, site: &str) {
        if !self.sites.contains(site) {
            self.sites.insert(site.to_owned());
        }
    }

    fn covers(&self, covers: &Covers, site: &str) -> bool {
        match covers {
            Covers::ItsSites => self.sites.contains(site),
            Covers::District => true,
            Covers::Sites(sites) => sites.contains(site),
        }
    }
}

/// How people, or devices, leave.
struct Leaving<'p> {
    people: bool,
    /// Who stands in a row that is not taken.
    named: &'p [String],
    /// Who is active: subject, site, name in `named`, key (blank: the device's own), name, grade.
    all: &'static str,
    /// How many devices a leaver holds, or is held as.
    holds: &'static str,
    leave: &'static str,
}

impl Leaving<'_> {
    fn people(named: &[String]) -> Leaving<'_> {
        Leaving {
            people: true,
            named,
            all: "SELECT subject, site, id, id, name, grade FROM borrower WHERE active = 1",
            holds: "SELECT count(*) FROM custody WHERE holder = ?1 AND holder > 0",
            leave: "UPDATE borrower SET active = 0 WHERE subject = ?1",
        }
    }

    fn devices(named: &[String]) -> Leaving<'_> {
        Leaving {
            people: false,
            named,
            all: "SELECT d.subject, d.site, s.name, d.tag, d.model, ''
                  FROM device d JOIN subject s ON s.id = d.subject WHERE d.active = 1",
            holds: "SELECT count(*) FROM custody WHERE device = ?1 AND holder IS NOT NULL",
            leave: "UPDATE device SET active = 0 WHERE subject = ?1",
        }
    }
}

impl Pass<'_, '_> {
    fn run(&self, plan: &Plan) -> Result<Review> {
        let mut review = Review::default();
        self.sites(&plan.sites, &mut review)?;
        self.models(&plan.models, &mut review)?;
        if let Some(rows) = &plan.borrowers {
            if self.is_empty("borrower")? {
                self.first_people(rows, &mut review)?;
            } else {
                let present = self.people(rows, &mut review)?;
                if !plan.adds_only {
                    let what = Leaving::people(&plan.named_people);
                    review.people.leaving = self.leaving(plan, &what, &present, &mut review)?;
                }
                let found = review.people.new + review.people.updated + review.people.leaving;
                self.search_anew("borrower_search", found)?;
            }
        }
        if let Some(rows) = &plan.devices {
            if self.is_empty("device")? {
                self.first_devices(rows, &mut review)?;
            } else {
                let present = self.devices(rows, &mut review)?;
                if !plan.adds_only {
                    let what = Leaving::devices(&plan.named_devices);
                    review.devices.leaving = self.leaving(plan, &what, &present, &mut review)?;
                }
                let found = review.devices.new + review.devices.updated;
                self.search_anew("device_search", found)?;
            }
            self.holders(rows, &mut review)?;
        }
        Ok(review)
    }

    fn search_anew(&self, table: &str, changed: u64) -> Result<()> {
        if self.write.is_some() && changed > 0 {
            self.conn
                .execute_batch(&format!("INSERT INTO {table} ({table}) VALUES ('rebuild')"))?;
        }
        Ok(())
    }

    fn images(&self) -> Option<&Images> {
        self.write.map(|(_, images)| images)
    }

    fn is_empty(&self, table: &str) -> Result<bool> {
        Ok(!self.conn.prepare(&format!("SELECT 1 FROM {table} LIMIT 1"))?.exists([])?)
    }

    fn sites(&self, rows: &[Site], review: &mut Review) -> Result<()> {
        let mut find = self.conn.prepare_cached("SELECT name FROM site WHERE code = ?1")?;
        for row in rows {
            let known: Option<String> =
                find.query_row([&row.code], |found| found.get(0)).optional()?;
            let outcome = match &known {
                None => Outcome::New,
                Some(name) if *name == row.name => Outcome::Unchanged,
                Some(_) => Outcome::Updated,
            };
            review.sites.count(outcome);
            if let (Some(images), true) = (self.images(), outcome != Outcome::Unchanged) {
                images.site(self.conn, &row.code)?;
                self.conn
                    .prepare_cached("INSERT OR REPLACE INTO site VALUES (?1, ?2)")?
                    .execute([&row.code, &row.name])?;
            }
        }
        Ok(())
    }

    fn models(&self, rows: &[ModelRow], review: &mut Review) -> Result<()> {
        let mut find = self.conn.prepare_cached(
            "SELECT category, end_of_life, grades, aliases, accessories, price_cents
             FROM model WHERE name = ?1",
        )?;
        for row in rows {
            let given =
                [&row.category, &row.end_of_life, &row.grades, &row.aliases, &row.accessories];
            let same = find
                .query_row([&row.name], |found| {
                    let texts = same_texts(found, 0, &given)?;
                    let price: i64 = found.get(5)?;
                    Ok(texts && row.price_cents.is_none_or(|given| given == price))
                })
                .optional()?;
            let outcome = match same {
                None => Outcome::New,
                Some(true) => Outcome::Unchanged,
                Some(false) => Outcome::Updated,
            };
            if row.derived && outcome != Outcome::New {
                continue;
            }
            if row.derived {
                review.derived += 1;
            } else {
                review.models.count(outcome);
            }
            if row.derived && !self.derives {
                continue;
            }
            if let (Some(images), true) = (self.images(), outcome != Outcome::Unchanged) {
                images.model(self.conn, &row.name)?;
                self.conn.prepare_cached(include_str!("../sql/keep_model.sql"))?.execute(
                    params![
                        row.name,
                        row.category,
                        row.price_cents,
                        row.end_of_life,
                        row.grades,
                        row.aliases,
                        row.accessories
                    ],
                )?;
            }
        }
        Ok(())
    }

    fn people(&self, rows: &[PersonRow], review: &mut Review) -> Result<Present> {
        let mut find = self.conn.prepare_cached(FIND_PERSON)?;
        let mut present = Present::with_room(rows.len());
        review.people_rows.reserve(rows.len());
        for row in rows {
            self.watch.step()?;
            let known = known_person(&mut find, row, review)?;
            let outcome = match &known {
                None => Outcome::New,
                Some(known) if known.same && self.codes_known(known.subject, row)? => {
                    Outcome::Unchanged
                }
                Some(_) => Outcome::Updated,
            };
            if row.active {
                let site = row.site.as_deref().or(known.as_ref().map(|known| known.site.as_str()));
                present.site(site.unwrap_or_default());
            }
            let mut subject = known.map(|known| known.subject);
            if let Some((write, images)) = self.write {
                subject = Some(put_person(write, images, row, outcome, subject)?);
            }
            present.subjects.extend(subject);
            review.people.count(outcome);
            review.people_rows.push(outcome);
        }
        Ok(present)
    }

    fn codes_known(&self, subject: i64, row: &PersonRow) -> Result<bool> {
        let mut find = self
            .conn
            .prepare_cached("SELECT 1 FROM borrower_code WHERE code = ?1 AND subject = ?2")?;
        for code in row.codes.iter().filter(|code| *code != row.id.as_str()) {
            if !find.exists(params![code, subject])? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Those of the sites covered who stand in no row: told, counted by site, and made inactive.
    fn leaving(
        &self,
        plan: &Plan,
        what: &Leaving<'_>,
        present: &Present,
        review: &mut Review,
    ) -> Result<u64> {
        let named: HashSet<&str> = what.named.iter().map(String::as_str).collect();
        let mut sites: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        let mut leaving = Vec::new();
        let mut all = self.conn.prepare(what.all)?;
        let mut holds = self.conn.prepare(what.holds)?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let (subject, site): (i64, &str) = (row.get(0)?, text(row, 1));
            let leaves = present.covers(&plan.covers, site)
                && !present.subjects.contains(&subject)
                && !named.contains(text(row, 2));
            count(&mut sites, site, leaves);
            if leaves {
                leaving.push(subject);
                let key: String = row.get(3)?;
                let label = || DeviceId::from_text(text(row, 2)).label().to_owned();
                review.leavers.push(Leaver {
                    person: what.people,
                    key: if key.is_empty() { label() } else { key },
                    name: row.get(4)?,
                    grade: row.get(5)?,
                    site: site.to_owned(),
                    holds: holds.query_row([subject], |row| row.get(0))?,
                });
            }
        }
        drop(rows);
        review.losses.extend(losses(what.people, sites));
        if let Some((_, images)) = self.write {
            if what.people {
                images.people(self.conn, &leaving)?;
            } else {
                images.devices(self.conn, &leaving)?;
            }
            let mut leave = self.conn.prepare(what.leave)?;
            for subject in &leaving {
                leave.execute([subject])?;
            }
        }
        Ok(leaving.len() as u64)
    }

    fn devices(&self, rows: &[DeviceRow], review: &mut Review) -> Result<Present> {
        let bare = self
            .conn
            .prepare("SELECT 1 FROM device WHERE serial_key = '' AND tag_key <> '' LIMIT 1")?
            .exists([])?;
        let mut find = self.conn.prepare_cached(FIND_DEVICE)?;
        let mut present = Present::with_room(rows.len());
        review.device_rows.reserve(rows.len());
        for (index, row) in rows.iter().enumerate() {
            self.watch.step()?;
            let mut id = &row.id;
            let mut known = known_device(&mut find, id, row, review)?;
            if known.is_none()
                && let Some(other) = self.known_by_tag(row)?
            {
                known = known_device(&mut find, &other, row, review)?;
                id = review.same_as.entry(index).or_insert(other);
            }
            let outcome = match &known {
                None => Outcome::New,
                Some(known) if known.same => Outcome::Unchanged,
                Some(_) => Outcome::Updated,
            };
            if row.active {
                let site = row.site.as_deref().or(known.as_ref().map(|known| known.site.as_str()));
                present.site(site.unwrap_or_default());
            }
            let mut subject = known.map(|known| known.subject);
            if let Some((write, images)) = self.write {
                subject = Some(put_device(write, images, id, row, outcome, subject)?);
            }
            if bare && !row.serial.is_empty() && !row.tag.is_empty() {
                self.now_with_serial(row, &mut present)?;
            }
            present.subjects.extend(subject);
            review.devices.count(outcome);
            review.device_rows.push(outcome);
        }
        Ok(present)
    }

    /// A row that gives a tag alone means the one device that the register knows by it.
    fn known_by_tag(&self, row: &DeviceRow) -> Result<Option<DeviceId>> {
        if !row.serial.is_empty() {
            return Ok(None);
        }
        let mut find = self.conn.prepare_cached(
            "SELECT s.name FROM device d JOIN subject s ON s.id = d.subject
             WHERE d.tag_key = ?1 AND d.tag_key <> '' AND d.active = 1 LIMIT 2",
        )?;
        let found: Vec<String> =
            find.query_map([key(&row.tag)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(match found.as_slice() {
            [one] => Some(DeviceId::from_text(one.clone())),
            _ => None,
        })
    }

    /// The entry that knew the tag alone has become this device: it does not leave, it is no more.
    fn now_with_serial(&self, row: &DeviceRow, present: &mut Present) -> Result<()> {
        let found: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT d.subject FROM subject s JOIN device d ON d.subject = s.id
                 WHERE s.name = 't:' || ?1 AND d.active = 1",
            )?
            .query_row([key(&row.tag)], |row| row.get(0))
            .optional()?;
        let Some(subject) = found else { return Ok(()) };
        present.subjects.insert(subject);
        if let Some((_, images)) = self.write {
            images.devices(self.conn, &[subject])?;
            self.conn
                .prepare_cached("UPDATE device SET active = 0 WHERE subject = ?1")?
                .execute([subject])?;
        }
        Ok(())
    }

    /// Which holders become opening balances, and where the journal knows better.
    fn holders(&self, rows: &[DeviceRow], review: &mut Review) -> Result<()> {
        for (index, row) in rows.iter().enumerate() {
            let Some(holder) = &row.holder else { continue };
            self.watch.step()?;
            let id = review.device(rows, index).clone();
            let mut known = self.custody(&id)?;
            if matches!(known, Custody::Unsaid)
                && !row.serial.is_empty()
                && let Ok(tag) = Code::new(&row.tag)
            {
                // What is known of the tag is known of the device it turns out to be.
                known = self.custody(&DeviceId::from_tag(&tag))?;
            }
            let journal = match known {
                Custody::Unsaid => {
                    review.opening.push(index);
                    continue;
                }
                Custody::With(who) if who == *self.world.borrower(&holder.borrower) => continue,
                Custody::With(who) => Some(who),
                Custody::In => None,
            };
            review.differences.push(HolderDiffers {
                at: row.at,
                tag: if row.tag.is_empty() { row.serial.clone() } else { row.tag.clone() },
                file: holder.borrower.clone(),
                journal,
            });
        }
        Ok(())
    }

    /// Who has a device as the journal says.
    fn custody(&self, device: &DeviceId) -> Result<Custody> {
        let lasting = self.world.device(device);
        let mut decided = self.conn.prepare_cached(
            "SELECT j.hash FROM subject s JOIN journal j ON j.device = s.id
             WHERE s.name = ?1 AND j.kind IN ('Issued', 'Returned', 'Opened')",
        )?;
        let mut known = false;
        for member in self.world.device_members(lasting) {
            let mut rows = decided.query([member.as_str()])?;
            while let Some(row) = rows.next()? {
                known |= self.world.is_live(&hash(row, 0)?);
            }
        }
        if !known {
            return Ok(Custody::Unsaid);
        }
        let holder: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT h.name FROM subject s JOIN custody c ON c.device = s.id
                 JOIN subject h ON h.id = c.holder WHERE s.name = ?1",
            )?
            .query_row([lasting.as_str()], |row| row.get(0))
            .optional()?;
        Ok(holder.map_or(Custody::In, |name| {
            let id = borrower_of(&name);
            Custody::With(self.world.borrower(&id).clone())
        }))
    }
}
