//! The window: iced, behind the feature `gui`.
//!
//! The root owns what the pages share (board, settings, theme, the way to the desk), routes what
//! is heard to the page on show and makes the pages' wishes happen. It decides nothing about
//! devices and people: that is the desk's, which runs on a thread of its own.

pub mod chrome;
pub mod key;
pub mod scanner;
pub mod screen;
pub mod sound;
pub mod theme;
pub mod widget;

use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use iced::futures::channel::mpsc;
use iced::futures::{StreamExt, stream};
use iced::widget::responsive;
use iced::{Element, Size, Subscription, Task, Theme, window};

use crate::clock;
use crate::desk::reply::{Channel, Tone, When};
use crate::desk::request::{Answer, Board, Request, Settings};
use crate::desk::{self as service, Client, Finding};
use crate::scanner::serial;
use crate::text;
use chrome::{Frame, Question};
use screen::desk::Desk;
use screen::operator::Operator;
use screen::{Action, Answered, Page, Ticket};
use sound::Sounds;
use widget::{Heard, scan_listener};

/// How long a person stands on screen before they are cleared.
const REST: Duration = Duration::from_secs(20);
/// How long the band stays lit or dark while it flashes.
const FLASH: Duration = Duration::from_millis(160);
/// How often date and time in the bar move on.
const MINUTE: Duration = Duration::from_mins(1);

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database does not open; in words.
    #[error("{0}")]
    Desk(String),
    /// The window does not open.
    #[error(transparent)]
    Window(#[from] iced::Error),
}

/// Opens the desk of a folder and the window on it; returns when the window is closed and
/// everything asked is on disk.
///
/// # Errors
/// There is no display, or the database does not open.
///
/// # Panics
/// `winit` panics where there is no display at all: call it under `catch_unwind`.
pub fn run(folder: PathBuf) -> Result<(), Failure> {
    let (found, findings) = mpsc::unbounded();
    let report = move |finding| {
        let _ = found.unbounded_send(finding);
    };
    let opened = service::open(&folder, &text::get("app-window"), clock::now, report)
        .map_err(|error| Failure::Desk(text::error(&error)))?;
    let start = Start {
        folder,
        client: opened.client.clone(),
        settings: opened.settings.clone(),
        findings: Findings(Arc::new(Mutex::new(Some(findings)))),
    };
    let mut application = iced::application(move || App::new(&start), App::update, App::view)
        .title(|_: &App| text::get("app"))
        .theme(|app: &App| app.theme.clone())
        .scale_factor(App::scale)
        .subscription(App::subscription)
        .default_font(theme::REGULAR)
        .window(window::Settings {
            size: Size::new(1366.0, 768.0),
            min_size: Some(Size::new(1024.0, 540.0)),
            ..window::Settings::default()
        });
    for font in theme::FONTS {
        application = application.font(font);
    }
    application.run()?;
    Ok(())
}

/// What the window begins with.
#[derive(Debug, Clone)]
struct Start {
    folder: PathBuf,
    client: Client,
    settings: Settings,
    findings: Findings,
}

/// What goes on behind the desk has something to say. Taken by the first who listens.
#[derive(Debug, Clone)]
struct Findings(Arc<Mutex<Option<mpsc::UnboundedReceiver<Finding>>>>);

impl Hash for Findings {
    fn hash<H: Hasher>(&self, state: &mut H) {
        "findings".hash(state);
    }
}

impl Findings {
    fn listen(&self) -> Subscription<Finding> {
        Subscription::run_with(self.clone(), |findings| {
            let taken = findings.0.lock().ok().and_then(|mut findings| findings.take());
            stream::iter(taken).flatten()
        })
    }
}

/// The window's state.
pub struct App {
    folder: PathBuf,
    client: Client,
    findings: Findings,
    settings: Settings,
    /// Percent, beside the scale of the settings.
    zoom: u16,
    theme: Theme,
    page: Page,
    over: Option<Over>,
    desk: Desk,
    board: Option<Board>,
    /// Ticket of the last request, and of the board on show.
    asked: Ticket,
    boarded: Ticket,
    now: When,
    scanner: scanner::State,
    sounds: Sounds,
    /// What the strips ask.
    questions: Vec<Question>,
    /// What went wrong behind the desk, in words.
    alarms: Vec<String>,
    /// The strip about first steps was put away.
    started: bool,
}

/// What lies over the page.
#[derive(Debug, Clone)]
enum Over {
    Help,
    Operator(Operator),
}

/// What happens to the window.
#[derive(Debug, Clone)]
pub enum Message {
    /// From the keyboard, in order.
    Heard(Heard),
    /// A button of the frame: the same as its key.
    Press(key::Action),
    /// From the serial scanner.
    Scanner(serial::Event),
    /// To the desk.
    Desk(screen::desk::Message),
    /// To the operator's card.
    Operator(screen::operator::Message),
    /// Everything the frame shows, for a session.
    Board(Ticket, Channel, Answered),
    /// Something small was done, or not.
    Done(Ticket, Answered),
    /// A check or a backup ended.
    Found(Finding),
    /// A minute went by.
    Minute,
}

impl App {
    fn new(start: &Start) -> (Self, Task<Message>) {
        let mut app = Self {
            folder: start.folder.clone(),
            client: start.client.clone(),
            findings: start.findings.clone(),
            theme: theme::theme(start.settings.sunlight),
            settings: start.settings.clone(),
            zoom: 100,
            page: Page::default(),
            over: None,
            desk: Desk::default(),
            board: None,
            asked: Ticket::default(),
            boarded: Ticket::default(),
            now: now(),
            scanner: scanner::State::default(),
            sounds: Sounds::start(),
            questions: Vec::new(),
            alarms: Vec::new(),
            started: false,
        };
        app.settle_scanner();
        // Asked for after it is shown: X11 forgets what is asked of a window before.
        let maximized =
            window::latest().and_then(|window| window::maximize::<Message>(window, true));
        let board = app.refresh();
        (app, Task::batch([board, maximized]))
    }

    /// How large everything is: the settings' scale, times what the keys made of it.
    fn scale(&self) -> f32 {
        (f32::from(self.settings.scale) * f32::from(self.zoom) / 10_000.0).clamp(0.5, 4.0)
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        self.now = now();
        match message {
            Message::Heard(Heard::Key(action)) | Message::Press(action) => self.key(action),
            Message::Heard(heard @ Heard::Focus(_)) => self.desk_hears(heard),
            Message::Heard(heard) => self.hear(heard),
            Message::Scanner(event) => self.scanner(event),
            Message::Desk(message) => {
                let action = self.desk.update(message);
                self.perform(action, to_desk)
            }
            Message::Operator(message) => self.tell_operator(message),
            Message::Board(ticket, channel, answered) => {
                if let Ok(Answer::Board(board)) = answered
                    && ticket > self.boarded
                {
                    self.boarded = ticket;
                    self.desk.adopt(&board, &channel, ticket);
                    self.board = Some(*board);
                    self.question();
                }
                Task::none()
            }
            Message::Found(finding) => {
                self.found(&finding);
                Task::none()
            }
            Message::Minute | Message::Done(_, Ok(_)) => self.refresh(),
            Message::Done(ticket, Err(error)) => {
                let failed = screen::desk::Message::Answered(ticket, Err(error));
                self.update(Message::Desk(failed))
            }
        }
    }

    /// Keys that mean the same everywhere; the rest are the page's.
    fn key(&mut self, action: key::Action) -> Task<Message> {
        match action {
            key::Action::Help => {
                self.over = match self.over {
                    Some(Over::Help) => None,
                    _ => Some(Over::Help),
                };
                Task::none()
            }
            key::Action::No if matches!(self.over, Some(Over::Help)) => {
                self.over = None;
                Task::none()
            }
            key::Action::Operator => {
                self.over = Some(Over::Operator(Operator::default()));
                Task::none()
            }
            key::Action::Go(page) => self.go(page),
            key::Action::Larger => self.zoomed(self.zoom + 10),
            key::Action::Smaller => self.zoomed(self.zoom - 10),
            key::Action::ActualSize => self.zoomed(100),
            key::Action::StripYes => self.strip(true),
            key::Action::StripNo => self.strip(false),
            action => self.hear(Heard::Key(action)),
        }
    }

    fn zoomed(&mut self, zoom: u16) -> Task<Message> {
        self.zoom = zoom.clamp(60, 200);
        Task::none()
    }

    fn go(&mut self, page: Page) -> Task<Message> {
        self.over = None;
        self.page = page;
        Task::none()
    }

    /// What lies over the page hears first, then the page.
    fn hear(&mut self, heard: Heard) -> Task<Message> {
        if let Some(Over::Operator(_)) = self.over {
            return self.tell_operator(screen::operator::Message::Heard(heard));
        }
        if let Some(Over::Help) = self.over {
            // No key acts on what help hides; a scan or typing closes it and is taken.
            if matches!(heard, Heard::Key(_)) {
                return Task::none();
            }
            if matches!(heard, Heard::Code(_) | Heard::Typing(_)) {
                self.over = None;
            }
        }
        self.desk_hears(heard)
    }

    fn desk_hears(&mut self, heard: Heard) -> Task<Message> {
        let action = self.desk.update(screen::desk::Message::Heard(heard));
        self.perform(action, to_desk)
    }

    fn tell_operator(&mut self, message: screen::operator::Message) -> Task<Message> {
        let Some(Over::Operator(operator)) = &mut self.over else { return Task::none() };
        let action = operator.update(message);
        self.perform(action, |ticket, answered| {
            Message::Operator(screen::operator::Message::Answered(ticket, answered))
        })
    }

    fn scanner(&mut self, event: serial::Event) -> Task<Message> {
        if let Some(state) = scanner::State::after(&event) {
            self.scanner = state;
        }
        let Some(config) = scanner::config(&self.settings) else { return Task::none() };
        let channel = scanner::channel(&config);
        match event {
            serial::Event::Scan(scan) => {
                let scanned = screen::desk::Message::Scanned(channel, scan.code);
                self.update(Message::Desk(scanned))
            }
            serial::Event::Connected { .. } => {
                self.desk.scanner_ready(channel);
                self.refresh()
            }
            serial::Event::TooLong { length } => self.desk_hears(Heard::TooLong(length)),
            serial::Event::Partial | serial::Event::Garbled => self.tone(Tone::Refused),
            _ => Task::none(),
        }
    }

    fn settle_scanner(&mut self) {
        self.scanner = match scanner::config(&self.settings) {
            Some(_) => scanner::State::Lost,
            None => scanner::State::Keyboard,
        };
    }

    /// What the strips ask now, most pressing first.
    fn question(&mut self) {
        let alarms = self.alarms.iter().cloned().map(Question::Alarm);
        let asked = self.board.iter().flat_map(Question::of);
        let started = self.started;
        self.questions = alarms
            .chain(asked.filter(|question| !started || *question != Question::Start))
            .collect();
    }

    /// Answers the strip on show.
    fn strip(&mut self, yes: bool) -> Task<Message> {
        match (self.questions.first(), yes) {
            (Some(Question::Clock), true) => self.ask(Request::Clock(None), Message::Done),
            (Some(Question::Run(..)), true) => self.ask(Request::KeepRun, Message::Done),
            (Some(Question::Clock | Question::Run(..)), false) => self.go(Page::Run),
            (Some(Question::Alarm(_)), true) => {
                self.alarms.remove(0);
                self.question();
                Task::none()
            }
            (Some(Question::Start), true) => {
                self.started = true;
                self.question();
                Task::none()
            }
            (Some(Question::Alarm(_) | Question::Start), false) | (None, _) => Task::none(),
        }
    }

    /// A check or a backup ended: only what went wrong is said.
    fn found(&mut self, finding: &Finding) {
        let alarm = match finding {
            Finding::Checked(report) if !report.is_sound() => {
                let folder = self.folder.display().to_string();
                text::with("strip-unsound", &[("folder", &folder)])
            }
            Finding::Failed(error) => {
                text::with("strip-backup", &[("cause", &text::store_error(error))])
            }
            Finding::Checked(_) | Finding::BackedUp(_) => return,
        };
        if !self.alarms.contains(&alarm) {
            self.alarms.push(alarm);
            self.question();
        }
    }

    /// Makes a wish happen; `to` names the page that made it.
    fn perform(
        &mut self,
        action: Action,
        to: impl Fn(Ticket, Answered) -> Message + Copy + Send + 'static,
    ) -> Task<Message> {
        match action {
            Action::None | Action::Person(_) | Action::Device(_) | Action::WalkUp(_) => {
                Task::none()
            }
            Action::Ask(request) => self.ask(request, to),
            Action::Go(page) => self.go(page),
            Action::Keep(settings) => {
                self.theme = theme::theme(settings.sunlight);
                self.settings = (*settings).clone();
                self.settle_scanner();
                self.ask(Request::SetSettings(*settings), Message::Done)
            }
            Action::Tone(tone) => self.tone(tone),
            Action::Refresh => self.refresh(),
            Action::Close => {
                self.over = None;
                Task::none()
            }
            Action::Focus(id) => iced::widget::operation::focus(id),
            Action::Many(actions) => {
                Task::batch(actions.into_iter().map(|action| self.perform(action, to)))
            }
        }
    }

    fn tone(&mut self, tone: Tone) -> Task<Message> {
        let heard = self.settings.sounds && self.sounds.play(tone);
        if !heard && tone != Tone::None {
            self.desk.flash();
        }
        Task::none()
    }

    /// Asks the desk at once, so that scans keep their order.
    fn ask(
        &mut self,
        request: Request,
        to: impl Fn(Ticket, Answered) -> Message + Send + 'static,
    ) -> Task<Message> {
        self.asked.0 += 1;
        let ticket = self.asked;
        Task::perform(self.client.call(request), move |answered| {
            to(ticket, answered.unwrap_or(Err(service::Error::Stopped)))
        })
    }

    fn refresh(&mut self) -> Task<Message> {
        let channel = self.desk.channel().clone();
        self.ask(Request::Board(channel.clone()), move |ticket, answered| {
            Message::Board(ticket, channel.clone(), answered)
        })
    }

    fn subscription(&self) -> Subscription<Message> {
        let minute = iced::time::every(MINUTE).map(|_| Message::Minute);
        let rest = self.desk.rests().map(|number| {
            iced::time::every(REST)
                .with(number)
                .map(|(number, _)| Message::Desk(screen::desk::Message::Rested(number)))
        });
        let flash = self
            .desk
            .is_flashing()
            .then(|| iced::time::every(FLASH).map(|_| Message::Desk(screen::desk::Message::Flash)));
        let scanner = scanner::config(&self.settings)
            .map(|config| scanner::listen(config).map(Message::Scanner));
        let found = self.findings.listen().map(Message::Found);
        let parts = [Some(minute), Some(found), rest, flash, scanner];
        Subscription::batch(parts.into_iter().flatten())
    }

    fn view(&self) -> Element<'_, Message> {
        scan_listener(responsive(|size| self.pages(size)), Message::Heard)
            .suffix(&self.settings.suffix)
            .epoch(self.desk.epoch())
            .into()
    }

    fn pages(&self, size: Size) -> Element<'_, Message> {
        let frame = Frame {
            size,
            page: self.page,
            board: self.board.as_ref(),
            questions: &self.questions,
            now: self.now,
            scanner: self.scanner,
            listening: self.desk.is_listening(),
            theme: &self.theme,
        };
        let around = screen::desk::Around {
            board: self.board.as_ref(),
            now: self.now,
            size: frame.body(),
            theme: &self.theme,
        };
        let page = self.desk.view(around).map(Message::Desk);
        let page = chrome::frame(&frame, page, Message::Press);
        match &self.over {
            None => page,
            Some(Over::Help) => chrome::over(page, chrome::help()),
            Some(Over::Operator(operator)) => {
                let present = self.board.as_ref().and_then(|board| board.operator.as_deref());
                chrome::over(page, operator.view(present).map(Message::Operator))
            }
        }
    }
}

fn to_desk(ticket: Ticket, answered: Answered) -> Message {
    Message::Desk(screen::desk::Message::Answered(ticket, answered))
}

/// The present, as this computer tells it.
fn now() -> When {
    When::from(&clock::now())
}
