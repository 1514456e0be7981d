//! A row of the paper list, entered later: judged as of its time, written with it.
//!
//! It says what has happened, so no rule refuses it: what the rules would have asked is noted, and
//! what it means is worked out first (`paper_judge`). A mistake in the writing itself (nobody's code,
//! a time to come) is refused here.

use chrono::{NaiveDate, NaiveTime};

use super::paper_judge::Row;
use super::reply::{Channel, Notice, Outcome, Refusal, Reply, Tone, When};
use super::scan::{Input, Played};
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::{self, Code};
use crate::domain::device::DeviceId;
use crate::domain::event::{Body, Kind, Moment, Source};
use crate::domain::hash::Hash;
use crate::domain::order::Entry;
use crate::domain::paper::{Day, Fault, OLD_DAYS, WITHIN_MS, Way};
use crate::domain::world::World;

/// What a row says besides its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperRow {
    /// Out or back.
    pub way: Way,
    /// The day of the sheet.
    pub day: Day,
    /// The time in the box.
    pub time: NaiveTime,
    /// Somebody said that a day long past is meant.
    pub old_is_meant: bool,
}

/// Rows that were looked at and not written, for those behind them to be judged with.
#[derive(Debug, Clone, Default)]
pub struct Supposed {
    pub(super) entries: Vec<Entry>,
}

/// What a code means where one kind is wanted.
pub(super) enum Found<T> {
    /// Exactly this.
    One(T),
    /// Not taken.
    Not(Box<Played>),
}

/// Who, and which device.
type Subjects = (Option<BorrowerId>, DeviceId);

impl Desk {
    /// Enters a row by its codes; that of the person may be empty where something came back. With
    /// `supposed` nothing is written: the row is judged behind those that are in there, and joins
    /// them. `scan` is the row as it was given, for the reply.
    ///
    /// # Errors
    /// The database's. What is wrong with a row is a reply.
    pub fn enter_paper(
        &mut self,
        row: &PaperRow,
        codes: (&str, &str),
        supposed: Option<&mut Supposed>,
        scan: &str,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let input = Input { line: scan, source: Source::Paper, now };
        let held = self.store.hold()?;
        let reply = self.enter_codes(row, codes, supposed, input);
        if held {
            self.store.release()?;
        }
        reply
    }

    fn enter_codes(
        &mut self,
        row: &PaperRow,
        codes: (&str, &str),
        supposed: Option<&mut Supposed>,
        input: Input<'_>,
    ) -> Result<Reply, Error> {
        let played = match self.subjects(codes, row.way)? {
            Found::One((person, device)) => {
                self.take_row(row, person.as_ref(), &device, supposed, input)?
            }
            Found::Not(played) => *played,
        };
        self.say_paper(played, input)
    }

    /// Enters a row whose person and device are known.
    pub(super) fn enter_known(
        &mut self,
        row: &PaperRow,
        person: Option<&BorrowerId>,
        device: &DeviceId,
        scan: &str,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let input = Input { line: scan, source: Source::Paper, now };
        let played = self.take_row(row, person, device, None, input)?;
        self.say_paper(played, input)
    }

    /// A reply to a row of which a part cannot be read: `code`.
    ///
    /// # Errors
    /// The database's.
    pub fn not_a_row(
        &mut self,
        fault: Fault,
        code: &str,
        scan: &str,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let input = Input { line: scan, source: Source::Paper, now };
        self.say_paper(not_taken(code, fault), input)
    }

    /// A reply that leaves what the desk has on screen as it is.
    pub(super) fn say_paper(&mut self, played: Played, input: Input<'_>) -> Result<Reply, Error> {
        let session = self.session(&Channel::Main);
        self.reply(&Channel::Main, session, input, played)
    }

    /// Person and device of a row, or why there is none.
    fn subjects(
        &self,
        (student, device): (&str, &str),
        way: Way,
    ) -> Result<Found<Subjects>, Error> {
        let person = match student.trim() {
            "" if way == Way::Out => return Ok(refuse(device, Fault::NoStudent)),
            "" => None,
            code => match self.paper_person(code)? {
                Found::One(id) => Some(id),
                Found::Not(played) => return Ok(Found::Not(played)),
            },
        };
        Ok(match self.paper_device(device)? {
            Found::One(id) => Found::One((person, id)),
            Found::Not(played) => Found::Not(played),
        })
    }

    fn take_row(
        &mut self,
        row: &PaperRow,
        person: Option<&BorrowerId>,
        device: &DeviceId,
        supposed: Option<&mut Supposed>,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        if person.is_none() && row.way == Way::Out {
            return Ok(not_taken(&card.tag, Fault::NoStudent).on(&card));
        }
        let at = row.day.at(row.time);
        let known = self.known_with(&card.id, supposed.as_deref())?;
        if let Some(fault) = self.wrong_time(row, at, &known, input.now)? {
            return Ok(not_taken(&card.tag, fault).on(&card));
        }
        let person = person.map(|id| self.store.person(id, false)).transpose()?;
        self.judge(&Row { person, card, way: row.way, at }, &known, supposed, input)
    }

    /// Who a code of the sheet means.
    pub(super) fn paper_person(&self, line: &str) -> Result<Found<BorrowerId>, Error> {
        let Ok(reading) = code::read(line, &self.codes) else { return Ok(unreadable(line)) };
        let found = self.store.resolve(reading.candidates())?;
        Ok(match (found.people.as_slice(), found.devices.as_slice()) {
            ([one], _) => Found::One(one.clone()),
            ([], []) => match self.store.short_of_zeros(&reading.code)? {
                Some(id) => refuse(line, Fault::Short(self.store.named(&id)?)),
                None => unknown(&reading.code),
            },
            ([], _) => refuse(line, Fault::NotAPerson),
            _ => Found::Not(Box::new(Played::refused(line, Refusal::SharedTag, None))),
        })
    }

    /// What a tag or serial number of the sheet means.
    pub(super) fn paper_device(&self, line: &str) -> Result<Found<DeviceId>, Error> {
        let Ok(reading) = code::read(line, &self.codes) else { return Ok(unreadable(line)) };
        let found = self.store.resolve(reading.candidates())?;
        Ok(match (found.devices.as_slice(), found.people.as_slice()) {
            ([one], _) => Found::One(one.clone()),
            ([], []) => unknown(&reading.code),
            ([], [person, ..]) => refuse(line, Fault::NotADevice(self.store.named(person)?)),
            _ => Found::Not(Box::new(Played::refused(line, Refusal::SharedTag, None))),
        })
    }

    /// Whether the moment cannot be meant.
    fn wrong_time(
        &self,
        row: &PaperRow,
        at: When,
        known: &[Entry],
        now: &Moment,
    ) -> Result<Option<Fault>, Error> {
        let present = self.corrected(now);
        let slack = WITHIN_MS.saturating_add(present.within_ms);
        if at.at_ms > present.at_ms.saturating_add(slack) {
            return Ok(Some(Fault::Future(When::from(now))));
        }
        if let Some(days) = self.old_day(row.day.date, now).filter(|_| !row.old_is_meant) {
            return Ok(Some(Fault::OldDay(days)));
        }
        // An opening balance counts before everything else, and what is dated before it is in it.
        let world = self.store.world();
        let opening = known.iter().find(|entry| {
            let body = &entry.body;
            body.kind == Kind::Opened
                && world.is_live(&entry.hash)
                && body.as_of_ms.is_some()
                && entry.time.at_ms.saturating_sub(entry.time.within_ms) > at.at_ms
        });
        let Some((entry, holder)) =
            opening.and_then(|entry| Some((entry, entry.body.borrower.as_ref()?)))
        else {
            return Ok(None);
        };
        let since = When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min };
        Ok(Some(Fault::BeforeOpening(since, self.store.named(holder)?)))
    }

    /// How many days ago a day was, where that is long.
    pub(super) fn old_day(&self, date: NaiveDate, now: &Moment) -> Option<u64> {
        let at_ms = self.corrected(now).at_ms;
        let today = When { at_ms, utc_offset_min: now.utc_offset_min }.local()?.date_naive();
        u64::try_from((today - date).num_days()).ok().filter(|days| *days >= OLD_DAYS)
    }

    /// The events of a device, with those that are supposed.
    pub(super) fn known_with(
        &self,
        id: &DeviceId,
        supposed: Option<&Supposed>,
    ) -> Result<Vec<Entry>, Error> {
        let world = self.store.world();
        let mut known = self.store.device_entries(id)?;
        let of_device = |entry: &&Entry| {
            entry.body.device.as_ref().is_some_and(|other| world.device(other) == id)
        };
        let supposed = supposed.iter().flat_map(|supposed| &supposed.entries);
        known.extend(supposed.filter(of_device).cloned());
        Ok(known)
    }
}

impl Supposed {
    pub(super) fn add(&mut self, body: Body, world: &World) {
        let hash = Hash::of(&[b"supposed", &body.seq.to_be_bytes()]);
        self.entries.push(Entry { hash, time: world.time(&body), body });
    }
}

/// A row or a line that is not taken.
pub(super) fn not_taken(code: &str, fault: Fault) -> Played {
    Played::refused(code.trim(), Refusal::Paper(Box::new(fault)), None)
}

fn refuse<T>(line: &str, fault: Fault) -> Found<T> {
    Found::Not(Box::new(not_taken(line, fault)))
}

fn unknown<T>(code: &Code) -> Found<T> {
    let shown = code.as_str().to_owned();
    let notice = Notice::Unknown { code: shown.clone(), can_take_in: false, can_walk_up: false };
    let played = Played::new(Outcome::Unknown, notice, Tone::Refused);
    Found::Not(Box::new(Played { code: Some(shown), ..played }))
}

fn unreadable<T>(line: &str) -> Found<T> {
    let shown: String = line.chars().filter(|c| !c.is_control()).take(code::MAX_LENGTH).collect();
    Found::Not(Box::new(Played::refused(&shown, Refusal::Unreadable, None)))
}
