//! Writing a table or the loans to a file: what, in which form, where to.

use std::path::PathBuf;

use iced::widget::{button, column, row, text};
use iced::{Alignment, Element, Length};

use super::{Message, PATH, SINCE};
use crate::desk::request::{Format, Request, Sheet, Wanted};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{
    self, Measures, card, faded, field, heading, key_hint, main_button, section,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

/// What is chosen.
#[derive(Debug, Clone, Default)]
pub(super) struct Export {
    what: usize,
    format: usize,
    /// Of loans only what went out or came back on this day or later, `YYYY-MM-DD`; empty for all.
    pub(super) since: String,
}

impl Export {
    fn sheet(&self) -> Sheet {
        Sheet::ALL[self.what.min(Sheet::ALL.len() - 1)]
    }

    fn format(&self) -> Format {
        // Forms of others are for loans.
        if self.sheet() == Sheet::Loans { Format::ALL[self.format] } else { Format::Csv }
    }

    /// The next table, or the one before.
    pub(super) fn step(&mut self, down: bool) {
        let last = Sheet::ALL.len() - 1;
        self.what = if down { (self.what + 1).min(last) } else { self.what.saturating_sub(1) };
    }

    /// The next form, or the one before.
    pub(super) fn turn(&mut self, on: bool) {
        if self.sheet() == Sheet::Loans {
            let last = Format::ALL.len() - 1;
            self.format =
                if on { (self.format + 1).min(last) } else { self.format.saturating_sub(1) };
        }
    }

    pub(super) fn take(&mut self, what: usize) {
        self.what = what.min(Sheet::ALL.len() - 1);
    }

    pub(super) fn take_format(&mut self, format: usize) {
        if self.sheet() == Sheet::Loans {
            self.format = format.min(Format::ALL.len() - 1);
        }
    }

    /// The name the file gets in a folder.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.sheet().as_str(), self.format().extension())
    }

    /// What is to be asked; `path` is a file, or a folder that is there.
    pub(super) fn request(&self, path: &str) -> Option<Request> {
        let path = path.trim();
        if path.is_empty() {
            return None;
        }
        let mut path = PathBuf::from(path);
        if path.is_dir() {
            path.push(self.name());
        }
        let day = self.since.trim();
        let since = (self.sheet() == Sheet::Loans && !day.is_empty()).then(|| day.to_owned());
        let wanted = Wanted { what: self.sheet(), format: self.format(), since };
        Some(Request::Export { wanted, path })
    }

    /// The page.
    pub(super) fn view(
        &self,
        path: &str,
        told: Option<&Result<String, String>>,
        busy: bool,
        measures: Measures,
    ) -> Element<'static, Message> {
        let what = Sheet::ALL.into_iter().enumerate().map(|(index, sheet)| {
            choice(table(sheet), index == self.what, Some(Message::Take(index)))
        });
        let loans = self.sheet() == Sheet::Loans;
        let formats = Format::ALL.into_iter().enumerate().map(|(index, format)| {
            let chosen = format == self.format();
            choice(form(format), chosen, loans.then_some(Message::Format(index)))
        });
        let why = match self.sheet() {
            Sheet::Loans => words::get("exchange-export-loans"),
            sheet if sheet.is_taken_in() => words::get("exchange-export-own"),
            _ => words::get("exchange-export-read"),
        };
        let example = words::with("exchange-export-example", &[("name", &self.name())]);
        let chosen = column![
            row![
                section(words::get("exchange-export-what")),
                key_hint(part::move_caps(), words::get("exchange-export-move")),
            ]
            .spacing(12)
            .align_y(Alignment::Center),
            row(what).spacing(8).wrap(),
            row![
                section(words::get("exchange-export-form")),
                key_hint(
                    format!("{} {}", key::cap(Action::PageUp), key::cap(Action::PageDown)),
                    words::get("exchange-export-turn")
                ),
            ]
            .spacing(12)
            .align_y(Alignment::Center),
            row(formats).spacing(8),
            faded(fit(why).lines(2).least(13.0)),
        ]
        .spacing(measures.either(8.0, 14.0));
        let file = field(PATH, &example, path, Message::Typed, measures)
            .on_submit(Message::Press(Action::Yes));
        let note = faded(fit(words::get("exchange-export-since-why")).size(14.0).least(13.0));
        let since = loans.then(|| {
            let example = words::get("exchange-export-since-example");
            let day = field(SINCE, &example, &self.since, Message::Since, measures)
                .on_submit(Message::Press(Action::Yes));
            part::labelled(words::get("exchange-export-since"), note.into(), day.width(200))
        });
        let ready = !busy && !path.trim().is_empty();
        let keys = row![
            main_button(
                key::cap(Action::Yes),
                words::get("exchange-export-now"),
                ready.then_some(Message::Press(Action::Yes))
            ),
            key_button(
                key::cap(Action::No),
                words::get("exchange-back"),
                Some(Message::Press(Action::No))
            ),
        ]
        .spacing(12)
        .height(42)
        .align_y(Alignment::Center);
        let parts = column![
            heading(words::get("exchange-export"), measures),
            card(chosen, measures),
            file,
        ]
        .push(since)
        .push(told.map(super::told))
        .push(
            busy.then(|| text(words::get("exchange-write-writing")).size(theme::BODY).style(faint)),
        )
        .push(keys);
        part::page(parts, measures).into()
    }
}

fn choice<'a>(says: String, chosen: bool, message: Option<Message>) -> Element<'a, Message> {
    let style = if chosen { theme::button_chosen } else { theme::button_plain };
    button(fit(says).size(14.0).least(13.0).font(theme::SEMIBOLD))
        .padding([7, 8])
        .width(Length::Shrink)
        .style(style)
        .on_press_maybe(message)
        .into()
}

fn table(sheet: Sheet) -> String {
    match sheet {
        Sheet::Students => words::get("exchange-sheet-students"),
        Sheet::Devices => words::get("exchange-sheet-devices"),
        Sheet::Models => words::get("exchange-sheet-models"),
        Sheet::Sites => words::get("exchange-sheet-sites"),
        Sheet::Loans => words::get("exchange-sheet-loans"),
        Sheet::Events => words::get("exchange-sheet-events"),
        Sheet::Runs => words::get("exchange-sheet-runs"),
        Sheet::Charges => words::get("exchange-sheet-charges"),
        Sheet::Tickets => words::get("exchange-sheet-tickets"),
        Sheet::Proposals => words::get("exchange-sheet-proposals"),
        Sheet::Assignments => words::get("exchange-sheet-assignments"),
        Sheet::Accessories => words::get("exchange-sheet-accessories"),
        Sheet::Overrides => words::get("exchange-sheet-overrides"),
        Sheet::Prices => words::get("exchange-sheet-prices"),
        Sheet::Entries => words::get("exchange-sheet-entries"),
    }
}

fn form(format: Format) -> String {
    match format {
        Format::Csv => words::get("exchange-form-csv"),
        Format::SnipeIt => words::get("exchange-form-snipe"),
        Format::Gam => words::get("exchange-form-gam"),
        Format::Destiny => words::get("exchange-form-destiny"),
        Format::Koc => words::get("exchange-form-koc"),
        Format::Evergreen => words::get("exchange-form-evergreen"),
    }
}
