//! `tagdesk demo`: a made-up district, in the window or as a morning played in the terminal.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Start, complain, failed, say};
use crate::demo::{self, play};
use crate::desk::{Desk, Front};
use crate::store::Store;
use crate::{clock, text};

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Play a morning in the terminal, display or not
    #[arg(long)]
    no_window: bool,
    /// How many people
    #[arg(long, value_name = "N", default_value_t = demo::STUDENTS)]
    students: usize,
    /// How many devices
    #[arg(long, value_name = "N", default_value_t = demo::DEVICES)]
    devices: usize,
    /// Another seed makes another district
    #[arg(long, value_name = "N", default_value_t = demo::SEED)]
    seed: u64,
    /// Only write the district's CSV files into this folder
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

pub(super) fn run(args: &Args, data: Option<&Path>) -> Start {
    let district = demo::district(args.seed, args.students, args.devices);
    if let Some(to) = &args.write {
        return Start::Over(match demo::write(&district, to) {
            Ok(files) => written(&files),
            Err(error) => failed(&text::with("cli-demo-failed", &[("cause", &error.to_string())])),
        });
    }
    let folder = match data {
        Some(folder) => folder.to_owned(),
        None => match tempfile::Builder::new().prefix("tagdesk-demo-").tempdir() {
            Ok(folder) => folder.keep(),
            Err(error) => {
                let cause = error.to_string();
                return Start::Over(failed(&text::with("cli-demo-failed", &[("cause", &cause)])));
            }
        },
    };
    if let Err(error) = play::make(&folder, &text::get("cli-what-demo"), &district, &clock::now()) {
        return Start::Over(failed(&reason(&error)));
    }
    if !args.no_window && cfg!(feature = "gui") && has_display() {
        return Start::Window { folder, demo: true };
    }
    Start::Over(in_terminal(&folder))
}

fn reason(error: &play::Error) -> String {
    match error {
        play::Error::NotADemo(folder) => {
            text::with("cli-demo-other", &[("folder", &folder.display().to_string())])
        }
        play::Error::Desk(error) => text::error(error),
        play::Error::Read(error) => text::exchange_error(error),
        play::Error::Write(error) => {
            text::with("cli-demo-failed", &[("cause", &error.to_string())])
        }
    }
}

fn written(files: &[PathBuf]) -> ExitCode {
    for file in files {
        if say(&file.display().to_string()).is_err() {
            return ExitCode::from(1);
        }
    }
    ExitCode::SUCCESS
}

/// Whether a window could open. Elsewhere than on unix there always is a display.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Plays the morning and says what was done and where the files are.
pub fn in_terminal(folder: &Path) -> ExitCode {
    match played(folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => failed(&reason),
    }
}

/// The window did not open: says why, and plays the morning instead.
pub fn fall_back(folder: &Path, cause: &str) -> ExitCode {
    complain(&text::with("cli-demo-no-window", &[("cause", &cause)]));
    in_terminal(folder)
}

fn played(folder: &Path) -> Result<(), String> {
    let now = clock::now();
    let (store, _) = Store::open(folder, &text::get("cli-what-demo"), &now)
        .map_err(|e| text::store_error(&e))?;
    let mut desk = Desk::new(store, Front::Terminal).map_err(|e| text::error(&e))?;
    say(&text::get("cli-demo-begins"))?;
    let mut lines = Vec::new();
    play::morning(&mut desk, clock::now, |line, reply| {
        lines.push(format!(
            "  {line:<10}  {:<12} {}",
            reply.outcome.as_str(),
            text::message(reply)
        ));
    })
    .map_err(|e| text::error(&e))?;
    for line in lines {
        say(&line)?;
    }
    super::close(desk)?;
    let folder = folder.display().to_string();
    say(&text::with("cli-demo-over", &[("folder", &folder)]))
}
