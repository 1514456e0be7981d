//! Why a file cannot be read at all: data only.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that cannot be taken. Rows that cannot are [`super::Refused`].
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// It cannot be opened or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: Arc<std::io::Error>,
    },
    /// No CSV file in the folder.
    #[error("no CSV file in {path}")]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// Not UTF-8.
    #[error("{path} is not UTF-8 at line {line}")]
    Encoding {
        /// The file.
        path: PathBuf,
        /// The first line that is not.
        line: u64,
    },
    /// No heading row.
    #[error("{path} is empty")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Headings that say nothing.
    #[error("{path} has headings that say neither people nor devices: {found}")]
    Unrecognised {
        /// The file.
        path: PathBuf,
        /// The headings.
        found: String,
    },
    /// A needed column is missing.
    #[error("{path} has no column {column}; it has {found}")]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// What is needed.
        column: &'static str,
        /// The headings.
        found: String,
    },
    /// A needed column is missing, in a file whose headings nobody can map.
    #[error("{path} has no column headed {looked}; it has {found}")]
    NoHeading {
        /// The file.
        path: PathBuf,
        /// The headings that would do.
        looked: String,
        /// The headings.
        found: String,
    },
    /// `--map` names a field that there is none of.
    #[error("{path}: there is no field {word}")]
    NoField {
        /// The file.
        path: PathBuf,
        /// The word for the field.
        word: String,
        /// The headings.
        found: String,
    },
    /// A file of another system's set that has nothing the desk needs.
    #[error("{path} has nothing the desk needs")]
    NothingNeeded {
        /// The file.
        path: PathBuf,
    },
    /// Somebody stopped it.
    #[error("stopped")]
    Cancelled,
    /// A quotation mark that is never closed, or the like.
    #[error("{path}: {detail}")]
    Csv {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        detail: String,
    },
    /// Headings and not one row below them.
    #[error("{path} has headings and no rows")]
    HeadingsOnly {
        /// The file.
        path: PathBuf,
    },
    /// The file ends inside a quotation: all that follows the mark was swallowed.
    #[error("{path}: the quotation that opens in line {line} is never closed")]
    OpenQuote {
        /// The file.
        path: PathBuf,
        /// The line of the mark that opens it.
        line: u64,
    },
    /// No table at all, but something else that is known by its first bytes.
    #[error("{path} is no table but {looks:?}")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        looks: Looks,
    },
    /// More than is read.
    #[error("{path} has more than {limit} of {what:?}")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Of what.
        what: Bound,
        /// The most that is read, in the unit of `what`.
        limit: u64,
    },
    /// An archive with an entry that is not unpacked. Nothing else of it is, either.
    #[error("{path}: {entry}: {why:?}")]
    Entry {
        /// The archive.
        path: PathBuf,
        /// The entry's name as it stands in the archive.
        entry: String,
        /// Why not.
        why: EntryFault,
    },
    /// An archive that holds no table.
    #[error("{path} holds no table: {holds}")]
    NoTable {
        /// The archive.
        path: PathBuf,
        /// The first names in it, joined by commas; blank when it is empty.
        holds: String,
    },
    /// An archive or a workbook that cannot be opened.
    #[error("{path} is damaged: {detail}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        detail: String,
    },
}

/// What a file that is no table seems to be, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// PNG, JPEG, GIF, BMP, TIFF or WebP.
    Picture,
    /// PDF.
    Pdf,
    /// A SQLite database.
    Database,
    /// A workbook of before 2007 (`.xls`).
    OldWorkbook,
    /// A workbook with a password.
    LockedWorkbook,
    /// A binary workbook (`.xlsb`).
    BinaryWorkbook,
    /// A spreadsheet of another program (`.ods`, `.numbers`).
    OtherWorkbook,
    /// A text document: Word, RTF.
    Document,
    /// A web page, also one that is called `.xls`.
    WebPage,
    /// XML.
    Xml,
    /// JSON.
    Json,
    /// An archive: one inside an archive, or of a kind that is not opened (gzip, 7z, rar).
    Archive,
    /// A text that ends in zeros: it was never written to its end.
    Torn,
    /// Unknown, and no text.
    Binary,
}

/// What there can be too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Bytes of a file.
    File,
    /// Bytes that an archive or a workbook unpacks to, or that its texts are.
    Unpacked,
    /// Entries of an archive.
    Entries,
    /// Rows.
    Rows,
    /// Columns.
    Columns,
    /// Rows times columns.
    Cells,
}

/// Why an entry of an archive is not unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryFault {
    /// Its name would leave the folder it is unpacked to: absolute, `..`, a drive, a backslash.
    Outside,
    /// It is a symbolic link.
    Link,
    /// It needs a password.
    Locked,
    /// It is packed in a way that is not known here; only stored and deflated entries are.
    Method,
    /// It unpacks to more than a hundred times its size, or to more than it says: a trap.
    Bomb,
    /// Its name stands in the archive twice.
    Twice,
    /// It does not unpack, or to other bytes than were packed.
    Damaged,
}

impl Error {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Error {
        Error::Io { path: path.to_owned(), source: Arc::new(source) }
    }
}
