//! The window: iced, behind the feature `gui`.
//!
//! Here is what holds before there is a desk: opening the folder, and the trouble screen where it
//! does not open. `app` is the window with an open desk: it owns what the pages share, routes
//! what is heard to the page on show and makes the pages' wishes happen. It decides nothing about
//! devices and people: that is the desk's, which runs on a thread of its own.

mod app;
pub mod chrome;
pub mod key;
mod pages;

pub mod scanner;
pub mod screen;
pub mod sound;
pub mod theme;
pub mod widget;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use iced::futures::channel::{mpsc, oneshot};
use iced::widget::responsive;
use iced::{Element, Size, Subscription, Task, Theme, window};

use crate::clock;
use crate::desk::reply::When;
use crate::desk::{self as service, Opened};
use crate::store::{self, BACKUPS, DATABASE, backup, lock};
use crate::text;
use app::{App, Findings, Start};
use screen::trouble::{self, Trouble};
use widget::scan_listener;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database does not open, and neither does a window to say so; in words.
    #[error("{0}")]
    Desk(String),
    /// The window does not open.
    #[error(transparent)]
    Window(#[from] iced::Error),
}

/// Opens the desk of a folder and the window on it; returns when the window is closed and
/// everything asked is on disk. Where the desk does not open, the window says why.
///
/// # Errors
/// There is no display.
///
/// # Panics
/// `winit` panics where there is no display at all: call it under `catch_unwind`.
pub fn run(folder: PathBuf) -> Result<(), Failure> {
    let house = House { folder, opened: Arc::default() };
    let start = house.open();
    let cause = start.as_ref().err().map(text::error);
    let start = start.map_err(|error| house.trouble(&error));
    let boot = house.clone();
    let mut application =
        iced::application(move || Root::new(&boot, &start), Root::update, Root::view)
            .title(|_: &Root| text::get("app"))
            .theme(Root::theme)
            .scale_factor(Root::scale)
            .subscription(Root::subscription)
            .default_font(theme::REGULAR)
            .window(window::Settings {
                size: Size::new(1366.0, 768.0),
                min_size: Some(Size::new(1024.0, 540.0)),
                ..window::Settings::default()
            });
    for font in theme::FONTS {
        application = application.font(font);
    }
    let closed = application.run();
    house.close();
    closed.map_err(|error| cause.map_or(Failure::Window(error), Failure::Desk))
}

/// The folder of the desk, and the desk once it is open.
#[derive(Debug, Clone)]
struct House {
    folder: PathBuf,
    opened: Arc<Mutex<Option<Opened>>>,
}

impl House {
    fn open(&self) -> Result<Start, service::Error> {
        let (found, findings) = mpsc::unbounded();
        let report = move |finding| {
            let _ = found.unbounded_send(finding);
        };
        let opened = service::open(&self.folder, &text::get("app-window"), clock::now, report)?;
        let start = Start {
            folder: self.folder.clone(),
            client: opened.client.clone(),
            settings: opened.settings.clone(),
            findings: Findings::new(findings),
            warning: opened.warning.as_ref().map(|_| text::get("place-warning")),
        };
        if let Ok(mut held) = self.opened.lock() {
            *held = Some(opened);
        }
        Ok(start)
    }

    /// Waits until everything asked is on disk.
    fn close(&self) {
        let opened = self.opened.lock().ok().and_then(|mut held| held.take());
        drop(opened);
    }

    fn trouble(&self, error: &service::Error) -> Trouble {
        let utc_offset_min = clock::now().utc_offset_min;
        let newest = backup::newest(&self.folder.join(BACKUPS)).map(|newest| trouble::Backup {
            made: When { at_ms: newest.at_ms, utc_offset_min },
            path: newest.path,
            bytes: newest.bytes,
        });
        let database = self.folder.join(DATABASE);
        Trouble::new(self.folder.clone(), database, text::cause(error), newest)
    }

    /// Puts a backup in the place of the database, which is kept beside it.
    fn restore(&self, file: &Path) -> Result<(), service::Error> {
        let lock =
            lock::Lock::take(&self.folder, &text::get("app-window")).map_err(store::Error::from)?;
        let database = self.folder.join(DATABASE);
        let restored = backup::restore(file, &database, &clock::now());
        drop(lock);
        let _kept = restored.map_err(store::Error::from)?;
        Ok(())
    }
}

/// The window: an open desk, or why there is none.
struct Root {
    house: House,
    stage: Stage,
}

enum Stage {
    Open(Box<App>),
    Trouble(Box<Trouble>),
}

/// What happens to the window.
#[derive(Debug, Clone)]
enum Message {
    App(app::Message),
    Trouble(trouble::Message),
    Restored(Result<(), service::Error>),
}

impl Root {
    fn new(house: &House, start: &Result<Start, Trouble>) -> (Self, Task<Message>) {
        let (stage, task) = match start {
            Ok(start) => {
                let (app, task) = App::new(start);
                (Stage::Open(Box::new(app)), task.map(Message::App))
            }
            Err(trouble) => (Stage::Trouble(Box::new(trouble.clone())), Task::none()),
        };
        // Asked for after it is shown: X11 forgets what is asked of a window before.
        let maximized =
            window::latest().and_then(|window| window::maximize::<Message>(window, true));
        (Self { house: house.clone(), stage }, Task::batch([task, maximized]))
    }

    fn update(&mut self, message: Message) -> Task<Message> {
        match (&mut self.stage, message) {
            (Stage::Open(app), Message::App(message)) => app.update(message).map(Message::App),
            (Stage::Trouble(trouble), Message::Trouble(message)) => match trouble.update(message) {
                trouble::Action::None => Task::none(),
                trouble::Action::Again => self.again(),
                trouble::Action::Quit => iced::exit(),
                trouble::Action::Restore(file) => self.restore(file),
            },
            (Stage::Trouble(_), Message::Restored(Ok(()))) => self.again(),
            (Stage::Trouble(trouble), Message::Restored(Err(error))) => {
                trouble.still(text::cause(&error));
                Task::none()
            }
            _ => Task::none(),
        }
    }

    fn again(&mut self) -> Task<Message> {
        match self.house.open() {
            Ok(start) => {
                let (app, task) = App::new(&start);
                self.stage = Stage::Open(Box::new(app));
                task.map(Message::App)
            }
            Err(error) => {
                let mut trouble = self.house.trouble(&error);
                trouble.still(text::cause(&error));
                self.stage = Stage::Trouble(Box::new(trouble));
                Task::none()
            }
        }
    }

    /// On a thread of its own: a large database takes a while.
    fn restore(&self, file: PathBuf) -> Task<Message> {
        let house = self.house.clone();
        let (done, restored) = oneshot::channel();
        std::thread::spawn(move || {
            let _ = done.send(house.restore(&file));
        });
        Task::perform(restored, |restored| {
            Message::Restored(restored.unwrap_or(Err(service::Error::Stopped)))
        })
    }

    fn view(&self) -> Element<'_, Message> {
        match &self.stage {
            Stage::Open(app) => app.view().map(Message::App),
            Stage::Trouble(trouble) => {
                let content = responsive(|size| trouble.view(size));
                let heard = scan_listener(content, trouble::Message::Heard);
                Element::from(heard).map(Message::Trouble)
            }
        }
    }

    fn theme(&self) -> Theme {
        match &self.stage {
            Stage::Open(app) => app.theme(),
            Stage::Trouble(_) => theme::theme(false),
        }
    }

    fn scale(&self) -> f32 {
        match &self.stage {
            Stage::Open(app) => app.scale(),
            Stage::Trouble(_) => 1.0,
        }
    }

    fn subscription(&self) -> Subscription<Message> {
        match &self.stage {
            Stage::Open(app) => app.subscription().map(Message::App),
            Stage::Trouble(_) => Subscription::none(),
        }
    }
}
