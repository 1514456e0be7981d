//! Repairs, told in so many words: from a device's page, or from the terminal. What scans do in
//! Repair is `bench`'s; both write the same events.

use super::reply::{DeviceCard, Named};
use super::request::{Answer, Life};
use super::turn::{draft, to_site};
use super::{Desk, Error};
use crate::domain::charge::MOST_CENTS;
use crate::domain::device::{DeviceId, Status};
use crate::domain::event::{Event, EventId, Kind, Moment};
use crate::domain::hash::Hash;
use crate::domain::noted::{ACCESSORIES_ARE, Taken};
use crate::domain::ticket::{Closing, Part, PartTold, Ticket, part_word, word};
use crate::store::Draft;

/// Why a repair is not begun or ended so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No open ticket here has that name, and no device with that code has one.
    #[error("no open ticket {0}")]
    NoTicket(String),
    /// The device has several: name one.
    #[error("several open tickets of {code}")]
    Several {
        /// As asked for.
        code: String,
        /// Their names.
        tickets: Vec<String>,
    },
    /// The ticket is closed, and what it cost is said.
    #[error("{0} is closed")]
    Closed(String),
    /// Not a short word of letters, digits and hyphens.
    #[error("{0} is no word")]
    Word(String),
    /// More than ten thousand, or below nothing.
    #[error("{cents} cents are no cost")]
    Cost {
        /// What was said.
        cents: i64,
    },
    /// The parts come to more than the whole.
    #[error("parts of {parts_cents} in a cost of {cents} cents")]
    Parts {
        /// The parts together.
        parts_cents: i64,
        /// The whole.
        cents: i64,
    },
    /// Not on the price list, and nothing is said of what it cost.
    #[error("{part} has no price")]
    NoPrice {
        /// Which part.
        part: String,
        /// What is on the list, as parts are written.
        known: Vec<String>,
    },
    /// Lost, stolen or retired: that is ended first.
    #[error("{tag} is {status:?}")]
    Status {
        /// Which device.
        tag: String,
        /// Which status.
        status: Status,
    },
}

/// A ticket to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTicket {
    /// For which device.
    pub device: DeviceId,
    /// What is wrong, a word; may be empty where a damage was noted.
    pub problem: String,
    /// Who mends it, a code; may be empty.
    pub vendor: String,
    /// The vendor's name; may be empty.
    pub vendor_name: String,
    /// The maker pays.
    pub warranty: bool,
    /// A remark; may be empty.
    pub note: String,
}

impl NewTicket {
    /// A ticket with nothing said but which device.
    pub fn of(device: DeviceId) -> NewTicket {
        NewTicket {
            device,
            problem: String::new(),
            vendor: String::new(),
            vendor_name: String::new(),
            warranty: false,
            note: String::new(),
        }
    }
}

/// How a repair ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ended {
    /// What it cost, cents; where nothing is said, what the parts come to.
    pub cents: Option<i64>,
    /// What of that was for parts.
    pub parts: Vec<PartTold>,
    /// It is given up, and not mended.
    pub scrapped: bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The ticket.
    pub ticket: String,
    /// Tag of the device.
    pub tag: String,
    /// Its status now.
    pub status: Status,
    /// Who waits for it, or did.
    pub person: Option<Named>,
    /// Tag of the loaner that is still out for it.
    pub loaner: Option<String>,
}

impl Desk {
    /// Opens a ticket. A device that is out comes back with it, and whoever had it waits.
    ///
    /// # Errors
    /// [`Wrong::Word`], [`Wrong::Status`]; the database's.
    pub fn open_ticket(&mut self, new: &NewTicket, now: &Moment) -> Result<Mended, Error> {
        let card = self.store.device(&new.device)?;
        if card.status.is_missing() || card.status == Status::Retired {
            return Err(Wrong::Status { tag: card.tag, status: card.status }.into());
        }
        let site = self.site_of_run(now)?;
        let drafts = self.opening(&card, new, &site)?;
        let written = self.append_typed(drafts, now)?;
        let opened = written.iter().find(|event| event.body.kind == Kind::TicketOpened);
        let ticket = opened.map_or(Hash::ZERO, |event| event.hash);
        self.mended(&card.id, ticket)
    }

    /// The events that open a ticket.
    ///
    /// # Errors
    /// [`Wrong::Word`]; the database's.
    pub(super) fn opening(
        &self,
        card: &DeviceCard,
        new: &NewTicket,
        site: &str,
    ) -> Result<Vec<Draft>, Error> {
        let mut drafts = Vec::new();
        let mut opened = draft(Kind::TicketOpened, card)
            .with("problem", &told_word(&new.problem)?)
            .with("vendor", &told_word(&new.vendor)?)
            .with("warranty", if new.warranty { "yes" } else { "no" });
        match &card.holder {
            Some(holder) => {
                let from = Some(holder.named.id.clone());
                // Whoever brings a broken loaner waits for their own device, not for this one.
                if self.store.lent_for(&card.id)?.is_none() {
                    opened.borrower.clone_from(&from);
                    opened.payload.put("due", holder.due.clone().unwrap_or_default());
                }
                let returned = to_site(draft(Kind::Returned, card), card, site)
                    .with(ACCESSORIES_ARE, Taken::NotCollected.as_str());
                drafts.push(Draft { borrower: from.clone(), saw: from, ..returned });
            }
            None => opened.borrower = card.owner.as_ref().map(|owner| owner.named.id.clone()),
        }
        if !card.noted.damage.is_empty() {
            let damage = self.store.fresh_damage(&card.id)?;
            opened.payload.put_hashes("damage", damage.as_slice());
        }
        for (field, text) in [("note", &new.note), ("vendor_name", &new.vendor_name)] {
            if !text.trim().is_empty() {
                opened.additions.push((field, text.trim().to_owned()));
            }
        }
        drafts.push(opened);
        Ok(drafts)
    }

    /// Closes a ticket, named by its event or by its device where that has one alone. What it cost
    /// may be told once more behind a closing that said nothing of it.
    ///
    /// # Errors
    /// [`Wrong::NoTicket`], [`Wrong::Several`], [`Wrong::Closed`], [`Wrong::Cost`],
    /// [`Wrong::Parts`]; the database's.
    pub fn close_ticket(
        &mut self,
        name: &str,
        ended: &Ended,
        now: &Moment,
    ) -> Result<Mended, Error> {
        let (device, ticket) = self.ticket_named(name)?;
        let card = self.store.device(&device)?;
        let parts = self.parts(&card, &ended.parts, now)?;
        let parts_cents: i64 = parts.iter().map(|part| part.cents).sum();
        let cents = ended.cents.unwrap_or(parts_cents);
        if !(0..=MOST_CENTS).contains(&cents) {
            return Err(Wrong::Cost { cents }.into());
        }
        if parts_cents > cents {
            return Err(Wrong::Parts { parts_cents, cents }.into());
        }
        if !ticket.is_open() && (ticket.cost_cents() > 0 || cents == 0 || ended.scrapped) {
            return Err(Wrong::Closed(name.to_owned()).into());
        }
        let payload = Closing::payload(ticket.id, cents, &parts, ended.scrapped);
        let closed =
            Draft { borrower: ticket.person.clone(), payload, ..draft(Kind::TicketClosed, &card) };
        self.append_typed(vec![closed], now)?;
        self.mended(&device, ticket.id)
    }

    /// Parts with what they cost: as told, else what the price list has for the model.
    fn parts(
        &self,
        card: &DeviceCard,
        told: &[PartTold],
        now: &Moment,
    ) -> Result<Vec<Part>, Error> {
        let policy = self.policy(now);
        let part = |told: &PartTold| {
            let name = part_word(&told.name).ok_or_else(|| Wrong::Word(told.name.clone()))?;
            let listed = || policy.prices.price(&name, &card.model).map(|price| price.cents);
            match told.cents.or_else(listed) {
                Some(cents) if (0..=MOST_CENTS).contains(&cents) => Ok(Part { name, cents }),
                Some(cents) => Err(Wrong::Cost { cents }),
                None => {
                    let lines = policy.prices.lines().iter();
                    let mut known: Vec<String> =
                        lines.filter_map(|price| part_word(&price.sort)).collect();
                    known.dedup();
                    Err(Wrong::NoPrice { part: name, known })
                }
            }
        };
        Ok(told.iter().map(part).collect::<Result<_, _>>()?)
    }

    /// Answers what the window tells or asks about devices' lives.
    pub(super) fn life(&mut self, life: &Life, now: &Moment) -> Result<Answer, Error> {
        Ok(match life {
            Life::Open(new) => Answer::Mended(Box::new(self.open_ticket(new, now)?)),
            Life::Close { ticket, ended } => {
                Answer::Mended(Box::new(self.close_ticket(ticket, ended, now)?))
            }
            Life::Lose(loss) => Answer::Told(Box::new(self.lose(loss, now)?)),
            Life::Find(device) => Answer::Told(Box::new(self.find(device, now)?)),
            Life::Waiting => Answer::Waiting(self.store.waiting_for_repair()?),
        })
    }

    /// The device and the ticket that an event's name, or a device's code, means.
    fn ticket_named(&self, name: &str) -> Result<(DeviceId, Ticket), Error> {
        let name = name.trim();
        let none = || Wrong::NoTicket(name.to_owned());
        if let Some((id, fork)) = EventId::parse(name) {
            let found = self.store.events_named(&id, fork.as_deref())?;
            let [Event { body, hash, .. }] = found.as_slice() else { return Err(none().into()) };
            let device = body.device.clone().ok_or_else(none)?;
            let tickets = self.store.tickets(&device)?;
            let ticket = tickets.into_iter().find(|ticket| ticket.id == *hash);
            return Ok((device, ticket.ok_or_else(none)?));
        }
        let device = self.which_device(name)?;
        let mut open = self.open_tickets(&device)?;
        match (open.pop(), open.is_empty()) {
            (Some(ticket), true) => Ok((device, ticket)),
            (Some(last), false) => {
                open.push(last);
                let named = |ticket| Ok(self.store.ticket_card(&device, ticket)?.name);
                let tickets = open.into_iter().map(named).collect::<Result<_, Error>>()?;
                Err(Wrong::Several { code: name.to_owned(), tickets }.into())
            }
            (None, _) => Err(none().into()),
        }
    }

    /// The open tickets of a device, oldest first.
    pub(super) fn open_tickets(&self, device: &DeviceId) -> Result<Vec<Ticket>, Error> {
        let mut tickets = self.store.tickets(device)?;
        tickets.retain(Ticket::is_open);
        Ok(tickets)
    }

    fn mended(&self, device: &DeviceId, ticket: Hash) -> Result<Mended, Error> {
        let card = self.store.device(device)?;
        let tickets = self.store.tickets(device)?;
        let found = tickets.into_iter().find(|found| found.id == ticket);
        let found = found.ok_or_else(|| Wrong::NoTicket(card.tag.clone()))?;
        let told = self.store.ticket_card(device, found)?;
        Ok(Mended {
            ticket: told.name,
            tag: card.tag,
            status: card.status,
            person: told.person,
            loaner: told.loaner,
        })
    }
}

fn told_word(text: &str) -> Result<String, Wrong> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    word(text).ok_or_else(|| Wrong::Word(text.to_owned()))
}
