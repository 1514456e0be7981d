//! What a turn does: out, back, exchanged, shown, taken in. Each asks `rules`, writes one
//! transaction, and says what came of it. Whose turn it is, and what becomes of the answer, is
//! `scan`'s.

use super::agreement::signed;
use super::repair::NewTicket;
use super::reply::{
    Ask, Channel, DeviceCard, Goes, Mode, Notice, Outcome, Person, Refusal, Reply, Tone, When,
};
use super::rules::{self, Verdict};
use super::scan::{Input, Played};
use super::session::{Because, Question, Session, Wish};
use super::{Desk, Error};
use crate::domain::agreement::Signer;
use crate::domain::borrower::BorrowerId;
use crate::domain::code::Code;
use crate::domain::device::{DeviceId, Status};
use crate::domain::event::Kind;
use crate::domain::noted::{ACCESSORIES_ARE, ALONG, Taken, along};
use crate::domain::returning::{Returning, SAW_STATUS};
use crate::domain::site::SAW_SITE;
use crate::store::Draft;

impl Desk {
    pub(super) fn show_person(
        &mut self,
        session: &mut Session,
        id: &BorrowerId,
    ) -> Result<Played, Error> {
        let named = self.store.named(id)?;
        session.person = Some(named.id.clone());
        session.shown = None;
        session.bench = None;
        Self::fall_back(session);
        let student = Some(named.id.clone());
        let played = Played::new(Outcome::Student, Notice::Person(named), Tone::Done);
        self.ask_person(session, id, Played { student, ..played })
    }

    /// Look up lasts one scan in the window.
    fn fall_back(session: &mut Session) {
        if let Some(mode) = session.back_to.take().filter(|_| session.mode == Mode::LookUp) {
            session.mode = mode;
        }
    }

    /// `granted` has what was asked before, and why yes was said: what is so now is judged again, and
    /// whatever else speaks against it is asked anew.
    pub(super) fn issue(
        &mut self,
        session: &mut Session,
        person: &BorrowerId,
        device: &DeviceId,
        granted: Option<(&[Ask], &Because)>,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let policy = self.policy(input.now);
        let person = self.store.person(person, false)?;
        let card = self.store.device(device)?;
        session.shown = None;
        if let Some(refusal) = self.dated_before(&card, input.now)? {
            return Ok(Played::refused(&card.tag, refusal, Some(person.named)).on(&card));
        }
        if card.status.is_missing() {
            return self.set_aside(&card, Some(person.named), input);
        }
        let lead = policy.is_lead(self.operator.as_deref());
        match rules::issue(&person, &card, &policy, lead) {
            Verdict::Ask(asks) => {
                if let Some((_, because)) =
                    granted.filter(|(granted, _)| rules::covers(granted, &asks))
                {
                    return self.hand_out(&person, &card, Some((&asks, because)), input);
                }
                let wish = Wish::Issue { person: person.named.id.clone(), device: card.id.clone() };
                Ok(Self::ask(session, asks, wish, Some(&card), Some(person.named)))
            }
            Verdict::Refused(refusal) => {
                Ok(Played::refused(&card.tag, refusal, Some(person.named)).on(&card))
            }
            Verdict::Already => self.already_held(&person, &card, input),
            Verdict::Done => self.hand_out(&person, &card, None, input),
        }
    }

    fn already_held(
        &mut self,
        person: &Person,
        card: &DeviceCard,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        // The journal keeps the scan all the same: the fold knows it as no change.
        let since = card.holder.as_ref().map_or_else(When::default, |holder| holder.since);
        let notice = Notice::AlreadyHeld { by: person.named.clone(), tag: card.tag.clone(), since };
        let student = Some(person.named.id.clone());
        let mut played = Played {
            from: student.clone(),
            student,
            ..Played::new(Outcome::Already, notice, Tone::Already).on(card)
        };
        played.event = self.commit(vec![Self::issued(person, card)], &played, input)?;
        Ok(played)
    }

    /// Writes the issue; where the device is out to somebody else, its return first. `granted` has
    /// what was asked before, and why yes was said.
    fn hand_out(
        &mut self,
        person: &Person,
        card: &DeviceCard,
        granted: Option<(&[Ask], &Because)>,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let mut issued = Self::issued(person, card);
        if let Some((asks, because)) = granted {
            override_with(&mut issued, asks, because);
        }
        let due = self.run_for(input.now).and_then(|run| run.due.clone());
        let due_text = due.clone().unwrap_or_default();
        issued.payload.put("due", &*due_text);
        let (to, tag) = (person.named.clone(), card.tag.clone());
        let student = Some(person.named.id.clone());
        // Signed once, for whatever else they get.
        let asks = granted.map(|(asks, _)| asks).unwrap_or_default();
        let mut drafts: Vec<Draft> = signatures(person, asks).collect();
        // The device itself comes last: it is what the band and an undo speak of.
        let (along, set) = self.goes_along(person, card, asks, input.now)?;
        drafts.extend(along.iter().map(|card| Self::issued(person, card).with("due", &due_text)));
        let tone = if set.left.is_empty() { Tone::Done } else { Tone::Attention };
        let mut played = if let Some(holder) = &card.holder {
            drafts.push(Draft {
                borrower: Some(holder.named.id.clone()),
                saw: Some(holder.named.id.clone()),
                ..passed_on(card)
            });
            issued.saw = None;
            let from = holder.named.clone();
            let moved = self.moved(card, &person.site)?;
            let notice = Notice::HandedOver { from, to, tag, due, moved, set };
            let played = Played::new(Outcome::HandedOver, notice, tone);
            Played { from: Some(holder.named.id.clone()), ..played }
        } else {
            let moved = self.moved(card, &person.site)?;
            let notice = Notice::Issued { to, tag, due, moved, set };
            Played::new(Outcome::Issued, notice, tone)
        };
        played = Played { student, ..played.on(card) };
        drafts.push(issued);
        played.event = self.commit(drafts, &played, input)?;
        if !person.named.homeroom.is_empty() {
            self.last_served = Some((person.site.clone(), person.named.homeroom.clone()));
        }
        Ok(played)
    }

    pub(super) fn issued(person: &Person, card: &DeviceCard) -> Draft {
        let given: Vec<String> = along(&card.accessories).map(str::to_lowercase).collect();
        Draft {
            borrower: Some(person.named.id.clone()),
            saw: card.holder.as_ref().map(|holder| holder.named.id.clone()),
            ..to_site(draft(Kind::Issued, card), card, &person.site).with(ALONG, &given.join(" "))
        }
    }

    /// Site names, where a device belongs elsewhere from now on.
    fn moved(&self, card: &DeviceCard, to: &str) -> Result<Option<(String, String)>, Error> {
        if to.is_empty() || card.site.is_empty() || card.site == to {
            return Ok(None);
        }
        Ok(Some((card.site_name.clone(), self.store.site_name(to)?)))
    }

    pub(super) fn give_back(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        let site = self.site_of_run(input.now)?;
        let aside = !card.status.is_free();
        let said = self.run_for(input.now).map(|run| run.returning.clone()).unwrap_or_default();
        let goes = goes(&said, &card);
        let mends = goes.next == Some(Status::Repair);
        let mut returned = to_site(draft(Kind::Returned, &card), &card, &site);
        said.put(&mut returned.payload);
        let put = goes.next.is_some() || goes.shelf != card.shelf && !goes.shelf.is_empty();
        if put {
            returned.payload.put(SAW_STATUS, card.status.as_str());
        }
        if !said.note.is_empty() {
            returned.additions.push(("note", said.note));
        }
        let holder = card.holder.clone();
        if let Some(refusal) = self.dated_before(&card, input.now)? {
            return Ok(Played::refused(&card.tag, refusal, holder.map(|h| h.named)).on(&card));
        }
        returned.saw = holder.as_ref().map(|holder| holder.named.id.clone());
        returned.borrower.clone_from(&returned.saw);
        let from = returned.saw.clone();
        let mut played = if rules::give_back(&card) == Verdict::Done {
            let on_screen = self.on_screen(session)?;
            let not_from = on_screen.filter(|person| Some(&person.id) != from.as_ref());
            let loud = not_from.is_some() || aside;
            let notice = Notice::Returned {
                from: holder,
                tag: card.tag.clone(),
                moved: self.moved(&card, &site)?,
                not_from,
                aside,
                goes,
                owner: card.owner.clone(),
                still_out: self.still_out(&card, from.as_ref())?,
            };
            Played::new(Outcome::Returned, notice, if loud { Tone::Attention } else { Tone::Done })
        } else {
            let since = card.seen.as_ref().map(|(when, _)| *when);
            let moved = self.moved(&card, &site)?;
            let last = self.store.last_holder(&card.id)?;
            let from = last.map(|id| self.store.named(&id)).transpose()?;
            let goes = if put { goes } else { Goes::default() };
            let tag = card.tag.clone();
            let notice = Notice::AlreadyIn { tag, since, moved, aside, goes, from };
            let tone = if aside { Tone::Attention } else { Tone::Already };
            Played::new(Outcome::Already, notice, tone)
        }
        .on(&card);
        played.student.clone_from(&from);
        played.from = from;
        session.shown = Some(card.id.clone());
        let mut drafts = vec![returned];
        if mends {
            // What goes on to repair has a ticket there. Nobody waits for it who gave it back.
            let back = DeviceCard { holder: None, ..card.clone() };
            drafts.extend(self.opening(&back, &NewTicket::of(card.id.clone()), &site)?);
        }
        played.event = self.commit(drafts, &played, input)?;
        Ok(played)
    }

    /// A device in Issue with nobody on screen: nothing changes, and that is said aloud.
    pub(super) fn nobody(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        if card.status.is_missing() {
            return self.set_aside(&card, None, input);
        }
        session.shown = Some(card.id.clone());
        let notice = Notice::NobodyOnScreen(Box::new(card.clone()));
        let played = self.sighted(&card, notice, Tone::Attention, input)?;
        self.ask_device(session, &card.id, played)
    }

    pub(super) fn look_up(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        session.shown = Some(card.id.clone());
        session.person = None;
        Self::fall_back(session);
        let notice = Notice::Device(Box::new(card.clone()));
        let tone = if card.status.is_missing() { Tone::Attention } else { Tone::Done };
        let played = self.sighted(&card, notice, tone, input)?;
        self.ask_device(session, &card.id, played)
    }

    /// A device was in front of a scanner, and nothing more.
    pub(super) fn sighted(
        &mut self,
        card: &DeviceCard,
        notice: Notice,
        tone: Tone,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let mut played = Played::new(Outcome::Shown, notice, tone).on(card);
        played.student = card.holder.as_ref().map(|holder| holder.named.id.clone());
        played.from.clone_from(&played.student);
        let sighted = Draft { saw: played.student.clone(), ..draft(Kind::Sighted, card) };
        played.event = self.commit(vec![sighted], &played, input)?;
        Ok(played)
    }

    pub(super) fn swap_first(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        if card.status.is_missing() {
            return self.set_aside(&card, None, input);
        }
        let Some(holder) = card.holder.as_ref().map(|holder| holder.named.clone()) else {
            return Ok(Played::refused(&card.tag, Refusal::SwapNotOut, None).on(&card));
        };
        session.first = Some(card.id.clone());
        session.shown = Some(card.id.clone());
        let student = Some(holder.id.clone());
        let notice = Notice::SwapFirst { tag: card.tag.clone(), holder };
        let played = Played::new(Outcome::Shown, notice, Tone::Done).on(&card);
        Ok(Played { from: student.clone(), student, ..played })
    }

    pub(super) fn swap_second(
        &mut self,
        session: &mut Session,
        first: &DeviceId,
        second: &DeviceId,
        granted: &[Ask],
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let (a, b) = (self.store.device(first)?, self.store.device(second)?);
        if b.status.is_missing() {
            return self.set_aside(&b, None, input);
        }
        let (Some(of_a), Some(of_b)) = (&a.holder, &b.holder) else {
            return Ok(Played::refused(&b.tag, Refusal::SwapNotOut, None).on(&b));
        };
        let holders =
            (self.store.person(&of_a.named.id, false)?, self.store.person(&of_b.named.id, false)?);
        match rules::swap((&a, &holders.0), (&b, &holders.1), &self.policy(input.now)) {
            Verdict::Ask(asks) if rules::covers(granted, &asks) => {
                self.exchange(session, [(&a, &holders.1), (&b, &holders.0)], input)
            }
            Verdict::Ask(asks) => {
                let wish = Wish::Swap { first: a.id, second: b.id.clone() };
                Ok(Self::ask(session, asks, wish, Some(&b), Some(holders.1.named)))
            }
            Verdict::Refused(refusal) => {
                Ok(Played::refused(&b.tag, refusal, Some(holders.1.named)).on(&b))
            }
            Verdict::Done | Verdict::Already => {
                self.exchange(session, [(&a, &holders.1), (&b, &holders.0)], input)
            }
        }
    }

    /// Writes a swap: both back, both out again, one command.
    fn exchange(
        &mut self,
        session: &mut Session,
        pairs: [(&DeviceCard, &Person); 2],
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let [(a, to_a), (b, to_b)] = pairs;
        let notice = Notice::Swapped {
            first: (a.tag.clone(), to_a.named.clone()),
            second: (b.tag.clone(), to_b.named.clone()),
        };
        let mut played = Played::new(Outcome::Swapped, notice, Tone::Done).on(b);
        played.student = Some(to_b.named.id.clone());
        played.from = b.holder.as_ref().map(|holder| holder.named.id.clone());
        let mut drafts = Vec::new();
        for (card, _) in pairs {
            let saw = card.holder.as_ref().map(|holder| holder.named.id.clone());
            drafts.push(Draft { borrower: saw.clone(), saw, ..passed_on(card) });
        }
        for (card, person) in pairs {
            let due = card.holder.as_ref().and_then(|holder| holder.due.clone());
            let issued = Self::issued(person, card).with("due", &due.unwrap_or_default());
            drafts.push(Draft { saw: None, ..issued });
        }
        session.first = None;
        session.shown = None;
        played.event = self.commit(drafts, &played, input)?;
        Ok(played)
    }

    /// Does what a question asked about. The state is read anew: it is judged on what is so now.
    pub(super) fn grant(
        &mut self,
        session: &mut Session,
        question: Question,
        because: &Because,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        match question.wish {
            Wish::Issue { person, device } => {
                let granted = Some((question.asks.as_slice(), because));
                self.issue(session, &person, &device, granted, input)
            }
            Wish::Swap { first, second } => {
                self.swap_second(session, &first, &second, &question.asks, input)
            }
            Wish::Person(id) => self.show_person(session, &id),
            Wish::Device(id) => {
                let turn = session.turn_of_device(id);
                self.act(session, turn, input)
            }
            Wish::Undo(hash) => self.take_back(&hash, input),
            Wish::Say { conflict, device, person } => {
                self.say(session, (&conflict, &device, &person), true, input)
            }
        }
    }

    /// A device nobody knows, in the hand: taken in, returned, parked until a register knows it.
    pub(super) fn take_in(
        &mut self,
        session: &mut Session,
        code: &Code,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        session.settle();
        let card = self.store.device(&DeviceId::from_tag(code))?;
        let site = self.site_of_run(input.now)?;
        let notice = Notice::Returned {
            from: None,
            tag: code.as_str().to_owned(),
            moved: None,
            not_from: None,
            aside: true,
            goes: Goes::default(),
            owner: None,
            still_out: Vec::new(),
        };
        let mut played = Played::new(Outcome::Returned, notice, Tone::Attention).on(&card);
        let drafts = vec![
            draft(Kind::DeviceAdded, &card).with("site", &site),
            draft(Kind::Returned, &card).with("site", &site),
        ];
        session.shown = Some(card.id.clone());
        played.event = self.commit(drafts, &played, input)?;
        Ok(played)
    }

    pub(super) fn next_sibling(
        &mut self,
        channel: &Channel,
        mut session: Session,
        input: Input<'_>,
    ) -> Result<Reply, Error> {
        let Some(id) = session.person.clone().filter(|_| session.question.is_none()) else {
            return self.reply(
                channel,
                session,
                input,
                Played::new(Outcome::No, Notice::No { tag: None }, Tone::None),
            );
        };
        let person = self.store.person(&id, false)?;
        // By name, beginning again after the last: one key goes round the household.
        let next = person
            .household
            .iter()
            .find(|other| (&other.name, &other.id) > (&person.named.name, &person.named.id))
            .or(person.household.first())
            .map_or(id, |named| named.id.clone());
        let played = self.show_person(&mut session, &next)?;
        self.reply(channel, session, input, played)
    }
}

/// The site a device belongs to from then on; where it belonged elsewhere, from which one it moves,
/// so that undo knows that something changed.
pub(super) fn to_site(draft: Draft, card: &DeviceCard, site: &str) -> Draft {
    let draft = draft.with("site", site);
    if site.is_empty() || site == card.site { draft } else { draft.with(SAW_SITE, &card.site) }
}

/// Which rules of the district an issue overrides, and why.
fn override_with(issued: &mut Draft, asks: &[Ask], because: &Because) {
    let over: Vec<&str> = asks.iter().filter(|ask| ask.is_override()).map(Ask::as_str).collect();
    if over.is_empty() {
        return;
    }
    issued.payload.put("over", over.join(" "));
    issued.payload.put("why", because.word.map(str::to_lowercase).unwrap_or_default());
    if !because.text.is_empty() {
        issued.additions.push(("reason", because.text.clone()));
    }
}

/// What they sign by saying yes.
fn signatures<'a>(person: &'a Person, asks: &'a [Ask]) -> impl Iterator<Item = Draft> + 'a {
    asks.iter().filter_map(|ask| match ask {
        Ask::Agreement { version } => Some(signed(&person.named.id, version, Signer::Student)),
        _ => None,
    })
}

/// The return of a device that goes straight to somebody else: what goes along goes with it unseen.
fn passed_on(card: &DeviceCard) -> Draft {
    draft(Kind::Returned, card).with(ACCESSORIES_ARE, Taken::Assumed.as_str())
}

/// What a run says is done with a device that comes back.
fn goes(said: &Returning, card: &DeviceCard) -> Goes {
    let next =
        Status::parse(&said.next).filter(|next| card.status.is_free() && *next != card.status);
    Goes { shelf: said.shelf.clone(), next }
}

/// A draft about a device, with what is printed on it.
pub(super) fn draft(kind: Kind, card: &DeviceCard) -> Draft {
    Draft {
        device: Some(card.id.clone()),
        tag: Some(card.tag.clone()),
        serial: Some(card.serial.clone()),
        ..Draft::new(kind)
    }
}
