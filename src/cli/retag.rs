//! `tagdesk retag` and `tagdesk add-device`: what is stuck on a device.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::operator::Operator;
use super::{Ended, say};
use crate::desk::relabel::{NewDevice, Relabel};
use crate::desk::reply::Outcome;
use crate::text;

/// Arguments of `retag`.
#[derive(Debug, clap::Args)]
pub struct Retag {
    /// The device: its serial number, or its old tag
    #[arg(value_name = "SERIAL|OLDTAG")]
    device: String,
    /// What the new label says
    #[arg(value_name = "NEWTAG")]
    label: String,
    /// Also where another device has that label; both are marked
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// Arguments of `add-device`.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// What its label says
    tag: String,
    /// Its serial number
    #[arg(long, value_name = "S", default_value = "")]
    serial: String,
    /// Its model
    #[arg(long, value_name = "M", default_value = "")]
    model: String,
    /// Where it belongs; this station's site if not given
    #[arg(long, value_name = "CODE", default_value = "")]
    site: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn retag(args: &Retag, folder: &Path) -> Ended {
    let (mut desk, now) = args.operator.desk(folder, &text::get("cli-what-retag"))?;
    let done = desk.retag(&args.device, &args.label, args.yes, &now);
    super::close(desk)?;
    let done = done.map_err(|e| text::error(&e))?;
    let words = text::relabel::relabel(&done);
    let (outcome, event) = match &done {
        Relabel::Asked { .. } => {
            let how = text::get("label-yes");
            return Err(format!("{words} {how}"));
        }
        Relabel::Already { .. } => (Outcome::Already, None),
        Relabel::Done { event, .. } => (Outcome::Labelled, Some(event)),
    };
    if args.json {
        let object = json!({"outcome": outcome.as_str(), "event": event, "message": words});
        say(&object.to_string())?;
    } else {
        say(&words)?;
        event.map_or(Ok(()), |event| say(event))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn add(args: &Add, folder: &Path) -> Ended {
    let (mut desk, now) = args.operator.desk(folder, &text::get("cli-what-add-device"))?;
    let new = NewDevice {
        tag: args.tag.clone(),
        serial: args.serial.clone(),
        model: args.model.clone(),
        site: args.site.clone(),
    };
    let added = desk.add_device(&new, &now);
    super::close(desk)?;
    let card = added.map_err(|e| text::error(&e))?;
    let words = text::relabel::added(&card);
    if args.json {
        let object = json!({
            "outcome": Outcome::Added.as_str(), "device": card.tag, "serial": card.serial,
            "model": card.model, "site": card.site, "message": words,
        });
        say(&object.to_string())?;
    } else {
        say(&words)?;
    }
    Ok(ExitCode::SUCCESS)
}
