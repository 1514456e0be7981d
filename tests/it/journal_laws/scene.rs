//! Stations `A` to `D` and what they write about one device, told in minutes.

use std::collections::BTreeMap;

use tagdesk::domain::event::{Event, Kind};
use tagdesk::domain::fold::Folded;
use tagdesk::domain::hash::Hash;

use super::author::{Author, MINUTE, START, device, person};
use super::{assert_whole, oracle, replica};

/// The device that everything is about, unless something else is said.
pub(super) const TAG: &str = "t:CB-1";

/// Stations and what they write.
pub(super) struct Scene {
    desks: BTreeMap<&'static str, Author>,
    pub(super) events: Vec<Event>,
}

impl Scene {
    pub(super) fn new() -> Scene {
        let desk =
            |(i, name): (usize, &&'static str)| (*name, Author::new(name, &format!("0000000{i}")));
        let desks = ["A", "B", "C", "D"].iter().enumerate().map(desk).collect();
        Scene { desks, events: Vec::new() }
    }

    pub(super) fn desk(&mut self, desk: &str) -> &mut Author {
        self.desks.get_mut(desk).unwrap()
    }

    pub(super) fn write(
        &mut self,
        desk: &str,
        minute: i64,
        kind: Kind,
        fill: impl FnOnce(&mut tagdesk::domain::event::Body),
    ) -> Hash {
        let age = self.events.len();
        let desk = self.desks.get_mut(desk).unwrap();
        let mut body = match kind {
            Kind::BorrowerMerged | Kind::ClockOffset | Kind::Undone => {
                desk.body(START + minute * MINUTE, kind)
            }
            kind => desk.about(START + minute * MINUTE, kind, &device(TAG)),
        };
        fill(&mut body);
        let event = desk.seal(age, body);
        self.events.push(event.clone());
        event.hash
    }

    pub(super) fn issue(&mut self, desk: &str, minute: i64, to: &str) -> Hash {
        self.write(desk, minute, Kind::Issued, |body| body.borrower = Some(person(to)))
    }

    pub(super) fn give_back(&mut self, desk: &str, minute: i64) -> Hash {
        self.write(desk, minute, Kind::Returned, |body| body.borrower.clone_from(&body.saw))
    }

    /// The database of a desk is copied to another computer as it is, and goes on there under the
    /// name `copy`.
    pub(super) fn copy(&mut self, desk: &str, copy: &'static str, minute: i64) {
        let mut other = self.desks[desk].clone();
        copy.clone_into(&mut other.computer);
        other.reboot(START + minute * MINUTE);
        self.desks.insert(copy, other);
    }

    /// A desk goes on in a new incarnation.
    pub(super) fn begin(&mut self, desk: &str) {
        let code = format!("{:08x}", 0x1000 + self.events.len());
        self.desk(desk).begin(code);
    }

    pub(super) fn learn(&mut self, desk: &str, from: &str) {
        let from = self.desks[from].clone();
        self.desk(desk).learn(&from);
    }

    pub(super) fn open(&mut self, desk: &str, minute: i64, file: u8, holder: &str) -> Hash {
        self.write(desk, minute, Kind::Opened, |body| {
            body.borrower = Some(person(holder));
            body.payload.put("file", Hash::of(&[&[file]]).to_string());
            body.payload.put("row", "1");
        })
    }

    pub(super) fn resolve(
        &mut self,
        desk: &str,
        minute: i64,
        choice: &str,
        events: &[Hash],
    ) -> Hash {
        self.write(desk, minute, Kind::Resolved, |body| {
            body.payload.put_hashes("events", events);
            body.payload.put("choice", choice);
        })
    }

    pub(super) fn offset(&mut self, of: &str, offset_min: i64, within_min: i64) {
        self.offset_from(of, 1, offset_min, within_min);
    }

    /// How far a desk's clock was off in the segment that a number lies in.
    pub(super) fn offset_from(&mut self, of: &str, from: i64, offset_min: i64, within_min: i64) {
        let whose = self.desks[of].clone();
        let _ = self.write("D", 500, Kind::ClockOffset, |body| {
            body.payload.put("station", whose.station);
            body.payload.put("incarnation", whose.incarnation);
            body.payload.put_int("from", from);
            body.payload.put_int("offset", offset_min * MINUTE);
            body.payload.put_int("within", within_min * MINUTE);
        });
    }

    pub(super) fn undo(&mut self, desk: &str, minute: i64, targets: &[Hash]) -> Hash {
        self.write(desk, minute, Kind::Undone, |body| {
            body.payload.put_hashes("targets", targets);
        })
    }

    pub(super) fn merge_people(&mut self, desk: &str, minute: i64, from: &str, into: &str) -> Hash {
        self.write(desk, minute, Kind::BorrowerMerged, |body| {
            body.borrower = Some(person(from));
            body.payload.put("into", into);
        })
    }

    /// The device, folded; a store of the same events agrees.
    pub(super) fn fold(&self) -> Folded {
        assert_whole(&mut replica(&self.events));
        let mut folded = oracle::fold(&self.events);
        match folded.remove(&device(TAG)) {
            Some(folded) => folded,
            None => folded.into_values().next().unwrap(),
        }
    }

    pub(super) fn holder(&self) -> Option<String> {
        self.fold().custody.holder.map(|held| held.borrower.to_string())
    }

    pub(super) fn asks(&self) -> bool {
        self.fold().conflict.is_some()
    }
}
