//! Exchange: files in and out, batches to and from a stick, conflicts, to-dos, stations.
//!
//! Everything is shown before it is done. Nothing here issues or returns anything: a code that comes
//! while no field has the cursor opens whoever or whatever it names, as on the other pages; a single
//! digit marks an entry or an answer and never decides.

mod conflict;
mod data;
mod dropped;
mod export;
mod files;
mod import;
mod mapping;
mod merged;
mod notes;
mod piece;
mod progress;
mod questions;
mod settle;
mod sheet;
mod start;
mod stations;
mod stick;
mod todo;
mod view;
mod wire;
mod wire_found;
mod work;

use std::path::PathBuf;

use iced::widget::Id;

use super::{Action, Answered, Page, Ticket};
use crate::desk::request::{Answer, Choice, Files, Outlook, Request};
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;
use conflict::Conflicts;
use export::Export;
use import::Import;
use progress::{Progress, Taking};
use sheet::Sheet;
use stations::Stations;
use stick::Stick;

/// The field for a file or a folder.
pub const PATH: &str = "exchange-path";
/// The field for the sites that a file covers.
pub const COVERS: &str = "exchange-covers";
/// The field for a day.
pub const SINCE: &str = "exchange-since";
/// The field for a reason.
pub const REASON: &str = "exchange-reason";

/// What the Exchange screen keeps.
#[derive(Debug, Default)]
pub struct Exchange {
    part: Part,
    /// The marked entry of the first page.
    mark: usize,
    /// What was done, or why it was not.
    said: Option<Result<String, String>>,
    waiting: Option<Waiting>,
    /// How far it is.
    progress: Progress,
    /// What is typed as file or folder.
    path: String,
    /// Files that were dropped onto the window.
    dropped: Vec<PathBuf>,
    /// One more was dropped while they were read: they are to be read again.
    again: bool,
    /// What is being checked, and how.
    files: Files,
    outlook: Option<Outlook>,
    import: Import,
    /// The sites that the file covers, while they are typed.
    covers: Option<String>,
    map: Option<mapping::Form>,
    /// The last import may be taken back although something happened since.
    later: bool,
    stick: Stick,
    conflicts: Conflicts,
    notes: notes::Notes,
    todos: todo::List,
    stations: Stations,
    export: Export,
}

/// What is on show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// What can be done.
    #[default]
    Start,
    /// Where a file is typed or dropped.
    Import,
    /// What the columns of an unknown file are.
    Mapping,
    /// What an import would do.
    Check,
    /// Writing a batch to a stick.
    Write,
    /// Taking in what lies on a stick.
    Take,
    /// Conflicts, and what came of a merge.
    Conflicts,
    /// What was found in the bundles of a merge.
    Notes,
    /// Writing what the schools are asked.
    Questions,
    /// What is listed beside them.
    Todos,
    /// The stations.
    Stations,
    /// Writing a table to a file.
    Export,
}

/// What was asked of the desk and is not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Check,
    Import,
    Try,
    Undo,
    Save,
    Write,
    Look,
    Merge,
    Receive,
    Decide,
    Reopen,
    Close,
    Export,
    Questions,
    Settle,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard, outside of fields.
    Heard(Heard),
    /// The desk answered.
    Answered(Ticket, Answered),
    /// A button was pressed: the same as its key.
    Press(key::Action),
    /// Enter outside of fields.
    Enter,
    /// An entry of the first page was pressed.
    Open(Part),
    /// The file or folder changed.
    Typed(String),
    /// The reason changed.
    Reason(String),
    /// The sites that a file covers changed.
    Covers(String),
    /// The day changed from which on loans are written.
    Since(String),
    /// A file was dropped onto the window.
    Dropped(PathBuf),
    /// A row was pressed.
    Take(usize),
    /// The form of an export was pressed.
    Format(usize),
    /// An answer to a conflict was pressed.
    Choose(Choice),
    /// The key of a stop was pressed.
    Stop(usize),
    /// A key of the page's own: Ctrl, Shift and this letter.
    Own(char),
    /// The marked column becomes the next or the previous field.
    Field(bool),
    /// The wheel moved.
    Wheel(bool),
    /// Time to look how far the work is.
    Tick,
    /// The refused rows were saved, or not.
    Saved(Result<PathBuf, String>),
}

impl Exchange {
    /// Shows what was on show, with the numbers of the present.
    pub fn open(&mut self) -> Action {
        self.said = None;
        match self.part {
            Part::Start => Self::numbers(),
            part => self.show(part),
        }
    }

    /// Whether something takes long enough to be watched.
    pub fn works(&self) -> bool {
        self.waiting == Some(Waiting::Check) || self.taking().is_some()
    }

    /// What scans wait for, and how far it is, in words; `None` where they need not wait, or nobody
    /// has looked yet.
    pub fn work(&self) -> Option<String> {
        self.taking().and_then(|taking| self.progress.says(taking))
    }

    /// What the page says beside the bar.
    fn doing(&self) -> String {
        match self.waiting {
            Some(Waiting::Check) => words::get("exchange-import-reading"),
            Some(Waiting::Undo) => words::get("exchange-import-undoing"),
            Some(Waiting::Import) => words::get("exchange-import-writing"),
            Some(Waiting::Try) => words::get("exchange-import-trying"),
            _ => words::get("exchange-take-working"),
        }
    }

    fn taking(&self) -> Option<Taking> {
        match self.waiting? {
            Waiting::Import => Some(Taking::Register),
            Waiting::Try => Some(Taking::Trial),
            Waiting::Undo => Some(Taking::Back),
            Waiting::Merge => Some(Taking::Batches),
            Waiting::Receive => Some(Taking::Receipts),
            _ => None,
        }
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(heard) => self.hear(heard),
            Message::Answered(_, answered) => self.answered(answered),
            Message::Press(action) => self.act(action),
            Message::Enter => self.enter(),
            Message::Open(part) => {
                self.mark = start::PARTS.iter().position(|one| *one == part).unwrap_or(self.mark);
                self.show(part)
            }
            Message::Typed(text) => {
                self.said = None;
                self.path = text;
                if matches!(self.part, Part::Take) {
                    self.stick.found = None;
                    self.stick.received = None;
                }
                Action::None
            }
            Message::Reason(text) => {
                match self.part {
                    Part::Stations => self.stations.closing = Some(text),
                    Part::Todos => {
                        if let Some(settling) = &mut self.todos.settling {
                            settling.reason = text;
                        }
                    }
                    _ => self.conflicts.reason = text,
                }
                Action::None
            }
            Message::Covers(text) => {
                self.covers = Some(text);
                Action::None
            }
            Message::Since(text) => {
                self.said = None;
                self.export.since = text;
                Action::None
            }
            Message::Dropped(path) => self.dropped(path),
            Message::Take(row) => self.take_row(row),
            Message::Format(index) => {
                self.export.take_format(index);
                Action::None
            }
            Message::Choose(choice) => {
                self.conflicts.mark(choice, false);
                Action::None
            }
            Message::Stop(index) => self.pass(index),
            Message::Own(letter) => self.own(letter),
            Message::Field(on) => {
                if let Some(map) = &mut self.map {
                    map.turn(on);
                }
                Action::None
            }
            Message::Wheel(down) => {
                self.step(down, 1);
                Action::None
            }
            Message::Tick => {
                self.progress.tick();
                Action::None
            }
            Message::Saved(saved) => {
                self.waiting = None;
                self.said = Some(saved.map(|path| {
                    let path = path.display().to_string();
                    match self.import.sheet {
                        Sheet::Leaving => words::with("exchange-saved-leaving", &[("path", &path)]),
                        _ => words::with("exchange-saved", &[("path", &path)]),
                    }
                }));
                Action::None
            }
        }
    }

    fn hear(&mut self, heard: Heard) -> Action {
        match heard {
            Heard::Key(action) => self.act(action),
            Heard::Code(line) => self.code(line),
            Heard::Typing(line) => {
                match self.part {
                    Part::Start => self.mark = start::entry(&line).unwrap_or(self.mark),
                    Part::Conflicts => self.conflicts.typing(&line),
                    _ => {}
                }
                Action::None
            }
            _ => Action::None,
        }
    }

    /// A whole line: a digit means the entry or the answer of that number, all else is a code.
    fn code(&mut self, line: String) -> Action {
        match self.part {
            Part::Start => {
                if let Some(index) = start::entry(&line) {
                    self.mark = index;
                    return self.enter();
                }
            }
            Part::Conflicts => {
                if let Some(choice) = conflict::answer(&line) {
                    self.conflicts.mark(choice, true);
                    return Action::None;
                }
            }
            _ => {}
        }
        Action::Find(line)
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            key::Action::No => return self.back(),
            key::Action::Yes => return self.yes(),
            key::Action::Up | key::Action::Down => self.step(action == key::Action::Down, 1),
            key::Action::PageUp | key::Action::PageDown => {
                return self.turn(action == key::Action::PageDown);
            }
            _ => {}
        }
        Action::None
    }

    fn step(&mut self, down: bool, rows: usize) {
        match self.part {
            Part::Start => {
                let last = start::PARTS.len() - 1;
                self.mark = if down {
                    (self.mark + rows).min(last)
                } else {
                    self.mark.saturating_sub(rows)
                };
            }
            Part::Mapping => {
                if let Some(map) = &mut self.map {
                    map.step(down);
                }
            }
            Part::Check => self.import.turn(down, false),
            Part::Notes => self.turn_notes(down, false),
            Part::Todos => self.todos.step(down, rows),
            Part::Stations if self.stations.closing.is_none() => self.stations.step(down, rows),
            Part::Export => self.export.step(down),
            _ => {}
        }
    }

    /// Page keys.
    fn turn(&mut self, on: bool) -> Action {
        match self.part {
            Part::Conflicts => {
                let page = self.conflicts.turn(on);
                return page.map_or(Action::None, |page| Action::Ask(Request::Conflicts { page }));
            }
            Part::Check => self.import.turn(on, true),
            Part::Notes => self.turn_notes(on, true),
            Part::Export => self.export.turn(on),
            _ => self.step(on, 10),
        }
        Action::None
    }

    fn turn_notes(&mut self, on: bool, page: bool) {
        if let Some(merged) = &self.conflicts.merged {
            self.notes.turn(merged, on, page);
        }
    }

    fn take_row(&mut self, row: usize) -> Action {
        match self.part {
            Part::Todos => return self.todos.follow(Some(row)),
            Part::Stations if self.stations.closing.is_none() => self.stations.go(row),
            Part::Export => self.export.take(row),
            Part::Mapping => {
                if let Some(map) = &mut self.map {
                    map.take(row);
                }
            }
            _ => {}
        }
        Action::None
    }

    fn enter(&mut self) -> Action {
        match self.part {
            Part::Start => self.show(start::PARTS[self.mark]),
            Part::Todos => self.todos.follow(None),
            _ => Action::None,
        }
    }

    /// Shows a part, with what it needs.
    fn show(&mut self, part: Part) -> Action {
        if self.part != part {
            self.said = None;
        }
        self.part = part;
        let field = Action::Focus(Id::new(PATH));
        match part {
            Part::Start => Self::numbers(),
            Part::Import | Part::Export | Part::Take | Part::Questions => field,
            Part::Write => Action::Many(vec![Action::Refresh, field]),
            Part::Mapping | Part::Check | Part::Notes => Action::None,
            Part::Conflicts => {
                let page = self.conflicts.page.as_ref().map_or(0, |page| page.page);
                Action::Ask(Request::Conflicts { page })
            }
            Part::Todos => Action::Ask(Request::Todos),
            Part::Stations => Action::Ask(Request::Stations),
        }
    }

    /// What the first page says.
    fn numbers() -> Action {
        Action::Many(vec![
            Action::Ask(Request::Conflicts { page: 0 }),
            Action::Ask(Request::Todos),
            Action::Ask(Request::Stations),
            Action::Refresh,
        ])
    }

    /// Stops what is going on, closes what is open, leads back.
    fn back(&mut self) -> Action {
        if self.works() {
            self.progress.stop();
            return Action::None;
        }
        self.said = None;
        match self.part {
            Part::Start => return Action::Go(Page::Desk),
            Part::Check if self.covers.take().is_some() => {
                return Action::Focus(Id::unique());
            }
            Part::Check | Part::Mapping => {
                self.import.check = None;
                self.outlook = None;
                self.map = None;
                return self.show(Part::Import);
            }
            Part::Conflicts if self.conflicts.is_marked() => {
                self.conflicts.unmark();
                return Action::None;
            }
            Part::Notes | Part::Questions => {
                return Action::Many(vec![self.show(Part::Conflicts), Action::Focus(Id::unique())]);
            }
            Part::Todos if self.todos.settling.take().is_some() => {
                return Action::Focus(Id::unique());
            }
            Part::Conflicts => self.conflicts.merged = None,
            Part::Stations if self.stations.closing.take().is_some() => return Action::None,
            Part::Import => {
                self.path.clear();
                self.dropped.clear();
                self.files = Files::default();
            }
            _ => self.path.clear(),
        }
        self.stick = Stick::default();
        self.show(Part::Start)
    }

    fn take(&mut self, answer: Answer) -> Action {
        match answer {
            Answer::Conflicts(page) => {
                let before = self.conflicts.take(*page);
                return before
                    .map_or(Action::None, |page| Action::Ask(Request::Conflicts { page }));
            }
            Answer::Todos(todos) => self.todos.take(*todos),
            Answer::Stations(rows) => self.stations.take(wire::stations(&rows)),
            answer => return self.finished(answer),
        }
        Action::None
    }
}

/// What was done, or why it was not, across the page.
fn told<'a>(said: &Result<String, String>) -> iced::Element<'a, Message> {
    match said {
        Ok(done) => super::part::done(done),
        Err(failure) => super::part::failure(failure),
    }
}
