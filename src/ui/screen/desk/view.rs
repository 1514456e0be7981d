//! Where everything on the desk stands, at every size from 1024×540 up: parts are built in order
//! of weight until the height is used up, so that nothing has to scroll.

use iced::widget::{Column, column, container, row, text};
use iced::{Alignment, Element, Length, Size, Theme};

use super::{Desk, Message, back, cards, names, run};
use crate::desk::reply::{Mode, Notice, When};
use crate::desk::request::Board;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::theme;
use crate::ui::widget::band::{self, Place, band};
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{answer, faint};

/// Below this height of the body everything is set closer.
const LOW: f32 = 600.0;
/// Below this width the run column is narrow.
const NARROW: f32 = 1100.0;
/// Below this width there is no run column.
const SLIM: f32 = 760.0;

/// What is around the desk when it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Everything beside the band, once it is known.
    pub board: Option<&'a Board>,
    /// The present.
    pub now: When,
    /// Room for the desk.
    pub size: Size,
    /// Theme.
    pub theme: &'a Theme,
}

impl Around<'_> {
    pub(super) fn low(&self) -> bool {
        self.size.height < LOW
    }

    fn side(&self) -> f32 {
        if self.size.width < SLIM {
            0.0
        } else if self.size.width < NARROW {
            272.0
        } else {
            351.0
        }
    }
}

/// Parts below one another, as long as there is room.
pub(super) struct Stack<'a> {
    parts: Column<'a, Message>,
    left: f32,
    gap: f32,
}

impl<'a> Stack<'a> {
    fn new(height: f32, gap: f32) -> Self {
        Self { parts: column![].spacing(gap), left: height, gap }
    }

    /// Adds a part of this height if there is room.
    pub(super) fn push(&mut self, height: f32, part: impl Into<Element<'a, Message>>) {
        if self.left < height {
            return;
        }
        self.left -= height + self.gap;
        let parts = std::mem::replace(&mut self.parts, column![]);
        self.parts = parts.push(part);
    }

    /// What is left.
    pub(super) fn left(&self) -> f32 {
        self.left
    }
}

impl Desk {
    /// The stage with the run beside it.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let side = around.side();
        let low = around.low();
        let (pad, edge, gap) = if low { (10.0, 14.0, 8.0) } else { (16.0, 20.0, 13.0) };
        let mut stack = Stack::new(around.size.height - 2.0 * pad, gap);
        let modes = if low { 36.0 } else { 39.0 };
        stack.push(modes, self.modes(modes));
        let height = (around.size.height * 0.27).clamp(if low { 180.0 } else { 184.0 }, 264.0);
        let (form, says) = self.band(around.now);
        let place = Place { height, mode: self.view.mode, flash: self.flashes % 2 == 1 };
        stack.push(height, band(form, &says, place, around.theme));
        if self.names.rows.is_empty() {
            self.below(&mut stack, &says.hint, around);
        } else {
            names::list(&mut stack, &self.names);
        }
        let stage = container(stack.parts)
            .padding([pad, edge])
            .width(Length::Fill)
            .height(Length::Fill)
            .style(theme::stage(self.view.mode));
        let mut body = row![stage].height(Length::Fill);
        if side > 0.0 {
            body = body
                .push(container("").width(1).height(Length::Fill).style(theme::line))
                .push(run::side(around.board, Size::new(side, around.size.height)));
        }
        body.into()
    }

    /// The mode buttons, each with its key.
    fn modes(&self, height: f32) -> Element<'_, Message> {
        row(Mode::ALL.into_iter().map(|mode| {
            let action = Action::Mode(mode);
            let chosen = mode == self.view.mode;
            let cap = text(key::cap(action)).size(theme::SMALL).font(theme::MEDIUM);
            let label = row![
                if chosen { cap } else { cap.style(faint) },
                text(words::mode(mode)).size(theme::BODY).font(theme::SEMIBOLD),
            ]
            .spacing(8)
            .height(Length::Fill)
            .align_y(Alignment::Center);
            let style = if chosen { theme::button_chosen } else { theme::button_plain };
            iced::widget::button(label)
                .padding([0, 16])
                .height(height)
                .style(style)
                .on_press(Message::Press(action))
                .into()
        }))
        .spacing(8)
        .into()
    }

    /// What stands below the band: answers, the person or device, what to do next.
    fn below<'a>(&'a self, stack: &mut Stack<'a>, hint: &str, around: Around<'a>) {
        let low = around.low();
        if let Some(Notice::Question { person, asks, .. }) =
            self.notice().filter(|_| self.view.asking)
        {
            let answers = words::answers(person.as_ref(), asks);
            let height = if low { 46.0 } else { 57.0 };
            let yes = Message::Press(Action::Yes);
            let no = Message::Press(Action::No);
            let buttons = row![
                answer(Action::Yes, answers.yes, yes, height),
                answer(Action::No, answers.no, no, height),
            ];
            stack.push(height, buttons.spacing(12));
        }
        if let Some(choices) = self.choices {
            let tag = self.view.band.as_deref().unwrap_or_default();
            choices.list(stack, tag);
            return;
        }
        let returning = around.board.and_then(|board| board.run.as_ref()).map(|run| &run.returning);
        let today = around.now.date();
        let dated = returning.map(|said| said.dated.as_str()).unwrap_or_default();
        if !dated.is_empty() && dated != today {
            back::dated(stack, dated);
        }
        let private = self.private_lines();
        let shows = cards::Private { lines: &private, open: self.private };
        if let Some(person) = &self.view.person {
            cards::person(stack, person, shows, low);
            let moved = match self.notice() {
                Some(Notice::Issued { moved: Some(moved), .. }) => Some(moved),
                _ => None,
            };
            cards::has_now(stack, person, moved, around.now, low);
        } else if self.view.mode == Mode::Return
            && back::cards(stack, &self.view, returning, self.private, low)
        {
            // What came back is described by what is known of it.
        } else if let Some(card) = self.device_on_show() {
            cards::device(stack, (card, &self.view.set), shows, around.now, low);
        } else if !private.is_empty() {
            cards::private_alone(stack, shows);
        } else if hint.is_empty() && self.typed.is_empty() {
            cards::waiting(stack, around.board, low);
        }
        if !hint.is_empty() {
            let line =
                fit(hint).size(theme::LARGE).least(14.0).color(theme::colors(around.theme).faint);
            stack.push(22.0, container(line).padding([0, 4]));
        }
    }

    fn device_on_show(&self) -> Option<&crate::desk::reply::DeviceCard> {
        match self.notice() {
            Some(Notice::NobodyOnScreen(card) | Notice::Device(card)) => Some(card),
            _ => self.view.device.as_deref(),
        }
    }

    /// What the queue must not see: what the person owes, why a device is set aside.
    fn private_lines(&self) -> Vec<String> {
        use crate::desk::reply::Refusal;
        use crate::domain::device::Status;

        let status = match self.notice() {
            Some(Notice::Refused { refusal: Refusal::Status { status }, .. }) => Some(*status),
            _ => self.device_on_show().map(|card| card.status),
        };
        let status = status
            .filter(|status| *status != Status::Available)
            .map(|status| words::with("card-status", &[("status", &words::status(status))]));
        let person = self.view.person.as_ref();
        let owes = person.and_then(|person| words::charge::owes(person.owes_cents));
        owes.into_iter().chain(status).collect()
    }
}

/// A label before a value on a card.
pub(super) fn label<'a>(words: impl Into<String>) -> Element<'a, Message> {
    text(words.into()).size(theme::LARGE).style(faint).into()
}

/// A part of the stage that takes what is left.
pub(super) fn rest(stack: &Stack<'_>, most: f32) -> f32 {
    stack.left().min(most).max(band::HEIGHT / 3.0)
}
