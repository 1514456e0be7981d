//! What the window shows besides the band: bar, counters, run list, pages, names while typing.

use super::noting::Noting;
use super::reply::{Channel, Counters, Mode, Named, Outcome, Progress, RunLine, When};
use super::request::{Board, DevicePage, Expected, PersonPage, PersonRow, RunInfo};
use super::runs::is_of_the_day;
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;
use crate::domain::event::Moment;
use crate::domain::hash::Hash;
use crate::store::{LineRow, Run, Store};

/// Rows of the run list that have an undo key.
const ROWS: u32 = 9;
/// Lines of a history shown on a page.
const HISTORY: usize = 200;
/// The pace is taken over the devices of the last ten minutes.
const PACE_MS: i64 = 10 * 60 * 1000;

impl Desk {
    pub(super) fn board(&self, channel: &Channel, now: &Moment) -> Result<Board, Error> {
        let run = self.run_for(now);
        let date = When::from(now).date();
        let kept = self.store.setting("kept_run")?.is_some_and(|kept| kept == date);
        let open_run = self
            .run
            .as_ref()
            .filter(|run| !is_of_the_day(run) && run.started.date() != date && !kept)
            .map(|run| (run.name.clone(), run.started.date()));
        let site = self.store.setting("site")?.unwrap_or_default();
        let place = match run.map(|run| run.place.clone()).filter(|place| !place.is_empty()) {
            Some(place) => place,
            None => self.store.site_name(&site)?,
        };
        let ask_clock = match (self.store.setting("ask_clock")?, run) {
            (Some(asked), Some(run)) => asked == run.id,
            _ => false,
        };
        let lines = match run {
            Some(run) => self.run_lines(&run.id)?,
            None => Vec::new(),
        };
        Ok(Board {
            station: self.store.station().map(|station| station.code),
            place,
            run: run.map(info),
            operator: self.operator.clone(),
            register_at: self.store.register_info()?.map(|info| info.at),
            register_size: self.store.register_size()?,
            unsent: self.store.unsent()?,
            counters: self.counters(run, now)?,
            progress: self.progress()?,
            lines,
            practice: self.store.setting("practice")?.is_some(),
            open_run,
            ask_clock,
            policy: self.policy(now),
            tail: self.tail_state(),
            view: self.view(&self.session(channel), now)?,
            folder: self
                .store
                .path()
                .parent()
                .map(|folder| folder.display().to_string())
                .unwrap_or_default(),
        })
    }

    fn run_lines(&self, run: &str) -> Result<Vec<RunLine>, Error> {
        let rows = self.store.lines(run, ROWS)?;
        rows.into_iter().map(|row| self.run_line(row)).collect()
    }

    pub(super) fn run_line(&self, row: LineRow) -> Result<RunLine, Error> {
        run_line(&self.store, row)
    }

    fn counters(&self, run: Option<&Run>, now: &Moment) -> Result<Counters, Error> {
        let Some(run) = run else { return Ok(Counters::default()) };
        let outcomes = self.store.outcomes(&run.id)?;
        let count =
            |words: &[&str]| words.iter().filter_map(|word| outcomes.get(*word)).sum::<u64>();
        let mut counters = Counters {
            issued: count(&["issued", "handed-over", "swapped"]),
            returned: count(&["returned"]),
            refused: count(&["refused", "unknown", "not-taken"]),
            ..Counters::default()
        };
        let times = self.store.pace(&run.id, 200)?;
        let recent: Vec<i64> = times
            .iter()
            .copied()
            .filter(|at| now.wall_ms - at <= PACE_MS && *at <= now.wall_ms)
            .collect();
        if let (Some(first), true) = (recent.last(), recent.len() > 1) {
            let span = u64::try_from(now.wall_ms - first).unwrap_or(0).max(60_000);
            counters.per_minute_tenths = recent.len() as u64 * 600_000 / span;
        }
        if !run.expected.is_empty() {
            let holding = run.mode != Mode::Return.as_str();
            let (expected, served) = self.store.expected(&run.expected, holding)?;
            counters.expected = expected;
            counters.served = served;
            let left = expected.saturating_sub(served);
            if counters.per_minute_tenths > 0 && left > 0 {
                let ms = left * 600_000 / counters.per_minute_tenths;
                let at_ms = now.wall_ms.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX));
                counters.finish = Some(When { at_ms, utc_offset_min: now.utc_offset_min });
            }
        }
        Ok(counters)
    }

    fn progress(&self) -> Result<Option<Progress>, Error> {
        let Some((site, homeroom)) = &self.last_served else { return Ok(None) };
        let expected = Expected {
            sites: vec![site.clone()],
            homerooms: vec![homeroom.clone()],
            ..Expected::default()
        };
        let filter = serde_json::to_string(&expected).unwrap_or_default();
        let (expected, served) = self.store.expected(&filter, true)?;
        Ok(Some(Progress { homeroom: homeroom.clone(), served, expected }))
    }

    /// Names for what is typed: a text with a letter and no digit, or exactly four digits.
    pub(super) fn suggest(&self, text: &str) -> Result<Vec<PersonRow>, Error> {
        let text = text.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if digits == 4 && text.len() == 4 {
            return Ok(self.store.people_ending(text)?);
        }
        if digits > 0 || !text.chars().any(char::is_alphabetic) {
            return Ok(Vec::new());
        }
        let found = self.store.find_people(text, 0)?;
        Ok(found.into_iter().filter(|row| row.active || !row.holds.is_empty()).collect())
    }

    pub(super) fn person_page(
        &self,
        id: &BorrowerId,
        now: &Moment,
    ) -> Result<Option<Box<PersonPage>>, Error> {
        if !self.store.knows_borrower(id)? {
            return Ok(None);
        }
        let policy = self.policy(now);
        let person = self.store.person(id, policy.grade_rule)?;
        let history = self.store.person_history(id, HISTORY)?;
        let account = self.account(id)?;
        let (prices, agreement) = (policy.prices.clone(), policy.agreement.clone());
        Ok(Some(Box::new(PersonPage { person, history, account, prices, agreement })))
    }

    pub(super) fn device_page(&self, id: &DeviceId) -> Result<Option<Box<DevicePage>>, Error> {
        let card = self.store.device(id)?;
        let history = self.store.device_history(id, HISTORY)?;
        if card.parked && history.is_empty() {
            return Ok(None);
        }
        let way = self.store.way(&card.id)?;
        let open = self.open_tickets(&card.id)?.into_iter();
        let open = open.map(|ticket| self.store.ticket_card(&card.id, ticket));
        let tickets = open.collect::<Result<_, _>>()?;
        let missing = self.store.missing(&card.id)?;
        let set = self.store.set_of(&card.id)?;
        Ok(Some(Box::new(DevicePage { card, history, way, tickets, missing, set })))
    }
}

fn info(run: &Run) -> RunInfo {
    RunInfo {
        id: run.id.clone(),
        name: run.name.clone(),
        mode: Mode::parse(&run.mode).unwrap_or_default(),
        due: run.due.clone(),
        site: run.site.clone(),
        started: run.started,
        returning: run.returning.clone(),
    }
}

/// A line of a run with the names in it.
pub(super) fn run_line(store: &Store, row: LineRow) -> Result<RunLine, Error> {
    let named = |id: Option<BorrowerId>| -> Result<Option<Named>, Error> {
        Ok(id.map(|id| store.named(&id)).transpose()?)
    };
    let outcome = Outcome::parse(&row.outcome).unwrap_or(Outcome::Shown);
    let noted = match row.event.filter(|_| outcome == Outcome::Noted) {
        Some(hash) => said(store, &hash)?,
        None => None,
    };
    Ok(RunLine {
        number: row.number,
        at: row.at,
        outcome,
        noted,
        code: row.code,
        person: named(row.borrower)?,
        from: named(row.from)?,
        event: row.name.map(|name| name.to_string()),
        undone: row.event.is_some_and(|hash| !store.world().is_live(&hash)),
        paper: row.paper,
    })
}

/// What a command noted, by its last event: that may be the charge for it.
fn said(store: &Store, hash: &Hash) -> Result<Option<Noting>, Error> {
    let Some(event) = store.event(hash)? else { return Ok(None) };
    let group = store.group_of(&event)?;
    Ok(group.iter().find_map(|event| Noting::of(&event.body)))
}
