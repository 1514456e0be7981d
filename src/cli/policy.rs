//! `tagdesk policy`: shows or sets what the district allows.

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;

use super::{Ended, desk, read, say};
use crate::desk::Front;
use crate::domain::card::When;
use crate::domain::policy::Policy;
use crate::{clock, text};

/// Arguments of `policy`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Devices of one category a person may hold before the desk asks
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// Whether a model not meant for the grade is asked about
    #[arg(long, value_enum)]
    grades: Option<Grades>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Grades {
    Ask,
    None,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let policy = if args.limit.is_none() && args.grades.is_none() {
        read(folder)?.world().policy(&When::from(&clock::now()).date())
    } else {
        let (mut desk, now) = desk(folder, &text::get("cli-what-policy"), Front::Terminal)?;
        let present = desk.present_policy(&now);
        let policy = Policy {
            limit: args.limit.unwrap_or(present.limit),
            grade_rule: args.grades.map_or(present.grade_rule, |grades| grades == Grades::Ask),
        };
        desk.set_policy(policy, &now).map_err(|e| text::error(&e))?;
        super::close(desk)?;
        policy
    };
    say(&text::with("cli-policy-limit", &[("limit", &u64::from(policy.limit))]))?;
    say(&if policy.grade_rule {
        text::get("cli-policy-grades-ask")
    } else {
        text::get("cli-policy-grades-none")
    })?;
    Ok(ExitCode::SUCCESS)
}
