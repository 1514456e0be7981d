//! A price list from a file: type, model, price, whether a part of it may be charged, whether it is for
//! a device only. Of no register: the desk puts it into the policy.

use std::path::Path;

use super::read::{Limits, Reading, Table, members};
use super::{Error, Reason, Refused, words};
use crate::domain::charge::MOST_CENTS;
use crate::domain::money::cents;
use crate::domain::price::{Price, PriceList};

/// Headings of each column, best first.
const TYPE: [&str; 5] = ["type", "charge_type", "charge", "item", "damage"];
const MODEL: [&str; 2] = ["model", "model_name"];
const PRICE: [&str; 4] = ["price", "amount", "cost", "charge_amount"];
const STEPS: [&str; 3] = ["steps", "percentages", "parts"];
const DEVICE: [&str; 3] = ["device", "tag_required", "needs_device"];

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricesRead {
    /// The list.
    pub prices: PriceList,
    /// Rows that are no price, with their lines.
    pub refused: Vec<Refused>,
}

/// Reads a price list.
///
/// # Errors
/// The file cannot be read, or has no column for what is charged or for how much.
pub fn read(path: &Path) -> Result<PricesRead, Error> {
    let known: Vec<&str> =
        [&TYPE[..], &MODEL, &PRICE, &STEPS, &DEVICE].into_iter().flatten().copied().collect();
    let reading = Reading { known: &known, limits: Limits::STANDARD };
    let mut lines = Vec::new();
    let mut refused = Vec::new();
    for member in members(&[path.to_owned()], &Limits::STANDARD)? {
        let table = Table::read(&member, &reading)?;
        let need = |names: &[&str], column: &'static str| {
            table.column(names).ok_or_else(|| Error::NoColumn {
                path: table.path().to_owned(),
                column,
                found: table.headings().join(", "),
            })
        };
        let (sort, price) = (need(&TYPE, "type")?, need(&PRICE, "price")?);
        let others = [table.column(&MODEL), table.column(&STEPS), table.column(&DEVICE)];
        refused.extend(table.refused());
        for row in table.rows() {
            let text = |column: Option<usize>| column.map_or("", |column| row.get(column)).trim();
            let word = words(row.get(sort)).to_lowercase();
            let amount = cents(row.get(price)).filter(|cents| (0..=MOST_CENTS).contains(cents));
            match amount.filter(|_| !row.get(price).trim().is_empty()) {
                _ if word.is_empty() => refused.push(row.refuse(Reason::NoKey)),
                None => refused.push(row.refuse(Reason::NoPrice(row.get(price).to_owned()))),
                Some(cents) => lines.push(Price {
                    sort: word,
                    model: words(text(others[0])),
                    cents,
                    steps: is_yes(text(others[1])),
                    device: is_yes(text(others[2])),
                }),
            }
        }
    }
    refused.sort_by_key(|row| row.line);
    Ok(PricesRead { prices: PriceList::of(lines), refused })
}

/// `yes`, or the percentages that a list of another system spells out.
fn is_yes(text: &str) -> bool {
    let text = text.to_lowercase();
    ["yes", "y", "true", "1", "x"].contains(&&*text) || text.contains("50")
}
