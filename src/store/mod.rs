//! One SQLite file: journal, register, projections, backups.
//!
//! Knows `domain` and nothing above it. Truth is the journal; what it means is `domain::fold`'s to
//! say, and every projection here can be rebuilt from it. Nothing here reads the wall clock.

mod agreements;
mod aliases;
mod assigned;
pub mod backup;
mod batch;
mod batch_class;
mod beside;
mod cards;
mod charges;
pub mod check;
mod clocks;
mod conflicts;
mod entries;
mod error;
mod export;
mod forks;
mod indexes;
mod intake;
mod journal;
mod labels;
mod listed;
mod listing;
mod listing_life;
pub mod lock;
mod lookup;
mod missing;
mod noted;
mod open;
pub mod place;
mod printed;
mod project;
mod rebuild;
mod refold;
mod register;
mod rows;
mod runs;
mod search;
mod sets;
mod settings;
mod stations;
pub mod tail;
#[cfg(test)]
mod tests;
mod tickets;
mod todos;
mod transfers;
mod watch;
mod write;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use batch::{BatchRow, ChainState, MergedRow};
pub use batch_class::Class;
pub use conflicts::{ConflictName, Open};
pub use error::Error;
pub use export::{Loans, Sheet};
pub use intake::Intake;
pub use journal::{Draft, Merged, Stamp};
pub use listed::GroupedBy;
pub use listing::Listing;
pub use lookup::Resolution;
pub use printed::Batches;
pub use rebuild::Difference;
pub use register::{
    At, Change, Covers, DeviceRow, Given, Holder, HolderDiffers, Known, KnownKeys, Leaver, Loss,
    Mapping, ModelRow, Outcome, PersonRow, Plan, RegisterInfo, Review, SNAPSHOT, SnapshotSheet,
    Taken,
};
pub use runs::{Line, LineRow, Run};
pub use settings::Station;
pub use stations::{Closed, LastBatch, StationRow};
pub use watch::Watch;
pub use write::Write;

use crate::domain::hash::Hash;
use crate::domain::world::World;

/// "TGDK": marks a file as Tagdesk's.
pub const APPLICATION_ID: i32 = 0x5447_444B;

/// Name of the database in the data folder.
pub const DATABASE: &str = "desk.db";

/// Name of the folder for backups in the data folder.
pub const BACKUPS: &str = "backups";

/// What every call of the store may give back.
pub type Result<T> = std::result::Result<T, Error>;

/// The end of this station's own chain.
#[derive(Debug, Clone)]
struct Head {
    /// Internal key of the incarnation.
    incarnation: i64,
    station: String,
    code: String,
    seq: u64,
    hash: Hash,
    register: Option<String>,
}

/// An open database. One that was opened to write holds the desk's lock for its life.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    world: World,
    head: Option<Head>,
    _lock: Option<lock::Lock>,
}

impl Store {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder that backups go to.
    pub fn backups(&self) -> PathBuf {
        self.path.with_file_name(BACKUPS)
    }

    /// What many subjects share.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Moves what the log holds into the file as far as readers allow. Called between scans.
    pub fn checkpoint(&self) -> Result<()> {
        self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Moves the whole log into the file and lets SQLite look after its statistics. At the end.
    pub fn close(self) -> Result<()> {
        self.conn.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);")?;
        Ok(())
    }
}
