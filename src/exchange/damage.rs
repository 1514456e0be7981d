//! What spreadsheets do to keys: IDs, tags and serial numbers that lost zeros, became dates or
//! were rounded. Pure functions over a column of texts and what the register knows.
//!
//! Nothing is repaired here, and nothing may be without somebody's word: [`judge`] says of each
//! damaged cell whether there is exactly one key it can have been ([`Verdict::Repair`]) or not
//! ([`Verdict::Lost`]). A key the register knows as it stands is sound, whatever it looks like,
//! with the one exception of [`Damage::Either`].
//!
//! Where the rules come from: a spreadsheet keeps 15 digits of a number and makes the rest zeros,
//! drops leading zeros, turns long numbers into powers of ten (Microsoft support 269370) and what
//! reads like a day into a date (M. Ziemann et al., "Gene name errors are widespread", 2016:
//! `SEPT2`, `MARCH1`); `="0048213"` and `'0048213` are how people and exports keep it from doing
//! so (OWASP, "CSV Injection", for the apostrophe).

mod form;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use form::{Date, Exponent};

use super::read::CellKind;

/// What happened to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Damage {
    /// Digits only and shorter than keys are: `48213` was `0048213`. A repair is the one usual
    /// length to which zeros make it a known key.
    Zeros,
    /// Known as it stands, and known with zeros in front too, in a file that lost its zeros:
    /// either may be meant. Never repaired.
    Either,
    /// A power of ten, `1.2E+09`: digits are gone. Repaired only where all of them are shown
    /// (`4.8213E+04`) and the number, with or without zeros, is one known key. Or the reverse: a
    /// key like `12E4` that became the number 120000, repaired where it is the one known.
    Exponent,
    /// A date, `12-May`, `5/12/2026`, `2026-05-12`, that was `5-12` or `MAY12`. Repaired where one
    /// of the ways to write it is a known key and no other is.
    Date,
    /// `.0` at the end: the column went through a program that reads numbers.
    Decimal,
    /// Thousands apart: `48,213`.
    Thousands,
    /// Wrapped against all that: `="0048213"`. What is inside is whole.
    Wrapper,
    /// An apostrophe in front, against numbers or formulas.
    Guard,
    /// Sixteen digits or more, all from the sixteenth on zeros, and no cell of the column that
    /// has others there. Never repaired: the digits are gone.
    Rounded,
    /// `#N/A`, `#REF!`, `#NAME?`, `#VALUE!` and the like. Never repaired.
    ErrorValue,
    /// `#######`: the column was too narrow when it was printed to a file. Never repaired.
    TooNarrow,
    /// Invisible characters inside: no-break spaces, characters of no width, marks of direction.
    Invisible,
    /// A dash that a word processor made of a hyphen: `CB–004417`.
    Dash,
}

/// What to think of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing wrong.
    Sound,
    /// Damaged, and there is exactly one key it can have been. It stands in no other row.
    Repair {
        /// That key.
        to: String,
        /// What happened.
        why: Damage,
    },
    /// Damaged, and nobody can say what it was.
    Lost {
        /// What happened.
        why: Damage,
    },
}

/// What the register knows of the keys of a column.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Whether it knows this key exactly. Asked once or a few times a cell.
    pub has: &'a dyn Fn(&str) -> bool,
    /// How long its keys of digits usually are, in characters. Empty: the length most of the
    /// column has.
    pub lengths: &'a [usize],
    /// Whether any of its keys begins with a zero. Where none does, none can have lost one.
    pub zeros: bool,
}

impl std::fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known")
            .field("lengths", &self.lengths)
            .field("zeros", &self.zeros)
            .finish_non_exhaustive()
    }
}

/// Judges a column of keys: index and verdict of every cell that is not sound, by index. Blank
/// cells are sound. Linear in the cells, which are walked twice.
pub fn judge<'a, I>(cells: I, known: &Known<'_>) -> Vec<(usize, Verdict)>
where
    I: Iterator<Item = (&'a str, CellKind)> + Clone,
{
    let column = Column::survey(cells.clone(), known);
    let mut found: Vec<(usize, Verdict)> = cells
        .enumerate()
        .map(|(index, (text, kind))| (index, column.verdict(text, kind)))
        .filter(|(_, verdict)| *verdict != Verdict::Sound)
        .collect();
    // Two rows that would become one key: neither is.
    let mut wanted: HashMap<String, u32> = HashMap::new();
    for (_, verdict) in &found {
        if let Verdict::Repair { to, .. } = verdict {
            *wanted.entry(to.clone()).or_default() += 1;
        }
    }
    for (_, verdict) in &mut found {
        if let Verdict::Repair { to, why } = verdict
            && wanted.get(to).is_some_and(|rows| *rows > 1)
        {
            *verdict = Verdict::Lost { why: *why };
        }
    }
    found
}

/// A column looked over as a whole.
struct Column<'a, 'k, I> {
    known: &'k Known<'k>,
    cells: I,
    /// Every key that stands there, once somebody asks: hardly a sound column does.
    texts: OnceCell<HashSet<&'a str>>,
    lengths: Vec<usize>,
    /// A key of digits begins with a zero: this file kept its zeros.
    keeps_zeros: bool,
    /// A key that is unknown is known with zeros: this file lost some.
    lost_zeros: bool,
    /// A key of sixteen digits or more has others than zeros at its end.
    keeps_digits: bool,
}

/// What can be told of the keys that a damaged cell may have been.
enum Choice {
    One(String),
    None,
    /// Several, or one that stands in another row.
    Taken,
}

impl<'a, 'k, I> Column<'a, 'k, I>
where
    I: Iterator<Item = (&'a str, CellKind)> + Clone,
{
    fn survey(cells: I, known: &'k Known<'k>) -> Column<'a, 'k, I> {
        let mut by_length: HashMap<usize, usize> = HashMap::new();
        let mut column = Column {
            known,
            cells: cells.clone(),
            texts: OnceCell::new(),
            lengths: known.lengths.to_vec(),
            keeps_zeros: false,
            lost_zeros: false,
            keeps_digits: false,
        };
        for (text, _) in cells.clone().filter(|(text, _)| !text.is_empty()) {
            if form::is_digits(text) {
                *by_length.entry(text.len()).or_default() += 1;
                column.keeps_zeros |= text.len() > 1 && text.starts_with('0');
                column.keeps_digits |= form::has_digits_beyond(text);
            }
        }
        if column.lengths.is_empty() {
            let most = by_length.into_iter().max_by_key(|(length, cells)| (*cells, *length));
            column.lengths.extend(most.map(|(length, _)| length));
        }
        column.lengths.sort_unstable();
        column.lengths.dedup();
        if !column.keeps_zeros {
            let lost = |text: &str| {
                form::is_digits(text)
                    && column.padded(text).any(|key| (known.has)(&key))
                    && !(known.has)(text)
            };
            column.lost_zeros = cells.into_iter().any(|(text, _)| lost(text));
        }
        column
    }

    /// Whether a key stands in the column as it is.
    fn stands(&self, key: &str) -> bool {
        let all = || self.cells.clone().map(|(text, _)| text).collect();
        !key.is_empty() && self.texts.get_or_init(all).contains(key)
    }

    /// Digits with zeros in front, to each usual length.
    fn padded<'s>(&'s self, digits: &'s str) -> impl Iterator<Item = String> + 's {
        let longer = self.lengths.iter().filter(move |length| **length > digits.len());
        longer.map(move |length| format!("{digits:0>length$}"))
    }

    /// Which of the candidates is known, if exactly one is and it is free.
    fn choose(&self, candidates: impl IntoIterator<Item = String>) -> Choice {
        let mut fits: Vec<String> =
            candidates.into_iter().filter(|key| (self.known.has)(key)).collect();
        fits.sort_unstable();
        fits.dedup();
        match (fits.pop(), fits.is_empty()) {
            (None, _) => Choice::None,
            (Some(key), true) if !self.stands(&key) => Choice::One(key),
            _ => Choice::Taken,
        }
    }

    /// A repair to the one known candidate, else lost.
    fn known_or_lost(&self, candidates: impl IntoIterator<Item = String>, why: Damage) -> Verdict {
        match self.choose(candidates) {
            Choice::One(to) => Verdict::Repair { to, why },
            Choice::None | Choice::Taken => Verdict::Lost { why },
        }
    }

    /// A repair to what is certain without the register, unless another row has it.
    fn certain(&self, to: &str, why: Damage) -> Verdict {
        if to.is_empty() || self.stands(to) {
            return Verdict::Lost { why };
        }
        Verdict::Repair { to: to.to_owned(), why }
    }

    /// A whole number that was written in another way: itself or with its zeros, whichever is
    /// known; itself if neither is and it cannot be one that lost zeros.
    fn number(&self, digits: &str, why: Damage) -> Verdict {
        let candidates = self.padded(digits).chain([digits.to_owned()]);
        match self.choose(candidates) {
            Choice::One(to) => Verdict::Repair { to, why },
            Choice::None if !self.is_short(digits) => self.certain(digits, why),
            Choice::None | Choice::Taken => Verdict::Lost { why },
        }
    }

    /// Shorter than any key of a register that has zeros in front.
    fn is_short(&self, digits: &str) -> bool {
        let shortest = self.known.lengths.iter().min();
        self.known.zeros && shortest.is_some_and(|length| digits.len() < *length)
    }

    fn verdict(&self, text: &str, kind: CellKind) -> Verdict {
        if text.is_empty() {
            return Verdict::Sound;
        }
        if (self.known.has)(text) {
            return self.known_as_it_stands(text, kind);
        }
        if form::is_digits(text) {
            return self.digits(text, kind);
        }
        if let Some(inner) = form::unwrapped(text) {
            return self.certain(&inner, Damage::Wrapper);
        }
        if let Some(rest) = text.strip_prefix(['\'', '\u{2018}', '\u{2019}']) {
            return self.certain(rest.trim(), Damage::Guard);
        }
        if form::is_error(text) {
            return Verdict::Lost { why: Damage::ErrorValue };
        }
        if text.len() >= 3 && text.bytes().all(|byte| byte == b'#') {
            return Verdict::Lost { why: Damage::TooNarrow };
        }
        if let Some((without, spaced)) = form::visible(text) {
            return match self.choose([without.clone(), spaced.clone()]) {
                Choice::One(to) => Verdict::Repair { to, why: Damage::Invisible },
                Choice::None if without == spaced => self.certain(&without, Damage::Invisible),
                Choice::None | Choice::Taken => Verdict::Lost { why: Damage::Invisible },
            };
        }
        if let Some(plain) = form::with_hyphens(text) {
            return self.certain(&plain, Damage::Dash);
        }
        if let Some(exponent) = Exponent::parse(text) {
            let digits = exponent.all_digits();
            let candidates = digits
                .iter()
                .flat_map(|digits| self.padded(digits).chain([digits.clone()]).collect::<Vec<_>>());
            return self.known_or_lost(candidates, Damage::Exponent);
        }
        if let Some(date) = Date::parse(text) {
            return self.known_or_lost(date.ways_to_write(), Damage::Date);
        }
        if let Some(digits) = form::without_thousands(text) {
            return self.number(&digits, Damage::Thousands);
        }
        if let Some(digits) = form::without_decimals(text) {
            return self.number(digits, Damage::Decimal);
        }
        Verdict::Sound
    }

    /// Known, and so sound, unless the file lost zeros and it is known with zeros, too.
    fn known_as_it_stands(&self, text: &str, kind: CellKind) -> Verdict {
        let suspect = self.lost_zeros || kind == CellKind::Number;
        let other = |key: String| (self.known.has)(&key) && !self.stands(&key);
        if suspect && form::is_digits(text) && self.padded(text).any(other) {
            return Verdict::Lost { why: Damage::Either };
        }
        Verdict::Sound
    }

    fn digits(&self, text: &str, kind: CellKind) -> Verdict {
        if form::may_be_rounded(text) && (kind == CellKind::Number || !self.keeps_digits) {
            return Verdict::Lost { why: Damage::Rounded };
        }
        let powers = form::as_powers(text);
        match self.choose(self.padded(text).chain(powers.iter().cloned())) {
            Choice::One(to) if powers.contains(&to) => {
                Verdict::Repair { to, why: Damage::Exponent }
            }
            Choice::One(to) => Verdict::Repair { to, why: Damage::Zeros },
            Choice::Taken => Verdict::Lost { why: Damage::Zeros },
            // Nobody knows it in any form. In a file that keeps zeros it is a short key.
            Choice::None => {
                let kept = self.keeps_zeros && kind != CellKind::Number;
                if self.is_short(text) && !kept {
                    Verdict::Lost { why: Damage::Zeros }
                } else {
                    Verdict::Sound
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
