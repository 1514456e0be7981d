//! Money in lists: every entry as a line, by time, with what it does to a charge, why, and who wrote it;
//! and who owes what.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::journal::{body, hash};
use super::{Error, Result, Store};
use crate::domain::card::When;
use crate::domain::charge::Does;
use crate::domain::event::{Body, Event, Kind};
use crate::domain::hash::Hash;
use crate::domain::money::written;

pub(super) const COLUMNS: &[&str] = &[
    "entry", "charge", "student", "at", "kind", "amount", "why", "reason", "role", "operator",
    "void",
];

/// The condition is that of the index `journal_money`.
const MONEY: &str = "SELECT hash, body FROM journal
     WHERE kind IN ('ChargeRaised', 'ChargeAdjusted', 'ChargePaid', 'ChargeWaived',
                    'ChargeVoided', 'Refunded')";

/// All entries, as far as their order and their charges need them.
#[derive(Default)]
struct Entries {
    /// Corrected time, station, incarnation, number.
    order: BTreeSet<(i64, String, String, u64, Hash)>,
    /// The charge of each. A charge is its own.
    charges: BTreeMap<Hash, Hash>,
    /// Those that somebody said should not have been.
    voided: BTreeSet<Hash>,
}

impl Store {
    /// Visits every entry of every charge, those that count no more too, in the order of
    /// [`Listing::Entries`](super::Listing::Entries).
    pub(super) fn list_entries<E: From<Error>>(
        &self,
        mut visit: impl FnMut(&[String]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let entries = self.entries()?;
        for (.., hash) in &entries.order {
            if let Some(event) = self.event(hash)? {
                visit(&self.entry_line(&event, &entries)?)?;
            }
        }
        Ok(())
    }

    /// What everybody owes who owes something, by ID; with a minus what they are owed.
    pub(super) fn owing(&self) -> Result<HashMap<String, String>> {
        let mut owing = HashMap::new();
        self.ledgers(|id, ledger| -> Result<()> {
            if ledger.due_cents() != 0 {
                owing.insert(id.to_string(), written(ledger.due_cents()));
            }
            Ok(())
        })?;
        Ok(owing)
    }

    fn entries(&self) -> Result<Entries> {
        let mut entries = Entries::default();
        self.each(MONEY, |row| -> Result<()> {
            let own = hash(row, 0)?;
            let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
            let at_ms = self.world().time(&body).at_ms;
            match body.kind {
                Kind::ChargeRaised => {
                    entries.charges.insert(own, own);
                }
                Kind::ChargeVoided if self.world().is_live(&own) => {
                    entries.voided.extend(body.payload.hashes("entry"));
                }
                _ => {
                    let of = body.payload.hashes("charge").first().map(|charge| (own, *charge));
                    entries.charges.extend(of);
                }
            }
            entries.order.insert((at_ms, body.station, body.incarnation, body.seq, own));
            Ok(())
        })?;
        Ok(entries)
    }

    fn entry_line(&self, event: &Event, entries: &Entries) -> Result<Vec<String>> {
        let Event { body, hash, .. } = event;
        let what = match body.kind {
            Kind::ChargeVoided => body.payload.hashes("entry").first().copied(),
            _ => Some(*hash),
        };
        let charge = what.and_then(|entry| entries.charges.get(&entry));
        let charge = charge.map(|charge| self.event(charge)).transpose()?.flatten();
        let charge = charge.map(|event| self.name_of(&event.body, &event.hash)).transpose()?;
        let borrower = body.borrower.as_ref().map(|id| self.world().borrower(id).to_string());
        let at = When { at_ms: self.world().time(body).at_ms, utc_offset_min: body.utc_offset_min };
        let text = |key| body.payload.text(key).unwrap_or_default().to_owned();
        let reason = match self.addition(hash, "reason")? {
            Some(reason) => Some(reason),
            None => self.addition(hash, "note")?,
        };
        let void = !self.world().is_live(hash) || entries.voided.contains(hash);
        Ok(vec![
            self.name_of(body, hash)?,
            charge.unwrap_or_default(),
            borrower.unwrap_or_default(),
            at.iso(),
            body.kind.to_string(),
            amount(body),
            text("why"),
            reason.unwrap_or_default(),
            text("role"),
            body.operator.clone().unwrap_or_default(),
            if void { "yes" } else { "no" }.to_owned(),
        ])
    }
}

/// What an entry does to what is due: more, or with a minus less. Nothing for one that voids another.
fn amount(body: &Body) -> String {
    let cents = body.payload.int("cents").unwrap_or_default();
    match Does::of(&body.kind) {
        Some(Does::Raise | Does::Adjust | Does::Refund) => written(cents),
        Some(Does::Pay | Does::Waive) => written(-cents),
        None => String::new(),
    }
}
