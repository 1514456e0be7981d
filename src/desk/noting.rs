//! What an event notes about a device, as the lines of a run and a statement tell it.

use crate::domain::event::{Body, Kind};
use crate::domain::noted::Note;

/// What was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noting {
    /// A condition, a damage, an accessory.
    Said(Note),
    /// A repair is open: its problem, as a word; may be empty.
    Opened(String),
    /// A repair is over.
    Closed,
}

impl Noting {
    /// What an event notes. Words of a newer program, or of another district, are nothing here.
    pub(super) fn of(body: &Body) -> Option<Noting> {
        match body.kind {
            Kind::TicketOpened => {
                let problem = body.payload.text("problem").unwrap_or_default();
                Some(Noting::Opened(problem.to_lowercase()))
            }
            Kind::TicketClosed => Some(Noting::Closed),
            _ => Note::read(body).map(Noting::Said),
        }
    }
}
