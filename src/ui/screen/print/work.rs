//! What takes long: reading, laying out, drawing a page, writing. Done on threads of its own beside the
//! desk, which takes scans meanwhile.

use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::choice::{Choice, Known};
use super::kind::{Draft, KINDS, Sheet};
use crate::clock;
use crate::desk::print;
use crate::desk::print_statement;
use crate::desk::printed::Memory;
use crate::desk::reply::When;
use crate::desk::stocks;
use crate::desk::transfer_open;
use crate::print::{Canvas, Document, Fonts, Page, Recording};
use crate::printer;
use crate::store::{Store, Watch};
use crate::text as words;
use crate::text::print::letters::Purpose;

/// The faces of the program and of this computer, read once.
static FONTS: LazyLock<Mutex<Fonts>> = LazyLock::new(|| Mutex::new(Fonts::with_system()));

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// What there is to choose from, and what was printed here.
    Know,
    /// Lay a document out.
    Make(Box<Choice>, Watch),
    /// Draw a page.
    Draw(Made, usize),
    /// Write the file.
    Save(Box<Save>),
    /// The last job came out well, by this printer.
    Well(String),
    /// Files are sent with this command from now on.
    Command(String),
    /// The stocks of a file are one's own, too.
    AddStocks(PathBuf),
    /// A stock is written into a folder, for others.
    GiveStock(String, PathBuf),
    /// A stock of one's own goes.
    RemoveStock(String),
    /// The texts of letters lie in the data folder, and it is opened.
    Letters(Purpose),
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Save {
    /// The document.
    pub made: Made,
    /// Where to.
    pub path: PathBuf,
    /// What comes after.
    pub then: Then,
    /// The printer.
    pub printer: String,
    /// Hears how far it is.
    pub watch: Watch,
}

/// What is done with a file once it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Keep,
    /// It is opened.
    Open,
    /// It is sent to the printer.
    Print,
}

/// What came of an order.
#[derive(Debug, Clone)]
pub enum Done {
    /// What there is to choose from; where files go; what is to be said.
    Known(Box<Known>, PathBuf, Option<String>),
    /// A document with its first page, or why there is none.
    Made(Watch, Result<Drawn, String>),
    /// A page.
    Drawn(Drawn),
    /// A file is there, or why not. The second is said beside it.
    Saved(Result<String, String>, Option<String>),
    /// What is remembered now.
    Well(Result<Box<Memory>, String>),
    /// Something was set, or why it was not; what there is to choose from may be another.
    Set(Result<String, String>),
}

/// A page of a document.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The document.
    pub made: Made,
    /// Which page, from 0.
    pub number: usize,
    /// What is on it.
    pub page: Arc<Page>,
}

/// A document that is laid out. Cloning gives the same one.
#[derive(Clone)]
pub struct Made(Arc<Inner>);

struct Inner {
    draft: Draft,
    pages: usize,
    problems: Vec<String>,
    name: String,
}

impl PartialEq for Made {
    /// Whether they are the same one.
    fn eq(&self, other: &Made) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Made {}

impl fmt::Debug for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Made").field("name", &self.0.name).finish_non_exhaustive()
    }
}

impl Made {
    /// Looks at every row of a document for what does not come out. `day` goes into the file's name.
    pub fn new(draft: Draft, fonts: &mut Fonts, day: &str) -> Made {
        let found = draft.document.problems(fonts);
        let said = found.iter().map(words::print::problem);
        let problems = draft.problems.iter().cloned().chain(said).collect();
        let end = if draft.table.is_some() { "csv" } else { "pdf" };
        let name = format!("{}-{day}.{end}", slug(&draft.title));
        Made(Arc::new(Inner { pages: draft.document.pages(), draft, problems, name }))
    }

    /// A page of it, from 0.
    pub fn draw(&self, number: usize, fonts: &mut Fonts) -> Drawn {
        let document = self.document();
        let mut recording = Recording::default();
        // A recording never fails.
        let _ = recording.begin(document.size());
        if number < self.0.pages {
            document.draw(number, fonts, &mut recording);
        }
        let empty = || Page { size: document.size(), shapes: Vec::new() };
        let page = Arc::new(recording.pages.pop().unwrap_or_else(empty));
        Drawn { made: self.clone(), number, page }
    }

    /// The document.
    pub fn document(&self) -> &dyn Document {
        &*self.0.draft.document
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.0.pages
    }

    /// What does not come out as it should.
    pub fn problems(&self) -> &[String] {
        &self.0.problems
    }

    /// How many rows it has, in words.
    pub fn count(&self) -> &str {
        &self.0.draft.count
    }

    /// The name that its file gets.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Where labels stand on their sheet.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.0.draft.sheet.as_ref()
    }

    /// Whether it is saved as a table.
    pub fn is_table(&self) -> bool {
        self.0.draft.table.is_some()
    }

    /// Whether something is remembered once it came out well.
    pub fn is_job(&self) -> bool {
        self.0.draft.job.is_some()
    }
}

/// A title as a part of a file's name.
fn slug(title: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let title: String = title.to_lowercase().chars().map(kept).collect();
    let words: Vec<&str> = title.split_whitespace().collect();
    words.join("-").chars().take(60).collect()
}

/// Does a piece of work, with what lies in a data folder.
pub fn carry_out(order: Order, folder: &Path) -> Done {
    match order {
        Order::Know => know(folder),
        Order::Make(choice, watch) => make(&choice, watch, folder),
        Order::Draw(made, number) => Done::Drawn(made.draw(number, &mut fonts())),
        Order::Save(save) => self::save(&save, folder),
        Order::Well(printer) => {
            let (mut memory, _) = Memory::read(folder);
            memory.well(&printer);
            let kept = memory.keep(folder).map_err(|e| words::error(&e));
            Done::Well(kept.map(|()| Box::new(memory)))
        }
        Order::Command(command) => Done::Set(set_command(&command, folder)),
        Order::AddStocks(file) => Done::Set(add_stocks(&file, folder)),
        Order::GiveStock(name, to) => Done::Set(give_stock(&name, &to, folder)),
        Order::RemoveStock(name) => Done::Set(
            stocks::remove(folder, &name)
                .map(|gone| words::with("print-stock-removed", &[("stock", &gone.name)]))
                .map_err(|e| words::error(&e)),
        ),
        Order::Letters(purpose) => Done::Set(letters(purpose, folder)),
    }
}

fn set_command(command: &str, folder: &Path) -> Result<String, String> {
    let (mut memory, _) = Memory::read(folder);
    memory.send_with(command);
    memory.keep(folder).map_err(|e| words::error(&e))?;
    Ok(match memory.command() {
        "" => words::get("printing-set-lp"),
        own => words::with("printing-set-command", &[("command", &own)]),
    })
}

fn add_stocks(file: &Path, folder: &Path) -> Result<String, String> {
    let added = stocks::add(folder, file).map_err(|e| words::error(&e))?;
    let names: Vec<&str> = added.iter().map(|stock| stock.name.as_str()).collect();
    Ok(words::with("print-stock-added", &[("stock", &names.join(", "))]))
}

fn give_stock(name: &str, to: &Path, folder: &Path) -> Result<String, String> {
    let all = stocks::all(folder).map_err(|e| words::error(&e))?;
    let stock =
        crate::print::stock::find(&all, name).map_err(|e| words::print::error(&e.into()))?;
    let file = to.join(format!("{}.toml", slug(&stock.name)));
    stocks::export(&stock, &file).map_err(|e| words::error(&e))?;
    Ok(words::with("cli-print-done", &[("file", &file.display().to_string())]))
}

fn letters(purpose: Purpose, folder: &Path) -> Result<String, String> {
    let there = words::print::letters::lay_out(purpose, folder)?;
    let file = there.display().to_string();
    printer::open(&there).map_err(|error| {
        // Whoever has no file manager finds the folder by its name.
        let cause = words::print::not_handed(&error);
        words::with("printing-not-handed", &[("file", &file), ("cause", &cause)])
    })?;
    Ok(words::with("printing-letters-there", &[("folder", &file)]))
}

pub(super) fn fonts() -> std::sync::MutexGuard<'static, Fonts> {
    FONTS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn know(folder: &Path) -> Done {
    let (memory, aside) = Memory::read(folder);
    let stocks = stocks::all(folder);
    let said = aside.map(|aside| words::print::aside(&aside));
    let said = said.or_else(|| stocks.as_ref().err().map(words::error));
    let stocks = stocks.unwrap_or_else(|_| crate::print::stock::own());
    let own = stocks::of_ones_own(folder).unwrap_or_default();
    let own = own.into_iter().map(|stock| stock.name).collect();
    let store = Store::open_to_read(folder).ok();
    let store = store.as_ref();
    let offered = store.and_then(|store| print::offered(store).ok()).unwrap_or_default();
    let transfers = store.and_then(|store| transfer_open::open(store).ok()).unwrap_or_default();
    let queue = store.and_then(|store| memory.waiting(store).ok()).unwrap_or_default();
    let queue = queue.into_iter().map(|card| card.tag).collect();
    let printers = printer::printers(memory.command());
    let known = Known { stocks, own, printers, memory, offered, transfers, queue };
    let files = crate::paths::documents().unwrap_or_else(|| folder.to_owned());
    Done::Known(Box::new(known), files, said)
}

fn make(choice: &Choice, watch: Watch, folder: &Path) -> Done {
    let lay = || -> Result<Draft, String> {
        let store = Store::open_to_read(folder).map_err(|e| words::store_error(&e))?;
        let (memory, _) = Memory::read(folder);
        let stocks = stocks::all(folder).map_err(|e| words::error(&e))?;
        let known = Known { stocks, memory, ..Known::default() };
        (KINDS[choice.kind.min(KINDS.len() - 1)].lay)(&store, choice, &known, now())
    };
    let drawn = lay().and_then(|draft| {
        let mut fonts = fonts();
        if watch.is_cancelled() {
            return Err(words::get("print-cancelled"));
        }
        let made = Made::new(draft, &mut fonts, &now().date());
        if made.pages() == 0 && made.problems().is_empty() {
            return Err(words::get("printing-nothing"));
        }
        Ok(made.draw(0, &mut fonts))
    });
    Done::Made(watch, drawn)
}

fn save(save: &Save, folder: &Path) -> Done {
    let Save { made, path, then, printer, watch } = save;
    let stamp = print::stamp(&made.0.draft.title, now(), &made.0.draft.station);
    watch.begin(1000);
    let mut on = |fraction: f32| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let done = (fraction * 1000.0) as u64;
        match watch.reach(done) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    };
    let written = match &made.0.draft.table {
        Some((rows, day)) => print_statement::to_csv(rows, day, path),
        None => print::save(made.document(), &mut fonts(), &stamp, path, &mut on),
    };
    if let Err(error) = written {
        return Done::Saved(Err(words::error(&error)), None);
    }
    let mut beside = None;
    if let Some(job) = made.0.draft.job.clone() {
        let (mut memory, _) = Memory::read(folder);
        memory.begin(job);
        beside = memory.keep(folder).err().map(|e| words::error(&e));
    }
    let file = path.display().to_string();
    let handed = match then {
        Then::Keep => Ok(words::with("cli-print-done", &[("file", &file)])),
        Then::Open => {
            printer::open(path).map(|()| words::with("printing-opened", &[("file", &file)]))
        }
        Then::Print => {
            let (memory, _) = Memory::read(folder);
            printer::send(path, printer, memory.command())
                .map(|()| words::with("printing-sent", &[("file", &file)]))
        }
    };
    let saved = handed.map_err(|error| {
        let cause = words::print::not_handed(&error);
        words::with("printing-not-handed", &[("file", &file), ("cause", &cause)])
    });
    Done::Saved(saved, beside)
}

fn now() -> When {
    When::from(&clock::now())
}
