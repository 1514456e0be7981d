//! `tagdesk repair`: tickets opened and closed, and who waits.

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::operator::Operator;
use super::{Ended as Over, read, say};
use crate::desk::repair::{Ended, Mended, NewTicket};
use crate::desk::{Desk, Error};
use crate::domain::event::Moment;
use crate::domain::money::cents;
use crate::domain::ticket::{PartTold, TicketCard};
use crate::{clock, text};

/// Arguments of `repair`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Open a ticket; a device that is out comes back with it
    Open(Open),
    /// Close a ticket: the device is mended, or given up
    Close(Close),
    /// Who waits, the oldest first
    List {
        /// One JSON object per line
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
struct Open {
    /// Tag or serial number
    tag: String,
    /// What is wrong, in a word: screen, hinge, power
    #[arg(long, value_name = "WORD")]
    problem: String,
    /// Who mends it, in a word
    #[arg(long, value_name = "CODE", default_value = "")]
    vendor: String,
    /// Who that is
    #[arg(long, value_name = "TEXT", default_value = "")]
    vendor_name: String,
    /// The maker pays
    #[arg(long)]
    warranty: bool,
    /// A remark
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Close {
    /// The ticket as `repair list` names it, or the tag of a device that has one
    #[arg(value_name = "TICKET|TAG")]
    what: String,
    /// What it cost, as 20 or 20.50; what the parts come to where nothing is said
    #[arg(long, value_name = "AMOUNT", value_parser = cost)]
    cost: Option<i64>,
    /// A part of the price list; or any part with what it cost: screen, screen=45.00
    #[arg(long = "part", value_name = "NAME[=AMOUNT]", value_parser = part)]
    parts: Vec<PartTold>,
    /// It is not mended but given up
    #[arg(long)]
    scrapped: bool,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

fn cost(word: &str) -> Result<i64, String> {
    let found = cents(word).filter(|_| !word.trim().is_empty());
    found.ok_or_else(|| text::get("cli-money-amount"))
}

fn part(word: &str) -> Result<PartTold, String> {
    PartTold::parse(word).ok_or_else(|| text::get("cli-repair-part"))
}

pub(super) fn run(args: &Args, folder: &Path) -> Over {
    match &args.what {
        What::Open(open) => write(folder, &open.operator, open.json, |desk, now| {
            let new = NewTicket {
                device: desk.which_device(&open.tag)?,
                problem: open.problem.clone(),
                vendor: open.vendor.clone(),
                vendor_name: open.vendor_name.clone(),
                warranty: open.warranty,
                note: open.note.clone(),
            };
            desk.open_ticket(&new, now)
        }),
        What::Close(close) => write(folder, &close.operator, close.json, |desk, now| {
            let ended =
                Ended { cents: close.cost, parts: close.parts.clone(), scrapped: close.scrapped };
            desk.close_ticket(&close.what, &ended, now)
        }),
        What::List { json } => list(folder, *json),
    }
}

fn write(
    folder: &Path,
    operator: &Operator,
    json: bool,
    work: impl FnOnce(&mut Desk, &Moment) -> Result<Mended, Error>,
) -> Over {
    let (mut desk, now) = operator.desk(folder, &text::get("cli-what-repair"))?;
    let done = work(&mut desk, &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    if json {
        let object = json!({
            "ticket": done.ticket, "device": done.tag, "status": done.status,
            "student": done.person.as_ref().map(|person| &person.id), "loaner": done.loaner,
        });
        say(&object.to_string())?;
    } else {
        say(&done.ticket)?;
        say(&text::repair::mended(&done))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn list(folder: &Path, json: bool) -> Over {
    let store = read(folder)?;
    let now_ms = clock::now().wall_ms;
    let waiting = store.waiting_for_repair().map_err(|e| text::store_error(&e))?;
    if waiting.is_empty() && !json {
        say(&text::repair::nothing_waits())?;
    }
    for card in &waiting {
        let line = if json { object(card, now_ms) } else { text::repair::waiting(card, now_ms) };
        say(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn object(card: &TicketCard, now_ms: i64) -> String {
    let ticket = &card.ticket;
    json!({
        "ticket": card.name, "device": card.tag, "opened_at": ticket.opened.iso(),
        "days": ticket.days(now_ms), "student": ticket.person, "loaner": card.loaner,
        "problem": ticket.problems, "vendor": ticket.vendor, "warranty": ticket.warranty,
        "note": card.note,
    })
    .to_string()
}
