//! What came of a merge, around the conflicts: classes, bundles with their gaps and receipts.

use iced::Element;
use iced::widget::{Column, column, row};

use super::Message;
use super::data::Merged;
use super::piece::{alarmed, counted, gaps, head, line, quiet, said, strong, tile, warned};
use crate::text as words;
use crate::ui::screen::part::Measures;
use crate::ui::theme;

/// The classes of all rows.
pub(super) fn tiles<'a>(merged: &Merged, measures: Measures) -> Element<'a, Message> {
    let counts = merged.counts();
    let mut tiles = row![
        tile(counts.applied, words::get("exchange-applied"), theme::card, measures),
        tile(counts.already_had, words::get("exchange-already-had"), theme::card, measures),
        tile(counts.superseded, words::get("exchange-superseded"), theme::card, measures),
        tile(
            counts.needs_person,
            words::get("exchange-needs-person"),
            warned(counts.needs_person),
            measures
        ),
        tile(counts.parked, words::get("exchange-parked"), theme::card, measures),
    ];
    if counts.damaged > 0 {
        tiles = tiles.push(tile(
            counts.damaged,
            words::get("exchange-damaged"),
            alarmed(counts.damaged),
            measures,
        ));
    }
    tiles.spacing(10).into()
}

/// A line for each bundle, as many as fit.
pub(super) fn bundles<'a>(merged: &Merged, fits: usize, measures: Measures) -> Column<'a, Message> {
    let head = head(
        vec![
            (words::get("exchange-column-station"), 16, false),
            (words::get("exchange-column-batch"), 7, true),
            (words::get("exchange-column-scans"), 8, true),
            (words::get("exchange-column-applied"), 9, true),
            (words::get("exchange-column-already-had"), 13, true),
            (words::get("exchange-column-superseded"), 13, true),
            (words::get("exchange-column-person"), 8, true),
            (words::get("exchange-column-parked"), 8, true),
            (words::get("exchange-column-gaps"), 16, false),
            (words::get("exchange-column-receipt"), 15, false),
        ],
        measures,
    );
    let (shown, more) = within(merged.bundles.len(), fits);
    let lines = merged.bundles.iter().take(shown).map(|one| {
        let counts = &one.counts;
        line(
            vec![
                said(one.station.clone(), 16),
                counted(one.batch, 7),
                counted(counts.rows(), 8),
                counted(counts.applied, 9),
                counted(counts.already_had, 13),
                counted(counts.superseded, 13),
                counted(counts.needs_person, 8),
                counted(counts.parked, 8),
                if one.gaps.is_empty() {
                    said(gaps(&one.gaps), 16)
                } else {
                    strong(gaps(&one.gaps), 16)
                },
                said(one.receipt.clone(), 15),
            ],
            measures,
        )
    });
    column![head].extend(lines).push(more.map(|count| rest(count, measures)))
}

/// How many lines are shown, and how many are said to be left out.
fn within(all: usize, fits: usize) -> (usize, Option<usize>) {
    if all <= fits { (all, None) } else { (fits - 1, Some(all + 1 - fits)) }
}

fn rest<'a>(count: usize, measures: Measures) -> Element<'a, Message> {
    let says = words::with("exchange-more", &[("count", &count)]);
    line(vec![quiet(says, 1)], measures)
}
