//! Devices on their way to another site, in words.

use crate::desk::reply::{Notice, Reply};
use crate::desk::transfer::{Load, Moved, TransferNotice};
use crate::desk::transfer_open::Stack;
use crate::domain::card::{BoundFor, When};
use crate::print::table::{Column, Group, Kind, Row, Table};
use crate::print::{Head, Paper};
use crate::text;

/// Where a device is on its way to, for a card.
pub fn bound(bound: &BoundFor, now: Option<When>) -> String {
    let since = text::since(bound.since, now);
    text::with("transfer-bound", &[("site", &bound.to_name), ("since", &since)])
}

/// What a device's scan did, in a word.
pub(super) fn eyebrow(notice: &TransferNotice) -> String {
    match notice.what {
        Moved::Sent => text::get("outcome-sent"),
        Moved::SentAlready => text::get("transfer-already"),
        Moved::Received { .. } => text::get("outcome-received"),
    }
}

/// The word at the right of a scan in a stack.
pub fn outcome(reply: &Reply) -> String {
    match &reply.notice {
        Notice::Transfer(TransferNotice { what: Moved::SentAlready, .. }) => {
            text::get("transfer-already")
        }
        _ => text::outcome(reply.outcome),
    }
}

/// What became of a device, and what should be looked at.
pub fn says(notice: &TransferNotice) -> String {
    let TransferNotice { tag, site, what } = notice;
    let (elsewhere, unsent, aside, holder) = match what {
        Moved::Sent => return text::with("transfer-sent", &[("tag", tag), ("site", site)]),
        Moved::SentAlready => {
            return text::with("transfer-sent-already", &[("tag", tag), ("site", site)]);
        }
        Moved::Received { elsewhere, unsent, aside, holder } => {
            (elsewhere, *unsent, *aside, holder)
        }
    };
    let mut says = vec![text::with("transfer-received", &[("tag", tag), ("site", site)])];
    if let Some(site) = elsewhere {
        says.push(text::with("transfer-elsewhere", &[("site", site)]));
    } else if unsent {
        says.push(text::get("transfer-unsent"));
    }
    if let Some(holder) = holder {
        says.push(text::with("transfer-out", &[("name", &holder.name)]));
    }
    if aside {
        says.push(text::get("msg-aside"));
    }
    says.join(" ")
}

/// A transfer to choose: what tells two of them apart stands first.
pub fn stack(stack: &Stack) -> String {
    let count = text::with("print-devices-count", &[("count", &stack.devices)]);
    text::dots([text::clock_short(stack.at), stack.to.clone(), count])
}

/// The sheet for the driver: what is in the load, and who signs for it.
pub fn sheet(load: &Load, paper: Paper, now: When) -> Table {
    let column = |title: String, share: f32, kind: Kind| Column { title, share, kind };
    let columns = vec![
        column(text::get("print-scan"), 170.0, Kind::Code),
        column(text::get("print-device-model"), 160.0, Kind::Name),
        column(text::get("transfer-serial"), 120.0, Kind::Text),
        column(text::get("transfer-there"), 40.0, Kind::Tick),
    ];
    let rows = load.devices.iter().map(|card| {
        let serial = if card.serial == card.tag { "" } else { &card.serial };
        Row {
            named: card.tag.clone(),
            cells: vec![
                card.tag.clone(),
                format!("{}\n{}", card.tag, card.model),
                serial.to_owned(),
                String::new(),
            ],
        }
    });
    let count = text::with("print-devices-count", &[("count", &load.devices.len())]);
    let title = text::with("transfer-title", &[("from", &load.from), ("to", &load.to)]);
    let about = text::dots([count, text::clock(load.at), load.transfer.clone()]);
    let sign = |who: String| text::with("transfer-sign", &[("who", &who)]);
    let closing = vec![
        String::new(),
        sign(text::with("transfer-sender", &[("site", &load.from)])),
        sign(text::get("transfer-driver")),
        sign(text::with("transfer-receiver", &[("site", &load.to)])),
    ];
    let group = Group { head: Head { title, about }, rows: rows.collect(), closing };
    Table::new(columns, vec![group], paper, text::print::around(&load.about, now))
}
