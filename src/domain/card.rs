//! What is read back for a person at the desk: a borrower, a device, a line of a history.

use super::agreement::Signed;
use super::borrower::BorrowerId;
use super::device::{DeviceId, Status};
use super::event::Moment;
use super::noted::Noted;

/// A moment as people read it: corrected UTC milliseconds and the local offset there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct When {
    /// UTC milliseconds.
    pub at_ms: i64,
    /// Local offset from UTC, minutes.
    pub utc_offset_min: i32,
}

impl From<&Moment> for When {
    fn from(moment: &Moment) -> Self {
        Self { at_ms: moment.wall_ms, utc_offset_min: moment.utc_offset_min }
    }
}

/// A borrower by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Identity.
    pub id: BorrowerId,
    /// Name, or the ID where no register knows the person.
    pub name: String,
    /// Homeroom, may be empty.
    pub homeroom: String,
}

impl Named {
    /// The first word of the name.
    pub fn given_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}

/// A device in somebody's hands, as the person's card lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldDevice {
    /// Identity.
    pub id: DeviceId,
    /// Tag, or serial where it has no tag.
    pub tag: String,
    /// Model name, may be empty.
    pub model: String,
    /// Category, may be empty.
    pub category: String,
    /// Since when.
    pub since: When,
    /// Due date, local.
    pub due: Option<String>,
    /// It goes along with another device that its holder has: the limit counts that one alone.
    pub goes_along: bool,
}

/// Where a device is on its way to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundFor {
    /// Site code.
    pub to: String,
    /// Site name.
    pub to_name: String,
    /// Since when.
    pub since: When,
}

/// Whose a device is for years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Who.
    pub named: Named,
    /// The number on the case tag, may be empty.
    pub case: String,
}

/// A device that is somebody's for years, wherever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedDevice {
    /// Identity.
    pub id: DeviceId,
    /// Tag, or serial where it has no tag.
    pub tag: String,
    /// Model name, may be empty.
    pub model: String,
    /// The number on the case tag, may be empty.
    pub case: String,
    /// Site name where it belongs now, may be empty.
    pub site_name: String,
    /// Who has it; nobody where it is in.
    pub holder: Option<BorrowerId>,
}

/// A person as the desk shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub named: Named,
    /// Grade, may be empty.
    pub grade: String,
    /// Site code, may be empty.
    pub site: String,
    /// Site name, may be empty.
    pub site_name: String,
    /// Drive-through slot, may be empty.
    pub slot: String,
    /// Number of the case that waits for them, may be empty.
    pub case: String,
    /// Staff and not a student.
    pub staff: bool,
    /// False where the register has them no more.
    pub active: bool,
    /// No register knows them: a walk-up or a neighbour's.
    pub parked: bool,
    /// What they hold now, oldest loan first.
    pub holds: Vec<HeldDevice>,
    /// Brothers and sisters by the roster's household code, without the person.
    pub household: Vec<Named>,
    /// Which versions of the agreement they signed, the newest first.
    pub signed: Vec<Signed>,
    /// Models meant for the grade, where the policy has a grade rule and the catalogue says so.
    pub gets: Vec<String>,
    /// What they owe, cents; below zero they are owed.
    pub owes_cents: i64,
    /// What is theirs for years, held or not, by tag.
    pub assigned: Vec<AssignedDevice>,
}

/// Who has a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub named: Named,
    /// Since when.
    pub since: When,
    /// Due date, local.
    pub due: Option<String>,
}

/// A device as the desk shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceCard {
    /// Lasting identity.
    pub id: DeviceId,
    /// Tag, or serial where it has no tag.
    pub tag: String,
    /// Serial, may be empty.
    pub serial: String,
    /// Model name, may be empty.
    pub model: String,
    /// Category, may be empty.
    pub category: String,
    /// Grades the model is meant for, as text; empty means all.
    pub grades: String,
    /// Site code where it belongs now, may be empty.
    pub site: String,
    /// Site name, may be empty.
    pub site_name: String,
    /// Shelf, room or cart, may be empty.
    pub shelf: String,
    /// What goes along with its model, as the catalogue has it; may be empty.
    pub accessories: String,
    /// The tag of the device it goes along with; empty where it is part of no set.
    pub set_of: String,
    /// The device that `set_of` means, where it is exactly one.
    pub head: Option<DeviceId>,
    /// Lifecycle status.
    pub status: Status,
    /// Who has it.
    pub holder: Option<Holder>,
    /// Last in front of a scanner: when and at which station.
    pub seen: Option<(When, String)>,
    /// No register knows it.
    pub parked: bool,
    /// Two honest desks disagree about it.
    pub disputed: bool,
    /// What was noted about it and stands.
    pub noted: Noted,
    /// Whose it is for years.
    pub owner: Option<Owner>,
    /// Where it is on its way to.
    pub bound: Option<BoundFor>,
    /// Other devices with the same label, since somebody put it on: serial numbers, or tags.
    pub shares: Vec<String>,
}

impl DeviceCard {
    /// What tells it from another of the same tag: the serial number where there is one.
    pub fn distinct(&self) -> String {
        if self.serial.is_empty() { self.tag.clone() } else { self.serial.clone() }
    }
}

/// A found person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub named: Named,
    /// Grade.
    pub grade: String,
    /// Site name.
    pub site_name: String,
    /// False where the register has them no more.
    pub active: bool,
    /// Tags they hold.
    pub holds: Vec<String>,
}

/// A line of a history, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// `STATION/INCARNATION/SEQ`, with `~hash8` where it belongs to a fork.
    pub event: String,
    /// Corrected time.
    pub at: When,
    /// Kind, as section 4 of the design names it.
    pub kind: String,
    /// Tag as scanned, or what the register calls the device now.
    pub tag: Option<String>,
    /// Who it concerns.
    pub person: Option<Named>,
    /// The status it went to, where it is a change of that.
    pub status: Option<Status>,
    /// Operator.
    pub operator: Option<String>,
    /// It has been taken back.
    pub undone: bool,
    /// It changed nothing.
    pub unchanged: bool,
    /// Written on paper first: when it was entered. `at` is the time on the paper.
    pub entered: Option<When>,
}

impl When {
    /// `2026-08-12T09:41:03-05:00`: local time with its offset, for columns.
    pub fn iso(self) -> String {
        self.local().map_or_else(String::new, |local| {
            local.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
        })
    }

    /// The local date, `YYYY-MM-DD`.
    pub fn date(self) -> String {
        self.local().map_or_else(String::new, |local| local.format("%Y-%m-%d").to_string())
    }

    /// As local time; `None` beyond what a calendar holds.
    pub fn local(self) -> Option<chrono::DateTime<chrono::FixedOffset>> {
        let offset = chrono::FixedOffset::east_opt(self.utc_offset_min.checked_mul(60)?)?;
        Some(chrono::DateTime::from_timestamp_millis(self.at_ms)?.with_timezone(&offset))
    }
}
