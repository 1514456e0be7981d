//! Keys as they look on a keyboard, on buttons and in hints.

use iced::widget::{Row, button, container, row, text};
use iced::{Alignment, Element, Length, Padding};

use super::fit;
use crate::ui::key::{self, Action};
use crate::ui::theme;

/// A key.
pub fn keycap<'a, Message: 'a>(cap: impl Into<String>) -> Element<'a, Message> {
    let top = container(text(cap.into()).size(theme::SMALL).font(theme::SEMIBOLD))
        .padding([2, 6])
        .style(theme::keycap);
    container(top).padding(Padding::from(1).bottom(2)).style(theme::keycap_edge).into()
}

/// A key and what it does.
pub fn hint<'a, Message: 'a>(action: Action) -> Row<'a, Message> {
    row![keycap(key::cap(action)), text(key::words(action)).size(14).style(faint),]
        .spacing(6)
        .align_y(Alignment::Center)
}

/// Text of second rank.
pub fn faint(theme: &iced::Theme) -> text::Style {
    text::Style { color: Some(theme::colors(theme).faint) }
}

/// A button with its key before its words. Without a message it cannot be pressed.
pub fn key_button<'a, Message: Clone + 'a>(
    cap: impl Into<String>,
    words: impl Into<String>,
    message: Option<Message>,
) -> button::Button<'a, Message> {
    let label = row![
        text(cap.into()).size(theme::SMALL).font(theme::MEDIUM),
        fit(words).size(theme::BODY).font(theme::SEMIBOLD),
    ]
    .spacing(8)
    .align_y(Alignment::Center);
    button(label).padding([9, 14]).style(theme::button_plain).on_press_maybe(message)
}

/// A wide button under a question.
pub fn answer<'a, Message: Clone + 'a>(
    action: Action,
    words: impl Into<String>,
    message: Message,
    height: f32,
) -> Element<'a, Message> {
    let label = row![
        text(key::cap(action)).size(theme::SMALL).font(theme::MEDIUM).style(faint),
        fit(words).size(19.0).least(15.0).font(theme::SEMIBOLD),
    ]
    .spacing(10)
    .height(Length::Fill)
    .align_y(Alignment::Center);
    button(label)
        .padding([0, 18])
        .width(Length::Fill)
        .height(height)
        .style(theme::button_answer)
        .on_press(message)
        .into()
}
