//! Disk, database and file troubles as sentences that say what to do.

use std::path::Path;

use crate::exchange;
use crate::scanner::serial::Event;
use crate::store::{self, place};
use crate::text;

/// What went wrong with the database, and what to do.
pub fn store_error(error: &store::Error) -> String {
    use store::Error;
    match error {
        Error::Full => text::get("store-full"),
        Error::ReadOnly => text::get("store-read-only"),
        Error::InUse { by } => text::with("store-in-use", &[("by", by)]),
        Error::Place(unfit) => unfit_place(unfit),
        Error::Foreign { path } => text::with("store-foreign", &[("path", &shown(path))]),
        Error::Newer { path, .. } => text::with("store-newer", &[("path", &shown(path))]),
        Error::Torn { path, detail } => {
            text::with("store-torn", &[("path", &shown(path)), ("detail", detail)])
        }
        Error::Missing { folder } => text::with("store-missing", &[("folder", &shown(folder))]),
        Error::NoStation => text::get("cli-no-station"),
        Error::Pragma { setting, value } => {
            text::with("store-pragma", &[("setting", setting), ("value", value)])
        }
        Error::Io { path, source } => {
            let cause = source.to_string();
            text::with("store-io", &[("path", &shown(path)), ("cause", &cause)])
        }
        Error::Backup(error) => text::with("store-backup", &[("cause", &error.to_string())]),
        Error::Sql(error) => text::with("store-sql", &[("cause", &error.to_string())]),
    }
}

fn unfit_place(unfit: &place::Unfit) -> String {
    use place::Unfit;
    match unfit {
        Unfit::Network { path, system } => {
            text::with("place-network", &[("path", &shown(path)), ("system", system)])
        }
        Unfit::Cloud { path, service } => {
            text::with("place-cloud", &[("path", &shown(path)), ("service", service)])
        }
        Unfit::ReadOnly { path } => text::with("place-read-only", &[("path", &shown(path))]),
        Unfit::NotMade { path, source } | Unfit::Io { path, source } => {
            let cause = source.to_string();
            text::with("store-io", &[("path", &shown(path)), ("cause", &cause)])
        }
    }
}

/// Why a file cannot be taken, and what to do.
pub fn exchange_error(error: &exchange::Error) -> String {
    use exchange::Error;
    match error {
        Error::Io { path, source } => {
            let cause = source.to_string();
            text::with("store-io", &[("path", &shown(path)), ("cause", &cause)])
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
        Event::Scan(_) => String::new(),
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
