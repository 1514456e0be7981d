//! Money as people write it, and as whole cents.

/// `249.00`, `$1,249`, `1.279,50`: cents. `None` where it is no price, or may be two: `1.234` is a thousand
/// in some countries, and one and a bit in others.
pub fn cents(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches(['$', '€', '£']).trim();
    let text = text.trim_end_matches(['€', '$']).trim();
    if text.is_empty() {
        return Some(0);
    }
    if let Some((_, thousandths)) = text.split_once('.')
        && thousandths.len() == 3
        && !text.contains([',', ' ', '\u{a0}', '\''])
    {
        return None;
    }
    // The last sign with one or two digits behind it parts the cents; all before it part thousands.
    let parts = text.rfind(['.', ',']).filter(|at| (1..=2).contains(&(text.len() - at - 1)));
    let (whole, part) = match parts {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',', ' ', '\u{a0}', '\'']).collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
    if !grouped || !groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let part: i64 = match part.len() {
        0 => 0,
        1 => part.parse::<i64>().ok()? * 10,
        _ => part.parse().ok()?,
    };
    let whole = groups.concat();
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    whole.checked_mul(100)?.checked_add(part).filter(|cents| *cents >= 0)
}

/// Cents as `249.00`; below zero with a minus before it.
pub fn written(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let whole = cents.unsigned_abs();
    format!("{sign}{}.{:02}", whole / 100, whole % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_cents() {
        for (text, wanted) in [
            ("249.5", Some(24_950)),
            ("$1,249", Some(124_900)),
            ("1,249.00", Some(124_900)),
            ("1.279,50", Some(127_950)),
            ("339,00", Some(33_900)),
            ("339,00 €", Some(33_900)),
            ("299", Some(29_900)),
            ("", Some(0)),
            ("1.234", None),
            ("$ 12.345", None),
            ("1.279.500", Some(127_950_000)),
            ("1 249", Some(124_900)),
            ("1'249.00", Some(124_900)),
            ("1.2345", None),
            ("12,34,56", None),
            ("-3", None),
            ("cheap", None),
            (".50", Some(50)),
        ] {
            assert_eq!(cents(text), wanted, "{text}");
        }
    }

    #[test]
    fn cents_are_written_with_two_places() {
        for (given, wanted) in [(0, "0.00"), (5, "0.05"), (124_900, "1249.00"), (-250, "-2.50")] {
            assert_eq!(written(given), wanted);
            assert_eq!(cents(wanted).unwrap_or(given), given);
        }
    }
}
