//! What several screens are made of: headings, tiles, fields, rows, finding.
//!
//! Knows no screen and asks nothing.

pub(super) mod finder;
pub(in crate::ui) mod keys;

use std::ops::Range;

use iced::widget::{
    Column, Container, Row, button, column, container, row, space, text, text_editor, text_input,
};
use iced::{Alignment, Element, Length, Size, Theme, mouse};

use crate::desk::reply::Mode;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::fit::Fit;
use crate::ui::widget::keycap::{faint, key_button};

/// Below this height of the body everything is set closer.
const LOW: f32 = 600.0;

/// Measures of a page, by the room it has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measures {
    /// Little height.
    pub(super) low: bool,
    /// Width between the margins.
    pub(super) width: f32,
    /// Height between the margins.
    pub(super) height: f32,
    /// Between parts.
    pub(super) gap: f32,
    /// Height of a row of a list.
    pub(super) row: f32,
    pad: f32,
    edge: f32,
}

impl Measures {
    pub(super) fn of(size: Size) -> Self {
        let low = size.height < LOW;
        let (pad, edge) = if low { (10.0, 16.0) } else { (22.0, 32.0) };
        Self {
            low,
            width: size.width - 2.0 * edge,
            height: size.height - 2.0 * pad,
            gap: if low { 8.0 } else { 14.0 },
            row: if low { 36.0 } else { 42.0 },
            pad,
            edge,
        }
    }

    /// The first where there is little height, else the second.
    pub(super) fn either<T>(self, low: T, high: T) -> T {
        if self.low { low } else { high }
    }
}

/// A page on paper.
pub(super) fn page<'a, Message: 'a>(
    parts: Column<'a, Message>,
    measures: Measures,
) -> Container<'a, Message> {
    container(parts.spacing(measures.gap))
        .padding([measures.pad, measures.edge])
        .width(Length::Fill)
        .height(Length::Fill)
        .style(theme::stage(Mode::Issue))
}

/// What a page is about.
pub(super) fn heading<'a, Message: 'a>(
    says: impl Into<String>,
    measures: Measures,
) -> Element<'a, Message> {
    fit(says).size(measures.either(22.0, 28.0)).least(18.0).font(theme::BOLD).into()
}

/// A text of second rank that may be long.
pub(super) fn faded<'a, Message: 'a>(content: Fit) -> Container<'a, Message> {
    container(content)
        .style(|theme: &Theme| container::Style::default().color(theme::colors(theme).faint))
}

/// A heading within a card.
pub(super) fn section<'a, Message: 'a>(says: impl Into<String>) -> Element<'a, Message> {
    faded(fit(says).size(theme::SMALL).font(theme::BOLD)).into()
}

/// A number, or what stands in its place, with what it counts below it.
pub(super) fn tile<'a, Message: 'a>(
    number: impl Into<String>,
    label: impl Into<String>,
    measures: Measures,
) -> Element<'a, Message> {
    let content = column![
        fit(number).size(measures.either(22.0, 30.0)).least(15.0).font(theme::BOLD),
        faded(fit(label).size(14.0).least(13.0)),
    ];
    container(content)
        .padding([0, 14])
        .width(Length::Fill)
        .center_y(measures.either(58.0, 76.0))
        .style(theme::card)
        .into()
}

/// A card as high as its content.
pub(super) fn card<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    measures: Measures,
) -> Container<'a, Message> {
    container(content)
        .padding([measures.either(8.0, 14.0), measures.either(14.0, 20.0)])
        .width(Length::Fill)
        .style(theme::card)
}

/// The look of a chip.
pub(super) type Look = fn(&Theme) -> container::Style;

/// A few words on a tint.
pub(super) fn chip<'a, Message: 'a>(says: impl Into<String>, look: Look) -> Element<'a, Message> {
    container(fit(says).size(14.0).font(theme::SEMIBOLD)).padding([4, 10]).style(look).into()
}

/// What could not be done, across the page.
pub(super) fn failure<'a, Message: 'a>(says: &str) -> Element<'a, Message> {
    said(says, theme::chip_bad)
}

/// What was done, across the page.
pub(super) fn done<'a, Message: 'a>(says: &str) -> Element<'a, Message> {
    said(says, theme::chip_good)
}

fn said<'a, Message: 'a>(says: &str, look: Look) -> Element<'a, Message> {
    container(fit(says.to_owned()).size(theme::BODY).lines(2).font(theme::SEMIBOLD))
        .padding([6, 14])
        .width(Length::Fill)
        .style(look)
        .into()
}

/// How far a long piece of work is, in percent where that is known, with the key that stops it.
pub(super) fn progress<'a, Message: Clone + 'a>(
    says: String,
    percent: Option<u64>,
    stop: Option<Message>,
) -> Element<'a, Message> {
    let bar = percent.map(|percent| {
        let share = |count: u64| u16::try_from(count.min(100)).unwrap_or(100).max(1);
        let filled = container("").width(Length::FillPortion(share(percent))).height(12);
        let rest = space().width(Length::FillPortion(share(100 - percent.min(100))));
        container(row![filled.style(theme::progress), rest])
            .width(Length::Fill)
            .style(theme::progress_rest)
    });
    let percent = percent.map(|percent| text(format!("{percent} %")).size(theme::BODY));
    row![text(says).size(theme::BODY).font(theme::SEMIBOLD)]
        .push(bar)
        .push(percent)
        .push(key_button(key::cap(Action::No), words::get("exchange-stop"), stop))
        .spacing(14)
        .height(42)
        .align_y(Alignment::Center)
        .into()
}

/// A text field.
pub(super) fn field<'a, Message: Clone + 'a>(
    id: &'static str,
    placeholder: &str,
    value: &str,
    on_input: impl Fn(String) -> Message + 'a,
    measures: Measures,
) -> text_input::TextInput<'a, Message> {
    text_input(placeholder, value)
        .id(id)
        .on_input(on_input)
        .size(16)
        .padding([measures.either(6.0, 9.0), 12.0])
        .style(theme::field)
}

/// The look of a field of several lines: that of the others.
pub(super) fn editor(theme: &Theme, status: text_editor::Status) -> text_editor::Style {
    let status = match status {
        text_editor::Status::Focused { is_hovered } => text_input::Status::Focused { is_hovered },
        text_editor::Status::Hovered => text_input::Status::Hovered,
        text_editor::Status::Active => text_input::Status::Active,
        text_editor::Status::Disabled => text_input::Status::Disabled,
    };
    let text_input::Style { background, border, placeholder, value, selection, .. } =
        theme::field(theme, status);
    text_editor::Style { background, border, placeholder, value, selection }
}

/// A field under its label, with what is to be said of it beside the label.
pub(super) fn labelled<'a, Message: 'a>(
    label: impl Into<String>,
    note: Element<'a, Message>,
    field: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let label = row![
        text(label.into()).size(14).font(theme::SEMIBOLD),
        container(note).width(Length::Fill),
    ];
    column![label.spacing(10).align_y(Alignment::Center), field.into()].spacing(3).into()
}

/// The button that does the main thing of a page, with its key.
pub(super) fn main_button<'a, Message: Clone + 'a>(
    cap: impl Into<String>,
    says: impl Into<String>,
    message: Option<Message>,
) -> Element<'a, Message> {
    let label: Row<'a, Message> = row![
        text(cap.into()).size(theme::SMALL).font(theme::MEDIUM),
        fit(says).size(theme::BODY).font(theme::SEMIBOLD),
    ];
    button(label.spacing(10).align_y(Alignment::Center))
        .padding([10, 18])
        .style(theme::button_chosen)
        .on_press_maybe(message)
        .into()
}

/// A key and what it does, in words of the page.
pub(super) fn key_hint<'a, Message: 'a>(
    cap: impl Into<String>,
    says: impl Into<String>,
) -> Row<'a, Message> {
    row![crate::ui::widget::keycap(cap), text(says.into()).size(14).style(faint)]
        .spacing(6)
        .align_y(Alignment::Center)
}

/// The rows that are built of a list: as many as there is room for, the marked one among them.
pub(super) fn window(marked: usize, rows: usize, room: usize) -> Range<usize> {
    let room = room.max(1);
    let first = marked.saturating_sub(room / 2).min(rows.saturating_sub(room));
    first..rows.min(first + room)
}

/// How many rows of a height fit, with a gap between them; one at least.
pub(super) fn rows_in(height: f32, row: f32, gap: f32) -> usize {
    let mut rows = 1;
    let mut used = row;
    while used + gap + row <= height && rows < crate::ui::widget::pager::PAGE {
        used += gap + row;
        rows += 1;
    }
    rows
}

/// How many rows are above and below those built; nothing where all are there.
pub(super) fn more_rows<'a, Message: 'a>(
    (above, below): (usize, usize),
) -> Option<Element<'a, Message>> {
    let says = words::with("printing-more-rows", &[("above", &above), ("below", &below)]);
    let line = fit(says).size(13.0).least(13.0).font(theme::SEMIBOLD);
    (above + below > 0).then(|| faded(line).into())
}

/// A row of a list that can be pressed; the marked one looks so.
pub(super) fn list_row<'a, Message: Clone + 'a>(
    content: Row<'a, Message>,
    marked: bool,
    message: Option<Message>,
    height: f32,
) -> Element<'a, Message> {
    let style = if marked { theme::button_row_marked } else { theme::button_row };
    button(content.spacing(12).height(Length::Fill).align_y(Alignment::Center))
        .padding([0, 14])
        .width(Length::Fill)
        .height(height)
        .style(style)
        .on_press_maybe(message)
        .into()
}

/// A cell of a row that takes its share of the width.
pub(super) fn cell<'a, Message: 'a>(content: Fit, portion: u16) -> Element<'a, Message> {
    container(content).width(Length::FillPortion(portion)).into()
}

/// Both arrow keys on one cap.
pub(super) fn move_caps() -> String {
    format!("{} {}", key::cap(Action::Up), key::cap(Action::Down))
}

/// Whether the wheel goes down.
pub(super) fn down(delta: mouse::ScrollDelta) -> bool {
    match delta {
        mouse::ScrollDelta::Lines { y, .. } | mouse::ScrollDelta::Pixels { y, .. } => y < 0.0,
    }
}

/// Grade in words, or nothing.
pub(super) fn grade(grade: &str) -> String {
    if grade.is_empty() {
        String::new()
    } else {
        words::with("card-line-grade", &[("grade", &grade)])
    }
}

/// Homeroom in words, or nothing.
pub(super) fn homeroom(homeroom: &str) -> String {
    if homeroom.is_empty() {
        String::new()
    } else {
        words::with("card-line-homeroom", &[("homeroom", &homeroom)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marked_row_is_always_among_those_built() {
        for rows in 0..60 {
            for marked in 0..rows {
                for room in 1..12 {
                    let window = window(marked, rows, room);
                    assert!(window.contains(&marked) && window.len() == room.min(rows));
                }
            }
        }
        assert_eq!(window(0, 0, 5), 0..0);
    }

    #[test]
    fn as_many_rows_as_fit_and_never_more_than_a_page() {
        assert_eq!(rows_in(100.0, 40.0, 10.0), 2);
        assert_eq!(rows_in(10.0, 40.0, 10.0), 1);
        assert_eq!(rows_in(10_000.0, 20.0, 0.0), 50);
    }
}
