//! One test binary: what the program promises from outside, a module a capability.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    unreachable_pub,
    missing_docs
)]

mod any_bytes;
mod any_morning;
mod bad_input;
mod batch;
mod check;
mod conflicts;
mod crash;
mod damaged_files;
mod desk;
mod export;
mod import;
mod import_crash;
mod import_sources;
mod import_stops;
mod import_undo;
mod journal_laws;
mod paper;
mod print;
mod reconcile;
mod serial;
mod strange;
mod summer;
mod support;
mod terminal;
mod tidy;
mod undo_site;
mod waiting;
mod window;
mod wrong_clock;

/// A file that nobody declares is never compiled, and its tests pass by not running.
#[test]
fn every_file_here_is_declared() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    support::assert_declared(&here, "main.rs");
    support::assert_declared(&here.join("support"), "mod.rs");
    for module in [
        "batch",
        "conflicts",
        "desk",
        "export",
        "journal_laws",
        "paper",
        "print",
        "reconcile",
        "terminal",
    ] {
        support::assert_declared(&here.join(module), &format!("../{module}.rs"));
    }
}
