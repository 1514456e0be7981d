//! Taking a register in: the plan that `exchange` made of files, applied in one transaction with
//! the events that follow from it.

use super::reply::When;
use super::request::Role;
use super::{Desk, Error};
use crate::domain::event::{Kind, Moment, Source};
use crate::store::{Draft, Plan, Stamp, Taken, Write};

/// Rows whose statuses are written at once, so that memory does not grow with the file.
const PAGE: usize = 10_000;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// People.
    pub people: Taken,
    /// Devices.
    pub devices: Taken,
    /// Walk-ups that turned out to be on the list.
    pub merged: u64,
    /// Devices known by tag whose serial was learned.
    pub joined: u64,
    /// Statuses that differ from what the journal had.
    pub statuses: u64,
    /// When the very same files were taken in first: there was nothing new.
    pub before: Option<When>,
}

impl Desk {
    /// Applies a plan. A roster that takes more than a tenth off a site's list is a stop, passed by
    /// `accept_leaving`. With `dry_run` everything is worked out and nothing is kept.
    pub fn import(
        &mut self,
        plan: &Plan,
        accept_leaving: bool,
        dry_run: bool,
        now: &Moment,
    ) -> Result<Imported, Error> {
        /// Carries the findings of a dry run out of a transaction that is rolled back.
        enum End {
            Dry(Imported),
            Failed(Error),
        }
        impl<E: Into<Error>> From<E> for End {
            fn from(error: E) -> Self {
                End::Failed(error.into())
            }
        }
        if self.role()? == Role::Station && self.store.setting("office_register")?.is_some() {
            return Err(Error::OfficeImports);
        }
        let station = self.store.station().ok_or(crate::store::Error::NoStation)?;
        if let Some(before) = self.same_as_before(plan)? {
            return Ok(Imported { before: Some(before), ..Imported::default() });
        }
        let operator = self.operator.clone();
        let result = self.store.transact(|write| -> Result<Imported, End> {
            if !accept_leaving && !plan.adds_only {
                for (site, leaving, all) in write.would_leave(plan)? {
                    if leaving * 10 > all {
                        return Err(Error::Leaving { site, leaving, all }.into());
                    }
                }
            }
            let (people, devices) = write.adopt(plan, &station.code, When::from(now))?;
            let mut imported = Imported { people, devices, ..Imported::default() };
            let mut drafts = vec![Draft::new(Kind::RegisterAdopted).with("issuer", &station.code)];
            for (serial, tag) in write.joins_found()? {
                drafts.push(Draft {
                    device: Some(serial),
                    ..Draft::new(Kind::DeviceJoined).with("other", tag.as_str())
                });
                imported.joined += 1;
            }
            for (walk_up, person) in write.merges_found()? {
                drafts.push(Draft {
                    borrower: Some(walk_up),
                    ..Draft::new(Kind::BorrowerMerged).with("into", person.as_str())
                });
                imported.merged += 1;
            }
            let stamp =
                Stamp { now, operator: operator.as_deref(), run: None, source: Source::Imported };
            // A command each, so that one of them can be taken back, and one settling for all.
            let _ = write.append_each(stamp, drafts)?;
            imported.statuses = statuses(write, plan, stamp)?;
            if dry_run { Err(End::Dry(imported)) } else { Ok(imported) }
        });
        match result {
            Ok(imported) | Err(End::Dry(imported)) => Ok(imported),
            Err(End::Failed(error)) => Err(error),
        }
    }

    fn same_as_before(&self, plan: &Plan) -> Result<Option<When>, Error> {
        let mut first = None;
        for (file, ..) in &plan.files {
            match self.store.taken_before(file)? {
                Some(at) => first = Some(first.map_or(at, |earlier: When| earlier.min(at))),
                None => return Ok(None),
            }
        }
        Ok(first)
    }
}

/// Writes where a file gives a device another status than the journal has, and how often it does.
/// After the joins: what was known of a tag is known of the device.
fn statuses(write: &mut Write<'_>, plan: &Plan, stamp: Stamp<'_>) -> crate::store::Result<u64> {
    let mut found = 0;
    for rows in plan.devices.as_deref().unwrap_or_default().chunks(PAGE) {
        let mut drafts = Vec::new();
        for row in rows {
            let Some(status) = row.status else { continue };
            if write.status(&row.id)? != status {
                drafts.push(Draft {
                    device: Some(row.id.clone()),
                    tag: Some(row.tag.clone()),
                    serial: Some(row.serial.clone()),
                    ..Draft::new(Kind::StatusChanged).with("status", status.as_str())
                });
            }
        }
        found += drafts.len() as u64;
        let _ = write.append_each(stamp, drafts)?;
    }
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::desk::Front;
    use crate::desk::request::Setup;
    use crate::domain::device::{DeviceId, Status};
    use crate::domain::hash::Hash;
    use crate::store::{DeviceRow, Store};

    fn now() -> Moment {
        let wall_ms = 1_786_527_000_000;
        Moment { wall_ms, utc_offset_min: 0, boot: "b".into(), boot_ms: 0 }
    }

    fn a_desk() -> Desk {
        let mut desk = Desk::new(Store::in_memory().unwrap(), Front::Terminal).unwrap();
        let (station, site) = ("GYM".to_owned(), "MID".to_owned());
        desk.init(&Setup { station, site, role: Role::Alone, practice: false }, &now()).unwrap();
        desk
    }

    /// So many devices, by tag alone, or with serials.
    fn plan(devices: usize, serials: bool, status: Option<Status>) -> Plan {
        let row = |i: usize| DeviceRow {
            id: DeviceId::from_text(format!("{}:{i}", if serials { "s" } else { "t" })),
            tag: i.to_string(),
            serial: if serials { i.to_string() } else { String::new() },
            model: String::new(),
            site: "MID".to_owned(),
            status,
        };
        let file = (Hash::of(&[&[u8::from(serials)]]), "devices", devices as u64);
        let devices = Some((0..devices).map(row).collect());
        Plan { files: vec![file], devices, ..Plan::default() }
    }

    /// How often the shared world was settled while serials were learned.
    fn settled(devices: usize) -> u64 {
        let mut desk = a_desk();
        desk.import(&plan(devices, false, None), true, false, &now()).unwrap();
        let before = desk.store.world().settled();
        let learned = desk.import(&plan(devices, true, None), true, false, &now()).unwrap();
        assert_eq!(learned.joined, devices as u64);
        assert_eq!(desk.store.differences(1).unwrap(), []);
        desk.store.world().settled() - before
    }

    #[test]
    fn many_joins_of_one_import_are_settled_once() {
        assert_eq!((settled(2), settled(300)), (1, 1));
    }

    #[test]
    fn one_join_of_an_import_is_taken_back_alone() {
        let mut desk = a_desk();
        desk.import(&plan(3, false, None), true, false, &now()).unwrap();
        desk.import(&plan(3, true, None), true, false, &now()).unwrap();
        let events = desk.store.events().unwrap();
        let join = events.iter().find(|event| event.body.kind == Kind::DeviceJoined).unwrap();
        let undone = desk.undo_event(&join.id().to_string(), true, &now()).unwrap();
        assert_eq!(undone.outcome.as_str(), "undone");
        let world = desk.store.world();
        let joined = |i: &usize| {
            let tag = DeviceId::from_text(format!("t:{i}"));
            world.device(&tag).as_str().starts_with("s:")
        };
        assert_eq!((0..3).filter(joined).count(), 2);
    }

    #[test]
    fn a_status_known_of_a_tag_is_known_of_the_device_it_turns_out_to_be() {
        let mut desk = a_desk();
        let lost = Some(Status::Lost);
        let first = desk.import(&plan(3, false, lost), true, false, &now()).unwrap();
        let again = desk.import(&plan(3, true, lost), true, false, &now()).unwrap();
        assert_eq!((first.statuses, again.joined, again.statuses), (3, 3, 0));
    }
}
