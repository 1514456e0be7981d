//! How the run looks: numbers first, then what may be done; the form in two columns.

use iced::keyboard::{self, Modifiers};
use iced::widget::{Column, button, column, container, row, space, text, text_editor};
use iced::{Alignment, Element, Length};

use super::form::{self, LIST, due_in_words};
use super::{DATE, Field, Message, Part, Run, TIME};
use crate::desk::reply::{Counters, Mode, When};
use crate::desk::request::{Board, RunInfo};
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::Page;
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::keys::keys;
use crate::ui::screen::part::{
    self, Measures, card, faded, field, heading, key_hint, labelled, main_button, section, tile,
};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

impl Run {
    /// What is on show of the run.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let board = around.board;
        let content = match self.part {
            Part::Overview => self.overview(board, measures),
            Part::Form => self.form(around, measures),
            Part::Ending => self.ending(board, measures),
            Part::Clock => self.clock(around, measures),
        };
        let running = board.is_some_and(|board| board.run.is_some());
        keys(content, move |event| own_key(event, running)).into()
    }

    fn overview<'a>(
        &'a self,
        board: Option<&'a Board>,
        measures: Measures,
    ) -> Element<'a, Message> {
        let run = board.and_then(|board| board.run.as_ref());
        let (Some(board), Some(run)) = (board, run) else {
            let parts = column![
                heading(words::get("run-no-run"), measures),
                faded(fit(words::get("run-no-run-line")).size(theme::LARGE).lines(2)),
            ]
            .push(self.failure.as_deref().map(part::failure))
            .push(self.done.as_deref().map(part::done))
            .push(buttons(false));
            return part::page(parts, measures).into();
        };
        let parts = column![
            heading(run.name.as_str(), measures),
            faded(fit(about(board, run)).size(theme::LARGE).least(13.0)),
            numbers(&board.counters, measures),
        ]
        .push(expected(&board.counters, measures))
        .push(self.failure.as_deref().map(part::failure))
        .push(self.done.as_deref().map(part::done))
        .push(buttons(true));
        part::page(parts, measures).into()
    }

    fn ending<'a>(&'a self, board: Option<&'a Board>, measures: Measures) -> Element<'a, Message> {
        let name = board
            .and_then(|board| match (&board.open_run, &board.run) {
                (Some((name, _)), _) => Some(name.as_str()),
                (None, Some(run)) => Some(run.name.as_str()),
                (None, None) => None,
            })
            .unwrap_or_default();
        let mut parts =
            column![heading(words::with("run-end-heading", &[("name", &name)]), measures)];
        if let Some(ending) = &self.ending {
            let counted = |count: u64| words::count(count);
            parts = parts
                .push(
                    row![
                        tile(counted(ending.done.0), words::get("run-issued"), measures),
                        tile(counted(ending.done.1), words::get("run-returned"), measures),
                        tile(counted(ending.unsent), words::get("run-end-unsent"), measures),
                        tile(
                            counted(ending.unanswered),
                            words::get("run-end-unanswered"),
                            measures
                        ),
                        tile(counted(ending.parked), words::get("run-end-parked"), measures),
                    ]
                    .spacing(measures.gap),
                )
                .push(card(
                    column![
                        fit(words::get("run-end-unsent-line")).size(theme::BODY).lines(2),
                        fit(words::get("run-end-unanswered-line")).size(theme::BODY).lines(2),
                        fit(words::get("run-end-parked-line")).size(theme::BODY).lines(2),
                    ]
                    .spacing(6),
                    measures,
                ));
        } else {
            parts = parts.push(text(words::get("run-end-counting")).size(theme::LARGE));
        }
        let ready = self.ending.is_some() && self.waiting.is_none();
        let parts = parts.push(self.failure.as_deref().map(part::failure)).push(
            row![
                main_button(
                    key::cap(Action::Yes),
                    words::get("run-end-yes"),
                    ready.then_some(Message::Press(Action::Yes))
                ),
                key_button(
                    key::cap(Action::No),
                    words::get("run-end-no"),
                    Some(Message::Press(Action::No))
                ),
            ]
            .spacing(12),
        );
        part::page(parts, measures).into()
    }

    fn clock<'a>(&'a self, around: Around<'a>, measures: Measures) -> Element<'a, Message> {
        let says = words::with("run-clock-line", &[("clock", &words::clock(around.now))]);
        let right = form::moment(&self.date, &self.time).is_some();
        let echo = if right {
            let date = words::date(self.date.trim());
            words::with("run-clock-echo", &[("date", &date), ("time", &self.time.trim())])
        } else {
            words::get("run-clock-how")
        };
        let date =
            field(DATE, &words::get("run-clock-date-example"), &self.date, Message::Date, measures);
        let time =
            field(TIME, &words::get("run-clock-time-example"), &self.time, Message::Time, measures);
        let fields = row![
            labelled(words::get("run-clock-date"), space().into(), date),
            labelled(words::get("run-clock-time"), space().into(), time),
        ]
        .spacing(20);
        let parts = column![
            heading(words::get("run-clock"), measures),
            faded(fit(says).size(theme::LARGE).lines(2)),
            card(
                column![fields, fit(echo).size(20.0).least(14.0).font(theme::SEMIBOLD)].spacing(10),
                measures
            ),
            faded(fit(words::get("run-clock-why")).size(theme::BODY).lines(2)),
        ]
        .push(self.failure.as_deref().map(part::failure))
        .push(
            row![
                main_button(
                    key::cap(Action::Yes),
                    words::get("run-clock-set"),
                    (right && self.waiting.is_none()).then_some(Message::Press(Action::Yes))
                ),
                key_button(
                    key::cap(Action::No),
                    words::get("run-back"),
                    Some(Message::Press(Action::No))
                ),
                key_hint(words::get("key-tab"), words::get("first-tab")),
            ]
            .spacing(12)
            .align_y(Alignment::Center),
        );
        part::page(parts, measures).into()
    }

    fn form<'a>(&'a self, around: Around<'a>, measures: Measures) -> Element<'a, Message> {
        let go = row![
            main_button(
                key::cap(Action::Yes),
                words::get("run-start"),
                self.waiting.is_none().then_some(Message::Press(Action::Yes))
            ),
            key_button(
                key::cap(Action::No),
                words::get("run-back"),
                Some(Message::Press(Action::No))
            ),
            key_button(own_cap("T"), words::get("run-clock"), Some(Message::Clock)),
            key_hint(words::get("key-tab"), words::get("first-tab")),
        ]
        .spacing(12)
        .align_y(Alignment::Center);
        let returns = self.form.mode == Mode::Return;
        let right =
            if returns && !self.who { self.returning(measures) } else { self.who(measures) };
        let other = returns.then(|| {
            let label = if self.who {
                words::get("run-returning-short")
            } else {
                words::get("run-who-short")
            };
            key_button(own_cap("B"), label, Some(Message::Other))
        });
        let go = go.push(other);
        let both = row![
            card(self.what(around.now, measures), measures).width(Length::FillPortion(1)),
            card(right, measures).width(Length::FillPortion(1)),
        ]
        .spacing(measures.gap);
        let parts = column![heading(words::get("run-new"), measures), both]
            .push(self.failure.as_deref().map(part::failure))
            .push(self.done.as_deref().map(part::done))
            .push(go);
        part::page(parts, measures).into()
    }

    /// Name, mode, place, site, due date, operator.
    fn what(&self, now: When, measures: Measures) -> Column<'_, Message> {
        let typed = |of, example: String| self.typed(of, &example, measures);
        column![
            section(words::get("run-what")),
            labelled(
                words::get("run-name"),
                note(words::get("run-name-how")),
                typed(Field::Name, words::get("run-name-example"))
            ),
            labelled(words::get("run-mode"), space().into(), modes(self.form.mode, measures)),
            row![
                labelled(
                    words::get("run-place"),
                    space().into(),
                    typed(Field::Place, words::get("run-place-example"))
                ),
                labelled(
                    words::get("run-site"),
                    note(self.site_in_words()),
                    typed(Field::Site, self.site_example())
                ),
            ]
            .spacing(12),
            row![
                labelled(
                    words::get("run-due"),
                    note(due_in_words(&self.form.due, now)),
                    typed(Field::Due, words::get("run-due-example"))
                ),
                container(labelled(
                    words::get("run-operator"),
                    space().into(),
                    typed(Field::Operator, words::get("run-operator-example"))
                ))
                .width(130),
            ]
            .spacing(12),
        ]
        .spacing(measures.either(6.0, 12.0))
    }

    /// Sites, grades, homerooms, or a list.
    fn who(&self, measures: Measures) -> Column<'_, Message> {
        let typed = |of, example: String| self.typed(of, &example, measures);
        let ids = self.form.ids().len();
        let counted = if ids == 0 {
            words::get("run-list-how")
        } else {
            words::with("run-list-count", &[("count", &ids)])
        };
        let list = text_editor(&self.form.list)
            .id(LIST)
            .placeholder(words::get("run-list-example"))
            .on_action(Message::List)
            .size(16)
            .padding([6, 12])
            .height(measures.either(76.0, 118.0))
            .style(part::editor);
        // A line that is scrolled half away is drawn beyond the field otherwise.
        let list = container(list).clip(true);
        column![
            section(words::get("run-who")),
            labelled(
                words::get("run-sites"),
                space().into(),
                typed(Field::Sites, words::get("run-sites-example"))
            ),
            row![
                labelled(
                    words::get("run-grades"),
                    space().into(),
                    typed(Field::Grades, words::get("run-grades-example"))
                ),
                labelled(
                    words::get("run-homerooms"),
                    space().into(),
                    typed(Field::Homerooms, words::get("run-homerooms-example"))
                ),
            ]
            .spacing(12),
            labelled(words::get("run-list"), note(counted), list),
        ]
        .spacing(measures.either(6.0, 12.0))
    }

    /// What is said once of everything that comes back.
    fn returning(&self, measures: Measures) -> Column<'_, Message> {
        let typed = |of, example: String| self.typed(of, &example, measures);
        let plain = |label, of, example| labelled(label, space().into(), typed(of, example));
        column![
            section(words::get("run-returning")),
            row![
                plain(words::get("run-shelf"), Field::Shelf, words::get("run-shelf-example")),
                plain(words::get("run-note"), Field::Note, words::get("run-note-example")),
            ]
            .spacing(12),
            row![
                plain(
                    words::get("run-condition"),
                    Field::Condition,
                    words::get("run-condition-example")
                ),
                plain(words::get("run-next"), Field::Next, words::get("run-next-example")),
            ]
            .spacing(12),
            row![
                plain(words::get("run-taken"), Field::Taken, words::get("run-taken-example")),
                plain(words::get("run-dated"), Field::Dated, words::get("run-due-example")),
            ]
            .spacing(12),
            faded(fit(words::get("run-returning-how")).size(14.0).least(13.0).lines(2)),
        ]
        .spacing(measures.either(6.0, 12.0))
    }

    fn typed(&self, of: Field, example: &str, measures: Measures) -> Element<'_, Message> {
        let on_input = move |text| Message::Typed(of, text);
        field(of.id(), example, self.form.get(of), on_input, measures).into()
    }

    /// The name of the site whose code is typed.
    fn site_in_words(&self) -> String {
        let code = self.form.site.trim();
        if code.is_empty() {
            return words::get("run-site-own");
        }
        self.sites
            .iter()
            .find(|site| site.code.eq_ignore_ascii_case(code))
            .map_or_else(|| words::get("run-site-unknown"), |site| site.name.clone())
    }

    /// Codes that may be typed.
    fn site_example(&self) -> String {
        let codes: Vec<&str> = self.sites.iter().take(4).map(|site| site.code.as_str()).collect();
        codes.join(", ")
    }
}

fn note<'a>(says: String) -> Element<'a, Message> {
    faded(fit(says).size(14.0).least(13.0)).into()
}

/// Ctrl+Shift with N, E or T.
fn own_key(event: &keyboard::Event, running: bool) -> Option<Message> {
    let keyboard::Event::KeyPressed { key, physical_key, modifiers, repeat: false, .. } = event
    else {
        return None;
    };
    if *modifiers != Modifiers::COMMAND | Modifiers::SHIFT {
        return None;
    }
    match key.to_latin(*physical_key)?.to_ascii_lowercase() {
        'n' => Some(Message::New),
        'e' if running => Some(Message::End),
        't' => Some(Message::Clock),
        'b' => Some(Message::Other),
        _ => None,
    }
}

fn own_cap(letter: &str) -> String {
    format!("{} {} {letter}", words::get("key-ctrl"), words::get("key-shift"))
}

fn buttons<'a>(running: bool) -> Element<'a, Message> {
    let mut buttons = row![].spacing(12).align_y(Alignment::Center);
    if running {
        buttons =
            buttons.push(main_button(own_cap("E"), words::get("run-end"), Some(Message::End)));
    }
    buttons
        .push(key_button(own_cap("N"), words::get("run-new"), Some(Message::New)))
        .push(key_button(own_cap("T"), words::get("run-clock"), Some(Message::Clock)))
        .push(key_button(
            key::cap(Action::Go(Page::Paper)),
            words::get("page-paper"),
            Some(Message::Press(Action::Go(Page::Paper))),
        ))
        .push(key_button(
            key::cap(Action::No),
            words::get("run-back"),
            Some(Message::Press(Action::No)),
        ))
        .push(key_hint(key::cap(Action::Operator), words::get("run-operator")))
        .into()
}

/// Mode, place, site, due date, beginning, operator.
fn about(board: &Board, run: &RunInfo) -> String {
    let due =
        run.due.as_deref().map(|due| words::with("card-has-due", &[("due", &words::date(due))]));
    words::dots([
        words::mode(run.mode),
        board.place.clone(),
        run.site.clone(),
        words::with("run-since", &[("clock", &words::clock(run.started))]),
        due.unwrap_or_default(),
        board.operator.clone().unwrap_or_default(),
    ])
}

fn numbers<'a>(counters: &Counters, measures: Measures) -> Element<'a, Message> {
    let tenths = counters.per_minute_tenths;
    let mut tiles = row![
        tile(words::count(counters.issued), words::get("run-issued"), measures),
        tile(words::count(counters.returned), words::get("run-returned"), measures),
        tile(words::count(counters.refused), words::get("run-refused"), measures),
        tile(format!("{}.{}", tenths / 10, tenths % 10), words::get("run-pace"), measures),
    ]
    .spacing(measures.gap);
    if let Some(finish) = counters.finish {
        tiles = tiles.push(tile(words::hour(finish), words::get("run-finish"), measures));
    }
    tiles.into()
}

/// How many of those expected are served, and how many are still to come.
fn expected<'a>(counters: &Counters, measures: Measures) -> Option<Element<'a, Message>> {
    if counters.expected == 0 {
        return None;
    }
    let served = counters.served.min(counters.expected);
    let left = counters.expected - served;
    let portion = |count: u64| u16::try_from(count.min(10_000)).unwrap_or(10_000);
    let bar = row![
        container("").width(Length::FillPortion(portion(served))).height(14).style(theme::progress),
        space().width(Length::FillPortion(portion(left))),
    ];
    let of = words::with(
        "run-expected-of",
        &[("served", &words::count(served)), ("expected", &words::count(counters.expected))],
    );
    let left = words::with("run-expected-left", &[("count", &words::count(left))]);
    let content = column![
        row![text(of).size(20).font(theme::BOLD), text(left).size(theme::LARGE).style(faint),]
            .spacing(14)
            .align_y(Alignment::Center),
        container(bar).width(Length::Fill).style(theme::progress_rest),
    ]
    .spacing(10);
    Some(card(content, measures).into())
}

fn modes<'a>(chosen: Mode, measures: Measures) -> Element<'a, Message> {
    row(Mode::ALL.into_iter().map(|mode| {
        let label = row![
            // Where there is little room the keys are those of the desk, and need not stand here.
            measures.either(None, Some(text(key::cap(Action::Mode(mode))).size(theme::SMALL))),
            fit(words::mode(mode)).size(14.0).least(13.0).font(theme::SEMIBOLD),
        ]
        .spacing(3)
        .align_y(Alignment::Center);
        let style = if mode == chosen { theme::button_chosen } else { theme::button_plain };
        button(label).padding([6, 5]).style(style).on_press(Message::Mode(mode)).into()
    }))
    .spacing(4)
    .into()
}
