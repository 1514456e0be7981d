//! `tagdesk run`: begins a named stretch of work, with a due date and who is expected, or ends it.

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;

use super::scan::ModeArg;
use super::{Ended, desk, say};
use crate::desk::Front;
use crate::desk::request::{Expected, Request, Returning, RunSetup};
use crate::domain::noted::Taken;
use crate::text;

/// Arguments of `run`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Begin a run, or go on with the open one of that name
    Start(Box<Start>),
    /// End the open run
    End,
}

#[derive(Debug, clap::Args)]
struct Start {
    /// What it is called
    name: String,
    /// Due date of what goes out, as 2027-06-04
    #[arg(long, value_name = "DATE", default_value = "")]
    due: String,
    /// The place as people say it
    #[arg(long, default_value = "")]
    place: String,
    /// The site, by its code; the station's where nothing is said
    #[arg(long, value_name = "CODE", default_value = "")]
    site: String,
    /// What a device does in it
    #[arg(long, value_enum, default_value_t = ModeArg::Issue)]
    mode: ModeArg,
    /// Shelf, room or cart of what comes back
    #[arg(long, default_value = "")]
    shelf: String,
    /// Condition of what comes back: good, fair, poor or broken
    #[arg(long, value_name = "WORD", default_value = "")]
    condition: String,
    /// Status that what comes back goes on in: available, cleaning or repair
    #[arg(long, value_name = "STATUS", default_value = "")]
    next: String,
    /// What is said of accessories that nobody speaks of
    #[arg(long, value_enum, default_value_t = Accessories::Checked)]
    accessories: Accessories,
    /// A remark beside each device that comes back
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    /// The day on which it all happened, where that is not today, as 2026-06-04
    #[arg(long, value_name = "DATE", default_value = "")]
    dated: String,
    /// Who is expected: of this site
    #[arg(long = "of-site", value_name = "CODE")]
    sites: Vec<String>,
    /// Who is expected: of this grade
    #[arg(long = "grade", value_name = "GRADE")]
    grades: Vec<String>,
    /// Who is expected: of this homeroom
    #[arg(long = "homeroom", value_name = "ROOM")]
    homerooms: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Accessories {
    /// Each was looked at: what is not said to be missing or damaged is good
    Checked,
    /// Nobody looks; they are taken to have come along
    Assumed,
    /// They are not asked for
    NotCollected,
}

impl From<Accessories> for Taken {
    fn from(word: Accessories) -> Taken {
        match word {
            Accessories::Checked => Taken::Checked,
            Accessories::Assumed => Taken::Assumed,
            Accessories::NotCollected => Taken::NotCollected,
        }
    }
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-run"), Front::Terminal)?;
    let (request, said) = match &args.what {
        What::Start(start) => {
            let setup = RunSetup {
                name: start.name.trim().to_owned(),
                mode: start.mode.into(),
                place: start.place.trim().to_owned(),
                site: start.site.trim().to_uppercase(),
                due: start.due.trim().to_owned(),
                expected: Expected {
                    sites: start.sites.iter().map(|site| site.to_uppercase()).collect(),
                    grades: start.grades.clone(),
                    homerooms: start.homerooms.clone(),
                    list: Vec::new(),
                },
                returning: Box::new(Returning {
                    shelf: start.shelf.clone(),
                    condition: start.condition.clone(),
                    next: start.next.clone(),
                    taken: start.accessories.into(),
                    note: start.note.clone(),
                    dated: start.dated.clone(),
                }),
            };
            let said = text::with("cli-run-started", &[("name", &setup.name)]);
            (Request::StartRun(setup), said)
        }
        What::End => (Request::EndRun, text::get("cli-run-ended")),
    };
    desk.handle(request, &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    say(&said)?;
    Ok(ExitCode::SUCCESS)
}
