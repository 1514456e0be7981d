//! Taking a bundle apart. Files are known by their headings, whatever they are called now.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::csv::Text;
use super::rows::{self, Columns, Fault};
use super::{Bundle, Damaged, Error, Kind, Manifest, Sheet, Why};
use crate::domain::event::Body;
use crate::domain::hash::Hash;
use crate::exchange::read::{Limits, Member, members};

/// The most that is read. The journal of a whole district for a new station is long.
const LIMITS: Limits = Limits { unpacked_bytes: 4 << 30, ..Limits::STANDARD };

/// What a file of a bundle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Manifest,
    Events,
    Additions,
    Answers,
}

impl Part {
    fn of(keys: &[String]) -> Option<Part> {
        let has = |wanted: &[&str]| wanted.iter().all(|name| keys.iter().any(|key| key == name));
        if has(&["propertyname", "value"]) {
            Some(Part::Manifest)
        } else if has(&["body", "prev", "hash"]) {
            Some(Part::Events)
        } else if has(&["event", "salt", "text"]) {
            Some(Part::Additions)
        } else if has(&["what", "batch", "seq", "hash"]) {
            Some(Part::Answers)
        } else {
            None
        }
    }
}

/// A file of a bundle.
struct File {
    name: String,
    bytes: Arc<[u8]>,
    text: Text,
    keys: Vec<String>,
    part: Option<Part>,
}

impl File {
    fn read(member: &Member) -> Result<File, Error> {
        let bytes = member.bytes(&LIMITS)?;
        let name = member.name().rsplit('/').next().unwrap_or_default().to_owned();
        let text = Text::of(&bytes);
        let keys = text.head();
        let part = Part::of(&keys);
        Ok(File { name, bytes, text, keys, part })
    }

    /// The file of the manifest that has these very bytes, under whatever name.
    fn known<'a>(&self, manifest: &'a Manifest) -> Option<(&'a String, u64)> {
        let sha256 = Hash::of(&[&self.bytes]);
        let found = manifest.files.iter().find(|(_, facts)| facts.sha256 == sha256);
        found.filter(|(_, facts)| facts.bytes == self.bytes.len() as u64).map(|(n, f)| (n, f.rows))
    }
}

/// The folder or file that is meant: one file of a loose folder stands for all of them.
pub(super) fn place(path: &Path) -> PathBuf {
    let is_csv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    match path.parent() {
        Some(parent) if is_csv && path.is_file() => {
            if parent.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                parent.to_owned()
            }
        }
        _ => path.to_owned(),
    }
}

fn files(path: &Path) -> Result<Vec<Member>, Error> {
    if !path.exists() {
        return Err(Error::NoFolder { path: path.to_owned() });
    }
    let members = match members(&[path.to_owned()], &LIMITS) {
        Err(
            crate::exchange::Error::EmptyFolder { path }
            | crate::exchange::Error::NoTable { path, .. },
        ) => {
            return Err(Error::NoBundle { path });
        }
        other => other?,
    };
    let csv = |member: &Member| member.name().to_ascii_lowercase().ends_with(".csv");
    Ok(members.into_iter().filter(csv).collect())
}

/// Only the manifest.
pub(super) fn manifest(path: &Path) -> Result<Manifest, Error> {
    let mut members = files(path)?;
    // By its usual name first, so that a stick is looked through without reading all of it.
    members.sort_by_key(|member| !member.name().to_ascii_lowercase().contains("manifest"));
    for member in &members {
        let file = File::read(member)?;
        if file.part == Some(Part::Manifest) {
            return Manifest::read(path, &file.text);
        }
    }
    Err(Error::NoBundle { path: path.to_owned() })
}

/// Reads a bundle: a zip, a folder, or a file in a folder.
///
/// # Errors
/// [`Error::NoFolder`], [`Error::NoBundle`], [`Error::Manifest`], [`Error::Mixed`],
/// [`Error::Newer`] and [`Error::Unreadable`]. Rows that are not as they were written are no error:
/// they are in [`Bundle::damaged`].
pub fn read(path: &Path) -> Result<Bundle, Error> {
    let path = &place(path);
    let files = files(path)?.iter().map(File::read).collect::<Result<Vec<_>, _>>()?;
    let mut found: Option<Manifest> = None;
    for file in files.iter().filter(|file| file.part == Some(Part::Manifest)) {
        let manifest = Manifest::read(path, &file.text)?;
        if found.as_ref().is_some_and(|other| *other != manifest) {
            return Err(Error::Mixed { path: path.clone() });
        }
        found = Some(manifest);
    }
    let manifest = found.ok_or_else(|| Error::NoBundle { path: path.clone() })?;
    let mut bundle = Bundle {
        path: path.clone(),
        manifest,
        rows: 0,
        events: Vec::new(),
        additions: Vec::new(),
        answers: Vec::new(),
        register: Vec::new(),
        damaged: Vec::new(),
        lost: 0,
        whole: true,
        truncated: false,
        resaved: false,
        concatenated: false,
    };
    let mut intact: BTreeMap<String, usize> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        if let Some((name, _)) = file.known(&bundle.manifest) {
            intact.insert(name.clone(), index);
        }
    }
    bundle.whole = bundle.manifest.files.keys().all(|name| intact.contains_key(name));
    read_events(&files, &mut bundle);
    read_additions(&files, &mut bundle);
    read_answers(&files, &mut bundle);
    read_register(&files, &intact, &mut bundle);
    let expected: u64 =
        bundle.manifest.files.iter().filter(|(n, _)| is_events(n)).map(|(_, f)| f.rows).sum();
    bundle.truncated |= bundle.rows < expected;
    bundle.concatenated |= bundle.rows > expected;
    bundle.whole &= bundle.damaged.is_empty() && !bundle.truncated && !bundle.concatenated;
    bundle.resaved = !bundle.whole && !bundle.truncated && !bundle.concatenated;
    Ok(bundle)
}

fn is_events(name: &str) -> bool {
    name.starts_with("events")
}

/// The rows of the files of one part, the END lines counted and left out.
fn each(
    files: &[File],
    part: Part,
    bundle: &mut Bundle,
    mut row: impl FnMut(&mut Bundle, &File, u64, &Columns, &csv::StringRecord),
) {
    for file in files.iter().filter(|file| file.part == Some(part)) {
        let columns = Columns::of(file.keys.clone());
        let (mut since_end, mut ended) = (0_u64, false);
        for (line, record) in file.text.records().skip(1) {
            let first = record.get(0).unwrap_or_default().trim_start_matches('\u{feff}').trim();
            if first == rows::END {
                // A row too many or too few before the END is not what was written.
                match rows::end_rows(&record, file.keys.len()) {
                    None => bundle.truncated = true,
                    Some(rows) if rows > since_end => bundle.truncated = true,
                    Some(rows) if rows < since_end => bundle.concatenated = true,
                    Some(_) => {}
                }
                (since_end, ended) = (0, true);
            } else if columns.again(&record) {
                bundle.concatenated = true;
                ended = false;
            } else {
                since_end += 1;
                ended = false;
                row(bundle, file, line, &columns, &record);
            }
        }
        bundle.truncated |= !ended;
    }
}

fn damaged(
    file: &File,
    line: u64,
    record: &csv::StringRecord,
    fault: Fault,
    taken: bool,
) -> Damaged {
    let (why, old, new) = fault;
    let row = record.get(0).unwrap_or_default().to_owned();
    Damaged { file: file.name.clone(), line, row, why, old, new, taken }
}

fn read_events(files: &[File], bundle: &mut Bundle) {
    if !files.iter().any(|file| file.part == Some(Part::Events)) {
        bundle.truncated = true;
    }
    each(files, Part::Events, bundle, |bundle, file, line, columns, record| {
        bundle.rows += 1;
        match rows::read_event(columns, record) {
            Ok((event, changed)) => {
                bundle.events.push(event);
                let changed = changed.into_iter();
                let changed = changed.map(|fault| damaged(file, line, record, fault, true));
                bundle.damaged.extend(changed);
            }
            Err(fault) => {
                bundle.lost += 1;
                bundle.damaged.push(damaged(file, line, record, fault, false));
            }
        }
    });
}

fn read_additions(files: &[File], bundle: &mut Bundle) {
    let events = std::mem::take(&mut bundle.events);
    let bodies: HashMap<Hash, &Body> = events.iter().map(|e| (e.hash, &e.body)).collect();
    each(files, Part::Additions, bundle, |bundle, file, line, columns, record| {
        let addition = rows::read_addition(columns, record);
        let fits = addition.filter(|one| bodies.get(&one.event).is_some_and(|body| one.fits(body)));
        match fits {
            Some(addition) => bundle.additions.push(addition),
            None => {
                let fault = (Why::Addition, None, None);
                bundle.damaged.push(damaged(file, line, record, fault, false));
            }
        }
    });
    drop(bodies);
    bundle.events = events;
}

fn read_answers(files: &[File], bundle: &mut Bundle) {
    if bundle.manifest.kind != Kind::Receipt {
        return;
    }
    each(
        files,
        Part::Answers,
        bundle,
        |bundle, file, line, columns, record| match rows::read_answer(columns, record) {
            Some(answer) => bundle.answers.push(answer),
            None => {
                let fault = (Why::Answer, None, None);
                bundle.damaged.push(damaged(file, line, record, fault, false));
            }
        },
    );
}

/// The register, if every file of it is the one that was written: a list that a spreadsheet went
/// over would take people off every table.
fn read_register(files: &[File], intact: &BTreeMap<String, usize>, bundle: &mut Bundle) {
    let names = bundle.manifest.files.keys().filter_map(|name| {
        let sheet = name.strip_prefix("register-")?.strip_suffix(".csv")?;
        Some((name, sheet.to_owned()))
    });
    let mut sheets = Vec::new();
    for (name, sheet) in names {
        let Some(&index) = intact.get(name) else { return };
        let mut records = files[index].text.records().map(|(_, record)| {
            let fields = 0..record.len();
            fields.map(|at| super::csv::field(&record, Some(at)).to_owned()).collect::<Vec<_>>()
        });
        let head = records.next().unwrap_or_default();
        sheets.push(Sheet { name: sheet, rows: records.collect(), head });
    }
    bundle.register = sheets;
}
