//! Exports: what stands in each kind of file, read back by programs that are not ours.

mod life;
mod others;
mod own;
mod second;
mod whole;

use tagdesk::desk::export::{Wanted, export};
use tagdesk::exchange::export::{Format, Written};
use tagdesk::store::{Sheet, Store};

/// The loans in a form, and what was counted.
fn loans(store: &Store, format: Format) -> (String, Written) {
    wanted(store, &Wanted { format, ..Wanted::table(Sheet::Loans) })
}

fn wanted(store: &Store, wanted: &Wanted) -> (String, Written) {
    let mut out = Vec::new();
    let written = export(store, wanted, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), written)
}

#[test]
fn every_form_and_heading_is_in_the_docs() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exchange.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    assert!(docs.contains(tagdesk::exchange::export::gam::COMMAND));
    for format in Format::ALL {
        assert!(docs.contains(&format!("`{}`", format.as_str())), "{format:?}");
    }
    for sheet in Sheet::ALL {
        let line = format!("| {} | `{}` |", sheet.as_str(), sheet.columns().join(","));
        assert!(docs.contains(&line), "{line}");
    }
}
