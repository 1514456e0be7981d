//! Codes and readings, from labels that exist to text that never should.
#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn code(raw: &str) -> Code {
    Code::new(raw).unwrap()
}

fn others(reading: &Reading) -> Vec<&str> {
    reading.others.iter().map(Code::as_str).collect()
}

#[test]
fn a_code_is_trimmed_composed_and_upper_case() {
    for raw in [
        "cb-004417",
        " CB-004417\r\n",
        "\u{a0}Cb-004417\u{a0}",
        "\u{feff}CB-004417\u{200b}",
        "\u{200e}cB-004417\t",
    ] {
        assert_eq!(code(raw).as_str(), "CB-004417", "{raw:?}");
    }
    assert_eq!(code("e\u{301}1"), code("\u{c9}1"));
    assert_eq!(code("0048213").as_str(), "0048213");
    assert_eq!(code("a\u{a0}b"), code("A B"));
}

#[test]
fn faults_say_what_is_wrong() {
    assert_eq!(Code::new(""), Err(Fault::Empty));
    assert_eq!(Code::new(" \u{a0}\u{200b}\r\n"), Err(Fault::Empty));
    for raw in ["A\u{1d}B", "A\nB", "\u{2}A", "A\u{200b}B", "A\u{fffd}", "A\u{7f}"] {
        assert_eq!(Code::new(raw), Err(Fault::Unprintable), "{raw:?}");
    }
    assert_eq!(code(&"7".repeat(40)).as_str().len(), 40);
    assert_eq!(code(&"\u{e9}".repeat(64)).as_str().chars().count(), 64);
    assert_eq!(code(&"e\u{301}".repeat(64)), code(&"\u{e9}".repeat(64)));
    assert_eq!(Code::new(&"7".repeat(65)), Err(Fault::TooLong { length: 65 }));
    assert_eq!(
        Code::new(&"7".repeat(65)).unwrap_err().to_string(),
        "65 characters long, at most 64 allowed"
    );
}

#[test]
fn four_megabytes_are_refused_whatever_they_hold() {
    let length = 4 << 20;
    for filler in ["A", "\u{301}", "\u{0}"] {
        let raw = filler.repeat(length);
        assert_eq!(read(&raw, &Rules::default()), Err(Fault::TooLong { length }));
    }
    assert_eq!(Code::new(&" ".repeat(length)), Err(Fault::Empty));
    let padded = format!("{}A1{}", " ".repeat(length), " ".repeat(length));
    assert_eq!(code(&padded).as_str(), "A1");
}

#[test]
fn serde_writes_a_string_and_refuses_what_is_no_code() {
    assert_eq!(serde_json::to_string(&code("cb-1")).unwrap(), "\"CB-1\"");
    assert_eq!(serde_json::from_str::<Code>("\" cb-1\"").unwrap(), code("CB-1"));
    assert!(serde_json::from_str::<Code>("\"\"").is_err());
    let rules: Rules = serde_json::from_str(r#"{"check":"mod43"}"#).unwrap();
    assert_eq!(rules.check, CheckDigit::Mod43);
    assert_eq!(rules.prefix, None);
}

#[test]
fn the_identifier_is_taken_off_and_kept() {
    let reading = read("]C0cb-004417\r", &Rules::default()).unwrap();
    assert_eq!(reading.aim.unwrap().symbology(), Symbology::Code128);
    assert_eq!(reading.code.as_str(), "CB-004417");
    assert!(reading.others.is_empty());
    assert_eq!(read("]C0", &Rules::default()), Err(Fault::Empty));
    // Not an identifier: left alone.
    let reading = read("]CB0", &Rules::default()).unwrap();
    assert_eq!((reading.aim, reading.code.as_str()), (None, "]CB0"));
}

#[test]
fn prefix_and_suffix_give_further_forms_never_the_only_one() {
    let rules = Rules {
        prefix: Some("id".to_owned()),
        suffix: Some("#".to_owned()),
        check: CheckDigit::None,
    };
    let reading = read("ID4417#", &rules).unwrap();
    assert_eq!(reading.code.as_str(), "ID4417#");
    assert_eq!(others(&reading), ["4417#", "ID4417", "4417"]);
    assert!(read("4417", &rules).unwrap().others.is_empty());
    // A scan that is nothing but the prefix is a code like any other.
    let reading = read("ID", &rules).unwrap();
    assert_eq!(reading.code.as_str(), "ID");
    assert!(reading.others.is_empty());
}

#[test]
fn an_identifier_behind_the_prefix_is_found() {
    let rules = Rules { prefix: Some("~x".to_owned()), ..Rules::default() };
    let reading = read("~X]d2cb-1", &rules).unwrap();
    assert_eq!(reading.aim.unwrap().symbology(), Symbology::DataMatrix);
    assert_eq!(reading.code.as_str(), "~X]D2CB-1");
    assert_eq!(others(&reading), ["CB-1"]);
}

#[test]
fn control_characters_of_the_wire_are_dropped() {
    let rules = Rules {
        prefix: Some("\u{2}".to_owned()),
        suffix: Some("\u{3}".to_owned()),
        ..Rules::default()
    };
    let reading = read("\u{2}]C0CB-1\u{3}", &rules).unwrap();
    assert_eq!(reading.code.as_str(), "CB-1");
    assert!(reading.others.is_empty());
    assert_eq!(read("\u{2}CB-1", &Rules::default()), Err(Fault::Unprintable));
}

#[test]
fn a_check_digit_comes_off_only_where_it_verifies() {
    let mod43 = Rules { check: CheckDigit::Mod43, ..Rules::default() };
    assert_eq!(others(&read("A00123G", &mod43).unwrap()), ["A00123"]);
    assert!(read("A00123H", &mod43).unwrap().others.is_empty());
    assert!(read("A", &mod43).unwrap().others.is_empty());

    let luhn = Rules { prefix: Some("P".to_owned()), check: CheckDigit::Luhn, ..Rules::default() };
    let reading = read("P31234000010064", &luhn).unwrap();
    assert_eq!(others(&reading), ["31234000010064", "3123400001006"]);
    let reading = read("35555000012349", &luhn).unwrap();
    assert!(reading.others.is_empty());
}

#[test]
fn a_form_is_listed_once() {
    let rules = Rules {
        prefix: Some("0".to_owned()),
        suffix: Some("0".to_owned()),
        check: CheckDigit::Luhn,
    };
    let reading = read("0000", &rules).unwrap();
    assert_eq!(others(&reading), ["000", "00", "0"]);
}

#[test]
fn a_command_is_found_behind_a_prefix_too() {
    let rules = Rules { prefix: Some("~".to_owned()), ..Rules::default() };
    let reading = read("~]C0xtdyes", &rules).unwrap();
    assert_eq!(reading.command(), Some(CommandCode::Yes));
    assert_eq!(read("CB-1", &rules).unwrap().command(), None);
}

#[test]
fn every_character_folds_to_something_that_folds_to_itself() {
    // Letters with a case or a composition all lie below U+20000.
    for c in '\u{1}'..'\u{20000}' {
        for raw in [format!("A{c}B"), format!("{c}\u{345}\u{308}")] {
            if let Ok(code) = Code::new(&raw)
                && code.as_str() != raw
            {
                assert_eq!(Code::new(code.as_str()).as_ref(), Ok(&code), "{raw:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn a_code_read_again_is_itself(raw in "\\PC{0,70}") {
        if let Ok(code) = Code::new(&raw) {
            prop_assert!(code.as_str().chars().count() <= MAX_LENGTH);
            prop_assert_eq!(Code::new(code.as_str()).unwrap(), code);
        }
    }

    #[test]
    fn case_and_composition_do_not_matter(raw in "[a-zA-Z0-9 éüñÅß.-]{1,30}") {
        let upper = Code::new(&raw.to_uppercase());
        let split: String = raw.nfd().collect();
        prop_assert_eq!(Code::new(&raw), upper.clone());
        prop_assert_eq!(Code::new(&split), upper);
    }

    #[test]
    fn reading_never_panics_and_never_repeats(
        raw in any::<String>(),
        prefix in proptest::option::of(any::<String>()),
        suffix in proptest::option::of("[A-Z0-9]{0,3}"),
        check in prop_oneof![
            Just(CheckDigit::None), Just(CheckDigit::Mod43), Just(CheckDigit::Luhn)
        ],
    ) {
        let rules = Rules { prefix, suffix, check };
        if let Ok(reading) = read(&raw, &rules) {
            let mut seen: Vec<_> = reading.candidates().collect();
            let count = seen.len();
            seen.sort();
            seen.dedup();
            prop_assert_eq!(seen.len(), count);
        }
    }
}
