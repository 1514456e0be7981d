//! `tagdesk sign`: somebody signs the agreement.

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::json;

use super::operator::Operator;
use super::{Ended, say};
use crate::desk::agreement::Signing;
use crate::domain::agreement::Signer;
use crate::text;

/// Arguments of `sign`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The person's ID
    student: String,
    /// Which version; the one of the policy where nothing is said
    #[arg(long, value_name = "VERSION", default_value = "")]
    version: String,
    /// Who signs
    #[arg(long, value_enum, default_value = "student")]
    by: By,
    /// Their name
    #[arg(long, value_name = "TEXT", default_value = "")]
    name: String,
    #[command(flatten)]
    operator: Operator,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Student,
    Guardian,
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let (mut desk, now) = args.operator.desk(folder, &text::get("cli-what-sign"))?;
    let signing = Signing {
        who: desk.who(&args.student).map_err(|e| text::error(&e))?,
        version: args.version.clone(),
        by: if args.by == By::Guardian { Signer::Guardian } else { Signer::Student },
        name: args.name.clone(),
    };
    let signature = desk.sign(&signing, &now).map_err(|e| text::error(&e))?;
    let named = desk.store().named(&signature.who).map_err(|e| text::store_error(&e))?;
    super::close(desk)?;
    if args.json {
        let object = json!({
            "event": signature.event, "student": signature.who, "version": signature.version,
            "by": signing.by.as_str(),
        });
        say(&object.to_string())?;
    } else {
        say(&signature.event)?;
        say(&text::agreement::signed(&named.name, &signature.version))?;
    }
    Ok(ExitCode::SUCCESS)
}
