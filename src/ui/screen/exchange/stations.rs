//! The stations: last batch, what is missing, register, clock, unsent; the office closes a dead one.

use iced::widget::{column, container, mouse_area, row, space, text};
use iced::{Alignment, Element, Length};

use super::data::StationLine;
use super::import::{count_or_none, loud};
use super::piece::{cells, gaps, head, own_cap, said, strong};
use super::{Message, REASON};
use crate::desk::reply::When;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{
    self, Measures, faded, field, heading, key_hint, list_row, main_button, rows_in, window,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

const GAP: f32 = 4.0;

/// The list, once it is in.
#[derive(Debug, Clone, Default)]
pub(super) struct Stations {
    pub(super) lines: Option<Vec<StationLine>>,
    mark: usize,
    /// Why the marked one is to be closed, while that is typed.
    pub(super) closing: Option<String>,
}

impl Stations {
    pub(super) fn take(&mut self, lines: Vec<StationLine>) {
        self.mark = self.mark.min(lines.len().saturating_sub(1));
        self.lines = Some(lines);
    }

    /// Number and time of the last batch of this computer.
    pub(super) fn own_last(&self) -> Option<(u64, When)> {
        self.lines.as_ref()?.iter().find(|line| line.own)?.last
    }

    pub(super) fn marked(&self) -> Option<&StationLine> {
        self.lines.as_ref()?.get(self.mark)
    }

    pub(super) fn go(&mut self, row: usize) {
        self.mark = row;
    }

    pub(super) fn step(&mut self, down: bool, rows: usize) {
        let last = self.lines.as_ref().map_or(0, Vec::len).saturating_sub(1);
        self.mark =
            if down { (self.mark + rows).min(last) } else { self.mark.saturating_sub(rows) };
    }

    /// Begins to close the marked station, if it is another and not closed. Whether it did.
    pub(super) fn close(&mut self) -> bool {
        let can = self.marked().is_some_and(|line| !line.own && line.closed.is_none());
        if can {
            self.closing = Some(String::new());
        }
        can
    }

    /// The page.
    pub(super) fn view(
        &self,
        now: When,
        told: Option<&Result<String, String>>,
        busy: bool,
        measures: Measures,
    ) -> Element<'_, Message> {
        let mut parts = column![
            heading(words::get("exchange-stations"), measures),
            faded(fit(words::get("exchange-stations-line")).size(theme::BODY).least(13.0)),
        ]
        .push(told.map(super::told));
        let mut left =
            measures.height - measures.either(28.0, 36.0) - 20.0 - 31.0 - 42.0 - 4.0 * measures.gap;
        if told.is_some() {
            left -= 34.0 + measures.gap;
        }
        let heads = vec![
            (words::get("exchange-column-station"), 15, false),
            (words::get("exchange-column-last"), 18, false),
            (words::get("exchange-column-gaps"), 14, false),
            (words::get("exchange-column-register"), 13, false),
            (words::get("exchange-column-clock"), 19, false),
            (words::get("exchange-column-unsent"), 9, true),
            (words::get("exchange-column-closed"), 22, false),
        ];
        let lines = self.lines.as_deref().unwrap_or_default();
        if self.lines.is_some() && lines.is_empty() {
            let none = words::get("exchange-stations-none");
            parts = parts.push(text(none).size(theme::LARGE).style(faint));
        } else {
            parts = parts.push(container(head(heads, measures)).padding([0, 4]));
        }
        let built = window(self.mark, lines.len(), rows_in(left, measures.row, GAP));
        let rows = built.map(|index| {
            let says = cells(line(&lines[index], now));
            list_row(says, index == self.mark, Some(Message::Take(index)), measures.row)
        });
        let list = mouse_area(column(rows).spacing(GAP))
            .on_scroll(|delta| Message::Wheel(part::down(delta)));
        part::page(parts.push(list).push(self.keys(busy, measures)), measures).into()
    }

    fn keys(&self, busy: bool, measures: Measures) -> Element<'_, Message> {
        let back = key_button(
            key::cap(Action::No),
            words::get("exchange-back"),
            Some(Message::Press(Action::No)),
        );
        let content = if let Some(reason) = &self.closing {
            let station = self.marked().map(|line| line.code.clone()).unwrap_or_default();
            let says = words::with("exchange-close-why", &[("station", &station)]);
            let why = field(REASON, &says, reason, Message::Reason, measures)
                .on_submit(Message::Press(Action::Yes));
            let ready = !busy && !reason.trim().is_empty();
            let close = words::with("exchange-close-now", &[("station", &station)]);
            row![
                why,
                main_button(
                    key::cap(Action::Yes),
                    close,
                    ready.then_some(Message::Press(Action::Yes))
                ),
                back,
            ]
        } else {
            let can = self.marked().is_some_and(|line| !line.own && line.closed.is_none());
            row![
                key_button(
                    own_cap("E"),
                    words::get("exchange-close"),
                    (can && !busy).then_some(Message::Own('e'))
                ),
                back,
                space().width(Length::Fill),
                key_hint(part::move_caps(), words::get("find-move")),
            ]
        };
        content.spacing(12).height(42).align_y(Alignment::Center).into()
    }
}

fn line(one: &StationLine, now: When) -> Vec<super::piece::Cell> {
    let last = one.last.map_or_else(
        || words::get("exchange-never"),
        |(number, at)| {
            let when = words::since(at, Some(now));
            words::with("exchange-last-batch", &[("number", &number), ("when", &when)])
        },
    );
    let code = if one.own {
        words::with("exchange-own-station", &[("code", &one.code)])
    } else {
        one.code.clone()
    };
    vec![
        strong(code, 15),
        said(last, 18),
        loud(gaps(&one.gaps), !one.gaps.is_empty(), 14),
        said(one.register.clone(), 13),
        said(clock(one.clock), 19),
        count_or_none(one.unsent, 9),
        said(one.closed.clone().unwrap_or_default(), 22),
    ]
}

/// How a clock goes: `58 min ± 2 min fast`. The offset is what is added to it.
fn clock(clock: Option<(i64, i64)>) -> String {
    let Some((offset, within)) = clock else { return words::get("exchange-clock-unknown") };
    let span = words::conflict::span;
    if offset.abs() < 1_000 {
        return words::with("exchange-clock-right", &[("within", &span(within))]);
    }
    let values = (span(offset), span(within));
    if offset < 0 {
        words::with("exchange-clock-fast", &[("by", &values.0), ("within", &values.1)])
    } else {
        words::with("exchange-clock-slow", &[("by", &values.0), ("within", &values.1)])
    }
}
