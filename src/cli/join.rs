//! `tagdesk join`: somebody served without a card is this person of the register.

use std::path::Path;
use std::process::ExitCode;

use super::{Ended, desk, say};
use crate::desk::Front;
use crate::domain::borrower::BorrowerId;
use crate::text;

/// Arguments of `join`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Who was served without a card, `W-…`
    from: String,
    /// The ID they really have
    into: String,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-join"), Front::Terminal)?;
    let id = |text: &str| BorrowerId::from_text(text.trim().to_uppercase());
    desk.merge_people(&id(&args.from), &id(&args.into), &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    say(&text::with("cli-join-done", &[("from", &args.from), ("into", &args.into)]))?;
    Ok(ExitCode::SUCCESS)
}
