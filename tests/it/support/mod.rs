//! What every module here stands on: a data folder of its own, the real binary, a clock advanced
//! by hand, a small register, and the scene language.

pub mod clock;
pub mod counter;
pub mod folder;
pub mod register;
pub mod scene;

pub use clock::Clock;
pub use counter::{Counter, desk, window};
pub use folder::{Child, Folder, Ran, replies};
pub use scene::Stage;

use std::path::Path;

/// Fails where a `.rs` file of a folder is not declared in its root.
pub fn assert_declared(folder: &Path, root: &str) {
    let text = std::fs::read_to_string(folder.join(root)).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let is_module = path.is_dir() && path.join("mod.rs").exists();
        let is_file = path.extension().is_some_and(|end| end == "rs")
            && path.file_name().is_some_and(|file| file != root);
        let declared = format!("mod {name};");
        let declared = text.lines().any(|line| {
            line.trim_start_matches("pub(crate) ").trim_start_matches("pub ") == declared
        });
        assert!(
            declared || !(is_module || is_file),
            "{} is not declared in {}: none of its tests runs",
            path.display(),
            folder.join(root).display()
        );
    }
}
