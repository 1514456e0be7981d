//! Lost, stolen and found. Wherever a device turns up that is lost or stolen, it is set aside and the
//! office hears of it: the queue sees no reason.

use super::reply::{DeviceCard, Named, Refusal};
use super::scan::{Input, Played};
use super::turn::draft;
use super::{Desk, Error};
use crate::domain::event::Kind;
use crate::store::Draft;

impl Desk {
    /// A missing device in the hand: it goes nowhere, and that it was here is in the journal.
    pub(super) fn set_aside(
        &mut self,
        card: &DeviceCard,
        person: Option<Named>,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let refusal = Refusal::Status { status: card.status };
        let mut played = Played::refused(&card.tag, refusal, person).on(card);
        let saw = card.holder.as_ref().map(|holder| holder.named.id.clone());
        let sighted = Draft { saw, ..draft(Kind::Sighted, card) };
        played.event = self.commit(vec![sighted], &played, input)?;
        Ok(played)
    }
}
