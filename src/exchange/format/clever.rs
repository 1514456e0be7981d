//! Clever's set: students, teachers, schools.

use super::words::{PLAIN, Words, grade, staff, student};
use super::{Beside, Format};
use crate::exchange::FileKind;
use crate::exchange::field::Field as F;

const STUDENTS: Words = Words { grade, kind: student, ..PLAIN };
const TEACHERS: Words = Words { kind: staff, ..PLAIN };

pub(super) static FORMATS: [Format; 3] = [
    Format {
        name: "clever",
        kind: FileKind::Students,
        signs: &["school_id", "student_id", "last_name", "first_name"],
        one_of: &["student_number", "state_id", "frl_status", "iep_status", "dob"],
        never: &[],
        columns: &[
            (F::Id, &["student_number", "student_id"]),
            (F::FirstName, &["first_name"]),
            (F::LastName, &["last_name"]),
            (F::PreferredName, &["preferred_name", "preferred_first_name"]),
            (F::Grade, &["grade"]),
            (F::Homeroom, &["homeroom"]),
            (F::Site, &["school_id"]),
            (F::Language, &["home_language"]),
            (F::Codes, &["student_id", "state_id", "username"]),
        ],
        any: &[F::Id, F::Codes],
        words: STUDENTS,
    },
    Format {
        name: "clever-teachers",
        kind: FileKind::Students,
        signs: &["school_id", "teacher_id", "last_name", "first_name"],
        one_of: &[],
        never: &["student_id"],
        columns: &[
            (F::Id, &["teacher_number", "teacher_id"]),
            (F::FirstName, &["first_name"]),
            (F::LastName, &["last_name"]),
            (F::Site, &["school_id"]),
            (F::Codes, &["teacher_id", "username"]),
        ],
        any: &[F::Id, F::Codes],
        words: TEACHERS,
    },
    Format {
        name: "clever-schools",
        kind: FileKind::Sites,
        signs: &["school_id", "school_name"],
        one_of: &[],
        never: &["student_id", "teacher_id", "section_id", "tag", "asset_tag", "serial_number"],
        columns: &[(F::Code, &["school_id"]), (F::Name, &["school_name"])],
        any: &[],
        words: PLAIN,
    },
];

pub(super) static BESIDE: [Beside; 2] = [
    Beside { signs: &["school_id", "section_id", "teacher_id"] },
    Beside { signs: &["school_id", "section_id", "student_id"] },
];
