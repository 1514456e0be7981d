//! The run beside the stage: three numbers, then what was scanned, newest first. Ctrl+Shift and a
//! row's number takes it back, after the desk has shown what that changes.

use iced::widget::{button, column, container, row, space, text};
use iced::{Alignment, Element, Length, Size};

use super::Message;
use crate::desk::reply::{Mode, RunLine};
use crate::desk::request::Board;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::theme;
use crate::ui::widget::keycap::faint;
use crate::ui::widget::{fit, keycap};

const ROW: f32 = 53.0;
const GAP: f32 = 7.0;
/// Heading, counters and the space around them.
const ABOVE: f32 = 118.0;
const MOST: usize = 9;

/// The column, as wide and high as told.
pub(super) fn side(board: Option<&Board>, size: Size) -> Element<'_, Message> {
    let narrow = size.width < 300.0;
    let pad = if narrow { 10.0 } else { 16.0 };
    let heading = row![
        text(words::get("run-heading")).size(theme::BODY).font(theme::SEMIBOLD),
        space().width(Length::Fill),
        keycap(key::cap_of_rows()),
        text(words::get("run-undo")).size(14).style(faint),
    ]
    .spacing(6)
    .height(26)
    .align_y(Alignment::Center);
    let mut content = column![heading].spacing(GAP);
    if let Some(board) = board {
        content = content.push(numbers(board, narrow)).push(space().height(1));
        let room = size.height - ABOVE - 2.0 * pad;
        let fits = (1..=MOST).rev().find(|rows| height_of(*rows) <= room).unwrap_or(1);
        for (index, line) in board.lines.iter().take(fits).enumerate() {
            content = content.push(entry(index, line));
        }
        if board.lines.is_empty() {
            content = content.push(fit(words::get("run-none")).size(14.0).lines(2));
        }
    }
    container(content)
        .padding([pad - 4.0, pad])
        .width(size.width)
        .height(Length::Fill)
        .style(theme::side)
        .into()
}

fn height_of(rows: usize) -> f32 {
    (0..rows).fold(0.0, |height, _| height + ROW + GAP)
}

/// What was done, how fast, and when it will be over; what cannot be known yet is left to what
/// went wrong.
fn numbers(board: &Board, narrow: bool) -> Element<'_, Message> {
    let counters = &board.counters;
    let mode = board.run.as_ref().map_or(board.view.mode, |run| run.mode);
    let done = if mode == Mode::Return {
        (words::count(counters.returned), words::get("run-returned"))
    } else {
        (words::count(counters.issued), words::get("run-issued"))
    };
    let tenths = counters.per_minute_tenths;
    let pace = (format!("{}.{}", tenths / 10, tenths % 10), words::get("run-pace"));
    let last = match counters.finish {
        Some(finish) => (words::hour(finish), words::get("run-finish")),
        None if counters.expected > 0 => (
            words::count(counters.served),
            words::with("run-served", &[("expected", &words::count(counters.expected))]),
        ),
        None => (words::count(counters.refused), words::get("run-refused")),
    };
    row([done, pace, last].into_iter().map(|(number, label)| {
        let content = column![
            fit(number).size(22.0).least(15.0).font(theme::BOLD),
            fit(label).size(14.0).least(13.0).faint(),
        ];
        container(content)
            .padding([0, if narrow { 5 } else { 10 }])
            .width(Length::Fill)
            .center_y(60)
            .style(theme::row)
            .into()
    }))
    .spacing(8)
    .into()
}

fn entry(index: usize, line: &RunLine) -> Element<'_, Message> {
    let number = u8::try_from(index + 1).unwrap_or(u8::MAX);
    let outcome =
        if line.undone { words::get("outcome-undone") } else { words::outcome(line.outcome) };
    let (of, undone) = (line.outcome, line.undone);
    let word = text(outcome)
        .size(theme::SMALL)
        .font(theme::BOLD)
        .style(move |theme| text::Style { color: Some(theme::outcome(theme, of, undone)) });
    let content = row![
        container(text(number.to_string()).size(theme::SMALL).font(theme::SEMIBOLD).style(faint))
            .padding(iced::Padding::ZERO.top(8))
            .width(30)
            .height(Length::Fill),
        column![
            row![
                container(fit(words::shown(&line.code)).size(theme::BODY).font(theme::BOLD))
                    .width(Length::Fill),
                word,
            ]
            .spacing(6)
            .align_y(Alignment::Center),
            fit(words::row(line)).size(14.0).least(13.0).faint(),
        ]
        .width(Length::Fill),
    ]
    .height(Length::Fill)
    .align_y(Alignment::Center);
    button(content)
        .padding([0, 10])
        .width(Length::Fill)
        .height(ROW)
        .style(theme::button_row)
        .on_press(Message::Press(Action::UndoRow(number)))
        .into()
}
