//! What goes on behind an open desk: backups by the hour, and one check of the file.
//!
//! A thread of its own with connections of its own: no scan waits for it.

use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::domain::event::Moment;
use crate::store::{self, BACKUPS, DATABASE, Store, backup, check};

/// How often it looks whether a backup is due.
const LOOK: Duration = Duration::from_mins(1);

/// What was found or done.
#[derive(Debug, Clone)]
pub enum Finding {
    /// The file is sound, or not.
    Checked(check::Report),
    /// A backup was written and verified.
    BackedUp(PathBuf),
    /// A check or backup could not be made.
    Failed(store::Error),
}

/// The thread. Dropping it ends it, after what it is doing.
#[derive(Debug)]
pub struct Upkeep {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Upkeep {
    /// Starts looking after the database of a folder. A backup is written where the newest is over
    /// an hour old, now and from then on; the file is checked once.
    pub fn start(
        folder: PathBuf,
        clock: fn() -> Moment,
        report: impl Fn(Finding) + Send + 'static,
    ) -> Upkeep {
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            back_up(&folder, clock, &report);
            report(match Store::open_to_read(&folder).and_then(|store| store.check()) {
                Ok(found) => Finding::Checked(found),
                Err(error) => Finding::Failed(error),
            });
            while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                back_up(&folder, clock, &report);
            }
        });
        Upkeep { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Upkeep {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn back_up(folder: &std::path::Path, clock: fn() -> Moment, report: &impl Fn(Finding)) {
    let (database, backups) = (folder.join(DATABASE), folder.join(BACKUPS));
    let now = clock();
    if !backup::is_due(&backups, now.wall_ms) {
        return;
    }
    let written = backup::write(&database, &backups, &now).and_then(|backup| {
        let _ = backup::thin(&backups, now.wall_ms)?;
        Ok(backup)
    });
    report(match written {
        Ok(backup) => Finding::BackedUp(backup.path),
        Err(error) => Finding::Failed(error.into()),
    });
}
