//! What comes from outside may be any bytes at all: register files, bundles, events, a serial line.
//! The same four targets as in `tests/fuzz`, on bytes that are made of its seeds.

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tagdesk::exchange::bundle;

fn config() -> Config {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => Config::default(),
        None => Config::with_cases(1_000),
    }
}

/// Register files are among the fixtures already.
fn folder(target: &str) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    if target == "csv" {
        here.join("fixtures/csv")
    } else {
        here.join("tests/fuzz/seeds").join(target)
    }
}

/// The seeds of a target, by name.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder(target)).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    assert!(!paths.is_empty(), "{target} has no seeds");
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// What is done to a seed, one after the other.
#[derive(Debug, Clone)]
enum Change {
    Put(usize, Vec<u8>),
    Take(usize, usize),
    Set(usize, u8),
    Twice(usize, usize),
    Cut(usize),
    Behind(usize),
}

/// Pieces that mean something to one of the readers.
const PIECES: [&[u8]; 16] = [
    b"\"",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"\x00",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"END,",
    b"h-0",
    b"\x1e",
    b"\x02",
    b"\x03",
    b"PK\x03\x04",
    b"\\u0000",
    b"99999999999999999999",
];

fn change() -> impl Strategy<Value = Change> {
    let at = any::<usize>;
    let bytes = prop_oneof![
        prop::sample::select(PIECES.to_vec()).prop_map(<[u8]>::to_vec),
        vec(any::<u8>(), 1..8),
    ];
    prop_oneof![
        4 => (at(), bytes).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        3 => (at(), 1..40_usize).prop_map(|(at, length)| Change::Take(at, length)),
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        2 => (at(), 1..200_usize).prop_map(|(at, length)| Change::Twice(at, length)),
        1 => at().prop_map(Change::Cut),
        1 => at().prop_map(Change::Behind),
    ]
}

/// Bytes of a target: a seed with some changes, or anything.
fn bytes(target: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let seeds = seeds(target);
    let made =
        (any::<prop::sample::Index>(), vec(change(), 0..6)).prop_map(move |(seed, changes)| {
            let mut bytes = seeds[seed.index(seeds.len())].clone();
            for change in changes {
                apply(&mut bytes, change, &seeds);
            }
            bytes
        });
    prop_oneof![9 => made, 1 => vec(any::<u8>(), 0..600)]
}

fn apply(bytes: &mut Vec<u8>, change: Change, seeds: &[Vec<u8>]) {
    let place = |at: usize, bytes: &[u8]| at % (bytes.len() + 1);
    match change {
        Change::Put(at, piece) => {
            let at = place(at, bytes);
            bytes.splice(at..at, piece);
        }
        Change::Take(at, length) => {
            let at = place(at, bytes);
            let end = (at + length).min(bytes.len());
            bytes.drain(at..end);
        }
        Change::Set(at, byte) => {
            let at = place(at, bytes);
            if let Some(there) = bytes.get_mut(at) {
                *there = byte;
            }
        }
        Change::Twice(at, length) => {
            let at = place(at, bytes);
            let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, piece);
        }
        Change::Cut(at) => bytes.truncate(place(at, bytes)),
        Change::Behind(seed) => bytes.extend(&seeds[seed % seeds.len()]),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_register_file(bytes in bytes("csv")) {
        targets::csv(&bytes);
    }

    #[test]
    fn a_bundle(bytes in bytes("bundle")) {
        targets::bundle(&bytes);
    }

    #[test]
    fn an_event(bytes in bytes("event")) {
        targets::event(&bytes);
    }

    #[test]
    fn a_serial_line(bytes in bytes("serial")) {
        targets::serial(&bytes);
    }
}

/// The seeds are what they should be: else everything would be refused at the door.
#[test]
fn the_seeds_are_taken() {
    for bytes in seeds("event") {
        targets::event(&bytes);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seed.zip");
    let mut taken = 0;
    for bytes in seeds("bundle").iter().filter(|bytes| bytes.starts_with(b"PK")) {
        std::fs::write(&path, bytes).unwrap();
        let read = bundle::read(&path).unwrap();
        assert!(read.whole, "{:?}", read.damaged);
        taken += read.events.len();
    }
    assert!(taken > 0);
}
