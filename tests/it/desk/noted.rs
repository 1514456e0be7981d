//! Condition, accessories and damage: noted about the device in the band, by its cards.

use tagdesk::domain::noted::Note;

use crate::support::desk;

#[test]
fn a_card_speaks_of_the_device_in_the_band_and_of_who_had_it() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; XTDNEXT -> next
         return: CB-004417 -> returned from 0048213
         XTDMCHARGER -> noted 0048213 written says \"charger missing\"
         XTDDSCREEN -> noted 0048213 written; XTDCPOOR -> noted 0048213 written
         XTDMCHARGER -> already 0048213",
    );
    let noted = counter.card("CB-004417").noted;
    let wanted = [Note::Condition("POOR"), Note::Missing("CHARGER"), Note::Damage("SCREEN")];
    assert_eq!(noted.notes().collect::<Vec<_>>(), wanted);
    // Another device is in the band now; the first one scanned again brings it back.
    counter.go(
        "CB-004376 -> already; XTDDHINGE -> noted; CB-004417 -> already; XTDDPORT -> noted 0048213",
    );
    assert!(counter.card("CB-004376").noted.has(Note::Damage("HINGE")));
    assert!(counter.card("CB-004417").noted.has(Note::Damage("PORT")));
    // Whoever gets it next gets it whole; damage stays.
    counter.go("issue: 0048307 CB-004417 -> issued");
    let noted = counter.card("CB-004417").noted;
    assert!(noted.accessories.is_empty() && noted.has(Note::Damage("SCREEN")));
}

#[test]
fn without_a_device_in_the_band_nothing_is_noted() {
    desk(
        "XTDMCHARGER -> refused says \"No device\"; 0048213 CB-004417 -> issued
         XTDMCASE -> noted 0048213; XTDNEXT -> next; XTDMCASE -> refused
         0048307 -> student; XTDDSCREEN -> refused; XTDDTENTACLE -> refused
         NOBODYKNOWS -> unknown; XTDDSCREEN -> refused",
    );
}

#[test]
fn a_question_stands_before_a_card() {
    desk(
        "0048213 CB-004417 -> issued; 0048307 CB-004417 -> question ask still-out
         XTDDSCREEN -> not-taken; XTDNO -> no",
    );
}

#[test]
fn what_was_noted_is_taken_back_by_itself() {
    let mut counter = desk(
        "0048213 CB-004417 -> issued; return: CB-004417 -> returned from 0048213
         XTDDSCREEN -> noted; XTDUNDO -> undone",
    );
    assert!(!counter.card("CB-004417").noted.has(Note::Damage("SCREEN")));
    assert!(counter.card("CB-004417").holder.is_none(), "the return stands");
    counter.go("XTDUNDO -> undone");
    assert!(counter.card("CB-004417").holder.is_some());
}

#[test]
fn a_card_read_by_another_countrys_keyboard_is_the_same_card() {
    let counter = desk("return: CB-004417 -> already; XTD,CHQRGER -> noted");
    assert!(counter.card("CB-004417").noted.has(Note::Missing("CHARGER")));
}
