//! Who is scanning: initials or a badge, over any page. Its line is the window's line buffer, so a
//! badge can be scanned and initials typed.
//!
//! Does not know who operators are: every line is a name to put beside what is recorded.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Element, Length};

use super::{Action, Answered, Ticket};
use crate::desk::request::Request;
use crate::text as words;
use crate::ui::key;
use crate::ui::theme;
use crate::ui::widget::keycap::{faint, hint};
use crate::ui::widget::{Heard, fit, keycap};

/// What is typed so far.
#[derive(Debug, Clone, Default)]
pub struct Operator {
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
}

impl Operator {
    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(Heard::Typing(line)) => {
                self.typed = line;
                Action::None
            }
            Message::Heard(Heard::Code(line)) => {
                Action::Ask(Request::Operator(Some(line.trim().to_owned())))
            }
            // Ctrl+Enter with nothing typed: nobody is named any more.
            Message::Heard(Heard::Key(key::Action::Yes)) => {
                let line = std::mem::take(&mut self.typed);
                let line = Some(line.trim().to_owned()).filter(|line| !line.is_empty());
                Action::Ask(Request::Operator(line))
            }
            Message::Heard(Heard::Key(key::Action::No)) => Action::Close,
            Message::Heard(_) => Action::None,
            Message::Answered(_, Ok(_)) => Action::Many(vec![Action::Refresh, Action::Close]),
            Message::Answered(_, Err(error)) => {
                self.failure = Some(words::error(&error));
                Action::None
            }
        }
    }

    /// A card that lies over the page.
    pub fn view<'a>(&'a self, present: Option<&'a str>) -> Element<'a, Message> {
        let line = if self.typed.is_empty() {
            present.map_or_else(|| words::get("operator-nobody"), str::to_owned)
        } else {
            words::shown(&self.typed)
        };
        let failure = self.failure.as_deref().map(|words| fit(words).lines(3));
        let content = column![
            text(words::get("operator-heading")).size(theme::LARGE).font(theme::SEMIBOLD),
            fit(line).size(44.0).least(22.0).font(theme::BOLD),
            fit(words::get("operator-how")).size(16.0).lines(2),
        ]
        .push(failure)
        .push(
            row![
                keycap(words::get("key-enter")),
                text(words::get("operator-take")).size(14).style(faint),
                keycap(key::cap(key::Action::Yes)),
                text(words::get("operator-clear")).size(14).style(faint),
                hint(key::Action::No),
            ]
            .spacing(8)
            .align_y(Alignment::Center),
        )
        .spacing(12);
        container(content).padding(24).width(Length::Fixed(620.0)).style(theme::overlay).into()
    }
}
