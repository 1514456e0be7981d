//! The desk: what the last answer says, who is on screen, and the run beside it.
//!
//! Has no text field: everything typed is a code, a name, or a key of the table. Shows what the
//! desk service answers and asks it for everything; decides nothing about custody.

mod back;
mod cards;
mod choices;
mod names;
mod run;
mod view;

pub use view::Around;

use choices::Choices;

use crate::desk::reply::{Channel, Mode, Notice, Reply, Tone, View, When};
use crate::desk::request::{Answer, Board, DeskKey, PersonRow, Request};
use crate::domain::event::Source;
use crate::text::{self, Band};
use crate::ui::key;
use crate::ui::screen::{Action, Answered, Ticket};
use crate::ui::widget::Heard;
use crate::ui::widget::band::Form;

/// Lit, dark, lit: how the band shows a tone that cannot be heard.
const FLASHES: u8 = 3;

/// What the desk screen keeps.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Whose session is on show: the one that answered last.
    channel: Channel,
    /// What that session shows.
    view: View,
    shown: Shown,
    /// Number of the answer on show.
    number: Option<u64>,
    /// Ticket of the answer on show.
    ticket: Ticket,
    /// That an old label was scanned, in words.
    old_label: Option<String>,
    /// What is said beside the question that stands.
    beside: Option<Beside>,
    typed: String,
    names: Names,
    /// A list that a key opened.
    choices: Option<Choices>,
    /// What the queue must not see is on show.
    private: bool,
    listening: bool,
    /// Without the keyboard, but a serial scanner has spoken since.
    spoken: bool,
    flashes: u8,
    epoch: u64,
    /// What scans wait for, in words, and how many there are.
    waits: Option<(String, usize)>,
}

/// What is said beside a question that stands.
#[derive(Debug, Clone)]
enum Beside {
    /// A scan was not taken.
    NotTaken(String),
    /// Yes was said, and a reason belongs to it.
    SayWhy,
}

/// What the band is about.
#[derive(Debug, Clone)]
enum Shown {
    /// Whose turn it is.
    Turn,
    /// An answer.
    Notice(Box<Notice>),
    /// A line nobody ended.
    Forgotten(String),
    /// A line too long for a code.
    TooLong,
    /// The desk could not; in words.
    Failed(String),
}

/// The names that fit what is typed.
#[derive(Debug, Clone, Default)]
struct Names {
    rows: Vec<PersonRow>,
    marked: usize,
    /// What was typed when they were asked for.
    asked: String,
    ticket: Ticket,
}

/// What happens to the desk screen.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard.
    Heard(Heard),
    /// A line from a serial scanner.
    Scanned(Channel, String),
    /// A button was pressed: the same as its key.
    Press(key::Action),
    /// A row of the names was pressed.
    Take(usize),
    /// A row of the open list was pressed.
    Choose(usize),
    /// Somebody stood on screen long enough; the number of the answer that showed them.
    Rested(u64),
    /// The band lights up or goes out.
    Flash,
    /// The desk answered.
    Answered(Ticket, Answered),
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            channel: Channel::Main,
            view: View::default(),
            shown: Shown::Turn,
            number: None,
            ticket: Ticket::default(),
            old_label: None,
            beside: None,
            typed: String::new(),
            names: Names::default(),
            choices: None,
            private: false,
            listening: true,
            spoken: false,
            flashes: 0,
            epoch: 0,
            waits: None,
        }
    }
}

impl Desk {
    /// Whose session is on show.
    pub fn channel(&self) -> &Channel {
        &self.channel
    }

    /// The mode on show.
    pub fn mode(&self) -> Mode {
        self.view.mode
    }

    /// Whether the window has the keyboard.
    pub fn is_listening(&self) -> bool {
        self.listening
    }

    /// Changes when what is half typed is to be forgotten.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The answer whose person is to be cleared after a while: nothing is asked or half typed.
    pub fn rests(&self) -> Option<u64> {
        let idle = self.typed.is_empty() && !self.view.asking && !self.view.held;
        self.number.filter(|_| idle && self.view.person.is_some())
    }

    /// Whether the band is lighting up.
    pub fn is_flashing(&self) -> bool {
        self.flashes > 0
    }

    /// Lights the band up: a tone could not be heard.
    pub fn flash(&mut self) {
        self.flashes = FLASHES;
    }

    /// Something goes on that scans wait for, in words, and so many wait; or nothing any more.
    pub fn wait(&mut self, work: Option<String>, scans: usize) {
        self.waits = work.filter(|_| scans > 0).map(|work| (work, scans));
    }

    /// A serial scanner is there. Before anything happened its session is the one on show, so
    /// that a name picked by hand meets the devices it scans.
    pub fn scanner_ready(&mut self, channel: Channel) {
        if self.number.is_none() {
            self.channel = channel;
        }
    }

    /// Takes over what a session shows, where the board knows more than the last answer: at the
    /// start, and when a run began or ended.
    pub fn adopt(&mut self, board: &Board, channel: &Channel, ticket: Ticket) {
        if ticket <= self.ticket || *channel != self.channel || board.view == self.view {
            return;
        }
        self.view = board.view.clone();
        self.shown = Shown::Turn;
        self.beside = None;
        self.private = false;
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(heard) => self.hear(heard),
            Message::Scanned(channel, line) => {
                Action::Ask(Request::Scan { channel, line, source: Source::Scan })
            }
            Message::Press(action) => self.act(action),
            Message::Take(row) => {
                self.names.marked = row;
                self.take_marked()
            }
            Message::Choose(row) => {
                let code = self.choices.and_then(|choices| choices.code(row));
                self.choose(code)
            }
            Message::Rested(number) if self.rests() == Some(number) => {
                self.key(DeskKey::Clear(number))
            }
            Message::Flash => {
                self.flashes = self.flashes.saturating_sub(1);
                Action::None
            }
            Message::Answered(ticket, Ok(Answer::Reply(reply))) => self.show(ticket, *reply),
            Message::Answered(ticket, Ok(Answer::People(rows))) => {
                let fits = !self.typed.is_empty() && self.typed == self.names.asked;
                if fits && ticket > self.names.ticket {
                    let asked = std::mem::take(&mut self.names.asked);
                    self.names = Names { rows, marked: 0, asked, ticket };
                }
                Action::None
            }
            Message::Rested(_) | Message::Answered(_, Ok(_)) => Action::None,
            Message::Answered(_, Err(error)) => {
                self.shown = Shown::Failed(text::error(&error));
                Action::Tone(Tone::Refused)
            }
        }
    }

    fn hear(&mut self, heard: Heard) -> Action {
        match heard {
            Heard::Code(line) => {
                self.listening = true;
                self.choices = None;
                self.forget_typing();
                Action::Ask(Request::Scan { channel: Channel::Main, line, source: Source::Scan })
            }
            Heard::TooLong(_) => {
                self.forget_typing();
                self.shown = Shown::TooLong;
                Action::Tone(Tone::Refused)
            }
            Heard::Forgotten(line) => {
                self.forget_typing();
                self.shown = Shown::Forgotten(line);
                Action::Tone(Tone::Attention)
            }
            Heard::Typing(line) => {
                self.listening = true;
                if line.is_empty() {
                    self.names.rows.clear();
                }
                self.typed = line;
                Action::None
            }
            // While a question stands no list opens: Ctrl+Enter has one meaning only.
            Heard::Paused(line) if !self.view.asking && line == self.typed => {
                self.names.asked.clone_from(&line);
                Action::Ask(Request::Suggest(line))
            }
            Heard::Paused(_) => Action::None,
            Heard::Key(action) => {
                self.listening = true;
                self.act(action)
            }
            Heard::Focus(has) => {
                self.listening = has;
                self.spoken = false;
                Action::None
            }
        }
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            key::Action::Yes if !self.names.rows.is_empty() => self.take_marked(),
            key::Action::Yes if self.choices.is_some_and(|list| list.chosen().is_some()) => {
                let code = self.choices.and_then(Choices::chosen);
                self.choose(code)
            }
            key::Action::Yes if !self.typed.is_empty() && !self.view.asking => {
                let line = std::mem::take(&mut self.typed);
                self.take(line)
            }
            key::Action::Yes => self.key(DeskKey::Yes),
            key::Action::No if matches!(self.choices, Some(Choices::Notes(_))) => {
                self.choices = None;
                Action::None
            }
            key::Action::No => self.key(DeskKey::No),
            key::Action::Note if self.view.band.is_some() && !self.view.asking => {
                self.choices = match self.choices {
                    None => Some(Choices::Notes(0)),
                    Some(_) => None,
                };
                Action::None
            }
            key::Action::Up | key::Action::Down if self.choices.is_some() => {
                let down = action == key::Action::Down;
                self.choices = self.choices.map(|choices| choices.moved(down));
                Action::None
            }
            key::Action::Undo => self.key(DeskKey::Undo),
            key::Action::UndoRow(row) => self.key(DeskKey::UndoRow(row)),
            key::Action::Mode(mode) => self.key(DeskKey::Mode(mode)),
            key::Action::Private => {
                self.private = !self.private;
                Action::None
            }
            key::Action::Sibling if self.has_siblings() => self.key(DeskKey::Sibling),
            key::Action::WalkUp if self.view.mode == Mode::Issue && !self.view.asking => {
                // With somebody on screen, what is unknown is the device.
                match self.new_device() {
                    Some(code) => Action::NewDevice(code),
                    None => Action::WalkUp(self.unknown_code()),
                }
            }
            key::Action::Up => {
                self.names.marked = self.names.marked.saturating_sub(1);
                Action::None
            }
            key::Action::Down => {
                let last = self.names.rows.len().saturating_sub(1);
                self.names.marked = (self.names.marked + 1).min(last);
                Action::None
            }
            _ => Action::None,
        }
    }

    fn key(&self, key: DeskKey) -> Action {
        Action::Ask(Request::Key { channel: self.channel.clone(), key })
    }

    /// What a row of the open list stands for is scanned by hand.
    fn choose(&mut self, code: Option<String>) -> Action {
        self.choices = None;
        code.map_or(Action::None, |line| self.take(line))
    }

    fn take_marked(&mut self) -> Action {
        match self.names.rows.get(self.names.marked) {
            Some(row) => {
                let line = row.named.id.as_str().to_owned();
                self.take(line)
            }
            None => Action::None,
        }
    }

    /// What a hand chose goes to the session on show: that is the one the hand's eye sees.
    fn take(&mut self, line: String) -> Action {
        self.forget_typing();
        self.epoch += 1;
        Action::Ask(Request::Scan { channel: self.channel.clone(), line, source: Source::Typed })
    }

    fn forget_typing(&mut self) {
        self.typed.clear();
        self.names.rows.clear();
    }

    fn show(&mut self, ticket: Ticket, reply: Reply) -> Action {
        if self.number.is_some_and(|number| reply.number <= number) {
            return Action::None;
        }
        let was_asking = self.view.asking;
        let same = self.channel == reply.channel;
        self.number = Some(reply.number);
        self.ticket = ticket;
        self.spoken = reply.channel != Channel::Main;
        let old_label = text::relabel::old_label(&reply);
        self.channel = reply.channel;
        self.view = reply.view;
        self.choices = self.view.wants_reason.then_some(Choices::Reasons(None));
        match reply.notice {
            Notice::SayWhy if same && was_asking => self.beside = Some(Beside::SayWhy),
            Notice::Repeated if same => {}
            Notice::NotTaken { code } if same && was_asking => {
                self.beside = Some(Beside::NotTaken(code));
            }
            notice => {
                self.shown = Shown::Notice(Box::new(notice));
                self.old_label = old_label;
                self.beside = None;
                self.private = false;
            }
        }
        Action::Many(vec![Action::Tone(reply.tone), Action::Refresh])
    }

    fn has_siblings(&self) -> bool {
        self.view.person.as_ref().is_some_and(|person| !person.household.is_empty())
    }

    fn notice(&self) -> Option<&Notice> {
        match &self.shown {
            Shown::Notice(notice) => Some(notice),
            _ => None,
        }
    }

    /// An unknown code behind a person: a device that nobody knows.
    fn new_device(&self) -> Option<String> {
        match self.notice() {
            Some(Notice::Unknown { code, .. })
                if self.view.person.is_some() && self.view.mode == Mode::Issue =>
            {
                Some(code.clone())
            }
            _ => None,
        }
    }

    fn unknown_code(&self) -> Option<String> {
        match self.notice() {
            Some(Notice::Unknown { code, can_walk_up: true, .. }) => Some(code.clone()),
            _ => None,
        }
    }

    /// What the band says and how it looks.
    fn band(&self, now: When) -> (Form, Band) {
        let mode = self.view.mode;
        if !self.listening && !self.spoken {
            return (Form::Deaf, text::not_listening());
        }
        if !self.typed.is_empty() {
            return (Form::Typing, text::typing(&self.typed));
        }
        if let Some((work, scans)) = &self.waits {
            return (Form::Waits, text::waits(work, *scans));
        }
        match &self.shown {
            Shown::Turn => self.turn(String::new()),
            Shown::Forgotten(line) => (Form::Refused, text::forgotten(line)),
            Shown::TooLong => (Form::Refused, text::unreadable(mode)),
            Shown::Failed(words) => (Form::Refused, text::failed(words)),
            Shown::Notice(notice) => {
                let mut band = text::notice(notice, mode, Some(now));
                match &**notice {
                    Notice::Mode(_) | Notice::Next | Notice::No { .. } | Notice::Repeated => {
                        return self.turn(band.hint);
                    }
                    Notice::Question { .. } => match &self.beside {
                        Some(Beside::SayWhy) => {
                            band.eyebrow = text::get("say-why-line").to_uppercase();
                        }
                        Some(Beside::NotTaken(code)) => {
                            let code = text::shown(code);
                            band.eyebrow = text::with("question-not-taken", &[("code", &code)]);
                        }
                        None => {}
                    },
                    Notice::Unknown { .. } if self.new_device().is_some() => {
                        band.hint = text::get("unknown-add-hint");
                    }
                    _ => {}
                }
                if let Some(old) = &self.old_label {
                    band.line = text::dots([&band.line, old]);
                }
                (Form::of(notice, mode), band)
            }
        }
    }

    fn turn(&self, hint: String) -> (Form, Band) {
        let named = self.view.person.as_ref().map(|person| &person.named);
        let second = matches!(self.view.mode, Mode::Issue) && named.is_some();
        let form = match (self.view.mode, named) {
            (Mode::LookUp, Some(_)) => Form::Shown,
            _ => Form::Waiting(if second { 2 } else { 1 }),
        };
        (form, Band { hint, ..text::waiting(self.view.mode, named) })
    }
}
