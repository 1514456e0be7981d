//! A new label for a device, and a device that nobody knows yet: what is stuck on it, told at the desk.

use super::reply::{Channel, Notice, Outcome, Reply, Tone};
use super::scan::{Input, Played};
use super::turn::draft;
use super::{Command, Desk, Error};
use crate::domain::card::DeviceCard;
use crate::domain::code::{self, Code};
use crate::domain::device::DeviceId;
use crate::domain::event::{Event, Kind, Moment, Source};
use crate::store::Draft;

/// Why a label is not put on so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No scanner delivers such a code.
    #[error("{0} is no code")]
    Code(String),
    /// It begins like a command.
    #[error("{0} is a command")]
    Reserved(String),
    /// It is somebody's.
    #[error("{0} is a person")]
    Person(String),
    /// A device here has it.
    #[error("{0} is known")]
    Known(String),
}

/// What came of a new label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relabel {
    /// Other devices have it, by serial number or tag: nothing was done. Yes marks them all.
    Asked {
        /// The new label.
        label: String,
        /// Who has it.
        on: Vec<String>,
    },
    /// It was the label already.
    Already {
        /// Which.
        label: String,
    },
    /// It is on.
    Done {
        /// The label that was on it.
        old: String,
        /// The new one.
        label: String,
        /// Others that have it, too.
        on: Vec<String>,
        /// Name of the event.
        event: String,
    },
}

/// A device nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewDevice {
    /// What its label says.
    pub tag: String,
    /// Its serial number, may be empty.
    pub serial: String,
    /// Its model as told, may be empty.
    pub model: String,
    /// Where it belongs; the run's site where that is empty.
    pub site: String,
}

impl Desk {
    /// Puts a new label on a device, named by its serial number or by its old label. A label that
    /// others have is asked about, unless `anyway`.
    ///
    /// # Errors
    /// [`super::charges::Wrong::NoDevice`], [`Wrong`]; the database's.
    pub fn retag(
        &mut self,
        device: &str,
        label: &str,
        anyway: bool,
        now: &Moment,
    ) -> Result<Relabel, Error> {
        let card = self.store.device(&self.which_device(device)?)?;
        let new = self.label_of(label)?;
        let label = new.as_str().to_owned();
        if card.tag == label {
            return Ok(Relabel::Already { label });
        }
        let found = self.store.resolve([&new])?;
        if !found.people.is_empty() {
            return Err(Wrong::Person(label).into());
        }
        let others = found.devices.iter().filter(|other| **other != card.id);
        let on: Vec<String> = others
            .map(|other| Ok::<_, Error>(self.store.device(other)?.distinct()))
            .collect::<Result<_, _>>()?;
        if !on.is_empty() && !anyway {
            return Ok(Relabel::Asked { label, on });
        }
        let replaced = Draft {
            saw: card.holder.as_ref().map(|holder| holder.named.id.clone()),
            ..draft(Kind::TagReplaced, &card).with("new", &label)
        };
        let has_tag = card.parked || card.tag != card.serial;
        let replaced = if has_tag { replaced.with("old", &card.tag) } else { replaced };
        let event = self.append_named(replaced, now)?;
        Ok(Relabel::Done { old: card.tag, label, on, event })
    }

    /// Takes a device in that nobody knows. An import that brings its serial number or its tag joins
    /// it with the real record.
    ///
    /// # Errors
    /// [`Wrong`]; [`Error::NoSite`] where no list has the site and there is a list; the database's.
    pub fn add_device(&mut self, new: &NewDevice, now: &Moment) -> Result<DeviceCard, Error> {
        let (id, added) = self.addition(new, now)?;
        self.append_alone(added, now)?;
        Ok(self.store.device(&id)?)
    }

    fn addition(&self, new: &NewDevice, now: &Moment) -> Result<(DeviceId, Draft), Error> {
        let tag = self.unknown_code(&new.tag)?;
        let serial = match new.serial.trim() {
            "" => None,
            serial => Some(self.unknown_code(serial)?),
        };
        let site = match new.site.trim() {
            "" => self.site_of_run(now)?,
            site if self.store.sites()?.is_empty() => site.to_owned(),
            site => self.site_named(site)?,
        };
        let id = DeviceId::derive(serial.as_ref(), &tag);
        let label = serial.as_ref().map_or("", |_| tag.as_str());
        let added = Draft {
            device: Some(id.clone()),
            tag: Some(tag.as_str().to_owned()),
            serial: serial.as_ref().map(|serial| serial.as_str().to_owned()),
            ..Draft::new(Kind::DeviceAdded)
                .with("site", &site)
                .with("model", new.model.trim())
                .with("new", label)
        };
        Ok((id, added))
    }

    /// The same, and what scanning it does then in a session: it goes out to who is on screen. One
    /// command, unless a question stands before that.
    pub(super) fn add_and_scan(
        &mut self,
        channel: &Channel,
        new: &NewDevice,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let (id, added) = self.addition(new, now)?;
        self.command = Some(Command::default());
        let reply = self.add_then_scan(channel, &id, added, now);
        self.command = None;
        reply
    }

    fn add_then_scan(
        &mut self,
        channel: &Channel,
        id: &DeviceId,
        added: Draft,
        now: &Moment,
    ) -> Result<Reply, Error> {
        // The scan has the line of the list.
        let played = Played::new(Outcome::Next, Notice::Next, Tone::None);
        let input = Input { line: "", source: Source::Typed, now };
        self.commit(vec![added], &played, input)?;
        let tag = self.store.device(id)?.tag;
        self.scan(channel, &tag, Source::Typed, now)
    }

    fn append_named(&mut self, draft: Draft, now: &Moment) -> Result<String, Error> {
        let written = self.append_typed(vec![draft], now)?;
        let name = |event: &Event| self.store.name_of(&event.body, &event.hash);
        Ok(written.last().map(name).transpose()?.unwrap_or_default())
    }

    /// The old label that a line is, if the device had it once.
    pub(super) fn old_label(&self, line: &str, device: &DeviceId) -> Result<Option<String>, Error> {
        let labels = self.store.labels(device)?;
        let Ok(reading) = code::read(line, &self.codes) else { return Ok(None) };
        let is_it = |code: &str| reading.candidates().any(|form| form.as_str() == code);
        let mut old = labels.into_iter().filter(|label| label.until_ms.is_some());
        Ok(old.find(|label| is_it(&label.code)).map(|label| label.code))
    }

    fn label_of(&self, text: &str) -> Result<Code, Error> {
        if code::is_reserved(text) {
            return Err(Wrong::Reserved(text.to_owned()).into());
        }
        let reading = code::read(text, &self.codes).map_err(|_| Wrong::Code(text.to_owned()))?;
        Ok(reading.code)
    }

    fn unknown_code(&self, text: &str) -> Result<Code, Error> {
        let code = self.label_of(text)?;
        let known = self.store.resolve([&code])?;
        if !known.people.is_empty() {
            return Err(Wrong::Person(code.as_str().to_owned()).into());
        }
        if !known.devices.is_empty() {
            return Err(Wrong::Known(code.as_str().to_owned()).into());
        }
        Ok(code)
    }
}
