//! The band: what happened, to be read from two metres. Outcomes differ by form and lightness,
//! not by hue alone.
//!
//! Shows words it is given. Decides which form an answer has, nothing else.

use iced::border::{self, Border};
use iced::widget::{Column, canvas, column, container, row, space, stack, text};
use iced::{Alignment, Color, Element, Length, Theme};

use super::fit;
use super::icon::{Icon, Stripes, icon};
use crate::desk::bench::Bench;
use crate::desk::reply::{Mode, Notice};
use crate::domain::noted::Note;
use crate::text::Band;
use crate::ui::theme::{self, Colors};

/// Height at the usual sizes; it grows with the window.
pub const HEIGHT: f32 = 184.0;

/// How the band looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Nothing happened yet: paper-dark, with the number of the step.
    Waiting(u8),
    /// Done: solid dark green, white disc, tick.
    Done,
    /// Done with a note: the same with an amber edge.
    Note,
    /// Taken back: as done, with an arrow.
    Undone,
    /// Yes or no: light amber, thick dark border.
    Question,
    /// Not done: black and red stripes, large cross.
    Refused,
    /// Already so: white, blue outline.
    Already,
    /// Looked up: white, thin outline.
    Shown,
    /// Nothing recorded, look here: white, amber edge, dark border.
    Attention,
    /// The window has no keyboard: red, dark border.
    Deaf,
    /// Half a line stands in the buffer.
    Typing,
    /// Scans wait for something that goes on.
    Waits,
}

impl Form {
    /// The form of an answer.
    pub fn of(notice: &Notice, mode: Mode) -> Form {
        match notice {
            Notice::Person(_) if mode == Mode::LookUp => Self::Shown,
            Notice::Person(_) | Notice::SwapFirst { .. } => Self::Waiting(2),
            Notice::Bench(bench) => match **bench {
                Bench::InRepair { .. } | Bench::Loaner { .. } => Self::Waiting(2),
                _ => Self::Done,
            },
            Notice::Device(card) if card.status.is_missing() => Self::Attention,
            Notice::Mode(_) | Notice::Next | Notice::No { .. } | Notice::Repeated => {
                Self::Waiting(1)
            }
            Notice::Returned { not_from, aside, .. } if *aside || not_from.is_some() => Self::Note,
            Notice::Issued { set, .. } | Notice::HandedOver { set, .. } if !set.left.is_empty() => {
                Self::Note
            }
            Notice::Noted {
                already: false,
                note: Note::Missing(_) | Note::Broken(_) | Note::Damage(_),
                ..
            } => Self::Note,
            Notice::Issued { .. }
            | Notice::HandedOver { .. }
            | Notice::Returned { .. }
            | Notice::Swapped { .. }
            | Notice::Paper(_)
            | Notice::Part { .. }
            | Notice::Transfer(_)
            | Notice::Noted { already: false, .. }
            | Notice::Said { .. } => Self::Done,
            Notice::Undone { .. } | Notice::MoneyUndone { .. } => Self::Undone,
            Notice::AlreadyHeld { .. } | Notice::Noted { .. } => Self::Already,
            Notice::AlreadyIn { aside, .. } => {
                if *aside {
                    Self::Attention
                } else {
                    Self::Already
                }
            }
            Notice::Question { .. } | Notice::SayWhy => Self::Question,
            Notice::Refused { .. } | Notice::Unknown { .. } | Notice::NotTaken { .. } => {
                Self::Refused
            }
            Notice::NobodyOnScreen(_) => Self::Attention,
            Notice::Device(_) => Self::Shown,
        }
    }

    /// Colours and measures of a form.
    fn look(self, colors: &Colors) -> Look {
        let white = Color::WHITE;
        let look = |fill, ink| Look { fill, ink, line: fill, width: 0.0, disc: white, sign: ink };
        match self {
            Self::Waiting(_) => Look {
                line: colors.ink,
                width: if colors.stroke > 1.0 { 2.0 } else { 0.0 },
                disc: if colors.waiting == white { colors.muted } else { white },
                ..look(colors.waiting, colors.ink)
            },
            Self::Done | Self::Note | Self::Undone => {
                Look { sign: colors.done, ..look(colors.done, white) }
            }
            Self::Question => Look {
                line: colors.question.ink,
                width: 7.0,
                disc: colors.question.ink,
                sign: colors.question.fill,
                ..look(colors.question.fill, colors.question.ink)
            },
            Self::Refused => Look { sign: colors.refused.fill, ..look(colors.refused.fill, white) },
            Self::Deaf => Look {
                line: colors.refused.ink,
                width: 7.0,
                sign: colors.refused.fill,
                ..look(colors.refused.fill, white)
            },
            Self::Already => Look {
                line: colors.already,
                width: 5.0,
                disc: colors.already_disc,
                ..look(colors.card, colors.already)
            },
            Self::Shown | Self::Typing | Self::Waits => Look {
                line: colors.ink,
                width: 2.0,
                disc: colors.muted,
                ..look(colors.card, colors.ink)
            },
            Self::Attention => Look {
                line: colors.question.ink,
                width: 3.0,
                disc: colors.question.ink,
                sign: white,
                ..look(colors.card, colors.question.ink)
            },
        }
    }
}

struct Look {
    fill: Color,
    ink: Color,
    line: Color,
    width: f32,
    disc: Color,
    sign: Color,
}

/// What surrounds the band.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Height of the band.
    pub height: f32,
    /// The stage behind it.
    pub mode: Mode,
    /// Lights up: in place of a tone that cannot be heard.
    pub flash: bool,
}

const RADIUS: f32 = 16.0;
const EDGE: f32 = 26.0;

/// The band.
pub fn band<'a, Message: 'a>(
    form: Form,
    words: &Band,
    place: Place,
    theme: &Theme,
) -> Element<'a, Message> {
    let colors = theme::colors(theme);
    let mut look = form.look(colors);
    if place.flash {
        look.line = if look.width > 4.0 { look.fill } else { look.ink };
        look.width = 10.0;
    }
    let scale = place.height / HEIGHT;
    let disc = disc(form, &look, 88.0 * scale.min(1.3));
    let texts = texts(words, &look, scale);
    match form {
        Form::Refused => refused(disc, texts, &look, place, colors, theme),
        Form::Note | Form::Attention => {
            let inner = inside(disc, texts, look.width)
                .style(filled(&look, border::left(RADIUS)))
                .height(Length::Fill);
            container(inner)
                .padding(iced::Padding::ZERO.right(EDGE))
                .height(place.height)
                .style(box_of(colors.note, Border::default().rounded(RADIUS)))
                .into()
        }
        _ => inside(disc, texts, look.width)
            .style(filled(&look, border::radius(RADIUS)))
            .height(place.height)
            .into(),
    }
}

fn inside<'a, Message: 'a>(
    disc: Element<'a, Message>,
    texts: Column<'a, Message>,
    line: f32,
) -> container::Container<'a, Message> {
    container(row![disc, texts].spacing(24).align_y(Alignment::Center))
        .padding(iced::Padding::ZERO.left(26.0 + line).right(26.0 + line))
        .width(Length::Fill)
        .align_y(Alignment::Center)
}

fn refused<'a, Message: 'a>(
    disc: Element<'a, Message>,
    texts: Column<'a, Message>,
    look: &Look,
    place: Place,
    colors: &Colors,
    theme: &Theme,
) -> Element<'a, Message> {
    let behind = match theme::stage(place.mode)(theme).background {
        Some(iced::Background::Color(color)) => color,
        _ => colors.paper,
    };
    let stripe = if place.flash { Color::WHITE } else { colors.refused.ink };
    let ground = Stripes { ground: look.fill, stripe, behind, corner: RADIUS };
    let field = container(texts)
        .padding([0, 20])
        .center_y(Length::Fill)
        .width(Length::Fill)
        .style(box_of(look.fill, Border::default().rounded(10)));
    let content = container(
        row![disc, container(field).padding([18, 0]).height(Length::Fill)]
            .spacing(24)
            .align_y(Alignment::Center),
    )
    .padding(iced::Padding::ZERO.left(26).right(26))
    .height(Length::Fill);
    stack![canvas(ground).width(Length::Fill).height(Length::Fill), content]
        .width(Length::Fill)
        .height(place.height)
        .into()
}

fn disc<'a, Message: 'a>(form: Form, look: &Look, size: f32) -> Element<'a, Message> {
    let letter = |sign: &'static str| -> Element<'a, Message> {
        text(sign).size(size * 0.6).line_height(1.0).font(theme::BOLD).color(look.sign).into()
    };
    let sign = match form {
        Form::Waiting(1) => letter("1"),
        Form::Waiting(_) => letter("2"),
        Form::Done | Form::Note => icon(Icon::Tick, size * 0.48, look.sign),
        Form::Undone => icon(Icon::Back, size * 0.48, look.sign),
        Form::Refused => icon(Icon::Cross, size * 0.44, look.sign),
        Form::Question => letter("?"),
        Form::Already => letter("="),
        Form::Shown => letter("i"),
        Form::Attention | Form::Deaf => letter("!"),
        Form::Typing => letter("_"),
        Form::Waits => letter("…"),
    };
    container(sign)
        .center(size)
        .style(box_of(look.disc, Border::default().rounded(size / 2.0)))
        .into()
}

fn texts<'a, Message: 'a>(words: &Band, look: &Look, scale: f32) -> Column<'a, Message> {
    let large = scale.max(1.0);
    column![
        fit(words.eyebrow.clone())
            .size(17.0 * large)
            .least(13.0)
            .font(theme::BOLD)
            .color(look.ink)
            .spaced(),
        fit(words.title.clone()).size(56.0 * large).least(30.0).font(theme::BOLD).color(look.ink),
        space().height(2),
        fit(words.line.clone())
            .size(28.0 * large)
            .least(23.0)
            .lines(2)
            .font(theme::MEDIUM)
            .color(look.ink),
    ]
    .width(Length::Fill)
}

fn filled(look: &Look, radius: border::Radius) -> impl Fn(&Theme) -> container::Style + 'static {
    box_of(look.fill, Border { color: look.line, width: look.width, radius })
}

fn box_of(fill: Color, border: Border) -> impl Fn(&Theme) -> container::Style + 'static {
    move |_| container::Style::default().background(fill).border(border)
}
