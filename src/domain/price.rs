//! The price list: what is charged for what. Whole cents; a price for a model comes before one for any.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::charge::MOST_CENTS;

/// Parts of a price that may be charged, in percent, where a price allows it.
pub const STEPS: [u8; 4] = [100, 75, 50, 25];

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Price {
    /// What for: a damage or an accessory by its word, `lost`, or any words of the district.
    #[serde(rename = "type")]
    pub sort: String,
    /// For this model only; empty for every model.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub model: String,
    /// How much, 0 to [`MOST_CENTS`].
    pub cents: i64,
    /// Whether a part of it may be charged.
    #[serde(default, skip_serializing_if = "is_false")]
    pub steps: bool,
    /// Whether it is charged for a device only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub device: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Price {
    /// Whether both are for the same thing and model, whatever their capitals.
    pub fn is_for_the_same(&self, other: &Price) -> bool {
        is_same(&self.sort, &other.sort) && is_same(&self.model, &other.model)
    }
}

/// The whole list, in the order of its lines' words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PriceList(Vec<Price>);

impl PriceList {
    /// A list of these lines; of several for the same thing the last counts.
    pub fn of(lines: impl IntoIterator<Item = Price>) -> PriceList {
        let key = |price: &Price| (plain(&hyphened(&price.sort)), plain(&price.model));
        let list: BTreeMap<_, Price> = lines.into_iter().map(|line| (key(&line), line)).collect();
        let mut list: Vec<Price> = list.into_values().collect();
        list.sort();
        PriceList(list)
    }

    /// Reads what [`PriceList::text`] wrote. What a newer program wrote otherwise is no price here.
    pub fn parse(text: &str) -> PriceList {
        let lines: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
        let lines = lines.into_iter().filter_map(|line| serde_json::from_value::<Price>(line).ok());
        PriceList::of(lines.filter(|line| (0..=MOST_CENTS).contains(&line.cents)))
    }

    /// One text for an event; empty where the list is.
    pub fn text(&self) -> String {
        // Plain texts and numbers: serialising them cannot fail.
        if self.0.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&self.0).unwrap_or_default()
        }
    }

    /// The lines.
    pub fn lines(&self) -> &[Price] {
        &self.0
    }

    /// The price for something: the model's own, else the one for every model.
    pub fn price(&self, sort: &str, model: &str) -> Option<&Price> {
        let found = |model: &str| {
            self.0.iter().find(|line| is_for(&line.sort, sort) && is_same(&line.model, model))
        };
        found(model).or_else(|| found(""))
    }
}

fn is_same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Whether two lines are for the same thing: `charger damaged` is `charger-damaged`.
fn is_for(a: &str, b: &str) -> bool {
    is_same(&hyphened(a), &hyphened(b))
}

/// Words with hyphens where there are blanks.
pub(super) fn hyphened(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("-")
}

/// A part of an amount, in percent, to the nearest cent.
pub fn part(cents: i64, percent: u8) -> i64 {
    (cents * i64::from(percent) + 50) / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(sort: &str, model: &str, cents: i64) -> Price {
        let (sort, model) = (sort.to_owned(), model.to_owned());
        Price { sort, model, cents, steps: false, device: false }
    }

    #[test]
    fn a_model_has_its_own_price_before_the_general_one() {
        let list = PriceList::of([
            price("screen", "", 9_000),
            price("Screen", "CB 3100", 12_000),
            price("screen", "", 8_000),
        ]);
        let cents = |sort, model| list.price(sort, model).map(|price| price.cents);
        assert_eq!(cents("screen", "CB 3100"), Some(12_000));
        assert_eq!(cents("screen", "other"), Some(8_000), "the last of two lines counts");
        assert_eq!(cents("hinge", "CB 3100"), None);
        assert_eq!(cents("screen", "CB-3100"), Some(8_000), "a model's name is no word");
        for sort in ["charger damaged", "charger-damaged"] {
            let list = PriceList::of([price(sort, "", 500), price("hinge", "", 100)]);
            for asked in ["Charger damaged", "charger-damaged"] {
                assert_eq!(list.price(asked, "").map(|price| price.cents), Some(500), "{asked}");
            }
        }
        assert_eq!(PriceList::parse(&list.text()), list);
    }

    #[test]
    fn parts_are_rounded_to_the_nearest_cent() {
        for (percent, cents) in [(100, 1_999), (75, 1_499), (50, 1_000), (25, 500)] {
            assert_eq!(part(1_999, percent), cents);
        }
    }

    #[test]
    fn an_amount_that_no_desk_writes_is_no_price() {
        let text = r#"[{"type":"screen","cents":-5},{"type":"lost","cents":33900}]"#;
        assert_eq!(PriceList::parse(text).lines().len(), 1);
        assert_eq!(PriceList::parse("nonsense"), PriceList::default());
        let newer = r#"[{"type":"screen","cents":"ninety"},{"type":"hinge","cents":4000}]"#;
        assert_eq!(PriceList::parse(newer).lines().len(), 1, "the others stand");
        let cases = [price("screen", "CB 3100", 1), price("Screen ", "cb 3100", 2)];
        assert_eq!(PriceList::of(cases).lines().len(), 1, "one thing has one price");
    }
}
