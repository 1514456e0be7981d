//! The run: how far it is, starting one, ending one, and setting date and time right.
//!
//! Ending shows first what is unsent, unanswered and parked. The computer's clock is left alone.
//! Has fields, so nothing that is scanned here issues or returns anything.

mod form;
mod view;

use iced::widget::{Id, text_editor};

use super::{Action, Answered, Page, Ticket};
use crate::desk::reply::{Mode, When};
use crate::desk::request::{Answer, Board, Ending, Request};
use crate::domain::site::Site;
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;
pub use form::Field;
use form::Form;

/// The field for the right date.
pub const DATE: &str = "run-clock-date";
/// The field for the right time.
pub const TIME: &str = "run-clock-time";

/// What the run screen keeps.
#[derive(Debug, Default)]
pub struct Run {
    part: Part,
    /// Where Esc leads back to before it leads to the desk.
    base: Part,
    form: Form,
    /// In a return run the right half says who is expected, and not what is said of what comes back.
    who: bool,
    sites: Vec<Site>,
    date: String,
    time: String,
    ending: Option<Ending>,
    waiting: Option<Waiting>,
    failure: Option<String>,
    done: Option<String>,
}

/// What is on show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    /// The run in progress.
    #[default]
    Overview,
    /// Starting one.
    Form,
    /// What ending it leaves behind.
    Ending,
    /// Date and time.
    Clock,
}

/// What was asked of the desk and is not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    /// So many answers until the run is started.
    Start(u8),
    End,
    Clock,
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
    /// A field changed.
    Typed(Field, String),
    /// The list of IDs changed.
    List(text_editor::Action),
    /// The mode the run begins in.
    Mode(Mode),
    /// The right date changed.
    Date(String),
    /// The right time changed.
    Time(String),
    /// Another run.
    New,
    /// Show what ending leaves behind.
    End,
    /// Set date and time right.
    Clock,
    /// The other half of a return run.
    Other,
}

impl Run {
    /// Shows what is most pressing: an open run of another day, the clock, the run, a new one.
    pub fn open(&mut self, board: Option<&Board>, now: When) -> Action {
        self.failure = None;
        self.done = None;
        self.waiting = None;
        self.form.operator = board.and_then(|board| board.operator.clone()).unwrap_or_default();
        self.form.was_operator.clone_from(&self.form.operator);
        self.date = now.date();
        self.time = String::new();
        let running = board.is_some_and(|board| board.run.is_some());
        self.base = if running { Part::Overview } else { Part::Form };
        self.part = self.base;
        let sites = Action::Ask(Request::Sites);
        let first = match board {
            Some(board) if board.open_run.is_some() => self.show_ending(),
            Some(board) if board.ask_clock => self.show(Part::Clock),
            _ => self.show(self.base),
        };
        Action::Many(vec![sites, first])
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        if !matches!(message, Message::Answered(..) | Message::Heard(_)) {
            self.failure = None;
        }
        match message {
            Message::Heard(Heard::Key(action)) | Message::Press(action) => self.act(action),
            Message::Heard(_) => Action::None,
            Message::Answered(_, Ok(answer)) => self.take(answer),
            Message::Answered(_, Err(error)) => {
                self.waiting = None;
                self.failure = Some(words::error(&error));
                Action::None
            }
            Message::Typed(field, text) => {
                self.form.set(field, text);
                Action::None
            }
            Message::List(action) => {
                self.form.list.perform(action);
                Action::None
            }
            Message::Mode(mode) => {
                self.form.mode = mode;
                Action::None
            }
            Message::Date(text) => {
                self.date = text;
                Action::None
            }
            Message::Time(text) => {
                self.time = text;
                Action::None
            }
            Message::New => self.show(Part::Form),
            Message::End => self.show_ending(),
            Message::Clock => self.show(Part::Clock),
            Message::Other => {
                self.who = !self.who;
                let field = if self.who { Field::Sites } else { Field::Shelf };
                Action::Focus(Id::new(field.id()))
            }
        }
    }

    fn act(&mut self, action: key::Action) -> Action {
        match (action, self.part) {
            (key::Action::Go(page), _) => Action::Go(page),
            (key::Action::No, Part::Overview) => Action::Go(Page::Desk),
            (key::Action::No, part) if part == self.base => Action::Go(Page::Desk),
            (key::Action::No, _) => {
                self.failure = None;
                self.show(self.base)
            }
            (key::Action::Mode(mode), Part::Form) => {
                self.form.mode = mode;
                Action::None
            }
            (key::Action::Yes, Part::Form) => self.start(),
            (key::Action::Yes, Part::Ending) => self.end(),
            (key::Action::Yes, Part::Clock) => self.set_clock(),
            _ => Action::None,
        }
    }

    fn show(&mut self, part: Part) -> Action {
        self.part = part;
        match part {
            Part::Overview | Part::Ending => Action::None,
            Part::Form => Action::Focus(Id::new(Field::Name.id())),
            Part::Clock => Action::Focus(Id::new(TIME)),
        }
    }

    fn show_ending(&mut self) -> Action {
        self.part = Part::Ending;
        self.ending = None;
        Action::Ask(Request::Ending)
    }

    fn start(&mut self) -> Action {
        if self.waiting.is_some() {
            return Action::None;
        }
        let setup = match self.form.setup() {
            Ok(setup) => setup,
            Err((field, words)) => {
                self.failure = Some(words);
                self.who = !field.is_returning() && self.who;
                return Action::Focus(Id::new(field.id()));
            }
        };
        let start = Action::Ask(Request::StartRun(setup));
        let Some(operator) = self.form.new_operator() else {
            self.waiting = Some(Waiting::Start(1));
            return start;
        };
        let operator = Some(operator.to_owned()).filter(|operator| !operator.is_empty());
        self.waiting = Some(Waiting::Start(2));
        Action::Many(vec![Action::Ask(Request::Operator(operator)), start])
    }

    fn end(&mut self) -> Action {
        if self.waiting.is_some() || self.ending.is_none() {
            return Action::None;
        }
        self.waiting = Some(Waiting::End);
        Action::Ask(Request::EndRun)
    }

    fn set_clock(&mut self) -> Action {
        if self.waiting.is_some() {
            return Action::None;
        }
        let (date, time) = (self.date.trim().to_owned(), self.time.trim().to_owned());
        if form::moment(&date, &time).is_none() {
            self.failure = Some(words::get("run-clock-wrong"));
            return Action::Focus(Id::new(TIME));
        }
        self.waiting = Some(Waiting::Clock);
        Action::Ask(Request::Clock(Some((date, time))))
    }

    fn take(&mut self, answer: Answer) -> Action {
        match answer {
            Answer::Sites(sites) => self.sites = sites,
            Answer::Ending(ending) => self.ending = Some(ending),
            Answer::Done => return self.finished(),
            _ => {}
        }
        Action::None
    }

    fn finished(&mut self) -> Action {
        match self.waiting.take() {
            Some(Waiting::Start(left)) if left > 1 => {
                self.waiting = Some(Waiting::Start(left - 1));
                Action::None
            }
            Some(Waiting::Start(_)) => {
                self.form = Form::default();
                Action::Many(vec![Action::Refresh, Action::Go(Page::Desk)])
            }
            Some(Waiting::End) => {
                self.base = Part::Form;
                self.done = Some(words::get("run-ended"));
                let shown = self.show(Part::Form);
                Action::Many(vec![Action::Refresh, shown])
            }
            Some(Waiting::Clock) => {
                self.done = Some(words::get("run-clock-done"));
                let shown = self.show(self.base);
                Action::Many(vec![Action::Refresh, shown])
            }
            None => Action::None,
        }
    }
}
