//! What was found in the bundles of a merge: those not taken and why, what happened to the files, and
//! damaged rows, old beside new.

use std::cell::Cell;

use iced::widget::{column, row, text};
use iced::{Alignment, Element};

use super::Message;
use super::data::Merged;
use super::piece::{Cell as Piece, head, head_height, line, line_height, quiet, said, strong};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{self, Measures, heading, rows_in};
use crate::ui::theme;
use crate::ui::widget::keycap::{faint, key_button};

/// Which lines are on show.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    from: usize,
    /// How many there was room for when they were drawn.
    fits: Cell<usize>,
}

impl Notes {
    /// Other lines: one more, or as many as there is room for.
    pub(super) fn turn(&mut self, merged: &Merged, on: bool, page: bool) {
        let fits = self.fits.get().max(1);
        let step = if page { fits } else { 1 };
        let last = merged.found().saturating_sub(fits);
        self.from = if on { (self.from + step).min(last) } else { self.from.saturating_sub(step) };
    }

    /// The page.
    pub(super) fn view<'a>(&self, merged: &Merged, measures: Measures) -> Element<'a, Message> {
        let left = measures.height
            - measures.either(28.0, 36.0)
            - head_height(measures)
            - 42.0
            - 2.0 * measures.gap;
        let fits = rows_in(left, line_height(measures), 0.0);
        self.fits.set(fits);
        let all = merged.found();
        let from = self.from.min(all.saturating_sub(fits));
        let to = all.min(from + fits);
        let head = head(
            vec![
                (words::get("exchange-column-where"), 20, false),
                (words::get("exchange-column-found"), 40, false),
                (words::get("exchange-column-old"), 20, false),
                (words::get("exchange-column-new"), 20, false),
            ],
            measures,
        );
        let lines = lines(merged).skip(from).take(to - from).map(|cells| line(cells, measures));
        let mut keys = row![key_button(
            key::cap(Action::No),
            words::get("exchange-back"),
            Some(Message::Press(Action::No)),
        )];
        if fits < all {
            let turn =
                |action, says| key_button(key::cap(action), says, Some(Message::Press(action)));
            keys = keys
                .push(turn(Action::PageUp, words::get("exchange-previous")))
                .push(turn(Action::PageDown, words::get("exchange-next")));
        }
        let of = words::with(
            "exchange-lines-of",
            &[
                ("first", &words::count((from + 1).min(all) as u64)),
                ("last", &words::count(to as u64)),
                ("all", &words::count(all as u64)),
            ],
        );
        let keys = keys.push(text(of).size(theme::SMALL).style(faint));
        let parts = column![
            heading(words::get("exchange-merged-notes"), measures),
            column![head].extend(lines),
            keys.spacing(12).height(42).align_y(Alignment::Center),
        ];
        part::page(parts, measures).into()
    }
}

/// All lines: what was not taken first.
fn lines(merged: &Merged) -> impl Iterator<Item = Vec<Piece>> {
    let refused = merged.refused.iter();
    let refused = refused.map(|(name, why)| vec![said(name.clone(), 20), strong(why.clone(), 80)]);
    let notes = merged.notes.iter();
    let notes = notes.map(|(place, says)| vec![said(place.clone(), 20), said(says.clone(), 80)]);
    let damaged = merged.damaged.iter().map(|one| {
        vec![
            said(one.place.clone(), 20),
            said(one.why.clone(), 40),
            quiet(one.old.clone(), 20),
            strong(one.new.clone(), 20),
        ]
    });
    refused.chain(notes).chain(damaged)
}
