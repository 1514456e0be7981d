//! Words on paper, and what is said before and after printing.

pub mod cards;
pub mod conflicts;
pub mod letters;
pub mod runs;
pub mod statement;
pub mod tables;

use std::path::Path;

use crate::desk::print::{About, Listed};
use crate::desk::reply::When;
use crate::domain::listed::{By, Columns, ListedDevice, ListedStudent, Theirs};
use crate::print::code::Unfit;
use crate::print::labels::Label;
use crate::print::stock::{self, Stock};
use crate::print::{Error, Foot, Head, Problem, Reason, calibration, students};
use crate::{printer, text};

/// Models beyond this for one grade say nothing about what is due.
const MODELS: usize = 2;

/// The barcode list of some people, at a present.
pub fn students(
    listed: &Listed<ListedStudent>,
    options: students::Options,
    now: When,
) -> students::List {
    let rows = &listed.rows;
    let several = |part: fn(&ListedStudent) -> &str| {
        rows.windows(2).any(|pair| part(&pair[0]) != part(&pair[1]))
    };
    let (sites, homerooms) = (several(|row| &row.site), several(|row| &row.homeroom));
    let by_slot = listed.about.by == Some(By::Slot);
    let place = |row: &ListedStudent| {
        let homeroom = if homerooms { row.homeroom.as_str() } else { "" };
        let slot = if by_slot { String::new() } else { filled(&row.slot, slot) };
        let site = if sites && !by_slot { listed.about.site(&row.site) } else { "" };
        text::dots([homeroom, slot.as_str(), site])
    };
    let row = |row: &ListedStudent| students::Row {
        id: row.id.clone(),
        name: row.name.clone(),
        about: text::dots([place(row), due(row)]),
        holds: row.holds.join(" "),
        case: filled(&row.case, case),
        group: match (by_slot, sites) {
            (false, _) => String::new(),
            (true, false) => slot(&row.slot),
            (true, true) => text::dots([&*slot(&row.slot), listed.about.site(&row.site)]),
        },
        private: text::dots([grade(&row.grade), row.household.clone()]),
        beside: columns(row, listed.about.columns),
    };
    let rows: Vec<students::Row> = rows.iter().map(row).collect();
    let words = student_words(listed, students::pages(&rows, options), now);
    students::List::new(rows, options, words)
}

/// What stands beside somebody only where it is asked for, a line each.
fn columns(row: &ListedStudent, columns: Columns) -> Vec<String> {
    let mut lines = Vec::new();
    if columns.case {
        lines.push(case_tag(&row.assigned));
    }
    if columns.agreement {
        lines.push(match row.signed.as_deref() {
            None => text::get("print-unsigned"),
            Some("") => text::get("print-signed"),
            Some(version) => text::with("print-signed-version", &[("version", &version)]),
        });
    }
    if columns.owes {
        let owes = text::charge::owes(row.owes_cents);
        lines.push(owes.unwrap_or_else(|| text::get("print-owes-nothing")));
    }
    lines
}

/// What is theirs for years, with the numbers on the cases.
fn case_tag(assigned: &[Theirs]) -> String {
    if assigned.is_empty() {
        return text::get("print-nothing-assigned");
    }
    let one = |theirs: &Theirs| format!("{} {}", filled(&theirs.case, case), theirs.tag);
    assigned.iter().map(|theirs| one(theirs).trim().to_owned()).collect::<Vec<_>>().join(", ")
}

/// What somebody is to have: theirs for years, else what the catalogue has for the grade.
fn due(row: &ListedStudent) -> String {
    let models = || if row.models.len() <= MODELS { row.models.join(", ") } else { String::new() };
    row.assigned.first().map_or_else(models, |theirs| {
        text::with("print-theirs", &[("tag", &theirs.tag), ("model", &theirs.model)])
    })
}

/// A drive-through slot; that there is none.
fn slot(slot: &str) -> String {
    match slot {
        "" => text::get("print-no-slot"),
        slot => text::with("print-slot", &[("slot", &slot)]),
    }
}

/// The number of a case.
fn case(number: &str) -> String {
    text::with("print-case", &[("case", &number)])
}

/// When somebody comes, and which case waits for them, as far as that is known.
pub fn waiting(slot: &str, case: &str) -> String {
    text::dots([filled(slot, self::slot), filled(case, self::case)])
}

/// What is made of a text; nothing where it is blank.
fn filled(text: &str, made: impl FnOnce(&str) -> String) -> String {
    if text.is_empty() { String::new() } else { made(text) }
}

fn student_words(listed: &Listed<ListedStudent>, pages: usize, now: When) -> students::Words {
    let (rows, about) = (&listed.rows, &listed.about);
    let hold = rows.iter().filter(|row| !row.holds.is_empty()).count();
    students::Words {
        head: Head {
            title: heading(rows, about),
            about: text::dots([
                about.run.clone().unwrap_or_default(),
                text::with("print-students-count", &[("count", &rows.len()), ("hold", &hold)]),
                text::with("print-pages", &[("count", &pages)]),
            ]),
        },
        scan: text::get("print-scan"),
        student: text::get("print-student"),
        holds: text::get("print-holds"),
        nothing: "–".to_owned(),
        foot: around(about, now),
    }
}

/// What stands at the foot of a page.
pub(super) fn around(about: &About, now: When) -> Foot {
    Foot {
        about: foot(about, now),
        scale: text::get("print-scale"),
        page: text::with("print-page", &[("page", &"{page}"), ("pages", &"{pages}")]),
    }
}

/// What the people have in common.
fn heading(rows: &[ListedStudent], about: &About) -> String {
    let common = |part: fn(&ListedStudent) -> &str| {
        let first = rows.first().map(part).unwrap_or_default();
        if rows.iter().all(|row| part(row) == first) { first } else { "" }
    };
    let (site, homeroom) = (common(|row| &row.site), common(|row| &row.homeroom));
    let room = match (homeroom, common(|row| &row.grade)) {
        ("", "") => text::get("print-students"),
        ("", of) => grade(of),
        (room, _) => text::with("print-homeroom", &[("room", &room)]),
    };
    text::dots([room.as_str(), about.site(site)])
}

fn grade(grade: &str) -> String {
    match grade {
        "" => String::new(),
        grade => text::with("print-grade", &[("grade", &grade)]),
    }
}

fn foot(about: &About, now: When) -> String {
    let register =
        about.register.map(|at| text::with("print-register", &[("day", &text::date(&at.date()))]));
    text::dots([
        register.unwrap_or_default(),
        text::with("print-printed", &[("at", &text::clock(now))]),
        text::with("print-station", &[("station", &about.station)]),
    ])
}

/// The title of a list's file.
pub fn students_title(listed: &Listed<ListedStudent>) -> String {
    heading(&listed.rows, &listed.about)
}

/// What stands on labels beside the tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)]
pub struct More {
    /// The model.
    pub model: bool,
    /// The site's name.
    pub site: bool,
    /// The serial number.
    pub serial: bool,
}

/// Labels of some devices.
pub fn labels(listed: &Listed<ListedDevice>, more: More) -> Vec<Label> {
    let serial = |device: &ListedDevice| text::with("print-serial", &[("serial", &device.serial)]);
    let label = |device: &ListedDevice| {
        let mut parts = Vec::new();
        if more.model {
            parts.push(device.model.clone());
        }
        if more.site {
            parts.push(listed.about.site(&device.site).to_owned());
        }
        if more.serial && !device.serial.is_empty() {
            parts.push(serial(device));
        }
        parts.retain(|part| !part.is_empty());
        Label { tag: device.tag.clone(), more: parts, named: serial(device) }
    };
    listed.rows.iter().map(label).collect()
}

/// The words of the calibration page; `stock` where it is of one.
pub fn calibration(stock: Option<&Stock>) -> calibration::Words {
    let heading = match stock {
        Some(stock) => text::with("print-calibration-of", &[("stock", &stock.name)]),
        None => text::get("print-calibration"),
    };
    let across = calibration::ACROSS_MM.to_string();
    let down = calibration::DOWN_MM.to_string();
    let mut how = vec![
        text::with("print-calibration-rulers", &[("across", &across), ("down", &down)]),
        text::get("print-calibration-crosses"),
        text::get("print-calibration-offset"),
    ];
    if stock.is_some() {
        how.push(text::get("print-calibration-edges"));
    }
    calibration::Words { heading, how, scale: text::get("print-scale") }
}

/// A row that does not come out as it should.
pub fn problem(problem: &Problem) -> String {
    let why = match &problem.reason {
        Reason::Code(unfit) => self::unfit(*unfit),
        Reason::NotShown(missing) => {
            let signs: Vec<String> = missing.iter().map(|c| sign(*c)).collect();
            text::with("print-not-shown", &[("signs", &signs.join(", "))])
        }
    };
    text::with("print-problem", &[("row", &text::shown(&problem.row)), ("why", &why)])
}

fn unfit(unfit: Unfit) -> String {
    match unfit {
        Unfit::Blank => text::get("print-code-blank"),
        Unfit::Character(c) => text::with("print-code-character", &[("sign", &sign(c))]),
        Unfit::Endless => text::get("print-code-endless"),
        Unfit::TooWide { needs_mm, has_mm } => text::with(
            "print-code-wide",
            &[("needs", &millimetres(needs_mm)), ("has", &millimetres(has_mm))],
        ),
        Unfit::TooLow { needs_mm, has_mm } => text::with(
            "print-code-low",
            &[("needs", &millimetres(needs_mm)), ("has", &millimetres(has_mm))],
        ),
    }
}

/// A character so that it can be found: itself, and its number.
fn sign(c: char) -> String {
    match c {
        '\t' => text::get("print-sign-tab"),
        c if c.is_control() || c.is_whitespace() => format!("U+{:04X}", u32::from(c)),
        c => format!("{c} (U+{:04X})", u32::from(c)),
    }
}

fn millimetres(mm: f32) -> String {
    format!("{mm:.1}")
}

/// Codes of a list that are not printed.
pub fn unknown(code: &str) -> String {
    text::with("print-unknown", &[("code", &text::shown(code))])
}

/// A tag whose label came out well before.
pub fn before(tag: &str) -> String {
    text::with("print-labelled", &[("tag", &text::shown(tag))])
}

/// The record of what was printed is damaged, and lies here now.
pub fn aside(file: &Path) -> String {
    text::with("print-aside", &[("file", &file.display().to_string())])
}

/// A stock as a line of a list: its names, its labels, whether it is the user's own.
pub fn stock(stock: &Stock, own: bool) -> String {
    let labels = text::with(
        "print-stock-labels",
        &[("columns", &stock.columns), ("rows", &stock.rows), ("count", &stock.on_a_page())],
    );
    let mm = |points: f32| millimetres(points / crate::print::MM);
    let size = text::with(
        "print-stock-size",
        &[("width", &mm(stock.label.width)), ("height", &mm(stock.label.height))],
    );
    let own = if own { text::get("print-stock-own") } else { String::new() };
    text::dots([stock.name.clone(), stock.also.join(", "), labels, size, own])
}

/// Why a file was not handed on.
pub fn not_handed(error: &printer::Error) -> String {
    match error {
        printer::Error::Nothing => text::get("print-no-lp"),
        printer::Error::NoPrinter => text::get("print-no-printer"),
        printer::Error::Program { program, cause } => {
            text::with("print-no-program", &[("program", program), ("cause", cause)])
        }
        printer::Error::Failed { program, says } => text::with(
            "print-program-failed",
            &[("program", program), ("says", &text::shown(says))],
        ),
    }
}

/// Why nothing was printed.
pub fn error(error: &Error) -> String {
    match error {
        Error::Output(source) => text::with("cli-output", &[("cause", &source.to_string())]),
        Error::Cancelled => text::get("print-cancelled"),
        Error::Nothing => text::get("print-nothing"),
        Error::Font { family } => text::with("print-font", &[("family", family)]),
        Error::Stock(error) => stock_error(error),
        Error::Start { wanted, on_a_sheet } => {
            text::with("print-start", &[("wanted", wanted), ("count", on_a_sheet)])
        }
    }
}

fn stock_error(error: &stock::Error) -> String {
    match error {
        stock::Error::Form { line, cause } => {
            text::with("stock-form", &[("line", line), ("cause", cause)])
        }
        stock::Error::Value { stock, field } => {
            text::with("stock-value", &[("stock", stock), ("field", field)])
        }
        stock::Error::Beyond { stock } => text::with("stock-beyond", &[("stock", stock)]),
        stock::Error::Overlap { stock } => text::with("stock-overlap", &[("stock", stock)]),
        stock::Error::Twice { stock } => text::with("stock-twice", &[("stock", stock)]),
        stock::Error::NoStock => text::get("stock-none"),
        stock::Error::Unknown { name, known } => {
            text::with("stock-unknown", &[("name", name), ("known", &known.join(", "))])
        }
    }
}
