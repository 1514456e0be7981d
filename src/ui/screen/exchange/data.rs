//! What the Exchange screen shows, in words and numbers. Made from the desk's answers, asks nothing.

use crate::desk::reply::When;

/// What came of a bundle, or of several: rows by class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// New, and their word stands.
    pub(super) applied: u64,
    /// Known before.
    pub(super) already_had: u64,
    /// New, and a later event says who holds the device.
    pub(super) superseded: u64,
    /// New, and part of what a person must decide.
    pub(super) needs_person: u64,
    /// New, about what no register knows.
    pub(super) parked: u64,
    /// Not what was written: never taken.
    pub(super) damaged: u64,
}

impl Counts {
    /// Rows in all.
    pub(super) fn rows(&self) -> u64 {
        let new = self.applied + self.superseded + self.needs_person + self.parked;
        new + self.already_had + self.damaged
    }

    /// With those of another.
    #[must_use]
    pub(super) fn and(self, other: Counts) -> Counts {
        Counts {
            applied: self.applied + other.applied,
            already_had: self.already_had + other.already_had,
            superseded: self.superseded + other.superseded,
            needs_person: self.needs_person + other.needs_person,
            parked: self.parked + other.parked,
            damaged: self.damaged + other.damaged,
        }
    }
}

/// What a merge came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Merged {
    /// A line for each bundle that was taken.
    pub(super) bundles: Vec<MergedLine>,
    /// What was not taken at all: name and why.
    pub(super) refused: Vec<(String, String)>,
    /// What else was found: which bundle, and what.
    pub(super) notes: Vec<(String, String)>,
    /// Rows that are not as they were written.
    pub(super) damaged: Vec<DamagedLine>,
}

impl Merged {
    /// How many lines there are to be said beside the numbers.
    pub(super) fn found(&self) -> usize {
        self.refused.len() + self.notes.len() + self.damaged.len()
    }

    /// All rows by class.
    pub(super) fn counts(&self) -> Counts {
        self.bundles.iter().fold(Counts::default(), |all, line| all.and(line.counts))
    }
}

/// A bundle of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct MergedLine {
    /// Station, or its place.
    pub(super) station: String,
    /// Its number there.
    pub(super) batch: u64,
    /// Rows by class.
    pub(super) counts: Counts,
    /// Missing numbers, first and last of each stretch.
    pub(super) gaps: Vec<(u64, u64)>,
    /// What became of the receipt, in words.
    pub(super) receipt: String,
}

/// A row that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DamagedLine {
    /// Bundle and line.
    pub(super) place: String,
    /// What is wrong, in words.
    pub(super) why: String,
    /// As it was written; may be empty.
    pub(super) old: String,
    /// As it stands there; may be empty.
    pub(super) new: String,
}

/// A station as this computer knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct StationLine {
    /// Station code.
    pub(super) code: String,
    /// This computer.
    pub(super) own: bool,
    /// Number of its last batch, and when.
    pub(super) last: Option<(u64, When)>,
    /// Missing numbers.
    pub(super) gaps: Vec<(u64, u64)>,
    /// Its register, in words.
    pub(super) register: String,
    /// By how much its clock is put right, and how far off that may be, milliseconds.
    pub(super) clock: Option<(i64, i64)>,
    /// Events no office has confirmed, where that is known.
    pub(super) unsent: Option<u64>,
    /// Why it was closed.
    pub(super) closed: Option<String>,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Check {
    /// Name of the file, or of several.
    pub(super) name: String,
    /// How it is written, in words: rows, delimiter, encoding.
    pub(super) how: Vec<String>,
    /// What it covers, in words; empty where that means nothing.
    pub(super) covers: String,
    /// The numbers.
    pub(super) numbers: Numbers,
    /// Columns.
    pub(super) columns: Vec<ColumnLine>,
    /// Rows that are not taken, or that need a look.
    pub(super) refused: Vec<RefusedLine>,
    /// What becomes other than it is: line, key, field, old, new.
    pub(super) changes: Vec<Vec<String>>,
    /// Who and what leaves: key, name or model, grade, site, devices held.
    pub(super) leaving: Vec<Vec<String>>,
    /// Where a holder of the file is not taken: line, tag, as the file says, what is known.
    pub(super) holders: Vec<Vec<String>>,
    /// What else was found in reading: file, what.
    pub(super) notes: Vec<Vec<String>>,
    /// What has to be said yes to first.
    pub(super) stops: Vec<StopLine>,
    /// Whose the catalogue is, where it would be another.
    pub(super) contact: Option<String>,
    /// When the very same files were taken in first: there is nothing new.
    pub(super) before: Option<When>,
}

/// The numbers of an import; all but `leaving` add up to `rows`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Numbers {
    /// Read.
    pub(super) rows: u64,
    /// Not known before.
    pub(super) new: u64,
    /// Known, and changed.
    pub(super) updated: u64,
    /// Known as they are.
    pub(super) unchanged: u64,
    /// For a person to look at.
    pub(super) needs_look: u64,
    /// Not taken.
    pub(super) refused: u64,
    /// Known, covered and not in the files.
    pub(super) leaving: u64,
}

impl Numbers {
    /// Rows that would be taken.
    pub(super) fn taken(&self) -> u64 {
        self.new + self.updated + self.unchanged
    }
}

/// A column of a file, or several that become one thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ColumnLine {
    /// Headings.
    pub(super) heading: String,
    /// What becomes of it, in words; empty where it is left out.
    pub(super) becomes: String,
    /// Rows are told apart by it.
    pub(super) key: bool,
    /// What stands in the first rows; hidden where it is left out.
    pub(super) first: String,
    /// What a spreadsheet did to it, in words; may be empty.
    pub(super) remark: String,
}

/// A row that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct RefusedLine {
    /// Line in the file.
    pub(super) line: u64,
    /// Heading of the column, where it is about one.
    pub(super) column: String,
    /// What stands there.
    pub(super) value: String,
    /// Why, in words.
    pub(super) why: String,
}

/// What has to be said yes to before anything is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct StopLine {
    /// The word for it.
    pub(super) word: String,
    /// What it is, in words.
    pub(super) says: String,
    /// What yes does, in words.
    pub(super) yes: String,
    /// Nothing is written before yes; else it is only offered, and the files are read again.
    pub(super) blocks: bool,
    /// It was said yes to.
    pub(super) passed: bool,
}

/// A file whose headings say nothing: its columns, to be given a meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Mapping {
    /// Name of the file.
    pub(super) name: String,
    /// What it may hold, in words, with the words of the fields it may have.
    pub(super) kinds: Vec<KindLine>,
    /// Its columns: heading, first rows, and the field guessed of the first kind, if any.
    pub(super) columns: Vec<MapColumn>,
}

/// What a file may hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct KindLine {
    /// The word.
    pub(super) word: String,
    /// In words.
    pub(super) says: String,
    /// Fields: word and what it is called; whether rows cannot be without it.
    pub(super) fields: Vec<FieldLine>,
}

/// A field that a column may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FieldLine {
    /// The word.
    pub(super) word: String,
    /// In words.
    pub(super) says: String,
    /// Rows are told apart by it.
    pub(super) key: bool,
}

/// A column to be given a meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct MapColumn {
    /// Heading.
    pub(super) heading: String,
    /// First rows.
    pub(super) first: Vec<String>,
    /// The fields its name hints at, by their words: one for each kind, empty for none.
    pub(super) guesses: Vec<String>,
}

/// A bundle on a stick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StickLine {
    /// Name of the file or folder.
    pub(super) name: String,
    /// Whose it is, or for whom.
    pub(super) station: String,
    /// Its number.
    pub(super) number: Option<u64>,
    /// What it is to this computer.
    pub(super) state: StickState,
    /// The same in words.
    pub(super) says: String,
}

/// What a bundle on a stick is to this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StickState {
    /// A batch that was not merged here.
    Batch,
    /// A receipt for this station.
    Receipt,
    /// A batch that was merged or written here.
    Known,
    /// Of no use here.
    Other,
}
