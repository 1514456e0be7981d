//! The thread that owns desk and store, and a handle that keeps the order of what it is asked.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_channel::oneshot;

use super::request::{Answer, Request};
use super::{Desk, Error};
use crate::domain::event::Moment;

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

fn work(mut desk: Desk, inbox: &mpsc::Receiver<Message>) {
    let mut since_checkpoint = 0;
    loop {
        let job = match since_checkpoint {
            0 => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            _ => inbox.recv_timeout(IDLE),
        };
        match job {
            Ok(Message::Job(job)) => {
                let Job { request, now, answer } = *job;
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
    if let Err(error) = desk.close() {
        tracing::warn!(%error, "closing failed");
    }
}
