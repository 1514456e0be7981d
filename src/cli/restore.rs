//! `tagdesk restore`: a backup in the place of the database, which is kept beside it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Ended, open, say};
use crate::store::{DATABASE, backup, lock};
use crate::{clock, text};

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup
    file: PathBuf,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let now = clock::now();
    let failed = |e: crate::store::Error| text::store_error(&e);
    let io = |e| failed(crate::store::Error::io(folder, e));
    std::fs::create_dir_all(folder).map_err(io)?;
    let what = text::get("cli-what-restore");
    let lock = lock::Lock::take(folder, &what).map_err(|e| failed(e.into()))?;
    let kept =
        backup::restore(&args.file, &folder.join(DATABASE), &now).map_err(|e| failed(e.into()))?;
    drop(lock);
    // Opening it begins the new incarnation, so that a failure shows here and not at the desk.
    let store = open(folder, &what, &now)?;
    store.close().map_err(failed)?;
    say(&text::with("cli-restore-done", &[("file", &args.file.display().to_string())]))?;
    if let Some(kept) = kept {
        say(&text::with("cli-restore-kept", &[("file", &kept.display().to_string())]))?;
    }
    Ok(ExitCode::SUCCESS)
}
