//! Statuses and stages in words: a district's own where it has some.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::domain::device::Status;
use crate::domain::lifecycle::{Stage, Words};
use crate::text;

/// The district's words, as its policy has them.
static DISTRICT: RwLock<Words> = RwLock::new(BTreeMap::new());

/// From here on statuses and stages are called as the district calls them.
pub fn call(words: &Words) {
    let mut known = DISTRICT.write().unwrap_or_else(PoisonError::into_inner);
    if *known != *words {
        known.clone_from(words);
    }
}

fn district() -> RwLockReadGuard<'static, Words> {
    DISTRICT.read().unwrap_or_else(PoisonError::into_inner)
}

/// The word of a status. Private on the desk: the queue can see the screen.
pub fn status(status: Status) -> String {
    status_in(status, &district())
}

/// The word of a stage.
pub fn stage(stage: Stage) -> String {
    stage_in(stage, &district())
}

/// The stage of a status, and the status: `maintenance · in repair`.
pub fn stage_and_status(of: Status) -> String {
    text::dots([stage(Stage::of(of)), status(of)])
}

fn status_in(status: Status, words: &Words) -> String {
    words.get(status.as_str()).cloned().unwrap_or_else(|| match status {
        Status::Available => text::get("status-available"),
        Status::Repair => text::get("status-repair"),
        Status::Lost => text::get("status-lost"),
        Status::Stolen => text::get("status-stolen"),
        Status::Retired => text::get("status-retired"),
        Status::Ordered => text::get("status-ordered"),
        Status::Cleaning => text::get("status-cleaning"),
    })
}

fn stage_in(stage: Stage, words: &Words) -> String {
    words.get(stage.as_str()).cloned().unwrap_or_else(|| match stage {
        Stage::Procurement => text::get("stage-procurement"),
        Stage::Allocation => text::get("stage-allocation"),
        Stage::Maintenance => text::get("stage-maintenance"),
        Stage::LostStolen => text::get("stage-lost-stolen"),
        Stage::EndOfLife => text::get("stage-end-of-life"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_calls_them_what_it_likes() {
        let ours = [("cleaning", "refurbish"), ("maintenance", "workshop")];
        let words: Words =
            ours.iter().map(|(word, theirs)| ((*word).into(), (*theirs).into())).collect();
        assert_eq!(status_in(Status::Cleaning, &words), "refurbish");
        assert_eq!(stage_in(Stage::of(Status::Cleaning), &words), "workshop");
        assert_eq!(status_in(Status::Lost, &words), "lost");
    }
}
