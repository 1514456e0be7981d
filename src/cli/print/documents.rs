//! `tagdesk print`: what is printed beside lists and labels.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use super::{Code, On, People, Sheet, Who, complain_unknown, done, now, save};
use crate::cli::{Ended, read, say};
use crate::desk::conflicts_questions;
use crate::desk::print::{self, Wanted};
use crate::desk::print_letters::{self, Which};
use crate::desk::transfer_open::{self, WhichStack};
use crate::desk::{print_pull, print_run, print_statement, transfer};
use crate::print::cards::Cards;
use crate::print::grid::Grid;
use crate::print::table::Table;
use crate::print::{Fonts, Paper, labels};
use crate::store::Store;
use crate::text;
use crate::text::print::letters::{Language, Purpose, Worded};

#[derive(Debug, Subcommand)]
pub(super) enum Other {
    /// Student cards, or a sheet with all codes of each homeroom
    Cards {
        #[command(flatten)]
        people: People,
        /// All codes of a homeroom on a page instead of cards
        #[arg(long, conflicts_with_all = ["stock", "start"])]
        sheet: bool,
        #[command(flatten)]
        on: Stocked,
    },
    /// A label for each site and homeroom
    Rooms {
        #[command(flatten)]
        people: People,
        #[command(flatten)]
        on: Stocked,
    },
    /// For runners: who has or is to have which device, and where it is
    Pull {
        #[command(flatten)]
        people: People,
    },
    /// The codes that work the desk: modes, yes, no, undo, next
    Commands {
        #[command(flatten)]
        plain: Plain,
    },
    /// Receipts, two to a page: what somebody has, or what went out and came back today
    Receipt {
        #[command(flatten)]
        people: People,
        #[command(flatten)]
        words: Words,
        /// What went out or came back today instead of everything held
        #[arg(long)]
        today: bool,
        /// One for each household instead of one for each person
        #[arg(long)]
        household: bool,
    },
    /// Loan agreements to sign; what is held or assigned is on them
    Agreement {
        #[command(flatten)]
        people: People,
        #[command(flatten)]
        words: Words,
    },
    /// Letters to families whose devices are overdue, in English or Spanish
    Overdue {
        #[command(flatten)]
        people: People,
        #[command(flatten)]
        words: Words,
    },
    /// Notices to families of what is to be paid, a page a student, in English or Spanish
    Charges {
        #[command(flatten)]
        people: People,
        #[command(flatten)]
        words: Words,
    },
    /// What happened in a run; without a name, in every run of this computer
    Run {
        #[command(flatten)]
        plain: Plain,
        /// Only of this site
        #[arg(long, value_name = "SITE")]
        site: Vec<String>,
        /// The run
        #[arg(long, value_name = "NAME")]
        run: Option<String>,
    },
    /// A list with boxes for tag and time, for when no computer runs
    Fallback {
        #[command(flatten)]
        people: People,
    },
    /// Everything that happened to devices, and what is open
    Statement {
        #[command(flatten)]
        who: Who,
        /// Tags or serial numbers; without any, every device that was ever scanned
        #[arg(value_name = "TAG", conflicts_with = "list")]
        tags: Vec<String>,
        /// As it was at the end of this day
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<String>,
        /// As a table instead of pages: FILE is CSV
        #[arg(long)]
        csv: bool,
        /// On which paper
        #[arg(long, value_enum, default_value_t = On::Letter)]
        paper: On,
    },
    /// The sheet for the driver of a transfer
    Transfer {
        #[command(flatten)]
        plain: Plain,
        /// The transfer, as `transfer list` names it; without it, the newest that is under way
        #[arg(long, value_name = "ID")]
        transfer: Option<String>,
    },
    /// What the schools are asked about conflicts, a page set for each site
    Questions {
        #[command(flatten)]
        plain: Plain,
        /// Only of this site
        #[arg(long, value_name = "SITE")]
        site: Vec<String>,
    },
}

impl Other {
    /// The file that is written.
    pub(super) fn out(&self) -> &Path {
        match self {
            Other::Cards { people, .. }
            | Other::Rooms { people, .. }
            | Other::Pull { people }
            | Other::Receipt { people, .. }
            | Other::Agreement { people, .. }
            | Other::Overdue { people, .. }
            | Other::Charges { people, .. }
            | Other::Fallback { people } => &people.who.out,
            Other::Commands { plain }
            | Other::Run { plain, .. }
            | Other::Transfer { plain, .. }
            | Other::Questions { plain, .. } => &plain.out,
            Other::Statement { who, .. } => &who.out,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Plain {
    /// Where the file goes
    #[arg(long, value_name = "FILE.pdf")]
    out: PathBuf,
    /// On which paper
    #[arg(long, value_enum, default_value_t = On::Letter)]
    paper: On,
}

#[derive(Debug, clap::Args)]
pub(super) struct Stocked {
    #[command(flatten)]
    sheet: Sheet,
    /// On which stock; without one, cards to be cut out of the paper
    #[arg(long, value_name = "NAME")]
    stock: Option<String>,
    /// The first place of the sheet that is free
    #[arg(long, value_name = "N", default_value_t = 1)]
    start: usize,
    /// Which code
    #[arg(long, value_enum)]
    code: Option<Code>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    /// Your own text for every language; else the files in the folder "letters" of the data folder,
    /// else the program's
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
}

impl Stocked {
    fn options(&self, paper: Paper, code: Code, folder: &Path) -> Result<labels::Options, String> {
        let plain = match paper {
            Paper::Letter => "Cards Letter",
            Paper::A4 => "Cards A4",
        };
        let stock = self.sheet.stock(self.stock.as_deref().unwrap_or(plain), folder)?;
        Ok(labels::Options {
            code: self.code.unwrap_or(code).symbology(),
            start: self.start,
            offset: self.sheet.offset(&super::memory(folder), &stock.name),
            stock,
            outlines: self.stock.is_none(),
        })
    }
}

impl Words {
    /// The texts in both languages, checked; a text of one's own stands for all.
    fn read(&self, purpose: Purpose, folder: &Path) -> Result<Vec<Worded>, String> {
        let Some(file) = &self.text else { return text::print::letters::texts(purpose, folder) };
        let name = file.display().to_string();
        let words = std::fs::read_to_string(file).map_err(|error| {
            text::with("print-no-list", &[("file", &name), ("cause", &error.to_string())])
        })?;
        let worded = Worded::read(Language::English, &words);
        Ok(vec![worded.map_err(|e| text::print::letters::error(&name, &e))?])
    }
}

pub(super) fn run(what: &Other, folder: &Path) -> Ended {
    let store = read(folder)?;
    match what {
        Other::Cards { people, sheet: true, .. } => sheets(&store, people),
        Other::Cards { people, on, .. } => {
            let options = on.options(people.paper(), Code::Code128, folder)?;
            let listed = students(&store, people)?;
            let cards = text::print::cards::cards(&listed);
            print_cards(cards, options, &text::get("print-cards"), &listed.about.station, people)
        }
        Other::Rooms { people, on } => {
            let options = on.options(people.paper(), Code::None, folder)?;
            let listed = students(&store, people)?;
            let cards = text::print::cards::rooms(&listed);
            print_cards(cards, options, &text::get("print-rooms"), &listed.about.station, people)
        }
        Other::Pull { people } => {
            let listed =
                print_pull::pull(&store, &people.wanted()?).map_err(|e| text::error(&e))?;
            complain_unknown(&listed.unknown);
            let table = text::print::tables::pull(&listed, people.paper(), now());
            let title = text::get("print-pull");
            print_table(&table, &title, &listed.about.station, &people.who.out)
        }
        Other::Commands { plain } => {
            let about = print::about(&store).map_err(|e| text::error(&e))?;
            let prices = print::prices(&store, &now().date());
            let grid = text::print::cards::commands(&about, &prices, plain.paper.into(), now());
            print_grid(&grid, &text::get("print-commands"), &about.station, &plain.out)
        }
        Other::Receipt { people, words, today, household } => {
            let day = now().date();
            let which = if *today { Which::Day(day) } else { Which::Held };
            let texts = words.read(Purpose::Receipt, folder)?;
            letters(&store, people, &texts, &which, Purpose::Receipt, *household)
        }
        Other::Agreement { people, words } => {
            let texts = words.read(Purpose::Agreement, folder)?;
            letters(&store, people, &texts, &Which::Held, Purpose::Agreement, false)
        }
        Other::Overdue { people, words } => {
            let which = Which::Overdue(now().date());
            let texts = words.read(Purpose::Overdue, folder)?;
            letters(&store, people, &texts, &which, Purpose::Overdue, true)
        }
        Other::Charges { people, words } => {
            let texts = words.read(Purpose::Charges, folder)?;
            letters(&store, people, &texts, &Which::Charges, Purpose::Charges, false)
        }
        Other::Run { plain, site, run } => {
            let wanted = Wanted { sites: site.clone(), run: run.clone(), ..Wanted::default() };
            let listed = print_run::run_sheets(&store, &wanted).map_err(|e| text::error(&e))?;
            let table = text::print::runs::run_sheet(&listed, plain.paper.into(), now());
            let title = text::get("print-run-sheet");
            print_table(&table, &title, &listed.about.station, &plain.out)
        }
        Other::Fallback { people } => {
            let listed = students(&store, people)?;
            let table = text::print::tables::fallback(&listed, people.paper(), now());
            let title = text::get("print-fallback");
            print_table(&table, &title, &listed.about.station, &people.who.out)
        }
        Other::Statement { who, tags, as_of, csv, paper } => {
            let mut wanted = who.wanted()?;
            if !tags.is_empty() {
                wanted.list = Some(tags.clone());
            }
            statement(&store, &wanted, as_of.as_deref(), (&who.out, *csv), (*paper).into())
        }
        Other::Transfer { plain, transfer } => {
            let which = transfer.clone().map_or(WhichStack::Newest, WhichStack::Named);
            let load = transfer_open::named(&store, &which)
                .and_then(|transfer| transfer::load(&store, &transfer))
                .map_err(|e| text::error(&e))?;
            let table = text::transfer::sheet(&load, plain.paper.into(), now());
            let title = text::get("print-transfer");
            print_table(&table, &title, &load.about.station, &plain.out)
        }
        Other::Questions { plain, site } => questions(&store, plain, site),
    }
}

fn students(
    store: &Store,
    people: &People,
) -> Result<print::Listed<crate::domain::listed::ListedStudent>, String> {
    let listed = print::students(store, &people.wanted()?).map_err(|e| text::error(&e))?;
    complain_unknown(&listed.unknown);
    Ok(listed)
}

fn sheets(store: &Store, people: &People) -> Ended {
    let listed = students(store, people)?;
    let grid = text::print::cards::sheets(&listed, people.paper(), now());
    print_grid(&grid, &text::get("print-sheets"), &listed.about.station, &people.who.out)
}

fn print_cards(
    cards: Vec<crate::print::cards::Card>,
    options: labels::Options,
    title: &str,
    station: &str,
    people: &People,
) -> Ended {
    let cards = Cards::new(cards, options).map_err(|e| text::print::error(&e))?;
    save(&cards, title, station, &people.who.out)?;
    let count = text::with("cli-print-cards", &[("count", &cards.count())]);
    done(&people.who.out, &count, &cards)
}

fn print_grid(grid: &Grid, title: &str, station: &str, out: &Path) -> Ended {
    save(grid, title, station, out)?;
    done(out, &text::with("cli-print-codes", &[("count", &grid.count())]), grid)
}

fn print_table(table: &Table, title: &str, station: &str, out: &Path) -> Ended {
    save(table, title, station, out)?;
    done(out, &text::with("cli-print-rows", &[("count", &table.rows())]), table)
}

fn letters(
    store: &Store,
    people: &People,
    texts: &[Worded],
    which: &Which,
    purpose: Purpose,
    together: bool,
) -> Ended {
    let (wanted, members) = (people.wanted()?, purpose.members(together));
    let listed =
        print_letters::households(store, &wanted, which, members).map_err(|e| text::error(&e))?;
    complain_unknown(&listed.unknown);
    let (form, mut fonts) = (purpose.form(), Fonts::with_system());
    let letters =
        text::print::letters::letters(&listed, texts, form, people.paper(), now(), &mut fonts);
    save(&letters, &purpose.title(), &listed.about.station, &people.who.out)?;
    let count = text::with("cli-print-letters", &[("count", &letters.count())]);
    done(&people.who.out, &count, &letters)
}

fn statement(
    store: &Store,
    wanted: &Wanted,
    as_of: Option<&str>,
    (out, csv): (&Path, bool),
    paper: Paper,
) -> Ended {
    let listed = print_statement::statements(store, wanted, as_of).map_err(|e| text::error(&e))?;
    complain_unknown(&listed.unknown);
    let day = as_of.map_or_else(|| now().date(), str::to_owned);
    let count = text::with("print-devices-count", &[("count", &listed.rows.len())]);
    if csv {
        print_statement::to_csv(&listed.rows, &day, out).map_err(|e| text::error(&e))?;
        let file = out.display().to_string();
        say(&text::with("cli-print-done-with", &[("file", &file), ("parts", &count)]))?;
        return Ok(ExitCode::SUCCESS);
    }
    let table = text::print::statement::statement(&listed, &day, paper, now());
    save(&table, &text::get("print-statements"), &listed.about.station, out)?;
    done(out, &count, &table)
}

fn questions(store: &Store, plain: &Plain, site: &[String]) -> Ended {
    let wanted = Wanted { sites: site.to_vec(), ..Wanted::default() };
    let (about, sites) = print::sites(store, &wanted).map_err(|e| text::error(&e))?;
    let asked = conflicts_questions::questions(store, &sites).map_err(|e| text::error(&e))?;
    let table = text::print::conflicts::questions(&asked, &about, plain.paper.into(), now());
    print_table(&table, &text::get("print-questions"), &about.station, &plain.out)
}
