//! Handing a file on: to the viewer of this computer, and to a printer where `lp` is found. On Windows
//! the viewer prints.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names of the printers; `None` where there is no `lp`.
pub fn printers() -> Option<Vec<String>> {
    found("lp")?;
    let listed = found("lpstat")
        .and_then(|lpstat| Command::new(lpstat).arg("-e").stderr(Stdio::null()).output().ok());
    let text = listed.map(|listed| String::from_utf8_lossy(&listed.stdout).into_owned());
    let lines = text.as_deref().unwrap_or_default().lines().map(|line| line.trim().to_owned());
    Some(lines.filter(|line| !line.is_empty()).collect())
}

/// Sends a file to a printer at 100 %; to the one that the system prefers where the name is empty.
///
/// # Errors
/// What `lp` says, or why it does not run.
pub fn send(file: &Path, printer: &str) -> Result<(), String> {
    let lp = found("lp").unwrap_or_else(|| PathBuf::from("lp"));
    let mut command = Command::new(lp);
    command.args(["-o", "print-scaling=none"]);
    if !printer.is_empty() {
        command.args(["-d", printer]);
    }
    run(command.arg(whole(file)))
}

/// Opens a file as a double click does.
///
/// # Errors
/// What the command for it says, or why it does not run.
pub fn open(file: &Path) -> Result<(), String> {
    let command = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(command);
    command.arg(whole(file));
    if cfg!(windows) {
        // Its exit code says nothing.
        return command.spawn().map(drop).map_err(|e| e.to_string());
    }
    run(&mut command)
}

/// A path that is no option, whatever the file is called.
fn whole(file: &Path) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned())
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).output();
    let output = output.map_err(|e| e.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let says = String::from_utf8_lossy(&output.stderr);
    let line = says.lines().find(|line| !line.trim().is_empty());
    Err(line.map_or_else(|| output.status.to_string(), str::to_owned))
}

/// A program on the search path.
fn found(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
