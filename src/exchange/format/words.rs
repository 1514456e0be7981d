//! How a system's words become ours: grades, statuses, yes and no, kinds of people, prices, dates.

use crate::domain::borrower::BorrowerKind;
use crate::domain::device::Status;
use crate::exchange::Reason;

/// What a word of a system's means to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) enum Meaning<T> {
    /// This.
    Is(T),
    /// Nothing about this row.
    Silent,
    /// It is no word of the system's: the row is refused.
    Unknown,
}

impl<T> Meaning<T> {
    /// What our own reading of a word found: blank says nothing.
    fn of(text: &str, read: impl Fn(&str) -> Option<T>) -> Meaning<T> {
        if text.trim().is_empty() {
            return Meaning::Silent;
        }
        read(text).map_or(Meaning::Unknown, Meaning::Is)
    }

    /// What the register is given, or why the row is refused.
    pub(in crate::exchange) fn taken(
        self,
        refused: impl FnOnce() -> Reason,
    ) -> Result<Option<T>, Reason> {
        match self {
            Meaning::Is(what) => Ok(Some(what)),
            Meaning::Silent => Ok(None),
            Meaning::Unknown => Err(refused()),
        }
    }
}

/// How the words of one system are read.
#[derive(Debug)]
pub(in crate::exchange) struct Words {
    /// Whether somebody or something is still there.
    pub(in crate::exchange) active: fn(&str) -> bool,
    /// A status.
    pub(in crate::exchange) status: fn(&str) -> Meaning<Status>,
    /// A grade.
    pub(in crate::exchange) grade: fn(&str) -> String,
    /// Student or staff.
    pub(in crate::exchange) kind: fn(&str) -> Meaning<BorrowerKind>,
    /// How the system keeps spreadsheets from running its fields.
    pub(in crate::exchange) guard: Guard,
    /// Sites that nobody knows are kept by the text that stands there.
    pub(in crate::exchange) new_sites: bool,
    /// A holder may be a mail address: what stands before the `@` will do.
    pub(in crate::exchange) mail: bool,
}

/// What stands before a field that a spreadsheet would take for a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) enum Guard {
    /// Nothing: the fields are as they are.
    None,
    /// Tagdesk's own, an apostrophe.
    Own,
    /// A back-tick.
    Tick,
}

/// Plain words.
pub(super) const PLAIN: Words =
    Words { active, status, grade: same, kind, guard: Guard::None, new_sites: true, mail: true };

fn same(text: &str) -> String {
    text.to_owned()
}

/// Anything but a no.
pub(super) fn active(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    !matches!(text.as_str(), "no" | "false" | "0" | "n" | "inactive" | "tobedeleted")
}

/// Our own words.
pub(super) fn status(text: &str) -> Meaning<Status> {
    Meaning::of(text, Status::parse)
}

fn kind(text: &str) -> Meaning<BorrowerKind> {
    Meaning::of(text, BorrowerKind::parse)
}

/// Always a student.
pub(super) fn student(_: &str) -> Meaning<BorrowerKind> {
    Meaning::Is(BorrowerKind::Student)
}

/// Always staff.
pub(super) fn staff(_: &str) -> Meaning<BorrowerKind> {
    Meaning::Is(BorrowerKind::Staff)
}

/// `07`, `KG`, `-1` as other systems write them: `7`, `K`, `PK`.
pub(super) fn grade(text: &str) -> String {
    let plain = text.trim().to_uppercase();
    match plain.as_str() {
        "KG" | "KN" | "K" | "0" | "00" | "KINDERGARTEN" => "K".to_owned(),
        "PK" | "PR" | "PREK" | "PRE-K" | "-1" | "-2" | "PREKINDERGARTEN" => "PK".to_owned(),
        "TK" => "TK".to_owned(),
        _ if plain.bytes().all(|byte| byte.is_ascii_digit()) && !plain.is_empty() => {
            plain.trim_start_matches('0').to_owned()
        }
        _ => text.trim().to_owned(),
    }
}

/// A day as `YYYY-MM-DD`: from `2026-05-12 08:00:00`, `2026-05-12T08:00:00Z`, milliseconds since
/// 1970, `12.05.2026`, and `5/13/2026` where only one order of day and month can be meant.
pub(in crate::exchange) fn day(text: &str) -> Option<String> {
    use chrono::NaiveDate;
    let text = text.trim();
    if text.len() == 13
        && let Ok(ms) = text.parse::<i64>()
    {
        let day = chrono::DateTime::from_timestamp_millis(ms)?;
        return Some(day.format("%Y-%m-%d").to_string());
    }
    let first = text.split([' ', 'T']).next().unwrap_or_default();
    let numbers = |sign: char| -> Option<[u32; 3]> {
        let parts: Vec<u32> = first.split(sign).map(str::parse).collect::<Result<_, _>>().ok()?;
        parts.try_into().ok()
    };
    let date = |year: u32, month, day| {
        let year = i32::try_from(year).ok().filter(|year| (1970..=2999).contains(year))?;
        NaiveDate::from_ymd_opt(year, month, day)
    };
    let found = if let Some([year, month, day]) = numbers('-') {
        date(year, month, day)
    } else if let Some([day, month, year]) = numbers('.') {
        date(year, month, day)
    } else if let Some([a, b, year]) = numbers('/') {
        match (date(year, a, b), date(year, b, a)) {
            (Some(one), None) | (None, Some(one)) => Some(one),
            (Some(one), Some(other)) if one == other => Some(one),
            _ => None,
        }
    } else {
        None
    };
    found.map(|date| date.format("%Y-%m-%d").to_string())
}

/// Noon of a day, UTC milliseconds.
pub(in crate::exchange) fn noon(day: &str) -> Option<i64> {
    let date = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some(date.and_hms_opt(12, 0, 0)?.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_where_only_one_can_be_meant() {
        for (text, wanted) in [
            ("2026-05-12", Some("2026-05-12")),
            ("2026-05-12 08:00:00", Some("2026-05-12")),
            ("2033-06-01T00:00:00.000Z", Some("2033-06-01")),
            ("12.05.2026", Some("2026-05-12")),
            ("5/13/2026", Some("2026-05-13")),
            ("13/5/2026", Some("2026-05-13")),
            ("5/5/2026", Some("2026-05-05")),
            ("5/12/2026", None),
            ("1969-01-01", None),
            ("1811808000000", Some("2027-06-01")),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(day(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn grades_lose_their_zeros() {
        for (text, wanted) in [
            ("07", "7"),
            ("KG", "K"),
            ("0", "K"),
            ("-1", "PK"),
            ("12", "12"),
            ("UG", "UG"),
            ("", ""),
        ] {
            assert_eq!(grade(text), wanted);
        }
    }
}
