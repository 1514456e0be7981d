//! "Ask the school": the question at the desk, and the answer at the office.

use tagdesk::desk::Front;
use tagdesk::desk::request::Role;
use tagdesk::domain::conflict::Choice;
use tagdesk::domain::event::Kind;
use tagdesk::text;

use super::{AVA, JOSE, School, bring, school, table_at};
use crate::support::Counter;

/// The office has the school asked, and the first table hears of it.
fn asked() -> School {
    let mut school = school();
    school.office.decide(Choice::AskSchool, "nobody answers the phone");
    let card = school.office.conflict();
    assert!(card.asked, "it stays open");
    assert_eq!(school.office.holder_of("CB-004376").as_deref(), Some(JOSE));
    bring(&school.office, &mut school.first);
    school.first.clock.pass_ms(3_600_000);
    school
}

fn notes(counter: &Counter) -> usize {
    let events = counter.desk.store().events().unwrap();
    events.iter().filter(|event| event.body.kind == Kind::NoteAdded).count()
}

#[test]
fn nobody_is_asked_before_the_office_asks() {
    let mut school = school();
    let School { office, .. } = &mut school;
    office
        .go("0048291 -> student; look-up: CB-004376 -> shown; issue: XTDNEXT; CB-004376 -> shown");
}

#[test]
fn the_next_showing_of_either_person_asks() {
    for mode in ["issue", "return", "look-up"] {
        let mut school = asked();
        school.first.go(&format!(
            "{mode}: 0048307 -> student 0048307
             {mode}: 0048291 -> question 0048291 ask conflict device CB-004376
             (screen 0048291)
             CB-004417 -> not-taken
             XTDYES -> student 0048291 written says \"Ava Lind has CB-004376\"
             0048291 -> student 0048291 silent    # once is enough
             0048213 -> student 0048213 silent    # and for José, too"
        ));
        assert_eq!(notes(&school.first), 1);
        let (first, office) = (&school.first, &mut school.office);
        bring(first, office);
        let card = office.conflict();
        assert_eq!(card.said.len(), 1);
        let said = &card.said[0];
        assert_eq!((said.person.id.as_str(), said.has), (AVA, Some(true)));
        assert_eq!((said.station.as_str(), said.operator.as_deref()), ("GYM-1", Some("AR")));
        assert_eq!(said.says, Choice::Earlier);
        assert_eq!(card.proposed(), Some(Choice::Earlier));
        assert_eq!(office.holder_of("CB-004376").as_deref(), Some(JOSE), "it only proposes");
        let lines = text::conflict::so_far(&card);
        assert!(lines[0].starts_with("The school is asked, OFFICE, LC"), "{lines:?}");
        assert!(lines[1].starts_with("Ava Lind has it, says GYM-1, AR, 12 Aug 2026"), "{lines:?}");
        assert_eq!(lines[2], "That speaks for: Ava has it, José never got it");
        office.decide(Choice::Earlier, "as the school says");
        assert_eq!(office.holder_of("CB-004376").as_deref(), Some(AVA));
    }
}

#[test]
fn a_no_leaves_it_to_the_other_and_two_to_nobody() {
    let mut school = asked();
    school.first.go("0048291 -> question ask conflict
         N -> no 0048291 written says \"Ava Lind does not have CB-004376\"
         (screen 0048291)
         CB-004417 -> issued 0048291
         XTDNEXT; 0048291 -> student");
    assert_eq!(school.first.conflict().proposed(), Some(Choice::Later));
    school.first.go("0048213 -> question 0048213 ask conflict; XTDNO -> no 0048213 written");
    let card = school.first.conflict();
    assert_eq!(card.proposed(), Some(Choice::Neither));
    let says: Vec<_> = card.said.iter().map(|said| said.says).collect();
    assert_eq!(says, [Choice::Later, Choice::Neither]);
    school.first.go("0048213 -> student; look-up: CB-004376 -> shown");
}

#[test]
fn answers_at_two_schools_that_know_nothing_of_each_other_are_put_together() {
    let mut school = asked();
    bring(&school.office, &mut school.second);
    school.second.clock.pass_ms(3_600_000);
    school.first.go("0048291 -> question; XTDNO -> no");
    school.second.go("0048213 -> question; XTDNO -> no");
    bring(&school.first, &mut school.office);
    bring(&school.second, &mut school.office);
    assert_eq!(school.office.conflict().proposed(), Some(Choice::Neither));

    // Both say they have it: the office sees both, and nothing is proposed.
    let mut school = asked();
    bring(&school.office, &mut school.second);
    school.first.go("0048291 -> question; XTDYES -> student");
    school.second.go("0048213 -> question; XTDYES -> student");
    bring(&school.first, &mut school.office);
    bring(&school.second, &mut school.office);
    let card = school.office.conflict();
    assert_eq!((card.said.len(), card.proposed()), (2, None));
}

#[test]
fn a_sighting_of_the_device_asks_about_who_has_it_and_a_scan_that_settles_it_does_not() {
    let mut school = asked();
    school.first.go("look-up: CB-004376 -> question 0048213 written ask conflict
         XTDNEXT -> next
         issue: CB-004376 -> question 0048213 ask conflict
         XTDNO -> no written
         CB-004376 -> question 0048291 ask conflict
         XTDYES -> shown 0048291 written
         CB-004376 -> shown
         return: CB-004376 -> returned 0048213");
    assert!(school.first.conflicts().is_empty(), "the device is in the hand");

    let mut school = asked();
    school.first.go("return: CB-004376 -> returned");
    bring(&school.first, &mut school.office);
    assert!(school.office.conflicts().is_empty());
    assert_eq!(school.office.holder_of("CB-004376"), None);

    let mut school = asked();
    school.first.go("issue: 0048307 CB-004376 -> question ask still-out; XTDYES -> handed-over");
    assert!(school.first.conflicts().is_empty());
}

#[test]
fn escape_leaves_it_for_another_time() {
    let mut window = table_at("LIB", Role::Station, Front::Window);
    let school = asked();
    bring(&school.office, &mut window);
    let events = window.events();
    window.go("0048291 -> question ask conflict
         <no> -> no silent
         (screen 0048291)
         (+2s)
         CB-004417 -> issued 0048291
         (+2s); <next>
         0048291 -> question ask conflict
         <next> -> next silent
         (screen nobody)
         0048291 -> question ask conflict
         <yes> -> student 0048291 written");
    assert_eq!(notes(&window), 1);
    assert_eq!(window.events() - events, 3, "a run, an issue and a note");
}

#[test]
fn what_is_decided_meanwhile_is_not_noted() {
    let mut school = asked();
    school.first.go("0048291 -> question ask conflict");
    school.office.decide(Choice::Later, "found");
    bring(&school.office, &mut school.first);
    school.first.go("XTDYES -> student 0048291 silent; XTDNEXT; 0048291 -> student");
    assert_eq!(notes(&school.first), 0);
}

#[test]
fn a_conflict_that_grew_is_not_asked_about_until_somebody_asks_again() {
    let mut school = asked();
    school.first.go("0048291 -> question ask conflict; XTDYES -> student; XTDNEXT");
    let mut late = super::table("GYM-3", Role::Station);
    late.go("(+2m); 0048307 CB-004376 -> issued; XTDNEXT");
    bring(&late, &mut school.first);
    let card = school.first.conflict();
    assert!(!card.asked && card.said[0].grown);
    assert_eq!(card.proposed(), None, "that was said of another question");
    school.first.go("0048291 -> student");
}

#[test]
fn an_answer_can_be_taken_back() {
    let mut school = asked();
    school.first.go("0048291 -> question ask conflict; XTDYES -> student");
    let event = school.first.event_of(&Kind::NoteAdded);
    let now = school.first.clock.now().clone();
    school.first.desk.undo_event(&event, true, &now).unwrap();
    assert!(school.first.conflict().said.is_empty());
    school.first.go("XTDNEXT; 0048291 -> question ask conflict");
    // But the undo key passes over it: nothing moved.
    school.first.go("XTDYES -> student; XTDUNDO -> question device CB-004376 ask undo-later");
}

impl Counter {
    fn event_of(&self, kind: &Kind) -> String {
        let events = self.desk.store().events().unwrap();
        events.iter().rfind(|event| event.body.kind == *kind).unwrap().id().to_string()
    }
}
