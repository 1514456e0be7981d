//! An import before it is written: what it would do, in numbers and tables, and what has to be said
//! yes to first. Nothing is written until Yes.

use std::cell::Cell;

use iced::widget::{column, container, row, space};
use iced::{Alignment, Element, Length};

use super::data::{Check, StopLine};
use super::piece::{
    STRIP, alarmed, counted, head_height, line_height, own_cap, quiet, said, strip, strong, tile,
    tile_height, times, warned,
};
use super::sheet::Sheet;
use super::{COVERS, Message};
use crate::domain::policy::is_operator;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{self, Measures, faded, field, heading, key_hint, main_button};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

/// What is kept of an import.
#[derive(Debug, Clone, Default)]
pub(super) struct Import {
    /// What it would do, once that is known.
    pub(super) check: Option<Check>,
    /// The table on show; where there is room for two, the one that the page keys turn.
    pub(super) sheet: Sheet,
    /// The first line on show of each table.
    from: [usize; Sheet::ALL.len()],
    /// How many lines of the table on show there was room for when it was drawn.
    fits: Cell<usize>,
}

impl Import {
    /// What it would do is known.
    pub(super) fn take(&mut self, check: Check) {
        self.sheet = Sheet::default();
        self.from = Default::default();
        self.check = Some(check);
    }

    /// Passes a stop, or takes that back. What was only offered is given back: the files are read
    /// again with it.
    pub(super) fn pass(&mut self, index: usize) -> Option<StopLine> {
        let stop = self.check.as_mut().and_then(|check| check.stops.get_mut(index))?;
        stop.passed = !stop.passed;
        (!stop.blocks).then(|| stop.clone())
    }

    /// Whether it may be written now.
    pub(super) fn ready(&self) -> bool {
        let goes = |check: &Check| {
            check.before.is_none() && check.stops.iter().all(|stop| stop.passed || !stop.blocks)
        };
        self.check.as_ref().is_some_and(goes)
    }

    /// Other lines of the table on show: one more, or as many as it shows.
    pub(super) fn turn(&mut self, on: bool, page: bool) {
        let Some(check) = &self.check else { return };
        let step = if page { self.fits.get().max(1) } else { 1 };
        let last = self.sheet.len(check).saturating_sub(self.fits.get().max(1));
        let from = &mut self.from[self.sheet as usize];
        *from = if on { (*from + step).min(last) } else { (*from).min(last).saturating_sub(step) };
    }

    /// Shows the next table.
    pub(super) fn next(&mut self) {
        if let Some(check) = &self.check {
            self.sheet = self.sheet.next(check);
        }
    }

    /// What trying it out came to is known.
    pub(super) fn tried(&mut self, notes: Vec<Vec<String>>) {
        if let Some(check) = &mut self.check {
            check.notes.retain(|note| notes.iter().all(|new| new.first() != note.first()));
            check.notes.extend(notes);
            self.sheet = Sheet::Notes;
            self.from[Sheet::Notes as usize] = check.notes.len();
        }
    }

    /// What the import would do; where a field for sites is open, with it; seen by an operator.
    pub(super) fn view(
        &self,
        (covers, operator): (Option<&str>, Option<&str>),
        told: Option<&Result<String, String>>,
        bar: Option<Element<'static, Message>>,
        measures: Measures,
    ) -> Element<'_, Message> {
        let Some(check) = &self.check else { return space().into() };
        let mut about = vec![check.name.clone()];
        about.extend(check.how.iter().cloned());
        about.push(check.covers.clone());
        about.push(words::get("exchange-import-not-yet"));
        let other = key_hint(own_cap("D"), words::get("exchange-covers-turn"));
        let mut parts = column![
            row![
                container(heading(words::get("exchange-import-heading"), measures))
                    .width(Length::Fill),
                iced::widget::button(other)
                    .padding([2, 4])
                    .style(theme::button_bare)
                    .on_press_maybe(bar.is_none().then_some(Message::Own('d'))),
            ]
            .align_y(Alignment::Center),
            faded(fit(words::dots(about)).size(16.0).least(13.0).lines(1)),
            tiles(check, measures),
        ];
        let gap = measures.gap;
        let mut left = measures.height
            - measures.either(28.0, 36.0)
            - 20.0
            - tile_height(measures)
            - 42.0
            - 3.0 * gap;
        if let Some(told) = told {
            parts = parts.push(super::told(told));
            left -= 34.0 + gap;
        }
        if let Some(codes) = covers {
            let example = words::get("exchange-covers-example");
            let codes = field(COVERS, &example, codes, Message::Covers, measures)
                .on_submit(Message::Press(Action::Yes));
            let button = |action, says| {
                key_button(key::cap(action), says, Some(Message::Press(action))).padding([6, 12])
            };
            parts = parts.push(strip(row![
                container(codes).width(Length::Fill),
                button(Action::Yes, words::get("exchange-covers-these")),
                button(Action::No, words::get("exchange-back")),
            ]));
            left -= STRIP + gap;
        }
        if let Some(before) = check.before {
            let when = words::since(before, None);
            let says = words::with("exchange-import-before", &[("when", &when)]);
            parts = parts.push(strip(row![fit(says).font(theme::SEMIBOLD)]));
            left -= STRIP + gap;
        }
        if let Some(contact) = check.not_theirs(operator) {
            let says = fit(words::policy::not_the_contact(contact)).least(13.0).lines(2);
            parts = parts.push(strip(row![says.font(theme::SEMIBOLD)]));
            left -= STRIP + gap;
        }
        for (index, stop) in check.stops.iter().enumerate() {
            let says = fit(stop.says.clone()).least(13.0).lines(2).font(theme::SEMIBOLD);
            let yes: Element<'_, Message> = if stop.passed {
                row![key_button(
                    own_cap(&(index + 1).to_string()),
                    words::get("exchange-stop-passed"),
                    Some(Message::Stop(index))
                )]
                .into()
            } else {
                let cap = own_cap(&(index + 1).to_string());
                key_button(cap, stop.yes.clone(), Some(Message::Stop(index)))
                    .padding([6, 12])
                    .into()
            };
            parts = parts.push(strip(row![container(says).width(Length::Fill), yes]));
            left -= STRIP + gap;
        }
        left -= gap;
        let frame = measures.either(16.0, 28.0) + 18.0 + 6.0 + head_height(measures);
        let line = line_height(measures);
        let pair = matches!(self.sheet, Sheet::Columns | Sheet::Refused);
        let roomy = left - gap >= 2.0 * (frame + 2.0 * line) && !check.refused.is_empty();
        let at = |sheet: Sheet| self.from[sheet as usize];
        let on_show = if pair && roomy {
            let room = left - gap - 2.0 * frame;
            let wanted = times(check.refused.len().min(3)) * line;
            let below = wanted.max(room - times(check.columns.len()) * line).min(room - 2.0 * line);
            let (columns, refused) = (Sheet::Columns, Sheet::Refused);
            parts = parts.push(columns.view(check, at(columns), room - below, measures));
            parts = parts.push(refused.view(check, at(refused), below, measures));
            if self.sheet == refused { below } else { room - below }
        } else {
            let room = left - frame;
            parts = parts.push(self.sheet.view(check, at(self.sheet), room, measures));
            room
        };
        self.fits.set(Sheet::fits(on_show, measures));
        parts = parts.push(bar.unwrap_or_else(|| self.buttons(check, covers.is_none(), measures)));
        part::page(parts, measures).into()
    }

    /// The keys; `free` where Yes means the import.
    fn buttons<'a>(
        &'a self,
        check: &'a Check,
        free: bool,
        measures: Measures,
    ) -> Element<'a, Message> {
        let taken = check.numbers.taken();
        let go = words::with(
            "exchange-import-go",
            &[("number", &taken), ("count", &words::count(taken))],
        );
        let go = main_button(
            key::cap(Action::Yes),
            go,
            (free && self.ready()).then_some(Message::Press(Action::Yes)),
        );
        let wide = measures.width > 900.0;
        let button =
            |letter: &str, says: String, message: Option<Message>| -> Element<'a, Message> {
                key_button(own_cap(letter), says, message).into()
            };
        let own = match self.sheet {
            Sheet::Leaving => {
                button("S", words::get("exchange-save-leaving"), Some(Message::Own('s')))
            }
            Sheet::Notes => button("R", words::get("exchange-try"), Some(Message::Own('r'))),
            _ => {
                let any = !check.refused.is_empty();
                let says = words::get("exchange-import-save");
                button("S", says, any.then_some(Message::Own('s')))
            }
        };
        let cancel = key_button(
            key::cap(Action::No),
            words::get("exchange-cancel"),
            Some(Message::Press(Action::No)),
        );
        let next = self.sheet.next(check).name();
        let next = if wide {
            button("T", next, Some(Message::Own('t')))
        } else {
            iced::widget::button(key_hint(own_cap("T"), next))
                .padding([9, 4])
                .style(theme::button_bare)
                .on_press(Message::Own('t'))
                .into()
        };
        row![go, own, cancel, next].spacing(12).height(42).align_y(Alignment::Center).into()
    }
}

impl Check {
    /// Who has to take it in instead of this operator, where the catalogue is somebody's.
    fn not_theirs(&self, operator: Option<&str>) -> Option<&str> {
        self.contact.as_deref().filter(|contact| !is_operator(contact, operator))
    }

    /// Words of the stops that were said yes to.
    pub(super) fn passed(&self) -> impl Iterator<Item = String> {
        self.stops.iter().filter(|stop| stop.passed).map(|stop| stop.word.clone())
    }
}

fn tiles<'a>(check: &Check, measures: Measures) -> Element<'a, Message> {
    let of = &check.numbers;
    let leaving = theme::card_muted;
    row![
        tile(of.new, words::get("exchange-new"), theme::card, measures),
        tile(of.updated, words::get("exchange-updated"), theme::card, measures),
        tile(of.unchanged, words::get("exchange-unchanged"), theme::card, measures),
        tile(of.leaving, words::get("exchange-leaving"), leaving, measures),
        tile(of.needs_look, words::get("exchange-needs-look"), warned(of.needs_look), measures),
        tile(of.refused, words::get("exchange-refused"), alarmed(of.refused), measures),
    ]
    .spacing(10)
    .into()
}

/// A count in a table, or nothing.
pub(super) fn count_or_none(count: Option<u64>, portion: u16) -> super::piece::Cell {
    match count {
        Some(count) => counted(count, portion),
        None => quiet("", portion),
    }
}

/// A text that stands out where it is not the ordinary one.
pub(super) fn loud(text: String, loud: bool, portion: u16) -> super::piece::Cell {
    if loud { strong(text, portion) } else { said(text, portion) }
}
