//! Zip files: what they hold, checked before a byte of it is unpacked.
//!
//! Nothing is ever written: entries are read into memory under their limits. Still a name that
//! would leave the folder it were unpacked to spoils the whole archive, since whoever made it
//! meant no good or damaged it.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use zip::CompressionMethod;
use zip::read::ZipArchive;

use super::Limits;
use crate::exchange::{Bound, EntryFault, Error, Looks};

/// A file in an archive.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) index: usize,
    pub(super) name: String,
    /// Bytes unpacked, as the archive says.
    pub(super) size: u64,
}

/// What a zip file is, by the names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A workbook that can be read.
    Workbook,
    /// Something else that is packed as zip.
    Foreign(Looks),
    /// Just an archive.
    Archive,
}

/// How every record of an archive's directory begins.
const RECORD: [u8; 4] = *b"PK\x01\x02";

/// Opens an archive. Its directory is counted first: reading one of ten million names takes
/// gigabytes.
pub(super) fn open<R: Read + Seek>(
    path: &Path,
    mut reader: R,
    limits: &Limits,
) -> Result<ZipArchive<R>, Error> {
    let records = count(&mut reader).map_err(|source| Error::io(path, source))?;
    if records > limits.entries {
        return Err(Error::TooLarge {
            path: path.to_owned(),
            what: Bound::Entries,
            limit: limits.entries,
        });
    }
    let archive = ZipArchive::new(reader).map_err(|error| damaged(path, &error))?;
    if archive.has_duplicate_names() {
        return Err(refused(path, &twice(&archive), EntryFault::Twice));
    }
    Ok(archive)
}

/// One name to show; which of them is doubled the reader does not keep.
fn twice<R: Read + Seek>(archive: &ZipArchive<R>) -> String {
    let first = archive.file_names_raw().next();
    first.map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default()
}

fn count<R: Read + Seek>(reader: &mut R) -> std::io::Result<u64> {
    reader.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; 64 << 10];
    let (mut kept, mut found) = (0, 0);
    loop {
        let read = reader.read(&mut buffer[kept..])?;
        if read == 0 {
            reader.seek(SeekFrom::Start(0))?;
            return Ok(found);
        }
        let held = kept + read;
        found +=
            buffer[..held].windows(RECORD.len()).filter(|part| **part == RECORD).count() as u64;
        // A record may begin in this piece and end in the next.
        kept = held.min(RECORD.len() - 1);
        buffer.copy_within(held - kept..held, 0);
    }
}

/// What the archive is.
pub(super) fn kind<R: Read + Seek>(archive: &ZipArchive<R>) -> Kind {
    let has = |wanted: &str| archive.file_names_raw().any(|name| name == wanted.as_bytes());
    if has("xl/workbook.xml") {
        Kind::Workbook
    } else if has("xl/workbook.bin") {
        Kind::Foreign(Looks::BinaryWorkbook)
    } else if has("word/document.xml") {
        Kind::Foreign(Looks::Document)
    } else if has("Index/Document.iwa") || (has("mimetype") && has("content.xml")) {
        Kind::Foreign(Looks::OtherWorkbook)
    } else {
        Kind::Archive
    }
}

/// The files in an archive that `wanted` says yes to, in its order, all checked.
///
/// # Errors
/// Any entry whose name leads outside or that is a link; a wanted one with a password, packed in
/// an unknown way, or that unpacks to more than is allowed.
pub(super) fn entries<R: Read + Seek>(
    path: &Path,
    archive: &mut ZipArchive<R>,
    limits: &Limits,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Entry>, Error> {
    let mut found = Vec::new();
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| damaged(path, &error))?;
        let name = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
        };
        let refuse = |why| Err(refused(path, &name, why));
        if leads_outside(&name) {
            return refuse(EntryFault::Outside);
        }
        if entry.is_symlink() {
            return refuse(EntryFault::Link);
        }
        if entry.is_dir() || !wanted(&name) {
            continue;
        }
        if entry.encrypted() {
            return refuse(EntryFault::Locked);
        }
        if !matches!(entry.compression(), CompressionMethod::STORE | CompressionMethod::DEFLATE) {
            return refuse(EntryFault::Method);
        }
        let (size, packed) = (entry.size(), entry.compressed_size());
        if size > limits.ratio_from && size / limits.ratio.max(1) > packed {
            return refuse(EntryFault::Bomb);
        }
        total = total.saturating_add(size);
        if total > limits.unpacked_bytes {
            return Err(Error::TooLarge {
                path: path.to_owned(),
                what: Bound::Unpacked,
                limit: limits.unpacked_bytes,
            });
        }
        found.push(Entry { index, name, size });
    }
    // Many names for the same bytes: each is small, together they are a bomb.
    match archive.has_overlapping_files() {
        Ok(false) => Ok(found),
        Ok(true) => Err(refused(path, &twice(archive), EntryFault::Bomb)),
        Err(error) => Err(damaged(path, &error)),
    }
}

/// Unpacks an entry into `to`, its check sum verified.
pub(super) fn unpack<R: Read + Seek>(
    path: &Path,
    archive: &mut ZipArchive<R>,
    entry: &Entry,
    to: &mut impl std::io::Write,
) -> Result<(), Error> {
    let damaged = || refused(path, &entry.name, EntryFault::Damaged);
    let file = archive.by_index(entry.index).map_err(|_| damaged())?;
    // One byte more than it says: an entry that lies about its size is a trap.
    let written = std::io::copy(&mut file.take(entry.size.saturating_add(1)), to);
    match written.map_err(|_| damaged())? {
        size if size > entry.size => Err(refused(path, &entry.name, EntryFault::Bomb)),
        size if size < entry.size => Err(damaged()),
        _ => Ok(()),
    }
}

/// APPNOTE 4.4.17.1: names are relative, with forward slashes, without a drive.
fn leads_outside(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/')
        || drive
        || name.contains(['\\', '\0'])
        || name.split('/').any(|part| part == "..")
}

fn refused(path: &Path, entry: &str, why: EntryFault) -> Error {
    Error::Entry { path: path.to_owned(), entry: entry.to_owned(), why }
}

fn damaged(path: &Path, error: &zip::result::ZipError) -> Error {
    Error::Damaged { path: path.to_owned(), detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn names_that_lead_outside_are_known() {
        for name in
            ["/etc/x", "../x.csv", "a/../../x", "C:x", "C:/x", "a\\b.csv", "\\\\srv\\x", ".."]
        {
            assert!(leads_outside(name), "{name}");
        }
        for name in ["users.csv", "roster/users.csv", "a..b.csv", "..csv", "roster v1.2/x.csv"] {
            assert!(!leads_outside(name), "{name}");
        }
    }

    #[test]
    fn records_are_counted_across_pieces() {
        let mut bytes = vec![0_u8; (64 << 10) - 2];
        bytes.extend(RECORD);
        bytes.extend(RECORD);
        bytes.extend(vec![0; 200_000]);
        bytes.extend(RECORD);
        assert_eq!(count(&mut Cursor::new(bytes)).unwrap(), 3);
    }
}
