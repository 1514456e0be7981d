//! Conflicts: one after the other, both stories side by side, and what each answer would do. After a
//! merge, what came of it stands around them.
//!
//! A number marks an answer and shows what it does to each loan; only Yes writes it, because the
//! decision ends the conflict everywhere and a scan is made of numbers, too.

use iced::widget::{button, column, container, row, space, text};
use iced::{Alignment, Element, Length};

use super::data::Merged;
use super::merged::{bundles, tiles};
use super::piece::{head_height, line_height, own_cap, tile_height, times};
use super::{Message, REASON};
use crate::desk::request::{Choice, ConflictPage, Decided};
use crate::domain::conflict::{ConflictCard, Story};
use crate::domain::hash::Hash;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::part::{
    self, Measures, card, faded, field, heading, key_hint, main_button, rows_in,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

/// What is kept of the conflicts.
#[derive(Debug, Clone, Default)]
pub(super) struct Conflicts {
    /// A page of them, once it is in.
    pub(super) page: Option<ConflictPage>,
    /// Which of the page is on show.
    at: usize,
    /// Which answer is marked.
    chosen: Option<Choice>,
    /// It was marked by typing: what is typed further is a code.
    by_typing: bool,
    pub(super) reason: String,
    /// What came of the last merge.
    pub(super) merged: Option<Merged>,
    /// The event of the last decision, to take it back.
    pub(super) last: Option<String>,
    /// Where the last one of a page is to be shown, after turning back.
    backwards: bool,
}

impl Conflicts {
    /// How many are open, where that is known.
    pub(super) fn open(&self) -> Option<u64> {
        self.page.as_ref().map(|page| page.open.conflicts)
    }

    /// How many are open, and of how many the schools are asked.
    pub(super) fn counts(&self) -> Option<(u64, u64)> {
        self.page.as_ref().map(|page| (page.open.conflicts, page.open.asked))
    }

    /// A page is in. Gives back the page to be asked instead, where this one has run empty.
    pub(super) fn take(&mut self, page: ConflictPage) -> Option<usize> {
        let shown = self.shown().map(|card| card.id);
        let place = page.conflicts.iter().position(|card| Some(card.id) == shown);
        let last = page.conflicts.len().saturating_sub(1);
        self.at = if self.backwards { last } else { place.unwrap_or(self.at.min(last)) };
        self.backwards = false;
        if place.is_none() {
            self.unmark();
        }
        let before = page.page.checked_sub(1).filter(|_| page.conflicts.is_empty());
        self.page = Some(page);
        before
    }

    /// The one on show.
    pub(super) fn shown(&self) -> Option<&ConflictCard> {
        self.page.as_ref()?.conflicts.get(self.at)
    }

    /// The next one or the one before. Gives back the page to be asked for, where it is on another.
    pub(super) fn turn(&mut self, on: bool) -> Option<usize> {
        let page = self.page.as_ref()?;
        let number = self.number();
        if on && number < page.open.conflicts {
            self.unmark();
            if self.at + 1 < self.page.as_ref()?.conflicts.len() {
                self.at += 1;
                return None;
            }
            self.at = 0;
            return self.page.as_ref().map(|page| page.page + 1);
        }
        if !on && number > 1 {
            self.unmark();
            if self.at > 0 {
                self.at -= 1;
                return None;
            }
            self.backwards = true;
            return self.page.as_ref().and_then(|page| page.page.checked_sub(1));
        }
        None
    }

    /// Which of all is on show, from 1.
    fn number(&self) -> u64 {
        let before = self.page.as_ref().map_or(0, |page| page.page * crate::desk::conflicts::PAGE);
        (before + self.at) as u64 + 1
    }

    /// Marks an answer.
    pub(super) fn mark(&mut self, choice: Choice, by_typing: bool) {
        if self.shown().is_some() {
            self.chosen = Some(choice);
            self.by_typing = by_typing;
        }
    }

    /// What is typed outside of fields: a number alone marks, anything more is the beginning of a
    /// code.
    pub(super) fn typing(&mut self, line: &str) {
        match answer(line) {
            Some(choice) => self.mark(choice, true),
            None if !line.is_empty() && self.by_typing => self.unmark(),
            None => {}
        }
    }

    /// Nothing is marked.
    pub(super) fn unmark(&mut self) {
        self.by_typing = false;
        self.reason.clear();
        self.chosen = None;
    }

    /// Whether an answer is marked.
    pub(super) fn is_marked(&self) -> bool {
        self.chosen.is_some()
    }

    /// What is to be decided: which conflict, how, and why.
    pub(super) fn decision(&self) -> Option<(Hash, Choice, String)> {
        let card = self.shown()?;
        Some((card.id, self.chosen?, self.reason.trim().to_owned()))
    }

    /// A decision is written. What is said of it.
    pub(super) fn decided(&mut self, decided: &Decided) -> String {
        let tag = &decided.device.tag;
        let choice = self.shown().map_or_else(
            || words::conflict::plain_choice(decided.choice),
            |card| words::conflict::choice(card, decided.choice),
        );
        self.last = Some(decided.event.clone());
        self.unmark();
        words::with(
            "exchange-decided",
            &[("tag", tag), ("choice", &choice), ("cap", &own_cap("U"))],
        )
    }

    /// The page.
    pub(super) fn view(
        &self,
        said: Option<&Result<String, String>>,
        busy: bool,
        measures: Measures,
    ) -> Element<'_, Message> {
        let mut left = measures.height;
        let mut parts = column![self.heading(measures)];
        left -= measures.either(28.0, 36.0);
        if let Some(merged) = &self.merged {
            parts = parts.push(tiles(merged, measures));
            left -= tile_height(measures) + measures.gap;
        }
        if let Some(said) = said {
            parts = parts.push(super::told(said));
            left -= 34.0 + measures.gap;
        }
        if let Some(shown) = self.shown() {
            parts = parts.push(self.card(shown, busy, measures));
            left -= Self::card_height(shown, measures) + measures.gap;
        } else if self.page.is_some() {
            let none = words::get("exchange-conflicts-none");
            parts = parts.push(text(none).size(theme::LARGE).style(faint));
            left -= 24.0 + measures.gap;
        }
        let foot = self.shown().is_none();
        if foot {
            left -= 42.0 + measures.gap;
        }
        if let Some(merged) = &self.merged {
            parts = parts.push(Self::table(merged, left - measures.gap, measures));
        }
        if foot {
            parts = parts.push(self.keys());
        }
        part::page(parts, measures).into()
    }

    fn heading(&self, measures: Measures) -> Element<'_, Message> {
        let open = self.open().unwrap_or_default();
        let says = match &self.merged {
            Some(merged) => {
                let counts = merged.counts();
                let (count, rows) = (counts.needs_person, words::count(counts.rows()));
                if count == 0 {
                    words::with(
                        "exchange-merged-all",
                        &[("rows", &rows), ("number", &counts.rows())],
                    )
                } else {
                    let shown = words::count(count);
                    words::with(
                        "exchange-merged-some",
                        &[("number", &count), ("count", &shown), ("rows", &rows)],
                    )
                }
            }
            None if self.page.is_none() => words::get("exchange-conflicts"),
            None => words::with(
                "exchange-conflicts-count",
                &[("number", &open), ("count", &words::count(open))],
            ),
        };
        heading(says, measures)
    }

    /// Keys of a page without a card.
    fn keys(&self) -> Element<'_, Message> {
        let mut keys = row![key_button(
            key::cap(Action::No),
            words::get("exchange-back"),
            Some(Message::Press(Action::No)),
        )];
        if self.last.is_some() {
            keys = keys.push(key_button(
                own_cap("U"),
                words::get("exchange-take-back"),
                Some(Message::Own('u')),
            ));
        }
        keys = keys.push(key_button(
            own_cap("D"),
            words::get("exchange-todos"),
            Some(Message::Own('d')),
        ));
        keys = keys.push(questions_button());
        keys.push(self.notes_button()).spacing(12).align_y(Alignment::Center).into()
    }

    /// Shows what was found in the bundles, where there was something.
    fn notes_button(&self) -> Option<Element<'_, Message>> {
        let found = self.merged.as_ref()?.found() as u64;
        let says = words::with("exchange-show-found", &[("count", &words::count(found))]);
        (found > 0).then(|| key_button(own_cap("N"), says, Some(Message::Own('n'))).into())
    }

    fn card_height(shown: &ConflictCard, measures: Measures) -> f32 {
        let pad = measures.either(16.0, 30.0);
        let gap = measures.either(6.0, 14.0);
        let so_far = times(words::conflict::so_far(shown).len().min(2));
        let below = measures.either(40.0, 44.0);
        let choice = choice_height(measures);
        let choices = f32::from(u8::from(measures.width < WIDE)) * (choice + 8.0) + choice;
        pad + 28.0 + gap + story_height(measures) + gap + choices + gap + below + so_far * 22.0
    }

    fn card<'a>(
        &'a self,
        shown: &'a ConflictCard,
        busy: bool,
        measures: Measures,
    ) -> Element<'a, Message> {
        let title = fit(words::conflict::title(shown)).size(20.0).least(15.0).font(theme::BOLD);
        let all = self.open().unwrap_or_default();
        let of = words::with(
            "exchange-conflict-of",
            &[("number", &words::count(self.number())), ("all", &words::count(all))],
        );
        let turn = |action, says, can: bool| {
            button(key_hint(key::cap(action), says))
                .padding([2, 4])
                .style(theme::button_bare)
                .on_press_maybe(can.then_some(Message::Press(action)))
        };
        let above = row![
            container(title).width(Length::Fill),
            text(of).size(14).style(faint),
            turn(Action::PageUp, words::get("exchange-previous"), self.number() > 1),
            turn(Action::PageDown, words::get("exchange-next"), self.number() < all),
        ]
        .spacing(10)
        .height(28)
        .align_y(Alignment::Center);
        let day = shown
            .pair()
            .and_then(|(a, b)| (a.at.date() == b.at.date()).then(|| words::since(a.at, None)));
        let both = shown.stories.iter().rev().take(2).rev();
        let stories =
            row(both.map(|one| story(one, day.as_deref(), measures))).spacing(measures.gap);
        let so_far: Vec<String> = words::conflict::so_far(shown);
        let skip = so_far.len().saturating_sub(2);
        let so_far = so_far.into_iter().skip(skip).map(|line| {
            container(fit(line).size(14.0).least(13.0).font(theme::SEMIBOLD)).center_y(22).into()
        });
        let content = column![above, stories]
            .push((shown.decisions.len() + shown.said.len() > 0).then(|| column(so_far)))
            .push(self.choices(shown, measures))
            .push(self.decide(shown, busy, measures))
            .spacing(measures.either(6.0, 14.0));
        card(content, measures).style(theme::card_warn).into()
    }

    fn choices<'a>(&'a self, shown: &'a ConflictCard, measures: Measures) -> Element<'a, Message> {
        let one = |(index, choice): (usize, Choice)| {
            let marked = self.chosen == Some(choice);
            let says = fit(words::conflict::choice(shown, choice)).least(13.0);
            let label = row![
                text((index + 1).to_string()).size(theme::SMALL).font(theme::SEMIBOLD),
                says.font(theme::SEMIBOLD),
            ]
            .spacing(9)
            .height(Length::Fill)
            .align_y(Alignment::Center);
            let style = if marked { theme::button_row_marked } else { theme::button_plain };
            button(label)
                .padding([0, 14])
                .height(choice_height(measures))
                .style(style)
                .on_press(Message::Choose(choice))
        };
        let all: Vec<_> = Choice::ALL.into_iter().enumerate().map(one).collect();
        if measures.width >= WIDE {
            return row(all.into_iter().map(Element::from)).spacing(12).into();
        }
        let mut all = all.into_iter().map(|one| one.width(Length::Fill).into());
        let first = row(all.by_ref().take(2)).spacing(8);
        column![first, row(all).spacing(8)].spacing(8).into()
    }

    /// What the marked answer does, why, and the key that writes it.
    fn decide<'a>(
        &'a self,
        shown: &'a ConflictCard,
        busy: bool,
        measures: Measures,
    ) -> Element<'a, Message> {
        let Some(chosen) = self.chosen else {
            let mut how = row![
                key_hint("1–4", words::get("exchange-choose")),
                key_hint(own_cap("D"), words::get("exchange-todos")),
            ];
            if self.last.is_some() {
                how = how.push(key_hint(own_cap("U"), words::get("exchange-take-back")));
            }
            let how = how.push(questions_button()).push(self.notes_button());
            let how = how.spacing(12).align_y(Alignment::Center);
            return how.height(measures.either(40.0, 44.0)).into();
        };
        let effects = words::dots(effects(shown, chosen));
        let effects = fit(effects).size(theme::BODY).least(13.0).lines(2);
        let why = words::get("exchange-reason");
        let why = field(REASON, &why, &self.reason, Message::Reason, measures)
            .on_submit(Message::Press(Action::Yes))
            .width(Length::FillPortion(2));
        row![
            container(effects).width(Length::FillPortion(5)),
            why,
            main_button(
                key::cap(Action::Yes),
                words::get("exchange-decide"),
                (!busy).then_some(Message::Press(Action::Yes))
            ),
        ]
        .spacing(12)
        .height(measures.either(40.0, 44.0))
        .align_y(Alignment::Center)
        .into()
    }

    /// Bundles of the merge, as many as there is room for.
    fn table(merged: &Merged, height: f32, measures: Measures) -> Element<'_, Message> {
        let room = height - head_height(measures);
        let lines = merged.bundles.len();
        let fits = rows_in(room, line_height(measures), 0.0);
        // One line that only says how many there are says nothing.
        if room < line_height(measures) || fits == 1 && lines > 1 {
            return space().into();
        }
        bundles(merged, fits, measures).into()
    }
}

/// Leads to what the schools are asked.
fn questions_button<'a>() -> Element<'a, Message> {
    key_button(own_cap("Q"), words::get("exchange-questions"), Some(Message::Own('q'))).into()
}

/// Below this width the answers stand in two rows.
const WIDE: f32 = 1100.0;

/// The height of an answer's button.
fn choice_height(measures: Measures) -> f32 {
    measures.either(34.0, 40.0)
}

/// The answer that a number means.
pub(super) fn answer(line: &str) -> Option<Choice> {
    let number: usize = line.parse().ok().filter(|_| line.len() == 1)?;
    Choice::ALL.get(number.checked_sub(1)?).copied()
}

/// What an answer does to each loan; in a word where it does nothing.
fn effects(shown: &ConflictCard, choice: Choice) -> Vec<String> {
    let card = shown.choice(choice);
    let mut lines: Vec<String> =
        card.iter().flat_map(|card| &card.effects).map(words::conflict::effect).collect();
    if choice == Choice::AskSchool {
        lines = vec![words::get("exchange-effect-ask")];
    }
    if card.is_some_and(|card| card.asks_again) {
        lines.push(words::get("exchange-effect-again"));
    }
    lines
}

pub(super) fn story_height(measures: Measures) -> f32 {
    measures
        .either(10.0 + 16.0 + 17.0 + 23.0 + 18.0 + 18.0, 28.0 + 20.0 + 22.0 + 30.0 + 28.0 + 28.0)
}

/// What one desk wrote. `day` is left out of its times.
pub(super) fn story<'a>(of: &Story, day: Option<&str>, measures: Measures) -> Element<'a, Message> {
    let says = words::conflict::story(of);
    let small = |text: String| fit(text).size(theme::SMALL).font(theme::BOLD).faint();
    let height = |low, high| measures.either(low, high);
    // Where both are of one day the title says which.
    let at = day.map_or_else(|| says.at.clone(), |day| says.at.replace(&format!("{day}, "), ""));
    let slot = |content: Element<'a, Message>, height: f32| container(content).center_y(height);
    let content = column![
        slot(small(says.place.to_uppercase()).into(), height(16.0, 20.0)),
        slot(fit(at).size(theme::SMALL).font(theme::SEMIBOLD).faint().into(), height(17.0, 22.0)),
        slot(
            fit(says.title).size(18.0).least(14.0).font(theme::SEMIBOLD).into(),
            height(23.0, 30.0)
        ),
        slot(faded(fit(says.saw).least(13.0)).into(), height(18.0, 28.0)),
        slot(faded(fit(says.by).least(13.0)).into(), height(18.0, 28.0)),
    ];
    container(content)
        .padding([height(5.0, 14.0), height(12.0, 16.0)])
        .width(Length::Fill)
        .height(story_height(measures))
        .style(theme::card_inner)
        .into()
}
