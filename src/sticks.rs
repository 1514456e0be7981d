//! Drives that are plugged in, as the system tells it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

/// How often somebody looks.
const EVERY: Duration = Duration::from_secs(2);

/// Tells each drive that is plugged in from now on, on the calling thread, until `tell` says that
/// nobody listens any more.
pub fn watch(mut tell: impl FnMut(PathBuf) -> bool) {
    let mut before = mounted();
    loop {
        std::thread::sleep(EVERY);
        let now = mounted();
        for new in now.difference(&before) {
            if !tell(new.clone()) {
                return;
            }
        }
        before = now;
    }
}

/// Where sticks and cards are mounted.
#[cfg(target_os = "linux")]
fn mounted() -> BTreeSet<PathBuf> {
    sticks_of(&std::fs::read_to_string("/proc/self/mounts").unwrap_or_default())
}

/// The mount points of a table of mounts where desktops put what a person plugs in.
#[cfg(any(target_os = "linux", test))]
fn sticks_of(mounts: &str) -> BTreeSet<PathBuf> {
    const PLACES: [&str; 3] = ["/media/", "/run/media/", "/mnt/"];
    let points = mounts.lines().filter_map(|line| line.split(' ').nth(1));
    // What would part the fields is written in octal digits.
    let plain = |point: &str| {
        let marks = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")];
        marks.iter().fold(point.to_owned(), |point, (mark, sign)| point.replace(mark, sign))
    };
    points
        .filter(|point| PLACES.iter().any(|place| point.starts_with(place)))
        .map(|point| PathBuf::from(plain(point)))
        .collect()
}

/// Where sticks and cards are mounted.
#[cfg(target_os = "macos")]
fn mounted() -> BTreeSet<PathBuf> {
    let volumes = std::fs::read_dir("/Volumes").into_iter().flatten().flatten();
    // The system's own volume is a link there.
    let real = |entry: &std::fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    volumes.filter(real).map(|entry| entry.path()).collect()
}

/// Drives by their letters, but for the system's and the two of floppies.
#[cfg(windows)]
fn mounted() -> BTreeSet<PathBuf> {
    let system = std::env::var("SystemDrive").unwrap_or_else(|_| "C:".to_owned());
    let letters = ('C'..='Z').map(|letter| format!("{letter}:"));
    let others = letters.filter(|drive| !drive.eq_ignore_ascii_case(&system));
    others.map(|drive| PathBuf::from(format!("{drive}\\"))).filter(|path| path.exists()).collect()
}

/// Nowhere that is known.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn mounted() -> BTreeSet<PathBuf> {
    BTreeSet::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sticks_are_told_from_the_rest() {
        let mounts = "/dev/sda2 / ext4 rw 0 0\n\
            proc /proc proc rw 0 0\n\
            /dev/sdb1 /media/ana/KINGSTON\\040BLUE vfat rw 0 0\n\
            /dev/sdc1 /run/media/ana/stick exfat rw 0 0\n\
            /dev/sdd1 /medialibrary ext4 rw 0 0\n\
            broken\n";
        let found: Vec<PathBuf> = sticks_of(mounts).into_iter().collect();
        assert_eq!(
            found,
            [PathBuf::from("/media/ana/KINGSTON BLUE"), PathBuf::from("/run/media/ana/stick")]
        );
    }
}
