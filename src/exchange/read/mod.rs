//! From paths to tables: whatever a school's systems, spreadsheets and mail programs hand over.
//!
//! [`members`] turns files, folders and archives into [`Member`]s, [`Table::read`] a member into
//! rows of texts with their lines. What cannot be read is an error that names the file and what it
//! seems to be; a row that cannot be taken is told with its line; nothing is guessed in silence: a
//! guessed encoding is marked, a cell that was changed by trimming is counted. It never decides
//! what a column means (`format`, `mapping`) or whether a key was damaged
//! ([`damage`](super::damage)), and it writes nothing, not even to unpack.

mod archive;
mod cells;
mod delimiter;
mod encoding;
mod looks;
mod member;
mod oddity;
mod split;
mod table;
#[cfg(test)]
mod tests;
mod workbook;

pub use cells::{CellKind, Row, Rows};
pub use encoding::Encoding;
pub(in crate::exchange) use encoding::decode;
pub use member::{Member, members};
pub use oddity::{Oddity, What};
pub(in crate::exchange) use oddity::{is_direction, is_invisible};
pub use table::{Reading, Table, heading_key};

/// The most that is read. A file beyond it is refused with the number, not read in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file, packed or not. A roster of 1,000,000 people has about 100 MB.
    pub file_bytes: u64,
    /// Bytes that an archive or a workbook may unpack to, all entries together, and that the
    /// texts of one table may have.
    pub unpacked_bytes: u64,
    /// Entries of an archive or a workbook.
    pub entries: u64,
    /// How many times its packed size an entry may unpack to, above [`Limits::ratio_from`].
    /// Rosters pack to a fifth or a tenth; deflate's most is about 1,030.
    pub ratio: u64,
    /// Bytes below which the ratio is not looked at: short files of equal rows pack very well.
    pub ratio_from: u64,
    /// Rows of one table, headings apart.
    pub rows: u64,
    /// Columns: what a spreadsheet can have.
    pub columns: u64,
    /// Cells of one table. Each takes four bytes of memory besides its text.
    pub cells: u64,
    /// Bytes of one field. A longer one costs its row, not the file: it is nearly always a
    /// quotation that was not closed where it should be.
    pub field_bytes: usize,
}

impl Limits {
    /// The limits of the program.
    pub const STANDARD: Limits = Limits {
        file_bytes: 512 << 20,
        unpacked_bytes: 1 << 30,
        entries: 10_000,
        ratio: 100,
        ratio_from: 1 << 20,
        rows: 5_000_000,
        columns: 16_384,
        cells: 150_000_000,
        field_bytes: 64 << 10,
    };
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::STANDARD
    }
}
