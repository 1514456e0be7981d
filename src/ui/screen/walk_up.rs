//! Not on the list: serves somebody at once by name and grade, over the desk.
//!
//! Has no field: it is fed by the window's line buffer, as the desk is. A name has no digit, a
//! grade is short; any other line is a scan and is not taken. Does not look anybody up beyond
//! showing who on the list has such a name.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Element, Length};

use super::part::{self, Measures, faded, heading, key_hint, main_button, section};
use super::{Action, Answered, Ticket};
use crate::desk::reply::{Channel, Tone};
use crate::desk::request::{Answer, PersonRow, Request};
use crate::domain::code::is_reserved;
use crate::text as words;
use crate::ui::key;
use crate::ui::screen::desk::Around;
use crate::ui::theme;
use crate::ui::widget::keycap::key_button;
use crate::ui::widget::{Heard, fit};

/// Longest name taken.
const LONGEST: usize = 80;

/// What is known so far of somebody on no list.
#[derive(Debug, Clone)]
pub struct WalkUp {
    channel: Channel,
    /// The code scanned that nothing here has.
    code: Option<String>,
    name: String,
    grade: String,
    line: Line,
    typed: String,
    /// A line that was not taken.
    not_taken: Option<String>,
    /// People on the list with such a name.
    alike: Vec<PersonRow>,
    serving: bool,
    failure: Option<String>,
}

/// Which line is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Name,
    Grade,
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

impl WalkUp {
    /// Serves somebody in this session; `code` is what was scanned of them, if anything.
    pub fn new(channel: Channel, code: Option<String>) -> Self {
        Self {
            channel,
            code,
            name: String::new(),
            grade: String::new(),
            line: Line::Name,
            typed: String::new(),
            not_taken: None,
            alike: Vec::new(),
            serving: false,
            failure: None,
        }
    }

    /// Takes a message in and says what should happen. The reply to [`Request::WalkUp`] is the
    /// desk's to show.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(heard) => self.hear(heard),
            Message::Press(action) => self.act(action),
            Message::Answered(_, Ok(Answer::Reply(_))) => {
                Action::Many(vec![Action::Refresh, Action::Close])
            }
            Message::Answered(_, Ok(Answer::People(rows))) => self.look_at(rows),
            Message::Answered(_, Ok(_)) => Action::None,
            Message::Answered(_, Err(error)) => {
                self.serving = false;
                self.failure = Some(words::error(&error));
                Action::Tone(Tone::Refused)
            }
        }
    }

    fn hear(&mut self, heard: Heard) -> Action {
        match heard {
            Heard::Typing(line) => {
                // An empty buffer after a line is the line's end, not a correction.
                self.typed = line;
                Action::None
            }
            Heard::Code(line) => self.end(&line),
            Heard::TooLong(_) => self.refuse(words::get("walk-up-too-long")),
            Heard::Forgotten(_) => {
                self.typed.clear();
                Action::Tone(Tone::Attention)
            }
            Heard::Key(action) => self.act(action),
            Heard::Paused(_) | Heard::Focus(_) => Action::None,
        }
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            key::Action::Yes => self.serve(),
            key::Action::No => Action::Close,
            // The other line again, to set it right.
            key::Action::Up => {
                self.line = Line::Name;
                Action::None
            }
            key::Action::Down if !self.name.is_empty() => {
                self.line = Line::Grade;
                Action::None
            }
            _ => Action::None,
        }
    }

    /// A line was ended by Enter.
    fn end(&mut self, line: &str) -> Action {
        self.typed.clear();
        self.failure = None;
        if self.serving {
            return self.refuse(words::shown(line));
        }
        match self.line {
            Line::Name if is_name(line) => {
                self.name = tidy(line);
                self.not_taken = None;
                self.line = Line::Grade;
                Action::Ask(Request::Suggest(self.name.clone()))
            }
            Line::Grade if is_grade(line) => {
                self.grade = tidy(line);
                self.not_taken = None;
                Action::None
            }
            Line::Name | Line::Grade => self.refuse(words::shown(line.trim())),
        }
    }

    fn refuse(&mut self, line: String) -> Action {
        self.typed.clear();
        self.not_taken = Some(line);
        Action::Tone(Tone::Refused)
    }

    /// Who on the list has such a name. A line that is somebody's ID was a scan after all.
    fn look_at(&mut self, rows: Vec<PersonRow>) -> Action {
        let scanned = rows.iter().any(|row| part::finder::names(&self.name, row.named.id.as_str()));
        if scanned && !self.serving {
            let line = std::mem::take(&mut self.name);
            self.line = Line::Name;
            self.alike.clear();
            return self.refuse(line);
        }
        self.alike = rows;
        Action::None
    }

    /// Ctrl+Enter, also with a line half typed.
    fn serve(&mut self) -> Action {
        if self.serving {
            return Action::None;
        }
        let typed = std::mem::take(&mut self.typed);
        if !typed.trim().is_empty() {
            match self.line {
                Line::Name if is_name(&typed) => self.name = tidy(&typed),
                Line::Grade if is_grade(&typed) => self.grade = tidy(&typed),
                Line::Name | Line::Grade => return self.refuse(words::shown(typed.trim())),
            }
        }
        if self.name.is_empty() {
            self.failure = Some(words::get("walk-up-no-name"));
            return Action::Tone(Tone::Attention);
        }
        self.serving = true;
        Action::Ask(Request::WalkUp {
            channel: self.channel.clone(),
            name: self.name.clone(),
            grade: self.grade.clone(),
            code: self.code.clone(),
        })
    }

    /// A page in place of the desk.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let code = match &self.code {
            Some(code) => words::with("walk-up-code", &[("code", &words::shown(code))]),
            None => words::get("walk-up-no-code"),
        };
        let failure = match (&self.failure, &self.not_taken) {
            (Some(failure), _) => Some(failure.clone()),
            (None, Some(line)) => Some(words::with("walk-up-not-taken", &[("code", line)])),
            (None, None) => None,
        };
        let named = !self.name.is_empty() || !self.typed.trim().is_empty();
        let ready = named && !self.serving;
        let buttons = row![
            main_button(
                key::cap(key::Action::Yes),
                words::get("walk-up-serve"),
                ready.then_some(Message::Press(key::Action::Yes)),
            ),
            key_button(
                key::cap(key::Action::No),
                words::get("walk-up-leave"),
                Some(Message::Press(key::Action::No)),
            ),
            key_hint(words::get("key-enter"), words::get("walk-up-next")),
            key_hint(key::cap(key::Action::Up), words::get("walk-up-again")),
        ]
        .spacing(12)
        .align_y(Alignment::Center);
        let parts = column![
            heading(words::get("walk-up-heading"), measures),
            faded(fit(code).size(theme::LARGE).least(13.0)),
            self.answer(Line::Name, measures),
            self.answer(Line::Grade, measures),
        ]
        .push(failure.as_deref().map(part::failure))
        .push(buttons)
        .push(self.alike())
        .push(faded(fit(words::get("walk-up-how")).size(theme::BODY).lines(2)));
        part::page(parts, measures).into()
    }

    /// One of the two lines, large.
    fn answer(&self, line: Line, measures: Measures) -> Element<'_, Message> {
        let present = self.line == line;
        let (label, kept, wanted) = match line {
            Line::Name => (words::get("walk-up-name"), &self.name, words::get("walk-up-ask-name")),
            Line::Grade => {
                (words::get("walk-up-grade"), &self.grade, words::get("walk-up-ask-grade"))
            }
        };
        let size = measures.either(34.0, 48.0);
        let says = if present && !self.typed.is_empty() {
            let typed = format!("{}_", words::shown(&self.typed));
            Element::from(fit(typed).size(size).least(20.0).font(theme::BOLD))
        } else if kept.is_empty() {
            faded(fit(wanted).size(size).least(20.0).font(theme::MEDIUM)).into()
        } else {
            fit(kept.as_str()).size(size).least(20.0).font(theme::BOLD).into()
        };
        container(column![section(label), says].spacing(2))
            .padding([0, 20])
            .width(Length::Fill)
            .center_y(measures.either(80.0, 108.0))
            .style(if present { theme::row_marked } else { theme::card })
            .into()
    }

    /// Three people of the list with such a name.
    fn alike(&self) -> Option<Element<'_, Message>> {
        if self.alike.is_empty() {
            return None;
        }
        let mut chips = row![text(words::get("walk-up-alike")).size(theme::BODY)]
            .spacing(8)
            .align_y(Alignment::Center);
        for person in self.alike.iter().take(3) {
            let named = &person.named;
            let says = words::dots([named.name.as_str(), named.homeroom.as_str()]);
            chips = chips.push(part::chip(says, theme::chip_warn));
        }
        Some(chips.into())
    }
}

/// Whether a line is a name: no digit in it, a letter, and no command.
fn is_name(line: &str) -> bool {
    !part::finder::may_be_code(line)
        && line.chars().any(char::is_alphabetic)
        && !line.chars().any(char::is_control)
        && line.chars().count() <= LONGEST
        && !is_reserved(line)
}

/// Whether a line is a grade: one or two digits, or a short word.
fn is_grade(line: &str) -> bool {
    let line = line.trim();
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let length = line.chars().count();
    let plain = line.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    plain && length >= 1 && (digits == length && length <= 2 || digits == 0 && length <= 8)
}

fn tidy(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_digit_or_a_command_is_no_name() {
        for name in ["Amara Diallo", "Nguyễn", "O’Brien-Smith", "Łukasz"] {
            assert!(is_name(name), "{name}");
        }
        for code in ["0048213", "CB-004417", "XTDISSUE", "]C0xtdundo", "...", "A1"] {
            assert!(!is_name(code), "{code}");
        }
        assert!(!is_name(&"x".repeat(81)));
    }

    #[test]
    fn a_grade_is_short() {
        for grade in ["7", "12", "K", "PK", "Staff"] {
            assert!(is_grade(grade), "{grade}");
        }
        for code in ["", "123", "0048213", "CB-004417", "7B1", "XTDRETURN"] {
            assert!(!is_grade(code), "{code}");
        }
    }
}
