//! Whose device it is for years: assigning and freeing, one device or a list of them in one command.
//! Who has the device today is not touched.

use std::collections::HashMap;

use super::turn::draft;
use super::{Desk, Error};
use crate::domain::card::{DeviceCard, Owner};
use crate::domain::device::DeviceId;
use crate::domain::event::{Event, Kind, Moment};
use crate::store::Draft;

/// The longest number on a case tag, characters.
pub const CASE_LENGTH: usize = 20;

/// Why a device is not assigned so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Too long for a case tag.
    #[error("{0} is no case number")]
    Case(String),
    /// The same list says something else of the device before.
    #[error("{0} stands twice")]
    Twice(String),
}

/// What is wanted of one device.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    /// Its tag or serial number.
    pub device: String,
    /// Whose it is from now on, by any of their codes; `None` frees it.
    pub student: Option<String>,
    /// The number on the case tag. Where it is empty, who has the device already keeps theirs.
    pub case: String,
}

/// What an order comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Tag, or serial where it has no tag.
    pub tag: String,
    /// Whose it was.
    pub before: Option<Owner>,
    /// Whose it is.
    pub after: Option<Owner>,
}

impl Change {
    /// Whether anything is different.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }
}

/// What came of a list of orders.
#[derive(Debug, Clone)]
pub struct Assignments {
    /// Of each order what it comes to, or why it cannot be.
    pub told: Vec<Result<Change, Error>>,
    /// Names of the events written: one command, taken back as one.
    pub events: Vec<String>,
}

impl Desk {
    /// Assigns and frees. What can be done is done in one transaction; with `dry_run` nothing is
    /// written.
    ///
    /// # Errors
    /// The database's. What is wrong with an order is told with it: [`Error::NoBorrower`],
    /// [`super::charges::Wrong::NoDevice`], [`Wrong`].
    pub fn assign(
        &mut self,
        orders: &[Order],
        dry_run: bool,
        now: &Moment,
    ) -> Result<Assignments, Error> {
        let mut pending: HashMap<DeviceId, Option<Owner>> = HashMap::new();
        let mut told = Vec::with_capacity(orders.len());
        let mut drafts = Vec::new();
        for order in orders {
            let judged = match self.meant(order) {
                Err(Error::Store(error)) => return Err(error.into()),
                judged => judged.and_then(|(card, after)| match pending.get(&card.id) {
                    Some(other) if *other != after => Err(Wrong::Twice(card.tag).into()),
                    Some(_) => Ok((card, after.clone(), after)),
                    None => Ok((card.clone(), card.owner, after)),
                }),
            };
            told.push(judged.map(|(card, before, after)| {
                let change = Change { tag: card.tag.clone(), before, after: after.clone() };
                if change.is_change() {
                    drafts.push(written(&card, &change));
                }
                pending.insert(card.id, after);
                change
            }));
        }
        let mut events = Vec::new();
        if !dry_run && !drafts.is_empty() {
            let written = self.append_typed(drafts, now)?;
            let name = |event: &Event| self.store.name_of(&event.body, &event.hash);
            events = written.iter().map(name).collect::<Result<_, _>>()?;
        }
        Ok(Assignments { told, events })
    }

    /// Does one order.
    ///
    /// # Errors
    /// The database's, and what is wrong with the order: see [`Desk::assign`].
    pub fn assign_one(&mut self, order: Order, now: &Moment) -> Result<Change, Error> {
        let no_device = super::charges::Wrong::NoDevice(order.device.clone());
        let told = self.assign(&[order], false, now)?.told;
        told.into_iter().next().unwrap_or_else(|| Err(no_device.into()))
    }

    /// The device of an order, and whose it is then.
    fn meant(&self, order: &Order) -> Result<(DeviceCard, Option<Owner>), Error> {
        let card = self.store.device(&self.which_device(&order.device)?)?;
        let Some(student) = &order.student else { return Ok((card, None)) };
        let named = self.store.named(&self.who(student)?)?;
        let mut case = order.case.trim().to_owned();
        if case.chars().count() > CASE_LENGTH || case.chars().any(char::is_control) {
            return Err(Wrong::Case(case).into());
        }
        if case.is_empty()
            && let Some(owner) = card.owner.as_ref().filter(|owner| owner.named.id == named.id)
        {
            case.clone_from(&owner.case);
        }
        Ok((card, Some(Owner { named, case })))
    }
}

fn written(card: &DeviceCard, change: &Change) -> Draft {
    let (kind, whose) = match (&change.after, &change.before) {
        (Some(owner), _) => (Kind::Assigned, Some(owner)),
        (None, before) => (Kind::Unassigned, before.as_ref()),
    };
    let case = change.after.as_ref().map_or("", |owner| owner.case.as_str());
    Draft {
        borrower: whose.map(|owner| owner.named.id.clone()),
        saw: card.holder.as_ref().map(|holder| holder.named.id.clone()),
        ..draft(kind, card).with("case", case)
    }
}
