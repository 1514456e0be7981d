//! What is listed beside the conflicts and never asked.

use tagdesk::desk::request::{Answer, Request, Role};
use tagdesk::domain::conflict::{Parked, Todos};
use tagdesk::domain::custody::Todo;
use tagdesk::text;

use super::{AVA, JOSE, bring, school, table};
use crate::support::Counter;

impl Counter {
    fn todos(&mut self) -> Todos {
        match self.ask(Request::Todos) {
            Answer::Todos(todos) => *todos,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_conflict_is_not_listed_twice_and_a_decision_settles_it() {
    let mut school = school();
    assert!(school.office.todos().scans.is_empty(), "it is a conflict");
    school.office.decide(tagdesk::domain::conflict::Choice::Later, "");
    assert!(school.office.todos().scans.is_empty(), "and decided");
}

#[test]
fn both_scans_stand_side_by_side() {
    let mut first = table("GYM-1", Role::Station);
    let mut second = table("GYM-2", Role::Station);
    let mut office = table("OFFICE", Role::Office);
    first.go("0048291 CB-004376 -> issued; XTDNEXT");
    second.go("(+9h); 0048213 CB-004376 -> issued; XTDNEXT");
    second.go("return: CB-004398 -> already");
    bring(&first, &mut office);
    bring(&second, &mut office);
    assert!(office.conflicts().is_empty(), "hours apart, the order is known");
    let todos = office.todos();
    assert_eq!(todos.scans.len(), 1);
    let card = &todos.scans[0];
    assert_eq!((card.todo, card.device.tag.as_str()), (Todo::IssuedWhileOut, "CB-004376"));
    assert_eq!(card.story.person.as_ref().unwrap().id.as_str(), JOSE);
    let other = card.other.as_ref().unwrap();
    assert_eq!(
        (other.station.as_str(), other.person.as_ref().unwrap().id.as_str()),
        ("GYM-1", AVA)
    );
    assert!(text::conflict::todo(card).contains("CB-004376 was issued while"));

    // A stale return: the second table saw it with José, by then Ava had it.
    first.go("(+30h)");
    bring(&second, &mut first);
    first.go("return: CB-004376 -> returned; issue: 0048307 CB-004376 -> issued");
    second.clock.pass_ms(60 * 3_600_000);
    second.go("return: CB-004376 -> returned");
    bring(&first, &mut office);
    bring(&second, &mut office);
    let todos = office.todos();
    let stale = todos.scans.iter().find(|card| card.todo == Todo::ReturnSawOther).unwrap();
    assert_eq!(stale.story.saw.as_ref().unwrap().id.as_str(), JOSE);
    assert_eq!(stale.other.as_ref().unwrap().person.as_ref().unwrap().id.as_str(), "0048307");
}

#[test]
fn an_issue_of_a_lost_device_is_shown_with_what_set_the_status() {
    let mut first = table("GYM-1", Role::Station);
    let mut office = table("OFFICE", Role::Office);
    first.go("0048291 CB-004376 -> issued; return: CB-004376 -> returned");
    office.clock.pass_ms(-48 * 3_600_000);
    let lost = crate::support::register::DEVICES.replace(
        "CB-004376,PF3KD7M4,Lenovo 300e Gen 4,LRK,available",
        "CB-004376,PF3KD7M4,Lenovo 300e Gen 4,LRK,lost",
    );
    office.import(&[&lost], false);
    office.clock.pass_ms(96 * 3_600_000);
    bring(&first, &mut office);
    let todos = office.todos();
    // That it came back is news of it, too.
    let kinds: Vec<Todo> = todos.scans.iter().map(|card| card.todo).collect();
    assert_eq!(kinds, [Todo::SeenWhileMissing, Todo::IssuedUnavailable]);
    for card in &todos.scans {
        assert_eq!(card.other.as_ref().unwrap().kind.as_str(), "StatusChanged");
    }
}

#[test]
fn who_got_one_at_two_tables_is_over_the_limit_and_who_left_is_named() {
    let mut first = table("GYM-1", Role::Station);
    let mut second = table("GYM-2", Role::Station);
    let mut office = table("OFFICE", Role::Office);
    first.go("0048213 CB-004376 -> issued; XTDNEXT; 0048399 LT-0001 -> question; XTDYES -> issued");
    second.go("0048213 CB-004398 -> issued; XTDNEXT");
    bring(&first, &mut office);
    assert!(office.todos().over_limit.is_empty());
    bring(&second, &mut office);
    let todos = office.todos();
    assert_eq!(todos.over_limit.len(), 1);
    let over = &todos.over_limit[0];
    assert_eq!((over.person.named.id.as_str(), over.held), (JOSE, 2));
    assert!(text::conflict::over_limit(over).contains("CB-004376, CB-004398"));
    let inactive: Vec<_> = todos.inactive.iter().map(|one| one.named.id.to_string()).collect();
    assert_eq!(inactive, ["0048399"]);
    assert!(todos.parked.is_empty() && todos.scans.is_empty());
}

#[test]
fn what_no_register_knows_is_listed_until_one_does() {
    let mut first = table("GYM-1", Role::Station);
    first.go("return: CB-NEW-1 -> unknown; XTDYES -> returned; (+1m)");
    first.walk_up("Bo Guest", None);
    first.go("CB-004417 -> issued");
    let parked = first.todos().parked;
    let names: Vec<String> = parked
        .iter()
        .map(|parked| match parked {
            Parked::Device(card) => card.tag.clone(),
            Parked::Person(person) => person.named.name.clone(),
        })
        .collect();
    assert_eq!(names, ["Bo Guest", "CB-NEW-1"]);
    assert_eq!(text::conflict::parked(&parked[0]), "Bo Guest is in no register and has CB-004417");
    let devices = format!(
        "{}CB-NEW-1,PF3NEW1,Lenovo 300e Gen 4,LRK,available\n",
        crate::support::register::DEVICES
    );
    first.import(&[&devices], false);
    let parked = first.todos().parked;
    assert!(matches!(parked.as_slice(), [Parked::Person(_)]), "{parked:?}");
}

/// The roster of the next year, in which Ana has a new ID.
#[test]
fn a_new_id_of_the_same_name_and_household_is_proposed_and_joined_by_a_person() {
    let mut office = table("OFFICE", Role::Office);
    office.go("issue: 0048222 CB-004376 -> issued; XTDNEXT -> next; 0048213 CB-004417 -> issued");
    let students = crate::support::register::STUDENTS;
    let rolled = students.replace("0048222,Ana Nguyễn,6,6A", "0059999,Ana Nguyễn,7,7A");
    let rolled = rolled.replace("0048213,José Nguyễn,7,7B", "0048213,José Nguyễn,8,8B");
    office.import(&[&rolled], false);
    // Grades move with the roster; loans stay where they are.
    office.go("(CB-004376 0048222); (CB-004417 0048213)");
    let jose = tagdesk::domain::borrower::BorrowerId::from_text("0048213");
    assert_eq!(office.desk.store().person(&jose, false).unwrap().grade, "8");
    let todos = office.todos();
    let [(gone, here)] = todos.same.as_slice() else { panic!("{:?}", todos.same) };
    assert_eq!((gone.named.id.as_str(), here.id.as_str()), ("0048222", "0059999"));
    assert!(text::conflict::same(gone, here).contains("0059999"));
    let now = office.clock.now().clone();
    office.desk.merge_people(&gone.named.id.clone(), &here.id.clone(), &now).unwrap();
    office.go("(CB-004376 0059999)");
    assert!(office.todos().same.is_empty());
    office.go("XTDUNDO -> undone; (CB-004376 0048222)");
    assert_eq!(office.todos().same.len(), 1);
}
