//! The thread that owns desk and store, and a handle that keeps the order of what it is asked.
//!
//! What takes long waits for no scan longer than it must: files are read on threads of their own, and
//! between two bundles of a merge whoever waits is served. An import is one transaction: what comes
//! meanwhile waits, and is answered after it in the order it came.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_channel::oneshot;

use super::long::{self, Long};
use super::request::{Answer, Request};
use super::{Desk, Error, checking, export};
use crate::domain::event::Moment;
use crate::store::{Store, Watch};

/// The log is moved into the file when nothing came for this long, or after so many requests.
const IDLE: Duration = Duration::from_millis(200);
const BUSY: u32 = 500;

type Answering = oneshot::Sender<Result<Answer, Error>>;

struct Job {
    request: Request,
    now: Moment,
    answer: Answering,
}

enum Message {
    Job(Box<Job>),
    Stop,
}

/// Asks the worker. Cloned freely; what one clone sends is answered in the order it was sent, but
/// for checks and exports, and for merges and receipts, which let others pass between two bundles.
#[derive(Debug, Clone)]
pub struct Client {
    jobs: mpsc::Sender<Message>,
    clock: fn() -> Moment,
}

impl Client {
    /// Sends a request at once. The receiver gives the answer, or is cancelled where the worker
    /// has ended.
    pub fn call(&self, request: Request) -> oneshot::Receiver<Result<Answer, Error>> {
        let (answer, reply) = oneshot::channel();
        let job = Job { request, now: (self.clock)(), answer };
        let _ = self.jobs.send(Message::Job(Box::new(job)));
        reply
    }
}

/// The thread. Dropping it answers what was asked before, and leaves the database tidy.
#[derive(Debug)]
pub struct Worker {
    stop: mpsc::Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Gives the desk a thread of its own. `clock` is read once for each request, where it is made.
    pub fn start(desk: Desk, clock: fn() -> Moment) -> (Worker, Client) {
        let (jobs, inbox) = mpsc::channel();
        let thread = std::thread::spawn(move || work(desk, &inbox));
        (Worker { stop: jobs.clone(), thread: Some(thread) }, Client { jobs, clock })
    }
}

impl Drop for Worker {
    /// Waits until everything asked before is done and the database is closed. A client that asks
    /// later is told that the desk has stopped.
    fn drop(&mut self) {
        let _ = self.stop.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What is done on a thread of its own, through a connection that only reads: it takes longer than a
/// person waits for a scan.
fn beside(database: &Path, request: Request, now: &Moment) -> Result<Answer, Error> {
    let store = Store::open_to_read(database.parent().unwrap_or(database))?;
    match request {
        Request::Export { wanted, path } => {
            Ok(Answer::Exported(export::export_to(&store, &wanted, &path)?))
        }
        Request::Check { files, watch } => {
            Ok(Answer::Outlook(checking::outlook(&store, &files, now, &watch)))
        }
        _ => Err(Error::Stopped),
    }
}

fn start_beside(database: &Path, job: Job) -> JoinHandle<()> {
    let database = database.to_owned();
    std::thread::spawn(move || {
        let _ = job.answer.send(beside(&database, job.request, &job.now));
    })
}

/// Serves until it is told to stop and everything asked before is done.
fn work(desk: Desk, inbox: &mpsc::Receiver<Message>) {
    let mut counter = Counter {
        desk,
        others: Vec::new(),
        watched: None,
        long: None,
        later: VecDeque::new(),
        since_checkpoint: 0,
    };
    let mut open = true;
    while open || counter.is_busy() {
        let next = if open { counter.next(inbox) } else { Next::Nobody };
        match next {
            Next::Message(Message::Job(job)) => counter.take(*job),
            Next::Message(Message::Stop) | Next::Closed => open = false,
            Next::Nobody if counter.is_busy() => counter.step(),
            Next::Nobody => counter.since_checkpoint = BUSY,
        }
        counter.tidy();
    }
    counter.close();
}

/// What comes next at the counter.
enum Next {
    Message(Message),
    /// Nobody waits.
    Nobody,
    /// Nobody can ask any more.
    Closed,
}

/// The counter: who is being served, and who waits.
struct Counter {
    desk: Desk,
    /// What is done on threads of its own.
    others: Vec<JoinHandle<()>>,
    watched: Option<Watch>,
    /// What is done in steps, for whom, and when whoever was served last came: nothing is written
    /// that is older than what stands before it.
    long: Option<(Long, Answering, Moment)>,
    /// What takes long and waits for that.
    later: VecDeque<Job>,
    since_checkpoint: u32,
}

impl Counter {
    fn is_busy(&self) -> bool {
        self.long.is_some()
    }

    fn next(&self, inbox: &mpsc::Receiver<Message>) -> Next {
        let closed = |_| RecvTimeoutError::Disconnected;
        let next = match self.since_checkpoint {
            _ if self.is_busy() => inbox.try_recv().map_err(|error| match error {
                TryRecvError::Empty => RecvTimeoutError::Timeout,
                TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
            }),
            0 => inbox.recv().map_err(closed),
            _ => inbox.recv_timeout(IDLE),
        };
        match next {
            Ok(message) => Next::Message(message),
            Err(RecvTimeoutError::Timeout) => Next::Nobody,
            Err(RecvTimeoutError::Disconnected) => Next::Closed,
        }
    }

    fn take(&mut self, job: Job) {
        match &job.request {
            Request::Export { .. } => self.start_beside(job),
            Request::Check { watch, .. } => {
                self.watched = Some(watch.clone());
                self.start_beside(job);
            }
            request if self.is_busy() && long::is_long(request) => self.later.push_back(job),
            request if long::has_steps(request) => self.begin(job),
            _ => {
                let Job { request, now, answer } = job;
                let _ = answer.send(self.desk.handle(request, &now));
                if let Some((_, _, last)) = &mut self.long {
                    *last = now;
                }
                self.since_checkpoint += 1;
            }
        }
    }

    fn start_beside(&mut self, job: Job) {
        self.others.retain(|other| !other.is_finished());
        self.others.push(start_beside(self.desk.store().path(), job));
    }

    fn begin(&mut self, job: Job) {
        let Job { request, now, answer } = job;
        match self.desk.begin(&request) {
            Ok(Some(long)) => self.long = Some((long, answer, now)),
            Ok(None) => {}
            Err(error) => drop(answer.send(Err(error))),
        }
    }

    /// Does a step of what takes long. After the last, what waited for it has its turn.
    fn step(&mut self) {
        let Some((mut long, answer, now)) = self.long.take() else { return };
        self.since_checkpoint += 1;
        match self.desk.step(&mut long, &now) {
            Ok(None) => {
                self.long = Some((long, answer, now));
                return;
            }
            Ok(Some(done)) => drop(answer.send(Ok(done))),
            Err(error) => drop(answer.send(Err(error))),
        }
        while !self.is_busy()
            && let Some(job) = self.later.pop_front()
        {
            self.take(job);
        }
    }

    fn tidy(&mut self) {
        if self.since_checkpoint >= BUSY {
            if let Err(error) = self.desk.store().checkpoint() {
                tracing::warn!(%error, "checkpoint failed");
            }
            self.since_checkpoint = 0;
        }
    }

    fn close(self) {
        if let Some(watch) = self.watched {
            watch.cancel();
        }
        for other in self.others {
            // One that panicked has dropped its answer: whoever asked knows.
            let _ = other.join();
        }
        if let Err(error) = self.desk.close() {
            tracing::warn!(%error, "closing failed");
        }
    }
}
