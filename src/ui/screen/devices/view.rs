//! How devices look: the list under its field, and one device that leads with who has it, where
//! it belongs and when it was last seen.

use iced::widget::{button, column, container, row};
use iced::{Alignment, Element, Length};

use super::form::Tells;
use super::{Devices, Message};
use crate::desk::reply::{DeviceCard, Mode, When};
use crate::desk::request::DevicePage;
use crate::domain::device::Status;
use crate::domain::lifecycle::Stop;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::finder::{Other, Words, back, history};
use crate::ui::screen::part::{self, Look, Measures, cell, chip, faded, section};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

/// So many changes of status fit in a line.
const STOPS: usize = 4;

impl Devices {
    /// The list, or the device on show.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        if let Some(form) = &self.form {
            return form.view(measures);
        }
        if let Some(waiting) = &self.waiting {
            return self.finder.page(waiting.view(around.now, measures), false);
        }
        let content = match self.finder.shown().filter(|_| !self.is_adding()) {
            Some((page, mark)) => self.device(page, mark, around.now, measures),
            None if self.is_adding() => {
                let (form, _) = self.form_line(None, measures);
                let (said, _) = self.finder.said(measures);
                let title = part::heading(words::get("device-add"), measures);
                part::page(column![title].push(said).push(form), measures).into()
            }
            None => {
                let says = Words {
                    heading: words::get("page-devices"),
                    field: words::get("devices-find"),
                    none: words::get("devices-none"),
                    more: Some((
                        key::cap(Action::Mode(Mode::Repair)),
                        words::get("life-waiting-key"),
                    )),
                };
                self.finder.list(says, line, measures)
            }
        };
        self.finder.page(content, self.line.is_some())
    }

    fn device<'a>(
        &'a self,
        page: &'a DevicePage,
        mark: usize,
        now: When,
        measures: Measures,
    ) -> Element<'a, Message> {
        let card = &page.card;
        let tag = fit(card.tag.as_str()).size(measures.either(26.0, 34.0)).least(18.0);
        let head = row![container(tag.font(theme::BOLD)).width(Length::Fill), back()]
            .spacing(14)
            .align_y(Alignment::Center);
        let height = measures.either(92.0, 124.0);
        let leads = row![
            holder(card, mark == 0, now, height, measures),
            lead(site(card), words::get("device-site"), String::new(), 2, height, measures),
            seen(card, now, height, measures),
        ]
        .spacing(measures.gap);
        let (said, said_height) = self.finder.said(measures);
        let way = way(page, now);
        let parts = column![head]
            .push(said)
            .push(leads)
            .push(about(card, &page.set, now, measures))
            .push(way);
        let (line, line_height) = self.form_line(Some(card), measures);
        let (parts, keys) = match self.line {
            Some(_) => (parts.push(line), line_height),
            None => {
                let keys = row![tells(page), line].spacing(8).align_y(Alignment::Center);
                (parts.push(keys), line_height)
            }
        };
        let used = measures.either(42.0, 46.0) + height + measures.either(44.0, 56.0);
        let used = used + if page.way.is_empty() { 0.0 } else { 20.0 + measures.gap };
        let left = measures.height - used - said_height - keys - 4.0 * measures.gap;
        let history = history(&page.history, mark, 1, Other::Person, left, measures);
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

/// Model, serial, status, what it goes along with, and what is odd about it.
fn about<'a>(
    card: &DeviceCard,
    set: &[DeviceCard],
    now: When,
    measures: Measures,
) -> Element<'a, Message> {
    let serial = if card.serial.is_empty() {
        String::new()
    } else {
        words::with("device-serial", &[("serial", &card.serial)])
    };
    let set = words::set::about(card, set).unwrap_or_default();
    let about = words::dots([card.model.clone(), card.category.clone(), serial, set]);
    let about = fit(about).size(theme::LARGE).least(13.0).font(theme::MEDIUM);
    let mut line = row![
        container(about).width(Length::Fill),
        chip(words::lifecycle::stage_and_status(card.status), look(card.status))
    ];
    if let Some(bound) = &card.bound {
        line = line.push(chip(words::transfer::bound(bound, Some(now)), theme::chip_warn));
    }
    if let Some(owner) = &card.owner {
        line = line.push(chip(words::assign::assigned_to(owner), theme::chip_good));
    }
    if card.parked {
        line = line.push(chip(words::get("card-parked"), theme::chip_warn));
    }
    if !card.shares.is_empty() {
        line = line.push(chip(words::relabel::shares(card), theme::chip_bad));
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

/// What can be told about it, each with its key.
fn tells<'a>(page: &DevicePage) -> Element<'a, Message> {
    let mut buttons = row![].spacing(8).height(38);
    for (tells, mode) in Tells::ALL.into_iter().zip(Mode::ALL) {
        if tells.fits(page) {
            let press = Some(Message::Press(Action::Mode(mode)));
            buttons = buttons.push(key_button(key::cap(Action::Mode(mode)), tells.title(), press));
        }
    }
    buttons.into()
}

/// The way it went, where its status ever changed: newest last.
fn way<'a>(page: &DevicePage, now: When) -> Option<Element<'a, Message>> {
    if page.way.is_empty() {
        return None;
    }
    let stop = |stop: &Stop| {
        let (status, since) = (words::status(stop.status), words::since(stop.at, Some(now)));
        words::with("device-stop", &[("status", &status), ("since", &since)])
    };
    let last = page.way.len().saturating_sub(STOPS);
    let stops = words::dots(page.way.iter().skip(last).map(stop));
    let stops = words::with("device-way", &[("stops", &stops)]);
    let known = page.missing.as_ref().map(words::missing::known).unwrap_or_default();
    let loaners = page.tickets.iter().map(words::repair::loaner);
    let problems = page.tickets.iter().map(words::repair::problems);
    let says = words::dots([stops, known].into_iter().chain(problems).chain(loaners));
    Some(container(faded(fit(says).size(theme::BODY).least(13.0))).padding([0, 16]).into())
}

fn look(status: Status) -> Look {
    match status {
        Status::Available => theme::chip_good,
        Status::Repair | Status::Ordered | Status::Cleaning => theme::chip_warn,
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
