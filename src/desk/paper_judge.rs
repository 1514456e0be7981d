//! What a row of the paper list means, worked out by the fold before it is written, and what the
//! rules would have asked then.

use super::paper::Supposed;
use super::paper_notice::{Meaning, PaperNotice};
use super::reply::{
    Ask, DeviceCard, HeldDevice, Holder, Named, Notice, Outcome, Person, Tone, When,
};
use super::rules::{self, Verdict};
use super::runs::is_of_the_day;
use super::scan::{Input, Played};
use super::turn::{draft, to_site};
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::custody::{Custody, Held};
use crate::domain::device::{DeviceId, Status};
use crate::domain::event::{Body, Kind, Moment, Source};
use crate::domain::order::Entry;
use crate::domain::paper::{self, Outlook, WITHIN_MS, Way};
use crate::domain::set::go_along;
use crate::store::{Draft, Run};

/// A row whose codes are understood.
pub(super) struct Row {
    pub(super) person: Option<Person>,
    pub(super) card: DeviceCard,
    pub(super) way: Way,
    pub(super) at: When,
}

impl Desk {
    /// What the row means, and writes it unless it only supposes.
    pub(super) fn judge(
        &mut self,
        row: &Row,
        known: &[Entry],
        supposed: Option<&mut Supposed>,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let then = paper::until(known, self.store.world(), row.at.at_ms).custody;
        let run = self.run_of_paper(row.at, input.now)?;
        let draft = self.paper_draft(row, &then, run.as_ref())?;
        let mut body = self.paper_body(&draft, row.at, input.now);
        // Behind what is supposed, in one chain.
        body.seq += supposed.as_ref().map_or(0, |supposed| supposed.entries.len() as u64);
        if let Some(entry) = paper::same(known, self.store.world(), &body) {
            let event = self.store.name_of(&entry.body, &entry.hash)?;
            let notice = self.paper_notice(row, &then, Meaning::Twice)?;
            return Ok(played(row, notice, Some(event)));
        }
        let outlook = paper::suppose(known, self.store.world(), body.clone());
        let mut notice = self.paper_notice(row, &then, self.meaning(&outlook, &then)?)?;
        notice.asks = self.would_have_asked(row, &then, supposed.as_deref())?;
        notice.disputed = outlook.disputed;
        notice.near = outlook.near.as_ref().map(|near| near.at);
        let mut played = played(row, notice, None);
        match supposed {
            Some(supposed) => supposed.add(body, self.store.world()),
            None => {
                let there = Moment { utc_offset_min: row.at.utc_offset_min, ..input.now.clone() };
                let input = Input { now: &there, ..input };
                played.event = self.commit_in(run, vec![draft], &played, input)?;
            }
        }
        Ok(played)
    }

    /// The run that was open, or that of the day of the sheet.
    fn run_of_paper(&self, at: When, now: &Moment) -> Result<Option<Run>, Error> {
        let open = self.run_for(now);
        if let Some(named) = open.filter(|run| !is_of_the_day(run)) {
            return Ok(Some(named.clone()));
        }
        let date = at.date();
        let of_then = |run: &Run| is_of_the_day(run) && run.started.date() == date;
        let then = self.store.runs(true)?.into_iter().rev().find(of_then);
        Ok(then.or_else(|| open.cloned()))
    }

    fn paper_draft(&self, row: &Row, then: &Custody, run: Option<&Run>) -> Result<Draft, Error> {
        let was = then.site.clone().unwrap_or_else(|| row.card.site.clone());
        let card = DeviceCard { site: was, ..row.card.clone() };
        let saw = then.holder.as_ref().map(|held| held.borrower.clone());
        let plain = draft(row.way.kind(), &card);
        let mut draft = match (&row.person, row.way) {
            (Some(person), Way::Out) => {
                let due = run.and_then(|run| run.due.clone()).unwrap_or_default();
                let issued = to_site(plain, &card, &person.site).with("due", &due);
                Draft { borrower: Some(person.named.id.clone()), ..issued }
            }
            _ => {
                let site = self.site_of(run)?;
                Draft { borrower: saw.clone(), ..to_site(plain, &card, &site) }
            }
        };
        draft.saw = saw;
        draft.as_of_ms = Some((row.at.at_ms, WITHIN_MS));
        Ok(draft)
    }

    /// The event as it would be written next.
    fn paper_body(&self, draft: &Draft, at: When, now: &Moment) -> Body {
        let supposed = self.supposed(draft, Source::Paper, now);
        Body { utc_offset_min: at.utc_offset_min, ..supposed }
    }

    /// What the rules would have asked at the desk, then.
    fn would_have_asked(
        &self,
        row: &Row,
        then: &Custody,
        supposed: Option<&Supposed>,
    ) -> Result<Vec<Ask>, Error> {
        let (Some(person), Way::Out) = (&row.person, row.way) else { return Ok(Vec::new()) };
        let holder = then.holder.as_ref().map(|held| self.holder(held)).transpose()?;
        let card = DeviceCard { holder, ..row.card.clone() };
        let holds = self.held_at(&person.named.id, &card.id, row.at.at_ms, supposed)?;
        let person = Person { holds, ..person.clone() };
        // The status has a word of its own: it would have been a refusal.
        let free = DeviceCard { status: Status::default(), ..card };
        let policy = self.store.world().policy(&row.at.date());
        Ok(match rules::issue(&person, &free, &policy, true) {
            Verdict::Ask(asks) => asks,
            Verdict::Done | Verdict::Already | Verdict::Refused(_) => Vec::new(),
        })
    }

    /// What somebody held at a time, but for one device.
    fn held_at(
        &self,
        who: &BorrowerId,
        but: &DeviceId,
        at_ms: i64,
        supposed: Option<&Supposed>,
    ) -> Result<Vec<HeldDevice>, Error> {
        let world = self.store.world();
        let mut ids = self.store.devices_of(who)?;
        let to_them = supposed.iter().flat_map(|s| &s.entries).filter(|entry| {
            entry.body.borrower.as_ref().is_some_and(|id| world.borrower(id) == who)
        });
        ids.extend(
            to_them.filter_map(|e| e.body.device.as_ref()).map(|id| world.device(id).clone()),
        );
        ids.sort();
        ids.dedup();
        ids.retain(|id| id != but);
        let (mut holds, mut heads) = (Vec::new(), Vec::new());
        for id in ids {
            let known = self.known_with(&id, supposed)?;
            let held = paper::until(&known, world, at_ms).custody.holder;
            let Some(held) = held.filter(|held| held.borrower == *who) else { continue };
            let card = self.store.device(&id)?;
            heads.push(card.head);
            holds.push(HeldDevice {
                id: card.id,
                tag: card.tag,
                model: card.model,
                category: card.category,
                since: When { at_ms: held.since_ms, utc_offset_min: held.utc_offset_min },
                due: held.due,
                goes_along: false,
            });
        }
        go_along(&mut holds, &heads);
        Ok(holds)
    }

    fn holder(&self, held: &Held) -> Result<Holder, Error> {
        Ok(Holder {
            named: self.store.named(&held.borrower)?,
            since: When { at_ms: held.since_ms, utc_offset_min: held.utc_offset_min },
            due: held.due.clone(),
        })
    }

    fn meaning(&self, outlook: &Outlook, before: &Custody) -> Result<Meaning, Error> {
        let by = |custody: &Custody| custody.holder.as_ref().map(|held| held.borrower.clone());
        let named = |id: Option<BorrowerId>| -> Result<Option<Named>, Error> {
            Ok(id.map(|id| self.store.named(&id)).transpose()?)
        };
        if outlook.decides_today {
            return Ok(Meaning::Today);
        }
        let today = by(&outlook.then);
        if today != by(&outlook.now) {
            return Ok(Meaning::Becomes(named(today)?));
        }
        Ok(match &outlook.next {
            Some(next) if outlook.moves => Meaning::Behind {
                out: next.kind != Kind::Returned,
                person: named(next.borrower.clone())?,
                at: next.at,
            },
            _ => {
                let held = before.holder.as_ref();
                Meaning::Same(held.map(|held| self.holder(held)).transpose()?)
            }
        })
    }

    fn paper_notice(
        &self,
        row: &Row,
        then: &Custody,
        meaning: Meaning,
    ) -> Result<PaperNotice, Error> {
        let from = then.holder.as_ref().map(|held| self.holder(held)).transpose()?;
        let named = row.person.as_ref().map(|person| person.named.clone());
        let other = |holder: &Holder| named.as_ref().is_none_or(|n| n.id != holder.named.id);
        Ok(PaperNotice {
            way: row.way,
            at: row.at,
            tag: row.card.tag.clone(),
            not_from: match row.way {
                Way::Back => named.clone().filter(|_| from.as_ref().is_some_and(other)),
                Way::Out => None,
            },
            from,
            person: named,
            aside: !then.status.may_go_out(),
            meaning,
            asks: Vec::new(),
            disputed: false,
            near: None,
        })
    }
}

fn played(row: &Row, notice: PaperNotice, event: Option<String>) -> Played {
    let from = notice.from.as_ref().map(|holder| holder.named.id.clone());
    let (outcome, tone) = match (&notice.meaning, row.way) {
        (Meaning::Twice | Meaning::Same(..), _) => (Outcome::Already, Tone::Already),
        (_, Way::Out) => (Outcome::Issued, Tone::Done),
        (_, Way::Back) => (Outcome::Returned, Tone::Done),
    };
    let loud = notice.disputed || notice.near.is_some() || !notice.asks.is_empty();
    let tone = if loud { Tone::Attention } else { tone };
    let person = row.person.as_ref().map(|person| person.named.id.clone());
    let student = match row.way {
        Way::Out => person,
        Way::Back => from.clone().or(person),
    };
    let played = Played::new(outcome, Notice::Paper(Box::new(notice)), tone).on(&row.card);
    Played { student, from, event, ..played }
}
