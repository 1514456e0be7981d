//! A scan from line to reply: resolve, decide, commit, read back.

use super::reply::{
    Ask, Channel, DeviceCard, Mode, Named, Notice, Outcome, Person, Refusal, Reply, Tone, View,
    When,
};
use super::request::DeskKey;
use super::rules::{self, Verdict};
use super::session::{Question, Seen, Session, Turn, Wish};
use super::{Desk, Error, Front};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::{self, Code, CommandCode, Reading};
use crate::domain::device::DeviceId;
use crate::domain::event::{Kind, Moment, Source};
use crate::store::Draft;

/// What came in, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input<'a> {
    /// The line, or the name of a key.
    pub(super) line: &'a str,
    pub(super) source: Source,
    pub(super) now: &'a Moment,
}

/// What a turn did, before it becomes a reply.
#[derive(Debug)]
pub(super) struct Played {
    pub(super) outcome: Outcome,
    pub(super) notice: Notice,
    pub(super) tone: Tone,
    /// Tag or code for the run list and the reply.
    pub(super) code: Option<String>,
    pub(super) device: Option<DeviceId>,
    pub(super) student: Option<BorrowerId>,
    pub(super) from: Option<BorrowerId>,
    pub(super) event: Option<String>,
}

impl Played {
    pub(super) fn new(outcome: Outcome, notice: Notice, tone: Tone) -> Played {
        Played {
            outcome,
            notice,
            tone,
            code: None,
            device: None,
            student: None,
            from: None,
            event: None,
        }
    }

    fn refused(code: &str, refusal: Refusal, person: Option<Named>) -> Played {
        let student = person.as_ref().map(|person| person.id.clone());
        let notice = Notice::Refused { code: code.to_owned(), refusal, person };
        let code = Some(code.to_owned());
        Played { code, student, ..Played::new(Outcome::Refused, notice, Tone::Refused) }
    }

    pub(super) fn on(mut self, card: &DeviceCard) -> Played {
        self.code = Some(card.tag.clone());
        self.device = Some(card.id.clone());
        self
    }
}

impl Desk {
    /// Takes one line.
    pub fn scan(
        &mut self,
        channel: &Channel,
        line: &str,
        source: Source,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let input = Input { line, source, now };
        let reading = match code::read(line, &self.codes) {
            Ok(reading) => reading,
            Err(_) => {
                // A scan of megabytes is neither kept nor echoed whole.
                let shown: String =
                    line.chars().filter(|c| !c.is_control()).take(code::MAX_LENGTH).collect();
                let played = Played::refused(&shown, Refusal::Unreadable, None);
                let session = self.session(channel);
                return self.finish(channel, session, Input { line: &shown, ..input }, played);
            }
        };
        let mut session = self.session(channel);
        if session.repeat.hears(reading.code.as_str(), now.boot_ms) && self.front == Front::Window {
            let played = Played::new(Outcome::Already, Notice::Repeated, Tone::None);
            return self.reply(channel, session, input, played);
        }
        let seen = match self.see(&reading, &session)? {
            Seen::Nothing(code) => match self.behind_half_typed(channel, line)? {
                Some(rest) => self.see(&rest, &session)?,
                None => Seen::Nothing(code),
            },
            seen => seen,
        };
        self.half_typed.clear();
        self.play(channel, session, seen, input)
    }

    /// A scan that came while half a name stood in the buffer is one line with it. Names were
    /// listed for exactly that text, so what follows it is read alone, if anything has that code.
    fn behind_half_typed(
        &self,
        channel: &Channel,
        line: &str,
    ) -> Result<Option<Reading>, Error> {
        let rest = line.strip_prefix(self.half_typed.as_str()).filter(|rest| !rest.is_empty());
        let Some(rest) = rest.filter(|_| *channel == Channel::Main && !self.half_typed.is_empty())
        else {
            return Ok(None);
        };
        let Ok(reading) = code::read(rest, &self.codes) else { return Ok(None) };
        let known = reading.command().is_some()
            || !self.store.resolve(reading.candidates())?.is_empty();
        Ok(known.then_some(reading))
    }

    /// Takes one key of the window.
    pub fn press(
        &mut self,
        channel: &Channel,
        key: DeskKey,
        now: &Moment,
    ) -> Result<Reply, Error> {
        let mut session = self.session(channel);
        session.repeat.forget();
        let input = Input { line: "", source: Source::Typed, now };
        let command = match key {
            DeskKey::Mode(Mode::Issue) => CommandCode::Issue,
            DeskKey::Mode(Mode::Return) => CommandCode::Return,
            DeskKey::Mode(Mode::Swap) => CommandCode::Swap,
            DeskKey::Mode(Mode::LookUp) => CommandCode::LookUp,
            DeskKey::Yes => CommandCode::Yes,
            DeskKey::No => {
                if session.question.is_none() {
                    // Esc also clears what is on screen.
                    session.clear();
                }
                CommandCode::No
            }
            DeskKey::Next => CommandCode::Next,
            DeskKey::Undo => CommandCode::Undo,
            DeskKey::UndoRow(row) => return self.undo_row(channel, session, row, input),
            DeskKey::Sibling => return self.next_sibling(channel, session, input),
            DeskKey::Clear(number) => {
                if session.last_reply == number && session.question.is_none() && !session.held {
                    session.clear();
                }
                let played = Played::new(Outcome::Next, Notice::Next, Tone::None);
                return self.reply(channel, session, input, played);
            }
        };
        self.play(channel, session, Seen::Command(command), input)
    }

    pub(super) fn session(&self, channel: &Channel) -> Session {
        self.sessions.get(channel).cloned().unwrap_or_default()
    }

    fn see(&self, reading: &Reading, session: &Session) -> Result<Seen, Error> {
        if let Some(command) = reading.command() {
            return Ok(Seen::Command(command));
        }
        let waiting = session.question.is_some() || session.unknown.is_some();
        if let Some(yes) = code::typed_answer(&reading.code).filter(|_| waiting) {
            return Ok(Seen::Answer(yes));
        }
        let found = self.store.resolve(reading.candidates())?;
        Ok(match (found.people.as_slice(), found.devices.as_slice()) {
            ([person], []) => Seen::Person(person.clone()),
            ([], [device]) => Seen::Device(device.clone()),
            ([person], [device]) => Seen::Both(person.clone(), device.clone()),
            ([], []) => match self.store.short_of_zeros(&reading.code)? {
                Some(person) => Seen::Short(person),
                None => Seen::Nothing(reading.code.clone()),
            },
            _ => Seen::Several,
        })
    }

    fn play(
        &mut self,
        channel: &Channel,
        mut session: Session,
        seen: Seen,
        input: Input<'_>,
    ) -> Result<Reply, Error> {
        let turn = session.turn(seen);
        if !matches!(turn, Turn::NotTaken | Turn::Yes(_) | Turn::TakeIn(_)) {
            session.unknown = None;
        }
        let played = self.act(&mut session, turn, input)?;
        self.finish(channel, session, input, played)
    }

    /// Does what a turn asks for.
    fn act(
        &mut self,
        session: &mut Session,
        turn: Turn,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let now = input.now;
        match turn {
            Turn::Person(id) => self.show_person(session, &id),
            Turn::Issue(person, device) => self.issue(session, &person, &device, input),
            Turn::Return(device) => self.give_back(session, &device, input),
            Turn::Nobody(device) => self.nobody(session, &device, input),
            Turn::Show(device) => self.look_up(session, &device, input),
            Turn::First(device) => self.swap_first(session, &device),
            Turn::Second(first, second) => self.swap_second(session, &first, &second, now),
            Turn::SwapPerson(id) => {
                let person = self.store.named(&id)?;
                Ok(Played::refused(person.id.as_str(), Refusal::SwapPerson, Some(person.clone())))
            }
            Turn::WhichKind { person, device, as_person } => {
                let (named, card) = (self.store.named(&person)?, self.store.device(&device)?);
                let ask =
                    Ask::TwoKinds { person: named.clone(), tag: card.tag.clone(), as_person };
                let wish = if as_person { Wish::Person(person) } else { Wish::Device(device) };
                Ok(Self::ask(session, vec![ask], wish, Some(&card), Some(named)))
            }
            Turn::AskShort(id) => {
                let named = self.store.named(&id)?;
                let ask = Ask::ShortId { person: named.clone() };
                Ok(Self::ask(session, vec![ask], Wish::Person(id), None, Some(named)))
            }
            Turn::SharedTag => {
                let code = input.line.trim();
                Ok(Played::refused(code, Refusal::SharedTag, self.on_screen(session)?))
            }
            Turn::Unknown(code) => Ok(self.unknown(session, code)),
            Turn::NotTaken => {
                let code = input.line.trim().to_owned();
                let notice = Notice::NotTaken { code: code.clone() };
                let played = Played::new(Outcome::NotTaken, notice, Tone::Refused);
                Ok(Played { code: Some(code), ..played })
            }
            Turn::Yes(question) => {
                session.settle();
                self.grant(session, question, input)
            }
            Turn::TakeIn(code) => self.take_in(session, &code, input),
            Turn::NothingAsked => {
                Ok(Played::refused(input.line.trim(), Refusal::NothingAsked, None))
            }
            Turn::No => {
                let tag = session.question.as_ref().and_then(|question| question.tag.clone());
                session.settle();
                let notice = Notice::No { tag: tag.clone() };
                Ok(Played { code: tag, ..Played::new(Outcome::No, notice, Tone::None) })
            }
            Turn::Next => {
                session.clear();
                Ok(Played::new(Outcome::Next, Notice::Next, Tone::None))
            }
            Turn::Undo => self.undo_last(session, input),
            Turn::Mode(mode) => {
                session.repeat.forget();
                let falls_back = self.front == Front::Window && mode == Mode::LookUp;
                session.back_to = (falls_back && session.mode != mode).then_some(session.mode);
                session.mode = mode;
                session.first = None;
                Ok(Played::new(Outcome::Mode, Notice::Mode(mode), Tone::None))
            }
            Turn::UnknownCommand => {
                Ok(Played::refused(input.line.trim(), Refusal::UnknownCommand, None))
            }
        }
    }

    fn on_screen(&self, session: &Session) -> Result<Option<Named>, Error> {
        Ok(session.person.as_ref().map(|id| self.store.named(id)).transpose()?)
    }

    pub(super) fn ask(
        session: &mut Session,
        asks: Vec<Ask>,
        wish: Wish,
        card: Option<&DeviceCard>,
        person: Option<Named>,
    ) -> Played {
        let tag = card.map(|card| card.tag.clone());
        let student = person.as_ref().map(|person| person.id.clone());
        let notice =
            Notice::Question { tag: tag.clone(), person: person.clone(), asks: asks.clone() };
        let from = asks.iter().find_map(|ask| match ask {
            Ask::StillOut { holder } => Some(holder.named.id.clone()),
            _ => None,
        });
        session.question = Some(Question { asks, wish, tag: tag.clone(), person });
        let device = card.map(|card| card.id.clone());
        let played = Played::new(Outcome::Question, notice, Tone::Question);
        Played { code: tag, device, student, from, ..played }
    }

    pub(super) fn show_person(
        &mut self,
        session: &mut Session,
        id: &BorrowerId,
    ) -> Result<Played, Error> {
        let named = self.store.named(id)?;
        session.person = Some(named.id.clone());
        session.shown = None;
        Self::fall_back(session);
        let student = Some(named.id.clone());
        let played = Played::new(Outcome::Student, Notice::Person(named), Tone::Done);
        Ok(Played { student, ..played })
    }

    /// Look up lasts one scan in the window.
    fn fall_back(session: &mut Session) {
        if let Some(mode) = session.back_to.take().filter(|_| session.mode == Mode::LookUp) {
            session.mode = mode;
        }
    }

    fn issue(
        &mut self,
        session: &mut Session,
        person: &BorrowerId,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let policy = self.policy(input.now);
        let person = self.store.person(person, false)?;
        let card = self.store.device(device)?;
        session.shown = None;
        match rules::issue(&person, &card, &policy) {
            Verdict::Ask(asks) => {
                let wish = Wish::Issue {
                    person: person.named.id.clone(),
                    device: card.id.clone(),
                };
                Ok(Self::ask(session, asks, wish, Some(&card), Some(person.named)))
            }
            Verdict::Refused(refusal) => {
                Ok(Played::refused(&card.tag, refusal, Some(person.named)).on(&card))
            }
            Verdict::Already => self.already_held(&person, &card, input),
            Verdict::Done => self.hand_out(&person, &card, input),
        }
    }

    fn already_held(
        &mut self,
        person: &Person,
        card: &DeviceCard,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        // The journal keeps the scan all the same: the fold knows it as no change.
        let since = card.holder.as_ref().map_or_else(When::default, |holder| holder.since);
        let notice = Notice::AlreadyHeld {
            by: person.named.clone(),
            tag: card.tag.clone(),
            since,
        };
        let student = Some(person.named.id.clone());
        let mut played = Played {
            from: student.clone(),
            student,
            ..Played::new(Outcome::Already, notice, Tone::Already).on(card)
        };
        played.event = self.commit(vec![self.issued(person, card)], &played, input)?;
        Ok(played)
    }

    /// Writes the issue; where the device is out to somebody else, its return first.
    fn hand_out(
        &mut self,
        person: &Person,
        card: &DeviceCard,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let mut issued = self.issued(person, card);
        let due = self.run_for(input.now).and_then(|run| run.due.clone());
        issued.payload.put("due", due.clone().unwrap_or_default());
        let (to, tag) = (person.named.clone(), card.tag.clone());
        let student = Some(person.named.id.clone());
        let mut drafts = Vec::new();
        let mut played = if let Some(holder) = &card.holder {
            drafts.push(Draft {
                borrower: Some(holder.named.id.clone()),
                saw: Some(holder.named.id.clone()),
                ..draft(Kind::Returned, card)
            });
            issued.saw = None;
            let from = holder.named.clone();
            let notice = Notice::HandedOver { from, to, tag, due };
            let played = Played::new(Outcome::HandedOver, notice, Tone::Done);
            Played { from: Some(holder.named.id.clone()), ..played }
        } else {
            let moved = self.moved(card, &person.site)?;
            let notice = Notice::Issued { to, tag, due, moved };
            Played::new(Outcome::Issued, notice, Tone::Done)
        };
        played = Played { student, ..played.on(card) };
        drafts.push(issued);
        played.event = self.commit(drafts, &played, input)?;
        if !person.named.homeroom.is_empty() {
            self.last_served = Some((person.site.clone(), person.named.homeroom.clone()));
        }
        Ok(played)
    }

    fn issued(&self, person: &Person, card: &DeviceCard) -> Draft {
        Draft {
            borrower: Some(person.named.id.clone()),
            saw: card.holder.as_ref().map(|holder| holder.named.id.clone()),
            ..draft(Kind::Issued, card).with("site", &person.site)
        }
    }

    /// Site names, where a device belongs elsewhere from now on.
    fn moved(&self, card: &DeviceCard, to: &str) -> Result<Option<(String, String)>, Error> {
        if to.is_empty() || card.site.is_empty() || card.site == to {
            return Ok(None);
        }
        Ok(Some((card.site_name.clone(), self.store.site_name(to)?)))
    }

    fn give_back(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        let site = self.site_of_run(input.now)?;
        let aside = !card.status.may_go_out();
        let mut returned = draft(Kind::Returned, &card).with("site", &site);
        let holder = card.holder.clone();
        returned.saw = holder.as_ref().map(|holder| holder.named.id.clone());
        returned.borrower.clone_from(&returned.saw);
        let from = returned.saw.clone();
        let mut played = match rules::give_back(&card) {
            Verdict::Done => {
                let on_screen = self.on_screen(session)?;
                let not_from =
                    on_screen.filter(|person| Some(&person.id) != from.as_ref());
                let loud = not_from.is_some() || aside;
                let notice = Notice::Returned {
                    from: holder,
                    tag: card.tag.clone(),
                    moved: self.moved(&card, &site)?,
                    not_from,
                    aside,
                };
                let tone = if loud { Tone::Attention } else { Tone::Done };
                Played::new(Outcome::Returned, notice, tone)
            }
            _ => {
                let since = card.seen.as_ref().map(|(when, _)| *when);
                let notice = Notice::AlreadyIn { tag: card.tag.clone(), since, aside };
                let tone = if aside { Tone::Attention } else { Tone::Already };
                Played::new(Outcome::Already, notice, tone)
            }
        }
        .on(&card);
        played.student.clone_from(&from);
        played.from = from;
        session.shown = Some(card.id.clone());
        played.event = self.commit(vec![returned], &played, input)?;
        Ok(played)
    }

    /// A device in Issue with nobody on screen: nothing changes, and that is said aloud.
    fn nobody(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        session.shown = Some(card.id.clone());
        let notice = Notice::NobodyOnScreen(Box::new(card.clone()));
        self.sighted(card, notice, Tone::Attention, input)
    }

    fn look_up(
        &mut self,
        session: &mut Session,
        device: &DeviceId,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        session.shown = Some(card.id.clone());
        session.person = None;
        Self::fall_back(session);
        let notice = Notice::Device(Box::new(card.clone()));
        self.sighted(card, notice, Tone::Done, input)
    }

    fn sighted(
        &mut self,
        card: DeviceCard,
        notice: Notice,
        tone: Tone,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        let mut played = Played::new(Outcome::Shown, notice, tone).on(&card);
        played.student = card.holder.as_ref().map(|holder| holder.named.id.clone());
        played.from.clone_from(&played.student);
        let sighted = Draft { saw: played.student.clone(), ..draft(Kind::Sighted, &card) };
        played.event = self.commit(vec![sighted], &played, input)?;
        Ok(played)
    }

    fn swap_first(&mut self, session: &mut Session, device: &DeviceId) -> Result<Played, Error> {
        let card = self.store.device(device)?;
        let Some(holder) = card.holder.as_ref().map(|holder| holder.named.clone()) else {
            return Ok(Played::refused(&card.tag, Refusal::SwapNotOut, None).on(&card));
        };
        session.first = Some(card.id.clone());
        session.shown = Some(card.id.clone());
        let student = Some(holder.id.clone());
        let notice = Notice::SwapFirst { tag: card.tag.clone(), holder };
        let played = Played::new(Outcome::Shown, notice, Tone::Done).on(&card);
        Ok(Played { from: student.clone(), student, ..played })
    }

    fn swap_second(
        &mut self,
        session: &mut Session,
        first: &DeviceId,
        second: &DeviceId,
        now: &Moment,
    ) -> Result<Played, Error> {
        let (a, b) = (self.store.device(first)?, self.store.device(second)?);
        let (Some(of_a), Some(of_b)) = (&a.holder, &b.holder) else {
            return Ok(Played::refused(&b.tag, Refusal::SwapNotOut, None).on(&b));
        };
        let holders = (
            self.store.person(&of_a.named.id, false)?,
            self.store.person(&of_b.named.id, false)?,
        );
        match rules::swap((&a, &holders.0), (&b, &holders.1), &self.policy(now)) {
            Verdict::Ask(asks) => {
                let wish = Wish::Swap { first: a.id, second: b.id.clone() };
                Ok(Self::ask(session, asks, wish, Some(&b), Some(holders.1.named)))
            }
            Verdict::Refused(refusal) => {
                Ok(Played::refused(&b.tag, refusal, Some(holders.1.named)).on(&b))
            }
            Verdict::Done | Verdict::Already => {
                self.exchange(session, [(&a, &holders.1), (&b, &holders.0)], None)
            }
        }
    }

    /// Writes a swap: both back, both out again, one command.
    fn exchange(
        &mut self,
        session: &mut Session,
        pairs: [(&DeviceCard, &Person); 2],
        input: Option<Input<'_>>,
    ) -> Result<Played, Error> {
        let [(a, to_a), (b, to_b)] = pairs;
        let notice = Notice::Swapped {
            first: (a.tag.clone(), to_a.named.clone()),
            second: (b.tag.clone(), to_b.named.clone()),
        };
        let mut played = Played::new(Outcome::Swapped, notice, Tone::Done).on(b);
        played.student = Some(to_b.named.id.clone());
        played.from = b.holder.as_ref().map(|holder| holder.named.id.clone());
        let Some(input) = input else { return Ok(played) };
        let mut drafts = Vec::new();
        for (card, _) in pairs {
            let saw = card.holder.as_ref().map(|holder| holder.named.id.clone());
            drafts.push(Draft { borrower: saw.clone(), saw, ..draft(Kind::Returned, card) });
        }
        for (card, person) in pairs {
            let due = card.holder.as_ref().and_then(|holder| holder.due.clone());
            let issued = self.issued(person, card).with("due", &due.unwrap_or_default());
            drafts.push(Draft { saw: None, ..issued });
        }
        session.first = None;
        session.shown = None;
        played.event = self.commit(drafts, &played, input)?;
        Ok(played)
    }

    /// Does what a question asked about. The state is read anew: it is judged on what is so now.
    fn grant(
        &mut self,
        session: &mut Session,
        question: Question,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        match question.wish {
            Wish::Issue { person, device } => {
                let person = self.store.person(&person, false)?;
                let card = self.store.device(&device)?;
                self.hand_out(&person, &card, input)
            }
            Wish::Swap { first, second } => {
                let (a, b) = (self.store.device(&first)?, self.store.device(&second)?);
                let (Some(of_a), Some(of_b)) = (&a.holder, &b.holder) else {
                    return Ok(Played::refused(&b.tag, Refusal::SwapNotOut, None).on(&b));
                };
                let to_a = self.store.person(&of_b.named.id, false)?;
                let to_b = self.store.person(&of_a.named.id, false)?;
                self.exchange(session, [(&a, &to_a), (&b, &to_b)], Some(input))
            }
            Wish::Person(id) => self.show_person(session, &id),
            Wish::Device(id) => {
                let turn = session.turn_of_device(id);
                self.act(session, turn, input)
            }
            Wish::Undo(hash) => self.take_back(&hash, input),
        }
    }

    fn unknown(&self, session: &mut Session, code: Code) -> Played {
        let can_take_in = session.mode == Mode::Return;
        let notice = Notice::Unknown {
            code: code.as_str().to_owned(),
            can_take_in,
            can_walk_up: session.mode == Mode::Issue && session.person.is_none(),
        };
        let shown = Some(code.as_str().to_owned());
        if can_take_in {
            session.held = self.front == Front::Window;
            session.unknown = Some(code);
        }
        Played { code: shown, ..Played::new(Outcome::Unknown, notice, Tone::Refused) }
    }

    /// A device nobody knows, in the hand: taken in, returned, parked until a register knows it.
    fn take_in(
        &mut self,
        session: &mut Session,
        code: &Code,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        session.settle();
        let card = self.store.device(&DeviceId::from_tag(code))?;
        let site = self.site_of_run(input.now)?;
        let notice = Notice::Returned {
            from: None,
            tag: code.as_str().to_owned(),
            moved: None,
            not_from: None,
            aside: true,
        };
        let mut played = Played::new(Outcome::Returned, notice, Tone::Attention).on(&card);
        let drafts = vec![
            draft(Kind::DeviceAdded, &card).with("site", &site),
            draft(Kind::Returned, &card).with("site", &site),
        ];
        session.shown = Some(card.id.clone());
        played.event = self.commit(drafts, &played, input)?;
        Ok(played)
    }

    /// Serves somebody who is on no list: they are on screen, and what goes out goes to them.
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

    fn next_sibling(
        &mut self,
        channel: &Channel,
        mut session: Session,
        input: Input<'_>,
    ) -> Result<Reply, Error> {
        let Some(id) = session.person.clone().filter(|_| session.question.is_none()) else {
            return self.reply(
                channel,
                session,
                input,
                Played::new(Outcome::No, Notice::No { tag: None }, Tone::None),
            );
        };
        let person = self.store.person(&id, false)?;
        // By name, beginning again after the last: one key goes round the household.
        let next = person
            .household
            .iter()
            .find(|other| (&other.name, &other.id) > (&person.named.name, &person.named.id))
            .or(person.household.first())
            .map_or(id, |named| named.id.clone());
        let played = self.show_person(&mut session, &next)?;
        self.reply(channel, session, input, played)
    }

    /// Keeps the line of what wrote no event, then replies.
    fn finish(
        &mut self,
        channel: &Channel,
        session: Session,
        input: Input<'_>,
        played: Played,
    ) -> Result<Reply, Error> {
        if played.event.is_none() && played.outcome.is_listed() && self.store.station().is_some() {
            self.commit(Vec::new(), &played, input)?;
        }
        self.reply(channel, session, input, played)
    }

    /// What is shown, read back from the database.
    pub(super) fn reply(
        &mut self,
        channel: &Channel,
        mut session: Session,
        input: Input<'_>,
        played: Played,
    ) -> Result<Reply, Error> {
        self.replies += 1;
        session.last_reply = self.replies;
        let view = self.view(&session, input.now)?;
        let ask = session.question.as_ref().filter(|_| played.outcome == Outcome::Question);
        let ask = ask.map(|question| question.asks.iter().map(Ask::as_str).collect());
        self.sessions.insert(channel.clone(), session);
        Ok(Reply {
            number: self.replies,
            channel: channel.clone(),
            scan: input.line.to_owned(),
            outcome: played.outcome,
            notice: played.notice,
            device: played.device.and(played.code),
            student: played.student,
            from: played.from,
            ask: ask.unwrap_or_default(),
            event: played.event,
            tone: played.tone,
            view,
        })
    }

    pub(super) fn view(&self, session: &Session, now: &Moment) -> Result<View, Error> {
        let grade_rule = self.policy(now).grade_rule;
        let person =
            session.person.as_ref().map(|id| self.store.person(id, grade_rule)).transpose()?;
        let device = session.shown.as_ref().map(|id| self.store.device(id)).transpose()?;
        Ok(View {
            mode: session.mode,
            person: person.map(Box::new),
            device: device.map(Box::new),
            asking: session.question.is_some(),
            held: session.held,
        })
    }
}

/// A draft about a device, with what is printed on it.
pub(super) fn draft(kind: Kind, card: &DeviceCard) -> Draft {
    Draft {
        device: Some(card.id.clone()),
        tag: Some(card.tag.clone()),
        serial: Some(card.serial.clone()),
        ..Draft::new(kind)
    }
}
