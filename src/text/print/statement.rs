//! Words of the custody statement.

use super::around;
use super::tables::column;
use crate::desk::print::Listed;
use crate::desk::print_statement::{Happened, Statement, Still};
use crate::desk::reply::When;
use crate::domain::device::Status;
use crate::print::table::{Group, Kind, Row, Table};
use crate::print::{Head, Paper};
use crate::text;

/// A page set for each device: every event, then what is open. `as_of` is the local day the statement
/// ends with.
pub fn statement(listed: &Listed<Statement>, as_of: &str, paper: Paper, now: When) -> Table {
    let columns = vec![
        column(text::get("print-when-event"), 125.0, Kind::Text),
        column(text::get("print-happened"), 105.0, Kind::Name),
        column(text::get("print-name-id"), 130.0, Kind::Text),
        column(text::get("print-where"), 105.0, Kind::Text),
        column(text::get("print-by"), 45.0, Kind::Text),
        column(text::get("print-batch"), 35.0, Kind::Text),
    ];
    let group = |statement: &Statement| {
        let device = &statement.device;
        let title = text::with("print-statement", &[("tag", &device.tag)]);
        let serial = if device.serial.is_empty() || device.serial == device.tag {
            String::new()
        } else {
            text::with("print-serial", &[("serial", &device.serial)])
        };
        let as_of = text::with("print-as-of", &[("day", &text::date(as_of))]);
        let about = text::dots([serial, device.model.clone(), as_of]);
        let mut closing = still(&statement.still);
        if statement.events.is_empty() {
            closing = vec![text::get("print-no-events")];
        }
        Group {
            head: Head { title, about },
            rows: statement.events.iter().map(|event| row(event, &device.tag)).collect(),
            closing,
        }
    };
    let groups = listed.rows.iter().map(group).collect();
    Table::new(columns, groups, paper, around(&listed.about, now))
}

fn row(event: &Happened, tag: &str) -> Row {
    let notes = text::dots([
        if event.undone { text::get("row-undone") } else { String::new() },
        event.entered.map(text::paper::entered).unwrap_or_default(),
    ]);
    let person = event.person.as_ref();
    let batch = match event.batch {
        Some(number) => number.to_string(),
        None => "–".to_owned(),
    };
    Row {
        named: tag.to_owned(),
        cells: vec![
            format!("{}\n{}", text::clock(event.at), event.event),
            format!("{}\n{notes}", text::noting::happened(&event.kind, event.noted.as_ref())),
            person.map(|named| format!("{}\n{}", named.name, named.id)).unwrap_or_default(),
            format!("{}\n{}", event.station, event.place),
            event.operator.clone().unwrap_or_default(),
            batch,
        ],
    }
}

/// What is open at the end, a line each.
fn still(still: &Still) -> Vec<String> {
    let first = match &still.holder {
        Some(holder) => {
            let due = holder.due.as_ref();
            text::dots([
                text::with(
                    "print-open-with",
                    &[
                        ("name", &holder.named.name),
                        ("id", &holder.named.id.to_string()),
                        ("at", &text::clock(holder.since)),
                    ],
                ),
                due.map(|due| text::with("print-due", &[("day", &text::date(due))]))
                    .unwrap_or_default(),
            ])
        }
        None => text::with("print-open-in", &[("site", &still.site)]),
    };
    let mut lines = vec![first];
    if still.status != Status::Available {
        let status = text::status(still.status);
        lines.push(text::with("print-open-status", &[("status", &status)]));
    }
    if still.disputed {
        lines.push(text::get("print-open-disputed"));
    }
    if still.in_no_batch > 0 {
        lines.push(text::with("print-open-no-batch", &[("count", &still.in_no_batch)]));
    }
    lines
}
