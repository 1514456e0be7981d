//! What is set once or now and then: the station, the policy, the clock, settings, merges.

use super::reply::When;
use super::request::{Role, Settings, Setup, TailState};
use super::{Desk, Error, code_rules};
use crate::domain::borrower::BorrowerId;
use crate::domain::clock::{Clock, Timed};
use crate::domain::event::{Event, Kind, Moment, Source};
use crate::domain::evidence::Proven;
use crate::domain::policy::Policy;
use crate::domain::site::is_station_code;
use crate::store::tail::{self, Tail};
use crate::store::{self, Draft, Stamp};

/// A time typed off another clock shows minutes: it may be off by one either way.
const TYPED_WITHIN_MS: i64 = 60_000;

/// Who says yes to a time shown has seen that it is about right. Taken for a minute, as if it had
/// been read off a phone, it left wrong holders that nobody was asked about (`tests/it/reconcile`).
const NODDED_WITHIN_MS: i64 = 10 * 60_000;

impl Desk {
    /// Makes this database a station with the default policy.
    pub fn init(&mut self, setup: &Setup, now: &Moment) -> Result<(), Error> {
        if let Some(station) = self.store.station() {
            return Err(Error::StationAlready(station.code));
        }
        if !is_station_code(&setup.station) {
            return Err(Error::StationCode(setup.station.clone()));
        }
        self.store.found(&setup.station)?;
        let role = match setup.role {
            Role::Alone => "alone",
            Role::Station => "station",
            Role::Office => "office",
        };
        self.store.transact(|write| -> store::Result<_> {
            write.set("role", role)?;
            write.set("site", setup.site.trim())?;
            write.set("practice", if setup.practice { "yes" } else { "" })
        })?;
        self.write_policy(&Policy::default(), &When::from(now).date(), now)
    }

    /// Sets the policy from a local date on, which is today or to come; `None` is today.
    ///
    /// # Errors
    /// [`Error::OfficeDecides`] where an office's register is in use here; [`Error::NoDate`] for a day
    /// that is over, which keeps what it was judged by; the database's.
    pub fn set_policy(
        &mut self,
        policy: &Policy,
        from: Option<&str>,
        now: &Moment,
    ) -> Result<(), Error> {
        let of_office =
            self.role()? == Role::Station && self.store.setting("office_register")?.is_some();
        if of_office {
            return Err(Error::OfficeDecides);
        }
        let today = When::from(now).date();
        let from = from.map_or(today.as_str(), str::trim);
        if chrono::NaiveDate::parse_from_str(from, "%Y-%m-%d").is_err() || *from < *today {
            return Err(Error::NoDate(from.to_owned()));
        }
        self.write_policy(policy, from, now)
    }

    fn write_policy(&mut self, policy: &Policy, from: &str, now: &Moment) -> Result<(), Error> {
        let payload = policy.written(from);
        self.append_alone(Draft { payload, ..Draft::new(Kind::PolicySet) }, now)
    }

    /// The policy in force.
    pub fn present_policy(&self, now: &Moment) -> Policy {
        Policy::clone(&self.policy(now))
    }

    /// Date and time are right, or the right ones are these: becomes a `ClockOffset` for the
    /// present stretch of this computer's clock. The clock itself is left alone.
    ///
    /// # Errors
    /// [`Error::NoTime`] where the text is no date and time; the database's.
    pub fn set_clock(
        &mut self,
        typed: Option<(String, String)>,
        now: &Moment,
    ) -> Result<(), Error> {
        let within_ms = if typed.is_some() { TYPED_WITHIN_MS } else { NODDED_WITHIN_MS };
        let offset_ms = match typed {
            None => 0,
            Some((date, time)) => {
                let text = format!("{} {}", date.trim(), time.trim());
                let right = chrono::NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M")
                    .map_err(|_| Error::NoTime(text))?;
                let local_ms = right.and_utc().timestamp_millis();
                let shown = now.wall_ms + i64::from(now.utc_offset_min) * 60_000;
                // The middle of the minute shown is the best guess of what was read.
                local_ms + 30_000 - shown
            }
        };
        let station = self.store.station().ok_or(store::Error::NoStation)?;
        let from = self.store.segment_start(now).unwrap_or(station.seq + 1);
        let told = Proven {
            station: station.code,
            incarnation: station.incarnation,
            from_seq: from,
            offset_ms,
            within_ms,
        };
        self.append_alone(corrects(&told), now)?;
        Ok(self.store.transact(|write| write.set("ask_clock", ""))?)
    }

    /// The present, corrected by what is known of this computer's clock.
    pub(super) fn corrected(&self, now: &Moment) -> Timed {
        let head = self.store.station();
        let clock = head.as_ref().and_then(|head| {
            let clock = self.store.world().clock(&head.code, &head.incarnation)?;
            Some((clock, head.seq + 1))
        });
        match clock {
            Some((clock, seq)) => clock.correct(&now.boot, seq, now.wall_ms),
            None => Clock::default().correct(&now.boot, 1, now.wall_ms),
        }
    }

    /// Joins a walk-up with the person it really is.
    pub fn merge_people(
        &mut self,
        from: &BorrowerId,
        into: &BorrowerId,
        now: &Moment,
    ) -> Result<(), Error> {
        for id in [from, into] {
            if !self.store.knows_borrower(id)? {
                return Err(Error::NoBorrower(id.to_string()));
            }
        }
        let merged = Draft {
            borrower: Some(from.clone()),
            ..Draft::new(Kind::BorrowerMerged).with("into", into.as_str())
        };
        self.append_alone(merged, now)
    }

    pub(super) fn append_alone(&mut self, draft: Draft, now: &Moment) -> Result<(), Error> {
        self.append_typed(vec![draft], now).map(|_| ())
    }

    /// Writes what somebody typed or pressed as one command.
    pub(super) fn append_typed(
        &mut self,
        drafts: Vec<Draft>,
        now: &Moment,
    ) -> Result<Vec<Event>, Error> {
        let run = self.run_for(now).map(|run| run.id.clone());
        let operator = self.operator.clone();
        let stamp = Stamp {
            now,
            operator: operator.as_deref(),
            run: run.as_deref(),
            source: Source::Typed,
        };
        self.store.transact(|write| -> Result<_, Error> { Ok(write.append(stamp, drafts)?) })
    }

    /// Keeps the settings of this computer.
    pub(super) fn set_settings(&mut self, settings: Settings) -> Result<(), Error> {
        // Plain data: serialising it cannot fail.
        let text = serde_json::to_string(&settings).unwrap_or_default();
        self.store.transact(|write| write.set("settings", &text))?;
        self.codes = code_rules(&settings);
        let moved = self.settings.tail != settings.tail;
        self.settings = settings;
        if moved {
            self.start_tail();
        }
        Ok(())
    }

    /// Starts the second copy of the journal, where one is chosen.
    pub(super) fn start_tail(&mut self) {
        let chosen = self.settings.tail.as_ref().filter(|folder| !folder.trim().is_empty());
        self.tail = match (chosen, self.store.station()) {
            (Some(folder), Some(station)) => {
                let database = self.store.path().to_owned();
                Some(Tail::start(database, folder.trim().into(), station.code))
            }
            _ => None,
        };
    }

    /// How the second copy stands, for the bar.
    pub(super) fn tail_state(&self) -> TailState {
        match self.tail.as_ref().map_or(tail::State::Off, Tail::state) {
            tail::State::Off => TailState::Off,
            tail::State::Written(behind) => TailState::Written(behind),
            tail::State::Missing => TailState::Missing,
        }
    }
}

/// The event that says how far off a clock is.
pub(super) fn corrects(proven: &Proven) -> Draft {
    let mut offset = Draft::new(Kind::ClockOffset)
        .with("station", &proven.station)
        .with("incarnation", &proven.incarnation);
    offset.payload.put_int("from", i64::try_from(proven.from_seq).unwrap_or(i64::MAX));
    offset.payload.put_int("offset", proven.offset_ms);
    offset.payload.put_int("within", proven.within_ms);
    offset
}
