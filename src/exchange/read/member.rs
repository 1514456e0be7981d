//! What is to be read: a file by itself, the tables of a folder, the tables of an archive.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::archive::{self, Entry, Kind};
use super::{Limits, looks};
use crate::exchange::{Bound, Error};

/// What the files of a folder or an archive must end in. A file given by itself may have any name.
const ENDINGS: [&str; 4] = ["csv", "txt", "tsv", "xlsx"];

/// How many names an archive without tables is told by.
const NAMES_SHOWN: usize = 3;

/// One file to read, on disk or in an archive.
#[derive(Debug, Clone)]
pub struct Member {
    path: PathBuf,
    name: String,
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    File,
    Entry { archive: PathBuf, entry: Entry },
    Bytes(Arc<[u8]>),
}

impl Member {
    /// A file on disk.
    fn file(path: &Path) -> Member {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Member { path: path.to_owned(), name, source: Source::File }
    }

    fn entry(archive: &Path, entry: Entry) -> Member {
        let name = archive.file_name().unwrap_or(archive.as_os_str()).to_string_lossy();
        Member {
            path: archive.join(&entry.name),
            name: format!("{name}/{}", entry.name),
            source: Source::Entry { archive: archive.to_owned(), entry },
        }
    }

    /// Bytes that are at hand already, under a name for people.
    pub fn of_bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Member {
        Member { path: name.into(), name: name.to_owned(), source: Source::Bytes(bytes.into()) }
    }

    /// Where it lies, for messages: `/media/stick/roster.zip/users.csv`. No file of that path need
    /// exist.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it is called: `users.csv`, `roster.zip/users.csv`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its bytes, unpacked.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::TooLarge`], [`Error::Entry`] and [`Error::Damaged`].
    pub fn bytes(&self, limits: &Limits) -> Result<Arc<[u8]>, Error> {
        let too_large = || Error::TooLarge {
            path: self.path.clone(),
            what: Bound::File,
            limit: limits.file_bytes,
        };
        match &self.source {
            Source::Bytes(bytes) if bytes.len() as u64 > limits.file_bytes => Err(too_large()),
            Source::Bytes(bytes) => Ok(Arc::clone(bytes)),
            Source::File => {
                let file = File::open(&self.path).map_err(|e| Error::io(&self.path, e))?;
                let size = file.metadata().map_or(0, |data| data.len());
                if size > limits.file_bytes {
                    return Err(too_large());
                }
                let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
                // It may grow, or be a pipe whose size nobody knows.
                let read = file.take(limits.file_bytes + 1).read_to_end(&mut bytes);
                read.map_err(|e| Error::io(&self.path, e))?;
                if bytes.len() as u64 > limits.file_bytes {
                    return Err(too_large());
                }
                Ok(bytes.into())
            }
            Source::Entry { entry, .. } if entry.size > limits.file_bytes => Err(too_large()),
            Source::Entry { archive: path, entry } => {
                let file = File::open(path).map_err(|e| Error::io(path, e))?;
                let mut archive = archive::open(path, BufReader::new(file), limits)?;
                let mut bytes = Vec::with_capacity(usize::try_from(entry.size).unwrap_or(0));
                archive::unpack(path, &mut archive, entry, &mut bytes)?;
                Ok(bytes.into())
            }
        }
    }
}

/// The files that are meant by `paths`, in their order.
///
/// A folder stands for the tables in it (`.csv`, `.txt`, `.tsv`, `.xlsx`), an archive for those in
/// it, sorted by name. Where a folder or an archive has none at its top, those one folder down are
/// meant: people pack the folder rather than the files. Deeper ones, hidden files and what
/// spreadsheets and Macs leave lying about are not. An archive inside is not opened.
///
/// # Errors
/// [`Error::Io`], [`Error::EmptyFolder`], [`Error::NoTable`], [`Error::TooLarge`],
/// [`Error::Entry`], [`Error::Foreign`] for a zip that is a document, [`Error::Damaged`]. Nothing
/// is taken of an archive of which any entry is refused.
pub fn members(paths: &[PathBuf], limits: &Limits) -> Result<Vec<Member>, Error> {
    let mut members = Vec::new();
    for path in paths {
        if path.is_dir() {
            members.extend(in_folder(path)?.iter().map(|file| Member::file(file)));
        } else if is_zip(path)? {
            members.extend(in_zip(path, limits)?);
        } else {
            members.push(Member::file(path));
        }
    }
    Ok(members)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let (mut tables, folders) = list(folder)?;
    if tables.is_empty() {
        for folder in folders {
            tables.extend(list(&folder)?.0);
        }
    }
    if tables.is_empty() {
        return Err(Error::EmptyFolder { path: folder.to_owned() });
    }
    tables.sort();
    Ok(tables)
}

/// Tables and folders in a folder.
fn list(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Error> {
    let (mut tables, mut folders) = (Vec::new(), Vec::new());
    let io = |source| Error::io(folder, source);
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !is_litter(&name) {
                folders.push(path);
            }
        } else if is_table(&name) {
            tables.push(path);
        }
    }
    Ok((tables, folders))
}

fn is_zip(path: &Path) -> Result<bool, Error> {
    let io = |source| Error::io(path, source);
    let mut start = Vec::new();
    File::open(path).map_err(io)?.take(4).read_to_end(&mut start).map_err(io)?;
    Ok(looks::is_zip(&start))
}

fn in_zip(path: &Path, limits: &Limits) -> Result<Vec<Member>, Error> {
    let file = File::open(path).map_err(|e| Error::io(path, e))?;
    if file.metadata().map_or(0, |data| data.len()) > limits.file_bytes {
        let limit = limits.file_bytes;
        return Err(Error::TooLarge { path: path.to_owned(), what: Bound::File, limit });
    }
    let mut archive = archive::open(path, BufReader::new(file), limits)?;
    match archive::kind(&archive) {
        Kind::Workbook => return Ok(vec![Member::file(path)]),
        Kind::Foreign(looks) => return Err(Error::Foreign { path: path.to_owned(), looks }),
        Kind::Archive => {}
    }
    let mut found = archive::entries(path, &mut archive, limits, is_table)?;
    let depth = |entry: &Entry| entry.name.matches('/').count();
    let top = usize::from(found.iter().all(|entry| depth(entry) > 0));
    found.retain(|entry| depth(entry) == top);
    if found.is_empty() {
        let names = archive.file_names_raw().filter(|name| !name.ends_with(b"/"));
        let names = names.take(NAMES_SHOWN).map(String::from_utf8_lossy);
        let holds = names.collect::<Vec<_>>().join(", ");
        return Err(Error::NoTable { path: path.to_owned(), holds });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found.into_iter().map(|entry| Member::entry(path, entry)).collect())
}

/// Whether a file of a folder or an archive is to be read, by its name.
fn is_table(name: &str) -> bool {
    let fits = |end: &str| ENDINGS.iter().any(|known| end.eq_ignore_ascii_case(known));
    !name.split('/').any(is_litter) && name.rsplit_once('.').is_some_and(|(_, end)| fits(end))
}

/// Hidden files and folders, a spreadsheet's lock files, the shadow files of a Mac.
fn is_litter(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || name == "__MACOSX"
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;
    use crate::exchange::{EntryFault, Looks};

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn named(folder: &Path, files: &[(&str, &[u8])]) -> Vec<PathBuf> {
        let place = |name: &&str| folder.join(name);
        for (name, bytes) in files {
            let path = place(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        files.iter().map(|(name, _)| place(name)).collect()
    }

    fn names(paths: &[PathBuf]) -> Vec<String> {
        let members = members(paths, &Limits::STANDARD).unwrap();
        members.iter().map(|member| member.name().to_owned()).collect()
    }

    #[test]
    fn folders_and_archives_stand_for_their_tables() {
        let folder = tempfile::tempdir().unwrap();
        let zip = zipped(&[
            ("users.csv", b"a\n1\n"),
            ("classes.CSV", b"b\n2\n"),
            ("old/users.csv", b"c\n3\n"),
            ("__MACOSX/._users.csv", b"?"),
            ("notes.pdf", b"%PDF"),
        ]);
        let deep = zipped(&[("roster/users.csv", b"a\n1\n"), ("roster/old/users.csv", b"b")]);
        let files = named(
            folder.path(),
            &[
                ("b.csv", b""),
                ("A.TSV", b""),
                ("~$a.xlsx", b""),
                (".hidden.csv", b""),
                ("picture.png", b""),
                ("last year/x.csv", b""),
                ("roster.zip", &zip),
                ("deep.zip", &deep),
            ],
        );
        assert_eq!(names(&[folder.path().into()]), ["A.TSV", "b.csv"]);
        assert_eq!(names(&files[6..7]), ["roster.zip/classes.CSV", "roster.zip/users.csv"]);
        assert_eq!(names(&files[7..]), ["deep.zip/roster/users.csv"]);
        let read = members(&files[6..7], &Limits::STANDARD).unwrap();
        assert_eq!(&*read[1].bytes(&Limits::STANDARD).unwrap(), b"a\n1\n");
        assert!(read[1].path().ends_with("roster.zip/users.csv"));
        let inner = tempfile::tempdir().unwrap();
        named(inner.path(), &[("roster/users.csv", b""), ("roster/2025/users.csv", b"")]);
        assert_eq!(names(&[inner.path().into()]), ["users.csv"]);
        named(inner.path(), &[("top.txt", b"")]);
        assert_eq!(names(&[inner.path().into()]), ["top.txt"]);
    }

    #[test]
    fn what_holds_no_table_says_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let files = named(
            folder.path(),
            &[
                ("nested.zip", &zipped(&[("inner.zip", b"PK")])),
                ("none.zip", &zipped(&[])),
                ("text.docx", &zipped(&[("word/document.xml", b"")])),
            ],
        );
        let error = |at: usize| members(&files[at..=at], &Limits::STANDARD).unwrap_err();
        assert!(matches!(error(0), Error::NoTable { holds, .. } if holds == "inner.zip"));
        assert!(matches!(error(1), Error::NoTable { holds, .. } if holds.is_empty()));
        assert!(matches!(error(2), Error::Foreign { looks: Looks::Document, .. }));
        assert!(matches!(
            members(&[folder.path().into()], &Limits::STANDARD),
            Err(Error::EmptyFolder { .. })
        ));
        assert!(matches!(
            members(&[folder.path().join("gone.csv")], &Limits::STANDARD),
            Err(Error::Io { .. })
        ));
    }

    #[test]
    fn archives_keep_within_their_limits() {
        let folder = tempfile::tempdir().unwrap();
        let long = vec![b'a'; 300_000];
        let files = named(
            folder.path(),
            &[
                ("two.zip", &zipped(&[("a.csv", b"a\n1\n"), ("b.csv", b"b\n2\n")])),
                ("long.zip", &zipped(&[("a.csv", &long)])),
            ],
        );
        let with = |at: usize, limits: Limits| members(&files[at..=at], &limits).unwrap_err();
        let standard = Limits::STANDARD;
        let few = with(0, Limits { entries: 1, ..standard });
        assert!(matches!(few, Error::TooLarge { what: Bound::Entries, limit: 1, .. }), "{few}");
        let small = with(0, Limits { unpacked_bytes: 7, ..standard });
        assert!(matches!(small, Error::TooLarge { what: Bound::Unpacked, .. }), "{small}");
        let bomb = with(1, Limits { ratio_from: 1000, ..standard });
        assert!(matches!(bomb, Error::Entry { why: EntryFault::Bomb, .. }), "{bomb}");
        assert!(members(&files, &standard).is_ok());
        let member = Member::file(&files[1]);
        let file = member.bytes(&Limits { file_bytes: 10, ..standard });
        assert!(matches!(file, Err(Error::TooLarge { what: Bound::File, limit: 10, .. })));
    }
}
