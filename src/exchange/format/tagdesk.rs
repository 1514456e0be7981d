//! Tagdesk's own files, as `export` and `demo --write` write them, and any others whose headings say
//! plainly what they are.

use super::Format;
use super::words::{Guard, PLAIN, Words};
use crate::exchange::FileKind;

const OWN: Words = Words { guard: Guard::Own, ..PLAIN };

const fn own(name: &'static str, kind: FileKind, signs: &'static [&'static str]) -> Format {
    Format { name, kind, signs, one_of: &[], never: &[], columns: &[], any: &[], words: OWN }
}

/// Their columns are those of `field::names`.
pub(super) static FORMATS: [Format; 4] = [
    own("sites", FileKind::Sites, &["code", "name"]),
    own("models", FileKind::Models, &["model", "category", "price"]),
    own("students", FileKind::Students, &["student", "name"]),
    own("devices", FileKind::Devices, &["tag", "serial", "model", "site"]),
];
