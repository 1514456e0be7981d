//! How the Print page looks: what is chosen on the left, what comes out on the right.

use iced::keyboard::{self, Key, key::Named};
use iced::widget::{Column, button, canvas, column, container, mouse_area, row, space, text};
use iced::{Alignment, Element, Length, Size};

use super::choice::Row;
use super::kind::{KINDS, purpose};
use super::preview::{Preview, fitted};
use super::work::Drawn;
use super::{EDIT, Message, Print};
use crate::print::times;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::keys::{keys, own_cap, own_key};
use crate::ui::screen::part::{
    self, Measures, faded, field, heading, key_hint, main_button, rows_in, section, window,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

const GAP: f32 = 4.0;
/// Height of the heading, and of what is said beside it.
const HEAD: f32 = 52.0;
/// Height of a line of buttons.
const BUTTONS: f32 = 42.0;
/// Width of the two arrows of a row.
const TURNS: f32 = 68.0;
/// What stands beside the page is at least so wide.
const BESIDE: f32 = 168.0;
/// Height of the line that says how many rows are above and below.
const MORE: f32 = 22.0;
/// The edge around the page, in its card.
const EDGE: f32 = 10.0;
/// A line of a problem, which may take two of text.
const PROBLEM: f32 = 36.0;

impl Print {
    /// What is on show.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let left = (measures.width * 0.42).clamp(380.0, 560.0);
        let below = measures.height - HEAD - measures.gap;
        let title = heading((KINDS[self.choice.kind].title)(), measures);
        let head = row![container(title).width(left), container(self.state()).width(Length::Fill)]
            .spacing(measures.gap)
            .height(HEAD)
            .align_y(Alignment::Center);
        let right = Size::new(measures.width - left - measures.gap, below);
        // Where nothing can be shown the whole card is another one, and so is painted whole: with the
        // same quad behind it, a piece of the sentence stays blank (iced 0.14, software renderer).
        let nothing = self.shown.is_none() && self.failure.is_some() && !self.chooses();
        let page = if nothing { theme::card_warn } else { theme::card };
        let content = column![
            head,
            row![
                container(self.left(below, measures)).width(left),
                container(self.right(right)).width(Length::Fill).height(below).style(page),
            ]
            .spacing(measures.gap),
        ];
        let editing = self.editing.is_some();
        keys(part::page(content, measures), move |event| own(event, editing)).into()
    }

    fn left(&self, height: f32, measures: Measures) -> Element<'_, Message> {
        let how = 26.0 + measures.gap;
        let used = 2.0 * BUTTONS + 8.0 + measures.gap + measures.either(0.0, how);
        let all = self.rows();
        let line = measures.either(31.0, 38.0);
        let path = self.path();
        let fits = rows_in(height - used, line, GAP);
        let fits = if fits < all.len() { rows_in(height - used - MORE, line, GAP) } else { fits };
        let built = window(self.mark, all.len(), fits);
        let hidden = (built.start, all.len() - built.end);
        let rows = built.map(|index| self.row_of(index, all[index], &path, line, measures));
        let rows = mouse_area(column(rows).spacing(GAP))
            .on_scroll(|delta| Message::Wheel(part::down(delta)));
        let how = (!measures.low).then(|| {
            row![
                key_hint(part::move_caps(), words::get("settings-move")),
                key_hint(words::get("key-sides"), words::get("settings-turn")),
                key_hint(words::get("key-enter"), words::get("settings-edit")),
            ]
            .spacing(14)
            .height(26)
            .align_y(Alignment::Center)
        });
        let rows = column![rows].push(part::more_rows(hidden)).spacing(GAP);
        column![rows].push(how).push(self.buttons()).spacing(measures.gap).into()
    }

    fn row_of<'a>(
        &'a self,
        index: usize,
        of: Row,
        path: &str,
        height: f32,
        measures: Measures,
    ) -> Element<'a, Message> {
        let marked = index == self.mark;
        let label = fit(of.label()).size(14.0).least(13.0).font(theme::SEMIBOLD);
        let mut content = row![container(label).width(Length::FillPortion(3))].spacing(8);
        match &self.editing {
            Some(typed) if marked => {
                let edit = field(EDIT, &of.empty(), typed, Message::Edited, measures)
                    .padding([measures.either(1, 4), 8])
                    .on_submit(Message::Commit);
                content = content.push(container(edit).width(Length::FillPortion(6)));
            }
            _ => {
                let value = of.value(&self.choice, &self.known, path);
                let value = fit(value).size(15.0).least(13.0).font(theme::MEDIUM);
                content = content.push(container(value).width(Length::FillPortion(6)));
                if self.known.is_turned(of) {
                    let turn = |sign: String, on: bool| {
                        button(text(sign).size(14).font(theme::BOLD).line_height(1.0))
                            .padding([3, 8])
                            .style(theme::button_plain)
                            .on_press(Message::TurnRow(index, on))
                    };
                    let turns = row![
                        turn(words::get("key-left"), false),
                        turn(words::get("key-right"), true)
                    ];
                    content = content.push(turns.spacing(6).width(TURNS));
                } else {
                    content = content.push(space().width(TURNS));
                }
            }
        }
        let content = content.height(Length::Fill).align_y(Alignment::Center);
        let style = if marked { theme::row_marked } else { theme::row };
        let line =
            container(content).padding([0, 12]).width(Length::Fill).height(height).style(style);
        mouse_area(line).on_press(Message::Take(index)).into()
    }

    /// How far it is, whether it came out well, or what was done.
    fn state(&self) -> Element<'_, Message> {
        if self.works() {
            if !self.seen {
                return space().into();
            }
            let says = match self.saving {
                Some(_) => words::get("printing-writing"),
                None => words::get("printing-laying"),
            };
            let stop = Some(Message::Press(Action::No));
            return part::progress(says, self.percent.filter(|_| self.saving.is_some()), stop);
        }
        match &self.said {
            said if self.asked => row![
                container(
                    fit(Self::asks(said.as_ref())).lines(2).least(13.0).font(theme::SEMIBOLD)
                )
                .width(Length::Fill),
                main_button(
                    key::cap(Action::Yes),
                    words::get("printing-yes"),
                    Some(Message::Press(Action::Yes))
                ),
                key_button(
                    key::cap(Action::No),
                    words::get("printing-no"),
                    Some(Message::Press(Action::No))
                ),
            ]
            .spacing(8)
            .align_y(Alignment::Center)
            .into(),
            Some(Ok(done)) => part::done(done),
            Some(Err(why)) => part::failure(why),
            None => space().into(),
        }
    }

    /// What was done, and whether it came out well.
    fn asks(said: Option<&Result<String, String>>) -> String {
        let done = said.map(|said| said.as_ref().unwrap_or_else(|why| why).clone());
        done.into_iter().chain([words::get("printing-well")]).collect::<Vec<_>>().join(" ")
    }

    fn buttons(&self) -> Element<'_, Message> {
        let ready = !self.works()
            && self.failure.is_none()
            && self.shown.as_ref().is_some_and(|drawn| drawn.made.pages() > 0);
        let table = self.shown.as_ref().is_some_and(|drawn| drawn.made.is_table());
        let when = |message| Some(message).filter(|_| ready);
        let save = main_button(
            if self.asked { String::new() } else { key::cap(Action::Yes) },
            if table { words::get("printing-save-table") } else { words::get("printing-save") },
            when(Message::Press(Action::Yes)).filter(|_| !self.asked),
        );
        let open = key_button(own_cap("O"), words::get("printing-open"), when(Message::Own('o')));
        let send = self.sends().then(|| {
            key_button(own_cap("P"), words::get("printing-print"), when(Message::Own('p')))
        });
        let back = key_button(
            key::cap(Action::No),
            words::get("exchange-back"),
            (!self.asked).then_some(Message::Press(Action::No)),
        );
        let line = || row![].spacing(8).height(BUTTONS).align_y(Alignment::Center);
        column![line().push(save).push(open), line().push(send).push(back)].spacing(8).into()
    }

    /// The page, and what is to be said of it.
    fn right(&self, room: Size) -> Element<'_, Message> {
        let inner = Size::new(room.width - 2.0 * EDGE, room.height - 2.0 * EDGE);
        if self.chooses() {
            return self.options(inner);
        }
        let Some(drawn) = &self.shown else {
            let says = self.failure.clone().unwrap_or_default();
            let says = faded(fit(says).size(theme::LARGE).lines(4).least(13.0));
            let says = column![says].spacing(14).align_x(Alignment::Center);
            let says = self.own_buttons().into_iter().fold(says, Column::push);
            return container(says).padding(20).center(Length::Fill).into();
        };
        let (size, _) =
            fitted(drawn.page.size, Size::new(inner.width - BESIDE - 14.0, inner.height));
        let page = canvas(Preview { drawn, sheet: drawn.made.sheet() })
            .width(size.width)
            .height(size.height);
        let beside = self.beside(drawn, inner.height);
        container(row![page, beside].spacing(14)).padding(EDGE).into()
    }

    fn beside<'a>(&'a self, drawn: &'a Drawn, height: f32) -> Element<'a, Message> {
        let made = &drawn.made;
        let pages = words::with(
            "print-page",
            &[("page", &(drawn.number + 1)), ("pages", &made.pages().max(1))],
        );
        let turn = |action, on: bool| {
            key_button(key::cap(action), String::new(), on.then_some(Message::Press(action)))
                .padding([3, 8])
        };
        let mut parts = column![
            fit(pages).size(18.0).least(14.0).font(theme::BOLD),
            faded(fit(made.count()).size(14.0).least(13.0)),
        ]
        .spacing(4);
        let mut left = height - 24.0 - 24.0;
        if made.pages() > 1 {
            parts = parts.push(
                row![
                    turn(Action::PageUp, drawn.number > 0),
                    turn(Action::PageDown, drawn.number + 1 < made.pages()),
                ]
                .spacing(6),
            );
            left -= 34.0;
        }
        if let Some(sheet) = made.sheet() {
            let says = match self.known.memory.ended(&sheet.stock) {
                Some(last) => words::with("printing-begin-after", &[("last", &last)]),
                None => words::get("printing-begin"),
            };
            parts = parts.push(faded(fit(says).size(14.0).lines(4).least(13.0)));
            left -= 84.0;
        }
        let own: Vec<Element<'_, Message>> = self.own_buttons();
        left -= times(own.len(), 36.0);
        let parts = own.into_iter().fold(parts, Column::push);
        parts.push(self.problems(made.problems(), left)).width(Length::Fill).into()
    }

    /// What can be done with the stock, and with the texts of letters.
    fn own_buttons<'a>(&self) -> Vec<Element<'a, Message>> {
        let press = |c: char, says: String| {
            let cap = own_cap(&c.to_uppercase().to_string());
            key_button(cap, says, Some(Message::Own(c))).padding([3, 8]).into()
        };
        let mut all = Vec::new();
        if self.has_stock() {
            all.push(press('g', words::get("printing-save-stock")));
        }
        if self.has_own_stock() {
            all.push(press('d', words::get("printing-remove-stock")));
        }
        if purpose(self.choice.kind).is_some() {
            all.push(press('e', words::get("printing-edit-letters")));
        }
        all
    }

    /// What does not come out: as many as there is room for, the next by their key.
    fn problems<'a>(&self, all: &'a [String], height: f32) -> Option<Column<'a, Message>> {
        if all.is_empty() {
            return None;
        }
        let title = section(words::with("printing-problems", &[("count", &all.len())]));
        let fits = rows_in(height - 70.0, PROBLEM, 4.0).min(6);
        let pages = all.len().div_ceil(fits);
        let first = self.problem % pages * fits;
        let lines = all.iter().skip(first).take(fits).map(|line| {
            container(fit(line.as_str()).size(14.0).lines(2).least(13.0)).height(PROBLEM).into()
        });
        let more = (pages > 1).then(|| {
            key_button(own_cap("N"), words::get("printing-more"), Some(Message::Own('n')))
                .padding([3, 8])
        });
        Some(column![space().height(6), title, column(lines).spacing(4)].push(more).spacing(4))
    }
}

/// Left, right and Enter outside of a field; Ctrl, Shift and a letter.
fn own(event: &keyboard::Event, editing: bool) -> Option<Message> {
    if let keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. } = event
        && modifiers.is_empty()
        && !editing
    {
        match named {
            Named::ArrowLeft => return Some(Message::Turn(false)),
            Named::ArrowRight => return Some(Message::Turn(true)),
            Named::Enter => return Some(Message::Enter),
            _ => {}
        }
    }
    own_key(event).map(Message::Own)
}
