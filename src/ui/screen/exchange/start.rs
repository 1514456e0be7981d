//! The first page of Exchange: what is unsent, what was written last, what waits for a person, and
//! everything that can be done, each with its number.

use iced::widget::{button, column, container, mouse_area, row, text};
use iced::{Alignment, Element, Length};

use super::{Message, Part};
use crate::desk::reply::When;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{
    self, Measures, cell, chip, faded, heading, key_hint, rows_in, window,
};
use crate::ui::theme;
use crate::ui::widget::{fit, keycap};

const GAP: f32 = 5.0;

/// What can be done, in the order of the numbers.
pub(super) const PARTS: [Part; 7] = [
    Part::Import,
    Part::Write,
    Part::Take,
    Part::Conflicts,
    Part::Todos,
    Part::Stations,
    Part::Export,
];

/// What the page says of the present.
pub(super) struct About {
    /// Own events no office has confirmed.
    pub(super) unsent: u64,
    /// Whether it is known which batch was the last.
    pub(super) known: bool,
    /// The last batch written here: number and when.
    pub(super) last: Option<(u64, When)>,
    /// Open conflicts, and of how many the schools are asked.
    pub(super) conflicts: Option<(u64, u64)>,
    /// To-dos beside them.
    pub(super) todos: Option<u64>,
    /// The present.
    pub(super) now: When,
}

/// The entry that a typed number means.
pub(super) fn entry(line: &str) -> Option<usize> {
    let number: usize = line.parse().ok().filter(|_| line.len() == 1)?;
    number.checked_sub(1).filter(|index| *index < PARTS.len())
}

/// The page.
pub(super) fn view<'a>(
    mark: usize,
    about: &About,
    told: Option<&Result<String, String>>,
    measures: Measures,
) -> Element<'a, Message> {
    let mut parts = column![heading(words::get("page-exchange"), measures), tiles(about, measures)]
        .push(told.map(super::told));
    let mut left = measures.height
        - measures.either(28.0, 36.0)
        - measures.either(58.0, 76.0)
        - 26.0
        - 3.0 * measures.gap;
    if told.is_some() {
        left -= 34.0 + measures.gap;
    }
    let height = measures.either(38.0, 52.0);
    let built = window(mark, PARTS.len(), rows_in(left, height, GAP));
    let rows = built.map(|index| entry_row(index, index == mark, about, height));
    let list =
        mouse_area(column(rows).spacing(GAP)).on_scroll(|delta| Message::Wheel(part::down(delta)));
    let how = row![
        key_hint("1–7", words::get("exchange-menu-number")),
        key_hint(part::move_caps(), words::get("find-move")),
        key_hint(words::get("key-enter"), words::get("find-open")),
        key_hint(key::cap(Action::No), words::get("find-back")),
    ]
    .spacing(16)
    .height(26)
    .align_y(Alignment::Center);
    parts = parts.push(list).push(how);
    part::page(parts, measures).into()
}

fn tiles<'a>(about: &About, measures: Measures) -> Element<'a, Message> {
    let last = match about.last {
        None if !about.known => words::get("exchange-unknown"),
        None => words::get("exchange-never"),
        Some((_, at)) => words::since(at, Some(about.now)),
    };
    let label = match about.last {
        Some((number, _)) => words::with("exchange-last", &[("number", &number)]),
        _ => words::get("exchange-last-none"),
    };
    let open = about.conflicts.map(|(open, _)| open);
    let open_says = open.map_or_else(|| words::get("exchange-unknown"), words::count);
    row![
        part::tile(words::count(about.unsent), words::get("exchange-unsent"), measures),
        part::tile(last, label, measures),
        part::tile(open_says, words::get("exchange-open-conflicts"), measures),
    ]
    .spacing(measures.gap)
    .into()
}

fn entry_row<'a>(index: usize, marked: bool, about: &About, height: f32) -> Element<'a, Message> {
    let (title, says) = match PARTS[index] {
        Part::Write => (words::get("exchange-write"), words::get("exchange-write-short")),
        Part::Take => (words::get("exchange-take"), words::get("exchange-take-short")),
        Part::Conflicts => {
            (words::get("exchange-conflicts"), words::get("exchange-conflicts-short"))
        }
        Part::Todos => (words::get("exchange-todos"), words::get("exchange-todos-short")),
        Part::Stations => (words::get("exchange-stations"), words::get("exchange-stations-short")),
        Part::Export => (words::get("exchange-export"), words::get("exchange-export-short")),
        _ => (words::get("exchange-import"), words::get("exchange-import-short")),
    };
    let badge = match PARTS[index] {
        Part::Conflicts => about.conflicts.map(|(open, _)| open),
        Part::Todos => about.todos,
        Part::Write => Some(about.unsent),
        _ => None,
    };
    let look = if PARTS[index] == Part::Conflicts { theme::chip_warn } else { theme::chip };
    let badge = badge.filter(|count| *count > 0).map(|count| chip(words::count(count), look));
    let content = row![
        keycap((index + 1).to_string()),
        cell(fit(title).size(17.0).least(14.0).font(theme::SEMIBOLD), 4),
        container(faded(fit(says).least(13.0))).width(Length::FillPortion(8)),
        container(row![].push(badge)).width(70),
        text(if marked { "↵" } else { "" }).size(theme::SMALL).font(theme::MEDIUM),
    ]
    .spacing(14)
    .height(Length::Fill)
    .align_y(Alignment::Center);
    let style = if marked { theme::button_row_marked } else { theme::button_row };
    button(content)
        .padding([0, 14])
        .width(Length::Fill)
        .height(height)
        .style(style)
        .on_press(Message::Open(PARTS[index]))
        .into()
}
