//! What is noted about the device in the band: its condition, what came along, what is damaged. Noted
//! of whoever has it, or had it last, with what the policy says it costs, in one command.

use super::charges::take_off;
use super::reply::{Chip, Named, Notice, Outcome, Refusal, Says, Tone};
use super::scan::{Input, Played};
use super::session::Session;
use super::turn::draft;
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::{DeviceCard, When};
use crate::domain::charge::{Charge, Does};
use crate::domain::damage::{Class, Damage};
use crate::domain::device::DeviceId;
use crate::domain::event::{Kind, Moment};
use crate::domain::hash::Hash;
use crate::domain::noted::{Note, Whereabouts};
use crate::domain::price::{self, STEPS};
use crate::domain::quote::{Quote, quotes};
use crate::store::{self, Draft};

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
        let (kind, mut payload) = note.written();
        payload.put("model", &*card.model);
        let noted = Draft { borrower: student.clone(), payload, ..draft(kind, &card) };
        let mut drafts = vec![noted];
        let (mut quote, mut credited) = (Quote::NoPrice, 0);
        if let (Some(who), false) = (&student, already) {
            quote = self.quote_note(who, &card, note, input.now)?;
            if let Quote::Costs { cents } = quote {
                let sort = note.price_word().unwrap_or_default();
                drafts.push(raised(who, &card, &sort, cents));
            }
            if let Note::Back(word) = note
                && let Some(charge) = self.lost(who, &card.id, &word.to_lowercase())?
            {
                credited = charge.amount_cents();
                drafts.push(take_off(&charge, "brought-later"));
            }
        }
        let notice =
            Notice::Noted { tag: card.tag.clone(), person, note, already, quote, credited };
        let (outcome, tone) =
            if already { (Outcome::Already, Tone::Already) } else { (Outcome::Noted, Tone::Done) };
        let mut played = Played { student, ..Played::new(outcome, notice, tone).on(&card) };
        if !already {
            played.event = self.commit(drafts, &played, input)?;
        }
        Ok(played)
    }

    /// What the policy would say of something noted now.
    fn quote_note(
        &self,
        who: &BorrowerId,
        card: &DeviceCard,
        note: Note,
        now: &Moment,
    ) -> Result<Quote, Error> {
        let missing = matches!(note, Note::Missing(_));
        match note.price_word() {
            // It did not go along: nobody lost it.
            Some(_) if card.noted.out && missing => Ok(Quote::NoPrice),
            Some(sort) => {
                let class = if missing { Class::Loss } else { Class::Break };
                self.quote(who, card, &sort, class, now)
            }
            None => Ok(Quote::NoPrice),
        }
    }

    /// What the policy would say of a damage or a loss now.
    pub(super) fn quote(
        &self,
        who: &BorrowerId,
        card: &DeviceCard,
        sort: &str,
        class: Class,
        now: &Moment,
    ) -> Result<Quote, Error> {
        let station = self.store.station().ok_or(store::Error::NoStation)?;
        let at = When { at_ms: self.corrected(now).at_ms, utc_offset_min: now.utc_offset_min };
        let damage = Damage {
            event: Hash::ZERO,
            device: card.id.clone(),
            borrower: who.clone(),
            at,
            place: (station.code, station.incarnation, u64::MAX),
            sort: sort.to_owned(),
            class,
            model: card.model.clone(),
            waits: card.disputed,
        };
        let damages = self.store.damages(who)?.into_iter().chain([damage]).collect();
        let quoted = quotes(damages, self.store.world());
        let now = quoted.into_iter().find(|(damage, _)| damage.event == Hash::ZERO);
        Ok(now.map_or(Quote::NoPrice, |(_, quote)| quote))
    }

    /// The charge for an accessory that did not come back with a device, if anything of it stands.
    fn lost(
        &self,
        who: &BorrowerId,
        device: &DeviceId,
        sort: &str,
    ) -> Result<Option<Charge>, Error> {
        let damages = self.store.damages(who)?;
        let missing = damages.iter().filter(|damage| {
            damage.device == *device && damage.class == Class::Loss && damage.sort == sort
        });
        let events: Vec<Hash> = missing.map(|damage| damage.event).collect();
        let ledger = self.store.ledger(who)?;
        let mut charges = ledger.charges.into_iter();
        Ok(charges.find(|charge| {
            charge.basis.is_some_and(|basis| events.contains(&basis)) && charge.amount_cents() > 0
        }))
    }

    /// An accessory is brought by somebody on screen, without its device: it belongs to the one
    /// device of which it is missing.
    pub(super) fn brought_later(
        &mut self,
        who: &BorrowerId,
        word: &'static str,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let sort = word.to_lowercase();
        let damages = self.store.damages(who)?;
        let missing: Vec<&Damage> = damages
            .iter()
            .filter(|damage| damage.class == Class::Loss && damage.sort == sort)
            .collect();
        match missing.as_slice() {
            [damage] => self.note(&damage.device.clone(), Note::Back(word), input),
            missing => {
                let refusal = Refusal::NothingMissing { word, count: missing.len() };
                let named = self.store.named(who)?;
                Ok(Played::refused(input.line.trim(), refusal, Some(named)))
            }
        }
    }

    /// A part of the price is charged: of what was charged last for the device in the band.
    pub(super) fn part(
        &mut self,
        device: &DeviceId,
        percent: u8,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        let found = match self.store.last_holder(&card.id)? {
            Some(who) => self.newest_in_part(&who, &card, input.now)?,
            None => None,
        };
        let Some((who, charge, price)) = found else {
            return Ok(Played::refused(&card.tag, Refusal::NothingToPart, None).on(&card));
        };
        let cents = price::part(price, percent);
        let notice = Notice::Part {
            tag: card.tag.clone(),
            person: who.clone(),
            sort: charge.sort.clone(),
            percent,
            cents,
        };
        let by = cents - charge.amount_cents();
        let (outcome, tone) =
            if by == 0 { (Outcome::Already, Tone::Already) } else { (Outcome::Noted, Tone::Done) };
        let mut played =
            Played { student: Some(who.id), ..Played::new(outcome, notice, tone).on(&card) };
        if by != 0 {
            let mut adjusted = draft(Kind::ChargeAdjusted, &card);
            adjusted.borrower = Some(charge.borrower.clone());
            adjusted.payload.put_hashes("charge", &[charge.id]);
            adjusted.payload.put_int("cents", by);
            adjusted.payload.put_int("percent", i64::from(percent));
            played.event = self.commit(vec![adjusted], &played, input)?;
        }
        Ok(played)
    }

    /// The newest unpaid charge for a device whose price may be charged in part, with that price.
    fn newest_in_part(
        &self,
        who: &BorrowerId,
        card: &DeviceCard,
        now: &Moment,
    ) -> Result<Option<(Named, Charge, i64)>, Error> {
        let policy = self.policy(now);
        let charges = self.store.ledger(who)?.charges;
        let untouched = |charge: &Charge| {
            let entries = charge.posted.iter().filter(|posted| !posted.void);
            charge.device.as_ref() == Some(&card.id)
                && !charge.is_void()
                && entries.clone().all(|p| matches!(p.does, Does::Raise | Does::Adjust))
        };
        let newest = charges.into_iter().rev().find(untouched);
        let Some(charge) = newest else { return Ok(None) };
        let price = policy.prices.price(&charge.sort, &card.model).filter(|price| price.steps);
        let Some(cents) = price.map(|price| price.cents) else { return Ok(None) };
        Ok(Some((self.store.named(who)?, charge, cents)))
    }

    /// What is known of the device in the band, for its card.
    pub(super) fn chips(&self, session: &Session) -> Result<(Option<String>, Vec<Chip>), Error> {
        let Some(id) = &session.last else { return Ok((None, Vec::new())) };
        let card = self.store.device(id)?;
        let mut quoted = Vec::new();
        let lacks =
            |place: &Whereabouts| matches!(place, Whereabouts::Missing | Whereabouts::Damaged);
        // Most devices come back whole: nothing is asked about them.
        let anything = !card.noted.damage.is_empty() || card.noted.accessories.values().any(lacks);
        if anything && let Some(who) = self.store.last_holder(&card.id)? {
            quoted = self.store.quotes(&who)?;
        }
        let of = |note: Note| {
            let sort = note.price_word()?;
            let mut found =
                quoted.iter().rev().filter(|(d, _)| d.device == card.id && d.sort == sort);
            found.next().map(|(_, quote)| *quote)
        };
        let along = card.noted.accessories.iter().map(|(word, place)| Chip {
            says: Says::Along(word, *place),
            quote: of(Note::Missing(word)).or_else(|| of(Note::Broken(word))),
        });
        let noted = card.noted.notes().filter(|note| note.accessory().is_none());
        let noted = noted.map(|note| Chip { says: Says::Noted(note), quote: of(note) });
        let chips = along.chain(noted).collect();
        Ok((Some(card.tag.clone()), chips))
    }
}

/// A charge for a damage that the event before it notes.
fn raised(who: &BorrowerId, card: &DeviceCard, sort: &str, cents: i64) -> Draft {
    let mut raised = draft(Kind::ChargeRaised, card).with("type", sort);
    raised.borrower = Some(who.clone());
    raised.payload.put_int("cents", cents);
    Draft { rests_on_last: Some("basis"), ..raised }
}

/// The part that a card asks for, in percent; none where a price has no such part.
pub(super) fn percent(text: &str) -> Option<u8> {
    text.parse().ok().filter(|percent| STEPS.contains(percent))
}
