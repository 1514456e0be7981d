//! `tagdesk print stock` and `tagdesk print printer`: what is set once, and no paper comes of it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::memory;
use crate::cli::{Ended, say};
use crate::desk::print_letters::TEXTS;
use crate::desk::stocks;
use crate::print::stock;
use crate::text::print::letters::{Purpose, lay_out};
use crate::{printer, text};

#[derive(Debug, Subcommand)]
pub(super) enum Ours {
    /// Label stocks: the program's and your own
    #[command(subcommand)]
    Stock(Stocks),
    /// Put the texts of letters into the folder "letters" of the data folder, to be edited
    Texts,
    /// Which printers there are, and the command that sends a file to one
    Printer {
        /// The command: {file} and {printer} are put in; without {file} the file comes last. "" is
        /// lp again
        #[arg(long, value_name = "COMMAND")]
        command: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Stocks {
    /// All of them, your own marked
    List,
    /// One as TOML, to be changed and added, or given to others
    Show {
        /// Its name, or the maker's number
        name: String,
        /// Where the file goes; standard output without it
        #[arg(long, value_name = "FILE.toml")]
        out: Option<PathBuf>,
    },
    /// Take in the stocks of a file; those of the same name make room
    Add {
        /// TOML as `show` writes it
        #[arg(value_name = "FILE.toml")]
        file: PathBuf,
    },
    /// Take one of your own away
    Remove {
        /// Its name
        name: String,
    },
}

pub(super) fn run(what: &Ours, folder: &Path) -> Ended {
    match what {
        Ours::Stock(Stocks::List) => list(folder)?,
        Ours::Stock(Stocks::Show { name, out }) => show(name, out.as_deref(), folder)?,
        Ours::Stock(Stocks::Add { file }) => {
            for stock in stocks::add(folder, file).map_err(|e| text::error(&e))? {
                say(&text::with("print-stock-added", &[("stock", &stock.name)]))?;
            }
        }
        Ours::Stock(Stocks::Remove { name }) => {
            let gone = stocks::remove(folder, name).map_err(|e| text::error(&e))?;
            say(&text::with("print-stock-removed", &[("stock", &gone.name)]))?;
        }
        Ours::Texts => {
            for purpose in Purpose::ALL {
                lay_out(purpose, folder)?;
            }
            say(&folder.join(TEXTS).display().to_string())?;
        }
        Ours::Printer { command } => set_printer(command.as_deref(), folder)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(folder: &Path) -> Result<(), String> {
    let own = stocks::of_ones_own(folder).map_err(|e| text::error(&e))?;
    let all = stocks::all(folder).map_err(|e| text::error(&e))?;
    let program = all.len() - own.len();
    for (place, stock) in all.iter().enumerate() {
        let replaced = place < program && own.iter().any(|own| stock::same(&own.name, &stock.name));
        if !replaced {
            say(&text::print::stock(stock, place >= program))?;
        }
    }
    Ok(())
}

fn show(name: &str, out: Option<&Path>, folder: &Path) -> Result<(), String> {
    let all = stocks::all(folder).map_err(|e| text::error(&e))?;
    let stock = stock::find(&all, name).map_err(|e| text::print::error(&e.into()))?;
    let Some(file) = out else { return say(stock::write(&[stock]).trim_end()) };
    stocks::export(&stock, file).map_err(|e| text::error(&e))?;
    say(&text::with("cli-print-done", &[("file", &file.display().to_string())]))
}

fn set_printer(command: Option<&str>, folder: &Path) -> Result<(), String> {
    let mut memory = memory(folder);
    if let Some(command) = command {
        memory.send_with(command);
        memory.keep(folder).map_err(|e| text::error(&e))?;
    }
    let own = memory.command();
    let printers = printer::printers(own);
    say(&match (&printers, own) {
        (None, _) => text::get("print-with-nothing"),
        (Some(_), "") => text::get("print-with-lp"),
        (Some(_), own) => text::with("print-with-command", &[("command", &own)]),
    })?;
    printers.iter().flatten().try_for_each(|name| say(name))
}
