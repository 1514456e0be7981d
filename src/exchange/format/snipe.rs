//! Snipe-IT: what its asset import takes, its custom asset report (headings in English, `Address` up
//! to four times), its users.

use super::Format;
use super::words::{Guard, Meaning, PLAIN, Words, active, status as own_status};
use crate::domain::borrower::BorrowerKind;
use crate::domain::device::Status;
use crate::exchange::FileKind;
use crate::exchange::field::Field as F;

/// The labels a new Snipe-IT has; in reports the kind of label stands behind in brackets. A label of
/// a school's own says nothing.
fn status(text: &str) -> Meaning<Status> {
    let label = text.split('(').next().unwrap_or_default().trim().to_lowercase();
    Meaning::Is(match label.as_str() {
        "archived" | "broken - not fixable" | "retired" | "disposed" => Status::Retired,
        "out for repair" | "out for diagnostics" | "in repair" => Status::Repair,
        "lost/stolen" => Status::Lost,
        "ready to deploy" | "deployed" | "deployable" => Status::Available,
        _ => {
            return match own_status(text) {
                Meaning::Unknown => Meaning::Silent,
                known => known,
            };
        }
    })
}

/// Users are students unless their title says otherwise.
fn kind(title: &str) -> Meaning<BorrowerKind> {
    let title = title.to_lowercase();
    match title.trim() {
        "" => Meaning::Silent,
        title if title.contains("student") || title.contains("pupil") => {
            Meaning::Is(BorrowerKind::Student)
        }
        _ => Meaning::Is(BorrowerKind::Staff),
    }
}

const WORDS: Words = Words { active, status, kind, guard: Guard::Tick, ..PLAIN };

pub(super) static FORMATS: [Format; 3] = [
    Format {
        name: "snipe-it-report",
        kind: FileKind::Devices,
        signs: &["asset_tag", "checked_out"],
        one_of: &["employee_no", "username", "serial", "purchased", "model_no"],
        never: &[],
        columns: &[
            (F::Tag, &["asset_tag"]),
            (F::Serial, &["serial"]),
            (F::Model, &["model"]),
            (F::Category, &["category"]),
            (F::Site, &["location", "default_location"]),
            (F::Status, &["status"]),
            (F::OrderNumber, &["order_number"]),
            (F::Price, &["cost"]),
            (F::WarrantyEnd, &["warranty_expires"]),
            (F::EndOfLife, &["eol"]),
            (F::Holder, &["employee_no", "username"]),
            (F::HolderSince, &["checkout_date"]),
        ],
        any: &[F::Holder, F::Site],
        words: WORDS,
    },
    Format {
        name: "snipe-it-assets",
        kind: FileKind::Devices,
        signs: &["asset_tag"],
        one_of: &[
            "checked_out_to_username",
            "model_notes",
            "asset_notes",
            "checkout_type",
            "asset_eol_date",
        ],
        never: &[],
        columns: &[
            (F::Tag, &["asset_tag"]),
            (F::Serial, &["serial_number", "serial"]),
            (F::Model, &["model", "model_name"]),
            (F::Category, &["category"]),
            (F::Site, &["location"]),
            (F::Status, &["status"]),
            (F::OrderNumber, &["order_number"]),
            (F::Price, &["purchase_cost"]),
            (F::EndOfLife, &["asset_eol_date"]),
            (F::Holder, &["checked_out_to_username"]),
            (F::HolderSince, &["checkout_date"]),
        ],
        any: &[],
        words: WORDS,
    },
    Format {
        name: "snipe-it-users",
        kind: FileKind::Students,
        signs: &["first_name", "last_name", "username", "employee_number"],
        one_of: &[],
        never: &["asset_tag"],
        columns: &[
            (F::Id, &["employee_number", "username"]),
            (F::FirstName, &["first_name"]),
            (F::LastName, &["last_name"]),
            (F::Site, &["location"]),
            (F::Kind, &["job_title"]),
            (F::Active, &["activated"]),
            (F::Codes, &["username"]),
        ],
        any: &[F::Id, F::Codes],
        words: WORDS,
    },
];
