//! A scan from line to reply: resolve, say whose turn it is, have it done by `turn`, read back.

use super::reply::{
    Ask, Channel, DeviceCard, Mode, Named, Notice, Outcome, Refusal, Reply, Tone, View,
};
use super::request::DeskKey;
use super::session::{Question, Seen, Session, Turn, Wish};
use super::{Desk, Error, Front};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::{self, Code, CommandCode, Reading};
use crate::domain::device::DeviceId;
use crate::domain::event::{Moment, Source};

/// As many characters of a reason are kept.
const MOST_OF_A_REASON: usize = 300;

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

    pub(super) fn refused(code: &str, refusal: Refusal, person: Option<Named>) -> Played {
        let student = person.as_ref().map(|person| person.id.clone());
        let notice = Notice::Refused { code: code.to_owned(), refusal, person };
        let code = Some(code.to_owned());
        Played { code, student, ..Played::new(Outcome::Refused, notice, Tone::Refused) }
    }

    pub(super) fn not_taken(code: &str) -> Played {
        let notice = Notice::NotTaken { code: code.to_owned() };
        let played = Played::new(Outcome::NotTaken, notice, Tone::Refused);
        Played { code: Some(code.to_owned()), ..played }
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
        let outermost = self.store.hold()?;
        let reply = self.take(channel, Input { line, source, now });
        if outermost {
            self.store.release()?;
        }
        reply
    }

    fn take(&mut self, channel: &Channel, input: Input<'_>) -> Result<Reply, Error> {
        let Input { line, now, .. } = input;
        if let Some(because) = self.reason_for(channel, line) {
            let session = self.session(channel);
            return self.play(channel, session, Seen::Because(because), input);
        }
        let Ok(reading) = code::read(line, &self.codes) else {
            // A scan of megabytes is neither kept nor echoed whole.
            let shown: String =
                line.chars().filter(|c| !c.is_control()).take(code::MAX_LENGTH).collect();
            let mut session = self.session(channel);
            let played = if session.is_waiting() {
                Played::not_taken(&shown)
            } else {
                session.unknown = None;
                Played::refused(&shown, Refusal::Unreadable, None)
            };
            return self.finish(channel, session, Input { line: &shown, ..input }, played);
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

    /// Why yes is said to the question that stands: `XTDYES` with words behind it.
    fn reason_for(&self, channel: &Channel, line: &str) -> Option<String> {
        let (first, words) = line.trim().split_once(' ')?;
        let asked = self.sessions.get(channel).is_some_and(|session| session.question.is_some());
        let is_yes = first.eq_ignore_ascii_case(&CommandCode::Yes.text());
        (asked && is_yes)
            .then(|| words.chars().filter(|c| !c.is_control()).take(MOST_OF_A_REASON).collect())
    }

    /// A scan that came while half a name stood in the buffer is one line with it. Names were
    /// listed for exactly that text, so what follows it is read alone, if anything has that code.
    fn behind_half_typed(&self, channel: &Channel, line: &str) -> Result<Option<Reading>, Error> {
        let rest = line.strip_prefix(self.half_typed.as_str()).filter(|rest| !rest.is_empty());
        let Some(rest) = rest.filter(|_| *channel == Channel::Main && !self.half_typed.is_empty())
        else {
            return Ok(None);
        };
        let Ok(reading) = code::read(rest, &self.codes) else { return Ok(None) };
        let known =
            reading.command().is_some() || !self.store.resolve(reading.candidates())?.is_empty();
        Ok(known.then_some(reading))
    }

    /// Takes one key of the window.
    pub fn press(&mut self, channel: &Channel, key: DeskKey, now: &Moment) -> Result<Reply, Error> {
        let mut session = self.session(channel);
        session.repeat.forget();
        let input = Input { line: "", source: Source::Typed, now };
        let command = match key {
            DeskKey::Mode(Mode::Issue) => CommandCode::Issue,
            DeskKey::Mode(Mode::Return) => CommandCode::Return,
            DeskKey::Mode(Mode::Swap) => CommandCode::Swap,
            DeskKey::Mode(Mode::LookUp) => CommandCode::LookUp,
            DeskKey::Mode(Mode::Repair) => CommandCode::Repair,
            DeskKey::Yes => CommandCode::Yes,
            DeskKey::No => {
                if session.question.is_none() {
                    // Esc also clears what is on screen.
                    session.clear();
                } else if session.notes_a_no() {
                    // Pressed to go on: a no is said with the code, or typed.
                    let played = Self::leave(&mut session);
                    return self.finish(channel, session, input, played);
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
        if !matches!(turn, Turn::NotTaken | Turn::SayWhy | Turn::Yes(..) | Turn::TakeIn(_)) {
            session.unknown = None;
        }
        let played = self.act(&mut session, turn, input)?;
        self.finish(channel, session, input, played)
    }

    /// Does what a turn asks for.
    pub(super) fn act(
        &mut self,
        session: &mut Session,
        turn: Turn,
        input: Input<'_>,
    ) -> Result<Played, Error> {
        match turn {
            Turn::Person(id) => self.show_person(session, &id),
            Turn::Issue(person, device) => self.issue(session, &person, &device, None, input),
            Turn::Return(device) => self.give_back(session, &device, input),
            Turn::Nobody(device) => self.nobody(session, &device, input),
            Turn::Show(device) => self.look_up(session, &device, input),
            Turn::First(device) => self.swap_first(session, &device, input),
            Turn::Second(first, second) => self.swap_second(session, &first, &second, &[], input),
            Turn::SwapPerson(id) => {
                let person = self.store.named(&id)?;
                Ok(Played::refused(person.id.as_str(), Refusal::SwapPerson, Some(person.clone())))
            }
            Turn::WhichKind { person, device, as_person } => {
                let (named, card) = (self.store.named(&person)?, self.store.device(&device)?);
                let ask = Ask::TwoKinds { person: named.clone(), tag: card.tag.clone(), as_person };
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
            Turn::NotTaken => Ok(Played::not_taken(input.line.trim())),
            Turn::Yes(question, because) => {
                session.settle();
                self.grant(session, question, &because, input)
            }
            Turn::SayWhy => Ok(Played::new(Outcome::NotTaken, Notice::SayWhy, Tone::Question)),
            Turn::TakeIn(code) => self.take_in(session, &code, input),
            Turn::NothingAsked => {
                Ok(Played::refused(input.line.trim(), Refusal::NothingAsked, None))
            }
            Turn::No => {
                let wish = session.question.as_ref().map(|question| question.wish.clone());
                let played = Self::leave(session);
                match wish {
                    Some(Wish::Say { conflict, device, person }) => {
                        self.say(session, (&conflict, &device, &person), false, input)
                    }
                    _ => Ok(played),
                }
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
                session.bench = None;
                Ok(Played::new(Outcome::Mode, Notice::Mode(mode), Tone::None))
            }
            Turn::Note(device, note) => self.note(&device, note, input),
            Turn::Brought(person, word) => self.brought_later(&person, word, input),
            Turn::Part(device, percent) => self.part(&device, percent, input),
            Turn::NothingToNote => {
                Ok(Played::refused(input.line.trim(), Refusal::NothingToNote, None))
            }
            Turn::UnknownCommand => {
                Ok(Played::refused(input.line.trim(), Refusal::UnknownCommand, None))
            }
            Turn::Bench(device) => self.bench(session, &device, input),
            Turn::Mend(device) => self.mend(session, &device, input),
        }
    }

    /// Answers nothing: what was asked about stays as it was.
    fn leave(session: &mut Session) -> Played {
        let tag = session.question.as_ref().and_then(|question| question.tag.clone());
        session.settle();
        let notice = Notice::No { tag: tag.clone() };
        Played { code: tag, ..Played::new(Outcome::No, notice, Tone::None) }
    }

    pub(super) fn on_screen(&self, session: &Session) -> Result<Option<Named>, Error> {
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
        match played.outcome {
            // What stands in the band stays there, or is asked about.
            Outcome::NotTaken | Outcome::Question | Outcome::Mode => {}
            Outcome::Swapped | Outcome::Undone => {
                session.last = None;
                session.bench = None;
            }
            _ => session.last.clone_from(&played.device),
        }
        let view = self.view(&session, input.now)?;
        let ask = session.question.as_ref().filter(|_| played.outcome == Outcome::Question);
        let ask = ask.map(|question| question.asks.iter().map(Ask::as_str).collect());
        self.sessions.insert(channel.clone(), session);
        let old_label = match &played.device {
            Some(device) => self.old_label(input.line, device)?,
            None => None,
        };
        Ok(Reply {
            old_label,
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
        let (band, chips) = self.chips(session)?;
        let set =
            session.shown.as_ref().map(|id| self.store.set_of(id)).transpose()?.unwrap_or_default();
        Ok(View {
            set,
            band,
            chips,
            wants_reason: session.question.as_ref().is_some_and(Question::wants_reason),
            mode: session.mode,
            person: person.map(Box::new),
            device: device.map(Box::new),
            asking: session.question.is_some(),
            held: session.held,
        })
    }
}
