//! Agreements in words.

use crate::domain::agreement::Signed;
use crate::text;

/// That somebody signed.
pub fn signed(name: &str, version: &str) -> String {
    text::with("agreement-signed", &[("name", &name), ("version", &version)])
}

/// How it stands with the version that is to be signed, in a few words; nothing where none is.
pub fn chip(version: &str, signed: &[Signed]) -> Option<String> {
    if version.is_empty() {
        return None;
    }
    let found = signed.iter().find(|signed| signed.version == version);
    Some(match found {
        Some(signed) => text::with("agreement-chip", &[("since", &text::since(signed.at, None))]),
        None => text::get("agreement-chip-none"),
    })
}
