//! The desk in process, over a database in memory with the small register in it.

use tagdesk::desk::reply::{Channel, Mode, Reply};
use tagdesk::desk::request::{Answer, Board, DeskKey, Request, Role, Setup};
use tagdesk::desk::{Desk, Front, How, Imported};
use tagdesk::domain::card::DeviceCard;
use tagdesk::domain::code::Code;
use tagdesk::domain::event::Source;
use tagdesk::exchange::{self, Options};
use tagdesk::store::{Store, Watch};
use tagdesk::text;

use super::Clock;
use super::register;
use super::scene::{self, Stage, Told};

/// A desk to play scenes at.
pub struct Counter {
    pub desk: Desk,
    pub clock: Clock,
    /// The last answer, whole.
    pub last: Option<Reply>,
}

/// Plays a scene at a fresh terminal desk.
pub fn desk(script: &str) -> Counter {
    Counter::new(Front::Terminal).play(script)
}

/// Plays a scene at a fresh window desk.
pub fn window(script: &str) -> Counter {
    Counter::new(Front::Window).play(script)
}

impl Counter {
    /// Station GYM-2 at Larkstone Middle, the small register taken in.
    pub fn new(front: Front) -> Counter {
        Counter::at(Clock::new(), front)
    }

    pub fn at(clock: Clock, front: Front) -> Counter {
        let desk = Desk::new(Store::in_memory().unwrap(), front).unwrap();
        let mut counter = Counter { desk, clock, last: None };
        counter
            .desk
            .init(
                &Setup {
                    station: "GYM-2".into(),
                    site: "LRK".into(),
                    role: Role::Alone,
                    practice: false,
                },
                counter.clock.now(),
            )
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = register::write(folder.path());
        let (plan, read) = exchange::plan(&files, &Options::default()).unwrap();
        assert!(read.iter().all(|file| file.refused.is_empty()), "the fixture is whole: {read:?}");
        counter.desk.import(&plan, &How::default(), counter.clock.now()).unwrap();
        counter
    }

    /// Plays on, then holds the projection against a full rebuild and the chain against itself.
    #[must_use]
    pub fn play(mut self, script: &str) -> Counter {
        self.go(script);
        self
    }

    pub fn go(&mut self, script: &str) {
        scene::play(self, script);
        let store = self.desk.store();
        assert_eq!(store.differences(9).unwrap(), [], "the projection equals a rebuild: {script}");
        assert!(store.check().unwrap().is_sound(), "{script}");
    }

    pub fn ask(&mut self, request: Request) -> Answer {
        self.desk.handle(request, self.clock.now()).unwrap()
    }

    pub fn board(&mut self) -> Board {
        match self.ask(Request::Board(Channel::Main)) {
            Answer::Board(board) => *board,
            other => panic!("{other:?}"),
        }
    }

    /// The card of a device by tag or serial.
    pub fn card(&self, code: &str) -> DeviceCard {
        let found = self.desk.store().resolve([&Code::new(code).unwrap()]).unwrap();
        match found.devices.as_slice() {
            [device] => self.desk.store().device(device).unwrap(),
            other => panic!("{code} is {other:?}"),
        }
    }

    /// Takes CSV text in, as `tagdesk import` does. `local` adds only.
    pub fn import(&mut self, tables: &[&str], local: bool) -> Imported {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Vec::new();
        for (number, table) in tables.iter().enumerate() {
            files.push(folder.path().join(format!("{number}.csv")));
            std::fs::write(&files[number], table).unwrap();
        }
        let options = Options { local, ..Options::default() };
        let known = self.desk.store().known().unwrap();
        let read = exchange::check(&files, &options, &known, &Watch::new()).unwrap();
        self.desk.import(&read.plan, &How::whatever(), self.clock.now()).unwrap()
    }

    /// Kinds of all events behind the first `skip`, oldest first.
    pub fn kinds(&self, skip: usize) -> Vec<String> {
        let events = self.desk.store().events().unwrap();
        events.iter().skip(skip).map(|event| event.body.kind.to_string()).collect()
    }

    pub fn events(&self) -> usize {
        self.desk.store().events().unwrap().len()
    }

    pub fn walk_up(&mut self, name: &str, code: Option<&str>) -> Told {
        let answer = self.ask(Request::WalkUp {
            channel: Channel::Main,
            name: name.into(),
            grade: "7".into(),
            code: code.map(str::to_owned),
        });
        self.told(answer)
    }

    fn told(&mut self, answer: Answer) -> Told {
        let Answer::Reply(reply) = answer else { panic!("{answer:?} is no reply") };
        let told = Told {
            outcome: reply.outcome.as_str().to_owned(),
            student: reply.student.as_ref().map(ToString::to_string),
            device: reply.device.clone(),
            from: reply.from.as_ref().map(ToString::to_string),
            ask: reply.ask.iter().map(ToString::to_string).collect(),
            event: reply.event.clone(),
            message: text::message(&reply),
        };
        self.last = Some(*reply);
        told
    }
}

impl Stage for Counter {
    fn scan(&mut self, line: &str) -> Told {
        let answer = self.ask(Request::Scan {
            channel: Channel::Main,
            line: line.to_owned(),
            source: Source::Scan,
        });
        self.told(answer)
    }

    fn key(&mut self, name: &str) -> Told {
        let key = match name {
            "yes" => DeskKey::Yes,
            "no" => DeskKey::No,
            "next" => DeskKey::Next,
            "undo" => DeskKey::Undo,
            "sibling" => DeskKey::Sibling,
            "clear" => DeskKey::Clear(self.last.as_ref().map_or(0, |reply| reply.number)),
            "clear-late" => DeskKey::Clear(0),
            other => match other.strip_prefix("undo-row-") {
                Some(row) => DeskKey::UndoRow(row.parse().unwrap()),
                None => DeskKey::Mode(Mode::parse(other).expect("a key of the language")),
            },
        };
        let answer = self.ask(Request::Key { channel: Channel::Main, key });
        self.told(answer)
    }

    fn set_mode(&mut self, mode: &str) {
        self.desk.set_mode(&Channel::Main, Mode::parse(mode).unwrap());
    }

    fn holder(&mut self, tag: &str) -> Option<String> {
        self.card(tag).holder.map(|holder| holder.named.id.to_string())
    }

    fn on_screen(&mut self) -> Option<String> {
        self.board().view.person.map(|person| person.named.id.to_string())
    }

    fn mode(&mut self) -> String {
        self.board().view.mode.as_str().to_owned()
    }

    fn pass_ms(&mut self, ms: i64) {
        self.clock.pass_ms(ms);
    }
}
