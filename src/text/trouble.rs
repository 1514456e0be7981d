//! Troubles with files, their rows and scanners as sentences. Those of the database are in `cause`.

use std::path::Path;

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
        Reason::Swallowed => text::get("row-swallowed"),
        Reason::LongField { column, limit } => text::with(
            "row-long-field",
            &[("column", &(*column as u64)), ("limit", &text::count(*limit as u64))],
        ),
        Reason::NoName => text::get("row-no-name"),
        Reason::NoKind(word) => text::with("row-no-kind", &[("word", word)]),
        Reason::NoStatus(word) => text::with("row-no-status", &[("word", word)]),
        Reason::NoPrice(word) => text::with("row-no-price", &[("word", word)]),
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
