//! A file that is whole or not there: written under another name beside its own, synced, renamed.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use super::Error;

/// How the names of unfinished files begin and end.
const UNFINISHED: (&str, &str) = (".tagdesk-export-", ".part");

/// An unfinished file this old was left behind by a computer that was switched off.
const FORGOTTEN: Duration = Duration::from_hours(24);

/// Writes a file through `write` and puts it in place: on disk before it has its name. Another file
/// of that name is replaced; where anything fails it stays as it was, and nothing else is left.
///
/// # Errors
/// No such folder (none is made), something else of that name, a full disk, and whatever `write`
/// ends with.
pub fn to_file<T, E: From<Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, E> {
    let goal = goal(path)?;
    let folder = parent(&goal);
    let file = unfinished(folder)?;
    sweep(folder, &file);
    let io = |source: io::Error| Error::io(path, source);
    let mut out = BufWriter::with_capacity(1 << 16, file);
    let written = write(&mut out)?;
    let file = out.into_inner().map_err(|e| io(e.into_error()))?;
    file.as_file().sync_all().map_err(io)?;
    file.persist(&goal).map_err(|e| io(e.error))?;
    sync_folder(folder).map_err(|source| Error::io(folder, source))?;
    Ok(written)
}

/// Where the file really goes: behind a link, and never over a folder or a device.
fn goal(path: &Path) -> Result<PathBuf, Error> {
    let folder = parent(path);
    if !folder.is_dir() {
        return Err(Error::NoFolder { folder: folder.to_owned() });
    }
    match fs::metadata(path) {
        Ok(data) if !data.is_file() => Err(Error::NotAFile { path: path.to_owned() }),
        Ok(_) => fs::canonicalize(path).map_err(|source| Error::io(path, source)),
        // Not there, or a link to where nothing is: the name is free.
        Err(_) if path.file_name().is_some() => Ok(path.to_owned()),
        Err(_) => Err(Error::NotAFile { path: path.to_owned() }),
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// With the rights that any new file has.
fn unfinished(folder: &Path) -> Result<NamedTempFile, Error> {
    let mut builder = Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder).map_err(|source| Error::io(folder, source))
}

/// Takes away what a power cut left of an earlier export. How old it is, the new file says: no clock
/// but that of the disk.
fn sweep(folder: &Path, new: &NamedTempFile) {
    let modified = |data: io::Result<fs::Metadata>| data.and_then(|data| data.modified()).ok();
    let Some(now) = modified(new.as_file().metadata()) else { return };
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = file.file_name();
        let name = name.to_string_lossy();
        let old = modified(file.metadata())
            .and_then(|at| now.duration_since(at).ok())
            .is_some_and(|age| age > FORGOTTEN);
        if old && name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1) {
            let _ = fs::remove_file(file.path());
        }
    }
}

/// The name is on disk once the folder is.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
