//! Words on cards, homeroom sheets, room labels and the command sheet.

use super::{around, case, filled, grade, slot};
use crate::desk::print::{About, Listed};
use crate::desk::reply::When;
use crate::desk::session::REASONS;
use crate::domain::code::CommandCode;
use crate::domain::listed::{By, ListedStudent};
use crate::domain::money::written;
use crate::domain::noted::Note;
use crate::domain::price::{PriceList, STEPS};
use crate::print::cards::Card;
use crate::print::grid::{Cell, Density, Grid, Group};
use crate::print::{Head, Paper};
use crate::text;

/// A card for each person.
pub fn cards(listed: &Listed<ListedStudent>) -> Vec<Card> {
    let card = |row: &ListedStudent| Card {
        above: listed.about.site(&row.site).to_owned(),
        title: row.name.clone(),
        about: text::dots([grade(&row.grade), homeroom(&row.homeroom)]),
        code: row.id.clone(),
    };
    listed.rows.iter().map(card).collect()
}

fn homeroom(room: &str) -> String {
    match room {
        "" => String::new(),
        room => text::with("print-homeroom", &[("room", &room)]),
    }
}

/// The codes of each homeroom on a page of its own, or of each slot where people stand by it; who has
/// no homeroom stands with their grade.
pub fn sheets(listed: &Listed<ListedStudent>, paper: Paper, now: When) -> Grid {
    let groups = together(listed).map(|rows| {
        let cell = |row: &ListedStudent| Cell {
            title: row.name.clone(),
            about: filled(&row.case, case),
            code: row.id.clone(),
        };
        let title = together_title(&rows[0], &listed.about);
        Group {
            head: Head { title, about: count(rows.len(), &listed.about) },
            cells: rows.iter().map(cell).collect(),
        }
    });
    Grid::new(groups.collect(), Density::Close, paper, around(&listed.about, now))
}

/// People who stand on pages of their own: those of a site and a homeroom, where there is none of a
/// grade; those of a slot where they stand by it; all of a site where they stand by case number.
pub(super) fn together(listed: &Listed<ListedStudent>) -> impl Iterator<Item = &[ListedStudent]> {
    let by = listed.about.by.unwrap_or_default();
    let place = move |row: &ListedStudent| {
        let of = match (by, row.homeroom.as_str()) {
            (By::Slot, _) => &row.slot,
            (By::Case, _) => "",
            (By::Place, "") => &row.grade,
            (By::Place, homeroom) => homeroom,
        };
        (row.site.clone(), of.to_owned())
    };
    listed.rows.chunk_by(move |a, b| place(a) == place(b))
}

/// The heading of their pages.
pub(super) fn together_title(first: &ListedStudent, about: &About) -> String {
    let of = match about.by.unwrap_or_default() {
        By::Place => room(first),
        By::Slot => slot(&first.slot),
        By::Case => String::new(),
    };
    text::dots([of, about.site(&first.site).to_owned()])
}

/// The homeroom; the grade where there is none, else that there is none.
fn room(row: &ListedStudent) -> String {
    match (row.homeroom.as_str(), row.grade.as_str()) {
        ("", "") => text::get("print-no-homeroom"),
        ("", of) => grade(of),
        (room, _) => homeroom(room),
    }
}

pub(super) fn count(count: usize, about: &About) -> String {
    let count = text::with("print-people-count", &[("count", &count)]);
    text::dots([about.run.clone().unwrap_or_default(), count])
}

/// A label for each homeroom that somebody is in, and one for each site before them.
pub fn rooms(listed: &Listed<ListedStudent>) -> Vec<Card> {
    let mut cards: Vec<Card> = Vec::new();
    let mut rows: Vec<&ListedStudent> = listed.rows.iter().collect();
    rows.sort_by_cached_key(|row| row.order(By::Place));
    let mut last = None;
    for row in rows {
        let site = listed.about.site(&row.site);
        let of = |title: &str, above: &str, code: &str| Card {
            above: above.to_owned(),
            title: title.to_owned(),
            about: String::new(),
            code: code.to_owned(),
        };
        if last != Some(&row.site) && !row.site.is_empty() {
            cards.push(of(site, "", &row.site));
        }
        last = Some(&row.site);
        let card = of(&row.homeroom, site, &row.homeroom);
        if !row.homeroom.is_empty() && !cards.contains(&card) {
            cards.push(card);
        }
    }
    cards
}

/// The codes beside the desk: modes and answers, what is noted with its price, parts of a price and
/// reasons.
pub fn commands(about: &About, prices: &PriceList, paper: Paper, now: When) -> Grid {
    let cell = |(command, title, what): (CommandCode, String, String)| Cell {
        title,
        about: what,
        code: command.text(),
    };
    let modes = [
        (CommandCode::Issue, text::get("mode-issue"), text::get("print-command-issue")),
        (CommandCode::Return, text::get("mode-return"), text::get("print-command-return")),
        (CommandCode::Swap, text::get("mode-swap"), text::get("print-command-swap")),
        (CommandCode::LookUp, text::get("mode-look-up"), text::get("print-command-look-up")),
        (CommandCode::Repair, text::get("mode-repair"), text::get("print-command-repair")),
    ];
    let answers = [
        (CommandCode::Yes, text::get("print-yes"), text::get("print-command-yes")),
        (CommandCode::No, text::get("print-no"), text::get("print-command-no")),
        (CommandCode::Undo, text::get("print-undo"), text::get("print-command-undo")),
        (CommandCode::Next, text::get("print-next"), text::get("print-command-next")),
    ];
    let head =
        Head { title: text::get("print-commands"), about: text::get("print-commands-about") };
    let cells = modes.into_iter().chain(answers).map(cell).collect();
    let notes = Note::all()
        .map(|note| cell((note.command(), priced(note, prices), text::get("print-command-note"))));
    let notes = Group {
        head: Head { title: text::get("print-notes"), about: text::get("print-notes-about") },
        cells: notes.collect(),
    };
    let groups = vec![Group { head, cells }, notes, settling(cell)];
    Grid::new(groups, Density::Wide, paper, around(about, now))
}

/// What is noted, with what it costs whatever the model is.
fn priced(note: Note, prices: &PriceList) -> String {
    let title = text::note::title(note);
    match note.price_word().and_then(|word| prices.price(&word, "")) {
        Some(price) if price.cents > 0 => {
            text::with("print-card-price", &[("card", &title), ("amount", &written(price.cents))])
        }
        _ => title,
    }
}

/// Which part of a price is charged, and why a rule does not count.
fn settling(cell: impl Fn((CommandCode, String, String)) -> Cell) -> Group {
    let part = |percent: u8| {
        let title = text::with("choices-part", &[("percent", &u32::from(percent))]);
        (CommandCode::Part(percent.to_string()), title, text::get("print-command-part"))
    };
    let reason = |word: &str| {
        let title = text::note::because(word);
        (CommandCode::Why(word.to_owned()), title, text::get("print-command-why"))
    };
    let all = STEPS.into_iter().map(part).chain(REASONS.into_iter().map(reason));
    let head =
        Head { title: text::get("print-settling"), about: text::get("print-settling-about") };
    Group { head, cells: all.map(cell).collect() }
}
