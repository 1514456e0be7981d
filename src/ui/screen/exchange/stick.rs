//! The stick: writing a batch to it, and taking in what lies on it. An office merges the batches, a
//! station takes the receipts that are for it.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Element, Length};

use super::data::{StickLine, StickState};
use super::import::loud;
use super::piece::{head, head_height, line, line_height, own_cap, said};
use super::{Message, PATH};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{self, Measures, card, faded, field, heading, main_button, rows_in};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

/// What lies on the stick that was looked at, once that is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Stick {
    pub(super) found: Option<Vec<StickLine>>,
    /// With what was merged from neighbours.
    pub(super) all: bool,
    /// What receiving came to, in lines.
    pub(super) received: Option<Vec<String>>,
}

impl Stick {
    fn of(&self, state: StickState) -> impl Iterator<Item = &StickLine> {
        self.found.iter().flatten().filter(move |line| line.state == state)
    }

    /// How many batches of others are new here.
    pub(super) fn batches(&self) -> u64 {
        self.of(StickState::Batch).count() as u64
    }

    /// How many receipts are for this station.
    pub(super) fn receipts(&self) -> u64 {
        self.of(StickState::Receipt).count() as u64
    }

    /// Files of batches, those that are known here too: a receipt is written again.
    pub(super) fn any_batch(&self) -> bool {
        self.found
            .iter()
            .flatten()
            .any(|line| matches!(line.state, StickState::Batch | StickState::Known))
    }

    /// Where a batch is written to.
    pub(super) fn write(
        &self,
        path: &str,
        unsent: u64,
        told: Option<&Result<String, String>>,
        busy: bool,
        measures: Measures,
    ) -> Element<'static, Message> {
        let says = words::with(
            "exchange-write-line",
            &[("number", &unsent), ("count", &words::count(unsent))],
        );
        let neighbours = if self.all {
            words::get("exchange-write-all")
        } else {
            words::get("exchange-write-own")
        };
        let parts = column![
            heading(words::get("exchange-write"), measures),
            faded(fit(says).size(theme::LARGE).lines(2).least(14.0)),
            folder(path, measures),
            card(
                row![
                    container(fit(neighbours).lines(2).least(13.0)).width(Length::Fill),
                    key_button(
                        own_cap("N"),
                        words::get("exchange-write-turn"),
                        Some(Message::Own('n'))
                    ),
                ]
                .spacing(12)
                .align_y(Alignment::Center),
                measures
            ),
            faded(fit(words::get("exchange-write-why")).size(theme::BODY).lines(2).least(13.0)),
        ]
        .push(told.map(super::told))
        .push(busy.then(|| text(words::get("exchange-write-writing")).size(theme::BODY)))
        .push(keys(words::get("exchange-write-now"), !busy && !path.trim().is_empty()));
        part::page(parts, measures).into()
    }

    /// What is to be taken in.
    pub(super) fn take(
        &self,
        path: &str,
        told: Option<&Result<String, String>>,
        bar: Option<Element<'static, Message>>,
        measures: Measures,
    ) -> Element<'_, Message> {
        let mut parts = column![
            heading(words::get("exchange-take"), measures),
            faded(fit(words::get("exchange-take-line")).size(theme::BODY).lines(2).least(13.0)),
            folder(path, measures),
        ]
        .push(told.map(super::told));
        let mut left = measures.height
            - measures.either(28.0, 36.0)
            - 40.0
            - measures.either(34.0, 40.0)
            - 42.0
            - 4.0 * measures.gap;
        if told.is_some() {
            left -= 34.0 + measures.gap;
        }
        if let Some(received) = &self.received {
            let lines = received
                .iter()
                .take(8)
                .map(|one| fit(one.clone()).size(theme::LARGE).least(14.0).lines(2).into());
            parts = parts.push(card(column(lines).spacing(6), measures));
        } else if let Some(found) = &self.found {
            parts = parts.push(list(found, left, measures));
        }
        let parts = parts.push(bar.unwrap_or_else(|| self.take_keys(path)));
        part::page(parts, measures).into()
    }

    fn take_keys(&self, path: &str) -> Element<'_, Message> {
        let free = !path.trim().is_empty();
        if self.found.is_none() || self.received.is_some() {
            return keys(words::get("exchange-take-look"), free);
        }
        let (batches, receipts) = (self.batches(), self.receipts());
        let merge = words::with(
            "exchange-take-merge",
            &[("number", &batches), ("count", &words::count(batches))],
        );
        let receive = words::with(
            "exchange-take-receive",
            &[("number", &receipts), ("count", &words::count(receipts))],
        );
        let can_merge = free && self.any_batch();
        let can_receive = free && receipts > 0;
        let back = key_button(
            key::cap(Action::No),
            words::get("exchange-back"),
            Some(Message::Press(Action::No)),
        );
        let yes = |says, can: bool| {
            main_button(key::cap(Action::Yes), says, can.then_some(Message::Press(Action::Yes)))
        };
        let other =
            |says, can: bool| key_button(own_cap("O"), says, can.then_some(Message::Own('o')));
        // A receipt for this station comes first; an office never finds one.
        let keys = if receipts == 0 {
            row![yes(merge, can_merge), back]
        } else {
            row![yes(receive, can_receive), other(merge, can_merge), back]
        };
        keys.spacing(12).height(42).align_y(Alignment::Center).into()
    }
}

pub(super) fn keys(says: String, ready: bool) -> Element<'static, Message> {
    row![
        main_button(key::cap(Action::Yes), says, ready.then_some(Message::Press(Action::Yes))),
        key_button(
            key::cap(Action::No),
            words::get("exchange-back"),
            Some(Message::Press(Action::No))
        ),
    ]
    .spacing(12)
    .height(42)
    .align_y(Alignment::Center)
    .into()
}

pub(super) fn folder(path: &str, measures: Measures) -> Element<'static, Message> {
    field(PATH, &words::get("exchange-folder-example"), path, Message::Typed, measures)
        .on_submit(Message::Press(Action::Yes))
        .into()
}

fn list<'a>(found: &[StickLine], left: f32, measures: Measures) -> Element<'a, Message> {
    if found.is_empty() {
        return text(words::get("exchange-stick-none")).size(theme::LARGE).style(faint).into();
    }
    let head = head(
        vec![
            (words::get("exchange-column-file"), 40, false),
            (words::get("exchange-column-station"), 14, false),
            (words::get("exchange-column-batch"), 8, true),
            (words::get("exchange-column-what"), 34, false),
        ],
        measures,
    );
    let fits = rows_in(left - head_height(measures), line_height(measures), 0.0);
    let shown = if found.len() > fits { fits - 1 } else { found.len() };
    let lines = found.iter().take(shown).map(|one| {
        let new = matches!(one.state, StickState::Batch | StickState::Receipt);
        line(
            vec![
                said(one.name.clone(), 40),
                said(one.station.clone(), 14),
                super::import::count_or_none(one.number, 8),
                loud(one.says.clone(), new, 34),
            ],
            measures,
        )
    });
    let more = (shown < found.len()).then(|| {
        let count = found.len() - shown;
        line(vec![said(words::with("exchange-more", &[("count", &count)]), 1)], measures)
    });
    column![head].extend(lines).push(more).into()
}
