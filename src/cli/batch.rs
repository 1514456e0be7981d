//! `tagdesk batch`: events to the office, its receipts back, and how the stations stand.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use serde_json::{Map, Value, json};

use super::{Ended, complain, desk, read, say};
use crate::desk::Front;
use crate::desk::batch::{BatchForm, MergeReport, MergedBundle, ReceiveReport, Refused};
use crate::desk::reply::When;
use crate::domain::mark::Gap;
use crate::exchange::bundle::{Counts, Damaged};
use crate::store::StationRow;
use crate::text;

/// Arguments of `batch`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write what no office has confirmed into a folder; prints the bundle's path
    Write {
        /// The folder; it must be there
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// With what was merged from other stations
        #[arg(long)]
        all: bool,
        /// A folder instead of a zip
        #[arg(long = "folder")]
        as_folder: bool,
        /// Who writes it
        #[arg(long, value_name = "CODE")]
        operator: Option<String>,
    },
    /// Take in bundles of other stations; an office writes receipts beside them
    Merge {
        /// Bundles, or folders with bundles in them
        #[arg(required = true, value_name = "FILE|DIR")]
        paths: Vec<PathBuf>,
        /// Which people and devices a receipt brings
        #[arg(long, value_enum, default_value_t = Sites::All)]
        sites: Sites,
        /// One JSON object
        #[arg(long)]
        json: bool,
    },
    /// Take the office's receipts for this station
    Receive {
        /// Receipts, or folders with receipts in them
        #[arg(required = true, value_name = "FILE|DIR")]
        paths: Vec<PathBuf>,
        /// One JSON object
        #[arg(long)]
        json: bool,
    },
    /// How the stations stand: last batch, gaps, register, clock, unsent
    Status {
        /// One JSON object per line
        #[arg(long)]
        json: bool,
    },
    /// Say that no more is expected of a station
    Close {
        /// Its code
        station: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Sites {
    /// The whole register
    All,
    /// Those of the station's own site
    Own,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    match &args.what {
        What::Write { folder: stick, all, as_folder, operator } => {
            let form = BatchForm { folder: *as_folder, all: *all };
            write(folder, stick, form, operator.as_ref())
        }
        What::Merge { paths, sites, json } => merge(folder, paths, *sites == Sites::Own, *json),
        What::Receive { paths, json } => receive(folder, paths, *json),
        What::Status { json } => status(folder, *json),
        What::Close { station, reason } => {
            let (mut desk, now) = desk(folder, &text::get("cli-what-batch"), Front::Terminal)?;
            desk.close_station(station, reason, &now).map_err(|e| text::error(&e))?;
            super::close(desk)?;
            say(&text::with("cli-batch-closed", &[("station", station)]))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn write(folder: &Path, stick: &Path, form: BatchForm, operator: Option<&String>) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-batch"), Front::Terminal)?;
    desk.set_operator(operator.cloned());
    let written = desk.write_batch(stick, form, &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    // Only the path, so that a script can take it up.
    say(&written.path.display().to_string())?;
    complain(&text::with(
        "cli-batch-written",
        &[("number", &written.number.to_string()), ("count", &written.events)],
    ));
    if let Some(off_ms) = written.drive_off_ms {
        complain(&text::batch::drive_clock(off_ms));
    }
    Ok(ExitCode::SUCCESS)
}

fn merge(folder: &Path, paths: &[PathBuf], own_site: bool, json: bool) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-batch"), Front::Terminal)?;
    let report = desk.merge_bundles(paths, own_site, &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    if json {
        say(&merged_json(&report).to_string())?;
    } else {
        for bundle in &report.bundles {
            say(&text::batch::merged_bundle(bundle))?;
            for note in text::batch::merged_notes(bundle) {
                say(&format!("  {note}"))?;
            }
        }
        for gap in &report.gaps {
            say(&text::batch::gap(gap))?;
        }
        for receipt in report.receipts.iter().filter(|receipt| receipt.path.is_ok()) {
            say(&text::batch::receipt(receipt))?;
        }
    }
    for receipt in report.receipts.iter().filter(|receipt| receipt.path.is_err()) {
        complain(&text::batch::receipt(receipt));
    }
    let unwritten = report.receipts.iter().any(|receipt| receipt.path.is_err());
    ended(&report.refused, unwritten)
}

/// Whether all of it was done; what was not is said, each by itself.
fn ended(refused: &[Refused], failed: bool) -> Ended {
    let Some((last, others)) = refused.split_last() else {
        return Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS });
    };
    for one in others {
        complain(&text::batch::refused_bundle(one));
    }
    if others.is_empty() {
        return Err(text::batch::refused_bundle(last));
    }
    complain(&text::batch::refused_bundle(last));
    Err(text::with("cli-batch-refused", &[("count", &refused.len())]))
}

fn receive(folder: &Path, paths: &[PathBuf], json: bool) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-batch"), Front::Terminal)?;
    let report = desk.receive(paths, &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    if json {
        say(&received_json(&report).to_string())?;
    } else {
        for receipt in &report.receipts {
            for line in text::batch::received(receipt) {
                say(&line)?;
            }
        }
        if report.receipts.is_empty() && report.refused.is_empty() {
            say(&text::get("cli-batch-nothing"))?;
        }
        say(&text::with(
            "cli-batch-received",
            &[
                ("unsent", &report.unsent),
                ("before", &report.parked.0),
                ("after", &report.parked.1),
            ],
        ))?;
    }
    ended(&report.refused, false)
}

fn status(folder: &Path, json: bool) -> Ended {
    let store = read(folder)?;
    let rows = store.stations().map_err(|e| text::store_error(&e))?;
    for row in &rows {
        if json {
            say(&station_json(row).to_string())?;
            continue;
        }
        for (number, line) in text::batch::station(row).into_iter().enumerate() {
            say(&if number == 0 { line } else { format!("  {line}") })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn put_counts(object: &mut Map<String, Value>, counts: &Counts) {
    for (name, count) in counts.named() {
        object.insert(name.into(), count.into());
    }
}

fn gaps_json(gaps: &[Gap]) -> Value {
    let gap = |gap: &Gap| {
        json!({"station": gap.station, "incarnation": gap.incarnation, "from": gap.from,
               "to": gap.to})
    };
    gaps.iter().map(gap).collect()
}

fn damaged_json(damaged: &[Damaged]) -> Value {
    let row = |row: &Damaged| {
        json!({"file": row.file, "line": row.line, "row": row.row, "old": row.old,
               "new": row.new, "taken": row.taken, "message": text::batch::damaged_row(row)})
    };
    damaged.iter().map(row).collect()
}

fn merged_json(report: &MergeReport) -> Value {
    let mut object = Map::new();
    put_counts(&mut object, &report.counts());
    object.insert("gaps".into(), gaps_json(&report.gaps));
    object.insert("bundles".into(), report.bundles.iter().map(bundle_json).collect());
    let refused =
        |one: &Refused| json!({"path": one.path, "message": text::batch::refused_bundle(one)});
    object.insert("refused".into(), report.refused.iter().map(refused).collect());
    let receipts = report.receipts.iter().map(|one| {
        json!({"station": one.station, "path": one.path.as_ref().ok(),
               "message": text::batch::receipt(one)})
    });
    object.insert("receipts".into(), receipts.collect());
    Value::Object(object)
}

fn bundle_json(bundle: &MergedBundle) -> Value {
    let mut object = Map::new();
    object.insert("path".into(), bundle.path.display().to_string().into());
    object.insert("id".into(), bundle.id.clone().into());
    object.insert("station".into(), bundle.station.clone().into());
    object.insert("incarnation".into(), bundle.incarnation.clone().into());
    object.insert("number".into(), bundle.number.into());
    object.insert("exported".into(), bundle.exported.iso().into());
    object.insert("rows".into(), bundle.counts.rows().into());
    put_counts(&mut object, &bundle.counts);
    object.insert("before".into(), bundle.before.map(When::iso).into());
    object.insert("truncated".into(), bundle.truncated.into());
    object.insert("resaved".into(), bundle.resaved.into());
    object.insert("concatenated".into(), bundle.concatenated.into());
    object.insert("forks".into(), bundle.forks.clone().into());
    object.insert("unknown_kinds".into(), bundle.unknown.into());
    object.insert("closed".into(), bundle.closed.into());
    object.insert("damaged_rows".into(), damaged_json(&bundle.damaged));
    object.insert("notes".into(), text::batch::merged_notes(bundle).into());
    Value::Object(object)
}

fn received_json(report: &ReceiveReport) -> Value {
    let receipts: Vec<Value> = report
        .receipts
        .iter()
        .map(|one| {
            json!({"path": one.path, "office": one.office, "number": one.number, "new": one.new,
                   "confirmed": one.confirmed.iter().map(|mark| mark.seq).collect::<Vec<_>>(),
                   "strange": one.strange.iter().map(|mark| mark.seq).collect::<Vec<_>>(),
                   "merged": one.merged, "joined": one.joined,
                   "notes": text::batch::received(one)})
        })
        .collect();
    let refused =
        |one: &Refused| json!({"path": one.path, "message": text::batch::refused_bundle(one)});
    json!({"receipts": receipts, "unsent": report.unsent, "parked_before": report.parked.0,
           "parked": report.parked.1,
           "refused": report.refused.iter().map(refused).collect::<Vec<_>>()})
}

fn station_json(row: &StationRow) -> Value {
    json!({
        "station": row.station, "own": row.own, "events": row.events,
        "last_batch": row.last.as_ref().map(|last| last.number),
        "last_batch_at": row.last.as_ref().map(|last| last.at.iso()),
        "register": row.register, "register_hash": row.register_hash,
        "gaps": gaps_json(&row.gaps),
        "clock_offset_ms": row.clock.map(|clock| clock.at_ms),
        "clock_within_ms": row.clock.map(|clock| clock.within_ms),
        "unsent": row.unsent, "forked": row.forked,
        "closed": row.closed.as_ref().map(|closed| closed.at.iso()),
        "closed_reason": row.closed.as_ref().map(|closed| &closed.reason),
        "events_after_closing": row.closed.as_ref().map(|closed| closed.later),
    })
}
