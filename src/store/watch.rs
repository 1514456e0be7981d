//! A long piece of work as somebody else sees it: how far it is, and a word to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Error, Result};

#[derive(Debug, Default)]
struct Shared {
    part: AtomicU64,
    parts: AtomicU64,
    done: AtomicU64,
    all: AtomicU64,
    cancelled: AtomicBool,
}

/// Shared between who works and who looks. Cloning gives the same one.
#[derive(Debug, Clone, Default)]
pub struct Watch(Arc<Shared>);

impl PartialEq for Watch {
    /// Whether they watch the same work.
    fn eq(&self, other: &Watch) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Watch {}

impl Watch {
    /// Nobody has begun.
    pub fn new() -> Watch {
        Watch::default()
    }

    /// The work has parts, and this one begins, counted from 1. Its steps are not known yet.
    pub fn part(&self, part: u64, parts: u64) {
        self.begin(0);
        self.0.part.store(part, Ordering::Relaxed);
        self.0.parts.store(parts, Ordering::Relaxed);
    }

    /// So many steps are to come, and none is done.
    pub fn begin(&self, all: u64) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.all.store(all, Ordering::Relaxed);
    }

    /// One step more is done.
    ///
    /// # Errors
    /// [`Error::Cancelled`] once [`Watch::cancel`] was called.
    pub fn step(&self) -> Result<()> {
        self.0.done.fetch_add(1, Ordering::Relaxed);
        self.go_on()
    }

    /// So many steps are done in all.
    ///
    /// # Errors
    /// As [`Watch::step`].
    pub fn reach(&self, done: u64) -> Result<()> {
        self.0.done.fetch_max(done, Ordering::Relaxed);
        self.go_on()
    }

    fn go_on(&self) -> Result<()> {
        if self.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// Steps done and steps in all; (0, 0) before the beginning.
    pub fn progress(&self) -> (u64, u64) {
        let all = self.0.all.load(Ordering::Relaxed);
        (self.0.done.load(Ordering::Relaxed).min(all), all)
    }

    /// Which part it is at and how many there are; (0, 0) where the work has none.
    pub fn parts(&self) -> (u64, u64) {
        (self.0.part.load(Ordering::Relaxed), self.0.parts.load(Ordering::Relaxed))
    }

    /// How much of the whole is done, in percent from 0 to 100: the parts before, and the steps of
    /// this one. `None` where nobody has begun.
    pub fn percent(&self) -> Option<u64> {
        let (done, all) = self.progress();
        let of_part = (done * 100).checked_div(all);
        match self.parts() {
            (0, _) | (_, 0) => of_part,
            (part, parts) => Some(((part - 1) * 100 + of_part.unwrap_or(0)) / parts),
        }
    }

    /// Whether the work is to end.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }

    /// Has the work end at its next step and leave nothing behind.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }
}
