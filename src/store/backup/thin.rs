//! Which backups stay: the last of every hour of the last day, of 14 days, of 12 months.
//!
//! Removes nothing that does not have a backup's name, and nothing that a clock set back makes
//! look as if it came from the future.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Datelike, Utc};

use super::{Error, HOUR_MS, list, sync_folder};

const DAY_MS: i64 = 24 * HOUR_MS;

/// Hours before the newest backup of which one stays each.
const HOURS: i64 = 24;

/// Days and months with a backup of which the last one stays.
const DAYS: usize = 14;
const MONTHS: usize = 12;

/// Removes the backups of a folder that need not stay; gives back how many.
///
/// # Errors
/// The first file that could not be removed; the others are removed all the same.
pub fn thin(folder: &Path, now_ms: i64) -> Result<usize, Error> {
    let backups = list(folder);
    let times: Vec<i64> = backups.iter().map(|backup| backup.at_ms).collect();
    let mut removed = 0;
    let mut failed = None;
    for (backup, stays) in backups.iter().zip(keep(&times, now_ms)) {
        if stays {
            continue;
        }
        match fs::remove_file(&backup.path) {
            Ok(()) => removed += 1,
            Err(e) => failed = failed.or_else(|| Some(Error::io(&backup.path)(e))),
        }
    }
    if removed > 0 {
        sync_folder(folder)?;
    }
    failed.map_or(Ok(removed), Err)
}

/// Which of these times stay, in UTC milliseconds.
///
/// Days and months count only where there is a backup, and the last day ends with the newest one,
/// so that a summer without the computer, or a clock that ran ahead, costs nothing. Times more
/// than an hour ahead of `now_ms` all stay: it may be `now_ms` that is wrong.
pub fn keep(times: &[i64], now_ms: i64) -> Vec<bool> {
    let horizon = now_ms.saturating_add(HOUR_MS);
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(times[index]));

    let newest = order.iter().map(|&index| times[index]).find(|&time| time <= horizon);
    let since = newest.map_or(i64::MAX, |time| time.div_euclid(HOUR_MS) - HOURS + 1);
    let mut hours = Buckets::new(usize::MAX);
    let mut days = Buckets::new(DAYS);
    let mut months = Buckets::new(MONTHS);
    let mut stays = vec![false; times.len()];
    for index in order {
        let time = times[index];
        if time > horizon {
            stays[index] = true;
            continue;
        }
        let hour = time.div_euclid(HOUR_MS);
        let wanted = [
            hour >= since && hours.opens(hour),
            days.opens(time.div_euclid(DAY_MS)),
            months.opens(month(time)),
        ];
        stays[index] = wanted.contains(&true);
    }
    stays
}

fn month(time: i64) -> i64 {
    DateTime::<Utc>::from_timestamp_millis(time)
        .map_or(time.signum() * i64::from(i32::MAX), |time| {
            i64::from(time.year()) * 12 + i64::from(time.month0())
        })
}

/// Stretches of time met from the newest on; each is opened by the first time that lies in it.
struct Buckets {
    last: Option<i64>,
    left: usize,
}

impl Buckets {
    fn new(left: usize) -> Self {
        Self { last: None, left }
    }

    fn opens(&mut self, bucket: i64) -> bool {
        if self.last == Some(bucket) || self.left == 0 {
            return false;
        }
        self.last = Some(bucket);
        self.left -= 1;
        true
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 12 August 2026, 09:30 UTC.
    const NOW: i64 = 1_786_527_000_000;

    fn kept(times: &[i64], now: i64) -> Vec<i64> {
        let stays = keep(times, now);
        times.iter().zip(stays).filter(|(_, stays)| *stays).map(|(time, _)| *time).collect()
    }

    #[test]
    fn a_year_of_hourly_backups_is_thinned() {
        let times: Vec<i64> = (0..365 * 24).map(|n| NOW - n * HOUR_MS).collect();
        let left = kept(&times, NOW);
        assert_eq!(left[..24], times[..24], "every hour of the last day");
        // Two of the days lie in those hours, two of the months in those days.
        assert_eq!(left.len(), 24 + (DAYS - 2) + (MONTHS - 2));
        let day_before = left[24];
        assert_eq!(day_before.rem_euclid(DAY_MS), 23 * HOUR_MS + HOUR_MS / 2, "last of its day");
    }

    #[test]
    fn a_weekend_keeps_the_hours_of_friday() {
        let friday: Vec<i64> = (0..8).map(|n| NOW - n * HOUR_MS).collect();
        assert_eq!(kept(&friday, NOW + 3 * DAY_MS), friday);
    }

    #[test]
    fn a_clock_set_back_costs_nothing() {
        let times: Vec<i64> = (0..200).map(|n| NOW - n * HOUR_MS / 10).collect();
        assert_eq!(kept(&times, NOW - 400 * DAY_MS), times);
    }

    proptest! {
        #[test]
        fn thinning_keeps_the_newest_stays_bounded_and_ends(
            ages in prop::collection::vec(-3 * DAY_MS..900 * DAY_MS, 0..300),
        ) {
            let times: Vec<i64> = ages.iter().map(|age| NOW - age).collect();
            let left = kept(&times, NOW);
            prop_assert_eq!(left.iter().max(), times.iter().max());
            let past = left.iter().filter(|time| **time <= NOW + HOUR_MS).count();
            prop_assert!(past <= 24 + DAYS + MONTHS);
            let again = kept(&left, NOW);
            prop_assert_eq!(&again, &left);
        }

        #[test]
        fn any_times_can_be_thinned(
            times in prop::collection::vec(any::<i64>(), 0..20),
            now in any::<i64>(),
        ) {
            let left = kept(&times, now);
            prop_assert_eq!(kept(&left, now), left);
        }
    }
}
