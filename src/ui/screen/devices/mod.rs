//! Devices: find one by tag, serial, model or holder, open it, see where it is and what happened.
//!
//! A code that is scanned or typed in full opens whatever or whoever it names, people too. On a
//! device's page repairs begin and end, it is told that the device is lost or found, and a key says whose
//! it is for years, or takes its new label.

mod form;
mod line;
mod view;
mod waiting;

use std::path::Path;

use form::{Form, Tells};
use waiting::Waiting;

pub use super::part::finder::Message;
use super::part::finder::{self, Came, Finder, Leads, names};
use super::{Action, Answered, Page};
use crate::desk::reply::{DeviceCard, Mode, Tone};
use crate::desk::request::{Answer, DevicePage, Life, PersonRow, Request};
use crate::domain::device::DeviceId;
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;
pub use line::FIELDS;
use line::Line;

/// The field for what is looked for.
pub const FIND: &str = "devices-find";

/// What the devices screen keeps.
#[derive(Debug, Clone, Default)]
pub struct Devices {
    finder: Finder<DeviceCard>,
    /// In place of the page: what is told about the device.
    form: Option<Form>,
    /// In place of the list: who waits for repair.
    waiting: Option<Waiting>,
    /// A line of fields on the page.
    line: Option<Line>,
}

impl Devices {
    /// Shows the list, or the device that was on show.
    pub fn open(&mut self) -> Action {
        self.form = None;
        self.waiting = None;
        self.line = None;
        self.finder.open()
    }

    /// Shows a device.
    pub fn show(&mut self, id: DeviceId) -> Action {
        self.form = None;
        self.waiting = None;
        self.line = None;
        self.finder.show(id)
    }

    /// A file that was dropped onto the window; false where none is asked for.
    pub fn drop_file(&mut self, path: &Path) -> bool {
        self.form.as_mut().is_some_and(|form| form.drop_file(path))
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        let message = match message {
            Message::Answered(_, answered) if self.tells(&answered) => {
                return self.answered(answered);
            }
            message => message,
        };
        match (self.form.is_some(), self.waiting.is_some()) {
            (true, _) => self.fill(message),
            (_, true) => self.wait(message),
            _ => self.tell(message),
        }
    }

    /// What belongs to the line of fields, while it is open or to open it.
    fn tell(&mut self, message: Message) -> Action {
        match message {
            Message::Own(key) => self.own(key),
            Message::Filled(at, text) => self.filled(at, text),
            Message::Entered(at) => self.entered(at),
            Message::Heard(Heard::Code(code)) if self.line.is_some() => self.scanned(code),
            Message::Heard(Heard::Key(key::Action::No)) | Message::Press(key::Action::No)
                if self.line.is_some() =>
            {
                let added = self.is_adding();
                self.line = None;
                if added { Action::Go(Page::Desk) } else { Action::None }
            }
            Message::Heard(Heard::Key(key::Action::Yes)) | Message::Press(key::Action::Yes)
                if self.line.is_some() =>
            {
                self.yes()
            }
            Message::Answered(_, Ok(Answer::Relabelled(relabel))) => self.relabelled(*relabel),
            Message::Answered(_, Ok(Answer::Reply(_))) if self.is_adding() => {
                self.line = None;
                Action::Many(vec![Action::Refresh, Action::Go(Page::Desk)])
            }
            Message::Answered(_, Ok(Answer::Assigned(change))) => {
                self.done(words::assign::change(&change))
            }
            message if self.line.is_none() => self.find(message),
            message => self.finder.update(message),
        }
    }

    /// Whether an answer is about a device's life.
    fn tells(&self, answered: &Answered) -> bool {
        match answered {
            Ok(answer) => {
                matches!(answer, Answer::Mended(_) | Answer::Told(_) | Answer::Waiting(_))
            }
            Err(_) => self.form.is_some(),
        }
    }

    fn answered(&mut self, answered: Answered) -> Action {
        let said = match answered {
            Ok(Answer::Waiting(cards)) => {
                self.waiting = Some(Waiting::new(cards));
                return Action::None;
            }
            Ok(Answer::Mended(mended)) => words::repair::mended(&mended),
            Ok(Answer::Told(told)) => words::missing::told(&told),
            Ok(_) => return Action::None,
            Err(error) => {
                let why = words::error(&error);
                return self.form.as_mut().map_or(Action::None, |form| form.failed(why));
            }
        };
        self.form = None;
        let shown = self.finder.open();
        self.finder.say(Some(Ok(said)));
        Action::Many(vec![Action::Tone(Tone::Done), shown, Action::Refresh])
    }

    fn fill(&mut self, message: Message) -> Action {
        let Some(form) = &mut self.form else { return Action::None };
        let done = match message {
            Message::Heard(heard) => form.hear(heard),
            Message::Press(action) => form.act(action),
            message => return self.finder.update(message),
        };
        done.unwrap_or_else(|| {
            self.form = None;
            Action::None
        })
    }

    fn wait(&mut self, message: Message) -> Action {
        let Some(waiting) = &mut self.waiting else { return Action::None };
        let done = match message {
            Message::Heard(Heard::Key(action)) | Message::Press(action) => waiting.act(action),
            Message::Take(row) => Some(waiting.follow(row)),
            Message::Enter => waiting.act(key::Action::Yes),
            Message::Wheel(down) => {
                waiting.act(if down { key::Action::Down } else { key::Action::Up })
            }
            Message::Heard(Heard::Code(line)) => Some(Action::Find(line)),
            _ => Some(Action::None),
        };
        done.unwrap_or_else(|| self.open())
    }

    fn find(&mut self, message: Message) -> Action {
        let (Message::Heard(Heard::Key(key::Action::Mode(mode)))
        | Message::Press(key::Action::Mode(mode))) = message
        else {
            return self.finder.update(message);
        };
        // The keys of the modes, which mean nothing here, tell what can be told.
        let Some((page, _)) = self.finder.shown() else {
            let waits = mode == Mode::Repair;
            return if waits { Action::Ask(Request::Life(Life::Waiting)) } else { Action::None };
        };
        let tells = Mode::ALL.iter().position(|known| *known == mode).map(|at| Tells::ALL[at]);
        if let Some(tells) = tells.filter(|tells| tells.fits(page)) {
            self.form = Some(Form::new(tells, page));
            self.finder.say(None);
        }
        Action::None
    }
}

impl finder::Row for DeviceCard {
    type Id = DeviceId;
    type Page = DevicePage;
    type Other = PersonRow;

    const FIELD: &'static str = FIND;

    fn id(&self) -> &DeviceId {
        &self.id
    }

    fn is_named(&self, text: &str) -> bool {
        names(text, &self.tag) || names(text, &self.serial)
    }

    fn ask(query: String, page: u32) -> Request {
        Request::Devices { query, page }
    }

    fn ask_one(id: DeviceId) -> Request {
        Request::Device(id)
    }

    fn open(id: DeviceId) -> Action {
        Action::Device(id)
    }

    fn label(id: &DeviceId) -> String {
        id.label().to_owned()
    }

    fn came(answer: Answer) -> Came<Self> {
        match answer {
            Answer::Devices(cards) => Came::Rows(cards),
            Answer::People(rows) => Came::Others(rows),
            Answer::Device(page) => Came::One(page),
            _ => Came::Nothing,
        }
    }

    fn of(page: &DevicePage) -> &DeviceId {
        &page.card.id
    }

    /// The holder, then what happened.
    fn rows(page: &DevicePage) -> usize {
        1 + page.history.len()
    }

    fn leads(page: &DevicePage, row: usize) -> Option<Leads> {
        let person = match row.checked_sub(1) {
            None => page.card.holder.as_ref().map(|holder| &holder.named),
            Some(line) => page.history.get(line)?.person.as_ref(),
        };
        person.map(|person| Leads::To(Action::Person(person.id.clone())))
    }
}
