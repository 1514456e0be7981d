//! Money at the desk: charging, taking a payment, letting go, giving back, voiding. What is done is an
//! entry of its own each time, held against what is due now; nothing that was written is changed.

use super::print::known;
use super::turn::draft;
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::charge::{Charge, Ledger, MOST_CENTS, TO};
use crate::domain::device::DeviceId;
use crate::domain::event::{Event, EventId, Kind, Moment};
use crate::domain::hash::Hash;
use crate::domain::price::{STEPS, part};
use crate::store::Draft;

/// Why money is not moved so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Not between one cent and ten thousand.
    #[error("{cents} cents are no amount")]
    Amount {
        /// What was asked for.
        cents: i64,
    },
    /// No charge here has that name.
    #[error("no charge {0}")]
    NoCharge(String),
    /// No entry of a charge has that name.
    #[error("no entry {0}")]
    NoEntry(String),
    /// No device here has that code, or several have.
    #[error("no device {0}")]
    NoDevice(String),
    /// The price list has it for a device only.
    #[error("{0} is charged for a device")]
    NeedsDevice(String),
    /// No amount is said, and the price list has none.
    #[error("{0} has no price")]
    NotListed(String),
    /// The price has no such parts.
    #[error("{0} is charged whole")]
    NoParts(String),
    /// Nothing is owed.
    #[error("nothing is due")]
    NothingDue,
    /// More than is owed.
    #[error("only {due_cents} cents are due")]
    MoreThanDue {
        /// What is.
        due_cents: i64,
    },
    /// More than was paid.
    #[error("only {paid_cents} cents were paid")]
    MoreThanPaid {
        /// What was.
        paid_cents: i64,
    },
    /// It was voided or undone before.
    #[error("{0} counts no more")]
    Void(String),
    /// It is that much already.
    #[error("it is that much")]
    Same,
}

/// What is charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCharge {
    /// To whom.
    pub borrower: BorrowerId,
    /// For which device, if for one.
    pub device: Option<DeviceId>,
    /// Which kind of charge; may be empty.
    pub sort: String,
    /// How much.
    pub cents: i64,
    /// A remark; may be empty.
    pub note: String,
}

/// What was written, and what is due now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Names of the events.
    pub events: Vec<String>,
    /// Whom it concerns.
    pub borrower: BorrowerId,
    /// What they owe now, cents; below zero they are owed.
    pub due_cents: i64,
}

impl Desk {
    /// Whom a code means.
    ///
    /// # Errors
    /// [`Error::NoBorrower`] where that is nobody, or more than one.
    pub fn who(&self, code: &str) -> Result<BorrowerId, Error> {
        let found = known(&self.store, &[code.to_owned()], &mut Vec::new(), |r| &r.people)?;
        found.into_iter().next().ok_or_else(|| Error::NoBorrower(code.to_owned()))
    }

    /// Which device a code means.
    ///
    /// # Errors
    /// [`Wrong::NoDevice`] where that is none, or more than one.
    pub fn which_device(&self, code: &str) -> Result<DeviceId, Error> {
        let found = known(&self.store, &[code.to_owned()], &mut Vec::new(), |r| &r.devices)?;
        Ok(found.into_iter().next().ok_or_else(|| Wrong::NoDevice(code.to_owned()))?)
    }

    /// What the price list has for something, or a part of it in percent: the model's price where it is
    /// for a device.
    ///
    /// # Errors
    /// [`Wrong::NotListed`], [`Wrong::NoParts`]; the database's.
    pub fn listed_cents(
        &self,
        sort: &str,
        device: Option<&DeviceId>,
        percent: u8,
        now: &Moment,
    ) -> Result<i64, Error> {
        let model = match device {
            Some(id) => self.store.device(id)?.model,
            None => String::new(),
        };
        let policy = self.policy(now);
        let price = policy.prices.price(sort, &model).filter(|price| price.cents > 0);
        let price = price.ok_or_else(|| Wrong::NotListed(sort.trim().to_owned()))?;
        if percent != 100 && !(price.steps && STEPS.contains(&percent)) {
            return Err(Wrong::NoParts(sort.trim().to_owned()).into());
        }
        Ok(part(price.cents, percent))
    }

    /// Charges somebody.
    ///
    /// # Errors
    /// [`Wrong::Amount`], [`Wrong::NeedsDevice`], [`Error::NoBorrower`]; the database's.
    pub fn charge(&mut self, new: &NewCharge, now: &Moment) -> Result<Posting, Error> {
        let cents = amount(new.cents)?;
        if !self.store.knows_borrower(&new.borrower)? {
            return Err(Error::NoBorrower(new.borrower.to_string()));
        }
        let policy = self.policy(now);
        let sort = new.sort.trim().to_lowercase();
        let mut listed = policy.prices.lines().iter().filter(|price| price.sort == sort);
        if new.device.is_none() && listed.any(|price| price.device) {
            return Err(Wrong::NeedsDevice(sort).into());
        }
        let raised = match &new.device {
            Some(id) => draft(Kind::ChargeRaised, &self.store.device(id)?),
            None => Draft::new(Kind::ChargeRaised),
        };
        let mut raised =
            Draft { borrower: Some(new.borrower.clone()), ..raised.with("type", new.sort.trim()) };
        raised.payload.put_int("cents", cents);
        if !new.note.trim().is_empty() {
            raised.additions.push(("note", new.note.trim().to_owned()));
        }
        self.post(vec![raised], &new.borrower, now)
    }

    /// Takes a payment of somebody for their open charges, the oldest first.
    ///
    /// # Errors
    /// [`Wrong::Amount`], [`Wrong::NothingDue`], [`Wrong::MoreThanDue`].
    pub fn pay(
        &mut self,
        borrower: &BorrowerId,
        cents: i64,
        now: &Moment,
    ) -> Result<Posting, Error> {
        let mut left = amount(cents)?;
        let ledger = self.store.ledger(borrower)?;
        let due_cents: i64 = ledger.open().map(Charge::due_cents).sum();
        within(left, due_cents)?;
        let mut drafts = Vec::new();
        for charge in ledger.open() {
            let part = left.min(charge.due_cents());
            if part > 0 {
                drafts.push(entry(Kind::ChargePaid, charge, part));
                left -= part;
            }
        }
        self.post(drafts, borrower, now)
    }

    /// Takes a payment for one charge.
    ///
    /// # Errors
    /// [`Wrong::NoCharge`], and those of [`Desk::pay`].
    pub fn pay_charge(&mut self, name: &str, cents: i64, now: &Moment) -> Result<Posting, Error> {
        let cents = amount(cents)?;
        let charge = self.open_charge(name)?;
        within(cents, charge.due_cents())?;
        self.post(vec![entry(Kind::ChargePaid, &charge, cents)], &charge.borrower, now)
    }

    /// Lets go of what is due of a charge, or of a part.
    ///
    /// # Errors
    /// [`Error::NotALead`], [`Error::NoReason`], [`Wrong::NoCharge`], and those of [`Desk::pay`].
    pub fn waive(
        &mut self,
        name: &str,
        cents: Option<i64>,
        reason: &str,
        now: &Moment,
    ) -> Result<Posting, Error> {
        let role = self.lets_go(now)?;
        let charge = self.open_charge(name)?;
        let cents = amount(cents.unwrap_or(charge.due_cents().max(1)))?;
        within(cents, charge.due_cents())?;
        let mut waived = because(entry(Kind::ChargeWaived, &charge, cents), reason)?;
        waived.payload.put("role", role);
        self.post(vec![waived], &charge.borrower, now)
    }

    /// As what whoever is scanning lets money go: anybody at the desk, or one of the leads.
    ///
    /// # Errors
    /// [`Error::NotALead`] where the policy names leads, and none of them is scanning.
    pub(super) fn lets_go(&self, now: &Moment) -> Result<&'static str, Error> {
        let policy = self.policy(now);
        if !policy.is_lead(self.operator.as_deref()) {
            return Err(Error::NotALead);
        }
        Ok(if policy.leads.is_empty() { "desk" } else { "lead" })
    }

    /// Makes a charge another amount. To make it less is to let money go, as [`Desk::waive`] does.
    ///
    /// # Errors
    /// [`Error::NotALead`], [`Error::NoReason`], [`Wrong::NoCharge`], [`Wrong::Amount`], [`Wrong::Same`].
    pub fn adjust(
        &mut self,
        name: &str,
        to_cents: i64,
        reason: &str,
        now: &Moment,
    ) -> Result<Posting, Error> {
        let charge = self.open_charge(name)?;
        if !(0..=MOST_CENTS).contains(&to_cents) {
            return Err(Wrong::Amount { cents: to_cents }.into());
        }
        if to_cents == charge.amount_cents() {
            return Err(Wrong::Same.into());
        }
        let by = by(to_cents - charge.sum_cents())?;
        let mut adjusted = because(entry(Kind::ChargeAdjusted, &charge, by), reason)?;
        adjusted.payload.put_int(TO, to_cents);
        if to_cents < charge.amount_cents() {
            adjusted.payload.put("role", self.lets_go(now)?);
        }
        self.post(vec![adjusted], &charge.borrower, now)
    }

    /// Gives money back that was paid for a charge.
    ///
    /// # Errors
    /// [`Error::NoReason`], [`Wrong::NoCharge`], [`Wrong::Amount`], [`Wrong::MoreThanPaid`].
    pub fn refund(
        &mut self,
        name: &str,
        cents: i64,
        reason: &str,
        now: &Moment,
    ) -> Result<Posting, Error> {
        let cents = amount(cents)?;
        // What was voided may have been paid.
        let (charge, _) = self.entry_named(name)?.ok_or_else(|| Wrong::NoCharge(name.into()))?;
        let paid_cents = charge.paid_cents();
        if cents > paid_cents {
            return Err(Wrong::MoreThanPaid { paid_cents }.into());
        }
        let refunded = because(entry(Kind::Refunded, &charge, cents), reason)?;
        self.post(vec![refunded], &charge.borrower, now)
    }

    /// Says that a charge, a payment or any other entry should not have been. A charge whose payment
    /// is voided is open again. To void a charge is to let money go, as [`Desk::waive`] does.
    ///
    /// # Errors
    /// [`Error::NotALead`], [`Error::NoReason`], [`Wrong::NoEntry`], [`Wrong::Void`].
    pub fn void(&mut self, name: &str, reason: &str, now: &Moment) -> Result<Posting, Error> {
        let found = self.entry_named(name)?;
        let (charge, hash) = found.ok_or_else(|| Wrong::NoEntry(name.into()))?;
        if charge.posted.iter().any(|posted| posted.hash == hash && posted.void) {
            return Err(Wrong::Void(name.to_owned()).into());
        }
        let mut voided = Draft {
            borrower: Some(charge.raised_for.clone()),
            device: charge.device.clone(),
            ..Draft::new(Kind::ChargeVoided)
        };
        if hash == charge.id {
            voided.payload.put("role", self.lets_go(now)?);
        }
        voided.payload.put_hashes("entry", &[hash]);
        let voided = because(voided, reason)?;
        self.post(vec![voided], &charge.borrower, now)
    }

    pub(super) fn post(
        &mut self,
        mut drafts: Vec<Draft>,
        borrower: &BorrowerId,
        now: &Moment,
    ) -> Result<Posting, Error> {
        for draft in &mut drafts {
            if let (Some(id), None) = (&draft.device, &draft.tag) {
                draft.tag = Some(self.store.device(id)?.tag);
            }
        }
        let written = self.append_typed(drafts, now)?;
        let name = |event: &Event| self.store.name_of(&event.body, &event.hash);
        Ok(Posting {
            events: written.iter().map(name).collect::<Result<_, _>>()?,
            due_cents: self.store.ledger(borrower)?.due_cents(),
            borrower: self.store.world().borrower(borrower).clone(),
        })
    }

    /// A charge that counts, by the name of its event.
    fn open_charge(&self, name: &str) -> Result<Charge, Error> {
        match self.entry_named(name)? {
            Some((charge, hash)) if charge.id == hash && charge.is_void() => {
                Err(Wrong::Void(name.to_owned()).into())
            }
            Some((charge, hash)) if charge.id == hash => Ok(charge),
            _ => Err(Wrong::NoCharge(name.to_owned()).into()),
        }
    }

    /// The charge that an event is an entry of, and its hash.
    fn entry_named(&self, name: &str) -> Result<Option<(Charge, Hash)>, Error> {
        let Some((id, fork)) = EventId::parse(name.trim()) else { return Ok(None) };
        let found = self.store.events_named(&id, fork.as_deref())?;
        let [event] = found.as_slice() else { return Ok(None) };
        let Some(borrower) = &event.body.borrower else { return Ok(None) };
        let Ledger { charges, .. } = self.store.ledger(borrower)?;
        let of_it = |charge: &Charge| charge.posted.iter().any(|p| p.hash == event.hash);
        Ok(charges.into_iter().find(of_it).map(|charge| (charge, event.hash)))
    }
}

/// Takes off everything that is charged, for a reason that has a word: what was paid is owed back.
pub(super) fn take_off(charge: &Charge, why: &str) -> Draft {
    let mut off = entry(Kind::ChargeAdjusted, charge, -charge.sum_cents());
    off.payload.put_int(TO, 0);
    off.payload.put("why", why);
    off.payload.put_int("policy", 0);
    off
}

fn amount(cents: i64) -> Result<i64, Wrong> {
    if (1..=MOST_CENTS).contains(&cents) { Ok(cents) } else { Err(Wrong::Amount { cents }) }
}

/// Nobody pays, and nobody is let off, more than is due.
fn within(cents: i64, due_cents: i64) -> Result<(), Wrong> {
    match due_cents {
        ..=0 => Err(Wrong::NothingDue),
        _ if cents > due_cents => Err(Wrong::MoreThanDue { due_cents }),
        _ => Ok(()),
    }
}

/// What an adjustment may come to.
pub(super) fn by(cents: i64) -> Result<i64, Wrong> {
    if (-MOST_CENTS..=MOST_CENTS).contains(&cents) {
        Ok(cents)
    } else {
        Err(Wrong::Amount { cents: cents.abs() })
    }
}

pub(super) fn entry(kind: Kind, charge: &Charge, cents: i64) -> Draft {
    let mut draft = Draft {
        borrower: Some(charge.raised_for.clone()),
        device: charge.device.clone(),
        ..Draft::new(kind)
    };
    draft.payload.put_hashes("charge", &[charge.id]);
    draft.payload.put_int("cents", cents);
    draft
}

pub(super) fn because(mut draft: Draft, reason: &str) -> Result<Draft, Error> {
    if reason.trim().is_empty() {
        return Err(Error::NoReason);
    }
    draft.additions.push(("reason", reason.trim().to_owned()));
    Ok(draft)
}
