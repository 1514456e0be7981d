//! The layouts of tables, grids, cards and letters, held as text.

use tagdesk::print::cards::{Card, Cards};
use tagdesk::print::code::Symbology;
use tagdesk::print::grid::{self, Cell, Density, Grid};
use tagdesk::print::letters::{Form, Letter, Letters};
use tagdesk::print::table::{Column, Group, Kind, Row, Table};
use tagdesk::print::template::{Template, Values};
use tagdesk::print::{Document, Fonts, Head, Paper, Point, labels, stock};

use super::golden::held;
use super::{NAMES, foot};

fn head() -> Head {
    Head { title: "Homeroom 7B".into(), about: "Fall handout 2026".into() }
}

#[test]
fn tables_are_drawn_as_they_were() {
    let column = |title: &str, share, kind| Column { title: title.into(), share, kind };
    let columns = vec![
        column("Scan", 165.0, Kind::Code),
        column("Student", 165.0, Kind::Name),
        column("Where", 80.0, Kind::Text),
        column("Device", 100.0, Kind::Write),
        column("Back", 30.0, Kind::Tick),
    ];
    let row = |index: usize| Row {
        named: NAMES[index % NAMES.len()].into(),
        cells: vec![
            format!("00482{index:02}"),
            format!("{}\nhas CB-004417", NAMES[index % NAMES.len()]),
            "Gym".into(),
        ],
    };
    let group = |count: usize| Group {
        head: head(),
        rows: (0..count).map(row).collect(),
        closing: vec!["Open: nothing.".into()],
    };
    // The closing line takes a row: twelve of them fill a page.
    let groups = vec![group(12), group(0)];
    let table = Table::new(columns, groups, Paper::Letter, foot());
    assert_eq!((table.rows(), table.pages()), (12, 3));
    held("table-letter.txt", &table, 0);
    held("table-letter-closing.txt", &table, 1);
}

#[test]
fn grids_are_drawn_as_they_were() {
    let cell = |index: usize| Cell {
        title: NAMES[index % NAMES.len()].into(),
        about: "what it does".into(),
        code: format!("00482{index:02}"),
    };
    for (name, density, on_a_page) in
        [("grid-close.txt", Density::Close, 33), ("grid-wide.txt", Density::Wide, 12)]
    {
        let group = |count| grid::Group { head: head(), cells: (0..count).map(cell).collect() };
        let grid = Grid::new(vec![group(on_a_page + 1), group(2)], density, Paper::Letter, foot());
        assert_eq!(grid.pages(), 3, "{name}");
        held(name, &grid, 1);
    }
}

#[test]
fn cards_are_drawn_as_they_were() {
    let stock = stock::find(&stock::own(), "Cards A4").unwrap();
    let card = |code: &str| Card {
        above: "Larkstone Middle".into(),
        title: "Nguyễn, José".into(),
        about: "Grade 7".into(),
        code: code.into(),
    };
    let offset = Point::new(0.0, 0.0);
    let options =
        labels::Options { stock, code: Some(Symbology::Code128), start: 8, offset, outlines: true };
    let cards = Cards::new(vec![card("0048213"), card(""), card("é")], options).unwrap();
    assert_eq!((cards.count(), cards.pages()), (3, 2));
    assert_eq!(cards.problems(&mut Fonts::own()).len(), 1, "é is in no code");
    held("cards-a4.txt", &cards, 0);
    held("cards-a4-next.txt", &cards, 1);
}

#[test]
fn letters_are_drawn_as_they_were() {
    let text = "# Receipt\n\n{student}\n\n{devices: tag=Device | due=Due}\n\nThis is what our records \
                say of the devices above at the time of printing. Please keep it where you find it \
                again.\n\n____ Signature | Date";
    let template = Template::read(text).unwrap();
    let letter = |devices: usize| {
        let mut values = Values::default();
        values.places[0] = NAMES[4].into();
        let row = |index| {
            ["", &format!("CB-{index:06}"), "", "", "", "4 June 2027", ""].map(str::to_owned)
        };
        values.devices = (0..devices).map(row).collect();
        Letter {
            named: NAMES[4].into(),
            blocks: template.fill(&values),
            foot: "Version 1".into(),
            copies: ["For the family".into(), "For the school".into()],
        }
    };
    let mut fonts = Fonts::own();
    let of = |form, count, fonts: &mut Fonts| {
        Letters::new(vec![letter(count)], form, Paper::Letter, fonts)
    };
    let twice = of(Form::Twice, 2, &mut fonts);
    assert_eq!(twice.pages(), 1);
    held("letter-twice.txt", &twice, 0);
    // More than a page holds goes on, with the titles of the columns again.
    let long = of(Form::Whole, 60, &mut fonts);
    assert_eq!(long.pages(), 2);
    held("letter-long.txt", &long, 1);
}
