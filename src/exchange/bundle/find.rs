//! What lies on a stick: bundles and receipts side by side, among whatever else is there.

use std::path::{Path, PathBuf};

use super::{Error, Manifest, read};

/// A bundle that lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file or folder.
    pub path: PathBuf,
    /// What it says of itself, or why it cannot be taken.
    pub manifest: Result<Manifest, Error>,
}

/// What a bundle says of itself, without reading the rest of it.
///
/// # Errors
/// Those of [`read`](super::read()).
pub fn peek(path: &Path) -> Result<Manifest, Error> {
    read::manifest(&read::place(path))
}

/// The bundles that a path means: itself, or those that lie in the folder, by name. A zip or folder
/// that is no bundle is passed over, unless it is called like one.
///
/// # Errors
/// [`Error::NoFolder`]; [`Error::Io`] where the folder cannot be read.
pub fn look(folder: &Path) -> Result<Vec<Found>, Error> {
    if !folder.exists() {
        return Err(Error::NoFolder { path: folder.to_owned() });
    }
    let found = |path: PathBuf| {
        let manifest = peek(&path);
        Found { path, manifest }
    };
    if !folder.is_dir() {
        return Ok(vec![found(read::place(folder))]);
    }
    let mut all = Vec::new();
    if has_manifest(folder) {
        all.push(found(folder.to_owned()));
    }
    let mut paths = Vec::new();
    let failed = |e: std::io::Error| Error::io(folder, &e);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let zip = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
        if name.starts_with('.') || !(zip && path.is_file() || path.is_dir() && has_manifest(&path))
        {
            continue;
        }
        let found = found(path);
        let ours = name.starts_with("TAGDESK");
        if ours || found.manifest.as_ref().err().is_none_or(|e| matches!(e, Error::Newer { .. })) {
            all.push(found);
        }
    }
    Ok(all)
}

fn has_manifest(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
        let is_csv = Path::new(&name).extension().is_some_and(|end| end == "csv");
        name.contains("manifest") && is_csv && !name.starts_with('.')
    })
}
