//! `tagdesk undo`: takes an event back, with the command it belongs to.

use std::path::Path;
use std::process::ExitCode;

use super::scan::shown;
use super::{Ended, desk, say};
use crate::desk::Front;
use crate::desk::reply::Outcome;
use crate::text;

/// Arguments of `undo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// `STATION/INCARNATION/SEQ`, as `list events` names it
    event: String,
    /// Also where later events stand on the device
    #[arg(long)]
    yes: bool,
    /// One JSON object per line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-undo"), Front::Terminal)?;
    let reply = desk.undo_event(&args.event, args.yes, &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    match reply.outcome {
        Outcome::Undone => {
            say(&shown(&reply, args.json))?;
            Ok(ExitCode::SUCCESS)
        }
        Outcome::Question => {
            Err(text::with("cli-undo-ask", &[("message", &text::message(&reply))]))
        }
        _ => Err(text::message(&reply)),
    }
}
