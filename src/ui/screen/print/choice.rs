//! What is chosen: a value for every row of the page. Each document shows the rows it has a use for.

use crate::desk::print::{Offered, Wanted};
use crate::desk::printed::Memory;
use crate::desk::transfer_open::{Stack, WhichStack};
use crate::domain::listed::{By, Columns};
use crate::print::code::Symbology;
use crate::print::stock::{self, Stock};
use crate::print::students::Spacing;
use crate::print::{MM, Paper, Point};
use crate::text::print::More;

/// A row of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Which document.
    What,
    /// Sites by code or name.
    Site,
    /// Grades.
    Grade,
    /// Homerooms.
    Homeroom,
    /// Drive-through slots.
    Slot,
    /// A run by name.
    Run,
    /// In which order people stand.
    Order,
    /// Codes, typed or scanned.
    List,
    /// Only who holds nothing.
    WithoutDevice,
    /// People of a household together.
    Household,
    /// The end of a day that is past.
    AsOf,
    /// Pages or a table.
    Form,
    /// Which labels of the last job.
    Again,
    /// The paper.
    Paper,
    /// How far codes are apart.
    Spacing,
    /// What the table need not read.
    Private,
    /// What not every list has: case, agreement, money.
    Columns,
    /// The label stock.
    Stock,
    /// The kind of code.
    Code,
    /// What stands beside the tag.
    Beside,
    /// The first free label.
    Start,
    /// The labels' edges.
    Edges,
    /// The printer.
    Printer,
    /// Millimetres to the right.
    Right,
    /// Millimetres down.
    Down,
    /// A file of more stocks.
    Stocks,
    /// Where the file goes.
    File,
    /// The command that sends it to a printer.
    Command,
    /// Which transfer.
    Transfer,
    /// Only new labels that wait.
    Queued,
}

impl Row {
    /// Whether its value is typed.
    pub fn is_typed(self) -> bool {
        matches!(
            self,
            Self::Site
                | Self::Grade
                | Self::Homeroom
                | Self::Slot
                | Self::Run
                | Self::List
                | Self::AsOf
                | Self::Again
                | Self::Right
                | Self::Down
                | Self::Stocks
                | Self::File
                | Self::Command
        )
    }

    /// Whether several with commas between stand in it.
    pub(super) fn is_several(self) -> bool {
        matches!(self, Self::Site | Self::Grade | Self::Homeroom | Self::Slot)
    }
}

/// What is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a box to tick")]
pub struct Choice {
    /// Place of the document in the table.
    pub kind: usize,
    /// As typed; several with commas.
    pub site: String,
    /// As typed; several with commas.
    pub grade: String,
    /// As typed; several with commas.
    pub homeroom: String,
    /// As typed; several with commas.
    pub slot: String,
    /// As typed.
    pub run: String,
    /// In which order people stand.
    pub by: By,
    /// Codes with commas.
    pub list: String,
    /// Only who holds nothing.
    pub without_device: bool,
    /// People of a household together.
    pub household: bool,
    /// A local day, as typed; blank is today.
    pub as_of: String,
    /// A table instead of pages.
    pub csv: bool,
    /// Labels of the last job, as typed; blank is all of them.
    pub again: String,
    /// The paper.
    pub paper: Paper,
    /// How far codes are apart.
    pub spacing: Spacing,
    /// With the private parts of the rows.
    pub private: bool,
    /// What stands beside people that is not on every list.
    pub columns: Columns,
    /// Name of the stock; empty is plain paper, where a document can do without.
    pub stock: String,
    /// The kind of code; none prints the tag as text.
    pub code: Option<Symbology>,
    /// What stands beside the tag.
    pub more: More,
    /// The first free label, from 1.
    pub start: usize,
    /// With the labels' edges.
    pub edges: bool,
    /// The printer; empty is the one that the system prefers.
    pub printer: String,
    /// Millimetres, as typed.
    pub right: String,
    /// Millimetres, as typed.
    pub down: String,
    /// Which transfer.
    pub transfer: WhichStack,
    /// New labels that wait, and no others. Never beside a list.
    pub queued: bool,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            kind: 0,
            site: String::new(),
            grade: String::new(),
            homeroom: String::new(),
            slot: String::new(),
            run: String::new(),
            by: By::Place,
            list: String::new(),
            without_device: false,
            household: false,
            as_of: String::new(),
            csv: false,
            again: String::new(),
            paper: Paper::Letter,
            spacing: Spacing::Alternating,
            private: false,
            columns: Columns::default(),
            stock: "Avery 5160".to_owned(),
            code: Some(Symbology::Code128),
            more: More { model: true, site: true, serial: false },
            start: 1,
            edges: false,
            printer: String::new(),
            right: String::new(),
            down: String::new(),
            transfer: WhichStack::Newest,
            queued: false,
        }
    }
}

/// What there is to choose from.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The stocks.
    pub stocks: Vec<Stock>,
    /// Names of those that are the user's own.
    pub own: Vec<String>,
    /// Names of the printers; `None` where nothing here sends to one.
    pub printers: Option<Vec<String>>,
    /// What was printed here.
    pub memory: Memory,
    /// What lists can be asked for by.
    pub offered: Offered,
    /// Transfers of which something is under way, the newest first.
    pub transfers: Vec<Stack>,
    /// Tags of the devices whose new labels were not printed when the page was opened.
    pub queue: Vec<String>,
}

const CODES: [Option<Symbology>; 4] =
    [Some(Symbology::Code128), Some(Symbology::Code39), Some(Symbology::Qr), None];

const ORDERS: [By; 3] = [By::Place, By::Slot, By::Case];

impl Choice {
    /// What is typed in a row.
    pub fn typed(&self, row: Row) -> &str {
        match row {
            Row::Site => &self.site,
            Row::Grade => &self.grade,
            Row::Homeroom => &self.homeroom,
            Row::Slot => &self.slot,
            Row::Run => &self.run,
            Row::List => &self.list,
            Row::AsOf => &self.as_of,
            Row::Again => &self.again,
            Row::Printer => &self.printer,
            Row::Right => &self.right,
            Row::Down => &self.down,
            _ => "",
        }
    }

    /// Takes what is typed in a row.
    pub fn put(&mut self, row: Row, text: String) {
        match row {
            Row::Site => self.site = text,
            Row::Grade => self.grade = text,
            Row::Homeroom => self.homeroom = text,
            Row::Slot => self.slot = text,
            Row::Run => self.run = text,
            Row::List => {
                self.queued &= text.trim().is_empty();
                self.list = text;
            }
            Row::AsOf => self.as_of = text,
            Row::Again => self.again = text,
            Row::Printer => self.printer = text,
            Row::Right => self.right = text,
            Row::Down => self.down = text,
            _ => {}
        }
    }

    /// Adds a code that was scanned.
    pub fn scan(&mut self, code: &str) {
        let list = self.list.trim_end_matches([' ', ',']);
        let comma = if list.is_empty() { "" } else { ", " };
        self.list = format!("{list}{comma}{code}, ");
        self.queued = false;
    }

    /// The next value of a row, or the one before.
    pub fn turn(&mut self, row: Row, on: bool, kinds: usize, known: &Known) {
        match row {
            Row::What => self.kind = turned(self.kind, kinds, on),
            Row::WithoutDevice => self.without_device = !self.without_device,
            Row::Household => self.household = !self.household,
            Row::Form => self.csv = !self.csv,
            Row::Paper => {
                self.paper = if self.paper == Paper::A4 { Paper::Letter } else { Paper::A4 };
            }
            Row::Spacing => {
                self.spacing = match self.spacing {
                    Spacing::Alternating => Spacing::Roomy,
                    Spacing::Roomy => Spacing::Alternating,
                }
            }
            Row::Order => {
                let place = ORDERS.iter().position(|by| *by == self.by).unwrap_or(0);
                self.by = ORDERS[turned(place, ORDERS.len(), on)];
            }
            Row::Private => self.private = !self.private,
            Row::Columns => {
                let Columns { owes, agreement, case } = self.columns;
                let bits = usize::from(case) + 2 * usize::from(agreement) + 4 * usize::from(owes);
                let bits = turned(bits, 8, on);
                self.columns =
                    Columns { case: bits & 1 != 0, agreement: bits & 2 != 0, owes: bits & 4 != 0 };
            }
            Row::Stock => {
                let place = known.stocks.iter().position(|stock| stock.name == self.stock);
                let place = turned(place.unwrap_or(0), known.stocks.len(), on);
                if let Some(stock) = known.stocks.get(place) {
                    self.stock.clone_from(&stock.name);
                    self.settle(known);
                }
            }
            Row::Code => {
                let place = CODES.iter().position(|code| *code == self.code);
                self.code = CODES[turned(place.unwrap_or(0), CODES.len(), on)];
            }
            Row::Beside => {
                let More { model, site, serial } = self.more;
                let bits = usize::from(model) + 2 * usize::from(site) + 4 * usize::from(serial);
                let bits = turned(bits, 8, on);
                self.more =
                    More { model: bits & 1 != 0, site: bits & 2 != 0, serial: bits & 4 != 0 };
            }
            Row::Start => {
                let labels = self.stock(known).map_or(1, Stock::on_a_page);
                self.start = turned(self.start - 1, labels, on) + 1;
            }
            Row::Edges => self.edges = !self.edges,
            Row::Printer => {
                let printers = known.printers.iter().flatten().map(String::as_str);
                let printers: Vec<&str> = std::iter::once("").chain(printers).collect();
                let place = printers.iter().position(|printer| *printer == self.printer);
                let place = turned(place.unwrap_or(0), printers.len(), on);
                printers[place].clone_into(&mut self.printer);
                self.settle(known);
            }
            Row::Queued => {
                self.queued = !self.queued;
                self.list.clear();
            }
            Row::Transfer => self.turn_transfer(on, &known.transfers),
            filter => {
                let offered = known.offered(filter);
                if !offered.is_empty() {
                    let is = |one: &String| one == self.typed(filter).trim();
                    // All of them is before the first.
                    let place = offered.iter().position(is).map_or(0, |place| place + 1);
                    let place = turned(place, offered.len() + 1, on).checked_sub(1);
                    self.put(filter, place.map_or_else(String::new, |at| offered[at].clone()));
                }
            }
        }
    }

    /// The first of them is the newest, whichever that is by then.
    fn turn_transfer(&mut self, on: bool, open: &[Stack]) {
        let place = match &self.transfer {
            WhichStack::Newest => Some(0),
            WhichStack::Named(name) => open.iter().position(|stack| stack.transfer == *name),
            WhichStack::To(_) => None,
        };
        self.transfer = match place.map_or(0, |place| turned(place, open.len(), on)) {
            0 => WhichStack::Newest,
            place => WhichStack::Named(open[place].transfer.clone()),
        };
    }

    /// Begins where the last job on this stock ended, as far off as this printer is.
    pub fn settle(&mut self, known: &Known) {
        let Some(stock) = self.stock(known) else { return };
        let (right, down) = known.memory.offset(&self.printer, &stock.name);
        let typed = |mm: f32| if mm == 0.0 { String::new() } else { format!("{mm}") };
        self.start = known.memory.next(stock);
        self.right = typed(right);
        self.down = typed(down);
    }

    /// The stock that is chosen.
    pub fn stock<'a>(&self, known: &'a Known) -> Option<&'a Stock> {
        // The last of a name is the user's own.
        known.stocks.iter().rev().find(|stock| stock.name == self.stock)
    }

    /// Who or what is printed.
    pub fn wanted(&self) -> Wanted {
        let some = |text: &str| !text.trim().is_empty();
        Wanted {
            sites: parts(&self.site),
            grades: parts(&self.grade),
            homerooms: parts(&self.homeroom),
            slots: parts(&self.slot),
            by: Some(self.by).filter(|by| *by != By::Place),
            run: some(&self.run).then(|| self.run.trim().to_owned()),
            list: some(&self.list).then(|| parts(&self.list)),
            without_device: self.without_device,
            columns: self.columns,
        }
    }

    /// How far everything is moved; `None` where no number is typed.
    pub fn offset(&self) -> Option<Point> {
        let mm = |text: &str| match text.trim() {
            "" => Some(0.0),
            text => text.replace(',', ".").parse().ok().filter(|mm: &f32| mm.abs() <= 50.0),
        };
        Some(Point::new(mm(&self.right)? * MM, mm(&self.down)? * MM))
    }
}

impl Known {
    /// How many new labels wait to be printed.
    pub fn waiting(&self) -> u64 {
        self.queue.iter().filter(|tag| !self.memory.was_printed(tag)).count() as u64
    }

    /// Whether the value of a row is typed; a printer's name, where the system tells none.
    pub fn is_typed(&self, row: Row) -> bool {
        let nameless = self.printers.as_ref().is_some_and(Vec::is_empty);
        row.is_typed() || (row == Row::Printer && nameless)
    }

    /// Whether arrows change it.
    pub fn is_turned(&self, row: Row) -> bool {
        !self.is_typed(row) || !self.offered(row).is_empty()
    }

    /// Whether a stock is the user's own and can be taken away.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.iter().any(|own| own == name)
    }

    /// What the register has for a row; nothing where it has no say.
    pub fn offered(&self, row: Row) -> &[String] {
        match row {
            Row::Site => &self.offered.sites,
            Row::Grade => &self.offered.grades,
            Row::Homeroom => &self.offered.homerooms,
            Row::Slot => &self.offered.slots,
            Row::Run => &self.offered.runs,
            _ => &[],
        }
    }

    /// The program's own stocks, and nothing printed yet.
    pub fn new() -> Known {
        Known { stocks: stock::own(), ..Known::default() }
    }
}

fn turned(place: usize, of: usize, on: bool) -> usize {
    let of = of.max(1);
    if on { (place + 1) % of } else { (place + of - 1) % of }
}

fn parts(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
