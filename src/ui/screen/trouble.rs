//! Trouble: the database will not open. Says where it is, why, what to do, and which backup
//! there is.
//!
//! Stands in place of the whole window. Opens, repairs and restores nothing itself.

use std::path::{Path, PathBuf};

use iced::keyboard::{self, Modifiers};
use iced::widget::{column, container, row, space, text};
use iced::{Alignment, Element, Length, Size};

use super::part::keys::keys;
use super::part::{self, Measures, card, faded, heading, main_button, section};
use crate::desk::reply::When;
use crate::text::{self as words, Cause};
use crate::ui::key;
use crate::ui::theme;
use crate::ui::widget::keycap::key_button;
use crate::ui::widget::{Heard, fit};

/// What stands in the way.
#[derive(Debug, Clone)]
pub struct Trouble {
    folder: PathBuf,
    database: PathBuf,
    cause: Cause,
    backup: Option<Backup>,
    /// What restoring would do is on show.
    asking: bool,
    /// It was tried again, to no avail.
    again: bool,
}

/// The newest backup there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made.
    pub made: When,
    /// Size.
    pub bytes: u64,
}

/// What happens here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// From the keyboard.
    Heard(Heard),
    /// Open it again.
    Again,
    /// Close the window.
    Quit,
    /// Show what restoring would do; a second time does it.
    Restore,
    /// Do not restore.
    Keep,
}

/// What the root must do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Action {
    /// Nothing.
    None,
    /// Open the database again.
    Again,
    /// Close the window.
    Quit,
    /// Restore this backup, then open.
    Restore(PathBuf),
}

impl Trouble {
    /// The database in `folder` did not open; `backup` is the newest there is.
    pub fn new(folder: PathBuf, database: PathBuf, cause: Cause, backup: Option<Backup>) -> Self {
        Self { folder, database, cause, backup, asking: false, again: false }
    }

    /// Still in the way after another try.
    pub fn still(&mut self, cause: Cause) {
        self.cause = cause;
        self.again = true;
        self.asking = false;
    }

    /// Takes a message in and says what should happen.
    #[expect(clippy::needless_pass_by_value, reason = "every screen takes its messages so")]
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Again => Action::Again,
            Message::Quit => Action::Quit,
            Message::Restore if !self.offers_restore() => Action::None,
            Message::Restore if !self.asking => {
                self.asking = true;
                Action::None
            }
            Message::Heard(Heard::Key(key::Action::Yes)) if self.asking => self.restore(),
            Message::Restore => self.restore(),
            Message::Keep | Message::Heard(Heard::Key(key::Action::No)) => {
                self.asking = false;
                Action::None
            }
            Message::Heard(_) => Action::None,
        }
    }

    fn restore(&mut self) -> Action {
        self.asking = false;
        match &self.backup {
            Some(backup) => Action::Restore(backup.path.clone()),
            None => Action::None,
        }
    }

    fn offers_restore(&self) -> bool {
        self.backup.is_some() && self.cause.restore
    }

    /// The whole window.
    pub fn view(&self, size: Size) -> Element<'_, Message> {
        let measures = Measures::of(size);
        let cause = &self.cause;
        let path = |path: &Path| path.display().to_string();
        let mut what = column![
            section(words::get("trouble-why")),
            fit(cause.line.clone()).size(theme::LARGE).lines(3),
            section(words::get("trouble-do")),
            fit(cause.advice.clone()).size(theme::LARGE).lines(4),
            section(words::get("trouble-where")),
            fit(path(&self.database)).size(16.0).least(13.0).lines(2).font(theme::SEMIBOLD),
        ]
        .spacing(measures.either(4, 6));
        if self.again {
            what = what.push(text(words::get("trouble-again-failed")).size(theme::BODY));
        }
        let parts = column![
            heading(words::with("trouble-heading", &[("cause", &cause.title)]), measures),
            faded(fit(words::get("trouble-calm")).size(theme::LARGE).least(13.0).lines(2)),
            card(what, measures),
            card(self.backup_part(measures), measures),
            self.buttons(),
        ];
        keys(part::page(parts, measures), own_key).into()
    }

    fn backup_part(&self, measures: Measures) -> Element<'_, Message> {
        let mut lines =
            column![section(words::get("trouble-backup"))].spacing(measures.either(4, 6));
        let Some(backup) = &self.backup else {
            return lines.push(fit(words::get("trouble-backup-none")).lines(2)).into();
        };
        let made = words::with(
            "trouble-backup-of",
            &[("when", &words::clock(backup.made)), ("size", &size_of(backup.bytes))],
        );
        lines = lines.push(fit(made).size(20.0).least(14.0).font(theme::BOLD));
        if self.asking {
            let says = fit(words::get("trouble-restore-ask")).size(theme::LARGE).lines(4);
            return lines
                .push(container(says).padding([6, 12]).width(Length::Fill).style(theme::chip_warn))
                .into();
        }
        let file = quoted(&backup.path.display().to_string());
        let folder = quoted(&self.folder.display().to_string());
        let command =
            words::with("trouble-restore-command", &[("file", &file), ("folder", &folder)]);
        let how = if self.cause.restore {
            words::get("trouble-restore-how")
        } else {
            words::get("trouble-restore-not")
        };
        lines
            .push(fit(how).size(theme::BODY).lines(2))
            .push(
                container(
                    fit(command).size(theme::BODY).least(13.0).lines(2).font(theme::SEMIBOLD),
                )
                .padding([6, 12])
                .width(Length::Fill)
                .style(theme::chip),
            )
            .into()
    }

    fn buttons(&self) -> Element<'_, Message> {
        let ctrl = words::get("key-ctrl");
        let shift = words::get("key-shift");
        if self.asking {
            return row![
                main_button(
                    key::cap(key::Action::Yes),
                    words::get("trouble-restore-yes"),
                    Some(Message::Restore)
                ),
                key_button(
                    key::cap(key::Action::No),
                    words::get("trouble-restore-no"),
                    Some(Message::Keep)
                ),
            ]
            .spacing(12)
            .into();
        }
        let mut buttons = row![
            main_button(format!("{ctrl} R"), words::get("trouble-again"), Some(Message::Again)),
            key_button(format!("{ctrl} Q"), words::get("trouble-quit"), Some(Message::Quit)),
        ]
        .spacing(12)
        .align_y(Alignment::Center);
        if self.offers_restore() {
            buttons = buttons.push(space().width(Length::Fill)).push(key_button(
                format!("{ctrl} {shift} R"),
                words::get("trouble-restore"),
                Some(Message::Restore),
            ));
        }
        buttons.into()
    }
}

/// Ctrl+R, Ctrl+Q, Ctrl+Shift+R.
fn own_key(event: &keyboard::Event) -> Option<Message> {
    let keyboard::Event::KeyPressed { key, physical_key, modifiers, repeat: false, .. } = event
    else {
        return None;
    };
    let sign = key.to_latin(*physical_key).map(|sign| sign.to_ascii_lowercase());
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    match sign? {
        'r' if *modifiers == Modifiers::COMMAND => Some(Message::Again),
        'q' if *modifiers == Modifiers::COMMAND => Some(Message::Quit),
        'r' if *modifiers == shifted => Some(Message::Restore),
        _ => None,
    }
}

/// A size as people read it, rounded up to whole units.
fn size_of(bytes: u64) -> String {
    const MEGABYTE: u64 = 1 << 20;
    if bytes >= MEGABYTE {
        words::with("size-mb", &[("count", &words::count(bytes.div_ceil(MEGABYTE)))])
    } else {
        words::with("size-kb", &[("count", &words::count(bytes.div_ceil(1 << 10)))])
    }
}

/// A path as a shell takes it whole.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/\\:._-~".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("\"{path}\"") }
}
