//! Google ChromeOS devices as GAM prints them. `deviceId` is always there; the other columns are
//! those that were asked for.

use super::Format;
use super::words::{Meaning, PLAIN, Words};
use crate::domain::device::Status;
use crate::exchange::FileKind;
use crate::exchange::field::Field as F;

/// What the console knows is whether a device is enrolled; whether it is lost or in repair only the
/// school knows.
fn status(text: &str) -> Meaning<Status> {
    let text = text.trim().to_uppercase();
    match text.as_str() {
        "DEPROVISIONED" | "RETIRED" => Meaning::Is(Status::Retired),
        _ => Meaning::Silent,
    }
}

pub(super) static FORMATS: [Format; 1] = [Format {
    name: "gam",
    kind: FileKind::Devices,
    signs: &["deviceid"],
    one_of: &["serialnumber", "annotatedassetid"],
    never: &[],
    columns: &[
        (F::Tag, &["annotatedassetid"]),
        (F::Serial, &["serialnumber"]),
        (F::Model, &["model"]),
        (F::Site, &["annotatedlocation", "orgunitpath"]),
        (F::Status, &["status"]),
        (F::OrderNumber, &["ordernumber"]),
        (F::EndOfLife, &["autoupdateexpiration"]),
        (F::Holder, &["annotateduser"]),
    ],
    any: &[F::Site],
    words: Words { status, new_sites: false, ..PLAIN },
}];
