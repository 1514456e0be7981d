//! Devices: find one by tag, serial, model or holder, open it, see where it is and what happened.
//!
//! The list follows what is typed. A code that is scanned or typed in full opens whatever or
//! whoever it names, people too. Changes nothing.

mod view;

use iced::widget::Id;

use super::part::find::{Finder, Taken, Wanted, may_be_code, names};
use super::part::history::{self, Other};
use super::{Action, Answered, Page, Ticket};
use crate::desk::reply::DeviceCard;
use crate::desk::request::{Answer, DevicePage, Request};
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;

/// The field for what is looked for.
pub const FIND: &str = "devices-find";

/// What the devices screen keeps.
#[derive(Debug, Clone, Default)]
pub struct Devices {
    finder: Finder<DeviceCard>,
    /// A code no device has: what is asked of the people.
    resolving: Option<String>,
    open: Option<Open>,
    failure: Option<String>,
}

/// A device on show.
#[derive(Debug, Clone)]
struct Open {
    id: DeviceId,
    /// `None` until it is in.
    page: Option<Box<DevicePage>>,
    /// The holder, then the history.
    mark: usize,
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
}

impl Devices {
    /// Shows the list, or the device that was on show.
    pub fn open(&mut self) -> Action {
        self.failure = None;
        if let Some(open) = &self.open {
            return Action::Ask(Request::Device(open.id.clone()));
        }
        let asked = self.finder.refresh();
        Action::Many(vec![ask(asked), focus()])
    }

    /// Shows a device.
    pub fn show(&mut self, id: DeviceId) -> Action {
        self.failure = None;
        self.open = Some(Open { id: id.clone(), page: None, mark: 0 });
        Action::Ask(Request::Device(id))
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(heard) => self.hear(heard),
            Message::Answered(_, Ok(answer)) => self.take(answer),
            Message::Answered(_, Err(error)) => {
                self.finder.failed();
                self.resolving = None;
                self.failure = Some(words::error(&error));
                Action::None
            }
            Message::Press(action) => self.act(action),
            Message::Typed(query) => {
                self.failure = None;
                ask(self.finder.typed(query))
            }
            Message::Enter if self.open.is_some() => self.open_marked(),
            Message::Enter => self.look_up(),
            Message::Turn(page) => Action::Many(vec![ask(self.finder.turn(page)), focus()]),
            Message::Take(row) => self.press_row(row),
            Message::Wheel(down) => {
                self.step(down);
                Action::None
            }
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

    /// From the device to the list, from a text to none, from the list to the desk.
    fn back(&mut self) -> Action {
        self.failure = None;
        if self.open.take().is_some() {
            return Action::Many(vec![ask(self.finder.refresh()), focus()]);
        }
        if self.finder.query().is_empty() {
            return Action::Go(Page::Desk);
        }
        Action::Many(vec![ask(self.finder.typed(String::new())), focus()])
    }

    /// Enter after a text: opens what it names, or the marked row.
    fn look_up(&mut self) -> Action {
        if self.finder.submit() { self.decide() } else { Action::None }
    }

    fn decide(&mut self) -> Action {
        let query = self.finder.query();
        let rows = self.finder.rows();
        let is_exact = |card: &&DeviceCard| names(query, &card.tag) || names(query, &card.serial);
        let mut exact = rows.iter().filter(is_exact);
        match (exact.next(), exact.next()) {
            (Some(card), None) => return Action::Device(card.id.clone()),
            // One tag on two devices: the list says which is which.
            (Some(_), Some(_)) => return Action::None,
            (None, _) => {}
        }
        if may_be_code(query) {
            self.resolving = Some(query.to_owned());
            return Action::Ask(Request::People { query: query.to_owned(), page: 0 });
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
                Some(card) => Action::Device(card.id.clone()),
                None => Action::None,
            },
        }
    }

    fn open_marked(&mut self) -> Action {
        if let Some(open) = &self.open {
            return open.marked().map_or(Action::None, Action::Person);
        }
        if let Some(card) = self.finder.marked() {
            return Action::Device(card.id.clone());
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
            Answer::Devices(cards) => match self.finder.take(cards) {
                Taken::Ask(wanted) => ask(Some(wanted)),
                Taken::Decide => self.decide(),
                Taken::Shown => Action::None,
            },
            Answer::People(rows) => {
                let Some(code) = self.resolving.take() else { return Action::None };
                match rows.iter().find(|row| names(&code, row.named.id.as_str())) {
                    Some(row) => Action::Person(row.named.id.clone()),
                    // Only one device fits what was typed.
                    None if self.open.is_none() && self.finder.rows().len() == 1 => {
                        self.open_marked()
                    }
                    None => self.nothing(&code),
                }
            }
            Answer::Device(page) => {
                let Some(open) = &mut self.open else { return Action::None };
                let Some(page) = page else {
                    let code = open.id.label().to_owned();
                    self.open = None;
                    return self.nothing(&code);
                };
                // Joined identities answer under their representative.
                open.page = Some(page);
                Action::None
            }
            _ => Action::None,
        }
    }
}

impl Open {
    fn rows(&self) -> usize {
        self.page.as_ref().map_or(0, |page| 1 + page.history.len())
    }

    /// The person that the marked row names.
    fn marked(&self) -> Option<BorrowerId> {
        let page = self.page.as_ref()?;
        let Some(line) = self.mark.checked_sub(1) else {
            return page.card.holder.as_ref().map(|holder| holder.named.id.clone());
        };
        let line = page.history.get(line)?;
        history::names(line, Other::Person)
            .then(|| line.person.as_ref().map(|person| person.id.clone()))
            .flatten()
    }
}

fn ask(wanted: Option<Wanted>) -> Action {
    wanted.map_or(Action::None, |wanted| {
        Action::Ask(Request::Devices { query: wanted.query, page: wanted.page })
    })
}

fn focus() -> Action {
    Action::Focus(Id::new(FIND))
}
