//! `tagdesk backup`: a verified copy into a folder, beside a running window.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Ended, read, say};
use crate::store::backup;
use crate::{clock, text};

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to; made if missing
    #[arg(value_name = "DIR")]
    to: PathBuf,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let store = read(folder)?;
    let backup = backup::write(store.path(), &args.to, &clock::now())
        .map_err(|e| text::store_error(&e.into()))?;
    say(&text::with("cli-backup-done", &[("file", &backup.path.display().to_string())]))?;
    Ok(ExitCode::SUCCESS)
}
