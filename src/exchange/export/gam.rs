//! GAM's CSV: what is annotated on each ChromeOS device, by its serial number. One that came back has
//! nobody in `annotatedUser`, which clears it there.

use std::io::{self, Write};

use super::super::guard::guard;
use super::{Fate, TakesLoans, is_nobody_elsewhere};
use crate::domain::loan::Lent;

/// What to type: GAM reads the file and updates the devices.
pub const COMMAND: &str = "gam csv loans.csv gam update cros query:id:~~serialNumber~~ \
                           user ~annotatedUser assetid ~annotatedAssetId \
                           location ~annotatedLocation notes ~notes";

const HEADINGS: [&str; 5] =
    ["serialNumber", "annotatedUser", "annotatedAssetId", "annotatedLocation", "notes"];

/// Characters that Google keeps of a location and of a user.
const LOCATION: usize = 200;
const USER: usize = 100;

/// Writes loans for GAM.
#[derive(Debug)]
pub struct Gam<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> Gam<W> {
    /// Begins with the headings. No mark in front: GAM would take it for a part of the first one.
    ///
    /// # Errors
    /// What writing them ended with.
    pub fn new(out: W) -> io::Result<Gam<W>> {
        let mut csv = super::csv(out);
        csv.write_record(HEADINGS).map_err(super::cause)?;
        Ok(Gam { csv })
    }
}

impl<W: Write> TakesLoans for Gam<W> {
    fn lent(&mut self, lent: &Lent) -> io::Result<Fate> {
        if is_nobody_elsewhere(&lent.borrower, lent.registered) {
            return Ok(Fate::WalkUp);
        }
        if lent.serial.is_empty() {
            return Ok(Fate::NoSerial);
        }
        let place = if lent.site_name.is_empty() { &lent.site } else { &lent.site_name };
        let place: String = place.chars().take(LOCATION).collect();
        let (user, note) = match lent.returned {
            None => {
                let user: String = lent.borrower.as_str().chars().take(USER).collect();
                let due = lent.due.as_ref().map(|due| format!(", due {due}")).unwrap_or_default();
                (user, format!("out {}{due}", lent.issued.date()))
            }
            Some(returned) => (String::new(), format!("in {}", returned.date())),
        };
        let row = [&lent.serial, &user, &lent.code, &*guard(&place), &note];
        self.csv.write_record(row).map_err(super::cause)?;
        Ok(Fate::Written)
    }

    fn end(&mut self) -> io::Result<()> {
        self.csv.flush()
    }
}
