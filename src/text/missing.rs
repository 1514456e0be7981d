//! Lost, stolen and found in words.

use crate::desk::missing::{Told, Wrong};
use crate::domain::missing::Missing;
use crate::domain::money::written;
use crate::domain::quote::Quote;
use crate::text;

/// What was written about a device, in whole sentences.
pub fn told(told: &Told) -> String {
    let status = text::status(told.status);
    let mut said = vec![text::with("repair-now", &[("tag", &told.tag), ("status", &status)])];
    if let Some(person) = told.person.as_ref().filter(|_| told.still_out) {
        said.push(text::with("missing-still-owed", &[("name", &person.name)]));
    }
    let name = told.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    if let Some((charge, cents)) = &told.charge {
        let amount = written(*cents);
        said.push(if told.status.is_missing() {
            text::with("missing-charged", &[("name", &name), ("amount", &amount)])
        } else {
            text::with("missing-voided", &[("charge", charge), ("amount", &amount)])
        });
    }
    if let Some(quote @ Quote::Free { .. }) = told.free {
        said.extend(text::charge::quote(quote));
    }
    for (charge, paid) in &told.kept {
        said.push(match paid {
            0 => text::with("missing-kept-by-policy", &[("charge", charge)]),
            _ => text::with("missing-kept", &[("charge", charge), ("paid", &written(*paid))]),
        });
    }
    said.join(" ")
}

/// What is known of a loss: the day, the report.
pub fn known(missing: &Missing) -> String {
    let on = match missing.on.as_str() {
        "" => String::new(),
        day => text::with("missing-on", &[("day", &text::date(day))]),
    };
    let report = match missing.report.as_str() {
        "" => String::new(),
        report => text::with("missing-report", &[("report", &text::shown(report))]),
    };
    let file = match &missing.attachment {
        Some((hash, _)) => text::with("missing-file", &[("file", &hash.short())]),
        None => String::new(),
    };
    text::dots([on, report, file])
}

/// Why nothing was written, and what to do.
pub(super) fn wrong(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Retired { tag } => text::with("missing-retired", &[("tag", tag)]),
        Wrong::NotMissing { tag } => text::with("missing-not", &[("tag", tag)]),
        Wrong::Future { date } => text::with("missing-future", &[("day", &text::date(date))]),
        Wrong::Report => text::get("missing-report-long"),
        Wrong::NobodyHadIt { tag } => text::with("missing-nobody", &[("tag", tag)]),
        Wrong::Charged { tag } => text::with("missing-charged-already", &[("tag", tag)]),
        Wrong::Amount { cents } => text::with("charge-amount", &[("amount", &written(*cents))]),
        Wrong::TooLarge { path } => text::with("missing-too-large", &[("path", path)]),
        Wrong::File { path, detail } => {
            text::with("missing-no-file", &[("path", path), ("detail", detail)])
        }
    }
}
