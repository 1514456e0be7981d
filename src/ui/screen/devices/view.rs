//! How devices look: the list under its field, and one device that leads with who has it, where
//! it belongs and when it was last seen.

use iced::keyboard;
use iced::keyboard::key::Named;
use iced::widget::{button, column, container, mouse_area, row, text};
use iced::{Alignment, Element, Length};

use super::{Devices, FIND, Message, Open};
use crate::desk::reply::{DeviceCard, When};
use crate::desk::request::DevicePage;
use crate::domain::device::Status;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::history::{Other, history};
use crate::ui::screen::part::keys::keys;
use crate::ui::screen::part::{
    self, Look, Measures, cell, chip, faded, field, heading, key_hint, list_row, rows_in, section,
    window,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};
use crate::ui::widget::pager::pager;

const GAP: f32 = 5.0;

impl Devices {
    /// The list, or the device on show.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let open = self.open.as_ref();
        let content = match open.and_then(|open| Some((open, open.page.as_deref()?))) {
            Some((open, page)) => self.device(open, page, around.now, measures),
            None => self.list(measures),
        };
        let enters = open.is_some();
        keys(content, move |event| match event {
            keyboard::Event::KeyPressed {
                key: keyboard::Key::Named(Named::Enter),
                modifiers,
                ..
            } if enters && modifiers.is_empty() => Some(Message::Enter),
            _ => None,
        })
        .into()
    }

    fn list(&self, measures: Measures) -> Element<'_, Message> {
        let rows = self.finder.rows();
        let find =
            field(FIND, &words::get("devices-find"), self.finder.query(), Message::Typed, measures)
                .on_submit(Message::Enter);
        let above = row![
            container(heading(words::get("page-devices"), measures)).width(Length::Fill),
            pager(self.finder.page(), rows.len(), Message::Turn),
        ]
        .spacing(14)
        .align_y(Alignment::Center);
        let how = row![
            key_hint(part::move_caps(), words::get("find-move")),
            key_hint(key::cap(Action::Yes), words::get("find-open")),
            key_hint(key::cap(Action::No), words::get("find-back")),
        ]
        .spacing(16);
        let mut parts = column![above, find].push(self.failure.as_deref().map(part::failure));
        if rows.is_empty() && self.finder.is_known() {
            parts = parts.push(text(words::get("devices-none")).size(theme::LARGE).style(faint));
        }
        let failed = if self.failure.is_some() { 34.0 + measures.gap } else { 0.0 };
        let used = measures.either(120.0, 150.0) + failed;
        let room = rows_in(measures.height - used, measures.row, GAP);
        let built = window(self.finder.mark(), rows.len(), room);
        let list = built.map(|index| {
            let marked = index == self.finder.mark();
            list_row(line(&rows[index]), marked, Some(Message::Take(index)), measures.row)
        });
        let list = mouse_area(column(list).spacing(GAP))
            .on_scroll(|delta| Message::Wheel(part::down(delta)));
        part::page(parts.push(list).push(how), measures).into()
    }

    fn device<'a>(
        &'a self,
        open: &'a Open,
        page: &'a DevicePage,
        now: When,
        measures: Measures,
    ) -> Element<'a, Message> {
        let card = &page.card;
        let back = key_button(
            key::cap(Action::No),
            words::get("find-all"),
            Some(Message::Press(Action::No)),
        );
        let head = row![
            container(
                fit(card.tag.as_str())
                    .size(measures.either(26.0, 34.0))
                    .least(18.0)
                    .font(theme::BOLD)
            )
            .width(Length::Fill),
            back
        ]
        .spacing(14)
        .align_y(Alignment::Center);
        let height = measures.either(92.0, 124.0);
        let leads = row![
            holder(card, open.mark == 0, now, height, measures),
            lead(site(card), words::get("device-site"), String::new(), 2, height, measures),
            seen(card, now, height, measures),
        ]
        .spacing(measures.gap);
        let parts = column![head]
            .push(self.failure.as_deref().map(part::failure))
            .push(leads)
            .push(about(card, measures));
        let failure = if self.failure.is_some() { 34.0 + measures.gap } else { 0.0 };
        let used = measures.either(42.0, 46.0) + height + measures.either(44.0, 56.0);
        let left = measures.height - used - failure - 3.0 * measures.gap;
        let history = history(
            &page.history,
            open.mark.checked_sub(1),
            Other::Person,
            left,
            measures,
            |index| Message::Take(1 + index),
        );
        let history = mouse_area(history).on_scroll(|delta| Message::Wheel(part::down(delta)));
        part::page(parts.push(history), measures).into()
    }
}

/// One of the three things a device page leads with.
fn lead<'a>(
    says: String,
    label: String,
    more: String,
    portion: u16,
    height: f32,
    measures: Measures,
) -> Element<'a, Message> {
    container(lead_content(says, label, more, measures))
        .padding([0, 16])
        .width(Length::FillPortion(portion))
        .center_y(height)
        .style(theme::card)
        .into()
}

fn lead_content<'a>(
    says: String,
    label: String,
    more: String,
    measures: Measures,
) -> iced::widget::Column<'a, Message> {
    column![
        section(label),
        fit(says).size(measures.either(26.0, 34.0)).least(16.0).font(theme::BOLD),
        faded(fit(more).size(theme::BODY).least(13.0)),
    ]
    .spacing(2)
}

/// Who has it: can be pressed, and opened with Enter while marked.
fn holder<'a>(
    card: &DeviceCard,
    marked: bool,
    now: When,
    height: f32,
    measures: Measures,
) -> Element<'a, Message> {
    let label = words::get("device-holder");
    let Some(holder) = &card.holder else {
        return lead(words::get("device-in"), label, String::new(), 3, height, measures);
    };
    let since = words::since(holder.since, Some(now));
    let since = words::with("card-has-since", &[("since", &since)]);
    let due =
        holder.due.as_deref().map(|due| words::with("card-has-due", &[("due", &words::date(due))]));
    let more = words::dots([
        holder.named.id.as_str().to_owned(),
        holder.named.homeroom.clone(),
        since,
        due.unwrap_or_default(),
    ]);
    let content = lead_content(holder.named.name.clone(), label, more, measures);
    let style = if marked { theme::button_row_marked } else { theme::button_answer };
    button(container(content).center_y(Length::Fill))
        .padding([0, 16])
        .width(Length::FillPortion(3))
        .height(height)
        .style(style)
        .on_press(Message::Take(0))
        .into()
}

fn site(card: &DeviceCard) -> String {
    if card.site_name.is_empty() { words::get("device-site-none") } else { card.site_name.clone() }
}

fn seen<'a>(card: &DeviceCard, now: When, height: f32, measures: Measures) -> Element<'a, Message> {
    let (says, more) = match &card.seen {
        Some((when, station)) => {
            (words::since(*when, Some(now)), words::with("device-seen-at", &[("station", station)]))
        }
        None => (words::get("device-seen-never"), String::new()),
    };
    lead(says, words::get("device-seen"), more, 2, height, measures)
}

/// Model, serial, status, and what is odd about it.
fn about<'a>(card: &DeviceCard, measures: Measures) -> Element<'a, Message> {
    let serial = if card.serial.is_empty() {
        String::new()
    } else {
        words::with("device-serial", &[("serial", &card.serial)])
    };
    let about = words::dots([card.model.clone(), card.category.clone(), serial]);
    let about = fit(about).size(theme::LARGE).least(13.0).font(theme::MEDIUM);
    let mut line = row![
        container(about).width(Length::Fill),
        chip(words::status(card.status), look(card.status))
    ];
    if card.parked {
        line = line.push(chip(words::get("card-parked"), theme::chip_warn));
    }
    if card.disputed {
        line = line.push(chip(words::get("device-disputed"), theme::chip_bad));
    }
    container(line.spacing(8).align_y(Alignment::Center))
        .padding([0, 16])
        .width(Length::Fill)
        .center_y(measures.either(44.0, 56.0))
        .style(theme::card)
        .into()
}

fn look(status: Status) -> Look {
    match status {
        Status::Available => theme::chip_good,
        Status::Repair => theme::chip_warn,
        Status::Lost | Status::Stolen | Status::Retired => theme::chip_bad,
    }
}

fn line(card: &DeviceCard) -> iced::widget::Row<'_, Message> {
    let holder = card.holder.as_ref().map(|holder| holder.named.name.clone());
    let (holder, font) = match holder {
        Some(holder) => (holder, theme::SEMIBOLD),
        None => (words::get("device-in"), theme::REGULAR),
    };
    let serial = if card.serial == card.tag { "" } else { card.serial.as_str() };
    let content = row![
        cell(fit(card.tag.as_str()).size(theme::LARGE).least(13.0).font(theme::BOLD), 3),
        cell(fit(serial), 3),
        cell(fit(card.model.as_str()), 4),
        cell(fit(holder).font(font), 4),
        cell(fit(card.site_name.as_str()), 3),
    ];
    // The oddest thing about it; its page says the rest.
    let state = match (card.disputed, card.parked) {
        (true, _) => chip(words::get("device-disputed"), theme::chip_bad),
        (false, true) => chip(words::get("card-parked"), theme::chip_warn),
        (false, false) => chip(words::status(card.status), look(card.status)),
    };
    content.push(container(state).width(156))
}
