//! Serving somebody who is on no list.

use super::reply::{Channel, Mode, Named, Notice, Outcome, Reply, Tone};
use super::scan::{Input, Played};
use super::{Desk, Error};
use crate::domain::code::Code;
use crate::domain::event::{Kind, Moment, Source};
use crate::store::Draft;

impl Desk {
    /// They are on screen, and what goes out goes to them.
    pub(super) fn walk_up(
        &mut self,
        channel: &Channel,
        name: &str,
        grade: &str,
        code: Option<&str>,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Error::NoName);
        }
        let input = Input { line: "", source: Source::Typed, now };
        let id = self.store.next_walk_up()?;
        let code = code.and_then(|code| Code::new(code).ok());
        let added = Draft {
            borrower: Some(id.clone()),
            additions: vec![("name", name.to_owned())],
            ..Draft::new(Kind::BorrowerAdded)
                .with("grade", grade.trim())
                .with("code", code.as_ref().map_or("", Code::as_str))
        };
        let mut session = self.session(channel);
        session.clear();
        session.mode = Mode::Issue;
        session.person = Some(id.clone());
        let named = Named { id: id.clone(), name: name.to_owned(), homeroom: String::new() };
        let mut played = Played::new(Outcome::Student, Notice::Person(named), Tone::Done);
        played.student = Some(id);
        played.event = self.commit(vec![added], &played, input)?;
        self.reply(channel, session, input, played)
    }
}
