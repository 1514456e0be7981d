//! Snipe-IT's asset import: a row for each device that is out, checked out to its borrower.
//!
//! The headings are those of its sample file, then three more that its importer knows by name. An
//! import cannot check in, so what came back is not in the file.

use std::io::{self, Write};

use super::super::guard::guard;
use super::{Fate, TakesLoans, is_nobody_elsewhere};
use crate::domain::loan::{Lent, amount};

const HEADINGS: [&str; 24] = [
    "Company",
    "Name",
    "Asset Tag",
    "Category",
    "Supplier",
    "Manufacturer",
    "Location",
    "Order Number",
    "Model",
    "Model Notes",
    "Model Number",
    "Asset Notes",
    "Purchase Date",
    "Purchase Cost",
    "Checkout Type",
    "Checked Out To: Username",
    "Checked Out To: First Name",
    "Checked Out To: Last Name",
    "Checked Out To: Email",
    "Checked Out To: Location",
    "Asset EOL Date",
    "Serial Number",
    "Checkout Date",
    "Expected Checkin Date",
];

/// Writes loans for Snipe-IT.
#[derive(Debug)]
pub struct SnipeIt<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> SnipeIt<W> {
    /// Begins with the headings.
    ///
    /// # Errors
    /// What writing them ended with.
    pub fn new(mut out: W) -> io::Result<SnipeIt<W>> {
        super::begin(&mut out)?;
        let mut csv = super::csv(out);
        csv.write_record(HEADINGS).map_err(super::cause)?;
        Ok(SnipeIt { csv })
    }
}

impl<W: Write> TakesLoans for SnipeIt<W> {
    fn lent(&mut self, lent: &Lent) -> io::Result<Fate> {
        if is_nobody_elsewhere(&lent.borrower, lent.registered) {
            return Ok(Fate::WalkUp);
        }
        let place = if lent.site_name.is_empty() { &lent.site } else { &lent.site_name };
        let (first, last) = names(&lent.name);
        let cost = lent.price_cents.map(amount).unwrap_or_default();
        let out = lent.issued.date();
        // Guarded is what people wrote; codes are matched by, and stand as they are.
        let row = [
            "",
            "",
            &lent.code,
            &guard(&lent.category),
            "",
            "",
            &guard(place),
            &lent.order_number,
            &guard(&lent.model),
            "",
            "",
            "",
            "",
            &cost,
            "User",
            lent.borrower.as_str(),
            &guard(first),
            &guard(last),
            "",
            "",
            &lent.end_of_life,
            &lent.serial,
            &out,
            lent.due.as_deref().unwrap_or_default(),
        ];
        self.csv.write_record(row).map_err(super::cause)?;
        Ok(Fate::Written)
    }

    fn end(&mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

/// First and last name: parted at a comma, else before the last word. One word is a first name.
fn names(name: &str) -> (&str, &str) {
    if let Some((last, first)) = name.split_once(',') {
        return (first.trim(), last.trim());
    }
    let name = name.trim();
    name.rsplit_once(char::is_whitespace).map_or((name, ""), |(first, last)| (first.trim(), last))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_parted() {
        assert_eq!(names("José María Nguyễn"), ("José María", "Nguyễn"));
        assert_eq!(names("O'Brien, Ava"), ("Ava", "O'Brien"));
        assert_eq!(names("Cher"), ("Cher", ""));
        assert_eq!(names(""), ("", ""));
    }
}
