//! A file whose headings say nothing, or that has none: each column beside its first rows, and what it
//! becomes.

use iced::widget::{column, container, row, space};
use iced::{Alignment, Element, Length};

use super::Message;
use super::data::{FieldLine, MapColumn, Mapping};
use super::piece::own_cap;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{
    self, Measures, faded, heading, key_hint, list_row, main_button, rows_in, window,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

const GAP: f32 = 5.0;

/// What is chosen so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Form {
    mapping: Mapping,
    /// The columns of the other way to read it: by number, or by heading.
    other: Vec<MapColumn>,
    /// It has no headings: columns are told by their number.
    numbered: bool,
    /// What the file holds.
    kind: usize,
    /// The field of each column, by its place among those of the kind.
    chosen: Vec<Option<usize>>,
    mark: usize,
}

impl Form {
    /// A file by its headings, and by the numbers of its columns.
    pub(super) fn new(mapping: Mapping, numbered: Vec<MapColumn>, headed: bool) -> Self {
        let mut form = Self { mapping, other: numbered, ..Self::default() };
        form.guess();
        if !headed {
            form.turn_headings();
        }
        form
    }

    /// Its first row is headings, or it is not.
    pub(super) fn turn_headings(&mut self) {
        std::mem::swap(&mut self.mapping.columns, &mut self.other);
        self.numbered = !self.numbered;
        self.mark = 0;
        self.guess();
    }

    /// What a column is called.
    fn title(&self, index: usize) -> String {
        if self.numbered {
            return words::with("exchange-map-column", &[("number", &(index as u64 + 1))]);
        }
        self.mapping.columns[index].heading.clone()
    }

    fn fields(&self) -> &[FieldLine] {
        self.mapping.kinds.get(self.kind).map_or(&[], |kind| &kind.fields)
    }

    /// What the names of the columns hint at.
    fn guess(&mut self) {
        let fields: Vec<String> = self.fields().iter().map(|field| field.word.clone()).collect();
        let guesses = self.mapping.columns.iter().map(|column| column.guesses.get(self.kind));
        self.chosen = guesses
            .map(|guess| guess.and_then(|word| fields.iter().position(|field| field == word)))
            .collect();
    }

    /// The word of what the file holds.
    pub(super) fn kind(&self) -> String {
        self.mapping.kinds.get(self.kind).map(|kind| kind.word.clone()).unwrap_or_default()
    }

    /// Field and heading, or field and number of the column, by their words.
    pub(super) fn headings(&self) -> Vec<(String, String)> {
        let columns = self.mapping.columns.iter().zip(&self.chosen).enumerate();
        columns
            .filter_map(|(index, (column, chosen))| {
                let field = self.fields().get((*chosen)?)?;
                let number = || (index + 1).to_string();
                let heading = if self.numbered { number() } else { column.heading.clone() };
                Some((field.word.clone(), heading))
            })
            .collect()
    }

    /// Whether rows can be told apart.
    pub(super) fn ready(&self) -> bool {
        let key = |chosen: &usize| self.fields().get(*chosen).is_some_and(|field| field.key);
        self.chosen.iter().flatten().any(key)
    }

    pub(super) fn step(&mut self, down: bool) {
        let last = self.chosen.len().saturating_sub(1);
        self.mark = if down { (self.mark + 1).min(last) } else { self.mark.saturating_sub(1) };
    }

    pub(super) fn take(&mut self, row: usize) {
        self.mark = row.min(self.chosen.len().saturating_sub(1));
    }

    /// The next field for the marked column, or the one before; left out stands before the first. A
    /// field that another column has is passed over.
    pub(super) fn turn(&mut self, on: bool) {
        let count = self.fields().len() + 1;
        let Some(now) = self.chosen.get(self.mark).copied() else { return };
        let mut place = now.map_or(0, |chosen| chosen + 1);
        for _ in 0..count {
            place = if on { (place + 1) % count } else { (place + count - 1) % count };
            let next = place.checked_sub(1);
            if next.is_none() || !self.chosen.contains(&next) {
                self.chosen[self.mark] = next;
                return;
            }
        }
    }

    /// Something else is in the file.
    pub(super) fn turn_kind(&mut self) {
        self.kind = (self.kind + 1) % self.mapping.kinds.len().max(1);
        self.guess();
    }

    /// The page.
    pub(super) fn view(
        &self,
        told: Option<&Result<String, String>>,
        busy: bool,
        measures: Measures,
    ) -> Element<'_, Message> {
        let kind = self.mapping.kinds.get(self.kind).map(|kind| kind.says.clone());
        let turn = if self.numbered {
            words::get("exchange-map-headed")
        } else {
            words::get("exchange-map-headless")
        };
        let holds = row![
            fit(words::with("exchange-map-holds", &[("kind", &kind.unwrap_or_default())]))
                .size(theme::BODY)
                .font(theme::SEMIBOLD),
            key_button(own_cap("T"), words::get("exchange-map-kind"), Some(Message::Own('t'))),
            key_button(own_cap("H"), turn, Some(Message::Own('h'))),
        ]
        .spacing(14)
        .align_y(Alignment::Center);
        let about = if self.numbered {
            words::with("exchange-map-numbered", &[("name", &self.mapping.name)])
        } else {
            words::with("exchange-map-line", &[("name", &self.mapping.name)])
        };
        let mut parts = column![
            heading(words::get("exchange-map"), measures),
            faded(fit(about).size(theme::BODY).least(13.0)),
            holds,
        ]
        .push(told.map(super::told));
        let mut left =
            measures.height - measures.either(28.0, 36.0) - 20.0 - 40.0 - 42.0 - 4.0 * measures.gap;
        if told.is_some() {
            left -= 34.0 + measures.gap;
        }
        let columns = &self.mapping.columns;
        let built = window(self.mark, columns.len(), rows_in(left, measures.row, GAP));
        let rows = built.map(|index| {
            let one = &columns[index];
            let marked = index == self.mark;
            let becomes = self.chosen[index].and_then(|chosen| self.fields().get(chosen));
            let becomes = match becomes {
                Some(field) => fit(field.says.clone()).least(13.0).font(theme::SEMIBOLD),
                None => fit(words::get("exchange-map-out")).least(13.0).faint(),
            };
            let arrows = if marked {
                let turn = |cap, on| {
                    iced::widget::button(key_hint(cap, ""))
                        .padding(0)
                        .style(theme::button_bare)
                        .on_press(Message::Field(on))
                };
                row![turn("←", false), container(becomes).width(Length::Fill), turn("→", true)]
                    .spacing(4)
                    .align_y(Alignment::Center)
            } else {
                row![space().width(28), container(becomes).width(Length::Fill)]
            };
            let content = row![
                container(fit(self.title(index)).least(13.0).font(theme::SEMIBOLD))
                    .width(Length::FillPortion(26)),
                container(fit(words::dots(&one.first)).least(13.0)).width(Length::FillPortion(38)),
                container(arrows).width(Length::FillPortion(30)),
            ];
            list_row(content, marked, Some(Message::Take(index)), measures.row)
        });
        let keys = row![
            main_button(
                key::cap(Action::Yes),
                words::get("exchange-map-check"),
                (self.ready() && !busy).then_some(Message::Press(Action::Yes))
            ),
            key_button(
                key::cap(Action::No),
                words::get("exchange-back"),
                Some(Message::Press(Action::No))
            ),
            key_hint(part::move_caps(), words::get("exchange-map-move")),
            key_hint("← →", words::get("exchange-map-turn")),
        ]
        .spacing(12)
        .height(42)
        .align_y(Alignment::Center);
        parts = parts.push(column(rows).spacing(GAP)).push(keys);
        part::page(parts, measures).into()
    }
}
