//! The forms damaged keys have: recognised by their characters alone, without the register.

use crate::exchange::read::{is_direction, is_invisible};

/// How many digits of a number a spreadsheet keeps.
const KEPT: usize = 15;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// ASCII digits and nothing else.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// More digits than a spreadsheet keeps, all of those beyond zeros.
pub(super) fn may_be_rounded(digits: &str) -> bool {
    digits.len() > KEPT && digits.bytes().skip(KEPT).all(|byte| byte == b'0')
}

/// More digits than a spreadsheet keeps, and some of those beyond are no zeros.
pub(super) fn has_digits_beyond(digits: &str) -> bool {
    digits.len() > KEPT && !may_be_rounded(digits)
}

/// Keys that a spreadsheet reads as this number: `12E4`, `12E04`, `120E3` are all 120000.
pub(super) fn as_powers(digits: &str) -> Vec<String> {
    let whole = digits.trim_start_matches('0').trim_end_matches('0');
    if whole.is_empty() || whole.len() == digits.len() || digits.starts_with('0') {
        return Vec::new();
    }
    let powers = 1..=digits.len() - whole.len();
    let key = |power: usize| {
        let number = &digits[..digits.len() - power];
        [format!("{number}E{power}"), format!("{number}E{power:02}")]
    };
    powers.flat_map(key).collect()
}

/// The text in `="…"`.
pub(super) fn unwrapped(text: &str) -> Option<String> {
    let inner = text.strip_prefix("=\"")?.strip_suffix('"')?;
    Some(inner.replace("\"\"", "\"").trim().to_owned())
}

/// What a spreadsheet writes where it has no value. `Err:502` comes from the free ones.
pub(super) fn is_error(text: &str) -> bool {
    let known = ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"];
    known.iter().any(|error| text.eq_ignore_ascii_case(error))
        || text.strip_prefix("Err:").is_some_and(is_digits)
}

/// A text with invisible characters: without them, and with spaces for those that are as wide.
pub(super) fn visible(text: &str) -> Option<(String, String)> {
    let unseen = |c: char| is_invisible(c) || is_direction(c);
    if text.is_ascii() || !text.contains(unseen) {
        return None;
    }
    let without = text.replace(unseen, "");
    let spaced = text.replace(['\u{a0}', '\u{202f}'], " ").replace(unseen, "");
    Some((without.trim().to_owned(), spaced.trim().to_owned()))
}

/// A text with dashes for hyphens, hyphens put back.
pub(super) fn with_hyphens(text: &str) -> Option<String> {
    let dashes = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'];
    text.contains(dashes).then(|| text.replace(dashes, "-"))
}

/// `48,213` without its commas.
pub(super) fn without_thousands(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next().filter(|group| is_digits(group) && group.len() <= 3)?;
    let rest: Vec<&str> = groups.collect();
    let thousands = !rest.is_empty() && rest.iter().all(|g| is_digits(g) && g.len() == 3);
    thousands.then(|| format!("{first}{}", rest.concat()))
}

/// `48213.0` without the `.0`; with a comma where that is the sign.
pub(super) fn without_decimals(text: &str) -> Option<&str> {
    let (whole, part) = text.split_once(['.', ','])?;
    let zeros = !part.is_empty() && part.bytes().all(|byte| byte == b'0');
    (is_digits(whole) && zeros).then_some(whole)
}

/// A power of ten, `1.23457E+11`. The sign must be there: `5E12` is a fine tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Exponent {
    /// The digits before the power.
    mantissa: String,
    negative: bool,
    power: usize,
}

impl Exponent {
    pub(super) fn parse(text: &str) -> Option<Exponent> {
        let (mantissa, power) = text.split_once(['E', 'e'])?;
        let negative = power.starts_with('-');
        let power = power.strip_prefix(['+', '-']).filter(|power| is_digits(power))?;
        let (first, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
        let rest_fits = rest.is_empty() == (first.len() == mantissa.len());
        let digits = format!("{first}{rest}");
        (first.len() == 1 && rest_fits && is_digits(&digits)).then_some(())?;
        Some(Exponent { mantissa: digits, negative, power: power.parse().ok()? })
    }

    /// The whole number, if none of its digits is hidden: `4.8213E+04`. In `1.2E+09` eight may be
    /// anything.
    pub(super) fn all_digits(&self) -> Option<String> {
        let all = !self.negative && self.mantissa.len() == self.power.checked_add(1)?;
        all.then(|| self.mantissa.clone())
    }
}

/// A day as spreadsheets write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    /// Month and day; twice where either number may be either.
    days: Vec<(u32, u32)>,
    year: Option<u32>,
}

impl Date {
    /// `12-May`, `May-12`, `12-May-26`, `5/12/2026`, `12.05.2026`, `2026-05-12`, the last also with
    /// a time.
    pub(super) fn parse(text: &str) -> Option<Date> {
        if let Some((day, _)) = text.split_once([' ', 'T'])
            && day.len() == 10
        {
            return Date::parse(day).filter(|_| day.contains('-'));
        }
        let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
        let signs: Vec<char> = text.chars().filter(|c| matches!(c, '-' | '/' | '.')).collect();
        let number = |part: &str| if is_digits(part) { part.parse::<u32>().ok() } else { None };
        let month = |part: &str| {
            let at = MONTHS.iter().position(|name| *name == part)?;
            u32::try_from(at + 1).ok()
        };
        let (days, year) = match (parts.as_slice(), signs.as_slice()) {
            ([a, b], ['-']) if a.len() <= 2 && month(b).is_some() => {
                (vec![(month(b)?, number(a)?)], None)
            }
            ([a, b], ['-']) if b.len() <= 2 => (vec![(month(a)?, number(b)?)], None),
            ([a, b, c], ['-', '-']) if month(b).is_some() && matches!(c.len(), 2 | 4) => {
                (vec![(month(b)?, number(a)?)], Some(number(c)?))
            }
            ([a, b, c], ['-', '-']) if (a.len(), b.len(), c.len()) == (4, 2, 2) => {
                (vec![(number(b)?, number(c)?)], Some(number(a)?))
            }
            ([a, b, c], ['/', '/'] | ['.', '.'])
                if a.len() <= 2 && b.len() <= 2 && matches!(c.len(), 2 | 4) =>
            {
                let (a, b) = (number(a)?, number(b)?);
                (vec![(a, b), (b, a)], Some(number(c)?))
            }
            _ => return None,
        };
        let fits = |(month, day): &(u32, u32)| (1..=12).contains(month) && (1..=31).contains(day);
        let days: Vec<(u32, u32)> = days.into_iter().filter(fits).collect();
        (!days.is_empty()).then_some(Date { days, year })
    }

    /// What may have been typed for it: `5-12`, `12-5`, `05-12`, `5/12`, `MAY12`, `MAY-12`, with the
    /// year where it shows one (a spreadsheet adds the present year by itself).
    pub(super) fn ways_to_write(&self) -> Vec<String> {
        let mut ways = Vec::new();
        for (month, day) in &self.days {
            let name = MONTHS[(*month - 1) as usize % MONTHS.len()].to_uppercase();
            for (a, b) in [(month, day), (day, month)] {
                for sign in ["-", "/", "."] {
                    ways.extend([format!("{a}{sign}{b}"), format!("{a:02}{sign}{b:02}")]);
                    if let Some(year) = self.year {
                        for year in [format!("{year:04}"), format!("{:02}", year % 100)] {
                            ways.push(format!("{a}{sign}{b}{sign}{year}"));
                            ways.push(format!("{a:02}{sign}{b:02}{sign}{year}"));
                        }
                    }
                }
            }
            for sign in ["", "-", " "] {
                ways.push(format!("{name}{sign}{day}"));
                ways.push(format!("{name}{sign}{day:02}"));
                ways.push(format!("{day}{sign}{name}"));
                ways.push(format!("{day:02}{sign}{name}"));
            }
            if let Some(year) = self.year {
                ways.push(format!("{year:04}-{month:02}-{day:02}"));
                ways.push(format!("{name}{year}"));
            }
            // SEPT is what people write, and a month to a spreadsheet.
            if *month == 9 {
                ways.extend([format!("SEPT{day}"), format!("SEPT-{day}"), format!("SEPT{day:02}")]);
            }
            if *month == 3 {
                ways.extend([format!("MARCH{day}"), format!("MARCH-{day}")]);
            }
        }
        ways.sort_unstable();
        ways.dedup();
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_known_by_their_sign() {
        let digits = |text| Exponent::parse(text).map(|exponent| exponent.all_digits());
        assert_eq!(digits("1.2E+09"), Some(None));
        assert_eq!(digits("4.8213E+04"), Some(Some("48213".into())));
        assert_eq!(digits("4,8213e+04"), Some(Some("48213".into())));
        assert_eq!(digits("1E-05"), Some(None));
        assert_eq!(digits("7E+0"), Some(Some("7".into())));
        for text in ["5E12", "12E+4", "E+4", "1.E+4", "1.2E+", "1.2E+x", "CHROME+1", "1.2.3E+4"] {
            assert_eq!(digits(text), None, "{text}");
        }
        assert_eq!(digits(&format!("1E+{}", "9".repeat(40))), None);
    }

    #[test]
    fn dates_are_known_by_their_form() {
        for text in [
            "12-May",
            "1-Jan",
            "May-12",
            "12-May-26",
            "12-May-2026",
            "5/12/2026",
            "5/12/26",
            "12.05.2026",
            "2026-05-12",
            "2026-05-12 00:00",
            "2026-05-12T00:00:00",
        ] {
            assert!(Date::parse(text).is_some(), "{text}");
        }
        for text in [
            "12-MAY",
            "5-12",
            "CB-004417",
            "2026-13-41",
            "May",
            "123-May",
            "31/31/2026",
            "1.2.3.4",
            "2026-05-123",
            "-May",
            "10.0.0.1",
            "2026/05/12",
            "T-1",
            "5/12",
            "LRK-05-26",
            "1-2-3",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        let ways = Date::parse("12-May").unwrap().ways_to_write();
        for way in ["5-12", "12-5", "05-12", "MAY12", "MAY-12", "5/12", "12MAY"] {
            assert!(ways.iter().any(|known| known == way), "{way}");
        }
        assert!(Date::parse("2-Sep").unwrap().ways_to_write().contains(&"SEPT2".to_owned()));
    }

    #[test]
    fn wrappings_and_numbers() {
        assert_eq!(unwrapped("=\"0048213\""), Some("0048213".into()));
        assert_eq!(unwrapped("=\"a\"\"b\""), Some("a\"b".into()));
        assert_eq!(unwrapped("=\""), None);
        assert_eq!(unwrapped("=0048213"), None);
        assert_eq!(without_thousands("1,048,213"), Some("1048213".into()));
        for text in ["48213", "1,04", "1048,213", ",213", "a,213", "1,213,"] {
            assert_eq!(without_thousands(text), None, "{text}");
        }
        assert_eq!(without_decimals("48213.00"), Some("48213"));
        assert_eq!(without_decimals("48213,0"), Some("48213"));
        for text in ["48213", "48213.", "48213.5", ".0", "1.0.0", "v1.0"] {
            assert_eq!(without_decimals(text), None, "{text}");
        }
        assert!(is_error("#N/A") && is_error("#name?") && is_error("Err:502"));
        assert!(!is_error("#12") && !is_error("Err:") && !is_error("#"));
        assert_eq!(visible("0048\u{a0}213"), Some(("0048213".into(), "0048 213".into())));
        assert_eq!(visible("0048 213"), None);
        assert_eq!(with_hyphens("CB–004417"), Some("CB-004417".into()));
    }
}
