//! Finding as somebody types: what is asked, what stands in the list, which row is marked.
//!
//! One question is on its way at a time; what was typed meanwhile is asked when the answer is in.
//! So a list always belongs to a known text, and Enter after a fast scan waits for the list of
//! the whole code.

use crate::domain::code::{self, Rules};
use crate::ui::widget::pager::PAGE;

/// What a list is of: text and page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ui::screen) struct Wanted {
    /// Text typed.
    pub(in crate::ui::screen) query: String,
    /// From 0.
    pub(in crate::ui::screen) page: u32,
}

/// A list that follows what is typed.
#[derive(Debug, Clone)]
pub(in crate::ui::screen) struct Finder<Row> {
    wanted: Wanted,
    asked: Option<Wanted>,
    shown: Option<Wanted>,
    rows: Vec<Row>,
    mark: usize,
    submitted: bool,
}

impl<Row> Default for Finder<Row> {
    fn default() -> Self {
        Self {
            wanted: Wanted::default(),
            asked: None,
            shown: None,
            rows: Vec::new(),
            mark: 0,
            submitted: false,
        }
    }
}

impl<Row> Finder<Row> {
    /// What is typed.
    pub(in crate::ui::screen) fn query(&self) -> &str {
        &self.wanted.query
    }

    /// The page on show.
    pub(in crate::ui::screen) fn page(&self) -> u32 {
        self.shown.as_ref().map_or(0, |shown| shown.page)
    }

    /// The rows on show.
    pub(in crate::ui::screen) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The marked row's place.
    pub(in crate::ui::screen) fn mark(&self) -> usize {
        self.mark
    }

    /// The marked row.
    pub(in crate::ui::screen) fn marked(&self) -> Option<&Row> {
        self.rows.get(self.mark)
    }

    /// Whether a list has come at all.
    pub(in crate::ui::screen) fn is_known(&self) -> bool {
        self.shown.is_some()
    }

    /// The text changed.
    pub(in crate::ui::screen) fn typed(&mut self, query: String) -> Option<Wanted> {
        self.submitted = false;
        self.wanted = Wanted { query, page: 0 };
        self.ask()
    }

    /// Asks again for what is on show.
    pub(in crate::ui::screen) fn refresh(&mut self) -> Option<Wanted> {
        self.shown = None;
        self.ask()
    }

    /// Another page.
    pub(in crate::ui::screen) fn turn(&mut self, page: u32) -> Option<Wanted> {
        self.wanted.page = page;
        self.ask()
    }

    /// The page after this one, if there may be one.
    pub(in crate::ui::screen) fn next(&mut self) -> Option<Wanted> {
        (self.rows.len() == PAGE).then(|| self.turn(self.page() + 1)).flatten()
    }

    /// The page before this one, if there is one.
    pub(in crate::ui::screen) fn previous(&mut self) -> Option<Wanted> {
        self.page().checked_sub(1).and_then(|page| self.turn(page))
    }

    /// Moves the mark.
    pub(in crate::ui::screen) fn step(&mut self, down: bool) {
        self.mark = if down {
            (self.mark + 1).min(self.rows.len().saturating_sub(1))
        } else {
            self.mark.saturating_sub(1)
        };
    }

    /// Enter was pressed. True where the list is that of the text, so that it can be decided now;
    /// else it is decided when the list is in.
    pub(in crate::ui::screen) fn submit(&mut self) -> bool {
        let ready = self.shown.as_ref() == Some(&self.wanted) && self.asked.is_none();
        self.submitted = !ready;
        ready
    }

    /// The list is in. Gives back what is to be asked next, or whether Enter waits to be decided.
    pub(in crate::ui::screen) fn take(&mut self, rows: Vec<Row>) -> Taken {
        let Some(asked) = self.asked.take() else { return Taken::Shown };
        self.rows = rows;
        self.mark = 0;
        self.shown = Some(asked);
        match self.ask() {
            Some(wanted) => Taken::Ask(wanted),
            None if std::mem::take(&mut self.submitted) => Taken::Decide,
            None => Taken::Shown,
        }
    }

    /// No list came.
    pub(in crate::ui::screen) fn failed(&mut self) {
        self.asked = None;
        self.submitted = false;
    }

    fn ask(&mut self) -> Option<Wanted> {
        if self.asked.is_some() || self.shown.as_ref() == Some(&self.wanted) {
            return None;
        }
        self.asked = Some(self.wanted.clone());
        self.asked.clone()
    }
}

/// What comes of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ui::screen) enum Taken {
    /// Another text was typed meanwhile: ask for it.
    Ask(Wanted),
    /// Enter was pressed before it came.
    Decide,
    /// It is on show.
    Shown,
}

/// Whether a text names exactly this, as a scanner would deliver it.
pub(in crate::ui::screen) fn names(text: &str, code: &str) -> bool {
    !code.is_empty()
        && code::read(text, &Rules::default())
            .is_ok_and(|reading| reading.candidates().any(|form| form.as_str() == code))
}

/// Whether a text may be a code: names have no digits.
pub(in crate::ui::screen) fn may_be_code(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(query: &str, page: u32) -> Wanted {
        Wanted { query: query.to_owned(), page }
    }

    #[test]
    fn one_question_is_on_its_way_and_the_last_text_wins() {
        let mut finder: Finder<u8> = Finder::default();
        assert_eq!(finder.typed("a".to_owned()), Some(wanted("a", 0)));
        assert_eq!(finder.typed("av".to_owned()), None);
        assert_eq!(finder.typed("ava".to_owned()), None);
        assert!(!finder.submit(), "the list of what is typed is not in");
        assert_eq!(finder.take(vec![1]), Taken::Ask(wanted("ava", 0)));
        assert_eq!(finder.take(vec![2]), Taken::Decide);
        assert!(finder.submit());
        assert_eq!(finder.take(vec![9]), Taken::Shown, "nobody asked");
        assert_eq!(finder.rows(), [2]);
    }

    #[test]
    fn pages_turn_only_where_there_are_some() {
        let mut finder: Finder<u8> = Finder::default();
        assert_eq!(finder.refresh(), Some(wanted("", 0)));
        let _ = finder.take(vec![0; 50]);
        assert_eq!(finder.previous(), None);
        assert_eq!(finder.next(), Some(wanted("", 1)));
        let _ = finder.take(vec![0; 3]);
        assert_eq!(finder.next(), None);
        finder.step(true);
        finder.step(true);
        finder.step(true);
        assert_eq!(finder.mark(), 2);
        assert_eq!(finder.previous(), Some(wanted("", 0)));
    }

    #[test]
    fn a_code_is_named_as_a_scanner_delivers_it() {
        assert!(names("cb-004417", "CB-004417"));
        assert!(names("]C0CB-004417", "CB-004417"));
        assert!(!names("CB-00441", "CB-004417"));
        assert!(!names("", ""));
    }
}
