//! How transfers look: which site, what came of the last scan, and the stack below.

use iced::widget::{Column, Row, button, column, container, row, space, text};
use iced::{Alignment, Element, Length};

use super::{Message, Tab, Transfer};
use crate::desk::reply::{Outcome, Reply, When};
use crate::desk::request::{UnderWay, Way};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::{
    self, Measures, cell, chip, faded, heading, key_hint, main_button, section,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

const ROW: f32 = 38.0;
const GAP: f32 = 6.0;

impl Transfer {
    /// What is on show.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let head =
            row![container(heading(words::get("page-transfer"), measures)).width(Length::Fill),]
                .push(self.sheet_key())
                .push(self.tabs())
                .spacing(14)
                .align_y(Alignment::Center);
        let below = match self.tab {
            Tab::UnderWay => self.under_way(around.now, measures),
            Tab::Send | Tab::Receive => self.stack(measures),
        };
        let said = self.failure.as_deref().map(part::failure);
        part::page(column![head].push(said).push(below), measures).into()
    }

    /// The key of the driver's sheet, where there is one.
    fn sheet_key(&self) -> Option<Element<'_, Message>> {
        let hint = key_hint(key::cap(Action::Receipt), words::get("transfer-sheet"));
        let key = button(hint)
            .padding([9, 4])
            .style(theme::button_bare)
            .on_press(Message::Press(Action::Receipt));
        (self.tab != Tab::Receive).then(|| key.into())
    }

    fn tabs(&self) -> Row<'_, Message> {
        let tabs = Tab::ALL.into_iter().map(|tab| {
            let says = match tab {
                Tab::Send => words::get("transfer-tab-send"),
                Tab::Receive => words::get("transfer-tab-receive"),
                Tab::UnderWay => words::with(
                    "transfer-tab-under-way",
                    &[("count", &words::count(self.open.len() as u64))],
                ),
            };
            let (cap, press) = (key::cap(tab.key()), Some(Message::Press(tab.key())));
            if tab == self.tab {
                main_button(cap, says, press)
            } else {
                key_button(cap, says, press).into()
            }
        });
        Row::with_children(tabs).spacing(10)
    }

    /// Where to, the last answer, and the devices of the stack.
    fn stack(&self, measures: Measures) -> Element<'_, Message> {
        let to = match self.tab {
            Tab::Send => {
                let site = self.sites.get(self.chosen).map(|site| site.name.as_str());
                let site = site.unwrap_or_default();
                let says = words::with("transfer-to", &[("site", &site)]);
                row![
                    fit(says).size(measures.either(20.0, 24.0)).least(16.0).font(theme::BOLD),
                    space().width(Length::Fill),
                    key_hint(part::move_caps(), words::get("transfer-another-site")),
                ]
            }
            _ => row![
                fit(words::get("transfer-here"))
                    .size(measures.either(20.0, 24.0))
                    .least(16.0)
                    .font(theme::BOLD)
            ],
        };
        let to = container(to.spacing(16).align_y(Alignment::Center))
            .padding([0, 16])
            .width(Length::Fill)
            .center_y(measures.either(44.0, 52.0))
            .style(theme::chip_warn);
        let last = self.rows.first();
        let says = if self.typed.is_empty() {
            last.map_or_else(|| words::get("transfer-scan"), words::message)
        } else {
            format!("{}_", words::shown(&self.typed))
        };
        let band = container(fit(says).size(measures.either(24.0, 32.0)).least(16.0).lines(2))
            .padding([0, 16])
            .width(Length::Fill)
            .center_y(measures.either(76.0, 104.0))
            .style(theme::card);
        let name = match &self.way {
            Some(Way::Send { transfer, .. }) => transfer.clone(),
            _ => String::new(),
        };
        let count =
            |of: &[Outcome]| self.rows.iter().filter(|reply| of.contains(&reply.outcome)).count();
        let moved = count(&[Outcome::Sent, Outcome::Received]);
        let done = moved.saturating_sub(count(&[Outcome::Undone]));
        let count = section(words::with("transfer-count", &[("count", &done)]));
        let used = measures.either(44.0 + 44.0 + 76.0, 52.0 + 52.0 + 104.0) + 96.0;
        let most = part::rows_in(measures.height - used, ROW, GAP);
        let rows = self.rows.iter().take(most).map(line);
        column![
            to,
            band,
            row![count, space().width(Length::Fill), faded(fit(name).size(theme::BODY))],
            Column::with_children(rows).spacing(GAP),
        ]
        .spacing(measures.gap)
        .into()
    }

    /// What has not arrived, the oldest first.
    fn under_way(&self, now: When, measures: Measures) -> Element<'_, Message> {
        if self.open.is_empty() {
            return text(words::get("transfer-nothing")).size(theme::LARGE).into();
        }
        let used = measures.either(44.0, 52.0) + 60.0;
        let most = part::rows_in(measures.height - used, ROW, GAP);
        let rows = self.open.iter().skip(self.top).take(most).map(|row| open_line(row, now));
        Column::with_children(rows).spacing(GAP).into()
    }
}

fn framed(content: Row<'_, Message>) -> Element<'_, Message> {
    container(content.spacing(10).align_y(Alignment::Center))
        .padding([0, 14])
        .width(Length::Fill)
        .center_y(ROW)
        .style(theme::row)
        .into()
}

/// A scan and what came of it.
fn line(reply: &Reply) -> Element<'_, Message> {
    let of = reply.outcome;
    let outcome = text(words::transfer::outcome(reply))
        .size(theme::SMALL)
        .font(theme::BOLD)
        .style(move |theme| text::Style { color: Some(theme::outcome(theme, of, false)) });
    let code = reply.device.clone().unwrap_or_else(|| words::shown(&reply.scan));
    framed(row![
        container(fit(code).size(theme::BODY).font(theme::BOLD)).width(160),
        container(fit(words::message(reply)).size(14.0).least(13.0)).width(Length::Fill),
        outcome,
    ])
}

fn open_line(row_of: &UnderWay, now: When) -> Element<'_, Message> {
    let UnderWay { card, sent, late } = row_of;
    let to = card.bound.as_ref().map_or(sent.to.as_str(), |bound| bound.to_name.as_str());
    let since = words::with("card-has-since", &[("since", &words::since(sent.at, Some(now)))]);
    let late = late.then(|| chip(words::get("transfer-late"), theme::chip_bad));
    framed(row![
        cell(fit(card.tag.as_str()).size(theme::LARGE).least(13.0).font(theme::BOLD), 3),
        cell(fit(card.model.as_str()), 4),
        cell(fit(to).font(theme::SEMIBOLD), 4),
        cell(fit(since), 3),
        container(row![].push(late)).width(156),
    ])
}
