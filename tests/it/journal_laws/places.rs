//! Every device is in one place, whatever is known of it; and no clock keeps a desk from writing.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use tagdesk::desk::reply::Channel;
use tagdesk::domain::device::DeviceId;
use tagdesk::domain::event::{Moment, Source};

use super::author::START;
use super::history::{PEOPLE, Ways, play, steps};
use super::undo::a_desk;
use super::{cases, oracle, replica};

const LINES: [&str; 10] = [
    "0100",
    "0101",
    "CB-1",
    "CB-2",
    "CB-1",
    "XTDISSUE",
    "XTDRETURN",
    "XTDSWAP",
    "XTDYES",
    "XTDUNDO",
];

proptest! {
    #![proptest_config(cases(1_000))]

    /// P7: a device is in, or out to one person, or in dispute over who has it; its loans follow one
    /// another without a gap in who gave it to whom, and only the last may be open. Whoever is asked
    /// what they hold says the same.
    #[test]
    fn every_device_is_in_one_place(steps in steps()) {
        let events = play(&steps, &Ways::default());
        let folded = oracle::fold(&events);
        let store = replica(&events);
        let mut held: BTreeMap<DeviceId, String> = BTreeMap::new();
        for (id, folded) in &folded {
            let holder = folded.custody.holder.as_ref();
            let open: Vec<_> =
                folded.loans.iter().filter(|loan| loan.returned.is_none()).collect();
            prop_assert!(open.len() <= 1);
            prop_assert_eq!(
                open.first().map(|loan| (&loan.borrower, loan.issued)),
                holder.map(|held| (&held.borrower, held.by))
            );
            prop_assert_eq!(
                open.first().map(|loan| loan.issued),
                folded.loans.last().filter(|loan| loan.returned.is_none()).map(|loan| loan.issued),
                "only the last may be open"
            );
            let begun: BTreeSet<_> = folded.loans.iter().map(|loan| loan.issued).collect();
            prop_assert_eq!(begun.len(), folded.loans.len(), "an event begins one loan at most");
            if let Some(conflict) = &folded.conflict {
                prop_assert!(conflict.events.len() > 1);
                let about = |hash| events.iter().any(|event| event.hash == hash);
                prop_assert!(conflict.events.iter().all(|hash| about(*hash)));
            }
            if let Some(holder) = holder {
                held.insert(id.clone(), holder.borrower.to_string());
            }
        }
        let world = oracle::world(&events);
        let people: BTreeSet<_> =
            PEOPLE.iter().map(|id| world.borrower(&super::author::person(id)).clone()).collect();
        let mut told: BTreeMap<DeviceId, String> = BTreeMap::new();
        for person in people {
            for device in store.holds(&person).unwrap() {
                let former = told.insert(device.id.clone(), person.to_string());
                prop_assert_eq!(former, None, "{} is held twice", device.id);
            }
        }
        prop_assert_eq!(told, held);
    }

    /// P9 at a desk: whatever the clock says from scan to scan, each is taken and answered as with
    /// a clock that is right.
    #[test]
    fn no_clock_refuses_a_scan(
        scans in vec((0..LINES.len(), any::<bool>(), clock()), 1..12), boots in any::<bool>()
    ) {
        let (mut right, mut wrong) = (a_desk(), a_desk());
        let mut skew_ms = 0;
        for (n, (line, moves, to_ms)) in scans.into_iter().enumerate() {
            let n = i64::try_from(n).unwrap();
            let now = Moment {
                wall_ms: START + n * 30_000,
                utc_offset_min: -300,
                boot: "b".into(),
                boot_ms: n * 30_000,
            };
            if moves {
                skew_ms = to_ms;
            }
            let off = Moment {
                wall_ms: now.wall_ms.saturating_add(skew_ms),
                boot: if boots { n.to_string() } else { "b".to_owned() },
                ..now.clone()
            };
            let told = right.scan(&Channel::Main, LINES[line], Source::Scan, &now).unwrap();
            let said = wrong.scan(&Channel::Main, LINES[line], Source::Scan, &off).unwrap();
            prop_assert_eq!(said.outcome, told.outcome, "{}", LINES[line]);
            prop_assert_eq!((said.student, said.from), (told.student, told.from));
        }
    }
}

/// Seconds, hours, ten years either way, and beyond any calendar.
fn clock() -> impl Strategy<Value = i64> {
    prop_oneof![
        -5_000..5_000_i64,
        -43_200_000..43_200_000_i64,
        -315_576_000_000..315_576_000_000_i64,
        prop::sample::select(vec![i64::MIN / 4, i64::MAX / 4]),
    ]
}
