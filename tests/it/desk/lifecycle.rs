//! Statuses and stages: what each means at the desk, and the way a device went.

use tagdesk::desk::request::{Answer, Request};
use tagdesk::domain::device::Status;
use tagdesk::domain::lifecycle::Stage;

use crate::support::{Counter, desk};

impl Counter {
    /// Statuses a device went through, oldest first.
    pub fn way(&mut self, tag: &str) -> Vec<Status> {
        let id = self.card(tag).id;
        let Answer::Device(Some(page)) = self.ask(Request::Device(id)) else { panic!() };
        page.way.iter().map(|stop| stop.status).collect()
    }
}

#[test]
fn what_is_ordered_or_being_cleaned_does_not_go_out() {
    let mut counter = desk("");
    counter.import(&["tag,status\nCB-NEW,ordered\nCB-WET,cleaning\n"], true);
    counter.go("0048213 CB-NEW -> refused silent; CB-WET -> refused silent; XTDNEXT -> next
         return: CB-WET -> already says \"Set it aside\"");
    assert_eq!(Stage::of(counter.card("CB-NEW").status), Stage::Procurement);
    assert_eq!(Stage::of(counter.card("CB-WET").status), Stage::Maintenance);
}

#[test]
fn a_device_shows_the_way_it_went() {
    let mut counter = desk("");
    counter.import(&["tag,serial,status\nCB-004417,PF3KD8Q2,repair\n"], true);
    counter.import(&["tag,serial,status\nCB-004417,PF3KD8Q2,available\n"], true);
    assert_eq!(counter.way("CB-004417"), [Status::Repair, Status::Available]);
    assert_eq!(counter.way("CB-STOLEN"), [Status::Stolen]);
    assert_eq!(counter.way("CB-004376"), []);
    let id = counter.card("CB-STOLEN").id;
    let Answer::Device(Some(page)) = counter.ask(Request::Device(id)) else { panic!() };
    assert_eq!(page.history[0].status, Some(Status::Stolen));
}
