//! People: finding, opening, joining.

use iced::keyboard::key::Named;
use iced::{Element, Event};

use tagdesk::desk::Error;
use tagdesk::desk::reply::Person;
use tagdesk::desk::request::{Answer, HistoryLine, PersonPage, PersonRow, Request};
use tagdesk::domain::borrower::BorrowerId;
use tagdesk::domain::device::DeviceId;
use tagdesk::domain::price::PriceList;
use tagdesk::ui::key;
use tagdesk::ui::screen::people::{FIND, Message, People};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::support::*;

pub(crate) fn rows(count: usize) -> Vec<PersonRow> {
    let names =
        ["José Nguyễn", "Ava Lind", "Zoë Park", "Maya Okafor", "Łukasz Wójcik-Brzęczyszczykiewicz"];
    (0..count)
        .map(|index| PersonRow {
            named: named(&format!("{:07}", 48_213 + index), names[index % names.len()], "7B"),
            grade: "7".into(),
            site_name: "Neosho Middle".into(),
            active: index % 7 != 3,
            holds: if index % 3 == 0 { vec![format!("CB-{:06}", 4_417 + index)] } else { vec![] },
        })
        .collect()
}

pub(crate) fn history(count: usize) -> Vec<HistoryLine> {
    let kinds = ["Issued", "Returned", "Sighted", "Undone", "BorrowerMerged"];
    (0..count)
        .map(|index| HistoryLine {
            event: format!("GYM-2/9f2c61ab/{}", 412 - index),
            at: at(11, 9, 41),
            kind: kinds[index % kinds.len()].into(),
            tag: (index % 5 != 4).then(|| format!("CB-{:06}", 4_417 + index)),
            person: (index % 3 != 2).then(|| named("0048301", "Ava Lind", "8A")),
            status: None,
            operator: Some("AR".into()),
            undone: index % 4 == 1,
            unchanged: index % 4 == 2,
            entered: None,
        })
        .collect()
}

fn page(person: Person) -> Answer {
    Answer::Person(Some(Box::new(PersonPage {
        person,
        history: history(30),
        account: vec![],
        prices: PriceList::default(),
        agreement: String::new(),
    })))
}

fn answer(people: &mut People, answer: Answer) -> Action {
    people.update(Message::Answered(Ticket(1), Ok(answer)))
}

fn ask(query: &str, page: u32) -> Action {
    Action::Ask(Request::People { query: query.into(), page })
}

fn jose_id() -> BorrowerId {
    jose().id
}

/// The list, as it is first shown.
pub(crate) fn listed(count: usize) -> People {
    let mut people = People::default();
    let opened = people.open();
    assert_eq!(opened, Action::Many(vec![ask("", 0), Action::Focus(FIND.into())]));
    assert_eq!(answer(&mut people, Answer::People(rows(count))), Action::None);
    people
}

pub(crate) fn shown(person: Person) -> People {
    let Answer::Person(Some(page)) = page(person) else { panic!() };
    shown_page(*page)
}

pub(crate) fn shown_page(page: PersonPage) -> People {
    let mut people = People::default();
    let id = page.person.named.id.clone();
    assert_eq!(people.show(id.clone()), Action::Ask(Request::Person(id)));
    let page = Answer::Person(Some(Box::new(page)));
    assert_eq!(answer(&mut people, page), Action::None);
    people
}

fn walk_up() -> Person {
    Person {
        named: named("W-GYM-2-9F2C61AB-3", "Amara Diallo", ""),
        parked: true,
        household: vec![],
        ..person(vec![held("CB-004417")])
    }
}

#[test]
fn the_list_follows_what_is_typed_one_question_at_a_time() {
    let mut people = listed(50);
    assert_eq!(people.update(Message::Typed("a".into())), ask("a", 0));
    assert_eq!(people.update(Message::Typed("av".into())), Action::None);
    assert_eq!(people.update(Message::Typed("ava".into())), Action::None);
    assert_eq!(answer(&mut people, Answer::People(rows(9))), ask("ava", 0));
    assert_eq!(answer(&mut people, Answer::People(rows(2))), Action::None);
    let _ = people.update(Message::Press(key::Action::Down));
    let opened = people.update(Message::Press(key::Action::Yes));
    assert_eq!(opened, Action::Person(BorrowerId::from_text("0048214")));
}

#[test]
fn a_scan_that_ends_before_its_list_is_in_opens_the_one_it_names() {
    let mut people = listed(50);
    for length in 1..=7 {
        let _ = people.update(Message::Typed("0048215"[..length].into()));
    }
    assert_eq!(people.update(Message::Enter), Action::None);
    assert_eq!(answer(&mut people, Answer::People(rows(50))), ask("0048215", 0));
    let opened = answer(&mut people, Answer::People(vec![rows(3).remove(2)]));
    assert_eq!(opened, Action::Person(BorrowerId::from_text("0048215")));
}

#[test]
fn a_devices_code_opens_the_device_and_a_strange_one_says_so() {
    for (found, expected) in [
        (vec![card("CB-004417", None)], Action::Device(DeviceId::from_text("t:CB-004417"))),
        (vec![card("CB-0044170", None)], Action::None),
    ] {
        let mut people = listed(50);
        let _ = people.update(Message::Heard(Heard::Code("]C0cb-004417".into())));
        let asked = answer(&mut people, Answer::People(vec![]));
        let query = "]C0cb-004417".to_owned();
        assert_eq!(asked, Action::Ask(Request::Devices { query, page: 0 }));
        let expects_words = expected == Action::None;
        assert_eq!(answer(&mut people, Answer::Devices(found)), expected);
        let room = Room::new(964.0, 496.0);
        let says = "Nothing here is called ]C0cb-004417.";
        assert_eq!(sees(people.view(room.around()), room.size, says), expects_words);
    }
}

#[test]
fn esc_goes_from_the_person_to_the_list_to_no_text_to_the_desk() {
    let mut people = listed(3);
    let _ = people.update(Message::Typed("ava".into()));
    let _ = answer(&mut people, Answer::People(rows(1)));
    let _ = people.show(jose_id());
    let _ = answer(&mut people, page(person(vec![])));
    let back = people.update(Message::Press(key::Action::No));
    assert_eq!(back, Action::Many(vec![ask("ava", 0), Action::Focus(FIND.into())]));
    let _ = answer(&mut people, Answer::People(rows(1)));
    let cleared = people.update(Message::Press(key::Action::No));
    assert_eq!(cleared, Action::Many(vec![ask("", 0), Action::Focus(FIND.into())]));
    let left = people.update(Message::Press(key::Action::No));
    assert_eq!(left, Action::Go(Page::Desk));
}

#[test]
fn pages_turn_by_key_and_by_button() {
    let room = Room::new(964.0, 496.0);
    let mut people = listed(50);
    let told = click(people.view(room.around()), room.size, "on");
    assert!(matches!(told[..], [Message::Turn(1)]), "{told:?}");
    assert_eq!(people.update(Message::Press(key::Action::PageDown)), ask("", 1));
    let _ = answer(&mut people, Answer::People(rows(7)));
    assert_eq!(people.update(Message::Press(key::Action::PageDown)), Action::None);
    assert!(sees(people.view(room.around()), room.size, "51 to 57"));
    assert_eq!(people.update(Message::Press(key::Action::PageUp)), ask("", 0));
}

#[test]
fn a_persons_rows_open_devices() {
    let mut people = shown(person(vec![held("CB-004417"), held("CB-004376")]));
    let _ = people.update(Message::Press(key::Action::Down));
    let opened = people.update(Message::Press(key::Action::Yes));
    assert_eq!(opened, Action::Device(DeviceId::from_text("t:CB-004376")));
    let asked = people.update(Message::Take(2));
    assert_eq!(asked, Action::Ask(Request::Devices { query: "CB-004417".into(), page: 0 }));
    let opened = answer(&mut people, Answer::Devices(vec![card("CB-004417", None)]));
    assert_eq!(opened, Action::Device(DeviceId::from_text("t:CB-004417")));
}

#[test]
fn what_somebody_owes_stands_on_their_page() {
    let room = Room::new(964.0, 496.0);
    for (owes_cents, says) in [(2_950, "Owes 29.50"), (-500, "Is owed 5.00")] {
        let people = shown(Person { owes_cents, ..person(vec![]) });
        assert!(sees(people.view(room.around()), room.size, says));
    }
}

#[test]
fn a_tag_on_two_devices_opens_none_and_says_so() {
    let room = Room::new(964.0, 496.0);
    let mut people = shown(person(vec![held("CB-004376")]));
    let _ = people.update(Message::Take(1));
    let twins = vec![card("CB-004417", None), card("CB-004417", Some(ava()))];
    assert_eq!(answer(&mut people, Answer::Devices(twins)), Action::None);
    let says = "More than one is called CB-004417. Look for it on its own page.";
    assert!(sees(people.view(room.around()), room.size, says));
}

#[test]
fn a_name_typed_on_a_persons_page_lists_who_fits_and_opens_nobody() {
    let room = Room::new(964.0, 496.0);
    let mut people = shown(person(vec![held("CB-004417")]));
    let asked = people.update(Message::Heard(Heard::Code("ava".into())));
    assert_eq!(asked, Action::Many(vec![ask("ava", 0), Action::None]));
    let listed = answer(&mut people, Answer::People(rows(2)));
    assert_eq!(listed, Action::Focus(FIND.into()));
    assert!(sees(people.view(room.around()), room.size, "0048214"));
}

#[test]
fn who_was_joined_with_another_is_shown_as_that_one() {
    let room = Room::new(964.0, 496.0);
    let mut people = People::default();
    let _ = people.show(walk_up().named.id);
    assert_eq!(answer(&mut people, page(person(vec![]))), Action::None);
    assert!(sees(people.view(room.around()), room.size, "José Nguyễn"));
    assert_eq!(people.open(), Action::Ask(Request::Person(jose_id())), "from now on");
}

#[test]
fn a_walk_up_is_joined_with_the_real_id() {
    let mut people = shown(walk_up());
    let from = walk_up().named.id;
    assert_eq!(people.update(Message::Join), Action::None, "nothing typed");
    let _ = people.update(Message::JoinTyped(" 0048301".into()));
    let into = BorrowerId::from_text("0048301");
    let merge = Request::Merge { from, into: into.clone() };
    assert_eq!(people.update(Message::Join), Action::Ask(merge));
    assert_eq!(people.update(Message::Join), Action::None, "once");
    let done = answer(&mut people, Answer::Done);
    assert_eq!(done, Action::Many(vec![Action::Ask(Request::Person(into)), Action::Refresh]));
}

#[test]
fn nobody_but_a_walk_up_can_be_joined_and_a_wrong_id_says_so() {
    let mut people = shown(person(vec![]));
    let _ = people.update(Message::JoinTyped("0048301".into()));
    assert_eq!(people.update(Message::Join), Action::None);
    let mut people = shown(walk_up());
    let _ = people.update(Message::JoinTyped("999".into()));
    let _ = people.update(Message::Join);
    let failed = Message::Answered(Ticket(2), Err(Error::NoBorrower("999".into())));
    assert_eq!(people.update(failed), Action::None);
    assert!(matches!(people.update(Message::Join), Action::Ask(_)), "it can be tried again");
}

fn heard(people: &People, field: Option<&'static str>, events: Vec<Event>) -> Vec<Message> {
    let room = Room::new(964.0, 496.0);
    hear_in(people.view(room.around()), Message::Heard, room.size, field, events)
}

#[test]
fn keys_go_past_the_field() {
    let people = listed(50);
    for action in [
        key::Action::No,
        key::Action::Yes,
        key::Action::Up,
        key::Action::Down,
        key::Action::PageUp,
        key::Action::PageDown,
        key::Action::Go(Page::Desk),
        key::Action::Larger,
        key::Action::Help,
    ] {
        let told = heard(&people, Some(FIND), vec![table(action)]);
        assert!(
            matches!(told[..], [Message::Heard(Heard::Key(heard))] if heard == action),
            "{action:?}: {told:?}"
        );
    }
    let told = heard(&people, Some(FIND), typed("av", Named::Enter));
    let words: Vec<String> = told.iter().map(|told| format!("{told:?}")).collect();
    assert_eq!(words, ["Typed(\"a\")", "Typed(\"av\")", "Enter"]);
}

#[test]
fn on_a_persons_page_enter_opens_and_scans_are_heard_whole() {
    let people = shown(person(vec![held("CB-004417")]));
    let told = heard(&people, None, vec![plain(Named::Enter)]);
    assert!(matches!(told[..], [Message::Enter]), "{told:?}");
    let mut events = typed("0048301", Named::Enter);
    events.extend(typed("CB-004417", Named::Tab));
    let codes: Vec<String> = heard(&people, None, events)
        .into_iter()
        .filter_map(|told| match told {
            Message::Heard(Heard::Code(line)) => Some(line),
            _ => None,
        })
        .collect();
    assert_eq!(codes, ["0048301", "CB-004417"]);
}

#[test]
fn tab_finds_the_field_to_join_with() {
    let people = shown(walk_up());
    let mut events = vec![plain(Named::Tab)];
    events.extend(typed("7", Named::Enter));
    let told = heard(&people, None, events);
    let words: Vec<String> = told.iter().map(|told| format!("{told:?}")).collect();
    assert_eq!(words, ["JoinTyped(\"7\")", "Join"]);
}

fn view<'a>(people: &'a People, room: &'a Room) -> Element<'a, Message> {
    people.view(room.around())
}

#[test]
fn people_look_right_in_every_room() {
    let mut found = listed(50);
    let _ = found.update(Message::Typed("nothing like it".into()));
    let _ = answer(&mut found, Answer::People(vec![]));
    let mut missing = shown(walk_up());
    let _ = missing.update(Message::JoinTyped("999".into()));
    let _ = missing.update(Message::Join);
    let failed = Message::Answered(Ticket(2), Err(Error::NoBorrower("999".into())));
    let _ = missing.update(failed);
    let many: Vec<_> = (0..9).map(|index| held(&format!("CB-00441{index}"))).collect();
    let mut marked = shown(person(many));
    for _ in 0..12 {
        let _ = marked.update(Message::Press(key::Action::Down));
    }
    let scenes = [
        ("people-list", listed(50)),
        ("people-none", found),
        ("people-person", shown(person(vec![held("CB-004417")]))),
        ("people-nothing", shown(person(vec![]))),
        ("people-walk-up", missing),
        ("people-many", marked),
    ];
    for (name, people) in &scenes {
        for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
            let room = Room::new(width, height);
            look(&format!("{name}-{of}"), &room, || view(people, &room));
        }
    }
    let mut room = Room::new(1282.0, 672.0);
    room.theme = tagdesk::ui::theme::theme(true);
    look("people-person-sun", &room, || view(&scenes[2].1, &room));
}
