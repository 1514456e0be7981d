//! What the district allows: limits and which model is meant for which grade.

use super::event::{Body, Kind};

/// The rules in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Devices of one category a person may hold before the desk asks.
    pub limit: u32,
    /// Whether a model not meant for the person's grade is a question.
    pub grade_rule: bool,
}

impl Default for Policy {
    /// One device per category, no grade rule: what `init` writes.
    fn default() -> Self {
        Self { limit: 1, grade_rule: false }
    }
}

impl Policy {
    /// Reads the policy out of a `PolicySet` event; what it does not name keeps its default.
    pub fn of(body: &Body) -> Option<Policy> {
        if body.kind != Kind::PolicySet {
            return None;
        }
        let default = Policy::default();
        let limit = body.payload.int("limit").and_then(|n| u32::try_from(n).ok());
        Some(Policy {
            limit: limit.unwrap_or(default.limit),
            grade_rule: body.payload.text("grade_rule").map_or(default.grade_rule, |t| t == "ask"),
        })
    }
}

/// The grades a model is meant for: `K-2`, `3-5,7`, `12`, `staff`. Empty text means every grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grades {
    spans: Vec<(i8, i8)>,
    staff_only: bool,
}

impl Grades {
    /// Reads the text; parts that are no grade are left out.
    pub fn parse(text: &str) -> Grades {
        let parts = || text.split([',', ';', ' ']);
        let spans = parts().filter_map(|part| {
            let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
            Some((grade_number(from)?, grade_number(to)?))
        });
        let spans: Vec<_> = spans.collect();
        let staff_only = spans.is_empty() && parts().any(|p| p.eq_ignore_ascii_case("staff"));
        Grades { spans, staff_only }
    }

    /// Whether the model suits a student of the grade. A grade that is no number suits everything:
    /// nobody is asked about what cannot be judged.
    pub fn suit(&self, grade: &str) -> bool {
        let Some(grade) = grade_number(grade) else { return true };
        let every = self.spans.is_empty() && !self.staff_only;
        every || self.spans.iter().any(|&(from, to)| (from..=to).contains(&grade))
    }
}

/// Kindergarten is 0, pre-kindergarten −1; OneRoster writes them `KG` and `PK`.
pub(super) fn grade_number(text: &str) -> Option<i8> {
    match text.trim().to_uppercase().as_str() {
        "K" | "KG" | "KN" => Some(0),
        "PK" | "PREK" | "PRE-K" => Some(-1),
        text => text.parse().ok().filter(|n| (0..=13).contains(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_as_spans() {
        let grades = Grades::parse("K-2, 5");
        assert!(grades.suit("K") && grades.suit("02") && grades.suit("5"));
        assert!(!grades.suit("3") && !grades.suit("12"));
        assert!(grades.suit(""), "a grade nobody knows is not judged");
        assert!(Grades::parse("").suit("7"));
        assert!(!Grades::parse("staff").suit("7"));
    }
}
