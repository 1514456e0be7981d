//! `tagdesk import`: people and devices from CSV.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::{Ended, complain, desk, say};
use crate::desk::{Error, Front, Imported};
use crate::exchange::{self, FileKind, FileRead, Options};
use crate::store::{Taken, backup};
use crate::{paths, text};

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV files, or folders of them
    #[arg(required = true, value_name = "FILE|FOLDER")]
    paths: Vec<PathBuf>,
    /// What the files hold: sites, models, students or devices
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    kind: Option<FileKind>,
    /// A field and the heading it stands under, as `student=Pupil No`
    #[arg(long = "map", value_name = "FIELD=HEADING", value_parser = mapping)]
    headings: Vec<(String, String)>,
    /// Work everything out and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Pass these stops: `leaving`
    #[arg(long, value_name = "STOP", value_delimiter = ',', value_parser = stop)]
    accept: Vec<String>,
    /// Add only; nobody leaves the list
    #[arg(long)]
    local: bool,
    /// Save refused rows here, with the reason
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// One JSON object per line
    #[arg(long)]
    json: bool,
}

fn kind(word: &str) -> Result<FileKind, String> {
    FileKind::parse(word).ok_or_else(|| text::get("cli-import-kind"))
}

fn stop(word: &str) -> Result<String, String> {
    match word {
        "leaving" => Ok(word.to_owned()),
        _ => Err(text::with("cli-import-stop", &[("stop", &word)])),
    }
}

fn mapping(word: &str) -> Result<(String, String), String> {
    let pair = word.split_once('=').ok_or_else(|| text::get("cli-import-map"))?;
    Ok((pair.0.to_owned(), pair.1.to_owned()))
}

/// Why nothing was taken in, and what passes the stop.
fn stopped(error: &Error) -> String {
    match error {
        Error::Leaving { site, leaving, all } => {
            text::with("cli-import-leaving", &[("site", site), ("leaving", leaving), ("all", all)])
        }
        Error::OfficeImports => text::get("cli-import-office"),
        other => text::error(other),
    }
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-import"), Front::Terminal)?;
    let options = Options { kind: args.kind, headings: args.headings.clone(), local: args.local };
    let (plan, read) =
        exchange::plan(&args.paths, &options).map_err(|e| text::exchange_error(&e))?;
    if !args.dry_run && desk.store().register_info().map_err(|e| text::store_error(&e))?.is_some() {
        let folder = paths::backups(folder);
        backup::write(desk.store().path(), &folder, &now)
            .map_err(|e| text::store_error(&e.into()))?;
    }
    let accept = args.accept.iter().any(|stop| stop == "leaving");
    let imported = desk.import(&plan, accept, args.dry_run, &now).map_err(|e| stopped(&e))?;
    for file in &read {
        for row in &file.refused {
            let words = text::refused_row(&file.path, row);
            if args.json {
                say(&json!({"file": file.path, "line": row.line, "refused": words}).to_string())?;
            } else {
                complain(&words);
            }
        }
    }
    if let Some(path) = &args.refused {
        exchange::write_refused(path, &read, text::reason).map_err(|e| text::exchange_error(&e))?;
    }
    for line in summary(&read, &imported, args) {
        say(&line)?;
    }
    super::close(desk)?;
    Ok(ExitCode::SUCCESS)
}

/// What was read of each file, and what came of it; of a kind in several files, once for all.
fn counts(read: &[FileRead], imported: &Imported, args: &Args) -> Vec<String> {
    let mut lines = Vec::new();
    for of_kind in read.chunk_by(|a, b| a.kind == b.kind) {
        let taken = match of_kind[0].kind {
            FileKind::Students => Some(&imported.people),
            FileKind::Devices => Some(&imported.devices),
            FileKind::Sites | FileKind::Models => None,
        };
        let taken = taken.filter(|_| imported.before.is_none());
        if of_kind.len() > 1 {
            lines.extend(of_kind.chunks(1).map(|file| line(file, None, args)));
        }
        if of_kind.len() == 1 || taken.is_some() {
            lines.push(line(of_kind, taken, args));
        }
    }
    lines
}

/// One file, or all of a kind together, with what came of them.
fn line(files: &[FileRead], taken: Option<&Taken>, args: &Args) -> String {
    let kind = files[0].kind.as_str();
    let rows: u64 = files.iter().map(|file| file.rows).sum();
    let refused: u64 = files.iter().map(|file| file.refused.len() as u64).sum();
    let name = match files {
        [file] => file.path.display().to_string(),
        _ => text::with("cli-import-together", &[("count", &files.len())]),
    };
    if args.json {
        let mut line =
            json!({"kind": kind, "rows": rows, "refused": refused, "dry_run": args.dry_run});
        match files {
            [_] => line["file"] = name.into(),
            _ => line["files"] = files.len().into(),
        }
        if let Some(taken) = taken {
            line["new"] = taken.new.into();
            line["updated"] = taken.updated.into();
            line["unchanged"] = taken.unchanged.into();
            line["leaving"] = taken.leaving.into();
        }
        return line.to_string();
    }
    let Some(taken) = taken else {
        return text::with(
            "cli-import-read",
            &[("file", &name), ("kind", &kind), ("rows", &rows), ("refused", &refused)],
        );
    };
    text::with(
        "cli-import-counted",
        &[
            ("file", &name),
            ("kind", &kind),
            ("rows", &rows),
            ("new", &taken.new),
            ("updated", &taken.updated),
            ("unchanged", &taken.unchanged),
            ("refused", &refused),
            ("leaving", &taken.leaving),
        ],
    )
}

fn summary(read: &[FileRead], imported: &Imported, args: &Args) -> Vec<String> {
    let mut lines = counts(read, imported, args);
    if args.json {
        return lines;
    }
    if let Some(before) = imported.before {
        lines.push(text::with("cli-import-before", &[("when", &text::clock(before))]));
    }
    if imported.merged > 0 {
        lines.push(text::with("cli-import-merged", &[("count", &imported.merged)]));
    }
    if imported.joined > 0 {
        lines.push(text::with("cli-import-joined", &[("count", &imported.joined)]));
    }
    if imported.statuses > 0 {
        lines.push(text::with("cli-import-statuses", &[("count", &imported.statuses)]));
    }
    if args.dry_run {
        lines.push(text::get("cli-import-dry"));
    }
    lines
}
