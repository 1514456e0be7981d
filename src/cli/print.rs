//! `tagdesk print`: lists and labels as PDF.

mod columns;
mod documents;
mod ours;

use std::io::Read;
use std::num::ParseIntError;
use std::ops::{ControlFlow, RangeInclusive};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};

use super::{Ended, complain, read, say};
use crate::desk::print::{self, Wanted};
use crate::desk::printed::{Job, Memory, range};
use crate::desk::reply::When;
use crate::desk::stocks;
use crate::domain::listed::By;
use crate::print::code::Symbology;
use crate::print::labels::{self, Labels};
use crate::print::stock::{self, Stock};
use crate::print::{Document, Fonts, MM, Paper, Point, calibration, students};
use crate::store::Store;
use crate::{clock, printer, text};

/// Arguments of `print`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
    /// Then send the file to a printer, the usual one without a name
    #[arg(long, global = true, value_name = "PRINTER", num_args = 0..=1, require_equals = true,
          default_missing_value = "")]
    send: Option<String>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A list of people, a barcode to a row; without a filter, everybody
    Students {
        #[command(flatten)]
        people: People,
        /// Only people who hold nothing
        #[arg(long)]
        without_device: bool,
        /// All codes left, far apart, instead of left and right in turn
        #[arg(long)]
        roomy: bool,
        /// With grade and household
        #[arg(long)]
        private: bool,
        #[command(flatten)]
        beside: columns::Beside,
    },
    /// Labels for devices; without a filter, for every one
    Labels {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        sheet: Sheet,
        /// On which stock
        #[arg(long, value_name = "NAME", default_value = "Avery 5160")]
        stock: String,
        /// The first label of the sheet that is free; `last` begins behind the last job on this stock
        #[arg(long, value_name = "N|last", default_value = "1", value_parser = start)]
        start: Start,
        /// New labels that were not printed here since
        #[arg(long, conflicts_with = "list")]
        queued: bool,
        /// Which code
        #[arg(long, value_enum, default_value_t = Code::Code128)]
        code: Code,
        /// What else is on it
        #[arg(long, value_enum, value_delimiter = ',', default_values_t = [With::Model, With::Site])]
        with: Vec<With>,
        /// With the labels' edges, to be held against a sheet
        #[arg(long)]
        outlines: bool,
        /// Labels M to N of the last job as they were, instead of any other
        #[arg(long, value_name = "M-N", value_parser = labels_asked,
              conflicts_with_all = ["site", "list", "stock", "code", "with", "outlines", "right", "down"])]
        reprint: Option<RangeInclusive<usize>>,
    },
    /// The last job of labels came out well: its tags and the end of its sheet are remembered
    Well {
        /// The printer, where there are several that are off each in its own way
        #[arg(long, value_name = "NAME", default_value = "")]
        printer: String,
    },
    /// A page of rulers: what this printer makes of a millimetre, and how far it is off
    Calibration {
        #[command(flatten)]
        sheet: Sheet,
        /// Where the file goes
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// On which paper
        #[arg(long, value_enum, default_value_t = On::Letter)]
        paper: On,
        /// With the edges of this stock's labels, on its own page
        #[arg(long, value_name = "NAME", conflicts_with = "paper")]
        stock: Option<String>,
    },
    #[command(flatten)]
    Ours(ours::Ours),
    #[command(flatten)]
    Other(documents::Other),
}

impl What {
    /// The file that is written, where there is one.
    fn out(&self) -> Option<&Path> {
        match self {
            What::Students { people, .. } => Some(&people.who.out),
            What::Labels { who, .. } => Some(&who.out),
            What::Calibration { out, .. } => Some(out),
            What::Other(other) => Some(other.out()),
            What::Well { .. } | What::Ours(_) => None,
        }
    }
}

#[derive(Debug, clap::Args)]
struct People {
    #[command(flatten)]
    who: Who,
    /// Only people with this grade
    #[arg(long, value_name = "GRADE")]
    grade: Vec<String>,
    /// Only people of this homeroom
    #[arg(long, value_name = "ROOM")]
    homeroom: Vec<String>,
    /// Only people of this drive-through slot
    #[arg(long, value_name = "SLOT")]
    slot: Vec<String>,
    /// Only who is expected in this run
    #[arg(long, value_name = "NAME")]
    run: Option<String>,
    /// In which order; without it by place, or as the list has them
    #[arg(long, value_enum)]
    by: Option<Order>,
    /// On which paper
    #[arg(long, value_enum, default_value_t = On::Letter)]
    paper: On,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// Site, grade, homeroom, name
    Place,
    /// Site, drive-through slot, name
    Slot,
    /// Site, case number
    Case,
}

#[derive(Debug, clap::Args)]
struct Who {
    /// Where the file goes
    #[arg(long, value_name = "FILE.pdf")]
    out: PathBuf,
    /// Only of this site
    #[arg(long, value_name = "SITE")]
    site: Vec<String>,
    /// Only the codes of this file, one to a line, in its order; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct Sheet {
    /// More stocks; stocks.toml of the data folder where none is named
    #[arg(long, value_name = "FILE.toml")]
    stocks: Option<PathBuf>,
    /// Print everything so far to the right; without it as far as the last job that came out well
    #[arg(long, value_name = "MM", allow_negative_numbers = true)]
    right: Option<f32>,
    /// Print everything so far down; without it as far as the last job that came out well
    #[arg(long, value_name = "MM", allow_negative_numbers = true)]
    down: Option<f32>,
    /// For this printer
    #[arg(long, value_name = "NAME", default_value = "")]
    printer: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    At(usize),
    Last,
}

fn start(text: &str) -> Result<Start, String> {
    match text {
        "last" => Ok(Start::Last),
        number => number.parse().map(Start::At).map_err(|e: ParseIntError| e.to_string()),
    }
}

fn labels_asked(text: &str) -> Result<RangeInclusive<usize>, String> {
    range(text).ok_or_else(|| text::get("print-no-range"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum On {
    Letter,
    A4,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Code {
    #[value(name = "code128")]
    Code128,
    #[value(name = "code39")]
    Code39,
    Qr,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum With {
    Model,
    Site,
    Serial,
    Nothing,
}

impl Code {
    fn symbology(self) -> Option<Symbology> {
        match self {
            Code::Code128 => Some(Symbology::Code128),
            Code::Code39 => Some(Symbology::Code39),
            Code::Qr => Some(Symbology::Qr),
            Code::None => None,
        }
    }
}

impl From<On> for Paper {
    fn from(on: On) -> Paper {
        match on {
            On::Letter => Paper::Letter,
            On::A4 => Paper::A4,
        }
    }
}

impl People {
    fn wanted(&self) -> Result<Wanted, String> {
        Ok(Wanted {
            grades: self.grade.clone(),
            homerooms: self.homeroom.clone(),
            slots: self.slot.clone(),
            by: self.by.map(|by| match by {
                Order::Place => By::Place,
                Order::Slot => By::Slot,
                Order::Case => By::Case,
            }),
            run: self.run.clone(),
            ..self.who.wanted()?
        })
    }

    fn paper(&self) -> Paper {
        self.paper.into()
    }
}

impl Sheet {
    fn offset(&self, memory: &Memory, stock: &str) -> Point {
        let (right, down) = memory.offset(&self.printer, stock);
        Point::new(self.right.unwrap_or(right) * MM, self.down.unwrap_or(down) * MM)
    }

    fn stock(&self, name: &str, folder: &Path) -> Result<Stock, String> {
        let stocks = match &self.stocks {
            Some(file) if !file.is_file() => {
                return Err(text::with("print-no-file", &[("file", &file.display().to_string())]));
            }
            Some(file) => stocks::with(file),
            None => stocks::all(folder),
        };
        let stocks = stocks.map_err(|e| text::error(&e))?;
        stock::find(&stocks, name).map_err(|e| text::print::error(&e.into()))
    }
}

impl Who {
    fn wanted(&self) -> Result<Wanted, String> {
        let list = self.list.as_deref().map(codes).transpose()?;
        Ok(Wanted { sites: self.site.clone(), list, ..Wanted::default() })
    }
}

/// The lines of a file, or of standard input.
fn codes(file: &Path) -> Result<Vec<String>, String> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    if let Err(error) = read {
        let name = file.display().to_string();
        return Err(text::with("print-no-list", &[("file", &name), ("cause", &error.to_string())]));
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect())
}

pub(super) fn run(args: &Args, folder: &Path) -> Ended {
    let ended = write(&args.what, folder)?;
    if let (Some(printer), Some(file)) = (&args.send, args.what.out()) {
        let name = file.display().to_string();
        printer::send(file, printer, memory(folder).command()).map_err(|error| {
            let cause = text::print::not_handed(&error);
            text::with("printing-not-handed", &[("file", &name), ("cause", &cause)])
        })?;
        say(&text::with("printing-sent", &[("file", &name)]))?;
    }
    Ok(ended)
}

fn write(what: &What, folder: &Path) -> Ended {
    match what {
        What::Ours(ours) => ours::run(ours, folder),
        What::Other(other) => documents::run(other, folder),
        What::Students { people, without_device, roomy, private, beside } => {
            let wanted = Wanted {
                without_device: *without_device,
                columns: beside.columns(),
                ..people.wanted()?
            };
            let options = students::Options {
                paper: people.paper(),
                spacing: if *roomy {
                    students::Spacing::Roomy
                } else {
                    students::Spacing::Alternating
                },
                private: *private,
            };
            print_students(&read(folder)?, &wanted, options, &people.who.out)
        }
        What::Labels { who, sheet, start, reprint: Some(wanted), .. } => {
            let memory = memory(folder);
            let job = memory.job().ok_or_else(|| text::get("print-no-job"))?;
            let labels = job
                .labels(wanted)
                .ok_or_else(|| text::with("print-no-such-labels", &[("count", &job.count())]))?;
            let stock = sheet.stock(&job.stock, folder)?;
            let start = start.on(&memory, &stock);
            let labels = Labels::new(labels, job.options(stock, start))
                .map_err(|e| text::print::error(&e))?;
            save_labels(&labels, "", &who.out)
        }
        What::Labels { who, sheet, stock, start, code, with, outlines, queued, reprint: None } => {
            let memory = memory(folder);
            let stock = sheet.stock(stock, folder)?;
            let options = labels::Options {
                code: code.symbology(),
                start: start.on(&memory, &stock),
                offset: sheet.offset(&memory, &stock.name),
                outlines: *outlines,
                stock,
            };
            let more = text::print::More {
                model: with.contains(&With::Model),
                site: with.contains(&With::Site),
                serial: with.contains(&With::Serial),
            };
            let (store, mut wanted) = (read(folder)?, who.wanted()?);
            if *queued {
                wanted.list = Some(memory.queue(&store).map_err(|e| text::error(&e))?);
            }
            print_labels(&store, &wanted, options, more, (memory, folder), &who.out)
        }
        What::Well { printer } => {
            let mut memory = memory(folder);
            if !memory.well(printer) {
                return Err(text::get("print-no-job"));
            }
            memory.keep(folder).map_err(|e| text::error(&e))?;
            say(&text::get("print-well-kept"))?;
            Ok(ExitCode::SUCCESS)
        }
        What::Calibration { sheet, out, paper, stock } => {
            let stock = stock.as_ref().map(|name| sheet.stock(name, folder)).transpose()?;
            let words = text::print::calibration(stock.as_ref());
            let title = words.heading.clone();
            let name = stock.as_ref().map_or("", |stock| &stock.name);
            let offset = sheet.offset(&memory(folder), name);
            let page = match stock {
                Some(stock) => calibration::Calibration::of_stock(stock, offset, words),
                None => calibration::Calibration::of_paper((*paper).into(), offset, words),
            };
            save(&page, &title, "", out)?;
            say(&text::with("cli-print-done", &[("file", &out.display().to_string())]))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn print_students(store: &Store, wanted: &Wanted, options: students::Options, out: &Path) -> Ended {
    let listed = print::students(store, wanted).map_err(|e| text::error(&e))?;
    complain_unknown(&listed.unknown);
    let list = text::print::students(&listed, options, now());
    save(&list, &text::print::students_title(&listed), &listed.about.station, out)?;
    done(out, &text::with("cli-print-students", &[("count", &listed.rows.len())]), &list)
}

fn print_labels(
    store: &Store,
    wanted: &Wanted,
    options: labels::Options,
    more: text::print::More,
    (mut memory, folder): (Memory, &Path),
    out: &Path,
) -> Ended {
    let listed = print::devices(store, wanted).map_err(|e| text::error(&e))?;
    complain_unknown(&listed.unknown);
    let labels = Labels::new(text::print::labels(&listed, more), options)
        .map_err(|e| text::print::error(&e))?;
    for label in labels.all().iter().filter(|label| memory.was_printed(&label.tag)) {
        complain(&text::print::before(&label.tag));
    }
    let ended = save_labels(&labels, &listed.about.station, out)?;
    if let Some(job) = Job::of(&labels) {
        memory.begin(job);
        if let Err(error) = memory.keep(folder) {
            complain(&text::error(&error));
        }
    }
    Ok(ended)
}

/// What was printed in this folder; a damaged record is said.
fn memory(folder: &Path) -> Memory {
    let (memory, aside) = Memory::read(folder);
    if let Some(aside) = aside {
        complain(&text::print::aside(&aside));
    }
    memory
}

impl Start {
    fn on(self, memory: &Memory, stock: &Stock) -> usize {
        match self {
            Start::At(place) => place,
            Start::Last => memory.next(stock),
        }
    }
}

fn save_labels(labels: &Labels, station: &str, out: &Path) -> Ended {
    let title = text::with("print-labels", &[("stock", &labels.options().stock.name)]);
    save(labels, &title, station, out)?;
    done(out, &text::with("cli-print-labels", &[("count", &labels.count())]), labels)?;
    if let Some(last) = labels.last() {
        say(&text::with("cli-print-last", &[("place", &last)]))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn complain_unknown(codes: &[String]) {
    for code in codes {
        complain(&text::print::unknown(code));
    }
}

fn now() -> When {
    When::from(&clock::now())
}

/// Says what does not come out as it should, then writes the file.
fn save(document: &dyn Document, title: &str, station: &str, out: &Path) -> Result<(), String> {
    let mut fonts = Fonts::with_system();
    for problem in document.problems(&mut fonts) {
        complain(&text::print::problem(&problem));
    }
    let stamp = print::stamp(title, now(), station);
    let mut on = |_| ControlFlow::Continue(());
    print::save(document, &mut fonts, &stamp, out, &mut on).map_err(|e| text::error(&e))
}

fn done(out: &Path, what: &str, document: &dyn Document) -> Ended {
    let pages = text::with("print-pages", &[("count", &document.pages())]);
    let parts = text::dots([what, &pages]);
    say(&text::with(
        "cli-print-done-with",
        &[("file", &out.display().to_string()), ("parts", &parts)],
    ))?;
    Ok(ExitCode::SUCCESS)
}
