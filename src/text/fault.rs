//! Errors as sentences. The errors themselves are data and stay with who raised them.

use crate::desk::Error;
use crate::text;

/// What went wrong in the desk, and what to do. Nothing was recorded.
pub fn error(error: &Error) -> String {
    match error {
        Error::Store(error) => text::store_error(error),
        Error::Stopped => text::get("error-stopped"),
        Error::StationCode(code) => text::with("error-station-code", &[("code", code)]),
        Error::StationAlready(code) => text::with("error-station-already", &[("code", code)]),
        Error::NoTime(typed) => text::with("error-no-time", &[("typed", typed)]),
        Error::NoDate(typed) => text::with("error-no-date", &[("typed", typed)]),
        Error::NoBorrower(id) => text::with("error-no-borrower", &[("id", id)]),
        Error::NoName => text::get("error-no-name"),
        other => text::with("error-desk", &[("cause", &other.to_string())]),
    }
}
