//! The window with an open desk: what the pages share, who hears what, whose wishes are done how.

mod beside;
mod paint;
mod streams;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use iced::widget::{Id, operation, responsive, space};
use iced::{Element, Size, Subscription, Task, Theme};

use super::chrome::{self, Frame, Question};
use super::pages::{Over, Pages, Place};
use super::screen::desk::Desk;
use super::screen::operator::Operator;
use super::screen::part::keys::closed;
use super::screen::{self, Action, Answered, Page, Ticket};
use super::sound::Sounds;
use super::widget::drop::drops;
use super::widget::{Heard, scan_listener};
use super::{key, scanner, theme};
use crate::clock;
use crate::desk::reply::{Channel, Tone, When};
use crate::desk::request::{Answer, Board, Request, Settings};
use crate::desk::{self as service, Client, Finding, checking};
use crate::scanner::serial;
use crate::text;
use paint::Paint;
pub(super) use streams::Findings;

/// How long a person stands on screen before they are cleared.
const REST: Duration = Duration::from_secs(20);
/// How long the band stays lit or dark while it flashes.
const FLASH: Duration = Duration::from_millis(160);
/// How often a long piece of work says how far it is.
const WORK: Duration = Duration::from_millis(200);
/// How often date and time in the bar move on.
const MINUTE: Duration = Duration::from_mins(1);

/// What the window begins with.
#[derive(Debug, Clone)]
pub(super) struct Start {
    pub(super) folder: PathBuf,
    pub(super) client: Client,
    pub(super) settings: Settings,
    pub(super) findings: Findings,
    /// What is doubtful about the place of the data, in words.
    pub(super) warning: Option<String>,
}

/// The window's state.
pub(super) struct App {
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
    pages: Pages,
    /// Changes with the page: what is half typed on one is nothing to the next.
    turns: u64,
    board: Option<Board>,
    /// Ticket of the last request, and of the board on show.
    asked: Ticket,
    boarded: Ticket,
    now: When,
    scanner: scanner::State,
    /// How often the scanner was listened to anew.
    listened: u64,
    /// When the settings were left: what was scanned before is a test.
    tested: Option<Instant>,
    sounds: Sounds,
    /// What the strips ask.
    questions: Vec<Question>,
    /// What went wrong behind the desk, in words.
    alarms: Vec<String>,
    /// Scans that were sent to the desk and are not answered.
    unanswered: BTreeSet<Ticket>,
    /// The strip about first steps was put away.
    started: bool,
    /// A stick with something for this station: where it is, and what to say.
    stick: Option<(PathBuf, String)>,
    paint: Paint,
}

/// What happens to the window.
#[derive(Debug, Clone)]
pub(super) enum Message {
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
    /// To the people.
    People(screen::people::Message),
    /// To the devices.
    Devices(screen::devices::Message),
    /// To what is printed.
    Print(screen::print::Message),
    /// To the exchange.
    Exchange(screen::exchange::Message),
    /// To the run.
    Run(screen::run::Message),
    /// To the settings.
    Settings(screen::settings::Message),
    /// To the paper list.
    Paper(screen::paper::Message),
    /// From the page of transfers.
    Transfer(screen::transfer::Message),
    /// To the form for somebody on no list.
    WalkUp(screen::walk_up::Message),
    /// To first start.
    First(screen::first_start::Message),
    /// Everything the frame shows, for a session.
    Board(Ticket, Channel, Answered),
    /// Something small was done, or not.
    Done(Ticket, Answered),
    /// A check or a backup ended.
    Found(Finding),
    /// A file was dropped onto the window.
    Dropped(PathBuf),
    /// A drive was plugged in.
    Plugged(PathBuf),
    /// What lies on it.
    OnStick(PathBuf, Answered),
    /// A minute went by.
    Minute,
    /// A frame is drawn.
    Frame,
}

impl App {
    pub(super) fn new(start: &Start) -> (Self, Task<Message>) {
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
            pages: Pages::default(),
            turns: 0,
            board: None,
            asked: Ticket::default(),
            boarded: Ticket::default(),
            now: now(),
            scanner: scanner::State::default(),
            listened: 0,
            tested: None,
            sounds: Sounds::start(),
            questions: Vec::new(),
            alarms: Vec::new(),
            unanswered: BTreeSet::new(),
            started: false,
            stick: None,
            paint: Paint::new(),
        };
        app.alarms.extend(start.warning.clone());
        app.settle_scanner();
        let board = app.refresh();
        (app, board)
    }

    /// How large everything is: the settings' scale, times what the keys made of it.
    pub(super) fn scale(&self) -> f32 {
        (f32::from(self.settings.scale) * f32::from(self.zoom) / 10_000.0).clamp(0.5, 4.0)
    }

    /// Light, or for the sun.
    pub(super) fn theme(&self) -> Theme {
        self.theme.clone()
    }

    pub(super) fn update(&mut self, message: Message) -> Task<Message> {
        self.now = now();
        match message {
            Message::Heard(Heard::Key(action)) | Message::Press(action) => self.key(action),
            Message::Heard(heard @ Heard::Focus(_)) => self.tell(Place::Desk, heard),
            Message::Heard(heard) => {
                if matches!(heard, Heard::Code(_)) {
                    self.paint.code();
                }
                self.hear(heard)
            }
            Message::Frame => {
                self.paint.frame();
                Task::none()
            }
            Message::Scanner(event) => self.scanner(event),
            Message::Dropped(path) => self.dropped(path),
            Message::Plugged(path) => self.plugged(path),
            Message::OnStick(path, answered) => {
                self.on_stick(path, answered);
                Task::none()
            }
            Message::Board(ticket, channel, answered) => self.board(ticket, &channel, answered),
            Message::Found(finding) => {
                self.found(&finding);
                Task::none()
            }
            Message::Minute | Message::Done(_, Ok(_)) => self.refresh(),
            Message::Done(ticket, Err(error)) => {
                let failed = screen::desk::Message::Answered(ticket, Err(error));
                self.update(Message::Desk(failed))
            }
            Message::Desk(message) => {
                if let screen::desk::Message::Answered(ticket, _) = &message {
                    self.unanswered.remove(ticket);
                    self.wait();
                }
                if matches!(message, screen::desk::Message::Answered(_, Ok(Answer::Reply(_)))) {
                    self.paint.reply();
                }
                let action = self.desk.update(message);
                self.perform(action, Place::Desk)
            }
            Message::Operator(message) => {
                let Some(Over::Operator(operator)) = &mut self.over else { return Task::none() };
                let action = operator.update(message);
                self.perform(action, Place::Operator)
            }
            Message::WalkUp(message) => self.walk_up(message),
            Message::First(message) => {
                let Some(first) = &mut self.pages.first else { return Task::none() };
                let action = first.update(message);
                if matches!(&action, Action::Many(all) if all.contains(&Action::Go(Page::Desk))) {
                    self.pages.first = None;
                }
                self.perform(action, Place::First)
            }
            Message::People(message) => {
                let action = self.pages.people.update(message);
                self.perform(action, Place::People)
            }
            Message::Devices(message) => {
                let shown = self.shown_at_the_desk(&message);
                let action = self.pages.devices.update(message);
                Task::batch([shown, self.perform(action, Place::Devices)])
            }
            Message::Print(message) => {
                let action = self.pages.print.update(message);
                self.perform(action, Place::Print)
            }
            Message::Exchange(message) => {
                let action = self.pages.exchange.update(message);
                self.wait();
                self.perform(action, Place::Exchange)
            }
            Message::Run(message) => {
                let action = self.pages.run.update(message);
                self.perform(action, Place::Run)
            }
            Message::Paper(message) => {
                let action = self.pages.paper.update(message);
                self.perform(action, Place::Paper)
            }
            Message::Transfer(message) => {
                let action = self.pages.transfer.update(message);
                self.perform(action, Place::Transfer)
            }
            Message::Settings(message) => {
                let action = self.pages.settings.update(message);
                self.perform(action, Place::Settings)
            }
        }
    }

    /// The reply to serving somebody is the desk's to show: they are on screen there.
    fn walk_up(&mut self, message: screen::walk_up::Message) -> Task<Message> {
        use screen::walk_up::Message as WalkUp;

        let shown = match &message {
            WalkUp::Answered(ticket, Ok(Answer::Reply(reply))) => {
                let answered = Ok(Answer::Reply(reply.clone()));
                let message = screen::desk::Message::Answered(*ticket, answered);
                self.update(Message::Desk(message))
            }
            _ => Task::none(),
        };
        let Some(walk_up) = &mut self.pages.walk_up else { return shown };
        let action = walk_up.update(message);
        Task::batch([shown, self.perform(action, Place::WalkUp)])
    }

    /// The reply to taking a device in is the desk's to show: it goes out there.
    fn shown_at_the_desk(&mut self, message: &screen::devices::Message) -> Task<Message> {
        let screen::devices::Message::Answered(ticket, Ok(Answer::Reply(reply))) = message else {
            return Task::none();
        };
        let answered = Ok(Answer::Reply(reply.clone()));
        self.update(Message::Desk(screen::desk::Message::Answered(*ticket, answered)))
    }

    fn board(&mut self, ticket: Ticket, channel: &Channel, answered: Answered) -> Task<Message> {
        let Ok(Answer::Board(board)) = answered else { return Task::none() };
        if ticket <= self.boarded {
            return Task::none();
        }
        self.boarded = ticket;
        self.desk.adopt(&board, channel, ticket);
        text::lifecycle::call(&board.policy.names);
        let begins = self.pages.begins(&board);
        self.board = Some(*board);
        self.question();
        self.perform(begins, Place::First)
    }

    /// Keys that mean the same everywhere; the rest are the page's.
    fn key(&mut self, action: key::Action) -> Task<Message> {
        match action {
            key::Action::Help if !matches!(self.over, Some(Over::Help)) => self.lay(Over::Help),
            key::Action::Help => self.lift(),
            key::Action::No if matches!(self.over, Some(Over::Help)) => self.lift(),
            key::Action::Operator if self.pages.first.is_none() => {
                self.lay(Over::Operator(Operator::default()))
            }
            // Nothing else before this computer is a station.
            key::Action::Go(_) if self.pages.first.is_some() => Task::none(),
            key::Action::Go(page) => self.go(page),
            key::Action::Larger => self.zoomed(self.zoom + 10),
            key::Action::Smaller => self.zoomed(self.zoom - 10),
            key::Action::ActualSize => self.zoomed(100),
            key::Action::StripYes => self.strip(true),
            key::Action::StripNo => self.strip(false),
            key::Action::Receipt if self.place() == Place::Desk => self.receipt(),
            action => self.hear(Heard::Key(action)),
        }
    }

    fn zoomed(&mut self, zoom: u16) -> Task<Message> {
        self.zoom = zoom.clamp(60, 200);
        Task::none()
    }

    fn go(&mut self, page: Page) -> Task<Message> {
        self.turn_to(page);
        let action = self.pages.open(page, self.board.as_ref(), &self.settings, self.now);
        self.perform(action, Place::of(page))
    }

    fn turn_to(&mut self, page: Page) {
        self.over = None;
        if self.page == Page::Settings {
            self.tested = Some(Instant::now());
        }
        self.page = page;
        self.turns += 1;
    }

    /// Puts something over the page. No field below it keeps the cursor.
    fn lay(&mut self, over: Over) -> Task<Message> {
        self.over = Some(over);
        self.turns += 1;
        operation::focus(Id::unique())
    }

    /// Takes away what lies over the page, which has the cursor again.
    fn lift(&mut self) -> Task<Message> {
        self.over = None;
        self.turns += 1;
        self.place().field().map_or_else(Task::none, operation::focus)
    }

    /// Who hears: what lies over the page first, then the page.
    fn place(&self) -> Place {
        match &self.over {
            Some(Over::Operator(_)) => Place::Operator,
            _ => self.beneath(),
        }
    }

    /// The page on show, whatever lies over it.
    fn beneath(&self) -> Place {
        if self.pages.first.is_some() {
            Place::First
        } else if self.page == Page::Desk && self.pages.walk_up.is_some() {
            Place::WalkUp
        } else {
            Place::of(self.page)
        }
    }

    fn hear(&mut self, heard: Heard) -> Task<Message> {
        if let Some(Over::Help) = self.over {
            // No key acts on what help hides; a scan or typing closes it and is taken.
            if matches!(heard, Heard::Key(_)) {
                return Task::none();
            }
            if matches!(heard, Heard::Code(_) | Heard::Typing(_)) {
                self.over = None;
            }
        }
        self.tell(self.place(), heard)
    }

    fn tell(&mut self, place: Place, heard: Heard) -> Task<Message> {
        self.update(place.hears(heard))
    }

    /// Makes a wish happen; `place` made it and gets the answers.
    fn perform(&mut self, action: Action, place: Place) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Ask(request) => {
                self.ask(request, move |ticket, answered| place.answered(ticket, answered))
            }
            Action::Person(id) => {
                self.turn_to(Page::People);
                let action = self.pages.people.show(id);
                self.perform(action, Place::People)
            }
            Action::Device(id) => {
                self.turn_to(Page::Devices);
                let action = self.pages.devices.show(id);
                self.perform(action, Place::Devices)
            }
            Action::Find(code) => self.find(code),
            Action::SaveRefused(path, outlook) => beside::save(path, move |path| {
                checking::save_refused(path, &outlook, text::reason, text::look)
            }),
            Action::SaveLeaving(path, outlook) => {
                beside::save(path, move |path| checking::save_leaving(path, &outlook))
            }
            Action::Sheet(which) => self.sheet(which),
            Action::Print(order) => beside::print(*order, self.folder.clone()),
            Action::WalkUp(code) => {
                self.turns += 1;
                self.pages.serve(self.desk.channel().clone(), code);
                Task::none()
            }
            Action::NewDevice(tag) => {
                self.turn_to(Page::Devices);
                let action = self.pages.devices.add(self.desk.channel().clone(), tag);
                self.perform(action, Place::Devices)
            }
            Action::Go(page) => self.go(page),
            Action::Keep(settings) => self.keep(*settings),
            Action::Tone(tone) => self.tone(tone),
            Action::Refresh => self.refresh(),
            Action::Close if place == Place::WalkUp => {
                self.turns += 1;
                self.pages.walk_up = None;
                Task::none()
            }
            Action::Close => self.lift(),
            Action::Focus(id) => operation::focus(id),
            Action::Many(actions) => {
                Task::batch(actions.into_iter().map(|action| self.perform(action, place)))
            }
        }
    }

    fn keep(&mut self, settings: Settings) -> Task<Message> {
        self.theme = theme::theme(settings.sunlight);
        let before = scanner::config(&self.settings);
        self.settings = settings;
        if scanner::begins_anew(before.as_ref(), scanner::config(&self.settings).as_ref()) {
            self.listened += 1;
            self.settle_scanner();
        }
        self.ask(Request::SetSettings(self.settings.clone()), Message::Done)
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
        if let Request::Scan { .. } = request {
            self.unanswered.insert(ticket);
            self.wait();
        }
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

    pub(super) fn subscription(&self) -> Subscription<Message> {
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
            .map(|config| scanner::listen(config, self.listened).map(Message::Scanner));
        let found = self.findings.listen().map(Message::Found);
        let frames = self.paint.frames().map(|frames| frames.map(|_| Message::Frame));
        let works = self.pages.exchange.works().then(|| {
            iced::time::every(WORK).map(|_| Message::Exchange(screen::exchange::Message::Tick))
        });
        let sticks = Subscription::run(streams::plugged).map(Message::Plugged);
        let prints =
            self.pages.print.works().then(|| {
                iced::time::every(WORK).map(|_| Message::Print(screen::print::Message::Tick))
            });
        let parts =
            [Some(minute), Some(found), Some(sticks), rest, flash, scanner, frames, works, prints];
        Subscription::batch(parts.into_iter().flatten())
    }

    pub(super) fn view(&self) -> Element<'_, Message> {
        scan_listener(responsive(|size| self.pages(size)), Message::Heard)
            .suffix(&self.settings.suffix)
            .epoch(self.desk.epoch() + self.turns)
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
        let around = |size| screen::desk::Around {
            board: self.board.as_ref(),
            now: self.now,
            size,
            theme: &self.theme,
        };
        let place = self.beneath();
        let page = if place == Place::First {
            self.pages.view(place, around(size))
        } else {
            let page = self.pages.view(place, around(frame.body()));
            let page =
                page.unwrap_or_else(|| self.desk.view(around(frame.body())).map(Message::Desk));
            Some(chrome::frame(&frame, page, Message::Press))
        };
        let page = page.unwrap_or_else(|| space().into());
        let page = Element::from(closed(page, self.over.is_some()));
        let page = Element::from(drops(page, Message::Dropped));
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

/// The present, as this computer tells it.
fn now() -> When {
    When::from(&clock::now())
}
