//! An import before it is written: what it would do, which column becomes what, what is refused, and
//! what has to be said yes to first. Nothing is written until Yes.

use iced::widget::{Column, column, container, row, space, text};
use iced::{Alignment, Element, Length};

use super::Message;
use super::data::{Check, ColumnLine, StopLine};
use super::piece::{
    STRIP, alarmed, counted, head, head_height, line, line_height, own_cap, placed_line, quiet,
    said, strip, strong, tile, tile_height, times, warned,
};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{
    self, Measures, card, chip, faded, heading, key_hint, main_button, rows_in, section,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

/// What is kept of an import.
#[derive(Debug, Clone, Default)]
pub(super) struct Import {
    /// What it would do, once that is known.
    pub(super) check: Option<Check>,
    /// The refused rows are on show; where there is room, they are turned by the page keys.
    pub(super) at_refused: bool,
    /// The first line on show of each table.
    from: (usize, usize),
}

impl Import {
    /// What it would do is known.
    pub(super) fn take(&mut self, check: Check) {
        self.at_refused = false;
        self.from = (0, 0);
        self.check = Some(check);
    }

    /// Passes a stop, or takes that back. What was only offered is given back: the files are read
    /// again with it.
    pub(super) fn pass(&mut self, index: usize) -> Option<StopLine> {
        let stop = self.check.as_mut().and_then(|check| check.stops.get_mut(index))?;
        stop.passed = !stop.passed;
        (!stop.blocks).then(|| stop.clone())
    }

    /// Whether it may be written now.
    pub(super) fn ready(&self) -> bool {
        let goes = |check: &Check| {
            check.before.is_none() && check.stops.iter().all(|stop| stop.passed || !stop.blocks)
        };
        self.check.as_ref().is_some_and(goes)
    }

    /// The other table, or other lines of the one that has the keys.
    pub(super) fn turn(&mut self, on: bool) {
        let Some(check) = &self.check else { return };
        let (from, all) = if self.at_refused {
            (&mut self.from.1, check.refused.len())
        } else {
            (&mut self.from.0, check.columns.len())
        };
        let next = if on { *from + STEP } else { from.saturating_sub(STEP) };
        *from = next.min(all.saturating_sub(1));
    }

    /// What the import would do.
    pub(super) fn view(
        &self,
        told: Option<&Result<String, String>>,
        bar: Option<Element<'static, Message>>,
        measures: Measures,
    ) -> Element<'_, Message> {
        let Some(check) = &self.check else { return space().into() };
        let mut about = vec![check.name.clone()];
        about.extend(check.how.iter().cloned());
        about.push(check.covers.clone());
        about.push(words::get("exchange-import-not-yet"));
        let other = key_hint(own_cap("D"), words::get("exchange-covers-turn"));
        let mut parts = column![
            row![
                container(heading(words::get("exchange-import-heading"), measures))
                    .width(Length::Fill),
                iced::widget::button(other)
                    .padding([2, 4])
                    .style(theme::button_bare)
                    .on_press_maybe(bar.is_none().then_some(Message::Own('d'))),
            ]
            .align_y(Alignment::Center),
            faded(fit(words::dots(about)).size(16.0).least(13.0).lines(1)),
            tiles(check, measures),
        ];
        let gap = measures.gap;
        let mut left = measures.height
            - measures.either(28.0, 36.0)
            - 20.0
            - tile_height(measures)
            - 42.0
            - 3.0 * gap;
        if let Some(told) = told {
            parts = parts.push(super::told(told));
            left -= 34.0 + gap;
        }
        if let Some(before) = check.before {
            let when = words::since(before, None);
            let says = words::with("exchange-import-before", &[("when", &when)]);
            parts = parts.push(strip(row![fit(says).font(theme::SEMIBOLD)]));
            left -= STRIP + gap;
        }
        for (index, stop) in check.stops.iter().enumerate() {
            let says = fit(stop.says.clone()).least(13.0).lines(2).font(theme::SEMIBOLD);
            let yes: Element<'_, Message> = if stop.passed {
                row![key_button(
                    own_cap(&(index + 1).to_string()),
                    words::get("exchange-stop-passed"),
                    Some(Message::Stop(index))
                )]
                .into()
            } else {
                let cap = own_cap(&(index + 1).to_string());
                key_button(cap, stop.yes.clone(), Some(Message::Stop(index)))
                    .padding([6, 12])
                    .into()
            };
            parts = parts.push(strip(row![container(says).width(Length::Fill), yes]));
            left -= STRIP + gap;
        }
        left -= gap;
        let frame = measures.either(16.0, 28.0) + 18.0 + 6.0 + head_height(measures);
        let line = line_height(measures);
        let both = left - gap >= 2.0 * (frame + 2.0 * line) && !check.refused.is_empty();
        if both {
            let room = left - gap - 2.0 * frame;
            let wanted = times(check.refused.len().min(3)) * line;
            let below = wanted.max(room - times(check.columns.len()) * line).min(room - 2.0 * line);
            parts = parts.push(self.columns(check, room - below, measures));
            parts = parts.push(self.refused(check, below, measures));
        } else if self.at_refused {
            parts = parts.push(self.refused(check, left - frame, measures));
        } else {
            parts = parts.push(self.columns(check, left - frame, measures));
        }
        parts = parts.push(bar.unwrap_or_else(|| self.buttons(check, both, measures)));
        part::page(parts, measures).into()
    }

    fn buttons<'a>(
        &'a self,
        check: &'a Check,
        both: bool,
        measures: Measures,
    ) -> Element<'a, Message> {
        let taken = check.numbers.taken();
        let go = words::with(
            "exchange-import-go",
            &[("number", &taken), ("count", &words::count(taken))],
        );
        let go = main_button(
            key::cap(Action::Yes),
            go,
            self.ready().then_some(Message::Press(Action::Yes)),
        );
        let save = words::get("exchange-import-save");
        let none = check.refused.is_empty();
        let mut keys = row![
            go,
            key_button(own_cap("S"), save, (!none).then_some(Message::Own('s'))),
            key_button(
                key::cap(Action::No),
                words::get("exchange-cancel"),
                Some(Message::Press(Action::No))
            ),
        ];
        if !none {
            let says = match (self.at_refused, both) {
                (false, false) => words::get("exchange-show-refused"),
                (true, false) => words::get("exchange-show-columns"),
                (false, true) => words::get("exchange-turn-refused"),
                (true, true) => words::get("exchange-turn-columns"),
            };
            if measures.width > 900.0 {
                keys = keys.push(key_button(own_cap("T"), says, Some(Message::Own('t'))));
            } else {
                keys = keys.push(key_hint(own_cap("T"), says));
            }
        }
        keys.spacing(12).height(42).align_y(Alignment::Center).into()
    }

    fn columns<'a>(
        &'a self,
        check: &'a Check,
        room: f32,
        measures: Measures,
    ) -> Element<'a, Message> {
        let all = &check.columns;
        let (from, to, of) = lines(self.from.0, all.len(), room, measures);
        let head = head(
            vec![
                (words::get("exchange-column-in-file"), 28, false),
                (words::get("exchange-column-becomes"), 26, false),
                (words::get("exchange-column-first"), 45, false),
            ],
            measures,
        );
        let rows = all[from..to].iter().map(|one| column_line(one, measures));
        let label = titled(words::get("exchange-your-columns"), of);
        boxed(label, column![head].extend(rows), measures)
    }

    fn refused<'a>(
        &'a self,
        check: &'a Check,
        room: f32,
        measures: Measures,
    ) -> Element<'a, Message> {
        let all = &check.refused;
        let (from, to, of) = lines(self.from.1, all.len(), room, measures);
        let head = head(
            vec![
                (words::get("exchange-column-line"), 8, false),
                (words::get("exchange-column-column"), 18, false),
                (words::get("exchange-column-value"), 16, false),
                (words::get("exchange-column-why"), 58, false),
            ],
            measures,
        );
        let rows = all[from..to].iter().map(|one| {
            let cells = vec![
                said(words::count(one.line), 8),
                said(one.column.clone(), 18),
                said(one.value.clone(), 16),
                said(one.why.clone(), 58),
            ];
            line(cells, measures)
        });
        let label = titled(words::get("exchange-refused-rows"), of);
        boxed(label, column![head].extend(rows), measures)
    }
}

impl Check {
    /// Words of the stops that were said yes to.
    pub(super) fn passed(&self) -> impl Iterator<Item = String> {
        self.stops.iter().filter(|stop| stop.passed).map(|stop| stop.word.clone())
    }
}

/// Lines that a page key moves.
const STEP: usize = 4;

/// The lines on show, and what is said of where they stand among all.
fn lines(from: usize, all: usize, room: f32, measures: Measures) -> (usize, usize, Option<String>) {
    let fits =
        if room < line_height(measures) { 0 } else { rows_in(room, line_height(measures), 0.0) };
    let from = from.min(all.saturating_sub(fits.max(1)));
    let to = all.min(from + fits);
    let of = (to - from < all).then(|| {
        words::with(
            "exchange-lines-of",
            &[
                ("first", &words::count(from as u64 + 1)),
                ("last", &words::count(to as u64)),
                ("all", &words::count(all as u64)),
            ],
        )
    });
    (from, to, of)
}

/// The heading of a card, and which of its lines are on show.
fn titled<'a>(says: String, of: Option<String>) -> Element<'a, Message> {
    let of = of.map(|of| {
        row![
            text(of).size(theme::SMALL).style(faint),
            text(format!("{} {}", key::cap(Action::PageUp), key::cap(Action::PageDown)))
                .size(theme::SMALL)
                .style(faint),
        ]
        .spacing(10)
    });
    row![container(section(says)).width(Length::Fill)].push(of).height(18).into()
}

fn boxed<'a>(
    label: Element<'a, Message>,
    table: Column<'a, Message>,
    measures: Measures,
) -> Element<'a, Message> {
    card(column![label, table].spacing(6), measures).into()
}

fn column_line<'a>(one: &ColumnLine, measures: Measures) -> Element<'a, Message> {
    let out = one.becomes.is_empty();
    let heading = container(fit(one.heading.clone()).least(13.0)).width(Length::FillPortion(28));
    let becomes = if out {
        row![fit(words::get("exchange-left-out")).least(13.0).faint()]
    } else {
        let key = one.key.then(|| fit(words::get("exchange-the-key")).least(13.0));
        row![fit(one.becomes.clone()).least(13.0).font(theme::SEMIBOLD)].push(key).spacing(5)
    };
    let hidden = out && one.first.is_empty();
    let first = if hidden {
        row![fit(words::get("exchange-hidden")).faint()]
    } else {
        let remark = (!one.remark.is_empty()).then(|| chip(one.remark.clone(), theme::chip_warn));
        row![fit(one.first.clone()).least(13.0)].push(remark).spacing(12).align_y(Alignment::Center)
    };
    placed_line(
        row![
            heading,
            container(becomes).width(Length::FillPortion(26)),
            container(first).width(Length::FillPortion(45)),
        ],
        measures,
    )
}

fn tiles<'a>(check: &Check, measures: Measures) -> Element<'a, Message> {
    let of = &check.numbers;
    let leaving = theme::card_muted;
    row![
        tile(of.new, words::get("exchange-new"), theme::card, measures),
        tile(of.updated, words::get("exchange-updated"), theme::card, measures),
        tile(of.unchanged, words::get("exchange-unchanged"), theme::card, measures),
        tile(of.leaving, words::get("exchange-leaving"), leaving, measures),
        tile(of.needs_look, words::get("exchange-needs-look"), warned(of.needs_look), measures),
        tile(of.refused, words::get("exchange-refused"), alarmed(of.refused), measures),
    ]
    .spacing(10)
    .into()
}

/// A count in a table, or nothing.
pub(super) fn count_or_none(count: Option<u64>, portion: u16) -> super::piece::Cell {
    match count {
        Some(count) => counted(count, portion),
        None => quiet("", portion),
    }
}

/// A text that stands out where it is not the ordinary one.
pub(super) fn loud(text: String, loud: bool, portion: u16) -> super::piece::Cell {
    if loud { strong(text, portion) } else { said(text, portion) }
}
