//! Two that meet say how far they have each chain, and give each other what is missing.

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::domain::event::Event;
use tagdesk::domain::hash::Hash;
use tagdesk::domain::mark::Mark;
use tagdesk::store::{Error, Store};

use super::history::{Ways, play, steps};
use super::{assert_whole, cases, hashes, merge, replica};

/// How far a store has each chain without a gap, as a bundle says it.
fn marks(store: &Store) -> Vec<Mark> {
    let mut marks: Vec<Mark> =
        store.chains().unwrap().into_iter().filter_map(|chain| chain.sure).collect();
    marks.sort();
    marks
}

/// What one has for the other goes over, unless the computer dies on the way.
fn give(stores: &mut [Store], from: usize, to: usize, dies: bool) {
    let have = marks(&stores[to]);
    let lacking: Vec<Event> = stores[from].lacking(&have).unwrap();
    if !dies {
        merge(&mut stores[to], &lacking);
        return;
    }
    let before = hashes(&stores[to]);
    let halfway = stores[to].transact(|write| -> Result<(), Error> {
        write.merge(&lacking)?;
        Err(Error::NoStation)
    });
    assert!(halfway.is_err());
    assert_eq!(hashes(&stores[to]), before, "half of it was taken in");
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// P4, P5: whoever begins with what, gaps and branches of forks too; whoever meets whom first,
    /// and dies meanwhile: once each pair has met twice, all have everything and say the same.
    #[test]
    fn pairs_that_met_twice_are_equal(
        steps in steps(),
        parts in vec(0..8_u8, 60),
        meetings in vec((0..3_usize, 0..3_usize, any::<bool>()), 0..6),
    ) {
        let events = play(&steps, &Ways::default());
        let part = |n: usize| -> Vec<Event> {
            let has = |(i, _): &(usize, &Event)| parts[i % parts.len()] >> n & 1 == 1;
            events.iter().enumerate().filter(has).map(|(_, event)| event.clone()).collect()
        };
        let mut stores: Vec<Store> = (0..3).map(|n| replica(&part(n))).collect();
        for (from, to, dies) in meetings {
            if from != to {
                give(&mut stores, from, to, dies);
            }
        }
        for _ in 0..2 {
            for (a, b) in [(0, 1), (0, 2), (1, 2)] {
                give(&mut stores, a, b, false);
                give(&mut stores, b, a, false);
            }
        }
        let mut there: Vec<Hash> = (0..3).flat_map(part).map(|event| event.hash).collect();
        there.sort_unstable();
        there.dedup();
        let (said, marked) = (stores[0].projection_hash().unwrap(), marks(&stores[0]));
        for store in &mut stores {
            prop_assert_eq!(&hashes(store), &there);
            prop_assert_eq!(store.projection_hash().unwrap(), said);
            prop_assert_eq!(&marks(store), &marked);
        }
        assert_whole(&mut stores[2]);
    }
}
