//! Colours, fonts and styles: the only place that names a colour or a font.
//!
//! Two themes: light, and one for sunlight (black on white, thick lines). Nothing under 13 px,
//! nothing paler than `#50554F` on paper. Decides nothing about what is shown.

use iced::border::{self, Border};
use iced::font::{Family, Font, Weight};
use iced::widget::{button, container, scrollable, text_input};
use iced::{Background, Color, Shadow, Theme};

use crate::desk::reply::{Mode, Outcome};

/// The font files, embedded: a station has no network to fetch them.
pub const FONTS: [&[u8]; 4] = [
    include_bytes!("../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../assets/fonts/Inter-Medium.otf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
    include_bytes!("../../assets/fonts/Inter-Bold.otf"),
];

/// Text.
pub const REGULAR: Font = inter(Weight::Normal);
/// Small text that must hold.
pub const MEDIUM: Font = inter(Weight::Medium);
/// Labels, keys, values.
pub const SEMIBOLD: Font = inter(Weight::Semibold);
/// Titles and numbers.
pub const BOLD: Font = inter(Weight::Bold);

/// The smallest text.
pub const SMALL: f32 = 13.0;
/// Lists and labels.
pub const BODY: f32 = 15.0;
/// Cards.
pub const LARGE: f32 = 17.0;

/// Corner of cards and of the band.
pub const CORNER: f32 = 12.0;

/// The embedded family: its own name, so that no Inter of the system takes its place.
const FAMILY: &str = "Tagdesk Inter";

const fn inter(weight: Weight) -> Font {
    Font {
        family: Family::Name(FAMILY),
        weight,
        stretch: iced::font::Stretch::Normal,
        style: iced::font::Style::Normal,
    }
}

/// A tint with the text that stands on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tint {
    /// Behind.
    pub fill: Color,
    /// The text.
    pub ink: Color,
}

/// The colours of a theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colors {
    /// Text.
    pub ink: Color,
    /// Second lines.
    pub faint: Color,
    /// Behind cards.
    pub paper: Color,
    /// Cards, bar, foot.
    pub card: Color,
    /// Run column.
    pub side: Color,
    /// Lines around cards and between parts.
    pub line: Color,
    /// Lines around buttons and keys.
    pub edge: Color,
    /// Width of lines.
    pub stroke: f32,
    /// Keycaps, plain chips, the empty part of a progress bar.
    pub muted: Color,
    /// Stage in Return.
    pub stage_return: Color,
    /// Stage in Swap.
    pub stage_swap: Color,
    /// Stage in Look up.
    pub stage_look_up: Color,
    /// Stage in Repair.
    pub stage_repair: Color,
    /// Rail, and the chosen entry on it.
    pub rail: Color,
    /// The chosen entry of the rail.
    pub rail_chosen: Color,
    /// Text on the rail.
    pub rail_ink: Color,
    /// The mark above the rail.
    pub mark: Color,
    /// The band while waiting.
    pub waiting: Color,
    /// Solid green of done.
    pub done: Color,
    /// Amber edge of a note.
    pub note: Color,
    /// Question: fill and thick border.
    pub question: Tint,
    /// Refused and not listening: red and the dark of stripes and border.
    pub refused: Tint,
    /// Already so: border and text.
    pub already: Color,
    /// Disc of already so.
    pub already_disc: Color,
    /// Chips.
    pub good: Tint,
    /// Chips.
    pub bad: Tint,
    /// Chips.
    pub warn: Tint,
    /// Avatar.
    pub avatar: Tint,
    /// Dot in the bar: all is well.
    pub dot_good: Color,
    /// Dot in the bar: look at it some time.
    pub dot_warn: Color,
    /// Dot in the bar: look at it now.
    pub dot_bad: Color,
}

const fn rgb(red: u8, green: u8, blue: u8) -> Color {
    Color::from_rgb8(red, green, blue)
}

const LIGHT: Colors = Colors {
    ink: rgb(0x1B, 0x1D, 0x1F),
    faint: rgb(0x50, 0x55, 0x4F),
    paper: rgb(0xF4, 0xF3, 0xEF),
    card: Color::WHITE,
    side: rgb(0xFB, 0xFA, 0xF7),
    line: rgb(0xDA, 0xD7, 0xCD),
    edge: rgb(0xCF, 0xCB, 0xBF),
    stroke: 1.0,
    muted: rgb(0xF0, 0xEE, 0xE8),
    stage_return: rgb(0xE9, 0xEF, 0xF6),
    stage_swap: rgb(0xEF, 0xEA, 0xF5),
    stage_look_up: rgb(0xE9, 0xF1, 0xEC),
    stage_repair: rgb(0xF8, 0xEA, 0xDF),
    rail: rgb(0x15, 0x21, 0x1F),
    rail_chosen: rgb(0x24, 0x41, 0x3B),
    rail_ink: rgb(0xD9, 0xE2, 0xDF),
    mark: rgb(0x2F, 0xB2, 0x92),
    waiting: rgb(0xE3, 0xE1, 0xD8),
    done: rgb(0x0B, 0x6B, 0x40),
    note: rgb(0xFF, 0xC9, 0x4D),
    question: Tint { fill: rgb(0xFF, 0xE5, 0xA8), ink: rgb(0x2B, 0x1D, 0x00) },
    refused: Tint { fill: rgb(0xB3, 0x26, 0x1E), ink: rgb(0x1B, 0x05, 0x03) },
    already: rgb(0x2C, 0x5C, 0x9E),
    already_disc: rgb(0xE6, 0xEE, 0xF9),
    good: Tint { fill: rgb(0xDF, 0xF2, 0xE9), ink: rgb(0x0B, 0x5A, 0x37) },
    bad: Tint { fill: rgb(0xFB, 0xE5, 0xE3), ink: rgb(0x8C, 0x1D, 0x17) },
    warn: Tint { fill: rgb(0xFC, 0xEF, 0xD6), ink: rgb(0x6B, 0x42, 0x00) },
    avatar: Tint { fill: rgb(0xDD, 0xEB, 0xE6), ink: rgb(0x14, 0x6B, 0x56) },
    dot_good: rgb(0x16, 0x89, 0x5B),
    dot_warn: rgb(0xC7, 0x77, 0x00),
    dot_bad: rgb(0xB3, 0x26, 0x1E),
};

const SUNLIGHT: Colors = Colors {
    ink: Color::BLACK,
    faint: rgb(0x1B, 0x1D, 0x1F),
    paper: Color::WHITE,
    card: Color::WHITE,
    side: Color::WHITE,
    line: Color::BLACK,
    edge: Color::BLACK,
    stroke: 2.0,
    muted: rgb(0xE6, 0xE6, 0xE6),
    stage_return: rgb(0xDC, 0xE9, 0xFF),
    stage_swap: rgb(0xEE, 0xE0, 0xFF),
    stage_look_up: rgb(0xDF, 0xF7, 0xE8),
    stage_repair: rgb(0xFF, 0xE4, 0xCF),
    rail: Color::BLACK,
    rail_chosen: rgb(0x3A, 0x3A, 0x3A),
    rail_ink: Color::WHITE,
    mark: Color::WHITE,
    waiting: Color::WHITE,
    done: rgb(0x00, 0x5A, 0x32),
    note: rgb(0xFF, 0xC2, 0x1A),
    question: Tint { fill: rgb(0xFF, 0xE0, 0x8A), ink: Color::BLACK },
    refused: Tint { fill: rgb(0xB0, 0x12, 0x08), ink: Color::BLACK },
    already: rgb(0x00, 0x3A, 0x8C),
    already_disc: rgb(0xDC, 0xE9, 0xFF),
    good: Tint { fill: rgb(0xC9, 0xF2, 0xDC), ink: Color::BLACK },
    bad: Tint { fill: rgb(0xFF, 0xD6, 0xD2), ink: Color::BLACK },
    warn: Tint { fill: rgb(0xFF, 0xE8, 0xB8), ink: Color::BLACK },
    avatar: Tint { fill: rgb(0xE6, 0xE6, 0xE6), ink: Color::BLACK },
    dot_good: rgb(0x00, 0x7A, 0x43),
    dot_warn: rgb(0xB8, 0x62, 0x00),
    dot_bad: rgb(0xB0, 0x12, 0x08),
};

/// The theme for a desk indoors, or for one in the sun.
pub fn theme(sunlight: bool) -> Theme {
    let colors = if sunlight { &SUNLIGHT } else { &LIGHT };
    let name = if sunlight { "Sunlight" } else { "Light" };
    Theme::custom(
        name,
        iced::theme::Palette {
            background: colors.paper,
            text: colors.ink,
            primary: colors.already,
            success: colors.done,
            warning: colors.note,
            danger: colors.refused.fill,
        },
    )
}

/// The colours that belong to a theme.
pub fn colors(theme: &Theme) -> &'static Colors {
    if theme.palette().background == SUNLIGHT.paper { &SUNLIGHT } else { &LIGHT }
}

/// The stage behind band and cards; each mode has its own.
pub fn stage(mode: Mode) -> impl Fn(&Theme) -> container::Style {
    move |theme| {
        let colors = colors(theme);
        container::Style::default().background(match mode {
            Mode::Issue => colors.paper,
            Mode::Return => colors.stage_return,
            Mode::Swap => colors.stage_swap,
            Mode::LookUp => colors.stage_look_up,
            Mode::Repair => colors.stage_repair,
        })
    }
}

/// A card.
pub fn card(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.card, colors.line, colors.stroke, CORNER)
}

/// A card that waits for a person.
pub fn card_warn(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.card, colors.dot_warn, colors.stroke, CORNER)
}

/// A card of what was not taken.
pub fn card_bad(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.card, colors.dot_bad, colors.stroke, CORNER)
}

/// A card of second rank, or within another.
pub fn card_muted(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.muted, colors.line, colors.stroke, CORNER)
}

/// A box within a card.
pub fn card_inner(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.side, colors.line, if colors.stroke > 1.0 { colors.stroke } else { 0.0 }, CORNER)
}

/// A row of a list: a card with a smaller corner.
pub fn row(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.card, colors.line, colors.stroke, 8.0)
}

/// The marked row of a list.
pub fn row_marked(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.already_disc, colors.already, 2.0, 8.0)
}

/// Bar and foot.
pub fn panel(theme: &Theme) -> container::Style {
    container::Style::default().background(colors(theme).card).color(colors(theme).ink)
}

/// The run column.
pub fn side(theme: &Theme) -> container::Style {
    container::Style::default().background(colors(theme).side)
}

/// A line between parts: the whole container is the line.
pub fn line(theme: &Theme) -> container::Style {
    container::Style::default().background(colors(theme).line)
}

/// The rail.
pub fn rail(theme: &Theme) -> container::Style {
    container::Style::default().background(colors(theme).rail).color(colors(theme).rail_ink)
}

/// The mark above the rail.
pub fn mark(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.mark, colors.mark, 0.0, 10.0).color(colors.rail)
}

/// The top of a key.
pub fn keycap(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.muted, colors.edge, 0.0, 4.0).color(colors.ink)
}

/// The key around its top. Two boxes and no shadow: the software renderer draws a shadow over text
/// that stands beside what it repaints.
pub fn keycap_edge(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.edge, colors.edge, 0.0, 5.0)
}

/// A chip that says nothing good or bad.
pub fn chip(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.muted, colors.line, 0.0, 8.0).color(colors.ink)
}

/// A green chip.
pub fn chip_good(theme: &Theme) -> container::Style {
    tinted(colors(theme).good)
}

/// A red chip.
pub fn chip_bad(theme: &Theme) -> container::Style {
    tinted(colors(theme).bad)
}

/// An amber chip.
pub fn chip_warn(theme: &Theme) -> container::Style {
    tinted(colors(theme).warn)
}

/// The round picture of a person: initials on a tint.
pub fn avatar(theme: &Theme) -> container::Style {
    let tint = colors(theme).avatar;
    boxed(tint.fill, tint.fill, 0.0, 100.0).color(tint.ink)
}

/// The stripe that says all this is practice.
pub fn practice(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    container::Style::default().background(colors.note).color(colors.question.ink)
}

/// A strip that asks something beside the work.
pub fn strip(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    container::Style::default().background(colors.question.fill).color(colors.question.ink)
}

/// The filled part of a progress bar.
pub fn progress(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.ink, colors.ink, 0.0, 6.0)
}

/// The empty part of a progress bar.
pub fn progress_rest(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.muted, colors.line, 0.0, 6.0)
}

/// What lies over a screen: help.
pub fn overlay(theme: &Theme) -> container::Style {
    let colors = colors(theme);
    boxed(colors.card, colors.ink, 2.0, CORNER).color(colors.ink)
}

/// The shade under what lies over a screen.
pub fn shade(_: &Theme) -> container::Style {
    container::Style::default().background(Color { a: 0.55, ..Color::BLACK })
}

/// An ordinary button: white with a line around it.
pub fn button_plain(theme: &Theme, status: button::Status) -> button::Style {
    let colors = colors(theme);
    let fill = match status {
        button::Status::Hovered | button::Status::Pressed => colors.muted,
        button::Status::Active | button::Status::Disabled => colors.card,
    };
    let ink = if status == button::Status::Disabled { colors.faint } else { colors.ink };
    pressed(fill, ink, colors.edge, colors.stroke, 8.0)
}

/// The chosen one among buttons, or the one that does the main thing.
pub fn button_chosen(theme: &Theme, status: button::Status) -> button::Style {
    let colors = colors(theme);
    let fill = if status == button::Status::Disabled { colors.faint } else { colors.ink };
    pressed(fill, Color::WHITE, colors.ink, colors.stroke, 8.0)
}

/// An answer under a question: a card that can be pressed.
pub fn button_answer(theme: &Theme, status: button::Status) -> button::Style {
    let mut style = button_plain(theme, status);
    style.border.radius = border::radius(CORNER);
    style
}

/// A button without a look of its own.
pub fn button_bare(theme: &Theme, status: button::Status) -> button::Style {
    let fill = match status {
        button::Status::Hovered | button::Status::Pressed => colors(theme).muted,
        button::Status::Active | button::Status::Disabled => Color::TRANSPARENT,
    };
    pressed(fill, colors(theme).ink, Color::TRANSPARENT, 0.0, 8.0)
}

/// A row that can be pressed.
pub fn button_row(theme: &Theme, status: button::Status) -> button::Style {
    let mut style = button_plain(theme, status);
    style.border.color = colors(theme).line;
    style
}

/// The marked row of a list that can be pressed.
pub fn button_row_marked(theme: &Theme, _: button::Status) -> button::Style {
    let colors = colors(theme);
    pressed(colors.already_disc, colors.ink, colors.already, 2.0, 8.0)
}

/// An entry of the rail.
pub fn rail_item(chosen: bool) -> impl Fn(&Theme, button::Status) -> button::Style {
    move |theme, status| {
        let colors = colors(theme);
        let lit = chosen || matches!(status, button::Status::Hovered | button::Status::Pressed);
        let fill = if lit { colors.rail_chosen } else { Color::TRANSPARENT };
        let ink = if chosen { Color::WHITE } else { colors.rail_ink };
        pressed(fill, ink, fill, 0.0, 10.0)
    }
}

/// A text field. The desk has none.
pub fn field(theme: &Theme, status: text_input::Status) -> text_input::Style {
    let colors = colors(theme);
    let focused = matches!(status, text_input::Status::Focused { .. });
    text_input::Style {
        background: Background::Color(colors.card),
        border: Border {
            color: if focused { colors.already } else { colors.edge },
            width: if focused { 2.0 } else { colors.stroke },
            radius: border::radius(8.0),
        },
        icon: colors.faint,
        placeholder: colors.faint,
        value: colors.ink,
        selection: colors.already_disc,
    }
}

/// A scrolled page.
pub fn scroll(theme: &Theme, status: scrollable::Status) -> scrollable::Style {
    let mut style = scrollable::default(theme, status);
    style.vertical_rail.background = None;
    style.vertical_rail.scroller.background = Background::Color(colors(theme).edge);
    style
}

/// The colour of an outcome's word in the run list. The word says it; the colour repeats it.
pub fn outcome(theme: &Theme, outcome: Outcome, undone: bool) -> Color {
    let colors = colors(theme);
    match outcome {
        _ if undone => colors.faint,
        Outcome::Issued | Outcome::Returned | Outcome::Swapped => colors.done,
        Outcome::HandedOver => colors.warn.ink,
        Outcome::Already => colors.already,
        Outcome::Refused | Outcome::Unknown | Outcome::NotTaken => colors.refused.fill,
        _ => colors.faint,
    }
}

fn boxed(fill: Color, line: Color, width: f32, radius: f32) -> container::Style {
    container::Style::default().background(fill).border(Border {
        color: line,
        width,
        radius: border::radius(radius),
    })
}

fn tinted(tint: Tint) -> container::Style {
    boxed(tint.fill, tint.ink, 0.0, 8.0).color(tint.ink)
}

fn pressed(fill: Color, ink: Color, line: Color, width: f32, radius: f32) -> button::Style {
    button::Style {
        background: Some(Background::Color(fill)),
        text_color: ink,
        border: Border { color: line, width, radius: border::radius(radius) },
        shadow: Shadow::default(),
        snap: true,
    }
}

#[cfg(test)]
mod tests {
    use super::{FAMILY, FONTS};

    #[test]
    fn the_embedded_fonts_have_the_name_that_is_asked_for() {
        let name: Vec<u8> = FAMILY.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_ne!(FAMILY, "Inter", "the system may have that one, with other digits");
        for font in FONTS {
            assert!(font.windows(name.len()).any(|part| part == name));
        }
    }
}
