//! What a bad printer, a crooked sheet and a poor camera leave of every kind of document: all codes of
//! a page are read from a picture of 150 dpi that is turned, pale and full of specks.

use tagdesk::print::cards::{Card, Cards};
use tagdesk::print::code::Symbology;
use tagdesk::print::grid::{self, Cell, Density, Grid};
use tagdesk::print::labels::{Label, Labels, Options};
use tagdesk::print::students::{self, List, Spacing};
use tagdesk::print::table::{self, Column, Kind, Table};
use tagdesk::print::{Document, Head, Paper as Sheet, Point, stock};

use super::tools::{Paper, assert_read};
use super::{foot, list, pdf};

const DPI: u32 = 150;

/// All codes of each page, from the worst pictures.
fn assert_survives(document: &dyn Document, pages: &[Vec<String>], what: &str) {
    let Some(pictures) = Paper::of(&pdf(document)).pictures(DPI) else { return };
    assert_eq!(pictures.len(), pages.len(), "{what}");
    for (picture, codes) in pictures.iter().zip(pages) {
        let codes = || codes.iter().cloned();
        assert_read(&picture.turned(1.0).worn(), codes(), &format!("{what}, turned and worn"));
        assert_read(
            &picture.turned(-1.0).worn(),
            codes(),
            &format!("{what}, turned back and worn"),
        );
    }
}

/// IDs of seven digits, as districts have them.
fn id(index: usize) -> String {
    format!("{:07}", 48_200 + index * 7)
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(id).collect()
}

fn head() -> Head {
    Head { title: "Homeroom 7B".into(), about: "26 students".into() }
}

const PAPERS: [Sheet; 2] = [Sheet::Letter, Sheet::A4];

#[test]
fn student_lists_survive() {
    for paper in PAPERS {
        for spacing in [Spacing::Alternating, Spacing::Roomy] {
            let options = students::Options { paper, spacing, private: false };
            let count = List::on_a_page(options);
            assert_survives(&list(count, options), &[ids(count)], &format!("{options:?}"));
        }
    }
}

#[test]
fn the_paper_list_survives() {
    let column = |share, kind| Column { title: "Title".into(), share, kind };
    let row = |index| table::Row {
        named: String::new(),
        cells: vec![id(index), "Nguyễn, José\nhas CB-004417".into()],
    };
    for paper in PAPERS {
        let columns = vec![
            column(165.0, Kind::Code),
            column(165.0, Kind::Name),
            column(105.0, Kind::Write),
            column(60.0, Kind::Write),
            column(30.0, Kind::Tick),
        ];
        let rows = (0..12).map(row).collect();
        let group = table::Group { head: head(), rows, closing: vec![] };
        let table = Table::new(columns, vec![group], paper, foot());
        assert_survives(&table, &[ids(12)], &format!("{paper:?}"));
    }
}

#[test]
fn sheets_of_codes_survive() {
    for paper in PAPERS {
        for (density, count) in [(Density::Close, 33), (Density::Wide, 12)] {
            let cell = |index| Cell {
                title: "Nguyễn, José".into(),
                about: "what it does".into(),
                code: id(index),
            };
            let cells = (0..count).map(cell).collect();
            let grid = Grid::new(vec![grid::Group { head: head(), cells }], density, paper, foot());
            assert_survives(&grid, &[ids(count)], &format!("{paper:?}, {density:?}"));
        }
    }
    // The longest command.
    let cell = Cell { title: "Look up".into(), about: String::new(), code: "XTDLOOKUP".into() };
    let group = grid::Group { head: head(), cells: vec![cell] };
    let grid = Grid::new(vec![group], Density::Wide, Sheet::Letter, foot());
    assert_survives(&grid, &[vec!["XTDLOOKUP".into()]], "command");
}

fn options(name: &str) -> Options {
    let stock = stock::find(&stock::own(), name).unwrap();
    let offset = Point::new(0.0, 0.0);
    Options { stock, code: Some(Symbology::Code128), start: 1, offset, outlines: true }
}

#[test]
fn cards_survive() {
    for name in ["Cards Letter", "Cards A4", "Avery 5371"] {
        let card = |index| Card {
            above: "Larkstone Middle".into(),
            title: "José Nguyễn".into(),
            about: "Grade 7 · Homeroom 7B".into(),
            code: id(index),
        };
        let options = options(name);
        let count = options.stock.on_a_page();
        let cards = Cards::new((0..count).map(card).collect(), options).unwrap();
        assert_survives(&cards, &[ids(count)], name);
    }
}

/// Labels of a full sheet, and their tags.
fn labels(name: &str, tag: fn(usize) -> String) -> (Labels, Vec<String>) {
    let options = options(name);
    let tags: Vec<String> = (0..options.stock.on_a_page()).map(tag).collect();
    let label = |tag: &String| Label {
        tag: tag.clone(),
        more: vec!["Lenovo 300e Gen 4".into(), "Larkstone Middle".into()],
        named: String::new(),
    };
    (Labels::new(tags.iter().map(label).collect(), options).unwrap(), tags)
}

fn tag(index: usize) -> String {
    format!("CB-{:06}", 4417 + index * 13)
}

/// On the smallest labels such a tag has bars of 10 mil: a scanner reads those, a picture of 150 dpi
/// has one and a half dots for each.
const SMALLEST: [&str; 2] = ["Avery 5167", "Avery L7651"];

#[test]
fn labels_survive() {
    for stock in stock::own() {
        if !SMALLEST.contains(&stock.name.as_str()) {
            let (labels, tags) = labels(&stock.name, tag);
            assert_survives(&labels, &[tags], &stock.name);
        }
    }
}

#[test]
fn the_smallest_labels_survive_with_tags_of_digits_or_under_a_better_eye() {
    for name in SMALLEST {
        let (digits, tags) = labels(name, |index| format!("{:06}", 4417 + index * 13));
        assert_survives(&digits, &[tags], name);
        let (labels, tags) = labels(name, tag);
        let Some(pages) = Paper::of(&pdf(&labels)).pictures(300) else { return };
        assert_read(&pages[0].turned(1.0).worn(), tags, name);
    }
}

/// A camera is held over one label.
#[test]
fn squares_survive() {
    let labels = Labels::new(
        vec![Label { tag: tag(0), ..Label::default() }],
        Options { code: Some(Symbology::Qr), ..options("Avery 5160") },
    )
    .unwrap();
    let Some(pages) = Paper::of(&pdf(&labels)).pictures(DPI) else { return };
    let label = pages[0].part(0, 60, 420, 180);
    assert_read(&label.turned(1.0).worn(), [tag(0)], "a square");
}
