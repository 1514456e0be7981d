//! A price list from a file: type, model, price, whether a part of it may be charged, whether it is for
//! a device only. Of no register: the desk puts it into the policy.

use std::path::Path;

use super::read::{Limits, Reading, Row, Table, members};
use super::{Error, Reason, Refused, words};
use crate::domain::charge::MOST_CENTS;
use crate::domain::money::cents;
use crate::domain::price::{Price, PriceList, STEPS as PARTS};

/// Headings of each column, best first.
const TYPE: [&str; 5] = ["type", "charge_type", "charge", "item", "damage"];
const MODEL: [&str; 2] = ["model", "model_name"];
const PRICE: [&str; 4] = ["price", "amount", "cost", "charge_amount"];
const STEPS: [&str; 3] = ["steps", "percentages", "parts"];
const DEVICE: [&str; 3] = ["device", "tag_required", "needs_device"];

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricesRead {
    /// The rows that are prices.
    pub prices: PriceList,
    /// Rows that are no price, with their lines. A list with any of them is not the district's.
    pub refused: Vec<Refused>,
}

/// A row that is a price, in the table of this number.
struct Line<'a> {
    table: usize,
    row: Row<'a>,
    price: Price,
}

/// Reads a price list.
///
/// # Errors
/// The file cannot be read, or has no column for what is charged or for how much.
pub fn read(path: &Path) -> Result<PricesRead, Error> {
    let known: Vec<&str> =
        [&TYPE[..], &MODEL, &PRICE, &STEPS, &DEVICE].into_iter().flatten().copied().collect();
    let reading = Reading { known: &known, limits: Limits::STANDARD };
    let found = members(&[path.to_owned()], &Limits::STANDARD)?;
    let tables: Vec<Table> =
        found.iter().map(|member| Table::read(member, &reading)).collect::<Result<_, _>>()?;
    let mut lines = Vec::new();
    let mut refused = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let columns = Columns::of(table)?;
        refused.extend(table.refused());
        for row in table.rows() {
            match columns.price(row) {
                Ok(price) => lines.push(Line { table: number, row, price }),
                Err(reason) => refused.push(row.refuse(reason)),
            }
        }
    }
    let mut prices = Vec::new();
    for line in &lines {
        match lines.iter().find(|other| line.contradicts(other)) {
            Some(other) => refused.push(line.row.refuse(line.against(other))),
            None => prices.push(line.price.clone()),
        }
    }
    refused.sort_by_key(|row| row.line);
    Ok(PricesRead { prices: PriceList::of(prices), refused })
}

impl Line<'_> {
    /// Whether another row says something else of the same.
    fn contradicts(&self, other: &Line<'_>) -> bool {
        let (mine, theirs) = (&self.price, &other.price);
        mine.is_for_the_same(theirs)
            && (mine.cents, mine.steps, mine.device) != (theirs.cents, theirs.steps, theirs.device)
    }

    fn against(&self, other: &Line<'_>) -> Reason {
        let key = [&*self.price.sort, &*self.price.model].join(" ").trim_end().to_owned();
        if self.table == other.table {
            Reason::Twice { key, other: other.row.line() }
        } else {
            Reason::OtherTable(key)
        }
    }
}

/// Where the columns of a table are.
struct Columns {
    sort: usize,
    price: usize,
    model: Option<usize>,
    steps: Option<usize>,
    device: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Result<Columns, Error> {
        let need = |names: &[&str]| {
            table.column(names).ok_or_else(|| Error::NoHeading {
                path: table.path().to_owned(),
                looked: names.join(", "),
                found: table.headings().join(", "),
            })
        };
        Ok(Columns {
            sort: need(&TYPE)?,
            price: need(&PRICE)?,
            model: table.column(&MODEL),
            steps: table.column(&STEPS),
            device: table.column(&DEVICE),
        })
    }

    fn price(&self, row: Row<'_>) -> Result<Price, Reason> {
        let text = |column: Option<usize>| column.map_or("", |column| row.get(column)).trim();
        let sort = words(row.get(self.sort)).to_lowercase();
        if sort.is_empty() {
            return Err(Reason::NoKey);
        }
        let told = row.get(self.price);
        let amount = cents(told).filter(|cents| (0..=MOST_CENTS).contains(cents));
        let cents = amount.filter(|_| !told.trim().is_empty());
        let said = text(self.steps);
        Ok(Price {
            sort,
            model: words(text(self.model)),
            cents: cents.ok_or_else(|| Reason::NoPrice(told.to_owned()))?,
            steps: has_parts(said).map_or_else(|| is_yes(said), Ok)?,
            device: is_yes(text(self.device))?,
        })
    }
}

/// Whether percentages that a list of another system spells out, `100/75/50/25`, are parts of a price;
/// `None` where it is something else.
fn has_parts(text: &str) -> Option<bool> {
    let numbers = text.split(['/', ',', ';', ' ', '%']).filter(|number| !number.is_empty());
    let parts = numbers.map(|number| number.parse().ok().filter(|part| PARTS.contains(part)));
    let parts: Vec<u8> = parts.collect::<Option<_>>()?;
    (!parts.is_empty()).then(|| parts.iter().any(|part| *part < 100))
}

fn is_yes(text: &str) -> Result<bool, Reason> {
    match &*text.to_lowercase() {
        "yes" | "y" | "true" | "1" | "x" => Ok(true),
        "no" | "n" | "false" | "0" | "" => Ok(false),
        _ => Err(Reason::NoYesOrNo(text.to_owned())),
    }
}
