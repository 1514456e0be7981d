//! What was written on paper while no computer ran, and is entered later: the day and time on it, and
//! what an entry would come to, worked out by the fold before anybody writes it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::card::{Named, When};
use super::custody::Custody;
use super::event::{Body, Kind, Source};
use super::fold::{self, Folded, Loan};
use super::hash::Hash;
use super::order::Entry;
use super::world::World;

/// How far off a time on paper may be, milliseconds either way: five minutes for the clock on the
/// wall, which nobody has compared with anything, as for an unmeasured computer; one for the minute
/// that somebody wrote down.
pub const WITHIN_MS: i64 = super::clock::UNMEASURED_MS + MINUTE_MS;

/// What was written in one minute off one clock has no order.
const MINUTE_MS: i64 = 60_000;

/// From so many days on somebody says that the day is meant.
pub const OLD_DAYS: u64 = 14;

/// What a row of the sheet says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Way {
    /// The device went out.
    #[default]
    Out,
    /// It came back.
    Back,
}

impl Way {
    /// The event it becomes.
    pub fn kind(self) -> Kind {
        match self {
            Self::Out => Kind::Issued,
            Self::Back => Kind::Returned,
        }
    }

    /// Reads the word of the terminal and of files; an empty one is an issue.
    pub fn parse(text: &str) -> Option<Way> {
        match text.trim().to_lowercase().as_str() {
            "" | "issue" => Some(Self::Out),
            "return" => Some(Self::Back),
            _ => None,
        }
    }
}

/// The day of a sheet, and how far local time was from UTC then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Day {
    /// Local.
    pub date: NaiveDate,
    /// Minutes, east positive.
    pub utc_offset_min: i32,
}

impl Day {
    /// A time of that day.
    pub fn at(self, time: NaiveTime) -> When {
        let local_ms = self.date.and_time(time).and_utc().timestamp_millis();
        let offset_ms = i64::from(self.utc_offset_min) * 60_000;
        When { at_ms: local_ms - offset_ms, utc_offset_min: self.utc_offset_min }
    }
}

/// Why a text is no time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTime {
    /// Not read as one.
    Unreadable,
    /// One to five o'clock, without a word whether at night: `1:15` is mostly the afternoon, and
    /// nobody may guess.
    WhichHalf,
}

/// Reads a time as people write it: `9:05`, `09:05`, `905`, `9.05`, `1:15 pm`.
///
/// # Errors
/// [`NoTime`].
pub fn read_time(text: &str) -> Result<NaiveTime, NoTime> {
    let text = text.trim().to_lowercase().replace(['.', 'h'], ":");
    let (digits, half) = match text.find(['a', 'p']) {
        Some(at) => (text[..at].trim_end(), Some(half(&text[at..]).ok_or(NoTime::Unreadable)?)),
        None => (text.as_str(), None),
    };
    let (hour, minute) = split(digits).ok_or(NoTime::Unreadable)?;
    let hour = match (half, hour) {
        (Some(_), 0 | 13..) => return Err(NoTime::Unreadable),
        (Some(Half::Morning), hour) => hour % 12,
        (Some(Half::Afternoon), hour) => hour % 12 + 12,
        (None, 1..=5) => return Err(NoTime::WhichHalf),
        (None, hour) => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or(NoTime::Unreadable)
}

enum Half {
    Morning,
    Afternoon,
}

fn half(text: &str) -> Option<Half> {
    match text.replace(':', "").as_str() {
        "a" | "am" => Some(Half::Morning),
        "p" | "pm" => Some(Half::Afternoon),
        _ => None,
    }
}

/// Hour and minute: around a colon, seconds left aside, or three or four digits.
fn split(digits: &str) -> Option<(u32, u32)> {
    let number = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse().ok()).flatten()
    };
    let parts: Vec<&str> = digits.split(':').collect();
    match parts.as_slice() {
        [all] if matches!(all.len(), 3 | 4) && all.is_ascii() => {
            let (hour, minute) = all.split_at(all.len() - 2);
            Some((number(hour)?, number(minute)?))
        }
        [hour, minute] | [hour, minute, _] if minute.len() == 2 && hour.len() <= 2 => {
            Some((number(hour)?, number(minute)?))
        }
        _ => None,
    }
}

/// Reads a day and a time in one text: `2026-08-12 9:05`. A time alone has no day.
///
/// # Errors
/// [`NoTime`].
pub fn read_moment(text: &str) -> Result<(Option<NaiveDate>, NaiveTime), NoTime> {
    let text = text.trim();
    match text.get(..10).and_then(read_date) {
        Some(date) => {
            let rest = text[10..].trim_start_matches(['T', 't', ' ']);
            Ok((Some(date), read_time(rest)?))
        }
        None => Ok((None, read_time(text)?)),
    }
}

/// Reads `2026-08-12`.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// The time of a local moment, without its seconds.
pub fn minute_of(local: NaiveDateTime) -> NaiveTime {
    local.time().with_second(0).and_then(|time| time.with_nanosecond(0)).unwrap_or_default()
}

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No time of day.
    Time(NoTime),
    /// What was typed for a time is somebody's or something's code.
    TimeIsCode,
    /// The moment is still to come by this computer's clock, which shows this.
    Future(When),
    /// The day is long past, by so many days, and nobody said that it is meant.
    OldDay(u64),
    /// What happened before this is in the opening balance, which has that person.
    BeforeOpening(When, Named),
    /// A device went out, and to whom is not said.
    NoStudent,
    /// A device is wanted, this is somebody's code.
    NotADevice(Named),
    /// Somebody is wanted, this is a device's code.
    NotAPerson,
    /// The time comes first.
    TimeFirst,
    /// Short of zeros; it fits this person alone.
    Short(Named),
    /// Neither issue nor return.
    Way,
    /// No day.
    Date,
}

/// An event that moves the device next, or moved it last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// What.
    pub kind: Kind,
    /// To whom it went, or from whom it came back.
    pub borrower: Option<super::borrower::BorrowerId>,
    /// When.
    pub at: When,
}

/// What an entry would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The device today without the entry.
    pub now: Custody,
    /// The device today with it.
    pub then: Custody,
    /// It is what the holder of today follows from.
    pub decides_today: bool,
    /// It changes who had the device then.
    pub moves: bool,
    /// What moved the device first behind it.
    pub next: Option<Beside>,
    /// Written here, too near to tell which came first, and today's holder depends on it.
    pub near: Option<Beside>,
    /// Another desk's event is too near: a person will be asked.
    pub disputed: bool,
}

/// Stands for the event that is not written yet.
const SUPPOSED: Hash = Hash::ZERO;

/// What a paper entry comes to. `entries` are the events of its device.
pub fn suppose(entries: &[Entry], world: &World, body: Body) -> Outlook {
    let time = world.time(&body);
    let now = fold::device(&mut entries.to_vec(), world);
    let mut entries = entries.to_vec();
    entries.push(Entry { hash: SUPPOSED, body, time });
    let then = fold::device(&mut entries, world);
    let ends_by = |loan: &Loan| loan.returned.map(|(by, _)| by);
    let moves = |hash: &Hash| {
        then.loans.iter().any(|loan| loan.issued == *hash || ends_by(loan) == Some(*hash))
    };
    let place = entries.iter().position(|entry| entry.hash == SUPPOSED).unwrap_or_default();
    let behind: Vec<&Entry> = entries[place + 1..].iter().filter(|e| moves(&e.hash)).collect();
    let last = entries[..place].iter().rfind(|entry| moves(&entry.hash));
    let disputed = then.conflict.is_some() && then.conflict != now.conflict;
    let near = match behind.as_slice() {
        [] => last,
        [next] => Some(*next),
        _ => None,
    };
    let too_near = |other: &&Entry| is_near(&entries[place], other, world);
    let is_open = |loan: &Loan| loan.returned.is_none();
    Outlook {
        decides_today: match then.loans.last() {
            Some(loan) if is_open(loan) => loan.issued == SUPPOSED,
            Some(loan) => ends_by(loan) == Some(SUPPOSED),
            None => false,
        },
        moves: moves(&SUPPOSED),
        next: behind.first().map(|entry| beside(entry)),
        near: near.filter(|_| moves(&SUPPOSED) && !disputed).filter(too_near).map(beside),
        disputed,
        now: now.custody,
        then: then.custody,
    }
}

/// The device as it was at a time.
pub fn until(entries: &[Entry], world: &World, at_ms: i64) -> Folded {
    let past = |entry: &&Entry| entry.body.kind == Kind::Opened || entry.time.at_ms <= at_ms;
    let mut past: Vec<Entry> = entries.iter().filter(past).cloned().collect();
    fold::device(&mut past, world)
}

/// Whether two events of one life of a station cannot be told apart by time. Of one sheet of paper
/// it is the minute that counts: one clock was read for both.
fn is_near(entry: &Entry, other: &Entry, world: &World) -> bool {
    let apart = (entry.time.at_ms - other.time.at_ms).abs();
    let both = entry.body.source == Source::Paper && other.body.source == Source::Paper;
    let within =
        if both { MINUTE_MS } else { entry.time.within_ms.saturating_add(other.time.within_ms) };
    other.body.kind != Kind::Opened && apart < within && entry.follows(other, world)
}

fn beside(entry: &Entry) -> Beside {
    Beside {
        kind: entry.body.kind.clone(),
        borrower: entry.body.borrower.clone().or_else(|| entry.body.saw.clone()),
        at: When { at_ms: entry.time.at_ms, utc_offset_min: entry.body.utc_offset_min },
    }
}

/// The entry that says the same: same paper time, same person where one went out.
pub fn same<'a>(entries: &'a [Entry], world: &World, body: &Body) -> Option<&'a Entry> {
    let lasting = |id| world.borrower(id);
    entries.iter().find(|entry| {
        let there = &entry.body;
        there.source == Source::Paper
            && there.kind == body.kind
            && there.as_of_ms == body.as_of_ms
            && world.is_live(&entry.hash)
            && (body.kind == Kind::Returned
                || there.borrower.as_ref().map(lasting) == body.borrower.as_ref().map(lasting))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for text in ["9:05", "09:05", "905", "0905", "9.05", " 9:05 am", "9:05a", "9:05:00"] {
            assert_eq!(read_time(text), Ok(time(9, 5)), "{text}");
        }
        for text in ["13:15", "1315", "1:15 pm", "1:15p.m.", "115pm", "01:15 PM"] {
            assert_eq!(read_time(text), Ok(time(13, 15)), "{text}");
        }
        assert_eq!(read_time("12:10 am"), Ok(time(0, 10)));
        assert_eq!(read_time("12:10 pm"), Ok(time(12, 10)));
        assert_eq!(read_time("1:15 am"), Ok(time(1, 15)));
    }

    #[test]
    fn what_may_be_either_half_of_the_day_is_never_guessed() {
        for text in ["1:15", "115", "0115", "5:59"] {
            assert_eq!(read_time(text), Err(NoTime::WhichHalf), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_said() {
        for text in [
            "",
            "9",
            "95",
            "9:5",
            "25:00",
            "9:60",
            "9005x",
            "CB-004417",
            "0048213",
            "13:15 pm",
            "9:05 pam",
            "ä:05",
            "9:05 o’clock",
            "00:15 am",
        ] {
            assert_eq!(read_time(text), Err(NoTime::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_day_may_stand_before_the_time() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 12);
        assert_eq!(read_moment("2026-08-12 9:05"), Ok((day, time(9, 5))));
        assert_eq!(read_moment("2026-08-12T09:05"), Ok((day, time(9, 5))));
        assert_eq!(read_moment("9:05"), Ok((None, time(9, 5))));
        assert_eq!(read_moment("2026-13-12 9:05"), Err(NoTime::Unreadable));
    }

    #[test]
    fn a_time_is_local_where_it_was_written() {
        let date = NaiveDate::from_ymd_opt(2026, 8, 12).unwrap();
        let at = Day { date, utc_offset_min: -300 }.at(time(9, 5));
        assert_eq!(at.iso(), "2026-08-12T09:05:00-05:00");
    }
}
