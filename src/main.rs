//! Arguments, then the window or one command.

use std::process::ExitCode;

use clap::Parser;
use tagdesk::cli::{self, Args, Start};

fn main() -> ExitCode {
    let _ = tagdesk::log::since_start();
    match cli::run(Args::parse()) {
        Start::Over(code) => code,
        Start::Window { folder, demo } => window(&folder, demo),
    }
}

/// Opens the window. One that cannot open at all is a reason, not a crash: iced panics where there
/// is no display.
#[cfg(feature = "gui")]
fn window(folder: &std::path::Path, demo: bool) -> ExitCode {
    tagdesk::log::start(folder);
    let opened = std::panic::catch_unwind(|| tagdesk::ui::run(folder.to_owned()));
    let cause = match opened {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(error)) => error.to_string(),
        Err(panic) => panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_default(),
    };
    if demo { cli::demo::fall_back(folder, &cause) } else { cli::no_window(&cause) }
}

#[cfg(not(feature = "gui"))]
fn window(folder: &std::path::Path, demo: bool) -> ExitCode {
    if demo { cli::demo::in_terminal(folder) } else { cli::without_window() }
}
