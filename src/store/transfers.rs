//! What was sent to another site, and what of it is still under way.

use std::collections::BTreeMap;

use super::journal::{body, hash, hash_or_none};
use super::{Result, Store};
use crate::domain::card::When;
use crate::domain::device::DeviceId;
use crate::domain::hash::Hash;
use crate::domain::transfer::{self, Sent};

impl Store {
    /// Everything that was sent and not taken back, in the order it came here; of one transfer, or of
    /// all where `transfer` is empty.
    pub fn sent(&self, transfer: &str) -> Result<Vec<Sent>> {
        let mut statement = self.conn.prepare_cached(include_str!("sql/sent.sql"))?;
        let mut rows = statement.query([transfer])?;
        let mut sent = Vec::new();
        while let Some(row) = rows.next()? {
            let event = hash(row, 0)?;
            if !self.world().is_live(&event) {
                continue;
            }
            let body = body(row.get_ref(1)?.as_str().unwrap_or_default())?;
            let text = |key| body.payload.text(key).unwrap_or_default().to_owned();
            let at_ms = self.world().time(&body).at_ms;
            let device = DeviceId::from_text(row.get::<_, String>(2)?);
            let device = self.world().device(&device).clone();
            let under_way = self.sent_by(&device)? == Some(event);
            sent.push((
                event,
                Sent {
                    transfer: text("transfer"),
                    from: text("from"),
                    to: text("to"),
                    at: When { at_ms, utc_offset_min: body.utc_offset_min },
                    under_way,
                    arrived: !under_way,
                    device,
                },
            ));
        }
        self.tell_arrived(&mut sent)?;
        Ok(sent.into_iter().map(|(_, sent)| sent).collect())
    }

    /// Of a device that was sent more than once, what became of each time is read from its events.
    fn tell_arrived(&self, sent: &mut [(Hash, Sent)]) -> Result<()> {
        let mut times: BTreeMap<DeviceId, usize> = BTreeMap::new();
        for (_, sent) in sent.iter() {
            *times.entry(sent.device.clone()).or_default() += 1;
        }
        for (event, sent) in sent.iter_mut().filter(|(_, sent)| times[&sent.device] > 1) {
            let mut entries = self.device_entries(&sent.device)?;
            sent.arrived = transfer::arrived(&mut entries, event, self.world());
        }
        Ok(())
    }

    /// The event by which a device is under way.
    fn sent_by(&self, device: &DeviceId) -> Result<Option<Hash>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.bound_by FROM subject s JOIN custody c ON c.device = s.id WHERE s.name = ?1",
        )?;
        let mut rows = statement.query([device.as_str()])?;
        Ok(rows.next()?.map(|row| hash_or_none(row, 0)).transpose()?.flatten())
    }
}
