//! Both stories, the four answers, and what came of them.

use tagdesk::desk::request::{Answer, Request, Role};
use tagdesk::desk::{Error, conflicts};
use tagdesk::domain::conflict::{Choice, Fate};
use tagdesk::domain::event::Kind;
use tagdesk::store::Listing;
use tagdesk::text;

use super::{AVA, JOSE, bring, meet, school, table};
use crate::support::Counter;

const MINUTE: i64 = 60_000;

/// Every loan of the device: who, and whether it lasts.
fn loans(counter: &Counter) -> Vec<(String, bool)> {
    let mut loans = Vec::new();
    counter
        .desk
        .store()
        .list::<tagdesk::store::Error>(Listing::Loans, |row| {
            if row[2] == "CB-004376" {
                loans.push((row[1].clone(), row[4].is_empty()));
            }
            Ok(())
        })
        .unwrap();
    loans.sort();
    loans
}

#[test]
fn a_double_issue_is_shown_with_both_stories() {
    let school = school();
    assert!(school.first.conflicts().is_empty() && school.second.conflicts().is_empty());
    let card = school.office.conflict();
    assert_eq!(card.device.tag, "CB-004376");
    assert!(card.device.disputed && !card.asked && !card.is_contradicted());
    assert_eq!(card.short, card.id.to_string()[..8]);
    let (earlier, later) = card.pair().unwrap();
    for (story, station, operator, student, grade) in
        [(earlier, "GYM-1", "AR", AVA, "6"), (later, "GYM-2", "DO", JOSE, "7")]
    {
        assert_eq!((story.station.as_str(), &story.kind), (station, &Kind::Issued));
        assert_eq!(story.operator.as_deref(), Some(operator));
        assert_eq!(story.person.as_ref().unwrap().id.as_str(), student);
        assert_eq!(story.leaves, story.person);
        assert_eq!((story.grade.as_str(), story.saw.as_ref()), (grade, None));
        assert_eq!(story.saw_site, "Larkstone Middle");
        assert_eq!((story.correction_ms(), story.within_ms), (0, 5 * MINUTE));
        assert!(story.event.starts_with(&format!("{station}/")));
        let register = story.register.as_ref().unwrap();
        assert_eq!(register.short.len(), 8);
    }
    assert_eq!(later.at.at_ms - earlier.at.at_ms, 3 * MINUTE);
    assert_eq!(text::conflict::title(&card), "CB-004376 was issued twice on 12 August 2026");
    let words = text::conflict::story(later);
    assert_eq!(words.place, "GYM-2");
    assert_eq!(words.at, "12 Aug 2026, 9:03:00, ± 5 min");
    assert_eq!(words.title, "Issued to José Nguyễn, grade 7");
    assert_eq!(words.saw, "The desk believed it on the shelf at Larkstone Middle.");
    let says = |choice| text::conflict::choice(&card, choice);
    assert_eq!(says(Choice::Later), "José has it, Ava gave it back");
    assert_eq!(says(Choice::Earlier), "Ava has it, José never got it");
    assert_eq!(says(Choice::Neither), "Neither, not found");
    assert_eq!(says(Choice::AskSchool), "Ask the school");
}

#[test]
fn a_clock_that_was_put_right_is_shown_with_its_correction() {
    let mut first = table("GYM-1", Role::Station);
    let mut second = table("GYM-2", Role::Station);
    let mut office = table("OFFICE", Role::Office);
    first.go("0048291 CB-004376 -> issued");
    // The second table's clock is 58 minutes fast, and somebody says what time it is.
    second.clock.set_by_minutes(58);
    second.ask(Request::StartRun(tagdesk::desk::request::RunSetup {
        name: "Fall handout".into(),
        place: "Gym, table 2".into(),
        ..Default::default()
    }));
    second.ask(Request::Clock(Some(("2026-08-12".into(), "09:00".into()))));
    second.go("(+3m); 0048213 CB-004376 -> issued");
    bring(&first, &mut office);
    bring(&second, &mut office);
    let card = office.conflict();
    let (_, later) = card.pair().unwrap();
    assert_eq!(later.correction_ms(), -58 * MINUTE + 30_000);
    assert_eq!(later.within_ms, MINUTE);
    assert_eq!(
        text::conflict::story(later).at,
        "12 Aug 2026, 9:03:30, corrected from 10:01:00 (clock 58 min ± 60 s fast)"
    );
}

#[test]
fn what_each_answer_does_is_known_before_it_is_given() {
    for (choice, holder, open) in [
        (Choice::Later, Some(JOSE), vec![(JOSE.to_owned(), true), (AVA.to_owned(), false)]),
        (Choice::Earlier, Some(AVA), vec![(AVA.to_owned(), true)]),
        (Choice::Neither, None, vec![(JOSE.to_owned(), false), (AVA.to_owned(), false)]),
    ] {
        let mut school = school();
        let card = school.office.conflict();
        let answer = card.choice(choice).unwrap();
        assert_eq!(answer.holder.as_ref().map(|one| one.id.as_str()), holder, "{choice:?}");
        assert!(!answer.asks_again);
        let told: Vec<(String, bool)> = answer
            .effects
            .iter()
            .filter(|(_, effect)| effect.fate != Fate::Void)
            .map(|(person, effect)| (person.id.to_string(), effect.fate == Fate::Open))
            .collect();
        let event = school.office.decide(choice, "asked by phone");
        assert!(school.office.conflicts().is_empty());
        assert_eq!(school.office.holder_of("CB-004376").as_deref(), holder);
        let mut wanted = open.clone();
        wanted.sort();
        assert_eq!(loans(&school.office), wanted);
        let mut told = told;
        told.sort();
        assert_eq!(told, wanted, "what was told is what came");

        // It ends at every table that hears of it, and begins again where it is taken back.
        for desk in [&mut school.first, &mut school.second] {
            bring(&school.office, desk);
            assert!(desk.conflicts().is_empty());
            assert_eq!(desk.holder_of("CB-004376").as_deref(), holder);
        }
        match school.office.ask(Request::Reopen { event }) {
            Answer::Reply(reply) => assert_eq!(reply.outcome.as_str(), "undone"),
            other => panic!("{other:?}"),
        }
        assert_eq!(school.office.conflict().id, card.id);
        bring(&school.office, &mut school.first);
        assert_eq!(school.first.conflict().id, card.id);
    }
}

#[test]
fn effects_are_said_in_words() {
    let school = school();
    let card = school.office.conflict();
    let words = |choice| -> Vec<String> {
        card.choice(choice).unwrap().effects.iter().map(text::conflict::effect).collect()
    };
    assert_eq!(
        words(Choice::Later),
        [
            "Ava Lind’s loan of 12 Aug 2026, 9:00 ended 12 Aug 2026, 9:03",
            "José Nguyễn’s loan of 12 Aug 2026, 9:03 stays open",
        ]
    );
    assert_eq!(
        words(Choice::Earlier),
        [
            "Ava Lind’s loan of 12 Aug 2026, 9:00 is open again",
            "José Nguyễn’s loan of 12 Aug 2026, 9:03 never was",
        ]
    );
    assert_eq!(
        words(Choice::Neither),
        [
            "Ava Lind’s loan of 12 Aug 2026, 9:00 ended 12 Aug 2026, 9:03",
            "José Nguyễn’s loan of 12 Aug 2026, 9:03 ends now",
        ]
    );
}

#[test]
fn a_decision_is_an_event_with_its_reason_beside_it() {
    let mut school = school();
    let conflict = school.office.conflict();
    let event = school.office.decide(Choice::Earlier, "  Ava's mother rang  ");
    let events = school.office.desk.store().events().unwrap();
    let resolved = events.iter().find(|event| event.body.kind == Kind::Resolved).unwrap();
    assert_eq!(resolved.id().to_string(), event);
    let body = &resolved.body;
    assert_eq!(body.payload.text("choice"), Some("earlier"));
    let named: Vec<_> = conflict.stories.iter().map(|story| story.hash).collect();
    assert_eq!(body.payload.hashes("events"), named);
    assert_eq!(body.operator.as_deref(), Some("LC"));
    assert!(!resolved.text.contains("mother"), "a reason can be forgotten");
    let reason = school.office.desk.store().addition(&resolved.hash, "reason").unwrap();
    assert_eq!(reason.as_deref(), Some("Ava's mother rang"));
}

#[test]
fn names_are_found_by_their_beginning_and_a_decided_one_is_named_as_such() {
    let mut school = school();
    let card = school.office.conflict();
    let store = school.office.desk.store();
    for name in [card.short.clone(), card.id.to_string(), card.short.to_uppercase()] {
        assert_eq!(conflicts::find(store, &name).unwrap(), card.id);
    }
    for name in ["", "ab", "zzzzzzzz", "00000000"] {
        let found = conflicts::find(store, name);
        assert!(matches!(found, Err(Error::NoConflict(_))), "{name:?}: {found:?}");
    }
    school.office.decide(Choice::Later, "seen");
    let error = conflicts::find(school.office.desk.store(), &card.short).unwrap_err();
    assert!(matches!(&error, Error::DecidedAlready { .. }), "{error:?}");
    let words = text::error(&error);
    assert!(words.contains("the later one has it, OFFICE, LC, 12 Aug 2026"), "{words}");
    let now = school.office.clock.now().clone();
    let again = school.office.desk.resolve(&card.id, Choice::Later, "", &now);
    assert!(matches!(again, Err(Error::NoConflict(_))));
}

#[test]
fn who_decides_after_two_who_disagreed_has_the_last_word() {
    let mut school = school();
    let mut other = table("OFFICE-2", Role::Office);
    bring(&school.office, &mut other);
    let id = school.office.conflict().id;
    school.office.decide(Choice::Earlier, "Ava's mother rang");
    other.decide(Choice::Neither, "not on the shelf");
    meet(&mut school.office, &mut other);
    for desk in [&school.office, &other] {
        let card = desk.conflict();
        assert_eq!(card.id, id);
        assert!(card.is_contradicted());
        assert_eq!(desk.holder_of("CB-004376").as_deref(), Some(JOSE), "nothing is decided");
        let mut said: Vec<_> = card.decisions.iter().map(|one| one.choice).collect();
        said.sort();
        assert_eq!(said, [Choice::Earlier, Choice::Neither]);
        let lines = text::conflict::so_far(&card);
        assert!(lines[0].contains("decided differently"), "{lines:?}");
        assert!(
            lines.iter().any(|line| line.contains("Ava has it, José never got it, OFFICE, LC"))
        );
    }
    let event = school.office.decide(Choice::Earlier, "Ava showed it");
    assert_eq!(school.office.holder_of("CB-004376").as_deref(), Some(AVA));
    meet(&mut school.office, &mut other);
    for desk in [&school.office, &other] {
        assert!(desk.conflicts().is_empty());
        assert_eq!(desk.holder_of("CB-004376").as_deref(), Some(AVA));
    }
    // Taken back, they disagree as before.
    school.office.ask(Request::Reopen { event });
    meet(&mut school.office, &mut other);
    assert!(school.office.conflict().is_contradicted());
    assert_eq!(other.conflict(), {
        let mut same = school.office.conflict();
        // Reasons stay where they were given until a bundle brings them.
        for decision in &mut same.decisions {
            let there = other.conflict();
            let twin = there.decisions.iter().find(|one| one.hash == decision.hash).unwrap();
            decision.reason.clone_from(&twin.reason);
        }
        same
    });
}

#[test]
fn a_conflict_that_grew_is_shown_again_with_what_was_decided() {
    let mut school = school();
    let mut late = table("GYM-3", Role::Station);
    late.go("(+4m); 0048307 CB-004376 -> issued; XTDNEXT");
    school.office.decide(Choice::Later, "José has it");
    bring(&late, &mut school.office);
    let card = school.office.conflict();
    assert_eq!(card.stories.len(), 3);
    assert!(card.decisions[0].grown && !card.is_contradicted());
    assert_eq!(card.holder(Choice::Later).unwrap().id.as_str(), "0048307");
    assert_eq!(card.holder(Choice::Earlier).unwrap().id.as_str(), JOSE);
    let lines = text::conflict::so_far(&card);
    assert!(lines[0].contains("has grown since"), "{lines:?}");
    school.office.decide(Choice::Earlier, "José has it, still");
    assert_eq!(school.office.holder_of("CB-004376").as_deref(), Some(JOSE));
    assert!(school.office.conflicts().is_empty());
}

#[test]
fn a_return_against_an_issue_is_told_as_what_it_is() {
    let mut first = table("GYM-1", Role::Station);
    let mut second = table("GYM-2", Role::Station);
    let mut office = table("OFFICE", Role::Office);
    first.go("0048291 CB-004376 -> issued; XTDNEXT; (+60m)");
    second.clock.pass_ms(61 * MINUTE);
    bring(&first, &mut second);
    first.go("return: CB-004376 -> returned");
    second.go("0048213 CB-004376 -> question; XTDYES -> handed-over");
    bring(&first, &mut office);
    bring(&second, &mut office);
    let card = office.conflict();
    assert_eq!(card.holder(Choice::Later).unwrap().id.as_str(), JOSE);
    let people: Vec<_> = card.people().iter().map(|one| one.id.to_string()).collect();
    assert_eq!(people, [JOSE]);
    assert_eq!(text::conflict::choice(&card, Choice::Earlier), "It is in, José never got it");
    assert_eq!(text::conflict::choice(&card, Choice::Later), "José has it");
    let earlier = card.choice(Choice::Earlier).unwrap();
    assert_eq!((earlier.holder.as_ref(), earlier.asks_again), (None, false));
    office.decide(Choice::Earlier, "");
    assert_eq!(office.holder_of("CB-004376"), None);
    assert!(office.conflicts().is_empty());
}

#[test]
fn pages_hold_all_and_the_order_is_the_same_everywhere() {
    let mut school = school();
    school.first.go("(+1m); 0048307 CB-004398 -> issued; XTDNEXT; 0048222 LT-0001 -> issued");
    school.second.go("0048315 CB-004398 -> issued; XTDNEXT; 0048284 LT-0001 -> issued");
    let mut replica = table("LIB", Role::Station);
    bring(&school.second, &mut replica);
    bring(&school.first, &mut replica);
    bring(&school.first, &mut school.office);
    bring(&school.second, &mut school.office);
    let cards = school.office.conflicts();
    assert_eq!(cards.len(), 3);
    assert_eq!(replica.conflicts(), cards);
    let store = school.office.desk.store();
    let paged: Vec<_> = (0..4).flat_map(|page| store.conflicts(page, 1).unwrap()).collect();
    assert_eq!(paged, cards);
    match school.office.ask(Request::Conflicts { page: 0 }) {
        Answer::Conflicts(page) => {
            assert_eq!((page.open.conflicts, page.open.asked), (3, 0));
            assert_eq!(page.conflicts, cards);
        }
        other => panic!("{other:?}"),
    }
}
