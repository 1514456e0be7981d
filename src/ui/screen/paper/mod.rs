//! The paper list, typed in later: day and run at the top, a row by scanner and keys alone, what each
//! row means below.
//!
//! Has no field: it is fed by the window's line buffer, as the desk is. Whose turn it is and what a
//! row means are the desk's.

mod view;

use chrono::{Days, NaiveDate};

use super::{Action, Answered, Page, Ticket};
use crate::clock;
use crate::desk::reply::{Outcome, Tone, When};
use crate::desk::request::{Answer, PaperBoard, PaperStep, Request, Wants};
use crate::domain::paper::{Day, Way};
use crate::text as words;
use crate::ui::key;
use crate::ui::widget::Heard;

/// What the screen keeps: the sheet as the desk gave it last, and what is half typed.
#[derive(Debug, Default)]
pub struct Paper {
    board: Option<PaperBoard>,
    shown: Ticket,
    typed: String,
    failure: Option<String>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard.
    Heard(Heard),
    /// The desk answered.
    Answered(Ticket, Answered),
    /// A button was pressed: the same as its key.
    Press(key::Action),
}

impl Paper {
    /// Shows the sheet; a new one is of today.
    pub fn open(&mut self, now: When) -> Action {
        self.typed.clear();
        self.failure = None;
        let date = now.local().map(|local| local.date_naive()).unwrap_or_default();
        step(PaperStep::Open(Day { date, utc_offset_min: now.utc_offset_min }))
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(heard) => self.hear(heard),
            Message::Press(action) => self.act(action),
            Message::Answered(ticket, Ok(Answer::Paper(board))) => self.adopt(ticket, *board),
            Message::Answered(_, Ok(_)) => Action::None,
            Message::Answered(_, Err(error)) => {
                self.failure = Some(words::error(&error));
                Action::Tone(Tone::Refused)
            }
        }
    }

    fn hear(&mut self, heard: Heard) -> Action {
        match heard {
            Heard::Typing(line) => {
                self.typed = line;
                Action::None
            }
            Heard::Code(line) => self.line(line),
            Heard::TooLong(_) => self.refuse(words::get("walk-up-too-long")),
            Heard::Forgotten(line) => {
                let code = words::shown(&line);
                self.refuse(words::with("forgotten-line", &[("code", &code)]))
            }
            Heard::Key(action) => self.act(action),
            Heard::Paused(_) | Heard::Focus(_) => Action::None,
        }
    }

    fn line(&mut self, line: String) -> Action {
        self.typed.clear();
        step(PaperStep::Line(line))
    }

    fn refuse(&mut self, why: String) -> Action {
        self.typed.clear();
        self.failure = Some(why);
        Action::Tone(Tone::Refused)
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            // What is half typed was meant.
            key::Action::Yes if !self.typed.trim().is_empty() => {
                let line = std::mem::take(&mut self.typed);
                self.line(line)
            }
            key::Action::Yes => step(PaperStep::Yes),
            key::Action::No => step(PaperStep::No),
            key::Action::Undo => step(PaperStep::Undo),
            key::Action::Mode(mode) => match Way::parse(mode.as_str()) {
                Some(way) => step(PaperStep::Way(way)),
                None => Action::None,
            },
            key::Action::Up => self.turn(|date| date.checked_sub_days(Days::new(1))),
            key::Action::Down => self.turn(|date| date.checked_add_days(Days::new(1))),
            key::Action::PageUp => self.turn(|date| date.checked_sub_days(Days::new(7))),
            key::Action::PageDown => self.turn(|date| date.checked_add_days(Days::new(7))),
            _ => Action::None,
        }
    }

    /// The sheet is of another day.
    fn turn(&self, to: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Action {
        match self.board.as_ref().and_then(|board| to(board.day.date)) {
            Some(date) => step(PaperStep::Day(clock::day(date))),
            None => Action::None,
        }
    }

    fn adopt(&mut self, ticket: Ticket, board: PaperBoard) -> Action {
        if ticket <= self.shown {
            return Action::None;
        }
        self.shown = ticket;
        self.failure = None;
        if board.leaves {
            self.board = Some(board);
            return Action::Go(Page::Desk);
        }
        let said = board.said.as_ref();
        let tone = match board.wants {
            Wants::OldDay(_) => Tone::Question,
            _ => said.map_or(Tone::None, |reply| reply.tone),
        };
        let written = said.is_some_and(|reply| {
            use Outcome::{Already, Issued, Returned, Undone};

            matches!(reply.outcome, Issued | Returned | Already | Undone)
        });
        self.board = Some(board);
        let tone = Action::Tone(tone);
        if written { Action::Many(vec![tone, Action::Refresh]) } else { tone }
    }
}

fn step(step: PaperStep) -> Action {
    Action::Ask(Request::Paper(step))
}
