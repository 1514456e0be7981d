//! PowerSchool-style student exports, with a heading row and, as they often come, without one.

use super::Format;
use super::words::{PLAIN, Words, grade, student};
use crate::exchange::FileKind;
use crate::exchange::field::Field as F;

/// `Enroll_Status`: 0 is enrolled and −1 is enrolled from a day to come, who are handed a device
/// before it; 1 inactive, 2 transferred, 3 graduated.
fn enrolled(text: &str) -> bool {
    matches!(text.trim(), "" | "0" | "-1") || text.trim().eq_ignore_ascii_case("active")
}

const WORDS: Words = Words { active: enrolled, grade, kind: student, ..PLAIN };

pub(super) static FORMATS: [Format; 1] = [Format {
    name: "powerschool",
    kind: FileKind::Students,
    signs: &["student_number", "last_name", "first_name"],
    one_of: &["enroll_status", "schoolid", "home_room", "grade_level"],
    never: &["school_id", "sis_id"],
    columns: &[
        (F::Id, &["student_number"]),
        (F::FirstName, &["first_name"]),
        (F::LastName, &["last_name"]),
        (F::PreferredName, &["preferred_name", "preferredname"]),
        (F::Grade, &["grade_level"]),
        (F::Homeroom, &["home_room"]),
        (F::Site, &["schoolid"]),
        (F::Household, &["family_ident", "household", "household_code"]),
        (F::Language, &["home_language", "homelanguage"]),
        (F::Active, &["enroll_status"]),
        (F::Codes, &["state_studentnumber"]),
    ],
    any: &[],
    words: WORDS,
}];

/// The columns of an export without headings, in the order the usual one has.
const ORDER: [&str; 9] = [
    "Student_Number",
    "Last_Name",
    "First_Name",
    "Grade_Level",
    "SchoolID",
    "Enroll_Status",
    "ClassOf",
    "Lunch_ID",
    "Home_Room",
];

/// So many of the first columns are enough to tell.
const TOLD_BY: usize = 5;

/// So many rows are looked at.
const SAMPLE: usize = 200;

/// The headings of a file without any, if every row looks like such an export: number, two names,
/// grade, number of the school, and from 0 to 3 whether enrolled.
pub(in crate::exchange) fn without_headings<'a, R>(
    rows: impl Iterator<Item = R>,
    get: impl Fn(&R, usize) -> &'a str,
    width: usize,
) -> Option<Vec<String>> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let name = |text: &str| {
        text.chars().any(char::is_alphabetic) && !text.chars().any(|c| c.is_ascii_digit())
    };
    let is_grade = |text: &str| {
        let plain = grade(text);
        matches!(plain.as_str(), "K" | "PK" | "TK") || plain.parse().is_ok_and(|n: u8| n <= 13)
    };
    if !(TOLD_BY..=ORDER.len()).contains(&width) {
        return None;
    }
    let mut seen = 0;
    for row in rows.take(SAMPLE) {
        let fits = digits(get(&row, 0))
            && name(get(&row, 1))
            && name(get(&row, 2))
            && is_grade(get(&row, 3))
            && digits(get(&row, 4))
            && (width == TOLD_BY || matches!(get(&row, 5), "-1" | "0" | "1" | "2" | "3" | "4"));
        if !fits {
            return None;
        }
        seen += 1;
    }
    (seen > 0).then(|| ORDER[..width].iter().map(|name| (*name).to_owned()).collect())
}
