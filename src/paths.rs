//! Where data, backups and logs lie.

use std::path::{Path, PathBuf};

/// The platform's folder for this program's data.
pub fn data() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("org", "Tagdesk", "tagdesk")?;
    Some(folders.data_dir().to_owned())
}

/// The folder of backups in a data folder.
pub fn backups(data: &Path) -> PathBuf {
    data.join(crate::store::BACKUPS)
}
