//! Whose turn it is, what is on screen, what waits for yes or no. Pure: what a scan means follows
//! from what the session holds and what the code is; the desk then does it.

use super::bench::OnBench;
use super::note::percent;
use super::repeat::Repeat;
use super::reply::{Ask, Mode, Named};
use crate::domain::borrower::BorrowerId;
use crate::domain::code::{Code, CommandCode, layout_forms};
use crate::domain::device::DeviceId;
use crate::domain::hash::Hash;
use crate::domain::noted::Note;

/// One scanner's place at the counter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Session {
    /// What a scan does.
    pub mode: Mode,
    /// Where Look up goes back to after one scan, in the window.
    pub back_to: Option<Mode>,
    /// Who is on screen.
    pub person: Option<BorrowerId>,
    /// First device of a swap, waiting for the second.
    pub first: Option<DeviceId>,
    /// What lies on the bench in Repair, waiting for the second scan.
    pub bench: Option<OnBench>,
    /// The device shown last.
    pub shown: Option<DeviceId>,
    /// The device in the band: what is noted is noted about it.
    pub last: Option<DeviceId>,
    /// What waits for yes or no.
    pub question: Option<Question>,
    /// An unknown code just scanned in Return: yes takes it in.
    pub unknown: Option<Code>,
    /// That code holds the line until Esc or `XTDNEXT`: in the window, not in the terminal.
    pub held: bool,
    /// What came last, to tell a repetition by.
    pub repeat: Repeat,
    /// Number of the last reply.
    pub last_reply: u64,
}

/// What waits for yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// All reasons.
    pub asks: Vec<Ask>,
    /// What yes does.
    pub wish: Wish,
    /// Tag of the device concerned.
    pub tag: Option<String>,
    /// The person concerned.
    pub person: Option<Named>,
}

impl Question {
    /// Whether yes takes a reason with it.
    pub fn wants_reason(&self) -> bool {
        self.asks.iter().any(Ask::wants_reason)
    }
}

/// Why somebody said yes where a rule of the district says no.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Because {
    /// One of [`REASONS`].
    pub word: Option<&'static str>,
    /// In words of their own, may be empty.
    pub text: String,
}

impl Because {
    fn is_said(&self) -> bool {
        self.word.is_some() || !self.text.is_empty()
    }

    /// The reason of a card, also as another keyboard's layout sends it.
    fn of(said: &str) -> Option<Because> {
        let is = |word: &&&'static str| {
            **word == said || layout_forms(word).iter().any(|form| form == said)
        };
        let word = REASONS.iter().find(is).copied();
        word.map(|word| Because { word: Some(word), text: String::new() })
    }
}

/// Reasons that have a card: the office said so, it is being paid in parts, it is needed for class,
/// something else.
pub const REASONS: [&str; 4] = ["OFFICE", "PLAN", "CLASS", "OTHER"];

/// What was about to be done when the desk asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Out to the person.
    Issue {
        /// To whom.
        person: BorrowerId,
        /// Which device.
        device: DeviceId,
    },
    /// Exchange.
    Swap {
        /// First scanned.
        first: DeviceId,
        /// Second scanned.
        second: DeviceId,
    },
    /// Take the code as this person.
    Person(BorrowerId),
    /// Take the code as this device.
    Device(DeviceId),
    /// Take back the command that wrote this event.
    Undo(Hash),
    /// Note what was said about a conflict: no is an answer, too.
    Say {
        /// Which conflict.
        conflict: Hash,
        /// Which device.
        device: DeviceId,
        /// Who was asked about.
        person: BorrowerId,
    },
}

/// What a line turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// A command code.
    Command(CommandCode),
    /// `Y` or `N` as a whole line.
    Answer(bool),
    /// Yes, with a reason in words.
    Because(String),
    /// Exactly one person.
    Person(BorrowerId),
    /// Exactly one device.
    Device(DeviceId),
    /// One person and one device.
    Both(BorrowerId, DeviceId),
    /// Several devices, or several people: nobody may guess.
    Several,
    /// An ID short of its zeros that fits exactly one person.
    Short(BorrowerId),
    /// Nothing here has it.
    Nothing(Code),
}

/// What the desk has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Put the person on screen.
    Person(BorrowerId),
    /// Issue to the person on screen.
    Issue(BorrowerId, DeviceId),
    /// Return.
    Return(DeviceId),
    /// Issue with nobody on screen: say so, record that it was seen.
    Nobody(DeviceId),
    /// Look up.
    Show(DeviceId),
    /// First of a swap.
    First(DeviceId),
    /// Second of a swap.
    Second(DeviceId, DeviceId),
    /// A person where a swap wants a device.
    SwapPerson(BorrowerId),
    /// Ask which of two kinds, expecting the person or not.
    WhichKind {
        /// The person.
        person: BorrowerId,
        /// The device.
        device: DeviceId,
        /// What this turn expects.
        as_person: bool,
    },
    /// Ask whether the short ID means this person.
    AskShort(BorrowerId),
    /// One tag on several devices.
    SharedTag,
    /// Nothing here has it.
    Unknown(Code),
    /// A question or a held line stands first.
    NotTaken,
    /// Do what the question asked, and why.
    Yes(Question, Because),
    /// Yes, but to this yes belongs a reason.
    SayWhy,
    /// Take the unknown device in.
    TakeIn(Code),
    /// Yes, and nothing is asked.
    NothingAsked,
    /// The question was answered no, or there is none.
    No,
    /// No, and the next person.
    Next,
    /// Take back the last command.
    Undo,
    /// Another mode.
    Mode(Mode),
    /// Note something about the device in the band.
    Note(DeviceId, Note),
    /// The person on screen brought an accessory that was missing.
    Brought(BorrowerId, &'static str),
    /// A part of the price is charged for the device in the band, in percent.
    Part(DeviceId, u8),
    /// Something is to be noted, and no device stands in the band.
    NothingToNote,
    /// A command code this program does not know.
    UnknownCommand,
    /// A device in Repair.
    Bench(DeviceId),
    /// The device on the bench is mended.
    Mend(DeviceId),
}

impl Session {
    /// What a line means now. A pure table: nothing changes here.
    pub fn turn(&self, seen: Seen) -> Turn {
        if self.is_waiting() {
            return self.turn_while_waiting(&seen);
        }
        match seen {
            Seen::Command(command) => self.turn_of_command(&command),
            Seen::Answer(yes) => self.turn_of_answer(yes),
            Seen::Person(person) if self.mode == Mode::Swap => Turn::SwapPerson(person),
            Seen::Person(person) => Turn::Person(person),
            Seen::Device(device) => self.turn_of_device(device),
            Seen::Both(person, device) => {
                let as_person = match self.mode {
                    Mode::Issue => self.person.is_none(),
                    Mode::Return | Mode::Swap | Mode::LookUp | Mode::Repair => false,
                };
                Turn::WhichKind { person, device, as_person }
            }
            Seen::Because(_) => Turn::NothingAsked,
            Seen::Several => Turn::SharedTag,
            Seen::Short(person) => Turn::AskShort(person),
            Seen::Nothing(code) => Turn::Unknown(code),
        }
    }

    /// Whether an answer comes first: a question or a held line stands.
    pub fn is_waiting(&self) -> bool {
        self.question.is_some() || self.held
    }

    /// What a device means in this mode.
    pub fn turn_of_device(&self, device: DeviceId) -> Turn {
        match (self.mode, &self.person, &self.first) {
            (Mode::Issue, Some(person), _) => Turn::Issue(person.clone(), device),
            (Mode::Issue, None, _) => Turn::Nobody(device),
            (Mode::Return, ..) => Turn::Return(device),
            (Mode::Swap, _, Some(first)) => Turn::Second(first.clone(), device),
            (Mode::Swap, _, None) => Turn::First(device),
            (Mode::LookUp, ..) => Turn::Show(device),
            (Mode::Repair, ..) => Turn::Bench(device),
        }
    }

    fn turn_of_command(&self, command: &CommandCode) -> Turn {
        match command {
            CommandCode::Issue => Turn::Mode(Mode::Issue),
            CommandCode::Return => Turn::Mode(Mode::Return),
            CommandCode::Swap => Turn::Mode(Mode::Swap),
            CommandCode::LookUp => Turn::Mode(Mode::LookUp),
            CommandCode::Repair => Turn::Mode(Mode::Repair),
            CommandCode::Yes => self.turn_of_answer(true),
            CommandCode::No => self.turn_of_answer(false),
            CommandCode::Next => Turn::Next,
            CommandCode::Undo => Turn::Undo,
            CommandCode::Condition(_)
            | CommandCode::Missing(_)
            | CommandCode::Damage(_)
            | CommandCode::Good(_) => match (Note::of(command), &self.last, &self.person) {
                (Some(note), Some(device), _) => Turn::Note(device.clone(), note),
                (Some(Note::Back(word)), None, Some(person)) => Turn::Brought(person.clone(), word),
                (Some(_), None, _) => Turn::NothingToNote,
                (None, ..) => Turn::UnknownCommand,
            },
            CommandCode::Part(said) => match (percent(said), &self.last) {
                (Some(percent), Some(device)) => Turn::Part(device.clone(), percent),
                (Some(_), None) => Turn::NothingToNote,
                (None, _) => Turn::UnknownCommand,
            },
            CommandCode::Why(said) => match Because::of(said) {
                Some(_) => Turn::NothingAsked,
                None => Turn::UnknownCommand,
            },
            CommandCode::Unknown(_) => Turn::UnknownCommand,
        }
    }

    fn turn_while_waiting(&self, seen: &Seen) -> Turn {
        match seen {
            Seen::Command(CommandCode::Yes) | Seen::Answer(true) => self.turn_of_answer(true),
            Seen::Command(CommandCode::No) | Seen::Answer(false) => self.turn_of_answer(false),
            Seen::Command(CommandCode::Next) => Turn::Next,
            Seen::Command(CommandCode::Why(said)) => match Because::of(said) {
                Some(because) => self.turn_of_yes(because),
                None => Turn::NotTaken,
            },
            Seen::Because(text) => self.turn_of_yes(Because { word: None, text: text.clone() }),
            _ => Turn::NotTaken,
        }
    }

    fn turn_of_answer(&self, yes: bool) -> Turn {
        if yes { self.turn_of_yes(Because::default()) } else { Turn::No }
    }

    fn turn_of_yes(&self, because: Because) -> Turn {
        match (&self.question, &self.unknown) {
            (Some(question), _) if question.wants_reason() && !because.is_said() => Turn::SayWhy,
            (Some(question), _) => Turn::Yes(question.clone(), because),
            (None, Some(code)) => Turn::TakeIn(code.clone()),
            (None, None) => match &self.bench {
                Some(OnBench::InRepair(device)) => Turn::Mend(device.clone()),
                _ => Turn::NothingAsked,
            },
        }
    }

    /// Ready for the next person, in the same mode.
    pub fn clear(&mut self) {
        self.person = None;
        self.first = None;
        self.bench = None;
        self.shown = None;
        self.last = None;
        self.settle();
    }

    /// Whether no is an answer that is noted, and not only "leave it".
    pub fn notes_a_no(&self) -> bool {
        self.question.as_ref().is_some_and(|question| matches!(question.wish, Wish::Say { .. }))
    }

    /// Nothing is asked any more.
    pub fn settle(&mut self) {
        self.question = None;
        self.unknown = None;
        self.held = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Code::new(text).unwrap()
    }

    fn device(tag: &str) -> DeviceId {
        DeviceId::from_tag(&code(tag))
    }

    fn person(id: &str) -> BorrowerId {
        BorrowerId::new(&code(id))
    }

    #[test]
    fn a_device_means_what_the_mode_and_the_person_say() {
        let mut session = Session::default();
        let seen = || Seen::Device(device("A"));
        assert_eq!(session.turn(seen()), Turn::Nobody(device("A")));
        session.person = Some(person("1"));
        assert_eq!(session.turn(seen()), Turn::Issue(person("1"), device("A")));
        session.mode = Mode::Return;
        assert_eq!(session.turn(seen()), Turn::Return(device("A")));
        session.mode = Mode::Swap;
        assert_eq!(session.turn(seen()), Turn::First(device("A")));
        session.first = Some(device("B"));
        assert_eq!(session.turn(seen()), Turn::Second(device("B"), device("A")));
        session.mode = Mode::LookUp;
        assert_eq!(session.turn(seen()), Turn::Show(device("A")));
        session.mode = Mode::Repair;
        assert_eq!(session.turn(seen()), Turn::Bench(device("A")));
    }

    #[test]
    fn yes_mends_what_was_scanned_in_repair_and_not_what_was_just_taken_in() {
        let mut session = Session { mode: Mode::Repair, ..Session::default() };
        let yes = || Seen::Command(CommandCode::Yes);
        session.bench = Some(OnBench::Broken(device("A")));
        assert_eq!(session.turn(yes()), Turn::NothingAsked);
        session.bench = Some(OnBench::Loaner(device("A")));
        assert_eq!(session.turn(yes()), Turn::NothingAsked);
        session.bench = Some(OnBench::InRepair(device("A")));
        assert_eq!(session.turn(yes()), Turn::Mend(device("A")));
    }

    #[test]
    fn while_a_question_stands_only_answers_are_taken() {
        let question = Question {
            asks: vec![Ask::Inactive],
            wish: Wish::Person(person("1")),
            tag: None,
            person: None,
        };
        let session = Session { question: Some(question.clone()), ..Session::default() };
        for seen in [
            Seen::Device(device("A")),
            Seen::Person(person("2")),
            Seen::Nothing(code("X")),
            Seen::Command(CommandCode::Return),
            Seen::Command(CommandCode::Undo),
        ] {
            assert_eq!(session.turn(seen), Turn::NotTaken);
        }
        let yes = Turn::Yes(question, Because::default());
        assert_eq!(session.turn(Seen::Answer(true)), yes);
        assert_eq!(session.turn(Seen::Command(CommandCode::Yes)), yes);
        assert_eq!(session.turn(Seen::Command(CommandCode::No)), Turn::No);
        assert_eq!(session.turn(Seen::Command(CommandCode::Next)), Turn::Next);
    }

    #[test]
    fn a_held_line_lets_nothing_through_but_its_answers() {
        let session = Session {
            unknown: Some(code("X")),
            held: true,
            mode: Mode::Return,
            ..Session::default()
        };
        assert_eq!(session.turn(Seen::Device(device("A"))), Turn::NotTaken);
        assert_eq!(session.turn(Seen::Command(CommandCode::Yes)), Turn::TakeIn(code("X")));
        assert_eq!(session.turn(Seen::Command(CommandCode::Next)), Turn::Next);
    }

    #[test]
    fn a_code_of_two_kinds_asks_for_what_the_turn_expects() {
        let mut session = Session::default();
        let both = || Seen::Both(person("1"), device("1"));
        assert!(matches!(session.turn(both()), Turn::WhichKind { as_person: true, .. }));
        session.person = Some(person("2"));
        assert!(matches!(session.turn(both()), Turn::WhichKind { as_person: false, .. }));
    }
}
