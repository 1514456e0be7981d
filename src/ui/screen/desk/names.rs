//! The names that fit what is typed: arrows move, Ctrl+Enter takes the marked row. A scan while
//! the list is open is a scan; the list has no field that could catch it.

use iced::widget::{button, container, row, space, text};
use iced::{Alignment, Element, Length};

use super::view::Stack;
use super::{Message, Names};
use crate::desk::request::PersonRow;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::theme;
use crate::ui::widget::keycap::faint;
use crate::ui::widget::{fit, keycap};

const ROW: f32 = 42.0;
pub(super) const HEAD: f32 = 24.0;

/// As many rows around the marked one as there is room for.
pub(super) fn list<'a>(stack: &mut Stack<'a>, names: &'a Names) {
    let title = words::with("names-heading", &[("count", &names.rows.len())]);
    stack.push(HEAD, head(title));
    let gap = 4.0;
    let room = stack.left();
    let mut fits: usize = 1;
    let mut used = ROW;
    while used + gap + ROW <= room {
        used += gap + ROW;
        fits += 1;
    }
    let first = names.marked.saturating_sub(fits / 2).min(names.rows.len().saturating_sub(fits));
    let rows = names.rows.iter().enumerate().skip(first).take(fits);
    let list = iced::widget::column(
        rows.map(|(index, person)| line(index, person, index == names.marked)),
    );
    stack.push(used.min(room), list.spacing(gap));
}

/// What a list is of, and its keys.
pub(super) fn head<'a>(title: String) -> Element<'a, Message> {
    row![
        fit(title).size(theme::BODY).font(theme::SEMIBOLD),
        space().width(Length::Fill),
        keycap(format!("{} {}", key::cap(Action::Up), key::cap(Action::Down))),
        text(words::get("names-move")).size(14).style(faint),
        keycap(key::cap(Action::Yes)),
        text(words::get("names-take")).size(14).style(faint),
    ]
    .spacing(8)
    .align_y(Alignment::Center)
    .into()
}

/// Name, grade, homeroom, site and the last four signs of the ID.
fn line(index: usize, person: &PersonRow, marked: bool) -> Element<'_, Message> {
    let id = person.named.id.as_str();
    let tail = id.char_indices().rev().nth(3).map_or(id, |(at, _)| &id[at..]);
    let grade = if person.grade.is_empty() {
        String::new()
    } else {
        words::with("card-line-grade", &[("grade", &person.grade)])
    };
    let about = words::dots([grade, person.named.homeroom.clone(), person.site_name.clone()]);
    let content = row![
        container(fit(person.named.name.clone()).size(18.0).font(theme::SEMIBOLD))
            .width(Length::FillPortion(5)),
        container(fit(about).size(theme::BODY)).width(Length::FillPortion(5)),
        text(format!("…{tail}")).size(theme::BODY).font(theme::SEMIBOLD),
    ]
    .spacing(12)
    .height(Length::Fill)
    .align_y(Alignment::Center);
    let style = if marked { theme::button_row_marked } else { theme::button_row };
    button(content)
        .padding([0, 14])
        .width(Length::Fill)
        .height(ROW)
        .style(style)
        .on_press(Message::Take(index))
        .into()
}
