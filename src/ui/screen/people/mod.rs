//! People: find one by name, ID or code, open them, see what they have and what happened.
//!
//! The list follows what is typed. A code that is scanned or typed in full opens whoever or
//! whatever it names, devices too. A person served without a card is joined here with the one of
//! the register. Changes nothing else.

mod view;

use iced::widget::Id;

use super::part::find::{Finder, Taken, Wanted, may_be_code, names};
use super::part::history::{self, Other};
use super::{Action, Answered, Page, Ticket};
use crate::desk::request::{Answer, PersonPage, PersonRow, Request};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::Code;
use crate::domain::device::DeviceId;
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;

/// The field for what is looked for.
pub const FIND: &str = "people-find";
/// The field for the ID that a walk-up really has.
pub const JOIN: &str = "people-join";

/// What the people screen keeps.
#[derive(Debug, Clone, Default)]
pub struct People {
    finder: Finder<PersonRow>,
    /// A code no person has: what is asked of the devices.
    resolving: Option<String>,
    open: Option<Open>,
    failure: Option<String>,
    done: Option<String>,
}

/// A person on show.
#[derive(Debug, Clone)]
struct Open {
    id: BorrowerId,
    /// `None` until it is in.
    page: Option<Box<PersonPage>>,
    /// Row of devices, then history.
    mark: usize,
    join: String,
    joining: Option<BorrowerId>,
}

/// What happens here.
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
    /// The ID to join with changed.
    JoinTyped(String),
    /// Join now.
    Join,
}

impl People {
    /// Shows the list, or the person that was on show.
    pub fn open(&mut self) -> Action {
        self.failure = None;
        self.done = None;
        if let Some(open) = &self.open {
            return Action::Ask(Request::Person(open.id.clone()));
        }
        let asked = self.finder.refresh();
        Action::Many(vec![ask(asked), focus(FIND)])
    }

    /// Shows a person.
    pub fn show(&mut self, id: BorrowerId) -> Action {
        self.failure = None;
        self.done = None;
        self.open =
            Some(Open { id: id.clone(), page: None, mark: 0, join: String::new(), joining: None });
        Action::Ask(Request::Person(id))
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(heard) => self.hear(heard),
            Message::Answered(_, Ok(answer)) => self.take(answer),
            Message::Answered(_, Err(error)) => {
                self.finder.failed();
                self.resolving = None;
                if let Some(open) = &mut self.open {
                    open.joining = None;
                }
                self.failure = Some(words::error(&error));
                Action::None
            }
            Message::Press(action) => self.act(action),
            Message::Typed(query) => {
                self.failure = None;
                ask(self.finder.typed(query))
            }
            Message::Enter => self.enter(),
            Message::Turn(page) => Action::Many(vec![ask(self.finder.turn(page)), focus(FIND)]),
            Message::Take(row) => self.press_row(row),
            Message::Wheel(down) => {
                self.step(down);
                Action::None
            }
            Message::JoinTyped(text) => {
                if let Some(open) = &mut self.open {
                    open.join = text;
                }
                self.failure = None;
                Action::None
            }
            Message::Join => self.join(),
        }
    }

    fn hear(&mut self, heard: Heard) -> Action {
        match heard {
            Heard::Key(action) => self.act(action),
            Heard::Code(line) => {
                let asked = ask(self.finder.typed(line));
                Action::Many(vec![asked, self.look_up()])
            }
            Heard::Typing(line) if self.open.is_none() && !line.is_empty() => {
                ask(self.finder.typed(line))
            }
            _ => Action::None,
        }
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            key::Action::No => self.back(),
            key::Action::Yes => self.open_marked(),
            key::Action::Up | key::Action::Down => {
                self.step(action == key::Action::Down);
                Action::None
            }
            key::Action::PageDown if self.open.is_none() => ask(self.finder.next()),
            key::Action::PageUp if self.open.is_none() => ask(self.finder.previous()),
            key::Action::PageDown | key::Action::PageUp => {
                for _ in 0..10 {
                    self.step(action == key::Action::PageDown);
                }
                Action::None
            }
            _ => Action::None,
        }
    }

    fn step(&mut self, down: bool) {
        let rows = self.open.as_ref().map(Open::rows);
        match (&mut self.open, rows) {
            (Some(open), Some(rows)) if down => {
                open.mark = (open.mark + 1).min(rows.saturating_sub(1));
            }
            (Some(open), _) => open.mark = open.mark.saturating_sub(1),
            (None, _) => self.finder.step(down),
        }
    }

    /// From the person to the list, from a text to none, from the list to the desk.
    fn back(&mut self) -> Action {
        self.failure = None;
        self.done = None;
        if self.open.take().is_some() {
            return Action::Many(vec![ask(self.finder.refresh()), focus(FIND)]);
        }
        if self.finder.query().is_empty() {
            return Action::Go(Page::Desk);
        }
        Action::Many(vec![ask(self.finder.typed(String::new())), focus(FIND)])
    }

    fn enter(&mut self) -> Action {
        if self.open.is_some() { self.open_marked() } else { self.look_up() }
    }

    /// Enter after a text: opens what it names, or the marked row.
    fn look_up(&mut self) -> Action {
        if self.finder.submit() { self.decide() } else { Action::None }
    }

    fn decide(&mut self) -> Action {
        let query = self.finder.query();
        let exact = self.finder.rows().iter().find(|row| names(query, row.named.id.as_str()));
        if let Some(row) = exact {
            return Action::Person(row.named.id.clone());
        }
        if may_be_code(query) {
            self.resolving = Some(query.to_owned());
            return Action::Ask(Request::Devices { query: query.to_owned(), page: 0 });
        }
        self.open_marked()
    }

    fn press_row(&mut self, row: usize) -> Action {
        match &mut self.open {
            Some(open) => {
                open.mark = row;
                self.open_marked()
            }
            None => match self.finder.rows().get(row) {
                Some(row) => Action::Person(row.named.id.clone()),
                None => Action::None,
            },
        }
    }

    fn open_marked(&mut self) -> Action {
        if let Some(open) = &self.open {
            return match open.marked() {
                Some(Marked::Device(id)) => Action::Device(id),
                Some(Marked::Tag(tag)) => {
                    self.resolving = Some(tag.clone());
                    Action::Ask(Request::Devices { query: tag, page: 0 })
                }
                None => Action::None,
            };
        }
        if let Some(row) = self.finder.marked() {
            return Action::Person(row.named.id.clone());
        }
        let query = self.finder.query().to_owned();
        self.nothing(&query)
    }

    fn nothing(&mut self, code: &str) -> Action {
        if !code.trim().is_empty() {
            let code = words::shown(code.trim());
            self.failure = Some(words::with("find-nothing", &[("code", &code)]));
        }
        Action::None
    }

    fn take(&mut self, answer: Answer) -> Action {
        match answer {
            Answer::People(rows) => match self.finder.take(rows) {
                Taken::Ask(wanted) => ask(Some(wanted)),
                Taken::Decide => self.decide(),
                Taken::Shown => Action::None,
            },
            Answer::Devices(cards) => {
                let Some(code) = self.resolving.take() else { return Action::None };
                let exact =
                    cards.iter().find(|card| names(&code, &card.tag) || names(&code, &card.serial));
                match exact {
                    Some(card) => Action::Device(card.id.clone()),
                    // One person alone has it as another code.
                    None if self.open.is_none() && self.finder.rows().len() == 1 => {
                        self.open_marked()
                    }
                    None => self.nothing(&code),
                }
            }
            Answer::Person(page) => {
                let Some(open) = &mut self.open else { return Action::None };
                match page {
                    Some(page) if page.person.named.id == open.id => open.page = Some(page),
                    Some(_) => {}
                    None => {
                        let code = open.id.to_string();
                        self.open = None;
                        return self.nothing(&code);
                    }
                }
                Action::None
            }
            Answer::Done => self.joined(),
            _ => Action::None,
        }
    }

    fn join(&mut self) -> Action {
        let Some(open) = &mut self.open else { return Action::None };
        if !open.id.is_walk_up() || open.joining.is_some() {
            return Action::None;
        }
        let Ok(code) = Code::new(&open.join) else {
            self.failure = Some(words::get("person-join-empty"));
            return Action::None;
        };
        let into = BorrowerId::new(&code);
        if into == open.id {
            self.failure = Some(words::get("person-join-same"));
            return Action::None;
        }
        open.joining = Some(into.clone());
        Action::Ask(Request::Merge { from: open.id.clone(), into })
    }

    fn joined(&mut self) -> Action {
        let joining = self.open.as_mut().and_then(|open| open.joining.take());
        let Some(into) = joining else { return Action::None };
        let shown = self.show(into);
        self.done = Some(words::get("person-joined"));
        Action::Many(vec![shown, Action::Refresh])
    }
}

/// What a marked row of a person's page opens.
enum Marked {
    Device(DeviceId),
    Tag(String),
}

impl Open {
    fn rows(&self) -> usize {
        self.page.as_ref().map_or(0, |page| page.person.holds.len() + page.history.len())
    }

    fn marked(&self) -> Option<Marked> {
        let page = self.page.as_ref()?;
        let held = page.person.holds.len();
        if let Some(held) = page.person.holds.get(self.mark) {
            return Some(Marked::Device(held.id.clone()));
        }
        let line = page.history.get(self.mark.checked_sub(held)?)?;
        history::names(line, Other::Device).then(|| line.tag.clone().map(Marked::Tag)).flatten()
    }
}

fn ask(wanted: Option<Wanted>) -> Action {
    wanted.map_or(Action::None, |wanted| {
        Action::Ask(Request::People { query: wanted.query, page: wanted.page })
    })
}

fn focus(field: &'static str) -> Action {
    Action::Focus(Id::new(field))
}
