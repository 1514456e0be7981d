//! The labels of a device: the one on it now, and those it had, which still name it.

use super::order::Entry;

/// A label, and from when to when it was the one on the device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Its code, as a scanner delivers it.
    pub code: String,
    /// Since when, corrected UTC milliseconds; `None` where that was before the journal began.
    pub since_ms: Option<i64>,
    /// Until when; `None` while it is the one on the device.
    pub until_ms: Option<i64>,
}

/// Puts a label on. The one before stays a name of the device, and so does the one that the desk saw
/// (payload `old`), which another desk may have replaced meanwhile. Whether anything is different now.
pub(super) fn replace(labels: &mut Vec<Label>, entry: &Entry) -> bool {
    let payload = &entry.body.payload;
    let Some(new) = payload.text("new") else { return false };
    if present(labels).is_some_and(|label| label.code == new) {
        return false;
    }
    let at_ms = entry.time.at_ms;
    let old = payload.text("old").filter(|old| labels.iter().all(|label| label.code != *old));
    for label in labels.iter_mut().filter(|label| label.until_ms.is_none()) {
        label.until_ms = Some(at_ms);
    }
    // An old label that comes back is the one on the device again.
    labels.retain(|label| label.code != new);
    if let Some(old) = old.filter(|old| *old != new) {
        labels.push(Label { code: old.to_owned(), since_ms: None, until_ms: Some(at_ms) });
    }
    labels.push(Label { code: new.to_owned(), since_ms: Some(at_ms), until_ms: None });
    true
}

/// The label on the device, where the journal speaks of one.
pub fn present(labels: &[Label]) -> Option<&Label> {
    labels.iter().find(|label| label.until_ms.is_none())
}
