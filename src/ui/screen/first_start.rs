//! First start: what this computer is, its station code, its site. Then how people and devices
//! get in.
//!
//! Shown only where there is no station; makes one and nothing else.

use iced::keyboard;
use iced::widget::{Id, button, column, container, row, text};
use iced::{Alignment, Element, Length};

use super::part::keys::keys;
use super::part::{
    self, Measures, card, faded, field, heading, key_hint, labelled, main_button, section,
};
use super::{Action, Answered, Page, Ticket};
use crate::desk::request::{Answer, Request, Role, Setup};
use crate::domain::site::is_station_code;
use crate::text as words;
use crate::ui::key;
use crate::ui::screen::desk::Around;
use crate::ui::theme;
use crate::ui::widget::{Heard, fit};

/// The field for the station code.
pub const STATION: &str = "first-station";
/// The field for the site code.
pub const SITE: &str = "first-site";

/// Longest station code.
const LONGEST: usize = 12;

const ROLES: [Role; 3] = [Role::Alone, Role::Station, Role::Office];

/// What first start keeps.
#[derive(Debug, Clone)]
pub struct FirstStart {
    /// The data folder, for the command line that imports.
    folder: String,
    role: usize,
    station: String,
    site: String,
    asked: bool,
    /// The station is made: how to go on.
    made: bool,
    failure: Option<String>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard, outside of fields.
    Heard(Heard),
    /// The desk answered.
    Answered(Ticket, Answered),
    /// A button was pressed: the same as its key.
    Press(key::Action),
    /// What this computer is.
    Role(usize),
    /// The station code changed.
    Station(String),
    /// The site code changed.
    Site(String),
    /// Enter in the first field.
    Next,
}

impl FirstStart {
    /// Begins; `folder` is where the data lies.
    pub fn new(folder: impl Into<String>) -> Self {
        Self {
            folder: folder.into(),
            role: 0,
            station: String::new(),
            site: String::new(),
            asked: false,
            made: false,
            failure: None,
        }
    }

    /// Puts the cursor where typing begins.
    pub fn open(&mut self) -> Action {
        Action::Focus(Id::new(STATION))
    }

    /// Whether the station is made.
    pub fn is_made(&self) -> bool {
        self.made
    }

    /// Takes a message in and says what should happen.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Heard(Heard::Key(action)) | Message::Press(action) => self.act(action),
            // Typed while no field had the cursor: it is the code.
            Message::Heard(Heard::Typing(line)) if !self.made && !line.is_empty() => {
                self.station = station_code(&line);
                Action::None
            }
            Message::Role(role) => {
                self.role = role.min(ROLES.len() - 1);
                Action::None
            }
            Message::Station(text) => {
                self.failure = None;
                self.station = station_code(&text);
                Action::None
            }
            Message::Site(text) => {
                self.failure = None;
                self.site = text.to_uppercase();
                Action::None
            }
            Message::Next => Action::Focus(Id::new(SITE)),
            Message::Answered(_, Ok(Answer::Done)) if self.asked => {
                self.asked = false;
                self.made = true;
                Action::Refresh
            }
            Message::Heard(_) | Message::Answered(_, Ok(_)) => Action::None,
            Message::Answered(_, Err(error)) => {
                self.asked = false;
                self.failure = Some(words::error(&error));
                Action::None
            }
        }
    }

    fn act(&mut self, action: key::Action) -> Action {
        match action {
            key::Action::Yes if self.made => {
                Action::Many(vec![Action::Go(Page::Desk), Action::Refresh])
            }
            key::Action::Yes => self.make(),
            key::Action::Up => {
                self.role = self.role.saturating_sub(1);
                Action::None
            }
            key::Action::Down => {
                self.role = (self.role + 1).min(ROLES.len() - 1);
                Action::None
            }
            _ => Action::None,
        }
    }

    fn make(&mut self) -> Action {
        if self.asked {
            return Action::None;
        }
        if !is_station_code(&self.station) {
            self.failure = Some(words::get("first-code-wrong"));
            return Action::Focus(Id::new(STATION));
        }
        self.asked = true;
        Action::Ask(Request::Init(Setup {
            station: self.station.clone(),
            site: self.site.trim().to_owned(),
            role: ROLES[self.role],
            practice: false,
        }))
    }

    /// The questions, then what comes next.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let content = if self.made { self.next(measures) } else { self.questions(measures) };
        keys(content, |event| {
            let keyboard::Event::KeyPressed { physical_key, modifiers, .. } = event else {
                return None;
            };
            let digit =
                key::top_row(*physical_key).filter(|_| *modifiers == keyboard::Modifiers::ALT)?;
            let role = usize::from(digit).checked_sub(1)?;
            (role < ROLES.len()).then_some(Message::Role(role))
        })
        .into()
    }

    fn questions(&self, measures: Measures) -> Element<'_, Message> {
        let roles = ROLES
            .iter()
            .enumerate()
            .map(|(index, role)| role_card(index, *role, index == self.role, measures));
        let wrong = !self.station.is_empty() && !is_station_code(&self.station);
        let code =
            if wrong { words::get("first-code-wrong") } else { words::get("first-code-how") };
        let station = field(
            STATION,
            &words::get("first-code-example"),
            &self.station,
            Message::Station,
            measures,
        )
        .on_submit(Message::Next);
        let site =
            field(SITE, &words::get("first-site-example"), &self.site, Message::Site, measures);
        let fields = row![
            labelled(words::get("first-code"), faded(fit(code).size(14.0)).into(), station),
            labelled(
                words::get("first-site"),
                faded(fit(words::get("first-site-how")).size(14.0)).into(),
                site
            ),
        ]
        .spacing(20);
        let go = row![
            main_button(
                key::cap(key::Action::Yes),
                words::get("first-go"),
                (is_station_code(&self.station) && !self.asked)
                    .then_some(Message::Press(key::Action::Yes)),
            ),
            key_hint(part::move_caps(), words::get("first-move")),
            key_hint(words::get("key-tab"), words::get("first-tab")),
        ]
        .spacing(16)
        .align_y(Alignment::Center);
        let parts = column![
            heading(words::get("first-heading"), measures),
            faded(fit(words::get("first-line")).size(theme::LARGE).least(13.0).lines(2)),
            column(roles).spacing(measures.either(6, 10)),
            card(fields, measures),
        ]
        .push(self.failure.as_deref().map(part::failure))
        .push(go);
        part::page(parts, measures).into()
    }

    fn next(&self, measures: Measures) -> Element<'_, Message> {
        let command = words::with("first-import", &[("folder", &self.folder)]);
        let steps = column![
            section(words::get("first-next")),
            fit(words::get("first-next-line")).size(theme::LARGE).lines(3),
            container(fit(command).size(16.0).least(13.0).lines(2).font(theme::SEMIBOLD))
                .padding([8, 12])
                .width(Length::Fill)
                .style(theme::chip),
            faded(fit(words::get("first-next-close")).size(theme::BODY).lines(3)),
        ]
        .spacing(measures.either(8, 12));
        let go = main_button(
            key::cap(key::Action::Yes),
            words::get("first-desk"),
            Some(Message::Press(key::Action::Yes)),
        );
        let made = words::with("first-made", &[("station", &self.station)]);
        let parts = column![heading(made, measures), card(steps, measures), go];
        part::page(parts, measures).into()
    }
}

fn role_card<'a>(
    index: usize,
    role: Role,
    chosen: bool,
    measures: Measures,
) -> Element<'a, Message> {
    let (name, about) = match role {
        Role::Alone => (words::get("role-alone"), words::get("role-alone-line")),
        Role::Station => (words::get("role-station"), words::get("role-station-line")),
        Role::Office => (words::get("role-office"), words::get("role-office-line")),
    };
    let cap = format!("{} {}", words::get("key-alt"), index + 1);
    let content = row![
        crate::ui::widget::keycap(cap),
        container(text(name).size(18).font(theme::BOLD)).width(210),
        container(fit(about).size(theme::BODY).lines(2)).width(Length::Fill),
    ]
    .spacing(14)
    .height(Length::Fill)
    .align_y(Alignment::Center);
    button(content)
        .padding([0, 16])
        .width(Length::Fill)
        .height(measures.either(50.0, 68.0))
        .style(if chosen { theme::button_row_marked } else { theme::button_row })
        .on_press(Message::Role(index))
        .into()
}

/// What was typed, as a station code would have it: capitals, no signs it may not have.
fn station_code(text: &str) -> String {
    text.trim().to_uppercase().chars().take(LONGEST + 1).collect()
}
