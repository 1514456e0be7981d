//! A long piece of work as the pages show it: how far it is, and the key that stops it.

use iced::Element;

use super::Message;
use crate::store::Watch;
use crate::text as words;
use crate::ui::key::Action;
use crate::ui::screen::part;

/// What is under way, as it was last looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress {
    watch: Option<Watch>,
    /// Of the whole, once that is known.
    percent: Option<u64>,
    /// The part it is at, and how many there are.
    parts: (u64, u64),
    /// It was looked at: what is done before anybody looks is never shown.
    seen: bool,
}

impl Progress {
    /// Something begins.
    pub(super) fn begin(&mut self) -> Watch {
        let watch = Watch::new();
        *self = Self { watch: Some(watch.clone()), ..Self::default() };
        watch
    }

    /// Looks how far it is.
    pub(super) fn tick(&mut self) {
        self.percent = self.watch.as_ref().and_then(Watch::percent);
        self.parts = self.watch.as_ref().map(Watch::parts).unwrap_or_default();
        self.seen = true;
    }

    /// It is to stop.
    pub(super) fn stop(&self) {
        if let Some(watch) = &self.watch {
            watch.cancel();
        }
    }

    /// What takes in, and how far it is; `None` before it was looked at. Scans wait for it.
    pub(super) fn says(&self, of: Taking) -> Option<String> {
        let percent = self.percent.unwrap_or(0);
        let (part, parts) = self.parts;
        let says = match of {
            Taking::Register => words::with("work-register", &[("percent", &percent)]),
            Taking::Trial => words::with("work-trial", &[("percent", &percent)]),
            Taking::Back => words::get("work-back"),
            Taking::Batches | Taking::Receipts if part == 0 => words::get("work-looking"),
            Taking::Batches => words::with(
                "work-batch",
                &[("part", &part), ("parts", &parts), ("percent", &percent)],
            ),
            Taking::Receipts => words::with(
                "work-receipt",
                &[("part", &part), ("parts", &parts), ("percent", &percent)],
            ),
        };
        self.seen.then_some(says)
    }

    /// How far it is, with the key that stops it.
    pub(super) fn bar(&self, says: String) -> Element<'static, Message> {
        let stop = Some(Message::Press(Action::No)).filter(|_| self.watch.is_some());
        part::progress(says, self.percent, stop)
    }
}

/// What is taken in, or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taking {
    /// The register.
    Register,
    /// The register, and nothing of it is kept.
    Trial,
    /// The last import.
    Back,
    /// Batches of other stations.
    Batches,
    /// Receipts of an office.
    Receipts,
}
