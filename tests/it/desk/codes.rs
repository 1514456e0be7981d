//! What a line may be: whole codes, short ones, codes of two kinds.

use crate::support::desk;
use crate::support::register::FORTY;

#[test]
fn leading_zeros_are_kept() {
    desk("0000042 -> student 0000042; 000123 -> issued 0000042 device 000123; (000123 0000042)");
}

#[test]
fn an_id_short_of_its_zeros_asks() {
    desk(
        "48213 -> question 0048213 ask short-id; XTDYES -> student 0048213; CB-004417 -> issued 0048213
         XTDNEXT -> next; 48307 -> question ask short-id; Y -> student 0048307
         XTDNEXT -> next; 48307 -> question; n -> no; (screen nobody)
         77 -> unknown                   # two people it could mean
         00077 -> student 00077; 0000077 -> student 0000077",
    );
}

#[test]
fn letter_case_and_identifier_do_not_matter() {
    desk(
        "]C00048213 -> student 0048213; cb-004417 -> issued device CB-004417
         return: ]C1CB-004417 -> returned; issue: xtdnext -> next; ]A0S100 -> student S100
         ]C0xtdnext -> next; \" S100 \" -> student S100",
    );
}

#[test]
fn a_code_of_forty_characters_is_whole() {
    assert_eq!(FORTY.chars().count(), 40);
    let short = &FORTY[..39];
    desk(&format!("0048213 {FORTY} -> issued device {FORTY}; {short} -> unknown"));
}

#[test]
fn a_code_of_two_kinds_asks() {
    desk(
        "9001 -> question 9001 ask two-kinds; XTDYES -> student 9001
         9001 -> question ask two-kinds; XTDYES -> issued 9001 device 9001
         return: 9001 -> question ask two-kinds; XTDYES -> returned from 9001",
    );
}

#[test]
fn one_tag_on_two_serials_is_never_guessed() {
    let counter = desk(
        "0048213 SHARED-1 -> refused silent; PF3SH001 -> issued device SHARED-1
         return: SHARED-1 -> refused; PF3SH001 -> returned",
    );
    assert!(counter.card("PF3SH002").holder.is_none());
}

#[test]
fn layouts_of_other_countries_send_commands_too() {
    desk("0048213 CB-004417 -> issued; XTDSZQP -> mode; CB-004417 -> shown; (mode swap)");
    desk("0048291 CB-004417 -> issued; 0048213 CB-004417 -> question; XTDZES -> handed-over");
    desk("XTDNONSENSE -> refused; XTDCGOOD -> refused");
}
