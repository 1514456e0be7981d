//! The clock of the drive that a bundle lies on, which is not its writer's where the drive is shared.
//!
//! Such a clock is a messenger and no judge: writer and reader each hold their own against it. Whether
//! it is right does not matter, as long as both look at the same one.

use std::fs::{File, Metadata};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::manifest::Manifest;
use super::write::{UNFINISHED, beginning};
use crate::domain::evidence::DriveClock;

/// A bundle that came to where it lies so long after the drive was looked at was copied from another
/// one, milliseconds.
const WRITTEN_AT_ONCE_MS: i64 = 10_000;

/// What the clock of a folder's drive shows, UTC milliseconds: that of a file put there and taken away
/// again. Nothing where nothing can be written.
pub fn now_ms(folder: &Path, station: &str) -> Option<i64> {
    let path = folder.join(format!("{}clock{UNFINISHED}", beginning(station)));
    let looked = File::create(&path).and_then(|mut file| {
        file.write_all(b"?")?;
        // Until it is on the drive, its time may be this computer's.
        file.sync_all()?;
        file.metadata()?.modified()
    });
    let _ = std::fs::remove_file(&path);
    millis(looked.ok()?)
}

/// The clock of the drive as a bundle's writer saw it and as `reader`, a station, sees it now. Nothing
/// where the bundle does not lie where it was written, or the drive does not tell.
pub fn clock(bundle: &Path, about: &Manifest, reader: &str) -> Option<DriveClock> {
    let written_ms = about.drive_ms?;
    let (file, folder): (PathBuf, &Path) = if bundle.is_dir() {
        (bundle.join("manifest.csv"), bundle)
    } else {
        (bundle.to_owned(), bundle.parent()?)
    };
    let came = came_ms(&std::fs::metadata(file).ok()?)?;
    let in_place = (0..=WRITTEN_AT_ONCE_MS).contains(&came.saturating_sub(written_ms));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    in_place.then(|| Some(DriveClock { written_ms, read_ms: now_ms(folder, reader)? }))?
}

/// When a file came to where it lies: no copy keeps that, whatever it keeps of the rest.
#[cfg(unix)]
fn came_ms(file: &Metadata) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    file.ctime().checked_mul(1_000)?.checked_add(file.ctime_nsec() / 1_000_000)
}

/// When a file came to where it lies: no copy keeps that, whatever it keeps of the rest.
#[cfg(not(unix))]
fn came_ms(file: &Metadata) -> Option<i64> {
    millis(file.created().ok()?)
}

fn millis(at: SystemTime) -> Option<i64> {
    i64::try_from(at.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
}
