//! Checking files for the window, beside the counter: what they would do, or which columns they have
//! where nobody can say what they are. Takes as long as the files are; nothing is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::import::{self, CheckError, Checked};
use crate::domain::card::When;
use crate::domain::event::Moment;
pub use crate::exchange::field::Field;
use crate::exchange::mapping::{self, Columns};
pub use crate::exchange::read::{Oddity, What};
use crate::exchange::{self, FileKind, Options, Reason};
pub use crate::exchange::{Column, FileRead, Look};
use crate::store::{Covers, Known, Plan, Store, Watch};

/// Which files, and how they are to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// Files, folders and archives.
    pub paths: Vec<PathBuf>,
    /// What they hold, instead of what their headings say.
    pub kind: Option<FileKind>,
    /// Field to heading, where the headings say nothing.
    pub headings: Vec<(String, String)>,
    /// What they cover.
    pub covers: Covers,
    /// Damaged keys of which only one can have been meant are that.
    pub repairs: bool,
    /// Spellings that are nearly a model's are that model.
    pub aliases: bool,
}

/// What came of checking. Cloning gives the same one.
#[derive(Debug, Clone)]
pub struct Outlook(Arc<Found>);

/// See [`Outlook`].
#[derive(Debug)]
pub enum Found {
    /// What the files would do. The plan is not in [`Checked::read`] any more: it may be large.
    Checked {
        /// Everything but the plan.
        checked: Box<Checked>,
        /// To be taken in by [`Request::Import`](super::request::Request::Import).
        plan: Arc<Plan>,
    },
    /// Headings that say nothing: the columns, as they look for each kind of file.
    Strange {
        /// The file.
        path: PathBuf,
        /// One for each kind.
        kinds: Vec<Guess>,
        /// The same, taking its first row for one of its rows: columns by number.
        numbered: Vec<Guess>,
        /// Whether its first row looks like headings.
        headed: bool,
    },
    /// It could not be checked.
    Failed(CheckError),
}

/// A file as it would be one of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// Its columns.
    pub columns: Columns,
    /// What they may become.
    pub fields: Vec<Field>,
}

impl Outlook {
    /// Wraps what was found.
    pub fn new(found: Found) -> Outlook {
        Outlook(Arc::new(found))
    }

    /// What was found.
    pub fn found(&self) -> &Found {
        &self.0
    }
}

impl PartialEq for Outlook {
    /// Whether they came of the same check.
    fn eq(&self, other: &Outlook) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Outlook {}

/// Saves the rows that are not taken as CSV, with what words make of each reason.
///
/// # Errors
/// The file cannot be written.
pub fn save_refused(
    path: &Path,
    outlook: &Outlook,
    reason: impl Fn(&Reason) -> String,
    look: impl Fn(&Look) -> String,
) -> Result<(), exchange::Error> {
    match outlook.found() {
        Found::Checked { checked, .. } => {
            exchange::write_refused(path, &checked.read.files, reason, look)
        }
        Found::Strange { .. } | Found::Failed(_) => Ok(()),
    }
}

/// Saves who and what would leave as CSV.
///
/// # Errors
/// The file cannot be written.
pub fn save_leaving(path: &Path, outlook: &Outlook) -> Result<(), exchange::Error> {
    match outlook.found() {
        Found::Checked { checked, .. } => super::write_leavers(path, &checked.review.leavers),
        Found::Strange { .. } | Found::Failed(_) => Ok(()),
    }
}

/// Checks files against a store that may be in use elsewhere.
pub(super) fn outlook(store: &Store, files: &Files, now: &Moment, watch: &Watch) -> Outlook {
    let options = Options {
        kind: files.kind,
        headings: files.headings.clone(),
        covers: files.covers.clone(),
        repairs: files.repairs,
        aliases: files.aliases,
        ..Options::default()
    };
    Outlook::new(
        match import::check(store, &files.paths, &options, &When::from(now).date(), watch) {
            Ok(mut checked) => {
                let plan = Arc::new(std::mem::take(&mut checked.read.plan));
                Found::Checked { checked: Box::new(checked), plan }
            }
            Err(CheckError::File(exchange::Error::Unrecognised { path, found }))
                if files.kind.is_none() =>
            {
                match guesses(store, &path) {
                    Ok([kinds, numbered]) => {
                        let headed = kinds.first().is_none_or(|kind| kind.columns.look_headed());
                        Found::Strange { path, kinds, numbered, headed }
                    }
                    Err(_) => Found::Failed(exchange::Error::Unrecognised { path, found }.into()),
                }
            }
            Err(error) => Found::Failed(error),
        },
    )
}

/// What a file's columns may be, with its first row as headings and as one of its rows.
fn guesses(store: &Store, path: &Path) -> Result<[Vec<Guess>; 2], CheckError> {
    let known = store.known()?;
    Ok([columns(&known, path, true)?, columns(&known, path, false)?])
}

fn columns(known: &Known, path: &Path, headed: bool) -> Result<Vec<Guess>, exchange::Error> {
    // People first: they are what most files are of.
    let kinds = [FileKind::Students, FileKind::Devices, FileKind::Models, FileKind::Sites];
    let guess = |kind| -> Result<Guess, exchange::Error> {
        let columns = mapping::columns(path, kind, headed, known)?;
        Ok(Guess { columns, fields: Field::of(kind).collect() })
    };
    kinds.into_iter().map(guess).collect()
}
