//! Loans and moves as other systems are told of them: what the journal says, with what register and
//! catalogue know of person and device beside it.

use super::borrower::BorrowerId;
use super::card::When;

/// A loan with everything a file for another system may ask for. Texts are empty where nothing is
/// known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lent {
    /// The event that began it, `STATION/INCARNATION/SEQ`, with `~hash8` where it belongs to a fork.
    pub loan: String,
    /// Who has it or had it.
    pub borrower: BorrowerId,
    /// Their name: the register's, else the one told at the desk, else empty.
    pub name: String,
    /// Whether the register has the borrower. A walk-up that it has not is unknown everywhere else.
    pub registered: bool,
    /// Tag, or serial where the device has no tag: what is scanned.
    pub code: String,
    /// Serial number.
    pub serial: String,
    /// Model name.
    pub model: String,
    /// Category of the model.
    pub category: String,
    /// Order number.
    pub order_number: String,
    /// Price in cents: the device's own, else its model's.
    pub price_cents: Option<i64>,
    /// Last day of support of the model, `YYYY-MM-DD`.
    pub end_of_life: String,
    /// Site code where the device belongs now.
    pub site: String,
    /// That site's name.
    pub site_name: String,
    /// When it went out.
    pub issued: When,
    /// When it came back; `None` while it is out.
    pub returned: Option<When>,
    /// Due date, local `YYYY-MM-DD`.
    pub due: Option<String>,
}

impl Lent {
    /// Whether it went out or came back on a local day, `YYYY-MM-DD`, or later.
    pub fn touched_since(&self, day: &str) -> bool {
        self.issued.date().as_str() >= day
            || self.returned.is_some_and(|returned| returned.date().as_str() >= day)
    }
}

/// A device that went out or came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// When, corrected.
    pub at: When,
    /// Tag, or serial where the device has no tag.
    pub code: String,
    /// Who had it.
    pub borrower: BorrowerId,
    /// Whether the register has the borrower.
    pub registered: bool,
    /// It went out to them; false where it came back.
    pub out: bool,
    /// Due date, local `YYYY-MM-DD`, of what went out.
    pub due: Option<String>,
}

/// Cents as files write them: `339.00`.
pub fn amount(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}
