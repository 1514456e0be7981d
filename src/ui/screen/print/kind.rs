//! The documents that can be printed: a line of the table each. A document more is a line more, with
//! the rows of the page that it has a use for and a function that lays it out.

use super::choice::{Choice, Known, Row};
use super::others;
use crate::desk::print::{self, Listed};
use crate::desk::print_statement::Statement;
use crate::desk::printed::{Job, range};
use crate::desk::reply::When;
use crate::domain::listed::{ListedDevice, ListedStudent};
use crate::print::calibration::Calibration;
use crate::print::labels::{self, Labels};
use crate::print::stock::Stock;
use crate::print::{Document, Paper, Point, students};
use crate::store::Store;
use crate::text as words;
use crate::text::print::letters::Purpose;

/// A document that can be printed.
pub(super) struct Kind {
    /// What it is called.
    pub(super) title: fn() -> String,
    /// The rows of the page that say what it is like.
    pub(super) rows: &'static [Row],
    /// Reads what stands on it and lays it out. Runs beside the desk; may take long.
    pub(super) lay: fn(&Store, &Choice, &Known, When) -> Result<Draft, String>,
}

/// All of them, in the order of their numbers.
pub(super) const KINDS: [Kind; 19] = [
    Kind {
        title: || words::get("printing-students"),
        rows: &[
            Row::Site,
            Row::Grade,
            Row::Homeroom,
            Row::Slot,
            Row::Run,
            Row::List,
            Row::WithoutDevice,
            Row::Order,
            Row::Paper,
            Row::Spacing,
            Row::Private,
            Row::Columns,
        ],
        lay: |store, choice, _, now| {
            let listed = print::students(store, &choice.wanted()).map_err(|e| words::error(&e))?;
            Ok(students(&listed, choice, now))
        },
    },
    Kind {
        title: || words::get("printing-labels"),
        rows: &[
            Row::Stock,
            Row::Start,
            Row::Queued,
            Row::Site,
            Row::List,
            Row::Code,
            Row::Beside,
            Row::Edges,
            Row::Right,
            Row::Down,
            Row::Stocks,
        ],
        lay: |store, choice, known, _| {
            let mut wanted = choice.wanted();
            if choice.queued {
                wanted.list = Some(known.memory.queue(store).map_err(|e| words::error(&e))?);
            }
            let listed = print::devices(store, &wanted).map_err(|e| words::error(&e))?;
            labels(&listed, choice, known)
        },
    },
    Kind {
        title: || words::get("printing-calibration"),
        rows: &[Row::Paper, Row::Edges, Row::Stock, Row::Right, Row::Down],
        lay: |_, choice, known, _| {
            let stock = choice.edges.then(|| stock(choice, known)).transpose()?;
            calibration(choice, stock)
        },
    },
    Kind { title: || words::get("print-cards"), rows: PEOPLE, lay: others::cards },
    Kind { title: || words::get("print-sheets"), rows: PEOPLE, lay: others::sheets },
    Kind { title: || words::get("print-rooms"), rows: PEOPLE, lay: others::rooms },
    Kind { title: || words::get("print-pull"), rows: PEOPLE, lay: others::pull },
    Kind { title: || words::get("print-commands"), rows: &[Row::Paper], lay: others::commands },
    Kind { title: || Purpose::Receipt.title(), rows: FAMILIES, lay: others::receipts },
    Kind {
        title: || words::get("printing-receipts-today"),
        rows: FAMILIES,
        lay: others::receipts_today,
    },
    Kind { title: || Purpose::Agreement.title(), rows: PEOPLE, lay: others::agreements },
    Kind { title: || Purpose::Overdue.title(), rows: PEOPLE, lay: others::overdue },
    Kind {
        title: || words::get("print-run-sheet"),
        rows: &[Row::Run, Row::Site, Row::Paper],
        lay: others::run,
    },
    Kind { title: || words::get("print-fallback"), rows: PEOPLE, lay: others::fallback },
    Kind {
        title: || words::get("print-statements"),
        rows: &[Row::List, Row::Site, Row::AsOf, Row::Form, Row::Paper],
        lay: others::statements,
    },
    Kind {
        title: || words::get("print-questions"),
        rows: &[Row::Site, Row::Paper],
        lay: others::questions,
    },
    Kind {
        title: || words::get("printing-again"),
        rows: &[Row::Again, Row::Start],
        lay: |_, choice, known, _| again(choice, known),
    },
    Kind { title: || Purpose::Charges.title(), rows: PEOPLE, lay: others::charges },
    Kind {
        title: || words::get("print-transfer"),
        rows: &[Row::Transfer, Row::Paper],
        lay: others::transfer,
    },
];

/// Which of them is labels.
pub(super) const LABELS: usize = 1;
/// Which of them is labels of the last job again.
pub(super) const AGAIN: usize = 16;

/// Which of them is the receipt.
pub(super) const RECEIPT: usize = 8;

/// Which of them is the driver's sheet of a transfer.
pub(super) const TRANSFER: usize = 18;

/// Whose letters a document is, where it is letters.
pub(super) fn purpose(kind: usize) -> Option<Purpose> {
    match kind {
        RECEIPT | 9 => Some(Purpose::Receipt),
        10 => Some(Purpose::Agreement),
        11 => Some(Purpose::Overdue),
        17 => Some(Purpose::Charges),
        _ => None,
    }
}

/// What says of whom a document is.
const PEOPLE: &[Row] =
    &[Row::Site, Row::Grade, Row::Homeroom, Row::Slot, Row::Run, Row::List, Row::Order, Row::Paper];

/// The same, and whether people of a household stand on one.
const FAMILIES: &[Row] = &[
    Row::Site,
    Row::Grade,
    Row::Homeroom,
    Row::Slot,
    Row::Run,
    Row::List,
    Row::Household,
    Row::Order,
    Row::Paper,
];

/// A document, and what is to be said of it.
pub struct Draft {
    /// The document.
    pub document: Box<dyn Document + Send + Sync>,
    /// The title of its file.
    pub title: String,
    /// Which station printed it; empty where that does not matter.
    pub station: String,
    /// How many rows or labels it has, in words.
    pub count: String,
    /// What does not come out, as far as the rows say so.
    pub problems: Vec<String>,
    /// Where labels stand on their sheet.
    pub sheet: Option<Sheet>,
    /// What is remembered once it came out well.
    pub job: Option<Job>,
    /// Statements that are saved as a table instead, and as of which day.
    pub table: Option<(Vec<Statement>, String)>,
}

/// A sheet of labels, as the preview shows it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The stock.
    pub stock: Stock,
    /// The first label that is free, from 1.
    pub start: usize,
    /// How far everything is moved.
    pub offset: Point,
}

/// A barcode list of some people.
pub fn students(listed: &Listed<ListedStudent>, choice: &Choice, now: When) -> Draft {
    let options =
        students::Options { paper: choice.paper, spacing: choice.spacing, private: choice.private };
    Draft {
        document: Box::new(words::print::students(listed, options, now)),
        title: words::print::students_title(listed),
        station: listed.about.station.clone(),
        count: words::with("cli-print-students", &[("count", &listed.rows.len())]),
        problems: listed.unknown.iter().map(|code| words::print::unknown(code)).collect(),
        sheet: None,
        job: None,
        table: None,
    }
}

/// Labels of some devices.
///
/// # Errors
/// In words: no such stock, no such label on it, an offset that is no number.
pub fn labels(
    listed: &Listed<ListedDevice>,
    choice: &Choice,
    known: &Known,
) -> Result<Draft, String> {
    let stock = stock(choice, known)?;
    let options = labels::Options {
        stock: stock.clone(),
        code: choice.code,
        start: choice.start,
        offset: offset(choice)?,
        outlines: choice.edges,
    };
    let sheet = Sheet { stock, start: options.start, offset: options.offset };
    let labels = Labels::new(words::print::labels(listed, choice.more), options)
        .map_err(|e| words::print::error(&e))?;
    let unknown = listed.unknown.iter().map(|code| words::print::unknown(code));
    let before = labels.all().iter().filter(|label| known.memory.was_printed(&label.tag));
    Ok(Draft {
        title: words::with("print-labels", &[("stock", &sheet.stock.name)]),
        station: listed.about.station.clone(),
        count: words::with("cli-print-labels", &[("count", &labels.count())]),
        problems: unknown.chain(before.map(|label| words::print::before(&label.tag))).collect(),
        sheet: Some(sheet),
        job: Job::of(&labels),
        table: None,
        document: Box::new(labels),
    })
}

/// Labels of the last job as they were: nothing is remembered of it.
fn again(choice: &Choice, known: &Known) -> Result<Draft, String> {
    let job = known.memory.job().ok_or_else(|| words::get("print-no-job"))?;
    let wanted = match choice.again.trim() {
        "" => 1..=job.count(),
        some => range(some).ok_or_else(|| words::get("print-no-range"))?,
    };
    let labels = job
        .labels(&wanted)
        .ok_or_else(|| words::with("print-no-such-labels", &[("count", &job.count())]))?;
    let stock = crate::print::stock::find(&known.stocks, &job.stock)
        .map_err(|e| words::print::error(&e.into()))?;
    let options = job.options(stock, choice.start);
    let sheet =
        Sheet { stock: options.stock.clone(), start: options.start, offset: options.offset };
    let labels = Labels::new(labels, options).map_err(|e| words::print::error(&e))?;
    Ok(Draft {
        title: words::with("print-labels", &[("stock", &sheet.stock.name)]),
        station: String::new(),
        count: words::with("cli-print-labels", &[("count", &labels.count())]),
        problems: Vec::new(),
        sheet: Some(sheet),
        job: None,
        table: None,
        document: Box::new(labels),
    })
}

/// A page of rulers: of a sheet of paper, or of a stock.
///
/// # Errors
/// In words: an offset that is no number.
pub fn calibration(choice: &Choice, stock: Option<Stock>) -> Result<Draft, String> {
    let words = words::print::calibration(stock.as_ref());
    let (title, offset) = (words.heading.clone(), offset(choice)?);
    let page = match stock {
        Some(stock) => Calibration::of_stock(stock, offset, words),
        None => Calibration::of_paper(choice.paper, offset, words),
    };
    Ok(Draft {
        document: Box::new(page),
        title,
        station: String::new(),
        count: String::new(),
        problems: Vec::new(),
        sheet: None,
        job: None,
        table: None,
    })
}

fn stock(choice: &Choice, known: &Known) -> Result<Stock, String> {
    crate::print::stock::find(&known.stocks, &choice.stock)
        .map_err(|e| words::print::error(&e.into()))
}

fn offset(choice: &Choice) -> Result<Point, String> {
    choice.offset().ok_or_else(|| words::get("printing-no-offset"))
}

/// What a paper is called.
pub(super) fn paper(paper: Paper) -> String {
    match paper {
        Paper::Letter => words::get("printing-letter"),
        Paper::A4 => words::get("printing-a4"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_receipt_is_the_receipt() {
        assert_eq!((KINDS[RECEIPT].title)(), Purpose::Receipt.title());
        assert_eq!((KINDS[LABELS].title)(), words::get("printing-labels"));
        assert_eq!((KINDS[AGAIN].title)(), words::get("printing-again"));
        assert_eq!((KINDS[TRANSFER].title)(), words::get("print-transfer"));
        for (kind, of) in KINDS.iter().enumerate() {
            if let Some(purpose) = purpose(kind) {
                let title = (of.title)();
                assert!(title == purpose.title() || title == words::get("printing-receipts-today"));
            }
        }
    }
}
