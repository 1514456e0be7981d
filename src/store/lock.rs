//! One writer at a time: an operating-system lock on `desk.lock` in the data folder.
//!
//! The lock alone decides. What stands in the file only names the holder to whoever comes second,
//! so that a file left by a crash, a copy or another computer blocks nobody. The file is never
//! deleted: two programs could then hold locks on two files of one name. Nothing here waits.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local};
use fs4::{FileExt, TryLockError};

/// Name of the locked file in the data folder.
const LOCK: &str = "desk.lock";

/// Where the holder is named. Windows lets nobody read a locked file, so it stands beside there.
const HOLDER: &str = if cfg!(windows) { "desk.holder" } else { LOCK };

/// More than this is not ours and is not shown.
const LONGEST: u64 = 200;

/// Why the desk is not ours.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another program has it.
    #[error("in use by {by}")]
    InUse {
        /// Who, since when, which process; never empty.
        by: String,
    },
    /// The file cannot be made or locked.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

/// The desk, held. Dropping it lets go.
#[derive(Debug)]
pub struct Lock {
    file: File,
    holder: PathBuf,
}

impl Lock {
    /// Takes the lock of a data folder, at once or not at all. `what` names the program in the
    /// message to whoever comes second: "the window", "an import".
    ///
    /// # Errors
    /// Held by another program, or by another handle of this one; a file that cannot be made.
    pub fn take(folder: &Path, what: &str) -> Result<Lock, LockError> {
        let path = folder.join(LOCK);
        let holder = folder.join(HOLDER);
        let failed = |source| LockError::Io { path: path.clone(), source };
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        // By the trait's name: the file has a method of its own with the same one.
        match FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LockError::InUse { by: named(&holder) }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        let lock = Lock { file, holder };
        // A full disk must not keep the desk shut: without a name the lock holds all the same.
        if let Err(error) = lock.sign(what) {
            tracing::warn!(%error, "the holder of the desk could not be named");
        }
        Ok(lock)
    }

    /// Writes who holds the lock. The time is the one the file system gave the file.
    fn sign(&self, what: &str) -> io::Result<()> {
        let mut file = self.holder_file()?;
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(what.as_bytes())?;
        let since = DateTime::<Local>::from(file.metadata()?.modified()?);
        let since = since.format("%Y-%m-%d %H:%M");
        write!(file, ", since {since}, process {}", std::process::id())
    }

    /// Empties the name, so that nobody is named who has gone.
    fn unsign(&self) -> io::Result<()> {
        self.holder_file()?.set_len(0)
    }

    fn holder_file(&self) -> io::Result<File> {
        if cfg!(windows) {
            File::options().write(true).create(true).truncate(false).open(&self.holder)
        } else {
            self.file.try_clone()
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let named = self.unsign();
        // Said aloud: a child process that is just starting may still share the open file.
        let freed = FileExt::unlock(&self.file);
        if let Err(error) = named.and(freed) {
            tracing::warn!(%error, "the desk was not let go of cleanly");
        }
    }
}

/// Who holds it, as far as the file says.
fn named(holder: &Path) -> String {
    let mut bytes = Vec::new();
    if let Ok(file) = File::open(holder) {
        // An unreadable rest is as good as none.
        let _ = file.take(LONGEST).read_to_end(&mut bytes);
    }
    let text: String =
        String::from_utf8_lossy(&bytes).chars().filter(|c| !c.is_control()).collect();
    match text.trim() {
        "" => "another program".to_owned(),
        text => text.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn refused(folder: &Path) -> String {
        match Lock::take(folder, "a scan") {
            Err(LockError::InUse { by }) => by,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_second_is_told_who_was_first() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path(), "the window").unwrap();
        let by = refused(folder.path());
        assert!(by.starts_with("the window, since 20"), "{by}");
        assert!(by.ends_with(&format!(", process {}", std::process::id())), "{by}");
        assert_eq!(refused(folder.path()), by, "a refusal changes nothing");
        drop(lock);
        let next = Lock::take(folder.path(), "an import").unwrap();
        assert!(refused(folder.path()).starts_with("an import, since "));
        drop(next);
        assert_eq!(std::fs::read_to_string(folder.path().join(HOLDER)).unwrap(), "");
    }

    #[cfg(unix)]
    #[test]
    fn another_process_is_refused_too() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(LOCK);
        let _lock = Lock::take(folder.path(), "the window").unwrap();
        // util-linux; where it is missing the test above has to do.
        if let Ok(status) =
            std::process::Command::new("flock").arg("-n").arg(&file).arg("true").status()
        {
            assert!(!status.success());
        }
    }

    #[test]
    fn text_without_a_lock_blocks_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let text = "the window, since 2020-01-01 09:12, process 1".repeat(9);
        std::fs::write(folder.path().join(HOLDER), text).unwrap();
        let _lock = Lock::take(folder.path(), "demo").unwrap();
        assert!(refused(folder.path()).starts_with("demo, since "));
    }

    #[test]
    fn whatever_stands_in_the_file_somebody_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let _lock = Lock::take(folder.path(), "the window").unwrap();
        let holder = folder.path().join(HOLDER);
        std::fs::write(&holder, b" \n\x00").unwrap();
        assert_eq!(refused(folder.path()), "another program");
        std::fs::write(&holder, b"\x1b[31mred\xff").unwrap();
        assert_eq!(refused(folder.path()), "[31mred\u{fffd}");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none");
        match Lock::take(&missing, "the window") {
            Err(LockError::Io { path, source }) => {
                assert_eq!(path, missing.join(LOCK));
                assert_eq!(source.kind(), io::ErrorKind::NotFound);
            }
            other => panic!("{other:?}"),
        }
    }
}
