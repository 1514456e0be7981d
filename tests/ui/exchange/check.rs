//! Files: dropped, checked, mapped, tried out, taken in, taken back.

use super::*;

#[test]
fn files_are_dropped_checked_and_written_only_by_yes() {
    let mut page = started();
    let check = asked(page.update(Message::Dropped("/home/roster.csv".into())));
    let [Request::Check { files, watch }] = check.as_slice() else { panic!("{check:?}") };
    assert_eq!(files.paths.len(), 1);
    assert!(page.works());
    watch.begin(4);
    watch.step().unwrap();
    let _ = page.update(Message::Tick);
    assert!(says(&page, "25 %"));
    // Of several that are dropped together each comes by itself: they are read together.
    assert_eq!(page.update(Message::Dropped("/home/devices.csv".into())), Action::None);
    assert!(watch.is_cancelled());
    let check = asked(answer(&mut page, Answer::Outlook(checked(vec![]))));
    let [Request::Check { files, watch }] = check.as_slice() else { panic!("{check:?}") };
    assert_eq!(files.paths.len(), 2);
    assert_eq!(tap(&mut page, key::Action::No), Action::None);
    assert!(watch.is_cancelled(), "Esc stops it");

    let mut page = at_check(vec![]);
    assert!(says(&page, "412") && says(&page, "Import 11,828 rows"));
    let write = asked(tap(&mut page, key::Action::Yes));
    let [Request::Import { how: How { accept, dry_run: false, .. }, .. }] = write.as_slice() else {
        panic!("{write:?}")
    };
    assert!(accept.is_empty());
    let imported = Imported { written: true, ..Imported::default() };
    let _ = answer(&mut page, Answer::Imported(Box::new(imported)));
    assert!(says(&page, "Taken in: 0 new, 0 updated, 0 leaving."));
}

#[test]
fn every_stop_is_passed_by_its_own_key() {
    let mut page = at_check(stops());
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "two stops");
    for message in heard(&page, None, vec![top_row(1, OWN)]) {
        let _ = page.update(message);
    }
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "one stop");
    let room = Room::new(1282.0, 672.0);
    let told = click(page.view(room.around()), room.size, "It is a new school year");
    assert!(matches!(told[..], [Message::Stop(1)]), "{told:?}");
    let _ = page.update(Message::Stop(1));
    let write = asked(tap(&mut page, key::Action::Yes));
    let [Request::Import { how, .. }] = write.as_slice() else { panic!("{write:?}") };
    assert_eq!(how.accept, [Accept::Leaving, Accept::SchoolYear]);
}

#[test]
fn keys_of_the_check() {
    let page = at_check(vec![]);
    for (letter_, wanted) in [('s', 's'), ('t', 't'), ('d', 'd')] {
        let told = heard(&page, None, vec![letter(letter_, OWN)]);
        assert!(matches!(told[..], [Message::Own(own)] if own == wanted), "{told:?}");
    }
    let mut page = at_check(vec![]);
    let saved = page.update(Message::Own('s'));
    let path = PathBuf::from("/home/roster-refused.csv");
    assert!(matches!(&saved, Action::SaveRefused(to, _) if *to == path), "{saved:?}");
    let _ = page.update(Message::Saved(Ok(path)));
    assert!(says(&page, "The refused rows are in /home/roster-refused.csv."));
    let again = asked(page.update(Message::Own('d')));
    let [Request::Check { files, .. }] = again.as_slice() else { panic!("{again:?}") };
    assert_eq!(files.covers, Covers::District);
    let mut page = at_check(vec![]);
    let _ = tap(&mut page, key::Action::No);
    assert!(says(&page, "Check the file"), "back where files are typed");
}

/// What the terminal says of a dry run, table by table.
#[test]
fn the_check_says_all_that_was_found() {
    let mut page = at_odd();
    let mut tables = vec![];
    for words in [
        vec!["Asset Tag", "Tag"],
        vec!["WHAT CHANGES", "CB-000001", "Site", "LRK", "BON", "Title I"],
        vec!["NOT IN THE FILE: LEAVING", "001", "Person 1", "is out", "2 devices"],
        vec!["HOLDERS THAT ARE NOT TAKEN", "CB-000004", "0048301 has it; the desk’s word stands"],
        vec!["HOW IT WAS READ", "devices.csv"],
    ] {
        for words in &words {
            assert!(says(&page, words), "{words}");
        }
        tables.push(words[0]);
        let _ = page.update(Message::Own('t'));
    }
    assert!(says(&page, "YOUR COLUMNS"), "round: {tables:?}");
    for _ in 0..3 {
        let _ = page.update(Message::Own('t'));
    }
    assert!(says(
        &page,
        "nobody has that ID or user name; the device is taken in, its holder is not"
    ));
    let _ = page.update(Message::Own('t'));
    for words in [
        "How its letters are written is a guess: look at names with accents.",
        "The headings stand on line 2; what is above them is left out.",
        "1 blank row is left out.",
        "Asset Tag: 1 cell with something around that cannot be seen, taken off (line 43)",
        "“Chrome Book” (40 devices) is nearly “Chromebook”.",
    ] {
        assert!(says(&page, words), "{words}");
    }
    assert!(says(&page, "They are the same"), "and one key accepts it");
    let again = asked(page.update(Message::Own('1')));
    let [Request::Check { files, .. }] = again.as_slice() else { panic!("{again:?}") };
    assert!(files.aliases);
}

#[test]
fn a_long_table_is_paged_by_what_it_shows() {
    let mut page = at_odd();
    let _ = page.update(Message::Own('t'));
    let small = Room::new(964.0, 436.0);
    let shown = |page: &Exchange| -> Vec<u32> {
        let on =
            |number: &u32| sees(page.view(small.around()), small.size, &format!("CB-{number:06}"));
        (1..=30).filter(on).collect()
    };
    let mut seen = shown(&page);
    for _ in 0..30 {
        let _ = tap(&mut page, key::Action::PageDown);
        seen.extend(shown(&page));
    }
    assert!((1..=30).all(|number| seen.contains(&number)), "{seen:?}");
    assert_eq!(shown(&page).last(), Some(&30), "the last page is full");
    let _ = tap(&mut page, key::Action::PageUp);
    assert!(shown(&page).iter().all(|number| *number < 30));
}

#[test]
fn who_leaves_is_saved_and_an_import_is_tried_out() {
    let mut page = at_odd();
    for _ in 0..2 {
        let _ = page.update(Message::Own('t'));
    }
    let room = Room::new(1282.0, 672.0);
    let told = click(page.view(room.around()), room.size, "Save who leaves as CSV");
    assert!(matches!(told[..], [Message::Own('s')]), "{told:?}");
    let saved = page.update(Message::Own('s'));
    let path = PathBuf::from("/home/devices-leaving.csv");
    let Action::SaveLeaving(to, outlook) = &saved else { panic!("{saved:?}") };
    assert_eq!(*to, path);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leaving.csv");
    tagdesk::desk::checking::save_leaving(&file, outlook).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().count(), 26);
    assert!(
        text.starts_with("kind,key,name,grade,site,holds\ndevices,001,Person 1,7,LRK,1\n"),
        "{text}"
    );
    let _ = page.update(Message::Saved(Ok(path)));
    assert!(says(&page, "Who leaves is in /home/devices-leaving.csv."));
    for _ in 0..2 {
        let _ = page.update(Message::Own('t'));
    }
    let told = click(page.view(room.around()), room.size, "Try it, keep nothing");
    assert!(matches!(told[..], [Message::Own('r')]), "{told:?}");
    let tried = asked(page.update(Message::Own('r')));
    let [Request::Import { how, .. }] = tried.as_slice() else { panic!("{tried:?}") };
    assert!(how.dry_run && page.works());
    let imported = Imported { joined: 3, statuses: 1, ..Imported::default() };
    let _ = answer(&mut page, Answer::Imported(Box::new(imported)));
    assert!(says(&page, "3 devices known by their tag get their serial."));
    assert!(says(&page, "1 device gets another status."));
    assert_eq!(asked(tap(&mut page, key::Action::Yes)).len(), 1, "nothing was written yet");
}

#[test]
fn an_import_is_taken_back_with_a_second_yes_where_something_happened_since() {
    let mut page = at_part(Part::Import);
    let undo = asked(page.update(Message::Own('u')));
    assert_eq!(undo, [Request::UndoImport { later: false }]);
    let failed = Message::Answered(Ticket(1), Err(Error::NoImport));
    let _ = page.update(failed);
    assert_eq!(asked(page.update(Message::Own('u'))).len(), 1, "it can be tried again");
}

#[test]
fn columns_nobody_knows_are_named_by_arrows() {
    let mut page = at_mapping();
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "no key yet");
    for message in heard(&page, None, vec![plain(Named::ArrowRight)]) {
        let _ = page.update(message);
    }
    assert!(says(&page, "Student ID"));
    let _ = tap(&mut page, key::Action::Down);
    let _ = page.update(Message::Field(true));
    let check = asked(tap(&mut page, key::Action::Yes));
    let [Request::Check { files, .. }] = check.as_slice() else { panic!("{check:?}") };
    assert_eq!(files.kind, Some(FileKind::Students));
    let named = |field: &str, heading: &str| (field.to_owned(), heading.to_owned());
    assert_eq!(files.headings, [named("student", "Nr"), named("name", "Wer")]);
}

#[test]
fn columns_without_headings_are_named_by_number() {
    let mut page = at_headless();
    for words in ["Column 1", "0048213 · 0048214 · 0048215", "Column 3", "7B · 7A · 7B"] {
        assert!(says(&page, words), "{words}");
    }
    let _ = page.update(Message::Field(true));
    let _ = tap(&mut page, key::Action::Down);
    let _ = page.update(Message::Field(true));
    let check = asked(tap(&mut page, key::Action::Yes));
    let [Request::Check { files, .. }] = check.as_slice() else { panic!("{check:?}") };
    let named = |field: &str, number: &str| (field.to_owned(), number.to_owned());
    assert_eq!(files.headings, [named("student", "1"), named("name", "2")]);

    let mut page = at_headless();
    let room = Room::new(1282.0, 672.0);
    let told = click(page.view(room.around()), room.size, "→");
    assert!(matches!(told[..], [Message::Field(true)]), "{told:?}");
    let told = click(page.view(room.around()), room.size, "its first row is headings");
    assert!(matches!(told[..], [Message::Own('h')]), "{told:?}");
    let _ = page.update(Message::Own('h'));
    assert!(says(&page, "José Nguyễn") && says(&page, "it has no headings"));
}

#[test]
fn a_file_covers_its_sites_the_district_or_those_typed() {
    let mut page = at_check(vec![]);
    let covers = |action| match asked(action).as_slice() {
        [Request::Check { files, .. }] => files.covers.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(covers(page.update(Message::Own('d'))), Covers::District);
    let _ = answer(&mut page, Answer::Outlook(checked(vec![])));
    assert!(!says(&page, "It covers these"));
    assert_eq!(page.update(Message::Own('d')), Action::Focus(COVERS.into()));
    assert!(says(&page, "It covers these"));
    assert_eq!(tap(&mut page, key::Action::Yes), Action::None, "no site");
    let told = heard(&page, Some(COVERS), typed("l", Named::Enter));
    let [Message::Covers(_), Message::Press(key::Action::Yes)] = &told[..] else {
        panic!("{told:?}")
    };
    let _ = page.update(Message::Covers("lrk, BON".into()));
    let sites = Covers::Sites(["BON".to_owned(), "LRK".to_owned()].into());
    assert_eq!(covers(tap(&mut page, key::Action::Yes)), sites);
    let _ = answer(&mut page, Answer::Outlook(checked(vec![])));
    assert_eq!(covers(page.update(Message::Own('d'))), Covers::ItsSites, "round");
    let mut page = at_check(vec![]);
    let _ = page.update(Message::Own('d'));
    let _ = answer(&mut page, Answer::Outlook(checked(vec![])));
    let _ = page.update(Message::Own('d'));
    let _ = tap(&mut page, key::Action::No);
    assert!(says(&page, "Check the file before it is written"), "the field closes first");
    assert_eq!(asked(tap(&mut page, key::Action::Yes)).len(), 1, "and it can be written");
}

#[test]
fn a_catalogue_that_is_somebodys_is_taken_in_by_nobody_else() {
    let mut page = at_contact();
    let sentence = tagdesk::text::policy::not_the_contact("M. Lane");
    assert!(says(&page, &sentence));
    // The desk decides, whoever the page thinks is there.
    let asked = asked(tap(&mut page, key::Action::Yes));
    assert!(matches!(asked[..], [Request::Import { .. }]), "{asked:?}");
    let refused = Err(Error::NotTheContact("M. Lane".into()));
    let _ = page.update(Message::Answered(Ticket(1), refused));
    assert!(says(&page, &sentence));
    // Who signs in as the contact is not told so any more.
    let page = at_contact();
    let mut room = Room::new(1282.0, 672.0);
    room.board.operator = Some("M. LANE".into());
    assert!(!sees(page.view(room.around()), room.size, sentence.as_str()));
}
