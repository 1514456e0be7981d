//! The terminal: one file per command. Prints, decides nothing.

mod assign;
mod backup;
mod batch;
mod check;
mod clock;
mod conflicts;
pub mod demo;
mod export;
mod import;
mod import_told;
mod init;
mod join;
mod list;
mod missing;
mod money;
mod operator;
mod paper;
mod policy;
mod print;
mod repair;
mod restore;
mod retag;
mod run;
mod scan;
mod show;
mod sign;
mod transfer;
mod undo;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::desk::{Desk, Front};
use crate::domain::card::When;
use crate::domain::event::Moment;
use crate::store::{self, Store};
use crate::{paths, text};

/// Hands out and takes back school devices: two scans issue, one scan returns.
#[derive(Debug, Parser)]
#[command(name = "tagdesk", version, disable_help_subcommand = true)]
pub struct Args {
    /// Data folder; made if missing
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// What to do; nothing opens the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands (design, section 6).
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A made-up district to try everything on
    Demo(demo::Args),
    /// Make this computer a station
    Init(init::Args),
    /// Begin or end a run
    Run(run::Args),
    /// Read a scan a line on standard input, print a reply a line
    Scan(scan::Args),
    /// Enter a paper list with the times on it
    Paper(paper::Args),
    /// Take people and devices in from CSV
    Import(import::Args),
    /// Write a table out as CSV, or the loans for another system
    Export(export::Args),
    /// Print lists and labels as PDF
    Print(print::Args),
    /// Carry events to the office and its answers back
    Batch(batch::Args),
    /// Show a person or a device by any of their codes
    Show(show::Args),
    /// List a whole table
    List(list::Args),
    /// What two desks disagree about, and the decision
    Conflicts(conflicts::Args),
    /// Take an event back, with the command it belongs to
    Undo(undo::Args),
    /// Charge somebody
    Charge(money::Charge),
    /// Take a payment
    Pay(money::Pay),
    /// Let go of a charge, or of a part
    Waive(money::Waive),
    /// Make a charge another amount
    Adjust(money::Change),
    /// Give money back that was paid for a charge
    Refund(money::Change),
    /// Say that a charge or a payment should not have been
    Void(money::Void),
    /// Book, or leave, a difference between a charge and what the policy says
    Propose(money::Propose),
    /// Check file, hash chain and projection
    Check(check::Args),
    /// Write a verified backup into a folder
    Backup(backup::Args),
    /// Put a backup in the place of the database
    Restore(restore::Args),
    /// Show what this computer's clock shows, or say what is right
    Clock(clock::Args),
    /// Show or set what the district allows
    Policy(policy::Args),
    /// Join somebody served without a card with their real ID
    Join(join::Args),
    /// Open and close repairs, list who waits
    Repair(repair::Args),
    /// Say that a device is lost or stolen
    Lost(missing::Lost),
    /// Say that a device is found
    Found(missing::Found),
    /// Say whose a device is for years, or that it is nobody's
    Assign(assign::Args),
    /// Keep that somebody signed the agreement
    Sign(sign::Args),
    /// Put a new label on a device
    Retag(retag::Retag),
    /// Take in a device that nobody knows
    AddDevice(retag::Add),
    /// Send a stack of devices to another site, and receive one
    Transfer(transfer::Args),
}

/// What a command ends with: a code, or the reason for standard error and exit code 1.
pub type Ended = Result<ExitCode, String>;

/// What the program does after its arguments are read.
pub enum Start {
    /// The command ran and is over.
    Over(ExitCode),
    /// Open the window on this folder.
    Window {
        /// The data folder.
        folder: PathBuf,
        /// It is a demo: without a window the morning is played in the terminal.
        demo: bool,
    },
}

/// Runs the command, if there is one.
pub fn run(args: Args) -> Start {
    let data = args.data.clone();
    let folder = || data.clone().or_else(paths::data);
    let Some(command) = args.command else {
        return match folder() {
            Some(folder) => Start::Window { folder, demo: false },
            None => Start::Over(failed(&text::get("cli-no-folder"))),
        };
    };
    if let Command::Demo(demo) = command {
        return demo::run(&demo, data.as_deref());
    }
    let Some(folder) = folder() else {
        return Start::Over(failed(&text::get("cli-no-folder")));
    };
    let ended = match command {
        Command::Demo(_) => Ok(ExitCode::SUCCESS),
        Command::Init(args) => init::run(&args, &folder),
        Command::Run(args) => run::run(&args, &folder),
        Command::Scan(args) => scan::run(&args, &folder),
        Command::Paper(args) => paper::run(&args, &folder),
        Command::Import(args) => import::run(&args, &folder),
        Command::Export(args) => export::run(&args, &folder),
        Command::Print(args) => print::run(&args, &folder),
        Command::Batch(args) => batch::run(&args, &folder),
        Command::Show(args) => show::run(&args, &folder),
        Command::List(args) => list::run(&args, &folder),
        Command::Conflicts(args) => conflicts::run(&args, &folder),
        Command::Undo(args) => undo::run(&args, &folder),
        Command::Charge(args) => money::charge(&args, &folder),
        Command::Pay(args) => money::pay(&args, &folder),
        Command::Waive(args) => money::waive(&args, &folder),
        Command::Adjust(args) => money::adjust(&args, &folder),
        Command::Refund(args) => money::refund(&args, &folder),
        Command::Void(args) => money::void(&args, &folder),
        Command::Propose(args) => money::propose(&args, &folder),
        Command::Check(args) => check::run(&args, &folder),
        Command::Backup(args) => backup::run(&args, &folder),
        Command::Restore(args) => restore::run(&args, &folder),
        Command::Clock(args) => clock::run(&args, &folder),
        Command::Policy(args) => policy::run(&args, &folder),
        Command::Join(args) => join::run(&args, &folder),
        Command::Repair(args) => repair::run(&args, &folder),
        Command::Lost(args) => missing::lost(&args, &folder),
        Command::Found(args) => missing::found(&args, &folder),
        Command::Assign(args) => assign::run(&args, &folder),
        Command::Sign(args) => sign::run(&args, &folder),
        Command::Retag(args) => retag::retag(&args, &folder),
        Command::AddDevice(args) => retag::add(&args, &folder),
        Command::Transfer(args) => transfer::run(&args, &folder),
    };
    Start::Over(ended.unwrap_or_else(|reason| failed(&reason)))
}

/// Says that the window did not open, and why.
pub fn no_window(cause: &str) -> ExitCode {
    failed(&text::with("cli-no-window", &[("cause", &cause)]))
}

/// Says that this build has no window.
pub fn without_window() -> ExitCode {
    failed(&text::get("cli-without-window"))
}

fn failed(reason: &str) -> ExitCode {
    complain(reason);
    ExitCode::from(1)
}

/// One line on standard error. A closed pipe there is nobody's loss.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "tagdesk: {line}");
}

/// One line on standard output, out at once.
pub(crate) fn say(line: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|error| text::with("cli-output", &[("cause", &error.to_string())]))
}

fn no_station() -> String {
    text::store_error(&store::Error::NoStation)
}

/// Opens the desk to write. There must be a station.
fn desk(folder: &Path, what: &str, front: Front) -> Result<(Desk, Moment), String> {
    let now = crate::clock::now();
    if !folder.join(store::DATABASE).exists() {
        return Err(no_station());
    }
    let store = open(folder, what, &now)?;
    if store.station().is_none() {
        return Err(no_station());
    }
    Ok((Desk::new(store, front).map_err(|e| text::error(&e))?, now))
}

/// Opens the database to write, saying aloud what is doubtful about its place.
fn open(folder: &Path, what: &str, now: &Moment) -> Result<Store, String> {
    let (store, warning) =
        Store::open(folder, what, now).map_err(|error| text::store_error(&error))?;
    if warning.is_some() {
        complain(&text::get("place-warning"));
    }
    speak_as_the_district(&store, now);
    Ok(store)
}

/// Opens the database to read, beside a window. There must be a station.
fn read(folder: &Path) -> Result<Store, String> {
    let store = Store::open_to_read(folder).map_err(|error| match error {
        store::Error::Missing { .. } => no_station(),
        other => text::store_error(&other),
    })?;
    if store.station().is_none() {
        return Err(no_station());
    }
    speak_as_the_district(&store, &crate::clock::now());
    Ok(store)
}

/// From here on statuses and stages have the names that the policy of today gives them.
fn speak_as_the_district(store: &Store, now: &Moment) {
    text::lifecycle::call(&store.world().policy(&When::from(now).date()).names);
}

fn close(desk: Desk) -> Result<(), String> {
    desk.close().map_err(|error| text::error(&error))
}
