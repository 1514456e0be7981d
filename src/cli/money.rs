//! `tagdesk charge`, `pay`, `waive`, `adjust`, `refund`, `void`: money, an entry at a time.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::operator::Operator;
use super::{Ended, say};
use crate::desk::charges::{NewCharge, Posting};
use crate::desk::{Desk, Error};
use crate::domain::event::Moment;
use crate::domain::money::{cents, written};
use crate::text;

/// Arguments of `charge`.
#[derive(Debug, clap::Args)]
pub struct Charge {
    /// The person's ID
    student: String,
    /// How much, as 20 or 20.50; by the price list where nothing is said
    #[arg(value_parser = amount, required_unless_present = "sort")]
    amount: Option<i64>,
    /// Which kind of charge, as the price list names it
    #[arg(long = "type", value_name = "TYPE", default_value = "")]
    sort: String,
    /// So much of the price: 100, 75, 50 or 25 percent
    #[arg(long, value_name = "PERCENT", default_value_t = 100, conflicts_with = "amount")]
    percent: u8,
    /// For which device: its tag or serial number
    #[arg(long, value_name = "TAG")]
    device: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Arguments of `pay`.
#[derive(Debug, clap::Args)]
pub struct Pay {
    /// The person's ID, for their oldest charges first, or one charge as `list charges` names it
    #[arg(value_name = "STUDENT|CHARGE")]
    what: String,
    /// How much, as 20 or 20.50
    #[arg(value_parser = amount)]
    amount: i64,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Arguments of `waive`.
#[derive(Debug, clap::Args)]
pub struct Waive {
    /// The charge, as `list charges` names it
    charge: String,
    /// How much of it; all that is due where nothing is said
    #[arg(value_parser = amount)]
    amount: Option<i64>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Arguments of `adjust` and `refund`.
#[derive(Debug, clap::Args)]
pub struct Change {
    /// The charge, as `list charges` names it
    charge: String,
    /// How much, as 20 or 20.50
    #[arg(value_parser = amount)]
    amount: i64,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Arguments of `void`.
#[derive(Debug, clap::Args)]
pub struct Void {
    /// The charge, payment or other entry, by its event
    entry: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Arguments of `propose`.
#[derive(Debug, clap::Args)]
pub struct Propose {
    /// What is done with it
    #[arg(value_enum)]
    what: Settle,
    /// The proposal, as `list proposals` names it
    proposal: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Settle {
    /// The charge becomes what the policy says
    Book,
    /// What was charged stands
    Keep,
}

fn amount(word: &str) -> Result<i64, String> {
    let found = cents(word).filter(|_| !word.trim().is_empty());
    found.ok_or_else(|| text::get("cli-money-amount"))
}

pub(super) fn charge(args: &Charge, folder: &Path) -> Ended {
    post(folder, &args.operator, args.json, |desk, now| {
        let device = args.device.as_deref().map(|code| desk.which_device(code)).transpose()?;
        let cents = match args.amount {
            Some(cents) => cents,
            None => desk.listed_cents(&args.sort, device.as_ref(), args.percent, now)?,
        };
        let new = NewCharge {
            borrower: desk.who(&args.student)?,
            device,
            sort: args.sort.clone(),
            cents,
            note: args.note.clone(),
        };
        desk.charge(&new, now)
    })
}

pub(super) fn pay(args: &Pay, folder: &Path) -> Ended {
    post(folder, &args.operator, args.json, |desk, now| {
        if args.what.contains('/') {
            return desk.pay_charge(&args.what, args.amount, now);
        }
        let who = desk.who(&args.what)?;
        desk.pay(&who, args.amount, now)
    })
}

pub(super) fn waive(args: &Waive, folder: &Path) -> Ended {
    post(folder, &args.operator, args.json, |desk, now| {
        desk.waive(&args.charge, args.amount, &args.reason, now)
    })
}

pub(super) fn adjust(args: &Change, folder: &Path) -> Ended {
    post(folder, &args.operator, args.json, |desk, now| {
        desk.adjust(&args.charge, args.amount, &args.reason, now)
    })
}

pub(super) fn refund(args: &Change, folder: &Path) -> Ended {
    post(folder, &args.operator, args.json, |desk, now| {
        desk.refund(&args.charge, args.amount, &args.reason, now)
    })
}

pub(super) fn void(args: &Void, folder: &Path) -> Ended {
    post(folder, &args.operator, args.json, |desk, now| desk.void(&args.entry, &args.reason, now))
}

pub(super) fn propose(args: &Propose, folder: &Path) -> Ended {
    post(folder, &args.operator, args.json, |desk, now| match args.what {
        Settle::Book => desk.book(&args.proposal, &args.reason, now),
        Settle::Keep => desk.keep(&args.proposal, &args.reason, now),
    })
}

fn post(
    folder: &Path,
    operator: &Operator,
    json: bool,
    work: impl FnOnce(&mut Desk, &Moment) -> Result<Posting, Error>,
) -> Ended {
    let (mut desk, now) = operator.desk(folder, &text::get("cli-what-money"))?;
    let posting = work(&mut desk, &now).map_err(|e| text::error(&e))?;
    let named = desk.store().named(&posting.borrower).map_err(|e| text::store_error(&e))?;
    super::close(desk)?;
    if json {
        let object = json!({
            "events": posting.events, "student": posting.borrower,
            "due": written(posting.due_cents),
        });
        say(&object.to_string())?;
    } else {
        for event in &posting.events {
            say(event)?;
        }
        say(&text::charge::due(&named.name, posting.due_cents))?;
    }
    Ok(ExitCode::SUCCESS)
}
