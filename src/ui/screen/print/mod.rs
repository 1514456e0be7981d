//! Print: what comes out on paper, looked at before it does.
//!
//! The left side says what the document is like, a row for each question; the right side shows its
//! pages as the document draws them, and lists what does not come out. Reading, laying out and
//! writing go on beside the desk (`work`); a document is a line of the table in `kind`.

mod begin;
mod choice;
mod kind;
mod options;
mod others;
mod preview;
mod rows;
mod view;
mod work;

use std::path::{Path, PathBuf};

use iced::widget::Id;

use super::{Action, Answered, Page, Ticket};
use crate::desk::transfer_open::WhichStack;
use crate::store::Watch;
use crate::ui::key;
use crate::ui::widget::Heard;
pub use choice::{Choice, Known, Row};
use kind::KINDS;
pub use kind::{Draft, Sheet, calibration, labels, students};
pub use preview::{Piece, fitted, pieces};
pub use work::{Done, Drawn, Made, Order, Save, Then, carry_out};

/// The field of the row that is typed in.
pub const EDIT: &str = "print-edit";

/// What the Print screen keeps.
#[derive(Debug, Default)]
pub struct Print {
    choice: Choice,
    known: Known,
    /// Whether it is known yet what there is to choose from.
    begun: bool,
    /// The marked row.
    mark: usize,
    /// What is being typed in it.
    editing: Option<String>,
    /// Of what the register has for it the marked one, from 1; 0 is what is typed.
    option: usize,
    /// Where files go.
    folder: PathBuf,
    /// Where the file goes, once somebody said so.
    path: Option<String>,
    shown: Option<Drawn>,
    /// The page that was asked for last.
    number: usize,
    /// Why there is nothing to show.
    failure: Option<String>,
    /// What is on show is called for or was called off: it is not what is chosen.
    making: Option<Watch>,
    saving: Option<Watch>,
    percent: Option<u64>,
    /// The work was looked at: what is done before anybody looks is never shown.
    seen: bool,
    /// What was set, or why it was not: said once everything is read anew.
    set: Option<Result<String, String>>,
    /// What was done, or why it was not.
    said: Option<Result<String, String>>,
    /// Whether it is asked if the last job came out well.
    asked: bool,
    /// The first problem on show.
    problem: usize,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard, outside of fields.
    Heard(Heard),
    /// The desk answered. Nothing is asked of it.
    Answered(Ticket, Answered),
    /// A button was pressed: the same as its key.
    Press(key::Action),
    /// A key of the page's own: Ctrl, Shift and this letter.
    Own(char),
    /// The marked row gets its next or previous value.
    Turn(bool),
    /// A row gets its next or previous value.
    TurnRow(usize, bool),
    /// Enter outside of fields.
    Enter,
    /// A row was pressed.
    Take(usize),
    /// What is typed in the marked row changed.
    Edited(String),
    /// Enter in a field.
    Commit,
    /// One of those that the register has was pressed, from 1.
    Option(usize),
    /// A file was dropped onto the page: stocks.
    Dropped(PathBuf),
    /// A label of the sheet was pressed: it is the first that is free.
    Begin(usize),
    /// The wheel moved over the rows.
    Wheel(bool),
    /// Time to look how far the work is.
    Tick,
    /// What came of an order.
    Done(Done),
    /// A receipt for whoever has this ID.
    Receipt(String),
    /// The driver's sheet of a transfer.
    Sheet(WhichStack),
}

impl Print {
    /// Shows what was on show, as it is now.
    pub fn open(&mut self) -> Action {
        self.editing = None;
        self.said = None;
        order(Order::Know)
    }

    /// Whether something takes long enough to be watched.
    pub fn works(&self) -> bool {
        self.making.is_some() || self.saving.is_some()
    }

    /// What is chosen.
    pub fn choice(&self) -> &Choice {
        &self.choice
    }

    /// The rows on show.
    pub fn rows(&self) -> Vec<Row> {
        let printer = self.known.printers.is_some().then_some(Row::Printer);
        std::iter::once(Row::What)
            .chain(KINDS[self.choice.kind].rows.iter().copied())
            .chain(printer)
            .chain([Row::File])
            .collect()
    }

    /// Where the file goes.
    pub fn path(&self) -> String {
        match (&self.path, &self.shown) {
            (Some(path), _) => path.clone(),
            (None, Some(drawn)) => self.folder.join(drawn.made.name()).display().to_string(),
            (None, None) => String::new(),
        }
    }

    fn row(&self) -> Row {
        self.rows().get(self.mark).copied().unwrap_or(Row::What)
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(heard) => self.hear(heard),
            Message::Press(action) => self.act(action),
            Message::Own('o') => self.save(Then::Open),
            Message::Own('p') if self.sends() => self.save(Then::Print),
            Message::Own('n') => {
                self.problem += 1;
                Action::None
            }
            Message::Own('e') => match kind::purpose(self.choice.kind) {
                Some(purpose) => order(Order::Letters(purpose)),
                None => Action::None,
            },
            Message::Own('g') if self.has_stock() => {
                order(Order::GiveStock(self.choice.stock.clone(), self.folder.clone()))
            }
            Message::Own('d') if self.has_own_stock() => {
                order(Order::RemoveStock(self.choice.stock.clone()))
            }
            Message::Dropped(file) => order(Order::AddStocks(file)),
            Message::Own(_) | Message::Answered(..) => Action::None,
            Message::Turn(on) => self.turn(on),
            Message::TurnRow(row, on) => {
                let committed = self.go(row);
                Action::Many(vec![committed, self.turn(on)])
            }
            Message::Enter => self.enter(),
            Message::Take(row) if row == self.mark && self.editing.is_some() => Action::None,
            Message::Take(row) => {
                let committed = self.go(row);
                let typed = self.known.is_typed(self.row());
                Action::Many(vec![committed, if typed { self.enter() } else { Action::None }])
            }
            Message::Edited(text) => {
                self.editing = Some(text);
                self.option = 0;
                Action::None
            }
            Message::Option(option) => {
                self.option = option;
                self.commit()
            }
            Message::Commit => self.commit(),
            Message::Begin(place) => {
                self.choice.start = place;
                self.make()
            }
            Message::Wheel(down) => self.step(down),
            Message::Tick => {
                self.seen = true;
                self.percent = self.saving.as_ref().and_then(Watch::percent);
                Action::None
            }
            Message::Done(done) => self.done(done),
            Message::Receipt(id) => self.receipt(id),
            Message::Sheet(transfer) => self.sheet(transfer),
        }
    }

    fn hear(&mut self, heard: Heard) -> Action {
        match heard {
            Heard::Key(action) => self.act(action),
            // What is scanned on the row of the list goes on it.
            Heard::Code(code) if self.row() == Row::List => {
                self.choice.scan(&code);
                self.make()
            }
            Heard::Code(line) => match line.parse::<usize>() {
                Ok(number) if line.len() <= 2 && (1..=KINDS.len()).contains(&number) => {
                    self.mark = 0;
                    self.choice.kind = number - 1;
                    self.make()
                }
                _ => Action::Find(line),
            },
            _ => Action::None,
        }
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            key::Action::Up | key::Action::Down if self.chooses() => {
                self.mark_option(action == key::Action::Down);
                Action::None
            }
            key::Action::Up | key::Action::Down => self.step(action == key::Action::Down),
            key::Action::PageUp => self.draw(self.number.saturating_sub(1)),
            key::Action::PageDown => self.draw(self.number + 1),
            key::Action::Yes if self.asked => {
                self.asked = false;
                order(Order::Well(self.choice.printer.clone()))
            }
            key::Action::Yes if self.editing.is_some() => self.commit(),
            key::Action::Yes => self.save(Then::Keep),
            key::Action::No => self.back(),
            _ => Action::None,
        }
    }

    /// Stops what is going on, leaves what is open.
    fn back(&mut self) -> Action {
        if let Some(watch) = self.saving.as_ref().or(self.making.as_ref()) {
            watch.cancel();
            return Action::None;
        }
        if std::mem::take(&mut self.asked) || self.editing.take().is_some() {
            return Action::Focus(Id::unique());
        }
        Action::Go(Page::Desk)
    }

    fn step(&mut self, down: bool) -> Action {
        let last = self.rows().len() - 1;
        let row = if down { (self.mark + 1).min(last) } else { self.mark.saturating_sub(1) };
        self.go(row)
    }

    /// Marks a row. What was typed in another is taken.
    fn go(&mut self, row: usize) -> Action {
        let typed = if row == self.mark { None } else { self.editing.take() };
        self.option = 0;
        let taken = typed.map(|text| self.put(text));
        self.mark = row.min(self.rows().len() - 1);
        taken.map_or(Action::None, |made| Action::Many(vec![made, Action::Focus(Id::unique())]))
    }

    fn turn(&mut self, on: bool) -> Action {
        let row = self.row();
        if !self.known.is_turned(row) || self.editing.is_some() {
            return Action::None;
        }
        self.choice.turn(row, on, KINDS.len(), &self.known);
        self.make()
    }

    fn enter(&mut self) -> Action {
        let row = self.row();
        if !self.known.is_typed(row) {
            return self.turn(true);
        }
        self.option = 0;
        self.editing = Some(match row {
            Row::File => self.path(),
            Row::Command => self.known.memory.command().to_owned(),
            _ => self.choice.typed(row).to_owned(),
        });
        Action::Focus(Id::new(EDIT))
    }

    /// What is typed is taken. A list goes on: the next scan belongs to it.
    fn commit(&mut self) -> Action {
        let chosen = self.chosen();
        let Some(text) = self.editing.take().map(|text| chosen.unwrap_or(text)) else {
            return Action::None;
        };
        let goes_on = self.row() == Row::List && !text.is_empty() && !text.ends_with(", ");
        if goes_on {
            self.choice.list.clear();
            self.choice.scan(text.trim());
            self.editing = Some(self.choice.list.clone());
            // The cursor goes behind what was added.
            return Action::Many(vec![self.make(), Action::Focus(Id::new(EDIT))]);
        }
        let made = self.put(text);
        Action::Many(vec![made, Action::Focus(Id::unique())])
    }

    fn put(&mut self, text: String) -> Action {
        let row = self.row();
        if row == Row::File {
            self.path = Some(text).filter(|path| !path.trim().is_empty());
            return Action::None;
        }
        if row == Row::Command {
            return order(Order::Command(text));
        }
        if row == Row::Stocks {
            let some = !text.trim().is_empty();
            let file = PathBuf::from(text.trim());
            return if some { order(Order::AddStocks(file)) } else { Action::None };
        }
        if self.choice.typed(row) == text {
            return Action::None;
        }
        self.choice.put(row, text);
        self.make()
    }

    /// Lays out what is chosen, and nothing that was chosen before.
    fn make(&mut self) -> Action {
        self.settle_again();
        if let Some(before) = self.making.take() {
            before.cancel();
        }
        self.said = None;
        self.failure = None;
        self.seen = false;
        let watch = Watch::new();
        self.making = Some(watch.clone());
        order(Order::Make(Box::new(self.choice.clone()), watch))
    }

    /// The last job is on its own stock.
    fn settle_again(&mut self) {
        if self.choice.kind == kind::AGAIN
            && let Some(job) = self.known.memory.job()
            && self.choice.stock != job.stock
        {
            self.choice.stock.clone_from(&job.stock);
            self.choice.settle(&self.known);
        }
    }

    fn has_stock(&self) -> bool {
        self.choice.kind == kind::LABELS && self.choice.stock(&self.known).is_some()
    }

    fn has_own_stock(&self) -> bool {
        self.has_stock() && self.known.is_own(&self.choice.stock)
    }

    /// Whether what is on show can be sent to a printer.
    fn sends(&self) -> bool {
        let table = self.shown.as_ref().is_some_and(|drawn| drawn.made.is_table());
        self.known.printers.is_some() && !table
    }

    fn draw(&mut self, number: usize) -> Action {
        let Some(drawn) = &self.shown else { return Action::None };
        let number = number.min(drawn.made.pages().saturating_sub(1));
        if number == self.number {
            return Action::None;
        }
        self.number = number;
        order(Order::Draw(drawn.made.clone(), number))
    }

    fn save(&mut self, then: Then) -> Action {
        let ready = !self.works() && self.failure.is_none();
        let Some(drawn) = self.shown.as_ref().filter(|drawn| ready && drawn.made.pages() > 0)
        else {
            return Action::None;
        };
        let mut path = PathBuf::from(self.path().trim());
        if path.is_dir() {
            path.push(drawn.made.name());
        }
        if path == Path::new("") {
            return Action::None;
        }
        let watch = Watch::new();
        let save = Save {
            made: drawn.made.clone(),
            path,
            then,
            printer: self.choice.printer.clone(),
            watch: watch.clone(),
        };
        self.saving = Some(watch);
        self.said = None;
        self.asked = false;
        self.seen = false;
        order(Order::Save(Box::new(save)))
    }

    fn done(&mut self, done: Done) -> Action {
        match done {
            Done::Known(known, folder, said) => {
                self.known = *known;
                self.folder = folder;
                if !std::mem::replace(&mut self.begun, true) {
                    self.choice.settle(&self.known);
                }
                self.mark = self.mark.min(self.rows().len() - 1);
                if self.choice.stock(&self.known).is_none() {
                    self.choice.stock = Choice::default().stock;
                    self.choice.settle(&self.known);
                }
                let made = self.make();
                self.said = said.map(Err).or(self.set.take());
                return made;
            }
            Done::Made(watch, made) => {
                if self.making.as_ref() != Some(&watch) {
                    return Action::None;
                }
                self.making = None;
                self.problem = 0;
                match made {
                    Ok(drawn) => {
                        self.number = 0;
                        self.shown = Some(drawn);
                    }
                    Err(why) => {
                        self.shown = None;
                        self.failure = Some(why);
                    }
                }
            }
            Done::Drawn(drawn) => {
                let current = self.shown.as_ref().is_some_and(|shown| shown.made == drawn.made);
                if current && drawn.number == self.number {
                    self.shown = Some(drawn);
                }
            }
            Done::Saved(saved, beside) => {
                self.saving = None;
                self.asked = saved.is_ok() && self.shown.as_ref().is_some_and(|d| d.made.is_job());
                self.said = Some(match beside {
                    Some(beside) => Err(beside),
                    None => saved,
                });
            }
            Done::Well(Ok(memory)) => {
                self.known.memory = *memory;
                self.choice.settle(&self.known);
                let made = self.make();
                self.said = Some(Ok(crate::text::get("print-well-kept")));
                return made;
            }
            Done::Well(Err(why)) => self.said = Some(Err(why)),
            Done::Set(said) => {
                let known = if said.is_ok() { order(Order::Know) } else { Action::None };
                self.set = Some(said.clone());
                self.said = Some(said);
                return known;
            }
        }
        Action::None
    }
}

fn order(order: Order) -> Action {
    Action::Print(Box::new(order))
}
