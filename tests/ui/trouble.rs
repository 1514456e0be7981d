//! Trouble: the database does not open.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Size;
use iced::keyboard::Modifiers;

use tagdesk::desk::Error;
use tagdesk::store;
use tagdesk::store::place::Unfit;
use tagdesk::text;
use tagdesk::ui::key;
use tagdesk::ui::screen::trouble::{Action, Backup, Message, Trouble};
use tagdesk::ui::widget::Heard;

use crate::pages::*;
use crate::support::*;

const SIZE: Size = Size::new(1024.0, 540.0);

pub(crate) fn backup() -> Backup {
    Backup {
        path: PathBuf::from("/home/desk/My Data/backups/tagdesk-20260812-130000.db"),
        made: at(12, 8, 0),
        bytes: 4_300_000,
    }
}

pub(crate) fn trouble(error: store::Error, backup: Option<Backup>) -> Trouble {
    let folder = PathBuf::from("/home/desk/My Data");
    let database = folder.join("desk.db");
    Trouble::new(folder, database, text::cause(&Error::Store(error)), backup)
}

pub(crate) fn torn() -> store::Error {
    store::Error::Torn {
        path: "/home/desk/My Data/desk.db".into(),
        detail: "database disk image is malformed".into(),
    }
}

#[test]
fn try_again_and_close_by_key_and_by_button() {
    let trouble = trouble(torn(), None);
    for (letter_of, words, message) in
        [('r', "Try again", Message::Again), ('q', "Close", Message::Quit)]
    {
        let events = vec![letter(letter_of, Modifiers::COMMAND)];
        let told = hear(trouble.view(SIZE), Message::Heard, SIZE, events);
        assert_eq!(told, std::slice::from_ref(&message));
        assert_eq!(click(trouble.view(SIZE), SIZE, words), [message]);
    }
    let mut trouble = trouble;
    assert_eq!(trouble.update(Message::Again), Action::Again);
    assert_eq!(trouble.update(Message::Quit), Action::Quit);
}

#[test]
fn a_restore_is_shown_before_it_is_done() {
    let mut trouble = trouble(torn(), Some(backup()));
    let events = vec![letter('r', Modifiers::COMMAND | Modifiers::SHIFT)];
    let told = hear(trouble.view(SIZE), Message::Heard, SIZE, events);
    assert_eq!(told, [Message::Restore]);
    let yes = Message::Heard(Heard::Key(key::Action::Yes));
    assert_eq!(trouble.update(yes.clone()), Action::None, "nothing is asked yet");
    assert_eq!(trouble.update(Message::Restore), Action::None);
    assert_eq!(click(trouble.view(SIZE), SIZE, "Leave it as it is"), [Message::Keep]);
    let _ = trouble.update(Message::Keep);
    assert_eq!(trouble.update(yes.clone()), Action::None);
    let _ = trouble.update(Message::Restore);
    assert_eq!(trouble.update(yes), Action::Restore(backup().path));
}

#[test]
fn no_restore_is_offered_where_it_does_not_help_or_there_is_no_backup() {
    let in_use = store::Error::InUse { by: "the window since 8:00".into() };
    for mut trouble in [trouble(torn(), None), trouble(in_use, Some(backup()))] {
        assert_eq!(trouble.update(Message::Restore), Action::None);
        assert_eq!(trouble.update(Message::Restore), Action::None);
        assert!(!sees(trouble.view(SIZE), SIZE, "Restore it …"));
    }
}

#[test]
fn path_and_command_are_there_to_be_copied() {
    let trouble = trouble(torn(), Some(backup()));
    let command = "tagdesk restore \"/home/desk/My Data/backups/tagdesk-20260812-130000.db\" --data \"/home/desk/My Data\"";
    assert!(sees(trouble.view(SIZE), SIZE, "/home/desk/My Data/desk.db"));
    assert!(sees(trouble.view(SIZE), SIZE, command));
}

#[test]
fn every_trouble_looks_right_in_every_window() {
    let folder = PathBuf::from("/home/desk/My Data");
    let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let mut asking = trouble(torn(), Some(backup()));
    let _ = asking.update(Message::Restore);
    let mut again = trouble(store::Error::Full, Some(backup()));
    again.still(text::cause(&Error::Store(store::Error::Full)));
    let scenes = [
        ("torn", trouble(torn(), Some(backup()))),
        ("asking", asking),
        ("full", again),
        (
            "in-use",
            trouble(
                store::Error::InUse { by: "the window (process 4711) since 8:00".into() },
                None,
            ),
        ),
        (
            "newer",
            trouble(store::Error::Newer { path: folder.clone(), version: 9 }, Some(backup())),
        ),
        (
            "cloud",
            trouble(
                store::Error::Place(Unfit::Cloud { path: folder.clone(), service: "OneDrive" }),
                None,
            ),
        ),
        ("io", trouble(store::Error::Io { path: folder, source: Arc::new(denied) }, None)),
    ];
    for (name, trouble) in &scenes {
        for (of, width, height) in
            [("1024", 1024.0, 540.0), ("1366", 1366.0, 768.0), ("scaled", 910.0, 512.0)]
        {
            let room = Room::new(width, height);
            look(&format!("trouble-{name}-{of}"), &room, || trouble.view(room.size));
        }
    }
}
