//! A letter's text as a file that a district can edit: paragraphs with a blank line between them.
//!
//! - `# Words` is a heading.
//! - `{student}` and the other [`PLACES`] are put in; a brace is written twice: `{{`.
//! - `{devices: tag=Device | out=Out since}` alone in its paragraph is the list, with these of the
//!   [`COLUMNS`] and these words over them.
//! - `{charges: type=For | due=Due}` alone in its paragraph is the list of what is to be paid, with these
//!   of the [`CHARGES`].
//! - `____ Signature | Date` is lines to sign on, side by side.
//! - `version: 2026-08` before everything else is said at the foot.

use super::letters::Block;

/// What can be put in.
pub const PLACES: [&str; 10] =
    ["student", "id", "grade", "homeroom", "site", "date", "count", "station", "version", "total"];

/// What a list of devices can say.
pub const COLUMNS: [&str; 7] = ["student", "tag", "serial", "model", "out", "due", "back"];

/// What a list of charges can say.
pub const CHARGES: [&str; 7] = ["student", "type", "device", "date", "amount", "paid", "due"];

/// A text, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// What it calls itself; may be empty.
    pub version: String,
    parts: Vec<Part>,
}

/// Why a text cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Places that there are not.
    #[error("no such places: {0:?}")]
    Places(Vec<String>),
    /// Columns of a list that there are not.
    #[error("no such columns: {0:?}")]
    Columns(Vec<String>),
    /// A brace without its other one.
    #[error("line {line}: a brace is open")]
    Brace {
        /// Where its paragraph begins, from 1.
        line: usize,
    },
    /// Nothing in it.
    #[error("the text is empty")]
    Empty,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Title(Vec<Piece>),
    Text(Vec<Piece>),
    /// Index in [`COLUMNS`], and the title.
    Devices(Vec<(usize, String)>),
    /// Index in [`CHARGES`], and the title.
    Charges(Vec<(usize, String)>),
    Sign(Vec<String>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    /// Index in [`PLACES`].
    Place(usize),
}

/// What is put into one letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    /// In the order of [`PLACES`].
    pub places: [String; PLACES.len()],
    /// Rows of the list, in the order of [`COLUMNS`].
    pub devices: Vec<[String; COLUMNS.len()]>,
    /// Rows of the list of charges, in the order of [`CHARGES`].
    pub charges: Vec<[String; CHARGES.len()]>,
}

/// What is wrong is gathered, so that it is said at once.
#[derive(Default)]
struct Wrong {
    places: Vec<String>,
    columns: Vec<String>,
}

impl Template {
    /// Reads a text.
    ///
    /// # Errors
    /// All of [`Error`]; every unknown place is named, not just the first.
    pub fn read(text: &str) -> Result<Template, Error> {
        let mut template = Template { version: String::new(), parts: Vec::new() };
        let mut wrong = Wrong::default();
        for (line, paragraph) in paragraphs(text.trim_start_matches('\u{feff}')) {
            if let Some(version) = paragraph.strip_prefix("version:")
                && template.parts.is_empty()
            {
                version.trim().clone_into(&mut template.version);
                continue;
            }
            let pieces =
                |text: &str, wrong: &mut Wrong| pieces(text, wrong).ok_or(Error::Brace { line });
            let part = if let Some(title) = paragraph.strip_prefix("# ") {
                Part::Title(pieces(title, &mut wrong)?)
            } else if let Some(list) = paragraph.strip_prefix("{devices:") {
                let list = list.trim_end().strip_suffix('}').ok_or(Error::Brace { line })?;
                Part::Devices(columns(list, &COLUMNS, &mut wrong))
            } else if let Some(list) = paragraph.strip_prefix("{charges:") {
                let list = list.trim_end().strip_suffix('}').ok_or(Error::Brace { line })?;
                Part::Charges(columns(list, &CHARGES, &mut wrong))
            } else if paragraph.starts_with("____") {
                let labels = paragraph.trim_start_matches('_').split('|');
                Part::Sign(labels.map(|label| label.trim().to_owned()).collect())
            } else {
                Part::Text(pieces(&paragraph, &mut wrong)?)
            };
            template.parts.push(part);
        }
        match wrong {
            Wrong { places, .. } if !places.is_empty() => Err(Error::Places(places)),
            Wrong { columns, .. } if !columns.is_empty() => Err(Error::Columns(columns)),
            _ if template.parts.is_empty() => Err(Error::Empty),
            _ => Ok(template),
        }
    }

    /// The letter's parts with everything put in.
    pub fn fill(&self, values: &Values) -> Vec<Block> {
        let filled = |pieces: &[Piece]| {
            let piece = |piece: &Piece| match piece {
                Piece::Words(words) => words.clone(),
                Piece::Place(index) => values.places[*index].clone(),
            };
            pieces.iter().map(piece).collect::<String>()
        };
        let block = |part: &Part| match part {
            Part::Title(pieces) => Block::Title(filled(pieces)),
            Part::Text(pieces) => Block::Text(filled(pieces)),
            Part::Sign(labels) => Block::Sign(labels.clone()),
            Part::Devices(columns) => list(columns, &values.devices),
            Part::Charges(columns) => list(columns, &values.charges),
        };
        self.parts.iter().map(block).collect()
    }
}

/// The columns that are asked for, of each row.
fn list<const N: usize>(columns: &[(usize, String)], rows: &[[String; N]]) -> Block {
    let titles = columns.iter().map(|(_, title)| title.clone()).collect();
    let row = |row: &[String; N]| columns.iter().map(|(index, _)| row[*index].clone()).collect();
    Block::List(titles, rows.iter().map(row).collect())
}

/// Paragraphs, their lines joined, and where each begins. A heading and lines to sign on are one line.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let alone =
            line.starts_with("# ") || line.starts_with("____") || line.starts_with("version:");
        match all.last_mut() {
            _ if line.is_empty() => is_open = false,
            Some((_, last)) if is_open && !alone => {
                last.push(' ');
                last.push_str(line);
            }
            _ => {
                all.push((number + 1, line.to_owned()));
                is_open = !alone;
            }
        }
    }
    all
}

/// Words and places; `None` where a brace is left open.
fn pieces(text: &str, wrong: &mut Wrong) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        if from.starts_with("{{") || from.starts_with("}}") {
            words.push_str(&from[..1]);
            rest = &from[2..];
            continue;
        }
        let (name, behind) = from.strip_prefix('{')?.split_once('}')?;
        match PLACES.iter().position(|place| *place == name.trim()) {
            Some(index) => {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
                pieces.push(Piece::Place(index));
            }
            None => wrong.places.push(name.trim().to_owned()),
        }
        rest = behind;
    }
    words.push_str(rest);
    pieces.push(Piece::Words(words));
    Some(pieces)
}

fn columns(list: &str, known: &[&str], wrong: &mut Wrong) -> Vec<(usize, String)> {
    let mut columns = Vec::new();
    for part in list.split('|') {
        let (name, title) = part.split_once('=').unwrap_or((part, ""));
        match known.iter().position(|column| *column == name.trim()) {
            Some(index) => columns.push((index, title.trim().to_owned())),
            None => wrong.columns.push(name.trim().to_owned()),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_and_filled() {
        let text = "\u{feff}version: 7\n\n# Loan of {student}\n\nTwo lines\nare {{one}}, {site}.\n\n\
                    {devices: tag=Device | due=Due}\n\n____ Signature | Date\n";
        let template = Template::read(text).unwrap();
        assert_eq!(template.version, "7");
        let mut values = Values::default();
        values.places[0] = "Ava {x}".into();
        values.places[4] = "Larkstone".into();
        values.devices = vec![["Ava", "CB-1", "", "", "", "4 June", ""].map(str::to_owned)];
        let blocks = template.fill(&values);
        assert_eq!(
            blocks,
            [
                Block::Title("Loan of Ava {x}".into()),
                Block::Text("Two lines are {one}, Larkstone.".into()),
                Block::List(
                    vec!["Device".into(), "Due".into()],
                    vec![vec!["CB-1".into(), "4 June".into()]]
                ),
                Block::Sign(vec!["Signature".into(), "Date".into()]),
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_named_all_at_once() {
        let wrong = |text: &str| Template::read(text).unwrap_err();
        let places = vec!["name".to_owned(), "price".to_owned()];
        assert_eq!(wrong("Dear {name},\n\nyou owe {price} for {student}"), Error::Places(places));
        assert_eq!(wrong("{devices: tag=T | colour=C}"), Error::Columns(vec!["colour".into()]));
        assert_eq!(wrong("One\n\nDear {student"), Error::Brace { line: 3 });
        assert_eq!(wrong("Dear student}"), Error::Brace { line: 1 });
        assert_eq!(wrong(" \n\n"), Error::Empty);
        assert_eq!(wrong("version: 3"), Error::Empty);
    }
}
