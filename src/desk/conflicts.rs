//! Deciding conflicts: the list, and the decision as an event that ends one everywhere. What is asked
//! of people at the desk is `conflicts_asked`'s; what each answer would do is worked out by
//! `domain::conflict`.

use super::{Desk, Error};
use crate::domain::card::DeviceCard;
use crate::domain::conflict::{Choice, ConflictCard, Todos};
use crate::domain::event::{Kind, Moment};
use crate::domain::hash::Hash;
use crate::store::{ConflictName, Draft, Open, Store};

/// Conflicts of a page.
pub const PAGE: usize = 20;

/// To-dos of each kind that are listed at most.
pub const TODOS: usize = 200;

/// Some of the open conflicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictPage {
    /// How many there are in all.
    pub open: Open,
    /// Which page this is, from 0.
    pub page: usize,
    /// In an order that is the same at every station.
    pub conflicts: Vec<ConflictCard>,
}

/// What a decision came to, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The event written, for `undo`.
    pub event: String,
    /// What was decided.
    pub choice: Choice,
    /// The device now.
    pub device: DeviceCard,
}

/// Reads a page of the open conflicts, of a database that may be busy elsewhere.
pub fn page(store: &Store, page: usize) -> Result<ConflictPage, Error> {
    let conflicts = store.conflicts(page.saturating_mul(PAGE), PAGE)?;
    Ok(ConflictPage { open: store.open_conflicts()?, page, conflicts })
}

/// All open conflicts.
pub fn all(store: &Store) -> Result<Vec<ConflictCard>, Error> {
    Ok(store.conflicts(0, usize::MAX)?)
}

/// What is listed beside the conflicts, at most [`TODOS`] of a kind. `date` is today, local.
pub fn todos(store: &Store, date: &str) -> Result<Todos, Error> {
    Ok(store.todos(store.world().policy(date).limit, TODOS)?)
}

/// The open conflict whose name begins so.
///
/// # Errors
/// None, more than one, or one that is decided already.
pub fn find(store: &Store, name: &str) -> Result<Hash, Error> {
    match store.conflict_named(name)? {
        ConflictName::Open(id) => Ok(id),
        ConflictName::Decided(decision) => {
            Err(Error::DecidedAlready { name: name.trim().to_owned(), decision })
        }
        ConflictName::Several => Err(Error::SeveralConflicts(name.trim().to_owned())),
        ConflictName::Nothing => Err(Error::NoConflict(name.trim().to_owned())),
    }
}

impl Desk {
    /// Decides a conflict, or has the school asked. What was decided about it before is taken back in
    /// the same command: whoever decides after two people who disagreed has the last word.
    ///
    /// # Errors
    /// [`Error::NoConflict`] where it is not open.
    pub fn resolve(
        &mut self,
        id: &Hash,
        choice: Choice,
        reason: &str,
        now: &Moment,
    ) -> Result<Decided, Error> {
        let Some(card) = self.store.conflict(id)? else {
            return Err(Error::NoConflict(id.short()));
        };
        let holder = card.device.holder.as_ref().map(|holder| holder.named.id.clone());
        let about = |kind| Draft {
            device: Some(card.device.id.clone()),
            tag: Some(card.device.tag.clone()),
            serial: Some(card.device.serial.clone()),
            saw: holder.clone(),
            ..Draft::new(kind)
        };
        let mut drafts = Vec::new();
        if choice.is_verdict() && !card.standing.is_empty() {
            let mut undone = about(Kind::Undone);
            undone.payload.put_hashes("targets", &card.standing);
            drafts.push(undone);
        }
        let mut resolved = about(Kind::Resolved).with("choice", choice.as_str());
        // In the order they count: "later" and "earlier" are said of the last one.
        let events: Vec<Hash> = card.stories.iter().map(|story| story.hash).collect();
        resolved.payload.put_hashes("events", &events);
        if !reason.trim().is_empty() {
            resolved.additions.push(("reason", reason.trim().to_owned()));
        }
        drafts.push(resolved);
        let written = drafts.len() as u64;
        let events = self.append_typed(drafts, now)?;
        if let Some(tail) = &self.tail {
            tail.nudge(written);
        }
        let event = events.last().map(|event| event.id().to_string()).unwrap_or_default();
        Ok(Decided { event, choice, device: self.store.device(&card.device.id)? })
    }
}
