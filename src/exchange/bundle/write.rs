//! Writing a bundle: beside the goal, synced, read back, and only then under its name.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::csv::Lines;
use super::sink::{Sink, sync_folder};
use super::{Error, Outgoing, Row, read, rows};

/// A zip or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// One file.
    #[default]
    Zip,
    /// A folder with the files in it.
    Folder,
}

/// Events of one file: a spreadsheet shows a million lines at most.
const EVENTS_PER_FILE: usize = 200_000;

/// How the names of unfinished bundles end.
pub(super) const UNFINISHED: &str = ".part";

/// Writes a bundle into a folder under a name, and gives back its path once it is whole on disk.
/// What an earlier attempt of the same station left unfinished is taken away.
///
/// # Errors
/// [`Error::NoFolder`] where the folder is not there, [`Error::Exists`], [`Error::Full`],
/// [`Error::Io`], [`Error::ReadBack`]. Nothing of the bundle is left then.
pub fn write(folder: &Path, name: &str, form: Form, out: &mut Outgoing) -> Result<PathBuf, Error> {
    if !folder.is_dir() {
        return Err(Error::NoFolder { path: folder.to_owned() });
    }
    let goal = match form {
        Form::Zip => folder.join(format!("{name}.zip")),
        Form::Folder => folder.join(name),
    };
    if goal.exists() {
        return Err(Error::Exists { path: goal });
    }
    let beginning = beginning(&out.manifest.station);
    sweep(folder, &beginning);
    let unique = uuid::Uuid::new_v4().simple().to_string();
    let unfinished = folder.join(format!("{beginning}{}{UNFINISHED}", &unique[..8]));
    let done = put_all(&unfinished, form, out).and_then(|()| check(&unfinished, folder, out));
    let done = done.and_then(|()| {
        std::fs::rename(&unfinished, &goal).map_err(|e| Error::io(&goal, &e))?;
        sync_folder(folder).map_err(|e| Error::io(folder, &e))
    });
    if let Err(error) = done {
        remove(&unfinished);
        return Err(error);
    }
    Ok(goal)
}

/// How the names of a station's unfinished files begin.
pub(super) fn beginning(station: &str) -> String {
    format!(".tagdesk-{station}-")
}

fn put_all(unfinished: &Path, form: Form, out: &mut Outgoing) -> Result<(), Error> {
    let failed = |e: io::Error| Error::io(unfinished, &e);
    let mut sink = match form {
        Form::Zip => Sink::zip(unfinished),
        Form::Folder => Sink::folder(unfinished),
    }
    .map_err(failed)?;
    put_files(&mut sink, out).and_then(|()| sink.finish()).map_err(failed)
}

fn put_files(sink: &mut Sink, out: &mut Outgoing) -> io::Result<()> {
    let mut files = std::collections::BTreeMap::new();
    // Without events there is a file all the same, with its END.
    let parts: Vec<&[Row]> = match out.rows.len() {
        0 => vec![&[]],
        _ => out.rows.chunks(EVENTS_PER_FILE).collect(),
    };
    for (index, part) in parts.into_iter().enumerate() {
        let name =
            if index == 0 { "events.csv".to_owned() } else { format!("events-{}.csv", index + 1) };
        let last = part.last().map(|row| row.event.hash);
        let facts = sink.put(&name, |file| {
            let mut lines = Lines::begin(file, &rows::EVENTS)?;
            for (number, row) in part.iter().enumerate() {
                lines.line(&rows::event_line(number + 1, row))?;
            }
            lines.line(&rows::end_line(rows::EVENTS.len(), part.len(), last.as_ref()))?;
            lines.end()?;
            Ok(part.len() as u64)
        })?;
        files.insert(name, facts);
    }
    let additions = out.additions.iter().enumerate();
    let additions = additions.map(|(number, one)| rows::addition_line(number + 1, one));
    let facts = sink.put("additions.csv", |file| table(file, &rows::ADDITIONS, additions, true))?;
    files.insert("additions.csv".to_owned(), facts);
    if out.manifest.kind == super::Kind::Receipt {
        let answers = out.answers.iter().enumerate();
        let answers = answers.map(|(number, one)| rows::answer_line(number + 1, one));
        let facts = sink.put("receipt.csv", |file| table(file, &rows::ANSWERS, answers, true))?;
        files.insert("receipt.csv".to_owned(), facts);
    }
    for sheet in &out.register {
        let name = format!("register-{}.csv", sheet.name);
        let head: Vec<&str> = sheet.head.iter().map(String::as_str).collect();
        let rows = sheet.rows.iter().cloned();
        let facts = sink.put(&name, |file| table(file, &head, rows, false))?;
        files.insert(name, facts);
    }
    out.manifest.files = files;
    sink.put("manifest.csv", |file| out.manifest.write(file).map(|()| 0))?;
    Ok(())
}

fn table(
    file: &mut dyn Write,
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
    ends: bool,
) -> io::Result<u64> {
    let mut lines = Lines::begin(file, head)?;
    let mut count = 0;
    for row in rows {
        lines.line(&row)?;
        count += 1;
    }
    if ends {
        lines.line(&rows::end_line(head.len(), count, None))?;
    }
    lines.end()?;
    Ok(count as u64)
}

/// Reads back what was written: every file by its hash, every event by its own.
fn check(unfinished: &Path, folder: &Path, out: &Outgoing) -> Result<(), Error> {
    let back = read(unfinished)?;
    let same = back.whole
        && back.manifest.id == out.manifest.id
        && back.events.len() == out.rows.len()
        && back.events.iter().zip(&out.rows).all(|(event, row)| *event == row.event)
        && back.answers == out.answers
        && back.register.len() == out.register.len()
        && out.register.iter().all(|sheet| back.register.contains(sheet));
    if same { Ok(()) } else { Err(Error::ReadBack { path: folder.to_owned() }) }
}

/// Takes away what was never finished. What cannot be is in nobody's way.
fn sweep(folder: &Path, beginning: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(beginning) && name.ends_with(UNFINISHED) {
            remove(&entry.path());
        }
    }
}

fn remove(path: &Path) {
    let gone =
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    if let Err(error) = gone
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, path = %path.display(), "an unfinished bundle stays");
    }
}
