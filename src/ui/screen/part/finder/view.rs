//! How a page that finds looks: the list under its field, and what every page of one has.

use iced::keyboard::{self, Key, key::Named};
use iced::widget::{column, container, mouse_area, row, text};
use iced::{Alignment, Element, Length};

use super::history::{self, Other};
use super::{Finder, Message, Row};
use crate::desk::request::HistoryLine;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::keys::{keys, own_key};
use crate::ui::screen::part::{
    self, Measures, field, heading, key_hint, list_row, rows_in, window,
};
use crate::ui::theme;
use crate::ui::widget::keycap::{faint, key_button};
use crate::ui::widget::pager::pager;

const GAP: f32 = 5.0;

/// What a list says of itself.
pub(in crate::ui::screen) struct Words {
    /// What it is a list of.
    pub(in crate::ui::screen) heading: String,
    /// What can be typed.
    pub(in crate::ui::screen) field: String,
    /// Nothing fits.
    pub(in crate::ui::screen) none: String,
    /// Another key of the page: its cap, and what it does.
    pub(in crate::ui::screen) more: Option<(String, String)>,
}

impl<R: Row> Finder<R> {
    /// The list, a row of it as `line` makes it.
    pub(in crate::ui::screen) fn list<'a>(
        &'a self,
        says: Words,
        line: impl Fn(&'a R) -> iced::widget::Row<'a, Message>,
        measures: Measures,
    ) -> Element<'a, Message> {
        let rows = self.list.rows();
        let find = field(R::FIELD, &says.field, self.list.query(), Message::Typed, measures)
            .on_submit(Message::Enter);
        let above = row![
            container(heading(says.heading, measures)).width(Length::Fill),
            pager(self.list.page(), rows.len(), Message::Turn),
        ]
        .spacing(14)
        .align_y(Alignment::Center);
        let how = row![
            key_hint(part::move_caps(), words::get("find-move")),
            key_hint(key::cap(Action::Yes), words::get("find-open")),
            key_hint(key::cap(Action::No), words::get("find-back")),
        ]
        .push(says.more.map(|(cap, does)| key_hint(cap, does)))
        .spacing(16);
        let (said, height) = self.said(measures);
        let mut parts = column![above, find].push(said);
        if rows.is_empty() && self.list.is_known() {
            parts = parts.push(text(says.none).size(theme::LARGE).style(faint));
        }
        let used = measures.either(120.0, 150.0) + height;
        let room = rows_in(measures.height - used, measures.row, GAP);
        let built = window(self.list.mark(), rows.len(), room).map(|index| {
            let marked = index == self.list.mark();
            list_row(line(&rows[index]), marked, Some(Message::Take(index)), measures.row)
        });
        let list = mouse_area(column(built).spacing(GAP))
            .on_scroll(|delta| Message::Wheel(part::down(delta)));
        part::page(parts.push(list).push(how), measures).into()
    }

    /// What was done, or why it was not, with the height it takes.
    pub(in crate::ui::screen) fn said<'a>(
        &self,
        measures: Measures,
    ) -> (Option<Element<'a, Message>>, f32) {
        let said = self.said.as_ref().map(|said| match said {
            Ok(done) => part::done(done),
            Err(failure) => part::failure(failure),
        });
        let height = if said.is_some() { 34.0 + measures.gap } else { 0.0 };
        (said, height)
    }

    /// The whole page. Enter in a field is the field's; where there is none it opens the marked
    /// row.
    pub(in crate::ui::screen) fn page<'a>(
        &self,
        content: Element<'a, Message>,
        has_field: bool,
    ) -> Element<'a, Message> {
        let enters = self.open.is_some() && !has_field;
        keys(content, move |event| match event {
            keyboard::Event::KeyPressed { key: Key::Named(Named::Enter), modifiers, .. }
                if enters && modifiers.is_empty() =>
            {
                Some(Message::Enter)
            }
            event => own_key(event).map(Message::Own),
        })
        .into()
    }
}

/// The way from one to the list.
pub(in crate::ui::screen) fn back<'a>() -> Element<'a, Message> {
    let press = Some(Message::Press(Action::No));
    key_button(key::cap(Action::No), words::get("find-all"), press).into()
}

/// What happened to one: the rows of its page from `first` on, as many as fit into `height`.
pub(in crate::ui::screen) fn history(
    lines: &[HistoryLine],
    mark: usize,
    first: usize,
    other: Other,
    height: f32,
    measures: Measures,
) -> Element<'_, Message> {
    let open = move |index| Message::Take(first + index);
    let rows = history::history(lines, mark.checked_sub(first), other, height, measures, open);
    mouse_area(rows).on_scroll(|delta| Message::Wheel(part::down(delta))).into()
}
