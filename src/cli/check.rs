//! `tagdesk check`: file, hash chain, and that the projection equals a full rebuild.

use std::path::Path;
use std::process::ExitCode;

use super::{Ended, no_station, open, read, say};
use crate::store::Difference;
use crate::{clock, text};

/// Broken events, and differences between projection and journal, that are named.
const NAMED: usize = 20;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Make the projection anew from the journal
    #[arg(long)]
    rebuild: bool,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let failed = |e| text::store_error(&e);
    if args.rebuild {
        let now = clock::now();
        let mut store = open(folder, &text::get("cli-what-check"), &now)?;
        if store.station().is_none() {
            return Err(no_station());
        }
        let devices = store.rebuild().map_err(failed)?;
        say(&text::with("cli-check-rebuilt", &[("devices", &devices)]))?;
        store.close().map_err(failed)?;
    }
    let store = read(folder)?;
    let report = store.check().map_err(failed)?;
    for line in &report.file {
        say(line)?;
    }
    for event in report.broken.iter().take(NAMED) {
        say(&text::with("cli-check-broken", &[("event", event)]))?;
    }
    for (incarnation, seq) in &report.gaps {
        say(&text::with("cli-check-gap", &[("incarnation", incarnation), ("seq", seq)]))?;
    }
    if report.additions > 0 {
        say(&text::with("cli-check-additions", &[("count", &report.additions)]))?;
    }
    let differing = store.differences(NAMED).map_err(failed)?;
    for difference in &differing {
        say(&match difference {
            Difference::Clock(life) => text::with("cli-check-clock", &[("incarnation", life)]),
            Difference::Fork(life) => text::with("cli-check-fork", &[("incarnation", life)]),
            Difference::Alias(code) => text::with("cli-check-alias", &[("code", code)]),
            Difference::Device(device) => {
                text::with("cli-check-differs", &[("device", &device.label())])
            }
        })?;
    }
    if !differing.is_empty() {
        say(&text::get("cli-check-repair"))?;
    }
    let sound = report.is_sound() && differing.is_empty();
    if sound {
        say(&text::with("cli-check-sound", &[("events", &report.events)]))?;
        return Ok(ExitCode::SUCCESS);
    }
    Err(text::with("cli-check-unsound", &[("folder", &folder.display().to_string())]))
}
