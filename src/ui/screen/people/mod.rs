//! People: find one by name, ID or code, open them, see what they have and what happened.
//!
//! A code that is scanned or typed in full opens whoever or whatever it names, devices too. A
//! person served without a card is joined here with the one of the register. On a person's page stands
//! what was charged, and keys charge, take a payment, let go, change, give back and void.

mod form;
mod form_view;
mod ledger;
mod pick;
mod view;

use form::{Act, Form};

pub use super::part::finder::Message;
use super::part::finder::{self, Came, Finder, Leads, names};
use super::{Action, Answered};
use crate::desk::reply::{DeviceCard, Tone};
use crate::desk::request::{Answer, ChargeRow, PersonPage, PersonRow, Request};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::Code;
use crate::text as words;
use crate::ui::key;

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
    /// In place of the page: what is done with money.
    form: Option<Form>,
}

impl People {
    /// Shows the list, or the person that was on show.
    pub fn open(&mut self) -> Action {
        self.form = None;
        self.finder.open()
    }

    /// Shows a person.
    pub fn show(&mut self, id: BorrowerId) -> Action {
        self.join.clear();
        self.joining = None;
        self.form = None;
        self.finder.show(id)
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Answered(_, answered) if self.is_about_form(&answered) => {
                self.settled(answered)
            }
            message if self.form.is_some() => self.fill(message),
            Message::Own(letter) => self.begin(letter),
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

    fn is_about_form(&self, answered: &Answered) -> bool {
        match answered {
            Ok(answer) => matches!(answer, Answer::Posted(_) | Answer::Signed(_)),
            Err(_) => self.form.as_ref().is_some_and(|form| form.sent),
        }
    }

    /// The charge that is marked on the page on show.
    fn charge(&self) -> Option<&ChargeRow> {
        let (page, mark) = self.finder.shown()?;
        page.account.get(mark.checked_sub(page.person.holds.len())?)
    }

    fn begin(&mut self, letter: char) -> Action {
        let Some((page, _)) = self.finder.shown() else { return Action::None };
        let marked = self.charge();
        let act = Act::ALL.into_iter().find(|act| act.key() == letter);
        let act = act.filter(|act| act.fits(page, marked));
        if let Some(form) = act.map(|act| Form::new(act, page, marked)) {
            self.form = Some(form);
            self.finder.say(None);
        }
        Action::None
    }

    fn fill(&mut self, message: Message) -> Action {
        let Some(form) = &mut self.form else { return Action::None };
        let done = match message {
            Message::Heard(heard) => form.hear(heard),
            Message::Press(action) => form.act(action),
            Message::Wheel(down) => {
                form.act(if down { key::Action::Down } else { key::Action::Up })
            }
            Message::Enter => {
                form.next();
                Some(Action::None)
            }
            Message::Take(index) => {
                form.choose(index);
                Some(Action::None)
            }
            message @ Message::Answered(..) => return self.finder.update(message),
            _ => Some(Action::None),
        };
        done.unwrap_or_else(|| {
            self.form = None;
            Action::None
        })
    }

    /// What the form asked for is on disk, or is not done.
    fn settled(&mut self, answered: Answered) -> Action {
        match answered {
            Ok(Answer::Posted(posting)) => {
                self.done(|who| words::charge::due(who, posting.due_cents))
            }
            Ok(Answer::Signed(signature)) => {
                self.done(|who| words::agreement::signed(who, &signature.version))
            }
            Ok(_) => Action::None,
            Err(error) => {
                let why = words::error(&error);
                self.form.as_mut().map_or(Action::None, |form| form.failed(why))
            }
        }
    }

    fn done(&mut self, says: impl Fn(&str) -> String) -> Action {
        let Some(form) = self.form.take() else { return Action::None };
        let shown = self.finder.open();
        self.finder.say(Some(Ok(says(&form.who.name))));
        Action::Many(vec![Action::Tone(Tone::Done), shown, Action::Refresh])
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

    /// Their devices, what was charged, then what happened.
    fn rows(page: &PersonPage) -> usize {
        page.person.holds.len() + page.account.len() + page.history.len()
    }

    fn leads(page: &PersonPage, row: usize) -> Option<Leads> {
        if let Some(held) = page.person.holds.get(row) {
            return Some(Leads::To(Action::Device(held.id.clone())));
        }
        let row = row - page.person.holds.len();
        if let Some(charged) = page.account.get(row) {
            return charged.charge.device.clone().map(|id| Leads::To(Action::Device(id)));
        }
        let line = page.history.get(row - page.account.len())?;
        line.tag.clone().map(Leads::Code)
    }
}
