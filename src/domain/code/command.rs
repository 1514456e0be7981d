//! Command codes: the cards beside the desk that say yes, no, undo, next.
//!
//! Recognises them, also as a keyboard scanner set to another country's layout
//! sends them. Does not carry them out, and does not know which conditions or
//! accessories a district has.

use super::{Aim, Code, strip};

/// What every command code starts with, and no tag or ID may: three letters that
/// no common keyboard layout moves.
pub const RESERVED: &str = "XTD";

/// The codes that stand for themselves.
const FIXED: [(&str, CommandCode); 9] = [
    ("ISSUE", CommandCode::Issue),
    ("RETURN", CommandCode::Return),
    ("SWAP", CommandCode::Swap),
    ("LOOKUP", CommandCode::LookUp),
    ("YES", CommandCode::Yes),
    ("NO", CommandCode::No),
    ("UNDO", CommandCode::Undo),
    ("NEXT", CommandCode::Next),
    ("REPAIR", CommandCode::Repair),
];

/// What a US keyboard's letters come out as elsewhere, each way round: the scanner
/// may be set to the country and the computer not. QWERTZ trades Y and Z; AZERTY
/// trades A and Q, Z and W, and has M where others have the semicolon.
const LAYOUTS: [&[(char, &[char])]; 2] = [
    &[('Y', &['Z']), ('Z', &['Y'])],
    &[('A', &['Q']), ('Q', &['A']), ('Z', &['W']), ('W', &['Z']), ('M', &[',', '?', ';', ':'])],
];

/// One command. The texts are upper case, without their lead-in, never empty but
/// in `Unknown`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CommandCode {
    /// `XTDISSUE`: mode Issue
    Issue,
    /// `XTDRETURN`: mode Return
    Return,
    /// `XTDSWAP`: mode Swap
    Swap,
    /// `XTDLOOKUP`: mode Look up
    LookUp,
    /// `XTDYES`: yes to the question on screen
    Yes,
    /// `XTDNO`: no to the question on screen
    No,
    /// `XTDUNDO`: take back the last change
    Undo,
    /// `XTDNEXT`: clear the person on screen
    Next,
    /// `XTDC…`: the condition of the last device. As scanned: a layout may have
    /// changed its letters, so compare through [`layout_forms`]
    Condition(String),
    /// `XTDM…`: an accessory that is missing; as scanned, see `Condition`
    Missing(String),
    /// `XTDD…`: a damage; as scanned, see `Condition`
    Damage(String),
    /// `XTDG…`: an accessory that is there and good; as scanned, see `Condition`
    Good(String),
    /// `XTDP…`: the part of a price that is charged, in percent
    Part(String),
    /// `XTDW…`: why, and yes with it; as scanned, see `Condition`
    Why(String),
    /// Starts like a command and is none; what follows `XTD`
    Unknown(String),
    /// `XTDREPAIR`: mode Repair
    Repair,
}

impl CommandCode {
    /// Reads a command; none if `code` does not start with [`RESERVED`].
    pub fn parse(code: &Code) -> Option<Self> {
        let word = code.as_str().strip_prefix(RESERVED)?;
        let fixed = FIXED
            .iter()
            .find(|(name, _)| *name == word)
            .or_else(|| {
                FIXED.iter().find(|(name, _)| layout_forms(name).iter().any(|form| form == word))
            })
            .map(|(_, command)| command.clone());
        Some(fixed.unwrap_or_else(|| Self::with_text(word)))
    }

    /// Reads a command whose text is open.
    fn with_text(word: &str) -> Self {
        let mut chars = word.chars();
        let lead = chars.next();
        let text = chars.as_str().trim().to_owned();
        match lead {
            _ if text.is_empty() => Self::Unknown(word.to_owned()),
            Some('C') => Self::Condition(text),
            Some('D') => Self::Damage(text),
            Some('G') => Self::Good(text),
            Some('P') => Self::Part(text),
            // W and Z change places on some keyboards.
            Some('W' | 'Z') => Self::Why(text),
            Some('M' | ',' | '?' | ';' | ':') => Self::Missing(text),
            _ => Self::Unknown(word.to_owned()),
        }
    }

    /// The code to print on a card: capital letters and digits only, as long as
    /// the text given has no others.
    pub fn text(&self) -> String {
        let word = match self {
            Self::Condition(text) => format!("C{text}"),
            Self::Missing(text) => format!("M{text}"),
            Self::Damage(text) => format!("D{text}"),
            Self::Good(text) => format!("G{text}"),
            Self::Part(text) => format!("P{text}"),
            Self::Why(text) => format!("W{text}"),
            Self::Unknown(text) => text.clone(),
            fixed => FIXED
                .iter()
                .find(|(_, command)| command == fixed)
                .map_or_else(String::new, |(name, _)| (*name).to_owned()),
        };
        format!("{RESERVED}{word}")
    }
}

/// What other keyboard layouts make of an upper-case word; without the word itself,
/// empty if no layout touches it.
pub fn layout_forms(word: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for layout in LAYOUTS {
        // M has several faces (the key alone or with Shift, each way round); one
        // word is typed in one way, so its letters change together.
        let faces = layout.iter().map(|(_, to)| to.len()).max().unwrap_or(1);
        for face in 0..faces {
            let form: String = word
                .chars()
                .map(|c| match layout.iter().find(|(from, _)| *from == c) {
                    Some((_, to)) => to[face % to.len()],
                    None => c,
                })
                .collect();
            if form != word && !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// Whether a tag or an ID would be taken for a command code. For importers.
pub fn is_reserved(text: &str) -> bool {
    let (_, text) = Aim::split(strip(text));
    match Code::new(text) {
        Ok(code) => code.as_str().starts_with(RESERVED),
        Err(_) => {
            text.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED))
        }
    }
}

/// Yes or no, typed as a whole line. Counts only while a question stands: anywhere
/// else it is a code like any other.
pub fn typed_answer(code: &Code) -> Option<bool> {
    match code.as_str() {
        "Y" => Some(true),
        "N" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn parse(raw: &str) -> Option<CommandCode> {
        CommandCode::parse(&Code::new(raw).unwrap())
    }

    #[test]
    fn the_cards_read_back() {
        for (_, command) in FIXED {
            assert_eq!(parse(&command.text()), Some(command));
        }
        assert_eq!(parse("xtdissue"), Some(CommandCode::Issue));
        assert_eq!(parse("XTDLOOKUP"), Some(CommandCode::LookUp));
        assert_eq!(parse("XTDCGOOD"), Some(CommandCode::Condition("GOOD".into())));
        assert_eq!(parse("XTDMCHARGER"), Some(CommandCode::Missing("CHARGER".into())));
        assert_eq!(parse("XTDDSCREEN"), Some(CommandCode::Damage("SCREEN".into())));
        let card = CommandCode::Missing("CHARGER".into()).text();
        assert_eq!(card, "XTDMCHARGER");
    }

    #[test]
    fn what_is_no_command_is_said_to_be_none() {
        for (raw, rest) in [
            ("XTD", ""),
            ("XTDC", "C"),
            ("XTDM", "M"),
            ("XTDYESPLEASE", "YESPLEASE"),
            ("XTD1", "1"),
            ("XTDÉ", "É"),
        ] {
            assert_eq!(parse(raw), Some(CommandCode::Unknown(rest.into())), "{raw}");
        }
        for raw in ["CB-004417", "XT", "AXTDYES", "YES", "0048213"] {
            assert_eq!(parse(raw), None, "{raw}");
        }
    }

    #[test]
    fn layouts_against_a_table_made_by_hand() {
        let table: [(&str, &[&str]); 9] = [
            ("ISSUE", &[]),
            ("RETURN", &[]),
            ("SWAP", &["SZQP"]),
            ("LOOKUP", &[]),
            ("YES", &["ZES"]),
            ("NO", &[]),
            ("UNDO", &[]),
            ("NEXT", &[]),
            ("REPAIR", &["REPQIR"]),
        ];
        for ((word, forms), (name, command)) in table.into_iter().zip(FIXED) {
            assert_eq!(word, name);
            assert_eq!(layout_forms(word), forms, "{word}");
            for form in forms {
                assert_eq!(parse(&format!("XTD{form}")), Some(command.clone()));
            }
        }
        assert_eq!(layout_forms(RESERVED), Vec::<String>::new());
        assert_eq!(layout_forms("JAMMED"), ["JQ,,ED", "JQ??ED", "JQ;;ED", "JQ::ED"]);
    }

    #[test]
    fn no_alias_means_two_things() {
        for (name, _) in FIXED {
            for form in layout_forms(name) {
                let twice = FIXED
                    .iter()
                    .filter(|(other, _)| *other == form || layout_forms(other).contains(&form));
                assert_eq!(twice.count(), 1, "{form}");
            }
        }
    }

    #[test]
    fn a_missing_accessory_under_a_french_layout() {
        for raw in ["XTD,CHQRGER", "XTD?CHQRGER", "XTD;CHQRGER", "XTD:CHQRGER"] {
            assert_eq!(parse(raw), Some(CommandCode::Missing("CHQRGER".into())));
        }
        assert!(layout_forms("CHARGER").contains(&"CHQRGER".to_owned()));
    }

    #[test]
    fn importers_hear_of_reserved_beginnings() {
        for text in ["XTD", "xtd-1", " XTDYES", "\u{feff}xTd9", "]C0XTDYES", "XTD\u{0}"] {
            assert!(is_reserved(text), "{text:?}");
        }
        let long = format!("xtd{}", "9".repeat(1 << 20));
        assert!(is_reserved(&long));
        for text in ["", "XT", "X-TD1", "CBXTD", "ÉTD", "XTD\u{307}1", "é"] {
            assert!(!is_reserved(text), "{text:?}");
        }
    }

    #[test]
    fn an_answer_is_a_whole_line() {
        let answer = |raw| typed_answer(&Code::new(raw).unwrap());
        assert_eq!(answer("y"), Some(true));
        assert_eq!(answer(" N\n"), Some(false));
        for raw in ["YES", "NO", "YN", "Z", "1"] {
            assert_eq!(answer(raw), None);
        }
    }
}
