//! `tagdesk assign`: whose a device is for years, one or a list of them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::operator::Operator;
use super::{Ended, complain, say};
use crate::desk::Desk;
use crate::desk::assign::{Assignments, Change, Order};
use crate::desk::reply::{Outcome, Owner};
use crate::domain::event::Moment;
use crate::exchange::assignments::{self, AssignmentFile, NoList};
use crate::text;

/// Arguments of `assign`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The person's ID, then the device's tag or serial number; with --free the device alone
    #[arg(value_names = ["STUDENT", "TAG"], num_args = 1..=2, required_unless_present = "list")]
    codes: Vec<String>,
    /// The number on the case tag
    #[arg(long, value_name = "N", default_value = "", conflicts_with = "list")]
    case: String,
    /// The device is nobody's any more
    #[arg(long, conflicts_with = "case")]
    free: bool,
    /// Columns student,device,case; with --free device alone
    #[arg(long, value_name = "FILE.csv", conflicts_with = "codes")]
    list: Option<PathBuf>,
    /// Say what would be, write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object per line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let (mut desk, now) = args.operator.desk(folder, &text::get("cli-what-assign"))?;
    let done = match &args.list {
        Some(file) => list(&mut desk, args, file, &now),
        None => one(&mut desk, args, &now),
    };
    super::close(desk)?;
    done.map(|()| ExitCode::SUCCESS)
}

fn one(desk: &mut Desk, args: &Args, now: &Moment) -> Result<(), String> {
    let (student, device) = match args.codes.as_slice() {
        [device] if args.free => (None, device),
        [student, device] if !args.free => (Some(student.clone()), device),
        _ => return Err(text::get("assign-arguments")),
    };
    let order = Order { device: device.clone(), student, case: args.case.clone() };
    let Assignments { told, events } =
        desk.assign(&[order], args.dry_run, now).map_err(|e| text::error(&e))?;
    for change in told {
        let change = change.map_err(|e| text::error(&e))?;
        tell(args, &change, None)?;
    }
    tell_events(args, &events)
}

fn list(desk: &mut Desk, args: &Args, path: &Path, now: &Moment) -> Result<(), String> {
    let known = desk.store().known().map_err(|e| text::store_error(&e))?;
    let file = assignments::read(path, &known).map_err(|e| no_list(&e))?;
    if !args.free && !file.has_students {
        return Err(no_list(&NoList::NoColumn("student")));
    }
    let orders: Vec<Order> = file
        .rows
        .iter()
        .map(|row| Order {
            device: row.device.clone(),
            student: (!args.free).then(|| row.student.clone()),
            case: row.case.clone(),
        })
        .collect();
    let Assignments { told, events } =
        desk.assign(&orders, args.dry_run, now).map_err(|e| text::error(&e))?;
    let mut refused = unread(&file, path);
    for (row, change) in file.rows.iter().zip(told) {
        match change {
            Ok(change) => tell(args, &change, Some(row.line))?,
            Err(error) => {
                let reason = text::error(&error);
                let words = text::with(
                    "row-refused",
                    &[("file", &file.name), ("line", &row.line), ("reason", &reason)],
                );
                refused.push((row.line, words));
            }
        }
    }
    refused.sort_by_key(|(line, _)| *line);
    for (line, words) in refused {
        if args.json {
            say(&json!({"line": line, "outcome": "refused", "message": words}).to_string())?;
        }
        complain(&words);
    }
    if args.dry_run && !args.json {
        say(&text::get("assign-dry"))?;
    }
    tell_events(args, &events)
}

/// Rows that were not read, by line.
fn unread(file: &AssignmentFile, path: &Path) -> Vec<(u64, String)> {
    let refused = file.refused.iter().map(|row| (row.line, text::refused_row(path, row)));
    refused.chain(file.looks.iter().map(|look| (look.line, text::look_row(path, look)))).collect()
}

fn tell(args: &Args, change: &Change, line: Option<u64>) -> Result<(), String> {
    if !args.json {
        return say(&text::assign::change(change));
    }
    let outcome = match (&change.after, change.is_change()) {
        (_, false) => Outcome::Already,
        (Some(_), true) => Outcome::Assigned,
        (None, true) => Outcome::Freed,
    };
    let id = |owner: &Option<Owner>| owner.as_ref().map(|owner| owner.named.id.to_string());
    let mut object = json!({
        "outcome": outcome.as_str(), "device": change.tag, "student": id(&change.after),
        "case": change.after.as_ref().map(|owner| &owner.case), "from": id(&change.before),
        "message": text::assign::change(change),
    });
    if let (Some(line), Value::Object(object)) = (line, &mut object) {
        object.insert("line".to_owned(), line.into());
    }
    say(&object.to_string())
}

/// The name by which all of it is taken back.
fn tell_events(args: &Args, events: &[String]) -> Result<(), String> {
    let Some(event) = events.last() else { return Ok(()) };
    if args.json {
        return say(&json!({"event": event, "events": events.len()}).to_string());
    }
    say(event)
}

fn no_list(why: &NoList) -> String {
    match why {
        NoList::File(error) => text::exchange_error(error),
        NoList::NotOne => text::get("paper-one-file"),
        NoList::NoColumn(column) => text::with("paper-no-column", &[("column", column)]),
    }
}
