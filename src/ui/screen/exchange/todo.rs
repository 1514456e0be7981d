//! What is listed beside the conflicts and never asked: scans that do not fit, people over their
//! limit, loans of people off the list, what no register knows, charges that differ from the policy. A
//! row leads to the device or person; a proposal is booked, or what is charged is kept, with a reason.

use iced::widget::{column, container, mouse_area, row, text};
use iced::{Element, Length};

use super::Message;
use super::conflict::{story, story_height};
use super::piece::tile;
use super::settle::{self, Settle};
use crate::desk::request::{ProposalCard, Todos};
use crate::domain::conflict::{Parked, TodoCard};
use crate::text as words;
use crate::ui::screen::Action as Wish;
use crate::ui::screen::part::{self, Measures, cell, chip, heading, list_row, rows_in, window};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::faint;

const GAP: f32 = 5.0;

/// The list, once it is in, and the marked row.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    pub(super) todos: Option<Todos>,
    mark: usize,
    /// What is done with the marked proposal, while the reason is typed.
    pub(super) settling: Option<Settle>,
}

/// A row of the list.
#[derive(Debug, Clone, Copy)]
enum Row {
    Scan(usize),
    Over(usize),
    Inactive(usize),
    Same(usize),
    Parked(usize),
    Proposal(usize),
}

impl List {
    /// The list is in.
    pub(super) fn take(&mut self, todos: Todos) {
        self.todos = Some(todos);
        self.mark = self.mark.min(self.len().saturating_sub(1));
    }

    /// How many there are, once that is known.
    pub(super) fn count(&self) -> Option<u64> {
        self.todos.as_ref().map(|_| self.len() as u64)
    }

    fn len(&self) -> usize {
        self.todos.as_ref().map_or(0, |todos| {
            let people = todos.over_limit.len() + todos.inactive.len() + todos.same.len();
            todos.scans.len() + people + todos.parked.len() + todos.proposals.len()
        })
    }

    fn row(&self, mut index: usize) -> Option<Row> {
        let todos = self.todos.as_ref()?;
        for (count, row) in [
            (todos.scans.len(), Row::Scan as fn(usize) -> Row),
            (todos.over_limit.len(), Row::Over),
            (todos.inactive.len(), Row::Inactive),
            (todos.same.len(), Row::Same),
            (todos.parked.len(), Row::Parked),
            (todos.proposals.len(), Row::Proposal),
        ] {
            if index < count {
                return Some(row(index));
            }
            index -= count;
        }
        None
    }

    /// The proposal that is marked.
    fn proposal(&self) -> Option<&ProposalCard> {
        match self.row(self.mark)? {
            Row::Proposal(at) => self.todos.as_ref()?.proposals.get(at),
            _ => None,
        }
    }

    /// Begins to settle the marked proposal, if the key does that. Whether it did.
    pub(super) fn settle(&mut self, letter: char) -> bool {
        let begun = self.proposal().and_then(|card| Settle::begin(card, letter));
        let begins = begun.is_some();
        if begins {
            self.settling = begun;
        }
        begins
    }

    /// Moves the mark by so many rows.
    pub(super) fn step(&mut self, down: bool, rows: usize) {
        if self.settling.is_some() {
            return;
        }
        let last = self.len().saturating_sub(1);
        self.mark =
            if down { (self.mark + rows).min(last) } else { self.mark.saturating_sub(rows) };
    }

    /// Opens a row.
    pub(super) fn follow(&mut self, row: Option<usize>) -> Wish {
        if self.settling.is_some() {
            return Wish::None;
        }
        self.mark = row.unwrap_or(self.mark);
        let (Some(row), Some(todos)) = (self.row(self.mark), &self.todos) else {
            return Wish::None;
        };
        match row {
            Row::Scan(at) => Wish::Device(todos.scans[at].device.id.clone()),
            Row::Over(at) => Wish::Person(todos.over_limit[at].person.named.id.clone()),
            Row::Inactive(at) => Wish::Person(todos.inactive[at].named.id.clone()),
            Row::Same(at) => Wish::Person(todos.same[at].0.named.id.clone()),
            Row::Proposal(at) => Wish::Person(todos.proposals[at].person.id.clone()),
            Row::Parked(at) => match &todos.parked[at] {
                Parked::Device(card) => Wish::Device(card.id.clone()),
                Parked::Person(person) => Wish::Person(person.named.id.clone()),
            },
        }
    }

    /// The scan that is marked.
    fn scan(&self) -> Option<&TodoCard> {
        match self.row(self.mark)? {
            Row::Scan(at) => self.todos.as_ref()?.scans.get(at),
            _ => None,
        }
    }

    /// The page.
    pub(super) fn view(
        &self,
        told: Option<&Result<String, String>>,
        busy: bool,
        measures: Measures,
    ) -> Element<'_, Message> {
        let mut parts = column![heading(words::get("exchange-todos"), measures)];
        let mut left = measures.height - measures.either(28.0, 36.0) - 42.0 - 2.0 * measures.gap;
        if let Some(told) = told {
            parts = parts.push(super::told(told));
            left -= 34.0 + measures.gap;
        }
        if let Some(todos) = &self.todos {
            let lists = [
                (todos.scans.len(), words::get("exchange-todo-scans")),
                (todos.over_limit.len(), words::get("exchange-todo-over")),
                (todos.inactive.len() + todos.same.len(), words::get("exchange-todo-inactive")),
                (todos.parked.len(), words::get("exchange-todo-parked")),
                (todos.proposals.len(), words::get("exchange-todo-proposals")),
            ];
            let tiles = lists.map(|(list, says)| tile(list as u64, says, theme::card, measures));
            let tiles = row(tiles);
            parts = parts.push(tiles.spacing(10));
            left -= super::piece::tile_height(measures) + measures.gap;
            if self.len() == 0 {
                let none = words::get("exchange-todo-none");
                parts = parts.push(text(none).size(theme::LARGE).style(faint));
                left -= 24.0 + measures.gap;
            }
        }
        if let Some(scan) = self.scan() {
            let stories = [Some(&scan.story), scan.other.as_ref()].into_iter().flatten();
            let stories = row(stories.map(|one| story(one, None, measures))).spacing(measures.gap);
            parts = parts.push(stories);
            left -= story_height(measures) + measures.gap;
        }
        let built = window(self.mark, self.len(), rows_in(left, measures.row, GAP));
        let rows = built.filter_map(|index| {
            let says = self.line(index)?;
            Some(list_row(says, index == self.mark, Some(Message::Take(index)), measures.row))
        });
        let list = mouse_area(column(rows).spacing(GAP))
            .on_scroll(|delta| Message::Wheel(part::down(delta)));
        let how = match &self.settling {
            Some(settling) => settling.view(busy, measures),
            None => settle::keys(self.proposal().is_some()),
        };
        part::page(parts.push(list).push(how), measures).into()
    }

    fn line(&self, index: usize) -> Option<iced::widget::Row<'_, Message>> {
        let todos = self.todos.as_ref()?;
        let (label, says) = match self.row(index)? {
            Row::Scan(at) => {
                (words::get("exchange-chip-scan"), words::conflict::todo(&todos.scans[at]))
            }
            Row::Over(at) => (
                words::get("exchange-chip-over"),
                words::conflict::over_limit(&todos.over_limit[at]),
            ),
            Row::Inactive(at) => (
                words::get("exchange-chip-inactive"),
                words::conflict::inactive(&todos.inactive[at]),
            ),
            Row::Same(at) => {
                let (gone, here) = &todos.same[at];
                (words::get("exchange-chip-same"), words::conflict::same(gone, here))
            }
            Row::Parked(at) => {
                (words::get("exchange-chip-parked"), words::conflict::parked(&todos.parked[at]))
            }
            Row::Proposal(at) => (
                words::get("exchange-chip-proposal"),
                words::charge::proposal(&todos.proposals[at]),
            ),
        };
        Some(row![
            container(chip(label, theme::chip)).width(120),
            container(cell(fit(says).least(13.0), 1)).width(Length::Fill),
        ])
    }
}
