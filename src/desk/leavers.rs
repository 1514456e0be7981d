//! Who and what leaves by an import, saved for a person to go through.

use std::path::Path;

use crate::exchange::{Error, FileKind, guard};
use crate::store::Leaver;

/// Saves who and what leaves as CSV: kind, ID or tag, name or model, grade, site, how many devices
/// they hold. Fields are guarded against spreadsheets.
///
/// # Errors
/// [`Error::Csv`] and [`Error::Io`] where the file cannot be written.
pub fn write_leavers(path: &Path, leavers: &[Leaver]) -> Result<(), Error> {
    let failed = |e: csv::Error| Error::Csv { path: path.to_owned(), detail: e.to_string() };
    let mut writer = csv::Writer::from_path(path).map_err(failed)?;
    writer.write_record(["kind", "key", "name", "grade", "site", "holds"]).map_err(failed)?;
    for leaver in leavers {
        let kind = if leaver.person { FileKind::Students } else { FileKind::Devices };
        let holds = leaver.holds.to_string();
        let fields = [&leaver.key, &leaver.name, &leaver.grade, &leaver.site, &holds];
        let guarded = fields.map(|field| guard::guard(field).into_owned());
        let record = std::iter::once(kind.as_str().to_owned()).chain(guarded);
        writer.write_record(record).map_err(failed)?;
    }
    writer.flush().map_err(|e| Error::io(path, e))
}
