//! The file of a tail: one JSON object per line with `prev`, `hash` and `body`, each line whole by
//! itself. Appended to, synced, and cut only where its end is torn. It knows no database.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Error;
use crate::domain::event::chain;
use crate::domain::hash::Hash;

/// No event is longer; more without an end of line is rubbish.
const LONGEST: u64 = 1 << 24;

/// One event as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) prev: Hash,
    pub(super) hash: Hash,
    pub(super) body: String,
}

impl Line {
    pub(super) fn new(prev: &[u8; 32], hash: &[u8; 32], body: String) -> Self {
        let hash_of = |bytes: &[u8; 32]| Hash::from_bytes(bytes).unwrap_or(Hash::ZERO);
        Self { prev: hash_of(prev), hash: hash_of(hash), body }
    }

    /// A line without its end; `None` where it is no event or its hash does not fit.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let line: Self = serde_json::from_slice(bytes).ok()?;
        (chain(&line.prev, &line.body) == line.hash).then_some(line)
    }

    /// The event's number within its incarnation; 0 where the body says none.
    pub(super) fn seq(&self) -> u64 {
        #[derive(Deserialize)]
        struct Numbered {
            seq: u64,
        }
        serde_json::from_str(&self.body).map_or(0, |Numbered { seq }| seq)
    }
}

/// The name of a station's file for an incarnation.
pub(super) fn name(station: &str, incarnation: &str) -> String {
    let plain = |text: &str| -> String {
        let letter = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
        text.chars().map(letter).collect()
    };
    format!("tagdesk-{}-{}.jsonl", plain(station), plain(incarnation))
}

/// Opens a file to append to, its torn end cut off, with its last whole line; `None` where there
/// is no such file.
pub(super) fn open(path: &Path) -> Result<Option<(File, Option<Line>)>, Error> {
    match File::options().read(true).write(true).open(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        opened => opened.and_then(mend).map(Some).map_err(Error::io(path)),
    }
}

/// Cuts a torn end off and stands behind the last whole line.
fn mend(mut file: File) -> io::Result<(File, Option<Line>)> {
    let length = file.seek(SeekFrom::End(0))?;
    let (end, last) = last_whole(&mut file, length)?;
    if end < length {
        tracing::warn!(cut = length - end, "a torn end of the second copy was cut off");
        file.set_len(end)?;
    }
    file.seek(SeekFrom::Start(end))?;
    Ok((file, last))
}

/// Makes a new file.
pub(super) fn create(path: &Path) -> Result<File, Error> {
    let make = || -> io::Result<File> {
        let file = File::options().write(true).create_new(true).open(path)?;
        if let Some(folder) = path.parent().filter(|_| cfg!(unix)) {
            // A stick's file system may not be able to; the file itself is synced all the same.
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(file)
    };
    make().map_err(Error::io(path))
}

/// Appends lines and waits until they are on disk.
pub(super) fn append<'a>(
    file: &mut File,
    path: &Path,
    lines: impl Iterator<Item = &'a Line>,
) -> Result<(), Error> {
    let mut text = Vec::new();
    let write = || -> io::Result<()> {
        for line in lines {
            serde_json::to_writer(&mut text, line)?;
            text.push(b'\n');
        }
        file.write_all(&text)?;
        file.sync_all()
    };
    write().map_err(Error::io(path))
}

/// Reads a file back, each line checked against its hash. A last line without an end is passed
/// over: it was being written.
///
/// # Errors
/// A file that cannot be read; a line that is no event or does not fit its hash.
pub fn read(path: &Path) -> Result<Vec<(Hash, Hash, String)>, Error> {
    let mut file = BufReader::new(File::open(path).map_err(Error::io(path))?);
    let mut lines = Vec::new();
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        (&mut file).take(LONGEST).read_until(b'\n', &mut bytes).map_err(Error::io(path))?;
        let damaged = || Error::Line { path: path.to_owned(), line: number };
        match bytes.split_last() {
            Some((b'\n', line)) => {
                let line = Line::parse(line).ok_or_else(damaged)?;
                lines.push((line.prev, line.hash, line.body));
            }
            Some(_) if bytes.len() as u64 == LONGEST => return Err(damaged()),
            _ => break,
        }
    }
    Ok(lines)
}

/// Where the last line that is an event ends, and that line.
fn last_whole(file: &mut File, length: u64) -> io::Result<(u64, Option<Line>)> {
    let mut end = length;
    while let Some(newline) = newline_before(file, end)? {
        let start = newline_before(file, newline)?.map_or(0, |before| before + 1);
        if newline - start < LONGEST {
            file.seek(SeekFrom::Start(start))?;
            let mut bytes = Vec::new();
            file.take(newline - start).read_to_end(&mut bytes)?;
            if let Some(line) = Line::parse(&bytes) {
                return Ok((newline + 1, Some(line)));
            }
        }
        end = start;
    }
    Ok((0, None))
}

/// The last end of line before a position.
fn newline_before(file: &mut File, mut end: u64) -> io::Result<Option<u64>> {
    const BLOCK: u64 = 4096;
    let mut block = Vec::new();
    while end > 0 {
        let start = end.saturating_sub(BLOCK);
        file.seek(SeekFrom::Start(start))?;
        block.clear();
        file.take(end - start).read_to_end(&mut block)?;
        if let Some(at) = block.iter().rposition(|byte| *byte == b'\n') {
            return Ok(Some(start + at as u64));
        }
        end = start;
    }
    Ok(None)
}
