//! The house rules that a compiler does not keep: who may know whom (design, section 2, and the map
//! in `src/lib.rs`), how long a file gets, what every module says first, what stays out of a desk.

use std::path::{Path, PathBuf};

/// Which room may use which. `clock` and `paths` are a file each at the top.
///
/// Beyond the table in `src/lib.rs`, with the reason:
/// - `exchange` makes the plan that `store` writes, and nothing else of it.
/// - `desk` has `exchange` write the rows it reads from `store`, and `print` the documents.
/// - `cli` and `ui` choose what a document of `print` is like; `text` puts its words in.
/// - `text` puts the data of every room below into words.
/// - `demo` makes a database of its own and sets up its desk.
/// - `cli` prints what `store` reads for `list`, `show` and `check`, beside a desk that may be busy.
/// - `ui` shows cards and settings, opens its desk, and finds its sounds and log.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("clock", &["domain"]),
    ("store", &["domain"]),
    ("paths", &["store"]),
    ("log", &["paths"]),
    ("sticks", &[]),
    ("printer", &[]),
    ("exchange", &["domain", "store"]),
    ("scanner", &["domain"]),
    ("print", &["domain"]),
    ("desk", &["exchange", "print", "store", "scanner", "domain"]),
    ("text", &["desk", "store", "exchange", "print", "printer", "scanner", "domain"]),
    ("demo", &["desk", "exchange", "store", "domain"]),
    (
        "cli",
        &[
            "desk", "exchange", "print", "printer", "text", "demo", "store", "scanner", "domain",
            "clock", "paths",
        ],
    ),
    (
        "ui",
        &[
            "desk", "scanner", "print", "printer", "text", "domain", "store", "clock", "paths",
            "sticks", "log",
        ],
    ),
    ("main", &["cli", "ui", "log"]),
    ("lib", &[]),
];

/// What `exchange` may use of `store`: the plan.
const PLAN: &[&str] = &[
    "At",
    "Covers",
    "DeviceRow",
    "Given",
    "Holder",
    "Known",
    "KnownKeys",
    "Mapping",
    "ModelRow",
    "PersonRow",
    "Plan",
    "Watch",
];

/// What `scanner` may use of `domain`.
const CODES: &[&str] = &["code"];

const LONGEST: usize = 600;

#[derive(Debug)]
struct Source {
    path: PathBuf,
    room: String,
    text: String,
}

impl Source {
    /// The text without its tests and without remarks.
    fn code(&self) -> String {
        let tests = ["#[cfg(test)]\nmod tests {", "#[cfg(test)]\n#[allow"];
        let end = tests.iter().filter_map(|sign| self.text.find(sign)).min();
        let lines = self.text[..end.unwrap_or(self.text.len())].lines();
        let kept: Vec<&str> = lines.filter(|line| !line.trim_start().starts_with("//")).collect();
        kept.join("\n")
    }

    /// A file that only tests compile.
    fn is_test(&self) -> bool {
        let name = self.path.file_name().unwrap().to_string_lossy();
        name == "tests.rs" || name == "fixture.rs"
    }

    /// Paths behind `crate::`, groups taken apart: `crate::{clock, text}` is two.
    fn uses(&self) -> Vec<String> {
        let code = self.code();
        let name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let mut uses = Vec::new();
        for part in code.split("crate::").skip(1) {
            if let Some(group) = part.strip_prefix('{') {
                let mut depth = 1;
                let end = group.find(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth == 0
                });
                uses.extend(top_level(&group[..end.unwrap_or(group.len())]));
            } else {
                let end = part.find(|c| !name(c)).unwrap_or(part.len());
                let rest = &part[end..];
                let path = part[..end].trim_end_matches(':');
                match rest.strip_prefix('{') {
                    Some(group) if part[..end].ends_with("::") => {
                        let group = group.split('}').next().unwrap_or_default();
                        uses.extend(group.split(',').map(|one| format!("{path}::{}", one.trim())));
                    }
                    _ => uses.push(path.to_owned()),
                }
            }
        }
        uses
    }
}

/// The first names of a group, without what stands in inner groups.
fn top_level(group: &str) -> Vec<String> {
    let mut depth = 0;
    let flat: String = group
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0
        })
        .collect();
    let names = flat.split(',').map(|one| one.trim().trim_end_matches(['}', ':']).to_owned());
    names.filter(|one| !one.is_empty()).collect()
}

fn sources() -> Vec<Source> {
    fn visit(folder: &Path, top: &Path, found: &mut Vec<Source>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, top, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let below = path.strip_prefix(top).unwrap();
                let room = below.components().next().unwrap().as_os_str().to_string_lossy();
                let room = room.trim_end_matches(".rs").to_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(Source { path: below.to_owned(), room, text });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    visit(&root, &root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 50, "the sources are read");
    found
}

#[test]
fn nobody_knows_whom_they_may_not_know() {
    let mut found = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(room, _)| *room == source.room) else {
            found.push(format!("{} lies in no room of the map", source.path.display()));
            continue;
        };
        for used in source.uses() {
            let room = used.split("::").next().unwrap();
            if room == source.room || allowed.contains(&room) || source.room == "lib" {
                continue;
            }
            found.push(format!("{} uses crate::{used}", source.path.display()));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn only_a_part_is_known_where_only_a_part_is_meant() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for used in source.uses() {
            let mut parts = used.split("::");
            let (room, item) = (parts.next().unwrap(), parts.next().unwrap_or_default());
            let allowed = match (source.room.as_str(), room) {
                ("exchange", "store") => PLAN,
                ("scanner", "domain") => CODES,
                _ => continue,
            };
            if !allowed.contains(&item) {
                found.push(format!("{} uses crate::{used}", source.path.display()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_domain_is_pure() {
    let impure = [
        "rusqlite",
        "iced",
        "std::fs",
        "std::io",
        "std::net",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "std::env",
    ];
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.room == "domain") {
        let code = source.code();
        found.extend(
            impure
                .iter()
                .filter(|word| code.contains(**word))
                .map(|word| format!("{} has {word}", source.path.display())),
        );
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_wall_clock_is_read_in_one_place() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.room != "clock") {
        let code = source.code();
        for word in ["Local::now", "Utc::now"] {
            if code.contains(word) {
                found.push(format!("{} has {word}", source.path.display()));
            }
        }
    }
    // The lock file tells the second program since when the first has been there.
    found.retain(|line| !line.starts_with("store/lock.rs"));
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn iced_is_known_to_the_window_alone() {
    for source in sources().iter().filter(|source| source.room != "ui") {
        let code = source.code();
        let knows = ["use iced", "iced::"].iter().any(|word| code.contains(word));
        assert!(!knows, "{} knows iced", source.path.display());
    }
}

#[test]
fn no_file_is_longer_than_a_person_reads() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "over {LONGEST}: asking to be two\n{}", long.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    for source in sources() {
        let mut lines =
            source.text.lines().filter(|line| !line.starts_with("#![") && !line.is_empty());
        let first = lines.next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") && first.len() > 12,
            "{} begins with {first:?} and not with its purpose",
            source.path.display()
        );
    }
}

#[test]
fn nothing_prints_or_unwraps_outside_tests_and_the_terminal() {
    let words = ["println!", "eprintln!", "print!(", "dbg!", ".unwrap()", ".expect(", "panic!("];
    let mut found = Vec::new();
    for source in sources() {
        if source.is_test() || source.room == "cli" {
            continue;
        }
        let code = source.code();
        for (number, line) in code.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!(
                    "{}: about line {}: {}",
                    source.path.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn sentences_stand_in_the_words_file_alone() {
    // A text of several words that begins like a sentence, in code that is no error's own name.
    let mut found = Vec::new();
    for source in sources() {
        if source.is_test() || !["cli", "desk", "ui"].contains(&source.room.as_str()) {
            continue;
        }
        for line in source.code().lines() {
            let exempt = ["#[", "tracing::", "sql", "SELECT", "INSERT", "concat!"];
            if exempt.iter().any(|word| line.contains(word)) {
                continue;
            }
            for text in line.split('"').skip(1).step_by(2) {
                let mut words = text.split(' ');
                let begins = words.next().is_some_and(|word| {
                    word.chars().next().is_some_and(char::is_uppercase)
                        && word.chars().skip(1).all(char::is_lowercase)
                        && word.len() > 1
                });
                if begins && words.count() >= 3 && text.chars().all(|c| !"{}/\\<>".contains(c)) {
                    found.push(format!("{}: {text:?}", source.path.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What the README says cannot be done, none of the tables says is done.
#[test]
fn a_limit_is_nothing_that_has_a_table() {
    let readme = std::fs::read_to_string(top().join("README.md")).unwrap();
    assert!(readme.lines().any(|line| line == "cargo test"), "how everything is tested");
    let limits = readme.split("\n## ").find_map(|part| part.strip_prefix("Limits\n")).unwrap();
    for sheet in tagdesk::store::Sheet::ALL {
        let said = limits.to_lowercase().contains(sheet.as_str());
        assert!(!said, "{} are a table: how are they a limit?", sheet.as_str());
    }
}

/// Every command is told somewhere in the README or the docs.
#[test]
fn every_command_is_documented() {
    use clap::CommandFactory;
    let docs = std::fs::read_dir(top().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let told: String = pages
        .chain([top().join("README.md")])
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for command in tagdesk::cli::Args::command().get_subcommands() {
        let name = command.get_name();
        let told = told.contains(&format!("tagdesk {name}")) || told.contains(&format!("`{name} "));
        assert!(told, "{name} is in no page");
    }
}

#[test]
fn the_map_is_read_right() {
    let source = Source {
        path: "desk/x.rs".into(),
        room: "desk".into(),
        text: "use crate::{clock, text::{self, Band}, store};\nuse crate::domain::code::{self, Code};\n\
               // crate::ui\nfn f() { crate::scanner::x() }\n#[cfg(test)]\nmod tests { use crate::ui; }"
            .into(),
    };
    assert_eq!(
        source.uses(),
        ["clock", "text", "store", "domain::code::self", "domain::code::Code", "scanner::x"]
    );
}
