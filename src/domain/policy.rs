//! What the district allows and asks for: limits, prices, free breaks, what must be signed, and which
//! model is meant for which grade. Set by events with a day from which they hold; a past year keeps
//! the policy it was judged by.

use std::collections::{BTreeMap, BTreeSet};

use super::charge::MOST_CENTS;
use super::event::{Body, Kind, Payload};
use super::price::PriceList;

/// The rules in force on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Devices of one category a person may hold before the desk asks.
    pub limit: u32,
    /// Whether a model not meant for the person's grade is a question.
    pub grade_rule: bool,
    /// What is charged for what.
    pub prices: PriceList,
    /// Damages of a student in a school year that are not charged.
    pub free_breaks: u32,
    /// Things lost by a student in a school year that are not charged.
    pub free_losses: u32,
    /// The day on which a school year begins, `MM-DD`.
    pub year_starts: String,
    /// Who owes more than this many cents gets no device unless a lead says so.
    pub block_cents: Option<i64>,
    /// The version of the agreement that must be signed before a device goes out; empty where none.
    pub agreement: String,
    /// Whether a device that is found again takes an unpaid charge for its loss back.
    pub found_voids: bool,
    /// Operators who may let money go and override a block; nobody named is everybody.
    pub leads: BTreeSet<String>,
    /// What the district calls statuses and stages, by our word for them.
    pub names: BTreeMap<String, String>,
    /// The operator who alone changes the catalogue of models, as they sign in; empty where anybody
    /// may.
    pub contact: String,
}

impl Default for Policy {
    /// One device per category, no grade rule, nothing charged by itself: what `init` writes.
    fn default() -> Self {
        Self {
            limit: 1,
            grade_rule: false,
            prices: PriceList::default(),
            free_breaks: 0,
            free_losses: 0,
            year_starts: "07-01".to_owned(),
            block_cents: None,
            agreement: String::new(),
            found_voids: true,
            leads: BTreeSet::new(),
            names: BTreeMap::new(),
            contact: String::new(),
        }
    }
}

impl Policy {
    /// Reads the policy out of a `PolicySet` event; what it does not name keeps its default.
    pub fn of(body: &Body) -> Option<Policy> {
        if body.kind != Kind::PolicySet {
            return None;
        }
        let said = &body.payload;
        let number = |key| said.int(key).and_then(|n| u32::try_from(n).ok());
        let usual = Policy::default();
        let words = said.text("leads").unwrap_or_default().split_whitespace();
        let year_starts = said.text("year_starts").filter(|day| is_day(day));
        Some(Policy {
            limit: number("limit").unwrap_or(usual.limit),
            grade_rule: said.text("grade_rule").map_or(usual.grade_rule, |text| text == "ask"),
            prices: said.text("prices").map(PriceList::parse).unwrap_or_default(),
            free_breaks: number("free_breaks").unwrap_or_default(),
            free_losses: number("free_losses").unwrap_or_default(),
            year_starts: year_starts.map_or(usual.year_starts, str::to_owned),
            block_cents: said.int("block").filter(|cents| (0..=MOST_CENTS).contains(cents)),
            agreement: said.text("agreement").unwrap_or_default().to_owned(),
            found_voids: said.text("found").map_or(usual.found_voids, |text| text == "void"),
            leads: words.map(str::to_uppercase).collect(),
            names: said
                .text("names")
                .and_then(|names| serde_json::from_str(names).ok())
                .unwrap_or_default(),
            contact: said.text("contact").unwrap_or_default().to_owned(),
        })
    }

    /// What a `PolicySet` event says: only what differs from the default, but for the two that every
    /// version names.
    pub fn written(&self, from: &str) -> Payload {
        let mut payload = Payload::default();
        payload.put("from", from);
        payload.put("grade_rule", if self.grade_rule { "ask" } else { "none" });
        payload.put_int("limit", i64::from(self.limit));
        payload.put("prices", self.prices.text());
        for (key, count) in [("free_breaks", self.free_breaks), ("free_losses", self.free_losses)] {
            if count > 0 {
                payload.put_int(key, i64::from(count));
            }
        }
        let usual = Policy::default();
        if self.year_starts != usual.year_starts {
            payload.put("year_starts", &*self.year_starts);
        }
        if let Some(cents) = self.block_cents {
            payload.put_int("block", cents);
        }
        payload.put("agreement", &*self.agreement);
        if !self.found_voids {
            payload.put("found", "keep");
        }
        payload.put("leads", self.leads.iter().cloned().collect::<Vec<_>>().join(" "));
        if !self.names.is_empty() {
            // Plain texts: serialising them cannot fail.
            payload.put("names", serde_json::to_string(&self.names).unwrap_or_default());
        }
        payload.put("contact", &*self.contact);
        payload
    }

    /// Who are leads, as a line: codes with commas, blanks or semicolons between them; blank is
    /// everybody.
    pub fn set_leads(&mut self, line: &str) {
        let codes = line.split([',', ';', ' ']).map(str::trim).filter(|code| !code.is_empty());
        self.leads = codes.map(str::to_uppercase).collect();
    }

    /// What the district calls a status or a stage, by our word for it; blank takes it back.
    pub fn set_name(&mut self, word: &str, name: &str) {
        let (word, name) = (word.trim().to_lowercase(), name.trim());
        if name.is_empty() {
            self.names.remove(&word);
        } else {
            self.names.insert(word, name.to_owned());
        }
    }

    /// Whether an operator may let money go and override a block.
    pub fn is_lead(&self, operator: Option<&str>) -> bool {
        let named = operator.map(|operator| operator.trim().to_uppercase());
        self.leads.is_empty() || named.is_some_and(|operator| self.leads.contains(&operator))
    }

    /// Whether an operator may change the catalogue of models.
    pub fn is_contact(&self, operator: Option<&str>) -> bool {
        self.contact.is_empty() || is_operator(&self.contact, operator)
    }

    /// The school year that a local date (`YYYY-MM-DD`) belongs to, by the year in which it began.
    /// `None` where it is no date.
    pub fn school_year(&self, date: &str) -> Option<i32> {
        let year: i32 = date.get(..4)?.parse().ok()?;
        let day = date.get(5..10)?;
        Some(if day < self.year_starts.as_str() { year - 1 } else { year })
    }
}

/// Whether an operator is the one of this name or code: capitals and blanks around it are nothing.
pub fn is_operator(name: &str, operator: Option<&str>) -> bool {
    let plain = |text: &str| text.trim().to_uppercase();
    operator.is_some_and(|operator| plain(operator) == plain(name))
}

/// Whether a text is a day of the year, `MM-DD`.
pub fn is_day(text: &str) -> bool {
    // A year with a 29 February.
    chrono::NaiveDate::parse_from_str(&format!("2024-{text}"), "%Y-%m-%d").is_ok()
        && text.len() == 5
}

/// The grades a model is meant for: `K-2`, `3-5,7`, `12`, `staff`; a span may name the one site at which
/// it holds: `6-8@LRK,9-12`. Empty text means every grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grades {
    spans: Vec<Span>,
    staff_only: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    from: i8,
    to: i8,
    /// Site code in capitals; empty for every site.
    site: String,
}

impl Span {
    fn parse(text: &str) -> Option<Span> {
        let (grades, site) = text.split_once('@').unwrap_or((text, ""));
        let (from, to) = grades.split_once(['-', '–']).unwrap_or((grades, grades));
        let site = site.trim().to_uppercase();
        Some(Span { from: grade_number(from)?, to: grade_number(to)?, site })
    }

    /// A site that nobody knows is not judged.
    fn suits(&self, grade: i8, site: &str) -> bool {
        let here = self.site.is_empty() || site.is_empty() || self.site == site;
        here && (self.from..=self.to).contains(&grade)
    }
}

impl Grades {
    /// Reads the text; parts that are no grade are left out.
    pub fn parse(text: &str) -> Grades {
        let parts = || text.split([',', ';', ' ']);
        let spans: Vec<_> = parts().filter_map(Span::parse).collect();
        let staff_only = spans.is_empty() && parts().any(|p| p.eq_ignore_ascii_case("staff"));
        Grades { spans, staff_only }
    }

    /// Whether the model suits a student of the grade at the site, by its code. A grade that is no
    /// number suits everything: nobody is asked about what cannot be judged.
    pub fn suit(&self, grade: &str, site: &str) -> bool {
        let Some(grade) = grade_number(grade) else { return true };
        let site = site.trim().to_uppercase();
        let every = self.spans.is_empty() && !self.staff_only;
        every || self.spans.iter().any(|span| span.suits(grade, &site))
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
    fn a_school_year_begins_on_its_day() {
        let policy = Policy::default();
        for (date, year) in [
            ("2026-06-30", Some(2025)),
            ("2026-07-01", Some(2026)),
            ("2027-01-05", Some(2026)),
            ("", None),
        ] {
            assert_eq!(policy.school_year(date), year, "{date}");
        }
        assert!(is_day("02-29") && !is_day("02-30") && !is_day("7-1"));
    }

    #[test]
    fn nobody_named_is_everybody() {
        let mut policy = Policy::default();
        assert!(policy.is_lead(None));
        policy.leads.insert("AR".to_owned());
        assert!(policy.is_lead(Some("ar")) && !policy.is_lead(Some("LT")) && !policy.is_lead(None));
        assert!(policy.is_contact(None));
        policy.contact = "M. Láne".to_owned();
        assert!(policy.is_contact(Some(" m. láne")) && !policy.is_contact(Some("AR")));
        assert!(!policy.is_contact(None));
    }

    #[test]
    fn grades_are_read_as_spans() {
        let grades = Grades::parse("K-2, 5");
        let suit = |grade| grades.suit(grade, "LRK");
        assert!(suit("K") && suit("02") && suit("5"));
        assert!(!suit("3") && !suit("12"));
        assert!(suit(""), "a grade nobody knows is not judged");
        assert!(Grades::parse("").suit("7", ""));
        assert!(!Grades::parse("staff").suit("7", "LRK"));
    }

    #[test]
    fn a_span_may_hold_at_one_site_only() {
        let grades = Grades::parse("6-8@lrk,9-12");
        assert!(grades.suit("7", "LRK") && grades.suit("9", "NMS") && grades.suit("9", "LRK"));
        assert!(!grades.suit("7", "NMS") && !grades.suit("5", "LRK"));
        assert!(grades.suit("7", ""), "a site nobody knows is not judged");
        assert!(!grades.suit("5", ""));
    }
}
