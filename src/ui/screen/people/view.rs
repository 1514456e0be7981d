//! How people look: the list under its field, and one person with what they have and what
//! happened.

use iced::widget::{column, container, row, space, text};
use iced::{Alignment, Element, Length};

use super::ledger::ledger;
use super::{JOIN, Message, People};
use crate::desk::reply::{HeldDevice, When};
use crate::desk::request::{PersonPage, PersonRow};
use crate::text as words;
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::finder::{Other, Words, back, history};
use crate::ui::screen::part::{
    self, Measures, cell, chip, faded, field, list_row, rows_in, section, window,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

const GAP: f32 = 5.0;
/// What the history keeps of the page.
const HISTORY: f32 = 92.0;

impl People {
    /// The list, or the person on show.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        if let Some(form) = &self.form {
            return self.finder.page(form.view(measures), false);
        }
        let content = match self.finder.shown() {
            Some((page, mark)) => self.person(page, mark, around.now, measures),
            None => {
                let says = Words {
                    heading: words::get("page-people"),
                    field: words::get("people-find"),
                    none: words::get("people-none"),
                    more: None,
                };
                self.finder.list(says, line, measures)
            }
        };
        self.finder.page(content, self.walk_up().is_some())
    }

    fn person<'a>(
        &'a self,
        page: &'a PersonPage,
        mark: usize,
        now: When,
        measures: Measures,
    ) -> Element<'a, Message> {
        let person = &page.person;
        let (said, height) = self.finder.said(measures);
        let mut parts = column![who(page, measures)].push(said);
        let mut left = measures.height - measures.either(60.0, 86.0) - measures.gap - height;
        if self.walk_up().is_some() {
            parts = parts.push(self.join_line(measures));
            left -= measures.either(52.0, 68.0) + measures.gap;
        }
        let held = &person.holds;
        let line = measures.either(32.0, 38.0);
        // Devices come first; a history of three rows stays below them.
        let room = if page.account.is_empty() { 200.0 } else { 300.0 };
        let most = rows_in(left - room, line, GAP);
        let built = window(mark.min(held.len().saturating_sub(1)), held.len(), most);
        let mut has = column![].spacing(GAP);
        let mut height = 24.0;
        if held.is_empty() {
            has = has.push(text(words::get("card-has-nothing")).size(theme::LARGE));
            height += 24.0;
        }
        for index in built {
            let says = has_line(&held[index], now);
            has = has.push(list_row(says, mark == index, Some(Message::Take(index)), line));
            height += line + GAP;
        }
        let label = section(words::with("person-has-now", &[("count", &held.len())]));
        parts = parts.push(column![label, has].spacing(6)).push(Self::acts(page, self.charge()));
        let mut left = left - height - 38.0 - 2.0 * measures.gap;
        if !page.account.is_empty() {
            // A history of a few rows stays below what was charged.
            let (ledger, height) = ledger(page, mark, held.len(), left - HISTORY, measures);
            parts = parts.push(ledger);
            left -= height + measures.gap;
        }
        if left > HISTORY / 2.0 {
            let first = held.len() + page.account.len();
            let history = history(&page.history, mark, first, Other::Device, left, measures);
            parts = parts.push(history);
        }
        part::page(parts, measures).into()
    }

    /// The line that joins a walk-up with the real ID.
    fn join_line(&self, measures: Measures) -> Element<'_, Message> {
        let placeholder = words::get("person-join-field");
        let id = field(JOIN, &placeholder, &self.join, Message::JoinTyped, measures)
            .on_submit(Message::Join)
            .width(220);
        let says = fit(words::get("person-join")).size(theme::BODY).lines(2).font(theme::SEMIBOLD);
        let ready = !self.join.trim().is_empty() && self.joining.is_none();
        let press = key_button(
            words::get("key-enter"),
            words::get("person-join-now"),
            ready.then_some(Message::Join),
        );
        let content = row![container(says).width(Length::Fill), id, press]
            .spacing(12)
            .align_y(Alignment::Center);
        container(content)
            .padding([0, 14])
            .width(Length::Fill)
            .center_y(measures.either(52.0, 68.0))
            .style(theme::card)
            .into()
    }
}

/// Name, ID, what is said of them, and the way back.
fn who<'a>(page: &PersonPage, measures: Measures) -> Element<'a, Message> {
    let person = &page.person;
    let about = words::dots([
        person.named.id.as_str().to_owned(),
        if person.staff { words::get("card-staff") } else { String::new() },
        part::grade(&person.grade),
        part::homeroom(&person.named.homeroom),
        person.site_name.clone(),
        words::print::waiting(&person.slot, &person.case),
    ]);
    let name = fit(person.named.name.clone())
        .size(measures.either(28.0, 40.0))
        .least(20.0)
        .font(theme::BOLD);
    let mut chips = row![].spacing(8).align_y(Alignment::Center);
    chips = chips.push(match (person.parked, person.active) {
        (true, _) => chip(words::get("card-parked"), theme::chip_warn),
        (false, true) => chip(words::get("person-active"), theme::chip_good),
        (false, false) => chip(words::get("card-inactive"), theme::chip_bad),
    });
    if let Some(owes) = words::charge::owes(person.owes_cents) {
        chips = chips.push(chip(owes, theme::chip_bad));
    }
    if let Some(says) = words::agreement::chip(&page.agreement, &person.signed) {
        let signed = person.signed.iter().any(|signed| signed.version == page.agreement);
        chips = chips.push(chip(says, if signed { theme::chip_good } else { theme::chip_warn }));
    }
    for device in &person.assigned {
        if let Some(theirs) = words::assign::theirs(device, &person.named.id) {
            chips = chips.push(chip(theirs, theme::chip_good));
        }
    }
    if !person.household.is_empty() {
        let names: Vec<&str> = person.household.iter().map(|named| named.name.as_str()).collect();
        let says = words::with("card-household", &[("names", &names.join(", "))]);
        chips = chips.push(chip(says, theme::chip));
    }
    let about = faded(fit(about).size(measures.either(15.0, theme::LARGE)).least(13.0));
    let line = row![about, chips].spacing(14).align_y(Alignment::Center);
    row![column![name, line].spacing(measures.either(0, 6)).width(Length::Fill), back()]
        .spacing(14)
        .align_y(Alignment::Center)
        .into()
}

fn line(person: &PersonRow) -> iced::widget::Row<'_, Message> {
    let about = words::dots([
        part::grade(&person.grade),
        person.named.homeroom.clone(),
        person.site_name.clone(),
    ]);
    let state = (!person.active).then(|| chip(words::get("card-inactive"), theme::chip_warn));
    let content = row![
        cell(fit(person.named.name.as_str()).size(18.0).least(14.0).font(theme::SEMIBOLD), 5),
        cell(fit(about), 5),
        cell(fit(words::dots(&person.holds)), 4),
    ];
    let id = fit(person.named.id.as_str()).least(13.0).font(theme::SEMIBOLD);
    content.push(container(row![].push(state)).width(92)).push(container(id).width(96))
}

fn has_line(held: &HeldDevice, now: When) -> iced::widget::Row<'_, Message> {
    let since = words::since(held.since, Some(now));
    let due =
        held.due.as_deref().map(|due| words::with("card-has-due", &[("due", &words::date(due))]));
    row![
        container(fit(held.tag.as_str()).size(18.0).least(14.0).font(theme::BOLD)).width(150),
        cell(fit(held.model.as_str()), 4),
        cell(fit(words::with("card-has-since", &[("since", &since)])), 3),
        cell(fit(due.unwrap_or_default()), 3),
        space().width(0),
    ]
}
