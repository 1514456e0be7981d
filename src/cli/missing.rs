//! `tagdesk lost` and `tagdesk found`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::operator::Operator;
use super::{Ended, say};
use crate::desk::missing::{Loss, Told};
use crate::desk::{Desk, Error};
use crate::domain::event::Moment;
use crate::domain::money::{cents, written};
use crate::text;

/// Arguments of `lost`.
#[derive(Debug, clap::Args)]
pub struct Lost {
    /// Tag or serial number
    tag: String,
    /// A thief has it
    #[arg(long)]
    stolen: bool,
    /// The day it was lost on
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: String,
    /// Number of the police report
    #[arg(long, value_name = "NUMBER", default_value = "")]
    report: String,
    /// A file to keep with it: the report as it was scanned
    #[arg(long, value_name = "FILE")]
    attach: Option<PathBuf>,
    /// Charge whoever has it or had it last, as 20 or 20.50; 0 for nothing. Where nothing is said, by the
    /// price list
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    charge: Option<i64>,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Arguments of `found`.
#[derive(Debug, clap::Args)]
pub struct Found {
    /// Tag or serial number
    tag: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

fn amount(word: &str) -> Result<i64, String> {
    let found = cents(word).filter(|_| !word.trim().is_empty());
    found.ok_or_else(|| text::get("cli-money-amount"))
}

pub(super) fn lost(args: &Lost, folder: &Path) -> Ended {
    write(folder, &args.operator, args.json, |desk, now| {
        let loss = Loss {
            device: desk.which_device(&args.tag)?,
            stolen: args.stolen,
            on: args.date.clone(),
            report: args.report.clone(),
            file: args.attach.clone(),
            charge_cents: args.charge,
        };
        desk.lose(&loss, now)
    })
}

pub(super) fn found(args: &Found, folder: &Path) -> Ended {
    write(folder, &args.operator, args.json, |desk, now| {
        let device = desk.which_device(&args.tag)?;
        desk.find(&device, now)
    })
}

fn write(
    folder: &Path,
    operator: &Operator,
    json: bool,
    work: impl FnOnce(&mut Desk, &Moment) -> Result<Told, Error>,
) -> Ended {
    let (mut desk, now) = operator.desk(folder, &text::get("cli-what-missing"))?;
    let told = work(&mut desk, &now).map_err(|e| text::error(&e))?;
    super::close(desk)?;
    if json {
        let kept: Vec<_> = told
            .kept
            .iter()
            .map(|(charge, paid)| json!({"charge": charge, "paid": written(*paid)}))
            .collect();
        let object = json!({
            "device": told.tag, "status": told.status, "events": told.events,
            "student": told.person.as_ref().map(|person| &person.id), "out": told.still_out,
            "charge": told.charge.as_ref().map(|(name, _)| name),
            "amount": told.charge.as_ref().map(|(_, cents)| written(*cents)),
            "kept": kept, "attachment": told.attachment,
        });
        say(&object.to_string())?;
    } else {
        for event in &told.events {
            say(event)?;
        }
        say(&text::missing::told(&told))?;
    }
    Ok(ExitCode::SUCCESS)
}
