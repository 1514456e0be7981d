//! In which order people are served: drive-through slots as a clock and a calendar have them, case
//! numbers as they are counted. `Tue 9:00 AM` is before `Tue 1:15 PM`, 2 before 10.

use super::listed::folded;

/// A piece of a slot or a case number. Pieces of a kind stand together, in the order given here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// Day of the week, from Monday.
    Day(usize),
    /// Minutes after midnight.
    Time(u64),
    Number(u64),
    Word(String),
}

/// Days by how they begin; all that begins so and is a part of the whole is that day.
const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a slot or a case number is sorted by. Texts that differ only in capitals and in signs between
/// their pieces are the same. Blank is behind everything.
pub fn order(text: &str) -> impl Ord + Clone + use<> {
    let pieces = pieces(text);
    (pieces.is_empty(), pieces)
}

fn pieces(text: &str) -> Vec<Piece> {
    let tokens = tokens(text);
    let mut pieces = Vec::with_capacity(tokens.len());
    let mut rest = tokens.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        let number = match first {
            Token::Sign(_) => continue,
            Token::Number(number) => *number,
            Token::Word(word) => {
                pieces.push(day(word).map_or_else(|| Piece::Word(word.clone()), Piece::Day));
                continue;
            }
        };
        let minutes = match rest {
            [Token::Sign(':'), Token::Number(minutes @ 0..60), behind @ ..] if number < 24 => {
                rest = behind;
                Some(*minutes)
            }
            _ => None,
        };
        let half = match rest.first() {
            Some(Token::Word(word)) if (1..=12).contains(&number) => half_day(word),
            _ => None,
        };
        if half.is_some() {
            rest = &rest[1..];
        }
        let hour = half.map_or(number, |half| number % 12 + half);
        pieces.push(match (minutes, half) {
            (None, None) => Piece::Number(number),
            (minutes, _) => Piece::Time(hour * 60 + minutes.unwrap_or(0)),
        });
    }
    pieces
}

/// Monday is 0.
fn day(word: &str) -> Option<usize> {
    let begins = |day: &&str| word.len() >= 3 && day.starts_with(word);
    DAYS.iter().position(begins)
}

/// How many hours `am` and `pm` add.
fn half_day(word: &str) -> Option<u64> {
    match word {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    }
}

#[derive(Debug)]
enum Token {
    Number(u64),
    Word(String),
    Sign(char),
}

/// Numbers, words and the signs between them; white is left out.
fn tokens(text: &str) -> Vec<Token> {
    let text = folded(text);
    let mut tokens = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let of = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = of(|c| c.is_ascii_digit());
            tokens.push(Token::Number(rest[..length].parse().unwrap_or(u64::MAX)));
            length
        } else if first.is_alphanumeric() {
            let length = of(|c| c.is_alphanumeric() && !c.is_ascii_digit());
            tokens.push(Token::Word(rest[..length].to_owned()));
            length
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_in_the_order_they_are_served() {
        let served = [
            "Mon 8:45",
            "MONDAY 9:00 am",
            "Mon 10:30 AM",
            "Mon 12:15 PM",
            "Mon 1:00 PM",
            "Tues 9:00",
            "Thu 7:00",
            "8 am",
            "9:00 - 9:15",
            "9:00 - 9:30",
            "14:00",
            "2",
            "10",
            "10b",
            "12A",
            "12 Aug 9:00",
            "12 Aug 13:00",
            "A2",
            "a 10",
            "Lane 3",
            "",
        ];
        let mut sorted = served;
        sorted.reverse();
        sorted.sort_by_key(|slot| order(slot));
        assert_eq!(sorted, served);
    }

    #[test]
    fn the_same_slot_is_written_in_several_ways() {
        let same = |a: &str, b: &str| order(a) == order(b);
        assert!(same("Tue 9:00", "tuesday 09:00 AM"));
        assert!(same("Tue, 1:15pm", "Tue 13:15"));
        assert!(same("12:00 AM", "0:00") && same("12 PM", "12:00"));
        assert!(!same("Tue 9:00", "Tue 9:05") && !same("12", "12:00"));
        assert!(!same("9:75", "10:15") && !same("25:00", "1:00"), "no time");
        assert!(
            same("99999999999999999999999", "88888888888888888888888"),
            "numbers end somewhere"
        );
    }
}
