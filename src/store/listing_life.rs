//! Lines of the tables that tell what becomes of devices: proposals, prices, accessories, overrides.

use rusqlite::Row;

use super::journal::{body, hash};
use super::{Result, Store};
use crate::domain::card::When;
use crate::domain::device::DeviceId;
use crate::domain::money::written;
use crate::domain::noted::Noted;
use crate::domain::price::Price;
use crate::domain::quote::Proposal;

/// The day after all others: whatever policy is set is in force.
pub(super) const LAST_DAY: &str = "9999-12-31";

pub(super) const WITH_ACCESSORIES: &str =
    "SELECT s.name, c.noted FROM custody c JOIN subject s ON s.id = c.device
     WHERE c.noted LIKE '%:%' ORDER BY 1";

pub(super) const OVERRIDES: &str =
    "SELECT hash, body FROM journal WHERE kind = 'Issued' AND body ->> '$.payload.over' IS NOT NULL
     ORDER BY id";

impl Store {
    pub(super) fn proposal_line(&self, proposal: &Proposal) -> Result<Vec<String>> {
        let charge = match proposal.charge {
            Some(hash) => self.event(&hash)?,
            None => None,
        };
        let charge = charge.map(|event| self.name_of(&event.body, &event.hash)).transpose()?;
        let tag = proposal.device.as_ref().map(|id| self.device(id)).transpose()?;
        Ok(vec![
            proposal.id().short(),
            proposal.borrower.to_string(),
            tag.map(|card| card.tag).unwrap_or_default(),
            charge.unwrap_or_default(),
            proposal.sort.clone(),
            written(proposal.old_cents),
            written(proposal.new_cents),
            proposal.why.as_str().to_owned(),
        ])
    }

    pub(super) fn accessory_lines(&self, row: &Row<'_>) -> Result<Vec<Vec<String>>> {
        let id = DeviceId::from_text(row.get::<_, String>(0)?);
        let noted = Noted::parse(&row.get::<_, String>(1)?);
        let card = self.device(&id)?;
        let student = self.last_holder(&id)?.map(|id| id.to_string()).unwrap_or_default();
        let line = |(word, place): (&&str, &crate::domain::noted::Whereabouts)| {
            vec![card.tag.clone(), student.clone(), word.to_lowercase(), place.as_str().to_owned()]
        };
        Ok(noted.accessories.iter().map(line).collect())
    }

    pub(super) fn override_line(&self, row: &Row<'_>) -> Result<Option<Vec<String>>> {
        let own = hash(row, 0)?;
        if !self.world().is_live(&own) {
            return Ok(None);
        }
        let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
        let at =
            When { at_ms: self.world().time(&body).at_ms, utc_offset_min: body.utc_offset_min };
        let text = |key| body.payload.text(key).unwrap_or_default().to_owned();
        Ok(Some(vec![
            self.name_of(&body, &own)?,
            body.borrower.as_ref().map(ToString::to_string).unwrap_or_default(),
            body.tag.clone().unwrap_or_default(),
            at.iso(),
            text("over"),
            text("why"),
            self.addition(&own, "reason")?.unwrap_or_default(),
        ]))
    }
}

pub(super) fn price_line(price: &Price) -> Vec<String> {
    let yes = |said: bool| if said { "yes" } else { "no" }.to_owned();
    vec![
        price.sort.clone(),
        price.model.clone(),
        written(price.cents),
        yes(price.steps),
        yes(price.device),
    ]
}
