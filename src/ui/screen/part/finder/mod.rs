//! Finding, for the pages of people and of devices: a list that follows what is typed, one of it
//! on show with what happened to it, and codes that open whoever or whatever they name.
//!
//! What is found, and what a row of its page leads to, is a [`Row`]; how it looks is its page's.
//! Changes nothing.

mod history;
mod list;
mod view;

use std::fmt::Debug;

use iced::widget::Id;

use super::super::{Action, Answered, Page, Ticket};
use crate::desk::request::{Answer, Request};
use crate::domain::code::{self, Rules};
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;
pub(in crate::ui::screen) use history::Other;
use list::{List, Taken, Wanted};
pub(in crate::ui::screen) use view::{Words, back, history};

/// A row of the list: what can be found.
pub(in crate::ui::screen) trait Row: Debug + Clone {
    /// Names one.
    type Id: Debug + Clone;
    /// What is shown of one.
    type Page: Debug + Clone;
    /// What else a code may name.
    type Other: Row;

    /// The field for what is looked for.
    const FIELD: &'static str;

    /// Which one it is.
    fn id(&self) -> &Self::Id;

    /// Whether a text names this one and nothing less.
    fn is_named(&self, text: &str) -> bool;

    /// Asks for a list.
    fn ask(query: String, page: u32) -> Request;

    /// Asks for one.
    fn ask_one(id: Self::Id) -> Request;

    /// Shows one, on its own page.
    fn open(id: Self::Id) -> Action;

    /// What one is called where nothing is known of it.
    fn label(id: &Self::Id) -> String;

    /// Sorts an answer.
    fn came(answer: Answer) -> Came<Self>;

    /// Whose page it is: joined identities answer under one name.
    fn of(page: &Self::Page) -> &Self::Id;

    /// How many rows a page has.
    fn rows(page: &Self::Page) -> usize;

    /// What a row of a page leads to.
    fn leads(page: &Self::Page, row: usize) -> Option<Leads>;
}

/// An answer, sorted.
#[derive(Debug)]
pub(in crate::ui::screen) enum Came<R: Row> {
    /// A list.
    Rows(Vec<R>),
    /// A list of the others.
    Others(Vec<R::Other>),
    /// One, if there is one.
    One(Option<Box<R::Page>>),
    /// Nothing that is for a finder.
    Nothing,
}

/// What a row of a page leads to.
#[derive(Debug)]
pub(in crate::ui::screen) enum Leads {
    /// Straight there.
    To(Action),
    /// To the other that has this code.
    Code(String),
}

/// What happens on a page that finds.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard, outside of fields.
    Heard(Heard),
    /// The desk answered.
    Answered(Ticket, Answered),
    /// A button was pressed: the same as its key.
    Press(key::Action),
    /// The text looked for changed.
    Typed(String),
    /// Enter.
    Enter,
    /// Another page of the list.
    Turn(u32),
    /// A row was pressed.
    Take(usize),
    /// The wheel moved over a list.
    Wheel(bool),
    /// On a walk-up's page, the ID to join with changed.
    JoinTyped(String),
    /// On a walk-up's page, join now.
    Join,
    /// A key of the page's own: Ctrl, Shift and this letter.
    Own(char),
    /// On a device's page, what is typed about it: which field, what.
    Filled(usize, String),
    /// On a device's page, Enter in one of these fields.
    Entered(usize),
}

/// The list, and the one of it on show.
#[derive(Debug, Clone)]
pub(in crate::ui::screen) struct Finder<R: Row> {
    list: List<R>,
    /// A code that none of these has: what is asked of the others.
    resolving: Option<String>,
    open: Option<Open<R>>,
    /// What was done, or why it was not.
    said: Option<Result<String, String>>,
}

/// The one on show.
#[derive(Debug, Clone)]
struct Open<R: Row> {
    id: R::Id,
    /// `None` until it is in.
    page: Option<Box<R::Page>>,
    mark: usize,
}

impl<R: Row> Default for Finder<R> {
    fn default() -> Self {
        Self { list: List::default(), resolving: None, open: None, said: None }
    }
}

impl<R: Row> Finder<R> {
    /// Shows the list, or the one that was on show.
    pub(in crate::ui::screen) fn open(&mut self) -> Action {
        self.said = None;
        match &self.open {
            Some(open) => Action::Ask(R::ask_one(open.id.clone())),
            None => self.listed(),
        }
    }

    /// Shows one.
    pub(in crate::ui::screen) fn show(&mut self, id: R::Id) -> Action {
        self.said = None;
        self.open = Some(Open { id: id.clone(), page: None, mark: 0 });
        Action::Ask(R::ask_one(id))
    }

    /// Says what was done, or why it was not; or nothing more.
    pub(in crate::ui::screen) fn say(&mut self, said: Option<Result<String, String>>) {
        self.said = said;
    }

    /// Which one is on show, or will be.
    pub(in crate::ui::screen) fn id(&self) -> Option<&R::Id> {
        self.open.as_ref().map(|open| &open.id)
    }

    /// The one on show, with its marked row.
    pub(in crate::ui::screen) fn shown(&self) -> Option<(&R::Page, usize)> {
        let open = self.open.as_ref()?;
        Some((open.page.as_deref()?, open.mark))
    }

    /// Takes a message in and says what should happen.
    pub(in crate::ui::screen) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(heard) => self.hear(heard),
            Message::Answered(_, Ok(answer)) => self.take(answer),
            Message::Answered(_, Err(error)) => {
                self.list.failed();
                self.resolving = None;
                self.said = Some(Err(words::error(&error)));
                Action::None
            }
            Message::Press(action) => self.act(action),
            Message::Typed(query) => {
                self.said = None;
                self.ask(|list| list.typed(query))
            }
            Message::Enter if self.open.is_some() => self.follow(),
            Message::Enter => self.look_up(),
            Message::Turn(page) => {
                Action::Many(vec![self.ask(|list| list.turn(page)), Self::focus()])
            }
            Message::Take(row) => self.press(row),
            Message::Wheel(down) => {
                self.step(down);
                Action::None
            }
            Message::JoinTyped(_)
            | Message::Join
            | Message::Own(_)
            | Message::Filled(..)
            | Message::Entered(_) => Action::None,
        }
    }

    fn ask(&mut self, of: impl FnOnce(&mut List<R>) -> Option<Wanted>) -> Action {
        of(&mut self.list)
            .map_or(Action::None, |wanted| Action::Ask(R::ask(wanted.query, wanted.page)))
    }

    fn focus() -> Action {
        Action::Focus(Id::new(R::FIELD))
    }

    /// The list as it is now, and the cursor in its field.
    fn listed(&mut self) -> Action {
        Action::Many(vec![self.ask(List::refresh), Self::focus()])
    }

    fn hear(&mut self, heard: Heard) -> Action {
        match heard {
            Heard::Key(action) => self.act(action),
            Heard::Code(line) => {
                let asked = self.ask(|list| list.typed(line));
                Action::Many(vec![asked, self.look_up()])
            }
            Heard::Typing(line) if self.open.is_none() && !line.is_empty() => {
                self.ask(|list| list.typed(line))
            }
            _ => Action::None,
        }
    }

    fn act(&mut self, action: key::Action) -> Action {
        let steps = match action {
            key::Action::No => return self.back(),
            key::Action::Yes => return self.follow(),
            key::Action::PageDown if self.open.is_none() => return self.ask(List::next),
            key::Action::PageUp if self.open.is_none() => return self.ask(List::previous),
            key::Action::PageDown | key::Action::PageUp => 10,
            key::Action::Down | key::Action::Up => 1,
            _ => 0,
        };
        for _ in 0..steps {
            self.step(matches!(action, key::Action::Down | key::Action::PageDown));
        }
        Action::None
    }

    fn step(&mut self, down: bool) {
        let Some(open) = &mut self.open else { return self.list.step(down) };
        let rows = open.page.as_deref().map_or(0, R::rows);
        open.mark = list::step(open.mark, rows, down);
    }

    /// From the one on show to the list, from a text to none, from the list to the desk.
    fn back(&mut self) -> Action {
        self.said = None;
        if self.open.take().is_some() {
            return self.listed();
        }
        if self.list.query().is_empty() {
            return Action::Go(Page::Desk);
        }
        Action::Many(vec![self.ask(|list| list.typed(String::new())), Self::focus()])
    }

    /// Enter after a text: opens what it names, or the marked row.
    fn look_up(&mut self) -> Action {
        if self.list.submit() { self.decide() } else { Action::None }
    }

    fn decide(&mut self) -> Action {
        let query = self.list.query().to_owned();
        match only(self.list.rows(), &query) {
            Ok(Some(row)) => return R::open(row.id().clone()),
            // Nothing is guessed: the list says which is which.
            Err(Several) => return self.uncover(),
            Ok(None) => {}
        }
        if may_be_code(&query) {
            self.resolving = Some(query.clone());
            return Action::Ask(R::Other::ask(query, 0));
        }
        if self.open.is_some() { self.uncover() } else { self.follow() }
    }

    /// Shows the list that is in, where it is not on show.
    fn uncover(&mut self) -> Action {
        if self.open.take().is_some() { Self::focus() } else { Action::None }
    }

    fn press(&mut self, row: usize) -> Action {
        if let Some(open) = &mut self.open {
            open.mark = row;
            return self.follow();
        }
        self.list.rows().get(row).map_or(Action::None, |row| R::open(row.id().clone()))
    }

    /// Opens what is marked.
    fn follow(&mut self) -> Action {
        let Some(open) = &self.open else {
            if let Some(row) = self.list.marked() {
                return R::open(row.id().clone());
            }
            let query = self.list.query().to_owned();
            return self.nothing(&query);
        };
        match open.page.as_deref().and_then(|page| R::leads(page, open.mark)) {
            Some(Leads::To(action)) => action,
            Some(Leads::Code(code)) => {
                self.resolving = Some(code.clone());
                Action::Ask(R::Other::ask(code, 0))
            }
            None => Action::None,
        }
    }

    fn nothing(&mut self, code: &str) -> Action {
        if !code.trim().is_empty() {
            let code = words::shown(code.trim());
            self.said = Some(Err(words::with("find-nothing", &[("code", &code)])));
        }
        Action::None
    }

    fn take(&mut self, answer: Answer) -> Action {
        match R::came(answer) {
            Came::Rows(rows) => match self.list.take(rows) {
                Taken::Ask(wanted) => self.ask(|_| Some(wanted)),
                Taken::Decide => self.decide(),
                Taken::Shown => Action::None,
            },
            Came::Others(others) => {
                let Some(code) = self.resolving.take() else { return Action::None };
                match only(&others, &code) {
                    Ok(Some(other)) => R::Other::open(other.id().clone()),
                    Err(Several) => {
                        let code = words::shown(code.trim());
                        self.said = Some(Err(words::with("find-several", &[("code", &code)])));
                        Action::None
                    }
                    // One of these alone fits what was typed: it has the code as another of its.
                    Ok(None) if self.open.is_none() && self.list.rows().len() == 1 => self.follow(),
                    Ok(None) => self.nothing(&code),
                }
            }
            Came::One(Some(page)) => {
                if let Some(open) = &mut self.open {
                    open.id = R::of(&page).clone();
                    open.page = Some(page);
                }
                Action::None
            }
            Came::One(None) => {
                let Some(open) = self.open.take() else { return Action::None };
                let listed = self.listed();
                let _ = self.nothing(&R::label(&open.id));
                listed
            }
            Came::Nothing => Action::None,
        }
    }
}

/// More than one has the code.
struct Several;

/// The one row that a text names.
fn only<'a, R: Row>(rows: &'a [R], text: &str) -> Result<Option<&'a R>, Several> {
    let mut named = rows.iter().filter(|row| row.is_named(text));
    let first = named.next();
    if named.next().is_some() { Err(Several) } else { Ok(first) }
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
    use super::names;

    #[test]
    fn a_code_is_named_as_a_scanner_delivers_it() {
        assert!(names("cb-004417", "CB-004417"));
        assert!(names("]C0CB-004417", "CB-004417"));
        assert!(!names("CB-00441", "CB-004417"));
        assert!(!names("", ""));
    }
}
