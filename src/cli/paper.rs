//! `tagdesk paper`: a paper list from a table, entered with its own times.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;

use super::scan::shown;
use super::{Ended, complain, desk, say};
use crate::desk::paper::{PaperRow, Supposed};
use crate::desk::reply::{Outcome, Reply};
use crate::desk::{Desk, Front};
use crate::domain::event::Moment;
use crate::domain::paper::{self, Fault, Way};
use crate::exchange::read::{Limits, Member, Reading, Row, Table, members};
use crate::{clock, text};

/// Columns that mean something; the first three must be there.
const COLUMNS: [&str; 5] = ["student", "device", "time", "date", "kind"];

/// Arguments of `paper`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Columns student,device,time, and date,kind (issue or return) where wanted; - is standard input
    #[arg(value_name = "FILE.csv|-")]
    file: PathBuf,
    /// The day of rows without one; today if not given
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    /// The run; begun if there is none of that name
    #[arg(long, value_name = "NAME")]
    run: Option<String>,
    /// Who types it in
    #[arg(long, value_name = "CODE")]
    operator: Option<String>,
    /// A day two weeks past or longer is meant
    #[arg(long)]
    old: bool,
    /// Say what each row would mean, write nothing
    #[arg(long)]
    dry_run: bool,
    /// One JSON object per line
    #[arg(long)]
    json: bool,
}

/// Where the columns stand.
struct Columns {
    student: usize,
    device: usize,
    time: usize,
    date: Option<usize>,
    kind: Option<usize>,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-paper"), Front::Terminal)?;
    let done = enter_all(&mut desk, args, &now);
    super::close(desk)?;
    done.map(|()| ExitCode::SUCCESS)
}

fn enter_all(desk: &mut Desk, args: &Args, now: &Moment) -> Result<(), String> {
    let day = match &args.date {
        Some(text) => paper::read_date(text)
            .ok_or_else(|| text::error(&crate::desk::Error::NoDate(text.clone())))?,
        None => today(now),
    };
    let member = member(&args.file)?;
    let reading = Reading { known: &COLUMNS, ..Reading::default() };
    let table = Table::read(&member, &reading).map_err(|e| text::exchange_error(&e))?;
    let columns = columns(&table)?;
    desk.set_operator(args.operator.clone());
    if let Some(name) = args.run.as_ref().filter(|_| !args.dry_run) {
        desk.take_run(name, now).map_err(|e| text::error(&e))?;
    }
    let mut supposed = args.dry_run.then(Supposed::default);
    let mut ragged = table.refused().peekable();
    for row in table.rows() {
        while let Some(refused) = ragged.next_if(|refused| refused.line < row.line()) {
            complain(&text::refused_row(table.path(), &refused));
        }
        let field = |column: usize| row.get(column);
        if field(columns.device).is_empty() && field(columns.time).is_empty() {
            // A row of the list that nobody has written on.
            continue;
        }
        let scan = row.fields().collect::<Vec<_>>().join(",");
        let reply = match read(&columns, row, day, args.old) {
            Ok(entry) => {
                let codes = (field(columns.student), field(columns.device));
                desk.enter_paper(&entry, codes, supposed.as_mut(), &scan, &clock::now())
            }
            Err((code, fault)) => desk.not_a_row(fault, &code, &scan, &clock::now()),
        };
        report(&reply.map_err(|e| text::error(&e))?, row.line(), &table, args.json)?;
    }
    for refused in ragged {
        complain(&text::refused_row(table.path(), &refused));
    }
    let _ = desk.store().checkpoint();
    Ok(())
}

/// A reply a row; what was not taken also on standard error, with its line.
fn report(reply: &Reply, line: u64, table: &Table, json: bool) -> Result<(), String> {
    say(&shown(reply, json))?;
    if matches!(reply.outcome, Outcome::Refused | Outcome::Unknown) {
        let (file, reason) = (table.name().to_owned(), text::message(reply));
        complain(&text::with(
            "row-refused",
            &[("file", &file), ("line", &line), ("reason", &reason)],
        ));
    }
    Ok(())
}

fn member(file: &Path) -> Result<Member, String> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        let most = Limits::STANDARD.file_bytes;
        std::io::stdin()
            .lock()
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(|e| text::with("cli-input", &[("cause", &e.to_string())]))?;
        return Ok(Member::of_bytes("-", bytes));
    }
    let found = members(&[file.to_owned()], &Limits::STANDARD);
    let mut found = found.map_err(|e| text::exchange_error(&e))?;
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        _ => Err(text::get("paper-one-file")),
    }
}

fn columns(table: &Table) -> Result<Columns, String> {
    let needed = |name: &str| {
        table.column(&[name]).ok_or_else(|| text::with("paper-no-column", &[("column", &name)]))
    };
    Ok(Columns {
        student: needed("student")?,
        device: needed("device")?,
        time: needed("time")?,
        date: table.column(&["date"]),
        kind: table.column(&["kind"]),
    })
}

/// What a row says besides its codes, or the text that cannot be read and why.
fn read(
    columns: &Columns,
    row: Row<'_>,
    day: NaiveDate,
    old: bool,
) -> Result<PaperRow, (String, Fault)> {
    let cell = |column: Option<usize>| column.map_or("", |column| row.get(column));
    let wrong = |text: &str, fault| (text.to_owned(), fault);
    let kind = cell(columns.kind);
    let way = Way::parse(kind).ok_or_else(|| wrong(kind, Fault::Way))?;
    let day = match cell(columns.date) {
        "" => day,
        text => paper::read_date(text).ok_or_else(|| wrong(text, Fault::Date))?,
    };
    let text = row.get(columns.time);
    let (dated, time) =
        paper::read_moment(text).map_err(|no_time| wrong(text, Fault::Time(no_time)))?;
    let day = clock::day(dated.unwrap_or(day));
    Ok(PaperRow { way, day, time, old_is_meant: old })
}

fn today(now: &Moment) -> NaiveDate {
    let local = crate::domain::card::When::from(now).local();
    local.map(|local| local.date_naive()).unwrap_or_default()
}
