//! Taking the last import back as a whole: the register is put back to what it was, and what the
//! import wrote into the journal is left out of the fold.

use std::collections::HashSet;

use super::reply::When;
use super::{Desk, Error};
use crate::domain::event::{Event, Kind, Moment, Source};
use crate::domain::hash::Hash;
use crate::store::{self, Draft, Intake, Stamp};

/// So many events one `Undone` names.
const NAMED: usize = 500;

/// What taking an import back did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// The import.
    pub intake: Intake,
    /// How many of its events no longer count.
    pub events: u64,
    /// On how many devices that it opened or joined something happened since.
    pub later: u64,
    /// Whether it was done: not where something happened since and nobody accepted it.
    pub done: bool,
}

impl Desk {
    /// Takes the last import back. Where something happened since on devices of which it said who has
    /// them, or which are one, it is done only with `later`.
    ///
    /// # Errors
    /// [`Error::NoImport`] where there is none, or the register is another one since;
    /// [`Error::CatalogueOf`] where it changed the catalogue, and that is somebody else's; the
    /// database's.
    pub fn undo_import(&mut self, later: bool, now: &Moment) -> Result<TakenBack, Error> {
        let station = self.store.station().ok_or(store::Error::NoStation)?;
        let intake = self.store.last_intake()?.ok_or(Error::NoImport)?;
        let policy = self.policy(now);
        let theirs = policy.is_contact(self.operator.as_deref());
        if !theirs && self.store.intake_changed_catalogue(&intake)? {
            return Err(Error::CatalogueOf(policy.contact.clone()));
        }
        let events = self.store.intake_events(&intake)?;
        let world = self.store.world();
        let stands =
            |event: &&Event| event.body.kind != Kind::RegisterAdopted && world.is_live(&event.hash);
        let events: Vec<Event> = events.iter().filter(stands).cloned().collect();
        let targets: Vec<Hash> = events.iter().map(|event| event.hash).collect();
        let command: HashSet<Hash> = targets.iter().copied().collect();
        let mut back = TakenBack { intake, events: targets.len() as u64, later: 0, done: false };
        for event in &events {
            let bears = matches!(event.body.kind, Kind::Opened | Kind::DeviceJoined);
            if let Some(device) = event.body.device.as_ref().filter(|_| bears) {
                let device = self.store.world().device(device).clone();
                back.later += u64::from(self.after(&device, &command)?.1 > 0);
            }
        }
        if back.later > 0 && !later {
            return Ok(back);
        }
        let operator = self.operator.clone();
        let stamp = Stamp { now, operator: operator.as_deref(), run: None, source: Source::Typed };
        self.store.transact(|write| -> store::Result<()> {
            write.take_back_intake(&back.intake, &station.code, When::from(now))?;
            let adopted = Draft::new(Kind::RegisterAdopted).with("issuer", &station.code);
            let _ = write.append(stamp, vec![adopted])?;
            let undone = |targets: &[Hash]| {
                let mut draft = Draft::new(Kind::Undone);
                draft.payload.put_hashes("targets", targets);
                draft
            };
            let _ = write.append(stamp, targets.chunks(NAMED).map(undone).collect())?;
            Ok(())
        })?;
        back.done = true;
        Ok(back)
    }
}
