//! Koha's offline circulation file: a heading line, then a line for each issue and return in the order
//! they happened. The time is that of the station's clock, corrected, without a zone.

use std::io::{self, Write};

use super::{Fate, TakesMoves, is_nobody_elsewhere};
use crate::domain::loan::Moved;

/// Writes moves for Koha.
#[derive(Debug)]
pub struct Koc<W: Write> {
    out: W,
}

impl<W: Write> Koc<W> {
    /// Begins with the heading line.
    ///
    /// # Errors
    /// What writing it ended with.
    pub fn new(mut out: W) -> io::Result<Koc<W>> {
        let version = env!("CARGO_PKG_VERSION");
        writeln!(out, "Version=1.0\tGenerator=Tagdesk\tGeneratorVersion={version}")?;
        Ok(Koc { out })
    }
}

impl<W: Write> TakesMoves for Koc<W> {
    fn moved(&mut self, moved: &Moved) -> io::Result<Fate> {
        if is_nobody_elsewhere(&moved.borrower, moved.registered) {
            return Ok(Fate::WalkUp);
        }
        // A time that no calendar holds.
        let Some(local) = moved.at.local() else { return Ok(Fate::Unfit) };
        let at = local.format("%Y-%m-%d %H-%M-%S %3f");
        if moved.out {
            writeln!(self.out, "{at}\tissue\t{}\t{}", moved.borrower, moved.code)?;
        } else {
            writeln!(self.out, "{at}\treturn\t{}", moved.code)?;
        }
        Ok(Fate::Written)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
