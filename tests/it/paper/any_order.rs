//! A sheet typed in from the bottom, or by two people, comes to the same.

use proptest::prelude::*;

use crate::support::Counter;
use tagdesk::desk::Front;

const PEOPLE: [&str; 3] = ["0048213", "0048291", "0048307"];
const TAGS: [&str; 2] = ["CB-004417", "CB-004376"];

/// Rows of one sheet, each in a minute of its own.
fn rows() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec((0..PEOPLE.len(), 0..TAGS.len(), any::<bool>()), 2..9).prop_map(|rows| {
        let row = |(minute, (person, tag, out)): (usize, (usize, usize, bool))| {
            let way = if out { "out" } else { "back" };
            format!("{way} {} {} 9:{:02}", PEOPLE[person], TAGS[tag], 10 + minute)
        };
        rows.into_iter().enumerate().map(row).collect()
    })
}

fn held(rows: &[String]) -> (Vec<Option<String>>, Vec<(String, String)>) {
    let mut counter = Counter::new(Front::Terminal);
    counter.clock.pass_ms(2 * 3_600_000);
    for row in rows {
        counter.paper(row);
    }
    let holders = TAGS.iter().map(|tag| counter.with(tag)).collect();
    let mut loans = counter.loans();
    loans.sort();
    (holders, loans)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn rows_in_any_order_give_the_same_holders_and_loans(
        (rows, mixed) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        prop_assert_eq!(held(&rows), held(&mixed));
    }
}
