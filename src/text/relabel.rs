//! New labels and new devices in words.

use crate::desk::relabel::{Relabel, Wrong};
use crate::desk::reply::Reply;
use crate::domain::card::DeviceCard;
use crate::text;

/// What came of a new label.
pub fn relabel(relabel: &Relabel) -> String {
    match relabel {
        Relabel::Asked { label, on } => {
            text::with("label-asked", &[("label", label), ("on", &on.join(", "))])
        }
        Relabel::Already { label } => text::with("label-already", &[("label", label)]),
        Relabel::Done { old, label, on, .. } => {
            let done = text::with("label-done", &[("old", old), ("label", label)]);
            if on.is_empty() {
                return done;
            }
            let on = text::with("label-shared", &[("label", label), ("on", &on.join(", "))]);
            format!("{done} {on}")
        }
    }
}

/// That a device is taken in.
pub fn added(card: &DeviceCard) -> String {
    text::with("device-added", &[("tag", &card.tag)])
}

/// That an old label was scanned, and what the device is called now.
pub fn old_label(reply: &Reply) -> Option<String> {
    let (old, now) = (reply.old_label.as_ref()?, reply.device.as_ref()?);
    (old != now).then(|| text::with("label-old", &[("label", now)]))
}

/// That others have its tag, too.
pub fn shares(card: &DeviceCard) -> String {
    text::with("device-shares", &[("others", &card.shares.join(", "))])
}

/// Why a label is not put on so, and what to do.
pub(super) fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Code(code) => text::with("label-no-code", &[("code", &text::shown(code))]),
        Wrong::Reserved(code) => text::with("label-reserved", &[("code", &text::shown(code))]),
        Wrong::Person(code) => text::with("label-person", &[("code", code)]),
        Wrong::Known(code) => text::with("label-known", &[("code", code)]),
    }
}
