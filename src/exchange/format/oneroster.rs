//! OneRoster 1.1 and 1.2: a set of files that lean on each other. `users` gives people, `orgs` sites,
//! `roles` (1.2) kind and school, `classes` of the type homeroom with their `enrollments` homerooms.
//! `demographics` is never opened.
//!
//! Headings are matched by name, not by place, and columns that are missing are missing: real files
//! deviate from the tables at 1edtech.org in both.

use std::collections::HashMap;

use super::words::{Meaning, PLAIN, Words, grade};
use super::{Beside, Format};
use crate::domain::borrower::BorrowerKind;
use crate::exchange::FileKind;
use crate::exchange::field::Field as F;
use crate::exchange::read::{Row, Table};

/// Files of a set that give no rows themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange) enum Part {
    /// `manifest.csv`: version, and what is whole and what only a difference.
    Manifest,
    /// `classes.csv`.
    Classes,
    /// `enrollments.csv`.
    Enrollments,
    /// `roles.csv` of 1.2.
    Roles,
}

/// Headings of those files.
pub(super) const HEADINGS: &[&str] = &[
    "propertyname",
    "value",
    "sourcedid",
    "classtype",
    "classsourcedid",
    "usersourcedid",
    "roletype",
    "orgsourcedid",
    "title",
];

/// The file whose content nobody here reads.
pub(in crate::exchange) const NEVER_READ: &str = "demographics.csv";

/// Who works here. Parents, guardians and relatives borrow nothing.
const STAFF: &[&str] = &[
    "teacher",
    "administrator",
    "aide",
    "proctor",
    "counselor",
    "districtadministrator",
    "siteadministrator",
    "systemadministrator",
    "principal",
    "staff",
];

fn role(text: &str) -> Meaning<BorrowerKind> {
    match text.trim().to_lowercase().as_str() {
        "" => Meaning::Silent,
        "student" => Meaning::Is(BorrowerKind::Student),
        role if STAFF.contains(&role) => Meaning::Is(BorrowerKind::Staff),
        _ => Meaning::Unknown,
    }
}

/// Of a list in one cell the first.
fn first_grade(text: &str) -> String {
    grade(text.split(',').next().unwrap_or_default())
}

const WORDS: Words = Words { grade: first_grade, kind: role, ..PLAIN };

pub(in crate::exchange) const USERS: &str = "oneroster";

pub(super) static FORMATS: [Format; 2] = [
    Format {
        name: USERS,
        kind: FileKind::Students,
        signs: &["sourcedid", "givenname", "familyname"],
        one_of: &[],
        never: &[],
        columns: &[
            (F::Id, &["identifier", "sourcedid"]),
            (F::FirstName, &["givenname"]),
            (F::LastName, &["familyname"]),
            (F::PreferredName, &["preferredgivenname"]),
            (F::Grade, &["grades"]),
            (F::Site, &["primaryorgsourcedid", "orgsourcedids"]),
            (F::Kind, &["role"]),
            (F::Active, &["status"]),
            (F::Codes, &["sourcedid", "username"]),
        ],
        any: &[F::Id, F::Site, F::Codes],
        words: WORDS,
    },
    Format {
        name: "oneroster-orgs",
        kind: FileKind::Sites,
        signs: &["sourcedid", "name", "type"],
        one_of: &["identifier", "parentsourcedid", "datelastmodified"],
        never: &["givenname"],
        columns: &[(F::Code, &["identifier", "sourcedid"]), (F::Name, &["name"])],
        any: &[F::Code],
        words: PLAIN,
    },
];

/// Courses, sessions, line items, results, resources.
pub(super) static BESIDE: [Beside; 8] = [
    Beside { signs: &["sourcedid", "coursecode", "title"] },
    Beside { signs: &["sourcedid", "schoolyear", "startdate"] },
    Beside { signs: &["sourcedid", "schoolyearsourcedid"] },
    Beside { signs: &["sourcedid", "lineitemsourcedid"] },
    Beside { signs: &["sourcedid", "categorysourcedid"] },
    Beside { signs: &["sourcedid", "resourcesourcedid"] },
    Beside { signs: &["sourcedid", "vendorresourceid"] },
    Beside { signs: &["sourcedid", "title", "status"] },
];

/// Which of the parts a file is.
pub(super) fn part(headings: &[String]) -> Option<Part> {
    let has = |names: &[&str]| names.iter().all(|name| headings.iter().any(|h| h == name));
    if has(&["propertyname", "value"]) {
        Some(Part::Manifest)
    } else if has(&["sourcedid", "classtype", "title"]) {
        Some(Part::Classes)
    } else if has(&["sourcedid", "classsourcedid", "usersourcedid", "role"]) {
        Some(Part::Enrollments)
    } else if has(&["sourcedid", "usersourcedid", "orgsourcedid", "role"]) {
        Some(Part::Roles)
    } else {
        None
    }
}

/// What the parts of one set say of its users, by `sourcedId`.
#[derive(Debug, Default)]
pub(in crate::exchange) struct Set {
    /// `1.1` or `1.2`, where the manifest says so.
    pub(in crate::exchange) version: String,
    /// The manifest calls users or orgs a difference, not the whole.
    pub(in crate::exchange) delta: bool,
    /// Site code of an org.
    sites: HashMap<String, String>,
    /// Title of a homeroom class.
    homerooms: HashMap<String, String>,
    /// Homeroom class of a student.
    enrolled: HashMap<String, String>,
    /// Role and org of a user: the primary one, or the first.
    roles: HashMap<String, Role>,
}

#[derive(Debug)]
struct Role {
    primary: bool,
    word: String,
    org: String,
}

impl Set {
    /// Takes in a part. Classes come before enrollments.
    pub(in crate::exchange) fn take(&mut self, part: Part, table: &Table) {
        match part {
            Part::Manifest => {
                let column = |name| table.column(&[name]).unwrap_or(usize::MAX);
                let (name, value) = (column("propertyname"), column("value"));
                for row in table.rows() {
                    match row.get(name) {
                        "oneroster.version" => row.get(value).clone_into(&mut self.version),
                        "file.users" | "file.orgs" => {
                            self.delta |= row.get(value).eq_ignore_ascii_case("delta");
                        }
                        _ => {}
                    }
                }
            }
            Part::Classes => {
                let at = Columns::of(table);
                let (kind, title) = (at.find("classtype"), at.find("title"));
                for row in at.present() {
                    if row.get(kind).eq_ignore_ascii_case("homeroom") {
                        let title = row.get(title).to_owned();
                        self.homerooms.insert(row.get(at.id).to_owned(), title);
                    }
                }
            }
            Part::Enrollments => {
                let at = Columns::of(table);
                let (class, user) = (at.find("classsourcedid"), at.find("usersourcedid"));
                let role = at.find("role");
                for row in at.present() {
                    let of_homeroom = self.homerooms.contains_key(row.get(class));
                    if of_homeroom && row.get(role).eq_ignore_ascii_case("student") {
                        let class = row.get(class).to_owned();
                        self.enrolled.entry(row.get(user).to_owned()).or_insert(class);
                    }
                }
            }
            Part::Roles => {
                let at = Columns::of(table);
                let (user, kind) = (at.find("usersourcedid"), at.find("roletype"));
                let (role, org) = (at.find("role"), at.find("orgsourcedid"));
                for row in at.present() {
                    let new = Role {
                        primary: row.get(kind).eq_ignore_ascii_case("primary"),
                        word: row.get(role).to_owned(),
                        org: row.get(org).to_owned(),
                    };
                    let known = self.roles.get(row.get(user));
                    if known.is_none_or(|known| new.primary && !known.primary) {
                        self.roles.insert(row.get(user).to_owned(), new);
                    }
                }
            }
        }
    }

    /// Notes by which code the orgs of a table are sites.
    pub(in crate::exchange) fn take_orgs(&mut self, table: &Table) {
        let at = Columns::of(table);
        let identifier = at.find("identifier");
        for row in table.rows() {
            let code = [row.get(identifier), row.get(at.id)].into_iter().find(|c| !c.is_empty());
            self.sites.insert(row.get(at.id).to_owned(), code.unwrap_or_default().to_owned());
        }
    }

    /// Site code of a cell of orgs, the first of several.
    pub(in crate::exchange) fn site<'a>(&'a self, orgs: &'a str) -> &'a str {
        let org = orgs.split(',').map(str::trim).find(|org| !org.is_empty()).unwrap_or_default();
        self.sites.get(org).map_or(org, String::as_str)
    }

    /// Homeroom, role and org of a user; blank where the parts say nothing.
    pub(in crate::exchange) fn user(&self, id: &str) -> (&str, &str, &str) {
        let class = self.enrolled.get(id).and_then(|class| self.homerooms.get(class));
        let role = self.roles.get(id);
        let (role, org) = role.map_or(("", ""), |role| (role.word.as_str(), role.org.as_str()));
        (class.map_or("", String::as_str), role, org)
    }
}

/// Columns of a part.
struct Columns<'a> {
    table: &'a Table,
    id: usize,
    status: usize,
}

impl<'a> Columns<'a> {
    fn of(table: &'a Table) -> Columns<'a> {
        let mut at = Columns { table, id: usize::MAX, status: usize::MAX };
        (at.id, at.status) = (at.find("sourcedid"), at.find("status"));
        at
    }

    /// A column; one that is not there reads as blank.
    fn find(&self, name: &str) -> usize {
        self.table.column(&[name]).unwrap_or(usize::MAX)
    }

    /// Rows that are not to be deleted.
    fn present(&self) -> impl Iterator<Item = Row<'a>> {
        let status = self.status;
        self.table.rows().filter(move |row| !row.get(status).eq_ignore_ascii_case("tobedeleted"))
    }
}
