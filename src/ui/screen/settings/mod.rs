//! Settings of this computer, the policy, the second copy, and where the data lies.
//!
//! A change takes effect at once. The policy alone is drafted first: it is an event for the whole
//! district, not a setting of this computer.

mod row;
mod view;

use std::path::{Path, PathBuf};

use iced::widget::Id;

use super::{Action, Answered, Page, Ticket};
use crate::desk::request::{Answer, PricesRead, Request, Settings as Kept};
use crate::domain::code::{self, CheckDigit, Reading, Rules};
use crate::domain::policy::Policy;
use crate::scanner::serial::{Event, Port};
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;
pub use row::Row;
use row::ending;

/// The field of the row that is edited.
pub const EDIT: &str = "settings-edit";

/// What the settings screen keeps.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    kept: Kept,
    ports: Vec<Port>,
    /// The policy in force, where it is known.
    policy: Option<Policy>,
    /// The policy as it is to be.
    draft: Option<Policy>,
    setting_policy: bool,
    /// The price list that is being read.
    prices: Option<PathBuf>,
    mark: usize,
    /// The text of the marked row while it is edited.
    editing: Option<String>,
    last: Last,
    failure: Option<String>,
}

/// What a scanner sent last, as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    /// A line, and whether it came from the serial scanner.
    Line(String, bool),
    /// No line: what it was.
    Trouble(words::Id),
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard, outside of the field.
    Heard(Heard),
    /// The serial scanner sent something. It is looked at and taken by nobody.
    Scanner(Event),
    /// The desk answered.
    Answered(Ticket, Answered),
    /// A button was pressed: the same as its key.
    Press(key::Action),
    /// The marked row's value before or after this one.
    Turn(bool),
    /// A row's value before or after this one, by its buttons.
    TurnRow(usize, bool),
    /// A row was pressed.
    Take(usize),
    /// Enter: edits, or sets.
    Enter,
    /// The text of the row changed.
    Edited(String),
    /// Enter in the field.
    Commit,
    /// The wheel moved.
    Wheel(bool),
}

impl Settings {
    /// Shows the settings that are in use, the policy in force, and the ports there are.
    pub fn open(&mut self, kept: Kept, policy: Option<Policy>, ports: Vec<Port>) -> Action {
        self.kept = kept;
        self.ports = ports;
        self.draft.clone_from(&policy);
        self.policy = policy;
        self.editing = None;
        self.failure = None;
        Action::None
    }

    /// Takes over settings that were changed elsewhere.
    pub fn adopt(&mut self, kept: &Kept) {
        self.kept.clone_from(kept);
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(Heard::Key(action)) | Message::Press(action) => self.act(action),
            Message::Heard(Heard::Code(line)) => {
                self.last = Last::Line(line, false);
                Action::None
            }
            Message::Scanner(event) => {
                match event {
                    Event::Scan(scan) => self.last = Last::Line(scan.code, true),
                    Event::Garbled => {
                        self.last = Last::Trouble(words::id("settings-test-garbled"));
                    }
                    Event::Partial => self.last = Last::Trouble(words::id("settings-test-half")),
                    Event::TooLong { .. } => {
                        self.last = Last::Trouble(words::id("settings-test-too-long"));
                    }
                    _ => {}
                }
                Action::None
            }
            Message::Heard(_) => Action::None,
            Message::Answered(_, Ok(answer)) => self.take(answer),
            Message::Answered(_, Err(error)) => {
                self.setting_policy = false;
                self.failure = Some(words::error(&error));
                Action::None
            }
            Message::Turn(up) => self.turn(up),
            Message::TurnRow(row, up) => {
                self.go_to(row);
                self.turn(up)
            }
            Message::Take(row) => {
                self.go_to(row);
                self.enter()
            }
            Message::Enter => self.enter(),
            Message::Edited(text) => {
                if self.editing.is_some() {
                    self.editing = Some(text);
                }
                Action::None
            }
            Message::Commit => self.commit(),
            Message::Wheel(down) => {
                self.step(down);
                Action::None
            }
        }
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            key::Action::No if self.editing.take().is_some() => Action::None,
            key::Action::No => {
                self.draft.clone_from(&self.policy);
                Action::Go(Page::Desk)
            }
            key::Action::Yes if self.editing.is_some() => self.commit(),
            key::Action::Yes => self.set_policy(),
            key::Action::Up | key::Action::Down => {
                self.step(action == key::Action::Down);
                Action::None
            }
            _ => Action::None,
        }
    }

    fn step(&mut self, down: bool) {
        let last = Row::ALL.len() - 1;
        let row = if down { (self.mark + 1).min(last) } else { self.mark.saturating_sub(1) };
        self.go_to(row);
    }

    fn go_to(&mut self, row: usize) {
        self.editing = None;
        self.mark = row.min(Row::ALL.len() - 1);
    }

    fn row(&self) -> Row {
        Row::ALL[self.mark]
    }

    fn turn(&mut self, up: bool) -> Action {
        self.editing = None;
        self.failure = None;
        let row = self.row();
        if row.is_policy() {
            self.draft = Some(row.turn_policy(self.drafted(), up));
            return Action::None;
        }
        let before = self.kept.clone();
        row.turn(&mut self.kept, &self.ports, up);
        if matches!(row, Row::Scanner | Row::Ending) {
            // What another scanner sent is no test of this one.
            self.last = Last::Nothing;
        }
        self.keep(&before)
    }

    fn enter(&mut self) -> Action {
        let row = self.row();
        let written = match row.text(&self.kept) {
            Some(text) => Some(text.to_owned()),
            None if row.is_text() => Some(row.rule(&self.drafted())),
            None => None,
        };
        if let Some(text) = written {
            self.failure = None;
            self.editing = Some(text);
            return Action::Focus(Id::new(EDIT));
        }
        if row.is_policy() { self.set_policy() } else { self.turn(true) }
    }

    fn commit(&mut self) -> Action {
        let Some(text) = self.editing.take() else { return Action::None };
        if self.row().is_policy() {
            return self.write_rule(&text);
        }
        let before = self.kept.clone();
        self.row().set(&mut self.kept, &text);
        self.keep(&before)
    }

    /// The policy as it is to be.
    fn drafted(&self) -> Policy {
        self.draft.as_ref().or(self.policy.as_ref()).cloned().unwrap_or_default()
    }

    /// A price list is read from a file first; every other rule is the text.
    fn write_rule(&mut self, text: &str) -> Action {
        let path = text.trim().trim_matches(['"', '\'']);
        match self.row() {
            Row::Prices if path.is_empty() => return Action::None,
            Row::Prices => {
                self.prices = Some(path.into());
                return Action::Ask(Request::ReadPrices(path.into()));
            }
            row => match row.write_rule(self.drafted(), text) {
                Ok(policy) => self.draft = Some(policy),
                Err(why) => self.failure = Some(why),
            },
        }
        Action::None
    }

    /// What a file said of prices. A list with rows that are none is told of, and not taken.
    fn take_prices(&mut self, read: PricesRead) {
        let path = self.prices.take().unwrap_or_default();
        let refused: Vec<String> =
            read.refused.iter().take(3).map(|row| words::refused_row(&path, row)).collect();
        self.failure = None;
        if !refused.is_empty() {
            let count = words::with("prices-refused", &[("count", &read.refused.len())]);
            self.failure = Some(format!("{} {count}", refused.join(" ")));
        } else if read.prices.lines().is_empty() {
            self.failure = Some(words::get("cli-policy-no-prices"));
        } else {
            self.draft = Some(Policy { prices: read.prices, ..self.drafted() });
        }
    }

    /// A file that was dropped onto the window: a price list, where its row is edited.
    pub fn drop_file(&mut self, path: &Path) -> Option<Action> {
        (self.editing.is_some() && self.row() == Row::Prices).then(|| {
            self.editing = Some(path.display().to_string());
            self.commit()
        })
    }

    fn keep(&self, before: &Kept) -> Action {
        if *before == self.kept { Action::None } else { Action::Keep(Box::new(self.kept.clone())) }
    }

    /// Whether the policy as it is to be differs from the one in force.
    fn is_drafted(&self) -> bool {
        self.draft.is_some() && self.draft != self.policy
    }

    fn set_policy(&mut self) -> Action {
        match &self.draft {
            Some(draft) if self.is_drafted() && !self.setting_policy => {
                self.setting_policy = true;
                Action::Ask(Request::SetPolicy(Box::new(draft.clone())))
            }
            _ => Action::None,
        }
    }

    fn take(&mut self, answer: Answer) -> Action {
        match answer {
            Answer::Settings(kept) => self.kept = kept,
            Answer::Prices(read) => self.take_prices(read),
            Answer::Done if std::mem::take(&mut self.setting_policy) => {
                self.policy.clone_from(&self.draft);
            }
            _ => {}
        }
        Action::None
    }

    /// What the last scan came in as.
    fn reading(&self) -> Option<Result<Reading, code::Fault>> {
        let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let rules = Rules {
            prefix: part(&self.kept.prefix),
            suffix: part(&self.kept.suffix),
            check: match self.kept.check_digit.as_str() {
                "mod43" => CheckDigit::Mod43,
                "luhn" => CheckDigit::Luhn,
                _ => CheckDigit::None,
            },
        };
        match &self.last {
            Last::Line(line, _) => Some(code::read(line, &rules)),
            Last::Nothing | Last::Trouble(_) => None,
        }
    }

    /// Whether a serial scanner is chosen of which nobody knows yet what ends its codes.
    fn asks_for_test(&self) -> bool {
        self.kept.serial_port.is_some() && ending(&self.kept).is_none()
    }
}
