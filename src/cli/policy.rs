//! `tagdesk policy`: shows or sets what the district allows and charges.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::{Ended, complain, desk, read, say};
use crate::desk::Front;
use crate::domain::card::When;
use crate::domain::money::cents;
use crate::domain::policy::{Policy, is_day};
use crate::exchange::prices;
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
    /// The price list: a CSV or workbook with the columns type, model, price, steps, device
    #[arg(long, value_name = "FILE")]
    prices: Option<PathBuf>,
    /// Damages of a student in a school year that are not charged
    #[arg(long, value_name = "N")]
    free_breaks: Option<u32>,
    /// Things lost by a student in a school year that are not charged
    #[arg(long, value_name = "N")]
    free_losses: Option<u32>,
    /// The day on which a school year begins, as 07-01
    #[arg(long, value_name = "MM-DD", value_parser = day)]
    year_starts: Option<String>,
    /// Who owes more than this gets no device unless a lead says so; none for no such rule
    #[arg(long, value_name = "AMOUNT|none", value_parser = amount)]
    block: Option<Block>,
    /// The version of the agreement to be signed before a device goes out; none for no such rule
    #[arg(long, value_name = "VERSION|none")]
    agreement: Option<String>,
    /// What becomes of an unpaid charge for a device that is found
    #[arg(long, value_enum)]
    found: Option<Found>,
    /// Operators who may let money go and override a block; none for everybody
    #[arg(long, value_name = "CODES|none")]
    leads: Option<String>,
    /// The operator who alone changes the catalogue of models; none for everybody
    #[arg(long, value_name = "NAME|none")]
    contact: Option<String>,
    /// What the district calls a status or a stage, as repair=Workshop; blank takes it back
    #[arg(long = "name", value_name = "WORD=NAME", value_parser = text::policy::named)]
    names: Vec<(String, String)>,
    /// The day from which it holds, today or later; today where nothing is said
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<String>,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Grades {
    Ask,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Found {
    /// It is voided
    Void,
    /// It stands
    Keep,
}

/// An amount, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block(Option<i64>);

fn amount(word: &str) -> Result<Block, String> {
    if is_none(word) {
        return Ok(Block(None));
    }
    let found = cents(word).filter(|_| !word.trim().is_empty());
    found.map(|cents| Block(Some(cents))).ok_or_else(|| text::get("cli-money-amount"))
}

fn day(word: &str) -> Result<String, String> {
    if is_day(word) { Ok(word.to_owned()) } else { Err(text::get("cli-policy-day")) }
}

fn is_none(word: &str) -> bool {
    word.trim().eq_ignore_ascii_case("none")
}

impl Args {
    /// Whether nothing is to be set.
    fn only_asks(&self) -> bool {
        let Args {
            limit,
            grades,
            prices,
            free_breaks,
            free_losses,
            year_starts,
            block,
            agreement,
            found,
            leads,
            contact,
            names,
            from,
            json: _,
        } = self;
        limit.is_none()
            && grades.is_none()
            && prices.is_none()
            && free_breaks.is_none()
            && free_losses.is_none()
            && year_starts.is_none()
            && block.is_none()
            && agreement.is_none()
            && found.is_none()
            && leads.is_none()
            && contact.is_none()
            && names.is_empty()
            && from.is_none()
    }

    /// The policy with what is asked for.
    fn change(&self, mut policy: Policy) -> Result<Policy, String> {
        policy.limit = self.limit.unwrap_or(policy.limit);
        policy.grade_rule = self.grades.map_or(policy.grade_rule, |grades| grades == Grades::Ask);
        policy.free_breaks = self.free_breaks.unwrap_or(policy.free_breaks);
        policy.free_losses = self.free_losses.unwrap_or(policy.free_losses);
        policy.year_starts = self.year_starts.clone().unwrap_or(policy.year_starts);
        policy.block_cents = self.block.map_or(policy.block_cents, |block| block.0);
        policy.found_voids = self.found.map_or(policy.found_voids, |found| found == Found::Void);
        if let Some(version) = &self.agreement {
            let version = if is_none(version) { "" } else { version.trim() };
            version.clone_into(&mut policy.agreement);
        }
        if let Some(contact) = &self.contact {
            let contact = if is_none(contact) { "" } else { contact.trim() };
            contact.clone_into(&mut policy.contact);
        }
        if let Some(leads) = &self.leads {
            policy.set_leads(if is_none(leads) { "" } else { leads });
        }
        for (word, name) in &self.names {
            policy.set_name(word, name);
        }
        if let Some(path) = &self.prices {
            let list = prices::read(path).map_err(|error| text::exchange_error(&error))?;
            for row in &list.refused {
                complain(&text::refused_row(path, row));
            }
            if !list.refused.is_empty() {
                return Err(text::with("prices-refused", &[("count", &list.refused.len())]));
            }
            if list.prices.lines().is_empty() {
                return Err(text::get("cli-policy-no-prices"));
            }
            policy.prices = list.prices;
        }
        Ok(policy)
    }
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let policy = if args.only_asks() {
        Policy::clone(&read(folder)?.world().policy(&When::from(&clock::now()).date()))
    } else {
        let (mut desk, now) = desk(folder, &text::get("cli-what-policy"), Front::Terminal)?;
        let policy = args.change(desk.present_policy(&now))?;
        desk.set_policy(&policy, args.from.as_deref(), &now).map_err(|e| text::error(&e))?;
        super::close(desk)?;
        policy
    };
    if args.json {
        say(&json(&policy).to_string())?;
    } else {
        for line in text::policy::lines(&policy) {
            say(&line)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn json(policy: &Policy) -> serde_json::Value {
    serde_json::json!({
        "limit": policy.limit,
        "grades": if policy.grade_rule { "ask" } else { "none" },
        "free_breaks": policy.free_breaks, "free_losses": policy.free_losses,
        "year_starts": policy.year_starts, "block_cents": policy.block_cents,
        "agreement": policy.agreement, "found": if policy.found_voids { "void" } else { "keep" },
        "leads": policy.leads, "contact": policy.contact, "names": policy.names, "prices": policy.prices.lines(),
    })
}
