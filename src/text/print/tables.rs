//! Words of the pull list and of the paper fallback.

use super::cards::{count, place, room};
use super::{around, due};
use crate::desk::print::{About, Listed};
use crate::desk::reply::When;
use crate::domain::device::Status;
use crate::domain::listed::{ListedStudent, Pulled};
use crate::print::table::{Column, Group, Kind, Row, Table};
use crate::print::{Head, Paper};
use crate::text;

pub(super) fn column(title: String, share: f32, kind: Kind) -> Column {
    Column { title, share, kind }
}

/// The list for runners: a row for each device, a page set for each site.
pub fn pull(listed: &Listed<(ListedStudent, Vec<Pulled>)>, paper: Paper, now: When) -> Table {
    let columns = vec![
        column(String::new(), 20.0, Kind::Tick),
        column(text::get("print-room"), 60.0, Kind::Text),
        column(text::get("print-name-id"), 150.0, Kind::Name),
        column(text::get("print-device-model"), 130.0, Kind::Name),
        column(text::get("print-where"), 150.0, Kind::Text),
    ];
    let rows: Vec<&(ListedStudent, Vec<Pulled>)> = listed.rows.iter().collect();
    let groups = rows.chunk_by(|a, b| a.0.site == b.0.site).map(|people| {
        let mut rows = Vec::new();
        for (person, devices) in people {
            for device in devices {
                rows.push(Row {
                    named: person.name.clone(),
                    cells: vec![
                        String::new(),
                        person.homeroom.clone(),
                        format!("{}\n{}", person.name, person.id),
                        format!("{}\n{}", device.tag, device.model),
                        whereabouts(device, &listed.about, now),
                    ],
                });
            }
        }
        let site = people.first().map(|(person, _)| listed.about.site(&person.site));
        let devices = text::with("print-devices-count", &[("count", &rows.len())]);
        let about = text::dots([count(people.len(), &listed.about), devices]);
        let title = text::dots([text::get("print-pull"), site.unwrap_or_default().to_owned()]);
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

/// The list to write on when no computer runs: a page set for each homeroom.
pub fn fallback(listed: &Listed<ListedStudent>, paper: Paper, now: When) -> Table {
    let columns = vec![
        column(text::get("print-scan"), 165.0, Kind::Code),
        column(text::get("print-student"), 165.0, Kind::Name),
        column(text::get("print-write-tag"), 105.0, Kind::Write),
        column(text::get("print-write-time"), 60.0, Kind::Write),
        column(text::get("print-write-back"), 30.0, Kind::Tick),
    ];
    let rows: Vec<&ListedStudent> = listed.rows.iter().collect();
    let groups = rows.chunk_by(|a, b| place(a) == place(b)).map(|rows| {
        let row = |row: &&ListedStudent| {
            let held = match row.holds.as_slice() {
                [] => String::new(),
                tags => text::with("print-has", &[("tags", &tags.join(" "))]),
            };
            let below = text::dots([held, due(row)]);
            Row {
                named: row.name.clone(),
                cells: vec![row.id.clone(), format!("{}\n{below}", row.name)],
            }
        };
        let site = listed.about.site(&rows[0].site).to_owned();
        let title = text::dots([room(rows[0]), site]);
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
