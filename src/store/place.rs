//! Whether a folder can hold a live database.
//!
//! A network share breaks the locks and the shared memory that SQLite's write-ahead log needs; a
//! cloud-sync program copies the file in the middle of a write. Both are refused, and there is no
//! switch to pass them. Backups and batches may lie there. This reads no database.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a folder cannot hold a live database.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Unfit {
    /// On another computer.
    #[error("{path} is on a network share ({system})")]
    Network {
        /// The folder.
        path: PathBuf,
        /// Name of the file system.
        system: &'static str,
    },
    /// Copied to and fro by a sync program.
    #[error("{path} is kept in step by {service}")]
    Cloud {
        /// The folder.
        path: PathBuf,
        /// Whose.
        service: &'static str,
    },
    /// It is there, but nothing can be written in it.
    #[error("{path} cannot be written")]
    ReadOnly {
        /// The folder.
        path: PathBuf,
    },
    /// It is not there, and cannot be made.
    #[error("{path} cannot be made: {source}")]
    NotMade {
        /// The folder.
        path: PathBuf,
        /// The cause.
        source: Arc<io::Error>,
    },
    /// It is there, but something else is wrong: a full disk, say.
    #[error("{path}: {source}")]
    Io {
        /// The folder.
        path: PathBuf,
        /// The cause.
        source: Arc<io::Error>,
    },
}

/// A folder that may do, or may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// A file system in user space: a local NTFS disk, or a share in disguise.
    Fuse {
        /// The folder.
        path: PathBuf,
    },
}

/// What a file system is to a live database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fit,
    Fuse,
    Network(&'static str),
}

/// Whether a folder can hold a live database. One that is missing is made, but only where it may
/// lie; then a file without a name is tried in it.
///
/// # Errors
/// A share, a sync folder, a folder that cannot be written or made.
pub fn check(folder: &Path) -> Result<Option<Warning>, Unfit> {
    let warning = look(folder)?;
    std::fs::create_dir_all(folder).map_err(|source| not_made(folder, source))?;
    tempfile::tempfile_in(folder).map_err(|source| not_written(folder, source))?;
    Ok(warning)
}

/// The part of [`check`] that makes and writes nothing.
///
/// # Errors
/// A share or a sync folder.
pub fn look(folder: &Path) -> Result<Option<Warning>, Unfit> {
    let real = real(folder);
    for path in [folder, &real] {
        let text = path.to_string_lossy();
        if cfg!(windows) && is_unc(&text) {
            return Err(Unfit::Network { path: folder.to_owned(), system: "UNC" });
        }
        if let Some(service) = service(&text) {
            return Err(Unfit::Cloud { path: folder.to_owned(), service });
        }
    }
    if let Some(service) = real.ancestors().find_map(marked) {
        return Err(Unfit::Cloud { path: folder.to_owned(), service });
    }
    match system(existing(&real)) {
        Verdict::Fit => Ok(None),
        Verdict::Fuse => Ok(Some(Warning::Fuse { path: folder.to_owned() })),
        Verdict::Network(system) => Err(Unfit::Network { path: folder.to_owned(), system }),
    }
}

fn not_made(folder: &Path, source: io::Error) -> Unfit {
    Unfit::NotMade { path: folder.to_owned(), source: Arc::new(source) }
}

fn not_written(folder: &Path, source: io::Error) -> Unfit {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    let path = folder.to_owned();
    match source.kind() {
        PermissionDenied | ReadOnlyFilesystem => Unfit::ReadOnly { path },
        _ => Unfit::Io { path, source: Arc::new(source) },
    }
}

/// The nearest folder upward that is there.
fn existing(folder: &Path) -> &Path {
    folder.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."))
}

/// The folder without links on the way; what is still missing of it stays as it is. On Windows a
/// drive letter of a share becomes the share.
fn real(folder: &Path) -> PathBuf {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = existing(&folder);
    let rest = folder.strip_prefix(there).unwrap_or(Path::new(""));
    std::fs::canonicalize(there).map_or_else(|_| folder.clone(), |base| base.join(rest))
}

/// Whether a Windows path names a share: `\\server\share`, `\\?\UNC\server\share`.
fn is_unc(path: &str) -> bool {
    let path = path.replace('/', "\\");
    match path.strip_prefix("\\\\") {
        Some(rest) => match rest.strip_prefix("?\\").or_else(|| rest.strip_prefix(".\\")) {
            Some(device) => device.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("UNC\\")),
            None => true,
        },
        None => false,
    }
}

/// Folders by which sync programs are known, in lower case.
const SERVICES: &[(&str, &str)] = &[
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("icloud drive", "iCloud Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("mobile documents", "iCloud Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("box sync", "Box"),
    ("box-box", "Box"),
    ("pcloud", "pCloud"),
    ("pclouddrive", "pCloud"),
    ("pcloud drive", "pCloud"),
    ("pcloudsync", "pCloud"),
    ("mega", "MEGA"),
    ("megasync", "MEGA"),
    ("seafile", "Seafile"),
    ("synologydrive", "Synology Drive"),
    ("proton drive", "Proton Drive"),
    ("tresorit", "Tresorit"),
    ("yandex.disk", "Yandex Disk"),
];

/// Whose sync folder a path leads through, by the names in it.
fn service(path: &str) -> Option<&'static str> {
    let path = path.to_lowercase();
    let names: Vec<&str> = path.split(['/', '\\']).filter(|name| !name.is_empty()).collect();
    let known = names.iter().find_map(|name| {
        SERVICES.iter().find(|(start, _)| belongs(name, start)).map(|(_, service)| *service)
    });
    // `Box` is also a word: only right in somebody's home. macOS keeps all of them in one folder.
    known
        .or_else(|| {
            let homes = names.windows(3);
            let mut homes = homes.filter(|n| matches!(n[0], "users" | "home") && n[2] == "box");
            homes.next().map(|_| "Box")
        })
        .or_else(|| {
            let mut pairs = names.windows(3);
            pairs.any(|n| n[0] == "library" && n[1] == "cloudstorage").then_some("cloud storage")
        })
}

/// `OneDrive`, `OneDrive - Neosho Schools`, `Dropbox (Personal)`, `GoogleDrive-ann@example.org`,
/// `Nextcloud2`; not `onedrive-notes`.
fn belongs(name: &str, known: &str) -> bool {
    name.strip_prefix(known).is_some_and(|rest| {
        rest.chars().all(|c| c.is_ascii_digit())
            || rest.starts_with(" - ")
            || rest.starts_with(" (")
            || (rest.starts_with('-') && rest.contains('@'))
    })
}

/// What sync programs leave at the top of the folders they keep, whatever these are called.
fn marked(folder: &Path) -> Option<&'static str> {
    const MARKS: [(&str, &str); 4] = [
        (".dropbox.cache", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
    ];
    MARKS.iter().find(|(name, _)| folder.join(name).exists()).map(|(_, service)| *service)
}

/// Linux: by the number in `statfs` (its manual page, `linux/magic.h` and the modules' sources).
#[cfg_attr(not(any(target_os = "linux", target_os = "android")), allow(dead_code))]
fn by_magic(magic: u32) -> Verdict {
    match magic {
        0x6573_5546 => Verdict::Fuse,
        0x6969 => Verdict::Network("nfs"),
        0x517B => Verdict::Network("smb"),
        0xFE53_4D42 => Verdict::Network("smb2"),
        0xFF53_4D42 => Verdict::Network("cifs"),
        0x564C => Verdict::Network("ncp"),
        // Shares of virtual machines, the Windows disk under WSL, the files of a Chromebook.
        0x0102_1997 => Verdict::Network("9p"),
        0x786F_4256 => Verdict::Network("vboxsf"),
        0xBACB_ACBC => Verdict::Network("vmhgfs"),
        0x7C7C_6673 => Verdict::Network("prl_fs"),
        0x00C3_6400 => Verdict::Network("ceph"),
        0x5346_414F | 0x6B41_4653 => Verdict::Network("afs"),
        0x7375_7245 => Verdict::Network("coda"),
        0x0BD0_0BD0 => Verdict::Network("lustre"),
        0x4750_4653 => Verdict::Network("gpfs"),
        0x0116_1970 => Verdict::Network("gfs2"),
        0x7461_636F => Verdict::Network("ocfs2"),
        0x1983_0326 => Verdict::Network("beegfs"),
        0xAAD7_AAEA => Verdict::Network("panfs"),
        0x2003_0528 => Verdict::Network("orangefs"),
        _ => Verdict::Fit,
    }
}

/// macOS: by the name in `statfs`.
#[cfg_attr(not(target_vendor = "apple"), allow(dead_code))]
fn by_name(name: &str) -> Verdict {
    match name {
        "nfs" => Verdict::Network("nfs"),
        "smbfs" => Verdict::Network("smb"),
        "cifs" => Verdict::Network("cifs"),
        "afpfs" => Verdict::Network("afp"),
        "webdav" => Verdict::Network("webdav"),
        "ftp" => Verdict::Network("ftp"),
        _ if name.contains("fuse") => Verdict::Fuse,
        _ => Verdict::Fit,
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn system(folder: &Path) -> Verdict {
    rustix::fs::statfs(folder).map_or(Verdict::Fit, |stat| {
        // The number has 32 bits; the field has more on most machines, signed or not.
        let bytes = stat.f_type.to_le_bytes();
        by_magic(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    })
}

#[cfg(target_vendor = "apple")]
fn system(folder: &Path) -> Verdict {
    rustix::fs::statfs(folder).map_or(Verdict::Fit, |stat| {
        let bytes = stat.f_fstypename.iter().map(|c| c.to_ne_bytes()[0]);
        let name: Vec<u8> = bytes.take_while(|byte| *byte != 0).collect();
        by_name(&String::from_utf8_lossy(&name))
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn system(_folder: &Path) -> Verdict {
    Verdict::Fit
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn file_systems_of_other_computers_are_known_by_number_and_name() {
        let numbers = [
            (0x6969, Verdict::Network("nfs")),
            (0x517B, Verdict::Network("smb")),
            (0xFE53_4D42, Verdict::Network("smb2")),
            (0xFF53_4D42, Verdict::Network("cifs")),
            (0x0102_1997, Verdict::Network("9p")),
            (0x00C3_6400, Verdict::Network("ceph")),
            (0x5346_414F, Verdict::Network("afs")),
            (0x6573_5546, Verdict::Fuse),
            (0xEF53, Verdict::Fit),      // ext4
            (0x0102_1994, Verdict::Fit), // tmpfs
            (0x9123_683E, Verdict::Fit), // btrfs
            (0x794C_7630, Verdict::Fit), // overlay
            (0x4D44, Verdict::Fit),      // vfat
        ];
        for (magic, verdict) in numbers {
            assert_eq!(by_magic(magic), verdict, "{magic:#x}");
        }
        let names = [
            ("apfs", Verdict::Fit),
            ("hfs", Verdict::Fit),
            ("smbfs", Verdict::Network("smb")),
            ("nfs", Verdict::Network("nfs")),
            ("webdav", Verdict::Network("webdav")),
            ("macfuse", Verdict::Fuse),
        ];
        for (name, verdict) in names {
            assert_eq!(by_name(name), verdict, "{name}");
        }
    }

    #[test]
    fn sync_folders_are_known_by_their_names() {
        let table = [
            ("/home/ann/Dropbox/tagdesk", Some("Dropbox")),
            ("/home/ann/Dropbox (Personal)/tagdesk", Some("Dropbox")),
            (r"C:\Users\ann\OneDrive\Documents", Some("OneDrive")),
            (r"C:\Users\ann\OneDrive - Neosho Schools\desk", Some("OneDrive")),
            (r"G:\My Drive\desk", Some("Google Drive")),
            ("/Users/ann/Google Drive/desk", Some("Google Drive")),
            (
                "/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/My Drive",
                Some("Google Drive"),
            ),
            ("/Users/ann/Library/CloudStorage/Elsewhere-Home", Some("cloud storage")),
            ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/desk", Some("iCloud Drive")),
            (r"C:\Users\ann\iCloudDrive\desk", Some("iCloud Drive")),
            ("/home/ann/Nextcloud2/desk", Some("Nextcloud")),
            ("/home/ann/Box/desk", Some("Box")),
            (r"C:\Users\ann\Box Sync\desk", Some("Box")),
            ("/home/ann/pCloudDrive/desk", Some("pCloud")),
            ("/home/ann/.local/share/tagdesk", None),
            ("/home/ann/onedrive-notes/desk", None),
            ("/srv/Box/desk", None),
            ("/home/ann/dropboxes", None),
            (r"C:\Users\ann\AppData\Roaming\Tagdesk", None),
            ("/Users/ann/Library/Application Support/Tagdesk", None),
            ("/tmp/.tmpAbCd12/demo", None),
        ];
        for (path, expected) in table {
            assert_eq!(service(path), expected, "{path}");
        }
    }

    #[test]
    fn shares_are_known_by_their_windows_paths() {
        let table = [
            (r"\\server\share\desk", true),
            ("//server/share", true),
            (r"\\?\UNC\server\share", true),
            (r"\\?\C:\desk", false),
            (r"\\.\C:\desk", false),
            (r"C:\desk", false),
            ("relative", false),
        ];
        for (path, expected) in table {
            assert_eq!(is_unc(path), expected, "{path}");
        }
    }

    #[test]
    fn a_missing_folder_is_made_where_it_may_lie() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a").join("b");
        assert!(matches!(check(&folder), Ok(None | Some(Warning::Fuse { .. }))));
        assert!(folder.is_dir());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "the trial left nothing");

        let synced = home.path().join("Dropbox").join("desk");
        assert!(matches!(check(&synced), Err(Unfit::Cloud { service: "Dropbox", .. })));
        assert!(!synced.exists(), "a refused folder is not made");

        std::fs::create_dir(home.path().join(".stfolder")).unwrap();
        assert!(matches!(check(&folder), Err(Unfit::Cloud { service: "Syncthing", .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_a_sync_folder_is_followed() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("OneDrive")).unwrap();
        let link = home.path().join("desk");
        std::os::unix::fs::symlink(home.path().join("OneDrive"), &link).unwrap();
        let error = check(&link.join("data")).unwrap_err();
        assert!(
            matches!(&error, Unfit::Cloud { path, .. } if *path == link.join("data")),
            "{error:?}"
        );
    }

    #[test]
    fn not_made_and_not_written_are_two_things() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(check(&file.join("desk")), Err(Unfit::NotMade { .. })));

        let of = |kind: io::ErrorKind| not_written(home.path(), kind.into());
        assert!(matches!(of(io::ErrorKind::PermissionDenied), Unfit::ReadOnly { .. }));
        assert!(matches!(of(io::ErrorKind::ReadOnlyFilesystem), Unfit::ReadOnly { .. }));
        assert!(matches!(of(io::ErrorKind::StorageFull), Unfit::Io { .. }));
    }

    #[cfg(unix)]
    #[test]
    fn a_read_only_folder_is_told() {
        use std::os::unix::fs::PermissionsExt;

        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("desk");
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o555)).unwrap();
        // Root may write anywhere.
        if std::fs::write(folder.join("trial"), "").is_err() {
            assert!(matches!(check(&folder), Err(Unfit::ReadOnly { .. })));
        }
        std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
    }
}
