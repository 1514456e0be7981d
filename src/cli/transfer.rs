//! `tagdesk transfer`: stacks of devices that go to another site.

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;

use super::scan::{next_line, shown};
use super::{Ended, desk, read, say};
use crate::desk::transfer::{self, UnderWay, Way};
use crate::desk::{Desk, Error, Front};
use crate::domain::event::{Moment, Source};
use crate::{clock, text};

/// Arguments of `transfer`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Reads tags a line each: they leave for another site
    Send {
        /// The site they go to
        #[arg(long, value_name = "SITE")]
        to: String,
        /// Who is scanning
        #[arg(long, value_name = "CODE")]
        operator: Option<String>,
        /// One JSON object per line
        #[arg(long)]
        json: bool,
    },
    /// Reads tags a line each: they arrived
    Receive {
        /// Where; this station's site if not given
        #[arg(long, value_name = "SITE")]
        site: Option<String>,
        /// Who is scanning
        #[arg(long, value_name = "CODE")]
        operator: Option<String>,
        /// One JSON object per line
        #[arg(long)]
        json: bool,
    },
    /// What is under way, since when, and what should have arrived
    List {
        /// As CSV: heading, UTF-8, quoted only where needed
        #[arg(long)]
        csv: bool,
    },
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    match &args.what {
        What::Send { to, operator, json } => {
            stack(folder, operator.as_ref(), *json, |desk, now| desk.sending(to, now))
        }
        What::Receive { site, operator, json } => {
            stack(folder, operator.as_ref(), *json, |desk, now| {
                desk.receiving(site.as_deref(), now)
            })
        }
        What::List { csv } => list(folder, *csv),
    }
}

fn stack(
    folder: &Path,
    operator: Option<&String>,
    json: bool,
    way: impl FnOnce(&Desk, &Moment) -> Result<Way, Error>,
) -> Ended {
    let (mut desk, now) = desk(folder, &text::get("cli-what-transfer"), Front::Terminal)?;
    desk.set_operator(operator.cloned());
    let done = way(&desk, &now)
        .map_err(|e| text::error(&e))
        .and_then(|mut way| lines(&mut desk, &mut way, json).map(|()| way));
    super::close(desk)?;
    if let Way::Send { transfer, .. } = done?
        && !transfer.is_empty()
        && !json
    {
        say(&text::with("transfer-how-print", &[("transfer", &transfer)]))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn lines(desk: &mut Desk, way: &mut Way, json: bool) -> Result<(), String> {
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    while next_line(&mut input, &mut line)
        .map_err(|e| text::with("cli-input", &[("cause", &e.to_string())]))?
    {
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        let reply =
            desk.transfer(way, &line, Source::Scan, &clock::now()).map_err(|e| text::error(&e))?;
        say(&shown(&reply, json))?;
    }
    let _ = desk.store().checkpoint();
    Ok(())
}

fn list(folder: &Path, csv: bool) -> Ended {
    let store = read(folder)?;
    let rows = transfer::list(&store, clock::now().wall_ms).map_err(|e| text::error(&e))?;
    let mut writer = csv::WriterBuilder::new()
        .delimiter(if csv { b',' } else { b'\t' })
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(std::io::stdout().lock());
    let failed = |e: String| text::with("cli-output", &[("cause", &e)]);
    if csv {
        writer.write_record(COLUMNS).map_err(|e| failed(e.to_string()))?;
    }
    for row in &rows {
        writer.write_record(columns(row)).map_err(|e| failed(e.to_string()))?;
    }
    writer.flush().map_err(|e| failed(e.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

const COLUMNS: [&str; 8] =
    ["device", "serial", "model", "transfer", "from", "to", "sent_at", "late"];

fn columns(row: &UnderWay) -> [String; 8] {
    let UnderWay { card, sent, late } = row;
    [
        card.tag.clone(),
        card.serial.clone(),
        card.model.clone(),
        sent.transfer.clone(),
        sent.from.clone(),
        sent.to.clone(),
        sent.at.iso(),
        if *late { "yes".to_owned() } else { String::new() },
    ]
}
