//! How the paper list looks: the day in amber, three boxes of a row, the rows entered.

use chrono::NaiveTime;
use iced::widget::{Column, Row, column, container, row, space, text};
use iced::{Alignment, Element, Length};

use super::{Message, Paper};
use crate::desk::reply::{Mode, Notice, Outcome};
use crate::desk::request::{Entered, PaperBoard, Wants};
use crate::domain::paper::Way;
use crate::text as words;
use crate::ui::key::{self, Action};
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::{self, Measures, faded, heading, key_hint, main_button, section};
use crate::ui::theme;
use crate::ui::widget::fit;
use crate::ui::widget::keycap::{faint, key_button};

/// Heights of a row entered, without and with something to look at, and between two.
const ROW: f32 = 58.0;
const STRANGE: f32 = 80.0;
const GAP: f32 = 6.0;

impl Paper {
    /// What is on show of the sheet.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let Some(board) = &self.board else {
            return part::page(column![heading(words::get("page-paper"), measures)], measures)
                .into();
        };
        let run = around.board.and_then(|board| board.run.as_ref());
        let run = run.map(|run| run.name.as_str()).unwrap_or_default();
        let boxes = match board.wants {
            Wants::OldDay(days) => old_day(days, measures),
            _ => self.boxes(board, measures),
        };
        let said = self.failure.clone().or_else(|| said(board));
        let used = measures.either(44.0 + 76.0 + 40.0, 52.0 + 104.0 + 44.0)
            + if said.is_some() { 36.0 + measures.gap } else { 0.0 }
            + 4.0 * measures.gap
            + 24.0;
        let parts = column![day(board, run, measures), boxes]
            .push(said.as_deref().map(part::failure))
            .push(self.buttons(board))
            .push(entered(board, measures.height - used));
        part::page(parts, measures).into()
    }

    /// Student, device and time, the wanted one marked.
    fn boxes<'a>(&'a self, board: &'a PaperBoard, measures: Measures) -> Element<'a, Message> {
        let person = board.person.as_ref();
        let device = board.device.as_ref();
        let optional = board.way == Way::Back;
        let wanted = if optional {
            words::get("paper-want-either")
        } else {
            words::get("paper-want-student")
        };
        let student = self.answer(
            words::get("paper-student"),
            person.map(|person| person.named.name.clone()),
            wanted,
            board.wants == Wants::Student,
            measures,
        );
        let device = self.answer(
            words::get("paper-device"),
            device.map(|card| card.tag.clone()),
            words::get("paper-want-device"),
            board.wants == Wants::Device,
            measures,
        );
        let time = self.answer(
            words::get("paper-time"),
            None,
            board.offered.map_or_else(|| words::get("paper-want-time"), hour),
            board.wants == Wants::Time,
            measures,
        );
        row![
            container(student).width(Length::FillPortion(5)),
            container(device).width(Length::FillPortion(4)),
            container(time).width(Length::FillPortion(3)),
        ]
        .spacing(measures.gap)
        .into()
    }

    fn answer(
        &self,
        label: String,
        kept: Option<String>,
        wanted: String,
        present: bool,
        measures: Measures,
    ) -> Element<'_, Message> {
        let size = measures.either(26.0, 36.0);
        let says = if present && !self.typed.is_empty() {
            let typed = format!("{}_", words::shown(&self.typed));
            Element::from(fit(typed).size(size).least(16.0).font(theme::BOLD))
        } else if let Some(kept) = kept {
            fit(kept).size(size).least(16.0).font(theme::BOLD).into()
        } else if present {
            faded(fit(wanted).size(size).least(16.0).font(theme::MEDIUM)).into()
        } else {
            space().height(size).into()
        };
        container(column![section(label), says].spacing(2))
            .padding([0, 16])
            .width(Length::Fill)
            .center_y(measures.either(76.0, 104.0))
            .style(if present { theme::row_marked } else { theme::card })
            .into()
    }

    fn buttons<'a>(&'a self, board: &'a PaperBoard) -> Row<'a, Message> {
        let press = |action| Some(Message::Press(action));
        let begun = board.person.is_some() || board.device.is_some();
        let yes = match (board.wants, board.offered) {
            (Wants::OldDay(_), _) => Some(words::get("paper-old-yes")),
            (Wants::Time, Some(time)) if self.typed.is_empty() => {
                Some(words::with("paper-take", &[("time", &hour(time))]))
            }
            _ => None,
        };
        let no = if matches!(board.wants, Wants::OldDay(_)) {
            words::get("paper-old-no")
        } else if begun {
            words::get("paper-clear")
        } else {
            words::get("paper-leave")
        };
        let mut buttons = Row::new().spacing(10).align_y(Alignment::Center);
        if let Some(yes) = yes {
            buttons = buttons.push(main_button(key::cap(Action::Yes), yes, press(Action::Yes)));
        }
        buttons = buttons.push(key_button(key::cap(Action::No), no, press(Action::No)));
        if !board.rows.is_empty() {
            let undo = words::get("paper-undo");
            buttons = buttons.push(key_button(key::cap(Action::Undo), undo, press(Action::Undo)));
        }
        buttons
            .push(space().width(Length::Fill))
            .push(way(Mode::Issue, board.way == Way::Out))
            .push(way(Mode::Return, board.way == Way::Back))
    }
}

/// Out or back, with its key.
fn way<'a>(mode: Mode, chosen: bool) -> Element<'a, Message> {
    let action = Action::Mode(mode);
    let says = match mode {
        Mode::Return => words::get("paper-way-back"),
        _ => words::get("paper-way-out"),
    };
    if chosen {
        return main_button(key::cap(action), says, Some(Message::Press(action)));
    }
    key_button(key::cap(action), says, Some(Message::Press(action))).into()
}

/// Day and run, in amber: what every row below is of.
fn day<'a>(board: &PaperBoard, run: &'a str, measures: Measures) -> Element<'a, Message> {
    let says = words::with("paper-of", &[("day", &words::day(board.day.date))]);
    let line = row![
        fit(says).size(measures.either(20.0, 24.0)).least(16.0).font(theme::BOLD),
        fit(run).size(theme::LARGE).least(13.0).font(theme::MEDIUM),
        space().width(Length::Fill),
        key_hint(part::move_caps(), words::get("paper-another-day")),
    ]
    .spacing(16)
    .align_y(Alignment::Center);
    container(line)
        .padding([0, 16])
        .width(Length::Fill)
        .center_y(measures.either(44.0, 52.0))
        .style(theme::chip_warn)
        .into()
}

/// A day long past is asked about before anything else.
fn old_day<'a>(days: u64, measures: Measures) -> Element<'a, Message> {
    let asks = words::with("paper-old", &[("days", &days)]);
    container(
        column![
            fit(asks).size(measures.either(26.0, 36.0)).least(18.0).font(theme::BOLD),
            fit(words::get("paper-old-ask")).size(theme::LARGE).least(13.0),
        ]
        .spacing(2),
    )
    .padding([0, 16])
    .width(Length::Fill)
    .center_y(measures.either(76.0, 104.0))
    .style(theme::card_warn)
    .into()
}

/// What was not taken, or taken back, in words; a row that was entered speaks for itself below.
fn said(board: &PaperBoard) -> Option<String> {
    let reply = board.said.as_ref()?;
    let told = match (&reply.notice, reply.outcome) {
        (Notice::Paper(notice), _) => {
            let listed = board.rows.iter().any(|row| row.reply.number == reply.number);
            (!listed).then(|| words::paper::row(notice))
        }
        (_, Outcome::Refused | Outcome::Unknown | Outcome::NotTaken) => Some(words::message(reply)),
        _ => None,
    };
    told.filter(|_| !matches!(board.wants, Wants::OldDay(_)))
}

/// The rows entered, newest first, as many as fit.
fn entered(board: &PaperBoard, height: f32) -> Element<'_, Message> {
    let head = section(words::with("paper-entered-count", &[("count", &board.entered)]));
    if board.rows.is_empty() {
        let how = fit(words::get("paper-how")).size(theme::BODY).lines(3);
        return column![head, faded(how)].spacing(6).into();
    }
    let date = board.day.date.to_string();
    let mut left = height + GAP;
    let rows = board.rows.iter().take_while(|row| {
        left -= row_height(row) + GAP;
        left >= 0.0
    });
    column![head, Column::with_children(rows.map(|row| line(row, &date))).spacing(GAP)]
        .spacing(6)
        .into()
}

/// Whether something about a row is to be looked at.
fn is_strange(entered: &Entered) -> bool {
    match &entered.reply.notice {
        Notice::Paper(notice) => !entered.undone && !words::paper::notes(notice).is_empty(),
        _ => false,
    }
}

fn row_height(entered: &Entered) -> f32 {
    if is_strange(entered) { STRANGE } else { ROW }
}

/// A row: what the paper says, and what it means. `date` is the day of the sheet.
fn line<'a>(entered: &'a Entered, date: &str) -> Element<'a, Message> {
    let Notice::Paper(notice) = &entered.reply.notice else { return space().into() };
    let name = notice.from.as_ref().filter(|_| notice.way == Way::Back);
    let name = name.map(|holder| &holder.named).or(notice.person.as_ref());
    let name = name.map(|named| named.name.as_str()).unwrap_or_default();
    // Of a row of another sheet its day is said, too.
    let other = Some(notice.at).filter(|at| at.date() != date);
    let mut means: Vec<String> = other
        .map(|at| words::with("paper-of-day", &[("day", &words::since(at, None))]))
        .into_iter()
        .collect();
    means.push(words::paper::meaning(notice));
    means.extend(words::paper::notes(notice));
    let outcome = if entered.undone {
        words::get("outcome-undone")
    } else {
        words::outcome(entered.reply.outcome)
    };
    let (of, undone) = (entered.reply.outcome, entered.undone);
    let outcome = text(outcome)
        .size(theme::SMALL)
        .font(theme::BOLD)
        .style(move |theme| text::Style { color: Some(theme::outcome(theme, of, undone)) });
    let first = row![
        container(fit(words::hour(notice.at)).size(theme::BODY).font(theme::BOLD)).width(56),
        container(fit(notice.tag.as_str()).size(theme::BODY).font(theme::BOLD)).width(150),
        container(fit(name).size(theme::BODY).font(theme::SEMIBOLD)).width(Length::Fill),
        outcome,
    ]
    .spacing(10)
    .align_y(Alignment::Center);
    let means: Element<'a, Message> = if entered.undone {
        text(words::get("row-undone")).size(14).style(faint).into()
    } else {
        fit(means.join(" ")).size(14.0).least(13.0).lines(2).into()
    };
    container(column![first, row![space().width(56), means].spacing(10)].spacing(3))
        .padding([0, 14])
        .width(Length::Fill)
        .center_y(row_height(entered))
        .style(if is_strange(entered) { theme::card_warn } else { theme::row })
        .into()
}

fn hour(time: NaiveTime) -> String {
    use chrono::Timelike;

    format!("{}:{:02}", time.hour(), time.minute())
}
