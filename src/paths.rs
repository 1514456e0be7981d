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

/// Where a person looks for documents: their folder of documents, else their home.
pub fn documents() -> Option<PathBuf> {
    let folders = directories::UserDirs::new()?;
    let documents = folders.document_dir().filter(|folder| folder.is_dir());
    Some(documents.unwrap_or(folders.home_dir()).to_owned())
}
