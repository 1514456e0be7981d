//! Where the files of a bundle are written to: a zip or a folder. Counts and hashes on the way.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::manifest::Facts;
use crate::domain::hash::Hash;

/// An open zip or folder.
pub(super) enum Sink {
    Zip(Box<ZipWriter<BufWriter<File>>>),
    Folder(PathBuf),
}

impl Sink {
    /// Makes a zip of this name.
    pub(super) fn zip(path: &Path) -> io::Result<Sink> {
        let file = File::options().write(true).create_new(true).open(path)?;
        Ok(Sink::Zip(Box::new(ZipWriter::new(BufWriter::new(file)))))
    }

    /// Makes a folder of this name.
    pub(super) fn folder(path: &Path) -> io::Result<Sink> {
        std::fs::create_dir(path)?;
        Ok(Sink::Folder(path.to_owned()))
    }

    /// Writes one file and says what it is. `content` gives the number of rows.
    pub(super) fn put(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<u64>,
    ) -> io::Result<Facts> {
        match self {
            Sink::Zip(zip) => {
                let large = SimpleFileOptions::default().large_file(true);
                zip.start_file(name, large).map_err(io::Error::from)?;
                Counted::around(zip, content)
            }
            Sink::Folder(folder) => {
                let path = folder.join(name);
                let mut file =
                    BufWriter::new(File::options().write(true).create_new(true).open(path)?);
                let facts = Counted::around(&mut file, content)?;
                file.flush()?;
                file.get_ref().sync_all()?;
                Ok(facts)
            }
        }
    }

    /// Ends it and waits until everything is on disk.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Sink::Zip(zip) => {
                let mut file = zip.finish().map_err(io::Error::from)?;
                file.flush()?;
                file.get_ref().sync_all()
            }
            Sink::Folder(folder) => sync_folder(&folder),
        }
    }
}

/// Waits until the names in a folder are on disk, where the system can do that.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        match File::open(folder).and_then(|folder| folder.sync_all()) {
            // The file system of a stick may not be able to; the files themselves were synced.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            other => other,
        }
    } else {
        Ok(())
    }
}

/// A writer that counts and hashes.
struct Counted<'a> {
    out: &'a mut dyn Write,
    bytes: u64,
    digest: Sha256,
}

impl Counted<'_> {
    fn around(
        out: &mut dyn Write,
        content: impl FnOnce(&mut dyn Write) -> io::Result<u64>,
    ) -> io::Result<Facts> {
        let mut counted = Counted { out, bytes: 0, digest: Sha256::new() };
        let rows = content(&mut counted)?;
        let digest: [u8; 32] = counted.digest.finalize().into();
        let sha256 = Hash::from_bytes(&digest).unwrap_or(Hash::ZERO);
        Ok(Facts { rows, bytes: counted.bytes, sha256 })
    }
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
