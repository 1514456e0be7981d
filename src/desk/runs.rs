//! Runs: every event belongs to one. Without a named run there is the station's run of the day.

use super::reply::{DeviceCard, Mode, Refusal, When};
use super::request::{Ending, Expected, RunSetup};
use super::scan::{Input, Played};
use super::{Command, Desk, Error};
use crate::domain::event::{Kind, Moment, Source};
use crate::domain::returning::{Returning, WITHIN_MS};
use crate::store::{self, Draft, Line, Run, Stamp, Write};

impl Desk {
    /// The run this station was in last, else the newest one left open.
    pub(super) fn open_run(&self) -> Result<Option<Run>, Error> {
        let mut open = self.store.runs(true)?;
        open.retain(|run| run.ended.is_none());
        let last = self.store.setting("run")?;
        let at = open.iter().position(|run| Some(&run.id) == last.as_ref());
        Ok(match at {
            Some(at) => Some(open.swap_remove(at)),
            None => open.pop(),
        })
    }

    /// The run that a scan at this moment belongs to, if it is open already.
    pub(super) fn run_for(&self, now: &Moment) -> Option<&Run> {
        let date = When::from(now).date();
        // A run of the day ends with the day; a named one goes on until it is ended.
        self.run.as_ref().filter(|run| !is_of_the_day(run) || run.started.date() == date)
    }

    /// The mode that somebody began the open run in. The run of the day nobody began.
    pub fn mode_of_run(&self, now: &Moment) -> Mode {
        let begun = self.run_for(now).filter(|run| !is_of_the_day(run));
        begun.and_then(|run| Mode::parse(&run.mode)).unwrap_or_default()
    }

    /// Where devices come back to: the run's site, else the station's.
    pub(super) fn site_of_run(&self, now: &Moment) -> Result<String, Error> {
        self.site_of(self.run_for(now))
    }

    /// The same for a run that is not the present one.
    pub(super) fn site_of(&self, run: Option<&Run>) -> Result<String, Error> {
        match run.map(|run| run.site.clone()).filter(|site| !site.is_empty()) {
            Some(site) => Ok(site),
            None => Ok(self.store.setting("site")?.unwrap_or_default()),
        }
    }

    /// Writes the events of one command with its line in the run list: one transaction. Gives back
    /// the name of the last event.
    pub(super) fn commit(
        &mut self,
        drafts: Vec<Draft>,
        played: &Played,
        input: Input<'_>,
    ) -> Result<Option<String>, Error> {
        self.commit_in(None, drafts, played, input)
    }

    /// The same in another run than the present one, where it is given: that one stays present.
    pub(super) fn commit_in(
        &mut self,
        run: Option<Run>,
        drafts: Vec<Draft>,
        played: &Played,
        input: Input<'_>,
    ) -> Result<Option<String>, Error> {
        let present = self.run_for(input.now).cloned();
        let elsewhere = run.is_some() && run != present;
        let open = run.or(present);
        let stale = self.run.clone().filter(|_| open.is_none());
        let site = match open {
            Some(_) => String::new(),
            None => self.store.setting("site")?.unwrap_or_default(),
        };
        let operator = self.operator.clone();
        let mode = self.mode_word();
        let mut command = self.command.take();
        let mut drafts = drafts;
        if let Some(run) = &open {
            self.date(run, &mut drafts, input.now)?;
        }
        let (run, written, last) = self.store.transact(|write| -> store::Result<_> {
            let run = if let Some(run) = &open {
                run.clone()
            } else {
                if let Some(stale) = &stale {
                    end(write, stale, operator.as_deref(), input.now)?;
                }
                let setup = RunSetup { site: site.clone(), mode, ..RunSetup::default() };
                begin(write, &setup, operator.as_deref(), input.now)?
            };
            let stamp = Stamp {
                now: input.now,
                operator: operator.as_deref(),
                run: Some(&run.id),
                source: input.source,
            };
            let events = match &mut command {
                Some(Command(name)) => write.append_to(name, stamp, drafts)?,
                None => write.append(stamp, drafts)?,
            };
            let written = events.len() as u64;
            let last = events.last();
            if played.outcome.is_listed() {
                write.line(&Line {
                    run: &run.id,
                    at: When::from(input.now),
                    outcome: played.outcome.as_str(),
                    code: played.code.as_deref().unwrap_or_default(),
                    device: played.device.as_ref(),
                    borrower: played.student.as_ref(),
                    from: played.from.as_ref(),
                    event: last.map(|event| event.hash),
                })?;
            }
            Ok((run, written, last.map(|event| event.id().to_string())))
        })?;
        self.command = command;
        if !elsewhere {
            self.run = Some(run);
        }
        if let Some(tail) = self.tail.as_ref().filter(|_| written > 0) {
            tail.nudge(written);
        }
        Ok(last)
    }

    /// What is written in a run that is dated to another day happened on that day: at noon, or right
    /// behind what happened to the device before.
    pub(super) fn date(&self, run: &Run, drafts: &mut [Draft], now: &Moment) -> Result<(), Error> {
        let today = When::from(now).date();
        let Some(noon) = run.returning.at_ms(&today, now.utc_offset_min) else { return Ok(()) };
        for draft in drafts.iter_mut().filter(|draft| draft.as_of_ms.is_none()) {
            let moved = match &draft.device {
                Some(id) => self.store.last_moved(id)?,
                None => None,
            };
            let at_ms = moved.map_or(noon, |moved| noon.max(moved.at_ms + 1));
            draft.as_of_ms = Some((at_ms, WITHIN_MS));
        }
        Ok(())
    }

    /// Why nothing can have happened to a device on the day that the run is dated to: it went out, or
    /// came back, on a later one.
    pub(super) fn dated_before(
        &self,
        card: &DeviceCard,
        now: &Moment,
    ) -> Result<Option<Refusal>, Error> {
        let Some(run) = self.run_for(now) else { return Ok(None) };
        if run.returning.at_ms(&When::from(now).date(), now.utc_offset_min).is_none() {
            return Ok(None);
        }
        let dated = run.returning.dated.clone();
        let mut moved = self.store.last_moved(&card.id)?.map(When::date);
        if card.holder.is_none() {
            // It was in front of a scanner later, and in: a return of that day would end what is issued.
            moved = moved.max(card.seen.as_ref().map(|(when, _)| when.date()));
        }
        let moved = moved.filter(|moved| *moved > dated);
        Ok(moved.map(|moved| Refusal::DatedBefore { dated, moved }))
    }

    fn mode_word(&self) -> Mode {
        self.sessions.get(&super::reply::Channel::Main).map_or_else(Mode::default, |s| s.mode)
    }

    /// Starts a run; one that is open is ended first. A run of the same name goes on.
    pub fn start_run(&mut self, setup: &RunSetup, now: &Moment) -> Result<(), Error> {
        if !setup.due.is_empty()
            && chrono::NaiveDate::parse_from_str(&setup.due, "%Y-%m-%d").is_err()
        {
            return Err(Error::NoDate(setup.due.clone()));
        }
        let mut setup = setup.clone();
        *setup.returning = setup.returning.checked()?;
        let (dated, today) = (&setup.returning.dated, When::from(now).date());
        let is_day = chrono::NaiveDate::parse_from_str(dated, "%Y-%m-%d").is_ok();
        if !dated.is_empty() && !is_day {
            return Err(Error::NoDate(dated.clone()));
        }
        if *dated > today {
            return Err(Error::StillToCome(dated.clone()));
        }
        if let Some(run) = self.run_for(now).filter(|run| run.name == setup.name) {
            self.run = Some(run.clone());
            return Ok(());
        }
        let open = self.run.take();
        let operator = self.operator.clone();
        if setup.site.is_empty() {
            setup.site = self.store.setting("site")?.unwrap_or_default();
        }
        let run = self.store.transact(|write| -> store::Result<_> {
            if let Some(open) = &open {
                end(write, open, operator.as_deref(), now)?;
            }
            let run = begin(write, &setup, operator.as_deref(), now)?;
            write.set("ask_clock", &run.id)?;
            Ok(run)
        });
        match run {
            Ok(run) => {
                let session = self.sessions.entry(super::reply::Channel::Main).or_default();
                session.mode = setup.mode;
                session.clear();
                self.run = Some(run);
                Ok(())
            }
            Err(error) => {
                self.run = open;
                Err(error.into())
            }
        }
    }

    /// Takes up the run of this name that is not ended, or starts it: `scan --run`. Others stay
    /// open, so that a script can go to and fro between them.
    pub fn take_run(&mut self, name: &str, now: &Moment) -> Result<(), Error> {
        let own = self.store.runs(true)?;
        let open = own.into_iter().rev().find(|run| run.ended.is_none() && run.name == name);
        let site = self.store.setting("site")?.unwrap_or_default();
        let setup = RunSetup { name: name.to_owned(), site, ..RunSetup::default() };
        let operator = self.operator.clone();
        let run = self.store.transact(|write| -> store::Result<_> {
            match open {
                Some(run) => {
                    write.set("run", &run.id)?;
                    Ok(run)
                }
                None => begin(write, &setup, operator.as_deref(), now),
            }
        })?;
        self.run = Some(run);
        Ok(())
    }

    /// What ending the run leaves behind.
    pub(super) fn ending(&self) -> Result<Ending, Error> {
        let outcomes = match &self.run {
            Some(run) => self.store.outcomes(&run.id)?,
            None => std::collections::BTreeMap::new(),
        };
        let count = |words: &[&str]| words.iter().filter_map(|word| outcomes.get(*word)).sum();
        Ok(Ending {
            unsent: self.store.unsent()?,
            unanswered: self.store.unanswered()?,
            parked: self.store.parked()?,
            done: (count(&["issued", "handed-over", "swapped"]), count(&["returned"])),
        })
    }

    /// Ends the run.
    pub(super) fn end_run(&mut self, now: &Moment) -> Result<(), Error> {
        let Some(run) = self.run.clone() else { return Ok(()) };
        let operator = self.operator.clone();
        self.store.transact(|write| -> store::Result<_> {
            write.set("ask_clock", "")?;
            end(write, &run, operator.as_deref(), now)
        })?;
        self.run = None;
        self.sessions.clear();
        Ok(())
    }

    /// Goes on with a run of another day: the strip is answered for today.
    pub(super) fn keep_run(&mut self, now: &Moment) -> Result<(), Error> {
        let date = When::from(now).date();
        Ok(self.store.transact(|write| write.set("kept_run", &date))?)
    }
}

/// Whether a run is the one that begins by itself and ends with its day.
pub(super) fn is_of_the_day(run: &Run) -> bool {
    run.name == name_of_the_day(&run.station, run.started)
}

fn name_of_the_day(station: &str, at: When) -> String {
    format!("{station} {}", at.date())
}

fn begin(
    write: &mut Write<'_>,
    setup: &RunSetup,
    operator: Option<&str>,
    now: &Moment,
) -> store::Result<Run> {
    let station = write.station()?;
    let at = When::from(now);
    let name = match setup.name.trim() {
        "" => name_of_the_day(&station.code, at),
        name => name.to_owned(),
    };
    let id = format!("{}/{}/{}", station.code, station.incarnation, station.seq + 1);
    let expected = match &setup.expected {
        nobody if *nobody == Expected::default() => String::new(),
        // Plain lists of texts: serialising them cannot fail.
        expected => serde_json::to_string(expected).unwrap_or_default(),
    };
    let mut additions = vec![("name", name.clone())];
    if !setup.place.trim().is_empty() {
        additions.push(("place", setup.place.trim().to_owned()));
    }
    if !setup.returning.note.is_empty() {
        additions.push(("note", setup.returning.note.clone()));
    }
    let mut started = Draft {
        additions,
        ..Draft::new(Kind::RunStarted)
            .with("mode", setup.mode.as_str())
            .with("site", &setup.site)
            .with("due", &setup.due)
            .with("expected", &expected)
    };
    setup.returning.put_all(&mut started.payload);
    let stamp = Stamp { now, operator, run: Some(&id), source: Source::Typed };
    let _ = write.append(stamp, vec![started])?;
    write.set("run", &id)?;
    Ok(Run {
        id,
        station: station.code,
        name,
        mode: setup.mode.as_str().to_owned(),
        place: setup.place.trim().to_owned(),
        site: setup.site.clone(),
        due: Some(setup.due.clone()).filter(|due| !due.is_empty()),
        expected,
        returning: Returning::clone(&setup.returning),
        started: at,
        ended: None,
    })
}

fn end(
    write: &mut Write<'_>,
    run: &Run,
    operator: Option<&str>,
    now: &Moment,
) -> store::Result<()> {
    let stamp = Stamp { now, operator, run: Some(&run.id), source: Source::Typed };
    write.append(stamp, vec![Draft::new(Kind::RunEnded)]).map(|_| ())
}
