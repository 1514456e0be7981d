//! Words of the pull list and of the paper fallback.

use super::cards::{count, together, together_title};
use super::{around, case, due, filled, slot};
use crate::desk::print::{About, Listed};
use crate::desk::reply::When;
use crate::domain::device::Status;
use crate::domain::listed::{By, ListedStudent, Pulled};
use crate::print::table::{Column, Group, Kind, Row, Table};
use crate::print::{Head, Paper};
use crate::text;

pub(super) fn column(title: String, share: f32, kind: Kind) -> Column {
    Column { title, share, kind }
}

/// The list for runners: a row for each device, a page set for each site, and for each slot where they
/// go by it. The number of a case is beside the name where anybody has one.
pub fn pull(listed: &Listed<(ListedStudent, Vec<Pulled>)>, paper: Paper, now: When) -> Table {
    let cases = listed.rows.iter().any(|(person, _)| !person.case.is_empty());
    let by_slot = listed.about.by == Some(By::Slot);
    let mut columns = vec![
        column(String::new(), 20.0, Kind::Tick),
        column(text::get("print-room"), 60.0, Kind::Text),
        column(text::get("print-name-id"), 150.0, Kind::Name),
        column(text::get("print-device-model"), 130.0, Kind::Name),
        column(text::get("print-where"), 150.0, Kind::Text),
    ];
    if cases {
        columns.insert(1, column(text::get("print-case-number"), 46.0, Kind::Name));
    }
    let set = |row: &(ListedStudent, Vec<Pulled>)| {
        (row.0.site.clone(), if by_slot { row.0.slot.clone() } else { String::new() })
    };
    let row = |person: &ListedStudent, device: String, place: String| {
        let room = match filled(&person.slot, slot) {
            slot if by_slot || slot.is_empty() => person.homeroom.clone(),
            slot => format!("{}\n{slot}", person.homeroom),
        };
        let name = format!("{}\n{}", person.name, person.id);
        let mut cells = vec![String::new(), room, name, device, place];
        if cases {
            cells.insert(1, person.case.clone());
        }
        Row { named: text::dots([&person.name, person.id.as_str()]), cells }
    };
    let groups = listed.rows.chunk_by(|a, b| set(a) == set(b)).map(|people| {
        let mut rows = Vec::new();
        for (person, devices) in people {
            if devices.is_empty() {
                rows.push(row(person, format!("–\n{}", due(person)), String::new()));
            }
            rows.extend(devices.iter().map(|device| {
                let is = format!("{}\n{}", device.tag, device.model);
                row(person, is, whereabouts(device, &listed.about, now))
            }));
        }
        let fetched: usize = people.iter().map(|(_, devices)| devices.len()).sum();
        let (first, _) = &people[0];
        let slot = if by_slot { slot(&first.slot) } else { String::new() };
        let site = listed.about.site(&first.site).to_owned();
        let devices = text::with("print-devices-count", &[("count", &fetched)]);
        let about = text::dots([count(people.len(), &listed.about), devices]);
        let title = text::dots([text::get("print-pull"), slot, site]);
        Group { head: Head { title, about }, rows, closing: Vec::new() }
    });
    Table::new(columns, groups.collect(), paper, around(&listed.about, now))
}

/// Where a device is: with the person, with somebody else, or where it was last seen.
fn whereabouts(device: &Pulled, about: &About, now: When) -> String {
    let site = about.site(&device.site);
    let first = if device.held {
        text::get("print-with-student")
    } else if device.elsewhere {
        text::get("print-with-another")
    } else if device.status == Status::Available {
        text::with("print-in-at", &[("site", &site)])
    } else {
        text::status(device.status)
    };
    let seen = device.seen.as_ref().map(|(at, station)| {
        let at = text::since(*at, Some(now));
        text::with("print-seen", &[("station", station), ("at", &at)])
    });
    format!("{first}\n{}", seen.unwrap_or_default())
}

/// The list to write on when no computer runs: a page set for each homeroom
/// or slot.
pub fn fallback(listed: &Listed<ListedStudent>, paper: Paper, now: When) -> Table {
    let columns = vec![
        column(text::get("print-scan"), 165.0, Kind::Code),
        column(text::get("print-student"), 165.0, Kind::Name),
        column(text::get("print-write-tag"), 105.0, Kind::Write),
        column(text::get("print-write-time"), 60.0, Kind::Write),
        column(text::get("print-write-back"), 30.0, Kind::Tick),
    ];
    let groups = together(listed).map(|rows| {
        let row = |row: &ListedStudent| {
            let held = match row.holds.as_slice() {
                [] => String::new(),
                tags => text::with("print-has", &[("tags", &tags.join(" "))]),
            };
            let below = text::dots([filled(&row.case, case), held, due(row)]);
            Row {
                named: text::dots([&row.name, &row.id]),
                cells: vec![row.id.clone(), format!("{}\n{below}", row.name)],
            }
        };
        let title = together_title(&rows[0], &listed.about);
        let about =
            text::dots([text::get("print-fallback-about"), count(rows.len(), &listed.about)]);
        Group {
            head: Head { title, about },
            rows: rows.iter().map(row).collect(),
            closing: Vec::new(),
        }
    });
    Table::new(columns, groups.collect(), paper, around(&listed.about, now))
}
