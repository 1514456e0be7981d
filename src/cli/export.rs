//! `tagdesk export`: a table as CSV, or the loans in a form that another system takes in.

use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::{Ended, complain, read, say};
use crate::desk::Error;
use crate::desk::export::{Wanted, export, export_to};
use crate::exchange::export::{self, Format, Written, gam};
use crate::store::Sheet;
use crate::text;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = gam_help())]
pub struct Args {
    /// Which table
    #[arg(value_enum)]
    what: What,
    /// In which form; all but csv are for loans
    #[arg(long = "as", value_enum, value_name = "FORMAT", default_value_t = Form::Csv)]
    format: Form,
    /// A file, whole or not at all; standard output where none is named
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Of loans, what went out or came back on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Students,
    Devices,
    Models,
    Sites,
    Loans,
    Events,
    Runs,
    Charges,
    Tickets,
    Proposals,
    Assignments,
    Accessories,
    Overrides,
    Prices,
    Entries,
}

impl From<What> for Sheet {
    fn from(what: What) -> Sheet {
        match what {
            What::Students => Sheet::Students,
            What::Devices => Sheet::Devices,
            What::Models => Sheet::Models,
            What::Sites => Sheet::Sites,
            What::Loans => Sheet::Loans,
            What::Events => Sheet::Events,
            What::Runs => Sheet::Runs,
            What::Charges => Sheet::Charges,
            What::Tickets => Sheet::Tickets,
            What::Proposals => Sheet::Proposals,
            What::Assignments => Sheet::Assignments,
            What::Accessories => Sheet::Accessories,
            What::Overrides => Sheet::Overrides,
            What::Prices => Sheet::Prices,
            What::Entries => Sheet::Entries,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Tagdesk's own: an import reads it back
    Csv,
    /// Snipe-IT's asset import: what is out now
    SnipeIt,
    /// GAM: annotations of ChromeOS devices
    Gam,
    /// Destiny's text file of scans: what is out now, no times
    Destiny,
    /// Koha's offline circulation: issues and returns, local time
    Koc,
    /// Evergreen's pending.xacts: checkouts and checkins
    Evergreen,
}

impl From<Form> for Format {
    fn from(form: Form) -> Format {
        match form {
            Form::Csv => Format::Csv,
            Form::SnipeIt => Format::SnipeIt,
            Form::Gam => Format::Gam,
            Form::Destiny => Format::Destiny,
            Form::Koc => Format::Koc,
            Form::Evergreen => Format::Evergreen,
        }
    }
}

fn gam_help() -> String {
    text::with("cli-export-gam-how", &[("command", &gam::COMMAND)])
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let store = read(folder)?;
    let format = Format::from(args.format);
    let wanted = Wanted { what: args.what.into(), format, since: args.since.clone() };
    let written = if let Some(path) = &args.out {
        let written = export_to(&store, &wanted, path).map_err(|e| text::error(&e))?;
        say(&text::with(
            "cli-export-done",
            &[("file", &path.display().to_string()), ("rows", &written.rows)],
        ))?;
        written
    } else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        let ended = export(&store, &wanted, &mut out).and_then(|written| {
            out.flush().map(|()| written).map_err(|e| export::Error::from(e).into())
        });
        match ended {
            // `export … | head` closes the pipe: that is no failure.
            Err(Error::Export(export::Error::Output(e))) if e.kind() == ErrorKind::BrokenPipe => {
                return Ok(ExitCode::SUCCESS);
            }
            ended => ended.map_err(|e| text::error(&e))?,
        }
    };
    for line in remarks(format, &written) {
        complain(&line);
    }
    Ok(ExitCode::SUCCESS)
}

/// What the file does not say.
fn remarks(format: Format, written: &Written) -> Vec<String> {
    let mut lines = Vec::new();
    if format == Format::Destiny {
        lines.push(text::get("cli-export-no-times"));
    }
    if written.walk_ups > 0 {
        lines.push(text::with("cli-export-walk-ups", &[("count", &written.walk_ups)]));
    }
    if written.no_serial > 0 {
        lines.push(text::with("cli-export-no-serial", &[("count", &written.no_serial)]));
    }
    if written.unfit > 0 {
        lines.push(text::with("cli-export-unfit", &[("count", &written.unfit)]));
    }
    lines
}
