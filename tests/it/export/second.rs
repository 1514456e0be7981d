//! Second implementations of what we write: Python's csv module and the sqlite3 shell. Where one is
//! not installed its tests say so aloud and pass; with `TAGDESK_CI=1` they fail.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Heading and rows of a CSV file by every reader that is here, held against each other.
pub fn read(path: &Path) -> Option<Vec<Vec<String>>> {
    let python = python(path);
    let sqlite = sqlite(path);
    if let (Some(python), Some(sqlite)) = (&python, &sqlite) {
        let heading = &python[0];
        let named: Vec<Vec<String>> = python[1..].to_vec();
        let columns = |row: &Value| -> Vec<String> {
            heading.iter().map(|name| row[name.as_str()].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(sqlite.iter().map(columns).collect::<Vec<_>>(), named, "two readers differ");
    }
    python
}

/// The whole file by Python's csv module; the mark in front must be there or not, as said.
pub fn python(path: &Path) -> Option<Vec<Vec<String>>> {
    const SCRIPT: &str = "
import csv, io, json, sys
text = open(sys.argv[1], 'rb').read().decode('utf-8-sig')
print(json.dumps(list(csv.reader(io.StringIO(text, newline=''), strict=True))))";
    let mut command = tool("python3")?;
    Some(serde_json::from_str(&output(command.args(["-c", SCRIPT]).arg(path))).unwrap())
}

/// The rows by the sqlite3 shell, as objects by heading.
pub fn sqlite(path: &Path) -> Option<Vec<Value>> {
    let import = format!(".import --csv {} t", path.display());
    let mut command = tool("sqlite3")?;
    let text = output(command.args([":memory:", &import, ".mode json", "SELECT * FROM t"]));
    Some(if text.trim().is_empty() { Vec::new() } else { serde_json::from_str(&text).unwrap() })
}

/// JSON lines by Python.
pub fn python_json(path: &Path) -> Option<Vec<Value>> {
    const SCRIPT: &str = "
import json, sys
print(json.dumps([json.loads(line) for line in open(sys.argv[1], encoding='utf-8')]))";
    let mut command = tool("python3")?;
    Some(serde_json::from_str(&output(command.args(["-c", SCRIPT]).arg(path))).unwrap())
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap()
}

fn tool(name: &str) -> Option<Command> {
    let asked = Command::new(name)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if asked.is_ok_and(|status| status.success()) {
        return Some(Command::new(name));
    }
    assert!(
        std::env::var_os("TAGDESK_CI").is_none_or(|set| set != "1"),
        "{name} is not here, and TAGDESK_CI=1 asks for it"
    );
    // Past the test harness, which keeps what a passing test prints to itself.
    let _ =
        writeln!(std::io::stderr(), "\n!!! NOT TESTED: {name} is not here to read exports back\n");
    None
}
