//! What the rows of the page are called, and what stands in them.

use super::choice::{Choice, Known, Row};
use super::kind::{KINDS, paper};
use crate::desk::transfer_open::WhichStack;
use crate::domain::listed::{By, Columns};
use crate::print::code::Symbology;
use crate::print::students::Spacing;
use crate::text as words;

impl Row {
    /// What it is called.
    pub(super) fn label(self) -> String {
        match self {
            Self::What => words::get("printing-row-what"),
            Self::Site => words::get("printing-row-site"),
            Self::Grade => words::get("printing-row-grade"),
            Self::Homeroom => words::get("printing-row-homeroom"),
            Self::Slot => words::get("printing-row-slot"),
            Self::Run => words::get("printing-row-run"),
            Self::Order => words::get("printing-row-order"),
            Self::List => words::get("printing-row-list"),
            Self::WithoutDevice => words::get("printing-row-without"),
            Self::Household => words::get("printing-row-household"),
            Self::AsOf => words::get("printing-row-as-of"),
            Self::Form => words::get("printing-row-form"),
            Self::Again => words::get("printing-row-again"),
            Self::Paper => words::get("printing-row-paper"),
            Self::Spacing => words::get("printing-row-spacing"),
            Self::Private => words::get("printing-row-private"),
            Self::Columns => words::get("printing-row-columns"),
            Self::Stock => words::get("printing-row-stock"),
            Self::Code => words::get("printing-row-code"),
            Self::Beside => words::get("printing-row-beside"),
            Self::Start => words::get("printing-row-start"),
            Self::Edges => words::get("printing-row-edges"),
            Self::Printer => words::get("printing-row-printer"),
            Self::Right => words::get("printing-row-right"),
            Self::Down => words::get("printing-row-down"),
            Self::Stocks => words::get("printing-row-stocks"),
            Self::File => words::get("printing-row-file"),
            Self::Command => words::get("printing-row-command"),
            Self::Transfer => words::get("printing-row-transfer"),
            Self::Queued => words::get("printing-row-queued"),
        }
    }

    /// What stands in it. An empty field says what that means.
    pub(super) fn value(self, choice: &Choice, known: &Known, path: &str) -> String {
        let yes = |yes: bool| {
            if yes { words::get("printing-yes") } else { words::get("printing-no") }
        };
        match self {
            Self::What => (KINDS[choice.kind].title)(),
            Self::WithoutDevice => yes(choice.without_device),
            Self::Private => yes(choice.private),
            Self::Edges => yes(choice.edges),
            Self::Household => yes(choice.household),
            Self::Form if choice.csv => words::get("printing-csv"),
            Self::Form => words::get("printing-pages"),
            Self::Paper => paper(choice.paper),
            Self::Spacing => match choice.spacing {
                Spacing::Alternating => words::get("printing-alternating"),
                Spacing::Roomy => words::get("printing-roomy"),
            },
            Self::Stock => match choice.stock(known) {
                Some(stock) => words::with(
                    "printing-stock",
                    &[("stock", &stock.name), ("count", &stock.on_a_page())],
                ),
                None => choice.stock.clone(),
            },
            Self::Order => match choice.by {
                By::Place => words::get("printing-by-place"),
                By::Slot => words::get("printing-by-slot"),
                By::Case => words::get("printing-by-case"),
            },
            Self::Code => match choice.code {
                Some(Symbology::Code128) => words::get("printing-code128"),
                Some(Symbology::Code39) => words::get("printing-code39"),
                Some(Symbology::Qr) => words::get("printing-qr"),
                None => words::get("printing-no-code"),
            },
            Self::Columns => columns(choice.columns),
            Self::Beside => beside(choice),
            Self::Transfer => transfer(choice, known),
            Self::Queued => {
                let wait = words::with("printing-queued", &[("count", &known.waiting())]);
                words::dots([yes(choice.queued), wait])
            }
            Self::Start => words::with("printing-label", &[("number", &choice.start)]),
            Self::Printer if choice.printer.is_empty() => words::get("printing-any-printer"),
            Self::Printer => choice.printer.clone(),
            Self::File => path.to_owned(),
            Self::Command if !known.memory.command().is_empty() => {
                known.memory.command().to_owned()
            }
            Self::Command if known.printers.is_some() => words::get("printing-lp"),
            typed => match choice.typed(typed) {
                "" => typed.empty(),
                text => text.trim_end_matches([' ', ',']).to_owned(),
            },
        }
    }

    /// What an empty field means.
    pub(super) fn empty(self) -> String {
        match self {
            Self::Right | Self::Down => words::get("printing-not-moved"),
            Self::List => words::get("printing-no-list"),
            Self::AsOf => words::get("printing-today"),
            Self::Stocks => words::get("printing-no-stocks"),
            Self::Command => words::get("printing-no-command"),
            Self::File => String::new(),
            _ => words::get("printing-all"),
        }
    }
}

fn transfer(choice: &Choice, known: &Known) -> String {
    let open = &known.transfers;
    let (stack, else_) = match &choice.transfer {
        WhichStack::Newest => (open.first(), words::get("transfer-nothing")),
        WhichStack::To(site) => (None, words::with("printing-newest-to", &[("site", &site.name)])),
        WhichStack::Named(name) => (open.iter().find(|one| one.transfer == *name), name.clone()),
    };
    stack.map_or(else_, words::transfer::stack)
}

fn columns(columns: Columns) -> String {
    let parts = [
        columns.case.then(|| words::get("printing-column-case")),
        columns.agreement.then(|| words::get("printing-column-agreement")),
        columns.owes.then(|| words::get("printing-column-owes")),
    ];
    match words::dots(parts.into_iter().flatten()) {
        none if none.is_empty() => words::get("printing-no"),
        parts => parts,
    }
}

fn beside(choice: &Choice) -> String {
    let more = choice.more;
    let parts = [
        more.model.then(|| words::get("printing-model")),
        more.site.then(|| words::get("printing-site")),
        more.serial.then(|| words::get("printing-serial")),
    ];
    match words::dots(parts.into_iter().flatten()) {
        none if none.is_empty() => words::get("printing-nothing-beside"),
        parts => parts,
    }
}
