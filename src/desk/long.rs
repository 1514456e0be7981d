//! Work that takes longer than a person waits for a scan. What can be done in steps is: between two of
//! them the desk serves whoever waits.

use super::batch_merge::Merging;
use super::batch_receive::Receiving;
use super::request::{Answer, Request};
use super::{Desk, Error};
use crate::domain::event::Moment;

/// Work in steps, between which others may be served.
pub(super) trait Steps: Sized {
    /// What it comes to.
    type Report;

    /// Does the next step; the report, once there is none.
    fn step(&mut self, desk: &mut Desk, now: &Moment) -> Result<Option<Self::Report>, Error>;

    /// Does all of it.
    fn through(mut self, desk: &mut Desk, now: &Moment) -> Result<Self::Report, Error> {
        loop {
            if let Some(report) = self.step(desk, now)? {
                return Ok(report);
            }
        }
    }
}

/// A merge or a receipt under way.
pub(super) enum Long {
    Merge(Box<Merging>),
    Receive(Box<Receiving>),
}

/// Whether a request takes long: one such waits for another.
pub(super) fn is_long(request: &Request) -> bool {
    matches!(request, Request::Import { .. } | Request::UndoImport { .. }) || has_steps(request)
}

/// Whether a request is done in steps.
pub(super) fn has_steps(request: &Request) -> bool {
    matches!(request, Request::MergeBundles { .. } | Request::Receive { .. })
}

impl Desk {
    /// Begins what is done in steps; `None` is everything else.
    pub(super) fn begin(&self, request: &Request) -> Result<Option<Long>, Error> {
        Ok(match request {
            Request::MergeBundles { paths, own_site, watch } => {
                Some(Long::Merge(Box::new(Merging::new(paths, *own_site, watch.clone()))))
            }
            Request::Receive { paths, watch } => {
                Some(Long::Receive(Box::new(Receiving::new(self, paths, watch.clone())?)))
            }
            _ => None,
        })
    }

    /// Does the next step; the answer, once there is none.
    pub(super) fn step(&mut self, long: &mut Long, now: &Moment) -> Result<Option<Answer>, Error> {
        self.store.hold()?;
        let stepped = match long {
            Long::Merge(merging) => {
                let report = merging.step(self, now);
                report.map(|done| done.map(|report| Answer::BundlesMerged(Box::new(report))))
            }
            Long::Receive(receiving) => {
                let report = receiving.step(self, now);
                report.map(|done| done.map(|report| Answer::Received(Box::new(report))))
            }
        };
        self.store.release()?;
        stepped
    }
}
