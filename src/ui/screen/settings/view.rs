//! How the settings look: a row each, the marked one with its keys, and below them what the last
//! scan came in as and where the data lies.

use iced::keyboard::key::Named;
use iced::keyboard::{self, Key};
use iced::widget::{button, column, container, mouse_area, row, space, text};
use iced::{Alignment, Element, Length};

use super::row::{ending, named};
use super::{EDIT, Last, Message, Row, Settings};
use crate::desk::request::{Board, TailState};
use crate::domain::code;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::keys::keys;
use crate::ui::screen::part::{
    self, Measures, card, chip, faded, field, heading, key_hint, main_button, rows_in, section,
    window,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

const GAP: f32 = 2.0;

impl Settings {
    /// All rows, as far as there is room.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let height = measures.either(62.0, 82.0);
        let mut used = measures.either(36.0, 40.0) + height + 26.0 + 3.0 * measures.gap;
        if self.failure.is_some() {
            used += 34.0 + measures.gap;
        }
        // All rows where they can stand, lower if need be; else those around the marked one.
        let line = (0..=10_u8)
            .map(|step| 40.0 - f32::from(step))
            .find(|line| rows_in(measures.height - used, *line, GAP) >= Row::ALL.len())
            .unwrap_or(30.0);
        let room = rows_in(measures.height - used, line, GAP);
        let shown = window(self.mark, Row::ALL.len(), room);
        let of = (shown.len() < Row::ALL.len()).then(|| {
            let (first, last) = (shown.start + 1, shown.end);
            let says = words::with(
                "settings-rows",
                &[("first", &first), ("last", &last), ("of", &Row::ALL.len())],
            );
            faded(fit(says).size(14.0))
        });
        let above = row![
            container(heading(words::get("page-settings"), measures)).width(Length::Fill),
            of,
            self.policy_part(),
        ]
        .spacing(14)
        .height(measures.either(36.0, 40.0))
        .align_y(Alignment::Center);
        let rows = shown.map(|index| self.row_of(index, around.board, line, measures));
        let rows = mouse_area(column(rows).spacing(GAP))
            .on_scroll(|delta| Message::Wheel(part::down(delta)));
        let below = row![
            container(self.test(measures)).width(Length::FillPortion(3)).height(height),
            container(data(around.board, measures)).width(Length::FillPortion(2)).height(height),
        ]
        .spacing(measures.gap);
        let parts = column![above]
            .push(self.failure.as_deref().map(part::failure))
            .push(rows)
            .push(below)
            .push(self.how());
        let editing = self.editing.is_some();
        keys(part::page(parts, measures), move |event| own_key(event, editing)).into()
    }

    fn row_of<'a>(
        &'a self,
        index: usize,
        board: Option<&'a Board>,
        height: f32,
        measures: Measures,
    ) -> Element<'a, Message> {
        let of = Row::ALL[index];
        let marked = index == self.mark;
        let label = container(fit(of.label()).font(theme::SEMIBOLD)).width(Length::FillPortion(4));
        let mut content = row![label].spacing(10).align_y(Alignment::Center);
        match &self.editing {
            Some(text) if marked => {
                let edit = field(EDIT, "", text, Message::Edited, measures)
                    .padding([measures.either(1, 5), 10])
                    .on_submit(Message::Commit);
                content = content.push(container(edit).width(Length::FillPortion(5)));
            }
            _ => {
                let value = of.value(&self.kept, self.draft.as_ref(), &self.ports);
                let value = fit(value).size(16.0).least(13.0).font(theme::MEDIUM);
                let state = (of == Row::Tail).then(|| board.and_then(tail_chip)).flatten();
                let value = row![container(value).width(Length::Fill)]
                    .push(state)
                    .align_y(Alignment::Center);
                content = content.push(container(value).width(Length::FillPortion(5)));
            }
        }
        content = content.push(container(turns(of, index, &self.kept)).width(118));
        let content = content.height(Length::Fill);
        let style = if marked { theme::row_marked } else { theme::row };
        let line =
            container(content).padding([0, 14]).width(Length::Fill).height(height).style(style);
        mouse_area(line).on_press(Message::Take(index)).into()
    }

    /// The button that sets the policy, while it is drafted.
    fn policy_part(&self) -> Option<Element<'_, Message>> {
        self.is_drafted().then(|| {
            main_button(
                key::cap(Action::Yes),
                words::get("settings-policy-set"),
                (!self.setting_policy).then_some(Message::Press(Action::Yes)),
            )
        })
    }

    /// What the last scan came in as. For a serial scanner also what ended it.
    fn test(&self, measures: Measures) -> Element<'_, Message> {
        let (says, about) = match &self.last {
            Last::Nothing if self.asks_for_test() => {
                (words::get("settings-test-ask"), words::get("settings-test-ask-how"))
            }
            Last::Nothing => (words::get("settings-test-none"), words::get("settings-test-how")),
            Last::Trouble(says) => (words::of(*says), String::new()),
            Last::Line(line, serial) => {
                let says = match self.reading() {
                    Some(Ok(reading)) => {
                        let forms: Vec<&str> =
                            reading.candidates().map(code::Code::as_str).collect();
                        forms.join(" / ")
                    }
                    _ => words::get("settings-test-no-code"),
                };
                let came = words::with(
                    "settings-test-came",
                    &[("line", &words::shown(line)), ("count", &line.chars().count())],
                );
                let end = match ending(&self.kept) {
                    _ if !serial => String::new(),
                    Some(ending) => named(ending),
                    None => words::get("settings-test-listening"),
                };
                (says, words::dots([came, end]))
            }
        };
        let section_of = if self.asks_for_test() {
            words::get("settings-test-scan")
        } else {
            words::get("settings-test")
        };
        let content = column![
            row![
                section(section_of),
                faded(fit(about).size(14.0).least(13.0)).width(Length::Fill),
            ]
            .spacing(12)
            .align_y(Alignment::Center),
            fit(says).size(20.0).least(14.0).font(theme::BOLD),
        ]
        .spacing(2);
        card(content, measures).height(Length::Fill).into()
    }

    fn how(&self) -> Element<'_, Message> {
        let mut line = row![key_hint(part::move_caps(), words::get("settings-move"))].spacing(16);
        if self.editing.is_some() {
            line = line.push(key_hint(words::get("key-enter"), words::get("settings-commit")));
        } else {
            line = line
                .push(key_hint(words::get("key-sides"), words::get("settings-turn")))
                .push(key_hint(words::get("key-enter"), words::get("settings-edit")));
        }
        line.push(key_hint(key::cap(Action::No), words::get("settings-leave"))).into()
    }
}

/// Left and right, and Enter in a row whose text is edited; nothing else is taken from a field.
fn own_key(event: &keyboard::Event, editing: bool) -> Option<Message> {
    let keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. } = event else {
        return None;
    };
    if editing || !modifiers.is_empty() {
        return None;
    }
    match named {
        Named::ArrowLeft => Some(Message::Turn(false)),
        Named::ArrowRight => Some(Message::Turn(true)),
        Named::Enter => Some(Message::Enter),
        _ => None,
    }
}

/// What the mouse presses in place of left, right and Enter.
fn turns<'a>(of: Row, index: usize, kept: &crate::desk::request::Settings) -> Element<'a, Message> {
    if of.is_text() {
        let edit = key_button(
            words::get("key-enter"),
            words::get("settings-change"),
            Some(Message::Take(index)),
        );
        return edit.padding([2, 10]).into();
    }
    if of == Row::Ending {
        let again = Some(Message::Take(index)).filter(|_| ending(kept).is_some());
        let test = key_button(words::get("key-enter"), words::get("settings-test-again"), again);
        return test.padding([2, 10]).into();
    }
    let turn = |sign: String, up: bool| {
        button(text(sign).size(theme::BODY).font(theme::BOLD).line_height(1.0))
            .padding([4, 16])
            .style(theme::button_plain)
            .on_press(Message::TurnRow(index, up))
    };
    row![
        turn(words::get("key-left"), false),
        space().width(6),
        turn(words::get("key-right"), true),
    ]
    .into()
}

fn tail_chip<'a>(board: &Board) -> Option<Element<'a, Message>> {
    match board.tail {
        TailState::Off => None,
        TailState::Written(behind) => {
            let says = words::with("settings-tail-written", &[("count", &behind)]);
            Some(chip(says, theme::chip_good))
        }
        TailState::Missing => Some(chip(words::get("settings-tail-missing"), theme::chip_bad)),
    }
}

/// Where the data lies.
fn data(board: Option<&Board>, measures: Measures) -> Element<'_, Message> {
    let folder = board.map(|board| board.folder.as_str()).unwrap_or_default();
    let content = column![
        section(words::get("settings-folder")),
        fit(folder).size(16.0).least(13.0).font(theme::SEMIBOLD),
    ]
    .push((!measures.low).then(|| text(words::get("settings-folder-line")).size(14).style(faint)))
    .spacing(2);
    card(content, measures).height(Length::Fill).into()
}
