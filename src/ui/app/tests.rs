//! The root with a real desk behind it: who hears, who is answered, which page is shown.

use iced::futures::StreamExt;
use iced::futures::channel::mpsc;
use iced_test::runtime::{Action as Effect, task};

use super::*;
use crate::desk::request::{Role, Setup};
use crate::desk::transfer_open::WhichStack;
use crate::ui::screen::settings::Row;
use crate::ui::screen::{devices, first_start, people};

/// A window on a folder of its own.
struct Stage {
    app: App,
    _opened: service::Opened,
    _folder: tempfile::TempDir,
}

impl Stage {
    /// Before first start.
    fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let opened = service::open(folder.path(), "a test", clock::now, |_| ()).unwrap();
        let (_, findings) = mpsc::unbounded();
        let start = Start {
            warning: None,
            folder: folder.path().to_owned(),
            client: opened.client.clone(),
            settings: Settings { sounds: false, ..Settings::default() },
            findings: Findings::new(findings),
        };
        let (app, task) = App::new(&start);
        let mut stage = Self { app, _opened: opened, _folder: folder };
        stage.settle(task);
        stage
    }

    /// A station without lists.
    fn new() -> Self {
        let mut stage = Self::bare();
        let setup = Setup {
            station: "GYM-2".to_owned(),
            site: String::new(),
            role: Role::Alone,
            practice: true,
        };
        let made = stage.app.ask(Request::Init(setup), Message::Done);
        stage.app.pages.first = None;
        stage.settle(made);
        stage
    }

    /// Does everything that follows from a task, until nothing more does.
    fn settle(&mut self, task: Task<Message>) {
        let Some(effects) = task::into_stream(task) else { return };
        let effects: Vec<_> = iced::futures::executor::block_on(effects.collect());
        for effect in effects {
            if let Effect::Output(message) = effect {
                let next = self.app.update(message);
                self.settle(next);
            }
        }
    }

    fn tell(&mut self, message: Message) {
        let task = self.app.update(message);
        self.settle(task);
    }

    fn key(&mut self, action: key::Action) {
        self.tell(Message::Heard(Heard::Key(action)));
    }

    fn code(&mut self, line: &str) {
        self.tell(Message::Heard(Heard::Code(line.to_owned())));
    }

    fn outcomes(&self) -> Vec<(String, &'static str)> {
        let lines = self.app.board.iter().flat_map(|board| &board.lines);
        lines.map(|line| (line.code.clone(), line.outcome.as_str())).collect()
    }
}

#[test]
fn first_start_stands_alone_and_leads_to_the_desk() {
    let mut stage = Stage::bare();
    assert_eq!(stage.app.place(), Place::First);
    stage.key(key::Action::Go(Page::People));
    stage.code("0048213");
    assert_eq!(stage.app.place(), Place::First, "nothing leads away");
    stage.tell(Message::First(first_start::Message::Station("gym-2".to_owned())));
    stage.key(key::Action::Yes);
    assert!(stage.app.pages.first.as_ref().is_some_and(first_start::FirstStart::is_made));
    stage.key(key::Action::Yes);
    assert_eq!(stage.app.place(), Place::Desk);
    assert_eq!(stage.app.board.as_ref().unwrap().station.as_deref(), Some("GYM-2"));
}

#[test]
fn a_scan_belongs_to_the_page_on_show() {
    let mut stage = Stage::new();
    stage.code("0048213");
    let scanned = vec![("0048213".to_owned(), "unknown")];
    assert_eq!(stage.outcomes(), scanned);
    for page in Page::ALL.into_iter().filter(|page| *page != Page::Desk) {
        stage.key(key::Action::Go(page));
        assert_eq!(stage.app.place(), Place::of(page));
        stage.code("CB-004417");
        assert_eq!(stage.outcomes(), scanned, "{page:?}");
        let looks_up = matches!(page, Page::Exchange | Page::Print);
        assert_eq!(stage.app.place() == Place::People, looks_up || page == Page::People);
    }
    stage.key(key::Action::No);
    assert_eq!(stage.app.place(), Place::Desk);
}

#[test]
fn a_paper_list_takes_its_own_scans_and_stands_in_the_run() {
    let mut stage = Stage::new();
    stage.key(key::Action::Mode(crate::desk::reply::Mode::Return));
    stage.code("CB-004417");
    stage.key(key::Action::Yes);
    let taken_in = stage.outcomes();
    assert_eq!(taken_in[0], ("CB-004417".to_owned(), "returned"));
    stage.key(key::Action::Go(Page::Paper));
    assert_eq!(stage.app.place(), Place::Paper);
    for line in ["GHOST", "CB-004417"] {
        stage.code(line);
        assert_eq!(stage.outcomes(), taken_in, "{line} issues and returns nothing");
    }
    // Of yesterday, so that the time is past; what came back needs no student.
    stage.key(key::Action::Up);
    stage.key(key::Action::Mode(crate::desk::reply::Mode::Return));
    stage.code("CB-004417");
    stage.code("9:05");
    let lines = stage.app.board.as_ref().unwrap().lines.clone();
    assert_eq!((lines.len(), lines[0].paper.is_some()), (taken_in.len() + 1, true), "{lines:?}");
    stage.key(key::Action::Undo);
    assert_eq!(stage.outcomes()[0].1, "undone");
    stage.key(key::Action::No);
    assert_eq!(stage.app.place(), Place::Desk);
}

#[test]
fn somebody_on_no_list_is_served_and_stands_on_the_desk() {
    let mut stage = Stage::new();
    stage.code("9900417");
    stage.key(key::Action::WalkUp);
    assert_eq!(stage.app.place(), Place::WalkUp);
    stage.key(key::Action::Go(Page::People));
    stage.key(key::Action::Go(Page::Desk));
    assert_eq!(stage.app.place(), Place::WalkUp, "kept meanwhile");
    stage.code("Amara Diallo");
    stage.code("7");
    stage.key(key::Action::Yes);
    assert_eq!(stage.app.place(), Place::Desk);
    let board = stage.app.board.as_ref().unwrap();
    let person = board.view.person.as_ref().unwrap();
    assert_eq!(person.named.name, "Amara Diallo");
}

#[test]
fn what_lies_over_a_page_hears_first() {
    let mut stage = Stage::new();
    stage.key(key::Action::Go(Page::People));
    stage.key(key::Action::Operator);
    assert_eq!(stage.app.place(), Place::Operator);
    stage.code("ar");
    assert_eq!(stage.app.place(), Place::People);
    assert_eq!(stage.app.board.as_ref().unwrap().operator.as_deref(), Some("AR"));
}

#[test]
fn devices_and_people_lead_to_each_other() {
    let mut stage = Stage::new();
    stage.code("9900417");
    stage.key(key::Action::WalkUp);
    stage.code("Amara Diallo");
    stage.key(key::Action::Yes);
    let person = stage.app.board.as_ref().unwrap().view.person.clone().unwrap();
    let task = stage.app.perform(Action::Person(person.named.id), Place::Desk);
    stage.settle(task);
    assert_eq!(stage.app.place(), Place::People);
    stage.tell(Message::People(people::Message::Press(key::Action::No)));
    stage.key(key::Action::Go(Page::Devices));
    stage.tell(Message::Devices(devices::Message::Press(key::Action::No)));
    assert_eq!(stage.app.place(), Place::Desk);
}

#[test]
fn settings_are_used_at_once_and_kept() {
    let mut stage = Stage::new();
    stage.key(key::Action::Go(Page::Settings));
    stage.tell(Message::Settings(screen::settings::Message::Turn(true)));
    assert!(stage.app.settings.sunlight);
    assert_eq!(stage.app.theme(), theme::theme(true));
    let kept = stage.app.client.call(Request::Settings);
    let kept = iced::futures::executor::block_on(kept).unwrap().unwrap();
    assert!(matches!(kept, Answer::Settings(kept) if kept.sunlight));
}

fn scanned(code: &str) -> Message {
    scanned_at(code, Instant::now())
}

fn scanned_at(code: &str, at: Instant) -> Message {
    let source = crate::scanner::Source::Serial("port".to_owned());
    let scan = crate::scanner::Scan { code: code.to_owned(), source, at };
    Message::Scanner(serial::Event::Scan(scan))
}

#[test]
fn a_test_scan_is_no_scan_of_the_desk_and_what_ends_it_is_kept() {
    let mut stage = Stage::new();
    let chosen = Settings { serial_port: Some("port".to_owned()), ..stage.app.settings.clone() };
    let keep = stage.app.perform(Action::Keep(Box::new(chosen)), Place::Settings);
    stage.settle(keep);
    let listened = stage.app.listened;
    stage.key(key::Action::Go(Page::Settings));
    stage.tell(scanned("TEST-1"));
    stage.tell(Message::Scanner(serial::Event::Ends(serial::Ending::Cr)));
    assert_eq!(stage.outcomes(), []);
    let kept = stage.app.client.call(Request::Settings);
    let kept = iced::futures::executor::block_on(kept).unwrap().unwrap();
    let Answer::Settings(kept) = kept else { panic!("{kept:?}") };
    assert_eq!(kept.serial_endings.get("port"), Some(&serial::Ending::Cr));
    assert_eq!(stage.app.listened, listened, "what is learned does not close the port");
    // A pause ends a code late: one of the test may come when the desk is on show.
    let tested = Instant::now();
    stage.key(key::Action::Go(Page::Desk));
    stage.tell(scanned_at("TEST-2", tested));
    assert_eq!(stage.outcomes(), []);
    stage.tell(scanned("CB-004417"));
    assert_eq!(stage.outcomes().len(), 1);
    // The page changes something else and has not lost what was learned; a new test begins anew.
    stage.key(key::Action::Go(Page::Settings));
    stage.tell(Message::Settings(screen::settings::Message::Turn(true)));
    assert_eq!(stage.app.settings.serial_endings.len(), 1);
    let row = Row::ALL.iter().position(|row| *row == Row::Ending).unwrap();
    stage.tell(Message::Settings(screen::settings::Message::Take(row)));
    assert_eq!(stage.app.settings.serial_endings.len(), 0);
    assert_eq!(stage.app.listened, listened + 1);
}

#[test]
fn no_key_reaches_a_page_that_something_lies_over() {
    let mut stage = Stage::new();
    stage.key(key::Action::Go(Page::Settings));
    for (over, hears) in [(None, true), (Some(key::Action::Help), false)] {
        if let Some(over) = over {
            stage.key(over);
        }
        let mut simulator = iced_test::simulator(stage.app.view());
        let _ = simulator.tap_key(iced::keyboard::key::Named::ArrowRight);
        let heard = simulator.into_messages().any(|message| {
            matches!(message, Message::Settings(screen::settings::Message::Turn(true)))
        });
        assert_eq!(heard, hears);
    }
}

#[test]
fn scans_wait_for_an_import_on_every_page_and_are_answered_in_their_order() {
    use crate::ui::screen::exchange::Message as Exchange;

    let mut stage = Stage::new();
    let roster = stage.app.folder.join("roster.csv");
    let mut lines = vec!["student,name,grade,homeroom,site".to_owned()];
    lines.extend((0..50).map(|n| format!("07{n:05},Person {n},7,7C,LRK")));
    std::fs::write(&roster, lines.join("\n")).unwrap();
    stage.key(key::Action::Go(Page::Exchange));
    stage.tell(Message::Exchange(Exchange::Dropped(roster)));
    let importing = stage.app.update(Message::Exchange(Exchange::Press(key::Action::Yes)));
    assert!(stage.app.questions.iter().all(|question| question.work().is_none()), "not at once");
    stage.tell(Message::Exchange(Exchange::Tick));
    let sees = |stage: &Stage, words: &str| {
        let says = |candidate: iced_test::selector::Candidate<'_>| match candidate {
            iced_test::selector::Candidate::Text { content, .. } => {
                content.contains(words).then_some(())
            }
            _ => None,
        };
        iced_test::simulator(stage.app.view()).find(says).is_ok()
    };
    for page in Page::ALL {
        let opened = stage.app.go(page);
        assert!(sees(&stage, "Taking in the register, "), "{page:?}");
        assert!(sees(&stage, "Scans wait and come next."), "{page:?}");
        drop(opened);
    }
    let opened = stage.app.go(Page::Desk);
    let lines = ["0700001", "CB-004417", "CB-004418", "0700049"];
    let scanned = lines.map(|line| {
        let code = Heard::Code(line.to_owned());
        (stage.app.update(Message::Heard(code)), line)
    });
    assert!(sees(&stage, "4 scans wait"));
    stage.key(key::Action::StripYes);
    stage.settle(importing);
    assert!(!sees(&stage, "Scans wait"), "it is done");
    stage.settle(opened);
    for (task, line) in scanned {
        stage.settle(task);
        assert!(!sees(&stage, "scans wait"), "{line}");
    }
    let mut codes: Vec<String> = stage.outcomes().into_iter().map(|(code, _)| code).collect();
    codes.reverse();
    assert_eq!(codes, ["CB-004417", "CB-004418"]);
    assert_eq!(
        stage.app.board.as_ref().unwrap().view.person.as_ref().unwrap().named.name,
        "Person 49"
    );
}

#[test]
fn a_file_dropped_on_any_page_is_checked() {
    use crate::ui::screen::exchange::{Exchange, Message as Told};

    let drop = |page| {
        let mut stage = Stage::new();
        let roster = stage.app.folder.join("roster.csv");
        std::fs::write(&roster, "student,name,site\n0048213,Ava Lind,LRK\n").unwrap();
        stage.key(key::Action::Go(page));
        let dropped = iced::Event::Window(iced::window::Event::FileDropped(roster));
        let mut simulator = iced_test::simulator(stage.app.view());
        let _ = simulator.simulate([dropped]);
        let heard: Vec<Message> = simulator.into_messages().collect();
        assert!(matches!(&heard[..], [Message::Dropped(_)]), "{page:?}: {heard:?}");
        for message in heard {
            stage.tell(message);
        }
        stage
    };
    for page in Page::ALL {
        let mut stage = drop(page);
        assert_eq!(stage.app.place(), Place::Exchange);
        let ready = |exchange: &mut Exchange| exchange.update(Told::Press(key::Action::Yes));
        let import = ready(&mut stage.app.pages.exchange);
        assert!(matches!(import, Action::Ask(Request::Import { .. })), "{page:?}: {import:?}");
    }
    // Before first start there is nothing to take it in.
    let mut stage = Stage::bare();
    stage.tell(Message::Dropped("/home/roster.csv".into()));
    assert_eq!(stage.app.place(), Place::First);
}

#[test]
fn a_stick_that_is_plugged_in_offers_what_is_this_stations() {
    use crate::desk::request::BatchForm;
    use crate::desk::{Desk, Front};
    use crate::store::Store;

    let stick = tempfile::tempdir().unwrap();
    let now = clock::now();
    let made = |code: &str, role| {
        let mut desk = Desk::new(Store::in_memory().unwrap(), Front::Terminal).unwrap();
        let setup = Setup { station: code.into(), site: String::new(), role, practice: true };
        desk.init(&setup, &now).unwrap();
        desk
    };
    let asked = |stage: &Stage| {
        stage.app.questions.iter().any(|question| matches!(question, chrome::Question::Stick(_)))
    };
    let mut stage = Stage::new();
    let plugged = |stage: &mut Stage| stage.tell(Message::Plugged(stick.path().to_owned()));
    plugged(&mut stage);
    assert!(!asked(&stage), "nothing is on it");
    let folder = stick.path().to_owned();
    let write = Request::WriteBatch { folder, form: BatchForm::default() };
    let written = stage.app.ask(write, Message::Done);
    stage.settle(written);
    let mut other = made("LIB", Role::Station);
    other.write_batch(stick.path(), BatchForm::default(), &now).unwrap();
    plugged(&mut stage);
    assert!(!asked(&stage), "another table's batch is the office's");
    let mut office = made("OFFICE", Role::Office);
    office.merge_bundles(&[stick.path().to_owned()], false, &now).unwrap();
    plugged(&mut stage);
    assert!(asked(&stage));
    stage.key(key::Action::StripNo);
    assert!(!asked(&stage));
    plugged(&mut stage);
    stage.key(key::Action::StripYes);
    assert!(!asked(&stage));
    assert_eq!(stage.app.place(), Place::Exchange);
    stage.key(key::Action::Yes);
    plugged(&mut stage);
    assert!(!asked(&stage), "it was received");
}

#[test]
fn ctrl_p_lays_out_a_receipt_for_who_is_on_screen() {
    let mut stage = Stage::new();
    stage.key(key::Action::Receipt);
    assert_eq!(stage.app.place(), Place::Desk, "nobody is on screen");
    let roster = stage.app.folder.join("roster.csv");
    std::fs::write(&roster, "student,name\n0048213,Ava Lind\n").unwrap();
    stage.key(key::Action::Go(Page::Exchange));
    stage.tell(Message::Exchange(screen::exchange::Message::Dropped(roster)));
    stage.key(key::Action::Yes);
    stage.key(key::Action::Go(Page::Desk));
    stage.code("0048213");
    stage.key(key::Action::Receipt);
    assert_eq!(stage.app.place(), Place::of(Page::Print));
    let choice = stage.app.pages.print.choice();
    assert_eq!((choice.kind, choice.list.as_str()), (8, "0048213"));
}

#[test]
fn ctrl_p_on_the_page_of_transfers_lays_out_the_sheet_for_the_driver() {
    let mut stage = Stage::new();
    let sites = stage.app.folder.join("sites.csv");
    std::fs::write(&sites, "site,name\nBON,Bonner Elementary\n").unwrap();
    stage.key(key::Action::Go(Page::Exchange));
    stage.tell(Message::Exchange(screen::exchange::Message::Dropped(sites)));
    stage.key(key::Action::Yes);
    stage.key(key::Action::Go(Page::Transfer));
    stage.key(key::Action::Receipt);
    assert_eq!(stage.app.place(), Place::of(Page::Print));
    let choice = stage.app.pages.print.choice();
    let WhichStack::To(site) = &choice.transfer else { panic!("{:?}", choice.transfer) };
    assert_eq!((choice.kind, site.name.as_str()), (18, "Bonner Elementary"));
}
