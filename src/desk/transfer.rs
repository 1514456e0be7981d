//! Devices that go to another site, a stack at a time: sent here by scanning, received there by
//! scanning. Whoever scans one somewhere has it, whatever was said of it before.

use super::print::about;
use super::print::{About, at_one_state};
use super::reply::{Channel, Named, Notice, Outcome, Refusal, Reply, Tone};
use super::scan::{Input, Played};
use super::session::{Because, Session};
use super::turn::{draft, to_site};
use super::{Desk, Error};
use crate::domain::card::{DeviceCard, When};
use crate::domain::code::{self, CommandCode};
use crate::domain::event::{Kind, Moment, Source};
use crate::domain::transfer::{Sent, under_way};
use crate::store::Store;

/// What scanning a device does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// It leaves for a site.
    Send {
        /// Site code.
        to: String,
        /// Name of the transfer; empty until the first device left.
        transfer: String,
    },
    /// It arrived at a site.
    Receive {
        /// Site code.
        site: String,
    },
}

/// What scanning a device did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferNotice {
    /// Which device.
    pub tag: String,
    /// Name of the site it goes to or arrived at.
    pub site: String,
    /// What came of it.
    pub what: Moved,
}

/// What came of a device in a stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// It left.
    Sent,
    /// It was on its way there already.
    SentAlready,
    /// It arrived.
    Received {
        /// It was on its way to this other site.
        elsewhere: Option<String>,
        /// Nothing here says that it was sent.
        unsent: bool,
        /// It is to be set aside.
        aside: bool,
        /// Who has it, as far as is known.
        holder: Option<Named>,
    },
}

/// A device under way, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderWay {
    /// The device.
    pub card: DeviceCard,
    /// How it was sent.
    pub sent: Sent,
    /// It should have arrived.
    pub late: bool,
}

/// A transfer for the driver's sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// Its name.
    pub transfer: String,
    /// Site names it goes from and to.
    pub from: String,
    /// See `from`.
    pub to: String,
    /// When the first device left.
    pub at: When,
    /// What was sent, in the order of scanning.
    pub devices: Vec<DeviceCard>,
    /// Names of sites and of this station.
    pub about: About,
}

impl Desk {
    /// Takes one line while a stack is sent or received.
    ///
    /// # Errors
    /// The database's.
    pub fn transfer(
        &mut self,
        way: &mut Way,
        line: &str,
        source: Source,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let input = Input { line, source, now };
        let mut session = self.session(&Channel::Stack);
        let played = self.move_one(way, &mut session, input)?;
        if played.event.is_none() && played.outcome.is_listed() {
            self.commit(Vec::new(), &played, input)?;
        }
        self.reply(&Channel::Stack, session, input, played)
    }

    /// The same in the window, which knows no site of its own.
    ///
    /// # Errors
    /// [`Error::SameSite`]; the database's.
    pub(super) fn transfer_in(
        &mut self,
        way: Way,
        line: &str,
        now: &Moment,
    ) -> Result<(Way, Reply), Error> {
        let mut way = match way {
            Way::Receive { site } if site.is_empty() => self.receiving(None, now)?,
            Way::Send { to, transfer } if transfer.is_empty() => self.sending(&to, now)?,
            begun => begun,
        };
        let reply = self.transfer(&mut way, line, Source::Scan, now)?;
        Ok((way, reply))
    }

    /// The site a code or a name means.
    ///
    /// # Errors
    /// [`Error::NoSite`].
    pub(super) fn site_named(&self, asked: &str) -> Result<String, Error> {
        let sites = self.store.sites()?;
        let is_it = |name: &str| name.eq_ignore_ascii_case(asked.trim());
        let found = sites.iter().find(|site| is_it(&site.code) || is_it(&site.name));
        found.map(|site| site.code.clone()).ok_or_else(|| Error::NoSite {
            asked: asked.to_owned(),
            known: sites.iter().map(|site| site.code.clone()).collect(),
        })
    }

    /// A stack that leaves for a site, by its code or name.
    ///
    /// # Errors
    /// [`Error::NoSite`]; [`Error::SameSite`] where this station stands there.
    pub fn sending(&self, to: &str, now: &Moment) -> Result<Way, Error> {
        let to = self.site_named(to)?;
        if to == self.site_of_run(now)? {
            return Err(Error::SameSite(self.store.site_name(&to)?));
        }
        Ok(Way::Send { to, transfer: String::new() })
    }

    /// A stack that arrived at a site, by its code or name; without one, where this station stands.
    ///
    /// # Errors
    /// [`Error::NoSite`].
    pub fn receiving(&self, site: Option<&str>, now: &Moment) -> Result<Way, Error> {
        let site = match site {
            Some(site) => self.site_named(site)?,
            None => self.site_of_run(now)?,
        };
        Ok(Way::Receive { site })
    }

    fn move_one(
        &mut self,
        way: &mut Way,
        session: &mut Session,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let text = input.line.trim();
        let Ok(reading) = code::read(text, &self.codes) else {
            return Ok(Played::refused(text, Refusal::Unreadable, None));
        };
        // Undo may ask, and nothing else does here.
        match (reading.command(), session.question.take()) {
            (Some(CommandCode::Yes), Some(question)) => {
                return self.grant(session, question, &Because::default(), input);
            }
            (Some(CommandCode::No), Some(question)) => {
                let notice = Notice::No { tag: question.tag };
                return Ok(Played::new(Outcome::No, notice, Tone::None));
            }
            (_, Some(question)) => {
                session.question = Some(question);
                return Ok(Played::not_taken(text));
            }
            (Some(CommandCode::Undo), None) => return self.undo_last(session, input),
            (Some(_), None) => return Ok(Played::refused(text, Refusal::UnknownCommand, None)),
            (None, None) => {}
        }
        let found = self.store.resolve(reading.candidates())?;
        match (found.devices.as_slice(), found.people.is_empty()) {
            ([device], _) => {
                let card = self.store.device(device)?;
                match way {
                    Way::Send { to, transfer } => self.leave_for(&card, to, transfer, input),
                    Way::Receive { site } => self.arrive(&card, site, input),
                }
            }
            ([], true) => {
                let code = reading.code.as_str().to_owned();
                let notice =
                    Notice::Unknown { code: code.clone(), can_take_in: false, can_walk_up: false };
                let played = Played::new(Outcome::Unknown, notice, Tone::Refused);
                Ok(Played { code: Some(code), ..played })
            }
            ([], false) => Ok(Played::refused(text, Refusal::NoDevice, None)),
            _ => Ok(Played::refused(text, Refusal::SharedTag, None)),
        }
    }

    fn leave_for(
        &mut self,
        card: &DeviceCard,
        to: &str,
        transfer: &mut String,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        if card.status.is_missing() {
            return self.set_aside(card, None, input);
        }
        if let Some(holder) = &card.holder {
            let refusal = Refusal::OutTo { holder: holder.named.clone() };
            return Ok(Played::refused(&card.tag, refusal, None).on(card));
        }
        let name = self.store.site_name(to)?;
        let again = card.bound.as_ref().is_some_and(|bound| bound.to == to);
        let what = if again { Moved::SentAlready } else { Moved::Sent };
        let notice = TransferNotice { tag: card.tag.clone(), site: name, what };
        let notice = Notice::Transfer(notice);
        if again {
            return Ok(Played::new(Outcome::Already, notice, Tone::Already).on(card));
        }
        if transfer.is_empty() {
            *transfer = self.next_event();
        }
        let here = self.site_of_run(input.now)?;
        let from = if here.is_empty() { &card.site } else { &here };
        let mut played = Played::new(Outcome::Sent, notice, Tone::Done).on(card);
        let sent = draft(Kind::TransferSent, card)
            .with("to", to)
            .with("from", from)
            .with("transfer", transfer);
        played.event = self.commit(vec![sent], &played, input)?;
        Ok(played)
    }

    fn arrive(&mut self, card: &DeviceCard, site: &str, input: Input<'_>) -> Result<Played, Error> {
        let elsewhere = card.bound.as_ref().filter(|bound| bound.to != site);
        let elsewhere = elsewhere.map(|bound| bound.to_name.clone());
        let aside = card.status.is_missing();
        let loud = card.holder.is_some() || elsewhere.is_some();
        let what = Moved::Received {
            elsewhere,
            unsent: card.bound.is_none(),
            aside,
            holder: card.holder.as_ref().map(|holder| holder.named.clone()),
        };
        let site_name = self.store.site_name(site)?;
        let notice =
            Notice::Transfer(TransferNotice { tag: card.tag.clone(), site: site_name, what });
        let here = card.bound.is_none() && card.site == site;
        let outcome = if here { Outcome::Already } else { Outcome::Received };
        let tone = match (here, loud) {
            _ if aside => Tone::Attention,
            (true, _) => Tone::Already,
            (false, true) => Tone::Attention,
            (false, false) => Tone::Done,
        };
        let mut played = Played::new(outcome, notice, tone).on(card);
        // Written whatever is known here: what the sender wrote may come later.
        let received = to_site(draft(Kind::TransferReceived, card), card, site);
        played.event = self.commit(vec![received], &played, input)?;
        Ok(played)
    }

    /// The name that the next event of this station will have.
    fn next_event(&self) -> String {
        self.store.station().map_or_else(String::new, |station| {
            format!("{}/{}/{}", station.code, station.incarnation, station.seq + 1)
        })
    }
}

/// What is under way, the oldest first.
///
/// # Errors
/// The database's.
pub fn list(store: &Store, now_ms: i64) -> Result<Vec<UnderWay>, Error> {
    at_one_state(store, || {
        let mut rows = Vec::new();
        for (sent, late) in under_way(store.sent("")?, now_ms) {
            rows.push(UnderWay { card: store.device(&sent.device)?, sent, late });
        }
        rows.sort_by_key(|row| row.sent.at.at_ms);
        Ok(rows)
    })
}

/// A transfer for the driver's sheet.
///
/// # Errors
/// [`Error::NoTransfer`] where nothing was sent under that name; the database's.
pub fn load(store: &Store, transfer: &str) -> Result<Load, Error> {
    at_one_state(store, || {
        let sent = store.sent(transfer.trim())?;
        let Some(first) = sent.first() else {
            return Err(Error::NoTransfer(transfer.to_owned()));
        };
        let about = about(store)?;
        let devices: Vec<DeviceCard> =
            sent.iter().map(|sent| store.device(&sent.device)).collect::<Result<_, _>>()?;
        Ok(Load {
            transfer: first.transfer.clone(),
            from: store.site_name(&first.from)?,
            to: store.site_name(&first.to)?,
            at: first.at,
            devices,
            about,
        })
    })
}
