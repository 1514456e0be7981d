//! The entry of a paper list in the window: whose turn it is, line by line. What a row means and
//! whether it is taken is `paper`'s.

use chrono::NaiveTime;

use super::paper::{Found, PaperRow, not_taken};
use super::reply::{DeviceCard, Notice, Outcome, Person, Refusal, Reply, Tone, When};
use super::scan::{Input, Played};
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::{self, CommandCode};
use crate::domain::device::DeviceId;
use crate::domain::event::{EventId, Moment, Source};
use crate::domain::hash::Hash;
use crate::domain::paper::{self, Day, Fault, NoTime, Way};

/// Rows shown at most.
const ROWS: usize = 50;

/// What somebody does at the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperStep {
    /// Looks at it; a sheet that nobody has begun is of that day.
    Open(Day),
    /// It is of another day. Days to come are not taken.
    Day(Day),
    /// A scan or a typed line.
    Line(String),
    /// Takes the time offered; says that a day long past is meant.
    Yes,
    /// Clears what was filled in last.
    No,
    /// What the rows say from here on.
    Way(Way),
    /// Takes the newest row back.
    Undo,
}

/// What is wanted next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A person, or the device where something came back.
    Student,
    /// The tag.
    Device,
    /// The time.
    Time,
    /// A yes: the day is so many days ago.
    OldDay(u64),
}

/// The sheet as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperBoard {
    /// Its day.
    pub day: Day,
    /// What its rows say.
    pub way: Way,
    /// What is wanted next.
    pub wants: Wants,
    /// The person of the row.
    pub person: Option<Box<Person>>,
    /// The device of the row.
    pub device: Option<Box<DeviceCard>>,
    /// The time of the row before.
    pub offered: Option<NaiveTime>,
    /// What came of the last step, if anything is to be said.
    pub said: Option<Box<Reply>>,
    /// Rows entered since the program was started, newest first, 50 at most.
    pub rows: Vec<Entered>,
    /// How many were entered.
    pub entered: usize,
    /// There was nothing left to clear.
    pub leaves: bool,
}

/// A row entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// What was said of it.
    pub reply: Reply,
    /// It has been taken back.
    pub undone: bool,
}

/// The sheet between two steps.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    day: Day,
    way: Way,
    person: Option<BorrowerId>,
    device: Option<DeviceId>,
    last: Option<NaiveTime>,
    old_is_meant: bool,
    /// Oldest first.
    rows: Vec<Reply>,
}

impl Sheet {
    fn new(day: Day) -> Sheet {
        Sheet {
            day,
            way: Way::Out,
            person: None,
            device: None,
            last: None,
            old_is_meant: false,
            rows: Vec::new(),
        }
    }

    fn wants(&self, old: Option<u64>) -> Wants {
        match (old.filter(|_| !self.old_is_meant), &self.person, &self.device) {
            (Some(days), ..) => Wants::OldDay(days),
            (None, _, Some(_)) => Wants::Time,
            (None, Some(_), None) => Wants::Device,
            (None, None, None) => Wants::Student,
        }
    }

    /// Clears what was filled in last; false where there was nothing.
    fn clear_last(&mut self) -> bool {
        self.device.take().is_some() || self.person.take().is_some()
    }
}

impl Desk {
    /// Takes a step at the sheet.
    ///
    /// # Errors
    /// The database's. What is wrong with a line is said in the board.
    pub fn paper(&mut self, step: &PaperStep, now: &Moment) -> Result<PaperBoard, Error> {
        let mut sheet = self.sheet.take().unwrap_or_else(|| Sheet::new(today(now)));
        let mut leaves = false;
        let said = match step {
            PaperStep::Open(day) => {
                if sheet.rows.is_empty() && sheet.person.is_none() && sheet.device.is_none() {
                    sheet.day = *day;
                    sheet.old_is_meant = false;
                }
                Ok(None)
            }
            PaperStep::Day(day) => {
                self.turn_day(&mut sheet, *day, now);
                Ok(None)
            }
            PaperStep::Line(line) => self.paper_line(&mut sheet, line, now),
            PaperStep::Yes => self.say_yes(&mut sheet, now),
            PaperStep::No => {
                leaves = !self.clear(&mut sheet, now);
                Ok(None)
            }
            PaperStep::Way(way) => {
                sheet.way = *way;
                Ok(None)
            }
            PaperStep::Undo => self.undo_newest(&sheet, now).map(Some),
        };
        let board = said.and_then(|said| self.paper_board(&sheet, said, leaves, now));
        self.sheet = Some(sheet);
        board
    }

    fn paper_board(
        &self,
        sheet: &Sheet,
        said: Option<Reply>,
        leaves: bool,
        now: &Moment,
    ) -> Result<PaperBoard, Error> {
        let person = sheet.person.as_ref().map(|id| self.store.person(id, false)).transpose()?;
        let device = sheet.device.as_ref().map(|id| self.store.device(id)).transpose()?;
        let rows =
            sheet.rows.iter().rev().take(ROWS).map(|reply| {
                Ok(Entered { undone: self.live(reply)?.is_none(), reply: reply.clone() })
            });
        Ok(PaperBoard {
            day: sheet.day,
            way: sheet.way,
            wants: sheet.wants(self.old_day(sheet.day.date, now)),
            person: person.map(Box::new),
            device: device.map(Box::new),
            offered: sheet.last,
            said: said.map(Box::new),
            rows: rows.collect::<Result<_, Error>>()?,
            entered: sheet.rows.len(),
            leaves,
        })
    }

    /// The event of a row, where it counts.
    fn live(&self, reply: &Reply) -> Result<Option<Hash>, Error> {
        let name = reply.event.as_deref().and_then(EventId::parse);
        let Some((id, fork)) = name else { return Ok(None) };
        let events = self.store.events_named(&id, fork.as_deref())?;
        let mut hashes = events.iter().map(|event| event.hash);
        Ok(hashes.find(|hash| self.store.world().is_live(hash)))
    }

    /// A day that has not begun is not taken.
    fn turn_day(&self, sheet: &mut Sheet, day: Day, now: &Moment) {
        let midnight = day.at(NaiveTime::default());
        let present = self.corrected(now);
        if midnight.at_ms > present.at_ms.saturating_add(present.within_ms) {
            return;
        }
        sheet.day = day;
        sheet.old_is_meant = false;
        sheet.last = None;
    }

    /// Back to today where a day long past was not meant; else what was filled in last.
    fn clear(&self, sheet: &mut Sheet, now: &Moment) -> bool {
        match sheet.wants(self.old_day(sheet.day.date, now)) {
            Wants::OldDay(_) => {
                sheet.day = today(now);
                true
            }
            _ => sheet.clear_last(),
        }
    }

    fn say_yes(&mut self, sheet: &mut Sheet, now: &Moment) -> Result<Option<Reply>, Error> {
        match (sheet.wants(self.old_day(sheet.day.date, now)), sheet.last) {
            (Wants::OldDay(_), _) => {
                sheet.old_is_meant = true;
                Ok(None)
            }
            (Wants::Time, Some(time)) => self.enter(sheet, time, "", now).map(Some),
            _ => Ok(None),
        }
    }

    fn paper_line(
        &mut self,
        sheet: &mut Sheet,
        line: &str,
        now: &Moment,
    ) -> Result<Option<Reply>, Error> {
        let command = code::read(line, &self.codes).ok().and_then(|reading| reading.command());
        let step = match command {
            None => return self.plain_line(sheet, line, now).map(Some),
            Some(CommandCode::Yes) => return self.say_yes(sheet, now),
            Some(CommandCode::Undo) => return self.undo_newest(sheet, now).map(Some),
            Some(CommandCode::Issue) => Some(Way::Out),
            Some(CommandCode::Return) => Some(Way::Back),
            Some(CommandCode::No) => {
                self.clear(sheet, now);
                None
            }
            Some(CommandCode::Next) => {
                (sheet.person, sheet.device) = (None, None);
                None
            }
            Some(_) => {
                let played = Played::refused(line.trim(), Refusal::UnknownCommand, None);
                return self.say_line(played, line, now).map(Some);
            }
        };
        sheet.way = step.unwrap_or(sheet.way);
        Ok(None)
    }

    fn plain_line(&mut self, sheet: &mut Sheet, line: &str, now: &Moment) -> Result<Reply, Error> {
        let played = match sheet.wants(self.old_day(sheet.day.date, now)) {
            Wants::OldDay(days) => not_taken(line, Fault::OldDay(days)),
            Wants::Student => self.fill_first(sheet, line)?,
            Wants::Device => match self.paper_device(line)? {
                Found::One(id) => self.fill_device(sheet, id)?,
                // Another card: the row is theirs.
                Found::Not(played) => match self.paper_person(line)? {
                    Found::One(id) => self.fill_person(sheet, id)?,
                    Found::Not(_) => *played,
                },
            },
            Wants::Time => match self.time_of(line)? {
                Ok(time) => return self.enter(sheet, time, line, now),
                Err(fault) => not_taken(line, fault),
            },
        };
        self.say_line(played, line, now)
    }

    /// A person; of what came back the device will do.
    fn fill_first(&self, sheet: &mut Sheet, line: &str) -> Result<Played, Error> {
        let not = match self.paper_person(line)? {
            Found::One(id) => return self.fill_person(sheet, id),
            Found::Not(played) => *played,
        };
        match self.paper_device(line)? {
            Found::One(id) if sheet.way == Way::Back => self.fill_device(sheet, id),
            _ => Ok(not),
        }
    }

    fn fill_person(&self, sheet: &mut Sheet, id: BorrowerId) -> Result<Played, Error> {
        let named = self.store.named(&id)?;
        sheet.person = Some(id);
        let student = Some(named.id.clone());
        let played = Played::new(Outcome::Student, Notice::Person(named), Tone::Done);
        Ok(Played { student, ..played })
    }

    fn fill_device(&self, sheet: &mut Sheet, id: DeviceId) -> Result<Played, Error> {
        let card = self.store.device(&id)?;
        sheet.device = Some(id);
        let notice = Notice::Device(Box::new(card.clone()));
        Ok(Played::new(Outcome::Shown, notice, Tone::Done).on(&card))
    }

    /// The time of a line. A code is no time: three or four digits may be a tag.
    fn time_of(&self, line: &str) -> Result<Result<NaiveTime, Fault>, Error> {
        let time = paper::read_time(line);
        let plain = line.trim().bytes().all(|b| b.is_ascii_digit());
        if !plain && time != Err(NoTime::Unreadable) {
            return Ok(time.map_err(Fault::Time));
        }
        let known = match code::read(line, &self.codes) {
            Ok(reading) => !self.store.resolve(reading.candidates())?.is_empty(),
            Err(_) => false,
        };
        Ok(match time {
            Ok(_) if known => Err(Fault::TimeIsCode),
            Err(NoTime::Unreadable) if known => Err(Fault::TimeFirst),
            time => time.map_err(Fault::Time),
        })
    }

    fn enter(
        &mut self,
        sheet: &mut Sheet,
        time: NaiveTime,
        line: &str,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let Some(device) = &sheet.device else {
            return self.say_line(not_taken(line, Fault::NoStudent), line, now);
        };
        let row = PaperRow { way: sheet.way, day: sheet.day, time, old_is_meant: true };
        let person = sheet.person.clone();
        let reply = self.enter_known(&row, person.as_ref(), device, line, now)?;
        let taken = matches!(reply.notice, Notice::Paper(_));
        if taken {
            sheet.last = Some(time);
            (sheet.person, sheet.device) = (None, None);
            // Entered twice is one row.
            if !sheet.rows.iter().any(|there| there.event == reply.event) {
                sheet.rows.push(reply.clone());
            }
        }
        Ok(reply)
    }

    fn undo_newest(&mut self, sheet: &Sheet, now: &Moment) -> Result<Reply, Error> {
        let input = Input { line: "", source: Source::Typed, now };
        for reply in sheet.rows.iter().rev() {
            if let Some(hash) = self.live(reply)? {
                let played = self.take_back(&hash, input)?;
                return self.say_paper(played, input);
            }
        }
        let played = Played::refused("", Refusal::NothingToUndo, None);
        self.say_paper(played, input)
    }

    fn say_line(&mut self, played: Played, line: &str, now: &Moment) -> Result<Reply, Error> {
        self.say_paper(played, Input { line, source: Source::Paper, now })
    }
}

/// The day of a moment.
fn today(now: &Moment) -> Day {
    let date = When::from(now).local().map(|local| local.date_naive()).unwrap_or_default();
    Day { date, utc_offset_min: now.utc_offset_min }
}
