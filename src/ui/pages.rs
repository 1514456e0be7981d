//! The pages beside the desk: their state, who of them hears, and whose an answer is.

use iced::Element;

use super::app::Message;
use super::screen::desk::{self, Around};
use super::screen::devices::{self, Devices};
use super::screen::exchange::{self, Exchange};
use super::screen::first_start::{self, FirstStart};
use super::screen::operator::{self, Operator};
use super::screen::paper::{self, Paper};
use super::screen::people::{self, People};
use super::screen::print::{self, Print};
use super::screen::run::{self, Run};
use super::screen::settings::{self, Settings};
use super::screen::transfer::{self, Transfer};
use super::screen::walk_up::{self, WalkUp};
use super::screen::{Action, Answered, Page, Ticket};
use super::widget::Heard;
use crate::desk::reply::{Channel, When};
use crate::desk::request::{self, Board};
use crate::domain::policy::Policy;
use crate::scanner::serial;

/// What lies over the page.
#[derive(Debug, Clone)]
pub(super) enum Over {
    /// All keys.
    Help,
    /// Who is scanning.
    Operator(Operator),
}

/// The pages beside the desk.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) people: People,
    pub(super) devices: Devices,
    pub(super) print: Print,
    pub(super) exchange: Exchange,
    pub(super) run: Run,
    pub(super) settings: Settings,
    pub(super) paper: Paper,
    pub(super) transfer: Transfer,
    /// In place of the desk: somebody on no list.
    pub(super) walk_up: Option<WalkUp>,
    /// In place of everything: this computer is no station yet.
    pub(super) first: Option<FirstStart>,
}

/// Who hears, wishes and gets answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Desk,
    Operator,
    People,
    Devices,
    Print,
    Exchange,
    Run,
    Settings,
    Paper,
    Transfer,
    WalkUp,
    First,
}

impl Place {
    pub(super) fn of(page: Page) -> Self {
        match page {
            Page::Desk => Self::Desk,
            Page::People => Self::People,
            Page::Devices => Self::Devices,
            Page::Print => Self::Print,
            Page::Exchange => Self::Exchange,
            Page::Run => Self::Run,
            Page::Settings => Self::Settings,
            Page::Paper => Self::Paper,
            Page::Transfer => Self::Transfer,
        }
    }

    /// The message of what is heard.
    pub(super) fn hears(self, heard: Heard) -> Message {
        match self {
            Self::Desk => Message::Desk(desk::Message::Heard(heard)),
            Self::Operator => Message::Operator(operator::Message::Heard(heard)),
            Self::People => Message::People(people::Message::Heard(heard)),
            Self::Devices => Message::Devices(devices::Message::Heard(heard)),
            Self::Print => Message::Print(print::Message::Heard(heard)),
            Self::Exchange => Message::Exchange(exchange::Message::Heard(heard)),
            Self::Run => Message::Run(run::Message::Heard(heard)),
            Self::Settings => Message::Settings(settings::Message::Heard(heard)),
            Self::Paper => Message::Paper(paper::Message::Heard(heard)),
            Self::Transfer => Message::Transfer(transfer::Message::Heard(heard)),
            Self::WalkUp => Message::WalkUp(walk_up::Message::Heard(heard)),
            Self::First => Message::First(first_start::Message::Heard(heard)),
        }
    }

    /// The message of an answer.
    pub(super) fn answered(self, ticket: Ticket, answered: Answered) -> Message {
        match self {
            Self::Desk => Message::Desk(desk::Message::Answered(ticket, answered)),
            Self::Operator => Message::Operator(operator::Message::Answered(ticket, answered)),
            Self::People => Message::People(people::Message::Answered(ticket, answered)),
            Self::Devices => Message::Devices(devices::Message::Answered(ticket, answered)),
            Self::Print => Message::Print(print::Message::Answered(ticket, answered)),
            Self::Exchange => Message::Exchange(exchange::Message::Answered(ticket, answered)),
            Self::Run => Message::Run(run::Message::Answered(ticket, answered)),
            Self::Settings => Message::Settings(settings::Message::Answered(ticket, answered)),
            Self::Paper => Message::Paper(paper::Message::Answered(ticket, answered)),
            Self::Transfer => Message::Transfer(transfer::Message::Answered(ticket, answered)),
            Self::WalkUp => Message::WalkUp(walk_up::Message::Answered(ticket, answered)),
            Self::First => Message::First(first_start::Message::Answered(ticket, answered)),
        }
    }

    /// The field that has the cursor when nothing lies over the page any more.
    pub(super) fn field(self) -> Option<&'static str> {
        match self {
            Self::People => Some(people::FIND),
            Self::Devices => Some(devices::FIND),
            Self::First => Some(first_start::STATION),
            Self::Print => Some(print::EDIT),
            Self::Exchange => Some(exchange::PATH),
            Self::Run => Some(run::Field::Name.id()),
            Self::Desk
            | Self::Operator
            | Self::Settings
            | Self::Paper
            | Self::Transfer
            | Self::WalkUp => None,
        }
    }
}

impl Pages {
    /// Readies a page to be shown.
    pub(super) fn open(
        &mut self,
        page: Page,
        board: Option<&Board>,
        settings: &request::Settings,
        now: When,
    ) -> Action {
        match page {
            Page::Desk => Action::None,
            Page::People => self.people.open(),
            Page::Devices => self.devices.open(),
            Page::Print => self.print.open(),
            Page::Exchange => self.exchange.open(),
            Page::Run => self.run.open(board, now),
            Page::Paper => self.paper.open(now),
            Page::Transfer => self.transfer.open(),
            Page::Settings => {
                let policy = board.map(|board| Policy::clone(&board.policy));
                self.settings.open(settings.clone(), policy, serial::ports())
            }
        }
    }

    /// Begins first start where a board says that there is no station.
    pub(super) fn begins(&mut self, board: &Board) -> Action {
        if board.station.is_some() || self.first.is_some() {
            return Action::None;
        }
        self.first.insert(FirstStart::new(board.folder.clone())).open()
    }

    /// Begins to serve somebody who is on no list.
    pub(super) fn serve(&mut self, channel: Channel, code: Option<String>) {
        self.walk_up = Some(WalkUp::new(channel, code));
    }

    /// The page of a place; `None` is the desk's.
    pub(super) fn view<'a>(
        &'a self,
        place: Place,
        around: Around<'a>,
    ) -> Option<Element<'a, Message>> {
        Some(match place {
            Place::Desk | Place::Operator => return None,
            Place::People => self.people.view(around).map(Message::People),
            Place::Devices => self.devices.view(around).map(Message::Devices),
            Place::Print => self.print.view(around).map(Message::Print),
            Place::Exchange => self.exchange.view(around).map(Message::Exchange),
            Place::Run => self.run.view(around).map(Message::Run),
            Place::Settings => self.settings.view(around).map(Message::Settings),
            Place::Paper => self.paper.view(around).map(Message::Paper),
            Place::Transfer => self.transfer.view(around).map(Message::Transfer),
            Place::WalkUp => self.walk_up.as_ref()?.view(around).map(Message::WalkUp),
            Place::First => self.first.as_ref()?.view(around).map(Message::First),
        })
    }
}
