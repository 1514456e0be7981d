//! `tagdesk clock`: says what this computer's clock shows, or what it should.

use std::path::Path;
use std::process::ExitCode;

use super::{Ended, desk, read, say};
use crate::desk::Front;
use crate::{clock, text};

/// Arguments of `clock`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Date and time are right
    #[arg(long, conflicts_with = "set")]
    right: bool,
    /// The right local date and time, off a phone; the computer's clock is left alone
    #[arg(long, value_names = ["DATE", "TIME"], num_args = 2)]
    set: Option<Vec<String>>,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    if args.right || args.set.is_some() {
        let (mut desk, now) = desk(folder, &text::get("cli-what-clock"), Front::Terminal)?;
        let typed = args.set.as_deref().and_then(|typed| match typed {
            [date, time] => Some((date.clone(), time.clone())),
            _ => None,
        });
        desk.set_clock(typed, &now).map_err(|e| text::error(&e))?;
        super::close(desk)?;
    }
    let now = clock::now();
    say(&text::with("cli-clock-shows", &[("clock", &text::clock((&now).into()))]))?;
    let store = read(folder)?;
    let Some(own) = store.station() else { return Ok(ExitCode::SUCCESS) };
    let known = store.world().clock(&own.code, &own.incarnation);
    let known = known.map(|known| known.correct(&now.boot, own.seq, now.wall_ms));
    if let Some(time) = known {
        say(&text::batch::clock_off(time.at_ms - now.wall_ms, time.within_ms))?;
    }
    Ok(ExitCode::SUCCESS)
}
