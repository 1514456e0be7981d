//! Arguments, then the window or one command.

use std::process::ExitCode;

use clap::Parser;
use tagdesk::cli::{self, Args, Start};

fn main() -> ExitCode {
    match cli::run(Args::parse()) {
        Start::Over(code) => code,
        Start::Window { folder, demo } => {
            if demo { cli::demo::in_terminal(&folder) } else { ExitCode::SUCCESS }
        }
    }
}
