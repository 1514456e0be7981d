//! Check digits at the end of a code: the library Luhn digit and Code 39's mod 43.
//!
//! Only computes. A label whose digit does not verify may still be real (they are
//! in the field), so nothing here refuses a code.

use serde::{Deserialize, Serialize};

/// The values of Code 39, in the order its check character counts them
/// (ISO/IEC 16388).
const CODE39: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

/// The check digit a station's labels carry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckDigit {
    /// None.
    #[default]
    None,
    /// Code 39's optional check character.
    Mod43,
    /// The last digit of a library card ("mod 10").
    Luhn,
}

impl CheckDigit {
    /// `text` without its check digit, if it has one that verifies. `text` is
    /// upper case. A mod 43 character that is a space was trimmed with the rest of
    /// the white space and is not missed: the whole code is then the bare one.
    pub(super) fn strip(self, text: &str) -> Option<&str> {
        let holds = match self {
            Self::None => false,
            Self::Mod43 => mod43_holds(text),
            Self::Luhn => luhn_holds(text),
        };
        // Both alphabets are ASCII, so the last character is one byte.
        holds.then(|| &text[..text.len() - 1])
    }
}

/// The Luhn digit for `digits`; none if that is empty or has anything but 0 to 9.
pub fn luhn_digit(digits: &str) -> Option<char> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let value = u32::from(byte - b'0');
            match (place % 2, value) {
                (0, 5..) => value * 2 - 9,
                (0, _) => value * 2,
                _ => value,
            }
        })
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10)
}

/// Whether the last digit of `text` is the Luhn digit of those before it.
pub fn luhn_holds(text: &str) -> bool {
    let mut chars = text.chars();
    let last = chars.next_back();
    last.is_some() && luhn_digit(chars.as_str()) == last
}

/// The mod 43 character for `text`; none if that is empty or has a character that
/// Code 39 has not.
pub fn mod43_digit(text: &str) -> Option<char> {
    if text.is_empty() {
        return None;
    }
    let sum = text.chars().try_fold(0, |sum, c| Some((sum + CODE39.find(c)?) % CODE39.len()))?;
    CODE39.chars().nth(sum)
}

/// Whether the last character of `text` is the mod 43 character of those before it.
pub fn mod43_holds(text: &str) -> bool {
    let mut chars = text.chars();
    let last = chars.next_back();
    last.is_some() && mod43_digit(chars.as_str()) == last
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn mod43_of_known_labels() {
        assert_eq!(mod43_digit("CODE39"), Some('W'));
        assert_eq!(mod43_digit("A00123"), Some('G'));
        assert!(mod43_holds("CODE39W") && mod43_holds("A00123G"));
        assert!(!mod43_holds("A00124G"));
        assert_eq!(mod43_digit(""), None);
        assert_eq!(mod43_digit("a"), None);
        assert_eq!(mod43_digit("Ä"), None);
        assert_eq!(CODE39.len(), 43);
    }

    #[test]
    fn luhn_of_known_library_cards() {
        assert!(luhn_holds("31234000010064"));
        assert!(!luhn_holds("35555000012349"));
        assert_eq!(luhn_digit("3555500001234"), Some('6'));
        for text in ["", "7", "12A4", "１２"] {
            assert!(!luhn_holds(text), "{text}");
        }
        assert!(luhn_holds("00"));
    }

    #[test]
    fn a_digit_that_does_not_verify_stays_on() {
        assert_eq!(CheckDigit::Luhn.strip("31234000010064"), Some("3123400001006"));
        assert_eq!(CheckDigit::Luhn.strip("31234000010065"), None);
        assert_eq!(CheckDigit::None.strip("31234000010064"), None);
        assert_eq!(CheckDigit::Mod43.strip("É"), None);
    }

    proptest! {
        #[test]
        fn luhn_misses_no_wrong_digit_and_only_one_swap(
            body in "[0-9]{1,20}", at in any::<prop::sample::Index>(), digit in 0..10u8,
        ) {
            let whole = format!("{body}{}", luhn_digit(&body).unwrap());
            prop_assert!(luhn_holds(&whole));
            let at = at.index(whole.len());

            let mut wrong = whole.clone().into_bytes();
            wrong[at] = b'0' + digit;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_eq!(luhn_holds(&wrong), wrong == whole);

            if at + 1 < whole.len() {
                let mut swapped = whole.clone().into_bytes();
                swapped.swap(at, at + 1);
                let pair = [swapped[at], swapped[at + 1]];
                let blind = pair[0] == pair[1] || pair == *b"09" || pair == *b"90";
                prop_assert_eq!(luhn_holds(&String::from_utf8(swapped).unwrap()), blind);
            }
        }

        #[test]
        fn mod43_misses_no_wrong_character(body in "[0-9A-Z. $/+%-]{1,20}", at in 0..20usize, c in "[0-9A-Z]") {
            let whole = format!("{body}{}", mod43_digit(&body).unwrap());
            prop_assert!(mod43_holds(&whole));
            let at = at % whole.len();
            let wrong = format!("{}{c}{}", &whole[..at], &whole[at + 1..]);
            prop_assert_eq!(mod43_holds(&wrong), wrong == whole);
        }
    }
}
