//! The part on show, and the keys of its own.

use iced::Element;
use iced::keyboard::{self, Key, key::Named};

use super::piece::own_key;
use super::{Exchange, Message, Part, files, questions, start};
use crate::ui::screen::desk::Around;
use crate::ui::screen::part::Measures;
use crate::ui::screen::part::keys::keys;

impl Exchange {
    /// What is on show.
    pub fn view<'a>(&'a self, around: Around<'a>) -> Element<'a, Message> {
        let measures = Measures::of(around.size);
        let told = self.said.as_ref();
        let busy = self.waiting.is_some();
        let bar = self.works().then(|| self.progress.bar(self.doing()));
        let unsent = around.board.map_or(0, |board| board.unsent);
        let content = match self.part {
            Part::Start => {
                let about = start::About {
                    unsent,
                    known: self.stations.lines.is_some(),
                    last: self.stations.own_last(),
                    conflicts: self.conflicts.counts(),
                    todos: self.todos.count(),
                    now: around.now,
                };
                start::view(self.mark, &about, told, measures)
            }
            Part::Import => files::view(&self.path, &self.dropped, told, bar, measures),
            Part::Mapping => match &self.map {
                Some(map) => map.view(told, busy, measures),
                None => iced::widget::space().into(),
            },
            Part::Check => {
                let operator = around.board.and_then(|board| board.operator.as_deref());
                self.import.view((self.covers.as_deref(), operator), told, bar, measures)
            }
            Part::Write => self.stick.write(&self.path, unsent, told, busy, measures),
            Part::Take => self.stick.take(&self.path, told, bar, measures),
            Part::Conflicts => self.conflicts.view(told, busy, measures),
            Part::Notes => match &self.conflicts.merged {
                Some(merged) => self.notes.view(merged, measures),
                None => iced::widget::space().into(),
            },
            Part::Questions => {
                let asked = self.conflicts.counts().map_or(0, |(_, asked)| asked);
                questions::view(&self.path, asked, told, busy, measures)
            }
            Part::Todos => self.todos.view(told, busy, measures),
            Part::Stations => self.stations.view(around.now, told, busy, measures),
            Part::Export => self.export.view(&self.path, told, busy, measures),
        };
        let part = self.part;
        keys(content, move |event| own(event, part)).into()
    }
}

/// Keys of the page's own: Ctrl, Shift and a letter or digit; Enter, and the arrows beside it.
fn own(event: &keyboard::Event, part: Part) -> Option<Message> {
    if let keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. } = event
        && modifiers.is_empty()
    {
        match (named, part) {
            (Named::Enter, Part::Start | Part::Todos) => return Some(Message::Enter),
            (Named::ArrowLeft, Part::Mapping) => return Some(Message::Field(false)),
            (Named::ArrowRight, Part::Mapping) => return Some(Message::Field(true)),
            _ => {}
        }
    }
    own_key(event).map(Message::Own)
}
