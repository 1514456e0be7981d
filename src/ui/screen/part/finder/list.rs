//! A list that follows what is typed: what is asked, what stands in it, which row is marked.
//!
//! One question is on its way at a time; what was typed meanwhile is asked when the answer is in.
//! So a list always belongs to a known text, and Enter after a fast scan waits for the list of
//! the whole code.

use crate::ui::widget::pager::PAGE;

/// What a list is of: text and page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Wanted {
    /// Text typed.
    pub(super) query: String,
    /// From 0.
    pub(super) page: u32,
}

/// A list that follows what is typed.
#[derive(Debug, Clone)]
pub(super) struct List<Row> {
    wanted: Wanted,
    asked: Option<Wanted>,
    shown: Option<Wanted>,
    rows: Vec<Row>,
    mark: usize,
    submitted: bool,
}

impl<Row> Default for List<Row> {
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

impl<Row> List<Row> {
    /// What is typed.
    pub(super) fn query(&self) -> &str {
        &self.wanted.query
    }

    /// The page on show.
    pub(super) fn page(&self) -> u32 {
        self.shown.as_ref().map_or(0, |shown| shown.page)
    }

    /// The rows on show.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The marked row's place.
    pub(super) fn mark(&self) -> usize {
        self.mark
    }

    /// The marked row.
    pub(super) fn marked(&self) -> Option<&Row> {
        self.rows.get(self.mark)
    }

    /// Whether a list has come at all.
    pub(super) fn is_known(&self) -> bool {
        self.shown.is_some()
    }

    /// The text changed.
    pub(super) fn typed(&mut self, query: String) -> Option<Wanted> {
        self.submitted = false;
        self.wanted = Wanted { query, page: 0 };
        self.ask()
    }

    /// Asks again for what is on show.
    pub(super) fn refresh(&mut self) -> Option<Wanted> {
        self.shown = None;
        self.ask()
    }

    /// Another page.
    pub(super) fn turn(&mut self, page: u32) -> Option<Wanted> {
        self.wanted.page = page;
        self.ask()
    }

    /// The page after this one, if there may be one.
    pub(super) fn next(&mut self) -> Option<Wanted> {
        (self.rows.len() == PAGE).then(|| self.turn(self.page() + 1)).flatten()
    }

    /// The page before this one, if there is one.
    pub(super) fn previous(&mut self) -> Option<Wanted> {
        self.page().checked_sub(1).and_then(|page| self.turn(page))
    }

    /// Moves the mark.
    pub(super) fn step(&mut self, down: bool) {
        self.mark = step(self.mark, self.rows.len(), down);
    }

    /// Enter was pressed. True where the list is that of the text, so that it can be decided now;
    /// else it is decided when the list is in.
    pub(super) fn submit(&mut self) -> bool {
        let ready = self.shown.as_ref() == Some(&self.wanted) && self.asked.is_none();
        self.submitted = !ready;
        ready
    }

    /// The list is in. Gives back what is to be asked next, or whether Enter waits to be decided.
    pub(super) fn take(&mut self, rows: Vec<Row>) -> Taken {
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
    pub(super) fn failed(&mut self) {
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
pub(super) enum Taken {
    /// Another text was typed meanwhile: ask for it.
    Ask(Wanted),
    /// Enter was pressed before it came.
    Decide,
    /// It is on show.
    Shown,
}

/// The mark, moved by a row where there is one.
pub(super) fn step(mark: usize, rows: usize, down: bool) -> usize {
    if down { (mark + 1).min(rows.saturating_sub(1)) } else { mark.saturating_sub(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(query: &str, page: u32) -> Wanted {
        Wanted { query: query.to_owned(), page }
    }

    #[test]
    fn one_question_is_on_its_way_and_the_last_text_wins() {
        let mut list: List<u8> = List::default();
        assert_eq!(list.typed("a".to_owned()), Some(wanted("a", 0)));
        assert_eq!(list.typed("av".to_owned()), None);
        assert_eq!(list.typed("ava".to_owned()), None);
        assert!(!list.submit(), "the list of what is typed is not in");
        assert_eq!(list.take(vec![1]), Taken::Ask(wanted("ava", 0)));
        assert_eq!(list.take(vec![2]), Taken::Decide);
        assert!(list.submit());
        assert_eq!(list.take(vec![9]), Taken::Shown, "nobody asked");
        assert_eq!(list.rows(), [2]);
    }

    #[test]
    fn pages_turn_only_where_there_are_some() {
        let mut list: List<u8> = List::default();
        assert_eq!(list.refresh(), Some(wanted("", 0)));
        let _ = list.take(vec![0; 50]);
        assert_eq!(list.previous(), None);
        assert_eq!(list.next(), Some(wanted("", 1)));
        let _ = list.take(vec![0; 3]);
        assert_eq!(list.next(), None);
        list.step(true);
        list.step(true);
        list.step(true);
        assert_eq!(list.mark(), 2);
        assert_eq!(list.previous(), Some(wanted("", 0)));
    }
}
