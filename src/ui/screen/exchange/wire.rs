//! What the desk answers, as the Exchange screen shows it.

use std::path::Path;

use super::data::{
    Check, ColumnLine, Counts, DamagedLine, FieldLine, KindLine, MapColumn, Mapping, Merged,
    MergedLine, Numbers, RefusedLine, StationLine, StickLine, StickState, StopLine,
};
use super::wire_found;
use crate::desk::batch::MergedBundle;
use crate::desk::checking::{Column, Field, Guess, Look};
use crate::desk::request::{Covers, Files, MergeReport, OnStick, ReceiveReport, StationRow};
use crate::desk::{Accept, Checked, Stop};
use crate::store::Taken;
use crate::text as words;

/// Of refused rows no more are shown; all of them can be saved.
const SHOWN: usize = 1_000;

/// What a merge came to.
pub(super) fn merged(report: &MergeReport) -> Merged {
    let receipt = |bundle: &str| {
        let of = report.receipts.iter().rfind(|receipt| receipt.station == bundle);
        match of.map(|receipt| &receipt.path) {
            Some(Ok(_)) => words::get("exchange-receipt-there"),
            Some(Err(error)) => words::batch::bundle_error(error),
            None => words::get("exchange-receipt-none"),
        }
    };
    let bundles = report.bundles.iter().map(|bundle| MergedLine {
        station: bundle.station.clone(),
        batch: bundle.number,
        counts: counts(bundle),
        gaps: (report.gaps.iter())
            .filter(|gap| gap.station == bundle.station)
            .map(|gap| (gap.from, gap.to))
            .collect(),
        receipt: receipt(&bundle.station),
    });
    let notes = report.bundles.iter().flat_map(|bundle| {
        let place = format!("{} {}", bundle.station, bundle.number);
        let says = words::batch::merged_findings(bundle).into_iter();
        says.map(move |says| (place.clone(), says))
    });
    let damaged = report.bundles.iter().flat_map(|bundle| {
        bundle.damaged.iter().map(|row| DamagedLine {
            place: format!("{} {}: {}", bundle.station, bundle.number, row.row),
            why: words::batch::damaged_why(&row.why),
            old: row.old.clone().unwrap_or_default(),
            new: row.new.clone().unwrap_or_default(),
        })
    });
    let refused = report.refused.iter();
    Merged {
        bundles: bundles.collect(),
        refused: refused.map(|one| (name(&one.path), words::batch::refused_bundle(one))).collect(),
        notes: notes.collect(),
        damaged: damaged.collect(),
    }
}

fn counts(bundle: &MergedBundle) -> Counts {
    let of = &bundle.counts;
    Counts {
        applied: of.applied,
        already_had: of.already_had,
        superseded: of.superseded,
        needs_person: of.needs_person,
        parked: of.parked,
        damaged: of.damaged,
    }
}

/// What receiving came to, a line each.
pub(super) fn received(report: &ReceiveReport) -> Vec<String> {
    let mut lines: Vec<String> = report.receipts.iter().flat_map(words::batch::received).collect();
    lines.extend(report.refused.iter().map(words::batch::refused_bundle));
    lines.push(words::with("exchange-received-unsent", &[("count", &report.unsent)]));
    let (before, now) = report.parked;
    if before > now {
        let solved = before - now;
        lines.push(words::with("exchange-received-parked", &[("count", &solved)]));
    }
    lines
}

/// What lies on a stick.
pub(super) fn stick(found: &[OnStick]) -> Vec<StickLine> {
    let line = |one: &OnStick| {
        let (state, says) = match &one.manifest {
            Err(error) => (StickState::Other, words::batch::bundle_error(error)),
            Ok(_) if one.for_us => (StickState::Receipt, words::get("exchange-stick-receipt")),
            Ok(about) if about.kind.as_str() == "receipt" => {
                let station = &about.receiver;
                let says = words::with("exchange-stick-other", &[("station", station)]);
                (StickState::Other, says)
            }
            Ok(_) if one.known => (StickState::Known, words::get("exchange-stick-known")),
            Ok(_) => (StickState::Batch, words::get("exchange-stick-batch")),
        };
        let about = one.manifest.as_ref().ok();
        StickLine {
            name: name(&one.path),
            station: about.map(|about| about.station.clone()).unwrap_or_default(),
            number: about.map(|about| about.number),
            state,
            says,
        }
    };
    found.iter().map(line).collect()
}

/// The stations.
pub(super) fn stations(rows: &[StationRow]) -> Vec<StationLine> {
    let line = |row: &StationRow| StationLine {
        code: row.station.clone(),
        own: row.own,
        last: row.last.as_ref().map(|last| (last.number, last.at)),
        gaps: row.gaps.iter().map(|gap| (gap.from, gap.to)).collect(),
        register: match (row.register, row.register_hash.as_str()) {
            (Some(number), _) => words::with("exchange-register", &[("number", &number)]),
            (None, hash) => hash.to_owned(),
        },
        clock: row.clock.map(|clock| (clock.at_ms, clock.within_ms)),
        unsent: Some(row.unsent),
        closed: row.closed.as_ref().map(|closed| match closed.later {
            0 => closed.reason.clone(),
            later => words::with(
                "exchange-closed-later",
                &[("reason", &closed.reason), ("count", &later)],
            ),
        }),
    };
    rows.iter().map(line).collect()
}

/// What an import would do.
pub(super) fn check(checked: &Checked, files: &Files) -> Check {
    let read = &checked.read;
    let review = &checked.review;
    let taken = [review.sites, review.models, review.people, review.devices];
    let sum = |of: fn(&Taken) -> u64| taken.iter().map(of).sum();
    let numbers = Numbers {
        rows: read.rows(),
        new: sum(|taken| taken.new),
        updated: sum(|taken| taken.updated),
        unchanged: sum(|taken| taken.unchanged),
        needs_look: read.needs_look(),
        refused: read.refused(),
        leaving: sum(|taken| taken.leaving),
    };
    let several = read.files.len() > 1;
    let mut check = Check {
        numbers,
        before: checked.before,
        covers: match &files.covers {
            Covers::ItsSites => words::get("exchange-covers-its-sites"),
            Covers::District => words::get("exchange-covers-district"),
            Covers::Sites(sites) => {
                let sites: Vec<&str> = sites.iter().map(String::as_str).collect();
                words::with("exchange-covers", &[("sites", &sites.join(", "))])
            }
        },
        ..Check::default()
    };
    let rows = words::with(
        "exchange-rows",
        &[("number", &numbers.rows), ("count", &words::count(numbers.rows))],
    );
    if let ([file], false) = (read.files.as_slice(), several) {
        check.name.clone_from(&file.name);
        check.how = vec![
            rows,
            words::check::kind(file.kind),
            file.delimiter.map(words::check::delimiter).unwrap_or_default(),
            words::check::encoding(file.encoding, file.guessed),
        ];
    } else {
        let names: Vec<&str> = read.files.iter().map(|file| file.name.as_str()).collect();
        check.name = names.join(", ");
        check.how = vec![rows];
    }
    for file in &read.files {
        let prefix = |text: &str| {
            if several { format!("{}: {text}", words::check::kind(file.kind)) } else { text.into() }
        };
        for column in file.columns.iter().filter(|column| column.field.is_some()) {
            check.columns.push(ColumnLine {
                heading: prefix(&column.heading),
                becomes: column.field.map(words::check::field).unwrap_or_default(),
                key: column.field.is_some_and(Field::is_key),
                first: words::dots(&column.first),
                remark: remark(file.looks.iter().filter(|look| look.column == column.heading)),
            });
        }
        for column in file.columns.iter().filter(|column| column.field.is_none()) {
            check
                .columns
                .push(ColumnLine { heading: prefix(&column.heading), ..ColumnLine::default() });
        }
        for look in file.looks.iter().take(SHOWN) {
            check.refused.push(RefusedLine {
                line: look.line,
                column: look.column.clone(),
                value: words::shown(&look.value),
                why: why(look),
            });
        }
        let is_key = |column: &Column| column.field.is_some_and(Field::is_key);
        let key = file.columns.iter().position(is_key);
        for row in file.refused.iter().take(SHOWN) {
            let key = key.filter(|_| words::check::is_about_key(&row.reason));
            let value = key.and_then(|key| row.fields.get(key));
            check.refused.push(RefusedLine {
                line: row.line,
                column: key.map(|key| file.columns[key].heading.clone()).unwrap_or_default(),
                value: value.map(|text| words::shown(text)).unwrap_or_default(),
                why: words::reason(&row.reason),
            });
        }
    }
    check.refused.sort_by_key(|row| row.line);
    check.refused.truncate(SHOWN);
    check.changes = wire_found::changes(checked);
    check.leaving = wire_found::leaving(checked);
    check.holders = wire_found::holders(checked);
    check.notes = wire_found::notes(checked);
    check.stops = stops(checked, files);
    check.contact.clone_from(&checked.contact);
    check
}

fn why(look: &Look) -> String {
    let why = words::damage(look.why);
    match &look.repair {
        Some(repair) => words::with("exchange-look-repair", &[("why", &why), ("repair", repair)]),
        None => why,
    }
}

/// What a spreadsheet did to a column.
fn remark<'a>(looks: impl Iterator<Item = &'a Look>) -> String {
    let mut looks = looks.peekable();
    let Some(first) = looks.peek().map(|look| words::damage(look.why)) else {
        return String::new();
    };
    let count = looks.count() as u64;
    words::with(
        "exchange-damaged-cells",
        &[("number", &count), ("count", &words::count(count)), ("why", &first)],
    )
}

/// What has to be said yes to first, and what is offered.
fn stops(checked: &Checked, files: &Files) -> Vec<StopLine> {
    let mut lines: Vec<StopLine> = Vec::new();
    for stop in &checked.stops {
        let word = stop.passed_by().as_str();
        let leaving = matches!(stop, Stop::Leaving { .. });
        // One yes passes all of a kind.
        if let Some(line) = lines.iter_mut().find(|line| line.word == word) {
            line.says = [line.says.as_str(), &words::check::stop(stop)].join(" ");
            continue;
        }
        lines.push(StopLine {
            word: word.to_owned(),
            says: words::check::stop(stop),
            yes: if leaving {
                words::get("exchange-stop-leaving")
            } else {
                words::get("exchange-stop-year")
            },
            blocks: true,
            passed: false,
        });
    }
    let looks = || checked.read.files.iter().flat_map(|file| &file.looks);
    let repairs = looks().filter(|look| look.repair.is_some()).count() as u64;
    let repaired: u64 = checked.read.files.iter().map(|file| file.repaired).sum();
    if repairs + repaired > 0 {
        let count = if files.repairs { repaired } else { repairs };
        let example = looks().find_map(|look| Some((look.value.clone(), look.repair.clone()?)));
        let (from, to) = example.unwrap_or_default();
        let says = if files.repairs {
            words::with("exchange-repaired", &[("number", &count), ("count", &words::count(count))])
        } else {
            words::with(
                "exchange-repairs",
                &[
                    ("number", &count),
                    ("count", &words::count(count)),
                    ("from", &words::shown(&from)),
                    ("to", &to),
                ],
            )
        };
        lines.push(StopLine {
            word: Accept::Repairs.as_str().to_owned(),
            says,
            yes: words::get("exchange-repair-them"),
            blocks: false,
            passed: files.repairs,
        });
    }
    if !checked.read.models.is_empty() || files.aliases {
        let pairs: Vec<String> = (checked.read.models.iter().take(3))
            .map(|one| format!("{} → {}", one.spelling, one.model))
            .collect();
        lines.push(StopLine {
            word: Accept::Aliases.as_str().to_owned(),
            says: words::with("exchange-aliases", &[("models", &pairs.join(", "))]),
            yes: words::get("exchange-alias-them"),
            blocks: false,
            passed: files.aliases,
        });
    }
    lines
}

/// The columns of a file that nobody knows.
pub(super) fn mapping(path: &Path, kinds: &[Guess]) -> Mapping {
    let kind = |of: &Guess| KindLine {
        word: of.columns.kind.as_str().to_owned(),
        says: words::check::kind(of.columns.kind),
        fields: (of.fields.iter())
            .map(|field| FieldLine {
                word: field.as_str().to_owned(),
                says: words::check::field(*field),
                key: field.is_key(),
            })
            .collect(),
    };
    Mapping {
        name: name(path),
        kinds: kinds.iter().map(kind).collect(),
        columns: map_columns(kinds),
    }
}

/// Its columns, with what each may be for every kind.
pub(super) fn map_columns(kinds: &[Guess]) -> Vec<MapColumn> {
    let columns = kinds.first().map(|first| &first.columns.columns[..]).unwrap_or_default();
    let column = |(index, column): (usize, &Column)| MapColumn {
        heading: column.heading.clone(),
        first: if column.hidden { Vec::new() } else { column.first.clone() },
        guesses: kinds
            .iter()
            .map(|kind| {
                let field = kind.columns.columns.get(index).and_then(|column| column.field);
                field.map(|field| field.as_str().to_owned()).unwrap_or_default()
            })
            .collect(),
    };
    columns.iter().enumerate().map(column).collect()
}

/// The name of a file, without its folder.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
