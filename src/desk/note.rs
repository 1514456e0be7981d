//! What is noted about the device in the band: its condition, what came along, what is damaged. Noted
//! of whoever has it, or had it last, with what the policy says it costs, in one command.

use super::charges::take_off;
use super::reply::{Chip, Named, Notice, Outcome, Refusal, Says, Tone};
use super::scan::{Input, Played};
use super::session::Session;
use super::turn::draft;
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::DeviceCard;
use crate::domain::charge::{Charge, Does, TO};
use crate::domain::damage::{self, Class, Damage, SETTLES};
use crate::domain::device::DeviceId;
use crate::domain::event::{Body, Kind, Moment, Source};
use crate::domain::hash::Hash;
use crate::domain::noted::{Note, Whereabouts, along};
use crate::domain::order::Entry;
use crate::domain::price::{self, STEPS};
use crate::domain::quote::{Quote, quotes};
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
        if let Some(word) = note.accessory().filter(|word| !goes_with(&card, word)) {
            let refusal = Refusal::NotWithModel { word, model: card.model.clone() };
            return Ok(Played::refused(&card.tag, refusal, person).on(&card));
        }
        let (kind, mut payload) = note.written();
        payload.put("model", &*card.model);
        let borrower = person.as_ref().map(|person| person.id.clone());
        let noted = Draft { borrower, payload, ..draft(kind, &card) };
        let already = card.noted.has(note);
        self.note_down((&card, person), note, noted, already, input)
    }

    /// Writes a note with what follows from it: a charge for what it notes, and what it settles taken
    /// off, one command.
    fn note_down(
        &mut self,
        (card, person): (&DeviceCard, Option<Named>),
        note: Note,
        noted: Draft,
        already: bool,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let student = person.as_ref().map(|person| person.id.clone());
        let mut drafts = vec![noted];
        let (mut quote, mut credited) = (Quote::NoPrice, 0);
        if student.is_some() && !already {
            // In a run that is dated to another day it is judged as of that day.
            if let Some(run) = self.run_for(input.now).cloned() {
                self.date(&run, &mut drafts, input.now)?;
            }
            let meant = self.what_it_means(card, &drafts[0], input.now)?;
            quote = meant.quote.as_ref().map_or(Quote::NoPrice, |(_, quote)| *quote);
            if let Some((damage, Quote::Costs { cents })) = &meant.quote {
                drafts.push(raised(damage, card, *cents));
            }
            for charge in &meant.settled {
                credited += charge.amount_cents();
                drafts.push(take_off(charge, "brought-later"));
            }
        }
        let notice =
            Notice::Noted { tag: card.tag.clone(), person, note, already, quote, credited };
        let (outcome, tone) =
            if already { (Outcome::Already, Tone::Already) } else { (Outcome::Noted, Tone::Done) };
        let mut played = Played { student, ..Played::new(outcome, notice, tone).on(card) };
        if !already {
            played.event = self.commit(drafts, &played, input)?;
        }
        Ok(played)
    }

    /// What the policy would say of a damage or a loss, were it written now; `NoPrice` where the fold
    /// would see none: it is noted of this loan already, or nobody had the device.
    pub(super) fn quote(
        &self,
        card: &DeviceCard,
        noted: &Draft,
        now: &Moment,
    ) -> Result<Quote, Error> {
        let meant = self.what_it_means(card, noted, now)?;
        Ok(meant.quote.map_or(Quote::NoPrice, |(_, quote)| quote))
    }

    /// Folds the device with the note behind it.
    fn what_it_means(
        &self,
        card: &DeviceCard,
        noted: &Draft,
        now: &Moment,
    ) -> Result<Meant, Error> {
        let world = self.store.world();
        let found_settles = |date: &str| world.policy(date).found_voids;
        let mut entries = self.store.device_entries(&card.id)?;
        let before = damage::of_device(&mut entries, world, found_settles);
        let base = entries.last().map(|entry| entry.hash);
        let body = Body { base, ..self.supposed(noted, Source::Scan, now) };
        let event = Hash::of(&[b"supposed"]);
        entries.push(Entry { hash: event, time: world.time(&body), body });
        let after = damage::of_device(&mut entries, world, found_settles);
        let mut meant = Meant { quote: None, settled: Vec::new() };
        if let Some(damage) = after.iter().find(|damage| damage.event == event) {
            let others = self.store.damages(&damage.borrower)?.into_iter();
            let others = others.filter(|other| other.device != card.id);
            let here = after.iter().filter(|other| other.borrower == damage.borrower);
            let quoted = quotes(others.chain(here.cloned()).collect(), world);
            meant.quote = quoted.into_iter().find(|(damage, _)| damage.event == event);
        }
        for gone in before.iter().filter(|b| after.iter().all(|a| a.event != b.event)) {
            let charges = self.store.ledger(&gone.borrower)?.charges.into_iter();
            let of_it =
                |charge: &Charge| charge.basis == Some(gone.event) && charge.amount_cents() > 0;
            meant.settled.extend(charges.filter(of_it));
        }
        Ok(meant)
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
            [damage] => {
                // It may have gone out again since: what is settled is named.
                let card = self.store.device(&damage.device)?;
                let (kind, mut payload) = Note::Back(word).written();
                payload.put_hashes(SETTLES, &[damage.event]);
                let noted = Draft { borrower: Some(who.clone()), payload, ..draft(kind, &card) };
                let person = Some(self.store.named(who)?);
                self.note_down((&card, person), Note::Back(word), noted, false, input)
            }
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
            Some(who) => self.newest_in_part(&who, &card)?,
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
        let by = if cents == charge.amount_cents() { 0 } else { cents - charge.sum_cents() };
        let (outcome, tone) =
            if by == 0 { (Outcome::Already, Tone::Already) } else { (Outcome::Noted, Tone::Done) };
        let mut played =
            Played { student: Some(who.id), ..Played::new(outcome, notice, tone).on(&card) };
        if by != 0 {
            let mut adjusted = draft(Kind::ChargeAdjusted, &card);
            adjusted.borrower = Some(charge.raised_for.clone());
            adjusted.payload.put_hashes("charge", &[charge.id]);
            adjusted.payload.put_int("cents", by);
            adjusted.payload.put_int(TO, cents);
            adjusted.payload.put_int("percent", i64::from(percent));
            played.event = self.commit(vec![adjusted], &played, input)?;
        }
        Ok(played)
    }

    /// The newest unpaid charge for a device whose price may be charged in part, with that price: the
    /// one of the day on which it was noted.
    fn newest_in_part(
        &self,
        who: &BorrowerId,
        card: &DeviceCard,
    ) -> Result<Option<(Named, Charge, i64)>, Error> {
        let charges = self.store.ledger(who)?.charges;
        let untouched = |charge: &Charge| {
            let mut entries = charge.posted.iter().filter(|posted| !posted.void);
            charge.device.as_ref() == Some(&card.id)
                && charge.amount_cents() > 0
                && entries.all(|p| matches!(p.does, Does::Raise | Does::Adjust))
        };
        let Some(charge) = charges.into_iter().rev().find(untouched) else { return Ok(None) };
        let damages = self.store.damages_of(&card.id)?;
        let noted = damages.iter().find(|damage| Some(damage.event) == charge.basis);
        let at = noted.map(|damage| damage.at).or_else(|| charge.raised()).unwrap_or_default();
        let model = noted.map_or(&card.model, |damage| &damage.model);
        let policy = self.store.world().policy(&at.date());
        let price = policy.prices.price(&charge.sort, model).filter(|price| price.steps);
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

/// Whether an accessory can be with a device: the catalogue says nothing of its model, or names it, or
/// it went along before the catalogue was changed.
fn goes_with(card: &DeviceCard, word: &'static str) -> bool {
    let mut listed = along(&card.accessories).peekable();
    let unknown = listed.peek().is_none();
    unknown || listed.any(|of| of == word) || card.noted.accessories.contains_key(word)
}

/// What a note would mean.
struct Meant {
    /// What it notes, and what that costs.
    quote: Option<(Damage, Quote)>,
    /// Charges for what it settles.
    settled: Vec<Charge>,
}

/// A charge for a damage that the event before it notes.
fn raised(damage: &Damage, card: &DeviceCard, cents: i64) -> Draft {
    let mut raised = draft(Kind::ChargeRaised, card).with("type", &damage.sort);
    raised.borrower = Some(damage.borrower.clone());
    raised.payload.put_int("cents", cents);
    Draft { rests_on_last: Some("basis"), ..raised }
}

/// The part that a card asks for, in percent; none where a price has no such part.
pub(super) fn percent(text: &str) -> Option<u8> {
    text.parse().ok().filter(|percent| STEPS.contains(percent))
}
