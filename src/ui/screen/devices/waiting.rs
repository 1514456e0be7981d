//! Who waits for repair, the oldest ticket first. A row leads to the device.

use iced::widget::{column, container, row, text};
use iced::{Alignment, Element, Length};

use super::Message;
use crate::domain::card::When;
use crate::domain::ticket::TicketCard;
use crate::text as words;
use crate::ui::key;
use crate::ui::screen::Action;
use crate::ui::screen::part::{self, Measures, cell, heading, key_hint, list_row, rows_in, window};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

const GAP: f32 = 5.0;

/// The list, and the marked row.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiting {
    pub(super) cards: Vec<TicketCard>,
    mark: usize,
}

impl Waiting {
    pub(super) fn new(cards: Vec<TicketCard>) -> Waiting {
        Waiting { cards, mark: 0 }
    }

    /// What a key does; `None` where the list is left.
    pub(super) fn act(&mut self, action: key::Action) -> Option<Action> {
        let last = self.cards.len().saturating_sub(1);
        match action {
            key::Action::No => return None,
            key::Action::Yes => return Some(self.follow(self.mark)),
            key::Action::Up => self.mark = self.mark.saturating_sub(1),
            key::Action::Down => self.mark = (self.mark + 1).min(last),
            key::Action::PageUp => self.mark = self.mark.saturating_sub(10),
            key::Action::PageDown => self.mark = (self.mark + 10).min(last),
            _ => {}
        }
        Some(Action::None)
    }

    /// Opens the device of a row.
    pub(super) fn follow(&mut self, row: usize) -> Action {
        self.mark = row;
        self.cards.get(row).map_or(Action::None, |card| Action::Find(card.tag.clone()))
    }

    pub(super) fn view(&self, now: When, measures: Measures) -> Element<'_, Message> {
        let back = key_button(
            key::cap(key::Action::No),
            words::get("find-all"),
            Some(Message::Press(key::Action::No)),
        );
        let head =
            words::with("life-waiting", &[("count", &words::count(self.cards.len() as u64))]);
        let head = row![container(heading(head, measures)).width(Length::Fill), back]
            .align_y(Alignment::Center);
        let how = row![
            key_hint(part::move_caps(), words::get("find-move")),
            key_hint(key::cap(key::Action::Yes), words::get("find-open")),
        ]
        .spacing(16);
        let mut parts = column![head];
        if self.cards.is_empty() {
            let none = words::repair::nothing_waits();
            parts = parts.push(text(none).size(theme::LARGE).style(faint));
        }
        let room = rows_in(measures.height - measures.either(80.0, 110.0), measures.row, GAP);
        let built = window(self.mark, self.cards.len(), room).map(|index| {
            let line = line(&self.cards[index], now);
            list_row(line, index == self.mark, Some(Message::Take(index)), measures.row)
        });
        part::page(parts.push(column(built).spacing(GAP)).push(how), measures).into()
    }
}

fn line(card: &TicketCard, now: When) -> iced::widget::Row<'_, Message> {
    let person = card.person.as_ref().map(|person| person.name.as_str()).unwrap_or_default();
    row![
        cell(fit(words::repair::days(card.ticket.days(now.at_ms))), 2),
        cell(fit(card.tag.as_str()).size(theme::LARGE).least(13.0).font(theme::BOLD), 3),
        cell(fit(person).font(theme::SEMIBOLD), 4),
        cell(fit(words::repair::loaner(card)), 4),
        cell(fit(words::repair::problems(card)), 3),
        cell(fit(card.ticket.vendor.as_str()), 2),
    ]
}
