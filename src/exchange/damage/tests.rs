//! Columns of keys, and what is said of each cell.

use proptest::prelude::*;

use super::*;

const REGISTER: [&str; 13] = [
    "0048213",
    "0048214",
    "0004821",
    "1048215",
    "5-12",
    "CB-004417",
    "SEPT2",
    "48 77",
    "3-4",
    "4-3",
    "0000007",
    "7",
    "12E4",
];

fn judged(cells: &[&str]) -> Vec<String> {
    judged_as(cells, CellKind::Text, &REGISTER, &[7])
}

fn judged_as(cells: &[&str], kind: CellKind, register: &[&str], lengths: &[usize]) -> Vec<String> {
    let has = |key: &str| register.contains(&key);
    let zeros = register.iter().any(|key| key.starts_with('0'));
    let known = Known { has: &has, lengths, zeros };
    let mut told = vec!["sound".to_owned(); cells.len()];
    for (index, verdict) in judge(cells.iter().map(|text| (*text, kind)), &known) {
        told[index] = match verdict {
            Verdict::Sound => "?".into(),
            Verdict::Repair { to, why } => format!("{to} {why:?}"),
            Verdict::Lost { why } => format!("lost {why:?}"),
        };
    }
    told
}

#[test]
fn each_form_of_damage_is_told() {
    for (cell, verdict) in [
        ("", "sound"),
        ("0048213", "sound"),
        ("48213", "0048213 Zeros"),
        ("4821", "0004821 Zeros"),
        ("1048215", "sound"),
        ("9999", "lost Zeros"),
        ("9048213", "sound"),
        ("48213.0", "0048213 Decimal"),
        ("1048215.00", "1048215 Decimal"),
        ("77.0", "lost Decimal"),
        ("48,213", "0048213 Thousands"),
        ("1,048,299", "1048299 Thousands"),
        ("4.8213E+04", "0048213 Exponent"),
        ("4.82E+04", "lost Exponent"),
        ("1.2E+09", "lost Exponent"),
        ("=\"0048213\"", "0048213 Wrapper"),
        ("=\"0099999\"", "0099999 Wrapper"),
        ("'0048213", "0048213 Guard"),
        ("'", "lost Guard"),
        ("12-May", "5-12 Date"),
        ("2026-05-12", "5-12 Date"),
        ("5/12/2026", "5-12 Date"),
        ("2-Sep", "SEPT2 Date"),
        ("1-Jan", "lost Date"),
        ("4-Mar", "lost Date"),
        ("1234567890123450", "lost Rounded"),
        ("1234567890123456", "sound"),
        ("#N/A", "lost ErrorValue"),
        ("#######", "lost TooNarrow"),
        ("CB\u{200b}-004417", "CB-004417 Invisible"),
        ("48\u{a0}77", "48 77 Invisible"),
        ("12\u{a0}34", "lost Invisible"),
        ("CB–004417", "CB-004417 Dash"),
        ("CB-009999", "sound"),
        ("5E12", "sound"),
        ("120000", "12E4 Exponent"),
        ("’0048213", "0048213 Guard"),
    ] {
        assert_eq!(judged(&[cell]), [verdict], "{cell:?}");
    }
}

#[test]
fn a_key_that_stands_in_another_row_is_no_repair() {
    assert_eq!(judged(&["48213", "0048213"]), ["lost Zeros", "sound"]);
    assert_eq!(judged(&["48213", "048213"]), ["lost Zeros", "lost Zeros"]);
    assert_eq!(judged(&["48213", "48213.0"]), ["lost Zeros", "lost Decimal"]);
    assert_eq!(judged(&["=\"0048213\"", "0048213"]), ["lost Wrapper", "sound"]);
    assert_eq!(judged(&["CB–004417", "CB-004417"]), ["lost Dash", "sound"]);
}

#[test]
fn a_known_key_may_still_be_another_in_a_file_that_lost_zeros() {
    assert_eq!(judged(&["7"]), ["sound"]);
    assert_eq!(judged(&["7", "0048213"]), ["sound", "sound"]);
    assert_eq!(judged(&["7", "48213"]), ["lost Either", "0048213 Zeros"]);
    assert_eq!(judged(&["7", "0000007", "48213"])[0], "sound");
    assert_eq!(judged_as(&["7"], CellKind::Number, &REGISTER, &[7]), ["lost Either"]);
}

#[test]
fn short_keys_are_sound_where_zeros_cannot_have_been_lost() {
    // A file that keeps its zeros, a register that has none, a first import.
    assert_eq!(judged(&["9999", "0048213"]), ["sound", "sound"]);
    assert_eq!(judged_as(&["999"], CellKind::Text, &["12345"], &[5]), ["sound"]);
    assert_eq!(judged_as(&["999", "12345"], CellKind::Text, &[], &[]), ["sound", "sound"]);
    let number = judged_as(&["9999", "0048213"], CellKind::Number, &REGISTER, &[7]);
    assert_eq!(number[0], "lost Zeros", "a number has no zeros to keep");
}

#[test]
fn without_usual_lengths_the_columns_own_tells() {
    let register = ["0048213", "0048214", "0048215"];
    let cells = ["0048214", "0048215", "48213"];
    let told = judged_as(&cells, CellKind::Text, &register, &[]);
    assert_eq!(told, ["sound", "sound", "0048213 Zeros"]);
}

#[test]
fn digits_at_the_end_show_that_none_were_lost() {
    let cells = ["1234567890123450", "1234567890123456"];
    assert_eq!(judged(&cells), ["sound", "sound"]);
    let numbers = judged_as(&cells, CellKind::Number, &REGISTER, &[7]);
    assert_eq!(numbers[0], "lost Rounded");
}

proptest! {
    /// Whatever stands there: a repair is to a key that no other row has, each at most once.
    #[test]
    fn repairs_never_meet(cells in proptest::collection::vec(
        "(=\"|')?0{0,3}[0-9]{1,6}(\\.0|,000|E\\+0[0-9])?\"?|[0-9]{1,2}-(May|Sep)|[#\u{a0}–A-Z]{1,4}", 0..30,
    )) {
        let has = |key: &str| key.len() == 7 && key.ends_with('3') || REGISTER.contains(&key);
        let known = Known { has: &has, lengths: &[7, 5], zeros: true };
        let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
        let mut taken = std::collections::HashSet::new();
        for (index, verdict) in judge(texts.iter().map(|t| (*t, CellKind::Text)), &known) {
            prop_assert_ne!(&verdict, &Verdict::Sound);
            if let Verdict::Repair { to, .. } = verdict {
                prop_assert!(!texts.contains(&to.as_str()), "{} -> {}", texts[index], to);
                prop_assert!(taken.insert(to));
            }
        }
    }

    #[test]
    fn any_text_is_judged(text in "\\PC{0,20}|.{0,20}") {
        judged(&[&text, "0048213"]);
    }
}
