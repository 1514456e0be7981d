//! Documents that are laid out for another page: the receipt of whoever is on screen, the sheet of a
//! transfer.

use super::{Action, Choice, Print, Row, kind};
use crate::desk::transfer_open::WhichStack;

impl Print {
    /// A receipt for whoever has this ID.
    pub(super) fn receipt(&mut self, id: String) -> Action {
        self.begin(Choice { kind: kind::RECEIPT, list: id, ..Choice::default() })
    }

    /// The driver's sheet of a transfer; the mark stands on which.
    pub(super) fn sheet(&mut self, transfer: WhichStack) -> Action {
        let laid = self.begin(Choice { kind: kind::TRANSFER, transfer, ..Choice::default() });
        let row = self.rows().iter().position(|row| *row == Row::Transfer);
        self.mark = row.unwrap_or_default();
        laid
    }

    /// Nothing that was chosen for another document is left, but for paper and printer.
    fn begin(&mut self, choice: Choice) -> Action {
        let (paper, printer) = (self.choice.paper, std::mem::take(&mut self.choice.printer));
        self.choice = Choice { paper, printer, ..choice };
        self.mark = 0;
        self.editing = None;
        self.make()
    }
}
