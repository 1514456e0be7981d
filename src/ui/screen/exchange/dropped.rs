//! What becomes of a file that is dropped onto the window: a bundle is looked at, anything else is
//! checked as an import.

use std::path::{Path, PathBuf};

use super::{Action, Exchange, Files, Message, Part, Waiting};
use crate::text as words;

/// How the names of bundles begin.
const BUNDLE: &str = "TAGDESK";

impl Exchange {
    /// The page was not on show: what was typed on it is nothing to what comes.
    pub fn begin_anew(&mut self) {
        if self.waiting.is_none() {
            self.part = Part::Start;
        }
    }

    pub(super) fn dropped(&mut self, path: PathBuf) -> Action {
        match self.waiting {
            // Several files that are dropped together come one by one.
            Some(Waiting::Check) if self.part == Part::Import => {
                self.list(path);
                self.again = true;
                self.progress.stop();
                return Action::None;
            }
            Some(_) => {
                self.said = Some(Err(words::get("exchange-drop-busy")));
                return Action::None;
            }
            None => {}
        }
        // Where a folder is typed, it is the folder.
        if matches!(self.part, Part::Take | Part::Write | Part::Export | Part::Questions) {
            return self.update(Message::Typed(path.display().to_string()));
        }
        if is_bundle(&path) {
            let shown = self.show(Part::Take);
            let _ = self.update(Message::Typed(path.display().to_string()));
            return Action::Many(vec![shown, self.yes()]);
        }
        let shown = if self.part == Part::Import {
            Action::None
        } else {
            self.import.check = None;
            self.map = None;
            self.dropped.clear();
            self.path.clear();
            self.files = Files::default();
            self.show(Part::Import)
        };
        self.said = None;
        self.list(path);
        Action::Many(vec![shown, self.check()])
    }

    fn list(&mut self, path: PathBuf) {
        if !self.dropped.contains(&path) {
            self.dropped.push(path);
        }
    }
}

/// Whether a path is called like a bundle, or is a folder in which such lie: a stick.
fn is_bundle(path: &Path) -> bool {
    let named = |name: Option<&std::ffi::OsStr>| {
        name.is_some_and(|name| name.to_string_lossy().starts_with(BUNDLE))
    };
    let holds = || {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        entries.into_iter().any(|entry| named(Some(&entry.file_name())))
    };
    named(path.file_name()) || path.is_dir() && holds()
}
