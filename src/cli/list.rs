//! `tagdesk list`: a whole table, as CSV or aligned by tabs.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;

use super::{Ended, read};
use crate::exchange::export::cause;
use crate::store::{Error, Listing};
use crate::text;

/// Arguments of `list`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which table
    #[arg(value_enum)]
    what: What,
    /// As CSV: heading, UTF-8, quoted only where needed
    #[arg(long)]
    csv: bool,
    /// One JSON object per line
    #[arg(long, conflicts_with = "csv")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Students,
    Devices,
    Loans,
    Charges,
    Events,
    Runs,
    Proposals,
    Prices,
    Accessories,
    Overrides,
    Tickets,
    Assignments,
    Agreements,
    Entries,
}

/// Why a list ended early.
enum Stopped {
    Store(Error),
    Output(std::io::Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Stopped::Store(error)
    }
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let store = read(folder)?;
    let listing = match args.what {
        What::Students => Listing::Students,
        What::Devices => Listing::Devices,
        What::Loans => Listing::Loans,
        What::Events => Listing::Events,
        What::Runs => Listing::Runs,
        What::Charges => Listing::Charges,
        What::Proposals => Listing::Proposals,
        What::Prices => Listing::Prices,
        What::Accessories => Listing::Accessories,
        What::Overrides => Listing::Overrides,
        What::Tickets => Listing::Tickets,
        What::Assignments => Listing::Assignments,
        What::Agreements => Listing::Agreements,
        What::Entries => Listing::Entries,
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let ended = if args.csv {
        let mut csv =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        let record = |csv: &mut csv::Writer<_>, row: &[String]| {
            csv.write_record(row).map_err(|e| Stopped::Output(cause(e)))
        };
        let heading: Vec<String> = listing.columns().iter().map(ToString::to_string).collect();
        record(&mut csv, &heading)
            .and_then(|()| store.list(listing, |row| record(&mut csv, row)))
            .and_then(|()| csv.flush().map_err(Stopped::Output))
    } else {
        store
            .list(listing, |row| {
                let line = if args.json { object(listing, row) } else { row.join("\t") };
                writeln!(out, "{line}").map_err(Stopped::Output)
            })
            .and_then(|()| out.flush().map_err(Stopped::Output))
    };
    match ended {
        Ok(()) => Ok(ExitCode::SUCCESS),
        // `list … | head` closes the pipe: that is no failure.
        Err(Stopped::Output(e)) if e.kind() == std::io::ErrorKind::BrokenPipe => {
            Ok(ExitCode::SUCCESS)
        }
        Err(Stopped::Output(e)) => Err(text::with("cli-output", &[("cause", &e.to_string())])),
        Err(Stopped::Store(error)) => Err(text::store_error(&error)),
    }
}

fn object(listing: Listing, row: &[String]) -> String {
    let pairs = listing.columns().iter().zip(row);
    let object: serde_json::Map<_, _> =
        pairs.map(|(column, text)| ((*column).to_owned(), text.clone().into())).collect();
    serde_json::Value::Object(object).to_string()
}
