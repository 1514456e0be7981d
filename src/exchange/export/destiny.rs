//! Destiny's text file: one scan a line, a command, then a patron, then what goes out to them.
//!
//! There is no time in it; whoever uploads it types one date for the whole file. Nor are there
//! returns: they would go to the same date, and guides say to check in everything first.

use std::io::{self, Write};

use super::{Fate, TakesLoans, is_nobody_elsewhere};
use crate::domain::borrower::BorrowerId;
use crate::domain::loan::Lent;

/// Resources are checked out to the patron that comes next.
const CHECK_OUT: &str = "%C121Q";

/// How every command begins: a code that does would be one.
const COMMAND: char = '%';

/// Writes loans for Destiny. They must come by borrower.
#[derive(Debug)]
pub struct Destiny<W: Write> {
    out: W,
    patron: Option<BorrowerId>,
}

impl<W: Write> Destiny<W> {
    /// Begins an empty file.
    pub fn new(out: W) -> Destiny<W> {
        Destiny { out, patron: None }
    }
}

impl<W: Write> TakesLoans for Destiny<W> {
    fn lent(&mut self, lent: &Lent) -> io::Result<Fate> {
        if is_nobody_elsewhere(&lent.borrower, lent.registered) {
            return Ok(Fate::WalkUp);
        }
        if lent.code.starts_with(COMMAND) || lent.borrower.as_str().starts_with(COMMAND) {
            return Ok(Fate::Unfit);
        }
        if self.patron.as_ref() != Some(&lent.borrower) {
            write!(self.out, "{CHECK_OUT}\r\n{}\r\n", lent.borrower)?;
            self.patron = Some(lent.borrower.clone());
        }
        write!(self.out, "{}\r\n", lent.code)?;
        Ok(Fate::Written)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
