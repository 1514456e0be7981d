//! What comes from beside the keyboard: the serial scanner, and what the strips ask.

use std::path::{Path, PathBuf};

use iced::Task;
use iced::futures::channel::oneshot;

use super::{App, Message};
use crate::desk::reply::Tone;
use crate::desk::request::{Answer, Request};
use crate::desk::transfer_open::WhichStack;
use crate::desk::{Error, FileFault, Finding};
use crate::scanner::serial;
use crate::text;
use crate::ui::chrome::Question;
use crate::ui::pages::Place;
use crate::ui::scanner;
use crate::ui::screen::{self, Answered, Page};
use crate::ui::widget::Heard;

/// Saves what a check found on a thread of its own: a stick is slow, and there may be many rows.
pub(super) fn save(
    path: PathBuf,
    write: impl FnOnce(&Path) -> Result<(), FileFault> + Send + 'static,
) -> Task<Message> {
    let (done, saved) = oneshot::channel();
    std::thread::spawn(move || {
        let written = write(&path);
        let _ = done.send(written.map(|()| path).map_err(|error| text::exchange_error(&error)));
    });
    Task::perform(saved, |saved| {
        let saved = saved.unwrap_or_else(|_| Err(text::error(&Error::Stopped)));
        Message::Exchange(screen::exchange::Message::Saved(saved))
    })
}

/// Lays out, draws and writes what is printed on a thread of its own: scans never wait for it.
pub(super) fn print(order: screen::print::Order, folder: PathBuf) -> Task<Message> {
    let (done, printed) = oneshot::channel();
    std::thread::spawn(move || {
        let _ = done.send(screen::print::carry_out(order, &folder));
    });
    // A thread that ended without a word has been said in the log.
    Task::perform(printed, Result::ok)
        .and_then(Task::done)
        .map(|done| Message::Print(screen::print::Message::Done(done)))
}

impl App {
    /// Shows whoever or whatever a code names.
    pub(super) fn find(&mut self, code: String) -> Task<Message> {
        let opened = self.go(Page::People);
        Task::batch([opened, self.tell(Place::People, Heard::Code(code))])
    }

    pub(super) fn scanner(&mut self, event: serial::Event) -> Task<Message> {
        if let Some(state) = scanner::State::after(&event) {
            self.scanner = state;
        }
        let Some(config) = scanner::config(&self.settings) else { return Task::none() };
        let channel = scanner::channel(&config);
        match event {
            // A pause ends a code late: this one came while the settings were on show.
            serial::Event::Scan(scan) if self.tested.is_some_and(|left| scan.at <= left) => {
                self.tell_settings(serial::Event::Scan(scan))
            }
            serial::Event::Scan(scan) => match self.place() {
                Place::Desk => {
                    let scanned = screen::desk::Message::Scanned(channel, scan.code);
                    self.over = None;
                    self.update(Message::Desk(scanned))
                }
                // A page of fields takes no scan, and says so.
                Place::Run | Place::First => self.tone(Tone::Refused),
                Place::Settings => self.tell_settings(serial::Event::Scan(scan)),
                place => self.tell(place, Heard::Code(scan.code)),
            },
            serial::Event::Connected { .. } => {
                self.desk.scanner_ready(channel);
                self.refresh()
            }
            serial::Event::Ends(ending) => {
                let mut settings = self.settings.clone();
                settings.serial_endings.insert(config.path, ending);
                self.pages.settings.adopt(&settings);
                self.keep(settings)
            }
            trouble @ (serial::Event::Partial
            | serial::Event::Garbled
            | serial::Event::TooLong { .. })
                if self.place() == Place::Settings =>
            {
                Task::batch([self.tone(Tone::Refused), self.tell_settings(trouble)])
            }
            serial::Event::TooLong { length } => self.tell(self.place(), Heard::TooLong(length)),
            serial::Event::Partial | serial::Event::Garbled => self.tone(Tone::Refused),
            _ => Task::none(),
        }
    }

    fn tell_settings(&mut self, event: serial::Event) -> Task<Message> {
        self.update(Message::Settings(screen::settings::Message::Scanner(event)))
    }

    pub(super) fn settle_scanner(&mut self) {
        self.scanner = match scanner::config(&self.settings) {
            Some(_) => scanner::State::Lost,
            None => scanner::State::Keyboard,
        };
    }

    /// A file is for Exchange, whatever page is on show; but one of stocks for Print, and the report of a
    /// loss or a price list for the line that asks for it.
    pub(super) fn dropped(&mut self, path: PathBuf) -> Task<Message> {
        if self.pages.first.is_some() {
            return Task::none();
        }
        let is_stocks = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
        if self.page == Page::Print && is_stocks {
            return self.update(Message::Print(screen::print::Message::Dropped(path)));
        }
        if self.page == Page::Devices && self.pages.devices.drop_file(&path) {
            return Task::none();
        }
        if self.page == Page::Settings
            && let Some(action) = self.pages.settings.drop_file(&path)
        {
            return self.perform(action, Place::Settings);
        }
        if self.page != Page::Exchange {
            self.turn_to(Page::Exchange);
            self.pages.exchange.begin_anew();
        }
        self.over = None;
        self.update(Message::Exchange(screen::exchange::Message::Dropped(path)))
    }

    /// A receipt for the person on screen, laid out to be looked at; nothing without one.
    pub(super) fn receipt(&mut self) -> Task<Message> {
        let person = self.board.as_ref().and_then(|board| board.view.person.as_ref());
        let Some(id) = person.map(|person| person.named.id.to_string()) else {
            return Task::none();
        };
        let opened = self.go(Page::Print);
        let laid = self.update(Message::Print(screen::print::Message::Receipt(id)));
        Task::batch([opened, laid])
    }

    /// The driver's sheet of a transfer, laid out to be looked at.
    pub(super) fn sheet(&mut self, which: WhichStack) -> Task<Message> {
        let opened = self.go(Page::Print);
        let laid = self.update(Message::Print(screen::print::Message::Sheet(which)));
        Task::batch([opened, laid])
    }

    /// A drive was plugged in: what is on it for this station is looked for at once.
    pub(super) fn plugged(&mut self, path: PathBuf) -> Task<Message> {
        if self.pages.first.is_some() {
            return Task::none();
        }
        let look = Request::LookOnStick(path.clone());
        self.ask(look, move |_, answered| Message::OnStick(path.clone(), answered))
    }

    /// Offers what lies on a stick for this station. A drive without bundles is nobody's business.
    pub(super) fn on_stick(&mut self, path: PathBuf, answered: Answered) {
        let Ok(Answer::OnStick(found)) = answered else { return };
        let offered: Vec<_> = found.iter().filter(|one| one.offered).collect();
        let receipts = offered.iter().filter(|one| one.for_us).count() as u64;
        let batches = offered.len() as u64 - receipts;
        let says = match (receipts, batches) {
            (0, 0) => return,
            (_, 0) => text::get("strip-stick-receipt"),
            (_, count) => text::with("strip-stick-batches", &[("count", &count)]),
        };
        self.stick = Some((path, says));
        self.question();
    }

    /// Says what scans wait for, on every page, and on the desk how many there are.
    pub(super) fn wait(&mut self) {
        let work = self.pages.exchange.work();
        self.desk.wait(work.clone(), self.unanswered.len());
        if self.questions.first().and_then(Question::work) != work.as_deref() {
            self.question();
        }
    }

    /// What the strips ask now, most pressing first.
    pub(super) fn question(&mut self) {
        let work = self.pages.exchange.work().map(Question::Work);
        let alarms = self.alarms.iter().cloned().map(Question::Alarm);
        let stick = self.stick.iter().map(|(_, says)| Question::Stick(says.clone()));
        let asked = self.board.iter().flat_map(Question::of);
        let started = self.started;
        self.questions = work
            .into_iter()
            .chain(alarms)
            .chain(stick)
            .chain(asked.filter(|question| !started || *question != Question::Start))
            .collect();
    }

    /// Answers the strip on show.
    pub(super) fn strip(&mut self, yes: bool) -> Task<Message> {
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
            (Some(Question::Stick(_)), yes) => {
                let stick = self.stick.take();
                self.question();
                match stick.filter(|_| yes) {
                    Some((path, _)) => self.dropped(path),
                    None => Task::none(),
                }
            }
            (Some(Question::Work(_)) | None, _)
            | (Some(Question::Alarm(_) | Question::Start), false) => Task::none(),
        }
    }

    /// A check or a backup ended: only what went wrong is said.
    pub(super) fn found(&mut self, finding: &Finding) {
        let alarm = match finding {
            Finding::Checked(report) if !report.is_sound() => {
                let folder = self.folder.display().to_string();
                text::with("strip-unsound", &[("folder", &folder)])
            }
            Finding::Failed(error) => {
                text::with("strip-backup", &[("cause", &text::store_cause(error).line)])
            }
            Finding::Checked(_) | Finding::BackedUp(_) => return,
        };
        if !self.alarms.contains(&alarm) {
            self.alarms.push(alarm);
            self.question();
        }
    }
}
