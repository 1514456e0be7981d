//! What comes to the window by itself: findings behind the desk, drives that are plugged in.

use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use iced::Subscription;
use iced::futures::channel::mpsc;
use iced::futures::{StreamExt, stream};

use crate::desk::Finding;
use crate::sticks;

/// What goes on behind the desk has something to say. Taken by the first who listens.
#[derive(Debug, Clone)]
pub(in crate::ui) struct Findings(Arc<Mutex<Option<mpsc::UnboundedReceiver<Finding>>>>);

impl Hash for Findings {
    fn hash<H: Hasher>(&self, state: &mut H) {
        "findings".hash(state);
    }
}

impl Findings {
    /// Where they come in, to be listened to once.
    pub(in crate::ui) fn new(findings: mpsc::UnboundedReceiver<Finding>) -> Self {
        Self(Arc::new(Mutex::new(Some(findings))))
    }

    pub(super) fn listen(&self) -> Subscription<Finding> {
        Subscription::run_with(self.clone(), |findings| {
            let taken = findings.0.lock().ok().and_then(|mut findings| findings.take());
            stream::iter(taken).flatten()
        })
    }
}

/// Drives as they are plugged in.
pub(super) fn plugged() -> mpsc::UnboundedReceiver<PathBuf> {
    let (tell, hear) = mpsc::unbounded();
    std::thread::spawn(move || sticks::watch(|path| tell.unbounded_send(path).is_ok()));
    hear
}
