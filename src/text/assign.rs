//! Whose a device is for years, in words.

use crate::desk::assign::{Change, Wrong};
use crate::domain::borrower::BorrowerId;
use crate::domain::card::{AssignedDevice, Owner};
use crate::text;

/// Whose it is: `Ava Lind, case 17`.
pub fn owner(owner: &Owner) -> String {
    numbered(&owner.named.name, &owner.case)
}

/// A name or a tag, with the number on its case tag where there is one.
fn numbered(name: &str, case: &str) -> String {
    match case {
        "" => name.to_owned(),
        case => text::with("assigned-case", &[("name", &name), ("case", &case)]),
    }
}

/// That it is somebody's, for a card.
pub fn assigned_to(of: &Owner) -> String {
    text::with("assigned-to", &[("owner", &owner(of))])
}

/// That it stays somebody's although it came back.
pub(super) fn stays(of: &Owner) -> String {
    text::with("assigned-stays", &[("owner", &owner(of))])
}

/// Somebody's device and where it is; `None` where they have it.
pub fn theirs(device: &AssignedDevice, of: &BorrowerId) -> Option<String> {
    let what = numbered(&device.tag, &device.case);
    match &device.holder {
        Some(holder) if holder == of => None,
        Some(_) => Some(text::with("theirs-out", &[("device", &what)])),
        None if device.site_name.is_empty() => Some(text::with("theirs", &[("device", &what)])),
        None => Some(text::with("theirs-in", &[("device", &what), ("site", &device.site_name)])),
    }
}

/// What an order came to.
pub fn change(change: &Change) -> String {
    let tag = &change.tag;
    let now = match (&change.after, &change.before) {
        (None, None) => return text::with("freed-already", &[("tag", tag)]),
        (None, Some(_)) => text::with("freed", &[("tag", tag)]),
        (Some(after), _) if change.is_change() => {
            text::with("assigned-now", &[("tag", tag), ("owner", &owner(after))])
        }
        (Some(after), _) => {
            return text::with("assigned-already", &[("tag", tag), ("owner", &owner(after))]);
        }
    };
    match &change.before {
        Some(before) => {
            format!("{now} {}", text::with("assigned-before", &[("owner", &owner(before))]))
        }
        None => now,
    }
}

/// Why a device is not assigned so, and what to do.
pub(super) fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Case(case) => text::with("assign-wrong-case", &[("case", &text::shown(case))]),
        Wrong::Twice(tag) => text::with("assign-wrong-twice", &[("tag", tag)]),
    }
}
