//! Dates and times as people read them. Handed the present; never asks a clock.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

use crate::desk::reply::When;
use crate::text;

/// `2027-06-04` as "4 June 2027". What is no date stays as it is.
pub fn date(iso: &str) -> String {
    let Ok(date) = NaiveDate::parse_from_str(iso, "%Y-%m-%d") else { return iso.to_owned() };
    text::with(
        "date-long",
        &[("day", &date.day()), ("month", &date.month()), ("year", &date.year().to_string())],
    )
}

/// A day of this year or so: "Wed 12 August".
pub fn day(date: NaiveDate) -> String {
    text::with(
        "day-long",
        &[
            ("weekday", &date.weekday().number_from_monday()),
            ("day", &date.day()),
            ("month", &date.month()),
        ],
    )
}

/// The time alone where it is today ("9:38"), else the day ("14 Aug 2025"). Without a present
/// it is the day.
pub fn since(when: When, now: Option<When>) -> String {
    let local = local(when);
    if now.is_some_and(|now| self::local(now).date_naive() == local.date_naive()) {
        return hour(when);
    }
    text::with(
        "date-short",
        &[("day", &local.day()), ("month", &local.month()), ("year", &local.year().to_string())],
    )
}

/// The time of day: "9:38".
pub fn hour(when: When) -> String {
    let local = local(when);
    format!("{}:{:02}", local.hour(), local.minute())
}

/// Day and time: "Wed 12 Aug 2026, 9:41".
pub fn clock(when: When) -> String {
    let local = local(when);
    text::with(
        "clock",
        &[
            ("weekday", &local.weekday().number_from_monday()),
            ("day", &local.day()),
            ("month", &local.month()),
            ("year", &local.year().to_string()),
            ("time", &hour(when)),
        ],
    )
}

/// Day and time of this year or so, where there is little room: "12 Aug, 9:41".
pub fn clock_short(when: When) -> String {
    let local = local(when);
    text::with(
        "clock-short",
        &[("day", &local.day()), ("month", &local.month()), ("time", &hour(when))],
    )
}

/// Whole local days from one moment to another, never below 0.
pub fn days(from: When, to: When) -> u64 {
    let days = (local(to).date_naive() - local(from).date_naive()).num_days();
    u64::try_from(days).unwrap_or(0)
}

fn local(when: When) -> DateTime<FixedOffset> {
    let utc = DateTime::from_timestamp_millis(when.at_ms).unwrap_or_default();
    let seconds = when.utc_offset_min.saturating_mul(60);
    match FixedOffset::east_opt(seconds) {
        Some(offset) => utc.with_timezone(&offset),
        None => utc.fixed_offset(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(iso: &str) -> When {
        let moment = DateTime::parse_from_rfc3339(iso).unwrap();
        When {
            at_ms: moment.timestamp_millis(),
            utc_offset_min: moment.offset().local_minus_utc() / 60,
        }
    }

    #[test]
    fn dates_and_times_read_as_people_say_them() {
        assert_eq!(date("2027-06-04"), "4 June 2027");
        assert_eq!(date("soon"), "soon");
        let now = when("2026-08-12T09:41:00-05:00");
        assert_eq!(clock(now), "Wed 12 Aug 2026, 9:41");
        assert_eq!(since(when("2026-08-12T00:05:00-05:00"), Some(now)), "0:05");
        assert_eq!(since(when("2026-08-11T23:59:00-05:00"), Some(now)), "11 Aug 2026");
        assert_eq!(since(when("2025-08-14T08:00:00-05:00"), None), "14 Aug 2025");
        assert_eq!(days(when("2026-08-09T23:00:00-05:00"), now), 3);
        assert_eq!(days(now, when("2026-08-09T23:00:00-05:00")), 0);
    }
}
