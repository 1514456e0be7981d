//! Batches, merges, receipts and stations as sentences: for the window and for the terminal.

use std::path::Path;

use crate::desk::batch::{
    MergedBundle, ReceiptWritten, ReceivedReceipt, Refusal, Refused, RegisterTaken,
};
use crate::domain::mark::{Gap, Mark};
use crate::exchange::bundle::{Damaged, Error, Why};
use crate::store::StationRow;
use crate::text;

/// Why a bundle cannot be written or taken, and what to do.
pub fn bundle_error(error: &Error) -> String {
    match error {
        Error::NoFolder { path } => text::with("bundle-no-folder", &[("path", &shown(path))]),
        Error::Full { path } => text::with("bundle-full", &[("path", &shown(path))]),
        Error::Io { path, detail } => {
            text::with("bundle-io", &[("path", &shown(path)), ("cause", detail)])
        }
        Error::ReadBack { path } => text::with("bundle-read-back", &[("path", &shown(path))]),
        Error::Exists { path } => text::with("bundle-exists", &[("path", &shown(path))]),
        Error::NoBundle { path } => text::with("bundle-none", &[("path", &shown(path))]),
        Error::Manifest { path, property } => {
            text::with("bundle-manifest", &[("path", &shown(path)), ("property", property)])
        }
        Error::Mixed { path } => text::with("bundle-mixed", &[("path", &shown(path))]),
        Error::Newer { path, format } => {
            text::with("bundle-newer", &[("path", &shown(path)), ("format", format)])
        }
        Error::Unreadable(cause) => {
            text::with("bundle-unreadable", &[("cause", &text::exchange_error(cause.error()))])
        }
    }
}

/// Why a bundle was not taken.
pub fn refused_bundle(refused: &Refused) -> String {
    let path = shown(&refused.path);
    match &refused.why {
        Refusal::Bundle(error) => bundle_error(error),
        Refusal::Practice => text::with("bundle-practice", &[("path", &path)]),
        Refusal::IsReceipt => text::with("bundle-is-receipt", &[("path", &path)]),
        Refusal::IsBatch => text::with("bundle-is-batch", &[("path", &path)]),
        Refusal::OtherStation(station) => {
            text::with("bundle-other-station", &[("path", &path), ("station", station)])
        }
        Refusal::Stopped => text::with("bundle-stopped", &[("path", &path)]),
    }
}

/// Numbers that are missing: "GYM-2: 412 to 430 missing".
pub fn gap(gap: &Gap) -> String {
    let (from, to) = (gap.from.to_string(), gap.to.to_string());
    if gap.from == gap.to {
        return text::with("gap-one", &[("station", &gap.station), ("from", &from)]);
    }
    text::with("gap", &[("station", &gap.station), ("from", &from), ("to", &to)])
}

/// What is wrong with a row.
pub fn damaged_why(why: &Why) -> String {
    match why {
        Why::Changed => text::get("damaged-changed"),
        Why::Unreadable => text::get("damaged-unreadable"),
        Why::Column(column) => text::with("damaged-column", &[("column", column)]),
        Why::Addition => text::get("damaged-addition"),
        Why::Answer => text::get("damaged-answer"),
    }
}

/// A row that is not as it was written, old beside new.
pub fn damaged_row(damaged: &Damaged) -> String {
    let why = damaged_why(&damaged.why);
    let line = text::with(
        "damaged-row",
        &[("file", &damaged.file), ("line", &damaged.line), ("why", &why)],
    );
    match (&damaged.old, &damaged.new) {
        (Some(old), Some(new)) => text::with(
            "damaged-old-new",
            &[("line", &line), ("old", &text::shown(old)), ("new", &text::shown(new))],
        ),
        _ => line,
    }
}

/// A merged bundle in one line.
pub fn merged_bundle(bundle: &MergedBundle) -> String {
    let counts = &bundle.counts;
    text::with(
        "merged",
        &[
            ("station", &bundle.station),
            ("number", &bundle.number.to_string()),
            ("applied", &text::count(counts.applied)),
            ("had", &text::count(counts.already_had)),
            ("superseded", &text::count(counts.superseded)),
            ("person", &text::count(counts.needs_person)),
            ("parked", &text::count(counts.parked)),
            ("damaged", &text::count(counts.damaged)),
        ],
    )
}

/// What else is to be said of a merged bundle, a line each; damaged rows last.
pub fn merged_notes(bundle: &MergedBundle) -> Vec<String> {
    let mut notes = merged_findings(bundle);
    notes.extend(bundle.damaged.iter().map(damaged_row));
    notes
}

/// The same without its damaged rows.
pub fn merged_findings(bundle: &MergedBundle) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(before) = bundle.before {
        notes.push(text::with("merged-before", &[("when", &text::clock(before))]));
    }
    if bundle.truncated {
        notes.push(text::get("merged-truncated"));
    }
    if bundle.concatenated {
        notes.push(text::get("merged-concatenated"));
    }
    if bundle.resaved {
        let rows = bundle.counts.rows();
        let intact = rows.saturating_sub(bundle.counts.damaged);
        notes.push(text::with(
            "merged-resaved",
            &[
                ("rows", &text::count(rows)),
                ("intact", &text::count(intact)),
                ("changed", &text::count(bundle.counts.damaged)),
            ],
        ));
    }
    for fork in &bundle.forks {
        notes.push(text::with("merged-fork", &[("event", fork)]));
    }
    if bundle.unknown > 0 {
        notes.push(text::with("merged-unknown", &[("count", &bundle.unknown)]));
    }
    if bundle.closed {
        notes.push(text::with("merged-closed", &[("station", &bundle.station)]));
    }
    for (station, offset, within) in &bundle.clocks {
        notes.push(text::with(
            "merged-clock",
            &[("station", station), ("clock", &clock_off(*offset, *within))],
        ));
    }
    notes
}

/// A receipt that was written, or was not.
pub fn receipt(receipt: &ReceiptWritten) -> String {
    match &receipt.path {
        Ok(path) => {
            text::with("receipt-written", &[("station", &receipt.station), ("path", &shown(path))])
        }
        Err(error) => text::with(
            "receipt-not-written",
            &[("station", &receipt.station), ("cause", &bundle_error(error))],
        ),
    }
}

/// A receipt that was taken, a line each.
pub fn received(receipt: &ReceivedReceipt) -> Vec<String> {
    let office = &receipt.office;
    let mut lines = vec![text::with(
        "received",
        &[("office", office), ("number", &receipt.number.to_string()), ("count", &receipt.new)],
    )];
    for Mark { station, seq, .. } in &receipt.confirmed {
        lines.push(text::with(
            "received-confirmed",
            &[("office", office), ("station", station), ("seq", &seq.to_string())],
        ));
    }
    for Mark { station, seq, .. } in &receipt.strange {
        lines.push(text::with(
            "received-strange",
            &[("office", office), ("station", station), ("seq", &seq.to_string())],
        ));
    }
    match &receipt.register {
        RegisterTaken::None | RegisterTaken::Office => {}
        RegisterTaken::Taken(number) => {
            lines.push(text::with("received-register", &[("number", &number.to_string())]));
        }
        RegisterTaken::Older(number) => {
            lines.push(text::with("received-register-older", &[("number", &number.to_string())]));
        }
        RegisterTaken::Damaged => lines.push(text::get("received-register-damaged")),
    }
    if receipt.merged > 0 {
        lines.push(text::with("received-merged", &[("count", &receipt.merged)]));
    }
    if receipt.joined > 0 {
        lines.push(text::with("received-joined", &[("count", &receipt.joined)]));
    }
    lines.extend(receipt.damaged.iter().map(damaged_row));
    lines
}

/// A station in a few lines, the first without a blank before it.
pub fn station(row: &StationRow) -> Vec<String> {
    let own = if row.own { text::get("station-own") } else { String::new() };
    let events = text::with("station-events", &[("count", &row.events)]);
    let last = match (&row.last, row.own) {
        (Some(last), true) => text::with(
            "station-written",
            &[("number", &last.number.to_string()), ("when", &text::clock(last.at))],
        ),
        (Some(last), false) => text::with(
            "station-merged",
            &[("number", &last.number.to_string()), ("when", &text::clock(last.at))],
        ),
        (None, _) => text::get("station-no-batch"),
    };
    let register = match (row.register, row.register_hash.as_str()) {
        (Some(number), _) => text::with("station-register", &[("number", &number.to_string())]),
        (None, "") => String::new(),
        (None, hash) => text::with("station-register-unknown", &[("hash", &hash)]),
    };
    let clock = row.clock.map_or_else(String::new, |clock| clock_off(clock.at_ms, clock.within_ms));
    let unsent = match (row.own, row.unsent) {
        (_, 0) => String::new(),
        (true, count) => text::with("station-unsent", &[("count", &count)]),
        (false, count) => text::with("station-missing", &[("count", &count)]),
    };
    let first =
        text::dots([row.station.as_str(), &own, &events, &last, &register, &clock, &unsent]);
    let mut lines = vec![first];
    lines.extend(row.gaps.iter().map(gap));
    if row.forked {
        lines.push(text::get("station-forked"));
    }
    if let Some(closed) = &row.closed {
        lines.push(text::with(
            "station-closed",
            &[("when", &text::clock(closed.at)), ("reason", &closed.reason)],
        ));
        if closed.later > 0 {
            lines.push(text::with("station-revived", &[("count", &closed.later)]));
        }
    }
    lines
}

/// How far off a clock is: "3 h 2 min ahead, ±5 min".
pub fn clock_off(offset_ms: i64, within_ms: i64) -> String {
    let within = span(within_ms.unsigned_abs());
    let off = span(offset_ms.unsigned_abs());
    if offset_ms.unsigned_abs() < 30_000 {
        text::with("clock-right", &[("within", &within)])
    } else if offset_ms < 0 {
        text::with("clock-ahead", &[("off", &off), ("within", &within)])
    } else {
        text::with("clock-behind", &[("off", &off), ("within", &within)])
    }
}

/// What a drive's own clock said when a batch was written to it, where it is another time.
pub fn drive_clock(off_ms: i64) -> String {
    let off = span(off_ms.unsigned_abs());
    if off_ms > 0 {
        text::with("batch-drive-ahead", &[("off", &off)])
    } else {
        text::with("batch-drive-behind", &[("off", &off)])
    }
}

/// A span in its two largest units, rounded to minutes.
fn span(ms: u64) -> String {
    let minutes = ms.saturating_add(30_000) / 60_000;
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => text::with("span-m", &[("minutes", &rest)]),
        (0, _) => text::with("span-h-m", &[("hours", &hours), ("minutes", &rest)]),
        (1..=60, _) => text::with("span-d-h", &[("days", &days), ("hours", &hours)]),
        _ => text::with("span-d", &[("days", &text::count(days))]),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
