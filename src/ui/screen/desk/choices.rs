//! Lists that a key opens below the band: what may be noted about the device in it, and why yes is said
//! where a rule says no. Arrows move, Ctrl+Enter takes the marked row; each row is also a card.

use iced::widget::{button, container, row};
use iced::{Element, Length};

use super::Message;
use super::names::{HEAD, head};
use super::view::Stack;
use crate::desk::session::REASONS;
use crate::domain::code::CommandCode;
use crate::domain::noted::Note;
use crate::domain::price::STEPS;
use crate::text as words;
use crate::ui::theme;
use crate::ui::widget::fit;

const ROW: f32 = 36.0;
const GAP: f32 = 4.0;
/// Rows stand in so many columns.
const COLUMNS: usize = 2;

/// Which list is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choices {
    /// What is noted, with the marked row.
    Notes(usize),
    /// Why, with the marked row: none is until somebody chooses.
    Reasons(Option<usize>),
}

impl Choices {
    /// The cards in their order: what each says, and its code.
    fn rows(self) -> Vec<(String, CommandCode)> {
        match self {
            Self::Notes(_) => {
                let notes = Note::all().map(|note| (words::note::title(note), note.command()));
                let parts = STEPS.into_iter().map(|percent| {
                    let said = words::with("choices-part", &[("percent", &u32::from(percent))]);
                    (said, CommandCode::Part(percent.to_string()))
                });
                notes.chain(parts).collect()
            }
            Self::Reasons(_) => {
                let reason =
                    |word: &str| (words::note::because(word), CommandCode::Why(word.to_owned()));
                REASONS.into_iter().map(reason).collect()
            }
        }
    }

    fn marked(self) -> Option<usize> {
        match self {
            Self::Notes(marked) => Some(marked),
            Self::Reasons(marked) => marked,
        }
    }

    /// The list with the row above or below marked.
    pub(super) fn moved(self, down: bool) -> Choices {
        let last = self.rows().len() - 1;
        let next = match self.marked() {
            None => 0,
            Some(at) if down => (at + 1).min(last),
            Some(at) => at.saturating_sub(1),
        };
        match self {
            Self::Notes(_) => Self::Notes(next),
            Self::Reasons(_) => Self::Reasons(Some(next)),
        }
    }

    /// The code of a row.
    pub(super) fn code(self, row: usize) -> Option<String> {
        self.rows().get(row).map(|(_, command)| command.text())
    }

    /// The code of the marked row.
    pub(super) fn chosen(self) -> Option<String> {
        self.marked().and_then(|row| self.code(row))
    }

    /// Draws as many rows as there is room for, the marked one among them.
    pub(super) fn list(self, stack: &mut Stack<'_>, tag: &str) {
        let rows = self.rows();
        stack.push(HEAD, head(self.title(tag)));
        let mut lines: usize = 1;
        while f(lines + 1) * (ROW + GAP) <= stack.left() {
            lines += 1;
        }
        let all = rows.len().div_ceil(COLUMNS);
        let lines = lines.min(all);
        let at = self.marked().unwrap_or(0) / COLUMNS;
        let first = at.saturating_sub(lines / 2).min(all - lines);
        let shown = rows.chunks(COLUMNS).enumerate().skip(first).take(lines);
        let list = iced::widget::column(shown.map(|(line, cells)| {
            let cells = cells.iter().enumerate().map(|(column, (says, _))| {
                let index = line * COLUMNS + column;
                cell(index, says, self.marked() == Some(index))
            });
            row(cells).spacing(GAP).into()
        }));
        stack.push(f(lines) * (ROW + GAP) - GAP, list.spacing(GAP));
    }

    fn title(self, tag: &str) -> String {
        match self {
            Self::Notes(_) => words::with("choices-notes", &[("tag", &tag)]),
            Self::Reasons(_) => words::get("choices-reasons"),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of rows")]
fn f(rows: usize) -> f32 {
    rows as f32
}

fn cell<'a>(index: usize, says: &str, marked: bool) -> Element<'a, Message> {
    let content = container(fit(says.to_owned()).size(16.0).least(13.0).font(theme::SEMIBOLD))
        .center_y(Length::Fill);
    let style = if marked { theme::button_row_marked } else { theme::button_row };
    button(content)
        .padding([0, 14])
        .width(Length::Fill)
        .height(ROW)
        .style(style)
        .on_press(Message::Choose(index))
        .into()
}
