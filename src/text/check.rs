//! The words of an import before it is written: what a file is, its columns, what it would do.

use crate::desk::{CheckError, Stop};
use crate::exchange::field::Field;
use crate::exchange::read::{Encoding, What};
use crate::exchange::{FileKind, Reason};
use crate::text;

/// What a file holds.
pub fn kind(kind: FileKind) -> String {
    match kind {
        FileKind::Sites => text::get("kind-sites"),
        FileKind::Models => text::get("kind-models"),
        FileKind::Students => text::get("kind-students"),
        FileKind::Devices => text::get("kind-devices"),
    }
}

/// The encoding of a file; `guessed` where it does not say so itself.
pub fn encoding(encoding: Encoding, guessed: bool) -> String {
    let name = match encoding {
        Encoding::Utf8 | Encoding::Utf8Marked => text::get("encoding-utf8"),
        Encoding::Utf16Le | Encoding::Utf16Be => text::get("encoding-utf16"),
        Encoding::Windows1252 => text::get("encoding-windows"),
        Encoding::Mixed => text::get("encoding-mixed"),
        Encoding::Workbook => text::get("encoding-workbook"),
    };
    if guessed { text::with("encoding-guessed", &[("encoding", &name)]) } else { name }
}

/// What is odd about a cell.
pub fn oddity(what: What) -> String {
    match what {
        What::EdgeBlanks => text::get("odd-blanks"),
        What::InvisibleAround => text::get("odd-around"),
        What::InvisibleInside => text::get("odd-inside"),
        What::LineBreak => text::get("odd-line-break"),
        What::Control => text::get("odd-control"),
        What::Replaced => text::get("odd-replaced"),
        What::TwiceEncoded => text::get("odd-twice"),
    }
}

/// What parts the fields of a file.
pub fn delimiter(sign: char) -> String {
    match sign {
        ',' => text::get("delimiter-comma"),
        ';' => text::get("delimiter-semicolon"),
        '\t' => text::get("delimiter-tab"),
        '|' => text::get("delimiter-bar"),
        other => other.to_string(),
    }
}

/// What a column becomes.
pub fn field(field: Field) -> String {
    match field {
        Field::Id => text::get("field-id"),
        Field::Name => text::get("field-name"),
        Field::FirstName => text::get("field-first-name"),
        Field::LastName => text::get("field-last-name"),
        Field::PreferredName => text::get("field-preferred-name"),
        Field::Grade => text::get("field-grade"),
        Field::Homeroom => text::get("field-homeroom"),
        Field::Site => text::get("field-site"),
        Field::Household => text::get("field-household"),
        Field::Language => text::get("field-language"),
        Field::Slot => text::get("field-slot"),
        Field::Case => text::get("field-case"),
        Field::Kind => text::get("field-kind"),
        Field::Active => text::get("field-active"),
        Field::Codes => text::get("field-codes"),
        Field::Tag => text::get("field-tag"),
        Field::Serial => text::get("field-serial"),
        Field::Model => text::get("field-model"),
        Field::Category => text::get("field-category"),
        Field::Status => text::get("field-status"),
        Field::OrderNumber => text::get("field-order"),
        Field::Price => text::get("field-price"),
        Field::Funding => text::get("field-funding"),
        Field::WarrantyEnd => text::get("field-warranty"),
        Field::SetOf => text::get("field-set-of"),
        Field::Holder => text::get("field-holder"),
        Field::HolderSince => text::get("field-holder-since"),
        Field::EndOfLife => text::get("field-end-of-life"),
        Field::Grades => text::get("field-grades"),
        Field::Accessories => text::get("field-accessories"),
        Field::Aliases => text::get("field-aliases"),
        Field::Code => text::get("field-code"),
    }
}

/// Devices that go along with one nobody knows.
pub fn unknown_set(tag: &str, rows: u64) -> String {
    let tag = text::shown(tag);
    text::with(
        "check-unknown-set",
        &[("tag", &tag), ("number", &rows), ("count", &text::count(rows))],
    )
}

/// Why an import does not go on by itself.
pub fn stop(stop: &Stop) -> String {
    match stop {
        Stop::Leaving { site, leaving, all } => text::with(
            "check-leaving",
            &[("site", site), ("leaving", &text::count(*leaving)), ("all", &text::count(*all))],
        ),
        Stop::SchoolYear { moved_up, graded } => text::with(
            "check-school-year",
            &[("moved", &text::count(*moved_up)), ("graded", &text::count(*graded))],
        ),
    }
}

/// Why files could not be checked.
pub fn error(error: &CheckError) -> String {
    match error {
        CheckError::File(error) => text::exchange_error(error),
        CheckError::Desk(error) => text::error(error),
    }
}

/// Whether a row is refused for what stands in its key.
pub fn is_about_key(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::NoKey
            | Reason::Twice { .. }
            | Reason::OtherFile(_)
            | Reason::Reserved(_)
            | Reason::Unreadable(_)
    )
}

/// A site that rows name and no list of sites has.
pub fn unknown_site(site: &str, rows: u64) -> String {
    let count = text::count(rows);
    text::with(
        "import-unknown-site",
        &[("site", &site.to_owned()), ("number", &rows), ("count", &count)],
    )
}
