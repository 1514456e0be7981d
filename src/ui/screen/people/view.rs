//! How people look: the list under its field, and one person with what they have and what
//! happened.

use iced::keyboard;
use iced::keyboard::key::Named;
use iced::widget::{column, container, mouse_area, row, space, text};
use iced::{Alignment, Element, Length};

use super::{FIND, JOIN, Message, Open, People};
use crate::desk::reply::{HeldDevice, Person, When};
use crate::desk::request::{PersonPage, PersonRow};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::history::{Other, history};
use crate::ui::screen::part::keys::keys;
use crate::ui::screen::part::{
    self, Measures, cell, chip, faded, field, heading, key_hint, list_row, rows_in, section, window,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};
use crate::ui::widget::pager::pager;

const GAP: f32 = 5.0;

impl People {
    /// The list, or the person on show.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let open = self.open.as_ref();
        let content = match open.and_then(|open| Some((open, open.page.as_deref()?))) {
            Some((open, page)) => self.person(open, page, around.now, measures),
            None => self.list(measures),
        };
        // Enter in a field is the field's; where there is none it opens the marked row.
        let walk_up = open.is_some_and(|open| open.id.is_walk_up());
        let enters = open.is_some() && !walk_up;
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
            field(FIND, &words::get("people-find"), self.finder.query(), Message::Typed, measures)
                .on_submit(Message::Enter);
        let above = row![
            container(heading(words::get("page-people"), measures)).width(Length::Fill),
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
            parts = parts.push(text(words::get("people-none")).size(theme::LARGE).style(faint));
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

    fn person<'a>(
        &'a self,
        open: &'a Open,
        page: &'a PersonPage,
        now: When,
        measures: Measures,
    ) -> Element<'a, Message> {
        let person = &page.person;
        let mut parts = column![who(person, measures)]
            .push(self.failure.as_deref().map(part::failure))
            .push(self.done.as_deref().map(part::done));
        let mut left = measures.height - measures.either(60.0, 86.0) - measures.gap;
        if self.failure.is_some() || self.done.is_some() {
            left -= 34.0 + measures.gap;
        }
        if open.id.is_walk_up() {
            parts = parts.push(join(open, measures));
            left -= measures.either(52.0, 68.0) + measures.gap;
        }
        let held = &person.holds;
        let line = measures.either(32.0, 38.0);
        // Devices come first; a history of three rows stays below them.
        let most = rows_in(left - 160.0, line, GAP);
        let built = window(open.mark.min(held.len().saturating_sub(1)), held.len(), most);
        let mut has = column![].spacing(GAP);
        let mut height = 24.0;
        if held.is_empty() {
            has = has.push(text(words::get("card-has-nothing")).size(theme::LARGE));
            height += 24.0;
        }
        for index in built {
            let marked = open.mark == index;
            let says = has_line(&held[index], now);
            has = has.push(list_row(says, marked, Some(Message::Take(index)), line));
            height += line + GAP;
        }
        let label = section(words::with("person-has-now", &[("count", &held.len())]));
        parts = parts.push(column![label, has].spacing(6));
        left -= height + measures.gap;
        let first = held.len();
        let history = history(
            &page.history,
            open.mark.checked_sub(first),
            Other::Device,
            left,
            measures,
            move |index| Message::Take(first + index),
        );
        let history = mouse_area(history).on_scroll(|delta| Message::Wheel(part::down(delta)));
        part::page(parts.push(history), measures).into()
    }
}

/// Name, ID, what is said of them, and the way back.
fn who<'a>(person: &Person, measures: Measures) -> Element<'a, Message> {
    let about = words::dots([
        person.named.id.as_str().to_owned(),
        if person.staff { words::get("card-staff") } else { String::new() },
        part::grade(&person.grade),
        part::homeroom(&person.named.homeroom),
        person.site_name.clone(),
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
    if !person.household.is_empty() {
        let names: Vec<&str> = person.household.iter().map(|named| named.name.as_str()).collect();
        let says = words::with("card-household", &[("names", &names.join(", "))]);
        chips = chips.push(chip(says, theme::chip));
    }
    let about = faded(fit(about).size(measures.either(15.0, theme::LARGE)).least(13.0));
    let line = row![about, chips].spacing(14).align_y(Alignment::Center);
    let back =
        key_button(key::cap(Action::No), words::get("find-all"), Some(Message::Press(Action::No)));
    row![column![name, line].spacing(measures.either(0, 6)).width(Length::Fill), back]
        .spacing(14)
        .align_y(Alignment::Center)
        .into()
}

/// The line that joins a walk-up with the real ID.
fn join(open: &Open, measures: Measures) -> Element<'_, Message> {
    let id =
        field(JOIN, &words::get("person-join-field"), &open.join, Message::JoinTyped, measures)
            .on_submit(Message::Join)
            .width(220);
    let says = fit(words::get("person-join")).size(theme::BODY).lines(2).font(theme::SEMIBOLD);
    let ready = !open.join.trim().is_empty() && open.joining.is_none();
    let press = key_button(
        words::get("key-enter"),
        words::get("person-join-now"),
        ready.then_some(Message::Join),
    );
    let content =
        row![container(says).width(Length::Fill), id, press].spacing(12).align_y(Alignment::Center);
    container(content)
        .padding([0, 14])
        .width(Length::Fill)
        .center_y(measures.either(52.0, 68.0))
        .style(theme::card)
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
