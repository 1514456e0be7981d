//! What the register has for a row that is typed in: a list beside the field, marked with the arrows and
//! taken with Enter or the mouse.

use iced::widget::{column, row};
use iced::{Element, Size};

use super::{Message, Print, Row};
use crate::text as words;
use crate::ui::screen::part::{self, faded, list_row, rows_in, section, window};
use crate::ui::theme;
use crate::ui::widget::fit;

const LINE: f32 = 34.0;
const GAP: f32 = 4.0;

impl Print {
    /// Whether there is something to choose from for what is typed.
    pub(super) fn chooses(&self) -> bool {
        self.editing.is_some() && !self.known.offered(self.row()).is_empty()
    }

    /// What begins or goes on as what is typed last; all where that is one of them already.
    fn matching(&self) -> Vec<&str> {
        let offered = self.known.offered(self.row());
        let typed = self.editing.as_deref().map_or("", |text| last_part(self.row(), text)).trim();
        let typed = typed.to_lowercase();
        let whole = offered.iter().any(|one| one.to_lowercase() == typed);
        let fits = |one: &&String| whole || one.to_lowercase().contains(&typed);
        offered.iter().filter(fits).map(String::as_str).collect()
    }

    /// Marks the next or the one before; before the first is what is typed.
    pub(super) fn mark_option(&mut self, down: bool) {
        let last = self.matching().len();
        self.option =
            if down { (self.option + 1).min(last) } else { self.option.saturating_sub(1) };
    }

    /// The text with the marked one in the place of what is typed last; `None` where none is marked.
    pub(super) fn chosen(&self) -> Option<String> {
        let option = *self.matching().get(self.option.checked_sub(1)?)?;
        let text = self.editing.as_ref()?;
        let before = &text[..text.len() - last_part(self.row(), text).len()];
        let blank = if before.is_empty() || before.ends_with(' ') { "" } else { " " };
        Some(format!("{before}{blank}{option}"))
    }

    /// The list, in the place of the page.
    pub(super) fn options(&self, room: Size) -> Element<'_, Message> {
        let matching = self.matching();
        let title = section(words::get("printing-choose"));
        if matching.is_empty() {
            let says = faded(fit(words::get("printing-none-so")).lines(2).least(13.0));
            return column![title, says].spacing(8).padding(16).into();
        }
        let mark = self.option.saturating_sub(1);
        let built = window(mark, matching.len(), rows_in(room.height - 80.0, LINE, GAP));
        let hidden = (built.start, matching.len() - built.end);
        let lines = built.map(|index| {
            let says = fit(matching[index].to_owned()).least(13.0).font(theme::MEDIUM);
            let press = Some(Message::Option(index + 1));
            list_row(row![says], self.option == index + 1, press, LINE)
        });
        let more = part::more_rows(hidden);
        column![title, column(lines).spacing(GAP)].push(more).spacing(8).padding(16).into()
    }
}

/// What is typed behind the last comma, where several may stand.
fn last_part(row: Row, text: &str) -> &str {
    if row.is_several() { text.rsplit([',', ';']).next().unwrap_or(text) } else { text }
}
