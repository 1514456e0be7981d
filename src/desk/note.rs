//! What is noted about the device in the band: its condition, what is missing, what is damaged. Noted
//! of whoever has it, or had it last.

use super::reply::{Notice, Outcome, Tone};
use super::scan::{Input, Played};
use super::turn::draft;
use super::{Desk, Error};
use crate::domain::device::DeviceId;
use crate::domain::noted::Note;
use crate::store::Draft;

impl Desk {
    pub(super) fn note(
        &mut self,
        device: &DeviceId,
        note: Note,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        let last = self.store.last_holder(&card.id)?;
        let person = last.map(|id| self.store.named(&id)).transpose()?;
        let already = card.noted.has(note);
        let student = person.as_ref().map(|person| person.id.clone());
        let notice = Notice::Noted { tag: card.tag.clone(), person, note, already };
        let (outcome, tone) =
            if already { (Outcome::Already, Tone::Already) } else { (Outcome::Noted, Tone::Done) };
        let mut played = Played { student, ..Played::new(outcome, notice, tone).on(&card) };
        if !already {
            let (kind, payload) = note.written();
            let noted = Draft { borrower: played.student.clone(), payload, ..draft(kind, &card) };
            played.event = self.commit(vec![noted], &played, input)?;
        }
        Ok(played)
    }
}
