//! `demo`: files to import, a morning to watch.

use crate::support::{Folder, Ran};

#[test]
fn demo_write_makes_files_that_import_takes() {
    let folder = Folder::bare();
    let to = folder.text("district");
    let args = ["demo", "--write", &to, "--students", "60", "--devices", "70"];
    let ran = Ran::of(&folder.program().args(args).output().unwrap()).ok();
    assert_eq!(ran.out.lines().count(), 4);
    assert!(!folder.file("xdg").exists() && !folder.data().exists(), "no database is started");
    folder.run(&["init", "--station", "A"]).ok();
    folder.run(&["import", &to]).ok();
    let (head, students) = folder.list("students");
    let active = head.iter().position(|column| column == "active").unwrap();
    assert_eq!(students.len(), 60);
    assert!(students.iter().all(|row| row[active] == "yes"));
    let (head, devices) = folder.list("devices");
    let column = |name: &str| head.iter().position(|column| column == name).unwrap();
    assert_eq!(devices.len(), 70);
    assert!(devices.iter().all(|row| row[column("status")] == "available"));
    assert!(devices.iter().all(|row| row[column("student")].is_empty()), "no holder");
    assert_eq!(folder.list("loans").1.len(), 0);
    Ran::of(&folder.program().args(args).output().unwrap()).refused(&["there already"]);
}

#[test]
fn the_same_seed_writes_the_same_district() {
    let folder = Folder::bare();
    let write = |to: &str, seed: &str| {
        let to = folder.text(to);
        let args = ["demo", "--write", &to, "--students", "40", "--devices", "40", "--seed", seed];
        Ran::of(&folder.program().args(args).output().unwrap()).ok();
        std::fs::read(std::path::Path::new(&to).join("students.csv")).unwrap()
    };
    assert_eq!(write("a", "7"), write("b", "7"));
    assert_ne!(write("c", "8"), write("d", "7"));
}

#[test]
fn a_demo_plays_a_morning_where_there_is_no_display() {
    let folder = Folder::bare();
    let small = ["demo", "--no-window", "--students", "120", "--devices", "150"];
    let ran = folder.run(&small).ok();
    for outcome in ["issued", "returned", "handed-over", "refused", "undone"] {
        assert!(ran.out.contains(outcome), "{outcome}: {}", ran.out);
    }
    assert!(ran.out.contains(&folder.data().display().to_string()), "where the files are");
    folder.run(&["check"]).ok();
    // A demo may be opened again; what is no demo is refused and left alone.
    folder.run(&small).ok();
    let other = Folder::station("REAL");
    other.run(&small).refused(&["no demo"]);
    let odd = Folder::bare();
    std::fs::create_dir_all(odd.data()).unwrap();
    std::fs::write(odd.data().join("letter.txt"), "mine").unwrap();
    odd.run(&small).refused(&["no demo"]);
    assert_eq!(std::fs::read_dir(odd.data()).unwrap().count(), 1);
    // An empty folder will do.
    let empty = Folder::bare();
    std::fs::create_dir_all(empty.data()).unwrap();
    empty.run(&small).ok();
}

#[test]
fn a_demo_without_data_uses_a_folder_of_its_own() {
    let folder = Folder::bare();
    let args = ["demo", "--no-window", "--students", "120", "--devices", "150"];
    let ran = Ran::of(&folder.program().args(args).output().unwrap()).ok();
    assert!(!folder.file("xdg").exists(), "never where the real data lie");
    let made: Vec<String> = std::fs::read_dir(folder.file("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("tagdesk-demo-"))
        .collect();
    assert_eq!(made.len(), 1);
    assert!(ran.out.contains(&made[0]), "{}", ran.out);
}
