//! Which character parts the fields, and which of the first lines are the headings. The same
//! bytes always give the same answer.

use std::cmp::Reverse;

use super::Limits;
use super::split::{Record, Splitter, Step};
use super::table::heading_key;

/// The delimiters known, the likelier first: it wins where two explain a file equally well.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many records are looked at.
const RECORDS: usize = 50;

/// How many bytes are looked at: fifty records can be long where a quotation is open.
const BYTES: usize = 256 << 10;

/// How many of the first rows may be the headings: titles, dates and school names stand above.
pub(super) const TITLES: usize = 10;

/// A first line `sep=;`, as spreadsheets write and obey it: the delimiter, and the bytes it takes
/// with its line end.
pub(super) fn told(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\n', '\r']).next()?;
    let bare = line.trim_matches('"');
    let sign = bare.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="));
    let sign = bare.strip_prefix(sign?)?.as_bytes();
    let &[sign] = sign else { return None };
    if !sign.is_ascii() || sign.is_ascii_alphanumeric() || matches!(sign, b'"' | b'\n' | b'\r') {
        return None;
    }
    let rest = &text[line.len()..];
    let end = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    Some((sign, line.len() + end))
}

/// The delimiter that splits the headings into most `known` ones; where that tells nothing, the
/// one that gives most of the first records the same number of fields, more than one, and the
/// heading among them. A file of one known heading has one column: then the delimiter is the one
/// that splits fewest of its rows (`Lind, Ava` under `name`).
pub(super) fn choose(text: &[u8], known: &[String], limits: &Limits) -> u8 {
    let text = &text[..text.len().min(BYTES)];
    let scores = DELIMITERS.map(|delimiter| score(text, delimiter, known, limits));
    let single = scores.iter().all(|score| score.headings <= 1 && score.known > 0);
    let mut best = 0;
    for at in 1..DELIMITERS.len() {
        let better = if single {
            scores[at].split < scores[best].split
        } else {
            scores[at].rank() > scores[best].rank()
        };
        if better {
            best = at;
        }
    }
    DELIMITERS[best]
}

/// How well a delimiter explains the first records.
#[derive(Debug)]
struct Score {
    /// Known headings.
    known: usize,
    /// Fields of the heading row.
    headings: usize,
    /// Records of more than one field.
    split: usize,
    /// The number of fields, above one, that most records have; one if none has more.
    fields: usize,
    /// Records of that many.
    agree: usize,
    /// Records that have quotation marks and none where a field begins.
    stray: usize,
}

impl Score {
    /// Compared in this order.
    fn rank(&self) -> (usize, bool, usize, Reverse<usize>, usize) {
        let heading_agrees = self.fields > 1 && self.headings == self.fields;
        (self.known, heading_agrees, self.agree, Reverse(self.stray), self.fields)
    }
}

fn score(text: &[u8], delimiter: u8, known: &[String], limits: &Limits) -> Score {
    let mut splitter = Splitter::new(text, 1, delimiter, limits);
    let mut record = Record::default();
    let mut counts = Vec::with_capacity(RECORDS);
    let mut headings = Vec::with_capacity(TITLES);
    let mut stray = 0;
    while counts.len() < RECORDS && splitter.next(&mut record) == Step::Record {
        counts.push(record.count);
        stray += usize::from(record.quoted == 0 && record.text.contains(&b'"'));
        if headings.len() < TITLES && !known.is_empty() {
            let fields = 0..record.ends.len();
            let texts = fields.map(|at| String::from_utf8_lossy(record.field(at)).into_owned());
            headings.push(known_among(texts, known));
        }
    }
    let same = |wanted: usize| counts.iter().filter(|count| **count == wanted).count();
    let usual = counts.iter().copied().filter(|count| *count > 1).max_by_key(|c| (same(*c), *c));
    let heading = heading_row(&headings);
    Score {
        known: headings.get(heading).copied().unwrap_or_default(),
        headings: counts.get(heading).copied().unwrap_or_default(),
        split: counts.iter().filter(|count| **count > 1).count(),
        fields: usual.unwrap_or(1),
        agree: usual.map_or(0, same),
        stray,
    }
}

/// How many different known headings are among the texts.
pub(super) fn known_among<T: AsRef<str>>(
    texts: impl IntoIterator<Item = T>,
    known: &[String],
) -> usize {
    let mut keys: Vec<String> = texts.into_iter().map(|text| heading_key(text.as_ref())).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.iter().filter(|key| known.contains(key)).count()
}

/// Which of the first rows is the headings, by how many known ones each has: the first row if it
/// has any, else the first of those with most, if that is two or more, else the first row.
pub(super) fn heading_row(known: &[usize]) -> usize {
    if known.first().is_none_or(|count| *count > 0) {
        return 0;
    }
    let most = known.iter().copied().max().unwrap_or_default();
    if most < 2 { 0 } else { known.iter().position(|count| *count == most).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str, known: &[&str]) -> char {
        let known: Vec<String> = known.iter().map(|name| heading_key(name)).collect();
        choose(text.as_bytes(), &known, &Limits::STANDARD).into()
    }

    #[test]
    fn delimiters_are_found() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", ','),
            ("a;b\n1;2\n", ';'),
            ("a\tb\n1\t2\n", '\t'),
            ("a|b\n1|2\n", '|'),
            ("a\n1\n", ','),
            ("", ','),
            ("student;name;grade\n1;Lind, Ava;7\n2;Fields, Noah;7\n", ';'),
            ("model;price\nA;1,50\nB;2,50\nC;3,5\n", ';'),
            ("a|b,c\n1|2,3\n4|5,6\n7|8\n", '|'),
            ("a,\"b;c;d\"\n1,\"2;3;4\"\n", ','),
        ] {
            assert_eq!(chosen(text, &[]), delimiter, "{text:?}");
        }
    }

    #[test]
    fn known_headings_tell_more_than_counts() {
        let text = "tag,serial;model;site,x,y,z\n1,2;3;4,5,6,7\n";
        assert_eq!(chosen(text, &[]), ',');
        assert_eq!(chosen("Asset tag;a,b;Model\n1;2,3;4\n", &["model", "asset_tag"]), ';');
        assert_eq!(chosen("Name\nLind, Ava\nFields, Noah\n", &["name"]), ';');
        let title = "Devices, gym, 14 August\n\ntag;serial\nCB-1;S1\n";
        assert_eq!(chosen(title, &["tag", "serial"]), ';');
    }

    #[test]
    fn the_first_line_may_tell() {
        assert_eq!(told("sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(told("\"SEP=|\"\na"), Some((b'|', 8)));
        assert_eq!(told("sep=\t\ra"), Some((b'\t', 6)));
        assert_eq!(told("sep=;"), Some((b';', 5)));
        for text in
            ["sep=", "sep=ab\n", "sep=a\n", "sep\n", "séparé=;\n", "sep=é\n", "", "\"sep=\"\"\n"]
        {
            assert_eq!(told(text), None, "{text:?}");
        }
    }

    #[test]
    fn headings_may_stand_below_a_title() {
        assert_eq!(heading_row(&[]), 0);
        assert_eq!(heading_row(&[1, 3]), 0);
        assert_eq!(heading_row(&[0, 0, 3, 3]), 2);
        assert_eq!(heading_row(&[0, 1, 0]), 0);
    }
}
