//! Taking a register in: the plan that `exchange` made of files, applied in one transaction with
//! the events that follow from it.

use super::reply::When;
use super::request::Role;
use super::{Desk, Error};
use crate::domain::event::{Kind, Moment, Source};
use crate::store::{Draft, Plan, Stamp, Taken};

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
            for row in plan.devices.iter().flatten() {
                let Some(status) = row.status else { continue };
                let before = write.status(&row.id)?;
                if before != status {
                    drafts.push(Draft {
                        device: Some(row.id.clone()),
                        tag: Some(row.tag.clone()),
                        serial: Some(row.serial.clone()),
                        ..Draft::new(Kind::StatusChanged).with("status", status.as_str())
                    });
                    imported.statuses += 1;
                }
            }
            let stamp =
                Stamp { now, operator: operator.as_deref(), run: None, source: Source::Imported };
            for draft in drafts {
                let _ = write.append(stamp, vec![draft])?;
            }
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
