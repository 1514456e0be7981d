//! Batches from stations to the office and receipts back: nothing is lost, nothing is taken that was
//! not written, whatever happens to the files on the way.

mod crash;
mod damaged;
mod hostile;
mod people;
mod rounds;
mod stations;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Folder, replies};

/// A stick: a folder that every station sees.
pub struct Stick {
    home: tempfile::TempDir,
}

impl Stick {
    pub fn new() -> Stick {
        Stick { home: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.home.path()
    }

    pub fn text(&self) -> String {
        self.path().display().to_string()
    }

    /// Names of what lies on it, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path()).unwrap();
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.unwrap().file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }
}

/// The office, with the same register as the stations.
pub fn office() -> Folder {
    let folder = Folder::bare();
    folder.run(&["init", "--station", "OFFICE", "--site", "LRK", "--office"]).ok();
    folder.import_register();
    folder
}

/// `batch write`: the path it prints, and nothing else.
pub fn write(station: &Folder, stick: &Stick, more: &[&str]) -> PathBuf {
    let stick = stick.text();
    let args = [&["batch", "write", &stick], more].concat();
    let out = station.run(&args).ok().out;
    assert_eq!(out.lines().count(), 1, "{out}");
    let path = PathBuf::from(out.trim_end());
    assert!(path.exists(), "{out}");
    path
}

/// `batch merge --json`: its one object.
pub fn merge(office: &Folder, paths: &[&str]) -> Value {
    let args = [&["batch", "merge", "--json"], paths].concat();
    one(&office.run(&args).ok().out)
}

/// `batch receive --json`: its one object.
pub fn receive(station: &Folder, stick: &Stick) -> Value {
    one(&station.run(&["batch", "receive", "--json", &stick.text()]).ok().out)
}

/// The only object of an output.
pub fn one(out: &str) -> Value {
    let mut objects = replies(out);
    assert_eq!(objects.len(), 1, "{out}");
    objects.remove(0)
}

/// The classes of a merge, in the order of the contract.
pub fn classes(report: &Value) -> [u64; 6] {
    ["applied", "already_had", "superseded", "needs_person", "parked", "damaged"]
        .map(|name| report[name].as_u64().unwrap_or_else(|| panic!("{name}: {report}")))
}

/// The rows of every bundle are in one class each.
pub fn add_up(report: &Value) {
    let bundles = report["bundles"].as_array().unwrap();
    for bundle in bundles {
        assert_eq!(
            classes(bundle).iter().sum::<u64>(),
            bundle["rows"].as_u64().unwrap(),
            "{bundle}"
        );
    }
    let rows: u64 = bundles.iter().map(|bundle| bundle["rows"].as_u64().unwrap()).sum();
    assert_eq!(classes(report).iter().sum::<u64>(), rows, "{report}");
}

/// Of a station: own events that no office confirmed.
pub fn unsent(station: &Folder) -> u64 {
    let rows = replies(&station.run(&["batch", "status", "--json"]).ok().out);
    let own = rows.iter().find(|row| row["own"] == true).unwrap();
    own["unsent"].as_u64().unwrap()
}

/// The row of a station in a status.
pub fn status(folder: &Folder, station: &str) -> Value {
    let rows = replies(&folder.run(&["batch", "status", "--json"]).ok().out);
    rows.into_iter().find(|row| row["station"] == station).unwrap()
}

/// Names of all events of a station here.
pub fn events(folder: &Folder) -> std::collections::BTreeSet<String> {
    folder.column("events", "event").into_iter().collect()
}
