//! The tables of a check: columns, refused rows, what changes, who leaves, holders, what was found in
//! reading. One or two of them are on show; keys page through them.

use iced::widget::{Column, column, container, row, text};
use iced::{Alignment, Element, Length};

use super::Message;
use super::data::{Check, ColumnLine};
use super::piece::{head, line, line_height, placed_line, said, strong};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{Measures, card, chip, rows_in, section};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::faint;

/// A table of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sheet {
    /// Which column becomes what.
    #[default]
    Columns,
    /// Rows that are not taken.
    Refused,
    /// What changes, old beside new.
    Changes,
    /// Who and what leaves.
    Leaving,
    /// Holders nobody knows, or whom the journal knows otherwise.
    Holders,
    /// What else was found in reading.
    Notes,
}

impl Sheet {
    /// In the order of the key that turns them.
    pub(super) const ALL: [Sheet; 6] =
        [Self::Columns, Self::Refused, Self::Changes, Self::Leaving, Self::Holders, Self::Notes];

    /// How many lines it has.
    pub(super) fn len(self, check: &Check) -> usize {
        match self {
            Self::Columns => check.columns.len(),
            Self::Refused => check.refused.len(),
            _ => self.texts(check).len(),
        }
    }

    fn texts(self, check: &Check) -> &[Vec<String>] {
        match self {
            Self::Columns | Self::Refused => &[],
            Self::Changes => &check.changes,
            Self::Leaving => &check.leaving,
            Self::Holders => &check.holders,
            Self::Notes => &check.notes,
        }
    }

    /// The next that has anything in it. What was found in reading can be asked for always.
    pub(super) fn next(self, check: &Check) -> Sheet {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or_default();
        let after = Self::ALL.iter().cycle().skip(at + 1).take(Self::ALL.len());
        let has = |one: &&Sheet| matches!(one, Self::Columns | Self::Notes) || one.len(check) > 0;
        after.copied().find(|one| has(&one)).unwrap_or_default()
    }

    /// What the key that shows it says.
    pub(super) fn name(self) -> String {
        match self {
            Self::Columns => words::get("exchange-show-columns"),
            Self::Refused => words::get("exchange-show-refused"),
            Self::Changes => words::get("exchange-show-changes"),
            Self::Leaving => words::get("exchange-show-leaving"),
            Self::Holders => words::get("exchange-show-holders"),
            Self::Notes => words::get("exchange-show-notes"),
        }
    }

    fn title(self) -> String {
        match self {
            Self::Columns => words::get("exchange-your-columns"),
            Self::Refused => words::get("exchange-refused-rows"),
            Self::Changes => words::get("exchange-changes"),
            Self::Leaving => words::get("exchange-leavers"),
            Self::Holders => words::get("exchange-holders"),
            Self::Notes => words::get("exchange-notes"),
        }
    }

    /// Headings, and the share of the width each has.
    fn heads(self) -> Vec<(String, u16)> {
        match self {
            Self::Columns => vec![
                (words::get("exchange-column-in-file"), 28),
                (words::get("exchange-column-becomes"), 26),
                (words::get("exchange-column-first"), 45),
            ],
            Self::Refused => vec![
                (words::get("exchange-column-line"), 8),
                (words::get("exchange-column-column"), 18),
                (words::get("exchange-column-value"), 16),
                (words::get("exchange-column-why"), 58),
            ],
            Self::Changes => vec![
                (words::get("exchange-column-line"), 14),
                (words::get("exchange-column-key"), 20),
                (words::get("exchange-column-field"), 16),
                (words::get("exchange-column-known"), 25),
                (words::get("exchange-column-in-file"), 25),
            ],
            Self::Leaving => vec![
                (words::get("exchange-column-key"), 22),
                (words::get("exchange-column-name"), 34),
                (words::get("exchange-column-grade"), 10),
                (words::get("exchange-column-site"), 16),
                (words::get("exchange-column-holds"), 18),
            ],
            Self::Holders => vec![
                (words::get("exchange-column-line"), 14),
                (words::get("exchange-column-device"), 20),
                (words::get("exchange-column-in-file"), 26),
                (words::get("exchange-column-here"), 40),
            ],
            Self::Notes => vec![
                (words::get("exchange-column-file"), 26),
                (words::get("exchange-column-found"), 74),
            ],
        }
    }

    /// How many lines fit.
    pub(super) fn fits(room: f32, measures: Measures) -> usize {
        if room < line_height(measures) { 0 } else { rows_in(room, line_height(measures), 0.0) }
    }

    /// The table, from a line on, as much of it as there is room for.
    pub(super) fn view<'a>(
        self,
        check: &'a Check,
        from: usize,
        room: f32,
        measures: Measures,
    ) -> Element<'a, Message> {
        let all = self.len(check);
        let fits = Self::fits(room, measures);
        let from = from.min(all.saturating_sub(fits.max(1)));
        let to = all.min(from + fits);
        let heads = self.heads();
        let shares: Vec<u16> = heads.iter().map(|(_, share)| *share).collect();
        let head =
            head(heads.into_iter().map(|(says, share)| (says, share, false)).collect(), measures);
        let rows: Vec<Element<'a, Message>> = match self {
            Self::Columns => {
                check.columns[from..to].iter().map(|one| column_line(one, measures)).collect()
            }
            Self::Refused => (check.refused[from..to].iter())
                .map(|one| {
                    let cells = vec![
                        said(words::count(one.line), 8),
                        said(one.column.clone(), 18),
                        said(one.value.clone(), 16),
                        said(one.why.clone(), 58),
                    ];
                    line(cells, measures)
                })
                .collect(),
            _ => (self.texts(check)[from..to].iter())
                .map(|texts| {
                    let cell = |(at, (says, share)): (usize, (&String, &u16))| {
                        let new = self == Self::Changes && at == 4;
                        if new { strong(says.clone(), *share) } else { said(says.clone(), *share) }
                    };
                    line(texts.iter().zip(&shares).enumerate().map(cell).collect(), measures)
                })
                .collect(),
        };
        let of = (to - from < all).then(|| {
            words::with(
                "exchange-lines-of",
                &[
                    ("first", &words::count(from as u64 + 1)),
                    ("last", &words::count(to as u64)),
                    ("all", &words::count(all as u64)),
                ],
            )
        });
        boxed(titled(self.title(), of), column![head].extend(rows), measures)
    }
}

/// The heading of a card, and which of its lines are on show, with the keys that turn them.
fn titled<'a>(says: String, of: Option<String>) -> Element<'a, Message> {
    let of = of.map(|of| {
        let turn = |action| {
            iced::widget::button(text(key::cap(action)).size(theme::SMALL).style(faint))
                .padding([0, 4])
                .style(theme::button_bare)
                .on_press(Message::Press(action))
        };
        row![
            text(of).size(theme::SMALL).style(faint),
            turn(Action::PageUp),
            turn(Action::PageDown),
        ]
        .spacing(8)
    });
    row![container(section(says)).width(Length::Fill)].push(of).height(18).into()
}

fn boxed<'a>(
    label: Element<'a, Message>,
    table: Column<'a, Message>,
    measures: Measures,
) -> Element<'a, Message> {
    card(column![label, table].spacing(6), measures).into()
}

fn column_line<'a>(one: &ColumnLine, measures: Measures) -> Element<'a, Message> {
    let out = one.becomes.is_empty();
    let heading = container(fit(one.heading.clone()).least(13.0)).width(Length::FillPortion(28));
    let becomes = if out {
        row![fit(words::get("exchange-left-out")).least(13.0).faint()]
    } else {
        let key = one.key.then(|| fit(words::get("exchange-the-key")).least(13.0));
        row![fit(one.becomes.clone()).least(13.0).font(theme::SEMIBOLD)].push(key).spacing(5)
    };
    let hidden = out && one.first.is_empty();
    let first = if hidden {
        row![fit(words::get("exchange-hidden")).faint()]
    } else {
        let remark = (!one.remark.is_empty()).then(|| chip(one.remark.clone(), theme::chip_warn));
        row![fit(one.first.clone()).least(13.0)].push(remark).spacing(12).align_y(Alignment::Center)
    };
    placed_line(
        row![
            heading,
            container(becomes).width(Length::FillPortion(26)),
            container(first).width(Length::FillPortion(45)),
        ],
        measures,
    )
}
