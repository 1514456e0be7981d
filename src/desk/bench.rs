//! Repair: the broken device is taken in and a loaner goes out; the mended one goes back and the
//! loaner comes in. What a scan means follows from what lies on the bench and from the journal; where
//! that leaves two meanings, nothing is done and the band says what to scan.

use super::repair::NewTicket;
use super::reply::{Ask, DeviceCard, Holder, Named, Notice, Outcome, Refusal, Tone, When};
use super::scan::{Input, Played};
use super::session::Session;
use super::turn::{draft, to_site};
use super::{Desk, Error};
use crate::domain::device::{DeviceId, Status};
use crate::domain::event::Kind;
use crate::domain::hash::Hash;
use crate::domain::noted::{ACCESSORIES_ARE, Taken};
use crate::domain::ticket::{Closing, LOANER, Ticket};
use crate::store::Draft;

/// What lies on the bench and waits for the next scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnBench {
    /// Just taken in: a device of the pool behind it goes out as its loaner.
    Broken(DeviceId),
    /// In repair since long: its loaner, or yes, ends that.
    InRepair(DeviceId),
    /// A loaner: the device it stands in for ends that.
    Loaner(DeviceId),
}

/// What became of a scan in Repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bench {
    /// A ticket is open from now on.
    Opened {
        /// Which device.
        tag: String,
        /// Whom it was taken back from.
        from: Option<Holder>,
        /// Who waits for it.
        waits: Option<Named>,
    },
    /// It is in repair, and nothing changed.
    InRepair {
        /// Which device.
        tag: String,
        /// Since when; `None` where it is mended and its loaner still out.
        since: Option<When>,
        /// Who waits for it.
        waits: Option<Named>,
        /// Tag of the loaner they have.
        loaner: Option<String>,
    },
    /// A loaner alone; nothing changed.
    Loaner {
        /// Which device.
        tag: String,
        /// Who has it.
        holder: Named,
        /// Tag of the device it stands in for.
        of: String,
    },
    /// A loaner went out.
    Lent {
        /// Which device.
        tag: String,
        /// To whom.
        to: Named,
        /// Tag of the device it stands in for.
        of: String,
    },
    /// The mended device is out again, the loaner in.
    Settled {
        /// The mended device.
        tag: String,
        /// Who has it again.
        to: Named,
        /// Tag of the loaner.
        loaner: String,
        /// Due date, local.
        due: Option<String>,
    },
    /// It is mended and in.
    Mended {
        /// Which device.
        tag: String,
        /// Who waits for it.
        waits: Option<Named>,
        /// Tag of the loaner they still have.
        loaner: Option<String>,
    },
}

impl Desk {
    /// A device in Repair.
    pub(super) fn bench(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        if card.status.is_missing() {
            return self.set_aside(&card, self.on_screen(session)?, input);
        }
        if card.status == Status::Retired {
            let refusal = Refusal::Status { status: card.status };
            return Ok(Played::refused(&card.tag, refusal, None).on(&card));
        }
        let on = session.bench.clone();
        let tickets = self.store.tickets(&card.id)?;
        if card.holder.is_some() {
            return match (self.store.lent_for(&card.id)?, on) {
                (None, _) => self.take_to_bench(session, &card, input),
                (Some(ticket), Some(OnBench::Broken(first) | OnBench::InRepair(first)))
                    if self.has_ticket(&first, ticket)? =>
                {
                    self.settle(session, &first, &card, input)
                }
                (Some(ticket), _) => self.loaner_alone(session, &card, ticket, input),
            };
        }
        if let Some(OnBench::Loaner(loaner)) = &on
            && let Some(ticket) = self.store.lent_for(loaner)?
            && tickets.iter().any(|known| known.id == ticket)
        {
            let loaner = self.store.device(loaner)?;
            return self.settle(session, &card.id, &loaner, input);
        }
        if let Some(OnBench::Broken(first) | OnBench::InRepair(first)) = &on
            && *first != card.id
            && let Some(ticket) = self.waits_for_loaner(first)?
        {
            return self.lend(session, first, &ticket, &card, input);
        }
        match self.still_lent(&tickets)? {
            Some(ticket) => self.in_repair(session, &card, &ticket, input),
            None => self.take_to_bench(session, &card, input),
        }
    }

    /// Yes, with a device on the bench that is in repair: it is mended.
    pub(super) fn mend(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        let open = self.open_tickets(&card.id)?;
        let Some(ticket) = open.first() else {
            return Ok(Played::refused(input.line.trim(), Refusal::NothingAsked, None));
        };
        let told = self.store.ticket_card(&card.id, ticket.clone())?;
        let student = ticket.person.clone();
        let notice =
            Bench::Mended { tag: card.tag.clone(), waits: told.person, loaner: told.loaner };
        let mut played = Played { student, ..played(Outcome::Noted, notice, Tone::Done, &card) };
        let drafts = open.iter().map(|ticket| closing(&card, ticket)).collect();
        session.bench = None;
        played.event = self.commit(drafts, &played, input)?;
        Ok(played)
    }

    /// Opens a ticket, and takes the device back from whoever has it.
    fn take_to_bench(
        &mut self,
        session: &mut Session,
        card: &DeviceCard,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let site = self.site_of_run(input.now)?;
        let drafts = self.opening(card, &NewTicket::of(card.id.clone()), &site)?;
        let waits = drafts.iter().rfind(|draft| draft.kind == Kind::TicketOpened);
        let waits = waits.and_then(|draft| draft.borrower.clone());
        let waits = waits.map(|id| self.store.named(&id)).transpose()?;
        let from = card.holder.clone();
        let student = from.as_ref().map(|from| from.named.id.clone());
        let outcome = if from.is_some() { Outcome::Returned } else { Outcome::Noted };
        session.person = waits.as_ref().map(|named| named.id.clone()).or(student.clone());
        session.shown = Some(card.id.clone());
        session.bench = Some(OnBench::Broken(card.id.clone()));
        let notice = Bench::Opened { tag: card.tag.clone(), from, waits };
        let played = played(outcome, notice, Tone::Done, card);
        let mut played = Played { from: student.clone(), student, ..played };
        played.event = self.commit(drafts, &played, input)?;
        Ok(played)
    }

    /// A device whose ticket is open, or whose loaner is out: nothing changes until the loaner, or yes.
    fn in_repair(
        &mut self,
        session: &mut Session,
        card: &DeviceCard,
        ticket: &Ticket,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let told = self.store.ticket_card(&card.id, ticket.clone())?;
        session.person.clone_from(&ticket.person);
        session.shown = Some(card.id.clone());
        session.bench = Some(OnBench::InRepair(card.id.clone()));
        let notice = Bench::InRepair {
            tag: card.tag.clone(),
            since: ticket.is_open().then_some(ticket.opened),
            waits: told.person,
            loaner: told.loaner,
        };
        self.sighted(card, Notice::Bench(Box::new(notice)), Tone::Attention, input)
    }

    fn loaner_alone(
        &mut self,
        session: &mut Session,
        card: &DeviceCard,
        ticket: Hash,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let Some(holder) = card.holder.as_ref().map(|holder| holder.named.clone()) else {
            return Ok(Played::refused(&card.tag, Refusal::LoanerInRepair, None).on(card));
        };
        let of = self.store.event(&ticket)?.and_then(|event| event.body.device);
        let of = of.map(|id| self.store.device(&id)).transpose()?;
        session.person = Some(holder.id.clone());
        session.shown = Some(card.id.clone());
        session.bench = Some(OnBench::Loaner(card.id.clone()));
        let notice = Bench::Loaner {
            tag: card.tag.clone(),
            holder,
            of: of.map(|card| card.tag).unwrap_or_default(),
        };
        self.sighted(card, Notice::Bench(Box::new(notice)), Tone::Attention, input)
    }

    /// A device of the pool goes out in place of the one on the bench. Whose that is for years stays.
    fn lend(
        &mut self,
        session: &mut Session,
        broken: &DeviceId,
        ticket: &Ticket,
        card: &DeviceCard,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let Some(waits) = &ticket.person else {
            return self.take_to_bench(session, card, input);
        };
        let person = self.store.person(waits, false)?;
        let policy = self.policy(input.now);
        let blocked = policy.block_cents.is_some_and(|most| person.owes_cents > most);
        let refusal = if !self.open_tickets(&card.id)?.is_empty() || card.status == Status::Repair {
            Some(Refusal::LoanerInRepair)
        } else if !card.status.may_go_out() {
            Some(Refusal::Status { status: card.status })
        } else if card.owner.is_some() {
            Some(Refusal::LoanerAssigned)
        } else if blocked && !policy.is_lead(self.operator.as_deref()) {
            Some(Refusal::Owes)
        } else {
            None
        };
        if let Some(refusal) = refusal {
            return Ok(Played::refused(&card.tag, refusal, Some(person.named)).on(card));
        }
        let mut issued = Self::issued(&person, card);
        issued.payload.put("due", ticket.due.clone().unwrap_or_default());
        issued.payload.put_hashes(LOANER, &[ticket.id]);
        if blocked {
            // A lead at the bench lends all the same: that is an override, as at the desk.
            issued.payload.put("over", Ask::Owes { cents: person.owes_cents }.as_str());
        }
        let of = self.store.device(broken)?.tag;
        let notice = Bench::Lent { tag: card.tag.clone(), to: person.named.clone(), of };
        let mut played = played(Outcome::Issued, notice, Tone::Done, card);
        played.student = Some(person.named.id.clone());
        session.person = Some(person.named.id);
        session.shown = None;
        session.bench = None;
        played.event = self.commit(vec![issued], &played, input)?;
        Ok(played)
    }

    /// The loaner comes in, the tickets are closed, the mended device goes out to whoever waited, due
    /// as it was: one command.
    fn settle(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        loaner: &DeviceCard,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        let tickets = self.store.tickets(&card.id)?;
        let lent_for = self.store.lent_for(&loaner.id)?;
        let ticket = tickets.iter().find(|ticket| Some(ticket.id) == lent_for);
        let (Some(holder), Some(ticket)) = (&loaner.holder, ticket) else {
            return Ok(Played::refused(&loaner.tag, Refusal::NothingAsked, None).on(loaner));
        };
        let open: Vec<&Ticket> = tickets.iter().filter(|ticket| ticket.is_open()).collect();
        if let Some(now) = &card.holder {
            let refusal = Refusal::OutTo { holder: now.named.clone() };
            return Ok(Played::refused(&card.tag, refusal, Some(holder.named.clone())).on(&card));
        }
        let mended = card.status.may_go_out() || card.status == Status::Repair && !open.is_empty();
        if !mended {
            let refusal = Refusal::Status { status: card.status };
            return Ok(Played::refused(&card.tag, refusal, Some(holder.named.clone())).on(&card));
        }
        let person = self.store.person(&holder.named.id, false)?;
        let back = Some(holder.named.id.clone());
        let site = self.site_of_run(input.now)?;
        let returned = to_site(draft(Kind::Returned, loaner), loaner, &site)
            .with(ACCESSORIES_ARE, Taken::Assumed.as_str());
        let mut drafts = vec![Draft { borrower: back.clone(), saw: back.clone(), ..returned }];
        drafts.extend(open.iter().map(|ticket| closing(&card, ticket)));
        let mut issued = Self::issued(&person, &card);
        issued.payload.put("due", ticket.due.clone().unwrap_or_default());
        drafts.push(issued);
        let notice = Bench::Settled {
            tag: card.tag.clone(),
            to: person.named,
            loaner: loaner.tag.clone(),
            due: ticket.due.clone(),
        };
        let mut played = played(Outcome::Issued, notice, Tone::Done, &card);
        played.student.clone_from(&back);
        session.person = back;
        session.shown = None;
        session.bench = None;
        played.event = self.commit(drafts, &played, input)?;
        Ok(played)
    }

    fn has_ticket(&self, device: &DeviceId, ticket: Hash) -> Result<bool, Error> {
        Ok(self.store.tickets(device)?.iter().any(|known| known.id == ticket))
    }

    /// The open ticket of a device whose person has no loaner yet.
    fn waits_for_loaner(&self, device: &DeviceId) -> Result<Option<Ticket>, Error> {
        for ticket in self.open_tickets(device)? {
            if ticket.person.is_some() && self.store.loaner(&ticket)?.is_none() {
                return Ok(Some(ticket));
            }
        }
        Ok(None)
    }

    /// The ticket that a device in repair is about: an open one, or one whose loaner is still out.
    fn still_lent(&self, tickets: &[Ticket]) -> Result<Option<Ticket>, Error> {
        let mut open = tickets.iter().find(|ticket| ticket.is_open()).cloned();
        for ticket in tickets {
            if self.store.loaner(ticket)?.is_some() {
                open = Some(ticket.clone());
            }
        }
        Ok(open)
    }
}

fn played(outcome: Outcome, notice: Bench, tone: Tone, card: &DeviceCard) -> Played {
    Played::new(outcome, Notice::Bench(Box::new(notice)), tone).on(card)
}

/// The event that says that a device is mended; what it cost may be told later.
fn closing(card: &DeviceCard, ticket: &Ticket) -> Draft {
    Draft {
        borrower: ticket.person.clone(),
        payload: Closing::payload(ticket.id, 0, &[], false),
        ..draft(Kind::TicketClosed, card)
    }
}
