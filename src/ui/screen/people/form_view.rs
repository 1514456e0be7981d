//! How what is done with money looks while it is told: a line for each answer, and what can be chosen.

use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length};

use super::Message;
use super::form::{Form, Line};
use crate::desk::reply::Mode;
use crate::domain::money::written;
use crate::domain::price::STEPS;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{
    self, Measures, cell, faded, heading, key_hint, list_row, main_button, rows_in, section, window,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

const GAP: f32 = 5.0;

impl Form {
    /// In place of the person's page.
    pub(super) fn view(&self, measures: Measures) -> Element<'_, Message> {
        let about = self.row.as_ref().filter(|_| !self.lines().any(|(line, _)| line.turns()));
        let about = about.map(|row| words::charge::sort(&row.charge.sort)).unwrap_or_default();
        let head = words::dots([self.who.name.clone(), self.act.title(), about]);
        let mut parts = column![heading(head, measures)];
        let mut left = measures.height - measures.either(28.0, 36.0) - 44.0 - 2.0 * measures.gap;
        for (at, (line, told)) in self.lines().enumerate() {
            parts = parts.push(self.answer(at, line, told, measures));
            left -= height(measures) + measures.gap;
        }
        if self.failure.is_some() {
            left -= 34.0 + measures.gap;
        }
        parts = parts.push(self.choice(left, measures));
        let failure = self.failure.as_deref().map(part::failure);
        part::page(parts.push(failure).push(self.buttons()), measures).into()
    }

    fn buttons(&self) -> Element<'_, Message> {
        let does = (!self.sent).then_some(Message::Press(Action::Yes));
        let leave = Some(Message::Press(Action::No));
        let mut buttons = row![
            main_button(key::cap(Action::Yes), self.act.title(), does),
            key_button(key::cap(Action::No), words::get("life-leave"), leave),
            key_hint(words::get("key-enter"), words::get("walk-up-next")),
        ]
        .spacing(12)
        .align_y(Alignment::Center);
        let turns = self.lines().nth(self.at).is_some_and(|(line, _)| line.turns());
        if self.has_steps() {
            for (percent, mode) in STEPS.into_iter().zip(Mode::ALL) {
                let says = words::with("money-part", &[("percent", &u64::from(percent))]);
                let press = Some(Message::Press(Action::Mode(mode)));
                buttons = buttons.push(key_button(key::cap(Action::Mode(mode)), says, press));
            }
        } else if turns {
            buttons = buttons.push(key_hint(part::move_caps(), words::get("money-choose")));
        } else {
            buttons = buttons.push(key_hint(key::cap(Action::Up), words::get("life-above")));
        }
        buttons.into()
    }

    fn answer<'a>(
        &'a self,
        at: usize,
        line: Line,
        told: &'a str,
        measures: Measures,
    ) -> Element<'a, Message> {
        let present = at == self.at;
        let size = measures.either(20.0, 26.0);
        let (label, how) = line.words();
        let says = if present && !self.typed.is_empty() {
            let typed = format!("{}_", words::shown(&self.typed));
            Element::from(fit(typed).size(size).least(16.0).font(theme::BOLD))
        } else if told.is_empty() {
            faded(fit(how).size(size).least(14.0)).into()
        } else {
            fit(told).size(size).least(14.0).font(theme::BOLD).into()
        };
        container(column![section(label), says].spacing(2))
            .padding([0, 20])
            .width(Length::Fill)
            .center_y(height(measures))
            .style(if present { theme::row_marked } else { theme::card })
            .into()
    }

    /// What can be chosen in the first line.
    fn choice(&self, height: f32, measures: Measures) -> Element<'_, Message> {
        let (picks, pick) = self.picks();
        let built = window(pick.unwrap_or(0), picks.len(), rows_in(height, measures.row, GAP));
        let rows = built.map(|index| {
            let one = &picks[index];
            let amount = fit(one.cents.map(written).unwrap_or_default()).font(theme::SEMIBOLD);
            let line = row![cell(fit(one.says.as_str()), 1), container(amount).width(90)];
            list_row(line, pick == Some(index), Some(Message::Take(index)), measures.row)
        });
        column(rows).spacing(GAP).into()
    }
}

fn height(measures: Measures) -> f32 {
    measures.either(54.0, 70.0)
}
