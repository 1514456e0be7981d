//! Opening a folder for a window: the desk on a thread of its own, and the upkeep behind it.

use std::path::Path;

use super::request::Settings;
use super::upkeep::{Finding, Upkeep};
use super::{Client, Desk, Error, Front, Worker};
use crate::domain::event::Moment;
use crate::store::Store;
use crate::store::place::Warning;

/// An open desk. Dropping it waits until everything asked is on disk.
#[derive(Debug)]
pub struct Opened {
    /// The way to the desk.
    pub client: Client,
    /// Settings of this computer.
    pub settings: Settings,
    /// What is doubtful about the place of the data.
    pub warning: Option<Warning>,
    // In this order: the upkeep reads what the worker writes.
    _upkeep: Upkeep,
    _worker: Worker,
}

/// Opens a folder. `what` names the program to whoever comes second.
///
/// # Errors
/// What the store says; a window shows it on its trouble screen.
pub fn open(
    folder: &Path,
    what: &str,
    clock: fn() -> Moment,
    report: impl Fn(Finding) + Send + 'static,
) -> Result<Opened, Error> {
    let (store, warning) = Store::open(folder, what, &clock())?;
    let desk = Desk::new(store, Front::Window)?;
    let settings = desk.settings.clone();
    let upkeep = Upkeep::start(folder.to_owned(), clock, report);
    let (worker, client) = Worker::start(desk, clock);
    Ok(Opened { client, settings, warning, _upkeep: upkeep, _worker: worker })
}
