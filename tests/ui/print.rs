//! Print: every row by keys and mouse, the preview is the document, and what is remembered.

use std::path::PathBuf;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Event, Size};

use tagdesk::desk::print::{About, Listed};
use tagdesk::desk::printed::{Job, Memory};
use tagdesk::desk::reply::Channel;
use tagdesk::desk::request::{Role, Setup};
use tagdesk::desk::transfer_open::Stack;
use tagdesk::desk::{Desk, Front, How};
use tagdesk::domain::event::Source;
use tagdesk::domain::listed::{ListedDevice, ListedStudent};
use tagdesk::exchange::{self, Options};
use tagdesk::print::{Canvas, Fonts, Paper, Recording, Shape};
use tagdesk::store::Store;
use tagdesk::ui::key;
use tagdesk::ui::screen::print::{
    Choice, Done, Draft, EDIT, Known, Made, Message, Order, Piece, Print, Row, Save, Then,
    calibration, carry_out, fitted, labels, pieces, students,
};
use tagdesk::ui::screen::{Action, Page};
use tagdesk::ui::widget::Heard;

mod choose;
mod queue;
mod sheet;

use crate::pages::*;
use crate::support::*;

fn about() -> About {
    About {
        station: "GYM-2".into(),
        register: Some(at(9, 8, 0)),
        run: Some("Fall handout 2026".into()),
        sites: [("NMS".to_owned(), "Neosho Middle".to_owned())].into(),
        by: None,
        ..About::default()
    }
}

/// A class, whose names are of many scripts; the last ID cannot be a code.
fn class() -> Listed<ListedStudent> {
    let names = ["Abdi, Hodan", "Alvarez, Mateo", "Nguyễn, José", "محمد أحمد", "שלום כהן"];
    let row = |index: usize| ListedStudent {
        id: if index == 29 { "0048\u{7}".into() } else { format!("{:07}", 48_200 + 7 * index) },
        name: names[index % names.len()].into(),
        site: "NMS".into(),
        grade: "7".into(),
        homeroom: "7B".into(),
        household: "H00109".into(),
        slot: String::new(),
        case: String::new(),
        language: String::new(),
        holds: if index % 4 == 3 { vec![format!("CB-{:06}", 4300 + index)] } else { vec![] },
        assigned: vec![],
        models: vec!["Lenovo 300e Gen 4".into()],
        ..ListedStudent::default()
    };
    Listed { rows: (0..30).map(row).collect(), unknown: vec!["SHARED-1".into()], about: about() }
}

fn shelf() -> Listed<ListedDevice> {
    let row = |index: usize| ListedDevice {
        tag: if index == 3 { String::new() } else { format!("CB-{:06}", 4424 + index) },
        serial: format!("PF3X{index:04}"),
        model: "Lenovo 300e".into(),
        site: "NMS".into(),
    };
    Listed { rows: (0..64).map(row).collect(), unknown: vec![], about: about() }
}

/// What the page knows where 7 labels of a sheet were used.
fn known() -> Known {
    let mut known = Known::new();
    let choice = Choice { start: 1, ..Choice::default() };
    let mut few = shelf();
    few.rows.truncate(8);
    let draft = labels(&few, &choice, &known).unwrap();
    known.memory.begin(draft.job.unwrap());
    assert!(known.memory.well(""));
    known.printers = Some(vec!["Office laser".into()]);
    known.own = vec!["Avery 5160".into()];
    known.offered.homerooms =
        (1..=12).flat_map(|grade| ["A", "B", "C"].map(|room| format!("{grade}{room}"))).collect();
    known.queue = vec!["CB-009000".into(), "CB-009001".into(), "CB-004424".into()];
    known.transfers = [("Bonner Elementary", 9), ("Talbot High", 31), ("Larkstone Middle", 1)]
        .map(|(to, devices)| Stack {
            transfer: format!("LIB-1/9f2c61ab/{devices}"),
            to: to.into(),
            at: at(12, 9, 30),
            devices,
        })
        .into();
    known.offered.slots = vec!["Tue 9:00".into(), "Tue 9:15".into()];
    known
}

fn order(action: Action) -> Order {
    match action {
        Action::Print(order) => *order,
        Action::Many(all) => all
            .into_iter()
            .find_map(|one| match one {
                Action::Print(order) => Some(*order),
                _ => None,
            })
            .unwrap(),
        other => panic!("{other:?}"),
    }
}

fn draft(choice: &Choice, known: &Known) -> Result<Draft, String> {
    match choice.kind {
        0 => Ok(students(&class(), choice, NOW)),
        1 => labels(&shelf(), choice, known),
        18 => Ok(sheet::driver(choice)),
        _ => calibration(choice, None),
    }
}

/// Answers an order to lay something out, with the program's own faces.
fn made(page: &mut Print, action: Action) -> Choice {
    let Order::Make(choice, watch) = order(action) else { panic!() };
    let mut fonts = Fonts::own();
    let made = draft(&choice, &known())
        .map(|draft| Made::new(draft, &mut fonts, "2026-08-12").draw(0, &mut fonts));
    let after = page.update(Message::Done(Done::Made(watch, made)));
    assert_eq!(after, Action::None);
    *choice
}

fn opened() -> Print {
    let mut page = Print::default();
    assert_eq!(order(page.open()), Order::Know);
    let folder = PathBuf::from("/home/desk/Documents");
    let making = page.update(Message::Done(Done::Known(Box::new(known()), folder, None)));
    let choice = made(&mut page, making);
    assert_eq!(choice.start, 8, "behind the seventh label");
    page
}

fn of_kind(kind: usize) -> Print {
    let mut page = opened();
    let line = (kind + 1).to_string();
    let making = page.update(Message::Heard(Heard::Code(line)));
    assert_eq!(made(&mut page, making).kind, kind);
    page
}

/// The mark on a row.
fn on(page: &mut Print, row: Row) {
    let place = page.rows().iter().position(|of| *of == row).unwrap();
    for _ in 0..30 {
        let _ = page.update(Message::Press(key::Action::Up));
    }
    for _ in 0..place {
        let _ = page.update(Message::Press(key::Action::Down));
    }
}

fn heard(page: &Print, field: Option<&'static str>, events: Vec<Event>) -> Vec<Message> {
    let room = Room::new(964.0, 496.0);
    hear_in(page.view(room.around()), Message::Heard, room.size, field, events)
}

fn says(page: &Print, words: &str) -> bool {
    let room = Room::new(1282.0, 672.0);
    sees(page.view(room.around()), room.size, words)
}

/// The screens that are kept as pictures.
pub(crate) fn kept() -> Vec<(&'static str, Print)> {
    let mut well = of_kind(1);
    let saving = order(well.update(Message::Press(key::Action::Yes)));
    assert!(matches!(saving, Order::Save(_)));
    let saved = Ok("Written: /home/desk/Documents/labels.pdf".to_owned());
    let _ = well.update(Message::Done(Done::Saved(saved, None)));
    let mut typing = opened();
    on(&mut typing, Row::Grade);
    let _ = typing.update(Message::Enter);
    let _ = typing.update(Message::Edited("7, 8".into()));
    let mut choosing = opened();
    on(&mut choosing, Row::Homeroom);
    let _ = choosing.update(Message::Enter);
    let _ = choosing.update(Message::Edited("7A, 8".into()));
    let _ = choosing.update(Message::Press(key::Action::Down));
    vec![
        ("print-choosing", choosing),
        ("print-students", opened()),
        ("print-labels", of_kind(1)),
        ("print-calibration", of_kind(2)),
        ("print-well", well),
        ("print-typing", typing),
        ("print-transfer", of_kind(18)),
    ]
}

#[test]
fn nothing_leaves_any_room_in_any_state() {
    let mut all = kept();
    let mut failed = opened();
    let making = failed.update(Message::Turn(true));
    let Order::Make(_, watch) = order(making) else { panic!() };
    let _ = failed.update(Message::Tick);
    all.push(("print-laying", {
        let mut laying = opened();
        let _ = laying.update(Message::Turn(true));
        let _ = laying.update(Message::Tick);
        laying
    }));
    let why = "No site is called Nowhere. There are: NMS, BON, ".repeat(6);
    let _ = failed.update(Message::Done(Done::Made(watch, Err(why))));
    all.push(("print-failed", failed));
    let mut long = of_kind(1);
    let path = format!("/media/{}/labels.pdf", "a long way down/".repeat(20));
    let done = Done::Saved(Err(format!("{path}: the disk is full")), None);
    let _ = long.update(Message::Done(done));
    all.push(("print-long", long));
    let mut rows = of_kind(1);
    on(&mut rows, Row::File);
    let _ = rows.update(Message::Enter);
    let _ = rows.update(Message::Edited(path));
    all.push(("print-file", rows));
    for (name, page) in all {
        for (room, width, height) in ROOMS.into_iter().chain([LEAST]) {
            let room_of = Room::new(width, height);
            look(&format!("{name}-{room}"), &room_of, || page.view(room_of.around()));
        }
    }
}

#[test]
fn every_document_opens_by_its_number_by_arrows_and_by_mouse() {
    let titles = ["Barcode student list", "Device labels", "Calibration page"];
    for (kind, title) in titles.into_iter().enumerate() {
        let by_number = of_kind(kind);
        assert!(says(&by_number, title), "{title}");
        let mut by_arrows = opened();
        for _ in 0..kind {
            let making = by_arrows.update(Message::Turn(true));
            let _ = made(&mut by_arrows, making);
        }
        assert_eq!(by_arrows.choice().kind, kind);
    }
    let page = opened();
    let room = Room::new(1282.0, 672.0);
    let told = click(page.view(room.around()), room.size, "→");
    assert!(matches!(told[..], [Message::TurnRow(0, true)]), "{told:?}");
    assert_eq!(
        opened().update(Message::Heard(Heard::Code("20".into()))),
        Action::Find("20".into())
    );
}

#[test]
fn arrows_and_enter_are_the_pages_and_go_past_nothing_that_is_typed() {
    let page = opened();
    let keys = [Named::ArrowRight, Named::ArrowLeft, Named::Enter].map(plain);
    let told = heard(&page, None, keys.to_vec());
    assert!(
        matches!(told[..], [Message::Turn(true), Message::Turn(false), Message::Enter]),
        "{told:?}"
    );
    let own = |c| letter(c, Modifiers::COMMAND | Modifiers::SHIFT);
    let told = heard(&page, None, vec![own('n')]);
    assert!(matches!(told[..], [Message::Own('n')]), "{told:?}");
    let mut page = opened();
    on(&mut page, Row::Homeroom);
    assert!(matches!(page.update(Message::Enter), Action::Focus(_)));
    let told = heard(&page, Some(EDIT), vec![plain(Named::ArrowLeft), character('7')]);
    assert!(matches!(&told[..], [Message::Edited(text)] if text == "7"), "{told:?}");
    let told = heard(&page, Some(EDIT), vec![plain(Named::Enter)]);
    assert!(matches!(told[..], [Message::Commit]), "{told:?}");
    let _ = page.update(Message::Edited("7B, 7C".into()));
    let making = page.update(Message::Commit);
    let choice = made(&mut page, making);
    assert_eq!(choice.wanted().homerooms, ["7B", "7C"]);
    // Esc leaves the field before it leaves the page.
    let _ = page.update(Message::Enter);
    let _ = page.update(Message::Edited("9".into()));
    assert!(matches!(page.update(Message::Press(key::Action::No)), Action::Focus(_)));
    assert_eq!(page.choice().homeroom, "7B, 7C");
    assert_eq!(page.update(Message::Press(key::Action::No)), Action::Go(Page::Desk));
}

#[test]
fn every_row_changes_what_is_laid_out() {
    for kind in [0, 1, 2, 18] {
        for row in of_kind(kind).rows() {
            let mut page = of_kind(kind);
            let before = page.choice().clone();
            on(&mut page, row);
            let making = if row.is_typed() {
                let _ = page.update(Message::Enter);
                let _ = page.update(Message::Edited("3".into()));
                page.update(Message::Commit)
            } else {
                page.update(Message::Turn(true))
            };
            match row {
                Row::File => assert_eq!(page.path(), "3"),
                Row::Command => assert_eq!(order(making), Order::Command("3".into())),
                Row::Stocks => assert_eq!(order(making), Order::AddStocks("3".into())),
                _ => changed(&mut page, row, making, &before),
            }
        }
    }
}

/// The row has another value, and its old one again where it is turned back.
fn changed(page: &mut Print, row: Row, making: Action, before: &Choice) {
    let after = made(page, making);
    assert_ne!(after, *before, "{row:?}");
    if !row.is_typed() {
        let making = page.update(Message::Turn(false));
        assert_eq!(made(page, making), *before, "{row:?} and back");
    }
}

#[test]
fn a_scan_goes_on_the_list_where_the_list_is_marked_and_else_opens_whom_it_names() {
    let mut page = opened();
    let found = page.update(Message::Heard(Heard::Code("0048213".into())));
    assert_eq!(found, Action::Find("0048213".into()));
    on(&mut page, Row::List);
    for code in ["0048213", "0048214"] {
        let making = page.update(Message::Heard(Heard::Code(code.into())));
        let _ = made(&mut page, making);
    }
    assert_eq!(page.choice().wanted().list.unwrap(), ["0048213", "0048214"]);
    // With the cursor in the field, each scan ends with Enter, and the next follows it.
    let _ = page.update(Message::Enter);
    let _ = page.update(Message::Edited("0048213, 0048214, 77".into()));
    let making = page.update(Message::Commit);
    let _ = made(&mut page, making);
    let _ = page.update(Message::Edited("0048213, 0048214, 77, 78".into()));
    let making = page.update(Message::Commit);
    let choice = made(&mut page, making);
    assert_eq!(choice.wanted().list.unwrap(), ["0048213", "0048214", "77", "78"]);
}

#[test]
fn the_preview_is_what_the_document_draws_scaled_by_one_factor() {
    for kind in 0..3 {
        let choice = Choice { kind, edges: kind == 1, ..Choice::default() };
        let mut fonts = Fonts::own();
        let made = Made::new(draft(&choice, &known()).unwrap(), &mut fonts, "2026-08-12");
        for number in 0..made.pages() {
            let mut drawn = Recording::default();
            drawn.begin(made.document().size()).unwrap();
            made.document().draw(number, &mut fonts, &mut drawn);
            let shapes = &drawn.pages[0].shapes;
            let page = made.draw(number, &mut fonts).page;
            let (size, factor) = fitted(page.size, Size::new(300.0, 400.0));
            assert!(size.width <= 300.0 && size.height <= 400.001, "{size:?}");
            let pieces = pieces(&page, factor);
            let mut left = pieces.iter();
            for shape in shapes {
                holds(shape, &mut left, factor);
            }
            assert!(left.next().is_none() && !pieces.is_empty());
        }
    }
}

/// One shape of the document is the next of the preview.
fn holds<'a>(shape: &Shape, left: &mut impl Iterator<Item = &'a Piece>, factor: f32) {
    let near = |a: f32, b: f32| assert!((a - b * factor).abs() < 0.01, "{a} {b} {shape:?}");
    let is = |on: &iced::Rectangle, of: tagdesk::print::Rect| {
        near(on.x, of.x);
        near(on.y, of.y);
        near(on.width, of.width);
        near(on.height, of.height);
    };
    match shape {
        Shape::Bars(bars) => {
            for dark in &bars.dark {
                let Some(Piece::Area(area, _)) = left.next() else { panic!("{shape:?}") };
                is(area, *dark);
            }
        }
        Shape::Rule { from, to, width, .. } => {
            let Some(Piece::Rule(a, b, thick, _)) = left.next() else { panic!("{shape:?}") };
            near(a.x, from.x);
            near(a.y, from.y);
            near(b.x, to.x);
            near(b.y, to.y);
            near(*thick, *width);
        }
        Shape::Frame { area, .. } | Shape::TickBox(area) => {
            let Some(Piece::Frame(edge, ..)) = left.next() else { panic!("{shape:?}") };
            is(edge, *area);
        }
        Shape::Text { at, line, .. } => {
            let Some(Piece::Text(path, _)) = left.next() else { panic!("{shape:?}") };
            let ends = path.raw().iter().flat_map(|event| [event.from(), event.to()]);
            let (mut least, mut most) = (f32::MAX, f32::MIN);
            for end in ends {
                least = least.min(end.x);
                most = most.max(end.x);
            }
            let blank = line.text().trim().is_empty();
            let room = line.size() * factor;
            assert!(blank || least >= at.x * factor - room, "{} begins", line.text());
            assert!(blank || most <= (at.x + line.width()) * factor + room, "{} ends", line.text());
            assert!(blank || most - least > 0.5 * line.width() * factor - room, "{}", line.text());
        }
    }
}

#[test]
fn page_keys_go_through_the_pages_and_an_older_page_is_not_shown() {
    let mut page = of_kind(1);
    assert!(says(&page, "Page 1 of 3"));
    let Order::Draw(made, 1) = order(page.update(Message::Press(key::Action::PageDown))) else {
        panic!()
    };
    let Order::Draw(_, 2) = order(page.update(Message::Press(key::Action::PageDown))) else {
        panic!()
    };
    let mut fonts = Fonts::own();
    let _ = page.update(Message::Done(Done::Drawn(made.draw(2, &mut fonts))));
    let _ = page.update(Message::Done(Done::Drawn(made.draw(1, &mut fonts))));
    assert!(says(&page, "Page 3 of 3"));
    assert_eq!(page.update(Message::Press(key::Action::PageDown)), Action::None);
}

#[test]
fn the_first_free_label_is_chosen_on_the_sheet_by_mouse_and_arrows() {
    let mut page = of_kind(1);
    let room = Room::new(1282.0, 672.0);
    let told = {
        let mut simulator = simulator(page.view(room.around()), room.size);
        // In the middle of the sheet.
        simulator.point_at(iced::Point::new(780.0, 300.0));
        let _ = simulator.simulate(iced_test::simulator::click());
        simulator.into_messages().collect::<Vec<_>>()
    };
    let [Message::Begin(place)] = told[..] else { panic!("{told:?}") };
    assert!((8..=20).contains(&place), "{place}");
    let making = page.update(Message::Begin(place));
    assert_eq!(made(&mut page, making).start, place);
    on(&mut page, Row::Start);
    let making = page.update(Message::Turn(false));
    assert_eq!(made(&mut page, making).start, place - 1);
    let making = page.update(Message::Begin(1));
    let _ = made(&mut page, making);
    let making = page.update(Message::Turn(false));
    assert_eq!(made(&mut page, making).start, 30, "around the sheet");
}

#[test]
fn what_is_chosen_later_is_what_is_shown_and_esc_stops() {
    let mut page = opened();
    let Order::Make(_, first) = order(page.update(Message::Turn(true))) else { panic!() };
    let second = page.update(Message::Turn(true));
    assert!(first.is_cancelled() && page.works());
    let late = Done::Made(first, Err("late".into()));
    assert_eq!(page.update(Message::Done(late)), Action::None);
    assert!(page.works(), "the older one is nothing");
    assert_eq!(page.update(Message::Press(key::Action::Yes)), Action::None, "nothing is saved yet");
    assert_eq!(page.update(Message::Press(key::Action::No)), Action::None);
    let Order::Make(_, watch) = order(second) else { panic!() };
    assert!(watch.is_cancelled());
    let _ = page.update(Message::Done(Done::Made(watch, Err("Stopped.".into()))));
    assert!(!page.works() && says(&page, "Stopped."));
}

#[test]
fn a_file_is_saved_opened_and_sent_by_its_key() {
    for (message, then) in [
        (Message::Press(key::Action::Yes), Then::Keep),
        (Message::Own('o'), Then::Open),
        (Message::Own('p'), Then::Print),
    ] {
        let mut page = opened();
        let Order::Save(save) = order(page.update(message.clone())) else { panic!() };
        assert_eq!(save.then, then);
        let name = "/home/desk/Documents/homeroom-7b-neosho-middle-2026-08-12.pdf";
        assert_eq!(save.path, PathBuf::from(name));
        assert_eq!(page.update(message), Action::None, "once");
        save.watch.begin(10);
        save.watch.reach(4).unwrap();
        let _ = page.update(Message::Tick);
        assert!(says(&page, "40 %"));
        let _ = page.update(Message::Press(key::Action::No));
        assert!(save.watch.is_cancelled());
        let _ = page.update(Message::Done(Done::Saved(Err("Stopped.".into()), None)));
        assert!(says(&page, "Stopped.") && !says(&page, "Written Printed well?"));
    }
    // Without lp nothing is offered.
    let mut page = Print::default();
    let _ = page.open();
    let without = Done::Known(Box::new(Known::new()), PathBuf::new(), None);
    let making = page.update(Message::Done(without));
    let _ = made(&mut page, making);
    assert_eq!(page.update(Message::Own('p')), Action::None);
    assert!(!page.rows().contains(&Row::Printer));
}

#[test]
fn printed_well_is_asked_for_labels_and_remembered_only_on_yes() {
    let mut page = of_kind(1);
    on(&mut page, Row::Printer);
    let making = page.update(Message::Turn(true));
    let _ = made(&mut page, making);
    for yes in [false, true] {
        let _ = order(page.update(Message::Press(key::Action::Yes)));
        let _ = page.update(Message::Done(Done::Saved(Ok("Written".into()), None)));
        assert!(says(&page, "Written Printed well?"));
        if yes {
            let well = order(page.update(Message::Press(key::Action::Yes)));
            assert_eq!(well, Order::Well("Office laser".into()));
        } else {
            assert!(matches!(page.update(Message::Press(key::Action::No)), Action::Focus(_)));
        }
    }
    let mut memory = Memory::default();
    let choice = page.choice().clone();
    memory.begin(labels(&shelf(), &choice, &known()).unwrap().job.unwrap());
    assert!(memory.well("Office laser"));
    let making = page.update(Message::Done(Done::Well(Ok(Box::new(memory)))));
    assert_eq!(made(&mut page, making).start, 11, "63 labels from the eighth on");
    // A list has nothing to remember.
    let mut list = opened();
    let _ = order(list.update(Message::Press(key::Action::Yes)));
    let _ = list.update(Message::Done(Done::Saved(Ok("Written".into()), None)));
    assert!(says(&list, "Written"));
}

#[test]
fn what_does_not_come_out_is_listed_and_the_rest_printed() {
    let page = of_kind(1);
    assert!(says(&page, "To look at: 8"), "seven were printed before, one is blank");
    let page = opened();
    assert!(says(&page, "To look at: 2"));
    assert!(says(&page, "SHARED-1: left out, because it is not known here or is more than one's"));
}

#[test]
fn a_real_folder_is_printed_beside_its_desk_and_remembers() {
    let folder = tempfile::tempdir().unwrap();
    // Nothing there: said, not fatal.
    let mut page = Print::default();
    let known = carry_out(order(page.open()), folder.path());
    let making = order(page.update(Message::Done(known)));
    let failed = carry_out(making, folder.path());
    assert!(matches!(&failed, Done::Made(_, Err(why)) if !why.is_empty()), "{failed:?}");
    // A job is written, is the last one, and is remembered once it came out well.
    let mut fonts = Fonts::own();
    let draft = labels(&shelf(), &Choice::default(), &Known::new()).unwrap();
    let made = Made::new(draft, &mut fonts, "2026-08-12");
    let path = folder.path().join(made.name());
    let save = Save {
        made,
        path: path.clone(),
        then: Then::Keep,
        printer: String::new(),
        watch: tagdesk::desk::request::Watch::new(),
    };
    let saved = carry_out(Order::Save(Box::new(save.clone())), folder.path());
    assert!(matches!(saved, Done::Saved(Ok(_), None)), "{saved:?}");
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    assert_eq!(Memory::read(folder.path()).0.job().map(Job::count), Some(63));
    let Done::Well(Ok(memory)) = carry_out(Order::Well(String::new()), folder.path()) else {
        panic!()
    };
    assert!(memory.was_printed("CB-004424"));
    // Called off: no file, and nothing half.
    std::fs::remove_file(&path).unwrap();
    save.watch.cancel();
    let stopped = carry_out(Order::Save(Box::new(save)), folder.path());
    assert!(matches!(stopped, Done::Saved(Err(_), None)), "{stopped:?}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    // A damaged record is put aside and said.
    std::fs::write(folder.path().join("print.toml"), "printed = 7").unwrap();
    let Done::Known(known, _, Some(said)) = carry_out(Order::Know, folder.path()) else { panic!() };
    assert!(said.contains("print.damaged-1.toml") && known.memory == Memory::default());
    assert_eq!(known.stocks.iter().filter(|stock| stock.page == Paper::Letter.size()).count(), 5);
}
