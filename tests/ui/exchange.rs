//! Exchange: every part by its keys and buttons, nothing decided by a scan, all of it in the window.

mod check;
mod scene;

use std::path::PathBuf;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Element, Event};

use tagdesk::desk::batch::{BatchWritten, MergeReport, ReceiveReport};
use tagdesk::desk::request::{
    Answer, BatchForm, Choice, Covers, Decided, FileKind, Files, Format, Money, Posting,
    QuestionFile, Request, Sheet, Written,
};
use tagdesk::desk::{Accept, Error, How, Imported};
use tagdesk::ui::key;
use tagdesk::ui::screen::exchange::{COVERS, Exchange, Message, PATH, Part, REASON, SINCE};
use tagdesk::ui::screen::{Action, Page, Ticket};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::support::*;

pub(crate) use scene::kept;
use scene::*;

fn heard(page: &Exchange, field: Option<&'static str>, events: Vec<Event>) -> Vec<Message> {
    let room = Room::new(964.0, 496.0);
    hear_in(page.view(room.around()), Message::Heard, room.size, field, events)
}

/// What is said across the page, or anything else on it.
fn says(page: &Exchange, words: &str) -> bool {
    let room = Room::new(1282.0, 672.0);
    sees(page.view(room.around()), room.size, words)
}

const OWN: Modifiers = Modifiers::COMMAND.union(Modifiers::SHIFT);

#[test]
fn every_entry_opens_by_its_number_by_enter_and_by_mouse() {
    let entries = [
        ("Import a file", Part::Import, vec![]),
        ("Write a batch", Part::Write, vec![]),
        ("Take in what is on a stick", Part::Take, vec![]),
        ("Conflicts", Part::Conflicts, vec![Request::Conflicts { page: 0 }]),
        ("To look at", Part::Todos, vec![Request::Todos]),
        ("Stations", Part::Stations, vec![Request::Stations]),
        ("Export", Part::Export, vec![]),
    ];
    for (index, (title, part, wanted)) in entries.into_iter().enumerate() {
        let room = Room::new(1282.0, 672.0);
        let page = started();
        let told = click(page.view(room.around()), room.size, title);
        assert!(matches!(told[..], [Message::Open(opened)] if opened == part), "{told:?}");
        let mut by_number = started();
        let line = (index + 1).to_string();
        let opened = by_number.update(Message::Heard(Heard::Code(line)));
        assert_eq!(asked(opened), wanted, "{title}");
        let mut by_arrows = started();
        for _ in 0..index {
            let _ = tap(&mut by_arrows, key::Action::Down);
        }
        assert_eq!(asked(by_arrows.update(Message::Enter)), wanted, "{title}");
        assert!(part == Part::Conflicts || says(&by_arrows, title), "{title}");
    }
}

#[test]
fn a_scan_opens_whoever_it_names_and_decides_nothing() {
    for part in [Part::Start, Part::Conflicts, Part::Todos, Part::Stations] {
        let mut page = at_part(part);
        let found = page.update(Message::Heard(Heard::Code("0048213".into())));
        assert_eq!(found, Action::Find("0048213".into()), "{part:?}");
    }
    let mut page = at_part(Part::Conflicts);
    for length in 1..=7 {
        let line = "1048213"[..length].to_owned();
        assert_eq!(page.update(Message::Heard(Heard::Typing(line))), Action::None);
    }
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "the digit was a code's");
}

#[test]
fn numbers_mark_an_answer_and_only_yes_decides() {
    for (number, choice) in ["1", "2", "3", "4"].into_iter().zip(Choice::ALL) {
        let mut page = at_part(Part::Conflicts);
        let told = heard(&page, None, typed(number, Named::Enter));
        for message in told {
            assert_eq!(page.update(message), Action::None, "{number}");
        }
        let resolve = asked(tap(&mut page, key::Action::Yes));
        let conflict = conflict(0).id;
        assert_eq!(resolve, [Request::Resolve { conflict, choice, reason: String::new() }]);
        assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "once");
    }
    let room = Room::new(1282.0, 672.0);
    let page = at_part(Part::Conflicts);
    for (words, choice) in [
        ("José has it, Ava gave it back", Choice::Later),
        ("Ava has it, José never got it", Choice::Earlier),
        ("Neither, not found", Choice::Neither),
        ("Ask the school", Choice::AskSchool),
    ] {
        let told = click(page.view(room.around()), room.size, words);
        assert!(matches!(told[..], [Message::Choose(chosen)] if chosen == choice), "{told:?}");
    }
}

#[test]
fn a_decision_carries_its_reason_and_is_taken_back_by_its_key() {
    let mut page = at_part(Part::Conflicts);
    let _ = page.update(Message::Choose(Choice::Earlier));
    let told = heard(&page, Some(REASON), typed("x", Named::Enter));
    assert!(
        matches!(&told[..], [Message::Reason(_), Message::Press(key::Action::Yes)]),
        "{told:?}"
    );
    let _ = page.update(Message::Reason(" asked them ".into()));
    let resolve = asked(tap(&mut page, key::Action::Yes));
    let [Request::Resolve { reason, .. }] = resolve.as_slice() else { panic!("{resolve:?}") };
    assert_eq!(reason, "asked them");
    let decided = Decided {
        event: "OFFICE/1/7".into(),
        choice: Choice::Earlier,
        device: card("CB-004376", Some(ava())),
    };
    let wanted = asked(answer(&mut page, Answer::Decided(Box::new(decided))));
    assert_eq!(wanted, [Request::Conflicts { page: 0 }]);
    let _ = answer(&mut page, conflicts(2, 0, 2));
    assert!(says(&page, "CB-004376: Ava has it, José never got it. Ctrl ⇧ U takes it back."));
    let back = asked(page.update(Message::Own('u')));
    assert_eq!(back, [Request::Reopen { event: "OFFICE/1/7".into() }]);
}

#[test]
fn page_keys_go_through_all_conflicts_and_over_pages() {
    let mut page = at_part(Part::Conflicts);
    let _ = answer(&mut page, conflicts(22, 0, 20));
    assert!(says(&page, "1 of 22"));
    for _ in 0..19 {
        assert_eq!(tap(&mut page, key::Action::PageDown), Action::None);
    }
    assert!(says(&page, "20 of 22"));
    assert_eq!(tap(&mut page, key::Action::PageDown), Action::Ask(Request::Conflicts { page: 1 }));
    let _ = answer(&mut page, conflicts(22, 1, 2));
    assert!(says(&page, "21 of 22"));
    let _ = tap(&mut page, key::Action::PageDown);
    assert_eq!(tap(&mut page, key::Action::PageDown), Action::None, "the last");
    let _ = tap(&mut page, key::Action::PageUp);
    assert_eq!(tap(&mut page, key::Action::PageUp), Action::Ask(Request::Conflicts { page: 0 }));
    let _ = answer(&mut page, conflicts(22, 0, 20));
    assert!(says(&page, "20 of 22"));
}

#[test]
fn the_merge_shows_its_classes_stations_gaps_and_receipts() {
    let page = merged(false);
    for words in [
        "3 of 1,204 scans need a person",
        "1,129",
        "58",
        "11",
        "412 to 430",
        "beside the batch",
        "CB-004376 was issued twice on 12 August 2026",
        "1 of 3",
    ] {
        assert!(says(&page, words), "{words}");
    }
    let page = merged(true);
    assert!(says(&page, "damaged, not taken"));
}

#[test]
fn what_was_found_in_the_batches_is_a_page_of_its_own() {
    let mut page = merged(true);
    let room = Room::new(964.0, 496.0);
    let told = click(page.view(room.around()), room.size, "found in them (7)");
    assert!(matches!(told[..], [Message::Own('n')]), "{told:?}");
    let _ = page.update(Message::Own('n'));
    for words in [
        "What was found in the batches",
        "demo.zip",
        "GYM-2 17: R13",
        "As it was written",
        "0048213",
        "48213",
        "GYM-1 9",
    ] {
        assert!(says(&page, words), "{words}");
    }
    let _ = tap(&mut page, key::Action::PageDown);
    let _ = tap(&mut page, key::Action::No);
    assert!(says(&page, "3 of 1,206 scans need a person"), "back at the merge");
    let mut page = merged(false);
    assert_eq!(page.update(Message::Own('n')), Action::None, "nothing was found");
    // Where nothing could be taken, why not is what comes first.
    let mut page = looked(vec![batch("GYM-1")]);
    let _ = tap(&mut page, key::Action::Yes);
    let report = MergeReport { bundles: vec![], ..merge_report(true) };
    let _ = answer(&mut page, Answer::BundlesMerged(Box::new(report)));
    assert!(says(&page, "demo.zip"));
}

#[test]
fn what_the_schools_are_asked_is_written_to_a_folder() {
    let mut page = at_part(Part::Conflicts);
    let room = Room::new(1282.0, 672.0);
    let told = click(page.view(room.around()), room.size, "Ask the schools");
    assert!(matches!(told[..], [Message::Own('q')]), "{told:?}");
    assert_eq!(page.update(Message::Own('q')), Action::Focus(PATH.into()));
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "no folder");
    let _ = page.update(Message::Typed("/media/stick".into()));
    let write = asked(tap(&mut page, key::Action::Yes));
    assert_eq!(write, [Request::WriteQuestions { folder: "/media/stick".into() }]);
    let file = QuestionFile {
        path: "/media/stick/questions-NMS.csv".into(),
        site: "Neosho Middle".into(),
        questions: 2,
    };
    let _ = answer(&mut page, Answer::Questions(vec![file]));
    assert!(says(&page, "/media/stick/questions-NMS.csv: 2 questions"));
    let _ = asked(tap(&mut page, key::Action::Yes));
    let _ = answer(&mut page, Answer::Questions(vec![]));
    assert!(says(&page, "No school is asked anything. Nothing was written."));
    let back = asked(tap(&mut page, key::Action::No));
    assert_eq!(back, [Request::Conflicts { page: 0 }]);
}

#[test]
fn a_bundle_that_is_dropped_is_looked_at() {
    let mut page = started();
    let path = PathBuf::from("/home/TAGDESK_GYM-1_2026-08-12_1532_000017.zip");
    let look = asked(page.update(Message::Dropped(path.clone())));
    assert_eq!(look, [Request::LookOnStick(path.clone())]);
    let _ = answer(&mut page, Answer::OnStick(vec![batch("GYM-1")]));
    let merge = asked(tap(&mut page, key::Action::Yes));
    let [Request::MergeBundles { paths, .. }] = merge.as_slice() else { panic!("{merge:?}") };
    assert_eq!(*paths, [path]);
    assert_eq!(page.update(Message::Dropped("/home/roster.csv".into())), Action::None);
    assert!(says(&page, "Wait until this is done, then drop it again."));
    // A stick with bundles on it, dropped as a folder.
    let stick = tempfile::tempdir().unwrap();
    std::fs::write(stick.path().join("TAGDESK_GYM-1.zip"), "").unwrap();
    let mut page = started();
    let look = asked(page.update(Message::Dropped(stick.path().to_owned())));
    assert_eq!(look, [Request::LookOnStick(stick.path().to_owned())]);
    // Any other folder is one of files.
    let other = tempfile::tempdir().unwrap();
    let mut page = started();
    let check = asked(page.update(Message::Dropped(other.path().to_owned())));
    assert!(matches!(&check[..], [Request::Check { .. }]), "{check:?}");
}

#[test]
fn a_stick_offers_what_is_this_stations() {
    let mut page = looked(vec![batch("GYM-1"), receipt()]);
    let folder = PathBuf::from("/media/stick");
    let receive = asked(tap(&mut page, key::Action::Yes));
    let [Request::Receive { paths, .. }] = receive.as_slice() else { panic!("{receive:?}") };
    assert_eq!(paths.first(), Some(&folder));
    let report = ReceiveReport { unsent: 0, parked: (3, 1), ..ReceiveReport::default() };
    let _ = answer(&mut page, Answer::Received(Box::new(report)));
    assert!(says(&page, "Everything scanned here is confirmed."));
    assert!(says(&page, "2 parked scans are known now."));
    let mut page = looked(vec![batch("GYM-1"), receipt()]);
    let merge = asked(page.update(Message::Own('o')));
    let [Request::MergeBundles { paths, own_site: false, .. }] = merge.as_slice() else {
        panic!("{merge:?}")
    };
    assert_eq!(*paths, [folder]);
    let mut page = looked(vec![]);
    assert!(says(&page, "No batch and no receipt lies there."));
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None);
}

#[test]
fn a_batch_is_written_to_the_folder_typed() {
    let mut page = at_part(Part::Write);
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "no folder");
    let _ = page.update(Message::Dropped("/media/stick".into()));
    let _ = page.update(Message::Own('n'));
    let write = asked(tap(&mut page, key::Action::Yes));
    let form = BatchForm { folder: false, all: true };
    assert_eq!(write, [Request::WriteBatch { folder: "/media/stick".into(), form }]);
    let written = BatchWritten {
        path: "/media/stick/T.zip".into(),
        number: 9,
        events: 178,
        drive_off_ms: None,
    };
    assert_eq!(answer(&mut page, Answer::BatchWritten(written)), Action::Refresh);
    assert!(says(&page, "Batch 9 is written and read back: 178 scans in /media/stick/T.zip"));
}

#[test]
fn loans_are_written_since_a_day() {
    let mut page = at_part(Part::Export);
    let _ = page.update(Message::Typed("/nowhere/file.csv".into()));
    let _ = page.update(Message::Since("2026-08-12".into()));
    let since = |page: &mut Exchange| {
        let export = asked(tap(page, key::Action::Yes));
        let [Request::Export { wanted, .. }] = export.as_slice() else { panic!("{export:?}") };
        let _ = answer(page, Answer::Exported(Written::default()));
        wanted.since.clone()
    };
    assert_eq!(since(&mut page), None, "of students nobody asks a day");
    for _ in 0..4 {
        let _ = tap(&mut page, key::Action::Down);
    }
    assert!(says(&page, "Since"));
    assert_eq!(since(&mut page).as_deref(), Some("2026-08-12"));
    let told = heard(&page, Some(SINCE), typed("3", Named::Enter));
    let [Message::Since(_), Message::Press(key::Action::Yes)] = &told[..] else {
        panic!("{told:?}")
    };
    let _ = page.update(Message::Since(" ".into()));
    assert_eq!(since(&mut page), None);
    let tab = vec![plain(Named::Tab), character('7')];
    let told = heard(&page, Some(PATH), tab);
    assert!(matches!(&told[..], [Message::Since(_)]), "Tab leads there: {told:?}");
}

#[test]
fn a_dead_station_is_closed_with_a_reason() {
    let mut page = at_part(Part::Stations);
    assert_eq!(page.update(Message::Own('e')), Action::None, "not this one");
    let _ = tap(&mut page, key::Action::Down);
    assert_eq!(page.update(Message::Own('e')), Action::Focus(REASON.into()));
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "no reason");
    let _ = page.update(Message::Reason("stolen".into()));
    let close = asked(tap(&mut page, key::Action::Yes));
    let (station, reason) = ("GYM-1".into(), "stolen".into());
    assert_eq!(close, [Request::CloseStation { station, reason }]);
    assert_eq!(asked(answer(&mut page, Answer::Done)), [Request::Stations]);
}

#[test]
fn todos_lead_to_the_device_or_the_person() {
    let mut page = at_part(Part::Todos);
    assert!(matches!(tap(&mut page, key::Action::Yes), Action::Device(_)));
    for _ in 0..3 {
        let _ = tap(&mut page, key::Action::Down);
    }
    assert!(matches!(page.update(Message::Enter), Action::Person(_)));
    assert!(matches!(page.update(Message::Take(6)), Action::Device(_)));
}

#[test]
fn a_proposal_is_booked_or_kept_with_a_reason() {
    let mut page = at_part(Part::Todos);
    assert_eq!(page.update(Message::Own('b')), Action::None, "a scan is no proposal");
    let mut page = settling();
    // Enter belongs to the field, and what is marked stays.
    assert_eq!(page.update(Message::Enter), Action::None);
    let _ = tap(&mut page, key::Action::Up);
    let kept = asked(tap(&mut page, key::Action::Yes));
    let [Request::Money(Money::Keep { proposal, reason })] = kept.as_slice() else {
        panic!("{kept:?}")
    };
    assert_eq!(reason, "Agreed with the family");
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "once");
    let posting = Posting { events: vec![], borrower: jose().id, due_cents: 4_000 };
    let then = asked(answer(&mut page, Answer::Posted(Box::new(posting))));
    assert_eq!(then, [Request::Todos]);
    assert!(says(&page, "José Nguyễn owes 40.00."));

    let mut page = settling();
    let _ = tap(&mut page, key::Action::No);
    assert!(matches!(page.update(Message::Own('b')), Action::Focus(_)));
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "a reason is missing");
    let _ = page.update(Message::Reason("as counted".into()));
    let proposal = *proposal;
    let reason = "as counted".to_owned();
    let booked = asked(tap(&mut page, key::Action::Yes));
    assert_eq!(booked, [Request::Money(Money::Book { proposal, reason })]);
}

#[test]
fn who_is_no_lead_is_told_so_and_may_try_again() {
    let mut page = settling();
    let kept = asked(tap(&mut page, key::Action::Yes));
    let _ = page.update(Message::Answered(Ticket(1), Err(Error::NotALead)));
    assert!(says(&page, &tagdesk::text::error(&Error::NotALead)));
    for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
        let room = Room::new(width, height);
        look(&format!("exchange-no-lead-{of}"), &room, || page.view(room.around()));
    }
    assert_eq!(asked(tap(&mut page, key::Action::Yes)), kept, "the reason is not typed twice");
}

#[test]
fn a_table_or_the_loans_are_written() {
    let mut page = at_part(Part::Export);
    let _ = tap(&mut page, key::Action::PageDown);
    let _ = page.update(Message::Typed("/nowhere/students.csv".into()));
    let export = asked(tap(&mut page, key::Action::Yes));
    let [Request::Export { wanted, .. }] = export.as_slice() else { panic!("{export:?}") };
    assert_eq!((wanted.what, wanted.format), (Sheet::Students, Format::Csv));
    let _ = answer(&mut page, Answer::Exported(Written { rows: 1_200, ..Written::default() }));
    assert!(says(&page, "1,200 rows are in /nowhere/students.csv."));
    for _ in 0..4 {
        let _ = tap(&mut page, key::Action::Down);
    }
    let _ = tap(&mut page, key::Action::PageDown);
    let export = asked(tap(&mut page, key::Action::Yes));
    let [Request::Export { wanted, .. }] = export.as_slice() else { panic!("{export:?}") };
    assert_eq!((wanted.what, wanted.format), (Sheet::Loans, Format::SnipeIt));
}

#[test]
fn a_failure_is_said_and_the_key_works_again() {
    let mut page = at_part(Part::Write);
    let _ = page.update(Message::Typed("/gone".into()));
    assert_eq!(asked(tap(&mut page, key::Action::Yes)).len(), 1);
    let _ = page.update(Message::Answered(Ticket(1), Err(Error::Stopped)));
    assert_eq!(asked(tap(&mut page, key::Action::Yes)).len(), 1);
}

#[test]
fn esc_leads_back_step_by_step_to_the_desk() {
    for part in [
        Part::Import,
        Part::Write,
        Part::Take,
        Part::Conflicts,
        Part::Todos,
        Part::Stations,
        Part::Export,
    ] {
        let mut page = at_part(part);
        let _ = tap(&mut page, key::Action::No);
        assert!(says(&page, "conflicts for a person to decide"), "{part:?}");
        assert_eq!(tap(&mut page, key::Action::No), Action::Go(Page::Desk));
    }
}

#[test]
fn keys_of_the_window_go_past_the_fields() {
    for part in [Part::Import, Part::Write, Part::Take, Part::Export] {
        let page = at_part(part);
        for action in [key::Action::No, key::Action::Yes, key::Action::Down, key::Action::PageDown]
        {
            let told = heard(&page, Some(PATH), vec![table(action)]);
            assert!(
                matches!(told[..], [Message::Heard(Heard::Key(heard))] if heard == action),
                "{part:?} {action:?}: {told:?}"
            );
        }
    }
}

fn view<'a>(page: &'a Exchange, room: &'a Room) -> Element<'a, Message> {
    page.view(room.around())
}

#[test]
fn exchange_looks_right_in_every_room() {
    let mut states = kept();
    let mut asking = merged(true);
    let _ = asking.update(Message::Choose(Choice::Earlier));
    states.push(("exchange-damaged", asking));
    let mut refused = at_check(stops());
    let _ = refused.update(Message::Own('t'));
    states.push(("exchange-check-refused", refused));
    let mut covers = at_check(stops());
    let _ = covers.update(Message::Own('d'));
    let _ = answer(&mut covers, Answer::Outlook(checked(stops())));
    let _ = covers.update(Message::Own('d'));
    states.push(("exchange-covers", covers));
    states.push(("exchange-headless", at_headless()));
    let mut since = at_part(Part::Export);
    for _ in 0..4 {
        let _ = tap(&mut since, key::Action::Down);
    }
    states.push(("exchange-since", since));
    let names = ["odd-changes", "odd-leaving", "odd-holders", "odd-notes"];
    for (turns, name) in (1..).zip(names) {
        let mut page = at_odd();
        for _ in 0..turns {
            let _ = page.update(Message::Own('t'));
        }
        states.push((name, page));
    }
    let mut found = merged(true);
    let _ = found.update(Message::Own('n'));
    states.push(("exchange-found", found));
    let mut ask = at_part(Part::Conflicts);
    let _ = ask.update(Message::Own('q'));
    states.push(("exchange-questions", ask));
    let mut dropped = at_part(Part::Import);
    let path = "/home/powerschool-students-0809.csv".into();
    let check = asked(dropped.update(Message::Dropped(path)));
    if let [Request::Check { watch, .. }] = check.as_slice() {
        watch.begin(3);
        watch.step().unwrap();
    }
    let _ = dropped.update(Message::Tick);
    states.push(("exchange-import", dropped));
    states.push(("exchange-write", at_part(Part::Write)));
    let mut none = at_part(Part::Conflicts);
    let _ = answer(&mut none, conflicts(0, 0, 0));
    states.push(("exchange-no-conflicts", none));
    let mut closing = at_part(Part::Stations);
    let _ = tap(&mut closing, key::Action::Down);
    let _ = closing.update(Message::Own('e'));
    states.push(("exchange-closing", closing));
    for (of, width, height) in ROOMS.into_iter().chain([LEAST]) {
        let room = Room::new(width, height);
        for (name, page) in &states {
            look(&format!("{name}-{of}"), &room, || view(page, &room));
        }
    }
}

#[test]
fn checks_are_the_same_where_they_came_of_one() {
    let one = checked(vec![]);
    assert_eq!(one, one.clone());
    assert_ne!(one, checked(vec![]));
    assert_eq!(Files::default(), Files::default());
}

#[test]
fn what_scans_wait_for_says_how_far_it_is() {
    let mut page = looked(vec![batch("GYM-1"), batch("GYM-2")]);
    let merge = asked(tap(&mut page, key::Action::Yes));
    let [Request::MergeBundles { watch, .. }] = merge.as_slice() else { panic!("{merge:?}") };
    assert!(page.works() && page.work().is_none(), "nobody looked yet");
    let _ = page.update(Message::Tick);
    assert!(page.work().is_some_and(|says| says.starts_with("Reading the stick.")));
    watch.part(2, 2);
    watch.begin(100);
    watch.reach(42).unwrap();
    let _ = page.update(Message::Tick);
    let work = page.work().unwrap();
    assert!(work.starts_with("Merging batch 2 of 2, 71 %."), "{work}");
    assert!(says(&page, "71 %"));
    let room = Room::new(1282.0, 672.0);
    let told = click(page.view(room.around()), room.size, "stop");
    assert!(matches!(told[..], [Message::Press(key::Action::No)]), "{told:?}");
    assert_eq!(tap(&mut page, key::Action::No), Action::None);
    assert!(watch.is_cancelled(), "Esc stops it");
    let _ = answer(&mut page, Answer::BundlesMerged(Box::new(merge_report(false))));
    assert!(!page.works() && page.work().is_none());

    let mut page = at_part(Part::Import);
    let undo = asked(page.update(Message::Own('u')));
    assert_eq!(undo, [Request::UndoImport { later: false }]);
    let _ = page.update(Message::Tick);
    assert!(page.work().is_some_and(|says| says.starts_with("Taking the last import back.")));
}
