//! Taking a register in: the plan that `exchange` made of files, applied in one transaction with
//! the events that follow from it. What it would do is told first.

use std::path::PathBuf;

use super::reply::When;
use super::request::Role;
use super::{Desk, Error, import_contact};
use crate::domain::device::DeviceId;
use crate::domain::event::{Kind, Moment, Source};
use crate::exchange::{self, Read};
use crate::store::{self, Draft, Plan, Review, Stamp, Store, Watch, Write};

/// Rows whose statuses are written at once, so that memory does not grow with the file.
const PAGE: usize = 10_000;

/// Fewer people than these say nothing about a school year.
const A_YEAR: u64 = 5;

/// Half a day, milliseconds: how far off the noon of a day may be.
const HALF_DAY_MS: i64 = 12 * 3_600_000;

/// What may be accepted, and so passes a stop or does what is otherwise only offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accept {
    /// A site loses more than a tenth, or all.
    Leaving,
    /// Everybody is a grade higher.
    SchoolYear,
    /// Damaged keys of which only one can have been meant are that.
    Repairs,
    /// Spellings that are nearly a model's are that model.
    Aliases,
    /// Taking an import back on whose devices something happened since.
    Later,
}

impl Accept {
    /// All of them.
    pub const ALL: [Accept; 5] =
        [Self::Leaving, Self::SchoolYear, Self::Repairs, Self::Aliases, Self::Later];

    /// The word after `--accept`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leaving => "leaving",
            Self::SchoolYear => "school-year",
            Self::Repairs => "repairs",
            Self::Aliases => "aliases",
            Self::Later => "later",
        }
    }

    /// Reads the word after `--accept`.
    pub fn parse(word: &str) -> Option<Accept> {
        Self::ALL.into_iter().find(|accept| accept.as_str() == word)
    }
}

/// Why an import does not go on by itself. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// A site would lose more than a tenth of its people or devices, or all of them.
    Leaving {
        /// Site code.
        site: String,
        /// How many would become inactive.
        leaving: u64,
        /// How many are active there now.
        all: u64,
    },
    /// Most people are a grade higher than they were.
    SchoolYear {
        /// How many.
        moved_up: u64,
        /// Of how many whose grades are known.
        graded: u64,
    },
}

impl Stop {
    /// What passes it.
    pub fn passed_by(&self) -> Accept {
        match self {
            Self::Leaving { .. } => Accept::Leaving,
            Self::SchoolYear { .. } => Accept::SchoolYear,
        }
    }

    /// The stops of a review, the worst first.
    pub fn of(review: &Review) -> Vec<Stop> {
        let mut losses: Vec<_> =
            review.losses.iter().filter(|loss| loss.leaving * 10 > loss.all).collect();
        losses.sort_by_key(|loss| std::cmp::Reverse((loss.people, loss.leaving)));
        let leaving = |loss: &&store::Loss| Stop::Leaving {
            site: loss.site.clone(),
            leaving: loss.leaving,
            all: loss.all,
        };
        let mut stops: Vec<Stop> = losses.iter().map(leaving).collect();
        let (moved_up, graded) = (review.moved_up, review.graded);
        if graded >= A_YEAR && moved_up * 2 > graded {
            stops.push(Stop::SchoolYear { moved_up, graded });
        }
        stops
    }
}

/// How to take in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct How {
    /// What is accepted.
    pub accept: Vec<Accept>,
    /// Work everything out and keep nothing.
    pub dry_run: bool,
    /// How far it is, and a word to stop it.
    pub watch: Watch,
}

impl How {
    /// Takes in whatever it does.
    pub fn whatever() -> How {
        How { accept: Accept::ALL.to_vec(), ..How::default() }
    }
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// What becomes of the rows, and who leaves.
    pub review: Review,
    /// Walk-ups that turned out to be on the list.
    pub merged: u64,
    /// Devices known by tag whose serial was learned.
    pub joined: u64,
    /// Statuses that differ from what the journal had.
    pub statuses: u64,
    /// Holders that became opening balances.
    pub opened: u64,
    /// Why it did not go on; nothing was written.
    pub stops: Vec<Stop>,
    /// Who has to do it: the catalogue would be another, and it is theirs.
    pub contact: Option<String>,
    /// Whose the catalogue is, and how many models of a list of devices were not put into it.
    pub left: Option<(String, u64)>,
    /// There was nothing new. When the very same files were taken in first, if they were.
    pub before: Option<When>,
    /// Whether anything was written.
    pub written: bool,
}

impl Imported {
    /// Nothing in the register or the journal is other than it was.
    pub fn is_nothing(&self) -> bool {
        self.review.is_nothing() && self.merged + self.joined + self.statuses + self.opened == 0
    }
}

/// What an import would do, worked out beside the desk.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What was read of the files, and the plan.
    pub read: Read,
    /// What becomes of the rows, and who leaves.
    pub review: Review,
    /// What has to be accepted first.
    pub stops: Vec<Stop>,
    /// Whose the catalogue is, where it would be another: nobody else can take it in.
    pub contact: Option<String>,
    /// Whose the catalogue is, and how many models of a list of devices nobody else puts into it.
    pub left: Option<(String, u64)>,
    /// When the very same files were taken in.
    pub before: Option<When>,
}

/// Why files could not be checked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CheckError {
    /// A file.
    #[error(transparent)]
    File(#[from] exchange::Error),
    /// The database.
    #[error(transparent)]
    Desk(#[from] Error),
}

impl From<store::Error> for CheckError {
    fn from(error: store::Error) -> CheckError {
        match error {
            store::Error::Cancelled => CheckError::File(exchange::Error::Cancelled),
            other => CheckError::Desk(other.into()),
        }
    }
}

/// Reads files and works out what they would do, without the desk: for a thread of its own, over a
/// store opened to read. `day` is the local date whose policy holds. Takes as long as the files are; `watch` counts the rows twice over, reading
/// them and holding them against the register.
///
/// # Errors
/// A file that cannot be read or understood, and the database's.
pub fn check(
    store: &Store,
    paths: &[PathBuf],
    options: &exchange::Options,
    day: &str,
    watch: &Watch,
) -> Result<Checked, CheckError> {
    let read = exchange::check(paths, options, &store.known()?, watch)?;
    watch.begin(rows(&read.plan));
    let review = store.review(&read.plan, watch)?;
    let before = taken_before(store, &read.plan)?.filter(|_| review.is_nothing());
    let stops = Stop::of(&review);
    let policy = store.world().policy(day);
    let contact = import_contact::asked(&policy, &read.plan, &review);
    let left = import_contact::left(&policy, &review);
    Ok(Checked { read, review, stops, contact, left, before })
}

fn rows(plan: &Plan) -> u64 {
    let held = plan.devices.iter().flatten().filter(|row| row.holder.is_some()).count();
    (plan.rows() + held) as u64
}

/// When all files of a plan were taken in, if they are those in use.
fn taken_before(store: &Store, plan: &Plan) -> store::Result<Option<When>> {
    let mut first = None;
    for (file, ..) in &plan.files {
        match store.taken_before(file)? {
            Some(at) => first = Some(first.map_or(at, |earlier: When| earlier.min(at))),
            None => return Ok(None),
        }
    }
    Ok(first)
}

/// Carries findings out of a transaction that is rolled back.
enum End {
    Back(Box<Imported>),
    Failed(Error),
}

impl<E: Into<Error>> From<E> for End {
    fn from(error: E) -> Self {
        End::Failed(error.into())
    }
}

impl Desk {
    /// Applies a plan. Where it meets a stop that is not accepted, and with `dry_run`, everything is
    /// worked out and nothing is kept; where nothing would be other than it is, nothing is written
    /// but that the files were seen.
    ///
    /// # Errors
    /// [`Error::OfficeImports`] where an office's register is in use here, unless the plan adds only;
    /// [`Error::NotTheContact`] where the catalogue would be another, and is somebody else's; the
    /// database's.
    pub fn import(&mut self, plan: &Plan, how: &How, now: &Moment) -> Result<Imported, Error> {
        let of_office =
            self.role()? == Role::Station && self.store.setting("office_register")?.is_some();
        if of_office && !plan.adds_only {
            return Err(Error::OfficeImports);
        }
        let station = self.store.station().ok_or(store::Error::NoStation)?;
        let before = taken_before(&self.store, plan)?;
        let operator = self.operator.clone();
        let policy = self.policy(now);
        how.watch.begin(rows(plan));
        let result = self.store.transact(|write| -> Result<Imported, End> {
            let stamp =
                Stamp { now, operator: operator.as_deref(), run: None, source: Source::Imported };
            let theirs = policy.is_contact(operator.as_deref());
            let review = write.adopt(plan, &station.code, When::from(now), theirs, &how.watch)?;
            let contact = import_contact::asked(&policy, plan, &review).filter(|_| !theirs);
            let left = import_contact::left(&policy, &review).filter(|_| !theirs);
            if let (Some(contact), false) = (&contact, how.dry_run) {
                return Err(Error::NotTheContact(contact.clone()).into());
            }
            let stops = Stop::of(&review);
            let mut imported = Imported { review, stops, contact, left, ..Imported::default() };
            imported.stops.retain(|stop| !how.accept.contains(&stop.passed_by()));
            let drafts = learned(write, &station.code, &mut imported)?;
            // A command each, so that one of them can be taken back, and one settling for all.
            let _ = write.append_each(stamp, drafts)?;
            // A file that was in use before says nothing new of statuses.
            if before.is_none() {
                imported.statuses = statuses(write, plan, &imported.review, stamp)?;
            }
            imported.opened = openings(write, plan, &imported.review, stamp)?;
            write.end_intake()?;
            let nothing = imported.is_nothing();
            if nothing {
                imported.before = before;
            }
            if nothing || how.dry_run || !imported.stops.is_empty() {
                return Err(End::Back(Box::new(imported)));
            }
            imported.written = true;
            Ok(imported)
        });
        match result {
            Ok(imported) => Ok(imported),
            Err(End::Back(imported)) => {
                if imported.is_nothing() && imported.before.is_none() && !how.dry_run {
                    self.store.transact(|write| write.note_files(plan, When::from(now)))?;
                }
                Ok(*imported)
            }
            Err(End::Failed(error)) => Err(error),
        }
    }
}

/// The events that say what was learned: a register, joins, merges.
fn learned(write: &Write<'_>, issuer: &str, imported: &mut Imported) -> store::Result<Vec<Draft>> {
    let mut drafts = vec![Draft::new(Kind::RegisterAdopted).with("issuer", issuer)];
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
    Ok(drafts)
}

/// Writes where a file gives a device another status than the journal has, and how often it does.
/// After the joins: what was known of a tag is known of the device.
fn statuses(
    write: &mut Write<'_>,
    plan: &Plan,
    review: &Review,
    stamp: Stamp<'_>,
) -> store::Result<u64> {
    let mut found = 0;
    let devices = plan.devices.as_deref().unwrap_or_default();
    let mut known = write.statuses()?;
    for (page, rows) in devices.chunks(PAGE).enumerate() {
        let mut drafts = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let Some(status) = row.status else { continue };
            let id = review.device(devices, page * PAGE + index);
            let lasting = write.lasting(id);
            if known.get(lasting).copied().unwrap_or_default() != status {
                known.insert(lasting.clone(), status);
                drafts.push(Draft {
                    device: Some(id.clone()),
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

/// Writes who had which device before the journal began: the file and its row, so that the same row
/// taken in at several stations is one fact.
fn openings(
    write: &mut Write<'_>,
    plan: &Plan,
    review: &Review,
    stamp: Stamp<'_>,
) -> store::Result<u64> {
    let devices = plan.devices.as_deref().unwrap_or_default();
    for page in review.opening.chunks(PAGE) {
        let mut drafts = Vec::with_capacity(page.len());
        for index in page {
            let row = &devices[*index];
            let Some(holder) = &row.holder else { continue };
            let id: &DeviceId = review.device(devices, *index);
            drafts.push(Draft {
                device: Some(id.clone()),
                borrower: Some(holder.borrower.clone()),
                tag: Some(row.tag.clone()),
                serial: Some(row.serial.clone()),
                as_of_ms: holder.since_ms.map(|at| (at, HALF_DAY_MS)),
                ..Draft::new(Kind::Opened)
                    .with("file", &holder.file.to_string())
                    .with("row", row.id.as_str())
            });
        }
        let _ = write.append_each(stamp, drafts)?;
    }
    Ok(review.opening.len() as u64)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
