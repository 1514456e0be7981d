//! `tagdesk import`: people and devices from the files of other systems.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Ended, complain, desk, import_told, say};
use crate::desk::{Accept, Desk, Error, Front, How, Imported, write_leavers};
use crate::domain::event::Moment;
use crate::exchange::format::{self, Format};
use crate::exchange::{self, FileKind, Options, Read};
use crate::store::{Covers, Watch, backup};
use crate::{paths, text};

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Args {
    /// Files, folders and archives of them
    #[arg(required_unless_present = "undo", value_name = "FILE|FOLDER|ZIP")]
    paths: Vec<PathBuf>,
    /// What the files hold (sites, models, students, devices), or whose they are
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    kind: Option<As>,
    /// A field and the heading it stands under, as `student=Pupil No`; its number without headings
    #[arg(long = "map", value_name = "FIELD=HEADING", value_parser = mapping)]
    headings: Vec<(String, String)>,
    /// Work everything out and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Pass these: leaving, school-year; do these: repairs, aliases; with --undo: later
    #[arg(long, value_name = "STOP", value_delimiter = ',', value_parser = accept)]
    accept: Vec<Accept>,
    /// Whose leaving the files tell: the district, the sites in them, or these sites
    #[arg(long, value_name = "district|sites|CODE,...", default_value = "sites", value_parser = covers)]
    covers: Covers,
    /// Add only; nobody leaves the list
    #[arg(long)]
    local: bool,
    /// Save rows that are not taken here, with the reason
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// Save who leaves here
    #[arg(long, value_name = "FILE")]
    leaving: Option<PathBuf>,
    /// Initials or badge of who takes it in
    #[arg(long, value_name = "CODE")]
    operator: Option<String>,
    /// Take the last import back
    #[arg(long, conflicts_with_all = ["paths", "kind", "headings", "local", "refused", "leaving"])]
    undo: bool,
    /// One JSON object per line; the last is the sum
    #[arg(long)]
    json: bool,
}

/// The word after `--as`.
#[derive(Debug, Clone, Copy)]
enum As {
    Kind(FileKind),
    Format(&'static Format),
}

fn kind(word: &str) -> Result<As, String> {
    if let Some(kind) = FileKind::parse(word) {
        return Ok(As::Kind(kind));
    }
    let names: Vec<&str> = format::names().collect();
    let unknown = || text::with("cli-import-kind", &[("kinds", &names.join(", "))]);
    format::named(word).map(As::Format).ok_or_else(unknown)
}

fn accept(word: &str) -> Result<Accept, String> {
    let all = Accept::ALL.map(Accept::as_str).join(", ");
    Accept::parse(word)
        .ok_or_else(|| text::with("cli-import-stop", &[("stop", &word), ("stops", &all)]))
}

fn covers(word: &str) -> Result<Covers, String> {
    match word {
        "district" => Ok(Covers::District),
        "sites" => Ok(Covers::ItsSites),
        codes => {
            let codes = codes.split(',').map(str::trim).filter(|code| !code.is_empty());
            let codes: std::collections::BTreeSet<String> = codes.map(str::to_owned).collect();
            if codes.is_empty() {
                return Err(text::get("cli-import-covers"));
            }
            Ok(Covers::Sites(codes))
        }
    }
}

fn mapping(word: &str) -> Result<(String, String), String> {
    let pair = word.split_once('=').ok_or_else(|| text::get("cli-import-map"))?;
    Ok((pair.0.to_owned(), pair.1.to_owned()))
}

fn failed(error: &Error) -> String {
    match error {
        Error::OfficeImports => text::get("cli-import-office"),
        other => text::error(other),
    }
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-import"), Front::Terminal)?;
    desk.set_operator(args.operator.clone());
    if args.undo {
        return undo(args, desk, &now);
    }
    let (kind, format) = match args.kind {
        None => (None, None),
        Some(As::Kind(kind)) => (Some(kind), None),
        Some(As::Format(format)) => (None, Some(format)),
    };
    let options = Options {
        kind,
        format,
        headings: args.headings.clone(),
        local: args.local,
        covers: args.covers.clone(),
        repairs: args.accept.contains(&Accept::Repairs),
        aliases: args.accept.contains(&Accept::Aliases),
    };
    let known = desk.store().known().map_err(|e| text::store_error(&e))?;
    let read = exchange::check(&args.paths, &options, &known, &Watch::new())
        .map_err(|e| text::exchange_error(&e))?;
    drop(known);
    if !args.dry_run && desk.store().register_info().map_err(|e| text::store_error(&e))?.is_some() {
        let folder = paths::backups(folder);
        backup::write(desk.store().path(), &folder, &now)
            .map_err(|e| text::store_error(&e.into()))?;
    }
    let how = How { accept: args.accept.clone(), dry_run: args.dry_run, watch: Watch::new() };
    let imported = desk.import(&read.plan, &how, &now).map_err(|e| failed(&e))?;
    told(args, &read, &imported)?;
    let nearly_known = !args.json && !read.models.is_empty() && imported.contact.is_none();
    if nearly_known && let Some(line) = text::policy::contact(&desk.present_policy(&now)) {
        complain(&line);
    }
    if let Some(path) = &args.refused {
        exchange::write_refused(path, &read.files, text::reason, text::look)
            .map_err(|e| text::exchange_error(&e))?;
    }
    if let Some(path) = &args.leaving {
        write_leavers(path, &imported.review.leavers).map_err(|e| text::exchange_error(&e))?;
    }
    super::close(desk)?;
    let stops: Vec<String> = imported.stops.iter().take(STOPS_TOLD).map(text::stop).collect();
    // The process ends here. Giving a million rows back one by one first takes a third of a second.
    std::mem::forget((read, imported));
    if stops.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(stops.join("\n")) }
}

/// So many stops are told; the rest are of their kind.
const STOPS_TOLD: usize = 5;

/// Says what was read and done; where a stop ended it, only the sum for programs.
fn told(args: &Args, read: &Read, imported: &Imported) -> Result<(), String> {
    let stopped = !imported.stops.is_empty();
    if !stopped {
        for file in &read.files {
            for line in import_told::rows(file, args.json) {
                if args.json { say(&line)? } else { complain(&line) }
            }
        }
        if !args.json {
            for line in import_told::beside(read, imported) {
                complain(&line);
            }
        }
        for line in import_told::counts(read, imported, args.dry_run, args.json) {
            say(&line)?;
        }
    }
    if args.json {
        return say(&import_told::sum(read, imported, args.dry_run).to_string());
    }
    if !stopped {
        for line in import_told::done(read, imported, args.dry_run) {
            say(&line)?;
        }
    }
    Ok(())
}

fn undo(args: &Args, mut desk: Desk, now: &Moment) -> Ended {
    if args.dry_run {
        let intake = desk.store().last_intake().map_err(|e| text::store_error(&e))?;
        let intake = intake.ok_or_else(|| failed(&Error::NoImport))?;
        let (when, files) = (text::clock(intake.at), intake.files.join(", "));
        say(&text::with("cli-import-undo-would", &[("when", &when), ("files", &files)]))?;
        return Ok(ExitCode::SUCCESS);
    }
    let later = args.accept.contains(&Accept::Later);
    let back = desk.undo_import(later, now).map_err(|e| failed(&e))?;
    super::close(desk)?;
    if args.json {
        let line = serde_json::json!({
            "undone": back.done, "files": back.intake.files, "at": back.intake.at.iso(),
            "events": back.events, "later": back.later,
        });
        say(&line.to_string())?;
    }
    if !back.done {
        return Err(text::with("cli-import-undo-later", &[("count", &back.later)]));
    }
    if !args.json {
        let (when, files) = (text::clock(back.intake.at), back.intake.files.join(", "));
        say(&text::with(
            "cli-import-undone",
            &[("when", &when), ("files", &files), ("count", &back.events)],
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
