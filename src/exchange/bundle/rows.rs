//! The rows of `events.csv`, `additions.csv` and `receipt.csv`: written, and read back one by one.

use csv::StringRecord;

use super::csv::{field, prefixed};
use super::manifest::{digits, hash, local, prefix};
use super::{Answer, Counts, Row, Why};
use crate::domain::addition::Addition;
use crate::domain::borrower::BorrowerId;
use crate::domain::device::DeviceId;
use crate::domain::event::{Body, Event};
use crate::domain::hash::Hash;
use crate::domain::mark::Mark;

/// The headings of `events.csv`.
pub(super) const EVENTS: [&str; 14] = [
    "row",
    "station",
    "incarnation",
    "seq",
    "when_local",
    "kind",
    "device",
    "serial",
    "student",
    "student_name",
    "operator",
    "body",
    "prev",
    "hash",
];

/// The headings of `additions.csv`.
pub(super) const ADDITIONS: [&str; 5] = ["row", "event", "field", "salt", "text"];

/// The headings of `receipt.csv`.
pub(super) const ANSWERS: [&str; 14] = [
    "row",
    "what",
    "station",
    "incarnation",
    "seq",
    "hash",
    "batch",
    "number",
    "applied",
    "already_had",
    "superseded",
    "needs_person",
    "parked",
    "damaged",
];

/// What stands in the first column of the last line.
pub(super) const END: &str = "END";

/// The columns that people read, as an event gives them. `student_name` is not among them: no event
/// holds a name.
fn human(body: &Body) -> [(&'static str, String); 9] {
    let when = local(body.wall_ms, body.utc_offset_min);
    let device = body.tag.as_deref().or(body.device.as_ref().map(DeviceId::label));
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    [
        ("station", body.station.clone()),
        ("incarnation", prefix("i-", &body.incarnation)),
        ("seq", format!("S{}", body.seq)),
        (
            "when_local",
            when.map(|at| at.format("%Y-%m-%d %H:%M:%S %:z").to_string()).unwrap_or_default(),
        ),
        ("kind", body.kind.to_string()),
        ("device", prefix("T-", &text(device))),
        ("serial", prefix("SN-", &text(body.serial.as_deref()))),
        ("student", prefix("ID-", &text(body.borrower.as_ref().map(BorrowerId::as_str)))),
        ("operator", text(body.operator.as_deref())),
    ]
}

/// An event as a line.
pub(super) fn event_line(number: usize, row: &Row) -> Vec<String> {
    let mut line = vec![format!("R{number}")];
    for (name, text) in human(&row.event.body) {
        if name == "operator" {
            line.push(row.student_name.clone());
        }
        line.push(text);
    }
    line.push(row.event.text.clone());
    line.push(format!("h-{}", row.event.prev));
    line.push(format!("h-{}", row.event.hash));
    line
}

/// The last line of a file with so many rows.
pub(super) fn end_line(width: usize, rows: usize, last: Option<&Hash>) -> Vec<String> {
    let mut line = vec![String::new(); width];
    END.clone_into(&mut line[0]);
    line[1] = format!("rows={rows}");
    if let (Some(last), Some(cell)) = (last, line.last_mut()) {
        *cell = format!("h-{last}");
    }
    line
}

/// How many rows an END line counts; `None` where it is cut itself.
pub(super) fn end_rows(record: &StringRecord, width: usize) -> Option<u64> {
    let last = field(record, width.checked_sub(1));
    if record.len() < width || !last.is_empty() && hash(last).is_none() {
        return None;
    }
    record.iter().find_map(|cell| cell.trim().strip_prefix("rows=")?.parse().ok())
}

/// Where the columns stand.
pub(super) struct Columns {
    keys: Vec<String>,
}

impl Columns {
    pub(super) fn of(keys: Vec<String>) -> Columns {
        Columns { keys }
    }

    fn get<'a>(&self, record: &'a StringRecord, name: &str) -> &'a str {
        field(record, self.keys.iter().position(|key| key == name))
    }

    /// Whether a line is the headings once more.
    pub(super) fn again(&self, record: &StringRecord) -> bool {
        super::csv::keys(record) == self.keys
    }
}

/// What is wrong with a row: why, what was written, what stands there.
pub(super) type Fault = (Why, Option<String>, Option<String>);

/// Reads an event of a line. With it comes what was changed of the columns for people.
pub(super) fn read_event(
    columns: &Columns,
    record: &StringRecord,
) -> Result<(Event, Vec<Fault>), Fault> {
    let text = columns.get(record, "body");
    let (prev, own) = (hash(columns.get(record, "prev")), hash(columns.get(record, "hash")));
    let (Some(prev), Some(own)) = (prev, own) else {
        return Err((Why::Unreadable, None, None));
    };
    match Event::open(text.to_owned(), prev, own) {
        Ok(event) => {
            let fault = |(name, old): (&str, String), new: &str| {
                let why = Why::Column(name.to_owned());
                (why, Some(old), Some(new.to_owned()))
            };
            let changed = human(&event.body)
                .into_iter()
                .map(|(name, old)| (name, old, columns.get(record, name)))
                // A file from which columns were cut for a reader still holds its events.
                .filter(|(name, old, new)| {
                    columns.keys.iter().any(|key| key == name) && old.trim() != new.trim()
                })
                .map(|(name, old, new)| fault((name, old), new))
                .collect();
            Ok((event, changed))
        }
        Err(_) => Err(compare(columns, record, text)),
    }
}

/// A row whose body does not give its hash: where the columns for people still say something else
/// than the body does, that is what was written.
fn compare(columns: &Columns, record: &StringRecord, text: &str) -> Fault {
    let Ok(body) = serde_json::from_str::<Body>(text) else {
        return (Why::Unreadable, None, None);
    };
    let mut old = Vec::new();
    let mut new = Vec::new();
    for (name, now) in human(&body) {
        let before = columns.get(record, name);
        if before.trim() != now.trim() {
            old.push(format!("{name} {before}"));
            new.push(format!("{name} {now}"));
        }
    }
    let told = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(", "));
    (Why::Changed, told(old), told(new))
}

/// An addition as a line.
pub(super) fn addition_line(number: usize, addition: &Addition) -> Vec<String> {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or_default();
    let salt: String =
        addition.salt.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    vec![
        format!("R{number}"),
        format!("h-{}", addition.event),
        addition.field.clone(),
        format!("x-{salt}"),
        addition.text.clone(),
    ]
}

/// Reads an addition of a line; whether it fits its event is for the caller to see.
pub(super) fn read_addition(columns: &Columns, record: &StringRecord) -> Option<Addition> {
    let digits = prefixed(columns.get(record, "salt"), "x-").as_bytes();
    let pair = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
    let salt = digits.chunks(2).map(pair).collect::<Option<Vec<u8>>>()?;
    Some(Addition {
        event: hash(columns.get(record, "event"))?,
        field: columns.get(record, "field").to_owned(),
        salt,
        text: columns.get(record, "text").to_owned(),
    })
}

/// A line of a receipt.
pub(super) fn answer_line(number: usize, answer: &Answer) -> Vec<String> {
    let mut line = vec![String::new(); ANSWERS.len()];
    line[0] = format!("R{number}");
    match answer {
        Answer::Chain(mark) => {
            "chain".clone_into(&mut line[1]);
            line[2].clone_from(&mark.station);
            line[3] = format!("i-{}", mark.incarnation);
            line[4] = format!("S{}", mark.seq);
            line[5] = format!("h-{}", mark.hash);
        }
        Answer::Batch { id, number, counts } => {
            "batch".clone_into(&mut line[1]);
            line[6].clone_from(id);
            line[7] = format!("N{number}");
            for (cell, (_, count)) in line[8..].iter_mut().zip(counts.named()) {
                *cell = format!("N{count}");
            }
        }
    }
    line
}

/// Reads a line of a receipt; `None` where it is none that this program knows.
pub(super) fn read_answer(columns: &Columns, record: &StringRecord) -> Option<Answer> {
    let get = |name: &str| columns.get(record, name);
    match get("what") {
        "chain" => Some(Answer::Chain(Mark {
            station: get("station").to_owned(),
            incarnation: prefixed(get("incarnation"), "i-").to_owned(),
            seq: digits(get("seq"))?,
            hash: hash(get("hash"))?,
        })),
        "batch" => {
            let counts = Counts {
                applied: digits(get("applied"))?,
                already_had: digits(get("already_had"))?,
                superseded: digits(get("superseded"))?,
                needs_person: digits(get("needs_person"))?,
                parked: digits(get("parked"))?,
                damaged: digits(get("damaged"))?,
            };
            Some(Answer::Batch {
                id: get("batch").to_owned(),
                number: digits(get("number"))?,
                counts,
            })
        }
        _ => None,
    }
}
