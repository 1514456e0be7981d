//! "Ask the school": the next scan of the device, or of somebody who may have it, asks. It never
//! stands in the way: Esc leaves it for another time. What is answered is a remark that proposes a
//! decision; deciding stays with the office.
//!
//! A return and an issue are not asked about: with the device in the hand they say themselves where
//! it is, and the conflict ends with them.

use super::reply::{Ask, Named, Notice, Outcome, Tone};
use super::scan::{Input, Played};
use super::session::{Session, Wish};
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::conflict::{Choice, ConflictCard};
use crate::domain::device::DeviceId;
use crate::domain::event::Kind;
use crate::domain::hash::Hash;
use crate::store::Draft;

impl Desk {
    /// Asks whether somebody who was just shown has a device the school is asked about; the answer
    /// as it was where there is nothing to ask.
    pub(super) fn ask_person(
        &self,
        session: &mut Session,
        id: &BorrowerId,
        played: Played,
    ) -> Result<Played, Error> {
        let id = self.store.world().borrower(id);
        for card in self.store.asked_conflicts(None, Some(id))? {
            if let Some(person) = card.to_ask(Some(id)) {
                return Ok(Self::ask_whether(session, &card, person, &played));
            }
        }
        Ok(played)
    }

    /// Asks who has a device that was just shown.
    pub(super) fn ask_device(
        &self,
        session: &mut Session,
        id: &DeviceId,
        played: Played,
    ) -> Result<Played, Error> {
        for card in self.store.asked_conflicts(Some(id), None)? {
            if let Some(person) = card.to_ask(None) {
                return Ok(Self::ask_whether(session, &card, person, &played));
            }
        }
        Ok(played)
    }

    fn ask_whether(
        session: &mut Session,
        card: &ConflictCard,
        person: &Named,
        shown: &Played,
    ) -> Played {
        let other = card.people().into_iter().find(|other| other.id != person.id).cloned();
        let at = card.stories.last().map(|story| story.at).unwrap_or_default();
        let ask = Ask::Conflict { tag: card.device.tag.clone(), person: person.clone(), other, at };
        let wish = Wish::Say {
            conflict: card.id,
            device: card.device.id.clone(),
            person: person.id.clone(),
        };
        let played = Self::ask(session, vec![ask], wish, Some(&card.device), Some(person.clone()));
        // What was shown may have been written already: that the device was seen.
        Played { event: shown.event.clone(), from: shown.from.clone(), ..played }
    }

    /// Writes what was answered. Where the conflict is no longer open there is nothing to say.
    pub(super) fn say(
        &mut self,
        session: &Session,
        (conflict, device, person): (&Hash, &DeviceId, &BorrowerId),
        has: bool,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let named = self.store.named(person)?;
        let card = self.store.device(device)?;
        let on_screen = session.person.as_ref() == Some(&named.id);
        let outcome = match (has, on_screen) {
            (false, _) => Outcome::No,
            (true, true) => Outcome::Student,
            (true, false) => Outcome::Shown,
        };
        let notice = Notice::Said { tag: card.tag.clone(), person: named.clone(), has };
        let mut played = Played::new(outcome, notice, Tone::Done).on(&card);
        played.student = Some(named.id.clone());
        let Some(open) = self.store.conflict(conflict)? else { return Ok(played) };
        let says = open.says(&named.id, has);
        played.event = self.commit(vec![remark(&open, says, &named.id, has)], &played, input)?;
        Ok(played)
    }
}

fn remark(open: &ConflictCard, says: Choice, person: &BorrowerId, has: bool) -> Draft {
    let device = &open.device;
    let mut remark = Draft {
        device: Some(device.id.clone()),
        borrower: Some(person.clone()),
        saw: device.holder.as_ref().map(|holder| holder.named.id.clone()),
        tag: Some(device.tag.clone()),
        serial: Some(device.serial.clone()),
        ..Draft::new(Kind::NoteAdded)
            .with("conflict", &open.id.to_string())
            .with("says", says.as_str())
            .with("has", if has { "yes" } else { "no" })
    };
    let events: Vec<Hash> = open.stories.iter().map(|story| story.hash).collect();
    remark.payload.put_hashes("events", &events);
    remark
}
