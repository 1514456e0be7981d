//! Settings: every row by keyboard, and what the last scan came in as.

use std::time::Instant;

use iced::keyboard::key::Named;

use tagdesk::desk::Error;
use tagdesk::desk::request::{Answer, PricesRead, Request, Settings as Kept, TailState};
use tagdesk::domain::policy::Policy;
use tagdesk::domain::price::{Price, PriceList};
use tagdesk::exchange::{Reason, Refused};
use tagdesk::scanner::serial::{Ending, Event, Port};
use tagdesk::scanner::{Scan, Source};
use tagdesk::ui::key;
use tagdesk::ui::screen::settings::{EDIT, Message, Row, Settings};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::support::*;

fn ports() -> Vec<Port> {
    vec![Port {
        path: "/dev/ttyACM0".into(),
        maker: Some("Honeywell".into()),
        product: Some("Voyager 1470g".into()),
        serial_number: Some("21110B1234".into()),
        usb: Some((0x0c2e, 0x0b6a)),
    }]
}

pub(crate) fn opened() -> Settings {
    let mut settings = Settings::default();
    let opened = settings.open(Kept::default(), Some(Policy::default()), ports());
    assert_eq!(opened, Action::None);
    settings
}

/// The mark on a row.
fn on(row: Row) -> Settings {
    let mut settings = opened();
    let place = Row::ALL.iter().position(|of| *of == row).unwrap();
    for _ in 0..place {
        let _ = settings.update(Message::Press(key::Action::Down));
    }
    settings
}

fn keeps(action: Action) -> Kept {
    match action {
        Action::Keep(kept) => *kept,
        other => panic!("{other:?}"),
    }
}

#[test]
fn left_and_right_change_a_row_at_once() {
    assert!(keeps(on(Row::Theme).update(Message::Turn(true))).sunlight);
    assert_eq!(keeps(on(Row::Scale).update(Message::Turn(true))).scale, 110);
    assert_eq!(keeps(on(Row::Scale).update(Message::Turn(false))).scale, 90);
    assert!(!keeps(on(Row::Sounds).update(Message::Turn(true))).sounds);
    let mut settings = on(Row::Scanner);
    let kept = keeps(settings.update(Message::Turn(true)));
    assert_eq!(kept.serial_port.as_deref(), Some("/dev/ttyACM0"));
    let _ = settings.update(Message::Press(key::Action::Down));
    assert_eq!(keeps(settings.update(Message::Turn(true))).baud, 19_200);
    assert_eq!(keeps(on(Row::CheckDigit).update(Message::Turn(true))).check_digit, "mod43");
    let mut settings = on(Row::Baud);
    assert_eq!(settings.update(Message::Turn(true)), Action::None, "a keyboard has no speed");
}

#[test]
fn texts_are_edited_by_enter_and_left_by_esc() {
    let mut settings = on(Row::Prefix);
    assert_eq!(settings.update(Message::Enter), Action::Focus(EDIT.into()));
    let _ = settings.update(Message::Edited("~".into()));
    assert_eq!(settings.update(Message::Press(key::Action::No)), Action::None, "left");
    assert_eq!(settings.update(Message::Enter), Action::Focus(EDIT.into()));
    let _ = settings.update(Message::Edited("~".into()));
    assert_eq!(keeps(settings.update(Message::Commit)).prefix, "~");
    let mut settings = on(Row::Tail);
    let _ = settings.update(Message::Enter);
    let _ = settings.update(Message::Edited(" /media/stick ".into()));
    let kept = keeps(settings.update(Message::Press(key::Action::Yes)));
    assert_eq!(kept.tail.as_deref(), Some("/media/stick"));
    let _ = settings.update(Message::Enter);
    let _ = settings.update(Message::Edited(String::new()));
    assert_eq!(keeps(settings.update(Message::Commit)).tail, None);
    assert_eq!(settings.update(Message::Press(key::Action::No)), Action::Go(Page::Desk));
}

#[test]
fn the_policy_is_drafted_and_then_set() {
    let mut settings = on(Row::Limit);
    assert_eq!(settings.update(Message::Press(key::Action::Yes)), Action::None, "nothing to set");
    assert_eq!(settings.update(Message::Turn(true)), Action::None);
    let _ = settings.update(Message::Press(key::Action::Down));
    let _ = settings.update(Message::Turn(true));
    let policy = Policy { limit: 2, grade_rule: true, ..Policy::default() };
    let set = settings.update(Message::Press(key::Action::Yes));
    assert_eq!(set, Action::Ask(Request::SetPolicy(Box::new(policy))));
    assert_eq!(settings.update(Message::Press(key::Action::Yes)), Action::None, "once");
    let failed = Message::Answered(Ticket(1), Err(Error::Stopped));
    let _ = settings.update(failed);
    assert!(matches!(settings.update(Message::Enter), Action::Ask(_)), "again by Enter");
    let _ = settings.update(Message::Answered(Ticket(2), Ok(Answer::Done)));
    assert_eq!(settings.update(Message::Press(key::Action::Yes)), Action::None, "it is set");
}

fn writes(row: Row, text: &str) -> (Settings, Action) {
    let mut settings = on(row);
    assert_eq!(settings.update(Message::Enter), Action::Focus(EDIT.into()), "{row:?}");
    let _ = settings.update(Message::Edited(text.into()));
    let done = settings.update(Message::Commit);
    (settings, done)
}

/// What is set where a rule is written so; `None` where it is refused.
fn set(row: Row, text: &str) -> Option<Policy> {
    let (mut settings, done) = writes(row, text);
    assert_eq!(done, Action::None, "drafted first");
    match settings.update(Message::Press(key::Action::Yes)) {
        Action::Ask(Request::SetPolicy(policy)) => Some(*policy),
        Action::None => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn rules_in_words_are_written_drafted_and_set() {
    let usual = Policy::default;
    let agreement = Policy { agreement: "2026-1".into(), ..usual() };
    assert_eq!(set(Row::Agreement, " 2026-1 "), Some(agreement));
    let contact = Policy { contact: "M. Lane".into(), ..usual() };
    assert_eq!(set(Row::Contact, "M. Lane"), Some(contact));
    let leads = ["AR", "LT"].map(str::to_owned).into();
    assert_eq!(set(Row::Leads, "ar, lt"), Some(Policy { leads, ..usual() }));
    let year = Policy { year_starts: "08-15".into(), ..usual() };
    assert_eq!(set(Row::YearStarts, "08-15"), Some(year));
    assert_eq!(set(Row::YearStarts, "8/15"), None, "no day of the year");
    let words = [("repair", "Workshop"), ("lost-stolen", "Gone")];
    let names = words.map(|(word, name)| (word.to_owned(), name.to_owned())).into();
    let called = Policy { names, ..usual() };
    assert_eq!(set(Row::Names, "repair=Workshop, Lost-Stolen = Gone"), Some(called));
    assert_eq!(set(Row::Names, "workshop=Repair"), None, "no status is called that");
    assert_eq!(set(Row::Names, ""), None, "as it was");
}

fn read(lines: &[(&str, i64)], refused: usize) -> Message {
    let price = |(sort, cents): &(&str, i64)| Price {
        sort: (*sort).into(),
        model: String::new(),
        cents: *cents,
        steps: false,
        device: false,
    };
    let row = Refused { line: 4, reason: Reason::NoPrice("many".into()), fields: Vec::new() };
    let prices = PriceList::of(lines.iter().map(price));
    let read = PricesRead { prices, refused: vec![row; refused] };
    Message::Answered(Ticket(1), Ok(Answer::Prices(read)))
}

#[test]
fn a_price_list_is_read_from_a_file_looked_at_and_set() {
    let path = std::path::Path::new("/lists/prices 2026.csv");
    let asked = Action::Ask(Request::ReadPrices(path.into()));
    let (mut settings, done) = writes(Row::Prices, "\"/lists/prices 2026.csv\"");
    assert_eq!(done, asked);
    let lines = [("screen", 9_000), ("hinge", 4_000)];
    // With a row that is no price nothing is drafted: the file is mended first.
    let _ = settings.update(read(&lines, 1));
    assert_eq!(settings.update(Message::Press(key::Action::Yes)), Action::None);
    let (mut settings, _) = writes(Row::Prices, "\"/lists/prices 2026.csv\"");
    let _ = settings.update(read(&lines, 0));
    let Action::Ask(Request::SetPolicy(policy)) = settings.update(Message::Press(key::Action::Yes))
    else {
        panic!("it is set by a person")
    };
    assert_eq!(policy.prices.lines().len(), 2);
    // A file that is no price list leaves the one that is.
    let (mut settings, _) = writes(Row::Prices, "/lists/roster.csv");
    let _ = settings.update(read(&[], 0));
    assert_eq!(settings.update(Message::Press(key::Action::Yes)), Action::None);
    // Dropped on its line it is read; elsewhere it is not asked for.
    let mut settings = on(Row::Prices);
    assert_eq!(settings.drop_file(path), None);
    let _ = settings.update(Message::Enter);
    assert_eq!(settings.drop_file(path), Some(asked));
}

/// The rules of the district, a price list drafted, one line edited.
pub(crate) fn rules() -> Settings {
    let (mut settings, _) = writes(Row::Prices, "/lists/prices.csv");
    let _ = settings.update(read(&[("screen", 9_000), ("hinge", 4_000)], 0));
    let _ = settings.update(Message::Press(key::Action::Down));
    let _ = settings.update(Message::Press(key::Action::Down));
    let _ = settings.update(Message::Enter);
    let _ = settings.update(Message::Edited("2026-1".into()));
    settings
}

#[test]
fn the_last_scan_is_shown_as_it_came() {
    let room = Room::new(964.0, 496.0);
    let mut settings = opened();
    let told = hear(
        settings.view(room.around()),
        Message::Heard,
        room.size,
        typed("]C0cb-004417", Named::Enter),
    );
    for told in told {
        assert_eq!(settings.update(told), Action::None);
    }
    assert!(sees(settings.view(room.around()), room.size, "CB-004417"));
    let says = "came in as ]C0cb-004417 · 12 characters";
    assert!(sees(settings.view(room.around()), room.size, says));
    let _ = settings.update(scanned("\u{1}"));
    assert!(sees(settings.view(room.around()), room.size, "Not a code"));
}

/// A line from the serial scanner.
fn scanned(line: &str) -> Message {
    let source = Source::Serial("/dev/ttyACM0".into());
    Message::Scanner(Event::Scan(Scan { code: line.into(), source, at: Instant::now() }))
}

#[test]
fn a_chosen_port_asks_for_a_test_scan_and_says_what_ends_it() {
    let room = Room::new(964.0, 496.0);
    let shows =
        |settings: &Settings, text: &str| sees(settings.view(room.around()), room.size, text);
    let mut settings = on(Row::Scanner);
    assert!(shows(&settings, "Scan anything"));
    let mut kept = keeps(settings.update(Message::Turn(true)));
    for text in ["TEST SCAN", "Scan any code once", "not known yet: scan any code now"] {
        assert!(shows(&settings, text), "{text}");
    }
    assert_eq!(settings.update(scanned("CB-004417")), Action::None, "nobody takes it");
    assert!(shows(&settings, "CB-004417"));
    let came = "came in as CB-004417 · 9 characters";
    assert!(shows(&settings, &format!("{came} · listening for what ends it")));
    for (ending, says) in [
        (Ending::Cr, "ends with CR"),
        (Ending::CrLf, "ends with CR LF"),
        (Ending::Pause, "ends by a pause"),
    ] {
        kept.serial_endings.insert("/dev/ttyACM0".into(), ending);
        settings.adopt(&kept);
        assert!(shows(&settings, &format!("{came} · {says}")), "beside what arrived");
        assert!(shows(&settings, says), "and in its row");
        assert!(shows(&settings, "LAST SCAN"));
    }
    let _ = settings.update(Message::Scanner(Event::Partial));
    assert!(shows(&settings, "Half a scan: scan again"));

    // Testing again forgets; another port has its own.
    let mut again = on(Row::Ending);
    again.adopt(&kept);
    let kept = keeps(again.update(Message::Enter));
    assert_eq!(kept.serial_endings.len(), 0);
    assert!(shows(&again, "Scan any code once"));
    assert_eq!(again.update(Message::Enter), Action::None, "there is nothing to forget");
    let told =
        hear(again.view(room.around()), Message::Heard, room.size, typed("A1", Named::Enter));
    assert!(told.iter().all(|told| again.update(told.clone()) == Action::None));
    assert!(!shows(&again, "came in as A1 · 2 characters · listening for what ends it"), "typed");
}

#[test]
fn keys_and_buttons() {
    let room = Room::new(964.0, 496.0);
    let settings = opened();
    let told = hear(
        settings.view(room.around()),
        Message::Heard,
        room.size,
        vec![
            plain(Named::ArrowLeft),
            plain(Named::ArrowRight),
            plain(Named::Enter),
            plain(Named::ArrowDown),
            plain(Named::Escape),
        ],
    );
    assert!(
        matches!(
            told[..],
            [
                Message::Turn(false),
                Message::Turn(true),
                Message::Enter,
                Message::Heard(Heard::Key(key::Action::Down)),
                Message::Heard(Heard::Key(key::Action::No)),
            ]
        ),
        "{told:?}"
    );
    let mut editing = on(Row::Suffix);
    let _ = editing.update(Message::Enter);
    let events = vec![plain(Named::ArrowLeft), character('$'), plain(Named::Enter)];
    let told = hear_in(editing.view(room.around()), Message::Heard, room.size, Some(EDIT), events);
    assert!(
        matches!(&told[..], [Message::Edited(text), Message::Commit] if text == "$"),
        "{told:?}"
    );
    let mut drafted = on(Row::Limit);
    let _ = drafted.update(Message::Turn(true));
    let told = click(drafted.view(room.around()), room.size, "Set it for everybody from today");
    assert!(matches!(told[..], [Message::Press(key::Action::Yes)]), "{told:?}");
}

#[test]
fn settings_look_right_in_every_room() {
    let mut serial = on(Row::Scanner);
    let _ = serial.update(Message::Turn(true));
    let mut asking = serial.clone();
    let _ = serial.update(scanned("]C0cb-004417"));
    let mut known = Kept { serial_port: Some("/dev/ttyACM0".into()), ..Kept::default() };
    known.serial_endings.insert("/dev/ttyACM0".into(), Ending::Pause);
    let mut tested = on(Row::Ending);
    tested.adopt(&known);
    let _ = tested.update(scanned("]C0cb-004417"));
    let mut half = tested.clone();
    let _ = half.update(Message::Scanner(Event::Garbled));
    let _ = asking.update(Message::Press(key::Action::Down));
    let mut editing = on(Row::Tail);
    let _ = editing.update(Message::Enter);
    let _ = editing.update(Message::Edited("/media/stick".into()));
    let mut drafted = on(Row::Limit);
    let _ = drafted.update(Message::Turn(true));
    let failed = Message::Answered(Ticket(1), Err(Error::Stopped));
    let _ = drafted.update(failed);
    let scenes = [
        ("settings-first", opened()),
        ("settings-serial", serial),
        ("settings-asking", asking),
        ("settings-tested", tested),
        ("settings-half", half),
        ("settings-editing", editing),
        ("settings-drafted", drafted),
    ];
    for (name, settings) in &scenes {
        for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
            let mut room = Room::new(width, height);
            room.board.tail = TailState::Missing;
            look(&format!("{name}-{of}"), &room, || settings.view(room.around()));
        }
    }
}
