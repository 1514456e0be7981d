//! How long it took from a key to the picture, for the log: the first frame after start, and, where
//! the log is set to `debug`, every scan.
//!
//! Watches only. Nothing waits for it, and it shows nothing.

use std::collections::VecDeque;
use std::time::Instant;

use iced::{Subscription, window};
use tracing::Level;

use crate::log::since_start;

/// What is still to be seen.
#[derive(Debug)]
pub(super) struct Paint {
    started: bool,
    /// Codes that came, oldest first, and have no reply yet.
    scans: VecDeque<Instant>,
    /// Codes with a reply that the next frame shows.
    shown: Vec<Instant>,
}

impl Paint {
    pub(super) fn new() -> Self {
        Self { started: false, scans: VecDeque::new(), shown: Vec::new() }
    }

    /// A whole code came from the keyboard.
    pub(super) fn code(&mut self) {
        if tracing::enabled!(Level::DEBUG) {
            self.scans.push_back(Instant::now());
        }
    }

    /// A reply is in place; the next frame shows it.
    pub(super) fn reply(&mut self) {
        self.shown.extend(self.scans.pop_front());
    }

    /// A frame is drawn.
    pub(super) fn frame(&mut self) {
        if !std::mem::replace(&mut self.started, true) {
            tracing::info!(after_ms = since_start().as_millis(), "first frame");
        }
        for scan in self.shown.drain(..) {
            tracing::debug!(after_us = scan.elapsed().as_micros(), "scan painted");
        }
    }

    /// Frames, while there is something to be seen.
    pub(super) fn frames(&self) -> Option<Subscription<Instant>> {
        (!self.started || !self.shown.is_empty()).then(window::frames)
    }
}
