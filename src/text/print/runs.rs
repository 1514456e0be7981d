//! Words of the run sheet.

use std::collections::BTreeMap;

use super::around;
use super::tables::column;
use crate::desk::print::{About, Listed};
use crate::desk::print_run::RunSheet;
use crate::desk::reply::{Mode, RunLine, When};
use crate::print::table::{Group, Kind, Row, Table};
use crate::print::{Head, Paper};
use crate::text;

/// What happened in runs, a page set for each.
pub fn run_sheet(listed: &Listed<RunSheet>, paper: Paper, now: When) -> Table {
    let columns = vec![
        column(text::get("print-number"), 30.0, Kind::Text),
        column(text::get("print-time"), 55.0, Kind::Text),
        column(text::get("print-code"), 110.0, Kind::Name),
        column(text::get("print-happened"), 105.0, Kind::Text),
        column(text::get("print-name-id"), 150.0, Kind::Text),
        column(text::get("print-before"), 110.0, Kind::Text),
    ];
    let groups = listed.rows.iter().map(|sheet| group(sheet, &listed.about)).collect();
    Table::new(columns, groups, paper, around(&listed.about, now))
}

fn group(sheet: &RunSheet, about: &About) -> Group {
    let run = &sheet.run;
    let title = text::dots([&run.name, &run.place]);
    let mode = Mode::parse(&run.mode).map(text::mode).unwrap_or_default();
    let ended = match run.ended {
        Some(at) => text::with("print-run-ended", &[("at", &text::clock(at))]),
        None => text::get("print-run-open"),
    };
    let due = run.due.as_ref().map(|due| text::with("print-due", &[("day", &text::date(due))]));
    let under = text::dots([
        about.site(&run.site).to_owned(),
        run.station.clone(),
        mode,
        text::with("print-run-began", &[("at", &text::clock(run.started))]),
        ended,
        due.unwrap_or_default(),
    ]);
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for line in sheet.lines.iter().filter(|line| !line.undone) {
        *counted.entry(text::outcome(line.outcome)).or_default() += 1;
    }
    let counted = counted.iter().map(|(outcome, count)| format!("{outcome}: {count}"));
    let mut closing = vec![text::dots(counted)];
    if sheet.lines.is_empty() {
        closing = vec![if sheet.elsewhere {
            text::with("print-run-elsewhere", &[("station", &run.station)])
        } else {
            text::get("print-run-empty")
        }];
    }
    Group {
        head: Head { title, about: under },
        rows: sheet.lines.iter().map(|line| row(line, run.started)).collect(),
        closing,
    }
}

fn row(line: &RunLine, started: When) -> Row {
    let person = |named: &Option<crate::domain::card::Named>| {
        named.as_ref().map(|named| format!("{}\n{}", named.name, named.id)).unwrap_or_default()
    };
    let at = if line.at.date() == started.date() {
        text::hour(line.at)
    } else {
        format!("{}\n{}", text::hour(line.at), text::since(line.at, None))
    };
    let notes = text::dots([
        line.noted.as_ref().map(text::noting::noting).unwrap_or_default(),
        if line.undone { text::get("row-undone") } else { String::new() },
        line.paper.map(|at| text::paper::on_paper(at, line.at)).unwrap_or_default(),
    ]);
    Row {
        named: line.code.clone(),
        cells: vec![
            line.number.to_string(),
            at,
            text::shown(&line.code),
            format!("{}\n{notes}", text::outcome(line.outcome)),
            person(&line.person),
            person(&line.from),
        ],
    }
}
