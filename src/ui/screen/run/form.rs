//! What is typed to start a run, and what it means.

use chrono::{NaiveDate, NaiveDateTime};
use iced::widget::text_editor;

use crate::desk::reply::{Mode, When};
use crate::desk::request::{Expected, Returning, RunSetup};
use crate::domain::noted::Taken;
use crate::domain::returning::Fault;
use crate::text as words;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Name of the run.
    Name,
    /// Where people find it.
    Place,
    /// Site code devices come back to.
    Site,
    /// Due date of what goes out.
    Due,
    /// Who is scanning.
    Operator,
    /// Sites expected.
    Sites,
    /// Grades expected.
    Grades,
    /// Homerooms expected.
    Homerooms,
    /// Shelf, room or cart of what comes back.
    Shelf,
    /// Condition of what comes back.
    Condition,
    /// Status it goes on in.
    Next,
    /// What is said of accessories.
    Taken,
    /// A remark beside each.
    Note,
    /// The day it is dated to.
    Dated,
}

impl Field {
    /// Whether it says something of what comes back.
    pub(super) const fn is_returning(self) -> bool {
        matches!(
            self,
            Self::Shelf | Self::Condition | Self::Next | Self::Taken | Self::Note | Self::Dated
        )
    }

    /// The field's name, to put the cursor in.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "run-name",
            Self::Place => "run-place",
            Self::Site => "run-site",
            Self::Due => "run-due",
            Self::Operator => "run-operator",
            Self::Sites => "run-sites",
            Self::Grades => "run-grades",
            Self::Homerooms => "run-homerooms",
            Self::Shelf => "run-shelf",
            Self::Condition => "run-condition",
            Self::Next => "run-next",
            Self::Taken => "run-taken",
            Self::Note => "run-note",
            Self::Dated => "run-dated",
        }
    }
}

/// The name of the field for pasted IDs.
pub(super) const LIST: &str = "run-list";

/// What is typed so far.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) name: String,
    pub(super) mode: Mode,
    pub(super) place: String,
    pub(super) site: String,
    pub(super) due: String,
    pub(super) operator: String,
    /// Who was scanning when the form was opened.
    pub(super) was_operator: String,
    pub(super) sites: String,
    pub(super) grades: String,
    pub(super) homerooms: String,
    pub(super) taken: String,
    pub(super) returning: Returning,
    /// Of several lines: a pasted list has one ID a line.
    pub(super) list: text_editor::Content,
}

impl Form {
    pub(super) fn get(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Place => &self.place,
            Field::Site => &self.site,
            Field::Due => &self.due,
            Field::Operator => &self.operator,
            Field::Sites => &self.sites,
            Field::Grades => &self.grades,
            Field::Homerooms => &self.homerooms,
            Field::Shelf => &self.returning.shelf,
            Field::Condition => &self.returning.condition,
            Field::Next => &self.returning.next,
            Field::Taken => &self.taken,
            Field::Note => &self.returning.note,
            Field::Dated => &self.returning.dated,
        }
    }

    pub(super) fn set(&mut self, field: Field, text: String) {
        *match field {
            Field::Name => &mut self.name,
            Field::Place => &mut self.place,
            Field::Site => &mut self.site,
            Field::Due => &mut self.due,
            Field::Operator => &mut self.operator,
            Field::Sites => &mut self.sites,
            Field::Grades => &mut self.grades,
            Field::Homerooms => &mut self.homerooms,
            Field::Shelf => &mut self.returning.shelf,
            Field::Condition => &mut self.returning.condition,
            Field::Next => &mut self.returning.next,
            Field::Taken => &mut self.taken,
            Field::Note => &mut self.returning.note,
            Field::Dated => &mut self.returning.dated,
        } = text;
    }

    /// IDs of the pasted list.
    pub(super) fn ids(&self) -> Vec<String> {
        let text = self.list.text();
        let ids = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"'));
        ids.filter(|id| !id.is_empty()).map(str::to_owned).collect()
    }

    /// What the run sets, or what is wrong with it in words.
    pub(super) fn setup(&self) -> Result<RunSetup, (Field, String)> {
        let due = self.due.trim().to_owned();
        let wrong = |text: &str| words::with("run-due-wrong", &[("text", &words::shown(text))]);
        if !due.is_empty() && day(&due).is_none() {
            return Err((Field::Due, wrong(&due)));
        }
        let dated = self.returning.dated.trim();
        if !dated.is_empty() && day(dated).is_none() {
            return Err((Field::Dated, wrong(dated)));
        }
        let taken = match self.taken.trim().to_lowercase().as_str() {
            "" => Taken::default(),
            said => {
                Taken::parse(said).ok_or_else(|| (Field::Taken, words::get("run-taken-wrong")))?
            }
        };
        let returning = Returning { taken, ..self.returning.clone() };
        let returning = returning.checked().map_err(|fault| {
            let field = match fault {
                Fault::Condition(_) => Field::Condition,
                Fault::Status(_) => Field::Next,
            };
            (field, words::note::fault(&fault))
        })?;
        Ok(RunSetup {
            name: self.name.trim().to_owned(),
            mode: self.mode,
            place: self.place.trim().to_owned(),
            site: self.site.trim().to_uppercase(),
            due,
            expected: Expected {
                sites: listed(&self.sites).into_iter().map(|code| code.to_uppercase()).collect(),
                grades: listed(&self.grades),
                homerooms: listed(&self.homerooms),
                list: self.ids(),
            },
            returning: Box::new(returning),
        })
    }

    /// The operator to be named, where it is another than before; blank is nobody.
    pub(super) fn new_operator(&self) -> Option<&str> {
        let operator = self.operator.trim();
        (operator != self.was_operator.trim()).then_some(operator)
    }
}

/// The due date as people say it, and how far away it is.
pub(super) fn due_in_words(due: &str, now: When) -> String {
    let due = due.trim();
    if due.is_empty() {
        return words::get("run-due-none");
    }
    let (Some(day), Some(today)) = (day(due), day(&now.date())) else {
        return words::get("run-due-how");
    };
    let days = (day - today).num_days();
    match u64::try_from(days) {
        Ok(0) => words::with("run-due-today", &[("date", &words::date(due))]),
        Ok(days) => words::with("run-due-in", &[("date", &words::date(due)), ("days", &days)]),
        Err(_) => words::with("run-due-past", &[("date", &words::date(due))]),
    }
}

/// A date, `YYYY-MM-DD` in full.
fn day(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// A date and a time, `YYYY-MM-DD` and `HH:MM`.
pub(super) fn moment(date: &str, time: &str) -> Option<NaiveDateTime> {
    let text = format!("{} {}", date.trim(), time.trim());
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M").ok()
}

/// The parts of a comma list.
fn listed(text: &str) -> Vec<String> {
    let parts = text.split([',', ';']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_by_comma_and_pasted_ids_by_line() {
        assert_eq!(listed(" 7A, 7B;Room 12 ,, "), ["7A", "7B", "Room 12"]);
        let form = Form {
            list: text_editor::Content::with_text("0048213\n0048214\r\n\"0048215\", 0048216\t\n"),
            ..Form::default()
        };
        assert_eq!(form.ids(), ["0048213", "0048214", "0048215", "0048216"]);
    }

    #[test]
    fn a_due_date_is_echoed_and_a_wrong_one_is_refused() {
        let noon = When { at_ms: 1_786_550_400_000, utc_offset_min: 0 };
        assert_eq!(noon.date(), "2026-08-12");
        assert!(due_in_words("2027-06-04", noon).starts_with("4 June 2027"));
        for wrong in ["4.6.2027", "2027-6-4", "2027-02-30", "27-06-04"] {
            let form = Form { due: wrong.to_owned(), ..Form::default() };
            assert!(form.setup().is_err(), "{wrong}");
        }
        let form = Form { due: " 2027-06-04 ".to_owned(), ..Form::default() };
        assert_eq!(form.setup().unwrap().due, "2027-06-04");
    }

    #[test]
    fn the_operator_is_named_only_where_it_changed() {
        let mut form = Form { was_operator: "AR".into(), operator: "AR".into(), ..Form::default() };
        assert_eq!(form.new_operator(), None);
        form.operator = "LC ".into();
        assert_eq!(form.new_operator(), Some("LC"));
        form.operator = String::new();
        assert_eq!(form.new_operator(), Some(""));
    }
}
