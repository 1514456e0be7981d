//! The ledger on a person's page: every charge with what became of it, and the entries of the marked one.

use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length};

use super::form::Act;
use super::{Message, People};
use crate::desk::request::{ChargeRow, PersonPage};
use crate::domain::money::written;
use crate::text as words;
use crate::ui::screen::part::keys::own_cap;
use crate::ui::screen::part::{Measures, cell, chip, faded, list_row, section, window};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::key_button;

const GAP: f32 = 4.0;
/// The columns' names, and an entry.
const SMALL: f32 = 22.0;

impl People {
    /// What can be done with money here, each with its key.
    pub(super) fn acts<'a>(page: &PersonPage, marked: Option<&ChargeRow>) -> Element<'a, Message> {
        let mut buttons = row![].spacing(8).height(38).align_y(Alignment::Center);
        for act in Act::ALL {
            if act.fits(page, marked) {
                let cap = own_cap(&act.key().to_uppercase().to_string());
                let press = Some(Message::Own(act.key()));
                buttons = buttons.push(key_button(cap, act.title(), press));
            }
        }
        buttons.into()
    }
}

/// So many rows as have room in `height`, the marked one among them, with its entries below; and the
/// height they take. `first` is the page's row of the first charge.
pub(super) fn ledger(
    page: &PersonPage,
    mark: usize,
    first: usize,
    height: f32,
    measures: Measures,
) -> (Element<'_, Message>, f32) {
    let marked = mark.checked_sub(first).filter(|at| *at < page.account.len());
    let line = measures.either(30.0, 36.0);
    let entries = marked.and_then(|at| page.account.get(at)).map(entries).unwrap_or_default();
    let shown = entries.len().min(measures.either(2, 6));
    let below = room(shown);
    let fits = crate::ui::screen::part::rows_in(height - SMALL - GAP - below, line, GAP);
    let built = window(marked.unwrap_or(0), page.account.len(), fits);
    let mut used = SMALL + GAP + below;
    let mut lines = column![head(page.account.len())].spacing(GAP);
    for index in built {
        let row = charge(&page.account[index]);
        let press = Some(Message::Take(first + index));
        lines = lines.push(list_row(row, marked == Some(index), press, line));
        used += line + GAP;
        if marked == Some(index) {
            for entry in entries.iter().skip(entries.len() - shown) {
                let says = faded(fit(entry.as_str()).size(14.0).least(13.0));
                lines = lines.push(container(says).padding([0, 30]).height(SMALL));
            }
        }
    }
    (lines.into(), used)
}

/// The height of so many entries.
fn room(entries: usize) -> f32 {
    (0..entries).map(|_| SMALL + GAP).sum()
}

fn head<'a>(count: usize) -> Element<'a, Message> {
    let label = section(words::with("money-ledger", &[("count", &count)]));
    let column = |says: String| container(section(says)).width(80);
    row![
        container(label).width(Length::FillPortion(8)),
        column(words::get("money-col-amount")),
        column(words::get("money-col-paid")),
        column(words::get("money-col-waived")),
        column(words::get("money-col-due")),
        container("").width(90),
    ]
    .padding([0, 14])
    .spacing(12)
    .height(SMALL)
    .into()
}

fn charge(row: &ChargeRow) -> iced::widget::Row<'_, Message> {
    let charge = &row.charge;
    let cents = |cents: i64| if cents == 0 { String::new() } else { written(cents) };
    let amount = |says: String| container(fit(says).least(13.0)).width(80);
    let due = charge.due_cents();
    let due_says = fit(cents(due)).least(13.0).font(theme::BOLD);
    let state = match due {
        _ if charge.is_void() && due == 0 => chip(words::get("money-chip-void"), theme::chip),
        0 => chip(words::get("money-chip-settled"), theme::chip_good),
        ..0 => chip(words::get("money-chip-owed"), theme::chip_warn),
        _ => chip(words::get("money-chip-open"), theme::chip_bad),
    };
    let at = words::charge::raised_at(charge);
    row![
        cell(fit(words::charge::sort(&charge.sort)).least(13.0).font(theme::SEMIBOLD), 3),
        cell(fit(row.tag.as_str()).least(13.0), 2),
        cell(fit(at).size(14.0).least(13.0), 3),
        amount(cents(charge.amount_cents())),
        amount(cents(charge.paid_cents())),
        amount(cents(charge.waived_cents())),
        container(due_says).width(80),
        container(state).width(90),
    ]
}

fn entries(row: &ChargeRow) -> Vec<String> {
    row.charge.posted.iter().map(words::charge::posted).collect()
}
