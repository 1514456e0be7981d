//! People: find one by name, ID or code, open them, see what they have and what happened.
//!
//! A code that is scanned or typed in full opens whoever or whatever it names, devices too. A
//! person served without a card is joined here with the one of the register. Changes nothing else.

mod view;

use super::Action;
pub use super::part::finder::Message;
use super::part::finder::{self, Came, Finder, Leads, names};
use crate::desk::reply::DeviceCard;
use crate::desk::request::{Answer, PersonPage, PersonRow, Request};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::Code;
use crate::text as words;

/// The field for what is looked for.
pub const FIND: &str = "people-find";
/// The field for the ID that a walk-up really has.
pub const JOIN: &str = "people-join";

/// What the people screen keeps.
#[derive(Debug, Clone, Default)]
pub struct People {
    finder: Finder<PersonRow>,
    /// What is typed as the ID to join with.
    join: String,
    joining: Option<BorrowerId>,
}

impl People {
    /// Shows the list, or the person that was on show.
    pub fn open(&mut self) -> Action {
        self.finder.open()
    }

    /// Shows a person.
    pub fn show(&mut self, id: BorrowerId) -> Action {
        self.join.clear();
        self.joining = None;
        self.finder.show(id)
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::JoinTyped(text) => {
                self.join = text;
                self.finder.say(None);
                Action::None
            }
            Message::Join => self.join(),
            Message::Answered(_, Ok(Answer::Done)) => self.joined(),
            message => {
                if matches!(message, Message::Answered(_, Err(_))) {
                    self.joining = None;
                }
                self.finder.update(message)
            }
        }
    }

    /// The one on show who may be somebody else on the list: a walk-up, or who is there no more.
    fn walk_up(&self) -> Option<&BorrowerId> {
        let gone = self.finder.shown().is_some_and(|(page, _)| !page.person.active);
        self.finder.id().filter(|id| gone || id.is_walk_up())
    }

    fn join(&mut self) -> Action {
        let Some(from) = self.walk_up().filter(|_| self.joining.is_none()).cloned() else {
            return Action::None;
        };
        let Ok(code) = Code::new(&self.join) else {
            self.finder.say(Some(Err(words::get("person-join-empty"))));
            return Action::None;
        };
        let into = BorrowerId::new(&code);
        if into == from {
            self.finder.say(Some(Err(words::get("person-join-same"))));
            return Action::None;
        }
        self.joining = Some(into.clone());
        Action::Ask(Request::Merge { from, into })
    }

    fn joined(&mut self) -> Action {
        let Some(into) = self.joining.take().filter(|_| self.walk_up().is_some()) else {
            return Action::None;
        };
        let shown = self.show(into);
        self.finder.say(Some(Ok(words::get("person-joined"))));
        Action::Many(vec![shown, Action::Refresh])
    }
}

impl finder::Row for PersonRow {
    type Id = BorrowerId;
    type Page = PersonPage;
    type Other = DeviceCard;

    const FIELD: &'static str = FIND;

    fn id(&self) -> &BorrowerId {
        &self.named.id
    }

    fn is_named(&self, text: &str) -> bool {
        names(text, self.named.id.as_str())
    }

    fn ask(query: String, page: u32) -> Request {
        Request::People { query, page }
    }

    fn ask_one(id: BorrowerId) -> Request {
        Request::Person(id)
    }

    fn open(id: BorrowerId) -> Action {
        Action::Person(id)
    }

    fn label(id: &BorrowerId) -> String {
        id.to_string()
    }

    fn came(answer: Answer) -> Came<Self> {
        match answer {
            Answer::People(rows) => Came::Rows(rows),
            Answer::Devices(cards) => Came::Others(cards),
            Answer::Person(page) => Came::One(page),
            _ => Came::Nothing,
        }
    }

    fn of(page: &PersonPage) -> &BorrowerId {
        &page.person.named.id
    }

    /// Their devices, then what happened.
    fn rows(page: &PersonPage) -> usize {
        page.person.holds.len() + page.history.len()
    }

    fn leads(page: &PersonPage, row: usize) -> Option<Leads> {
        if let Some(held) = page.person.holds.get(row) {
            return Some(Leads::To(Action::Device(held.id.clone())));
        }
        let line = page.history.get(row - page.person.holds.len())?;
        line.tag.clone().map(Leads::Code)
    }
}
