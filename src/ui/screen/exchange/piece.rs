//! Pieces of the Exchange pages: tiles with an edge, tables, the frame of a story. Asks nothing.

use iced::widget::{Row, column, container, space};
use iced::{Alignment, Element, Length, Padding, Theme};

use crate::text as words;
pub(super) use crate::ui::screen::part::keys::{own_cap, own_key};
use crate::ui::screen::part::{Look, Measures, faded};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::fit::Fit;

/// A number with what it counts, in a card of some look.
pub(super) fn tile<'a, Message: 'a>(
    number: u64,
    label: String,
    look: Look,
    measures: Measures,
) -> Element<'a, Message> {
    let number = fit(words::count(number)).size(measures.either(20.0, 24.0)).least(14.0);
    let content = column![number.font(theme::BOLD), faded(fit(label).size(14.0).least(13.0)),];
    container(content)
        .padding([0.0, measures.either(8.0, 12.0)])
        .width(Length::Fill)
        .center_y(tile_height(measures))
        .style(look)
        .into()
}

/// Height of a tile.
pub(super) fn tile_height(measures: Measures) -> f32 {
    measures.either(50.0, 64.0)
}

/// Amber where there is something to count, plain where there is not.
pub(super) fn warned(count: u64) -> Look {
    if count > 0 { theme::card_warn } else { theme::card }
}

/// Red where there is something to count, plain where there is not.
pub(super) fn alarmed(count: u64) -> Look {
    if count > 0 { theme::card_bad } else { theme::card }
}

/// Height of the line of headings of a table.
pub(super) fn head_height(measures: Measures) -> f32 {
    measures.either(24.0, 31.0)
}

/// Height of a line of a table.
pub(super) fn line_height(measures: Measures) -> f32 {
    measures.either(28.0, 38.0)
}

/// A cell of a table: its text, its share of the width, and whether it is a number.
pub(super) struct Cell {
    text: Fit,
    portion: u16,
    number: bool,
}

/// A text.
pub(super) fn said(text: impl Into<String>, portion: u16) -> Cell {
    Cell { text: fit(text).least(13.0), portion, number: false }
}

/// A text that stands out.
pub(super) fn strong(text: impl Into<String>, portion: u16) -> Cell {
    Cell { text: fit(text).least(13.0).font(theme::SEMIBOLD), portion, number: false }
}

/// A text of second rank.
pub(super) fn quiet(text: impl Into<String>, portion: u16) -> Cell {
    Cell { text: fit(text).least(13.0).faint(), portion, number: false }
}

/// A number.
pub(super) fn counted(number: u64, portion: u16) -> Cell {
    Cell { text: fit(words::count(number)).least(13.0), portion, number: true }
}

/// The headings of a table; `number` where a column is one of numbers.
pub(super) fn head<'a, Message: 'a>(
    cells: Vec<(String, u16, bool)>,
    measures: Measures,
) -> Element<'a, Message> {
    let cells = cells.into_iter().map(|(text, portion, number)| {
        let text = fit(text).size(theme::SMALL).font(theme::SEMIBOLD).faint();
        placed(text, portion, number)
    });
    ruled(Row::with_children(cells), head_height(measures))
}

/// A line of a table.
pub(super) fn line<'a, Message: 'a>(cells: Vec<Cell>, measures: Measures) -> Element<'a, Message> {
    let cells = cells.into_iter().map(|cell| placed(cell.text, cell.portion, cell.number));
    ruled(Row::with_children(cells), line_height(measures))
}

/// Cells as elements, for a row that can be pressed.
pub(super) fn cells<'a, Message: 'a>(cells: Vec<Cell>) -> Row<'a, Message> {
    let cells = cells.into_iter().map(|cell| placed(cell.text, cell.portion, cell.number));
    Row::with_children(cells)
}

fn placed<'a, Message: 'a>(text: Fit, portion: u16, number: bool) -> Element<'a, Message> {
    let cell = container(text).width(Length::FillPortion(portion));
    if number {
        cell.align_x(Alignment::End).padding(Padding::ZERO.right(10)).into()
    } else {
        cell.into()
    }
}

/// A row with a line below it.
pub(super) fn ruled<'a, Message: 'a>(cells: Row<'a, Message>, height: f32) -> Element<'a, Message> {
    let cells = cells.spacing(12).height(height - 1.0).align_y(Alignment::Center);
    column![
        container(cells).padding([0, 10]).width(Length::Fill),
        container(space()).width(Length::Fill).height(1).style(theme::line),
    ]
    .into()
}

/// So many lines, to be multiplied with a height.
pub(super) fn times(count: usize) -> f32 {
    f32::from(u8::try_from(count).unwrap_or(u8::MAX))
}

/// A strip across the page, amber.
pub(super) fn strip<'a, Message: 'a>(content: Row<'a, Message>) -> Element<'a, Message> {
    container(content.spacing(12).align_y(Alignment::Center))
        .padding([0, 14])
        .width(Length::Fill)
        .center_y(STRIP)
        .style(|theme: &Theme| theme::chip_warn(theme))
        .into()
}

/// Height of a strip.
pub(super) const STRIP: f32 = 42.0;

/// Stretches of missing numbers, as they are read: `412 to 430`.
pub(super) fn gaps(gaps: &[(u64, u64)]) -> String {
    if gaps.is_empty() {
        return words::get("exchange-gaps-none");
    }
    let said = |(from, to): &(u64, u64)| {
        if from == to {
            return words::count(*from);
        }
        let (from, to) = (words::count(*from), words::count(*to));
        words::with("exchange-gaps-from-to", &[("from", &from), ("to", &to)])
    };
    let all: Vec<String> = gaps.iter().map(said).collect();
    all.join(", ")
}

/// A line of a table of cells that are placed already.
pub(super) fn placed_line<'a, Message: 'a>(
    cells: Row<'a, Message>,
    measures: Measures,
) -> Element<'a, Message> {
    ruled(cells, line_height(measures))
}
