//! Why an export was not written, as sentences.

use crate::exchange::export::Error;
use crate::text;

/// Why nothing was written, and what to do.
pub fn export_error(error: &Error) -> String {
    match error {
        Error::NoFolder { folder } => {
            text::with("export-no-folder", &[("folder", &folder.display().to_string())])
        }
        Error::NotAFile { path } => {
            text::with("export-not-a-file", &[("path", &path.display().to_string())])
        }
        Error::Full { path } => text::with("export-full", &[("path", &path.display().to_string())]),
        Error::Io { path, source } => text::with(
            "export-io",
            &[("path", &path.display().to_string()), ("cause", &source.to_string())],
        ),
        Error::Output(source) => text::with("cli-output", &[("cause", &source.to_string())]),
        Error::LoansOnly { format } => text::with("export-loans-only", &[("format", format)]),
        Error::NoDate(typed) => text::with("export-no-date", &[("typed", typed)]),
        Error::SinceLoansOnly => text::get("export-since-loans"),
    }
}
