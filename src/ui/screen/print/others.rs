//! The documents beside lists and labels, each as a draft: the same that the terminal prints.

use std::path::Path;

use super::choice::{Choice, Known};
use super::kind::Draft;
use super::work::fonts;
use crate::desk::print::{self, About, Listed, Wanted};
use crate::desk::print_letters::{self, Which};
use crate::desk::reply::When;
use crate::desk::{
    conflicts_questions, print_pull, print_run, print_statement, transfer, transfer_open,
};
use crate::domain::listed::ListedStudent;
use crate::print::cards::{Card, Cards};
use crate::print::code::Symbology;
use crate::print::table::Table;
use crate::print::{Document, Paper, Point, labels, stock};
use crate::store::Store;
use crate::text as words;
use crate::text::print::letters::{self, Purpose};

type Laid = Result<Draft, String>;

fn draft(
    document: impl Document + Send + Sync + 'static,
    title: String,
    about: &About,
    count: String,
    unknown: &[String],
) -> Draft {
    Draft {
        document: Box::new(document),
        title,
        station: about.station.clone(),
        count,
        problems: unknown.iter().map(|code| words::print::unknown(code)).collect(),
        sheet: None,
        job: None,
        table: None,
    }
}

fn table(table: Table, title: String, about: &About, unknown: &[String]) -> Draft {
    let count = words::with("cli-print-rows", &[("count", &table.rows())]);
    draft(table, title, about, count, unknown)
}

fn people(store: &Store, choice: &Choice) -> Result<Listed<ListedStudent>, String> {
    print::students(store, &choice.wanted()).map_err(|e| words::error(&e))
}

/// Cards to be cut out of the paper.
fn cut(
    cards: Vec<Card>,
    code: Option<Symbology>,
    title: String,
    listed: &Listed<ListedStudent>,
    (choice, known): (&Choice, &Known),
) -> Laid {
    let plain = match choice.paper {
        Paper::Letter => "Cards Letter",
        Paper::A4 => "Cards A4",
    };
    let stock = stock::find(&known.stocks, plain).map_err(|e| words::print::error(&e.into()))?;
    let offset = Point::new(0.0, 0.0);
    let options = labels::Options { stock, code, start: 1, offset, outlines: true };
    let cards = Cards::new(cards, options).map_err(|e| words::print::error(&e))?;
    let count = words::with("cli-print-cards", &[("count", &cards.count())]);
    Ok(draft(cards, title, &listed.about, count, &listed.unknown))
}

pub(super) fn cards(store: &Store, choice: &Choice, known: &Known, _: When) -> Laid {
    let listed = people(store, choice)?;
    let cards = words::print::cards::cards(&listed);
    let title = words::get("print-cards");
    cut(cards, Some(Symbology::Code128), title, &listed, (choice, known))
}

pub(super) fn rooms(store: &Store, choice: &Choice, known: &Known, _: When) -> Laid {
    let listed = people(store, choice)?;
    let cards = words::print::cards::rooms(&listed);
    cut(cards, None, words::get("print-rooms"), &listed, (choice, known))
}

pub(super) fn sheets(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    let listed = people(store, choice)?;
    let grid = words::print::cards::sheets(&listed, choice.paper, now);
    let count = words::with("cli-print-codes", &[("count", &grid.count())]);
    Ok(draft(grid, words::get("print-sheets"), &listed.about, count, &listed.unknown))
}

pub(super) fn commands(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    let about = print::about(store).map_err(|e| words::error(&e))?;
    let prices = print::prices(store, &now.date());
    let grid = words::print::cards::commands(&about, &prices, choice.paper, now);
    let count = words::with("cli-print-codes", &[("count", &grid.count())]);
    Ok(draft(grid, words::get("print-commands"), &about, count, &[]))
}

pub(super) fn pull(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    let listed = print_pull::pull(store, &choice.wanted()).map_err(|e| words::error(&e))?;
    let page = words::print::tables::pull(&listed, choice.paper, now);
    Ok(table(page, words::get("print-pull"), &listed.about, &listed.unknown))
}

pub(super) fn fallback(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    let listed = people(store, choice)?;
    let page = words::print::tables::fallback(&listed, choice.paper, now);
    Ok(table(page, words::get("print-fallback"), &listed.about, &listed.unknown))
}

pub(super) fn run(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    let listed = print_run::run_sheets(store, &choice.wanted()).map_err(|e| words::error(&e))?;
    let page = words::print::runs::run_sheet(&listed, choice.paper, now);
    Ok(table(page, words::get("print-run-sheet"), &listed.about, &listed.unknown))
}

pub(super) fn statements(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    let as_of = Some(choice.as_of.trim()).filter(|day| !day.is_empty());
    let listed = print_statement::statements(store, &choice.wanted(), as_of)
        .map_err(|e| words::error(&e))?;
    let day = as_of.map_or_else(|| now.date(), str::to_owned);
    let page = words::print::statement::statement(&listed, &day, choice.paper, now);
    let mut draft = table(page, words::get("print-statements"), &listed.about, &listed.unknown);
    draft.table = choice.csv.then_some((listed.rows, day));
    Ok(draft)
}

pub(super) fn questions(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    let wanted = Wanted { sites: choice.wanted().sites, ..Wanted::default() };
    let (about, sites) = print::sites(store, &wanted).map_err(|e| words::error(&e))?;
    let asked = conflicts_questions::questions(store, &sites).map_err(|e| words::error(&e))?;
    let page = words::print::conflicts::questions(&asked, &about, choice.paper, now);
    Ok(table(page, words::get("print-questions"), &about, &[]))
}

pub(super) fn transfer(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    let load = transfer_open::named(store, &choice.transfer)
        .and_then(|transfer| transfer::load(store, &transfer))
        .map_err(|e| words::error(&e))?;
    let page = words::transfer::sheet(&load, choice.paper, now);
    Ok(table(page, words::get("print-transfer"), &load.about, &[]))
}

pub(super) fn receipts(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    written(store, choice, now, Purpose::Receipt, &Which::Held)
}

pub(super) fn receipts_today(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    written(store, choice, now, Purpose::Receipt, &Which::Day(now.date()))
}

pub(super) fn agreements(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    written(store, choice, now, Purpose::Agreement, &Which::Held)
}

pub(super) fn overdue(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    written(store, choice, now, Purpose::Overdue, &Which::Overdue(now.date()))
}

pub(super) fn charges(store: &Store, choice: &Choice, _: &Known, now: When) -> Laid {
    written(store, choice, now, Purpose::Charges, &Which::Charges)
}

/// Letters: receipts two to a page, overdue letters one for each household.
fn written(store: &Store, choice: &Choice, now: When, purpose: Purpose, which: &Which) -> Laid {
    let folder = store.path().parent().unwrap_or(Path::new("."));
    let texts = letters::texts(purpose, folder)?;
    let together = purpose == Purpose::Overdue || choice.household;
    let listed =
        print_letters::households(store, &choice.wanted(), which, purpose.members(together))
            .map_err(|e| words::error(&e))?;
    let form = purpose.form();
    let pages = letters::letters(&listed, &texts, form, choice.paper, now, &mut fonts());
    let count = words::with("cli-print-letters", &[("count", &pages.count())]);
    Ok(draft(pages, purpose.title(), &listed.about, count, &listed.unknown))
}
