//! Pages of a list: which rows are on show, and the keys to the others.
//!
//! Nothing in iced builds only what is visible, so lists are cut into pages before they are built.

use iced::widget::{row, text};
use iced::{Alignment, Element};

use super::keycap::{faint, key_button};
use crate::text as words;
use crate::ui::key::{self, Action};

/// Rows of a page, as the desk answers them.
pub const PAGE: usize = 50;

/// Which page is on show, and whether there are others.
pub fn pager<'a, Message: Clone + 'a>(
    page: u32,
    rows: usize,
    on_page: impl Fn(u32) -> Message,
) -> Element<'a, Message> {
    let first = u64::from(page) * PAGE as u64;
    let shown = if rows == 0 {
        words::get("pager-none")
    } else {
        words::with(
            "pager-rows",
            &[("first", &words::count(first + 1)), ("last", &words::count(first + rows as u64))],
        )
    };
    let back = page.checked_sub(1).map(&on_page);
    let on = (rows == PAGE).then(|| on_page(page + 1));
    row![
        text(shown).size(14).style(faint),
        key_button(key::cap(Action::PageUp), words::get("pager-back"), back),
        key_button(key::cap(Action::PageDown), words::get("pager-on"), on),
    ]
    .spacing(10)
    .align_y(Alignment::Center)
    .into()
}
