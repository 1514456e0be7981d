//! What is told about a device on its page: a ticket opened or closed, a loss, a find.
//!
//! Has no field: it is fed by the window's line buffer, as the desk is. Enter ends a line, Ctrl+Enter
//! does it, Esc leaves.

use std::path::Path;

use iced::widget::{column, container, row};
use iced::{Alignment, Element, Length};

use super::Message;
use crate::desk::missing::Loss;
use crate::desk::repair::{Ended, NewTicket};
use crate::desk::reply::Tone;
use crate::desk::request::{DevicePage, Life, Request};
use crate::domain::device::{DeviceId, Status};
use crate::domain::money::cents;
use crate::domain::ticket::{PartTold, TicketCard};
use crate::text as words;
use crate::ui::key;
use crate::ui::screen::Action;
use crate::ui::screen::part::{self, Measures, faded, heading, key_hint, main_button, section};
use crate::ui::theme;
use crate::ui::widget::keycap::key_button;
use crate::ui::widget::{Heard, fit};

/// What can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    Open,
    Close,
    Lost,
    Stolen,
    Found,
}

impl Tells {
    /// In the order of their keys, Alt+1 on.
    pub(super) const ALL: [Tells; 5] =
        [Self::Open, Self::Close, Self::Lost, Self::Stolen, Self::Found];

    /// Whether it can be told of a device as it is now.
    pub(super) fn fits(self, page: &DevicePage) -> bool {
        let status = page.card.status;
        match self {
            Self::Open | Self::Lost | Self::Stolen => {
                !status.is_missing() && status != Status::Retired
            }
            Self::Close => !page.tickets.is_empty(),
            Self::Found => status.is_missing(),
        }
    }

    pub(super) fn title(self) -> String {
        match self {
            Self::Open => words::get("life-open"),
            Self::Close => words::get("life-close"),
            Self::Lost => words::get("life-lost"),
            Self::Stolen => words::get("life-stolen"),
            Self::Found => words::get("life-found"),
        }
    }

    /// Its lines: what each is, and how it is written.
    fn lines(self, page: &DevicePage) -> Vec<(Line, String, String)> {
        let line = |line: Line, label: String, how: String| (line, label, how);
        match self {
            Self::Open => vec![
                line(Line::Problem, words::get("life-problem"), words::get("life-problem-how")),
                line(Line::Vendor, words::get("life-vendor"), words::get("life-vendor-how")),
                line(Line::Warranty, words::get("life-warranty"), words::get("life-warranty-how")),
                line(Line::Note, words::get("life-note"), words::get("life-note-how")),
            ],
            Self::Close => {
                let several = (page.tickets.len() > 1)
                    .then(|| line(Line::Which, words::get("life-which"), which(&page.tickets)));
                let others = [
                    line(Line::Cost, words::get("life-cost"), words::get("life-cost-how")),
                    line(Line::Parts, words::get("life-parts"), words::get("life-parts-how")),
                    line(Line::GivenUp, words::get("life-result"), words::get("life-result-how")),
                ];
                several.into_iter().chain(others).collect()
            }
            Self::Lost | Self::Stolen => {
                // What is lost has a price on the list; what is stolen is nobody's fault by itself.
                let charge = match self {
                    Self::Lost => words::get("life-charge-how-lost"),
                    _ => words::get("life-charge-how"),
                };
                vec![
                    line(Line::Day, words::get("life-day"), words::get("life-day-how")),
                    line(Line::Report, words::get("life-report"), words::get("life-report-how")),
                    line(Line::Charge, words::get("life-charge"), charge),
                    line(Line::File, words::get("life-file"), words::get("life-file-how")),
                ]
            }
            Self::Found => Vec::new(),
        }
    }
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Problem,
    Vendor,
    Warranty,
    Note,
    Which,
    Cost,
    Parts,
    GivenUp,
    Day,
    Report,
    Charge,
    File,
}

/// The tickets to choose among, by their numbers: the oldest is 1, and what is closed where nothing
/// is said.
fn which(tickets: &[TicketCard]) -> String {
    let says = |(at, card): (usize, &TicketCard)| {
        let day = words::date(&card.ticket.opened.date());
        let problems = card.ticket.problems.join(" ");
        format!("{}: {}", at + 1, words::dots([problems, day]))
    };
    tickets.iter().enumerate().map(says).collect::<Vec<_>>().join("   ")
}

/// What is told so far.
#[derive(Debug, Clone)]
pub(super) struct Form {
    tells: Tells,
    device: DeviceId,
    tag: String,
    /// The open tickets, oldest first.
    tickets: Vec<String>,
    /// What each line is, what it is called, and how it is written.
    lines: Vec<(Line, String, String)>,
    told: Vec<String>,
    at: usize,
    typed: String,
    failure: Option<String>,
    sent: bool,
}

impl Form {
    pub(super) fn new(tells: Tells, page: &DevicePage) -> Form {
        let lines = tells.lines(page);
        Form {
            tells,
            device: page.card.id.clone(),
            tag: page.card.tag.clone(),
            tickets: page.tickets.iter().map(|card| card.name.clone()).collect(),
            told: vec![String::new(); lines.len()],
            lines,
            at: 0,
            typed: String::new(),
            failure: None,
            sent: false,
        }
    }

    /// The desk said no.
    pub(super) fn failed(&mut self, why: String) -> Action {
        self.sent = false;
        self.failure = Some(why);
        Action::Tone(Tone::Refused)
    }

    /// Takes in what is heard; `None` where the form is left.
    pub(super) fn hear(&mut self, heard: Heard) -> Option<Action> {
        match heard {
            Heard::Typing(line) => self.typed = line,
            Heard::Code(line) => {
                self.end(&line);
                self.at = (self.at + 1).min(self.told.len().saturating_sub(1));
            }
            Heard::TooLong(_) => return Some(self.failed(words::get("life-too-long"))),
            Heard::Forgotten(_) => {
                self.typed.clear();
                return Some(Action::Tone(Tone::Attention));
            }
            Heard::Key(action) => return self.act(action),
            Heard::Paused(_) | Heard::Focus(_) => {}
        }
        Some(Action::None)
    }

    pub(super) fn act(&mut self, action: key::Action) -> Option<Action> {
        match action {
            key::Action::No => return None,
            key::Action::Yes => return Some(self.send()),
            key::Action::Up => self.at = self.at.saturating_sub(1),
            key::Action::Down => self.at = (self.at + 1).min(self.told.len().saturating_sub(1)),
            _ => {}
        }
        Some(Action::None)
    }

    fn end(&mut self, line: &str) {
        self.typed.clear();
        self.failure = None;
        if let Some(told) = self.told.get_mut(self.at) {
            line.trim().clone_into(told);
        }
    }

    /// Ctrl+Enter, also with a line half typed.
    fn send(&mut self) -> Action {
        if self.sent {
            return Action::None;
        }
        let typed = std::mem::take(&mut self.typed);
        if !typed.trim().is_empty() {
            self.end(&typed);
        }
        match self.request() {
            Ok(life) => {
                self.sent = true;
                Action::Ask(Request::Life(life))
            }
            Err(why) => self.failed(why),
        }
    }

    /// A file that was dropped onto the window; false where none is asked for.
    pub(super) fn drop_file(&mut self, path: &Path) -> bool {
        let Some(at) = self.lines.iter().position(|(line, ..)| *line == Line::File) else {
            return false;
        };
        self.told[at] = path.display().to_string();
        self.failure = None;
        true
    }

    /// What is told in a line; empty where nothing is.
    fn says(&self, line: Line) -> &str {
        let at = self.lines.iter().position(|(of, ..)| *of == line);
        at.and_then(|at| self.told.get(at)).map_or("", String::as_str)
    }

    fn says_yes(&self, line: Line) -> bool {
        self.says(line).to_lowercase().starts_with('y')
    }

    fn amount(&self, line: Line) -> Result<Option<i64>, String> {
        match self.says(line) {
            "" => Ok(None),
            told => cents(told).map(Some).ok_or_else(|| words::get("cli-money-amount")),
        }
    }

    /// The ticket that is closed: the oldest, unless another number is told.
    fn ticket(&self) -> Result<String, String> {
        let told = self.says(Line::Which);
        let at = if told.is_empty() { Some(1) } else { told.parse::<usize>().ok() };
        let named = at.and_then(|at| self.tickets.get(at.checked_sub(1)?)).cloned();
        named.ok_or_else(|| words::with("life-which-wrong", &[("count", &self.tickets.len())]))
    }

    fn parts(&self) -> Result<Vec<PartTold>, String> {
        let told = self.says(Line::Parts).split([',', ' ']).filter(|part| !part.is_empty());
        told.map(|part| PartTold::parse(part).ok_or_else(|| words::get("cli-repair-part")))
            .collect()
    }

    fn request(&self) -> Result<Life, String> {
        Ok(match self.tells {
            Tells::Open => Life::Open(NewTicket {
                problem: self.says(Line::Problem).to_owned(),
                vendor: self.says(Line::Vendor).to_owned(),
                warranty: self.says_yes(Line::Warranty),
                note: self.says(Line::Note).to_owned(),
                ..NewTicket::of(self.device.clone())
            }),
            Tells::Close => Life::Close {
                ticket: self.ticket()?,
                ended: Ended {
                    cents: self.amount(Line::Cost)?,
                    parts: self.parts()?,
                    scrapped: self.says_yes(Line::GivenUp),
                },
            },
            Tells::Lost | Tells::Stolen => {
                let file = self.says(Line::File).trim_matches(['"', '\'']);
                Life::Lose(Loss {
                    device: self.device.clone(),
                    stolen: self.tells == Tells::Stolen,
                    on: self.says(Line::Day).to_owned(),
                    report: self.says(Line::Report).to_owned(),
                    file: (!file.is_empty()).then(|| file.into()),
                    charge_cents: self.amount(Line::Charge)?,
                })
            }
            Tells::Found => Life::Find(self.device.clone()),
        })
    }

    /// In place of the device's page.
    pub(super) fn view(&self, measures: Measures) -> Element<'_, Message> {
        let does = (!self.sent).then_some(Message::Press(key::Action::Yes));
        let mut buttons = row![
            main_button(key::cap(key::Action::Yes), self.tells.title(), does),
            key_button(
                key::cap(key::Action::No),
                words::get("life-leave"),
                Some(Message::Press(key::Action::No)),
            ),
        ]
        .spacing(12)
        .align_y(Alignment::Center);
        if self.told.len() > 1 {
            buttons = buttons
                .push(key_hint(words::get("key-enter"), words::get("walk-up-next")))
                .push(key_hint(key::cap(key::Action::Up), words::get("life-above")));
        }
        let head = words::dots([self.tag.clone(), self.tells.title()]);
        let mut parts = column![heading(head, measures)];
        for (at, (_, label, how)) in self.lines.iter().enumerate() {
            parts = parts.push(self.answer(at, label, how, measures));
        }
        if self.told.is_empty() {
            parts = parts.push(fit(words::get("life-found-how")).size(theme::LARGE).lines(2));
        }
        let failure = self.failure.as_deref().map(part::failure);
        part::page(parts.push(failure).push(buttons), measures).into()
    }

    fn answer(
        &self,
        at: usize,
        label: &str,
        how: &str,
        measures: Measures,
    ) -> Element<'_, Message> {
        let present = at == self.at;
        let size = measures.either(22.0, 30.0);
        let says = if present && !self.typed.is_empty() {
            let typed = format!("{}_", words::shown(&self.typed));
            Element::from(fit(typed).size(size).least(16.0).font(theme::BOLD))
        } else if self.told[at].is_empty() {
            faded(fit(how.to_owned()).size(size).least(14.0)).into()
        } else {
            fit(self.told[at].as_str()).size(size).least(14.0).font(theme::BOLD).into()
        };
        container(column![section(label.to_owned()), says].spacing(2))
            .padding([0, 20])
            .width(Length::Fill)
            .center_y(measures.either(60.0, 82.0))
            .style(if present { theme::row_marked } else { theme::card })
            .into()
    }
}
