//! A long piece of work as somebody else sees it: how far it is, and a word to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Error, Result};

#[derive(Debug, Default)]
struct Shared {
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
        if self.0.cancelled.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// Steps done and steps in all; (0, 0) before the beginning.
    pub fn progress(&self) -> (u64, u64) {
        let all = self.0.all.load(Ordering::Relaxed);
        (self.0.done.load(Ordering::Relaxed).min(all), all)
    }

    /// Has the work end at its next step and leave nothing behind.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }
}
