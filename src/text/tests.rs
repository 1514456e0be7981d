//! Holds the sources against `en.ftl`: every message used is there, every one there is used, and
//! each formats without an error with the values its callers give.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::{FluentArgs, FluentValue};

use super::{BUNDLE, ENGLISH, count, dots, shown, with};

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            files.push(path);
        }
    }
}

/// Text between the next two quotes, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.split_once('"')?.1.split_once('"')
}

/// Names of messages used, each with the sets of values it is given.
fn used() -> BTreeMap<String, Vec<BTreeSet<String>>> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut used: BTreeMap<String, Vec<BTreeSet<String>>> = BTreeMap::new();
    for file in files {
        if file.ends_with("text/tests.rs") {
            continue;
        }
        let source = fs::read_to_string(&file).unwrap();
        for (call, values) in [("get(", false), ("id(", false), ("with(", true)] {
            for module in ["text::", "words::"] {
                for part in source.split(&format!("{module}{call}")).skip(1) {
                    if !part.trim_start().starts_with('"') {
                        continue;
                    }
                    let (name, rest) = quoted(part).unwrap();
                    let given = if values { given(rest) } else { BTreeSet::new() };
                    used.entry(name.to_owned()).or_default().push(given);
                }
            }
        }
    }
    used
}

/// The names in `&[("a", …), ("b", …)]`.
fn given(rest: &str) -> BTreeSet<String> {
    let mut depth = 0;
    let mut end = rest.len();
    for (index, c) in rest.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    end = index;
                    break;
                }
            }
            _ => {}
        }
    }
    let list = &rest[..end];
    list.split("(\"")
        .skip(1)
        .filter_map(|part| part.split_once("\","))
        .map(|(n, _)| n.into())
        .collect()
}

fn defined() -> BTreeSet<String> {
    ENGLISH
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(name, _)| name.to_owned()))
        .collect()
}

#[test]
fn every_message_used_is_in_the_file() {
    let defined = defined();
    let missing: Vec<_> = used().into_keys().filter(|name| !defined.contains(name)).collect();
    assert!(missing.is_empty(), "not in en.ftl: {missing:?}");
}

#[test]
fn every_message_in_the_file_is_used() {
    let used = used();
    let unused: Vec<_> = defined()
        .into_iter()
        .filter(|name| !used.contains_key(name) && !ENGLISH.contains(&format!("{{ {name} }}")))
        .collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

#[test]
fn every_message_formats_with_what_its_callers_give() {
    let mut wrong = Vec::new();
    for (name, calls) in used() {
        let Some(pattern) = BUNDLE.get_message(&name).and_then(|message| message.value()) else {
            continue;
        };
        for given in calls {
            let mut args = FluentArgs::new();
            for key in &given {
                args.set(key.clone(), FluentValue::from(2));
            }
            let mut errors = Vec::new();
            let text = BUNDLE.format_pattern(pattern, Some(&args), &mut errors);
            if !errors.is_empty() || text.is_empty() {
                wrong.push(format!("{name} with {given:?}: {errors:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_file_is_whole() {
    let parsed = fluent_bundle::FluentResource::try_new(ENGLISH.to_owned());
    assert!(parsed.is_ok(), "{:?}", parsed.map_err(|(_, errors)| errors));
    let mut names: Vec<&str> = ENGLISH
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(name, _)| name))
        .collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "a name stands twice");
}

#[test]
fn numbers_codes_and_parts_read_well() {
    assert_eq!(count(7), "7");
    assert_eq!(count(1_200), "1,200");
    assert_eq!(count(1_000_000), "1,000,000");
    assert_eq!(dots(["a", "", "b"]), "a · b");
    assert_eq!(shown("CB-\u{7}1"), "CB-\u{fffd}1");
    assert_eq!(shown(&"9".repeat(400)).chars().count(), 41);
    let later = |n: usize| with("ask-undo-later-why", &[("later", &n), ("tag", &"CB-1")]);
    assert_eq!(later(1), "One later entry on CB-1 stays");
    assert_eq!(later(3), "3 later entries on CB-1 stay");
}
