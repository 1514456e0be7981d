//! Devices: find one by tag, serial, model or holder, open it, see where it is and what happened.
//!
//! A code that is scanned or typed in full opens whatever or whoever it names, people too. On a
//! device's page a key says whose it is for years, or takes its new label. Changes nothing else.

mod form;
mod view;

pub use super::part::finder::Message;
use super::part::finder::{self, Came, Finder, Leads, names};
use super::{Action, Page};
use crate::desk::reply::DeviceCard;
use crate::desk::request::{Answer, DevicePage, PersonRow, Request};
use crate::domain::device::DeviceId;
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;
pub use form::FIELDS;
use form::Form;

/// The field for what is looked for.
pub const FIND: &str = "devices-find";

/// What the devices screen keeps.
#[derive(Debug, Clone, Default)]
pub struct Devices {
    finder: Finder<DeviceCard>,
    form: Option<Form>,
}

impl Devices {
    /// Shows the list, or the device that was on show.
    pub fn open(&mut self) -> Action {
        self.finder.open()
    }

    /// Shows a device.
    pub fn show(&mut self, id: DeviceId) -> Action {
        self.form = None;
        self.finder.show(id)
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Own(key) => self.own(key),
            Message::Filled(at, text) => self.filled(at, text),
            Message::Entered(at) => self.entered(at),
            Message::Heard(Heard::Code(code)) if self.form.is_some() => self.scanned(code),
            Message::Heard(Heard::Key(key::Action::No)) | Message::Press(key::Action::No)
                if self.form.is_some() =>
            {
                let added = self.is_adding();
                self.form = None;
                if added { Action::Go(Page::Desk) } else { Action::None }
            }
            Message::Heard(Heard::Key(key::Action::Yes)) | Message::Press(key::Action::Yes)
                if self.form.is_some() =>
            {
                self.yes()
            }
            Message::Answered(_, Ok(Answer::Relabelled(relabel))) => self.relabelled(*relabel),
            Message::Answered(_, Ok(Answer::Reply(_))) if self.is_adding() => {
                self.form = None;
                Action::Many(vec![Action::Refresh, Action::Go(Page::Desk)])
            }
            Message::Answered(_, Ok(Answer::Assigned(change))) => {
                self.done(words::assign::change(&change))
            }
            message => self.finder.update(message),
        }
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
