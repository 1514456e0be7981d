//! Words of what the schools are asked.

use super::around;
use super::tables::column;
use crate::desk::conflicts_questions::Questions;
use crate::desk::print::About;
use crate::desk::reply::When;
use crate::domain::card::Named;
use crate::domain::conflict::{Choice, ConflictCard, Story};
use crate::print::table::{Group, Kind, Row, Table};
use crate::print::{Head, Paper};
use crate::text;

/// A page set for each site: who may have the device, and room for the answer.
pub fn questions(sites: &[Questions], about: &About, paper: Paper, now: When) -> Table {
    let columns = vec![
        column(text::get("print-conflict"), 55.0, Kind::Text),
        column(text::get("print-device-model"), 95.0, Kind::Name),
        column(text::get("print-first-desk"), 115.0, Kind::Text),
        column(text::get("print-second-desk"), 115.0, Kind::Text),
        column(text::get("print-who-has-it"), 95.0, Kind::Write),
        column(text::get("print-asked-by"), 65.0, Kind::Write),
    ];
    let group = |asked: &Questions| {
        let site = match (asked.name.as_str(), asked.site.as_str()) {
            ("", "") => text::get("print-no-site-questions"),
            ("", code) => code.to_owned(),
            (name, _) => name.to_owned(),
        };
        let title = text::dots([text::get("print-questions"), site]);
        let count = text::with("print-questions-count", &[("count", &asked.conflicts.len())]);
        let about = text::dots([count, text::get("print-questions-about")]);
        let rows = asked.conflicts.iter().map(row).collect();
        Group { head: Head { title, about }, rows, closing: Vec::new() }
    };
    Table::new(columns, sites.iter().map(group).collect(), paper, around(about, now))
}

fn row(card: &ConflictCard) -> Row {
    let device = &card.device;
    let (earlier, later) = match card.pair() {
        Some((earlier, later)) => (Some(earlier), Some(later)),
        None => (None, None),
    };
    let model = text::dots([device.model.as_str(), device.serial.as_str()]);
    Row {
        named: device.tag.clone(),
        cells: vec![
            card.short.clone(),
            format!("{}\n{model}", device.tag),
            side(card.holder(Choice::Earlier), earlier),
            side(card.holder(Choice::Later), later),
        ],
    }
}

fn side(holder: Option<&Named>, story: Option<&Story>) -> String {
    let at = story.map(|story| text::clock(story.at)).unwrap_or_default();
    match holder {
        Some(named) => {
            let room = text::dots([named.id.as_str(), named.homeroom.as_str(), at.as_str()]);
            format!("{}\n{room}", named.name)
        }
        None => format!("{}\n{at}", text::get("print-nobody")),
    }
}
