//! A thin strip across the window: a question beside the work, with two answers.
//!
//! It never takes a scan and never hides the band.

use iced::widget::{button, container, row, space, text};
use iced::{Alignment, Element, Length};

use super::{fit, keycap};
use crate::ui::theme;

/// Height of a strip.
pub const HEIGHT: f32 = 38.0;

/// An answer: its key, its words, what it does.
pub struct Answer<Message> {
    /// The key, as a cap shows it.
    pub cap: String,
    /// Words.
    pub words: String,
    /// Message.
    pub message: Message,
}

/// A strip with what it says and its answers; `more` says how many wait behind it.
pub fn strip<'a, Message: Clone + 'a>(
    says: impl Into<String>,
    answers: Vec<Answer<Message>>,
    more: Option<String>,
) -> Element<'a, Message> {
    let buttons = answers.into_iter().map(|answer| {
        let label = row![keycap(answer.cap), text(answer.words).size(14).font(theme::SEMIBOLD),]
            .spacing(8)
            .align_y(Alignment::Center);
        button(label).padding([3, 8]).style(theme::button_plain).on_press(answer.message).into()
    });
    let line = row![fit(says).size(15.0).font(theme::SEMIBOLD), space().width(8)]
        .push(row(buttons).spacing(8))
        .push(space().width(Length::Fill))
        .push(more.map(|more| text(more).size(theme::SMALL)))
        .align_y(Alignment::Center);
    container(line).padding([0, 20]).width(Length::Fill).center_y(HEIGHT).style(theme::strip).into()
}
