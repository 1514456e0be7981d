//! A return day at the window with a real desk behind it: keystrokes in, what the band says out. Once by
//! command barcodes alone, once by the keyboard alone.

use std::time::{SystemTime, UNIX_EPOCH};

use iced::Event;
use iced::keyboard::key::Named;
use tagdesk::desk::request::{Request, Role, Setup};
use tagdesk::desk::{Desk as Service, Front, How};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::code::Code;
use tagdesk::domain::device::Status;
use tagdesk::domain::event::Moment;
use tagdesk::domain::noted::Whereabouts;
use tagdesk::domain::policy::Policy;
use tagdesk::domain::price::{Price, PriceList};
use tagdesk::exchange::{self, Options};
use tagdesk::store::Store;
use tagdesk::ui::key;
use tagdesk::ui::screen::desk::{Desk, Message};
use tagdesk::ui::screen::{Action, Ticket};

use crate::support::*;

const TABLES: [&str; 4] = [
    "code,name\nNMS,Neosho Middle\n",
    "model,category,price,accessories\nLenovo 300e Gen 4,Chromebook,339.00,charger;case\n",
    "student,name,grade,homeroom,site\n0048213,José Nguyễn,7,7B,NMS\n0048291,Ava Lind,6,6A,NMS\n",
    "tag,serial,model,site,status\n\
     CB-004417,PF3KD8Q2,Lenovo 300e Gen 4,NMS,available\n\
     CB-004376,PF3KD7M4,Lenovo 300e Gen 4,NMS,available\n",
];

/// The window and what is behind it.
struct Whole {
    window: Window,
    service: Service,
    asked: u64,
}

fn now(step: u64) -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let wall_ms = i64::try_from(since.as_millis()).unwrap();
    // A second between two scans, so that none is taken for a repetition.
    let boot_ms = 1_000 * i64::try_from(step).unwrap();
    Moment { wall_ms, utc_offset_min: 0, boot: "b".into(), boot_ms }
}

impl Whole {
    fn new() -> Whole {
        let mut service = Service::new(Store::in_memory().unwrap(), Front::Window).unwrap();
        let setup = Setup {
            station: "GYM-2".into(),
            site: "NMS".into(),
            role: Role::Alone,
            practice: false,
        };
        service.init(&setup, &now(0)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<_> =
            (0..TABLES.len()).map(|at| folder.path().join(format!("{at}.csv"))).collect();
        for (file, table) in files.iter().zip(TABLES) {
            std::fs::write(file, table).unwrap();
        }
        let (plan, _) = exchange::plan(&files, &Options::default()).unwrap();
        service.import(&plan, &How::default(), &now(0)).unwrap();
        let price = |(sort, cents): (&str, i64)| Price {
            sort: sort.into(),
            model: String::new(),
            cents,
            steps: true,
            device: true,
        };
        let prices = PriceList::of([("screen", 9_000), ("case", 1_800)].map(price));
        service.set_policy(&Policy { prices, ..Policy::default() }, None, &now(0)).unwrap();
        Whole { window: Window::new(Desk::default(), (1366.0, 768.0)), service, asked: 0 }
    }

    /// Feeds keystrokes to the window, asks the desk whatever the screen asks, shows the answers.
    fn feed(&mut self, events: Vec<Event>) {
        let heard: Vec<_> = {
            let mut simulator = self.window.simulator();
            let _ = simulator.simulate(events);
            simulator.into_messages().collect()
        };
        for told in heard {
            if let Told::Heard(heard) = told {
                let action = self.window.desk.update(Message::Heard(heard));
                self.carry_out(action);
            }
        }
    }

    fn carry_out(&mut self, action: Action) {
        match action {
            Action::Many(actions) => actions.into_iter().for_each(|one| self.carry_out(one)),
            Action::Ask(Request::Suggest(_)) => {}
            Action::Ask(request) => {
                self.asked += 1;
                let answer = self.service.handle(request, &now(self.asked));
                let shown = Message::Answered(Ticket(self.asked), answer);
                let action = self.window.desk.update(shown);
                self.carry_out(action);
            }
            _ => {}
        }
    }

    fn scan(&mut self, code: &str, says: &str) {
        self.feed(typed(code, Named::Enter));
        self.shows(code, says);
    }

    fn press(&mut self, action: key::Action, says: &str) {
        let binding = key::TABLE.iter().find(|binding| binding.action == action).unwrap();
        self.feed(vec![crate::keyboard::chord(binding.chord)]);
        self.shows(&format!("{action:?}"), says);
    }

    fn shows(&mut self, what: &str, says: &str) {
        let mut simulator = self.window.simulator();
        assert!(says.is_empty() || simulator.find(says).is_ok(), "after {what}: no “{says}”");
    }

    fn card(&self, tag: &str) -> tagdesk::desk::reply::DeviceCard {
        let store = self.service.store();
        let found = store.resolve([&Code::new(tag).unwrap()]).unwrap().devices;
        store.device(&found[0]).unwrap()
    }

    fn owes(&self, id: &str) -> i64 {
        self.service.store().ledger(&BorrowerId::from_text(id)).unwrap().due_cents()
    }
}

#[test]
fn a_return_day_by_command_barcodes_alone() {
    let mut whole = Whole::new();
    whole.scan("0048213", "José Nguyễn");
    whole.scan("CB-004417", "ISSUED");
    whole.scan("XTDNEXT", "");
    whole.scan("XTDRETURN", "");
    whole.scan("CB-004417", "RETURNED");
    whole.scan("XTDMCASE", "CB-004417: case missing.");
    whole.scan("XTDDSCREEN", "CB-004417: screen damage.");
    whole.scan("XTDP50", "CB-004417: 50 % of the price");
    assert_eq!(whole.owes("0048213"), 1_800 + 4_500);
    whole.scan("XTDUNDO", "UNDONE");
    whole.scan("CB-004417", "ALREADY");
    whole.scan("XTDGCASE", "CB-004417: case back.");
    assert_eq!(whole.owes("0048213"), 9_000, "the whole price again, and the case is back");
    // Into repair, and back out of it.
    whole.scan("XTDREPAIR", "");
    whole.scan("CB-004417", "");
    assert_eq!(whole.card("CB-004417").status, Status::Repair);
    whole.scan("XTDNEXT", "");
    whole.scan("CB-004417", "");
    whole.scan("XTDYES", "");
    assert_eq!(whole.card("CB-004417").status, Status::Available);
}

#[test]
fn a_return_day_by_the_keyboard_alone() {
    let mut whole = Whole::new();
    whole.scan("0048291", "Ava Lind");
    whole.scan("CB-004376", "ISSUED");
    whole.press(key::Action::No, "");
    whole.press(key::Action::Mode(tagdesk::desk::reply::Mode::Return), "");
    whole.scan("cb-004376", "RETURNED");
    whole.press(key::Action::Note, "What about CB-004376?");
    for _ in 0..5 {
        whole.press(key::Action::Down, "");
    }
    whole.press(key::Action::Yes, "CB-004376: case missing.");
    assert_eq!(whole.card("CB-004376").noted.accessories["CASE"], Whereabouts::Missing);
    assert_eq!(whole.owes("0048291"), 1_800);
    whole.press(key::Action::Private, "Case missing: 18.00");
    whole.press(key::Action::Undo, "UNDONE");
    assert_eq!(whole.owes("0048291"), 0);
}
