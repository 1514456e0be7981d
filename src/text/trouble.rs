//! Troubles with files, their rows and scanners as sentences. Those of the database are in `cause`.

use std::path::Path;

use crate::desk;
use crate::exchange;
use crate::scanner::serial::Event;
use crate::text;

/// Why a file cannot be taken, and what to do.
pub fn exchange_error(error: &exchange::Error) -> String {
    use exchange::Error;
    match error {
        Error::Io { path, source } => {
            let cause = source.to_string();
            text::with("file-io", &[("path", &shown(path)), ("cause", &cause)])
        }
        Error::EmptyFolder { path } => text::with("file-no-csv", &[("path", &shown(path))]),
        Error::Encoding { path, line } => {
            text::with("file-encoding", &[("path", &shown(path)), ("line", line)])
        }
        Error::Empty { path } => text::with("file-empty", &[("path", &shown(path))]),
        Error::Unrecognised { path, found } => {
            text::with("file-unrecognised", &[("path", &shown(path)), ("found", found)])
        }
        Error::NoColumn { path, column, found } => text::with(
            "file-no-column",
            &[("path", &shown(path)), ("column", column), ("found", found)],
        ),
        Error::NoHeading { path, looked, found } => text::with(
            "file-no-heading",
            &[("path", &shown(path)), ("looked", looked), ("found", found)],
        ),
        Error::NoField { path, word, found } => {
            text::with("file-no-field", &[("path", &shown(path)), ("word", word), ("found", found)])
        }
        Error::NothingNeeded { path } => {
            text::with("file-nothing-needed", &[("path", &shown(path))])
        }
        Error::Cancelled => {
            [text::get("trouble-cancelled-line"), text::get("trouble-cancelled-do")].join(" ")
        }
        Error::Csv { path, detail } => {
            text::with("file-csv", &[("path", &shown(path)), ("detail", detail)])
        }
        Error::HeadingsOnly { path } => text::with("file-headings-only", &[("path", &shown(path))]),
        Error::OpenQuote { path, line } => {
            text::with("file-open-quote", &[("path", &shown(path)), ("line", line)])
        }
        Error::Foreign { path, looks } => {
            text::with("file-foreign", &[("path", &shown(path)), ("looks", &looks_like(*looks))])
        }
        Error::TooLarge { path, what, limit } => {
            let (path, limit) = (shown(path), text::count(*limit));
            text::with(
                "file-too-large",
                &[("path", &path), ("limit", &limit), ("what", &bound(*what))],
            )
        }
        Error::Entry { path, entry, why } => text::with(
            "file-entry",
            &[("path", &shown(path)), ("entry", &text::shown(entry)), ("why", &entry_fault(*why))],
        ),
        Error::NoTable { path, holds } if holds.is_empty() => {
            text::with("file-empty-archive", &[("path", &shown(path))])
        }
        Error::NoTable { path, holds } => {
            text::with("file-no-table", &[("path", &shown(path)), ("holds", &text::shown(holds))])
        }
        Error::Damaged { path, detail } => {
            text::with("file-damaged", &[("path", &shown(path)), ("detail", detail)])
        }
    }
}

fn looks_like(looks: exchange::Looks) -> String {
    use exchange::Looks;
    match looks {
        Looks::Picture => text::get("looks-picture"),
        Looks::Pdf => text::get("looks-pdf"),
        Looks::Database => text::get("looks-database"),
        Looks::OldWorkbook => text::get("looks-old-workbook"),
        Looks::LockedWorkbook => text::get("looks-locked-workbook"),
        Looks::BinaryWorkbook => text::get("looks-binary-workbook"),
        Looks::OtherWorkbook => text::get("looks-other-workbook"),
        Looks::Document => text::get("looks-document"),
        Looks::WebPage => text::get("looks-web-page"),
        Looks::Xml => text::get("looks-xml"),
        Looks::Json => text::get("looks-json"),
        Looks::Archive => text::get("looks-archive"),
        Looks::Torn => text::get("looks-torn"),
        Looks::Binary => text::get("looks-binary"),
    }
}

fn bound(what: exchange::Bound) -> String {
    use exchange::Bound;
    match what {
        Bound::File => text::get("bound-file"),
        Bound::Unpacked => text::get("bound-unpacked"),
        Bound::Entries => text::get("bound-entries"),
        Bound::Rows => text::get("bound-rows"),
        Bound::Columns => text::get("bound-columns"),
        Bound::Cells => text::get("bound-cells"),
    }
}

fn entry_fault(why: exchange::EntryFault) -> String {
    use exchange::EntryFault;
    match why {
        EntryFault::Outside => text::get("entry-outside"),
        EntryFault::Link => text::get("entry-link"),
        EntryFault::Locked => text::get("entry-locked"),
        EntryFault::Method => text::get("entry-method"),
        EntryFault::Bomb => text::get("entry-bomb"),
        EntryFault::Twice => text::get("entry-twice"),
        EntryFault::Damaged => text::get("entry-damaged"),
    }
}

/// A refused row: file, line, reason.
pub fn refused_row(path: &Path, row: &exchange::Refused) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    text::with(
        "row-refused",
        &[("file", &name), ("line", &row.line), ("reason", &reason(&row.reason))],
    )
}

/// Why a row cannot be taken.
pub fn reason(reason: &exchange::Reason) -> String {
    use exchange::Reason;
    match reason {
        Reason::NoKey => text::get("row-no-key"),
        Reason::Twice { key, other } => text::with("row-twice", &[("key", key), ("other", other)]),
        Reason::OtherFile(key) => text::with("row-other-file", &[("key", key)]),
        Reason::Reserved(key) => text::with("row-reserved", &[("key", key)]),
        Reason::Unreadable(key) => text::with("row-unreadable", &[("key", &text::shown(key))]),
        Reason::Ragged { fields, headings } => text::with(
            "row-ragged",
            &[("fields", &(*fields as u64)), ("headings", &(*headings as u64))],
        ),
        Reason::HeadingAgain => text::get("row-heading-again"),
        Reason::Sum => text::get("row-sum"),
        Reason::Swallowed => text::get("row-swallowed"),
        Reason::LongField { column, limit } => text::with(
            "row-long-field",
            &[("column", &(*column as u64)), ("limit", &text::count(*limit as u64))],
        ),
        Reason::NoName => text::get("row-no-name"),
        Reason::NoKind(word) => text::with("row-no-kind", &[("word", word)]),
        Reason::NoStatus(word) => text::with("row-no-status", &[("word", word)]),
        Reason::NoPrice(word) => text::with("row-no-price", &[("word", word)]),
        Reason::OtherTable(key) => text::with("row-other-table", &[("key", key)]),
        Reason::NoYesOrNo(word) => text::with("row-no-yes-or-no", &[("word", word)]),
    }
}

/// A row whose key is damaged: file, line, what happened, and what it can have been.
pub fn look_row(path: &Path, look: &exchange::Look) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    text::with(
        "row-refused",
        &[("file", &name), ("line", &look.line), ("reason", &self::look(look))],
    )
}

/// What happened to a key, and what it can have been.
pub fn look(look: &exchange::Look) -> String {
    let (column, value) = (&look.column, text::shown(&look.value));
    let why = damage(look.why);
    match &look.repair {
        Some(repair) => text::with(
            "look-repair",
            &[("column", column), ("value", &value), ("why", &why), ("repair", repair)],
        ),
        None => text::with("look-lost", &[("column", column), ("value", &value), ("why", &why)]),
    }
}

/// What happened to a key.
pub fn damage(damage: exchange::damage::Damage) -> String {
    use exchange::damage::Damage;
    match damage {
        Damage::Zeros => text::get("damage-zeros"),
        Damage::Either => text::get("damage-either"),
        Damage::Exponent => text::get("damage-exponent"),
        Damage::Date => text::get("damage-date"),
        Damage::Decimal => text::get("damage-decimal"),
        Damage::Thousands => text::get("damage-thousands"),
        Damage::Wrapper => text::get("damage-wrapper"),
        Damage::Guard => text::get("damage-guard"),
        Damage::Rounded => text::get("damage-rounded"),
        Damage::ErrorValue => text::get("damage-error-value"),
        Damage::TooNarrow => text::get("damage-too-narrow"),
        Damage::Invisible => text::get("damage-invisible"),
        Damage::Dash => text::get("damage-dash"),
    }
}

/// Why an import does not go on, and what passes it.
pub fn stop(stop: &desk::Stop) -> String {
    match stop {
        desk::Stop::Leaving { site, leaving, all } => {
            text::with("cli-import-leaving", &[("site", site), ("leaving", leaving), ("all", all)])
        }
        desk::Stop::SchoolYear { moved_up, graded } => text::with(
            "cli-import-school-year",
            &[("moved", &text::count(*moved_up)), ("graded", &text::count(*graded))],
        ),
    }
}

/// The state of a serial scanner.
pub fn serial(event: &Event) -> String {
    match event {
        Event::Connected { name } => text::with("serial-connected", &[("name", name)]),
        // No trouble.
        Event::Scan(_) | Event::Ends(_) => String::new(),
        Event::Garbled => text::get("serial-garbled"),
        Event::Partial => text::get("serial-partial"),
        Event::TooLong { .. } => text::get("serial-too-long"),
        Event::Busy => text::get("serial-busy"),
        Event::Denied => text::get("serial-denied"),
        Event::Lost { reason } => text::with("serial-lost", &[("reason", reason)]),
        Event::Waiting => text::get("serial-waiting"),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
