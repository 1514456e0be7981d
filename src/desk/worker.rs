//! The thread that owns desk and store, and a handle that keeps the order of what it is asked.

use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_channel::oneshot;

use super::request::{Answer, Request};
use super::{Desk, Error, checking, export};
use crate::domain::event::Moment;
use crate::store::{Store, Watch};

/// The log is moved into the file when nothing came for this long, or after so many requests.
const IDLE: Duration = Duration::from_millis(200);
const BUSY: u32 = 500;

struct Job {
    request: Request,
    now: Moment,
    answer: oneshot::Sender<Result<Answer, Error>>,
}

enum Message {
    Job(Box<Job>),
    Stop,
}

/// Asks the worker. Cloned freely; what one clone sends is answered in the order it was sent.
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
fn beside(database: &Path, request: Request) -> Result<Answer, Error> {
    let store = Store::open_to_read(database.parent().unwrap_or(database))?;
    match request {
        Request::Export { wanted, path } => {
            Ok(Answer::Exported(export::export_to(&store, &wanted, &path)?))
        }
        Request::Check { files, watch } => {
            Ok(Answer::Outlook(checking::outlook(&store, &files, &watch)))
        }
        _ => Err(Error::Stopped),
    }
}

fn start_beside(
    database: &Path,
    request: Request,
    answer: oneshot::Sender<Result<Answer, Error>>,
) -> JoinHandle<()> {
    let database = database.to_owned();
    std::thread::spawn(move || {
        let _ = answer.send(beside(&database, request));
    })
}

fn work(mut desk: Desk, inbox: &mpsc::Receiver<Message>) {
    let mut since_checkpoint = 0;
    let mut others: Vec<JoinHandle<()>> = Vec::new();
    let mut watched: Option<Watch> = None;
    loop {
        let job = match since_checkpoint {
            0 => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            _ => inbox.recv_timeout(IDLE),
        };
        match job {
            Ok(Message::Job(job)) => {
                let Job { request, now, answer } = *job;
                if let Request::Check { watch, .. } = &request {
                    watched = Some(watch.clone());
                }
                if let Request::Export { .. } | Request::Check { .. } = request {
                    others.retain(|other| !other.is_finished());
                    others.push(start_beside(desk.store().path(), request, answer));
                    continue;
                }
                let _ = answer.send(desk.handle(request, &now));
                since_checkpoint += 1;
            }
            Err(RecvTimeoutError::Timeout) => since_checkpoint = BUSY,
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => break,
        }
        if since_checkpoint >= BUSY {
            if let Err(error) = desk.store().checkpoint() {
                tracing::warn!(%error, "checkpoint failed");
            }
            since_checkpoint = 0;
        }
    }
    if let Some(watch) = watched {
        watch.cancel();
    }
    for other in others {
        // One that panicked has dropped its answer: whoever asked knows.
        let _ = other.join();
    }
    if let Err(error) = desk.close() {
        tracing::warn!(%error, "closing failed");
    }
}
