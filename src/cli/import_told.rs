//! What `import` says: rows that are not taken, what came of each file, and the sum of it all.

use serde_json::{Value, json};

use crate::desk::{Imported, Stop};
use crate::domain::borrower::BorrowerId;
use crate::exchange::{FileKind, FileRead, Read};
use crate::store::{At, Taken};
use crate::text;

/// So many of a kind of finding are told one by one.
const TOLD: usize = 200;

/// A line for each row that is not taken.
pub(super) fn rows(file: &FileRead, for_programs: bool) -> Vec<String> {
    let line = |line: u64, key: &str, words: String, told: String| {
        if for_programs {
            json!({"file": file.path, "line": line, key: words}).to_string()
        } else {
            told
        }
    };
    let refused = file.refused.iter().map(|row| {
        let told = text::refused_row(&file.path, row);
        (row.line, line(row.line, "refused", told.clone(), told))
    });
    let looks = file.looks.iter().map(|look| {
        let told = text::look_row(&file.path, look);
        (look.line, line(look.line, "look", told.clone(), told))
    });
    let mut all: Vec<(u64, String)> = refused.chain(looks).collect();
    all.sort_by_key(|(line, _)| *line);
    all.into_iter().map(|(_, told)| told).collect()
}

/// What else a person should know: holders nobody is, holders the journal knows better, models that
/// are nearly others, a guessed encoding.
pub(super) fn beside(read: &Read, imported: &Imported) -> Vec<String> {
    let mut lines = Vec::new();
    for file in &read.files {
        if file.guessed {
            let encoding = file.encoding.as_str();
            lines.push(text::with(
                "cli-import-guessed",
                &[("file", &file.name), ("encoding", &encoding)],
            ));
        }
        for (line, holder) in file.unknown_holders.iter().take(TOLD) {
            lines.push(text::with(
                "cli-import-unknown-holder",
                &[("file", &file.name), ("line", line), ("holder", &text::shown(holder))],
            ));
        }
    }
    for differs in imported.review.differences.iter().take(TOLD) {
        let (file, line) = place(read, differs.at);
        let says = differs.file.to_string();
        lines.push(match &differs.journal {
            Some(knows) => text::with(
                "cli-import-differs",
                &[
                    ("file", &file),
                    ("line", &line),
                    ("tag", &differs.tag),
                    ("says", &says),
                    ("knows", &knows.to_string()),
                ],
            ),
            None => text::with(
                "cli-import-differs-in",
                &[("file", &file), ("line", &line), ("tag", &differs.tag), ("says", &says)],
            ),
        });
    }
    lines.extend(imported.contact.iter().map(|contact| text::policy::not_the_contact(contact)));
    lines.extend(imported.left.iter().map(text::policy::left));
    for (site, rows) in &read.unknown_sites {
        lines.push(text::check::unknown_site(site, *rows));
    }
    for (tag, rows) in read.unknown_sets.iter().take(TOLD) {
        lines.push(text::check::unknown_set(tag, *rows));
    }
    for model in &read.models {
        let named = read.plan.aliases.iter().any(|(spelling, _)| *spelling == model.spelling);
        lines.push(if named {
            text::with(
                "cli-import-model-named",
                &[("spelling", &model.spelling), ("model", &model.model)],
            )
        } else {
            text::with(
                "cli-import-model",
                &[("count", &model.rows), ("spelling", &model.spelling), ("model", &model.model)],
            )
        });
    }
    lines
}

fn place(read: &Read, at: At) -> (String, u64) {
    let file = read.files.get(usize::from(at.file)).map(|file| file.name.clone());
    (file.unwrap_or_default(), at.line.into())
}

/// What came of the rows of a kind.
fn taken(imported: &Imported, kind: FileKind) -> &Taken {
    match kind {
        FileKind::Sites => &imported.review.sites,
        FileKind::Models => &imported.review.models,
        FileKind::Students => &imported.review.people,
        FileKind::Devices => &imported.review.devices,
    }
}

/// What was read of each file, and what came of it; of a kind in several files, once for all.
pub(super) fn counts(
    read: &Read,
    imported: &Imported,
    dry_run: bool,
    for_programs: bool,
) -> Vec<String> {
    let mut lines = Vec::new();
    for of_kind in read.files.chunk_by(|a, b| a.kind == b.kind) {
        let kind = of_kind[0].kind;
        let counted = matches!(kind, FileKind::Students | FileKind::Devices);
        let taken = Some(taken(imported, kind)).filter(|_| counted && imported.before.is_none());
        let line = |files: &[FileRead], taken| {
            if for_programs { object(files, taken, dry_run) } else { words(files, taken) }
        };
        if of_kind.len() > 1 {
            lines.extend(of_kind.chunks(1).map(|file| line(file, None)));
        }
        if of_kind.len() == 1 || taken.is_some() {
            lines.push(line(of_kind, taken));
        }
    }
    lines
}

/// Rows, those to look at and those refused.
fn sums(files: &[FileRead]) -> (u64, u64, u64) {
    let rows = files.iter().map(|file| file.rows).sum();
    let looks = files.iter().map(|file| file.looks.len() as u64).sum();
    (rows, looks, files.iter().map(|file| file.refused.len() as u64).sum())
}

fn object(files: &[FileRead], taken: Option<&Taken>, dry_run: bool) -> String {
    let (rows, looks, refused) = sums(files);
    let kind = files[0].kind.as_str();
    let mut line = json!({
        "kind": kind, "rows": rows, "needs_look": looks, "refused": refused, "dry_run": dry_run,
    });
    match files {
        [file] => {
            line["file"] = json!(file.path);
            line["source"] = file.source.into();
            line["encoding"] = file.encoding.as_str().into();
            line["left_out"] = file.left_out().collect::<Vec<_>>().into();
        }
        _ => line["files"] = files.len().into(),
    }
    if let Some(taken) = taken {
        line["new"] = taken.new.into();
        line["updated"] = taken.updated.into();
        line["unchanged"] = taken.unchanged.into();
        line["leaving"] = taken.leaving.into();
    }
    line.to_string()
}

fn words(files: &[FileRead], taken: Option<&Taken>) -> String {
    let (rows, looks, refused) = sums(files);
    let kind = files[0].kind.as_str();
    let name = match files {
        [file] => file.path.display().to_string(),
        _ => text::with("cli-import-together", &[("count", &files.len())]),
    };
    let Some(taken) = taken else {
        return text::with(
            "cli-import-read",
            &[
                ("file", &name),
                ("kind", &kind),
                ("rows", &rows),
                ("looks", &looks),
                ("refused", &refused),
            ],
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
            ("looks", &looks),
            ("refused", &refused),
            ("leaving", &taken.leaving),
        ],
    )
}

/// What came of it all, for people.
pub(super) fn done(read: &Read, imported: &Imported, dry_run: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for file in &read.files {
        let left: Vec<&str> = file.left_out().collect();
        if !left.is_empty() {
            lines.push(text::with(
                "cli-import-columns",
                &[("file", &file.name), ("source", &file.source), ("left", &left.join(", "))],
            ));
        }
    }
    let repaired: u64 = read.files.iter().map(|file| file.repaired).sum();
    let counted = [
        (repaired, text::with("cli-import-repaired", &[("count", &repaired)])),
        (imported.merged, text::with("cli-import-merged", &[("count", &imported.merged)])),
        (imported.joined, text::with("cli-import-joined", &[("count", &imported.joined)])),
        (imported.statuses, text::with("cli-import-statuses", &[("count", &imported.statuses)])),
        (imported.opened, text::with("cli-import-opened", &[("count", &imported.opened)])),
    ];
    lines.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, told)| told));
    if let Some(before) = imported.before {
        lines.push(text::with("cli-import-before", &[("when", &text::clock(before))]));
    } else if imported.is_nothing() {
        lines.push(text::get("cli-import-nothing"));
    }
    if dry_run {
        lines.push(text::get("cli-import-dry"));
    }
    lines
}

/// The sum, for programs: one object whatever came of it.
pub(super) fn sum(read: &Read, imported: &Imported, dry_run: bool) -> Value {
    let kinds = FileKind::ALL.map(|kind| (kind, taken(imported, kind)));
    let all = |count: fn(&Taken) -> u64| kinds.iter().map(|(_, taken)| count(taken)).sum::<u64>();
    let mut by_kind = serde_json::Map::new();
    for (kind, taken) in &kinds {
        if read.files.iter().any(|file| file.kind == *kind) {
            by_kind.insert(
                kind.as_str().to_owned(),
                json!({
                    "new": taken.new, "updated": taken.updated, "unchanged": taken.unchanged,
                    "leaving": taken.leaving,
                }),
            );
        }
    }
    let unknown = read.files.iter().map(|file| file.unknown_holders.len()).sum::<usize>();
    let differs = |differs: &crate::store::HolderDiffers| {
        let (file, line) = place(read, differs.at);
        json!({"file": file, "line": line, "device": differs.tag, "says": differs.file.as_str(),
               "knows": differs.journal.as_ref().map(BorrowerId::as_str)})
    };
    let model = |model: &crate::exchange::Suggestion| json!({"spelling": model.spelling, "model": model.model, "rows": model.rows});
    let stop = |stop: &Stop| match stop {
        Stop::Leaving { site, leaving, all } => {
            json!({"stop": stop.passed_by().as_str(), "site": site, "leaving": leaving, "all": all})
        }
        Stop::SchoolYear { moved_up, graded } => {
            json!({"stop": stop.passed_by().as_str(), "moved_up": moved_up, "graded": graded})
        }
    };
    json!({
        "rows": read.rows(),
        "new": all(|taken| taken.new),
        "updated": all(|taken| taken.updated),
        "unchanged": all(|taken| taken.unchanged),
        "needs_look": read.needs_look(),
        "refused": read.refused(),
        "leaving": all(|taken| taken.leaving),
        "dry_run": dry_run,
        "written": imported.written,
        "kinds": by_kind,
        "sources": read.files.iter().map(|file| file.source).collect::<Vec<_>>(),
        "beside": read.beside,
        "repaired": read.files.iter().map(|file| file.repaired).sum::<u64>(),
        "merged": imported.merged,
        "joined": imported.joined,
        "statuses": imported.statuses,
        "opened": imported.opened,
        "unknown_holders": unknown,
        "unknown_sites": read.unknown_sites,
        "unknown_sets": read.unknown_sets,
        "differences": imported.review.differences.iter().take(TOLD).map(differs).collect::<Vec<_>>(),
        "models": read.models.iter().map(model).collect::<Vec<_>>(),
        "stops": imported.stops.iter().map(stop).collect::<Vec<_>>(),
        "contact": imported.contact,
        "models_left": imported.left.as_ref().map_or(0, |(_, count)| *count),
        "before": imported.before.map(crate::domain::card::When::iso),
    })
}
