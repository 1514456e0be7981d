//! The frame around every page: practice stripe, rail, bar, strip, foot, help.
//!
//! Drawn from what the desk says; knows no page from the inside and asks nothing.

use iced::widget::{Column, Row, button, column, container, row, space, text};
use iced::{Alignment, Color, Element, Length, Size, Theme};

use super::key::{self, Action, Scope};
use super::scanner::State;
use super::screen::Page;
use super::theme;
use super::widget::icon::Icon;
use super::widget::keycap::{faint, hint};
use super::widget::{fit, icon, keycap, strip};
use crate::desk::reply::When;
use crate::desk::request::{Board, TailState};
use crate::text as words;

/// Below this width the rail has icons only.
const NARROW: f32 = 1200.0;
/// Below this height there is no foot, and the rail has icons only.
const LOW: f32 = 600.0;
const STRIPE: f32 = 22.0;

/// What the frame is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Size of the window.
    pub size: Size,
    /// The page on show.
    pub page: Page,
    /// What the desk says of itself, once it is known.
    pub board: Option<&'a Board>,
    /// What the strips ask, most pressing first.
    pub questions: &'a [Question],
    /// The present.
    pub now: When,
    /// The scanner.
    pub scanner: State,
    /// Whether the window has the keyboard.
    pub listening: bool,
    /// Theme.
    pub theme: &'a Theme,
}

impl Frame<'_> {
    fn low(&self) -> bool {
        self.size.height < LOW
    }

    fn narrow(&self) -> bool {
        self.low() || self.size.width < NARROW
    }

    fn practice(&self) -> bool {
        self.board.is_some_and(|board| board.practice)
    }

    fn rail(&self) -> f32 {
        if self.narrow() { 60.0 } else { 84.0 }
    }

    fn bar(&self) -> f32 {
        if self.low() { 43.0 } else { 51.0 }
    }

    fn foot(&self) -> f32 {
        if self.low() { 0.0 } else { 43.0 }
    }

    /// The room a page has.
    pub fn body(&self) -> Size {
        let stripe = if self.practice() { STRIPE } else { 0.0 };
        let asked = if self.questions.is_empty() { 0.0 } else { strip::HEIGHT };
        let foot = if self.low() { 0.0 } else { self.foot() + 1.0 };
        let above = stripe + self.bar() + 1.0 + asked;
        Size::new(self.size.width - self.rail(), self.size.height - above - foot)
    }
}

/// What a strip asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Something goes on that scans wait for: in words. There is nothing to answer.
    Work(String),
    /// The file is damaged, or a backup failed: in words.
    Alarm(String),
    /// Are date and time right?
    Clock,
    /// A run of another day is open: its name and day.
    Run(String, String),
    /// There is no register yet.
    Start,
    /// A stick was plugged in with something for this station: in words.
    Stick(String),
}

impl Question {
    /// What scans wait for, where this says so.
    pub fn work(&self) -> Option<&str> {
        match self {
            Self::Work(says) => Some(says),
            _ => None,
        }
    }

    /// What is to be asked, most pressing first.
    pub fn of(board: &Board) -> Vec<Question> {
        let open = board.open_run.clone().map(|(name, day)| Self::Run(name, day));
        let clock = board.ask_clock.then_some(Self::Clock);
        let start = (board.station.is_some() && board.register_at.is_none()).then_some(Self::Start);
        open.into_iter().chain(clock).chain(start).collect()
    }
}

/// A page in its frame.
pub fn frame<'a, Message: Clone + 'a>(
    of: &Frame<'a>,
    page: Element<'a, Message>,
    on_key: impl Fn(Action) -> Message + Copy + 'a,
) -> Element<'a, Message> {
    let mut right = column![bar(of), line_across()];
    if let Some(first) = of.questions.first() {
        right = right.push(ask(first, of.questions.len() - 1, of.now, on_key));
    }
    right = right.push(container(page).width(Length::Fill).height(Length::Fill));
    if !of.low() {
        right = right.push(line_across()).push(foot(of));
    }
    let body = row![rail(of, on_key), right].height(Length::Fill);
    let stripe = of.practice().then(|| {
        container(fit(words::get("practice")).size(theme::SMALL).font(theme::BOLD))
            .center_x(Length::Fill)
            .center_y(STRIPE)
            .style(theme::practice)
    });
    Column::new().push(stripe).push(body).into()
}

fn line_across<'a, Message: 'a>() -> Element<'a, Message> {
    container(space()).width(Length::Fill).height(1).style(theme::line).into()
}

fn rail<'a, Message: Clone + 'a>(
    of: &Frame<'a>,
    on_key: impl Fn(Action) -> Message,
) -> Element<'a, Message> {
    let narrow = of.narrow();
    let mark = container(text("T").size(22).font(theme::BOLD).line_height(1.0))
        .center(40)
        .style(theme::mark);
    let mut items = column![mark, space().height(if narrow { 6 } else { 12 })]
        .spacing(4)
        .align_x(Alignment::Center);
    for page in Page::ALL {
        // The paper list is of a run, and has no place of its own on the rail.
        let chosen = page == of.page
            || (page, of.page) == (Page::Run, Page::Paper)
            || (page, of.page) == (Page::Devices, Page::Transfer);
        let colors = theme::colors(of.theme);
        let ink = if chosen { Color::WHITE } else { colors.rail_ink };
        let mut content = column![icon(picture(page), 20.0, ink)].align_x(Alignment::Center);
        if narrow {
            let cap = key::cap(Action::Go(page));
            content = content.push(text(cap).size(theme::SMALL).font(theme::MEDIUM));
        } else {
            content = content
                .push(space().height(5))
                .push(fit(page.title()).size(theme::SMALL).font(theme::SEMIBOLD));
        }
        let height = if narrow { 48.0 } else { 57.0 };
        items = items.push(
            button(container(content).center_x(Length::Fill).center_y(Length::Fill))
                .padding(0)
                .width(if narrow { 50.0 } else { 74.0 })
                .height(height)
                .style(theme::rail_item(chosen))
                .on_press(on_key(Action::Go(page))),
        );
    }
    container(items)
        .padding(iced::Padding::ZERO.top(if narrow { 8 } else { 14 }))
        .center_x(of.rail())
        .height(Length::Fill)
        .style(theme::rail)
        .into()
}

fn picture(page: Page) -> Icon {
    match page {
        Page::Desk => Icon::Barcode,
        Page::People => Icon::Person,
        Page::Devices | Page::Transfer => Icon::Laptop,
        Page::Print => Icon::Printer,
        Page::Exchange => Icon::Arrows,
        Page::Run | Page::Paper => Icon::Flag,
        Page::Settings => Icon::Gear,
    }
}

fn bar<'a, Message: 'a>(of: &Frame<'a>) -> Element<'a, Message> {
    let strong = |says: String| fit(says).size(14.0).font(theme::SEMIBOLD);
    let place = of.board.map(|board| board.place.clone()).unwrap_or_default();
    let run = of.board.and_then(|board| board.run.as_ref());
    let run = run.map_or_else(|| words::get("bar-no-run"), |run| run.name.clone());
    let left = row![strong(place), fit(run).size(14.0).faint()]
        .spacing(20)
        .width(Length::Fill)
        .align_y(Alignment::Center);
    let mut right = row![strong(words::clock(of.now))].spacing(20).align_y(Alignment::Center);
    right = right.push(scanner(of));
    if let Some(board) = of.board {
        right = right.push(register(of, board));
        if let Some(tail) = tail(of, board) {
            right = right.push(tail);
        }
        if board.unsent > 0 {
            let count = words::count(board.unsent);
            right = right.push(text(words::with("bar-unsent", &[("count", &count)])).size(14));
        }
        let operator = board.operator.clone();
        let named = operator.is_some();
        let operator = operator.unwrap_or_else(|| words::get("bar-nobody"));
        let mut who = row![].spacing(8).align_y(Alignment::Center);
        if !named {
            who = who.push(keycap(key::cap(Action::Operator)));
        }
        right = right.push(who.push(strong(operator)));
    }
    container(row![left, right].spacing(20).align_y(Alignment::Center))
        .padding([0, 20])
        .width(Length::Fill)
        .center_y(of.bar())
        .style(theme::panel)
        .into()
}

fn dotted<'a, Message: 'a>(color: Color, says: String) -> Row<'a, Message> {
    let dot = container(space()).width(10).height(10).style(move |_| {
        container::Style::default().background(color).border(iced::border::rounded(5))
    });
    row![dot, text(says).size(14)].spacing(7).align_y(Alignment::Center)
}

fn scanner<'a, Message: 'a>(of: &Frame<'a>) -> Row<'a, Message> {
    let colors = theme::colors(of.theme);
    let (color, says) = match of.scanner {
        State::Keyboard | State::Ready if of.listening && of.size.width < NARROW => {
            (colors.dot_good, words::get("bar-scanner-short"))
        }
        State::Keyboard if of.listening => (colors.dot_good, words::get("bar-scanner-keys")),
        State::Keyboard => (colors.dot_bad, words::get("bar-deaf")),
        State::Ready => (colors.dot_good, words::get("bar-scanner-ready")),
        State::Lost => (colors.dot_bad, words::get("bar-scanner-lost")),
        State::Busy => (colors.dot_bad, words::get("bar-scanner-busy")),
        State::Denied => (colors.dot_bad, words::get("bar-scanner-denied")),
        State::Garbled => (colors.dot_warn, words::get("bar-scanner-garbled")),
        State::Partial => (colors.dot_warn, words::get("bar-scanner-partial")),
    };
    dotted(color, says)
}

fn register<'a, Message: 'a>(of: &Frame<'a>, board: &Board) -> Row<'a, Message> {
    let colors = theme::colors(of.theme);
    let Some(at) = board.register_at else {
        return dotted(colors.dot_bad, words::get("bar-register-none"));
    };
    match words::days(at, of.now) {
        0 => dotted(colors.dot_good, words::get("bar-register-today")),
        days => {
            let color = if days > 1 { colors.dot_warn } else { colors.dot_good };
            dotted(color, words::with("bar-register-days", &[("days", &days)]))
        }
    }
}

/// The second copy of the journal, where something is to be said of it.
fn tail<'a, Message: 'a>(of: &Frame<'a>, board: &Board) -> Option<Row<'a, Message>> {
    const FAR_BEHIND: u64 = 50;
    let colors = theme::colors(of.theme);
    match board.tail {
        TailState::Missing => Some(dotted(colors.dot_bad, words::get("bar-tail-missing"))),
        TailState::Written(behind) if behind > FAR_BEHIND => {
            let count = words::count(behind);
            let says = words::with("bar-tail-behind", &[("count", &count)]);
            Some(dotted(colors.dot_warn, says))
        }
        TailState::Written(_) | TailState::Off => None,
    }
}

fn ask<'a, Message: Clone + 'a>(
    question: &Question,
    more: usize,
    now: When,
    on_key: impl Fn(Action) -> Message,
) -> Element<'a, Message> {
    let seen = || Some(words::get("strip-seen"));
    let (says, yes, no) = match question {
        Question::Work(says) => (says.clone(), None, None),
        Question::Alarm(says) => (says.clone(), seen(), None),
        Question::Clock => (
            words::with("strip-clock", &[("clock", &words::clock(now))]),
            Some(words::get("strip-clock-yes")),
            Some(words::get("strip-clock-no")),
        ),
        Question::Run(name, day) => (
            words::with("strip-run", &[("name", name), ("day", &words::date(day))]),
            Some(words::get("strip-run-keep")),
            Some(words::get("strip-run-end")),
        ),
        Question::Start => (words::get("strip-start"), seen(), None),
        Question::Stick(says) => (
            says.clone(),
            Some(words::get("strip-stick-take")),
            Some(words::get("strip-stick-not")),
        ),
    };
    let answer =
        |action, words| strip::Answer { cap: key::cap(action), words, message: on_key(action) };
    let yes = yes.map(|yes| answer(Action::StripYes, yes));
    let no = no.map(|no| answer(Action::StripNo, no));
    let answers = yes.into_iter().chain(no).collect();
    let more = (more > 0).then(|| words::with("strip-more", &[("count", &more)]));
    strip::strip(says, answers, more)
}

fn foot<'a, Message: 'a>(of: &Frame<'a>) -> Element<'a, Message> {
    let mut line = Row::new().spacing(18).align_y(Alignment::Center);
    let shown: &[Action] = if of.page == Page::Desk { &key::FOOT } else { &key::FOOT_ELSEWHERE };
    for action in shown {
        line = line.push(hint(*action));
    }
    line = line.push(space().width(Length::Fill));
    if of.page == Page::Desk {
        line = line.push(fit(words::get("foot-saved")).size(14.0).faint());
    }
    container(line)
        .padding([0, 20])
        .width(Length::Fill)
        .center_y(of.foot())
        .style(theme::panel)
        .into()
}

/// All keys, over the page.
pub fn help<'a, Message: 'a>() -> Element<'a, Message> {
    let part = |heading: String, scope: Scope| {
        let lines = key::help(scope).into_iter().map(|(cap, says)| {
            row![container(keycap(cap)).width(120), text(says).size(14)]
                .align_y(Alignment::Center)
                .into()
        });
        column![
            text(heading).size(theme::BODY).font(theme::SEMIBOLD).style(faint),
            column(lines).spacing(4),
        ]
        .spacing(8)
    };
    let content = column![
        row![
            text(words::get("help-heading")).size(22).font(theme::BOLD),
            space().width(Length::Fill),
            keycap(key::cap(Action::Help)),
            text(words::get("help-close")).size(14),
        ]
        .spacing(8)
        .align_y(Alignment::Center),
        row![
            part(words::get("help-desk"), Scope::Desk),
            part(words::get("help-everywhere"), Scope::Everywhere),
            part(words::get("help-lists"), Scope::List),
        ]
        .spacing(28),
    ]
    .spacing(14);
    container(content).padding(22).width(Length::Fixed(920.0)).style(theme::overlay).into()
}

/// Something in the middle of the window, over a shade that takes the mouse.
pub fn over<'a, Message: 'a>(
    page: Element<'a, Message>,
    content: Element<'a, Message>,
) -> Element<'a, Message> {
    let shade = container(content).center(Length::Fill).style(theme::shade);
    iced::widget::stack![page, iced::widget::opaque(shade)].into()
}
