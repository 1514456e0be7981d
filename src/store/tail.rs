//! A second copy of the journal's tail on a stick or another disk.
//!
//! A thread of its own reads the database and appends what this station wrote to one file per
//! incarnation, so that a dead computer costs no more than the last few scans. A scan never waits
//! for it. It holds neither database nor file open between two writes, makes no folder (the place
//! of a stick that is out would fill the wrong disk), and takes nothing away but a torn last line.

mod file;
#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use file::Line;
pub use file::read;

/// Why the tail was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder is not there, or the file cannot be written or read.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A line that is no event, or whose hash does not fit.
    #[error("line {line} of {path} is damaged")]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: u64,
    },
    /// The database cannot be read.
    #[error("{path}: {source}")]
    Sql {
        /// The database.
        path: PathBuf,
        /// The cause.
        source: rusqlite::Error,
    },
}

impl Error {
    fn io(path: &Path) -> impl Fn(io::Error) -> Error {
        move |source| Error::Io { path: path.to_owned(), source }
    }
}

/// How the second copy stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum State {
    /// None chosen.
    #[default]
    Off,
    /// In step, this many events behind.
    Written(u64),
    /// The place is not there, or cannot be written.
    Missing,
}

/// When to write.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// After so many scans.
    scans: u64,
    /// After this time, if anything is new.
    idle: Duration,
    /// A place that is missing is tried again after this time; one that is there is looked at.
    retry: Duration,
    /// How long the last write at the end may take.
    grace: Duration,
}

const PACE: Pace = Pace {
    scans: 25,
    idle: Duration::from_mins(5),
    retry: Duration::from_secs(10),
    grace: Duration::from_millis(800),
};

/// How many events make a write due whatever the number of scans: imports write many at once.
const EVENTS_PER_SCAN: u64 = 4;

/// What the thread and its owner share.
#[derive(Debug, Default)]
struct Shared {
    scans: AtomicU64,
    events: AtomicU64,
    /// Events the write in progress still has before it.
    backlog: AtomicU64,
    missing: AtomicBool,
    stop: AtomicBool,
}

impl Shared {
    fn is_due(&self, pace: &Pace) -> bool {
        self.scans.load(SeqCst) >= pace.scans
            || self.events.load(SeqCst) >= pace.scans * EVENTS_PER_SCAN
    }
}

/// The running second copy. Dropping it writes once more and ends it.
#[derive(Debug)]
pub struct Tail {
    shared: Arc<Shared>,
    pace: Pace,
    thread: Option<JoinHandle<()>>,
    ended: Receiver<()>,
}

impl Tail {
    /// Starts copying the events of a station from a database to a folder, those of before too.
    pub fn start(database: PathBuf, target: PathBuf, station: String) -> Tail {
        Tail::at_pace(database, target, station, PACE)
    }

    fn at_pace(database: PathBuf, target: PathBuf, station: String, pace: Pace) -> Tail {
        let shared = Arc::new(Shared::default());
        let (end, ended) = channel::<()>();
        let writer =
            Writer { database, target, station, pace, shared: Arc::clone(&shared), apart: false };
        let thread = thread::Builder::new().name("tail".to_owned());
        let thread = thread.spawn(move || {
            writer.run();
            drop(end);
        });
        let thread = thread.inspect_err(|error| {
            tracing::warn!(%error, "the second copy of the journal did not start");
            shared.missing.store(true, SeqCst);
        });
        Tail { shared, pace, thread: thread.ok(), ended }
    }

    /// Says that a scan wrote events. Never waits.
    pub fn nudge(&self, events_written: u64) {
        if events_written == 0 {
            return;
        }
        self.shared.events.fetch_add(events_written, SeqCst);
        self.shared.scans.fetch_add(1, SeqCst);
        if let Some(thread) = self.thread.as_ref().filter(|_| self.shared.is_due(&self.pace)) {
            thread.thread().unpark();
        }
    }

    /// How it stands.
    pub fn state(&self) -> State {
        if self.shared.missing.load(SeqCst) {
            State::Missing
        } else {
            let news = self.shared.events.load(SeqCst);
            State::Written(news.max(self.shared.backlog.load(SeqCst)))
        }
    }
}

impl Drop for Tail {
    fn drop(&mut self) {
        self.shared.stop.store(true, SeqCst);
        let Some(thread) = self.thread.take() else { return };
        thread.thread().unpark();
        // A dying stick can hold a write for half a minute: then the thread is left to itself, and
        // what it tears is mended at the next start.
        let patience = self.pace.grace + self.pace.grace / 8;
        match self.ended.recv_timeout(patience) {
            Err(RecvTimeoutError::Timeout) => {
                tracing::warn!("the second copy of the journal is still being written");
            }
            // The sender goes with the thread: there is nothing left to wait for.
            _ => drop(thread.join()),
        }
    }
}

/// The thread's side.
struct Writer {
    database: PathBuf,
    target: PathBuf,
    station: String,
    pace: Pace,
    shared: Arc<Shared>,
    /// The target was seen on another disk than the database.
    apart: bool,
}

impl Writer {
    fn run(mut self) {
        let mut first = true;
        let mut failed = false;
        let mut idle_at = Instant::now();
        let mut look_at = idle_at;
        loop {
            let now = Instant::now();
            let stop = self.shared.stop.load(SeqCst);
            let due = if failed {
                now >= look_at
            } else {
                let news = self.shared.events.load(SeqCst) > 0;
                first || self.shared.is_due(&self.pace) || (now >= idle_at && news)
            };
            if stop || due {
                failed = !self.attempt(stop);
                first = false;
                idle_at = now + self.pace.idle;
                look_at = Instant::now() + self.pace.retry;
                if stop {
                    return;
                }
                // Scans may have come meanwhile.
                continue;
            }
            if now >= look_at {
                if let Err(error) = self.reach() {
                    self.report(Some(&error));
                    failed = true;
                }
                look_at = now + self.pace.retry;
            }
            if now >= idle_at {
                idle_at = now + self.pace.idle;
            }
            thread::park_timeout(look_at.min(idle_at).saturating_duration_since(now));
        }
    }

    /// Writes what is new; false where that failed.
    fn attempt(&mut self, last: bool) -> bool {
        let scans = self.shared.scans.load(SeqCst);
        let events = self.shared.events.load(SeqCst);
        let until = last.then(|| Instant::now() + self.pace.grace);
        let outcome = self.reach().and_then(|()| self.catch_up(until));
        self.report(outcome.as_ref().err());
        if outcome.is_ok() {
            self.shared.scans.fetch_sub(scans, SeqCst);
            self.shared.events.fetch_sub(events, SeqCst);
        }
        outcome.is_ok()
    }

    /// Keeps the state, and writes a change of it to the log.
    fn report(&self, error: Option<&Error>) {
        let missing = match error {
            None => false,
            Some(Error::Io { .. } | Error::Line { .. }) => true,
            // The place may be well; the database is somebody else's to speak of.
            Some(Error::Sql { .. }) => self.shared.missing.load(SeqCst),
        };
        let before = self.shared.missing.swap(missing, SeqCst);
        match error {
            Some(error) if !before => tracing::warn!(%error, "second copy of the journal"),
            None if before => tracing::info!("the second copy of the journal is written again"),
            _ => {}
        }
    }

    /// Whether the place is there, and is the disk it was.
    fn reach(&mut self) -> Result<(), Error> {
        let failed = Error::io(&self.target);
        let data = fs::metadata(&self.target).map_err(&failed)?;
        if !data.is_dir() {
            return Err(failed(io::ErrorKind::NotADirectory.into()));
        }
        let apart = disk(&self.target) != disk(&self.database);
        if self.apart && !apart {
            // The empty folder a stick was mounted on: now it is this computer's own disk.
            return Err(failed(io::ErrorKind::NotFound.into()));
        }
        self.apart = apart;
        Ok(())
    }

    /// Appends what the files lack. With a time given, stops there at the next whole line.
    fn catch_up(&self, until: Option<Instant>) -> Result<(), Error> {
        let failed = |source| Error::Sql { path: self.database.clone(), source };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&self.database, flags).map_err(failed)?;
        for (incarnation, code) in self.incarnations(&conn).map_err(failed)? {
            let path = self.target.join(file::name(&self.station, &code));
            let (mut file, mut position) = match file::open(&path)? {
                Some((file, last)) => {
                    let position = resume(&conn, incarnation, last.as_ref()).map_err(failed)?;
                    (Some(file), position)
                }
                None => (None, START),
            };
            let count = behind(&conn, incarnation, &position).map_err(failed)?;
            self.shared.backlog.store(count, SeqCst);
            loop {
                let lines = next(&conn, incarnation, &position).map_err(failed)?;
                let Some((seq, newest)) = lines.last() else { break };
                let file = match &mut file {
                    Some(file) => file,
                    None => file.insert(file::create(&path)?),
                };
                file::append(file, &path, lines.iter().map(|(_, line)| line))?;
                position = (*seq, newest.hash.bytes().to_vec());
                // What comes meanwhile counts as new.
                let written = lines.len() as u64;
                let left = self.shared.backlog.load(SeqCst).saturating_sub(written);
                self.shared.backlog.store(left, SeqCst);
                if written < AT_ONCE {
                    break;
                }
                let ending = self.shared.stop.load(SeqCst);
                if until.map_or(ending, |until| Instant::now() >= until) {
                    // The last attempt goes on from here, and ends in time.
                    return Ok(());
                }
            }
        }
        self.shared.backlog.store(0, SeqCst);
        Ok(())
    }

    /// Key and code of this station's own incarnations, oldest first.
    fn incarnations(&self, conn: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
        let mut statement = conn.prepare(
            "SELECT id, code FROM incarnation WHERE own = 1 AND station = ?1 ORDER BY id",
        )?;
        let rows = statement.query_map([&self.station], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }
}

/// Number and hash of an event: where it stands in the journal of an incarnation.
type Position = (u64, Vec<u8>);

/// Before the first event.
const START: Position = (0, Vec::new());

/// Events of one read, so that no read holds back the database's log for long.
const AT_ONCE: u64 = 500;

/// Where to go on behind the last line of a file.
fn resume(conn: &Connection, incarnation: i64, last: Option<&Line>) -> rusqlite::Result<Position> {
    let Some(line) = last else { return Ok(START) };
    let (seq, hash) = (line.seq(), line.hash.bytes());
    let known = conn
        .prepare("SELECT 1 FROM journal WHERE incarnation = ?1 AND seq = ?2 AND hash = ?3")?
        .exists((incarnation, seq, hash))?;
    let beyond = conn
        .prepare("SELECT 1 FROM journal WHERE incarnation = ?1 AND seq >= ?2")?
        .exists((incarnation, seq))?;
    // A line nobody here knows is either ahead of a restored database, and nothing is to do, or
    // it is the other branch of a fork: then this branch is written whole behind it.
    Ok(if beyond && !known { START } else { (seq, hash.to_vec()) })
}

/// How many events an incarnation has behind a position.
fn behind(conn: &Connection, incarnation: i64, (seq, hash): &Position) -> rusqlite::Result<u64> {
    conn.query_row(
        "SELECT count(*) FROM journal WHERE incarnation = ?1 AND (seq, hash) > (?2, ?3)",
        (incarnation, seq, hash),
        |row| row.get(0),
    )
}

/// The events behind a position, in order.
fn next(
    conn: &Connection,
    incarnation: i64,
    (seq, hash): &Position,
) -> rusqlite::Result<Vec<(u64, Line)>> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, prev, hash, body FROM journal
         WHERE incarnation = ?1 AND (seq, hash) > (?2, ?3) ORDER BY seq, hash LIMIT ?4",
    )?;
    let rows = statement.query_map((incarnation, seq, hash, AT_ONCE), |row| {
        Ok((row.get(0)?, Line::new(&row.get(1)?, &row.get(2)?, row.get(3)?)))
    })?;
    rows.collect()
}

/// Which disk a path lies on, where the system says.
#[cfg(unix)]
fn disk(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|data| data.dev())
}

#[cfg(not(unix))]
fn disk(_path: &Path) -> Option<u64> {
    None
}
