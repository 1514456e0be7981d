//! `tagdesk init`: makes this computer a station.

use std::path::Path;
use std::process::ExitCode;

use super::{Ended, open, say};
use crate::desk::request::{Role, Setup};
use crate::desk::{Desk, Front};
use crate::{clock, text};

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Station code: capital letters, digits and hyphens, 12 at most
    #[arg(long, value_name = "CODE")]
    station: String,
    /// Site the station stands at
    #[arg(long, value_name = "CODE", default_value = "")]
    site: String,
    /// This computer merges the others
    #[arg(long)]
    office: bool,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let now = clock::now();
    let store = open(folder, &text::get("cli-what-init"), &now)?;
    let mut desk = Desk::new(store, Front::Terminal).map_err(|e| text::error(&e))?;
    let setup = Setup {
        station: args.station.clone(),
        site: args.site.clone(),
        role: if args.office { Role::Office } else { Role::Alone },
        practice: false,
    };
    desk.init(&setup, &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    let folder = folder.display().to_string();
    say(&text::with("cli-init-done", &[("station", &args.station), ("folder", &folder)]))?;
    Ok(ExitCode::SUCCESS)
}
