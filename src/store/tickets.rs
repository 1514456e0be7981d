//! Repairs in the journal: the tickets of a device, of all devices, and which loaner stands in for
//! one. Nothing is kept beside the journal; it is read when it is asked for.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;

use super::journal::hash_or_none;
use super::{Result, Store};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::When;
use crate::domain::device::DeviceId;
use crate::domain::hash::Hash;
use crate::domain::lifecycle::{Stop, way};
use crate::domain::money::written;
use crate::domain::ticket::{self, LOANER, Part, Ticket, TicketCard};

/// The condition of the index `journal_ticket`, word for word as the migration has it.
macro_rules! of_tickets {
    ($before:literal, $behind:literal) => {
        concat!($before, " j.kind IN ('TicketOpened', 'TicketClosed') ", $behind)
    };
}

const ANY: &str = of_tickets!(
    "SELECT 1 FROM subject s JOIN journal j ON j.device = s.id WHERE s.name = ?1 AND",
    "LIMIT 1"
);

const DEVICES: &str = of_tickets!(
    "SELECT DISTINCT s.name FROM journal j JOIN subject s ON s.id = j.device WHERE",
    "ORDER BY s.name"
);

const HELD_BY: &str =
    "SELECT c.held_by FROM subject s JOIN custody c ON c.device = s.id WHERE s.name = ?1";

impl Store {
    /// All tickets of a device, oldest first. Most have none, which is known at once.
    pub fn tickets(&self, id: &DeviceId) -> Result<Vec<Ticket>> {
        let mut any = self.conn.prepare_cached(ANY)?;
        for member in self.world().device_members(self.world().device(id)) {
            if any.exists([member.as_str()])? {
                let mut entries = self.device_entries(id)?;
                return Ok(Ticket::of(&mut entries, self.world()));
            }
        }
        Ok(Vec::new())
    }

    /// Visits the device and each of its tickets, wherever there are any, by device.
    pub fn each_ticket<E: From<super::Error>>(
        &self,
        mut visit: impl FnMut(&DeviceId, Ticket) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut lasting = BTreeSet::new();
        self.each(DEVICES, |row| -> Result<()> {
            let name: String = row.get(0)?;
            lasting.insert(self.world().device(&DeviceId::from_text(name)).clone());
            Ok(())
        })?;
        for id in &lasting {
            for ticket in self.tickets(id)? {
                visit(id, ticket)?;
            }
        }
        Ok(())
    }

    /// Open tickets, the oldest first: the waiting list.
    pub fn waiting_for_repair(&self) -> Result<Vec<TicketCard>> {
        let mut open = Vec::new();
        self.each_ticket(|id, ticket| -> Result<()> {
            if ticket.is_open() {
                open.push(self.ticket_card(id, ticket)?);
            }
            Ok(())
        })?;
        open.sort_by(|a, b| {
            (a.ticket.opened.at_ms, &a.name).cmp(&(b.ticket.opened.at_ms, &b.name))
        });
        Ok(open)
    }

    /// A ticket as people read it.
    pub fn ticket_card(&self, device: &DeviceId, ticket: Ticket) -> Result<TicketCard> {
        let name = match self.event(&ticket.id)? {
            Some(event) => self.name_of(&event.body, &event.hash)?,
            None => String::new(),
        };
        let loaner = self.loaner(&ticket)?.map(|id| self.device(&id)).transpose()?;
        Ok(TicketCard {
            name,
            tag: self.device(device)?.tag,
            person: ticket.person.as_ref().map(|id| self.named(id)).transpose()?,
            loaner: loaner.map(|card| card.tag),
            note: self.addition(&ticket.id, "note")?.unwrap_or_default(),
            vendor_name: self.addition(&ticket.id, "vendor_name")?.unwrap_or_default(),
            ticket,
        })
    }

    /// The device that stands in for a ticket's and is out with whoever waits for it.
    pub fn loaner(&self, ticket: &Ticket) -> Result<Option<DeviceId>> {
        let Some(person) = &ticket.person else { return Ok(None) };
        for held in self.holds(person)? {
            if self.lent_for(&held.id)? == Some(ticket.id) {
                return Ok(Some(held.id));
            }
        }
        Ok(None)
    }

    /// The ticket that a device stands in for, while it is out as a loaner.
    pub fn lent_for(&self, id: &DeviceId) -> Result<Option<Hash>> {
        let by = self
            .conn
            .prepare_cached(HELD_BY)?
            .query_row([self.world().device(id).as_str()], |row| hash_or_none(row, 0))
            .optional()?
            .flatten();
        let event = by.map(|by| self.event(&by)).transpose()?.flatten();
        Ok(event.and_then(|event| event.body.payload.hashes(LOANER).first().copied()))
    }

    /// The damage that a new ticket of a device is about, where one was noted.
    pub fn fresh_damage(&self, id: &DeviceId) -> Result<Option<Hash>> {
        let mut entries = self.device_entries(id)?;
        Ok(ticket::fresh_damage(&mut entries, self.world()))
    }

    /// Every change of a device's status, oldest first.
    pub fn way(&self, id: &DeviceId) -> Result<Vec<Stop>> {
        let mut entries = self.device_entries(id)?;
        Ok(way(&mut entries, self.world()))
    }

    /// A ticket as `list tickets` has it: texts in the order of its columns.
    pub(super) fn ticket_line(&self, id: &DeviceId, ticket: Ticket) -> Result<Vec<String>> {
        let card = self.ticket_card(id, ticket)?;
        let ticket = &card.ticket;
        let result = match ticket.closings.as_slice() {
            [] => "",
            _ if ticket.is_scrapped() => "scrapped",
            _ => "repaired",
        };
        let part = |part: &Part| format!("{}={}", part.name, written(part.cents));
        let parts: Vec<String> =
            ticket.closings.iter().flat_map(|closing| &closing.parts).map(part).collect();
        let cost = if ticket.is_open() { String::new() } else { written(ticket.cost_cents()) };
        Ok(vec![
            card.name,
            card.tag,
            ticket.opened.iso(),
            ticket.closings.first().map(|closing| When::iso(closing.at)).unwrap_or_default(),
            ticket.person.as_ref().map(BorrowerId::to_string).unwrap_or_default(),
            card.loaner.unwrap_or_default(),
            ticket.problems.join(" "),
            ticket.vendor.clone(),
            if ticket.warranty { "yes" } else { "no" }.to_owned(),
            cost,
            parts.join(" "),
            result.to_owned(),
            card.note,
        ])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A scan in Repair asks for a device's tickets: it must not read the journal for it.
    #[test]
    fn tickets_have_their_own_index() {
        let store = Store::in_memory().unwrap();
        for query in [ANY, DEVICES] {
            let plan: Vec<String> = store
                .conn
                .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
                .unwrap()
                .query_map(
                    rusqlite::params_from_iter(query.contains('?').then_some("t:1")),
                    |row| row.get(3),
                )
                .unwrap()
                .map(std::result::Result::unwrap)
                .collect();
            assert!(plan.iter().any(|step| step.contains("journal_ticket")), "{plan:?}");
        }
    }
}
