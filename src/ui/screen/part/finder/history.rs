//! What happened to a person or a device, newest first: rows that can be marked and opened.

use iced::widget::{column, container, row, text};
use iced::{Element, Length};

use crate::desk::request::HistoryLine;
use crate::text as words;
use crate::ui::screen::part::{Measures, cell, chip, faded, list_row, rows_in, section, window};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::faint;

/// What a row names besides what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::screen) enum Other {
    /// The device, on a person's page.
    Device,
    /// The person, on a device's page.
    Person,
}

/// Height of the label and the gap below it.
const HEAD: f32 = 24.0;
const GAP: f32 = 4.0;

/// As many rows as fit into `height`, around the marked one; `on_open` opens what a row names.
pub(in crate::ui::screen) fn history<'a, Message: Clone + 'a>(
    lines: &'a [HistoryLine],
    mark: Option<usize>,
    other: Other,
    height: f32,
    measures: Measures,
    on_open: impl Fn(usize) -> Message,
) -> Element<'a, Message> {
    let head = section(words::with("history-heading", &[("count", &lines.len())]));
    if lines.is_empty() {
        let none = text(words::get("history-none")).size(theme::BODY).style(faint);
        return column![head, none].spacing(6).into();
    }
    let line_height = measures.either(30.0, 36.0);
    let room = rows_in(height - HEAD, line_height, GAP);
    let built = window(mark.unwrap_or(0), lines.len(), room);
    let rows = built.map(|index| {
        let line = &lines[index];
        let opens = names(line, other).then(|| on_open(index));
        list_row(content(line, other, measures), mark == Some(index), opens, line_height)
    });
    column![head, column(rows).spacing(GAP)].spacing(6).into()
}

/// Whether a row names something that can be opened.
pub(in crate::ui::screen) fn names(line: &HistoryLine, other: Other) -> bool {
    match other {
        Other::Device => line.tag.is_some(),
        Other::Person => line.person.is_some(),
    }
}

fn content<'a, Message: 'a>(
    line: &'a HistoryLine,
    other: Other,
    measures: Measures,
) -> iced::widget::Row<'a, Message> {
    let named = match other {
        Other::Device => line.tag.as_deref(),
        Other::Person => line.person.as_ref().map(|person| person.name.as_str()),
    };
    let wide = measures.width > 1000.0;
    let paper = line.entered.map(|_| words::get("history-paper")).unwrap_or_default();
    let status = line.status.map(words::status).unwrap_or_default();
    let what = fit(words::dots([kind(&line.kind), status, paper])).font(theme::SEMIBOLD);
    let content = row![
        container(fit(words::clock(line.at)).size(14.0)).width(170),
        if line.undone { cell_faded(what, 4) } else { cell(what, 4) },
        cell(fit(named.unwrap_or_default()), 4),
    ];
    let state = if line.undone {
        Some(chip(words::get("history-undone"), theme::chip_warn))
    } else if line.unchanged {
        Some(chip(words::get("history-unchanged"), theme::chip))
    } else {
        None
    };
    let operator = fit(line.operator.as_deref().unwrap_or_default()).size(14.0);
    // Of what stood on paper first it matters more when it was entered.
    let event = match line.entered {
        Some(at) => words::with("history-entered", &[("day", &words::since(at, None))]),
        None => line.event.clone(),
    };
    let event = fit(event).size(theme::SMALL);
    content
        .push(container(row![].push(state)).width(98))
        .push(container(operator).width(if wide { 90 } else { 50 }))
        .push(faded(event).width(if wide { 190 } else { 150 }))
}

fn cell_faded<'a, Message: 'a>(content: fit::Fit, portion: u16) -> Element<'a, Message> {
    faded(content).width(Length::FillPortion(portion)).into()
}

/// What happened, in words. A kind of a newer station keeps its name.
pub(in crate::ui::screen) fn kind(kind: &str) -> String {
    KINDS
        .iter()
        .find(|(name, _)| *name == kind)
        .map_or_else(|| kind.to_owned(), |(_, id)| words::of(*id))
}

const KINDS: [(&str, words::Id); 35] = [
    ("Issued", words::id("kind-issued")),
    ("Returned", words::id("kind-returned")),
    ("Opened", words::id("kind-opened")),
    ("SiteChanged", words::id("kind-site-changed")),
    ("Assigned", words::id("kind-assigned")),
    ("Unassigned", words::id("kind-unassigned")),
    ("ConditionNoted", words::id("kind-condition-noted")),
    ("AccessoryNoted", words::id("kind-accessory-noted")),
    ("StatusChanged", words::id("kind-status-changed")),
    ("ChargeRaised", words::id("kind-charge-raised")),
    ("ChargeAdjusted", words::id("kind-charge-adjusted")),
    ("ChargePaid", words::id("kind-charge-paid")),
    ("ChargeWaived", words::id("kind-charge-waived")),
    ("ChargeVoided", words::id("kind-charge-voided")),
    ("Refunded", words::id("kind-refunded")),
    ("TicketOpened", words::id("kind-ticket-opened")),
    ("TicketClosed", words::id("kind-ticket-closed")),
    ("BorrowerAdded", words::id("kind-borrower-added")),
    ("BorrowerMerged", words::id("kind-borrower-merged")),
    ("DeviceAdded", words::id("kind-device-added")),
    ("DeviceJoined", words::id("kind-device-joined")),
    ("TagReplaced", words::id("kind-tag-replaced")),
    ("AgreementSigned", words::id("kind-agreement-signed")),
    ("TransferSent", words::id("kind-transfer-sent")),
    ("TransferReceived", words::id("kind-transfer-received")),
    ("Sighted", words::id("kind-sighted")),
    ("NoteAdded", words::id("kind-note-added")),
    ("RunStarted", words::id("kind-run-started")),
    ("RunEnded", words::id("kind-run-ended")),
    ("Undone", words::id("kind-undone")),
    ("Resolved", words::id("kind-resolved")),
    ("ClockOffset", words::id("kind-clock-offset")),
    ("PolicySet", words::id("kind-policy-set")),
    ("RegisterAdopted", words::id("kind-register-adopted")),
    ("StationClosed", words::id("kind-station-closed")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::Kind;

    #[test]
    fn every_kind_this_program_writes_has_words() {
        for (name, id) in KINDS {
            assert!(!matches!(Kind::from(name), Kind::Unknown(_)), "{name}");
            assert!(!words::of(id).starts_with("kind-"), "{name}");
        }
        assert_eq!(kind("Teleported"), "Teleported");
    }
}
