//! Taking back. Nothing old is written again: an `Undone` names events, and the fold leaves them
//! out. A command is taken back whole, with the repeats that follow it.

use std::collections::{BTreeSet, HashSet};

use super::reply::{Ask, Channel, Notice, Outcome, Refusal, Reply, Tone};
use super::scan::{Input, Played};
use super::session::{Session, Wish};
use super::{Desk, Error};
use crate::domain::borrower::BorrowerId;
use crate::domain::charge::is_money;
use crate::domain::device::DeviceId;
use crate::domain::event::{Event, EventId, Kind, Moment, Source};
use crate::domain::fold;
use crate::domain::hash::Hash;
use crate::domain::noted::Note;
use crate::domain::order::Entry;
use crate::domain::ticket::is_repair;
use crate::store::Draft;

/// What taking back one command means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoPlan {
    /// Every event to leave out: the command's, and the repeats behind them.
    pub targets: Vec<Hash>,
    /// Events that changed something later on the same devices.
    pub later: usize,
    /// What the command did.
    pub outcome: Outcome,
    /// The device it moved last.
    pub device: Option<DeviceId>,
    /// Whose money it was, where it was nothing but money.
    pub money: Option<BorrowerId>,
}

/// Whether an event can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undoable {
    /// Yes, so.
    Yes(UndoPlan),
    /// No, because.
    No(Refusal),
}

impl Desk {
    /// `XTDUNDO` and Ctrl+Z: this station's last command that changed something and is neither an
    /// undo nor undone already, in whatever process or run.
    pub(super) fn undo_last(
        &mut self,
        session: &mut Session,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let world = self.store.world();
        let mut last = None;
        self.store.own_newest_first(|event| {
            let kind = &event.body.kind;
            let signature = *kind == Kind::AgreementSigned;
            let other =
                signature || is_money(kind) || is_repair(kind) || Note::read(&event.body).is_some();
            let candidate = (event.body.is_desk_command() || other)
                && event.body.changed_when_written()
                && event.body.source != Source::Imported
                && world.is_live(&event.hash);
            if candidate {
                last = Some(event.hash);
            }
            Ok(last.is_none())
        })?;
        if let Some(hash) = last {
            return self.undo_or_ask(session, &hash, false, input);
        }
        Ok(Played::refused(input.line.trim(), Refusal::NothingToUndo, None))
    }

    fn undo_or_ask(
        &mut self,
        session: &mut Session,
        hash: &Hash,
        row: bool,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let plan = match self.undo_plan(hash)? {
            Undoable::Yes(plan) => plan,
            Undoable::No(refusal) => {
                return Ok(Played::refused("", refusal, None));
            }
        };
        let mut asks = Vec::new();
        if row {
            asks.push(Ask::UndoRow { outcome: plan.outcome });
        }
        if plan.later > 0 {
            asks.push(Ask::UndoLater { later: plan.later });
        }
        if asks.is_empty() {
            return self.take_back(hash, input);
        }
        let card = plan.device.as_ref().map(|id| self.store.device(id)).transpose()?;
        let holder = card.as_ref().and_then(|card| card.holder.as_ref());
        let person = holder.map(|holder| holder.named.clone());
        Ok(Self::ask(session, asks, Wish::Undo(*hash), card.as_ref(), person))
    }

    /// Ctrl+Shift+1 to 9: shows what the row did, and asks.
    pub(super) fn undo_row(
        &mut self,
        channel: &Channel,
        mut session: Session,
        row: u8,
        input: Input<'_>,
    ) -> Result<Reply, Error> {
        let refused = |refusal| Played::refused("", refusal, None);
        let rows = match self.run_for(input.now) {
            Some(run) => self.store.lines(&run.id, 9)?,
            None => Vec::new(),
        };
        let event = rows.get(usize::from(row).saturating_sub(1)).and_then(|row| row.event);
        let played = if session.question.is_some() || session.held {
            let notice = Notice::NotTaken { code: String::new() };
            Played::new(Outcome::NotTaken, notice, Tone::Refused)
        } else {
            match event {
                Some(hash) => self.undo_or_ask(&mut session, &hash, true, input)?,
                None => refused(Refusal::NoSuchEvent),
            }
        };
        self.reply(channel, session, input, played)
    }

    /// What taking back the command of this event means.
    pub fn undo_plan(&self, hash: &Hash) -> Result<Undoable, Error> {
        let Some(event) = self.store.event(hash)? else {
            return Ok(Undoable::No(Refusal::NoSuchEvent));
        };
        let world = self.store.world();
        if !world.is_live(hash) {
            return Ok(Undoable::No(Refusal::UndoneAlready));
        }
        if matches!(event.body.kind, Kind::RunStarted | Kind::RegisterAdopted | Kind::StationClosed)
        {
            // Leaving them out would change nothing but hide that they were.
            return Ok(Undoable::No(Refusal::NoSuchEvent));
        }
        let group = self.store.group_of(&event)?;
        let mut targets: Vec<Hash> = group.iter().map(|event| event.hash).collect();
        let mut later = 0;
        // Each once, in the order of the command: the last is the one that the band names.
        let mut met: HashSet<&DeviceId> = HashSet::new();
        let on = group.iter().filter_map(|event| event.body.device.as_ref());
        let devices: Vec<&DeviceId> =
            on.map(|id| world.device(id)).filter(|id| met.insert(id)).collect();
        if event.body.kind == Kind::Undone {
            // What it brings back comes before whatever stands on those devices since.
            let named: HashSet<Hash> = event.body.payload.hashes("targets").into_iter().collect();
            let events = named.iter().map(|hash| self.store.event(hash));
            let events: Vec<Event> =
                events.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
            let on: BTreeSet<&DeviceId> = events
                .iter()
                .filter_map(|e| e.body.device.as_ref())
                .map(|id| world.device(id))
                .collect();
            for device in on {
                later += self.after(device, &named)?.1;
            }
        } else {
            let command: HashSet<Hash> = targets.iter().copied().collect();
            for device in &devices {
                let (repeats, changes) = self.after(device, &command)?;
                targets.extend(repeats);
                later += changes;
            }
        }
        let all_money = group.iter().all(|event| is_money(&event.body.kind));
        let money = group.first().and_then(|event| event.body.borrower.clone());
        Ok(Undoable::Yes(UndoPlan {
            outcome: outcome_of(&group),
            device: devices.last().filter(|_| !all_money).map(|id| (*id).clone()),
            money: money.filter(|_| all_money),
            targets,
            later,
        }))
    }

    /// On one device behind the command: the repeats that changed nothing up to the next event that
    /// did, and how many later events changed something.
    pub(super) fn after(
        &self,
        device: &DeviceId,
        command: &HashSet<Hash>,
    ) -> Result<(Vec<Hash>, usize), Error> {
        let world = self.store.world();
        let mut entries: Vec<Entry> = self.store.device_entries(device)?;
        let folded = fold::device(&mut entries, world);
        let last = entries.iter().rposition(|entry| command.contains(&entry.hash));
        let behind = entries.get(last.map_or(entries.len(), |last| last + 1)..).unwrap_or(&[]);
        // What stood there when a row of the paper list was put before it is no repeat of it: it
        // takes effect again.
        let paper = last.is_some_and(|last| entries[last].body.source == Source::Paper);
        let repeats_it = |entry: &&Entry| !paper || !entry.body.changed_when_written();
        let changes = |entry: &&Entry| folded.changes.contains(&entry.hash);
        let repeats = behind
            .iter()
            .take_while(|entry| !changes(entry))
            .filter(|entry| matches!(entry.body.kind, Kind::Issued | Kind::Returned))
            .filter(|entry| world.is_live(&entry.hash))
            .filter(repeats_it)
            .map(|entry| entry.hash)
            .collect();
        Ok((repeats, behind.iter().filter(changes).count()))
    }

    /// Writes the `Undone`. The person on screen stays.
    pub(super) fn take_back(&mut self, hash: &Hash, input: Input<'_>) -> Result<Played, Error> {
        let plan = match self.undo_plan(hash)? {
            Undoable::Yes(plan) => plan,
            Undoable::No(refusal) => {
                return Ok(Played::refused("", refusal, None));
            }
        };
        let before = plan.device.as_ref().map(|id| self.store.device(id)).transpose()?;
        let mut undone = Draft::new(Kind::Undone);
        undone.device.clone_from(&plan.device);
        undone.payload.put_hashes("targets", &plan.targets);
        undone.tag = before.as_ref().map(|card| card.tag.clone());
        undone.saw = before.as_ref().and_then(|c| c.holder.as_ref()).map(|h| h.named.id.clone());
        undone.borrower.clone_from(&plan.money);
        let notice = match &plan.money {
            Some(id) => Notice::MoneyUndone { person: self.store.named(id)?, due_cents: 0 },
            None => Notice::Undone { outcome: plan.outcome, tag: undone.tag.clone(), holder: None },
        };
        let mut played = Played::new(Outcome::Undone, notice, Tone::Done);
        played.from.clone_from(&undone.saw);
        if let Some(card) = &before {
            played = played.on(card);
        }
        played.event = self.commit(vec![undone], &played, input)?;
        // Who has it now is read back, after the fact.
        if let (Some(device), Notice::Undone { holder, .. }) = (&plan.device, &mut played.notice) {
            let card = self.store.device(device)?;
            *holder = card.holder.map(|now| now.named);
            played.student = holder.as_ref().map(|named| named.id.clone());
        }
        if let (Some(id), Notice::MoneyUndone { due_cents, .. }) = (&plan.money, &mut played.notice)
        {
            *due_cents = self.store.ledger(id)?.due_cents();
            played.student = Some(id.clone());
        }
        Ok(played)
    }

    /// Takes back the command of a named event: the terminal's `undo EVENT`. Asks unless `yes`.
    pub fn undo_event(&mut self, name: &str, yes: bool, now: &Moment) -> Result<Reply, Error> {
        // Whoever stands at the counter goes on where they were.
        let channel = Channel::Named;
        let mut session = Session::default();
        let input = Input { line: name, source: Source::Typed, now };
        let found = match EventId::parse(name) {
            Some((id, fork)) => self.store.events_named(&id, fork.as_deref())?,
            None => Vec::new(),
        };
        let played = match found.as_slice() {
            [event] if yes => self.take_back(&event.hash, input)?,
            [event] => {
                let hash = event.hash;
                self.undo_or_ask(&mut session, &hash, false, input)?
            }
            _ => Played::refused(name, Refusal::NoSuchEvent, None),
        };
        self.reply(&channel, session, input, played)
    }
}

fn outcome_of(group: &[Event]) -> Outcome {
    let issued = group.iter().filter(|event| event.body.kind == Kind::Issued).count();
    let returned = group.iter().filter(|event| event.body.kind == Kind::Returned).count();
    let all = |kinds: &[Kind]| group.iter().all(|event| kinds.contains(&event.body.kind));
    match (issued, returned) {
        (0, 0) if group.iter().any(|event| event.body.kind == Kind::Undone) => Outcome::Undone,
        (0, 0)
            if group.iter().any(|e| Note::read(&e.body).is_some() || is_repair(&e.body.kind)) =>
        {
            Outcome::Noted
        }
        (1, _) if group.iter().any(|event| is_repair(&event.body.kind)) => Outcome::Issued,
        (0, 0) if all(&[Kind::Assigned]) => Outcome::Assigned,
        (0, 0) if all(&[Kind::Assigned, Kind::Unassigned]) => Outcome::Freed,
        (0, 0) if all(&[Kind::TagReplaced]) => Outcome::Labelled,
        (0, 0) if all(&[Kind::DeviceAdded]) => Outcome::Added,
        (0, 0) if all(&[Kind::TransferSent]) => Outcome::Sent,
        (0, 0) if all(&[Kind::TransferReceived]) => Outcome::Received,
        (0, 0) => Outcome::Shown,
        (0, _) => Outcome::Returned,
        (_, 0) => Outcome::Issued,
        (_, 1) => Outcome::HandedOver,
        _ => Outcome::Swapped,
    }
}
