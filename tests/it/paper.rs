//! The paper list, entered later: what a row means, in whatever order rows come, and the same with
//! the real program.

mod any_order;
mod meaning;
mod sheet;
mod terminal;

use chrono::NaiveDate;
use tagdesk::desk::paper::{PaperRow, Supposed};
use tagdesk::desk::paper_notice::PaperNotice;
use tagdesk::desk::reply::{Notice, Reply};
use tagdesk::domain::paper::{self, Day, Way};

use crate::support::Counter;

/// Wed 12 August 2026 at the small register's district.
pub const TODAY: Day = Day { date: date(12), utc_offset_min: -300 };

pub const fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, day).unwrap()
}

impl Counter {
    /// Enters a row: `out 0048213 CB-004417 9:05`, `back - CB-004417 9:30`, of today.
    pub fn paper(&mut self, row: &str) -> Reply {
        self.paper_of(TODAY, row)
    }

    pub fn paper_of(&mut self, day: Day, row: &str) -> Reply {
        self.row(day, row, None)
    }

    pub fn row(&mut self, day: Day, row: &str, supposed: Option<&mut Supposed>) -> Reply {
        let [way, student, device, time] = row.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{row} is no row")
        };
        let way = if way == "out" { Way::Out } else { Way::Back };
        let time = paper::read_time(time).unwrap();
        let entry = PaperRow { way, day, time, old_is_meant: false };
        let codes = (student.trim_matches('-'), device);
        let now = self.clock.now().clone();
        let reply = self.desk.enter_paper(&entry, codes, supposed, row, &now).unwrap();
        let store = self.desk.store();
        assert_eq!(store.differences(9).unwrap(), [], "the projection equals a rebuild: {row}");
        reply
    }

    /// Outcome and sentence of a row.
    pub fn said(&mut self, row: &str) -> (String, String) {
        let reply = self.paper(row);
        (reply.outcome.as_str().to_owned(), tagdesk::text::message(&reply))
    }

    pub fn with(&self, tag: &str) -> Option<String> {
        self.card(tag).holder.map(|holder| holder.named.id.to_string())
    }
}

#[track_caller]
fn notice(reply: &Reply) -> &PaperNotice {
    match &reply.notice {
        Notice::Paper(notice) => notice,
        other => panic!("{other:?}"),
    }
}
