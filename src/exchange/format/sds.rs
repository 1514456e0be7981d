//! Microsoft School Data Sync: student, teacher, school.

use super::words::{PLAIN, Words, grade, staff, student};
use super::{Beside, Format};
use crate::exchange::FileKind;
use crate::exchange::field::Field as F;

pub(super) const STUDENTS: &str = "sds";
/// Its headings are those of a student's file without a grade; the file's name tells.
pub(super) const TEACHERS: &str = "sds-teachers";

const COLUMNS: &[(F, &[&str])] = &[
    (F::Id, &["student_number", "teacher_number", "sis_id"]),
    (F::FirstName, &["first_name"]),
    (F::LastName, &["last_name"]),
    (F::Grade, &["grade"]),
    (F::Site, &["school_sis_id"]),
    (F::Codes, &["sis_id", "username"]),
];

pub(super) static FORMATS: [Format; 3] = [
    Format {
        name: STUDENTS,
        kind: FileKind::Students,
        signs: &["sis_id", "school_sis_id"],
        one_of: &["username", "first_name"],
        never: &["section_name"],
        columns: COLUMNS,
        any: &[F::Id, F::Codes],
        words: Words { grade, kind: student, ..PLAIN },
    },
    Format {
        name: TEACHERS,
        kind: FileKind::Students,
        signs: &["sis_id", "school_sis_id", "teacher_number"],
        one_of: &[],
        never: &["section_name"],
        columns: COLUMNS,
        any: &[F::Id, F::Codes],
        words: Words { kind: staff, ..PLAIN },
    },
    Format {
        name: "sds-schools",
        kind: FileKind::Sites,
        signs: &["sis_id", "name"],
        one_of: &[],
        never: &["school_sis_id", "grade", "homeroom", "section_sis_id", "grade_level"],
        columns: &[(F::Code, &["sis_id"]), (F::Name, &["name"])],
        any: &[],
        words: PLAIN,
    },
];

pub(super) static BESIDE: [Beside; 2] = [
    Beside { signs: &["sis_id", "school_sis_id", "section_name"] },
    Beside { signs: &["section_sis_id", "sis_id"] },
];
